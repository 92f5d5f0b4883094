"""Weeks 5 and 9 as a student meets them at midnight: mistakes that nobody listed, and what one is told.

Each row is a mistake that is in no list of misconceptions, what has to be said of it, and what must not
be, because it would be false, or give the solution away.
"""

import functools
import linecache
import re
import textwrap

import numpy as np
import pytest

from grader.answers.answer import ask
from grader.exercises import load_lesson
from grader.judging.judge import CORRECT, judge
from grader.keys.key_maker import PUBLIC, make_exercise_key
from grader.reports.card import card_text
from utils import deep_network, gradient_checking
from utils.logistic_regression import sigmoid

LESSONS = [load_lesson(name) for name in ("deep_network", "gradient_checking")]

LINEAR = "def linear_forward(A_prev, W, b):\n    "
COST = "def compute_cost(AL, Y):\n    m = Y.shape[1]\n    "
BACK = "def linear_backward(dZ, cache):\n    A_prev, W, b = cache\n    m = A_prev.shape[1]\n    "
GATE = "def relu_backward(dA, Z):\n    "
RELATIVE = (
    "def relative_difference(a, b):\n    if not a.any() and not b.any():\n        return 0.0\n    "
)
MODEL = """\
def L_model_forward(X, parameters):
    A, caches = X, []
    L = len(parameters) // 2
    for l in range(1, L + 1):
        activation = "sigmoid" if l == L else "relu"
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], activation)
        caches.append(cache)
    return A, caches
"""
UPDATE = """\
def update_parameters(parameters, grads, learning_rate):
    for name in parameters:
        parameters[name] = parameters[name] - learning_rate * grads["d" + name]
    return parameters
"""

BACKWARD = """\
def L_model_backward(AL, Y, caches):
    L, grads = len(caches), {}
    dA, grads[f"dW{L}"], grads[f"db{L}"] = linear_backward(AL - Y, caches[-1][0])
    for l in range(L - 1, 0, -1):
        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_activation_backward(dA, caches[l - 1], "relu")
    return grads
"""
CHECK = """\
def gradient_check(parameters, gradients, X, Y, epsilon):
    L = len(parameters) // 2
    dims = [len(X)] + [len(parameters[f"b{l}"]) for l in range(1, L + 1)]
    cost = lambda theta: compute_cost(L_model_forward(X, vector_to_parameters(theta, dims))[0], Y)
    slope = numerical_gradient(cost, parameters_to_vector(parameters), epsilon)
    given = parameters_to_vector({name: gradients["d" + name] for name in parameters})
    return relative_difference(given, slope)
"""

MISTAKES = {
    "nothing is returned": (
        LINEAR + "Z = W @ A_prev + b",
        ["The function returns nothing", "`return`"],
        ["shape"],
    ),
    "only one of two things is returned": (
        LINEAR + "return W @ A_prev + b",
        ["returns an array of shape (6, 4)", "2 values: Z, cache"],
        [],
    ),
    "the two things are exchanged": (
        LINEAR + "return (A_prev, W, b), W @ A_prev + b",
        ["`cache` holds what belongs in `Z`", "The order is `Z` and `cache`."],
        [],
    ),
    "the product is the other way round": (
        LINEAR + "return A_prev @ W + b, (A_prev, W, b)",
        ["line 2", "inner lengths", "A_prev is an array of shape (2, 4)", "W is an array of shape"],
        ["W @ A_prev", "gufunc"],
    ),
    "b is subtracted": (
        LINEAR + "return W @ A_prev - b, (A_prev, W, b)",
        ["`Z` is off by one amount in each row", "`cache` is right"],
        ["+ b", "factor"],
    ),
    "the loop ends one example early": (
        LINEAR
        + "Z = np.zeros((len(W), A_prev.shape[1]))\n"
        + "    for i in range(A_prev.shape[1] - 1):\n"
        + "        Z[:, i] = W @ A_prev[:, i] + b[:, 0]\n"
        + "    return Z, (A_prev, W, b)",
        ["`Z` is right except in the last column"],
        [],
    ),
    "an array of whole numbers": (
        LINEAR + "Z = np.zeros((len(W), A_prev.shape[1]), int)\n    Z[:] = W @ A_prev + b\n"
        "    return Z, (A_prev, W, b)",
        ["behind the decimal point", "whole numbers"],
        [],
    ),
    "an epsilon in the logarithm": (
        COST + "return -np.sum(Y * np.log(AL + 1e-4) + (1 - Y) * np.log(1 - AL + 1e-4)) / m",
        ["`cost` is nearly right", "a small number added"],
        ["factor"],
    ),
    "a mean, then divided by m": (
        COST + "return -np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m",
        ["`cost` is too small by the factor `m`."],
        ["only where"],
    ),
    "logarithms to base 2": (
        COST + "return -np.sum(Y * np.log2(AL) + (1 - Y) * np.log2(1 - AL)) / m",
        ["logarithm to base 2"],
        [],
    ),
    "a matrix of losses": (
        COST + "return -(Y.T @ np.log(AL) + (1 - Y).T @ np.log(1 - AL)) / m",
        ["it should be a single number", "only where `m` > 1"],
        [],
    ),
    "a column of costs": (
        COST + "return -np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL), axis=0)",
        ["`cost` is an array of shape (5,); it should be a single number"],
        ["shape ()"],
    ),
    "one array in place of three": (
        LINEAR + "return W @ A_prev + b, W",
        ["`cache` is an array of shape (6, 2); it should be a tuple of 3."],
        ["items", "only where"],
    ),
    "the logarithm of a negative number": (
        COST + "return -np.sum(Y * np.log(AL) + (1 - Y) * np.log(AL - 1)) / m",
        ["`cost` is nan", "logarithm or root of a negative number"],
        ["1 - AL"],
    ),
    "db times m": (
        BACK + "return W.T @ dZ, dZ @ A_prev.T / m, dZ.sum(axis=1, keepdims=True) * m",
        ["`db` is too large by the square of `m`.", "`dA_prev` and `dW` are right."],
        ["np.sum"],
    ),
    "the number of units in place of m": (
        BACK
        + "n = len(dZ)\n    return W.T @ dZ, dZ @ A_prev.T / n, dZ.sum(axis=1, keepdims=True) / n",
        ["is off by the ratio of `m` and `n`. Is one taken for the other?", "`dA_prev` is right."],
        [],
    ),
    "one less than m": (
        BACK + "m = m - 1\n    return W.T @ dZ, dZ @ A_prev.T / m, dZ.mean(axis=1, keepdims=True)",
        ["nothing but inf", "division by 0", "only where `m` = 1"],
        [],
    ),
    "db negated": (
        BACK + "return W.T @ dZ, dZ @ A_prev.T / m, -dZ.mean(axis=1, keepdims=True)",
        ["`db` has the wrong sign everywhere", "`dA_prev` and `dW` are right."],
        [],
    ),
    "two names for three things": (
        "def linear_backward(dZ, cache):\n    A_prev, W = cache\n    return W.T @ dZ, dZ, dZ",
        ["line 2", "has 2 names", "cache is a tuple of 3: (3, 4), (6, 3), (6, 1)"],
        [],
    ),
    "a leaky gate": (
        GATE + "return np.where(Z > 0, dA, 0.01 * dA)",
        ["`dZ` is right except where `Z` is negative."],
        ["factor", "= 0"],
    ),
    "a gate that opens late": (
        GATE + "return dA * (Z >= 1)",
        ["`dZ` is right except where `Z` lies between 0 and 1."],
        [">", "factor"],
    ),
    "the sign of the scores forgotten on the way back": (
        BACKWARD.replace("caches[l - 1],", "(caches[l - 1][0], -caches[l - 1][1]),"),
        ['wrong in every layer but the last. Look at `grads["dW4"]` first.'],
        ["dW1"],
    ),
    "the first biases in every layer": (
        MODEL.replace('parameters[f"b{l}"]', 'parameters["b1"]'),
        [
            "From the second layer on, every `caches[…][0][2]` holds what belongs in `caches[0][0][2]`"
        ],
        ["order"],
    ),
    "the sigmoid behind another bend": (
        MODEL.replace('"sigmoid" if l == L else "relu"', '"relu"').replace(
            "return A,", "return sigmoid(A),"
        ),
        ["`AL` is right except where `caches[-1][1]` is negative."],
        [],
    ),
    "biases beyond the first layer": (
        MODEL.replace('parameters[f"b{l}"]', 'parameters[f"b{l}"] * (l == 1)'),
        ["From the second layer on", "nothing but zeros"],
        [],
    ),
    "counting the parameters for the layers": (
        MODEL.replace(" // 2", ""),
        ["KeyError", 'no key "W3"', "with the keys W1, b1, W2, b2", "numbers of the layers"],
        [],
    ),
    "a gradient under the parameter's name": (
        UPDATE.replace('"d" + name', "name"),
        ["line 3", 'no key "W1", but it has "dW1"'],
        ['"d" + name'],
    ),
    "layers counted from 0": (
        UPDATE.replace(
            "return parameters",
            "return {n[0] + str(int(n[1:]) - 1): v for n, v in parameters.items()}",
        ),
        ['it has "W0"', "With which number do layers begin?"],
        [],
    ),
    "half a step": (
        UPDATE.replace("learning_rate * grads", "0.5 * learning_rate * grads"),
        ["Everything in `parameters` moves by a step that is half as large as it should be."],
        ["0.5"],
    ),
    "a step for some": (
        UPDATE.replace("learning_rate * grads", "learning_rate ** (name[0] == 'b') * grads"),
        [
            "Every `W`",
            "a step that is off by exactly the factor 1 / `learning_rate`. `b` is right.",
        ],
        [],
    ),
    "nothing is updated": (
        "def update_parameters(parameters, grads, learning_rate):\n    return parameters",
        ["Everything in `parameters` is still as it came in."],
        ["learning_rate *"],
    ),
    "a branch that is never entered": (
        "def linear_activation_forward(A_prev, W, b, activation):\n"
        "    Z, cache = linear_forward(A_prev, W, b)\n"
        "    if activation == 'ReLU':\n        A = relu(Z)\n"
        "    elif activation == 'sigmoid':\n        A = sigmoid(Z)\n"
        "    return A, (cache, Z)",
        ["`A` gets its value", "only where `activation` is 'relu'"],
        [],
    ),
    "another step than was asked for": (
        CHECK.replace("epsilon)\n    given", "2 * epsilon)\n    given"),
        ["`difference` does not have the right value"],
        ["only where", "rows"],
    ),
    "compared with one of the two": (
        RELATIVE + "return np.linalg.norm(a - b) / (2 * np.linalg.norm(a))",
        ["The result does not have the right value"],
        ["only where", "rows"],
    ),
    "the sum of the bits": (
        "def xor_tree(bits):\n    return sum(bits), len(bits) - 1",
        ["`parity` should be 0 or 1", "`gates` is right"],
        ["% 2"],
    ),
}


@functools.cache
def key_called(name):
    found = ((lesson, one) for lesson in LESSONS for one in lesson.exercises if one.name == name)
    lesson, exercise = next(found)
    return make_exercise_key(exercise, lesson.name, PUBLIC)


def verdict_on(source):
    """What the check says of the function in this cell, where all other cells are right."""
    source = textwrap.dedent(source)
    name = re.match(r"def (\w+)", source)[1]
    linecache.cache["<cell 9>"] = (len(source), None, source.splitlines(keepends=True), "<cell 9>")
    weeks = (deep_network, gradient_checking)
    names = {one: getattr(week, one) for week in weeks for one in vars(week)}
    names |= {"np": np, "sigmoid": sigmoid}
    exec(compile(source, "<cell 9>", "exec"), names)
    key = key_called(name)
    return judge(key, [ask(names[name], case.inputs) for case in key.cases])


@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_is_said_helps_and_gives_nothing_away(mistake):
    source, helpful, harmful = MISTAKES[mistake]
    verdict = verdict_on(source)
    assert verdict.diagnosis is None, "this mistake is in the list now; think of another"
    for words in helpful:
        assert words in verdict.message
    for words in harmful:
        assert words not in verdict.message
    assert len(verdict.message) < 600
    assert verdict.message in card_text(verdict)


@pytest.mark.parametrize("source", [MODEL, UPDATE, BACKWARD, CHECK])
def test_what_the_mistakes_are_made_in_is_right(source):
    assert verdict_on(source).status == CORRECT
