"""What week 12's figures promise: labels to read, and the numbers they were given."""

import matplotlib

matplotlib.use("Agg")

import numpy as np
import pytest
from matplotlib import pyplot as plt

from utils import plots
from utils.plots import bias_variance

rng = np.random.default_rng(0)
ERRORS = rng.uniform(0.02, 0.2, (2, 4, 3))
SIZES = [50, 100, 200, 400]

FIGURES = {
    "split_bars": lambda: plots.split_bars({"few": (60, 20, 20), "many": (9800, 100, 100)}),
    "measured_errors": lambda: plots.measured_errors(SIZES, rng.uniform(0, 0.1, (4, 60)), 0.05),
    "quadrants": lambda: plots.quadrants({"one": (0.08, 0.01), "two": (0.0, 0.12)}, 0.03),
    "learning_curves": lambda: plots.learning_curves(
        SIZES, {"one": ERRORS, "two": ERRORS / 2}, 0.03
    ),
    "candidates": lambda: plots.candidates(
        ["a", "b", "c"], {"train": [0.2, 0.1, 0.0], "dev": [0.2, 0.1, 0.15]}, "units"
    ),
    "winners": lambda: plots.winners([1, 10, 100], {"here": np.array([0.1, 0.07, 0.05])}, 0.1),
    "error_stairs": lambda: plots.error_stairs(
        {"old": {"base": 0.0, "train": 0.1}, "new": {"base": 0.0, "train": 0.02}}, "Two"
    ),
}


def test_every_public_function_is_tested_here():
    public = {
        name for name in plots.__all__ if getattr(plots, name).__module__ == bias_variance.__name__
    }
    assert public == set(FIGURES)


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_draws_one_labelled_figure_and_returns_nothing(draw):
    assert draw() is None
    assert len(plt.get_fignums()) == 1
    plt.gcf().canvas.draw()
    assert all(ax.get_xlabel() and ax.get_ylabel() and ax.get_title() for ax in plt.gcf().axes)


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_leaves_the_settings_as_they_were(draw):
    before = dict(matplotlib.rcParams)
    draw()
    assert dict(matplotlib.rcParams) == before


def test_every_split_fills_its_bar():
    FIGURES["split_bars"]()
    bars = plt.gca().patches
    widths = [bar.get_width() for bar in bars]
    np.testing.assert_allclose(widths, [60, 20, 20, 98, 1, 1])
    assert {text.get_text() for text in plt.gca().texts} == {"60", "20", "9,800"}


def test_networks_stand_where_their_gaps_are():
    FIGURES["quadrants"]()
    spots = {
        line.get_label(): line.get_xydata()[0]
        for line in plt.gca().lines
        if line.get_marker() != "None"
    }
    np.testing.assert_allclose(spots["one"], [8, 1])
    np.testing.assert_allclose(spots["two"], [0, 12])
    named = {text.get_text() for text in plt.gca().texts}
    assert named == {"fine", "high bias", "high variance", "high bias and high variance"}


def test_learning_curves_are_means_of_the_runs_on_one_scale():
    FIGURES["learning_curves"]()
    one, two = plt.gcf().axes
    np.testing.assert_allclose(one.lines[0].get_ydata(), 100 * ERRORS[0].mean(axis=1))
    np.testing.assert_allclose(one.lines[1].get_ydata(), 100 * ERRORS[1].mean(axis=1))
    assert one.get_ylim() == two.get_ylim()


def test_a_ring_marks_the_smallest_error_of_each_set():
    FIGURES["candidates"]()
    rings = [line.get_xydata()[0] for line in plt.gca().lines if line.get_markersize() == 15]
    np.testing.assert_allclose(rings, [[2, 0], [1, 10]])


def test_stairs_have_a_bar_for_every_error():
    FIGURES["error_stairs"]()
    heights = sorted(bar.get_height() for bar in plt.gca().patches)
    np.testing.assert_allclose(heights, [0, 0, 2, 10])


def test_the_winner_is_drawn_beside_the_truth():
    FIGURES["winners"]()
    ax = plt.gca()
    np.testing.assert_allclose(ax.lines[0].get_ydata(), [10, 7, 5])
    np.testing.assert_allclose(ax.lines[1].get_ydata(), 10)


def test_measurements_lie_around_the_true_error():
    FIGURES["measured_errors"]()
    assert any(np.allclose(line.get_ydata(), 5) for line in plt.gca().lines)
