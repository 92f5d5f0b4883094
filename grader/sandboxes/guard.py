"""Keeps watch over a sandbox's processes, all of them together, while they work.

The limits that the kernel keeps hold for one process each; a crowd of them, or memory that belongs to
nobody, slips through. So a guard looks at the whole family ten times a second, from a thread of its own:
whatever the sandbox says, drips or keeps back, nothing stops it from looking. Where a limit is passed, it
ends the sandbox and keeps the reason. Between two looks a limit may be exceeded for a moment.
"""

import contextlib
import itertools
import math
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from grader.answers.answer import DIED, OUT_OF_MEMORY, TIMED_OUT, Answer
from grader.sandboxes.worker import KILLED

LOOK_SECONDS = 0.1
"""How often a guard looks."""

CLOSE_LOOKS = 8
"""At how many processes' memory a guard looks closely each time."""

GRACE_SECONDS = 5.0
"""How much longer than the worker the guard waits, so that the worker may tell who was late."""

SPARE_MEMORY = 2**28
"""When the whole machine has no more bytes left than these, whoever is looked at has to go."""

MAX_STARTED = 20_000
"""How many processes and threads one sandbox may ever start: each may be too short-lived to be seen."""

_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICK = 1 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Limits:
    """What one request to a student's code may use: bytes of memory and disk, seconds of CPU and clock.

    `memory`, `tasks` (processes and threads), `files` and, with some grace, `cpu_seconds` hold for all
    processes together. `total_seconds` is for everything that one submission asks for.
    """

    memory: int = 2 * 2**30
    tasks: int = 64
    files: int = 50_000
    disk: int = 64 * 2**20
    cpu_seconds: int = 10
    wall_seconds: float = 40.0
    startup_seconds: float = 60.0
    total_seconds: float = 900.0


class Guard:
    """Watches over the process `pid` and what descends from it, from now on until it is dismissed.

    `end` is called once where a limit is passed; `verdict` then says which. `folders` are those in which
    the sandbox can write, as it sees them; none where it has no world of its own.
    """

    def __init__(
        self, pid: int, limits: Limits, folders: Sequence[str], end: Callable[[], None]
    ) -> None:
        self.verdict: Answer | None = None
        self._pid = pid
        self._limits = limits
        self._folders = folders
        self._end = end
        self._started = False
        self._computed: dict[int, float] = {}
        self._counted: dict[int, tuple[float, int]] = {}
        self._request = _Request(time.monotonic() + limits.startup_seconds)
        self._dismissed = threading.Event()
        self._thread = threading.Thread(target=self._keep_watch, daemon=True)
        self._thread.start()

    def begin(self, grace_seconds: float, cpu_seconds: float | None = None) -> None:
        """A request is sent now: its time begins, and ends so much later than its limits say.

        It may have another limit of CPU time than the usual one.
        """
        self._started = True
        self._request = _Request(
            time.monotonic() + self._limits.wall_seconds + grace_seconds,
            (cpu_seconds or self._limits.cpu_seconds) + grace_seconds,
        )

    def rest(self) -> None:
        """The request is answered; until the next one, nobody is late."""
        self._request = _Request()

    def dismiss(self) -> None:
        """Stop watching, and wait until that is so."""
        self._dismissed.set()
        self._thread.join()

    def _keep_watch(self) -> None:
        try:
            while not self._dismissed.wait(LOOK_SECONDS):
                self.verdict = self._look()
                if self.verdict:
                    return
        finally:
            # Also where looking itself failed: nobody is left alone without a guard.
            if not self._dismissed.is_set():
                self._end()

    def _look(self) -> Answer | None:
        """What is wrong, if anything."""
        limits, request = self._limits, self._request
        if time.monotonic() > request.deadline:
            return Answer(TIMED_OUT)
        # Of a crowd that grows faster than one can count, no more is counted than proves it.
        members = list(itertools.islice(family(self._pid), limits.tasks + 1))
        seen = [one for one in map(_look_at, members) if one]
        if max(len(members), sum(one.threads for one in seen)) > limits.tasks:
            return Answer(DIED, detail="by starting one process or thread after the other")
        request.computed += self._newly_computed(seen)
        if request.computed > request.cpu_seconds:
            return Answer(TIMED_OUT)
        if self._memory(seen) > limits.memory:
            return Answer(OUT_OF_MEMORY)
        if _memory_left() < SPARE_MEMORY:
            return KILLED
        if seen and _number_inside(seen[-1].pid) > MAX_STARTED:
            return Answer(DIED, detail="by starting one process after the other")
        if self._started and _count_files(seen, self._folders) > limits.files:
            return Answer(DIED, detail=f"by making more than {limits.files:,} files")
        return None

    def _newly_computed(self, seen: Sequence["_Process"]) -> float:
        """The seconds of CPU time that were spent since the last look."""
        before, self._computed = self._computed, {one.pid: one.cpu_seconds for one in seen}
        return sum(one.cpu_seconds - before.get(one.pid, 0.0) for one in seen)

    def _memory(self, seen: Sequence["_Process"]) -> int:
        """The bytes that processes hold and that come from no file; counted closely where it matters.

        That takes a while, in which a crowd would grow: so only a few are counted anew in each look.
        """
        resident = sum(one.resident for one in seen)
        if resident <= self._limits.memory:
            return resident
        here = {one.pid: one for one in seen}
        # Those who were never counted first, then who was counted longest ago.
        turns = sorted(here, key=lambda pid: self._counted.get(pid, (0, 0)))
        counted = {pid: (time.monotonic(), _own_memory(here[pid])) for pid in turns[:CLOSE_LOOKS]}
        self._counted = {pid: self._counted[pid] for pid in here if pid in self._counted} | counted
        return sum(held for _, held in self._counted.values())


@dataclass
class _Request:
    """When a request has to be answered, and how much was and may be computed for it."""

    deadline: float = math.inf
    cpu_seconds: float = math.inf
    computed: float = 0.0


@dataclass(frozen=True)
class _Process:
    """A process as it was seen; `resident` counts the bytes of files and of shared memory, too.

    `thread` is one of its threads that lives: where the first one has ended, only the others tell of memory.
    """

    pid: int
    thread: int
    threads: int
    cpu_seconds: float
    resident: int


def _look_at(pid: int) -> _Process | None:
    with contextlib.suppress(OSError, LookupError):
        fields, thread = _stat(pid), pid
        user, system, threads, pages = (int(fields[place]) for place in (11, 12, 17, 21))
        if fields[0] == "Z" and threads > 1:
            thread = next((one for one in _threads(pid) if _stat(one)[0] != "Z"), pid)
            pages = int(_stat(thread)[21])
        return _Process(pid, thread, threads, (user + system) * _TICK, pages * _PAGE)
    return None


def _stat(pid: int) -> list[str]:
    """What the kernel says of a process or thread, from its state on (proc(5))."""
    # The name in parentheses may hold anything; the fields behind it are a letter and numbers.
    return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()


def _threads(pid: int) -> Iterator[int]:
    return (int(task.name) for task in Path(f"/proc/{pid}/task").iterdir() if int(task.name) != pid)


def family(pid: int) -> Iterator[int]:
    """The process `pid` and all that descend from it, elders first."""
    children = (
        _children
        if Path(f"/proc/self/task/{os.getpid()}/children").exists()
        else _children_by_parent
    )
    waiting = deque([pid])
    while waiting:
        member = waiting.popleft()
        yield member
        waiting += children(member)


def _children(pid: int) -> list[int]:
    children: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            children += map(int, (task / "children").read_text().split())
    return children


def _children_by_parent(pid: int) -> list[int]:
    """The same where the kernel does not list children: slower, by asking everybody who the parent is."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return [child.pid for child in psutil.Process(pid).children()]
    return []


def _own_memory(process: _Process) -> int:
    """What a process holds, with its share of what several hold together."""
    try:
        lines = Path(f"/proc/{process.thread}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return 0 if _look_at(process.pid) is None else process.resident
    sizes = {
        name: int(rest.split()[0]) * 1024 for name, _, rest in (x.partition(":") for x in lines)
    }
    return sum(sizes.get(name, 0) for name in ("Pss_Anon", "Pss_Shmem", "SwapPss"))


def _count_files(seen: Sequence[_Process], folders: Sequence[str]) -> int:
    """How many files lie in the sandbox's own folders, as the youngest process sees them."""
    for process in reversed(seen):
        with contextlib.suppress(OSError):
            views = [os.statvfs(f"/proc/{process.pid}/root{folder}") for folder in folders]
            return sum(view.f_files - view.f_ffree for view in views)
    return 0


def _memory_left() -> float:
    """The bytes of memory that the machine can still give; without end where it does not say."""
    with contextlib.suppress(OSError, LookupError, ValueError):
        lines = Path("/proc/meminfo").read_text().splitlines()
        (available,) = (line for line in lines if line.startswith("MemAvailable"))
        return int(available.split()[1]) * 1024
    return math.inf


def _number_inside(pid: int) -> int:
    """The number of a process in its own namespace, where numbers are given one after the other."""
    with contextlib.suppress(OSError, LookupError, ValueError):
        lines = Path(f"/proc/{pid}/status").read_text(errors="replace").splitlines()
        (line,) = (line for line in lines if line.startswith("NSpid"))
        numbers = line.split()
        return int(numbers[-1]) if len(numbers) > 2 else 0
    return 0
