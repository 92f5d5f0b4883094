"""Week 9: slopes from two sides, how wrong they are, and bars that point at the layer with the bug."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Patch, Rectangle
from matplotlib.ticker import MaxNLocator

from utils.plots.style import (
    BLUE,
    CYCLE,
    GREEN,
    GREY,
    INK,
    MARKERS,
    ORANGE,
    Array,
    Elementwise,
    open_axes,
    open_panels,
    styled,
)

FLOOR = 1e-13
"""Where bars on a logarithmic scale begin: relative differences below it are drawn as if they were it."""


def secants(f: Elementwise, at: float, epsilon: float, slope: float) -> None:
    """Draw `f` near `at` with its tangent of the given slope, and both secants of the step epsilon."""
    x = np.linspace(at - 1.6 * epsilon, at + 1.6 * epsilon, 201)
    places = at + epsilon * np.array([-1.0, 0.0, 1.0])
    _draw_secants(x, f(x), places, f(places), slope)


@styled
def _draw_secants(x: Array, y: Array, places: Array, heights: Array, slope: float) -> None:
    panels = open_panels(2)
    titles = ("one-sided: from $\\theta$ to the right", "two-sided: from left to right")
    for ax, first, title, colour in zip(panels, (1, 0), titles, (ORANGE, BLUE), strict=True):
        ends = [first, 2]
        ax.plot(x, y, color=INK, label="$f$")
        ax.axline((places[1], heights[1]), slope=slope, color=GREY, linestyle="--", label="tangent")
        points = [(places[end], heights[end]) for end in ends]
        ax.axline(*points, color=colour, label="secant")
        ax.plot(places[ends], heights[ends], "o", color=colour, markersize=8)
        names = ["$\\theta-\\epsilon$", "$\\theta$", "$\\theta+\\epsilon$"]
        ax.set_xticks(places, names)
        ax.set(xlabel="parameter", ylabel="$f$", title=title)
        ax.set(xlim=(x[0], x[-1]), ylim=(y.min(), y.max() + 0.05 * np.ptp(y)))
        ax.legend(loc="upper left")


@styled
def difference_errors(
    epsilons: Array,
    errors: Mapping[str, Array],
    title: str,
    guides: Mapping[str, tuple[float, float, float]] | None = None,
    ylabel: str = "relative error",
) -> None:
    """Draw errors over the step epsilon, both logarithmic, each curve's lowest point with a ring.

    A guide, "label": (slope, epsilon, error), is a straight dashed line of that slope, a decade to
    each side of that point.
    """
    ax = open_axes(size=(8, 4.4))
    for (name, error), marker in zip(errors.items(), MARKERS, strict=False):
        shown = np.maximum(error, np.finfo(float).tiny)
        (line,) = ax.loglog(epsilons, shown, marker=marker, markersize=4, label=name)
        best = int(np.argmin(shown))
        ring = {"markersize": 14, "markerfacecolor": "none", "markeredgewidth": 2}
        ax.plot(epsilons[best], shown[best], "o", color=line.get_color(), **ring)
    for label, (slope, epsilon, error) in (guides or {}).items():
        reach = epsilon * np.array([0.1, 10.0])
        ax.plot(reach, error * (reach / epsilon) ** slope, color=INK, linestyle="--", linewidth=1.3)
        side = {"ha": "right", "xytext": (-12, 4)} if slope > 0 else {"xytext": (8, 4)}
        ax.annotate(label, (epsilon, error), textcoords="offset points", color=INK, **side)
    ax.set(xlabel="step $\\epsilon$", ylabel=ylabel, title=title)
    ax.legend(loc="lower left")


def factor_curve(
    relative_difference: Callable[[Array, Array], float], marks: Mapping[str, float]
) -> None:
    """Draw two vectors and their difference; beside it, what `relative_difference` says of c times a.

    `marks` names some factors c, which are marked on the curve.
    """
    a, b = np.array([[3.0], [4.0]]), np.array([[4.5], [2.0]])
    factors = np.linspace(-1.5, 12, 541)
    said = [relative_difference(a, c * a) for c in factors]
    points = {name: (c, relative_difference(a, c * a)) for name, c in marks.items()}
    _draw_factor_curve(a[:, 0], b[:, 0], relative_difference(a, b), factors, said, points)


@styled
def _draw_factor_curve(
    a: Array,
    b: Array,
    between: float,
    factors: Array,
    said: Sequence[float],
    points: Mapping[str, tuple[float, float]],
) -> None:
    left, right = open_panels(2, height=3.8)
    arrow = {"arrowstyle": "-|>", "mutation_scale": 16, "shrinkA": 0, "shrinkB": 0, "lw": 2.4}
    for start, end, colour in (((0, 0), a, BLUE), ((0, 0), b, GREEN), (b, a, ORANGE)):
        left.add_patch(FancyArrowPatch(start, end, color=colour, **arrow))
    left.text(1.2, 2.3, "$a$", color=BLUE, fontsize=14)
    left.text(2.6, 0.6, "$b$", color=GREEN, fontsize=14)
    left.text(3.95, 3.1, "$a-b$", color=ORANGE, fontsize=14)
    left.set(xlim=(-0.3, 5.4), ylim=(-0.3, 4.6), aspect="equal")
    left.set(
        xlabel="first entry", ylabel="second entry", title=f"relative difference {between:.3f}"
    )
    right.plot(factors, said, color=INK)
    for (name, (factor, height)), colour in zip(points.items(), CYCLE, strict=False):
        right.plot(factor, height, "o", color=colour, markersize=9)
        place = _beside(factor)
        right.annotate(name, (factor, height), textcoords="offset points", color=colour, **place)
    right.set(xlabel="factor $c$", ylabel="relative difference", ylim=(-0.06, 1.18))
    right.set(title="between $a$ and $c\\,a$")


def _beside(factor: float) -> dict[str, Any]:
    """Where the name of a marked factor goes, so that it stays off the curve."""
    if factor <= 0:
        return {"xytext": (-6, 9), "ha": "left"}
    if factor > 5:
        return {"xytext": (0, -20), "ha": "center"}
    return {"xytext": (12, -2), "va": "center"}


@styled
def parameter_column(parameters: Mapping[str, Array], theta: Array) -> None:
    """Draw the arrays of a small network with their numbers, and the column made of them.

    `parameters` come in the order of the column, in which each array then has a colour of its own.
    """
    left, right = open_axes(1, 2, size=(9, 0.36 * theta.size + 0.8), width_ratios=[3, 1])
    row = 0.0
    above = 0
    for (name, array), colour in zip(parameters.items(), (*CYCLE, GREY, INK), strict=False):
        left.text(-0.35, row + array.shape[0] / 2, f"${name[0]}^{{[{name[1:]}]}}$", ha="right")
        left.text(array.shape[1] + 0.2, row + array.shape[0] / 2, f"{array.shape}", color=GREY)
        _cells(left, 0, row, array, colour)
        _cells(right, 0, above, theta[above : above + array.size], colour)
        row += array.shape[0] + 0.6
        above += array.size
    widest = max(array.shape[1] for array in parameters.values())
    left.set(xlim=(-1.2, widest + 1.6), ylim=(max(row, 1), -0.3), title="the parameters")
    right.set(xlim=(-1, 2), ylim=(theta.size + 0.3, -0.3), title=f"theta {theta.shape}")
    for ax in (left, right):
        ax.axis("off")


def _cells(ax: Axes, x: float, y: float, array: Array, colour: str) -> None:
    """Draw an array's numbers in boxes, its top left corner at (x, y), y growing downwards."""
    for (i, j), value in np.ndenumerate(array):
        box = Rectangle((x + j, y + i), 1, 1, facecolor=colour, alpha=0.22)
        ax.add_patch(box)
        ax.add_patch(Rectangle((x + j, y + i), 1, 1, fill=False, edgecolor=colour))
        ax.text(x + j + 0.5, y + i + 0.5, f"{value:g}", ha="center", va="center", fontsize=10)


@styled
def block_differences(
    differences: Mapping[str, Mapping[str, float]], threshold: float = 1e-6, columns: int = 2
) -> None:
    """Draw the relative difference of every block of parameters, a panel for each backward pass.

    Bars that rise above the threshold are orange and hatched, the others blue. The scale is
    logarithmic and begins at `FLOOR`.
    """
    columns = min(columns, len(differences))
    rows = -(-len(differences) // columns)
    axes = open_axes(
        rows, columns, size=(5.2 * columns, 2.7 * rows + 0.3), squeeze=False, sharey=True
    )
    for ax, (title, blocks) in zip(axes.flat, differences.items(), strict=False):
        heights = np.maximum(list(blocks.values()), FLOOR)
        for position, height in enumerate(heights):
            wrong = height > threshold
            look = {"color": ORANGE, "hatch": "//"} if wrong else {"color": BLUE}
            ax.bar(position, height, edgecolor="white", **look)
        ax.axhline(threshold, color=INK, linestyle="--", linewidth=1.2)
        ax.set_xticks(range(len(blocks)), blocks)
        ax.grid(axis="x", visible=False)
        ax.set(yscale="log", ylim=(FLOOR, 10), title=title)
    for ax in axes.flat[len(differences) :]:
        ax.set_visible(False)
    for ax in axes[-1]:
        ax.set_xlabel("block of parameters")
    for ax in axes[:, 0]:
        ax.set_ylabel("relative difference")
    handles = [
        Patch(color=BLUE, label="agrees"),
        Patch(facecolor=ORANGE, hatch="//", edgecolor="white", label="does not"),
    ]
    axes.flat[0].figure.legend(handles=handles, loc="outside lower center", ncols=2)


@styled
def kink(places: Array, heights: Array, slopes: Array, estimates: Mapping[str, Array]) -> None:
    """Draw a function with a kink and, beside it, its slopes and what was estimated for them."""
    left, right = open_panels(2)
    left.plot(places, heights, color=INK)
    left.axvline(0, color=GREY, linestyle="--", linewidth=1)
    left.set(xlabel="$z$", ylabel="relu", title="a function with a kink at 0")
    right.plot(places, slopes, color=INK, linewidth=4, alpha=0.35, label="the slope of relu")
    for (name, estimate), style in zip(estimates.items(), ("-", "--"), strict=False):
        right.plot(places, estimate, linestyle=style, label=name)
    right.set(xlabel="$z$", ylabel="slope", title="what the numerical gradient says")
    right.legend(loc="lower right")
    for ax in (left, right):
        ax.xaxis.set_major_locator(MaxNLocator(5))


@styled
def cost_along(moves: Array, costs: Mapping[str, Array], parameter: str) -> None:
    """Draw the cost while one parameter moves, a panel for each way to compute it."""
    panels = open_panels(len(costs))
    for ax, (title, values), colour in zip(panels, costs.items(), (ORANGE, BLUE), strict=False):
        ax.plot(moves, values, ".", color=colour, markersize=4)
        ax.set(xlabel=f"{parameter} moves by", ylabel="cost $J$", title=title)
        ax.xaxis.set_major_locator(MaxNLocator(5))
        ax.ticklabel_format(axis="x", style="sci", scilimits=(0, 0))
        ax.ticklabel_format(axis="y", useOffset=False)
