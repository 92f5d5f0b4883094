"""Curves over iterations, sizes and probabilities: how training goes and what it costs."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.ticker import MaxNLocator

from utils.plots.style import BLUE, INK, MARKERS, ORANGE, Array, open_axes, styled


@styled
def cost_curve(costs: Sequence[float], learning_rate: float, interval: int = 100) -> None:
    """Draw the cost of one training run, recorded once every `interval` iterations."""
    runs = {f"learning rate {learning_rate:g}": costs}
    _cost_curves(runs, interval, "The cost while the neuron learns")


@styled
def cost_curves(runs: Mapping[str, Sequence[float]], title: str, interval: int = 100) -> None:
    """Draw the costs of several training runs, recorded once every `interval` iterations."""
    _cost_curves(runs, interval, title)


def _cost_curves(runs: Mapping[str, Sequence[float]], interval: int, title: str) -> None:
    ax = open_axes()
    for (name, costs), marker in zip(runs.items(), MARKERS, strict=False):
        iterations = interval * np.arange(len(costs))
        ax.plot(iterations, costs, marker=marker, markersize=5, label=name)
    ax.set(xlabel="iteration", ylabel="cost $J$", title=title, ylim=(0, None))
    ax.legend()


@styled
def timings(sizes: Sequence[int], seconds: Mapping[str, Sequence[float]], size: str) -> None:
    """Draw how long things took at growing sizes: equal distances are equal factors."""
    ax = open_axes()
    for (name, took), marker in zip(seconds.items(), MARKERS, strict=False):
        ax.loglog(sizes, took, marker=marker, label=name)
    ax.set(xlabel=size, ylabel="seconds", title="Time for one pass")
    ax.legend()


@styled
def probability_histogram(A: Array, Y: Array, classes: Sequence[str]) -> None:
    """Draw how often each probability `A` was given, by the truth `Y`; both (1, m)."""
    panels = open_axes(2, 1, size=(7.5, 3.8), sharex=True)
    for ax, truth, colour in zip(panels, (1, 0), (BLUE, ORANGE), strict=True):
        ax.hist(A[truth == Y], bins=np.linspace(0, 1, 21), color=colour, edgecolor="white")
        ax.axvline(0.5, color=INK, linestyle="--", linewidth=1.2)
        ax.set(ylabel="pictures", title=f"the truth is {truth}: {classes[truth]}")
        ax.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    panels[-1].set_xlabel("probability $a$ given to class 1")
