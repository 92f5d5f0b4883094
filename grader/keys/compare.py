"""Is the answer what was expected? If not: the first `Difference`, in the words of shapes and places.

Fair before strict: a number is a number whether it comes as a float, an int, a NumPy scalar or an
array that holds one number; a list of numbers may be a tuple or an array; a dict may hold more than
was asked for. Only shapes of arrays are held to the letter, because in this course they are the lesson.
No difference ever tells an expected number.
"""

import difflib
import itertools
import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.answers.codec import Dice, Formula, Rng, Unsupported
from grader.answers.words import counted
from grader.keys.exercise import RESULT, Tolerance

NOTHING = "nothing"
STRUCTURE = "structure"
SHAPE = "shape"
NOT_FINITE = "not finite"
VALUE = "value"

MAX_KEY = 40
"""How many characters of a key in an answer are repeated."""

MAX_NAMED = 4
"""How many missing keys are named."""


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


class Promise(ABC):
    """Something expected that judges for itself, because many answers keep it: see `draws`."""

    @abstractmethod
    def difference(
        self, answered: Any, tolerance: Tolerance, returns: tuple[str, ...]
    ) -> Difference | None:
        """What `compare` would give for this in place of an expected value."""


def compare(
    expected: Any, answered: Any, tolerance: Tolerance, returns: tuple[str, ...] = (RESULT,)
) -> Difference | None:
    """The first difference between `expected` and `answered`, or None where there is none.

    `returns` names what is returned, one name for a single value and one each for a tuple's values.
    """
    if isinstance(expected, Promise):
        return expected.difference(answered, tolerance, returns)
    if isinstance(expected, tuple) and len(expected) == len(returns):
        return _compare_returned(expected, answered, tolerance, returns)
    if answered is None and expected is not None:
        return _nothing(RESULT, describe(expected))
    return _compare(expected, answered, tolerance, returns[0])


def compare_at(place: str, expected: Any, answered: Any, tolerance: Tolerance) -> Difference | None:
    """The first difference in one `place` of an answer, or None where there is none."""
    return _compare(expected, answered, tolerance, place)


def _compare_returned(
    expected: tuple[Any, ...], answered: Any, tolerance: Tolerance, returns: tuple[str, ...]
) -> Difference | None:
    if answered is None:
        return _nothing(RESULT, counted(len(expected), "value"))
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
            counted(len(answered), "value"),
            wanted,
            f"The function returns {counted(len(answered), 'value')}; it should return {wanted}.",
        )
    return _first(
        _compare(one, other, tolerance, place)
        for place, one, other in zip(returns, expected, answered, strict=True)
    )


def _compare(expected: Any, answered: Any, tolerance: Tolerance, place: str) -> Difference | None:
    if isinstance(expected, Promise):
        return expected.difference(answered, tolerance, (place,))
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
    if isinstance(expected, str) and isinstance(answered, str):
        return _another_text(place, expected, answered)
    return _structure(place, expected, answered)


def _another_text(place: str, expected: str, answered: str) -> Difference:
    shown = repr(answered[:MAX_KEY])
    detail = f"{_quoted(place)} is {shown}, which is not right here."
    if "".join(answered.split()).casefold() == "".join(expected.split()).casefold():
        detail = f"{_quoted(place)} is {shown}, which is right but for its capitals or spaces."
    return Difference(place, VALUE, shown, "another text", detail)


def _compare_dicts(
    expected: dict[Any, Any], answered: Any, tolerance: Tolerance, place: str
) -> Difference | None:
    if not isinstance(answered, dict):
        return _structure(place, expected, answered)
    missing = [key for key in expected if key not in answered]
    if missing:
        return _missing_keys(place, missing, expected, answered)
    return _first(
        _compare(expected[key], answered[key], tolerance, f'{place}["{key}"]') for key in expected
    )


def _missing_keys(
    place: str, missing: list[Any], expected: dict[Any, Any], answered: dict[Any, Any]
) -> Difference:
    names = [f'"{key}"' for key in missing[:MAX_NAMED]]
    names += [f"{len(missing) - MAX_NAMED} more"] if len(missing) > MAX_NAMED else []
    lacks = f"{_quoted(place)} has no key {names[0]}"
    if len(names) > 1:
        lacks = f"{_quoted(place)} lacks the keys {', '.join(names[:-1])} and {names[-1]}"
    others = [str(key) for key in itertools.islice(answered, 1000) if key not in expected]
    close = near_miss(str(missing[0]), others)
    detail = f"{lacks}."
    if close:
        detail = f'{lacks}, but it has "{close[:MAX_KEY]}". Is that the same, under another name?'
        if _letters(close) == _letters(missing[0]):
            detail = f'{lacks}, but it has "{close[:MAX_KEY]}". With which number do layers begin?'
    got = ", ".join(repr(key)[:MAX_KEY] for key in itertools.islice(answered, 6)) or "none at all"
    wanted = ", ".join(map(repr, expected))
    return Difference(place, STRUCTURE, f"keys {got}", f"keys {wanted}", detail)


def near_miss(name: str, others: Sequence[str]) -> str:
    """The one of `others` that somebody may have meant by `name`, or "" for none."""
    plain = name.lower().replace("_", "")
    for alike in (
        lambda other: other.lower().replace("_", "") == plain,
        lambda other: _letters(other) == _letters(name),
        lambda other: _letters(other.lower()) == _letters(plain),
    ):
        for other in others:
            if alike(other):
                return other
    short = [other for other in others if len(other) <= MAX_KEY]
    return next(iter(difflib.get_close_matches(name, short, 1, 0.75)), "")


def _letters(key: Any) -> str:
    return str(key).rstrip("0123456789")


def _compare_sequences(
    expected: list[Any] | tuple[Any, ...], answered: Any, tolerance: Tolerance, place: str
) -> Difference | None:
    if isinstance(answered, np.ndarray) and answered.ndim:
        # An array may have millions of empty rows: one too many is as good as all.
        rows = list(answered[: len(expected) + 1])
        found = _compare_sequences(expected, rows, tolerance, place)
        of_numbers = all(isinstance(one, float | int | np.generic) for one in expected)
        # Rows are no items to somebody who returned one array in place of several.
        fits = not found or (of_numbers and answered.ndim == 1)
        return found if fits else _structure(place, expected, answered)
    if not isinstance(answered, list | tuple):
        return _structure(place, expected, answered)
    if len(answered) != len(expected):
        got, wanted = counted(len(answered), "item"), counted(len(expected), "item")
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
    if close.all():
        return None
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
        return (
            f"{_quoted(place)} is a single number; it should have shape {wanted}. Is everything "
            "summed up, where only one axis should be?"
        )
    reason = _reason_of_shape(got, wanted)
    return f"{_quoted(place)} has shape {got}; it should have shape {wanted}. {reason}".rstrip()


def _reason_of_shape(got: tuple[int, ...], wanted: tuple[int, ...]) -> str:
    """What usually makes the one shape of the other; "" where it could be anything."""
    same_size = math.prod(got) == math.prod(wanted)
    if got == wanted[::-1]:
        return "It lies on its side: rows and columns are exchanged."
    if len(got) == len(wanted) and sorted(got) == sorted(wanted):
        return "Its axes are in another order."
    if same_size and len(got) < len(wanted):
        if 1 in wanted:
            return "The numbers fit, but a dimension of length 1 got lost on the way."
        return "The numbers fit, but axes that should stay apart have become one."
    if same_size and len(got) > len(wanted):
        return "The numbers fit, but there is a dimension too many."
    if same_size:
        return "The numbers are as many, but laid out otherwise. Was one of the lengths taken for another?"
    if len(wanted) != 2 or len(got) > 2 or 0 in got:
        return ""
    return _reason_of_matrix(got, *wanted)


def _reason_of_matrix(got: tuple[int, ...], rows: int, columns: int) -> str:
    """The same where shape (rows, columns) is wanted, and a matrix or a flat array came back."""
    flat = len(got) == 1
    if math.prod(got) == 1:
        return "Is everything summed up, where only one axis should be?"
    if 1 in (rows, columns) and got == (max(rows, columns),) * 2:
        return (
            "Somewhere a row and a column, or a flat array and a column, met, and filled a square."
        )
    if got in ((rows, 1), (rows,)) and columns > 1:
        return "One number is left of each row. Is something summed that should stay apart?"
    if columns == 1 and rows > 1 and (flat or got[0] == 1) and max(got) > 1:
        return "It holds a number for each column where one for each row is wanted: which axis was summed?"
    if rows == 1 and columns > 1 and (flat or got[1] == 1) and max(got) > 1:
        return "It holds a number for each row where one for each column is wanted: which axis was summed?"
    if flat:
        return ""
    if (got[0] == rows and columns == 1) or (got[1] == columns and rows == 1):
        return "What should be one number each is still spread out. Is a sum missing?"
    if sorted((abs(got[0] - rows), abs(got[1] - columns))) == [0, 1]:
        return "That is one off: where does the counting start, and where does it end?"
    return ""


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
    if isinstance(answered, tuple) and len(answered) == 1:
        detail += " Is there a comma at the end of a line?"
    elif isinstance(answered, list) and isinstance(expected, np.ndarray) and expected.shape:
        detail += " A list does not calculate; make it an array."
    return Difference(place, STRUCTURE, got, wanted, detail)


def _first(differences: Iterator[Difference | None]) -> Difference | None:
    return next((difference for difference in differences if difference is not None), None)


def describe(value: Any) -> str:
    """What kind of thing `value` is, without its numbers: `an array of shape (3, 1)`."""
    if value is None:
        return "None"
    if isinstance(value, Unsupported):
        return f"something of type {value.type_name}"
    if isinstance(value, Rng | Dice):
        return "a random generator"
    if isinstance(value, Formula):
        return f"`{value.text}`"
    if isinstance(value, np.ndarray) and value.shape:
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
