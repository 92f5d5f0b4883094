"""Gradient checking: is the backward pass the derivative of the forward pass?

A backward pass is clever and easily wrong; the definition of a derivative is slow and hard to get wrong.
So the one is held against the other: move each parameter a little to both sides, see how far the cost
moves, and compare. Whoever has done so once for a small network can trust the formula in a large one.

The parameters of a network are strung into one column theta for this, in the order W1, b1, W2, b2, ...,
each array row by row, so that "move each parameter" is a single loop. Nothing here needs to know how
the gradients were computed.

Shapes throughout: `theta` (n, 1) with n the number of all parameters; `X` (n_0, m); `Y` (1, m);
parameters and gradients in the dicts of `utils.deep_network`. Everything is float64.
"""

from collections.abc import Callable, Sequence

import numpy as np

from utils.deep_network import (
    Array,
    Gradients,
    L_model_forward,
    Parameters,
    compute_cost,
    depth,
)

EPSILON = 1e-5
"""A good step in float64 for values of ordinary size: near the cube root of the unit roundoff."""


def numerical_gradient(
    f: Callable[[Array], float], theta: Array, epsilon: float = EPSILON
) -> Array:
    """The gradient of `f` at `theta` by two-sided differences, in the shape of `theta`, (n, 1).

    Entry i is (f(theta + epsilon e_i) - f(theta - epsilon e_i)) / (2 epsilon) with e_i the i-th unit
    vector. Its error is |f'''| epsilon² / 6 of truncation and about u |f| / epsilon of rounding, with u
    the unit roundoff (Nocedal and Wright, Numerical Optimization, 2nd ed., section 8.1). `f` takes a
    column and gives a number; it is called 2 n times. `theta` is left as it was.
    """
    gradient = np.zeros(theta.shape)
    for i in range(theta.size):
        step = np.zeros(theta.shape)
        step[i] = epsilon
        gradient[i] = (f(theta + step) - f(theta - step)) / (2 * epsilon)
    return gradient


def relative_difference(a: Array, b: Array) -> float:
    """How far two gradients are apart: ||a - b|| / (||a|| + ||b||), a number from 0 to 1.

    `a` and `b` have the same shape, and ||·|| is the square root of the sum of all squares. 0 is for
    equal ones (two of zeros too), 1 for opposite directions, or where one of them is zero.
    """
    scale = np.linalg.norm(a) + np.linalg.norm(b)
    if scale == 0:
        return 0.0
    return float(np.linalg.norm(a - b) / scale)


def parameters_to_vector(parameters: Parameters) -> Array:
    """All parameters in one column (n, 1): W1, b1, W2, b2, ..., each array row by row.

    The order of the dict does not matter.
    """
    columns = []
    for layer in range(1, depth(parameters) + 1):
        columns.append(parameters[f"W{layer}"].reshape(-1, 1))
        columns.append(parameters[f"b{layer}"].reshape(-1, 1))
    return np.concatenate(columns)


def vector_to_parameters(theta: Array, layer_dims: Sequence[int]) -> Parameters:
    """The parameters `W1, b1, W2, ...` of a network [n_0, ..., n_L] whose column `theta` (n, 1) is.

    Undoes `parameters_to_vector`. The arrays are views of `theta`, not copies.
    """
    parameters, start = {}, 0
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        for name, shape in ((f"W{layer}", (n, n_prev)), (f"b{layer}", (n, 1))):
            stop = start + shape[0] * shape[1]
            parameters[name] = theta[start:stop].reshape(shape)
            start = stop
    return parameters


def gradient_check(
    parameters: Parameters, gradients: Gradients, X: Array, Y: Array, epsilon: float = EPSILON
) -> float:
    """The relative difference between given gradients and the numerical ones of the network's cost.

    `gradients` holds `dW1, db1, ...` (what else it holds is not looked at); the cost is that of
    `L_model_forward` on X (n_0, m) and Y (1, m). Below about 1e-7 the gradients are right; a bug
    rarely gives less than 1e-3, unless it sits in a small part of a long vector.
    """
    layer_dims = [X.shape[0]]
    for layer in range(1, depth(parameters) + 1):
        layer_dims.append(len(parameters[f"b{layer}"]))

    def cost(theta: Array) -> float:
        AL, _ = L_model_forward(X, vector_to_parameters(theta, layer_dims))
        return compute_cost(AL, Y)

    theta = parameters_to_vector(parameters)
    numerical = numerical_gradient(cost, theta, epsilon)
    given = parameters_to_vector({name: gradients[f"d{name}"] for name in parameters})
    return relative_difference(given, numerical)
