"""Week 0: what is asked about the smallest piece of a network, and what people get wrong in it."""

from collections.abc import Iterator

import numpy as np

from grader.keys.exercise import Edit, Exercise, Inputs, Misconception, attempts
from utils import what_is_deep_learning as reference

Array = np.ndarray
Rng = np.random.Generator

MARGIN = 0.05
"""How far every score stays from 0, where the relu has its bend."""


def relu_cases(rng: Rng) -> Iterator[Inputs]:
    rows, columns = rng.permutation(np.arange(2, 7))[:2]
    for shape in [(columns + 2,), (rows, columns), (1, columns + 1), (rows + 3, 1)]:
        signs = rng.permutation(np.arange(np.prod(shape)) % 2).reshape(shape) * 2 - 1
        yield (rng.uniform(0.3, 5.0, size=shape) * signs,)
    yield (rng.uniform(0.3, 5.0, size=columns + 3),)
    yield (float(rng.uniform(0.5, 5.0)),)
    yield (-float(rng.uniform(0.5, 5.0)),)


def neuron_cases(rng: Rng) -> Iterator[Inputs]:
    few, many = int(rng.integers(2, 5)), int(rng.integers(6, 10))
    for n_x, m in [(few, many), (many, few), (few + 1, 1), (1, few + 3)]:
        yield _draw_bent(rng, n_x, m)


def _draw_bent(rng: Rng, n_x: int, m: int) -> Inputs:
    """Examples on both sides of the bend, and as different ones if somebody forgets the bias."""
    for _ in attempts():
        X, w = rng.normal(size=(n_x, m)), rng.normal(size=(n_x, 1))
        b = float(rng.uniform(0.4, 1.2) * rng.choice([-1, 1]))
        z = w.T @ X + b
        silent = int((z < 0).sum())
        bent = 0 < silent < m and (((z > 0) & (z < b)) | ((z < 0) & (z > b))).any()
        woken = m == 1 and 0 < z.item() < b  # a single example speaks, and only by its bias
        if np.abs(z).min() > MARGIN and (bent or woken):
            return X, w, b


RELU = Exercise(
    reference.relu,
    relu_cases,
    misconceptions=(
        Misconception(
            "the negative side is kept",
            "You keep what lies below zero and throw away what lies above. Of a number and zero, which one "
            "do you want: the smaller or the larger?",
            (Edit("maximum", "minimum"),),
        ),
        Misconception(
            "the absolute value",
            "You turn negative numbers into positive ones. The relu is silent there: which number stands "
            "for silence?",
            np.abs,
        ),
        Misconception(
            "a switch instead of a ramp",
            "You answer 1 for everything above zero. The relu lets a positive number through as large as it "
            "is.",
            lambda z: np.where(np.asarray(z) > 0, 1.0, 0.0),
        ),
        Misconception(
            "nothing is bent",
            "You return what you were given. What should become of the negative numbers?",
            lambda z: np.array(z),
        ),
        Misconception(
            "a little leaks through",
            "Below zero your answers are small, but not zero. That is a relative of the relu which comes in "
            "a later week.",
            lambda z: np.where(np.asarray(z) > 0, z, 0.01 * np.asarray(z)),
        ),
        Misconception(
            "the largest of all",
            "You return a single number, the largest. Each number should be compared with zero by itself.",
            lambda z: np.maximum(0, np.max(z)),
        ),
        Misconception(
            "capped at one",
            "Your answers never exceed 1. The relu has a floor, and no ceiling.",
            lambda z: np.clip(z, 0, 1),
        ),
        Misconception(
            "mirrored",
            "Your function is silent for positive numbers and speaks for negative ones. Which way should "
            "the ramp rise?",
            lambda z: np.maximum(0, -np.asarray(z)),
        ),
    ),
)

NEURON = Exercise(
    reference.neuron,
    neuron_cases,
    uses=("relu",),
    misconceptions=(
        Misconception(
            "the relu is left out",
            "Your answers can be negative: this line is never bent. What comes after the sum?",
            (Edit("relu(w.T @ X + b)", "w.T @ X + b"),),
        ),
        Misconception(
            "the bias is left out",
            "The neuron adds something to the weighted sum before it bends it. Where is it?",
            (Edit(" + b", ""),),
        ),
        Misconception(
            "bent before the bias is added",
            "You bend the weighted sum and add the bias afterwards. The bias belongs to the sum: it decides "
            "where the bend is.",
            (Edit("X + b)", "X) + b"),),
        ),
        Misconception(
            "the bias is subtracted",
            "A large bias makes your neuron more silent. It should make it speak earlier.",
            (Edit("X + b", "X - b"),),
        ),
        Misconception(
            "the inputs are bent, not the sum",
            "You bend every input, and then add up. The bend belongs behind the sum: one for each neuron.",
            (Edit("relu(w.T @ X + b)", "w.T @ relu(X) + b"),),
        ),
        Misconception(
            "the bias is added to every input",
            "Your bias is multiplied by the weights too. It is added once, after the inputs have been "
            "weighed.",
            (Edit("w.T @ X + b", "w.T @ (X + b)"),),
        ),
        Misconception(
            "the mean instead of the sum",
            "You divide by the number of inputs. The neuron just adds up what it has weighed.",
            (Edit("w.T @ X", "w.T @ X / len(w)"),),
        ),
        Misconception(
            "the weights and inputs are not added up",
            "There is an answer for every input. The neuron adds its weighted inputs up to one number for "
            "each example.",
            (Edit("w.T @ X", "w * X"),),
        ),
        Misconception(
            "the answers stand in a column",
            "The numbers are right, but one below the other. Examples stand side by side in X: so should "
            "their answers.",
            lambda X, w, b: reference.neuron(X, w, b).T,
        ),
        Misconception(
            "the answers have one dimension instead of two",
            "The answers are a row of shape (1, m), a table with a single row. Yours is a plain list of "
            "numbers.",
            lambda X, w, b: reference.neuron(X, w, b)[0],
        ),
    ),
)

EXERCISES = (RELU, NEURON)
