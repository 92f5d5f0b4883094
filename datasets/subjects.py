"""What the pictures show: cats, and twelve kinds of things that are not cats.

Each function paints one subject into its own frame, about -1 to 1 in both directions, with the main
colour it is given; eyes, patterns, poses and small proportions it draws from `rng`. Cats and dogs
share coats and eyes share colours, so that the shape has to decide and not the palette.
"""

import math
from collections.abc import Callable

from datasets.luck import Rng, between, chance, pick
from datasets.painting import (
    BLACK,
    GLASS,
    LEAF,
    WHITE,
    WOOD,
    Array,
    Canvas,
    Colour,
    arc,
    brightness,
    cosine,
    darker,
    lighter,
    mix,
    sine,
)

Paint = Callable[[Canvas, Rng, Colour], None]

PINK, TONGUE, BEAK = (222, 150, 150), (214, 92, 104), (226, 160, 50)
EYES = ((146, 190, 80), (214, 176, 60), (110, 170, 204), (200, 130, 50))


# --- cats ---------------------------------------------------------------------------------------


def stripe_colour(coat: Colour) -> Colour:
    """A tone that shows on the coat: darker on light fur, lighter on black fur."""
    return darker(coat, 0.45) if brightness(coat) > 80 else lighter(coat, 0.25)


def cat_ears(head: Canvas, coat: Colour, rng: Rng) -> None:
    """Two triangles with pink inside: what says "cat" from afar."""
    tip = between(rng, 1.2, 1.45)
    for side in (-1, 1):
        head.polygon([(side * 0.97, -0.1), (side * 0.86, -tip), (side * 0.12, -0.7)], coat)
        inner = [(side * 0.84, -0.45), (side * 0.78, -tip + 0.25), (side * 0.36, -0.7)]
        head.polygon(inner, mix(coat, PINK, 0.75))


def cat_eyes(head: Canvas, coat: Colour, rng: Rng) -> None:
    """Almond eyes with an upright pupil, or now and then a contented blink."""
    iris, narrow = pick(rng, EYES), between(rng, 0.05, 0.11)
    asleep = chance(rng, 0.1)
    for side in (-1, 1):
        if asleep:
            head.line(arc((side * 0.42, -0.1), (0.2, 0.14), 0.2, 2.9), 0.08, stripe_colour(coat))
            continue
        head.ellipse((side * 0.42, -0.06), (0.27, 0.23), darker(coat, 0.5), side * 0.3)
        head.ellipse((side * 0.42, -0.06), (0.23, 0.19), iris, side * 0.3)
        head.ellipse((side * 0.42, -0.06), (narrow, 0.18), BLACK)
        head.ellipse((side * 0.42 + 0.07, -0.13), (0.05, 0.05), WHITE)


def cat_muzzle(head: Canvas, coat: Colour, pale: Colour) -> None:
    """Whisker pads, a small pink nose, the mouth and six whiskers."""
    for side in (-1, 1):
        head.ellipse((side * 0.2, 0.42), (0.27, 0.22), pale)
    head.ellipse((0, 0.58), (0.2, 0.18), pale)
    head.polygon([(-0.14, 0.22), (0.14, 0.22), (0, 0.38)], (206, 110, 116))
    whisker = WHITE if brightness(coat) < 190 else darker(coat, 0.55)
    for side in (-1, 1):
        head.line([(0, 0.38), (side * 0.2, 0.54)], 0.06, darker(pale, 0.5))
        for rise in (-0.12, 0.08, 0.28):
            head.line([(side * 0.34, 0.42 + rise / 4), (side * 1.25, 0.36 + rise)], 0.045, whisker)


def tabby_face(head: Canvas, coat: Colour) -> None:
    """The M on the forehead and stripes on the cheeks."""
    tone = stripe_colour(coat)
    for x in (-0.3, 0, 0.3):
        head.line([(x, -0.85), (x * 0.7, -0.42)], 0.11, tone)
    for side in (-1, 1):
        for y in (0.05, 0.3):
            head.line([(side * 1.0, y), (side * 0.72, y + 0.06)], 0.1, tone)


def cat_head(head: Canvas, rng: Rng, coat: Colour, pattern: str) -> None:
    """A cat's face, about 1 in radius, with the ears above it."""
    cat_ears(head, coat, rng)
    skull = head.ellipse((0, 0), (1.0, 0.84), coat) | head.ellipse((0, 0.25), (1.04, 0.6), coat)
    face = head.within(skull)
    if pattern == "tabby":
        tabby_face(face, coat)
    if pattern == "patched":
        side = pick(rng, (-1, 1))
        face.ellipse((side * 0.6, -0.3), (0.55, 0.6), stripe_colour(coat))
    if pattern == "blazed":
        face.polygon([(0, -0.9), (0.5, 0.9), (-0.5, 0.9)], WHITE)
    if pattern == "pointed":
        face.ellipse((0, 0.3), (0.62, 0.55), darker(coat, 0.55))
    pale = darker(coat, 0.6) if pattern == "pointed" else lighter(coat, 0.6)
    cat_eyes(head, coat, rng)
    cat_muzzle(head, coat, pale)


def striped(canvas: Canvas, body: Array, coat: Colour) -> None:
    """Tabby stripes across whatever points `body` covers."""
    phase = (1.75 * canvas.x + 0.4 * canvas.y) % 1
    canvas.within(body).fill(phase < 0.35, stripe_colour(coat))


def cat_portrait(canvas: Canvas, rng: Rng, coat: Colour, pattern: str) -> None:
    """Head and shoulders."""
    chest = canvas.ellipse((between(rng, -0.15, 0.15), 1.4), (0.78, 1.15), darker(coat, 0.12))
    if pattern == "tabby":
        striped(canvas, chest, coat)
    if pattern == "blazed":
        canvas.within(chest).ellipse((0, 0.9), (0.32, 0.6), WHITE)
    cat_head(canvas.framed((0, -0.05), 0.66, between(rng, -0.15, 0.15)), rng, coat, pattern)


def cat_sitting(canvas: Canvas, rng: Rng, coat: Colour, pattern: str) -> None:
    """Upright, seen from the front, the tail curled round one side."""
    side = pick(rng, (-1, 1))
    end = darker(coat, 0.5) if pattern == "pointed" else coat
    canvas.line(arc((side * 0.55, 0.55), (0.35, 0.4), 1.6, 1.6 - side * 2.4), 0.17, end)
    trunk = canvas.ellipse((0, 0.5), (0.52, 0.62), darker(coat, 0.12))
    trunk |= canvas.ellipse((0, 0.75), (0.66, 0.36), darker(coat, 0.12))
    if pattern == "tabby":
        striped(canvas, trunk, coat)
    if pattern == "blazed":
        canvas.ellipse((0, 0.4), (0.22, 0.4), WHITE)
    paw = WHITE if pattern == "blazed" else end
    for x in (-0.18, 0.18):
        canvas.line([(x, 0.45), (x, 0.95)], 0.24, coat)
        canvas.ellipse((x, 1.0), (0.17, 0.12), paw)
    cat_head(canvas.framed((0, -0.32), 0.5, between(rng, -0.2, 0.2)), rng, coat, pattern)


def cat_lying(canvas: Canvas, rng: Rng, coat: Colour, pattern: str) -> None:
    """Stretched out sideways, looking at us, tail up behind."""
    end = darker(coat, 0.5) if pattern == "pointed" else coat
    canvas.line(arc((1.05, 0.05), (0.3, 0.5), 1.6, -1.2), 0.16, end)
    trunk = canvas.ellipse((0.35, 0.5), (0.85, 0.42), darker(coat, 0.12))
    if pattern == "tabby":
        striped(canvas, trunk, coat)
    if pattern == "patched":
        canvas.within(trunk).ellipse((0.6, 0.3), (0.35, 0.3), stripe_colour(coat))
    for x in (-0.55, -0.1):
        canvas.line([(x, 0.75), (x - 0.25, 0.85)], 0.22, WHITE if pattern == "blazed" else end)
    cat_head(canvas.framed((-0.4, 0.0), 0.5, between(rng, -0.2, 0.2)), rng, coat, pattern)


def cat(canvas: Canvas, rng: Rng, coat: Colour) -> None:
    """A cat: one of five patterns in one of three poses."""
    pattern = pick(rng, ("plain", "tabby", "tabby", "patched", "blazed", "pointed"))
    if pattern == "pointed" and brightness(coat) < 130:
        pattern = "plain"
    pose = pick(rng, (cat_portrait, cat_portrait, cat_portrait, cat_sitting, cat_lying))
    pose(canvas, rng, coat, pattern)


# --- everything else ----------------------------------------------------------------------------


def dog(canvas: Canvas, rng: Rng, coat: Colour) -> None:
    """A dog: floppy ears, a long muzzle, a big dark nose and often a tongue."""
    ear = pick(rng, (darker(coat, 0.45), lighter(coat, 0.35), darker(coat, 0.2)))
    canvas.ellipse((between(rng, -0.15, 0.15), 1.45), (0.68, 1.15), darker(coat, 0.12))
    head = canvas.framed((0, -0.1), 0.68, between(rng, -0.2, 0.2))
    head.ellipse((0, -0.1), (0.72, 0.85), coat)
    if chance(rng, 0.4):
        head.ellipse((0.35, -0.2), (0.3, 0.36), ear)
    hang = between(rng, 0.55, 0.8)
    for side in (-1, 1):
        head.ellipse((side * 0.82, hang - 0.55), (0.27, hang), ear, side * -0.25)
        head.ellipse((side * 0.3, -0.2), (0.13, 0.14), BLACK)
        head.ellipse((side * 0.3 + 0.04, -0.25), (0.05, 0.05), WHITE)
    if chance(rng, 0.6):
        head.ellipse((0, 0.88), (0.17, 0.3), TONGUE)
    head.ellipse((0, 0.42), (0.45, 0.43), lighter(coat, 0.5))
    head.ellipse((0, 0.2), (0.22, 0.16), BLACK)
    head.line([(0, 0.3), (0, 0.6)], 0.06, darker(coat, 0.6))
    head.line(arc((0, 0.5), (0.26, 0.16), 0.2, 2.94), 0.06, darker(coat, 0.6))


def bird(canvas: Canvas, rng: Rng, coat: Colour) -> None:
    """A songbird on a twig, seen from the side."""
    canvas.line([(-1.1, 0.78), (1.1, 0.7)], 0.1, WOOD)
    canvas.polygon([(0.4, 0.1), (1.2, 0.25), (1.15, 0.5), (0.3, 0.5)], darker(coat, 0.35))
    canvas.ellipse((0.05, 0.2), (0.65, 0.5), coat, 0.25)
    canvas.ellipse((-0.1, 0.35), (0.42, 0.32), lighter(coat, 0.5), 0.25)
    canvas.ellipse((0.25, 0.15), (0.45, 0.22), darker(coat, 0.3), 0.4)
    canvas.polygon([(-0.75, -0.45), (-1.15, -0.25), (-0.75, -0.2)], BEAK)
    canvas.ellipse((-0.45, -0.3), (0.38, 0.36), coat)
    canvas.ellipse((-0.55, -0.36), (0.09, 0.09), BLACK)
    for x in (-0.05, 0.15):
        canvas.line([(x, 0.6), (x, 0.78)], 0.06, (200, 140, 60))


def fish(canvas: Canvas, rng: Rng, coat: Colour) -> None:
    """A fish with a striped flank."""
    canvas.polygon([(0.6, 0), (1.1, -0.45), (1.0, 0), (1.1, 0.45)], darker(coat, 0.3))
    canvas.polygon([(-0.3, -0.3), (0.15, -0.8), (0.45, -0.3)], darker(coat, 0.2))
    flank = canvas.ellipse((-0.1, 0), (0.85, 0.48), coat)
    for x in (-0.2, 0.15, 0.5):
        canvas.within(flank).line([(x, -0.6), (x + 0.1, 0.6)], 0.14, lighter(coat, 0.45))
    canvas.ellipse((-0.58, -0.1), (0.13, 0.13), WHITE)
    canvas.ellipse((-0.6, -0.1), (0.07, 0.07), BLACK)
    canvas.line(arc((-0.85, 0.08), (0.15, 0.1), 0.3, 1.6), 0.05, darker(coat, 0.6))


def car(canvas: Canvas, rng: Rng, coat: Colour) -> None:
    """A small car from the side."""
    slope = between(rng, 0.15, 0.4)
    canvas.polygon([(-0.7, 0.05), (-0.7 + slope, -0.5), (0.4, -0.5), (0.75, 0.05)], coat)
    canvas.polygon([(-0.52, 0.05), (-0.6 + slope, -0.38), (-0.08, -0.38), (-0.08, 0.05)], GLASS)
    canvas.polygon([(0.04, 0.05), (0.04, -0.38), (0.34, -0.38), (0.56, 0.05)], GLASS)
    canvas.box((-1.1, 0.05), (1.1, 0.45), coat)
    canvas.box((-1.1, 0.35), (1.1, 0.5), darker(coat, 0.4))
    canvas.ellipse((-1.05, 0.18), (0.09, 0.09), (246, 226, 140))
    for x in (-0.6, 0.6):
        canvas.ellipse((x, 0.5), (0.28, 0.28), BLACK)
        canvas.ellipse((x, 0.5), (0.13, 0.13), (176, 176, 180))


def house(canvas: Canvas, rng: Rng, coat: Colour) -> None:
    """A house with a roof, a door, two windows and a chimney."""
    roof = pick(rng, (darker(coat, 0.5), (160, 70, 56), (92, 86, 96)))
    peak = between(rng, -1.0, -0.7)
    canvas.box((0.35, peak), (0.58, 0), darker(roof, 0.2))
    canvas.box((-0.8, -0.2), (0.8, 0.9), coat)
    canvas.polygon([(-1.05, -0.15), (0, peak - 0.1), (1.05, -0.15)], roof)
    canvas.box((-0.17, 0.35), (0.17, 0.9), darker(coat, 0.6))
    for x in (-0.65, 0.3):
        canvas.box((x - 0.04, 0.04), (x + 0.39, 0.46), WHITE)
        canvas.box((x, 0.08), (x + 0.35, 0.42), pick(rng, (GLASS, (244, 214, 120))))


def flower(canvas: Canvas, rng: Rng, coat: Colour) -> None:
    """A flower with five to eight petals on a stem."""
    canvas.line([(0, 0), (0.08, 1.3)], 0.12, LEAF)
    canvas.ellipse((0.35, 0.85), (0.32, 0.13), LEAF, -0.5)
    petals, start = pick(rng, (5, 6, 7, 8)), between(rng, 0, 1)
    for turn in (start + math.tau * i / petals for i in range(petals)):
        at = (0.5 * cosine(turn), -0.2 + 0.5 * sine(turn))
        canvas.ellipse(at, (0.36, 0.23), darker(coat, 0.25), turn)
        canvas.ellipse(at, (0.31, 0.18), coat, turn)
    canvas.ellipse((0, -0.2), (0.26, 0.26), pick(rng, ((236, 190, 70), (110, 74, 50))))


def fruit(canvas: Canvas, rng: Rng, coat: Colour) -> None:
    """An apple or a pear with a leaf."""
    canvas.line([(0, -0.4), (0.08, -0.95)], 0.1, WOOD)
    canvas.ellipse((0.32, -0.78), (0.28, 0.13), LEAF, -0.4)
    if chance(rng, 0.5):
        for x in (-0.28, 0.28):
            canvas.ellipse((x, 0.15), (0.55, 0.68), coat)
    else:
        canvas.ellipse((0, 0.35), (0.7, 0.6), coat)
        canvas.ellipse((0, -0.2), (0.4, 0.5), coat)
    canvas.ellipse((-0.32, 0.1), (0.14, 0.26), lighter(coat, 0.5), 0.3)


def ball(canvas: Canvas, rng: Rng, coat: Colour) -> None:
    """A ball with panels or bands."""
    disc = canvas.ellipse((0, 0), (0.85, 0.85), coat)
    inside, second = canvas.within(disc), pick(rng, (WHITE, darker(coat, 0.5), (226, 190, 80)))
    if chance(rng, 0.5):
        start = between(rng, 0, 1)
        for turn in (start, start + math.tau / 3, start + math.tau * 2 / 3):
            inside.polygon([(0, 0), *arc((0, 0), (1.2, 1.2), turn, turn + math.tau / 6, 2)], second)
    else:
        inside.line(arc((-0.9, 0), (0.6, 0.9), -1.5, 1.5), 0.14, second)
        inside.line(arc((0.9, 0), (0.6, 0.9), 1.6, 4.7), 0.14, second)
    inside.ellipse((-0.35, -0.4), (0.16, 0.12), lighter(coat, 0.6), 0.6)


def mug(canvas: Canvas, rng: Rng, coat: Colour) -> None:
    """A mug of something hot."""
    canvas.line(arc((0.55, 0.15), (0.4, 0.36), -1.4, 1.4), 0.16, darker(coat, 0.2))
    canvas.box((-0.65, -0.35), (0.6, 0.65), coat)
    canvas.ellipse((-0.025, 0.65), (0.625, 0.18), coat)
    canvas.ellipse((-0.025, -0.35), (0.625, 0.18), lighter(coat, 0.4))
    canvas.ellipse((-0.025, -0.33), (0.52, 0.12), (92, 60, 44))
    canvas.box((-0.65, 0.1), (0.6, 0.32), pick(rng, (WHITE, darker(coat, 0.4), lighter(coat, 0.5))))
    for x in (-0.25, 0.2):
        canvas.line([(x, -0.6), (x + 0.1, -0.75), (x - 0.02, -0.95)], 0.06, lighter(coat, 0.7))


def tree(canvas: Canvas, rng: Rng, coat: Colour) -> None:
    """A round tree or a fir."""
    canvas.box((-0.12, 0.3), (0.12, 1.1), WOOD)
    if chance(rng, 0.5):
        for at in ((-0.4, 0.1), (0.4, 0.1), (0, -0.4), (-0.2, -0.15), (0.25, -0.2)):
            canvas.ellipse(at, (0.48, 0.45), coat)
        canvas.ellipse((-0.2, -0.45), (0.25, 0.2), lighter(coat, 0.25))
    else:
        for top, tone in ((-0.2, 0.3), (-0.65, 0.15), (-1.1, 0.0)):
            wide = 0.45 + (top + 1.1) * 0.4
            canvas.polygon([(-wide, top + 0.8), (0, top), (wide, top + 0.8)], darker(coat, tone))


def boat(canvas: Canvas, rng: Rng, coat: Colour) -> None:
    """A sailing boat."""
    canvas.line([(0, -1.0), (0, 0.4)], 0.08, WOOD)
    canvas.polygon([(0.08, -0.95), (0.08, 0.25), (0.85, 0.25)], WHITE)
    canvas.polygon([(-0.08, -0.7), (-0.08, 0.25), (-0.7, 0.25)], lighter(coat, 0.4))
    canvas.polygon([(-0.95, 0.35), (0.95, 0.35), (0.6, 0.8), (-0.65, 0.8)], coat)
    canvas.line([(-1.3, 0.85), (1.3, 0.85)], 0.12, (96, 140, 180))


def mushroom(canvas: Canvas, rng: Rng, coat: Colour) -> None:
    """A toadstool with pale dots."""
    canvas.polygon([(-0.2, 0), (0.2, 0), (0.3, 0.95), (-0.3, 0.95)], (232, 222, 200))
    cap = canvas.within(canvas.y < 0.12)
    dome = cap.ellipse((0, 0.1), (0.95, 0.95), coat)
    for at in ((-0.5, -0.15), (0.05, -0.5), (0.5, -0.1), (-0.1, -0.05)):
        cap.within(dome).ellipse(at, (0.16, 0.14), lighter(coat, 0.75))


OTHERS: tuple[Paint, ...] = (
    dog,
    bird,
    fish,
    car,
    house,
    flower,
    fruit,
    ball,
    mug,
    tree,
    boat,
    mushroom,
)
