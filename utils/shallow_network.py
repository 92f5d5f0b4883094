"""A hidden layer: many small neurons side by side, and one that listens to them.

A single neuron draws one straight line. Here several of them look at the same example, each draws a
line of its own, and a last neuron, which is the one of logistic regression, weighs their answers
instead of the raw numbers. What is new on the way back is a single link of the chain rule: the error
of the output is handed down through the weights that the answers came up by.

Shapes throughout: `X` (n_x, m), one example a column; `Y` (1, m) of 0 and 1; `W1` (n_h, n_x),
`b1` (n_h, 1), `W2` (n_y, n_h), `b2` (n_y, 1) in a dict; `Z1`, `A1` (n_h, m); `Z2`, `A2` (n_y, m). A
gradient `dW1` has the shape of `W1`, and so on. Everything is float64. The equations are those of
Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors" (Nature, 1986),
with the cross-entropy in place of the squared error.
"""

import numpy as np

from utils.logistic_regression import log_loss, sigmoid, sigmoid_derivative
from utils.progress import progress

COST_INTERVAL = 100
"""`nn_model` records the cost once every so many iterations, from iteration 0."""

LEAK = 0.01
"""The slope of the leaky relu where z is negative."""

SCALE = 0.01
"""The standard deviation of new weights: small, so that no hidden unit starts out saturated."""

Array = np.ndarray
Parameters = dict[str, Array]
Gradients = dict[str, Array]
Cache = dict[str, Array]
Rng = np.random.Generator | np.random.RandomState


def layer_sizes(X: Array, Y: Array) -> tuple[int, int]:
    """How many numbers describe an example and how many answer it: (n_x, n_y) of X and Y."""
    n_x = X.shape[0]
    n_y = Y.shape[0]
    return n_x, n_y


def activation(z: Array | float, name: str) -> Array:
    """The activation function called `name` at `z`, element by element; same shape as `z`.

    `name` is sigmoid, tanh, relu (max(0, z)) or leaky_relu (0.01 z where z is negative); any other
    one raises ValueError.
    """
    if name == "sigmoid":
        return sigmoid(z)
    if name == "tanh":
        return np.tanh(z)
    if name == "relu":
        return np.maximum(0, z)
    if name == "leaky_relu":
        return np.maximum(LEAK * np.asarray(z), z)
    raise ValueError(f"activation is {name!r}, but sigmoid, tanh, relu and leaky_relu are known")


def activation_gradient(z: Array | float, name: str) -> Array:
    """The slope of `activation(z, name)` at `z`, element by element; same shape as `z`.

    At z = 0, where the relus have a kink, it is the slope to the left. Raises ValueError as
    `activation` does.
    """
    z = np.asarray(z)
    if name == "sigmoid":
        return sigmoid_derivative(z)
    if name == "tanh":
        return 1 - np.tanh(z) ** 2
    if name == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if name == "leaky_relu":
        return np.where(z > 0, 1.0, LEAK)
    raise ValueError(f"activation is {name!r}, but sigmoid, tanh, relu and leaky_relu are known")


def initialize_parameters(n_x: int, n_h: int, n_y: int, rng: Rng) -> Parameters:
    """Small random weights `W1` (n_h, n_x), then `W2` (n_y, n_h), and biases 0.

    The weights are 0.01 times what `rng.standard_normal` gives, W1 drawn before W2. Random, because
    hidden units that start equal stay equal; small, because a saturated tanh hardly learns.
    """
    W1 = SCALE * rng.standard_normal((n_h, n_x))
    W2 = SCALE * rng.standard_normal((n_y, n_h))
    return {"W1": W1, "b1": np.zeros((n_h, 1)), "W2": W2, "b2": np.zeros((n_y, 1))}


def forward_propagation(X: Array, parameters: Parameters) -> tuple[Array, Cache]:
    """From the examples to the probabilities A2 (n_y, m): tanh in the hidden layer, then the sigmoid.

    The cache keeps `Z1`, `A1`, `Z2`, `A2` for the way back.
    """
    Z1 = parameters["W1"] @ X + parameters["b1"]
    A1 = np.tanh(Z1)
    Z2 = parameters["W2"] @ A1 + parameters["b2"]
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


def compute_cost(A2: Array, Y: Array) -> float:
    """The cross-entropy cost: the mean over the m examples of `log_loss(A2, Y)`; always finite."""
    m = Y.shape[1]
    return float(np.sum(log_loss(A2, Y)) / m)


def backward_propagation(parameters: Parameters, cache: Cache, X: Array, Y: Array) -> Gradients:
    """The slopes of the cost: `dW1` (n_h, n_x), `db1` (n_h, 1), `dW2` (n_y, n_h), `db2` (n_y, 1).

    Sigmoid and cross-entropy are taken back in one step, dZ2 = A2 - Y.
    """
    m = X.shape[1]
    A1, A2 = cache["A1"], cache["A2"]
    dZ2 = A2 - Y
    dW2 = dZ2 @ A1.T / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dZ1 = parameters["W2"].T @ dZ2 * (1 - A1**2)
    dW1 = dZ1 @ X.T / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


def update_parameters(parameters: Parameters, grads: Gradients, learning_rate: float) -> Parameters:
    """One step of gradient descent, as a new dict; the given one is left as it was."""
    return {name: value - learning_rate * grads[f"d{name}"] for name, value in parameters.items()}


def nn_model(
    X: Array, Y: Array, n_h: int, num_iterations: int, learning_rate: float, rng: Rng
) -> tuple[Parameters, list[float]]:
    """Train a network with `n_h` hidden units by gradient descent on X (n_x, m) and Y (1, m).

    Gives the parameters after the last step, and the cost before steps 0, 100, 200, ...
    """
    n_x, n_y = layer_sizes(X, Y)
    parameters = initialize_parameters(n_x, n_h, n_y, rng)
    costs = []
    for i in progress(range(num_iterations), "gradient descent"):
        A2, cache = forward_propagation(X, parameters)
        if i % COST_INTERVAL == 0:
            costs.append(compute_cost(A2, Y))
        grads = backward_propagation(parameters, cache, X, Y)
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs


def predict(parameters: Parameters, X: Array) -> Array:
    """The answers (1, m), 1.0 where the probability exceeds one half and 0.0 elsewhere."""
    A2, _ = forward_propagation(X, parameters)
    return (A2 > 0.5).astype(float)
