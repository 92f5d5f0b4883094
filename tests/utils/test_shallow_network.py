"""What the reference implementation of a network with one hidden layer promises."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets import load_flower
from utils.logistic_regression import log_loss, sigmoid
from utils.shallow_network import (
    activation,
    activation_gradient,
    backward_propagation,
    compute_cost,
    forward_propagation,
    initialize_parameters,
    layer_sizes,
    nn_model,
    predict,
    update_parameters,
)

NAMES = ["sigmoid", "tanh", "relu", "leaky_relu"]

names = st.sampled_from(NAMES)
sizes = st.integers(min_value=1, max_value=7)
seeds = st.integers(min_value=0, max_value=2**32 - 1)


@st.composite
def problems(draw):
    """Parameters of a random network and examples for it (parameters, X, Y); n_y may exceed 1."""
    n_x, n_h, n_y, m = (draw(sizes) for _ in range(4))
    rng = np.random.default_rng(draw(seeds))
    parameters = {
        "W1": rng.normal(size=(n_h, n_x)),
        "b1": rng.normal(size=(n_h, 1)),
        "W2": rng.normal(size=(n_y, n_h)),
        "b2": rng.normal(size=(n_y, 1)),
    }
    return parameters, rng.normal(size=(n_x, m)), rng.integers(0, 2, size=(n_y, m))


def cost_of(parameters, X, Y):
    return compute_cost(forward_propagation(X, parameters)[0], Y)


def gradients_of(parameters, X, Y):
    return backward_propagation(parameters, forward_propagation(X, parameters)[1], X, Y)


def numerical_gradients(parameters, X, Y, step=1e-5):
    grads = {}
    for name, value in parameters.items():
        slopes = np.zeros_like(value)
        for place in np.ndindex(value.shape):
            up, down = value.copy(), value.copy()
            up[place] += step
            down[place] -= step
            high = cost_of({**parameters, name: up}, X, Y)
            low = cost_of({**parameters, name: down}, X, Y)
            slopes[place] = (high - low) / (2 * step)
        grads[f"d{name}"] = slopes
    return grads


def relative_error(grads, others):
    one, other = (np.concatenate([g[name].ravel() for name in grads]) for g in (grads, others))
    scale = np.linalg.norm(one) + np.linalg.norm(other)
    return np.linalg.norm(one - other) / max(scale, 1e-3)


def assert_alike(one, other, **tolerance):
    assert set(one) == set(other)
    for name in one:
        np.testing.assert_allclose(one[name], other[name], **tolerance)


@given(sizes, sizes, sizes)
def test_layer_sizes_count_rows(n_x, n_y, m):
    assert layer_sizes(np.ones((n_x, m)), np.ones((n_y, m))) == (n_x, n_y)


class TestActivation:
    @pytest.mark.parametrize(
        ("name", "at_minus_2", "at_2"),
        [
            ("sigmoid", 0.1192029220, 0.8807970780),
            ("tanh", -0.9640275801, 0.9640275801),
            ("relu", 0.0, 2.0),
            ("leaky_relu", -0.02, 2.0),
        ],
    )
    def test_known_values(self, name, at_minus_2, at_2):
        values = activation(np.array([-2.0, 2.0]), name)
        np.testing.assert_allclose(values, [at_minus_2, at_2], atol=1e-9)

    @given(names, st.floats(min_value=-20, max_value=20).filter(lambda z: abs(z) > 1e-3))
    def test_the_gradient_is_the_slope(self, name, z):
        slope = (activation(z + 1e-5, name) - activation(z - 1e-5, name)) / 2e-5
        assert activation_gradient(z, name) == pytest.approx(slope, rel=1e-6, abs=1e-9)

    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("shape", [(), (3,), (1, 4), (2, 3, 4)])
    def test_keep_the_shape(self, name, shape):
        assert np.shape(activation(np.ones(shape), name)) == shape
        assert np.shape(activation_gradient(np.ones(shape), name)) == shape

    @given(names, st.floats(min_value=-1e4, max_value=1e4))
    def test_warn_nowhere(self, name, z):
        assert np.isfinite(activation(z, name))  # a NumPy warning would be an error here
        assert 0 <= activation_gradient(z, name) <= 1

    def test_at_its_kink_a_relu_has_the_slope_to_the_left(self):
        assert activation_gradient(0.0, "relu") == 0
        assert activation_gradient(0.0, "leaky_relu") == 0.01

    @given(st.floats(min_value=-300, max_value=300))
    def test_tanh_is_a_sigmoid_in_other_clothes(self, z):
        assert activation(z, "tanh") == pytest.approx(2 * sigmoid(2 * z) - 1, abs=1e-15)

    @pytest.mark.parametrize("function", [activation, activation_gradient])
    @pytest.mark.parametrize("name", ["", "than", "Tanh", "softmax"])
    def test_other_names_are_refused_with_a_list_of_the_known_ones(self, function, name):
        with pytest.raises(ValueError, match="sigmoid, tanh, relu and leaky_relu"):
            function(np.ones(2), name)


class TestInitialize:
    @given(sizes, sizes, sizes, seeds)
    def test_small_weights_drawn_in_order_and_no_biases(self, n_x, n_h, n_y, seed):
        parameters = initialize_parameters(n_x, n_h, n_y, np.random.default_rng(seed))
        rng = np.random.default_rng(seed)
        np.testing.assert_array_equal(parameters["W1"], 0.01 * rng.standard_normal((n_h, n_x)))
        np.testing.assert_array_equal(parameters["W2"], 0.01 * rng.standard_normal((n_y, n_h)))
        np.testing.assert_array_equal(parameters["b1"], np.zeros((n_h, 1)))
        np.testing.assert_array_equal(parameters["b2"], np.zeros((n_y, 1)))

    def test_takes_the_old_kind_of_generator_too(self):
        parameters = initialize_parameters(2, 4, 1, np.random.RandomState(2))
        assert parameters["W1"][0, 0] == pytest.approx(-0.00416758, abs=1e-8)


class TestForwardAndBackward:
    def test_worked_example(self):
        """The graph of the lesson: x = (1, 2), scores 0.5 and 1, output weights 1 and -1, label 1."""
        parameters = {
            "W1": np.array([[0.5, -0.25], [-0.5, 0.75]]),
            "b1": np.array([[0.5], [0.0]]),
            "W2": np.array([[1.0, -1.0]]),
            "b2": np.array([[0.0]]),
        }
        X, Y = np.array([[1.0], [2.0]]), np.array([[1]])
        A2, cache = forward_propagation(X, parameters)
        np.testing.assert_allclose(cache["Z1"], [[0.5], [1.0]])
        np.testing.assert_allclose(A2, [[0.4257]], atol=5e-5)
        grads = backward_propagation(parameters, cache, X, Y)
        np.testing.assert_allclose(grads["dW2"], [[-0.2654, -0.4374]], atol=5e-5)
        np.testing.assert_allclose(grads["dW1"], [[-0.4517, -0.9033], [0.2412, 0.4824]], atol=5e-5)

    @given(problems())
    def test_shapes(self, problem):
        parameters, X, Y = problem
        A2, cache = forward_propagation(X, parameters)
        assert A2.shape == Y.shape
        assert cache["Z1"].shape == cache["A1"].shape == (len(parameters["W1"]), X.shape[1])
        assert cache["Z2"].shape == cache["A2"].shape == Y.shape
        grads = backward_propagation(parameters, cache, X, Y)
        assert {name: g.shape for name, g in grads.items()} == {
            f"d{name}": value.shape for name, value in parameters.items()
        }

    @given(problems())
    @settings(deadline=None)
    def test_gradients_are_the_slopes_of_the_cost(self, problem):
        assert relative_error(gradients_of(*problem), numerical_gradients(*problem)) < 1e-7

    @given(problems(), seeds)
    def test_the_order_of_the_examples_does_not_matter(self, problem, seed):
        parameters, X, Y = problem
        order = np.random.default_rng(seed).permutation(X.shape[1])
        shuffled = gradients_of(parameters, X[:, order], Y[:, order])
        assert_alike(gradients_of(*problem), shuffled, rtol=1e-11, atol=1e-13)

    @given(problems())
    def test_every_example_twice_changes_nothing(self, problem):
        parameters, X, Y = problem
        twice = np.hstack([X, X]), np.hstack([Y, Y])
        assert_alike(
            gradients_of(*problem), gradients_of(parameters, *twice), rtol=1e-11, atol=1e-13
        )
        assert cost_of(parameters, *twice) == pytest.approx(cost_of(*problem), rel=1e-12)

    @given(problems(), seeds)
    def test_the_order_of_the_hidden_units_does_not_matter(self, problem, seed):
        parameters, X, _ = problem
        order = np.random.default_rng(seed).permutation(len(parameters["W1"]))
        shuffled = {
            "W1": parameters["W1"][order],
            "b1": parameters["b1"][order],
            "W2": parameters["W2"][:, order],
            "b2": parameters["b2"],
        }
        one, other = (forward_propagation(X, each)[0] for each in (parameters, shuffled))
        np.testing.assert_allclose(one, other, rtol=1e-11, atol=1e-14)

    def test_nothing_overflows_at_huge_scores(self):
        parameters = {
            "W1": 1e4 * np.ones((2, 1)),
            "b1": np.zeros((2, 1)),
            "W2": 1e4 * np.ones((1, 2)),
            "b2": np.zeros((1, 1)),
        }
        X, Y = np.array([[-1.0, 1.0]]), np.array([[1, 0]])
        assert 700 < cost_of(parameters, X, Y) < 750  # certain and wrong, and still finite
        assert all(np.isfinite(g).all() for g in gradients_of(parameters, X, Y).values())


class TestCost:
    def test_known_value(self):
        cost = compute_cost(np.array([[0.8, 0.4]]), np.array([[1, 0]]))
        assert type(cost) is float
        assert cost == pytest.approx(0.366985, abs=1e-6)

    def test_is_the_mean_of_the_log_loss(self):
        rng = np.random.default_rng(0)
        A2, Y = rng.uniform(size=(1, 9)), rng.integers(0, 2, size=(1, 9))
        assert compute_cost(A2, Y) == pytest.approx(np.mean(log_loss(A2, Y)))

    def test_certain_and_right_costs_nothing(self):
        assert compute_cost(np.array([[0.0, 1.0]]), np.array([[0, 1]])) == 0


class TestUpdate:
    def test_goes_downhill_and_leaves_the_callers_arrays_alone(self):
        parameters = {"W1": np.ones((2, 3)), "b1": np.zeros((2, 1))}
        grads = {"dW1": np.full((2, 3), 2.0), "db1": np.ones((2, 1))}
        stepped = update_parameters(parameters, grads, 0.1)
        np.testing.assert_allclose(stepped["W1"], 0.8)
        np.testing.assert_allclose(stepped["b1"], -0.1)
        np.testing.assert_array_equal(parameters["W1"], np.ones((2, 3)))

    @given(problems())
    def test_a_tiny_step_lowers_the_cost_as_the_gradient_says(self, problem):
        parameters, X, Y = problem
        grads = gradients_of(*problem)
        squared = sum(np.sum(g**2) for g in grads.values())
        after = cost_of(update_parameters(parameters, grads, 1e-6), X, Y)
        assert cost_of(*problem) - after == pytest.approx(1e-6 * squared, rel=1e-3, abs=1e-13)


class TestModel:
    def test_one_step_is_what_it_is_made_of(self):
        X, Y = load_flower(30)
        start = initialize_parameters(2, 3, 1, np.random.default_rng(1))
        once, costs = nn_model(X, Y, 3, 1, 0.5, np.random.default_rng(1))
        assert_alike(once, update_parameters(start, gradients_of(start, X, Y), 0.5))
        assert costs == [cost_of(start, X, Y)]

    @pytest.mark.parametrize(
        ("num_iterations", "recorded"), [(0, 0), (1, 1), (100, 1), (101, 2), (250, 3)]
    )
    def test_the_cost_is_recorded_every_100_iterations_from_the_first(
        self, num_iterations, recorded
    ):
        X, Y = load_flower(20)
        _, costs = nn_model(X, Y, 2, num_iterations, 0.5, np.random.default_rng(0))
        assert len(costs) == recorded

    def test_the_same_seed_gives_the_same_network(self):
        X, Y = load_flower(50)
        one, again = (nn_model(X, Y, 4, 50, 0.5, np.random.default_rng(7)) for _ in range(2))
        assert_alike(one[0], again[0], rtol=0)
        assert one[1] == again[1]

    @pytest.mark.parametrize("seed", range(3))
    def test_four_hidden_units_are_right_on_about_90_percent_of_the_flower(self, seed):
        X, Y = load_flower()
        parameters, costs = nn_model(X, Y, 4, 3000, 0.5, np.random.default_rng(seed))
        assert costs[0] == pytest.approx(np.log(2), abs=1e-3)
        assert costs[-1] < 0.21
        assert np.mean(predict(parameters, X) == Y) == pytest.approx(0.9, abs=0.02)
        X_held_out, Y_held_out = load_flower(m=1000, seed=6)
        assert np.mean(predict(parameters, X_held_out) == Y_held_out) > 0.86

    @pytest.mark.parametrize("n_h", [1, 2])
    def test_two_are_not_enough(self, n_h):
        X, Y = load_flower()
        parameters, _ = nn_model(X, Y, n_h, 3000, 0.5, np.random.default_rng(0))
        assert np.mean(predict(parameters, X) == Y) < 0.7


class TestSymmetry:
    @staticmethod
    def train(parameters, num_iterations=500):
        X, Y = load_flower()
        for _ in range(num_iterations):
            parameters = update_parameters(parameters, gradients_of(parameters, X, Y), 0.5)
        return parameters

    @staticmethod
    def start(weight):
        shapes = {"W1": (4, 2), "b1": (4, 1), "W2": (1, 4), "b2": (1, 1)}
        return {
            name: np.full(shape, weight if name[0] == "W" else 0.0)
            for name, shape in shapes.items()
        }

    def test_all_zero_never_moves(self):
        assert_alike(self.train(self.start(0.0)), self.start(0.0), atol=1e-12)

    def test_units_that_start_equal_stay_equal_but_learn(self):
        trained = self.train(self.start(0.5))
        assert np.ptp(trained["W1"], axis=0).max() < 1e-9
        assert np.abs(trained["W1"] - 0.5).max() > 0.1


class TestPredict:
    def test_one_half_is_not_enough(self):
        parameters = {
            "W1": np.ones((1, 1)),
            "b1": np.zeros((1, 1)),
            "W2": np.ones((1, 1)),
            "b2": np.zeros((1, 1)),
        }
        X = np.array([[-1.0, 0.0, 1e-9, 1.0]])
        np.testing.assert_array_equal(predict(parameters, X), [[0, 0, 1, 1]])

    @given(problems())
    def test_answers_yes_where_the_score_is_positive(self, problem):
        parameters, X, Y = problem
        answers = predict(parameters, X)
        assert answers.shape == Y.shape
        np.testing.assert_array_equal(answers, forward_propagation(X, parameters)[1]["Z2"] > 0)
