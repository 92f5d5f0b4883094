"""`load_spiral`: arms that turn around each other, the same for everybody who asks for the same."""

import numpy as np
import pytest

from datasets import load_spiral


@pytest.mark.parametrize(("m", "arms"), [(1, 3), (7, 2), (300, 3), (400, 4)])
def test_gives_m_examples_in_the_shapes_of_the_course(m, arms):
    X, labels = load_spiral(m, arms)
    assert X.shape == (2, m)
    assert labels.shape == (1, m)
    assert X.dtype == np.float64
    assert labels.dtype == np.int64
    assert np.ptp(np.bincount(labels[0], minlength=arms)) <= 1


def test_equal_arguments_give_equal_points_and_other_seeds_others():
    (X, labels), (X_again, labels_again), (X_test, _) = (
        load_spiral(),
        load_spiral(),
        load_spiral(seed=2),
    )
    np.testing.assert_array_equal(X, X_again)
    np.testing.assert_array_equal(labels, labels_again)
    assert not np.isin(X, X_test).any()


def test_all_arms_reach_from_the_centre_to_the_rim():
    X, labels = load_spiral()
    for arm in range(3):
        far = np.linalg.norm(X[:, labels[0] == arm], axis=0)
        assert far.min() < 0.15
        assert 0.95 < far.max() <= 1.0


def test_neighbours_lie_on_the_same_arm():
    X, labels = load_spiral()
    far = np.linalg.norm(X[:, :, None] - X[:, None, :], axis=0) + 10 * np.eye(X.shape[1])
    assert np.mean(labels[0, far.argmin(axis=0)] == labels[0]) > 0.95


def test_points_come_in_no_order():
    _, labels = load_spiral()
    assert 150 < np.sum(labels[0, 1:] != labels[0, :-1]) < 250
