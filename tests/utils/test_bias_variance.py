"""What the references of week 12 promise, and the numbers that its notebook lives on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import load_digits

from utils.bias_variance import diagnose, error_rate, next_action, select_model, split_indices
from utils.deep_network import L_model_forward
from utils.deep_network_application import L_layer_model

seeds = st.integers(0, 2**32 - 1)
errors = st.floats(0, 1)
BASE, TRAIN, DEV, TEST = "base", "train", "dev", "test"


class TestSplit:
    @given(st.integers(1, 40), st.integers(0, 20), st.integers(0, 20), seeds)
    def test_every_example_is_in_exactly_one_set(self, n_train, n_dev, n_test, seed):
        m = n_train + n_dev + n_test
        parts = split_indices(m, n_dev, n_test, np.random.default_rng(seed))
        assert [part.size for part in parts] == [n_train, n_dev, n_test]
        np.testing.assert_array_equal(np.sort(np.concatenate(parts)), np.arange(m))

    @pytest.mark.parametrize("make", [np.random.default_rng, np.random.RandomState])
    def test_the_generator_decides(self, make):
        one, again, other = (split_indices(50, 10, 10, make(seed)) for seed in (1, 1, 2))
        assert all(np.array_equal(*pair) for pair in zip(one, again, strict=True))
        assert not any(np.array_equal(*pair) for pair in zip(one, other, strict=True))

    def test_any_example_lands_anywhere(self):
        rng = np.random.default_rng(0)
        counts = np.zeros((3, 6))
        for _ in range(3000):
            for where, part in enumerate(split_indices(6, 2, 1, rng)):
                counts[where, part] += 1
        expected = 3000 * np.array([[3 / 6], [2 / 6], [1 / 6]])
        np.testing.assert_allclose(counts, expected * np.ones(6), atol=150)


class TestErrorRate:
    def test_the_worked_example(self):
        assert error_rate(np.array([[3, 3, 8, 7, 7]]), np.array([[3, 8, 8, 1, 7]])) == 0.4

    @given(st.integers(1, 30), seeds)
    def test_is_one_minus_the_accuracy(self, m, seed):
        rng = np.random.default_rng(seed)
        Y_hat, Y = rng.integers(0, 3, (2, 1, m))
        assert error_rate(Y_hat, Y) == pytest.approx(1 - np.mean(Y_hat == Y))

    def test_answers_may_be_truth_values(self):
        assert error_rate(np.array([[True, False]]), np.array([[1.0, 1.0]])) == 0.5


class TestDiagnose:
    @pytest.mark.parametrize(
        ("base", "train", "dev", "verdict"),
        [
            (0.0, 0.01, 0.02, "fine"),
            (0.0, 0.08, 0.09, "high bias"),
            (0.07, 0.08, 0.09, "fine"),
            (0.0, 0.01, 0.11, "high variance"),
            (0.0, 0.15, 0.30, "high bias and high variance"),
            (0.2, 0.1, 0.0, "fine"),
        ],
    )
    def test_verdicts(self, base, train, dev, verdict):
        assert diagnose(base, train, dev, 0.02) == (train - base, dev - train, verdict)

    @given(errors, errors, errors)
    def test_both_gaps_together_lead_from_base_to_dev(self, base, train, dev):
        bias, variance, _ = diagnose(base, train, dev, 0.02)
        assert base + bias + variance == pytest.approx(dev)


class TestSelect:
    def test_the_worked_example(self):
        candidates = {
            "A": {TRAIN: 0.08, DEV: 0.09, TEST: 0.08},
            "B": {TRAIN: 0.02, DEV: 0.05, TEST: 0.07},
            "C": {TRAIN: 0.00, DEV: 0.06, TEST: 0.05},
        }
        assert select_model(candidates) == ("B", 0.07)

    def test_of_equals_the_first(self):
        both = {"one": {DEV: 0.1, TEST: 0.3}, "two": {DEV: 0.1, TEST: 0.2}}
        assert select_model(both) == ("one", 0.3)


class TestNextAction:
    def test_the_worked_example(self):
        row = {BASE: 0.01, TRAIN: 0.02, DEV: 0.07, TEST: 0.13}
        assert next_action(row, 0.02) == "generalise better"

    @given(errors, errors, errors, errors)
    def test_agrees_with_the_diagnosis(self, base, train, dev, test):
        action = next_action({BASE: base, TRAIN: train, DEV: dev, TEST: test}, 0.05)
        verdict = diagnose(base, train, dev, 0.05)[2]
        assert (action == "learn more") == verdict.startswith("high bias")
        assert (action == "generalise better") == (verdict == "high variance")
        assert (action == "renew the dev set") == (verdict == "fine" and test - dev > 0.05)


class TestDigits:
    """The four quadrants, as the notebook makes them."""

    X = load_digits().data.T / 16
    Y = load_digits().target.reshape(1, -1) % 2
    train, dev, test = split_indices(1797, 300, 300, np.random.default_rng(6))

    @pytest.mark.parametrize(
        ("count", "hidden", "steps", "verdict"),
        [
            (1197, [], 600, "high bias"),
            (80, [32], 600, "high variance"),
            (80, [], 60, "high bias and high variance"),
            (1197, [32], 1000, "fine"),
        ],
    )
    def test_quadrants(self, count, hidden, steps, verdict):
        chosen = self.train[:count]
        parameters, _ = L_layer_model(
            self.X[:, chosen],
            self.Y[:, chosen],
            [64, *hidden, 1],
            0.5,
            steps,
            np.random.default_rng(1),
        )

        def error(part):
            return error_rate(
                L_model_forward(self.X[:, part], parameters)[0] > 0.5, self.Y[:, part]
            )

        assert diagnose(0.0, error(chosen), error(self.dev), 0.03)[2] == verdict


def test_the_luckiest_of_a_thousand_seems_more_than_twice_as_good():
    measured = np.random.default_rng(0).binomial(200, 0.1, (300, 1000)) / 200
    assert 0.03 < measured.min(axis=1).mean() < 0.045
