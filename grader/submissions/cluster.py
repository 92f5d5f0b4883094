"""A crew on many machines: a Dask cluster does the work, and everything comes home to one process.

Workers need the course's code and the sandbox, and nothing else: what a grading takes travels to each of them
once, a submission travels with its task, and the result travels back. There is no common folder and no
common database. A worker that dies, or a machine that leaves, costs another try; whoever joins later helps
along. (The machines of a cluster trust each other; see docs/security.md.)
"""

import contextlib
import threading
import uuid
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack
from typing import Any, Self

import dask
from distributed import (
    Client,
    Future,
    KilledWorker,
    LocalCluster,
    WorkerPlugin,
    get_worker,
)
from distributed.client import wait

from grader.sandboxes.wall import require_protection
from grader.submissions.crews import Done, Present, Task, do, lost
from grader.submissions.examiner import Examiner
from grader.submissions.grading import Grading, GradingError, own_code

LOCAL = "local"
"""The address of a cluster that is started here, for as long as it is needed."""

AHEAD = 3
"""How many tasks each worker has waiting, so that it never has to ask."""

OTHER_CODE = (
    "A worker of the cluster has another version of the grader. Install the same on all machines."
)

GONE = (
    "The cluster's scheduler is gone. What was finished is kept: start the cluster again, and the same "
    "command goes on from here."
)

PATIENCE_SECONDS = 20
"""How long a scheduler may take to answer."""

_SETTINGS = {
    # Dask takes a large notebook for a mistake of ours.
    "distributed.admin.large-graph-warning-threshold": "1GB",
    # It keeps the last thousand messages to everybody, for developers; each of ours holds a notebook.
    "distributed.admin.low-level-log-length": 10,
}


class Cluster:
    """The workers of the Dask scheduler at `address`; `jobs` of them are started where that is LOCAL."""

    def __init__(self, grading: Grading, present: Present, address: str, jobs: int) -> None:
        self._grading = grading
        self._present = present
        self._address = address
        self._jobs = jobs
        # Several classes may be graded on one cluster at the same time.
        self._name = f"examiner-{uuid.uuid4().hex}"
        self._open = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.callback(self._open.close)
            self._open.enter_context(dask.config.set(_SETTINGS))
            self._client = self._connect()
            self._open.callback(self._dismiss)
            plugin = ExaminerPlugin(self._grading, self._present, own_code())
            try:
                self._client.register_plugin(plugin, name=self._name)
            except GradingError:
                raise
            except Exception as error:
                raise GradingError(
                    f"The cluster's workers can't grade ({error!r}). Install the same version of the grader "
                    "on all machines."
                ) from None
            stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def _connect(self) -> Client:
        address: Any = self._address
        if address == LOCAL:
            address = self._open.enter_context(
                LocalCluster(
                    n_workers=self._jobs, threads_per_worker=1, dashboard_address="127.0.0.1:0"
                )
            )
        try:
            return self._open.enter_context(Client(address, timeout=PATIENCE_SECONDS))
        except (OSError, ValueError) as error:
            raise GradingError(
                f"There is no Dask scheduler at {self._address} ({error}). Start one with `dask scheduler` "
                "and workers with `dask worker ADDRESS --nthreads 1`, or use --cluster local."
            ) from None

    def _dismiss(self) -> None:
        """Have the workers close their sandboxes; whoever is gone by now has none."""
        with contextlib.suppress(Exception):
            self._client.unregister_worker_plugin(self._name)

    def work(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Do all `tasks` and give each as it is done. Raises GradingError where the scheduler goes."""
        waiting = iter(tasks)
        running: dict[Future, Task] = {}
        # When a worker is lost, Dask holds it against all that it had waiting. So who was there too often is
        # tried alone before anything is said.
        suspects: deque[Task] = deque()
        while True:
            workers = len(self._client.scheduler_info(n_workers=-1)["workers"])
            while len(running) < AHEAD * max(workers, 1) and (task := next(waiting, None)):
                running[self._submit(task)] = task
            is_alone = not running
            if is_alone and suspects:
                task = suspects.popleft()
                running[self._submit(task)] = task
            if not running:
                return
            for future in _first_done(running):
                task = running.pop(future)
                try:
                    one = future.result()
                except CancelledError:
                    raise GradingError(GONE) from None
                except KilledWorker as error:
                    if not is_alone:
                        suspects.append(task)
                        continue
                    one = lost(task, self._grading, error.allowed_failures + 1)
                yield one

    def _submit(self, task: Task) -> Future:
        return self._client.submit(_do, self._name, task, pure=False)


def _first_done(running: Iterable[Future]) -> set[Future]:
    """Those that are done, one at least. Raises GradingError where the scheduler is gone."""
    try:
        return wait(list(running), return_when="FIRST_COMPLETED").done
    except CancelledError:
        raise GradingError(GONE) from None


class ExaminerPlugin(WorkerPlugin):
    """Gives every worker of a cluster an examiner, also those who join later."""

    def __init__(self, grading: Grading, present: Present, code: str) -> None:
        self._grading = grading
        self._present = present
        self._code = code
        self._open = ExitStack()
        self._is_ready = False

    def setup(self, worker: object) -> None:
        """Make the worker ready.

        Raises GradingError where it has other code than the one who sends tasks, and SandboxUnavailable where
        its machine can't protect itself.
        """
        if own_code() != self._code:
            raise GradingError(OTHER_CODE)
        require_protection(without=self._grading.without)
        self._examiner = self._open.enter_context(Examiner(self._grading))
        # A worker may have several threads, an examiner sees to one submission at a time.
        self._one_at_a_time = threading.Lock()
        self._is_ready = True

    def teardown(self, worker: object) -> None:
        """Close all sandboxes."""
        self._open.close()

    def do(self, task: Task) -> Done:
        """Do one task. Raises GradingError on a worker that joined later, and could not be made ready."""
        if not self._is_ready:
            raise GradingError(OTHER_CODE)
        with self._one_at_a_time:
            return do(task, self._examiner, self._grading, self._present)


def _do(name: str, task: Task) -> Done:
    return get_worker().plugins[name].do(task)
