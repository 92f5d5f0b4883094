"""Week 5: what a deep network looks like inside, where shapes part, and what parity costs."""

import itertools
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch, Rectangle
from matplotlib.ticker import MaxNLocator

from utils.plots.style import BLUE, GREY, INK, MARKERS, MIST, ORANGE, Array, open_axes, styled

Shape = tuple[int, ...]

TALLEST = 6
"""How many units of a layer are drawn: the others hide behind a row of dots."""

PEACH = "#FBE3D3"
"""What marks a place that is wrong."""

BOX_WIDTH, BOX_HEIGHT, STEP = 1.5, 1.15, 2.55
FORWARD, BACKWARD = 2.2, 0.0
"""The size of a block, how far apart blocks stand, and the heights of their two rows."""


@styled
def layered_network(layer_dims: Sequence[int]) -> None:
    """Draw a network [n_0, ..., n_L]: a column of units for each layer, its width below it."""
    L = len(layer_dims) - 1
    ax = open_axes(size=(1.7 * (L + 1) + 1.2, 3.9))
    places = [_column(2.2 * layer, width) for layer, width in enumerate(layer_dims)]
    lowest = max(abs(y) for column in places for _, y in column) + 0.3
    for column, following in itertools.pairwise(places):
        for start in column:
            for end in following:
                ax.plot(*zip(start, end, strict=True), color=GREY, lw=0.6, zorder=1)
    for layer, (column, width) in enumerate(zip(places, layer_dims, strict=True)):
        for place in column:
            colour = "white" if layer == 0 else MIST
            ax.add_patch(Circle(place, 0.3, facecolor=colour, edgecolor=INK, zorder=3))
        if width > TALLEST:
            ax.text(2.2 * layer, 0, "⋮", ha="center", va="center", fontsize=16)
        name = "input" if layer == 0 else "output" if layer == L else f"hidden layer {layer}"
        below = f"{name}\n$n_{{{layer}}}={width}$"
        ax.text(
            2.2 * layer, -lowest - 0.45, below, ha="center", va="top", color=BLUE if layer else INK
        )
    ax.set(xlim=(-0.9, 2.2 * L + 0.9), ylim=(-lowest - 1.5, lowest + 0.4), aspect="equal")
    ax.set_title(f"{L} layers with parameters: layer_dims = {list(layer_dims)}")
    ax.axis("off")


def _column(x: float, width: int) -> list[tuple[float, float]]:
    """Where the units of a layer stand; an even number at most where not all can be drawn."""
    if width > TALLEST:
        heights = [y for y in np.linspace(2.2, -2.2, TALLEST + 1) if abs(y) > 0.1]
    else:
        heights = 0.8 * ((width - 1) / 2 - np.arange(width))
    return [(x, float(y)) for y in heights]


@styled
def forward_and_backward(
    AL: Array,
    caches: Sequence[tuple[tuple[Array, Array, Array], Array]],
    grads: Mapping[str, Array],
) -> None:
    """Draw a network's forward and backward pass as blocks that hold the shapes of the given arrays.

    Layer l takes `W`, `b` and what comes in from its cache ((A_prev, W, b), Z), and its gradients from
    `grads`. A dA that is not among them is drawn without a shape.
    """
    L = len(caches)
    ax = open_axes(size=(2.3 * L + 2.0, 4.3))
    answers = [linear[0] for linear, _ in caches] + [AL]
    for layer, ((_, W, b), Z) in enumerate(caches, start=1):
        x = STEP * layer
        bend = "sigmoid" if layer == L else "relu"
        inside = f"W{layer} {W.shape}\nb{layer} {b.shape}\nZ{layer} {Z.shape}"
        _box(ax, (x, FORWARD), f"layer {layer}: linear, {bend}", inside, MIST, BLUE)
        inside = "\n".join(_sized(f"d{kind}{layer}", grads) for kind in "Wb")
        _box(ax, (x, BACKWARD), f"layer {layer}, backward", inside, PEACH, ORANGE)
        _connect(ax, (x, FORWARD - BOX_HEIGHT / 2), (x, BACKWARD + BOX_HEIGHT / 2 + 0.3), GREY)
        paper = {"facecolor": "white", "edgecolor": "none", "pad": 1}
        ax.text(x, 1.22, "cache", color=GREY, fontsize=10, ha="center", va="center", bbox=paper)
    for layer, A in enumerate(answers):
        left, right = STEP * layer + BOX_WIDTH / 2, STEP * (layer + 1) - BOX_WIDTH / 2
        name = "X" if layer == 0 else "AL" if layer == L else f"A{layer}"
        _connect(ax, (left, FORWARD), (right, FORWARD), BLUE)
        ax.text((left + right) / 2, FORWARD + 0.1, f"{name}\n{A.shape}", **_over(BLUE))
        _connect(ax, (right, BACKWARD), (left, BACKWARD), ORANGE)
        name = "dAL" if layer == L else f"dA{layer}"
        label = f"{name}\n{AL.shape}" if layer == L else _sized(name, grads, "\n")
        ax.text((left + right) / 2, BACKWARD + 0.1, label, **_over(ORANGE))
    end = STEP * (L + 1) - 0.35
    ax.text(end, FORWARD, "cost $J$", ha="center", va="center", fontsize=12)
    _connect(ax, (end, FORWARD - 0.25), (end, BACKWARD + 0.25), GREY)
    ax.text(end, BACKWARD, "its slope", ha="center", va="center", fontsize=11)
    ax.set(xlim=(0.6, STEP * (L + 1) + 0.35), ylim=(-0.8, 3.2))
    ax.set_title("Forward along the top, backward along the bottom")
    ax.axis("off")


def _over(colour: str) -> dict[str, object]:
    return {"color": colour, "ha": "center", "va": "bottom", "fontsize": 9.5}


def _sized(name: str, arrays: Mapping[str, Array], between: str = " ") -> str:
    return f"{name}{between}{np.shape(arrays[name])}" if name in arrays else name


def _box(
    ax: Axes, middle: tuple[float, float], title: str, inside: str, fill: str, edge: str
) -> None:
    x, y = middle
    corner = (x - BOX_WIDTH / 2, y - BOX_HEIGHT / 2)
    style = "round,pad=0,rounding_size=0.08"
    ax.add_patch(
        FancyBboxPatch(corner, BOX_WIDTH, BOX_HEIGHT, style, facecolor=fill, edgecolor=edge)
    )
    ax.text(x, y + BOX_HEIGHT / 2 + 0.08, title, ha="center", va="bottom", fontsize=9.5, color=edge)
    ax.text(x, y, inside, ha="center", va="center", fontsize=10.5, linespacing=1.5)


def _connect(ax: Axes, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
    shape = {"arrowstyle": "-|>", "mutation_scale": 13, "shrinkA": 3, "shrinkB": 3}
    ax.add_patch(FancyArrowPatch(start, end, color=colour, lw=1.4, **shape))


@styled
def shape_trace(expected: Mapping[str, Shape], traces: Mapping[str, Mapping[str, Shape]]) -> None:
    """Draw the shapes that networks really have beside those `expected`, a table for each network.

    Both map `W1, b1, Z1, A1, W2, ...` to shapes; a trace may end early. A shape that is not what it
    should be is orange, and the first layer with one is framed.
    """
    L = max(int(name[1:]) for name in expected)
    axes = open_axes(1, len(traces), size=(4.1 * len(traces), 0.6 * L + 1.3), squeeze=False)[0]
    for ax, (title, trace) in zip(axes, traces.items(), strict=True):
        _trace(ax, expected, trace, L)
        ax.set(xlim=(-0.75, 4.05), ylim=(-L - 0.1, 0.75), title=title)
        ax.axis("off")


def _trace(ax: Axes, expected: Mapping[str, Shape], trace: Mapping[str, Shape], L: int) -> None:
    for column, kind in enumerate("WbZA"):
        ax.text(column + 0.5, 0.15, f"${kind}$", ha="center", va="bottom", fontsize=12)
        for layer in range(1, L + 1):
            wanted, got = expected[f"{kind}{layer}"], trace.get(f"{kind}{layer}")
            wrong = got is not None and tuple(got) != tuple(wanted)
            _cell(ax, column, layer, wanted, got, wrong)
    for layer in range(1, L + 1):
        ax.text(-0.1, 0.5 - layer, f"layer {layer}", ha="right", va="center", fontsize=10)
    first = _first_parting(expected, trace)
    if first:
        layer = int(first[1:])
        frame = Rectangle((-0.02, -layer), 4.04, 1, fill=False, edgecolor=ORANGE, lw=2.5, zorder=4)
        ax.add_patch(frame)


def _cell(ax: Axes, column: int, layer: int, wanted: Shape, got: Shape | None, wrong: bool) -> None:
    fill = PEACH if wrong else MIST if got is not None else "white"
    place = (column, -layer)
    ax.add_patch(Rectangle(place, 1, 1, facecolor=fill, edgecolor="white", lw=1.5))
    if got is None:
        text, colour = "not\nreached", GREY
    elif wrong:
        text, colour = f"{tuple(got)}\nnot {tuple(wanted)}", ORANGE
    else:
        text, colour = f"{tuple(got)}", INK
    ax.text(column + 0.5, 0.5 - layer, text, ha="center", va="center", fontsize=9, color=colour)


def _first_parting(expected: Mapping[str, Shape], trace: Mapping[str, Shape]) -> str | None:
    """The name of the first traced array whose shape is not the expected one; None where all agree."""
    for name, wanted in expected.items():
        if name in trace and tuple(trace[name]) != tuple(wanted):
            return name
    return None


@styled
def relu_gate(Z: Array, dA: Array, dZ: Array) -> None:
    """Draw scores `Z`, the gradient `dA` that arrives and the `dZ` that is passed on; one shape."""
    arrays = {"$Z$: where the units stood": Z, "$dA$: what arrives": dA, "$dZ$: what passes": dZ}
    axes = open_axes(1, 3, size=(10.5, 0.45 * len(Z) + 1.5), sharey=True)
    for ax, (title, values) in zip(axes, arrays.items(), strict=True):
        reach = float(np.abs(Z if values is Z else dA).max()) or 1.0
        ax.imshow(values, cmap="PRGn", vmin=-1.4 * reach, vmax=1.4 * reach, aspect="auto")
        for (unit, example), value in np.ndenumerate(values):
            paper = {"facecolor": "white", "edgecolor": "none", "pad": 1, "alpha": 0.75}
            number = f"{np.round(value, 2) + 0.0:.2f}"  # + 0.0: no minus in front of a zero
            ax.text(example, unit, number, ha="center", va="center", fontsize=10, bbox=paper)
        for unit, example in np.argwhere(Z < 0):
            corner = (example - 0.5, unit - 0.5)
            ax.add_patch(Rectangle(corner, 1, 1, fill=False, hatch="///", edgecolor=GREY, lw=0))
        ax.grid(False)
        ax.set(title=title, xlabel="example")
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes[0].set(ylabel="unit")
    axes[0].yaxis.set_major_locator(MaxNLocator(integer=True))


@styled
def gradient_agreement(pairs: Mapping[str, tuple[Array, Array]]) -> None:
    """Draw gradients against what nudging the parameters gives: `{"layer 1": (given, nudged)}`."""
    ax = open_axes(size=(5.6, 4.2))
    everything = np.concatenate([np.ravel(side) for pair in pairs.values() for side in pair])
    ends = [everything.min(), everything.max()]
    ax.plot(ends, ends, color=GREY, lw=1, label="equal")
    for (name, (given, nudged)), marker in zip(pairs.items(), MARKERS, strict=False):
        ax.plot(np.ravel(nudged), np.ravel(given), marker, markersize=6, alpha=0.8, label=name)
    ax.set(xlabel="slope of the cost by nudging", ylabel="your gradient")
    ax.set_title("Every weight and bias of the network")
    ax.legend()


@styled
def _draw_tree(levels: Sequence[Sequence[tuple[int, int]]], values: Mapping, gates: int) -> None:
    bits = len(levels[0])
    ax = open_axes(size=(min(1.0 * bits + 1.8, 11), 0.9 * len(levels) + 0.8))
    places = {span: (sum(span) / 2, 0.0) for span in levels[0]}
    for height, level in enumerate(levels[1:], start=1):
        for span in level:
            parts = [part for part in levels[height - 1] if span[0] <= part[0] < span[1]]
            if len(parts) == 1:
                continue  # it found no partner and waits for the next level
            here = (sum(places[part][0] for part in parts) / 2, float(height))
            for part in parts:
                ax.plot(*zip(places[part], here, strict=True), color=GREY, lw=1.2, zorder=1)
            places[span] = here
    for span, place in places.items():
        value, is_bit = values[span], span[1] - span[0] == 1
        colour = BLUE if value else "white"
        shape = Circle(place, 0.25, facecolor=colour, edgecolor=INK, zorder=3)
        if not is_bit:
            corner = (place[0] - 0.27, place[1] - 0.22)
            shape = Rectangle(corner, 0.54, 0.44, facecolor=colour, edgecolor=INK, zorder=3)
        ax.add_patch(shape)
        ink = "white" if value else INK
        ax.text(*place, f"{value}", ha="center", va="center", color=ink, zorder=4)
    ax.set(xlim=(-0.2, bits + 0.2), ylim=(-0.5, len(levels) - 0.4), aspect="equal")
    ax.set_title(f"{bits} bits (circles) and {gates} XOR gates (boxes)")
    ax.axis("off")


def parity_tree(bits: Sequence[int], xor_tree: Callable[[list[int]], tuple[int, int]]) -> None:
    """Draw the tree of XOR gates over `bits`; the student's `xor_tree` says what each node gives.

    A bit or gate that gives 1 is blue. One that has no partner waits for the next level.
    """
    level = [(place, place + 1) for place in range(len(bits))]
    levels = [level]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        odd = level[-1:] if len(level) % 2 else []
        level = [(one[0], other[1]) for one, other in pairs] + odd
        levels.append(level)
    spans = {span for level in levels for span in level}
    values = {(start, end): int(xor_tree(list(bits[start:end]))[0]) for start, end in spans}
    _draw_tree(levels, values, int(xor_tree(list(bits))[1]))


@styled
def parity_by_counting(hidden: Array, weights: Array, output: Array) -> None:
    """Draw how threshold units tell the parity from the number of ones alone.

    `hidden` (n, n + 1) says which unit fires at which number of ones, `weights` (n,) how the output
    counts it, `output` (n + 1,) what comes out.
    """
    n = len(hidden)
    left, right = open_axes(1, 2, size=(10, 0.36 * n + 1.6), width_ratios=[1, 1])
    left.imshow(hidden, cmap="Blues", vmin=0, vmax=1.4, aspect="auto")
    for (unit, ones), value in np.ndenumerate(hidden):
        ink = "white" if value else GREY
        left.text(ones, unit, f"{value:g}", ha="center", va="center", fontsize=9, color=ink)
    for unit, weight in enumerate(weights):
        colour = BLUE if weight > 0 else ORANGE
        left.text(n + 0.7, unit, f"{weight:+g}", ha="left", va="center", color=colour)
    left.set_yticks(range(n), [f"at least {unit + 1}" for unit in range(n)])
    left.set(xlabel="ones among the bits", ylabel="hidden unit fires", xlim=(-0.5, n + 1.5))
    left.set(title="who fires, and the output's weights", xticks=range(n + 1))
    left.grid(False)
    right.plot(range(n + 1), output, "o-", color=INK, lw=1.2)
    right.set(
        xlabel="ones among the bits", ylabel="output", title="the weights that count, added up"
    )
    right.set(ylim=(-0.25, 1.25), yticks=[0, 1], xticks=range(n + 1))


@styled
def units_for_parity(sizes: Sequence[int], units: Mapping[str, Sequence[int]]) -> None:
    """Draw how many units several networks need for the parity of `sizes` bits."""
    ax = open_axes()
    for (name, counts), marker in zip(units.items(), MARKERS, strict=False):
        ax.semilogy(sizes, counts, marker=marker, markersize=5, label=name)
    ax.set(xlabel="bits $n$", ylabel="units", title="What the parity of $n$ bits costs")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend()
