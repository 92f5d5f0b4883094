"""Who grades a class, and how long it takes them: ours, plain nbgrader, otter, and the floor.

Plain nbgrader runs the same notebooks with its own executor, and check cells that compare with the public
key. Otter gets the same comparisons as its tests, and one submission after the other, as `otter run` takes
them. The floor is what the students' functions take: their cells and all the key's questions by `exec` in one
warm process, nothing isolated, nothing judged, nothing written.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from classes import LESSON, WEEK, class_of, hand_in
from sample_class import points
from tqdm import tqdm

from grader.answers.answer import ask
from grader.keys.key import load_key
from grader.sandboxes.notebook import Notebook
from grader.submissions.course import find_course
from grader.submissions.examiner import imports_of
from grader.submissions.grading import prepare
from grader.submissions.reader import HandedIn
from grader.submissions.submission import read_submission

ROOT = Path(__file__).parents[2]

TELLING_MEMORY = """
import sys
from grader.cli import main
code = main(sys.argv[1:])
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print("PEAK", int(peak.split()[1]) * 1024, file=sys.stderr)
sys.exit(code)
"""

CHECK = """from plain_checks import points_for
points_for("{name}", {name}, {points})"""

CHECKS = '''"""What checks call where our grader is not: answers compared with the public key."""

from pathlib import Path

from grader.answers.answer import ask
from grader.keys.key import is_right, load_exercise_key


def are_right(name, function):
    key = load_exercise_key(Path(__file__).with_name("deep_network.key.h5"), name)
    return [is_right(key, case, ask(function, case.inputs, case.given)) for case in key.cases]


def points_for(name, function, points):
    right = are_right(name, function)
    return round(points * sum(right) / len(right), 2)
'''


def ours(count, *options, demos=True):
    """Seconds, totals by student, and bytes of the parent's peak memory: a class that it never saw."""
    with tempfile.TemporaryDirectory() as folder:
        hand_in(Path(folder, "submitted"), count, demos=demos)
        record = Path(folder, "results.json")
        where = ["--submitted", f"{folder}/submitted", "--json", str(record), *options]
        command = [sys.executable, "-c", TELLING_MEMORY, "autograde", WEEK, *where]
        begin = perf_counter()
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        seconds = perf_counter() - begin
        if run.returncode not in (0, 1):
            raise SystemExit(run.stderr)
        peak = int(run.stderr.rpartition("PEAK ")[2])
        students = json.loads(record.read_text())["students"]
        return seconds, {name: student["total"] for name, student in students.items()}, peak


def nbgrader(count, demos=True):
    """Seconds and totals by student of plain `nbgrader autograde`."""
    from nbgrader.api import Gradebook

    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        source = course / "source" / WEEK / f"{LESSON}.ipynb"
        source.parent.mkdir(parents=True)
        (whole,) = class_of(1, demos=demos, check=CHECK)
        source.write_text(json.dumps(whole))
        (course / "nbgrader_config.py").write_text(
            "c = get_config()\nc.CourseDirectory.course_id='b'\n"
        )
        environment = with_checks(course, Path(sys.executable).parent)

        def run(command):
            program = [sys.executable, "-m", "nbgrader", command, WEEK]
            subprocess.run(program, cwd=course, env=environment, check=True, capture_output=True)

        run("generate_assignment")
        hand_in(course / "submitted", count, demos=demos, check=CHECK)
        begin = perf_counter()
        run("autograde")
        seconds = perf_counter() - begin
        with Gradebook(f"sqlite:///{course}/gradebook.db", "b") as gradebook:
            found = gradebook.assignment_submissions(WEEK)
            return seconds, {one.student.id: round(one.score, 2) for one in found}


def with_checks(folder, programs):
    """An environment in which notebooks can call the plain checks, which are written to `folder`."""
    (folder / "plain_checks.py").write_text(CHECKS)
    shutil.copy(find_course(ROOT).week(WEEK).key, folder / f"{LESSON}.key.h5")
    paths = os.pathsep.join([str(folder), str(ROOT)])
    path = os.pathsep.join([str(programs), os.environ["PATH"]])
    return {**os.environ, "PYTHONPATH": paths, "PATH": path, "NBGRADER_EXECUTION": ""}


def otter(program, count, demos=True):
    """Seconds and totals by student of `otter run`, which grades one submission after the other."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_otter_tests(folder / "tests")
        environment = with_checks(folder, Path(program).parent)

        def run(*arguments):
            command = [program, *arguments]
            subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)

        run("generate", "-t", "tests", "-o", "tests.zip", "--no-environment")
        hand_in(folder / "submitted", count, demos=demos, check="pass")
        totals = {}
        begin = perf_counter()
        for path in tqdm(sorted(folder.glob("submitted/*/*/*.ipynb")), "otter", leave=False):
            run("run", "-a", "tests.zip", "-o", str(path.parent), "--no-logo", str(path))
            tests = json.loads(path.with_name("results.json").read_text())["tests"]
            totals[path.parts[-3]] = round(sum(test.get("score", 0.0) for test in tests), 2)
        return perf_counter() - begin, totals


def write_otter_tests(folder):
    """The public key's cases as otter's tests, one for each exercise."""
    folder.mkdir()
    for exercise in load_key(find_course(ROOT).week(WEEK).key).exercises:
        name = exercise.name
        code = f">>> from plain_checks import are_right\n>>> are_right({name!r}, {name})[%d]\nTrue"
        cases = [
            {"code": code % number, "hidden": False, "locked": False}
            for number in range(len(exercise.cases))
        ]
        suite = {"cases": cases, "scored": True, "setup": "", "teardown": "", "type": "doctest"}
        test = {"name": name, "points": points(WEEK)[name], "suites": [suite]}
        (folder / f"{name}.py").write_text(f"OK_FORMAT = True\n\ntest = {test!r}\n")


def floor(count, demos=True):
    """Seconds that the students' own functions take."""
    course = find_course(ROOT)
    grading = prepare(course, course.week(WEEK))
    for statement in imports_of(grading.release):
        exec(statement, {})
    handed = [HandedIn(json.dumps(one).encode()) for one in class_of(count, demos=demos)]
    submissions = [read_submission(one, "x", grading.release) for one in handed]
    begin = perf_counter()
    for submission in submissions:
        notebook = Notebook()
        for cell in submission.cells:
            notebook.run(cell.name, cell.source)
        for exercise in grading.key.exercises:
            function = notebook.names.get(exercise.name)
            for case in exercise.cases if function else ():
                ask(function, case.inputs, case.given)
    return perf_counter() - begin
