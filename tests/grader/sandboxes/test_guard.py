"""The guard: it sees what a family of processes takes together, and ends it for the right reason."""

import subprocess
import sys
import threading

import psutil
import pytest

from grader.answers.answer import DIED, OUT_OF_MEMORY, TIMED_OUT
from grader.sandboxes import guard as guard_module
from grader.sandboxes.guard import Guard, Limits

LIMITS = Limits(memory=2**28, tasks=10, cpu_seconds=600, wall_seconds=600.0)

SLEEPING = "import time; time.sleep(600)"

FAMILY = """
import os, time
for _ in range(2):
    os.fork()
{each}
time.sleep(600)
"""


@pytest.fixture
def watched():
    """Start a program under a guard; gives the guard, and an event that says when it has ended it."""
    opened = []

    def watch(source, limits=LIMITS, begin=True):
        process = subprocess.Popen([sys.executable, "-c", source], start_new_session=True)
        ended = threading.Event()
        guard = Guard(process.pid, limits, (), ended.set)
        if begin:
            guard.begin(grace_seconds=0.0)
        opened.append((guard, process))
        return guard, ended

    yield watch
    for guard, process in opened:
        guard.dismiss()
        family = psutil.Process(process.pid).children(recursive=True)
        for one in [*family, process]:
            one.kill()
        process.wait()


def verdict_on(watched, *arguments, **options):
    guard, ended = watched(*arguments, **options)
    assert ended.wait(60)
    return guard.verdict.outcome


class TestLimits:
    """Each holds for all processes together."""

    def test_processes(self, watched):
        source = FAMILY.format(each="for _ in range(3): os.fork() or time.sleep(600)")
        assert verdict_on(watched, source) == DIED

    def test_threads(self, watched):
        start = "for _ in range(12): threading.Thread(target=time.sleep, args=(600,)).start()"
        assert verdict_on(watched, f"import threading, time\n{start}") == DIED

    def test_memory(self, watched):
        source = FAMILY.format(each="held = bytearray(2**27)")
        assert verdict_on(watched, source) == OUT_OF_MEMORY

    def test_shared_memory(self, watched):
        each = (
            "import mmap\nheld = mmap.mmap(-1, 2**27)\nfor i in range(0, 2**27, 4096): held[i] = 1"
        )
        assert verdict_on(watched, FAMILY.format(each=each)) == OUT_OF_MEMORY

    def test_cpu_time(self, watched):
        limits = Limits(cpu_seconds=1, wall_seconds=600.0)
        assert verdict_on(watched, FAMILY.format(each="while True: pass"), limits) == TIMED_OUT

    def test_time_by_the_clock(self, watched):
        assert verdict_on(watched, SLEEPING, Limits(wall_seconds=0.0)) == TIMED_OUT

    def test_time_to_start(self, watched):
        limits = Limits(startup_seconds=-1.0)
        assert verdict_on(watched, SLEEPING, limits, begin=False) == TIMED_OUT


class TestPatience:
    """Who takes no more than is allowed is left alone."""

    def test_memory_that_several_hold_is_counted_once(self, watched):
        """Eight processes that share what one of them made before it forked."""
        source = "held = bytearray(2**26)\n" + FAMILY.format(each="os.fork()")
        guard, ended = watched(source)
        assert not ended.wait(2)
        assert guard.verdict is None

    def test_between_requests_nobody_is_late(self, watched):
        guard, ended = watched(SLEEPING, begin=False)
        guard.rest()
        assert not ended.wait(0.5)

    def test_after_its_dismissal_a_guard_ends_nothing(self, watched):
        guard, ended = watched(SLEEPING, Limits(startup_seconds=0.5), begin=False)
        guard.dismiss()
        assert not ended.wait(1)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_guard_that_can_not_look_any_more_ends_what_it_watches(watched, monkeypatch):
    monkeypatch.setattr(guard_module, "family", lambda pid: 1 / 0)
    _, ended = watched(SLEEPING)
    assert ended.wait(60)


def test_a_look_at_a_crowd_is_short(watched, monkeypatch):
    """However many there are, no more are counted than prove that they are too many."""
    counted = []

    def endless(pid):
        while True:
            counted.append(pid)
            yield pid

    monkeypatch.setattr(guard_module, "family", endless)
    assert verdict_on(watched, SLEEPING) == DIED
    assert len(counted) == LIMITS.tasks + 1


def test_without_the_kernels_list_of_children_the_family_is_found_as_well(watched):
    guard, _ = watched(FAMILY.format(each=""))
    while len(list(guard_module.family(guard._pid))) < 4:
        pass
    below = guard_module._children_by_parent(guard._pid)
    assert set(below) == set(guard_module._children(guard._pid)) != set()
