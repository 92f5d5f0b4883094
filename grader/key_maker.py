"""From a lesson's exercises to an answer key: draw the cases, ask the reference, ask every mutant.

Each exercise draws from a generator of its own, seeded by the secret, the lesson and the exercise, so
that changing one exercise leaves the cases of the others as they were.
"""

import hashlib
from typing import Any

import numpy as np

from grader.answer import RETURNED, Answer, ask
from grader.exercise import Exercise, ExerciseError, Inputs, Lesson
from grader.key import AnswerKey, Case, ExerciseKey, is_right
from grader.mutate import mutant

PUBLIC = "public"
"""The secret, known to all, from which the cases of public keys are drawn."""


def make_key(lesson: Lesson, secret: str) -> AnswerKey:
    """The key of `lesson` whose cases are drawn from `secret`.

    Raises ExerciseError where a reference fails, or a misconception would go unnoticed.
    """
    return AnswerKey(
        lesson.name, tuple(make_exercise_key(one, lesson.name, secret) for one in lesson.exercises)
    )


def make_exercise_key(exercise: Exercise, lesson: str, secret: str) -> ExerciseKey:
    """The key of one exercise of `lesson`; raises as `make_key`."""
    seed = hashlib.sha256("\0".join((secret, lesson, exercise.name)).encode()).digest()
    rng = np.random.default_rng(int.from_bytes(seed))
    mutants = {one.name: mutant(exercise.reference, one) for one in exercise.misconceptions}
    cases = tuple(
        Case(
            inputs,
            _expected(exercise, inputs),
            {name: _comparable(ask(wrong, inputs)) for name, wrong in mutants.items()},
        )
        for inputs in exercise.cases(rng)
    )
    if not cases:
        raise ExerciseError(f"{exercise.name}: `cases` draws none, so every answer would be right")
    hints = {one.name: one.hint for one in exercise.misconceptions}
    key = ExerciseKey(
        exercise.name, exercise.parameters, exercise.returns, exercise.tolerance, hints, cases
    )
    for name in hints:
        if all(is_right(key, case, case.mistakes[name]) for case in cases):
            raise ExerciseError(f"{exercise.name}: no case notices the misconception {name!r}")
    return key


def _expected(exercise: Exercise, inputs: Inputs) -> Any:
    answer = ask(exercise.reference, inputs)
    if answer.outcome != RETURNED:
        raise ExerciseError(
            f"{exercise.name}: the reference did not answer a case: {answer.error} {answer.detail}"
        )
    return answer.value


def _comparable(answer: Answer) -> Answer:
    """Only what says whether another answer is the same: where a mutant raised is our own affair."""
    return Answer(answer.outcome, value=answer.value, error=answer.error)
