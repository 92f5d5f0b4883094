"""One style for all figures: the palette, the sizes, and how a figure is opened."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from matplotlib import rcParams
from matplotlib.axes import Axes

Array = np.ndarray
Elementwise = Callable[[Array], Array]
Point = Sequence[float]

# The Okabe-Ito palette: colour-blind readers tell these apart too.
BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
INK, GREY, MIST = "#222222", "#757575", "#E9EDF1"
CYCLE = (BLUE, ORANGE, GREEN, PURPLE)
MARKERS = "osD^vP"

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


def open_axes(
    rows: int = 1, columns: int = 1, *, size: tuple[float, float] = (7.5, 3.4), **options: object
) -> Any:
    """Open a new figure of `size` inches with a grid of axes."""
    return plt.subplots(rows, columns, figsize=size, layout="constrained", **options)[1]


def open_panels(count: int, height: float = 3.4) -> Sequence[Axes]:
    """Open a new figure with `count` panels side by side."""
    return open_axes(1, count, size=(min(5.0 * count, 11), height), squeeze=False)[0]
