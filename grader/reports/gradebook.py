"""Results go home: into nbgrader's gradebook, and as autograded notebooks that its pages show.

What is written is what the stock `nbgrader autograde` would leave behind, so formgrader,
generate_feedback and export go on from here. Manual scores and comments are never touched.
"""

import contextlib
import copy
import os
import uuid
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from alembic.config import Config
from alembic.script import ScriptDirectory
from nbgrader.api import (
    Assignment,
    Base,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.dbutil import ALEMBIC_DIR
from nbgrader.preprocessors import SaveCells
from nbgrader.utils import parse_utc
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DatabaseError, SAWarning, SQLAlchemyError
from sqlalchemy.orm import Session

from grader.answers.words import said_by
from grader.judging.judge import NOT_ATTEMPTED, Verdict
from grader.reports.autograded import autograded
from grader.submissions.course import Week
from grader.submissions.crews import Done, broken_down
from grader.submissions.grading import Result, points_for
from grader.submissions.reader import fetch
from grader.submissions.submission import CHECK_PREFIX, Release, read_submission

BATCH = 200
"""How many submissions' marks are written in one transaction."""

COURSE_ID = "neural_networks_from_scratch"


class GradebookError(Exception):
    """The gradebook can't be used; the message says why and what to do."""


class Ledger:
    """The one writer of a class's marks: the gradebook and the autograded notebooks in `folder`.

    Use it as a context manager. Marks are written many at a time, all of those or none, and all that were
    taken are written when it closes. Raises GradebookError where the gradebook can't be opened.
    """

    def __init__(self, week: Week, release: Release, folder: Path) -> None:
        self._week = week
        self._release = release
        self._folder = folder
        self._open = ExitStack()
        self._waiting: list[_Entry] = []
        self._not_written: dict[str, str] = {}

    def __enter__(self) -> Self:
        path = self._folder / "gradebook.db"
        try:
            gradebook = self._open.enter_context(open_gradebook(path))
            gradebook.update_or_create_assignment(self._week.folder)
            _register_cells(self._week, self._release, f"sqlite:///{path}")
            self._notebook = gradebook.find_notebook(self._week.lesson, self._week.folder)
            self._db = gradebook.db
        except (DatabaseError, OSError) as error:
            self._open.close()
            raise GradebookError(
                f"The gradebook {path} can't be used ({error.args[0]}). Put it aside, or bring back a copy; "
                "where there is none, a new one is made."
            ) from None
        return self

    def __exit__(self, *_: object) -> None:
        with self._open:
            self._flush()

    def record(self, done: Done, path: Path) -> None:
        """Take what became of the notebook at `path`."""
        try:
            self._write_page(done, path)
        except Exception as error:
            self._not_written[done.result.student] = said_by(error)
            return
        self._waiting.append(_Entry(done.result, _time(path)))
        if len(self._waiting) >= BATCH:
            self._flush()

    def written(self, result: Result) -> Result:
        """The result, or that it could not be written, once everything has been."""
        reason = self._not_written.get(result.student)
        if reason is None:
            return result
        return broken_down(result, f"it could not be written to the gradebook: {reason}")

    def _flush(self) -> None:
        entries, self._waiting = self._waiting, []
        try:
            _write_marks(self._db, self._notebook, entries)
        except SQLAlchemyError:
            # One of them is at fault: whoever it is, the others are written.
            self._db.rollback()
            for entry in entries:
                self._write_one(entry)

    def _write_one(self, entry: "_Entry") -> None:
        try:
            _write_marks(self._db, self._notebook, [entry])
        except SQLAlchemyError as error:
            self._db.rollback()
            self._not_written[entry.result.student] = said_by(error)

    def _write_page(self, done: Done, path: Path) -> None:
        week = self._week
        place = self._folder / "autograded" / done.result.student / week.folder / week.master.name
        if done.page or not place.exists():
            page = done.page or self._page(done.result, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            draft = place.with_suffix(".draft")
            draft.write_text(page, encoding="utf-8")
            draft.replace(place)

    def _page(self, result: Result, path: Path) -> str:
        submission = read_submission(fetch(path), result.student, self._release)
        return autograded(submission, result, self._release)


@dataclass(frozen=True)
class _Entry:
    """What is written of a submission: its result, and when it was handed in, where that is known."""

    result: Result
    time: datetime | None


@dataclass(frozen=True)
class Marks:
    """What an exercise is worth by the grader and by hand; None where there is no such mark."""

    automatic: float | None
    manual: float | None


def read_marks(path: Path, week: Week) -> dict[str, dict[str, Marks]]:
    """All marks of a week in the gradebook, by student and exercise; none where there is no gradebook.

    Raises GradebookError where it can't be read.
    """
    if not path.exists():
        return {}
    query = (
        select(SubmittedAssignment.student_id, BaseCell.name, Grade.auto_score, Grade.manual_score)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .join(Notebook, Notebook.id == BaseCell.notebook_id)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
        .where(Assignment.name == week.folder)
    )
    marks: dict[str, dict[str, Marks]] = {}
    try:
        with open_gradebook(path) as gradebook:
            for student, cell, automatic, manual in gradebook.db.execute(query):
                exercise = cell.removeprefix(CHECK_PREFIX)
                marks.setdefault(student, {})[exercise] = Marks(automatic, manual)
    except DatabaseError as error:
        raise GradebookError(f"The gradebook {path} can't be read ({error.args[0]}).") from None
    return marks


def _write_marks(db: Session, notebook: Notebook, entries: Sequence[_Entry]) -> None:
    """Write marks in one transaction: what is new is added, what is there changed, what people wrote kept."""
    if not entries:
        return
    submitted = _submitted(db, notebook, entries)
    graded = {cell.name: cell.id for cell in notebook.grade_cells}
    solved = {cell.name: cell.id for cell in notebook.solution_cells}
    grades, comments = [], []
    for entry in entries:
        place = {"notebook_id": submitted[entry.result.student]}
        for verdict, points in zip(entry.result.verdicts, entry.result.points, strict=True):
            check = graded[CHECK_PREFIX + verdict.exercise]
            needs_look = points is None
            grades.append(
                {**place, "id": _new_id(), "cell_id": check, "auto_score": points}
                | {"needs_manual_grade": needs_look}
            )
            comment = "No response." if verdict.status == NOT_ATTEMPTED else None
            solution = solved[verdict.exercise]
            comments.append(
                {**place, "id": _new_id(), "cell_id": solution, "auto_comment": comment}
            )
    new = insert(Grade)
    by_hand = Grade.manual_score.is_not(None)
    change = {
        "auto_score": new.excluded.auto_score,
        "needs_manual_grade": by_hand | new.excluded.needs_manual_grade,
    }
    db.execute(new.on_conflict_do_update(["cell_id", "notebook_id"], set_=change), grades)
    new = insert(Comment)
    change = {"auto_comment": new.excluded.auto_comment}
    db.execute(new.on_conflict_do_update(["cell_id", "notebook_id"], set_=change), comments)
    db.commit()


def _submitted(db: Session, notebook: Notebook, entries: Sequence[_Entry]) -> dict[str, str]:
    """The number of each student's submitted notebook in the gradebook, made where there was none."""
    students = [entry.result.student for entry in entries]
    db.execute(insert(Student).on_conflict_do_nothing(), [{"id": one} for one in students])
    assignment = notebook.assignment_id
    handed_in = [
        {"id": _new_id(), "assignment_id": assignment, "student_id": entry.result.student}
        | {"timestamp": entry.time}
        for entry in entries
    ]
    new = insert(SubmittedAssignment)
    known = func.coalesce(new.excluded.timestamp, SubmittedAssignment.timestamp)
    db.execute(
        new.on_conflict_do_update(["assignment_id", "student_id"], set_={"timestamp": known}),
        handed_in,
    )
    theirs = SubmittedAssignment.assignment_id == assignment
    theirs &= SubmittedAssignment.student_id.in_(students)
    found = db.execute(select(SubmittedAssignment.id).where(theirs)).scalars()
    place = {"notebook_id": notebook.id}
    db.execute(
        insert(SubmittedNotebook).on_conflict_do_nothing(),
        [{**place, "id": _new_id(), "assignment_id": one, "flagged": False} for one in found],
    )
    rows = db.execute(
        select(SubmittedAssignment.student_id, SubmittedNotebook.id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .where(theirs, SubmittedNotebook.notebook_id == notebook.id)
    )
    return dict(rows.all())


def _new_id() -> str:
    return uuid.uuid4().hex


@contextlib.contextmanager
def open_gradebook(path: Path) -> Iterator[Gradebook]:
    """Open nbgrader's gradebook in the file `path`, made if there is none.

    nbgrader's models provoke a harmless warning for every new submission.
    """
    if not path.exists():
        _make_gradebook(path)
    with warnings.catch_warnings(), Gradebook(f"sqlite:///{path}", COURSE_ID) as gradebook:
        warnings.filterwarnings("ignore", "Object of type <Submitted", SAWarning)
        yield gradebook


def _make_gradebook(path: Path) -> None:
    """Make an empty gradebook, all or nothing, as nbgrader would.

    nbgrader itself calls `alembic` by name for that, which takes seconds, and lies beside the interpreter,
    whose folder need not be on PATH.
    """
    migrations = Config()
    migrations.set_main_option("script_location", ALEMBIC_DIR)
    version = ScriptDirectory.from_config(migrations).get_current_head()
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    engine = create_engine(f"sqlite:///{draft}")
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(
            text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": version}
        )
    engine.dispose()
    draft.replace(path)


def record_grade(grade: Grade, verdict: Verdict, max_points: float) -> None:
    """Set the automatic score; a person has to look where there is none, or where a person scored."""
    grade.auto_score = points_for(verdict, max_points)
    grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None


def record_comment(comment: Comment, verdict: Verdict) -> None:
    """Say, as nbgrader does, where nothing was written; all else is said on the check's card."""
    comment.auto_comment = "No response." if verdict.status == NOT_ATTEMPTED else None


def _register_cells(week: Week, release: Release, url: str) -> None:
    """Make the week's cells known to the gradebook, as generate_assignment would."""
    place = {"notebook": week.lesson, "assignment": week.folder, "db_url": url}
    SaveCells().preprocess(copy.deepcopy(release.notebook), {"nbgrader": place})


def _time(path: Path) -> datetime | None:
    """When the notebook was handed in, where nbgrader's exchange left a note of it."""
    with contextlib.suppress(OSError, ValueError, OverflowError):
        return parse_utc(path.with_name("timestamp.txt").read_text().strip())
    return None
