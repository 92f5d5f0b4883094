"""A progress bar for anything that may take long enough to make a person wonder."""

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 1.5
"""Seconds before the bar appears: quick loops stay silent, and cost nothing."""


def progress(iterable: Iterable[T], description: str = "") -> Iterator[T]:
    """Yield the items of `iterable`, showing a bar once the loop has run for `PATIENCE` seconds.

    The bar disappears when the loop ends, so a saved notebook holds results and no leftovers.
    """
    total = len(iterable) if hasattr(iterable, "__len__") else None
    items = iter(iterable)
    begin = time.monotonic()
    for done, item in enumerate(items, 1):
        yield item
        if time.monotonic() - begin > PATIENCE:
            # Loaded only now: hardly a loop takes so long, and every notebook imports this module.
            from tqdm.auto import tqdm

            yield from tqdm(items, description, total, initial=done, leave=False)
