"""Week 8: a class that has written L2 regularization and dropout."""

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
    compute_cost_with_regularization="""
def penalty(parameters, strength):
    total = 0
    for name, value in parameters.items():
        if name.startswith("W"):
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
    backward_propagation_with_regularization="""
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
    forward_propagation_with_dropout="""
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
    backward_propagation_with_dropout="""
%%time
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
)

WRONG_FORMULAS = edits(
    compute_cost_with_regularization=("range(1, L + 1)", "range(1, 2)"),
    backward_propagation_with_regularization=("lambd / m * W", "lambd / (2 * m) * W"),
    forward_propagation_with_dropout=("A * D / keep_prob", "A * D * keep_prob"),
    backward_propagation_with_dropout=(
        "dA = dA * D / keep_prob",
        "dA = dA * D / keep_prob if layer == L - 1 else dA",
    ),
)

RIGHT_FOR_ONE_EXAMPLE = edits(
    compute_cost_with_regularization=("lambd / (2 * m)", "lambd / 2 * m"),
    backward_propagation_with_regularization=("lambd / m * W", "lambd * W"),
    forward_propagation_with_dropout=("rng.random(A.shape)", "rng.random((len(A), 1))"),
    backward_propagation_with_dropout=("AL - Y,", "(AL - Y) / Y.shape[1],"),
)

WITHOUT_DROPOUT = edits(
    forward_propagation_with_dropout=("A = A * D / keep_prob", "A * D / keep_prob"),
    backward_propagation_with_dropout=("dA = dA * D / keep_prob", "dA * D / keep_prob"),
)

SCALED_MASK = edits(
    compute_cost_with_regularization=("float(compute_cost(AL, Y) + ", "float("),
    forward_propagation_with_dropout=(
        """D = rng.random(A.shape) < keep_prob
        A = A * D / keep_prob
""",
        """D = (rng.random(A.shape) < keep_prob) / keep_prob
        A = A * D
""",
    ),
    backward_propagation_with_dropout=("dA = dA * D / keep_prob", "dA = dA * D"),
)

RAISES = edits(
    compute_cost_with_regularization=("lambd / (2 * m)", "lambda / (2 * m)"),
    backward_propagation_with_regularization=('= plain[f"dW{layer}"]', '= plain[f"W{layer}"]'),
    forward_propagation_with_dropout=("rng.random(A.shape)", "rng.random(A.shape[0])"),
    backward_propagation_with_dropout=("dA * D /", "dA @ D /"),
)

SAMPLES = (
    Sample("all-correct", nothing),
    Sample("other-styles", OTHER_STYLES),
    Sample(
        "wrong-formulas",
        WRONG_FORMULAS,
        after(
            "backward_propagation_with_regularization",
            compute_cost_with_regularization=Expected("wrong", 1 / 5),
            forward_propagation_with_dropout=Expected("wrong", 1 / 5),
            backward_propagation_with_dropout=Expected("wrong", 1 / 4),
        ),
        diagnoses={
            "compute_cost_with_regularization": "only the first layer is penalised",
            "backward_propagation_with_regularization": "the factor one half is still there",
            "forward_propagation_with_dropout": "what is kept is scaled down",
            "backward_propagation_with_dropout": "only the last hidden layer's mask is used",
        },
    ),
    Sample(
        "right-for-one-example",
        RIGHT_FOR_ONE_EXAMPLE,
        dict.fromkeys(
            ["compute_cost_with_regularization", "forward_propagation_with_dropout"],
            Expected("wrong", 1 / 5),
        ),
        otherwise=Expected("wrong", 1 / 4),
        diagnoses={
            "compute_cost_with_regularization": "division before multiplication",
            "backward_propagation_with_regularization": "the penalty's part is not divided by m",
            "forward_propagation_with_dropout": "the examples share one mask",
        },
    ),
    Sample(
        "without-dropout",
        WITHOUT_DROPOUT,
        after(
            "backward_propagation_with_dropout",
            forward_propagation_with_dropout=Expected("wrong", 1 / 5),
        ),
        diagnoses={
            "forward_propagation_with_dropout": "the mask is drawn and not used",
            "backward_propagation_with_dropout": "dropout is ignored on the way back",
        },
    ),
    Sample(
        "scaled-mask",
        SCALED_MASK,
        after(
            "compute_cost_with_regularization",
            "backward_propagation_with_dropout",
            forward_propagation_with_dropout=Expected("wrong", 1 / 5),
        ),
        diagnoses={
            "compute_cost_with_regularization": "the penalty alone",
            "forward_propagation_with_dropout": "the mask that is kept is already scaled",
            "backward_propagation_with_dropout": "the division is forgotten on the way back",
        },
    ),
    Sample("raises", RAISES, otherwise=RAISED),
    Sample("empty", clear, otherwise=Expected("not_attempted")),
)
