"""Whether what was asked has left traces in the process that answered.

Functions that are asked one after the other in one process may disturb each other: one counts in a global,
one fills a cache, one changes how NumPy treats overflow. So whoever is wrong then is asked again alone, in a
fork of its own, which takes ten times as long as the answers do. But nearly always nothing was disturbed. So
all that the student's names lead to is looked at before and after: if it is the same, nobody is asked again.

What can't be looked into (a generator, an object of unknown make) counts as disturbed, in favour of the
student. And whoever hides a trace on purpose hides it only from us who want to be fair.
"""

import builtins
import itertools
import os
import random
import sys
import types
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

MAX_BYTES = 2**20
"""Arrays that hold more than so much together are not looked into."""

MAX_VALUES = 20_000
"""Where there are more values than these, nobody looks at them all, and it counts as disturbed."""

_PLAIN = (type(None), bool, int, float, complex, str, bytes)
_FIXED = (
    types.CodeType,
    types.GetSetDescriptorType,
    types.MemberDescriptorType,
    np.ufunc,
    np.dtype,
    type(np.dot),
)
"""Types of what nobody changes; what it stands under may be another, though."""

_CHANGEABLE_CLASS = 1 << 9
"""The flag of classes that are no part of Python itself (Py_TPFLAGS_HEAPTYPE)."""

_OURS = ("__builtins__", "get_ipython")
"""Names that Python and the worker put there."""

_PROCESS = (builtins, np, np.linalg, np.random, os, random, sys)
"""Modules that everybody shares, whatever a student called them."""


def state_of(names: Mapping[str, Any]) -> tuple[Any, ...]:
    """All that functions can change of these names and of the process, to be compared with another time."""
    own = [item for item in names.items() if item[0] not in _OURS]
    try:
        return (*_of_process(), *_Looker().look(itertools.chain.from_iterable(own)))
    except Exception:
        return (object(),)


def _of_process() -> Iterator[Any]:
    for module in _PROCESS:
        yield _entries(module)
    yield sorted(np.geterr().items())
    yield str(np.get_printoptions())
    yield _plain(np.random.get_state())  # noqa: NPY002
    yield random.getstate()
    yield sys.getrecursionlimit()
    yield len(sys._current_frames())
    yield sorted(os.environ.items())
    yield str(Path.cwd()), Path.cwd().stat().st_mtime_ns


def _plain(state: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(part.tobytes() if isinstance(part, np.ndarray) else part for part in state)


def _entries(module: types.ModuleType) -> tuple[int, ...]:
    # Not by `vars`, which would load a module that waits until it is used.
    return tuple(map(id, object.__getattribute__(module, "__dict__").values()))


class _Looker:
    """Goes through values, each once, and says what it sees."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._bytes = 0
        self._values = 0

    def look(self, values: Iterable[Any]) -> Iterator[Any]:
        """What is there to see of the values, as plain things that can be compared."""
        for value in values:
            self._values += 1
            if self._values > MAX_VALUES:
                raise OverflowError
            if type(value) in _PLAIN:
                yield repr(value) if isinstance(value, float | complex) else value
            else:
                yield id(value)
                if id(value) not in self._seen:
                    self._seen.add(id(value))
                    yield from self._look_into(value)

    def _look_into(self, value: Any) -> Iterator[Any]:
        kind = type(value)
        if kind in _FIXED:
            return
        if kind in (dict, types.MappingProxyType):
            yield from self.look(itertools.chain.from_iterable(value.items()))
        elif kind in (list, tuple, set, frozenset):
            yield len(value)
            yield from self.look(value)
        elif kind in (types.BuiltinFunctionType, types.MethodType):
            # It may belong to something that changes, as `rows.append` does.
            yield from self.look([value.__self__, getattr(value, "__func__", None)])
        elif kind is types.FunctionType:
            cells = [cell.cell_contents for cell in value.__closure__ or ()]
            own = value.__code__, value.__defaults__, value.__kwdefaults__, value.__dict__
            yield from self.look([*own, *cells])
        elif issubclass(kind, type):
            if value.__flags__ & _CHANGEABLE_CLASS:
                yield from self.look(itertools.chain.from_iterable(vars(value).items()))
        elif issubclass(kind, types.ModuleType):
            yield _entries(value)
        elif kind is np.ndarray and not value.dtype.hasobject:
            self._bytes += value.nbytes
            yield value.shape, value.dtype.str
            yield value.tobytes() if self._bytes <= MAX_BYTES else object()
        elif isinstance(value, np.generic):
            yield value.tobytes()
        else:
            # Equal to nothing that will ever be seen.
            yield object()
