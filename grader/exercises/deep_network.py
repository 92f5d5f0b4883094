"""Week 5: what is asked about deep networks, and what people get wrong in them.

Backward passes are given their caches, made here by the reference's forward pass, so a mistake on the
way forward does not spoil the way back. Of the gradients of a whole network only dW and db are asked
for: which dA somebody keeps, and under which name, is their own affair.
"""

import functools
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.answers.codec import Dice
from grader.keys.exercise import (
    Edit,
    Exercise,
    Inputs,
    Misconception,
    Normal,
    Place,
    Tolerance,
    attempts,
)
from grader.keys.mutate import mutant
from utils import deep_network as reference

Array = np.ndarray
Rng = np.random.Generator

MARGIN = 0.01
"""How far every score stays from 0, where relu has its corner."""

OF_SUMS = Tolerance(absolute=1e-6)
"""For sums of numbers of size 1, which may come out near 0, where float32 keeps fewer digits."""


def draw_depths(rng: Rng) -> list[tuple[list[int], int]]:
    """Pairs (layer_dims, m): deep and shallow, one example and many, neighbours of different widths."""
    a, b, c, d = (int(width) for width in rng.permutation([2, 3, 4, 5]))
    return [
        ([a, b, 1], 6),
        ([b, c, a, d, 1], 7),
        ([d, a, c, b, 6, 1], int(rng.integers(7, 10))),
        ([c, d, 1], 1),
        ([6, 1], 4),
    ]


def draw_narrow(rng: Rng) -> list[tuple[list[int], int]]:
    """Networks in which a wrong index goes unnoticed by the shapes of the arrays."""
    same = int(rng.integers(3, 5))
    # Here layer 2 is as narrow as the last one, then layer 3 as narrow as the one above it, and last all
    # are as wide as the input: mistaking one layer for another raises no error, and gives other numbers.
    return [
        ([same + 1, same, 1, same, 1], 6),
        ([4, 3, 1, 1], 7),
        ([same, same, same, same, 1], 6),
    ]


def draw_parameters(rng: Rng, layer_dims: Sequence[int]) -> dict[str, Array]:
    """Weights of ordinary size, and biases that are not 0."""
    parameters = reference.initialize_parameters_deep(layer_dims, rng)
    for layer in range(1, len(layer_dims)):
        parameters[f"b{layer}"] = rng.uniform(-0.6, 0.6, size=(layer_dims[layer], 1))
    return parameters


def draw_network(rng: Rng, layer_dims: Sequence[int], m: int) -> tuple[Array, dict[str, Array]]:
    """Examples `X` and `parameters` with which every layer works and every corner is far away."""
    for _ in attempts():
        X = rng.normal(size=(layer_dims[0], m))
        parameters = draw_parameters(rng, layer_dims)
        AL, caches = reference.L_model_forward(X, parameters)
        scores = [Z for _, Z in caches]
        alive = all(map(_is_alive, scores[:-1])) and _all_learn(AL, caches)
        if alive and _is_clear(scores) and np.ptp([*AL[0], 0.5]) < 0.45:
            return X, parameters


def _is_alive(Z: Array) -> bool:
    """Does relu let something through and hold something back?"""
    through = Z > 0
    if Z.shape[1] > 1:
        return bool(through.any(axis=1).all() and not through.all())
    return bool(through.any() and not through.all())


def _all_learn(AL: Array, caches: Sequence[Any]) -> bool:
    """Does a gradient reach every layer? Not if all its open gates are for examples shut above it."""
    grads = reference.L_model_backward(AL, np.zeros_like(AL), caches)
    return all(gradient.any() for gradient in grads.values())


def _is_clear(scores: Sequence[Array]) -> bool:
    return all(np.abs(Z).min() > MARGIN for Z in scores)


def draw_labels(rng: Rng, m: int) -> Array:
    """Labels (1, m), both of them where there are two examples."""
    return rng.permutation((np.arange(m) + 1) % 2).reshape(1, m)


def draw_layer_sizes(rng: Rng) -> list[tuple[int, int, int]]:
    """Triples (n_prev, n, m) of one layer: narrowing, widening, square, with one example and many."""
    few, many = int(rng.integers(2, 4)), int(rng.integers(5, 7))
    return [
        (few, many, 4),
        (many, few, many + 2),
        (few + 1, few + 1, many + 1),
        (few + 1, few + 1, 1),
    ]


def draw_numbers(rng: Rng, shape: tuple[int, ...], spread: float = 2.0) -> Array:
    """Numbers of both signs, none of them near zero."""
    signs = rng.permutation(np.arange(np.prod(shape)) % 2).reshape(shape) * 2 - 1
    return signs * rng.uniform(0.2, spread, size=shape)


def draw_layer(rng: Rng, n_prev: int, n: int, m: int) -> tuple[Array, Array, Array]:
    """The input `A_prev` of a layer, its `W` and its `b`; no score of it is near zero."""
    for _ in attempts():
        A_prev, W = draw_numbers(rng, (n_prev, m)), draw_numbers(rng, (n, n_prev), 1.0)
        b = rng.uniform(0.3, 0.9, size=(n, 1))
        Z = W @ A_prev + b
        if np.abs(Z).min() > MARGIN and _is_alive(Z):
            return A_prev, W, b


def expected_shapes_cases(rng: Rng) -> Iterator[Inputs]:
    yield from ((dims, m) for dims, m in draw_depths(rng))


def draw_widths(rng: Rng, depth: int) -> list[int]:
    """Widths [n_0, ..., n_L], each at least a third larger than the next smaller one, in random order.

    The layers are wide enough to see how large weights are that are drawn at random.
    """
    widths = [int(width + rng.integers(4)) for width in (24, 36, 54, 81, 16, 121)[: depth + 1]]
    return rng.permutation(widths).tolist()


def initialize_cases(rng: Rng) -> Iterator[Inputs]:
    for depth in (2, 4, 5, 1):
        layer_dims = draw_widths(rng, depth)
        if depth == 2:
            layer_dims[-1] = 1
        yield layer_dims, Dice(int(rng.integers(2**32)))


def normal_weights(inputs: Inputs) -> Mapping[Place, Normal]:
    """What is drawn in a case: normal weights with variance 1 / n_{l-1}."""
    pairs = enumerate(itertools.pairwise(inputs[0]), start=1)
    return {
        (f"W{layer}",): Normal((n, n_prev), 1 / np.sqrt(n_prev)) for layer, (n_prev, n) in pairs
    }


def linear_forward_cases(rng: Rng) -> Iterator[Inputs]:
    yield from (draw_layer(rng, *sizes) for sizes in draw_layer_sizes(rng))


def linear_activation_forward_cases(rng: Rng) -> Iterator[Inputs]:
    for sizes in draw_layer_sizes(rng):
        yield *draw_layer(rng, *sizes), "relu"
        yield *draw_layer(rng, *sizes), "sigmoid"


def L_model_forward_cases(rng: Rng) -> Iterator[Inputs]:
    for layer_dims, m in [*draw_depths(rng), draw_narrow(rng)[-1]]:
        yield draw_network(rng, layer_dims, m)


def compute_cost_cases(rng: Rng) -> Iterator[Inputs]:
    few, many, more = rng.permutation(np.arange(3, 12))[:3]
    for m in (few, 1, many, more):
        yield rng.uniform(0.05, 0.95, size=(1, m)), draw_labels(rng, int(m))


def linear_backward_cases(rng: Rng) -> Iterator[Inputs]:
    for n_prev, n, m in draw_layer_sizes(rng):
        yield draw_numbers(rng, (n, m)), draw_layer(rng, n_prev, n, m)


def slope_cases(rng: Rng) -> Iterator[Inputs]:
    rows, columns = (int(size) for size in rng.permutation(np.arange(3, 8))[:2])
    for shape in [(rows, columns), (1, columns), (columns, rows + 5), (rows, 1)]:
        # The signs of both are drawn apart, so neither can stand in for the other.
        yield draw_numbers(rng, shape), draw_numbers(rng, shape)


def linear_activation_backward_cases(rng: Rng) -> Iterator[Inputs]:
    for n_prev, n, m in draw_layer_sizes(rng):
        for activation in ("relu", "sigmoid"):
            layer = draw_layer(rng, n_prev, n, m)
            _, cache = reference.linear_activation_forward(*layer, activation)
            yield draw_numbers(rng, (n, m)), cache, activation


def L_model_backward_cases(rng: Rng) -> Iterator[Inputs]:
    for layer_dims, m in [*draw_depths(rng), *draw_narrow(rng)]:
        AL, caches = reference.L_model_forward(*draw_network(rng, layer_dims, m))
        yield AL, draw_labels(rng, m), caches


def update_cases(rng: Rng) -> Iterator[Inputs]:
    for layer_dims, m in draw_depths(rng):
        X, parameters = draw_network(rng, layer_dims, m)
        AL, caches = reference.L_model_forward(X, parameters)
        grads = reference.L_model_backward(AL, draw_labels(rng, m), caches)
        yield parameters, grads, float(rng.uniform(0.2, 0.8))


def xor_tree_cases(rng: Rng) -> Iterator[Inputs]:
    for n in (5, 1, 2, 4, 7, int(rng.choice([9, 11, 13])), int(rng.choice([10, 14])), 16):
        yield (_draw_bits(rng, n),)
    yield ([0] * 4,)


def _draw_bits(rng: Rng, n: int) -> list[int]:
    """Bits of which at least two are 1, where there are two, and both values where there are four."""
    for _ in attempts():
        bits = [int(bit) for bit in rng.integers(0, 2, size=n)]
        if n == 1 or (sum(bits) >= 2 and (n < 4 or sum(bits) < n)):
            return bits


def _parameters_only(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function` without the dA among the gradients that it gives."""

    @functools.wraps(function)
    def asked(AL: Array, Y: Array, caches: Sequence[Any]) -> dict[str, Array]:
        grads = function(AL, Y, caches)
        return {name: gradient for name, gradient in grads.items() if name[1] in "Wb"}

    return asked


def _backward_with(*edits: Edit) -> Callable[..., Any]:
    """A mutant of the whole backward pass that gives, as everybody is asked to, dW and db alone."""
    mistake = Misconception("edited", "Edited.", edits)
    return _parameters_only(mutant(reference.L_model_backward, mistake))


def _two_layers_forward(X: Array, parameters: dict[str, Array]) -> Any:
    forward = reference.linear_activation_forward
    A1, first = forward(X, parameters["W1"], parameters["b1"], "relu")
    A2, second = forward(A1, parameters["W2"], parameters["b2"], "sigmoid")
    return A2, [first, second]


def _update_some(chosen: Callable[[str, int], bool]) -> Callable[..., Any]:
    def update(
        parameters: dict[str, Array], grads: dict[str, Array], learning_rate: float
    ) -> dict[str, Array]:
        L = reference.depth(parameters)
        moved = reference.update_parameters(parameters, grads, learning_rate)
        return {
            name: moved[name] if chosen(name[0], L - int(name[1:])) else parameters[name]
            for name in parameters
        }

    return update


def _update_two_layers(
    parameters: dict[str, Array], grads: dict[str, Array], learning_rate: float
) -> dict[str, Array]:
    moved = reference.update_parameters(parameters, grads, learning_rate)
    return {name: moved[name] if int(name[1:]) <= 2 else parameters[name] for name in parameters}


def _levels_for_gates(bits: Sequence[int]) -> tuple[int, int]:
    return reference.xor_tree(bits)[0], int(np.ceil(np.log2(len(bits))))


EXPECTED_SHAPES = Exercise(
    reference.expected_shapes,
    expected_shapes_cases,
    returns=("shapes",),
    misconceptions=(
        Misconception(
            "W is transposed",
            "A row of W belongs to a unit of the layer, a column to a number that comes in. Yours lies "
            "on its side.",
            (Edit("(n, n_prev)", "(n_prev, n)"),),
        ),
        Misconception(
            "b has a column for every example",
            "A unit has one bias, whoever asks. Broadcasting copies it to all examples; the parameter "
            "itself knows nothing of m.",
            (Edit("(n, 1)", "(n, m)"),),
        ),
        Misconception(
            "b is a row",
            "The bias has one number for each unit, and units are rows in this course.",
            (Edit("(n, 1)", "(1, n)"),),
        ),
        Misconception(
            "b belongs to the layer before",
            "A layer has as many biases as it has units itself, not as many as numbers come in.",
            (Edit("(n, 1)", "(n_prev, 1)"),),
        ),
        Misconception(
            "examples in rows",
            "In this course one example is one column. Which of the two numbers counts the columns of Z?",
            (Edit("(n, m)", "(m, n)"),),
        ),
        Misconception(
            "Z has the shape of what comes in",
            "Z holds a score for each unit of this layer. You give it as many rows as the layer before.",
            (Edit("(n, m)", "(n_prev, m)"),),
        ),
        Misconception(
            "the output layer is missing",
            "Your loop ends one layer too early. How many layers with parameters do the entries of "
            "layer_dims describe?",
            (Edit("range(1, len(layer_dims))", "range(1, len(layer_dims) - 1)"),),
        ),
    ),
)

INITIALIZE_PARAMETERS_DEEP = Exercise(
    reference.initialize_parameters_deep,
    initialize_cases,
    returns=("parameters",),
    drawn=normal_weights,
    uses=("expected_shapes",),
    misconceptions=(
        Misconception(
            "the weights are not scaled",
            "Your weights are drawn well and then left as they are. By what does a sum of many of them "
            "grow, and how is it brought back?",
            (Edit(" / np.sqrt(n_prev)", ""),),
        ),
        Misconception(
            "variance used as standard deviation",
            "You make the weights too small. Dividing numbers by c divides their variance by the square "
            "of c.",
            (Edit("np.sqrt(n_prev)", "n_prev"),),
        ),
        Misconception(
            "scaled by what goes out",
            "A score is a sum over what comes into the unit. Whose width decides how large that sum gets?",
            (Edit("np.sqrt(n_prev)", "np.sqrt(n)"),),
        ),
        Misconception(
            "a fixed small factor",
            "One factor for all layers does not know how many numbers a unit adds up.",
            (Edit(" / np.sqrt(n_prev)", " * 0.01"),),
        ),
        Misconception(
            "uniform instead of normal",
            "Your weights all lie between 0 and 1, so none of them can ever speak against anything. Which "
            "distribution is asked for?",
            (Edit("rng.standard_normal(", "rng.random("),),
        ),
        Misconception(
            "weights of zero",
            "Units that start equal receive equal gradients and stay equal. That was fine for one neuron, "
            "and is not for a layer.",
            (Edit("rng.standard_normal((n, n_prev))", "np.zeros((n, n_prev))"),),
        ),
        Misconception(
            "the biases are flat",
            "An array of shape (n,) is no column. How did you ask for a column of zeros before?",
            (Edit("np.zeros((n, 1))", "np.zeros(n)"),),
        ),
        Misconception(
            "the output layer is missing",
            "Your loop ends one layer too early. Every entry of layer_dims but the first is a layer with "
            "parameters.",
            (Edit("range(1, len(layer_dims))", "range(1, len(layer_dims) - 1)"),),
        ),
    ),
)

LINEAR_FORWARD = Exercise(
    reference.linear_forward,
    linear_forward_cases,
    returns=("Z", "cache"),
    tolerance=OF_SUMS,
    misconceptions=(
        Misconception(
            "the bias is left out",
            "Every unit adds something of its own to its weighted sum. Where is it?",
            (Edit("W @ A_prev + b", "W @ A_prev"),),
        ),
        Misconception(
            "W is transposed",
            "In week 3 the weights were a column and had to be laid down. Here each unit's weights are "
            "already a row of W.",
            (Edit("W @ A_prev", "W.T @ A_prev"),),
        ),
        Misconception(
            "element by element instead of a matrix product",
            "Multiplied that way nothing is added up. Which sign makes the product of two matrices?",
            (Edit("W @ A_prev", "W * A_prev"),),
        ),
        Misconception(
            "the cache in another order",
            "The way back unpacks the cache in the order A_prev, W, b.",
            (Edit("(A_prev, W, b)\n", "(W, A_prev, b)\n"),),
        ),
        Misconception(
            "the cache holds the result",
            "What the way back needs is what came in. The cache holds A_prev, W and b.",
            (Edit("(A_prev, W, b)\n", "(Z, W, b)\n"),),
        ),
        Misconception(
            "bent already",
            "Your scores have no negative numbers. The bend is another function's work.",
            (Edit("Z = W @ A_prev + b", "Z = np.maximum(0, W @ A_prev + b)"),),
        ),
    ),
)

LINEAR_ACTIVATION_FORWARD = Exercise(
    reference.linear_activation_forward,
    linear_activation_forward_cases,
    returns=("A", "cache"),
    tolerance=OF_SUMS,
    uses=("linear_forward",),
    misconceptions=(
        Misconception(
            "relu and sigmoid are exchanged",
            "Each of the two names calls the other function.",
            (
                Edit("relu(Z)", "swap(Z)"),
                Edit("sigmoid(Z)", "relu(Z)"),
                Edit("swap(Z)", "sigmoid(Z)"),
            ),
        ),
        Misconception(
            "always the sigmoid",
            "The name of the activation makes no difference to your layer: it squeezes in any case.",
            (Edit("relu(Z)", "sigmoid(Z)"),),
        ),
        Misconception(
            "always relu",
            "The name of the activation makes no difference to your layer: its answers are never squeezed.",
            (Edit("A = sigmoid(Z)", "A = relu(Z)"),),
        ),
        Misconception(
            "the bend is missing",
            "You return the scores Z themselves. Without a bend all layers together are one linear map.",
            (Edit("return A,", "return Z,"),),
        ),
        Misconception(
            "the cache holds A instead of Z",
            "The slopes on the way back are taken at the scores, before the bend. What should be kept?",
            (Edit("(linear_cache, Z)", "(linear_cache, A)"),),
        ),
        Misconception(
            "the cache in another order",
            "The cache is a pair: first what the linear step kept, then the scores.",
            (Edit("(linear_cache, Z)", "(Z, linear_cache)"),),
        ),
        Misconception(
            "the cache is flat",
            "The cache is a pair whose first part is the linear step's own cache. You unpacked it.",
            (Edit("(linear_cache, Z)", "(*linear_cache, Z)"),),
        ),
    ),
)

L_MODEL_FORWARD = Exercise(
    reference.L_model_forward,
    L_model_forward_cases,
    returns=("AL", "caches"),
    uses=("linear_activation_forward",),
    misconceptions=(
        Misconception(
            "the output layer is given relu",
            "An answer of yours may be 0 or above 1. What turns the last score into a probability?",
            (Edit('"sigmoid" if layer == L else "relu"', '"relu"'),),
        ),
        Misconception(
            "the sigmoid in every layer",
            "All your layers squeeze. Which of them should, and what do the hidden ones do?",
            (Edit('"sigmoid" if layer == L else "relu"', '"sigmoid"'),),
        ),
        Misconception(
            "relu in the first layer only",
            "Your first layer uses relu, and all others squeeze. How many of the layers are hidden ones?",
            (Edit('"sigmoid" if layer == L else "relu"', '"relu" if layer == 1 else "sigmoid"'),),
        ),
        Misconception(
            "written for two layers only",
            "Your function is right for two layers and for no other depth. What, in the parameters, says "
            "how many there are?",
            _two_layers_forward,
        ),
        Misconception(
            "every layer is fed the input",
            "Each layer works on what the layer before gave it. Yours go back to X every time.",
            (
                Edit(
                    "linear_activation_forward(\n            A,", "linear_activation_forward(\n  X,"
                ),
            ),
        ),
        Misconception(
            "the output layer's cache is missing",
            "Every layer keeps something for the way back, and the last one is where the way back begins.",
            (Edit("caches.append(cache)", "caches += [cache] if layer < L else []"),),
        ),
        Misconception(
            "the caches are in reverse order",
            "The first cache in the list belongs to the first layer. Yours begins with the last.",
            (Edit("caches.append(cache)", "caches.insert(0, cache)"),),
        ),
        Misconception(
            "the last hidden layer squeezes too",
            "The sigmoid comes one layer too early, and then once more. In which layer is it wanted?",
            (Edit("layer == L", "layer >= L - 1"),),
        ),
    ),
)

COMPUTE_COST = Exercise(
    reference.compute_cost,
    compute_cost_cases,
    returns=("cost",),
    misconceptions=(
        Misconception(
            "a sum, not a mean",
            "Your cost grows with the number of examples. Y has one row; what counts its examples?",
            (Edit(" / Y.shape[1]", ""),),
        ),
        Misconception(
            "the minus sign is missing",
            "A cost is not negative. What turns the logarithm of a probability into a cost?",
            (Edit("float(np.sum", "-float(np.sum"),),
        ),
        Misconception(
            "answers and labels are exchanged",
            "The loss takes the logarithm of its first argument. Should that be the label?",
            (Edit("log_loss(AL, Y)", "log_loss(Y, AL)"),),
        ),
        Misconception(
            "only the examples with y = 1 count",
            "Where Y is 0 your cost is 0, however wrong the answer. Which term speaks for those examples?",
            (Edit("log_loss(AL, Y)", "-Y * np.log(AL)"),),
        ),
        Misconception(
            "half the cost",
            "All your costs are too small by the same factor: cross-entropy has no 2 below the line.",
            (Edit("/ Y.shape[1]", "/ (2 * Y.shape[1])"),),
        ),
        Misconception(
            "squared error",
            "That is the squared distance. Cross-entropy asks how surprised you were by the label.",
            (Edit("log_loss(AL, Y)", "(AL - Y) ** 2"),),
        ),
    ),
)

LINEAR_BACKWARD = Exercise(
    reference.linear_backward,
    linear_backward_cases,
    returns=("dA_prev", "dW", "db"),
    tolerance=OF_SUMS,
    misconceptions=(
        Misconception(
            "dW is a sum, not a mean",
            "dW grows with the number of examples, the cost does not.",
            (Edit("A_prev.T / m", "A_prev.T"),),
        ),
        Misconception(
            "db is a sum, not a mean",
            "db grows with the number of examples, the cost does not.",
            (Edit("keepdims=True) / m", "keepdims=True)"),),
        ),
        Misconception(
            "neither dW nor db is divided by m",
            "Both are sums over the examples, and the cost is an average.",
            (Edit("A_prev.T / m", "A_prev.T"), Edit("keepdims=True) / m", "keepdims=True)")),
        ),
        Misconception(
            "dA_prev is divided by m as well",
            "Each column of dA_prev belongs to one example, so nothing is averaged in it. The layer before "
            "would divide by m a second time.",
            (Edit("W.T @ dZ", "W.T @ dZ / m"),),
        ),
        Misconception(
            "db is summed over the units",
            "db has one number for each unit. Which axis has to disappear, units or examples?",
            (Edit("axis=1", "axis=0"),),
        ),
        Misconception(
            "db lost a dimension",
            "A sum along an axis takes that axis away, unless it is told to keep it.",
            (Edit(", keepdims=True", ""),),
        ),
        Misconception(
            "db is one number for all units",
            "You sum over examples and units at once. Every unit has a bias of its own.",
            (Edit("np.sum(dZ, axis=1, keepdims=True)", "np.sum(dZ)"),),
        ),
        Misconception(
            "divided by the number of inputs",
            "You divide by the number of rows of A_prev. What do its columns count?",
            (Edit("A_prev.shape[1]", "A_prev.shape[0]"),),
        ),
        Misconception(
            "W is not transposed on the way back",
            "Forward W turns n_prev numbers into n. Which way do the shapes have to go now?",
            (Edit("W.T @ dZ", "W @ dZ"),),
        ),
        Misconception(
            "dW is transposed",
            "A gradient has the shape of what it belongs to. Yours lies on its side.",
            (Edit("dZ @ A_prev.T", "A_prev @ dZ.T"),),
        ),
    ),
)

RELU_BACKWARD = Exercise(
    reference.relu_backward,
    slope_cases,
    returns=("dZ",),
    misconceptions=(
        Misconception(
            "the gate looks at dA",
            "Whether a unit was on or off was decided on the way forward. By which number?",
            (Edit("Z > 0", "dA > 0"),),
        ),
        Misconception(
            "relu instead of its slope",
            "You multiply by the height of relu. How steep is it there?",
            (Edit("(Z > 0)", "np.maximum(0, Z)"),),
        ),
        Misconception(
            "dA is forgotten",
            "You return relu's own slope. The chain rule multiplies it with what comes from above.",
            (Edit("dA * (Z > 0)", "(Z > 0) * 1.0"),),
        ),
        Misconception(
            "everything passes",
            "Your gate is always open. What did a unit with a negative score contribute to the answer?",
            (Edit("dA * (Z > 0)", "dA"),),
        ),
        Misconception(
            "open and shut are exchanged",
            "You let the gradient through where the unit was off.",
            (Edit("Z > 0", "Z < 0"),),
        ),
    ),
)

SIGMOID_BACKWARD = Exercise(
    reference.sigmoid_backward,
    slope_cases,
    returns=("dZ",),
    misconceptions=(
        Misconception(
            "the slope is taken at dA",
            "The curve was entered at Z on the way forward, and there its slope is asked.",
            (Edit("sigmoid(Z)", "sigmoid(dA)"),),
        ),
        Misconception(
            "the formula applied to Z itself",
            "In s(1 - s), what is s? It is a value of the curve, not the place where you stand.",
            (Edit("s = sigmoid(Z)", "s = Z"),),
        ),
        Misconception(
            "sigmoid applied twice",
            "You treat Z as if it were not squeezed enough: the slope at A is not the slope at Z.",
            (Edit("sigmoid(Z)", "sigmoid(sigmoid(Z))"),),
        ),
        Misconception(
            "dA is forgotten",
            "You return the sigmoid's own slope. The chain rule multiplies it with what comes from above.",
            (Edit("dA * s", "s"),),
        ),
        Misconception(
            "half of the slope",
            "The slope of the sigmoid has two factors, and one of them is missing.",
            (Edit(" * (1 - s)", ""),),
        ),
        Misconception(
            "multiplication before subtraction",
            "Python multiplies before it subtracts. What belongs together in the second factor?",
            (Edit("(1 - s)", "1 - s"),),
        ),
        Misconception(
            "the slope of tanh",
            "One minus the square is the slope of another curve, the tanh of week 4. Which curve is this?",
            (Edit("dA * s * (1 - s)", "dA * (1 - s**2)"),),
        ),
        Misconception(
            "the slope of relu",
            "That gate belongs to the hidden layers. The sigmoid has a slope everywhere.",
            (Edit("dA * s * (1 - s)", "dA * (Z > 0)"),),
        ),
    ),
)

LINEAR_ACTIVATION_BACKWARD = Exercise(
    reference.linear_activation_backward,
    linear_activation_backward_cases,
    returns=("dA_prev", "dW", "db"),
    tolerance=OF_SUMS,
    uses=("linear_backward", "relu_backward", "sigmoid_backward"),
    misconceptions=(
        Misconception(
            "relu and sigmoid are exchanged",
            "Each of the two names goes back through the other function.",
            (
                Edit("relu_backward", "swap"),
                Edit("sigmoid_backward", "relu_backward"),
                Edit("swap", "sigmoid_backward"),
            ),
        ),
        Misconception(
            "always relu",
            "The name of the activation makes no difference on your way back: every gate is open or shut.",
            (Edit("sigmoid_backward(dA, Z)", "relu_backward(dA, Z)"),),
        ),
        Misconception(
            "always the sigmoid",
            "The name of the activation makes no difference on your way back: nothing is ever shut off.",
            (Edit("relu_backward(dA, Z)", "sigmoid_backward(dA, Z)"),),
        ),
        Misconception(
            "the bend is skipped",
            "You hand dA to the linear step as it came. On the way back, the bend comes before it.",
            (Edit("linear_backward(dZ,", "linear_backward(dA,"),),
        ),
        Misconception(
            "the slope is taken after the bend",
            "You take the slope at g(Z). Where on the curve did the layer stand, at its score or its answer?",
            (
                Edit("relu_backward(dA, Z)", "relu_backward(dA, relu(Z))"),
                Edit("sigmoid_backward(dA, Z)", "sigmoid_backward(dA, sigmoid(Z))"),
            ),
        ),
        Misconception(
            "the bend itself instead of its slope",
            "You multiply by g(Z). The chain rule asks how fast g changes there.",
            (
                Edit("relu_backward(dA, Z)", "dA * relu(Z)"),
                Edit("sigmoid_backward(dA, Z)", "dA * sigmoid(Z)"),
            ),
        ),
    ),
)

L_MODEL_BACKWARD = Exercise(
    _parameters_only(reference.L_model_backward),
    L_model_backward_cases,
    returns=("grads",),
    uses=("linear_backward", "linear_activation_backward"),
    misconceptions=(
        Misconception(
            "dAL with a lost parenthesis",
            "The minus sign in front of dAL belongs to both of its terms. What does it make of the second?",
            _backward_with(Edit("AL - Y", "-Y * (1 - AL) - (1 - Y) * AL")),
        ),
        Misconception(
            "the error has the wrong sign",
            "All gradients point the wrong way. Is the error the answer minus the label, or the reverse?",
            _backward_with(Edit("AL - Y", "Y - AL")),
        ),
        Misconception(
            "the sigmoid's slope twice",
            "The answer minus the label is dZ of the last layer: the sigmoid's slope is in it already.",
            _backward_with(Edit("AL - Y", "(AL - Y) * AL * (1 - AL)")),
        ),
        Misconception(
            "the last bend is skipped",
            "dAL is not yet dZ. What lies between the last score and the answer?",
            _backward_with(Edit("AL - Y", "(AL - Y) / (AL * (1 - AL))")),
        ),
        Misconception(
            "the output layer is given relu",
            "The last layer has bent its scores with the sigmoid, so the way back goes through its slope.",
            _backward_with(Edit("AL - Y", "(AL - Y) / (AL * (1 - AL)) * (AL > 0.5)")),
        ),
        Misconception(
            "hidden layers are given the sigmoid",
            "Through which bend did the hidden layers go on the way forward?",
            _backward_with(Edit('"relu"', '"sigmoid"')),
        ),
        Misconception(
            "the second cache for the last one",
            "Your way back always begins at the second layer. Which cache is the last of L?",
            _backward_with(Edit("caches[L - 1]", "caches[1]")),
        ),
        Misconception(
            "the cache of the layer above",
            "Python counts from 0, layers from 1. In which place of the list does a layer's cache lie?",
            _backward_with(Edit("caches[layer - 1]", "caches[layer]")),
        ),
        Misconception(
            "divided by m twice",
            "Everything is too small by one factor m. Who else divides by m already?",
            _backward_with(Edit("AL - Y", "(AL - Y) / len(Y.T)")),
        ),
        Misconception(
            "the first layer is left out",
            "Your loop ends one layer too early: the first layer has a gradient too.",
            _backward_with(Edit("range(L - 1, 0, -1)", "range(L - 1, 1, -1)")),
        ),
        Misconception(
            "gradients under the next layer's number",
            "Hidden layers' gradients carry the number of the layer above them, and overwrite its own.",
            _backward_with(
                Edit('f"dW{layer}": dW, f"db{layer}"', 'f"dW{layer + 1}": dW, f"db{layer + 1}"')
            ),
        ),
    ),
)

UPDATE_PARAMETERS = Exercise(
    reference.update_parameters,
    update_cases,
    returns=("parameters",),
    misconceptions=(
        Misconception(
            "uphill instead of downhill",
            "The gradient points to where the cost grows. Which way do you want to go?",
            (Edit("value - learning_rate", "value + learning_rate"),),
        ),
        Misconception(
            "the learning rate is ignored",
            "Your steps are as long as the gradient itself. Who decides how long a step is?",
            (Edit("learning_rate * grads", "grads"),),
        ),
        Misconception(
            "the step instead of where it leads",
            "You return how far to go and forget where you stood.",
            (Edit("value - learning_rate", "-learning_rate"),),
        ),
        Misconception(
            "the biases never move",
            "The weights learn, the biases stay where they were. They have gradients too.",
            _update_some(lambda kind, _: kind == "W"),
        ),
        Misconception(
            "only the first two layers move",
            "Whatever lies above the second layer never learns. How many layers are there?",
            _update_two_layers,
        ),
        Misconception(
            "the output layer never moves",
            "Your loop ends one layer too early. How many layers do the parameters hold?",
            _update_some(lambda _, below_top: below_top > 0),
        ),
    ),
)

XOR_TREE = Exercise(
    reference.xor_tree,
    xor_tree_cases,
    returns=("parity", "gates"),
    misconceptions=(
        Misconception(
            "or instead of exclusive or",
            "Your gates say 1 for two ones. The X in XOR excludes precisely that.",
            (Edit("a ^ b", "a | b"),),
        ),
        Misconception(
            "and instead of exclusive or",
            "Your gates say 1 for two ones only. XOR asks whether its two inputs differ.",
            (Edit("a ^ b", "a & b"),),
        ),
        Misconception(
            "the odd one out is dropped",
            "When a level has an odd number of bits, one finds no partner. It still has something to say "
            "on the next level.",
            (Edit(" + level[2 * len(pairs) :]", ""),),
        ),
        Misconception(
            "levels counted for gates",
            "You count how deep the tree is. How many gates work on each level?",
            _levels_for_gates,
        ),
        Misconception(
            "one gate for every bit",
            "Each gate turns two bits into one. How many times can that happen before one is left?",
            (Edit("return int(level[0]), gates", "return int(level[0]), len(bits)"),),
        ),
        Misconception(
            "units counted for gates",
            "A gate takes three units, but the gates are what is asked for.",
            (Edit("return int(level[0]), gates", "return int(level[0]), 3 * gates"),),
        ),
        Misconception(
            "only the first level is counted",
            "The gates above the first level work as well. Does your count go on?",
            (Edit("gates += len(pairs)", "gates = gates or len(pairs)"),),
        ),
        Misconception(
            "even instead of odd",
            "Your parity is 1 where the number of ones is even.",
            (Edit("return int(level[0])", "return 1 - int(level[0])"),),
        ),
    ),
)

EXERCISES = (
    EXPECTED_SHAPES,
    INITIALIZE_PARAMETERS_DEEP,
    LINEAR_FORWARD,
    LINEAR_ACTIVATION_FORWARD,
    L_MODEL_FORWARD,
    COMPUTE_COST,
    LINEAR_BACKWARD,
    RELU_BACKWARD,
    SIGMOID_BACKWARD,
    LINEAR_ACTIVATION_BACKWARD,
    L_MODEL_BACKWARD,
    UPDATE_PARAMETERS,
    XOR_TREE,
)
