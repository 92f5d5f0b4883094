"""What week 11's figures promise: labels to read, and the numbers they were given."""

import matplotlib

matplotlib.use("Agg")

import numpy as np
import pytest
from matplotlib import pyplot as plt

from utils import plots
from utils.plots import normalization

rng = np.random.default_rng(0)
X = rng.uniform(1, 2, (3, 40)) * [[1000], [1], [0.01]]
w, b = np.meshgrid(np.linspace(-2, 2, 9), np.linspace(-1, 3, 9))
BOWL = plots.Bowl(w, b, w**2 + (b - 1) ** 2, np.array([[-1.5, 2.0], [-0.5, 1.5], [0.2, 1.1]]))
RATES = np.linspace(0, 1, 11)

FIGURES = {
    "feature_ranges": lambda: plots.feature_ranges(["a", "b", "c"], {"raw": X, "again": X}),
    "bowls": lambda: plots.bowls({"one": BOWL, "two": BOWL}),
    "step_factors": lambda: plots.step_factors(
        RATES, {"steep": abs(1 - 3 * RATES), "flat": abs(1 - RATES)}, 2 / 3
    ),
}


def test_every_public_function_is_tested_here():
    public = {
        name for name in plots.__all__ if getattr(plots, name).__module__ == normalization.__name__
    }
    assert public - {"Bowl"} == set(FIGURES)


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_draws_one_labelled_figure_and_returns_nothing(draw):
    assert draw() is None
    assert len(plt.get_fignums()) == 1
    plt.gcf().canvas.draw()
    panels = plt.gcf().axes
    assert panels[0].get_ylabel()
    assert all(ax.get_xlabel() and ax.get_title() for ax in panels)


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_leaves_the_settings_as_they_were(draw):
    before = dict(matplotlib.rcParams)
    draw()
    assert dict(matplotlib.rcParams) == before


def test_a_range_is_drawn_for_each_feature_with_its_median():
    plots.feature_ranges(["a", "b", "c"], {"raw": X})
    ax = plt.gca()
    np.testing.assert_allclose(ax.lines[0].get_xdata(), np.median(X, axis=1))
    segments = np.array(ax.collections[0].get_segments())
    np.testing.assert_allclose(segments[:, :, 0], np.quantile(X, [0.05, 0.95], axis=1).T)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b", "c"]


def test_only_wide_positive_ranges_get_a_logarithmic_axis():
    plots.feature_ranges(["a", "b", "c"], {"raw": X})
    assert plt.gca().get_xscale() == "log"
    plots.feature_ranges(["a", "b", "c"], {"centred": X - X.mean(axis=1, keepdims=True)})
    assert plt.gca().get_xscale() == "linear"


def test_a_bowl_shows_its_walk_and_its_bottom_on_a_map_that_is_not_stretched():
    plots.bowls({"one": BOWL})
    ax = plt.gca()
    path, start, end, bottom = (line.get_xydata() for line in ax.lines)
    np.testing.assert_array_equal(path, BOWL.path)
    np.testing.assert_array_equal([start[0], end[0]], BOWL.path[[0, -1]])
    np.testing.assert_array_equal(bottom, [[0, 1]])
    assert ax.get_aspect() == 1


def test_factors_are_drawn_up_to_the_end_with_the_limit():
    FIGURES["step_factors"]()
    ax = plt.gca()
    np.testing.assert_allclose(ax.lines[0].get_ydata(), abs(1 - 3 * RATES))
    assert any(np.allclose(line.get_xdata(), 2 / 3) for line in ax.lines)
    assert ax.get_xlim() == (0, 1)
