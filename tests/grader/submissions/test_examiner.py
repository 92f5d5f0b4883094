"""An examiner grades a notebook in a real sandbox: each exercise by itself, whatever the others do."""

import copy
import pickle
from dataclasses import replace

import nbformat
import pytest
from sample_class import edits, nothing, solution, solutions, write_notebook

from grader.judging.judge import CELL_MISSING, CORRECT, GRADER_ERROR, failed_to_judge
from grader.sandboxes.guard import Limits
from grader.sandboxes.interview import Interview
from grader.sandboxes.nursery import Nursery
from grader.sandboxes.wall import SandboxUnavailable
from grader.submissions import examiner as module
from grader.submissions.examiner import Examiner, imports_of
from grader.submissions.reader import HandedIn, fetch

LIMITS = Limits(memory=2**30, cpu_seconds=1, wall_seconds=30.0)
WEEK = "week03_logistic_regression"


@pytest.fixture(scope="module")
def examiner(grading):
    """Whatever comes of one submission, the next one notices nothing."""
    with Examiner(replace(grading, limits=LIMITS)) as one:
        yield one


@pytest.fixture
def handed_in(tmp_path):
    """What a student hands in who changed the master in some way."""

    def write(solve=nothing):
        return fetch(write_notebook(WEEK, solve, tmp_path / "ada" / WEEK))

    return write


@pytest.fixture
def asked(monkeypatch):
    """The names of all exercises that are asked from here on, each with the way in which it is."""
    calls = []
    together, alone = Interview.ask_together, Interview.ask

    def noted(ask, way):
        def ask_and_note(interview, inquiry, *help):
            calls.append((f"helped {way}" if help else way, inquiry.exercise))
            return ask(interview, inquiry, *help)

        return ask_and_note

    monkeypatch.setattr(Interview, "ask_together", noted(together, "together"))
    monkeypatch.setattr(Interview, "ask", noted(alone, "alone"))
    return calls


@pytest.fixture
def opened(monkeypatch):
    """A list that grows by one for every sandbox that is opened."""
    times = []
    original = Nursery.open

    def open_sandbox(nursery):
        times.append(nursery)
        return original(nursery)

    monkeypatch.setattr(Nursery, "open", open_sandbox)
    return times


def statuses(graded):
    return {verdict.exercise: verdict.status for verdict in graded.result.verdicts}


def lost(graded):
    """The exercises that are not right."""
    return [name for name, status in statuses(graded).items() if status != CORRECT]


# One exercise costs no other.

POLLUTIONS = {
    "patches NumPy": "np.sum = np.mean = np.exp = np.log = lambda *_, **__: 7.0",
    "deletes a function": "globals().pop('optimize', None); globals().pop('predict', None)",
    "deletes a module": "globals().pop('np', None)",
    "redefines a function": "globals()['optimize'] = lambda *_: None",
    "patches the builtins": "import builtins; builtins.len = builtins.range = None",
    "changes how numbers behave": "np.seterr(all='raise')",
    "exits": "import os; os._exit(0)",
    "raises an exit": "raise SystemExit",
    "loops": "while True: pass",
    "aborts": "import os; os.abort()",
    "fills memory": "globals()['kept'] = [bytearray(2**26) for _ in range(64)]",
    "kills everybody": "import os, signal; os.kill(-1, signal.SIGKILL)",
    "closes the socket": "import os; os.closerange(3, 99)",
    "writes into the socket": "import os; [os.write(n, bytes(64)) for n in range(3, 9) if writes(n)]",
}

POLLUTED = """
def writes(number):
    import os
    try:
        os.fstat(number)
        return True
    except OSError:
        return False

def sigmoid(z):
    result = 1 / (1 + np.exp(-z))
    {pollution}
    return result
"""


@pytest.mark.parametrize("pollution", POLLUTIONS)
def test_an_exercise_that_pollutes_costs_no_other_one_its_points(examiner, handed_in, pollution):
    """The first one is asked first, in the same process as all that come after it."""
    source = POLLUTED.format(pollution=POLLUTIONS[pollution])
    # Its own helpers are the others', so they get one that nobody spoiled.
    others = "\ndef _sigmoid(z):\n    return 1 / (1 + np.exp(-z))\n"

    def solve(notebook):
        solution(notebook, "sigmoid")["source"] = others + source
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("solution") and cell is not solution(
                notebook, "sigmoid"
            ):
                cell["source"] = "".join(cell["source"]).replace("sigmoid(", "_sigmoid(")
                cell["source"] = cell["source"].replace("def _sigmoid", "def sigmoid")

    graded = examiner.examine("ada", handed_in(solve))
    assert set(lost(graded)) <= {"sigmoid"}, graded.result.verdicts


def test_everybody_is_asked_once_where_nobody_disturbs_anybody(examiner, handed_in, asked):
    wrong = edits(sigmoid_derivative=("s * (1 - s)", "1 - s ** 2"))
    graded = examiner.examine("ada", handed_in(wrong))
    assert lost(graded) == ["sigmoid_derivative"]
    assert asked == [("together", name) for name in statuses(graded)]


def test_who_is_not_right_where_somebody_left_traces_is_asked_alone(examiner, handed_in, asked):
    counting = "\n    globals()['calls'] = globals().get('calls', 0) + 1\n"
    wrong = edits(
        sigmoid_derivative=("s * (1 - s)", "1 - s ** 2"),
        predict=("    A = ", counting + "    A = "),
    )
    graded = examiner.examine("ada", handed_in(wrong))
    assert lost(graded) == ["sigmoid_derivative"]
    names = list(statuses(graded))
    assert [name for how, name in asked if how == "together"] == names
    assert [name for how, name in asked if how != "together"] == ["sigmoid_derivative"]


def test_what_does_not_depend_on_others_is_judged_by_what_it_does_alone(examiner, handed_in):
    """A function that is right only because of what an earlier one left behind is not lost together."""
    counts = solutions(
        sigmoid="calls = []\ndef sigmoid(z):\n    calls.append(z)\n    return 1 / (1 + np.exp(-z))"
    )
    assert lost(examiner.examine("ada", handed_in(counts))) == []


# What can't be graded.


def test_a_file_that_can_not_be_read_needs_no_sandbox(examiner, opened):
    graded = examiner.examine("ada", HandedIn(b"{"))
    assert opened == []
    assert "no whole notebook" in graded.result.problem
    assert set(statuses(graded).values()) == {CELL_MISSING}
    assert {one.message for one in graded.result.verdicts} == {graded.result.problem}
    assert graded.result.total == 0.0


@pytest.mark.parametrize("step", ["read_submission", "judge", "Interview", "References"])
def test_whatever_of_ours_breaks_becomes_a_verdict(examiner, handed_in, monkeypatch, step):
    def fail(*_):
        raise RuntimeError("a bug of ours")

    with Examiner(examiner._grading) as fresh, monkeypatch.context() as patch:
        patch.setattr(module, step, fail)
        graded = fresh.examine("bob", handed_in())
    assert set(statuses(graded).values()) == {GRADER_ERROR}
    assert "RuntimeError: a bug of ours" in graded.result.verdicts[0].message
    assert set(graded.result.points) == {None}
    assert graded.result.needs_a_look
    assert graded.record.trials == {}
    assert lost(examiner.examine("ada", handed_in())) == []


def test_a_sandbox_that_does_not_start_is_our_fault(examiner, handed_in, monkeypatch):
    def unavailable(_):
        raise SandboxUnavailable("no bubblewrap")

    with monkeypatch.context() as patch:
        patch.setattr(Nursery, "open", unavailable)
        graded = examiner.examine("ada", handed_in())
    assert set(statuses(graded).values()) == {GRADER_ERROR}
    assert "no bubblewrap" in graded.result.verdicts[0].message


def test_references_that_break_are_our_fault(grading, handed_in):
    """They are asked only where somebody needs help."""
    broken = replace(grading, references=grading.view)
    wrong = edits(predict=("A > 0.5", "A < 0.5"))
    with Examiner(broken) as examiner:
        graded = examiner.examine("ada", handed_in(wrong))
    assert GRADER_ERROR in statuses(graded).values()
    assert graded.result.needs_a_look


# Nothing is done twice.


def test_of_a_record_that_still_holds_nothing_is_asked_again(examiner, handed_in, opened, asked):
    wrong = edits(predict=("A > 0.5", "A < 0.5"))
    first = examiner.examine("ada", handed_in(wrong))
    assert lost(first)
    opened.clear()
    asked.clear()
    again = examiner.examine("ada", handed_in(wrong), first.record)
    assert (opened, asked) == ([], [])
    assert again.result == first.result
    assert again.record == first.record


def test_another_key_for_one_exercise_means_work_for_that_one_alone(handed_in, examiner, asked):
    before = examiner.examine("ada", handed_in()).record
    other = with_another_digest(examiner, "predict")
    asked.clear()
    with Examiner(other) as second:
        graded = second.examine("ada", handed_in(), before)
    assert asked == [("together", "predict")]
    assert lost(graded) == []
    assert graded.record.holds(other, handed_in().fingerprint)
    kept = {name for name in before.trials if before.trials[name] == graded.record.trials[name]}
    assert kept == set(before.trials) - {"predict"}


def test_where_help_was_needed_only_those_whose_helpers_changed_are_helped_again(
    examiner, handed_in, asked
):
    wrong = edits(predict=("A > 0.5", "A < 0.5"))
    before = examiner.examine("ada", handed_in(wrong))
    helped = {name for name, trial in before.record.trials.items() if trial.helped}
    assert helped, "the model predicts"
    asked.clear()
    with Examiner(with_another_digest(examiner, "initialize_with_zeros")) as second:
        graded = second.examine("ada", handed_in(wrong), before.record)
    assert asked == [("together", "initialize_with_zeros")]
    assert graded.result == before.result


def with_another_digest(examiner, name):
    """The examiner's grading with other cases for one exercise: those that it had, in another order."""
    grading = examiner._grading
    exercises = tuple(
        replace(one, cases=one.cases[::-1]) if one.name == name else one
        for one in grading.key.exercises
    )
    return replace(grading, key=replace(grading.key, exercises=exercises))


def outputs(notebook):
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "new"}]


def demonstrations(notebook):
    for cell in notebook["cells"]:
        if "demo" in cell["metadata"].get("tags", []):
            cell["source"] = "print('something else')"


def texts(notebook):
    notebook["cells"].insert(0, nbformat.v4.new_markdown_cell("my own notes"))
    for cell in notebook["cells"]:
        cell["metadata"].pop("collapsed", None)


@pytest.mark.parametrize("change", [outputs, demonstrations, texts])
def test_a_notebook_whose_code_is_the_same_is_not_run_again(
    examiner, handed_in, opened, asked, change
):
    before = examiner.examine("ada", handed_in())
    handed = handed_in(change)
    assert handed.fingerprint != before.record.handed_in
    opened.clear()
    asked.clear()
    graded = examiner.examine("ada", handed, before.record)
    assert (opened, asked) == ([], [])
    assert statuses(graded) == statuses(before)
    assert graded.record.handed_in == handed.fingerprint


def test_a_notebook_with_other_code_is_asked_everything(examiner, handed_in, asked):
    before = examiner.examine("ada", handed_in())
    changed = edits(predict=("A > 0.5", "A < 0.5"))
    asked.clear()
    graded = examiner.examine("ada", handed_in(changed), before.record)
    assert len([how for how, _ in asked if how == "together"]) == len(graded.result.verdicts)
    assert lost(graded) == ["predict"], graded.result.verdicts


def test_of_what_broke_down_nothing_is_kept(examiner, handed_in, monkeypatch, asked):
    original = module.judge

    def break_for_one(key, answers):
        if key.name == "predict":
            return failed_to_judge("predict", "we broke")
        return original(key, answers)

    with Examiner(examiner._grading) as fresh, monkeypatch.context() as patch:
        patch.setattr(module, "judge", break_for_one)
        before = fresh.examine("ada", handed_in())
    assert statuses(before)["predict"] == GRADER_ERROR
    assert "predict" not in before.record.trials
    asked.clear()
    assert lost(examiner.examine("ada", handed_in(), before.record)) == []
    assert asked == [("together", "predict")]


# What is there before a submission comes.


def test_what_the_released_notebook_imports_is_imported_beforehand(release):
    statements = imports_of(release)
    assert "import numpy as np" in statements
    assert all(one.startswith(("import ", "from ")) for one in statements)


def test_demonstrations_have_no_say_in_what_is_imported(release):
    notebook = copy.deepcopy(release.notebook)
    demo = nbformat.v4.new_code_cell("import this", metadata={"tags": ["demo"]})
    notebook.cells.append(demo)
    assert "import this" not in imports_of(replace(release, notebook=notebook))


def test_with_a_grading_that_traveled_the_same_comes_out(examiner, handed_in):
    wrong = handed_in(edits(predict=("A > 0.5", "A < 0.5")))
    with Examiner(pickle.loads(pickle.dumps(examiner._grading))) as other:
        assert other.examine("ada", wrong) == examiner.examine("ada", wrong)
