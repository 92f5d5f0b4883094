"""Week 0's own promises: both sides of the bend occur, and no score is a tie."""

import numpy as np
import pytest
from some_secrets import SECRETS

from grader.answers.answer import ask
from grader.exercises import load_lesson
from grader.judging.judge import CORRECT, judge
from grader.keys.key_maker import make_key

LESSON = load_lesson("what_is_deep_learning")


@pytest.fixture(scope="module")
def keys():
    """For every exercise, its key under each of the secrets."""
    made = [make_key(LESSON, secret) for secret in SECRETS]
    return {
        exercise.name: [key.exercises[position] for key in made]
        for position, exercise in enumerate(LESSON.exercises)
    }


def test_relu_is_asked_for_numbers_and_arrays_of_both_signs_and_never_near_the_bend(keys):
    for key in keys["relu"]:
        asked = [case.inputs[0] for case in key.cases]
        shapes = [np.shape(z) for z in asked]
        assert len({shape for shape in shapes if shape}) >= 4
        assert len([shape for shape in shapes if not shape]) == 2
        assert all(shape[0] != shape[1] for shape in shapes if len(shape) == 2)
        assert all(np.abs(z).min() > 0.1 for z in asked)
        both = [z for z in asked if np.min(z) < 0 < np.max(z)]
        assert len(both) == 4
        # An array without negative numbers shows whoever only fails at arrays what it is.
        assert any(np.shape(z) and np.min(z) > 0 for z in asked)


def test_neurons_have_several_shapes_a_single_example_and_a_single_input(keys):
    for key in keys["neuron"]:
        shapes = [case.inputs[0].shape for case in key.cases]
        assert len(set(shapes)) >= 3
        assert all(n_x != m for n_x, m in shapes)
        assert any(m == 1 for _, m in shapes)
        assert any(n_x == 1 for n_x, _ in shapes)
        assert any(n_x > m > 1 for n_x, m in shapes)


def test_some_examples_are_silent_and_none_is_near_the_bend(keys):
    for key in keys["neuron"]:
        for case in key.cases:
            X, w, b = case.inputs
            z = w.T @ X + b
            assert np.abs(z).min() > 0.01
            assert abs(b) > 0.1
            if X.shape[1] > 1:
                assert (z < 0).any()
            assert (z > 0).any()


def test_every_bias_wakes_or_silences_somebody(keys):
    """So whoever forgets it, or adds it too late, has other answers in every case."""
    for key in keys["neuron"]:
        for case in key.cases:
            X, w, b = case.inputs
            score = w.T @ X
            assert ((score > 0) != (score + b > 0)).any()


def test_a_relu_for_single_numbers_is_told_about_arrays(keys):
    def relu(z):
        return max(0, z)

    for key in keys["relu"]:
        verdict = judge(key, [ask(relu, case.inputs) for case in key.cases])
        assert verdict.status != CORRECT
        assert "array" in verdict.message
        assert "negative" not in verdict.message
