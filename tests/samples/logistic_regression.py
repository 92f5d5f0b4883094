"""Week 3: twelve submissions, one for every way in which a notebook can arrive."""

from sample_class import (
    RAISED,
    WRONG,
    Expected,
    Notebook,
    Sample,
    after,
    clear,
    delete_check,
    edits,
    grade_id,
    nothing,
    solutions,
)

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
    right = np.where(np.equal(y, 1), a, 1 - np.asarray(a))
    return -np.log(np.clip(right, np.finfo(float).tiny, None))
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
        if grade_id(cell).startswith("check_"):
            cell["metadata"]["tags"] = ["skip-execution"]
            cell["metadata"]["nbgrader"]["points"] = 1000
            cell["source"] = "100.0"


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
        after("initialize_with_zeros", "propagate_loop", "predict"),
        diagnoses={
            "initialize_with_zeros": "w has one dimension instead of two",
            "predict": "the answers have one dimension instead of two",
        },
    ),
    Sample(
        "sometimes-right",
        SOMETIMES_RIGHT,
        {
            "log_loss": Expected("wrong", 2 / 7),
            "propagate_loop": Expected("wrong", 1 / 4),
            "optimize": Expected("wrong", 1 / 3),
        },
        diagnoses={
            "log_loss": "averaged too early",
            "propagate_loop": "each example overwrites the one before",
        },
    ),
    Sample(
        "raises",
        RAISES,
        {
            "sigmoid_derivative": RAISED,
            "log_loss": RAISED,
            "propagate": Expected("raised", 1 / 4),
        },
    ),
    Sample("endless-loop", ENDLESS_LOOP, {"propagate_loop": Expected("timed_out")}),
    Sample("exhausts-memory", EXHAUSTS_MEMORY, {"predict": Expected("out_of_memory")}),
    Sample("empty", clear, otherwise=Expected("not_attempted")),
    Sample("deleted-check-cell", delete_check("propagate")),
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
            **dict.fromkeys(["sigmoid", "log_loss"], WRONG),
            **dict.fromkeys(["propagate", "predict"], RAISED),
        },
    ),
)
