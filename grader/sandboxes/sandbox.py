"""Talks to a student's code, which lives in a world of its own, and ends it when its time is over.

The worker (see `worker`) has one socket to us. What comes over it is read as an enemy's: bounded in size,
decoded as plain data, and taken for an answer to what was asked last or not at all. Whoever does not keep
to the rules is ended.

Time is kept twice. A worker is allowed so many seconds of CPU, which a busy machine does not shorten; for
code that sleeps, we wait a longer time by the clock, and then end it.
"""

import secrets
import select
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, Self

from grader.answers.answer import (
    REFUSED,
    RETURNED,
    TIMED_OUT,
    Answer,
    from_record,
    to_record,
)
from grader.answers.codec import CodecError, encode
from grader.sandboxes.connection import Connection, Disconnected
from grader.sandboxes.guard import GRACE_SECONDS, LOOK_SECONDS, Guard, Limits
from grader.sandboxes.worker import explain_end

MAX_RECEIVED = 32 * 2**20
"""How many bytes one request may send us."""

AHEAD = 2**16
"""How many bytes are read at a time, where there are as many."""

DYING_SECONDS = 1.0
"""How long somebody who fell silent may take to die, if that is why."""


@dataclass(frozen=True)
class Question:
    """What a function is asked with: by position, by name, and which positions hold functions.

    `functions` maps a position to the number under which the other side knows the function. `given` are
    calls of helpers whose answers are given, see `answer.ask`.
    """

    inputs: tuple[Any, ...]
    named: Mapping[str, Any] = field(default_factory=dict)
    functions: Mapping[int, int] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)


class Questions:
    """What one function is asked, written down once for all who are asked the same."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.count = len(questions)
        self.encoded = encode([dict(vars(question)) for question in questions])


OnCall = Callable[[Any, Question], Answer]
"""Answers a call that comes out of a sandbox: what is called, which may be anything, and with what."""

Message = dict[str, Any]


class Worker(Protocol):
    """The process in which a student's code runs, as it is seen from outside."""

    pid: int

    def kill(self) -> None:
        """Send the signal that ends it; nobody is waited for, and any thread may do it."""

    def is_dead(self, seconds: float) -> bool:
        """Whether it is gone, or goes before so many seconds are over."""

    def end(self) -> int:
        """Kill it, wait until nothing of it is left, and give its exit code, or minus a signal."""


class Sandbox:
    """A student's code in a world of its own. Use it as a context manager: when it closes, all is dead.

    `folders` are those in which it can write, as it sees them; none where it has no world of its own.
    """

    def __init__(
        self, stream: socket.socket, worker: Worker, limits: Limits, folders: Sequence[str]
    ) -> None:
        self.alive = True
        self._stream = stream
        self._connection = Connection(stream, recipes=False, ahead=AHEAD)
        self._worker = worker
        self._limits = limits
        self._code: int | None = None
        self._ticket: int | None = None
        self._fork: int | None = None
        self._guard = Guard(worker.pid, limits, folders, worker.kill)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, name: str, source: str) -> Answer:
        """Execute a cell; the answer says how it went."""
        (answer,) = self.run_all([(name, source)])
        return answer

    def run_all(self, cells: Sequence[tuple[str, str]]) -> Iterator[Answer]:
        """Execute cells, (name, source) each, one after the other; the answers say how they went.

        Where the sandbox ends, that is the last answer. Whoever stops listening before has to close the
        sandbox, and may do so in between.
        """
        for group in _in_groups(cells):
            yield from self._run_group(group)
            if not self.alive:
                return

    def _run_group(self, cells: list[list[str]]) -> Iterator[Answer]:
        self._begin(in_fork=False)
        try:
            self._send({"cells": cells})
            for _ in cells:
                answer = from_record(self._receive().get("done"))
                # Every cell has as much time as any other.
                self._begin_to_wait(in_fork=False)
                yield answer
                if not self.alive:
                    return
        except _Ended as ended:
            yield ended.answer
        finally:
            self._guard.rest()

    def ask(
        self,
        name: str,
        questions: Questions,
        helpers: Sequence[str] = (),
        on_call: OnCall | None = None,
    ) -> list[Answer]:
        """Ask the function that the cells defined under `name`, in a fork for it alone: see `Fork.ask`."""
        with self.fork(self._limits.cpu_seconds) as fork:
            return fork.ask(name, questions, helpers, on_call)

    def ask_here(
        self,
        name: str,
        questions: Questions,
        cpu_seconds: float,
        helpers: Sequence[str] = (),
        on_call: OnCall | None = None,
    ) -> list[Answer]:
        """Ask in the process in which the cells have run, where an answer can disturb those that come later.

        Where it takes longer than so many seconds of CPU time, or the sandbox ends in another way, that
        answers for all questions.
        """
        answers: list[Answer] = []
        self._begin(in_fork=False, cpu_seconds=cpu_seconds)
        try:
            message = {"ask": name, "helpers": list(helpers), "at_once": False}
            self._collect(message, questions, on_call, answers)
        except _Ended as ended:
            self.close()
            if ended.who is not self:
                raise
            return [ended.end] * questions.count
        finally:
            self._guard.rest()
        return answers

    def has_traces(self) -> bool:
        """Whether what was asked here may have left any: see `traces`. What has ended has."""
        if not self.alive:
            return True
        self._begin(in_fork=False)
        try:
            self._send({"traces": True})
            return self._receive().get("traces") is not False
        except _Ended:
            return True
        finally:
            self._guard.rest()

    def fork(self, cpu_seconds: int) -> "Fork":
        """A copy of the process in which the cells have run, which may compute for so many seconds.

        There is one at a time. Nothing that happens in it is seen anywhere else.
        """
        return Fork(self, cpu_seconds)

    def call(self, target: str | int, question: Question, on_call: OnCall) -> Answer:
        """While a call of this sandbox's waits for its answer: call one of its functions meanwhile."""
        self._send({"call": target, **vars(question)})
        while "return" not in (message := self._receive()):
            if "call" not in message:
                raise _Ended(self, from_record(message.get("ended")))
            self._serve(message, on_call)
        return from_record(message["return"])

    def close(self) -> None:
        """End the worker and all that it started, and wait until they are gone."""
        if self.alive:
            self.alive = False
            self._guard.dismiss()
            self._code = self._worker.end()
            self._stream.close()

    def _begin(self, in_fork: bool, cpu_seconds: float | None = None) -> None:
        """A request begins: with a ticket of its own, and with its time."""
        self._ticket = secrets.randbits(62)
        self._begin_to_wait(in_fork, cpu_seconds)

    def _begin_to_wait(self, in_fork: bool, cpu_seconds: float | None = None) -> None:
        self._connection.received = 0
        self._guard.begin(GRACE_SECONDS if in_fork else 0.0, cpu_seconds)

    def _collect(
        self,
        message: Message,
        questions: Questions,
        on_call: OnCall | None,
        answers: list[Answer],
    ) -> None:
        """Put questions, and add the answers as they come."""
        self._send(message, questions.encoded)
        while len(answers) < questions.count:
            reply = self._receive()
            if "ended" in reply:
                raise _Ended(self, from_record(reply["ended"]))
            if "call" in reply:
                self._serve(reply, on_call)
            else:
                answers += _answers_in(reply, questions.count - len(answers))

    def _serve(self, message: Message, on_call: OnCall | None) -> None:
        """Answer a call from inside, which may be an enemy's."""
        fields = ("call", "inputs", "named", "functions")
        target, inputs, named, functions = (message.get(name) for name in fields)
        shapes = zip((inputs, named, functions), (list, dict, dict), strict=True)
        if on_call is None or not all(type(value) is kind for value, kind in shapes):
            raise self._refuse("it sent something that is no answer")
        answer = on_call(target, Question(tuple(inputs), named, functions))
        self._send({"return": to_record(answer)})

    def _send(self, message: Message, *encoded: bytes) -> None:
        """Send a message, and behind it what has been encoded before."""
        try:
            values = [encode(message), *encoded]
        except CodecError as error:
            raise self._refuse(str(error)) from None
        try:
            self._stream.settimeout(self._limits.wall_seconds)
            self._connection.send_encoded(values, self._ticket)
        except TimeoutError:
            raise self._end(Answer(TIMED_OUT)) from None
        except OSError:
            raise self._lost() from None

    def _receive(self) -> Message:
        """The next message under the current ticket; what an earlier request left behind is dropped."""
        while True:
            if self._connection.received > MAX_RECEIVED:
                raise self._refuse(f"it sent more than {MAX_RECEIVED:,} bytes")
            try:
                ticket, data = self._connection.receive_any(self._wait)
                if ticket not in (self._ticket, self._fork):
                    continue
                message = self._connection.decode(data)
            except CodecError as error:
                raise self._refuse(str(error)) from None
            except (Disconnected, OSError):
                raise self._lost() from None
            if not isinstance(message, dict):
                raise self._refuse("it sent something that is no answer")
            # What happens to a fork as a whole may be told at any time, the rest only when it was asked.
            if ticket == self._ticket or "ended" in message:
                return message

    def _wait(self) -> None:
        """Wait for something to read, or for the guard to lose patience."""
        while self._guard.verdict is None:
            if select.select([self._stream], [], [], LOOK_SECONDS)[0]:
                return
        raise self._end(self._guard.verdict)

    def _refuse(self, reason: str) -> "_Ended":
        return self._end(Answer(REFUSED, detail=reason))

    def _lost(self) -> "_Ended":
        """It speaks no more: because it is dead, or because it hung up."""
        is_dead = self.alive and self._worker.is_dead(DYING_SECONDS)
        self.close()
        return _Ended(self, self._guard.verdict or explain_end(self._code if is_dead else 0))

    def _end(self, answer: Answer) -> "_Ended":
        self.close()
        return _Ended(self, answer)


class Fork:
    """A fork of a sandbox's worker, to which questions are put. Use it as a context manager."""

    def __init__(self, sandbox: Sandbox, cpu_seconds: int) -> None:
        self._sandbox = sandbox
        self._cpu_seconds = cpu_seconds
        self._end: Answer | None = None

    def __enter__(self) -> Self:
        sandbox = self._sandbox
        sandbox._begin(in_fork=True)
        sandbox._fork = sandbox._ticket
        self._attempt(lambda: sandbox._send({"fork": self._cpu_seconds}))
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        sandbox = self._sandbox
        if error is not None:
            # Who was left in the middle of a request would wait for the rest of it.
            sandbox.close()
        elif self.alive and sandbox.alive:
            sandbox._ticket = sandbox._fork
            self._attempt(self._finish)
        sandbox._fork = None
        sandbox._guard.rest()

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self._end is None

    def ask(
        self,
        name: str,
        questions: Questions,
        helpers: Sequence[str] = (),
        on_call: OnCall | None = None,
    ) -> list[Answer]:
        """Ask the function that the cells defined under `name`; one answer to each question.

        Where the fork ends early, how it ended answers for the rest, and for all that it is asked later.
        The functions called `helpers` are answered by `on_call`.
        """
        answers: list[Answer] = []
        if self.alive:
            self._sandbox._begin(in_fork=True)
            message = {"ask": name, "helpers": list(helpers), "at_once": True}
            self._attempt(lambda: self._sandbox._collect(message, questions, on_call, answers))
        missing = questions.count - len(answers)
        return [*answers, *[self._end or _NOTHING] * missing]

    def _finish(self) -> None:
        sandbox = self._sandbox
        sandbox._send({"end": True})
        while "ended" not in sandbox._receive():
            pass

    def _attempt(self, work: Callable[[], None]) -> None:
        """Do `work`; where somebody's end interrupts it, it is the fork's end as well."""
        try:
            work()
        except _Ended as ended:
            self._end = ended.end
            if ended.who not in (self, self._sandbox):
                self._sandbox.close()
                raise


_NOTHING = Answer(REFUSED, detail="it ended without an answer")


def _answers_in(reply: Message, wanted: int) -> list[Answer]:
    """The answers in a message, which may be an enemy's: one of them at least, and no more than `wanted`."""
    records = reply.get("answers")
    if not isinstance(records, list) or not records:
        records = [None]
    return [from_record(record) for record in records[:wanted]]


def _in_groups(cells: Sequence[tuple[str, str]]) -> Iterator[list[list[str]]]:
    """Cells that are small enough to be sent together."""
    group: list[list[str]] = []
    for name, source in cells:
        if group and sum(len(other) for _, other in group) + len(source) > AHEAD:
            yield group
            group = []
        group.append([name, source])
    if group:
        yield group


class _Ended(Exception):
    """A sandbox, or a fork in it, came to its end; `answer` says how."""

    def __init__(self, who: Sandbox | Fork, answer: Answer) -> None:
        self.who = who
        self.answer = answer

    @property
    def end(self) -> Answer:
        """How it ended: never by returning something."""
        return _NOTHING if self.answer.outcome == RETURNED else self.answer
