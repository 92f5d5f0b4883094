"""The drawing: the same picture from the same seed, and the committed file is what is drawn."""

import h5py
import numpy as np
import pytest

from datasets import DatasetError, load_cats
from datasets.cats import HOME, read_drawn_cats
from datasets.draw_cats import (
    TEST,
    TRAIN,
    check,
    differences,
    draw_picture,
    labels,
    main,
    save,
)


@pytest.fixture(autouse=True)
def no_folder_in_the_environment(monkeypatch):
    monkeypatch.delenv("CLASSIC_CATS", raising=False)


@pytest.fixture
def cats():
    return load_cats()


def test_a_picture_depends_on_nothing_but_its_number():
    np.random.seed(3)
    first = draw_picture(TEST, 7, is_cat=True)
    np.random.seed(4)
    draw_picture(TEST, 8, is_cat=True)
    np.testing.assert_array_equal(draw_picture(TEST, 7, is_cat=True), first)


def test_a_picture_is_64_by_64_points_of_colour():
    picture = draw_picture(TRAIN, 0, is_cat=False)
    assert picture.shape == (64, 64, 3)
    assert picture.dtype == np.uint8


def test_the_labels_are_those_in_the_file(cats):
    np.testing.assert_array_equal(labels(TRAIN), cats.train_set_y)
    np.testing.assert_array_equal(labels(TEST), cats.test_set_y)


@pytest.mark.parametrize("plan", [TRAIN, TEST], ids=["train", "test"])
def test_every_twentieth_picture_is_drawn_as_in_the_file(cats, plan):
    x, y = (
        (cats.train_set_x, cats.train_set_y)
        if plan is TRAIN
        else (cats.test_set_x, cats.test_set_y)
    )
    for i in range(0, plan.pictures, 20):
        np.testing.assert_array_equal(draw_picture(plan, i, bool(y[0, i])), x[i], f"picture {i}")


@pytest.mark.slow
def test_check_draws_everything_and_finds_the_file_right(capsys):
    main(["--check"])
    assert "exactly" in capsys.readouterr().out


@pytest.mark.slow
def test_check_objects_to_a_single_other_pixel(cats):
    other = cats.test_set_x.copy()
    other[-1, -1, -1, -1] ^= 1
    with pytest.raises(DatasetError, match=r"test_set_x differ.*python -m datasets\.draw_cats"):
        check(cats._replace(test_set_x=other))


def test_check_leaves_with_the_reason_when_the_file_is_missing(monkeypatch, tmp_path):
    monkeypatch.setattr("datasets.draw_cats.read_drawn_cats", lambda: read_drawn_cats(tmp_path))
    with pytest.raises(SystemExit, match="No such file"):
        main(["--check"])


def test_what_is_saved_is_read_back_with_the_classic_names(cats, tmp_path):
    save(cats, tmp_path / "copy.h5")
    with h5py.File(tmp_path / "copy.h5", "r") as file:
        assert set(file) == set(cats._fields)
        assert differences(cats, cats._replace(**{name: file[name][:] for name in file})) == []


def test_the_file_needs_no_filters_but_those_built_into_hdf5():
    with h5py.File(HOME / "cats.h5", "r") as file:
        assert {dataset.compression for dataset in file.values()} == {"gzip"}
