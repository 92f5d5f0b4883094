"""Week 8: right answers in many styles."""

VARIANTS: dict[str, dict[str, str]] = {
    "compute_cost_with_regularization": {
        "norms of the weights": """
def compute_cost_with_regularization(AL, Y, parameters, lambd):
    cost = compute_cost(AL, Y)
    for name in parameters:
        if name.startswith("W"):
            cost = cost + lambd * np.linalg.norm(parameters[name]) ** 2 / 2 / Y.size
    return np.array([[cost]])
""",
        "plain loops": """
def penalty(parameters, strength):
    total = 0
    for name, value in parameters.items():
        if name[0] == "W":
            for row in value:
                for weight in row:
                    total += weight**2
    return strength * total

def compute_cost_with_regularization(AL, Y, parameters, lambd):
    m = Y.size
    right = np.where(Y == 1, AL, 1 - AL)
    cost = np.array(penalty(parameters, lambd / m / 2))
    cost -= np.log(right).mean()
    print("cost with penalty", cost)
    return cost
""",
        "a penalty for each layer, then their sum": """
def compute_cost_with_regularization(AL, Y, parameters, lambd):
    m = Y.shape[1]
    L = len(parameters) // 2
    penalties = [1 / m * lambd / 2 * np.sum(parameters["W" + str(l + 1)] ** 2) for l in range(L)]
    return compute_cost(AL, Y) + sum(penalties)
""",
        "one long vector of weights": """
def compute_cost_with_regularization(AL, Y, parameters, lambd):
    weights = np.concatenate([v.ravel() for k, v in sorted(parameters.items()) if "W" in k])
    cross_entropy = -(Y @ np.log(AL).T + (1 - Y) @ np.log(1 - AL).T)
    return (cross_entropy + weights @ weights * lambd / 2).item() / Y.shape[1]
""",
        "einsum, vdot and trace": """
def compute_cost_with_regularization(AL, Y, parameters, lambd):
    l, squares = 1, 0.0
    while f"W{l}" in parameters:
        W = parameters[f"W{l}"]
        squares += (np.einsum("ij,ij->", W, W) + np.vdot(W, W) + np.trace(W @ W.T)) / 3
        l += 1
    return np.squeeze(compute_cost(AL=AL, Y=Y) + 0.5 * lambd * squares / AL.shape[1])
""",
        "recursion over the layers": """
def squares_from(l: int, parameters: dict) -> float:
    if f"W{l}" not in parameters:
        return 0.0
    return np.square(parameters.pop(f"W{l}")).sum() + squares_from(l + 1, parameters)

def compute_cost_with_regularization(AL, Y, parameters, lambd):
    losses = -Y * np.log(AL) - (1 - Y) * np.log1p(-AL)
    return (losses.sum() + lambd * squares_from(1, parameters) / 2) / Y.shape[-1]
""",
        "in float32": """
def compute_cost_with_regularization(AL, Y, parameters, lambd):
    parameters = {name: value.astype(np.float32) for name, value in parameters.items()}
    m = np.float32(Y.shape[1])
    squares = sum((parameters[f"W{l + 1}"] ** 2).sum() for l in range(len(parameters) // 2))
    return np.float32(compute_cost(AL.astype(np.float32), Y)) + np.float32(lambd) / (2 * m) * squares
""",
    },
    "backward_propagation_with_regularization": {
        "gradients and weights changed in place": """
import warnings

def backward_propagation_with_regularization(AL, Y, caches, lambd):
    grads = L_model_backward(AL, Y, caches)
    for l, cache in enumerate(caches):
        warnings.warn(f"layer {l + 1} decays")
        W = cache[0][1]
        W *= lambd / np.size(Y)
        grads["dW" + str(l + 1)] += W
    return grads
""",
        "only what is asked for": """
def backward_propagation_with_regularization(AL, Y, caches, lambd):
    plain, m = L_model_backward(AL, Y, caches), AL.shape[1]
    weights = {f"dW{l}": cache[0][1] for l, cache in enumerate(caches, 1)}
    return {
        name: gradient + (lambd * weights[name] / m if name in weights else 0)
        for name, gradient in plain.items()
        if "A" not in name
    }
""",
        "no helper at all": """
def backward_propagation_with_regularization(AL, Y, caches, lambd):
    m, grads = Y.shape[1], {}
    dZ = AL - Y
    for l in range(len(caches), 0, -1):
        (A_prev, W, b), _ = caches[l - 1]
        grads[f"dW{l}"] = (np.dot(dZ, A_prev.T) + lambd * W) / m
        grads[f"db{l}"] = np.mean(dZ, axis=1, keepdims=True)
        if l > 1:
            dZ = np.multiply(W.T @ dZ, np.int64(caches[l - 2][1] > 0))
    return grads
""",
        "layer by layer, with last weeks' steps": """
def backward_propagation_with_regularization(AL, Y, caches, lambd):
    grads, kind, strength = {}, "sigmoid", lambd / len(Y[0])
    dA = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    for l in reversed(range(len(caches))):
        linear_cache, Z = caches[l]
        slope = AL * (1 - AL) if kind == "sigmoid" else Z > 0
        kind = "relu"
        dA, dW, grads[f"db{l + 1}"] = linear_backward(dA * slope, linear_cache)
        grads[f"dW{l + 1}"] = dW + strength * linear_cache[1]
    return grads
""",
        "decay of every single weight": """
def backward_propagation_with_regularization(AL, Y, caches, lambd):
    grads = L_model_backward(AL=AL, Y=Y, caches=caches)
    for l in range(1, len(caches) + 1):
        W = caches[l - 1][0][1]
        for place in np.ndindex(*W.shape):
            grads[f"dW{l}"][place] += lambd / Y.shape[1] * W[place]
    return grads
""",
        "the penalty's gradient as a dict of its own": """
class Penalty:
    def __init__(self, strength):
        self.strength = strength

    def gradient(self, W: np.ndarray, b: np.ndarray):
        return self.strength * W, np.zeros_like(b)

def backward_propagation_with_regularization(AL, Y, caches, lambd):
    grads, penalty = L_model_backward(AL, Y, caches), Penalty(lambd / Y.shape[1])
    for l, ((_, W, b), _) in enumerate(caches, start=1):
        for name, extra in zip(("dW", "db"), penalty.gradient(W, b)):
            grads[name + str(l)] = np.add(grads[name + str(l)], extra)
    return {"lambd": lambd, **grads}
""",
    },
    "forward_propagation_with_dropout": {
        "above what is dropped": """
def forward_propagation_with_dropout(X, parameters, keep_prob, rng):
    A, caches = X, []
    L = len(parameters) // 2
    for l in range(1, L + 1):
        kind = "sigmoid" if l == L else "relu"
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], kind)
        D = None
        if l < L:
            D = rng.random(A.shape) > 1 - keep_prob
            A = np.where(D, A / keep_prob, 0)
        caches.append((cache, D))
    return A, caches
""",
        "numbers for masks, in place": """
class Dropout:
    def __init__(self, keep_prob: float, rng):
        np.random.seed(1)
        self.keep_prob, self.rng = keep_prob, rng

    def __call__(self, A: np.ndarray) -> np.ndarray:
        dropped = self.rng.uniform(size=A.shape) >= self.keep_prob
        A[dropped] = 0
        A /= self.keep_prob
        return np.where(dropped, 0, 1)

def forward_propagation_with_dropout(X, parameters, keep_prob, rng):
    thin, A, caches = Dropout(keep_prob, rng), X, []
    *hidden, last = range(1, len(parameters) // 2 + 1)
    for l in hidden:
        W, b = parameters["W" + str(l)], parameters["b" + str(l)]
        Z = np.einsum("ij,jm->im", W, A) + b
        linear_cache = [A, W, b]
        A = np.array(Z * (Z > 0))
        caches += [([linear_cache, Z], thin(A))]
    W, b = parameters["W%i" % last], parameters["b%i" % last]
    Z = np.dot(W, A) + b
    return [1 / (1 + np.exp(-Z)), caches + [[((A, W, b), Z), None]]]
""",
        "a binomial of one throw": """
def forward_propagation_with_dropout(X, parameters, keep_prob, rng):
    A, caches = X, []
    L = len(parameters) // 2
    for l in range(1, L):
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], "relu")
        D = rng.binomial(1, keep_prob, size=A.shape)
        A = np.multiply(A, D) / keep_prob
        caches.append((cache, D))
    AL, cache = linear_activation_forward(A, parameters[f"W{L}"], parameters[f"b{L}"], "sigmoid")
    return AL, [*caches, (cache, None)]
""",
        "chosen from no and yes": """
def forward_propagation_with_dropout(X, parameters, keep_prob, rng):
    def layer(A, l, kind):
        return linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], kind)

    caches, A, L = [], X, len(parameters) // 2
    for l in range(1, L):
        A, cache = layer(A, l, "relu")
        D = rng.choice([0.0, 1.0], size=A.shape, p=[1 - keep_prob, keep_prob])
        caches.append([cache, D])
        A = A * D * (1 / keep_prob)
    A, cache = layer(A, L, "sigmoid")
    caches.append([cache, None])
    return A, caches
""",
        "one throw after the other": """
def forward_propagation_with_dropout(X, parameters, keep_prob, rng):
    A, caches, L = X, [], len(parameters) // 2
    for l in range(1, L):
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], "relu")
        D = np.ones(A.shape, dtype=bool)
        for i in range(A.shape[1]):
            for unit in range(A.shape[0]):
                D[unit, i] = rng.random() < keep_prob
        A = A / keep_prob
        A[~D] = 0
        caches.append((cache, D))
    AL, cache = linear_activation_forward(A, parameters[f"W{L}"], parameters[f"b{L}"], "sigmoid")
    return AL, caches + [(cache, None)]
""",
        "all masks drawn beforehand, the last one first": """
def forward_propagation_with_dropout(X, parameters, keep_prob, rng):
    L, m = len(parameters) // 2, X.shape[1]
    masks = {L: None}
    for l in range(L - 1, 0, -1):
        masks[l] = (rng.random((m, len(parameters[f"b{l}"]))) < keep_prob).T
    A, caches = X, []
    for l, D in sorted(masks.items(), key=lambda item: item[0]):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        A, cache = linear_activation_forward(A, W, b, activation="relu" if l < L else "sigmoid")
        A = A if D is None else A / keep_prob * D
        caches.append((cache, D))
    return A, caches
""",
        "recursion, uint8 masks": """
def forward_propagation_with_dropout(X, parameters, keep_prob, rng, l=1):
    last = f"W{l + 1}" not in parameters
    A, cache = linear_activation_forward(
        X, parameters[f"W{l}"], parameters[f"b{l}"], "sigmoid" if last else "relu"
    )
    if last:
        return A, [(cache, None)]
    D = np.uint8(rng.uniform(0, 1, A.shape) < keep_prob)
    A = np.divide(A * D, keep_prob)
    AL, caches = forward_propagation_with_dropout(A, parameters, keep_prob, rng, l + 1)
    return AL, [(cache, D), *caches]
""",
    },
    "backward_propagation_with_dropout": {
        "recursion, no helper at all": """
def backward_propagation_with_dropout(AL, Y, caches, keep_prob):
    def back(dZ, layer):
        ((A_prev, W, _), _), _ = caches[layer - 1]
        grads[f"dZ{layer}"] = dZ
        grads[f"dW{layer}"] = np.dot(dZ, A_prev.T) / Y.shape[1]
        grads[f"db{layer}"] = np.average(dZ, axis=1).reshape(-1, 1)
        if layer > 1:
            (_, Z), D = caches[layer - 2]
            back(np.where(D * Z > 0, np.dot(W.T, dZ) / keep_prob, 0), layer - 1)

    grads = {}
    back(AL * (1 - Y) - Y * (1 - AL), len(caches))
    return grads
""",
        "the mask in place": """
def backward_propagation_with_dropout(AL, Y, caches, keep_prob):
    L = len(caches)
    dA, dW, db = linear_backward(AL - Y, caches[-1][0][0])
    grads = {f"dA{L - 1}": dA, f"dW{L}": dW, f"db{L}": db}
    for l in range(L - 1, 0, -1):
        dA = dA.copy()
        dA[caches[l - 1][1] == 0] = 0
        dA /= keep_prob
        dA, dW, db = linear_activation_backward(dA, caches[l - 1][0], activation="relu")
        grads[f"dA{l - 1}"], grads[f"dW{l}"], grads[f"db{l}"] = dA, dW, db
    return grads
""",
        "what was dropped has no activation": """
def backward_propagation_with_dropout(AL, Y, caches, keep_prob):
    grads, dZ, m = {}, AL - Y, Y.shape[1]
    for layer in range(len(caches), 0, -1):
        ((A_prev, W, _), _), _ = caches[layer - 1]
        grads[f"dW{layer}"] = np.einsum("ik,jk->ij", dZ, A_prev) / m
        grads[f"db{layer}"] = dZ.mean(axis=1, keepdims=True)
        if layer > 1:
            dZ = W.T @ dZ * (A_prev > 0) / keep_prob
    return grads
""",
        "by way of dAL, one loop": """
def backward_propagation_with_dropout(AL, Y, caches, keep_prob):
    grads, dA, kind = {}, (1 - Y) / (1 - AL) - Y / AL, "sigmoid"
    for l, (cache, D) in reversed(list(enumerate(caches, start=1))):
        if D is not None:
            dA = np.multiply(dA, D) * (1 / keep_prob)
        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_activation_backward(dA, cache, kind)
        kind = "relu"
    return grads
""",
        "the mask behind relu's slope": """
def backward_propagation_with_dropout(AL, Y, caches, keep_prob):
    grads = {}
    dZ = AL - Y
    while caches:
        (linear_cache, _), _ = caches.pop()
        l = len(caches) + 1
        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_backward(dZ, linear_cache)
        if caches:
            (_, Z), D = caches[-1]
            dZ = np.where(Z > 0, dA, 0)
            dZ = np.where(D, dZ / keep_prob, 0)
    return grads
""",
        "a class that goes back": """
class Back:
    def __init__(self, keep_prob):
        self.keep_prob = keep_prob
        self.grads = {"keep_prob": keep_prob}

    def keep(self, layer, gradients):
        self.dA, self.grads[f"dW{layer}"], self.grads[f"db{layer}"] = gradients

    def through_mask(self, D):
        self.dA = self.dA * np.where(D, 1 / self.keep_prob, 0)

def backward_propagation_with_dropout(AL, Y, caches, keep_prob):
    back, L = Back(keep_prob), len(caches)
    back.keep(L, linear_backward(AL - Y, caches[L - 1][0][0]))
    for l in range(L - 1, 0, -1):
        cache, D = caches[l - 1]
        back.through_mask(D)
        back.keep(l, linear_activation_backward(back.dA, cache, "relu"))
    return back.grads
""",
    },
}

_AS_MANY_ANSWERS = "There are as many answers as labels."

EQUIVALENT: dict[str, dict[str, str]] = {
    "compute_cost_with_regularization": {
        "reference, line 2: m = Y.shape[1] -> m = AL.shape[1]": _AS_MANY_ANSWERS,
        "solution, line 2: m = Y.shape[1] -> m = AL.shape[1]": _AS_MANY_ANSWERS,
    },
    "backward_propagation_with_regularization": {
        "reference, line 2: m = Y.shape[1] -> m = AL.shape[1]": _AS_MANY_ANSWERS,
    },
    "forward_propagation_with_dropout": {
        f"{origin}, line 6: D = rng.random(A.shape) < keep_prob -> D = rng.random(A.shape) <= keep_prob": (
            "A drawn number equals `keep_prob` less than once in 10^15 throws."
        )
        for origin in ("reference", "solution")
    },
}
