"""Whose marks move when a class is graded again, by how much and why: told before anything is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich import box
from rich.table import Table
from rich.text import Text

from grader.answers.words import counted
from grader.judging.judge import GRADER_ERROR, Verdict
from grader.reports.card import headline
from grader.reports.gradebook import Marks
from grader.submissions.crews import Done
from grader.submissions.grading import Grading
from grader.submissions.record import Record


@dataclass(frozen=True)
class Move:
    """A mark that changes; None stands for none. With `by_hand`, a person's own mark goes on to count."""

    student: str
    exercise: str
    before: float | None
    after: float | None
    why: str
    by_hand: bool


def moves_of(
    done: Done, marks: Mapping[str, Marks], before: Record | None, grading: Grading
) -> Iterator[Move]:
    """What changes for one student, whose marks by exercise were `marks` and whose record was `before`."""
    result = done.result
    for verdict, after in zip(result.verdicts, result.points, strict=True):
        mark = marks.get(verdict.exercise, Marks(None, None))
        if mark.automatic != after:
            why = _why(verdict, done, before, grading)
            by_hand = mark.manual is not None
            yield Move(result.student, verdict.exercise, mark.automatic, after, why, by_hand)


def _why(now: Verdict, done: Done, before: Record | None, grading: Grading) -> str:
    """What is different now, and what that means for the exercise."""
    trial = before.trials.get(now.exercise) if before else None
    if before is None or trial is None:
        return f"not graded so far; now: {headline(now)}"
    then = next(one for one in before.result.verdicts if one.exercise == now.exercise)
    if now.status == GRADER_ERROR:
        cause = "grading broke down"
    elif trial.decided_by != grading.decided_by[now.exercise]:
        cause = "what the grader asks or accepts is different"
    elif done.record and done.record.cells != before.cells:
        cause = "the notebook is another one"
    elif then.share == now.share:
        cause = "the gradebook did not have the mark that was given"
    else:
        cause = "an exercise that it builds on is judged differently"
    if headline(then) == headline(now):
        return cause
    return f"{cause}; {_said(then)} before, {_said(now)} now"


def _said(verdict: Verdict) -> str:
    share = f" ({verdict.right} of {verdict.total} cases)" if 0 < verdict.share < 1 else ""
    return f"{verdict.status.replace('_', ' ')}{share}"


def moves_table(moves: Sequence[Move]) -> Table:
    """All moves, a line each."""
    shown = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    for name in ("student", "exercise", "before", "after", "why"):
        shown.add_column(name, justify="right" if name in ("before", "after") else "left")
    for move in moves:
        note = "; the mark given by hand goes on to count" if move.by_hand else ""
        shown.add_row(
            Text(move.student),
            move.exercise,
            _points(move.before),
            _points(move.after),
            Text(move.why + note),
        )
    return shown


def _points(points: float | None) -> str:
    return "none" if points is None else f"{points:g}"


def moves_summary(moves: Iterable[Move], submissions: int, dry_run: bool) -> str:
    """How many marks move, in a sentence."""
    moves = list(moves)
    students = {move.student for move in moves}
    if not moves:
        return f"{counted(submissions, 'submission')}: no mark moves."
    verb = "would move; nothing was written" if dry_run else "moved"
    total = sum((move.after or 0) - (move.before or 0) for move in moves if not move.by_hand)
    return (
        f"{counted(submissions, 'submission')}: {counted(len(moves), 'mark')} of "
        f"{counted(len(students), 'student')} {verb}. "
        f"All together {total:+g} points."
    )
