"""What grading one week takes, and what comes of it: data only, which travels to whoever does the work.

A grading is made once for a class. It holds the key, the released notebook, and the packages that students'
code may import, so a worker needs nothing else: no course, no common folders, no gradebook.
"""

import functools
import hashlib
import io
import json
import sys
import tarfile
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import grader
from grader.exercises import load_lesson
from grader.judging.judge import GRADER_ERROR, Verdict
from grader.keys.key import AnswerKey, KeyFileError, load_key, save_key
from grader.keys.key_maker import make_key
from grader.sandboxes.guard import Limits
from grader.sandboxes.wall import require_protection
from grader.submissions.bundle import open_to_all, write_references, write_view
from grader.submissions.course import Course, Week
from grader.submissions.submission import Release, read_release


class GradingError(Exception):
    """A week can't be graded; the message says why and what to do."""


@dataclass(frozen=True)
class Grading:
    """All that grading a submission of one week needs.

    `view` holds the packages that students' sandboxes show, `references` those of the judge's own, in which
    references answer for helpers; both are archives. `without` names layers of the sandbox that the
    instructor gave up.
    """

    week: str
    release: Release
    key: AnswerKey
    view: bytes
    references: bytes
    limits: Limits
    without: tuple[str, ...]

    @functools.cached_property
    def fingerprint(self) -> str:
        """What decides all verdicts, apart from the key and the submission."""
        parts = [json.dumps(self.release.notebook, sort_keys=True), str(self.limits)]
        parts += [str(self.without), sys.version, np.__version__, own_code()]
        data = "\0".join(parts).encode() + self.view + self.references
        return hashlib.sha256(data).hexdigest()

    @functools.cached_property
    def decided_by(self) -> dict[str, str]:
        """What decides the verdict on each exercise, by name, apart from the submission."""
        return {
            one.name: hashlib.sha256(f"{self.fingerprint} {one.digest}".encode()).hexdigest()
            for one in self.key.exercises
        }


@dataclass(frozen=True)
class Result:
    """What a submission is worth: a verdict and the points at stake for each exercise, in order.

    `repairs` and `problem` are the submission's; `without` names the layers of the sandbox that were missing.
    """

    student: str
    week: str
    verdicts: tuple[Verdict, ...]
    max_points: tuple[float, ...]
    repairs: tuple[str, ...] = ()
    problem: str = ""
    without: tuple[str, ...] = ()

    @property
    def points(self) -> tuple[float | None, ...]:
        """The points for each exercise; None where grading failed and someone has to look."""
        return tuple(map(points_for, self.verdicts, self.max_points))

    @property
    def total(self) -> float:
        """The points of all exercises together."""
        return round(sum(points or 0.0 for points in self.points), 2)

    @property
    def broke_down(self) -> bool:
        """Whether grading itself failed somewhere, which is our fault."""
        return GRADER_ERROR in {verdict.status for verdict in self.verdicts}

    @property
    def needs_a_look(self) -> bool:
        """Whether a person has to see to it: grading broke down, or there was nothing to be read."""
        return self.broke_down or bool(self.problem)


def points_for(verdict: Verdict, max_points: float) -> float | None:
    """The share of right cases in points, to the cent; None where grading failed."""
    return None if verdict.status == GRADER_ERROR else round(max_points * verdict.share, 2)


def prepare(course: Course, week: Week, without: Collection[str] = ()) -> Grading:
    """Everything for grading `week`.

    Raises SandboxUnavailable where the machine can't protect itself, but for layers that `without` names,
    and GradingError where the week has not been built.
    """
    require_protection(course.root, without=without)
    if not week.released.exists():
        raise GradingError(f"{week.released} is missing: run `grader build {week.folder}` first.")
    release = read_release(week.released)
    key = private_key(course, week)
    if {exercise.name for exercise in key.exercises} != set(release.points):
        raise GradingError(
            f"{week.released.name} is stale: it does not check the exercises that there are today. "
            f"Run `grader build {week.folder}`."
        )
    with tempfile.TemporaryDirectory(prefix="course-") as folder:
        view, references = Path(folder, "view"), Path(folder, "references")
        write_view(course, week, view)
        write_references(course, references)
        packages = pack(view), pack(references)
    return Grading(week.folder, release, key, *packages, Limits(), tuple(without))


def private_key(course: Course, week: Week) -> AnswerKey:
    """The week's key from the course's secret; kept beside the secret, because making it takes a while."""
    secret = course.secret()
    decided_by = hashlib.sha256("\0".join((secret, week.lesson, np.__version__)).encode())
    decided_by.update(own_code().encode())
    for path in sorted((course.root / "utils").glob("*.py")):
        decided_by.update(path.read_bytes())
    place = course.private / "keys" / f"{week.lesson}.{decided_by.hexdigest()[:16]}.h5"
    try:
        return load_key(place)
    except KeyFileError:
        key = make_key(load_lesson(week.lesson), secret)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in place.parent.glob(f"{week.lesson}.*.h5"):
        old.unlink(missing_ok=True)
    save_key(key, place)
    place.chmod(0o600)
    return key


@functools.cache
def own_code() -> str:
    """The fingerprint of the grader's own code."""
    folder = Path(grader.__file__).parent
    code = hashlib.sha256()
    for path in _files_in(folder):
        code.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return code.hexdigest()


def pack(folder: Path) -> bytes:
    """The files of a folder as one archive, which is always the same for the same files."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for path in _files_in(folder):
            entry = archive.gettarinfo(path, path.relative_to(folder).as_posix())
            entry.mtime = entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            with path.open("rb") as file:
                archive.addfile(entry, file)
    return buffer.getvalue()


def unpack(archive: bytes, folder: Path) -> None:
    """Write the files of an archive of ours to a folder, for everybody to read."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for entry in files:
            place = folder / entry.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(files.extractfile(entry).read())
    open_to_all(folder)


def _files_in(folder: Path) -> Iterator[Path]:
    """All files in a folder, in order, but what Python compiled there."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path
