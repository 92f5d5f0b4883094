"""What the references of week 11 promise, and the numbers that its notebook lives on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import load_breast_cancer

from utils.logistic_regression import log_loss, optimize, predict, sigmoid
from utils.normalization import apply_standardizer, fit_standardizer, max_stable_learning_rate

FOUR = np.array([[1.0, 1.0, 7.0, 7.0]])


@st.composite
def features(draw, smallest=1):
    """Examples X (n_x, m) whose features have scales of their own."""
    n_x, m = draw(st.integers(1, 6)), draw(st.integers(smallest, 9))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return 10.0 ** rng.integers(-3, 4, (n_x, 1)) * (rng.normal(size=(n_x, m)) + 3)


def descend(X, Y, learning_rate, steps):
    """The distance from the best answers after gradient descent on linear regression, in answers."""
    A = np.vstack([X, np.ones((1, X.shape[1]))])
    best = np.linalg.lstsq(A.T, Y.T, rcond=None)[0]
    theta = best + 1.0
    for _ in range(steps):
        theta = theta - learning_rate * A @ (A.T @ theta - Y.T) / X.shape[1]
    return float(np.linalg.norm(A.T @ (theta - best))) / float(np.linalg.norm(A.T @ (best * 0 + 1)))


class TestStandardizer:
    def test_the_worked_example(self):
        mu, sigma = fit_standardizer(FOUR)
        assert (mu.item(), sigma.item()) == (4.0, 3.0)
        np.testing.assert_array_equal(apply_standardizer(FOUR, mu, sigma), [[-1, -1, 1, 1]])

    @given(features(smallest=2))
    def test_training_examples_get_mean_0_and_spread_1(self, X):
        Z = apply_standardizer(X, *fit_standardizer(X))
        np.testing.assert_allclose(Z.mean(axis=1), 0, atol=1e-9)
        np.testing.assert_allclose(Z.std(axis=1), 1, rtol=1e-9)

    @given(features())
    def test_mu_and_sigma_are_columns(self, X):
        mu, sigma = fit_standardizer(X)
        assert mu.shape == sigma.shape == (len(X), 1)

    @given(st.floats(-1e6, 1e6), st.integers(1, 50))
    def test_a_constant_feature_becomes_zero_whatever_rounding_does(self, value, m):
        X = np.full((1, m), value)
        mu, sigma = fit_standardizer(X)
        assert sigma.item() == 1.0
        np.testing.assert_allclose(apply_standardizer(X, mu, sigma), 0, atol=1e-9)

    @given(features(smallest=2), st.floats(0.01, 100), st.floats(-50, 50))
    def test_units_do_not_matter(self, X, factor, shift):
        other = factor * X + shift
        Z = apply_standardizer(X, *fit_standardizer(X))
        np.testing.assert_allclose(
            apply_standardizer(other, *fit_standardizer(other)), Z, atol=1e-4
        )

    def test_the_inputs_stay_as_they_were(self):
        X = FOUR.copy()
        apply_standardizer(X, *fit_standardizer(X))
        np.testing.assert_array_equal(X, FOUR)

    def test_dividing_by_the_variance_turns_the_ratio_of_spreads_around(self):
        X = np.random.default_rng(0).normal(size=(2, 500)) * [[1000], [0.01]]
        mu, sigma = fit_standardizer(X)
        wrong = ((X - mu) / sigma**2).std(axis=1)
        assert wrong[1] / wrong[0] == pytest.approx(sigma[0, 0] / sigma[1, 0])

    def test_the_mean_of_squares_is_the_variance_and_the_square_of_the_mean(self):
        assert np.mean(FOUR**2) == 9 + 16


class TestLearningRate:
    def test_the_worked_example(self):
        mu, sigma = fit_standardizer(FOUR)
        assert max_stable_learning_rate(FOUR) == pytest.approx(2 / (13 + np.sqrt(160)))
        assert max_stable_learning_rate(FOUR - mu) == pytest.approx(2 / 9)
        assert max_stable_learning_rate((FOUR - mu) / sigma) == pytest.approx(2)

    @given(features(smallest=2))
    def test_below_it_descent_converges_and_above_it_does_not(self, X):
        Y = np.random.default_rng(1).normal(size=(1, X.shape[1]))
        limit = max_stable_learning_rate(X)
        assert descend(X, Y, 0.9 * limit, 60) < 1
        assert descend(X, Y, 1.3 * limit, 60) > 100

    def test_one_step_is_enough_in_a_round_bowl(self):
        X = apply_standardizer(FOUR, *fit_standardizer(FOUR))
        assert descend(X, np.array([[3.0, 1.0, 4.0, 1.5]]), 1.0, 1) < 1e-12

    @given(features())
    def test_the_smaller_product_has_the_same_largest_eigenvalue(self, X):
        m = X.shape[1]
        small = np.linalg.eigvalsh((X.T @ X + 1) / m)[-1]
        assert max_stable_learning_rate(X) == pytest.approx(2 / small)

    @given(features(smallest=2))
    def test_four_times_it_is_safe_for_logistic_regression(self, X):
        Y = np.arange(X.shape[1]).reshape(1, -1) % 2
        w, b = np.zeros((len(X), 1)), 0.0
        rate = 4 * max_stable_learning_rate(X)
        costs = [np.mean(log_loss(sigmoid(w.T @ X + b), Y))]
        for _ in range(12):
            parameters, _, _ = optimize(w, b, X, Y, 1, rate)
            w, b = parameters["w"], parameters["b"]
            costs.append(np.mean(log_loss(sigmoid(w.T @ X + b), Y)))
        assert all(np.diff(costs) <= 1e-12)


@pytest.fixture(scope="module")
def data():
    table = load_breast_cancer()
    X, Y = table.data.T, 1 - table.target.reshape(1, -1)
    order = np.random.default_rng(0).permutation(X.shape[1])
    train, test = order[:400], order[400:]
    return X[:, train], Y[:, train], X[:, test], Y[:, test]


@pytest.fixture(scope="module")
def trained(data):
    X, Y, _, _ = data
    mu, sigma = fit_standardizer(X)
    Z = apply_standardizer(X, mu, sigma)
    return optimize(np.zeros((30, 1)), 0.0, Z, Y, 300, 0.6)[0]


class TestBreastCancer:
    """What the notebook tells."""

    def wrong(self, trained, Z, Y):
        return np.mean(predict(trained["w"], trained["b"], Z) != Y)

    def test_rulers_differ_by_five_powers_of_ten(self, data):
        _, sigma = fit_standardizer(data[0])
        assert 2e5 < sigma.max() / sigma.min() < 3e5

    def test_the_limit_grows_a_hundred_thousand_times(self, data):
        X = data[0]
        Z = apply_standardizer(X, *fit_standardizer(X))
        assert max_stable_learning_rate(Z) / max_stable_learning_rate(X) > 1e5

    def test_one_patient_at_a_time_is_always_benign_with_rulers_of_her_own(self, data, trained):
        X, _, X_test, Y_test = data
        assert self.wrong(trained, apply_standardizer(X_test, *fit_standardizer(X)), Y_test) < 0.05
        alone = np.hstack(
            [apply_standardizer(x[:, None], *fit_standardizer(x[:, None])) for x in X_test.T]
        )
        assert not alone.any()
        assert self.wrong(trained, alone, Y_test) == pytest.approx(Y_test.mean())

    def test_a_benign_day_is_half_malignant_with_rulers_of_its_own(self, data, trained):
        _, _, X_test, Y_test = data
        healthy = X_test[:, Y_test[0] == 0]
        own = apply_standardizer(healthy, *fit_standardizer(healthy))
        assert self.wrong(trained, own, np.zeros((1, healthy.shape[1]))) > 0.4
