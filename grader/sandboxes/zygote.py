"""A warm Python inside the wall, of which every submission gets a fork.

Starting Python and importing what notebooks import takes a hundred times as long as a student's functions do.
So it is done once: this process does it, holds nothing of anybody's, and runs no student's code. For each
submission it forks a worker, which moves into a world of its own (see `isolation`) before a student's code
comes near it, and talks to the grader over a socket that this process never sees again.

Where the machine does not let it make worlds within the world, it says so, and the grader lets it fork one
worker only. (Named after the process from which Android forks its apps.)
"""

import contextlib
import gc
import os
import socket
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType
from typing import Any

from grader.sandboxes.connection import Connection, Disconnected
from grader.sandboxes.isolation import (
    become_nobody,
    filter_system_calls,
    fork_first_process,
    give_up_capabilities,
    move_to_own_namespaces,
    shut_in,
)
from grader.sandboxes.worker import Bounds, limit_resources, serve

Message = dict[str, Any]


def main(arguments: list[str]) -> None:
    """Take the descriptor of a socket to the grader from the command line, and orders from there.

    Any further descriptors are those of which the wall was built; nobody needs them behind it.
    """
    descriptor, *others = map(int, arguments)
    for other in others:
        os.close(other)
    control = socket.socket(fileno=descriptor)
    connection = Connection(control, recipes=True)
    settings = connection.receive()
    if settings["protected"]:
        become_nobody()
    namespaces = _own_namespaces() if settings["nested"] else None
    sys.meta_path.insert(0, LoadedWhenUsed(settings["when_used"]))
    for statement in settings["imports"]:
        # What can't be imported fails in a submission that asks for it, and says why there.
        with contextlib.suppress(Exception):
            exec(statement, {})
    _say_nothing()
    gc.collect()
    # What is there now stays as it is, so that the forks share its memory.
    gc.freeze()
    connection.send({"ready": namespaces is not None})
    with contextlib.suppress(Disconnected):
        while True:
            _obey(control, connection, namespaces)


class LoadedWhenUsed(MetaPathFinder):
    """Makes modules of these names load when something in them is first used.

    A fork takes the longer the more there is in memory, and hardly a submission draws anything.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = tuple(names)

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The ordinary module, with a loader that waits."""
        spec = PathFinder.find_spec(name, path, target) if name in self._names else None
        if spec is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


def _own_namespaces() -> int | None:
    try:
        move_to_own_namespaces()
    except OSError:
        return None
    return os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)


def _say_nothing() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _obey(control: socket.socket, connection: Connection, namespaces: int | None) -> None:
    """Fork a worker that gets the socket which is handed over, or tell how one ended that is dead.

        a socket, {"bounds", "folders", "disk", "files", "filter"}   ->  {"worker": number}
        nothing,  {"ended": number}                                  ->  {"code": exit code}

    Where no namespaces can be made, this process becomes the worker itself.
    """
    word, handed, _, _ = socket.recv_fds(control, 1, 1)
    if not word:
        raise Disconnected
    order = connection.receive()
    if "ended" in order:
        _, status = os.waitpid(order["ended"], 0)
        connection.send({"code": os.waitstatus_to_exitcode(status)})
        return
    (descriptor,) = handed
    with socket.socket(fileno=descriptor) as stream:
        worker = fork_first_process(namespaces) if namespaces is not None else 0
        if worker == 0:
            control.close()
            _work(stream, order, namespaces)
    connection.send({"worker": worker})


def _work(stream: socket.socket, order: Message, namespaces: int | None) -> None:
    """Be a worker, and end as one."""
    try:
        if namespaces is not None:
            os.close(namespaces)
            os.setsid()
            shut_in(order["folders"], order["disk"], order["files"])
        elif order["bounds"]["alone"]:
            give_up_capabilities()
        os.chdir(order["folders"][0])
        if order["filter"] is not None:
            filter_system_calls(order["filter"].tobytes())
        bounds = Bounds(**order["bounds"])
        limit_resources(bounds)
        # The kernel adds who sends this, by the number under which the grader knows this process.
        stream.send(b"!")
        serve(Connection(stream, recipes=True), bounds)
        os._exit(0)
    finally:
        os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
