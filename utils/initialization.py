"""Initialization: where a network begins decides whether it gets anywhere.

A neuron alone could start from zeros. A network can't: units that start equal stay equal, so the weights
must be drawn at random, and then their size matters. Too small, and the signal fades on its way through
the layers; too large, and it explodes. In between lies a scale that can be computed from the widths of
the layers alone. Here are the starts one meets, good and bad, in the order in which people found them.

Every function returns a dict `W1, b1, W2, ...` with `W[l]` (n_l, n_{l-1}) and `b[l]` (n_l, 1), float64,
for layer_dims = [n_0, n_1, ..., n_L]. Weights are drawn layer by layer, each as
`rng.standard_normal((n_l, n_{l-1}))` times its scale; biases are 0 and take nothing from `rng`.
"""

from collections.abc import Callable, Sequence

import numpy as np

from utils.deep_network import (
    Array,
    L_model_backward,
    L_model_forward,
    Parameters,
    compute_cost,
    update_parameters,
)
from utils.deep_network_application import COST_INTERVAL, Rng
from utils.progress import progress

Scale = Callable[[int, int], float]
"""The standard deviation of a layer's weights, from its n_l units and its n_{l-1} inputs."""


def initialize_parameters_zeros(layer_dims: Sequence[int]) -> Parameters:
    """All weights and biases 0. Every unit of a layer stays the twin of the others: don't train this."""
    parameters = {}
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        parameters[f"W{layer}"] = np.zeros((n, n_prev))
        parameters[f"b{layer}"] = np.zeros((n, 1))
    return parameters


def initialize_parameters_random(layer_dims: Sequence[int], scale: float, rng: Rng) -> Parameters:
    """Normal weights with standard deviation `scale`, the same in every layer; biases 0."""
    return _draw(layer_dims, rng, lambda n, n_prev: scale)


def initialize_parameters_xavier(layer_dims: Sequence[int], rng: Rng) -> Parameters:
    """Normal weights with variance 1 / n_{l-1}, for tanh; biases 0.

    It keeps the spread of the signal from layer to layer on the way forward. The rule is older than the
    name: LeCun, Bottou, Orr and Müller, "Efficient BackProp" (1998).
    """
    return _draw(layer_dims, rng, lambda n, n_prev: np.sqrt(1 / n_prev))


def initialize_parameters_glorot(layer_dims: Sequence[int], rng: Rng) -> Parameters:
    """Normal weights with variance 2 / (n_{l-1} + n_l), for tanh; biases 0.

    A compromise between the way forward (1 / n_{l-1}) and the way back (1 / n_l): Glorot and Bengio,
    "Understanding the difficulty of training deep feedforward neural networks" (2010).
    """
    return _draw(layer_dims, rng, lambda n, n_prev: np.sqrt(2 / (n_prev + n)))


def initialize_parameters_he(layer_dims: Sequence[int], rng: Rng) -> Parameters:
    """Normal weights with variance 2 / n_{l-1}, for relu; biases 0.

    The 2 makes up for the half of the signal that relu cuts off: He, Zhang, Ren and Sun, "Delving deep
    into rectifiers" (2015).
    """
    return _draw(layer_dims, rng, lambda n, n_prev: np.sqrt(2 / n_prev))


def _draw(layer_dims: Sequence[int], rng: Rng, scale: Scale) -> Parameters:
    parameters = {}
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        parameters[f"W{layer}"] = rng.standard_normal((n, n_prev)) * scale(n, n_prev)
        parameters[f"b{layer}"] = np.zeros((n, 1))
    return parameters


def train(
    X: Array, Y: Array, parameters: Parameters, learning_rate: float, num_iterations: int
) -> tuple[Parameters, list[float]]:
    """Gradient descent on X (n_0, m) and Y (1, m) from the given parameters, which are left alone.

    Gives the parameters after the last step, and the cost before steps 0, 100, 200, ...
    """
    costs = []
    for i in progress(range(num_iterations), "gradient descent"):
        AL, caches = L_model_forward(X, parameters)
        if i % COST_INTERVAL == 0:
            costs.append(compute_cost(AL, Y))
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
    return dict(parameters), costs
