"""A user whom nobody else is: where root grades, students' code must not run as root under another name.

A user namespace maps the ids inside to ids outside. Bubblewrap, started by root, would map the student's
code to root itself, and the kernel exempts root from the limit on the number of processes: a fork bomb
would be stopped by our own watchfulness alone. So root makes a namespace with two users. As the
first, who is root outside, bubblewrap builds the walls; the second is an id outside that belongs to nobody,
and the zygote becomes that one before a student's code comes in (`isolation.become_nobody`).
"""

import contextlib
import os
import secrets
import subprocess
from collections.abc import Iterator
from pathlib import Path

from grader.sandboxes.isolation import NOBODY

_LOWEST, _COUNT = 2**30, 2**29
"""From these ids outside one is chosen; systems give out none that are so high."""


@contextlib.contextmanager
def namespace_for_nobody() -> Iterator[int]:
    """The descriptor of such a namespace, open in a `with`. Only root can make one.

    Raises OSError or subprocess.SubprocessError where it can't be made.
    """
    # It lives as long as a process in it, or a descriptor of it, does.
    with subprocess.Popen(
        ["unshare", "--user", "sh", "-c", "echo ready; read _ || true"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as holder:
        if holder.stdout.readline() != b"ready\n":
            raise OSError("no user namespace can be made")
        place = Path("/proc", str(holder.pid))
        mapping = f"0 0 1\n{NOBODY} {_LOWEST + secrets.randbelow(_COUNT)} 1\n"
        (place / "uid_map").write_text(mapping)
        (place / "gid_map").write_text(mapping)
        descriptor = os.open(place / "ns" / "user", os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
