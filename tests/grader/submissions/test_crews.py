"""A crew of processes: whatever becomes of its members, everybody's task is done, once and by itself."""

import json
import os
import signal
import tempfile
import threading
import time
from dataclasses import replace

import psutil
import pytest
from sample_class import master

from grader.answers.words import listed
from grader.judging.judge import GRADER_ERROR
from grader.sandboxes.guard import Limits
from grader.submissions import crews as module
from grader.submissions.crews import Alone, Processes, Task
from grader.submissions.examiner import Examiner
from grader.submissions.reader import HandedIn, fetch

LIMITS = Limits(memory=2**30, cpu_seconds=2, wall_seconds=30.0)
WEEK = "week03_logistic_regression"

NOTHING = HandedIn(b"{")
"""What can't be read, and so is graded at once."""


def present(submission, result, release):
    return f"the page of {submission.student}"


def tasks(count, handed=NOTHING):
    return [Task(f"student {number}", handed) for number in range(count)]


@pytest.fixture(scope="module")
def whole():
    """A notebook in which all is right."""
    return HandedIn(json.dumps(master(WEEK)).encode())


@pytest.fixture
def grading(grading):
    return replace(grading, limits=LIMITS)


@pytest.fixture(autouse=True)
def nobody_is_left():
    """Whatever happens in a test, no process of it is there afterwards."""
    before = set(psutil.Process().children(recursive=True))
    yield
    left = set(psutil.Process().children(recursive=True)) - before
    _, alive = psutil.wait_procs(left, timeout=10)
    assert alive == []


@pytest.fixture(autouse=True)
def nothing_is_left(tmp_path, monkeypatch):
    """No temporary folder either, whoever was killed."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert list(folder.iterdir()) == []


def members(crew):
    return [member.process.pid for member in crew._members]


def students(done):
    return sorted(one.result.student for one in done)


@pytest.fixture
def played(monkeypatch):
    """Have tasks played, in the members' processes, in place of grading them."""

    def play(do):
        original = Examiner.examine

        def examine(examiner, student, handed, before=None):
            do(student)
            return original(examiner, student, NOTHING, before)

        monkeypatch.setattr(Examiner, "examine", examine)
        monkeypatch.setattr(Examiner, "warm_up", lambda examiner: None)

    return play


# All goes well.


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_task_is_done_once_whatever_their_number(grading, jobs):
    for count in (0, 1, 2, 23):
        with Processes(grading, present, jobs) as crew:
            done = list(crew.work(tasks(count)))
        assert students(done) == students_of(count)
        assert {one.page for one in done} == {f"the page of {name}" for name in students_of(count)}


def students_of(count):
    return sorted(f"student {number}" for number in range(count))


def test_several_do_what_one_does_alone(grading, whole):
    both = [Task("ada", whole), Task("bob", NOTHING)]
    with Alone(grading, present) as alone, Processes(grading, present, 2) as several:
        one, other = (sorted(crew.work(both), key=str) for crew in (alone, several))
    assert one == other


def test_members_work_at_the_same_time(grading, played):
    played(lambda student: time.sleep(0.5))
    with Processes(grading, present, 4) as crew:
        started = time.monotonic()
        assert len(list(crew.work(tasks(4)))) == 4
        assert time.monotonic() - started < 1.9


def test_a_crew_can_be_given_work_again(grading):
    with Processes(grading, present, 2) as crew:
        assert students(crew.work(tasks(3))) == students(crew.work(tasks(3)))


def test_tasks_are_taken_only_when_somebody_can_do_them(grading):
    """A class of thousands does not lie in memory."""
    taken = []

    def endless():
        for task in tasks(1000):
            taken.append(task)
            yield task

    with Processes(grading, present, 2) as crew:
        done = crew.work(endless())
        for number in range(10):
            next(done)
            assert len(taken) <= number + 1 + 2 * (module.IN_HAND + 1)
        done.close()


@pytest.mark.parametrize("jobs", [1, 2])
def test_large_notebooks_in_both_directions_come_through(grading, jobs):
    """There and back they are larger than what any pipe holds; nobody may wait for the other."""
    large = HandedIn(b"{" + b" " * 2**23)
    with Processes(grading, lambda *_: "x" * 2**23, jobs) as crew:
        done = crew.work(tasks(8, large))
        sizes = [len(one.page) for one in within(60, done)]
    assert sizes == [2**23] * 8


def within(seconds, items):
    """All the items, which have to be there in time."""
    alarm = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGALRM))
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("it takes for ever"))
    alarm.start()
    try:
        return list(items)
    finally:
        alarm.cancel()
        signal.signal(signal.SIGALRM, before)


# Somebody dies.


def test_a_member_that_is_killed_costs_nobody_a_grade(grading, whole):
    with Processes(grading, present, 2) as crew:
        done = crew.work(tasks(8, whole))
        results = [next(done)]
        os.kill(members(crew)[0], signal.SIGKILL)
        results += within(120, done)
    assert students(results) == students_of(8)
    assert {one.result.total for one in results} == {100.0}


def test_all_members_killed_at_once_cost_nobody_a_grade(grading, whole):
    with Processes(grading, present, 3) as crew:
        done = crew.work(tasks(7, whole))
        results = [next(done)]
        for pid in members(crew):
            os.kill(pid, signal.SIGKILL)
        results += within(120, done)
    assert students(results) == students_of(7)
    assert {one.result.total for one in results} == {100.0}


def test_members_that_die_before_there_is_work_are_replaced(grading):
    with Processes(grading, present, 2) as crew:
        for pid in members(crew):
            os.kill(pid, signal.SIGKILL)
        assert students(within(60, crew.work(tasks(5)))) == students_of(5)


def test_a_task_that_kills_its_member_twice_is_given_back_and_the_others_are_done(grading, played):
    def die(student):
        if student == "student 3":
            os._exit(1)

    played(die)
    with Processes(grading, present, 2) as crew:
        done = {one.result.student: one for one in within(60, crew.work(tasks(9)))}
    assert sorted(done) == students_of(9)
    lost = done.pop("student 3")
    assert {verdict.status for verdict in lost.result.verdicts} == {GRADER_ERROR}
    assert [verdict.exercise for verdict in lost.result.verdicts] == list(grading.release.points)
    assert "ended, 2 times" in lost.result.verdicts[0].message
    assert (lost.record, lost.page) == (None, "")
    assert not any(one.result.broke_down for one in done.values()), listed(sorted(done))


def test_a_task_that_kills_its_member_once_is_done_the_next_time(grading, played, tmp_path):
    def die_once(student):
        mark = tmp_path / student
        if not mark.exists():
            mark.touch()
            os._exit(1)

    played(die_once)
    with Processes(grading, present, 2) as crew:
        done = within(60, crew.work(tasks(4)))
    assert students(done) == students_of(4)
    assert not any(one.result.broke_down for one in done)


def test_what_can_not_be_sent_back_costs_its_task_alone(grading):
    """A page that is no text could be anything, such as something that can't be pickled."""

    def strange(submission, result, release):
        return (lambda: None) if submission.student == "student 1" else "page"

    with Processes(grading, strange, 2) as crew:
        done = {one.result.student: one for one in within(60, crew.work(tasks(4)))}
    assert sorted(done) == students_of(4)
    assert done["student 1"].result.broke_down
    assert done["student 2"].page == "page"


# Somebody stops it.


def test_closing_midway_waits_for_nobody(grading, played):
    played(lambda student: time.sleep(60 if student != "student 0" else 0))
    started = time.monotonic()
    with Processes(grading, present, 2) as crew:
        next(crew.work(tasks(9)))
    assert time.monotonic() - started < 20


def test_an_error_in_whoever_asked_ends_the_crew(grading, whole):
    def stop(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Processes(grading, present, 2) as crew:
        list(map(stop, crew.work(tasks(9, whole))))


def test_a_student_who_computes_is_ended_with_the_crew(grading, whole, tmp_path):
    """Not only the members are gone, but the sandboxes in which they had students' code."""
    notebook = master(WEEK)
    notebook["cells"][0] = {
        **{"cell_type": "code", "metadata": {}, "outputs": [], "id": "first"},
        "source": "import time; time.sleep(60)",
    }
    path = tmp_path / "loop.ipynb"
    path.write_text(json.dumps(notebook))
    with Processes(grading, present, 2) as crew:
        done = crew.work([Task("ada", NOTHING), *tasks(4, fetch(path))])
        next(done)
        time.sleep(1)
        assert len(psutil.Process().children(recursive=True)) > 4


def test_ctrl_c_is_left_to_the_one_who_asked(grading, played):
    """It goes to the whole group of processes, of which the members are a part."""
    played(lambda student: time.sleep(0.3))
    with Processes(grading, present, 2) as crew:
        done = crew.work(tasks(4))
        results = [next(done)]
        for pid in members(crew):
            os.kill(pid, signal.SIGINT)
        before = members(crew)
        results += within(60, done)
        assert members(crew) == before
    assert students(results) == students_of(4)
