"""Bounds of what chance does are exact: a right answer is missed as rarely as was said, and hardly rarer."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.keys.compare import compare
from grader.keys.draws import Repeated
from grader.keys.exercise import Coins, Deal, Normal, Tolerance
from grader.keys.key_maker import RISK
from grader.keys.odds import (
    estimate,
    estimate_deal,
    mean_bounds,
    promise,
    risks,
    share_bounds,
    spread_bounds,
    stretch_bounds,
)

NORMALS = [Normal((12, 9), 0.3), Normal((1, 40), 5.0), Normal((30, 2), 1.0)]
COINS = [Coins((4, 150), 0.6), Coins((2, 60), 0.9), Coins((5, 40), 0.5)]
DEALS = [Deal((30, 12, 8)), Deal((20, 25)), Deal((10, 60, 15))]


def drawn(origin, rng):
    if isinstance(origin, Deal):
        return np.split(rng.permutation(sum(origin.sizes)), np.cumsum(origin.sizes)[:-1])
    if isinstance(origin, Normal):
        return rng.normal(0, origin.std, origin.shape)
    return rng.random(origin.shape) < origin.chance


def misses(promised, origin, trials, seed=0):
    """How many of `trials` right arrays are judged wrong."""
    rng = np.random.default_rng(seed)
    arrays = (drawn(origin, rng) for _ in range(trials))
    return sum(compare(promised, array, Tolerance()) is not None for array in arrays)


def binomial_tail(count, chance, at_least):
    chance = Fraction(chance)
    terms = (
        math.comb(count, k) * chance**k * (1 - chance) ** (count - k)
        for k in range(at_least, count + 1)
    )
    return sum(terms, Fraction(0))


class TestShares:
    @given(st.integers(1, 80), st.floats(0.02, 0.98), st.sampled_from([1e-2, 1e-5, 1e-9]))
    @settings(deadline=None)
    def test_no_more_is_left_out_than_the_risk_and_no_tighter_bound_would_do(
        self, count, chance, risk
    ):
        low, high = (round(bound * count) for bound in share_bounds(count, chance, risk))
        above, below = (
            lambda k: binomial_tail(count, chance, k),
            lambda k: 1 - binomial_tail(count, chance, k),
        )
        slack = 1 + 1e-9
        assert above(high + 1) <= risk * slack
        assert below(low) <= risk * slack
        assert high == 0 or above(high) > risk / slack
        assert low == count or below(low + 1) > risk / slack

    def test_what_is_certain_has_no_room(self):
        assert share_bounds(30, 1.0, 1e-9) == (1.0, 1.0)


class TestSpread:
    @pytest.mark.parametrize("risk", [1e-3, 1e-9])
    def test_of_two_numbers_the_sum_of_squares_is_exponential(self, risk):
        low, high = spread_bounds(2, risk)
        assert math.exp(-high) == pytest.approx(risk, rel=1e-6)
        assert -math.expm1(-low) == pytest.approx(risk, rel=1e-6)


def every_choice(total, size):
    return list(itertools.combinations(range(total), size))


def stretches(choice):
    return sum(number - 1 not in choice for number in choice)


class TestDeals:
    """Counted over all choices, as long as there are few enough to be listed."""

    @pytest.mark.parametrize(("total", "size"), [(9, 3), (9, 6), (10, 5), (7, 1), (6, 6)])
    @pytest.mark.parametrize("risk", [0.2, 0.05, 1e-9])
    @pytest.mark.parametrize(
        ("bounds", "of"),
        [(mean_bounds, lambda choice: sum(choice) / len(choice)), (stretch_bounds, stretches)],
    )
    def test_no_more_lies_outside_than_the_risk_and_no_tighter_bound_would_do(
        self, total, size, risk, bounds, of
    ):
        values = np.array([of(choice) for choice in every_choice(total, size)])
        low, high = bounds(total, size, risk)
        slack = 1e-9
        assert np.mean(values < low - slack) <= risk
        assert np.mean(values > high + slack) <= risk
        assert np.mean(values <= low + slack) > risk
        assert np.mean(values >= high - slack) > risk

    def test_small_choices_may_come_again(self):
        assert promise(Deal((3, 2)), 1e-8).varies == (False, False)
        assert promise(Deal((30, 20)), 1e-8).varies == (True, True)

    def test_every_part_has_its_share_of_the_risk(self):
        promised = promise(Deal((30, 20, 10)), 1e-8)
        counted = 2 * len(promised.means) + 2 * len(promised.stretches) + len(promised.varies)
        assert risks(Deal((30, 20, 10))) == counted


class TestRisk:
    """The observed rate of misses agrees with the risk that was granted, at a looser level."""

    GRANTED = 0.02
    TRIALS = 4000

    @pytest.mark.parametrize("origin", [*NORMALS, *COINS, *DEALS], ids=str)
    def test_a_right_answer_is_missed_no_more_often_than_was_granted(self, origin):
        promised = promise(origin, self.GRANTED / risks(origin))
        allowed = self.GRANTED * self.TRIALS
        assert misses(promised, origin, self.TRIALS) <= allowed + 3 * math.sqrt(allowed)

    @pytest.mark.parametrize("origin", NORMALS[:1] + COINS[:1], ids=str)
    def test_with_bounds_that_are_too_narrow_it_is_missed_more_often(self, origin):
        """The test above would notice."""
        promised = promise(origin, 6 * self.GRANTED / risks(origin))
        allowed = self.GRANTED * self.TRIALS
        assert misses(promised, origin, self.TRIALS) > allowed + 3 * math.sqrt(allowed)

    @pytest.mark.parametrize("origin", [*NORMALS, *COINS, *DEALS], ids=str)
    def test_at_the_risk_of_grading_no_right_answer_is_seen_to_miss(self, origin):
        assert misses(promise(origin, RISK / risks(origin)), origin, 1000) == 0

    @pytest.mark.parametrize("origin", [*NORMALS, *COINS], ids=str)
    def test_every_bound_has_a_share_of_the_risk(self, origin):
        promised = promise(origin, 1e-9)
        tails = sum(2 for name in promised.bounds if name != "kept by unit")
        by_unit = 2 * origin.shape[0] if "kept by unit" in promised.bounds else 0
        assert risks(origin) >= tails + by_unit

    def test_masks_too_small_to_differ_for_sure_need_not(self):
        small, large = promise(Coins((2, 3), 0.6), 1e-8), promise(Coins((2, 300), 0.6), 1e-8)
        assert (small.rows, small.varies) == (None, False)
        assert (large.rows, large.varies) == (True, True)

    def test_a_mask_that_keeps_everything_need_not_vary(self):
        promised = promise(Coins((3, 50), 1.0), 1e-8)
        assert (promised.rows, promised.varies) == (None, False)
        assert compare(promised, np.ones((3, 50), bool), Tolerance()) is None
        assert compare(promised, np.eye(3, 50), Tolerance()) is not None


class TestPower:
    """What is not as promised is seen."""

    @pytest.mark.parametrize("factor", [0.5, 0.7, 1.4, 2.0])
    def test_another_spread(self, factor):
        rng = np.random.default_rng(1)
        promised = promise(Normal((40, 50), 0.2), 1e-8)
        for _ in range(200):
            assert compare(promised, factor * rng.normal(0, 0.2, (40, 50)), Tolerance())

    @pytest.mark.parametrize("chance", [0.3, 0.45, 0.75, 0.9])
    def test_another_chance(self, chance):
        rng = np.random.default_rng(1)
        promised = promise(Coins((5, 400), 0.6), 1e-8)
        for _ in range(200):
            assert compare(promised, rng.random((5, 400)) < chance, Tolerance())


ORIGINS = {
    "normal": lambda rng: rng.normal(0, 2, (20, 30)),
    "even": lambda rng: rng.random((20, 30)),
    "larger": lambda rng: rng.normal(0, 2.8, (20, 30)),
    "turned": lambda rng: rng.normal(0, 2, (30, 20)),
    "twins": lambda rng: np.tile(rng.normal(0, 2, 30), (20, 1)),
    "one number": lambda rng: np.full((20, 30), rng.normal()),
    "mask": lambda rng: rng.random((20, 30)) < 0.6,
    "another mask": lambda rng: rng.random((20, 30)) < 0.9,
    "scaled mask": lambda rng: (rng.random((20, 30)) < 0.6) / 0.6,
}
# An array of one number has no statistics to be told by, only rows and columns that are equal.
PAIRS = [
    (origin, other)
    for origin, other in itertools.permutations(ORIGINS, 2)
    if origin != "one number" or other in ("normal", "even", "larger", "turned")
]


class TestEstimates:
    """What was seen of one origin recognises it again, and no other."""

    @pytest.mark.parametrize("origin", ORIGINS)
    def test_more_of_the_same_is_alike(self, origin):
        rng = np.random.default_rng(2)
        seen = estimate([ORIGINS[origin](rng) for _ in range(24)])
        for _ in range(500):
            assert compare(seen, ORIGINS[origin](rng), Tolerance()) is None

    @pytest.mark.parametrize(("origin", "other"), PAIRS)
    def test_others_are_not(self, origin, other):
        rng = np.random.default_rng(2)
        seen = estimate([ORIGINS[origin](rng) for _ in range(24)])
        for _ in range(50):
            assert compare(seen, ORIGINS[other](rng), Tolerance())

    def test_a_handful_of_numbers_says_nothing_of_how_others_will_scatter(self):
        rng = np.random.default_rng(4)
        rare = [np.array([[1.0], [2.0], [3.0 * (rng.random() < 0.02)]]) for _ in range(24)]
        assert estimate([*rare[:-1], np.array([[1.0], [2.0], [3.5]])]).bounds == {}

    def test_what_never_comes_again_has_to_vary(self):
        rng = np.random.default_rng(3)
        seen = Repeated(estimate([ORIGINS["one number"](rng) for _ in range(24)]))
        constant = np.full((20, 30), 3.0)
        assert compare(seen, (constant, constant, constant), Tolerance())
        assert compare(seen, (constant, constant, constant / 2), Tolerance()) is None


DEALERS = {
    "honest": lambda rng: drawn(DEALS[0], rng),
    "with replacement": lambda rng: np.split(rng.integers(0, 50, 50), [30, 42]),
    "each by itself": lambda rng: [rng.permutation(50)[:size] for size in (30, 12, 8)],
    "from one": lambda rng: np.split(rng.permutation(50) + 1, [30, 42]),
    "the end is fixed": lambda rng: np.split(
        np.append(rng.permutation(42), range(42, 50)), [30, 42]
    ),
    "a turn": lambda rng: np.split((np.arange(50) + rng.integers(50)) % 50, [30, 42]),
    "other sizes": lambda rng: np.split(rng.permutation(50), [30, 38]),
}


class TestEstimatesOfDeals:
    @pytest.mark.parametrize("origin", DEALERS)
    def test_more_of_the_same_is_alike(self, origin):
        rng = np.random.default_rng(2)
        seen = estimate_deal([DEALERS[origin](rng) for _ in range(24)])
        for _ in range(300):
            assert compare(seen, tuple(DEALERS[origin](rng)), Tolerance()) is None

    # What is honest is bounded exactly, see `promise`; here it would be guessed from a few deals.
    @pytest.mark.parametrize(
        ("origin", "other"),
        [pair for pair in itertools.permutations(DEALERS, 2) if pair[0] != "honest"],
    )
    def test_others_are_not(self, origin, other):
        rng = np.random.default_rng(3)
        seen = Repeated(estimate_deal([DEALERS[origin](rng) for _ in range(24)]))
        for _ in range(20):
            one, third = tuple(DEALERS[other](rng)), tuple(DEALERS[other](rng))
            assert compare(seen, (one, one, third), Tolerance())
