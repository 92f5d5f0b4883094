"""Small parts of sentences that several modules say in the same way."""

from collections.abc import Sequence


def listed(names: Sequence[str]) -> str:
    """The names as a sentence lists them: `a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def quoted(names: Sequence[str]) -> str:
    """The same with each name between backticks."""
    return listed([f"`{name}`" for name in names])
