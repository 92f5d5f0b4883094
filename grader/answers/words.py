"""Small parts of sentences that several modules say in the same way."""

import traceback
from collections.abc import Sequence


def listed(names: Sequence[str]) -> str:
    """The names as a sentence lists them: `a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def quoted(names: Sequence[str]) -> str:
    """The same with each name between backticks."""
    return listed([f"`{name}`" for name in names])


def counted(count: int, noun: str) -> str:
    """So many of something: `1 value`, `2 values`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def said_by(error: Exception) -> str:
    """What an exception is called and says, in a line."""
    return "".join(traceback.format_exception_only(error)).strip()
