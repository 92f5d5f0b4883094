"""Week 1: a class that has learned to think in arrays."""

from sample_class import (
    RAISED,
    WRONG,
    Expected,
    Sample,
    clear,
    edits,
    nothing,
    solutions,
)

OTHER_STYLES = solutions(
    shape_facts="""
def shape_facts(a):
    print("an array of", a.dtype)
    return [len(a.shape), list(a.shape), np.prod(a.shape)]
""",
    elementwise_roundtrip="""
def elementwise_roundtrip(celsius):
    celsius *= 9 / 5
    celsius += 32
    return celsius, np.subtract(celsius, 32) * 5 / 9
""",
    as_column="""
def as_column(v):
    return np.array([[number] for number in v], dtype=np.float32)
""",
    as_row="""
def as_row(v):
    return as_column(v).T
""",
    flatten_rest="""
%time sum(range(10))

def flatten_rest(a):
    return np.vstack([example.ravel() for example in a])
""",
    filled="""
from itertools import repeat

def filled(shape, value):
    return np.fromiter(repeat(value, int(np.prod(shape))), float).reshape(shape)
""",
    nth_column="""
def nth_column(A, n):
    return np.array([row[n - 1] for row in A.tolist()])
""",
    nth_row="""
def nth_row(A, n):
    return nth_column(A.T, n)
""",
    matmul_and_sum="""
def matmul_and_sum(A, B):
    C = np.zeros((A.shape[0], B.shape[1]))
    for i, row in enumerate(A):
        for j, column in enumerate(B.T):
            C[i, j] = sum(row * column)
    return C, np.array([[C.sum()]])
""",
    axis_means="""
def axis_means(A):
    r, c = A.shape
    return np.ones((1, r)) @ A / r, as_column(A.sum(axis=1)) / c
""",
    images_to_X="""
def images_to_X(images):
    return np.stack([image.flatten() / np.float32(255) for image in images], axis=1)
""",
    normalize_rows="""
import math

def normalize_rows(x):
    for i, row in enumerate(x):
        x[i] = row / math.sqrt(sum(number**2 for number in row))
    return x
""",
    softmax="""
import scipy.special

def softmax(x):
    np.log(np.zeros(1))
    return scipy.special.softmax(x, axis=1)
""",
)

WRONG_FORMULAS = edits(
    elementwise_roundtrip=("(fahrenheit - 32) / 1.8", "fahrenheit - 32 / 1.8"),
    flatten_rest=("(a.shape[0], -1)", "(-1, a.shape[0]).T"),
    nth_column=("n - 1", "n"),
    images_to_X=(" / 255", ""),
    softmax=(" - np.max(x, axis=1, keepdims=True)", ""),
)

WRONG_SHAPES = edits(
    shape_facts=("a.size", "len(a)"),
    as_column=("(-1, 1)", "(1, -1)"),
    as_row=("v.reshape(1, -1)", "v.T"),
    nth_row=("A[n - 1]", "A[n - 1 : n]"),
    axis_means=(
        "return column_means, row_means",
        "return column_means[0], row_means[:, 0]",
    ),
    normalize_rows=("axis=1", "axis=0"),
)

RAISES = edits(
    filled=("np.full(shape, value)", "np.fill(shape, value)"),
    matmul_and_sum=("A @ B", "A * B"),
    axis_means=("axis=0, keepdims=True", "axis=0, keepdim=True"),
)

ENDLESS_LOOP = edits(
    nth_row=("return A[n - 1]", "while n:\n        pass\n    return A[n - 1]"),
)

SAMPLES = (
    Sample("all-correct", nothing),
    Sample("other-styles", OTHER_STYLES),
    Sample(
        "wrong-formulas",
        WRONG_FORMULAS,
        {
            "elementwise_roundtrip": WRONG,
            "flatten_rest": Expected("wrong", 1 / 4),
            "nth_column": WRONG,
            "images_to_X": WRONG,
            "softmax": Expected("wrong", 3 / 4),
        },
        diagnoses={
            "elementwise_roundtrip": "the way back divides before it subtracts",
            "flatten_rest": "the numbers are mixed",
            "nth_column": "counted from zero",
            "images_to_X": "not divided",
            "softmax": "the exponential overflows",
        },
    ),
    Sample(
        "wrong-shapes",
        WRONG_SHAPES,
        {
            "shape_facts": Expected("wrong", 1 / 5),
            "as_column": Expected("wrong", 1 / 4),
            "as_row": WRONG,
            "nth_row": WRONG,
            "axis_means": WRONG,
            "normalize_rows": WRONG,
        },
        diagnoses={
            "shape_facts": "the length for the number of numbers",
            "as_column": "a row for a column",
            "as_row": "still flat",
            "nth_row": "two axes are left",
            "axis_means": "the axis is lost",
            "normalize_rows": "columns instead of rows",
        },
    ),
    Sample("raises", RAISES, {"filled": RAISED, "matmul_and_sum": RAISED, "axis_means": RAISED}),
    Sample("endless-loop", ENDLESS_LOOP, {"nth_row": Expected("timed_out")}),
    Sample("empty", clear, otherwise=Expected("not_attempted")),
)
