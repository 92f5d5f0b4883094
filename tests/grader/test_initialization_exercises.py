"""Week 7's own promises: the same numbers in other styles are right, and no case hides a mistake."""

import itertools

import numpy as np
import pytest

from grader.answer import ask
from grader.exercises import load_lesson
from grader.judge import CORRECT, judge
from grader.key_maker import PUBLIC, make_key

LESSON = load_lesson("initialization")
SECRETS = [PUBLIC, *(f"secret {number}" for number in range(24))]

by_exercise = pytest.mark.parametrize("exercise", LESSON.exercises, ids=lambda one: one.name)


@pytest.fixture(scope="module")
def keys():
    """For every exercise, its key under each of the secrets."""
    made = [make_key(LESSON, secret) for secret in SECRETS]
    return {
        exercise.name: [key.exercises[position] for key in made]
        for position, exercise in enumerate(LESSON.exercises)
    }


def verdicts(keys, name, function):
    """What is said of `function` under each of the secrets."""
    return [judge(key, [ask(function, case.inputs) for case in key.cases]) for key in keys[name]]


class TestOtherStyles:
    """The same numbers, written by other people."""

    def test_numpys_normal_with_a_scale(self, keys):
        def initialize_parameters_he(layer_dims, rng):
            parameters = {"L": len(layer_dims) - 1}
            for n_in, n_out in itertools.pairwise(layer_dims):
                layer = len(parameters) // 2 + 1
                parameters[f"W{layer}"] = rng.normal(0, (2 / n_in) ** 0.5, size=(n_out, n_in))
                parameters[f"b{layer}"] = np.zeros((n_out, 1))
            return parameters

        for verdict in verdicts(keys, "initialize_parameters_he", initialize_parameters_he):
            assert verdict.status == CORRECT

    def test_one_number_at_a_time(self, keys):
        def initialize_parameters_random(layer_dims, scale, rng):
            parameters = {}
            for layer in range(1, len(layer_dims)):
                n, n_prev = layer_dims[layer], layer_dims[layer - 1]
                rows = [[rng.standard_normal() * scale for _ in range(n_prev)] for _ in range(n)]
                parameters["b" + str(layer)] = np.zeros((n, 1), dtype=int)
                parameters["W" + str(layer)] = np.array(rows)
            return parameters

        for verdict in verdicts(keys, "initialize_parameters_random", initialize_parameters_random):
            assert verdict.status == CORRECT


@by_exercise
def test_what_another_exercise_asks_for_is_wrong_here(exercise, keys):
    for other in LESSON.exercises:
        if other is not exercise and other.parameters == exercise.parameters:
            for verdict in verdicts(keys, exercise.name, other.reference):
                assert verdict.status != CORRECT


class TestMistakesAsPeopleWriteThem:
    """A diagnosis recognises the mistake in another's code, not only in ours."""

    def test_random_biases(self, keys):
        def initialize_parameters_xavier(layer_dims, rng):
            parameters = {}
            for i in range(1, len(layer_dims)):
                scale = 1 / np.sqrt(layer_dims[i - 1])
                parameters[f"W{i}"] = (
                    rng.standard_normal((layer_dims[i], layer_dims[i - 1])) * scale
                )
                parameters[f"b{i}"] = rng.standard_normal((layer_dims[i], 1)) * scale
            return parameters

        name = "initialize_parameters_xavier"
        for verdict in verdicts(keys, name, initialize_parameters_xavier):
            assert verdict.diagnosis == "the biases are random too"

    @pytest.mark.parametrize(
        ("turn", "diagnosis"),
        [(False, "the weights lie on their side"), (True, "drawn on their side, then turned")],
    )
    def test_on_its_side(self, keys, turn, diagnosis):
        def initialize_parameters_random(layer_dims, scale, rng):
            parameters = {}
            for i in range(1, len(layer_dims)):
                W = rng.standard_normal((layer_dims[i - 1], layer_dims[i])) * scale
                parameters[f"W{i}"] = W.T if turn else W
                parameters[f"b{i}"] = np.zeros((layer_dims[i], 1))
            return parameters

        name = "initialize_parameters_random"
        for verdict in verdicts(keys, name, initialize_parameters_random):
            assert verdict.diagnosis == diagnosis

    def test_a_generator_of_ones_own_is_wrong(self, keys):
        def initialize_parameters_he(layer_dims, rng):
            rng = np.random.default_rng(0)
            return LESSON.exercises[-1].reference(layer_dims, rng)

        for verdict in verdicts(keys, "initialize_parameters_he", initialize_parameters_he):
            assert verdict.status != CORRECT


@by_exercise
class TestNetworks:
    def test_have_several_depths_and_no_two_equal_widths(self, exercise, keys):
        for key in keys[exercise.name]:
            networks = [case.inputs[0] for case in key.cases]
            assert len({len(layer_dims) for layer_dims in networks}) >= 3
            assert max(map(len, networks)) > 4
            assert min(map(len, networks)) == 2
            assert all(len(set(layer_dims)) == len(layer_dims) for layer_dims in networks)
            assert any(layer_dims[-1] == 1 for layer_dims in networks)

    def test_every_case_has_a_seed_of_its_own(self, exercise, keys):
        if "rng" in exercise.parameters:
            for key in keys[exercise.name]:
                assert len({case.inputs[-1].seed for case in key.cases}) == len(key.cases)


def test_scales_are_small_and_large_and_hide_no_mistake(keys):
    for key in keys["initialize_parameters_random"]:
        scales = [case.inputs[1] for case in key.cases]
        assert min(scales) < 0.5
        assert max(scales) > 2
        assert all(abs(np.log(scale)) > 0.5 for scale in scales)
