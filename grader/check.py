"""What a notebook calls: `check(sigmoid)` asks the student's function and shows a card.

It uses the public key that lies beside the notebook, and the same judge and the same words as grading.
Loaded as an extension (`%load_ext grader.check`), it also turns the errors that every unfinished notebook
meets, something still to be written, a name not yet defined, into a friendly sentence.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from grader.answers.answer import TIMED_OUT, Answer, ask, explain
from grader.answers.words import quoted
from grader.judging.judge import CORRECT, NOT_ATTEMPTED, Verdict, judge
from grader.keys.key import ExerciseKey, KeyFileError, load_exercise_key
from grader.reports.card import GREY, card_html, card_text, note_html


class CheckError(Exception):
    """The check itself can't run; the message says why and what to do."""


def check(function: Callable[..., Any]) -> None:
    """Ask `function` the public cases of its exercise and show what is right and what is not.

    Raises CheckError where there is no key for it. Under `nbgrader validate` a wrong answer raises
    AssertionError, which is how that command learns of it; grading never runs this cell.
    """
    stage = os.environ.get("NBGRADER_EXECUTION")
    if stage == "autograde":
        raise CheckError(
            "Grading with this course's checks goes through its sandbox: "
            "run nbgrader in the course's folder, whose nbgrader_config.py says so."
        )
    name = getattr(function, "__name__", str(function))
    key = _find_key(name)
    verdict = _judge(function, key)
    if verdict.status not in (CORRECT, NOT_ATTEMPTED):
        verdict = replace(verdict, note=_note_on_helpers(function, key))
    _show(card_html(verdict), card_text(verdict))
    if stage == "validate" and verdict.status != CORRECT:
        raise AssertionError(card_text(verdict))


def _judge(function: Callable[..., Any], key: ExerciseKey) -> Verdict:
    answers: list[Answer] = []
    try:
        for case in key.cases:
            answers.append(ask(function, case.inputs, case.given))
    except KeyboardInterrupt:
        unasked = len(key.cases) - len(answers)
        answers += [Answer(TIMED_OUT)] * unasked
    return judge(key, answers)


def _note_on_helpers(function: Callable[..., Any], key: ExerciseKey) -> str:
    """A sentence where something that `function` builds on is not right: that may be all there is to it."""
    names = getattr(function, "__globals__", {})
    written = [name for name in key.uses if callable(names.get(name))]
    wrong = [name for name in written if _judge(names[name], _find_key(name)).status != CORRECT]
    if not wrong:
        return ""
    verb = "is" if len(wrong) == 1 else "are"
    return f"This may come from {quoted(wrong)}, which {verb} not right yet. Mend that first."


def _find_key(name: str) -> ExerciseKey:
    """The key of the exercise called `name`, in the folder where the notebook runs."""
    paths = sorted(Path.cwd().glob("*.key.h5"))
    if not paths:
        raise CheckError(
            f"There is no answer key (*.key.h5) in {Path.cwd().name}. "
            "Keep the notebook in the folder that you got it in, with everything beside it."
        )
    for path in paths:
        try:
            key = load_exercise_key(path, name)
        except KeyFileError as error:
            raise CheckError(str(error)) from None
        if key:
            return key
    raise CheckError(
        f"No exercise is called {name!r}. Did the function get another name on the way?"
    )


def _show(html: str, text: str) -> None:
    try:
        shell = get_ipython()  # type: ignore[name-defined]
    except NameError:
        shell = None
    if shell is None or not hasattr(shell, "kernel"):
        print(text)
        return
    from IPython.display import display

    display({"text/html": html, "text/plain": text}, raw=True)


def load_ipython_extension(shell: Any) -> None:
    """Explain unfinished work kindly from now on; IPython calls this for `%load_ext`."""
    shell.set_custom_exc((NotImplementedError, NameError, CheckError), _explain_unfinished)


def unload_ipython_extension(shell: Any) -> None:
    """Leave errors to IPython again."""
    shell.set_custom_exc((), None)


def _explain_unfinished(
    shell: Any,
    kind: type[BaseException],
    error: BaseException,
    traceback: TracebackType,
    tb_offset: int | None = None,
) -> None:
    text = _unfinished(error)
    if text:
        _show(note_html(text, GREY), text)
    else:
        shell.showtraceback((kind, error, traceback), tb_offset=tb_offset)


def _unfinished(error: BaseException) -> str | None:
    """What is to be done before this cell can run; None where that is not the matter."""
    if isinstance(error, CheckError):
        return str(error)
    if isinstance(error, NotImplementedError):
        name = explain(error).function
        if error.args or not name.isidentifier():
            return None
        return (
            f"This cell waits for `{name}`, which is still to be written. "
            "Write it, check it, then come back and run this cell again."
        )
    name = getattr(error, "name", None)
    return name and (
        f"`{name}` is not defined yet. If a cell above makes it, run that one first; "
        "if not, is it spelled as you meant it?"
    )
