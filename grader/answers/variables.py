"""What the names in a line of code stood for when it failed, in a few plain words.

An exception says what NumPy disliked; which of your arrays it was, only the frame knows. This looks there,
beside the student's code, so it never asks a stranger's object anything: what is not exactly one of the
types known here is named by its type and left alone.
"""

import ast
import itertools
import re
import sys
import types
from types import FrameType
from typing import Any

import numpy as np

MAX_VARIABLES = 5
"""How many variables of a line are described."""

MAX_ITEMS = 8
"""How many keys of a dict or items of a tuple are named."""

MAX_LENGTH = 40
"""How many characters of a string are shown."""

_LocalsView = type((lambda: sys._getframe().f_locals)())
"""A dict, or from Python 3.13 on a view of the frame."""

_WHOLE = (int, *(np.dtype(code).type for code in np.typecodes["AllInteger"]))
_REAL = (float, *(np.dtype(code).type for code in np.typecodes["Float"]))
_NOT_DATA = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.ModuleType,
    np.ufunc,
    type(np.sum),
    type,
)
_type_name = type.__dict__["__name__"].__get__


def describe_variables(line: str, frame: FrameType) -> str:
    """The variables that `line` names, as `W is an array of shape (3, 4); m is 7`; "" for none."""
    try:
        found = ((name, _look_up(name, frame)) for name in _names_in(line))
        described = (f"{name} is {_describe(value)}" for name, value in found if _is_data(value))
        return "; ".join(itertools.islice(described, MAX_VARIABLES))
    except BaseException:
        # Even looking up a name may run a student's code, if somebody means it to.
        return ""


def _names_in(line: str) -> list[str]:
    """The names that a line of code reads, in order and once each."""
    line = line.strip()
    # A line may be the head of a block, or only a part of its statement.
    for code in (line, f"{line} pass", f"if True: pass\n{line} pass", f"({line}", f"({line})"):
        try:
            tree = ast.parse(code)
        except (SyntaxError, ValueError):
            continue
        return _names_read(tree)
    return list(dict.fromkeys(re.findall(r"(?<![\w.\"'])[A-Za-z_]\w*(?![\w\"'])", line)))


def _names_read(tree: ast.AST) -> list[str]:
    read = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    ]
    changed = [node.target for node in ast.walk(tree) if isinstance(node, ast.AugAssign)]
    names = [*read, *(node for node in changed if isinstance(node, ast.Name))]
    names.sort(key=lambda node: (node.lineno, node.col_offset))
    return list(dict.fromkeys(node.id for node in names))


class _Missing:
    """Stands for a name that the frame does not know."""


def _look_up(name: str, frame: FrameType) -> Any:
    places = frame.f_locals, frame.f_globals
    for place in places:
        if type(place) in (dict, _LocalsView) and name in place:
            return place[name]
    return _Missing


def _is_data(value: Any) -> bool:
    return type(value) not in _NOT_DATA


def _describe(value: Any) -> str:
    kind = type(value)
    if value is None or kind in (bool, np.bool_):
        return str(value)
    if kind is np.ndarray:
        return f"an array of shape {value.shape}" if value.ndim else "an array of a single number"
    if kind in _WHOLE:
        return str(value) if abs(value) < 10**9 else "a very large whole number"
    if kind in _REAL:
        return f"{float(value):.4g}"
    if kind is str:
        return repr(value if len(value) <= MAX_LENGTH else value[:MAX_LENGTH] + "…")
    if kind is dict:
        return _describe_dict(value)
    if kind in (list, tuple):
        return f"a {_type_name(kind)} of {len(value)}{_items(value)}"
    return f"something of type {_type_name(kind)[:MAX_LENGTH]}"


def _describe_dict(value: dict[Any, Any]) -> str:
    keys = list(itertools.islice(value, MAX_ITEMS))
    if not keys:
        return "an empty dict"
    named = (key if type(key) is str else _describe(key) for key in keys)
    more = ", …" if len(value) > len(keys) else ""
    return f"a dict with the keys {', '.join(name[:MAX_LENGTH] for name in named)}{more}"


def _items(value: list[Any] | tuple[Any, ...]) -> str:
    """What a short list or tuple of numbers or arrays holds, in parentheses."""
    kinds = set(map(type, value))
    if not 0 < len(value) <= MAX_ITEMS or not kinds <= {int, np.ndarray}:
        return ""
    items = (str(item.shape) if type(item) is np.ndarray else _describe(item) for item in value)
    return f": {', '.join(items)}"
