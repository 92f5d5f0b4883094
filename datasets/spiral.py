"""A spiral with several arms: no straight line, and no set of straight lines, can tell the arms apart."""

import numpy as np

Array = np.ndarray

TURN = 4.2
"""By which angle, in radians, an arm turns from its inner to its outer end."""

STRAY = 0.18
"""The standard deviation of a point's direction, in radians, around its place on the arm."""

INNER, OUTER = 0.1, 1.0
"""How far from the centre an arm begins, and where it ends."""


def load_spiral(m: int = 300, arms: int = 3, seed: int = 1) -> tuple[Array, Array]:
    """Draw `m` points of a spiral: X float64 (2, m) and the number of each one's arm, int64 (1, m).

    Arms count from 0, have equally many points, or one more, and come in random order. Equal arguments
    give equal points; another seed gives new ones of the same kind, to test with.
    """
    rng = np.random.default_rng(seed)
    arm, place = np.arange(m) % arms, np.arange(m) // arms
    along = (place + rng.uniform(size=m)) / (m / arms)  # 0 to 1 from the inner to the outer end
    angle = 2 * np.pi * arm / arms + TURN * along + STRAY * rng.standard_normal(m)
    radius = INNER + (OUTER - INNER) * along
    shuffled = rng.permutation(m)
    X = np.stack([radius * np.sin(angle), radius * np.cos(angle)])[:, shuffled]
    return X, arm[shuffled].reshape(1, m)
