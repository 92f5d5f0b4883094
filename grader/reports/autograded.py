"""The autograded notebook: what a student handed in, with a card and points under each check.

nbgrader's pages show text as it comes, script and all. So this is also the door at which a student's own
text is made harmless: whoever opens an autograded notebook runs nothing.
"""

import itertools
import json
import re

import nbformat
from nbformat import NotebookNode

from grader.answers.words import listed
from grader.judging.judge import GRADER_ERROR, Verdict
from grader.reports.card import card_html, card_text, headline
from grader.submissions.grading import Result
from grader.submissions.submission import CHECK_PREFIX, Release, Submission

_LIVE = re.compile(r"[<\[\\&]|[`~]\s*mermaid", re.IGNORECASE)
"""What text needs to become more than text in some page: HTML, links, formulas, entities, diagrams."""


def autograded(submission: Submission, result: Result, release: Release) -> str:
    """The autograded notebook as the text of a file."""
    notebook = attach_cards(submission.notebook, result, release)
    return json.dumps(notebook, ensure_ascii=False, sort_keys=True) + "\n"


def attach_cards(notebook: NotebookNode, result: Result, release: Release) -> NotebookNode:
    """The notebook with each check cell's card and points as its output, and what was repaired on top.

    Text that is not the course's own is made harmless.
    """
    released = {cell.source for cell in release.notebook.cells}
    graded = {
        CHECK_PREFIX + verdict.exercise: (verdict, points)
        for verdict, points in zip(result.verdicts, result.points, strict=True)
    }
    cells = []
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in graded:
            shown = {"outputs": _outputs(*graded[grade_id]), "execution_count": 1}
            cell = NotebookNode({**cell, **shown})
        cells.append(cell if cell.source in released else _harmless(cell))
    notes = [note for note in (result.problem, *result.repairs) if note]
    if result.without:
        notes.append(f"This notebook was graded without {listed(result.without)}.")
    if notes:
        text = "\n".join(["**About this submission**", "", *(f"- {note}" for note in notes)])
        taken = {cell.id for cell in cells}
        names = (f"about-this-submission-{number}" for number in itertools.count())
        name = next(name for name in names if name not in taken)
        cells.insert(0, _harmless(nbformat.v4.new_markdown_cell(text, id=name)))
    return NotebookNode({**notebook, "cells": cells})


def _harmless(cell: NotebookNode) -> NotebookNode:
    """The cell; where its text could come alive in a page, with the text shown as it was typed."""
    if cell.cell_type == "code" or not _LIVE.search(cell.source):
        return cell
    longest = max(map(len, re.findall("`+", cell.source)), default=0)
    fence = "`" * max(longest + 1, 3)
    text = f"{fence}text\n{cell.source}\n{fence}"
    return nbformat.v4.new_markdown_cell(text, id=cell.id, metadata=cell.metadata)


def _outputs(verdict: Verdict, points: float | None) -> list[NotebookNode]:
    """The card and the points; where grading failed an error, which nbgrader can't take for full marks."""
    card = {"text/html": card_html(verdict), "text/plain": card_text(verdict)}
    shown = {"output_type": "display_data", "data": card, "metadata": {}}
    if verdict.status == GRADER_ERROR:
        failure = {"ename": "GraderError", "evalue": verdict.message}
        worth = {"output_type": "error", **failure, "traceback": [headline(verdict)]}
    else:
        number = {"data": {"text/plain": repr(points)}, "metadata": {}, "execution_count": 1}
        worth = {"output_type": "execute_result", **number}
    return list(map(nbformat.from_dict, (shown, worth)))
