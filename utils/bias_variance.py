"""Bias and variance: where the errors come from, and what to do about them next.

Who trains networks spends most of the time deciding what to try next. Three sets of examples, which no
example shares, make that a matter of reading numbers: the training set is learned from, the dev set
decides between candidates, and the test set is opened once, at the end. What the training set gets
wrong beyond the unavoidable is bias, what the dev set gets wrong beyond that is variance, and what the
test set gets wrong beyond both says that the dev set is no longer to be trusted, or never was like it.

Errors are shares between 0 and 1. Labels and answers are (1, m); sets of examples are given by the
numbers of their columns, flat integer arrays.
"""

from collections.abc import Mapping

import numpy as np

Array = np.ndarray
Rng = np.random.Generator | np.random.RandomState
Errors = Mapping[str, float]


def split_indices(m: int, n_dev: int, n_test: int, rng: Rng) -> tuple[Array, Array, Array]:
    """Deal out the examples 0, ..., m - 1 at random: the indices of the train, dev and test set.

    The three flat arrays share no index, and together hold each once; dev has `n_dev`, test has `n_test`
    and train has all others, of which there must be some. `rng` shuffles them by `rng.permutation(m)`.
    """
    order = rng.permutation(m)
    n_train = m - n_dev - n_test
    return order[:n_train], order[n_train : n_train + n_dev], order[n_train + n_dev :]


def error_rate(Y_hat: Array, Y: Array) -> float:
    """The share of wrong answers, 0 to 1: in how many places Y_hat (1, m) differs from the labels Y (1, m).

    Labels may be 0 and 1, or the numbers of any classes.
    """
    return float(np.mean(Y_hat != Y))


def diagnose(
    base_error: float, train_error: float, dev_error: float, tolerable: float
) -> tuple[float, float, str]:
    """The bias, the variance, and the verdict in words.

    The bias is what the training error exceeds `base_error` by, the error that can't be avoided; the
    variance is what the dev error exceeds the training error by. Each is high where it exceeds
    `tolerable`. The verdict is "fine", "high bias", "high variance" or "high bias and high variance".
    """
    bias = train_error - base_error
    variance = dev_error - train_error
    high = []
    if bias > tolerable:
        high.append("high bias")
    if variance > tolerable:
        high.append("high variance")
    return bias, variance, " and ".join(high) or "fine"


def select_model(candidates: Mapping[str, Errors]) -> tuple[str, float]:
    """The name of the candidate with the smallest dev error, and its test error.

    Each candidate's errors are under "train", "dev" and "test". Where several are equally good on the
    dev set, the first of them is chosen.
    """
    best = min(candidates, key=lambda name: candidates[name]["dev"])
    return best, candidates[best]["test"]


def next_action(errors: Errors, tolerable: float) -> str:
    """What to do next, by the first gap on the way from "base" over "train" and "dev" to "test".

    A gap is how far an error exceeds the one before it. The first that is larger than `tolerable` says
    "learn more" (train over base), "generalise better" (dev over train) or "renew the dev set" (test
    over dev); where none is, "stop".
    """
    if errors["train"] - errors["base"] > tolerable:
        return "learn more"
    if errors["dev"] - errors["train"] > tolerable:
        return "generalise better"
    if errors["test"] - errors["dev"] > tolerable:
        return "renew the dev set"
    return "stop"
