"""Week 0: a class that has written its first neuron."""

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
    relu="""
%time sum(range(10))

def relu(z):
    print("relu was called with", type(z))
    return (z + abs(z)) / 2
""",
    neuron="""
import warnings

def neuron(X, w, b):
    warnings.warn("a warning is no mistake")
    answers = []
    for house in X.T:
        score = b
        for weight, number in zip(w, house):
            score = score + weight[0] * number
        answers.append(float(relu(np.float64(score))))
    return np.array(answers, dtype=np.float32).reshape(1, -1)
""",
)

WRONG_FORMULAS = edits(
    relu=("np.maximum(0, z)", "np.abs(z)"),
    neuron=("relu(w.T @ X + b)", "relu(w.T @ X) + b"),
)

WRONG_SHAPES = edits(
    relu=("np.maximum(0, z)", "np.maximum(0, np.max(z))"),
    neuron=("relu(w.T @ X + b)", "relu(X.T @ w + b)"),
)

RAISES = edits(
    relu=("np.maximum(0, z)", "np.maximun(0, z)"),
    neuron=("w.T @ X", "w @ X"),
)

ENDLESS_LOOP = edits(
    neuron=("return relu(w.T @ X + b)", "while b:\n        pass\n    return b"),
)

SAMPLES = (
    Sample("all-correct", nothing),
    Sample("other-styles", OTHER_STYLES),
    Sample(
        "wrong-formulas",
        WRONG_FORMULAS,
        {"relu": Expected("wrong", 2 / 7), "neuron": WRONG},
        diagnoses={"relu": "the absolute value", "neuron": "bent before the bias is added"},
    ),
    Sample(
        "wrong-shapes",
        WRONG_SHAPES,
        {"relu": Expected("wrong", 2 / 7), "neuron": Expected("wrong", 1 / 4)},
        diagnoses={"relu": "the largest of all", "neuron": "the answers stand in a column"},
    ),
    Sample("raises", RAISES, {"relu": RAISED, "neuron": Expected("raised", 0.25)}),
    Sample("endless-loop", ENDLESS_LOOP, {"neuron": Expected("timed_out")}),
    Sample("empty", clear, otherwise=Expected("not_attempted")),
)
