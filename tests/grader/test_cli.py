"""The `grader` command: it answers at once, says what went wrong, and its exit code can be trusted."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

from grader import cli
from grader.autograde import Result
from grader.judge import CORRECT, Verdict, failed_to_judge
from grader.sandbox import SandboxUnavailable

COMMANDS = ("build", "autograde", "doctor", "release")


@pytest.fixture
def inside(built_course, monkeypatch):
    """Stand in a built course."""
    monkeypatch.chdir(built_course.root)
    return built_course


def refused(capsys, *arguments):
    """The one sentence on stderr with which a command ends."""
    assert cli.main(arguments) == 1
    seen = capsys.readouterr()
    assert seen.out == ""
    assert seen.err.startswith("grader: ")
    assert "Traceback" not in seen.err
    return seen.err


# Help.


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_every_command_explains_itself(capsys, command):
    with pytest.raises(SystemExit) as ended:
        cli.main([*command, "--help"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert out.startswith("usage: grader")
    if not command:
        assert all(name in out for name in COMMANDS)


def test_help_waits_for_nothing():
    """NumPy, nbgrader and their like take a second to load."""
    code = (
        "import sys\n"
        "from grader.cli import main\n"
        "try:\n    main(['--help'])\n"
        "except SystemExit:\n    pass\n"
        "print(sorted({'numpy', 'nbgrader', 'nbformat', 'h5py', 'rich', 'jinja2'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout.splitlines()[-1] == "[]", result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["grade"],
        ["autograde"],
        ["release"],
        ["autograde", "week03", "--jobs", "many"],
        ["autograde", "week03", "--jobs", "0"],
        ["autograde", "week03", "--jobs", "-1"],
    ],
)
def test_what_is_no_command_is_told_how_to_be_one(capsys, arguments):
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: grader")


# What goes wrong.


@pytest.mark.parametrize("arguments", [["build"], ["autograde", "week03"], ["release", "week03"]])
def test_outside_a_course_one_is_told_to_go_there(capsys, monkeypatch, tmp_path, arguments):
    monkeypatch.chdir(tmp_path)
    assert "lies in no course" in refused(capsys, *arguments)


@pytest.mark.parametrize(
    "arguments",
    [["build", "week99"], ["build", "week99", "--check"], ["autograde", "week99"], ["release", ""]],
)
@pytest.mark.usefixtures("inside")
def test_an_unknown_lesson_is_answered_with_those_that_there_are(capsys, arguments):
    assert "This course has: week03_logistic_regression" in refused(capsys, *arguments)


@pytest.mark.parametrize(
    "options", [[], ["--student", "zoe"], ["--submitted", "nowhere"], ["--unsafe"]]
)
@pytest.mark.usefixtures("inside")
def test_where_nobody_handed_in_one_is_told_where_notebooks_are_expected(capsys, options):
    error = refused(capsys, "autograde", "week03", *options)
    assert "No submission" in error
    assert "week03_logistic_regression/logistic_regression.ipynb" in error


def test_a_week_that_was_not_built_says_what_to_type(capsys, monkeypatch, course, week):
    week.released.unlink()
    handed_in = course.root / "submitted" / "ada" / week.folder
    handed_in.mkdir(parents=True)
    monkeypatch.chdir(course.root)
    advice = "run `grader build week03_logistic_regression` first"
    assert advice in refused(capsys, "autograde", "week03", "--unsafe")
    assert advice in refused(capsys, "release", "week03")


def test_a_lesson_that_can_not_be_built_says_why(capsys, monkeypatch, course, week):
    week.master.unlink()
    monkeypatch.chdir(course.root)
    assert "run jupytext --sync" in refused(capsys, "build")
    assert "run jupytext --sync" in refused(capsys, "build", "--check")


@pytest.mark.usefixtures("inside")
def test_an_interrupt_says_that_nothing_is_lost(capsys, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("grader.build.build", interrupt)
    assert cli.main(["build"]) == 130
    assert "the same command goes on from here" in capsys.readouterr().err


@pytest.mark.usefixtures("inside")
def test_a_bug_of_ours_is_not_dressed_up_as_advice(monkeypatch):
    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("grader.build.build", fail)
    with pytest.raises(ZeroDivisionError):
        cli.main(["build"])


# What the commands do.


@pytest.mark.parametrize(
    ("arguments", "lines", "code"),
    [
        (["build"], [], 0),
        (["build"], ["a key", "a notebook"], 0),
        (["build", "--check"], [], 0),
        (["build", "--check"], ["a key", "a notebook"], 1),
        (["build", "week03", "--check"], ["a key"], 1),
    ],
)
@pytest.mark.usefixtures("inside")
def test_building_ends_well_and_checking_only_where_nothing_is_stale(
    capsys, monkeypatch, arguments, lines, code
):
    name = "check" if "--check" in arguments else "build"
    other = "build" if "--check" in arguments else "check"
    monkeypatch.setattr(f"grader.build.{name}", lambda course, week: lines)
    monkeypatch.setattr(f"grader.build.{other}", lambda *_: pytest.fail("the wrong work"))
    assert cli.main(arguments) == code
    assert capsys.readouterr().out.splitlines() == (lines or ["Everything is fresh."])


def test_release_says_where_it_wrote(capsys, inside, tmp_path):
    assert cli.main(["release", "week03", "--to", str(tmp_path)]) == 0
    folder = tmp_path / "week03_logistic_regression"
    assert capsys.readouterr().out == f"{folder}\n"
    assert (folder / "logistic_regression.ipynb").exists()


@pytest.mark.parametrize("holds", [True, False])
def test_the_doctor_is_content_only_where_every_promise_holds(capsys, monkeypatch, holds):
    findings = [
        SimpleNamespace(holds=True, promise="no network", detail=""),
        SimpleNamespace(holds=holds, promise="memory is limited", detail="to 2 GB"),
    ]
    monkeypatch.setattr("grader.doctor.examine", lambda: findings)
    assert cli.main(["doctor"]) == (not holds)
    out = capsys.readouterr().out.splitlines()
    assert out == [
        "holds   no network",
        f"{'holds ' if holds else 'BROKEN'}  memory is limited  (to 2 GB)",
    ]


@pytest.fixture
def graded(course, week, monkeypatch):
    """A class of two, whose grading is played: ada is right, and bob as the test wants it.

    Who would be recorded is noted in a file `recorded`, where the gradebook would be.
    """

    def note(results, submissions, week, release, folder):
        students = [result.student for result in results]
        assert students == list(submissions)
        (folder / "recorded").write_text(" ".join(students))

    def play(bob):
        for student in ("ada", "bob"):
            (course.root / "submitted" / student / week.folder).mkdir(parents=True)
        right = tuple(
            Verdict(name, CORRECT, 3, 3, "All 3 cases are right.")
            for name in ("sigmoid", "sigmoid_derivative")
        )
        results = [
            Result("bob", week.folder, (right[0], bob), (5.0, 5.0)),
            Result("ada", week.folder, right, (5.0, 5.0)),
        ]

        def played(grading, submissions, *_):
            return iter([result for result in results if result.student in submissions])

        monkeypatch.setattr("grader.autograde.grade_class", played)
        monkeypatch.setattr("grader.gradebook.record_results", note)
        monkeypatch.chdir(course.root / "solutions")
        return course.root

    return play


WRONG = Verdict("sigmoid_derivative", "wrong", 1, 2, "The values are off.")


def test_grading_writes_gradebook_page_and_json_and_shows_the_class(graded, capsys):
    root = graded(WRONG)
    json = root / "new" / "folder" / "results.json"
    assert cli.main(["autograde", "week03", "--unsafe", "--json", str(json)]) == 0
    assert json.exists()
    assert (root / "recorded").read_text() == "ada bob"
    assert (root / "reports" / "week03_logistic_regression.html").exists()
    out = capsys.readouterr().out
    assert out.index("ada") < out.index("bob")
    assert "2 submissions: mean 8.8" in out
    assert "1 sigmoid/5  2 sigmoid_derivative/5" in out


def test_one_students_page_leaves_the_classes_alone(graded):
    root = graded(WRONG)
    assert cli.main(["autograde", "week03", "--unsafe"]) == 0
    page = root / "reports" / "week03_logistic_regression.html"
    before = page.read_text()
    assert cli.main(["autograde", "week03", "--unsafe", "--student", "ada"]) == 0
    assert page.read_text() == before
    assert (root / "reports" / "week03_logistic_regression.ada.html").exists()


def test_the_exit_code_says_that_somebody_has_to_look(graded, capsys):
    graded(failed_to_judge("sigmoid_derivative", "we broke"))
    assert cli.main(["autograde", "week03", "--unsafe"]) == 1
    assert "NOT GRADED, needs a look: bob." in capsys.readouterr().out


def test_results_go_beside_the_folder_of_submissions(graded, tmp_path):
    root = graded(WRONG)
    (root / "submitted").rename(tmp_path / "handed_in")
    assert (
        cli.main(["autograde", "week03", "--unsafe", "--submitted", str(tmp_path / "handed_in")])
        == 0
    )
    assert (tmp_path / "recorded").exists()
    assert not (root / "recorded").exists()


def test_without_a_wall_nothing_is_graded_unless_one_says_so(graded, capsys, monkeypatch):
    graded(WRONG)

    def missing():
        raise SandboxUnavailable("no bubblewrap")

    monkeypatch.setattr("grader.autograde.require_protection", missing)
    assert "no bubblewrap" in refused(capsys, "autograde", "week03")
