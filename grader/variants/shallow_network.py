"""Week 4: right answers in many styles."""

from collections.abc import Mapping

VARIANTS: Mapping[str, Mapping[str, str]] = {
    "layer_sizes": {
        "lengths": """
def layer_sizes(X, Y):
    return len(X), len(Y)
""",
        "unpacked shapes": """
def layer_sizes(X, Y):
    (n_x, m), (n_y, _) = X.shape, Y.shape
    return n_x, n_y
""",
        "a list of NumPy integers": """
def layer_sizes(X, Y):
    return [np.int64(np.shape(part)[0]) for part in (X, Y)]
""",
        "an array": """
def layer_sizes(X: np.ndarray, Y: np.ndarray):
    return tuple(np.array([X.shape, Y.shape])[:, 0])
""",
        "by division": """
def layer_sizes(X, Y):
    m = X.shape[-1]
    return X.size / m, Y.size / m
""",
        "a named tuple": """
from collections import namedtuple

Sizes = namedtuple("Sizes", "n_x n_y")

def layer_sizes(X, Y):
    return Sizes(n_y=Y[:, 0].size, n_x=X[:, 0].size)
""",
    },
    "activation": {
        "a table of functions": """
FUNCTIONS = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": lambda z: 1 - 2 / (np.exp(2 * z) + 1),
    "relu": lambda z: z * np.greater(z, 0),
    "leaky_relu": lambda z: np.maximum(z, z / 100),
}

def activation(z, name):
    if name not in FUNCTIONS:
        raise ValueError(f"known are {', '.join(FUNCTIONS)}")
    return FUNCTIONS[name](np.asarray(z, dtype=float))
""",
        "one number at a time": """
import math

def bend(t: float, name: str) -> float:
    if name == "sigmoid":
        return 1 / (1 + math.exp(-t))
    if name == "tanh":
        return math.tanh(t)
    if name in ("relu", "leaky_relu"):
        return t if t > 0 else (0 if name == "relu" else 0.01 * t)
    raise ValueError(name)

def activation(z, name):
    return np.reshape([bend(t, name) for t in np.ravel(z)], np.shape(z))
""",
        "tanh and sigmoid by each other": """
def activation(z, name):
    if name == "sigmoid":
        return (activation(np.divide(z, 2), "tanh") + 1) / 2
    elif name == "tanh":
        return np.sinh(z) / np.cosh(z)
    elif name == "relu":
        return (z + np.abs(z)) / 2
    elif name == "leaky_relu":
        return activation(z, "relu") - 0.01 * activation(np.negative(z), "relu")
    else:
        raise ValueError("sigmoid, tanh, relu, leaky_relu")
""",
        "match and masks": """
def activation(z, name):
    z = np.array(z, dtype=float)
    match name:
        case "sigmoid":
            z = sigmoid(z)
        case "tanh":
            z = np.tanh(z)
        case "relu":
            z[z < 0] = 0
        case "leaky_relu":
            z[z < 0] *= 0.01
        case _:
            raise ValueError
    return z
""",
        "clip, where and select": """
from scipy.special import expit

def activation(z, name):
    if name == "relu":
        return np.clip(z, 0, None)
    if name == "leaky_relu":
        return np.select([np.greater_equal(z, 0), np.less(z, 0)], [z, np.multiply(z, 1e-2)])
    known = dict(sigmoid=expit, tanh=np.tanh)
    if name not in known:
        raise ValueError(name)
    return known[name](z)
""",
        "functions of its own, by their names": """
class Activations:
    @staticmethod
    def sigmoid(z):
        return np.exp(z) / (1 + np.exp(z))

    tanh = staticmethod(np.tanh)

    @staticmethod
    def leaky_relu(z, leak=0.01):
        return np.where(np.signbit(z), leak * np.asarray(z), z)

    @classmethod
    def relu(cls, z):
        return cls.leaky_relu(z, leak=0)

def activation(z, name):
    try:
        return getattr(Activations, name)(z)
    except AttributeError:
        raise ValueError(name) from None
""",
        "in half the precision": """
def activation(z, name):
    z = np.asarray(z).astype(np.float32)
    if name == "sigmoid":
        return 1 / (1 + np.exp(-z))
    if name == "tanh":
        return np.tanh(z)
    if name == "relu":
        return np.maximum(z, 0)
    if name == "leaky_relu":
        return np.maximum(z, np.float32(0.01) * z)
    raise ValueError(name)
""",
    },
    "activation_gradient": {
        "by the heights": """
def activation_gradient(z, name):
    a = activation(z, name)
    if name == "sigmoid":
        return a - a * a
    if name == "tanh":
        return (1 - a) * (1 + a)
    if name == "relu":
        return np.sign(a)
    return np.where(a < 0, 0.01, 1)
""",
        "truth values": """
def activation_gradient(z, name):
    if name == "sigmoid":
        return sigmoid(z) * sigmoid(np.negative(z))
    if name == "tanh":
        return np.cosh(z) ** -2
    positive = np.asarray(z) > 0
    if name == "relu":
        return positive
    if name == "leaky_relu":
        return positive + 0.01 * ~positive
    raise ValueError(name)
""",
        "integers for the relus": """
def activation_gradient(z, name):
    if name == "tanh":
        return 1 - np.square(np.tanh(z))
    if name == "sigmoid":
        return sigmoid_derivative(z)
    if name not in ("relu", "leaky_relu"):
        raise ValueError(f"{name} is none of sigmoid, tanh, relu, leaky_relu")
    slope = np.heaviside(z, 0)
    return slope.astype(int) if name == "relu" else np.maximum(slope, 0.01)
""",
        "one number at a time": """
import math

def slope(t, name):
    if name == "sigmoid":
        return math.exp(-t) / (1 + math.exp(-t)) ** 2
    if name == "tanh":
        return 4 / (math.exp(t) + math.exp(-t)) ** 2
    if name == "relu":
        return 1 if t > 0 else 0
    if name == "leaky_relu":
        return 1 if t > 0 else 0.01
    raise ValueError(name)

def activation_gradient(z, name):
    return np.vectorize(slope, otypes=[float])(z, name)
""",
        "the slope to the right at the kink": """
def activation_gradient(z, name):
    z = np.asarray(z)
    if name == "tanh":
        return 4 * sigmoid_derivative(2 * z)
    if name == "sigmoid":
        return 0.25 * (1 - np.tanh(z / 2) ** 2)
    if name == "relu":
        return np.where(z >= 0, 1, 0)
    if name == "leaky_relu":
        return np.where(z < 0, 1e-2, 1.0)
    raise ValueError(name)
""",
        "by nudging": """
def activation_gradient(z, name, step=1e-4):
    higher, lower = activation(z + step, name), activation(z - step, name)
    return (higher - lower) / (2 * step)
""",
        "ones and masks": """
def activation_gradient(z, name):
    slope = np.ones(np.shape(z))
    if name == "relu":
        slope *= z > np.float64(0)
    elif name == "leaky_relu":
        slope[np.less_equal(z, 0)] = 0.01
    elif name == "tanh":
        slope -= np.tanh(z) ** 2
    elif name == "sigmoid":
        slope = sigmoid(z) * (slope - sigmoid(z))
    else:
        raise ValueError("a name that is not known")
    return slope
""",
    },
    "initialize_parameters": {
        "a normal distribution with a scale": """
def initialize_parameters(n_x, n_h, n_y, rng):
    W1, W2 = (rng.normal(0, 0.01, size=shape) for shape in [(n_h, n_x), (n_y, n_h)])
    return dict(W1=W1, b1=np.zeros((n_h, 1)), W2=W2, b2=np.zeros((n_y, 1)))
""",
        "the second layer first": """
def initialize_parameters(n_x, n_h, n_y, rng):
    parameters = {"W2": rng.standard_normal((n_y, n_h)) / 100, "b2": np.zeros([n_y, 1])}
    parameters["W1"] = rng.standard_normal((n_h, n_x)) / 100
    parameters["b1"] = np.zeros([n_h, 1])
    return parameters
""",
        "drawn on its side, then turned": """
def layer(n, n_prev, rng):
    return rng.standard_normal((n_prev, n)).T * 0.01, np.zeros(n).reshape(n, 1)

def initialize_parameters(n_x, n_h, n_y, rng):
    W1, b1 = layer(n_h, n_x, rng)
    W2, b2 = layer(n_y, n_h, rng)
    return {"W1": W1, "W2": W2, "b1": b1, "b2": b2}
""",
        "one flat draw, cut in pieces": """
def initialize_parameters(n_x, n_h, n_y, rng):
    numbers = 0.01 * rng.standard_normal(n_h * n_x + n_y * n_h)
    W1, W2 = np.split(numbers, [n_h * n_x])
    return {
        "W1": W1.reshape(n_h, n_x),
        "b1": np.zeros((n_h, 1), dtype=int),
        "W2": W2.reshape(n_y, n_h),
        "b2": np.zeros((n_y, 1), dtype=int),
    }
""",
        "one number at a time": """
def initialize_parameters(n_x, n_h, n_y, rng):
    W1, W2 = np.zeros((n_h, n_x)), np.zeros((n_y, n_h))
    for W in (W2, W1):
        for row in W:
            for j in range(len(row)):
                row[j] = rng.normal(loc=0.0, scale=0.01)
    return {"W1": W1, "b1": 0 * W1[:, :1], "W2": W2, "b2": 0 * W2[:, [0]]}
""",
        "in half the precision": """
def initialize_parameters(n_x, n_h, n_y, rng):
    shapes = {"W1": (n_h, n_x), "W2": (n_y, n_h)}
    weights = {k: rng.standard_normal(s, dtype=np.float32) * 0.01 for k, s in shapes.items()}
    return weights | {k.replace("W", "b"): np.zeros((n, 1), "f") for k, (n, _) in shapes.items()}
""",
    },
    "forward_propagation": {
        "einsum": """
def forward_propagation(X, parameters):
    W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))
    Z1 = np.einsum("hx,xm->hm", W1, X) + b1
    A1 = np.tanh(Z1)
    Z2 = np.einsum("yh,hm->ym", W2, A1) + b2
    A2 = 1 / (1 + np.exp(-Z2))
    return A2, dict(Z1=Z1, A1=A1, Z2=Z2, A2=A2)
""",
        "by the functions of this lesson": """
def forward_propagation(X, parameters):
    cache = {"A0": X}
    for layer, name in enumerate(("tanh", "sigmoid"), start=1):
        Z = parameters[f"W{layer}"].dot(cache[f"A{layer - 1}"]) + parameters[f"b{layer}"]
        cache[f"Z{layer}"], cache[f"A{layer}"] = Z, activation(Z, name)
    return cache["A2"], cache
""",
        "one example at a time": """
def forward_propagation(X, parameters):
    columns = {"Z1": [], "A1": [], "Z2": [], "A2": []}
    for x in X.T:
        z1 = parameters["W1"] @ x + parameters["b1"][:, 0]
        a1 = np.tanh(z1)
        z2 = parameters["W2"] @ a1 + parameters["b2"][:, 0]
        for name, column in zip(columns, (z1, a1, z2, sigmoid(z2))):
            columns[name].append(column)
    cache = {name: np.stack(parts, axis=1) for name, parts in columns.items()}
    return cache["A2"], cache
""",
        "one unit at a time": """
def score(W, b, A):
    n, m = len(W), A.shape[1]
    Z = np.zeros((n, m))
    for j in range(n):
        for i in range(m):
            Z[j, i] = b[j, 0]
            for k in range(W.shape[1]):
                Z[j, i] += W[j, k] * A[k, i]
    return Z

def forward_propagation(X, parameters):
    Z1 = score(parameters["W1"], parameters["b1"], X)
    A1 = np.tanh(Z1)
    Z2 = score(parameters["W2"], parameters["b2"], A1)
    return sigmoid(Z2), {"Z1": Z1, "Z2": Z2, "A1": A1, "A2": sigmoid(Z2)}
""",
        "the bias as one more weight": """
def forward_propagation(X, parameters):
    ones = np.ones((1, X.shape[1]))
    Z1 = np.hstack([parameters["W1"], parameters["b1"]]) @ np.vstack([X, ones])
    e = np.exp(2 * Z1)
    A1 = (e - 1) / (e + 1)
    Z2 = np.hstack([parameters["W2"], parameters["b2"]]) @ np.vstack([A1, ones])
    A2 = (1 + np.tanh(Z2 / 2)) / 2
    cache = {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}
    assert A2.shape == (1, X.shape[1])
    return A2, cache
""",
        "transposed throughout": """
def forward_propagation(X, parameters):
    T = {name: value.T for name, value in parameters.items()}
    Z1 = X.T @ T["W1"] + T["b1"]
    A1 = np.tanh(Z1)
    Z2 = A1 @ T["W2"] + T["b2"]
    A2 = sigmoid(Z2)
    return [A2.T, {"Z1": Z1.T, "A1": A1.T, "Z2": Z2.T, "A2": A2.T, "shape": X.shape}]
""",
        "a dataclass in between": """
from dataclasses import asdict, dataclass

@dataclass
class Cache:
    Z1: np.ndarray
    A1: np.ndarray
    Z2: np.ndarray
    A2: np.ndarray

def forward_propagation(X, parameters):
    Z1 = np.matmul(parameters["W1"], X)
    Z1 += parameters["b1"]
    A1 = np.tanh(Z1)
    Z2 = np.dot(parameters["W2"], A1)
    Z2 += parameters["b2"]
    cache = Cache(Z1=Z1, A1=A1, Z2=Z2, A2=sigmoid(Z2))
    return cache.A2, asdict(cache)
""",
    },
    "compute_cost": {
        "the mean of the losses": """
def compute_cost(A2, Y):
    return np.mean(log_loss(A2, Y))
""",
        "clipped answers": """
def compute_cost(A2, Y):
    A2 = np.clip(A2, 1e-12, 1 - 1e-12)
    return -np.average(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))
""",
        "two products": """
def compute_cost(A2, Y):
    smallest = np.finfo(float).tiny
    m = Y.shape[1]
    yes = np.dot(Y, np.log(np.maximum(A2, smallest)).T)
    no = np.dot(1 - Y, np.log(np.maximum(1 - A2, smallest)).T)
    return -(yes + no) / m
""",
        "the probability of what was seen": """
def compute_cost(A2, Y):
    return -np.log(np.where(Y == 1, A2, 1 - A2)).sum(axis=1) / Y.size
""",
        "one example at a time": """
def compute_cost(A2, Y):
    cost, m = 0, 0
    for a, y in zip(A2.ravel(), Y.ravel()):
        cost += log_loss(a, y)
        m += 1
    return cost / m
""",
        "nan is nothing": """
def compute_cost(A2, Y):
    logs = np.multiply(np.log(A2), Y) + np.multiply(np.log(1 - A2), 1 - Y)
    return float(np.squeeze(-np.sum(np.nan_to_num(logs)) / Y.shape[1]))
""",
        "scipy's xlogy and xlog1py": """
from scipy.special import xlog1py, xlogy

def compute_cost(A2, Y):
    m, losses = Y.shape[1], xlogy(Y, A2) + xlog1py(1 - Y, -A2)
    return -(1 / m) * np.sum(losses, axis=1, keepdims=True)
""",
    },
    "backward_propagation": {
        "einsum": """
def backward_propagation(parameters, cache, X, Y):
    m = X.shape[1]
    A1, dZ2 = cache["A1"], cache["A2"] - Y
    dZ1 = np.einsum("yh,ym,hm->hm", parameters["W2"], dZ2, 1 - A1 * A1)
    return {
        "dW2": np.einsum("ym,hm->yh", dZ2, A1) / m,
        "db2": np.einsum("ym->y", dZ2).reshape(-1, 1) / m,
        "dW1": np.einsum("hm,xm->hx", dZ1, X) / m,
        "db1": np.einsum("hm->h", dZ1).reshape(-1, 1) / m,
    }
""",
        "divided by m at the start": """
def backward_propagation(parameters, cache, X, Y):
    dZ2 = (cache["A2"] - Y) / Y.shape[1]
    dA1 = np.dot(parameters["W2"].T, dZ2)
    dZ1 = np.multiply(dA1, 1 - np.power(cache["A1"], 2))
    grads = {"dW1": dZ1.dot(X.T), "dW2": dZ2.dot(cache["A1"].T)}
    grads["db1"], grads["db2"] = (dZ.sum(axis=1, keepdims=True) for dZ in (dZ1, dZ2))
    return grads
""",
        "one example at a time": """
def backward_propagation(parameters, cache, X, Y):
    grads = {"d" + name: np.zeros(np.shape(value)) for name, value in parameters.items()}
    n_x, m = X.shape
    for i in range(m):
        x, a1 = X[:, i], cache["A1"][:, i]
        dz2 = cache["A2"][:, i] - Y[:, i]
        dz1 = (parameters["W2"].T @ dz2) * (1 - a1) * (1 + a1)
        grads["dW2"] += np.outer(dz2, a1) / m
        grads["db2"] += dz2[:, None] / m
        grads["dW1"] += np.outer(dz1, x) / m
        grads["db1"] += dz1[:, None] / m
    return grads
""",
        "by the functions of this lesson": """
def backward_propagation(parameters, cache, X, Y):
    m = Y.shape[1]
    dZ2 = cache["A2"] - Y
    dA1 = parameters["W2"].T @ dZ2
    dZ1 = dA1 * activation_gradient(cache["Z1"], "tanh")
    return {
        "dW1": dZ1 @ X.T / m,
        "db1": np.mean(dZ1, axis=1, keepdims=True),
        "dW2": dZ2 @ cache["A1"].T / m,
        "db2": np.mean(dZ2, axis=1, keepdims=True),
    }
""",
        "the chain rule link by link": """
def backward_propagation(parameters, cache, X, Y):
    A1, Z2, A2 = cache["A1"], cache["Z2"], cache["A2"]
    dA2 = np.divide(1 - Y, 1 - A2) - np.divide(Y, A2)
    dZ2 = dA2 * sigmoid_derivative(Z2)
    dZ1 = parameters["W2"].T.dot(dZ2) / np.cosh(cache["Z1"]) ** 2
    m = len(X[0])
    ones = np.ones((m, 1))
    return dict(dW1=dZ1 @ X.T / m, db1=dZ1 @ ones / m, dW2=dZ2 @ A1.T / m, db2=dZ2 @ ones / m)
""",
        "forward once more": """
def backward_propagation(parameters, cache, X, Y):
    A2, again = forward_propagation(X, parameters)
    dZ2 = A2 - Y
    dZ1 = np.matmul(parameters["W2"].T, dZ2) * (1 - np.tanh(again["Z1"]) ** 2)
    grads = {"m": X.shape[1], "dZ1": dZ1, "dZ2": dZ2}
    for layer, dZ, A in ((1, dZ1, X), (2, dZ2, again["A1"])):
        grads[f"dW{layer}"] = 1 / grads["m"] * np.dot(dZ, A.T)
        grads[f"db{layer}"] = 1 / grads["m"] * dZ.sum(1)[:, np.newaxis]
    return grads
""",
        "one output, multiplied out": """
def backward_propagation(parameters, cache, X, Y):
    A1, A2 = cache.pop("A1"), cache.pop("A2")
    dZ2 = A2 * (1 - Y) - Y * (1 - A2)
    dZ1 = parameters["W2"].T * dZ2 * (1 - A1**2)
    db2 = np.array([[dZ2.mean()]])
    dW2 = np.mean(A1 * dZ2, axis=1).reshape(1, -1)
    dW1 = np.tensordot(dZ1, X, axes=(1, 1)) / X.shape[1]
    return {"dW1": dW1, "db1": dZ1.mean(axis=1).reshape(-1, 1), "dW2": dW2, "db2": db2}
""",
        "by nudging": """
def backward_propagation(parameters, cache, X, Y, step=1e-4):
    grads = {}
    for name, value in parameters.items():
        grads["d" + name] = np.zeros_like(value)
        for place in np.ndindex(value.shape):
            kept, costs = value[place], []
            for nudge in (step, -step):
                value[place] = kept + nudge
                costs.append(compute_cost(forward_propagation(X, parameters)[0], Y))
            value[place] = kept
            grads["d" + name][place] = (costs[0] - costs[1]) / (2 * step)
    return grads
""",
    },
    "update_parameters": {
        "four lines": """
def update_parameters(parameters, grads, learning_rate):
    W1 = parameters["W1"] - learning_rate * grads["dW1"]
    b1 = parameters["b1"] - learning_rate * grads["db1"]
    W2 = parameters["W2"] - learning_rate * grads["dW2"]
    b2 = parameters["b2"] - learning_rate * grads["db2"]
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
""",
        "layer by layer": """
def update_parameters(parameters, grads, learning_rate):
    new = {}
    for layer in range(1, len(parameters) // 2 + 1):
        for kind in "Wb":
            name = f"{kind}{layer}"
            new[name] = np.subtract(parameters[name], np.multiply(learning_rate, grads["d" + name]))
    return new
""",
        "a copy, updated in place": """
import copy

def update_parameters(parameters, grads, learning_rate):
    parameters = copy.deepcopy(parameters)
    for name in parameters:
        parameters[name] -= learning_rate * grads["d" + name]
    return parameters
""",
        "by the names of the gradients": """
def update_parameters(parameters, grads, learning_rate):
    new = dict(parameters)
    for name, slope in grads.items():
        new[name[1:]] = new[name[1:]] + -learning_rate * slope
    return new
""",
        "map and zip": """
def update_parameters(parameters, grads, learning_rate):
    names = sorted(parameters)
    values = map(lambda name: parameters[name] - grads["d" + name] * learning_rate, names)
    return dict(zip(names, values), learning_rate=learning_rate)
""",
        "one number at a time": """
def update_parameters(parameters, grads, learning_rate):
    new = {name: np.empty(value.shape) for name, value in parameters.items()}
    for name, value in new.items():
        for i, row in enumerate(value):
            for j in range(len(row)):
                row[j] = parameters[name][i, j] - learning_rate * grads[f"d{name}"][i, j]
    return new
""",
    },
    "nn_model": {
        "all costs, then every hundredth": """
def nn_model(X, Y, n_h, num_iterations, learning_rate, rng):
    n_x, n_y = layer_sizes(X, Y)
    parameters = initialize_parameters(n_x, n_h, n_y, rng)
    costs = []
    for _ in range(num_iterations):
        A2, cache = forward_propagation(X, parameters)
        costs.append(compute_cost(A2, Y))
        grads = backward_propagation(parameters, cache, X, Y)
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs[::100]
""",
        "with keywords, without layer_sizes": """
def nn_model(X, Y, n_h, num_iterations, learning_rate, rng):
    parameters = initialize_parameters(n_h=n_h, n_x=X.shape[0], n_y=Y.shape[0], rng=rng)
    costs = {}
    for i in progress(range(num_iterations)):
        A2, cache = forward_propagation(X=X, parameters=parameters)
        costs[i] = compute_cost(Y=Y, A2=A2)
        grads = backward_propagation(Y=Y, X=X, cache=cache, parameters=parameters)
        parameters = update_parameters(parameters, learning_rate=learning_rate, grads=grads)
    return parameters, [cost for i, cost in costs.items() if i % 100 == 0]
""",
        "updates in place": """
def nn_model(X, Y, n_h, num_iterations, learning_rate, rng):
    n_x, n_y = layer_sizes(X, Y)
    parameters = initialize_parameters(n_x, n_h, n_y, rng)
    costs, i = [], 0
    while i < num_iterations:
        A2, cache = forward_propagation(X, parameters)
        grads = backward_propagation(parameters, cache, X, Y)
        for name in ("W1", "b1", "W2", "b2"):
            parameters[name] = parameters[name] - learning_rate * grads["d" + name]
        if i % 100 == 0:
            costs = costs + [np.mean(log_loss(A2, Y))]
        i += 1
    return parameters, costs
""",
        "the cost before the rest of the step": """
def nn_model(X, Y, n_h, num_iterations, learning_rate, rng):
    n_x, n_y = layer_sizes(X, Y)
    parameters = initialize_parameters(n_x, n_h, n_y, rng)
    costs = []
    for i in range(num_iterations):
        if i % 100 == 0:
            costs.append(compute_cost(forward_propagation(X, parameters)[0], Y))
            print(f"{i}: {costs[-1]}")
        _, cache = forward_propagation(X, parameters)
        parameters = update_parameters(
            parameters, backward_propagation(parameters, cache, X, Y), learning_rate
        )
    return [parameters, np.array(costs)]
""",
        "a class": """
class Network:
    def __init__(self, sizes, rng):
        n_x, n_h, n_y = sizes
        self.parameters = initialize_parameters(n_x, n_h, n_y, rng)
        self.costs = []

    def step(self, X, Y, learning_rate):
        A2, cache = forward_propagation(X, self.parameters)
        self.costs.append(compute_cost(A2, Y))
        grads = backward_propagation(self.parameters, cache, X, Y)
        self.parameters = update_parameters(self.parameters, grads, learning_rate)

def nn_model(X, Y, n_h, num_iterations, learning_rate, rng):
    network = Network((len(X), n_h, len(Y)), rng)
    for _ in range(num_iterations):
        network.step(X, Y, learning_rate)
    return network.parameters, [network.costs[i] for i in range(0, num_iterations, 100)]
""",
        "recursion, a hundred steps at a time": """
def train(parameters, X, Y, steps, learning_rate):
    first = None
    for _ in range(min(steps, 100)):
        A2, cache = forward_propagation(X, parameters)
        first = compute_cost(A2, Y) if first is None else first
        grads = backward_propagation(parameters, cache, X, Y)
        parameters = update_parameters(parameters, grads, learning_rate)
    if steps <= 100:
        return parameters, [first]
    parameters, costs = train(parameters, X, Y, steps - 100, learning_rate)
    return parameters, [first, *costs]

def nn_model(X, Y, n_h, num_iterations, learning_rate, rng):
    n_x, n_y = layer_sizes(X, Y)
    return train(initialize_parameters(n_x, n_h, n_y, rng), X, Y, num_iterations, learning_rate)
""",
    },
    "predict": {
        "truth values": """
def predict(parameters, X):
    return forward_propagation(X, parameters)[0] > 0.5
""",
        "the sign of the score": """
def predict(parameters, X):
    _, cache = forward_propagation(X, parameters)
    return (cache["Z2"] > 0).astype(int)
""",
        "rounded": """
def predict(parameters, X):
    A2, cache = forward_propagation(X, parameters)
    return np.rint(A2)
""",
        "one example at a time": """
def predict(parameters, X):
    answers = []
    for i in range(X.shape[1]):
        A2, _ = forward_propagation(X[:, i : i + 1], parameters)
        answers.append(1 if A2.item() > 0.5 else 0)
    return np.array([answers])
""",
        "where": """
def predict(parameters, X):
    A2, cache = forward_propagation(parameters=parameters, X=X)
    return np.where(A2 > 0.5, 1, 0).reshape(1, X.shape[1])
""",
        "without the forward pass": """
def predict(parameters, X):
    A1 = np.tanh(parameters["W1"] @ X + parameters["b1"])
    return np.heaviside(parameters["W2"] @ A1 + parameters["b2"], 0)
""",
        "masks": """
def predict(parameters, X):
    A2 = forward_propagation(X, parameters)[1]["A2"].copy()
    A2[A2 > 0.5] = 1
    A2[A2 <= 0.5] = 0
    return A2
""",
    },
}

NEVER_NEGATIVE = "A remainder of a division by 100 is never negative."
BOTH_ZERO = "At 0 both formulas give 0."
NO_KINKS = "No score in any case is exactly 0, where a relu has its kink."
NUMBERS_WILL_DO = "Plain numbers compare like arrays."
TRUE_IS_ONE = "True counts as 1 and False as 0, so the comparison is the slope itself."
NO_TIES = "No probability in any case is exactly one half."
AS_MANY_LABELS = "There are as many labels as examples, and as many answers."
ONE_OUTPUT = "The output layer of this lesson has one unit, so both give the same."

EQUIVALENT: Mapping[str, Mapping[str, str]] = {
    "activation": {
        "solution, line 9: return np.where(np.asarray(z) > 0, z, 0.01 * np.asarray(z))"
        " -> return np.where(np.asarray(z) >= 0, z, 0.01 * np.asarray(z))": BOTH_ZERO,
    },
    "activation_gradient": {
        "reference, line 2: z = np.asarray(z) -> pass": NUMBERS_WILL_DO,
        "reference, line 8: return np.where(z > 0, 1.0, 0.0) -> return np.where(1.0, z > 0, 0.0)": TRUE_IS_ONE,
        "reference, line 8: return np.where(z > 0, 1.0, 0.0) -> return np.where(0.0, 1.0, z > 0)": TRUE_IS_ONE,
        "reference, line 8: return np.where(z > 0, 1.0, 0.0) -> return np.where(z >= 0, 1.0, 0.0)": NO_KINKS,
        "reference, line 10: return np.where(z > 0, 1.0, LEAK) -> return np.where(z >= 0, 1.0, LEAK)": NO_KINKS,
        "solution, line 2: z = np.asarray(z) -> pass": NUMBERS_WILL_DO,
        "solution, line 8: return np.where(z > 0, 1.0, 0.0) -> return np.where(1.0, z > 0, 0.0)": TRUE_IS_ONE,
        "solution, line 8: return np.where(z > 0, 1.0, 0.0) -> return np.where(0.0, 1.0, z > 0)": TRUE_IS_ONE,
        "solution, line 8: return np.where(z > 0, 1.0, 0.0) -> return np.where(z >= 0, 1.0, 0.0)": NO_KINKS,
        "solution, line 10: return np.where(z > 0, 1.0, 0.01) -> return np.where(z >= 0, 1.0, 0.01)": NO_KINKS,
    },
    "compute_cost": {
        "reference, line 2: m = Y.shape[1] -> m = A2.shape[1]": AS_MANY_LABELS,
        "solution, line 2: return float(np.sum(log_loss(A2, Y)) / Y.shape[1])"
        " -> return float(np.sum(log_loss(A2, Y)) / A2.shape[1])": AS_MANY_LABELS,
    },
    "backward_propagation": {
        "reference, line 2: m = X.shape[1] -> m = Y.shape[1]": AS_MANY_LABELS,
        "reference, line 6: db2 = np.sum(dZ2, axis=1, keepdims=True) / m"
        " -> db2 = np.sum(dZ2, keepdims=True) / m": ONE_OUTPUT,
        "reference, line 7: dZ1 = parameters['W2'].T @ dZ2 * (1 - A1 ** 2)"
        " -> dZ1 = parameters['W2'].T * dZ2 * (1 - A1 ** 2)": ONE_OUTPUT,
    },
    "nn_model": {
        "reference, line 7: if i % COST_INTERVAL == 0: -> if i % COST_INTERVAL <= 0:": NEVER_NEGATIVE,
        "solution, line 7: if i % 100 == 0: -> if i % 100 <= 0:": NEVER_NEGATIVE,
    },
    "predict": {
        "reference, line 3: return (A2 > 0.5).astype(float) -> return (A2 >= 0.5).astype(float)": NO_TIES,
    },
}
