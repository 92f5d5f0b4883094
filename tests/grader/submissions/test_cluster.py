"""A crew on a Dask cluster: real workers, which share no folder with us, and any of which may die."""

import contextlib
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from multiprocessing import resource_tracker
from pathlib import Path

import psutil
import pytest
from sample_class import edits, master, nothing, solutions, write_notebook

from grader import cli
from grader.judging.judge import GRADER_ERROR
from grader.reports.autograded import autograded
from grader.sandboxes.guard import Limits
from grader.submissions import cluster as module
from grader.submissions.cluster import LOCAL, Cluster
from grader.submissions.crews import Alone, Task
from grader.submissions.grading import GradingError, prepare
from grader.submissions.reader import HandedIn

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
WEEK = "week03_logistic_regression"
LIMITS = Limits(memory=2**30, cpu_seconds=2, wall_seconds=6.0)
OTHER_CODE = r"another version of the grader\. Install the same on all machines"

PATIENCE = 100
"""After how many seconds on a busy machine something is taken for stuck."""

NOTHING = HandedIn(b"{")
"""What can't be read, and so is graded at once."""


# A cluster of other machines, as far as one machine can be several.


@dataclass
class Machine:
    """A process of Dask's in a folder that stands for a machine: its home and its temporary files."""

    process: psutil.Popen
    folder: Path

    @property
    def folders(self):
        """The grader's folders among its temporary files."""
        ours = ("course-", "student-")
        return {path for path in self.folder.iterdir() if path.name.startswith(ours)}

    @property
    def pids(self):
        """All its processes."""
        return {one.pid for one in self.process.children(recursive=True)}

    @property
    def sandboxes(self):
        """The processes in which students' code runs, or will."""
        found = []
        for one in self.process.children(recursive=True):
            with contextlib.suppress(psutil.Error):
                line = " ".join(one.cmdline())
                found += [line] if "grader.sandboxes" in line else []
        return found

    def stop(self):
        """End it, and whatever it started."""
        family = [self.process, *self.process.children(recursive=True)]
        self.process.terminate()
        with contextlib.suppress(psutil.TimeoutExpired):
            self.process.wait(10)
        for one in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()
        self.process.wait()


def start(folder, *arguments, code=ROOT):
    """A machine on which `dask` runs with `arguments`, and with the grader that lies in `code`."""
    folder.mkdir()
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "TMPDIR": str(folder),
        "PYTHONPATH": str(code),
        "OPENBLAS_NUM_THREADS": "1",
        # With the default, 3, it takes longer, and some luck, until Dask gives up a neighbour's task.
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
    }
    with (folder / "log").open("wb") as log:
        process = psutil.Popen(
            [sys.executable, "-m", "dask", *arguments],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    return Machine(process, folder)


@dataclass
class Machines:
    """A scheduler and its workers; a test may add some more."""

    address: str
    folder: Path
    scheduler: Machine
    workers: list

    def add(self, name, code=ROOT):
        options = ["--nthreads", "1", "--no-dashboard", "--memory-limit", "0"]
        worker = start(self.folder / name, "worker", self.address, *options, code=code)
        self.workers.append(worker)
        return worker

    def remove(self, worker):
        self.workers.remove(worker)
        worker.stop()


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    """A cluster of two workers; who does it harm mends it."""
    with started(tmp_path_factory.mktemp("machines"), "one", "two") as cluster:
        yield cluster


@contextlib.contextmanager
def started(folder, *names):
    """A cluster with workers of these names."""
    note = folder / "scheduler.json"
    here = ["--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0"]
    scheduler = start(folder / "scheduler", "scheduler", *here, "--scheduler-file", str(note))
    workers = []
    try:
        until(note.exists)
        until(lambda: note.read_text().endswith("}"))
        cluster = Machines(json.loads(note.read_text())["address"], folder, scheduler, workers)
        for name in names:
            cluster.add(name)
        yield cluster
    finally:
        for machine in (*workers, scheduler):
            machine.stop()


def until(holds):
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it takes for ever"
        time.sleep(0.05)


@pytest.fixture
def nothing_is_left(machines, temporary):
    """Where nobody was killed, all that the grader had on the machines is gone when it is done."""
    before = set().union(*(one.folders for one in machines.workers))
    yield
    until(lambda: not any(one.sandboxes for one in machines.workers))
    assert set().union(*(one.folders for one in machines.workers)) == before
    assert list(temporary.iterdir()) == []


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Where our own temporary files go, and nobody else's."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.fixture
def grading(grading):
    return replace(grading, limits=LIMITS)


def notebook(solve):
    """What is handed in by who changed the master in some way."""
    content = master(WEEK)
    solve(content)
    return HandedIn(json.dumps(content).encode())


def naming(seconds=0.0, play=lambda student: None):
    """Shows who did the work, after some time; `play` is what happens there meanwhile.

    A function inside of another travels whole, so the workers don't need this file.
    """

    def present(submission, result, release):
        play(submission.student)
        time.sleep(seconds)
        return f"{os.getpid()} {Path.cwd()} {tempfile.gettempdir()}"

    return present


def worker_of(done):
    return int(done.page.split()[0])


def tasks(count, handed=NOTHING):
    return [Task(f"student {number}", handed) for number in range(count)]


def students(done):
    return sorted(one.result.student for one in done)


def students_of(count):
    return sorted(f"student {number}" for number in range(count))


# All goes well.

CLASS = {
    "ada": nothing,
    "bob": edits(predict=("A > 0.5", "A < 0.5")),
    "cyd": solutions(sigmoid="1 / 0"),
    "dan": solutions(predict="from utils import plots\nplots.plt.figure()\nimport os; os._exit(1)"),
    "eve": edits(sigmoid=("0, -np", "0, np")),
}


@pytest.mark.usefixtures("nothing_is_left")
def test_workers_do_what_one_does_alone_and_need_nothing_but_what_is_sent(
    grading, machines, course, week
):
    """Results, records and pages are the same, though the course is gone when the work begins."""
    sent = replace(prepare(course, week), limits=LIMITS)
    shutil.rmtree(course.root)
    whole = [Task(name, notebook(solve)) for name, solve in CLASS.items()]
    whole.append(Task("fay", NOTHING))
    with Alone(grading, autograded) as alone:
        expected = sorted(alone.work(whole), key=str)
    with Cluster(sent, autograded, machines.address, 2) as crew:
        assert sorted(crew.work(whole), key=str) == expected
        # What is known from the last time travels too.
        again = [
            replace(task, before=done.record) for task, done in zip(whole, expected, strict=True)
        ]
        assert sorted(crew.work(again), key=str) == expected
    assert len({one.result.total for one in expected}) > 3


@pytest.mark.usefixtures("nothing_is_left")
def test_all_work_each_on_its_own_machine(grading, machines):
    with Cluster(grading, naming(0.2), machines.address, 2) as crew:
        until(lambda: len(crew._client.scheduler_info()["workers"]) == 2)
        done = list(crew.work(tasks(12)))
        folders = {one.page.split()[1] for one in done}
        assert folders == {str(one.folder) for one in machines.workers}
        assert folders == {one.page.split()[2] for one in done}
        assert students(done) == students_of(12)
        assert list(crew.work([])) == []
        assert students(crew.work(tasks(2))) == students_of(2)


@pytest.mark.usefixtures("nothing_is_left")
def test_tasks_are_taken_only_when_somebody_can_do_them(grading, machines):
    taken = []

    def endless():
        for task in tasks(1000):
            taken.append(task)
            yield task

    with Cluster(grading, naming(), machines.address, 2) as crew:
        done = crew.work(endless())
        for number in range(1, 6):
            next(done)
            assert len(taken) <= number + module.AHEAD * len(machines.workers)
        done.close()


@pytest.mark.usefixtures("nothing_is_left")
def test_large_notebooks_come_through_in_both_directions(grading, machines):
    def large(submission, result, release):
        return "x" * 2**24

    with Cluster(grading, large, machines.address, 2) as crew:
        done = list(crew.work(tasks(3, HandedIn(b"{" + b" " * 2**24))))
    assert [len(one.page) for one in done] == [2**24] * 3


@pytest.mark.usefixtures("nothing_is_left")
def test_two_classes_can_be_graded_at_the_same_time(grading, machines):
    """With one key each: whose task it is decides, not who came last."""
    other = replace(grading, week="another week")
    with (
        Cluster(grading, naming(), machines.address, 2) as one,
        Cluster(other, naming(), machines.address, 2) as two,
    ):
        both = list(zip(one.work(tasks(4)), two.work(tasks(4)), strict=True))
    assert {done.result.week for done, _ in both} == {WEEK}
    assert {done.result.week for _, done in both} == {"another week"}


@pytest.mark.usefixtures("nothing_is_left")
def test_an_error_in_whoever_asked_ends_the_work_and_the_students_who_compute(grading, machines):
    loop = "import time\nwhile True: time.sleep(1)"
    waits = Task("ada", notebook(lambda content: content["cells"][0].update(code(loop))))
    started = time.monotonic()

    def stop(done):
        until(lambda: any(one.sandboxes for one in machines.workers))
        raise KeyboardInterrupt

    with (
        pytest.raises(KeyboardInterrupt),
        Cluster(grading, naming(), machines.address, 2) as crew,
    ):
        list(map(stop, crew.work([Task("bob", NOTHING), waits, waits])))
    assert time.monotonic() - started < PATIENCE


def code(source):
    return {"cell_type": "code", "metadata": {}, "outputs": [], "id": "first", "source": source}


# Somebody joins.


@pytest.mark.usefixtures("nothing_is_left")
def test_a_worker_that_joins_late_helps_along(grading, machines):
    helpers = set()

    def until_it_helps():
        end = time.monotonic() + PATIENCE
        for number in itertools.count():
            if helpers & late.pids or time.monotonic() > end:
                return
            yield Task(f"student {number}", NOTHING)

    with Cluster(grading, naming(0.1), machines.address, 2) as crew:
        late = machines.add("late")
        for done in crew.work(until_it_helps()):
            helpers.add(worker_of(done))
        assert helpers & late.pids
    machines.remove(late)


@pytest.fixture
def with_code(machines, tmp_path):
    """Add a worker whose grader has been changed in some way; afterwards it is gone."""
    added = []

    def add(change):
        folder = tmp_path / "code"
        shutil.copytree(ROOT / "grader", folder / "grader")
        change(folder / "grader")
        added.append(machines.add("other", folder))
        return added[-1]

    yield add
    for worker in added:
        machines.remove(worker)
        shutil.rmtree(worker.folder)


def add_a_line(folder):
    with (folder / "judging" / "judge.py").open("a") as file:
        file.write("# one more line")


def test_a_worker_with_other_code_is_refused_with_an_explanation(
    grading, machines, with_code, nothing_is_left
):
    """When it joins later, and when it was there before."""
    with Cluster(grading, naming(0.1), machines.address, 2) as crew:
        other = with_code(add_a_line)
        until(lambda: len(crew._client.scheduler_info()["workers"]) == 3)
        helpers = set()
        with pytest.raises(GradingError, match=OTHER_CODE):
            helpers.update(map(worker_of, crew.work(tasks(1000))))
        assert not helpers & other.pids
    with (
        pytest.raises(GradingError, match=OTHER_CODE),
        Cluster(grading, naming(), machines.address, 2),
    ):
        pass


def test_a_worker_whose_grader_is_too_old_to_understand_us_is_refused_as_well(
    grading, machines, with_code, nothing_is_left
):
    with_code(lambda folder: (folder / "submissions" / "cluster.py").unlink())
    until(lambda: is_there(machines, 3))
    with (
        pytest.raises(GradingError, match="Install the same version of the grader on all machines"),
        Cluster(grading, naming(), machines.address, 2),
    ):
        pass


def is_there(machines, count):
    with module.Client(machines.address) as client:
        return len(client.scheduler_info()["workers"]) == count


# Somebody leaves.


def test_a_worker_that_is_killed_midway_costs_nobody_a_grade(grading, machines):
    with Cluster(grading, naming(0.2), machines.address, 2) as crew:
        done = crew.work(tasks(8, notebook(nothing)))
        results = [next(done)]
        os.kill(worker_of(results[0]), signal.SIGKILL)
        results += done
    assert students(results) == students_of(8)
    assert {one.result.total for one in results} == {100.0}


def test_a_task_that_kills_every_worker_that_takes_it_comes_back_and_costs_nobody_else(
    grading, machines
):
    """Dask suspects all that waited on the same workers."""

    def die(student):
        if student == "student 3":
            os._exit(1)

    with Cluster(grading, naming(0.1, die), machines.address, 2) as crew:
        until(lambda: len(crew._client.scheduler_info()["workers"]) == 2)
        done = {one.result.student: one for one in crew.work(tasks(12))}
    assert sorted(done) == students_of(12)
    lost = done.pop("student 3")
    assert {verdict.status for verdict in lost.result.verdicts} == {GRADER_ERROR}
    assert [verdict.exercise for verdict in lost.result.verdicts] == list(grading.release.points)
    assert "ended, 1 times" in lost.result.verdicts[0].message
    assert (lost.record, lost.page) == (None, "")
    assert not any(one.result.broke_down for one in done.values())


# A cluster of our own, and none.


def tracker():
    """A process by which Python sees to its other ones, for as long as it runs itself."""
    resource_tracker.ensure_running()
    return psutil.Process(resource_tracker._resource_tracker._pid)


def test_a_cluster_that_was_started_here_is_gone_afterwards(grading, temporary):
    before = set(psutil.Process().children(recursive=True))
    with Cluster(grading, naming(0.2), LOCAL, 2) as crew:
        results = list(crew.work([*tasks(5), Task("ada", notebook(nothing))]))
        started = set(psutil.Process().children(recursive=True)) - before - {tracker()}
        assert len(started) > 4
        assert any(path.name.startswith("course-") for path in temporary.iterdir())
    assert students(results) == ["ada", *students_of(5)]
    assert len(set(map(worker_of, results))) == 2
    _, alive = psutil.wait_procs(started, timeout=10)
    assert alive == []
    assert {path.name for path in temporary.iterdir()} <= {"dask-scratch-space"}


def test_a_scheduler_that_dies_midway_is_said_and_what_was_done_is_kept(grading, tmp_path):
    with started(tmp_path, "one") as machines:
        show = naming(0.3)
        with Cluster(grading, show, machines.address, 1) as crew:
            work = crew.work(tasks(40))
            assert next(work).page
            machines.scheduler.process.kill()
            with pytest.raises(GradingError, match=r"scheduler is gone.* the same command goes on"):
                list(work)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense", "foo://127.0.0.1:1"])
def test_where_there_is_no_scheduler_one_is_told_how_to_start_one(
    built_course, tmp_path, monkeypatch, capfd, address
):
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 1)
    monkeypatch.chdir(built_course.root)
    write_notebook(WEEK, nothing, tmp_path / "submitted" / "ada" / WEEK)
    submitted = str(tmp_path / "submitted")
    arguments = ["autograde", "week03", "--submitted", submitted, "--cluster", address]
    assert cli.main(arguments) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert err.startswith(f"grader: There is no Dask scheduler at {address} (")
    assert "Start one with `dask scheduler`" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["submitted"]
