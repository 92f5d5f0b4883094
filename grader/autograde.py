"""Submissions become results: each one read, interviewed in a sandbox of its own, and judged.

Submissions are independent, so they are graded side by side, each by one thread that mostly waits for
its sandbox. A result is kept under a fingerprint of all that decided it (the file, the key, the released
notebook, the grader's own code), so a second run grades only what changed, and a run that was stopped
goes on where it stopped.
"""

import contextlib
import dataclasses
import hashlib
import json
import sys
import tempfile
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import grader
from grader.bundle import write_view
from grader.course import Course, Week
from grader.exercises import load_lesson
from grader.interview import interview
from grader.judge import CELL_MISSING, GRADER_ERROR, Verdict, failed_to_judge, judge
from grader.key import AnswerKey
from grader.key_maker import make_key
from grader.sandbox import Limits, Sandbox, require_protection
from grader.submission import Release, Submission, read_release, read_submission


class AutogradeError(Exception):
    """A class can't be graded; the message says why and what to do."""


@dataclass(frozen=True)
class Grading:
    """All that grading a submission of one week needs, made once for a class.

    `view` is the folder that sandboxes show; `protected` is False where the instructor gave up the wall.
    """

    week: Week
    release: Release
    key: AnswerKey
    view: Path
    limits: Limits
    protected: bool

    @property
    def fingerprint(self) -> str:
        """What decides a result, apart from the submission itself."""
        parts = [exercise.digest for exercise in self.key.exercises]
        parts += [json.dumps(self.release.notebook, sort_keys=True), str(self.limits)]
        parts += [str(self.protected), sys.version, np.__version__]
        parts += [*_files_in(Path(grader.__file__).parent), *_files_in(self.view)]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Result:
    """What a submission is worth: a verdict and the points at stake for each exercise, in order.

    `repairs` and `problem` are the submission's; `protected` says whether it ran behind the wall.
    """

    student: str
    week: str
    verdicts: tuple[Verdict, ...]
    max_points: tuple[float, ...]
    repairs: tuple[str, ...] = ()
    problem: str = ""
    protected: bool = True

    @property
    def points(self) -> tuple[float | None, ...]:
        """The points for each exercise; None where grading failed and someone has to look."""
        return tuple(map(points_for, self.verdicts, self.max_points))

    @property
    def total(self) -> float:
        """The points of all exercises together."""
        return round(sum(points or 0.0 for points in self.points), 2)

    @property
    def needs_a_look(self) -> bool:
        """Whether grading broke down somewhere, so that a person has to see to it."""
        return GRADER_ERROR in {verdict.status for verdict in self.verdicts}


def points_for(verdict: Verdict, max_points: float) -> float | None:
    """The share of right cases in points, to the cent; None where grading failed."""
    return None if verdict.status == GRADER_ERROR else round(max_points * verdict.share, 2)


@contextlib.contextmanager
def prepare(course: Course, week: Week, protected: bool = True) -> Iterator[Grading]:
    """Everything for grading `week`, for as long as the context lasts.

    Raises SandboxUnavailable where the machine can't protect itself and `protected` asks for it, and
    AutogradeError where the week has not been built.
    """
    if protected:
        require_protection()
    if not week.released.exists():
        raise AutogradeError(f"{week.released} is missing: run `grader build {week.folder}` first.")
    release = read_release(week.released)
    key = make_key(load_lesson(week.lesson), course.secret())
    if {exercise.name for exercise in key.exercises} != set(release.points):
        raise AutogradeError(
            f"{week.released.name} is stale: it does not check the exercises that there are today. "
            f"Run `grader build {week.folder}`."
        )
    with tempfile.TemporaryDirectory(prefix="course-") as folder:
        write_view(course, week, Path(folder))
        yield Grading(week, release, key, Path(folder), Limits(), protected)


def grade(grading: Grading, submission: Submission) -> Result:
    """The result of one submission; never raises, since whatever breaks down becomes a verdict."""
    return Result(
        student=submission.student,
        week=grading.week.folder,
        verdicts=_verdicts(grading, submission),
        max_points=tuple(grading.release.points[one.name] for one in grading.key.exercises),
        repairs=submission.repairs,
        problem=submission.problem,
        protected=grading.protected,
    )


def _verdicts(grading: Grading, submission: Submission) -> tuple[Verdict, ...]:
    exercises = grading.key.exercises
    if submission.problem:
        total = [len(exercise.cases) for exercise in exercises]
        return tuple(
            Verdict(exercise.name, CELL_MISSING, 0, cases, submission.problem)
            for exercise, cases in zip(exercises, total, strict=True)
        )
    try:
        answers = interview(submission.cells, grading.key, lambda: _open_sandbox(grading))
        return tuple(judge(exercise, answers[exercise.name]) for exercise in exercises)
    except Exception as error:
        reason = "".join(traceback.format_exception_only(error)).strip()
        return tuple(failed_to_judge(exercise.name, reason) for exercise in exercises)


def _open_sandbox(grading: Grading) -> Sandbox:
    return Sandbox(grading.view, grading.limits, grading.protected)


def find_submissions(submitted: Path, week: Week, student: str | None = None) -> dict[str, Path]:
    """The notebook file of every student who handed in `week`, by student, in alphabetical order.

    Raises AutogradeError where there is none.
    """
    folders = submitted.iterdir() if submitted.is_dir() else []
    found = {
        folder.name: folder / week.folder / week.master.name
        for folder in sorted(folders)
        if (folder / week.folder).is_dir() and student in (None, folder.name)
    }
    if not found:
        whose = f"of {student} " if student else ""
        raise AutogradeError(
            f"No submission {whose}was found: notebooks are expected as "
            f"{submitted / (student or 'STUDENT') / week.folder / week.master.name}"
        )
    return found


def grade_class(
    grading: Grading, submissions: dict[str, Path], kept: Path, jobs: int
) -> Iterator[Result]:
    """Grade `submissions`, `jobs` at a time, and give each result as it comes.

    Results are kept in the folder `kept`; one whose fingerprint is still the same is not made again.
    """
    kept.mkdir(parents=True, exist_ok=True)
    pool = ThreadPoolExecutor(jobs)
    try:
        fingerprint = grading.fingerprint
        futures = [
            pool.submit(_grade_file, grading, student, path, kept, fingerprint)
            for student, path in submissions.items()
        ]
        for future in as_completed(futures):
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _grade_file(grading: Grading, student: str, path: Path, kept: Path, common: str) -> Result:
    fingerprint = hashlib.sha256(common.encode() + _content(path)).hexdigest()
    record = kept / f"{student}.json"
    result = _load_result(record, fingerprint)
    if result is None:
        result = grade(grading, read_submission(path, student, grading.release))
        _save_result(result, record, fingerprint)
    return result


def _content(path: Path) -> bytes:
    """A fingerprint of the file; empty for what is none and so won't be read (a link, a device)."""
    if not path.is_file() or path.is_symlink():
        return b""
    with contextlib.suppress(OSError), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
    return b""


def _load_result(record: Path, fingerprint: str) -> Result | None:
    """The result kept in `record`; None where it is another's, or damaged in whatever way."""
    try:
        content = json.loads(record.read_text())
        if content.pop("fingerprint") != fingerprint:
            return None
        verdicts = tuple(Verdict(**verdict) for verdict in content.pop("verdicts"))
        sequences = {name: tuple(content.pop(name)) for name in ("max_points", "repairs")}
        return Result(verdicts=verdicts, **sequences, **content)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _save_result(result: Result, record: Path, fingerprint: str) -> None:
    """Keep a result, all or nothing; one in which grading failed is tried again next time."""
    if result.needs_a_look:
        return
    draft = record.with_suffix(".draft")
    draft.write_text(json.dumps({**dataclasses.asdict(result), "fingerprint": fingerprint}))
    draft.replace(record)


def _files_in(folder: Path) -> Iterator[str]:
    """The names and fingerprints of all files in a folder, but what Python compiled there."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield f"{path.relative_to(folder)} {_content(path).hex()}"
