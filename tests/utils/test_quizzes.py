"""Every question has one right option, and something of its own to say to each."""

import builtins
import re
from pathlib import Path

import IPython.display
import pytest
from IPython.display import Markdown

from grader.submissions.course import find_course
from utils.quizzes import Question, questions_of, quiz, right, wrong

COURSE = find_course(Path(__file__))
LESSONS = [week.lesson for week in COURSE.weeks]
ALL = [(lesson, name) for lesson in LESSONS for name in questions_of(lesson)]
CALL = re.compile(r'^quiz\("(\w+)", "(\w+)", answer=""\)$', re.M)


@pytest.fixture
def question():
    return Question("What is 1 + 1?", (wrong("11", "Numbers add."), right("2", "They add.")))


class TestQuestion:
    def test_it_is_shown_with_lettered_options(self, question):
        page = question.page()
        assert "What is 1 + 1?" in page
        assert "- **a**: 11\n- **b**: 2" in page
        assert "add" not in page

    @pytest.mark.parametrize("answer", ["b", "B", " b ", "(b)"])
    def test_the_right_answer_is_welcomed(self, question, answer):
        assert question.page(answer).endswith("**Yes.** They add.")

    def test_a_wrong_answer_gets_its_own_reply(self, question):
        assert question.page("a").endswith("**Not quite.** Numbers add.")

    @pytest.mark.parametrize("answer", ["c", "ab", "2", "?"])
    def test_what_is_no_option_is_said_so(self, question, answer):
        assert question.page(answer).endswith(f"*There is no option {answer}: choose one of a, b.*")


def test_a_quiz_displays_the_page_in_a_notebook(monkeypatch):
    shown = []
    monkeypatch.setattr(builtins, "get_ipython", lambda: None, raising=False)
    monkeypatch.setattr(IPython.display, "display", shown.append)
    lesson, name = ALL[0]
    quiz(lesson, name, "a")
    (page,) = shown
    assert isinstance(page, Markdown)
    assert page.data == questions_of(lesson)[name].page("a")


def test_a_quiz_prints_the_page_elsewhere(capsys):
    lesson, name = ALL[0]
    quiz(lesson, name, "a")
    assert capsys.readouterr().out == questions_of(lesson)[name].page("a") + "\n"


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_asks_two_to_four_questions_each_in_its_notebook(lesson):
    (week,) = (week for week in COURSE.weeks if week.lesson == lesson)
    asked = CALL.findall(week.master.with_suffix(".py").read_text())
    assert sorted(asked) == sorted((lesson, name) for name in questions_of(lesson))
    assert 2 <= len(asked) <= 4


@pytest.mark.parametrize(("lesson", "name"), ALL)
def test_one_option_is_right_and_every_reply_is_its_own(lesson, name):
    question = questions_of(lesson)[name]
    assert 2 <= len(question.options) <= 5
    assert sum(option.is_right for option in question.options) == 1
    for said in ("text", "reply"):
        assert len({getattr(option, said) for option in question.options}) == len(question.options)
    assert all(len(option.reply) >= 40 for option in question.options)


def test_the_right_option_has_no_favourite_letter():
    places = [
        next(i for i, option in enumerate(questions_of(*at[:1])[at[1]].options) if option.is_right)
        for at in ALL
    ]
    assert max(map(places.count, set(places))) <= 0.6 * len(places)
