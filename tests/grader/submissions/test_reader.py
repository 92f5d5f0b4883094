"""The file that was handed in is found, whatever it is called; what lies in its place is named.

How damaged files are read is said in `test_submission.py` and, all in one class, in `test_damage.py`.
"""

import os

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.submissions import reader
from grader.submissions.reader import (
    MAX_FILES,
    HandedIn,
    UnreadableNotebook,
    fetch,
    is_handed_in,
    notebook_in,
    shown,
    student_id,
)

NAME = "logistic_regression.ipynb"


@pytest.fixture
def path(tmp_path):
    """Where a student's notebook is expected."""
    place = tmp_path / "ada" / "week03" / NAME
    place.parent.mkdir(parents=True)
    return place


def read(path):
    """The notebook that was handed in there, and the sentences about it."""
    return notebook_in(fetch(path))


@pytest.fixture
def write(release):
    """Write the released notebook to a path."""

    def write_to(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(nbformat.writes(release.notebook))

    return write_to


def problem_of(path):
    with pytest.raises(UnreadableNotebook) as caught:
        read(path)
    return str(caught.value)


class TestFinding:
    def test_the_expected_file_is_read_whatever_lies_beside_it(self, path, write):
        write(path)
        write(path.with_name("logistic_regression (1).ipynb"))
        assert read(path)[1] == ()

    def test_of_others_the_one_that_bears_its_name_is_meant(self, path, write):
        write(path.with_name("scratch.ipynb"))
        write(path.with_name("logistic_regression-Copy1.ipynb"))
        _, (sentence,) = read(path)
        assert sentence == (
            "The notebook was found as week03/logistic_regression-Copy1.ipynb; "
            f"it was read as {NAME}."
        )

    @pytest.mark.parametrize(
        "place",
        [".ipynb_checkpoints/a.ipynb", "__MACOSX/a.ipynb", "._logistic_regression.ipynb", "a.txt"],
    )
    def test_what_computers_leave_behind_is_not_meant(self, path, write, place):
        write(path.parent / place)
        assert problem_of(path) == f"There is no file {NAME}."

    def test_links_are_not_meant(self, path, write, tmp_path):
        write(tmp_path / "bob.ipynb")
        path.with_name("a.ipynb").symlink_to(tmp_path / "bob.ipynb")
        path.with_name("deeper").symlink_to(tmp_path)
        assert problem_of(path) == f"There is no file {NAME}."

    def test_of_very_many_files_not_all_are_looked_at(self, path, write, monkeypatch):
        monkeypatch.setattr(reader, "MAX_FILES", 5)
        for number in range(20):
            path.with_name(f"{number}.txt").touch()
        write(path.with_name("z.ipynb"))
        assert MAX_FILES > 100
        assert problem_of(path) == f"There is no file {NAME}."

    @pytest.mark.parametrize("name", ["<script>.ipynb", "[a](b).ipynb", "a\nb.ipynb", "`x`.ipynb"])
    def test_a_name_is_told_so_that_it_is_text_on_any_page(self, path, write, name):
        write(path.with_name(name))
        _, (sentence,) = read(path)
        assert not set(sentence) & set("<>[]`&\n\\")

    def test_a_name_that_is_no_text_is_read_all_the_same(self, path, write):
        write(path.with_name(os.fsdecode(b"\xfc.ipynb")))
        _, (sentence,) = read(path)
        sentence.encode()

    def test_a_folder_that_may_not_be_opened_is_there(self, path, monkeypatch):
        def forbid(self):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(type(path), "lstat", forbid)
        assert is_handed_in(path)
        assert problem_of(path) == "Its folder can't be opened: Permission denied."

    def test_who_handed_in_for_another_week_handed_in_nothing_here(self, path, tmp_path):
        assert is_handed_in(path)
        assert not is_handed_in(tmp_path / "ada" / "week04" / "shallow_network.ipynb")
        assert not is_handed_in(tmp_path / "nobody" / "week03" / NAME)


class TestContent:
    def test_the_same_file_has_the_same_fingerprint_and_a_changed_one_another(self, path, write):
        write(path)
        before = fetch(path)
        assert fetch(path).fingerprint == before.fingerprint
        path.write_text(path.read_text() + " ")
        assert fetch(path).fingerprint != before.fingerprint

    def test_another_name_is_another_fingerprint_for_it_is_told(self, path, write):
        write(path)
        before = fetch(path)
        path.rename(path.with_name("other.ipynb"))
        assert fetch(path).data == before.data
        assert fetch(path).fingerprint != before.fingerprint

    def test_no_part_of_it_can_stand_in_for_another(self):
        same = (
            HandedIn(b"a"),
            HandedIn(problem="a"),
            HandedIn(b"", ("a",)),
            HandedIn(b"", ("", "a")),
            HandedIn(b"a", ("",)),
            HandedIn(),
        )
        assert len({one.fingerprint for one in same}) == len(same)

    def test_what_can_not_be_read_is_a_problem_and_nothing_else(self, path):
        assert fetch(path) == HandedIn(problem=f"There is no file {NAME}.")
        os.mkfifo(path)
        assert fetch(path) == HandedIn(problem=f"{NAME} is a pipe, not a file.")

    def test_it_is_read_later_and_elsewhere_as_it_came(self, path, write):
        """A crew's members read what was fetched, not what lies there by then."""
        write(path)
        handed = fetch(path)
        path.unlink()
        assert notebook_in(handed)[0].cells


class TestNames:
    @pytest.mark.parametrize("name", ["ada", "O'Brien", "Ada  Lovelace", "..", "王小明", "a;$(b)"])
    def test_a_plain_name_stays(self, name):
        assert student_id(name) == name

    @pytest.mark.parametrize(
        ("folder", "name"),
        [
            ("<b>", r"\x3cb\x3e"),
            ("a&b", r"a\x26b"),
            ('a"b', r"a\x22b"),
            ("a\nb", r"a\x0ab"),
            ("a\\b", r"a\x5cb"),
            (os.fsdecode(b"J\xfcrgen"), r"J\xfcrgen"),
            ("a\u202eb", r"a\xe2\x80\xaeb"),
        ],
    )
    def test_what_is_no_plain_text_is_written_out(self, folder, name):
        assert student_id(folder) == name

    @given(st.lists(st.binary(min_size=1, max_size=6), min_size=2, max_size=2, unique=True))
    def test_no_two_folders_share_a_name(self, names):
        one, other = (student_id(os.fsdecode(name)) for name in names)
        assert one != other

    @given(st.binary(max_size=20))
    def test_every_name_is_plain_text(self, name):
        text = student_id(os.fsdecode(name))
        assert text.encode().decode().isprintable()
        assert not set(text) & set('<>&"')

    @given(st.text(max_size=200))
    def test_a_file_is_told_in_a_few_plain_words(self, name):
        assert len(shown(name)) <= 80
        assert not set(shown(name)) & set('<>&"[]`\n\\')
