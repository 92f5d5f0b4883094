"""Week 7: right answers in many styles."""

from collections.abc import Mapping

VARIANTS: Mapping[str, Mapping[str, str]] = {
    "initialize_parameters_zeros": {
        "pairs of widths": """
from itertools import pairwise

def initialize_parameters_zeros(layer_dims):
    parameters = {}
    for layer, (n_prev, n) in enumerate(pairwise(layer_dims), start=1):
        parameters["W" + str(layer)] = np.zeros([n, n_prev])
        parameters["b" + str(layer)] = np.zeros([n, 1])
    return parameters
""",
        "from the last layer to the first": """
def initialize_parameters_zeros(layer_dims: list) -> dict:
    parameters, L = {}, len(layer_dims) - 1
    while L > 0:
        parameters.update({f"b{L}": np.zeros((layer_dims[L], 1), dtype=np.float32)})
        parameters.update({f"W{L}": np.zeros((layer_dims[L], layer_dims[L - 1]), dtype=int)})
        L -= 1
    return parameters
""",
        "recursion": """
def initialize_parameters_zeros(layer_dims):
    if len(layer_dims) == 1:
        return {}
    *before, n = layer_dims
    layer = str(len(before))
    last = {"W" + layer: np.zeros((n, before[-1])), "b" + layer: np.zeros((n, 1))}
    return {**initialize_parameters_zeros(before), **last}
""",
        "one matrix with both, cut apart": """
def initialize_parameters_zeros(layer_dims):
    layers = [np.zeros((n, prev + 1)) for prev, n in zip(layer_dims, layer_dims[1:])]
    weights = {f"W{i}": layer[:, :-1] for i, layer in enumerate(layers, 1)}
    return weights | {f"b{i}": layer[:, [-1]] for i, layer in enumerate(layers, 1)}
""",
        "lists of zeros": """
def initialize_parameters_zeros(layer_dims):
    parameters = {"layers": len(layer_dims)}
    for l in range(1, len(layer_dims)):
        parameters["W%d" % l] = np.array([[0] * layer_dims[l - 1]] * layer_dims[l])
        parameters["b%d" % l] = np.array([[0.0] for unit in range(layer_dims[l])])
    return parameters
""",
        "numbers that are thrown away": """
def initialize_parameters_zeros(layer_dims):
    np.random.seed(1)
    parameters = {}
    for l in range(len(layer_dims) - 1):
        n_prev, n = layer_dims[l : l + 2]
        parameters[f"W{l + 1}"] = 0 * np.random.randn(n, n_prev)
        parameters[f"b{l + 1}"] = parameters[f"W{l + 1}"].sum(axis=1, keepdims=True)
    return parameters
""",
    },
    "initialize_parameters_random": {
        "numpy's normal with a scale": """
def initialize_parameters_random(layer_dims, scale, rng):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters[f"W{l}"] = rng.normal(0, scale, (layer_dims[l], layer_dims[l - 1]))
        parameters[f"b{l}"] = np.zeros((layer_dims[l], 1))
    return parameters
""",
        "from the last layer to the first": """
def initialize_parameters_random(layer_dims, scale, rng):
    parameters = {}
    for l in reversed(range(1, len(layer_dims))):
        W = scale * rng.standard_normal(size=(layer_dims[l], layer_dims[l - 1]))
        parameters |= {f"W{l}": W, f"b{l}": np.zeros_like(W[:, :1])}
    return parameters
""",
        "drawn on its side, then turned": """
def initialize_parameters_random(layer_dims, scale, rng):
    parameters = {}
    for i, (n_prev, n) in enumerate(zip(layer_dims[:-1], layer_dims[1:])):
        parameters["W" + str(i + 1)] = rng.standard_normal((n_prev, n)).T * scale
        parameters["b" + str(i + 1)] = np.zeros((1, n)).T
    return parameters
""",
        "one flat draw, cut in pieces": """
def initialize_parameters_random(layer_dims, scale, rng):
    shapes = list(zip(layer_dims[1:], layer_dims))
    numbers = rng.standard_normal(sum(n * n_prev for n, n_prev in shapes)) * scale
    parameters, start = {}, 0
    for l, (n, n_prev) in enumerate(shapes, 1):
        parameters[f"W{l}"] = numbers[start : start + n * n_prev].reshape(n, n_prev)
        parameters[f"b{l}"] = np.zeros((n, 1))
        start += n * n_prev
    return parameters
""",
        "one number at a time": """
def initialize_parameters_random(layer_dims, scale, rng):
    parameters = initialize_parameters_zeros(layer_dims)
    for name, value in parameters.items():
        if name[0] == "W":
            for place in np.ndindex(value.shape):
                value[place] = rng.normal() * scale
    return parameters
""",
        "the biases first, by ones": """
def initialize_parameters_random(layer_dims, scale, rng):
    biases = {f"b{l}": np.ones((n, 1)) * 0 for l, n in enumerate(layer_dims) if l}
    weights = {}
    for name, b in biases.items():
        n_prev = layer_dims[int(name[1:]) - 1]
        weights["W" + name[1:]] = np.hstack(
            [scale * rng.standard_normal(b.shape) for _ in range(n_prev)]
        )
    return biases | weights
""",
    },
    "initialize_parameters_xavier": {
        "divided by the root": """
def initialize_parameters_xavier(layer_dims, rng):
    parameters = {}
    for l in range(1, len(layer_dims)):
        n_prev = layer_dims[l - 1]
        parameters["W" + str(l)] = rng.standard_normal((layer_dims[l], n_prev)) / np.sqrt(n_prev)
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters
""",
        "numpy's normal with a scale": """
def initialize_parameters_xavier(layer_dims, rng):
    parameters = {}
    for l, (n_prev, n) in enumerate(zip(layer_dims, layer_dims[1:]), start=1):
        parameters[f"W{l}"] = rng.normal(loc=0.0, scale=n_prev**-0.5, size=(n, n_prev))
        parameters[f"b{l}"] = np.zeros((n, 1))
    return parameters
""",
        "one scale for all, then one for each": """
def initialize_parameters_xavier(layer_dims, rng):
    parameters = initialize_parameters_random(layer_dims, 1.0, rng)
    for l in range(1, len(layer_dims)):
        parameters[f"W{l}"] *= (1 / parameters[f"W{l}"].shape[1]) ** 0.5
    return parameters
""",
        "one unit at a time": """
import math

def unit(n_prev, rng):
    return [rng.normal(0, math.sqrt(1 / n_prev)) for _ in range(n_prev)]

def initialize_parameters_xavier(layer_dims, rng):
    parameters, L = {}, len(layer_dims) - 1
    for l in range(L, 0, -1):
        parameters[f"b{l}"] = np.zeros((layer_dims[l], 1), dtype=int)
        parameters[f"W{l}"] = np.array([unit(layer_dims[l - 1], rng) for _ in range(layer_dims[l])])
    return parameters
""",
        "turned": """
def initialize_parameters_xavier(layer_dims, rng):
    parameters = {}
    for l in range(1, len(layer_dims)):
        shape = layer_dims[l - 1 : l + 1]
        parameters[f"W{l}"] = (rng.standard_normal(shape) * np.sqrt(1.0 / shape[0])).T
        parameters[f"b{l}"] = np.zeros(shape[1]).reshape(-1, 1)
    return parameters
""",
        "in half the precision": """
def initialize_parameters_xavier(layer_dims, rng):
    parameters = {}
    for l in range(1, len(layer_dims)):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        W = rng.standard_normal((n, n_prev), dtype=np.float32)
        parameters[f"W{l}"] = W / np.sqrt(np.float32(n_prev))
        parameters[f"b{l}"] = np.zeros((n, 1), dtype=np.float32)
    return parameters
""",
    },
    "initialize_parameters_glorot": {
        "the mean of both widths": """
def initialize_parameters_glorot(layer_dims, rng):
    parameters = {}
    for l in range(1, len(layer_dims)):
        mean = (layer_dims[l] + layer_dims[l - 1]) / 2
        parameters[f"W{l}"] = rng.standard_normal((layer_dims[l], layer_dims[l - 1])) / mean**0.5
        parameters[f"b{l}"] = np.zeros((layer_dims[l], 1))
    return parameters
""",
        "a helper that is told the scale of a layer": """
def initialize_with(scale, layer_dims, rng):
    parameters = {}
    for l, shape in enumerate(zip(layer_dims[1:], layer_dims), 1):
        parameters[f"W{l}"] = rng.standard_normal(shape) * scale(*shape)
        parameters[f"b{l}"] = np.zeros((shape[0], 1))
    return parameters

def initialize_parameters_glorot(layer_dims, rng):
    return initialize_with(lambda n, n_prev: (2 / (n + n_prev)) ** 0.5, layer_dims, rng)
""",
        "numpy's normal, from the last layer": """
def initialize_parameters_glorot(layer_dims, rng):
    parameters = {}
    for l in range(len(layer_dims) - 1, 0, -1):
        size = layer_dims[l], layer_dims[l - 1]
        parameters[f"W{l}"] = rng.normal(scale=np.sqrt(2.0 / sum(size)), size=size)
        parameters[f"b{l}"] = np.zeros((size[0], 1))
    return parameters
""",
        "the root in two parts": """
def initialize_parameters_glorot(layer_dims, rng):
    parameters = {}
    for l in range(1, len(layer_dims)):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        W = np.sqrt(2) * rng.standard_normal(n * n_prev)
        parameters["W" + str(l)] = np.divide(W, np.sqrt(n + n_prev)).reshape((n, n_prev))
        parameters["b" + str(l)] = np.zeros((n, 1))
    return parameters
""",
        "a class": """
class Layer:
    def __init__(self, n_prev, n):
        self.n_prev, self.n = n_prev, n
        self.variance = 2 / (n_prev + n)

    def draw(self, rng):
        return rng.standard_normal((self.n_prev, self.n)).T * np.sqrt(self.variance)

def initialize_parameters_glorot(layer_dims, rng):
    layers = list(map(Layer, layer_dims[:-1], layer_dims[1:]))
    parameters = {"W" + str(i + 1): layer.draw(rng) for i, layer in enumerate(layers)}
    for i, layer in enumerate(layers):
        parameters["b" + str(i + 1)] = np.array([[0.0]] * layer.n)
    return parameters
""",
    },
    "initialize_parameters_he": {
        "divided by the root": """
def initialize_parameters_he(layer_dims, rng):
    parameters = {}
    for l in range(1, len(layer_dims)):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        parameters["W" + str(l)] = rng.standard_normal((n, n_prev)) / np.sqrt(n_prev / 2)
        parameters["b" + str(l)] = np.zeros((n, 1))
    return parameters
""",
        "Xavier's weights, made larger": """
def initialize_parameters_he(layer_dims, rng):
    parameters = initialize_parameters_xavier(layer_dims=layer_dims, rng=rng)
    return {name: value * 2**0.5 for name, value in parameters.items()}
""",
        "numpy's normal with a scale": """
def initialize_parameters_he(layer_dims, rng):
    parameters = {"L": len(layer_dims) - 1}
    for l in range(1, parameters["L"] + 1):
        size = (layer_dims[l], layer_dims[l - 1])
        parameters[f"W{l}"] = rng.normal(0, np.sqrt(2 / size[1]), size)
        parameters[f"b{l}"] = np.full((size[0], 1), 0)
    return parameters
""",
        "recursion from the last layer": """
def initialize_parameters_he(layer_dims, rng):
    L = len(layer_dims) - 1
    if L == 0:
        return {}
    n_prev, n = layer_dims[-2:]
    W = rng.standard_normal((n_prev, n)).T * (2 / n_prev) ** 0.5
    rest = initialize_parameters_he(layer_dims[:-1], rng)
    return rest | {f"W{L}": W, f"b{L}": np.zeros((n, 1))}
""",
        "one flat draw, cut in pieces": """
def initialize_parameters_he(layer_dims, rng):
    dims = np.array(layer_dims)
    sizes = dims[1:] * dims[:-1]
    pieces = np.split(rng.standard_normal(sizes.sum()), np.cumsum(sizes)[:-1])
    parameters = {}
    for l, piece in enumerate(pieces, start=1):
        parameters[f"W{l}"] = piece.reshape(dims[l], dims[l - 1]) * np.sqrt(2 / dims[l - 1])
        parameters[f"b{l}"] = np.zeros((dims[l], 1))
    return parameters
""",
        "one number at a time": """
from math import sqrt

def initialize_parameters_he(layer_dims, rng):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters[f"W{l}"], parameters[f"b{l}"] = [], []
        for j in range(layer_dims[l]):
            row = [rng.standard_normal() * sqrt(2 / layer_dims[l - 1]) for i in range(layer_dims[l - 1])]
            parameters[f"W{l}"].append(row)
            parameters[f"b{l}"].append([0.0])
    return {name: np.array(value) for name, value in parameters.items()}
""",
    },
}

A_LAYER_TOO_MANY = "It makes a W0 and a b0 as well, and a dict may hold more than is asked for."
FROM_LAYER_0 = "solution, line 3: for layer in range(1, len(layer_dims)): -> for layer in range(0, len(layer_dims)):"

EQUIVALENT: Mapping[str, Mapping[str, str]] = {
    "initialize_parameters_zeros": {
        FROM_LAYER_0.replace("solution", "reference"): A_LAYER_TOO_MANY
    },
    "initialize_parameters_random": {FROM_LAYER_0: A_LAYER_TOO_MANY},
    "initialize_parameters_xavier": {FROM_LAYER_0: A_LAYER_TOO_MANY},
    "initialize_parameters_glorot": {FROM_LAYER_0: A_LAYER_TOO_MANY},
    "initialize_parameters_he": {FROM_LAYER_0: A_LAYER_TOO_MANY},
}
