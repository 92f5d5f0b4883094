"""What was worked out before, by the bytes of what it was worked out from.

A class makes the same mistakes over and over, and asks right helpers the same questions. Where the answer
depends on nothing else, it need not be worked out again.
"""

from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")

MAX_ITEMS = 2000
"""How many items are remembered; the one that was asked for longest ago goes first."""

MAX_SIZE = 2**16
"""How many bytes those may take from which an item was worked out."""


class Memory(Generic[T]):
    """A bounded number of items, each under some bytes."""

    def __init__(self) -> None:
        self._items: OrderedDict[bytes, T] = OrderedDict()

    def recall(self, source: bytes) -> T | None:
        """What was worked out from `source`, where it is remembered."""
        if source in self._items:
            self._items.move_to_end(source)
        return self._items.get(source)

    def remember(self, source: bytes, item: T) -> None:
        """Remember an item, unless its source is too large."""
        if len(source) <= MAX_SIZE:
            self._items[source] = item
            if len(self._items) > MAX_ITEMS:
                self._items.popitem(last=False)
