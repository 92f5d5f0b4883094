"""Week 8's own promises: networks in which no confusion passes, telling masks, other right ways."""

import itertools
import re

import numpy as np
import pytest
from some_secrets import SECRETS

from grader.answers.answer import ask
from grader.exercises import load_lesson
from grader.judging.judge import CORRECT, judge
from grader.keys.draws import Switched
from grader.keys.key_maker import make_key
from utils.deep_network import L_model_backward

LESSON = load_lesson("regularization")


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


def dropout(draw):
    """Dropout whose masks come from `draw(shape, keep_prob, rng)`, one for each layer."""

    def forward_propagation_with_dropout(X, parameters, keep_prob, rng):
        A, caches, L = X, [], len(parameters) // 2
        for layer in range(1, L):
            W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]
            Z, A_prev = W @ A + b, A
            D = draw(Z.shape, keep_prob, rng)
            A = np.maximum(Z, 0) * D / keep_prob
            caches.append((((A_prev, W, b), Z), D))
        W, b = parameters[f"W{L}"], parameters[f"b{L}"]
        Z = W @ A + b
        return 1 / (1 + np.exp(-Z)), [*caches, (((A, W, b), Z), None)]

    return forward_propagation_with_dropout


MASKS = {
    "turned around": lambda shape, p, rng: rng.random(shape) > 1 - p,
    "up to and with": lambda shape, p, rng: rng.random(shape) <= p,
    "binomial": lambda shape, p, rng: rng.binomial(1, p, size=shape),
    "uniform": lambda shape, p, rng: rng.uniform(0, 1, shape) < p,
    "choice": lambda shape, p, rng: rng.choice([0, 1], p=[1 - p, p], size=shape),
    "choice of truth": lambda shape, p, rng: rng.choice([True, False], shape, p=[p, 1 - p]),
    "floats": lambda shape, p, rng: (rng.random(shape) < p).astype(float),
    "float32": lambda shape, p, rng: (rng.random(shape) < p).astype(np.float32),
    "example by example": lambda shape, p, rng: np.less(rng.random(shape[::-1]).T, p),
    "one by one": lambda shape, p, rng: np.array(
        [[rng.random() < p for _ in range(shape[1])] for _ in range(shape[0])]
    ),
}


class TestMasks:
    """A mask is drawn from `rng`, evenly, for each unit and each example."""

    def message(self, draw, keys):
        (message,) = {
            judge(key, [ask(dropout(draw), case.inputs) for case in key.cases]).message
            for key in keys["forward_propagation_with_dropout"][:5]
        }
        return message

    def test_from_the_global_state(self, keys):
        message = self.message(lambda shape, p, rng: np.random.rand(*shape) < p, keys)
        assert message.startswith("With the same `rng` once more")

    def test_from_a_generator_of_ones_own(self, keys):
        message = self.message(
            lambda shape, p, rng: np.random.default_rng(3).random(shape) < p, keys
        )
        assert message.startswith("`caches[0][1]` holds the same numbers whatever `rng`")

    def test_too_many_kept(self, keys):
        message = self.message(lambda shape, p, rng: rng.random(shape) < (p + 1) / 2, keys)
        assert "`caches[0][1]` keeps too many units" in message

    def test_nothing_dropped(self, keys):
        message = self.message(lambda shape, p, rng: np.ones(shape, bool), keys)
        assert "`caches[0][1]` keeps too many units" in message

    def test_one_mask_for_all_examples(self, keys):
        found = {
            judge(key, [ask(dropout(shared), case.inputs) for case in key.cases]).status
            for key in keys["forward_propagation_with_dropout"]
        }
        assert CORRECT not in found

    def test_units_that_fall_together(self, keys):
        draw = dropout(lambda shape, p, rng: np.tile(rng.random(shape[1]) < p, (shape[0], 1)))
        for key in keys["forward_propagation_with_dropout"]:
            message = judge(key, [ask(draw, case.inputs) for case in key.cases]).message
            # The share that is kept may wander off as well, with so few that are drawn.
            assert re.match(r"`caches\[\d\]\[1\]` (has rows that are equal|keeps too)", message)

    def test_a_mask_that_says_more_than_yes_and_no(self, keys):
        message = self.message(lambda shape, p, rng: rng.random(shape), keys)
        assert "yes or no" in message

    def test_a_mask_that_is_used_and_another_that_is_kept(self, keys):
        def forward_propagation_with_dropout(X, parameters, keep_prob, rng):
            thin = dropout(MASKS["uniform"])
            AL, caches = thin(X, parameters, keep_prob, rng)
            _, others = thin(X, parameters, keep_prob, rng)
            return AL, [(cache, D) for (cache, _), (_, D) in zip(caches, others, strict=True)]

        for key in keys["forward_propagation_with_dropout"]:
            answers = [ask(forward_propagation_with_dropout, case.inputs) for case in key.cases]
            assert judge(key, answers).status != CORRECT

    def test_every_case_knows_every_mask(self, keys):
        for key in keys["forward_propagation_with_dropout"]:
            for case in key.cases:
                switched = case.expected.value
                if isinstance(switched, Switched):
                    units = len(switched.switches)
                    known = np.vstack([switched.table_examples, switched.switches])
                    assert len(np.unique(known, axis=1).T) == 2**units * len(
                        set(switched.examples.tolist())
                    )

    def test_one_case_keeps_everything(self, keys):
        for key in keys["forward_propagation_with_dropout"]:
            keep_probs = inputs_called("keep_prob", key)
            assert keep_probs.count(1.0) == 1
            assert min(keep_probs) < 0.65
            assert sum(0.85 < keep_prob < 1 for keep_prob in keep_probs) == 1


def shared(shape, keep_prob, rng):
    """One mask for all examples, in the shape of a mask for each."""
    return np.tile(rng.random((shape[0], 1)) < keep_prob, shape[1])


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

    @pytest.mark.parametrize("style", MASKS)
    def test_any_way_to_draw_a_mask(self, keys, style):
        self.judged(dropout(MASKS[style]), keys)

    def test_the_last_masks_first_and_all_in_one(self, keys):
        def forward_propagation_with_dropout(X, parameters, keep_prob, rng):
            widths = [len(parameters[f"b{i + 1}"]) for i in range(len(parameters) // 2 - 1)]
            numbers = rng.random((sum(widths), X.shape[1]))
            pieces = np.split(numbers, np.cumsum(widths[::-1])[:-1])
            mine = iter([piece < keep_prob for piece in pieces[::-1]])
            return dropout(lambda shape, keep_prob, rng: next(mine))(X, parameters, keep_prob, rng)

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
