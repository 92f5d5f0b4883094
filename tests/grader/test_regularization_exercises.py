"""Week 8's own promises: networks in which no confusion passes, telling masks, other right ways."""

import itertools

import numpy as np
import pytest

from grader.answer import ask
from grader.exercises import load_lesson
from grader.judge import CORRECT, judge
from grader.key_maker import PUBLIC, make_key
from utils.deep_network import L_model_backward

LESSON = load_lesson("regularization")
SECRETS = [PUBLIC, *(f"secret {number}" for number in range(24))]


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


class TestShapes:
    """No case lets a confusion of layers, or of rows and columns, pass."""

    @pytest.mark.parametrize("exercise", LESSON.exercises, ids=lambda one: one.name)
    def test_networks_have_several_depths_and_widths_and_there_is_a_single_example(
        self, exercise, keys
    ):
        for key in keys[exercise.name]:
            networks = [_network(key, case) for case in key.cases]
            depths = [len(layer_dims) - 1 for layer_dims, _ in networks]
            assert len(networks) >= 4
            assert max(depths) >= 4
            assert len(set(depths)) >= 3
            assert any(m == 1 for _, m in networks)
            for layer_dims, m in networks:
                assert layer_dims[-1] == 1
                assert m not in layer_dims[:-1]
                assert all(n != n_prev for n_prev, n in itertools.pairwise(layer_dims))

    def test_labels_are_zeros_and_ones_and_both_occur(self, keys):
        for name, made in keys.items():
            for key in made if name != "forward_propagation_with_dropout" else ():
                for Y in inputs_called("Y", key):
                    assert set(np.unique(Y)) == ({0, 1} if Y.size > 1 else {1})

    def test_every_mask_drops_something_and_keeps_something_that_matters(self, keys):
        for key in keys["backward_propagation_with_dropout"]:
            for caches in inputs_called("caches", key):
                for (_, Z), D in caches[:-1]:
                    assert (D & (Z > 0)).any()
                    assert (~D & (Z > 0)).any()

    def test_no_score_is_zero(self, keys):
        for key in keys["backward_propagation_with_regularization"]:
            for caches in inputs_called("caches", key):
                assert all(np.abs(Z).min() > 1e-9 for _, Z in caches)


def _network(key, case):
    """The layer_dims and m of a case, from whatever it was asked with."""
    inputs = dict(zip(key.parameters, case.inputs, strict=True))
    if "parameters" in inputs:
        shapes = [value.shape for name, value in inputs["parameters"].items() if name[0] == "W"]
        m = (inputs["X"] if "X" in inputs else inputs["Y"]).shape[1]
    else:
        linear = [cache[0] if len(cache[0]) == 3 else cache[0][0] for cache in inputs["caches"]]
        shapes, m = [W.shape for _, W, _ in linear], linear[0][0].shape[1]
    return [shapes[0][1], *(n for n, _ in shapes)], m


class TestOtherStyles:
    """What is right in another style is right."""

    def judged(self, function, keys):
        for key in keys[function.__name__][:5]:
            assert judge(key, [ask(function, case.inputs) for case in key.cases]).status == CORRECT

    def test_a_cost_by_norms(self, keys):
        def compute_cost_with_regularization(AL, Y, parameters, lambd):
            cost = -np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
            for name in parameters:
                if name.startswith("W"):
                    cost = cost + lambd * np.linalg.norm(parameters[name]) ** 2 / 2 / Y.size
            return np.array([[cost]])

        self.judged(compute_cost_with_regularization, keys)

    def test_gradients_updated_in_place_and_more_of_them(self, keys):
        def backward_propagation_with_regularization(AL, Y, caches, lambd):
            grads = L_model_backward(AL, Y, caches)
            for layer in range(len(caches)):
                grads[f"dW{layer + 1}"] += lambd * caches[layer][0][1] / AL.shape[1]
            return grads

        self.judged(backward_propagation_with_regularization, keys)

    def test_masks_of_numbers_and_division_first(self, keys):
        def forward_propagation_with_dropout(X, parameters, keep_prob, rng):
            caches = []
            L = len(parameters) // 2
            for layer in range(1, L + 1):
                Z = parameters[f"W{layer}"] @ X + parameters[f"b{layer}"]
                cache = [[X, parameters[f"W{layer}"], parameters[f"b{layer}"]], Z]
                if layer == L:
                    return 1 / (1 + np.exp(-Z)), [*caches, [cache, None]]
                D = np.where(rng.random(size=Z.shape) < keep_prob, 1, 0)
                X = np.where(Z > 0, Z / keep_prob, 0) * D
                caches.append([cache, D])

        self.judged(forward_propagation_with_dropout, keys)

    def test_a_way_back_that_masks_scores(self, keys):
        def backward_propagation_with_dropout(AL, Y, caches, keep_prob):
            grads, dZ, m = {}, AL - Y, Y.shape[1]
            for layer in range(len(caches), 0, -1):
                ((A_prev, W, _), _), _ = caches[layer - 1]
                grads[f"dW{layer}"] = np.einsum("ik,jk->ij", dZ, A_prev) / m
                grads[f"db{layer}"] = dZ.mean(axis=1, keepdims=True)
                if layer > 1:
                    dZ = W.T @ dZ * (A_prev > 0) / keep_prob
            return grads

        self.judged(backward_propagation_with_dropout, keys)
