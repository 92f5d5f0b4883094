"""The wall: what gets through is an answer; everything else stays inside and dies there."""

import socket
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest
from talk import ask, ask_all, define

from grader.answers.answer import DIED, MISSING, OUT_OF_MEMORY, RAISED, REFUSED, RETURNED, TIMED_OUT
from grader.sandboxes.guard import Guard, Limits
from grader.sandboxes.nursery import Nursery
from grader.submissions.bundle import write_view
from grader.submissions.course import find_course

LIMITS = Limits(memory=2**30, cpu_seconds=1, wall_seconds=30.0)


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    """The student's view of week 3."""
    folder = tmp_path_factory.mktemp("view")
    course = find_course(Path(__file__))
    write_view(course, course.week("week03"), folder)
    return folder


@pytest.fixture(scope="module")
def nursery(view):
    """Where the tests' sandboxes come from; each of them gets a fresh one."""
    with Nursery(view, LIMITS) as one:
        yield one


@pytest.fixture
def sandbox(nursery):
    with nursery.open() as one:
        yield one


def test_functions_defined_in_cells_answer_questions(sandbox):
    define(sandbox, "import numpy as np\ndef double(x):\n    return 2 * x")
    answer = ask(sandbox, "double", np.arange(3.0))
    assert answer.outcome == RETURNED
    assert answer.value.tolist() == [0.0, 2.0, 4.0]


def test_a_cell_that_raises_leaves_the_others_alone(sandbox):
    define(sandbox, "def before(): return 1")
    assert sandbox.run("<cell>", "1 / 0").error == "ZeroDivisionError"
    define(sandbox, "def after(): return before() + 1")
    assert ask(sandbox, "after").value == 2


def test_what_is_not_defined_is_missing(sandbox):
    assert ask(sandbox, "nowhere").outcome == MISSING


def test_the_students_line_is_named(sandbox):
    define(sandbox, "def f(x):\n    y = x + 1\n    return y.shape[7]")
    answer = ask(sandbox, "f", 1)
    assert (answer.outcome, answer.error, answer.line) == (RAISED, "AttributeError", 3)
    assert answer.source == "return y.shape[7]"


@pytest.mark.parametrize(
    "cell",
    [
        "%matplotlib inline\ndef f(): return 1",
        "!ls\ndef f(): return 1",
        "%%time\ndef f(): return 1",
        "x = 0\n%time x = 1\ndef f(): return x",
        "x = %time 1\ndef f(): return x",
        "display(3)\nget_ipython().run_line_magic('time', '')\ndef f(): return 1",
    ],
)
def test_the_dialect_of_notebooks_is_understood(sandbox, cell):
    define(sandbox, cell)
    assert ask(sandbox, "f").value == 1


def test_importing_ipythons_own_shell_does_not_break_magics(sandbox):
    define(sandbox, "from IPython import get_ipython")
    define(sandbox, "%matplotlib inline\ndef f(): return 1")
    assert ask(sandbox, "f").value == 1


def test_the_setup_cell_of_a_notebook_works(sandbox):
    define(
        sandbox,
        "%load_ext grader.check\nimport numpy as np\nfrom datasets import load_cats\n"
        "from grader.check import check\nfrom utils import plots\nfrom utils.progress import progress",
    )


def test_references_of_this_week_are_not_there(sandbox):
    answer = sandbox.run("<cell>", "from utils.logistic_regression import sigmoid")
    assert answer.error == "ImportError"
    assert "week 3" in answer.detail


@pytest.mark.parametrize(
    "module", ["grader.exercises", "grader.keys.key_maker", "grader.keys.mutate"]
)
def test_what_knows_the_answers_is_not_there(sandbox, module):
    assert sandbox.run("<cell>", f"import {module}").error == "ModuleNotFoundError"


def test_the_course_and_its_secret_are_not_there(sandbox):
    course = find_course(Path(__file__))
    source = f"import os\ndef f():\n    return os.path.exists({str(course.root / 'solutions')!r})"
    define(sandbox, source)
    assert ask(sandbox, "f").value is False


def test_there_is_no_network(sandbox):
    define(sandbox, "import socket\ndef f():\n    socket.create_connection(('127.0.0.1', 22))")
    answer = ask(sandbox, "f")
    assert (answer.error, answer.detail) == ("PermissionError", "[Errno 1] Operation not permitted")


def test_there_is_no_network_even_where_system_calls_are_not_filtered(view):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        socket.create_connection(("127.0.0.1", port)).close()
        with Nursery(view, LIMITS, without=["seccomp"]) as nursery, nursery.open() as sandbox:
            source = f"def f():\n    socket.create_connection(('127.0.0.1', {port}))"
            define(sandbox, f"import socket\n{source}")
            assert ask(sandbox, "f").error == "ConnectionRefusedError"


def test_the_environment_is_not_ours(view, monkeypatch):
    monkeypatch.setenv("A_SECRET", "known to the grader")
    with Nursery(view, LIMITS) as nursery, nursery.open() as sandbox:
        define(sandbox, "import os\ndef f():\n    return os.environ.get('A_SECRET')")
        assert ask(sandbox, "f").value is None


def test_an_endless_loop_is_ended(sandbox):
    define(sandbox, "def f():\n    while True: pass")
    assert ask(sandbox, "f").outcome == TIMED_OUT
    define(sandbox, "def g(): return 1")
    assert ask(sandbox, "g").value == 1, "only that request is over"


def test_a_loop_that_ignores_signals_is_ended(sandbox):
    define(sandbox, STUBBORN)
    assert ask(sandbox, "f").outcome == TIMED_OUT


STUBBORN = """
import signal
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGXCPU):
    signal.signal(number, signal.SIG_IGN)
def f():
    while True:
        try:
            while True: pass
        except BaseException:
            pass
"""


class TestIsolation:
    """Every request is answered in a process of its own."""

    def test_what_one_request_changes_the_next_does_not_see(self, sandbox):
        define(sandbox, "seen = []\ndef f(x):\n    seen.append(x)\n    return len(seen)")
        assert ask(sandbox, "f", 1).value == 1
        assert ask(sandbox, "f", 1).value == 1

    def test_questions_of_one_request_are_answered_in_order(self, sandbox):
        define(sandbox, "def f(x):\n    return -x")
        answers = ask_all(sandbox, "f", *((number,) for number in range(5)))
        assert [answer.value for answer in answers] == [0, -1, -2, -3, -4]

    def test_a_death_answers_for_the_rest_of_its_request_only(self, sandbox):
        define(sandbox, "import os\ndef f(x):\n    return x if x < 2 else os._exit(7)")
        answers = ask_all(sandbox, "f", *((number,) for number in range(4)))
        assert [answer.outcome for answer in answers] == [RETURNED, RETURNED, DIED, DIED]
        assert sandbox.alive
        assert ask(sandbox, "f", 0).value == 0

    def test_what_a_request_started_does_not_see_the_next(self, sandbox):
        define(sandbox, LINGERING)
        assert ask(sandbox, "f").value >= 1, "there should have been somebody to see"
        assert ask(sandbox, "others").value == 0

    def test_a_child_that_outlives_its_request_can_answer_nothing(self, sandbox):
        define(sandbox, LATE)
        assert ask(sandbox, "f").value == 1
        assert ask(sandbox, "g").value == 2


class TestFork:
    """Several functions can be asked in one fork, which nothing outside ever notices."""

    def test_what_one_function_changes_the_next_in_the_same_fork_sees(self, sandbox):
        define(sandbox, COUNTING)
        with sandbox.fork(cpu_seconds=1) as fork:
            first, second = ask_all(fork, "f", (), ())
            third = ask(fork, "g")
        assert (first.value, second.value, third.value) == (1, 2, 3)
        assert ask(sandbox, "g").value == 1

    def test_its_end_answers_for_all_that_it_is_asked_later(self, sandbox):
        define(sandbox, COUNTING)
        with sandbox.fork(cpu_seconds=1) as fork:
            before = ask(fork, "f")
            assert fork.alive
            answers = [*ask_all(fork, "leave", (), ()), ask(fork, "f")]
            assert not fork.alive
        assert before.value == 1
        assert {(one.outcome, one.detail) for one in answers} == {(DIED, "with exit code 0")}
        assert ask(sandbox, "f").value == 1

    def test_its_time_is_for_everything_together(self, sandbox):
        define(sandbox, COUNTING)
        with sandbox.fork(cpu_seconds=1) as fork:
            quick, slow, later = ask_all(fork, "compute", (0.4,), (0.8,), (0.0,))
        assert [quick.outcome, slow.outcome, later.outcome] == [RETURNED, TIMED_OUT, TIMED_OUT]
        assert ask(sandbox, "compute", 0.8).outcome == RETURNED

    def test_in_a_sandbox_that_is_gone_it_is_asked_in_vain(self, sandbox):
        define(sandbox, COUNTING)
        with sandbox.fork(cpu_seconds=1) as fork:
            sandbox.close()
            answer = ask(fork, "f")
        assert answer.outcome == DIED
        with sandbox.fork(cpu_seconds=1) as fork:
            assert ask(fork, "f").outcome != RETURNED

    def test_what_it_leaves_in_the_socket_nobody_takes_for_an_answer(self, sandbox):
        define(sandbox, LATE)
        with sandbox.fork(cpu_seconds=1) as fork:
            assert ask(fork, "f").value == 1
        assert ask(sandbox, "g").value == 2


COUNTING = """
import os, time
calls = []
def f():
    calls.append("f")
    return len(calls)
def g():
    calls.append("g")
    return len(calls)
def leave():
    os._exit(0)
def compute(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
"""

LINGERING = """
import os, time
def f():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(60)
        os._exit(0)
    return others()
def others():
    known = {1, os.getpid(), os.getppid()}
    return sum(is_there(number) for number in range(1, 1000) if number not in known)
def is_there(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
"""

LATE = """
import os, socket, struct, time
def f():
    if os.fork() == 0:
        os.setsid()
        time.sleep(0.3)
        for number in range(3, 16):
            try:
                socket.socket(fileno=number).sendall(struct.pack(">IQ", 5, 0) + b"hello")
            except OSError:
                pass
        os._exit(0)
    return 1
def g():
    time.sleep(0.6)
    return 2
"""


def test_endless_sleep_is_ended(view):
    with Nursery(view, Limits(wall_seconds=1.0)) as nursery, nursery.open() as sandbox:
        define(sandbox, "import time\ndef f():\n    time.sleep(1000)")
        assert ask(sandbox, "f").outcome == TIMED_OUT


def test_a_large_array_is_out_of_memory_and_life_goes_on(sandbox):
    define(sandbox, "import numpy as np\ndef f():\n    return np.ones(10**10)\ndef g(): return 1")
    assert ask(sandbox, "f").outcome == OUT_OF_MEMORY
    assert ask(sandbox, "g").value == 1


FORKS = """
import os, time
def f():
    while True:
        try:
            os.fork()
        except OSError:
            pass  # The kernel may say no before the guard has looked.
        time.sleep(0.05)
"""

HOARDERS = """
import os, time
import numpy as np
def f():
    for number in range(5):
        if os.fork() == 0:
            kept = np.ones(2**24)
            time.sleep(60)
    time.sleep(60)
def g(): return 1
"""


def test_a_fork_bomb_is_ended_and_life_goes_on(view):
    with Nursery(view, LIMITS) as nursery, nursery.open() as sandbox:
        define(sandbox, FORKS)
        answer = ask(sandbox, "f")
        assert (answer.outcome, answer.detail) == (
            DIED,
            "by starting one process or thread after the other",
        )
        assert not sandbox.alive
    assert len(psutil.Process().children(recursive=True)) < 10


COUNTED_FORKS = """
import os, time
def f():
    for number in range(100):
        try:
            if os.fork() == 0:
                time.sleep(60)
        except OSError:
            return number
    return 100
"""


def test_the_kernel_itself_counts_processes(view, monkeypatch):
    """Whoever outruns the guard, or the machine's patience, still can't start one more than allowed."""
    monkeypatch.setattr(Guard, "_look", lambda guard: None)
    with Nursery(view, replace(LIMITS, tasks=8)) as nursery, nursery.open() as sandbox:
        define(sandbox, COUNTED_FORKS)
        assert 0 < ask(sandbox, "f").value < 16


def test_processes_that_share_the_work_share_the_memory(view):
    """Each of them holds 128 MiB, less than it may, and all together more."""
    with Nursery(view, Limits(memory=2**29)) as nursery, nursery.open() as sandbox:
        define(sandbox, HOARDERS)
        assert ask(sandbox, "f").outcome == OUT_OF_MEMORY


@pytest.mark.parametrize(
    ("death", "reason"),
    [
        ("import os; os._exit(3)", "exit code 3"),
        ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
        ("import os; os.abort()", "SIGABRT"),
    ],
)
def test_death_of_the_process_is_reported(sandbox, death, reason):
    define(sandbox, f"def f():\n    {death}")
    answer = ask(sandbox, "f")
    assert answer.outcome == DIED
    assert reason in answer.detail


def test_forged_messages_are_refused(sandbox):
    """The socket is in reach of the student's code; what it writes there is no answer."""
    define(
        sandbox,
        "import os, socket\n"
        "def f():\n"
        "    for number in range(3, 64):\n"
        "        try:\n"
        "            os.write(number, b'\\x00\\x00\\x00\\x05' + bytes(8) + b'hello')\n"
        "        except OSError:\n"
        "            pass\n"
        "    os._exit(0)",
    )
    assert ask(sandbox, "f").outcome in (REFUSED, DIED)


def test_an_answer_that_is_too_large_is_refused(view):
    with Nursery(view, Limits()) as nursery, nursery.open() as sandbox:
        define(sandbox, "import numpy as np\ndef f():\n    return np.zeros(2**24)")
        answer = ask(sandbox, "f")
        assert answer.outcome == REFUSED
        assert "bytes" in answer.detail


def test_prints_can_neither_flood_nor_disturb(sandbox):
    define(
        sandbox,
        "import os\ndef f():\n    os.write(1, b'x' * 10**7)\n    print('y' * 10**7)\n    return 1",
    )
    answer = ask(sandbox, "f")
    assert answer.value == 1
    assert len(answer.printed) <= 1000


SURVIVOR = """
import os, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(99)", "MARK"])
    os._exit(0)
time.sleep(0.5)
"""


def test_nothing_outlives_a_sandbox(view):
    mark = f"survivor {time.monotonic_ns()}"
    with Nursery(view, LIMITS) as nursery, nursery.open() as sandbox:
        define(sandbox, SURVIVOR.replace("MARK", mark))
        assert running(mark), "the survivor should have been there to be ended"
    deadline = time.monotonic() + 5
    while running(mark) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not running(mark)


def running(mark):
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if mark.encode() in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue
    return found
