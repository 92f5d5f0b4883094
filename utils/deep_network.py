"""A deep network: the same two steps, a linear map and a bend, as many times as you like.

Layer l turns `A[l-1]` into `Z[l] = W[l] A[l-1] + b[l]` and bends it, with relu in the hidden layers and
with the sigmoid at the end. On the way forward every layer keeps what it saw, in a cache; on the way
back the caches say how much each parameter had to do with the error. Each function handles one step,
so that a network of any depth is a loop over them.

Shapes throughout: `X` = `A[0]` (n_0, m); `W[l]` (n_l, n_{l-1}); `b[l]` (n_l, 1); `Z[l]`, `A[l]` (n_l, m);
`Y` (1, m). A gradient has the shape of what it belongs to. Parameters are kept in a dict `W1, b1, W2, ...`,
gradients in a dict `dW1, db1, dA0, dW2, ...`. Everything is float64.
"""

from collections.abc import Sequence

import numpy as np

from utils.logistic_regression import log_loss, sigmoid
from utils.shallow_network import update_parameters

__all__ = [
    "L_model_backward",
    "L_model_forward",
    "compute_cost",
    "depth",
    "expected_shapes",
    "initialize_parameters_deep",
    "linear_activation_backward",
    "linear_activation_forward",
    "linear_backward",
    "linear_forward",
    "relu",
    "relu_backward",
    "sigmoid_backward",
    "update_parameters",
    "xor_tree",
]

Array = np.ndarray
Parameters = dict[str, Array]
Gradients = dict[str, Array]
LinearCache = tuple[Array, Array, Array]
LayerCache = tuple[LinearCache, Array]


def depth(parameters: Parameters) -> int:
    """The number of layers L that have parameters."""
    return len(parameters) // 2


def expected_shapes(layer_dims: Sequence[int], m: int) -> dict[str, tuple[int, int]]:
    """The shapes of `W1, b1, Z1, A1, W2, ...` for a network [n_0, ..., n_L] and m examples."""
    shapes = {}
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        shapes[f"W{layer}"] = (n, n_prev)
        shapes[f"b{layer}"] = (n, 1)
        shapes[f"Z{layer}"] = shapes[f"A{layer}"] = (n, m)
    return shapes


def initialize_parameters_deep(
    layer_dims: Sequence[int], rng: np.random.Generator | np.random.RandomState
) -> Parameters:
    """Weights drawn from a normal distribution with variance 1 / n_{l-1}, biases 0.

    The weights are drawn layer by layer, each as `rng.standard_normal((n_l, n_{l-1}))`.
    """
    parameters = {}
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        parameters[f"W{layer}"] = rng.standard_normal((n, n_prev)) / np.sqrt(n_prev)
        parameters[f"b{layer}"] = np.zeros((n, 1))
    return parameters


def relu(Z: Array) -> Array:
    """max(0, Z), element by element."""
    return np.maximum(0, Z)


def linear_forward(A_prev: Array, W: Array, b: Array) -> tuple[Array, LinearCache]:
    """Z = W A_prev + b, and the cache (A_prev, W, b) for the way back."""
    Z = W @ A_prev + b
    return Z, (A_prev, W, b)


def linear_activation_forward(
    A_prev: Array, W: Array, b: Array, activation: str
) -> tuple[Array, LayerCache]:
    """One layer forward: A = g(Z) with g named `relu` or `sigmoid`; the cache is (linear cache, Z).

    Raises ValueError for any other name.
    """
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "relu":
        A = relu(Z)
    elif activation == "sigmoid":
        A = sigmoid(Z)
    else:
        raise ValueError(f"activation is {activation!r}, but relu and sigmoid are known")
    return A, (linear_cache, Z)


def L_model_forward(X: Array, parameters: Parameters) -> tuple[Array, list[LayerCache]]:
    """All layers forward: relu in layers 1 to L-1, sigmoid in layer L. Gives AL (n_L, m) and L caches."""
    A, caches = X, []
    L = depth(parameters)
    for layer in range(1, L + 1):
        activation = "sigmoid" if layer == L else "relu"
        A, cache = linear_activation_forward(
            A, parameters[f"W{layer}"], parameters[f"b{layer}"], activation
        )
        caches.append(cache)
    return A, caches


def compute_cost(AL: Array, Y: Array) -> float:
    """The cross-entropy cost: the mean of the log loss over the m examples."""
    return float(np.sum(log_loss(AL, Y)) / Y.shape[1])


def linear_backward(dZ: Array, cache: LinearCache) -> tuple[Array, Array, Array]:
    """From dZ (n_l, m) back through Z = W A_prev + b: gives dA_prev, dW and db.

    dW and db are averages over the m examples, as the cost is; dA_prev keeps one column an example.
    """
    A_prev, W, _ = cache
    m = A_prev.shape[1]
    dW = dZ @ A_prev.T / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = W.T @ dZ
    return dA_prev, dW, db


def relu_backward(dA: Array, Z: Array) -> Array:
    """From dA back through A = relu(Z): dZ is dA where Z > 0, and 0 elsewhere."""
    return dA * (Z > 0)


def sigmoid_backward(dA: Array, Z: Array) -> Array:
    """From dA back through A = sigmoid(Z): dZ = dA s (1 - s) with s = sigmoid(Z)."""
    s = sigmoid(Z)
    return dA * s * (1 - s)


def linear_activation_backward(
    dA: Array, cache: LayerCache, activation: str
) -> tuple[Array, Array, Array]:
    """One layer backward: from dA to dA_prev, dW and db. Raises ValueError for an unknown activation."""
    linear_cache, Z = cache
    if activation == "relu":
        dZ = relu_backward(dA, Z)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, Z)
    else:
        raise ValueError(f"activation is {activation!r}, but relu and sigmoid are known")
    return linear_backward(dZ, linear_cache)


def L_model_backward(AL: Array, Y: Array, caches: Sequence[LayerCache]) -> Gradients:
    """All layers backward: `dW1, db1, dA0, ..., dWL, dbL, dA{L-1}`.

    The sigmoid and the log loss are taken back in one step, dZ[L] = AL - Y: the same as dAL first and
    the sigmoid's slope after it, but without dividing by an AL that has rounded to 0 or 1.
    """
    L = len(caches)
    linear_cache, _ = caches[L - 1]
    dA, dW, db = linear_backward(AL - Y, linear_cache)
    grads = {f"dA{L - 1}": dA, f"dW{L}": dW, f"db{L}": db}
    for layer in range(L - 1, 0, -1):
        dA, dW, db = linear_activation_backward(dA, caches[layer - 1], "relu")
        grads |= {f"dA{layer - 1}": dA, f"dW{layer}": dW, f"db{layer}": db}
    return grads


def xor_tree(bits: Sequence[int]) -> tuple[int, int]:
    """The parity of `bits` by a balanced tree of two-input XOR gates: (parity, number of gates).

    n bits take n - 1 gates in a tree of depth ceil(log2 n). Raises ValueError where there is no bit.
    """
    if len(bits) == 0:
        raise ValueError("xor_tree needs at least one bit")
    level, gates = list(bits), 0
    while len(level) > 1:
        pairs = [a ^ b for a, b in zip(level[::2], level[1::2], strict=False)]
        gates += len(pairs)
        level = pairs + level[2 * len(pairs) :]
    return int(level[0]), gates
