"""Puts a key's questions to a submission, and goes on when the submission's code takes its world down.

A notebook's cells run in order in one sandbox, then every exercise is asked its cases. Where a cell or
a call ends the process (an endless loop, too much memory, an exit), that cell or exercise pays: a fresh
sandbox runs the other cells again and the questions go on with the next exercise.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

from grader.answer import MISSING, NOT_WRITTEN, RAISED, RETURNED, Answer
from grader.key import AnswerKey, ExerciseKey
from grader.sandbox import Sandbox

MAX_RESTARTS = 12
"""How many sandboxes one submission may take down before the rest of its cells are left out."""


class CourseCellFailed(Exception):
    """A cell of the course's own, such as its imports, stopped: nobody can be judged after that."""


@dataclass(frozen=True)
class Cell:
    """A code cell: its place in the notebook, its source, and the exercise it is meant to solve.

    `released` says that it stands there just as the course released it.
    """

    name: str
    source: str
    exercise: str | None = None
    released: bool = False


def interview(
    cells: Iterable[Cell], key: AnswerKey, open_sandbox: Callable[[], Sandbox]
) -> dict[str, tuple[Answer, ...]]:
    """The answers to every case of every exercise, by exercise.

    Raises CourseCellFailed where a cell stops that the student only received.
    """
    with _Session(tuple(cells), open_sandbox) as session:
        return {exercise.name: session.ask(exercise) for exercise in key.exercises}


class _Session:
    """A notebook whose cells have run, in a sandbox that is replaced when it dies."""

    def __init__(self, cells: tuple[Cell, ...], open_sandbox: Callable[[], Sandbox]) -> None:
        self._cells = cells
        self._open_sandbox = open_sandbox
        self._outcomes: dict[str, Answer] = {}
        self._fatal: dict[str, Answer] = {}
        self._sandbox: Sandbox | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._sandbox:
            self._sandbox.close()

    def ask(self, key: ExerciseKey) -> tuple[Answer, ...]:
        """Answers to all cases of `key`; a case that takes the sandbox down answers for the rest."""
        answers: list[Answer] = []
        for case in key.cases:
            sandbox = self._ready()
            answer = self._with_reason(key.name, sandbox.ask(key.name, case.inputs))
            answers.append(answer)
            if not sandbox.alive or answer.outcome in (MISSING, NOT_WRITTEN):
                break
        return (*answers, *[answers[-1]] * (len(key.cases) - len(answers)))

    def _ready(self) -> Sandbox:
        """A living sandbox in which all cells have run that leave it alive."""
        while self._sandbox is None or not self._sandbox.alive:
            self._sandbox = self._open_sandbox()
            self._run_cells(self._sandbox)
        return self._sandbox

    def _run_cells(self, sandbox: Sandbox) -> None:
        for cell in self._cells:
            if cell.name in self._fatal:
                continue
            if len(self._fatal) >= MAX_RESTARTS:
                self._fatal[cell.name] = Answer(RAISED, detail="too many cells stopped Python")
                continue
            outcome = self._outcomes[cell.name] = sandbox.run(cell.name, cell.source)
            if cell.released and outcome.outcome != RETURNED:
                raise CourseCellFailed(f"the course's own cell stopped: {_describe(outcome)}")
            if not sandbox.alive:
                self._fatal[cell.name] = self._outcomes[cell.name]
                return

    def _with_reason(self, exercise: str, answer: Answer) -> Answer:
        """Where the function is missing though its cell is there: how the cell stopped."""
        if answer.outcome != MISSING:
            return answer
        for cell in self._cells:
            if cell.exercise == exercise:
                outcome = self._outcomes[cell.name]
                return outcome if outcome.outcome != RETURNED else answer
        return answer


def _describe(outcome: Answer) -> str:
    return " ".join(filter(None, (outcome.outcome, outcome.error, outcome.detail)))
