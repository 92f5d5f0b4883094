"""Week 4: a network with one hidden layer, what bends it, and what its units come to see."""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Circle, FancyArrowPatch

from utils.plots.style import (
    BLUE,
    CYCLE,
    GREY,
    INK,
    MARKERS,
    MIST,
    ORANGE,
    Array,
    Point,
    open_axes,
    styled,
)

NAMES = ("sigmoid", "tanh", "relu", "leaky_relu")
"""The activation functions of the course."""

Named = Callable[[Array, str], Array]

PALE_BLUE, PALE_ORANGE = "#8FC1E0", "#F2B48F"
"""The colours of the two classes, pale enough for examples to stand out against them."""

FINENESS = 120
"""How many places are asked along each side of the plane."""


@styled
def hidden_layer(n_h: int = 4) -> None:
    """Draw a network with two inputs, `n_h` hidden units and one output, with shapes below."""
    ax = open_axes(size=(9.5, 4.7))
    inputs = [(0.0, height) for height in (0.8, -0.8)]
    hidden = [(4.0, height) for height in np.linspace(1.8, -1.8, n_h)]
    output, answer = (8.0, 0.0), (10.0, 0.0)
    for start, ends in [(one, hidden) for one in inputs] + [(one, [output]) for one in hidden]:
        for end in ends:
            _arrow(ax, start, end)
    _arrow(ax, output, answer)
    for row, place in enumerate(inputs, 1):
        _unit(ax, place, f"$x_{row}$")
    for row, place in enumerate(hidden, 1):
        _unit(ax, place, f"$a^{{[1]}}_{row}$")
    _unit(ax, output, "$a^{[2]}$")
    ax.text(*answer, "$\\hat{y}$", ha="center", va="center", fontsize=15)
    below = {
        0.0: "input $X$\n$(2, m)$",
        2.0: f"$W^{{[1]}}$ $({n_h}, 2)$\n$b^{{[1]}}$ $({n_h}, 1)$",
        4.0: f"hidden layer $A^{{[1]}}$\n$({n_h}, m)$",
        6.1: f"$W^{{[2]}}$ $(1, {n_h})$\n$b^{{[2]}}$ $(1, 1)$",
        8.0: "output $A^{[2]}$\n$(1, m)$",
    }
    for x, text in below.items():
        colour = BLUE if "W" in text else INK
        ax.text(x, -2.5, text, ha="center", va="top", color=colour, fontsize=11)
    ax.set(xlim=(-0.9, 10.4), ylim=(-3.7, 2.4), aspect="equal")
    ax.set_title("Two inputs, a hidden layer, one output")
    ax.axis("off")


def _unit(ax: Axes, place: Point, name: str) -> None:
    ax.add_patch(Circle(place, 0.42, facecolor=MIST, edgecolor=INK, zorder=3))
    ax.text(*place, name, ha="center", va="center", fontsize=13, zorder=4)


def _arrow(ax: Axes, start: Point, end: Point) -> None:
    shape = {"arrowstyle": "-|>", "mutation_scale": 11, "shrinkA": 22, "shrinkB": 22}
    ax.add_patch(FancyArrowPatch(start, end, color=GREY, lw=1.1, **shape))


@styled
def activation_curves(activation: Named, activation_gradient: Named) -> None:
    """Draw the student's four activation functions, and below each its slope."""
    z = np.linspace(-4, 4, 402)  # an even number, so that no point meets the kink at 0
    curves = {name: (activation(z, name), activation_gradient(z, name)) for name in NAMES}
    axes = open_axes(2, len(NAMES), size=(11.5, 4.8), sharex=True, sharey="row")
    for (above, below), (name, (height, slope)), colour in zip(
        axes.T, curves.items(), CYCLE, strict=True
    ):
        above.plot(z, height, color=colour)
        below.plot(z, _broken(slope), color=colour)
        above.set_title(name)
        below.set_xlabel("score $z$")
    axes[0, 0].set(ylabel="$g(z)$", ylim=(-1.3, 4.1))
    axes[1, 0].set(ylabel="slope $g'(z)$", ylim=(-0.1, 1.15))


def _broken(slope: Array) -> Array:
    """The slope with a gap where it jumps, so that no upright line is drawn there."""
    slope = np.array(slope, dtype=float)
    slope[1:][np.abs(np.diff(slope)) > 0.5] = np.nan
    return slope


@styled
def accuracy_by_width(widths: Sequence[int], shares: Mapping[str, Sequence[float]]) -> None:
    """Draw shares of right answers at growing `widths`: equal distances are equal factors."""
    ax = open_axes()
    for (name, share), marker in zip(shares.items(), MARKERS, strict=False):
        ax.plot(widths, share, marker=marker, label=name)
    ax.set_xscale("log")
    ax.set_xticks(list(widths), [str(width) for width in widths])
    ax.minorticks_off()
    ax.set(xlabel="hidden units", ylabel="share of right answers", ylim=(0.45, 1.0))
    ax.set_title("How many hidden units does it take?")
    ax.legend(loc="lower right")


@styled
def unit_paths(runs: Mapping[str, Array], interval: int) -> None:
    """Draw a weight of every hidden unit while it learns, a panel a run: arrays (records, n_h).

    There is one record every `interval` iterations. Units that agree lie on top of each other, so
    later ones are drawn thinner.
    """
    axes = open_axes(1, len(runs), size=(11, 3.6), squeeze=False, sharey=True)[0]
    for ax, (name, paths) in zip(axes, runs.items(), strict=True):
        for unit, path in enumerate(paths.T):
            width = 8 - 6.4 * unit / max(1, paths.shape[1] - 1)
            iterations = interval * np.arange(len(path))
            ax.plot(iterations, path, linewidth=width, label=f"unit {unit + 1}")
        ax.set(title=name, xlabel="iteration")
    axes[0].set_ylabel("weight from $x_1$")
    axes[0].legend(loc="upper left")


def unit_fields(units: Callable[[Array], Array], X: Array, Y: Array, titles: Sequence[str]) -> None:
    """Draw what units answer in every place of the plane, a panel each, over the examples X, Y.

    `units` takes (2, k) and gives (panels, k). Blue is the lowest answer on show and orange the
    highest, white lies between; the black line is where an answer is halfway.
    """
    reach = 1.1 * np.abs(X).max()
    side = np.linspace(-reach, reach, FINENESS)
    horizontal, vertical = np.meshgrid(side, side)
    answers = units(np.stack([horizontal.ravel(), vertical.ravel()]))
    _draw_fields(answers, horizontal, vertical, X, Y, titles)


@styled
def _draw_fields(
    answers: Array, horizontal: Array, vertical: Array, X: Array, Y: Array, titles: Sequence[str]
) -> None:
    panels = open_axes(
        1, len(titles), size=(2.5 * len(titles), 2.9), squeeze=False, sharex=True, sharey=True
    )[0]
    colours = LinearSegmentedColormap.from_list("answers", [PALE_BLUE, "white", PALE_ORANGE])
    for ax, title, answer in zip(panels, titles, answers, strict=True):
        field = answer.reshape(horizontal.shape)
        lowest, highest = field.min(), field.max()
        ax.pcolormesh(horizontal, vertical, field, cmap=colours, rasterized=True)
        if lowest < highest:
            middle = [(lowest + highest) / 2]
            ax.contour(
                horizontal, vertical, field, middle, colors=INK, linewidths=1.5, linestyles="solid"
            )
        for label, colour in ((0, BLUE), (1, ORANGE)):
            ax.plot(*X[:, label == Y[0]], ".", color=colour, markersize=2.5)
        ax.set(title=title, xlabel="$x_1$", aspect="equal")
        ax.grid(False)
    panels[0].set_ylabel("$x_2$")


def boundary_table(
    predictors: Mapping[str, Mapping[str, Callable[[Array], Array]]],
    problems: Mapping[str, tuple[Array, Array]],
) -> None:
    """Draw what classifiers answer on several problems: a row for each problem (X, Y) of the plane."""
    rows = {}
    for problem, (X, _) in problems.items():
        reach = 1.1 * np.abs(X).max()
        side = np.linspace(-reach, reach, FINENESS)
        places = np.stack([part.ravel() for part in np.meshgrid(side, side)])
        answers = {name: predict(places) for name, predict in predictors[problem].items()}
        rows[problem] = side, answers
    _draw_table(rows, problems)


@styled
def _draw_table(
    rows: Mapping[str, tuple[Array, Mapping[str, Array]]],
    problems: Mapping[str, tuple[Array, Array]],
) -> None:
    columns = max(len(answers) for _, answers in rows.values())
    size = (2.05 * columns, 2.1 * len(rows) + 0.4)
    axes = open_axes(len(rows), columns, size=size, squeeze=False, sharex="row", sharey="row")
    for panels, (problem, (side, answers)) in zip(axes, rows.items(), strict=True):
        X, Y = problems[problem]
        for ax, (name, answer) in zip(panels, answers.items(), strict=False):
            field = np.asarray(answer, float).reshape(side.size, side.size)
            ax.contourf(side, side, field, [-0.5, 0.5, 1.5], colors=[BLUE, ORANGE], alpha=0.25)
            for label, colour in ((0, BLUE), (1, ORANGE)):
                ax.plot(*X[:, label == Y[0]], ".", color=colour, markersize=2.5)
            ax.set(title=f"{problem}, {name}", aspect="equal")
            ax.grid(False)
        panels[0].set_ylabel("$x_2$")
    for ax in axes[-1]:
        ax.set_xlabel("$x_1$")


def playground(
    draw: Callable[..., None], choices: Mapping[str, Sequence[Any]], width: int = 540
) -> None:
    """Show a control for each of `choices`, and below them the figure that `draw(**chosen)` draws.

    The first entry of each choice is chosen at the beginning, and `draw` is called again whenever
    somebody chooses. The figure is shown as a picture among the controls, so that a notebook that is
    run by a program needs nobody to answer, `width` pixels wide; where there are no controls, as in a
    saved notebook, a sentence stands in for them.
    """
    from IPython.display import display
    from ipywidgets import HBox, Image, Label, Layout, SelectionSlider, ToggleButtons, VBox

    picture = Image(value=_as_png(draw, {name: each[0] for name, each in choices.items()}))
    picture.layout = Layout(width=f"{width}px")
    waiting = Label("")
    controls = {}
    for name, options in choices.items():
        ordered = all(isinstance(option, int | float) for option in options)
        settings = {"description": name.replace("_", " "), "value": options[0]}
        if ordered:
            control = SelectionSlider(options=sorted(options), continuous_update=False, **settings)
        else:
            control = ToggleButtons(options=list(options), **settings)
            control.style.button_width = "90px"
        controls[name] = control

    def redraw(_: object) -> None:
        waiting.value = "training ..."
        picture.value = _as_png(draw, {name: control.value for name, control in controls.items()})
        waiting.value = ""

    for control in controls.values():
        control.observe(redraw, "value")
    box = VBox([*controls.values(), HBox([waiting]), picture])
    shown = box._repr_mimebundle_()
    shown["text/plain"] = "The controls appear here when you run this cell in Jupyter."
    display(shown, raw=True)


def _as_png(draw: Callable[..., None], chosen: Mapping[str, Any]) -> bytes:
    """The figure that `draw(**chosen)` opens, as a picture; it is closed, so no cell shows it again."""
    draw(**chosen)
    figure, file = plt.gcf(), io.BytesIO()
    figure.savefig(file, format="png")
    plt.close(figure)
    return file.getvalue()
