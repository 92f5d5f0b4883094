"""Key and answers become a verdict. The only place where it is decided what an answer is worth.

The judge is a pure function of data. In a notebook it sees the public key and what `check` asked; in
grading the private key and what came out of the sandbox; it neither knows nor cares which. What it
says is meant for the person who wrote the answer: the first thing that helps, and never a solution.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.answer import (
    DIED,
    MISSING,
    NOT_WRITTEN,
    OUT_OF_MEMORY,
    RAISED,
    REFUSED,
    RETURNED,
    TIMED_OUT,
    Answer,
)
from grader.compare import Difference, compare, describe
from grader.key import Case, ExerciseKey, is_alike, is_right

CORRECT = "correct"
WRONG = "wrong"
RAISED_STATUS = "raised"
TIMED_OUT_STATUS = "timed_out"
OUT_OF_MEMORY_STATUS = "out_of_memory"
NOT_ATTEMPTED = "not_attempted"
CELL_MISSING = "cell_missing"
GRADER_ERROR = "grader_error"
STATUSES = (
    CORRECT,
    WRONG,
    RAISED_STATUS,
    TIMED_OUT_STATUS,
    OUT_OF_MEMORY_STATUS,
    NOT_ATTEMPTED,
    CELL_MISSING,
    GRADER_ERROR,
)

_STATUS_OF = {
    RETURNED: WRONG,
    REFUSED: WRONG,
    RAISED: RAISED_STATUS,
    DIED: RAISED_STATUS,
    TIMED_OUT: TIMED_OUT_STATUS,
    OUT_OF_MEMORY: OUT_OF_MEMORY_STATUS,
    NOT_WRITTEN: NOT_ATTEMPTED,
    MISSING: CELL_MISSING,
}


MAX_SHOWN = 10
"""Up to how many items a list or dict that was asked with is shown."""


@dataclass(frozen=True)
class Verdict:
    """What an exercise's answers are worth, and the first thing that would help.

    `right` of `total` cases were answered right. For the first case that was not: `call` is the
    question, `got` and `wanted` describe the two sides (empty where nothing came back), `message` says
    what happened. `diagnosis` names the misconception that answers in the same way, with its `hint`.
    """

    exercise: str
    status: str
    right: int
    total: int
    message: str
    diagnosis: str | None = None
    hint: str = ""
    call: str = ""
    got: str = ""
    wanted: str = ""
    printed: str = ""

    @property
    def share(self) -> float:
        """The part of the cases that was answered right, 0 to 1: what partial credit is given for."""
        return self.right / self.total


def judge(key: ExerciseKey, answers: Sequence[Answer]) -> Verdict:
    """The verdict on `answers`, one for each of the key's cases in order.

    Raises ValueError where their numbers differ, or the key has no cases and so anything would be
    right: that is the grader's fault, never the student's.
    """
    total = len(key.cases)
    if len(answers) != total or not total:
        raise ValueError(f"{key.name}: {len(answers)} answers to {total} cases")
    judged = list(zip(key.cases, answers, strict=True))
    failed = [(case, answer) for case, answer in judged if not is_right(key, case, answer)]
    if not failed:
        return Verdict(key.name, CORRECT, total, total, f"All {total} cases are right.")
    case, answer = failed[0]
    difference = _difference(key, case, answer)
    diagnosis = _diagnose(key, judged)
    return Verdict(
        exercise=key.name,
        status=_STATUS_OF[answer.outcome],
        right=total - len(failed),
        total=total,
        message=difference.detail if difference else _what_happened(key.name, answer),
        diagnosis=diagnosis,
        hint=key.hints[diagnosis] if diagnosis else "",
        call=describe_call(key, case),
        got=difference.got if difference else "",
        wanted=difference.wanted if difference else "",
        printed=answer.printed,
    )


def failed_to_judge(exercise: str, reason: str) -> Verdict:
    """The verdict where grading itself broke down: no score, and someone has to look."""
    return Verdict(exercise, GRADER_ERROR, 0, 1, f"This could not be graded: {reason}")


def _difference(key: ExerciseKey, case: Case, answer: Answer) -> Difference | None:
    if answer.outcome != RETURNED:
        return None
    return compare(case.expected, answer.value, key.tolerance, key.returns)


def _diagnose(key: ExerciseKey, judged: list[tuple[Case, Answer]]) -> str | None:
    """The first misconception that would have answered every case as these answers do.

    The same exception everywhere proves little, so at least one wrong value has to agree as well.
    """
    if not any(
        answer.outcome == RETURNED and not is_right(key, case, answer) for case, answer in judged
    ):
        return None
    for name in key.hints:
        if all(is_alike(key, case.mistakes[name], answer) for case, answer in judged):
            return name
    return None


def describe_call(key: ExerciseKey, case: Case) -> str:
    """The question as a student would write it: `sigmoid(z) with z an array of shape (3, 4)`."""
    inputs = zip(key.parameters, case.inputs, strict=False)
    described = ", ".join(f"{name} = {_describe_input(value)}" for name, value in inputs)
    return f"{key.name}({', '.join(key.parameters)}) with {described}"


def _describe_input(value: Any) -> str:
    plain = value.item() if isinstance(value, np.generic) else value
    if isinstance(plain, float):
        return f"{plain:.4g}"
    if isinstance(plain, bool | int | str):
        return repr(plain)
    if isinstance(plain, list | tuple) and len(plain) <= MAX_SHOWN and _are_integers(plain):
        return repr(plain)
    if isinstance(plain, dict) and len(plain) <= MAX_SHOWN:
        shown = (f"{name}: {describe(item)}" for name, item in plain.items())
        return f"{{{', '.join(shown)}}}".replace("an array of shape ", "")
    return describe(plain)


def _are_integers(items: Sequence[Any]) -> bool:
    return all(type(item) is int for item in items)


def _what_happened(name: str, answer: Answer) -> str:
    if answer.outcome == RAISED:
        return _what_was_raised(name, answer)
    return {
        NOT_WRITTEN: f"`{name}` is still to be written.",
        MISSING: f"`{name}` is not defined: the cell that defines it is missing or did not run.",
        TIMED_OUT: f"`{name}` did not finish in time. Is there a loop that never ends?",
        OUT_OF_MEMORY: f"`{name}` asked for more memory than there is. How large are its arrays?",
        DIED: f"`{name}` ended the whole Python process ({answer.detail}).",
        REFUSED: f"What `{name}` returned could not be read: {answer.detail}.",
    }[answer.outcome]


def _what_was_raised(name: str, answer: Answer) -> str:
    if answer.error == "NotImplementedError" and answer.function not in ("", name):
        return f"`{name}` calls `{answer.function}`, which is still to be written."
    where = f" in line {answer.line} of its cell, `{answer.source}`" if answer.source else ""
    stopped = f"`{name}` stopped{f' with {answer.error}' if answer.error else ''}{where}"
    return f"{stopped}: {answer.detail}" if answer.detail else f"{stopped}."
