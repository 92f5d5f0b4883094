"""The nursery: every sandbox is a world of its own, and none ever learns of another."""

import signal
import threading
import time
from pathlib import Path

import psutil
import pytest
from talk import ask, define, skip_unless_worlds_nest

from grader.answers.answer import DIED, OUT_OF_MEMORY, RETURNED, TIMED_OUT
from grader.sandboxes import nursery as module
from grader.sandboxes.guard import Limits
from grader.sandboxes.nursery import Nursery
from grader.sandboxes.wall import SandboxUnavailable

LIMITS = Limits(memory=2**30, cpu_seconds=1, wall_seconds=30.0)


@pytest.fixture(scope="module")
def view():
    """A view that holds no more than a worker needs: our own packages."""
    return Path(__file__).parents[3]


@pytest.fixture(scope="module", autouse=True)
def worlds_nest(view):
    skip_unless_worlds_nest(view)


@pytest.fixture(scope="module")
def nursery(view):
    with Nursery(view, LIMITS) as one:
        yield one


@pytest.fixture
def fallback(view):
    """A nursery where worlds can't be made within the world: each sandbox is a zygote of its own."""
    with Nursery(view, LIMITS) as one:
        one._is_nested = False
        yield one


def family():
    """All processes that descend from this one."""
    return set(psutil.Process().children(recursive=True))


def assert_gone(processes):
    _, alive = psutil.wait_procs(processes, timeout=10)
    assert alive == []


def kill_zygote(nursery):
    """Kill it, and wait until the kernel has ended all that came from it."""
    started = psutil.Process(nursery._zygote._process.pid).children(recursive=True)
    nursery._zygote._process.send_signal(signal.SIGKILL)
    assert_gone(started)


# Worlds apart.

TRACES = """
import builtins, os, pathlib, signal, socket, numpy as np
np.sum = builtins.divmod = None
os.environ["TRACE"] = "here"
places = [pathlib.Path(folder, "trace") for folder in ("/tmp", "/dev/shm", ".")]
def leave():
    for place in places:
        place.write_text("I was here")
    return [place.exists() for place in places]
def find():
    found = [str(place) for place in places if place.exists()]
    return found + [name for name in os.environ if name == "TRACE"]
"""

CLEAN = TRACES.replace("np.sum = builtins.divmod = None\nos.environ", "x = {}\nx")


def test_what_one_sandbox_changes_and_writes_no_other_sees(nursery):
    """Neither one that is open meanwhile, nor one that comes after it."""
    with nursery.open() as one, nursery.open() as other:
        define(one, TRACES + "\nleft = leave()\ndef told():\n    return left, find()")
        left, found = ask(one, "told").value
        assert left == [True] * 3
        assert len(found) == 4
        define(other, CLEAN)
        assert ask(other, "find").value == []
    with nursery.open() as later:
        define(later, CLEAN + "\ndef total():\n    return int(np.sum([1, 2])), divmod(7, 4)")
        assert ask(later, "find").value == []
        assert ask(later, "total").value == (3, (1, 3))


def test_no_process_of_another_sandbox_can_be_seen_or_ended(nursery):
    source = "import os\ndef see():\n    return [n for n in range(2, 2000) if is_there(n)]\n"
    with nursery.open() as one, nursery.open() as other:
        define(one, source + IS_THERE + "if os.fork() == 0:\n    import time; time.sleep(60)")
        # The fork that is asked, and the one that sleeps.
        assert len(ask(one, "see").value) == 2
        define(other, source + IS_THERE + "import signal")
        assert len(ask(other, "see").value) == 1
        define(one, "def sleep():\n    import time; time.sleep(0.5)\n    return 1")
        define(other, "def end():\n    os.kill(-1, signal.SIGKILL)")
        killer = threading.Thread(target=ask, args=(other, "end"))
        killer.start()
        assert ask(one, "sleep").value == 1
        killer.join()


IS_THERE = """
def is_there(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
"""


def test_there_is_nothing_to_read_about_processes(nursery):
    with nursery.open() as sandbox:
        define(sandbox, "import os\ndef f():\n    return os.listdir('/proc')")
        assert ask(sandbox, "f").value == []


@pytest.mark.parametrize("which", ["nursery", "fallback"])
def test_a_worker_holds_nothing_open_but_its_socket(request, which):
    """The grader's own socket, another sandbox's, or a namespace would be one more."""
    with request.getfixturevalue(which).open() as sandbox:
        define(sandbox, OPEN)
        assert ask(sandbox, "f").value == ["socket"]


OPEN = """
import os, stat
def f():
    kinds = []
    for number in range(3, 4096):
        try:
            mode = os.fstat(number).st_mode
            kinds.append("socket" if stat.S_ISSOCK(mode) else oct(mode))
        except OSError:
            pass
    return kinds
"""


def test_it_has_no_privileges(nursery):
    source = (
        "import ctypes, os\nlibc = ctypes.CDLL(None)\n"
        "def f():\n"
        "    header, held = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()\n"
        "    assert libc.capget(header, held) == 0\n"
        "    return [*held], os.getuid(), libc.prctl(39, 0, 0, 0, 0)"
    )
    with nursery.open() as sandbox:
        define(sandbox, source)
        assert ask(sandbox, "f").value == ([0] * 6, 65534, 1)


def test_what_is_imported_beforehand_is_there_and_what_can_not_be_is_told_when_asked_for(view):
    imports = ["import wave", "import nowhere_at_all", "1 / 0"]
    with Nursery(view, LIMITS, imports=imports) as nursery, nursery.open() as sandbox:
        define(
            sandbox, "import sys\ndef f():\n    return 'wave' in sys.modules, 'wave' in globals()"
        )
        assert ask(sandbox, "f").value == (True, False)
        assert sandbox.run("<cell>", "import nowhere_at_all").error == "ModuleNotFoundError"


def test_a_second_sandbox_takes_much_less_time_than_the_first(view):
    with Nursery(view, LIMITS) as nursery:
        seconds = []
        for _ in range(4):
            started = time.monotonic()
            with nursery.open() as sandbox:
                define(sandbox, "import numpy")
            seconds.append(time.monotonic() - started)
    assert min(seconds[1:]) < seconds[0] / 3


# Ends.


@pytest.mark.parametrize("which", ["nursery", "fallback"])
@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("import os; os._exit(3)", "with exit code 3"),
        ("import ctypes; ctypes.string_at(0)", "by signal SIGSEGV"),
    ],
)
def test_how_a_cell_ended_its_sandbox_is_told(request, which, cell, reason):
    with request.getfixturevalue(which).open() as sandbox:
        answer = sandbox.run("<cell>", cell)
        assert (answer.outcome, answer.detail, sandbox.alive) == (DIED, reason, False)


def test_a_worker_that_is_killed_from_outside_says_so(nursery):
    with nursery.open() as sandbox:
        timer = threading.Timer(0.3, psutil.Process(sandbox._worker.pid).kill)
        timer.start()
        answer = sandbox.run("<cell>", "import time; time.sleep(60)")
        assert (answer.outcome, answer.detail) == (OUT_OF_MEMORY, "killed from outside")
        timer.join()


def test_closing_a_sandbox_ends_all_that_it_started_and_no_other(nursery):
    with nursery.open() as other:
        define(other, "def f():\n    return 1")
        before = family()
        with nursery.open() as sandbox:
            define(
                sandbox, "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(60)"
            )
            started = family() - before
            assert len(started) == 2
        assert_gone(started)
        assert ask(other, "f").value == 1


def test_closing_the_nursery_ends_everything(view):
    before = family()
    with Nursery(view, LIMITS) as nursery:
        sandbox = nursery.open()
        define(sandbox, "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(60)")
        started = family() - before
        assert len(started) >= 4
    assert_gone(started)
    sandbox.close()


def test_a_nursery_whose_zygote_was_killed_gets_another(view):
    with Nursery(view, LIMITS) as nursery:
        with nursery.open() as sandbox:
            define(sandbox, "x = 1")
        kill_zygote(nursery)
        with nursery.open() as sandbox:
            define(sandbox, "def f():\n    return 2")
            assert ask(sandbox, "f").value == 2
        assert nursery._is_nested


def test_a_sandbox_dies_with_its_zygote_and_is_not_waited_for(view):
    with Nursery(view, LIMITS) as nursery, nursery.open() as sandbox:
        kill_zygote(nursery)
        started = time.monotonic()
        assert sandbox.run("<cell>", "x = 1").outcome != RETURNED
        assert time.monotonic() - started < 5


def test_no_temporary_folder_and_no_descriptor_is_left(view, tmp_path, monkeypatch):
    monkeypatch.setattr(module.tempfile, "tempdir", str(tmp_path))

    def use():
        with Nursery(view, LIMITS) as nursery:
            for _ in range(3):
                with nursery.open() as sandbox:
                    sandbox.run("<cell>", "import os; os._exit(1)")
            assert list(tmp_path.iterdir())

    use()
    before = psutil.Process().num_fds()
    use()
    assert psutil.Process().num_fds() == before
    assert list(tmp_path.iterdir()) == []


# Where not everything can be had.


def test_where_worlds_can_not_be_nested_each_sandbox_has_a_world_from_outside(fallback):
    with fallback.open() as one, fallback.open() as other:
        define(one, TRACES + "\nleft = leave()\ndef told():\n    return left, find()")
        assert len(ask(one, "told").value[1]) == 4
        define(other, CLEAN)
        assert ask(other, "find").value == []
        define(other, "def loop():\n    while True: pass")
        assert ask(other, "loop").outcome == TIMED_OUT
        assert ask(other, "find").value == []


@pytest.mark.parametrize(
    "source",
    [
        "import socket\ndef f():\n    socket.socket()",
        "import pathlib\ndef f():\n    pathlib.Path('/course/written').write_text('')",
        "import ctypes\ndef f():\n    if ctypes.CDLL(None).unshare(0x10000000): raise OSError",
    ],
    ids=["network", "writing", "namespaces"],
)
@pytest.mark.parametrize("which", ["nursery", "fallback"])
def test_both_ways_protect_alike(request, which, source):
    with request.getfixturevalue(which).open() as sandbox:
        define(sandbox, source)
        assert ask(sandbox, "f").error in ("PermissionError", "OSError")


def test_closing_a_sandbox_that_was_not_nested_ends_all_that_it_started(fallback):
    before = family()
    with fallback.open() as sandbox:
        define(sandbox, "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(60)")
        started = family() - before
        assert len(started) >= 2
    assert_gone(started)


def test_a_zygote_that_can_not_nest_says_so_and_is_asked_only_once(view, monkeypatch):
    """As where user namespaces can't be made within user namespaces."""
    started = []

    def start(self, *arguments):
        started.append(arguments[-1])
        # Whose world is not made for others to be nested in it.
        original(self, *arguments[:-1], False)

    original = module._Zygote.__init__
    monkeypatch.setattr(module._Zygote, "__init__", start)
    with Nursery(view, LIMITS) as nursery:
        for _ in range(2):
            with nursery.open() as sandbox:
                define(sandbox, "def f():\n    return 1")
                assert ask(sandbox, "f").value == 1
    assert started == [True, False, False]


def test_the_unsafe_way_answers_alike(view):
    before = family()
    with Nursery(view, LIMITS, without=["bubblewrap"]) as nursery:
        with nursery.open() as sandbox:
            define(sandbox, "def f(x):\n    return x + 1")
            assert ask(sandbox, "f", 1).value == 2
            define(sandbox, "def g():\n    while True: pass")
            assert ask(sandbox, "g").outcome == TIMED_OUT
            define(sandbox, "import os, time\nif os.fork() == 0:\n    time.sleep(60)")
            started = family() - before
            assert len(started) == 2
        assert_gone(started)


def test_a_sandbox_that_does_not_start_is_our_fault_not_the_students(view, monkeypatch):
    monkeypatch.setattr(
        module, "bubblewrap", lambda *_: ["/bin/sh", "-c", "echo no luck >&2; exit 1"]
    )
    with (
        Nursery(view, LIMITS) as nursery,
        pytest.raises(SandboxUnavailable, match=r"did not start: no luck\. Try `grader doctor`"),
    ):
        nursery.open()
