"""The zoo of right answers: other people's styles, all of which must score full.

One module a lesson, found by its name, with two tables of texts and no code of its own:

    VARIANTS    exercise -> style -> the source of a notebook cell that defines the function in that style
    EQUIVALENT  exercise -> the label of a mutant, as `grader quality` prints it -> why it is right too

A cell may hold whatever a student's may: helpers, classes, imports. `quality` asks every variant.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field

Texts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Zoo:
    """A lesson's right answers in other styles, and its mutants that turned out to be right."""

    variants: Texts = field(default_factory=dict)
    equivalent: Texts = field(default_factory=dict)


def load_zoo(lesson: str) -> Zoo:
    """What module `lesson` of this package holds; an empty zoo where there is no such module."""
    if lesson not in {module.name for module in pkgutil.iter_modules(__path__)}:
        return Zoo()
    module = importlib.import_module(f"{__name__}.{lesson}")
    return Zoo(module.VARIANTS, module.EQUIVALENT)
