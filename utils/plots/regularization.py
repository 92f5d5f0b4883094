"""Week 8: a pitch, what overfitting and too much of its cure look like, and networks with units missing."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Arc, Circle, Rectangle

from utils.plots.style import (
    BLUE,
    CYCLE,
    GREEN,
    GREY,
    INK,
    MARKERS,
    ORANGE,
    Array,
    Elementwise,
    open_axes,
    open_panels,
    styled,
)

HALF_LENGTH, HALF_WIDTH = 5.25, 3.4
"""Half of a pitch of 105 by 68 metres, in tens of metres."""


@styled
def kicks(X: Array, Y: Array, title: str) -> None:
    """Draw a pitch and where on it the ball was headed: X (2, m) in tens of metres, Y (1, m)."""
    ax = open_axes(size=(7.5, 5.0))
    _pitch(ax)
    for label, colour, marker, name in [
        (1, ORANGE, "o", "headed by our team: $y=1$"),
        (0, BLUE, "D", "headed by the other team: $y=0$"),
    ]:
        here = Y.ravel() == label
        ax.plot(X[0, here], X[1, here], marker, color=colour, markersize=5, label=name)
    ax.set(xlabel="$x_1$: along the pitch (10 m)", ylabel="$x_2$: across (10 m)", title=title)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, -0.3), ncols=2)


def _pitch(ax: Axes) -> None:
    ax.set(xlim=(-5.6, 5.6), ylim=(-3.7, 3.7), aspect="equal")
    ax.grid(False)
    lines = {"fill": False, "edgecolor": GREY, "linewidth": 1.2}
    ax.add_patch(Rectangle((-HALF_LENGTH, -HALF_WIDTH), 2 * HALF_LENGTH, 2 * HALF_WIDTH, **lines))
    ax.plot([0, 0], [-HALF_WIDTH, HALF_WIDTH], color=GREY, linewidth=1.2)
    ax.add_patch(Circle((0, 0), 0.915, **lines))
    for side in (-1, 1):
        for depth, width in [(1.65, 4.03), (0.55, 1.83)]:
            left = -HALF_LENGTH if side < 0 else HALF_LENGTH - depth
            ax.add_patch(Rectangle((left, -width / 2), depth, width, **lines))
        spot, open_angle = side * (HALF_LENGTH - 1.1), 90 + side * 90
        ax.add_patch(
            Arc(
                (spot, 0),
                1.83,
                1.83,
                angle=open_angle,
                theta1=-53,
                theta2=53,
                edgecolor=GREY,
                linewidth=1.2,
            )
        )
    ax.plot(-HALF_LENGTH + 0.3, 0, "s", color=ORANGE, markersize=9)
    ax.annotate("our goalkeeper", (-HALF_LENGTH + 0.1, 0.35), color=ORANGE)


@styled
def penalised_cost(w: Array, cost: Array, penalties: Mapping[float, Array]) -> None:
    """Draw a cost over one weight `w` (n,), and its sum with the penalty (n,) of each lambda.

    The lowest point of each sum is marked.
    """
    left, right = open_panels(2, 4.0)
    left.plot(w, cost, color=INK, label="the cross-entropy")
    right.plot(w, cost, color=INK, label="$\\lambda=0$: the cross-entropy")
    for (lambd, penalty), colour in zip(penalties.items(), CYCLE, strict=False):
        total = cost + penalty
        lowest = total.argmin()
        left.plot(w, penalty, "--", color=colour, label=f"the penalty, $\\lambda={lambd:g}$")
        right.plot(w, total, color=colour, label=f"$\\lambda={lambd:g}$")
        right.plot(w[lowest], total[lowest], "o", color=colour, markersize=8)
    left.set(title="two things to pay for")
    right.set(title="their sum, and where it is lowest")
    for ax in (left, right):
        ax.set(xlabel="weight $w$", ylabel="cost", ylim=(0, 1.6))
        ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=2)


@styled
def accuracy_sweep(
    settings: Sequence[float],
    training: Array,
    test: Array,
    label: str,
    title: str,
    ceiling: float | None = None,
) -> None:
    """Draw accuracies (settings, runs) on both sets: means as lines, lowest to highest as bands.

    The settings are spread evenly, whatever their values. `ceiling` is drawn as a dashed line.
    """
    ax = open_axes(size=(7.5, 3.8))
    places = np.arange(len(settings))
    for name, values, colour, marker in [
        ("training set", training, BLUE, "o"),
        ("test set", test, ORANGE, "s"),
    ]:
        values = np.asarray(values).reshape(len(settings), -1)
        ax.fill_between(places, values.min(1), values.max(1), color=colour, alpha=0.2, linewidth=0)
        ax.plot(places, values.mean(axis=1), marker=marker, color=colour, label=name)
    if ceiling is not None:
        ax.axhline(
            ceiling, color=GREY, linestyle="--", linewidth=1.2, label="the true border, test set"
        )
    ax.set_xticks(places, [f"{setting:g}" for setting in settings])
    ax.set(xlabel=label, ylabel="accuracy", title=title)
    ax.legend(loc="lower center", ncols=3)


@styled
def accuracies_by_seed(
    runs: Mapping[str, tuple[Array, Array]], ceiling: float | None = None
) -> None:
    """Draw every run of every method as a dot: {name: (training accuracies, test accuracies)}."""
    ax = open_axes(size=(7.5, 3.8))
    for column, (training, test) in enumerate(runs.values()):
        for shift, values, colour, marker, name in [
            (-0.14, training, BLUE, "o", "training set"),
            (0.14, test, ORANGE, "s", "test set"),
        ]:
            spread = np.linspace(-0.06, 0.06, len(values))
            ax.plot(
                column + shift + spread,
                values,
                marker,
                color=colour,
                alpha=0.8,
                label=name if column == 0 else None,
            )
            mean, ends = np.mean(values), [column + shift - 0.1, column + shift + 0.1]
            ax.plot(ends, [mean, mean], color=colour)
    if ceiling is not None:
        ax.axhline(
            ceiling, color=GREY, linestyle="--", linewidth=1.2, label="the true border, test set"
        )
    ax.set_xticks(range(len(runs)), list(runs))
    ax.set(ylabel="accuracy", xlabel="method", title="Every dot is a network, every line a mean")
    ax.grid(axis="x", visible=False)
    ax.legend(loc="upper right")


@styled
def shrinking(
    weights: Mapping[float, Array], scores: Mapping[float, Array], tanh: Elementwise
) -> None:
    """Draw for each lambda a histogram of weights, and below it one of scores z under the tanh curve.

    Where tanh and the straight line z are less than 8% apart, |z| < 1/2, the background is green.
    Scores beyond 6 are not shown.
    """
    axes = open_axes(2, len(weights), size=(2.9 * len(weights), 5.0), sharey="row", squeeze=False)
    reach = max(np.abs(values).max() for values in weights.values())
    width = min(6.0, max(np.abs(values).max() for values in scores.values()))
    z = np.linspace(-width, width, 201)
    for (upper, lower), (lambd, W), Z in zip(axes.T, weights.items(), scores.values(), strict=True):
        upper.hist(np.ravel(W), np.linspace(-reach, reach, 31), color=BLUE, **_as_shares(W))
        upper.set(title=f"$\\lambda={lambd:g}$", xlabel="weight")
        lower.axvspan(-0.5, 0.5, color=GREEN, alpha=0.2, linewidth=0)
        lower.hist(np.ravel(Z), np.linspace(-width, width, 61), color=ORANGE, **_as_shares(Z))
        lower.set(xlabel="score $z$")
        curve = lower.twinx()
        curve.plot(z, tanh(z), color=INK, linewidth=1.5)
        curve.set(ylim=(-1.15, 1.15), yticks=[-1, 0, 1])
        curve.grid(False)
        curve.tick_params(labelright=False, right=False)
    axes[0, 0].set_ylabel("share of the weights")
    axes[1, 0].set_ylabel("share of the scores")
    axes[1, -1].annotate(
        "black: tanh",
        (0.97, 0.06),
        xycoords="axes fraction",
        ha="right",
        color=INK,
    )


def _as_shares(values: Array) -> dict[str, Array]:
    return {"weights": np.full(np.size(values), 1 / np.size(values))}


@styled
def thinned_networks(layer_dims: Sequence[int], masks: Mapping[str, Sequence[Array]]) -> None:
    """Draw a network once for each set of masks; a set has one mask (n_l,) for each hidden layer.

    What is dropped is hollow, and its connections are gone.
    """
    for ax, (title, hidden) in zip(open_panels(len(masks), 3.2), masks.items(), strict=True):
        kept = [np.ones(layer_dims[0], bool), *hidden, np.ones(layer_dims[-1], bool)]
        _network(ax, [np.asarray(layer, bool).ravel() for layer in kept])
        ax.set_title(title)


def _network(ax: Axes, kept: Sequence[Array]) -> None:
    heights = [np.arange(len(layer)) - (len(layer) - 1) / 2 for layer in kept]
    for layer in range(1, len(kept)):
        for start, low in zip(heights[layer - 1], kept[layer - 1], strict=True):
            for end, high in zip(heights[layer], kept[layer], strict=True):
                if low and high:
                    ax.plot([layer - 1, layer], [start, end], color=GREY, linewidth=0.9, zorder=1)
    for layer, (ys, on) in enumerate(zip(heights, kept, strict=True)):
        faces = np.where(on, BLUE, "white")
        edges = np.where(on, BLUE, GREY)
        ax.scatter(np.full(len(ys), layer), ys, s=190, c=faces, edgecolors=edges, zorder=2)
        if not on.all():
            gone = ys[~on]
            ax.scatter(np.full(len(gone), layer), gone, s=60, marker="x", c=ORANGE, zorder=3)
    names = ["input", *(f"hidden {layer}" for layer in range(1, len(kept) - 1)), "output"]
    ax.set_xticks(range(len(kept)), names)
    ax.set(yticks=[], xlim=(-0.4, len(kept) - 0.6))
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    ax.grid(False)


@styled
def kept_on_average(A: Array, averages: Mapping[str, Array]) -> None:
    """Draw what activations are on average under many masks over what they are without, a panel each."""
    panels = open_panels(len(averages), 3.8)
    top = 1.08 * max(A.max(), *(average.max() for average in averages.values()))
    for ax, (name, average) in zip(panels, averages.items(), strict=True):
        ax.plot([0, top], [0, top], color=GREY, linestyle="--", linewidth=1.2, label="unchanged")
        ax.plot(A.ravel(), average.ravel(), "o", markersize=4, label="one unit, one example")
        ax.set(title=name, xlabel="activation without dropout", xlim=(0, top), ylim=(0, top))
        ax.set_ylabel("mean over many masks")
        ax.legend(loc="upper left")


@styled
def jitter(answers: Array, steady: Array, accuracies: Array, accuracy: float) -> None:
    """Draw what dropout does to answers if it is left on.

    Left, the answers (times, k) to k examples, asked many times, and the `steady` ones (k,) without
    dropout. Right, the accuracy of each time (times,), and the `accuracy` without dropout.
    """
    left, right = open_panels(2, 3.8)
    for place, (column, still) in enumerate(zip(answers.T, steady, strict=True)):
        aside = np.linspace(-0.3, 0.3, len(column))
        left.plot(
            place + aside,
            column,
            ".",
            color=ORANGE,
            markersize=3,
            alpha=0.5,
            label="dropout left on" if place == 0 else None,
        )
        left.plot(
            [place - 0.35, place + 0.35],
            [still, still],
            color=INK,
            label="dropout off" if place == 0 else None,
        )
    left.axhline(0.5, color=GREY, linestyle="--", linewidth=1)
    left.set_xticks(range(len(steady)), [str(place + 1) for place in range(len(steady))])
    left.set(xlabel="test example", ylabel="probability $a$", ylim=(-0.03, 1.03))
    left.set_title("the same question, asked again and again")
    left.legend(loc="upper left", markerscale=4)
    right.hist(accuracies, bins=20, color=ORANGE, edgecolor="white", label="dropout left on")
    right.axvline(accuracy, color=INK, label="dropout off")
    right.set(xlabel="accuracy on the test set", ylabel="times", title="and how often it is right")
    right.set_ylim(0, 1.3 * right.get_ylim()[1])
    right.legend(loc="upper left")


@styled
def gaps(runs: Mapping[str, tuple[Sequence[float], Sequence[float]]], interval: int) -> None:
    """Draw how accuracy on both sets goes on while networks learn: {name: (training, test)}."""
    panels = open_panels(len(runs), 3.4)
    for ax, (name, (training, test)) in zip(panels, runs.items(), strict=True):
        steps = interval * np.arange(len(training))
        ax.plot(steps, training, color=BLUE, marker=MARKERS[0], markersize=3, label="training set")
        ax.plot(steps, test, color=ORANGE, marker=MARKERS[1], markersize=3, label="test set")
        ax.set(title=name, xlabel="iteration", ylabel="accuracy", ylim=(0.4, 1.02))
        ax.legend(loc="lower right")
