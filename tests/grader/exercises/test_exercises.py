"""Every lesson's exercises ask well: fair to what is right, and sharp enough for every known mistake.

What only one lesson has to promise stands in `test_<lesson>_exercises.py`.
"""

import ast
import functools
import inspect
import itertools
import re
import textwrap

import numpy as np
import pytest
from some_secrets import SECRETS

from grader.answers.answer import RETURNED, Answer, ask
from grader.exercises import lesson_names, load_lesson
from grader.judging.judge import CORRECT, judge
from grader.keys.exercise import ExerciseError, Misconception
from grader.keys.key import is_right
from grader.keys.key_maker import make_exercise_key
from grader.keys.mutate import mutant

LESSONS = [load_lesson(name) for name in lesson_names()]
EXERCISES = [(lesson, exercise) for lesson in LESSONS for exercise in lesson.exercises]

by_exercise = pytest.mark.parametrize(
    ("lesson", "exercise"),
    EXERCISES,
    ids=[f"{lesson.name}: {exercise.name}" for lesson, exercise in EXERCISES],
)


@functools.cache
def keys_of(lesson_name, exercise):
    return [make_exercise_key(exercise, lesson_name, secret) for secret in SECRETS]


@pytest.fixture
def keys(lesson, exercise):
    """The exercise's key under each of the secrets."""
    return keys_of(lesson.name, exercise)


def asked(function, key):
    """The answers of a function to all cases of a key."""
    return [ask(function, case.inputs, case.given) for case in key.cases]


def mistaken(exercise, key, name):
    """What those answer who have this misconception."""
    if exercise.drawn:
        (misconception,) = (one for one in exercise.misconceptions if one.name == name)
        return asked(mutant(exercise.reference, misconception), key)
    return [case.mistakes[name] for case in key.cases]


def float32(value):
    """The value with every number rounded to float32."""
    if isinstance(value, dict):
        return {key: float32(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(map(float32, value))
    return value if value is None or isinstance(value, str) else np.asarray(value, np.float32)


@by_exercise
class TestFair:
    def test_the_reference_is_right(self, lesson, exercise, keys):
        for key in keys:
            assert judge(key, asked(exercise.reference, key)).status == CORRECT

    def test_an_answer_rounded_to_float32_is_right(self, lesson, exercise, keys):
        for key in keys:
            right = asked(exercise.reference, key)
            answers = [Answer(RETURNED, float32(answer.value)) for answer in right]
            assert judge(key, answers).status == CORRECT

    def test_every_expected_number_is_finite(self, lesson, exercise, keys):
        def finite(value):
            parts = value.values() if isinstance(value, dict) else value
            nested = isinstance(value, dict | list | tuple)
            if nested or value is None or isinstance(value, str):
                return not nested or all(map(finite, parts))
            return np.isfinite(value).all()

        for key in keys:
            assert all(finite(answer.value) for answer in asked(exercise.reference, key))


@by_exercise
class TestSharp:
    def test_every_misconception_is_caught_and_named_as_itself(self, lesson, exercise, keys):
        for key in keys:
            for name in key.hints:
                verdict = judge(key, mistaken(exercise, key, name))
                assert verdict.status != CORRECT
                assert verdict.diagnosis == name

    def test_no_misconception_answers_like_a_sibling(self, lesson, exercise, keys):
        """Named as itself, whatever the order in which they are tried."""
        for key in keys:
            backwards = dict(reversed(key.hints.items()))
            turned = type(key)(
                key.name, key.parameters, key.returns, key.tolerance, backwards, key.cases
            )
            for name in key.hints:
                assert judge(turned, mistaken(exercise, key, name)).diagnosis == name

    def test_two_mistakes_at_once_are_caught(self, lesson, exercise, keys):
        edited = [one for one in exercise.misconceptions if not callable(one.mutation)]
        for one, other in itertools.combinations(edited, 2):
            both = Misconception("both", "Both.", one.mutation + other.mutation)
            try:
                wrong = mutant(exercise.reference, both)
            except ExerciseError:
                continue  # they change the same text, so nobody makes both
            for key in keys[:5]:
                caught = [
                    case
                    for case, answer in zip(key.cases, asked(wrong, key), strict=True)
                    if not is_right(key, case, answer)
                ]
                assert caught, f"{one.name} and {other.name}"

    def test_answers_that_do_not_depend_on_the_question_are_wrong(self, lesson, exercise, keys):
        for key in keys:
            for answer in asked(exercise.reference, key):
                assert judge(key, [answer] * len(key.cases)).status != CORRECT


@by_exercise
class TestHints:
    def test_there_are_at_least_five_misconceptions(self, lesson, exercise, keys):
        assert len(exercise.misconceptions) >= 5

    def test_hints_are_a_few_sentences(self, lesson, exercise, keys):
        assert all(20 < len(one.hint) < 200 for one in exercise.misconceptions)
        assert len({one.hint for one in exercise.misconceptions}) == len(exercise.misconceptions)

    def test_hints_hold_no_code(self, lesson, exercise, keys):
        for one in exercise.misconceptions:
            for quoted in re.findall("`(.*?)`", one.hint):
                assert quoted.isidentifier()
            assert not re.search(r"np\.|\*|@|=|\w\[|\.\w", one.hint)

    def test_hints_do_not_hold_what_the_reference_computes(self, lesson, exercise, keys):
        tree = ast.parse(textwrap.dedent(inspect.getsource(exercise.reference)))
        computed = {
            "".join(ast.unparse(node.value).split())
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Return)
            and not isinstance(node.value, ast.Name | ast.Constant)
        }
        for one in exercise.misconceptions:
            assert not [piece for piece in computed if piece in "".join(one.hint.split())]
