"""What the reference implementations of logistic regression promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.logistic_regression import (
    initialize_with_zeros,
    log_loss,
    model,
    optimize,
    predict,
    propagate,
    propagate_loop,
    sigmoid,
    sigmoid_derivative,
)

sizes = st.integers(min_value=1, max_value=8)
seeds = st.integers(min_value=0, max_value=2**32 - 1)
scores = st.floats(min_value=-1e4, max_value=1e4)


@st.composite
def problems(draw):
    """Parameters and data (w, b, X, Y) of a random shape."""
    n_x, m, seed = draw(sizes), draw(sizes), draw(seeds)
    rng = np.random.default_rng(seed)
    w, b = rng.normal(size=(n_x, 1)), float(rng.normal())
    X, Y = rng.normal(size=(n_x, m)), rng.integers(0, 2, size=(1, m))
    return w, b, X, Y


@pytest.fixture
def blobs():
    """Two well separated clouds of points: X (2, 60), Y (1, 60)."""
    rng = np.random.default_rng(0)
    Y = np.arange(60).reshape(1, -1) % 2
    X = rng.normal(size=(2, 60)) + np.where(Y == 1, 3, -3)
    return X, Y


def central_difference(f, x, step=1e-5):
    return (f(x + step) - f(x - step)) / (2 * step)


def relative_error(one, other):
    scale = np.linalg.norm(one) + np.linalg.norm(other)
    return np.linalg.norm(one - other) / max(scale, 1e-3)


class TestSigmoid:
    @pytest.mark.parametrize(
        ("z", "a"), [(0.0, 0.5), (np.log(3), 0.75), (-np.log(3), 0.25), (1e4, 1.0), (-1e4, 0.0)]
    )
    def test_known_values(self, z, a):
        assert sigmoid(z) == pytest.approx(a, abs=1e-15)

    @given(scores)
    def test_is_a_probability_at_any_score_and_warns_at_none(self, z):
        assert 0 <= sigmoid(z) <= 1  # a NumPy warning would be an error here

    @given(scores)
    def test_is_symmetric(self, z):
        assert sigmoid(-z) == pytest.approx(1 - sigmoid(z), abs=1e-15)

    @given(st.floats(min_value=-700, max_value=-1))
    def test_keeps_small_probabilities_exact(self, z):
        assert sigmoid(z) == pytest.approx(np.exp(z) / (1 + np.exp(z)), rel=1e-12, abs=0)

    @pytest.mark.parametrize("shape", [(), (3,), (1, 4), (2, 3, 4)])
    def test_keeps_the_shape(self, shape):
        assert np.shape(sigmoid(np.zeros(shape))) == shape
        assert np.shape(sigmoid_derivative(np.zeros(shape))) == shape


class TestSigmoidDerivative:
    @given(st.floats(min_value=-20, max_value=20))
    def test_is_the_slope_of_the_sigmoid(self, z):
        slope = central_difference(sigmoid, z)
        assert sigmoid_derivative(z) == pytest.approx(slope, rel=1e-6, abs=1e-10)

    def test_is_steepest_in_the_middle(self):
        z = np.linspace(-10, 10, 2001)
        slopes = sigmoid_derivative(z)
        assert slopes.max() == pytest.approx(0.25)
        assert z[slopes.argmax()] == pytest.approx(0, abs=1e-12)

    @given(scores)
    def test_warns_at_no_score(self, z):
        assert 0 <= sigmoid_derivative(z) <= 0.25


@given(sizes)
def test_a_new_neuron_has_no_opinion(dim):
    w, b = initialize_with_zeros(dim)
    assert w.shape == (dim, 1)
    assert not w.any()
    assert isinstance(b, float)
    assert b == 0


class TestLogLoss:
    @pytest.mark.parametrize(
        ("a", "y", "loss"),
        [(0.5, 1, np.log(2)), (0.5, 0, np.log(2)), (0.9, 1, -np.log(0.9)), (0.9, 0, -np.log(0.1))],
    )
    def test_is_minus_the_logarithm_of_the_probability_of_the_truth(self, a, y, loss):
        assert log_loss(a, y) == pytest.approx(loss)

    @pytest.mark.parametrize("y", [0, 1])
    def test_certain_and_right_costs_nothing(self, y):
        assert log_loss(float(y), y) == 0

    @pytest.mark.parametrize("y", [0, 1])
    def test_certain_and_wrong_costs_a_lot_and_stays_finite(self, y):
        assert 700 < log_loss(float(1 - y), y) < 750

    @given(st.floats(min_value=0, max_value=1), st.sampled_from([0, 1]))
    def test_is_finite_and_never_negative(self, a, y):
        assert 0 <= log_loss(a, y) < np.inf

    def test_works_element_by_element(self):
        a, y = np.array([[0.9, 0.2], [0.5, 1.0]]), np.array([[1, 0], [0, 1]])
        one_by_one = [[log_loss(a[i, j], y[i, j]) for j in range(2)] for i in range(2)]
        np.testing.assert_array_equal(log_loss(a, y), one_by_one)


class TestPropagate:
    def test_worked_example(self):
        """The graph of the lesson: x = (2, -1), w = (0.5, 1), b = 0.5, a cat; so z = 0.5."""
        w, X = np.array([[0.5], [1.0]]), np.array([[2.0], [-1.0]])
        grads, cost = propagate(w, 0.5, X, np.array([[1]]))
        dz = 1 / (1 + np.exp(-0.5)) - 1
        assert cost == pytest.approx(np.log(1 + np.exp(-0.5)))
        np.testing.assert_allclose(grads["dw"], [[2 * dz], [-dz]])
        assert grads["db"] == pytest.approx(dz)

    @given(problems())
    def test_shapes_and_types(self, problem):
        for pass_ in (propagate, propagate_loop):
            grads, cost = pass_(*problem)
            assert set(grads) == {"dw", "db"}
            assert grads["dw"].shape == problem[0].shape
            assert type(grads["db"]) is float  # not NumPy's subclass of it
            assert type(cost) is float

    @given(problems())
    def test_all_at_once_is_one_by_one(self, problem):
        grads, cost = propagate(*problem)
        grads_loop, cost_loop = propagate_loop(*problem)
        assert cost == pytest.approx(cost_loop, rel=1e-12)
        assert grads["db"] == pytest.approx(grads_loop["db"], rel=1e-12, abs=1e-15)
        np.testing.assert_allclose(grads["dw"], grads_loop["dw"], rtol=1e-12, atol=1e-14)

    @given(problems())
    def test_gradients_are_the_slopes_of_the_cost(self, problem):
        w, b, X, Y = problem
        grads, _ = propagate(w, b, X, Y)
        directions = np.eye(w.size)[:, :, None]
        dw = [
            central_difference(lambda s, d=d: propagate(w + s * d, b, X, Y)[1], 0.0)
            for d in directions
        ]
        db = central_difference(lambda b: propagate(w, b, X, Y)[1], b)
        numerical = np.append(dw, db)
        assert relative_error(np.append(grads["dw"], grads["db"]), numerical) < 1e-7

    @given(problems(), seeds)
    def test_the_order_of_the_examples_does_not_matter(self, problem, seed):
        w, b, X, Y = problem
        order = np.random.default_rng(seed).permutation(X.shape[1])
        grads, cost = propagate(w, b, X, Y)
        shuffled, shuffled_cost = propagate(w, b, X[:, order], Y[:, order])
        assert shuffled_cost == pytest.approx(cost, rel=1e-12)
        assert shuffled["db"] == pytest.approx(grads["db"], rel=1e-12, abs=1e-15)
        np.testing.assert_allclose(shuffled["dw"], grads["dw"], rtol=1e-12, atol=1e-14)

    @given(problems())
    def test_every_example_twice_changes_nothing(self, problem):
        w, b, X, Y = problem
        grads, cost = propagate(w, b, X, Y)
        twice, cost_twice = propagate(w, b, np.hstack([X, X]), np.hstack([Y, Y]))
        assert cost_twice == pytest.approx(cost, rel=1e-12)
        np.testing.assert_allclose(twice["dw"], grads["dw"], rtol=1e-12, atol=1e-14)

    def test_an_undecided_neuron_costs_ln_2(self, blobs):
        _, cost = propagate(np.zeros((2, 1)), 0.0, *blobs)
        assert cost == pytest.approx(np.log(2))


class TestOptimize:
    def test_one_step_goes_against_the_gradient(self, blobs):
        w, b = np.array([[0.3], [-0.2]]), 0.1
        before, _ = propagate(w, b, *blobs)
        params, grads, _ = optimize(w, b, *blobs, num_iterations=1, learning_rate=0.5)
        np.testing.assert_allclose(params["w"], w - 0.5 * before["dw"])
        assert params["b"] == pytest.approx(b - 0.5 * before["db"])
        np.testing.assert_array_equal(grads["dw"], before["dw"])
        assert grads["db"] == before["db"]

    def test_two_runs_in_a_row_are_one_long_run(self, blobs):
        w, b = initialize_with_zeros(2)
        half, _, _ = optimize(w, b, *blobs, 7, 0.1)
        twice, grads_twice, _ = optimize(half["w"], half["b"], *blobs, 7, 0.1)
        once, grads, _ = optimize(w, b, *blobs, 14, 0.1)
        np.testing.assert_array_equal(twice["w"], once["w"])
        np.testing.assert_array_equal(grads_twice["dw"], grads["dw"])

    @pytest.mark.parametrize(
        ("num_iterations", "recorded"), [(0, 0), (1, 1), (100, 1), (101, 2), (250, 3)]
    )
    def test_the_cost_is_recorded_every_100_iterations_from_the_first(
        self, blobs, num_iterations, recorded
    ):
        _, _, costs = optimize(np.zeros((2, 1)), 0.0, *blobs, num_iterations, 0.1)
        assert len(costs) == recorded

    def test_recorded_costs_are_those_before_the_step(self, blobs):
        w, b = initialize_with_zeros(2)
        after_100, _, _ = optimize(w, b, *blobs, 100, 0.1)
        _, _, costs = optimize(w, b, *blobs, 101, 0.1)
        assert costs[0] == pytest.approx(np.log(2))
        assert costs[1] == propagate(after_100["w"], after_100["b"], *blobs)[1]

    def test_costs_fall(self, blobs):
        _, _, costs = optimize(np.zeros((2, 1)), 0.0, *blobs, 1000, 0.1)
        assert np.all(np.diff(costs) < 0)

    @pytest.mark.parametrize("num_iterations", [0, 1, 5])
    def test_the_callers_arrays_are_left_alone(self, blobs, num_iterations):
        w, (X, Y) = np.ones((2, 1)), blobs
        copies = w.copy(), X.copy(), Y.copy()
        optimize(w, 0.0, X, Y, num_iterations, 0.1)
        for array, copy in zip((w, X, Y), copies, strict=True):
            np.testing.assert_array_equal(array, copy)


class TestPredict:
    def test_one_half_is_not_enough(self):
        X = np.array([[-1.0, 0.0, 1e-9, 1.0]])
        np.testing.assert_array_equal(predict(np.ones((1, 1)), 0.0, X), [[0, 0, 1, 1]])

    @given(problems())
    def test_answers_yes_where_the_score_is_positive(self, problem):
        w, b, X, _ = problem
        answers = predict(w, b, X)
        assert answers.shape == (1, X.shape[1])
        np.testing.assert_array_equal(answers, w.T @ X + b > 0)


class TestModel:
    def test_tells_two_clouds_apart(self, blobs):
        X, Y = blobs
        trained = model(X[:, :40], Y[:, :40], X[:, 40:], Y[:, 40:], 500, 0.1)
        np.testing.assert_array_equal(trained["Y_prediction_train"], Y[:, :40])
        np.testing.assert_array_equal(trained["Y_prediction_test"], Y[:, 40:])

    def test_is_optimize_from_zeros(self, blobs):
        X, Y = blobs
        trained = model(X, Y, X, Y, num_iterations=150, learning_rate=0.2)
        params, _, costs = optimize(*initialize_with_zeros(2), X, Y, 150, 0.2)
        assert set(trained) == {"w", "b", "costs", "Y_prediction_train", "Y_prediction_test"}
        np.testing.assert_array_equal(trained["w"], params["w"])
        assert trained["b"] == params["b"]
        assert trained["costs"] == costs

    def test_learns_nothing_from_the_test_set(self, blobs):
        X, Y = blobs
        honest = model(X, Y, X, Y, 50, 0.1)
        lied_to = model(X, Y, -X[:, :5], 1 - Y[:, :5], 50, 0.1)
        np.testing.assert_array_equal(honest["w"], lied_to["w"])
        np.testing.assert_array_equal(honest["Y_prediction_train"], lied_to["Y_prediction_train"])
