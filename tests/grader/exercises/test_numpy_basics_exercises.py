"""Week 1's own promises: no length is like another, no place like its neighbour, and scores of any size."""

import numpy as np
import pytest
from some_secrets import SECRETS

from grader.exercises import load_lesson
from grader.keys.key_maker import make_key

LESSON = load_lesson("numpy_basics")

TABLES = {
    "matmul_and_sum": 0,
    "axis_means": 0,
    "normalize_rows": 0,
    "softmax": 0,
    "nth_column": 0,
    "nth_row": 0,
}
"""Exercises that are asked about tables, and which input that is."""


@pytest.fixture(scope="module")
def keys():
    """For every exercise, its key under each of the secrets."""
    made = [make_key(LESSON, secret) for secret in SECRETS]
    return {
        exercise.name: [key.exercises[position] for key in made]
        for position, exercise in enumerate(LESSON.exercises)
    }


@pytest.mark.parametrize(("name", "place"), TABLES.items())
def test_tables_have_several_shapes_and_are_never_square(name, place, keys):
    for key in keys[name]:
        shapes = [case.inputs[place].shape for case in key.cases]
        assert len(set(shapes)) >= 3
        assert all(rows != columns for rows, columns in shapes)
        assert any(1 in shape for shape in shapes)
        assert any(rows > columns for rows, columns in shapes)
        assert any(1 < rows < columns for rows, columns in shapes)


@pytest.mark.parametrize("name", ["shape_facts", "flatten_rest", "images_to_X"])
def test_no_two_axes_are_equally_long(name, keys):
    for key in keys[name]:
        for case in key.cases:
            lengths = case.inputs[0].shape
            assert len(set(lengths)) == len(lengths)


@pytest.mark.parametrize(
    ("name", "axes"), [("shape_facts", {1, 2, 3, 4}), ("flatten_rest", {2, 3, 4})]
)
def test_arrays_of_any_number_of_axes_are_asked(name, axes, keys):
    for key in keys[name]:
        assert {case.inputs[0].ndim for case in key.cases} == axes


@pytest.mark.parametrize("name", ["flatten_rest", "images_to_X"])
def test_a_single_example_is_among_them(name, keys):
    for key in keys[name]:
        assert any(case.inputs[0].shape[0] == 1 for case in key.cases)


@pytest.mark.parametrize(("name", "axis"), [("nth_column", 1), ("nth_row", 0)])
def test_the_first_the_last_and_one_between_are_asked_for(name, axis, keys):
    for key in keys[name]:
        asked = [(case.inputs[1], case.inputs[0].shape[axis]) for case in key.cases]
        assert any(n == 1 < length for n, length in asked)
        assert any(n == length > 1 for n, length in asked)
        between = [(n, length) for n, length in asked if 1 < n < length]
        assert between
        assert all(2 * n != length + 1 for n, length in between)


def test_pictures_are_bytes_that_do_not_reach_the_brightest(keys):
    for key in keys["images_to_X"]:
        for case in key.cases:
            assert case.inputs[0].dtype == np.uint8
            assert case.inputs[0].max() < 250


def test_values_to_fill_with_are_not_whole_and_of_both_signs(keys):
    for key in keys["filled"]:
        values = np.array([case.inputs[1] for case in key.cases])
        assert np.abs(values - np.round(values)).min() > 0.1
        assert values.min() < 0 < values.max()


def test_rows_to_normalise_are_far_from_zero(keys):
    for key in keys["normalize_rows"]:
        assert all(np.linalg.norm(case.inputs[0], axis=1).min() > 0.05 for case in key.cases)


def test_scores_overflow_underflow_and_are_ordinary(keys):
    """One table in which no shortcut of the softmax survives, and ordinary ones."""
    for key in keys["softmax"]:
        *ordinary, extreme = (case.inputs[0] for case in key.cases)
        assert all(np.abs(x).max() < 10 for x in ordinary)
        tops = extreme.max(axis=1)
        assert tops.max() > 750
        assert tops.max() - tops.min() > 750
        assert (extreme.max(axis=1) - extreme.min(axis=1)).max() > 750
