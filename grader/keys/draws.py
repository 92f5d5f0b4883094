"""Random answers are judged by what they promise: records that stand where expected numbers can't.

Two right solutions draw in different orders, by different methods, in different precision, and agree in
no number. What they have in common is data all the same, and a key holds it in place of numbers:

    Draws      an array of this shape, whose statistics lie within bounds and whose units differ
    Dealt      flat arrays of whole numbers that share out a range among themselves, each by chance
    Switched   an answer that holds masks, and `ByMask` arrays that follow from what these switch off
    Repeated   the answers to `codec.Dice`: such a value, the same once more, and another one

The bounds were computed when the key was made (see `odds`); here they are only looked up. A misconception
about randomness is such a record too: it says how the answers look of those who have it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

import numpy as np

from grader.keys.compare import VALUE, Difference, Promise, compare
from grader.keys.exercise import RESULT, Place, Tolerance

RANDOMNESS = "randomness"
"""The kind of a difference that lies in how numbers were drawn."""

ROUNDING = 1e-6
"""How far a statistic may leave its bounds, relative to them: what float32 rounds away."""

FAR = 2.0
"""From here on, in standard deviations, a number lies far out."""

Array = np.ndarray


class Statistic(NamedTuple):
    """What is computed of an array (a number, or one for each row), and how to say that it is off."""

    of: Callable[[Array], Any]
    low: str
    high: str


STATISTICS = {
    "negative": Statistic(
        lambda a: np.mean(a < 0),
        "has too few negative numbers: they should lie evenly around zero.",
        "has too few positive numbers: they should lie evenly around zero.",
    ),
    "spread": Statistic(
        lambda a: np.mean(np.square(a)),
        "spreads too little: on the whole its numbers are smaller than was asked for.",
        "spreads too widely: on the whole its numbers are larger than was asked for.",
    ),
    "far": Statistic(
        lambda a: np.mean(np.abs(a) > FAR),
        "has the right spread, but not the form of a bell curve: too few numbers lie far out.",
        "has the right spread, but not the form of a bell curve: too many numbers lie far out.",
    ),
    "mean": Statistic(
        np.mean,
        "lies below zero on average, and chance alone does not explain it.",
        "lies above zero on average, and chance alone does not explain it.",
    ),
    "kept": Statistic(
        np.mean,
        "keeps too few units, and chance alone does not explain it.",
        "keeps too many units, and chance alone does not explain it.",
    ),
    "kept by unit": Statistic(
        lambda a: np.mean(a, axis=1),
        "keeps one unit far more rarely than chance explains: is it drawn anew for each example?",
        "keeps one unit far more often than chance explains: is it drawn anew for each example?",
    ),
    "zeros": Statistic(
        lambda a: np.mean(a == 0),
        "has too few zeros.",
        "has too many zeros.",
    ),
}
"""By name, in the order in which they are looked at. They are taken of an array divided by its `unit`."""


@dataclass(frozen=True)
class Draws(Promise):
    """An array of random numbers: all that can be said of it before it is drawn.

    Its numbers, in multiples of `unit`, have each statistic of `bounds` from the lower to the upper bound;
    where there are `levels`, they take no other values. `rows` says whether any two rows differ (True) or
    some are equal (False), `columns` the same of columns; None says nothing. Where it `varies`, another
    generator gives other numbers. Without all this, any finite numbers of the shape will do.
    """

    shape: tuple[int, ...]
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    unit: float = 1.0
    levels: tuple[float, ...] = ()
    rows: bool | None = None
    columns: bool | None = None
    varies: bool = False

    def difference(
        self, answered: Any, tolerance: Tolerance, returns: tuple[str, ...]
    ) -> Difference | None:
        """See `Promise`."""
        found = compare(np.zeros(self.shape), answered, tolerance, returns)
        if found and found.kind != VALUE:
            return found
        fault = self._fault(np.asarray(answered, float))
        return _random(returns[0], f"`{returns[0]}` {fault}") if fault else None

    def stuck(self, one: Any, other: Any) -> Iterator[Place]:
        """The places in it that two generators fill with the same, though they should not."""
        if self.varies and np.array_equal(one, other):
            yield ()

    def _fault(self, numbers: Array) -> str | None:
        """What is wrong with finite `numbers` of the right shape, as the end of a sentence."""
        if self.levels:
            return (
                self._strange_level(numbers)
                or self._statistical_fault(numbers)
                or self._repetition(numbers)
            )
        return self._repetition(numbers) or self._statistical_fault(numbers)

    def _strange_level(self, numbers: Array) -> str | None:
        if np.isclose(numbers[..., None], self.levels).any(axis=-1).all():
            return None
        return "should say yes or no for each unit and nothing else: True and False, or 1 and 0."

    def _repetition(self, numbers: Array) -> str | None:
        if self.rows is not None and self.rows != all_differ(numbers):
            return "has rows that are equal, so these units can't be told from each other."
        if self.columns is not None and self.columns != all_differ(numbers.T):
            return "has columns that are equal: every number should be drawn by itself."
        return None

    def _statistical_fault(self, numbers: Array) -> str | None:
        for name, statistic in STATISTICS.items():
            if name not in self.bounds:
                continue
            low, high = self.bounds[name]
            value = statistic.of(numbers / self.unit)
            if np.min(value) < low - ROUNDING * abs(low):
                return statistic.low
            if np.max(value) > high + ROUNDING * abs(high):
                return statistic.high
        return None


@dataclass(frozen=True)
class Dealt(Promise):
    """Flat arrays of whole numbers, such as the places of examples: all that can be said of them.

    `sizes` are their lengths, and `ends` the smallest and the largest number in all of them together.
    `repeated` says whether an array holds some number twice, `shared` whether two arrays have some in
    common. Of each array, the mean lies within `means` and the number of its stretches without a gap within
    `stretches`; where it `varies`, another generator gives other numbers, not only another order. None and
    an empty tuple say nothing.
    """

    sizes: tuple[int, ...]
    ends: tuple[int | None, int | None] = (None, None)
    repeated: bool | None = None
    shared: bool | None = None
    means: tuple[tuple[float, float], ...] = ()
    stretches: tuple[tuple[float, float], ...] = ()
    varies: tuple[bool, ...] = ()

    def difference(
        self, answered: Any, tolerance: Tolerance, returns: tuple[str, ...]
    ) -> Difference | None:
        """See `Promise`."""
        found = compare(tuple(Draws((size,)) for size in self.sizes), answered, tolerance, returns)
        if found:
            return found
        parts = [np.asarray(part, float) for part in answered]
        names = returns if len(returns) == len(parts) else [f"part {i}" for i in range(len(parts))]
        return next(self._faults(parts, names), None)

    def stuck(self, one: Any, other: Any) -> Iterator[Place]:
        """See `Draws`."""
        for i, varies in enumerate(self.varies):
            if varies and np.array_equal(np.sort(one[i]), np.sort(other[i])):
                yield (i,)

    def _faults(self, parts: Sequence[Array], names: Sequence[str]) -> Iterator[Difference]:
        """What is wrong, the first thing to be said first."""
        for name, part in zip(names, parts, strict=True):
            if (part != np.round(part)).any():
                yield _random(name, f"`{name}` should hold whole numbers: the places of examples.")
        if self.repeated is not None and self.repeated != any(map(has_twice, parts)):
            name = next(
                (name for name, part in zip(names, parts, strict=True) if has_twice(part)), ""
            )
            yield _random(name or RESULT, f"`{name}` holds the same example more than once.")
        if self.shared is not None and self.shared != have_common(parts):
            detail = "Some examples are in two sets at once; each belongs to exactly one."
            yield _random(RESULT, detail)
        for expected, end in zip(self.ends, ends_of(parts), strict=True):
            if expected is not None and end != expected:
                detail = "Some numbers belong to no example, or some are left out. Where does Python begin?"
                yield _random(RESULT, detail)
        yield from self._regularities(parts, names)

    def _regularities(self, parts: Sequence[Array], names: Sequence[str]) -> Iterator[Difference]:
        for of, bounds, detail in (
            (stretches_of, self.stretches, "follows the order of the examples. Are they shuffled?"),
            (np.mean, self.means, "takes too many of its examples from one end. Are all shuffled?"),
        ):
            for i, (low, high) in enumerate(bounds):
                if not low - ROUNDING <= of(parts[i]) <= high + ROUNDING:
                    yield _random(names[i], f"`{names[i]}` {detail}")


def ends_of(parts: Sequence[Array]) -> tuple[float, float]:
    """The smallest and the largest of all numbers."""
    together = np.concatenate(parts)
    return float(together.min()), float(together.max())


def has_twice(part: Array) -> bool:
    """Does some number occur more than once?"""
    return len(np.unique(part)) < len(part)


def have_common(parts: Sequence[Array]) -> bool:
    """Is some number in two of the arrays?"""
    return has_twice(np.concatenate([np.unique(part) for part in parts]))


def stretches_of(part: Array) -> int:
    """How many stretches without a gap the numbers make up: two in 5, 1, 2, 6."""
    return int(np.sum(np.diff(np.unique(part)) > 1)) + 1


@dataclass(frozen=True)
class ByMask:
    """An array each of whose columns is the column of `table` that the masks choose."""

    table: Array


@dataclass(frozen=True)
class Switched(Promise):
    """An answer with masks in it, at the places `masks`, from which its `ByMask` arrays follow.

    Column j of a table belongs to example `table_examples[j]` where the masks, one below the other, are
    the column j of `switches`; column i of the answer belongs to example `examples[i]`.
    """

    value: Any
    masks: tuple[Place, ...]
    switches: Array
    table_examples: Array
    examples: Array

    def difference(
        self, answered: Any, tolerance: Tolerance, returns: tuple[str, ...]
    ) -> Difference | None:
        """See `Promise`."""
        found = compare(_form(self, judged=True), answered, tolerance, returns)
        if found:
            return found
        chosen = self.choose(answered)
        if chosen is None:
            return _random(RESULT, "No mask that the function could have drawn gives this answer.")
        exact = _swap(self.value, lambda one: one.table[:, chosen] if _is_by_mask(one) else one)
        return compare(exact, answered, tolerance, returns)

    def choose(self, answered: Any) -> Array | None:
        """For each column of the answer its column in the tables; None where one is in no table."""
        width = len(self.examples)
        masks = [np.asarray(part_at(answered, place), float) != 0 for place in self.masks]
        rows = [np.broadcast_to(mask, (len(mask), width)) for mask in masks]
        known = np.vstack([self.table_examples, self.switches]).astype(int)
        position = {tuple(column): j for j, column in enumerate(known.T.tolist())}
        asked = np.vstack([self.examples, *rows]).astype(int)
        chosen = [position.get(tuple(column)) for column in asked.T.tolist()]
        return None if None in chosen else np.array(chosen)


@dataclass(frozen=True)
class Repeated(Promise):
    """The three answers to `codec.Dice`: a `value`, the same once more, and one from another generator."""

    value: Any

    def difference(
        self, answered: Any, tolerance: Tolerance, returns: tuple[str, ...]
    ) -> Difference | None:
        """See `Promise`."""
        if not isinstance(answered, tuple) or len(answered) != 3:
            return _random(
                RESULT, "The function was not asked three times, as it should have been."
            )
        first, again, other = answered
        form = _form(self.value)
        found = compare(self.value, first, tolerance, returns) or compare(
            form, other, tolerance, returns
        )
        if found:
            return found
        if compare(_asked_for(form, first), again, tolerance, returns):
            return _random(
                RESULT,
                "With the same `rng` once more, the function gives other numbers. "
                "All of its random numbers should come from the `rng` that it is handed.",
            )
        for place, draws in draws_in(self.value):
            for inner in draws.stuck(part_at(first, place), part_at(other, place)):
                name = _name((*place, *inner), returns)
                return _random(
                    name,
                    f"`{name}` holds the same numbers whatever `rng` the function is handed. "
                    "Is there another generator inside?",
                )
        return None


def part_at(value: Any, place: Place) -> Any:
    """The part of a nested value at the end of the path `place`."""
    for step in place:
        value = value[step]
    return value


def draws_in(value: Any, place: Place = ()) -> Iterator[tuple[Place, Draws | Dealt]]:
    """All that is drawn in a value that is expected, each with its place."""
    if isinstance(value, Draws | Dealt):
        yield place, value
    elif isinstance(value, Switched | Repeated):
        yield from draws_in(value.value, place)
    elif isinstance(value, dict | list | tuple):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for step, part in items:
            yield from draws_in(part, (*place, step))


def _is_by_mask(value: Any) -> bool:
    return isinstance(value, ByMask)


def _form(expected: Any, judged: bool = False) -> Any:
    """What is expected with all that is random left open but its shape; statistics stay where `judged`."""
    width = len(expected.examples) if isinstance(expected, Switched) else 0

    def open_up(leaf: Any) -> Any:
        if isinstance(leaf, ByMask):
            return Draws((len(leaf.table), width))
        if isinstance(leaf, Dealt) and not judged:
            return Dealt(leaf.sizes)
        return Draws(leaf.shape) if isinstance(leaf, Draws) and not judged else leaf

    return _swap(expected.value if isinstance(expected, Switched) else expected, open_up)


def _swap(value: Any, change: Callable[[Any], Any]) -> Any:
    """The same structure with every leaf changed."""
    if isinstance(value, dict):
        return {key: _swap(part, change) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_swap(part, change) for part in value)
    return change(value)


def _asked_for(form: Any, answered: Any) -> Any:
    """The answer without what nobody asked for, such as keys of one's own."""
    if isinstance(form, dict):
        return {key: _asked_for(part, answered[key]) for key, part in form.items()}
    if isinstance(form, list | tuple):
        return type(form)(_asked_for(*pair) for pair in zip(form, answered, strict=True))
    return answered


def all_differ(rows: Array) -> bool:
    """Are no two rows of an array equal?"""
    return len({row.tobytes() for row in rows}) == len(rows)


def _name(place: Place, returns: Sequence[str]) -> str:
    """A place as differences call it: `caches[0][1]`."""
    start, rest = (returns[place[0]], place[1:]) if len(returns) > 1 else (returns[0], place)
    return start + "".join(f'["{step}"]' if isinstance(step, str) else f"[{step}]" for step in rest)


def _random(place: str, detail: str) -> Difference:
    return Difference(place, RANDOMNESS, "", "", detail)


RECORDS = {record.__name__: record for record in (Draws, Dealt, ByMask, Switched, Repeated)}
_RECORD = "\0record"
"""The key under which a packed record keeps its type: no answer of ours has such a key."""


def pack(value: Any) -> Any:
    """A value that may hold records of this module, as plain data that the codec carries."""
    if type(value) in RECORDS.values():
        parts = {one.name: pack(getattr(value, one.name)) for one in fields(value)}
        return {_RECORD: type(value).__name__, **parts}
    if isinstance(value, Mapping):
        return {key: pack(part) for key, part in value.items()}
    return type(value)(map(pack, value)) if type(value) in (list, tuple) else value


def unpack(value: Any) -> Any:
    """The value that `pack` made plain. Raises KeyError or TypeError where it is damaged."""
    if isinstance(value, dict):
        parts = {key: unpack(part) for key, part in value.items()}
        return RECORDS[parts.pop(_RECORD)](**parts) if _RECORD in parts else parts
    return type(value)(map(unpack, value)) if type(value) in (list, tuple) else value
