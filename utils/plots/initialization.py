"""Week 7: the size of signals and gradients from layer to layer, and how training goes from there."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, MaxNLocator, NullFormatter

from utils.plots.style import (
    BLUE,
    CYCLE,
    INK,
    MARKERS,
    ORANGE,
    Array,
    open_axes,
    open_panels,
    styled,
)

LN_2 = 0.693147
"""What it costs to answer one half every time."""

SHORT = 100
"""A logarithmic axis whose ends are no further apart than this factor gets plain numbers."""


@styled
def labelled_points(X: Array, Y: Array, title: str) -> None:
    """Draw examples X (2, m) of the plane in the colour of their label Y (1, m)."""
    ax = open_axes(size=(5.2, 4.2))
    for label, colour, marker in ((0, BLUE, "o"), (1, ORANGE, "s")):
        points = X[:, Y[0] == label]
        ax.plot(*points, marker, color=colour, markersize=4, label=f"$y={label}$")
    ax.set(xlabel="$x_1$", ylabel="$x_2$", title=title, aspect="equal")
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))


@styled
def weight_paths(panels: Mapping[str, Array]) -> None:
    """Draw how the weights of units with two inputs wander, in each panel (steps, units, 2).

    A path begins at a small dot and ends at a large one.
    """
    axes = open_panels(len(panels), height=3.9)
    for ax, (title, paths) in zip(axes, panels.items(), strict=True):
        for unit in range(paths.shape[1]):
            path = paths[:, unit]
            (line,) = ax.plot(path[:, 0], path[:, 1], color=CYCLE[unit % len(CYCLE)], linewidth=1.6)
            ax.plot(*path[0], "o", color=line.get_color(), markersize=4)
            ax.plot(*path[-1], "o", color=line.get_color(), markersize=9, alpha=0.7)
        ax.set(xlabel="weight of $x_1$", ylabel="weight of $x_2$", title=title)
        ax.margins(0.12)
        ax.set_aspect("equal", adjustable="datalim")


@styled
def histogram_grid(rows: Mapping[str, Mapping[str, Array]], xlabel: str) -> None:
    """Draw the distribution of many numbers in each panel, a row for each name in `rows`.

    The panels of a row share their scale, and each says its standard deviation.
    """
    columns = max(map(len, rows.values()))
    size = (min(2.2 * columns + 0.8, 11), 1.75 * len(rows) + 0.4)
    axes = open_axes(len(rows), columns, size=size, squeeze=False)
    for line, (name, panels) in zip(axes, rows.items(), strict=True):
        lowest = min(values.min() for values in panels.values())
        highest = max(values.max() for values in panels.values())
        bins = np.linspace(lowest, highest, 42)
        for ax, (title, values) in zip(line, panels.items(), strict=False):
            ax.hist(values.ravel(), bins=bins, color=BLUE)
            ax.set(yticks=[], title=f"{title}\nspread {_short(values.std())}")
            ax.title.set_fontsize(10)
            ax.xaxis.set_major_locator(MaxNLocator(3))
            ax.grid(False)
        for ax in line[len(panels) :]:
            ax.set_visible(False)
        line[0].set_ylabel(name)
    for ax in axes[-1]:
        ax.set_xlabel(xlabel)


@styled
def spread_by_layer(
    panels: Mapping[str, Mapping[str, Sequence[float]]], ylabel: str, same_scale: bool = False
) -> None:
    """Draw one positive number for each layer, several lines a panel: equal distances are equal factors.

    With `same_scale` all panels get the same vertical axis.
    """
    axes = open_panels(len(panels))
    for ax, (title, lines) in zip(axes, panels.items(), strict=True):
        if same_scale:
            ax.sharey(axes[0])
        for (name, values), marker in zip(lines.items(), MARKERS, strict=False):
            layers = np.arange(1, len(values) + 1)
            ax.semilogy(layers, values, marker=marker, markersize=5, label=name)
        ax.set(xlabel="layer $l$", ylabel=ylabel, title=title)
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        ax.legend()
    for ax in axes:
        _write_out(ax)


@styled
def costs_by_seed(panels: Mapping[str, Array], interval: int = 100, columns: int = 4) -> None:
    """Draw the costs of several runs (runs, records) in each panel, one line a run, on a common scale.

    Costs were recorded once every `interval` iterations. The dashed line is the cost of who answers
    one half every time.
    """
    columns = min(columns, len(panels))
    rows = -(-len(panels) // columns)
    size = (3.1 * columns, 2.7 * rows)
    axes = open_axes(rows, columns, size=size, squeeze=False, sharex=True, sharey=True)
    for ax, (title, runs) in zip(axes.flat, panels.items(), strict=False):
        iterations = interval * np.arange(np.shape(runs)[1])
        ax.semilogy(iterations, np.transpose(runs), linewidth=1.4)
        ax.axhline(LN_2, color=INK, linestyle="--", linewidth=1, label="$\\ln 2$")
        ax.set_title(title)
        ax.xaxis.set_major_locator(MaxNLocator(3))
    for ax in axes.flat[len(panels) :]:
        ax.set_visible(False)
    for ax in axes[:, 0]:
        ax.set_ylabel("cost $J$")
    for ax in axes[-1]:
        ax.set_xlabel("iteration")
    axes[0, 0].legend()


def _write_out(ax: Axes) -> None:
    """Label a short logarithmic axis with plain numbers: 0.5 and not 5 times a power of ten."""
    lowest, highest = ax.get_ylim()
    if highest / lowest < SHORT:
        ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        ax.yaxis.set_major_formatter("{x:g}")
        ax.yaxis.set_minor_formatter(NullFormatter())


def _short(number: float) -> str:
    return f"{number:.2f}" if number == 0 or number >= 0.01 else f"{number:.0e}"
