"""Reads a submitted notebook, repairs it from the released one, and says what it repaired.

A submission is an enemy's file until shown otherwise: it may be no notebook at all, or one whose check
cells were changed, copied or deleted. What is graded is only the code that students write; every locked
cell is taken from the released notebook, so nothing that happens to it can matter.
"""

import ast
import copy
import functools
import itertools
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from grader.sandboxes.interview import Cell
from grader.submissions.reader import (
    HandedIn,
    Notebook,
    UnreadableNotebook,
    notebook_in,
    read_notebook,
)

MAX_SOURCE = 2**19
"""The longest cell, in characters, that is run; the codec carries as much of any alphabet."""

MAX_DEMO = 100_000
"""The longest demonstration, in characters, that is searched for definitions."""

MAX_REPAIRS = 20
"""How many repairs of one submission are told."""

CHECK_PREFIX = "check_"
"""A check cell's grade_id is this and the name of the exercise, which is its solution cell's grade_id."""

DEMO = "demo"
"""The tag of cells that only demonstrate: grading does not run them."""


@dataclass(frozen=True)
class Release:
    """The notebook that students got: its cells, and the points of each exercise in its order."""

    notebook: Notebook
    points: dict[str, float]

    @functools.cached_property
    def given(self) -> frozenset[str]:
        """The sources of all cells that are not marked for grading."""
        return frozenset(cell.source for cell in self.notebook.cells if not _mark(cell))

    @functools.cached_property
    def demo_ids(self) -> frozenset[str]:
        """The ids of all demonstrations."""
        return frozenset(cell.id for cell in self.notebook.cells if _is_demo(cell))

    @functools.cached_property
    def demo_definitions(self) -> frozenset[str]:
        """What the demonstrations import and define, as code."""
        demos = (cell for cell in self.notebook.cells if _is_demo(cell))
        return frozenset(one for cell in demos for one in _definitions(cell, self.points))


@dataclass(frozen=True)
class Submission:
    """What a student handed in, repaired.

    `notebook` has every locked cell as released. `repairs` says in sentences what was mended. `problem` is
    empty, or says why nothing could be read; then `notebook` is the released one.
    """

    student: str
    notebook: Notebook
    cells: tuple[Cell, ...]
    repairs: tuple[str, ...] = ()
    problem: str = ""


def read_release(path: Path) -> Release:
    """The released notebook at `path`. Raises UnreadableNotebook where it is missing or damaged."""
    notebook = read_notebook(path)
    points = {
        _exercise_of(cell): float(_mark(cell)["points"])
        for cell in notebook.cells
        if _is_check(cell)
    }
    return Release(notebook, points)


def read_submission(handed: HandedIn, student: str, release: Release) -> Submission:
    """What `student` handed in, repaired; never raises for what is in the file."""
    try:
        notebook, repairs = notebook_in(handed)
    except UnreadableNotebook as error:
        return unreadable(student, release, str(error))
    return repair(notebook, student, release, repairs)


def unreadable(student: str, release: Release, problem: str) -> Submission:
    """The submission of someone whose file could not be read."""
    return Submission(student, copy.deepcopy(release.notebook), (), problem=problem)


def repair(
    notebook: Notebook, student: str, release: Release, already: Sequence[str] = ()
) -> Submission:
    """The submission in `notebook`, which is used up, with all that is the course's own from `release`.

    `already` says in sentences what was mended before.
    """
    if _is_another_lessons(notebook.cells, release.notebook.cells):
        problem = "This is the notebook of another lesson, or its cells have all been replaced."
        return unreadable(student, release, problem)
    marks = {_mark(cell)["grade_id"]: cell for cell in release.notebook.cells if _mark(cell)}
    repairs = list(already)
    submitted = _without_copies(notebook.cells, marks, repairs)
    repaired = [_restore(cell, marks, repairs) for cell in submitted]
    _add_missing(repaired, marks, repairs)
    _add_setup(repaired, release, repairs)
    _make_ids_unique(repaired, marks)
    cells = tuple(_cells_to_run(repaired, release, repairs))
    whole = nbformat.from_dict({**release.notebook, "cells": repaired})
    return Submission(student, whole, cells, _at_most(repairs, MAX_REPAIRS))


def _at_most(sentences: Sequence[str], number: int) -> tuple[str, ...]:
    """So many of the sentences, and how many more there are."""
    more = len(sentences) - number
    return (*sentences[:number], f"There were {more:,} more.") if more > 0 else tuple(sentences)


def _mark(cell: Notebook) -> dict[str, Any]:
    """The cell's nbgrader metadata where it has any with a grade_id, else an empty dict."""
    mark = cell.metadata.get("nbgrader")
    return mark if isinstance(mark, dict) and isinstance(mark.get("grade_id"), str) else {}


def _is_check(cell: Notebook) -> bool:
    return bool(_mark(cell).get("grade"))


def _exercise_of(cell: Notebook) -> str:
    return _mark(cell)["grade_id"].removeprefix(CHECK_PREFIX)


def _solves(cell: Notebook) -> str | None:
    """The exercise that a cell of the released notebook is meant to solve."""
    mark = _mark(cell)
    return mark["grade_id"] if mark.get("solution") else None


def _is_demo(cell: Notebook) -> bool:
    tags = cell.metadata.get("tags")
    return isinstance(tags, list) and DEMO in tags


def _is_another_lessons(cells: list[Notebook], released: list[Notebook]) -> bool:
    """Whether most marked cells are unknown, and none of the others is one that was released either."""
    known = {_mark(cell).get("grade_id") for cell in released}
    marks = [_mark(cell)["grade_id"] in known for cell in cells if _mark(cell)]
    ids = {cell.id for cell in released}
    return sum(marks) < len(marks) / 2 and not any(cell.id in ids for cell in cells)


def _cells_to_run(
    cells: Iterable[Notebook], release: Release, repairs: list[str]
) -> Iterable[Cell]:
    """The code that students write; of demonstrations only what they defined there."""
    for number, cell in enumerate(cells, 1):
        source = cell.source
        if cell.cell_type != "code" or _mark(cell).get("grade"):
            continue
        if len(source) > MAX_SOURCE:
            repairs.append(
                f"Cell {number} was not run: it has more than {MAX_SOURCE:,} characters."
            )
            continue
        if not _mark(cell) and (_is_demo(cell) or cell.id in release.demo_ids):
            unchanged = _is_demo(cell) and source in release.given
            definitions = [] if unchanged else _definitions(cell, release.points)
            if release.demo_definitions.issuperset(definitions):
                continue
            source = "\n\n".join(definitions)
            repairs.append(
                f"Cell {number} is a demonstration; of what was written there, "
                "only imports and definitions were run."
            )
        yield Cell(f"<cell {number}>", source, _solves(cell), released=source in release.given)


def _definitions(demo: Notebook, exercises: Collection[str]) -> list[str]:
    """A demonstration's imports and definitions, as code.

    Exercises are left out: who tries a variant of a solution in a demonstration still has the solution.
    """
    if demo.cell_type != "code" or len(demo.source) > MAX_DEMO:
        return []
    try:
        body = statements(demo.source)
        return [ast.unparse(node) for node in body if _is_definition(node, exercises)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def statements(source: str) -> list[ast.stmt]:
    """The statements of a cell, magics left out. Raises what `ast.parse` does where it is no Python."""
    # Magics stand at the beginning of a line, and define nothing.
    return ast.parse(re.sub(r"(?m)^[%!].*$", "", source)).body


def _is_definition(node: ast.stmt, exercises: Collection[str]) -> bool:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name not in exercises
    return isinstance(node, ast.Import | ast.ImportFrom)


def _without_copies(
    cells: list[Notebook], marks: dict[str, Notebook], repairs: list[str]
) -> list[Notebook]:
    """The cells with every grade_id borne once, by the last that bears it, and only by known ones."""
    seen: set[str] = set()
    kept: list[Notebook] = []
    for cell in reversed(cells):
        grade_id = _mark(cell).get("grade_id")
        unknown = "nbgrader" in cell.metadata and grade_id not in marks
        if unknown or grade_id in seen:
            del cell.metadata["nbgrader"]
        if grade_id in seen:
            repairs.append(f"The cell {grade_id} was there more than once; the last one counts.")
            if _is_check(marks[grade_id]):
                continue
        elif grade_id in marks:
            seen.add(grade_id)
            cell.metadata["nbgrader"] = copy.deepcopy(marks[grade_id].metadata.nbgrader)
        kept.append(cell)
    return kept[::-1]


def _restore(cell: Notebook, marks: dict[str, Notebook], repairs: list[str]) -> Notebook:
    """The cell as it should be: a locked one as released, another one as the student left it."""
    original = marks.get(_mark(cell).get("grade_id", ""))
    if original is None:
        return cell
    grade_id = _mark(original)["grade_id"]
    if _solves(original):
        return _as_code(cell, repairs) if original.cell_type == "code" else cell
    if cell.source != original.source or cell.cell_type != original.cell_type:
        repairs.append(f"The locked cell {grade_id} had been changed; it was put back as released.")
    return copy.deepcopy(original)


def _as_code(cell: Notebook, repairs: list[str]) -> Notebook:
    """A solution cell as a code cell, even where it was turned into text."""
    if cell.cell_type == "code":
        return cell
    grade_id = _mark(cell)["grade_id"]
    repairs.append(f"The solution cell {grade_id} had been turned into text; it was run as code.")
    kept = {name: cell[name] for name in ("id", "metadata", "source")}
    return nbformat.from_dict({**kept, "cell_type": "code", "execution_count": None, "outputs": []})


def _add_missing(cells: list[Notebook], marks: dict[str, Notebook], repairs: list[str]) -> None:
    """Put every locked cell that is not there behind its solution, or at the end."""
    present = [_mark(cell).get("grade_id") for cell in cells]
    for grade_id, original in marks.items():
        if grade_id in present or _solves(original):
            continue
        repairs.append(f"The locked cell {grade_id} was missing; it was put back as released.")
        solution = grade_id.removeprefix(CHECK_PREFIX)
        place = present.index(solution) + 1 if solution in present else len(cells)
        present.insert(place, grade_id)
        cells.insert(place, copy.deepcopy(original))


def _add_setup(cells: list[Notebook], release: Release, repairs: list[str]) -> None:
    """Put the course's own code, such as its imports, in front where it is not there in any form."""
    ids = {cell.id for cell in cells if cell.cell_type == "code"}
    sources = [cell.source for cell in cells if cell.cell_type == "code"]
    missing = [
        copy.deepcopy(cell)
        for cell in release.notebook.cells
        if cell.cell_type == "code" and not _mark(cell) and not _is_demo(cell)
        if cell.id not in ids and not any(cell.source in source for source in sources)
    ]
    if missing:
        repairs.append("The course's first cell was missing; it was put back as released.")
        cells[:0] = missing


def _make_ids_unique(cells: list[Notebook], marks: dict[str, Notebook]) -> None:
    """Give every cell a proper id that no other has; locked cells keep theirs."""
    present = {cell.id for cell in cells}
    seen = {original.id for original in marks.values() if not _solves(original)}
    new = (f"cell-{number}" for number in itertools.count())
    for cell in cells:
        if _mark(cell) and not _solves(cell):
            continue
        if cell.id in seen or not re.fullmatch("[a-zA-Z0-9_-]{1,64}", cell.id):
            cell["id"] = next(name for name in new if name not in present)
        seen.add(cell.id)
