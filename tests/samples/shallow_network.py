"""Week 4: a class that has written a network with one hidden layer."""

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
    layer_sizes="""
def layer_sizes(X, Y):
    return [len(X), np.int64(np.shape(Y)[0])]
""",
    activation="""
from math import tanh

%time tanh(0.5)

KNOWN = {
    "sigmoid": lambda x: (1 + tanh(x / 2)) / 2,
    "tanh": tanh,
    "relu": lambda x: x if x > 0 else 0,
    "leaky_relu": lambda x: x if x > 0 else x / 100,
}

def activation(z, name):
    if name not in KNOWN:
        raise ValueError("known are " + ", ".join(KNOWN))
    return np.vectorize(KNOWN[name], otypes=[float])(z)
""",
    activation_gradient="""
%%time
def activation_gradient(z, name: str):
    print("slopes of", name)
    height = activation(z, name)
    if name == "sigmoid":
        return height - height**2
    if name == "tanh":
        return (1 - height) * (1 + height)
    slope = np.heaviside(z, 0)
    if name == "leaky_relu":
        slope = slope + 0.01 * (1 - slope)
    elif name != "relu":
        raise ValueError(name)
    return slope
""",
    initialize_parameters="""
def layer(n, n_prev, generator):
    rows = [[generator.normal(0, 0.01) for _ in range(n_prev)] for _ in range(n)]
    return np.array(rows), np.array([[0] * n]).T

def initialize_parameters(n_x, n_h, n_y, rng):
    np.random.seed(0)
    W1, b1 = layer(n_h, n_x, rng)
    W2, b2 = layer(n_y, n_h, rng)
    assert W1.shape == (n_h, n_x), np.random.rand()
    return dict(b2=b2, b1=b1, W2=W2, W1=W1, layers=2, drawn_by=rng)
""",
    forward_propagation="""
import collections, warnings

def forward_propagation(X, parameters):
    W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))
    warnings.warn("a warning is no mistake")
    np.log(np.zeros(1))
    cache = collections.OrderedDict(X=X)
    cache["Z1"] = np.einsum("hx,xm->hm", W1, X) + b1
    e = np.exp(2 * cache["Z1"])
    cache["A1"] = (e - 1) / (e + 1)
    cache["Z2"] = np.stack([np.dot(W2, a) + b2[:, 0] for a in cache["A1"].T], axis=1)
    cache["A2"] = np.reciprocal(1 + np.exp(-cache["Z2"]))
    return cache["A2"], cache
""",
    compute_cost="""
def compute_cost(A2, Y):
    A2 = np.clip(A2, 1e-12, 1 - 1e-12)
    logs = np.multiply(np.log(A2), Y) + np.multiply(np.log(1 - A2), 1 - Y)
    return np.squeeze(-logs.mean(axis=1, keepdims=True))
""",
    backward_propagation="""
def backward_propagation(parameters, cache, X, Y):
    A1, A2, W2 = cache.pop("A1"), cache.pop("A2"), parameters["W2"]
    grads = {"d" + name: np.zeros(value.shape) for name, value in parameters.items()}
    m = Y.size
    for i in range(m):
        x, a1 = X[:, i : i + 1], A1[:, i : i + 1]
        dz2 = A2[0, i] * (1 - Y[0, i]) - Y[0, i] * (1 - A2[0, i])
        dz1 = W2.T * dz2 * (1 - np.tanh(cache["Z1"][:, [i]]) ** 2)
        grads["dW2"] += dz2 * a1.T / m
        grads["db2"] += dz2 / m
        grads["dW1"] += np.outer(dz1, x) / m
        grads["db1"] += dz1 / m
    return {**grads, "m": m}
""",
    update_parameters="""
def update_parameters(parameters, grads, learning_rate):
    parameters = {name: np.array(value, dtype=float) for name, value in parameters.items()}
    for name in parameters:
        parameters[name] -= grads["d" + name] * learning_rate
    return parameters
""",
    nn_model="""
class Network:
    def __init__(self, n_x, n_h, n_y, rng):
        self.parameters = initialize_parameters(n_x, n_h, n_y, rng)
        self.parameters = {name: self.parameters[name] for name in ("W1", "b1", "W2", "b2")}

    def learn(self, X, Y, learning_rate):
        A2, cache = forward_propagation(X, self.parameters)
        cost = compute_cost(A2, Y)
        grads = backward_propagation(self.parameters, cache, X, Y)
        self.parameters = update_parameters(self.parameters, grads, learning_rate)
        return cost

def nn_model(X, Y, n_h, num_iterations, learning_rate, rng):
    network = Network(X.shape[0], n_h, Y.shape[0], rng)
    costs = [network.learn(X, Y, learning_rate) for _ in range(num_iterations)]
    print("the last cost is", costs[-1])
    return network.parameters, costs[::100]
""",
    predict="""
def predict(parameters, X):
    _, cache = forward_propagation(X, parameters)
    return np.array([[1 if score > 0 else 0 for score in cache["Z2"].ravel()]])
""",
)

WRONG_FORMULAS = edits(
    layer_sizes=("n_y = Y.shape[0]", "n_y = 1"),
    activation=("0.01 * np", "0 * np"),
    backward_propagation=("m = X.shape[1]", "m = 1"),
    predict=("A2 > 0.5", "A2 < 0.5"),
)

WRONG_SHAPES = edits(
    layer_sizes=("return n_x, n_y", "return n_y, n_x"),
    initialize_parameters=(
        """W1 = 0.01 * rng.standard_normal((n_h, n_x))
    b1 = np.zeros((n_h, 1))
    W2 = 0.01 * rng.standard_normal((n_y, n_h))
""",
        """W1 = 0.01 * rng.standard_normal((n_x, n_h))
    b1 = np.zeros((n_h, 1))
    W2 = 0.01 * rng.standard_normal((n_h, n_y))
""",
    ),
    compute_cost=("float(np.sum(log_loss(A2, Y)) / Y.shape[1])", "log_loss(A2, Y) / Y.shape[1]"),
    predict=("(A2 > 0.5)", "(A2[0] > 0.5)"),
)

RAISES = edits(
    activation=("np.tanh(z)", "tanh(z)"),
    forward_propagation=("A1 = np.tanh(Z1)", "A1 = np.tanh(Z1"),
    backward_propagation=("dZ2 @ A1.T", "dZ2 @ A1"),
    update_parameters=('grads["d" + name]', 'grads["d_" + name]'),
)

ENDLESS_LOOP = edits(
    nn_model=(
        'for i in progress(range(num_iterations), "gradient descent"):',
        "i = 0\n    while i <= num_iterations:",
    ),
)

OWN_SEED = edits(
    initialize_parameters=(
        "W1 = 0.01 * rng",
        "rng = np.random.RandomState(2)\n    W1 = 0.01 * rng",
    ),
    update_parameters=('learning_rate * grads["d" + name]', 'grads["d" + name]'),
)

SAMPLES = (
    Sample("all-correct", nothing),
    Sample("other-styles", OTHER_STYLES),
    Sample(
        "wrong-formulas",
        WRONG_FORMULAS,
        after(
            "predict",
            layer_sizes=Expected("wrong", 2 / 6),
            activation=Expected("wrong", 16 / 20),
            backward_propagation=Expected("wrong", 1 / 5),
        ),
        diagnoses={
            "layer_sizes": "n_y is taken to be 1",
            "activation": "the leak is missing",
            "backward_propagation": "nothing is divided by m",
            "predict": "yes and no are exchanged",
        },
    ),
    Sample(
        "wrong-shapes",
        WRONG_SHAPES,
        after(
            "layer_sizes",
            "initialize_parameters",
            "predict",
            compute_cost=Expected("wrong", 1 / 6),
        ),
        diagnoses={
            "layer_sizes": "input and output are exchanged",
            "initialize_parameters": "the weights lie on their side",
            "compute_cost": "the examples are not added up",
            "predict": "the answers have one dimension instead of two",
        },
    ),
    Sample(
        "raises",
        RAISES,
        {
            "activation": Expected("raised", 15 / 20),
            **dict.fromkeys(
                ["forward_propagation", "backward_propagation", "update_parameters"], RAISED
            ),
        },
    ),
    Sample("endless-loop", ENDLESS_LOOP, {"nn_model": Expected("timed_out")}),
    Sample(
        "own-seed",
        OWN_SEED,
        after("initialize_parameters", "update_parameters"),
        diagnoses={"update_parameters": "the learning rate is ignored"},
    ),
    Sample("empty", clear, otherwise=Expected("not_attempted")),
)
