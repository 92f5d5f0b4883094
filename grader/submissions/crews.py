"""Who does the grading: this process alone, or several at once.

A crew takes tasks and gives each back when it is done, in whatever order. Its members hold nothing that can't
be lost: whatever becomes of one, its tasks are done again by another. A task that takes down two members is
given back as one that somebody has to look at, and the others go on.
"""

import contextlib
import multiprocessing
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from queue import Queue
from typing import Protocol, Self

from grader.answers.words import said_by
from grader.judging.judge import failed_to_judge
from grader.submissions.examiner import Examiner
from grader.submissions.grading import Grading, Result
from grader.submissions.reader import HandedIn
from grader.submissions.record import Record
from grader.submissions.submission import Release, Submission

MAX_TRIES = 2
"""How many members may be lost over one task."""

IN_HAND = 4
"""How many tasks a member has at once, so that it need not wait for the next one."""

Present = Callable[[Submission, Result, Release], str]
"""Makes of a graded submission the notebook that shows its result."""


@dataclass(frozen=True)
class Task:
    """What a student handed in, to be graded; `before` is what is known from the last time."""

    student: str
    handed: HandedIn
    before: Record | None = None


@dataclass(frozen=True)
class Done:
    """A task's result, the record to keep of it, and the autograded notebook, where there are any."""

    result: Result
    record: Record | None = None
    page: str = ""


class Crew(Protocol):
    """Does tasks. Use it as a context manager."""

    def work(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Do all `tasks`, from now on if that is possible, and give each as it is done."""


class Alone:
    """A crew of one: the process that asks for it."""

    def __init__(self, grading: Grading, present: Present) -> None:
        self._grading = grading
        self._present = present
        self._examiner = Examiner(grading)

    def __enter__(self) -> Self:
        self._examiner.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._examiner.__exit__()

    def work(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Do `tasks` in their order."""
        for task in tasks:
            yield do(task, self._examiner, self._grading, self._present)


def do(task: Task, examiner: Examiner, grading: Grading, present: Present) -> Done:
    """Do one task; never raises."""
    graded = examiner.examine(task.student, task.handed, task.before)
    try:
        page = present(graded.submission, graded.result, grading.release)
    except Exception as error:
        return Done(broken_down(graded.result, f"it could not be shown: {said_by(error)}"))
    return Done(graded.result, graded.record, page)


def broken_down(result: Result, reason: str) -> Result:
    """The result of a submission that could not be graded to the end, which is our fault."""
    verdicts = tuple(failed_to_judge(one.exercise, reason) for one in result.verdicts)
    return replace(result, verdicts=verdicts)


def lost(task: Task, grading: Grading, times: int) -> Done:
    """What is given back for a task over which so many members were lost that it is not tried again."""
    names = [exercise.name for exercise in grading.key.exercises]
    reason = f"the process that graded it ended, {times} times"
    return Done(
        Result(
            task.student,
            grading.week,
            tuple(failed_to_judge(name, reason) for name in names),
            tuple(grading.release.points[name] for name in names),
            without=grading.without,
        )
    )


@dataclass
class _Member:
    """A process of a crew, and the tasks that it has in hand, oldest first."""

    process: ForkProcess
    connection: Connection
    tasks: deque[Task]


class _Waiting:
    """Tasks that nobody has in hand: those to be done again, then those that were not yet done."""

    def __init__(self, tasks: Iterator[Task]) -> None:
        self.again: deque[Task] = deque()
        self._tasks = tasks
        self._tries: dict[str, int] = {}

    def take(self) -> Task | None:
        """The next one, if there is any."""
        return self.again.popleft() if self.again else next(self._tasks, None)

    def count_try(self, task: Task) -> int:
        """How many members were lost over a task, the last one included."""
        self._tries[task.student] = self._tries.get(task.student, 0) + 1
        return self._tries[task.student]


class Processes:
    """Several processes of this machine, each of which does one task after the other."""

    def __init__(self, grading: Grading, present: Present, jobs: int) -> None:
        self._grading = grading
        self._present = present
        self._jobs = jobs
        self._members: list[_Member] = []
        self._open = ExitStack()

    def __enter__(self) -> Self:
        # What a member leaves behind that is killed lies in here, and goes when the crew does.
        folder = tempfile.TemporaryDirectory(prefix="crew-", ignore_cleanup_errors=True)
        self._folder = self._open.enter_context(folder)
        for _ in range(self._jobs):
            self._hire()
        return self

    def __exit__(self, *_: object) -> None:
        for member in self._members:
            # Who waits for a task ends by itself, who is busy is interrupted; both clean up.
            member.connection.close()
            if member.tasks:
                member.process.terminate()
        for member in self._members:
            member.process.join()
        self._members.clear()
        self._open.close()

    def work(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Do `tasks`, from now on; no more of them are taken than are in hand."""
        waiting = _Waiting(iter(tasks))
        self._hand_out(waiting)
        return self._gather(waiting)

    def _hand_out(self, waiting: "_Waiting") -> None:
        """Give everybody as many tasks as they may have in hand, in turns."""
        for count in range(IN_HAND):
            for member in self._members:
                if len(member.tasks) == count and (task := waiting.take()):
                    _hand_over(task, member)

    def _gather(self, waiting: "_Waiting") -> Iterator[Done]:
        while busy := {one.connection: one for one in self._members if one.tasks}:
            for connection in wait(list(busy)):
                member = busy[connection]
                try:
                    done = connection.recv()
                except (EOFError, OSError):
                    # It may have been any that it had in hand, but most likely the oldest.
                    if waiting.count_try(member.tasks[0]) == MAX_TRIES:
                        yield lost(member.tasks.popleft(), self._grading, MAX_TRIES)
                    waiting.again.extend(member.tasks)
                    self._replace(member)
                else:
                    member.tasks.popleft()
                    yield done
            self._hand_out(waiting)

    def _hire(self) -> None:
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        # A member that held another's end of a pipe would keep it open after that one's death.
        strange = [ours, *(member.connection for member in self._members)]
        arguments = (self._grading, self._present, theirs, strange, self._folder)
        process = context.Process(target=_serve, args=arguments, daemon=True)
        process.start()
        theirs.close()
        self._members.append(_Member(process, ours, deque()))

    def _replace(self, member: _Member) -> None:
        self._members.remove(member)
        member.connection.close()
        member.process.kill()
        member.process.join()
        self._hire()


def _hand_over(task: Task, member: _Member) -> None:
    member.tasks.append(task)
    with contextlib.suppress(OSError):
        # Whoever is dead will be found so when nothing comes back.
        member.connection.send(task)


def _leave(*_: object) -> None:
    raise SystemExit


def _serve(
    grading: Grading,
    present: Present,
    connection: Connection,
    strange: list[Connection],
    folder: str,
) -> None:
    """Do the tasks that come, until no more do; everything temporary goes into `folder`."""
    tempfile.tempdir = folder
    for other in strange:
        other.close()
    # Ctrl-C is for the parent, which then ends its members.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    tasks: Queue[Task | None] = Queue()
    # Tasks are received while one is being done: were nobody to listen, both sides would wait for ever, each
    # to get rid of what it has to say.
    threading.Thread(target=_receive, args=(connection, tasks), daemon=True).start()
    with Examiner(grading) as examiner, contextlib.suppress(OSError):
        examiner.warm_up()
        while task := tasks.get():
            connection.send(do(task, examiner, grading, present))


def _receive(connection: Connection, tasks: "Queue[Task | None]") -> None:
    with contextlib.suppress(EOFError, OSError):
        while True:
            tasks.put(connection.recv())
    tasks.put(None)
