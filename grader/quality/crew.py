"""A crew of forked children that do one task after the other, each within a limit of CPU time.

For work that may go wrong in any way: a task that loops for ever, eats all memory or ends its process
costs that process alone. Its result is None, a new child takes the place, and the others go on. CPU
time, not time by the clock: what a task may take doesn't depend on what else the machine is doing.
"""

import itertools
import multiprocessing
import resource
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Any

MAX_MEMORY = 4 * 2**30
"""How many bytes of address space a child may use."""


class TaskFailed(Exception):
    """A task raised what nobody expected; the message says what."""


@dataclass(frozen=True)
class Task:
    """Something to do, and how many seconds of CPU time it may take."""

    work: Callable[[], Any]
    seconds: float


@dataclass(frozen=True)
class _Outcome:
    """What a task gave, or how it stopped."""

    result: Any = None
    error: str = ""


@dataclass(frozen=True)
class _Child:
    process: ForkProcess
    connection: Connection

    def listen(self) -> _Outcome | None:
        """What the child has to say; None where it has come to its end."""
        try:
            return self.connection.recv()
        except (EOFError, ConnectionError):
            return None

    def dismiss(self) -> None:
        """Let the child go, and wait until it has."""
        self.connection.close()
        self.process.join()


def do_all(tasks: Sequence[Task], jobs: int) -> Iterator[tuple[int, Any]]:
    """The position and result of every task, in the order in which they are done.

    `jobs` children work side by side; a task that takes more than its time, or otherwise ends its child,
    results in None. Results are pickled. Raises TaskFailed where a task raises.
    """
    waiting = iter(range(len(tasks)))
    busy: dict[Connection, tuple[_Child, int]] = {}
    try:
        for position in itertools.islice(waiting, jobs):
            _start(_hire(tasks, busy), position, busy)
        while busy:
            for connection in wait(list(busy)):
                child, position = busy.pop(connection)
                outcome = child.listen()
                following = next(waiting, None)
                if outcome is None or following is None:
                    child.dismiss()
                if following is not None:
                    _start(child if outcome else _hire(tasks, busy), following, busy)
                if outcome and outcome.error:
                    raise TaskFailed(outcome.error)
                yield position, outcome and outcome.result
    finally:
        for child, _ in busy.values():
            child.process.kill()
            child.dismiss()


def _start(child: _Child, position: int, busy: dict[Connection, tuple[_Child, int]]) -> None:
    child.connection.send(position)
    busy[child.connection] = child, position


def _hire(tasks: Sequence[Task], busy: dict[Connection, tuple[_Child, int]]) -> _Child:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    # A child that held another's end of a pipe would keep it open after that one's death.
    strange = [ours, *busy]
    process = context.Process(target=_work, args=(tasks, theirs, strange), daemon=True)
    process.start()
    theirs.close()
    return _Child(process, ours)


def _work(tasks: Sequence[Task], connection: Connection, strange: list[Connection]) -> None:
    for other in strange:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    while True:
        try:
            position = connection.recv()
        except EOFError:
            return
        task = tasks[position]
        signal.setitimer(signal.ITIMER_PROF, task.seconds)
        outcome = _attempt(task)
        signal.setitimer(signal.ITIMER_PROF, 0)
        connection.send(outcome)


def _attempt(task: Task) -> _Outcome:
    try:
        return _Outcome(task.work())
    except Exception:
        return _Outcome(error=traceback.format_exc())
