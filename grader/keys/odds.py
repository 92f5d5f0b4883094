"""How far chance may take a right answer: bounds for `draws`, computed from exact distributions.

For numbers from a bell curve, the mean is normal, the sum of squares is chi-square, and the counts of
negative and of far-out numbers are binomial; so are the counts of units that a mask keeps. Where numbers
are dealt out, all choices of an array's numbers are equally likely, and are counted. Every bound is
the quantile beyond which a right answer falls with no more than the `risk` that is granted to it. What a
mistake looks like is estimated instead, from answers of those who make it.
"""

import math
from collections.abc import Iterable, Sequence

import numpy as np
from scipy import special

from grader.keys.draws import (
    FAR,
    STATISTICS,
    Dealt,
    Draws,
    all_differ,
    ends_of,
    has_twice,
    have_common,
    stretches_of,
)
from grader.keys.exercise import Deal, Normal, Origin

MISSED = 1e-7
"""How likely a statistic of a mistake falls outside of what was estimated for it, on either side."""

FEW = 10
"""Arrays of fewer different numbers say too little of how their statistics scatter."""

Array = np.ndarray
Bounds = tuple[float, float]


def risks(drawn: Origin) -> int:
    """In how many ways a right answer could be missed; each of them takes its share of the risk."""
    if isinstance(drawn, Normal):
        return 2 * len(_normal_bounds(1, 0.5)) + 1
    if isinstance(drawn, Deal):
        # For each array two for its mean, two for its stretches, and one for equal choices.
        return 5 * len(drawn.sizes)
    # Two for all units, two for each, and one each for rows that are equal and for equal masks.
    return 2 + 2 * drawn.shape[0] + 2


def promise(drawn: Origin, risk: float) -> Draws | Dealt:
    """What can be promised of numbers drawn like this, each part missed with at most `risk`."""
    if isinstance(drawn, Normal):
        rows, columns = drawn.shape
        return Draws(
            drawn.shape,
            _normal_bounds(rows * columns, risk),
            unit=drawn.std,
            # A single number may well be there twice in float32, two numbers in a row never are.
            rows=True if columns > 1 else None,
            columns=True if rows > 1 else None,
            varies=True,
        )
    if isinstance(drawn, Deal):
        total = sum(drawn.sizes)
        return Dealt(
            drawn.sizes,
            ends=(0, total - 1),
            repeated=False,
            shared=False,
            means=tuple(mean_bounds(total, size, risk) for size in drawn.sizes),
            stretches=tuple(stretch_bounds(total, size, risk) for size in drawn.sizes),
            varies=tuple(1 / math.comb(total, size) <= risk for size in drawn.sizes),
        )
    units, m = drawn.shape
    same = drawn.chance**2 + (1 - drawn.chance) ** 2
    return Draws(
        drawn.shape,
        {
            "kept": share_bounds(units * m, drawn.chance, risk),
            "kept by unit": share_bounds(m, drawn.chance, risk),
        },
        levels=(0.0, 1.0),
        rows=True if math.comb(units, 2) * same**m <= risk else None,
        varies=same ** (units * m) <= risk,
    )


def _normal_bounds(count: int, risk: float) -> dict[str, Bounds]:
    farthest_mean = float(-special.ndtri(risk)) / math.sqrt(count)
    return {
        "negative": share_bounds(count, 0.5, risk),
        "mean": (-farthest_mean, farthest_mean),
        "spread": spread_bounds(count, risk),
        "far": share_bounds(count, float(2 * special.ndtr(-FAR)), risk),
    }


def spread_bounds(count: int, risk: float) -> Bounds:
    """Bounds of the mean square of `count` standard normal numbers, each missed with `risk`."""
    low, high = special.chdtri(count, 1 - risk), special.chdtri(count, risk)
    return float(low) / count, float(high) / count


def share_bounds(count: int, chance: float, risk: float) -> Bounds:
    """Bounds of the share of `count` tries that succeed with `chance`, each missed with at most `risk`."""
    successes = np.arange(count + 1)
    below_or_at = special.bdtr(successes, count, chance)
    above = special.bdtrc(successes, count, chance)
    low, high = np.argmax(below_or_at > risk), np.argmax(above <= risk)
    return float(low) / count, float(high) / count


def mean_bounds(total: int, size: int, risk: float) -> Bounds:
    """Bounds of the mean of `size` numbers chosen from 0, ..., total - 1, each missed with at most `risk`."""
    fewer = min(size, total - size)
    low, high = _bounds_of(_choices_by_sum(total, fewer), risk)
    if fewer < size:
        everything = total * (total - 1) // 2
        low, high = everything - high, everything - low
    return low / size, high / size


def _choices_by_sum(total: int, size: int) -> Array:
    """How many choices of `size` numbers from 0, ..., total - 1 have the sum 0, 1, 2, ..."""
    largest = size * (2 * total - size - 1) // 2
    ways = np.zeros((size + 1, largest + 1))
    ways[0, 0] = 1
    for number in range(total):
        ways[1:, number:] += ways[:-1, : largest + 1 - number].copy()
    return ways[size]


def stretch_bounds(total: int, size: int, risk: float) -> Bounds:
    """The same for the number of stretches without a gap that the chosen numbers make up."""
    # Cut the chosen numbers into stretches, and put these between the others, at most one in a place.
    ways = [
        math.comb(size - 1, count - 1) * math.comb(total - size + 1, count) if count else 0
        for count in range(size + 1)
    ]
    return _bounds_of(np.array(ways, float), risk)


def _bounds_of(ways: Array, risk: float) -> tuple[int, int]:
    """From how many ways lead to 0, 1, 2, ...: bounds beyond either of which lie at most `risk` of them."""
    chances = ways / ways.sum()
    low = int(np.argmax(np.cumsum(chances) > risk))
    high = len(chances) - 1 - int(np.argmax(np.cumsum(chances[::-1]) > risk))
    return low, high


def estimate_deal(samples: Sequence[Sequence[Array]]) -> Dealt:
    """What several flat arrays of whole numbers have in common with those of the same origin."""
    by_part = [[np.asarray(part, float) for part in parts] for parts in zip(*samples, strict=True)]
    ends = zip(*(ends_of(parts) for parts in samples), strict=True)
    return Dealt(
        tuple(len(parts[0]) for parts in by_part),
        ends=tuple(int(end[0]) if len(set(end)) == 1 else None for end in ends),
        repeated=_common_verdict(any(map(has_twice, parts)) for parts in samples),
        shared=_common_verdict(have_common(parts) for parts in samples),
        means=tuple(_reach([np.mean(part) for part in parts]) for parts in by_part),
        stretches=tuple(_reach([stretches_of(part) for part in parts]) for parts in by_part),
        varies=tuple(
            len({np.sort(part).tobytes() for part in parts}) == len(parts) for parts in by_part
        ),
    )


def _common_verdict(verdicts: Iterable[bool]) -> bool | None:
    found = set(verdicts)
    return found.pop() if len(found) == 1 else None


def estimate(samples: Sequence[Array]) -> Draws:
    """What arrays of the same origin have in common, from several of them (of the same shape)."""
    drawn = np.array(samples, float)
    levels = _levels(drawn)
    unit = 1.0 if levels else float(np.sqrt(np.mean(drawn**2)))
    rows = None if levels else _agreed(drawn)
    columns = None if levels else _agreed(np.swapaxes(drawn, 1, -1))
    few = min(len(np.unique(one)) for one in drawn) < FEW and not levels
    return Draws(
        drawn.shape[1:],
        {} if few else {name: _scatter(name, drawn / unit) for name in _telling(levels)},
        unit,
        levels,
        rows,
        columns,
        varies=_never_repeats(drawn),
    )


def _never_repeats(drawn: Array) -> bool:
    """Does no number of one array come again in another?"""
    return len(np.unique(drawn)) == sum(len(np.unique(one)) for one in drawn)


def _levels(drawn: Array) -> tuple[float, ...]:
    """The values of a mask, which has no more than two; none for other arrays."""
    if len(np.unique(drawn[0])) > 2:
        return ()
    values = np.unique(drawn)
    return tuple(map(float, values)) if len(values) <= 2 else ()


def _telling(levels: tuple[float, ...]) -> tuple[str, ...]:
    return ("kept",) if levels else ("negative", "mean", "spread", "far", "zeros")


def _agreed(drawn: Array) -> bool | None:
    """Do the rows of each array all differ (True), are some equal in each (False), or is it mixed?"""
    if drawn.ndim != 3 or drawn.shape[1] < 2:
        return None
    return _common_verdict(all_differ(one) for one in drawn)


def _scatter(name: str, drawn: Array) -> Bounds:
    """Where a statistic of one more array will lie."""
    return _reach([STATISTICS[name].of(one) for one in drawn])


def _reach(values: Sequence[float]) -> Bounds:
    """Where one more value will lie: the prediction interval of Student's t."""
    values = np.array(values)
    reach = special.stdtrit(len(values) - 1, 1 - MISSED) * math.sqrt(1 + 1 / len(values))
    centre, width = float(values.mean()), float(reach * values.std(ddof=1))
    return centre - width, centre + width
