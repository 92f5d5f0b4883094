"""Week 3: the logistic function, its losses, and the landscape that gradient descent walks down."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.ticker import MaxNLocator

from utils.plots.style import (
    BLUE,
    CYCLE,
    GREY,
    INK,
    ORANGE,
    Array,
    Elementwise,
    open_axes,
    open_panels,
    styled,
)


@styled
def sigmoid_curve(sigmoid: Elementwise) -> None:
    """Draw the student's `sigmoid` from z = -8 to 8, its middle and its two limits."""
    z = np.linspace(-8, 8, 401)
    a = sigmoid(z)
    ax = open_axes()
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
    left, right = open_panels(2)
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
    for ax, (y, loss) in zip(open_panels(2), losses.items(), strict=True):
        ax.plot(a, loss, label="cross-entropy")
        ax.plot(a, (a - y) ** 2, "--", label="squared error")
        ax.set(xlabel="probability $a$ given to class 1", ylabel="loss of one example")
        ax.set(title=f"the truth is $y={y}$", ylim=(-0.15, 6))
        ax.legend(loc="upper center")


@styled
def truth_bars(truth: Array, labels: Sequence[str]) -> None:
    """Draw the probability `truth` (m,) that each example gave to what really was the case."""
    ax = open_axes()
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
    for ax, (name, cost) in zip(open_panels(len(slices)), slices.items(), strict=True):
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
    ax = open_axes()
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
    for ax, (name, path) in zip(open_panels(len(paths), height=3.9), paths.items(), strict=True):
        ax.contourf(w, b, cost, levels=24, cmap="Blues", alpha=0.75)
        ax.plot(path[:, 0], path[:, 1], "o-", color=ORANGE, markersize=4, linewidth=1.2)
        ax.plot(*path[0], "s", color=INK, markersize=8, label="start")
        ax.plot(*path[-1], "*", color=INK, markersize=13, label="end")
        ax.set(xlim=(w.min(), w.max()), ylim=(b.min(), b.max()))
        ax.set(xlabel="$w$", ylabel="$b$", title=name)
        ax.grid(False)
        ax.legend(loc="lower right")


@styled
def decision(x: Array, Y: Array, grid: Array, probability: Array, answer: Array) -> None:
    """Draw a classifier of one input: examples, probability, and shaded where it answers 1.

    `x` and `Y` (1, m) are the examples; `probability` and `answer` (1, n) belong to `grid` (1, n).
    """
    ax = open_axes()
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
