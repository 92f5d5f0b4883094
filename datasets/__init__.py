"""The data of the course: pictures and points, loaded, drawn, or one's own."""

from datasets.cats import CatData, DatasetError, load_cats
from datasets.circles import load_circles
from datasets.flower import load_flower
from datasets.football import load_football
from datasets.pictures import load_picture
from datasets.spiral import load_spiral

__all__ = [
    "CatData",
    "DatasetError",
    "load_cats",
    "load_circles",
    "load_flower",
    "load_football",
    "load_picture",
    "load_spiral",
]
