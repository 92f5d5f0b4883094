"""What a check cell does: it shows a card, explains kindly what is unfinished, and never gives a score."""

from pathlib import Path

import nbformat
import numpy as np
import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient
from traitlets.config import Config

from grader.check import CheckError, check
from grader.submissions import bundle
from grader.submissions.course import Course, find_course
from grader.submissions.submission import read_release
from utils.logistic_regression import sigmoid


@pytest.fixture(autouse=True)
def beside_the_notebook(built_course, monkeypatch):
    """Stand where the notebook runs, with its key, and not under nbgrader."""
    monkeypatch.chdir(built_course.week("week03").released.parent)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)


def wrong(name):
    """A function of that name that is wrong everywhere."""

    def function(*_):
        return -1.0

    function.__name__ = name
    return function


# In plain Python.


def test_a_right_answer_is_said_to_be_right(capsys):
    assert check(sigmoid) is None
    assert capsys.readouterr().out == "✓ sigmoid is right: all 6 cases.\n"


def test_a_wrong_answer_is_explained_and_gives_nothing_back(capsys):
    assert check(wrong("sigmoid")) is None
    out = capsys.readouterr().out
    assert out.startswith("✗ sigmoid is not right yet.\n")
    assert "Asked: sigmoid(z) with z = " in out


def test_what_is_not_written_waits(capsys):
    def sigmoid(z):
        raise NotImplementedError

    assert check(sigmoid) is None
    assert capsys.readouterr().out.startswith("○ sigmoid is waiting for you.\n")


def test_a_function_that_raises_does_not_stop_the_notebook(capsys):
    def sigmoid(z):
        return 1 / 0

    assert check(sigmoid) is None
    assert "ZeroDivisionError" in capsys.readouterr().out


WEEK_3 = """
import numpy as np
def sigmoid(z): return 1 / (1 + np.exp(SIGN z))
def log_loss(a, y):
    log = lambda p: np.log(np.maximum(p, np.finfo(float).tiny))
    return -y * log(a) - (1 - y) * log(1 - np.asarray(a))
def propagate(w, b, X, Y):
    A = sigmoid(w.T @ X + b)
    return {"dw": X @ (A - Y).T / FACTOR, "db": np.mean(A - Y)}, np.mean(log_loss(A, Y))
"""


def defined(**changes):
    """The functions of week 3 that a student wrote, with these changes."""
    source = WEEK_3
    for old, new in {"SIGN": "-", "FACTOR": "Y.size", **changes}.items():
        source = source.replace(old, new)
    names = {}
    exec(source, names)
    return names


class TestHelpers:
    def test_a_helper_that_is_wrong_is_named_under_what_calls_it(self, capsys):
        check(defined(SIGN="+")["propagate"])
        assert "This may come from `sigmoid`, which is not right yet." in capsys.readouterr().out

    def test_helpers_that_are_right_are_not_suspected(self, capsys):
        check(defined(FACTOR="1")["propagate"])
        assert "may come from" not in capsys.readouterr().out

    def test_where_all_is_right_helpers_are_left_alone(self, capsys):
        check(defined()["propagate"])
        assert capsys.readouterr().out.startswith("✓ propagate is right")


def test_nothing_is_written_to_stderr(capsys):
    def sigmoid(z):
        print("so far so good")
        return np.log(-1.0)

    check(sigmoid)
    assert capsys.readouterr().err == ""


def test_an_interrupt_ends_the_check_and_keeps_what_was_found(capsys):
    calls = []

    def impatient(z):
        calls.append(z)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return sigmoid(z)

    impatient.__name__ = "sigmoid"
    check(impatient)
    out = capsys.readouterr().out
    assert "2 of 6 cases are right so far" in out
    assert "did not finish in time" in out
    assert len(calls) == 3


# Where it can't run.


def test_without_a_key_one_is_told_what_belongs_beside_the_notebook(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CheckError, match=r"no answer key .* Keep the notebook in the folder"):
        check(sigmoid)


@pytest.mark.parametrize("content", [b"", b"no HDF5 at all", b"\x89HDF\r\n\x1a\n" + bytes(100)])
def test_with_a_damaged_key_one_is_told_where_to_get_another(monkeypatch, tmp_path, content):
    (tmp_path / "logistic_regression.key.h5").write_bytes(content)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CheckError, match=r"damaged .* Get the file again"):
        check(sigmoid)


@pytest.mark.parametrize("other", [wrong("sigmod"), lambda z: z, 5, np.tanh])
def test_what_no_exercise_is_called_is_named(other):
    with pytest.raises(CheckError, match="No exercise is called"):
        check(other)


def test_grading_never_goes_through_a_check_cell(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with pytest.raises(CheckError, match="goes through its sandbox"):
        check(sigmoid)


def test_validating_a_right_answer_passes(monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    assert check(sigmoid) is None
    assert "✓" in capsys.readouterr().out


def test_validating_a_wrong_answer_fails_as_nbgrader_expects(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(AssertionError, match="sigmoid is not right yet"):
        check(wrong("sigmoid"))


# In IPython.


@pytest.fixture
def shell():
    """IPython as it is, with the extension loaded."""
    quiet = Config()
    quiet.HistoryManager.enabled = False
    shell = InteractiveShell.instance(config=quiet)
    shell.run_cell("%load_ext grader.check")
    yield shell
    InteractiveShell.clear_instance()


def run(shell, capsys, cell):
    """What one sees after running a cell."""
    capsys.readouterr()
    shell.run_cell(cell)
    seen = capsys.readouterr()
    assert seen.err == ""
    return seen.out


def test_a_function_still_to_be_written_is_named_without_a_traceback(shell, capsys):
    shell.run_cell("def sigmoid(z):\n    raise NotImplementedError")
    assert run(shell, capsys, "1 + sigmoid(0)") == (
        "This cell waits for `sigmoid`, which is still to be written. "
        "Write it, check it, then come back and run this cell again.\n"
    )


def test_a_name_that_is_not_defined_is_named_without_a_traceback(shell, capsys):
    out = run(shell, capsys, "w = nowhere + 1")
    assert out.startswith("`nowhere` is not defined yet.")
    assert "Traceback" not in out


def test_a_check_that_can_not_run_says_why_without_a_traceback(
    shell, capsys, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    out = run(shell, capsys, "from grader.check import check\ncheck(abs)")
    assert out.startswith("There is no answer key")
    assert "Traceback" not in out


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("def f(:", "SyntaxError"),
        ("raise NotImplementedError('only on Tuesdays')", "only on Tuesdays"),
        ("raise NotImplementedError", "NotImplementedError"),
        ("def f():\n    raise NotImplementedError('only on Tuesdays')\nf()", "only on Tuesdays"),
        ("raise NameError('no name in particular')", "no name in particular"),
        ("import nowhere", "ModuleNotFoundError"),
        ("int('x')", "ValueError"),
    ],
)
def test_other_errors_are_left_as_they_are(shell, capsys, cell, error):
    out = run(shell, capsys, cell)
    assert error in out
    assert "still to be written" not in out


def test_an_error_is_still_an_error_for_whoever_runs_the_cell(shell):
    """Run-all in a notebook stops at it, and tools that execute notebooks notice."""
    assert isinstance(shell.run_cell("nowhere").error_in_exec, NameError)


def test_the_extension_can_be_taken_off_again(shell, capsys):
    shell.run_cell("%unload_ext grader.check")
    assert "Traceback" in run(shell, capsys, "nowhere")


def test_a_check_in_a_notebook_shows_a_card_and_no_value(shell, monkeypatch):
    monkeypatch.setattr(shell, "kernel", object(), raising=False)
    monkeypatch.setattr(shell, "display_pub", CapturingDisplayPublisher())
    shell.run_cell("from grader.check import check\ndef sigmoid(z):\n    return '<script>'")
    result = shell.run_cell("check(sigmoid)")
    (shown,) = shell.display_pub.outputs
    assert set(shown["data"]) == {"text/html", "text/plain"}
    assert shown["data"]["text/plain"].startswith("✗ sigmoid is not right yet.")
    assert "<script" not in shown["data"]["text/html"]
    assert result.result is None


# In the student's notebook.


@pytest.mark.slow
@pytest.mark.parametrize("week", find_course(Path(__file__)).weeks, ids=lambda week: week.folder)
def test_a_fresh_notebook_runs_from_top_to_bottom_and_says_what_is_to_be_done(week, tmp_path):
    folder = bundle.release(Course(week.course), week, tmp_path)
    release = read_release(week.released)
    notebook = nbformat.read(folder / week.released.name, as_version=4)
    start = nbformat.v4.new_code_cell(f"import sys; sys.path.insert(0, {str(folder)!r})")
    where = nbformat.v4.new_code_cell(
        "import grader, utils; print(grader.__file__, utils.__file__)"
    )
    notebook.cells = [start, where, *notebook.cells]
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": folder}}).execute()
    assert notebook.cells[1].outputs[0].text.count(str(folder)) == 2
    said = {
        cell.metadata.nbgrader.grade_id: [output["data"]["text/plain"] for output in cell.outputs]
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    assert said == {
        f"check_{name}": [f"○ {name} is waiting for you.\n  `{name}` is still to be written."]
        for name in release.points
    }
    errors = [
        output.ename
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "error"
    ]
    assert errors == []
