"""A class in words: nothing is left out, and nothing that a stranger wrote can act."""

import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from rich.console import Console

from grader.judging.judge import (
    CELL_MISSING,
    CORRECT,
    NOT_ATTEMPTED,
    STATUSES,
    WRONG,
    Verdict,
    failed_to_judge,
)
from grader.reports.report import (
    MAX_LINES,
    class_page,
    first_trouble,
    legend,
    misunderstandings,
    summary,
    table,
    to_json,
)
from grader.submissions.grading import Result

RIGHT = Verdict("sigmoid", CORRECT, 6, 6, "All 6 cases are right.")
DERIVATIVE = replace(RIGHT, exercise="derivative")
WRONG_ONE = Verdict(
    "derivative", WRONG, 1, 4, "The values are off.", diagnosis="the slope of tanh", hint="Look."
)
BROKEN = failed_to_judge("derivative", "the disk is full")


def result(student, *verdicts, **details):
    return Result(student, "week03_logistic_regression", verdicts, (5.0, 10.0), **details)


ADA = result("ada", RIGHT, DERIVATIVE)
BOB = result("bob", RIGHT, WRONG_ONE, repairs=("A cell was put back.",))
EVE = result("eve", RIGHT, BROKEN)
GUS = result(
    "gus",
    *(
        Verdict(name, CELL_MISSING, 0, 4, "The file is empty.")
        for name in ("sigmoid", "derivative")
    ),
    problem="The file is empty.",
)
CLASS = [ADA, BOB, EVE, GUS]

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"' onload='x' `code` {{ 7 * 7 }}"


def shown(results, width=200):
    console = Console(width=width)
    with console.capture() as capture:
        console.print(table(results))
    return capture.get()


# The table of a large class.


def test_a_large_class_shows_those_who_need_a_look_and_where_the_others_are():
    many = [replace(ADA, student=f"s-{number}-") for number in range(MAX_LINES)]
    assert shown([*many[1:], EVE]).count(" s-") == MAX_LINES - 1
    text = shown([*many, EVE])
    assert "eve" in text
    assert " s-" not in text
    assert f"{MAX_LINES} more are on the class page." in text


# JSON.


def test_json_says_for_every_exercise_what_it_is_worth_and_why():
    record = to_json(CLASS)["students"]["bob"]
    assert record == {
        "total": 7.5,
        "max_total": 15.0,
        "problem": "",
        "repairs": ["A cell was put back."],
        "exercises": {
            "sigmoid": {
                "points": 5.0,
                "max_points": 5.0,
                "status": "correct",
                "message": "All 6 cases are right.",
                "diagnosis": None,
                "note": "",
                "behaviour": "",
            },
            "derivative": {
                "points": 2.5,
                "max_points": 10.0,
                "status": "wrong",
                "message": "The values are off.",
                "diagnosis": "the slope of tanh",
                "note": "",
                "behaviour": "",
            },
        },
    }


def test_json_says_for_the_class_what_it_did_and_whether_behind_the_wall():
    content = to_json(CLASS)
    assert set(content) == {"lesson", "without", "students"}
    assert content["lesson"] == "week03_logistic_regression"
    assert content["without"] == []
    assert list(content["students"]) == ["ada", "bob", "eve", "gus"]
    assert to_json([ADA, replace(BOB, without=("seccomp",))])["without"] == ["seccomp"]


def test_json_has_null_and_not_zero_where_grading_broke():
    exercise = to_json(CLASS)["students"]["eve"]["exercises"]["derivative"]
    assert exercise["points"] is None
    assert exercise["status"] == "grader_error"
    assert "the disk is full" in exercise["message"]


def test_json_consists_of_jsons_own_types():
    content = to_json([*CLASS, result(HOSTILE, replace(RIGHT, message=HOSTILE), DERIVATIVE)])
    assert json.loads(json.dumps(content, allow_nan=False)) == content


# The table and the summary.


def test_the_table_shows_everyone_and_what_went_wrong_first():
    lines = shown(CLASS).splitlines()
    rows = {name: line for line in lines for name in ("ada", "bob", "eve", "gus") if name in line}
    assert rows["ada"].split() == ["ada", "✓", "✓", "15"]
    assert rows["bob"].split()[:4] == ["bob", "✓", "2.5", "7.5"]
    assert "derivative: the slope of tanh" in rows["bob"]
    assert rows["eve"].split()[:4] == ["eve", "✓", "?", "5"]
    assert rows["gus"].split()[:4] == ["gus", "0", "0", "0"]
    assert "The file is empty." in rows["gus"]


def test_the_legend_says_what_the_columns_are():
    assert legend(CLASS) == "1 sigmoid/5  2 derivative/10"


def test_the_table_keeps_one_line_a_student_and_obeys_nobody():
    escape = "\x1b[2J\x1b]0;title\x07"
    verdict = replace(WRONG_ONE, diagnosis=None, message=f"{escape}one\ntwo\r[red]three[/red]")
    text = shown([ADA, result(f"[b]{escape}bob[/b]", RIGHT, verdict)])
    assert "\x1b" not in text
    assert "\x07" not in text
    (line,) = [line for line in text.splitlines() if "bob" in line]
    assert all(part in line for part in ("[b]", "[/b]", "one", "two", "[red]three[/red]"))


@pytest.mark.parametrize(
    ("one", "trouble"),
    [
        (ADA, ""),
        (BOB, "`derivative`: the slope of tanh"),
        (EVE, "`derivative`: This could not be graded: the disk is full"),
        (GUS, "The file is empty."),
        (replace(ADA, repairs=("A cell was put back.",)), "A cell was put back."),
        (
            result("hal", RIGHT, Verdict("derivative", NOT_ATTEMPTED, 0, 4, "`derivative` waits.")),
            "`derivative` waits.",
        ),
    ],
)
def test_the_first_trouble_is_told_in_one_line(one, trouble):
    assert first_trouble(one) == trouble


def test_the_summary_says_how_the_class_did_and_who_needs_a_look():
    assert summary(CLASS).splitlines() == [
        "4 submissions: mean 6.9, median 6.2 of 15 points.",
        "NOT GRADED, needs a look: eve. This is no student's fault: the class page says what went "
        "wrong; when it is mended, the same command grades them again.",
        "COULD NOT BE READ, needs a look: gus. The class page says why; ask for the file again, and "
        "the same command grades it.",
        "Repaired before grading, as the class page says: bob.",
    ]


def test_grading_without_a_sandbox_is_never_passed_over():
    assert "WITHOUT SECCOMP" in summary([ADA, replace(BOB, without=("seccomp",))])
    assert "WITHOUT" not in summary([ADA, BOB])


def test_a_class_of_one_is_a_class():
    assert summary([ADA]) == "1 submission: mean 15.0, median 15.0 of 15 points."
    assert "ada" in shown([ADA])
    assert "ada" in class_page([ADA])


def alike(student, behaviour, **details):
    return result(student, RIGHT, replace(WRONG_ONE, behaviour=behaviour, **details))


class TestMisunderstandings:
    def test_those_who_hold_a_misconception_stand_together_the_most_frequent_first(self):
        classmates = [
            alike("ada", "b1", diagnosis="the sign"),
            alike("bob", "b2"),
            alike("eve", "b2"),
            alike("gus", "b2"),
        ]
        found = misunderstandings(classmates)
        assert [(one.name, one.students) for one in found] == [
            ("the slope of tanh", ("bob", "eve", "gus")),
            ("the sign", ("ada",)),
        ]
        assert found[0].exercise == "derivative"
        assert found[0].told == "Look."

    def test_a_behaviour_without_a_name_is_told_where_several_share_it(self):
        nameless = {"diagnosis": None, "hint": ""}
        classmates = [alike(name, "b1", **nameless) for name in ("ada", "bob")]
        (shared,) = misunderstandings([*classmates, alike("eve", "b2", **nameless)])
        assert (shared.name, shared.students) == ("", ("ada", "bob"))
        assert shared.told == "The values are off."

    def test_the_same_behaviour_in_two_exercises_is_two_things(self):
        both = result(
            "ada",
            replace(WRONG_ONE, exercise="sigmoid", behaviour="b"),
            replace(WRONG_ONE, behaviour="b"),
        )
        assert len(misunderstandings([both])) == 2

    @pytest.mark.parametrize("status", [CORRECT, NOT_ATTEMPTED, CELL_MISSING])
    def test_where_nothing_was_done_nothing_was_misunderstood(self, status):
        idle = {"status": status, "diagnosis": None}
        assert misunderstandings([alike("ada", "b", **idle), alike("bob", "b", **idle)]) == []

    def test_the_page_names_them(self):
        page = class_page([alike("ada", "b1"), alike("bob", "b1")])
        assert "the slope of tanh" in page
        assert "ada, bob" in page


# The class page.


class Page(HTMLParser):
    """The elements of a page, their attributes, and its text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text, self.open = [], [], "", []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        if tag not in ("meta", "br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, "elements are closed in their order"

    def handle_data(self, data):
        self.text += data


def test_the_class_page_shows_everyone_and_everything():
    page = Page(class_page(CLASS))
    assert page.open == []
    for text in (
        *("ada", "bob", "eve", "gus", "week03_logistic_regression"),
        *summary(CLASS).splitlines(),
        *("the slope of tanh", "Look.", "The values are off.", "A cell was put back."),
        *("The file is empty.", "the disk is full"),
        *(status.replace("_", " ") for status in STATUSES),
    ):
        assert text in page.text, text


def test_every_link_leads_somewhere():
    page = Page(class_page(CLASS))
    targets = {value for name, value in page.attributes if name == "id"}
    links = [value.removeprefix("#") for name, value in page.attributes if name == "href"]
    assert len(links) == 3
    assert set(links) <= targets


def test_the_page_needs_nothing_else():
    page = Page(class_page(CLASS))
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert not {"src"} & {name for name, _ in page.attributes}


def test_nothing_that_a_stranger_wrote_can_act_on_the_page():
    hostile = Verdict(
        "derivative",
        WRONG,
        1,
        4,
        message=HOSTILE,
        diagnosis=HOSTILE,
        hint=HOSTILE,
        call=HOSTILE,
        got=HOSTILE,
        wanted="5",
        printed=HOSTILE + "</pre></details></div>",
    )
    one = result(HOSTILE, RIGHT, hostile, repairs=(HOSTILE,), problem=HOSTILE)
    page = Page(class_page([one, result("bob", RIGHT, hostile), EVE]))
    assert page.open == []
    assert not {"script", "img"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert "<script>alert(1)</script>" in page.text
    assert "{{ 7 * 7 }}" in page.text


def test_where_all_is_right_the_page_says_that_there_is_nothing_to_say():
    page = Page(class_page([ADA]))
    assert "Nobody shares a wrong answer, and none matches a known misconception." in page.text
    assert "details" not in page.tags
