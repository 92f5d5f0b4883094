"""Week 11's own promises: rulers that can't be confused, and bowls in which every direction counts."""

import numpy as np
import pytest
from some_secrets import SECRETS

from grader.answers.answer import ask
from grader.exercises import load_lesson
from grader.judging.judge import judge
from grader.keys.key_maker import make_key

LESSON = load_lesson("normalization")


@pytest.fixture(scope="module")
def keys():
    """For every exercise, its key under each of the secrets."""
    made = [make_key(LESSON, secret) for secret in SECRETS]
    return {
        exercise.name: [key.exercises[position] for key in made]
        for position, exercise in enumerate(LESSON.exercises)
    }


@pytest.mark.parametrize("name", [exercise.name for exercise in LESSON.exercises])
def test_examples_come_in_several_shapes_and_alone(name, keys):
    for key in keys[name]:
        shapes = [case.inputs[0].shape for case in key.cases]
        assert len(set(shapes)) >= 4
        assert any(m == 1 for _, m in shapes)
        assert any(n_x > m > 1 for n_x, m in shapes)
        assert any(n_x < m for n_x, m in shapes)
        assert all(n_x != m for n_x, m in shapes)


def test_one_case_has_a_constant_feature_beside_others(keys):
    for key in keys["fit_standardizer"]:
        constant = [np.ptp(case.inputs[0], axis=1) == 0 for case in key.cases]
        assert any(one.any() and not one.all() for one in constant)


def test_no_mean_is_near_zero_and_no_spread_near_one(keys):
    for key in keys["apply_standardizer"]:
        for _, mu, sigma in (case.inputs for case in key.cases):
            assert np.abs(mu).min() > 1
            assert np.abs(np.log(sigma)).min() > 0.3


def test_standardised_examples_are_not_those_that_the_rulers_were_made_from(keys):
    for key in keys["apply_standardizer"]:
        for case in key.cases:
            mean, spread = case.expected.mean(axis=1), case.expected.std(axis=1)
            assert max(np.abs(mean).max(), np.abs(spread - 1).max()) > 0.1


class TestMistakesAsPeopleWriteThem:
    """A diagnosis recognises the mistake in another's code, not only in ours."""

    def diagnoses(self, keys, function):
        return {
            judge(key, [ask(function, case.inputs) for case in key.cases]).diagnosis
            for key in keys[function.__name__]
        }

    def test_sample_deviation(self, keys):
        def fit_standardizer(X):
            m = X.shape[1]
            mu = X.mean(1, keepdims=True)
            sigma = np.sqrt(((X - mu) ** 2).sum(1, keepdims=True) / max(m - 1, 1))
            return mu, np.where(sigma == 0, 1, sigma)

        assert self.diagnoses(keys, fit_standardizer) == {"divided by one example fewer"}

    def test_variance(self, keys):
        def apply_standardizer(X, mu, sigma):
            return (X - mu) / np.square(sigma)

        assert self.diagnoses(keys, apply_standardizer) == {"divided by the variance"}

    def test_no_bias(self, keys):
        def max_stable_learning_rate(X):
            return 2 * X.shape[1] / np.linalg.norm(X, 2) ** 2

        assert self.diagnoses(keys, max_stable_learning_rate) == {"the bias is forgotten"}
