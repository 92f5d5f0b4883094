"""`grader regrade`: whose marks move and why, said before anything is written, and then done."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from sample_class import clear, edits, nothing, write_notebook

from grader import cli
from grader.reports.gradebook import COURSE_ID, open_gradebook
from grader.submissions import grading as grading_module
from grader.submissions.examiner import Examiner
from grader.submissions.grading import private_key

WEEK = "week03_logistic_regression"
NAME = "logistic_regression.ipynb"
CLASS = {"ada": nothing, "bob": edits(predict=("A > 0.5", "A < 0.5")), "cyd": clear}

pytestmark = pytest.mark.slow


def wrong_key(course, week):
    """The key as it was before somebody noticed: one of sigmoid's expected answers is wrong."""
    key = private_key(course, week)
    return replace(key, exercises=tuple(map(_spoilt, key.exercises)))


def _spoilt(exercise):
    if exercise.name != "sigmoid":
        return exercise
    first, *others = exercise.cases
    return replace(exercise, cases=(replace(first, expected=first.expected + 1), *others))


def regrade(folder, *options):
    """Regrade the class in `folder`, and give the exit code."""
    submitted = str(folder / "submitted")
    return cli.main(["regrade", "week03", "--submitted", submitted, "--jobs", "1", *options])


@pytest.fixture(scope="module")
def graded_once(built_course, tmp_path_factory):
    """A class that was graded with the wrong key."""
    folder = tmp_path_factory.mktemp("graded")
    for student, solve in CLASS.items():
        hand_in(folder, student, solve)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(built_course.root)
        patch.setattr(grading_module, "private_key", wrong_key)
        arguments = ["autograde", "week03", "--submitted", str(folder / "submitted")]
        assert cli.main([*arguments, "--jobs", "1"]) == 0
    return folder


@pytest.fixture
def a_class(graded_once, tmp_path, built_course, monkeypatch):
    """The same class, for one test alone; nobody has graded it with the right key."""
    monkeypatch.chdir(built_course.root)
    return shutil.copytree(graded_once, tmp_path / "class")


@pytest.fixture
def with_the_wrong_key(monkeypatch):
    """The key did not change since."""
    monkeypatch.setattr(grading_module, "private_key", wrong_key)


def hand_in(folder, student, solve):
    return write_notebook(WEEK, solve, folder / "submitted" / student / WEEK)


def marks(folder):
    """What the gradebook holds: the automatic marks of each student, by exercise."""
    with open_gradebook(folder / "gradebook.db") as gradebook:
        return {
            (submission.student.id, grade.name.removeprefix("check_")): grade.auto_score
            for submission in gradebook.assignment_submissions(WEEK)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def everything(folder):
    """Every file with its bytes, and when it was written; folders too, in which a file may come and go."""
    return {
        path: (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else None)
        for path in (folder, *folder.rglob("*"))
    }


def lines_of(out):
    """The lines of the table, by student and exercise: before, after, and why."""
    lines, place = {}, None
    _, _, rows = out.rpartition("───")
    for row in filter(str.strip, rows.splitlines()[:-1]):
        if row.startswith(" " * 9):
            # What is too long for one line goes on in the next.
            lines[place][2] += f" {row.strip()}"
        else:
            student, exercise, before, after, why = row.split(maxsplit=4)
            place = student, exercise
            lines[place] = [before, after, why.strip()]
    return lines


# What moves.


@pytest.mark.usefixtures("with_the_wrong_key")
@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_where_nothing_changed_no_mark_moves_and_nobody_is_asked(
    a_class, capsys, monkeypatch, options
):
    monkeypatch.setattr(Examiner, "examine", lambda *_: pytest.fail("somebody was asked"))
    before = marks(a_class)
    assert regrade(a_class, *options) == 0
    assert capsys.readouterr().out == "3 submissions: no mark moves.\n"
    assert marks(a_class) == before


def test_another_key_for_one_exercise_moves_its_marks_alone_and_says_why(a_class, capsys):
    before = marks(a_class)
    assert regrade(a_class) == 0
    out = capsys.readouterr().out
    after = marks(a_class)
    moved = {place for place, mark in after.items() if mark != before[place]}
    assert moved == {("ada", "sigmoid"), ("bob", "sigmoid")}
    assert set(lines_of(out)) == moved
    for place, (old, new, why) in lines_of(out).items():
        assert (float(old), float(new)) == pytest.approx((before[place], after[place]))
        assert why.startswith("what the grader asks or accepts is different; wrong (")
        assert why.endswith("cases) before, correct now")
    gained = sum(after[place] - before[place] for place in moved)
    assert f"3 submissions: 2 marks of 2 students moved. All together +{gained:g} points." in out


def test_another_notebook_moves_marks_because_it_is_another_one(
    a_class, with_the_wrong_key, capsys
):
    hand_in(a_class, "bob", nothing)
    assert regrade(a_class) == 0
    lines = lines_of(capsys.readouterr().out)
    assert set(lines) == {("bob", "predict")}
    assert "the notebook is another one; " in lines["bob", "predict"][2]


def test_a_student_who_was_never_graded_is_told_as_such(a_class, with_the_wrong_key, capsys):
    hand_in(a_class, "dan", nothing)
    assert regrade(a_class, "--dry-run") == 0
    lines = lines_of(capsys.readouterr().out)
    assert {student for student, _ in lines} == {"dan"}
    before, _, why = lines["dan", "predict"]
    assert before == "none"
    assert why.startswith("not graded so far; now: predict is right: all")


def test_marks_that_the_gradebook_lost_come_back_and_are_not_blamed_on_the_student(
    a_class, with_the_wrong_key, capsys
):
    before = marks(a_class)
    (a_class / "gradebook.db").unlink()
    assert regrade(a_class) == 0
    lines = lines_of(capsys.readouterr().out)
    assert len(lines) == len(before)
    for old, _, why in lines.values():
        assert (old, why) == ("none", "the gradebook did not have the mark that was given")
    assert marks(a_class) == before


# What is written.


def test_a_dry_run_writes_nothing_at_all(a_class, capsys):
    before = everything(a_class)
    assert regrade(a_class, "--dry-run") == 0
    assert everything(a_class) == before
    out = capsys.readouterr().out
    assert set(lines_of(out)) == {("ada", "sigmoid"), ("bob", "sigmoid")}
    assert "2 marks of 2 students would move; nothing was written." in out


def test_a_dry_run_over_a_class_that_was_never_graded_writes_nothing_either(
    tmp_path, built_course, monkeypatch, capsys
):
    monkeypatch.chdir(built_course.root)
    hand_in(tmp_path, "ada", nothing)
    before = everything(tmp_path)
    assert regrade(tmp_path, "--dry-run") == 0
    assert everything(tmp_path) == before
    assert {old for old, *_ in lines_of(capsys.readouterr().out).values()} == {"none"}


def test_what_a_dry_run_says_is_what_happens(a_class, capsys):
    assert regrade(a_class, "--dry-run") == 0
    said = lines_of(capsys.readouterr().out)
    assert regrade(a_class) == 0
    assert lines_of(capsys.readouterr().out) == said


def test_without_it_gradebook_records_and_pages_are_written(a_class, capsys, monkeypatch):
    page = Path("autograded", "ada", WEEK, NAME)
    record = Path(".grader", "results", WEEK, "ada.json")
    files = [page, record, Path("gradebook.db")]
    before = [(a_class / file).read_bytes() for file in files]
    assert regrade(a_class) == 0
    for file, content in zip(files, before, strict=True):
        assert (a_class / file).read_bytes() != content, file
    assert "sigmoid is right" in (a_class / page).read_text()
    capsys.readouterr()
    monkeypatch.setattr(Examiner, "examine", lambda *_: pytest.fail("somebody was asked"))
    assert regrade(a_class) == 0
    assert capsys.readouterr().out == "3 submissions: no mark moves.\n"


# What a person wrote.


def by_hand(folder, student, exercise):
    """A grade and a comment as formgrader writes them, with the gradebook that has to be closed."""
    gradebook = Gradebook(f"sqlite:///{folder / 'gradebook.db'}", COURSE_ID)
    place = ("logistic_regression", WEEK, student)
    grade = gradebook.find_grade(f"check_{exercise}", *place)
    return gradebook, grade, gradebook.find_comment(exercise, *place)


def test_a_mark_and_a_comment_given_by_hand_survive_and_the_line_says_so(a_class, capsys):
    gradebook, grade, comment = by_hand(a_class, "ada", "sigmoid")
    grade.manual_score, grade.needs_manual_grade = 4.5, False
    comment.manual_comment = "Nearly."
    gradebook.db.commit()
    gradebook.close()
    assert regrade(a_class) == 0
    out = capsys.readouterr().out
    lines = lines_of(out)
    assert "the mark given by hand goes on to count" in lines["ada", "sigmoid"][2]
    assert "by hand" not in lines["bob", "sigmoid"][2]
    gained = float(lines["bob", "sigmoid"][1]) - float(lines["bob", "sigmoid"][0])
    assert f"All together +{gained:g} points." in out, "hers does not change what she has"
    gradebook, grade, comment = by_hand(a_class, "ada", "sigmoid")
    assert (grade.manual_score, grade.score) == (4.5, 4.5)
    assert grade.auto_score == float(lines["ada", "sigmoid"][1])
    assert comment.manual_comment == "Nearly."
    gradebook.close()


# What goes wrong.


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"no database at all" * 100,
        lambda content: content[: len(content) // 2],
        lambda content: content[:4096] + bytes(len(content) - 4096),
    ],
    ids=["another file", "cut off", "overwritten"],
)
def test_a_damaged_gradebook_is_explained_and_left_as_it_is(
    a_class, capsys, monkeypatch, damage, options
):
    monkeypatch.setattr(Examiner, "examine", lambda *_: pytest.fail("somebody was asked"))
    path = a_class / "gradebook.db"
    path.write_bytes(damage(path.read_bytes()))
    before = everything(a_class)
    assert regrade(a_class, *options) == 2
    seen = capsys.readouterr()
    assert seen.out == ""
    assert seen.err.startswith(f"grader: The gradebook {path} can't be ")
    assert len(seen.err.splitlines()) == 1
    assert everything(a_class) == before


def test_where_grading_broke_down_the_exit_code_says_so_and_no_mark_is_lost_silently(
    a_class, capsys, monkeypatch
):
    def break_down(*_):
        raise RuntimeError("a bug of ours")

    monkeypatch.setattr(Examiner, "_interview", break_down)
    assert regrade(a_class, "--dry-run") == 1
    lines = lines_of(capsys.readouterr().out)
    assert {new for _, new, _ in lines.values()} == {"none"}
    assert all(why.startswith("grading broke down") for *_, why in lines.values())
