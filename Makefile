# The course in a few commands. `make help` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BUILT := build/.built
CLASS := build/demo/submitted
WEEK := week03_logistic_regression

# Several threads in several processes slow each other down, and last digits would depend on them.
export OPENBLAS_NUM_THREADS := 1
export OMP_NUM_THREADS := 1

.DEFAULT_GOAL := help
.PHONY: help setup sandbox build demo test quick lint notebooks masters bench lab doctor formgrader clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## make the virtual environment and install the pinned packages

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version)."; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "On Debian or Ubuntu type: sudo apt-get install python3-venv"; exit 1; }
	@# The pip that older systems ship can't resolve these pins.
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[develop]'
	@touch $@

sandbox:  ## install what the sandbox needs, or say what to type
	@command -v bwrap > /dev/null || { \
		echo "Installing bubblewrap, which confines students' code."; \
		if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq bubblewrap > /dev/null; \
		elif sudo -n true 2> /dev/null; then sudo apt-get update -qq && sudo apt-get install -y -qq bubblewrap > /dev/null; \
		fi; }
	@command -v bwrap > /dev/null \
		|| { echo "Type this, then try again:  sudo apt-get install bubblewrap"; exit 1; }

build: $(BUILT)  ## make the students' notebooks and keys where they are stale

$(BUILT): $(READY) nbgrader_config.py $(wildcard solutions/*/*.ipynb utils/*.py grader/*.py grader/exercises/*.py)
	$(BIN)/grader build
	@mkdir -p build && touch $@

demo: $(BUILT) sandbox $(CLASS)  ## grade a sample class of 12 and make its page
	$(BIN)/grader autograde $(WEEK) --submitted $(CLASS) --json build/demo/results.json

$(CLASS): tests/sample_class.py $(wildcard tests/samples/*.py) $(BUILT)
	rm -rf $@
	$(BIN)/python tests/sample_class.py $(WEEK) $@

test: $(BUILT) sandbox lint notebooks  ## everything that has to hold
	$(BIN)/python -m pytest -n 2 --dist loadfile

quick: $(BUILT) sandbox  ## the tests that take no more than a few seconds
	$(BIN)/python -m pytest -m 'not slow'

lint: $(READY)  ## style, imports, and freshness of what is built
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/grader build --check

notebooks: $(BUILT)  ## run the masters again and compare what they print
	$(BIN)/python -m pytest --nbval solutions -p no:warnings -n 2 --dist loadfile

masters: $(READY)  ## pair every master's script with its notebook, and execute the notebook
	@for script in solutions/*/*.py; do \
		$(BIN)/jupytext --quiet --sync $$script; \
		$(BIN)/jupyter nbconvert --log-level WARN --to notebook --execute --inplace \
			--ExecutePreprocessor.store_widget_state=False \
			--NotebookExporter.preprocessors=grader.nbgrader_plugin.MasterOutputs \
			$${script%.py}.ipynb || exit 1; \
	done

bench: $(READY)  ## time our training beside the textbook's loop and PyTorch (if installed)
	@mkdir -p build/bench
	$(BIN)/python tests/bench/training.py --json build/bench/training.json

lab: $(BUILT)  ## open the students' notebooks in JupyterLab
	@for week in solutions/week*; do $(BIN)/grader release $$(basename $$week) --to build/lab; done
	cd build/lab && $(CURDIR)/$(BIN)/jupyter lab

formgrader: $(BUILT) sandbox  ## open nbgrader's pages for instructors
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/jupyter lab --LabApp.default_url=/formgrader

doctor: $(READY)  ## say what protects this machine from students' code
	$(BIN)/grader doctor

clean:  ## remove what building and grading made, but not the virtual environment
	rm -rf build .pytest_cache .ruff_cache .hypothesis
