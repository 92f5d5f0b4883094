"""How long grading takes: ours, plain nbgrader, otter and the floor, on the same class in one run.

    python tests/bench/grading.py [--sizes 10 50 200] [--others 10 50 200] [--cluster 10 100 1000 10000]
                                  [--repeats 3] [--otter PROGRAM] [--json FILE] [--plot FILE]

Ours and the floor take turns, `--repeats` times, and medians are told. Plain nbgrader, which takes minutes,
has one turn at each of the sizes `--others`; `otter run` one at the smallest of them, where it is installed.
The report is written as it grows, so a run that is stopped has told what it knew.
"""

import argparse
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

from classes import LESSON, WEEK, class_of  # noqa: E402
from contestants import floor, nbgrader, otter, ours  # noqa: E402

from grader.answers.answer import ask  # noqa: E402
from grader.judging.judge import Verdict  # noqa: E402
from grader.keys.key import load_exercise_key, load_key  # noqa: E402
from grader.reports.autograded import autograded  # noqa: E402
from grader.reports.gradebook import Ledger  # noqa: E402
from grader.sandboxes.notebook import Notebook  # noqa: E402
from grader.submissions.course import find_course  # noqa: E402
from grader.submissions.crews import Done  # noqa: E402
from grader.submissions.grading import Result  # noqa: E402
from grader.submissions.reader import HandedIn, fetch  # noqa: E402
from grader.submissions.submission import read_release, read_submission  # noqa: E402

OURS = "two processes"


def measure_classes(sizes, options, demos):
    """A row for every size: seconds of all contestants, ratios, and how many scores are the same."""
    for size in sizes:
        turns = {
            "one process": lambda size=size: ours(size, "--jobs", "1", demos=demos),
            OURS: lambda size=size: ours(size, "--jobs", "2", demos=demos),
            "floor": lambda size=size: (floor(size, demos), {}),
        }
        rounds = [
            {name: turn() for name, turn in turns.items()}
            for _ in tqdm(range(options.repeats), f"{size} submissions", leave=False)
        ]
        row = {"size": size}
        row |= {name: statistics.median(one[name][0] for one in rounds) for name in turns}
        totals = rounds[-1][OURS][1]
        if size in options.others:
            seconds, theirs = nbgrader(size, demos)
            row |= {"nbgrader": seconds, **compare(totals, theirs, "nbgrader")}
            row["times faster than nbgrader"] = seconds / row[OURS]
        if options.otter and size == min(options.others, default=0):
            seconds, theirs = otter(options.otter, size, demos)
            row |= {"otter": seconds, **compare(totals, theirs, "otter")}
            row["times faster than otter"] = seconds / row[OURS]
        row["times the floor"] = row["one process"] / row["floor"]
        yield row


def compare(own, theirs, name):
    """How many have the same total, and how many have more by ours: one bug is charged once."""
    same = sum(abs(theirs[student] - own[student]) < 0.02 for student in own)
    more = sum(own[student] > theirs[student] + 0.02 for student in own)
    return {f"scores as by {name}": same, f"scores higher than by {name}": more}


def marginal(rows):
    """Seconds that one more submission takes: between the smallest and the largest class."""
    first, last = rows[0], rows[-1]
    more = last["size"] - first["size"]
    names = [name for name in ("one process", OURS, "floor", "nbgrader") if name in last]
    return {name: (last[name] - first[name]) / more for name in names if more and name in first}


def measure_cluster(sizes):
    """Seconds and peak memory of the parent for each size on a local cluster of two workers."""
    for size in tqdm(sizes, "cluster", leave=False):
        seconds, _, peak = ours(size, "--cluster", "local", "--jobs", "2")
        yield {"size": size, "seconds": seconds, "peak MB": peak / 2**20}


def fit(rows):
    """Seconds to start and for each submission, as a line through all sizes, each weighted by its seconds."""
    sizes, seconds = (np.array([row[name] for row in rows]) for name in ("size", "seconds"))
    if len(rows) < 2:
        return {}
    slope, start = np.polyfit(sizes, seconds, 1, w=1 / seconds)
    return {
        "seconds to start": start,
        "seconds a submission": slope,
        "seconds each, start left out": dict(
            zip(map(str, sizes.tolist()), ((seconds - start) / sizes).tolist(), strict=True)
        ),
    }


def check_latency():
    """Milliseconds of `check` beyond the student's own function: median and largest of the exercises."""
    from grader.check import _judge
    from grader.reports.card import card_html

    path = find_course(ROOT).week(WEEK).key
    notebook = Notebook()
    for cell in right_submission().cells:
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
    return {"median": statistics.median(beyond), "largest": max(beyond)}


def right_submission():
    """A submission in which all is right."""
    (notebook,) = class_of(1)
    release = read_release(find_course(ROOT).week(WEEK).released)
    return read_submission(HandedIn(json.dumps(notebook).encode()), "x", release)


def gradebook_rate(count=1000):
    """Submissions a second that the gradebook takes, their autograded notebooks included."""
    week = find_course(ROOT).week(WEEK)
    release = read_release(week.released)
    verdicts = tuple(Verdict(name, "correct", 1, 1, "") for name in release.points)
    points = tuple(release.points.values())
    (notebook,) = class_of(1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "submitted", "x", WEEK, f"{LESSON}.ipynb")
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook))
        submission = read_submission(fetch(path), "x", release)
        begin = perf_counter()
        with Ledger(week, release, Path(folder)) as ledger:
            for number in range(count):
                result = Result(f"student-{number}", WEEK, verdicts, points)
                ledger.record(Done(result, page=autograded(submission, result, release)), path)
        return count / (perf_counter() - begin)


def help_seconds():
    """Seconds of CPU time that `grader --help` takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "grader.cli", "--help"], cwd=ROOT, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def plot(report, path):
    """Seconds over submissions, all contestants."""
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    labels = {
        "nbgrader": "plain nbgrader",
        "otter": "otter run",
        "one process": "ours, one process",
        OURS: "ours, two processes",
        "floor": "the students' functions alone",
    }
    figure, axes = plt.subplots(figsize=(7.5, 5), layout="constrained")
    for name, label in labels.items():
        points = [(row["size"], row[name]) for row in report["classes"] if name in row]
        if points:
            axes.loglog(*zip(*points, strict=True), "o-", label=label)
    cluster = [(row["size"], row["seconds"]) for row in report.get("cluster", ())]
    if cluster:
        axes.loglog(*zip(*cluster, strict=True), "s--", label="ours, a local cluster of two")
    axes.set_xlabel("submissions")
    axes.set_ylabel("seconds")
    axes.set_title("Grading week 5 on two cores")
    axes.grid(alpha=0.3, which="both")
    axes.legend()
    figure.savefig(path, dpi=120)


def rounded(value):
    """The same report with four significant digits."""
    if isinstance(value, dict):
        return {name: rounded(item) for name, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return float(f"{value:.4g}") if isinstance(value, float) else value


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[10, 50, 200])
    parser.add_argument("--others", type=int, nargs="*", default=[10, 50, 200])
    parser.add_argument("--cluster", type=int, nargs="*", default=[10, 100, 1000, 10000])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--otter", default=shutil.which("otter"))
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    versions = {"python": platform.python_version(), "numpy": np.__version__}
    report = {"machine": {"cores": os.cpu_count(), **versions}, "repeats": options.repeats}

    def tell():
        text = json.dumps(rounded(report), indent=2)
        if options.json:
            options.json.write_text(text + "\n")
        return text

    report["check cell, ms beyond the function"] = check_latency()
    report["gradebook, submissions a second"] = gradebook_rate()
    report["grader --help, CPU seconds"] = statistics.median(help_seconds() for _ in range(5))
    for name, demos in (("classes", True), ("without demonstrations", False)):
        report[name] = []
        for row in measure_classes(options.sizes, options, demos):
            report[name].append(row)
            tell()
        report[f"{name}, seconds for one more"] = marginal(report[name])
    report["cluster"] = []
    for row in measure_cluster(options.cluster):
        report["cluster"].append(row)
        tell()
    report["cluster, fitted"] = fit(report["cluster"])
    print(tell())
    if options.plot:
        plot(report, options.plot)


if __name__ == "__main__":
    main()
