"""Grades a class: finds what was handed in, has a crew grade what is new, and keeps what came of it.

Everything that a run finds out is kept at once, student by student. So a run that was stopped, in whatever
way, goes on where it stopped, and one over an unchanged class has nothing to do.
"""

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from grader.judging.judge import Verdict
from grader.submissions.course import Week
from grader.submissions.crews import Crew, Done, Task
from grader.submissions.grading import Grading, GradingError
from grader.submissions.reader import fetch, is_handed_in, student_id
from grader.submissions.record import Record, load_record, save_record


def find_submissions(submitted: Path, week: Week, student: str | None = None) -> dict[str, Path]:
    """The notebook file of every student who handed in `week`, by student, in alphabetical order.

    Raises GradingError where there is none.
    """
    folders = submitted.iterdir() if submitted.is_dir() else []
    expected = {
        student_id(folder.name): folder / week.folder / week.master.name
        for folder in sorted(folders)
    }
    found = {
        name: path
        for name, path in expected.items()
        if is_handed_in(path) and student in (None, name)
    }
    if not found:
        whose = f"of {student} " if student else ""
        raise GradingError(
            f"No submission {whose}was found: notebooks are expected as "
            f"{submitted / (student or 'STUDENT') / week.folder / week.master.name}"
        )
    return found


def grade_class(
    grading: Grading,
    submissions: Mapping[str, Path],
    kept: Path,
    crew: Crew,
    keep: bool = True,
) -> Iterator[Done]:
    """Have `crew`, which begins at once, grade `submissions`, and give each as it is done.

    Records lie in the folder `kept`, and a new one takes the place of the old after it has been given;
    without `keep` they are read only. Whoever's record still holds is given without any work or page.
    """
    if keep:
        kept.mkdir(parents=True, exist_ok=True)
    known: dict[Verdict, Verdict] = {}
    unchanged: list[Done] = []
    changed: list[str] = []
    for student, path in submissions.items():
        before = load_record(record_of(student, kept))
        is_theirs = before is not None and before.result.student == student
        if is_theirs and before.holds(grading, fetch(path).fingerprint):
            unchanged.append(_sharing(Done(before.result), known))
        else:
            changed.append(student)
    tasks = (
        Task(student, fetch(submissions[student]), load_record(record_of(student, kept)))
        for student in changed
    )
    graded = crew.work(tasks)

    def give() -> Iterator[Done]:
        yield from unchanged
        for done in graded:
            yield _sharing(done, known)
            if done.record and keep:
                _keep(done.record, record_of(done.result.student, kept))

    return give()


def _sharing(done: Done, known: dict[Verdict, Verdict]) -> Done:
    """The same, with one verdict for all who got the same one: classes are large, and mistakes are few."""
    verdicts = tuple(known.setdefault(verdict, verdict) for verdict in done.result.verdicts)
    return replace(done, result=replace(done.result, verdicts=verdicts))


def record_of(student: str, kept: Path) -> Path:
    """The file for a student's record; any name can be a file's, but not any length."""
    name = student if len(student.encode(errors="surrogateescape")) <= 200 else _digest(student)
    return kept / f"{name}.json"


def _digest(student: str) -> str:
    return hashlib.sha256(student.encode(errors="surrogateescape")).hexdigest()


def _keep(record: Record, path: Path) -> None:
    """Keep a record; where that can't be done, the next run does the work again."""
    with contextlib.suppress(OSError):
        save_record(record, path)
