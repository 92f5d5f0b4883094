"""A course is found from anywhere inside it; its weeks are found, never registered; its secret is kept."""

import os
import stat
import threading
from pathlib import Path

import pytest

from grader.submissions.course import CONFIG, Course, CourseError, find_course


@pytest.fixture
def course(tmp_path):
    """A course of three weeks that holds nothing but the files by which it is recognised."""
    (tmp_path / CONFIG).touch()
    for folder in ("week10_dropout", "week03_logistic_regression", "week04_shallow_network"):
        script = tmp_path / "solutions" / folder / f"{folder.partition('_')[2]}.py"
        script.parent.mkdir(parents=True)
        script.touch()
    return Course(tmp_path)


@pytest.mark.parametrize("below", [".", "solutions", "solutions/week10_dropout", "a/b/c"])
def test_a_course_is_found_from_every_folder_inside_it(course, below):
    folder = course.root / below
    folder.mkdir(parents=True, exist_ok=True)
    assert find_course(folder) == course


def test_a_course_is_found_from_where_one_stands(course, monkeypatch):
    monkeypatch.chdir(course.root / "solutions")
    assert find_course(Path()) == course


def test_outside_a_course_one_is_told_where_to_go(tmp_path):
    with pytest.raises(CourseError, match=r"lies in no course.*Go to the course's folder"):
        find_course(tmp_path)


def test_nbgraders_configuration_alone_makes_no_course(tmp_path):
    (tmp_path / CONFIG).touch()
    with pytest.raises(CourseError):
        find_course(tmp_path)


def test_weeks_come_in_order(course):
    assert [week.number for week in course.weeks] == [3, 4, 10]


@pytest.mark.parametrize(
    "folder", ["week5_early", "week05", "extra", "week05-dash", "notes_week05"]
)
def test_other_folders_are_no_weeks(course, folder):
    (course.root / "solutions" / folder).mkdir()
    assert len(course.weeks) == 3


def test_a_week_without_a_master_is_none_yet(course):
    (course.root / "solutions" / "week05_deep_network").mkdir()
    assert len(course.weeks) == 3


@pytest.mark.parametrize(
    "name", ["week03_logistic_regression", "logistic_regression", "week03", "3"]
)
def test_a_week_has_four_names(course, name):
    assert course.week(name).folder == "week03_logistic_regression"


@pytest.mark.parametrize("name", ["week01_numpy", "numpy", "numpy_basics", "week01", "1"])
def test_no_file_of_a_lesson_hides_the_library_it_is_about(course, name):
    folder = course.root / "solutions" / "week01_numpy"
    folder.mkdir()
    (folder / "numpy_basics.py").touch()
    week = course.week(name)
    assert (week.folder, week.lesson) == ("week01_numpy", "numpy_basics")
    assert week.master == folder / "numpy_basics.ipynb"


@pytest.mark.parametrize("name", ["week99", "", "regression", "week03_", "../week03", "0"])
def test_an_unknown_week_is_answered_with_those_that_there_are(course, name):
    with pytest.raises(CourseError, match="This course has: week03_logistic_regression, week04_"):
        course.week(name)


def test_a_course_without_weeks_says_so(tmp_path):
    with pytest.raises(CourseError, match="This course has: none"):
        Course(tmp_path).week("3")


def test_a_weeks_files_lie_where_nbgrader_looks_for_them(course):
    week = course.week("10")
    assert week.lesson == "dropout"
    assert week.master == course.root / "solutions/week10_dropout/dropout.ipynb"
    assert week.script == course.root / "solutions/week10_dropout/dropout.py"
    assert week.key == course.root / "solutions/week10_dropout/dropout.key.h5"
    assert week.released == course.root / "notebooks/week10_dropout/dropout.ipynb"


def test_the_secret_is_made_once_and_kept(course):
    secret = course.secret()
    assert len(secret) == 64
    assert course.secret() == Course(course.root).secret() == secret


def test_every_course_has_a_secret_of_its_own(course, tmp_path_factory):
    assert Course(tmp_path_factory.mktemp("other")).secret() != course.secret()


def test_a_secret_that_was_brought_along_is_used(course):
    (course.private / "secret").write_text("brought from the other machine\n")
    assert course.secret() == "brought from the other machine"


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_only_its_owner_can_read_the_secret(course, umask):
    before = os.umask(umask)
    try:
        course.secret()
    finally:
        os.umask(before)
    assert stat.S_IMODE((course.private / "secret").stat().st_mode) == 0o600
    assert stat.S_IMODE(course.private.stat().st_mode) == 0o700


def test_nothing_else_is_left_beside_the_secret(course):
    course.secret()
    assert [path.name for path in course.private.iterdir()] == ["secret"]


def test_whoever_comes_second_takes_the_first_ones_secret(course, monkeypatch):
    """Between looking and writing, somebody else has written."""

    def slow(size):
        (course.private / "secret").write_text("the first one's")
        return "the second one's"

    monkeypatch.setattr("secrets.token_hex", slow)
    assert course.secret() == "the first one's"


def test_many_that_ask_at_once_get_the_same_secret(course):
    start, found = threading.Barrier(8), []

    def ask():
        start.wait()
        found.append(course.secret())

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
