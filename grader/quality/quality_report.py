"""The quality of the cases in words: the table in a terminal, the page in `docs`, JSON for other programs.

Pure functions from measurements to text. All but one line of the page says the same whenever and wherever
it is measured, so that a test can hold the page fresh: that line begins with TIMES.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich import box
from rich.table import Table

from grader.quality.measure import KILLED_BAR, Quality, is_good

Measured = Mapping[str, Sequence[Quality]]
"""The qualities of each lesson's exercises."""

TIMES = "Times differ from run to run: "

_EXPLANATION = """\
# How good the cases are

Who checks the checks? Every exercise is asked cases; here is measured what they are worth. This page is
written by `make quality`; `grader quality LESSON` measures one lesson and lists what its cases miss.

**Mutants.** A mutant is an answer with one mistake. Some mistakes are the misconceptions that the lesson
names. All others are slips, made by a program in the reference and in the master's solution, one token at
a time and at every place: another operator or comparison, a number off by one, doubled or zero, a term, a
sign, a transposition or a keyword left out, arguments, indices or results exchanged, one variable for
another, one function for its relative, a statement forgotten. A mutant is *killed* when at least one case
of the public key and at least one of a private key does not accept its answer. One that runs for ever or
breaks down is killed too. A mutant that does all that the exercise asks for is right after all, and no
case may kill it: such *equivalents* are listed below with the reason, and don't count.

**Right answers.** Every exercise is also answered in many styles that are right: the master's solution,
the lesson's own zoo (loops, other algebra, other NumPy functions), and the reference with its results in
another form (float32, arrays for numbers, lists for tuples, more keys) or with other manners (printing,
warnings, overwriting its inputs). All of them must be *accepted* in the public and in three private keys.

**A single example.** Most courses test a function with one fixed example. The last two columns say what
the first public case would have done alone, and it is a good one, with different sizes and no zeros: how
many of the mutants it kills, and how many of the *silent* ones, which return a wrong value instead of
stopping with an error that nobody could miss.
"""

_EQUIVALENT = """\
## Mutants that are right

The reason stands once for all mutants of an exercise that share it.
"""


def table(measured: Measured) -> Table:
    """The exercises of all lessons, a line each, and a line for each lesson."""
    shown = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    shown.add_column("exercise", no_wrap=True)
    for name in ("mutants", "killed", "%", "accepted", "ms", "one example %", "silent %"):
        shown.add_column(name, justify="right", no_wrap=True)
    for lesson, qualities in measured.items():
        for one in qualities:
            shown.add_row(f"  {one.exercise}", *_terminal_row([one]))
        shown.add_row(lesson, *_terminal_row(qualities), style="bold", end_section=True)
    if len(measured) > 1:
        shown.add_row("all lessons", *_terminal_row(_all(measured)), style="bold")
    return shown


def _terminal_row(qualities: Sequence[Quality]) -> list[str]:
    row = _row(qualities)
    row.insert(4, f"{sum(one.check_ms for one in qualities):.1f}")
    return row


def _row(qualities: Sequence[Quality]) -> list[str]:
    wrong, killed = _sum(qualities, "wrong"), _sum(qualities, "killed")
    return [
        str(wrong),
        str(killed),
        _percent(killed, wrong),
        f"{_sum(qualities, 'accepted')}/{_sum(qualities, 'variants')}",
        _percent(_sum(qualities, "single"), wrong),
        _percent(_sum(qualities, "single_silent"), _sum(qualities, "silent")),
    ]


def _sum(qualities: Iterable[Quality], name: str) -> int:
    return sum(getattr(one, name) for one in qualities)


def _percent(part: int, whole: int) -> str:
    """Rounded down: 100 means all."""
    return f"{int(1000 * part / whole) / 10:.1f}" if whole else "-"


def _all(measured: Measured) -> list[Quality]:
    return [one for qualities in measured.values() for one in qualities]


def complaints(measured: Measured) -> list[str]:
    """What is to be mended or explained, a line each; empty where all is well."""
    lines = []
    for lesson, qualities in measured.items():
        for one in qualities:
            found = [
                *(f"survives: {label}" for label in one.survivors),
                *(f"refused: {style}. {reason}" for style, reason in one.refused.items()),
                *(f"explained, but no survivor: {label}" for label in one.stale),
            ]
            if found:
                killed = _percent(one.killed, one.wrong)
                lines += ["", f"{lesson}, {one.exercise} ({killed}% killed)"]
                lines += [f"  {line}" for line in found]
        if not is_good(qualities):
            lines += ["", f"{lesson} is below the bar: {_bar()}."]
    if not is_good(_all(measured)):
        lines += ["", f"The course is below the bar: {_bar()}."]
    return lines


def _bar() -> str:
    return f"{KILLED_BAR:.0%} of the mutants killed, every right variant accepted, no stale explanation"


def to_json(measured: Measured) -> dict[str, Any]:
    """Everything that was measured as JSON's own types, by lesson and exercise."""
    return {
        lesson: {one.exercise: _record(one) for one in qualities}
        for lesson, qualities in measured.items()
    }


def _record(one: Quality) -> dict[str, Any]:
    return {
        "mutants": one.wrong,
        "killed": one.killed,
        "survivors": list(one.survivors),
        "equivalent": dict(one.equivalent),
        "stale": list(one.stale),
        "variants": one.variants,
        "accepted": one.accepted,
        "refused": dict(one.refused),
        "single_example_killed": one.single,
        "silent": one.silent,
        "single_example_killed_silent": one.single_silent,
        "check_ms": round(one.check_ms, 2),
    }


def page(measured: Measured) -> str:
    """The page that `docs` shows, in Markdown."""
    checks = sorted(one.check_ms for one in _all(measured))
    parts = [
        _EXPLANATION,
        _summary(measured),
        f"{TIMES}on the machine that wrote this, checking an exercise took {checks[0]:.1f} to "
        f"{checks[-1]:.0f} ms, {checks[len(checks) // 2]:.1f} ms in the middle.\n",
        _overview(measured),
        *(_lesson(lesson, qualities) for lesson, qualities in measured.items()),
        _EQUIVALENT,
        *(_explained(lesson, qualities) for lesson, qualities in measured.items()),
    ]
    return "\n".join(part for part in parts if part)


def is_fresh(text: str, measured: Measured) -> bool:
    """Does a page say what was measured, times aside?"""
    return _lasting(text) == _lasting(page(measured))


def _lasting(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith(TIMES)]


def _summary(measured: Measured) -> str:
    everything = _all(measured)
    wrong, killed, percent, accepted, single, single_silent = _row(everything)
    equivalent = sum(len(one.equivalent) for one in everything)
    return (
        f"**In all:** {killed} of {wrong} mutants are killed ({percent}%), {_sum(everything, 'silent')} "
        f"of them silent; {equivalent} more are equivalents. {accepted} right answers are accepted. "
        f"A single example would kill {single}% of the mutants, and {single_silent}% of the silent ones.\n"
    )


_HEAD = (
    "| {} | mutants | killed | % | right answers accepted | one example: % killed | of silent ones |\n"
    "|---|---:|---:|---:|---:|---:|---:|\n"
)


def _overview(measured: Measured) -> str:
    rows = [f"| {lesson} | {_cells(qualities)} |\n" for lesson, qualities in measured.items()]
    rows.append(f"| **all** | {_cells(_all(measured))} |\n")
    return _HEAD.format("lesson") + "".join(rows)


def _lesson(lesson: str, qualities: Sequence[Quality]) -> str:
    rows = [f"| `{one.exercise}` | {_cells([one])} |\n" for one in qualities]
    return f"## {lesson}\n\n{_HEAD.format('exercise')}{''.join(rows)}"


def _cells(qualities: Sequence[Quality]) -> str:
    return " | ".join(_row(qualities))


def _explained(lesson: str, qualities: Sequence[Quality]) -> str:
    lines = [f"### {lesson}\n"]
    for one in qualities:
        for reason in dict.fromkeys(one.equivalent.values()):
            lines.append(f"`{one.exercise}`: {reason}\n")
            labels = [label for label, other in one.equivalent.items() if other == reason]
            lines += [*(f"- `{label}`" for label in labels), ""]
    return "\n".join(lines) if lines[1:] else ""
