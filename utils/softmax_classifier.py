"""Softmax: the neuron of logistic regression, once for each of K classes.

A single neuron says yes or no. With K of them side by side every class has a score, softmax turns the
scores into probabilities that add up to one, and the cross-entropy asks how much of it went to the truth.
The way back is the old one: the answer minus the truth. The last layer of most networks that tell things
apart is this module.

Shapes throughout: `X` (n_x, m), one example a column; `Y` (K, m), one-hot; `W` (K, n_x), one template a
row; `b` (K, 1); scores `Z` and probabilities `A` (K, m). Everything is float64, nothing overflows, and no
logarithm of zero is taken. Subtracting a column's largest score is in Goodfellow, Bengio and Courville,
"Deep Learning" (2016), section 4.1.
"""

import numpy as np

from utils.progress import progress

COST_INTERVAL = 100
"""`train_softmax` records the cost once every so many iterations, from iteration 0."""

SMALLEST = np.finfo(np.float64).tiny
"""The smallest normal float64: logarithms are taken of nothing below it."""

Array = np.ndarray
Gradients = dict[str, Array]


def linear_scores(W: Array, b: Array, X: Array) -> Array:
    """The scores (K, m) of all classes for the examples X (n_x, m), from W (K, n_x) and b (K, 1)."""
    return W @ X + b


def softmax(Z: Array) -> Array:
    """Probabilities (K, m) from scores (K, m): each column is positive and adds up to one.

    The largest score of a column is subtracted before the exponential. That changes no probability, and
    no exponential is greater than 1.
    """
    E = np.exp(Z - np.max(Z, axis=0, keepdims=True))
    return E / np.sum(E, axis=0, keepdims=True)


def one_hot(labels: Array, K: int) -> Array:
    """For class numbers `labels` (1, m) from 0 to K - 1: (K, m), 1.0 in the row of the class, else 0.0."""
    classes = np.arange(K).reshape(K, 1)
    return (labels == classes).astype(float)


def cross_entropy(A: Array, Y: Array) -> float:
    """The mean over the m examples of -log of the probability that went to the truth.

    `A` (K, m) holds probabilities, `Y` (K, m) is one-hot. Certain and wrong costs about 708 (-log of the
    smallest normal float64) where mathematics says infinity.
    """
    m = Y.shape[1]
    return float(-np.sum(Y * np.log(np.maximum(A, SMALLEST))) / m)


def softmax_gradient(W: Array, b: Array, X: Array, Y: Array, lambd: float) -> Gradients:
    """The slopes `{"dW": (K, n_x), "db": (K, 1)}` of the cost that `train_softmax` lowers.

    That cost is the cross-entropy plus lambd / (2 m) times the sum of all squared weights.
    """
    m = X.shape[1]
    A = softmax(linear_scores(W, b, X))
    dZ = A - Y
    dW = dZ @ X.T / m + lambd / m * W
    db = np.sum(dZ, axis=1, keepdims=True) / m
    return {"dW": dW, "db": db}


def train_softmax(
    X: Array, Y: Array, num_iterations: int, learning_rate: float, lambd: float
) -> tuple[Array, Array, list[float]]:
    """Train from zeros by gradient descent on X (n_x, m) and the one-hot Y (K, m).

    Gives `W` (K, n_x) and `b` (K, 1) after the last step, and the cost with its penalty before steps
    0, 100, 200, ... Zeros are a fine start: the cost is convex, and every class has its own labels.
    """
    n_x, m = X.shape
    K = Y.shape[0]
    W, b = np.zeros((K, n_x)), np.zeros((K, 1))
    costs = []
    for i in progress(range(num_iterations), "gradient descent"):
        if i % COST_INTERVAL == 0:
            A = softmax(linear_scores(W, b, X))
            penalty = lambd / (2 * m) * np.sum(W**2)
            costs.append(float(cross_entropy(A, Y) + penalty))
        grads = softmax_gradient(W, b, X, Y, lambd)
        W = W - learning_rate * grads["dW"]
        b = b - learning_rate * grads["db"]
    return W, b, costs
