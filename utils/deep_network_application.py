"""Deep networks put to work: a training loop around last week's steps.

There is one thing worth knowing about this loop when there are many more features than examples
(12288 numbers in a picture, 209 pictures). Every step changes a row of W1 by a mixture of the pictures
themselves: dW1 = dZ1 X^T / m. So whatever W1 learns lies in the little space that the pictures span,
which has one dimension a picture, at most. Turn the coordinates until the first m axes span it. In
the new ones the pictures are the columns of a small square R, X = Q R, and all their other coordinates
are 0; the weights are V = W1 Q; and V R = W1 X, so that the network computes what it did. A step on V
with R is the step on W1 with X, seen from the new axes: the same descent, number for number, on 209
features in place of 12288. Turned back, W1 = W1_start + (V - V_start) Q^T.
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
    update_parameters,
)
from utils.progress import progress

COST_INTERVAL = 100
"""The cost is recorded once every so many iterations, from iteration 0."""

WIDE = 4
"""From so many features an example on, turning the coordinates is worth its price."""

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
    """Train a network [n_0, ..., n_L] on X (n_0, m) and Y (n_L, m) by gradient descent.

    Gives the parameters after the last step, and the cost before steps 0, 100, 200, ... The weights
    start as `initialize_parameters_deep` draws them from `rng` (default: a fresh generator). Where X
    has many more features than examples, the descent runs in turned coordinates.
    """
    rng = np.random.default_rng() if rng is None else rng
    start = initialize_parameters_deep(layer_dims, rng)
    inputs, axes = _turn(X)
    parameters = start | {"W1": start["W1"] @ axes} if axes is not None else start
    costs = []
    for i in progress(range(num_iterations), "gradient descent"):
        AL, caches = L_model_forward(inputs, parameters)
        if i % COST_INTERVAL == 0:
            costs.append(compute_cost(AL, Y))
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
    return _turn_back(parameters, start["W1"], axes), costs


def _turn(X: Array) -> tuple[Array, Array | None]:
    """X (n_x, m) in coordinates of its own, R (m, m), and their axes Q (n_x, m), so that X = Q R.

    Where X isn't wide enough for this to pay, X itself and None.
    """
    n_x, m = X.shape
    if n_x < WIDE * m:
        return X, None
    Q, R = np.linalg.qr(X)
    return R, Q


def _turn_back(parameters: Parameters, W1_start: Array, axes: Array | None) -> Parameters:
    """The parameters in the coordinates of X: what W1 has learned is added to where it started."""
    if axes is None:
        return parameters
    learned = parameters["W1"] - W1_start @ axes
    return parameters | {"W1": W1_start + learned @ axes.T}


def accuracy(X: Array, Y: Array, parameters: Parameters) -> float:
    """The share of examples, 0 to 1, for which "AL > 0.5" agrees with the label."""
    AL, _ = L_model_forward(X, parameters)
    return float(np.mean((AL > 0.5) == (Y == 1)))
