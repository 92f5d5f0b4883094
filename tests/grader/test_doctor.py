"""The doctor: it finds every promise kept here, and would notice one that is not."""

from functools import partial
from pathlib import Path

import pytest

from grader import doctor
from grader.answers.answer import RETURNED
from grader.sandboxes.nursery import Nursery
from grader.sandboxes.wall import SandboxUnavailable
from grader.submissions.bundle import write_view
from grader.submissions.course import find_course


@pytest.mark.slow
def test_every_promise_holds_on_this_machine(monkeypatch):
    monkeypatch.chdir(Path(__file__).parent)
    findings = doctor.examine()
    assert len(findings) >= 15
    assert [finding for finding in findings if not finding.holds] == []


def test_a_machine_without_a_sandbox_is_told_what_to_do(monkeypatch):
    def unavailable():
        raise SandboxUnavailable("type this")

    monkeypatch.setattr(doctor, "require_protection", unavailable)
    (finding,) = doctor.examine()
    assert (finding.holds, finding.detail) == (False, "type this")


@pytest.fixture
def without_a_wall(tmp_path):
    """Probes run as plain processes, so what they look for is there to be found."""
    course = find_course(Path(__file__))
    write_view(course, course.weeks[0], tmp_path)
    with Nursery(tmp_path, doctor.LIMITS, without=["bubblewrap"]) as nursery:
        yield partial(doctor._probe, nursery)


@pytest.mark.parametrize(
    "probe",
    [
        doctor._files_under(find_course(Path(__file__)).root / "solutions"),
        doctor._PROCESSES,
        doctor._PRIVILEGES,
    ],
    ids=["files", "processes", "privileges"],
)
def test_without_a_wall_the_probes_come_back_with_something(without_a_wall, probe):
    answer = without_a_wall(probe)
    assert answer.outcome == RETURNED
    assert answer.value
