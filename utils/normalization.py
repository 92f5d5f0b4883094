"""Normalization: all features on one scale, so that one learning rate suits them all.

A learning rate is a single number, but features come in all units: an area in the thousands beside a
smoothness of a tenth. The bowl of the cost is then a long valley, and the steps that are short enough
for its steep sides are far too short for its floor. Subtracting each feature's mean and dividing by its
standard deviation makes the valley rounder. How long a step may be is a question with an exact answer
where the cost is a quadratic bowl: it follows from the largest curvature.

Shapes throughout: `X` (n_x, m), one example a column; `mu` and `sigma` (n_x, 1), one row a feature.
Everything is float64.
"""

import numpy as np

Array = np.ndarray


def fit_standardizer(X: Array) -> tuple[Array, Array]:
    """The mean `mu` and the standard deviation `sigma` of each feature of X (n_x, m), both (n_x, 1).

    sigma is the root of the mean squared deviation from the mean (divided by m, not m - 1). A feature
    whose values are all equal has nothing to be scaled: its sigma is given as 1, so that nobody divides
    by 0. (LeCun, Bottou, Orr and Müller, Efficient BackProp, 1998, section 4.3.)
    """
    mu = np.mean(X, axis=1, keepdims=True)
    sigma = np.sqrt(np.mean(np.square(X - mu), axis=1, keepdims=True))
    constant = np.all(X[:, :1] == X, axis=1, keepdims=True)
    return mu, np.where(constant, 1.0, sigma)


def apply_standardizer(X: Array, mu: Array, sigma: Array) -> Array:
    """X (n_x, m), or any other examples of the same features, with mu and sigma (n_x, 1) of training.

    Gives (X - mu) / sigma of the shape of X. sigma must not contain 0.
    """
    return (X - mu) / sigma


def max_stable_learning_rate(X: Array) -> float:
    """The learning rate up to which gradient descent on linear regression over X (n_x, m) converges.

    The cost J = 1 / (2 m) sum (w.T x + b - y)^2 is a quadratic bowl. With a row of ones for b below the
    features, A (n_x + 1, m), its curvatures are the eigenvalues of H = A A.T / m. Along a direction of
    curvature h each step multiplies the error by 1 - learning_rate h, which shrinks it in all
    directions if learning_rate < 2 / max(h), whatever y is. (Goodfellow, Bengio and Courville, Deep
    Learning, 2016, section 4.3.1.)
    """
    m = X.shape[1]
    A = np.vstack([X, np.ones((1, m))])
    H = A @ A.T / m
    curvatures = np.linalg.eigvalsh(H)
    return float(2 / np.max(curvatures))
