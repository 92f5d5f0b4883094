"""From a lesson's exercises to an answer key: draw the cases, ask the reference, ask every mutant.

Each exercise draws from a generator of its own, seeded by the secret, the lesson and the exercise, so
that changing one exercise leaves the cases of the others as they were.
"""

import copy
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from grader.answers.answer import RETURNED, Answer, ask, leave_out_generators, standing_in
from grader.keys.draws import draws_in
from grader.keys.exercise import Exercise, ExerciseError, Inputs, Lesson
from grader.keys.key import AnswerKey, Case, ExerciseKey, is_right
from grader.keys.mutate import mutant
from grader.keys.odds import promise, risks
from grader.keys.sampling import sample

PUBLIC = "public"
"""The secret, known to all, from which the cases of public keys are drawn."""

RISK = 1e-6
"""How likely a right answer to a randomised exercise may be missed, in all cases of a key together."""

Function = Callable[..., Any]


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
    questions = list(exercise.cases(rng))
    make_case = _make_random_cases if exercise.drawn else _make_cases
    cases = tuple(make_case(exercise, mutants, questions))
    if not cases:
        raise ExerciseError(f"{exercise.name}: `cases` draws none, so every answer would be right")
    hints = {one.name: one.hint for one in exercise.misconceptions}
    key = ExerciseKey(
        exercise.name,
        exercise.parameters,
        exercise.returns,
        exercise.tolerance,
        hints,
        cases,
        exercise.uses,
    )
    for name, wrong in mutants.items():
        if all(is_right(key, case, ask(wrong, case.inputs, case.given)) for case in cases):
            raise ExerciseError(f"{exercise.name}: no case notices the misconception {name!r}")
    return key


def _make_cases(
    exercise: Exercise, mutants: Mapping[str, Function], questions: Iterable[Inputs]
) -> Iterator[Case]:
    for inputs in questions:
        given: dict[str, list[Any]] = {name: [] for name in exercise.given}
        expected = _value(exercise, _ask_with_helpers(exercise, exercise.reference, inputs, given))
        mistakes = {
            name: _comparable(_ask_with_helpers(exercise, wrong, inputs, given))
            for name, wrong in mutants.items()
        }
        yield Case(inputs, expected, mistakes, given)


def _ask_with_helpers(
    exercise: Exercise, function: Function, inputs: Inputs, given: Mapping[str, list[Any]]
) -> Answer:
    """The answer, with helpers of the reference's that are given; what they answer is added to `given`."""

    def recording(name: str) -> Function:
        helper = exercise.reference.__globals__[name]

        def recorded(*inputs: Any) -> Any:
            answered = helper(*inputs)
            given[name].append((leave_out_generators(inputs), copy.deepcopy(answered)))
            return answered

        return recorded

    with standing_in(function, {name: recording(name) for name in exercise.given}):
        return ask(function, inputs, given)


def _make_random_cases(
    exercise: Exercise, mutants: Mapping[str, Function], questions: Iterable[Inputs]
) -> Iterator[Case]:
    """Cases whose answers are judged by what they promise; the risk is shared by all that is promised."""
    drawn = [(inputs, exercise.drawn(inputs)) for inputs in questions]
    risk = RISK / sum(risks(part) for _, parts in drawn for part in parts.values())
    for inputs, parts in drawn:
        promises = {place: promise(part, risk) for place, part in parts.items()}
        every_mask = exercise.every_mask(inputs) if exercise.every_mask else None
        masks = tuple(parts) if every_mask else ()
        expected = _value(exercise, sample(exercise.reference, inputs, promises, every_mask, masks))
        for place, found in draws_in(expected):
            if found is not promises.get(place):
                raise ExerciseError(f"{exercise.name}: nothing says what is drawn at {place}")
        mistakes = {
            name: _comparable(sample(wrong, inputs, {}, every_mask, masks))
            for name, wrong in mutants.items()
        }
        yield Case(inputs, expected, mistakes)


def _value(exercise: Exercise, answer: Answer) -> Any:
    if answer.outcome != RETURNED:
        raise ExerciseError(
            f"{exercise.name}: the reference did not answer a case: {answer.error} {answer.detail}"
        )
    return answer.value


def _comparable(answer: Answer) -> Answer:
    """Only what says whether another answer is the same: where a mutant raised is our own affair."""
    return Answer(answer.outcome, value=answer.value, error=answer.error)
