"""What the figures of week 4 promise: labels to read, and the students' own numbers."""

import matplotlib

matplotlib.use("Agg")

import numpy as np
import pytest
from matplotlib import pyplot as plt

from utils import plots

rng = np.random.default_rng(0)
X = rng.normal(size=(2, 30))
Y = rng.integers(0, 2, size=(1, 30))


def twice(z, name):
    """Stands in for a student's activation function."""
    return 2 * np.asarray(z)


def above(places):
    return (places[:1] > 0).astype(float)


def unwritten(*_, **__):
    raise NotImplementedError


CHARTS = {
    "activation_curves": lambda: plots.activation_curves(twice, twice),
    "accuracy_by_width": lambda: plots.accuracy_by_width(
        [1, 5], {"training": [0.6, 0.9], "held out": [0.6, 0.8]}
    ),
    "unit_paths": lambda: plots.unit_paths({"still": np.zeros((3, 4)), "alone": X.T[:, :1]}, 10),
    "unit_fields": lambda: plots.unit_fields(lambda places: places, X, Y, ["left", "right"]),
    "boundary_table": lambda: plots.boundary_table(
        {"one": {"a": above, "b": above}, "two": {"a": above}}, {"one": (X, Y), "two": (2 * X, Y)}
    ),
    "hidden_layer": lambda: plots.hidden_layer(),
}


def test_every_public_function_is_tested_here():
    public = {
        name
        for name in plots.__all__
        if getattr(plots, name).__module__ == "utils.plots.shallow_network"
    }
    assert public == {*CHARTS, "playground"}


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_draws_one_figure_with_titles_and_returns_nothing(draw):
    before = dict(matplotlib.rcParams)
    assert draw() is None
    assert len(plt.get_fignums()) == 1
    plt.gcf().canvas.draw()
    assert any(ax.get_title() for ax in plt.gcf().axes)
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize("name", sorted(CHARTS.keys() - {"hidden_layer"}))
def test_charts_say_what_their_axes_are(name):
    CHARTS[name]()
    panels = plt.gcf().axes
    assert panels[0].get_ylabel()
    assert panels[-1].get_xlabel()


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plots.activation_curves(twice, unwritten),
        lambda: plots.unit_fields(unwritten, X, Y, ["one"]),
        lambda: plots.boundary_table({"one": {"a": unwritten}}, {"one": (X, Y)}),
        lambda: plots.playground(unwritten, {"width": [1, 2]}),
    ],
    ids=["activation_curves", "unit_fields", "boundary_table", "playground"],
)
def test_a_function_still_to_be_written_leaves_no_empty_figure(draw):
    with pytest.raises(NotImplementedError):
        draw()
    assert not plt.get_fignums()


def test_activations_are_drawn_as_the_students_functions_say():
    plots.activation_curves(twice, twice)
    z, height = plt.gcf().axes[0].lines[0].get_data()
    np.testing.assert_array_equal(height, 2 * z)
    assert 0 not in z


def test_no_upright_line_is_drawn_where_a_slope_jumps():
    plots.activation_curves(twice, lambda z, name: (z > 0) * 1.0)
    slope = plt.gcf().axes[4].lines[0].get_ydata()
    assert np.isnan(slope).sum() == 1


def test_units_that_agree_are_all_seen():
    plots.unit_paths({"equal": np.zeros((5, 4))}, 10)
    widths = [line.get_linewidth() for line in plt.gca().lines]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 4
    np.testing.assert_array_equal(plt.gca().lines[0].get_xdata(), [0, 10, 20, 30, 40])


class TestPlayground:
    CHOICES = {"data": ["flower", "ring"], "width": [4, 1, 8]}  # noqa: RUF012

    @pytest.fixture
    def played(self, monkeypatch):
        """What was drawn, what was shown, and the controls by name."""
        import ipywidgets
        from IPython import display

        drawn, shown, made = [], [], {}

        def draw(data, width):
            drawn.append((data, width))
            plt.figure()

        def keep(bundle, **_):
            shown.append(bundle)

        def remember(kind):
            def make(*args, **settings):
                made[settings["description"]] = kind(*args, **settings)
                return made[settings["description"]]

            return make

        monkeypatch.setattr(display, "display", keep)
        for kind in ("SelectionSlider", "ToggleButtons"):
            monkeypatch.setattr(ipywidgets, kind, remember(getattr(ipywidgets, kind)))
        plots.playground(draw, self.CHOICES)
        return drawn, shown, made

    def test_begins_with_the_first_of_each_choice(self, played):
        drawn, _, made = played
        assert drawn == [("flower", 4)]
        assert {name: control.value for name, control in made.items()} == {
            "data": "flower",
            "width": 4,
        }
        assert tuple(made["width"].options) == (1, 4, 8)

    def test_draws_again_when_somebody_chooses(self, played):
        drawn, _, made = played
        made["width"].value = 8
        made["data"].value = "ring"
        assert drawn[1:] == [("flower", 8), ("ring", 8)]

    def test_leaves_no_figure_for_the_cell_to_show_again(self, played):
        assert not plt.get_fignums()

    def test_says_something_where_there_are_no_controls(self, played):
        _, shown, _ = played
        assert len(shown) == 1
        assert "run this cell" in shown[0]["text/plain"]
