"""What the figures of week 9 promise: labels to read, marks in the right place, nothing computed."""

import matplotlib

matplotlib.use("Agg")

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.patches import Rectangle

from utils import plots

STEPS = 10.0 ** np.arange(-6, 0)
VALLEY = np.array([1e-3, 1e-5, 1e-7, 1e-6, 1e-5, 0.0])
SMALL = {"W1": np.array([[1.0, 2.0], [3.0, 4.0]]), "b1": np.array([[5.0], [6.0]])}
THETA = np.arange(1.0, 7.0).reshape(-1, 1)
LINE = np.linspace(-1, 1, 21)
BLOCKS = {"W1": 1e-10, "b1": 0.9, "W2": 0.0}


def apart(a, b):
    """Stands in for a student's relative_difference."""
    return float(np.abs(a - b).max())


CHARTS = {
    "secants": lambda: plots.secants(np.square, at=1.0, epsilon=0.5, slope=2.0),
    "difference_errors": lambda: plots.difference_errors(
        STEPS, {"one": VALLEY, "two": 2 * VALLEY}, "A valley", {"slope 1": (1, 1e-3, 1e-4)}
    ),
    "factor_curve": lambda: plots.factor_curve(apart, {"right": 1.0, "twice": 2.0, "ten": 10.0}),
    "kink": lambda: plots.kink(LINE, np.maximum(0, LINE), LINE > 0, {"numerical": LINE}),
    "cost_along": lambda: plots.cost_along(LINE, {"fresh": LINE, "fixed": LINE**2}, "one weight"),
}
FIGURES = CHARTS | {
    "block_differences": lambda: plots.block_differences({"A": BLOCKS, "B": BLOCKS, "C": BLOCKS}),
    "parameter_column": lambda: plots.parameter_column(SMALL, THETA),
}


def test_every_public_function_is_tested_here():
    here = "utils.plots.gradient_checking"
    public = {name for name in plots.__all__ if getattr(plots, name).__module__ == here}
    assert public == set(FIGURES)


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_draws_one_figure_and_returns_nothing(draw):
    before = dict(matplotlib.rcParams)
    assert draw() is None
    assert len(plt.get_fignums()) == 1
    plt.gcf().canvas.draw()  # layout and mathematics are only worked out here
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_charts_say_what_their_axes_and_panels_are(draw):
    draw()
    for ax in plt.gcf().axes:
        assert ax.get_title()
        assert ax.get_xlabel()
        assert ax.get_ylabel()


def test_a_secant_goes_through_its_two_points():
    plots.secants(np.square, at=1.0, epsilon=0.5, slope=2.0)
    marked = [ax.lines[-1].get_xydata() for ax in plt.gcf().axes]
    np.testing.assert_allclose(marked[0], [[1.0, 1.0], [1.5, 2.25]])
    np.testing.assert_allclose(marked[1], [[0.5, 0.25], [1.5, 2.25]])


def test_the_lowest_point_of_an_error_curve_has_a_ring():
    plots.difference_errors(STEPS[:5], {"one": VALLEY[:5]}, "A valley")
    curve, ring = plt.gca().lines
    np.testing.assert_allclose(ring.get_xydata(), [[1e-4, 1e-7]])
    assert ring.get_color() == curve.get_color()


def test_a_guide_has_its_slope():
    plots.difference_errors(STEPS, {"one": VALLEY}, "A valley", {"slope 2": (2, 1e-3, 1e-5)})
    x, y = plt.gca().lines[-1].get_data()
    assert np.diff(np.log10(y)) / np.diff(np.log10(x)) == pytest.approx(2)


def test_only_bars_above_the_threshold_are_hatched():
    plots.block_differences({"A": BLOCKS}, threshold=1e-6)
    bars = [patch for patch in plt.gcf().axes[0].patches if isinstance(patch, Rectangle)]
    assert [bool(bar.get_hatch()) for bar in bars] == [False, True, False]
    assert bars[1].get_height() == 0.9


def test_an_odd_number_of_panels_hides_the_last():
    plots.block_differences({"A": BLOCKS, "B": BLOCKS, "C": BLOCKS})
    assert [ax.get_visible() for ax in plt.gcf().axes] == [True, True, True, False]


def test_the_column_shows_every_number_once_on_each_side():
    plots.parameter_column(SMALL, THETA)
    for ax in plt.gcf().axes:
        shown = [text.get_text() for text in ax.texts]
        assert [number for number in shown if number in "123456"] == list("123456")


def test_what_is_not_written_yet_leaves_no_figure_behind():
    def unwritten(*_):
        raise NotImplementedError

    for draw in (
        lambda: plots.factor_curve(unwritten, {"right": 1.0}),
        lambda: plots.secants(unwritten, 1.0, 0.5, 2.0),
    ):
        with pytest.raises(NotImplementedError):
            draw()
    assert not plt.get_fignums()
