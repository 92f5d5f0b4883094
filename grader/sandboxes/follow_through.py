"""Follow-through: one bug costs one exercise, because later ones are judged with right helpers too.

The helpers answer from the judge's side. A call of one leaves the student's sandbox as data, is answered
by the reference in a sandbox of its own, and goes back as data; no reference ever lies where a student's
code could look at it. A function among the inputs (the `f` of a numerical gradient) stays where it is
and is called there: then the references wait, and the call goes the other way.

Could these answers be passed off as somebody's own work? An exercise gets only helpers that come before
it in the lesson, and all of these have been asked and judged when the first help is given. What a student's
code learns here is worth nothing any more, as long as exercises are helped in the lesson's order.

Those who use a helper rightly call it with the same numbers as everybody else. References are pure functions,
so their answers are remembered from one submission to the next.
"""

import pickle
from collections.abc import Callable, Sequence
from typing import Any, Self

from grader.answers.answer import REFUSED, RETURNED, Answer
from grader.answers.codec import encode
from grader.answers.memory import Memory
from grader.sandboxes.sandbox import Fork, OnCall, Question, Questions, Sandbox

MAX_WAITING = 8
"""How many helpers may wait for one another, so that a function that calls back without end comes to one."""


MAX_ANSWER = 2**15
"""How many bytes an answer that is remembered may take."""


class ReferencesBroken(Exception):
    """The references themselves can't be imported, so nobody can be helped; the message says why."""


def importing(lesson: str, names: Sequence[str]) -> str:
    """The statement that brings in a lesson's references."""
    return f"from utils.{lesson} import {', '.join(names)}"


class References:
    """The references of a lesson, ready to answer for a student's helpers; started when first needed.

    `cell` imports them, see `importing`; `open_sandbox` opens a world in which `utils` has them, and
    `cpu_seconds` is what all calls of one exercise may take. `memory` may know answers already.
    """

    def __init__(
        self,
        cell: str,
        open_sandbox: Callable[[], Sandbox],
        cpu_seconds: int,
        memory: Memory[Answer] | None = None,
    ) -> None:
        self._cell = cell
        self._open_sandbox = open_sandbox
        self._cpu_seconds = cpu_seconds
        self._memory = memory or Memory()
        self._sandbox: Sandbox | None = None
        self._fork: Fork | None = None
        self._waiting = 0
        self.called: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._sandbox:
            self._sandbox.close()

    def for_student(self, student: Sandbox, helpers: Sequence[str]) -> OnCall:
        """What answers the calls of `helpers` that come out of the sandbox `student`.

        From then on, `called` collects the names of those that are called.
        """
        self.called.clear()
        self._end_fork()

        def from_references(target: Any, question: Question) -> Answer:
            return student.call(target, question, from_student)

        def from_student(target: Any, question: Question) -> Answer:
            if not isinstance(target, str) or target not in helpers:
                return Answer(REFUSED, detail="there is no such helper here")
            self.called.add(target)
            return self._ask(target, question, from_references)

        return from_student

    def _ask(self, name: str, question: Question, on_call: OnCall) -> Answer:
        if self._waiting == MAX_WAITING:
            return Answer(REFUSED, detail="too many helpers wait for one another")
        self._waiting += 1
        try:
            if question.functions:
                return self._put(name, question, on_call)
            asked = pickle.dumps((name, question))
            answer = self._memory.recall(asked)
            if answer is None:
                answer = self._put(name, question, on_call)
                # For all else the machine, or somebody's strange numbers, may be to blame.
                if answer.outcome == RETURNED and len(encode(answer.value)) <= MAX_ANSWER:
                    self._memory.remember(asked, answer)
            return answer
        finally:
            self._waiting -= 1

    def _put(self, name: str, question: Question, on_call: OnCall) -> Answer:
        if self._waiting > 1:
            # One of them waits for a function of the student's, which needs another one first.
            return self._sandbox.call(name, question, on_call)
        return self._ready().ask(name, Questions([question]), on_call=on_call)[0]

    def _ready(self) -> Fork:
        """A living fork of a sandbox that has the references."""
        if self._fork is None or not self._fork.alive:
            self._end_fork()
            self._fork = self._started().fork(self._cpu_seconds)
            self._fork.__enter__()
        return self._fork

    def _end_fork(self) -> None:
        if self._fork:
            self._fork.__exit__(None)
            self._fork = None

    def _started(self) -> Sandbox:
        if self._sandbox is None or not self._sandbox.alive:
            self._sandbox = self._open_sandbox()
            started = self._sandbox.run("references", self._cell)
            if started.outcome != RETURNED:
                raise ReferencesBroken(f"{started.error} {started.detail}".strip())
        return self._sandbox
