"""What week 5's figures promise: every shape where it belongs, and what is wrong marked as wrong."""

import matplotlib

matplotlib.use("Agg")

import numpy as np
import pytest
from matplotlib import colors
from matplotlib import pyplot as plt
from matplotlib.patches import Rectangle

from utils import plots
from utils.deep_network import L_model_backward, L_model_forward, expected_shapes
from utils.plots.deep_network import PEACH
from utils.plots.style import BLUE, ORANGE

DIMS, M = [3, 4, 5, 2, 1], 6
rng = np.random.default_rng(0)
PARAMETERS = {
    name: rng.normal(size=shape)
    for name, shape in expected_shapes(DIMS, M).items()
    if name[0] in "Wb"
}
X, Y = rng.normal(size=(3, M)), np.array([[0, 1, 1, 0, 1, 0]])
AL, CACHES = L_model_forward(X, PARAMETERS)
GRADS = L_model_backward(AL, Y, CACHES)
EXPECTED = expected_shapes(DIMS, M)
NUMBERS = np.array([[1.0, -2.0, 0.5], [-0.001, 3.0, -1.0]])
STAIRCASE = np.tril(np.ones((4, 3), dtype=int), -1).T


def parity(bits):
    """Stands in for the function that a student wrote."""
    return sum(bits) % 2, len(bits) - 1


def unwritten(*_):
    raise NotImplementedError


CHARTS = {
    "relu_gate": lambda: plots.relu_gate(NUMBERS, NUMBERS[::-1], NUMBERS),
    "gradient_agreement": lambda: plots.gradient_agreement({"layer 1": (NUMBERS, NUMBERS)}),
    "parity_by_counting": lambda: plots.parity_by_counting(
        STAIRCASE, np.array([1, -1, 1]), np.array([0, 1, 0, 1])
    ),
    "units_for_parity": lambda: plots.units_for_parity([2, 3], {"tree": [3, 6]}),
}
DIAGRAMS = {
    "layered_network": lambda: plots.layered_network(DIMS),
    "forward_and_backward": lambda: plots.forward_and_backward(AL, CACHES, GRADS),
    "shape_trace": lambda: plots.shape_trace(EXPECTED, {"right": EXPECTED, "short": {}}),
    "parity_tree": lambda: plots.parity_tree([1, 0, 1, 1, 0], parity),
}
FIGURES = CHARTS | DIAGRAMS


def drawn_texts(ax):
    return [text.get_text() for text in ax.texts]


def test_every_public_function_of_the_lesson_is_tested_here():
    public = {
        name
        for name in plots.__all__
        if getattr(plots, name).__module__ == "utils.plots.deep_network"
    }
    assert public == set(FIGURES)


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_draws_one_titled_figure_returns_nothing_and_leaves_the_settings(draw):
    before = dict(matplotlib.rcParams)
    assert draw() is None
    assert len(plt.get_fignums()) == 1
    plt.gcf().canvas.draw()  # layout and mathematics are only worked out here
    assert all(ax.get_title() for ax in plt.gcf().axes)
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_charts_say_what_their_axes_are(draw):
    draw()
    panels = plt.gcf().axes
    assert all(ax.get_xlabel() for ax in panels)
    assert panels[0].get_ylabel()


class TestForwardAndBackward:
    def test_holds_the_shape_of_every_array(self):
        plots.forward_and_backward(AL, CACHES, GRADS)
        words = "\n".join(drawn_texts(plt.gca())).replace("\n(", " (").split("\n")
        for name, values in (PARAMETERS | GRADS).items():
            assert f"{name} {values.shape}" in words
        for layer, (linear, Z) in enumerate(CACHES, start=1):
            assert f"Z{layer} {Z.shape}" in words
            assert f"{'X' if layer == 1 else f'A{layer - 1}'} {linear[0].shape}" in words
        assert f"AL {AL.shape}" in words

    def test_a_wrong_gradient_shows_its_wrong_shape(self):
        plots.forward_and_backward(AL, CACHES, GRADS | {"db2": np.zeros(5)})
        assert any("db2 (5,)" in text for text in drawn_texts(plt.gca()))

    def test_gradients_that_were_not_asked_for_may_be_missing(self):
        asked = {name: values for name, values in GRADS.items() if name[1] != "A"}
        plots.forward_and_backward(AL, CACHES, asked)
        assert "dA2" in drawn_texts(plt.gca())

    @pytest.mark.parametrize("dims", [[4, 1], [3, 2, 2, 2, 2, 2, 1]])
    def test_any_depth(self, dims):
        shapes = expected_shapes(dims, 2)
        network = {name: np.ones(shape) for name, shape in shapes.items() if name[0] in "Wb"}
        AL, caches = L_model_forward(np.ones((dims[0], 2)), network)
        plots.forward_and_backward(AL, caches, {})
        plt.gcf().canvas.draw()


class TestShapeTrace:
    def frames(self, ax):
        return [
            patch
            for patch in ax.patches
            if isinstance(patch, Rectangle)
            and not patch.get_fill()
            and colors.same_color(patch.get_edgecolor(), ORANGE)
        ]

    def test_marks_each_wrong_shape_and_frames_the_first_layer_that_has_one(self):
        wrong = EXPECTED | {"b2": (5,), "Z4": (2, 6), "A4": (2, 6)}
        plots.shape_trace(EXPECTED, {"wrong": wrong})
        ax = plt.gca()
        marked = [p for p in ax.patches if colors.same_color(p.get_facecolor(), PEACH)]
        assert len(marked) == 3
        (frame,) = self.frames(ax)
        assert frame.get_y() == -2
        assert "(5,)\nnot (5, 1)" in drawn_texts(ax)

    def test_frames_nothing_where_all_agree(self):
        plots.shape_trace(EXPECTED, {"right": EXPECTED})
        assert not self.frames(plt.gca())

    def test_says_what_was_not_reached(self):
        plots.shape_trace(EXPECTED, {"short": {"W1": (4, 3), "b1": (3, 1)}})
        assert drawn_texts(plt.gca()).count("not\nreached") == 14
        assert self.frames(plt.gca())[0].get_y() == -1


class TestParityTree:
    @pytest.mark.parametrize("n", [1, 2, 3, 5, 8, 10])
    def test_has_n_bits_and_a_box_for_each_gate(self, n):
        plots.parity_tree([1] * n, parity)
        boxes = [patch for patch in plt.gca().patches if isinstance(patch, Rectangle)]
        assert len(boxes) == n - 1
        assert len(plt.gca().patches) == 2 * n - 1

    def test_is_blue_where_the_students_function_says_1(self):
        plots.parity_tree([1, 1, 0, 1], parity)
        blue = [
            patch for patch in plt.gca().patches if colors.same_color(patch.get_facecolor(), BLUE)
        ]
        assert len(blue) == 5  # three bits, the gate over (0, 1), and the root

    def test_a_function_still_to_be_written_leaves_no_empty_figure(self):
        with pytest.raises(NotImplementedError):
            plots.parity_tree([1, 0], unwritten)
        assert not plt.get_fignums()


@pytest.mark.parametrize(("width", "circles"), [(1, 1), (6, 6), (7, 6), (12288, 6)])
def test_wide_layers_are_shortened(width, circles):
    plots.layered_network([width, 1])
    assert len(plt.gca().patches) == circles + 1
    assert ("⋮" in drawn_texts(plt.gca())) == (width > 6)
    assert any(f"={width}$" in text for text in drawn_texts(plt.gca()))


def test_a_zero_has_no_minus_sign_and_shut_gates_are_hatched():
    plots.relu_gate(NUMBERS, NUMBERS, NUMBERS)
    for ax in plt.gcf().axes:
        assert "-0.00" not in drawn_texts(ax)
        assert len(ax.patches) == np.sum(NUMBERS < 0)


def test_gradients_stand_at_what_nudging_gave():
    plots.gradient_agreement({"layer 1": (NUMBERS, 2 * NUMBERS)})
    nudged, given = plt.gca().lines[1].get_data()
    np.testing.assert_array_equal(nudged, 2 * given)
