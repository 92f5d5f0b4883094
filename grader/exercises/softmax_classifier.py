"""Week 10: what is asked about telling several classes apart, and what people get wrong in it."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.keys.exercise import Edit, Exercise, Inputs, Misconception
from utils import softmax_classifier as reference

Array = np.ndarray
Rng = np.random.Generator


def draw_sizes(rng: Rng) -> list[tuple[int, int, int]]:
    """Triples (K, n_x, m), no two numbers of one equal; one m is 1, and one K is 2."""
    few, many = int(rng.integers(3, 5)), int(rng.integers(7, 10))
    return [(few, many, 6), (many, few, 5), (few + 2, few, 1), (2, few, many)]


def draw_classifier(rng: Rng, K: int, n_x: int) -> tuple[Array, Array]:
    """Weights W (K, n_x) and biases b (K, 1), which are all different."""
    return rng.normal(size=(K, n_x)), rng.permutation(K).reshape(K, 1) + rng.uniform(0.2, 0.8)


def draw_labels(rng: Rng, K: int, m: int) -> Array:
    """Class numbers (1, m): as many different ones as there is room for."""
    return rng.permutation(rng.permutation(K)[np.arange(m) % K]).reshape(1, m)


def draw_problem(rng: Rng, K: int, n_x: int, m: int) -> tuple[Array, Array]:
    """Examples X (n_x, m) and one-hot labels Y (K, m), each class with a place of its own."""
    labels = draw_labels(rng, K, m)
    centres = rng.normal(size=(n_x, K))
    X = centres[:, labels[0]] + 0.8 * rng.normal(size=(n_x, m))
    return X, np.eye(K)[:, labels[0]]


def linear_scores_cases(rng: Rng) -> Iterator[Inputs]:
    for K, n_x, m in draw_sizes(rng):
        yield *draw_classifier(rng, K, n_x), rng.normal(size=(n_x, m))


def softmax_cases(rng: Rng) -> Iterator[Inputs]:
    for K, _, m in draw_sizes(rng):
        yield (rng.uniform(-2.5, 2.5, size=(K, m)),)
    # Scores whose exponentials no float can hold, and columns that are far apart.
    for K, m in [(3, 5), (4, 2)]:
        lifts = rng.permutation(np.arange(m) % 2 * 2 - 1) * rng.uniform(900, 2000, size=m)
        yield (rng.uniform(-2.5, 2.5, size=(K, m)) + lifts,)
    # One class is hopeless: from there up to the others no exponential reaches.
    sunk = rng.permutation(np.arange(4) == 0).reshape(4, 1) * rng.uniform(900, 2000)
    yield (rng.uniform(-2.5, 2.5, size=(4, 3)) - sunk,)


def one_hot_cases(rng: Rng) -> Iterator[Inputs]:
    for K, m in [(4, 7), (6, 9), (3, 8)]:
        yield draw_labels(rng, K, m), K
    K = int(rng.integers(5, 8))
    yield rng.integers(1, K // 2 + 1, size=(1, 1)), K  # nobody belongs to the last classes
    yield rng.permutation(np.arange(2 * K - 4) % (K - 2)).reshape(1, -1), K


def cross_entropy_cases(rng: Rng) -> Iterator[Inputs]:
    for K, _, m in draw_sizes(rng):
        A = reference.softmax(rng.uniform(-2, 2, size=(K, m)))
        yield A, np.eye(K)[:, draw_labels(rng, K, m)[0]]
    # Answers rounded to certainty, right ones and wrong ones, and some that are almost as sure.
    for turn in (0, 1):
        labels = draw_labels(rng, 3, 4)[0]
        A = np.eye(3)[:, (labels + turn * np.array([0, 0, 1, 2])) % 3]
        doubt = np.array([0.0, rng.uniform(1e-6, 1e-5), 0.0, rng.uniform(1e-6, 1e-5)])
        yield A * (1 - doubt) + (1 - A) * doubt / 2, np.eye(3)[:, labels]


def softmax_gradient_cases(rng: Rng) -> Iterator[Inputs]:
    for (K, n_x, m), lambd in zip(draw_sizes(rng), (0.0, 1.0, 1.0, 1.0), strict=True):
        W, b = draw_classifier(rng, K, n_x)
        X, Y = draw_problem(rng, K, n_x, m)
        yield W, b / K, X, Y, float(lambd * rng.uniform(0.4, 2.5))


def train_softmax_cases(rng: Rng) -> Iterator[Inputs]:
    lengths, penalties = (103, 3, 4, 201), (1.0, 1.0, 1.0, 0.0)
    for (K, n_x, m), n, lambd in zip(draw_sizes(rng), lengths, penalties, strict=True):
        learning_rate = float(rng.uniform(0.05, 0.2))
        yield *draw_problem(rng, K, n_x, m), n, learning_rate, float(lambd * rng.uniform(0.4, 1.5))


def _textbook_softmax(Z: Array) -> Any:
    E = np.exp(Z)
    return E / np.sum(E, axis=0, keepdims=True)


def _textbook_cross_entropy(A: Array, Y: Array) -> Any:
    return -np.sum(Y * np.log(A)) / Y.shape[1]


def _of_every_class(A: Array, Y: Array) -> Any:
    losses = Y * np.log(np.maximum(A, reference.SMALLEST))
    losses += (1 - Y) * np.log(np.maximum(1 - A, reference.SMALLEST))
    return -np.sum(losses) / Y.shape[1]


def penalty_is_missing(edit: Edit) -> Misconception:
    return Misconception(
        "the penalty is missing",
        "Large weights cost you nothing. What becomes of the term with lambd?",
        (edit,),
    )


def penalty_is_not_divided(edit: Edit) -> Misconception:
    return Misconception(
        "the penalty is not divided by m",
        "Your penalty weighs the more, the more examples there are to average. What is it divided by?",
        (edit,),
    )


LINEAR_SCORES = Exercise(
    reference.linear_scores,
    linear_scores_cases,
    returns=("Z",),
    misconceptions=(
        Misconception(
            "the bias is left out",
            "A class may be more likely before any pixel is looked at. What stands behind the product?",
            (Edit(" + b", ""),),
        ),
        Misconception(
            "the bias is subtracted",
            "Your bias counts against its class. Which sign does it have?",
            (Edit("+ b", "- b"),),
        ),
        Misconception(
            "the scores lie on their side",
            "Rows and columns are exchanged. One column belongs to one example, also among the scores.",
            (Edit("W @ X + b", "(W @ X + b).T"),),
        ),
        Misconception(
            "one bias for all classes",
            "You add the same number to every class. How many biases are there?",
            (Edit("+ b", "+ b[0]"),),
        ),
        Misconception(
            "squeezed already",
            "Your scores lie between 0 and 1. Here they are still plain sums, which may be any number.",
            lambda W, b, X: reference.softmax(W @ X + b),
        ),
        Misconception(
            "each score by itself is squeezed",
            "You put a sigmoid behind each score. Here they are still plain sums, which may be any number.",
            lambda W, b, X: 1 / (1 + np.exp(-(W @ X + b))),
        ),
    ),
)

SOFTMAX = Exercise(
    reference.softmax,
    softmax_cases,
    returns=("A",),
    misconceptions=(
        Misconception(
            "each row adds up to one",
            "You divide by sums over the examples. The classes compete within one example: along which axis "
            "is that?",
            (Edit("np.sum(E, axis=0", "np.sum(E, axis=1"),),
        ),
        Misconception(
            "all examples share one sum",
            "All your probabilities together add up to one. How often should they?",
            (Edit("np.sum(E, axis=0, keepdims=True)", "np.sum(E)"),),
        ),
        Misconception(
            "nothing is divided",
            "Your numbers are positive, but they don't add up to one. What is missing?",
            (Edit(" / np.sum(E, axis=0, keepdims=True)", ""),),
        ),
        Misconception(
            "exponentials of large scores",
            "An exponential of a large score is more than a float can hold. What may be taken from all the "
            "scores of an example without changing its probabilities?",
            _textbook_softmax,
        ),
        Misconception(
            "the largest score of all examples is subtracted",
            "One example's large score makes all exponentials of another one vanish. Whose largest score is "
            "the right one?",
            (Edit("np.max(Z, axis=0, keepdims=True)", "np.max(Z)"),),
        ),
        Misconception(
            "the largest score of each class is subtracted",
            "You take something else from each class, and that changes who wins. What has to stay the same "
            "within one example?",
            (Edit("np.max(Z, axis=0", "np.max(Z, axis=1"),),
        ),
        Misconception(
            "the smallest score is subtracted",
            "After your subtraction no score is negative. For which scores is an exponential harmless?",
            (Edit("np.max(Z, axis=0", "np.min(Z, axis=0"),),
        ),
        Misconception(
            "the exponent has the wrong sign",
            "Your largest score gets the smallest probability. What does a high score mean?",
            lambda Z: reference.softmax(-Z),
        ),
        Misconception(
            "one sigmoid for each class",
            "Each of your classes answers yes or no by itself, and together they don't add up to one.",
            lambda Z: np.exp(-np.logaddexp(0, -Z)),
        ),
        Misconception(
            "one for the winner",
            "You give everything to the largest score. Softmax is softer: how sure is it?",
            lambda Z: (np.max(Z, axis=0, keepdims=True) == Z).astype(float),
        ),
    ),
)

ONE_HOT = Exercise(
    reference.one_hot,
    one_hot_cases,
    returns=("Y",),
    misconceptions=(
        Misconception(
            "one example a row",
            "Your examples are rows. In this course an example is a column.",
            (Edit("(labels == classes).astype(float)", "(labels == classes).astype(float).T"),),
        ),
        Misconception(
            "classes are counted from 1",
            "Your ones stand a row too high. With which number do the classes begin?",
            (Edit("np.arange(K)", "np.arange(1, K + 1)"),),
        ),
        Misconception(
            "zeros and ones are exchanged",
            "You mark all classes but the right one. How many ones should a column have?",
            (Edit("==", "!="),),
        ),
        Misconception(
            "as many rows as classes that occur",
            "A class need not occur among the examples. Who says how many rows there are?",
            lambda labels, K: reference.one_hot(labels, int(np.max(labels)) + 1),
        ),
        Misconception(
            "one row too few",
            "The last class has no row. How many classes are there, if the first is called 0?",
            (Edit("np.arange(K).reshape(K, 1)", "np.arange(K - 1).reshape(K - 1, 1)"),),
        ),
        Misconception(
            "the classes are counted from below",
            "Your rows are upside down. In which row does class 0 stand?",
            (Edit("np.arange(K).reshape(K, 1)", "np.arange(K)[::-1].reshape(K, 1)"),),
        ),
        Misconception(
            "every class up to the right one is marked",
            "Your columns have several ones. How many classes does an example belong to?",
            (Edit("labels == classes", "labels >= classes"),),
        ),
    ),
)

CROSS_ENTROPY = Exercise(
    reference.cross_entropy,
    cross_entropy_cases,
    returns=("cost",),
    misconceptions=(
        Misconception(
            "a sum instead of a mean",
            "Your cost grows with the number of examples. What makes an average of a sum?",
            (Edit(" / m", ""),),
        ),
        Misconception(
            "the zeros are counted too",
            "You average over classes as well as examples. How many logarithms per example are not "
            "multiplied by 0?",
            (Edit("m = Y.shape[1]", "m = Y.size"),),
        ),
        Misconception(
            "divided by the number of classes",
            "You divide by how many classes there are. Over what is the average taken?",
            (Edit("Y.shape[1]", "Y.shape[0]"),),
        ),
        Misconception(
            "the minus sign is missing",
            "Logarithms of probabilities are negative, a cost is not. What turns the one into the other?",
            (Edit("-np.sum", "np.sum"),),
        ),
        Misconception(
            "the logarithm of zero is taken",
            "A probability may be rounded to exactly 0. Which number does the logarithm meet there, and what "
            "should it meet instead?",
            _textbook_cross_entropy,
        ),
        Misconception(
            "a small number is added in the logarithm",
            "What you add inside the logarithm changes every loss a little. Only the impossible ones should "
            "change.",
            (Edit("np.maximum(A, SMALLEST)", "A + 1e-8"),),
        ),
        Misconception(
            "every class is asked yes or no",
            "You also charge for probability that went to wrong classes. It is already missing at the right "
            "one: which logarithm is enough?",
            _of_every_class,
        ),
        Misconception(
            "squared error",
            "That is the squared distance. Cross-entropy asks how surprised you were by the label.",
            lambda A, Y: np.sum((A - Y) ** 2) / Y.shape[1],
        ),
        Misconception(
            "no logarithm",
            "You average the probability of the truth itself. Its logarithm makes a sure mistake expensive.",
            (Edit("np.log(np.maximum(A, SMALLEST))", "A"),),
        ),
        Misconception(
            "the logarithm to base 2",
            "Your costs are all too large by the same factor. To which base is the natural logarithm?",
            (Edit("np.log(", "np.log2("),),
        ),
    ),
)

SOFTMAX_GRADIENT = Exercise(
    reference.softmax_gradient,
    softmax_gradient_cases,
    returns=("grads",),
    uses=("linear_scores", "softmax"),
    misconceptions=(
        Misconception(
            "nothing is divided by m",
            "Your slopes grow with the number of examples. The cost is an average: what does that do to its "
            "slopes?",
            (Edit("m = X.shape[1]", "m = 1"),),
        ),
        Misconception(
            "dW is a sum, not a mean",
            "db is an average over the examples, and your dW is not. What is missing?",
            (Edit("X.T / m", "X.T"),),
        ),
        Misconception(
            "db is a sum, not a mean",
            "dW is an average over the examples, and your db is not. What is missing?",
            (Edit("keepdims=True) / m", "keepdims=True)"),),
        ),
        Misconception(
            "the error has the wrong sign",
            "Your slopes lead uphill. Is the error the answer minus the truth, or the reverse?",
            (Edit("A - Y", "Y - A"),),
        ),
        penalty_is_missing(Edit(" + lambd / m * W", "")),
        penalty_is_not_divided(Edit("lambd / m * W", "lambd * W")),
        Misconception(
            "the penalty's 2 is in the wrong place",
            "The slope of a square brings a factor 2, and below the line of the penalty there is another one. "
            "What is left of the two?",
            (Edit("lambd / m * W", "lambd * 2 / m * W"),),
        ),
        Misconception(
            "the 2 of the penalty stays",
            "Your penalty pulls half as strongly as it should. What happens to its 2 when a square is "
            "differentiated?",
            (Edit("lambd / m * W", "lambd / (2 * m) * W"),),
        ),
        Misconception(
            "large weights are rewarded",
            "Your penalty pushes the weights away from zero. Which sign does its slope have?",
            (Edit("+ lambd", "- lambd"),),
        ),
        Misconception(
            "the biases are penalised too",
            "Your db contains a penalty. Which parameters does the cost punish for being large?",
            (Edit("keepdims=True) / m", "keepdims=True) / m + lambd / m * b"),),
        ),
        Misconception(
            "the label is never subtracted",
            "You send back the answer itself. What of it was wrong?",
            (Edit("A - Y", "A"),),
        ),
        Misconception(
            "the slope of a sigmoid is multiplied in",
            "Softmax and cross-entropy are taken back in one step, and their slopes have cancelled. What is "
            "the extra factor for?",
            (Edit("A - Y", "(A - Y) * A * (1 - A)"),),
        ),
        Misconception(
            "one bias slope for all classes",
            "Your db is a single number. Each class has its own bias, and its own sum over the examples.",
            (Edit("axis=1, keepdims=True", ""),),
        ),
        Misconception(
            "dW lies on its side",
            "Your dW has a row for each feature. A gradient has the shape of what it belongs to.",
            (Edit('"dW": dW', '"dW": dW.T'),),
        ),
    ),
)

TRAIN_SOFTMAX = Exercise(
    reference.train_softmax,
    train_softmax_cases,
    returns=("W", "b", "costs"),
    uses=("linear_scores", "softmax", "cross_entropy", "softmax_gradient"),
    misconceptions=(
        Misconception(
            "uphill instead of downhill",
            "The gradient points to where the cost grows. Which way do you want to go?",
            (
                Edit("W - learning_rate", "W + learning_rate"),
                Edit("b - learning_rate", "b + learning_rate"),
            ),
        ),
        Misconception(
            "the learning rate is fixed",
            "Your training always uses the same learning rate. Who should decide about it?",
            (
                Edit('learning_rate * grads["dW"]', '0.01 * grads["dW"]'),
                Edit('learning_rate * grads["db"]', '0.01 * grads["db"]'),
            ),
        ),
        Misconception(
            "the biases are never moved",
            "Your biases stay at zero. Which slopes do you not use?",
            (Edit('b - learning_rate * grads["db"]', "b"),),
        ),
        Misconception(
            "one step too few",
            "You stop before the last step. How many times should the loop run?",
            (Edit("range(num_iterations)", "range(num_iterations - 1)"),),
        ),
        Misconception(
            "every cost is recorded",
            "Your diary has an entry for every step. How often should one be made?",
            (Edit("i % COST_INTERVAL == 0", "True"),),
        ),
        Misconception(
            "the diary leaves out its first entry",
            "Your diary lacks the cost before the first step, the one that shows where training begins.",
            (Edit("return W, b, costs", "return W, b, costs[1:]"),),
        ),
        Misconception(
            "the recorded cost leaves out the penalty",
            "Your steps lower one cost and your diary records another. What is missing in the record?",
            (Edit("cross_entropy(A, Y) + penalty", "cross_entropy(A, Y)"),),
        ),
        Misconception(
            "the penalty is not averaged in the record",
            "The recorded penalty should be as small as its slopes say. What is it divided by?",
            (Edit("lambd / (2 * m)", "lambd / 2"),),
        ),
        Misconception(
            "trained without the penalty",
            "Your steps take no notice of lambd. To whom do you have to hand it on?",
            (Edit("X, Y, lambd)", "X, Y, 0.0)"),),
        ),
        Misconception(
            "the weights don't start at zero",
            "Your diary begins at the wrong cost. A classifier without an opinion gives every class the same "
            "score: which weights do that for every picture?",
            (Edit("np.zeros((K, n_x))", "np.eye(K, n_x)"),),
        ),
    ),
)

EXERCISES = (LINEAR_SCORES, SOFTMAX, ONE_HOT, CROSS_ENTROPY, SOFTMAX_GRADIENT, TRAIN_SOFTMAX)
