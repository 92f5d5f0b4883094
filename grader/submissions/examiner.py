"""Grades one submission after the other: reads it, interviews it in a sandbox of its own, and judges.

An examiner is what a process needs to grade: the packages that students' code may import, unpacked, and two
nurseries from which sandboxes come, one for students and one for the references that answer for helpers.
Whatever breaks down in it becomes a verdict, and costs nobody but the submission in which it happened.
"""

import ast
import dataclasses
import hashlib
import pickle
import re
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from grader.answers.answer import RETURNED, Answer
from grader.answers.memory import Memory
from grader.answers.words import said_by
from grader.judging.judge import (
    CELL_MISSING,
    CORRECT,
    GRADER_ERROR,
    NOT_ATTEMPTED,
    Verdict,
    failed_to_judge,
    follow_through,
    judge,
)
from grader.keys.key import ExerciseKey, is_right
from grader.sandboxes.follow_through import References, importing
from grader.sandboxes.interview import Interview, inquiry_for
from grader.sandboxes.nursery import Nursery
from grader.submissions.grading import Grading, Result, unpack
from grader.submissions.reader import HandedIn
from grader.submissions.record import Record, Trial
from grader.submissions.submission import DEMO, Release, Submission, read_submission, statements

RIGHT_ALONE = (
    "Asked after the other exercises this gave something else; asked alone it is right. "
    "Does something change that it builds on?"
)
"""Said of an exercise that is right at the second try, so that nobody has two tries unseen."""

DRAWING = ("utils.plots",)
"""What most submissions import with the course's first cell and never use: drawing has no part in a mark."""

_DRAWS = re.compile(r"\b(plots|plt|matplotlib)\b")

BEYOND_HELP = (CORRECT, NOT_ATTEMPTED, CELL_MISSING)
"""The statuses of exercises that right helpers can't change."""


@dataclass(frozen=True)
class Graded:
    """A submission that has been graded: its result, what to keep of it, and what it was made from."""

    result: Result
    record: Record
    submission: Submission


class Examiner:
    """Grades submissions of one week. Use it as a context manager: when it closes, all sandboxes are gone."""

    def __init__(self, grading: Grading) -> None:
        self._grading = grading
        self._names = [exercise.name for exercise in grading.key.exercises]
        self._inquiries = {one.name: inquiry_for(one) for one in grading.key.exercises}
        self._references = importing(grading.key.lesson, self._names)
        self._answers: Memory[Answer] = Memory()
        self._verdicts: Memory[Verdict] = Memory()
        self._open = ExitStack()

    def __enter__(self) -> Self:
        grading = self._grading
        folder = self._open.enter_context(tempfile.TemporaryDirectory(prefix="course-"))
        view, references = Path(folder, "view"), Path(folder, "references")
        unpack(grading.view, view)
        unpack(grading.references, references)
        imports = imports_of(grading.release)
        self._students, self._drawing, self._judges = (
            self._open.enter_context(Nursery(place, grading.limits, grading.without, *settings))
            for place, *settings in (
                (view, imports, DRAWING),
                (view, imports),
                (references, [self._references], DRAWING),
            )
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def warm_up(self) -> None:
        """Get ready before there is anything to grade."""
        self._students.warm_up()

    def examine(self, student: str, handed: HandedIn, before: Record | None = None) -> Graded:
        """Grade what `student` handed in; of the record from `before` is taken what still holds.

        Never raises: whatever breaks down becomes a verdict.
        """
        try:
            submission = read_submission(handed, student, self._grading.release)
        except Exception as error:
            nothing = Submission(student, self._grading.release.notebook, ())
            return self._graded(nothing, handed, self._broken_down(error))
        return self.grade(submission, handed, before)

    def grade(
        self, submission: Submission, handed: HandedIn | None = None, before: Record | None = None
    ) -> Graded:
        """Grade a submission that has been read, as `examine` does."""
        if submission.problem:
            trials = self._unreadable(submission.problem)
            return self._graded(submission, handed or HandedIn(), trials)
        try:
            cells = _fingerprint(submission)
            known = before.trials if before and before.cells == cells else {}
            trials = self._interview(submission, known)
        except Exception as error:
            trials = self._broken_down(error)
        return self._graded(submission, handed or HandedIn(), trials)

    def _graded(self, submission: Submission, handed: HandedIn, trials: dict[str, Trial]) -> Graded:
        points = self._grading.release.points
        result = Result(
            student=submission.student,
            week=self._grading.week,
            verdicts=tuple(map(_verdict, trials.values())),
            max_points=tuple(points[name] for name in trials),
            repairs=submission.repairs,
            problem=submission.problem,
            without=self._grading.without,
        )
        kept = {name: one for name, one in trials.items() if one.own.status != GRADER_ERROR}
        record = Record(handed.fingerprint, _fingerprint(submission), kept, result)
        return Graded(result, record, submission)

    def _unreadable(self, problem: str) -> dict[str, Trial]:
        return {
            one.name: Trial("", Verdict(one.name, CELL_MISSING, 0, len(one.cases), problem))
            for one in self._grading.key.exercises
        }

    def _broken_down(self, error: Exception) -> dict[str, Trial]:
        return {name: Trial("", failed_to_judge(name, said_by(error))) for name in self._names}

    def _interview(self, submission: Submission, known: dict[str, Trial]) -> dict[str, Trial]:
        """First everything by the student's own functions, then with help what was wrong by others' fault."""
        grading = self._grading
        with (
            Interview(
                submission.cells, self._nursery_for(submission).open, grading.limits.total_seconds
            ) as interview,
            References(
                self._references, self._judges.open, grading.limits.cpu_seconds, self._answers
            ) as references,
        ):
            trials = self._on_their_own(interview, known)
            for exercise in grading.key.exercises:
                helpers = grading.key.helpers_of(exercise)
                culprits = tuple(
                    name for name in helpers if _verdict(trials[name]).status != CORRECT
                )
                trials[exercise.name] = self._with_help(
                    trials[exercise.name], exercise, culprits, interview, references
                )
        return trials

    def _nursery_for(self, submission: Submission) -> Nursery:
        """Where a sandbox for the submission comes from: the smaller one, unless it wants to draw."""
        own = (cell.source for cell in submission.cells if not cell.released)
        return self._drawing if any(map(_DRAWS.search, own)) else self._students

    def _on_their_own(self, interview: Interview, known: dict[str, Trial]) -> dict[str, Trial]:
        """All exercises with the student's own helpers, asked only where it is not known how they do."""
        decided_by = self._grading.decided_by
        trials = {
            name: trial for name, trial in known.items() if trial.decided_by == decided_by.get(name)
        }
        asked = [one for one in self._grading.key.exercises if one.name not in trials]
        answers = {one.name: interview.ask_together(self._inquiries[one.name]) for one in asked}
        own = {one.name: self._judge(one, answers[one.name]) for one in asked}
        doubtful = [one for one in asked if own[one.name].status not in (CORRECT, NOT_ATTEMPTED)]
        if doubtful and interview.is_disturbed():
            for exercise in doubtful:
                alone = self._judge(exercise, interview.ask(self._inquiries[exercise.name]))
                if alone.status == CORRECT and _are_wrong(exercise, answers[exercise.name]):
                    alone = dataclasses.replace(alone, note=RIGHT_ALONE)
                own[exercise.name] = alone
        trials |= {name: Trial(decided_by[name], verdict) for name, verdict in own.items()}
        return {name: trials[name] for name in self._names}

    def _judge(self, exercise: ExerciseKey, answers: Sequence[Answer]) -> Verdict:
        """The verdict on answers, remembered where others answered in the same way."""
        source = exercise.name.encode() + pickle.dumps(answers)
        verdict = self._verdicts.recall(source)
        if verdict is None:
            verdict = judge(exercise, answers)
            self._verdicts.remember(source, verdict)
        return verdict

    def _with_help(
        self,
        trial: Trial,
        exercise: ExerciseKey,
        culprits: tuple[str, ...],
        interview: Interview,
        references: References,
    ) -> Trial:
        """The trial, with what right helpers in place of `culprits` would change."""
        if not culprits or trial.own.status in BEYOND_HELP:
            return dataclasses.replace(trial, culprits=(), called=(), helped=None)
        if trial.helped and trial.culprits == culprits:
            return trial
        inquiry = self._inquiries[exercise.name]
        helped = self._judge(exercise, interview.ask_together(inquiry, culprits, references))
        if helped.status != CORRECT and interview.is_disturbed():
            helped = self._judge(exercise, interview.ask(inquiry, culprits, references))
        called = tuple(name for name in culprits if name in references.called)
        return dataclasses.replace(trial, culprits=culprits, called=called, helped=helped)


def _are_wrong(exercise: ExerciseKey, answers: Sequence[Answer]) -> bool:
    """Whether a value came back that isn't right."""
    asked = zip(exercise.cases, answers, strict=True)
    return any(one.outcome == RETURNED and not is_right(exercise, case, one) for case, one in asked)


def _verdict(trial: Trial) -> Verdict:
    if trial.helped is None:
        return trial.own
    return follow_through(trial.own, trial.helped, trial.called)


def _fingerprint(submission: Submission) -> str:
    """What decides what a submission's code does."""
    cells = [(cell.source, cell.exercise, cell.released) for cell in submission.cells]
    return hashlib.sha256(repr(cells).encode(errors="surrogateescape")).hexdigest()


def imports_of(release: Release) -> list[str]:
    """The statements by which the released notebook imports what it needs, demonstrations excepted."""
    return [
        ast.unparse(node)
        for cell in release.notebook.cells
        if cell.cell_type == "code" and DEMO not in cell.metadata.get("tags", ())
        for node in statements(cell.source)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
