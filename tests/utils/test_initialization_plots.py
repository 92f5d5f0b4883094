"""What week 7's figures promise: labels to read, and the numbers they were given."""

import matplotlib

matplotlib.use("Agg")

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from utils import plots
from utils.plots import initialization

rng = np.random.default_rng(0)
X, Y = rng.standard_normal((2, 9)), np.arange(9).reshape(1, 9) % 2

FIGURES = {
    "labelled_points": lambda: plots.labelled_points(X, Y, "Nine points"),
    "weight_paths": lambda: plots.weight_paths(
        {"equal": np.ones((4, 3, 2)), "random": rng.standard_normal((4, 6, 2))}
    ),
    "histogram_grid": lambda: plots.histogram_grid(
        {"wide": {"one": 10 * X, "two": X}, "narrow": {"one": np.zeros((2, 3))}}, "value"
    ),
    "spread_by_layer": lambda: plots.spread_by_layer(
        {"far": {"one": [1.0, 1e-9], "two": [1.0, 1.0]}, "near": {"one": [0.5, 2.0]}}, "spread"
    ),
    "costs_by_seed": lambda: plots.costs_by_seed(
        {name: np.ones((2, 4)) for name in "abcde"}, columns=3
    ),
}


def visible_axes():
    return [ax for ax in plt.gcf().axes if ax.get_visible()]


def test_every_public_function_is_tested_here():
    public = {
        name for name in plots.__all__ if getattr(plots, name).__module__ == initialization.__name__
    }
    assert public == set(FIGURES)


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_draws_one_labelled_figure_and_returns_nothing(draw):
    assert draw() is None
    assert len(plt.get_fignums()) == 1
    plt.gcf().canvas.draw()
    panels = visible_axes()
    assert panels[0].get_ylabel()
    assert panels[-1].get_xlabel()
    assert all(ax.get_title() for ax in panels)


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_leaves_the_settings_as_they_were(draw):
    before = dict(matplotlib.rcParams)
    draw()
    assert dict(matplotlib.rcParams) == before


def test_points_have_the_colour_of_their_label():
    plots.labelled_points(X, Y, "Nine points")
    for label, line in enumerate(plt.gca().lines):
        np.testing.assert_array_equal(line.get_xydata(), X[:, Y[0] == label].T)
        assert to_hex(line.get_color()) == (plots.style.BLUE, plots.style.ORANGE)[label].lower()


def test_every_unit_has_a_path_from_its_small_dot_to_its_large_one():
    paths = rng.standard_normal((5, 4, 2))
    plots.weight_paths({"four units": paths})
    lines = plt.gca().lines
    assert len(lines) == 3 * 4
    for unit in range(4):
        path, start, end = lines[3 * unit : 3 * unit + 3]
        np.testing.assert_array_equal(path.get_xydata(), paths[:, unit])
        np.testing.assert_array_equal(start.get_xydata(), paths[:1, unit])
        np.testing.assert_array_equal(end.get_xydata(), paths[-1:, unit])
        assert start.get_markersize() < end.get_markersize()


def test_histograms_count_every_number_and_say_their_spread():
    values = rng.standard_normal((40, 5))
    plots.histogram_grid({"row": {"panel": values, "tiny": values * 1e-6}}, "value")
    left, right = visible_axes()
    assert sum(bar.get_height() for bar in left.patches) == 200
    assert sum(bar.get_height() for bar in right.patches) == 200
    assert f"spread {values.std():.2f}" in left.get_title()
    assert f"spread {values.std() * 1e-6:.0e}" in right.get_title()
    assert left.get_xlim() == right.get_xlim()


def test_layers_are_counted_from_1():
    plots.spread_by_layer({"panel": {"line": [3.0, 2.0, 1.0]}}, "spread")
    np.testing.assert_array_equal(plt.gca().lines[0].get_xydata(), [[1, 3], [2, 2], [3, 1]])


def test_panels_may_share_their_scale():
    plots.spread_by_layer({"a": {"x": [1, 4]}, "b": {"x": [0.25, 1]}}, "spread", same_scale=True)
    one, other = visible_axes()
    assert one.get_ylim() == other.get_ylim()
    assert one.get_ylim()[0] <= 0.25
    assert one.get_ylim()[1] >= 4


def test_a_short_axis_has_plain_numbers():
    plots.spread_by_layer({"a": {"x": [0.4, 3]}}, "spread")
    plt.gcf().canvas.draw()
    assert {"0.5", "1", "2"} <= {label.get_text() for label in plt.gca().get_yticklabels()}


def test_costs_stand_at_the_iterations_they_were_recorded_at():
    plots.costs_by_seed({"run": [[0.7, 0.5, 0.4], [0.6, 0.5, 0.3]]})
    first, second, _ = plt.gca().lines
    np.testing.assert_array_equal(first.get_xydata(), [[0, 0.7], [100, 0.5], [200, 0.4]])
    np.testing.assert_array_equal(second.get_ydata(), [0.6, 0.5, 0.3])
