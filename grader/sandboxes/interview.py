"""Puts a key's questions to a submission, and goes on when the submission's code takes its world down.

A notebook's cells run in order in one sandbox. Where a cell ends the process (an endless loop, too much
memory, an exit), that cell pays: a fresh sandbox runs the others again. What was killed from outside (the
machine ran out of memory, somebody pressed the wrong key) gets a second chance, and so does an exercise in
which the sandbox ends. Whatever a submission does, it comes to an end: it has so many restarts, and so much
time in all.

Exercises can be asked together, one after the other in the process in which the cells ran, and each in a
fork of its own. Together is much faster, but whatever one of them breaks, the later ones have to live with.
So together is for finding out who is right, and whoever isn't is asked alone before it is said, unless it can
be seen that nothing in that process has changed.
"""

import contextlib
import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from grader.answers.answer import MISSING, RAISED, RETURNED, TIMED_OUT, Answer
from grader.keys.key import ExerciseKey
from grader.sandboxes.follow_through import References
from grader.sandboxes.sandbox import Question, Questions, Sandbox
from grader.sandboxes.worker import was_killed

TOGETHER_SECONDS = 3
"""How many seconds of CPU time an exercise may take together with others; the slow ones are asked alone."""

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


@dataclass(frozen=True)
class Inquiry:
    """What is asked of everybody for one exercise: the name of a function, and the questions to it."""

    exercise: str
    questions: Questions


def inquiry_for(key: ExerciseKey) -> Inquiry:
    """All cases of a key as questions."""
    questions = [Question(case.inputs, given=case.given) for case in key.cases]
    return Inquiry(key.name, Questions(questions))


class Interview:
    """A notebook whose cells have run, in a sandbox that is replaced when it dies.

    After `seconds` by the clock, nothing is run or asked any more.
    """

    def __init__(
        self, cells: Iterable[Cell], open_sandbox: Callable[[], Sandbox], seconds: float = math.inf
    ) -> None:
        self._cells = tuple(cells)
        self._open_sandbox = open_sandbox
        self._deadline = time.monotonic() + seconds
        self._outcomes: dict[str, Answer] = {}
        self._fatal: set[str] = set()
        self._spoilt: set[str] = set()
        self._killed: set[str] = set()
        self._sandbox: Sandbox | None = None
        self._is_used = False
        self._end: Answer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._sandbox:
            self._sandbox.close()

    def ask_together(
        self, inquiry: Inquiry, helpers: Sequence[str] = (), references: References | None = None
    ) -> list[Answer]:
        """Answers to everything about an exercise, as `ask` gives them, but faster.

        One process answers to all that is asked like this, until something is asked alone. Where it ends, how
        it ended answers for the rest.
        """
        if self._end is None:
            sandbox = self._ready()
            self._is_used = True
            on_call = references.for_student(sandbox, helpers) if references else None
            answers = sandbox.ask_here(
                inquiry.exercise, inquiry.questions, TOGETHER_SECONDS, helpers, on_call
            )
            self._end = None if sandbox.alive else answers[-1]
        else:
            answers = [self._end] * inquiry.questions.count
        return self._with_reasons(inquiry, answers)

    def is_disturbed(self) -> bool:
        """Whether what was asked together may have had any influence on what was asked after it."""
        return self._is_used and self._sandbox.has_traces()

    def ask(
        self, inquiry: Inquiry, helpers: Sequence[str] = (), references: References | None = None
    ) -> list[Answer]:
        """Answers to everything about one exercise, asked alone.

        They come from the student's functions alone, or with those called `helpers` answered by the
        references. Raises CourseCellFailed where a cell stops that the student only received, and nothing
        that the student did is to blame.
        """
        if self._is_used:
            # What was asked there may be why somebody is asked again.
            self._sandbox.close()
        self._end, self._is_used = None, False

        def put(sandbox: Sandbox) -> list[Answer]:
            on_call = references.for_student(sandbox, helpers) if references else None
            return sandbox.ask(inquiry.exercise, inquiry.questions, helpers, on_call)

        return self._with_reasons(inquiry, self._put(put, inquiry))

    def _put(self, ask: Callable[[Sandbox], list[Answer]], inquiry: Inquiry) -> list[Answer]:
        """What is answered to the questions of an inquiry.

        They are put a second time where a process was killed or the whole sandbox is gone: it might have
        been somebody else's doing, or that of what was asked before.
        """
        for _ in range(2):
            sandbox = self._ready()
            if self._is_late():
                return [Answer(TIMED_OUT)] * inquiry.questions.count
            answers = ask(sandbox)
            is_gone = not sandbox.alive and answers[-1].outcome != TIMED_OUT
            if not is_gone and not any(map(was_killed, answers)):
                break
        return answers

    def _ready(self) -> Sandbox:
        """A living sandbox in which all cells have run that leave it alive."""
        while self._sandbox is None or not self._sandbox.alive:
            self._sandbox = self._open_sandbox()
            self._run_cells(self._sandbox)
        return self._sandbox

    def _is_late(self) -> bool:
        return time.monotonic() > self._deadline

    def _run_cells(self, sandbox: Sandbox) -> None:
        """Run all cells that may be run, up to one that ends the sandbox, and note how they went."""
        left_out = self._reason_to_leave_out()
        cells = [cell for cell in self._cells if cell.name not in self._fatal]
        if left_out:
            self._outcomes |= dict.fromkeys((cell.name for cell in cells), left_out)
            return
        outcomes = sandbox.run_all([(cell.name, cell.source) for cell in cells])
        for cell, outcome in zip(cells, outcomes, strict=False):
            self._outcomes[cell.name] = outcome
            if cell.released and outcome.outcome != RETURNED:
                self._find_who_is_to_blame(cell)
            if not sandbox.alive:
                if was_killed(outcome) and cell.name not in self._killed:
                    self._killed.add(cell.name)
                else:
                    self._fatal.add(cell.name)
            elif self._is_late():
                sandbox.close()

    def _reason_to_leave_out(self) -> Answer | None:
        """Why no more cells are run, where that is so."""
        if len(self._fatal) >= MAX_RESTARTS:
            return Answer(RAISED, detail="too many cells stopped Python")
        return Answer(TIMED_OUT) if self._is_late() else None

    def _find_who_is_to_blame(self, cell: Cell) -> None:
        """A cell of the course's own stopped: does it stop without the student's cells as well?"""
        if cell.name in self._spoilt:
            return
        with contextlib.closing(self._open_sandbox()) as sandbox:
            for own in self._cells:
                outcome = sandbox.run(own.name, own.source) if own.released else Answer(RETURNED)
                if outcome.outcome != RETURNED:
                    reason = f"the course's own cell stopped: {_describe(outcome)}"
                    raise CourseCellFailed(reason)
                if own is cell:
                    break
        self._spoilt.add(cell.name)

    def _with_reasons(self, inquiry: Inquiry, answers: Sequence[Answer]) -> list[Answer]:
        return [self._with_reason(inquiry.exercise, answer) for answer in answers]

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
