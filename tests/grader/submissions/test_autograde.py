"""A class becomes results: each student's by itself, and nothing that did not change is done twice."""

import json
import os
from dataclasses import asdict, replace

import pytest
from sample_class import edits, nothing, solutions, write_notebook

from grader.judging.judge import CELL_MISSING, CORRECT, GRADER_ERROR
from grader.sandboxes.interview import Interview
from grader.sandboxes.nursery import Nursery
from grader.submissions import crews
from grader.submissions import examiner as examiner_module
from grader.submissions import grading as grading_module
from grader.submissions.autograde import find_submissions, grade_class, record_of
from grader.submissions.crews import Alone
from grader.submissions.examiner import Examiner
from grader.submissions.grading import GradingError
from grader.submissions.record import load_record, save_record

WEEK = "week03_logistic_regression"
NAME = "logistic_regression.ipynb"
CLASS = {"ada": nothing, "bob": edits(predict=("A > 0.5", "A < 0.5")), "cyd": nothing}


def present(submission, result, release):
    """What stands for a student's autograded notebook."""
    return f"the page of {submission.student}"


@pytest.fixture(scope="module")
def crew(grading):
    with Alone(grading, present) as one:
        yield one


@pytest.fixture
def week(built_course):
    return built_course.week(WEEK)


@pytest.fixture
def submitted(tmp_path):
    """The folder where ada, bob and cyd have handed in; bob is wrong in one exercise and its like."""
    for student, solve in CLASS.items():
        hand_in(tmp_path / "submitted", student, solve)
    return tmp_path / "submitted"


def hand_in(submitted, student, solve=nothing):
    return write_notebook(WEEK, solve, submitted / student / WEEK)


@pytest.fixture
def graded(grading, crew, week, submitted):
    """Grade the class; gives its results by student. Records are kept beside the submissions."""

    def grade(other=grading, by=crew):
        submissions = find_submissions(submitted, week)
        done = list(grade_class(other, submissions, submitted.parent / "kept", by))
        assert len(done) == len(submissions)
        return {one.result.student: one.result for one in done}

    return grade


@pytest.fixture
def opened(monkeypatch):
    """A list that grows by one for every sandbox that is opened."""
    times = []
    original = Nursery.open
    monkeypatch.setattr(Nursery, "open", lambda one: times.append(one) or original(one))
    return times


@pytest.fixture
def asked(monkeypatch):
    """The names of the exercises that are asked without help, from here on."""
    names = []
    original = Interview.ask_together

    def ask_together(interview, inquiry, *help):
        if not help:
            names.append(inquiry.exercise)
        return original(interview, inquiry, *help)

    monkeypatch.setattr(Interview, "ask_together", ask_together)
    return names


def wrong_in(result):
    return [verdict.exercise for verdict in result.verdicts if verdict.status != CORRECT]


# Who handed in.


def test_students_come_in_alphabetical_order(submitted, week):
    hand_in(submitted, "aaron")
    assert list(find_submissions(submitted, week)) == ["aaron", "ada", "bob", "cyd"]


def test_one_student_can_be_asked_for(submitted, week):
    assert list(find_submissions(submitted, week, "bob")) == ["bob"]


def test_other_weeks_and_stray_files_are_not_this_weeks_submissions(submitted, week):
    (submitted / "dan" / "week04_shallow_network").mkdir(parents=True)
    (submitted / "readme.txt").touch()
    assert "dan" not in find_submissions(submitted, week)


@pytest.mark.parametrize("student", [None, "zoe"])
def test_where_nobody_handed_in_the_expected_place_is_named(tmp_path, week, student):
    with pytest.raises(GradingError, match=f"{student or 'STUDENT'}/{WEEK}/logistic_regression"):
        find_submissions(tmp_path / "nowhere", week, student)


# Results.


def test_every_exercise_gets_a_verdict_and_its_points(graded, grading):
    results = graded()
    assert list(results) == ["ada", "bob", "cyd"]
    for result in results.values():
        assert [verdict.exercise for verdict in result.verdicts] == list(grading.release.points)
        assert result.max_points == tuple(grading.release.points.values())
    assert results["ada"].total == results["cyd"].total == 100.0
    assert wrong_in(results["bob"]) == ["predict"]


def test_points_follow_the_release_by_name_and_not_by_place(grading, graded):
    backwards = replace(grading.key, exercises=grading.key.exercises[::-1])
    other = replace(grading, key=backwards)
    with Alone(other, present) as crew:
        result = graded(other, crew)["ada"]
    points = {v.exercise: p for v, p in zip(result.verdicts, result.max_points, strict=True)}
    assert points == grading.release.points


def test_a_folder_without_the_notebook_is_a_submission_that_says_so(graded, submitted):
    (submitted / "ada" / WEEK / NAME).unlink()
    result = graded()["ada"]
    assert result.problem == f"There is no file {NAME}."
    assert {verdict.status for verdict in result.verdicts} == {CELL_MISSING}
    assert {verdict.message for verdict in result.verdicts} == {result.problem}
    assert result.total == 0.0
    assert result.needs_a_look
    assert not result.broke_down


def test_a_file_that_never_ends_is_not_read(graded, submitted):
    (submitted / "ada" / WEEK / NAME).unlink()
    (submitted / "ada" / WEEK / NAME).symlink_to("/dev/zero")
    (submitted / "bob" / WEEK / NAME).unlink()
    os.mkfifo(submitted / "bob" / WEEK / NAME)
    results = graded()
    assert "is a link" in results["ada"].problem
    assert "is a pipe" in results["bob"].problem
    assert results["cyd"].problem == ""


@pytest.mark.parametrize("step", ["read_submission", "present"])
def test_whatever_of_ours_breaks_for_one_is_graded_for_the_others(
    grading, graded, crew, monkeypatch, step
):
    module, name = {
        "read_submission": (examiner_module, "read_submission"),
        "present": (crew, "_present"),
    }[step]
    original = getattr(module, name)

    def break_for_bob(*arguments):
        if "bob" in (getattr(one, "student", one) for one in arguments):
            raise RuntimeError("a bug of ours")
        return original(*arguments)

    monkeypatch.setattr(module, name, break_for_bob)
    results = graded()
    assert {verdict.status for verdict in results["bob"].verdicts} == {GRADER_ERROR}
    assert "RuntimeError: a bug of ours" in results["bob"].verdicts[0].message
    assert set(results["bob"].points) == {None}
    assert results["ada"].total == results["cyd"].total == 100.0
    monkeypatch.undo()
    assert wrong_in(graded()["bob"]) == ["predict"], "it is tried again"


# Nothing is done twice.


def test_a_class_in_which_nothing_changed_needs_no_sandbox(graded, opened):
    first = graded()
    assert len(opened) >= 3
    opened.clear()
    assert graded() == first
    assert opened == []


def test_of_a_class_in_which_nothing_changed_no_page_is_made(
    grading, graded, crew, week, submitted
):
    graded()
    submissions = find_submissions(submitted, week)
    done = list(grade_class(grading, submissions, submitted.parent / "kept", crew))
    assert [(one.record, one.page) for one in done] == [(None, "")] * 3


def test_a_changed_file_is_graded_again_and_no_other(graded, submitted, asked):
    first = graded()
    asked.clear()
    hand_in(submitted, "bob", solutions(sigmoid="def sigmoid(z):\n    return z"))
    again = graded()
    assert len(asked) == len(first["bob"].verdicts)
    assert "sigmoid" in wrong_in(again["bob"])
    assert {**again, "bob": None} == {**first, "bob": None}


def test_only_the_exercise_whose_key_changed_is_asked_again(grading, graded, asked):
    first = graded()
    exercises = tuple(
        replace(one, cases=one.cases[::-1]) if one.name == "log_loss" else one
        for one in grading.key.exercises
    )
    other = replace(grading, key=replace(grading.key, exercises=exercises))
    asked.clear()
    with Alone(other, present) as crew:
        assert graded(other, crew) == first
        assert asked == ["log_loss"] * 3
        asked.clear()
        assert graded(other, crew) == first
    assert asked == []


def reset_outputs(notebook):
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "new"}]
        if "demo" in cell["metadata"].get("tags", []):
            cell["source"] = "print('another one')"


def test_of_changed_outputs_and_demonstrations_only_a_new_page_is_made(
    grading, graded, crew, week, submitted, opened
):
    first = graded()
    hand_in(submitted, "ada", reset_outputs)
    opened.clear()
    submissions = find_submissions(submitted, week)
    done = {
        one.result.student: one
        for one in grade_class(grading, submissions, submitted.parent / "kept", crew)
    }
    assert opened == []
    assert done["ada"].result.verdicts == first["ada"].verdicts
    assert done["ada"].page == "the page of ada"
    assert done["cyd"].page == ""


def test_with_another_version_of_our_code_everything_is_made_again(
    grading, graded, asked, monkeypatch
):
    first = graded()
    monkeypatch.setattr(grading_module, "own_code", lambda: "another version")
    asked.clear()
    other = replace(grading)
    with Alone(other, present) as crew:
        assert graded(other, crew) == first
    assert len(asked) == 3 * len(first["ada"].verdicts)


def test_a_result_that_needs_a_look_is_made_again(graded, submitted, monkeypatch):
    """Whoever mended it, the machine or the instructor, need not tell us."""
    path = submitted / "ada" / WEEK / NAME
    kept = path.read_bytes()
    path.write_bytes(b"{")
    tried = []
    original = Examiner.examine

    def examine(examiner, student, *arguments):
        tried.append(student)
        return original(examiner, student, *arguments)

    monkeypatch.setattr(Examiner, "examine", examine)
    assert graded()["ada"].needs_a_look
    tried.clear()
    assert graded()["ada"].needs_a_look
    assert tried == ["ada"]
    path.write_bytes(kept)
    assert graded()["ada"].total == 100.0


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: "[]",
        lambda text: "null",
        lambda text: "{}",
        lambda text: json.dumps({"handed_in": json.loads(text)["handed_in"]}),
        lambda text: json.dumps({**json.loads(text), "trials": 5}),
        lambda text: json.dumps({**json.loads(text), "trials": {"sigmoid": {}}}),
        lambda text: json.dumps({**json.loads(text), "result": {"student": "ada"}}),
        lambda text: json.dumps({**json.loads(text), "result": None}),
        lambda text: "\udcff",
        lambda text: "[" * 100_000,
    ],
)
def test_a_damaged_record_is_ignored(kept_class, graded_again, damage):
    first, folder = kept_class
    record = folder / "kept" / "ada.json"
    record.write_bytes(damage(record.read_text()).encode(errors="surrogateescape"))
    assert load_record(record) is None
    assert graded_again() == first
    assert load_record(record).result == first["ada"]


@pytest.fixture(scope="module")
def kept_class(tmp_path_factory, grading, crew, built_course):
    """A class of one that was graded: what came of it, and where it is kept."""
    folder = tmp_path_factory.mktemp("kept")
    hand_in(folder / "submitted", "ada")
    submissions = find_submissions(folder / "submitted", built_course.week(WEEK))
    (done,) = grade_class(grading, submissions, folder / "kept", crew)
    return {"ada": done.result}, folder


@pytest.fixture
def graded_again(kept_class, grading, crew, week):
    def grade():
        submissions = find_submissions(kept_class[1] / "submitted", week)
        done = grade_class(grading, submissions, kept_class[1] / "kept", crew)
        return {one.result.student: one.result for one in done}

    return grade


def test_a_record_is_read_as_it_was_written(kept_class, tmp_path):
    _, folder = kept_class
    record = load_record(folder / "kept" / "ada.json")
    save_record(record, tmp_path / "copy.json")
    assert load_record(tmp_path / "copy.json") == record
    assert asdict(record)["result"]["student"] == "ada"


def test_a_result_that_can_not_be_kept_counts_all_the_same(graded, submitted):
    folder = submitted.parent / "kept"
    (folder / "bob.draft").mkdir(parents=True)
    first = graded()
    assert wrong_in(first["bob"]) == ["predict"]
    assert graded() == first


def test_a_run_that_was_stopped_goes_on_where_it_stopped(
    grading, graded, crew, week, submitted, asked
):
    results = grade_class(
        grading, find_submissions(submitted, week), submitted.parent / "kept", crew
    )
    assert [next(results).result.student for _ in range(2)] == ["ada", "bob"]
    # Of whoever was given last, nobody knows whether it got to where it should.
    results.close()
    asked.clear()
    assert len(graded()) == 3
    assert len(asked) == 2 * len(grading.release.points)


def test_students_whose_names_share_a_beginning_do_not_share_a_record(tmp_path):
    long = "x" * 250
    names = ["j", "j.doe", "j.roe", "j.json", long, long + "y", "ü" * 120, "a\udcff"]
    places = [record_of(name, tmp_path) for name in names]
    assert len(set(places)) == len(names)
    for place in places:
        place.write_text("it can be a file's name")


def test_the_number_of_workers_changes_nothing(grading, graded, submitted):
    alone = graded()
    for path in (submitted.parent / "kept").iterdir():
        path.unlink()
    with crews.Processes(grading, present, 3) as crew:
        together = graded(by=crew)
    assert together == alone
