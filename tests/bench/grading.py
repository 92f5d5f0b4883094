"""How long grading takes: ours, plain nbgrader, and the floor, on the same submissions in one run.

    python tests/bench/grading.py [--sizes 10 50 200] [--stock 10] [--cluster 10 100 1000 10000]
                                  [--repeats 3] [--json FILE] [--plot FILE]

The class: the week-5 lesson, a quarter of it right, the others wrong, raising or half done, no two files
alike. Plain nbgrader runs the same notebooks with its own executor and check cells that compare with the
public key. The floor is what the students' functions themselves take: their cells and all the key's questions
by `exec` in one warm process, nothing isolated, nothing judged, nothing written. Sizes that plain nbgrader
is not given are told by its time per submission, and say so.
"""

import argparse
import copy
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import matplotlib as mpl
import numpy as np
from tqdm import tqdm

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from sample_class import master, samples, solution  # noqa: E402

from grader.answers.answer import ask  # noqa: E402
from grader.judging.judge import Verdict  # noqa: E402
from grader.keys.key import load_key  # noqa: E402
from grader.reports.autograded import autograded  # noqa: E402
from grader.reports.gradebook import Ledger  # noqa: E402
from grader.sandboxes.notebook import Notebook  # noqa: E402
from grader.submissions.course import find_course  # noqa: E402
from grader.submissions.crews import Done  # noqa: E402
from grader.submissions.examiner import imports_of  # noqa: E402
from grader.submissions.grading import Result, prepare  # noqa: E402
from grader.submissions.reader import HandedIn, fetch  # noqa: E402
from grader.submissions.submission import read_release, read_submission  # noqa: E402

WEEK = "week05_deep_network"
LESSON = "deep_network"
KINDS = ("all-correct", "wrong-formulas", "raises", "two-layers-only")

MEMORY = """
import sys
from grader.cli import main
code = main(sys.argv[1:])
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print("PEAK", int(peak.split()[1]) * 1024, file=sys.stderr)
sys.exit(code)
"""

PLAIN_CHECK = """from plain_checks import points_for
points_for("{name}", {name}, {points})"""

PLAIN_CHECKS = '''"""What check cells call where our grader is not: answers compared, points for each."""

from pathlib import Path

from grader.answers.answer import ask
from grader.keys.key import is_right, load_exercise_key


def points_for(name, function, points):
    key = load_exercise_key(Path(__file__).with_name("deep_network.key.h5"), name)
    right = [is_right(key, case, ask(function, case.inputs, case.given)) for case in key.cases]
    return round(points * sum(right) / len(right), 2)
'''


def notebooks(demos=True, check=None):
    """A notebook of every kind; without its demonstrations, or with other check cells, if asked."""
    solve = {sample.name: sample.solve for sample in samples(WEEK)}
    found = []
    for kind in KINDS:
        notebook = master(WEEK)
        solve[kind](notebook)
        change_cells(notebook, demos, check)
        found.append(notebook)
    return found


def change_cells(notebook, demos, check):
    if not demos:
        notebook["cells"] = [
            cell for cell in notebook["cells"] if "demo" not in cell["metadata"].get("tags", ())
        ]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
        grading = cell["metadata"].get("nbgrader", {})
        if check and grading.get("grade"):
            name = grading["grade_id"].removeprefix("check_")
            cell["source"] = check.format(name=name, points=grading["points"])


def hand_in(folder, count, **kinds):
    """Write a class of `count`, no two files alike."""
    kinds = notebooks(**kinds)
    for number in range(count):
        notebook = copy.deepcopy(kinds[number % len(kinds)])
        cell = solution(notebook, "expected_shapes")
        cell["source"] = [f"# student {number}\n", "".join(cell["source"])]
        path = folder / f"student-{number:05}" / WEEK / f"{LESSON}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook))


def ours(count, demos=True, *options):
    """Seconds, peak memory and totals by student of `grader autograde` for a class that it never saw."""
    with tempfile.TemporaryDirectory() as folder:
        hand_in(Path(folder, "submitted"), count, demos=demos)
        record = Path(folder, "results.json")
        where = ["--submitted", f"{folder}/submitted", "--json", str(record), *options]
        command = [sys.executable, "-c", MEMORY, "autograde", WEEK, *where]
        begin = perf_counter()
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        seconds = perf_counter() - begin
        if run.returncode not in (0, 1):
            raise SystemExit(run.stderr)
        peak = int(run.stderr.rpartition("PEAK ")[2])
        students = json.loads(record.read_text())["students"]
        return seconds, peak, {name: student["total"] for name, student in students.items()}


def stock(count, demos=True):
    """Seconds and totals by student of plain `nbgrader autograde`."""
    from nbgrader.api import Gradebook

    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        source = course / "source" / WEEK / f"{LESSON}.ipynb"
        source.parent.mkdir(parents=True)
        notebook = master(WEEK)
        change_cells(notebook, demos, PLAIN_CHECK)
        source.write_text(json.dumps(notebook))
        (course / "plain_checks.py").write_text(PLAIN_CHECKS)
        shutil.copy(find_course(ROOT).week(WEEK).key, course / f"{LESSON}.key.h5")
        (course / "nbgrader_config.py").write_text(
            "c = get_config()\nc.CourseDirectory.course_id='b'\n"
        )
        paths = os.pathsep.join([str(course), str(ROOT)])
        bin_ = str(Path(sys.executable).parent)
        environment = {**os.environ, "PYTHONPATH": paths, "NBGRADER_EXECUTION": ""}
        environment["PATH"] = os.pathsep.join([bin_, environment["PATH"]])

        def nbgrader(*arguments):
            program = [sys.executable, "-m", "nbgrader", *arguments]
            subprocess.run(program, cwd=course, env=environment, check=True, capture_output=True)

        nbgrader("generate_assignment", WEEK)
        hand_in(course / "submitted", count, demos=demos, check=PLAIN_CHECK)
        begin = perf_counter()
        nbgrader("autograde", WEEK)
        seconds = perf_counter() - begin
        with Gradebook(f"sqlite:///{course}/gradebook.db", "b") as gradebook:
            found = gradebook.assignment_submissions(WEEK)
            return seconds, {one.student.id: round(one.score, 2) for one in found}


def floor(count, demos=True):
    """Seconds that the students' own functions take, each class in one warm process."""
    course = find_course(ROOT)
    grading = prepare(course, course.week(WEEK))
    kinds = [json.dumps(one).encode() for one in notebooks(demos=demos)]
    for statement in imports_of(grading.release):
        exec(statement, {})
    submissions = [read_submission(HandedIn(kind), "x", grading.release) for kind in kinds]
    begin = perf_counter()
    for number in range(count):
        notebook = Notebook()
        for cell in submissions[number % len(kinds)].cells:
            notebook.run(cell.name, cell.source)
        for exercise in grading.key.exercises:
            function = notebook.names.get(exercise.name)
            for case in exercise.cases if function else ():
                ask(function, case.inputs, case.given)
    return perf_counter() - begin


def check_latency():
    """Milliseconds of `check` beyond the student's own function, the median over the lesson's exercises."""
    from grader.check import _judge
    from grader.keys.key import load_exercise_key
    from grader.reports.card import card_html

    path = find_course(ROOT).week(WEEK).key
    notebook = Notebook()
    release = read_release(find_course(ROOT).week(WEEK).released)
    submission = read_submission(HandedIn(json.dumps(master(WEEK)).encode()), "x", release)
    for cell in submission.cells:
        notebook.run(cell.name, cell.source)
    beyond = []
    for exercise in load_key(path).exercises:
        function = notebook.names[exercise.name]
        begin = perf_counter()
        for case in exercise.cases:
            ask(function, case.inputs, case.given)
        own = perf_counter() - begin
        begin = perf_counter()
        card_html(_judge(function, load_exercise_key(path, exercise.name)))
        beyond.append(1000 * (perf_counter() - begin - own))
    return beyond


def gradebook_rate(count=1000):
    """Submissions a second that the gradebook takes, their autograded notebooks included."""
    week = find_course(ROOT).week(WEEK)
    release = read_release(week.released)
    verdicts = tuple(Verdict(name, "correct", 1, 1, "") for name in release.points)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "submitted", "x", WEEK, f"{LESSON}.ipynb")
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebooks()[0]))
        submission = read_submission(fetch(path), "x", release)
        with Ledger(week, release, Path(folder)) as ledger:
            begin = perf_counter()
            for number in range(count):
                points = tuple(release.points.values())
                result = Result(f"student-{number}", WEEK, verdicts, points)
                ledger.record(Done(result, page=autograded(submission, result, release)), path)
            ledger._flush()
            return count / (perf_counter() - begin)


def help_seconds():
    """Seconds of CPU time that `grader --help` takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "grader.cli", "--help"], cwd=ROOT, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def taking_turns(contestants, repeats):
    """All that several functions give, taking turns; plain nbgrader, which takes minutes, has one turn."""
    seen = {name: [] for name in contestants}
    for turn in tqdm(range(repeats), "rounds", leave=False):
        for name, work in contestants.items():
            if turn == 0 or name != "nbgrader":
                seen[name].append(work())
    return seen


def seconds_of(answers):
    return statistics.median(one[0] if isinstance(one, tuple) else one for one in answers)


def measure_classes(sizes, stock_sizes, repeats, demos):
    """A row for every size: seconds of all contestants, and their ratios."""
    rows = []
    for size in sizes:
        contestants = {
            "one process": lambda size=size: ours(size, demos, "--jobs", "1"),
            "two processes": lambda size=size: ours(size, demos, "--jobs", "2"),
            "floor": lambda size=size: floor(size, demos),
        }
        if size in stock_sizes:
            contestants["nbgrader"] = lambda size=size: stock(size, demos)
        seen = taking_turns(contestants, repeats)
        row = {"size": size, "demos": demos}
        row |= {name: round(seconds_of(answers), 3) for name, answers in seen.items()}
        if "nbgrader" in seen:
            theirs, own = seen["nbgrader"][-1][1], seen["two processes"][-1][2]
            row["same scores"] = sum(abs(theirs[name] - own[name]) < 0.01 for name in own)
            row["ours higher"] = sum(own[name] > theirs[name] + 0.01 for name in own)
        rows.append(row)
    complete(rows)
    return rows


def complete(rows):
    """Add ratios; where plain nbgrader was not run, from its time per submission where it was."""
    known = [row["nbgrader"] / row["size"] for row in rows if "nbgrader" in row]
    for row in rows:
        row["nbgrader is estimated"] = "nbgrader" not in row
        if known:
            row.setdefault("nbgrader", round(known[-1] * row["size"], 1))
            row["times faster than nbgrader"] = round(row["nbgrader"] / row["two processes"], 1)
        row["times the floor"] = round(row["one process"] / row["floor"], 2)


def measure_cluster(sizes):
    """Seconds and peak memory of the parent for classes on a local cluster of two; and the fitted cost."""
    rows = []
    for size in tqdm(sizes, "cluster", leave=False):
        seconds, peak, _ = ours(size, True, "--cluster", "local", "--jobs", "2")
        rows.append({"size": size, "seconds": round(seconds, 2), "peak MB": round(peak / 2**20, 1)})
    fitted = {}
    if len(rows) > 1:
        slope, start = np.polyfit(*zip(*((r["size"], r["seconds"]) for r in rows), strict=True), 1)
        fitted = {"seconds a submission": round(slope, 4), "seconds to start": round(start, 2)}
    return {"rows": rows, "fitted": fitted}


def plot(report, path):
    """Seconds over submissions, all contestants."""
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4.5), layout="constrained")
    rows = report["classes"]
    for name in ("nbgrader", "one process", "two processes", "floor"):
        points = [(row["size"], row[name]) for row in rows if name in row]
        label = "plain nbgrader" if name == "nbgrader" else f"ours, {name}"
        axes.loglog(
            *zip(*points, strict=True), "o-", label="the floor" if name == "floor" else label
        )
    if cluster := report["cluster"]["rows"]:
        points = [(row["size"], row["seconds"]) for row in cluster]
        axes.loglog(*zip(*points, strict=True), "s--", label="ours, local cluster of two")
    axes.set_xlabel("submissions")
    axes.set_ylabel("seconds")
    axes.set_title("Grading week 5 on two cores")
    axes.grid(alpha=0.3, which="both")
    axes.legend()
    figure.savefig(path, dpi=120)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[10, 50, 200])
    parser.add_argument("--stock", type=int, nargs="*", default=[10])
    parser.add_argument("--cluster", type=int, nargs="*", default=[10, 100, 1000, 10000])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    latencies = check_latency()
    report = {
        "machine": {
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "numpy": np.__version__,
        },
        "classes": measure_classes(options.sizes, options.stock, options.repeats, True),
        "without demonstrations": measure_classes(
            [*options.stock[:1], *options.sizes[-1:]], options.stock[:1], options.repeats, False
        ),
        "cluster": measure_cluster(options.cluster),
        "check cell, ms beyond the function": {
            "median": round(statistics.median(latencies), 1),
            "largest": round(max(latencies), 1),
        },
        "gradebook, submissions a second": round(gradebook_rate()),
        "grader --help, CPU seconds": round(statistics.median(help_seconds() for _ in range(5)), 3),
    }
    text = json.dumps(report, indent=2)
    print(text)
    if options.json:
        options.json.write_text(text + "\n")
    if options.plot:
        plot(report, options.plot)


if __name__ == "__main__":
    main()
