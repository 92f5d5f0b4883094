"""Turns anybody's photo into what the networks here can look at: 64 by 64 points of colour."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from datasets.cats import Array, DatasetError

BROKEN = (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError)
"""What Pillow raises for files that are missing, no pictures, cut short or absurdly large."""


def load_picture(path: str | Path, size: int = 64) -> Array:
    """The picture in a file, uint8 (size, size, 3): its middle square, upright, scaled.

    Any format and mode that Pillow reads will do; what is see-through becomes white, and of a moving
    picture we take the first frame. Raises DatasetError if the file is missing, is not a picture or
    is damaged.
    """
    path = Path(path)
    try:
        with Image.open(path) as image:
            upright = in_colour(ImageOps.exif_transpose(image))
    except BROKEN as error:
        raise DatasetError(
            f"Cannot read {path} as a picture: {getattr(error, 'strerror', None) or error}. "
            "Wanted a PNG, JPEG, GIF or similar; does a picture viewer open it?"
        ) from error
    return np.array(middle_square(upright).resize((size, size), Image.Resampling.LANCZOS))


def middle_square(image: Image.Image) -> Image.Image:
    """The largest square around the middle of a picture."""
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    return image.crop((left, top, left + side, top + side))


def in_colour(image: Image.Image) -> Image.Image:
    """The picture in mode RGB, on white paper where it is see-through."""
    if image.mode.startswith(("I", "F")):
        image = eight_bits(image)
    image = image.convert("RGBA")
    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image).convert("RGB")


def eight_bits(image: Image.Image) -> Image.Image:
    """A grey picture of 16 or 32 bits as one of 8, its darkest point black and its lightest white.

    Pillow alone would cut off everything above 255 and return a white square.
    """
    values = np.array(image, dtype=np.float64)
    spread = np.ptp(values) or 1.0
    return Image.fromarray(np.uint8((values - values.min()) * (255 / spread)))
