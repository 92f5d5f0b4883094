"""What the figures of week 0 promise: labels to read, and the students' own numbers."""

import matplotlib

matplotlib.use("Agg")

import numpy as np
import pytest
from matplotlib import pyplot as plt

from utils import plots

SIZES, PRICES = np.array([20, 90, 160]), np.array([0, 150, 380])
PLACES = np.linspace(0, 200, 11)
HOURS = np.linspace(0, 24, 25)


def twice(z):
    """Stands in for a student's relu."""
    return 2 * z


def unwritten(*_):
    raise NotImplementedError


CHARTS = {
    "relu_curve": lambda: plots.relu_curve(twice),
    "house_prices": lambda: plots.house_prices(
        SIZES, PRICES, {"one": (PLACES, PLACES), "two": (PLACES, 2 * PLACES)}, "Houses"
    ),
    "bent_sums": lambda: plots.bent_sums(
        HOURS,
        HOURS,
        {"1 neuron": HOURS, "2 neurons": HOURS},
        {"1 neuron": [0], "2 neurons": [0, 12]},
    ),
    "size_and_data": lambda: plots.size_and_data(
        [10, 100], {"small": [0.2, 0.4], "large": [0.3, 0.9]}
    ),
}
DIAGRAMS = {
    "house_network": lambda: plots.house_network(),
    "idea_loop": lambda: plots.idea_loop(),
}
FIGURES = CHARTS | DIAGRAMS


def test_every_public_function_is_tested_here():
    public = {
        name
        for name in plots.__all__
        if getattr(plots, name).__module__ == "utils.plots.what_is_deep_learning"
    }
    assert public == set(FIGURES)


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_draws_one_figure_with_titles_and_returns_nothing(draw):
    before = dict(matplotlib.rcParams)
    assert draw() is None
    assert len(plt.get_fignums()) == 1
    plt.gcf().canvas.draw()
    assert all(ax.get_title() for ax in plt.gcf().axes)
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_charts_say_what_their_axes_are(draw):
    draw()
    assert plt.gcf().axes[0].get_ylabel()
    assert all(ax.get_xlabel() for ax in plt.gcf().axes)


def test_a_function_still_to_be_written_leaves_no_empty_figure():
    with pytest.raises(NotImplementedError):
        plots.relu_curve(unwritten)
    assert not plt.get_fignums()


def test_a_curve_is_drawn_as_the_students_function_says():
    plots.relu_curve(twice)
    z, a = plt.gca().lines[0].get_data()
    np.testing.assert_array_equal(a, 2 * z)


def test_every_house_is_drawn_and_every_curve_is_named():
    CHARTS["house_prices"]()
    *_, houses, _ = plt.gca().lines
    np.testing.assert_array_equal(houses.get_xydata(), np.column_stack([SIZES, PRICES]))
    assert plt.gca().get_legend_handles_labels()[1] == ["one", "two", "houses"]


def test_prices_can_be_compared_between_figures():
    """Whoever turns a slider wants to see the line move, not the scale."""
    limits = set()
    for height in (10, 1000):
        plots.house_prices(SIZES, PRICES, {"line": (PLACES, 0 * PLACES + height)}, "Houses")
        limits.add(plt.gca().get_ylim())
    assert len(limits) == 1


def test_bends_are_marked_where_they_are():
    CHARTS["bent_sums"]()
    marked = plt.gcf().axes[1].lines[-1].get_xydata()
    np.testing.assert_array_equal(marked, [[0, 0], [12, 12]])
