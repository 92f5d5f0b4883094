"""Loads the pictures that the course tells apart: cats, and everything else.

Two data sets fit through the same door. The course brings its own, drawn by `datasets.draw_cats` and
stored beside this file as `cats.h5`. Whoever owns the two classic files can use them instead, by
naming their folder or by setting the environment variable `CLASSIC_CATS` to it.

All files are checked against a known fingerprint before a number is read, since a damaged picture
would otherwise show as an accuracy that is a little off, and cost somebody an evening.
"""

import hashlib
import os
from pathlib import Path
from typing import NamedTuple

import h5py
import numpy as np

Array = np.ndarray

CLASSIC_VARIABLE = "CLASSIC_CATS"
"""The environment variable that names the folder of the classic files."""

CLASSES = np.array([b"non-cat", b"cat"])
"""What the labels 0 and 1 mean, in the classic files' own spelling."""


class DatasetError(Exception):
    """A data file is missing, damaged or another one; the message says which, and what helps."""


class CatData(NamedTuple):
    """Pictures and labels, named as in the classic files; a label is 1 for a cat and 0 otherwise.

    `train_set_x` uint8 (209, 64, 64, 3) and `train_set_y` int64 (1, 209); `test_set_x` uint8
    (m_test, 64, 64, 3) and `test_set_y` int64 (1, m_test); `list_classes` bytes (2,), by label.
    """

    train_set_x: Array
    train_set_y: Array
    test_set_x: Array
    test_set_y: Array
    list_classes: Array


class Source(NamedTuple):
    """A file we know: its name and the SHA-256 fingerprint of its bytes."""

    name: str
    sha256: str


DRAWN = Source("cats.h5", "80010dc5534c49ede2534882f9c87e1bf727931babed7e0b45be3cbe52734972")
CLASSIC_TRAIN = Source(
    "train_catvnoncat.h5", "fbe56ab67c3ae28d564e3a644189117976d6b31af0a3ce9bb17dbf22908af242"
)
CLASSIC_TEST = Source(
    "test_catvnoncat.h5", "6a9d39ce52fa85953c5834695b8534a30ed8cfd54971fb2f080b5a24d002b951"
)

HOME = Path(__file__).parent
DRAWN_ADVICE = "Restore it from the repository: git checkout -- datasets/cats.h5"
CLASSIC_ADVICE = (
    "Put the two original files there, or name no folder and unset "
    f"{CLASSIC_VARIABLE} to use the pictures that come with the course."
)


def load_cats(folder: str | Path | None = None) -> CatData:
    """The training and test pictures, as `CatData`.

    `folder`, or else the environment variable CLASSIC_CATS, names a folder with the classic files
    `train_catvnoncat.h5` and `test_catvnoncat.h5` (50 test pictures). Without either come the
    pictures drawn for this course (500 test pictures, half of them cats).

    Raises DatasetError if a file is missing, cannot be read, or is not the one we know.
    """
    folder = folder or os.environ.get(CLASSIC_VARIABLE)
    return read_classic_cats(Path(folder)) if folder else read_drawn_cats()


def read_drawn_cats(folder: Path = HOME) -> CatData:
    """The course's own pictures from `cats.h5` in `folder`; raises DatasetError as `load_cats` does."""
    return CatData(**read_arrays(folder, DRAWN, DRAWN_ADVICE))


def read_classic_cats(folder: Path) -> CatData:
    """The classic pictures from `folder`; raises DatasetError as `load_cats` does."""
    arrays = read_arrays(folder, CLASSIC_TEST, CLASSIC_ADVICE)
    arrays |= read_arrays(folder, CLASSIC_TRAIN, CLASSIC_ADVICE)
    for labels in ("train_set_y", "test_set_y"):
        arrays[labels] = arrays[labels].reshape(1, -1)  # the files hold (m,), the course (1, m)
    return CatData(**arrays)


def read_arrays(folder: Path, source: Source, advice: str) -> dict[str, Array]:
    """Every array in a file of `folder`, by name, once its fingerprint is found right."""
    path = folder / source.name
    verify(path, source, advice)
    with h5py.File(path, "r") as file:
        return {name: dataset[:] for name, dataset in file.items()}


def verify(path: Path, source: Source, advice: str) -> None:
    """Raise DatasetError, ending in `advice`, unless `path` holds exactly the bytes of `source`."""
    try:
        got = fingerprint(path)
    except OSError as error:
        raise DatasetError(f"Cannot read {path}: {error.strerror}. {advice}") from error
    if got != source.sha256:
        raise DatasetError(
            f"{path} is damaged or another file ({path.stat().st_size} bytes).\n"
            f"  SHA-256 found:  {got}\n"
            f"  SHA-256 wanted: {source.sha256}\n"
            f"{advice}"
        )


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal; raises OSError if it cannot be read."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
