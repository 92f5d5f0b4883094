"""Is the answer what was expected? If not: the first `Difference`, in the words of shapes and places.

Fair before strict: a number is a number whether it comes as a float, an int, a NumPy scalar or an
array that holds one number; a list of numbers may be a tuple or an array; a dict may hold more than
was asked for. Only shapes of arrays are held to the letter, because in this course they are the lesson.
No difference ever tells an expected number.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.codec import Formula, Rng, Unsupported
from grader.exercise import RESULT, Tolerance

NOTHING = "nothing"
STRUCTURE = "structure"
SHAPE = "shape"
NOT_FINITE = "not finite"
VALUE = "value"

MAX_KEY = 40
"""How many characters of a key in an answer are repeated."""


@dataclass(frozen=True)
class Difference:
    """Where (`place`, such as `grads["dw"]`) and how an answer parts from what was expected.

    `kind` is NOTHING, STRUCTURE, SHAPE, NOT_FINITE or VALUE. `got` and `wanted` describe both sides
    without giving expected numbers away; `detail` is a sentence for whoever wrote the answer.
    """

    place: str
    kind: str
    got: str
    wanted: str
    detail: str


def compare(
    expected: Any, answered: Any, tolerance: Tolerance, returns: tuple[str, ...] = (RESULT,)
) -> Difference | None:
    """The first difference between `expected` and `answered`, or None where there is none.

    `returns` names what is returned, one name for a single value and one each for a tuple's values.
    """
    if isinstance(expected, tuple) and len(expected) == len(returns):
        return _compare_returned(expected, answered, tolerance, returns)
    return _compare(expected, answered, tolerance, returns[0])


def _compare_returned(
    expected: tuple[Any, ...], answered: Any, tolerance: Tolerance, returns: tuple[str, ...]
) -> Difference | None:
    if answered is None:
        return _nothing(RESULT, _plural(len(expected), "value"))
    wanted = f"{len(expected)} values: {', '.join(returns)}"
    if not isinstance(answered, tuple | list):
        return Difference(
            RESULT,
            STRUCTURE,
            describe(answered),
            wanted,
            f"The function returns {describe(answered)}; it should return {wanted}.",
        )
    if len(answered) != len(expected):
        return Difference(
            RESULT,
            STRUCTURE,
            _plural(len(answered), "value"),
            wanted,
            f"The function returns {_plural(len(answered), 'value')}; it should return {wanted}.",
        )
    return _first(
        _compare(one, other, tolerance, place)
        for place, one, other in zip(returns, expected, answered, strict=True)
    )


def _compare(expected: Any, answered: Any, tolerance: Tolerance, place: str) -> Difference | None:
    if answered is None and expected is not None:
        return _nothing(place, describe(expected))
    if isinstance(expected, dict):
        return _compare_dicts(expected, answered, tolerance, place)
    if isinstance(expected, list | tuple):
        return _compare_sequences(expected, answered, tolerance, place)
    if isinstance(expected, np.ndarray) and expected.shape:
        return _compare_arrays(expected, answered, tolerance, place)
    if isinstance(expected, float | int | np.generic | np.ndarray):
        return _compare_numbers(expected, answered, tolerance, place)
    if type(expected) is type(answered) and expected == answered:
        return None
    return _structure(place, expected, answered)


def _compare_dicts(
    expected: dict[Any, Any], answered: Any, tolerance: Tolerance, place: str
) -> Difference | None:
    if not isinstance(answered, dict):
        return _structure(place, expected, answered)
    for key in expected:
        if key not in answered:
            got = ", ".join(repr(other)[:MAX_KEY] for other in list(answered)[:6]) or "none at all"
            wanted = ", ".join(map(repr, expected))
            detail = f'{_quoted(place)} has no key "{key}"; it should have {wanted}.'
            return Difference(place, STRUCTURE, f"keys {got}", f"keys {wanted}", detail)
    return _first(
        _compare(expected[key], answered[key], tolerance, f'{place}["{key}"]') for key in expected
    )


def _compare_sequences(
    expected: list[Any] | tuple[Any, ...], answered: Any, tolerance: Tolerance, place: str
) -> Difference | None:
    if isinstance(answered, np.ndarray) and answered.ndim:
        answered = list(answered)
    if not isinstance(answered, list | tuple):
        return _structure(place, expected, answered)
    if len(answered) != len(expected):
        got, wanted = _plural(len(answered), "item"), _plural(len(expected), "item")
        detail = f"{_quoted(place)} has {got}; it should have {wanted}."
        return Difference(place, STRUCTURE, got, wanted, detail)
    return _first(
        _compare(one, other, tolerance, f"{place}[{i}]")
        for i, (one, other) in enumerate(zip(expected, answered, strict=True))
    )


def _compare_arrays(
    expected: np.ndarray, answered: Any, tolerance: Tolerance, place: str
) -> Difference | None:
    numbers = _as_numbers(answered)
    if numbers is None:
        return _structure(place, expected, answered)
    if numbers.shape != expected.shape:
        return Difference(
            place,
            SHAPE,
            describe(answered),
            describe(expected),
            _explain_shape(place, numbers.shape, expected.shape),
        )
    return _compare_values(expected, numbers, tolerance, place)


def _compare_numbers(
    expected: Any, answered: Any, tolerance: Tolerance, place: str
) -> Difference | None:
    numbers = _as_numbers(answered)
    if numbers is None:
        return _structure(place, expected, answered)
    if numbers.size != 1:
        detail = f"{_quoted(place)} is {describe(answered)}; it should be a single number."
        return Difference(place, SHAPE, describe(answered), "a number", detail)
    return _compare_values(np.asarray(expected), numbers.reshape(()), tolerance, place)


def _as_numbers(answered: Any) -> np.ndarray | None:
    """`answered` as an array of numbers; None where it is something else."""
    if isinstance(answered, np.ndarray | np.generic | float):
        return np.asarray(answered)
    if isinstance(answered, int):
        # An int may be longer than any NumPy integer; as a float it is only inexact.
        return np.asarray(float(answered) if abs(answered) < 1e300 else math.inf)
    return None


def _compare_values(
    expected: np.ndarray, answered: np.ndarray, tolerance: Tolerance, place: str
) -> Difference | None:
    expected, answered = expected.astype(float), answered.astype(float)
    with np.errstate(invalid="ignore", over="ignore"):
        close = np.abs(answered - expected) <= (
            tolerance.absolute + tolerance.relative * np.abs(expected)
        )
    close |= (expected == answered) | (np.isnan(expected) & np.isnan(answered))
    if close.all():
        return None
    strange = ~np.isfinite(answered) & np.isfinite(expected)
    if strange.any():
        got = f"{int(strange.sum())} of {answered.size} numbers not finite (nan or inf)"
        detail = f"{_quoted(place)} contains nan or inf; every number in it should be finite."
        return Difference(place, NOT_FINITE, got, "finite numbers", detail)
    return Difference(
        place, VALUE, describe(answered), describe(expected), _explain_values(place, close)
    )


def _explain_shape(place: str, got: tuple[int, ...], wanted: tuple[int, ...]) -> str:
    if not got:
        return f"{_quoted(place)} is a single number; it should have shape {wanted}."
    sentence = f"{_quoted(place)} has shape {got}; it should have shape {wanted}."
    if got == wanted[::-1]:
        return f"{sentence} It lies on its side: rows and columns are exchanged."
    if math.prod(got) == math.prod(wanted) and len(got) < len(wanted):
        return f"{sentence} The numbers fit, but a dimension of length 1 got lost on the way."
    return sentence


def _explain_values(place: str, close: np.ndarray) -> str:
    wrong = int((~close).sum())
    if not close.shape or close.size == 1:
        return f"{_quoted(place)} does not have the right value."
    index = ", ".join(str(int(i)) for i in np.argwhere(~close)[0])
    if wrong == close.size:
        return f"{_quoted(place)} has the right shape, but none of its {wrong} values is right."
    return (
        f"{_quoted(place)} has the right shape, but {wrong} of its {close.size} values "
        f"{'is' if wrong == 1 else 'are'} not right; look at [{index}]."
    )


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _quoted(place: str) -> str:
    return "The result" if place == RESULT else f"`{place}`"


def _nothing(place: str, wanted: str) -> Difference:
    if place == RESULT:
        detail = "The function returns nothing (None). Does it end with a `return`?"
    else:
        detail = f"{_quoted(place)} is None; it should be {wanted}."
    return Difference(place, NOTHING, "None", wanted, detail)


def _structure(place: str, expected: Any, answered: Any) -> Difference:
    got, wanted = describe(answered), describe(expected)
    detail = f"{_quoted(place)} is {got}; it should be {wanted}."
    return Difference(place, STRUCTURE, got, wanted, detail)


def _first(differences: Iterator[Difference | None]) -> Difference | None:
    return next((difference for difference in differences if difference is not None), None)


def describe(value: Any) -> str:
    """What kind of thing `value` is, without its numbers: `an array of shape (3, 1)`."""
    if value is None:
        return "None"
    if isinstance(value, Unsupported):
        return f"something of type {value.type_name}"
    if isinstance(value, Rng):
        return "a random generator"
    if isinstance(value, Formula):
        return f"`{value.text}`"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, dict):
        return "a dict"
    if isinstance(value, tuple | list):
        return f"a {type(value).__name__} of {len(value)}"
    if isinstance(value, str):
        return "a string"
    if isinstance(value, bool | np.bool_):
        return "a truth value"
    return "a number"
