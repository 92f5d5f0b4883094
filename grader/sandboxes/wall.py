"""The wall between students' code and everything else, built by bubblewrap, and what it takes to build one.

Behind it are user, process, network, mount, IPC and host-name namespaces: one sees Python, the installed
packages, a view of the course (read-only) and empty folders in memory. There is no network, no
environment and no capability. Ending bubblewrap ends the first process of its process namespace, and
with that the kernel ends every other, however it was started.
"""

import contextlib
import os
import platform
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np

from grader.sandboxes.isolation import NOBODY
from grader.sandboxes.system_calls import FilterUnavailable, filter_program
from grader.sandboxes.user_namespace import namespace_for_nobody

BUBBLEWRAP, SECCOMP = "bubblewrap", "seccomp"
LAYERS = {
    BUBBLEWRAP: "without it students' code runs with your own rights and sees all that you see",
    SECCOMP: "without it students' code may try every system call of the kernel's",
}
"""The layers of the wall that can be given up, by name, and what that means."""

VIEW, HOME = "/course", "/home/student"
"""Where the view of the course lies behind the wall, and where a student's code starts."""

OWN_FOLDERS = (HOME, "/tmp", "/dev/shm")
"""The folders in memory to which a student's code may write."""

_BECOME_NOBODY = [
    argument
    for capability in ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP")
    for argument in ("--cap-add", capability)
]
"""What the zygote may still do where root does the grading, until it stops being root."""

_PACKAGES = ("grader", "utils", "datasets")


class SandboxUnavailable(Exception):
    """A student's code can't be confined here; the message says what is missing and what to do."""


def require_protection(*private: Path, without: Collection[str] = ()) -> None:
    """Raise SandboxUnavailable where this machine can't confine a student's code, or would show `private`.

    Layers named by `without` are not asked for.
    """
    if BUBBLEWRAP not in without:
        _require_bubblewrap(*private)
    if {BUBBLEWRAP, SECCOMP}.isdisjoint(without):
        _require_filter()


def _require_filter() -> None:
    try:
        filter_program()
    except FilterUnavailable as error:
        raise SandboxUnavailable(
            f"System calls can't be filtered: {error}. On Debian or Ubuntu type: sudo apt-get install "
            "libseccomp2. To grade with one layer of protection less: --without seccomp"
        ) from None


def _require_bubblewrap(*private: Path) -> None:
    for folder in filter(is_shown, private):
        raise SandboxUnavailable(
            f"{folder} lies among the files that Python needs, which students' code may read. "
            "Move it elsewhere, such as to a home folder."
        )
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


def are_counted_by_sandbox() -> bool:
    """Whether the kernel counts the processes of each sandbox apart from all that its user runs.

    It does for a user of the sandbox's own, and from Linux 5.14 on for every user namespace.
    """
    release = re.match(r"(\d+)\.(\d+)", platform.release())
    return os.geteuid() == 0 or bool(release and tuple(map(int, release.groups())) >= (5, 14))


@contextlib.contextmanager
def users() -> Iterator[list[int]]:
    """The descriptor of a user namespace for the sandbox; none where bubblewrap makes a good one itself.

    None either where only root may read what Python needs: nobody could not work there.
    """
    if os.geteuid() != 0 or not all(map(_is_open_to_all, (*_python_folders(), np.__file__))):
        yield []
        return
    with namespace_for_nobody() as descriptor:
        yield [descriptor]


def bubblewrap(view: Path, disk: int, users: Sequence[int], nested: bool) -> list[str]:
    """The command line that puts what follows it behind the wall.

    `view` is shown there, `disk` is the size of a folder in memory, `users` holds the descriptor of the user
    namespace where there is one. With `nested`, worlds can be made within the world.
    """
    variables = environment(Path(VIEW), home=HOME)
    command = [
        "bwrap",
        *(f"--unshare-{kind}" for kind in ("pid", "net", "ipc", "uts", "cgroup-try")),
    ]
    command += ["--die-with-parent", "--new-session", "--hostname", "sandbox", "--clearenv"]
    command += ["--cap-drop", "ALL"]
    if users:
        command += ["--userns", str(users[0]), *_BECOME_NOBODY]
    else:
        command += ["--unshare-user", "--uid", str(NOBODY), "--gid", str(NOBODY)]
    for name, value in variables.items():
        command += ["--setenv", name, value]
    command += ["--proc", "/proc", "--dev", "/dev"]
    # These first: a course in /tmp brings its interpreter along, which has to lie on top.
    for folder in OWN_FOLDERS:
        command += ["--perms", "1777", "--size", str(disk), "--tmpfs", folder]
    for folder in _python_folders():
        # Made as they are on the way to a mount, they would be closed to everybody but root.
        for parent in reversed(Path(folder).parents[:-1]):
            command += ["--perms", "0755", "--dir", str(parent)]
        command += ["--ro-bind", folder, folder]
    for folder in _hidden_folders():
        command += ["--tmpfs", folder, "--remount-ro", folder]
    command += [*_links(), "--ro-bind", str(view.resolve()), VIEW]
    # Of these not even root, whose code this is where root does the grading, may change anything:
    # some files under /proc/sys command the whole machine, and /dev has no limit of size. The zygote needs
    # /proc to make namespaces; it runs no student's code, and those that it makes don't have any.
    for folder in ("/dev", "/") if nested else ("/proc", "/dev", "/"):
        command += ["--remount-ro", folder]
    return [*command, "--chdir", HOME, "--"]


def _python_folders() -> list[str]:
    """What Python needs to run: the system's libraries, the interpreter and the virtual environment."""
    folders: list[Path] = [Path("/usr")]
    for prefix in (sys.base_prefix, sys.exec_prefix, sys.prefix):
        if not any(Path(prefix).is_relative_to(folder) for folder in folders):
            folders.append(Path(prefix))
    return [str(folder) for folder in folders]


def hides_python(folders: Sequence[str]) -> bool:
    """Whether something that Python needs lies below one of `folders`, which a submission finds empty."""
    needed = map(Path, (*_python_folders(), sys.executable))
    return any(one.is_relative_to(folder) for one in needed for folder in folders)


def _is_open_to_all(path: str) -> bool:
    mode = Path(path).stat().st_mode
    return bool(mode & stat.S_IROTH) and (not stat.S_ISDIR(mode) or bool(mode & stat.S_IXOTH))


def _hidden_folders() -> list[str]:
    """Our own packages where they are installed among others: they hold exercises and references."""
    packages = (Path(__file__).parents[2] / name for name in _PACKAGES)
    return [str(package) for package in packages if package.is_dir() and is_shown(package)]


def is_shown(path: Path) -> bool:
    """Whether a sandbox shows what lies at `path`, because it lies among what Python needs."""
    resolved = path.resolve()
    return any(resolved.is_relative_to(Path(folder).resolve()) for folder in _python_folders())


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
    """All environment variables that students' code gets."""
    threads = ("OPENBLAS", "MKL", "OMP")
    return {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin",
        "HOME": home,
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(view),
        "PYTHONHASHSEED": "0",
        "MPLBACKEND": "Agg",
        # Files are shown read-only, so there is nothing to lock, and locks could carry messages.
        "HDF5_USE_FILE_LOCKING": "FALSE",
        # One thread a worker: several that compete for the cores make everybody slower.
        **{f"{library}_NUM_THREADS": "1" for library in threads},
    }
