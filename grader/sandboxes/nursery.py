"""Where sandboxes come from: a warm zygote behind the wall, and a fork of it for every submission.

The zygote (see `zygote`) is started when the first sandbox is opened, and again should it ever be gone. Where
it can't make worlds within its world, or where there is no wall, each sandbox gets a zygote of its own, which
becomes the worker itself.
"""

import contextlib
import math
import os
import resource
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import IO, Any, Self

import numpy as np

from grader.answers.codec import CodecError
from grader.sandboxes.connection import Connection, Disconnected
from grader.sandboxes.guard import Limits, family
from grader.sandboxes.sandbox import Sandbox, Worker
from grader.sandboxes.system_calls import filter_program
from grader.sandboxes.wall import (
    BUBBLEWRAP,
    OWN_FOLDERS,
    SECCOMP,
    SandboxUnavailable,
    are_counted_by_sandbox,
    bubblewrap,
    environment,
    hides_python,
    users,
)

_PROGRAM = "grader.sandboxes.zygote"
_CREDENTIALS = struct.Struct("3i")
_GONE = (Disconnected, CodecError, OSError)


class Nursery:
    """Opens sandboxes that show `view`. Use it as a context manager: when it closes, all is dead.

    `without` names layers of the wall that are missing on purpose, for machines that don't have them and
    people who accept that. `imports` are statements that submissions are likely to begin with; modules named
    by `when_used` are not loaded by them, but when something in them is first used.
    """

    def __init__(
        self,
        view: Path,
        limits: Limits | None = None,
        without: Collection[str] = (),
        imports: Sequence[str] = (),
        when_used: Sequence[str] = (),
    ) -> None:
        self._view = view
        self._limits = limits or Limits()
        self._without = tuple(without)
        self._settings = {"imports": [*imports], "when_used": [*when_used]}
        self._is_nested = BUBBLEWRAP not in self._without and not hides_python(OWN_FOLDERS)
        self._zygote: _Zygote | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm_up(self) -> None:
        """Have a zygote ready before the first sandbox is asked for.

        Where that fails, whoever opens one is told why.
        """
        with contextlib.suppress(SandboxUnavailable, *_GONE):
            if self._is_nested:
                self._started()

    def open(self) -> Sandbox:
        """A new world, in which nothing has happened yet.

        Raises SandboxUnavailable where the machine can't make one.
        """
        for _ in range(2):
            if self._is_nested:
                try:
                    return self._fork()
                except _GONE:
                    # Whatever became of the zygote, a new one may do better.
                    self.close()
        self._is_nested = False
        return self._start(nested=False).become_worker()

    def close(self) -> None:
        """End the zygote, and with it all that came from it."""
        if self._zygote:
            self._zygote.end()
            self._zygote = None

    def _fork(self) -> Sandbox:
        zygote = self._started()
        if not zygote.is_nested:
            self._is_nested = False
            raise Disconnected
        return zygote.fork()

    def _started(self) -> "_Zygote":
        if self._zygote is None:
            self._zygote = self._start(nested=True)
        return self._zygote

    def _start(self, nested: bool) -> "_Zygote":
        return _Zygote(self._view, self._limits, self._without, self._settings, nested)


class _Zygote:
    """The process that forks workers, as it is seen from outside."""

    def __init__(
        self,
        view: Path,
        limits: Limits,
        without: Collection[str],
        settings: dict[str, Any],
        nested: bool,
    ) -> None:
        self._limits = limits
        self._protected = BUBBLEWRAP not in without
        self._filters = {BUBBLEWRAP, SECCOMP}.isdisjoint(without)
        self._home = tempfile.TemporaryDirectory(prefix="student-")
        self._control, theirs = socket.socketpair()
        self._control.settimeout(limits.startup_seconds)
        self._connection = Connection(self._control, recipes=False)
        # A pipe, because a file would be one of ours, within reach of whatever runs in there.
        complaints, their_complaints = os.pipe()
        with theirs, os.fdopen(complaints, "rb") as heard:
            with users() as namespaces, os.fdopen(their_complaints, "wb") as stderr:
                wall = bubblewrap(view, limits.disk, namespaces, nested) if self._protected else []
                handed = [theirs.fileno(), *namespaces]
                self._process = subprocess.Popen(
                    [*wall, sys.executable, "-B", "-m", _PROGRAM, *map(str, handed)],
                    pass_fds=handed,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=stderr,
                    env={} if wall else environment(view.resolve(), self._home.name),
                    cwd=self._home.name,
                    start_new_session=True,
                )
            theirs.close()
            settings = {"protected": self._protected, "nested": nested, **settings}
            self.is_nested = self._is_ready(settings, heard)

    def _is_ready(self, settings: dict[str, Any], complaints: IO[bytes]) -> bool:
        """Whether worlds can be made within its world, once it has started."""
        try:
            self._connection.send(settings)
            return self._connection.receive() == {"ready": True}
        except _GONE as error:
            self.end()
            reason = complaints.read(2000).decode(errors="replace").strip() or repr(error)
            raise SandboxUnavailable(
                f"The sandbox did not start: {reason}. Try `grader doctor`."
            ) from None

    def fork(self) -> Sandbox:
        """A worker in a world of its own. Raises one of _GONE where there is none."""
        stream = self._order_worker()
        try:
            number = self._connection.receive()["worker"]
            pid = self._await_first_word(stream)
        except BaseException:
            stream.close()
            raise
        worker = _Forked(pid, lambda: self._code_of(number))
        return Sandbox(stream, worker, self._limits, OWN_FOLDERS)

    def become_worker(self) -> Sandbox:
        """The zygote itself, as a worker. Raises SandboxUnavailable where that goes wrong."""
        stream = self._order_worker()
        try:
            pid = self._await_first_word(stream)
        except _GONE as error:
            stream.close()
            self.end()
            raise SandboxUnavailable(f"The sandbox did not start: {error!r}.") from None
        return Sandbox(
            stream, _Alone(pid, self), self._limits, OWN_FOLDERS if self._protected else ()
        )

    def _order_worker(self) -> socket.socket:
        limits = self._limits
        # More than the guard accepts, so that it sees who goes too far, and a bomb can't outrun it.
        tasks = 2 * limits.tasks if are_counted_by_sandbox() else resource.RLIM_INFINITY
        bounds = {
            "memory": limits.memory,
            "file_size": limits.disk,
            "tasks": tasks,
            "cpu_seconds": limits.cpu_seconds,
            "wall_seconds": math.ceil(limits.wall_seconds),
            "alone": self._protected,
        }
        order = {
            "bounds": bounds,
            "folders": list(OWN_FOLDERS) if self._protected else [self._home.name],
            "disk": limits.disk,
            "files": 2 * limits.files,
            "filter": np.frombuffer(filter_program(), np.uint8) if self._filters else None,
        }
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        try:
            with theirs:
                socket.send_fds(self._control, [b"!"], [theirs.fileno()])
            self._connection.send(order)
        except BaseException:
            ours.close()
            raise
        return ours

    def _await_first_word(self, stream: socket.socket) -> int:
        """The number of the process that begins to speak on `stream`, as the kernel tells it."""
        if not select.select([stream], [], [], self._limits.startup_seconds)[0]:
            raise TimeoutError
        word, notes, _, _ = stream.recvmsg(1, socket.CMSG_SPACE(_CREDENTIALS.size))
        if not word or not notes:
            raise Disconnected
        stream.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
        ((_, _, credentials),) = notes
        pid, _, _ = _CREDENTIALS.unpack(credentials)
        return pid

    def _code_of(self, number: int) -> int:
        """The exit code of a worker that is dead."""
        self._control.sendall(b"!")
        self._connection.send({"ended": number})
        return self._connection.receive()["code"]

    def is_dead(self, seconds: float) -> bool:
        """Whether it is gone, or goes before so many seconds are over."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        return self._process.poll() is not None

    def kill(self) -> None:
        """Send the signal that ends it, and all that it started."""
        started = [] if self._protected else list(family(self._process.pid))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        for pid in started:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def end(self) -> int:
        """End it, wait until it is gone, and give its exit code, or minus the signal that ended it."""
        if self._process.poll() is None:
            self.kill()
        code = self._process.wait()
        self._control.close()
        self._home.cleanup()
        # Bubblewrap passes a signal on as 128 + its number, a plain process as its negative.
        return 128 - code if code > 128 else code


class _Forked(Worker):
    """A worker that is the first process of its namespace: when it dies, all that it started is dead."""

    def __init__(self, pid: int, code: Callable[[], int]) -> None:
        self.pid = pid
        self._code = code
        self._handle = os.pidfd_open(pid)

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def is_dead(self, seconds: float) -> bool:
        return bool(select.select([self._handle], [], [], seconds)[0])

    def end(self) -> int:
        self.kill()
        select.select([self._handle], [], [])
        os.close(self._handle)
        try:
            return self._code()
        except _GONE:
            # The zygote is dead as well, which nobody but the machine or its owner can do.
            return -signal.SIGKILL


class _Alone(Worker):
    """A worker that is the zygote itself."""

    def __init__(self, pid: int, zygote: _Zygote) -> None:
        self.pid = pid
        self._zygote = zygote

    def kill(self) -> None:
        self._zygote.kill()

    def is_dead(self, seconds: float) -> bool:
        return self._zygote.is_dead(seconds)

    def end(self) -> int:
        return self._zygote.end()
