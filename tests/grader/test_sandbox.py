"""The wall: what gets through is an answer; everything else stays inside and dies there."""

import time
from pathlib import Path

import numpy as np
import pytest

from grader import sandbox as sandbox_module
from grader.answer import DIED, MISSING, OUT_OF_MEMORY, RAISED, REFUSED, RETURNED, TIMED_OUT
from grader.bundle import write_view
from grader.course import find_course
from grader.sandbox import Limits, Sandbox, SandboxUnavailable, require_protection

LIMITS = Limits(memory=2**30, cpu_seconds=2, wall_seconds=6.0)


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    """The student's view of week 3."""
    folder = tmp_path_factory.mktemp("view")
    course = find_course(Path(__file__))
    write_view(course, course.week("week03"), folder)
    return folder


@pytest.fixture
def sandbox(view):
    with Sandbox(view, LIMITS) as one:
        yield one


def define(sandbox, source):
    """Define what `source` defines; it has to work."""
    answer = sandbox.run("<cell>", source)
    assert answer.outcome == RETURNED, answer


def test_functions_defined_in_cells_answer_questions(sandbox):
    define(sandbox, "import numpy as np\ndef double(x):\n    return 2 * x")
    answer = sandbox.ask("double", (np.arange(3.0),))
    assert answer.outcome == RETURNED
    assert answer.value.tolist() == [0.0, 2.0, 4.0]


def test_a_cell_that_raises_leaves_the_others_alone(sandbox):
    define(sandbox, "def before(): return 1")
    assert sandbox.run("<cell>", "1 / 0").error == "ZeroDivisionError"
    define(sandbox, "def after(): return before() + 1")
    assert sandbox.ask("after", ()).value == 2


def test_what_is_not_defined_is_missing(sandbox):
    assert sandbox.ask("nowhere", ()).outcome == MISSING


def test_the_students_line_is_named(sandbox):
    define(sandbox, "def f(x):\n    y = x + 1\n    return y.shape[7]")
    answer = sandbox.ask("f", (1,))
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
    assert sandbox.ask("f", ()).value == 1


def test_importing_ipythons_own_shell_does_not_break_magics(sandbox):
    define(sandbox, "from IPython import get_ipython")
    define(sandbox, "%matplotlib inline\ndef f(): return 1")
    assert sandbox.ask("f", ()).value == 1


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


@pytest.mark.parametrize("module", ["grader.exercises", "grader.key_maker", "grader.mutate"])
def test_what_knows_the_answers_is_not_there(sandbox, module):
    assert sandbox.run("<cell>", f"import {module}").error == "ModuleNotFoundError"


def test_the_course_and_its_secret_are_not_there(sandbox):
    course = find_course(Path(__file__))
    source = f"import os\ndef f():\n    return os.path.exists({str(course.root / 'solutions')!r})"
    define(sandbox, source)
    assert sandbox.ask("f", ()).value is False


def test_there_is_no_network(sandbox):
    define(
        sandbox,
        "import socket\ndef f():\n    return [name for _, name in socket.if_nameindex()]",
    )
    assert sandbox.ask("f", ()).value in ([], ["lo"])


def test_the_environment_is_not_ours(view, monkeypatch):
    monkeypatch.setenv("A_SECRET", "known to the grader")
    with Sandbox(view, LIMITS) as sandbox:
        define(sandbox, "import os\ndef f():\n    return os.environ.get('A_SECRET')")
        assert sandbox.ask("f", ()).value is None


def test_an_endless_loop_is_ended(sandbox):
    define(sandbox, "def f():\n    while True: pass")
    assert sandbox.ask("f", ()).outcome == TIMED_OUT
    assert not sandbox.alive


def test_endless_sleep_is_ended(view):
    with Sandbox(view, Limits(wall_seconds=1.0)) as sandbox:
        define(sandbox, "import time\ndef f():\n    time.sleep(1000)")
        assert sandbox.ask("f", ()).outcome == TIMED_OUT


def test_a_large_array_is_out_of_memory_and_life_goes_on(sandbox):
    define(sandbox, "import numpy as np\ndef f():\n    return np.ones(10**10)\ndef g(): return 1")
    assert sandbox.ask("f", ()).outcome == OUT_OF_MEMORY
    assert sandbox.ask("g", ()).value == 1


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
    answer = sandbox.ask("f", ())
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
        "            os.write(number, b'\\x00\\x00\\x00\\x05hello')\n"
        "        except OSError:\n"
        "            pass\n"
        "    os._exit(0)",
    )
    assert sandbox.ask("f", ()).outcome in (REFUSED, DIED)


def test_an_answer_that_is_too_large_is_refused(view):
    with Sandbox(view, Limits()) as sandbox:
        define(sandbox, "import numpy as np\ndef f():\n    return np.zeros(2**24)")
        answer = sandbox.ask("f", ())
        assert answer.outcome == REFUSED
        assert "bytes" in answer.detail


def test_prints_can_neither_flood_nor_disturb(sandbox):
    define(
        sandbox,
        "import os\ndef f():\n    os.write(1, b'x' * 10**7)\n    print('y' * 10**7)\n    return 1",
    )
    answer = sandbox.ask("f", ())
    assert answer.value == 1
    assert len(answer.printed) <= 1000


SURVIVOR = """
import os, sys, time
def f():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(99)", "MARK"])
        os._exit(0)
    time.sleep(0.5)
    return 1
"""


def test_nothing_outlives_a_sandbox(view):
    mark = f"survivor {time.monotonic_ns()}"
    with Sandbox(view, LIMITS) as sandbox:
        define(sandbox, SURVIVOR.replace("MARK", mark))
        assert sandbox.ask("f", ()).value == 1
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


def test_without_bubblewrap_the_instructor_is_told_what_to_type(monkeypatch):
    monkeypatch.setattr(sandbox_module.shutil, "which", lambda name: None)
    with pytest.raises(SandboxUnavailable, match="sudo apt-get install bubblewrap"):
        require_protection()


def test_where_bubblewrap_does_not_work_the_reason_is_told(monkeypatch):
    monkeypatch.setattr(sandbox_module.shutil, "which", lambda name: "/bin/false")
    with pytest.raises(SandboxUnavailable, match="user namespaces"):
        require_protection()


def test_a_worker_that_does_not_start_is_our_fault_not_the_students(view, monkeypatch):
    monkeypatch.setattr(sandbox_module, "_worker_command", lambda *_: ["/bin/false"])
    with pytest.raises(SandboxUnavailable, match="did not start"):
        Sandbox(view, LIMITS)


def test_the_unsafe_way_answers_alike(view):
    with Sandbox(view, LIMITS, protected=False) as sandbox:
        define(sandbox, "def f(x):\n    return x + 1")
        assert sandbox.ask("f", (1,)).value == 2
        define(sandbox, "def g():\n    while True: pass")
        assert sandbox.ask("g", ()).outcome == TIMED_OUT
