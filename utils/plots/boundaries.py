"""Decision boundaries: what a classifier answers in every place of the plane, under the examples."""

from collections.abc import Callable, Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap

from utils.plots.style import BLUE, ORANGE, Array, open_axes, styled

Predict = Callable[[Array], Array]

FINENESS = 150
"""How many places are asked along each side of the plane."""


def decision_boundary(predict: Predict, X: Array, Y: Array, title: str) -> None:
    """Draw the answers of `predict`, X (2, k) to (1, k), and the examples X (2, m), Y (1, m)."""
    decision_boundaries({title: predict}, X, Y)


def decision_boundaries(
    predictors: Mapping[str, Predict], X: Array, Y: Array, columns: int = 4
) -> None:
    """Draw several decision boundaries over the same examples, one panel for each title."""
    horizontal, vertical = _plane(X)
    places = np.stack([horizontal.ravel(), vertical.ravel()])
    answers = {title: predict(places) for title, predict in predictors.items()}
    _draw(answers, horizontal, vertical, X, Y, columns)


@styled
def _draw(
    answers: Mapping[str, Array],
    horizontal: Array,
    vertical: Array,
    X: Array,
    Y: Array,
    columns: int,
) -> None:
    columns = min(columns, len(answers))
    rows = -(-len(answers) // columns)
    size = (6.0, 4.6) if len(answers) == 1 else (3.1 * columns, 3.1 * rows)
    axes = open_axes(rows, columns, size=size, squeeze=False, sharex=True, sharey=True)
    for ax, (title, answer) in zip(axes.flat, answers.items(), strict=False):
        _panel(ax, title, answer, horizontal, vertical, X, Y)
    for ax in axes.flat[len(answers) :]:
        ax.set_visible(False)
    for ax in axes[:, 0]:
        ax.set_ylabel("$x_2$")
    for ax in axes[-1]:
        ax.set_xlabel("$x_1$")


def _panel(
    ax: Axes, title: str, answer: Array, horizontal: Array, vertical: Array, X: Array, Y: Array
) -> None:
    colours = ListedColormap([BLUE, ORANGE])
    fields = np.asarray(answer, float).reshape(horizontal.shape)
    ax.contourf(horizontal, vertical, fields, [-0.5, 0.5, 1.5], colors=[BLUE, ORANGE], alpha=0.25)
    ax.scatter(
        X[0],
        X[1],
        c=Y.ravel(),
        cmap=colours,
        vmin=0,
        vmax=1,
        s=14,
        linewidths=0.3,
        edgecolors="white",
    )
    ax.set_title(title)
    ax.grid(False)


def _plane(X: Array) -> tuple[Array, Array]:
    margin = 0.1 * np.ptp(X, axis=1)
    lowest, highest = X.min(axis=1) - margin, X.max(axis=1) + margin
    sides = [np.linspace(a, b, FINENESS) for a, b in zip(lowest, highest, strict=True)]
    horizontal, vertical = np.meshgrid(*sides)
    return horizontal, vertical
