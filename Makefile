# The course in a few commands. `make help` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BUILT := build/.built
CLASS := build/demo/submitted
WEEK := week03_logistic_regression
SANDBOX_NEEDS := bubblewrap libseccomp2
SANDBOX_WORKS = command -v bwrap > /dev/null && $(BIN)/python -c "import pyseccomp" 2> /dev/null

# Several threads in several processes slow each other down, and last digits would depend on them.
export OPENBLAS_NUM_THREADS := 1
export OMP_NUM_THREADS := 1

.DEFAULT_GOAL := help
.PHONY: help setup sandbox build demo test quick thorough fuzz attacks crash lint quality notebooks masters bench lab doctor formgrader clean

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

sandbox: $(READY)  ## install what the sandbox needs, or say what to type
	@$(SANDBOX_WORKS) || { \
		echo "Installing bubblewrap and libseccomp, which confine students' code."; \
		if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq $(SANDBOX_NEEDS) > /dev/null; \
		elif sudo -n true 2> /dev/null; then sudo apt-get update -qq && sudo apt-get install -y -qq $(SANDBOX_NEEDS) > /dev/null; \
		fi; }
	@$(SANDBOX_WORKS) \
		|| { echo "Type this, then try again:  sudo apt-get install $(SANDBOX_NEEDS)"; exit 1; }

build: $(BUILT)  ## make the students' notebooks and keys where they are stale

$(BUILT): $(READY) nbgrader_config.py $(wildcard solutions/*/*.ipynb utils/*.py grader/*.py grader/*/*.py)
	$(BIN)/grader build
	@mkdir -p build && touch $@

demo: $(BUILT) sandbox $(CLASS)  ## grade a sample class of 12 and make its page
	@# One of the twelve can't be read, so the exit code says that somebody has to look.
	$(BIN)/grader autograde $(WEEK) --submitted $(CLASS) --json build/demo/results.json || test $$? = 1

$(CLASS): tests/sample_class.py $(wildcard tests/samples/*.py) $(BUILT)
	rm -rf $@
	$(BIN)/python tests/sample_class.py $(WEEK) $@

test: $(BUILT) sandbox lint notebooks  ## everything that has to hold
	$(BIN)/python -m pytest -n 2 --dist loadfile

quick: $(BUILT) sandbox  ## the tests that take no more than a few seconds
	$(BIN)/python -m pytest -m 'not slow'

thorough: $(BUILT)  ## try the exercises' promises on two dozen private keys instead of a few
	SECRETS=24 $(BIN)/python -m pytest tests/grader/exercises -n 2 --dist loadfile

fuzz: $(BUILT)  ## ten thousand random notebooks and answers for every test of the readers
	$(BIN)/python -m pytest tests/fuzz --hypothesis-profile=fuzz -n 2

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

attacks: $(BUILT) sandbox  ## attack the grader in all ways that are known
	$(BIN)/python -m pytest tests/attacks

crash: $(BUILT) sandbox  ## kill the grader twenty times and look at what is left
	CRASH_ROUNDS=7 $(BIN)/python -m pytest tests/grader/test_crashes.py

quality: $(READY)  ## measure how good the exercises' cases are, and write docs/quality.md
	@mkdir -p build
	$(BIN)/grader quality --json build/quality.json --page docs/quality.md

bench: $(BUILT) sandbox  ## time training beside PyTorch (if installed), and grading beside plain nbgrader
	@mkdir -p build/bench
	$(BIN)/python tests/bench/training.py --json build/bench/training.json
	$(BIN)/python tests/bench/grading.py --json docs/benchmark.json --plot docs/benchmark.png

lab: $(BUILT)  ## open the students' notebooks in JupyterLab
	@for week in solutions/week*; do $(BIN)/grader release $$(basename $$week) --to build/lab; done
	cd build/lab && $(CURDIR)/$(BIN)/jupyter lab

formgrader: $(BUILT) sandbox  ## open nbgrader's pages for instructors
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/jupyter lab --LabApp.default_url=/formgrader

doctor: $(READY)  ## say what protects this machine from students' code
	$(BIN)/grader doctor

clean:  ## remove what building and grading made, but not the virtual environment
	rm -rf build .pytest_cache .ruff_cache .hypothesis
