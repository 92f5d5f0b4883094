"""Week 10: scores and probabilities of several classes, templates, and what regions they make."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.colors import ListedColormap

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

FINENESS = 160
"""How many places are asked along each side of the plane."""


@styled
def scores_and_probabilities(classes: Sequence[str], z: Array, a: Array) -> None:
    """Draw the scores `z` (K,) of one example, beside them the probabilities `a` (K,)."""
    left, right = open_panels(2, height=2.9)
    colours = [CYCLE[row % len(CYCLE)] for row in range(len(classes))]
    for ax, numbers, fmt in ((left, z, "%.2f"), (right, a, "%.3f")):
        bars = ax.bar(list(classes), numbers, color=colours, width=0.6)
        ax.bar_label(bars, fmt=fmt, padding=2)
        ax.axhline(0, color=GREY, linewidth=1)
        ax.grid(axis="x", visible=False)
        ax.set_xlabel("class")
        ax.margins(y=0.15)
    left.set(ylabel="score $z$", title="scores: any numbers")
    right.set(ylabel="probability $a$", title="softmax: they share one", ylim=(0, 1.12))


@styled
def pixel_templates(x: Array, templates: Array, classes: Sequence[str]) -> None:
    """Draw a picture of 2 × 2 pixels `x` (4,) and the `templates` (K, 4) that it is compared with.

    In a green place brightness speaks for the class, in a purple one against it.
    """
    count = len(templates) + 1
    panels = open_axes(1, count, size=(2.4 * count, 2.7))
    panels[0].imshow(x.reshape(2, 2), cmap="gray", vmin=0, vmax=1)
    panels[0].set_title("the picture $x$")
    reach = np.abs(templates).max()
    for ax, row, name in zip(panels[1:], templates, classes, strict=True):
        ax.imshow(row.reshape(2, 2), cmap="PRGn", vmin=-1.7 * reach, vmax=1.7 * reach)
        ax.set_title(f"template {name}")
    for ax, numbers in zip(panels, (x, *templates), strict=True):
        for place, number in enumerate(numbers):
            colour = "white" if ax is panels[0] and number < 0.5 else INK
            style = {"ha": "center", "va": "center", "color": colour, "fontsize": 13}
            ax.text(place % 2, place // 2, f"{number:g}", **style)
        ax.set(xticks=[], yticks=[], xlabel="column of pixels")
        ax.grid(False)
    panels[0].set_ylabel("row of pixels")


@styled
def losses_of_margin(cross_entropy: Array, hinge: Array, margins: Array) -> None:
    """Draw two losses over `margins` (k,): how far the right score lies above that of the other class."""
    ax = open_axes()
    ax.plot(margins, cross_entropy, label="cross-entropy")
    ax.plot(margins, hinge, "--", label="margin loss (hinge)")
    ax.axvline(0, color=GREY, linewidth=1)
    ax.axvline(1, color=GREY, linewidth=1, linestyle=":")
    ax.annotate("wrong answer", (-0.1, 4.3), ha="right", color=GREY)
    ax.annotate("right answer", (0.1, 4.3), ha="left", color=GREY)
    ax.set(xlabel="score of the right class minus score of the other", ylabel="loss of one example")
    ax.set_title("Two ways to be dissatisfied")
    ax.legend(loc="center right")


@styled
def loss_of_confidence(loss: Elementwise) -> None:
    """Draw what the probability that went to the truth costs; `loss` gives it element by element."""
    shares, marked = np.linspace(0.003, 1, 300), np.array([0.9, 0.5, 0.1])
    costs, marks = loss(shares), loss(marked)
    ax = open_axes()
    ax.plot(shares, costs)
    ax.plot(marked, marks, "o", color=ORANGE)
    for at, cost in zip(marked, marks, strict=True):
        ax.annotate(f"{at:g}: {cost:.2f}", (at + 0.015, cost + 0.15), color=ORANGE)
    ax.set(xlabel="probability that went to the truth", ylabel="loss", ylim=(-0.1, 6))
    ax.set_title("Only the share of the right class counts")


def class_regions(
    predictors: Mapping[str, Callable[[Array], Array]], X: Array, labels: Array
) -> None:
    """Draw which class each of `predictors`, X (2, k) to (k,), answers in every place of the plane.

    The examples X (2, m) lie on top in the colours of their `labels` (1, m); a panel for each predictor.
    """
    reach = 1.12 * np.abs(X).max()
    side = np.linspace(-reach, reach, FINENESS)
    places = np.stack([part.ravel() for part in np.meshgrid(side, side)])
    answers = {name: np.asarray(predict(places)) for name, predict in predictors.items()}
    _class_regions(side, answers, X, labels)


@styled
def _class_regions(side: Array, answers: Mapping[str, Array], X: Array, labels: Array) -> None:
    panels = open_axes(1, len(answers), size=(4.2 * len(answers), 4.2), squeeze=False, sharey=True)[
        0
    ]
    K = int(labels.max()) + 1
    for ax, (name, answer) in zip(panels, answers.items(), strict=True):
        field = answer.reshape(side.size, side.size)
        levels = np.arange(K + 1) - 0.5
        ax.contourf(side, side, field, levels, colors=CYCLE[:K], alpha=0.25)
        ax.scatter(
            *X,
            c=labels[0],
            cmap=ListedColormap(CYCLE[:K]),
            s=13,
            linewidths=0.3,
            edgecolors="white",
        )
        ax.set(title=name, xlabel="$x_1$", aspect="equal")
        ax.grid(False)
    panels[0].set_ylabel("$x_2$")


@styled
def grey_pictures(pictures: Array, captions: Sequence[str], title: str, columns: int = 10) -> None:
    """Draw pictures (count, height, width) in shades of grey, rows of `columns`, each under a caption."""
    rows = -(-len(pictures) // columns)
    axes = open_axes(rows, columns, size=(1.05 * columns, 1.4 * rows + 0.4), squeeze=False)
    plt.gcf().suptitle(title)
    for ax in axes.flat:
        ax.axis("off")
    for ax, picture, caption in zip(axes.flat, pictures, captions, strict=False):
        ax.imshow(picture, cmap="gray_r", interpolation="nearest")
        ax.set_title(caption, fontsize=10)


@styled
def templates(W: Array, shape: tuple[int, int], names: Sequence[str], title: str) -> None:
    """Draw each row of `W` (K, n_x) where its pixels are: green speaks for the class, purple against it."""
    reach = float(np.abs(W).max()) or 1.0
    columns = min(5, len(W))
    rows = -(-len(W) // columns)
    axes = open_axes(rows, columns, size=(1.9 * columns + 0.9, 2.05 * rows + 0.4), squeeze=False)
    plt.gcf().suptitle(title)
    for ax in axes.flat:
        ax.axis("off")
    for ax, row, name in zip(axes.flat, W, names, strict=False):
        drawn = ax.imshow(row.reshape(shape), cmap="PRGn", vmin=-reach, vmax=reach)
        ax.set_title(name)
    plt.colorbar(drawn, ax=axes, label="weight", shrink=0.8)


@styled
def confusion(counts: Array, names: Sequence[str]) -> None:
    """Draw how often each class (row) got each answer (column), `counts` (K, K); mistakes are orange."""
    ax = open_axes(size=(5.6, 4.9))
    mistakes = counts * (1 - np.eye(len(counts)))
    ax.imshow(mistakes, cmap="Oranges", vmin=0, vmax=max(4.0, mistakes.max()))
    for row, column in np.ndindex(*counts.shape):
        if counts[row, column]:
            colour = BLUE if row == column else INK
            ax.text(column, row, f"{counts[row, column]:g}", ha="center", va="center", color=colour)
    ticks = np.arange(len(names))
    ax.set_xticks(ticks, names)
    ax.set_yticks(ticks, names)
    ax.set(xlabel="answer", ylabel="truth", title="What is taken for what")
    ax.grid(False)
