"""What the figures of week 1 promise: every number in its place, stored ones told from repeated ones."""

import matplotlib

matplotlib.use("Agg")

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_rgba

from utils import plots

TABLE = np.array([[3, 1, 4], [1, 5, 9]])
WIDE, HIGH = np.array([[100, 200, 300]]), np.array([[10], [20]])

FIGURES = {
    "grids": lambda: plots.grids({"flat": TABLE[0], "table": TABLE, "column": HIGH}),
    "broadcasting": lambda: plots.broadcasting([(TABLE, WIDE), (HIGH, WIDE)]),
    "axes_of": lambda: plots.axes_of(TABLE),
    "probability_bars": lambda: plots.probability_bars(TABLE, TABLE / 20, ["a", "b", "c"]),
    "row_arrows": lambda: plots.row_arrows({"before": HIGH + WIDE[:, :2], "after": np.eye(2)}),
}


def texts(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


def test_every_public_function_is_tested_here():
    public = {
        name
        for name in plots.__all__
        if getattr(plots, name).__module__ == "utils.plots.numpy_basics"
    }
    assert public == set(FIGURES)


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_draws_one_figure_with_titles_and_returns_nothing(draw):
    before = dict(matplotlib.rcParams)
    assert draw() is None
    assert len(plt.get_fignums()) == 1
    plt.gcf().canvas.draw()
    assert any(ax.get_title() for ax in plt.gcf().axes)
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize("name", ["probability_bars", "row_arrows"])
def test_charts_say_what_their_axes_are(name):
    FIGURES[name]()
    assert all(ax.get_ylabel() for ax in plt.gcf().axes[::2])
    assert all(ax.get_xlabel() for ax in plt.gcf().axes[-2:])


def test_a_grid_names_its_array_and_its_shape():
    FIGURES["grids"]()
    titles = [ax.get_title() for ax in plt.gcf().axes]
    assert titles == ["flat\n(3,)", "table\n(2, 3)", "column\n(2, 1)"]
    assert texts(plt.gcf().axes[1]) == ["3", "1", "4", "1", "5", "9"]


def test_all_cells_of_a_grid_are_in_sight():
    FIGURES["grids"]()
    for ax in plt.gcf().axes:
        (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
        for cell in ax.patches:
            assert left <= cell.get_x() <= cell.get_x() + 1 <= right
            assert top < cell.get_y() < cell.get_y() + 1 < bottom


def test_only_what_is_stored_is_filled_in():
    FIGURES["broadcasting"]()
    column, row, total = plt.gcf().axes[3:]
    white = to_rgba("white")
    stored = [
        sum(patch.get_facecolor() != white for patch in ax.patches) for ax in (column, row, total)
    ]
    assert stored == [2, 3, 6]
    assert all(len(ax.patches) == 6 for ax in (column, row, total))
    assert texts(total)[:6] == ["110", "210", "310", "120", "220", "320"]


def test_sums_stand_beside_what_they_sum():
    FIGURES["axes_of"]()
    shown = texts(plt.gca())
    assert shown[6:11] == ["4", "6", "13", "8", "15"]


def test_the_first_class_stands_on_top():
    FIGURES["probability_bars"]()
    bottom, top = plt.gcf().axes[0].get_ylim()
    assert bottom > top
