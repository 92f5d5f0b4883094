"""Mutants: a reference with one mistake put in.

A mutation is an edit of the reference's source, so it reads as the mistake itself and can't drift
away from what it mutates: text that no longer occurs, or occurs twice, is an error and not a mutant
that happens to be right. Docstrings are left out: they speak of the code, and would match as well.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable
from typing import Any

from grader.keys.exercise import Edit, ExerciseError, Misconception


def mutant(reference: Callable[..., Any], misconception: Misconception) -> Callable[..., Any]:
    """`reference` as someone with this misconception would write it.

    Raises ExerciseError where an edit does not match exactly once or leaves no valid Python.
    """
    if callable(misconception.mutation):
        return misconception.mutation
    source = _source_without_docstring(reference)
    for edit in misconception.mutation:
        source = _apply(edit, source, f"{reference.__name__}, {misconception.name!r}")
    return _define(source, reference, misconception)


def _source_without_docstring(function: Callable[..., Any]) -> str:
    source = textwrap.dedent(inspect.getsource(function))
    first = ast.parse(source).body[0].body[0]
    if not (isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)):
        return source
    lines = source.splitlines(keepends=True)
    return "".join(lines[: first.lineno - 1] + lines[first.end_lineno :])


def _apply(edit: Edit, source: str, label: str) -> str:
    found = source.count(edit.old)
    if found != 1:
        raise ExerciseError(
            f"{label}: {edit.old!r} occurs {found} times in the reference, not once"
        )
    return source.replace(edit.old, edit.new)


def _define(
    source: str, reference: Callable[..., Any], misconception: Misconception
) -> Callable[..., Any]:
    names = dict(reference.__globals__)
    label = f"<{reference.__name__}: {misconception.name}>"
    try:
        exec(compile(source, label, "exec"), names)
    except SyntaxError as error:
        raise ExerciseError(f"{label}: the edit leaves no valid Python: {error}") from error
    return names[reference.__name__]
