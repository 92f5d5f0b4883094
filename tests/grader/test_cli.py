"""The `grader` command: it answers at once, says what went wrong, and its exit code can be trusted."""

import subprocess
import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest

from grader import cli
from grader.judging.judge import CORRECT, Verdict, failed_to_judge
from grader.reports.gradebook import Ledger
from grader.sandboxes.wall import SandboxUnavailable
from grader.submissions.crews import Done
from grader.submissions.grading import Result

COMMANDS = ("build", "autograde", "quality", "doctor", "release")


@pytest.fixture
def inside(built_course, monkeypatch):
    """Stand in a built course."""
    monkeypatch.chdir(built_course.root)
    return built_course


def refused(capsys, *arguments):
    """The one sentence on stderr with which a command ends."""
    assert cli.main(arguments) == 2
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
    "options", [[], ["--student", "zoe"], ["--submitted", "nowhere"], ["--without", "bubblewrap"]]
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
    assert advice in refused(capsys, "autograde", "week03", "--without", "bubblewrap")
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


class Stage:
    """A ledger, or a crew, that is played; what the ledger is told is noted where a gradebook would be."""

    def __init__(self, *arguments):
        self.folder = arguments[-1]
        self.noted = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.noted:
            (self.folder / "recorded").write_text(" ".join(sorted(self.noted)))

    def record(self, done, path):
        assert done.result.student in path.parts
        self.noted.append(done.result.student)

    def written(self, result):
        return result


@pytest.fixture
def graded(course, week, monkeypatch):
    """A class of two, whose grading is played: ada is right, and bob as the test wants it."""

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

        def played(grading, submissions, *_, **__):
            return iter([Done(one) for one in results if one.student in submissions])

        monkeypatch.setattr("grader.submissions.autograde.grade_class", played)
        monkeypatch.setattr("grader.reports.gradebook.Ledger", Stage)
        for crew in ("Alone", "Processes"):
            monkeypatch.setattr(f"grader.submissions.crews.{crew}", Stage)
        monkeypatch.chdir(course.root / "solutions")
        return course.root

    return play


WRONG = Verdict("sigmoid_derivative", "wrong", 1, 2, "The values are off.")


def test_grading_writes_gradebook_page_and_json_and_shows_the_class(graded, capsys):
    root = graded(WRONG)
    json = root / "new" / "folder" / "results.json"
    assert cli.main(["autograde", "week03", "--without", "bubblewrap", "--json", str(json)]) == 0
    assert json.exists()
    assert (root / "recorded").read_text() == "ada bob"
    assert (root / "reports" / "week03_logistic_regression.html").exists()
    out = capsys.readouterr().out
    assert out.index("ada") < out.index("bob")
    assert "2 submissions: mean 8.8" in out
    assert "1 sigmoid/5  2 sigmoid_derivative/5" in out


def test_one_students_page_leaves_the_classes_alone(graded):
    root = graded(WRONG)
    assert cli.main(["autograde", "week03", "--without", "bubblewrap"]) == 0
    page = root / "reports" / "week03_logistic_regression.html"
    before = page.read_text()
    assert cli.main(["autograde", "week03", "--without", "bubblewrap", "--student", "ada"]) == 0
    assert page.read_text() == before
    assert (root / "reports" / "week03_logistic_regression.ada.html").exists()


def test_the_exit_code_says_that_somebody_has_to_look(graded, capsys):
    graded(failed_to_judge("sigmoid_derivative", "we broke"))
    assert cli.main(["autograde", "week03", "--without", "bubblewrap"]) == 1
    assert "NOT GRADED, needs a look: bob." in capsys.readouterr().out


def test_the_exit_code_says_also_that_a_file_could_not_be_read(graded, capsys, monkeypatch):
    root = graded(WRONG)
    monkeypatch.setattr(
        Stage, "written", lambda _, result: replace(result, problem="The file is empty.")
    )
    assert cli.main(["autograde", "week03", "--without", "bubblewrap"]) == 1
    out = capsys.readouterr().out
    assert "COULD NOT BE READ, needs a look: ada, bob." in out
    assert "ask for the file again" in out
    assert (root / "reports").exists()


def test_results_go_beside_the_folder_of_submissions(graded, tmp_path):
    root = graded(WRONG)
    (root / "submitted").rename(tmp_path / "handed_in")
    assert (
        cli.main(
            [
                "autograde",
                "week03",
                "--without",
                "bubblewrap",
                "--submitted",
                str(tmp_path / "handed_in"),
            ]
        )
        == 0
    )
    assert (tmp_path / "recorded").exists()
    assert not (root / "recorded").exists()


def test_without_a_wall_nothing_is_graded_unless_one_says_so(graded, capsys, monkeypatch):
    graded(WRONG)

    def missing(*_, **__):
        raise SandboxUnavailable("no bubblewrap")

    monkeypatch.setattr("grader.submissions.grading.require_protection", missing)
    assert "no bubblewrap" in refused(capsys, "autograde", "week03")


@pytest.mark.parametrize(
    ("options", "crew"),
    [(["--jobs", "1"], "Alone"), ([], "Processes"), (["--jobs", "9"], "Processes")],
)
def test_more_than_one_at_a_time_takes_more_than_one_process(graded, monkeypatch, options, crew):
    graded(WRONG)
    asked = []

    def note(grading, present, jobs=1):
        asked.append(jobs)
        return Stage(None)

    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(f"grader.submissions.crews.{crew}", note)
    assert cli.main(["autograde", "week03", "--without", "bubblewrap", *options]) == 0
    assert asked == [1 if crew == "Alone" else 2], "no more than there are submissions"


def test_a_damaged_gradebook_is_told_before_any_result_is_taken(graded, capsys, monkeypatch):
    def fail(*_, **__):
        pytest.fail("a result was taken")
        yield

    root = graded(WRONG)
    (root / "gradebook.db").write_bytes(b"no database at all" * 100)
    monkeypatch.setattr("grader.reports.gradebook.Ledger", Ledger)
    monkeypatch.setattr("grader.submissions.autograde.grade_class", fail)
    error = refused(capsys, "autograde", "week03", "--without", "bubblewrap")
    assert "Put it aside, or bring back a copy" in error
