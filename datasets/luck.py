"""Dice for the drawings: three small throws that come out alike on every machine.

`np.random.RandomState` is frozen by NumPy's policy: the same seed gives the same numbers in every
version. Scaling to a range happens here, in plain float arithmetic, since compilers may fuse the
multiplication and addition that `RandomState.uniform` does and so round them differently.
"""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

Rng = np.random.RandomState
T = TypeVar("T")


def between(rng: Rng, low: float, high: float) -> float:
    """A number from `low` (included) to `high`, each part of the range equally likely."""
    return low + (high - low) * float(rng.random_sample())


def chance(rng: Rng, share: float) -> bool:
    """True in `share` of the cases."""
    return between(rng, 0, 1) < share


def pick(rng: Rng, options: Sequence[T]) -> T:
    """One of `options`, each as likely as the others."""
    return options[rng.randint(len(options))]
