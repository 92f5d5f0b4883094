"""Behaviours: equal for the same thought in any form, different for different ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from grader.answers.answer import RAISED, RETURNED, TIMED_OUT, Answer
from grader.judging.behaviour import behaviour_of

NUMBERS = arrays.arrays(float, (2, 3), elements=st.floats(0.11, 9.9))


def of(*values):
    return behaviour_of([Answer(RETURNED, value) for value in values])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1.0, 1),
        (1.0, np.float32(1)),
        (np.zeros((2, 2)), -np.zeros((2, 2))),
        ([1, 2], (1.0, 2.0)),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (np.array([[1 / 3]]), np.array([[1 / 3]], np.float32)),
        (float("nan"), np.float64("nan")),
    ],
)
def test_the_form_does_not_matter(one, other):
    assert of(one) == of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1.0, 2.0),
        (1.0, -1.0),
        (np.zeros((2, 3)), np.zeros((3, 2))),
        ([1, 2], [2, 1]),
        ({"a": 1}, {"b": 1}),
        (None, 0),
        ("a", "b"),
        (10**400, 1),
        (float("inf"), float("nan")),
    ],
)
def test_what_differs_is_told_apart(one, other):
    assert of(one) != of(other)


@given(NUMBERS, NUMBERS)
def test_numbers_that_differ_differ(one, other):
    if not np.allclose(one, other, rtol=1e-3, atol=0):
        assert of(one) != of(other)


@given(NUMBERS)
def test_digits_far_behind_the_point_do_not_count(numbers):
    """But where a number lies on the edge between two roundings."""
    rough = [float(f"{number:.4g}") for number in numbers.ravel()]
    nearly = np.array(rough) * (1 + 1e-9)
    assert of(np.array(rough)) == of(nearly)


def test_a_rounding_that_carries_is_the_same_number():
    assert of(9.99999) == of(10.0)
    assert of(0.99999999) == of(1)


def test_every_answer_counts():
    assert of(1, 2) != of(1, 3)
    assert of(1) != of(1, 1)


def test_how_a_function_failed_is_behaviour_too():
    raised = [Answer(RAISED, error="ValueError", detail="shapes"), Answer(TIMED_OUT)]
    assert behaviour_of(raised[:1]) != behaviour_of(raised[1:])
    elsewhere = Answer(RAISED, error="ValueError", detail="shapes", line=7, source="a @ b")
    assert behaviour_of([elsewhere]) == behaviour_of(raised[:1])
