"""What counts as the same, what does not, and that no difference gives a number away."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.answers.codec import Formula, Rng, Unsupported, decode, encode
from grader.keys.compare import NOT_FINITE, NOTHING, SHAPE, STRUCTURE, VALUE, compare, describe
from grader.keys.exercise import Tolerance

TOLERANCE = Tolerance()
COLUMN = np.array([[1.5], [2.5], [3.5]])


def difference(expected, answered, returns=("the result",)):
    return compare(expected, answered, TOLERANCE, returns)


class TestFair:
    """A right answer in another style is right."""

    @pytest.mark.parametrize(
        "answered",
        [
            2.0,
            2,
            np.float64(2),
            np.float32(2),
            np.int8(2),
            np.array(2.0),
            np.array([2.0]),
            np.array([[2]]),
            2.0 + 1e-6,
        ],
        ids=repr,
    )
    @pytest.mark.parametrize("expected", [2.0, 2, np.float64(2), np.array(2.0)], ids=repr)
    def test_a_number_is_a_number(self, expected, answered):
        assert difference(expected, answered) is None

    @pytest.mark.parametrize("answered", [True, np.True_, np.array([[True]]), 1])
    def test_true_is_one(self, answered):
        assert difference(1.0, answered) is None

    @pytest.mark.parametrize("dtype", [bool, np.int64, np.uint8, np.float32])
    def test_decisions_may_be_of_any_type(self, dtype):
        decisions = np.array([[1.0, 0.0, 1.0]])
        assert difference(decisions, decisions.astype(dtype)) is None

    @given(hnp.arrays(float, (3, 2), elements=st.floats(-1e6, 1e6)))
    @settings(deadline=None)
    def test_float32_is_close_enough(self, array):
        assert difference(array, array.astype(np.float32)) is None

    @pytest.mark.parametrize(
        "answered",
        [
            [1.0, 2.0],
            (1.0, 2.0),
            np.array([1.0, 2.0]),
            np.array([[1.0], [2.0]]),
            [1, np.array([2])],
        ],
        ids=repr,
    )
    def test_a_list_of_numbers_may_be_any_sequence(self, answered):
        assert difference([1.0, 2.0], answered) is None

    def test_several_values_may_come_in_a_list(self):
        assert difference((1.0, COLUMN), [1.0, COLUMN], ("b", "w")) is None

    def test_a_dict_may_hold_more(self):
        assert difference({"dw": COLUMN}, {"dw": COLUMN, "dz": 0, "note": "mine"}) is None

    def test_rows_of_one_array_may_stand_for_several(self):
        assert difference([COLUMN, 2 * COLUMN], np.stack([COLUMN, 2 * COLUMN])) is None

    def test_the_order_of_keys_does_not_matter(self):
        assert difference({"a": 1, "b": 2}, {"b": 2, "a": 1}) is None

    def test_nan_and_infinity_are_right_where_they_are_expected(self):
        strange = np.array([np.nan, np.inf, -np.inf])
        assert difference(strange, strange.copy()) is None

    @given(
        st.recursive(
            st.none() | st.floats() | st.text(max_size=3) | hnp.arrays(float, (2, 2)),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.text(max_size=2), inner, max_size=3)
            ),
            max_leaves=6,
        )
    )
    @settings(deadline=None)
    def test_everything_is_like_itself(self, value):
        assert difference(value, value) is None


class TestNot:
    """What is wrong is said where it is and in which way."""

    @pytest.mark.parametrize(
        ("expected", "answered", "kind", "detail"),
        [
            (
                COLUMN,
                None,
                NOTHING,
                "The function returns nothing (None). Does it end with a `return`?",
            ),
            (
                COLUMN,
                COLUMN.T,
                SHAPE,
                "The result has shape (1, 3); it should have shape (3, 1). "
                "It lies on its side: rows and columns are exchanged.",
            ),
            (
                COLUMN,
                COLUMN[:, 0],
                SHAPE,
                "The result has shape (3,); it should have shape (3, 1). "
                "The numbers fit, but a dimension of length 1 got lost on the way.",
            ),
            (
                COLUMN,
                COLUMN[:2],
                SHAPE,
                "The result has shape (2, 1); it should have shape (3, 1). "
                "That is one off: where does the counting start, and where does it end?",
            ),
            (
                COLUMN,
                7.0,
                SHAPE,
                "The result is a single number; it should have shape (3, 1). "
                "Is everything summed up, where only one axis should be?",
            ),
            (
                COLUMN,
                COLUMN * [[1], [1], [np.nan]],
                NOT_FINITE,
                "The result contains nan or inf; every number in it should be finite.",
            ),
            (
                COLUMN,
                COLUMN + 1,
                VALUE,
                "The result has the right shape, but none of its 3 values is right.",
            ),
            (
                COLUMN,
                COLUMN + np.array([[0], [1], [1]]),
                VALUE,
                "The result has the right shape, but 2 of its 3 values are not right; "
                "look at [1, 0].",
            ),
            (
                COLUMN,
                COLUMN + np.array([[0], [0], [1]]),
                VALUE,
                "The result has the right shape, but 1 of its 3 values is not right; "
                "look at [2, 0].",
            ),
            (
                COLUMN,
                COLUMN.tolist(),
                STRUCTURE,
                "The result is a list of 3; it should be an array of shape (3, 1). "
                "A list does not calculate; make it an array.",
            ),
            (1.0, 2.0, VALUE, "The result does not have the right value."),
            (
                1.0,
                np.ones(2),
                SHAPE,
                "The result is an array of shape (2,); it should be a single number.",
            ),
            (1.0, [1.0], STRUCTURE, "The result is a list of 1; it should be a number."),
            (1.0, "1.0", STRUCTURE, "The result is a string; it should be a number."),
            (1.0, np.inf, NOT_FINITE, None),
            (1.0, 10**390, NOT_FINITE, None),
            ([1.0, 2.0], [1.0], STRUCTURE, "The result has 1 item; it should have 2 items."),
            ([1.0], 1.0, STRUCTURE, "The result is a number; it should be a list of 1."),
            ([1.0, 2.0], np.ones(1), STRUCTURE, "The result has 1 item; it should have 2 items."),
            (
                (COLUMN, COLUMN),
                np.ones((5, 2)),
                STRUCTURE,
                "The result is an array of shape (5, 2); it should be a tuple of 2.",
            ),
            (
                [COLUMN, COLUMN],
                np.ones((2, 3)),
                STRUCTURE,
                "The result is an array of shape (2, 3); it should be a list of 2.",
            ),
            (
                (COLUMN, COLUMN),
                np.ones(5),
                STRUCTURE,
                "The result is an array of shape (5,); it should be a tuple of 2.",
            ),
            ({"a": 1}, [1], STRUCTURE, "The result is a list of 1; it should be a dict."),
            (1.0, (1.0,), STRUCTURE, None),
            (COLUMN, (COLUMN,), STRUCTURE, None),
            ({"a": 1}, {}, STRUCTURE, 'The result has no key "a".'),
            (
                COLUMN,
                Unsupported("Tensor"),
                STRUCTURE,
                "The result is something of type Tensor; it should be an array of shape (3, 1).",
            ),
            ("relu", "tanh", VALUE, "The result is 'tanh', which is not right here."),
            (
                "relu",
                " ReLU",
                VALUE,
                "The result is ' ReLU', which is right but for its capitals or spaces.",
            ),
            (1.0, Formula("1.0"), STRUCTURE, "The result is `1.0`; it should be a number."),
            (1.0, Rng(1), STRUCTURE, "The result is a random generator; it should be a number."),
        ],
    )
    def test_a_single_result(self, expected, answered, kind, detail):
        found = difference(expected, answered)
        assert found.kind == kind
        assert detail in (None, found.detail)

    @pytest.mark.parametrize(
        ("got", "wanted", "reason"),
        [
            ((1, 3), (3, 1), "on its side"),
            ((4, 2, 3), (2, 3, 4), "another order"),
            ((3,), (3, 1), "got lost"),
            ((1, 3, 1), (3, 1), "a dimension too many"),
            ((210,), (5, 42), "have become one"),
            ((3, 4), (2, 6), "laid out otherwise"),
            ((3, 3), (3, 1), "filled a square"),
            ((4, 4), (1, 4), "filled a square"),
            ((3,), (3, 5), "left of each row"),
            ((3, 1), (3, 5), "left of each row"),
            ((1, 5), (3, 1), "a number for each column"),
            ((5,), (3, 1), "a number for each column"),
            ((5, 1), (1, 3), "a number for each row"),
            ((3, 5), (3, 1), "still spread out"),
            ((5, 4), (1, 4), "still spread out"),
            ((1, 1), (6, 1), "Is everything summed up"),
            ((3, 4), (3, 5), "one off"),
            ((7, 2), (3, 5), ""),
            ((0, 5), (3, 5), ""),
            ((2, 2, 2), (3, 5), ""),
        ],
    )
    def test_a_shape_tells_what_made_it(self, got, wanted, reason):
        detail = difference(np.zeros(wanted), np.zeros(got)).detail
        assert detail.startswith(f"The result has shape {got}; it should have shape {wanted}.")
        assert reason in detail
        assert bool(reason) == detail.endswith(
            ("exchanged.", "?", "way.", "many.", "order.", "square.", "one.")
        )

    @pytest.mark.parametrize(
        ("answered", "detail"),
        [
            (None, "The function returns nothing (None). Does it end with a `return`?"),
            (
                COLUMN,
                "The function returns an array of shape (3, 1); it should return 2 values: w, b.",
            ),
            ((COLUMN,), "The function returns 1 value; it should return 2 values: w, b."),
            ((COLUMN, None), "`b` is None; it should be a number."),
            ((COLUMN, 3.0), "`b` does not have the right value."),
        ],
    )
    def test_several_results(self, answered, detail):
        assert difference((COLUMN, 1.0), answered, ("w", "b")).detail == detail

    def test_the_place_leads_through_dicts_and_lists(self):
        expected = ({"dw": COLUMN, "layers": [1.0, {"b": 2.0}]}, 0.5)
        answered = ({"dw": COLUMN, "layers": [1.0, {"b": 3.0}]}, 0.5)
        assert difference(expected, answered, ("grads", "cost")).place == 'grads["layers"][1]["b"]'

    def test_the_first_difference_is_told(self):
        assert difference((1.0, 2.0), (5.0, 6.0), ("a", "b")).place == "a"

    def test_an_empty_array_is_not_a_full_one(self):
        assert difference(COLUMN, np.zeros((0, 1))).kind == SHAPE

    @given(st.floats(0.05, 1e6), st.floats(3e-5, 1.0), st.sampled_from([-1, 1]))
    @settings(deadline=None)
    def test_more_than_the_tolerance_is_wrong(self, expected, off, sign):
        assert difference(expected, expected * (1 + sign * off)).kind in (VALUE, NOT_FINITE)


secrets = st.floats(100, 1e6).filter(lambda number: number != round(number)) | st.integers(
    1000, 10**9
)
expectations = st.recursive(
    secrets
    | hnp.arrays(float, hnp.array_shapes(max_dims=2, max_side=3), elements=st.floats(100, 1e6)),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from("abc"), inner, min_size=1, max_size=3)
    ),
    max_leaves=5,
)
answers = st.recursive(
    st.none()
    | st.floats()
    | st.booleans()
    | st.text(max_size=3)
    | st.just(Unsupported("Figure"))
    | hnp.arrays(float, hnp.array_shapes(min_dims=0, max_dims=3, max_side=3)),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.sampled_from("abcd"), inner, max_size=3)
    ),
    max_leaves=5,
)


def numbers_in(value):
    if isinstance(value, dict | list | tuple):
        parts = value.values() if isinstance(value, dict) else value
        return {number for part in parts for number in numbers_in(part)}
    return set(np.ravel(value).astype(float).tolist())


class TestSecrecy:
    @given(expectations, answers)
    @settings(max_examples=300, deadline=None)
    def test_no_difference_tells_an_expected_number(self, expected, answered):
        found = difference(expected, answered)
        if found is None:
            return
        told = " ".join([found.place, found.got, found.wanted, found.detail])
        # Lengths, indices and shapes are small here; whatever was expected is not.
        assert all(float(number) < 100 for number in re.findall(r"\d+(?:\.\d+)?", told))

    @given(expectations)
    @settings(deadline=None)
    def test_nor_does_one_in_a_right_structure(self, expected):
        wrong = decode(encode(expected))

        def spoil(value):
            if isinstance(value, dict):
                return {key: spoil(part) for key, part in value.items()}
            if isinstance(value, list):
                return [spoil(part) for part in value]
            return value * 2

        found = difference(expected, spoil(wrong))
        told = " ".join([found.got, found.wanted, found.detail])
        assert found.kind == VALUE
        assert not numbers_in(expected) & set(map(float, re.findall(r"\d+(?:\.\d+)?", told)))

    def test_an_array_of_a_single_number_without_axes_is_a_number(self):
        found = difference(np.array(1.0), np.array(2.0))
        assert (found.got, found.wanted) == ("a number", "a number")

    @given(answers)
    @settings(deadline=None)
    def test_describing_tells_no_number_but_lengths(self, value):
        assert all(int(number) <= 3 for number in re.findall(r"\d+", describe(value)))


class TestBounds:
    """A message stays short, whatever the answer holds."""

    @pytest.mark.parametrize(
        "answered",
        [
            {"k" * 10**6: 1},
            {n: n for n in range(1000)},
            "s" * 10**6,
            [1] * 10**5,
            Unsupported("T" * 200),
        ],
        ids=["long key", "many keys", "long text", "long list", "long name"],
    )
    @pytest.mark.parametrize("expected", [{"a": 1}, COLUMN, 1.0, [1.0]], ids=describe)
    def test_messages_are_short(self, expected, answered):
        found = difference(expected, answered)
        assert len(found.got) + len(found.wanted) + len(found.detail) < 1000
