"""Week 9: a class that has checked gradients."""

from sample_class import (
    CORRECT,
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
    numerical_gradient="""
from dataclasses import dataclass
from typing import Callable

@dataclass
class Slope:
    f: Callable[[np.ndarray], float]
    width: float = 1e-7

    def at(self, theta: np.ndarray, i: int) -> float:
        here = theta[i, 0]
        theta[i, 0] = here + self.width
        above = self.f(theta)
        theta[i, 0] = here - self.width
        below = self.f(theta)
        theta[i, 0] = here
        return (above - below) / self.width / 2

def numerical_gradient(f, theta, epsilon):
    slope = Slope(f, epsilon)
    print("there are", theta.size, "slopes")
    return np.array([[slope.at(theta, i)] for i in range(len(theta))])
""",
    relative_difference="""
import math, warnings

def length(v):
    return math.sqrt(sum(x * x for x in np.ravel(v)))

def relative_difference(a, b):
    warnings.warn("nothing divided by nothing is no number")
    ratio = np.float64(length(np.subtract(a, b))) / np.array(length(a) + length(b))
    return 0 if np.isnan(ratio) else np.array([[ratio]])
""",
    parameters_to_vector="""
def parameters_to_vector(parameters):
    np.random.seed(1)
    names = sorted(parameters, key=lambda name: (int(name[1:]), name[0]))
    numbers = []
    for name in names:
        for row in parameters[name].tolist():
            numbers.extend(row)
    return np.array(numbers)[:, None]
""",
    vector_to_parameters="""
%matplotlib inline
def vector_to_parameters(theta, layer_dims):
    numbers = iter(theta[:, 0])
    parameters = {"layer_dims": list(layer_dims)}
    for l, (n_in, n_out) in enumerate(zip(layer_dims, layer_dims[1:]), start=1):
        parameters["W%d" % l] = np.array([[next(numbers) for _ in range(n_in)] for _ in range(n_out)])
        parameters["b%d" % l] = np.fromiter(numbers, float, count=n_out).reshape(n_out, 1)
    assert next(numbers, None) is None
    return parameters
""",
    gradient_check="""
def gradient_check(parameters, gradients, X, Y, epsilon):
    L = len(parameters) // 2
    layer_dims = [parameters[f"W{l}"].shape[1] for l in range(1, L + 1)] + [Y.shape[0]]

    def cost(theta):
        network = vector_to_parameters(theta, layer_dims)
        network.pop("layer_dims", None)
        AL, _ = L_model_forward(X, network)
        return np.mean(-Y * np.log(AL) - (1 - Y) * np.log(1 - AL), keepdims=True).item()

    theta = parameters_to_vector(parameters)
    for name in list(gradients):
        if name[1:] in parameters:
            gradients[name[1:]] = gradients.pop(name)
        else:
            del gradients[name]
    return relative_difference(numerical_gradient(cost, theta, epsilon), parameters_to_vector(gradients))
""",
)

WRONG_FORMULAS = edits(
    numerical_gradient=("/ (2 * epsilon)", "/ epsilon"),
    relative_difference=("scale == 0", "scale < 0"),
    vector_to_parameters=("(n, n_prev)),", "(n_prev, n)),"),
    gradient_check=("vector_to_parameters(theta, layer_dims)", "parameters"),
)

COLUMN_BY_COLUMN = edits(
    parameters_to_vector=(
        'parameters[f"W{layer}"].reshape(-1, 1)',
        'parameters[f"W{layer}"].T.reshape(-1, 1)',
    ),
    vector_to_parameters=("reshape(shape)", 'reshape(shape, order="F")'),
)

ORDER_OF_THE_DICT = edits(
    parameters_to_vector=(
        "range(1, len(parameters) // 2 + 1)",
        '[int(name[1:]) for name in parameters if name[0] == "W"]',
    ),
)

CHANGES_THETA = solutions(
    numerical_gradient="""
def numerical_gradient(f, theta, epsilon):
    gradient = np.zeros(theta.shape)
    for i in range(len(theta)):
        right = theta
        right[i] += epsilon
        left = theta
        left[i] -= epsilon
        gradient[i] = (f(right) - f(left)) / (2 * epsilon)
    return gradient
""",
)

RAISES = edits(
    numerical_gradient=("f(theta - step)", "f(theta) - step)"),
    relative_difference=("np.linalg.norm(b)", "np.linalg.norn(b)"),
    parameters_to_vector=("np.concatenate(columns)", "np.concatenate(*columns)"),
    vector_to_parameters=("shape[0] * shape[1]", "shape[0]"),
)

SAMPLES = (
    Sample("all-correct", nothing),
    Sample("other-styles", OTHER_STYLES),
    Sample(
        "wrong-formulas",
        WRONG_FORMULAS,
        after(
            "numerical_gradient",
            "vector_to_parameters",
            "gradient_check",
            relative_difference=Expected("wrong", 5 / 6),
        ),
        diagnoses={
            "numerical_gradient": "divided by epsilon, not by the distance",
            "relative_difference": "two zero vectors are not asked for",
            "vector_to_parameters": "W lies on its side",
            "gradient_check": "the cost does not depend on theta",
        },
    ),
    Sample(
        "column-by-column",
        COLUMN_BY_COLUMN,
        dict.fromkeys(["parameters_to_vector", "vector_to_parameters"], Expected("wrong", 1 / 5)),
        diagnoses=dict.fromkeys(
            ["parameters_to_vector", "vector_to_parameters"],
            "column by column instead of row by row",
        ),
    ),
    Sample(
        "order-of-the-dict",
        ORDER_OF_THE_DICT,
        {"parameters_to_vector": Expected("wrong", 1 / 5)},
        diagnoses={"parameters_to_vector": "from the last layer to the first"},
    ),
    Sample(
        "changes-theta",
        CHANGES_THETA,
        after("numerical_gradient"),
        diagnoses={"numerical_gradient": "both places are the same"},
    ),
    Sample("raises", RAISES, {"gradient_check": CORRECT}, otherwise=RAISED),
    Sample("empty", clear, otherwise=Expected("not_attempted")),
)
