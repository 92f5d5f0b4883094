"""Promises about random answers: what keeps them, what breaks them, and in which words that is said."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.answers.codec import decode, encode
from grader.keys.compare import NOT_FINITE, NOTHING, SHAPE, STRUCTURE, VALUE, compare
from grader.keys.draws import (
    RANDOMNESS,
    STATISTICS,
    ByMask,
    Dealt,
    Draws,
    Repeated,
    Switched,
    draws_in,
    pack,
    part_at,
    unpack,
)
from grader.keys.exercise import Coins, Deal, Normal, Tolerance
from grader.keys.odds import promise

RNG = np.random.default_rng(5)
WEIGHTS = promise(Normal((20, 30), 0.5), 1e-8)
MASK = promise(Coins((4, 200), 0.6), 1e-8)
RIGHT = RNG.normal(0, 0.5, (20, 30))
KEPT = RNG.random((4, 200)) < 0.6


def difference(expected, answered, returns=("W",)):
    return compare(expected, answered, Tolerance(), returns)


class TestDraws:
    @pytest.mark.parametrize(
        "answered",
        [RIGHT, -RIGHT, RIGHT[::-1], RIGHT[:, ::-1], RIGHT.astype(np.float32)],
        ids=["as drawn", "negative", "upside down", "backwards", "float32"],
    )
    def test_any_numbers_as_they_should_be_are_right(self, answered):
        assert difference(WEIGHTS, answered) is None

    @pytest.mark.parametrize("dtype", [bool, int, float, np.float32, np.uint8])
    def test_yes_and_no_may_be_of_any_type(self, dtype):
        assert difference(MASK, KEPT.astype(dtype)) is None

    @pytest.mark.parametrize(
        ("answered", "kind"),
        [
            (None, NOTHING),
            (RIGHT.T, SHAPE),
            (RIGHT.ravel(), SHAPE),
            (1.0, SHAPE),
            (RIGHT.tolist(), STRUCTURE),
            ("W", STRUCTURE),
            (np.where(RIGHT > 1, np.nan, RIGHT), NOT_FINITE),
        ],
        ids=["None", "turned", "flat", "a number", "a list", "a string", "nan"],
    )
    def test_the_form_comes_first(self, answered, kind):
        assert difference(WEIGHTS, answered).kind == kind

    @pytest.mark.parametrize(
        ("answered", "words"),
        [
            (2 * RIGHT, "`W` spreads too widely"),
            (RIGHT / 2, "`W` spreads too little"),
            (np.abs(RIGHT), "`W` has too few negative numbers"),
            (-np.abs(RIGHT), "`W` has too few positive numbers"),
            (np.sqrt(0.75) * (2 * RNG.random((20, 30)) - 1), "too few numbers lie far out"),
            (np.zeros((20, 30)), "`W` has rows that are equal"),
            (np.repeat(RIGHT[:10], 2, axis=0), "`W` has rows that are equal"),
            (np.repeat(RIGHT[:, :15], 2, axis=1), "`W` has columns that are equal"),
        ],
    )
    def test_weights_that_are_not_as_promised(self, answered, words):
        found = difference(WEIGHTS, answered)
        assert found.kind == RANDOMNESS
        assert words in found.detail

    @pytest.mark.parametrize(
        ("answered", "words"),
        [
            (~KEPT, "`W` keeps too few units"),
            (KEPT | (RNG.random(KEPT.shape) < 0.5), "`W` keeps too many units"),
            (KEPT / 0.6, "yes or no"),
            (KEPT[[0, 1, 2, 0]], "`W` has rows that are equal"),
            (np.vstack([KEPT[:2], np.ones(200), np.zeros(200)]), "keeps one unit far more rarely"),
            (np.vstack([KEPT[:2], np.ones(200), ~KEPT[2]]), "keeps one unit far more often"),
        ],
    )
    def test_masks_that_are_not_as_promised(self, answered, words):
        assert words in difference(MASK, answered).detail

    def test_without_promises_any_numbers_of_the_shape_will_do(self):
        assert difference(Draws((2, 3)), np.zeros((2, 3))) is None
        assert difference(Draws((2, 3)), np.zeros((3, 2))).kind == SHAPE

    @given(hnp.arrays(float, (20, 30), elements=st.floats(-1e3, 1e3)))
    @settings(deadline=None)
    def test_nothing_that_is_said_tells_an_expected_number(self, answered):
        found = difference(WEIGHTS, answered)
        if found:
            told = found.place + found.detail + found.got + found.wanted
            assert not re.search(r"\d", told)

    def test_every_statistic_has_words_for_both_sides(self):
        for statistic in STATISTICS.values():
            assert statistic.low != statistic.high
            for words in (statistic.low, statistic.high):
                assert words.endswith((".", "?"))
                assert not re.search(r"\d", words)


DEAL = promise(Deal((30, 14, 11)), 1e-8)
DEALT = tuple(np.split(RNG.permutation(55), [30, 44]))
NAMES = ("train", "dev", "test")


class TestDealt:
    @pytest.mark.parametrize("dtype", [int, np.int8, np.uint16, float, np.float32])
    def test_indices_may_be_of_any_type_and_in_any_order(self, dtype):
        answered = tuple(np.sort(part).astype(dtype) for part in DEALT)
        assert difference(DEAL, answered, NAMES) is None
        assert difference(DEAL, list(DEALT), NAMES) is None

    @pytest.mark.parametrize(
        ("answered", "words"),
        [
            (tuple(np.split(np.arange(55), [30, 44])), "`train` follows the order"),
            ((DEALT[0], DEALT[1], DEALT[0][:11]), "in two sets at once"),
            ((DEALT[0], np.repeat(DEALT[1][:7], 2), DEALT[2]), "`dev` holds the same example"),
            (tuple(part + 1 for part in DEALT), "Where does Python begin?"),
            (tuple(part + 0.25 for part in DEALT), "`train` should hold whole numbers"),
            ((DEALT[0], DEALT[2], DEALT[1]), "`dev` has shape"),
            (DEALT[:2], "3 values: train, dev, test"),
            (None, "returns nothing"),
        ],
    )
    def test_what_is_not_as_promised(self, answered, words):
        assert words in difference(DEAL, answered, NAMES).detail

    def test_only_sizes_are_asked_for_without_promises(self):
        sizes = Dealt((2, 3))
        assert difference(sizes, (np.zeros(2), np.zeros(3)), NAMES[:2]) is None
        assert difference(sizes, (np.zeros(3), np.zeros(2)), NAMES[:2]).kind == SHAPE

    def test_another_generator_deals_otherwise(self):
        other = tuple(np.split(np.random.default_rng(1).permutation(55), [30, 44]))
        assert difference(Repeated(DEAL), (DEALT, DEALT, other), NAMES) is None
        shuffled = tuple(part[::-1] for part in DEALT)
        found = difference(Repeated(DEAL), (DEALT, DEALT, shuffled), NAMES)
        assert found.place == "train"
        assert "whatever `rng`" in found.detail
        assert "once more" in difference(Repeated(DEAL), (DEALT, other, other), NAMES).detail

    def test_it_is_packed_and_unpacked(self):
        assert unpack(decode(encode(pack(Repeated(DEAL))))) == Repeated(DEAL)


def twice(X, kept):
    """What an answer looks like in which `kept` switches 2 X on and off; it depends on nothing else."""
    return 2 * X * kept, [X, kept]


X_HERE = np.array([[1.0, 5.0, 1.0, 5.0, 1.0]])
X_TABLE = np.array([[1.0, 1.0, 5.0, 5.0]])
KEPT_TABLE = np.array([[True, False, True, False]])
SWITCHED = Switched(
    (ByMask(twice(X_TABLE, KEPT_TABLE)[0]), [X_HERE, Draws((1, 5), levels=(0.0, 1.0))]),
    masks=((1, 1),),
    switches=KEPT_TABLE,
    table_examples=np.array([0, 0, 1, 1]),
    examples=np.array([0, 1, 0, 1, 0]),
)


def switched(answered, returns=("A", "cache")):
    return compare(SWITCHED, answered, Tolerance(), returns)


class TestSwitched:
    @given(hnp.arrays(bool, (1, 5)), st.sampled_from([bool, int, float]))
    @settings(deadline=None)
    def test_whatever_is_switched_off_the_rest_has_to_follow(self, kept, dtype):
        A, (X, _) = twice(X_HERE, kept)
        assert switched((A, [X, kept.astype(dtype)])) is None
        assert switched([A, (X, kept)]) is None

    @given(hnp.arrays(bool, (1, 5)), hnp.arrays(bool, (1, 5)))
    @settings(deadline=None)
    def test_what_follows_from_another_mask_is_wrong(self, kept, other):
        A, _ = twice(X_HERE, other)
        found = switched((A, [X_HERE, kept]))
        if np.array_equal(kept, other):
            assert found is None
        else:
            assert (found.place, found.kind) == ("A", VALUE)

    def test_an_example_is_not_another(self):
        A, _ = twice(X_HERE, np.ones((1, 5)))
        assert switched((A[:, ::-1] * [[1, 2, 1, 1, 1]], [X_HERE, np.ones((1, 5))])).kind == VALUE

    @pytest.mark.parametrize(
        ("answered", "kind"),
        [
            (None, NOTHING),
            (np.ones((1, 5)), STRUCTURE),
            ((np.ones((1, 5)), None), NOTHING),
            ((np.ones((1, 5)), [X_HERE]), STRUCTURE),
            ((np.ones((1, 5)), [X_HERE, None]), NOTHING),
            ((np.ones((1, 5)), [X_HERE, np.ones((5, 1))]), SHAPE),
            ((np.ones((1, 4)), [X_HERE, np.ones((1, 5))]), SHAPE),
            ((np.ones((1, 5)), [X_HERE + 1, np.ones((1, 5))]), VALUE),
        ],
    )
    def test_the_form_comes_first(self, answered, kind):
        assert switched(answered).kind == kind

    def test_a_mask_that_is_in_no_table_fits_nothing(self):
        half = Switched(
            SWITCHED.value, SWITCHED.masks, KEPT_TABLE[:, ::2], np.array([0, 1]), SWITCHED.examples
        )
        A, (X, kept) = twice(X_HERE, np.zeros((1, 5), bool))
        assert compare(half, (A, [X, kept]), Tolerance(), ("A", "cache")).kind == RANDOMNESS


class TestRepeated:
    EXPECTED = Repeated({"W": WEIGHTS, "b": np.zeros((20, 1))})

    def answer(self, W, **more):
        return {"W": W, "b": np.zeros((20, 1)), **more}

    def found(self, first, again, other):
        return compare(self.EXPECTED, (first, again, other), Tolerance(), ("parameters",))

    def test_the_same_twice_and_another_is_right(self):
        first, other = self.answer(RIGHT), self.answer(RIGHT[::-1])
        assert self.found(first, first, other) is None

    def test_what_nobody_asked_for_need_not_be_the_same(self):
        first, again = self.answer(RIGHT, seconds=1.0), self.answer(RIGHT, seconds=2.0)
        assert self.found(first, again, self.answer(-RIGHT)) is None

    def test_other_numbers_from_the_same_generator(self):
        found = self.found(*map(self.answer, (RIGHT, -RIGHT, RIGHT[::-1])))
        assert found.kind == RANDOMNESS
        assert found.detail.startswith("With the same `rng` once more, the function gives other")

    def test_the_same_numbers_from_another_generator(self):
        found = self.found(*map(self.answer, (RIGHT, RIGHT, RIGHT)))
        assert found.place == 'parameters["W"]'
        assert found.detail.startswith('`parameters["W"]` holds the same numbers whatever `rng`')

    def test_a_wrong_value_is_told_before_all_this(self):
        wrong = {"W": RIGHT, "b": np.ones((20, 1))}
        assert self.found(wrong, self.answer(-RIGHT), wrong).kind == VALUE

    def test_the_other_answer_has_the_same_form(self):
        first = self.answer(RIGHT)
        assert self.found(first, first, None).kind == NOTHING
        assert self.found(first, first, {"W": RIGHT}).kind == STRUCTURE
        assert self.found(first, first, {"W": RIGHT.T, "b": np.zeros((20, 1))}).kind == SHAPE

    @pytest.mark.parametrize("answered", [None, (), RIGHT, (RIGHT, RIGHT), [RIGHT] * 3])
    def test_what_is_not_three_answers_is_wrong(self, answered):
        assert compare(self.EXPECTED, answered, Tolerance()) is not None

    def test_draws_are_found_wherever_they_are(self):
        expected = Repeated(SWITCHED)
        ((place, draws),) = draws_in(expected)
        assert place == (1, 1)
        assert draws is part_at(SWITCHED.value, place)


records = st.recursive(
    st.none() | st.integers() | st.text(max_size=3) | st.just(WEIGHTS) | st.just(MASK),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=2), inner, max_size=3)
        | inner.map(Repeated)
    ),
    max_leaves=6,
)


class TestPacked:
    """In a key, records are plain data like everything else."""

    @given(records)
    @settings(deadline=None)
    def test_what_comes_back_is_what_was_packed(self, value):
        assert unpack(decode(encode(pack(value)))) == value

    def test_tables_come_back_too(self):
        back = unpack(decode(encode(pack(SWITCHED))))
        np.testing.assert_equal(pack(back), pack(SWITCHED))
        A, cache = twice(X_HERE, np.ones((1, 5), bool))
        assert compare(back, (A, cache), Tolerance(), ("A", "cache")) is None

    def test_without_being_packed_no_record_crosses(self):
        assert type(decode(encode(WEIGHTS))).__name__ == "Unsupported"

    @pytest.mark.parametrize("name", ["dict", "Exercise", "eval", ""])
    def test_no_other_record_is_made(self, name):
        with pytest.raises(KeyError):
            unpack({"\0record": name})
