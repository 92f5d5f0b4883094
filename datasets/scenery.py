"""Where the subjects are: rooms, gardens, carpets and shelves, each with clutter of its own.

A scene is painted before its subject and knows nothing about it but one colour to stand out from.
Cats and other things get the same scenes, so the background gives nothing away.
"""

import math

from datasets.luck import Rng, between, chance, pick
from datasets.painting import (
    LEAF,
    WOOD,
    Canvas,
    Colour,
    blank_canvas,
    brightness,
    darker,
    lighter,
    mix,
)

CONTRAST = 60
"""How much lighter or darker than the subject a scene's main colour is, at least."""

WALLS: tuple[Colour, ...] = (
    (36, 36, 46), (58, 44, 44), (44, 62, 60), (52, 56, 92), (96, 60, 60), (74, 88, 60),
    (110, 100, 92), (130, 90, 60), (84, 116, 140), (150, 110, 120), (122, 140, 100),
    (170, 140, 96), (150, 170, 190), (196, 160, 150), (180, 190, 150), (206, 186, 140),
    (226, 210, 190), (200, 214, 224), (232, 224, 206), (214, 196, 214),
)  # fmt: skip


def backdrop(rng: Rng, subject: Colour) -> Colour:
    """A main colour that a subject of this colour stands out from."""
    gaps = [(abs(brightness(wall) - brightness(subject)), wall) for wall in WALLS]
    return pick(rng, tuple(wall for gap, wall in gaps if gap >= CONTRAST))


def room(rng: Rng, base: Colour) -> Canvas:
    """A wall, a floor, and a picture, window or lamp."""
    canvas = blank_canvas(base)
    floor = between(rng, 0.3, 0.8)
    canvas.box((-1, floor), (1, 1), mix(base, WOOD, 0.5))
    canvas.box((-1, floor - 0.06), (1, floor), lighter(base, 0.3))
    for _ in range(rng.randint(1, 4)):
        x, y = between(rng, -1, 0.7), between(rng, -1, 0.1)
        w, h = between(rng, 0.2, 0.6), between(rng, 0.2, 0.6)
        canvas.box((x, y), (x + w, y + h), darker(base, 0.35))
        canvas.box((x + 0.05, y + 0.05), (x + w - 0.05, y + h - 0.05), some_tone(rng, base))
    return canvas


def garden(rng: Rng, base: Colour) -> Canvas:
    """Sky, hills, bushes and blades of grass."""
    canvas = blank_canvas(base)
    horizon = between(rng, -0.3, 0.5)
    for _ in range(rng.randint(1, 4)):
        at, radii = (
            (between(rng, -1, 1), horizon + 0.1),
            (between(rng, 0.2, 0.7), between(rng, 0.2, 0.7)),
        )
        canvas.ellipse(at, radii, mix(base, LEAF, between(rng, 0.2, 0.6)))
    grass = mix(base, LEAF, 0.45)
    canvas.box((-1, horizon), (1, 1), grass)
    for _ in range(rng.randint(10, 25)):
        x, y = between(rng, -1, 1), between(rng, horizon, 1)
        blade = [(x, y), (x + between(rng, -0.1, 0.1), y - 0.15)]
        canvas.line(blade, 0.035, darker(grass, 0.25))
    return canvas


def cloth(rng: Rng, base: Colour) -> Canvas:
    """A carpet or blanket: stripes, checks or dots at some angle."""
    canvas = blank_canvas(base)
    tilted = canvas.framed((0, 0), between(rng, 0.1, 0.25), between(rng, 0, math.pi))
    across, along = tilted.x % 2 < 1, tilted.y % 2 < 1
    dots = (tilted.x % 2 - 1) ** 2 + (tilted.y % 2 - 1) ** 2 < 0.4
    canvas.fill(pick(rng, (across, across ^ along, dots)), some_tone(rng, base))
    return canvas


def shelf(rng: Rng, base: Colour) -> Canvas:
    """Boards with books and jars of all colours."""
    canvas = blank_canvas(darker(base, 0.1))
    for y in (-0.35, 0.35, 1.05):
        x = -1.0
        while x < 1:
            wide, tall = between(rng, 0.08, 0.22), between(rng, 0.3, 0.55)
            if chance(rng, 0.7):
                canvas.box((x, y - tall), (x + wide - 0.02, y), some_tone(rng, base))
            x += wide
        canvas.box((-1, y), (1, y + 0.07), mix(base, WOOD, 0.6))
    return canvas


def confetti(rng: Rng, base: Colour) -> Canvas:
    """Leaves, pebbles or toys strewn about."""
    canvas = blank_canvas(base)
    for _ in range(rng.randint(10, 30)):
        at = (between(rng, -1, 1), between(rng, -1, 1))
        radii = (between(rng, 0.05, 0.22), between(rng, 0.05, 0.22))
        canvas.ellipse(at, radii, some_tone(rng, base), between(rng, 0, math.pi))
    return canvas


def some_tone(rng: Rng, base: Colour) -> Colour:
    """A companion of the main colour: any hue, but of about its brightness."""
    return mix(base, pick(rng, WALLS), between(rng, 0.15, 0.45))


SCENES = (room, garden, cloth, shelf, confetti)


def scene(rng: Rng, subject: Colour) -> Canvas:
    """A background for a subject of this colour."""
    return pick(rng, SCENES)(rng, backdrop(rng, subject))
