"""Every lesson's sample class from end to end: each status and score, by our command and nbgrader's."""

import contextlib
import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sample_class import ROOT, points, samples, write_sample_class

from grader.cli import main

WEEKS = sorted(path.name for path in (ROOT / "solutions").glob("week*"))
WEEK = "week03_logistic_regression"
STOCK = ("week05_deep_network", "week09_gradient_checking")
"""The weeks that are graded by the stock command as well; week 3 is, in `reports/test_gradebook.py`."""

CASES = [(week, sample) for week in WEEKS for sample in samples(week)]
each_sample = pytest.mark.parametrize(
    ("week", "sample"), CASES, ids=[f"{week[:6]} {sample.name}" for week, sample in CASES]
)

pytestmark = pytest.mark.slow


def run(*command, cwd):
    """Run one of this environment's commands in a course; its output, once it has succeeded."""
    bin_folder = Path(sys.executable).parent
    path = os.pathsep.join([str(bin_folder), os.environ["PATH"]])
    result = subprocess.run(
        [bin_folder / command[0], *command[1:]],
        cwd=cwd,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy of the course in which every week's sample class has handed in."""
    folder = tmp_path_factory.mktemp("course")
    for name in ("solutions", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for week in WEEKS:
        write_sample_class(week, folder / "submitted")
    return folder


@pytest.fixture(scope="module")
def graded(course):
    """Every class graded by our command: week → student → what was found."""
    return {week: grade(week, course) for week in WEEKS}


def grade(week, course):
    with contextlib.chdir(course):
        # Where a notebook can't be read, the exit code says that something needs a look.
        assert main(["autograde", week, "--json", "results.json"]) in (0, 1)
    return json.loads((course / "results.json").read_text())["students"]


def exported_scores(course):
    """What nbgrader's gradebook says of those who handed in: week → student → score."""
    run("nbgrader", "export", cwd=course)
    scores = {}
    with (course / "grades.csv").open() as file:
        for row in csv.DictReader(file):
            week, student = row["assignment"], row["student_id"]
            if (course / "submitted" / student / week).exists():
                scores.setdefault(week, {})[student] = round(float(row["score"]), 2)
    return scores


@each_sample
def test_every_exercise_gets_its_status_and_its_points(graded, week, sample):
    exercises = graded[week][sample.name]["exercises"]
    got = {name: (one["status"], one["points"]) for name, one in exercises.items()}
    assert got == {
        name: (expected.status, round(worth * expected.share, 2))
        for name, worth in points(week).items()
        for expected in [sample.expectation(name)]
    }


@each_sample
def test_mistakes_are_named(graded, week, sample):
    exercises = graded[week][sample.name]["exercises"]
    diagnosed = {name: exercises[name]["diagnosis"] for name in sample.diagnoses}
    assert diagnosed == sample.diagnoses


@pytest.mark.parametrize("week", WEEKS)
def test_all_points_of_a_week_are_a_hundred(graded, week):
    assert graded[week]["all-correct"]["total"] == 100
    assert graded[week]["all-correct"]["max_total"] == 100


def test_every_zero_says_why(graded):
    for students in graded.values():
        for student in students.values():
            for exercise in student["exercises"].values():
                assert exercise["message"]


def test_what_was_repaired_is_told(graded):
    repaired = {name for name, student in graded[WEEK].items() if student["repairs"]}
    assert repaired == {"cheats", "deleted-check-cell"}
    assert "hand it in again" in graded[WEEK]["truncated-file"]["problem"]


def test_a_second_run_gives_the_same_without_grading_again(course, graded):
    kept = course / ".grader" / "results" / WEEK
    before = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    assert grade(WEEK, course) == graded[WEEK]
    after = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    made = {name for name in before if before[name] != after[name]}
    assert made == {"truncated-file.json"}, "which needs a look"
    assert before.keys() == after.keys()


def test_the_class_page_shows_every_student(course, graded):
    page = (course / "reports" / f"{WEEK}.html").read_text()
    assert all(name in page for name in graded[WEEK])


def test_stock_nbgrader_gives_the_same_scores(course, graded, tmp_path):
    """The same course, and two of each class, graded by `nbgrader autograde` alone."""
    for name in (".grader", "solutions"):
        shutil.copytree(course / name, tmp_path / name)
    shutil.copy(course / "nbgrader_config.py", tmp_path)
    wanted = {}
    for week in STOCK:
        for student in ("all-correct", "wrong-formulas"):
            shutil.copytree(
                course / "submitted" / student / week, tmp_path / "submitted" / student / week
            )
            wanted.setdefault(week, {})[student] = graded[week][student]["total"]
        run("nbgrader", "generate_assignment", week, cwd=tmp_path)
        run("nbgrader", "autograde", week, cwd=tmp_path)
    assert exported_scores(tmp_path) == wanted
    assert all(scores["wrong-formulas"] < 100 for scores in wanted.values())


def test_our_gradebook_goes_on_in_nbgrader(course, graded):
    """What our command wrote is what export and generate_feedback work with."""
    assert exported_scores(course) == totals(graded)
    run("nbgrader", "generate_feedback", WEEK, "--student", "wrong-formulas", cwd=course)
    feedback = course / "feedback" / "wrong-formulas" / WEEK / "logistic_regression.html"
    assert "the slope of tanh" in feedback.read_text()


def totals(graded):
    return {
        week: {name: student["total"] for name, student in students.items()}
        for week, students in graded.items()
    }
