"""The course map says of every week what its notebook does."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import jupytext
import pytest

from grader.submissions.course import Week, find_course
from grader.submissions.submission import CHECK_PREFIX

COURSE = find_course(Path(__file__))
MAP = (COURSE.root / "docs" / "course.md").read_text()
NOTHING = "–"
ROW = re.compile(r"^\| \[(\d+) · ([^\]]+)\]\((\S+)\) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.M)
FULL_ARROW = re.compile(r"^\s*w(\d+) --> w(\d+)$", re.M)
ARROW = re.compile(r"^\s*w(\d+) \S+> w(\d+)$", re.M)
BOX = re.compile(r'^\s*w(\d+)\["\d+ ([^"]+)"\]$', re.M)


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    number: int
    title: str
    target: Path
    teaches: str
    needs: frozenset[int]
    draws: str
    hours: str


def read_row(match: re.Match[str]) -> Row:
    number, title, target, teaches, needs, draws, hours = match.groups()
    weeks = [] if needs == NOTHING else needs.split(", ")
    place = (COURSE.root / "docs" / target).resolve()
    return Row(int(number), title, place, teaches, frozenset(map(int, weeks)), draws, hours)


ROWS = [read_row(match) for match in ROW.finditer(MAP)]
BY_NUMBER = {row.number: row for row in ROWS}


def imported(source: str) -> set[str]:
    """The modules of `utils` that a script imports, by whichever form of the statement."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "utils":
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("utils."):
            names.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            parts = [alias.name.split(".") for alias in node.names]
            names |= {part[1] for part in parts if part[0] == "utils" and len(part) > 1}
    return names


def weeks_needed(week: Week) -> set[int]:
    numbers = {other.lesson: other.number for other in COURSE.weeks}
    return {numbers[name] for name in imported(week.script.read_text()) if name in numbers}


@pytest.mark.parametrize("week", COURSE.weeks, ids=lambda week: week.folder)
class TestWeek:
    def test_it_has_a_line_that_leads_to_its_notebook(self, week):
        assert BY_NUMBER[week.number].target == week.master

    def test_it_needs_what_its_notebook_imports(self, week):
        assert BY_NUMBER[week.number].needs == weeks_needed(week)

    def test_it_needs_earlier_weeks_only(self, week):
        assert all(needed < week.number for needed in BY_NUMBER[week.number].needs)

    def test_it_is_worth_a_hundred_points(self, week):
        cells = [cell.metadata.get("nbgrader", {}) for cell in jupytext.read(week.script).cells]
        checks = [cell for cell in cells if cell.get("grade_id", "").startswith(CHECK_PREFIX)]
        assert sum(check["points"] for check in checks) == 100


def test_the_table_has_the_weeks_in_order_and_each_once():
    assert [row.number for row in ROWS] == list(range(13))


def test_no_line_of_the_table_is_written_in_another_way():
    lines = [line for line in MAP.splitlines() if line.startswith("|")]
    assert len(lines) == len(ROWS) + 2  # head and rule


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.title)
def test_a_line_says_something_in_every_column(row):
    assert len(row.teaches) > 20
    assert len(row.draws) > 10
    assert re.fullmatch(r"\d(\.5)?(–\d(\.5)?)?", row.hours)


class TestDiagram:
    def test_it_has_a_box_for_every_week_with_the_same_title(self):
        assert [(int(n), title) for n, title in BOX.findall(MAP)] == [
            (row.number, row.title) for row in ROWS
        ]

    def test_its_full_arrows_are_the_needs_of_the_table(self):
        arrows = {(int(start), int(end)) for start, end in FULL_ARROW.findall(MAP)}
        assert arrows == {(needed, row.number) for row in ROWS for needed in row.needs}

    def test_every_arrow_goes_to_a_later_week(self):
        arrows = ARROW.findall(MAP)
        assert all(int(start) < int(end) for start, end in arrows)
        assert len(arrows) == len(set(arrows)) == len(re.findall(r"^\s*w\d+ .*>", MAP, re.M))


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("from utils import plots, deep_network", {"plots", "deep_network"}),
        ("from utils import logistic_regression as one_neuron", {"logistic_regression"}),
        ("from utils.deep_network import relu", {"deep_network"}),
        ("import utils.deep_network", {"deep_network"}),
        ("if late:\n    from utils.regularization import relu", {"regularization"}),
        ("import numpy as np\nfrom datasets import load_cats", set()),
    ],
)
def test_imports_are_found_in_all_forms(source, names):
    assert imported(source) == names


def test_the_links_below_the_table_lead_somewhere():
    others = [target for target in re.findall(r"\]\(([^)#]+)\)", MAP) if "solutions" not in target]
    assert others
    assert all((COURSE.root / "docs" / target).exists() for target in others)
