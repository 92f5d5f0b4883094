"""What the reference implementations of the softmax classifier promise, and what the lesson says of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import load_digits

from datasets import load_spiral
from utils.logistic_regression import log_loss, propagate, sigmoid
from utils.softmax_classifier import (
    cross_entropy,
    linear_scores,
    one_hot,
    softmax,
    softmax_gradient,
    train_softmax,
)

sizes = st.integers(min_value=1, max_value=6)
seeds = st.integers(min_value=0, max_value=2**32 - 1)


@st.composite
def problems(draw):
    """Parameters, examples and labels (W, b, X, Y) of a random shape."""
    K, n_x, m = draw(sizes) + 1, draw(sizes), draw(sizes)
    rng = np.random.default_rng(draw(seeds))
    Y = one_hot(rng.integers(K, size=(1, m)), K)
    return rng.normal(size=(K, n_x)), rng.normal(size=(K, 1)), rng.normal(size=(n_x, m)), Y


def cost(W, b, X, Y, lambd):
    penalty = lambd / (2 * X.shape[1]) * np.sum(W**2)
    return cross_entropy(softmax(linear_scores(W, b, X)), Y) + penalty


def accuracy(W, b, X, labels):
    return np.mean(np.argmax(linear_scores(W, b, X), axis=0) == labels[0])


class TestScores:
    def test_worked_example(self):
        W = np.array([[1.0, -1, 1, -1], [1, 1, -1, -1], [1, -1, -1, 1]])
        x = np.array([[0.9], [0.2], [0.7], [0.1]])
        Z = linear_scores(W, np.array([[0], [0.5], [0]]), x)
        np.testing.assert_allclose(Z, [[1.3], [0.8], [0.1]])
        np.testing.assert_allclose(softmax(Z), [[0.524], [0.318], [0.158]], atol=5e-4)
        assert cross_entropy(softmax(Z), one_hot(np.array([[0]]), 3)) == pytest.approx(
            0.646, abs=5e-4
        )


class TestSoftmax:
    @given(sizes, sizes, seeds, st.floats(min_value=0, max_value=1e4))
    def test_gives_probabilities_and_never_warns(self, K, m, seed, spread):
        A = softmax(spread * np.random.default_rng(seed).normal(size=(K, m)))
        assert (A >= 0).all()
        np.testing.assert_allclose(A.sum(axis=0), 1)

    @given(seeds, st.floats(min_value=-1e3, max_value=1e3))
    def test_only_differences_count(self, seed, lift):
        Z = np.random.default_rng(seed).normal(size=(4, 3))
        np.testing.assert_allclose(softmax(Z + lift), softmax(Z), rtol=1e-9)

    @given(st.floats(min_value=-50, max_value=50))
    def test_of_two_classes_is_the_sigmoid_of_the_difference(self, z):
        assert softmax(np.array([[z], [0.5]]))[0, 0] == pytest.approx(sigmoid(z - 0.5))

    def test_examples_do_not_meet(self):
        Z = np.array([[1.0, 5000.0], [2.0, -5000.0]])
        np.testing.assert_allclose(softmax(Z)[:, :1], softmax(Z[:, :1]))


class TestOneHot:
    @given(st.lists(st.integers(0, 4), min_size=1, max_size=9))
    def test_has_a_single_one_where_the_class_is(self, numbers):
        labels = np.array([numbers])
        Y = one_hot(labels, 5)
        assert Y.shape == (5, len(numbers))
        assert Y.dtype == np.float64
        np.testing.assert_array_equal(Y.sum(axis=0), 1)
        np.testing.assert_array_equal(np.argmax(Y, axis=0), numbers)


class TestCrossEntropy:
    @pytest.mark.parametrize("K", [2, 3, 10, 1000])
    def test_begins_at_the_logarithm_of_the_number_of_classes(self, K):
        Y = one_hot(np.arange(5).reshape(1, 5) % K, K)
        assert cross_entropy(softmax(np.zeros((K, 5))), Y) == pytest.approx(np.log(K))

    @given(seeds)
    def test_of_two_classes_is_that_of_week_3(self, seed):
        rng = np.random.default_rng(seed)
        a, y = rng.uniform(size=(1, 6)), rng.integers(2, size=(1, 6))
        both = cross_entropy(np.vstack([1 - a, a]), one_hot(y, 2))
        assert both == pytest.approx(log_loss(a, y).mean())

    def test_stays_finite(self):
        assert cross_entropy(np.array([[1.0], [0.0]]), np.array([[1], [0]])) == 0
        assert 700 < cross_entropy(np.array([[1.0], [0.0]]), np.array([[0], [1]])) < 750


class TestGradient:
    @given(problems(), st.floats(min_value=0, max_value=3))
    def test_is_the_slope_of_the_cost(self, problem, lambd):
        W, b, X, Y = problem
        grads = softmax_gradient(W, b, X, Y, lambd)
        for name, value in {"dW": W, "db": b}.items():
            assert grads[name].shape == value.shape
            for place in np.ndindex(value.shape):
                nudge = np.zeros(value.shape)
                nudge[place] = 1e-5
                up, down = (
                    cost(W + s * nudge, b, X, Y, lambd)
                    if name == "dW"
                    else cost(W, b + s * nudge, X, Y, lambd)
                    for s in (1, -1)
                )
                assert grads[name][place] == pytest.approx((up - down) / 2e-5, abs=1e-7)

    @given(problems())
    def test_what_one_class_gains_the_others_lose(self, problem):
        grads = softmax_gradient(*problem, 0.0)
        np.testing.assert_allclose(grads["db"].sum(), 0, atol=1e-12)
        np.testing.assert_allclose(grads["dW"].sum(axis=0), 0, atol=1e-12)

    @given(seeds)
    def test_of_two_classes_is_that_of_one_neuron(self, seed):
        rng = np.random.default_rng(seed)
        w, X, y = rng.normal(size=(3, 1)), rng.normal(size=(3, 5)), rng.integers(2, size=(1, 5))
        neuron, _ = propagate(w, 0.3, X, y)
        W, b = np.vstack([np.zeros((1, 3)), w.T]), np.array([[0.0], [0.3]])
        grads = softmax_gradient(W, b, X, one_hot(y, 2), 0.0)
        np.testing.assert_allclose(grads["dW"][1:], neuron["dw"].T)
        assert grads["db"][1, 0] == pytest.approx(neuron["db"])


class TestTraining:
    def test_lowers_the_cost_that_it_records(self):
        X, labels = load_spiral()
        Y = one_hot(labels, 3)
        _, _, costs = train_softmax(X, Y, 301, 1.0, 2.0)
        assert len(costs) == 4
        assert costs == sorted(costs, reverse=True)
        assert costs[0] == pytest.approx(np.log(3))
        W_before, b_before, _ = train_softmax(X, Y, 300, 1.0, 2.0)
        assert costs[-1] == pytest.approx(cost(W_before, b_before, X, Y, 2.0))

    def test_a_spiral_is_too_much_for_straight_borders(self):
        X, labels = load_spiral()
        W, b, _ = train_softmax(X, one_hot(labels, 3), 1000, 1.0, 0.0)
        assert 0.4 < accuracy(W, b, X, labels) < 0.6

    def test_more_penalty_makes_smaller_weights(self):
        X, labels = load_spiral()
        Y = one_hot(labels, 3)
        sizes = [np.sum(train_softmax(X, Y, 300, 0.5, lambd)[0] ** 2) for lambd in (0, 5, 50)]
        assert sizes == sorted(sizes, reverse=True)

    def test_reads_about_96_of_100_digits(self):
        digits = load_digits()
        shares = []
        for seed in range(3):
            order = np.random.default_rng(seed).permutation(len(digits.target))
            X, labels = digits.data.T[:, order] / 16, digits.target[order].reshape(1, -1)
            W, b, costs = train_softmax(X[:, :1437], one_hot(labels[:, :1437], 10), 500, 0.5, 1.0)
            shares.append(accuracy(W, b, X[:, 1437:], labels[:, 1437:]))
            assert costs[0] == pytest.approx(np.log(10))
        assert 0.95 < np.mean(shares) < 0.975


def test_of_two_templates_with_one_score_the_spread_one_is_less_shaken():
    """The example of the lesson: equal scores, norms 2 and 1.26, and noise grows with the norm."""
    x = np.array([1.0, 1.0, 0.5, 0.5])
    on_one_pixel, spread_out = np.array([2.0, 0, 0, 0]), np.array([0.8, 0.8, 0.4, 0.4])
    assert on_one_pixel @ x == pytest.approx(spread_out @ x)
    assert on_one_pixel @ on_one_pixel == 4
    assert spread_out @ spread_out == pytest.approx(1.6)
    np.testing.assert_allclose(spread_out, 2 * x / (x @ x))
