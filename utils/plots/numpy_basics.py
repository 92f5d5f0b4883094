"""Week 1: arrays as grids of numbers, how they are broadcast, cut and laid out."""

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Rectangle

from utils.plots.style import BLUE, CYCLE, GREEN, GREY, INK, MIST, ORANGE, Array, open_axes, styled

PALE_BLUE, PALE_ORANGE, PALE_GREEN = "#CFE4F3", "#FBDCC6", "#CDEBE0"
"""Cells of the first array, of the second, and of what is made of both."""


@styled
def grids(arrays: Mapping[str, Array]) -> None:
    """Draw arrays of one or two axes as grids of their numbers, with name and shape, side by side."""
    widths = [max(3, _as_table(array).shape[1]) + 1.2 for array in arrays.values()]
    height = max(_as_table(array).shape[0] for array in arrays.values())
    axes = open_axes(
        1,
        len(arrays),
        size=(min(11, 0.52 * sum(widths)), 0.45 * height + 0.9),
        width_ratios=widths,
        squeeze=False,
    )[0]
    for ax, (name, array), width in zip(axes, arrays.items(), widths, strict=True):
        table = _as_table(array)
        _cells(ax, table, np.ones(table.shape, bool), PALE_BLUE)
        ax.set_title(f"{name}\n{_shape(array)}", fontsize=11)
        middle = table.shape[1] / 2
        ax.set(xlim=(middle - width / 2, middle + width / 2), ylim=(height + 0.1, -0.1))


@styled
def broadcasting(examples: Sequence[tuple[Array, Array]]) -> None:
    """Draw additions of arrays with two axes: numbers as given, what is repeated pale, and the sum."""
    shapes = [np.broadcast_shapes(one.shape, other.shape) for one, other in examples]
    rows, columns = (max(lengths) for lengths in zip(*shapes, strict=True))
    axes = open_axes(
        len(examples), 3, size=(10.2, (0.42 * rows + 0.75) * len(examples)), squeeze=False
    )
    plt.gcf().suptitle("What is pale is not stored: NumPy repeats it")
    for panels, (one, other), shape in zip(axes, examples, shapes, strict=True):
        for ax, array, colour, sign in zip(
            panels,
            (one, other, one + other),
            (PALE_BLUE, PALE_ORANGE, PALE_GREEN),
            ("", "+", "="),
            strict=True,
        ):
            given = np.ones(array.shape, bool)
            given = np.pad(given, [(0, n - own) for n, own in zip(shape, array.shape, strict=True)])
            _cells(ax, np.broadcast_to(array, shape), given, colour)
            ax.text(-0.7, shape[0] / 2, sign, ha="center", va="center", fontsize=16)
            ax.set_title(_shape(array), fontsize=11)
            ax.set(xlim=(-1.2, columns + 0.3), ylim=(rows + 0.1, -0.1))


def _as_table(array: Array) -> Array:
    return np.atleast_2d(array)


def _shape(array: Array) -> str:
    return str(tuple(array.shape))


def _cells(ax: Axes, table: Array, given: Array, colour: str) -> None:
    """Draw a table cell by cell; those not `given` are only outlines."""
    for (row, column), value in np.ndenumerate(table):
        own = given[row, column]
        look = {"facecolor": colour, "edgecolor": INK, "lw": 0.9, "zorder": 2}
        ghost = {"facecolor": "white", "edgecolor": "#C4CAD0", "lw": 0.8, "ls": ":", "zorder": 1}
        ax.add_patch(Rectangle((column, row), 1, 1, **(look if own else ghost)))
        ink = INK if own else GREY
        ax.text(
            column + 0.5, row + 0.5, f"{value:g}", ha="center", va="center", color=ink, zorder=3
        )
    ax.set_aspect("equal")
    ax.axis("off")


@styled
def axes_of(A: Array) -> None:
    """Draw a matrix with its two axes, and where the sums along each of them stand."""
    ax = open_axes(size=(6.6, 3.4))
    rows, columns = A.shape
    _cells(ax, A, np.ones(A.shape, bool), PALE_BLUE)
    for column, total in enumerate(A.sum(axis=0)):
        _cell(ax, column, rows + 0.5, total, PALE_ORANGE)
    for row, total in enumerate(A.sum(axis=1)):
        _cell(ax, columns + 0.5, row, total, PALE_GREEN)
    arrow = {"arrowstyle": "-|>", "lw": 1.8}
    ax.annotate("", (-0.35, rows), (-0.35, 0), arrowprops={**arrow, "color": ORANGE})
    ax.annotate("", (columns, -0.3), (0, -0.3), arrowprops={**arrow, "color": GREEN})
    ax.text(-0.55, rows / 2, "axis 0", color=ORANGE, ha="right", va="center")
    ax.text(columns / 2, -0.5, "axis 1", color=GREEN, ha="center", va="bottom")
    ax.text(
        columns / 2, rows + 1.65, "sum along axis 0: one for each column", ha="center", va="top"
    )
    ax.text(columns + 1.7, rows / 2, "sum along axis 1:\none for each row", ha="left", va="center")
    ax.set(xlim=(-1.9, columns + 5.2), ylim=(rows + 2.3, -1.3))
    ax.set_title("The axis you name is the one that disappears")


def _cell(ax: Axes, x: float, y: float, value: float, colour: str) -> None:
    ax.add_patch(Rectangle((x, y), 1, 1, facecolor=colour, edgecolor=INK, lw=0.9))
    ax.text(x + 0.5, y + 0.5, f"{value:g}", ha="center", va="center")


@styled
def probability_bars(scores: Array, probabilities: Array, names: Sequence[str]) -> None:
    """Draw rows of scores, and beside each row the probabilities that were made of it; both (k, n)."""
    rows = len(scores)
    axes = open_axes(
        rows, 2, size=(8.4, 1.55 * rows + 0.7), squeeze=False, sharex="col", sharey=True
    )
    for (left, right), score, probability in zip(axes, scores, probabilities, strict=True):
        left.barh(list(names), score, color=MIST, edgecolor=INK)
        left.axvline(0, color=GREY, linewidth=0.8)
        bars = right.barh(list(names), probability, color=BLUE)
        right.bar_label(bars, fmt="%.2f", padding=3, fontsize=9)
        right.set_xlim(0, 1.15)
        left.set_ylabel("class")
    axes[0, 0].invert_yaxis()
    axes[0, 0].set_title("scores")
    axes[0, 1].set_title("probabilities by your softmax")
    axes[-1, 0].set_xlabel("score")
    axes[-1, 1].set_xlabel("probability")


@styled
def row_arrows(tables: Mapping[str, Array]) -> None:
    """Draw the rows of tables (rows, 2) as arrows from the origin, a panel each, with the unit circle."""
    panels = open_axes(1, len(tables), size=(9.0, 4.2), squeeze=False)[0]
    for ax, (name, table) in zip(panels, tables.items(), strict=True):
        ax.add_patch(Circle((0, 0), 1, fill=False, edgecolor=GREY, linestyle="--"))
        for (x, y), colour in zip(table, itertools.cycle(CYCLE), strict=False):
            ax.annotate(
                "", (x, y), (0, 0), arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 2}
            )
        reach = 1.15 * max(1.0, float(np.abs(table).max()))
        ax.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal", title=name)
        ax.set_xlabel("first column")
        ax.set_ylabel("second column")
