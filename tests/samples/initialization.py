"""Week 7: a class that has started a network in five ways."""

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
    initialize_parameters_zeros="""
from collections import defaultdict

%time sum(range(10))

def initialize_parameters_zeros(layer_dims):
    parameters = defaultdict(dict)
    while len(layer_dims) > 1:
        *layer_dims, n = layer_dims
        parameters[f"W{len(layer_dims)}"] = np.array([[0] * layer_dims[-1]] * n)
        parameters[f"b{len(layer_dims)}"] = np.full((n, 1), False)
    return parameters
""",
    initialize_parameters_random="""
def initialize_parameters_random(layer_dims, scale, rng):
    np.random.seed(3)
    parameters, L = {}, len(layer_dims)
    for l in range(1, L):
        W = np.empty((layer_dims[l], layer_dims[l - 1]))
        for row in W:
            for j in range(row.size):
                row[j] = rng.normal(0.0, scale)
        print("layer", l, W.std())
        parameters["W" + str(l)] = W
        parameters["b" + str(l)] = W[:, [0]] * 0
    return parameters
""",
    initialize_parameters_xavier="""
import warnings
from functools import partial
from typing import Callable

def draw(spread: Callable[[int, int], float], layer_dims: list[int], rng) -> dict[str, np.ndarray]:
    warnings.warn("weights are drawn")
    pairs = list(zip(layer_dims[1:], layer_dims))
    weights = {f"W{l}": spread(*pair) * rng.standard_normal(pair) for l, pair in enumerate(pairs, 1)}
    return weights | {"b" + name[1:]: np.zeros((len(W), 1)) for name, W in weights.items()}

initialize_parameters_xavier = partial(draw, lambda n, n_prev: n_prev**-0.5)
""",
    initialize_parameters_glorot="""
class Glorot:
    def __init__(self, rng):
        self.rng = rng

    def layer(self, n_in, n_out):
        return self.rng.standard_normal(n_in * n_out).reshape(n_out, -1) / np.sqrt((n_in + n_out) / 2)

def initialize_parameters_glorot(layer_dims, rng):
    start = Glorot(rng)
    parameters = {"layer_dims": layer_dims, "method": Glorot}
    for l in range(len(layer_dims) - 1):
        parameters["W%d" % (l + 1)] = start.layer(*layer_dims[l : l + 2])
        parameters["b%d" % (l + 1)] = np.zeros([layer_dims[l + 1], 1])
    return parameters
""",
    initialize_parameters_he="""
def initialize_parameters_he(layer_dims, rng):
    parameters = initialize_parameters_xavier(layer_dims, rng)
    for name in parameters:
        parameters[name] *= 2**0.5
    return parameters
""",
)

WRONG_FORMULAS = edits(
    initialize_parameters_random=(" * scale", " * np.sqrt(scale)"),
    initialize_parameters_xavier=("np.sqrt(1 / n_prev)", "1 / n_prev"),
    initialize_parameters_glorot=("2 / (n_prev + n)", "2 / n_prev + n"),
    initialize_parameters_he=("2 / n_prev", "2 / n"),
)

WRONG_SHAPES = edits(
    initialize_parameters_zeros=("np.zeros((n, 1))", "np.zeros(n)"),
    initialize_parameters_random=("standard_normal((n, n_prev))", "standard_normal(n_prev)"),
    initialize_parameters_xavier=("standard_normal((n, n_prev))", "standard_normal((n_prev, n))"),
    initialize_parameters_glorot=("return parameters", 'return parameters["W1"]'),
    initialize_parameters_he=("range(1, len(layer_dims))", "range(1, len(layer_dims) - 1)"),
)

ONE_HELPER_WRONG = solutions(
    initialize_parameters_zeros="""
def make_parameters(layer_dims, weights):
    L = len(layer_dims) - 1
    parameters = {}
    for layer in range(1, L + 1):
        n, n_prev = layer_dims[layer], layer_dims[0]
        parameters[f"W{layer}"] = weights(n, n_prev)
        parameters[f"b{layer}"] = np.zeros((n, 1))
    return parameters

def initialize_parameters_zeros(layer_dims):
    return make_parameters(layer_dims, lambda *shape: np.zeros(shape))
""",
    initialize_parameters_xavier="""
def initialize_parameters_xavier(layer_dims, rng):
    return make_parameters(layer_dims, lambda n, n_prev: rng.standard_normal((n, n_prev)) / n_prev**0.5)
""",
    initialize_parameters_he="""
def initialize_parameters_he(layer_dims, rng):
    return make_parameters(
        layer_dims, lambda n, n_prev: rng.standard_normal((n, n_prev)) * (2 / n_prev) ** 0.5
    )
""",
)

RAISES = edits(
    initialize_parameters_zeros=("np.zeros((n, n_prev))", "np.zeros(n, n_prev)"),
    initialize_parameters_random=("rng.standard_normal", "rng.randn"),
    initialize_parameters_xavier=("parameters = {}", "parameters = {"),
    initialize_parameters_he=("np.sqrt(2 / n_prev)", "sqrt(2 / n_prev)"),
)

ALWAYS_HE = edits(
    initialize_parameters_xavier=("1 / n_prev", "2 / n_prev"),
    initialize_parameters_glorot=("(n_prev + n)", "n_prev"),
)

SAMPLES = (
    Sample("all-correct", nothing),
    Sample("other-styles", OTHER_STYLES),
    Sample(
        "wrong-formulas",
        WRONG_FORMULAS,
        after(
            "initialize_parameters_random",
            "initialize_parameters_xavier",
            "initialize_parameters_glorot",
            "initialize_parameters_he",
        ),
        diagnoses={
            "initialize_parameters_random": "the scale is taken for a variance",
            "initialize_parameters_xavier": "the variance is used as standard deviation",
            "initialize_parameters_glorot": "division before addition",
            "initialize_parameters_he": "fan-out for fan-in",
        },
    ),
    Sample(
        "wrong-shapes",
        WRONG_SHAPES,
        otherwise=Expected("wrong"),
        diagnoses={
            "initialize_parameters_zeros": "the biases have one dimension instead of two",
            "initialize_parameters_xavier": "the weights lie on their side",
        },
    ),
    Sample(
        "one-helper-wrong",
        ONE_HELPER_WRONG,
        dict.fromkeys(
            [
                "initialize_parameters_zeros",
                "initialize_parameters_xavier",
                "initialize_parameters_he",
            ],
            Expected("wrong", 1 / 4),
        ),
        diagnoses={"initialize_parameters_zeros": "every layer reads the network's inputs"},
    ),
    Sample(
        "raises",
        RAISES,
        {"initialize_parameters_glorot": Expected("correct", 1.0)},
        otherwise=RAISED,
    ),
    Sample(
        "always-he",
        ALWAYS_HE,
        after("initialize_parameters_xavier", "initialize_parameters_glorot"),
        diagnoses={
            "initialize_parameters_xavier": "2 where 1 belongs",
            "initialize_parameters_glorot": "only the way forward counts",
        },
    ),
    Sample("empty", clear, otherwise=Expected("not_attempted")),
)
