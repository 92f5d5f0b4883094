"""Diagrams of computations: a neuron, matrices with their shapes, a graph with its derivatives."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch, Rectangle

from utils.plots.style import BLUE, GREY, INK, MIST, ORANGE, Array, Point, open_axes, styled

COLUMN, ROW = 3.0, 1.4
"""How far apart the nodes of a computation graph stand."""

SIDES = {"1": 0.75, "n_x": 2.2, "m": 1.6}
"""How long the sides of a drawn matrix are."""


@styled
def neuron(inputs: Sequence[str] = ("x_1", "x_2", "x_3", "x_{n_x}")) -> None:
    """Draw a neuron: inputs times weights, added up with a bias, squeezed into a probability."""
    ax = open_axes(size=(8, 3.3))
    total, answer = (4.2, 1.5), (6.6, 1.5)
    heights = np.linspace(3, 0, len(inputs))
    for name, height in zip(inputs, heights, strict=True):
        _arrow(ax, (0, height), total)
        _node(ax, (0, height), f"${name}$")
        middle = (0.42 * total[0], 0.42 * total[1] + 0.58 * height)
        _label(ax, middle, f"${name.replace('x', 'w', 1)}$", BLUE)
    ax.text(0, heights[-2:].mean(), "⋮", ha="center", va="center", fontsize=16)
    ax.text(4.2, 2.55, "$b$", ha="center", color=BLUE, fontsize=13)
    _arrow(ax, (4.2, 2.75), total)
    _arrow(ax, total, answer)
    _arrow(ax, answer, (8.75, 1.5))
    _node(ax, total, "$z$")
    _node(ax, answer, "$\\sigma$")
    ax.text(8.75, 1.5, "$a$", ha="center", va="center", fontsize=15)
    for x, name in ((4.2, "score: the\nweighted sum"), (6.6, "squeeze"), (8.75, "probability")):
        ax.text(x, 0.95, name, ha="center", va="top", fontsize=10)
    ax.set(xlim=(-0.6, 9.6), ylim=(-0.5, 3.5), title="One neuron", aspect="equal")
    ax.axis("off")


@styled
def block_equations(equations: Mapping[str, Sequence[str | tuple[str, str, str]]]) -> None:
    """Draw matrix equations as blocks, a panel each.

    A term is either a sign such as "=" or a matrix (name, rows, columns), whose side lengths are
    looked up in `SIDES`. Names are LaTeX.
    """
    axes = open_axes(1, len(equations), size=(5.6 * len(equations), 2.7), squeeze=False)[0]
    ends = []
    for ax, (title, terms) in zip(axes, equations.items(), strict=True):
        x = 0.0
        for term in terms:
            x += _sign(ax, x, term) if isinstance(term, str) else _block(ax, x, *term)
        ends.append(x)
        ax.set(ylim=(-1.7, 1.3), title=title, aspect="equal")
        ax.axis("off")
    plt.setp(axes, xlim=(-0.3, max(ends)))


def _block(ax: Axes, x: float, name: str, rows: str, columns: str) -> float:
    """Draw a matrix with its left edge at `x`; return how much room it takes."""
    height, width = SIDES[rows], SIDES[columns]
    corner = (x, -height / 2)
    ax.add_patch(Rectangle(corner, width, height, facecolor=MIST, edgecolor=INK))
    ax.text(x + width / 2, 0, f"${name}$", ha="center", va="center", fontsize=13)
    size = f"$({rows}, {columns})$"
    ax.text(x + width / 2, -height / 2 - 0.12, size, ha="center", va="top", fontsize=10, color=BLUE)
    return width + 0.35


def _sign(ax: Axes, x: float, sign: str) -> float:
    """Write a sign that starts at `x`; return how much room it takes."""
    ax.text(x + 0.1, 0, f"${sign}$", ha="center", va="center", fontsize=14)
    return 0.55


@styled
def computation_graph(
    layers: Sequence[Sequence[str]],
    edges: Mapping[tuple[str, str], str],
    values: Mapping[str, float],
    gradients: Mapping[str, float],
    title: str,
) -> None:
    """Draw a computation from left to right: values black above nodes, derivatives orange below.

    `layers` names the nodes of each column from top to bottom, "" for a free place. `edges` maps
    (from, to) to the local derivative written on the edge, "" where nothing flows back. `values`
    and `gradients` belong to nodes; a node without one shows none. Names are LaTeX.
    """
    tallest = max(len(layer) for layer in layers)
    ax = open_axes(size=(2.6 * len(layers), 1.0 * tallest + 0.3))
    places = _places(layers, tallest)
    for (source, target), local in edges.items():
        _arrow(ax, places[source], places[target], bend=0.08)
        if local:
            _arrow(ax, places[target], places[source], ORANGE, bend=0.08)
            _label(ax, 0.5 * (places[source] + places[target]), f"${local}$", ORANGE)
    for name, (x, y) in places.items():
        _node(ax, (x, y), f"${name}$")
        if name in values:
            ax.text(x, y + 0.36, f"{values[name]:.3f}", ha="center", va="bottom")
        if name in gradients:
            _label(ax, (x, y - 0.52), f"{gradients[name]:.3f}", ORANGE)
    ax.set(xlim=(-0.7, COLUMN * (len(layers) - 1) + 0.7), ylim=(-0.8, ROW * (tallest - 1) + 0.8))
    ax.set(title=title, aspect="equal")
    ax.axis("off")


def _places(layers: Sequence[Sequence[str]], tallest: int) -> dict[str, Array]:
    """Say where each node stands: a column a layer, centred on the tallest one."""
    return {
        name: np.array([COLUMN * column, ROW * ((tallest + len(layer)) / 2 - 1 - row)])
        for column, layer in enumerate(layers)
        for row, name in enumerate(layer)
        if name
    }


def _node(ax: Axes, place: Point, name: str) -> None:
    ax.add_patch(Circle(place, 0.32, facecolor=MIST, edgecolor=INK, zorder=3))
    ax.text(*place, name, ha="center", va="center", fontsize=14, zorder=4)


def _label(ax: Axes, place: Point, name: str, colour: str) -> None:
    """Write on an arrow."""
    paper = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    ax.text(*place, name, color=colour, ha="center", va="center", bbox=paper, zorder=2)


def _arrow(ax: Axes, start: Point, end: Point, colour: str = GREY, bend: float = 0) -> None:
    """Draw an arrow from node to node, shortened by their circles."""
    shape = {"arrowstyle": "-|>", "mutation_scale": 13, "shrinkA": 20, "shrinkB": 20}
    curve = f"arc3,rad={bend}"
    ax.add_patch(FancyArrowPatch(start, end, color=colour, lw=1.4, connectionstyle=curve, **shape))
