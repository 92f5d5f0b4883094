"""`load_circles`: two noisy circles, the same ones for everybody who asks for the same."""

import numpy as np
import pytest

from datasets import load_circles


def radii(X):
    return np.linalg.norm(X, axis=0)


def angles(X):
    return np.arctan2(X[1], X[0])


@pytest.mark.parametrize("m", [1, 2, 7, 300])
def test_gives_m_examples_in_the_shapes_of_the_course(m):
    X, Y = load_circles(m)
    assert X.shape == (2, m)
    assert Y.shape == (1, m)
    assert X.dtype == np.float64
    assert Y.dtype == np.int64
    assert set(np.unique(Y)) <= {0, 1}


@pytest.mark.parametrize(("m", "ones"), [(1, 0), (7, 3), (300, 150)])
def test_labels_are_balanced(m, ones):
    assert load_circles(m)[1].sum() == ones


def test_equal_arguments_give_equal_points_and_other_seeds_others():
    (X, Y), (X_again, Y_again), (X_test, _) = load_circles(), load_circles(), load_circles(seed=2)
    np.testing.assert_array_equal(X, X_again)
    np.testing.assert_array_equal(Y, Y_again)
    assert X.shape == X_test.shape
    assert not np.isin(X, X_test).any()


def test_without_noise_the_points_lie_on_the_circles():
    X, Y = load_circles(noise=0.0)
    np.testing.assert_allclose(radii(X), np.where(Y[0] == 1, 0.6, 1.0))


def test_noise_moves_every_coordinate_by_about_as_much():
    quiet, _ = load_circles(5000, noise=0.0)
    noisy, _ = load_circles(5000, noise=0.1)
    np.testing.assert_allclose((noisy - quiet).std(axis=1), 0.1, rtol=0.05)
    np.testing.assert_allclose((noisy - quiet).mean(axis=1), 0.0, atol=0.01)


def test_both_classes_lie_all_around_and_in_no_order():
    X, Y = load_circles()
    for label in (0, 1):
        counts, _ = np.histogram(angles(X[:, Y[0] == label]), bins=8, range=(-np.pi, np.pi))
        assert counts.min() >= 8
    assert 100 < np.sum(Y[0, 1:] != Y[0, :-1]) < 200


def test_a_ring_separates_the_classes_and_no_line_does():
    X, Y = load_circles()
    assert np.mean((radii(X) < 0.8) == Y[0]) > 0.97
    directions = np.linspace(0, np.pi, 60)
    heights = np.stack([np.cos(directions), np.sin(directions)], axis=1) @ X  # (60, 300)
    for threshold in np.linspace(-1, 1, 41):
        right = np.mean((heights > threshold) == Y, axis=1)
        assert np.maximum(right, 1 - right).max() < 0.75


def test_the_global_generator_is_left_alone():
    np.random.seed(3)
    before = np.random.get_state()[1].copy()
    load_circles()
    np.testing.assert_array_equal(np.random.get_state()[1], before)
