"""A small class to try the grader on: submissions made from a lesson's master by a few edits.

So the class follows the lesson when it changes. What each submission is, and what it should get, is
said in `samples/<lesson>.py`; `grader/test_sample_class.py` holds it.

    python tests/sample_class.py week03_logistic_regression build/demo/submitted
"""

import importlib
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.submissions.course import find_course

ROOT = Path(__file__).parents[1]

Notebook = dict[str, Any]


@dataclass(frozen=True)
class Expected:
    """What an exercise should come to: its status, and the share of its points."""

    status: str
    share: float = 0.0


CORRECT = Expected("correct", 1.0)
WRONG = Expected("wrong")
RAISED = Expected("raised")


@dataclass(frozen=True)
class Sample:
    """A submission: `solve` changes the master's cells, `damage` the finished file.

    `expected` names the exercises that do not come out as `otherwise`.
    """

    name: str
    solve: Callable[[Notebook], None]
    expected: Mapping[str, Expected] = field(default_factory=dict)
    otherwise: Expected = CORRECT
    diagnoses: Mapping[str, str] = field(default_factory=dict)
    damage: Callable[[str], str] = str

    def expectation(self, exercise: str) -> Expected:
        return self.expected.get(exercise, self.otherwise)


def grade_id(cell: dict[str, Any]) -> str:
    """The cell's nbgrader name; empty where it has none."""
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def solution(notebook: Notebook, exercise: str) -> dict[str, Any]:
    """The cell that solves `exercise`."""
    return next(cell for cell in notebook["cells"] if grade_id(cell) == exercise)


def edits(**changes: tuple[str, str]) -> Callable[[Notebook], None]:
    """In each exercise's solution, replace the one text, which occurs once, by the other."""

    def solve(notebook: Notebook) -> None:
        for exercise, (old, new) in changes.items():
            cell = solution(notebook, exercise)
            source = "".join(cell["source"])
            assert source.count(old) == 1, (exercise, old)
            cell["source"] = source.replace(old, new)

    return solve


def solutions(**sources: str) -> Callable[[Notebook], None]:
    """Write each exercise's solution anew."""

    def solve(notebook: Notebook) -> None:
        for exercise, source in sources.items():
            solution(notebook, exercise)["source"] = source

    return solve


def nothing(notebook: Notebook) -> None:
    """The notebook as its author left it."""


def delete_check(exercise: str) -> Callable[[Notebook], None]:
    """Delete the exercise's check cell."""

    def solve(notebook: Notebook) -> None:
        cells = notebook["cells"]
        notebook["cells"] = [cell for cell in cells if grade_id(cell) != f"check_{exercise}"]

    return solve


def clear(notebook: Notebook) -> None:
    """Take out every solution, as the released notebook does: nothing has been written."""
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            source = "".join(cell["source"])
            before, _, rest = source.partition("### BEGIN SOLUTION")
            cell["source"] = f"{before}raise NotImplementedError{rest.partition('END SOLUTION')[2]}"


def after(*broken: str, **others: Expected) -> dict[str, Expected]:
    """Expectations in which all of `broken` are wrong."""
    return {**dict.fromkeys(broken, WRONG), **others}


def master(week: str) -> Notebook:
    """The week's master notebook."""
    return json.loads(find_course(ROOT).week(week).master.read_text())


def points(week: str) -> dict[str, float]:
    """What each exercise of the week is worth, as its master says."""
    return {
        grade_id(cell).removeprefix("check_"): cell["metadata"]["nbgrader"]["points"]
        for cell in master(week)["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade")
    }


def samples(week: str) -> tuple[Sample, ...]:
    """The week's sample class."""
    return importlib.import_module(f"samples.{find_course(ROOT).week(week).lesson}").SAMPLES


def write_sample_class(week: str, folder: Path) -> None:
    """Write every sample's notebook to `folder`, as nbgrader expects submissions."""
    for sample in samples(week):
        write_notebook(week, sample.solve, folder / sample.name / week, sample.damage)


def write_notebook(
    week: str,
    solve: Callable[[Notebook], None],
    folder: Path,
    damage: Callable[[str], str] = str,
) -> Path:
    """Write the week's master, changed by `solve` and then by `damage`, to `folder`."""
    notebook = master(week)
    solve(notebook)
    path = folder / find_course(ROOT).week(week).master.name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(damage(json.dumps(notebook, indent=1)))
    return path


if __name__ == "__main__":
    write_sample_class(sys.argv[1], Path(sys.argv[2]))
