"""How wrong numbers relate to right ones: what is scaled is always recognised, what is random never is."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grader.judging.relations import Pair, find_relation, find_step, find_tendency
from grader.keys.exercise import Tolerance

TOLERANCE = Tolerance()
SIZES = {"`m`": (4.0, 6.0, 7.0), "`n`": (5.0, 3.0, 2.0)}
SHAPES = ((3, 4), (2, 6), (4, 7))


def pairs_of(seed, change, shapes=SHAPES, sizes=SIZES):
    """Three cases of random right numbers, and what `change(expected, quantities, rng)` makes of them."""
    rng = np.random.default_rng(seed)
    pairs = []
    for case, shape in enumerate(shapes):
        expected = rng.normal(size=shape)
        quantities = {name: values[case] for name, values in sizes.items()}
        answered = np.asarray(change(expected, quantities, rng), float)
        pairs.append(Pair(expected, answered, case, quantities))
    return pairs


def relation(seed, change, **options):
    return find_relation(pairs_of(seed, change, **options), TOLERANCE)


seeds = st.integers(0, 2**32)


class TestWhatIsScaled:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda e, q, _: e * q["`m`"], "is `m` times too large"),
            (lambda e, q, _: e / q["`m`"], "is too small by the factor `m`"),
            (lambda e, q, _: e / q["`n`"] ** 2, "is too small by the square of `n`"),
            (lambda e, q, _: e / np.sqrt(q["`n`"]), "is too small by the square root of `n`"),
            (lambda e, q, _: e * 2 * q["`m`"], "is `m` times too large, twice over"),
            (lambda e, q, _: -e * q["`m`"], "is `m` times too large, and has the wrong sign"),
            (
                lambda e, q, _: e * q["`m`"] / q["`n`"],
                "is off by the ratio of `m` and `n`. Is one taken for the other?",
            ),
            (lambda e, *_: e * 2, "is twice as large as it should be"),
            (lambda e, *_: e / 2, "is half as large as it should be"),
            (lambda e, *_: -e, "has the wrong sign everywhere; the sizes are right"),
            (
                lambda e, *_: e / np.log(2),
                "is off by one factor everywhere: that of a logarithm to base 2",
            ),
        ],
    )
    @given(seed=seeds)
    @settings(max_examples=20, deadline=None)
    def test_is_said_by_name(self, seed, change, words):
        assert relation(seed, change) == words

    @given(seeds, st.floats(-50, 50))
    @settings(deadline=None)
    def test_one_factor_is_always_noticed_and_never_told(self, seed, factor):
        assume(abs(factor) > 0.01)
        assume(all(abs(abs(factor) - known) > 0.01 for known in (1, 2, 0.5, 1.4427, 0.4343)))
        words = relation(seed, lambda e, *_: e * factor)
        assert "by one and the same factor everywhere" in words
        assert ("wrong sign" in words) == (factor < 0)
        assert ("too large" in words) == (abs(factor) > 1)
        assert not any(digit in words for digit in "0123456789")

    @given(seeds)
    @settings(deadline=None)
    def test_a_factor_of_its_own_in_each_case_is_noticed(self, seed):
        words = relation(seed, lambda e, _, rng: e * rng.uniform(2, 9))
        assert words.startswith("is off by one factor in each case")

    def test_a_setting_is_no_count(self):
        words = relation(1, lambda e, q, _: e * q["`rate`"], sizes={"`rate`": (0.3, 0.5, 0.1)})
        assert words == "is off by exactly the factor `rate`"


class TestWhatIsElsewhereOrShifted:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda e, *_: e + 3, "is too large by one and the same amount everywhere"),
            (lambda e, *_: e - 0.5, "is too small by one and the same amount everywhere"),
            (lambda e, *_: np.abs(e), "has the right sizes, but some signs are wrong"),
            (lambda e, *_: e * 0, "holds nothing but zeros"),
            (lambda e, *_: np.trunc(9 * e) * 0 + np.trunc(e), "behind the decimal point"),
            (lambda e, *_: e * (1 + 1e-4), "is nearly right"),
            (lambda e, *_: e.astype(np.float16), "is nearly right"),
            (lambda e, *_: np.flip(e), "holds the right numbers in reverse order"),
            (lambda e, *_: e[:, ::-1], "holds the right columns in reverse order"),
            (lambda e, *_: e.T.reshape(e.shape), "a `reshape` has mixed rows and columns"),
            (lambda e, *_: e + e[:, :1], "is off by one amount in each row"),
            (lambda e, *_: e + e[:1], "is off by one amount in each column"),
        ],
    )
    def test_is_said(self, change, words):
        assert words in relation(3, change)

    def test_a_square_on_its_side_is_seen_by_its_numbers(self):
        words = relation(4, lambda e, *_: e.T, shapes=((3, 3), (4, 4), (2, 2)))
        assert words == "holds the right numbers with rows and columns exchanged"

    def test_a_number_that_is_another_quantity(self):
        pairs = [
            Pair(np.array(n), np.array(m), case, {"`m`": m})
            for case, (n, m) in enumerate([(3.0, 4.0), (2.0, 6.0), (5.0, 7.0)])
        ]
        assert find_relation(pairs, TOLERANCE) == "is just `m`"

    def test_single_numbers_do_not_move(self):
        pairs = pairs_of(0, lambda e, *_: e**3, shapes=((), (3, 4), (2, 6)))
        assert find_relation(pairs, TOLERANCE) is None

    def test_pairs_in_reverse_order(self):
        pairs = [
            Pair(np.array([n, m]), np.array([m, n]), n, {}) for n, m in [(3, 4), (2, 6), (5, 7)]
        ]
        assert find_relation(pairs, TOLERANCE) == "holds the right numbers in reverse order"

    def test_decisions_may_be_exchanged_or_none_at_all(self):
        def decisions(change):
            numbers = [np.array([[0.0, 1, 1, 0]]), np.array([[1.0, 0]])]
            return [Pair(e, change(e), case, {}) for case, e in enumerate(numbers)]

        exchanged = find_relation(decisions(lambda e: 1 - e), TOLERANCE)
        assert exchanged == "says yes where it should say no, and the other way round"
        soft = find_relation(decisions(lambda e: 0.8 * e + 0.1), TOLERANCE)
        assert soft == "should hold nothing but zeros and ones"


class TestWhatIsNoRelation:
    @given(seeds)
    @settings(max_examples=200, deadline=None)
    def test_random_numbers_have_none(self, seed):
        assert relation(seed, lambda e, _, rng: rng.normal(size=e.shape)) is None

    @given(seeds)
    @settings(max_examples=100, deadline=None)
    def test_nor_have_random_single_numbers(self, seed):
        shapes = ((), (), ())
        assert relation(seed, lambda e, _, rng: rng.normal(), shapes=shapes) is None

    @given(seeds, st.integers(0, 2))
    @settings(deadline=None)
    def test_one_case_that_disagrees_refutes_it(self, seed, odd):
        pairs = pairs_of(seed, lambda e, *_: 2 * e)
        pairs[odd] = Pair(pairs[odd].expected, pairs[odd].expected * 3, odd, pairs[odd].quantities)
        assert find_relation(pairs, TOLERANCE) != "is twice as large as it should be"

    def test_one_case_is_not_enough(self):
        assert find_relation(pairs_of(5, lambda e, *_: 2 * e)[:1], TOLERANCE) is None

    def test_two_numbers_are_not_enough(self):
        assert relation(5, lambda e, *_: 2 * e, shapes=((), ()), sizes={}) is None

    def test_zeros_are_no_evidence(self):
        zeros = [Pair(np.zeros((2, 2)), np.full((2, 2), 5.0), case, {}) for case in range(3)]
        assert find_relation(zeros, TOLERANCE) is None

    def test_numbers_that_are_none_have_none(self):
        assert relation(6, lambda e, *_: e * math.nan) is None

    def test_a_size_that_never_changes_explains_nothing(self):
        sizes = {"`m`": (4.0, 6.0, 7.0), "`n`": (5.0, 5.0, 5.0)}
        words = relation(7, lambda e, q, _: e * q["`m`"] / 5, sizes=sizes)
        assert words.startswith("is off by one factor in each case")

    def test_nothing_is_said_of_right_numbers_that_are_infinite(self):
        def doubled(e, *_):
            e[0, 0] = np.inf
            return 2 * e

        assert relation(8, doubled) is None


class TestSteps:
    """How far numbers moved from where they started, in ratio to how far they should have."""

    @staticmethod
    def step(seed, change, start=1.0):
        """What is said where the right step is random and `change(step, quantities, rng)` is made."""
        rng = np.random.default_rng(seed + 1)
        pairs, starts = [], []
        for pair in pairs_of(seed, change):
            starts.append(start * rng.normal(size=pair.expected.shape))
            expected, answered = starts[-1] + pair.expected, starts[-1] + pair.answered
            pairs.append(Pair(expected, answered, pair.case, pair.quantities))
        return find_step(pairs, starts, TOLERANCE)

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda e, *_: e / 2, "moves by a step that is half as large as it should be"),
            (lambda e, *_: e * 2, "moves by a step that is twice as large as it should be"),
            (lambda e, *_: -e, "moves by a step that has the wrong sign everywhere"),
            (lambda e, q, _: e * q["`m`"], "moves by a step that is `m` times too large"),
            (lambda e, *_: e * 0.9, "moves by a step that is too small by one and the same factor"),
        ],
    )
    @given(seed=seeds)
    @settings(max_examples=20, deadline=None)
    def test_are_compared_with_the_right_ones(self, seed, change, words):
        assert self.step(seed, change).startswith(words)

    @given(seeds)
    @settings(deadline=None)
    def test_random_ones_say_nothing(self, seed):
        assert self.step(seed, lambda e, _, rng: rng.normal(size=e.shape)) is None

    def test_from_zero_the_numbers_speak_for_themselves(self):
        assert self.step(1, lambda e, *_: e / 2, start=0.0) is None


class TestTendency:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda e, _, rng: e * rng.uniform(1.1, 2, e.shape), "but all is too large."),
            (lambda e, _, rng: e * rng.uniform(0.1, 0.9, e.shape), "but all is too small."),
            (lambda e, _, rng: e * rng.uniform(0.5, 2, e.shape), "but the sizes are not."),
        ],
    )
    def test_signs_and_sizes_are_told_apart(self, change, words):
        assert find_tendency(pairs_of(8, change)).endswith(words)

    def test_random_numbers_have_none(self):
        assert find_tendency(pairs_of(9, lambda e, _, rng: rng.normal(size=e.shape))) == ""

    def test_where_all_are_positive_the_sign_is_no_news(self):
        pairs = [Pair(np.ones(9), np.full(9, 2.5), 0, {})]
        assert find_tendency(pairs) == "All that is wrong is too large."
