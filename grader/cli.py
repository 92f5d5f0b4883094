"""The `grader` command: reads the command line and calls what does the work. It holds no logic.

What a command needs is imported when it runs, so that `grader --help` answers at once.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.autograde import Result

Arguments = argparse.Namespace


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 where all went well and nothing needs a look."""
    parser = _parser()
    options = parser.parse_args(arguments)
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
        return 1


def _expected_errors() -> tuple[type[Exception], ...]:
    """The errors whose message tells an instructor what to do: no traceback needed."""
    from grader.autograde import AutogradeError
    from grader.build import BuildError
    from grader.course import CourseError
    from grader.exercise import ExerciseError
    from grader.sandbox import SandboxUnavailable
    from grader.submission import UnreadableNotebook

    return (
        AutogradeError,
        BuildError,
        CourseError,
        ExerciseError,
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
    autograde.add_argument("lesson", metavar="LESSON")
    autograde.add_argument(
        "--submitted",
        type=Path,
        metavar="DIR",
        help="folder with STUDENT/LESSON/*.ipynb (default: submitted/); results go beside it",
    )
    autograde.add_argument(
        "--jobs", type=_count, metavar="N", help="how many at a time (default: cores)"
    )
    autograde.add_argument("--student", metavar="ID", help="grade this student only")
    autograde.add_argument("--json", type=Path, metavar="FILE", help="write all results as JSON")
    autograde.add_argument(
        "--unsafe",
        action="store_true",
        help="run students' code WITHOUT a sandbox, with your own rights; the report says so",
    )

    _command(commands, "doctor", _doctor, "what protects this machine, and what is missing")

    release = _command(commands, "release", _release, "write the folder that students get")
    release.add_argument("lesson", metavar="LESSON")
    release.add_argument("--to", type=Path, metavar="DIR", help="where (default: build/release)")
    return parser


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
    from grader.course import find_course

    course = find_course(Path.cwd())
    weeks = [course.week(options.lesson)] if options.lesson else course.weeks
    work = check if options.check else build
    found = [line for week in weeks for line in work(course, week)]
    for line in found or ["Everything is fresh."]:
        print(line)
    return int(options.check and bool(found))


def _autograde(options: Arguments) -> int:
    from tqdm import tqdm

    from grader.autograde import find_submissions, grade_class, prepare
    from grader.course import find_course
    from grader.gradebook import record_results

    course = find_course(Path.cwd())
    week = course.week(options.lesson)
    submitted = (options.submitted or course.root / "submitted").resolve()
    folder = submitted.parent
    submissions = find_submissions(submitted, week, options.student)
    with prepare(course, week, protected=not options.unsafe) as grading:
        kept = folder / ".grader" / "results" / week.folder
        graded = grade_class(grading, submissions, kept, options.jobs or os.cpu_count() or 1)
        bar = tqdm(graded, total=len(submissions), desc="grading", unit="submission")
        results = sorted(bar, key=lambda result: result.student)
        record_results(results, submissions, week, grading.release, folder)
    # One student's page lies beside the class's and leaves it alone.
    name = f"{week.folder}.{options.student}" if options.student else week.folder
    _report(results, folder / "reports" / f"{name}.html", options.json)
    return int(any(result.needs_a_look for result in results))


def _report(results: "list[Result]", page: Path, record: Path | None) -> None:
    """Write the page and the JSON record, and show the class."""
    from rich.console import Console

    from grader.report import class_page, legend, summary, table, to_json

    if record:
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps(to_json(results), indent=2) + "\n")
    page.parent.mkdir(exist_ok=True)
    page.write_text(class_page(results))
    console = Console()
    # Narrower than this, the table's columns would swallow each other; a log has room for all.
    console.width = max(console.width, 110) if console.is_terminal else 160
    console.print(table(results))
    print(f"{legend(results)}\n\n{summary(results)}")
    print(f"Class page: {page}")


def _doctor(options: Arguments) -> int:
    from grader.doctor import examine

    findings = examine()
    for finding in findings:
        print(f"{'holds ' if finding.holds else 'BROKEN'}  {finding.promise}", end="")
        print(f"  ({finding.detail})" if finding.detail else "")
    return int(not all(finding.holds for finding in findings))


def _release(options: Arguments) -> int:
    from grader.bundle import release
    from grader.course import find_course

    course = find_course(Path.cwd())
    week = course.week(options.lesson)
    print(release(course, week, options.to or course.root / "build" / "release"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
