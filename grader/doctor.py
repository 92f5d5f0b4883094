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

from grader.answer import OUT_OF_MEMORY, RETURNED, TIMED_OUT, Answer
from grader.bundle import write_view
from grader.course import find_course
from grader.sandbox import Limits, Sandbox, SandboxUnavailable, environment, require_protection

LIMITS = Limits(memory=2**30, disk=2**20, cpu_seconds=2, wall_seconds=5.0)
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
    for probe in (_returns_nothing, _stops_in_time, _runs_out_of_memory, _leaves_nothing_running):
        yield from probe(view, course)


def _returns_nothing(view: Path, course: Path) -> Iterator[Finding]:
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
        "no privileges": _PRIVILEGES,
    }
    for promise, source in probes.items():
        answer = _probe(view, source)
        holds = answer.outcome == RETURNED and answer.value == []
        yield Finding(promise, holds, "" if holds else f"found {answer.value or answer.detail}")


def _stops_in_time(view: Path, _: Path) -> Iterator[Finding]:
    for promise, source in (
        ("endless loops are ended", "def probe():\n    while True: pass"),
        ("endless sleep is ended", "import time\ndef probe():\n    time.sleep(10_000)"),
        ("endless loops that catch everything are ended", _STUBBORN),
    ):
        answer = _probe(view, source)
        yield Finding(promise, answer.outcome == TIMED_OUT, answer.outcome)


def _runs_out_of_memory(view: Path, _: Path) -> Iterator[Finding]:
    answer = _probe(view, "def probe():\n    return len(bytearray(4 * 2**30))")
    yield Finding("memory is limited", answer.outcome == OUT_OF_MEMORY, answer.outcome)


def _leaves_nothing_running(view: Path, _: Path) -> Iterator[Finding]:
    """A child in a session of its own tries to outlive its sandbox."""
    mark = f"survivor-{secrets.token_hex(8)}"
    _probe(view, _SURVIVOR.format(mark=mark))
    deadline = time.monotonic() + 2
    while (left := _running(mark)) and time.monotonic() < deadline:
        time.sleep(0.05)
    detail = f"still running: {left}" if left else ""
    yield Finding("nothing outlives the sandbox", not left, detail)


def _running(mark: str) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def _probe(view: Path, source: str) -> Answer:
    with Sandbox(view, LIMITS) as sandbox:
        defined = sandbox.run("<probe>", source)
        return sandbox.ask("probe", ()) if defined.outcome == RETURNED else defined


def _parents_of_python() -> list[str]:
    """The interpreter may lie in a home folder; that much of it has to be seen."""
    return [sys.base_prefix, sys.prefix]


def _files_under(folder: Path, but: list[str] | None = None) -> str:
    return _FILES.format(folder=str(folder), but=tuple(but or _parents_of_python()))


_NETWORK = """
import socket
def probe():
    found = [name for _, name in socket.if_nameindex() if name != "lo"]
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
    for name in ("grader.exercises", "grader.key_maker", "grader.mutate", "grader.sandbox"):
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
    return [name for name in os.listdir("/proc") if name.isdigit() and int(name) > 2]
"""

_WRITING = """
import os, pathlib, sys
def probe():
    found = []
    for folder in ("/", "/usr", "/course", "/etc", sys.prefix, sys.base_prefix):
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
def probe():
    status = dict(line.split(":", 1) for line in open("/proc/self/status") if ":" in line)
    found = [] if int(status["CapEff"], 16) == 0 else ["capabilities"]
    return found if status["NoNewPrivs"].strip() == "1" else [*found, "new privileges"]
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
def probe():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(600)", "{mark}"])
        os._exit(0)
    time.sleep(0.5)
    return []
"""
