"""The pictures of the course: loading them, drawing them, and bringing one's own."""

from datasets.cats import CatData, DatasetError, load_cats
from datasets.pictures import load_picture

__all__ = ["CatData", "DatasetError", "load_cats", "load_picture"]
