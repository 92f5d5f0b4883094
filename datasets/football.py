"""Football: where on the pitch does the ball come down after the goalkeeper's kick, and who heads it?

Our goalkeeper stands on the left and kicks the ball far out. Where our players are likely to reach it
first and where the other team's are is a smooth matter: one border across the pitch, which swings
forward on one wing and back on the other. But no header is certain. One in eight, wherever the
ball comes down, is won by the team that was not expected to, and there is no rule in it that could be
learned. A network that gets all of its examples right has learned those as well.
"""

from typing import NamedTuple

import numpy as np

Array = np.ndarray

NEAREST, FARTHEST = -2.5, 4.5
"""How far from the halfway line the ball comes down: `x_1`, in tens of metres, ours to theirs."""

WIDTH = 6.4
"""How wide the strip is, around the middle of the pitch, in which it comes down: `x_2`, likewise."""

UPSETS = 1 / 8
"""The share of headers that are won against expectation."""


class FootballData(NamedTuple):
    """Places and winners: X float64 (2, m), Y float64 (1, m), 1 where our team headed the ball."""

    train_X: Array
    train_Y: Array
    test_X: Array
    test_Y: Array


def load_football(m_train: int = 150, m_test: int = 1000, seed: int = 9) -> FootballData:
    """The kicks of a season to learn from, and those of the next ones to be tested on.

    Each `seed` gives seasons of its own, the same on every machine; a larger set of the same seed
    begins with the smaller one. Raises ValueError where a set would be empty.
    """
    if m_train < 1 or m_test < 1:
        raise ValueError(f"m_train is {m_train} and m_test {m_test}; a set has at least one kick")
    return FootballData(*_kicks(m_train, (seed, 0)), *_kicks(m_test, (seed, 1)))


def our_side(X: Array) -> Array:
    """Where our team is the likelier one: bool (1, m) for the places X (2, m), with no luck in it."""
    border = 1.0 - 0.9 * np.sin(0.9 * X[1:])
    return X[:1] < border


def _kicks(m: int, seed: tuple[int, int]) -> tuple[Array, Array]:
    # One row of dice a kick, so that more kicks leave the first ones as they were.
    dice = np.random.RandomState(seed).random_sample((m, 3)).T
    X = np.stack([NEAREST + (FARTHEST - NEAREST) * dice[0], WIDTH * dice[1] - WIDTH / 2])
    upset = dice[2:] < UPSETS
    return X, (our_side(X) ^ upset).astype(float)
