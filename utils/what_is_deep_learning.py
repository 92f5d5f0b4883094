"""Week 0: the smallest piece of a neural network, and what it can do before it has learned anything.

Here the course begins. A neuron weighs the numbers it is given, adds them up with a bias, and bends the
result once: below zero it stays silent. In this week people choose the weights by hand. From week 3 on
the neuron finds them itself, and later networks are made of nothing but such neurons.

Shapes: `X` (n_x, m), one example a column; `w` (n_x, 1); `b` a number; an answer for each example, (1, m).
"""

import numpy as np

Array = np.ndarray


def relu(z: Array | float) -> Array:
    """The rectified linear unit max(0, z), element by element; same shape as `z`."""
    return np.maximum(0, z)


def neuron(X: Array, w: Array, b: float) -> Array:
    """The answers (1, m) of one neuron to all examples: relu of weighted sum plus bias.

    `X` (n_x, m), `w` (n_x, 1), `b` a number. Raises ValueError where X and w differ in n_x.
    """
    return relu(w.T @ X + b)
