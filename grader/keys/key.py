"""An answer key: cases with their inputs, the expected answers, and what each mistake would have answered.

A key is data. It is made where the references are (`key_maker`) and used where they are not: the public
key ships with the notebook, so that its checks need neither reference nor server; the private key, other
cases drawn from the course's secret, decides the marks. On disk a key is one HDF5 file with a group an
exercise, whose dataset `key` holds the codec's bytes and whose attributes name it for people who look.

What reads files is loaded when one is read: a sandbox that only imports `check` forks the faster without it.
"""

import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.answers.answer import RAISED, RETURNED, Answer, Calls, from_record, to_record
from grader.answers.codec import CodecError, decode, encode
from grader.keys.compare import compare
from grader.keys.draws import pack, unpack
from grader.keys.exercise import ExerciseError, Inputs, Tolerance

if TYPE_CHECKING:
    import h5py

FORMAT = 2

_ADVICE = "Get the file again from the course, or build it with `grader build`."
_DAMAGES = (
    AttributeError,
    CodecError,
    ExerciseError,
    KeyError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What h5py and we meet in a file with wrong bytes in it."""


class KeyFileError(Exception):
    """A key file is missing, damaged or of another format; the message says what to do."""


@dataclass(frozen=True)
class Case:
    """One question: `inputs`, the `expected` value, and a mistaken answer for each misconception.

    `given` says what the helpers that it names answer meanwhile, see `answer.ask`. Where answers are
    random, records of `draws` stand for what is expected and for what is mistaken.
    """

    inputs: Inputs
    expected: Any
    mistakes: Mapping[str, Answer]
    given: Mapping[str, Calls] = field(default_factory=dict)


@dataclass(frozen=True)
class ExerciseKey:
    """All that is needed to ask and judge one exercise.

    `hints` maps misconceptions to their hints, `uses` names the exercises that a solution builds on.
    """

    name: str
    parameters: tuple[str, ...]
    returns: tuple[str, ...]
    tolerance: Tolerance
    hints: Mapping[str, str]
    cases: tuple[Case, ...]
    uses: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """A fingerprint of the content: two keys that ask and expect the same have the same one."""
        return hashlib.sha256(_to_bytes(self)).hexdigest()


@dataclass(frozen=True)
class AnswerKey:
    """The exercise keys of a lesson, in its order."""

    lesson: str
    exercises: tuple[ExerciseKey, ...]

    def helpers_of(self, exercise: ExerciseKey) -> tuple[str, ...]:
        """All exercises that a solution of `exercise` builds on, directly or not, in order."""
        needed = set(exercise.uses)
        for one in reversed(self.exercises):
            if one.name in needed:
                needed.update(one.uses)
        return tuple(one.name for one in self.exercises if one.name in needed)


def is_right(key: ExerciseKey, case: Case, answer: Answer) -> bool:
    """Does `answer` give what the case expects?"""
    return answer.outcome == RETURNED and not compare(
        case.expected, answer.value, key.tolerance, key.returns
    )


def is_alike(key: ExerciseKey, one: Answer, other: Answer) -> bool:
    """Do two answers say the same: equal values, or the same exception?"""
    if one.outcome != other.outcome:
        return False
    if one.outcome == RETURNED:
        return not compare(one.value, other.value, key.tolerance, key.returns)
    return one.outcome != RAISED or one.error == other.error


def save_key(key: AnswerKey, path: Path) -> None:
    """Write `key` to an HDF5 file, all or nothing."""
    import h5py

    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    with h5py.File(draft, "w") as file:
        file.attrs["format"] = FORMAT
        file.attrs["lesson"] = key.lesson
        for position, exercise in enumerate(key.exercises):
            group = file.create_group(exercise.name)
            group.attrs["position"] = position
            group.attrs["parameters"] = ", ".join(exercise.parameters)
            group.attrs["cases"] = len(exercise.cases)
            content = np.frombuffer(_to_bytes(exercise), np.uint8)
            group.create_dataset("key", data=content, compression="gzip", shuffle=True)
    draft.replace(path)


def load_key(path: Path) -> AnswerKey:
    """The key in an HDF5 file. Raises KeyFileError where it can't be read."""
    with _open(path) as file:
        names = sorted(file, key=lambda name: file[name].attrs["position"])
        return AnswerKey(
            str(file.attrs["lesson"]), tuple(_read_exercise(file, name) for name in names)
        )


def load_exercise_key(path: Path, name: str) -> ExerciseKey | None:
    """One exercise's key from the file, None where it has none. Raises KeyFileError as `load_key`."""
    with _open(path) as file:
        return _read_exercise(file, name) if name in file else None


@contextlib.contextmanager
def _open(path: Path) -> "Iterator[h5py.File]":
    """The file, for reading in a `with`: whatever turns out to be wrong in there is a KeyFileError."""
    import h5py

    try:
        with h5py.File(path, "r") as file:
            found = file.attrs.get("format")
            if found != FORMAT:
                raise KeyFileError(
                    f"{path.name} has format {found}, this grader reads {FORMAT}. {_ADVICE}"
                )
            yield file
    except FileNotFoundError:
        raise KeyFileError(f"{path.name} is not here. {_ADVICE}") from None
    except _DAMAGES as error:
        raise KeyFileError(f"{path.name} is damaged ({error}). {_ADVICE}") from None


def _read_exercise(file: "h5py.File", name: str) -> ExerciseKey:
    return _from_bytes(file[name]["key"][:].tobytes())


def _to_bytes(key: ExerciseKey) -> bytes:
    return encode(
        {
            "name": key.name,
            "parameters": key.parameters,
            "returns": key.returns,
            "tolerance": (key.tolerance.relative, key.tolerance.absolute),
            "hints": key.hints,
            "uses": key.uses,
            "cases": [_case_record(case) for case in key.cases],
        }
    )


def _case_record(case: Case) -> dict[str, Any]:
    return {
        "inputs": case.inputs,
        "expected": pack(case.expected),
        "mistakes": {name: pack(to_record(answer)) for name, answer in case.mistakes.items()},
        "given": case.given,
    }


def _from_bytes(data: bytes) -> ExerciseKey:
    record = decode(data)
    cases = tuple(
        Case(
            case["inputs"],
            unpack(case["expected"]),
            {name: from_record(unpack(answer)) for name, answer in case["mistakes"].items()},
            case["given"],
        )
        for case in record["cases"]
    )
    return ExerciseKey(
        record["name"],
        record["parameters"],
        record["returns"],
        Tolerance(*record["tolerance"]),
        record["hints"],
        cases,
        record["uses"],
    )
