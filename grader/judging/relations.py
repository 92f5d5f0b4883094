"""How wrong numbers relate to the right ones: m times too large, negated, in other places, nearly right.

A tutor who sees the right numbers beside wrong ones looks for this before reading any code. A relation is
said only where enough numbers of enough cases agree on it, so that chance can't have made it; it is
said in words and names, never in expected numbers.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from grader.keys.exercise import Tolerance

ENOUGH_NUMBERS = 3
"""How many numbers that are not 0 have to agree before a relation is believed."""

ENOUGH_CASES = 2
"""In how many cases these numbers have to occur."""

NEARLY = 1e-3
"""How far numbers may be off, compared with their size, to be called nearly right."""

EXCHANGED = "says yes where it should say no, and the other way round"

Array = np.ndarray


@dataclass(frozen=True)
class Pair:
    """What was expected and answered in one place of case number `case`: two arrays of one shape.

    `quantities` are the numbers that the case is about, such as m, by the words in which they are named;
    whole numbers count something, others are settings.
    """

    expected: Array
    answered: Array
    case: int
    quantities: Mapping[str, float]


def find_relation(pairs: Sequence[Pair], tolerance: Tolerance) -> str | None:
    """How the answered numbers of all `pairs` relate to the expected, as words behind "it"; or None."""
    pairs = [pair for pair in pairs if pair.expected.size]
    if not all(_is_finite(pair) for pair in pairs) or not _suffice(pairs, tolerance):
        return None
    if all(np.isin(pair.expected, (0, 1)).all() for pair in pairs):
        return _of_decisions(pairs)
    return next(filter(None, (find(pairs, tolerance) for find in _FINDERS)), None)


def _is_finite(pair: Pair) -> bool:
    return bool(np.isfinite(pair.expected).all() and np.isfinite(pair.answered).all())


def _significant(pair: Pair, tolerance: Tolerance) -> Array:
    """Where the expected number is large enough to tell one factor from another."""
    return np.abs(pair.expected) > 100 * tolerance.absolute


def _suffice(pairs: Sequence[Pair], tolerance: Tolerance) -> bool:
    counts = [(pair.case, int(_significant(pair, tolerance).sum())) for pair in pairs]
    cases = {case for case, count in counts if count}
    return sum(count for _, count in counts) >= ENOUGH_NUMBERS and len(cases) >= ENOUGH_CASES


def _agree(answered: Array, supposed: Array, tolerance: Tolerance) -> bool:
    off = np.abs(answered - supposed)
    return bool((off <= tolerance.absolute + tolerance.relative * np.abs(supposed)).all())


def _of_decisions(pairs: Sequence[Pair]) -> str | None:
    if not all(np.isin(pair.answered, (0, 1)).all() for pair in pairs):
        single = all(pair.expected.size == 1 for pair in pairs)
        return "should be 0 or 1" if single else "should hold nothing but zeros and ones"
    if all((pair.answered != pair.expected).all() for pair in pairs) and _varies(pairs):
        return EXCHANGED
    return None


def _varies(pairs: Sequence[Pair]) -> bool:
    return len(np.unique(np.concatenate([pair.expected.ravel() for pair in pairs]))) > 1


def _nearly(pairs: Sequence[Pair], tolerance: Tolerance) -> str | None:
    def is_near(pair: Pair) -> bool:
        size = np.maximum(np.abs(pair.expected), np.sqrt(np.mean(pair.expected**2)))
        return bool((np.abs(pair.answered - pair.expected) <= NEARLY * size).all())

    if not all(map(is_near, pairs)):
        return None
    return (
        "is nearly right, to three digits or so, and should agree to five. Is something rounded, held in "
        "low precision, or a small number added that is not asked for?"
    )


def _cut(pairs: Sequence[Pair], tolerance: Tolerance) -> str | None:
    def is_whole(pair: Pair) -> bool:
        e, a = pair.expected, pair.answered
        return any(np.array_equal(a, cut(e)) for cut in (np.trunc, np.round, np.floor))

    found = np.unique(np.concatenate([pair.answered.ravel() for pair in pairs]))
    if len(found) >= ENOUGH_NUMBERS and all(map(is_whole, pairs)):
        return "has lost what stands behind the decimal point. Is there an array of whole numbers on the way?"
    return None


def _zero(pairs: Sequence[Pair], tolerance: Tolerance) -> str | None:
    if any(pair.answered.any() for pair in pairs):
        return None
    if all(pair.expected.size == 1 for pair in pairs):
        return "is always 0. Does something forget to count or to add?"
    return "holds nothing but zeros. Was it made, and never filled?"


def _quantity(pairs: Sequence[Pair], tolerance: Tolerance) -> str | None:
    """A single number that is one of the case's quantities, though another was asked for."""
    if any(pair.expected.size != 1 for pair in pairs):
        return None
    for name in pairs[0].quantities:
        values = [pair.quantities.get(name) for pair in pairs]
        if values == [pair.answered.item() for pair in pairs] and _same(values) is None:
            return f"is just {name}"
    return None


def _factor(pairs: Sequence[Pair], tolerance: Tolerance) -> str | None:
    """One factor everywhere, or one that a quantity of the case explains."""
    factors = [_factor_of(pair, tolerance) for pair in pairs]
    if any(factor is None for factor in factors):
        return None
    known = [(pair, f) for pair, f in zip(pairs, factors, strict=True) if not math.isnan(f)]
    constant = _same([factor for _, factor in known])
    if constant is not None:
        return _say_constant(constant)
    named = next(_named_factors(known), None)
    if named:
        return named
    if len({pair.case for pair, _ in known if pair.expected.size >= ENOUGH_NUMBERS}) < ENOUGH_CASES:
        return None
    return _say_changing(known)


def _factor_of(pair: Pair, tolerance: Tolerance) -> float | None:
    """By what the expected numbers were multiplied; nan where any factor would do, None where none does."""
    large = _significant(pair, tolerance)
    if not large.any():
        return math.nan if _agree(pair.answered, pair.expected, tolerance) else None
    factor = float(np.median(pair.answered[large] / pair.expected[large]))
    fits = factor and _agree(pair.answered, factor * pair.expected, tolerance)
    return factor if fits else None


def _same(numbers: Sequence[float]) -> float | None:
    middle = float(np.median(numbers))
    return middle if np.allclose(numbers, middle, rtol=1e-4, atol=0) else None


_CONSTANTS = {
    -1.0: "has the wrong sign everywhere; the sizes are right",
    2.0: "is twice as large as it should be",
    0.5: "is half as large as it should be",
    -2.0: "is twice as large as it should be, and has the wrong sign",
    -0.5: "is half as large as it should be, and has the wrong sign",
    1 / math.log(2): "is off by one factor everywhere: that of a logarithm to base 2",
    1 / math.log(10): "is off by one factor everywhere: that of a logarithm to base 10",
}


def _say_constant(factor: float) -> str:
    for known, words in _CONSTANTS.items():
        if math.isclose(factor, known, rel_tol=1e-4):
            return words
    sign = ", and has the wrong sign" if factor < 0 else ""
    return (
        f"is too {'large' if abs(factor) > 1 else 'small'} by one and the same factor everywhere{sign}. "
        "Which constant is there too much, or missing?"
    )


def _say_changing(known: Sequence[tuple[Pair, float]]) -> str | None:
    per_case: dict[int, list[float]] = {}
    for pair, factor in known:
        per_case.setdefault(pair.case, []).append(factor)
    if any(_same(factors) is None for factors in per_case.values()):
        return None
    if not all(len(np.unique(pair.expected)) > 1 for pair, _ in known if pair.expected.size > 1):
        return None
    return (
        "is off by one factor in each case, and by another from case to case. What is multiplied or "
        "divided here that belongs to a whole case?"
    )


def _named_factors(known: Sequence[tuple[Pair, float]]) -> Iterator[str]:
    """The ways to explain the factors by quantities that take different values in these cases."""
    names = [
        name
        for name in known[0][0].quantities
        if all(pair.quantities.get(name, 0) > 0 for pair, _ in known)
        and _same([pair.quantities[name] for pair, _ in known]) is None
        and any((pair.expected != pair.quantities[name]).any() for pair, _ in known)
    ]
    factors = np.array([factor for _, factor in known])
    for sign in (1, -1):
        for name in names:
            q = np.array([pair.quantities[name] for pair, _ in known])
            for power, words in _powers(name, counts=bool((q % 1 == 0).all())):
                for double, doubled in ((1.0, ""), (2.0, ", twice over"), (0.5, ", halved")):
                    if np.allclose(factors, sign * double * q**power, rtol=1e-4, atol=0):
                        yield words + doubled + ("" if sign > 0 else ", and has the wrong sign")
    for name in names:
        for other in names:
            ratio = np.array([p.quantities[name] / p.quantities[other] for p, _ in known])
            if name < other and any(np.allclose(factors, r, rtol=1e-4) for r in (ratio, 1 / ratio)):
                yield f"is off by the ratio of {name} and {other}. Is one taken for the other?"


def _powers(name: str, counts: bool) -> Iterator[tuple[float, str]]:
    if not counts:
        yield 1, f"is off by exactly the factor {name}"
        yield -1, f"is off by exactly the factor 1 / {name}"
        return
    yield 1, f"is {name} times too large"
    yield -1, f"is too small by the factor {name}"
    yield 0.5, f"is too large by the square root of {name}"
    yield -0.5, f"is too small by the square root of {name}"
    yield 2, f"is too large by the square of {name}"
    yield -2, f"is too small by the square of {name}"


def _signs(pairs: Sequence[Pair], tolerance: Tolerance) -> str | None:
    if all(_agree(np.abs(p.answered), np.abs(p.expected), tolerance) for p in pairs):
        return "has the right sizes, but some signs are wrong"
    return None


def _offset(pairs: Sequence[Pair], tolerance: Tolerance) -> str | None:
    """The same amount too much everywhere."""
    if not _varies(pairs):
        return None
    amount = float(np.median(np.concatenate([(p.answered - p.expected).ravel() for p in pairs])))
    if not all(_agree(pair.answered, pair.expected + amount, tolerance) for pair in pairs):
        return None
    return (
        f"is too {'large' if amount > 0 else 'small'} by one and the same amount everywhere. Which "
        "constant is added, or left out?"
    )


def _moved(pairs: Sequence[Pair], tolerance: Tolerance) -> str | None:
    """The right numbers in other places."""
    mixed = [pair.expected.size for pair in pairs if len(np.unique(pair.expected)) > 1]
    if sum(mixed) < 2 * ENOUGH_NUMBERS:
        return None
    for move, words in _MOVES:
        if all(_is_moved(move, pair, tolerance) for pair in pairs):
            return words
    return None


def _is_moved(move: Callable[[Array], Array], pair: Pair, tolerance: Tolerance) -> bool:
    expected, answered = np.atleast_1d(pair.expected, pair.answered)  # a single number can't move
    moved = move(expected)
    return moved.shape == answered.shape and _agree(answered, moved, tolerance)


_MOVES: tuple[tuple[Callable[[Array], Array], str], ...] = (
    (np.transpose, "holds the right numbers with rows and columns exchanged"),
    (
        lambda e: e.ravel(order="F").reshape(e.shape),
        "holds the right numbers, but a `reshape` has mixed rows and columns",
    ),
    (
        lambda e: e.T.reshape(e.shape),
        "holds the right numbers, but a `reshape` has mixed rows and columns",
    ),
    (np.flip, "holds the right numbers in reverse order"),
    (lambda e: e[..., ::-1], "holds the right columns in reverse order"),
    (lambda e: e[::-1], "holds the right rows in reverse order"),
)


def _by_line(pairs: Sequence[Pair], tolerance: Tolerance) -> str | None:
    """The same amount too much all along a row, another in the next one; or the same with columns."""
    if any(pair.expected.ndim != 2 for pair in pairs):
        return None
    for axis, line, across in ((1, "row", "columns"), (0, "column", "rows")):
        long = [pair for pair in pairs if pair.expected.shape[axis] > 1]
        if sum(pair.expected.size for pair in long) <= ENOUGH_NUMBERS or len(long) < ENOUGH_CASES:
            continue
        if all(_is_shifted(pair, axis, tolerance) for pair in pairs):
            return (
                f"is off by one amount in each {line}, the same in all its {across}. What is added "
                f"to a whole {line}, or should be?"
            )
    return None


def _is_shifted(pair: Pair, axis: int, tolerance: Tolerance) -> bool:
    amounts = np.median(pair.answered - pair.expected, axis=axis, keepdims=True)
    return _agree(pair.answered, pair.expected + amounts, tolerance)


def find_step(pairs: Sequence[Pair], starts: Sequence[Array], tolerance: Tolerance) -> str | None:
    """The same of how far the numbers moved away from `starts`, one array for each pair; or None.

    Said only of steps of which each is in one ratio to the right one: half as far, uphill, m times too far.
    """
    if not any(start.any() for start in starts) or not all(map(_is_finite, pairs)):
        return None
    moved = [
        Pair(pair.expected - start, pair.answered - start, pair.case, pair.quantities)
        for pair, start in zip(pairs, starts, strict=True)
    ]
    relation = _factor(moved, tolerance) if _suffice(moved, tolerance) else None
    return f"moves by a step that {relation}" if relation else None


def find_tendency(pairs: Sequence[Pair]) -> str:
    """What can be said of all wrong numbers where they follow no rule, as a sentence; "" for nothing."""
    if not pairs or not all(map(_is_finite, pairs)):
        return ""
    expected = np.concatenate([pair.expected.ravel() for pair in pairs])
    answered = np.concatenate([pair.answered.ravel() for pair in pairs])
    if expected.size < ENOUGH_NUMBERS or not (np.sign(expected) == np.sign(answered)).all():
        return ""
    sizes = (np.abs(answered) > np.abs(expected)), (np.abs(answered) < np.abs(expected))
    size = next(
        (word for word, has in zip(("large", "small"), sizes, strict=True) if has.all()), ""
    )
    if (expected > 0).all() or (expected < 0).all():
        return f"All that is wrong is too {size}." if size else ""
    if expected.size < 2 * ENOUGH_NUMBERS:
        return ""
    return f"All signs are right, but {f'all is too {size}' if size else 'the sizes are not'}."


_FINDERS = (_nearly, _zero, _cut, _quantity, _factor, _signs, _offset, _moved, _by_line)
"""In the order in which they are asked: what is said first is what helps most."""
