"""Codec values over a socket: how the worker beside a student's code and the sandbox around it talk.

Each value goes behind its length and a ticket (4 and 8 bytes, big endian). The ticket says to which
request it belongs, so what nobody waits for can be dropped unread. Whoever reads is safe from what is
written: sizes are bounded before anything is read, and the codec refuses what is no value.
"""

import socket
import struct
from collections.abc import Callable, Sequence
from typing import Any

from grader.answers.codec import MAX_BYTES, CodecError, decode, encode

_HEAD = struct.Struct(">IQ")


MAX_BYTES_FROM_OTHERS = 8 * 2**20
"""How large a message from a student's code may be: no right answer takes a tenth of that."""


class Disconnected(Exception):
    """The other end of the connection is gone."""


class Connection:
    """Codec values over a stream socket; `recipes` says whether what comes in may hold any.

    So many bytes may be read ahead of what is asked for: none where another process may go on reading.
    """

    def __init__(self, stream: socket.socket, recipes: bool, ahead: int = 0) -> None:
        self._stream = stream
        self._recipes = recipes
        self._ahead = ahead
        self._buffer = bytearray()
        self.received = 0

    def send(self, value: Any, ticket: int = 0) -> None:
        """Send one value. Raises CodecError where the codec does not carry it."""
        self.send_encoded([encode(value)], ticket)

    def send_encoded(self, values: Sequence[bytes], ticket: int = 0) -> None:
        """Send values that have been encoded before, one after the other."""
        self._stream.sendall(b"".join(_HEAD.pack(len(data), ticket) + data for data in values))

    def receive(self, wait: Callable[[], object] = lambda: None) -> Any:
        """Receive one value, whatever its ticket; see `receive_any`."""
        return decode(self.receive_any(wait)[1], self._recipes)

    def receive_any(self, wait: Callable[[], object] = lambda: None) -> tuple[int, bytes]:
        """Receive a ticket and a value that is still encoded.

        `wait` is called before each look at the stream; what it raises ends it. Raises Disconnected at the
        end of the stream, and CodecError for what is too large to be a value.
        """
        size, ticket = _HEAD.unpack(self._read(_HEAD.size, wait))
        limit = MAX_BYTES if self._recipes else MAX_BYTES_FROM_OTHERS
        if size > limit:
            raise CodecError(f"a message of {size:,} bytes; at most {limit:,} are read")
        self.received += size
        return ticket, self._read(size, wait)

    def decode(self, data: bytes) -> Any:
        """The value of what was received. Raises CodecError where it is none."""
        return decode(data, self._recipes)

    def _read(self, size: int, wait: Callable[[], object]) -> bytes:
        while (missing := size - len(self._buffer)) > 0:
            wait()
            chunk = self._stream.recv(min(max(missing, self._ahead), 2**20))
            if not chunk:
                raise Disconnected
            self._buffer += chunk
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data
