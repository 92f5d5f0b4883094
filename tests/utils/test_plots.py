"""What the figures of the notebooks promise: labels to read, and no answers to copy."""

import ast
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import numpy as np
import pytest
from matplotlib import pyplot as plt

from utils import plots

rng = np.random.default_rng(0)
PICTURES = rng.integers(0, 256, size=(7, 4, 5, 3), dtype=np.uint8)
w_map, b_map = np.meshgrid(np.linspace(-1, 1, 9), np.linspace(-2, 2, 7))
BOWL = w_map**2 + b_map**2
LINE = np.linspace(-2, 2, 21)
ROW = rng.uniform(size=(1, 12))
CLASSES = ["no", "yes"]


def double(z):
    """Stands in for any function that a student wrote."""
    return 2 * z


def unwritten(*_):
    raise NotImplementedError


CHARTS = {
    "sigmoid_curve": lambda: plots.sigmoid_curve(double),
    "sigmoid_and_slope": lambda: plots.sigmoid_and_slope(double, double),
    "loss_curves": lambda: plots.loss_curves(lambda a, y: a - y),
    "truth_bars": lambda: plots.truth_bars(np.array([0.9, 0.2]), ["one", "two"]),
    "cost_surfaces": lambda: plots.cost_surfaces(w_map, b_map, {"bowl": BOWL, "dome": -BOWL}),
    "cost_slices": lambda: plots.cost_slices(LINE, {"bowl": LINE**2, "dome": -(LINE**2)}),
    "one_step": lambda: plots.one_step(LINE, LINE**2, start=-1.0, slope=-2.0, learning_rate=0.1),
    "descent": lambda: plots.descent(w_map, b_map, BOWL, {"walk": np.array([[1, 1], [0, 0]])}),
    "cost_curve": lambda: plots.cost_curve([0.7, 0.5], learning_rate=0.01),
    "cost_curves": lambda: plots.cost_curves({"slow": [0.7, 0.6], "fast": [0.7]}, "Two runs"),
    "timings": lambda: plots.timings([1, 10], {"loop": [1e-3, 1e-2]}, "examples"),
    "probability_histogram": lambda: plots.probability_histogram(ROW, ROW > 0.6, CLASSES),
    "decision": lambda: plots.decision(ROW, ROW > 0.6, ROW, ROW, ROW > 0.5),
}
"""Figures with axes to read numbers from."""

PANELS = {
    "picture_as_column": lambda: plots.picture_as_column(PICTURES[0]),
    "gallery": lambda: plots.gallery(PICTURES, list("abcdefg"), "Seven"),
    "weights_as_picture": lambda: plots.weights_as_picture(rng.normal(size=(60, 1)), (4, 5, 3)),
    "prediction": lambda: plots.prediction(PICTURES[0], 0.8, CLASSES),
    "neuron": lambda: plots.neuron(),
    "block_equations": lambda: plots.block_equations(
        {"product": [("Z", "1", "m"), "=", ("X", "n_x", "m")]}
    ),
    "computation_graph": lambda: plots.computation_graph(
        [["x"], ["", "z"]], {("x", "z"): "2"}, {"x": 1, "z": 2}, {"x": 2, "z": 1}, "Doubling"
    ),
}
"""Pictures and diagrams."""

FIGURES = CHARTS | PANELS


def drawn_texts(figure):
    return [text.get_text() for text in figure.findobj(plt.Text) if text.get_text()]


def test_every_public_function_is_tested_here():
    here = {"curves", "diagrams", "logistic_regression", "pictures"}
    public = {
        name for name in plots.__all__ if getattr(plots, name).__module__.split(".")[-1] in here
    }
    assert public == set(FIGURES)


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_draws_one_figure_and_returns_nothing(draw):
    assert draw() is None
    assert len(plt.get_fignums()) == 1
    plt.gcf().canvas.draw()  # layout and mathematics are only worked out here


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_charts_say_what_their_axes_and_panels_are(draw):
    draw()
    panels = plt.gcf().axes
    assert all(ax.get_ylabel() for ax in panels)
    assert all(ax.get_title() for ax in panels)
    assert panels[-1].get_xlabel()


@pytest.mark.parametrize("draw", PANELS.values(), ids=PANELS)
def test_pictures_and_diagrams_have_titles(draw):
    draw()
    figure = plt.gcf()
    assert figure.get_suptitle() or any(ax.get_title() for ax in figure.axes)


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_leaves_the_settings_as_they_were(draw):
    before = dict(matplotlib.rcParams)
    draw()
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plots.sigmoid_curve(unwritten),
        lambda: plots.sigmoid_and_slope(double, unwritten),
        lambda: plots.loss_curves(unwritten),
    ],
    ids=["sigmoid_curve", "sigmoid_and_slope", "loss_curves"],
)
def test_a_function_still_to_be_written_leaves_no_empty_figure(draw):
    with pytest.raises(NotImplementedError):
        draw()
    assert not plt.get_fignums()


def test_settings_that_a_backend_makes_while_drawing_are_kept():
    """Else a notebook's first figure would switch the display of all later ones off."""

    def backend_wakes_up(z):
        matplotlib.rcParams["interactive"] = True
        return z

    plots.sigmoid_curve(backend_wakes_up)
    assert matplotlib.rcParams["interactive"]


def test_the_column_shows_the_pictures_own_numbers():
    picture = np.arange(60).reshape(4, 5, 3)
    plots.picture_as_column(picture)
    texts = drawn_texts(plt.gcf().axes[-1])
    for row in (0, 1, 2, 3, 4, 5, 57, 58, 59):
        assert f"row {row}" in texts
        assert str(row) in texts


def test_the_channels_share_one_scale_of_brightness():
    plots.picture_as_column(PICTURES[0])
    limits = {ax.images[0].get_clim() for ax in plt.gcf().axes[1:4]}
    assert limits == {(0, PICTURES[0].max())}


def test_a_curve_is_drawn_as_the_students_function_says():
    plots.sigmoid_curve(double)
    z, a = plt.gca().lines[0].get_data()
    np.testing.assert_array_equal(a, 2 * z)


@pytest.mark.parametrize(("cost", "labels"), [(LINE**2, 1), (-(LINE**2), 2), (3 * LINE, 1)])
def test_only_what_curves_downwards_is_marked(cost, labels):
    plots.cost_slices(LINE, {"cost": cost})
    assert len(plt.gca().get_legend_handles_labels()[1]) == labels


def test_costs_stand_at_the_iterations_they_were_recorded_at():
    plots.cost_curve([0.7, 0.5, 0.4], learning_rate=0.01)
    np.testing.assert_array_equal(plt.gca().lines[0].get_xdata(), [0, 100, 200])


@pytest.mark.parametrize("w", [np.zeros((60, 1)), np.linspace(-1, 3, 60).reshape(60, 1)])
def test_a_weight_of_zero_is_white(w):
    plots.weights_as_picture(w, (4, 5, 3))
    for image in plt.gcf().findobj(matplotlib.image.AxesImage):
        np.testing.assert_allclose(image.to_rgba(0.0), 1, atol=0.05)


def test_a_gallery_may_be_empty_or_short():
    for count in (0, 2):
        plots.gallery(PICTURES[:count], ["caption"] * count, "Few")
        plt.gcf().canvas.draw()


def test_the_module_holds_and_imports_no_answers():
    modules = sorted(Path(plots.__file__).parent.glob("*.py"))
    tree = ast.parse("\n".join(module.read_text() for module in modules))
    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None), *(alias.name for alias in node.names)]
        if name
    }
    roots = {name.split(".")[0] for name in imported if not name.startswith("utils.plots.")}
    assert roots.isdisjoint({"utils", "grader", "datasets", "solutions"})

    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert called.isdisjoint({"exp", "expm1", "log", "logaddexp", "tanh", "expit", "matmul", "dot"})
