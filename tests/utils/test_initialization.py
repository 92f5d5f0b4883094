"""What the initializations promise, of their numbers and of the networks that start from them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets import load_circles
from utils.deep_network import (
    L_model_backward,
    L_model_forward,
    compute_cost,
    expected_shapes,
    initialize_parameters_deep,
    update_parameters,
)
from utils.deep_network_application import accuracy
from utils.initialization import (
    initialize_parameters_glorot,
    initialize_parameters_he,
    initialize_parameters_random,
    initialize_parameters_xavier,
    initialize_parameters_zeros,
    train,
)

CIRCLES = [2, 10, 5, 1]

networks = st.lists(st.integers(min_value=1, max_value=9), min_size=2, max_size=7)
seeds = st.integers(min_value=0, max_value=2**32 - 1)


def random_with(scale):
    return lambda layer_dims, rng: initialize_parameters_random(layer_dims, scale, rng)


VARIANCES = {
    "random": (random_with(0.3), lambda n, n_prev: 0.09),
    "xavier": (initialize_parameters_xavier, lambda n, n_prev: 1 / n_prev),
    "glorot": (initialize_parameters_glorot, lambda n, n_prev: 2 / (n_prev + n)),
    "he": (initialize_parameters_he, lambda n, n_prev: 2 / n_prev),
}
"""Each random start, with the variance of its weights from fan-out and fan-in."""

every_start = pytest.mark.parametrize(
    "initialize",
    [lambda layer_dims, rng: initialize_parameters_zeros(layer_dims)]
    + [initialize for initialize, _ in VARIANCES.values()],
    ids=["zeros", *VARIANCES],
)
every_random_start = pytest.mark.parametrize(
    ("initialize", "variance"), VARIANCES.values(), ids=VARIANCES
)


@pytest.fixture(scope="module")
def circles():
    return load_circles()


@every_start
@given(networks, seeds)
def test_shapes_types_and_biases(initialize, layer_dims, seed):
    parameters = initialize(layer_dims, np.random.default_rng(seed))
    shapes = {
        name: shape for name, shape in expected_shapes(layer_dims, 1).items() if name[0] in "Wb"
    }
    assert {name: value.shape for name, value in parameters.items()} == shapes
    assert all(value.dtype == np.float64 for value in parameters.values())
    assert not any(value.any() for name, value in parameters.items() if name[0] == "b")


@given(networks)
def test_zeros_are_zeros(layer_dims):
    assert not any(value.any() for value in initialize_parameters_zeros(layer_dims).values())


@every_random_start
class TestRandomStarts:
    @given(networks, seeds)
    def test_weights_are_drawn_layer_by_layer(self, initialize, variance, layer_dims, seed):
        parameters = initialize(layer_dims, np.random.default_rng(seed))
        rng = np.random.default_rng(seed)
        for layer in range(1, len(layer_dims)):
            n, n_prev = layer_dims[layer], layer_dims[layer - 1]
            expected = rng.standard_normal((n, n_prev)) * variance(n, n_prev) ** 0.5
            np.testing.assert_allclose(parameters[f"W{layer}"], expected, rtol=1e-14)

    @given(networks, seeds)
    def test_nothing_else_is_drawn(self, initialize, variance, layer_dims, seed):
        rng, other = np.random.default_rng(seed), np.random.default_rng(seed)
        parameters = initialize(layer_dims, rng)
        other.standard_normal(
            sum(value.size for name, value in parameters.items() if name[0] == "W")
        )
        assert rng.standard_normal() == other.standard_normal()

    def test_have_the_variance_they_promise(self, initialize, variance):
        layer_dims = [150, 400, 300, 60]
        parameters = initialize(layer_dims, np.random.default_rng(0))
        for layer in (1, 2, 3):
            W = parameters[f"W{layer}"]
            assert W.var() == pytest.approx(variance(*W.shape), rel=0.05)
            assert W.mean() == pytest.approx(0, abs=4 * W.std() / np.sqrt(W.size))

    def test_take_a_random_state_too(self, initialize, variance):
        one, other = (initialize([3, 4, 1], np.random.RandomState(5)) for _ in range(2))
        np.testing.assert_array_equal(one["W1"], other["W1"])
        assert one["W1"].std() > 0

    def test_leave_the_global_generator_alone(self, initialize, variance):
        np.random.seed(3)
        before = np.random.get_state()[1].copy()
        initialize([3, 4, 1], np.random.default_rng(0))
        np.testing.assert_array_equal(np.random.get_state()[1], before)


@given(networks, seeds)
def test_xavier_is_what_week_5_did(layer_dims, seed):
    named = initialize_parameters_xavier(layer_dims, np.random.default_rng(seed))
    unnamed = initialize_parameters_deep(layer_dims, np.random.default_rng(seed))
    for name, value in unnamed.items():
        np.testing.assert_allclose(named[name], value, rtol=1e-14)


def test_equal_widths_make_glorot_xavier():
    xavier, glorot = (
        initialize([7] * 5, np.random.default_rng(0))
        for initialize in (initialize_parameters_xavier, initialize_parameters_glorot)
    )
    for name, value in xavier.items():
        np.testing.assert_allclose(glorot[name], value, rtol=1e-14)


class TestVarianceArgument:
    """What the lesson derives, measured in ten layers of 200 units."""

    DIMS = (200,) * 11

    def spread(self, initialize, g, seed=0):
        rng = np.random.default_rng(seed)
        A = rng.standard_normal((200, 200))
        parameters = initialize(self.DIMS, rng)
        for layer in range(1, 11):
            Z = parameters[f"W{layer}"] @ A
            A = g(Z)
        return Z.std()

    def test_xavier_keeps_the_spread_of_linear_layers(self):
        assert self.spread(initialize_parameters_xavier, lambda z: z) == pytest.approx(1, rel=0.15)

    def test_he_keeps_the_spread_of_scores_through_relu(self):
        z = np.mean(
            [self.spread(initialize_parameters_he, lambda z: z * (z > 0), s) for s in range(5)]
        )
        assert z == pytest.approx(np.sqrt(2), rel=0.2)  # the first layer's inputs lose no half

    def test_xavier_loses_a_factor_of_root_two_a_relu(self):
        he, xavier = (
            self.spread(initialize, lambda z: z * (z > 0))
            for initialize in (initialize_parameters_he, initialize_parameters_xavier)
        )
        assert he / xavier == pytest.approx(2**5)

    def test_a_small_scale_dies_out_and_a_large_one_explodes(self):
        assert self.spread(random_with(0.01), np.tanh) < 1e-7
        assert self.spread(random_with(1.0), lambda z: z * (z > 0)) > 1e8


class TestSymmetry:
    @settings(max_examples=20)
    @given(st.floats(min_value=-0.5, max_value=0.5), seeds)
    def test_units_that_start_equal_stay_equal(self, weight, seed):
        rng = np.random.default_rng(seed)
        X, Y = rng.standard_normal((2, 12)), rng.integers(0, 2, size=(1, 12))
        start = {
            name: value + weight if name[0] == "W" else value
            for name, value in initialize_parameters_zeros([2, 4, 3, 1]).items()
        }
        trained, _ = train(X, Y, start, 0.1, 30)
        for name in ("W1", "W2", "b1", "b2"):
            np.testing.assert_allclose(
                trained[name], np.broadcast_to(trained[name][:1], trained[name].shape), atol=1e-12
            )

    def test_from_zeros_nothing_moves_where_the_labels_are_balanced(self, circles):
        trained, costs = train(*circles, initialize_parameters_zeros(CIRCLES), 0.1, 201)
        assert not any(value.any() for value in trained.values())
        assert costs == pytest.approx([np.log(2)] * 3)


class TestTrain:
    def test_is_gradient_descent(self, circles):
        start = initialize_parameters_he(CIRCLES, np.random.default_rng(0))
        trained, costs = train(*circles, start, 0.1, 3)
        by_hand = start
        for _ in range(3):
            AL, caches = L_model_forward(circles[0], by_hand)
            by_hand = update_parameters(by_hand, L_model_backward(AL, circles[1], caches), 0.1)
        for name, value in by_hand.items():
            np.testing.assert_array_equal(trained[name], value)
        assert costs == [compute_cost(L_model_forward(circles[0], start)[0], circles[1])]

    @pytest.mark.parametrize(("steps", "recorded"), [(0, 0), (1, 1), (100, 1), (101, 2), (250, 3)])
    def test_records_the_cost_every_100_steps_from_the_first(self, circles, steps, recorded):
        start = initialize_parameters_he([2, 3, 1], np.random.default_rng(0))
        assert len(train(*circles, start, 0.1, steps)[1]) == recorded

    @pytest.mark.parametrize("steps", [0, 5])
    def test_leaves_the_given_parameters_alone(self, circles, steps):
        start = initialize_parameters_he(CIRCLES, np.random.default_rng(0))
        copies = {name: value.copy() for name, value in start.items()}
        trained, _ = train(*circles, start, 0.1, steps)
        trained["W1"] = None
        for name, value in copies.items():
            np.testing.assert_array_equal(start[name], value)

    def test_two_runs_in_a_row_are_one_long_run(self, circles):
        start = initialize_parameters_he(CIRCLES, np.random.default_rng(0))
        half, _ = train(*circles, start, 0.1, 20)
        twice, _ = train(*circles, half, 0.1, 20)
        once, _ = train(*circles, start, 0.1, 40)
        for name, value in once.items():
            np.testing.assert_array_equal(twice[name], value)


@pytest.fixture(scope="module")
def ends(circles):
    """Three runs from each start: the parameters and costs after 6000 steps."""
    starts = {"zeros": lambda dims, rng: initialize_parameters_zeros(dims)}
    starts |= {"small": random_with(0.01), "large": random_with(10.0)}
    starts |= {name: VARIANCES[name][0] for name in ("xavier", "glorot", "he")}
    return {
        name: [
            train(*circles, initialize(CIRCLES, np.random.default_rng(seed)), 0.02, 6000)
            for seed in range(3)
        ]
        for name, initialize in starts.items()
    }


@pytest.mark.slow
class TestCircles:
    """What the lesson promises of each start, on three seeds."""

    def test_zeros_are_right_in_half_of_the_cases(self, circles, ends):
        assert [accuracy(*circles, parameters) for parameters, _ in ends["zeros"]] == [0.5] * 3

    def test_a_small_scale_stays_at_ln_2(self, ends):
        for _, costs in ends["small"]:
            assert costs[-1] == pytest.approx(np.log(2), abs=0.001)

    def test_a_large_scale_starts_high_and_is_slow(self, ends):
        assert min(costs[0] for _, costs in ends["large"]) > 20
        assert np.mean([costs[-1] for _, costs in ends["large"]]) > 0.1

    @pytest.mark.parametrize("name", ["xavier", "glorot", "he"])
    def test_the_computed_starts_get_new_points_right_too(self, ends, name):
        test = load_circles(seed=2)
        assert min(accuracy(*test, parameters) for parameters, _ in ends[name]) >= 0.97

    def test_he_is_ahead_after_a_quarter(self, ends):
        early = {
            name: np.mean([costs[15] for _, costs in ends[name]])
            for name in VARIANCES
            if name in ends
        }
        assert min(early, key=early.get) == "he"
