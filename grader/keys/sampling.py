"""From a function that draws to the record of what its answers have in common.

The function, a reference or a mutant of it, is asked many times, each time with another generator. Parts
that come out the same every time are expected as they are; the others were drawn, or follow from masks
that were. What was drawn is bounded by the exercise's declaration where it is the reference's, and by
what was seen where it is a mistake's. What follows from masks is looked up in the answer to one
question in which every example meets every mask.
"""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from grader.answers.answer import RETURNED, Answer, ask
from grader.answers.codec import Dice, Rng
from grader.keys.draws import ByMask, Dealt, Draws, Repeated, Switched, draws_in, part_at
from grader.keys.exercise import EveryMask, Inputs, Place
from grader.keys.odds import estimate, estimate_deal

SAMPLES = 24
"""How many answers of a function are looked at."""


def sample(
    function: Callable[..., Any],
    inputs: Inputs,
    promises: Mapping[Place, Draws | Dealt],
    every_mask: EveryMask | None = None,
    masks: tuple[Place, ...] = (),
) -> Answer:
    """The answer to `inputs`, which hold `Dice`, with records where it is random.

    `promises` are put in their places. With `every_mask`, what follows from the parts `masks` is looked
    up. An answer that is no value is given as it is.
    """
    answers = [ask(function, with_rng(inputs, seed)) for seed in _seeds(inputs)]
    for answer in answers:
        if answer.outcome != RETURNED:
            return answer
    values = [answer.value for answer in answers]
    common = _common(values, promises)
    if every_mask:
        wide = ask(function, every_mask.inputs).value
        # A mistake may leave no masks where they should be: then nothing follows from them.
        with contextlib.suppress(IndexError, KeyError, TypeError):
            common = _look_up(common, values, wide, every_mask, masks)
    return Answer(RETURNED, Repeated(common))


def with_rng(inputs: Inputs, seed: int) -> Inputs:
    """The inputs with a generator of this seed in place of the dice."""
    return tuple(Rng(seed) if isinstance(value, Dice) else value for value in inputs)


def _seeds(inputs: Inputs) -> list[int]:
    """Seeds that follow from that of the dice; none of them is drawn from when an answer is judged."""
    (dice,) = (value for value in inputs if isinstance(value, Dice))
    return np.random.SeedSequence((dice.seed, SAMPLES)).generate_state(SAMPLES, np.uint64).tolist()


def _common(
    values: Sequence[Any], promises: Mapping[Place, Draws | Dealt], place: Place = ()
) -> Any:
    """What the values have in common: the same structure, with records for what differs."""
    first = values[0]
    if place in promises:
        return promises[place]
    if _are_dealt(values):
        return estimate_deal(values)
    if isinstance(first, dict | list | tuple):
        steps = list(first) if isinstance(first, dict) else range(len(first))
        parts = [
            _common([value[step] for value in values], promises, (*place, step)) for step in steps
        ]
        return (
            dict(zip(steps, parts, strict=True)) if isinstance(first, dict) else type(first)(parts)
        )
    same = all(np.array_equal(first, value) for value in values[1:])
    return first if same else estimate(values)


def _are_dealt(values: Sequence[Any]) -> bool:
    """Are these tuples of flat arrays of whole numbers, always as long, and not always the same?"""
    if not all(isinstance(value, tuple) and value for value in values):
        return False
    forms = {tuple(_form_of_indices(part) for part in value) for value in values}
    if len(forms) > 1 or None in forms.pop():
        return False
    return len({tuple(part.tobytes() for part in value) for value in values}) > 1


def _form_of_indices(part: Any) -> tuple[int, ...] | None:
    is_flat = isinstance(part, np.ndarray) and part.ndim == 1 and part.size > 0
    return part.shape if is_flat and part.dtype.kind in "iu" else None


def _look_up(
    common: Any,
    values: Sequence[Any],
    wide: Any,
    every_mask: EveryMask,
    masks: tuple[Place, ...],
) -> Any:
    """`common` with tables for those parts that follow from the masks; as it is where none does."""
    width = len(every_mask.table_examples)
    shown = [np.asarray(part_at(wide, place)) != 0 for place in masks]
    switches = np.vstack([np.broadcast_to(mask, (len(mask), width)) for mask in shown])
    plain = Switched(common, masks, switches, every_mask.table_examples, every_mask.examples)
    chosen = [plain.choose(value) for value in values]
    if any(columns is None for columns in chosen):
        return common
    tables = {
        place: ByMask(part_at(wide, place))
        for place, _ in draws_in(common)
        if place not in masks and _follows(place, values, wide, chosen)
    }
    return replace(plain, value=_put(common, tables)) if tables else common


def _follows(place: Place, values: Sequence[Any], wide: Any, chosen: Sequence[np.ndarray]) -> bool:
    """Is this part of every answer made of the chosen columns of the wide one?"""
    table = part_at(wide, place)
    parts = [part_at(value, place) for value in values]
    return all(
        part.shape == table[:, columns].shape and np.allclose(table[:, columns], part, 1e-9, 1e-12)
        for part, columns in zip(parts, chosen, strict=True)
    )


def _put(value: Any, parts: Mapping[Place, Any], place: Place = ()) -> Any:
    """The value with other parts in these places."""
    if place in parts:
        return parts[place]
    if isinstance(value, dict):
        return {step: _put(part, parts, (*place, step)) for step, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_put(part, parts, (*place, i)) for i, part in enumerate(value))
    return value
