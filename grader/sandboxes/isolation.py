"""A world of its own for every submission, inside the one that bubblewrap made for all of them.

Building a world takes bubblewrap some time, and starting Python in it much more. So that is done once: the
zygote (see `zygote`) lives in there, and each submission is a fork of it that moves out. What it needs for
that is what Linux gives to everybody inside a user namespace: a process namespace in which the submission is
the first process, so that all it ever started dies with it; empty folders in memory over those that can be
written; nothing at /proc, so that no process sees another. After that it gives up every capability, and may
make only the system calls that are left to it. What one submission did is gone before the next one comes.

Python before 3.12 has no names for these system calls, so they are called by way of the C library.
"""

import contextlib
import ctypes
import os
from collections.abc import Sequence
from pathlib import Path

NOBODY = 65534
"""The user and group that students' code runs as, inside the sandbox."""

_NEW_MOUNTS, _NEW_IPC, _NEW_USER, _NEW_PROCESSES = 0x00020000, 0x08000000, 0x10000000, 0x20000000
_READ_ONLY, _NO_SETUID, _NO_DEVICES, _BIND, _RECURSIVE, _PRIVATE = (
    0x1,
    0x2,
    0x4,
    0x1000,
    0x4000,
    0x40000,
)
_SET_DUMPABLE, _SET_SECCOMP, _DROP_CAPABILITY, _SET_NO_NEW_PRIVILEGES = 4, 22, 24, 38
_FILTER = 2
_CAPABILITIES_3 = 0x20080522
_CAPABILITIES = 64
_INSTRUCTION = 8

_libc = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    """A filter of system calls as the kernel takes it: the number of its instructions, and where they are."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def become_nobody() -> None:
    """Stop being root, as which the walls of a sandbox are built where root does the grading."""
    if os.getuid() == 0:
        _give_up_bounding_set()
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        # Or the files of this process under /proc would go on to be root's.
        _call("prctl", _SET_DUMPABLE, 1, 0, 0, 0)


def move_to_own_namespaces() -> None:
    """Go on as the first process of a namespace in which more of them can be made.

    The process that called waits for the one that goes on, and ends when it does. Raises OSError where the
    machine does not allow it.
    """
    user, group = os.getuid(), os.getgid()
    _call("unshare", _NEW_USER | _NEW_PROCESSES | _NEW_MOUNTS | _NEW_IPC)
    for name, content in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        Path("/proc/self", name).write_text(content)
    _call("mount", b"none", b"/", None, _RECURSIVE | _PRIVATE, None)
    if child := os.fork():
        _, status = os.waitpid(child, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def fork_first_process(own: int) -> int:
    """Fork; the child is the first process of a process namespace of its own.

    `own` is a descriptor of the caller's process namespace, open where `move_to_own_namespaces` led.
    """
    # A process may unshare this namespace a second time only after it has gone back to its own.
    _call("setns", own, _NEW_PROCESSES)
    _call("unshare", _NEW_PROCESSES)
    return os.fork()


def shut_in(folders: Sequence[str], size: int, files: int) -> None:
    """Leave all that others wrote behind: empty `folders`, an empty /proc, and no capability.

    Each folder holds `size` bytes in at most so many `files`.
    """
    _call("unshare", _NEW_MOUNTS | _NEW_IPC)
    careful = _NO_SETUID | _NO_DEVICES
    for folder in folders:
        options = f"size={size},nr_inodes={files},mode=1777"
        _call("mount", b"tmpfs", folder.encode(), b"tmpfs", careful, options.encode())
    for folder in ("/proc", "/dev/pts"):
        _call("mount", b"tmpfs", folder.encode(), b"tmpfs", careful | _READ_ONLY, b"nr_inodes=2")
    # Mapped and shared, /dev/zero is memory that nobody is charged for.
    _call("mount", b"/dev/null", b"/dev/zero", None, _BIND, None)
    give_up_capabilities()


def give_up_capabilities() -> None:
    """Hold no capability, and never again get any."""
    _give_up_bounding_set()
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_3, 0)
    none = (ctypes.c_uint32 * 6)()
    _call("capset", header, none)


def _give_up_bounding_set() -> None:
    for capability in range(_CAPABILITIES):
        # The kernel knows fewer than there may ever be, and whoever has none may not give up others.
        with contextlib.suppress(OSError):
            _call("prctl", _DROP_CAPABILITY, capability, 0, 0, 0)


def filter_system_calls(program: bytes) -> None:
    """Allow this process and its children no more than `program` does (see `system_calls`), for ever."""
    _call("prctl", _SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    filter_ = _Program(len(program) // _INSTRUCTION, program)
    _call("prctl", _SET_SECCOMP, _FILTER, ctypes.byref(filter_), 0, 0)


def _call(name: str, *arguments: object) -> None:
    """Call a function of the C library. Raises OSError where it fails."""
    ctypes.set_errno(0)
    if getattr(_libc, name)(*arguments) == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
