"""What a student holds: the notebook with its key, the data, our check side, and `utils` up to this week.

The same folder, less notebook and key, is the world that the sandbox shows to a submission. So what a
student could import at home can be imported in grading, and what this week asks for is in neither.
"""

import shutil
from pathlib import Path

import datasets
import grader
import utils
from grader.submissions.course import Course, CourseError, Week

CHECK_SIDE = (
    "__init__.py",
    "check.py",
    "answers/__init__.py",
    "answers/answer.py",
    "answers/codec.py",
    "answers/variables.py",
    "answers/words.py",
    "judging/__init__.py",
    "judging/behaviour.py",
    "judging/diagnosis.py",
    "judging/exceptions.py",
    "judging/judge.py",
    "judging/relations.py",
    "judging/traits.py",
    "keys/__init__.py",
    "keys/compare.py",
    "keys/draws.py",
    "keys/exercise.py",
    "keys/key.py",
    "reports/__init__.py",
    "reports/card.py",
    "reports/templates/card.html",
    "reports/templates/note.html",
    "sandboxes/__init__.py",
    "sandboxes/connection.py",
    "sandboxes/isolation.py",
    "sandboxes/notebook.py",
    "sandboxes/traces.py",
    "sandboxes/worker.py",
    "sandboxes/zygote.py",
)
"""The part of `grader` that judges a student's function in a notebook: no exercises, no references."""

REQUIREMENTS = (
    "h5py",
    "ipywidgets",
    "jinja2",
    "jupyterlab",
    "matplotlib",
    "numpy",
    "pillow",
    "scikit-learn",
    "scipy",
    "tqdm",
)

HELPERS = ("__init__", "plots", "progress", "quizzes")
"""What every week may import of `utils`. All else there are answers, from the day they are written."""

_WITHHELD = '''"""A notebook asks you to write what belongs here."""

raise ImportError(
    "utils.{lesson} holds the answers of {when}, so it comes with the week after. "
    "Use the functions that you wrote in the notebook."
)
'''


def write_view(course: Course, week: Week, folder: Path) -> None:
    """Write the packages that `week` may import to `folder`, which must not hold them yet."""
    earlier = {other.lesson for other in course.weeks if other.number < week.number}
    _write_packages(course, earlier, folder)


def write_references(course: Course, folder: Path) -> None:
    """Write the same packages with every lesson's references, for the judge's side alone."""
    _write_packages(course, {other.lesson for other in course.weeks}, folder)


def _write_packages(course: Course, earlier: set[str], folder: Path) -> None:
    weeks = {other.lesson: other.number for other in course.weeks}
    there = {_module_of(name) for name in _public_files(utils)}
    shown = there & {*HELPERS, *earlier}
    _copy(grader, CHECK_SIDE, folder / "grader")
    _copy(datasets, _public_files(datasets), folder / "datasets")
    files = [name for name in _public_files(utils) if _module_of(name) in shown]
    _copy(utils, files, folder / "utils")
    for lesson in sorted((there | set(weeks)) - shown - earlier):
        when = f"week {weeks[lesson]}" if lesson in weeks else "a later week"
        text = _WITHHELD.format(lesson=lesson, when=when)
        (folder / "utils" / f"{lesson}.py").write_text(text)
    open_to_all(folder)


def release(course: Course, week: Week, parent: Path) -> Path:
    """Write all that a student gets in `week` to a folder in `parent`, and give that folder.

    What was there before is replaced, except the notebook, in which somebody may have worked.
    Raises CourseError where the week has not been built.
    """
    if not week.released.exists():
        raise CourseError(f"{week.released} is missing: run `grader build {week.folder}` first.")
    folder = parent / week.folder
    for package in (grader, datasets, utils):
        shutil.rmtree(folder / package.__name__, ignore_errors=True)
    write_view(course, week, folder)
    shutil.copy(week.released.with_name(week.key.name), folder)
    (folder / "requirements.txt").write_text("\n".join(REQUIREMENTS) + "\n")
    if not (folder / week.released.name).exists():
        shutil.copy(week.released, folder)
    return folder


def open_to_all(folder: Path) -> None:
    """Let everybody read the folder: in a sandbox it is nobody who does."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))


def _public_files(package: object) -> list[str]:
    folder = Path(package.__file__).parent
    paths = [path for path in folder.rglob("*") if path.suffix in (".py", ".h5")]
    return sorted(path.relative_to(folder).as_posix() for path in paths)


def _module_of(name: str) -> str:
    """The module or package of `utils` to which a file belongs: plots for plots/network.py."""
    return Path(Path(name).parts[0]).stem


def _copy(package: object, names: tuple[str, ...] | list[str], folder: Path) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(Path(package.__file__).parent / name, folder / name)
