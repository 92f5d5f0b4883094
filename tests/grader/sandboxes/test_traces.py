"""Traces: whatever one function may have changed for another is seen, and where nothing was, nothing is."""

import importlib.util
import os
import sys

import pytest

from grader.sandboxes.notebook import Notebook
from grader.sandboxes.traces import MAX_BYTES, MAX_VALUES, state_of
from grader.sandboxes.zygote import LoadedWhenUsed

CELLS = """
import functools, itertools, math
import numpy as np
from numpy import dot, exp
from grader.check import check

RATE, NAMES, SEEN, CACHE, ROWS = 0.1, ["a"], set(), {"deep": [{"er": 1}]}, np.zeros(3)
NAN, SCALAR, PAIR = float("nan"), np.float64(2), ([1], 2)
ITSELF = []
ITSELF.append(ITSELF)

class Layer:
    size = 3
    def forward(self): return self.size

def f(x, seen=[]):
    return x

def made(count=0):
    def inner(x):
        nonlocal count
        count += 1
        return count
    return inner

counter, add, forward = made(), ["x"].append, len
"""

LEAVES_NO_TRACE = {
    "calling what NumPy and Python define": "forward([1]); dot(ROWS, ROWS); exp(ROWS)",
    "computing": "np.dot(np.ones((3, 3)), ROWS); f(3); Layer().forward()",
    "own names that come and go": "def g():\n    a = [1]\n    a.append(2)\ng(); del g",
    "what is undone": "RATE = 1; RATE = 0.1; NAMES.append(1); NAMES.pop()",
    "a change of how NumPy treats overflow, put back": "with np.errstate(all='raise'): np.ones(1)",
    "a generator of its own": "np.random.default_rng(3).standard_normal(2)",
}

LEAVES_A_TRACE = {
    "a new name": "new = 1",
    "a name deleted": "del RATE",
    "another number": "RATE = 0.2",
    "a list": "NAMES.append('b')",
    "a set": "SEEN.add(1)",
    "deep in a dict": "CACHE['deep'][0]['er'] = 2",
    "a list in a tuple": "PAIR[0].append(3)",
    "an array in place": "ROWS += 1",
    "a view of an array": "ROWS.shape = (3, 1)",
    "another array": "ROWS = np.zeros(3)",
    "a default": "f.__defaults__[0].append(1)",
    "an attribute of a function": "f.calls = 1",
    "what a function has closed in": "counter(1)",
    "what a method belongs to": "add('b')",
    "another function": "def f(x): return 2 * x",
    "the code of a function": "f.__code__ = made.__code__",
    "an attribute of a class": "Layer.size = 4",
    "a method of a class": "Layer.forward = f",
    "a patched NumPy": "np.sum = f",
    "a patched part of NumPy": "np.linalg.norm = f",
    "a patched module": "math.exp = f",
    "a patched builtin": "import builtins; builtins.len = f; del builtins",
    "how NumPy treats overflow": "np.seterr(over='raise')",
    "how NumPy prints": "np.set_printoptions(precision=3)",
    "NumPy's own generator": "np.random.seed(1)",
    "NumPy's own generator, used": "np.random.rand()",
    "Python's own generator": "import random; random.random(); del random",
    "how deep one may recurse": "import sys; sys.setrecursionlimit(4321); del sys",
    "an environment variable": "import os; os.environ['A'] = 'b'; del os",
    "a file": "open('left', 'w').close()",
    "another folder": "import os; os.chdir('/'); del os",
    "a thread": "import threading, time; threading.Thread(target=time.sleep, args=[9]).start()"
    "; del threading, time",
    "an object of unknown make": "thing = Layer()",
}


def leaves_traces(deed, cells=CELLS):
    """Whether a deed leaves traces behind, done in a process of its own."""
    child = os.fork()
    if child == 0:
        code = 2
        try:
            notebook = Notebook()
            assert not notebook.run("cells", cells).detail
            before = state_of(notebook.names)
            assert not notebook.run("deed", deed).detail
            code = int(state_of(notebook.names) != before)
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 1), "the deed could not be done"
    return code == 1


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("deed", LEAVES_NO_TRACE)
def test_what_leaves_no_trace(deed):
    assert not leaves_traces(LEAVES_NO_TRACE[deed])


@pytest.mark.parametrize("deed", LEAVES_A_TRACE)
def test_what_leaves_a_trace(deed):
    assert leaves_traces(LEAVES_A_TRACE[deed])


@pytest.mark.parametrize(
    "value",
    [
        "iter([1])",
        "(i for i in [1])",
        "itertools.count()",
        "functools.lru_cache(f)",
        "functools.partial(f, [])",
        "np.random.default_rng(3)",
        "np.array([[]], dtype=object)",
        "type('Strange', (dict,), {})()",
        f"np.zeros({MAX_BYTES})",
        f"list(range({MAX_VALUES}))",
        "[[]] * 100_000_000",
    ],
)
def test_what_can_not_be_looked_into_counts_as_changed(value):
    assert leaves_traces("pass", f"{CELLS}\nstrange = {value}")


def test_what_breaks_under_a_look_counts_as_changed():
    deep = "deep = []\nfor _ in range(100_000):\n    deep = [deep]"
    assert leaves_traces("pass", deep)


def test_a_module_that_waits_until_it_is_used_goes_on_waiting(monkeypatch):
    name = "colorsys"
    monkeypatch.delitem(sys.modules, name, raising=False)
    spec = LoadedWhenUsed([name]).find_spec(name, None)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    state_of({"waiting": module})
    assert "rgb_to_hsv" not in object.__getattribute__(module, "__dict__")
    assert module.rgb_to_hsv
