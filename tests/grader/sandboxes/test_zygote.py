"""The zygote: what it has loaded is ready for everybody, and nobody finds anything of anybody else's."""

import json
import shutil
import signal
import threading
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from sample_class import edits, grade_id, master, nothing
from talk import ask, define, skip_unless_worlds_nest

from grader.judging.judge import CORRECT
from grader.sandboxes.guard import Limits
from grader.sandboxes.nursery import Nursery
from grader.submissions.examiner import DRAWING, Examiner
from grader.submissions.reader import HandedIn

LIMITS = Limits(memory=2**30, cpu_seconds=2, wall_seconds=10.0)
WEEK = "week03_logistic_regression"

LOADED = """
import sys
def loaded():
    return sorted({"matplotlib", "matplotlib.figure", "utils.plots"} & set(sys.modules))
"""


@pytest.fixture(scope="module")
def view():
    return Path(__file__).parents[3]


@pytest.fixture(scope="module", autouse=True)
def worlds_nest(view):
    skip_unless_worlds_nest(view)


@pytest.fixture(scope="module")
def waiting(view):
    """A nursery in which drawing is loaded when it is used."""
    with Nursery(view, LIMITS, imports=["from utils import plots"], when_used=DRAWING) as one:
        yield one


@pytest.fixture(scope="module")
def examiner(grading):
    with Examiner(replace(grading, limits=LIMITS)) as one:
        yield one


def handed_in(*, cell="", solve=nothing, exercise="sigmoid"):
    """What a student hands in who wrote something in front of a solution, or changed the master."""
    notebook = master(WEEK)
    solve(notebook)
    if cell:
        own = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
        places = [grade_id(one) for one in notebook["cells"]]
        notebook["cells"].insert(places.index(exercise), {**own, "id": "own", "source": cell})
    return HandedIn(json.dumps(notebook).encode())


def results(graded):
    return [(one.exercise, one.status, one.right) for one in graded.result.verdicts]


def lost(graded):
    return [name for name, status, _ in results(graded) if status != CORRECT]


def zygotes():
    """The processes in which Python waits to be forked, and that bubblewrap's wall is made of."""
    return {
        one
        for one in psutil.Process().children(recursive=True)
        if "grader.sandboxes.zygote" in " ".join(one.cmdline())
    }


# Loaded when it is used.


def test_drawing_is_not_loaded_by_importing_it_but_when_it_is_used(waiting):
    with waiting.open() as sandbox:
        define(sandbox, LOADED + "\nfrom utils import plots\nbefore = loaded()")
        define(
            sandbox, "def told():\n    return before\ndef use():\n    plots.gallery\n    return 1"
        )
        assert ask(sandbox, "told").value == ["utils.plots"]
        assert ask(sandbox, "use").value == 1
        # That was in a fork, of which nothing is left; this is not.
        assert ask(sandbox, "loaded").value == ["utils.plots"]
        define(sandbox, "plots.gallery")
        assert ask(sandbox, "loaded").value == ["matplotlib", "matplotlib.figure", "utils.plots"]


def test_what_is_not_named_is_loaded_by_its_import_for_everybody(view):
    with (
        Nursery(view, LIMITS, imports=["from utils import plots"]) as nursery,
        nursery.open() as sandbox,
    ):
        define(sandbox, LOADED)
        assert "matplotlib.figure" in ask(sandbox, "loaded").value


def test_who_loads_it_does_so_for_themselves_alone(waiting):
    with waiting.open() as one, waiting.open() as other:
        define(one, "from utils import plots\nplots.gallery")
        define(other, LOADED)
        assert ask(other, "loaded").value == ["utils.plots"]
    with waiting.open() as later:
        define(later, LOADED)
        assert ask(later, "loaded").value == ["utils.plots"]


@pytest.mark.parametrize(
    "source",
    [
        "from utils import plots\nused = plots.gallery",
        "import utils.plots\nused = utils.plots.gallery",
        "import utils.plots as p\nused = p.gallery",
        "from utils.plots import gallery\nused = gallery",
        "from utils.plots import *\nused = gallery",
        "import importlib\nused = importlib.import_module('utils.plots').gallery",
        "import utils.plots.pictures\nfrom utils import plots\nused = plots.gallery",
        "from utils.plots.pictures import gallery\nused = gallery",
        "from utils import plots\nused = vars(plots)['gallery'] if plots.__doc__ else None",
        "import sys\nused = getattr(sys.modules['utils.plots'], 'gallery')",
    ],
)
def test_in_whatever_way_it_is_imported_it_is_the_same(waiting, source):
    with waiting.open() as sandbox:
        define(sandbox, source + "\ndef f():\n    return callable(used), used.__name__")
        assert ask(sandbox, "f").value == (True, "gallery")


def test_what_is_missing_in_it_is_told_as_ever(waiting):
    with waiting.open() as sandbox:
        define(sandbox, "from utils import plots")
        assert sandbox.run("<cell>", "plots.nothing_like_that").error == "AttributeError"
        answer = sandbox.run("<cell>", "from utils.plots import nothing_like_that")
        assert answer.error == "ImportError"


@pytest.mark.parametrize(
    ("cell", "draws"),
    [
        ("", False),
        ("plots.gallery", True),
        ("import matplotlib.pyplot as plt\nfigure = plt.figure()", True),
        ("my_plot = 3", False),
    ],
)
def test_who_draws_gets_another_nursery_and_the_same_marks(examiner, monkeypatch, cell, draws):
    opened = []
    original = Nursery.open
    monkeypatch.setattr(Nursery, "open", lambda one: opened.append(one) or original(one))
    wrong = edits(predict=("A > 0.5", "A < 0.5"))
    graded = examiner.examine("ada", handed_in(cell=cell, solve=wrong))
    assert opened[0] is (examiner._drawing if draws else examiner._students)
    monkeypatch.undo()
    assert lost(graded) == ["predict"]
    assert results(graded) == results(examiner.examine("bob", handed_in(solve=wrong)))


def test_who_draws_behind_our_back_only_waits_a_little(examiner):
    """The nursery is chosen by looking at the code, and either is as good as the other."""
    uses = "globals()['pl' + 'ots'].gallery"
    cell = f"def sigmoid(z):\n    {uses}\n    return 1 / (1 + np.exp(-z))"
    graded = examiner.examine("ada", handed_in(cell=cell, solve=from_above))
    assert lost(graded) == [], graded.result.verdicts


def from_above(notebook):
    """Leave the solution of sigmoid to the cell in front of it."""
    for cell in notebook["cells"]:
        if grade_id(cell) == "sigmoid":
            cell["source"] = "sigmoid = sigmoid"


# Nothing is left for the next.

LEAVE = """
import atexit, builtins, ctypes, gc, os, pathlib, signal, socket, sys, threading, time
import numpy as np

np.random.seed(1)
np.exp = np.sum = lambda *_: 7.0
builtins.abs = None
sys.modules["wave"] = 5
sys.path.insert(0, "/tmp")
sys.meta_path.clear()
os.environ["LEFT"] = "here"
gc.kept = [bytearray(2**20)]
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.umask(0o777)
for folder in ("/tmp", "/dev/shm", "."):
    pathlib.Path(folder, "left").write_text("here")
    pathlib.Path(folder, "sitecustomize.py").write_text("raise SystemExit")
"""

LISTEN = """
try:
    one, other = socket.socketpair()
    listening = socket.socket(socket.AF_UNIX)
    listening.bind("\\0left")
    listening.listen()
except OSError:
    pass
if os.fork() == 0:
    os.setsid()
    time.sleep(60)
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
"""

FIND = """
import builtins, gc, os, pathlib, signal, socket, sys, threading
import numpy as np

def find():
    found = [str(np.exp), str(np.sum([1, 2])), str(builtins.abs), str(sys.modules.get("wave"))]
    found += [*sys.path, str(len(sys.meta_path)), os.environ.get("LEFT", ""), str(hasattr(gc, "kept"))]
    found += [str(signal.getsignal(signal.SIGTERM)), str(threading.active_count())]
    found += [str(os.umask(0))]
    for folder in ("/tmp", "/dev/shm", "."):
        found += sorted(os.listdir(folder))
    for number in range(3, 256):
        try:
            os.fstat(number)
            found.append(f"descriptor {number}")
        except OSError:
            pass
    others = []
    for number in range(2, 3000):
        try:
            os.kill(number, 0)
            others.append(number)
        except ProcessLookupError:
            pass
    # The one that is asked is itself a fork.
    found.append(f"{len(others)} processes")
    try:
        socket.socket(socket.AF_UNIX).connect("\\0left")
        found.append("somebody listens")
    except OSError:
        pass
    return found
"""


def test_what_one_leaves_in_memory_files_sockets_and_processes_the_next_does_not_find(view):
    with Nursery(view, LIMITS, imports=["import numpy as np"]) as nursery:
        with nursery.open() as first:
            define(first, FIND)
            untouched = ask(first, "find").value
        with nursery.open() as one:
            define(one, FIND + LEAVE)
            one.run("<cell>", LISTEN)
            touched = ask(one, "find").value
        with nursery.open() as after:
            define(after, FIND)
            assert ask(after, "find").value == untouched
    # It did leave something, in every way.
    assert len(set(touched) - set(untouched)) > 9


def test_a_submission_that_breaks_all_it_can_reach_costs_the_next_one_nothing(examiner):
    broken = examiner.examine("ada", handed_in(cell=LEAVE))
    assert lost(broken)
    assert lost(examiner.examine("bob", handed_in())) == []


# What can't be imported.


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("import nowhere_at_all", "ModuleNotFoundError"),
        ("from math import nothing_like_that", "ImportError"),
        ("import grader.breaks", "ZeroDivisionError"),
    ],
)
def test_what_can_not_be_imported_is_told_who_asks_for_it_and_nobody_else(
    tmp_path, view, statement, error
):
    # For everybody, such as the nobody who reads it in there.
    tmp_path.chmod(0o755)
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(view / "grader", tmp_path / "grader", ignore=ignore)
    (tmp_path / "grader" / "breaks.py").write_text("1 / 0")
    with (
        Nursery(tmp_path, LIMITS, imports=[statement, "import wave"]) as nursery,
        nursery.open() as sandbox,
    ):
        define(sandbox, "import sys\ndef f():\n    return 'wave' in sys.modules")
        assert ask(sandbox, "f").value is True
        answer = sandbox.run("<cell>", statement)
        assert answer.error == error, answer
        define(sandbox, "def g():\n    return 2")
        assert ask(sandbox, "g").value == 2


# Killed.


def killer_of(nursery):
    """Ends Python in there, not the wall around it, and all that comes from it with it.

    To be made while nothing is open: then the innermost process is the zygote.
    """
    family = psutil.Process(nursery._zygote._process.pid).children(recursive=True)

    def kill():
        family[-1].send_signal(signal.SIGKILL)
        psutil.wait_procs(family, timeout=10)

    return kill


def test_a_zygote_that_is_killed_between_two_submissions_is_replaced_and_nobody_notices(examiner):
    wrong = edits(predict=("A > 0.5", "A < 0.5"))
    before = results(examiner.examine("ada", handed_in(solve=wrong)))
    old = examiner._students._zygote
    killer_of(examiner._students)()
    assert results(examiner.examine("bob", handed_in(solve=wrong))) == before
    assert examiner._students._zygote is not old
    assert examiner._students._is_nested
    killer_of(examiner._judges)()
    helped = edits(sigmoid=("0, -np", "0, np"))
    assert lost(examiner.examine("cyd", handed_in(solve=helped))) == ["sigmoid"]


@pytest.mark.parametrize("seconds", [0.0, 0.5])
def test_a_zygote_that_is_killed_during_a_submission_costs_it_no_more_than_time(examiner, seconds):
    """The worker dies with it, which is nobody's fault, and so gets a second chance."""
    slow = handed_in(cell="import time; time.sleep(1)")
    examiner.examine("ada", handed_in())
    old = examiner._students._zygote
    killer = threading.Timer(seconds, killer_of(examiner._students))
    killer.start()
    graded = examiner.examine("bob", slow)
    killer.join()
    assert lost(graded) == []
    assert examiner._students._zygote is not old
    assert lost(examiner.examine("cyd", handed_in())) == []


def test_no_zygote_is_left_of_those_that_were_replaced(grading):
    before = zygotes()
    with Examiner(replace(grading, limits=LIMITS)) as examiner:
        for _ in range(3):
            assert lost(examiner.examine("ada", handed_in())) == []
            killer_of(examiner._students)()
    _, alive = psutil.wait_procs(zygotes() - before, timeout=10)
    assert alive == []
