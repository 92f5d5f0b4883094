"""`load_football`: a border to learn, upsets that can't be learned, and a net that learns them anyway."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets import load_football
from datasets.football import FARTHEST, NEAREST, UPSETS, WIDTH, our_side
from utils.deep_network_application import accuracy
from utils.regularization import regularized_model

seeds = st.integers(min_value=0, max_value=2**32 - 1)


def upsets(X, Y):
    return our_side(X) != (Y == 1)


def test_shapes_and_types():
    data = load_football()
    assert data._fields == ("train_X", "train_Y", "test_X", "test_Y")
    assert data.train_X.shape == (2, 150)
    assert data.train_Y.shape == (1, 150)
    assert data.test_X.shape == (2, 1000)
    assert data.test_Y.shape == (1, 1000)
    assert {part.dtype for part in data} == {np.dtype(float)}
    assert set(np.unique(data.train_Y)) == set(np.unique(data.test_Y)) == {0, 1}


def test_the_data_of_the_lesson_never_change():
    """The notebook's prose speaks of these numbers."""
    data = load_football()
    assert data.train_Y.sum() == 72
    assert upsets(data.train_X, data.train_Y).sum() == 24
    assert upsets(data.test_X, data.test_Y).sum() == 121
    np.testing.assert_allclose(
        data.train_X[:, 0], [4.321068380322881, -1.4527597922112534], rtol=1e-12
    )


@settings(max_examples=20)
@given(seeds)
def test_balls_come_down_on_the_pitch(seed):
    for X in load_football(50, 60, seed)[::2]:
        assert NEAREST <= X[0].min() <= X[0].max() <= FARTHEST
        assert np.abs(X[1]).max() <= WIDTH / 2


@settings(max_examples=20)
@given(seeds)
def test_both_teams_head_about_as_often_and_upsets_are_as_frequent_as_promised(seed):
    X, Y, _, _ = load_football(4000, 1, seed)
    assert Y.mean() == pytest.approx(0.5, abs=0.05)
    assert upsets(X, Y).mean() == pytest.approx(UPSETS, abs=0.03)


@settings(max_examples=20)
@given(seeds)
def test_a_seed_gives_the_same_kicks_and_more_kicks_begin_with_the_fewer(seed):
    few, many = load_football(20, 30, seed), load_football(25, 50, seed)
    for one, same, other in zip(few, load_football(20, 30, seed), many, strict=True):
        np.testing.assert_array_equal(one, same)
        np.testing.assert_array_equal(one, other[:, : one.shape[1]])


def test_training_and_test_kicks_are_different_ones_and_so_are_seasons():
    train_X, _, test_X, _ = load_football(100, 100, 1)
    assert not np.intersect1d(train_X, test_X).size
    assert not np.intersect1d(train_X, load_football(100, 100, 2).train_X).size


def test_the_global_state_is_left_alone():
    np.random.seed(0)
    before = np.random.get_state()[1].copy()
    load_football()
    np.testing.assert_array_equal(np.random.get_state()[1], before)


@pytest.mark.parametrize("sizes", [(0, 10), (10, 0), (-1, 10)])
def test_an_empty_set_is_refused(sizes):
    with pytest.raises(ValueError, match="at least one kick"):
        load_football(*sizes)


@pytest.fixture(scope="module")
def accuracies():
    """Training and test accuracies (2, 3) of each method, from three starts."""
    data = load_football()

    def run(seed, **regularization):
        parameters, _ = regularized_model(
            data.train_X,
            data.train_Y,
            [2, 32, 32, 16, 1],
            learning_rate=0.1,
            num_iterations=5000,
            rng=np.random.default_rng(seed),
            **regularization,
        )
        return accuracy(data.train_X, data.train_Y, parameters), accuracy(
            data.test_X, data.test_Y, parameters
        )

    methods = {"plain": {}, "L2": {"lambd": 2.0}, "dropout": {"keep_prob": 0.7}}
    return {
        name: np.array([run(seed, **method) for seed in range(3)]).T
        for name, method in methods.items()
    }


@pytest.mark.slow
class TestOverfitting:
    """What the lesson claims, over several starts."""

    def test_the_plain_network_overfits(self, accuracies):
        training, test = accuracies["plain"]
        assert (training - test).min() > 0.1

    @pytest.mark.parametrize("method", ["L2", "dropout"])
    def test_regularization_costs_training_accuracy_and_wins_test_accuracy(
        self, accuracies, method
    ):
        training, test = accuracies[method]
        assert training.mean() < accuracies["plain"][0].mean() - 0.02
        assert test.min() > accuracies["plain"][1].max() + 0.02
        assert (training - test).max() < 0.06
