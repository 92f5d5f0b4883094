"""`load_flower`: one petal blue, the next one orange, and no straight line between them."""

import numpy as np
import pytest

from datasets import load_flower
from datasets.flower import LENGTHS
from utils.logistic_regression import optimize, predict

PETALS = len(LENGTHS)


def logistic_regression_accuracy(X, Y):
    params, _, _ = optimize(np.zeros((2, 1)), 0.0, X, Y, 2000, 0.1)
    return np.mean(predict(params["w"], params["b"], X) == Y)


@pytest.mark.parametrize("m", [1, 5, 400, 1000])
def test_gives_columns_and_labels(m):
    X, Y = load_flower(m)
    assert X.shape == (2, m)
    assert Y.shape == (1, m)
    assert X.dtype == np.float64
    assert Y.dtype == np.int64
    assert set(np.unique(Y)) <= {0, 1}


def test_is_400_points_half_of_each_colour_unless_told():
    X, Y = load_flower()
    assert X.shape == (2, 400)
    assert Y.mean() == 0.5


def test_the_same_seed_gives_the_same_flower_and_another_one_does_not():
    for one, again in zip(load_flower(50, seed=3), load_flower(50, seed=3), strict=True):
        np.testing.assert_array_equal(one, again)
    assert not np.array_equal(load_flower(50, seed=3)[0], load_flower(50, seed=4)[0])


def test_the_global_generator_is_left_alone():
    before = np.random.get_state()[1].copy()
    load_flower()
    np.testing.assert_array_equal(np.random.get_state()[1], before)


@pytest.mark.parametrize("seed", range(5))
def test_colours_alternate_from_petal_to_petal(seed):
    X, Y = load_flower(seed=seed)
    sector = np.floor(np.arctan2(X[1], X[0]) / (2 * np.pi / PETALS)).astype(int) % PETALS
    far = np.hypot(*X) > 1.5  # towards the centre the petals mix
    assert np.mean((sector % 2 == Y[0])[far]) > 0.85
    for petal in range(PETALS):
        assert np.mean(Y[0, far & (sector == petal)] == petal % 2) > 0.7


def test_is_in_random_order():
    _, Y = load_flower()
    changes = np.count_nonzero(np.diff(Y[0]))
    assert 150 < changes < 250


def test_one_neuron_is_right_on_47_percent_of_the_flower_of_the_lesson():
    assert logistic_regression_accuracy(*load_flower()) == pytest.approx(0.4725)


@pytest.mark.parametrize("seed", range(6))
def test_one_neuron_is_near_chance_on_any_flower(seed):
    assert 0.38 < logistic_regression_accuracy(*load_flower(seed=seed)) < 0.62


@pytest.mark.parametrize("seed", range(3))
def test_no_straight_line_is_right_on_much_more_than_two_thirds(seed):
    X, Y = load_flower(seed=seed)
    directions = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    along = np.stack([np.cos(directions), np.sin(directions)], axis=1) @ X
    best = max(np.mean((along > at) == Y, axis=1).max() for at in np.linspace(-5, 5, 51))
    assert 0.6 < best < 0.7
