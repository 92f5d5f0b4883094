"""The errata cards: each shows what it claims, and the index lists them all and no others."""

import re
from dataclasses import dataclass
from pathlib import Path

import jupytext
import pytest

from grader.submissions.course import Week, find_course

COURSE = find_course(Path(__file__))
ALL_WEEKS = 13
HEADING = "### Is it so? "
VERDICT = re.compile(r"\*\*(It isn't so\.|Only half\.)\*\* \S")
SECTION = re.compile(r"^## \[Week (\d+) · [^\]]+\]\((\S+)\)$", re.M)
ENTRY = re.compile(r"^- \*\*(.+?)\.\*\* (It isn't so\.|Only half\.) (\S.+)$", re.M)


@dataclass(frozen=True)
class Card:
    """A claim in a week's master, and the cells between it and the next piece of prose."""

    week: Week
    text: str
    shown: tuple[dict, ...]
    correction: str

    @property
    def claim(self) -> str:
        return self.text.split("\n", 1)[0].removeprefix(HEADING)

    @property
    def verdict(self) -> str:
        match = VERDICT.match(self.correction)
        return match[1] if match else ""


def cards_of(week: Week) -> list[Card]:
    cells = jupytext.read(week.script).cells
    prose = [at for at, cell in enumerate(cells) if cell.cell_type == "markdown"]
    found = []
    for at, following in zip(prose, [*prose[1:], len(cells)], strict=True):
        if HEADING in cells[at].source:
            correction = cells[following].source if following < len(cells) else ""
            shown = tuple(cells[at + 1 : following])
            found.append(Card(week, cells[at].source, shown, correction))
    return found


def index_of(text: str) -> dict[int, list[tuple[str, str]]]:
    """What the index lists: the claims and verdicts of each week."""
    text = re.sub(r"\n {2,}", " ", text)
    _, *parts = SECTION.split(text)
    return {
        int(number): [(claim, verdict) for claim, verdict, _ in ENTRY.findall(entries)]
        for number, _, entries in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    }


CARDS = [card for week in COURSE.weeks for card in cards_of(week)]
INDEX = (COURSE.root / "docs" / "errata.md").read_text()


@pytest.mark.parametrize("card", CARDS, ids=lambda card: f"{card.week.number}: {card.claim}")
class TestCard:
    def test_its_heading_stands_first_in_a_cell_of_its_own(self, card):
        assert card.text.startswith(HEADING)
        assert len(re.findall(r"^#+ ", card.text, re.M)) == 1

    def test_it_is_shown_by_a_demonstration_that_prints(self, card):
        assert card.shown
        assert all("demo" in cell.metadata.get("tags", []) for cell in card.shown)
        assert any("print(" in cell.source for cell in card.shown)

    def test_the_correction_comes_right_after(self, card):
        assert card.verdict, card.correction[:60]


@pytest.mark.parametrize("week", COURSE.weeks, ids=lambda week: week.folder)
def test_no_card_escapes_by_another_heading(week):
    headings = re.findall(r"^# #+ .*is it so", week.script.read_text(), re.M | re.I)
    assert len(headings) == len(cards_of(week))


def test_the_index_lists_every_card_in_its_week_and_no_others():
    """In the order of the notebook, with the same words and the same verdict."""
    expected = {}
    for card in CARDS:
        expected.setdefault(card.week.number, []).append((card.claim, card.verdict))
    assert index_of(INDEX) == expected


def test_the_index_has_an_entry_for_every_line_that_looks_like_one():
    """No entry escapes the other test by being written in another way."""
    listed = sum(len(entries) for entries in index_of(INDEX).values())
    assert listed == len(re.findall(r"^[-*|] ?", INDEX, re.M))
    assert len(SECTION.findall(INDEX)) == len(re.findall(r"^##+ ", INDEX, re.M))


def test_the_index_leads_to_the_weeks():
    folders = {int(number): target for number, target in SECTION.findall(INDEX)}
    for number, target in folders.items():
        week = COURSE.week(str(number))
        assert (COURSE.root / "docs" / target).resolve() == week.script.parent


def test_the_index_goes_by_week():
    numbers = list(index_of(INDEX))
    assert numbers == sorted(numbers)


def test_a_whole_course_has_at_least_fifteen_cards():
    assert len(CARDS) >= 15 or len(COURSE.weeks) < ALL_WEEKS
