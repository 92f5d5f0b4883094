"""What the figures of the deep networks at work promise."""

import matplotlib

matplotlib.use("Agg")

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.image import AxesImage
from mpl_toolkits.mplot3d import Axes3D

from utils import plots

rng = np.random.default_rng(0)
X_PAIR = rng.normal(size=(3, 2))
WALK = rng.normal(size=3) + np.linspace(0, 1, 9)[:, None] * (X_PAIR @ [1, -2])
SHARES = [np.array([0.0, 0.5, 1.0]), np.array([0.2, 0.0])]
TABLE = np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]])

CHARTS = {
    "descent_in_span": lambda: plots.descent_in_span(X_PAIR, WALK),
    "accuracies_by_start": lambda: plots.accuracies_by_start(
        {"flat": [0.7, 0.8], "deep": [0.9, 0.5]}, [1, 2], {"always no": 0.5, "neuron": 0.7}
    ),
    "units_on": lambda: plots.units_on({"lucky": SHARES, "unlucky": SHARES}),
    "heat_maps": lambda: plots.heat_maps(
        {"cost": TABLE, "accuracy": 1 - TABLE}, [5, 10], [0.1, 0.2, 0.3], ["units", "rate"]
    ),
    "costs_overlaid": lambda: plots.costs_overlaid([0.7, 0.5], [0.7, 0.5 + 1e-12]),
}
"""Figures with axes to read numbers from."""

PANELS = {
    "training_loop": plots.training_loop,
    "units_as_pictures": lambda: plots.units_as_pictures(
        {"weights": rng.normal(size=(2, 60)), "learned": np.zeros((2, 60))},
        ["one", "two"],
        "Two units",
        (4, 5, 3),
    ),
}
"""Pictures and diagrams."""

FIGURES = CHARTS | PANELS


def texts_of(ax):
    return [text.get_text() for text in ax.texts]


def test_every_public_function_is_tested_here():
    module = "utils.plots.deep_network_application"
    public = {name for name in plots.__all__ if getattr(plots, name).__module__ == module}
    assert public == set(FIGURES)


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_draws_one_figure_and_returns_nothing(draw):
    before = dict(matplotlib.rcParams)
    assert draw() is None
    assert len(plt.get_fignums()) == 1
    assert dict(matplotlib.rcParams) == before
    plt.gcf().canvas.draw()  # a layout that doesn't fit warns here, and warnings are errors


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_charts_say_what_their_axes_and_panels_are(draw):
    draw()
    panels = [ax for ax in plt.gcf().axes if ax.get_label() != "<colorbar>"]
    assert all(ax.get_title() for ax in panels)
    assert panels[0].get_ylabel()
    assert panels[-1].get_xlabel()


@pytest.mark.parametrize("draw", PANELS.values(), ids=PANELS)
def test_pictures_and_diagrams_have_titles(draw):
    draw()
    figure = plt.gcf()
    assert figure.get_suptitle() or figure.axes[0].get_title()


def test_the_walk_lies_within_the_plane_that_is_drawn(monkeypatch):
    drawn = []
    monkeypatch.setattr(Axes3D, "plot_surface", lambda _, *sides, **__: drawn.append(sides))
    plots.descent_in_span(X_PAIR, WALK)
    corners = np.stack([np.ravel(side) for side in drawn[0]], axis=1)
    upright = np.cross(X_PAIR[:, 0], X_PAIR[:, 1])
    np.testing.assert_allclose((corners - WALK[0]) @ upright, 0, atol=1e-9)
    mixtures = np.linalg.lstsq(X_PAIR, (corners - WALK[0]).T, rcond=None)[0]
    for amount, low, high in zip((1, -2), mixtures.min(axis=1), mixtures.max(axis=1), strict=True):
        assert low < min(0, amount)
        assert high > max(0, amount)


def test_dead_units_are_crossed_out_and_others_are_not():
    plots.units_on({"run": SHARES})
    for ax, share in zip(plt.gcf().axes, SHARES, strict=True):
        crosses = [line for line in ax.lines if line.get_marker() == "x"]
        marked = np.concatenate([line.get_xdata() for line in crosses])
        np.testing.assert_array_equal(marked, 1 + np.flatnonzero(share == 0))


def test_where_no_unit_or_every_unit_is_dead_the_figure_still_fits():
    plots.units_on({"none": [np.ones(20), np.ones(3)], "all": [np.zeros(20), np.zeros(3)]})
    plt.gcf().canvas.draw()


def test_a_weight_of_zero_is_grey_whatever_the_others_are():
    weights = np.zeros((1, 60))
    weights[0, :30] = np.linspace(-3, 1, 30)
    plots.units_as_pictures({"weights": weights}, ["unit"], "One", (4, 5, 3))
    (picture,) = plt.gcf().findobj(AxesImage)
    colours = np.asarray(picture.get_array()).reshape(-1)
    np.testing.assert_allclose(colours[30:], 0.5)
    assert colours.min() >= 0
    assert colours.max() <= 1


def test_every_cell_of_a_heat_map_shows_its_number():
    CHARTS["heat_maps"]()
    assert texts_of(plt.gcf().axes[0]) == ["0.10", "0.20", "0.30", "0.40", "0.50", "0.60"]


def test_every_dot_carries_its_seed():
    plots.accuracies_by_start({"flat": [0.7, 0.8, 0.6]}, [3, 5, 8], {"always no": 0.5})
    assert texts_of(plt.gca()) == ["3", "5", "8"]
