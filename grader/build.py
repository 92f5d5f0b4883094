"""From masters to what students get: the public key and the released notebook of a week.

The released notebook is made by nbgrader's own `generate_assignment`, so the stock command gives the
same. Building compares before it writes: what is fresh stays untouched, and `check` only reports.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import jupytext
import nbformat

from grader.answers.answer import RETURNED, Answer
from grader.exercises import load_lesson
from grader.keys.draws import pack
from grader.keys.exercise import Tolerance
from grader.keys.key import AnswerKey, ExerciseKey, KeyFileError, is_alike, load_key, save_key
from grader.keys.key_maker import PUBLIC, make_key
from grader.submissions.course import Course, Week
from grader.submissions.submission import CHECK_PREFIX

ROUNDING = Tolerance(relative=1e-9, absolute=1e-12)
"""How far the same key may differ between two machines, whose last digits need not agree."""


class BuildError(Exception):
    """A week can't be built; the message says what stands in the way."""


def build(course: Course, week: Week) -> list[str]:
    """Make what is stale or missing, and say what was made."""
    _require_pair(week)
    made = []
    key = make_key(load_lesson(week.lesson), PUBLIC)
    if not _is_fresh_key(key, week.key):
        save_key(key, week.key)
        made.append(f"{week.key.name}: {sum(len(e.cases) for e in key.exercises)} public cases")
    with tempfile.TemporaryDirectory() as draft:
        release = _generate(course, week, Path(draft))
        if any((release / name).exists() for name in _stale_files(release, week.released.parent)):
            week.released.parent.mkdir(parents=True, exist_ok=True)
            for file in release.iterdir():
                shutil.copy(file, week.released.parent / file.name)
            made.append(f"{week.released.relative_to(course.root)}: the students' notebook")
    return made


def check(course: Course, week: Week) -> list[str]:
    """Say what is stale, without making anything. What could not be built is a BuildError here too."""
    _require_pair(week)
    stale = []
    if not _is_paired(week):
        stale.append(f"{week.script.name} and {week.master.name} differ: run jupytext --sync")
    if not _is_fresh_key(make_key(load_lesson(week.lesson), PUBLIC), week.key):
        stale.append(f"{week.key.name} does not hold today's cases")
    with tempfile.TemporaryDirectory() as draft:
        release = _generate(course, week, Path(draft))
        folder = week.released.parent.relative_to(course.root)
        stale += [f"{folder / name}" for name in _stale_files(release, week.released.parent)]
    return stale


def _require_pair(week: Week) -> None:
    if not week.master.exists():
        raise BuildError(
            f"{week.master} is missing: run jupytext --sync {week.script.name} beside it."
        )
    names = {exercise.name for exercise in load_lesson(week.lesson).exercises}
    checked = set(_checked_exercises(week))
    if names != checked:
        raise BuildError(
            f"{week.master.name} checks {sorted(checked)}, "
            f"but {week.lesson} has the exercises {sorted(names)}."
        )


def _checked_exercises(week: Week) -> Iterator[str]:
    """The exercises that the master's graded cells check, each in one call `check(name)`."""
    for cell in nbformat.read(week.master, as_version=4).cells:
        mark = cell.metadata.get("nbgrader", {})
        if mark.get("grade"):
            name = mark["grade_id"].removeprefix(CHECK_PREFIX)
            if cell.source.strip() != f"check({name})":
                raise BuildError(f"The cell {mark['grade_id']} should be check({name}), no more.")
            yield name


def _is_paired(week: Week) -> bool:
    notebook = nbformat.read(week.master, as_version=4)
    return jupytext.writes(notebook, fmt="py:percent") == week.script.read_text()


def _is_fresh_key(key: AnswerKey, path: Path) -> bool:
    try:
        kept = load_key(path)
    except KeyFileError:
        return False
    return len(key.exercises) == len(kept.exercises) and all(
        map(_is_same_key, key.exercises, kept.exercises)
    )


def _is_same_key(one: ExerciseKey, other: ExerciseKey) -> bool:
    """Do both ask and expect the same, up to rounding?"""
    return _outline(one) == _outline(other) and all(
        is_alike(exact, Answer(RETURNED, [*a.inputs]), Answer(RETURNED, [*b.inputs]))
        and is_alike(exact, Answer(RETURNED, pack(a.expected)), Answer(RETURNED, pack(b.expected)))
        and is_alike(exact, Answer(RETURNED, {**a.given}), Answer(RETURNED, {**b.given}))
        and all(
            is_alike(exact, _packed(a.mistakes[name]), _packed(b.mistakes[name]))
            for name in one.hints
        )
        for exact in [replace(one, tolerance=ROUNDING)]
        for a, b in zip(one.cases, other.cases, strict=True)
    )


def _packed(answer: Answer) -> Answer:
    """The answer with plain numbers in place of records, so that it can be compared with another."""
    return replace(answer, value=pack(answer.value))


def _outline(key: ExerciseKey) -> str:
    """A fingerprint of all of a key but its numbers."""
    cases = tuple(
        replace(case, inputs=(), expected=None, mistakes={}, given={}) for case in key.cases
    )
    return replace(key, cases=cases).digest


def _generate(course: Course, week: Week, folder: Path) -> Path:
    """Run nbgrader's generate_assignment into `folder`; gives the folder of the released files."""
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", week.folder]
    command += ["--no-db", "--force", f"--CourseDirectory.release_directory={folder}"]
    result = subprocess.run(command, cwd=course.root, capture_output=True, text=True)
    if result.returncode:
        raise BuildError(f"nbgrader generate_assignment failed:\n{result.stderr.strip()}")
    return folder / week.folder


def _stale_files(release: Path, folder: Path) -> Iterator[str]:
    """The names of released files that `folder` lacks or has otherwise, and of those it has too many."""
    fresh = {file.name for file in release.iterdir()}
    kept = {file.name for file in folder.iterdir()} if folder.exists() else set()
    yield from sorted(kept - fresh - {".ipynb_checkpoints"})
    for name in sorted(fresh):
        if name not in kept or not _is_same_file(release / name, folder / name):
            yield name


def _is_same_file(one: Path, other: Path) -> bool:
    if one.suffix == ".ipynb":
        return json.loads(one.read_text()) == json.loads(other.read_text())
    return one.read_bytes() == other.read_bytes()
