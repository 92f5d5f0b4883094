"""What is kept of a submission's grading, so that nothing is done twice.

A record belongs to a student and a week. It says what decided the result, down to the single exercise: a
verdict holds as long as the code that the student wrote, the exercise's key and the grader are the same.
So the second run over a class does no student's work, another key for one exercise means work for that
exercise alone, and a new drawing in a notebook means none.
"""

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

from grader.judging.judge import Verdict
from grader.submissions.grading import Grading, Result


@dataclass(frozen=True)
class Trial:
    """How an exercise did with the student's own helpers; and with right ones for `culprits`, if tried.

    `decided_by` is the fingerprint of all but the student's code. `called` are the culprits that were called.
    """

    decided_by: str
    own: Verdict
    culprits: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    helped: Verdict | None = None


@dataclass(frozen=True)
class Record:
    """A student's result, and what decided it.

    `handed_in` is the fingerprint of the file, `cells` that of the code which was run, and `trials` are the
    exercises' by name. Where somebody has to look at the result, it may be another one next time.
    """

    handed_in: str
    cells: str
    trials: dict[str, Trial]
    result: Result

    def holds(self, grading: Grading, handed_in: str) -> bool:
        """Would grading the same again give the same?"""
        decided_by = {name: trial.decided_by for name, trial in self.trials.items()}
        return (
            self.handed_in == handed_in
            and not self.result.needs_a_look
            and decided_by == grading.decided_by
        )


def load_record(path: Path) -> Record | None:
    """The record in a file; None where there is none, or it is damaged in whatever way."""
    try:
        content = json.loads(path.read_text())
        trials = {name: _trial(trial) for name, trial in content["trials"].items()}
        return Record(content["handed_in"], content["cells"], trials, _result(content["result"]))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def save_record(record: Record, path: Path) -> None:
    """Write a record, all or nothing. Raises OSError where that can't be done."""
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(dataclasses.asdict(record)))
    draft.replace(path)


def _trial(content: dict) -> Trial:
    helped = content["helped"]
    return Trial(
        content["decided_by"],
        Verdict(**content["own"]),
        tuple(content["culprits"]),
        tuple(content["called"]),
        helped and Verdict(**helped),
    )


def _result(content: dict) -> Result:
    verdicts = tuple(Verdict(**verdict) for verdict in content.pop("verdicts"))
    sequences = {name: tuple(content.pop(name)) for name in ("max_points", "repairs", "without")}
    return Result(verdicts=verdicts, **sequences, **content)
