"""What the reference implementations of gradient descent promise, and what the lesson says about walks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.gradient_descent import (
    df,
    gradient_2d,
    gradient_descent,
    gradient_descent_nd,
    gradient_step,
)

places = st.floats(min_value=-100, max_value=100)
rates = st.floats(min_value=0.001, max_value=1.2)
lengths = st.integers(min_value=0, max_value=20)


def f(x):
    return (x - 1) ** 2 + 1


def f_2d(p):
    x, y = p
    return (x - 1) ** 2 + (x - 1) * y + 3 * y**2


def waves_slope(x):
    return np.sin(x) + x * np.cos(x)


class TestSlope:
    @given(places)
    def test_is_that_of_the_valley(self, x):
        measured = (f(x + 0.5) - f(x - 0.5)) / 1.0  # exact for a parabola
        assert df(x) == pytest.approx(measured, abs=1e-9)

    @pytest.mark.parametrize("shape", [(3,), (1, 4), (2, 3)])
    def test_works_element_by_element(self, shape):
        x = np.arange(np.prod(shape), dtype=float).reshape(shape)
        np.testing.assert_array_equal(df(x), [df(part) for part in x])

    @given(places, places)
    def test_in_two_directions_is_that_of_the_bowl(self, x, y):
        p = np.array([[x], [y]])
        for row in range(2):
            along = np.zeros((2, 1))
            along[row] = 0.5
            measured = f_2d(p + along) - f_2d(p - along)
            np.testing.assert_allclose(gradient_2d(p)[row], measured, atol=1e-8)

    def test_vanishes_at_the_bottom(self):
        assert df(1.0) == 0
        assert not gradient_2d(np.array([[1.0], [0.0]])).any()

    def test_takes_many_points_at_once(self):
        p = np.random.default_rng(0).normal(size=(2, 5))
        one_by_one = [gradient_2d(p[:, [i]]) for i in range(5)]
        np.testing.assert_array_equal(gradient_2d(p), np.hstack(one_by_one))


class TestStep:
    def test_worked_example(self):
        assert gradient_step(6.0, df(6.0), 0.05) == 5.5

    def test_moves_whole_arrays_and_leaves_them(self):
        x = np.ones((3, 1))
        np.testing.assert_array_equal(gradient_step(x, 2 * x, 0.25), np.full((3, 1), 0.5))
        np.testing.assert_array_equal(x, np.ones((3, 1)))


class TestWalk:
    @pytest.mark.parametrize(
        ("eta", "beginning"),
        [
            (0.05, [6, 5.5, 5.05]),
            (0.5, [6, 1, 1]),
            (0.9, [6, -3, 4.2]),
            (1.0, [6, -4, 6]),
            (1.1, [6, -5, 8.2]),
        ],
    )
    def test_begins_as_the_lesson_says(self, eta, beginning):
        np.testing.assert_allclose(gradient_descent(df, 6.0, eta, 2), beginning)

    @given(places, rates, lengths)
    def test_multiplies_the_distance_by_the_same_factor(self, x0, eta, n):
        path = gradient_descent(df, x0, eta, n)
        assert path.shape == (n + 1,)
        expected = (x0 - 1) * (1 - 2 * eta) ** np.arange(n + 1)
        np.testing.assert_allclose(path - 1, expected, rtol=1e-9, atol=1e-9)

    @pytest.mark.parametrize(("x0", "valley"), [(6.0, 4.913), (7.9, 4.913), (8.1, 11.086)])
    def test_ends_in_the_valley_where_it_begins(self, x0, valley):
        assert gradient_descent(waves_slope, x0, 0.05, 300)[-1] == pytest.approx(valley, abs=1e-3)

    def test_a_larger_rate_loses_the_deep_valley_first(self):
        """The errata card: at 0.25 the shallow valley holds its ball and the deep one doesn't."""
        shallow, deep = (gradient_descent(waves_slope, x0, 0.25, 2000) for x0 in (5.2, 10.8))
        assert np.ptp(shallow[-10:]) < 1e-6
        assert np.ptp(deep[-10:]) > 2
        thrown_out = gradient_descent(waves_slope, 10.8, 0.45, 2000)[-10:]
        assert thrown_out.max() < 8

    @pytest.mark.parametrize(("valley", "limit"), [(4.913, 0.38), (11.086, 0.18)])
    def test_the_limit_is_two_by_the_curvature(self, valley, limit):
        curvature = (waves_slope(valley + 1e-5) - waves_slope(valley - 1e-5)) / 2e-5
        assert 2 / curvature == pytest.approx(limit, abs=0.005)


class TestWalkInManyDimensions:
    def test_worked_example(self):
        path = gradient_descent_nd(gradient_2d, np.array([[3.0], [1.0]]), 0.1, 1)
        np.testing.assert_allclose(path, [[3, 2.5], [1, 0.2]])

    @given(rates, lengths)
    def test_in_one_dimension_is_the_walk_on_the_line(self, eta, n):
        path = gradient_descent_nd(df, np.array([[6.0]]), eta, n)
        np.testing.assert_array_equal(path[0], gradient_descent(df, 6.0, eta, n))

    def test_gives_one_place_a_column_and_leaves_the_start(self):
        p0 = np.ones((4, 1))
        path = gradient_descent_nd(lambda p: p, p0, 0.5, 6)
        assert path.shape == (4, 7)
        np.testing.assert_array_equal(path[:, 0], 1)
        np.testing.assert_array_equal(p0, np.ones((4, 1)))

    @pytest.mark.parametrize(("eta", "arrives"), [(0.25, True), (0.32, True), (0.33, False)])
    def test_the_steep_direction_sets_the_limit(self, eta, arrives):
        path = gradient_descent_nd(gradient_2d, np.array([[-1.5], [1.5]]), eta, 2000)
        assert (np.linalg.norm(path[:, -1] - [1, 0]) < 0.01) == arrives
