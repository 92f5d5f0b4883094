"""What a student holds: the notebook with its key, the data, our check side, and `utils` up to this week.

The same folder, less notebook and key, is the world that the sandbox shows to a submission. So what a
student could import at home can be imported in grading, and what this week asks for is in neither.
"""

import shutil
from pathlib import Path

import datasets
import grader
import utils
from grader.course import Course, CourseError, Week

CHECK_SIDE = (
    "__init__.py",
    "answer.py",
    "card.py",
    "check.py",
    "codec.py",
    "compare.py",
    "exercise.py",
    "judge.py",
    "key.py",
    "worker.py",
    "templates/card.html",
    "templates/note.html",
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
    "tqdm",
)

HELPERS = ("__init__", "plots", "progress")
"""What every week may import of `utils`. All else there are answers, from the day they are written."""

_WITHHELD = '''"""A notebook asks you to write what belongs here."""

raise ImportError(
    "utils.{lesson} holds the answers of {when}, so it comes with the week after. "
    "Use the functions that you wrote in the notebook."
)
'''


def write_view(course: Course, week: Week, folder: Path) -> None:
    """Write the packages that `week` may import to `folder`, which must not hold them yet."""
    weeks = {other.lesson: other.number for other in course.weeks}
    earlier = {lesson for lesson, number in weeks.items() if number < week.number}
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
