"""The only code of ours that runs beside a student's: it defines their functions and passes on questions.

It lives alone in its world (see `zygote`), holds no expected answer, and is not trusted: a student's
code can change anything in this process, and gains nothing by it but other answers. The grader keeps the
time and reads what comes back as an enemy's.

The notebook's cells run in one process, the worker. Questions are put to forks of it, so that whatever
happens there (an exit, a crash, a changed global) leaves the worker as it was; or to the worker itself, which
is faster, and can tell what has changed. Messages are dicts on one socket, and bear the ticket of the request
that they belong to:

    {"cells": [[name, code], ...]}          ->  {"done": how the cell went} for each
    {"fork": seconds of CPU time}           ->  {"ended": how the fork ended}, when it does
    {"ask": function, "helpers": names,
     "at_once": whether each answer
     is sent when it is there}, [questions] ->  {"answers": [...]} until every question has one
    {"traces": True}                        ->  {"traces": whether anything is left of what was asked}
    {"end": True}, to a fork                    which ends

The questions to one function come only when those to the one before have been answered.

In between, calls go both ways. A helper named in `helpers` answers from the other side: {"call": name,
"inputs", "named", "functions"} is sent and {"return": answer} comes. A function can't be sent, so its
place in the inputs is told with a number, by which the other side may call it in the same manner.
"""

import builtins
import contextlib
import copy
import functools
import os
import resource
import select
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from grader.answers.answer import (
    DIED,
    MISSING,
    OUT_OF_MEMORY,
    RETURNED,
    TIMED_OUT,
    Answer,
    ask,
    from_record,
    replaced,
    to_record,
)
from grader.sandboxes.connection import Connection, Disconnected
from grader.sandboxes.notebook import Notebook
from grader.sandboxes.traces import state_of

KILLED = Answer(OUT_OF_MEMORY, detail="killed from outside")
"""The end of who may have done nothing wrong, and is asked again."""

Message = dict[str, Any]


@dataclass(frozen=True)
class Bounds:
    """What this process and its children may use: bytes of memory and of a file, seconds a request.

    `alone` says that no process in sight is anybody else's, so that all of them may be swept away.
    """

    memory: int
    file_size: int
    tasks: int
    cpu_seconds: int
    wall_seconds: int
    alone: bool


class Dialogue:
    """A talk about one request: answers go out, and calls for functions go both ways."""

    def __init__(self, connection: Connection, ticket: int, names: dict[str, Any]) -> None:
        self._connection = connection
        self._ticket = ticket
        self._names = names
        self._functions: list[Callable[..., Any]] = []

    def send(self, **content: Any) -> None:
        """Send a message under this request's ticket."""
        self._connection.send(content, self._ticket)

    def answer(self, message: Message) -> None:
        """Answer all questions of a request, with helpers that answer from the other side."""
        answers = []
        with replaced(self._names, {name: self._elsewhere(name) for name in message["helpers"]}):
            for question in self._connection.receive():
                answers.append(to_record(self._serve(message["ask"], question)))
                if message["at_once"]:
                    self.send(answers=answers)
                    answers = []
        if answers:
            self.send(answers=answers)

    def _serve(self, target: str | int, question: Message) -> Answer:
        """Ask a function of ours, by its name or by the number under which we told of it."""
        function = self._functions[target] if isinstance(target, int) else self._names.get(target)
        if not callable(function):
            return Answer(MISSING, detail=f"nothing called `{target}` was defined")
        inputs = list(question["inputs"])
        for place, number in question["functions"].items():
            inputs[place] = self._elsewhere(number)
        if question["named"]:
            function = functools.partial(function, **question["named"])
        return ask(function, tuple(inputs), question.get("given"))

    def _elsewhere(self, target: str | int) -> Callable[..., Any]:
        """A function that is answered by the other side."""

        def helper(*inputs: Any, **named: Any) -> Any:
            return self._call(target, inputs, named)

        helper.__name__ = helper.__qualname__ = str(target)
        return helper

    def _call(self, target: str | int, inputs: tuple[Any, ...], named: Mapping[str, Any]) -> Any:
        plain, functions = list(inputs), {}
        for place, value in enumerate(inputs):
            if callable(value):
                plain[place], functions[place] = None, len(self._functions)
                self._functions.append(value)
        self.send(call=target, inputs=plain, named=dict(named), functions=functions)
        while "return" not in (message := self._connection.receive()):
            # They need something first.
            self.send(**{"return": to_record(self._serve(message["call"], message))})
        return _value_of(from_record(message["return"]))


def _value_of(answer: Answer) -> Any:
    """What was returned, or the same exception again."""
    if answer.outcome == RETURNED:
        return copy.deepcopy(answer.value)
    kind = getattr(builtins, answer.error, None)
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        kind = RuntimeError
    raise kind(answer.detail or answer.outcome)


def limit_resources(bounds: Bounds) -> None:
    """Bind this process and its children: memory of each, size of a file, open files, their number.

    Their number only where nobody else's count: the kernel counts all that a user runs.
    """
    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (bounds.file_size, bounds.file_size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
    if bounds.alone:
        resource.setrlimit(resource.RLIMIT_NPROC, (bounds.tasks, bounds.tasks))


def serve(connection: Connection, bounds: Bounds) -> None:
    """Answer requests until the other end is closed."""
    notebook = Notebook()
    before: tuple[Any, ...] = ()
    while True:
        try:
            ticket, data = connection.receive_any()
        except Disconnected:
            return
        message = connection.decode(data)
        dialogue = Dialogue(connection, ticket, notebook.names)
        if "cells" in message:
            for name, source in message["cells"]:
                dialogue.send(done=to_record(notebook.run(name, source)))
        elif "fork" in message:
            work = functools.partial(_answer_all, connection, notebook.names)
            dialogue.send(ended=to_record(in_child(work, message["fork"], bounds)))
        elif "traces" in message:
            dialogue.send(traces=state_of(notebook.names) != before)
        else:
            before = before or state_of(notebook.names)
            dialogue.answer(message)


def _answer_all(connection: Connection, names: dict[str, Any]) -> None:
    """Answer requests, as a fork does, until it is told that there are no more."""
    while True:
        ticket, data = connection.receive_any()
        message = connection.decode(data)
        if "end" in message:
            return
        Dialogue(connection, ticket, names).answer(message)


def in_child(work: Callable[[], None], cpu_seconds: int, bounds: Bounds) -> Answer:
    """Do `work` in a fork of this process, and say how that ended; nothing that it started is left."""
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
            # A little later the kernel ends also those who ignore its first signal.
            resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
            work()
            os._exit(0)
        finally:
            os._exit(1)
    try:
        return _await_end(child, cpu_seconds, bounds.wall_seconds)
    finally:
        _sweep(child, bounds.alone)


def _await_end(child: int, cpu_seconds: int, wall_seconds: float) -> Answer:
    handle = os.pidfd_open(child)
    try:
        in_time, _, _ = select.select([handle], [], [], wall_seconds)
    finally:
        os.close(handle)
    if not in_time:
        os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    if not in_time or used.ru_utime + used.ru_stime >= cpu_seconds:
        return Answer(TIMED_OUT)
    return explain_end(os.waitstatus_to_exitcode(status))


def explain_end(code: int) -> Answer:
    """The answer that the end of a process amounts to: `code` is its exit code, or minus a signal."""
    if code == -signal.SIGXCPU:
        return Answer(TIMED_OUT)
    if code == -signal.SIGKILL:
        return KILLED
    if -code in iter(signal.Signals):
        return Answer(DIED, detail=f"by signal {signal.Signals(-code).name}")
    return Answer(DIED, detail=f"with exit code {code}")


def was_killed(answer: Answer) -> bool:
    """Whether a process got the one signal that none of ours sends: mostly because memory ran out."""
    return (answer.outcome, answer.detail) == (KILLED.outcome, KILLED.detail)


def _sweep(child: int, alone: bool) -> None:
    """End whatever a child left behind, hidden or not."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if alone:
            os.kill(-1, signal.SIGKILL)
        else:
            os.killpg(child, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        # Of a namespace's first process all orphans are children: wait until the last one is gone.
        while alone:
            os.waitpid(-1, 0)
