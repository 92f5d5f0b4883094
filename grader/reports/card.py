"""A verdict in words, on a card: what a student sees under a check, and reads again in the feedback.

Pure functions from records to text. Everything that comes from a student (names, messages, source lines,
what was printed) goes through templates that escape it.
"""

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from grader.judging.judge import (
    CORRECT,
    GRADER_ERROR,
    NOT_ATTEMPTED,
    RAISED_STATUS,
    WRONG,
    Verdict,
)

if TYPE_CHECKING:
    from jinja2 import Environment

GREEN, AMBER, RED, GREY = "#2e7d32", "#b26a00", "#c62828", "#607d8b"

_COLOURS = {CORRECT: GREEN, WRONG: AMBER, NOT_ATTEMPTED: GREY, GRADER_ERROR: RED}
_SYMBOLS = {CORRECT: "✓", NOT_ATTEMPTED: "○", GRADER_ERROR: "!"}


def colour_of(status: str) -> str:
    """The colour that stands for a status on cards and pages."""
    return _COLOURS.get(status, RED)


def symbol_of(status: str) -> str:
    """The sign that stands for a status, for those who don't see colours."""
    return _SYMBOLS.get(status, "✗")


def headline(verdict: Verdict) -> str:
    """One line that says how things stand."""
    name = verdict.exercise
    if verdict.status == CORRECT:
        return f"{name} is right: all {verdict.total} cases."
    if verdict.status == NOT_ATTEMPTED:
        return f"{name} is waiting for you."
    if verdict.status == GRADER_ERROR:
        return f"{name} could not be graded."
    if verdict.right:
        verb = "is" if verdict.right == 1 else "are"
        return f"{name}: {verdict.right} of {verdict.total} cases {verb} right so far."
    if verdict.status == RAISED_STATUS:
        return f"{name} stopped on the way."
    return f"{name} is not right yet."


def card_text(verdict: Verdict) -> str:
    """The card for a terminal."""
    lines = [f"{symbol_of(verdict.status)} {headline(verdict)}"]
    if verdict.status != CORRECT:
        lines.append(f"  {verdict.message}")
    if verdict.diagnosis:
        lines.append(f"  Is this it: {verdict.diagnosis}? {verdict.hint}")
    if verdict.note:
        lines.append(f"  {verdict.note}")
    if _shows_call(verdict):
        lines.append(f"  Asked: {verdict.call}")
    if verdict.got != verdict.wanted:
        lines.append(f"  Got: {verdict.got}. Wanted: {verdict.wanted}.")
    return "\n".join(lines)


def card_html(verdict: Verdict) -> str:
    """The card for a notebook or a page: a fragment of HTML with all student text escaped."""
    return render(
        "card.html",
        colour=colour_of(verdict.status),
        symbol=symbol_of(verdict.status),
        headline=headline(verdict),
        message="" if verdict.status == CORRECT else verdict.message,
        diagnosis=verdict.diagnosis,
        hint=verdict.hint,
        note=verdict.note,
        call=verdict.call if _shows_call(verdict) else "",
        got=verdict.got if verdict.got != verdict.wanted else "",
        wanted=verdict.wanted,
        printed=verdict.printed,
    )


def note_html(text: str, colour: str) -> str:
    """A card that only says something."""
    return render("note.html", colour=colour, text=text)


def _shows_call(verdict: Verdict) -> bool:
    return verdict.status not in (CORRECT, NOT_ATTEMPTED, GRADER_ERROR)


def render(template: str, **values: Any) -> str:
    """The template of that name in `templates/`, filled in; every value is escaped."""
    return _templates().get_template(template).render(**values)


@functools.cache
def _templates() -> "Environment":
    # Loaded with the first card: most who import this never show one.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.filters["code"] = _code
    return environment


def _code(text: str) -> Markup:
    """Escape `text`, then set what stands between backticks as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))
