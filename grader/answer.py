"""What a function did when it was asked: an `Answer`, and the one way to ask.

The same `ask` runs in the notebook's check, in the sandbox and over the mutants of a reference, so
that an answer means the same everywhere. An answer is plain data, whatever the function tried.
"""

import contextlib
import copy
import io
import linecache
import sys
import sysconfig
import warnings
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from grader.codec import CodecError, Formula, Rng, decode, encode

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

_PROJECT = Path(__file__).parents[1]
_NOT_THE_STUDENTS = (
    *(_PROJECT / room for room in ("grader", "utils", "datasets")),
    *map(Path, (sys.prefix, sys.base_prefix, *sysconfig.get_paths().values())),
)


@dataclass(frozen=True)
class Answer:
    """What happened when a function was asked once.

    `outcome` is one of OUTCOMES. `value` is what was returned (plain data, see `codec`). For an
    exception, `error` is its type, `detail` its message, `function`, `line` and `source` say where in
    the student's code it was raised. For other outcomes `detail` says what happened.
    """

    outcome: str
    value: Any = None
    error: str = ""
    detail: str = ""
    function: str = ""
    line: int = 0
    source: str = ""
    printed: str = ""


def to_record(answer: Answer) -> dict[str, Any]:
    """The answer as a dict that the codec carries."""
    return {field.name: getattr(answer, field.name) for field in fields(answer)}


def from_record(record: Any) -> Answer:
    """The answer in `record`, which may come from an enemy: anything irregular is `REFUSED`."""
    blank = asdict(Answer(RETURNED))
    if not isinstance(record, dict) or set(record) != set(blank):
        return Answer(REFUSED, detail="what came back is no answer")
    regular = all(type(record[name]) is type(blank[name]) for name in blank if name != "value")
    if not regular or record["outcome"] not in OUTCOMES:
        return Answer(REFUSED, detail="what came back is no answer")
    return Answer(**{name: _shorten(field) for name, field in record.items()})


def ask(function: Callable[..., Any], inputs: tuple[Any, ...]) -> Answer:
    """Call `function` with copies of `inputs` and say what happened.

    Never raises, except KeyboardInterrupt: whoever interrupts a check means it.
    """
    printed = _ShortBuffer()
    try:
        with _quietly(printed):
            value = function(*map(_realize, inputs))
        return Answer(RETURNED, value=decode(encode(value)), printed=_shorten(printed.text))
    except KeyboardInterrupt:
        raise
    except CodecError as error:
        return Answer(REFUSED, detail=f"what was returned can't be read: {error}")
    except MemoryError:
        return Answer(OUT_OF_MEMORY, printed=_shorten(printed.text))
    except BaseException as error:
        return _explain(error, function, _shorten(printed.text))


def _realize(recipe: Any) -> Any:
    """A copy of an input, or what it is the recipe for."""
    if isinstance(recipe, Rng):
        return np.random.default_rng(recipe.seed)
    if isinstance(recipe, Formula):
        return eval(recipe.text, {"np": np})
    return copy.deepcopy(recipe)


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
    place = _students_place(error.__traceback__)
    if isinstance(error, SyntaxError) and error.lineno:
        place = ("", error.lineno, error.text or "")
    function, line, source = place
    return Answer(
        RAISED,
        error=_shorten(type(error).__name__),
        detail=_shorten(_message(error)),
        function=_shorten(function),
        line=line,
        source=_shorten(source.strip()),
    )


def _explain(error: BaseException, function: Callable[..., Any], printed: str) -> Answer:
    answer = explain(error)
    asked = getattr(function, "__name__", "")
    if isinstance(error, NotImplementedError) and _innermost(error.__traceback__) == asked:
        return Answer(NOT_WRITTEN, function=asked)
    return Answer(**{**to_record(answer), "printed": printed})


def _message(error: BaseException) -> str:
    try:
        return str((error.msg or "") if isinstance(error, SyntaxError) else error)
    except BaseException:
        return "(the exception can't describe itself)"


def _students_place(traceback: TracebackType | None) -> tuple[str, int, str]:
    """Function, line number and source line of the innermost frame that a student wrote."""
    place = ("", 0, "")
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if _written_by_student(code.co_filename):
            line = traceback.tb_lineno
            source = linecache.getline(code.co_filename, line, traceback.tb_frame.f_globals)
            place = (code.co_name, line, source)
        traceback = traceback.tb_next
    return place


def _innermost(traceback: TracebackType | None) -> str:
    """The name of the function in which the exception was raised, whoever wrote it."""
    name = ""
    while traceback is not None:
        name = traceback.tb_frame.f_code.co_name
        traceback = traceback.tb_next
    return name


def _written_by_student(filename: str) -> bool:
    if filename.startswith("<frozen"):
        return False
    return not any(Path(filename).is_relative_to(folder) for folder in _NOT_THE_STUDENTS)


def _shorten(value: Any) -> Any:
    """A text as one of at most MAX_TEXT characters that any file can hold; all else as it is."""
    if not isinstance(value, str):
        return value
    if len(value) > MAX_TEXT:
        value = value[: MAX_TEXT - 1] + "…"
    return value.encode(errors="replace").decode()
