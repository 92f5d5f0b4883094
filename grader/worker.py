"""The only code of ours that runs beside a student's: it defines their functions and passes on questions.

It lives alone in the sandbox (see `sandbox`), holds no expected answer, and is not trusted: a student's
code can change anything in this process, and gains nothing by it but other answers. Whoever started
it keeps the time and reads what comes back as an enemy's.

Messages are codec values, each behind its length (4 bytes, big endian), on one socket:

                                            ->  "ready", once, when it has started
    {"cell": name, "source": code}          ->  an answer: returned, or how the cell stopped
    {"ask": function, "inputs": (...)}      ->  an answer
"""

import builtins
import linecache
import os
import resource
import socket
import struct
import sys
import time
from collections.abc import Callable
from types import CodeType
from typing import Any

from grader.answer import MISSING, RETURNED, Answer, ask, explain, to_record
from grader.codec import MAX_BYTES, CodecError, decode, encode

READY = "ready"

_LENGTH = struct.Struct(">I")


class Disconnected(Exception):
    """The other end of the connection is gone."""


class Connection:
    """Codec values over a stream socket."""

    def __init__(self, stream: socket.socket) -> None:
        self._stream = stream

    def send(self, value: Any) -> None:
        """Send one value. Raises CodecError where the codec does not carry it."""
        data = encode(value)
        self._stream.sendall(_LENGTH.pack(len(data)) + data)

    def receive(self, deadline: float | None = None) -> Any:
        """Receive one value, until `deadline` on the monotonic clock at the latest.

        Raises Disconnected at the end of the stream, TimeoutError at the deadline and CodecError for
        anything that is no value.
        """
        (size,) = _LENGTH.unpack(self._read(_LENGTH.size, deadline))
        if size > MAX_BYTES:
            raise CodecError(f"a message of {size:,} bytes; at most {MAX_BYTES:,} are read")
        return decode(self._read(size, deadline))

    def _read(self, size: int, deadline: float | None) -> bytes:
        chunks = []
        while size:
            if deadline is not None:
                # A timeout of zero would mean "don't wait": one that is over is over.
                self._stream.settimeout(max(deadline - time.monotonic(), 1e-3))
            chunk = self._stream.recv(min(size, 2**20))
            if not chunk:
                raise Disconnected
            chunks.append(chunk)
            size -= len(chunk)
        return b"".join(chunks)


class Notebook:
    """The names that a notebook's cells define, as a kernel would hold them, without a kernel."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"__name__": "__main__"}
        # Notebooks call `display` as if it were built in; nobody is here to look.
        builtins.display = lambda *_, **__: None

    def run(self, name: str, source: str) -> Answer:
        """Execute one cell and say how it went; tracebacks give `name` as its file."""
        # Anew for each cell: importing IPython's own, which knows no shell here, would hide ours.
        self.names["get_ipython"] = lambda: Shell(self)
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        try:
            exec(_compile(source, name), self.names)
        except BaseException as error:
            return explain(error)
        return Answer(RETURNED)

    def ask(self, name: str, inputs: tuple[Any, ...]) -> Answer:
        """Ask the function called `name`."""
        function = self.names.get(name)
        if not callable(function):
            return Answer(MISSING, detail=f"nothing called `{name}` was defined")
        return ask(function, inputs)


def _compile(source: str, name: str) -> CodeType:
    try:
        return compile(source, name, "exec")
    except SyntaxError:
        # Perhaps it is IPython's dialect: magics, shell commands, question marks.
        from IPython.core.inputtransformer2 import TransformerManager

        return compile(TransformerManager().transform_cell(source), name, "exec")


class Shell:
    """Stands in for IPython's: magics that wrap code run it, all others do nothing."""

    _WRAPPERS = frozenset({"time", "timeit", "capture", "prun"})

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    def run_cell_magic(self, magic: str, line: str, cell: str) -> None:
        """Run the cell that stands under `%%time` and its like."""
        if magic in self._WRAPPERS:
            exec(_compile(cell, f"%%{magic}"), self._notebook.names)

    def run_line_magic(self, magic: str, line: str, *_: Any) -> Any:
        """Run the statement behind `%time`, which may assign; what it gives, where it is a value."""
        if magic != "time":
            return None
        try:
            code = compile(line, "%time", "eval")
        except SyntaxError:
            return exec(compile(line, "%time", "exec"), self._notebook.names)
        return eval(code, self._notebook.names)

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_, **__: None


def limit_resources(memory: int, file_size: int) -> None:
    """Bind this process and its children: bytes of memory each, bytes a file, open files."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))


def allow_cpu(seconds: int) -> None:
    """Let this process compute for `seconds` from now on; the kernel ends it (SIGXCPU) after that."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + 1 + seconds, hard))


def serve(connection: Connection, cpu_seconds: int) -> None:
    """Answer messages until the other end is closed, each within `cpu_seconds`."""
    notebook = Notebook()
    connection.send(READY)
    while True:
        try:
            message = connection.receive()
        except Disconnected:
            return
        allow_cpu(cpu_seconds)
        if "cell" in message:
            answer = notebook.run(message["cell"], message["source"])
        else:
            answer = notebook.ask(message["ask"], message["inputs"])
        connection.send(to_record(answer))


def main(arguments: list[str]) -> None:
    """`python -m grader.worker DESCRIPTOR MEMORY FILE_SIZE CPU_SECONDS`, as the sandbox starts it."""
    descriptor, memory, file_size, cpu_seconds = map(int, arguments)
    limit_resources(memory, file_size)
    connection = Connection(socket.socket(fileno=descriptor))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    serve(connection, cpu_seconds)


if __name__ == "__main__":
    main(sys.argv[1:])
