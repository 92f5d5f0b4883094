"""What the references of week 1 promise, and the numbers that its lesson tells."""

import importlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.numpy_basics import (
    as_column,
    as_row,
    axis_means,
    elementwise_roundtrip,
    filled,
    flatten_rest,
    images_to_X,
    matmul_and_sum,
    normalize_rows,
    nth_column,
    nth_row,
    shape_facts,
    softmax,
)

lengths = st.integers(min_value=1, max_value=6)
shapes = st.lists(lengths, min_size=1, max_size=4).map(tuple)
seeds = st.integers(min_value=0, max_value=2**32 - 1)
A = np.array([[0, 1, 2, 3], [10, 11, 12, 13], [20, 21, 22, 23]])


def drawn(shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape)


@pytest.mark.parametrize(
    "name", ["utils", "grader.exercises", "grader.variants", "utils.plots", "utils.quizzes"]
)
def test_no_module_of_this_lesson_hides_numpy(name):
    """A folder that Python looks in must not hold a numpy.py; a notebook's own folder is one."""
    folder = Path(importlib.import_module(name).__file__).parent
    assert not (folder / "numpy.py").exists()
    root = Path(__file__).parents[2]
    assert not [*root.glob("solutions/*/numpy.*"), *root.glob("tests/**/numpy.py")]


def test_numpy_is_numpy_beside_the_master():
    folder = Path(__file__).parents[2] / "solutions" / "week01_numpy"
    command = [sys.executable, "-c", "import numpy; print(numpy.__file__)"]
    found = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert Path(found.stdout.strip()) == Path(np.__file__)


@given(shapes, seeds)
def test_shape_facts_agree_with_one_another(shape, seed):
    axes, lengths, count = shape_facts(drawn(shape, seed))
    assert lengths == shape
    assert axes == len(shape)
    assert count == np.prod(shape)


@pytest.mark.parametrize(("celsius", "fahrenheit"), [(0, 32), (100, 212), (-40, -40), (20, 68)])
def test_known_temperatures(celsius, fahrenheit):
    there, back = elementwise_roundtrip(np.array([celsius]))
    assert there.item() == pytest.approx(fahrenheit)
    assert back.item() == pytest.approx(celsius)


@given(shapes, seeds)
def test_the_round_trip_ends_where_it_began(shape, seed):
    celsius = drawn(shape, seed)
    there, back = elementwise_roundtrip(celsius)
    assert there.shape == shape
    np.testing.assert_allclose(back, celsius, atol=1e-12)


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=8))
def test_rows_and_columns_hold_the_same_numbers(numbers):
    v, n = np.array(numbers), len(numbers)
    assert as_column(v).shape == (n, 1)
    assert as_row(v).shape == (1, n)
    np.testing.assert_array_equal(as_column(v).T, as_row(v))
    np.testing.assert_array_equal(as_row(v)[0], v)


class TestFlattenRest:
    @given(st.lists(lengths, min_size=2, max_size=4).map(tuple), seeds)
    def test_every_example_can_be_had_back(self, shape, seed):
        a = drawn(shape, seed)
        flat = flatten_rest(a)
        assert flat.shape == (shape[0], np.prod(shape[1:]))
        for row, example in zip(flat, a, strict=True):
            np.testing.assert_array_equal(row.reshape(shape[1:]), example)

    def test_the_other_reshape_has_the_same_shape_and_scrambles(self):
        a = np.arange(24).reshape(3, 2, 4)
        other = a.reshape(-1, 3).T
        assert other.shape == flatten_rest(a).shape
        assert not np.array_equal(other, flatten_rest(a))


@given(shapes, st.floats(-9, 9))
def test_filled_is_full_of_one_value(shape, value):
    assert filled(shape, value).shape == shape
    assert (filled(shape, value) == value).all()


class TestCuttingOut:
    def test_people_count_from_one(self):
        np.testing.assert_array_equal(nth_column(A, 3), [2, 12, 22])
        np.testing.assert_array_equal(nth_row(A, 1), [0, 1, 2, 3])

    def test_the_third_column_is_not_number_three(self):
        """The claim of the errata card, and what is so."""
        assert not np.array_equal(nth_column(A, 3), A[:, 3])
        np.testing.assert_array_equal(nth_column(A, 4), A[:, 3])

    def test_a_column_of_the_transpose_is_a_row(self):
        for n in (1, 2, 3):
            np.testing.assert_array_equal(nth_column(A.T, n), nth_row(A, n))

    @pytest.mark.parametrize(("cut", "n"), [(nth_column, 5), (nth_row, 4)])
    def test_beyond_the_edge_there_is_nothing(self, cut, n):
        with pytest.raises(IndexError):
            cut(A, n)


class TestMatmulAndSum:
    def test_the_worked_example(self):
        product, total = matmul_and_sum(
            np.array([[1, 2], [0, 3]]), np.array([[4, 5, 0], [1, 0, 2]])
        )
        np.testing.assert_array_equal(product, [[6, 5, 4], [3, 0, 6]])
        assert total == 24

    @given(lengths, lengths, lengths, seeds)
    def test_is_sums_of_products(self, p, q, r, seed):
        left, right = drawn((p, q), seed), drawn((q, r), seed + 1)
        product, total = matmul_and_sum(left, right)
        by_hand = [
            [sum(a * b for a, b in zip(row, column, strict=True)) for column in right.T]
            for row in left
        ]
        np.testing.assert_allclose(product, by_hand, atol=1e-12)
        assert total == pytest.approx(np.sum(by_hand), abs=1e-12)
        assert type(total) is float

    def test_inner_lengths_must_agree(self):
        with pytest.raises(ValueError, match="matmul"):
            matmul_and_sum(A, A)


class TestAxisMeans:
    def test_the_worked_example(self):
        columns, rows = axis_means(np.array([[3, 1, 4], [1, 5, 9]]))
        np.testing.assert_allclose(columns, [[2, 3, 6.5]])
        np.testing.assert_allclose(rows, [[8 / 3], [5]])

    @given(lengths, lengths, seeds)
    def test_subtracting_them_centres(self, r, c, seed):
        table = drawn((r, c), seed)
        columns, rows = axis_means(table)
        np.testing.assert_allclose((table - columns).mean(axis=0), 0, atol=1e-12)
        np.testing.assert_allclose((table - rows).mean(axis=1), 0, atol=1e-12)

    def test_numpy_spells_keepdims_with_an_s(self):
        """The claim of the errata card, and what is so."""
        with pytest.raises(TypeError):
            np.sum(A, axis=1, keepdim=True)
        assert np.sum(A, axis=1, keepdims=True).shape == (3, 1)


class TestImagesToX:
    def test_a_small_colour_picture_has_12288_numbers(self):
        """The claim of the errata card is 12228, and this is what is so."""
        images = np.zeros((2, 64, 64, 3), np.uint8)
        assert images_to_X(images).shape == (12288, 2)
        with pytest.raises(ValueError, match="cannot reshape"):
            images.reshape(2, 12228)

    @given(lengths, lengths, lengths, seeds)
    def test_every_column_is_one_picture(self, m, height, width, seed):
        shape = (m, height, width, 3)
        images = np.random.default_rng(seed).integers(0, 256, size=shape, dtype=np.uint8)
        X = images_to_X(images)
        assert X.shape == (height * width * 3, m)
        for column, image in zip(X.T, images, strict=True):
            np.testing.assert_allclose(column.reshape(height, width, 3) * 255, image)

    def test_black_is_zero_and_white_is_one(self):
        assert images_to_X(np.full((1, 1, 1, 3), 255, np.uint8)).tolist() == [[1.0]] * 3
        assert not images_to_X(np.zeros((1, 2, 2, 3), np.uint8)).any()


@given(lengths, lengths, seeds)
def test_normalized_rows_have_length_one_and_keep_their_direction(r, c, seed):
    x = drawn((r, c), seed)
    result = normalize_rows(x)
    np.testing.assert_allclose((result**2).sum(axis=1), 1)
    np.testing.assert_allclose(normalize_rows(3 * x), result)
    np.testing.assert_array_equal(np.sign(result), np.sign(x))
    np.testing.assert_allclose(normalize_rows(np.array([[3.0, 4.0]])), [[0.6, 0.8]])


class TestSoftmax:
    def test_the_worked_example(self):
        np.testing.assert_allclose(softmax(np.array([[0, np.log(3)]])), [[0.25, 0.75]])

    @given(lengths, lengths, seeds, st.floats(-1e4, 1e4))
    def test_rows_are_probabilities_that_no_shift_changes(self, r, c, seed, shift):
        x = drawn((r, c), seed)
        P = softmax(x)
        assert (P > 0).all()
        np.testing.assert_allclose(P.sum(axis=1), 1)
        np.testing.assert_allclose(softmax(x + shift), P, rtol=1e-9)

    @pytest.mark.parametrize("row", [[1e4, -1e4], [1000.0, 1002.0], [-1e4, -1e4 - 1]])
    def test_no_score_overflows(self, row):
        P = softmax(np.array([row, [0.0, 1.0]]))  # a NumPy warning would be an error here
        np.testing.assert_allclose(P.sum(axis=1), 1)
        assert P[0].argmax() == np.argmax(row)

    def test_far_apart_scores_leave_all_to_the_largest(self):
        np.testing.assert_allclose(
            softmax(np.array([[3.0, 6.0, 1.5]]) * 100), [[0, 1, 0]], atol=1e-9
        )


@given(seeds)
def test_nothing_is_changed_in_place(seed):
    x = drawn((3, 4), seed)
    before = x.copy()
    for function in (
        shape_facts,
        elementwise_roundtrip,
        flatten_rest,
        axis_means,
        normalize_rows,
        softmax,
    ):
        function(x)
    nth_column(x, 2), nth_row(x, 2), matmul_and_sum(x, x.T), as_row(x[0]), as_column(x[0])
    np.testing.assert_array_equal(x, before)
