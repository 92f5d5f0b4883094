"""Week 8: what is asked about L2 regularization and dropout, and what people get wrong in them."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.answers import codec
from grader.keys.exercise import (
    Coins,
    Edit,
    EveryMask,
    Exercise,
    Inputs,
    Misconception,
    Place,
    Tolerance,
    attempts,
)
from utils import deep_network
from utils import regularization as reference

Array = np.ndarray
Rng = np.random.Generator

EXAMPLES = 3
"""How many different examples a case has whose answer is looked up for every mask."""

DROPOUT_SIZES = (
    ([3, 4, 1], 300, 0.58),
    ([2, 3, 2, 1], 240, 0.88),
    ([4, 2, 1, 2, 1], 300, 0.58),
    ([4, 3, 2, 1], 1, 0.58),
    ([2, 3, 1], 9, 1.0),
)
"""Of each case: layer_dims with few hidden units, m, and where its keep_prob begins."""

SEEDS = 2**31
"""Seeds of the generators that dropout draws from are below this."""


def draw_sizes(rng: Rng) -> list[tuple[list[int], int]]:
    """Pairs of layer_dims and m: one hidden layer, a deep network, a single example, a shallow one.

    The last layer has one unit. No two neighbouring layers are equally wide, and none is m wide.
    """
    a, b, c, d = (int(n) for n in rng.permutation(np.arange(3, 7)))
    return [([a, b, 1], 8), ([b, c, d, a, 1], 7), ([c, a, d, 1], 1), ([2, d, b, c, a, 1], 9)]


def draw_parameters(rng: Rng, layer_dims: Sequence[int]) -> dict[str, Array]:
    """Weights of a size that keeps every layer busy, and biases that are not zero."""
    parameters = {}
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        parameters[f"W{layer}"] = rng.normal(scale=1.4 / np.sqrt(n_prev), size=(n, n_prev))
        parameters[f"b{layer}"] = rng.uniform(0.2, 0.6, size=(n, 1))
    return parameters


def draw_labels(rng: Rng, m: int) -> Array:
    """Labels (1, m), both kinds where there are two examples."""
    return rng.permutation((np.arange(m) + 1) % 2).reshape(1, m)


def draw_lambd(rng: Rng) -> float:
    """A weight of the penalty that is far from 0, 1 and 2."""
    return float(rng.uniform(0.2, 0.8) + rng.integers(0, 2))


def draw_keep_prob(rng: Rng) -> float:
    """A share of units to keep, far from one half, from 0 and from 1."""
    return float(rng.uniform(0.6, 0.8))


def cost_cases(rng: Rng) -> Iterator[Inputs]:
    for layer_dims, m in [*draw_sizes(rng), ([4, 1], 3)]:
        AL = rng.uniform(0.05, 0.95, size=(1, m))
        parameters = draw_parameters(rng, layer_dims)
        yield AL, draw_labels(rng, m), parameters, draw_lambd(rng)


def backward_cases(rng: Rng) -> Iterator[Inputs]:
    for layer_dims, m in draw_sizes(rng):
        parameters = draw_parameters(rng, layer_dims)
        AL, caches = deep_network.L_model_forward(rng.normal(size=(layer_dims[0], m)), parameters)
        yield AL, draw_labels(rng, m), caches, draw_lambd(rng)


def forward_dropout_cases(rng: Rng) -> Iterator[Inputs]:
    for layer_dims, m, lowest in DROPOUT_SIZES:
        # Far from one half, and from where a bell curve keeps as much as even numbers do, at 0.77.
        keep_prob = float(rng.uniform(lowest, min(lowest + 0.05, 1.0)))
        yield *_draw_lively(rng, layer_dims, m), keep_prob, codec.Dice(int(rng.integers(SEEDS)))


def _draw_lively(rng: Rng, layer_dims: Sequence[int], m: int) -> Inputs:
    """A network without units that are silent for all examples; there are few examples, again and again."""
    for _ in attempts():
        parameters = draw_parameters(rng, layer_dims)
        X = rng.normal(size=(layer_dims[0], EXAMPLES))[:, np.arange(m) % EXAMPLES]
        _, caches = deep_network.L_model_forward(X, parameters)
        if all((Z > 0.05).any(axis=1).all() for _, Z in caches[:-1]):
            return X, parameters


def hidden_masks(inputs: Inputs) -> Mapping[Place, Coins]:
    """What is drawn in a case: a mask for each hidden layer, the second of the pair that is its cache."""
    X, parameters, keep_prob, _ = inputs
    return {
        (1, layer, 1): Coins((len(parameters[f"W{layer + 1}"]), X.shape[1]), keep_prob)
        for layer in range(len(parameters) // 2 - 1)
    }


class Script:
    """Stands in for a generator: the numbers it gives keep and drop what `masks` (units, m) say."""

    def __init__(self, masks: Array) -> None:
        self.numbers = iter(np.where(masks, 0.0, 2.0))

    def random(self, shape: tuple[int, int]) -> Array:
        """The numbers for the next layer, smaller than any `keep_prob` or larger."""
        rows, columns = shape
        return np.array([next(self.numbers)[:columns] for _ in range(rows)])

    standard_normal = random


def every_mask(inputs: Inputs) -> EveryMask:
    """The same examples, each as often as there are masks for it, with a generator that makes all these."""
    X, parameters, keep_prob, _ = inputs
    examples = np.arange(X.shape[1]) % EXAMPLES
    units = sum(len(b) for name, b in parameters.items() if name[0] == "b") - 1
    masks = np.array(list(itertools.product([True, False], repeat=units))).T
    distinct = len(set(examples.tolist()))
    table_examples = np.repeat(np.arange(distinct), masks.shape[1])
    script = Script(np.tile(masks, distinct))
    return EveryMask(
        (X[:, table_examples], parameters, keep_prob, script), table_examples, examples
    )


def backward_dropout_cases(rng: Rng) -> Iterator[Inputs]:
    for layer_dims, m in draw_sizes(rng):
        X, parameters, keep_prob, dice = _draw_telling(rng, layer_dims, m)
        AL, caches = reference.forward_propagation_with_dropout(
            X, parameters, keep_prob, np.random.default_rng(dice.seed)
        )
        yield AL, draw_labels(rng, m), caches, keep_prob


def _draw_telling(rng: Rng, layer_dims: Sequence[int], m: int) -> Inputs:
    """A network in which every mask drops a unit that had something to say, and leaves another."""
    for _ in attempts():
        parameters = draw_parameters(rng, layer_dims)
        X, keep_prob = rng.normal(size=(layer_dims[0], m)), draw_keep_prob(rng)
        dice = codec.Rng(int(rng.integers(SEEDS)))
        _, caches = reference.forward_propagation_with_dropout(
            X, parameters, keep_prob, np.random.default_rng(dice.seed)
        )
        if all(_is_telling(Z, D) for (_, Z), D in caches[:-1]):
            return X, parameters, keep_prob, dice


def _is_telling(Z: Array, D: Array) -> bool:
    return bool(np.any(D & (Z > 0)) and np.any(~D & (Z > 0)))


def _penalty_on_biases(AL: Array, Y: Array, parameters: dict[str, Array], lambd: float) -> float:
    cost = reference.compute_cost_with_regularization(AL, Y, parameters, lambd)
    biases = [value for name, value in parameters.items() if name.startswith("b")]
    return cost + lambd / (2 * Y.shape[1]) * sum(np.sum(np.square(b)) for b in biases)


def _output_dropped(X: Array, parameters: dict[str, Array], keep_prob: float, rng: Rng) -> Any:
    AL, caches = reference.forward_propagation_with_dropout(X, parameters, keep_prob, rng)
    cache, _ = caches[-1]
    D = rng.random(AL.shape) < keep_prob
    return AL * D / keep_prob, [*caches[:-1], (cache, D)]


def _input_dropped(X: Array, parameters: dict[str, Array], keep_prob: float, rng: Rng) -> Any:
    dropped = X * (rng.random(X.shape) < keep_prob) / keep_prob
    return reference.forward_propagation_with_dropout(dropped, parameters, keep_prob, rng)


COMPUTE_COST = Exercise(
    reference.compute_cost_with_regularization,
    cost_cases,
    returns=("cost",),
    misconceptions=(
        Misconception(
            "the weights are summed, not their squares",
            "In your sum a weight of -3 makes up for a weight of 3, although both are large. What makes "
            "every term positive?",
            (Edit('np.square(parameters[f"W{layer}"])', 'parameters[f"W{layer}"]'),),
        ),
        Misconception(
            "absolute values instead of squares",
            "That is the L1 penalty. It exists, and it has another derivative: L2 is named after the square.",
            (Edit("np.square(", "np.abs("),),
        ),
        Misconception(
            "the mean of the squares, not their sum",
            "In your penalty a weight costs less if its layer is large. Is anything averaged over weights?",
            (Edit("np.sum(np.square(", "np.mean(np.square("),),
        ),
        Misconception(
            "the penalty is subtracted",
            "Your cost rewards large weights: the larger they are, the lower it gets. Which way is it meant?",
            (Edit("+ lambd", "- lambd"),),
        ),
        Misconception(
            "the norm instead of its square",
            "You took a square root. The penalty is the square of the norm, the plain sum of squares.",
            (
                Edit(
                    'np.sum(np.square(parameters[f"W{layer}"]))',
                    'np.linalg.norm(parameters[f"W{layer}"])',
                ),
            ),
        ),
        Misconception(
            "a factor of 2 is missing below the line",
            "Your penalty is twice too large. Which factor is there so that nothing is left over when "
            "the square is differentiated?",
            (Edit("(2 * m)", "m"),),
        ),
        Misconception(
            "the penalty is not divided by m",
            "Your penalty doesn't know how many examples there are. The cost is an average, and the "
            "penalty is weighed against it on the same scale.",
            (Edit("(2 * m)", "2"),),
        ),
        Misconception(
            "division before multiplication",
            "Python reads a chain of divisions and products from left to right. What belongs together "
            "below the line?",
            (Edit("(2 * m)", "2 * m"),),
        ),
        Misconception(
            "the biases are penalised too",
            "A bias moves a unit's threshold and doesn't make it any steeper. Which parameters does the "
            "penalty sum over?",
            _penalty_on_biases,
        ),
        Misconception(
            "the last layer is left out",
            "The weights of one layer cost nothing in your sum. Where does your loop over the layers end?",
            (Edit("range(1, L + 1)", "range(1, L)"),),
        ),
        Misconception(
            "only the first layer is penalised",
            "Beyond the first layer weights may grow for free. How many layers does the network have?",
            (Edit("range(1, L + 1)", "range(1, 2)"),),
        ),
        Misconception(
            "only the last layer is penalised",
            "Before the last layer weights may grow for free. How many layers does the network have?",
            (Edit("range(1, L + 1)", "range(L, L + 1)"),),
        ),
        Misconception(
            "the penalty alone",
            "A network with this cost wants small weights and nothing else. What does it still have to "
            "get right?",
            (Edit("compute_cost(AL, Y) + ", ""),),
        ),
    ),
)

BACKWARD_PROPAGATION = Exercise(
    reference.backward_propagation_with_regularization,
    backward_cases,
    returns=("grads",),
    misconceptions=(
        Misconception(
            "the factor one half is still there",
            "What you add is half of what it should be. What does differentiating a square do to the 2 "
            "below the line?",
            (Edit("lambd / m * W", "lambd / (2 * m) * W"),),
        ),
        Misconception(
            "the 2 of the square is left over",
            "What you add is twice what it should be. What is the one half in the penalty there for?",
            (Edit("lambd / m * W", "2 * lambd / m * W"),),
        ),
        Misconception(
            "the derivative of absolute values",
            "You pull at every weight equally, be it large or small. The derivative of a square depends on "
            "where you stand.",
            (Edit("lambd / m * W", "lambd / m * np.sign(W)"),),
        ),
        Misconception(
            "the penalty's part is not divided by m",
            "In the cost the penalty is divided by the number of examples. Where is it in your gradient?",
            (Edit("lambd / m * W", "lambd * W"),),
        ),
        Misconception(
            "the weights grow instead of decaying",
            "With your sign the step makes large weights larger. Which way does the cost fall?",
            (Edit("+ lambd", "- lambd"),),
        ),
        Misconception(
            "the penalty is forgotten",
            "These are the gradients without regularization. How does the penalty change if one weight "
            "changes?",
            (Edit(" + lambd / m * W", ""),),
        ),
        Misconception(
            "the penalty itself instead of its derivative",
            "You add one number to all entries of a gradient. Each weight has a derivative of its own.",
            (Edit("lambd / m * W", "lambd / (2 * m) * np.sum(np.square(W))"),),
        ),
        Misconception(
            "the squares are still there",
            "The derivative of a square is no square. Which power of the weight is left?",
            (Edit("lambd / m * W", "lambd / m * W**2"),),
        ),
        Misconception(
            "the biases decay too",
            "The biases are not in the penalty. What is the derivative with respect to something that "
            "doesn't occur?",
            (
                Edit("(_, W, _)", "(_, W, b)"),
                Edit('plain[f"db{layer}"]', 'plain[f"db{layer}"] + lambd / m * b'),
            ),
        ),
        Misconception(
            "only the last layer decays",
            "In front of the last layer the gradients are the plain ones. Which weights are in the penalty?",
            (Edit("lambd / m * W", "lambd / m * W * (layer == len(caches))"),),
        ),
        Misconception(
            "only the first layer decays",
            "Behind the first layer the gradients are the plain ones. Which weights are in the penalty?",
            (Edit("lambd / m * W", "lambd / m * W * (layer == 1)"),),
        ),
    ),
)

FORWARD_PROPAGATION = Exercise(
    reference.forward_propagation_with_dropout,
    forward_dropout_cases,
    drawn=hidden_masks,
    every_mask=every_mask,
    # A score may come out near zero, where float32 keeps fewer digits than elsewhere.
    tolerance=Tolerance(absolute=1e-6),
    returns=("AL", "caches"),
    misconceptions=(
        Misconception(
            "kept and dropped are exchanged",
            "With a `keep_prob` of 1 your network loses everything. Which of the random numbers between 0 "
            "and 1 should keep a unit, so that it happens with probability `keep_prob`?",
            (Edit("< keep_prob", "> keep_prob"),),
        ),
        Misconception(
            "normal random numbers instead of uniform ones",
            "Numbers from a bell curve fall below `keep_prob` with another probability. Which "
            "distribution is as likely to give one value between 0 and 1 as any other?",
            (Edit("rng.random(", "rng.standard_normal("),),
        ),
        Misconception(
            "what is kept is not scaled up",
            "With fewer units the sums of the next layer become smaller, and at test time they would be "
            "larger again. What makes up for it?",
            (Edit("A * D / keep_prob", "A * D"),),
        ),
        Misconception(
            "what is kept is scaled down",
            "The units that are left have to speak for the dropped ones as well. Do they get louder or "
            "quieter?",
            (Edit("A * D / keep_prob", "A * D * keep_prob"),),
        ),
        Misconception(
            "the mask is drawn and not used",
            "Your masks have no effect on the answer. Where do they meet the activations?",
            (Edit("A = A * D / keep_prob", "pass"),),
        ),
        Misconception(
            "the examples share one mask",
            "You draw one number for each unit and use it for all examples. Every example gets a thinned "
            "network of its own: which shape does the mask have?",
            (Edit("rng.random(A.shape)", "rng.random((A.shape[0], 1))"),),
        ),
        Misconception(
            "all units of an example fall together",
            "You draw one number for each example, so its units are all kept or all dropped. Which shape "
            "does the mask have?",
            (Edit("rng.random(A.shape)", "rng.random((1, A.shape[1]))"),),
        ),
        Misconception(
            "the output is dropped too",
            "The answer itself goes through a mask. What would the label be compared with, when it is gone?",
            _output_dropped,
        ),
        Misconception(
            "the input is dropped too",
            "Only units of hidden layers are dropped here; the network sees every example whole.",
            _input_dropped,
        ),
        Misconception(
            "the mask that is kept is already scaled",
            "A mask says yes or no. Divide the activations, and keep the mask as it was drawn.",
            (
                Edit(
                    "D = rng.random(A.shape) < keep_prob",
                    "D = (rng.random(A.shape) < keep_prob) / keep_prob",
                ),
                Edit("A * D / keep_prob", "A * D"),
            ),
        ),
    ),
)

BACKWARD_DROPOUT = Exercise(
    reference.backward_propagation_with_dropout,
    backward_dropout_cases,
    returns=("grads",),
    misconceptions=(
        Misconception(
            "dropout is ignored on the way back",
            "These are the gradients of a network with all its units. What did the forward pass do to "
            "the activations after the relu?",
            (Edit(" * D / keep_prob", ""),),
        ),
        Misconception(
            "the mask is not applied on the way back",
            "A unit that was switched off had no part in the answer, so it gets no part of the blame.",
            (Edit("dA * D / keep_prob", "dA / keep_prob"),),
        ),
        Misconception(
            "the division is forgotten on the way back",
            "Forward, what was kept was made larger. The derivative of a multiple is the same multiple.",
            (Edit("dA * D / keep_prob", "dA * D"),),
        ),
        Misconception(
            "multiplied where it should be divided",
            "Going back doesn't turn a factor upside down: by the chain rule the same factor comes again.",
            (Edit("dA * D / keep_prob", "dA * D * keep_prob"),),
        ),
        Misconception(
            "divided by the share that is dropped",
            "By which share was divided on the way forward, that of the units that stay or of those that go?",
            (Edit("/ keep_prob", "/ (1 - keep_prob)"),),
        ),
        Misconception(
            "hidden layers are given the sigmoid",
            "Through which bend did the hidden layers go on the way forward?",
            (Edit('"relu"', '"sigmoid"'),),
        ),
        Misconception(
            "divided twice",
            "Your gradients shrink or grow by one factor too many for each layer. How often was this layer "
            "scaled on the way forward?",
            (Edit("/ keep_prob", "/ keep_prob**2"),),
        ),
        Misconception(
            "the mask is turned around on the way back",
            "You send the blame to the units that were switched off. Who was there?",
            (Edit("dA * D", "dA * (1 - D)"),),
        ),
        Misconception(
            "only the last hidden layer's mask is used",
            "The gradients go wrong from the second mask on. Every hidden layer has one.",
            (Edit("dA * D / keep_prob", "dA * D / keep_prob if layer == L - 1 else dA"),),
        ),
        Misconception(
            "only the first hidden layer's mask is used",
            "The mask of the first layer is there, and those behind it are missing.",
            (Edit("dA * D / keep_prob", "dA * D / keep_prob if layer == 1 else dA"),),
        ),
    ),
)

EXERCISES = (COMPUTE_COST, BACKWARD_PROPAGATION, FORWARD_PROPAGATION, BACKWARD_DROPOUT)
