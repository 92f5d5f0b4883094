"""Week 5's own promises: every depth, no layer taken for another, and freedom where dA is concerned."""

import itertools

import numpy as np
import pytest
from some_secrets import SECRETS

from grader.answers.answer import ask
from grader.exercises import load_lesson
from grader.judging.judge import CORRECT, judge
from grader.keys.key_maker import make_key
from utils import deep_network

LESSON = load_lesson("deep_network")


@pytest.fixture(scope="module")
def keys():
    """For every exercise, its key under each of the secrets."""
    made = [make_key(LESSON, secret) for secret in SECRETS]
    return {
        exercise.name: [key.exercises[position] for key in made]
        for position, exercise in enumerate(LESSON.exercises)
    }


def inputs_called(name, key):
    """The input `name` of every case."""
    position = key.parameters.index(name)
    return [case.inputs[position] for case in key.cases]


OTHER_STYLES = {
    "expected_shapes": lambda dims, m: {
        f"{kind}{i}": [dims[i], {"W": dims[i - 1], "b": 1}.get(kind, m)]
        for i in range(1, len(dims))
        for kind in "AZbW"
    },
    "initialize_parameters_deep": lambda dims, rng: {
        name: value
        for i in range(1, len(dims))
        for name, value in (
            (f"W{i}", rng.normal(size=(dims[i], dims[i - 1])) * dims[i - 1] ** -0.5),
            (f"b{i}", np.zeros((dims[i], 1), dtype=int)),
        )
    },
    "relu_backward": lambda dA, Z: np.where(Z <= 0, 0, dA),
    "sigmoid_backward": lambda dA, Z: dA * np.exp(-Z) / (1 + np.exp(-Z)) ** 2,
    "linear_backward": lambda dZ, cache: [
        np.einsum("ji,jk->ik", cache[1], dZ),
        np.einsum("ik,jk->ij", dZ, cache[0]) / dZ.shape[1],
        dZ.mean(axis=1).reshape(-1, 1),
    ],
    "compute_cost": lambda AL, Y: np.mean(np.where(Y == 1, -np.log(AL), -np.log(1 - AL))),
    "xor_tree": lambda bits: (np.bitwise_xor.reduce(bits), len(bits) - 1),
}


class TestShapes:
    """No case lets a confusion of rows and columns, or of one layer with another, pass."""

    @pytest.mark.parametrize("name", ["expected_shapes", "initialize_parameters_deep"])
    def test_networks_are_shallow_and_deep(self, name, keys):
        for key in keys[name]:
            dims = inputs_called("layer_dims", key)
            assert {len(one) - 1 for one in dims} >= {1, 2, 4, 5}
            for one in dims:
                assert all(n_prev != n for n_prev, n in itertools.pairwise(one[:-1]))

    def test_sizes_and_numbers_of_examples_differ(self, keys):
        for key in keys["expected_shapes"]:
            for dims, m in (case.inputs for case in key.cases):
                assert m == 1 or m not in dims
            assert 1 in inputs_called("m", key)

    def test_forward_and_backward_meet_every_depth_and_a_single_example(self, keys):
        for key in keys["L_model_forward"]:
            depths = {len(parameters) // 2 for parameters in inputs_called("parameters", key)}
            shapes = [X.shape for X in inputs_called("X", key)]
            assert depths >= {1, 2, 4, 5}
            assert any(m == 1 for _, m in shapes)
            assert all(n_x != m for n_x, m in shapes)
        for key in keys["L_model_backward"]:
            assert {len(caches) for caches in inputs_called("caches", key)} >= {1, 2, 3, 4, 5}
            assert any(Y.size == 1 for Y in inputs_called("Y", key))

    @pytest.mark.parametrize("name", ["linear_forward", "linear_activation_forward"])
    def test_layers_narrow_widen_and_are_square(self, name, keys):
        for key in keys[name]:
            widths = [W.shape for W in inputs_called("W", key)]
            examples = [A_prev.shape[1] for A_prev in inputs_called("A_prev", key)]
            assert {int(np.sign(n - n_prev)) for n, n_prev in widths} == {-1, 0, 1}
            assert 1 in examples
            for (n, n_prev), m in zip(widths, examples, strict=True):
                assert m not in (n, n_prev)


class TestNumbers:
    """Nothing hangs on the last digits, and nothing is hidden by zeros."""

    @pytest.mark.parametrize("name", ["relu_backward", "sigmoid_backward"])
    def test_no_score_is_near_the_corner(self, name, keys):
        for key in keys[name]:
            for argument in ("dA", "Z"):
                assert all(np.abs(value).min() > 0.1 for value in inputs_called(argument, key))

    def test_nor_in_a_network(self, keys):
        for key in keys["L_model_backward"]:
            for caches in inputs_called("caches", key):
                assert all(np.abs(Z).min() > 1e-3 for _, Z in caches)

    def test_answers_are_neither_sure_nor_all_the_same(self, keys):
        for key in keys["L_model_backward"]:
            for AL in inputs_called("AL", key):
                assert 0.04 < AL.min() <= AL.max() < 0.96

    def test_every_layer_of_every_network_has_a_gradient(self, keys):
        for key in keys["L_model_backward"]:
            for case in key.cases:
                assert all(gradient.any() for gradient in case.expected.values())

    def test_biases_are_not_zero(self, keys):
        for key in keys["L_model_forward"]:
            for parameters in inputs_called("parameters", key):
                assert all(parameters[name].all() for name in parameters)

    def test_bits_are_mixed_and_once_all_zero(self, keys):
        """An answer that is always 1 is not taken for an OR of all bits."""
        for key in keys["xor_tree"]:
            kinds = [frozenset(bits) for bits in inputs_called("bits", key) if len(bits) > 1]
            assert kinds.count(frozenset({0})) == 1
            assert frozenset({0, 1}) in kinds

    def test_labels_are_zeros_and_ones_and_both_occur(self, keys):
        for name in ["compute_cost", "L_model_backward"]:
            for key in keys[name]:
                for Y in inputs_called("Y", key):
                    assert set(np.unique(Y)) == ({0, 1} if Y.size > 1 else {1})


class TestBackward:
    """Of a network's gradients dW and db are asked for, and nothing else."""

    def test_no_key_asks_for_dA(self, keys):
        for key in keys["L_model_backward"]:
            for case in key.cases:
                L = len(case.inputs[2])
                names = {f"d{kind}{layer}" for kind in "Wb" for layer in range(1, L + 1)}
                assert set(case.expected) == names

    def test_who_keeps_dA_is_right_as_well(self, keys):
        for key in keys["L_model_backward"]:
            answers = [ask(deep_network.L_model_backward, case.inputs) for case in key.cases]
            assert judge(key, answers).status == CORRECT

    def test_a_mistake_is_named_whether_dA_is_kept_or_not(self, keys):
        def with_dA(AL, Y, caches):
            return deep_network.L_model_backward(Y, AL, caches)

        for key in keys["L_model_backward"][:3]:
            answers = [ask(with_dA, case.inputs) for case in key.cases]
            assert judge(key, answers).diagnosis == "the error has the wrong sign"

    def test_the_way_by_dAL_is_right(self, keys):
        def by_dAL(AL, Y, caches):
            dA, grads = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL)), {}
            for layer in range(len(caches), 0, -1):
                bend = "sigmoid" if layer == len(caches) else "relu"
                dA, grads[f"dW{layer}"], grads[f"db{layer}"] = (
                    deep_network.linear_activation_backward(dA, caches[layer - 1], bend)
                )
            return grads

        for key in keys["L_model_backward"]:
            answers = [ask(by_dAL, case.inputs) for case in key.cases]
            assert judge(key, answers).status == CORRECT

    def test_written_for_two_layers_is_wrong_and_named(self, keys):
        def second_cache(AL, Y, caches):
            grads = {}
            linear, _ = caches[1]
            dA, grads["dW2"], grads["db2"] = deep_network.linear_backward(AL - Y, linear)
            _, grads["dW1"], grads["db1"] = deep_network.linear_activation_backward(
                dA, caches[0], "relu"
            )
            return grads

        for key in keys["L_model_backward"]:
            answers = [ask(second_cache, case.inputs) for case in key.cases]
            assert judge(key, answers).status != CORRECT


@pytest.mark.parametrize("name", OTHER_STYLES)
def test_right_in_another_way_is_right(name, keys):
    for key in keys[name]:
        answers = [ask(OTHER_STYLES[name], case.inputs) for case in key.cases]
        assert judge(key, answers).status == CORRECT
