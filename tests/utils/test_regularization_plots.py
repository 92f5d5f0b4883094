"""What the figures of week 8 promise: labels to read, and no answers to copy."""

import ast
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import numpy as np
import pytest
from matplotlib import pyplot as plt

from utils import plots
from utils.plots import regularization

rng = np.random.default_rng(0)
X, Y = rng.uniform(-3, 3, size=(2, 20)), rng.integers(0, 2, size=(1, 20))
LINE = np.linspace(-1, 3, 41)
ACCURACIES = rng.uniform(0.5, 1, size=(3, 2))
A = rng.uniform(0, 4, size=(5, 6))
MASKS = [np.array([True, False, True]), np.array([False, True])]

CHARTS = {
    "kicks": lambda: plots.kicks(X, Y, "Kicks"),
    "penalised_cost": lambda: plots.penalised_cost(LINE, np.exp(-LINE), {0.5: LINE**2}),
    "accuracy_sweep": lambda: plots.accuracy_sweep(
        [0, 1, 10], ACCURACIES, ACCURACIES - 0.1, "lambda", "A sweep", ceiling=0.9
    ),
    "accuracies_by_seed": lambda: plots.accuracies_by_seed(
        {"plain": ACCURACIES.T[:2], "L2": ACCURACIES.T[:2]}, ceiling=0.9
    ),
    "shrinking": lambda: plots.shrinking({0: A - 2, 3: A / 9}, {0: A - 2, 3: A / 9}, np.tanh),
    "kept_on_average": lambda: plots.kept_on_average(A, {"divided": A, "not divided": A / 2}),
    "jitter": lambda: plots.jitter(
        rng.uniform(size=(30, 4)), np.full(4, 0.4), rng.uniform(size=30), 0.9
    ),
    "gaps": lambda: plots.gaps({"plain": ([0.5, 0.9], [0.5, 0.7]), "L2": ([0.5], [0.5])}, 250),
}
"""Figures with axes to read numbers from."""


@pytest.fixture(autouse=True)
def closed_figures():
    plt.close("all")
    yield
    plt.close("all")


def test_every_figure_of_the_lesson_is_exported_and_tested():
    own = {
        node.name
        for node in ast.parse(Path(regularization.__file__).read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    assert own == {*CHARTS, "thinned_networks"}
    assert own <= set(plots.__all__)


@pytest.mark.parametrize("name", CHARTS)
def test_axes_are_labelled_and_the_figure_has_a_title(name):
    CHARTS[name]()
    figure = plt.gcf()
    figure.canvas.draw()  # a warning would be an error here
    readable = [ax for ax in figure.axes if ax.get_title() or ax.get_xlabel()]
    assert readable
    assert all(ax.get_xlabel() for ax in readable)
    assert any(ax.get_ylabel() for ax in readable)
    assert any(ax.get_title() for ax in readable)


@pytest.mark.parametrize("name", CHARTS)
def test_one_figure_is_opened_and_nothing_returned(name):
    assert CHARTS[name]() is None
    assert len(plt.get_fignums()) == 1


def test_a_dropped_unit_loses_its_connections():
    plots.thinned_networks([2, 3, 2, 1], {"all": [np.ones(3), np.ones(2)], "some": MASKS})
    whole, thinned = plt.gcf().axes
    assert len(whole.lines) == 2 * 3 + 3 * 2 + 2 * 1
    assert len(thinned.lines) == 2 * 2 + 2 * 1 + 1 * 1
    assert [ax.get_title() for ax in (whole, thinned)] == ["all", "some"]


def test_the_lowest_point_of_each_sum_is_marked():
    plots.penalised_cost(LINE, (LINE - 2) ** 2, {1.0: LINE**2})
    _, sums = plt.gcf().axes
    marked = [line for line in sums.lines if line.get_marker() == "o"]
    assert [float(line.get_xdata()[0]) for line in marked] == [pytest.approx(1.0)]


def test_a_sweep_shows_means():
    plots.accuracy_sweep([0, 1, 10], ACCURACIES, ACCURACIES - 0.1, "lambda", "A sweep")
    training, test = plt.gca().lines
    np.testing.assert_allclose(training.get_ydata(), ACCURACIES.mean(axis=1))
    np.testing.assert_allclose(test.get_ydata(), ACCURACIES.mean(axis=1) - 0.1)


def test_no_solutions_are_imported():
    tree = ast.parse(Path(regularization.__file__).read_text())
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    local = {name for name in imported if name.startswith(("utils", "grader"))}
    assert local == {"utils.plots.style"}
