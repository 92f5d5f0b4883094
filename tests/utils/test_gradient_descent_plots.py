"""What the figures of week 2 promise: labels to read, and the students' own numbers."""

import matplotlib

matplotlib.use("Agg")

import numpy as np
import pytest
from matplotlib import pyplot as plt

from utils import plots


def bowl(p):
    return p[0] ** 2 + 3 * p[1] ** 2


def uphill(p):
    return np.stack([2 * p[0], 6 * p[1]])


def unwritten(*_, **__):
    raise NotImplementedError


PATH = np.array([[2.0, 1.0, 0.5], [1.0, -0.5, 0.25]])
REACH = (-3, 3, -2, 2)

CHARTS = {
    "tangents": lambda: plots.tangents(np.square, lambda x: 2 * x, [-1, 0, 2]),
    "one_move": lambda: plots.one_move(np.square, 3.0, 6.0, 1.0),
    "walks": lambda: plots.walks(
        np.square, {"short": np.array([3.0, 1, 0]), "out": np.array([3.0, 90])}, (-4, 4)
    ),
    "distances": lambda: plots.distances({str(k): 0.5 ** np.arange(k + 2) for k in range(5)}),
    "basins": lambda: plots.basins(
        np.cos, np.linspace(0, 12, 20), np.repeat([np.pi, 3 * np.pi], 10)
    ),
    "gradient_field": lambda: plots.gradient_field(bowl, uphill),
    "walks_on_map": lambda: plots.walks_on_map(bowl, {"a": PATH, "b": PATH[::-1]}, REACH),
    "surface_and_map": lambda: plots.surface_and_map(bowl, PATH, REACH, "a bowl"),
}


def test_every_public_function_is_tested_here():
    public = {
        name
        for name in plots.__all__
        if getattr(plots, name).__module__ == "utils.plots.gradient_descent"
    }
    assert public == set(CHARTS)


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_draws_one_figure_with_titles_and_labels_and_returns_nothing(draw):
    before = dict(matplotlib.rcParams)
    assert draw() is None
    assert len(plt.get_fignums()) == 1
    plt.gcf().canvas.draw()
    panels = plt.gcf().axes
    assert all(ax.get_title() for ax in panels)
    assert panels[0].get_ylabel()
    assert all(ax.get_xlabel() for ax in panels)
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plots.tangents(np.square, unwritten, [-1, 0, 2]),
        lambda: plots.walks(unwritten, {"a": PATH[0]}, (-4, 4)),
        lambda: plots.gradient_field(bowl, unwritten),
        lambda: plots.walks_on_map(unwritten, {"a": PATH}, REACH),
        lambda: plots.surface_and_map(unwritten, PATH, REACH, "a bowl"),
    ],
    ids=["tangents", "walks", "gradient_field", "walks_on_map", "surface_and_map"],
)
def test_a_function_still_to_be_written_leaves_no_empty_figure(draw):
    with pytest.raises(NotImplementedError):
        draw()
    assert not plt.get_fignums()


def test_a_walk_lies_on_its_curve():
    CHARTS["walks"]()
    path = plt.gcf().axes[0].lines[1]
    np.testing.assert_array_equal(path.get_ydata(), np.square(path.get_xdata()))


def test_a_walk_that_leaves_does_not_stretch_the_picture():
    CHARTS["walks"]()
    assert all(ax.get_xlim() == (-4, 4) for ax in plt.gcf().axes)


def test_the_map_holds_the_whole_path_and_the_surface_what_is_inside():
    out = np.array([[2.0, 1.0, 50.0, 0.0], [1.0, 0.5, 0.0, 0.0]])
    plots.surface_and_map(bowl, out, REACH, "a bowl")
    surface, from_above = plt.gcf().axes
    assert len(surface.lines[0].get_data_3d()[0]) == 2
    assert len(from_above.lines[0].get_xdata()) == 4
    assert from_above.get_xlim() == (-3, 3)


def test_every_start_is_drawn_below_its_valley():
    CHARTS["basins"]()
    strokes = [line for line in plt.gca().lines if line.get_marker() == "|"]
    assert [len(line.get_xdata()) for line in strokes] == [10, 10]
    assert len({line.get_color() for line in strokes}) == 2
