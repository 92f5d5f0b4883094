"""Week 10: right answers in many styles."""

from collections.abc import Mapping

VARIANTS: Mapping[str, Mapping[str, str]] = {
    "linear_scores": {
        "dot": """
def linear_scores(W, b, X):
    return np.dot(W, X) + b
""",
        "einsum": """
def linear_scores(W, b, X):
    return b + np.einsum("kn,nm->km", W, X)
""",
        "the bias as one more weight": """
def linear_scores(W, b, X):
    ones = np.ones((1, X.shape[1]))
    return np.hstack([W, b]) @ np.vstack([X, ones])
""",
        "one number at a time": """
def linear_scores(W, b, X):
    (K, n_x), m = W.shape, X.shape[1]
    Z = np.zeros((K, m))
    for k in range(K):
        for i in range(m):
            Z[k, i] = b[k, 0] + sum(W[k, j] * X[j, i] for j in range(n_x))
    return Z
""",
        "transposed throughout": """
def linear_scores(W, b, X):
    return (X.T @ W.T + b.T).T
""",
        "one example at a time": """
def linear_scores(W, b, X):
    return np.stack([W @ x + b[:, 0] for x in X.T], axis=1)
""",
    },
    "softmax": {
        "scipy's softmax": """
from scipy.special import softmax as of_scipy

def softmax(Z):
    return of_scipy(Z, axis=0)
""",
        "by logarithms": """
from scipy.special import logsumexp

def softmax(Z):
    return np.exp(Z - logsumexp(Z, axis=0, keepdims=True))
""",
        "one example at a time": """
import math

def softmax(Z):
    columns = []
    for z in Z.T:
        highest = max(z)
        e = [math.exp(s - highest) for s in z]
        columns.append([part / sum(e) for part in e])
    return np.array(columns).T
""",
        "as sums of exponentials of differences": """
def softmax(Z):
    differences = np.clip(Z[:, None, :] - Z[None, :, :], -700, 700)
    return 1 / np.exp(-differences).sum(axis=1)
""",
        "in place, without keepdims": """
def softmax(Z):
    Z = Z.copy()
    Z -= Z.max(axis=0)
    np.exp(Z, out=Z)
    Z /= Z.sum(0)
    return Z
""",
        "logaddexp": """
def softmax(Z):
    total = np.logaddexp.reduce(Z, axis=0)
    return np.exp(np.subtract(Z, total))
""",
        "transposed": """
def softmax(Z):
    T = Z.T
    E = np.exp(T - np.max(T, axis=1)[:, np.newaxis])
    return (E / E.sum(axis=-1).reshape(-1, 1)).T
""",
    },
    "one_hot": {
        "columns of the identity": """
def one_hot(labels, K):
    return np.eye(K)[:, labels.ravel()]
""",
        "ones put in their places": """
def one_hot(labels, K):
    m = labels.shape[1]
    Y = np.zeros((K, m))
    Y[labels[0], np.arange(m)] = 1
    return Y
""",
        "truth values": """
def one_hot(labels, K):
    return np.arange(K)[:, None] == labels
""",
        "a loop": """
def one_hot(labels, K):
    Y = np.zeros((K, labels.size), dtype=int)
    for i, label in enumerate(labels.flatten()):
        Y[label][i] = 1
    return Y
""",
        "rows of lists": """
def one_hot(labels, K):
    return np.array([[1.0 if label == k else 0.0 for label in labels[0]] for k in range(K)])
""",
        "where": """
def one_hot(labels, K):
    return np.where(np.equal(labels, np.arange(K).reshape(-1, 1)), 1, 0)
""",
    },
    "cross_entropy": {
        "the share of the truth": """
def cross_entropy(A, Y):
    share = np.sum(A * Y, axis=0)
    return -np.mean(np.log(np.maximum(share, np.finfo(float).tiny)))
""",
        "clipped, and picked by argmax": """
def cross_entropy(A, Y):
    m = Y.shape[1]
    picked = A[np.argmax(Y, axis=0), range(m)]
    return -np.log(np.clip(picked, np.finfo(np.float64).tiny, 1)).sum() / m
""",
        "one example at a time": """
import math, sys

def cross_entropy(A, Y):
    cost = 0
    for a, y in zip(A.T, Y.T):
        for p, t in zip(a, y):
            if t == 1:
                cost -= math.log(max(p, sys.float_info.min))
    return cost / len(A.T)
""",
        "truth values": """
def cross_entropy(A, Y):
    return np.average(-np.log(np.maximum(A[Y == 1], np.finfo(np.float64).tiny)))
""",
        "a trace": """
def cross_entropy(A, Y):
    logs = np.log(np.where(A > 0, A, np.finfo(float).tiny))
    return -np.trace(Y.T @ logs) / A.shape[1]
""",
        "a matrix with one number": """
def cross_entropy(A, Y):
    logs = np.log(np.fmax(A, np.finfo(float).tiny))
    losses = -(Y * logs).sum(axis=0, keepdims=True)
    return losses.mean(axis=1, keepdims=True)
""",
    },
    "softmax_gradient": {
        "divided at the start": """
def softmax_gradient(W, b, X, Y, lambd):
    m = X.shape[1]
    dZ = (softmax(W @ X + b) - Y) / m
    return {"dW": dZ @ X.T + W * lambd / m, "db": dZ.sum(axis=1, keepdims=True)}
""",
        "einsum": """
def softmax_gradient(W, b, X, Y, lambd):
    m = Y.shape[-1]
    error = softmax(linear_scores(W, b, X)) - Y
    dW = (np.einsum("km,nm->kn", error, X) + lambd * W) / m
    return dict(dW=dW, db=np.einsum("km->k", error)[:, None] / m)
""",
        "one example at a time": """
def softmax_gradient(W, b, X, Y, lambd):
    dW, db = np.zeros(W.shape), np.zeros(b.shape)
    m = X.shape[1]
    for i in range(m):
        x, y = X[:, [i]], Y[:, [i]]
        dz = softmax(linear_scores(W, b, x)) - y
        dW += np.outer(dz, x)
        db += dz
    return {"db": db / m, "dW": (dW + lambd * W) / m}
""",
        "means": """
def softmax_gradient(W, b, X, Y, lambd):
    A = softmax(linear_scores(W, b, X))
    dZ = np.subtract(A, Y)
    dW = np.mean(dZ[:, None, :] * X[None, :, :], axis=-1)
    return {"dW": dW + W * (lambd / X.shape[1]), "db": np.mean(dZ, axis=1).reshape(-1, 1), "A": A}
""",
        "the bias as one more weight": """
def softmax_gradient(W, b, X, Y, lambd):
    m = X.shape[1]
    ones = np.vstack([X, np.ones((1, m))])
    all_weights = np.hstack([W, b])
    slopes = (softmax(all_weights @ ones) - Y) @ ones.T / m
    return {"dW": slopes[:, :-1] + lambd / m * W, "db": slopes[:, -1:]}
""",
        "its own exponentials": """
def softmax_gradient(W, b, X, Y, lambd):
    m = X.shape[1]
    E = np.exp(np.dot(W, X) + b)
    error = E / np.sum(E, axis=0) - Y
    return {"dW": (1 / m) * (np.dot(error, X.T) + lambd * W), "db": (1 / m) * np.dot(error, np.ones((m, 1)))}
""",
    },
    "train_softmax": {
        "in place": """
def train_softmax(X, Y, num_iterations, learning_rate, lambd):
    m = X.shape[1]
    W = np.zeros((len(Y), len(X)))
    b = np.zeros((len(Y), 1))
    costs = []
    for i in range(num_iterations):
        if i % 100 == 0:
            A = softmax(linear_scores(W, b, X))
            costs.append(cross_entropy(A, Y) + lambd * (W * W).sum() / 2 / m)
        grads = softmax_gradient(W, b, X, Y, lambd)
        W -= learning_rate * grads["dW"]
        b -= learning_rate * grads["db"]
    return W, b, costs
""",
        "all costs, then every hundredth": """
def train_softmax(X, Y, num_iterations, learning_rate, lambd):
    W, b, costs = np.zeros((Y.shape[0], X.shape[0])), np.zeros((Y.shape[0], 1)), []
    for _ in progress(range(num_iterations)):
        J = cross_entropy(softmax(W @ X + b), Y)
        costs += [J + lambd / (2 * X.shape[1]) * np.linalg.norm(W) ** 2]
        grads = softmax_gradient(W, b, X, Y, lambd)
        W, b = W - learning_rate * grads["dW"], b - learning_rate * grads["db"]
    return W, b, costs[::100]
""",
        "a class": """
class Softmax:
    def __init__(self, n_x, K):
        self.W, self.b = np.zeros((K, n_x)), np.zeros((K, 1))

    def cost(self, X, Y, lambd):
        A = softmax(linear_scores(self.W, self.b, X))
        return cross_entropy(A, Y) + lambd / 2 * np.sum(np.square(self.W)) / X.shape[1]

    def step(self, X, Y, learning_rate, lambd):
        grads = softmax_gradient(self.W, self.b, X, Y, lambd)
        self.W = self.W - learning_rate * grads["dW"]
        self.b = self.b - learning_rate * grads["db"]

def train_softmax(X, Y, num_iterations, learning_rate, lambd):
    model, costs = Softmax(X.shape[0], Y.shape[0]), []
    for i in range(num_iterations):
        if not i % 100:
            costs.append(model.cost(X, Y, lambd))
        model.step(X, Y, learning_rate, lambd)
    return model.W, model.b, np.array(costs)
""",
        "a while loop and a dict": """
def train_softmax(X, Y, num_iterations, learning_rate, lambd):
    p = {"W": np.zeros((Y.shape[0], X.shape[0])), "b": np.zeros((Y.shape[0], 1))}
    i, costs, m = 0, [], Y.shape[1]
    while i < num_iterations:
        if i in range(0, num_iterations, 100):
            A = softmax(linear_scores(p["W"], p["b"], X))
            costs.append(cross_entropy(A, Y) + (lambd / 2 / m) * np.vdot(p["W"], p["W"]))
        grads = softmax_gradient(**p, X=X, Y=Y, lambd=lambd)
        p = {name: p[name] - learning_rate * grads["d" + name] for name in p}
        i += 1
    return p["W"], p["b"], costs
""",
        "without its helpers": """
def train_softmax(X, Y, num_iterations, learning_rate, lambd):
    n_x, m = X.shape
    W, b, costs = np.zeros((Y.shape[0], n_x)), np.zeros((Y.shape[0], 1)), []
    for i in range(num_iterations):
        E = np.exp(W @ X + b)
        A = E / E.sum(axis=0)
        if i % 100 == 0:
            costs.append(-np.log((A * Y).sum(axis=0)).mean() + lambd / (2 * m) * (W**2).sum())
        W, b = (
            W - learning_rate / m * ((A - Y) @ X.T + lambd * W),
            b - learning_rate / m * (A - Y).sum(axis=1, keepdims=True),
        )
    return [W, b, costs]
""",
    },
}

FLAT_WILL_DO = "A flat array of length m meets the columns of (K, m) just as a row does."
AS_MANY_LABELS = "There are as many labels as examples."
NEVER_NEGATIVE = "What is left of a division by a positive number is never negative."

EQUIVALENT: Mapping[str, Mapping[str, str]] = {
    "softmax": {
        "reference, line 2: E = np.exp(Z - np.max(Z, axis=0, keepdims=True)) -> E = np.exp(Z - np.max(Z, axis=0))": FLAT_WILL_DO,
        "reference, line 2: E = np.exp(Z - np.max(Z, axis=0, keepdims=True)) -> E = np.exp(Z - np.max(Z, axis=0, keepdims=False))": FLAT_WILL_DO,
        "reference, line 3: return E / np.sum(E, axis=0, keepdims=True) -> return E / np.sum(E, axis=0)": FLAT_WILL_DO,
        "reference, line 3: return E / np.sum(E, axis=0, keepdims=True) -> return E / np.sum(E, axis=0, keepdims=False)": FLAT_WILL_DO,
    },
    "cross_entropy": {
        "reference, line 2: m = Y.shape[1] -> m = A.shape[1]": AS_MANY_LABELS,
        "solution, line 2: m = Y.shape[1] -> m = A.shape[1]": AS_MANY_LABELS,
    },
    "softmax_gradient": {
        "reference, line 2: m = X.shape[1] -> m = Y.shape[1]": AS_MANY_LABELS,
    },
    "train_softmax": {
        "reference, line 7: if i % COST_INTERVAL == 0: -> if i % COST_INTERVAL <= 0:": NEVER_NEGATIVE,
        "solution, line 7: if i % 100 == 0: -> if i % 100 <= 0:": NEVER_NEGATIVE,
    },
}
