"""The figures of the deep networks at work: the loop, the span of the data, luck, and what was learned."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.ticker import MaxNLocator

from utils.plots.style import (
    BLUE,
    CYCLE,
    GREEN,
    GREY,
    INK,
    MARKERS,
    MIST,
    ORANGE,
    Array,
    open_axes,
    styled,
)

BOX_WIDTH, BOX_HEIGHT = 1.55, 0.62

STEPS = {
    "forward\n$X \\to A^{[L]}$": (3.0, 1.0),
    "cost\n$A^{[L]}, Y \\to J$": (5.2, 1.0),
    "backward\n$\\to dW^{[l]}, db^{[l]}$": (5.2, -0.4),
    "update\n$W^{[l]}, b^{[l]}$": (3.0, -0.4),
}
"""The four steps of an iteration and where they stand, in the order in which they are gone through."""


@styled
def training_loop() -> None:
    """Draw how training goes: initialise once, then round and round through four steps."""
    ax = open_axes(size=(8.5, 3.1))
    start, end = (0.75, 1.0), (0.75, -0.4)
    _box(ax, start, "initialise\n$W^{[l]}, b^{[l]}$", MIST)
    for name, place in STEPS.items():
        _box(ax, place, name, "white")
    _box(ax, end, "parameters,\ncosts", MIST)
    forward, cost, backward, update = STEPS.values()
    _arrow(ax, _beside(start, +1), _beside(forward, -1), INK)
    _arrow(ax, _beside(forward, +1), _beside(cost, -1), BLUE)
    _arrow(ax, _below(cost, -1), _below(backward, +1), BLUE)
    _arrow(ax, _beside(backward, -1), _beside(update, +1), BLUE)
    _arrow(ax, _below(update, +1), _below(forward, -1), BLUE)
    _arrow(ax, _beside(update, -1), _beside(end, +1), INK)
    between = (update[1] + forward[1]) / 2
    ax.text(3.12, between, "num_iterations times", color=BLUE, va="center")
    ax.text(
        5.32, between, "the caches wait\nfor the way back", color=GREY, va="center", fontsize=10
    )
    ax.set(
        xlim=(-0.15, 7.0), ylim=(-0.85, 1.5), title="Training is a loop around last week's steps"
    )
    ax.axis("off")


def _box(ax: Axes, place: tuple[float, float], text: str, colour: str) -> None:
    corner = (place[0] - BOX_WIDTH / 2, place[1] - BOX_HEIGHT / 2)
    shape = "round,pad=0.02,rounding_size=0.08"
    ax.add_patch(
        FancyBboxPatch(
            corner, BOX_WIDTH, BOX_HEIGHT, boxstyle=shape, facecolor=colour, edgecolor=INK
        )
    )
    ax.text(*place, text, ha="center", va="center", fontsize=11)


def _beside(place: tuple[float, float], side: int) -> tuple[float, float]:
    return place[0] + side * (BOX_WIDTH / 2 + 0.05), place[1]


def _below(place: tuple[float, float], side: int) -> tuple[float, float]:
    return place[0], place[1] + side * (BOX_HEIGHT / 2 + 0.05)


def _arrow(ax: Axes, tail: tuple[float, float], head: tuple[float, float], colour: str) -> None:
    ax.add_patch(
        FancyArrowPatch(tail, head, arrowstyle="-|>", mutation_scale=16, color=colour, lw=1.8)
    )


@styled
def descent_in_span(X: Array, path: Array) -> None:
    """Draw the weights `path` (steps, 3) of a neuron that learns from the two examples X (3, 2).

    The plane through the start that the two examples span is shaded.
    """
    ax = open_axes(size=(7.5, 5.2), subplot_kw={"projection": "3d"})
    start, one, other = path[0], X[:, 0], X[:, 1]
    across, along = np.meshgrid(*(_reach((path - start) @ np.linalg.pinv(X).T)))
    plane = start[:, None, None] + one[:, None, None] * across + other[:, None, None] * along
    ax.plot_surface(*plane, color=BLUE, alpha=0.14, linewidth=0)
    for example, name, colour in [(one, "$x^{(1)}$", GREEN), (other, "$x^{(2)}$", BLUE)]:
        ax.quiver(*start, *example, color=colour, linewidth=2.2, arrow_length_ratio=0.12)
        ax.text(*(start + 1.15 * example), name, color=colour, fontsize=12)
    ax.plot(*path.T, color=ORANGE, marker="o", markersize=3.5, label="the weights, step by step")
    ax.scatter(*start, color=INK, marker="s", s=40, depthshade=False, label="where they start")
    ax.set(xlabel="$w_1$", ylabel="$w_2$", zlabel="$w_3$", title="A descent never leaves the plane")
    for axis in (ax.xaxis, ax.yaxis, ax.zaxis):
        axis.set_major_locator(MaxNLocator(4))
    ax.set_box_aspect([np.ptp(side) for side in plane], zoom=0.95)
    ax.view_init(elev=30, azim=-80)
    ax.legend(loc="upper left")


def _reach(mixtures: Array) -> list[Array]:
    """For each of the two examples, the ends of the amounts in which it is mixed, with some room."""
    low, high = np.minimum(mixtures.min(axis=0), 0), np.maximum(mixtures.max(axis=0), 0)
    room = 0.25 * np.max(high - low) + 0.1
    return [np.array([a - room, b + room]) for a, b in zip(low, high, strict=True)]


@styled
def accuracies_by_start(
    accuracies: Mapping[str, Sequence[float]], seeds: Sequence[int], lines: Mapping[str, float]
) -> None:
    """Draw accuracies, one dot a start, in a row for each network; `lines` are marked across them."""
    ax = open_axes(size=(7.5, 3.8))
    for row, (name, values) in enumerate(accuracies.items()):
        height = row + np.linspace(-0.36, 0.36, len(values))
        ax.plot(values, height, MARKERS[row], color=CYCLE[row], markersize=7, label=name)
        for seed, x, y in zip(seeds, values, height, strict=True):
            ax.annotate(
                str(seed), (x, y), (7, 0), textcoords="offset points", va="center", fontsize=9
            )
    for (name, value), style in zip(lines.items(), ("--", ":"), strict=False):
        ax.axvline(value, color=INK, linestyle=style, linewidth=1.4, label=name)
    ax.set_yticks(range(len(accuracies)), list(accuracies))
    ax.set(
        xlabel="test accuracy (the number beside a dot is its seed)",
        ylabel="network",
        title="The same networks from different starts",
        ylim=(-0.5, len(accuracies) - 0.5),
    )
    ax.grid(axis="y")
    handles, names = ax.get_legend_handles_labels()
    ax.legend(handles[-len(lines) :], names[-len(lines) :], loc="upper left")


@styled
def units_on(shares: Mapping[str, Sequence[Array]]) -> None:
    """Draw for each unit of the hidden layers the share of examples for which it is on.

    `shares` holds a panel's title and, for each hidden layer, an array (n_l,).
    """
    layers = len(next(iter(shares.values())))
    size = (9.0, 2.3 * len(shares) + 0.4)
    axes = open_axes(len(shares), layers, size=size, squeeze=False, sharey=True)
    for row, (title, values) in zip(axes, shares.items(), strict=True):
        for layer, (ax, share) in enumerate(zip(row, values, strict=True), 1):
            unit = np.arange(1, len(share) + 1)
            ax.bar(unit, share, color=BLUE, width=0.7)
            dead = unit[share == 0]
            ax.plot(dead, np.full(len(dead), 0.05), "x", color=ORANGE, markersize=7)
            ax.set(ylim=(0, 1), title=f"{title}, layer {layer}", xlabel="unit")
            ax.grid(axis="x", visible=False)
            ax.set_xticks(unit if len(unit) <= 10 else unit[::3])
        row[0].set_ylabel("share of pictures")


@styled
def units_as_pictures(
    rows: Mapping[str, Array],
    captions: Sequence[str],
    title: str,
    shape: tuple[int, int, int] = (64, 64, 3),
) -> None:
    """Draw weights of layer 1 as colour pictures: a row for each name, `rows[name]` (units, n_x).

    Grey is a weight of 0; every picture uses the whole range between black and full colour.
    """
    columns = len(captions)
    size = (1.75 * columns + 0.6, 1.85 * len(rows) + 0.7)
    axes = open_axes(len(rows), columns, size=size, squeeze=False)
    plt.gcf().suptitle(title)
    for row, (name, weights) in zip(axes, rows.items(), strict=True):
        row[0].set_ylabel(name)
        for ax, unit in zip(row, weights, strict=True):
            reach = np.quantile(np.abs(unit), 0.995) or 1.0
            ax.imshow(np.clip(0.5 + 0.5 * unit.reshape(shape) / reach, 0, 1))
            ax.set(xticks=[], yticks=[])
            ax.grid(False)
    for ax, caption in zip(axes[0], captions, strict=True):
        ax.set_title(caption, fontsize=10)


@styled
def heat_maps(
    tables: Mapping[str, Array],
    rows: Sequence[object],
    columns: Sequence[object],
    names: Sequence[str],
) -> None:
    """Draw tables of numbers, each (rows, columns), as colours; `names` are those of the two axes."""
    axes = open_axes(1, len(tables), size=(5.2 * len(tables), 3.7), squeeze=False)[0]
    for ax, (title, table) in zip(axes, tables.items(), strict=True):
        drawn = ax.imshow(table, cmap="cividis", aspect="auto")
        middle = (table.min() + table.max()) / 2
        for (row, column), value in np.ndenumerate(table):
            colour = "white" if value < middle else INK
            ax.text(column, row, f"{value:.2f}", ha="center", va="center", color=colour)
        ax.set_xticks(range(len(columns)), [str(column) for column in columns])
        ax.set_yticks(range(len(rows)), [str(row) for row in rows])
        ax.set(title=title, ylabel=names[0], xlabel=names[1])
        ax.grid(False)
        plt.colorbar(drawn, ax=ax)


@styled
def costs_overlaid(costs: Sequence[float], published: Sequence[float], interval: int = 100) -> None:
    """Draw costs over published ones, and how far apart they are."""
    above, below = open_axes(2, 1, size=(7.5, 4.6), sharex=True, height_ratios=[2, 1])
    iterations = interval * np.arange(len(published))
    above.plot(iterations, published, "o", mfc="none", color=ORANGE, label="published")
    above.plot(iterations, costs, color=BLUE, label="yours")
    above.set(ylabel="cost $J$", title="Your costs and the published ones", ylim=(0, None))
    above.legend()
    apart = np.maximum(np.abs(np.subtract(costs, published)), 1e-17)
    below.semilogy(iterations, apart, "D", color=GREEN, markersize=5)
    below.set(
        xlabel="iteration", ylabel="difference", title="How far apart they are", ylim=(1e-18, 1)
    )
