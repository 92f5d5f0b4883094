"""What it takes to build the wall: where something is missing, the instructor is told what to do."""

import sys
from pathlib import Path

import pytest

from grader.sandboxes import wall
from grader.sandboxes.system_calls import FilterUnavailable
from grader.sandboxes.wall import SandboxUnavailable, is_shown, require_protection


def test_without_bubblewrap_the_instructor_is_told_what_to_type(monkeypatch):
    monkeypatch.setattr(wall.shutil, "which", lambda name: None)
    with pytest.raises(SandboxUnavailable, match="sudo apt-get install bubblewrap"):
        require_protection()


def test_where_bubblewrap_does_not_work_the_reason_is_told(monkeypatch):
    monkeypatch.setattr(wall.shutil, "which", lambda name: "/bin/false")
    with pytest.raises(SandboxUnavailable, match="user namespaces"):
        require_protection()


def test_where_system_calls_can_not_be_filtered_the_way_out_is_told(monkeypatch):
    def unavailable():
        raise FilterUnavailable("no libseccomp")

    monkeypatch.setattr(wall, "filter_program", unavailable)
    with pytest.raises(SandboxUnavailable, match=r"no libseccomp.*--without seccomp"):
        require_protection()
    require_protection(without=["seccomp"])


def test_what_lies_among_pythons_own_files_can_not_be_hidden():
    with pytest.raises(SandboxUnavailable, match="Move it elsewhere"):
        require_protection(Path(sys.prefix, "lib"))


def test_what_was_given_up_is_not_asked_for(monkeypatch):
    monkeypatch.setattr(wall.shutil, "which", lambda name: None)
    require_protection(without=["bubblewrap"])


def test_python_is_shown_and_the_course_is_not(tmp_path):
    assert is_shown(Path(sys.prefix))
    assert is_shown(Path("/usr/bin"))
    assert not is_shown(tmp_path)
    assert not is_shown(Path(__file__).parents[3] / "solutions")
