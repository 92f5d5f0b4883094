"""A class in words: the table in a terminal, the page in a browser, the JSON for other programs.

Pure functions from results to text; the page's words for one verdict are the student's card.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean, median
from typing import Any

from markupsafe import Markup
from rich import box
from rich.table import Table
from rich.text import Text

from grader.judging.judge import (
    CELL_MISSING,
    CORRECT,
    GRADER_ERROR,
    NOT_ATTEMPTED,
    STATUSES,
    Verdict,
)
from grader.reports.card import (
    AMBER,
    GREEN,
    GREY,
    RED,
    card_html,
    colour_of,
    headline,
    render,
    symbol_of,
)
from grader.sandboxes.wall import LAYERS
from grader.submissions.grading import Result

_TERMINAL = {GREEN: "green", AMBER: "yellow", RED: "red", GREY: "bright_black"}
"""The page's colours in those that every terminal has."""


def to_json(results: Sequence[Result]) -> dict[str, Any]:
    """All results as JSON's own types, by student and exercise."""
    return {
        "lesson": results[0].week,
        "without": sorted({layer for result in results for layer in result.without}),
        "students": {result.student: _student_record(result) for result in results},
    }


def _student_record(result: Result) -> dict[str, Any]:
    graded = zip(result.verdicts, result.points, result.max_points, strict=True)
    return {
        "total": result.total,
        "max_total": sum(result.max_points),
        "problem": result.problem,
        "repairs": list(result.repairs),
        "exercises": {
            verdict.exercise: {
                "points": points,
                "max_points": max_points,
                "status": verdict.status,
                "message": verdict.message,
                "diagnosis": verdict.diagnosis,
                "note": verdict.note,
                "behaviour": verdict.behaviour,
            }
            for verdict, points, max_points in graded
        },
    }


MAX_LINES = 100
"""How long a table may be that somebody reads in a terminal."""


def table(results: Sequence[Result]) -> Table:
    """Students by exercises, a line each: points, and the first thing that went wrong.

    The exercises are numbered, so that the line fits; `legend` says which is which. Of a class of more than
    MAX_LINES only those are shown who need a look.
    """
    lines = results
    if len(results) > MAX_LINES:
        lines = [result for result in results if result.needs_a_look][:MAX_LINES]
    left_out = (
        f"{len(results) - len(lines)} more are on the class page." if lines != results else None
    )
    shown = Table(title=results[0].week, caption=left_out, box=box.SIMPLE_HEAD, padding=(0, 1))
    shown.add_column("student", no_wrap=True)
    for number, _ in enumerate(results[0].verdicts, 1):
        shown.add_column(str(number), justify="right", no_wrap=True)
    shown.add_column("total", justify="right", no_wrap=True)
    shown.add_column("what went wrong first", min_width=30)
    for result in lines:
        cells = map(_table_cell, result.verdicts, result.points)
        trouble = first_trouble(result).replace("`", "")
        shown.add_row(_one_line(result.student), *cells, f"{result.total:g}", _one_line(trouble))
    return shown


def _one_line(text: str) -> Text:
    """What a stranger wrote, without line ends and without what would command the terminal."""
    return Text("".join(sign if sign.isprintable() else " " for sign in text))


def legend(results: Sequence[Result]) -> str:
    """What the numbers over the table's columns stand for."""
    exercises = zip(results[0].verdicts, results[0].max_points, strict=True)
    return "  ".join(
        f"{number} {verdict.exercise}/{points:g}"
        for number, (verdict, points) in enumerate(exercises, 1)
    )


def _table_cell(verdict: Verdict, points: float | None) -> Text:
    style = _TERMINAL[colour_of(verdict.status)]
    if verdict.status == CORRECT:
        return Text(symbol_of(CORRECT), style=style)
    return Text("?" if points is None else f"{points:g}", style=style)


def first_trouble(result: Result) -> str:
    """What went wrong first with a submission, in a line; empty where all is right."""
    if result.problem:
        return result.problem
    for verdict in result.verdicts:
        if verdict.status != CORRECT:
            trouble = verdict.diagnosis or verdict.message
            named = trouble.startswith(f"`{verdict.exercise}`")
            return trouble if named else f"`{verdict.exercise}`: {trouble}"
    told = " ".join(result.repairs)
    return told if len(told) <= MAX_TROUBLE else told[: MAX_TROUBLE - 1] + "…"


def summary(results: Sequence[Result]) -> str:
    """How the class did and what needs a look, in a few sentences."""
    totals = [result.total for result in results]
    noun = "submission" if len(results) == 1 else "submissions"
    lines = [
        f"{len(results)} {noun}: mean {mean(totals):.1f}, median {median(totals):.1f} "
        f"of {sum(results[0].max_points):g} points."
    ]
    if broken := _named(results, lambda result: result.broke_down):
        lines.append(
            f"NOT GRADED, needs a look: {broken}. This is no student's fault: the class page says what "
            "went wrong; when it is mended, the same command grades them again."
        )
    if unread := _named(results, lambda result: bool(result.problem)):
        lines.append(
            f"COULD NOT BE READ, needs a look: {unread}. The class page says why; ask for the file "
            "again, and the same command grades it."
        )
    if repaired := _named(results, lambda result: bool(result.repairs)):
        lines.append(f"Repaired before grading, as the class page says: {repaired}.")
    for layer in sorted({layer for result in results for layer in result.without}):
        lines.append(f"GRADED WITHOUT {layer.upper()}: {LAYERS[layer]}.")
    return "\n".join(lines)


def _named(results: Sequence[Result], condition: Callable[[Result], bool]) -> str:
    return ", ".join(result.student for result in results if condition(result))


MAX_TROUBLE = 300
"""How many characters of a line say what went wrong first."""

NO_BEHAVIOUR = (CORRECT, NOT_ATTEMPTED, CELL_MISSING, GRADER_ERROR)
"""The statuses of exercises in which nothing was done that could be misunderstood."""


@dataclass(frozen=True)
class Misunderstanding:
    """A wrong behaviour and who shares it; `name` is the misconception, empty where it has none yet.

    `told` is what these students were told about it.
    """

    exercise: str
    name: str
    told: str
    students: tuple[str, ...]


def misunderstandings(results: Sequence[Result]) -> list[Misunderstanding]:
    """What the class gets wrong, the most frequent first.

    Named misconceptions, and the behaviours without a name that several students share.
    """
    groups: dict[tuple[str, str], list[tuple[str, Verdict]]] = {}
    for result in results:
        for verdict in result.verdicts:
            if verdict.behaviour and verdict.status not in NO_BEHAVIOUR:
                same = (verdict.exercise, verdict.diagnosis or verdict.behaviour)
                groups.setdefault(same, []).append((result.student, verdict))
    found = [_misunderstanding(group) for group in groups.values()]
    shared = [one for one in found if one.name or len(one.students) > 1]
    return sorted(shared, key=lambda one: -len(one.students))


def _misunderstanding(group: Sequence[tuple[str, Verdict]]) -> Misunderstanding:
    _, verdict = group[0]
    told = verdict.hint or verdict.message
    students = tuple(student for student, _ in group)
    return Misunderstanding(verdict.exercise, verdict.diagnosis or "", told, students)


def class_page(results: Sequence[Result]) -> str:
    """The class as one HTML page that needs nothing else."""
    return render(
        "class.html",
        title=results[0].week,
        summary=summary(results).splitlines(),
        exercises=[
            (verdict.exercise, points, _share_right(results, position))
            for position, (verdict, points) in enumerate(
                zip(results[0].verdicts, results[0].max_points, strict=True)
            )
        ],
        max_total=sum(results[0].max_points),
        students=[_page_row(result, number) for number, result in enumerate(results)],
        misunderstandings=misunderstandings(results),
        legend=[(symbol_of(s), colour_of(s), s.replace("_", " ")) for s in STATUSES],
    )


def _share_right(results: Sequence[Result], position: int) -> float:
    return mean(result.verdicts[position].status == CORRECT for result in results)


def _page_row(result: Result, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "name": result.student,
        "total": result.total,
        "trouble": first_trouble(result),
        "notes": [note for note in (result.problem, *result.repairs) if note],
        "cells": [
            {
                "colour": colour_of(verdict.status),
                "symbol": symbol_of(verdict.status),
                "points": "?" if points is None else f"{points:g}",
                "headline": headline(verdict),
            }
            for verdict, points in zip(result.verdicts, result.points, strict=True)
        ],
        "cards": [Markup(card_html(one)) for one in result.verdicts if one.status != CORRECT],
    }
