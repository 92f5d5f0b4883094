"""Results go home: into nbgrader's gradebook, and as autograded notebooks that its pages show.

What is written is what the stock `nbgrader autograde` would leave behind, so formgrader,
generate_feedback and export go on from here. Manual scores and comments are never touched.
"""

import contextlib
import copy
import itertools
import os
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Comment, Grade, Gradebook
from nbgrader.preprocessors import SaveCells
from nbgrader.utils import parse_utc
from sqlalchemy.exc import SAWarning

from grader.autograde import Result, points_for
from grader.card import card_html, card_text, headline
from grader.course import Week
from grader.judge import GRADER_ERROR, NOT_ATTEMPTED, Verdict
from grader.submission import CHECK_PREFIX, Release, Submission, read_submission

COURSE_ID = "neural_networks_from_scratch"


def record_results(
    results: Iterable[Result],
    submissions: Mapping[str, Path],
    week: Week,
    release: Release,
    folder: Path,
) -> None:
    """Write results to `folder`'s gradebook and autograded notebooks.

    `submissions` are the notebook files by student, from which the autograded notebooks are made.
    """
    path = folder / "gradebook.db"
    with open_gradebook(path) as gradebook:
        gradebook.update_or_create_assignment(week.folder)
        _register_cells(week, release, f"sqlite:///{path}")
        for result in results:
            notebook = submissions[result.student]
            submission = read_submission(notebook, result.student, release)
            _record_scores(gradebook, result, week, notebook)
            _write_autograded(result, submission, week, folder)


def _record_scores(gradebook: Gradebook, result: Result, week: Week, path: Path) -> None:
    gradebook.update_or_create_student(result.student)
    gradebook.update_or_create_submission(week.folder, result.student, **_time(path))
    place = (week.lesson, week.folder, result.student)
    for verdict, max_points in zip(result.verdicts, result.max_points, strict=True):
        grade = gradebook.find_grade(CHECK_PREFIX + verdict.exercise, *place)
        record_grade(grade, verdict, max_points)
        record_comment(gradebook.find_comment(verdict.exercise, *place), verdict)
    gradebook.db.commit()


@contextlib.contextmanager
def open_gradebook(path: Path) -> Iterator[Gradebook]:
    """Open nbgrader's gradebook in the file `path`, made if there is none.

    Making one calls `alembic` by name, which lies beside the interpreter, whose folder need not be on
    PATH; and nbgrader's models provoke a harmless warning for every new submission.
    """
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        with warnings.catch_warnings(), Gradebook(f"sqlite:///{path}", COURSE_ID) as gradebook:
            warnings.filterwarnings("ignore", "Object of type <Submitted", SAWarning)
            yield gradebook
    finally:
        os.environ["PATH"] = before


def record_grade(grade: Grade, verdict: Verdict, max_points: float) -> None:
    """Set the automatic score; a person has to look where there is none, or where a person scored."""
    grade.auto_score = points_for(verdict, max_points)
    grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None


def record_comment(comment: Comment, verdict: Verdict) -> None:
    """Say, as nbgrader does, where nothing was written; all else is said on the check's card."""
    comment.auto_comment = "No response." if verdict.status == NOT_ATTEMPTED else None


def attach_cards(notebook: NotebookNode, result: Result) -> NotebookNode:
    """The notebook with each check cell's card and points as its output, and what was repaired on top."""
    notebook = copy.deepcopy(notebook)
    graded = {
        CHECK_PREFIX + verdict.exercise: (verdict, points)
        for verdict, points in zip(result.verdicts, result.points, strict=True)
    }
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in graded:
            cell["outputs"] = _outputs(*graded[grade_id])
            cell["execution_count"] = 1
    notes = [note for note in (result.problem, *result.repairs) if note]
    if not result.protected:
        notes.append("This notebook was graded without a sandbox (--unsafe).")
    if notes:
        text = "\n".join(["**About this submission**", "", *(f"- {note}" for note in notes)])
        taken = {cell.id for cell in notebook.cells}
        names = (f"about-this-submission-{number}" for number in itertools.count())
        name = next(name for name in names if name not in taken)
        notebook.cells.insert(0, nbformat.v4.new_markdown_cell(text, id=name))
    return notebook


def _outputs(verdict: Verdict, points: float | None) -> list[NotebookNode]:
    """The card and the points; where grading failed an error, which nbgrader can't take for full marks."""
    card = {"text/html": card_html(verdict), "text/plain": card_text(verdict)}
    outputs = [nbformat.v4.new_output("display_data", card)]
    if verdict.status == GRADER_ERROR:
        error = nbformat.v4.new_output(
            "error", ename="GraderError", evalue=verdict.message, traceback=[headline(verdict)]
        )
        return [*outputs, error]
    number = nbformat.v4.new_output("execute_result", {"text/plain": repr(points)})
    return [*outputs, nbformat.from_dict({**number, "execution_count": 1})]


def _register_cells(week: Week, release: Release, url: str) -> None:
    """Make the week's cells known to the gradebook, as generate_assignment would."""
    place = {"notebook": week.lesson, "assignment": week.folder, "db_url": url}
    SaveCells().preprocess(copy.deepcopy(release.notebook), {"nbgrader": place})


def _time(path: Path) -> dict[str, datetime]:
    """When the notebook was handed in, where nbgrader's exchange left a note of it."""
    with contextlib.suppress(OSError, ValueError, OverflowError):
        return {"timestamp": parse_utc(path.with_name("timestamp.txt").read_text().strip())}
    return {}


def _write_autograded(result: Result, submission: Submission, week: Week, folder: Path) -> None:
    path = folder / "autograded" / result.student / week.folder / week.master.name
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_text(nbformat.writes(attach_cards(submission.notebook, result)))
    draft.replace(path)
