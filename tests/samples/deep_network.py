"""Week 5: a class that has written a network of any depth."""

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
    expected_shapes="""
def expected_shapes(layer_dims, m):
    shapes = {"X": (layer_dims[0], m)}
    for l, (n_in, n_out) in enumerate(zip(layer_dims, layer_dims[1:]), 1):
        for name, columns in zip("WbZA", (n_in, 1, m, m)):
            shapes[name + str(l)] = np.zeros([n_out, columns]).shape
    return shapes
""",
    initialize_parameters_deep="""
def initialize_parameters_deep(layer_dims, rng):
    np.random.seed(3)
    parameters = {}
    L = len(layer_dims)
    for l in range(1, L):
        parameters['W' + str(l)] = rng.normal(0, layer_dims[l - 1] ** -0.5, [layer_dims[l], layer_dims[l - 1]])
        parameters['b' + str(l)] = np.zeros_like(parameters['W' + str(l)][:, :1], dtype=np.float32)
        assert parameters['W' + str(l)].shape == (layer_dims[l], layer_dims[l - 1])
    return parameters
""",
    linear_forward="""
%%capture output
def linear_forward(A_prev, W, b):
    scores = [[np.dot(weights, example) for example in A_prev.T] for weights in W]
    return [np.array(scores) + b, [A_prev, W, b]]
""",
    linear_activation_forward="""
import matplotlib.pyplot as plt
from typing import NamedTuple

class LayerCache(NamedTuple):
    linear: tuple
    scores: np.ndarray

plt.plot([0, 1])

def linear_activation_forward(A_prev: np.ndarray, W: np.ndarray, b: np.ndarray, activation: str = "relu"):
    Z = np.einsum("ij,jm->im", W, A_prev)
    Z += b
    match activation:
        case "relu":
            A = Z * (Z > 0)
        case "sigmoid":
            A = 0.5 + 0.5 * np.tanh(Z / 2)
        case _:
            raise ValueError(activation)
    return A, LayerCache((A_prev, W, b), Z)
""",
    L_model_forward="""
def L_model_forward(X, parameters, l=1):
    last = f"W{l + 1}" not in parameters
    kind = "sigmoid" if last else "relu"
    A, cache = linear_activation_forward(X, parameters[f"W{l}"], parameters[f"b{l}"], kind)
    if last:
        return A, [cache]
    AL, caches = L_model_forward(A, parameters, l + 1)
    return AL, [cache] + caches
""",
    compute_cost="""
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -(np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T)) / m
    cost = np.squeeze(cost)
    assert cost.shape == ()
    return cost
""",
    linear_backward="""
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    (n, m), n_prev = dZ.shape, len(A_prev)
    dA_prev, dW, db = np.zeros((n_prev, m)), np.zeros((n, n_prev)), np.zeros((n, 1))
    for i in range(m):
        for unit in range(n):
            db[unit] += dZ[unit, i] / m
            for k in range(n_prev):
                dW[unit][k] += A_prev[k, i] * dZ[unit, i] / m
                dA_prev[k, i] += W[unit, k] * dZ[unit, i]
    return dA_prev, dW, db
""",
    relu_backward="""
def relu_backward(dA, Z):
    dA[Z <= 0] = 0
    return dA
""",
    sigmoid_backward="""
def sigmoid_backward(dA, Z):
    e = np.exp(-Z)
    print("slope", slope := e / (1 + e) ** 2)
    return np.multiply(slope, dA, out=Z)
""",
    linear_activation_backward="""
def linear_activation_backward(dA, cache, activation):
    (A_prev, W, b), Z = cache
    s = 1 / (1 + np.exp(-Z))
    slope = np.where(Z > 0, 1, 0) if activation == "relu" else s - s * s
    dZ = dA * slope
    return [np.dot(W.T, dZ), np.dot(dZ, A_prev.T) / dZ.shape[1], dZ.mean(1, keepdims=True)]
""",
    L_model_backward="""
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    Y = Y.reshape(AL.shape)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    current_cache = caches[L - 1]
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = linear_activation_backward(
        dAL, current_cache, "sigmoid"
    )
    for l in reversed(range(L - 1)):
        current_cache = caches[l]
        dA_prev_temp, dW_temp, db_temp = linear_activation_backward(
            grads["dA" + str(l + 1)], current_cache, activation="relu"
        )
        grads["dA" + str(l)] = dA_prev_temp
        grads["dW" + str(l + 1)] = dW_temp
        grads["db" + str(l + 1)] = db_temp
    grads["caches"], grads["dAL"] = caches, dAL
    return grads
""",
    update_parameters="""
def update_parameters(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(L):
        parameters["W" + str(l + 1)] -= learning_rate * grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] -= learning_rate * grads["db" + str(l + 1)]
    return parameters
""",
    xor_tree="""
def xor_tree(bits):
    if len(bits) == 1:
        return np.int8(bits[0]), 0.0
    half = len(bits) // 2
    (left, below_left), (right, below_right) = xor_tree(bits[:half]), xor_tree(bits[half:])
    return left != right, below_left + 1 + below_right
""",
)

WRONG_FORMULAS = edits(
    expected_shapes=("= (n, 1)", "= (n, m)"),
    linear_forward=("W @ A_prev + b", "W @ A_prev"),
    linear_backward=("W.T @ dZ", "W.T @ dZ / m"),
    sigmoid_backward=("dA * s * (1 - s)", "dA * s * 1 - s"),
    xor_tree=(" + level[2 * len(pairs) :]", ""),
)

WRONG_SHAPES = edits(
    initialize_parameters_deep=("np.zeros((n, 1))", "np.zeros(n)"),
    linear_activation_forward=("return A, (linear_cache, Z)", "return A, (*linear_cache, Z)"),
    L_model_forward=("caches.append(cache)", "caches.insert(0, cache)"),
    linear_backward=("axis=1, keepdims=True", "axis=1"),
    xor_tree=("return level[0], gates", "return level[0]"),
)

RAISES = edits(
    linear_activation_forward=('elif activation == "sigmoid":', 'elif activation = "sigmoid":'),
    relu_backward=("(Z > 0)", "(z > 0)"),
    update_parameters=('grads[f"d{name}"]', "grads[name]"),
    xor_tree=("strict=False", "strict=True"),
)

TWO_LAYERS_ONLY = solutions(
    L_model_forward="""
def L_model_forward(X, parameters):
    A1, cache1 = linear_activation_forward(X, parameters["W1"], parameters["b1"], "relu")
    A2, cache2 = linear_activation_forward(A1, parameters["W2"], parameters["b2"], "sigmoid")
    return A2, [cache1, cache2]
""",
    L_model_backward="""
def L_model_backward(AL, Y, caches):
    dA, dW2, db2 = linear_backward(AL - Y, caches[1][0])
    _, dW1, db1 = linear_activation_backward(dA, caches[0], "relu")
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
""",
    update_parameters="""
def update_parameters(parameters, grads, learning_rate):
    for name in ("W1", "b1", "W2", "b2"):
        if name in parameters:
            parameters[name] = parameters[name] - learning_rate * grads["d" + name]
    return parameters
""",
)

SAMPLES = (
    Sample("all-correct", nothing),
    Sample("other-styles", OTHER_STYLES),
    Sample(
        "wrong-formulas",
        WRONG_FORMULAS,
        after(
            "linear_forward",
            "sigmoid_backward",
            expected_shapes=Expected("wrong", 1 / 5),
            linear_backward=Expected("wrong", 1 / 4),
            xor_tree=Expected("wrong", 5 / 9),
        ),
        diagnoses={
            "expected_shapes": "b has a column for every example",
            "linear_forward": "the bias is left out",
            "linear_backward": "dA_prev is divided by m as well",
            "sigmoid_backward": "multiplication before subtraction",
            "xor_tree": "the odd one out is dropped",
        },
    ),
    Sample(
        "wrong-shapes",
        WRONG_SHAPES,
        after(
            "initialize_parameters_deep",
            "linear_activation_forward",
            "linear_backward",
            "xor_tree",
            L_model_forward=Expected("wrong", 1 / 6),
        ),
        diagnoses={
            "initialize_parameters_deep": "the biases are flat",
            "linear_activation_forward": "the cache is flat",
            "L_model_forward": "the caches are in reverse order",
            "linear_backward": "db lost a dimension",
        },
    ),
    Sample(
        "raises",
        RAISES,
        {
            **dict.fromkeys(
                ["linear_activation_forward", "relu_backward", "update_parameters"], RAISED
            ),
            "xor_tree": Expected("raised", 5 / 9),
        },
    ),
    Sample(
        "two-layers-only",
        TWO_LAYERS_ONLY,
        {
            "L_model_forward": Expected("wrong", 2 / 6),
            "L_model_backward": Expected("raised", 2 / 8),
            "update_parameters": Expected("wrong", 3 / 5),
        },
        diagnoses={
            "L_model_forward": "written for two layers only",
            "update_parameters": "only the first two layers move",
        },
    ),
    Sample("empty", clear, otherwise=Expected("not_attempted")),
)
