"""Logistic regression: a single neuron that learns to say yes or no.

The whole course grows from this file. A picture becomes a column `x` of numbers, the neuron weighs
them (`z = w.T @ x + b`), squashes the result into a probability (`a = sigmoid(z)`), is told how wrong
it was (`log_loss`), and moves its weights a little downhill. Later weeks only stack more neurons.

Shapes throughout: `X` (n_x, m), one example a column; `Y` (1, m) of 0 and 1; `w` (n_x, 1); `b` a float.
Everything is float64, and nothing here overflows or takes the logarithm of zero for |z| up to 1e4.
"""

import numpy as np

from utils.progress import progress

COST_INTERVAL = 100
"""`optimize` records the cost once every so many iterations, from iteration 0."""

SMALLEST = np.finfo(np.float64).tiny
"""The smallest normal float64: logarithms are taken of nothing below it."""

Array = np.ndarray
Parameters = dict[str, Array | float]
Gradients = dict[str, Array | float]


def sigmoid(z: Array | float) -> Array:
    """The logistic function 1 / (1 + exp(-z)), element by element; same shape as `z`.

    Computed as exp(-log(1 + exp(-z))) with `logaddexp`, which neither overflows for very negative z
    nor rounds small probabilities to zero too early.
    """
    return np.exp(-np.logaddexp(0, -np.asarray(z)))


def sigmoid_derivative(z: Array | float) -> Array:
    """The slope of the logistic function at `z`, element by element: s (1 - s) with s = sigmoid(z)."""
    s = sigmoid(z)
    return s * (1 - s)


def initialize_with_zeros(dim: int) -> tuple[Array, float]:
    """Weights `w` (dim, 1) of zeros and the bias `b` = 0.0. Zeros are fine here: J is convex."""
    w = np.zeros((dim, 1))
    b = 0.0
    return w, b


def log_loss(a: Array | float, y: Array | float) -> Array:
    """The cross-entropy loss of the probability `a` for the label `y`, element by element.

    `a` in [0, 1] and `y` in {0, 1} have the same shape, which is the result's. A certain and wrong
    answer costs about 708 (-log of the smallest normal float64) where mathematics says infinity.
    """
    a = np.asarray(a)
    return -(y * np.log(np.maximum(a, SMALLEST)) + (1 - y) * np.log(np.maximum(1 - a, SMALLEST)))


def propagate_loop(w: Array, b: float, X: Array, Y: Array) -> tuple[Gradients, float]:
    """What `propagate` does, one example at a time: easier to read, and much slower.

    Returns `{"dw": (n_x, 1), "db": float}` and the cost J, both averaged over the m examples.
    """
    n_x, m = X.shape
    dw, db, cost = np.zeros((n_x, 1)), 0.0, 0.0
    for i in range(m):
        x, y = X[:, i : i + 1], Y[0, i]
        a = sigmoid(np.sum(w * x) + b)
        cost += log_loss(a, y)
        dz = a - y
        dw += x * dz
        db += dz
    return {"dw": dw / m, "db": float(db / m)}, float(cost / m)


def propagate(w: Array, b: float, X: Array, Y: Array) -> tuple[Gradients, float]:
    """One forward and one backward pass over all m examples at once.

    Returns `{"dw": (n_x, 1), "db": float}` and the cost J = mean of `log_loss(A, Y)`.
    """
    m = X.shape[1]
    A = sigmoid(w.T @ X + b)
    cost = np.sum(log_loss(A, Y)) / m
    dZ = A - Y
    dw = X @ dZ.T / m
    db = np.sum(dZ) / m
    return {"dw": dw, "db": float(db)}, float(cost)


def optimize(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, learning_rate: float
) -> tuple[Parameters, Gradients, list[float]]:
    """Gradient descent: `num_iterations` steps of length `learning_rate` against the gradient.

    Returns the parameters `{"w", "b"}` after the last step, the gradients `{"dw", "db"}` that made
    it, and the cost before steps 0, 100, 200, ... The caller's `w` is left as it was.
    """
    costs: list[float] = []
    grads: Gradients = {}
    for i in progress(range(num_iterations), "gradient descent"):
        grads, cost = propagate(w, b, X, Y)
        w = w - learning_rate * grads["dw"]
        b = b - learning_rate * grads["db"]
        if i % COST_INTERVAL == 0:
            costs.append(cost)
    return {"w": w, "b": b}, grads, costs


def predict(w: Array, b: float, X: Array) -> Array:
    """The answers (1, m), 1.0 where the probability exceeds one half and 0.0 elsewhere."""
    A = sigmoid(w.T @ X + b)
    return (A > 0.5).astype(float)


def model(
    X_train: Array,
    Y_train: Array,
    X_test: Array,
    Y_test: Array,
    num_iterations: int,
    learning_rate: float,
) -> dict[str, Array | float | list[float]]:
    """Train from zeros on the training set and answer both sets.

    Returns `w`, `b`, `costs`, `Y_prediction_train` and `Y_prediction_test`. `Y_test` is never
    learned from: it is there so that what belongs together is passed together.
    """
    w, b = initialize_with_zeros(X_train.shape[0])
    params, _, costs = optimize(w, b, X_train, Y_train, num_iterations, learning_rate)
    w, b = params["w"], params["b"]
    return {
        "w": w,
        "b": b,
        "costs": costs,
        "Y_prediction_train": predict(w, b, X_train),
        "Y_prediction_test": predict(w, b, X_test),
    }
