"""Week 3: what is asked about logistic regression, and what people get wrong in it."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from grader.keys.exercise import Edit, Exercise, Inputs, Misconception, attempts
from utils import logistic_regression as reference

Array = np.ndarray
Rng = np.random.Generator
Mutation = tuple[Edit, ...] | Callable[..., Any]

MARGIN = 0.02
"""How far every probability stays from one half where an answer is a yes or a no: no case is a tie."""


def draw_problem(rng: Rng, n_x: int, m: int) -> tuple[Array, float, Array, Array]:
    """Parameters `w`, `b` and examples `X`, `Y`; both labels occur where there are two examples."""
    w = rng.normal(scale=0.7, size=(n_x, 1))
    b = float(rng.uniform(0.3, 0.9))
    X = rng.normal(size=(n_x, m))
    Y = rng.permutation((np.arange(m) + 1) % 2).reshape(1, m)
    return w, b, X, Y


def draw_sizes(rng: Rng) -> list[tuple[int, int]]:
    """Pairs (n_x, m): more features, more examples, a single example, never as many of both."""
    few, many = int(rng.integers(2, 5)), int(rng.integers(6, 10))
    return [(few, many), (many, few), (few + 1, 1)]


def draw_numbers(rng: Rng, spread: float) -> Iterator[Array | float]:
    """Inputs for a function that works element by element: of both signs, none of them near zero.

    Where there is room, some of each sign lie within 1 of zero and some beyond.
    """
    rows, columns = rng.permutation(np.arange(2, 7))[:2]
    for shape in [(rows, columns), (1, columns + 1), (rows + 2, 1), (columns,)]:
        kinds = rng.permutation(np.arange(np.prod(shape)) % 4).reshape(shape)
        near, far = rng.uniform(0.2, 0.9, size=shape), rng.uniform(1.1, spread, size=shape)
        yield np.where(kinds < 2, near, far) * (kinds % 2 * 2 - 1)
    yield float(rng.uniform(0.5, spread))


def sigmoid_cases(rng: Rng) -> Iterator[Inputs]:
    yield from ((z,) for z in draw_numbers(rng, spread=6.0))
    yield (rng.uniform(20.0, 200.0, size=(2, 3)) * np.array([[1], [-1]]),)


def sigmoid_derivative_cases(rng: Rng) -> Iterator[Inputs]:
    yield from ((z,) for z in draw_numbers(rng, spread=4.0))


def initialize_cases(rng: Rng) -> Iterator[Inputs]:
    for dim in rng.permutation(np.arange(2, 30))[:3]:
        yield (int(dim),)


def log_loss_cases(rng: Rng) -> Iterator[Inputs]:
    for _, m in draw_sizes(rng):
        a = rng.uniform(0.05, 0.95, size=(1, m))
        yield a, rng.permutation(np.arange(m) % 2).reshape(1, m)
    for y in (0, 1):
        yield float(rng.uniform(0.1, 0.4)), y
    # Answers that the computer has rounded to certainty, and some almost as sure: right, then wrong.
    order = rng.permutation(6)
    Y = np.array([[0, 1, 0, 1, 0, 1]])[:, order]
    doubt = np.array([[0.0, 0.0, *rng.uniform(1e-6, 1e-5, size=4)]])[:, order]
    for labels in (Y, 1 - Y):
        yield np.abs(Y - doubt), labels


def propagate_cases(rng: Rng) -> Iterator[Inputs]:
    for n_x, m in draw_sizes(rng):
        yield draw_problem(rng, n_x, m)
    yield draw_problem(rng, 1, 4)


def optimize_cases(rng: Rng) -> Iterator[Inputs]:
    for (n_x, m), num_iterations in zip(draw_sizes(rng), (103, 3, 201), strict=True):
        learning_rate = float(rng.uniform(0.05, 0.2))
        yield *draw_problem(rng, n_x, m), num_iterations, learning_rate


def predict_cases(rng: Rng) -> Iterator[Inputs]:
    for n_x, m in [*draw_sizes(rng), (1, 8)]:
        yield _draw_decided(rng, n_x, m)


def _draw_decided(rng: Rng, n_x: int, m: int) -> Inputs:
    for _ in attempts():
        w, b, X, _ = draw_problem(rng, n_x, m)
        A = reference.sigmoid(w.T @ X + b)
        # Whoever forgets the bias, or compares the score with one half, gets answers of their own.
        biases = [b, 0.0, b - 0.5] if m > n_x else [b, 0.0]
        telling = 0 < (A > 0.5).sum() < m and _are_told_apart(w, X, biases)
        if _is_decided(A) and (telling or m == 1):
            return w, b, X


def _is_decided(A: Array) -> bool:
    return bool(np.all(np.abs(A - 0.5) > MARGIN))


def _are_told_apart(w: Array, X: Array, biases: Sequence[Array | float]) -> bool:
    """Do no two of these biases lead to the same answers?"""
    answers = [w.T @ X + b > 0 for b in biases]
    return all((one != other).any() for one, other in itertools.combinations(answers, 2))


def model_cases(rng: Rng) -> Iterator[Inputs]:
    for n_x, m in draw_sizes(rng):
        yield _draw_decided_training(rng, n_x, m)


def _draw_decided_training(rng: Rng, n_x: int, m: int) -> Inputs:
    for _ in attempts():
        _, _, X_train, Y_train = draw_problem(rng, n_x, m)
        _, _, X_test, Y_test = draw_problem(rng, n_x, m + n_x)
        learning_rate = float(rng.uniform(0.05, 0.2))
        inputs = X_train, Y_train, X_test, Y_test, 110, learning_rate
        trained = reference.model(*inputs)
        w, b = trained["w"], trained["b"]
        sets = (X_train, Y_train), (X_test, Y_test)
        decided = all(_is_decided(reference.sigmoid(w.T @ X + b)) for X, _ in sets)
        telling = all(
            _are_told_apart(w, X, [b, other]) for X, Y in sets for other in (0.0, learning_rate, Y)
        )
        # Few examples leave the bias too little to say.
        if decided and (telling or m < n_x):
            return inputs


def _precedence(z: Any) -> Any:
    return 1 / 1 + np.exp(-np.asarray(z))


def _textbook_loss(a: Array | float, y: Array | float) -> Any:
    a = np.asarray(a)
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


def _gradient_once(
    w: Array, b: float, X: Array, Y: Array, num_iterations: int, learning_rate: float
) -> Any:
    grads, cost = reference.propagate(w, b, X, Y)
    w = w - num_iterations * learning_rate * grads["dw"]
    b = b - num_iterations * learning_rate * grads["db"]
    return {"w": w, "b": b}, grads, [cost] * len(range(0, num_iterations, 100))


def dw_is_a_sum(mutation: Mutation) -> Misconception:
    return Misconception(
        "dw is a sum, not a mean",
        "dw grows with the number of examples. What becomes of a sum when it should be an average?",
        mutation,
    )


def nothing_is_divided(mutation: Mutation) -> Misconception:
    return Misconception(
        "nothing is divided by m",
        "dw, db and the cost are sums over the examples. The cost J is their average.",
        mutation,
    )


def error_has_the_wrong_sign(mutation: Mutation) -> Misconception:
    return Misconception(
        "the error has the wrong sign",
        "The gradients point the wrong way. Is the error the answer minus the label, or the "
        "reverse?",
        mutation,
    )


def bias_is_left_out(mutation: Mutation) -> Misconception:
    return Misconception(
        "the bias is left out",
        "The neuron adds something to the weighted sum before it answers. Where is it?",
        mutation,
    )


def uphill(mutation: Mutation) -> Misconception:
    return Misconception(
        "uphill instead of downhill",
        "The gradient points to where the cost grows. Which way do you want to go?",
        mutation,
    )


def learning_rate_is_ignored(mutation: Mutation) -> Misconception:
    return Misconception(
        "the learning rate is ignored",
        "Your steps are as long as the gradient itself. Who decides how long a step is?",
        mutation,
    )


def one_step_too_few(mutation: Mutation) -> Misconception:
    return Misconception(
        "one step too few",
        "You stop before the last step. How many times should the loop run?",
        mutation,
    )


def one_step_too_many(mutation: Mutation) -> Misconception:
    return Misconception(
        "one step too many",
        "You go on for a step after the last one. How many times should the loop run?",
        mutation,
    )


def learning_rate_is_fixed(mutation: Mutation) -> Misconception:
    return Misconception(
        "the learning rate is fixed",
        "Your training always uses the same learning rate. Who should decide about it?",
        mutation,
    )


def answers_lose_a_dimension(mutation: Mutation) -> Misconception:
    return Misconception(
        "the answers have one dimension instead of two",
        "The answers are a row of shape (1, m), like Y, so that both can be compared.",
        mutation,
    )


def squared_error(mutation: Mutation) -> Misconception:
    return Misconception(
        "squared error",
        "That is the squared distance. Cross-entropy asks how surprised you were by the label.",
        mutation,
    )


SIGMOID = Exercise(
    reference.sigmoid,
    sigmoid_cases,
    misconceptions=(
        Misconception(
            "the exponent has the wrong sign",
            "Your curve falls where it should rise. Which sign does z carry inside the exponential, "
            "if a large z is to mean almost certainly yes?",
            (Edit("0, -np", "0, np"),),
        ),
        Misconception(
            "division before addition",
            "Python divides before it adds. Which part of the fraction belongs together below the line?",
            _precedence,
        ),
        Misconception(
            "tanh instead of the logistic function",
            "Your curve runs from -1 to 1. A probability lives between 0 and 1: have another look at "
            "the definition.",
            np.tanh,
        ),
        Misconception(
            "the exponential alone",
            "Your result grows without bound. What keeps the logistic function below 1 is missing "
            "in the denominator.",
            np.exp,
        ),
        Misconception(
            "the slope instead of the function",
            "You return the slope of the curve. That is the next exercise; here its height is asked.",
            reference.sigmoid_derivative,
        ),
    ),
)

SIGMOID_DERIVATIVE = Exercise(
    reference.sigmoid_derivative,
    sigmoid_derivative_cases,
    uses=("sigmoid",),
    misconceptions=(
        Misconception(
            "the formula applied to z itself",
            "The formula speaks of the height of the curve. You gave it the place z where you stand instead.",
            (Edit("s = sigmoid(z)", "s = np.asarray(z)"),),
        ),
        Misconception(
            "the function instead of its slope",
            "You return the height of the curve. How steep is it there?",
            (Edit("s * (1 - s)", "s"),),
        ),
        Misconception(
            "sigmoid applied twice",
            "Somewhere the sigmoid of a sigmoid is taken. How often does z have to pass through it?",
            (Edit("= sigmoid(z)", "= sigmoid(sigmoid(z))"),),
        ),
        Misconception(
            "the slope of tanh",
            "1 - s² is the slope of another S-shaped curve, tanh. What does the logistic function give?",
            (Edit("s * (1 - s)", "1 - s**2"),),
        ),
        Misconception(
            "the slope has the wrong sign",
            "The curve rises everywhere, so its slope is positive everywhere. Yours is not.",
            (Edit("(1 - s)", "(s - 1)"),),
        ),
    ),
)

INITIALIZE_WITH_ZEROS = Exercise(
    reference.initialize_with_zeros,
    initialize_cases,
    returns=("w", "b"),
    misconceptions=(
        Misconception(
            "w has one dimension instead of two",
            "An array of shape (dim,) is neither a row nor a column, and its transpose is itself. "
            "How do you ask NumPy for a column?",
            (Edit("(dim, 1)", "dim"),),
        ),
        Misconception(
            "w is a row",
            "You made a row. In this course w is a column: one weight below the other.",
            (Edit("(dim, 1)", "(1, dim)"),),
        ),
        Misconception(
            "ones instead of zeros",
            "The weights should start at nothing at all.",
            (Edit("np.zeros", "np.ones"),),
        ),
        Misconception(
            "b was forgotten",
            "The neuron has weights and a bias. Which of them do you hand back?",
            (Edit("return w, b", "return w"),),
        ),
        Misconception(
            "a bias for every weight",
            "Your b is as long as w. How many numbers does the neuron add to its weighted sum?",
            (Edit("b = 0.0", "b = np.zeros((dim, 1))"),),
        ),
        Misconception(
            "w and b are exchanged",
            "Both are there, but they come in the wrong order.",
            (Edit("return w, b", "return b, w"),),
        ),
    ),
)

LOG_LOSS = Exercise(
    reference.log_loss,
    log_loss_cases,
    misconceptions=(
        Misconception(
            "the minus sign is missing",
            "Logarithms of probabilities are negative, a loss is not. What turns the one into the other?",
            (Edit("-(y * np", "(y * np"),),
        ),
        Misconception(
            "only the examples with y = 1 count",
            "Where y is 0 your loss is 0, however wrong the answer. Which term speaks for those examples?",
            (Edit(" + (1 - y) * np.log(np.maximum(1 - a, SMALLEST))", ""),),
        ),
        Misconception(
            "the labels are exchanged",
            "You punish right answers and reward wrong ones: look at which logarithm y is multiplied with.",
            (
                Edit("y * np.log(np.maximum(a,", "y * np.log(np.maximum(1 - a,"),
                Edit("(1 - y) * np.log(np.maximum(1 - a,", "(1 - y) * np.log(np.maximum(a,"),
            ),
        ),
        Misconception(
            "the logarithm to base 10",
            "Your losses are all too small by the same factor. To which base is the natural logarithm?",
            lambda a, y: reference.log_loss(a, y) / np.log(10),
        ),
        Misconception(
            "the logarithm to base 2",
            "Your losses are all too large by the same factor. To which base is the natural logarithm?",
            lambda a, y: reference.log_loss(a, y) / np.log(2),
        ),
        Misconception(
            "the labels are ignored",
            "Your loss never asks for the label. What should a high probability cost where there is no cat?",
            lambda a, y: reference.log_loss(a, 1),
        ),
        squared_error(lambda a, y: (np.asarray(a) - y) ** 2),
        Misconception(
            "averaged too early",
            "Here every example keeps a loss of its own. The average comes later, in the cost.",
            lambda a, y: np.mean(reference.log_loss(a, y)),
        ),
        Misconception(
            "summed too early",
            "You return a single sum. Here every example keeps a loss of its own, and the cost adds them up "
            "later.",
            lambda a, y: np.sum(reference.log_loss(a, y)),
        ),
        Misconception(
            "the logarithm of zero is taken",
            "A probability may be rounded to exactly 0 or 1. Which number does the logarithm meet there, "
            "and what should it meet instead?",
            _textbook_loss,
        ),
        Misconception(
            "a itself is kept away from 1",
            "So close to 1 there is no float: 1 minus something tiny is rounded to 1 again. What goes into "
            "the second logarithm?",
            lambda a, y: _textbook_loss(np.clip(a, reference.SMALLEST, 1 - reference.SMALLEST), y),
        ),
        Misconception(
            "a small number is added in the logarithm",
            "What you add inside the logarithm changes every loss a little. Only the impossible ones should "
            "change.",
            (
                Edit("np.maximum(a, SMALLEST)", "a + 1e-8"),
                Edit("np.maximum(1 - a, SMALLEST)", "1 - a + 1e-8"),
            ),
        ),
        Misconception(
            "certain and wrong is too cheap",
            "Your lower limit for what goes into the logarithm is larger than the exercise says. How much "
            "should it cost to be certain and wrong?",
            (
                Edit("np.maximum(a, SMALLEST)", "np.maximum(a, 1e-15)"),
                Edit("np.maximum(1 - a, SMALLEST)", "np.maximum(1 - a, 1e-15)"),
            ),
        ),
    ),
)

PROPAGATE_LOOP = Exercise(
    reference.propagate_loop,
    propagate_cases,
    returns=("grads", "cost"),
    uses=("sigmoid", "log_loss"),
    misconceptions=(
        dw_is_a_sum((Edit('"dw": dw / m', '"dw": dw'),)),
        nothing_is_divided(
            (
                Edit('"dw": dw / m', '"dw": dw'),
                Edit("float(db / m)", "float(db)"),
                Edit("float(cost / m)", "float(cost)"),
            )
        ),
        Misconception(
            "each example overwrites the one before",
            "Only the last example leaves a trace in dw. How does a running total grow?",
            (Edit("dw += x * dz", "dw = x * dz"),),
        ),
        error_has_the_wrong_sign((Edit("dz = a - y", "dz = y - a"),)),
        bias_is_left_out((Edit("np.sum(w * x) + b", "np.sum(w * x)"),)),
        Misconception(
            "the last example is skipped",
            "Your loop ends one example too early. Which indices does range give?",
            (Edit("range(m)", "range(m - 1)"),),
        ),
        Misconception(
            "only the first example is seen",
            "Your function returns while the loop has only begun, so it has seen a single example. Which "
            "lines belong to the loop, and which come after it?",
            (Edit("range(m)", "range(1)"),),
        ),
    ),
)

PROPAGATE = Exercise(
    reference.propagate,
    propagate_cases,
    returns=("grads", "cost"),
    uses=("sigmoid", "log_loss"),
    misconceptions=(
        dw_is_a_sum((Edit("X @ dZ.T / m", "X @ dZ.T"),)),
        nothing_is_divided((Edit("m = X.shape[1]", "m = 1"),)),
        Misconception(
            "divided by the number of features",
            "You divide by the number of rows of X. What do its rows count, and what its columns?",
            (Edit("X.shape[1]", "X.shape[0]"),),
        ),
        error_has_the_wrong_sign((Edit("A - Y", "Y - A"),)),
        Misconception(
            "the answers instead of their errors",
            "Your gradients never ask for the labels. What should be zero when every answer is right?",
            (Edit("dZ = A - Y", "dZ = A"),),
        ),
        bias_is_left_out((Edit("w.T @ X + b", "w.T @ X"),)),
        Misconception(
            "dw is a row",
            "dw has one entry for each weight, so it has the same shape as w. Yours lies on its side.",
            (Edit("X @ dZ.T / m", "dZ @ X.T / m"),),
        ),
        Misconception(
            "the gradient of the squared error",
            "There is a factor A(1 - A) too many. Cross-entropy was chosen because it cancels it.",
            (Edit("dZ = A - Y", "dZ = (A - Y) * A * (1 - A)"),),
        ),
    ),
)

OPTIMIZE = Exercise(
    reference.optimize,
    optimize_cases,
    returns=("params", "grads", "costs"),
    uses=("propagate",),
    misconceptions=(
        uphill(
            (
                Edit("w - learning_rate", "w + learning_rate"),
                Edit("b - learning_rate", "b + learning_rate"),
            )
        ),
        Misconception(
            "the bias never moves",
            "The weights learn, the bias stays where it was. It has a gradient of its own.",
            (Edit('b = b - learning_rate * grads["db"]', "pass"),),
        ),
        learning_rate_is_ignored(
            (
                Edit('learning_rate * grads["dw"]', 'grads["dw"]'),
                Edit('learning_rate * grads["db"]', 'grads["db"]'),
            )
        ),
        Misconception(
            "the gradient is computed only once",
            "You keep walking in the first direction. The slope changes with every step you take.",
            _gradient_once,
        ),
        Misconception(
            "every cost is recorded",
            "`costs` is a diary with one entry every 100 iterations, beginning with iteration 0.",
            (Edit("if i % COST_INTERVAL == 0", "if True"),),
        ),
        Misconception(
            "the diary starts too late",
            "The first cost belongs to iteration 0, before anything was learned. Yours starts later.",
            (Edit("i % COST_INTERVAL", "(i + 1) % COST_INTERVAL"),),
        ),
        Misconception(
            "the cost after the step is recorded",
            "Your diary says what each step has led to. Asked is the cost before the step, as `propagate` "
            "returned it.",
            (Edit("costs.append(cost)", "costs.append(propagate(w, b, X, Y)[1])"),),
        ),
        Misconception(
            "the gradients after the last step",
            "Your gradients belong to the place where you arrived. Asked are those that made the last step.",
            (Edit("}, grads, costs", "}, propagate(w, b, X, Y)[0], costs"),),
        ),
        one_step_too_few((Edit("range(num_iterations)", "range(num_iterations - 1)"),)),
        one_step_too_many((Edit("range(num_iterations)", "range(num_iterations + 1)"),)),
    ),
)

PREDICT = Exercise(
    reference.predict,
    predict_cases,
    uses=("sigmoid",),
    misconceptions=(
        Misconception(
            "probabilities instead of decisions",
            "You return how sure the neuron is. Asked is its decision, 0 or 1.",
            (Edit("(A > 0.5).astype(float)", "A"),),
        ),
        Misconception(
            "yes and no are exchanged",
            "The neuron says cat where it believes in no cat. Which way does the comparison point?",
            (Edit("A > 0.5", "A < 0.5"),),
        ),
        Misconception(
            "the threshold is zero",
            "A probability is never below 0, so everything becomes a cat. What is halfway?",
            (Edit("A > 0.5", "A > 0"),),
        ),
        Misconception(
            "the score is compared with one half",
            "Some of your answers are 0 although the probability exceeds one half. Which of the two numbers, "
            "the score or the probability, do you compare?",
            lambda w, b, X: (w.T @ X + b > 0.5).astype(float),
        ),
        bias_is_left_out((Edit("w.T @ X + b", "w.T @ X"),)),
        answers_lose_a_dimension((Edit("A > 0.5", "A[0] > 0.5"),)),
    ),
)

MODEL = Exercise(
    reference.model,
    model_cases,
    returns=("result",),
    uses=("initialize_with_zeros", "optimize", "predict"),
    misconceptions=(
        Misconception(
            "the answers come from untrained parameters",
            "The training has no effect on the predictions. Which w and b do you predict with?",
            (
                Edit(
                    '"Y_prediction_train": predict(w, b,',
                    '"Y_prediction_train": predict(0 * w, 0.0,',
                ),
                Edit(
                    '"Y_prediction_test": predict(w, b,', '"Y_prediction_test": predict(0 * w, 0.0,'
                ),
            ),
        ),
        Misconception(
            "the trained parameters are thrown away",
            "The training takes place, but you go on with the w and b that you started from. Who hands you "
            "the trained ones?",
            (Edit('w, b = params["w"], params["b"]', "pass"),),
        ),
        Misconception(
            "it learns from the test set",
            "The model has seen the test examples while it learned. What is an examination worth "
            "whose questions were known?",
            (Edit("optimize(w, b, X_train, Y_train", "optimize(w, b, X_test, Y_test"),),
        ),
        Misconception(
            "training and test answers are exchanged",
            "The two sets of answers stand under each other's name.",
            (
                Edit('"Y_prediction_train"', '"swap"'),
                Edit('"Y_prediction_test"', '"Y_prediction_train"'),
                Edit('"swap"', '"Y_prediction_test"'),
            ),
        ),
        Misconception(
            "the number of iterations is fixed",
            "Your training always runs equally long. Who should decide how long it runs?",
            (
                Edit(
                    "num_iterations, learning_rate)\n    w, b = p",
                    "2000, learning_rate)\n    w, b = p",
                ),
            ),
        ),
        learning_rate_is_fixed(
            (
                Edit(
                    "num_iterations, learning_rate)\n    w, b = p",
                    "num_iterations, 0.5)\n    w, b = p",
                ),
            )
        ),
    ),
)

EXERCISES = (
    SIGMOID,
    SIGMOID_DERIVATIVE,
    INITIALIZE_WITH_ZEROS,
    LOG_LOSS,
    PROPAGATE_LOOP,
    PROPAGATE,
    OPTIMIZE,
    PREDICT,
    MODEL,
)
