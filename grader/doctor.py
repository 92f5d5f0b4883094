"""What protects this machine: every promise of the sandbox, tried out on it here and now.

Each probe is a student's function that does what it must not be able to do, run in the sandbox that
grading uses. A promise holds when the probe comes back empty-handed.
"""

import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.answers.answer import DIED, OUT_OF_MEMORY, REFUSED, RETURNED, TIMED_OUT, Answer
from grader.sandboxes.guard import Limits
from grader.sandboxes.nursery import Nursery
from grader.sandboxes.sandbox import Question, Questions
from grader.sandboxes.wall import SandboxUnavailable, environment, require_protection
from grader.submissions.bundle import write_view
from grader.submissions.course import find_course

LIMITS = Limits(memory=2**29, files=5000, disk=2**20, cpu_seconds=1, wall_seconds=4.0)
"""Tighter than in grading, so that the examination is short."""


_KNOWN = ("PWD", *environment(Path("/"), "/"))
"""The environment variables that the sandbox sets itself."""


@dataclass(frozen=True)
class Finding:
    """One promise: whether it holds here, and what was seen or what to do."""

    promise: str
    holds: bool
    detail: str = ""


def examine() -> list[Finding]:
    """Try every promise of the sandbox on this machine."""
    try:
        require_protection()
    except SandboxUnavailable as error:
        return [Finding("students' code runs in a sandbox", False, str(error))]
    course = find_course(Path.cwd())
    with tempfile.TemporaryDirectory(prefix="course-") as folder:
        write_view(course, course.weeks[0], Path(folder))
        return [_sandboxed(), *_examine_view(Path(folder), course.root)]


def _sandboxed() -> Finding:
    command = [shutil.which("bwrap") or "bwrap", "--version"]
    version = subprocess.run(command, capture_output=True, text=True).stdout.strip()
    return Finding("students' code runs in a sandbox", True, version)


def _examine_view(view: Path, course: Path) -> Iterator[Finding]:
    with Nursery(view, LIMITS) as nursery:
        yield from _returns_nothing(nursery, course)
        yield from _ends_as_it_should(nursery)
        yield from _keeps_requests_apart(nursery)
        yield from _keeps_submissions_apart(nursery)
        yield _leaves_nothing_running(nursery)


def _returns_nothing(nursery: Nursery, course: Path) -> Iterator[Finding]:
    """Probes that list what they got hold of: an empty list is what we want."""
    probes = {
        "no network": _NETWORK,
        "no sight of the course (solutions, keys, gradebook, submissions)": _files_under(course),
        "no sight of home folders": _files_under(Path.home(), but=_parents_of_python()),
        "no exercises and no references to import": _IMPORTS,
        "no environment variables of the grader's": _ENVIRONMENT.format(known=_KNOWN),
        "no other processes to see": _PROCESSES,
        "nothing can be written outside the sandbox's own folders": _WRITING,
        "files can't fill the disk": _FILLING,
        "the kernel's settings can't be changed": _SETTINGS,
        "no privileges": _PRIVILEGES,
        "system calls are filtered": _CALLS,
    }
    for promise, source in probes.items():
        answer = _probe(nursery, source)
        holds = answer.outcome == RETURNED and answer.value == []
        yield Finding(promise, holds, "" if holds else f"found {answer.value or answer.detail}")


def _ends_as_it_should(nursery: Nursery) -> Iterator[Finding]:
    """Probes that go on without end, each of which has to be ended for the right reason."""
    for promise, outcome, source in (
        ("endless loops are ended", TIMED_OUT, "def probe():\n    while True: pass"),
        ("endless sleep is ended", TIMED_OUT, "import time\ndef probe():\n    time.sleep(10_000)"),
        ("endless loops that catch everything are ended", TIMED_OUT, _STUBBORN),
        ("memory is limited", OUT_OF_MEMORY, "def probe():\n    return bytearray(2**34)"),
        ("memory is limited for all processes together", OUT_OF_MEMORY, _HOARDERS),
        ("processes are limited in number", DIED, _FORKS),
        ("threads are limited in number", DIED, _THREADS),
        ("files are limited in number", DIED, _FILES_WITHOUT_END),
        ("messages that are no answers are refused", REFUSED, _FORGERY),
    ):
        answer = _probe(nursery, source)
        seen = " ".join(filter(None, (answer.outcome, answer.detail)))
        yield Finding(promise, answer.outcome == outcome, seen)


def _keeps_requests_apart(nursery: Nursery) -> Iterator[Finding]:
    """One request changes, starts and ends what it can; the next one should know nothing of it."""
    with nursery.open() as sandbox:
        sandbox.run("<probe>", _MEDDLING)
        sandbox.ask("meddle", Questions([Question(())]))
        (answer,) = sandbox.ask("probe", Questions([Question(())]))
    holds = answer.outcome == RETURNED and answer.value == []
    detail = "" if holds else f"found {answer.value or answer.outcome}"
    yield Finding("no exercise has a part in what happens to another", holds, detail)


def _keeps_submissions_apart(nursery: Nursery) -> Iterator[Finding]:
    """One submission writes and starts what it can; the next one should know nothing of it."""
    with nursery.open() as first:
        first.run("<probe>", _TRACES)
    answer = _probe(nursery, _FINDS_TRACES)
    holds = answer.outcome == RETURNED and answer.value == []
    detail = "" if holds else f"found {answer.value or answer.detail}"
    yield Finding("no submission leaves a trace for the next one", holds, detail)


def _leaves_nothing_running(nursery: Nursery) -> Finding:
    """A child in a session of its own tries to outlive its sandbox."""
    mark = f"survivor-{secrets.token_hex(8)}"
    _probe(nursery, _SURVIVOR.format(mark=mark))
    deadline = time.monotonic() + 2
    while (left := _running(mark)) and time.monotonic() < deadline:
        time.sleep(0.05)
    detail = f"still running: {left}" if left else ""
    return Finding("nothing outlives the sandbox", not left, detail)


def _running(mark: str) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def _probe(nursery: Nursery, source: str) -> Answer:
    with nursery.open() as sandbox:
        defined = sandbox.run("<probe>", source)
        return (
            sandbox.ask("probe", Questions([Question(())]))[0]
            if defined.outcome == RETURNED
            else defined
        )


def _parents_of_python() -> list[str]:
    """The interpreter may lie in a home folder; that much of it has to be seen."""
    return [sys.base_prefix, sys.prefix]


def _files_under(folder: Path, but: list[str] | None = None) -> str:
    return _FILES.format(folder=str(folder), but=tuple(but or _parents_of_python()))


_NETWORK = """
import socket
def probe():
    found = []
    for address in (("127.0.0.1", 22), ("192.0.2.1", 80)):
        try:
            socket.create_connection(address, timeout=0.5)
            found.append(address[0])
        except OSError:
            pass
    return found
"""

_FILES = """
import os
def probe():
    found = []
    for folder, folders, files in os.walk({folder!r}):
        folders[:] = [name for name in folders if os.path.join(folder, name) not in {but!r}]
        found += [os.path.join(folder, name) for name in files]
    return found[:3]
"""

_IMPORTS = """
import importlib
def probe():
    found = []
    answers = "exercises", "variants", "keys.key_maker", "keys.mutate", "sandboxes.sandbox"
    for name in (f"grader.{module}" for module in answers):
        try:
            importlib.import_module(name)
            found.append(name)
        except ImportError:
            pass
    return found
"""

_ENVIRONMENT = """
import os
def probe():
    return [name for name in os.environ if name not in {known!r}]
"""

_PROCESSES = """
import os
def probe():
    listed = {int(name) for name in os.listdir("/proc") if name.isdigit()}
    for number in range(1, 2**16):
        try:
            os.kill(number, 0)
            listed.add(number)
        except PermissionError:
            listed.add(number)
        except ProcessLookupError:
            pass
    return sorted(listed - {1, os.getpid(), os.getppid()})[:5]
"""

_WRITING = """
import os, pathlib, sys
def probe():
    found = []
    for folder in ("/", "/usr", "/course", "/etc", "/dev", "/proc", sys.prefix, sys.base_prefix):
        try:
            pathlib.Path(folder, "written").write_text("here")
            found.append(folder)
        except OSError:
            pass
    return found
"""

_FILLING = """
def probe():
    written = 0
    try:
        for number in range(64):
            with open(f"filler-{number}", "wb") as file:
                written += file.write(bytes(2**18))
    except OSError:
        pass
    return [] if written < 2**21 else [f"{written} bytes written"]
"""

_PRIVILEGES = """
import ctypes
libc = ctypes.CDLL(None)
def probe():
    header, held = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    found = [] if libc.capget(header, held) == 0 and not any(held) else ["capabilities"]
    may_get = [str(number) for number in range(41) if libc.prctl(23, number, 0, 0, 0) == 1]
    return [*found, *may_get, *([] if libc.prctl(39, 0, 0, 0, 0) == 1 else ["new privileges"])]
"""

_TRACES = """
import os, pathlib, socket, threading, time
for folder in ("/tmp", "/dev/shm", "."):
    pathlib.Path(folder, "trace").write_text("I was here")
if os.fork() == 0:
    os.setsid()
    time.sleep(1000)
listener = socket.socket(socket.AF_UNIX)
listener.bind(chr(0) + "trace")
listener.listen()
"""

_FINDS_TRACES = """
import os, pathlib, signal, socket
def probe():
    places = [pathlib.Path(folder, "trace") for folder in ("/tmp", "/dev/shm", ".")]
    found = [str(place) for place in places if place.exists()]
    try:
        socket.socket(socket.AF_UNIX).connect(chr(0) + "trace")
        found.append("a socket")
    except OSError:
        pass
    for number in range(1, 100):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            continue
        except PermissionError:
            pass
        if number not in (1, os.getpid(), os.getppid()):
            found.append(f"process {number}")
    return found
"""

_SETTINGS = """
import os
def probe():
    found = []
    for folder, _, files in os.walk("/proc/sys"):
        for name in files:
            try:
                os.close(os.open(os.path.join(folder, name), os.O_WRONLY))
                found.append(name)
            except OSError:
                pass
    return found[:3]
"""

_CALLS = """
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
calls = {
    "unshare": (0x10000000,), "setns": (0, 0), "mount": (None, None, None, 0, None), "chroot": (b"/",),
    "ptrace": (0, 0, 0, 0), "process_vm_readv": (0, 0, 0, 0, 0, 0), "personality": (8,),
    "shmget": (0, 4096, 0o1600), "memfd_create": (b"", 0), "socket": (2, 1, 0), "flock": (0, 8),
    "socketpair": (1, 1, 0, None), "inotify_init": (), "splice": (0, None, 1, None, 1, 0),
}
def probe():
    found = []
    for name, arguments in calls.items():
        ctypes.set_errno(0)
        if getattr(libc, name)(*arguments) != -1 or ctypes.get_errno() != errno.EPERM:
            found.append(name)
    return found
"""

_HOARDERS = """
import mmap, os, time
def probe():
    for _ in range(4):
        if os.fork() == 0:
            held = mmap.mmap(-1, 2**28, flags=mmap.MAP_PRIVATE)
            for place in range(0, 2**28, 2**12):
                held[place] = 1
            time.sleep(1000)
    time.sleep(1000)
"""

_FORKS = """
import os, time
def probe():
    try:
        while True:
            os.fork()
            time.sleep(0.05)
    except OSError:
        time.sleep(1000)
"""

_THREADS = """
import threading, time
def probe():
    threading.stack_size(32768)
    try:
        while True:
            threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
    except RuntimeError:
        time.sleep(1000)
"""

_FILES_WITHOUT_END = """
import os, time
def probe():
    try:
        for number in range(10_000):
            os.close(os.open(f"/tmp/{number}", os.O_CREAT))
    except OSError:
        pass
    time.sleep(1000)
"""

_FORGERY = """
import os, struct, time
def probe():
    for number in range(3, 64):
        try:
            os.write(number, struct.pack(">I", 2**31))
        except OSError:
            pass
    time.sleep(1000)
"""

_MEDDLING = """
import os, time
changed = []
def meddle():
    changed.append("a global")
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(1000)
    os._exit(0)
def probe():
    alive = []
    for number in set(range(1, 1000)) - {1, os.getpid(), os.getppid()}:
        try:
            os.kill(number, 0)
            alive.append(number)
        except ProcessLookupError:
            pass
    return changed + alive
"""

_STUBBORN = """
import signal
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGXCPU):
    signal.signal(number, signal.SIG_IGN)
def probe():
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
"""

_SURVIVOR = """
import os, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(600)", "{mark}"])
    os._exit(0)
time.sleep(0.5)
def probe():
    return []
"""
