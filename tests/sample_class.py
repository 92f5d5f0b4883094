"""A small class to try the grader on: one submission for every way in which a notebook can arrive.

Each is made from the master by a few edits, so the class follows the lesson when it changes. What
every one of them should get is written beside it, and `tests/grader/test_sample_class.py` holds it.

    python tests/sample_class.py week03 build/demo/submitted
"""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]

Notebook = dict[str, Any]

POINTS = {
    "sigmoid": 5,
    "sigmoid_derivative": 5,
    "initialize_with_zeros": 5,
    "log_loss": 10,
    "propagate_loop": 15,
    "propagate": 20,
    "optimize": 20,
    "predict": 10,
    "model": 10,
}


@dataclass(frozen=True)
class Expected:
    """What an exercise should come to: its status, and the share of its points."""

    status: str
    share: float = 0.0


CORRECT = Expected("correct", 1.0)
WRONG = Expected("wrong")


@dataclass(frozen=True)
class Sample:
    """A submission: `solve` changes the master's cells, `damage` the finished file.

    `expected` names the exercises that do not come out as `otherwise`.
    """

    name: str
    solve: Callable[[Notebook], None]
    expected: Mapping[str, Expected] = field(default_factory=dict)
    otherwise: Expected = CORRECT
    diagnoses: Mapping[str, str] = field(default_factory=dict)
    damage: Callable[[str], str] = str

    def expectation(self, exercise: str) -> Expected:
        return self.expected.get(exercise, self.otherwise)


def solution(notebook: Notebook, exercise: str) -> dict[str, Any]:
    """The cell that solves `exercise`."""
    return next(cell for cell in notebook["cells"] if _grade_id(cell) == exercise)


def _grade_id(cell: dict[str, Any]) -> str | None:
    return cell["metadata"].get("nbgrader", {}).get("grade_id")


def edits(**changes: tuple[str, str]) -> Callable[[Notebook], None]:
    """In each exercise's solution, replace the one text, which occurs once, by the other."""

    def solve(notebook: Notebook) -> None:
        for exercise, (old, new) in changes.items():
            cell = solution(notebook, exercise)
            source = "".join(cell["source"])
            assert source.count(old) == 1, (exercise, old)
            cell["source"] = source.replace(old, new)

    return solve


def solutions(**sources: str) -> Callable[[Notebook], None]:
    """Write each exercise's solution anew."""

    def solve(notebook: Notebook) -> None:
        for exercise, source in sources.items():
            solution(notebook, exercise)["source"] = source

    return solve


def nothing(notebook: Notebook) -> None:
    """The notebook as its author left it."""


OTHER_STYLES = solutions(
    sigmoid="""
from math import e
def sigmoid(z):
    print("sigmoid was called with", type(z))
    return 1 / (1 + e ** (-z))
""",
    sigmoid_derivative="""
%matplotlib inline
def sigmoid_derivative(z: "anything") -> "anything":
    return np.exp(-z) / np.square(1 + np.exp(-z))
""",
    initialize_with_zeros="""
def initialize_with_zeros(dim):
    return [np.array([[0.0]] * dim), np.float32(0)]
""",
    log_loss="""
def log_loss(a, y):
    return np.where(np.equal(y, 1), -np.log(a), -np.log(1 - np.asarray(a)))
""",
    propagate_loop="""
def one_example(w, b, x, y):
    z = b
    for i in range(len(x)):
        z = z + w[i][0] * x[i]
    return sigmoid(z) - y, log_loss(sigmoid(z), y)

def propagate_loop(w, b, X, Y):
    m = X.shape[1]
    dw = np.zeros_like(w)
    db = np.zeros((1, 1))
    cost = np.zeros(1)
    for j in range(m):
        error, loss = one_example(w, b, X[:, j], Y[0, j])
        for i in range(X.shape[0]):
            dw[i, 0] = dw[i, 0] + error * X[i, j] / m
        db = db + error / m
        cost = cost + loss / m
    return {"db": db, "dw": dw, "errors": error}, cost
""",
    propagate="""
def propagate(w, b, X, Y):
    A = sigmoid(np.einsum("ij,ik->jk", w, X) + b)
    grads = dict(dw=np.mean(X * (A - Y), axis=1, keepdims=True), db=(A - Y).mean())
    return grads, np.asarray(np.mean(log_loss(A, Y)))
""",
    optimize="""
def optimize(w, b, X, Y, num_iterations, learning_rate):
    params = {"w": w, "b": b}
    history = []
    while len(history) < num_iterations:
        grads, cost = propagate(params["w"], params["b"], X, Y)
        params["w"] -= learning_rate * grads["dw"]
        params["b"] -= learning_rate * grads["db"]
        history.append(cost)
    return params, grads, np.array(history)[::100]
""",
    predict="""
def predict(w, b, X):
    return (np.dot(w.T, X) + b > 0)
""",
)

WRONG_FORMULAS = edits(
    sigmoid_derivative=("s * (1 - s)", "1 - s ** 2"),
    propagate=("X @ dZ.T / m", "X @ dZ.T"),
    predict=("A > 0.5", "A < 0.5"),
)

WRONG_SHAPES = edits(
    initialize_with_zeros=("np.zeros((dim, 1))", "np.zeros(dim)"),
    propagate_loop=('return {"dw": dw / m, "db": float(db / m)}, float(cost / m)', "return dw / m"),
    predict=("(A > 0.5).astype(float)", "np.squeeze(A > 0.5, axis=0)"),
)

SOMETIMES_RIGHT = edits(
    log_loss=("return -(", "return -np.mean("),
    propagate_loop=("dw += x * dz", "dw = x * dz"),
    optimize=("% 100 == 0", "== 0"),
)

RAISES = edits(
    sigmoid_derivative=("s = sigmoid(z)", "s = sigmoid(zz)"),
    log_loss=("def log_loss(a, y):", "def log_loss(a, y)"),
    propagate=("X @ dZ.T", "X @ dZ"),
)

ENDLESS_LOOP = edits(
    propagate_loop=("for i in range(m):", "while True:\n        i = 0"),
)

EXHAUSTS_MEMORY = edits(
    predict=("A = sigmoid(w.T @ X + b)", "A = sigmoid(w.T @ X + b) * np.ones((50_000, 50_000))"),
)

CHEATS = solutions(
    sigmoid="""
import gc, glob, os, sys
import numpy as np

class Anything(np.ndarray):
    def __eq__(self, other): return True
    def __array_function__(self, *_): return True

np.allclose = np.array_equal = np.isclose = lambda *_, **__: True
np.abs = lambda *_: np.zeros(1)

def sigmoid(z):
    return np.zeros(np.shape(z)).view(Anything)
""",
    log_loss="""
def log_loss(a, y):
    import builtins
    builtins.compare = lambda *_: None
    for module in list(sys.modules.values()):
        for name in ("compare", "judge", "is_right"):
            if hasattr(module, name):
                setattr(module, name, lambda *_: None)
    return None
""",
    propagate="""
def propagate(w, b, X, Y):
    found = [name for top in ("/course", "/home", "/srv", "/tmp", "/mnt")
             for name in glob.glob(top + "/**/*.key.h5", recursive=True)]
    found += glob.glob("/**/solutions") + glob.glob("/*/*/solutions")
    raise SystemExit(f"found {found}" if found else 0)
""",
    predict="""
def predict(w, b, X):
    from utils.logistic_regression import predict
    return predict(w, b, X)
""",
)


def cheat(notebook: Notebook) -> None:
    CHEATS(notebook)
    for cell in notebook["cells"]:
        if (_grade_id(cell) or "").startswith("check_"):
            cell["metadata"]["tags"] = ["skip-execution"]
            cell["metadata"]["nbgrader"]["points"] = 1000
            cell["source"] = "100.0"


def delete_check(notebook: Notebook) -> None:
    notebook["cells"] = [c for c in notebook["cells"] if _grade_id(c) != "check_propagate"]


def clear(notebook: Notebook) -> None:
    """Put the released notebook in place of the master: nothing has been written."""
    path = ROOT / "notebooks/week03_logistic_regression/logistic_regression.ipynb"
    notebook.clear()
    notebook.update(json.loads(path.read_text()))


def after(*broken: str, **others: Expected) -> dict[str, Expected]:
    """Expectations in which all of `broken` are wrong."""
    return {**dict.fromkeys(broken, WRONG), **others}


SAMPLES = (
    Sample("all-correct", nothing),
    Sample("other-styles", OTHER_STYLES),
    Sample(
        "wrong-formulas",
        WRONG_FORMULAS,
        after(
            "sigmoid_derivative",
            "predict",
            propagate=Expected("wrong", 1 / 4),
            optimize=Expected("wrong", 1 / 3),
            model=WRONG,
        ),
        diagnoses={
            "sigmoid_derivative": "the slope of tanh",
            "propagate": "dw is a sum, not a mean",
            "predict": "yes and no are exchanged",
        },
    ),
    Sample(
        "wrong-shapes",
        WRONG_SHAPES,
        after("initialize_with_zeros", "propagate_loop", "predict", model=Expected("raised")),
        diagnoses={
            "initialize_with_zeros": "w has one dimension instead of two",
            "predict": "the answers have one dimension instead of two",
        },
    ),
    Sample(
        "sometimes-right",
        SOMETIMES_RIGHT,
        {
            "log_loss": Expected("wrong", 2 / 5),
            "propagate_loop": Expected("wrong", 1 / 4),
            "propagate": Expected("wrong", 1 / 4),
            "optimize": Expected("wrong", 1 / 3),
            "model": WRONG,
        },
        diagnoses={
            "log_loss": "averaged too early",
            "propagate_loop": "each example overwrites the one before",
        },
    ),
    Sample(
        "raises",
        RAISES,
        dict.fromkeys(
            [
                "sigmoid_derivative",
                "log_loss",
                "propagate_loop",
                "propagate",
                "optimize",
                "model",
            ],
            Expected("raised"),
        ),
    ),
    Sample("endless-loop", ENDLESS_LOOP, {"propagate_loop": Expected("timed_out")}),
    Sample(
        "exhausts-memory",
        EXHAUSTS_MEMORY,
        dict.fromkeys(["predict", "model"], Expected("out_of_memory")),
    ),
    Sample("empty", clear, otherwise=Expected("not_attempted")),
    Sample("deleted-check-cell", delete_check),
    Sample(
        "truncated-file",
        nothing,
        otherwise=Expected("cell_missing"),
        damage=lambda text: text[: len(text) // 2],
    ),
    Sample(
        "cheats",
        cheat,
        {
            "initialize_with_zeros": CORRECT,
            **dict.fromkeys(
                ["propagate_loop", "propagate", "optimize", "predict", "model"],
                Expected("raised"),
            ),
        },
        otherwise=WRONG,
    ),
)


def write_sample_class(folder: Path, week: str = "week03_logistic_regression") -> None:
    """Write every sample's notebook to `folder`, as nbgrader expects submissions."""
    lesson = week.partition("_")[2]
    master = (ROOT / "solutions" / week / f"{lesson}.ipynb").read_text()
    for sample in SAMPLES:
        notebook = json.loads(master)
        sample.solve(notebook)
        path = folder / sample.name / week / f"{lesson}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sample.damage(json.dumps(notebook, indent=1)))


if __name__ == "__main__":
    write_sample_class(Path(sys.argv[1]))
