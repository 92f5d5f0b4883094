"""Week 11: features and their scales, long bowls and round ones, and how far a step may go."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes

from utils.plots.style import (
    BLUE,
    CYCLE,
    GREY,
    INK,
    ORANGE,
    Array,
    open_axes,
    open_panels,
    styled,
)

WIDE = 100
"""Positive values whose ends are further apart than this factor get a logarithmic axis."""


class Bowl(NamedTuple):
    """A cost over two weights, and a walk in it: grids of one shape, and a path (steps, 2)."""

    w: Array
    b: Array
    cost: Array
    path: Array


@styled
def feature_ranges(names: Sequence[str], panels: Mapping[str, Array]) -> None:
    """Draw for each feature, a row of X (n_x, m), where its values lie: a panel for each X.

    The line holds the middle nine tenths of the examples, the dot is the median.
    """
    size = (min(2.4 + 3.6 * len(panels), 11), 0.32 * len(names) + 1.3)
    axes = open_axes(1, len(panels), size=size, squeeze=False, sharex=True, sharey=True)[0]
    rows = np.arange(len(names))
    for ax, (title, X) in zip(axes, panels.items(), strict=True):
        low, middle, high = np.quantile(X, (0.05, 0.5, 0.95), axis=1)
        ax.hlines(rows, low, high, color=BLUE, linewidth=5, alpha=0.45)
        ax.plot(middle, rows, "o", color=BLUE, markersize=5)
        if low.min() > 0 and high.max() / low.min() > WIDE:
            ax.set_xscale("log")
        ax.set(title=title, xlabel="value")
    axes[0].set_yticks(rows, names)
    axes[0].set(ylabel="feature")
    axes[0].invert_yaxis()


@styled
def bowls(panels: Mapping[str, Bowl]) -> None:
    """Draw walks over the maps of several costs; lines join equal costs, and circles are round."""
    for ax, (title, bowl) in zip(open_panels(len(panels), height=4.0), panels.items(), strict=True):
        _bowl(ax, bowl)
        ax.set(xlabel="$w$", ylabel="$b$", title=title)


def _bowl(ax: Axes, bowl: Bowl) -> None:
    lowest, highest = bowl.cost.min(), bowl.cost.max()
    levels = lowest + (highest - lowest) * np.linspace(0, 1, 12)[1:] ** 2
    ax.contour(bowl.w, bowl.b, bowl.cost, levels=levels, colors=GREY, linewidths=0.9)
    ax.plot(*bowl.path.T, "o-", color=ORANGE, markersize=3.5, linewidth=1.2)
    ax.plot(*bowl.path[0], "s", color=INK, markersize=7, label="start")
    ax.plot(*bowl.path[-1], "*", color=INK, markersize=13, label="end")
    bottom = np.argmin(bowl.cost)
    place = bowl.w.flat[bottom], bowl.b.flat[bottom]
    ax.plot(*place, "P", color=BLUE, markersize=8, label="bottom")
    ax.set(xlim=(bowl.w.min(), bowl.w.max()), ylim=(bowl.b.min(), bowl.b.max()))
    ax.set_aspect("equal")
    ax.grid(False)
    ax.legend(loc="lower right", framealpha=0.9, frameon=True)


@styled
def step_factors(learning_rates: Array, factors: Mapping[str, Array], limit: float) -> None:
    """Draw by what a step multiplies the error in several directions, over the learning rate.

    Beyond `limit` some direction lies above 1, where the error grows.
    """
    ax = open_axes(size=(7.5, 3.6))
    for (name, values), colour in zip(factors.items(), CYCLE, strict=False):
        ax.plot(learning_rates, values, color=colour, label=name)
    ax.axhline(1, color=INK, linestyle="--", linewidth=1)
    ax.axvline(limit, color=GREY, linestyle=":", linewidth=1.6, label="the limit")
    ax.axvspan(limit, learning_rates[-1], color=ORANGE, alpha=0.12, linewidth=0)
    ax.set(xlabel="learning rate $\\eta$", ylabel="error after a step / before", ylim=(0, None))
    ax.set(xlim=(0, learning_rates[-1]), title="What one step leaves of the error")
    ax.legend(loc="upper left", framealpha=0.9, frameon=True)
