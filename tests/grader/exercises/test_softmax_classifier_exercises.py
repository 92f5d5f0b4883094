"""Week 10's own promises: no two sizes are equal, scores that overflow, and answers rounded to certainty."""

import numpy as np
import pytest
from some_secrets import SECRETS

from grader.exercises import load_lesson
from grader.keys.key_maker import make_key

LESSON = load_lesson("softmax_classifier")


@pytest.fixture(scope="module")
def keys():
    """For every exercise, its key under each of the secrets."""
    made = [make_key(LESSON, secret) for secret in SECRETS]
    return {
        exercise.name: [key.exercises[position] for key in made]
        for position, exercise in enumerate(LESSON.exercises)
    }


def given(name, key):
    """The input `name` of every case."""
    position = key.parameters.index(name)
    return [case.inputs[position] for case in key.cases]


@pytest.mark.parametrize("name", ["linear_scores", "softmax_gradient", "train_softmax"])
def test_classes_features_and_examples_are_never_as_many(name, keys):
    for key in keys[name]:
        sizes = []
        for case in key.cases:
            inputs = dict(zip(key.parameters, case.inputs, strict=True))
            K = len(inputs["Y"] if "Y" in inputs else inputs["W"])
            sizes.append((K, *inputs["X"].shape))
        assert all(len(set(each)) == 3 for each in sizes)
        assert any(m == 1 for *_, m in sizes)
        assert len(set(sizes)) >= 3


@pytest.mark.parametrize("name", ["softmax_gradient", "train_softmax"])
def test_truths_are_one_hot_and_the_penalty_is_once_off(name, keys):
    for key in keys[name]:
        for Y in given("Y", key):
            assert set(np.unique(Y)) == {0, 1}
            np.testing.assert_array_equal(Y.sum(axis=0), 1)
        penalties = given("lambd", key)
        assert min(penalties) == 0
        assert max(penalties) > 0.3


def test_training_runs_long_enough_for_a_second_entry_in_the_diary(keys):
    for key in keys["train_softmax"]:
        lengths = given("num_iterations", key)
        assert max(lengths) > 200
        assert all(length % 100 for length in lengths)


def test_some_scores_overflow_and_some_columns_are_far_apart(keys):
    for key in keys["softmax"]:
        scores = given("Z", key)
        assert any(Z.max() > 710 for Z in scores)
        assert any(np.ptp(Z.max(axis=0)) > 1400 for Z in scores)
        assert sum(np.abs(Z).max() < 10 for Z in scores) > len(scores) / 2
        assert all(Z.shape[0] != Z.shape[1] for Z in scores)


def test_a_class_may_be_without_examples(keys):
    for key in keys["one_hot"]:
        assert any(labels.max() + 1 < K for labels, K in (case.inputs for case in key.cases))
        assert any(labels.shape == (1, 1) for labels in given("labels", key))


def test_answers_are_rounded_to_certainty_rightly_and_wrongly(keys):
    for key in keys["cross_entropy"]:
        seen = {
            (float(a), int(y))
            for A, Y in (case.inputs for case in key.cases)
            for a, y in zip(A.ravel(), Y.ravel(), strict=True)
        }
        assert {(0.0, 1), (1.0, 1), (0.0, 0)} <= seen
        certain = [A for A in given("A", key) if np.isin(A, (0, 1)).any()]
        assert len(certain) < len(key.cases) / 2
