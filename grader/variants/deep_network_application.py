"""Week 6: right answers in many styles."""

VARIANTS: dict[str, dict[str, str]] = {
    "two_layer_model": {
        "by way of dA2, updated in place": """
def two_layer_model(X, Y, layer_dims, learning_rate, num_iterations, rng):
    parameters = initialize_parameters_deep(layer_dims, rng)
    costs, grads = [], {}
    for i in range(0, num_iterations):
        A1, cache1 = linear_activation_forward(X, parameters["W1"], parameters["b1"], "relu")
        A2, cache2 = linear_activation_forward(A1, parameters["W2"], parameters["b2"], "sigmoid")
        cost = compute_cost(A2, Y)
        dA2 = -(np.divide(Y, A2) - np.divide(1 - Y, 1 - A2))
        dA1, grads["dW2"], grads["db2"] = linear_activation_backward(dA2, cache2, "sigmoid")
        dA0, grads["dW1"], grads["db1"] = linear_activation_backward(dA1, cache1, "relu")
        for name in parameters:
            parameters[name] -= learning_rate * grads["d" + name]
        if i % 100 == 0:
            print("Cost after iteration {}: {}".format(i, np.squeeze(cost)))
            costs.append(cost)
    return parameters, costs
""",
        "plain NumPy, no helper at all": """
def two_layer_model(X, Y, layer_dims, learning_rate, num_iterations, rng):
    n_x, n_h, n_y = layer_dims
    W1 = rng.standard_normal((n_h, n_x)) / np.sqrt(n_x)
    W2 = rng.standard_normal((n_y, n_h)) / np.sqrt(n_h)
    b1, b2 = np.zeros((n_h, 1)), np.zeros((n_y, 1))
    m, costs = X.shape[1], []
    for i in range(num_iterations):
        A1 = np.maximum(0, np.dot(W1, X) + b1)
        A2 = 1 / (1 + np.exp(-np.dot(W2, A1) - b2))
        if i % 100 == 0:
            costs.append(-np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)))
        dZ2 = A2 - Y
        dZ1 = np.einsum("ij,im->jm", W2, dZ2) * np.sign(A1)
        W2 = W2 - learning_rate / m * dZ2.dot(A1.T)
        b2 = b2 - learning_rate * dZ2.mean(axis=1, keepdims=True)
        W1 = W1 - learning_rate / m * dZ1.dot(X.T)
        b1 = b1 - learning_rate * np.array([[np.sum(row) / m] for row in dZ1])
    return {"W2": W2, "b2": b2, "W1": W1, "b1": b1, "layer_dims": layer_dims}, costs
""",
        "a class, all costs kept": """
class Network:
    def __init__(self, sizes, rng):
        np.random.seed(1)
        self.parameters = initialize_parameters_deep(sizes, rng)

    def forward(self, X):
        p = self.parameters
        A1, self.first = linear_activation_forward(X, p["W1"], p["b1"], activation="relu")
        A2, self.second = linear_activation_forward(A1, p["W2"], p["b2"], activation="sigmoid")
        return A2

    def backward(self, A2, Y):
        dA1, dW2, db2 = linear_backward(A2 - Y, self.second[0])
        _, dW1, db1 = linear_activation_backward(dA1, self.first, "relu")
        return dict(dW1=dW1, db1=db1, dW2=dW2, db2=db2)

def two_layer_model(X, Y, layer_dims, learning_rate, num_iterations, rng):
    network, costs = Network(layer_dims, rng), []
    while len(costs) < num_iterations:
        A2 = network.forward(X)
        costs.append(compute_cost(AL=A2, Y=Y))
        grads = network.backward(A2, Y)
        network.parameters = update_parameters(network.parameters, grads, learning_rate)
    return [network.parameters, np.array(costs[::100])]
""",
        "the functions for any depth": """
def two_layer_model(X, Y, layer_dims, learning_rate, num_iterations, rng):
    parameters = initialize_parameters_deep(layer_dims, rng=rng)
    costs = {}
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        if i in range(0, num_iterations, 100):
            costs[i] = np.asarray(compute_cost(AL, Y))
        parameters = update_parameters(parameters, L_model_backward(AL, Y, caches), learning_rate)
    return parameters, list(costs.values())
""",
        "a step as a function of its own": """
from functools import reduce

def two_layer_model(X, Y, layer_dims, learning_rate, num_iterations, rng):
    costs = ()

    def step(parameters, i):
        nonlocal costs
        W1, b1, W2, b2 = map(parameters.get, ("W1", "b1", "W2", "b2"))
        A1, cache1 = linear_activation_forward(X, W1, b1, "relu")
        A2, cache2 = linear_activation_forward(A1, W2, b2, "sigmoid")
        costs += (compute_cost(A2, Y),) if i % 100 == 0 else ()
        dA1, dW2, db2 = linear_backward(A2 - Y, cache2[0])
        dZ1 = dA1 * (cache1[1] > 0)
        _, dW1, db1 = linear_backward(dZ1, cache1[0])
        grads = {"dW2": dW2, "db2": db2, "dW1": dW1, "db1": db1, "dA1": dA1}
        return update_parameters(parameters, grads, learning_rate)

    start = initialize_parameters_deep(layer_dims, rng)
    return reduce(step, range(num_iterations), start), costs
""",
        "counting down in hundreds": """
def two_layer_model(X, Y, layer_dims, learning_rate, num_iterations, rng):
    p, costs, left = initialize_parameters_deep(layer_dims, rng), [], 0
    for _ in progress(range(num_iterations), "training"):
        A1, c1 = linear_activation_forward(X, p["W1"], p["b1"], "relu")
        A2, c2 = linear_activation_forward(A1, p["W2"], p["b2"], "sigmoid")
        if left == 0:
            costs, left = costs + [float(-np.mean(np.log(np.where(Y, A2, 1 - A2))))], 100
        left -= 1
        dA1, dW2, db2 = linear_activation_backward((A2 - Y) / A2 / (1 - A2), c2, "sigmoid")
        _, dW1, db1 = linear_activation_backward(dA1, c1, "relu")
        p["W1"], p["b1"] = p["W1"] - learning_rate * dW1, p["b1"] - learning_rate * db1
        p["W2"], p["b2"] = p["W2"] - learning_rate * dW2, p["b2"] - learning_rate * db2
    return p, costs
""",
    },
    "L_layer_model": {
        "the famous way, with prints": """
def L_layer_model(X, Y, layer_dims, learning_rate=0.0075, num_iterations=3000, rng=None):
    costs = []
    parameters = initialize_parameters_deep(layer_dims, rng)
    for i in range(0, num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
        if i % 100 == 0 or i == num_iterations - 1:
            print("Cost after iteration {}: {}".format(i, np.squeeze(cost)))
        if i % 100 == 0:
            costs.append(np.squeeze(cost))
    return parameters, costs
""",
        "a class, costs cut out at the end": """
class Training:
    def __init__(self, layer_dims, rng):
        np.random.seed(1)
        self.parameters = initialize_parameters_deep(tuple(layer_dims), rng)
        self.costs = []

    def step(self, X, Y, learning_rate):
        AL, caches = L_model_forward(X, self.parameters)
        grads = L_model_backward(AL, Y, caches)
        for name in self.parameters:
            self.parameters[name] -= learning_rate * grads["d" + name]
        self.costs.append(compute_cost(AL, Y))

def L_layer_model(X, Y, layer_dims, learning_rate, num_iterations, rng):
    training = Training(layer_dims, rng)
    while len(training.costs) < num_iterations:
        training.step(X, Y, learning_rate)
    return [training.parameters, np.array(training.costs)[::100]]
""",
        "layer by layer, no function for the whole": """
def L_layer_model(X, Y, layer_dims, learning_rate, num_iterations, rng):
    parameters, costs = initialize_parameters_deep(layer_dims, rng), []
    L = len(layer_dims) - 1
    for i in range(num_iterations):
        A, caches = X, []
        for l in range(1, L + 1):
            kind = "relu" if l < L else "sigmoid"
            A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], kind)
            caches.append(cache)
        if not i % 100:
            costs.append(compute_cost(A, Y))
        dA, kind = (1 - Y) / (1 - A) - Y / A, "sigmoid"
        for l in reversed(range(1, L + 1)):
            dA, dW, db = linear_activation_backward(dA, caches[l - 1], kind)
            parameters[f"W{l}"] = parameters[f"W{l}"] - learning_rate * dW
            parameters[f"b{l}"] = parameters[f"b{l}"] - learning_rate * db
            kind = "relu"
    return parameters, costs
""",
        "plain NumPy, lists of arrays": """
def L_layer_model(X, Y, layer_dims, learning_rate, num_iterations, rng):
    pairs = list(zip(layer_dims[:-1], layer_dims[1:]))
    W = [rng.standard_normal((n, n_prev)) * n_prev**-0.5 for n_prev, n in pairs]
    b = [np.zeros((n, 1)) for n in layer_dims[1:]]
    m, costs = Y.size, []
    for i in range(num_iterations):
        A = [X]
        for weights, bias in zip(W[:-1], b[:-1]):
            A.append(np.maximum(weights @ A[-1] + bias, 0))
        answers = 0.5 + 0.5 * np.tanh((W[-1] @ A[-1] + b[-1]) / 2)
        if i % 100 == 0:
            costs += [(-np.log(np.where(Y == 1, answers, 1 - answers))).mean()]
        dZ = answers - Y
        for l in range(len(W) - 1, -1, -1):
            dA = W[l].T @ dZ
            W[l] -= learning_rate / m * (dZ @ A[l].T)
            b[l] -= learning_rate / m * dZ.sum(axis=1, keepdims=True)
            dZ = dA * (A[l] > 0)
    parameters = {f"W{l + 1}": weights for l, weights in enumerate(W)}
    parameters.update({f"b{l + 1}": bias for l, bias in enumerate(b)})
    return parameters, costs
""",
        "recursion over hundreds": """
def L_layer_model(X, Y, layer_dims, learning_rate, num_iterations, rng):
    def go_on(parameters, left):
        if left <= 0:
            return parameters, []
        first = compute_cost(L_model_forward(X, parameters)[0], Y)
        for _ in range(min(left, 100)):
            AL, caches = L_model_forward(X, parameters)
            grads = L_model_backward(AL=AL, Y=Y, caches=caches)
            parameters = update_parameters(parameters, grads, learning_rate=learning_rate)
        end, costs = go_on(parameters, left - 100)
        return end, [first] + costs

    return go_on(initialize_parameters_deep(layer_dims, rng), num_iterations)
""",
        "a generator of costs": """
def train(parameters, X, Y, rate):
    while True:
        AL, caches = L_model_forward(X, parameters)
        yield float(compute_cost(AL, Y))
        parameters.update(update_parameters(parameters, L_model_backward(AL, Y, caches), rate))

def L_layer_model(X, Y, layer_dims, learning_rate, num_iterations, rng):
    parameters = initialize_parameters_deep(layer_dims, rng)
    steps = train(parameters, X, Y, learning_rate)
    costs = [next(steps) for _ in range(num_iterations + 1)]
    return parameters, costs[:num_iterations:100]
""",
    },
    "accuracy": {
        "rounded answers": """
def accuracy(X, Y, parameters):
    AL, caches = L_model_forward(X, parameters)
    return np.sum(np.round(AL) == Y) / Y.shape[1]
""",
        "one minus the distance": """
def accuracy(X, Y, parameters):
    AL, _ = L_model_forward(X, parameters)
    answers = (AL > 0.5).astype(float)
    return 1 - np.mean(np.abs(answers - Y), axis=1)
""",
        "example by example": """
def accuracy(X, Y, parameters):
    right = 0
    for i in range(X.shape[1]):
        probability = L_model_forward(X[:, i : i + 1], parameters)[0].item()
        right += round(probability) == Y[0, i]
    return np.array([right / Y.size])
""",
        "a product of answers and labels": """
def accuracy(X, Y, parameters):
    AL, _ = L_model_forward(X, parameters)
    p = np.where(AL > 0.5, 1, 0)
    return (np.dot(Y, p.T) + np.dot(1 - Y, 1 - p.T)) / Y.size
""",
        "the sign of the last score, no helper": """
def accuracy(X, Y, parameters):
    *hidden, last = range(1, len(parameters) // 2 + 1)
    A = X
    for l in hidden:
        A = np.maximum(0, parameters[f"W{l}"] @ A + parameters[f"b{l}"])
    yes = parameters[f"W{last}"] @ A + parameters[f"b{last}"] > 0
    return np.count_nonzero(yes == Y.astype(bool)) / len(Y[0])
""",
        "the probability of the label": """
def accuracy(X, Y, parameters):
    AL, _ = L_model_forward(X=X, parameters=parameters)
    of_label = np.where(Y == 1, AL, 1 - AL)
    return np.average(of_label > 0.5)
""",
        "a mean of a comprehension": """
from statistics import fmean

def accuracy(X, Y, parameters):
    (answers,) = L_model_forward(X, parameters)[0] > 0.5
    return fmean(int(yes) == int(y) for yes, y in zip(answers, Y[0]))
""",
    },
}

_DRAWN_FROM = "Every case brings its generator, so what is done without one is never seen."
_MULTIPLE = "What is left over by a division is never negative."
_OWN_RNG = "reference, line 2: rng = np.random.default_rng() if rng is None else rng"

EQUIVALENT: dict[str, dict[str, str]] = {
    "two_layer_model": {
        "solution, line 8: if i % 100 == 0: -> if i % 100 <= 0:": _MULTIPLE,
    },
    "L_layer_model": {
        f"{_OWN_RNG} -> pass": _DRAWN_FROM,
        f"{_OWN_RNG} -> rng = rng": _DRAWN_FROM,
        **{
            f"{_OWN_RNG} -> rng = np.random.default_rng() if {other} is None else rng": _DRAWN_FROM
            for other in ("X", "Y", "layer_dims", "learning_rate", "num_iterations")
        },
        "reference, line 9: if i % COST_INTERVAL == 0: -> if i % COST_INTERVAL <= 0:": _MULTIPLE,
        "solution, line 6: if i % 100 == 0: -> if i % 100 <= 0:": _MULTIPLE,
    },
    "accuracy": {
        "reference, line 3: return float(np.mean((AL > 0.5) == (Y == 1))) -> "
        "return float(np.mean((AL >= 0.5) == (Y == 1)))": "No probability of any case is a half.",
        "reference, line 3: return float(np.mean((AL > 0.5) == (Y == 1))) -> "
        "return float(np.mean((AL > 0.5) == (Y >= 1)))": "A label is 0 or 1.",
    },
}
