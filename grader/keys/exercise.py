"""What a lesson asks for: frozen records that check themselves. One declaration; all else projects it.

An `Exercise` names a function, its reference, the cases it is asked, and the misconceptions people
have about it. A `Misconception` is a mutant of the reference with a name and a hint: the same list
diagnoses wrong answers, proves that the cases are strong enough, and shows what a class misunderstands.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

Inputs = tuple[Any, ...]

Place = tuple[str | int, ...]
"""The way to a part of a nested value, key by key: `(1, 0, "W1")` for `value[1][0]["W1"]`."""

RESULT = "the result"
"""What a single returned value is called where it has no name of its own."""


class ExerciseError(Exception):
    """A declaration contradicts itself; the message says how to mend it."""


MAX_ATTEMPTS = 200_000
"""How often a case is drawn anew before we admit that none will ever be good enough."""


def attempts() -> Iterator[int]:
    """Count the draws of a case that has to meet conditions, and give up in the end.

    Raises ExerciseError after MAX_ATTEMPTS: conditions that hardly ever hold would hang a grading.
    """
    yield from range(MAX_ATTEMPTS)
    raise ExerciseError(f"in {MAX_ATTEMPTS:,} draws no case met its conditions; ask for less")


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
class Normal:
    """Numbers drawn from a bell curve around 0, each by itself."""

    shape: tuple[int, ...]
    std: float


@dataclass(frozen=True)
class Coins:
    """A mask (units, examples) in which each entry is True with this `chance`, each by itself."""

    shape: tuple[int, int]
    chance: float


@dataclass(frozen=True)
class Deal:
    """The numbers 0, 1, 2, ... dealt out at random to flat arrays of these `sizes`, in any order."""

    sizes: tuple[int, ...]


Origin = Normal | Coins | Deal
"""What a part of an answer may be drawn from."""


@dataclass(frozen=True)
class EveryMask:
    """A question with a generator that lets every example meet every mask, to look other answers up.

    `examples` numbers the examples that are the columns of the case, `table_examples` those in `inputs`.
    """

    inputs: Inputs
    table_examples: np.ndarray
    examples: np.ndarray


@dataclass(frozen=True)
class Exercise:
    """A function that a student writes.

    `reference` is its right form, whose name and parameters are the student's too. `cases` draws the
    inputs of every case from a NumPy Generator. `returns` names what is returned, in order, for
    messages. The functions of this lesson that a solution builds on are named by `uses`; those of them
    are `given` whose random numbers decide what follows, so that they answer as the reference does.

    An answer that is random, asked for with `codec.Dice`, is judged by what it promises: `drawn` says of
    a case which parts are drawn, and from what. If masks are among them from which other parts follow,
    `every_mask` makes the question that meets all of these.
    """

    reference: Callable[..., Any]
    cases: Callable[[np.random.Generator], Iterable[Inputs]]
    misconceptions: tuple[Misconception, ...]
    returns: tuple[str, ...] = (RESULT,)
    uses: tuple[str, ...] = ()
    tolerance: Tolerance = Tolerance()
    given: tuple[str, ...] = ()
    drawn: Callable[[Inputs], Mapping[Place, Origin]] | None = None
    every_mask: Callable[[Inputs], EveryMask] | None = None

    def __post_init__(self) -> None:
        if not set(self.given) <= set(self.uses):
            raise ExerciseError(f"{self.name}: what is given is one of the functions in `uses`")
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
