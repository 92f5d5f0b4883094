"""Week 4: what is asked about a network with one hidden layer, and what people get wrong in it."""

from collections.abc import Iterator, Mapping

import numpy as np

from grader.answers.codec import Dice
from grader.answers.codec import Rng as RngRecipe
from grader.exercises.logistic_regression import (
    MARGIN,
    answers_lose_a_dimension,
    draw_numbers,
    error_has_the_wrong_sign,
    learning_rate_is_fixed,
    learning_rate_is_ignored,
    one_step_too_few,
    one_step_too_many,
    squared_error,
    uphill,
)
from grader.keys.exercise import Edit, Exercise, Inputs, Misconception, Normal, Place, attempts
from utils import shallow_network as reference

Array = np.ndarray
Rng = np.random.Generator

NAMES = ("sigmoid", "tanh", "relu", "leaky_relu")

FIXED_WIDTH = 4
"""The width that somebody may have written into the training for good."""


def draw_sizes(rng: Rng) -> list[tuple[int, int, int]]:
    """Triples (n_x, n_h, m), all three different: narrow and wide, few and many, a single example."""
    small, middle, large = (int(rng.integers(low, low + 2)) for low in (2, 4, 7))
    return [
        (small, middle + 1, large + 1),
        (large, small, middle),
        (middle, large, small),
        (small, middle, 1),
        (small + 1, 1, large),
    ]


def draw_examples(rng: Rng, n_x: int, m: int) -> tuple[Array, Array]:
    """Examples `X` and labels `Y`; both labels occur where there are two examples."""
    X = rng.normal(size=(n_x, m))
    Y = rng.permutation((np.arange(m) + 1) % 2).reshape(1, m)
    return X, Y


def draw_parameters(rng: Rng, n_x: int, n_h: int) -> dict[str, Array]:
    """The parameters of a network; its hidden units are neither saturated nor linear."""
    return {
        "W1": rng.normal(size=(n_h, n_x)) / np.sqrt(n_x),
        "b1": rng.uniform(0.2, 0.6, size=(n_h, 1)),
        "W2": rng.normal(size=(1, n_h)),
        "b2": rng.uniform(0.3, 0.7, size=(1, 1)),
    }


def layer_sizes_cases(rng: Rng) -> Iterator[Inputs]:
    for n_x, n_y, m in draw_sizes(rng):
        yield rng.normal(size=(n_x, m)), rng.integers(0, 2, size=(n_y, m))
    yield draw_examples(rng, 6, 3)


def activation_cases(rng: Rng) -> Iterator[Inputs]:
    for name in NAMES:
        yield from ((z, name) for z in draw_numbers(rng, spread=3.0))


def initialize_cases(rng: Rng) -> Iterator[Inputs]:
    # Wide enough to see how large the weights are; networks narrow, widen, and have a single output.
    for sizes in ((0, 1, 2), (2, 0, 1), (1, 2, 0)):
        widths = np.array([16, 30, 50]) + rng.integers(0, 6, size=3)
        yield *widths[[*sizes]].tolist(), Dice(int(rng.integers(2**31)))
    yield (
        *(int(n) for n in rng.integers(30, 40, size=2) * [1, 2]),
        1,
        Dice(int(rng.integers(2**31))),
    )


def new_weights(inputs: Inputs) -> Mapping[Place, Normal]:
    """What is drawn in a case: normal weights, all with the same small standard deviation."""
    n_x, n_h, n_y, _ = inputs
    return {
        ("W1",): Normal((n_h, n_x), reference.SCALE),
        ("W2",): Normal((n_y, n_h), reference.SCALE),
    }


def forward_cases(rng: Rng) -> Iterator[Inputs]:
    for n_x, n_h, m in draw_sizes(rng):
        yield draw_examples(rng, n_x, m)[0], draw_parameters(rng, n_x, n_h)


def compute_cost_cases(rng: Rng) -> Iterator[Inputs]:
    for _, _, m in draw_sizes(rng):
        yield rng.uniform(0.05, 0.95, size=(1, m)), draw_examples(rng, 1, m)[1]
    # Two answers that the computer has rounded to certainty, both of them right.
    _, Y = draw_examples(rng, 1, 6)
    A2 = rng.uniform(0.05, 0.95, size=(1, 6))
    certain = [int(np.flatnonzero(label == Y[0])[0]) for label in (0, 1)]
    A2[:, certain] = Y[:, certain]
    yield A2, Y


def backward_cases(rng: Rng) -> Iterator[Inputs]:
    for n_x, n_h, m in draw_sizes(rng):
        X, Y = draw_examples(rng, n_x, m)
        parameters = draw_parameters(rng, n_x, n_h)
        _, cache = reference.forward_propagation(X, parameters)
        yield parameters, cache, X, Y


def update_cases(rng: Rng) -> Iterator[Inputs]:
    for n_x, n_h, _ in draw_sizes(rng):
        parameters, slopes = draw_parameters(rng, n_x, n_h), draw_parameters(rng, n_x, n_h)
        grads = {f"d{name}": slope for name, slope in slopes.items()}
        yield parameters, grads, float(rng.uniform(0.05, 0.5))


def nn_model_cases(rng: Rng) -> Iterator[Inputs]:
    lengths = (103, 201, 3, 12, 101)
    for (n_x, n_h, m), num_iterations in zip(draw_sizes(rng), lengths, strict=True):
        n_h += n_h == FIXED_WIDTH
        learning_rate = float(rng.uniform(0.2, 0.6))
        seed = RngRecipe(int(rng.integers(2**31)))
        yield *draw_examples(rng, n_x, m), n_h, num_iterations, learning_rate, seed


def predict_cases(rng: Rng) -> Iterator[Inputs]:
    for n_x, n_h, m in draw_sizes(rng):
        yield _draw_decided(rng, n_x, n_h, m)


def _draw_decided(rng: Rng, n_x: int, n_h: int, m: int) -> Inputs:
    for _ in attempts():
        parameters = draw_parameters(rng, n_x, n_h)
        parameters["b2"] -= 0.4  # so that answers of both kinds are common
        X, _ = draw_examples(rng, n_x, m)
        A2, cache = reference.forward_propagation(X, parameters)
        answers, scores = A2 > 0.5, cache["Z2"]
        clear = min(np.abs(A2 - 0.5).min(), np.abs(scores - 0.5).min()) > MARGIN
        telling = 0 < answers.sum() < m and (answers != (scores > 0.5)).any()
        if clear and (telling or m == 1):
            return parameters, X


def _textbook_cost(A2: Array, Y: Array) -> float:
    return -np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / Y.shape[1]


def _one_class_cost(A2: Array, Y: Array) -> float:
    return float(np.sum(Y * reference.log_loss(A2, Y)) / Y.shape[1])


LAYER_SIZES = Exercise(
    reference.layer_sizes,
    layer_sizes_cases,
    returns=("n_x", "n_y"),
    misconceptions=(
        Misconception(
            "the examples are counted",
            "You count examples. How long is one of them, and how long is its label?",
            (Edit("X.shape[0]", "X.shape[1]"), Edit("Y.shape[0]", "Y.shape[1]")),
        ),
        Misconception(
            "n_x counts the examples",
            "Examples are columns in this course. Which direction of X belongs to a single example?",
            (Edit("X.shape[0]", "X.shape[1]"),),
        ),
        Misconception(
            "n_y counts the examples",
            "Y has a column for each example, too. How many rows does it have?",
            (Edit("Y.shape[0]", "Y.shape[1]"),),
        ),
        Misconception(
            "input and output are exchanged",
            "Both numbers are right, but they come in the wrong order.",
            (Edit("return n_x, n_y", "return n_y, n_x"),),
        ),
        Misconception(
            "n_y is taken to be 1",
            "There is one output in this lesson, but you are asked about the Y you are given.",
            (Edit("Y.shape[0]", "1"),),
        ),
        Misconception(
            "whole shapes instead of sizes",
            "You return shapes, with two numbers each. One number of each is asked for.",
            (Edit("X.shape[0]", "X.shape"), Edit("Y.shape[0]", "Y.shape")),
        ),
    ),
)

ACTIVATION = Exercise(
    reference.activation,
    activation_cases,
    misconceptions=(
        Misconception(
            "tanh and sigmoid are exchanged",
            "One of the two S-shaped curves runs from 0 to 1 and the other from -1 to 1. Which is which?",
            (
                Edit('name == "tanh"', 'name == "swap"'),
                Edit('name == "sigmoid"', 'name == "tanh"'),
                Edit('name == "swap"', 'name == "sigmoid"'),
            ),
        ),
        Misconception(
            "tanh is too flat",
            "tanh is a sigmoid stretched to run from -1 to 1, but it is squeezed sideways as well. "
            "What is its slope at zero?",
            (Edit("np.tanh(z)", "2 * sigmoid(z) - 1"),),
        ),
        Misconception(
            "relu keeps the wrong half",
            "Your relu keeps negative numbers and cuts the positive ones off. Which should pass?",
            (Edit("np.maximum(0, z)", "np.minimum(0, z)"),),
        ),
        Misconception(
            "relu is the absolute value",
            "Your relu folds negative numbers up to positive ones. What should become of them?",
            (Edit("np.maximum(0, z)", "np.abs(z)"),),
        ),
        Misconception(
            "relu is a step",
            "Your relu only says whether z is positive. A relu also says how much.",
            (Edit("np.maximum(0, z)", "np.where(np.asarray(z) > 0, 1.0, 0.0)"),),
        ),
        Misconception(
            "the leak is missing",
            "Your leaky relu is an ordinary one. A little should come through where z is negative.",
            (Edit("LEAK * np", "0 * np"),),
        ),
        Misconception(
            "the leak is too large",
            "A leak is meant to be small: one hundredth of z. Yours is ten times as much.",
            (Edit("LEAK * np", "0.1 * np"),),
        ),
        Misconception(
            "the leak is on the wrong side",
            "Positive numbers pass a leaky relu unchanged. Yours makes them small.",
            (Edit("np.maximum(LEAK", "np.minimum(LEAK"),),
        ),
    ),
)

ACTIVATION_GRADIENT = Exercise(
    reference.activation_gradient,
    activation_cases,
    uses=("activation",),
    misconceptions=(
        Misconception(
            "the slopes of sigmoid and tanh are computed from z itself",
            "The short formulas speak of the height a of the curve. You are given the place z on its axis.",
            (
                Edit("sigmoid_derivative(z)", "z * (1 - z)"),
                Edit("1 - np.tanh(z) ** 2", "1 - z**2"),
            ),
        ),
        Misconception(
            "the function instead of its slope",
            "You return the height of each curve. How steep is it there?",
            reference.activation,
        ),
        Misconception(
            "the square is missing in the slope of tanh",
            "The slope of tanh is the same at z and at -z. Yours is not: what is missing?",
            (Edit("np.tanh(z) ** 2", "np.tanh(z)"),),
        ),
        Misconception(
            "tanh is taken twice",
            "In the slope of tanh, z passes through tanh once. Yours passes through it twice.",
            (Edit("np.tanh(z) ** 2", "np.tanh(np.tanh(z)) ** 2"),),
        ),
        Misconception(
            "the slope of the sigmoid is taken for tanh as well",
            "At zero the sigmoid has slope one quarter. How steep is tanh there?",
            (Edit("1 - np.tanh(z) ** 2", "sigmoid_derivative(z)"),),
        ),
        Misconception(
            "the slope of relu grows with z",
            "The right half of relu is a straight line. Is a straight line steeper further out?",
            (Edit("np.where(z > 0, 1.0, 0.0)", "np.where(z > 0, z, 0.0)"),),
        ),
        Misconception(
            "relu is steep on the wrong side",
            "Relu is flat where z is negative and rises where it is positive. Yours is reversed.",
            (Edit("1.0, 0.0", "0.0, 1.0"),),
        ),
        Misconception(
            "the slope of the leak is zero",
            "The leaky relu still rises where z is negative. How much for each step to the right?",
            (Edit("1.0, LEAK", "1.0, 0.0"),),
        ),
    ),
)

INITIALIZE_PARAMETERS = Exercise(
    reference.initialize_parameters,
    initialize_cases,
    returns=("parameters",),
    drawn=new_weights,
    misconceptions=(
        Misconception(
            "the weights lie on their side",
            "A row of weights belongs to one unit, so there are as many rows as units in that layer.",
            (Edit("(n_h, n_x)", "(n_x, n_h)"), Edit("(n_y, n_h)", "(n_h, n_y)")),
        ),
        Misconception(
            "the weights are not made small",
            "Your weights are a hundred times too large, and large scores meet a flat tanh.",
            (Edit("W1 = SCALE * rng", "W1 = rng"), Edit("W2 = SCALE * rng", "W2 = rng")),
        ),
        Misconception(
            "all weights are zero",
            "Hidden units that start equal stay equal. What tells yours apart?",
            (
                Edit("SCALE * rng.standard_normal((n_h, n_x))", "np.zeros((n_h, n_x))"),
                Edit("SCALE * rng.standard_normal((n_y, n_h))", "np.zeros((n_y, n_h))"),
            ),
        ),
        Misconception(
            "uniform instead of normal numbers",
            "All of your weights are positive. The bell curve, around zero, is what is asked for.",
            (
                Edit("standard_normal((n_h, n_x))", "random((n_h, n_x))"),
                Edit("standard_normal((n_y, n_h))", "random((n_y, n_h))"),
            ),
        ),
        Misconception(
            "the biases are random too",
            "Random weights are enough to make the units differ. How do the biases begin?",
            (
                Edit("np.zeros((n_h, 1))", "SCALE * rng.standard_normal((n_h, 1))"),
                Edit("np.zeros((n_y, 1))", "SCALE * rng.standard_normal((n_y, 1))"),
            ),
        ),
        Misconception(
            "the biases have one dimension instead of two",
            "A bias is a column, with a row for each unit, so that it is added to every example alike.",
            (
                Edit("np.zeros((n_h, 1))", "np.zeros(n_h)"),
                Edit("np.zeros((n_y, 1))", "np.zeros(n_y)"),
            ),
        ),
    ),
)

FORWARD_PROPAGATION = Exercise(
    reference.forward_propagation,
    forward_cases,
    returns=("A2", "cache"),
    uses=("activation",),
    misconceptions=(
        Misconception(
            "sigmoid in the hidden layer",
            "Your hidden units answer between 0 and 1. In this network they use tanh.",
            (Edit("np.tanh(Z1)", "sigmoid(Z1)"),),
        ),
        Misconception(
            "relu in the hidden layer",
            "None of your hidden units ever gives a negative answer. In this network they use tanh.",
            (Edit("np.tanh(Z1)", "np.maximum(0, Z1)"),),
        ),
        Misconception(
            "no activation in the hidden layer",
            "Your hidden units hand on their bare scores, and two linear layers are only one.",
            (Edit("np.tanh(Z1)", "Z1"),),
        ),
        Misconception(
            "the output listens to the scores of the hidden layer",
            "Your hidden units do bend their scores, but the output layer is given what came before that.",
            (Edit("@ A1", "@ Z1"),),
        ),
        Misconception(
            "tanh in the output layer",
            "Your answers can be negative. Which function makes a probability of a score?",
            (Edit("sigmoid(Z2)", "np.tanh(Z2)"),),
        ),
        Misconception(
            "no activation in the output layer",
            "The last score is no probability yet.",
            (Edit("sigmoid(Z2)", "Z2"),),
        ),
        Misconception(
            "the bias of the hidden layer is left out",
            "All the lines that your hidden units draw go through the origin. What would move them?",
            (Edit(' + parameters["b1"]', ""),),
        ),
        Misconception(
            "the bias of the output is left out",
            "The output adds something to its weighted sum before it answers. Where is it?",
            (Edit(' + parameters["b2"]', ""),),
        ),
        Misconception(
            "the cache is not handed back",
            "The way back needs what you computed on the way. You return the answer alone.",
            (Edit("return A2, ", "return A2  # "),),
        ),
    ),
)

COMPUTE_COST = Exercise(
    reference.compute_cost,
    compute_cost_cases,
    misconceptions=(
        Misconception(
            "a sum, not a mean",
            "Your cost grows with the number of examples. What becomes of a sum when it should be an "
            "average?",
            (Edit(" / m", ""),),
        ),
        Misconception(
            "divided by m twice",
            "An average divides by the number of examples. Yours has done it already when it does it again.",
            (Edit("/ m", "/ m / m"),),
        ),
        Misconception(
            "only the examples with label 1 count",
            "Where the label is 0, your cost is 0 however wrong the answer. Who speaks for those examples?",
            _one_class_cost,
        ),
        Misconception(
            "the minus sign is missing",
            "Logarithms of probabilities are negative, a cost is not.",
            (Edit("np.sum(", "-np.sum("),),
        ),
        Misconception(
            "the logarithm of zero is taken",
            "A sigmoid may be rounded to exactly 0 or 1. The loss that you wrote last week copes with it.",
            _textbook_cost,
        ),
        squared_error((Edit("log_loss(A2, Y)", "(A2 - Y) ** 2"),)),
        Misconception(
            "the examples are not added up",
            "You return a loss for every example. The cost is a single number for all of them.",
            lambda A2, Y: reference.log_loss(A2, Y) / Y.shape[1],
        ),
    ),
)

BACKWARD_PROPAGATION = Exercise(
    reference.backward_propagation,
    backward_cases,
    returns=("grads",),
    uses=("activation_gradient", "forward_propagation"),
    misconceptions=(
        Misconception(
            "nothing is divided by m",
            "Your gradients grow with the number of examples. The cost is an average, and so are its slopes.",
            (
                Edit("A1.T / m", "A1.T"),
                Edit("X.T / m", "X.T"),
                Edit(
                    "np.sum(dZ2, axis=1, keepdims=True) / m", "np.sum(dZ2, axis=1, keepdims=True)"
                ),
                Edit(
                    "np.sum(dZ1, axis=1, keepdims=True) / m", "np.sum(dZ1, axis=1, keepdims=True)"
                ),
            ),
        ),
        Misconception(
            "the first layer is divided by m twice",
            "Your second layer is right and your first one too small. An average is taken once, at the end "
            "of each path.",
            (Edit("dZ1 = ", "dZ1 = 1 / m * "),),
        ),
        Misconception(
            "the slope of tanh is missing",
            "The error passes through the hidden units on its way down. How steep are they?",
            (Edit(" * (1 - A1**2)", ""),),
        ),
        Misconception(
            "tanh is applied to A1 once more",
            "A1 is already the height of tanh. Its slope needs no second tanh.",
            (Edit("1 - A1**2", "1 - np.tanh(A1) ** 2"),),
        ),
        Misconception(
            "the slope of the sigmoid in the hidden layer",
            "That is the slope of a sigmoid. Which function bends the hidden scores?",
            (Edit("(1 - A1**2)", "A1 * (1 - A1)"),),
        ),
        Misconception(
            "the square is missing in the slope of tanh",
            "The slope of tanh never exceeds 1. Yours does wherever a hidden unit answers below zero.",
            (Edit("A1**2", "A1"),),
        ),
        error_has_the_wrong_sign((Edit("A2 - Y", "Y - A2"),)),
        Misconception(
            "the slope of the sigmoid is counted in the output",
            "Sigmoid and cross-entropy were taken back in one step, where that slope cancels. Yours is there.",
            (Edit("dZ2 = A2 - Y", "dZ2 = (A2 - Y) * A2 * (1 - A2)"),),
        ),
        Misconception(
            "the biases are summed over the units",
            "Every unit has a bias of its own, and its slope is a sum over the examples only.",
            (Edit("np.sum(dZ1, axis=1,", "np.sum(dZ1, axis=None,"),),
        ),
        Misconception(
            "the slopes of the biases lose a dimension",
            "A bias is a column, and so is its slope. Summing drops a dimension unless you keep it.",
            (
                Edit("np.sum(dZ2, axis=1, keepdims=True)", "np.sum(dZ2, axis=1)"),
                Edit("np.sum(dZ1, axis=1, keepdims=True)", "np.sum(dZ1, axis=1)"),
            ),
        ),
    ),
)

UPDATE_PARAMETERS = Exercise(
    reference.update_parameters,
    update_cases,
    returns=("parameters",),
    misconceptions=(
        uphill((Edit("value - ", "value + "),)),
        Misconception(
            "the biases never move",
            "The weights learn, the biases stay where they were. They have slopes of their own.",
            (Edit("learning_rate *", 'learning_rate * (name[0] == "W") *'),),
        ),
        Misconception(
            "only the output layer moves",
            "The hidden layer stays as it was drawn. It has to learn, too.",
            (Edit("learning_rate *", 'learning_rate * (name[1] == "2") *'),),
        ),
        learning_rate_is_ignored((Edit("learning_rate * ", ""),)),
        Misconception(
            "the step instead of where it leads",
            "You return how far to go. Asked is where you are after the step.",
            (Edit("value - learning_rate", "-learning_rate"),),
        ),
        Misconception(
            "the parameters are handed back unchanged",
            "What you return is what you were given. Did the new values get lost on the way?",
            (Edit(" - learning_rate *", " - 0 * learning_rate *"),),
        ),
    ),
)

NN_MODEL = Exercise(
    reference.nn_model,
    nn_model_cases,
    returns=("parameters", "costs"),
    uses=(
        "layer_sizes",
        "initialize_parameters",
        "forward_propagation",
        "compute_cost",
        "backward_propagation",
        "update_parameters",
    ),
    given=("initialize_parameters",),
    misconceptions=(
        Misconception(
            "the updated parameters are thrown away",
            "All your costs are the same: each step starts from where the last one started. Who keeps the "
            "new parameters?",
            (Edit("parameters = update", "update"),),
        ),
        Misconception(
            "every step begins with new parameters",
            "What a step has learned is gone in the next one. How often should the parameters be drawn?",
            (
                Edit(
                    "        A2, cache",
                    "        parameters = initialize_parameters(n_x, n_h, n_y, rng)\n        A2, cache",
                ),
            ),
        ),
        Misconception(
            "every cost is recorded",
            "The list of costs has one entry every 100 iterations, beginning with iteration 0.",
            (Edit("if i % COST_INTERVAL == 0", "if True"),),
        ),
        Misconception(
            "the record of costs starts too late",
            "The first cost belongs to iteration 0, before anything was learned. Yours starts later.",
            (Edit("i % COST_INTERVAL", "(i + 1) % COST_INTERVAL"),),
        ),
        one_step_too_few((Edit("range(num_iterations)", "range(num_iterations - 1)"),)),
        one_step_too_many((Edit("range(num_iterations)", "range(num_iterations + 1)"),)),
        learning_rate_is_fixed((Edit("grads, learning_rate)", "grads, 1.2)"),)),
        Misconception(
            "the width is fixed",
            "Your hidden layer always has the same number of units. Who should decide about it?",
            (Edit("(n_x, n_h, n_y, rng)", f"(n_x, {FIXED_WIDTH}, n_y, rng)"),),
        ),
    ),
)

PREDICT = Exercise(
    reference.predict,
    predict_cases,
    uses=("forward_propagation",),
    misconceptions=(
        Misconception(
            "probabilities instead of decisions",
            "You return how sure the network is. Asked is its decision, 0 or 1.",
            (Edit("(A2 > 0.5).astype(float)", "A2"),),
        ),
        Misconception(
            "yes and no are exchanged",
            "The network says 1 where it believes in 0. Which way does the comparison point?",
            (Edit("A2 > 0.5", "A2 < 0.5"),),
        ),
        Misconception(
            "the threshold is zero",
            "A probability is never below 0, so everything gets the answer 1. What is halfway?",
            (Edit("A2 > 0.5", "A2 > 0"),),
        ),
        Misconception(
            "the score is compared with one half",
            "Some of your answers are 0 although the probability exceeds one half. Which of the two numbers, "
            "the score or the probability, do you compare?",
            (Edit("A2, _ =", "_, cache ="), Edit("A2 > 0.5", 'cache["Z2"] > 0.5')),
        ),
        answers_lose_a_dimension((Edit("A2 > 0.5", "A2[0] > 0.5"),)),
    ),
)

EXERCISES = (
    LAYER_SIZES,
    ACTIVATION,
    ACTIVATION_GRADIENT,
    INITIALIZE_PARAMETERS,
    FORWARD_PROPAGATION,
    COMPUTE_COST,
    BACKWARD_PROPAGATION,
    UPDATE_PARAMETERS,
    NN_MODEL,
    PREDICT,
)
