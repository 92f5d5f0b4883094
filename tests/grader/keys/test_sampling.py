"""Keys of randomised exercises: what the reference promises, and what is seen of those who err."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from grader.answers.answer import RETURNED, ask
from grader.answers.codec import Dice, Rng
from grader.judging.judge import CORRECT, judge
from grader.keys.draws import ByMask, Dealt, Draws, Repeated, Switched, draws_in
from grader.keys.exercise import (
    Coins,
    Deal,
    Edit,
    EveryMask,
    Exercise,
    ExerciseError,
    Lesson,
    Misconception,
    Normal,
    Tolerance,
)
from grader.keys.key import is_right, load_key, save_key
from grader.keys.key_maker import PUBLIC, make_exercise_key, make_key
from grader.keys.sampling import sample


def start(n, rng):
    W = rng.standard_normal((n, 30))
    return {"W": W, "b": np.zeros((n, 1))}


def start_cases(rng):
    for n in (20, 35):
        yield n, Dice(int(rng.integers(1000)))


def mistake(name, old, new):
    return Misconception(name, "Have you looked twice?", (Edit(old, new),))


START = Exercise(
    start,
    start_cases,
    (
        mistake("larger", "W = ", "W = 2 * "),
        mistake("all zero", "rng.standard_normal(", "np.zeros("),
        mistake("no b", '"b"', '"c"'),
    ),
    drawn=lambda inputs: {("W",): Normal((inputs[0], 30), 1.0)},
)


def thin(X, rng):
    D = rng.random(X.shape) < 0.5
    return X * D, D


def thin_cases(rng):
    yield rng.normal(size=(2, 1)) * np.ones(100), Dice(int(rng.integers(1000)))


class Script:
    def __init__(self, masks):
        self.masks = masks

    def random(self, shape):
        return np.where(self.masks, 0.0, 1.0)


def every_mask(inputs):
    masks = np.array(list(itertools.product([True, False], repeat=2))).T
    X = np.repeat(inputs[0][:, :1], 4, axis=1)
    return EveryMask((X, Script(masks)), np.zeros(4, int), np.zeros(100, int))


THIN = Exercise(
    thin,
    thin_cases,
    (
        mistake("twice as large", "X * D", "2 * X * D"),
        mistake("too many", "< 0.5", "< 0.9"),
        mistake("no mask", ", D", ", None"),
    ),
    returns=("A", "D"),
    drawn=lambda inputs: {(1,): Coins((2, 100), 0.5)},
    every_mask=every_mask,
)


def helper(n, rng):
    return rng.random(n)


def build(n, rng):
    return helper(n, rng) + helper(n, rng), helper(n + 1, rng)


BUILD = Exercise(
    build,
    lambda rng: iter([(3, Rng(int(rng.integers(99))))]),
    (mistake("too long", "helper(n + 1", "helper(n + 2"),),
    returns=("sum", "longer"),
    uses=("helper",),
    given=("helper",),
)


def key_of(exercise):
    return make_exercise_key(exercise, "chance", PUBLIC)


class TestPromises:
    def test_stand_where_the_declaration_says_and_all_else_is_expected_as_it_is(self):
        for case in key_of(START).cases:
            assert isinstance(case.expected, Repeated)
            assert [place for place, _ in draws_in(case.expected)] == [("W",)]
            np.testing.assert_array_equal(case.expected.value["b"], np.zeros((case.inputs[0], 1)))

    def test_share_the_risk_of_all_cases(self):
        one = replace(START, cases=lambda rng: itertools.islice(start_cases(rng), 1))
        ((_, alone),) = draws_in(key_of(one).cases[0].expected)
        ((_, together),) = draws_in(key_of(START).cases[0].expected)
        for name, (low, high) in alone.bounds.items():
            assert together.bounds[name][0] <= low
            assert high <= together.bounds[name][1]
        assert together.bounds != alone.bounds

    def test_of_what_follows_from_masks_there_is_a_table(self):
        (case,) = key_of(THIN).cases
        assert isinstance(case.expected.value, Switched)
        A, D = case.expected.value.value
        assert isinstance(A, ByMask)
        assert isinstance(D, Draws)
        assert A.table.shape == (2, 4)

    def test_what_is_drawn_and_not_declared_is_our_mistake(self):
        silent = replace(START, drawn=lambda inputs: {("b",): Normal((inputs[0], 1), 1.0)})
        with pytest.raises(ExerciseError, match="nothing says what is drawn"):
            key_of(silent)

    def test_so_is_a_mistake_that_no_case_notices(self):
        unseen = replace(START, misconceptions=(mistake("the same", "W = ", "W = 1.0 * "),))
        with pytest.raises(ExerciseError, match="no case notices"):
            key_of(unseen)

    def test_so_is_a_reference_that_stops(self):
        def stopping(n, rng):
            raise ValueError("no")

        stops = replace(START, reference=stopping, misconceptions=())
        with pytest.raises(ExerciseError, match="did not answer"):
            key_of(stops)


class TestMistakes:
    @pytest.mark.parametrize("exercise", [START, THIN], ids=["start", "thin"])
    def test_are_recognised_from_other_numbers(self, exercise):
        key = key_of(exercise)
        for one in exercise.misconceptions:
            (edit,) = one.mutation
            wrong = written_otherwise(exercise.reference, edit)
            verdict = judge(key, [ask(wrong, case.inputs) for case in key.cases])
            assert verdict.diagnosis == one.name

    def test_an_exception_is_a_mistake_as_it_is(self):
        def failing(n, rng):
            raise KeyError("W")

        answer = sample(failing, (3, Dice(1)), {})
        assert answer.error == "KeyError"

    def test_a_mistake_that_hides_the_masks_is_seen_all_the_same(self):
        def hiding(X, rng):
            return X * (rng.random(X.shape) < 0.5)

        inputs = (np.ones((2, 100)), Dice(1))
        answer = sample(hiding, inputs, {}, every_mask(inputs), ((1,),))
        assert answer.outcome == RETURNED
        assert isinstance(answer.value.value, Draws)


def written_otherwise(reference, edit):
    """The mistake in someone else's code, who draws other numbers first."""
    source = {
        start: "def f(n, rng):\n    rng.random()\n    W = rng.standard_normal((n, 30))\n"
        '    return {"W": W, "b": np.zeros((n, 1))}\n',
        thin: "def f(X, rng):\n    rng.random()\n    D = rng.random(X.shape) < 0.5\n"
        "    return X * D, D\n",
    }[reference]
    names = {"np": np}
    exec(source.replace(edit.old, edit.new), names)
    return names["f"]


class TestFiles:
    def test_promises_come_back_from_a_file_as_they_were(self, tmp_path):
        key = make_key(Lesson("chance", (START, THIN)), PUBLIC)
        path = tmp_path / "chance.key.h5"
        save_key(key, path)
        back = load_key(path)
        assert [one.digest for one in back.exercises] == [one.digest for one in key.exercises]
        for exercise, one in zip((START, THIN), back.exercises, strict=True):
            answers = [ask(exercise.reference, case.inputs) for case in one.cases]
            assert judge(one, answers).status == CORRECT

    def test_the_same_secret_gives_the_same_promises(self):
        assert key_of(THIN).digest == key_of(THIN).digest


class TestGiven:
    """Helpers whose random numbers decide what follows answer as the reference's did."""

    def test_every_call_is_kept_once_with_what_it_gave(self):
        (case,) = key_of(BUILD).cases
        n, seed = case.inputs
        rng = np.random.default_rng(seed.seed)
        calls = case.given["helper"]
        # The second call with the same numbers has the same answer; the mistake's own call is kept, too.
        assert [asked for asked, _ in calls] == [(n, None), (n + 1, None), (n + 2, None)]
        np.testing.assert_array_equal(calls[0][1], rng.random(n))

    def test_a_right_solution_with_another_helper_is_right(self):
        names = {}
        exec(
            "def helper(n, rng):\n    return -rng.random(n + 7)[7:]\n"
            "def build(n, rng):\n"
            "    longer = helper(n=n + 1, rng=rng)\n"
            "    return 2 * helper(n, rng), longer\n",
            names,
        )
        (case,) = (key := key_of(BUILD)).cases
        assert is_right(key, case, ask(names["build"], case.inputs, case.given))
        assert not is_right(key, case, ask(names["build"], case.inputs))

    def test_what_is_given_is_one_of_the_functions_that_are_used(self):
        with pytest.raises(ExerciseError, match="given"):
            replace(BUILD, uses=())

    def test_the_references_own_names_are_as_they_were(self):
        before = build.__globals__["helper"]
        key_of(BUILD)
        assert build.__globals__["helper"] is before


def test_a_right_answer_has_the_tolerance_of_its_exercise():
    """Tables are compared like everything else that is expected."""
    coarse = replace(THIN, tolerance=Tolerance(1e-2, 1e-2), misconceptions=())
    for exercise, status in ((coarse, True), (replace(THIN, misconceptions=()), False)):
        key = key_of(exercise)
        (case,) = key.cases
        near = ask(lambda X, rng: (1.001 * (parts := thin(X, rng))[0], parts[1]), case.inputs)
        assert is_right(key, case, near) == status


def deal(m, rng):
    order = rng.permutation(m)
    return order[:20], order[20:]


DEAL = Exercise(
    deal,
    lambda rng: [(50, Dice(3)), (60, Dice(4))],
    (
        mistake("in order", "rng.permutation(m)", "np.arange(m)"),
        mistake("with replacement", "rng.permutation(m)", "rng.integers(0, m, m)"),
    ),
    returns=("one", "other"),
    drawn=lambda inputs: {(): Deal((20, inputs[0] - 20))},
)


class TestDeals:
    def test_the_whole_answer_is_one_promise(self):
        key = make_exercise_key(DEAL, "lesson", PUBLIC)
        for case in key.cases:
            ((place, promised),) = draws_in(case.expected)
            assert (place, promised.sizes) == ((), (20, case.inputs[0] - 20))
            assert promised.ends == (0, case.inputs[0] - 1)

    def test_mistakes_are_estimated_as_deals_and_told_apart(self):
        key = make_exercise_key(DEAL, "lesson", PUBLIC)
        for case in key.cases:
            seen = case.mistakes["with replacement"].value.value
            assert isinstance(seen, Dealt)
            assert seen.repeated
        for wrong, name in [
            (lambda m, rng: (np.arange(20), np.arange(20, m)), "in order"),
            (lambda m, rng: tuple(np.split(rng.choice(m, m), [20])), "with replacement"),
        ]:
            verdict = judge(key, [ask(wrong, case.inputs) for case in key.cases])
            assert verdict.diagnosis == name

    def test_what_is_dealt_without_a_declaration_is_refused(self):
        with pytest.raises(ExerciseError, match="nothing says what is drawn"):
            make_exercise_key(
                replace(DEAL, drawn=lambda inputs: {("x",): Normal((2, 2), 1.0)}), "", ""
            )
