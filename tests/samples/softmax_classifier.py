"""Week 10: a class that tells several things apart."""

from sample_class import (
    RAISED,
    WRONG,
    Expected,
    Sample,
    after,
    clear,
    edits,
    nothing,
    solutions,
)

OTHER_STYLES = solutions(
    linear_scores="""
def linear_scores(W, b, X):
    return np.einsum("kn,nm->km", W, X) + b
""",
    softmax="""
from scipy.special import logsumexp

def softmax(Z):
    print("softmax of", Z.shape)
    return np.exp(Z - logsumexp(Z, axis=0))
""",
    one_hot="""
%matplotlib inline
def one_hot(labels, K):
    return np.eye(K, dtype=int)[:, np.ravel(labels)]
""",
    cross_entropy="""
def cross_entropy(A, Y):
    share = (A * Y).sum(axis=0, keepdims=True)
    return np.mean(-np.log(np.fmax(share, np.finfo(float).tiny)), axis=1)
""",
    softmax_gradient="""
def softmax_gradient(W, b, X, Y, lambd):
    m = X.shape[1]
    ones = np.vstack([X, np.ones((1, m))])
    slopes = (softmax(np.hstack([W, b]) @ ones) - Y) @ ones.T / m
    return {"db": slopes[:, -1:], "dW": slopes[:, :-1] + W * lambd / m, "m": m}
""",
    train_softmax="""
def train_softmax(X, Y, num_iterations, learning_rate, lambd):
    W, b, costs = np.zeros((len(Y), len(X))), np.zeros((len(Y), 1)), []
    for i in range(num_iterations):
        grads = softmax_gradient(W, b, X, Y, lambd)
        if not i % 100:
            J = cross_entropy(softmax(linear_scores(W, b, X)), Y)
            costs = [*costs, J + lambd * np.vdot(W, W) / 2 / Y.shape[1]]
        W -= learning_rate * grads["dW"]
        b -= learning_rate * grads["db"]
    return [W, b, np.array(costs).ravel()]
""",
)

WRONG_FORMULAS = edits(
    linear_scores=(" + b", ""),
    cross_entropy=(" / m)", ")"),
    softmax_gradient=(" + lambd / m * W", ""),
)

WRONG_AXES = edits(
    softmax=("np.sum(E, axis=0", "np.sum(E, axis=1"),
    one_hot=("astype(float)", "astype(float).T"),
)

OVERFLOWS = solutions(
    softmax="""
def softmax(Z):
    return np.exp(Z) / np.sum(np.exp(Z), axis=0, keepdims=True)
"""
)

RAISES = edits(
    linear_scores=("W @ X", "W.T @ X"),
    one_hot=("reshape(K, 1)", "reshape(1, 1)"),
    train_softmax=('grads["dW"]', 'grads["dw"]'),
)

SAMPLES = (
    Sample("all-correct", nothing),
    Sample("other-styles", OTHER_STYLES),
    Sample(
        "wrong-formulas",
        WRONG_FORMULAS,
        after(
            "linear_scores",
            cross_entropy=Expected("wrong", 1 / 6),  # a sum over one example is its mean
            softmax_gradient=Expected("wrong", 1 / 4),
        ),
        diagnoses={
            "linear_scores": "the bias is left out",
            "cross_entropy": "a sum instead of a mean",
            "softmax_gradient": "the penalty is missing",
        },
    ),
    Sample(
        "wrong-axes",
        WRONG_AXES,
        {"softmax": WRONG, "one_hot": WRONG},
        diagnoses={"softmax": "each row adds up to one", "one_hot": "one example a row"},
    ),
    Sample(
        "overflows",
        OVERFLOWS,
        {"softmax": Expected("wrong", 5 / 7)},
        diagnoses={"softmax": "exponentials of large scores"},
    ),
    Sample(
        "raises",
        RAISES,
        dict.fromkeys(["linear_scores", "one_hot", "train_softmax"], RAISED),
    ),
    Sample("empty", clear, otherwise=Expected("not_attempted")),
)
