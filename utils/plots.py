"""The figures that the notebooks draw, all in one style.

Every function is handed arrays, or functions that the student wrote, and only draws them: no model,
no loss and no gradient is computed here, so this module reads the same before and after a lesson is
solved. Student functions are called before a figure is opened, so that one which isn't written
yet leaves no empty axes behind. Nothing is returned: the figure is the current one, and a notebook
shows it when the cell ends. Several curves or panels come as a dict, `{"name": values}`.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LinearSegmentedColormap
from matplotlib.patches import Circle, FancyArrowPatch, Rectangle
from matplotlib.ticker import MaxNLocator

Array = np.ndarray
Elementwise = Callable[[Array], Array]
Point = Sequence[float]

# The Okabe-Ito palette: colour-blind readers tell these apart too.
BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
INK, GREY, MIST = "#222222", "#757575", "#E9EDF1"
CYCLE = (BLUE, ORANGE, GREEN, PURPLE)
MARKERS = "osD^vP"

CHANNELS = {
    "red": ("#FF4A3D", "#F4C7C0"),
    "green": ("#3FDC4F", "#C6E5C9"),
    "blue": ("#5B8CFF", "#C5DAF0"),
}
"""The channels of a colour picture: each one's light, and the tint of its cells in a column."""

STYLE: dict[str, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": GREY,
    "axes.grid": True,
    "axes.labelsize": 11,
    "axes.prop_cycle": plt.cycler(color=CYCLE),
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 12,
    "figure.dpi": 90,
    "figure.titlesize": 13,
    "font.size": 11,
    "grid.color": "#E3E3E3",
    "legend.fontsize": 10,
    "legend.frameon": False,
    "lines.linewidth": 2.2,
    "text.color": INK,
}


@contextmanager
def _style() -> Iterator[None]:
    """Draw in `STYLE`, and put back what was set before.

    `matplotlib.rc_context` would put back every setting, also those that a notebook's backend makes
    when the first figure loads it, and then no figure would be shown.
    """
    before = {name: rcParams[name] for name in STYLE}
    rcParams.update(STYLE)
    try:
        yield
    finally:
        rcParams.update(before)


styled = _style()


def _axes(
    rows: int = 1, columns: int = 1, *, size: tuple[float, float] = (7.5, 3.4), **options: object
) -> Any:
    """Open a new figure of `size` inches with a grid of axes."""
    return plt.subplots(rows, columns, figsize=size, layout="constrained", **options)[1]


def _panels(count: int, height: float = 3.4) -> Sequence[Axes]:
    """Open a new figure with `count` panels side by side."""
    return _axes(1, count, size=(min(5.0 * count, 11), height), squeeze=False)[0]


# Pictures


@styled
def picture_as_column(image: Array) -> None:
    """Draw a colour picture, its three channels, and the column of numbers that it becomes.

    `image` (height, width, 3). The column is read row by row and, within a pixel, red, green, blue:
    the order of `image.reshape(-1)`.
    """
    ratios = [1, 1, 1, 1, 1.05]
    whole, *parts, column = _axes(1, 5, size=(11.5, 3.2), width_ratios=ratios)
    height, width, _ = image.shape
    _picture(whole, image, f"picture\n({height}, {width}, 3)")
    whole.set_ylabel("row of pixels")
    for ax, channel, (name, (light, _)) in zip(parts, range(3), CHANNELS.items(), strict=True):
        colours = LinearSegmentedColormap.from_list(name, ["black", light])
        title = f"channel {channel}: {name}\n({height}, {width})"
        _picture(ax, image[:, :, channel], title, colours, image.max())
    _column(column, image)


def _picture(
    ax: Axes, image: Array, title: str, colours: Colormap | None = None, brightest: float = 255
) -> None:
    ax.imshow(image, cmap=colours, vmin=0, vmax=brightest, interpolation="nearest")
    ax.grid(False)
    ax.set(title=title, xlabel="column of pixels")


def _column(ax: Axes, image: Array) -> None:
    """Draw the first two pixels and the last one of a picture's column, cell by cell."""
    column = image.reshape(-1)
    last = column.size - 1
    tints = [tint for _, tint in CHANNELS.values()]
    for place, row in enumerate([0, 1, 2, 3, 4, 5, None, last - 2, last - 1, last]):
        if row is None:
            ax.text(0.5, -place, "⋮", ha="center", va="center", fontsize=14)
            continue
        cell = (0, -place - 0.5)
        ax.add_patch(Rectangle(cell, 1, 1, facecolor=tints[row % 3], edgecolor=INK, lw=0.6))
        ax.text(0.5, -place, f"{column[row]:g}", ha="center", va="center", fontsize=10)
        ax.text(-0.12, -place, f"row {row}", ha="right", va="center", fontsize=9, color=GREY)
    pixels = {-1: "top left\npixel", -4: "the next pixel\nto the right", -8: "bottom right\npixel"}
    for place, name in pixels.items():
        ax.text(1.15, place, name, ha="left", va="center", fontsize=9)
    ax.set(xlim=(-1.6, 2.9), ylim=(-9.6, 0.6), title=f"column x\n({column.size}, 1)")
    ax.axis("off")


@styled
def gallery(images: Array, captions: Sequence[str], title: str, columns: int = 5) -> None:
    """Draw pictures `images` (m, height, width, 3) in rows of `columns`, each under its caption."""
    rows = max(1, math.ceil(len(images) / columns))
    axes = _axes(rows, columns, size=(2.0 * columns, 2.45 * rows + 0.4), squeeze=False)
    plt.gcf().suptitle(title)
    for ax in axes.flat:
        ax.axis("off")
    for ax, image, caption in zip(axes.flat, images, captions, strict=False):
        ax.imshow(image, interpolation="nearest")
        ax.set_title(caption, fontsize=10)


@styled
def weights_as_picture(w: Array, shape: tuple[int, int, int] = (64, 64, 3)) -> None:
    """Draw the weights `w` (n_x, 1) where their pixels were, a panel a colour channel.

    Brightness at a green place speaks for class 1, at a purple one against it; white ones are mute.
    """
    weights = np.asarray(w).reshape(shape)
    reach = float(np.abs(weights).max()) or 1.0
    axes = _axes(1, 3, size=(10.5, 3.4), sharey=True)
    for ax, channel, name in zip(axes, range(3), CHANNELS, strict=True):
        drawn = ax.imshow(weights[:, :, channel], cmap="PRGn", vmin=-reach, vmax=reach)
        ax.grid(False)
        ax.set(title=f"weights of the {name} channel", xlabel="column of pixels")
    axes[0].set_ylabel("row of pixels")
    plt.colorbar(drawn, ax=axes, label="weight", shrink=0.85)


@styled
def prediction(image: Array, probability: float, classes: Sequence[str]) -> None:
    """Draw a picture (height, width, 3) beside the probabilities of class 0 and of class 1."""
    left, right = _axes(1, 2, size=(7.5, 2.9), width_ratios=[1, 1.7])
    _picture(left, image, "what the neuron is given")
    left.set_ylabel("row of pixels")
    shares = [1 - probability, probability]
    bars = right.barh(list(classes), shares, color=[ORANGE, BLUE], height=0.5)
    right.bar_label(bars, fmt="%.3f", padding=4)
    right.axvline(0.5, color=INK, linestyle="--", linewidth=1)
    right.set(xlim=(0, 1.18), xlabel="probability", ylabel="class", title="what it answers")
    right.grid(False)


# Functions of one number


@styled
def sigmoid_curve(sigmoid: Elementwise) -> None:
    """Draw the student's `sigmoid` from z = -8 to 8, its middle and its two limits."""
    z = np.linspace(-8, 8, 401)
    a = sigmoid(z)
    ax = _axes()
    ax.plot(z, a)
    for limit in (0, 1):
        ax.axhline(limit, color=GREY, linestyle="--", linewidth=1)
    ax.plot(z[200], a[200], "o", color=INK)
    ax.annotate("$z=0$: undecided", (0, 0.5), (0.6, 0.44))
    ax.annotate("almost surely class 0", (-7.8, 0.07), color=GREY)
    ax.annotate("almost surely class 1", (7.8, 0.88), color=GREY, ha="right")
    ax.set(
        xlabel="score $z$",
        ylabel="probability $a$",
        title="The sigmoid: any score becomes a probability",
    )


@styled
def sigmoid_and_slope(sigmoid: Elementwise, sigmoid_derivative: Elementwise) -> None:
    """Draw `sigmoid` with three tangents and, beside it, `sigmoid_derivative`: their slopes."""
    z, touching = np.linspace(-8, 8, 401), np.array([-3.0, 0.0, 2.0])
    a, slope = sigmoid(z), sigmoid_derivative(z)
    heights, slopes = sigmoid(touching), sigmoid_derivative(touching)
    left, right = _panels(2)
    left.plot(z, a, color=INK)
    right.plot(z, slope, color=INK)
    for at, height, steepness, colour in zip(touching, heights, slopes, CYCLE, strict=False):
        near = np.array([at - 1.8, at + 1.8])
        left.plot(near, height + steepness * (near - at), color=colour)
        left.plot(at, height, "o", color=colour)
        right.plot(at, steepness, "o", color=colour, markersize=8)
        right.annotate(f"{steepness:.3f}", (at + 0.4, steepness), color=colour)
    left.set(title="the sigmoid and three tangents", ylim=(-0.15, 1.15))
    left.set(xlabel="score $z$", ylabel="$\\sigma(z)$")
    right.set(title="the slope of the sigmoid", ylim=(0, 0.28))
    right.set(xlabel="score $z$", ylabel="$\\sigma'(z)$")


@styled
def loss_curves(log_loss: Callable[[Array, Array], Array]) -> None:
    """Draw what an answer costs when the truth is 1 and when it is 0, beside the squared error."""
    a = np.linspace(0.003, 0.997, 400)
    losses = {y: log_loss(a, np.full_like(a, y)) for y in (1, 0)}
    for ax, (y, loss) in zip(_panels(2), losses.items(), strict=True):
        ax.plot(a, loss, label="cross-entropy")
        ax.plot(a, (a - y) ** 2, "--", label="squared error")
        ax.set(xlabel="probability $a$ given to class 1", ylabel="loss of one example")
        ax.set(title=f"the truth is $y={y}$", ylim=(-0.15, 6))
        ax.legend(loc="upper center")


# Costs


@styled
def truth_bars(truth: Array, labels: Sequence[str]) -> None:
    """Draw the probability `truth` (m,) that each example gave to what really was the case."""
    ax = _axes()
    bars = ax.bar(labels, truth, color=[BLUE if p > 0.5 else ORANGE for p in truth], width=0.6)
    ax.bar_label(bars, fmt="%.2f", padding=2)
    ax.axhline(0.5, color=GREY, linestyle="--", linewidth=1)
    ax.set(ylim=(0, 1.12), xlabel="picture, its label, its answer", ylabel="probability")
    ax.set_title("How much probability went to the truth")
    ax.grid(axis="x", visible=False)


@styled
def cost_surfaces(w: Array, b: Array, surfaces: Mapping[str, Array]) -> None:
    """Draw costs over a grid of parameters as landscapes, a panel each.

    `w`, `b` and every surface have one shape, as `np.meshgrid` makes them.
    """
    fig = plt.figure(figsize=(5 * len(surfaces), 4.0), layout="constrained")
    for place, (name, cost) in enumerate(surfaces.items(), start=1):
        ax = fig.add_subplot(1, len(surfaces), place, projection="3d")
        ax.plot_surface(w, b, cost, cmap="viridis", rcount=50, ccount=50, linewidth=0)
        ax.view_init(elev=32, azim=-62)
        ax.set(xlabel="$w$", ylabel="$b$", zlabel="cost $J$", title=name)
        for axis in (ax.xaxis, ax.yaxis, ax.zaxis):
            axis.set_major_locator(MaxNLocator(4))
        ax.set_box_aspect(None, zoom=0.88)


@styled
def cost_slices(w: Array, slices: Mapping[str, Array]) -> None:
    """Draw costs along an even grid `w` (n,), a panel each; orange where one curves downwards.

    A curve counts as curving downwards where the second difference of its values is negative.
    """
    for ax, (name, cost) in zip(_panels(len(slices)), slices.items(), strict=True):
        downwards = np.concatenate([[False], np.diff(cost, 2) < -1e-9, [False]])
        ax.plot(w, cost, label="curves upwards")
        if downwards.any():
            ax.plot(w, np.where(downwards, cost, np.nan), linewidth=4, label="curves downwards")
        ax.set(xlabel="$w$", ylabel="cost $J$", title=name, ylim=(0, None))
        ax.legend(loc="upper right")


@styled
def one_step(w: Array, cost: Array, start: float, slope: float, learning_rate: float) -> None:
    """Draw one step of gradient descent on the curve `cost` over `w`, both (n,).

    The tangent at `start` has the given `slope`; the step goes `learning_rate` times it downhill.
    """
    end = start - learning_rate * slope
    before, after = np.interp([start, end], w, cost)
    near = np.array([start - 1.2, start + 1.2])
    ax = _axes()
    ax.plot(w, cost, color=INK)
    ax.plot(
        near, before + slope * (near - start), color=ORANGE, label=f"tangent, slope {slope:.3f}"
    )
    ax.plot([start, end], [before, after], "o", color=BLUE, markersize=8)
    arrow = {"arrowstyle": "-|>", "color": BLUE, "lw": 2}
    ax.annotate("", (end, before), (start, before), arrowprops=arrow)
    ax.plot([end, end], [before, after], ":", color=BLUE, linewidth=1.5)
    ax.plot([], [], color=BLUE, label=f"step from $w={start:g}$ to $w={end:.3f}$")
    ax.set(xlabel="$w$", ylabel="cost $J$", ylim=(0, None))
    ax.set_title(f"One step of gradient descent, learning rate {learning_rate:g}")
    ax.legend()


@styled
def descent(w: Array, b: Array, cost: Array, paths: Mapping[str, Array]) -> None:
    """Draw walks over the map of a cost: in each panel one path (steps, 2) of (w, b).

    `w`, `b` and `cost` have one shape, as `np.meshgrid` makes them. The darker, the higher. A walk
    that leaves the map is cut off.
    """
    for ax, (name, path) in zip(_panels(len(paths), height=3.9), paths.items(), strict=True):
        ax.contourf(w, b, cost, levels=24, cmap="Blues", alpha=0.75)
        ax.plot(path[:, 0], path[:, 1], "o-", color=ORANGE, markersize=4, linewidth=1.2)
        ax.plot(*path[0], "s", color=INK, markersize=8, label="start")
        ax.plot(*path[-1], "*", color=INK, markersize=13, label="end")
        ax.set(xlim=(w.min(), w.max()), ylim=(b.min(), b.max()))
        ax.set(xlabel="$w$", ylabel="$b$", title=name)
        ax.grid(False)
        ax.legend(loc="lower right")


@styled
def cost_curve(costs: Sequence[float], learning_rate: float, interval: int = 100) -> None:
    """Draw the cost of one training run, recorded once every `interval` iterations."""
    runs = {f"learning rate {learning_rate:g}": costs}
    _cost_curves(runs, interval, "The cost while the neuron learns")


@styled
def cost_curves(runs: Mapping[str, Sequence[float]], title: str, interval: int = 100) -> None:
    """Draw the costs of several training runs, recorded once every `interval` iterations."""
    _cost_curves(runs, interval, title)


def _cost_curves(runs: Mapping[str, Sequence[float]], interval: int, title: str) -> None:
    ax = _axes()
    for (name, costs), marker in zip(runs.items(), MARKERS, strict=False):
        iterations = interval * np.arange(len(costs))
        ax.plot(iterations, costs, marker=marker, markersize=5, label=name)
    ax.set(xlabel="iteration", ylabel="cost $J$", title=title, ylim=(0, None))
    ax.legend()


@styled
def timings(sizes: Sequence[int], seconds: Mapping[str, Sequence[float]], size: str) -> None:
    """Draw how long things took at growing sizes: equal distances are equal factors."""
    ax = _axes()
    for (name, took), marker in zip(seconds.items(), MARKERS, strict=False):
        ax.loglog(sizes, took, marker=marker, label=name)
    ax.set(xlabel=size, ylabel="seconds", title="Time for one pass")
    ax.legend()


# Predictions


@styled
def probability_histogram(A: Array, Y: Array, classes: Sequence[str]) -> None:
    """Draw how often each probability `A` was given, by the truth `Y`; both (1, m)."""
    panels = _axes(2, 1, size=(7.5, 3.8), sharex=True)
    for ax, truth, colour in zip(panels, (1, 0), (BLUE, ORANGE), strict=True):
        ax.hist(A[truth == Y], bins=np.linspace(0, 1, 21), color=colour, edgecolor="white")
        ax.axvline(0.5, color=INK, linestyle="--", linewidth=1.2)
        ax.set(ylabel="pictures", title=f"the truth is {truth}: {classes[truth]}")
        ax.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    panels[-1].set_xlabel("probability $a$ given to class 1")


@styled
def decision(x: Array, Y: Array, grid: Array, probability: Array, answer: Array) -> None:
    """Draw a classifier of one input: examples, probability, and shaded where it answers 1.

    `x` and `Y` (1, m) are the examples; `probability` and `answer` (1, n) belong to `grid` (1, n).
    """
    ax = _axes()
    where = np.asarray(answer[0], dtype=bool)
    ax.fill_between(grid[0], -0.1, 1.1, where=where, color=BLUE, alpha=0.1, label="answers 1")
    ax.plot(grid[0], probability[0], color=INK, label="probability $a$")
    ax.axhline(0.5, color=GREY, linestyle="--", linewidth=1)
    for truth, colour in ((1, BLUE), (0, ORANGE)):
        of_class = x[truth == Y]
        ax.plot(of_class, np.full(of_class.shape, truth), "o", color=colour, markersize=9)
    ax.set(xlabel="input $x$", ylabel="label, probability", ylim=(-0.1, 1.1))
    ax.set_title("What one neuron makes of one input")
    ax.legend(loc="center left")


# Diagrams

COLUMN, ROW = 3.0, 1.4
"""How far apart the nodes of a computation graph stand."""

SIDES = {"1": 0.75, "n_x": 2.2, "m": 1.6}
"""How long the sides of a drawn matrix are."""


@styled
def neuron(inputs: Sequence[str] = ("x_1", "x_2", "x_3", "x_{n_x}")) -> None:
    """Draw a neuron: inputs times weights, added up with a bias, squeezed into a probability."""
    ax = _axes(size=(8, 3.3))
    total, answer = (4.2, 1.5), (6.6, 1.5)
    heights = np.linspace(3, 0, len(inputs))
    for name, height in zip(inputs, heights, strict=True):
        _arrow(ax, (0, height), total)
        _node(ax, (0, height), f"${name}$")
        middle = (0.42 * total[0], 0.42 * total[1] + 0.58 * height)
        _label(ax, middle, f"${name.replace('x', 'w', 1)}$", BLUE)
    ax.text(0, heights[-2:].mean(), "⋮", ha="center", va="center", fontsize=16)
    ax.text(4.2, 2.55, "$b$", ha="center", color=BLUE, fontsize=13)
    _arrow(ax, (4.2, 2.75), total)
    _arrow(ax, total, answer)
    _arrow(ax, answer, (8.75, 1.5))
    _node(ax, total, "$z$")
    _node(ax, answer, "$\\sigma$")
    ax.text(8.75, 1.5, "$a$", ha="center", va="center", fontsize=15)
    for x, name in ((4.2, "score: the\nweighted sum"), (6.6, "squeeze"), (8.75, "probability")):
        ax.text(x, 0.95, name, ha="center", va="top", fontsize=10)
    ax.set(xlim=(-0.6, 9.6), ylim=(-0.5, 3.5), title="One neuron", aspect="equal")
    ax.axis("off")


@styled
def block_equations(equations: Mapping[str, Sequence[str | tuple[str, str, str]]]) -> None:
    """Draw matrix equations as blocks, a panel each.

    A term is either a sign such as "=" or a matrix (name, rows, columns), whose side lengths are
    looked up in `SIDES`. Names are LaTeX.
    """
    axes = _axes(1, len(equations), size=(5.6 * len(equations), 2.7), squeeze=False)[0]
    ends = []
    for ax, (title, terms) in zip(axes, equations.items(), strict=True):
        x = 0.0
        for term in terms:
            x += _sign(ax, x, term) if isinstance(term, str) else _block(ax, x, *term)
        ends.append(x)
        ax.set(ylim=(-1.7, 1.3), title=title, aspect="equal")
        ax.axis("off")
    plt.setp(axes, xlim=(-0.3, max(ends)))


def _block(ax: Axes, x: float, name: str, rows: str, columns: str) -> float:
    """Draw a matrix with its left edge at `x`; return how much room it takes."""
    height, width = SIDES[rows], SIDES[columns]
    corner = (x, -height / 2)
    ax.add_patch(Rectangle(corner, width, height, facecolor=MIST, edgecolor=INK))
    ax.text(x + width / 2, 0, f"${name}$", ha="center", va="center", fontsize=13)
    size = f"$({rows}, {columns})$"
    ax.text(x + width / 2, -height / 2 - 0.12, size, ha="center", va="top", fontsize=10, color=BLUE)
    return width + 0.35


def _sign(ax: Axes, x: float, sign: str) -> float:
    """Write a sign that starts at `x`; return how much room it takes."""
    ax.text(x + 0.1, 0, f"${sign}$", ha="center", va="center", fontsize=14)
    return 0.55


@styled
def computation_graph(
    layers: Sequence[Sequence[str]],
    edges: Mapping[tuple[str, str], str],
    values: Mapping[str, float],
    gradients: Mapping[str, float],
    title: str,
) -> None:
    """Draw a computation from left to right: values black above nodes, derivatives orange below.

    `layers` names the nodes of each column from top to bottom, "" for a free place. `edges` maps
    (from, to) to the local derivative written on the edge, "" where nothing flows back. `values`
    and `gradients` belong to nodes; a node without one shows none. Names are LaTeX.
    """
    tallest = max(len(layer) for layer in layers)
    ax = _axes(size=(2.6 * len(layers), 1.0 * tallest + 0.3))
    places = _places(layers, tallest)
    for (source, target), local in edges.items():
        _arrow(ax, places[source], places[target], bend=0.08)
        if local:
            _arrow(ax, places[target], places[source], ORANGE, bend=0.08)
            _label(ax, 0.5 * (places[source] + places[target]), f"${local}$", ORANGE)
    for name, (x, y) in places.items():
        _node(ax, (x, y), f"${name}$")
        if name in values:
            ax.text(x, y + 0.36, f"{values[name]:.3f}", ha="center", va="bottom")
        if name in gradients:
            _label(ax, (x, y - 0.52), f"{gradients[name]:.3f}", ORANGE)
    ax.set(xlim=(-0.7, COLUMN * (len(layers) - 1) + 0.7), ylim=(-0.8, ROW * (tallest - 1) + 0.8))
    ax.set(title=title, aspect="equal")
    ax.axis("off")


def _places(layers: Sequence[Sequence[str]], tallest: int) -> dict[str, Array]:
    """Say where each node stands: a column a layer, centred on the tallest one."""
    return {
        name: np.array([COLUMN * column, ROW * ((tallest + len(layer)) / 2 - 1 - row)])
        for column, layer in enumerate(layers)
        for row, name in enumerate(layer)
        if name
    }


def _node(ax: Axes, place: Point, name: str) -> None:
    ax.add_patch(Circle(place, 0.32, facecolor=MIST, edgecolor=INK, zorder=3))
    ax.text(*place, name, ha="center", va="center", fontsize=14, zorder=4)


def _label(ax: Axes, place: Point, name: str, colour: str) -> None:
    """Write on an arrow."""
    paper = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    ax.text(*place, name, color=colour, ha="center", va="center", bbox=paper, zorder=2)


def _arrow(ax: Axes, start: Point, end: Point, colour: str = GREY, bend: float = 0) -> None:
    """Draw an arrow from node to node, shortened by their circles."""
    shape = {"arrowstyle": "-|>", "mutation_scale": 13, "shrinkA": 20, "shrinkB": 20}
    curve = f"arc3,rad={bend}"
    ax.add_patch(FancyArrowPatch(start, end, color=colour, lw=1.4, connectionstyle=curve, **shape))
