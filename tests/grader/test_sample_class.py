"""The sample class from end to end: every status and every score, by our command and by nbgrader's."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sample_class
from sample_class import POINTS, ROOT, SAMPLES

WEEK = "week03_logistic_regression"

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
    """A copy of the course in which the sample class has handed in."""
    folder = tmp_path_factory.mktemp("course")
    for name in ("solutions", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    sample_class.write_sample_class(folder / "submitted")
    return folder


@pytest.fixture(scope="module")
def graded(course):
    """The class graded by our command."""
    run("grader", "autograde", "week03", "--json", "results.json", cwd=course)
    return json.loads((course / "results.json").read_text())["students"]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_exercise_gets_its_status_and_its_points(graded, sample):
    exercises = graded[sample.name]["exercises"]
    got = {name: (one["status"], one["points"]) for name, one in exercises.items()}
    assert got == {
        name: (expected.status, round(points * expected.share, 2))
        for name, points in POINTS.items()
        for expected in [sample.expectation(name)]
    }


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_mistakes_are_named(graded, sample):
    exercises = graded[sample.name]["exercises"]
    diagnosed = {name: exercises[name]["diagnosis"] for name in sample.diagnoses}
    assert diagnosed == sample.diagnoses


def test_every_zero_says_why(graded):
    for student in graded.values():
        for exercise in student["exercises"].values():
            assert exercise["message"]


def test_what_was_repaired_is_told(graded):
    repaired = {name for name, student in graded.items() if student["repairs"]}
    assert repaired == {"cheats", "deleted-check-cell"}
    assert "hand it in again" in graded["truncated-file"]["problem"]


def test_a_second_run_gives_the_same_without_grading_again(course, graded):
    kept = course / ".grader" / "results" / WEEK
    before = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    run("grader", "autograde", "week03", "--json", "again.json", cwd=course)
    assert json.loads((course / "again.json").read_text())["students"] == graded
    assert {path.name: path.stat().st_mtime_ns for path in kept.iterdir()} == before


def test_the_class_page_shows_every_student(course, graded):
    page = (course / "reports" / f"{WEEK}.html").read_text()
    assert all(name in page for name in graded)


def test_stock_nbgrader_gives_the_same_scores(course, graded, tmp_path):
    """The same course and class, graded by `nbgrader autograde` alone."""
    for name in ("solutions", "submitted", ".grader"):
        shutil.copytree(course / name, tmp_path / name)
    shutil.copy(course / "nbgrader_config.py", tmp_path)
    run("nbgrader", "generate_assignment", WEEK, cwd=tmp_path)
    run("nbgrader", "autograde", WEEK, cwd=tmp_path)
    run("nbgrader", "export", cwd=tmp_path)
    with (tmp_path / "grades.csv").open() as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores == {name: student["total"] for name, student in graded.items()}


def test_our_gradebook_goes_on_in_nbgrader(course, graded):
    """What our command wrote is what export and generate_feedback work with."""
    run("nbgrader", "export", cwd=course)
    with (course / "grades.csv").open() as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores == {name: student["total"] for name, student in graded.items()}
    run("nbgrader", "generate_feedback", WEEK, cwd=course)
    feedback = course / "feedback" / "wrong-formulas" / WEEK / "logistic_regression.html"
    assert "the slope of tanh" in feedback.read_text()
