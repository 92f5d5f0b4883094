"""Week 2: a class that has walked downhill."""

from sample_class import (
    RAISED,
    Expected,
    Sample,
    after,
    clear,
    edits,
    nothing,
    solutions,
)

OTHER_STYLES = solutions(
    df="""
def df(x):
    print("asked for the slope at", x)
    return np.multiply(2, x) - 2
""",
    gradient_step="""
%matplotlib inline
def gradient_step(x, slope, eta=0.1):
    x = np.array(x, dtype=float)
    x -= np.asarray(slope) * eta
    return x
""",
    gradient_descent="""
import itertools, warnings

def gradient_descent(df, x0, eta, n):
    warnings.warn("a warning is no mistake")
    walk = itertools.accumulate(range(n), lambda x, _: x - eta * df(x), initial=x0)
    return np.array(list(walk), dtype=np.float64)
""",
    gradient_2d="""
HESSIAN = np.array([[2, 1], [1, 6]])

def gradient_2d(p):
    return HESSIAN.dot(p) - HESSIAN[:, :1]
""",
    gradient_descent_nd="""
def gradient_descent_nd(gradient, p0, eta, n):
    path = np.empty((p0.size, n + 1))
    path[:, :1] = p0
    for t in range(n):
        path[:, t + 1 : t + 2] = path[:, t : t + 1] - eta * gradient(path[:, t : t + 1])
    return path
""",
)

WRONG_FORMULAS = edits(
    df=("2 * (x - 1)", "2 * x - 1"),
    gradient_step=("x - eta", "x + eta"),
    gradient_2d=("2 * (x - 1) + y", "2 * (x - 1)"),
)

WRONG_PATHS = edits(
    gradient_descent=("np.array(path)", "np.array(path[1:])"),
    gradient_descent_nd=("np.hstack(path)", "np.hstack(path).T"),
)

RAISES = edits(
    df=("2 * (x - 1)", "2 (x - 1)"),
    gradient_descent=("df(x), eta", "df[x], eta"),
    gradient_descent_nd=("np.hstack", "hstack"),
)

ENDLESS_LOOP = edits(
    gradient_descent=("path = [x0]", "path = [x0]\n    while path:\n        pass"),
)

SAMPLES = (
    Sample("all-correct", nothing),
    Sample("other-styles", OTHER_STYLES),
    Sample(
        "wrong-formulas",
        WRONG_FORMULAS,
        after("df", "gradient_step", "gradient_2d"),
        diagnoses={
            "df": "one too much everywhere",
            "gradient_step": "uphill instead of downhill",
        },
    ),
    Sample(
        "wrong-paths",
        WRONG_PATHS,
        after("gradient_descent", "gradient_descent_nd"),
        diagnoses={
            "gradient_descent": "the start is missing",
            "gradient_descent_nd": "one place a row",
        },
    ),
    Sample(
        "raises",
        RAISES,
        dict.fromkeys(["df", "gradient_descent", "gradient_descent_nd"], RAISED),
    ),
    Sample("endless-loop", ENDLESS_LOOP, {"gradient_descent": Expected("timed_out")}),
    Sample("empty", clear, otherwise=Expected("not_attempted")),
)
