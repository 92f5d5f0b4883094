"""Draws `cats.h5`: the pictures that the course trains on unless told otherwise.

    python -m datasets.draw_cats            draw everything and write the file
    python -m datasets.draw_cats --check    draw everything and compare it with the file

A data set of one's own can be given away with the course and drawn again by anybody. It is shaped
like the classic one: 209 training pictures, 72 of them cats (34%). The test set is larger, so that a
percent is five pictures and not half of one, and half of it is cats, so that always giving the same
answer scores 50%. A single neuron learns the training set by heart and gets about three quarters of
the test set right, as colour and place tell it little; a deeper network sees more.

Each picture has a seed of its own, made of `SEED`, its set and its number, and can be drawn alone.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import h5py
import numpy as np

from datasets.cats import (
    CLASSES,
    DRAWN,
    HOME,
    CatData,
    DatasetError,
    fingerprint,
    read_drawn_cats,
)
from datasets.luck import Rng, between, chance, pick
from datasets.painting import Array, Colour, finished
from datasets.scenery import scene
from datasets.subjects import OTHERS, Paint, cat, dog

SEED = 1
"""Changes every picture when changed."""

DOGS = 0.25
"""Share of dogs among what is not a cat, on top of those in `OTHERS`: the hardest to tell apart."""

CHUNK = 64
"""Pictures that are compressed together: whole ones, or the file grows to more than twice the size."""


class Plan(NamedTuple):
    """One of the two sets: its number (part of the seeds), how many pictures, how many cats."""

    number: int
    pictures: int
    cats: int


TRAIN, TEST = Plan(1, 209, 72), Plan(2, 500, 250)

COATS: tuple[Colour, ...] = (
    (40, 38, 44), (64, 62, 70), (104, 108, 118), (142, 146, 156), (112, 78, 56), (158, 116, 80),
    (206, 134, 70), (224, 164, 104), (226, 206, 172), (238, 234, 226),
)  # fmt: skip
"""Fur colours. Half of the things that have no fur come in them too."""

PAINTS: tuple[Colour, ...] = (
    (188, 66, 60), (66, 106, 170), (220, 176, 70), (92, 140, 84), (150, 96, 160), (220, 130, 150),
)  # fmt: skip
"""The colours of the other half."""


def labels(plan: Plan) -> Array:
    """The labels of a set, int64 (1, pictures): its cats' ones shuffled among zeros."""
    y = np.zeros(plan.pictures, np.int64)
    y[: plan.cats] = 1
    np.random.RandomState([SEED, plan.number]).shuffle(y)
    return y[np.newaxis]


def draw_picture(plan: Plan, index: int, is_cat: bool) -> Array:
    """Picture number `index` of a set, uint8 (64, 64, 3); the same at every call."""
    rng = np.random.RandomState([SEED, plan.number, index])
    paint = cat if is_cat else something_else(rng)
    colour = pick(rng, COATS if paint in (cat, dog) or chance(rng, 0.5) else PAINTS)
    canvas = scene(rng, colour)
    at = (between(rng, -0.1, 0.1), between(rng, -0.1, 0.1))
    size, turn = between(rng, 0.7, 0.85), between(rng, -0.15, 0.15)
    paint(canvas.framed(at, size, turn, mirrored=chance(rng, 0.5)), rng, colour)
    return finished(canvas)


def something_else(rng: Rng) -> Paint:
    """A subject that is not a cat."""
    return dog if chance(rng, DOGS) else pick(rng, OTHERS)


def draw_set(plan: Plan) -> tuple[Array, Array]:
    """All pictures of a set, uint8 (pictures, 64, 64, 3), and their labels, int64 (1, pictures)."""
    y = labels(plan)
    return np.stack([draw_picture(plan, i, bool(is_cat)) for i, is_cat in enumerate(y[0])]), y


def draw_all() -> CatData:
    """The complete data set, drawn anew; takes about ten seconds."""
    return CatData(*draw_set(TRAIN), *draw_set(TEST), CLASSES)


def save(cats: CatData, path: Path) -> None:
    """Write the arrays under their field names, compressed with HDF5's own gzip."""
    with h5py.File(path, "w") as file:
        for name, values in cats._asdict().items():
            chunks = (min(len(values), CHUNK), *values.shape[1:])
            file.create_dataset(
                name,
                data=values,
                chunks=chunks,
                compression="gzip",
                compression_opts=9,
                shuffle=True,
            )


def differences(drawn: CatData, stored: CatData) -> list[str]:
    """The names of the fields in which the two differ in shape or in any number."""
    return [
        name
        for name in CatData._fields
        if not np.array_equal(getattr(drawn, name), getattr(stored, name))
    ]


def check(stored: CatData) -> None:
    """Draw everything again; raises DatasetError if `stored` holds anything else."""
    different = differences(draw_all(), stored)
    if different:
        raise DatasetError(
            f"{DRAWN.name} is not what datasets/draw_cats.py draws: {', '.join(different)} differ. "
            "Draw it again with `python -m datasets.draw_cats`, or undo the change to the drawing."
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw the file, or with `--check` compare it; leaves with status 1 if it differs."""
    parser = argparse.ArgumentParser(
        prog="datasets.draw_cats", description="Draw the cat pictures."
    )
    parser.add_argument("--check", action="store_true", help="compare with the file, write nothing")
    if parser.parse_args(arguments).check:
        try:
            check(read_drawn_cats())
        except DatasetError as error:
            raise SystemExit(str(error)) from error
        print(f"{DRAWN.name} holds exactly what this draws.")
    else:
        path = HOME / DRAWN.name
        save(draw_all(), path)
        print(f"Wrote {path.name}, {path.stat().st_size} bytes, SHA-256 {fingerprint(path)}")
        if fingerprint(path) != DRAWN.sha256:
            print("This is another file than before: put its SHA-256 into datasets/cats.py.")


if __name__ == "__main__":
    main()
