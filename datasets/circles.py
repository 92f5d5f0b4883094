"""Two noisy circles, one inside the other: the smallest problem that no straight line can solve."""

import numpy as np

Array = np.ndarray

RADII = (1.0, 0.6)
"""The radius of the circle around which class 0 lies, and that of class 1."""


def load_circles(m: int = 300, seed: int = 1, noise: float = 0.08) -> tuple[Array, Array]:
    """Examples X (2, m) in the plane and labels Y (1, m): 0 on the outer circle, 1 on the inner one.

    X is float64, Y int64. The classes are equally frequent (of an odd m, one more is 0) and come in
    random order. Each point lies anywhere on its circle, moved in both directions by normal noise with
    standard deviation `noise`. Equal arguments give equal points; another seed gives new ones of the
    same kind, to test with.
    """
    rng = np.random.default_rng(seed)
    Y = rng.permutation(np.arange(m) % 2).reshape(1, m)
    angles = rng.uniform(0, 2 * np.pi, size=m)
    on_circle = np.asarray(RADII)[Y] * np.stack([np.cos(angles), np.sin(angles)])
    return on_circle + noise * rng.standard_normal((2, m)), Y
