"""A flower with petals in two colours: the smallest picture that one straight line can't explain.

Petals of the two classes alternate around the centre, so along every straight cut both classes lie on
both sides. Six petals are three pairs of opposite ones, which always differ in colour: three lines
through the centre are enough to part all of them, and a few points that stray from their petal remain
on the wrong side. One petal is a little longer than the others and the next one shorter, as nature
likes it; that also keeps a single neuron honest, because the best tilt it can find is then no better
than chance.
"""

import numpy as np

Array = np.ndarray

LENGTHS = np.array([5.0, 3.4, 4.0, 4.0, 4.0, 4.0])
"""How far each petal reaches from the centre; their number is that of the petals."""

STRAY = 0.15
"""The standard deviation of a point's direction, in radians, around its place in the petal."""

BLUR = 0.25
"""The standard deviation of a point's distance from the centre around the petal's outline."""


def load_flower(m: int = 400, seed: int = 5) -> tuple[Array, Array]:
    """Draw `m` points of the flower: X float64 (2, m) and Y int64 (1, m), in random order.

    The same `seed` gives the same points. Labels count from 0 and alternate from petal to petal, and
    every petal has as many points as any other, or one more.
    """
    rng = np.random.default_rng(seed)
    petals = len(LENGTHS)
    petal, place = np.arange(m) % petals, np.arange(m) // petals
    across = (place + rng.uniform(size=m)) / (m / petals)  # 0 to 1 from edge to edge of the petal
    angle = (petal + across) * 2 * np.pi / petals + STRAY * rng.standard_normal(m)
    radius = LENGTHS[petal] * np.sin(np.pi * across) + BLUR * rng.standard_normal(m)
    shuffled = rng.permutation(m)
    X = np.stack([radius * np.cos(angle), radius * np.sin(angle)])[:, shuffled]
    Y = (petal % 2)[shuffled].reshape(1, m)
    return X, Y
