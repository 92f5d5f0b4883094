"""What a lesson asks for: frozen records that check themselves. One declaration; all else projects it.

An `Exercise` names a function, its reference, the cases it is asked, and the misconceptions people
have about it. A `Misconception` is a mutant of the reference with a name and a hint: the same list
diagnoses wrong answers, proves that the cases are strong enough, and shows what a class misunderstands.
"""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

Inputs = tuple[Any, ...]

RESULT = "the result"
"""What a single returned value is called where it has no name of its own."""


class ExerciseError(Exception):
    """A declaration contradicts itself; the message says how to mend it."""


@dataclass(frozen=True)
class Tolerance:
    """How far a number may be off: |answered - expected| <= absolute + relative · |expected|.

    The default lets float32 arithmetic pass and nothing coarser.
    """

    relative: float = 1e-5
    absolute: float = 1e-7

    def __post_init__(self) -> None:
        if not (0 <= self.relative < 0.1 and 0 <= self.absolute < 1):
            raise ExerciseError(f"{self}: a tolerance is small and not negative")


@dataclass(frozen=True)
class Edit:
    """One change to the reference's source: `old`, which occurs exactly once, becomes `new`."""

    old: str
    new: str


@dataclass(frozen=True)
class Misconception:
    """A mistake that people make: its `name` and `hint` are said to them, `mutation` makes it.

    The hint points to the thought, in a sentence or two, and never gives the code. `mutation` is one or
    more edits of the reference's source, or a plain function where an edit can't say it.
    """

    name: str
    hint: str
    mutation: tuple[Edit, ...] | Callable[..., Any]

    def __post_init__(self) -> None:
        if not self.name or not self.hint.endswith((".", "?")):
            raise ExerciseError(
                f"{self.name!r}: a misconception has a name and a hint in sentences"
            )


@dataclass(frozen=True)
class Exercise:
    """A function that a student writes.

    `reference` is its right form, whose name and parameters are the student's too. `cases` draws the
    inputs of every case from a NumPy Generator. `returns` names what is returned, in order, for
    messages. The functions of this lesson that a solution builds on are named by `uses`.
    """

    reference: Callable[..., Any]
    cases: Callable[[np.random.Generator], Iterable[Inputs]]
    misconceptions: tuple[Misconception, ...]
    returns: tuple[str, ...] = (RESULT,)
    uses: tuple[str, ...] = ()
    tolerance: Tolerance = Tolerance()

    def __post_init__(self) -> None:
        names = [misconception.name for misconception in self.misconceptions]
        if len(set(names)) != len(names):
            raise ExerciseError(f"{self.name}: two misconceptions have the same name")

    @property
    def name(self) -> str:
        """The function's name, by which it is known everywhere."""
        return self.reference.__name__

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the function's parameters, in order."""
        return tuple(inspect.signature(self.reference).parameters)


@dataclass(frozen=True)
class Lesson:
    """A week's exercises, in the order in which a student meets them."""

    name: str
    exercises: tuple[Exercise, ...]

    def __post_init__(self) -> None:
        known: set[str] = set()
        for exercise in self.exercises:
            if not known.issuperset(exercise.uses):
                raise ExerciseError(f"{exercise.name} uses what comes after it: {exercise.uses}")
            if exercise.name in known:
                raise ExerciseError(f"{exercise.name} is declared twice in {self.name}")
            known.add(exercise.name)
