"""Week 11: what is asked about features on one scale, and what people get wrong in it."""

from collections.abc import Iterator

import numpy as np

from grader.keys.exercise import Edit, Exercise, Inputs, Misconception
from utils import normalization as reference

Array = np.ndarray
Rng = np.random.Generator


def draw_sizes(rng: Rng) -> list[tuple[int, int]]:
    """Pairs (n_x, m): more examples, more features, a single example, never as many of both."""
    few, many = int(rng.integers(2, 5)), int(rng.integers(7, 11))
    return [(few, many), (many, few), (few + 1, 1), (few + 2, many + 2)]


def draw_scales(rng: Rng, n_x: int) -> tuple[Array, Array]:
    """A mean and a spread (n_x, 1) for each feature: no mean near 0, no spread near 1, no two alike."""
    signs = rng.permutation(np.arange(n_x) % 2 * 2 - 1)
    means = signs * rng.permutation(np.linspace(1.5, 4.0, n_x)) * rng.uniform(0.9, 1.1, n_x)
    spreads = np.where(rng.permutation(n_x) % 2, 0.4, 2.5) * rng.uniform(0.7, 1.4, n_x)
    return means.reshape(n_x, 1), spreads.reshape(n_x, 1)


def draw_features(rng: Rng, n_x: int, m: int) -> Array:
    """Examples X (n_x, m) whose features lie around different means with different spreads."""
    means, spreads = draw_scales(rng, n_x)
    return means + spreads * rng.normal(size=(n_x, m))


def fit_cases(rng: Rng) -> Iterator[Inputs]:
    for position, (n_x, m) in enumerate(draw_sizes(rng)):
        X = draw_features(rng, n_x, m)
        if position == 3:
            # A feature that is the same for everybody, and one whose first value is its mean: in numbers
            # that float32 holds, too.
            constant, first = rng.permutation(n_x)[:2]
            X[constant] = rng.choice([-2.5, -1.5, 1.5, 3.0])
            away = rng.integers(2, 12, (m - 1) // 2) / 4
            X[first] = 2.5 + np.concatenate([[0.0], away, -away, np.zeros((m - 1) % 2)])
        yield (X,)


def apply_cases(rng: Rng) -> Iterator[Inputs]:
    for n_x, m in draw_sizes(rng):
        mu, sigma = draw_scales(rng, n_x)
        # These examples lie elsewhere than those that mu and sigma were computed from.
        yield mu + rng.normal(1.0, 2.0, size=(n_x, m)), mu, sigma


def rate_cases(rng: Rng) -> Iterator[Inputs]:
    for n_x, m in draw_sizes(rng):
        yield (draw_features(rng, n_x, m),)


def _deviation_among_features(X: Array) -> tuple[Array, Array]:
    mu = np.mean(X, axis=0, keepdims=True)
    sigma = np.std(X, axis=0, keepdims=True)
    return mu, np.where(sigma == 0, 1.0, sigma)


def _one_scale_for_all(X: Array) -> tuple[Array, Array]:
    n_x = len(X)
    return np.full((n_x, 1), np.mean(X)), np.full((n_x, 1), np.std(X))


def _own_scale(X: Array, mu: Array, sigma: Array) -> Array:
    own_mu, own_sigma = reference.fit_standardizer(X)
    return (X - own_mu) / own_sigma


FIT = Exercise(
    reference.fit_standardizer,
    fit_cases,
    returns=("mu", "sigma"),
    misconceptions=(
        Misconception(
            "the variance instead of its root",
            "A variance is measured in squared units. What brings it back to the units of the feature?",
            (
                Edit(
                    "np.sqrt(np.mean(np.square(X - mu), axis=1, keepdims=True))",
                    "np.mean(np.square(X - mu), axis=1, keepdims=True)",
                ),
            ),
        ),
        Misconception(
            "the spread is measured from zero",
            "You average the squares of the values themselves. From where should a spread be measured?",
            (Edit("np.square(X - mu)", "np.square(X)"),),
        ),
        Misconception(
            "divided by one example fewer",
            "Your sigma comes out a little too large, as if there were one example fewer. By how many is it "
            "to be divided here?",
            (
                Edit(
                    "np.sqrt(np.mean(np.square(X - mu), axis=1, keepdims=True))",
                    "np.std(X, axis=1, ddof=1, keepdims=True) if X.shape[1] > 1 else 0.0 * mu",
                ),
            ),
        ),
        Misconception(
            "averaged over the features",
            "You have a mean for each example. Whose units are to be made equal, the examples' or the "
            "features'?",
            _deviation_among_features,
        ),
        Misconception(
            "one scale for all features",
            "All features get the same mean and spread, so what differs between them stays as it was. "
            "Which axis should be left over?",
            _one_scale_for_all,
        ),
        Misconception(
            "a constant feature is divided by zero",
            "One feature has the same value for everybody. What happens in the next step, when it is "
            "divided by its spread?",
            (Edit("np.where(constant, 1.0, sigma)", "sigma"),),
        ),
        Misconception(
            "the range instead of the spread",
            "You measure from the smallest to the largest value, so two odd examples decide. How far are "
            "the values from their mean, typically?",
            (
                Edit(
                    "np.sqrt(np.mean(np.square(X - mu), axis=1, keepdims=True))",
                    "np.ptp(X, axis=1, keepdims=True)",
                ),
            ),
        ),
        Misconception(
            "distances without squares",
            "You average distances from the mean. The standard deviation averages something else, and "
            "takes a root.",
            (
                Edit(
                    "np.sqrt(np.mean(np.square(X - mu), axis=1, keepdims=True))",
                    "np.mean(np.abs(X - mu), axis=1, keepdims=True)",
                ),
            ),
        ),
    ),
)

APPLY = Exercise(
    reference.apply_standardizer,
    apply_cases,
    misconceptions=(
        Misconception(
            "divided by the variance",
            "You divide by the square of sigma. In which units is the result then, and does every feature "
            "have spread 1?",
            (Edit("/ sigma", "/ sigma**2"),),
        ),
        Misconception(
            "not centred",
            "You divide, but zero stays where it was. What puts the middle of the training examples there?",
            (Edit("(X - mu)", "X"),),
        ),
        Misconception(
            "not scaled",
            "The examples are centred, but their spreads are as different as before.",
            (Edit("(X - mu) / sigma", "X - mu"),),
        ),
        Misconception(
            "these examples' own mean and spread",
            "You compute a mean and a spread from the examples at hand. Which ones did the network learn "
            "with?",
            _own_scale,
        ),
        Misconception(
            "division before subtraction",
            "Python divides before it subtracts. What is to be divided by sigma?",
            (Edit("(X - mu) / sigma", "X - mu / sigma"),),
        ),
        Misconception(
            "multiplied instead of divided",
            "A feature with a wide spread becomes still wider. What should sigma do to it?",
            (Edit("/ sigma", "* sigma"),),
        ),
        Misconception(
            "the mean is added",
            "The examples move away from zero instead of towards it.",
            (Edit("X - mu", "X + mu"),),
        ),
    ),
)

RATE = Exercise(
    reference.max_stable_learning_rate,
    rate_cases,
    returns=("learning_rate",),
    misconceptions=(
        Misconception(
            "the bias is forgotten",
            "Your bowl has no direction for the bias. Which constant feature does the bias multiply?",
            (Edit("np.vstack([X, np.ones((1, m))])", "X"),),
        ),
        Misconception(
            "the curvatures are sums over the examples",
            "Your limit shrinks the more examples there are. The cost is a mean; what about its curvature?",
            (Edit("A @ A.T / m", "A @ A.T"),),
        ),
        Misconception(
            "half of what is possible",
            "Your learning rate lands at the bottom in one step. How much further may a step go before it "
            "comes out higher than it began?",
            (Edit("2 / ", "1 / "),),
        ),
        Misconception(
            "the smallest curvature decides",
            "You look along the flattest direction. In which one does a step that is too long do harm first?",
            # Where there are fewer examples than directions some curvatures are 0, and only the others count.
            (Edit("np.max(curvatures)", "np.min(curvatures[curvatures > 1e-9])"),),
        ),
        Misconception(
            "the sum of all curvatures",
            "You add the curvatures of all directions up. Each direction goes its own way: which one is the "
            "first to diverge?",
            (Edit("np.max(curvatures)", "np.sum(curvatures)"),),
        ),
        Misconception(
            "the mean curvature",
            "Your limit would do on average over the directions. One that diverges is enough to spoil all.",
            (Edit("np.max(curvatures)", "np.mean(curvatures)"),),
        ),
        Misconception(
            "the root of the curvature",
            "You took a singular value for a curvature. How do singular values of a matrix and the "
            "eigenvalues of its product with itself hang together?",
            (Edit("np.max(curvatures)", "np.sqrt(np.max(curvatures))"),),
        ),
        Misconception(
            "divided by the features",
            "You average over the features. Over what does the cost take its mean?",
            (Edit("A @ A.T / m", "A @ A.T / len(X)"),),
        ),
        Misconception(
            "the features are centred first",
            "You subtract the means. The question is how steep the bowl of these features is, as they are.",
            (Edit("[X, np", "[X - np.mean(X, axis=1, keepdims=True), np"),),
        ),
    ),
)

EXERCISES = (FIT, APPLY, RATE)
