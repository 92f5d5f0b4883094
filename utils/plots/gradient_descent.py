"""Week 2: slopes, steps, and walks down curves and surfaces."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
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

FINENESS = 121
"""How many places are asked along each side of a map."""

Reach = tuple[float, float, float, float]
"""The part of the plane that a map shows: lowest and highest x, lowest and highest y."""


def tangents(f: Elementwise, df: Elementwise, at: Sequence[float]) -> None:
    """Draw the curve `f` with its tangents at three places and, beside it, their slopes on `df`."""
    places = np.asarray(at, float)
    x = np.linspace(places.min() - 1.5, places.max() + 1.5, 301)
    _tangents(x, f(x), df(x), places, f(places), df(places))


@styled
def _tangents(x: Array, y: Array, slope: Array, at: Array, heights: Array, slopes: Array) -> None:
    left, right = open_panels(2)
    left.plot(x, y, color=INK)
    right.plot(x, slope, color=INK)
    right.axhline(0, color=GREY, linewidth=1)
    for place, height, steepness, colour in zip(at, heights, slopes, CYCLE, strict=False):
        near = place + np.array([-1.3, 1.3]) / max(1.0, abs(steepness) / 3)
        left.plot(near, height + steepness * (near - place), color=colour)
        left.plot(place, height, "o", color=colour, markersize=8)
        right.plot(place, steepness, "o", color=colour, markersize=8)
        right.annotate(f"slope {steepness:g}", (place + 0.25, steepness - 0.9), color=colour)
    left.set(xlabel="$x$", ylabel="height $f(x)$", title="the curve and three tangents")
    left.set_ylim(min(0.0, y.min()), None)
    right.set(xlabel="$x$", ylabel="slope $f'(x)$", title="how steep it is")


def one_move(f: Elementwise, start: float, slope: float, end: float) -> None:
    """Draw the curve `f`, its tangent of this `slope` at `start`, and the move from there to `end`."""
    reach = 1.25 * max(abs(start - 1), abs(end - 1), 2.0)
    x = np.linspace(1 - reach, 1 + reach, 301)
    _one_move(x, f(x), np.array([start, end]), f(np.array([start, end])), slope)


@styled
def _one_move(x: Array, y: Array, places: Array, heights: Array, slope: float) -> None:
    ax = open_axes()
    near = places[0] + np.array([-1.2, 1.2])
    ax.plot(x, y, color=INK)
    ax.plot(near, heights[0] + slope * (near - places[0]), color=ORANGE, label=f"slope {slope:g}")
    arrow = {"arrowstyle": "-|>", "color": BLUE, "lw": 2}
    ax.annotate("", (places[1], heights[0]), (places[0], heights[0]), arrowprops=arrow)
    ax.plot([places[1]] * 2, heights, ":", color=BLUE, linewidth=1.5)
    ax.plot(places, heights, "o", color=BLUE, markersize=8)
    ax.plot([], [], color=BLUE, label=f"from $x={places[0]:g}$ to $x={places[1]:g}$")
    ax.set(xlabel="$x$", ylabel="height $f(x)$", ylim=(0, None), title="One step downhill")
    ax.legend(loc="upper center")


def walks(
    f: Elementwise, paths: Mapping[str, Array], reach: tuple[float, float], columns: int = 5
) -> None:
    """Draw walks, paths (n + 1,), on the curve `f` between both ends of `reach`; a panel each.

    A walk that leaves the picture is drawn as far as it stays.
    """
    x = np.linspace(*reach, 401)
    heights = {name: f(np.asarray(path)) for name, path in paths.items()}
    _walks(x, f(x), paths, heights, columns)


@styled
def _walks(
    x: Array, y: Array, paths: Mapping[str, Array], heights: Mapping[str, Array], columns: int
) -> None:
    columns = min(columns, len(paths))
    rows = -(-len(paths) // columns)
    size = (7.5, 3.4) if len(paths) == 1 else (2.5 * columns, 2.7 * rows)
    axes = open_axes(rows, columns, size=size, squeeze=False, sharex=True, sharey=True)
    for ax, (name, path) in zip(axes.flat, paths.items(), strict=False):
        ax.plot(x, y, color=GREY, linewidth=1.6)
        ax.plot(path, heights[name], "o-", color=ORANGE, markersize=4, linewidth=1.0)
        ax.plot(path[0], heights[name][0], "s", color=INK, markersize=7, label="start")
        ax.plot(path[-1], heights[name][-1], "*", color=BLUE, markersize=13, label="end")
        margin = 0.06 * np.ptp(y)
        ax.set(xlim=(x[0], x[-1]), ylim=(y.min() - margin, y.max() + margin), title=name)
    for ax in axes.flat[len(paths) :]:
        ax.set_visible(False)
    for ax in axes[:, 0]:
        ax.set_ylabel("height $f(x)$")
    for ax in axes[-1]:
        ax.set_xlabel("$x$")
    axes[0, 0].legend(loc="upper center", fontsize=9)


@styled
def distances(runs: Mapping[str, Array]) -> None:
    """Draw distances from a goal after 0, 1, 2, ... steps: equal heights are equal factors."""
    ax = open_axes()
    for (name, far), marker, colour in zip(runs.items(), MARKERS, (*CYCLE, INK), strict=False):
        ax.semilogy(np.maximum(far, 1e-12), marker=marker, markersize=4, label=name, color=colour)
    ax.set(xlabel="step", ylabel="distance from the lowest place")
    ax.set_title("Each step multiplies the distance by the same factor")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend(loc="lower left")


def basins(f: Elementwise, starts: Array, ends: Array) -> None:
    """Draw the curve `f` above its `starts` (k,), each in the colour of the place where it `ends` (k,).

    Ends that are equal in their second decimal count as one place.
    """
    x = np.linspace(starts.min(), starts.max(), 501)
    places = np.round(ends, 2)
    valleys = np.unique(places)
    _basins(x, f(x), starts, places, valleys, f(valleys))


@styled
def _basins(x: Array, y: Array, starts: Array, ends: Array, valleys: Array, floors: Array) -> None:
    ax = open_axes(size=(8.5, 3.8))
    ax.plot(x, y, color=INK)
    low = y.min() - 0.16 * np.ptp(y)
    for valley, floor, colour in zip(valleys, floors, CYCLE, strict=False):
        mine = starts[ends == valley]
        ax.plot(mine, np.full(mine.shape, low), "|", color=colour, markersize=13)
        label = f"all these end at $x={valley:.2f}$, height {floor:.2f}"
        ax.plot(valley, floor, "*", color=colour, markersize=15, label=label)
    ax.set(xlabel="start $x$", ylabel="height $f(x)$", title="Where a walk ends")
    ax.set_ylim(low - 0.08 * np.ptp(y), None)
    ax.legend(loc="lower left", bbox_to_anchor=(0.0, 0.14))


def gradient_field(f: Callable[[Array], Array], gradient: Callable[[Array], Array]) -> None:
    """Draw lines of equal height of `f`, (2, k) to (k,), and arrows of `gradient`, (2, k) to (2, k)."""
    reach = (-2.0, 4.0, -1.8, 1.8)
    x, y, height = _map(f, reach)
    sides = np.linspace(-1.4, 3.4, 9), np.linspace(-1.25, 1.25, 7)
    feet = np.stack([part.ravel() for part in np.meshgrid(*sides)])
    _gradient_field(x, y, height, feet, gradient(feet))


@styled
def _gradient_field(x: Array, y: Array, height: Array, feet: Array, arrows: Array) -> None:
    ax = open_axes(size=(8.2, 4.9))
    drawn = ax.contour(x, y, height, levels=_levels(height, 11), colors=GREY, linewidths=1)
    ax.clabel(drawn, fontsize=8, fmt="%.1f")
    ax.quiver(*feet, *arrows, color=ORANGE, angles="xy", width=0.004, scale=24, scale_units="x")
    ax.plot(1, 0, "*", color=BLUE, markersize=15, label="lowest place")
    ax.set(xlabel="$x$", ylabel="$y$", aspect="equal")
    ax.set_title("Lines of equal height, and the gradient: steepest way up")
    ax.grid(False)
    ax.legend(loc="upper left", frameon=True, framealpha=1)


def walks_on_map(
    f: Callable[[Array], Array],
    paths: Mapping[str, Array],
    reach: Reach,
    axes_names: tuple[str, str] = ("$x$", "$y$"),
) -> None:
    """Draw paths (2, n + 1) over the map of `f`, (2, k) to (k,); a panel each. The darker, the higher.

    A walk that leaves the map is drawn as far as it stays.
    """
    _walks_on_map(*_map(f, reach), paths, axes_names)


@styled
def _walks_on_map(
    x: Array, y: Array, height: Array, paths: Mapping[str, Array], names: tuple[str, str]
) -> None:
    panels = open_axes(
        1, len(paths), size=(min(3.6 * len(paths), 11.5), 3.3), squeeze=False, sharey=True
    )[0]
    for ax, (name, path) in zip(panels, paths.items(), strict=True):
        _draw_map(ax, x, y, height, path)
        ax.set(xlabel=names[0], title=name)
    panels[0].set_ylabel(names[1])
    panels[0].legend(loc="upper right", fontsize=9)


def surface_and_map(f: Callable[[Array], Array], path: Array, reach: Reach, title: str) -> None:
    """Draw `f`, (2, k) to (k,), as a landscape and as a map, and the walk `path` (2, n + 1) on both."""
    x, y, height = _map(f, reach)
    inside = (path[0] >= reach[0]) & (path[0] <= reach[1]) & (path[1] >= reach[2])
    inside &= path[1] <= reach[3]
    shown = path[:, : int(np.argmin(inside)) if not inside.all() else path.shape[1]]
    _surface_and_map(x, y, height, path, shown, f(shown), title)


@styled
def _surface_and_map(
    x: Array, y: Array, height: Array, path: Array, shown: Array, heights: Array, title: str
) -> None:
    figure = plt.figure(figsize=(9.5, 3.9), layout="constrained")
    left = figure.add_subplot(1, 2, 1, projection="3d", computed_zorder=False)
    right = figure.add_subplot(1, 2, 2)
    left.plot_surface(x, y, height, cmap="viridis", rcount=45, ccount=45, linewidth=0, alpha=0.85)
    left.plot(*shown, heights, "o-", color=ORANGE, markersize=4, linewidth=1.5)
    left.view_init(elev=48, azim=-25)
    left.set(xlabel="$x$", ylabel="$y$", zlabel="height", title=title)
    for axis in (left.xaxis, left.yaxis, left.zaxis):
        axis.set_major_locator(MaxNLocator(4))
    left.set_box_aspect(None, zoom=0.86)
    _draw_map(right, x, y, height, path)
    right.set(xlabel="$x$", ylabel="$y$", title="the same from above")
    right.legend(loc="lower left", fontsize=9)


def _draw_map(ax: Axes, x: Array, y: Array, height: Array, path: Array) -> None:
    ax.contourf(x, y, height, levels=_levels(height, 22), cmap="Blues", alpha=0.8)
    ax.plot(path[0], path[1], "o-", color=ORANGE, markersize=3.5, linewidth=1.1)
    ax.plot(path[0, 0], path[1, 0], "s", color=INK, markersize=7, label="start")
    ax.plot(path[0, -1], path[1, -1], "*", color=GREEN, markersize=13, label="end")
    ax.set(xlim=(x.min(), x.max()), ylim=(y.min(), y.max()))
    ax.grid(False)


def _map(f: Callable[[Array], Array], reach: Reach) -> tuple[Array, Array, Array]:
    """Places x and y of a grid over `reach`, and how high `f` is there; all of one shape."""
    sides = np.linspace(*reach[:2], FINENESS), np.linspace(*reach[2:], FINENESS)
    x, y = np.meshgrid(*sides)
    return x, y, np.asarray(f(np.stack([x.ravel(), y.ravel()]))).reshape(x.shape)


def _levels(height: Array, count: int) -> Array:
    """Heights for `count` lines, closer where it is low, so that a flat floor shows as well."""
    low, high = height.min(), height.max()
    return low + (high - low) * np.linspace(0, 1, count + 1) ** 2
