"""Week 6: a class that has trained a deep network."""

from sample_class import (
    RAISED,
    Expected,
    Notebook,
    Sample,
    after,
    clear,
    edits,
    nothing,
    solutions,
)

OTHER_STYLES = solutions(
    two_layer_model="""
import itertools

def relu(Z):
    return np.maximum(Z, 0)

def two_layer_model(X, Y, layer_dims, learning_rate, num_iterations, rng):
    n_x, n_1, n_2 = layer_dims
    W1, b1 = rng.normal(size=(n_1, n_x)) / np.sqrt(n_x), np.zeros((n_1, 1))
    W2, b2 = rng.normal(size=(n_2, n_1)) / np.sqrt(n_1), np.zeros((n_2, 1))
    m, costs = X.shape[1], {}
    for i in itertools.count():
        if i == num_iterations:
            break
        A1 = relu(np.dot(W1, X) + b1)
        A2 = 1 / (1 + np.exp(-np.dot(W2, A1) - b2))
        if not i % 100:
            costs[i] = np.asarray(-np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)))
            print(f"cost after iteration {i}: {costs[i]}")
        dZ2 = A2 - Y
        dZ1 = np.einsum("ij,im->jm", W2, dZ2) * np.sign(A1)
        W2 = W2 - learning_rate / m * dZ2.dot(A1.T)
        b2 = b2 - learning_rate * dZ2.mean(axis=1, keepdims=True)
        W1 = W1 - learning_rate / m * dZ1.dot(X.T)
        b1 = b1 - learning_rate * np.array([[np.sum(row) / m] for row in dZ1])
    return {"W2": W2, "b2": b2, "W1": W1, "b1": b1, "layer_dims": layer_dims}, list(costs.values())
""",
    L_layer_model="""
class Training:
    costs = None

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

def L_layer_model(X, Y, layer_dims, learning_rate=0.0075, num_iterations=3000, rng=None):
    training = Training(layer_dims, rng)
    while len(training.costs) < num_iterations:
        training.step(X, Y, learning_rate)
    return [training.parameters, np.array(training.costs)[::100]]
""",
    accuracy="""
def accuracy(X, Y, parameters):
    right = 0
    for i in range(X.shape[1]):
        probability = L_model_forward(X[:, i : i + 1], parameters)[0].item()
        right += round(probability) == Y[0, i]
    return np.array([right / Y.size])
""",
)

WRONG_FORMULAS = edits(
    two_layer_model=(
        "linear_backward(A2 - Y, linear_cache2)",
        'linear_activation_backward(A2 - Y, cache2, "sigmoid")',
    ),
    L_layer_model=("if i % 100 == 0", "if (i + 1) % 100 == 0"),
    accuracy=("(AL > 0.5) == (Y == 1)", "(AL > 0.5) != (Y == 1)"),
)

WRONG_LOOPS = edits(
    two_layer_model=("parameters = update_parameters(", "better = update_parameters("),
    L_layer_model=("range(num_iterations)", "range(num_iterations - 1)"),
    accuracy=("np.mean(", "np.sum("),
)

RAISES = edits(
    two_layer_model=("linear_backward(A2 - Y, linear_cache2)", "linear_backward(A2 - Y, cache2)"),
    L_layer_model=("num_iterations), ", "num_iteration), "),
    accuracy=("AL, _ = L_model_forward(", "AL, _ = L_model_forward(("),
)

TWO_LAYERS_ONLY = solutions(
    L_layer_model="""
def L_layer_model(X, Y, layer_dims, learning_rate, num_iterations, rng):
    layers = [layer_dims[0], layer_dims[1], layer_dims[-1]]
    return two_layer_model(X, Y, layers, learning_rate, num_iterations, rng)
""",
)


def without_compute_cost(notebook: Notebook) -> None:
    """Take out a line of the cell that imports last week's functions."""
    cell = next(
        cell
        for cell in notebook["cells"]
        if cell["cell_type"] == "code" and "load_cats" in "".join(cell["source"])
    )
    source = "".join(cell["source"])
    assert source.count("    compute_cost,\n") == 1
    cell["source"] = source.replace("    compute_cost,\n", "")


SAMPLES = (
    Sample("all-correct", nothing),
    Sample("other-styles", OTHER_STYLES),
    Sample(
        "wrong-formulas",
        WRONG_FORMULAS,
        after("two_layer_model", "L_layer_model", "accuracy"),
        diagnoses={
            "two_layer_model": "the slope of the sigmoid is counted twice",
            "L_layer_model": "the diary starts too late",
            "accuracy": "the share of mistakes",
        },
    ),
    Sample(
        "wrong-loops",
        WRONG_LOOPS,
        after("two_layer_model", "L_layer_model", accuracy=Expected("wrong", 1 / 5)),
        diagnoses={
            "two_layer_model": "the better parameters are thrown away",
            "L_layer_model": "one step too few",
            "accuracy": "a number instead of a share",
        },
    ),
    Sample("raises", RAISES, otherwise=RAISED),
    Sample(
        "two-layers-only",
        TWO_LAYERS_ONLY,
        {"L_layer_model": Expected("wrong", 1 / 5)},
        diagnoses={"L_layer_model": "two layers, whatever layer_dims says"},
    ),
    Sample(
        "lost-import",
        without_compute_cost,
        dict.fromkeys(["two_layer_model", "L_layer_model"], RAISED),
    ),
    Sample("empty", clear, otherwise=Expected("not_attempted")),
)
