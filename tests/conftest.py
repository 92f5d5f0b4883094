"""What several tests share: a course that was built afresh, apart from the one in this checkout."""

import shutil
from pathlib import Path

import jupytext
import nbformat
import pytest
from hypothesis import settings

from grader.build import build
from grader.submissions.course import Course
from grader.submissions.grading import prepare
from grader.submissions.submission import read_release

ROOT = Path(__file__).parents[1]
WEEK = "week03_logistic_regression"

settings.register_profile("fuzz", max_examples=10_000)
"""What `make fuzz` asks for; the tests in `fuzz/` follow it."""


@pytest.fixture(scope="session")
def built_course(tmp_path_factory):
    """A course of week 3 alone, copied and built. Look, don't touch: every test sees the same one."""
    course = Course(tmp_path_factory.mktemp("built") / "course")
    shutil.copytree(ROOT / "solutions" / WEEK, course.root / "solutions" / WEEK)
    shutil.copy(ROOT / "nbgrader_config.py", course.root)
    week = course.week(WEEK)
    master = nbformat.read(week.master, as_version=4)
    week.script.write_text(jupytext.writes(master, fmt="py:percent"))
    build(course, week)
    return course


@pytest.fixture
def course(built_course, tmp_path):
    """A built course of the test's own."""
    return Course(shutil.copytree(built_course.root, tmp_path / "course"))


@pytest.fixture
def week(course):
    """Week 3 of the test's own course."""
    return course.week(WEEK)


@pytest.fixture(scope="session")
def release(built_course):
    """The released notebook of week 3. Look, don't touch."""
    return read_release(built_course.week(WEEK).released)


@pytest.fixture(scope="session")
def grading(built_course):
    """What grading week 3 takes."""
    return prepare(built_course, built_course.week(WEEK))
