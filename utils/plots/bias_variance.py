"""Week 12: sets of examples, errors on each of them, and what they say."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.patches import Rectangle

from utils.plots.style import (
    BLUE,
    CYCLE,
    GREEN,
    GREY,
    INK,
    MARKERS,
    ORANGE,
    PURPLE,
    Array,
    open_axes,
    open_panels,
    styled,
)

SETS = {"train": BLUE, "dev": ORANGE, "test": GREEN}
"""The colour of each set of examples, in every figure of this week."""

REACH = 1.1
"""How much further than the farthest point the plane of bias and variance is drawn."""


@styled
def split_bars(splits: Mapping[str, Sequence[int]]) -> None:
    """Draw as bars of equal length how many examples each split gives to train, dev and test."""
    ax = open_axes(size=(8, 0.75 * len(splits) + 1.2))
    for row, sizes in enumerate(splits.values()):
        left = 0.0
        for (name, colour), size in zip(SETS.items(), sizes, strict=True):
            share = 100 * size / sum(sizes)
            label = name if row == 0 else None
            ax.barh(row, share, left=left, color=colour, height=0.55, label=label)
            if share > 8:
                words = f"{size:,}"
                ax.text(left + share / 2, row, words, ha="center", va="center", color="white")
            left += share
    ax.set_yticks(range(len(splits)), list(splits))
    ax.set(xlabel="share of the examples (%)", ylabel="data", xlim=(0, 100))
    ax.set_title("Who gets how many", pad=26)
    ax.invert_yaxis()
    ax.grid(False)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 0.98), ncols=3)


@styled
def measured_errors(sizes: Sequence[int], measured: Array, error: float) -> None:
    """Draw what is measured (sizes, times) with dev sets of several sizes where `error` is the truth.

    The band holds the middle 95% of the measurements.
    """
    ax = open_axes(size=(7.5, 3.5))
    low, high = np.quantile(measured, (0.025, 0.975), axis=1)
    ax.fill_between(sizes, 100 * low, 100 * high, color=ORANGE, alpha=0.25, linewidth=0)
    ax.plot(sizes, 100 * measured[:, :40], ".", color=ORANGE, markersize=4, alpha=0.6)
    ax.axhline(100 * error, color=INK, linewidth=1.4, label="the true error")
    ax.fill_between([], [], color=ORANGE, alpha=0.25, label="95% of the measurements")
    ax.set(xscale="log", xlabel="examples in the dev set", ylabel="measured error (%)")
    ax.set(title="The same network, measured on many dev sets", ylim=(0, None))
    ax.set_xticks(sizes, [f"{size:,}" for size in sizes])
    ax.minorticks_off()
    ax.legend()


@styled
def quadrants(points: Mapping[str, tuple[float, float]], tolerable: float) -> None:
    """Draw networks in the plane of (bias, variance), cut in four where either gets too high."""
    reach = REACH * max(max(point) for point in points.values())
    reach = max(reach, 2 * tolerable)
    ax = open_axes(size=(7.5, 5.0))
    ax.axhline(100 * tolerable, color=GREY, linestyle="--", linewidth=1.2)
    ax.axvline(100 * tolerable, color=GREY, linestyle="--", linewidth=1.2)
    floor = -0.1 * reach
    for x, y, name, colour in (
        (floor, floor, "fine", GREEN),
        (tolerable, floor, "high bias", BLUE),
        (floor, tolerable, "high variance", ORANGE),
        (tolerable, tolerable, "high bias and high variance", PURPLE),
    ):
        width = tolerable - floor if x == floor else reach - tolerable
        height = tolerable - floor if y == floor else reach - tolerable
        ax.add_patch(_field(x, y, width, height, colour))
        right = x != floor
        edge = 100 * (reach if right else floor)
        top = 100 * (y + height)
        ax.annotate(
            name,
            (edge, top),
            xytext=(-6 if right else 6, -6),
            textcoords="offset points",
            ha="right" if right else "left",
            va="top",
            color=colour,
            weight="bold",
        )
    for (name, (bias, variance)), marker in zip(points.items(), MARKERS, strict=False):
        ax.plot(100 * bias, 100 * variance, marker, color=INK, markersize=9, label=name)
    ax.set(xlim=(100 * floor, 100 * reach), ylim=(100 * floor, 100 * reach))
    ax.set(xlabel="bias: train error over base error (%)")
    ax.set(
        ylabel="variance: dev error over train error (%)",
        title="Four networks on the map of troubles",
    )
    ax.grid(False)
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))


def _field(x: float, y: float, width: float, height: float, colour: str) -> Rectangle:
    return Rectangle(
        (100 * x, 100 * y), 100 * width, 100 * height, color=colour, alpha=0.1, linewidth=0
    )


@styled
def learning_curves(
    sizes: Sequence[int], panels: Mapping[str, tuple[Array, Array]], tolerable: float
) -> None:
    """Draw errors over the number of training examples: {title: (train, dev)}, each (sizes, runs).

    Lines are means, bands go from the lowest run to the highest. Below the dashed line an error is tolerable.
    """
    axes = open_panels(len(panels), 3.7)
    for ax, (title, both) in zip(axes, panels.items(), strict=True):
        for name, errors, marker in zip(("train", "dev"), both, MARKERS, strict=False):
            percent = 100 * np.asarray(errors)
            ax.fill_between(
                sizes, percent.min(1), percent.max(1), color=SETS[name], alpha=0.2, linewidth=0
            )
            ax.plot(sizes, percent.mean(1), marker=marker, color=SETS[name], label=f"{name} error")
        ax.axhline(100 * tolerable, color=GREY, linestyle="--", linewidth=1.2)
        ax.set(xscale="log", xlabel="training examples", ylabel="error (%)", title=title)
        ax.set_xticks(sizes, [str(size) for size in sizes])
        ax.minorticks_off()
        ax.sharey(axes[0])
        ax.legend()
    axes[0].set_ylim(0, None)


@styled
def candidates(names: Sequence[str], errors: Mapping[str, Sequence[float]], label: str) -> None:
    """Draw the errors of several candidates, a line for each set; a ring marks the smallest of each."""
    ax = open_axes(size=(7.5, 3.6))
    places = np.arange(len(names))
    for (name, values), marker in zip(errors.items(), MARKERS, strict=False):
        percent = 100 * np.asarray(values)
        colour = SETS.get(name, INK)
        ax.plot(places, percent, marker=marker, color=colour, label=f"{name} error")
        best = int(np.argmin(percent))
        ax.plot(
            best, percent[best], "o", markersize=15, markerfacecolor="none", markeredgecolor=colour
        )
    ax.set_xticks(places, names)
    ax.set(xlabel=label, ylabel="error (%)", title="A ring marks the smallest error of each set")
    ax.set_ylim(min(0, ax.get_ylim()[0]), None)
    ax.legend()


@styled
def winners(counts: Sequence[int], shown: Mapping[str, Array], truth: float) -> None:
    """Draw the error of the best of `counts` candidates, by where it is measured: {name: (counts,)}.

    `truth` is the error that every one of them really has.
    """
    ax = open_axes(size=(7.5, 3.5))
    for (name, errors), colour, marker in zip(shown.items(), CYCLE, MARKERS, strict=False):
        ax.plot(counts, 100 * np.asarray(errors), marker=marker, color=colour, label=name)
    ax.axhline(100 * truth, color=INK, linestyle="--", linewidth=1.2, label="the true error of all")
    ax.set(xscale="log", xlabel="candidates to choose from", ylabel="error of the winner (%)")
    ax.set(ylim=(0, None), title="Whoever chooses by a set, can't measure with it")
    ax.set_xticks(counts, [f"{count:,}" for count in counts])
    ax.minorticks_off()
    ax.legend(loc="lower left")


@styled
def error_stairs(runs: Mapping[str, Mapping[str, float]], title: str) -> None:
    """Draw errors on several sets as bars, a group for each run: {run: {set: error}}."""
    ax = open_axes(size=(8, 3.6))
    sets = list(next(iter(runs.values())))
    colours = {"base": GREY, **SETS}
    others = iter((PURPLE, INK))
    width = 0.8 / len(sets)
    for place, name in enumerate(sets):
        colour = colours[name] if name in colours else next(others)
        heights = [100 * errors[name] for errors in runs.values()]
        spots = np.arange(len(runs)) + (place - (len(sets) - 1) / 2) * width
        bars = ax.bar(spots, heights, 0.92 * width, color=colour, label=name)
        ax.bar_label(bars, fmt="%.0f", padding=2, fontsize=9)
    ax.set_xticks(range(len(runs)), list(runs))
    ax.set(ylabel="error (%)", xlabel="network", title=title)
    ax.set_ylim(0, 1.15 * max(100 * max(errors.values()) for errors in runs.values()) + 1)
    ax.grid(axis="x", visible=False)
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
