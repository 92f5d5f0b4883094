"""What a question is about, and what the questions answered wrongly have in common that no other has.

"Only where m = 1" often says more than any number. Quantities and traits are read from a case's inputs by
the course's notation: examples are columns, units are rows, layers are counted in `W1, W2, ...`.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

Inputs = Mapping[str, Any]
"""A case's inputs by the names of the parameters."""

LARGE = 30
"""From here on an exponential is beyond ten million million."""

ENOUGH_QUESTIONS = 3
"""How many questions there have to be before what some have in common is believed to matter."""

ENOUGH_NUMBERS = 3
"""How many wrong numbers, and right ones, have to agree on a place where things go wrong."""

ENOUGH_BETWEEN = 6
"""The same for a stretch between two values, which chance finds more easily."""

_EXAMPLES_IN_COLUMNS = ("Y", "X", "A_prev", "AL", "A", "dZ", "dA", "Z", "A2")
_ROWS = {"n_x": ("X",), "n_prev": ("A_prev",), "n": ("dZ", "dA", "Z"), "n_y": ("Y",)}


def quantities(inputs: Inputs) -> dict[str, float]:
    """The numbers that a case is about, by how they are called: "`m`", "`L`", "`learning_rate`"."""
    found = {name: float(value) for name, value in _sizes(inputs)}
    for name, value in inputs.items():
        if isinstance(value, int | float | np.number) and not isinstance(value, bool):
            found[name] = float(value)
    named = {f"`{name}`": value for name, value in found.items()}
    for name, value in inputs.items():
        if _is_matrix(value) and name not in (*_EXAMPLES_IN_COLUMNS, "b", "w"):
            named[f"the number of rows of `{name}`"] = float(value.shape[0])
            named[f"the number of columns of `{name}`"] = float(value.shape[1])
    return named


def _sizes(inputs: Inputs) -> Iterator[tuple[str, int]]:
    for name in _EXAMPLES_IN_COLUMNS:
        if _is_matrix(inputs.get(name)):
            yield "m", inputs[name].shape[1]
            break
    for size, names in _ROWS.items():
        for name in names:
            if _is_matrix(inputs.get(name)):
                yield size, inputs[name].shape[0]
                break
    cache = inputs.get("cache")
    if isinstance(cache, tuple) and len(cache) == 3 and all(map(_is_matrix, cache[:2])):
        yield "n_prev", cache[0].shape[0]
    depth = _depth(inputs)
    if depth:
        yield "L", depth


def _depth(inputs: Inputs) -> int:
    parameters, caches, dims = (inputs.get(n) for n in ("parameters", "caches", "layer_dims"))
    if isinstance(parameters, dict):
        return sum(bool(re.fullmatch(r"W\d+", str(key))) for key in parameters)
    if isinstance(caches, list):
        return len(caches)
    return len(dims) - 1 if isinstance(dims, list | tuple) else 0


def _is_matrix(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.ndim == 2


def common_trait(
    failing: Sequence[Inputs], right: Sequence[Inputs], lucky: Sequence[Inputs] = ()
) -> str:
    """What holds for all `failing` questions and for no `right` one, as "`m` = 1"; "" for nothing.

    What is usual takes more questions than what is special. `lucky` ones may be right by chance: a
    single one refutes a trait, but does not prove one.
    """
    spared = [*right, *lucky]
    if not failing or not spared or len(failing) + len(spared) < ENOUGH_QUESTIONS:
        return ""
    shared = [dict(_traits(inputs)) for inputs in failing]
    others = [dict(_traits(inputs)) for inputs in spared]
    enough = len(failing) > 1 and (right or len(lucky) > 1)
    for grade in (_SPECIAL, _USUAL) if enough else (_SPECIAL,):
        for label in shared[0]:
            holds = all(traits.get(label) == grade for traits in shared)
            if holds and not any(traits.get(label) for traits in others):
                return label
    return ""


def common_settings(questions: Sequence[Inputs]) -> list[str]:
    """The settings that are equal in all these questions, as "`activation` is 'relu'"."""
    settings = [list(_settings(inputs)) for inputs in questions]
    return [label for label in settings[0] if all(label in others for others in settings)]


def _settings(inputs: Inputs) -> Iterator[str]:
    for name, value in inputs.items():
        if value is None or isinstance(value, str | bool):
            yield f"`{name}` is {value!r}"


_SPECIAL, _USUAL = 1, 2


def _traits(inputs: Inputs) -> Iterator[tuple[str, int]]:
    """What may be noticed about a question, the most telling first: special, usual, or not so (0)."""
    for label in _settings(inputs):
        yield label, _SPECIAL
    for name, number in quantities(inputs).items():
        # How long one array is, of all there are, is incidental.
        if name.startswith("`"):
            yield f"{name} = {number:.0f}", _SPECIAL * (number in (0, 1))
            yield f"{name} is negative", _SPECIAL * (number < 0)
            yield f"{name} > 1", _USUAL * (number > 1 and number % 1 == 0)
    L = quantities(inputs).get("`L`", 0)
    yield "`L` = 2", _USUAL * (L == 2)
    yield "`L` > 2", _USUAL * (L > 2)
    for name, value in inputs.items():
        if isinstance(value, np.ndarray) and value.size:
            yield from _traits_of_array(f"`{name}`", value)


def _traits_of_array(name: str, value: np.ndarray) -> Iterator[tuple[str, int]]:
    shape = value.shape if value.ndim == 2 else ()
    yield f"{name} has no second axis", _SPECIAL * (value.ndim < 2)
    yield f"{name} has more than two axes", _SPECIAL * (value.ndim > 2)
    yield f"{name} holds very large numbers", _SPECIAL * bool((np.abs(value) > LARGE).any())
    yield f"{name} is all zeros", _SPECIAL * (not value.any())
    yield f"{name} holds a 0", _SPECIAL * bool((value == 0).any() and not _are_labels(value))
    yield f"{name} holds a negative number", _USUAL * bool((value < 0).any())
    yield f"{name} has as many rows as columns", _USUAL * (len(set(shape)) == 1)
    yield f"{name} has unlike numbers of rows and columns", _USUAL * (len(set(shape)) == 2)


def _are_labels(value: np.ndarray) -> bool:
    return bool(np.isin(value, (0, 1)).all())


def where_wrong(masks: Sequence[tuple[np.ndarray, Inputs]]) -> str:
    """Where wrong numbers stand, as "is right except in the last column"; "" for no pattern.

    Each item is a mask of the wrong numbers and the inputs of its case. Where a case is all right, none
    of its mask is set.
    """
    masks = sorted(masks, key=lambda one: not one[0].any())
    wrong = [mask for mask, _ in masks]
    if sum(mask.any() for mask in wrong) < 2 or not _enough(wrong) or not _enough(_not(wrong)):
        return ""
    for label, regions in _in_all(dict(_regions(*one)) for one in masks):
        if _coincide(wrong, regions):
            return label
    for name, arrays in _in_all(dict(arrays_in(inputs)) for _, inputs in masks):
        if stretch := _stretch(name, wrong, arrays):
            return stretch
    return ""


def _in_all(
    cases: Iterable[Mapping[str, np.ndarray]],
) -> Iterator[tuple[str, list[np.ndarray]]]:
    """What every case has under the same name, in the order of the first one."""
    first, *others = cases
    for name in first:
        if all(name in other for other in others):
            yield name, [first[name], *(other[name] for other in others)]


def _enough(masks: Sequence[np.ndarray], count: int = ENOUGH_NUMBERS) -> bool:
    return sum(int(mask.sum()) for mask in masks) >= count


def _not(masks: Sequence[np.ndarray]) -> list[np.ndarray]:
    return [~mask for mask in masks]


def _stretch(name: str, masks: Sequence[np.ndarray], arrays: Sequence[np.ndarray]) -> str:
    """Are the wrong numbers those for which array `name` lies between two values, in all cases together?"""
    if any(array.shape != mask.shape for array, mask in zip(arrays, masks, strict=True)):
        return ""
    values = np.concatenate([array.ravel() for array in arrays])
    wrong = np.concatenate([mask.ravel() for mask in masks])
    inside, below, above = _split(values, wrong)
    if not np.isfinite(values).all() or wrong.sum() < max(ENOUGH_BETWEEN, 0.9 * inside.sum()):
        return ""
    few = max(below.sum(), above.sum()) < ENOUGH_BETWEEN
    if few or len(np.unique(values)) < 2 * ENOUGH_BETWEEN:
        return ""
    low = _plainest(values[below].max(), values[inside].min()) if below.any() else ""
    high = _plainest(values[inside].max(), values[above].min()) if above.any() else ""
    if low and high:
        return f"is right except where `{name}` lies between {low} and {high}"
    return f"is right except where `{name}` is {f'above {low}' if low else f'below {high}'}"


def _split(values: np.ndarray, wrong: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which values lie among the wrong ones, which below all of them and which above."""
    below, above = values < values[wrong].min(), values > values[wrong].max()
    return ~below & ~above, below, above


def _plainest(low: float, high: float) -> str:
    """The number with the fewest digits from `low` to `high`, 0 before all others."""
    if low <= 0 <= high:
        return "0"
    for digits in range(12):
        step = 10.0**-digits
        number = round(math.ceil(low / step) * step, digits)
        if number <= high:
            return f"{number:.{digits}f}"
    return f"{high:.12g}"


def _coincide(masks: Sequence[np.ndarray], regions: Sequence[np.ndarray]) -> bool:
    """Is every wrong number in its region, nearly all of the regions wrong, and much outside of them?"""
    pairs = list(zip(masks, regions, strict=True))
    inside = sum(int((mask & region).sum()) for mask, region in pairs)
    outside = sum(int((mask & ~region).sum()) for mask, region in pairs)
    is_part = _enough([~region for region in regions])
    return is_part and not outside and inside >= 0.9 * sum(int(region.sum()) for region in regions)


def _regions(mask: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, np.ndarray]]:
    """Parts of an array that a mistake may be confined to, and how to say so."""
    words = {1: ("number",), 2: ("row", "column")}.get(mask.ndim, ())
    for axis, word in reversed(list(enumerate(words))):
        place, last = np.indices(mask.shape)[axis], mask.shape[axis] - 1
        yield f"is right except in the first {word}", place == 0
        yield f"is right except in the last {word}", place == last
        yield f"is right only in the first {word}", place > 0
        yield f"is right only in the last {word}", place < last
    for name, value in arrays_in(inputs):
        if value.shape == mask.shape and _are_labels(value):
            yield f"is right except where `{name}` is 1", value == 1
            yield f"is right except where `{name}` is 0", value == 0
        elif value.shape == mask.shape:
            yield f"is right except where `{name}` is positive", value > 0
            yield f"is right except where `{name}` is negative", value < 0
            yield f"is right except where `{name}` is 0", value == 0


def arrays_in(value: Any, path: str = "") -> Iterator[tuple[str, np.ndarray]]:
    """Every array or float among the inputs, with the expression by which a student reaches it."""
    if isinstance(value, np.ndarray | float | np.floating):
        yield path, np.asarray(value)
    elif isinstance(value, Mapping):
        for key in value:
            yield from arrays_in(value[key], f'{path}["{key}"]' if path else str(key))
    elif isinstance(value, list | tuple):
        for position, item in enumerate(value):
            yield from arrays_in(item, f"{path}[{position}]")


def find_input(array: np.ndarray, inputs: Inputs) -> str:
    """The input that `array` equals number by number, as an expression; "" for none."""
    for path, value in arrays_in(inputs):
        if value.shape == array.shape and np.array_equal(value, array):
            return path
    return ""


_WHOLE_LAYERS = {
    "only in the first layer": lambda layer, depth: layer == 1,
    "only in the last layer": lambda layer, depth: layer == depth,
    "from the second layer on": lambda layer, depth: layer >= 2,
    "in every layer but the last": lambda layer, depth: layer < depth,
    "from the third layer on": lambda layer, depth: layer >= 3,
    "only in the layers between the first and the last": lambda layer, depth: 1 < layer < depth,
}


def which_layers(layers: Iterable[tuple[Mapping[int, bool], int]]) -> str:
    """In which layers something is wrong, as "only in the last layer"; "" where it is no matter of layers.

    Each item maps a case's layers to whether they are wrong, beside the number of its layers.
    """
    deep = [(wrong, depth) for wrong, depth in layers if depth > 1 and len(wrong) > 1]
    if len(deep) < 2 or not any(set(wrong.values()) == {True, False} for wrong, _ in deep):
        return ""
    for label, belongs in _WHOLE_LAYERS.items():
        if all(
            is_wrong == belongs(layer, depth)
            for wrong, depth in deep
            for layer, is_wrong in wrong.items()
        ):
            return label
    return ""
