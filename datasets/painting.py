"""A paintbox in plain NumPy: every shape is an inequality, every stroke an assignment.

The default pictures are drawn three times too large and averaged down, which softens the edges.
Only comparisons and elementary arithmetic decide which point is painted, so a picture depends on
its seed and not on fonts, graphics libraries or the machine.

Coordinates: x grows to the right and y downwards. A fresh canvas spans -1 to 1 in both; `framed`
gives a view of the same paper in coordinates of its own, so that a cat can be described once and
painted anywhere, at any size and tilt.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

SIZE = 64
"""Width and height of a finished picture in pixels."""

OVERSAMPLING = 3
"""The canvas has this many points per pixel along each side."""

STEP = 8
"""Finished colours are multiples of this: few tones keep the committed file small."""

Array = np.ndarray
Colour = tuple[int, int, int]
Point = tuple[float, float]

BLACK, WHITE = (20, 20, 24), (248, 246, 240)
LEAF, WOOD, GLASS = (84, 140, 70), (120, 84, 56), (170, 204, 220)


def cosine(angle: float) -> float:
    """The cosine to nine decimals: mathematics libraries differ in the last digit, pictures must not."""
    return round(math.cos(angle), 9)


def sine(angle: float) -> float:
    """The sine to nine decimals, for the same reason."""
    return round(math.sin(angle), 9)


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """The colour that lies `share` of the way from `a` to `b`."""
    return tuple(round(p + (q - p) * share) for p, q in zip(a, b, strict=True))


def darker(colour: Colour, share: float = 0.3) -> Colour:
    """`colour` moved `share` of the way to black."""
    return mix(colour, BLACK, share)


def lighter(colour: Colour, share: float = 0.3) -> Colour:
    """`colour` moved `share` of the way to white."""
    return mix(colour, WHITE, share)


def brightness(colour: Colour) -> float:
    """How light a colour looks, from 0 to 255 (the usual weights of red, green and blue)."""
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]


class Canvas(NamedTuple):
    """A sheet of paper seen in some coordinates; painting changes `pixels` in place.

    `pixels` is uint8 (n, n, 3); `x`, `y` are float64 (n, n), the coordinates of each point; `clip`
    is bool (n, n), the points that may be painted.
    """

    pixels: Array
    x: Array
    y: Array
    clip: Array

    def framed(self, at: Point, size: float, turn: float = 0.0, mirrored: bool = False) -> "Canvas":
        """The same paper with the origin `at`, the unit `size`, turned by `turn` radians."""
        dx, dy = (self.x - at[0]) / size, (self.y - at[1]) / size
        cos, sin = cosine(turn), sine(turn)
        x, y = cos * dx + sin * dy, cos * dy - sin * dx
        return self._replace(x=-x if mirrored else x, y=y)

    def within(self, mask: Array) -> "Canvas":
        """The same paper where only the points of `mask`, bool (n, n), take paint."""
        return self._replace(clip=self.clip & mask)

    def fill(self, mask: Array, colour: Colour) -> Array:
        """Paint the points of `mask` and return it, bool (n, n), for use with `within`."""
        self.pixels[mask & self.clip] = colour
        return mask

    def ellipse(self, at: Point, radii: Point, colour: Colour, turn: float = 0.0) -> Array:
        """Paint an ellipse, `turn`ed in radians; returns its points."""
        view = self.framed(at, 1.0, turn) if turn else self
        dx, dy = (view.x, view.y) if turn else (self.x - at[0], self.y - at[1])
        return self.fill((dx / radii[0]) ** 2 + (dy / radii[1]) ** 2 <= 1, colour)

    def polygon(self, corners: Sequence[Point], colour: Colour) -> Array:
        """Paint the inside of a polygon (a ray to the right crosses its edge an odd number of times)."""
        inside = np.zeros(self.x.shape, bool)
        for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
            if y0 != y1:
                crosses = (y0 <= self.y) != (y1 <= self.y)
                inside ^= crosses & (self.x < x0 + (self.y - y0) * ((x1 - x0) / (y1 - y0)))
        return self.fill(inside, colour)

    def box(self, corner: Point, opposite: Point, colour: Colour) -> Array:
        """Paint a rectangle between two opposite corners, the first with the smaller coordinates."""
        (x0, y0), (x1, y1) = corner, opposite
        return self.fill((self.x >= x0) & (self.x < x1) & (self.y >= y0) & (self.y < y1), colour)

    def line(self, points: Sequence[Point], width: float, colour: Colour) -> Array:
        """Paint a line through `points` with round ends and joints."""
        near = np.zeros(self.x.shape, bool)
        for start, end in pairwise(points):
            near |= self._distance_squared(start, end) <= (width / 2) ** 2
        return self.fill(near, colour)

    def _distance_squared(self, start: Point, end: Point) -> Array:
        """Each point's squared distance from the segment between two different points."""
        (x0, y0), (x1, y1) = start, end
        dx, dy = x1 - x0, y1 - y0
        along = ((self.x - x0) * dx + (self.y - y0) * dy) / (dx * dx + dy * dy)
        along = np.clip(along, 0, 1)
        return (self.x - x0 - along * dx) ** 2 + (self.y - y0 - along * dy) ** 2


def blank_canvas(colour: Colour) -> Canvas:
    """A fresh canvas of one colour, in coordinates from -1 to 1."""
    n = SIZE * OVERSAMPLING
    ticks = (2 * np.arange(n) + 1) / n - 1
    x, y = np.meshgrid(ticks, ticks)
    pixels = np.empty((n, n, 3), np.uint8)
    pixels[:] = colour
    return Canvas(pixels, x, y, np.ones((n, n), bool))


def finished(canvas: Canvas) -> Array:
    """The picture, uint8 (64, 64, 3): averaged down in integers and rounded to few tones."""
    blocks = canvas.pixels.reshape(SIZE, OVERSAMPLING, SIZE, OVERSAMPLING, 3)
    points = STEP * OVERSAMPLING**2
    steps = (blocks.sum(axis=(1, 3), dtype=np.int64) + points // 2) // points
    return np.minimum(steps * STEP, 255).astype(np.uint8)


def arc(centre: Point, radii: Point, start: float, stop: float, steps: int = 8) -> list[Point]:
    """Points along an ellipse's rim from angle `start` to `stop` (radians, clockwise), for `line`."""
    angles = [start + (stop - start) * i / (steps - 1) for i in range(steps)]
    return [(centre[0] + radii[0] * cosine(t), centre[1] + radii[1] * sine(t)) for t in angles]
