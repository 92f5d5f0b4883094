"""The wall between a student's code and everything else: starts, limits, talks to and kills the worker.

The worker runs under bubblewrap in user, process, network, mount, IPC and host-name namespaces of its
own. It sees Python, the installed packages, the student's view of the course (read-only) and an empty
folder in memory. It has no network, no environment, no capabilities, and one socket to us. Ending
bubblewrap ends the first process of its process namespace, and with that the kernel ends every other,
however it was started: nothing outlives a sandbox.

Time is kept twice. The worker is allowed so many seconds of CPU a message, which a busy machine does
not shorten; for code that sleeps, we wait a longer time by the clock, and then end it.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self

from grader.answer import DIED, OUT_OF_MEMORY, REFUSED, TIMED_OUT, Answer, from_record
from grader.codec import CodecError
from grader.worker import READY, Connection, Disconnected

_VIEW = "/course"
_HOME = "/home/student"
_NOBODY = "65534"


class SandboxUnavailable(Exception):
    """A student's code can't be confined here; the message says what is missing and what to do."""


@dataclass(frozen=True)
class Limits:
    """What a student's code may use: bytes of memory and of disk, seconds of CPU and by the clock."""

    memory: int = 2 * 2**30
    disk: int = 64 * 2**20
    cpu_seconds: int = 10
    wall_seconds: float = 40.0
    startup_seconds: float = 60.0


class Sandbox:
    """One worker in a world of its own. Use it as a context manager: when it closes, all is dead.

    `view` is the folder with the student's view of the course. `protected=False` starts the worker as a
    plain process, for machines that have no protection and people who accept that by name.
    """

    def __init__(self, view: Path, limits: Limits | None = None, protected: bool = True) -> None:
        self._limits = limits or Limits()
        self._home = tempfile.TemporaryDirectory(prefix="student-")
        self._stream, theirs = socket.socketpair()
        self._connection = Connection(self._stream)
        command = _worker_command(theirs.fileno(), self._limits)
        with theirs, tempfile.TemporaryFile() as complaints:
            self._process = subprocess.Popen(
                [*_bubblewrap(view, self._limits), *command] if protected else command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                env={} if protected else environment(view.resolve(), self._home.name),
                cwd=self._home.name,
                start_new_session=True,
            )
            theirs.close()
            self.alive = True
            self._wait_until_ready(complaints)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, name: str, source: str) -> Answer:
        """Execute a cell; the answer says how it went."""
        return self._exchange({"cell": name, "source": source})

    def ask(self, name: str, inputs: tuple[Any, ...]) -> Answer:
        """Ask the function that the cells defined under `name`."""
        return self._exchange({"ask": name, "inputs": inputs})

    def close(self) -> None:
        """End the worker and all that it started, and wait until they are gone."""
        self.alive = False
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._stream.close()
        self._home.cleanup()

    def _wait_until_ready(self, complaints: IO[bytes]) -> None:
        try:
            if self._connection.receive(time.monotonic() + self._limits.startup_seconds) == READY:
                return
            reason = "it did not say that it is ready"
        except (Disconnected, TimeoutError, CodecError, OSError) as error:
            complaints.seek(0)
            reason = complaints.read(2000).decode(errors="replace").strip() or repr(error)
        self.close()
        raise SandboxUnavailable(f"The sandbox did not start: {reason}. Try `grader doctor`.")

    def _exchange(self, message: dict[str, Any]) -> Answer:
        """Send `message` and wait for the answer; whoever does not answer properly is ended."""
        deadline = time.monotonic() + self._limits.wall_seconds
        try:
            self._stream.settimeout(self._limits.wall_seconds)
            self._connection.send(message)
            reply = self._connection.receive(deadline)
        except TimeoutError:
            answer = Answer(TIMED_OUT)
        except CodecError as error:
            answer = Answer(REFUSED, detail=str(error))
        except (Disconnected, OSError):
            answer = self._explain_death()
        else:
            return from_record(reply)
        self.close()
        return answer

    def _explain_death(self) -> Answer:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1.0)
        code = self._process.returncode or 0
        # Bubblewrap passes a signal on as 128 + its number, a plain process as its negative.
        number = -code if code < 0 else code - 128
        if number == signal.SIGXCPU:
            return Answer(TIMED_OUT)
        if number == signal.SIGKILL:
            return Answer(OUT_OF_MEMORY)
        if number > 0 and number in iter(signal.Signals):
            return Answer(DIED, detail=f"by signal {signal.Signals(number).name}")
        return Answer(DIED, detail=f"with exit code {code}")


def require_protection() -> None:
    """Raise SandboxUnavailable where this machine can't confine a student's code."""
    program = shutil.which("bwrap")
    if program is None:
        raise SandboxUnavailable(
            "bubblewrap, which confines students' code, is not installed. "
            "On Debian or Ubuntu type: sudo apt-get install bubblewrap"
        )
    trial = subprocess.run(
        [
            program,
            "--unshare-user",
            "--unshare-all",
            "--ro-bind",
            "/usr",
            "/usr",
            *_links(),
            "/usr/bin/true",
        ],
        capture_output=True,
        text=True,
    )
    if trial.returncode:
        raise SandboxUnavailable(
            f"bubblewrap is installed but can't make a sandbox here: {trial.stderr.strip()} "
            "Allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1; on Ubuntu "
            "also kernel.apparmor_restrict_unprivileged_userns=0), or grade on another machine."
        )


def _worker_command(descriptor: int, limits: Limits) -> list[str]:
    bounds = map(str, (descriptor, limits.memory, limits.disk, limits.cpu_seconds))
    return [sys.executable, "-B", "-m", "grader.worker", *bounds]


def _bubblewrap(view: Path, limits: Limits) -> list[str]:
    """The command line that puts what follows it behind the wall."""
    variables = environment(Path(_VIEW), home=_HOME)
    command = ["bwrap", "--unshare-user", "--unshare-all", "--die-with-parent", "--new-session"]
    command += [
        "--cap-drop",
        "ALL",
        "--uid",
        _NOBODY,
        "--gid",
        _NOBODY,
        "--hostname",
        "sandbox",
        "--clearenv",
    ]
    for name, value in variables.items():
        command += ["--setenv", name, value]
    command += ["--proc", "/proc", "--dev", "/dev"]
    # These first: a course in /tmp brings its interpreter along, which has to lie on top.
    for folder in (_HOME, "/tmp", "/dev/shm"):
        command += ["--size", str(limits.disk), "--tmpfs", folder]
    for folder in _python_folders():
        command += ["--ro-bind", folder, folder]
    command += [*_links(), "--ro-bind", str(view.resolve()), _VIEW]
    command += ["--remount-ro", "/", "--chdir", _HOME]
    return [*command, "--"]


def _python_folders() -> list[str]:
    """What Python needs to run: the system's libraries, the interpreter and the virtual environment."""
    folders: list[Path] = [Path("/usr")]
    for prefix in (sys.base_prefix, sys.exec_prefix, sys.prefix):
        if not any(Path(prefix).is_relative_to(folder) for folder in folders):
            folders.append(Path(prefix))
    return [str(folder) for folder in folders]


def _links() -> list[str]:
    """Where /bin, /lib and their like are links into /usr, make them again; elsewhere show them."""
    command = []
    for name in ("bin", "lib", "lib32", "lib64", "sbin"):
        path = Path("/", name)
        if path.is_symlink():
            command += ["--symlink", str(path.readlink()), str(path)]
        elif path.is_dir():
            command += ["--ro-bind", str(path), str(path)]
    return command


def environment(view: Path, home: str) -> dict[str, str]:
    """All environment variables that the worker gets."""
    threads = ("OPENBLAS", "MKL", "OMP")
    return {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin",
        "HOME": home,
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(view),
        "PYTHONHASHSEED": "0",
        "MPLBACKEND": "Agg",
        # One thread a worker: several that compete for the cores make everybody slower.
        **{f"{library}_NUM_THREADS": "1" for library in threads},
    }
