"""Week 9: what is asked about gradient checking, and what people get wrong in it."""

import itertools
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from grader.answers.codec import Formula
from grader.keys.exercise import Edit, Exercise, Inputs, Misconception
from utils import gradient_checking as reference
from utils.deep_network import L_model_forward, Parameters, compute_cost, depth

Array = np.ndarray
Rng = np.random.Generator


def draw_sizes(rng: Rng) -> list[tuple[list[int], int]]:
    """Pairs (layer_dims, m) for 1, 2, 4 and 5 layers; neighbouring widths differ, and one m is 1."""
    n = [int(k) for k in rng.permutation(np.arange(2, 7))]
    few, many = int(rng.integers(8, 11)), int(rng.integers(11, 14))
    return [
        ([n[0], n[1], n[2], n[3], 1], few),
        ([n[4], n[0], 1], many),
        ([n[1], 1], few),
        ([n[2], n[4], n[3], 1], 1),
        ([n[3], n[2], n[0], n[1], n[4], 1], many),
    ]


def draw_parameters(rng: Rng, layer_dims: Sequence[int]) -> Parameters:
    """Weights and biases that are all drawn, no bias near 0; the dict's order is not the layers'."""
    parameters = {}
    for layer in reversed(range(1, len(layer_dims))):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        parameters[f"b{layer}"] = rng.uniform(0.2, 0.9, size=(n, 1))
        parameters[f"W{layer}"] = rng.normal(size=(n, n_prev)) / np.sqrt(n_prev)
    return parameters


def numerical_gradient_cases(rng: Rng) -> Iterator[Inputs]:
    """Functions whose third derivatives and mixed second ones are not 0, at places of several sizes.

    They rise where theta grows, but one falls.
    """
    a, b, c = (f"{value:.3f}" for value in rng.uniform(0.5, 1.5, size=3))
    texts = (
        f"lambda theta: float(np.sum({a} * theta**3) + {b} * np.prod(1 + theta**2))",
        f"lambda theta: float(np.sum(np.exp({a} * theta)) + np.sum({b} * theta) ** 3)",
        f"lambda theta: float(np.exp(-{c} * np.sum(theta)) + {a} * np.sum(np.exp(-theta)))",
        f"lambda theta: float(np.sum({b} * theta**3) + np.sum({c} * theta) ** 2)",
    )
    lengths = [3, 1, 5, 4]
    for text, n in zip(texts, lengths, strict=True):
        theta = rng.uniform(0.3, 0.9, size=(n, 1))
        yield Formula(text), theta, float(rng.uniform(0.02, 0.1))


def relative_difference_cases(rng: Rng) -> Iterator[Inputs]:
    for shape in [(5, 1), (8, 1), (3, 4)]:
        a = rng.normal(size=shape) * rng.uniform(1.5, 4)
        yield a, a * rng.uniform(0.5, 0.7) + 0.5 * rng.normal(size=shape)
    a = rng.uniform(0.2, 2, size=(4, 1)) * 1e-3
    yield a, a * rng.uniform(1.1, 2.0, size=(4, 1))
    yield rng.normal(size=(6, 1)), np.zeros((6, 1))
    yield np.zeros((7, 1)), np.zeros((7, 1))


def parameters_to_vector_cases(rng: Rng) -> Iterator[Inputs]:
    for layer_dims, _ in draw_sizes(rng):
        yield (draw_parameters(rng, layer_dims),)


def vector_to_parameters_cases(rng: Rng) -> Iterator[Inputs]:
    for layer_dims, _ in draw_sizes(rng):
        n = sum(n * (n_prev + 1) for n_prev, n in itertools.pairwise(layer_dims))
        yield rng.normal(size=(n, 1)), layer_dims


def gradient_check_cases(rng: Rng) -> Iterator[Inputs]:
    """Gradients that are far from right, with more in their dict than is asked for."""
    for layer_dims, m in draw_sizes(rng):
        parameters = draw_parameters(rng, layer_dims)
        X = rng.normal(size=(layer_dims[0], m))
        Y = rng.permutation((np.arange(m) + 1) % 2).reshape(1, m)
        gradients = {f"d{name}": 0.2 * rng.normal(size=p.shape) for name, p in parameters.items()}
        for layer, n in enumerate(layer_dims[:-1]):
            gradients[f"dA{layer}"] = rng.normal(size=(n, m))
        yield parameters, gradients, X, Y, float(rng.uniform(0.05, 0.1))


def _cost_of(X: Array, Y: Array, layer_dims: Sequence[int]) -> Callable[[Array], float]:
    def cost(theta: Array) -> float:
        AL, _ = L_model_forward(X, reference.vector_to_parameters(theta, layer_dims))
        return compute_cost(AL, Y)

    return cost


def _never_moved_back(f: Callable[[Array], float], theta: Array, epsilon: float) -> Array:
    gradient = np.zeros(theta.shape)
    for i in range(theta.size):
        theta[i] += epsilon
        above = f(theta)
        theta[i] -= 2 * epsilon
        gradient[i] = (above - f(theta)) / (2 * epsilon)
    return gradient


def _one_sided(f: Callable[[Array], float], theta: Array, epsilon: float) -> Array:
    steps = epsilon * np.eye(theta.size)
    return np.array([[(f(theta + step[:, None]) - f(theta)) / epsilon] for step in steps])


def _in_order(parameters: Parameters, names: Sequence[str]) -> Array:
    return np.concatenate([parameters[name].reshape(-1, 1) for name in names])


def _weights_first(parameters: Parameters) -> Array:
    layers = range(1, depth(parameters) + 1)
    return _in_order(parameters, [*(f"W{k}" for k in layers), *(f"b{k}" for k in layers)])


def _biases_left_out(parameters: Parameters) -> Array:
    return _in_order(parameters, [f"W{k}" for k in range(1, depth(parameters) + 1)])


def _last_layer_first(parameters: Parameters) -> Array:
    layers = range(depth(parameters), 0, -1)
    return _in_order(parameters, [f"{kind}{k}" for k in layers for kind in "Wb"])


def _weights_read_first(theta: Array, layer_dims: Sequence[int]) -> Parameters:
    pairs = list(enumerate(itertools.pairwise(layer_dims), start=1))
    shapes = {f"W{k}": (n, n_prev) for k, (n_prev, n) in pairs}
    shapes |= {f"b{k}": (n, 1) for k, (_, n) in pairs}
    parts = np.split(theta, np.cumsum([rows * columns for rows, columns in shapes.values()]))
    return {name: part.reshape(shapes[name]) for name, part in zip(shapes, parts, strict=False)}


def _in_the_order_of_the_dict(
    parameters: Parameters, gradients: Parameters, X: Array, Y: Array, epsilon: float
) -> float:
    given = _in_order(gradients, [f"d{name}" for name in parameters])
    return reference.relative_difference(given, _numerical(parameters, X, Y, epsilon))


def _only_the_weights(
    parameters: Parameters, gradients: Parameters, X: Array, Y: Array, epsilon: float
) -> float:
    numerical = reference.vector_to_parameters(
        _numerical(parameters, X, Y, epsilon), _layer_dims(parameters, X)
    )
    given = _biases_left_out({name: gradients[f"d{name}"] for name in parameters})
    return reference.relative_difference(given, _biases_left_out(numerical))


def _with_one_sided_differences(
    parameters: Parameters, gradients: Parameters, X: Array, Y: Array, epsilon: float
) -> float:
    cost = _cost_of(X, Y, _layer_dims(parameters, X))
    numerical = _one_sided(cost, reference.parameters_to_vector(parameters), epsilon)
    given = {name: gradients[f"d{name}"] for name in parameters}
    return reference.relative_difference(reference.parameters_to_vector(given), numerical)


def _layer_dims(parameters: Parameters, X: Array) -> list[int]:
    biases = [parameters[f"b{layer}"] for layer in range(1, depth(parameters) + 1)]
    return [X.shape[0], *map(len, biases)]


def _numerical(parameters: Parameters, X: Array, Y: Array, epsilon: float) -> Array:
    cost = _cost_of(X, Y, _layer_dims(parameters, X))
    return reference.numerical_gradient(cost, reference.parameters_to_vector(parameters), epsilon)


NUMERICAL_GRADIENT = Exercise(
    reference.numerical_gradient,
    numerical_gradient_cases,
    misconceptions=(
        Misconception(
            "a one-sided difference",
            "You step to one side only, so the curvature of f leaves its trace in the result. "
            "Which second place would make it cancel?",
            _one_sided,
        ),
        Misconception(
            "a one-sided difference, to the left",
            "You compare each place with the one to its left. Half of what you need to know lies on the "
            "other side.",
            (
                Edit("(f(theta + step)", "(f(theta)"),
                Edit("/ (2 * epsilon)", "/ epsilon"),
            ),
        ),
        Misconception(
            "epsilon is ignored",
            "You take steps of a length of your own. Who should decide how long they are?",
            (
                Edit(
                    "gradient = np.zeros(theta.shape)",
                    "gradient, epsilon = np.zeros(theta.shape), 1e-5",
                ),
            ),
        ),
        Misconception(
            "divided by epsilon, not by the distance",
            "Your slopes are all twice too steep. How far are the two places apart from each other?",
            (Edit("/ (2 * epsilon)", "/ epsilon"),),
        ),
        Misconception(
            "division before multiplication",
            "Python works from left to right: it divides by 2 and then multiplies. Which part belongs "
            "together below the line?",
            (Edit("/ (2 * epsilon)", "/ 2 * epsilon"),),
        ),
        Misconception(
            "both places are the same",
            "Your two values of f never differ. Do you step to the left as well as to the right, and "
            "are your two places two arrays or two names for one?",
            (Edit("theta - step", "theta + step"),),
        ),
        Misconception(
            "theta is never moved back",
            "Your first slope is right and those after it are not. When one coordinate has had its "
            "turn, where does it stand while the next one moves?",
            _never_moved_back,
        ),
        Misconception(
            "only the first coordinate is moved",
            "Every coordinate of theta has a slope of its own. How far does your loop go?",
            (Edit("range(theta.size)", "range(1)"),),
        ),
        Misconception(
            "all coordinates are moved at once",
            "A partial derivative asks what happens if one coordinate moves and all others stay "
            "where they are. Which ones move in yours?",
            (Edit("step[i] = epsilon", "step[:] = epsilon"),),
        ),
        Misconception(
            "the slopes have the wrong sign",
            "Where f rises, your slope is negative. Which of the two values is taken from which?",
            (
                Edit("f(theta + step)", "f(theta - swap)"),
                Edit("f(theta - step)", "f(theta + step)"),
                Edit("f(theta - swap)", "f(theta - step)"),
            ),
        ),
        Misconception(
            "the gradient has one dimension instead of two",
            "A gradient has the shape of what it belongs to, and theta is a column.",
            (Edit("gradient = np.zeros(theta.shape)", "gradient = np.zeros(theta.size)"),),
        ),
    ),
)

RELATIVE_DIFFERENCE = Exercise(
    reference.relative_difference,
    relative_difference_cases,
    misconceptions=(
        Misconception(
            "the difference is not relative",
            "Your number depends on the unit in which the gradients are measured. What should it be "
            "compared with?",
            (Edit("norm(a - b) / scale", "norm(a - b)"),),
        ),
        Misconception(
            "the norm of the sum, not the sum of the norms",
            "Two vectors that point in opposite directions add up to almost nothing, and then you "
            "divide by almost nothing. Whose length do you take, and when do you add?",
            (Edit("np.linalg.norm(a) + np.linalg.norm(b)", "np.linalg.norm(a + b)"),),
        ),
        Misconception(
            "the square roots are missing",
            "You compare sums of squares. What makes a length of one?",
            lambda a, b: np.sum((a - b) ** 2) / max(np.sum(a**2) + np.sum(b**2), 1e-300),
        ),
        Misconception(
            "only one square root is taken",
            "You divide a length by sums of squares. Numerator and denominator are to be lengths.",
            lambda a, b: np.linalg.norm(a - b) / max(np.sum(a**2) + np.sum(b**2), 1e-300),
        ),
        Misconception(
            "the difference of the lengths",
            "Two vectors of equal length can point anywhere, and you call them equal. Which comes "
            "first, the difference or the length?",
            (Edit("np.linalg.norm(a - b)", "abs(np.linalg.norm(a) - np.linalg.norm(b))"),),
        ),
        Misconception(
            "the sum instead of the difference",
            "Two equal vectors should be 0 apart, and for you they are as far apart as can be.",
            (Edit("np.linalg.norm(a - b)", "np.linalg.norm(a + b)"),),
        ),
        Misconception(
            "divided by the longer of the two",
            "For two vectors that point in opposite directions you can get a 2. Does one length below the "
            "line suffice?",
            (
                Edit(
                    "np.linalg.norm(a) + np.linalg.norm(b)",
                    "max(np.linalg.norm(a), np.linalg.norm(b))",
                ),
            ),
        ),
        Misconception(
            "divided by one of the two lengths",
            "Exchange the two vectors and your result changes. Which lengths belong below the line?",
            lambda a, b: np.linalg.norm(a - b) / max(np.linalg.norm(a), 1e-300),
        ),
        Misconception(
            "the product of the lengths below the line",
            "Multiply both vectors by ten and your result changes. How are the two lengths put "
            "together below the line?",
            lambda a, b: np.linalg.norm(a - b) / max(np.linalg.norm(a) * np.linalg.norm(b), 1e-300),
        ),
        Misconception(
            "absolute values instead of lengths",
            "You add up absolute values, as a taxi does in a city of square blocks. The length of a "
            "vector goes through Pythagoras.",
            lambda a, b: np.sum(np.abs(a - b)) / max(np.sum(np.abs(a) + np.abs(b)), 1e-300),
        ),
        Misconception(
            "two zero vectors are not asked for",
            "Nothing divided by nothing is not a number. How different are two gradients that are "
            "both zero?",
            (Edit("scale == 0", "scale < 0"),),
        ),
    ),
)

PARAMETERS_TO_VECTOR = Exercise(
    reference.parameters_to_vector,
    parameters_to_vector_cases,
    misconceptions=(
        Misconception(
            "all weights before all biases",
            "Your column holds every W first and every b after them. In ours each layer's bias "
            "follows the weights of its layer.",
            _weights_first,
        ),
        Misconception(
            "each bias before its weights",
            "The layers come in the right order, but within a layer you begin with the bias.",
            (
                Edit('parameters[f"W{layer}"]', 'parameters[f"swap{layer}"]'),
                Edit('parameters[f"b{layer}"]', 'parameters[f"W{layer}"]'),
                Edit('parameters[f"swap{layer}"]', 'parameters[f"b{layer}"]'),
            ),
        ),
        Misconception(
            "in the order of the dict",
            "A dict hands out its values in the order in which somebody put them in. Which order "
            "does the column ask for, whoever made the dict?",
            lambda parameters: _in_order(parameters, list(parameters)),
        ),
        Misconception(
            "column by column instead of row by row",
            "Every number is there, but a matrix with several rows and columns is read in the wrong "
            "direction. Which neighbours stay neighbours, those of a row or those of a column?",
            (
                Edit(
                    'parameters[f"W{layer}"].reshape(-1, 1)',
                    'parameters[f"W{layer}"].reshape(-1, 1, order="F")',
                ),
            ),
        ),
        Misconception(
            "the biases are left out",
            "Your column is too short: the weights are not the only parameters that learn.",
            _biases_left_out,
        ),
        Misconception(
            "the last layer is left out",
            "Your column ends one layer too early. Where does range stop?",
            (Edit("range(1, depth(parameters) + 1)", "range(1, max(depth(parameters), 2))"),),
        ),
        Misconception(
            "from the last layer to the first",
            "A backward pass meets the layers in this order. The column begins with layer 1.",
            _last_layer_first,
        ),
        Misconception(
            "one dimension instead of two",
            "An array of shape (n,) is neither a row nor a column. The result is to be a column.",
            (Edit("return np.concatenate(columns)", "return np.concatenate(columns).ravel()"),),
        ),
        Misconception(
            "a row instead of a column",
            "The numbers stand side by side. They are to stand one below the other.",
            (Edit("return np.concatenate(columns)", "return np.concatenate(columns).T"),),
        ),
    ),
)

VECTOR_TO_PARAMETERS = Exercise(
    reference.vector_to_parameters,
    vector_to_parameters_cases,
    returns=("parameters",),
    misconceptions=(
        Misconception(
            "every array is read from the beginning",
            "The same numbers come back in every array. After you have cut a piece off the column, "
            "where does the next one begin?",
            (Edit("start = stop", "start = 0"),),
        ),
        Misconception(
            "the bias is read, but not passed over",
            "From layer 2 on, your weights begin with the bias of the layer before. Which numbers of "
            "the column are used up once a layer has its bias?",
            (Edit("start = stop", 'start = stop if name[0] == "W" else start'),),
        ),
        Misconception(
            "all weights before all biases",
            "You cut out all weights first. In the column each layer's bias follows the weights of "
            "its layer.",
            _weights_read_first,
        ),
        Misconception(
            "each bias before its weights",
            "Within a layer the weights come first in the column. You take the bias from there.",
            (
                Edit('(f"W{layer}", (n, n_prev)), ', ""),
                Edit(
                    '(f"b{layer}", (n, 1)))', '(f"b{layer}", (n, 1)), (f"W{layer}", (n, n_prev)))'
                ),
            ),
        ),
        Misconception(
            "column by column instead of row by row",
            "Each matrix holds the right numbers in the wrong places. In which direction was it "
            "read when the column was made?",
            (Edit("reshape(shape)", 'reshape(shape, order="F")'),),
        ),
        Misconception(
            "W lies on its side",
            "A row of W holds the weights of one unit. How many units does the layer have, and how "
            "many inputs does each of them look at?",
            (Edit("(n, n_prev))", "(n_prev, n))"),),
        ),
        Misconception(
            "b has one dimension instead of two",
            "A bias is a column, one number for each unit of its layer.",
            (Edit("(n, 1))", "(n,))"), Edit("shape[0] * shape[1]", "int(np.prod(shape))")),
        ),
        Misconception(
            "the layers are counted from 0",
            "Your first weights have the wrong name: layer 0 is the input, which has no parameters.",
            (Edit('f"W{layer}"', 'f"W{layer - 1}"'), Edit('f"b{layer}"', 'f"b{layer - 1}"')),
        ),
    ),
)

GRADIENT_CHECK = Exercise(
    reference.gradient_check,
    gradient_check_cases,
    returns=("difference",),
    uses=(
        "numerical_gradient",
        "relative_difference",
        "parameters_to_vector",
        "vector_to_parameters",
    ),
    misconceptions=(
        Misconception(
            "the cost does not depend on theta",
            "Your cost stays the same wherever theta moves, so all numerical slopes are 0. Which "
            "parameters go into the forward pass?",
            (
                Edit(
                    "L_model_forward(X, vector_to_parameters(theta, layer_dims))",
                    "L_model_forward(X, parameters)",
                ),
            ),
        ),
        Misconception(
            "the gradients are in another order than theta",
            "You subtract slopes of different parameters from each other. Does entry 7 of both columns "
            "belong to the same parameter, whatever the order of the dicts?",
            _in_the_order_of_the_dict,
        ),
        Misconception(
            "the biases are not checked",
            "Your check would not notice a wrong bias gradient. Which parameters does the cost "
            "depend on?",
            _only_the_weights,
        ),
        Misconception(
            "the numerical gradient is compared with the parameters",
            "You hold the slopes against theta itself. Which two columns claim to be the same thing?",
            (
                Edit(
                    "relative_difference(given, numerical)", "relative_difference(theta, numerical)"
                ),
            ),
        ),
        Misconception(
            "the cost is a sum, not a mean",
            "Your numerical slopes grow with the number of examples. What is the cost that the "
            "backward pass was derived from?",
            (Edit("compute_cost(AL, Y)", "compute_cost(AL, Y) * Y.shape[1]"),),
        ),
        Misconception(
            "the difference is not relative",
            "You return the length of the difference. Is that much or little? Compared with what?",
            (
                Edit(
                    "relative_difference(given, numerical)",
                    "float(np.linalg.norm(given - numerical))",
                ),
            ),
        ),
        Misconception(
            "a one-sided difference",
            "Your numerical slopes look to one side only. Which function of yours looks to both?",
            _with_one_sided_differences,
        ),
        Misconception(
            "epsilon is ignored",
            "Your steps are always equally long. Who should decide how long they are?",
            (
                Edit(
                    "numerical_gradient(cost, theta, epsilon)",
                    "numerical_gradient(cost, theta, 1e-4)",
                ),
            ),
        ),
        Misconception(
            "yes or no instead of a number",
            "You return a judgement. Asked is how large the difference is; judging comes after.",
            (
                Edit(
                    "return relative_difference(given, numerical)",
                    "return relative_difference(given, numerical) < 1e-7",
                ),
            ),
        ),
    ),
)

EXERCISES = (
    NUMERICAL_GRADIENT,
    RELATIVE_DIFFERENCE,
    PARAMETERS_TO_VECTOR,
    VECTOR_TO_PARAMETERS,
    GRADIENT_CHECK,
)
