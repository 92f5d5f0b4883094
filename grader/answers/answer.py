"""What a function did when it was asked: an `Answer`, and the one way to ask.

The same `ask` runs in the notebook's check, in the sandbox and over the mutants of a reference, so
that an answer means the same everywhere. An answer is plain data, whatever the function tried.
"""

import contextlib
import copy
import inspect
import io
import linecache
import sys
import sysconfig
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

import numpy as np

from grader.answers.codec import CodecError, Dice, Formula, Rng, decode, encode
from grader.answers.variables import describe_variables

RETURNED = "returned"
RAISED = "raised"
NOT_WRITTEN = "not_written"
MISSING = "missing"
TIMED_OUT = "timed_out"
OUT_OF_MEMORY = "out_of_memory"
DIED = "died"
REFUSED = "refused"
OUTCOMES = (RETURNED, RAISED, NOT_WRITTEN, MISSING, TIMED_OUT, OUT_OF_MEMORY, DIED, REFUSED)

MAX_TEXT = 1000
"""How many characters are kept of a message, of a source line, and of what a function printed."""

_PROJECT = Path(__file__).parents[2]
_NOT_THE_STUDENTS = (
    *(_PROJECT / room for room in ("grader", "utils", "datasets")),
    *map(Path, (sys.prefix, sys.base_prefix, *sysconfig.get_paths().values())),
)


@dataclass(frozen=True)
class Answer:
    """What happened when a function was asked once.

    `outcome` is one of OUTCOMES. `value` is what was returned (plain data, see `codec`). For an
    exception, `error` is its type, `detail` its message, `function`, `line` and `source` say where in
    the student's code it was raised, `variables` what the names in that line stood for. For other
    outcomes `detail` says what happened.
    """

    outcome: str
    value: Any = None
    error: str = ""
    detail: str = ""
    function: str = ""
    line: int = 0
    source: str = ""
    printed: str = ""
    variables: str = ""


_TYPES = {name: type(value) for name, value in vars(Answer(RETURNED)).items() if name != "value"}
"""The type of every field but the value, which may be anything."""


def to_record(answer: Answer) -> dict[str, Any]:
    """The answer as a dict that the codec carries, without the fields that say nothing."""
    said = {name: field for name in _TYPES if (field := getattr(answer, name))}
    return {**said, "value": answer.value}


def from_record(record: Any) -> Answer:
    """The answer in `record`, which may come from an enemy: anything irregular is `REFUSED`."""
    if not isinstance(record, dict) or "value" not in record:
        return Answer(REFUSED, detail="what came back is no answer")
    said = {name: record[name] for name in record if name != "value"}
    regular = all(type(field) is _TYPES.get(name) for name, field in said.items())
    if not regular or said.get("outcome") not in OUTCOMES:
        return Answer(REFUSED, detail="what came back is no answer")
    said = {name: _shorten(field) for name, field in said.items()}
    return Answer(**said, value=_shorten(record["value"]))


Calls = Sequence[tuple[tuple[Any, ...], Any]]
"""What a helper was called with and what it answered, call by call; None stands for a generator."""


def ask(
    function: Callable[..., Any], inputs: tuple[Any, ...], given: Mapping[str, Calls] | None = None
) -> Answer:
    """Call `function` with copies of `inputs` and say what happened.

    Where `inputs` hold `Dice`, the value is a tuple of three: what was returned for its generator, for
    the same one again, and for another. A helper that `given` names answers the calls that stand there
    with what stands there, whoever wrote it. Never raises, except KeyboardInterrupt: whoever interrupts
    a check means it.
    """
    printed = _ShortBuffer()
    try:
        names = _globals_of(function)
        answers = {
            name: _answering(calls, name, names.get(name)) for name, calls in (given or {}).items()
        }
        with _quietly(printed), standing_in(function, answers):
            value = _call(function, inputs)
            if any(isinstance(recipe, Dice) for recipe in inputs):
                with _quietly(_ShortBuffer()):
                    value = value, _call(function, inputs), _call(function, inputs, other=True)
                encode(
                    value
                )  # Each may be just small enough to be carried, and all three too large.
        return Answer(RETURNED, value=value, printed=_shorten(printed.text))
    except KeyboardInterrupt:
        raise
    except CodecError as error:
        return Answer(REFUSED, detail=f"what was returned can't be read: {error}")
    except MemoryError:
        return Answer(OUT_OF_MEMORY, printed=_shorten(printed.text))
    except BaseException as error:
        return _explain(error, function, _shorten(printed.text))


def _call(function: Callable[..., Any], inputs: tuple[Any, ...], other: bool = False) -> Any:
    """What is returned, as data that no later call can change."""
    return decode(encode(function(*(_realize(recipe, other) for recipe in inputs))))


def _realize(recipe: Any, other: bool) -> Any:
    """A copy of an input, or what it is the recipe for; with `other`, dice fall in another way."""
    if isinstance(recipe, Rng):
        return np.random.default_rng(recipe.seed)
    if isinstance(recipe, Dice):
        return np.random.default_rng([recipe.seed, 1] if other else recipe.seed)
    if isinstance(recipe, Formula):
        return eval(recipe.text, {"np": np})
    return copy.deepcopy(recipe)


def standing_in(
    function: Callable[..., Any], answers: Mapping[str, Callable[..., Any]]
) -> AbstractContextManager[None]:
    """Let others answer, in a `with`, for the helpers of these names that `function` calls."""
    return replaced(_globals_of(function), answers)


@contextlib.contextmanager
def replaced(names: dict[str, Any], others: Mapping[str, Any]) -> Iterator[None]:
    """Have names stand for something else, in a `with`, and afterwards for what they did, if anything."""
    own = {name: names[name] for name in others if name in names}
    names.update(others)
    try:
        yield
    finally:
        names.update(own)
        for name in others.keys() - own.keys():
            names.pop(name, None)


def _globals_of(function: Callable[..., Any]) -> dict[str, Any]:
    return getattr(inspect.unwrap(function), "__globals__", {})


def _answering(calls: Calls, name: str, own: Callable[..., Any] | None) -> Callable[..., Any]:
    """A helper that answers as `calls` say, and as its owner does where they say nothing."""

    def helper(*inputs: Any, **named: Any) -> Any:
        plain = leave_out_generators(_in_order(own, inputs, named))
        for asked, answered in calls:
            if same_inputs(asked, plain):
                return copy.deepcopy(answered)
        if own is None:
            raise NameError(f"name {name!r} is not defined", name=name)
        return own(*inputs, **named)

    helper.__name__ = helper.__qualname__ = name
    return helper


def _in_order(
    own: Callable[..., Any] | None, inputs: tuple[Any, ...], named: dict[str, Any]
) -> tuple[Any, ...]:
    """The inputs of a call as if none had been given by its name."""
    try:
        bound = inspect.signature(own).bind(*inputs, **named)
    except (TypeError, ValueError):
        return (*inputs, *named.values())
    return (*bound.args, *bound.kwargs.values())


def leave_out_generators(inputs: tuple[Any, ...]) -> tuple[Any, ...]:
    """The inputs with None for every random generator among them."""
    dice = np.random.Generator | np.random.RandomState
    return tuple(None if isinstance(value, dice) else value for value in inputs)


def same_inputs(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Are both the same numbers (or arrays) in the same order?"""
    return len(one) == len(other) and all(map(np.array_equal, one, other))


class _ShortBuffer(io.TextIOBase):
    """Keeps the beginning of what is written and lets the rest go."""

    def __init__(self) -> None:
        self.text = ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if len(self.text) < MAX_TEXT:
            self.text += text[: MAX_TEXT - len(self.text)]
        return len(text)


@contextlib.contextmanager
def _quietly(printed: io.TextIOBase) -> Iterator[None]:
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
    ):
        warnings.simplefilter("ignore")
        yield


def explain(error: BaseException) -> Answer:
    """The answer that an exception amounts to: what it was and where in the student's code."""
    frame, line = _students_place(error.__traceback__)
    function = frame.f_code.co_name if frame else ""
    source = _source(frame, line) if frame else ""
    variables = describe_variables(source, frame) if frame else ""
    if isinstance(error, SyntaxError) and (not frame or _is_below_a_magic(error)):
        # The cell itself could not be read, so nothing of it has run that could be the place.
        function, variables = "", ""
        line, source = _field(error, "lineno", 0), _field(error, "text", "")
    return Answer(
        RAISED,
        error=_shorten(type(error).__name__),
        detail=_shorten(_message(error)),
        function=_shorten(function),
        line=line,
        source=_shorten(source.strip()),
        variables=_shorten(variables),
    )


def _is_below_a_magic(error: SyntaxError) -> bool:
    """Is the error in code that stands in the cell itself, under `%%time` or its like?"""
    return _field(error, "filename", "").startswith("%")


def _field(error: SyntaxError, name: str, otherwise: Any) -> Any:
    """A field of the error, where it is of the same type as `otherwise`: anyone can raise anything."""
    value = vars(SyntaxError)[name].__get__(error)
    return value if type(value) is type(otherwise) else otherwise


def _explain(error: BaseException, function: Callable[..., Any], printed: str) -> Answer:
    answer = explain(error)
    asked = getattr(function, "__name__", "")
    if isinstance(error, NotImplementedError) and _innermost(error.__traceback__) == asked:
        return Answer(NOT_WRITTEN, function=asked)
    return Answer(**{**to_record(answer), "printed": printed})


def _message(error: BaseException) -> str:
    try:
        text = str((error.msg or "") if isinstance(error, SyntaxError) else error)
        # A plain string, even where a student's own kind of string comes back.
        return str.encode(text, errors="replace").decode()
    except BaseException:
        return "(the exception can't describe itself)"


def _students_place(traceback: TracebackType | None) -> tuple[FrameType | None, int]:
    """The innermost frame that a student wrote, and the number of its line."""
    place = (None, 0)
    while traceback is not None:
        if _written_by_student(traceback.tb_frame.f_code.co_filename):
            place = (traceback.tb_frame, traceback.tb_lineno)
        traceback = traceback.tb_next
    return place


def _source(frame: FrameType, line: int) -> str:
    return linecache.getline(frame.f_code.co_filename, line, frame.f_globals)


def _innermost(traceback: TracebackType | None) -> str:
    """The name of the function in which the exception was raised, whoever wrote it."""
    name = ""
    while traceback is not None:
        name = traceback.tb_frame.f_code.co_name
        traceback = traceback.tb_next
    return name


def _written_by_student(filename: str) -> bool:
    # Compiled modules give their source by a relative path, which is nowhere on this machine.
    if filename.startswith("<frozen") or filename.endswith(".pyx"):
        return False
    return not any(Path(filename).is_relative_to(folder) for folder in _NOT_THE_STUDENTS)


def _shorten(value: Any) -> Any:
    """A text as one of at most MAX_TEXT characters that any file can hold; all else as it is."""
    if not isinstance(value, str):
        return value
    if len(value) > MAX_TEXT:
        value = value[: MAX_TEXT - 1] + "…"
    return value.encode(errors="replace").decode()
