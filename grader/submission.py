"""Reads a submitted notebook, repairs it from the released one, and says what it repaired.

A submission is an enemy's file until shown otherwise: it may be no notebook at all, or one whose check
cells were changed, copied or deleted. What is graded is only the code that students write; every locked
cell is taken from the released notebook, so nothing that happens to it can matter.
"""

import copy
import itertools
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from grader.interview import Cell

MAX_BYTES = 50 * 2**20
"""The largest notebook file that is read."""

MAX_DEPTH = 100
"""How deep the lists and dicts of a notebook file may be nested."""

MAX_SOURCE = 2**20
"""The longest cell, in characters, that is run."""

CHECK_PREFIX = "check_"
"""A check cell's grade_id is this and the name of the exercise, which is its solution cell's grade_id."""

DEMO = "demo"
"""The tag of cells that only demonstrate: grading does not run them."""

Notebook = nbformat.NotebookNode


class UnreadableNotebook(Exception):
    """A file is not a notebook; the message says what it is, or where it breaks off."""


@dataclass(frozen=True)
class Release:
    """The notebook that students got: its cells, and the points of each exercise in its order."""

    notebook: Notebook
    points: dict[str, float]


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


def read_submission(path: Path, student: str, release: Release) -> Submission:
    """What `student` handed in as `path`, repaired; never raises for what is in the file."""
    try:
        return repair(read_notebook(path), student, release)
    except UnreadableNotebook as error:
        return unreadable(student, release, str(error))


def unreadable(student: str, release: Release, problem: str) -> Submission:
    """The submission of someone whose file could not be read."""
    return Submission(student, copy.deepcopy(release.notebook), (), problem=problem)


def repair(notebook: Notebook, student: str, release: Release) -> Submission:
    """The submission in `notebook`, with all that is the course's own taken from `release`."""
    marks = {_mark(cell)["grade_id"]: cell for cell in release.notebook.cells if _mark(cell)}
    demos = {cell.id for cell in release.notebook.cells if _is_demo(cell)}
    given = {cell.source for cell in release.notebook.cells if not _mark(cell)}
    repairs: list[str] = []
    submitted = _without_copies(notebook.cells, marks, repairs)
    repaired = [_restore(cell, marks, repairs) for cell in submitted]
    _add_missing(repaired, marks, repairs)
    _make_ids_unique(repaired, marks)
    cells = tuple(
        Cell(f"<cell {number}>", cell.source, _solves(cell), released=cell.source in given)
        for number, cell in enumerate(repaired, 1)
        if _is_run(cell, demos)
    )
    whole = nbformat.from_dict({**release.notebook, "cells": repaired})
    return Submission(student, whole, cells, tuple(repairs))


def read_notebook(path: Path) -> Notebook:
    """The notebook in a file, every cell in today's format and without outputs.

    Raises UnreadableNotebook where the file is none.
    """
    content = _parse(_read_text(path))
    if not isinstance(content, dict) or not isinstance(content.get("cells"), list):
        if isinstance(content, dict) and isinstance(content.get("worksheets"), list):
            return _upgrade(content)
        raise UnreadableNotebook("The file is JSON, but no notebook: it has no list of cells.")
    metadata = content.get("metadata")
    return nbformat.from_dict(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": metadata if isinstance(metadata, dict) else {},
            "cells": [_clean(cell) for cell in content["cells"]],
        }
    )


def _read_text(path: Path) -> str:
    if not path.is_file() or path.is_symlink():
        raise UnreadableNotebook(f"There is no file {path.name}.")
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableNotebook(
            f"The file has {path.stat().st_size:,} bytes; at most {MAX_BYTES:,} are read. "
            "Clear the notebook's outputs and hand it in again."
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableNotebook(f"The file can't be opened: {error.strerror}.") from None
    if not data.strip():
        raise UnreadableNotebook("The file is empty.")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableNotebook(f"The file is no text at byte {error.start:,}.") from None


def _parse(text: str) -> Any:
    try:
        content = json.loads(text)
        if not _is_deep(content):
            return _without_half_characters(content, text)
        raise RecursionError
    except RecursionError:
        raise UnreadableNotebook("The file is no notebook: it is nested without end.") from None
    except ValueError as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "the start"
        raise UnreadableNotebook(
            f"The file is no whole notebook: it stops making sense at {where}. "
            "It may have been cut off on the way; hand it in again."
        ) from None


def _is_deep(content: Any) -> bool:
    level = [content]
    for _ in range(MAX_DEPTH):
        lists = [list(node.values()) if isinstance(node, dict) else node for node in level]
        level = [node for nodes in lists if isinstance(nodes, list) for node in nodes]
    return bool(level)


def _without_half_characters(content: Any, text: str) -> Any:
    """The content with a question mark for every half of a character, which no file can hold."""
    if "\\ud" not in text.lower():
        return content
    return json.loads(json.dumps(content, ensure_ascii=False).encode(errors="replace"))


def _upgrade(content: dict[str, Any]) -> Notebook:
    """A notebook of format 3, as of today's."""
    try:
        notebook = nbformat.convert(nbformat.from_dict({**content, "nbformat": 3}), 4)
    except Exception as error:
        raise UnreadableNotebook(f"The notebook's old format can't be read: {error}.") from None
    cells = [_clean({**cell, "id": ""}) for cell in notebook.cells]
    return nbformat.from_dict({**notebook, "cells": cells})


def _clean(cell: Any) -> dict[str, Any]:
    """A cell in today's format, whatever was in its place; outputs are left out."""
    cell = cell if isinstance(cell, dict) else {}
    kind = cell.get("cell_type")
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    clean = {
        "cell_type": kind if kind in ("code", "markdown", "raw") else "raw",
        "id": cell["id"] if isinstance(cell.get("id"), str) else "",
        "metadata": _clean_metadata(cell.get("metadata")),
        "source": source if isinstance(source, str) else "",
    }
    return {**clean, "execution_count": None, "outputs": []} if kind == "code" else clean


def _clean_metadata(metadata: Any) -> dict[str, Any]:
    """What the grader and nbgrader's pages read of a cell's metadata, as far as it is what it should be."""
    metadata = metadata if isinstance(metadata, dict) else {}
    kinds = {"nbgrader": dict, "tags": list, "editable": bool, "deletable": bool}
    clean = {name: metadata[name] for name in kinds if isinstance(metadata.get(name), kinds[name])}
    if "tags" in clean:
        tags = [tag for tag in clean["tags"] if isinstance(tag, str) and re.fullmatch("[^,]+", tag)]
        clean["tags"] = list(dict.fromkeys(tags))
    return clean


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


def _is_run(cell: Notebook, demos: set[str]) -> bool:
    if cell.cell_type != "code" or len(cell.source) > MAX_SOURCE:
        return False
    if _mark(cell):
        return not cell.metadata.nbgrader.get("grade")
    return not _is_demo(cell) and cell.id not in demos


def _without_copies(
    cells: list[Notebook], marks: dict[str, Notebook], repairs: list[str]
) -> list[Notebook]:
    """The cells with every grade_id borne once, by the last that bears it, and only by known ones."""
    seen: set[str] = set()
    kept: list[Notebook] = []
    for cell in map(copy.deepcopy, reversed(cells)):
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
    return nbformat.from_dict(_clean({**cell, "cell_type": "code"}))


def _add_missing(cells: list[Notebook], marks: dict[str, Notebook], repairs: list[str]) -> None:
    """Put every locked cell that is not there behind its solution, or at the end."""
    for grade_id, original in marks.items():
        present = {_mark(cell).get("grade_id"): place for place, cell in enumerate(cells)}
        if grade_id in present or _solves(original):
            continue
        repairs.append(f"The locked cell {grade_id} was missing; it was put back as released.")
        place = present.get(grade_id.removeprefix(CHECK_PREFIX), len(cells) - 1)
        cells.insert(place + 1, copy.deepcopy(original))


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
