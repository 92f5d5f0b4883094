"""Results go home to nbgrader's gradebook, whose own commands go on from there and grade alike."""

import contextlib
import copy
import csv
import functools
import json
import multiprocessing
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat
import nbgrader
import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbconvert.exporters import HTMLExporter
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.utils import determine_grade
from sample_class import write_sample_class

from grader.judging.judge import (
    CELL_MISSING,
    CORRECT,
    NOT_ATTEMPTED,
    WRONG,
    Verdict,
    failed_to_judge,
)
from grader.reports import gradebook as module
from grader.reports.autograded import attach_cards, autograded
from grader.reports.gradebook import (
    COURSE_ID,
    GradebookError,
    Ledger,
    open_gradebook,
)
from grader.submissions.course import Course
from grader.submissions.crews import Done
from grader.submissions.grading import Result
from grader.submissions.reader import fetch
from grader.submissions.submission import read_submission, repair

WEEK = "week03_logistic_regression"
LESSON = "logistic_regression"


@pytest.fixture
def hand_in(tmp_path, release):
    """The path of a student's submission, which is the released notebook or other text."""

    def write(student, text=None):
        path = tmp_path / "submitted" / student / WEEK / f"{LESSON}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(nbformat.writes(release.notebook) if text is None else text)
        return path

    return write


@pytest.fixture(scope="module")
def empty_gradebook(tmp_path_factory):
    """A gradebook of nobody: nbgrader takes seconds to make one."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with open_gradebook(path):
        return path


def test_a_gradebook_is_made_wherever_the_environment_is_not_activated(tmp_path, monkeypatch):
    """nbgrader calls `alembic` by name for it."""
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    assert shutil.which("alembic") is None
    with open_gradebook(tmp_path / "gradebook.db") as gradebook:
        assert gradebook.students == []
    assert os.environ["PATH"] == "/usr/bin:/bin"


@pytest.fixture
def record(tmp_path, release, built_course, hand_in, empty_gradebook):
    """Record results of students, all of whom handed in."""
    shutil.copy(empty_gradebook, tmp_path)

    def write(*results):
        places = {one.student: tmp_path / "submitted" / one.student / WEEK for one in results}
        paths = {student: place / f"{LESSON}.ipynb" for student, place in places.items()}
        for student, path in paths.items():
            if not path.exists():
                hand_in(student)
        with Ledger(built_course.week(WEEK), release, tmp_path) as ledger:
            for one in results:
                ledger.record(Done(one), paths[one.student])
        return [ledger.written(one) for one in results]

    return write


@pytest.fixture
def gradebook(tmp_path):
    """Open the gradebook that was written."""
    opened = []

    def read():
        opened.append(Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}", COURSE_ID))
        return opened[-1]

    yield read
    for one in opened:
        one.close()


@pytest.fixture
def all_right(release):
    """A result that is right everywhere; the tests change what they speak of."""

    def make(student, details=None, **changed):
        verdicts = (
            changed.get(name, Verdict(name, CORRECT, 4, 4, "All 4 cases are right."))
            for name in release.points
        )
        return Result(
            student, WEEK, tuple(verdicts), tuple(release.points.values()), **(details or {})
        )

    return make


def half(name):
    return Verdict(name, WRONG, 2, 4, "The values are off.", diagnosis="a thought", hint="Think.")


def find(notebook, grade_id):
    return next(
        cell
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


# Scores.


def test_the_gradebook_has_every_score_and_what_was_to_be_had(record, gradebook, all_right):
    record(all_right("ada"), all_right("bob", sigmoid=half("sigmoid")))
    scores = {
        student: gradebook().find_submission(WEEK, student).score for student in ("ada", "bob")
    }
    assert scores == {"ada": 100.0, "bob": 97.5}
    assert gradebook().find_submission(WEEK, "ada").max_score == 100.0
    assert gradebook().find_grade("check_sigmoid", LESSON, WEEK, "bob").auto_score == 2.5


def test_nothing_waits_for_a_person_where_all_was_graded(record, gradebook, all_right):
    record(all_right("ada", sigmoid=Verdict("sigmoid", CELL_MISSING, 0, 4, "It is not there.")))
    assert not gradebook().find_submission(WEEK, "ada").needs_manual_grade
    assert gradebook().find_submission(WEEK, "ada").score == 95.0


def test_where_grading_broke_there_is_no_score_and_a_person_has_to_look(
    record, gradebook, all_right
):
    record(all_right("ada", sigmoid=failed_to_judge("sigmoid", "we broke")))
    grade = gradebook().find_grade("check_sigmoid", LESSON, WEEK, "ada")
    assert grade.auto_score is None
    assert grade.needs_manual_grade
    assert gradebook().find_submission(WEEK, "ada").needs_manual_grade


def test_a_second_grading_replaces_the_automatic_score(record, gradebook, all_right):
    record(all_right("ada", sigmoid=failed_to_judge("sigmoid", "we broke")))
    record(all_right("ada", sigmoid=half("sigmoid")))
    grade = gradebook().find_grade("check_sigmoid", LESSON, WEEK, "ada")
    assert (grade.auto_score, grade.needs_manual_grade) == (2.5, False)


def test_what_a_person_scored_and_wrote_survives_a_second_grading(record, gradebook, all_right):
    record(all_right("ada", sigmoid=half("sigmoid")))
    book = gradebook()
    grade = book.find_grade("check_sigmoid", LESSON, WEEK, "ada")
    grade.manual_score, grade.extra_credit = 4.0, 1.0
    book.find_comment("sigmoid", LESSON, WEEK, "ada").manual_comment = "Nicely explained."
    book.db.commit()
    record(all_right("ada", sigmoid=half("sigmoid")))
    again = gradebook()
    grade = again.find_grade("check_sigmoid", LESSON, WEEK, "ada")
    assert (grade.manual_score, grade.auto_score, grade.extra_credit) == (4.0, 2.5, 1.0)
    assert grade.score == 5.0
    assert grade.needs_manual_grade, "a person has to confirm what was scored before"
    assert again.find_comment("sigmoid", LESSON, WEEK, "ada").comment == "Nicely explained."


def test_nbgraders_own_comment_stands_where_nothing_was_written(record, gradebook, all_right):
    record(
        all_right("ada", sigmoid=Verdict("sigmoid", NOT_ATTEMPTED, 0, 4, "Still to be written."))
    )
    assert gradebook().find_comment("sigmoid", LESSON, WEEK, "ada").comment == "No response."
    record(all_right("ada"))
    assert gradebook().find_comment("sigmoid", LESSON, WEEK, "ada").comment is None


def test_other_students_and_their_grades_stay(record, gradebook, all_right):
    record(all_right("ada"))
    record(all_right("bob"))
    assert [student.id for student in gradebook().students] == ["ada", "bob"]
    assert gradebook().find_submission(WEEK, "ada").score == 100.0


def test_when_it_was_handed_in_is_noted_where_the_exchange_says_so(
    record, gradebook, all_right, hand_in
):
    hand_in("ada").with_name("timestamp.txt").write_text("2024-03-01 12:00:00.000000 UTC\n")
    hand_in("bob").with_name("timestamp.txt").write_text("yesterday, I think")
    record(all_right("ada"), all_right("bob"), all_right("cyd"))
    assert gradebook().find_submission(WEEK, "ada").timestamp.year == 2024
    assert gradebook().find_submission(WEEK, "bob").timestamp is None
    assert gradebook().find_submission(WEEK, "cyd").timestamp is None


# Autograded notebooks.


def plain_numbers(cell):
    return [
        output["data"]["text/plain"]
        for output in cell.outputs
        if output.output_type == "execute_result"
    ]


def test_a_check_cell_shows_its_card_and_exactly_one_plain_number(release, all_right):
    notebook = attach_cards(release.notebook, all_right("ada", sigmoid=half("sigmoid")), release)
    cell = find(notebook, "check_sigmoid")
    card, number = cell.outputs
    assert "2 of 4 cases are right so far" in card["data"]["text/html"]
    assert "a thought" in card["data"]["text/plain"]
    assert number.output_type == "execute_result"
    assert number["data"] == {"text/plain": "2.5"}
    for name in release.points:
        (number,) = plain_numbers(find(notebook, f"check_{name}"))
        assert repr(float(number)) == number


def test_where_grading_broke_an_error_stands_which_nothing_takes_for_full_marks(release, all_right):
    broken = all_right("ada", sigmoid=failed_to_judge("sigmoid", "the disk is full"))
    cell = find(attach_cards(release.notebook, broken, release), "check_sigmoid")
    assert plain_numbers(cell) == []
    assert [output.output_type for output in cell.outputs] == ["display_data", "error"]
    assert "the disk is full" in cell.outputs[1].evalue


def test_nbgraders_own_reading_of_the_outputs_gives_the_same_scores(release, all_right):
    notebook = attach_cards(release.notebook, all_right("ada", sigmoid=half("sigmoid")), release)
    scores = [determine_grade(find(notebook, f"check_{name}"))[0] for name in release.points]
    assert scores == [2.5, *list(release.points.values())[1:]]


def test_what_was_repaired_stands_on_top(release, all_right):
    details = {"repairs": ("A cell was put back.",), "problem": "", "without": ("bubblewrap",)}
    top = attach_cards(release.notebook, all_right("ada", details), release).cells[0]
    assert top.cell_type == "markdown"
    assert "- A cell was put back." in top.source
    assert "graded without bubblewrap" in top.source
    plain = attach_cards(release.notebook, all_right("ada"), release)
    assert len(plain.cells) == len(release.notebook.cells)


def test_an_autograded_notebook_is_a_valid_notebook_even_when_handed_in_again(release, all_right):
    result = all_right("ada", {"repairs": ("A cell was put back.",)})
    once = attach_cards(release.notebook, result, release)
    twice = attach_cards(once, result, release)
    nbformat.validate(once)
    nbformat.validate(twice)
    assert len({cell.id for cell in twice.cells}) == len(twice.cells)


def test_the_notebook_that_was_handed_in_is_left_alone(release, all_right):
    before = nbformat.writes(release.notebook)
    attach_cards(release.notebook, all_right("ada"), release)
    assert nbformat.writes(release.notebook) == before


def test_autograded_notebooks_lie_where_nbgrader_looks_for_them(
    record, all_right, hand_in, tmp_path
):
    hand_in("bob", text="{")
    record(all_right("ada"), all_right("bob", {"problem": "The file is no whole notebook."}))
    folder = tmp_path / "autograded"
    for student in ("ada", "bob"):
        notebook = nbformat.read(folder / student / WEEK / f"{LESSON}.ipynb", as_version=4)
        nbformat.validate(notebook)
        assert plain_numbers(find(notebook, "check_sigmoid")) == ["5.0"]
    assert "The file is no whole notebook." in notebook.cells[0].source
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 2


def test_text_that_no_file_can_hold_does_not_spoil_the_class(
    record, all_right, hand_in, release, tmp_path
):
    cell = {"cell_type": "code", "source": "SPOIL", "metadata": {"tags": "SPOIL"}, "id": "SPOIL"}
    text = json.dumps({"cells": [cell], "metadata": {}}).replace("SPOIL", "\\ud800")
    path = hand_in("ada", text)
    assert read_submission(fetch(path), "ada", release).problem == ""
    record(all_right("ada"), all_right("bob"))
    assert (tmp_path / "autograded" / "bob" / WEEK / f"{LESSON}.ipynb").exists()


# What a student's text does in a browser: nothing.


@functools.cache
def exporter(template):
    folder = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
    styles = folder / "static" / "node_modules" / "bootstrap" / "dist" / "css"
    return HTMLExporter(
        template_name=template,
        extra_template_basedirs=[str(folder / "templates")],
        extra_template_paths=[str(styles)],
    )


def rendered(notebook, template):
    """The notebook as nbgrader's feedback or as its formgrader shows it."""
    place = {"notebook": LESSON, "score": 0, "max_score": 0, "late_penalty": 0}
    html, _ = exporter(template).from_notebook_node(
        notebook, {"nbgrader": place, "index": 0, "total": 1}
    )
    return BeautifulSoup(html, "html.parser").find(id="notebook")


def live(page):
    """What a page runs, fetches or leads to, beside its own anchors."""
    links = {"href", "src", "action", "formaction", "xlink:href", "data", "srcdoc", "style"}
    found = [(tag.name, "") for tag in page.find_all(["script", "iframe", "object", "svg", "form"])]
    for tag in page.find_all(True):
        for name, value in tag.attrs.items():
            text = str(value)
            safe = text.startswith(("#", "http://", "https://", "data:image/png;base64,"))
            if name.startswith("on") or (name in links and not safe):
                found.append((tag.name, f"{name}={text}"))
            if tag.name == "img" and not text.startswith("data:image/png") and name == "src":
                found.append((tag.name, text))
    # What would lead anywhere out of a formula; in preformatted text there are none.
    formulas = page.find_all(string=re.compile(r"\\(href|style)"))
    return found + [("formula", text) for text in formulas if not text.find_parent("pre")]


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "text <b onmouseover='alert(1)'>words</b>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>words</a>",
    "[words](javascript:alert(1))",
    "[words](java&#115;cript:alert(1))",
    "[words](data:text/html;base64,PHNjcmlwdD4=)",
    "![words](data:image/svg+xml;base64,PHN2Zz4=)",
    "![words](https://example.org/who-reads-this.png)",
    "![words](attachment:lost.png)",
    "[words]\n\n[words]: javascript:alert(1)",
    "[words][]\n\n[words]:\njavascript:alert(1)",
    "<javascript:alert(1)>",
    "```mermaid\n</pre><script>alert(1)</script>\n```",
    "~~~~ Mermaid\nwords\n~~~~",
    "```text\n```\n<script>alert(1)</script>\n```",
    "``````\n<script>\n``````\n</pre><script>alert(1)</script>",
    "$\\href{javascript:alert(1)}{words}$",
    "$$\\style{background: url(javascript:alert(1))}{words}$$",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "# words <script>alert(1)</script>",
    "words | <script>\n--- | ---\n1 | <img src=x onerror=alert(1)>",
]

NOT_HERE = {
    "<svg/onload=alert(1)>",
    "![words](attachment:lost.png)",
    "~~~~ Mermaid\nwords\n~~~~",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
}
"""Attacks on others who show notebooks; on nbgrader's pages they do nothing, or stop the feedback."""


@pytest.fixture
def shown(release, all_right):
    """The first cells of the notebook of a student who put these in front of the released ones."""

    def make(*cells, **details):
        notebook = copy.deepcopy(release.notebook)
        notebook.cells[:0] = cells
        submission = repair(notebook, "ada", release)
        notebook = attach_cards(submission.notebook, all_right("ada", details), release)
        nbformat.validate(notebook)
        notebook.cells = notebook.cells[: len(cells) + 1]
        return notebook

    return make


@pytest.mark.parametrize("template", ["feedback", "formgrade"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_a_students_text_stays_text(shown, template, attack):
    markdown = [
        nbformat.v4.new_markdown_cell(source)
        for source in (attack, f"- {attack}", f"words\n\n    {attack}")
    ]
    raw = nbformat.v4.new_raw_cell(attack, metadata={"raw_mimetype": "text/html"})
    code = nbformat.v4.new_code_cell(attack, metadata={"tags": ['" onclick="alert(1)']})
    notebook = shown(*markdown, raw, code)
    assert live(rendered(notebook, template)) == []


def test_the_search_for_live_text_finds_what_is_not_made_harmless(release):
    """Unless the attacks are attacks, the tests above say nothing."""
    for attack in set(ATTACKS) - NOT_HERE:
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(attack)])
        assert live(rendered(notebook, "feedback")), attack


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_was_typed_can_be_read(shown, attack):
    page = rendered(shown(nbformat.v4.new_markdown_cell(attack)), "feedback")
    assert " ".join(attack.split()) in " ".join(page.get_text().split())


def test_text_that_needs_no_care_is_shown_as_ever(shown):
    text = "# My notes\n\n- *one*, `two`\n- $a^2 > 1$, see https://example.org\n"
    notebook = shown(nbformat.v4.new_markdown_cell(text))
    assert notebook.cells[0].source == text
    page = rendered(notebook, "feedback")
    assert page.find("em").get_text() == "one"
    assert live(page) == []


def test_the_courses_own_text_is_shown_as_released(release, all_right):
    notebook = attach_cards(release.notebook, all_right("ada"), release)
    for ours, released in zip(notebook.cells, release.notebook.cells, strict=True):
        assert (ours.cell_type, ours.source) == (released.cell_type, released.source)


def test_what_is_said_about_a_submission_is_harmless_too(shown):
    sentence = "The notebook was found as <img src=x onerror=alert(1)>; it was read."
    page = rendered(shown(repairs=(sentence,)), "feedback")
    assert live(page) == []
    assert sentence in page.get_text()


@given(st.lists(st.sampled_from([*ATTACKS, "`", "```", "~~~", "\n", "    ", "> ", "text\n", "$"])))
@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_mixture_of_them_comes_alive(shown, parts):
    notebook = shown(nbformat.v4.new_markdown_cell("".join(parts)))
    assert live(rendered(notebook, "feedback")) == []


# What breaks for one.


@pytest.mark.parametrize("step", ["read_submission", "autograded"])
def test_what_can_not_be_shown_for_one_is_not_graded_and_the_others_are(
    record, gradebook, all_right, monkeypatch, step
):
    original = getattr(module, step)
    broken = []

    def break_once(*arguments):
        # All students but the first one have no trouble.
        if not broken:
            broken.append(step)
            raise OSError("the disk is full")
        return original(*arguments)

    monkeypatch.setattr(module, step, break_once)
    bob, ada = record(all_right("bob"), all_right("ada"))
    assert ada == all_right("ada")
    assert bob.broke_down
    assert set(bob.points) == {None}
    assert "OSError: the disk is full" in bob.verdicts[0].message
    assert gradebook().find_submission(WEEK, "ada").score == 100.0


def refuse(student):
    """Have the database refuse whatever is handed in by a student, by its own means."""
    return (
        "CREATE TRIGGER refuse BEFORE INSERT ON submitted_assignment "
        f"WHEN NEW.student_id = '{student}' BEGIN SELECT RAISE(ABORT, 'no room'); END"
    )


def test_a_row_that_can_not_be_written_costs_its_student_alone(
    record, gradebook, all_right, tmp_path, empty_gradebook
):
    record(all_right("first"))
    with contextlib.closing(sqlite3.connect(tmp_path / "gradebook.db")) as db:
        db.execute(refuse("bob"))
        db.commit()
    ada, bob, cyd = record(all_right("ada"), all_right("bob"), all_right("cyd"))
    assert (ada, cyd) == (all_right("ada"), all_right("cyd"))
    assert bob.broke_down
    assert "no room" in bob.verdicts[0].message
    scores = {one: gradebook().find_submission(WEEK, one).score for one in ("ada", "cyd", "first")}
    assert set(scores.values()) == {100.0}
    with pytest.raises(MissingEntry):
        gradebook().find_submission(WEEK, "bob")


# Many at a time.


def test_marks_of_more_than_a_batch_are_all_written(record, gradebook, all_right, monkeypatch):
    monkeypatch.setattr(module, "BATCH", 3)
    results = [all_right(f"student {number}") for number in range(8)]
    assert record(*results) == results
    assert len(gradebook().students) == 8
    assert {one.score for one in gradebook().assignment_submissions(WEEK)} == {100.0}


def test_a_batch_is_written_as_soon_as_it_is_full(
    built_course, release, tmp_path, hand_in, all_right, monkeypatch, empty_gradebook, gradebook
):
    shutil.copy(empty_gradebook, tmp_path)
    monkeypatch.setattr(module, "BATCH", 2)
    with Ledger(built_course.week(WEEK), release, tmp_path) as ledger:
        for student in ("ada", "bob", "cyd"):
            ledger.record(Done(all_right(student)), hand_in(student))
        assert sorted(one.id for one in gradebook().students) == ["ada", "bob"]
    assert sorted(one.id for one in gradebook().students) == ["ada", "bob", "cyd"]


def test_what_was_taken_is_written_also_where_grading_is_stopped(
    built_course, release, tmp_path, hand_in, all_right, empty_gradebook, gradebook
):
    shutil.copy(empty_gradebook, tmp_path)

    def stop(*_):
        raise KeyboardInterrupt

    with (
        pytest.raises(KeyboardInterrupt),
        Ledger(built_course.week(WEEK), release, tmp_path) as ledger,
    ):
        stop(ledger.record(Done(all_right("ada")), hand_in("ada")))
    assert gradebook().find_submission(WEEK, "ada").score == 100.0


def test_a_writer_that_is_killed_between_batches_leaves_whole_ones_and_the_next_run_the_rest(
    record, built_course, release, tmp_path, hand_in, all_right, monkeypatch, gradebook
):
    record(all_right("first"))
    monkeypatch.setattr(module, "BATCH", 2)
    results = [all_right(f"student {number}") for number in range(5)]
    paths = [hand_in(result.student) for result in results]

    def write_and_die():
        with Ledger(built_course.week(WEEK), release, tmp_path) as ledger:
            for result, path in zip(results, paths, strict=True):
                ledger.record(Done(result), path)
            os.kill(os.getpid(), signal.SIGKILL)

    writer = multiprocessing.get_context("fork").Process(target=write_and_die)
    writer.start()
    writer.join()
    assert writer.exitcode == -signal.SIGKILL
    with contextlib.closing(sqlite3.connect(tmp_path / "gradebook.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    scores = {one.student_id: one.score for one in gradebook().assignment_submissions(WEEK)}
    assert scores == dict.fromkeys(["first", *(f"student {number}" for number in range(4))], 100.0)
    assert record(*results) == results
    assert len(gradebook().assignment_submissions(WEEK)) == 6


def test_the_same_marks_again_change_nothing(record, tmp_path, all_right):
    def rows():
        with contextlib.closing(sqlite3.connect(tmp_path / "gradebook.db")) as db:
            names = [
                name
                for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            ]
            return {name: sorted(db.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names}

    results = all_right("ada"), all_right("bob", sigmoid=half("sigmoid"))
    record(*results)
    before = rows()
    assert len(before["grade"]) == 2 * len(results[0].verdicts)
    record(*results)
    assert rows() == before


def test_marks_are_what_nbgrader_itself_would_have_written(record, gradebook, all_right, tmp_path):
    """The same verdicts, written by way of nbgrader's own objects, one by one."""
    results = (
        all_right("ada", sigmoid=half("sigmoid")),
        all_right("bob", sigmoid=failed_to_judge("sigmoid", "we broke")),
        all_right("cyd", sigmoid=Verdict("sigmoid", NOT_ATTEMPTED, 0, 4, "Still to be written.")),
    )
    record(*results)
    theirs = Path(shutil.copytree(tmp_path, tmp_path.with_name("theirs")))
    with open_gradebook(theirs / "gradebook.db") as book:
        for result in results:
            book.remove_submission(WEEK, result.student)
            book.add_submission(WEEK, result.student)
            for verdict, points in zip(result.verdicts, result.max_points, strict=True):
                grade = book.find_grade(f"check_{verdict.exercise}", LESSON, WEEK, result.student)
                module.record_grade(grade, verdict, points)
                comment = book.find_comment(verdict.exercise, LESSON, WEEK, result.student)
                module.record_comment(comment, verdict)
        book.db.commit()
        assert marks(book) == marks(gradebook())


def marks(book):
    return {
        (
            submission.student_id,
            submission.score,
            submission.max_score,
            submission.needs_manual_grade,
        ): (
            sorted(
                (one.name, one.auto_score, one.score, one.needs_manual_grade)
                for one in notebook.grades
                if one.auto_score is not None
            ),
            sorted((one.name, one.comment or "") for one in notebook.comments),
            len(notebook.grades),
        )
        for submission in book.assignment_submissions(WEEK)
        for notebook in submission.notebooks
    }


@pytest.mark.parametrize(
    "content", [b"no database at all" * 100, b"SQLite format 3\0" + bytes(range(256)) * 40]
)
def test_a_damaged_gradebook_is_told_before_anything_is_graded(
    built_course, release, tmp_path, content
):
    path = tmp_path / "gradebook.db"
    path.write_bytes(content)
    with (
        pytest.raises(GradebookError, match=r"can't be used .* Put it aside, or bring back a copy"),
        Ledger(built_course.week(WEEK), release, tmp_path),
    ):
        pytest.fail("it was used")
    assert path.read_bytes() == content


def test_the_page_that_was_made_is_written_and_an_old_one_is_kept_where_nothing_changed(
    built_course, release, tmp_path, hand_in, all_right, empty_gradebook
):
    shutil.copy(empty_gradebook, tmp_path)
    page = tmp_path / "autograded" / "ada" / WEEK / f"{LESSON}.ipynb"
    path = hand_in("ada")
    for made, expected in (("the first", "the first"), ("", "the first"), ("another", "another")):
        with Ledger(built_course.week(WEEK), release, tmp_path) as ledger:
            ledger.record(Done(all_right("ada"), page=made), path)
        assert page.read_text() == expected
    page.unlink()
    with Ledger(built_course.week(WEEK), release, tmp_path) as ledger:
        ledger.record(Done(all_right("ada")), path)
    submission = read_submission(fetch(path), "ada", release)
    assert page.read_text() == autograded(submission, all_right("ada"), release)


# With nbgrader's own commands.


def run(folder, *command, code=0):
    """Run one of this environment's commands in a course."""
    bin_folder = Path(sys.executable).parent
    path = os.pathsep.join([str(bin_folder), os.environ["PATH"]])
    result = subprocess.run(
        [bin_folder / command[0], *command[1:]],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
    )
    assert result.returncode == code, result.stdout + result.stderr
    return result


STUDENTS = ("all-correct", "truncated-file", "wrong-formulas")


@pytest.fixture(scope="module")
def both(built_course, tmp_path_factory):
    """The same class of three in two copies of the course, graded by our command and by nbgrader's."""
    folder = tmp_path_factory.mktemp("both")
    write_sample_class("week03_logistic_regression", folder / "samples")
    ours = Path(shutil.copytree(built_course.root, folder / "ours"))
    for student in STUDENTS:
        shutil.copytree(folder / "samples" / student, ours / "submitted" / student)
    Course(ours).secret()
    theirs = Path(shutil.copytree(ours, folder / "theirs"))
    # Of one of the three there is nothing to read.
    run(ours, "grader", "autograde", "week03", "--json", "results.json", code=1)
    run(theirs, "nbgrader", "generate_assignment", WEEK, "--force")
    run(theirs, "nbgrader", "autograde", WEEK)
    for course in (ours, theirs):
        run(course, "nbgrader", "generate_feedback", WEEK)
        run(course, "nbgrader", "export")
    return {"ours": ours, "theirs": theirs}


def exported(folder):
    with (folder / "grades.csv").open() as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


@pytest.mark.slow
def test_the_stock_command_gives_the_same_scores_as_ours(both):
    students = json.loads((both["ours"] / "results.json").read_text())["students"]
    totals = {name: student["total"] for name, student in students.items()}
    assert tuple(totals) == STUDENTS
    assert totals["all-correct"] == 100.0
    assert totals["truncated-file"] == 0.0
    assert 0 < totals["wrong-formulas"] < 100
    assert exported(both["ours"]) == totals
    assert exported(both["theirs"]) == totals


@pytest.mark.slow
def test_the_two_gradebooks_agree_cell_by_cell(both):
    def rows(folder):
        with Gradebook(f"sqlite:///{folder / 'gradebook.db'}", COURSE_ID) as book:
            return {
                (student, grade.name): (
                    grade.auto_score,
                    grade.max_score,
                    bool(grade.needs_manual_grade),
                )
                for student in STUDENTS
                for notebook in book.find_submission(WEEK, student).notebooks
                for grade in notebook.grades
            }

    assert rows(both["ours"]) == rows(both["theirs"])
    assert len(rows(both["ours"])) == 3 * 9


@pytest.mark.slow
@pytest.mark.parametrize("whose", ["ours", "theirs"])
def test_feedback_shows_the_cards(both, whose):
    def feedback(student):
        return (both[whose] / "feedback" / student / WEEK / f"{LESSON}.html").read_text()

    assert "sigmoid is right: all 6 cases." in feedback("all-correct")
    assert "the slope of tanh" in feedback("wrong-formulas")
    assert "hand it in again" in feedback("truncated-file")


@pytest.mark.slow
def test_the_two_autograded_notebooks_show_the_same(both):
    for student in STUDENTS:
        ours, theirs = (
            nbformat.read(folder / "autograded" / student / WEEK / f"{LESSON}.ipynb", as_version=4)
            for folder in both.values()
        )
        assert [(cell.source, cell.get("outputs")) for cell in ours.cells] == [
            (cell.source, cell.get("outputs")) for cell in theirs.cells
        ]
