"""What training a network promises: the same descent, however it is computed."""

import os
from pathlib import Path

import numpy as np
import pytest
from bench.training import descend_as_in_textbooks, draw_weights
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets import load_cats
from utils import deep_network_application as application
from utils.deep_network import depth, initialize_parameters_deep
from utils.deep_network_application import WIDE, L_layer_model, accuracy, two_layer_model

ROOT = Path(__file__).parents[2]
CLASSIC = Path(os.environ.get("CLASSIC_CATS", ROOT.parent / "shared" / "datasets"))

PUBLISHED_COSTS = [
    *(0.715731513413713, 0.6747377593469114, 0.6603365433622126, 0.6462887802148751),
    *(0.6298131216927774, 0.606005622926534, 0.5690041263975134, 0.519796535043806),
    *(0.464157167862823, 0.4084203004829893, 0.37315499216069026, 0.3057237457304712),
    *(0.26810152847740837, 0.23872474827672668, 0.20632263257914712, 0.17943886927493605),
    *(0.1579873581880166, 0.14240413012274525, 0.12865165997888856, 0.11244314998164931),
    *(0.08505631034983409, 0.05758391198617392, 0.044567534546994664, 0.038082751666004236),
    0.03441074901842096,
]

seeds = st.integers(min_value=0, max_value=2**32 - 1)
widths = st.lists(st.integers(min_value=1, max_value=6), max_size=4)
examples = st.integers(min_value=1, max_value=7)


def draw_problem(n_x, m, seed):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n_x, m)), rng.integers(0, 2, size=(1, m))


def textbook(X, Y, layer_dims, learning_rate, num_iterations, rng):
    """The same training by the loop that everybody writes."""
    W, b = draw_weights(layer_dims, rng)
    costs = descend_as_in_textbooks(X, Y, W, b, learning_rate, num_iterations)
    parameters = {f"W{layer}": value for layer, value in enumerate(W, 1)}
    parameters |= {f"b{layer}": value for layer, value in enumerate(b, 1)}
    return parameters, costs[::100]


def assert_same_training(one, other, rtol=1e-9):
    (parameters, costs), (other_parameters, other_costs) = one, other
    np.testing.assert_allclose(costs, other_costs, rtol=rtol)
    assert parameters.keys() == other_parameters.keys()
    for name, value in other_parameters.items():
        assert parameters[name].shape == value.shape
        np.testing.assert_allclose(parameters[name], value, rtol=rtol, atol=rtol)


class TestTheSameAsTheTextbook:
    @settings(deadline=None, max_examples=40)
    @given(st.integers(min_value=1, max_value=9), widths, examples, seeds)
    def test_at_any_depth(self, n_x, hidden, m, seed):
        X, Y = draw_problem(n_x, m, seed)
        layer_dims = [n_x, *hidden, 1]
        ours = L_layer_model(X, Y, layer_dims, 0.1, 23, np.random.default_rng(seed))
        theirs = textbook(X, Y, layer_dims, 0.1, 23, np.random.default_rng(seed))
        assert_same_training(ours, theirs)

    @settings(deadline=None, max_examples=40)
    @given(st.integers(min_value=WIDE, max_value=30), widths, examples, seeds)
    def test_with_many_more_features_than_examples(self, features_an_example, hidden, m, seed):
        n_x = features_an_example * m
        X, Y = draw_problem(n_x, m, seed)
        layer_dims = [n_x, *hidden, 1]
        assert application._turn(X)[1] is not None
        ours = L_layer_model(X, Y, layer_dims, 0.05, 23, np.random.default_rng(seed))
        theirs = textbook(X, Y, layer_dims, 0.05, 23, np.random.default_rng(seed))
        assert_same_training(ours, theirs)

    @given(seeds)
    def test_where_pictures_occur_twice_or_are_black(self, seed):
        X, Y = draw_problem(40, 5, seed)
        X[:, 1], X[:, 3] = X[:, 0], 0.0
        ours = L_layer_model(X, Y, [40, 4, 1], 0.05, 23, np.random.default_rng(seed))
        theirs = textbook(X, Y, [40, 4, 1], 0.05, 23, np.random.default_rng(seed))
        assert_same_training(ours, theirs)

    @pytest.mark.parametrize("n_x", [3, 60])
    def test_with_random_state(self, n_x):
        X, Y = draw_problem(n_x, 6, 0)
        ours = L_layer_model(X, Y, [n_x, 4, 3, 1], 0.05, 101, np.random.RandomState(3))
        theirs = textbook(X, Y, [n_x, 4, 3, 1], 0.05, 101, np.random.RandomState(3))
        assert_same_training(ours, theirs)


class TestLLayerModel:
    @pytest.mark.parametrize(
        ("num_iterations", "entries"), [(0, 0), (1, 1), (100, 1), (101, 2), (250, 3)]
    )
    def test_records_the_cost_every_hundred_iterations(self, num_iterations, entries):
        X, Y = draw_problem(3, 5, 0)
        rng = np.random.default_rng(0)
        _, costs = L_layer_model(X, Y, [3, 2, 1], 0.1, num_iterations, rng)
        assert len(costs) == entries
        assert all(type(cost) is float for cost in costs)

    @pytest.mark.parametrize("n_x", [3, 60])
    def test_no_iterations_leave_the_weights_as_they_were_drawn(self, n_x):
        X, Y = draw_problem(n_x, 6, 0)
        layer_dims = [n_x, 4, 1]
        parameters, _ = L_layer_model(X, Y, layer_dims, 0.1, 0, np.random.default_rng(5))
        start = initialize_parameters_deep(layer_dims, np.random.default_rng(5))
        for name, value in start.items():
            np.testing.assert_array_equal(parameters[name], value)

    def test_learns_what_one_neuron_cannot(self):
        X = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
        Y = np.array([[0, 1, 1, 0]])
        rng = np.random.default_rng(1)
        parameters, costs = L_layer_model(X, Y, [2, 8, 4, 1], 0.3, 2000, rng)
        assert accuracy(X, Y, parameters) == 1
        assert costs[-1] < 0.05
        neuron, _ = L_layer_model(X, Y, [2, 1], 0.3, 2000, np.random.default_rng(1))
        assert accuracy(X, Y, neuron) < 1

    def test_leaves_its_data_alone(self):
        X, Y = draw_problem(40, 5, 0)
        X_before, Y_before, layer_dims = X.copy(), Y.copy(), [40, 3, 1]
        L_layer_model(X, Y, layer_dims, 0.1, 3)
        np.testing.assert_array_equal(X, X_before)
        np.testing.assert_array_equal(Y, Y_before)
        assert layer_dims == [40, 3, 1]

    def test_draws_a_start_of_its_own_where_none_is_given(self):
        X, Y = draw_problem(3, 5, 0)
        one, _ = L_layer_model(X, Y, [3, 2, 1], num_iterations=1)
        other, _ = L_layer_model(X, Y, [3, 2, 1], num_iterations=1)
        assert not np.allclose(one["W1"], other["W1"])


class TestTwoLayerModel:
    def test_is_the_deep_model_with_one_hidden_layer(self):
        X, Y = draw_problem(4, 7, 0)
        one = two_layer_model(X, Y, (4, 5, 1), 0.1, 50, np.random.default_rng(2))
        other = L_layer_model(X, Y, (4, 5, 1), 0.1, 50, np.random.default_rng(2))
        assert_same_training(one, other, rtol=0)

    @pytest.mark.parametrize("layer_dims", [[4, 1], [4, 3, 2, 1], [4]])
    def test_refuses_any_other_depth(self, layer_dims):
        X, Y = draw_problem(4, 7, 0)
        with pytest.raises(ValueError, match="two layers"):
            two_layer_model(X, Y, layer_dims)


class TestAccuracy:
    @pytest.mark.parametrize(
        ("x", "y", "share"),
        [
            ([3.0, -2.0, 1.0, -1.0], [1, 0, 0, 1], 0.5),
            ([3.0, -2.0, 1.0, -1.0], [1, 0, 1, 1], 0.75),
            ([5.0], [1], 1.0),
            ([5.0], [0], 0.0),
            ([0.0], [0], 1.0),  # exactly one half is not greater than one half
        ],
    )
    def test_is_the_share_of_right_answers(self, x, y, share):
        neuron = {"W1": np.array([[1.0]]), "b1": np.array([[0.0]])}
        result = accuracy(np.array([x]), np.array([y]), neuron)
        assert type(result) is float
        assert result == share

    @given(seeds)
    def test_of_opposite_labels_adds_up_to_one(self, seed):
        X, Y = draw_problem(4, 9, seed)
        parameters = initialize_parameters_deep([4, 3, 2, 1], np.random.default_rng(seed))
        both = accuracy(X, Y, parameters) + accuracy(X, 1 - Y, parameters)
        assert both == pytest.approx(1)
        assert depth(parameters) == 3


@pytest.mark.skipif(not CLASSIC.is_dir(), reason=f"the classic cats are not in {CLASSIC}")
def test_the_published_run_is_reproduced():
    cats = load_cats(CLASSIC)
    X, X_test = (
        pictures.reshape(len(pictures), -1).T / 255
        for pictures in (cats.train_set_x, cats.test_set_x)
    )
    rng = np.random.RandomState(3)
    parameters, costs = L_layer_model(X, cats.train_set_y, [12288, 20, 7, 5, 1], rng=rng)
    np.testing.assert_allclose(costs[:16], PUBLISHED_COSTS[:16], rtol=0, atol=1e-9)
    np.testing.assert_allclose(costs, PUBLISHED_COSTS, rtol=0, atol=1e-6)
    assert accuracy(X, cats.train_set_y, parameters) == 0.9952153110047847
    assert accuracy(X_test, cats.test_set_y, parameters) == 0.78
