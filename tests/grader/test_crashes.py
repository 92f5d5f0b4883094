"""Grading is killed at random moments; the same command then finishes as if nothing had happened.

`CRASH_ROUNDS` says how often each kind of accident is tried; `make crash` tries many more than the tests.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from sample_class import clear, edits, nothing, solutions, write_notebook

from grader.reports.gradebook import open_gradebook

WEEK = "week03_logistic_regression"
ROUNDS = int(os.environ.get("CRASH_ROUNDS", "1"))

CLASS = {
    "ada": nothing,
    "bob": edits(predict=("A > 0.5", "A < 0.5")),
    "cyd": clear,
    "dan": edits(sigmoid=("0, -np", "0, np")),
    "eve": solutions(sigmoid_derivative="def sigmoid_derivative(z):\n    import os; os._exit(1)"),
    "fay": edits(propagate=("X @ dZ.T / m", "X @ dZ.T")),
    "gus": solutions(log_loss="1 / 0"),
    "hal": nothing,
    "ida": edits(optimize=("% 100 == 0", "== 0")),
    "jon": solutions(predict="import os; os.abort()"),
    "kim": edits(initialize_with_zeros=("np.zeros((dim, 1))", "np.zeros(dim)")),
    "leo": nothing,
}

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Class:
    """A class that is to be graded, and the command that does it."""

    course: Path
    folder: Path

    def start(self) -> subprocess.Popen:
        record = ["--json", str(self.folder / "results.json"), "--jobs", "2"]
        submitted = ["--submitted", str(self.folder / "submitted")]
        command = [sys.executable, "-m", "grader.cli", "autograde", "week03", *submitted, *record]
        return subprocess.Popen(
            command,
            cwd=self.course,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def grade(self) -> dict:
        """Grade to the end, and give everything that is left behind."""
        assert self.start().wait(timeout=300) == 0
        notebooks = self.folder.glob("autograded/*/*/*.ipynb")
        return {
            "results": json.loads((self.folder / "results.json").read_text()),
            "gradebook": self.gradebook(),
            "autograded": {path.parts[-3]: path.read_text() for path in notebooks},
        }

    def gradebook(self) -> dict:
        self.check_gradebook()
        with open_gradebook(self.folder / "gradebook.db") as gradebook:
            return {
                (submission.student.id, grade.name): (grade.auto_score, grade.needs_manual_grade)
                for submission in gradebook.assignment_submissions(WEEK)
                for notebook in submission.notebooks
                for grade in notebook.grades
            }

    def check_gradebook(self) -> None:
        """A gradebook that is there is whole."""
        path = self.folder / "gradebook.db"
        if path.exists():
            with closing(sqlite3.connect(path)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.fixture(scope="module")
def a_class(built_course, tmp_path_factory):
    """How to make a class of its own for each accident."""
    parent = tmp_path_factory.mktemp("classes")
    course = shutil.copytree(built_course.root, parent / "course")

    def make(name):
        for student, solve in CLASS.items():
            write_notebook(WEEK, solve, parent / name / "submitted" / student / WEEK)
        return Class(course, parent / name)

    return make


@pytest.fixture(scope="module")
def undisturbed(a_class):
    """What a run leaves behind that nothing happens to, and how long it takes."""
    started = time.monotonic()
    return a_class("undisturbed").grade(), time.monotonic() - started


def kill_grader(grader: subprocess.Popen) -> None:
    grader.kill()


def kill_group(grader: subprocess.Popen) -> None:
    os.killpg(grader.pid, signal.SIGKILL)


def kill_a_worker(grader: subprocess.Popen) -> None:
    """Any process of any sandbox."""
    family = [one for one in descendants(grader) if is_of_a_sandbox(one)]
    if family:
        with suppress(psutil.NoSuchProcess):
            random.choice(family).kill()


def descendants(grader: subprocess.Popen) -> list[psutil.Process]:
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(grader.pid).children(recursive=True)
    return []


def is_of_a_sandbox(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return "grader.sandboxes.zygote" in " ".join(process.cmdline())
    return False


@pytest.mark.parametrize("number", range(ROUNDS))
@pytest.mark.parametrize("accident", [kill_grader, kill_group, kill_a_worker])
def test_the_next_run_ends_as_if_nothing_had_happened(accident, number, a_class, undisturbed):
    expected, seconds = undisturbed
    disturbed = a_class(f"{accident.__name__}-{number}")
    grader = disturbed.start()
    with suppress(subprocess.TimeoutExpired):
        grader.wait(timeout=random.uniform(0.1, 1.0) * seconds)
    family = descendants(grader)
    accident(grader)
    if accident is not kill_a_worker:
        _, left = psutil.wait_procs(family, timeout=10)
        assert left == [], "sandboxes end with whoever opened them"
    grader.wait(timeout=300)
    disturbed.check_gradebook()
    assert disturbed.grade() == expected
