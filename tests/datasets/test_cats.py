"""`load_cats`: the pictures of the course, or the classic ones, or a clear word about what is wrong."""

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from datasets import CatData, DatasetError, load_cats
from datasets.cats import CLASSIC_TEST, CLASSIC_TRAIN, DRAWN, HOME, read_drawn_cats
from utils.logistic_regression import model

ROOT = Path(__file__).parents[2]
CLASSIC_FOLDER = Path(os.environ.get("CLASSIC_CATS", ROOT.parent / "shared" / "datasets"))
MEGABYTES = 1_000_000


@pytest.fixture(autouse=True)
def no_folder_in_the_environment(monkeypatch):
    monkeypatch.delenv("CLASSIC_CATS", raising=False)


@pytest.fixture
def classic_folder():
    for source in (CLASSIC_TRAIN, CLASSIC_TEST):
        if not (CLASSIC_FOLDER / source.name).exists():
            pytest.skip(f"the classic {source.name} is not on this machine (set CLASSIC_CATS)")
    return CLASSIC_FOLDER


@pytest.fixture
def folder_with_copies(classic_folder, tmp_path):
    for source in (CLASSIC_TRAIN, CLASSIC_TEST):
        shutil.copyfile(classic_folder / source.name, tmp_path / source.name)
    return tmp_path


def logistic_regression_accuracies(cats: CatData) -> tuple[float, float]:
    """Percent right in training and test after 2000 iterations at 0.005 from zeros."""
    X, X_test = (x.reshape(len(x), -1).T / 255 for x in (cats.train_set_x, cats.test_set_x))
    Y, Y_test = cats.train_set_y, cats.test_set_y
    learnt = model(X, Y, X_test, Y_test, num_iterations=2000, learning_rate=0.005)
    right = learnt["Y_prediction_train"] == Y, learnt["Y_prediction_test"] == Y_test
    return 100 * right[0].mean(), 100 * right[1].mean()


def assert_well_formed(cats: CatData, m_test: int) -> None:
    assert cats._fields == (
        "train_set_x",
        "train_set_y",
        "test_set_x",
        "test_set_y",
        "list_classes",
    )
    assert cats.train_set_x.shape == (209, 64, 64, 3)
    assert cats.test_set_x.shape == (m_test, 64, 64, 3)
    assert cats.train_set_y.shape == (1, 209)
    assert cats.test_set_y.shape == (1, m_test)
    assert cats.train_set_x.dtype == cats.test_set_x.dtype == np.uint8
    assert cats.train_set_y.dtype == cats.test_set_y.dtype == np.int64
    assert set(np.unique(cats.train_set_y)) == set(np.unique(cats.test_set_y)) == {0, 1}
    assert cats.list_classes.tolist() == [b"non-cat", b"cat"]


class TestOurOwnPictures:
    def test_have_the_classic_shapes_and_500_test_pictures(self):
        assert_well_formed(load_cats(), m_test=500)

    def test_hold_as_many_cats_in_training_as_the_classic_ones(self):
        assert load_cats().train_set_y.sum() == 72

    def test_are_half_cats_in_the_test_set(self):
        assert load_cats().test_set_y.mean() == 0.5

    def test_are_all_different(self):
        cats = load_cats()
        pictures = np.concatenate([cats.train_set_x, cats.test_set_x])
        assert len(np.unique(pictures.reshape(len(pictures), -1), axis=0)) == len(pictures)

    def test_fit_into_two_megabytes(self):
        assert (HOME / DRAWN.name).stat().st_size <= 2 * MEGABYTES

    def test_do_not_depend_on_the_folder_we_work_in(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        assert_well_formed(load_cats(), m_test=500)

    def test_an_empty_variable_counts_as_none(self, monkeypatch):
        monkeypatch.setenv("CLASSIC_CATS", "")
        assert_well_formed(load_cats(), m_test=500)

    def test_logistic_regression_learns_them_by_heart_but_understands_only_some(self):
        train, test = logistic_regression_accuracies(load_cats())
        assert train >= 97
        assert 65 <= test <= 80

    def test_colour_alone_does_not_decide(self):
        # The mean colour of each picture is all a neuron sees here, at any learning rate.
        cats = load_cats()
        X, X_test = (x.mean(axis=(1, 2)).T / 255 for x in (cats.train_set_x, cats.test_set_x))
        learnt = model(X, cats.train_set_y, X_test, cats.test_set_y, 5000, 0.5)
        assert np.mean(learnt["Y_prediction_test"] == cats.test_set_y) < 0.6

    def test_a_missing_file_is_named_with_a_way_to_restore_it(self, tmp_path):
        with pytest.raises(DatasetError, match=r"cats\.h5: No such file.*git checkout"):
            read_drawn_cats(tmp_path)

    def test_a_damaged_file_is_refused(self, tmp_path):
        damaged = bytearray((HOME / DRAWN.name).read_bytes())
        damaged[len(damaged) // 2] ^= 1
        (tmp_path / DRAWN.name).write_bytes(damaged)
        with pytest.raises(DatasetError, match=f"(?s)damaged.*found.*wanted: {DRAWN.sha256}.*git"):
            read_drawn_cats(tmp_path)


class TestClassicPictures:
    def test_come_from_the_folder_given(self, classic_folder):
        assert_well_formed(load_cats(classic_folder), m_test=50)
        assert_well_formed(load_cats(str(classic_folder)), m_test=50)

    def test_come_from_the_folder_in_the_environment(self, classic_folder, monkeypatch):
        monkeypatch.setenv("CLASSIC_CATS", str(classic_folder))
        assert_well_formed(load_cats(), m_test=50)

    def test_the_folder_given_wins_over_the_environment(self, classic_folder, monkeypatch):
        monkeypatch.setenv("CLASSIC_CATS", "/nowhere")
        assert_well_formed(load_cats(classic_folder), m_test=50)

    def test_logistic_regression_gets_99_and_70_percent(self, classic_folder):
        train, test = logistic_regression_accuracies(load_cats(classic_folder))
        assert train == pytest.approx(99.04, abs=0.005)
        assert test == pytest.approx(70.0)


class TestClassicFilesThatAreNotThere:
    """The message names the file, what was found, what was wanted and what to do next."""

    def test_an_empty_folder(self, tmp_path):
        with pytest.raises(DatasetError, match=r"catvnoncat\.h5: No such file.*unset CLASSIC_CATS"):
            load_cats(tmp_path)

    def test_a_folder_that_does_not_exist(self, tmp_path):
        with pytest.raises(DatasetError, match="No such file"):
            load_cats(tmp_path / "nowhere")

    @pytest.mark.parametrize("source", [CLASSIC_TRAIN, CLASSIC_TEST])
    def test_a_directory_in_a_files_place(self, folder_with_copies, source):
        (folder_with_copies / source.name).unlink()
        (folder_with_copies / source.name).mkdir()
        with pytest.raises(DatasetError, match=source.name):
            load_cats(folder_with_copies)

    @pytest.mark.parametrize("source", [CLASSIC_TRAIN, CLASSIC_TEST])
    def test_one_of_the_two_missing(self, folder_with_copies, source):
        (folder_with_copies / source.name).unlink()
        with pytest.raises(DatasetError, match=f"{source.name}: No such file"):
            load_cats(folder_with_copies)

    @pytest.mark.parametrize("source", [CLASSIC_TRAIN, CLASSIC_TEST])
    def test_one_changed_by_a_single_bit(self, folder_with_copies, source):
        path = folder_with_copies / source.name
        content = bytearray(path.read_bytes())
        content[-1000] ^= 1
        path.write_bytes(content)
        with pytest.raises(DatasetError, match=f"(?s){source.name} is damaged.*{source.sha256}"):
            load_cats(folder_with_copies)

    @pytest.mark.parametrize("source", [CLASSIC_TRAIN, CLASSIC_TEST])
    def test_a_download_that_stopped_halfway(self, folder_with_copies, source):
        path = folder_with_copies / source.name
        path.write_bytes(path.read_bytes()[:300_000])
        with pytest.raises(DatasetError, match=f"{source.name} is damaged.*300000 bytes"):
            load_cats(folder_with_copies)

    def test_the_two_swapped(self, classic_folder, tmp_path):
        shutil.copyfile(classic_folder / CLASSIC_TRAIN.name, tmp_path / CLASSIC_TEST.name)
        shutil.copyfile(classic_folder / CLASSIC_TEST.name, tmp_path / CLASSIC_TRAIN.name)
        with pytest.raises(DatasetError, match="another file"):
            load_cats(tmp_path)

    def test_a_web_page_saved_under_the_name(self, tmp_path):
        for source in (CLASSIC_TRAIN, CLASSIC_TEST):
            (tmp_path / source.name).write_text("<html>Not found</html>")
        with pytest.raises(DatasetError, match=r"another file \(22 bytes\)"):
            load_cats(tmp_path)
