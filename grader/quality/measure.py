"""How good are the cases of an exercise? Two numbers say it: mutants killed, right variants accepted.

A mutant is the reference, or the master's solution, with one mistake: a misconception or a slip (see
`slips`). It is killed when some case of the public key and some case of a private key is not right. What
survives is a hole in the cases, or is right too: such equivalents are listed by hand, with the reason.

A variant is a right answer in another style, of the lesson's own zoo (`variants`) or made of the reference
(`styles`). Every case of every key has to accept it.

Beside these: how many of the mutants the first public case alone would have killed, which is how most
courses test, and how long the check takes.
"""

import ast
import inspect
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import nbformat
import numpy as np

from grader.answers.answer import RETURNED, Answer, ask
from grader.exercises import load_lesson
from grader.judging.judge import CORRECT, judge
from grader.keys.exercise import Exercise, Lesson
from grader.keys.key import ExerciseKey, is_right
from grader.keys.key_maker import PUBLIC, make_exercise_key
from grader.keys.mutate import mutant
from grader.quality.crew import Task, do_all
from grader.quality.slips import plain, slips
from grader.quality.styles import STYLES
from grader.submissions.course import Week
from grader.variants import Zoo, load_zoo

KILLED_BAR = 0.99
"""The share of mutants that a lesson's cases have to kill; of right variants all have to be accepted."""

PRIVATE = ("quality, first", "quality, second", "quality, third")
"""Secrets of the private keys. Mutants meet the first one, variants all."""

PATIENCE = 25
"""How many times as long as the whole check of the reference a mutant may take, and START seconds."""

START = 0.25

ENOUGH = 20.0
"""How many seconds of CPU time a right variant may take."""

Function = Callable[..., Any]
Track = Callable[[Iterator[Any], int], Iterable[Any]]
"""Passes on what it iterates over, and may show how far it is of how many."""


class QualityError(Exception):
    """A lesson's zoo or its master does not fit its exercises; the message says where."""


@dataclass(frozen=True)
class Quality:
    """How good the cases of one exercise are.

    `survivors` are the labels of mutants that nobody has explained; `equivalent` those that somebody has,
    with the reason. `stale` are explanations of what is no survivor. `silent` mutants answer with a value
    where they are first caught instead of stopping with an error; `single` counts the mutants that the
    first public case alone kills, `single_silent` those of the silent ones. `refused` says for each style
    that was not accepted why.
    """

    exercise: str
    mutants: int
    survivors: tuple[str, ...]
    equivalent: Mapping[str, str]
    stale: tuple[str, ...]
    single: int
    silent: int
    single_silent: int
    variants: int
    refused: Mapping[str, str]
    check_ms: float

    @property
    def wrong(self) -> int:
        """How many mutants are really wrong, and so have to be killed."""
        return self.mutants - len(self.equivalent)

    @property
    def killed(self) -> int:
        """How many of them are killed."""
        return self.wrong - len(self.survivors)

    @property
    def accepted(self) -> int:
        """How many right variants are accepted."""
        return self.variants - len(self.refused)


@dataclass(frozen=True)
class Solutions:
    """A lesson's solutions in its master: the cell that solves each exercise, and what cells may use."""

    cells: Mapping[str, str]
    names: Mapping[str, Any]


def measure(
    week: Week, jobs: int, track: Track = lambda results, total: results
) -> tuple[Quality, ...]:
    """The quality of every exercise of `week`, in its order; raises QualityError."""
    lesson = load_lesson(week.lesson)
    return measure_lesson(lesson, read_solutions(week, lesson), load_zoo(lesson.name), jobs, track)


def measure_lesson(
    lesson: Lesson,
    solutions: Solutions,
    zoo: Zoo,
    jobs: int,
    track: Track = lambda results, total: results,
) -> tuple[Quality, ...]:
    """The quality of every exercise of `lesson`, in its order.

    Mutants and variants are asked by `jobs` processes. `track` sees every result as it comes. Raises
    QualityError where `zoo` speaks of exercises that the lesson does not have.
    """
    _check_names(lesson, zoo)
    trials = [
        _Trial(
            exercise,
            [make_exercise_key(exercise, lesson.name, secret) for secret in (PUBLIC, *PRIVATE)],
            solutions,
            zoo.variants.get(exercise.name, {}),
        )
        for exercise in lesson.exercises
    ]
    tasks = [task for trial in trials for task in trial.tasks]
    results: list[Any] = [None] * len(tasks)
    for position, result in track(do_all(tasks, jobs), len(tasks)):
        results[position] = result
    remaining = iter(results)
    return tuple(
        trial.quality(remaining, zoo.equivalent.get(trial.exercise.name, {})) for trial in trials
    )


def is_good(qualities: Iterable[Quality]) -> bool:
    """Are enough mutants killed, all variants accepted, and no explanations left over?"""
    qualities = list(qualities)
    killed = sum(one.killed for one in qualities)
    enough = killed >= KILLED_BAR * sum(one.wrong for one in qualities)
    return enough and not any(one.refused or one.stale for one in qualities)


def read_solutions(week: Week, lesson: Lesson) -> Solutions:
    """The solutions in the master of `week`. Raises QualityError where an exercise has none.

    A cell may use what the master imports, and all functions of the lesson, here the references.
    """
    master = nbformat.read(week.master, as_version=4)
    code = [cell for cell in master.cells if cell.cell_type == "code"]
    cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell.source for cell in code}
    missing = [one.name for one in lesson.exercises if one.name not in cells]
    if missing:
        raise QualityError(f"{week.master.name} has no solution cell for {', '.join(missing)}")
    names: dict[str, Any] = {"__name__": "__main__", "np": np}
    for cell in code:
        if "nbgrader" not in cell.metadata and "demo" not in cell.metadata.get("tags", []):
            exec(_imports(cell.source), names)
    names |= {one.name: one.reference for one in lesson.exercises}
    return Solutions({one.name: cells[one.name] for one in lesson.exercises}, names)


def _imports(source: str) -> str:
    python = "\n".join(line for line in source.splitlines() if not line.startswith(("%", "!")))
    statements = ast.parse(python).body
    return "\n".join(
        ast.unparse(one) for one in statements if isinstance(one, ast.Import | ast.ImportFrom)
    )


def _check_names(lesson: Lesson, zoo: Zoo) -> None:
    known = {exercise.name for exercise in lesson.exercises}
    strange = (set(zoo.variants) | set(zoo.equivalent)) - known
    if strange:
        raise QualityError(
            f"grader/variants/{lesson.name}.py speaks of {', '.join(sorted(strange))}, "
            "which the lesson does not ask for."
        )


@dataclass(frozen=True)
class _Fate:
    """How a mutant ended: the first public case that killed it, whether a private one did, and how."""

    public: int | None
    private: bool
    silent: bool


class _Trial:
    """One exercise: its mutants and variants as tasks for a crew, and what their results amount to."""

    def __init__(
        self,
        exercise: Exercise,
        keys: list[ExerciseKey],
        solutions: Solutions,
        variants: Mapping[str, str],
    ) -> None:
        self.exercise = exercise
        self._check_ms = _time_check(exercise, keys[0])
        self._mutants = _mutants(exercise, solutions)
        self._variants = _right_ones(exercise, keys[0], solutions, variants)
        limit = START + PATIENCE * self._check_ms / 1000
        self.tasks = [
            *(Task(partial(_fate, one, *keys[:2]), limit) for one in self._mutants.values()),
            *(Task(partial(_first_fault, one, keys), ENOUGH) for one in self._variants.values()),
        ]

    def quality(self, results: Iterator[Any], explained: Mapping[str, str]) -> Quality:
        """The quality that the next results, one for each task, amount to."""
        fates = {label: next(results) or _ENDED for label in self._mutants}
        faults = {style: next(results) for style in self._variants}
        lived = [label for label, fate in fates.items() if fate.public is None or not fate.private]
        silent = [fate for fate in fates.values() if fate.silent]
        return Quality(
            exercise=self.exercise.name,
            mutants=len(fates),
            survivors=tuple(label for label in lived if label not in explained),
            equivalent={label: explained[label] for label in lived if label in explained},
            stale=tuple(label for label in explained if label not in lived),
            single=sum(fate.public == 0 for fate in fates.values()),
            silent=len(silent),
            single_silent=sum(fate.public == 0 for fate in silent),
            variants=len(faults),
            refused={
                style: _NO_ANSWER if fault is None else fault
                for style, fault in faults.items()
                if fault != ""
            },
            check_ms=self._check_ms,
        )


_ENDED = _Fate(public=0, private=True, silent=False)
"""The fate of a mutant that ended its process, in favour of the single example: it may have been there."""

_NO_ANSWER = "It took too long, or ended its process."


def _time_check(exercise: Exercise, key: ExerciseKey) -> float:
    """How long the check of the reference takes, in milliseconds: the median of several."""
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        judge(key, _answers(key, exercise.reference))
        times.append(1000 * (time.perf_counter() - begin))
    return statistics.median(times)


def _mutants(exercise: Exercise, solutions: Solutions) -> dict[str, Callable[[], Function]]:
    """What defines each mutant, by its label; no two have the same source."""
    defined: dict[str, Callable[[], Function]] = {
        f"misconception: {one.name}": partial(mutant, exercise.reference, one)
        for one in exercise.misconceptions
    }
    sources = {
        "reference": (
            inspect.getsource(exercise.reference),
            inspect.unwrap(exercise.reference).__globals__,
        ),
        "solution": (solutions.cells[exercise.name], solutions.names),
    }
    known = {plain(source) for source, _ in sources.values()}
    for origin, (source, names) in sources.items():
        for label, wrong in slips(source, exercise.name).items():
            if wrong not in known:
                known.add(wrong)
                defined[f"{origin}, {label}"] = partial(_define, wrong, exercise.name, names)
    return defined


def _right_ones(
    exercise: Exercise, key: ExerciseKey, solutions: Solutions, variants: Mapping[str, str]
) -> dict[str, Callable[[], Function]]:
    """What defines each right answer, by its style."""
    cells = {"the master's solution": solutions.cells[exercise.name], **variants}
    defined: dict[str, Callable[[], Function]] = {
        style: partial(_define, source, exercise.name, solutions.names)
        for style, source in cells.items()
    }
    answers = list(zip(key.cases, _answers(key, exercise.reference), strict=True))
    for style in STYLES:
        if style.name in variants:
            raise QualityError(f"{exercise.name}: every exercise is asked {style.name!r} anyway.")
        if any(style.applies(case.inputs, answer.value) for case, answer in answers):
            defined[style.name] = partial(style.of, exercise.reference)
    return defined


def _define(source: str, name: str, names: Mapping[str, Any]) -> Function:
    """The function `name` that a cell defines where all other `names` are known."""
    own = {known: value for known, value in names.items() if known != name}
    exec(compile(source, "<cell>", "exec"), own)
    if name not in own:
        raise QualityError(f"the cell defines no {name}")
    return own[name]


def _fate(define: Callable[[], Function], public: ExerciseKey, private: ExerciseKey) -> _Fate:
    function = define()
    position, silent = _first_wrong(public, function)
    return _Fate(position, _first_wrong(private, function)[0] is not None, silent)


def _first_wrong(key: ExerciseKey, function: Function) -> tuple[int | None, bool]:
    """The position of the first case that `function` does not answer right, and: was there an answer?"""
    for position, case in enumerate(key.cases):
        answer = ask(function, case.inputs, case.given)
        if not is_right(key, case, answer):
            return position, answer.outcome == RETURNED
    return None, False


def _answers(key: ExerciseKey, function: Function) -> list[Answer]:
    return [ask(function, case.inputs, case.given) for case in key.cases]


def _first_fault(define: Callable[[], Function], keys: list[ExerciseKey]) -> str:
    """Why the function is not right, the first reason; empty where it is."""
    try:
        function = define()
    except Exception as error:
        return f"Its cell stops: {type(error).__name__}: {error}"
    with np.errstate(), np.printoptions():
        for key in keys:
            verdict = judge(key, _answers(key, function))
            if verdict.status != CORRECT:
                return f"{verdict.call}: {verdict.message}"
    return ""
