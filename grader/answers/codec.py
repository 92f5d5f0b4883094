"""Plain data to bytes and back: the only language that crosses between a student's code and us.

A value is split in two: a *skeleton* in JSON that says how it is built, and the raw numbers of its
arrays, one after the other. Nothing in the bytes can name a class or a function, so reading them can
run no code; every count is checked against what is there, so a lie is refused, not believed.

    value      None, bool, int, float, str, NumPy scalar or array of booleans, integers or floats,
               and tuples, lists and dicts (with string or integer keys) of values;
               and recipes (`Rng`, `Dice`, `Formula`) for inputs that can't be data themselves
    bytes      length of the skeleton (4 bytes, big endian), skeleton, array bytes

What is no value (a figure, a generator, an array of objects) is carried as `Unsupported(type name)`,
so that a student who returns one can be told.
"""

import json
import math
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

MAX_BYTES = 64 * 2**20
"""The largest encoded value that is written or read, in bytes."""

MAX_SKELETON = 8 * 2**20
"""The largest skeleton, in bytes: JSON takes up to thirty times its size in memory when it is read."""

MAX_DEPTH = 32
"""How deep tuples, lists and dicts may be nested."""

MAX_ITEMS = 100_000
"""How many values (arrays count as one) a whole value may hold."""

MAX_ITEMS_FROM_OTHERS = 5_000
"""The same where the value comes from a student's code, which we shall have to compare."""

MAX_INTEGER_DIGITS = 400
MAX_DIMENSIONS = 16
MAX_NAME = 200

_LENGTH = struct.Struct(">I")
_DTYPES = frozenset(
    np.dtype(name).str
    for name in [
        "bool",
        "int8",
        "int16",
        "int32",
        "int64",
        "uint8",
        "uint16",
        "uint32",
        "uint64",
        "float16",
        "float32",
        "float64",
    ]
)


class CodecError(Exception):
    """The value or the bytes are not what the codec carries; the message says in which way."""


@dataclass(frozen=True)
class Rng:
    """A recipe: whoever is asked gets a fresh NumPy Generator with this seed in its place."""

    seed: int


@dataclass(frozen=True)
class Dice:
    """A recipe: whoever is asked gets a fresh Generator in its place, and is asked three times.

    Twice with this seed and once with another that follows from it, so that the three answers show
    whether what was drawn depends on the generator, and on nothing else.
    """

    seed: int


@dataclass(frozen=True)
class Formula:
    """A recipe: whoever is asked gets the function that this Python expression stands for.

    It may use `np`. Only our own keys hold formulas, and only `answer.ask` ever evaluates one.
    """

    text: str


@dataclass(frozen=True)
class Unsupported:
    """Stands for something that is not plain data; `type_name` says what it was."""

    type_name: str


def encode(value: Any) -> bytes:
    """Bytes for `value`. Raises CodecError where it is too large, too deep or refers to itself."""
    arrays: list[bytes] = []
    counter = _Counter()
    skeleton = json.dumps(_describe(value, arrays, counter, 0), separators=(",", ":")).encode()
    if len(skeleton) > MAX_SKELETON:
        raise CodecError(f"the value takes more than {MAX_SKELETON:,} bytes beside its arrays")
    size = _LENGTH.size + len(skeleton) + sum(map(len, arrays))
    if size > MAX_BYTES:
        raise CodecError(f"the value takes {size:,} bytes and at most {MAX_BYTES:,} are carried")
    return b"".join([_LENGTH.pack(len(skeleton)), skeleton, *arrays])


def decode(data: bytes, recipes: bool = True) -> Any:
    """The value in `data`, which may come from an enemy. Raises CodecError on anything irregular.

    With `recipes=False` it comes from others: recipes are ours to write, and there may be fewer values.
    """
    if not _LENGTH.size <= len(data) <= MAX_BYTES:
        raise CodecError(f"{len(data):,} bytes: a value takes {_LENGTH.size} to {MAX_BYTES:,}")
    (skeleton_size,) = _LENGTH.unpack_from(data)
    if skeleton_size > MAX_SKELETON:
        raise CodecError(
            f"a skeleton of {skeleton_size:,} bytes; at most {MAX_SKELETON:,} are read"
        )
    start = _LENGTH.size + skeleton_size
    if start > len(data):
        raise CodecError("the skeleton is cut short")
    try:
        skeleton = json.loads(data[_LENGTH.size : start])
    except (ValueError, RecursionError) as error:
        raise CodecError(f"the skeleton is no JSON: {type(error).__name__}") from None
    reader = _Reader(data, start, recipes)
    counter = _Counter(MAX_ITEMS if recipes else MAX_ITEMS_FROM_OTHERS)
    value = _rebuild(skeleton, reader, counter, 0)
    if reader.position != len(data):
        raise CodecError(f"{len(data) - reader.position:,} bytes are left over")
    return value


class _Counter:
    """Counts the values met so far and the bytes they take, and refuses one too many."""

    def __init__(self, max_items: int = MAX_ITEMS) -> None:
        self.max_items = max_items
        self.items = 0
        self.bytes = 0

    def step(self, depth: int) -> None:
        self.items += 1
        if depth > MAX_DEPTH:
            raise CodecError(f"nested more than {MAX_DEPTH} deep (does it contain itself?)")
        if self.items > self.max_items:
            raise CodecError(f"more than {self.max_items:,} values")

    def weigh(self, size: int) -> None:
        self.bytes += size
        if self.bytes > MAX_BYTES:
            raise CodecError(f"more than {MAX_BYTES:,} bytes")


def _describe(value: Any, arrays: list[bytes], counter: _Counter, depth: int) -> Any:
    counter.step(depth)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _describe_text(value, counter)
    if isinstance(value, np.ndarray | np.generic):
        return _describe_array(value, arrays, counter)
    if isinstance(value, int):
        return _describe_integer(value)
    if isinstance(value, float):
        return float.__float__(value)
    if isinstance(value, tuple | list):
        kind = "tuple" if isinstance(value, tuple) else "list"
        return {kind: [_describe(item, arrays, counter, depth + 1) for item in value]}
    if isinstance(value, Mapping):
        return {"dict": [_describe_item(key, value[key], arrays, counter, depth) for key in value]}
    if isinstance(value, Rng):
        return {"rng": value.seed}
    if isinstance(value, Dice):
        return {"dice": value.seed}
    if isinstance(value, Formula):
        if len(value.text) > MAX_NAME:
            raise CodecError(f"a formula of more than {MAX_NAME} characters")
        return {"formula": _describe_text(value.text, counter)}
    name = value.type_name if isinstance(value, Unsupported) else type(value).__name__
    return {"unsupported": _describe_text(str(name)[:MAX_NAME], counter)}


def _describe_item(
    key: Any, value: Any, arrays: list[bytes], counter: _Counter, depth: int
) -> list[Any]:
    return [_describe_key(key, counter), _describe(value, arrays, counter, depth + 1)]


def _describe_key(key: Any, counter: _Counter) -> str | int:
    if isinstance(key, str):
        return _describe_text(key, counter)
    if isinstance(key, np.integer):
        key = int(key)
    number = _describe_integer(key) if isinstance(key, int) and not isinstance(key, bool) else None
    return number if isinstance(number, int) else f"key of type {type(key).__name__}"


def _describe_text(value: str, counter: _Counter) -> str:
    """The text as a plain string, without the lone surrogates that no file can hold."""
    counter.weigh(str.__len__(value))
    return str.encode(value, errors="replace").decode()


def _describe_integer(value: int) -> Any:
    value = int.__int__(value)
    # Python refuses to print integers of thousands of digits, so ask for the size without printing.
    if value.bit_length() > MAX_INTEGER_DIGITS * math.log2(10):
        return {"unsupported": f"int of {value.bit_length():,} bits"}
    return value


def _describe_array(
    value: np.ndarray | np.generic, arrays: list[bytes], counter: _Counter
) -> dict[str, Any]:
    kind = "array" if isinstance(value, np.ndarray) else "scalar"
    plain = np.asarray(value)
    # The kind first: not every type of NumPy's has a byte order to ask for.
    if plain.dtype.kind not in "biuf" or plain.dtype.newbyteorder("<").str not in _DTYPES:
        return {"unsupported": f"{kind} of {plain.dtype}"[:MAX_NAME]}
    _check_shape(plain.shape, plain.dtype)
    counter.weigh(plain.nbytes)
    plain = plain.astype(plain.dtype.newbyteorder("<"), order="C", copy=False)
    arrays.append(plain.tobytes())
    return {kind: [plain.dtype.str, list(plain.shape)]}


def _check_shape(shape: Sequence[int], dtype: np.dtype) -> None:
    if len(shape) > MAX_DIMENSIONS:
        raise CodecError(f"an array of more than {MAX_DIMENSIONS} dimensions")
    # A length of 0 makes an array empty, but NumPy refuses the others if they are too large.
    size = math.prod(max(n, 1) for n in shape) * dtype.itemsize
    if size > MAX_BYTES:
        raise CodecError(f"an array of {size:,} bytes; at most {MAX_BYTES:,} are carried")


class _Reader:
    """Hands out the array bytes in order, never more than there are; `recipes` says whether any may be."""

    def __init__(self, data: bytes, position: int, recipes: bool) -> None:
        self.data = data
        self.position = position
        self.recipes = recipes

    def take(self, size: int) -> bytes:
        end = self.position + size
        if end > len(self.data):
            raise CodecError("the array bytes are cut short")
        chunk = self.data[self.position : end]
        self.position = end
        return chunk


def _rebuild(node: Any, reader: _Reader, counter: _Counter, depth: int) -> Any:
    counter.step(depth)
    if node is None or isinstance(node, bool | int | float):
        return node
    if isinstance(node, str):
        return _rebuild_text(node)
    if not isinstance(node, dict) or len(node) != 1:
        raise CodecError("the skeleton holds something that is no value")
    ((kind, content),) = node.items()
    if kind in ("array", "scalar"):
        return _rebuild_array(kind, content, reader)
    if kind == "unsupported" and isinstance(content, str) and len(content) <= MAX_NAME:
        return Unsupported(_rebuild_text(content))
    if kind in ("rng", "dice", "formula") and not reader.recipes:
        raise CodecError("a recipe, which only a key may hold")
    if kind in ("rng", "dice") and type(content) is int and content >= 0:
        return Rng(content) if kind == "rng" else Dice(content)
    if kind == "formula" and isinstance(content, str) and len(content) <= MAX_NAME:
        return Formula(_rebuild_text(content))
    if kind in ("tuple", "list") and isinstance(content, list):
        items = [_rebuild(item, reader, counter, depth + 1) for item in content]
        return tuple(items) if kind == "tuple" else items
    if kind == "dict" and isinstance(content, list):
        return dict(_rebuild_item(item, reader, counter, depth) for item in content)
    raise CodecError(f"the skeleton holds a malformed {str(kind)[:20]!r}")


def _rebuild_item(
    item: Any, reader: _Reader, counter: _Counter, depth: int
) -> tuple[str | int, Any]:
    if not isinstance(item, list) or len(item) != 2 or type(item[0]) not in (str, int):
        raise CodecError("a dict holds something that is no pair of key and value")
    key = _rebuild_text(item[0]) if isinstance(item[0], str) else item[0]
    return key, _rebuild(item[1], reader, counter, depth + 1)


def _rebuild_text(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise CodecError("a string that holds a lone surrogate") from None
    return text


def _rebuild_array(kind: str, content: Any, reader: _Reader) -> np.ndarray | np.generic:
    if not isinstance(content, list) or len(content) != 2:
        raise CodecError("an array without type and shape")
    dtype, shape = content
    if not isinstance(dtype, str) or dtype not in _DTYPES:
        raise CodecError(f"an array of a type that is not carried: {str(dtype)[:20]!r}")
    if not isinstance(shape, list) or not all(type(n) is int and n >= 0 for n in shape):
        raise CodecError("an array whose shape is no list of lengths")
    _check_shape(shape, np.dtype(dtype))
    chunk = reader.take(math.prod(shape) * np.dtype(dtype).itemsize)
    array = np.frombuffer(chunk, dtype=dtype).reshape(shape)
    if kind == "array":
        return array
    if shape:
        raise CodecError("a scalar with a shape")
    return array[()]
