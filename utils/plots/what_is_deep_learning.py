"""Week 0: houses and bent lines, a network by its meaning, and the loop in which people work."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from utils.plots.style import (
    BLUE,
    CYCLE,
    GREY,
    INK,
    MARKERS,
    MIST,
    ORANGE,
    Array,
    Elementwise,
    Point,
    open_axes,
    open_panels,
    styled,
)

Curve = tuple[Array, Array]


@styled
def relu_curve(relu: Elementwise) -> None:
    """Draw the student's `relu` from z = -4 to 4, and its bend."""
    z = np.linspace(-4, 4, 201)
    a = relu(z)
    ax = open_axes()
    ax.plot(z, a)
    ax.plot(z[100], a[100], "o", color=INK)
    ax.annotate("silent", (-2.2, 0.25), color=GREY, ha="center")
    ax.annotate("passes the number on", (1.9, 2.6), color=GREY, ha="right")
    ax.annotate("the bend", (0.15, -0.55))
    ax.set(xlabel="score $z$", ylabel="relu$(z)$", ylim=(-0.9, 4.2))
    ax.set_title("The relu: a line with one bend")


@styled
def house_prices(sizes: Array, prices: Array, curves: Mapping[str, Curve], title: str) -> None:
    """Draw houses by size and price, and over them `curves`, each as its places and heights."""
    ax = open_axes()
    for (name, curve), colour in zip(curves.items(), (BLUE, GREY, ORANGE), strict=False):
        ax.plot(*curve, color=colour, label=name)
    ax.plot(sizes, prices, "o", color=INK, markersize=5, label="houses")
    ax.axhline(0, color=GREY, linewidth=0.8)
    ax.set(xlabel="size in square metres", ylabel="price in thousands", title=title)
    ax.set_ylim(-170, 620)
    ax.legend(loc="upper left")


@styled
def house_network() -> None:
    """Draw a network that prices a house, its hidden neurons named as a person might name them."""
    ax = open_axes(size=(8.6, 3.9))
    inputs = ("size", "bedrooms", "distance to\nthe centre", "income of\nthe street")
    places = [(0.0, height) for height in np.linspace(1.8, -1.8, len(inputs))]
    hidden = {(4.0, 1.25): "family\nsize", (4.0, 0.0): "walking\ndistance", (4.0, -1.25): "schools"}
    price = (7.6, 0.0)
    for end in hidden:
        for start in places:
            _arrow(ax, start, end)
        _arrow(ax, end, price)
    for place, name in zip(places, inputs, strict=True):
        ax.add_patch(Circle(place, 0.1, facecolor=INK, edgecolor=INK, zorder=3))
        ax.text(place[0] - 0.25, place[1], name, ha="right", va="center")
    for place, name in hidden.items():
        _unit(ax, place, name)
    _unit(ax, price, "price")
    for x, text in (
        (0.0, "what you\nmeasure"),
        (4.0, "what the network\nmakes of it"),
        (7.6, "answer"),
    ):
        ax.text(x, -2.45, text, ha="center", va="top", color=BLUE, fontsize=10)
    ax.set(xlim=(-1.9, 8.5), ylim=(-3.3, 2.2), aspect="equal")
    ax.set_title("A small network that prices a house")
    ax.axis("off")


def _unit(ax: Axes, place: Point, name: str) -> None:
    ax.add_patch(Circle(place, 0.56, facecolor=MIST, edgecolor=INK, zorder=3))
    ax.text(*place, name, ha="center", va="center", fontsize=9, zorder=4)


def _arrow(ax: Axes, start: Point, end: Point, bend: float = 0, shrink: float = 22) -> None:
    shape = {"arrowstyle": "-|>", "mutation_scale": 11, "shrinkA": 7, "shrinkB": shrink}
    curve = f"arc3,rad={bend}"
    ax.add_patch(FancyArrowPatch(start, end, color=GREY, lw=1.1, connectionstyle=curve, **shape))


@styled
def bent_sums(
    x: Array, target: Array, sums: Mapping[str, Array], joints: Mapping[str, Array]
) -> None:
    """Draw a curve and what sums of bent lines make of it, a panel each, with their bends marked."""
    panels = open_panels(len(sums), height=3.0)
    for ax, (name, heights), colour in zip(panels, sums.items(), CYCLE, strict=False):
        ax.plot(x, target, color=GREY, linewidth=4, alpha=0.5, label="the curve")
        ax.plot(x, heights, color=colour, label="bent lines")
        bends = joints[name]
        ax.plot(bends, np.interp(bends, x, heights), "o", color=colour, markersize=4)
        ax.set(title=name, xlabel="hour of the day")
        ax.set_xticks([0, 6, 12, 18, 24])
    panels[0].set_ylabel("temperature in °C")
    panels[0].legend(loc="upper left", fontsize=9)


@styled
def size_and_data(counts: Sequence[int], shares: Mapping[str, Sequence[float]]) -> None:
    """Draw shares of right answers over the number of examples, a curve for each network."""
    ax = open_axes()
    for (name, share), marker in zip(shares.items(), MARKERS, strict=False):
        ax.plot(counts, share, marker=marker, label=name)
    ax.set_xscale("log")
    ax.set_xticks(list(counts), [str(count) for count in counts])
    ax.minorticks_off()
    ax.set(xlabel="training examples", ylabel="right answers on new digits", ylim=(0, 1.02))
    ax.set_title("More data helps those who can use it")
    ax.legend(loc="lower right")


@styled
def idea_loop() -> None:
    """Draw the circle of idea, code and experiment."""
    ax = open_axes(size=(6.2, 3.4))
    stations = {
        "idea": (0.0, 1.0, "what might help?"),
        "code": (1.9, -0.9, "the smallest change\nthat tries it"),
        "experiment": (-1.9, -0.9, "what do the\nnumbers say?"),
    }
    arrows = [
        ((0.75, 0.8), (1.75, -0.5)),
        ((1.1, -1.0), (-1.1, -1.0)),
        ((-1.75, -0.5), (-0.75, 0.8)),
    ]
    for start, end in arrows:
        _arrow(ax, start, end, bend=-0.2, shrink=0)
    for name, (x, y, question) in stations.items():
        box = FancyBboxPatch(
            (x - 0.62, y - 0.24), 1.24, 0.48, boxstyle="round,pad=0.06", fc=MIST, ec=INK, zorder=3
        )
        ax.add_patch(box)
        ax.text(x, y, name, ha="center", va="center", fontsize=12, zorder=4)
        ax.text(x, y - 0.42, question, ha="center", va="top", fontsize=9, color=BLUE)
    ax.set(xlim=(-3.1, 3.1), ylim=(-2.0, 1.6), aspect="equal")
    ax.set_title("How networks are built")
    ax.axis("off")
