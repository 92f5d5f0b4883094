"""Gradient descent: how anything in this course learns, in one dimension and then in many.

Before there are neurons there is a landscape and a ball. A slope says which way is down; a step goes a
little that way; a walk repeats the step. Whatever is trained later, one neuron or a million weights, is
trained by the two lines of `gradient_descent`: only the landscape changes.

Two landscapes of the lesson have slopes to be found on paper: the valley f(x) = (x - 1)² + 1, and the
tilted bowl f(x, y) = (x - 1)² + (x - 1) y + 3 y², whose lowest point is (1, 0). Places are floats in one
dimension and columns (d, 1) in more; a path in d dimensions is (d, n + 1), one place a column. The method
is Cauchy's, "Méthode générale pour la résolution des systèmes d'équations simultanées" (1847).
"""

from collections.abc import Callable

import numpy as np

Array = np.ndarray


def df(x: Array | float) -> Array | float:
    """The slope of f(x) = (x - 1)² + 1 at `x`, element by element; same shape as `x`."""
    return 2 * (x - 1)


def gradient_step(x: Array | float, slope: Array | float, eta: float) -> Array | float:
    """The place after one step downhill from `x`, where the landscape has this `slope`.

    `eta` is the learning rate. `x` and `slope` are numbers, or arrays of one shape, which is the result's.
    """
    return x - eta * slope


def gradient_descent(df: Callable[[float], float], x0: float, eta: float, n: int) -> Array:
    """Walk `n` steps from `x0` down the landscape whose slope at x is `df(x)`.

    Gives the path (n + 1,): `x0`, and the place after each step. Nothing is raised where `eta` is too
    large: the path then moves away, as far as the numbers reach.
    """
    path = [x0]
    for _ in range(n):
        x = path[-1]
        path.append(gradient_step(x, df(x), eta))
    return np.array(path)


def gradient_2d(p: Array) -> Array:
    """The gradient of f(x, y) = (x - 1)² + (x - 1) y + 3 y² at the points `p` (2, m), one a column.

    Gives (2, m): the slope in x above the slope in y.
    """
    x, y = p
    slope_x = 2 * (x - 1) + y
    slope_y = (x - 1) + 6 * y
    return np.array([slope_x, slope_y])


def gradient_descent_nd(gradient: Callable[[Array], Array], p0: Array, eta: float, n: int) -> Array:
    """Walk `n` steps from `p0` (d, 1) downhill, where `gradient(p)` is (d, 1), the slopes at p (d, 1).

    Gives the path (d, n + 1): column t is the place after t steps. `p0` is left as it was.
    """
    path = [p0]
    for _ in range(n):
        p = path[-1]
        path.append(gradient_step(p, gradient(p), eta))
    return np.hstack(path)
