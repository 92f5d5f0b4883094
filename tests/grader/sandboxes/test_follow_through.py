"""Follow-through: right helpers answer from the judge's side, and nothing else comes in or out with them."""

from pathlib import Path

import numpy as np
import pytest
from sample_class import edits, nothing, solutions, write_notebook

from grader.answers.answer import RAISED, REFUSED, RETURNED
from grader.judging.judge import CORRECT, WRONG, Verdict, follow_through
from grader.keys.key import Case, ExerciseKey
from grader.sandboxes.follow_through import References, importing
from grader.sandboxes.guard import Limits
from grader.sandboxes.interview import Cell, Interview, inquiry_for
from grader.sandboxes.nursery import Nursery
from grader.submissions.bundle import write_references, write_view
from grader.submissions.course import find_course
from grader.submissions.examiner import Examiner
from grader.submissions.grading import prepare
from grader.submissions.reader import fetch
from utils import deep_network

COURSE = find_course(Path(__file__))
LIMITS = Limits(memory=2**30, cpu_seconds=2, wall_seconds=30.0)
HELPERS = ("linear_forward", "linear_activation_forward")


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    """How to open a student's world, and that of the references."""
    folder = tmp_path_factory.mktemp("worlds")
    write_view(COURSE, COURSE.week("week05"), folder / "view")
    write_references(COURSE, folder / "references")
    view, references = (Nursery(folder / name, LIMITS) for name in ("view", "references"))
    with view, references:
        yield view.open, references.open


@pytest.fixture
def ask(worlds):
    """Ask the function `f` that a cell defines, with references for `helpers`."""

    def ask(source, *inputs, lesson="deep_network", names=HELPERS, helpers=None):
        key = ExerciseKey("f", ("x",), ("y",), None, {}, (Case(inputs, None, {}),))
        with (
            Interview([Cell("cell", source)], worlds[0]) as interview,
            References(importing(lesson, names), worlds[1], cpu_seconds=2) as references,
        ):
            (answer,) = interview.ask(inquiry_for(key), helpers or names, references)
            return answer

    return ask


A, W, b = np.arange(6.0).reshape(2, 3), np.ones((4, 2)), np.full((4, 1), 0.5)


class TestHelp:
    def test_a_helper_answers_what_its_reference_answers(self, ask):
        answer = ask("def f(*layer):\n    return linear_forward(*layer)", A, W, b)
        Z, cache = deep_network.linear_forward(A, W, b)
        np.testing.assert_array_equal(answer.value[0], Z)
        assert [part.shape for part in answer.value[1]] == [part.shape for part in cache]

    def test_a_students_own_helper_gives_way(self, ask):
        source = "def linear_forward(*_): return 'wrong'\ndef f(*x): return linear_forward(*x)[0]"
        np.testing.assert_array_equal(ask(source, A, W, b).value, W @ A + b)

    def test_a_helper_takes_arguments_by_name(self, ask):
        source = "def f(A, W, b): return linear_forward(b=b, A_prev=A, W=W)[0]"
        np.testing.assert_array_equal(ask(source, A, W, b).value, W @ A + b)

    def test_what_a_helper_gives_may_be_changed(self, ask):
        source = "def f(*x):\n    Z = linear_forward(*x)[0]\n    Z[Z > 3] = 0\n    return Z.max()"
        assert ask(source, A, W, b).value <= 3

    def test_a_helper_that_is_called_wrongly_raises_in_the_students_line(self, ask):
        answer = ask("def f(A, W, b):\n    return linear_forward(A, W.T, b)", A, W, b)
        assert (answer.outcome, answer.error, answer.line) == (RAISED, "ValueError", 2)

    def test_many_calls_are_answered(self, ask):
        source = "def f(*x):\n    return [linear_forward(*x)[0].sum() for _ in range(20)]"
        assert len(set(ask(source, A, W, b).value)) == 1

    def test_a_function_among_the_inputs_is_called_where_it_is(self, ask):
        """A numerical gradient calls back, and what it calls may need another helper."""
        answer = ask(
            "calls = []\n"
            "def f(theta):\n"
            "    def cost(t):\n"
            "        calls.append(t)\n"
            "        return float(np.sum(vector_to_parameters(t, [1, 1])['W1'] ** 2))\n"
            "    return numerical_gradient(cost, theta, 1e-5), len(calls)\n"
            "import numpy as np",
            np.array([[3.0], [1.0]]),
            lesson="gradient_checking",
            names=("numerical_gradient", "vector_to_parameters"),
        )
        gradient, calls = answer.value
        np.testing.assert_allclose(gradient, [[6.0], [0.0]], atol=1e-6)
        assert calls == 4


class TestNothingElse:
    """What comes out of a sandbox is an enemy's, a call for help included."""

    def test_what_is_not_offered_is_not_answered(self, ask):
        source = "def f(*x):\n" + FORGED
        answer = ask(source.replace("TARGET", "'L_model_forward'"), A, W, b)
        assert answer.value == "refused"

    @pytest.mark.parametrize("target", ["None", "7", "['linear_forward']", "'__import__'", "-1"])
    def test_strange_targets_are_not_answered(self, ask, target):
        answer = ask("def f(*x):\n" + FORGED.replace("TARGET", target), A, W, b)
        assert answer.value == "refused"

    @pytest.mark.parametrize(
        "message",
        [
            "call='linear_forward', inputs=1, named={}, functions={}",
            "call='linear_forward', inputs=[], named=[], functions={}",
            "call='linear_forward'",
            "call='linear_forward', inputs=[1], named={}, functions={5: 0}",
            "call='linear_forward', inputs=[1], named={}, functions={0: 'x'}",
        ],
    )
    def test_malformed_calls_cost_their_sender(self, ask, message):
        source = (
            f"def f(*x):\n{DIALOGUE}    dialogue.send({message})\n    import time; time.sleep(0.5)"
        )
        assert ask(source, A, W, b).value is None

    def test_a_formula_is_not_evaluated_on_the_judges_side(self, ask):
        source = (
            "from grader.answers.codec import Formula\n"
            "def f(*x):\n"
            "    try:\n"
            "        return linear_forward(Formula('__import__(\"os\").getpid() + np.ones((2, 2))'), 1, 0)\n"
            "    except BaseException as error:\n"
            "        return str(error)"
        )
        answer = ask(source, A, W, b)
        assert answer.outcome == REFUSED

    def test_a_call_that_never_ends_costs_its_exercise(self, ask):
        answer = ask(
            "def f(x):\n    return numerical_gradient(lambda t: endless(), x, 1e-3)\n"
            "def endless():\n    while True: pass",
            np.ones((2, 1)),
            lesson="gradient_checking",
            names=("numerical_gradient",),
        )
        assert answer.outcome != RETURNED

    def test_no_reference_lies_in_the_students_world(self, ask):
        source = (
            "import sys\n"
            "def f(*x):\n"
            "    linear_forward(*x)\n"
            "    return ['utils.deep_network' in sys.modules, linear_forward.__module__]"
        )
        assert ask(source, A, W, b).value == [False, "grader.sandboxes.worker"]


DIALOGUE = """
    import sys
    frame = sys._getframe()
    while type(dialogue := frame.f_locals.get("self")).__name__ != "Dialogue":
        frame = frame.f_back
"""

FORGED = (
    DIALOGUE
    + """
    try:
        dialogue._call(TARGET, x, {})
        return "answered"
    except BaseException:
        return "refused"
"""
)


class TestTheFairerVerdict:
    def verdict(self, right, status=WRONG):
        return Verdict("f", CORRECT if right == 4 else status, right, 4, "message")

    def test_help_that_makes_it_right_counts(self):
        judged = follow_through(self.verdict(0, "raised"), self.verdict(4), ["g"])
        assert judged.status == CORRECT
        assert "right `g` in place of yours" in judged.note

    def test_help_that_makes_it_worse_does_not(self):
        own = self.verdict(3)
        assert follow_through(own, self.verdict(2), ["g"]) == own

    def test_what_is_wrong_in_both_ways_is_explained_as_the_exercises_own_mistake(self):
        assert (
            follow_through(self.verdict(0, "raised"), self.verdict(0), ["g", "h"]).status == WRONG
        )

    def test_what_calls_none_of_the_culprits_is_judged_as_it_is(self):
        own = self.verdict(0)
        assert follow_through(own, self.verdict(0), []) == own

    def test_several_helpers_are_all_named(self):
        note = follow_through(self.verdict(0), self.verdict(4), ["f", "g", "h"]).note
        assert "`f`, `g` and `h`" in note


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The verdicts on a submission in which some solutions are changed."""
    folder = tmp_path_factory.mktemp("submissions")
    week = COURSE.week("week05")
    with Examiner(prepare(COURSE, week)) as examiner:

        def graded(change):
            path = write_notebook(week.folder, change, folder)
            result = examiner.examine("student", fetch(path)).result
            return {verdict.exercise: verdict for verdict in result.verdicts}

        yield graded


class TestInGrading:
    """One bug costs one exercise."""

    def test_a_forgotten_bias_costs_one_exercise(self, graded):
        verdicts = graded(edits(linear_forward=("W @ A_prev + b", "W @ A_prev")))
        wrong = [name for name, verdict in verdicts.items() if verdict.status != CORRECT]
        assert wrong == ["linear_forward"]
        assert "`linear_forward`" in verdicts["L_model_forward"].note
        assert verdicts["linear_backward"].note == ""

    def test_only_helpers_that_are_called_are_named(self, graded):
        verdicts = graded(
            edits(
                linear_forward=("W @ A_prev + b", "W @ A_prev"),
                relu_backward=("dA * (Z > 0)", "dA * (Z < 0)"),
            )
        )
        assert "`linear_forward`" in verdicts["linear_activation_forward"].note
        assert "`relu_backward`" in verdicts["linear_activation_backward"].note
        assert "linear_forward" not in verdicts["linear_activation_backward"].note

    def test_two_bugs_cost_two_exercises_and_each_is_named(self, graded):
        verdicts = graded(
            edits(
                linear_forward=("W @ A_prev + b", "W @ A_prev"),
                L_model_forward=("caches.append(cache)", "caches.insert(0, cache)"),
            )
        )
        wrong = [name for name, verdict in verdicts.items() if verdict.status != CORRECT]
        assert wrong == ["linear_forward", "L_model_forward"]
        assert verdicts["linear_forward"].diagnosis == "the bias is left out"
        assert verdicts["L_model_forward"].diagnosis == "the caches are in reverse order"

    def test_a_helper_is_no_oracle_for_its_own_exercise(self, graded):
        """The answers that others get help with don't come back to where they are owed."""
        verdicts = graded(
            solutions(
                linear_forward="def linear_forward(A_prev, W, b):\n    return globals().get('stolen')",
                linear_activation_forward=(
                    "def linear_activation_forward(A_prev, W, b, activation):\n"
                    "    open('/tmp/stolen', 'w').write(str(linear_forward(A_prev, W, b)))\n"
                    "    globals()['stolen'] = linear_forward(A_prev, W, b)\n"
                ),
            )
        )
        assert verdicts["linear_forward"].right == 0
        assert verdicts["linear_activation_forward"].right == 0

    def test_the_master_itself_needs_no_help(self, graded):
        verdicts = graded(nothing)
        assert {verdict.status for verdict in verdicts.values()} == {CORRECT}
        assert {verdict.note for verdict in verdicts.values()} == {""}
