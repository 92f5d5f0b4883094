"""How a function behaved, as one short word: equal for all who answered every question alike.

A class makes the same mistakes over and over, named ones and others. Whose answers agree, in whatever
form and to within a few digits, thought the same; an instructor can help them together.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.answers.answer import RETURNED, Answer

DIGITS = 4
"""How many digits count: few enough that float32 and another order of summation don't."""

LARGEST = 10**300
"""Whole numbers beyond it are all alike: no float holds them."""


def behaviour_of(answers: Sequence[Answer]) -> str:
    """A fingerprint (12 characters) of what was answered, not of how it was written down."""
    described = json.dumps([_describe_answer(answer) for answer in answers])
    return hashlib.sha256(described.encode()).hexdigest()[:12]


def _describe_answer(answer: Answer) -> Any:
    if answer.outcome == RETURNED:
        return _describe(answer.value)
    return [answer.outcome, answer.error, answer.detail]


def _describe(value: Any) -> Any:
    """The value with its numbers rounded, lists and tuples alike, and the order of a dict forgotten."""
    if isinstance(value, dict):
        return sorted((str(name), json.dumps(_describe(part))) for name, part in value.items())
    if isinstance(value, tuple | list):
        return [_describe(part) for part in value]
    if isinstance(value, int) and abs(value) > LARGEST:
        return "a very large number"
    if isinstance(value, np.ndarray | np.generic | float | int):
        array = np.asarray(value, float)
        return [*array.shape, hashlib.sha256(_rounded(array.ravel()).tobytes()).hexdigest()]
    return str(value)


def _rounded(numbers: np.ndarray) -> np.ndarray:
    """The leading digits of every number as a whole number, and its power of ten: (2, n)."""
    with np.errstate(all="ignore"):
        power = np.floor(np.log10(np.abs(numbers)))
        power = np.where(np.isfinite(power), power, 0.0)
        digits = np.rint(numbers / 10.0 ** (power - DIGITS + 1))
        carried = np.abs(digits) == 10.0**DIGITS
    digits = np.where(carried, digits / 10, digits)
    digits = np.where(np.isnan(digits), np.nan, digits + 0.0)  # one nan, and no -0.0
    return np.stack([digits, power + carried])
