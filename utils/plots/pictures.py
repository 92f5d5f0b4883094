"""Pictures made of pixels: as numbers, in galleries, and what a model makes of them."""

import math
from collections.abc import Sequence

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LinearSegmentedColormap
from matplotlib.patches import Rectangle

from utils.plots.style import BLUE, GREY, INK, ORANGE, Array, open_axes, styled

CHANNELS = {
    "red": ("#FF4A3D", "#F4C7C0"),
    "green": ("#3FDC4F", "#C6E5C9"),
    "blue": ("#5B8CFF", "#C5DAF0"),
}
"""The channels of a colour picture: each one's light, and the tint of its cells in a column."""


@styled
def picture_as_column(image: Array) -> None:
    """Draw a colour picture, its three channels, and the column of numbers that it becomes.

    `image` (height, width, 3). The column is read row by row and, within a pixel, red, green, blue:
    the order of `image.reshape(-1)`.
    """
    ratios = [1, 1, 1, 1, 1.05]
    whole, *parts, column = open_axes(1, 5, size=(11.5, 3.2), width_ratios=ratios)
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
    axes = open_axes(rows, columns, size=(2.0 * columns, 2.45 * rows + 0.4), squeeze=False)
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
    axes = open_axes(1, 3, size=(10.5, 3.4), sharey=True)
    for ax, channel, name in zip(axes, range(3), CHANNELS, strict=True):
        drawn = ax.imshow(weights[:, :, channel], cmap="PRGn", vmin=-reach, vmax=reach)
        ax.grid(False)
        ax.set(title=f"weights of the {name} channel", xlabel="column of pixels")
    axes[0].set_ylabel("row of pixels")
    plt.colorbar(drawn, ax=axes, label="weight", shrink=0.85)


@styled
def prediction(image: Array, probability: float, classes: Sequence[str]) -> None:
    """Draw a picture (height, width, 3) beside the probabilities of class 0 and of class 1."""
    left, right = open_axes(1, 2, size=(7.5, 2.9), width_ratios=[1, 1.7])
    _picture(left, image, "what the neuron is given")
    left.set_ylabel("row of pixels")
    shares = [1 - probability, probability]
    bars = right.barh(list(classes), shares, color=[ORANGE, BLUE], height=0.5)
    right.bar_label(bars, fmt="%.3f", padding=4)
    right.axvline(0.5, color=INK, linestyle="--", linewidth=1)
    right.set(xlim=(0, 1.18), xlabel="probability", ylabel="class", title="what it answers")
    right.grid(False)
