"""Week 9: right answers in many styles."""

VARIANTS: dict[str, dict[str, str]] = {
    "numerical_gradient": {
        "theta moved in place and back": """
from dataclasses import dataclass
from typing import Callable

@dataclass
class Slope:
    f: Callable[[np.ndarray], float]
    width: float = 1e-7

    def at(self, theta: np.ndarray, i: int) -> float:
        here = theta[i, 0]
        theta[i, 0] = here + self.width
        above = self.f(theta)
        theta[i, 0] = here - self.width
        below = self.f(theta)
        theta[i, 0] = here
        return (above - below) / self.width / 2

def numerical_gradient(f, theta, epsilon):
    slope = Slope(f, epsilon)
    print("there are", theta.size, "slopes")
    return np.array([[slope.at(theta, i)] for i in range(len(theta))])
""",
        "two copies": """
import copy

def numerical_gradient(f, theta, epsilon):
    n = theta.shape[0]
    J_plus, J_minus = np.zeros((n, 1)), np.zeros((n, 1))
    for i in range(n):
        plus, minus = np.copy(theta), copy.deepcopy(theta)
        plus[i][0] += epsilon
        minus[i][0] -= epsilon
        J_plus[i], J_minus[i] = f(plus), f(minus)
    return (J_plus - J_minus) / (2 * epsilon)
""",
        "columns of the identity": """
def numerical_gradient(f, theta, epsilon):
    slopes = []
    for column in np.eye(len(theta)):
        e = epsilon * column.reshape(-1, 1)
        slopes.append((f(theta + e) - f(theta - e)) / (2 * epsilon))
    return np.array(slopes).reshape(theta.shape)
""",
        "the mean of the slopes to both sides": """
def numerical_gradient(f, theta, epsilon):
    here = f(theta)
    gradient = np.empty_like(theta)
    for i in range(theta.size):
        step = np.where(np.arange(theta.size) == i, epsilon, 0)[:, None]
        right = (f(theta + step) - here) / epsilon
        left = (here - f(theta - step)) / epsilon
        gradient[i, 0] = 0.5 * (right + left)
    return gradient
""",
        "all places in a table": """
def numerical_gradient(f, theta, epsilon):
    places = theta + epsilon * np.hstack([np.eye(theta.size), -np.eye(theta.size)])
    values = np.apply_along_axis(lambda place: f(place[:, None]), 0, places)
    above, below = np.split(values.ravel(), 2)
    return np.subtract(above, below)[:, np.newaxis] / 2 / epsilon
""",
        "recursion": """
def numerical_gradient(f, theta, epsilon, i=0):
    if i == theta.shape[0]:
        return np.zeros((0, 1))

    def moved(distance):
        there = theta.copy()
        there[i] = there[i] + distance
        return f(there)

    slope = (moved(epsilon) - moved(-epsilon)) / (2.0 * epsilon)
    return np.vstack([[[slope]], numerical_gradient(f, theta, epsilon, i + 1)])
""",
    },
    "relative_difference": {
        "square roots written out": """
def relative_difference(a, b):
    def length(v):
        return np.sqrt(np.sum(v**2))

    if not a.any() and not b.any():
        return 0
    return np.array([[length(a - b) / (length(a) + length(b))]])
""",
        "0 / 0, mended later": """
import math, warnings

def length(v):
    return math.sqrt(sum(x * x for x in np.ravel(v)))

def relative_difference(a, b):
    warnings.warn("nothing divided by nothing is no number")
    ratio = np.float64(length(np.subtract(a, b))) / np.array(length(a) + length(b))
    return 0 if np.isnan(ratio) else np.array([[ratio]])
""",
        "scalar products": """
def relative_difference(a, b):
    a, b = a.ravel(), b.flatten()
    numerator = np.sqrt(np.dot(b - a, b - a))
    denominator = np.vdot(a, a) ** 0.5 + np.vdot(b, b) ** 0.5
    return numerator / denominator if denominator > 0 else numerator
""",
        "an exception for the special case": """
from math import hypot

def relative_difference(a: np.ndarray, b: np.ndarray) -> float:
    try:
        return hypot(*np.ravel(a - b)) / (hypot(*np.ravel(a)) + hypot(*np.ravel(b)))
    except ZeroDivisionError:
        return 0.0
""",
        "two arrays that are equal come first": """
def relative_difference(a, b):
    if np.array_equal(a, b):
        return False
    return np.linalg.norm(a - b, ord=None) / sum(map(np.linalg.norm, (a, b)))
""",
        "divided by the scale first": """
def relative_difference(a, b):
    scale = np.linalg.norm(a.reshape(-1)) + np.linalg.norm(b.reshape(-1))
    return np.linalg.norm(a / max(scale, 1e-300) - b / max(scale, 1e-300))
""",
        "in float32": """
def relative_difference(a, b):
    a, b = a.astype(np.float32), b.astype(np.float32)
    scale = np.linalg.norm(a) + np.linalg.norm(b)
    return np.linalg.norm(a - b) / scale if scale else np.float32(0)
""",
    },
    "parameters_to_vector": {
        "names sorted, numbers in a list": """
def parameters_to_vector(parameters):
    np.random.seed(1)
    names = sorted(parameters, key=lambda name: (int(name[1:]), name[0]))
    numbers = []
    for name in names:
        for row in parameters[name].tolist():
            numbers.extend(row)
    return np.array(numbers)[:, None]
""",
        "a column that grows": """
def parameters_to_vector(parameters):
    theta = np.zeros((0, 1))
    for l in range(len(parameters) // 2):
        for kind in ("W", "b"):
            block = parameters[kind + str(l + 1)]
            theta = np.concatenate((theta, np.reshape(block, (-1, 1))), axis=0)
    return theta
""",
        "vstack of ravelled arrays": """
def parameters_to_vector(parameters):
    L = max(int(name[1:]) for name in parameters)
    blocks = [parameters[f"{kind}{l}"] for l in range(1, L + 1) for kind in "Wb"]
    return np.vstack([block.ravel()[:, np.newaxis] for block in blocks])
""",
        "a row, then turned": """
def parameters_to_vector(parameters):
    rows = []
    for l in range(1, len(parameters) // 2 + 1):
        rows += [parameters[f"W{l}"].flatten(), parameters[f"b{l}"].squeeze(axis=1)]
    return np.atleast_2d(np.hstack(rows)).T
""",
        "a column filled piece by piece": """
def parameters_to_vector(parameters):
    theta = np.empty((sum(block.size for block in parameters.values()), 1))
    start, l = 0, 1
    while f"W{l}" in parameters:
        for name in (f"W{l}", f"b{l}"):
            size = parameters[name].size
            theta[start : start + size, 0] = parameters[name].flat
            start += size
        l += 1
    return theta
""",
        "recursion, in float32": """
def parameters_to_vector(parameters, l=1):
    if f"W{l}" not in parameters:
        return np.empty([0, 1], np.float32)
    W, b = parameters.pop(f"W{l}"), parameters.pop(f"b{l}")
    here = np.r_[W.reshape(W.size, 1), b].astype(np.float32)
    return np.r_[here, parameters_to_vector(parameters, l + 1)]
""",
        "a column for each unit's weights": """
from itertools import chain

def parameters_to_vector(parameters):
    layers = range(1, 1 + len(parameters) // 2)
    rows = chain.from_iterable([*parameters[f"W{l}"], *parameters[f"b{l}"].T] for l in layers)
    return np.fromiter(chain.from_iterable(rows), dtype=float).reshape(-1, 1)
""",
    },
    "vector_to_parameters": {
        "np.split": """
def vector_to_parameters(theta, layer_dims):
    parameters = {}
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        W, b, theta = np.split(theta, [n * n_prev, n * n_prev + n])
        parameters |= {f"W{layer}": W.reshape(n, n_prev), f"b{layer}": b}
    return parameters
""",
        "an iterator of numbers": """
def vector_to_parameters(theta, layer_dims):
    numbers = iter(theta[:, 0])
    parameters = {"layer_dims": list(layer_dims)}
    for l, (n_in, n_out) in enumerate(zip(layer_dims, layer_dims[1:]), start=1):
        parameters["W%d" % l] = np.array([[next(numbers) for _ in range(n_in)] for _ in range(n_out)])
        parameters["b%d" % l] = np.fromiter(numbers, float, count=n_out).reshape(n_out, 1)
    assert next(numbers, None) is None
    return parameters
""",
        "places counted beforehand": """
def vector_to_parameters(theta, layer_dims):
    sizes = []
    for n_in, n_out in zip(layer_dims, layer_dims[1:]):
        sizes += [n_in * n_out, n_out]
    stops = np.cumsum(sizes)
    parameters = {}
    for l in range(1, len(layer_dims)):
        W_stop, b_stop = stops[2 * l - 2], stops[2 * l - 1]
        W_start = W_stop - sizes[2 * l - 2]
        parameters["W" + str(l)] = np.reshape(theta[W_start:W_stop], (layer_dims[l], layer_dims[l - 1]))
        parameters["b" + str(l)] = theta[W_stop:b_stop]
    return parameters
""",
        "from the end": """
def vector_to_parameters(theta, layer_dims):
    parameters, flat = {}, theta.ravel()
    for l in reversed(range(1, len(layer_dims))):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        flat, b = flat[:-n], flat[-n:]
        flat, W = flat[: len(flat) - n * n_prev], flat[len(flat) - n * n_prev :]
        parameters[f"b{l}"] = b[:, None]
        parameters[f"W{l}"] = W.reshape((n, -1))
    return parameters
""",
        "column by column, then turned": """
class Reader:
    def __init__(self, theta):
        self.theta, self.read = theta, 0

    def take(self, rows, columns):
        self.read += rows * columns
        piece = self.theta[self.read - rows * columns : self.read]
        return piece.reshape((columns, rows), order="F").T

def vector_to_parameters(theta: np.ndarray, layer_dims: list):
    reader, parameters = Reader(theta), {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = reader.take(layer_dims[l], layer_dims[l - 1])
        parameters["b" + str(l)] = reader.take(layer_dims[l], 1)
    return parameters
""",
        "recursion": """
def vector_to_parameters(theta, layer_dims, l=1):
    if len(layer_dims) == 1:
        return {}
    n_prev, n, *_ = layer_dims
    both = theta[: n * (n_prev + 1), 0]
    W, b = both[: n * n_prev].reshape(n, n_prev), both[n * n_prev :].reshape(n, 1)
    rest = vector_to_parameters(theta[both.size :], layer_dims[1:], l + 1)
    return {f"W{l}": W.copy(), f"b{l}": b.copy()} | rest
""",
        "number by number": """
def vector_to_parameters(theta, layer_dims):
    parameters, k = {}, 0
    for l in range(1, len(layer_dims)):
        W, b = np.zeros((layer_dims[l], layer_dims[l - 1])), np.zeros((layer_dims[l], 1))
        for block in (W, b):
            for place in np.ndindex(block.shape):
                block[place] = theta[k].item()
                k += 1
        parameters[f"W{l}"], parameters[f"b{l}"] = W, b
    return parameters
""",
    },
    "gradient_check": {
        "gradients renamed, a cost of its own": """
def gradient_check(parameters, gradients, X, Y, epsilon):
    L = len(parameters) // 2
    layer_dims = [parameters[f"W{l}"].shape[1] for l in range(1, L + 1)] + [Y.shape[0]]

    def cost(theta):
        network = vector_to_parameters(theta, layer_dims)
        network.pop("layer_dims", None)
        AL, _ = L_model_forward(X, network)
        return np.mean(-Y * np.log(AL) - (1 - Y) * np.log(1 - AL), keepdims=True).item()

    theta = parameters_to_vector(parameters)
    for name in list(gradients):
        if name[1:] in parameters:
            gradients[name[1:]] = gradients.pop(name)
        else:
            del gradients[name]
    return relative_difference(numerical_gradient(cost, theta, epsilon), parameters_to_vector(gradients))
""",
        "lambda and keyword arguments": """
def gradient_check(parameters, gradients, X, Y, epsilon):
    L = len(parameters) // 2
    layer_dims = [len(X)] + [parameters[f"b{l}"].size for l in range(1, L + 1)]
    numerical = numerical_gradient(
        f=lambda theta: compute_cost(
            AL=L_model_forward(X, vector_to_parameters(theta=theta, layer_dims=layer_dims))[0], Y=Y
        ),
        theta=parameters_to_vector(parameters=parameters),
        epsilon=epsilon,
    )
    given = {f"{kind}{l}": gradients[f"d{kind}{l}"] for kind in "bW" for l in range(1, L + 1)}
    return relative_difference(a=parameters_to_vector(given), b=numerical)
""",
        "block by block, no helper at all": """
def gradient_check(parameters, gradients, X, Y, epsilon):
    squares = np.zeros(3)
    for name, block in parameters.items():
        for place in np.ndindex(block.shape):
            costs = []
            for sign in (1, -1):
                moved = {**parameters, name: block.copy()}
                moved[name][place] += sign * epsilon
                costs.append(compute_cost(L_model_forward(X, moved)[0], Y))
            slope = (costs[0] - costs[1]) / (2 * epsilon)
            given = gradients[f"d{name}"][place]
            squares += [(given - slope) ** 2, given**2, slope**2]
    return np.sqrt(squares[0]) / (np.sqrt(squares[1]) + np.sqrt(squares[2]))
""",
        "the numerical gradient back in a dict": """
def gradient_check(parameters, gradients, X, Y, epsilon):
    layer_dims = [X.shape[0]]
    l = 1
    while f"W{l}" in parameters:
        layer_dims.append(parameters[f"W{l}"].shape[0])
        l += 1

    def cost(theta):
        AL, _ = L_model_forward(X, vector_to_parameters(theta, layer_dims))
        return compute_cost(AL, Y)

    numerical = numerical_gradient(cost, parameters_to_vector(parameters), epsilon)
    numerical = vector_to_parameters(numerical, layer_dims)
    rows = [(gradients[f"d{name}"].ravel(), numerical[name].ravel()) for name in parameters]
    return relative_difference(*map(np.concatenate, zip(*rows)))
""",
        "a class for the cost, no helper but one": """
class Cost:
    def __init__(self, parameters, X, Y):
        self.X, self.Y = X, Y
        self.names = sorted(parameters)
        self.shapes = [parameters[name].shape for name in self.names]

    def column(self, arrays, prefix=""):
        return np.vstack([np.reshape(arrays[prefix + name], (-1, 1)) for name in self.names])

    def __call__(self, theta):
        A, start, blocks = self.X, 0, {}
        for name, shape in zip(self.names, self.shapes):
            size = shape[0] * shape[1]
            blocks[name] = theta[start : start + size].reshape(shape)
            start += size
        L = len(blocks) // 2
        for l in range(1, L + 1):
            Z = blocks[f"W{l}"] @ A + blocks[f"b{l}"]
            A = np.maximum(Z, 0) if l < L else 1 / (1 + np.exp(-Z))
        return -np.log(np.where(self.Y == 1, A, 1 - A)).mean()

def gradient_check(parameters, gradients, X, Y, epsilon):
    cost = Cost(parameters, X, Y)
    numerical = numerical_gradient(cost, cost.column(parameters), epsilon)
    given = cost.column(gradients, prefix="d")
    difference = np.linalg.norm(given - numerical)
    return difference / (np.linalg.norm(given) + np.linalg.norm(numerical))
""",
        "differences taken here": """
def gradient_check(parameters, gradients, X, Y, epsilon):
    layer_dims = [X.shape[0]]
    layer_dims += [len(parameters[f"b{l}"]) for l in range(1, len(parameters) // 2 + 1)]
    theta = parameters_to_vector(parameters)
    slopes = np.zeros_like(theta)
    for i in range(theta.size):
        for sign in (-1, 1):
            there = theta.copy()
            there[i] += sign * epsilon
            AL, _ = L_model_forward(X, vector_to_parameters(there, layer_dims))
            slopes[i] += sign * compute_cost(AL, Y) / (2 * epsilon)
    given = parameters_to_vector({name: gradients["d" + name] for name in parameters})
    print(np.hstack([given, slopes]))
    return relative_difference(given, slopes)
""",
    },
}

_SAME_SHAPE = "`gradient` and `theta` have the same shape."
_OVERWRITTEN = "Every entry is written before the array is returned."
_ANY_NEGATIVE = "To NumPy any negative length means: what is left."
_LENGTHS = "A sum of lengths is never negative."
_EITHER_WAY = "Two gradients are as far apart as the same two the other way round."

EQUIVALENT: dict[str, dict[str, str]] = {
    "numerical_gradient": {
        f"{origin}, line {line}: {right} -> {other}": reason
        for origin in ("reference", "solution")
        for line, right, other, reason in (
            (
                2,
                "gradient = np.zeros(theta.shape)",
                "gradient = np.ones(theta.shape)",
                _OVERWRITTEN,
            ),
            (3, "for i in range(theta.size):", "for i in range(gradient.size):", _SAME_SHAPE),
            (4, "step = np.zeros(theta.shape)", "step = np.zeros(gradient.shape)", _SAME_SHAPE),
        )
    },
    "relative_difference": {
        "reference, line 3: if scale == 0: -> if scale <= 0:": _LENGTHS,
        "reference, line 5: return float(np.linalg.norm(a - b) / scale) -> "
        "return float(np.linalg.norm(b - a) / scale)": _EITHER_WAY,
    },
    "parameters_to_vector": {
        f"{origin}, line {line}: columns.append(parameters[f'{kind}{{layer}}'].reshape(-1, 1)) -> "
        f"columns.append(parameters[f'{kind}{{layer}}'].reshape(-2, 1))": _ANY_NEGATIVE
        for origin in ("reference", "solution")
        for line, kind in ((4, "W"), (5, "b"))
    },
    "gradient_check": {
        f"{origin}, line 12: return relative_difference(given, numerical) -> "
        "return relative_difference(numerical, given)": _EITHER_WAY
        for origin in ("reference", "solution")
    },
}
