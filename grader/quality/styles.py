"""Styles: what differs between two right answers. Each turns a right function into another right one.

Some concern the form of the result, some what a function does beside answering. They apply to every
exercise whose results or inputs offer something to change, so no lesson has to ask for them; what is
particular to an exercise, other algebra above all, stands in `variants`.
"""

import copy
import functools
import math
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.answers.codec import encode

Function = Callable[..., Any]
Inputs = tuple[Any, ...]


@dataclass(frozen=True)
class Style:
    """`wrap` makes a function answer in this style.

    `applies` says, of some inputs and what is returned for them, whether that makes any difference.
    """

    name: str
    wrap: Callable[[Function], Function]
    applies: Callable[[Inputs, Any], bool]

    def of(self, function: Function) -> Function:
        """`function` in this style; it goes by the same name."""
        return functools.wraps(function)(self.wrap(function))


# The form of the result.


def _form(name: str, leaf: Callable[[Any], Any]) -> Style:
    """The style in which every part of the result, from the innermost outwards, is `leaf` of itself."""

    def wrap(function: Function) -> Function:
        return lambda *inputs: _restyled(function(*inputs), leaf)

    def applies(inputs: Inputs, value: Any) -> bool:
        return encode(_restyled(value, leaf)) != encode(value)

    return Style(name, wrap, applies)


def _restyled(value: Any, leaf: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        value = {key: _restyled(part, leaf) for key, part in value.items()}
    elif isinstance(value, tuple | list):
        value = type(value)(_restyled(part, leaf) for part in value)
    return leaf(value)


def _is_number(value: Any) -> bool:
    plain = isinstance(value, float | int | np.number) and not isinstance(value, bool)
    return plain or (
        isinstance(value, np.ndarray) and not value.shape and value.dtype.kind in "iuf"
    )


def _numbers(name: str, change: Callable[[Any], Any]) -> Style:
    return _form(name, lambda value: change(value) if _is_number(value) else value)


def _to_float32(value: Any) -> Any:
    inexact = isinstance(value, float) or getattr(value, "dtype", np.dtype(bool)).kind == "f"
    return np.asarray(value, np.float32)[()] if inexact else value


def _to_integers(value: Any) -> Any:
    if isinstance(value, np.ndarray) and value.shape and value.dtype.kind == "f":
        return value.astype(int) if np.array_equal(value, np.rint(value)) else value
    if _is_number(value) and math.isfinite(value) and float(value).is_integer():
        return int(value)
    return value


def _to_floats(value: Any) -> Any:
    if isinstance(value, np.ndarray) and value.dtype.kind in "biu":
        return value.astype(float)
    return float(value) if _is_number(value) else value


def _to_array(value: Any) -> Any:
    of_numbers = isinstance(value, list) and value and all(map(_is_number, value))
    return np.array(value, dtype=float) if of_numbers else value


def _with_another_key(value: Any) -> Any:
    return {**value, "something else": np.zeros(3)} if isinstance(value, dict) else value


def _backwards(value: Any) -> Any:
    return dict(reversed(value.items())) if isinstance(value, dict) else value


FORMS = (
    _form("rounded to float32", _to_float32),
    _numbers("numbers as arrays without dimensions", np.asarray),
    _numbers("numbers as NumPy scalars", lambda number: np.asarray(number)[()]),
    _numbers("numbers as (1, 1) arrays", lambda number: np.full((1, 1), number)),
    _form("whole numbers as integers", _to_integers),
    _form("whole numbers as floats", _to_floats),
    _form("lists for tuples", lambda value: list(value) if isinstance(value, tuple) else value),
    _form("tuples for lists", lambda value: tuple(value) if isinstance(value, list) else value),
    _form("lists of numbers as arrays", _to_array),
    _form("dicts with another key", _with_another_key),
    _form("dicts in another order", _backwards),
)


# What a function does beside answering.


def _always(inputs: Inputs, value: Any) -> bool:
    return True


def _prints(function: Function) -> Function:
    def printing(*inputs: Any) -> Any:
        print("asked for", *inputs)
        for number in range(300):
            print("step", number)
        print("done", file=sys.stderr)
        return function(*inputs)

    return printing


def _warns(function: Function) -> Function:
    def warning(*inputs: Any) -> Any:
        warnings.warn("this is only a warning", stacklevel=1)
        np.log(np.zeros(2)) + np.exp(np.array([1e4]))
        return function(*inputs)

    return warning


def _sets_global_state(function: Function) -> Function:
    def setting(*inputs: Any) -> Any:
        np.random.seed(0)  # noqa: NPY002 - that is the style
        np.seterr(all="ignore")
        np.set_printoptions(precision=2)
        return function(*inputs)

    return setting


def _uses_a_class(function: Function) -> Function:
    class Solver:
        """Keeps the inputs as attributes, as people do who come from other languages."""

        def __init__(self, *inputs: Any) -> None:
            self.inputs: Inputs = inputs

        def solve(self) -> Any:
            return function(*self.inputs)

    return lambda *inputs: Solver(*inputs).solve()


def _uses_a_helper(function: Function) -> Function:
    def helper(*, what: Inputs) -> Any:
        return function(*what)

    return lambda *inputs: helper(what=inputs)


def _ruins_its_inputs(function: Function) -> Function:
    def ruining(*inputs: Any) -> Any:
        value = copy.deepcopy(function(*inputs))
        for one in inputs:
            _ruin(one)
        return value

    return ruining


def _ruin(value: Any) -> None:
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            _ruin(part)
        value.clear()
    elif isinstance(value, np.ndarray):
        value.fill(0)


def _can_be_ruined(inputs: Inputs, value: Any) -> bool:
    return any(isinstance(one, dict | list | np.ndarray) for one in inputs)


def _answers_in_place(function: Function) -> Function:
    def overwriting(*inputs: Any) -> Any:
        value = copy.deepcopy(function(*inputs))
        free = list(inputs)
        if isinstance(value, tuple):
            return tuple(_overwritten(free, part) for part in value)
        return _overwritten(free, value)

    return overwriting


def _overwritten(free: list[Any], part: Any) -> Any:
    """`part` in the place of an input of its form, which is free no longer; `part` where there is none."""
    for position, one in enumerate(free):
        if _has_form_of(one, part):
            del free[position]
            if isinstance(one, dict):
                one.update(part)
            else:
                one[...] = part
            return one
    return part


def _has_form_of(one: Any, other: Any) -> bool:
    if isinstance(one, dict):
        return isinstance(other, dict) and one.keys() == other.keys()
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one.shape == other.shape != () and one.dtype == other.dtype
    return False


def _can_be_overwritten(inputs: Inputs, value: Any) -> bool:
    parts = value if isinstance(value, tuple) else (value,)
    return any(_has_form_of(one, part) for one in inputs for part in parts)


CONDUCT = (
    Style("prints a lot", _prints, _always),
    Style("warns", _warns, _always),
    Style("sets NumPy's global state", _sets_global_state, _always),
    Style("uses a class", _uses_a_class, _always),
    Style("uses a helper with keywords", _uses_a_helper, _always),
    Style("ruins its inputs", _ruins_its_inputs, _can_be_ruined),
    Style("answers in the place of its inputs", _answers_in_place, _can_be_overwritten),
)

STYLES = (*FORMS, *CONDUCT)
