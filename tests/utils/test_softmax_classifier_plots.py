"""What the figures of week 10 promise: labels to read, and the students' own numbers."""

import matplotlib

matplotlib.use("Agg")

import numpy as np
import pytest
from matplotlib import pyplot as plt

from utils import plots

rng = np.random.default_rng(0)
X = rng.normal(size=(2, 30))
labels = rng.integers(3, size=(1, 30))
names = ["a", "b", "c"]


def sectors(places):
    return (places[0] > 0).astype(int) + (places[1] > 0)


def unwritten(*_, **__):
    raise NotImplementedError


CHARTS = {
    "scores_and_probabilities": lambda: plots.scores_and_probabilities(
        names, np.array([1.0, -2, 0]), np.array([0.6, 0.1, 0.3])
    ),
    "pixel_templates": lambda: plots.pixel_templates(
        np.array([0.9, 0.2, 0.7, 0.1]), rng.normal(size=(3, 4)), names
    ),
    "losses_of_margin": lambda: plots.losses_of_margin(np.ones(5), np.zeros(5), np.arange(5.0)),
    "loss_of_confidence": lambda: plots.loss_of_confidence(lambda share: -np.log(share)),
    "class_regions": lambda: plots.class_regions({"one": sectors, "two": sectors}, X, labels),
    "grey_pictures": lambda: plots.grey_pictures(
        rng.uniform(size=(7, 8, 8)), list("abcdefg"), "seven", columns=5
    ),
    "templates": lambda: plots.templates(rng.normal(size=(3, 12)), (3, 4), names, "three"),
    "confusion": lambda: plots.confusion(np.array([[5, 1, 0], [0, 4, 2], [0, 0, 6]]), names),
}
PICTURES = {"grey_pictures", "templates"}


def test_every_public_function_is_tested_here():
    public = {
        name
        for name in plots.__all__
        if getattr(plots, name).__module__ == "utils.plots.softmax_classifier"
    }
    assert public == set(CHARTS)


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_draws_one_figure_with_titles_and_returns_nothing(draw):
    before = dict(matplotlib.rcParams)
    assert draw() is None
    assert len(plt.get_fignums()) == 1
    plt.gcf().canvas.draw()
    assert any(ax.get_title() for ax in plt.gcf().axes)
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize("name", sorted(CHARTS.keys() - PICTURES))
def test_charts_say_what_their_axes_are(name):
    CHARTS[name]()
    panels = plt.gcf().axes
    assert panels[0].get_ylabel()
    assert all(ax.get_xlabel() for ax in panels)


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plots.loss_of_confidence(unwritten),
        lambda: plots.class_regions({"one": unwritten}, X, labels),
    ],
    ids=["loss_of_confidence", "class_regions"],
)
def test_a_function_still_to_be_written_leaves_no_empty_figure(draw):
    with pytest.raises(NotImplementedError):
        draw()
    assert not plt.get_fignums()


def test_every_picture_is_shown_under_its_caption():
    CHARTS["grey_pictures"]()
    shown = [ax for ax in plt.gcf().axes if ax.images]
    assert [ax.get_title() for ax in shown] == list("abcdefg")


def test_templates_share_one_scale_with_white_at_zero():
    CHARTS["templates"]()
    limits = {ax.images[0].get_clim() for ax in plt.gcf().axes if ax.images}
    ((low, high),) = limits
    assert low == -high


def test_confusions_are_counted_in_their_places():
    CHARTS["confusion"]()
    written = {text.get_position(): text.get_text() for text in plt.gca().texts}
    assert written[(1, 0)] == "1"  # column 1, row 0: the truth a was called b
    assert written[(2, 2)] == "6"
    assert (2, 0) not in written


def test_answers_are_coloured_like_the_examples_of_their_class():
    plots.class_regions({"all b": lambda places: np.ones(places.shape[1])}, X, labels)
    ax = plt.gca()
    assert ax.get_xlim()[1] >= np.abs(X).max()
    assert len(ax.collections) >= 2
