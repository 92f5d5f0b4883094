"""`load_picture`: any photo, cut to its middle square, upright, 64 by 64."""

import numpy as np
import pytest
from PIL import Image

from datasets import DatasetError, load_picture

RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)


def saved(image, path, **options):
    image.save(path, **options)
    return path


def test_gives_64_by_64_points_of_colour(tmp_path):
    path = saved(Image.new("RGB", (300, 200), RED), tmp_path / "red.png")
    for name in (path, str(path)):
        picture = load_picture(name)
        assert picture.shape == (64, 64, 3)
        assert picture.dtype == np.uint8
        assert (picture == RED).all()


def test_the_size_can_be_chosen(tmp_path):
    path = saved(Image.new("RGB", (10, 10)), tmp_path / "small.png")
    assert load_picture(path, size=20).shape == (20, 20, 3)


def test_keeps_the_middle_square(tmp_path):
    wide = Image.new("RGB", (300, 100), RED)
    wide.paste(GREEN, (100, 0, 200, 100))
    assert (load_picture(saved(wide, tmp_path / "wide.png")) == GREEN).all()
    tall = wide.rotate(90, expand=True)
    assert (load_picture(saved(tall, tmp_path / "tall.png")) == GREEN).all()


def test_leaves_a_picture_of_the_right_size_alone(tmp_path):
    points = np.random.RandomState(0).randint(0, 256, (64, 64, 3)).astype(np.uint8)
    path = saved(Image.fromarray(points), tmp_path / "noise.png")
    np.testing.assert_array_equal(load_picture(path), points)


def test_turns_a_photo_upright(tmp_path):
    # A camera held sideways: orientation 6 means "turn a quarter clockwise to look at it".
    lying = Image.new("RGB", (80, 80), RED)
    lying.paste(BLUE, (0, 0, 40, 80))
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = load_picture(saved(lying, tmp_path / "photo.png", exif=exif))
    assert (picture[:24] == BLUE).all()
    assert (picture[40:] == RED).all()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I", "F"])
def test_takes_any_mode(tmp_path, mode):
    path = saved(Image.new(mode, (70, 90)), tmp_path / "picture.tiff")
    assert load_picture(path).shape == (64, 64, 3)


def test_what_is_see_through_becomes_white(tmp_path):
    path = saved(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), tmp_path / "nothing.png")
    assert (load_picture(path) == 255).all()


def test_a_grey_picture_of_16_bits_keeps_its_shades(tmp_path):
    ramp = np.tile(np.linspace(0, 65535, 64).astype(np.uint16), (64, 1))
    picture = load_picture(saved(Image.fromarray(ramp), tmp_path / "ramp.png"))
    assert picture[0, 0].tolist() == [0, 0, 0]
    assert picture[0, -1].tolist() == [255, 255, 255]
    assert 120 < picture[0, 32, 0] < 136


def test_of_a_moving_picture_it_takes_the_first_frame(tmp_path):
    frames = [Image.new("RGB", (64, 64), colour) for colour in (RED, BLUE)]
    path = saved(frames[0], tmp_path / "film.gif", save_all=True, append_images=frames[1:])
    assert (load_picture(path) == RED).all()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DatasetError, match=r"my_cat\.jpg.*No such file"):
        load_picture(tmp_path / "my_cat.jpg")


def test_a_file_that_is_no_picture_is_refused(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("not a picture")
    with pytest.raises(DatasetError, match=r"(?s)notes\.txt.*PNG, JPEG"):
        load_picture(path)


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(DatasetError, match="as a picture"):
        load_picture(tmp_path)


@pytest.mark.parametrize("ending", ["png", "jpg", "gif"])
def test_a_picture_cut_short_is_refused(tmp_path, ending):
    points = np.random.RandomState(0).randint(0, 256, (200, 200, 3)).astype(np.uint8)
    path = saved(Image.fromarray(points), tmp_path / f"cut.{ending}")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(DatasetError, match="cut"):
        load_picture(path)
