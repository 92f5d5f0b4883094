"""Key and answers become a verdict: what it is worth, and the first thing that helps."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.answers.answer import (
    DIED,
    MISSING,
    NOT_WRITTEN,
    OUT_OF_MEMORY,
    OUTCOMES,
    RAISED,
    REFUSED,
    RETURNED,
    TIMED_OUT,
    Answer,
    ask,
)
from grader.judging.judge import (
    CELL_MISSING,
    CORRECT,
    GRADER_ERROR,
    NOT_ATTEMPTED,
    OUT_OF_MEMORY_STATUS,
    RAISED_STATUS,
    STATUSES,
    TIMED_OUT_STATUS,
    WRONG,
    describe_call,
    failed_to_judge,
    judge,
)
from grader.keys.exercise import Edit, Exercise, Lesson, Misconception, Tolerance
from grader.keys.key import Case, ExerciseKey
from grader.keys.key_maker import make_key


def scale(x, factor):
    return x * factor


def scale_cases(rng):
    yield rng.uniform(10, 20, size=(2, 3)), 2.5
    yield rng.uniform(10, 20, size=(3, 1)), -1.0
    yield rng.uniform(10, 20, size=(1, 4)), 1.0


SCALE = Exercise(
    scale,
    scale_cases,
    misconceptions=(
        Misconception("it adds", "What does a factor do?", (Edit("x * factor", "x + factor"),)),
        Misconception("it forgets the factor", "Is it used?", (Edit("x * factor", "x"),)),
        Misconception("it gives up", "Not yet?", (Edit("x * factor", "x.scaled(factor)"),)),
    ),
)


@pytest.fixture(scope="module")
def key():
    """Three cases: arrays of shape (2, 3), (3, 1) and (1, 4), times 2.5, -1 and 1."""
    return make_key(Lesson("numbers", (SCALE,)), "a secret").exercises[0]


def answers_of(function, key):
    return [ask(function, case.inputs) for case in key.cases]


class TestStatus:
    def test_right_everywhere_is_correct(self, key):
        verdict = judge(key, answers_of(lambda x, factor: factor * x, key))
        assert (verdict.status, verdict.right, verdict.total) == (CORRECT, 3, 3)
        assert verdict.message == "All 3 cases are right."
        assert verdict.share == 1
        assert (verdict.diagnosis, verdict.hint, verdict.got, verdict.wanted) == (None, "", "", "")

    @pytest.mark.parametrize(
        ("answer", "status", "message"),
        [
            (
                Answer(RETURNED, value=None),
                WRONG,
                "The function returns nothing (None). Does it end with a `return`?",
            ),
            (
                Answer(REFUSED, detail="it is too large"),
                WRONG,
                "What `scale` returned could not be read: it is too large.",
            ),
            (
                Answer(RAISED, error="NameError", detail="name 'y' is not defined"),
                RAISED_STATUS,
                "`scale` stopped with NameError: nothing is called `y` there. Is it spelled as where it "
                "was made, and was the cell run that makes it?",
            ),
            (
                Answer(
                    RAISED, "", "ValueError", "too far", "scale", 3, "return far(y)", "", "y is 2"
                ),
                RAISED_STATUS,
                "`scale` stopped with ValueError in line 3 of its cell, `return far(y)`: too far. "
                "At that point y is 2.",
            ),
            (
                Answer(RAISED, error="ValueError"),
                RAISED_STATUS,
                "`scale` stopped with ValueError.",
            ),
            (
                Answer(RAISED, detail="too many cells stopped Python"),
                RAISED_STATUS,
                "`scale` stopped: too many cells stopped Python",
            ),
            (
                Answer(RAISED, error="NotImplementedError", function="helper"),
                RAISED_STATUS,
                "`scale` calls `helper`, which is still to be written.",
            ),
            (
                Answer(DIED, detail="signal 11"),
                RAISED_STATUS,
                "`scale` ended the whole Python process (signal 11).",
            ),
            (
                Answer(TIMED_OUT),
                TIMED_OUT_STATUS,
                "`scale` did not finish in time. Is there a loop that never ends?",
            ),
            (
                Answer(OUT_OF_MEMORY),
                OUT_OF_MEMORY_STATUS,
                "`scale` asked for more memory than there is. How large are its arrays?",
            ),
            (Answer(NOT_WRITTEN), NOT_ATTEMPTED, "`scale` is still to be written."),
            (
                Answer(MISSING),
                CELL_MISSING,
                "`scale` is not defined: the cell that defines it is missing or did not run.",
            ),
        ],
    )
    def test_every_outcome_has_its_status_and_words(self, key, answer, status, message):
        verdict = judge(key, [answer] * 3)
        assert (verdict.status, verdict.message) == (status, message)
        assert (verdict.right, verdict.total, verdict.share) == (0, 3, 0)

    def test_where_grading_broke_down_there_is_no_score(self):
        verdict = failed_to_judge("scale", "the disk is full")
        assert verdict.status == GRADER_ERROR
        assert verdict.share == 0
        assert verdict.message == "This could not be graded: the disk is full"

    @given(st.lists(st.sampled_from(OUTCOMES), min_size=3, max_size=3))
    @settings(deadline=None)
    def test_any_answers_give_a_verdict_and_never_full_marks(self, key, outcomes):
        verdict = judge(key, [Answer(outcome) for outcome in outcomes])
        assert verdict.status in STATUSES
        assert verdict.status not in (CORRECT, GRADER_ERROR)
        assert verdict.share == 0


class TestFirstFailure:
    def test_is_what_is_talked_about(self, key):
        right, _, _ = answers_of(scale, key)
        loud = Answer(RAISED, error="ValueError", printed="before it stopped")
        verdict = judge(key, [right, loud, Answer(TIMED_OUT)])
        assert (verdict.status, verdict.right) == (RAISED_STATUS, 1)
        assert verdict.share == pytest.approx(1 / 3)
        assert verdict.call == "scale(x, factor) with x = an array of shape (3, 1), factor = -1"
        assert verdict.printed == "before it stopped"
        assert (verdict.got, verdict.wanted) == ("", "")

    def test_says_both_sides_in_shapes(self, key):
        verdict = judge(key, answers_of(lambda x, factor: (x * factor).T, key))
        assert verdict.got == "an array of shape (3, 2)"
        assert verdict.wanted == "an array of shape (2, 3)"

    def test_says_what_the_cases_that_stopped_have_in_common(self, key):
        def careful(x, factor):
            if factor < 0:
                raise ValueError("too small")
            return x * factor

        verdict = judge(key, answers_of(careful, key))
        assert verdict.message.endswith("This happens only where `factor` is negative.")

    def test_says_what_all_failed_ones_have_in_common(self):
        def careful(X):
            if X.shape[1] == 3:
                raise ValueError("too wide")
            return X if X.shape[1] == 4 else 2 * X

        questions = [np.ones((2, m)) for m in (3, 1, 4)]
        cases = tuple(Case((X,), 2 * X, {}) for X in questions)
        key = ExerciseKey("twice", ("X",), ("A",), Tolerance(), {}, cases)
        message = judge(key, answers_of(careful, key)).message
        assert message.endswith("It goes wrong only where `m` > 1.")

    def test_gives_no_answer_away(self, key):
        verdict = judge(key, answers_of(lambda x, factor: x * factor + 1, key))
        told = f"{verdict.message} {verdict.got} {verdict.wanted} {verdict.call} {verdict.hint}"
        assert all(abs(float(number)) < 10 for number in re.findall(r"\d+(?:\.\d+)?", told))

    def test_is_short(self, key):
        answers = [Answer(RAISED, "", "E" * 1000, "x" * 1000, "f", 1, "s" * 1000)] * 3
        assert len(judge(key, answers).message) < 4000


class TestDiagnosis:
    @pytest.mark.parametrize(
        ("function", "diagnosis"),
        [(lambda x, factor: x + factor, "it adds"), (lambda x, factor: x, "it forgets the factor")],
    )
    def test_a_mistake_that_is_known_is_named(self, key, function, diagnosis):
        verdict = judge(key, answers_of(function, key))
        assert verdict.diagnosis == diagnosis
        assert verdict.hint == key.hints[diagnosis]

    def test_every_case_has_to_agree(self, key):
        adds = answers_of(lambda x, factor: x + factor, key)
        forgets = answers_of(lambda x, factor: x, key)
        assert judge(key, [adds[0], *forgets[1:]]).diagnosis is None

    def test_a_right_case_has_to_be_right_for_the_mistake_as_well(self, key):
        right = answers_of(scale, key)
        adds = answers_of(lambda x, factor: x + factor, key)
        assert judge(key, [*adds[:2], right[2]]).diagnosis is None
        forgets = answers_of(lambda x, factor: x, key)
        assert judge(key, [*forgets[:2], right[2]]).diagnosis == "it forgets the factor"

    def test_the_same_exception_alone_proves_nothing(self, key):
        verdict = judge(key, answers_of(lambda x, factor: x.scaled(factor), key))
        assert verdict.status == RAISED_STATUS
        assert verdict.diagnosis is None

    def test_a_mistake_in_float32_is_the_same_mistake(self, key):
        verdict = judge(key, answers_of(lambda x, factor: (x + factor).astype(np.float32), key))
        assert verdict.diagnosis == "it adds"

    def test_an_unknown_mistake_has_no_name(self, key):
        verdict = judge(key, answers_of(lambda x, factor: x - factor, key))
        assert (verdict.diagnosis, verdict.hint) == (None, "")


class TestOurOwnFaults:
    @pytest.mark.parametrize("count", [0, 2, 4])
    def test_another_number_of_answers_is_an_error_and_no_verdict(self, key, count):
        with pytest.raises(ValueError, match=f"{count} answers to 3 cases"):
            judge(key, [Answer(RETURNED)] * count)

    def test_a_key_without_cases_is_an_error_and_not_full_marks(self, key):
        empty = ExerciseKey("scale", key.parameters, key.returns, key.tolerance, {}, ())
        with pytest.raises(ValueError, match="0 cases"):
            judge(empty, [])


def test_a_call_is_described_as_a_student_would_write_it(key):
    inputs = (np.float64(0.123456789), {"W1": np.ones((2, 1)), "dims": [2, 1]})
    case = Case(inputs, None, {})
    shown = "scale(x, factor) with x = 0.1235, factor = {W1: (2, 1), dims: a list of 2}"
    assert describe_call(key, case) == shown


def test_short_lists_of_whole_numbers_are_shown(key):
    case = Case(([3, 4, 1], [1.0, 2.0]), None, {})
    assert describe_call(key, case) == "scale(x, factor) with x = [3, 4, 1], factor = a list of 2"
