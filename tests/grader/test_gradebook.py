"""Results go home to nbgrader's gradebook, whose own commands go on from there and grade alike."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.utils import determine_grade
from sample_class import write_sample_class

from grader.autograde import Result
from grader.course import Course
from grader.gradebook import COURSE_ID, attach_cards, open_gradebook, record_results
from grader.judge import CELL_MISSING, CORRECT, NOT_ATTEMPTED, WRONG, Verdict, failed_to_judge
from grader.submission import read_submission

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
        record_results(results, paths, built_course.week(WEEK), release, tmp_path)

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
    notebook = attach_cards(release.notebook, all_right("ada", sigmoid=half("sigmoid")))
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
    cell = find(attach_cards(release.notebook, broken), "check_sigmoid")
    assert plain_numbers(cell) == []
    assert [output.output_type for output in cell.outputs] == ["display_data", "error"]
    assert "the disk is full" in cell.outputs[1].evalue


def test_nbgraders_own_reading_of_the_outputs_gives_the_same_scores(release, all_right):
    notebook = attach_cards(release.notebook, all_right("ada", sigmoid=half("sigmoid")))
    scores = [determine_grade(find(notebook, f"check_{name}"))[0] for name in release.points]
    assert scores == [2.5, *list(release.points.values())[1:]]


def test_what_was_repaired_stands_on_top(release, all_right):
    details = {"repairs": ("A cell was put back.",), "problem": "", "protected": False}
    top = attach_cards(release.notebook, all_right("ada", details)).cells[0]
    assert top.cell_type == "markdown"
    assert "- A cell was put back." in top.source
    assert "graded without a sandbox" in top.source
    plain = attach_cards(release.notebook, all_right("ada"))
    assert len(plain.cells) == len(release.notebook.cells)


def test_an_autograded_notebook_is_a_valid_notebook_even_when_handed_in_again(release, all_right):
    result = all_right("ada", {"repairs": ("A cell was put back.",)})
    once = attach_cards(release.notebook, result)
    twice = attach_cards(once, result)
    nbformat.validate(once)
    nbformat.validate(twice)
    assert len({cell.id for cell in twice.cells}) == len(twice.cells)


def test_the_notebook_that_was_handed_in_is_left_alone(release, all_right):
    before = nbformat.writes(release.notebook)
    attach_cards(release.notebook, all_right("ada"))
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
    assert read_submission(path, "ada", release).problem == ""
    record(all_right("ada"), all_right("bob"))
    assert (tmp_path / "autograded" / "bob" / WEEK / f"{LESSON}.ipynb").exists()


# With nbgrader's own commands.


def run(folder, *command):
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
    assert result.returncode == 0, result.stdout + result.stderr
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
    run(ours, "grader", "autograde", "week03", "--json", "results.json")
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
