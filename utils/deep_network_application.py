"""Deep networks put to work: a training loop around last week's steps.

There is one thing worth knowing about this loop when there are many more features than examples
(12288 numbers in a picture, 209 pictures). Every step changes W1 by a multiple of dZ1 X^T: a
combination of the pictures themselves. So W1 never leaves its starting point by anything but a mixture
of pictures, W1 = W1_start + C X^T, with one coefficient for each unit and picture. What layer 1 computes
is then W1 X + b1 = W1_start X + C (X^T X) + b1, and X^T X is a small table (209 by 209) of how alike two
pictures are. Keep C instead of W1, compute the table once, and a step costs a small fraction of what it
did, while it is, number for number, the same step. That is `_descend_in_span`; `_descend` is the loop
as everybody writes it.
"""

from collections.abc import Sequence

import numpy as np

from utils.deep_network import (
    Array,
    L_model_backward,
    L_model_forward,
    Parameters,
    compute_cost,
    initialize_parameters_deep,
    relu,
    relu_backward,
    update_parameters,
)
from utils.progress import progress

COST_INTERVAL = 100
"""The cost is recorded once every so many iterations, from iteration 0."""

WIDE = 4
"""From so many features an example on, descending in the span of the data is worth its table."""

Rng = np.random.Generator | np.random.RandomState


def two_layer_model(
    X: Array,
    Y: Array,
    layer_dims: Sequence[int],
    learning_rate: float = 0.0075,
    num_iterations: int = 2500,
    rng: Rng | None = None,
) -> tuple[Parameters, list[float]]:
    """`L_layer_model` for a network with one hidden layer, layer_dims = (n_x, n_h, n_y).

    Raises ValueError for any other depth.
    """
    if len(layer_dims) != 3:
        raise ValueError(f"layer_dims has {len(layer_dims)} entries, two layers have three")
    return L_layer_model(X, Y, layer_dims, learning_rate, num_iterations, rng)


def L_layer_model(
    X: Array,
    Y: Array,
    layer_dims: Sequence[int],
    learning_rate: float = 0.0075,
    num_iterations: int = 2500,
    rng: Rng | None = None,
) -> tuple[Parameters, list[float]]:
    """Train a network [n_0, ..., n_L] on X (n_0, m) and Y (1, m) by gradient descent.

    Gives the parameters after the last step, and the cost before steps 0, 100, 200, ... The weights
    start as `initialize_parameters_deep` draws them from `rng` (default: a fresh generator).
    """
    rng = np.random.default_rng() if rng is None else rng
    parameters = initialize_parameters_deep(layer_dims, rng)
    n_x, m = X.shape
    descend = _descend_in_span if len(layer_dims) > 2 and n_x >= WIDE * m else _descend
    return descend(X, Y, parameters, learning_rate, num_iterations)


def _descend(
    X: Array, Y: Array, parameters: Parameters, learning_rate: float, num_iterations: int
) -> tuple[Parameters, list[float]]:
    costs = []
    for i in progress(range(num_iterations), "gradient descent"):
        AL, caches = L_model_forward(X, parameters)
        if i % COST_INTERVAL == 0:
            costs.append(compute_cost(AL, Y))
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs


def _descend_in_span(
    X: Array, Y: Array, parameters: Parameters, learning_rate: float, num_iterations: int
) -> tuple[Parameters, list[float]]:
    m = X.shape[1]
    W1, b1 = parameters["W1"], parameters["b1"]
    start, alike = W1 @ X, X.T @ X
    C = np.zeros((W1.shape[0], m))
    above = _renumber(parameters, -1)
    costs = []
    for i in progress(range(num_iterations), "gradient descent"):
        Z1 = start + C @ alike + b1
        AL, caches = L_model_forward(relu(Z1), above)
        if i % COST_INTERVAL == 0:
            costs.append(compute_cost(AL, Y))
        grads = L_model_backward(AL, Y, caches)
        dZ1 = relu_backward(grads["dA0"], Z1)
        C = C - learning_rate * dZ1 / m
        b1 = b1 - learning_rate * np.sum(dZ1, axis=1, keepdims=True) / m
        above = update_parameters(above, grads, learning_rate)
    return {"W1": W1 + C @ X.T, "b1": b1, **_renumber(above, +1)}, costs


def _renumber(parameters: Parameters, by: int) -> Parameters:
    """The parameters of all layers from the first that stays positive, each `by` layers further."""
    moved = {(name[0], int(name[1:]) + by): value for name, value in parameters.items()}
    return {f"{kind}{layer}": value for (kind, layer), value in moved.items() if layer > 0}


def accuracy(X: Array, Y: Array, parameters: Parameters) -> float:
    """The share of examples, 0 to 1, for which "AL > 0.5" agrees with the label."""
    AL, _ = L_model_forward(X, parameters)
    return float(np.mean((AL > 0.5) == (Y == 1)))
