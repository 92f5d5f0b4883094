"""Where everything of a course lies: its folders, its weeks, and its secret.

A course is a folder that holds `solutions/` and `notebooks/`, and nbgrader's other folders as they come
into being. Weeks are found, never registered: `solutions/week03_logistic_regression` is week 3, its
lesson `logistic_regression` is asked by the exercises and references of that name. Only week 1 is called
otherwise than its folder: see `RENAMED`.
"""

import contextlib
import os
import re
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

CONFIG = "nbgrader_config.py"
"""The file by which the top of a course is recognised."""

RENAMED = {"numpy": "numpy_basics"}
"""Lessons that can't bear their folder's name: a file numpy.py beside a notebook would hide the library."""

_WEEK = re.compile(r"week(\d\d)_(\w+)")


class CourseError(Exception):
    """There is no course here, or it has no such lesson; the message says what there is."""


@dataclass(frozen=True)
class Week:
    """One week of a course. `folder`, such as week03_logistic_regression, is nbgrader's assignment."""

    course: Path
    folder: str

    @property
    def number(self) -> int:
        """The week's number, from 0."""
        return int(_WEEK.fullmatch(self.folder)[1])

    @property
    def lesson(self) -> str:
        """The lesson's name, such as logistic_regression."""
        return RENAMED.get(self._subject, self._subject)

    @property
    def names(self) -> tuple[str, ...]:
        """All that the week may be called by: folder, lesson, `3` or `week03`."""
        return self.folder, self._subject, self.lesson, str(self.number), f"week{self.number:02}"

    @property
    def _subject(self) -> str:
        return _WEEK.fullmatch(self.folder)[2]

    @property
    def master(self) -> Path:
        """The instructor's notebook, with solutions and outputs."""
        return self.course / "solutions" / self.folder / f"{self.lesson}.ipynb"

    @property
    def script(self) -> Path:
        """The percent script that is paired with the master."""
        return self.master.with_suffix(".py")

    @property
    def key(self) -> Path:
        """The public key beside the master, which nbgrader copies to the students' notebook."""
        return self.master.with_suffix(".key.h5")

    @property
    def released(self) -> Path:
        """The students' notebook."""
        return self.course / "notebooks" / self.folder / self.master.name


@dataclass(frozen=True)
class Course:
    """The course whose top folder is `root`."""

    root: Path

    @property
    def weeks(self) -> list[Week]:
        """All weeks that have a master, in order."""
        folders = sorted(path.name for path in (self.root / "solutions").glob("week*"))
        weeks = [Week(self.root, folder) for folder in folders if _WEEK.fullmatch(folder)]
        return [week for week in weeks if week.script.exists()]

    def week(self, name: str) -> Week:
        """The week of that folder, lesson or number (`week03_...`, `logistic_regression`, `3`).

        Raises CourseError where there is none.
        """
        for week in self.weeks:
            if name in week.names:
                return week
        known = ", ".join(week.folder for week in self.weeks) or "none"
        raise CourseError(f"There is no lesson {name!r}. This course has: {known}.")

    @property
    def private(self) -> Path:
        """The folder for what students must never see, made when it is first asked for."""
        folder = self.root / ".grader"
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def secret(self) -> str:
        """The secret from which private keys are drawn; made up the first time, then kept.

        Several machines give the same marks when they have the same file `.grader/secret`.
        """
        path = self.private / "secret"
        if not path.exists():
            _write_once(path, secrets.token_hex(32))
        return path.read_text().strip()


def _write_once(path: Path, text: str) -> None:
    """Write a file that only its owner can read; whoever comes second leaves the first one's."""
    handle, draft = tempfile.mkstemp(dir=path.parent)  # readable by its owner only
    try:
        with os.fdopen(handle, "w") as file:
            file.write(text)
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        Path(draft).unlink()


def find_course(start: Path) -> Course:
    """The course that `start` lies in. Raises CourseError where it lies in none."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / CONFIG).exists() and (folder / "solutions").is_dir():
            return Course(folder)
    raise CourseError(
        f"{start.resolve()} lies in no course: neither it nor a folder above holds {CONFIG} and "
        "solutions/. Go to the course's folder first."
    )
