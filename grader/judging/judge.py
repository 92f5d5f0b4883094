"""Key and answers become a verdict. The only place where it is decided what an answer is worth.

The judge is a pure function of data. In a notebook it sees the public key and what `check` asked; in
grading the private key and what came out of the sandbox; it neither knows nor cares which. What it
says is meant for the person who wrote the answer: the first thing that helps, and never a solution.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.answers.answer import (
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
from grader.answers.words import quoted
from grader.judging.behaviour import behaviour_of
from grader.judging.diagnosis import explain_wrong, fails_only
from grader.judging.exceptions import explain_exception
from grader.keys.compare import describe
from grader.keys.key import Case, ExerciseKey, is_alike, is_right

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

    `right` of `total` cases were answered right. For the first case to talk about: `call` is the
    question, `got` and `wanted` describe the two sides (empty where nothing came back), `message` says
    what helps first. `diagnosis` names the misconception that answers in the same way, with its `hint`.
    `note` says under which special conditions the exercise was judged. `behaviour` is equal for all whose
    wrong answers agree.
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
    note: str = ""
    behaviour: str = ""

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
    found = explain_wrong(key, judged) if failed[0][1].outcome == RETURNED else None
    case, answer = judged[found.case] if found else failed[0]
    difference = found.difference if found else None
    diagnosis = _diagnose(key, judged)
    return Verdict(
        exercise=key.name,
        status=_STATUS_OF[answer.outcome],
        right=total - len(failed),
        total=total,
        message=found.message if found else _what_happened(key, judged, answer),
        diagnosis=diagnosis,
        hint=key.hints[diagnosis] if diagnosis else "",
        call=describe_call(key, case),
        got=difference.got if difference else "",
        wanted=difference.wanted if difference else "",
        printed=answer.printed,
        behaviour=behaviour_of(answers),
    )


def follow_through(own: Verdict, helped: Verdict, culprits: Sequence[str]) -> Verdict:
    """The fairer of two verdicts: with the student's own helpers, and with right ones for `culprits`.

    `culprits` are the helpers that were called and are not right. One bug costs one exercise: whoever
    uses a broken helper rightly loses nothing for it here.
    """
    no_worse = helped.right == own.right and helped.status == WRONG
    if not culprits or not (helped.right > own.right or no_worse):
        return own
    # What the student's code says while it is helped could be what the helpers answered.
    helped = (
        replace(helped, printed="")
        if helped.status in (CORRECT, WRONG)
        else replace(own, right=helped.right, total=helped.total)
    )
    verb = "is" if len(culprits) == 1 else "are"
    note = f"This was judged with a right {quoted(culprits)} in place of yours, which {verb} not right yet."
    return replace(helped, note=note)


def failed_to_judge(exercise: str, reason: str) -> Verdict:
    """The verdict where grading itself broke down: no score, and someone has to look."""
    return Verdict(exercise, GRADER_ERROR, 0, 1, f"This could not be graded: {reason}")


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


def _what_happened(key: ExerciseKey, judged: Sequence[tuple[Case, Answer]], answer: Answer) -> str:
    name = key.name
    if answer.outcome == RAISED:
        return explain_exception(name, answer) + _only(key, judged)
    return {
        NOT_WRITTEN: f"`{name}` is still to be written.",
        MISSING: f"`{name}` is not defined: the cell that defines it is missing or did not run.",
        TIMED_OUT: f"`{name}` did not finish in time. Is there a loop that never ends?",
        OUT_OF_MEMORY: f"`{name}` asked for more memory than there is. How large are its arrays?",
        DIED: f"`{name}` ended the whole Python process ({answer.detail}).",
        REFUSED: f"What `{name}` returned could not be read: {answer.detail}.",
    }[answer.outcome]


def _only(key: ExerciseKey, judged: Sequence[tuple[Case, Answer]]) -> str:
    """A sentence about what the cases that stopped, or all that failed, have in common."""
    raised = {i for i, (_, answer) in enumerate(judged) if answer.outcome == RAISED}
    failed = {i for i, (case, answer) in enumerate(judged) if not is_right(key, case, answer)}
    for cases, words in ((raised, "This happens"), (failed, "It goes wrong")):
        trait = fails_only(key, judged, cases)
        if trait:
            return f" {words} only where {trait}."
    return ""
