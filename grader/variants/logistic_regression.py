"""Week 3: right answers in many styles."""

from collections.abc import Mapping

VARIANTS: Mapping[str, Mapping[str, str]] = {
    "sigmoid": {
        "the formula as it stands, warnings and all": """
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
""",
        "by tanh": """
def sigmoid(z):
    return 0.5 + 0.5 * np.tanh(np.asarray(z) / 2)
""",
        "one formula for each sign": """
def sigmoid(z: float | np.ndarray) -> float | np.ndarray:
    e = np.exp(-np.abs(z))
    return np.where(np.greater_equal(z, 0), 1 / (1 + e), e / (1 + e))
""",
        "the square root of one product": """
def sigmoid(z):
    half = np.clip(np.divide(z, 2), -300, 300)
    return np.exp(half) / (np.exp(half) + np.exp(-half))
""",
        "one number at a time": """
import math

def of_a_number(t):
    if t < 0:
        return 1 - of_a_number(-t)
    return 1 / (1 + math.exp(-t))

def sigmoid(z):
    if isinstance(z, float):
        return of_a_number(z)
    a = np.empty_like(z)
    for place in np.ndindex(z.shape):
        a[place] = of_a_number(z[place])
    return a
""",
        "recursion over the dimensions": """
def sigmoid(z):
    if np.ndim(z) == 0:
        return 1.0 / (1.0 + np.e ** -z)
    return np.array([sigmoid(part) for part in z])
""",
        "scipy's expit": """
from scipy.special import expit

def sigmoid(z):
    return expit(z)
""",
        "scipy's expit by another name": """
from scipy.special import expit as sigmoid
""",
        "a lambda with vectorize": """
from math import exp

sigmoid = np.vectorize(lambda t: 1 / (1 + exp(-t)), otypes=[float])
""",
        "in half the precision": """
def sigmoid(z):
    z = np.float32(z)
    return np.reciprocal(np.exp(-z) + 1)
""",
    },
    "sigmoid_derivative": {
        "the difference of s and its square": """
def sigmoid_derivative(z):
    s = sigmoid(z)
    return s - s**2
""",
        "by both sides of zero": """
def sigmoid_derivative(z):
    return sigmoid(z) * sigmoid(np.negative(z))
""",
        "the quotient before it is simplified": """
def sigmoid_derivative(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2
""",
        "by cosh, without the sigmoid": """
def sigmoid_derivative(z):
    return 1 / (2 + 2 * np.cosh(z))
""",
        "by the slope of tanh": """
def sigmoid_derivative(z):
    return (1 - np.tanh(np.asarray(z) / 2) ** 2) / 4
""",
        "the sigmoid asked for one number at a time": """
def sigmoid_derivative(z):
    slopes = []
    for t in np.ravel(z):
        s = float(sigmoid(t))
        slopes.append(s * (1 - s))
    return np.reshape(slopes, np.shape(z))
""",
        "by nudging": """
def sigmoid_derivative(z, step=1e-4):
    return (sigmoid(z + step) - sigmoid(z - step)) / (2 * step)
""",
    },
    "initialize_with_zeros": {
        "a list turned into a column": """
def initialize_with_zeros(dim):
    return np.array([[0.0] for _ in range(dim)]), 0
""",
        "a row turned upright": """
def initialize_with_zeros(dim):
    return np.zeros((1, dim)).T, 0.0
""",
        "reshaped": """
def initialize_with_zeros(dim: int) -> tuple[np.ndarray, float]:
    w = np.zeros(dim).reshape(-1, 1)
    b = np.zeros(1)
    assert w.shape == (dim, 1)
    return w, b
""",
        "a new axis and a NumPy scalar": """
def initialize_with_zeros(dim):
    w = np.full(dim, False)[:, np.newaxis]
    return [w, np.float32(0)]
""",
        "a named tuple": """
from typing import NamedTuple

class Neuron(NamedTuple):
    w: np.ndarray
    b: float = 0.0

def initialize_with_zeros(dim):
    return Neuron(w=np.zeros(shape=[dim, 1], dtype=np.float32))
""",
        "ones minus ones": """
def initialize_with_zeros(dim):
    w = np.ones((dim, 1))
    w -= 1
    return w, int()
""",
    },
    "log_loss": {
        "one case for each label": """
def log_loss(a, y):
    right = np.where(np.equal(y, 1), a, 1 - np.asarray(a))
    return -np.log(np.maximum(right, np.finfo(np.float64).tiny))
""",
        "a power for each label": """
def log_loss(a, y):
    likelihood = np.power(a, y) * np.power(1 - a, 1 - y)
    return -np.log(np.clip(likelihood, np.finfo(float).tiny, None))
""",
        "half of it at a time": """
TINY = np.finfo(np.float64).tiny

def surprise(p):
    return -np.log(np.maximum(p, TINY))

def log_loss(a, y):
    loss = np.multiply(y, surprise(a))
    loss = loss + np.subtract(1, y) * surprise(np.subtract(1, a))
    return loss
""",
        "one number at a time": """
import math
import sys

def log_loss(a, y):
    losses = [
        -math.log(max(p if label == 1 else 1 - p, sys.float_info.min))
        for p, label in zip(np.ravel(a), np.ravel(y))
    ]
    return np.array(losses).reshape(np.shape(a))
""",
        "zero is mended before the logarithm": """
def log_loss(a, y):
    p, q = np.array(a, dtype=float), np.array(1 - a, dtype=float)
    p[p == 0] = np.finfo(p.dtype).tiny
    q[q == 0] = np.finfo(q.dtype).tiny
    return -(y * np.log(p) + (1 - y) * np.log(q))
""",
        "infinity is mended after the logarithm": """
def log_loss(a, y):
    least = np.log(np.finfo(np.float64).tiny)
    yes, no = np.log(a), np.log(np.subtract(1, a))
    yes = np.where(np.isinf(yes), least, yes)
    no = np.where(np.isinf(no), least, no)
    return -y * yes - (1 - y) * no
""",
        "the limit in figures": """
def log_loss(a, y):
    least = 2.2250738585072014e-308
    return -(y * np.log(np.fmax(a, least)) + (1 - y) * np.log(np.fmax(1 - a, least)))
""",
        "scipy's xlogy": """
from scipy.special import xlogy

def log_loss(a, y):
    smallest = np.finfo(np.float64).tiny
    return -xlogy(y, np.maximum(a, smallest)) - xlogy(1 - y, np.maximum(1 - a, smallest))
""",
    },
    "propagate_loop": {
        "flat arrays inside": """
def propagate_loop(w, b, X, Y):
    m = len(Y[0])
    dw, db, cost = np.zeros(len(w)), 0, 0
    for x, y in zip(X.T, Y[0]):
        a = sigmoid(np.dot(w[:, 0], x) + b)
        cost += log_loss(a, y) / m
        dw += (a - y) * x / m
        db += (a - y) / m
    return {"dw": dw.reshape(-1, 1), "db": db}, cost
""",
        "two loops": """
def propagate_loop(w, b, X, Y):
    n_x, m = X.shape
    dw = [[0.0] for _ in range(n_x)]
    db = cost = 0.0
    for i in range(m):
        z = b
        for j in range(n_x):
            z += w[j, 0] * X[j, i]
        a = float(sigmoid(z))
        cost -= Y[0, i] * np.log(a) + (1 - Y[0, i]) * np.log(1 - a)
        for j in range(n_x):
            dw[j][0] += X[j, i] * (a - Y[0, i])
        db += a - Y[0, i]
    for j in range(n_x):
        dw[j][0] /= m
    return {"dw": np.array(dw), "db": db / m}, cost / m
""",
        "(1, 1) arrays all the way": """
def propagate_loop(w, b, X, Y):
    m = X.shape[1]
    dw, db, cost = np.zeros(w.shape), np.zeros((1, 1)), np.zeros((1, 1))
    i = 0
    while i < m:
        x, y = X[:, [i]], Y[:, [i]]
        a = sigmoid(w.T @ x + b)
        cost, dw, db = cost + log_loss(a, y), dw + x @ (a - y), db + (a - y)
        i += 1
    return {"dw": dw / m, "db": db / m}, cost / m
""",
        "lists first, sums later": """
def propagate_loop(w, b, X, Y):
    answers = [sigmoid(sum(w[:, 0] * x) + b) for x in X.T]
    errors = [a - y for a, y in zip(answers, Y.flat)]
    losses = [log_loss(a, y) for a, y in zip(answers, Y.flat)]
    dw = sum(x.reshape(-1, 1) * error for x, error in zip(X.T, errors)) / len(errors)
    return {"dw": dw, "db": np.mean(errors)}, np.mean(losses)
""",
        "without the helpers": """
def propagate_loop(w, b, X, Y):
    grads, cost, m = {"dw": 0 * w, "db": 0.0}, 0.0, X.shape[1]
    for i in reversed(range(m)):
        z = float(w[:, 0] @ X[:, i]) + b
        a = 1 / (1 + np.exp(-z))
        cost += np.log1p(np.exp(-z if Y[0, i] else z))
        grads["dw"] = grads["dw"] + np.outer(X[:, i], a - Y[0, i])
        grads["db"] += a - Y[0, i]
    grads["dw"] /= m
    grads["db"] /= m
    return grads, cost / m
""",
        "a running mean": """
def propagate_loop(w, b, X, Y):
    dw, db, cost = np.zeros_like(w), 0.0, 0.0
    for seen in range(1, X.shape[1] + 1):
        x, y = X[:, seen - 1 : seen], Y[0, seen - 1]
        a = sigmoid(np.vdot(w, x) + b)
        dw += ((a - y) * x - dw) / seen
        db += (a - y - db) / seen
        cost += (log_loss(a=a, y=y) - cost) / seen
    return {"dw": dw, "db": db}, cost
""",
        "a loop around the function without one": """
def propagate_loop(w, b, X, Y):
    parts = [propagate(w, b, X[:, [i]], Y[:, [i]]) for i in range(X.shape[1])]
    dw = np.mean([grads["dw"] for grads, _ in parts], axis=0)
    db = np.mean([grads["db"] for grads, _ in parts])
    return {"dw": dw, "db": db}, np.mean([cost for _, cost in parts])
""",
    },
    "propagate": {
        "einsum": """
def propagate(w, b, X, Y):
    m = Y.size
    A = sigmoid(np.einsum("jk,ji->ki", w, X) + b)
    dw = np.einsum("ji,ki->jk", X, A - Y) / m
    return {"dw": dw, "db": np.einsum("ki->", A - Y) / m}, log_loss(A, Y).sum() / m
""",
        "dot and means": """
def propagate(w, b, X, Y):
    A = sigmoid(np.dot(w.T, X) + b)
    cost = log_loss(A, Y).mean()
    dw = np.mean(np.multiply(X, A - Y), axis=1, keepdims=True)
    db = np.mean(A - Y)
    return {"db": db, "dw": dw}, cost
""",
        "transposed throughout": """
def propagate(w, b, X, Y):
    E = X.T @ w + b
    A = sigmoid(E)
    dZ = A - Y.T
    grads = {"dw": (dZ.T @ X.T).T / len(E), "db": dZ.sum(axis=0) / len(E)}
    return grads, log_loss(A, Y.T).sum(axis=0) / len(E)
""",
        "the bias as one more weight": """
def propagate(w, b, X, Y):
    m = X.shape[1]
    theta = np.vstack([w, [[b]]])
    X1 = np.vstack([X, np.ones((1, m))])
    A = sigmoid(theta.T @ X1)
    d = X1 @ (A - Y).T / m
    return {"dw": d[:-1], "db": d[-1]}, np.sum(log_loss(A, Y)) / m
""",
        "the error in two parts": """
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid((w * X).sum(axis=0, keepdims=True) + b)
    dZ = A * (1 - Y) - Y * (1 - A)
    return {"dw": np.tensordot(X, dZ, ([1], [1])) / m, "db": np.average(dZ)}, np.average(
        log_loss(A, Y)
    )
""",
        "the chain rule link by link": """
def propagate(w, b, X, Y):
    m = X.shape[1]
    Z = w.T @ X + b
    A = sigmoid(Z)
    dA = (-Y / A + (1 - Y) / (1 - A)) / m
    dZ = dA * sigmoid_derivative(Z)
    return {"dw": X @ dZ.T, "db": np.sum(dZ, keepdims=True)}, np.squeeze(np.mean(log_loss(A, Y)))
""",
        "the cost as two products": """
def propagate(w, b, X, Y):
    A = sigmoid(np.matmul(w.transpose(), X) + b)
    m = float(Y.shape[-1])
    cost = -(np.dot(np.log(A), Y.T) + np.dot(np.log(1 - A), (1 - Y).T)) / m
    dw, db = 1 / m * np.dot(X, (A - Y).T), 1 / m * np.sum(A - Y)
    return {"dw": dw, "db": db, "A": A}, cost
""",
        "the loop once more": """
def propagate(w, b, X, Y):
    grads, cost = propagate_loop(w=w, b=b, X=X, Y=Y)
    return grads, cost
""",
        "scipy's log_expit": """
from scipy.special import expit, log_expit

def propagate(w, b, X, Y):
    Z = w.T @ X + b
    cost = -np.mean(Y * log_expit(Z) + (1 - Y) * log_expit(-Z))
    dZ = (expit(Z) - Y) / Y.shape[1]
    return {"dw": X @ dZ.T, "db": dZ.sum().item()}, cost.item()
""",
    },
    "optimize": {
        "updates in place": """
def optimize(w, b, X, Y, num_iterations, learning_rate):
    costs = []
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        w -= learning_rate * grads["dw"]
        b -= learning_rate * grads["db"]
        if not i % 100:
            costs += [cost]
    return {"w": w, "b": b}, grads, costs
""",
        "a copy, a while loop and a countdown": """
def optimize(w, b, X, Y, num_iterations, learning_rate):
    params = dict(w=w.copy(), b=b)
    costs, to_go = [], 0
    done = 0
    while done < num_iterations:
        grads, cost = propagate(X=X, Y=Y, **params)
        for name in params:
            params[name] = params[name] - learning_rate * grads["d" + name]
        if to_go == 0:
            costs.append(float(cost))
            to_go = 100
        to_go -= 1
        done += 1
    return params, grads, costs
""",
        "all costs, then every hundredth": """
def optimize(w, b, X, Y, num_iterations, learning_rate):
    history = []
    for _ in progress(range(num_iterations)):
        grads, cost = propagate(w, b, X, Y)
        w, b = w - learning_rate * grads["dw"], b - learning_rate * grads["db"]
        history.append(cost)
    return {"b": b, "w": w}, grads, np.array(history)[::100]
""",
        "one round for each hundred": """
def optimize(w, b, X, Y, num_iterations, learning_rate):
    costs = []
    for start in range(0, num_iterations, 100):
        costs.append(propagate(w, b, X, Y)[1])
        for _ in range(min(100, num_iterations - start)):
            grads = propagate(w, b, X, Y)[0]
            w = w + -learning_rate * grads["dw"]
            b = b + -learning_rate * grads["db"]
    return {"w": w, "b": b}, grads, tuple(costs)
""",
        "a generator of steps": """
def steps(w, b, X, Y, learning_rate):
    while True:
        grads, cost = propagate(w, b, X, Y)
        w, b = w - learning_rate * grads["dw"], b - learning_rate * grads["db"]
        yield {"w": w, "b": b}, grads, cost

def optimize(w, b, X, Y, num_iterations, learning_rate):
    costs = []
    for i, (params, grads, cost) in zip(range(num_iterations), steps(w, b, X, Y, learning_rate)):
        if i in range(0, num_iterations, 100):
            costs.append(cost)
    return params, grads, costs
""",
        "an object that learns": """
class Neuron:
    def __init__(self, w, b):
        self.w, self.b, self.grads, self.costs = w, b, None, {}

    def step(self, X, Y, learning_rate):
        self.grads, cost = propagate(self.w, self.b, X, Y)
        self.w = self.w - learning_rate * self.grads["dw"]
        self.b = self.b - learning_rate * self.grads["db"]
        return cost

def optimize(w, b, X, Y, num_iterations, learning_rate):
    neuron = Neuron(w, b)
    for i in range(num_iterations):
        cost = neuron.step(X, Y, learning_rate)
        if i % 100 == 0:
            print(f"cost after iteration {i}: {cost:.3f}")
            neuron.costs[i] = cost
    return {"w": neuron.w, "b": neuron.b}, neuron.grads, list(neuron.costs.values())
""",
        "the gradients by hand": """
def optimize(w, b, X, Y, num_iterations, learning_rate):
    costs, m = [], X.shape[1]
    for i in range(num_iterations):
        A = sigmoid(w.T @ X + b)
        if i % 100 == 0:
            costs.append(np.mean(log_loss(A, Y)))
        dw, db = X @ (A - Y).T / m, np.mean(A - Y)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return {"w": w, "b": b}, {"dw": dw, "db": db}, costs
""",
        "by the loop over examples": """
def optimize(w, b, X, Y, num_iterations, learning_rate):
    costs = []
    for i in range(1, num_iterations + 1):
        grads, cost = propagate_loop(w, b, X, Y)
        if (i - 1) % 100 == 0:
            costs.append(cost)
        w, b = np.subtract(w, learning_rate * grads["dw"]), b - learning_rate * grads["db"]
    return {"w": w, "b": b}, grads, costs
""",
    },
    "predict": {
        "truth values": """
def predict(w, b, X):
    return sigmoid(np.dot(w.T, X) + b) > 0.5
""",
        "the sign of the score": """
def predict(w, b, X):
    return (np.einsum("ji,jk->ik", w, X) + b > 0).astype(int)
""",
        "rounded": """
def predict(w, b, X):
    return np.round(sigmoid(w.T @ X + b))
""",
        "one example at a time": """
def predict(w, b, X):
    m = X.shape[1]
    answers = np.zeros((1, m))
    for i in range(m):
        if sigmoid(w[:, 0] @ X[:, i] + b) > 0.5:
            answers[0, i] = 1
    return answers
""",
        "a comprehension": """
def predict(w, b, X):
    A = sigmoid(w.T @ X + b)
    return np.array([[1 if a > 0.5 else 0 for a in A[0]]], dtype=np.uint8)
""",
        "where, in place": """
def predict(w, b, X):
    A = np.asarray(sigmoid(np.matmul(X.T, w).T + b))
    A[A > 0.5], A[A <= 0.5] = 1, 0
    return A
""",
        "odds of more than one": """
def predict(w, b, X):
    return np.heaviside(np.exp(w.T.dot(X) + b) - 1, 0)
""",
        "classes and counting": """
def predict(w: np.ndarray, b: float, X: np.ndarray) -> np.ndarray:
    A = np.squeeze(sigmoid(w.T @ X + b), axis=0)
    return np.digitize(A, bins=[0.5])[np.newaxis, :]
""",
    },
    "model": {
        "with keywords": """
def model(X_train, Y_train, X_test, Y_test, num_iterations, learning_rate):
    w, b = initialize_with_zeros(dim=len(X_train))
    parameters, grads, costs = optimize(
        w=w, b=b, X=X_train, Y=Y_train, num_iterations=num_iterations, learning_rate=learning_rate
    )
    answers = {
        "Y_prediction_" + name: predict(X=X, **parameters)
        for name, X in {"train": X_train, "test": X_test}.items()
    }
    return {**parameters, **answers, "costs": costs, "learning_rate": learning_rate}
""",
        "all examples answered at once": """
def model(X_train, Y_train, X_test, Y_test, num_iterations, learning_rate):
    start = initialize_with_zeros(X_train.shape[0])
    params, _, costs = optimize(*start, X_train, Y_train, num_iterations, learning_rate)
    Y = predict(params["w"], params["b"], np.hstack([X_train, X_test]))
    train, test = np.split(Y, [X_train.shape[1]], axis=1)
    return dict(params, costs=costs, Y_prediction_train=train, Y_prediction_test=test)
""",
        "a report and an accuracy": """
def accuracy(answers, Y):
    return 100 - np.mean(np.abs(answers - Y)) * 100

def model(X_train, Y_train, X_test, Y_test, num_iterations, learning_rate):
    w, b = initialize_with_zeros(X_train.shape[0])
    params, grads, costs = optimize(w, b, X_train, Y_train, num_iterations, learning_rate)
    train = predict(params["w"], params["b"], X_train)
    test = predict(params["w"], params["b"], X_test)
    print("train accuracy:", accuracy(train, Y_train))
    print("test accuracy:", accuracy(test, Y_test))
    return {"costs": costs, "Y_prediction_test": test, "Y_prediction_train": train,
            "w": params["w"], "b": params["b"], "num_iterations": num_iterations}
""",
        "without the helpers": """
def model(X_train, Y_train, X_test, Y_test, num_iterations, learning_rate):
    w, b, costs = np.zeros((len(X_train), 1)), 0.0, []
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X_train, Y_train)
        if i % 100 == 0:
            costs.append(cost)
        w, b = w - learning_rate * grads["dw"], b - learning_rate * grads["db"]
    train, test = ((w.T @ X + b > 0) * 1.0 for X in (X_train, X_test))
    return {"w": w, "b": b, "costs": costs, "Y_prediction_train": train, "Y_prediction_test": test}
""",
        "a class": """
class LogisticRegression:
    def fit(self, X, Y, steps, rate):
        self.w, self.b = initialize_with_zeros(X.shape[0])
        params, _, self.costs = optimize(self.w, self.b, X, Y, steps, rate)
        self.__dict__.update(params)
        return self

    def predict(self, X):
        return predict(self.w, self.b, X)

def model(X_train, Y_train, X_test, Y_test, num_iterations, learning_rate):
    fitted = LogisticRegression().fit(X_train, Y_train, num_iterations, learning_rate)
    result = dict(vars(fitted))
    result["Y_prediction_train"] = fitted.predict(X_train)
    result["Y_prediction_test"] = fitted.predict(X_test)
    return result
""",
        "one step at a time": """
def model(X_train, Y_train, X_test, Y_test, num_iterations, learning_rate):
    w, b = initialize_with_zeros(X_train.shape[0])
    costs = []
    for i in range(num_iterations):
        params, _, cost = optimize(w, b, X_train, Y_train, 1, learning_rate)
        w, b = params["w"], params["b"]
        costs += cost if i % 100 == 0 else []
    return {
        "w": w,
        "b": b,
        "costs": costs,
        "Y_prediction_train": predict(w, b, X_train),
        "Y_prediction_test": predict(w, b, X_test),
    }
""",
    },
}

NEVER_NEGATIVE = "A remainder of a division by 100 is never negative."
NUMBERS_WILL_DO = "Plain numbers subtract, multiply and compare like arrays."
AT_LEAST_ONE_STEP = "There is at least one step, and it sets the gradients."
ONE_ROW = "Y has a single row, so its first is its last."
AS_MANY_LABELS = "There are as many labels as examples."
NO_TIES = "No probability in any case is exactly one half."

EQUIVALENT: Mapping[str, Mapping[str, str]] = {
    "log_loss": {
        "reference, line 2: a = np.asarray(a) -> pass": NUMBERS_WILL_DO,
        "solution, line 3: a = np.asarray(a) -> pass": NUMBERS_WILL_DO,
    },
    "propagate_loop": {
        "reference, line 5: x, y = (X[:, i:i + 1], Y[0, i]) -> x, y = (X[:, i:i + 1], Y[-1, i])": ONE_ROW,
    },
    "propagate": {
        "reference, line 2: m = X.shape[1] -> m = Y.shape[1]": AS_MANY_LABELS,
    },
    "optimize": {
        "reference, line 3: grads = {} -> pass": AT_LEAST_ONE_STEP,
        "solution, line 3: grads = {} -> pass": AT_LEAST_ONE_STEP,
        "reference, line 8: if i % COST_INTERVAL == 0: -> if i % COST_INTERVAL <= 0:": NEVER_NEGATIVE,
        "solution, line 8: if i % 100 == 0: -> if i % 100 <= 0:": NEVER_NEGATIVE,
    },
    "predict": {
        "reference, line 3: return (A > 0.5).astype(float) -> return (A >= 0.5).astype(float)": NO_TIES,
    },
    "model": {
        "reference, line 2: w, b = initialize_with_zeros(X_train.shape[0])"
        " -> w, b = initialize_with_zeros(X_test.shape[0])": "Both sets have the same features.",
    },
}
