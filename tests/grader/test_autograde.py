"""Submissions become results: side by side, kept by content, and never one at another's cost."""

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from grader import autograde as module
from grader.answer import MISSING, NOT_WRITTEN, RETURNED, Answer
from grader.autograde import (
    AutogradeError,
    Grading,
    Result,
    find_submissions,
    grade,
    grade_class,
    points_for,
    prepare,
)
from grader.exercises import load_lesson
from grader.judge import CELL_MISSING, CORRECT, GRADER_ERROR, WRONG, Verdict, failed_to_judge
from grader.key import load_key
from grader.key_maker import make_key
from grader.sandbox import Limits, SandboxUnavailable
from grader.submission import read_submission

WEEK = "week03_logistic_regression"


class Sandboxes:
    """Stand-ins for sandboxes: `sigmoid` is answered as the private key wants it, nothing else is there."""

    def __init__(self, key):
        self.opened = 0
        self.right = {
            str(case.inputs): case.expected
            for exercise in key.exercises
            if exercise.name == "sigmoid"
            for case in exercise.cases
        }

    def __call__(self, *_):
        self.opened += 1
        return SimpleNamespace(alive=True, close=lambda: None, run=self.run, ask=self.ask)

    def run(self, name, source):
        if "break the grader" in source:
            raise RuntimeError("a bug of ours")
        return Answer(RETURNED)

    def ask(self, name, inputs):
        if name != "sigmoid":
            return Answer(NOT_WRITTEN if name == "model" else MISSING)
        return Answer(RETURNED, value=self.right[str(inputs)])


@pytest.fixture(scope="module")
def key():
    return make_key(load_lesson("logistic_regression"), "a secret")


@pytest.fixture
def sandboxes(monkeypatch, key):
    stand_ins = Sandboxes(key)
    monkeypatch.setattr(module, "Sandbox", stand_ins)
    return stand_ins


@pytest.fixture
def grading(built_course, release, key, tmp_path):
    view = tmp_path / "view"
    view.mkdir()
    return Grading(built_course.week(WEEK), release, key, view, Limits(), protected=True)


@pytest.fixture
def submitted(tmp_path, release):
    """The folder where ada, bob and cyd have handed in, each something else."""
    for number, student in enumerate(("ada", "bob", "cyd")):
        hand_in(tmp_path / "submitted", student, release, f"x = {number}")
    return tmp_path / "submitted"


def hand_in(submitted, student, release, source):
    notebook = nbformat.from_dict(release.notebook)
    cells = [nbformat.v4.new_code_cell(source, id="mine"), *notebook.cells]
    path = submitted / student / WEEK / "logistic_regression.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(nbformat.from_dict({**notebook, "cells": cells})))
    return path


def graded(grading, submitted, jobs=2):
    """The class's results by student, kept beside the submissions."""
    submissions = find_submissions(submitted, grading.week)
    results = grade_class(grading, submissions, submitted.parent / "kept", jobs)
    return {result.student: result for result in results}


# Results and points.


@pytest.mark.parametrize(
    ("right", "total", "points"), [(0, 4, 0.0), (1, 4, 2.5), (1, 3, 3.33), (2, 3, 6.67), (4, 4, 10)]
)
def test_points_are_the_share_of_right_cases_to_the_cent(right, total, points):
    assert points_for(Verdict("f", WRONG, right, total, ""), 10.0) == points


def test_where_grading_failed_there_are_no_points_not_even_zero():
    assert points_for(failed_to_judge("f", "we broke"), 10.0) is None


def test_a_total_leaves_out_what_was_not_graded_and_asks_for_a_look():
    verdicts = (Verdict("f", CORRECT, 3, 3, ""), failed_to_judge("g", "we broke"))
    result = Result("ada", WEEK, verdicts, (5.0, 10.0))
    assert (result.total, result.points, result.needs_a_look) == (5.0, (5.0, None), True)


def test_every_exercise_gets_a_verdict_and_its_points(grading, submitted, sandboxes):
    result = graded(grading, submitted)["ada"]
    assert [verdict.exercise for verdict in result.verdicts] == list(grading.release.points)
    assert result.max_points == tuple(grading.release.points.values())
    assert result.verdicts[0].status == CORRECT
    assert result.total == 5.0


def test_points_follow_the_release_by_name_and_not_by_place(grading, submitted, sandboxes):
    backwards = replace(grading.key, exercises=grading.key.exercises[::-1])
    result = graded(replace(grading, key=backwards), submitted)["ada"]
    points = {v.exercise: p for v, p in zip(result.verdicts, result.max_points, strict=True)}
    assert points == grading.release.points


# Who handed in.


def test_students_come_in_alphabetical_order(submitted, grading, release):
    hand_in(submitted, "aaron", release, "")
    assert list(find_submissions(submitted, grading.week)) == ["aaron", "ada", "bob", "cyd"]


def test_one_student_can_be_asked_for(submitted, grading):
    assert list(find_submissions(submitted, grading.week, "bob")) == ["bob"]


def test_other_weeks_and_stray_files_are_not_this_weeks_submissions(submitted, grading):
    (submitted / "dan" / "week04_shallow_network").mkdir(parents=True)
    (submitted / "readme.txt").touch()
    assert "dan" not in find_submissions(submitted, grading.week)


@pytest.mark.parametrize("student", [None, "zoe"])
def test_where_nobody_handed_in_the_expected_place_is_named(tmp_path, grading, student):
    with pytest.raises(AutogradeError, match=f"{student or 'STUDENT'}/{WEEK}/logistic_regression"):
        find_submissions(tmp_path / "nowhere", grading.week, student)


def test_a_folder_without_the_notebook_is_a_submission_that_says_so(grading, submitted, sandboxes):
    (submitted / "ada" / WEEK / "logistic_regression.ipynb").rename(
        submitted / "ada" / WEEK / "logistic_regression (1).ipynb"
    )
    result = graded(grading, submitted)["ada"]
    assert result.problem == "There is no file logistic_regression.ipynb."
    assert {verdict.status for verdict in result.verdicts} == {CELL_MISSING}
    assert {verdict.message for verdict in result.verdicts} == {result.problem}
    assert result.total == 0.0
    assert not result.needs_a_look


def test_a_file_that_never_ends_is_not_read(grading, submitted, sandboxes):
    path = submitted / "ada" / WEEK / "logistic_regression.ipynb"
    path.unlink()
    path.symlink_to("/dev/zero")
    pipe = submitted / "bob" / WEEK / "logistic_regression.ipynb"
    pipe.unlink()
    os.mkfifo(pipe)
    results = graded(grading, submitted)
    assert "no file" in results["ada"].problem
    assert "no file" in results["bob"].problem
    assert results["cyd"].problem == ""


# What breaks.


def test_a_bug_of_ours_is_our_fault_and_costs_nobody_else(grading, submitted, sandboxes, release):
    hand_in(submitted, "bob", release, "break the grader")
    results = graded(grading, submitted)
    assert {verdict.status for verdict in results["bob"].verdicts} == {GRADER_ERROR}
    assert "RuntimeError: a bug of ours" in results["bob"].verdicts[0].message
    assert results["bob"].points == (None,) * 9
    assert results["ada"].total == results["cyd"].total == 5.0


def test_a_sandbox_that_does_not_start_is_our_fault_and_is_tried_again(
    grading, submitted, monkeypatch
):
    """It gives nobody a score, neither zero nor full, and nothing of it is kept."""

    def unavailable(*_):
        raise SandboxUnavailable("no bubblewrap")

    monkeypatch.setattr(module, "Sandbox", unavailable)
    results = graded(grading, submitted)
    assert all(result.needs_a_look for result in results.values())
    assert all(set(result.points) == {None} for result in results.values())
    assert list((submitted.parent / "kept").iterdir()) == []


def test_an_unreadable_submission_needs_no_sandbox(grading, submitted, sandboxes):
    path = submitted / "ada" / WEEK / "logistic_regression.ipynb"
    path.write_text("{")
    result = grade(grading, read_submission(path, "ada", grading.release))
    assert sandboxes.opened == 0
    assert "no whole notebook" in result.problem


# What is kept.


def test_what_did_not_change_is_not_graded_again(grading, submitted, sandboxes):
    first = graded(grading, submitted)
    assert sandboxes.opened == 3
    assert graded(grading, submitted) == first
    assert sandboxes.opened == 3


def test_a_changed_file_is_graded_again_and_no_other(grading, submitted, sandboxes, release):
    graded(grading, submitted)
    hand_in(submitted, "bob", release, "changed = True")
    graded(grading, submitted)
    assert sandboxes.opened == 4


def changed_release(grading):
    notebook = nbformat.from_dict({**grading.release.notebook, "metadata": {"changed": True}})
    return replace(grading, release=replace(grading.release, notebook=notebook))


@pytest.mark.parametrize(
    "change",
    [
        lambda g: replace(g, key=make_key(load_lesson("logistic_regression"), "another secret")),
        lambda g: replace(g, limits=Limits(cpu_seconds=11)),
        lambda g: replace(g, protected=False),
        changed_release,
    ],
    ids=["key", "limits", "protection", "release"],
)
def test_whatever_else_decides_a_result_makes_all_be_graded_again(
    grading, submitted, sandboxes, change
):
    graded(grading, submitted)
    other = change(grading)
    assert other.fingerprint != grading.fingerprint
    sandboxes.right |= Sandboxes(other.key).right
    graded(other, submitted)
    assert sandboxes.opened == 6


def test_another_grader_grades_again(grading, monkeypatch, tmp_path):
    before = grading.fingerprint
    shutil.copytree(Path(module.grader.__file__).parent, tmp_path / "grader")
    stand_in = SimpleNamespace(__file__=str(tmp_path / "grader" / "__init__.py"))
    monkeypatch.setattr(module, "grader", stand_in)
    with (tmp_path / "grader" / "judge.py").open("a") as file:
        file.write("# one more line")
    assert grading.fingerprint != before


def test_compiled_files_say_nothing_about_a_result(grading):
    before = grading.fingerprint
    (grading.view / "utils" / "__pycache__").mkdir(parents=True)
    (grading.view / "utils" / "__pycache__" / "plots.pyc").touch()
    assert grading.fingerprint == before


def test_whatever_the_students_code_can_import_is_part_of_the_fingerprint(grading):
    """It may call what the view holds; if that changes, so may its answers."""
    before = grading.fingerprint
    (grading.view / "utils.py").write_text("first = True")
    changed = grading.fingerprint
    (grading.view / "utils.py").write_text("second = True")
    assert len({before, changed, grading.fingerprint}) == 3


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: "[]",
        lambda text: "null",
        lambda text: "{}",
        lambda text: json.dumps({"fingerprint": json.loads(text)["fingerprint"]}),
        lambda text: json.dumps({**json.loads(text), "verdicts": 5}),
        lambda text: json.dumps({**json.loads(text), "verdicts": [{"exercise": "f"}]}),
        lambda text: json.dumps({**json.loads(text), "unheard_of": 5}),
        lambda text: "\udcff",
    ],
)
def test_a_damaged_record_is_ignored(grading, submitted, sandboxes, damage):
    first = graded(grading, submitted)
    record = submitted.parent / "kept" / "ada.json"
    record.write_bytes(damage(record.read_text()).encode(errors="surrogateescape"))
    assert graded(grading, submitted) == first
    assert sandboxes.opened == 4


def test_where_grading_failed_it_is_tried_again(grading, submitted, sandboxes, release):
    hand_in(submitted, "bob", release, "break the grader")
    graded(grading, submitted)
    assert not (submitted.parent / "kept" / "bob.json").exists()
    sandboxes.run = lambda name, source: Answer(RETURNED)
    assert graded(grading, submitted)["bob"].total == 5.0


def test_a_run_that_was_stopped_goes_on_where_it_stopped(grading, submitted, sandboxes):
    results = grade_class(
        grading, find_submissions(submitted, grading.week), submitted.parent / "kept", jobs=1
    )
    next(results)
    results.close()
    done = len(list((submitted.parent / "kept").glob("*.json")))
    assert done >= 1
    before = sandboxes.opened
    assert len(graded(grading, submitted)) == 3
    assert sandboxes.opened == before + 3 - done


def test_students_whose_names_share_a_beginning_do_not_share_a_record(
    grading, submitted, sandboxes, release
):
    for student in ("j.doe", "j.roe", "j"):
        hand_in(submitted, student, release, "")
    names = {name for name, result in graded(grading, submitted).items() if result.student == name}
    assert names == {"ada", "bob", "cyd", "j", "j.doe", "j.roe"}
    assert graded(grading, submitted).keys() == names


def test_the_number_of_workers_changes_nothing(grading, submitted, sandboxes):
    alone = graded(grading, submitted, jobs=1)
    shutil.rmtree(submitted.parent / "kept")
    assert graded(grading, submitted, jobs=4) == alone


# What grading needs.


def test_a_week_that_was_not_built_says_how_to_build_it(course):
    week = course.week(WEEK)
    week.released.unlink()
    with (
        pytest.raises(AutogradeError, match=f"run `grader build {WEEK}` first"),
        prepare(course, week, protected=False),
    ):
        pass


def test_a_release_that_does_not_know_todays_exercises_is_not_graded_with(course, monkeypatch):
    lesson = load_lesson("logistic_regression")
    fewer = replace(lesson, exercises=lesson.exercises[:-1])
    monkeypatch.setattr(module, "load_lesson", lambda _: fewer)
    with (
        pytest.raises(AutogradeError, match="stale"),
        prepare(course, course.week(WEEK), protected=False),
    ):
        pass


def test_what_was_prepared_is_cleared_away(built_course):
    with prepare(built_course, built_course.week(WEEK), protected=False) as grading:
        assert (grading.view / "grader" / "worker.py").exists()
        assert not (grading.view / "grader" / "exercises").exists()
        assert grading.protected is False
    assert not grading.view.exists()


def test_the_private_key_asks_other_cases_than_the_public_one(built_course):
    week = built_course.week(WEEK)
    public = load_key(week.key)
    with prepare(built_course, week, protected=False) as grading:
        pairs = zip(grading.key.exercises, public.exercises, strict=True)
        assert all(one.digest != other.digest for one, other in pairs)


def test_the_wall_is_asked_for_before_anything_else(built_course, monkeypatch):
    def missing():
        raise SandboxUnavailable("no bubblewrap")

    monkeypatch.setattr(module, "require_protection", missing)
    with pytest.raises(SandboxUnavailable), prepare(built_course, built_course.week(WEEK)):
        pass
