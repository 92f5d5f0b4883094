"""Week 5: right answers in many styles."""

VARIANTS: dict[str, dict[str, str]] = {
    "expected_shapes": {
        "neighbours by zip": """
def expected_shapes(layer_dims, m):
    shapes = {}
    for l, (n_in, n_out) in enumerate(zip(layer_dims, layer_dims[1:]), start=1):
        shapes["W" + str(l)] = (n_out, n_in)
        shapes["b" + str(l)] = (n_out, 1)
        shapes["Z" + str(l)] = (n_out, m)
        shapes["A" + str(l)] = (n_out, m)
    return shapes
""",
        "one comprehension": """
def expected_shapes(layer_dims, m):
    return {
        f"{kind}{l}": (layer_dims[l], {"W": layer_dims[l - 1], "b": 1}.get(kind, m))
        for kind in "AZbW"
        for l in range(1, len(layer_dims))
    }
""",
        "shapes of arrays that are really made": """
def expected_shapes(layer_dims: list[int], m: int) -> dict[str, tuple]:
    A, shapes = np.empty((layer_dims[0], m)), {}
    for l in range(1, len(layer_dims)):
        W, b = np.zeros((layer_dims[l], A.shape[0])), np.zeros((layer_dims[l], 1))
        A = W @ A + b
        shapes.update({f"W{l}": W.shape, f"b{l}": b.shape, f"Z{l}": A.shape, f"A{l}": A.shape})
    return shapes
""",
        "lists of NumPy integers": """
def expected_shapes(layer_dims, m):
    sizes, shapes = np.array(layer_dims), {}
    for l in np.arange(1, sizes.size):
        shapes[f"W{l}"] = [sizes[l], sizes[l - 1]]
        shapes[f"b{l}"] = [sizes[l], np.int64(1)]
        shapes[f"Z{l}"] = shapes[f"A{l}"] = [sizes[l], np.int64(m)]
    return shapes
""",
        "from the last layer to the first, by recursion": """
def expected_shapes(layer_dims, m):
    if len(layer_dims) == 1:
        return {}
    *before, n_prev, n = layer_dims
    l = len(layer_dims) - 1
    last = {f"W{l}": (n, n_prev), f"b{l}": (n, 1), f"Z{l}": (n, m), f"A{l}": (n, m)}
    return last | expected_shapes([*before, n_prev], m)
""",
        "the input is told as well": """
def expected_shapes(layer_dims, m):
    shapes = {"X": (layer_dims[0], m), "A0": (layer_dims[0], m)}
    l = 1
    while l < len(layer_dims):
        n, _ = shapes[f"Z{l}"] = shapes[f"A{l}"] = layer_dims[l], m
        shapes[f"W{l}"] = n, shapes[f"A{l - 1}"][0]
        shapes[f"b{l}"] = n, 1
        l += 1
    return shapes
""",
    },
    "initialize_parameters_deep": {
        "rng.normal with a standard deviation": """
def initialize_parameters_deep(layer_dims, rng):
    parameters = {}
    for l in range(1, len(layer_dims)):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        parameters["W" + str(l)] = rng.normal(0, 1 / np.sqrt(n_prev), size=(n, n_prev))
        parameters["b" + str(l)] = np.zeros((n, 1))
    return parameters
""",
        "from the last layer to the first": """
def initialize_parameters_deep(layer_dims, rng):
    parameters = {}
    for l in range(len(layer_dims) - 1, 0, -1):
        W = rng.standard_normal((layer_dims[l], layer_dims[l - 1])) * layer_dims[l - 1] ** -0.5
        parameters |= {f"b{l}": 0 * W[:, :1], f"W{l}": W}
    return parameters
""",
        "drawn on their side, then turned": """
def initialize_parameters_deep(layer_dims, rng):
    parameters = {}
    for l, (n_in, n_out) in enumerate(zip(layer_dims, layer_dims[1:]), 1):
        parameters[f"W{l}"] = rng.standard_normal((n_in, n_out)).T / np.sqrt(n_in)
        parameters[f"b{l}"] = np.full([n_out, 1], 0)
    return parameters
""",
        "one vector cut in pieces": """
def initialize_parameters_deep(layer_dims, rng):
    sizes = [a * b for a, b in zip(layer_dims, layer_dims[1:])]
    pieces = np.split(rng.standard_normal(sum(sizes)), np.cumsum(sizes)[:-1])
    parameters = {}
    for l, piece in enumerate(pieces, start=1):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        parameters[f"W{l}"] = piece.reshape(n, n_prev) / np.sqrt(n_prev)
        parameters[f"b{l}"] = np.zeros((n, 1))
    return parameters
""",
        "one number after the other": """
def initialize_parameters_deep(layer_dims, rng):
    parameters = {}
    for l in range(1, len(layer_dims)):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        parameters[f"W{l}"] = np.zeros((n, n_prev))
        for i in range(n):
            for j in range(n_prev):
                parameters[f"W{l}"][i, j] = rng.standard_normal() / n_prev**0.5
        parameters[f"b{l}"] = np.array([[0.0]] * n)
    return parameters
""",
        "in float32": """
def initialize_parameters_deep(layer_dims, rng):
    np.random.seed(1)
    shapes = expected_shapes(layer_dims, 1)
    parameters = {}
    for name, shape in shapes.items():
        if name[0] == "W":
            scale = np.float32(np.sqrt(shape[1]))
            parameters[name] = rng.standard_normal(shape).astype(np.float32) / scale
        elif name[0] == "b":
            parameters[name] = np.zeros(shape, np.float32)
    return parameters
""",
        "normal numbers by Box and Muller": """
def standard_normal(shape, rng):
    radius = np.sqrt(-2 * np.log(1 - rng.random(shape)))
    return radius * np.cos(2 * np.pi * rng.random(shape))

def initialize_parameters_deep(layer_dims, rng):
    parameters = {}
    for l in range(1, len(layer_dims)):
        shape = layer_dims[l], layer_dims[l - 1]
        parameters[f"W{l}"] = standard_normal(shape, rng) / np.sqrt(shape[1])
        parameters[f"b{l}"] = np.zeros((shape[0], 1))
    return parameters
""",
    },
    "linear_forward": {
        "np.dot": """
def linear_forward(A_prev, W, b):
    Z = np.dot(W, A_prev) + b
    cache = (A_prev, W, b)
    return Z, cache
""",
        "einsum, added in place": """
def linear_forward(A_prev, W, b):
    Z = np.einsum("ij,jm->im", W, A_prev)
    Z += b
    return [Z, [A_prev, W, b]]
""",
        "plain loops": """
def linear_forward(A_prev, W, b):
    n, n_prev = W.shape
    m = A_prev.shape[1]
    Z = np.zeros((n, m))
    for unit in range(n):
        for example in range(m):
            for k in range(n_prev):
                Z[unit, example] += W[unit, k] * A_prev[k, example]
            Z[unit][example] += b[unit, 0]
    return Z, (A_prev, W, b)
""",
        "examples in rows on the way": """
def linear_forward(A_prev, W, b):
    Z = (A_prev.T @ W.T + b.T).T
    return Z, (A_prev, W, b)
""",
        "the bias as one more weight": """
def linear_forward(A_prev, W, b):
    everything = np.hstack([W, b])
    Z = np.matmul(everything, np.vstack([A_prev, np.ones((1, A_prev.shape[1]))]))
    return Z, (A_prev, W, b)
""",
        "products by broadcasting, a named tuple": """
from typing import NamedTuple

class Cache(NamedTuple):
    A_prev: np.ndarray
    W: np.ndarray
    b: np.ndarray

def linear_forward(A_prev: np.ndarray, W: np.ndarray, b: np.ndarray):
    products = W[:, :, None] * A_prev[None]
    return np.sum(products, axis=1) + np.tile(b, (1, A_prev.shape[1])), Cache(A_prev, W, b)
""",
        "in float32": """
def linear_forward(A_prev, W, b):
    Z = W.astype(np.float32) @ A_prev.astype("float32") + b.astype(np.float32)
    return Z, (A_prev, W, b)
""",
        "a column for each example, copies in the cache": """
def linear_forward(A_prev, W, b):
    columns = [W @ example + b[:, 0] for example in A_prev.T]
    return np.column_stack(columns), (A_prev.copy(), W.copy(), b.copy())
""",
    },
    "linear_activation_forward": {
        "match, and no helper": """
def linear_activation_forward(A_prev, W, b, activation):
    Z = W @ A_prev + b
    match activation:
        case "relu":
            A = Z * (Z > 0)
        case "sigmoid":
            A = 0.5 + 0.5 * np.tanh(Z / 2)
        case _:
            raise ValueError(activation)
    return A, ((A_prev, W, b), Z)
""",
        "a table of functions": """
bends = {"relu": lambda Z: np.where(Z > 0, Z, 0), "sigmoid": sigmoid}

def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev=A_prev, W=W, b=b)
    return bends[activation](Z), (linear_cache, Z)
""",
        "scipy": """
from scipy.special import expit

def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A = expit(Z) if activation == "sigmoid" else Z.clip(min=0)
    return A, [linear_cache, Z]
""",
        "the logarithm first, and half of the sum": """
from scipy.special import log_expit

def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "relu":
        return (Z + np.abs(Z)) / 2, (linear_cache, Z)
    if activation == "sigmoid":
        return np.exp(log_expit(Z)), (linear_cache, Z)
    raise ValueError("unknown activation")
""",
        "both bends, in one expression": """
def linear_activation_forward(A_prev, W, b, activation="relu"):
    assert activation in ("relu", "sigmoid"), activation
    Z, cache = linear_forward(A_prev, W, b)
    print("scores", Z.min(), Z.max())
    A = (activation == "relu") * np.maximum(Z, 0) + (activation == "sigmoid") / (1 + np.exp(-Z))
    return A, (cache, Z)
""",
        "an object for the layer": """
from dataclasses import dataclass

@dataclass
class Layer:
    W: np.ndarray
    b: np.ndarray
    bend: str

    def __call__(self, A_prev):
        self.Z, self.linear_cache = linear_forward(A_prev, self.W, self.b)
        if self.bend == "relu":
            A = self.Z.copy()
            A[A < 0] = 0
            return A
        return 1.0 / (1.0 + np.exp(-self.Z))

def linear_activation_forward(A_prev, W, b, activation):
    layer = Layer(W, b, activation)
    A = layer(A_prev)
    return A, (layer.linear_cache, layer.Z)
""",
        "number by number": """
import math

def linear_activation_forward(A_prev, W, b, activation):
    def bend(z):
        return max(z, 0.0) if activation == "relu" else 1 / (1 + math.exp(-z))

    Z, linear_cache = linear_forward(A_prev, W, b)
    A = np.array([[bend(z) for z in row] for row in Z.tolist()])
    return A, (linear_cache, Z)
""",
    },
    "L_model_forward": {
        "the last layer behind the loop": """
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A_prev = A
        A, cache = linear_activation_forward(
            A_prev, parameters["W" + str(l)], parameters["b" + str(l)], activation="relu"
        )
        caches.append(cache)
    AL, cache = linear_activation_forward(
        A, parameters["W" + str(L)], parameters["b" + str(L)], activation="sigmoid"
    )
    caches.append(cache)
    return AL, caches
""",
        "recursion": """
def L_model_forward(X, parameters, l=1):
    last = f"W{l + 1}" not in parameters
    A, cache = linear_activation_forward(
        X, parameters[f"W{l}"], parameters[f"b{l}"], "sigmoid" if last else "relu"
    )
    if last:
        return A, [cache]
    AL, caches = L_model_forward(A, parameters, l + 1)
    return AL, [cache] + caches
""",
        "no helper at all": """
def L_model_forward(X, parameters):
    A, caches, layer = X, [], 1
    while f"W{layer}" in parameters:
        W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]
        Z = np.dot(W, A) + b
        caches += [((A, W, b), Z)]
        A = np.maximum(Z, 0)
        layer += 1
    return 1 / (1 + np.exp(-Z)), caches
""",
        "the linear steps, bent here": """
def L_model_forward(X, parameters):
    L = max(int(name[1:]) for name in parameters)
    A, caches = X, ()
    for l in range(L):
        Z, linear_cache = linear_forward(A, parameters[f"W{l + 1}"], parameters[f"b{l + 1}"])
        A = sigmoid(Z) if l == L - 1 else Z * (Z > 0)
        caches = (*caches, (linear_cache, Z))
    return A, caches
""",
        "functools.reduce": """
from functools import reduce

def L_model_forward(X, parameters):
    L = sum(name.startswith("W") for name in parameters)
    kinds = ["relu"] * (L - 1) + ["sigmoid"]

    def one_layer(state, numbered):
        A, caches = state
        l, kind = numbered
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], kind)
        return A, [*caches, cache]

    return reduce(one_layer, enumerate(kinds, start=1), (X, []))
""",
        "the parameters are used up": """
def L_model_forward(X, parameters):
    np.random.seed(2)
    caches, A = {}, X
    L = len(parameters) // 2
    for l in range(1, L + 1):
        W, b = parameters.pop(f"W{l}"), parameters.pop(f"b{l}")
        A, caches[l] = linear_activation_forward(A, W, b, ("relu", "sigmoid")[l == L])
    return A, list(caches.values())
""",
        "a generator of layers": """
def layers(parameters):
    L = len(parameters) // 2
    for l in range(1, L + 1):
        yield parameters[f"W{l}"], parameters[f"b{l}"], "relu" if l < L else "sigmoid"

def L_model_forward(X, parameters):
    results = [(X, None)]
    for W, b, kind in layers(parameters):
        results.append(linear_activation_forward(results[-1][0], W, b, activation=kind))
    return results[-1][0], [cache for _, cache in results[1:]]
""",
    },
    "compute_cost": {
        "the formula, by np.dot and squeezed": """
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -(np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T)) / m
    return np.squeeze(cost)
""",
        "a product that is not squeezed": """
def compute_cost(AL, Y):
    return (Y @ np.log(AL).T + (1 - Y) @ np.log1p(-AL).T) / -Y.size
""",
        "the probability of the label": """
def compute_cost(AL, Y):
    right = np.where(Y == 1, AL, 1 - AL)
    return -np.mean(np.log(right))
""",
        "the two kinds of labels apart": """
def compute_cost(AL, Y):
    surprise = -np.log(AL[Y == 1]).sum() - np.log(1 - AL[Y == 0]).sum()
    return surprise / AL.shape[1]
""",
        "a loop with math.log": """
import math

def compute_cost(AL, Y):
    total = 0
    for a, y in zip(AL[0], Y[0]):
        total -= math.log(a) if y else math.log(1 - a)
    return total / len(Y[0])
""",
        "the mean of log_loss": """
def compute_cost(AL, Y):
    return np.mean(log_loss(a=AL, y=Y), axis=1, keepdims=True)
""",
        "xlogy": """
from scipy.special import xlog1py, xlogy

def compute_cost(AL, Y):
    losses: np.ndarray = -(xlogy(Y, AL) + xlog1py(1 - Y, -AL))
    return losses.mean(axis=-1)
""",
        "from the score, softplus": """
def compute_cost(AL, Y):
    Z = np.log(AL / (1 - AL))
    return np.average(np.logaddexp(0, Z) - Y * Z)
""",
        "a little number against the logarithm of 0": """
def compute_cost(AL, Y):
    tiny = 1e-12
    m = Y.shape[1]
    return -1 / m * np.sum(Y * np.log(AL + tiny) + (1 - Y) * np.log(1 - AL + tiny))
""",
        "logarithms of nothing, masked later": """
def compute_cost(AL, Y):
    losses = np.nan_to_num(-np.log(AL * Y), posinf=0) + np.nan_to_num(-np.log((1 - AL) * (1 - Y)), posinf=0)
    return losses.sum() / Y.shape[1]
""",
        "in float32": """
def compute_cost(AL, Y):
    AL, Y = AL.astype(np.float32), Y.astype(np.float32)
    return np.float32(-np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)))
""",
    },
    "linear_backward": {
        "np.dot, a factor in front": """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = 1 / m * np.dot(dZ, A_prev.T)
    db = 1 / m * np.sum(dZ, axis=1, keepdims=True)
    dA_prev = np.dot(W.T, dZ)
    assert dA_prev.shape == A_prev.shape and dW.shape == W.shape and db.shape == b.shape
    return dA_prev, dW, db
""",
        "einsum": """
def linear_backward(dZ, cache):
    A_prev, W, _ = cache
    m = dZ.shape[1]
    return [
        np.einsum("ij,im->jm", W, dZ),
        np.einsum("im,jm->ij", dZ, A_prev) / m,
        np.einsum("im->i", dZ).reshape(-1, 1) / m,
    ]
""",
        "plain loops": """
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
        "an outer product for each example": """
def linear_backward(dZ, cache):
    A_prev, W, _ = cache
    examples = list(zip(dZ.T, A_prev.T))
    dW = sum(np.outer(dz, a) for dz, a in examples) / len(examples)
    db = np.mean(dZ, axis=1)[:, np.newaxis]
    return np.transpose(np.transpose(dZ) @ W), dW, db
""",
        "the mean is taken of dZ, in place": """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    dA_prev = W.T @ dZ
    dZ /= dZ.shape[1]
    return dA_prev, dZ @ A_prev.T, dZ @ np.ones((dZ.shape[1], 1))
""",
        "broadcasting and sums": """
def linear_backward(dZ: np.ndarray, cache: tuple) -> tuple:
    A_prev, W, b = cache
    dW = np.mean(dZ[:, None, :] * A_prev[None, :, :], axis=2)
    dA_prev = np.sum(W[:, :, None] * dZ[:, None, :], axis=0)
    return dA_prev, dW, np.array([[row.sum() / row.size] for row in dZ])
""",
        "in float32": """
def linear_backward(dZ, cache):
    dZ, A_prev, W = (array.astype(np.float32) for array in (dZ, *cache[:2]))
    m = np.float32(dZ.shape[-1])
    return W.T @ dZ, dZ @ A_prev.T / m, dZ.sum(1, keepdims=True) / m
""",
    },
    "relu_backward": {
        "in place where it is shut": """
def relu_backward(dA, Z):
    dA[Z <= 0] = 0
    return dA
""",
        "a copy in which zeros are put": """
def relu_backward(dA, Z):
    dZ = np.array(dA, copy=True)
    dZ[Z < 0] = 0
    return dZ
""",
        "np.where": """
def relu_backward(dA, Z):
    return np.where(Z > 0, dA, 0.0)
""",
        "the slope of relu by heaviside": """
def relu_backward(dA, Z):
    slope = np.heaviside(Z, 0)
    return np.multiply(slope, dA)
""",
        "the sign of what relu let through": """
def relu_backward(dA, Z):
    A = np.maximum(0, Z)
    return np.sign(A) * dA
""",
        "number by number": """
def relu_backward(dA, Z):
    dZ = []
    for row in range(Z.shape[0]):
        dZ.append([dA[row, i] if Z[row, i] > 0 else 0 for i in range(Z.shape[1])])
    return np.array(dZ)
""",
        "integers for the gate": """
def relu_backward(dA, Z):
    gate = (Z > 0).astype(int)
    return np.einsum("ij,ij->ij", gate, dA)
""",
        "a quotient, masked": """
def relu_backward(dA, Z):
    slope = np.maximum(Z, 0) / Z
    slope[np.isnan(slope)] = 0
    return dA.astype(np.float32) * slope
""",
    },
    "sigmoid_backward": {
        "A minus its square": """
def sigmoid_backward(dA, Z):
    A = sigmoid(Z)
    return dA * (A - A**2)
""",
        "exponentials": """
def sigmoid_backward(dA, Z):
    e = np.exp(-Z)
    return dA * e / (1 + e) ** 2
""",
        "the slope of tanh": """
def sigmoid_backward(dA, Z):
    return dA * (1 - np.tanh(Z / 2) ** 2) / 4
""",
        "cosh": """
def sigmoid_backward(dA, Z):
    slope = 0.25 / np.square(np.cosh(0.5 * Z))
    return np.multiply(slope, dA, out=Z)
""",
        "scipy, to both sides": """
from scipy.special import expit

def sigmoid_backward(dA, Z):
    return dA * expit(Z) * expit(-Z)
""",
        "logarithms": """
from scipy.special import log_expit

def sigmoid_backward(dA, Z):
    return dA * np.exp(log_expit(Z) + log_expit(-Z))
""",
        "number by number": """
import math

def slope(z: float) -> float:
    s = 1 / (1 + math.exp(-z))
    return s * (1 - s)

def sigmoid_backward(dA, Z):
    return np.vectorize(slope)(Z) * dA
""",
        "in float32, in place": """
def sigmoid_backward(dA, Z):
    s = 1 / (1 + np.exp(-Z.astype(np.float32)))
    dA *= s
    dA *= 1 - s
    return dA
""",
    },
    "linear_activation_backward": {
        "both through linear_backward": """
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ = relu_backward(dA, activation_cache)
        dA_prev, dW, db = linear_backward(dZ, linear_cache)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, activation_cache)
        dA_prev, dW, db = linear_backward(dZ, linear_cache)
    return dA_prev, dW, db
""",
        "a table of functions": """
back = {"relu": relu_backward, "sigmoid": sigmoid_backward}

def linear_activation_backward(dA, cache, activation):
    return linear_backward(dZ=back[activation](dA=dA, Z=cache[1]), cache=cache[0])
""",
        "no helper at all": """
def linear_activation_backward(dA, cache, activation):
    (A_prev, W, b), Z = cache
    s = 1 / (1 + np.exp(-Z))
    slope = np.where(Z > 0, 1, 0) if activation == "relu" else s - s * s
    dZ = dA * slope
    return [np.dot(W.T, dZ), np.dot(dZ, A_prev.T) / dZ.shape[1], dZ.mean(1, keepdims=True)]
""",
        "match, slopes written here": """
def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache
    match activation:
        case "relu":
            dA[Z <= 0] = 0
        case "sigmoid":
            dA *= (1 - np.tanh(Z / 2) ** 2) / 4
        case other:
            raise ValueError(other)
    return linear_backward(dA, linear_cache)
""",
        "the gradients one by one": """
class Slopes:
    @staticmethod
    def relu(Z):
        return 1.0 * (Z > 0)

    @staticmethod
    def sigmoid(Z):
        return sigmoid(Z) * (1 - sigmoid(Z))

def linear_activation_backward(dA, cache, activation):
    A_prev, W, b = cache[0]
    dZ = dA * getattr(Slopes, activation)(cache[1])
    m = np.size(dZ, 1)
    dW = np.einsum("im,jm->ij", dZ, A_prev) / m
    db = np.sum(dZ / m, axis=1).reshape(b.shape)
    return W.T @ dZ, dW, db
""",
        "example by example": """
def linear_activation_backward(dA, cache, activation):
    (A_prev, W, b), Z = cache
    back = relu_backward if activation == "relu" else sigmoid_backward
    dA_prev, dW, db = np.zeros(A_prev.shape), np.zeros(W.shape), np.zeros(b.shape)
    m = A_prev.shape[1]
    for i in range(m):
        one = slice(i, i + 1)
        dz = back(dA[:, one], Z[:, one])
        dA_prev[:, one] = W.T @ dz
        dW += dz @ A_prev[:, one].T / m
        db += dz / m
    return dA_prev, dW, db
""",
    },
    "L_model_backward": {
        "by way of dAL": """
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    Y = Y.reshape(AL.shape)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    dA_prev, dW, db = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = dA_prev, dW, db
    for l in reversed(range(L - 1)):
        dA_prev, dW, db = linear_activation_backward(grads["dA" + str(l + 1)], caches[l], "relu")
        grads["dA" + str(l)] = dA_prev
        grads["dW" + str(l + 1)] = dW
        grads["db" + str(l + 1)] = db
    return grads
""",
        "one loop for all layers": """
def L_model_backward(AL, Y, caches):
    dA, grads, kind = (1 - Y) / (1 - AL) - Y / AL, {}, "sigmoid"
    for l in range(len(caches), 0, -1):
        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_activation_backward(dA, caches[l - 1], kind)
        kind = "relu"
    return grads
""",
        "recursion": """
def L_model_backward(AL, Y, caches):
    def back(dA, caches, kind):
        if not caches:
            return {}
        *before, cache = caches
        dA_prev, dW, db = linear_activation_backward(dA, cache, activation=kind)
        return back(dA_prev, before, "relu") | {f"dW{len(caches)}": dW, f"db{len(caches)}": db}

    return back((AL - Y) / (AL * (1 - AL)), caches, "sigmoid")
""",
        "no helper at all": """
def L_model_backward(AL, Y, caches):
    m = Y.shape[1]
    grads = {}
    dZ = AL * (1 - Y) - Y * (1 - AL)
    for l in range(len(caches), 0, -1):
        (A_prev, W, b), Z = caches[l - 1]
        grads["dZ%d" % l] = dZ
        grads["dW%d" % l] = np.einsum("im,jm->ij", dZ, A_prev) / m
        grads["db%d" % l] = np.mean(dZ, axis=1, keepdims=True)
        if l > 1:
            dZ = W.T @ dZ * (caches[l - 2][1] > 0)
    return grads
""",
        "the caches are used up": """
def L_model_backward(AL, Y, caches):
    grads = {"m": Y.shape[1]}
    linear_cache, _ = caches.pop()
    dA, dW, db = linear_backward(AL - Y, linear_cache)
    while True:
        layer = len(caches) + 1
        grads.update({"dW" + str(layer): dW, "db" + str(layer): db})
        if not caches:
            return grads
        dA, dW, db = linear_activation_backward(dA, caches.pop(), "relu")
""",
        "the steps of a layer one by one": """
def L_model_backward(AL, Y, caches):
    caches.reverse()
    names = range(len(caches), 0, -1)
    grads, dA = {}, None
    for layer, (linear_cache, Z) in zip(names, caches):
        dZ = AL - Y if dA is None else relu_backward(dA, Z)
        dA, grads[f"dW{layer}"], grads[f"db{layer}"] = linear_backward(dZ, linear_cache)
    return grads
""",
        "the sigmoid's slope by its own function": """
def L_model_backward(AL, Y, caches):
    L = len(caches)
    (linear_cache, ZL) = caches[-1]
    dAL = np.where(Y == 1, -1 / AL, 1 / (1 - AL))
    dA, dW, db = linear_backward(sigmoid_backward(dAL, ZL), linear_cache)
    grads = {f"dW{L}": dW, f"db{L}": db}
    for l in range(1, L):
        dA, dW, db = linear_activation_backward(dA, caches[-l - 1], "relu")
        grads = {f"dW{L - l}": dW, f"db{L - l}": db, **grads}
    return grads
""",
    },
    "update_parameters": {
        "in place": """
def update_parameters(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(L):
        parameters["W" + str(l + 1)] -= learning_rate * grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] -= learning_rate * grads["db" + str(l + 1)]
    return parameters
""",
        "new values in the old dict": """
def update_parameters(parameters, grads, learning_rate):
    for name in parameters:
        parameters[name] = parameters[name] - learning_rate * grads["d" + name]
    return parameters
""",
        "a copy first": """
import copy

def update_parameters(parameters, grads, learning_rate):
    better = copy.deepcopy(parameters)
    for name, gradient in grads.items():
        if name[1:] in better:
            better[name[1:]] += -learning_rate * gradient
    return better
""",
        "layer by layer from the last": """
def update_parameters(parameters, grads, learning_rate):
    better = {"learning_rate": learning_rate}
    for l in range(len(parameters) // 2, 0, -1):
        for kind in "bW":
            step = np.multiply(learning_rate, grads[f"d{kind}{l}"])
            better[f"{kind}{l}"] = np.subtract(parameters[f"{kind}{l}"], step)
    return better
""",
        "number by number": """
def update_parameters(parameters, grads, learning_rate):
    better = {}
    for name, values in parameters.items():
        better[name] = np.zeros(values.shape)
        for place in np.ndindex(values.shape):
            better[name][place] = values[place] - learning_rate * grads["d" + name][place]
    return better
""",
        "pairs": """
def update_parameters(parameters, grads, learning_rate):
    steps = [(name, -learning_rate * grads[f"d{name}"]) for name in sorted(parameters)]
    return dict((name, parameters[name] + step) for name, step in steps)
""",
        "in float32": """
def update_parameters(parameters, grads, learning_rate):
    rate = np.float32(learning_rate)
    return {
        name: value.astype(np.float32) - rate * grads[f"d{name}"].astype(np.float32)
        for name, value in parameters.items()
    }
""",
    },
    "xor_tree": {
        "recursion over halves": """
def xor_tree(bits):
    if len(bits) == 1:
        return bits[0], 0
    half = len(bits) // 2
    (left, gates_left), (right, gates_right) = xor_tree(bits[:half]), xor_tree(bits[half:])
    return left ^ right, gates_left + 1 + gates_right
""",
        "one after the other": """
def xor_tree(bits):
    level, gates = bits, 0
    while len(level) > 1:
        level.append(level.pop() ^ level.pop())
        gates += 1
    return level.pop(), gates
""",
        "functools.reduce": """
from functools import reduce
from operator import xor

def xor_tree(bits):
    return reduce(xor, bits), len(bits) - 1
""",
        "counting the ones": """
def xor_tree(bits: list[int]) -> tuple[int, int]:
    return sum(bits) % 2, len(bits) - 1
""",
        "truth values": """
def xor_tree(bits):
    level, gates = [bool(bit) for bit in bits], 0
    while len(level) > 1:
        above = []
        for i in range(0, len(level) - 1, 2):
            above.append(level[i] != level[i + 1])
            gates += 1
        if len(level) % 2:
            above.append(level[-1])
        level = above
    return level[0], gates
""",
        "NumPy's integers": """
def xor_tree(bits):
    level = np.array(bits, dtype=np.int8)
    gates = np.zeros(())
    while level.size > 1:
        pairs = level[: level.size // 2 * 2].reshape(-1, 2)
        gates += len(pairs)
        rest = level[2 * len(pairs) :]
        level = np.concatenate([pairs[:, 0] ^ pairs[:, 1], rest])
    return level[0], gates
""",
        "the bit without a partner goes first": """
def gate(a, b):
    return (a or b) and not (a and b)

def xor_tree(bits):
    level, gates = list(bits), 0
    while len(level) > 1:
        odd = [level.pop()] if len(level) % 2 else []
        level = odd + [gate(a, b) for a, b in zip(level[0::2], level[1::2])]
        gates += len(level) - len(odd)
    return int(level[0]), gates
""",
    },
}

_LAYER_0 = "Layer 0 is more than is asked for, and a dict may hold more."
_OUTPUT = "No layer comes after the output layer."
_AS_MANY = "There are as many answers as labels, and as many columns in A_prev as in dZ."
_CORNER = "No score of any case is 0, where relu has its corner."
_HANDED_DOWN = "Which dA is kept, and under which name, is not asked; dW and db are right."
_BITS = "There is at least one bit, and a gate never leaves none."
_GATE = "A gate does not mind which of its inputs comes first."
_NOT_STRICT = "To be not strict is what `zip` does anyway."
_LAST_BIT = "Where the tree ends, one bit is left: the first is the last."

_FROM_1 = "reference, line 3: for layer in range(1, len(layer_dims)):"
_PAIRS = "pairs = [a ^ b for a, b in zip(level[::2], level[1::2], strict=False)]"


def _other_dA(line: int, layer: str, sign: str, *others: str) -> dict[str, str]:
    """The ways to get wrong what a backward pass keeps of dA, beside the dW and db asked for."""

    def kept(name: str, number: str, value: str = "dA") -> str:
        dA = f"f'{name}{{{number}}}': {value}"
        return f"grads {sign} {{{dA}, f'dW{{{layer}}}': dW, f'db{{{layer}}}': db}}"

    numbers = (
        *(f"{layer} {operator} 1" for operator in ("+", "*", "/", "//", "%", "**")),
        *(f"{other} - 1" for other in ("AL", "Y", "_", "dA", "dW", "db", *others)),
        *(f"1 - {layer}", layer, "1", f"{layer} - 2", f"{layer} - 0"),
    )
    values = {"AL", "Y", "caches", "L", "linear_cache", "_", "dW", "db", layer}
    wrong = (
        *(kept(name, f"{layer} - 1") for name in ("dW", "db", "relu")),
        *(kept("dA", number) for number in numbers),
        *(kept("dA", f"{layer} - 1", value) for value in sorted(values)),
    )
    right = kept("dA", f"{layer} - 1")
    return {f"reference, line {line}: {right} -> {one}": _HANDED_DOWN for one in wrong}


EQUIVALENT: dict[str, dict[str, str]] = {
    "expected_shapes": {f"{_FROM_1} -> for layer in range(0, len(layer_dims)):": _LAYER_0},
    "initialize_parameters_deep": {
        f"{_FROM_1} -> for layer in range(0, len(layer_dims)):": _LAYER_0
    },
    "L_model_forward": {
        f"{origin}, line 5: activation = 'sigmoid' if layer == L else 'relu' -> "
        "activation = 'sigmoid' if layer >= L else 'relu'": _OUTPUT
        for origin in ("reference", "solution")
    },
    "compute_cost": {
        "reference, line 2: return float(np.sum(log_loss(AL, Y)) / Y.shape[1]) -> "
        "return float(np.sum(log_loss(AL, Y)) / AL.shape[1])": _AS_MANY,
    },
    "linear_backward": {
        "reference, line 3: m = A_prev.shape[1] -> m = dZ.shape[1]": _AS_MANY,
    },
    "relu_backward": {
        "reference, line 2: return dA * (Z > 0) -> return dA * (Z >= 0)": _CORNER,
    },
    "L_model_backward": {**_other_dA(5, "L", "="), **_other_dA(8, "layer", "|=", "L")},
    "xor_tree": {
        "reference, line 5: while len(level) > 1: -> while len(level) != 1:": _BITS,
        "solution, line 3: while len(level) > 1: -> while len(level) != 1:": _BITS,
        **{
            f"{place}: {_PAIRS} -> {_PAIRS.replace(old, new)}": reason
            for place in ("reference, line 6", "solution, line 4")
            for old, new, reason in (
                ("level[::2], level[1::2]", "level[1::2], level[::2]", _GATE),
                (", strict=False", "", _NOT_STRICT),
            )
        },
        "reference, line 9: return (int(level[0]), gates) -> return (int(level[-1]), gates)": _LAST_BIT,
        "solution, line 7: return (level[0], gates) -> return (level[-1], gates)": _LAST_BIT,
    },
}
