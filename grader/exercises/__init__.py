"""All that the grader knows about the lessons: one module each, found by its name."""

import importlib
import pkgutil

from grader.keys.exercise import ExerciseError, Lesson


def lesson_names() -> list[str]:
    """The names of all lessons that have exercises, such as `logistic_regression`."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def load_lesson(name: str) -> Lesson:
    """The lesson of that name: module `name` of this package declares it as `EXERCISES`.

    Raises ExerciseError where there is no such module.
    """
    if name not in lesson_names():
        raise ExerciseError(f"{name} has no exercises: grader/exercises/{name}.py is missing.")
    module = importlib.import_module(f"{__name__}.{name}")
    return Lesson(name, tuple(module.EXERCISES))
