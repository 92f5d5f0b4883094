"""The `grader` command: reads the command line and calls what does the work. It holds no logic.

What a command needs is imported when it runs, so that `grader --help` answers at once.
"""

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.console import Console

    from grader.submissions.cluster import Cluster
    from grader.submissions.course import Course, Week
    from grader.submissions.crews import Crew
    from grader.submissions.grading import Grading, Result

Arguments = argparse.Namespace
T = TypeVar("T")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code.

    That is 0 where all is well, 1 where something needs a look (a submission, a stale file, a broken
    promise), and 2 where the command could not do its work.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    # jsonschema, which reads notebooks for us, would make a grammar of addresses that nobody here asks for,
    # which takes longer than grading a dozen submissions.
    sys.modules.setdefault("rfc3987_syntax", None)
    try:
        return options.run(options)
    except KeyboardInterrupt:
        print(
            "\nStopped. What was finished is kept; the same command goes on from here.",
            file=sys.stderr,
        )
        return 130
    except _expected_errors() as error:
        print(f"grader: {error}", file=sys.stderr)
        return 2


def _expected_errors() -> tuple[type[Exception], ...]:
    """The errors whose message tells an instructor what to do: no traceback needed."""
    from grader.build import BuildError
    from grader.keys.exercise import ExerciseError
    from grader.quality.measure import QualityError
    from grader.reports.gradebook import GradebookError
    from grader.sandboxes.wall import SandboxUnavailable
    from grader.submissions.course import CourseError
    from grader.submissions.grading import GradingError
    from grader.submissions.reader import UnreadableNotebook

    return (
        BuildError,
        CourseError,
        ExerciseError,
        GradebookError,
        GradingError,
        QualityError,
        SandboxUnavailable,
        UnreadableNotebook,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="grader",
        description="Builds the course's notebooks and grades what strangers hand in, safely.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    build = _command(commands, "build", _build, "make students' notebooks and public keys")
    build.add_argument("lesson", nargs="?", metavar="LESSON", help="one lesson only, e.g. week03")
    build.add_argument("--check", action="store_true", help="only say what is stale (exit code 1)")

    autograde = _command(commands, "autograde", _autograde, "grade a class")
    _add_class(autograde)
    autograde.add_argument("--student", metavar="ID", help="grade this student only")
    autograde.add_argument("--json", type=Path, metavar="FILE", help="write all results as JSON")

    regrade = _command(
        commands, "regrade", _regrade, "grade a class again, and say whose marks move and why"
    )
    _add_class(regrade)
    regrade.add_argument("--dry-run", action="store_true", help="say it and write nothing")

    quality = _command(commands, "quality", _quality, "measure how good the exercises' cases are")
    quality.add_argument("lesson", nargs="?", metavar="LESSON", help="one lesson only, e.g. week03")
    quality.add_argument("--json", type=Path, metavar="FILE", help="write all numbers as JSON")
    quality.add_argument(
        "--page", type=Path, metavar="FILE", help="write all in words, as Markdown"
    )
    quality.add_argument(
        "--jobs", type=_count, metavar="N", help="how many processes (default: cores)"
    )

    _command(commands, "doctor", _doctor, "what protects this machine, and what is missing")

    release = _command(commands, "release", _release, "write the folder that students get")
    release.add_argument("lesson", metavar="LESSON")
    release.add_argument("--to", type=Path, metavar="DIR", help="where (default: build/release)")
    return parser


def _add_class(command: argparse.ArgumentParser) -> None:
    """What all commands take that grade a class."""
    command.add_argument("lesson", metavar="LESSON")
    command.add_argument(
        "--submitted",
        type=Path,
        metavar="DIR",
        help="folder with STUDENT/LESSON/*.ipynb (default: submitted/); results go beside it",
    )
    command.add_argument(
        "--jobs", type=_count, metavar="N", help="how many at a time (default: cores)"
    )
    command.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="grade on the Dask cluster with this scheduler; `local` starts one here",
    )
    command.add_argument(
        "--without",
        action="append",
        default=[],
        choices=("bubblewrap", "seccomp"),
        help="grade though this layer of the sandbox is missing; every report says so",
    )


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[Arguments], int],
    text: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text.capitalize() + ".")
    parser.set_defaults(run=run)
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def _build(options: Arguments) -> int:
    from grader.build import build, check
    from grader.submissions.course import find_course

    course = find_course(Path.cwd())
    weeks = [course.week(options.lesson)] if options.lesson else course.weeks
    work = check if options.check else build
    found = [line for week in weeks for line in work(course, week)]
    for line in found or ["Everything is fresh."]:
        print(line)
    return int(options.check and bool(found))


def _autograde(options: Arguments) -> int:
    from grader.submissions.autograde import find_submissions, grade_class

    course, week, folder, submitted = _class(options)
    submissions = find_submissions(submitted, week, options.student)
    results = []
    with _crew(options, course, week, len(submissions)) as (grading, crew):
        graded = grade_class(grading, submissions, _kept(folder, week), crew)
        # nbgrader takes a while to load, and the crew has begun.
        from grader.reports.gradebook import Ledger

        with Ledger(week, grading.release, folder) as ledger:
            for done in _bar("grading", "submission")(graded, len(submissions)):
                ledger.record(done, submissions[done.result.student])
                results.append(done.result)
    results = sorted(map(ledger.written, results), key=lambda result: result.student)
    # One student's page lies beside the class's and leaves it alone.
    name = f"{week.folder}.{options.student}" if options.student else week.folder
    _report(results, folder / "reports" / f"{name}.html", options.json)
    return int(any(result.needs_a_look for result in results))


def _regrade(options: Arguments) -> int:
    from grader.reports.gradebook import Ledger, read_marks
    from grader.reports.moves import moves_of, moves_summary, moves_table
    from grader.submissions.autograde import find_submissions, grade_class, record_of
    from grader.submissions.record import load_record

    course, week, folder, submitted = _class(options)
    submissions = find_submissions(submitted, week)
    marks = read_marks(folder / "gradebook.db", week)
    kept = _kept(folder, week)
    moves, needs_a_look = [], False
    with _crew(options, course, week, len(submissions)) as (grading, crew):
        writer = (
            contextlib.nullcontext() if options.dry_run else Ledger(week, grading.release, folder)
        )
        with writer as ledger:
            graded = grade_class(grading, submissions, kept, crew, keep=not options.dry_run)
            for done in _bar("grading", "submission")(graded, len(submissions)):
                student = done.result.student
                before = load_record(record_of(student, kept))
                moves += moves_of(done, marks.get(student, {}), before, grading)
                needs_a_look |= done.result.needs_a_look
                if ledger:
                    ledger.record(done, submissions[student])
    moves.sort(key=lambda move: move.student)
    if moves:
        _wide_console().print(moves_table(moves))
    print(moves_summary(moves, len(submissions), options.dry_run))
    return int(needs_a_look)


def _class(options: Arguments) -> "tuple[Course, Week, Path, Path]":
    """The course, the week, the folder where results go, and the one with the submissions."""
    from grader.submissions.course import find_course

    course = find_course(Path.cwd())
    submitted = (options.submitted or course.root / "submitted").resolve()
    return course, course.week(options.lesson), submitted.parent, submitted


def _kept(folder: Path, week: "Week") -> Path:
    return folder / ".grader" / "results" / week.folder


@contextlib.contextmanager
def _crew(
    options: Arguments, course: "Course", week: "Week", submissions: int
) -> "Iterator[tuple[Grading, Crew]]":
    """What grading the week takes, and who does it."""
    from grader.reports.autograded import autograded
    from grader.submissions.crews import Alone, Processes
    from grader.submissions.grading import prepare

    grading = prepare(course, week, options.without)
    jobs = min(options.jobs or os.cpu_count() or 1, submissions)
    if options.cluster:
        crew = _cluster()(grading, autograded, options.cluster, jobs)
    else:
        crew = Alone(grading, autograded) if jobs == 1 else Processes(grading, autograded, jobs)
    with crew:
        yield grading, crew


def _cluster() -> "type[Cluster]":
    from grader.submissions.grading import GradingError

    try:
        from grader.submissions.cluster import Cluster
    except ImportError:
        raise GradingError(
            "For a cluster Dask is needed: pip install --constraint constraints.txt '.[cluster]'"
        ) from None
    return Cluster


def _report(results: "list[Result]", page: Path, record: Path | None) -> None:
    """Write the page and the JSON record, and show the class."""
    from grader.reports.report import class_page, legend, summary, table, to_json

    if record:
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps(to_json(results), indent=2) + "\n")
    page.parent.mkdir(exist_ok=True)
    page.write_text(class_page(results), encoding="utf-8")
    _wide_console().print(table(results))
    print(f"{legend(results)}\n\n{summary(results)}")
    print(f"Class page: {page}")


def _wide_console() -> "Console":
    """Where tables are printed that would lose columns in a narrow place; a log has room for all."""
    from rich.console import Console

    console = Console()
    console.width = max(console.width, 110) if console.is_terminal else 160
    return console


def _quality(options: Arguments) -> int:
    from rich.console import Console

    from grader.quality.measure import is_good, measure
    from grader.quality.quality_report import complaints, page, table, to_json
    from grader.submissions.course import find_course

    course = find_course(Path.cwd())
    weeks = [course.week(options.lesson)] if options.lesson else course.weeks
    jobs = options.jobs or os.cpu_count() or 1
    measured = {week.lesson: measure(week, jobs, _bar(week.lesson, "trial")) for week in weeks}
    console = Console()
    console.width = max(console.width, 130)
    console.print(table(measured))
    print("\n".join(complaints(measured)))
    if options.json:
        options.json.write_text(json.dumps(to_json(measured), indent=2) + "\n")
    if options.page:
        options.page.write_text(page(measured), encoding="utf-8")
    everything = [one for qualities in measured.values() for one in qualities]
    return int(not all(map(is_good, [everything, *measured.values()])))


def _bar(name: str, unit: str) -> Callable[[Iterator[T], int], Iterator[T]]:
    """Passes on what it iterates over and shows a progress bar."""
    from tqdm import tqdm

    class Bar(tqdm):
        # No thread that watches over the bar: processes are forked while it is shown.
        monitor_interval = 0

    return lambda items, total: Bar(items, name, total, unit=unit, leave=False)


def _doctor(options: Arguments) -> int:
    from grader.doctor import examine

    findings = examine()
    for finding in findings:
        print(f"{'holds ' if finding.holds else 'BROKEN'}  {finding.promise}", end="")
        print(f"  ({finding.detail})" if finding.detail else "")
    return int(not all(finding.holds for finding in findings))


def _release(options: Arguments) -> int:
    from grader.submissions.bundle import release
    from grader.submissions.course import find_course

    course = find_course(Path.cwd())
    week = course.week(options.lesson)
    print(release(course, week, options.to or course.root / "build" / "release"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
