"""Wrong answers, read as a tutor would: the first thing that helps, where no known mistake fits.

All cases are looked at together. First what kind of thing came back, then its shape, then numbers that are
none, then how the numbers relate to the right ones (`relations`), and last what the wrong cases have in
common that no right one has (`traits`). Nothing said here tells an expected number.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from grader.answers.answer import RETURNED, Answer
from grader.answers.words import quoted
from grader.judging.relations import (
    ENOUGH_NUMBERS,
    EXCHANGED,
    Pair,
    find_relation,
    find_step,
    find_tendency,
)
from grader.judging.traits import (
    arrays_in,
    common_settings,
    common_trait,
    find_input,
    quantities,
    where_wrong,
    which_layers,
)
from grader.keys.compare import (
    NOT_FINITE,
    NOTHING,
    SHAPE,
    STRUCTURE,
    VALUE,
    Difference,
    Promise,
    compare,
    compare_at,
)
from grader.keys.draws import RANDOMNESS
from grader.keys.exercise import RESULT
from grader.keys.key import Case, ExerciseKey

_ORDER = (NOTHING, STRUCTURE, SHAPE, NOT_FINITE, RANDOMNESS, VALUE)
"""The order in which a tutor would look."""

MAX_RIGHT = 4
"""Up to how many parts of an answer are said to be right."""

ROUNDING = 1e-12
"""How far numbers that were computed in the same way are apart at most."""

OVERFLOWING = 300
"""Numbers beyond this are large enough that an exponential may overflow."""


@dataclass(frozen=True)
class Finding:
    """The first thing that helps: the number of the case to talk about, its difference, and what to say."""

    case: int
    difference: Difference
    message: str


@dataclass(frozen=True)
class _Place:
    """Where something stands in an answer: `grads["dW2"]`, of the family `grads["dW…"]`, in layer 2.

    A family is the same kind of thing in every layer. What belongs to no layer has layer 0.
    """

    name: str
    family: str
    layer: int = 0

    def key(self, key: Any) -> "_Place":
        """The place under `key` in a dict that stands here."""
        numbered = re.fullmatch(r"([A-Za-z_]+)(\d+)", str(key))
        if self.layer or not numbered:
            return self._inside(f'["{key}"]')
        inner = f'["{numbered[1]}…"]'
        return _Place(f'{self.name}["{key}"]', self.family + inner, int(numbered[2]))

    def item(self, position: int, in_list: bool) -> "_Place":
        """The place at `position` of a sequence that stands here; a list holds a thing for each layer."""
        if self.layer or not in_list:
            return self._inside(f"[{position}]")
        return _Place(f"{self.name}[{position}]", f"{self.family}[…]", position + 1)

    def _inside(self, step: str) -> "_Place":
        return _Place(self.name + step, self.family + step, self.layer)

    @property
    def is_gradient(self) -> bool:
        """Is it computed on the way back, from the last layer to the first?"""
        return '["d' in self.name

    @property
    def order(self) -> float:
        """When it is computed: layer after layer, gradients from the last one, and then all else."""
        return (-self.layer if self.is_gradient else self.layer) if self.layer else math.inf

    @property
    def owner(self) -> str:
        """The returned value that the place belongs to."""
        return self.name.partition("[")[0]


@dataclass(frozen=True)
class _Part:
    """What stands in one place of one answer and is compared as a whole: an array, a number, numbers."""

    case: int
    place: _Place
    expected: Any
    answered: Any
    difference: Difference | None

    @property
    def family(self) -> str:
        """The family of its place."""
        return self.place.family

    @cached_property
    def arrays(self) -> tuple[np.ndarray, np.ndarray] | None:
        """Both sides as arrays of numbers of one shape, None where they are not."""
        expected, answered = _as_array(self.expected), _as_array(self.answered)
        if expected is None or answered is None:
            return None
        if expected.shape == answered.shape:
            return expected, answered
        single = expected.size == answered.size == 1 and not expected.shape
        return (expected, answered.reshape(())) if single else None


def _as_array(value: Any) -> np.ndarray | None:
    """An array, a number, or a list of numbers as an array of floats; None for everything else."""
    if isinstance(value, list | tuple) and value and all(map(_is_number, value)):
        return np.array([float(item) for item in value])
    if isinstance(value, np.ndarray) or _is_number(value):
        return np.asarray(value, dtype=float)
    return None


def _is_number(value: Any) -> bool:
    if isinstance(value, int):
        # An int may be too long for any float.
        return abs(value) < 10**300
    return isinstance(value, float | np.number | np.bool_)


def explain_wrong(key: ExerciseKey, judged: Sequence[tuple[Case, Answer]]) -> Finding | None:
    """What to say of the answers in `judged` that came back and are wrong; None where there is none."""
    with np.errstate(all="ignore"):
        reading = _Reading(key, judged)
        if not reading.wrong:
            return None
        part, message = reading.message(min(reading.wrong, key=_urgency))
        return Finding(part.case, part.difference, message)


def _urgency(part: _Part) -> int:
    kind = part.difference.kind
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def fails_only(key: ExerciseKey, judged: Sequence[tuple[Case, Answer]], failed: set[int]) -> str:
    """What the cases numbered `failed` have in common and the others have not, or ""."""
    inputs = [dict(zip(key.parameters, case.inputs, strict=False)) for case, _ in judged]
    return common_trait(
        [one for number, one in enumerate(inputs) if number in failed],
        [one for number, one in enumerate(inputs) if number not in failed],
    )


class _Reading:
    """All answers to an exercise, taken apart into their parts."""

    def __init__(self, key: ExerciseKey, judged: Sequence[tuple[Case, Answer]]) -> None:
        self._key = key
        self._inputs = [dict(zip(key.parameters, case.inputs, strict=False)) for case, _ in judged]
        self._parts = [
            part
            for number, (case, answer) in enumerate(judged)
            if answer.outcome == RETURNED
            for part in self._take_apart(number, case.expected, answer.value)
        ]
        self.wrong = [part for part in self._parts if part.difference]

    def _take_apart(self, number: int, expected: Any, answered: Any) -> list[_Part]:
        """The parts of an answer; where its outline is wrong, or it can't be taken apart, the whole."""
        returns, tolerance = self._key.returns, self._key.tolerance
        several = isinstance(expected, tuple) and len(expected) == len(returns)
        fits = not several or (
            isinstance(answered, tuple | list) and len(answered) == len(expected)
        )
        if answered is None or isinstance(expected, Promise) or not fits:
            difference = compare(expected, answered, tolerance, returns)
            return [_Part(number, _Place(RESULT, RESULT), expected, answered, difference)]
        pairs = zip(expected, answered, strict=True) if several else [(expected, answered)]
        return [
            _Part(number, place, one, other, compare_at(place.name, one, other, tolerance))
            for name, (wanted, got) in zip(returns, pairs, strict=True)
            for place, one, other in _places(_Place(name, name), wanted, got)
        ]

    def message(self, part: _Part) -> tuple[_Part, str]:
        """What to say, in the light of all answers, where `part` is the most urgent; and of which part."""
        misplaced = self._misplaced()
        if misplaced:
            return misplaced
        if part.difference.kind == VALUE and part.arrays:
            return self._about_values()
        said = part.difference.detail
        if part.difference.kind == NOT_FINITE:
            said = _about_strange_numbers(part, self._inputs[part.case])
        return part, said + self._only(part.difference.kind)

    def _only(self, kind: str) -> str:
        """A sentence about what the cases with such a difference have in common."""
        trait = self._trait([part for part in self.wrong if part.difference.kind == kind])
        return f" This happens only where {trait}." if trait else ""

    def _trait(self, wrong: Sequence[_Part], lucky: Set[int] = frozenset()) -> str:
        returned = {part.case for part in self._parts}
        failed = {part.case for part in wrong}
        groups = failed, returned - failed - lucky, lucky
        return common_trait(*([self._inputs[number] for number in sorted(one)] for one in groups))

    # Right things in wrong places

    def _misplaced(self) -> tuple[_Part, str] | None:
        """Where one place holds, in every case that is wrong, what belongs in another."""
        families: dict[str, list[_Part]] = {}
        for part in self.wrong:
            families.setdefault(part.family, []).append(part)
        reordered = [family for family in families if self._are_reordered(families[family])]
        for family, wrong in families.items():
            if not _are_telling(wrong):
                continue
            if family in reordered:
                return wrong[0], self._say_reordered(wrong[0], reordered)
            first, *others = map(self._belongs_in, wrong)
            sources = [source for source in first if all(source in other for other in others)]
            if sources:
                return wrong[0], self._say_misplaced(wrong, min(sources, key=len))
        return None

    def _are_reordered(self, wrong: Sequence[_Part]) -> bool:
        """Do these parts of one family hold, case by case, what belongs in the layers of one another?"""
        cases: dict[int, list[_Part]] = {}
        for part in wrong:
            cases.setdefault(part.case, []).append(part)
        wanted = {number: list(parts) for number, parts in cases.items()}
        for part in wrong:
            left = wanted[part.case]
            fits = next((other for other in left if self._would_fit(part, other)), None)
            if fits is None:
                return False
            left.remove(fits)
        networks = {part.case for part in self._of_family(wrong[0]) if part.place.layer > 1}
        return bool(networks) and networks == cases.keys()

    def _say_reordered(self, part: _Part, reordered: Sequence[str]) -> str:
        owner = part.place.owner
        there = {other.family for other in self._parts if other.place.owner == owner}
        if there <= set(reordered):
            return f"`{owner}` holds the right things, but its layers in another order."
        return f"`{owner}` holds the right `{_name(part.family)}`, but in another order of layers."

    def _belongs_in(self, part: _Part) -> list[str]:
        """The other places of the same case in which this answer would be right, and their families."""
        answered = _as_array(part.answered)
        if answered is None or (answered.ndim and len(np.unique(answered)) < 2):
            return []
        others = [
            other.place
            for other in self._parts
            if other.case == part.case and other is not part and self._would_fit(part, other)
        ]
        families = [place.family for place in others if place.family != part.family]
        return [place.name for place in others] + families

    def _would_fit(self, part: _Part, place: _Part) -> bool:
        """Would what was answered in `part` be right in another place?"""
        return not compare_at("", place.expected, part.answered, self._key.tolerance)

    def _say_misplaced(self, wrong: Sequence[_Part], source: str) -> str:
        said = self._sentence(wrong, f"holds what belongs in `{source}`")
        returns = self._key.returns
        if not {source, wrong[0].family} <= set(returns):
            return said
        return f"{said} The order is {quoted(returns)}."

    def _of_family(self, part: _Part) -> list[_Part]:
        return [other for other in self._parts if other.family == part.family]

    # Values

    def _about_values(self) -> tuple[_Part, str]:
        numbers = [part for part in self.wrong if part.arrays]
        families = list(dict.fromkeys(part.family for part in numbers))
        relations = {family: self._relation(family) for family in families}
        relation = next(filter(None, relations.values()), None)
        if relation:
            wrong = [part for part in numbers if relations[part.family] == relation]
            return wrong[0], self._sentence(wrong, relation) + self._what_is_right()
        return self._say_where([part for part in numbers if part.family == families[0]])

    def _relation(self, family: str) -> str | None:
        wrong = [part for part in self.wrong if part.family == family]
        if any(part.difference.kind != VALUE or part.arrays is None for part in wrong):
            return None
        relation = (
            self._untouched(wrong)
            or self._moved(wrong)
            or find_relation(self._pairs(wrong), self._key.tolerance)
        )
        # A wrong decision is always the other one: that is only news where it is so everywhere.
        return None if relation == EXCHANGED and self._where(wrong, EXCHANGED) else relation

    def _pairs(self, parts: Sequence[_Part]) -> list[Pair]:
        return [
            Pair(*part.arrays, part.case, quantities(self._inputs[part.case])) for part in parts
        ]

    def _untouched(self, wrong: Sequence[_Part]) -> str | None:
        """Where every wrong array is one of the inputs, as it went in."""
        sources = {
            find_input(part.arrays[1], self._inputs[part.case]).partition("[")
            for part in wrong
            if part.arrays[1].size > 1
        }
        inputs, brackets = {source[0] for source in sources}, {source[1] for source in sources}
        if len(inputs) != 1 or "" in inputs or len({part.case for part in wrong}) < 2:
            return None
        name = inputs.pop()
        if name == wrong[0].place.owner:
            return "is still as it came in"
        return f"is just what came in with `{name}`" if any(brackets) else f"is just `{name}`"

    def _moved(self, wrong: Sequence[_Part]) -> str | None:
        """How far the answer went from what came in under the same name, where that is off by a factor."""
        starts = [dict(arrays_in(self._inputs[part.case])).get(part.place.name) for part in wrong]
        if any(
            start is None or start.shape != part.arrays[0].shape
            for start, part in zip(starts, wrong, strict=True)
        ):
            return None
        return find_step(self._pairs(wrong), starts, self._key.tolerance)

    def _sentence(self, wrong: Sequence[_Part], predicate: str) -> str:
        """What is true of all these parts, with the layers or cases in which it is."""
        where, subject = self._where(wrong, predicate), self._subject(wrong)
        said = f"{where}, {subject}" if where else _capital(subject)
        return f"{said} {predicate}{'' if predicate.endswith('?') else '.'}"

    def _where(self, wrong: Sequence[_Part], relation: str) -> str:
        """In which layers or cases, as the beginning of a sentence; "" where it is everywhere."""
        layers = self._layers(wrong)
        if layers:
            return _capital(layers)
        trait = self._trait(wrong)
        explained = any(name in relation for name in re.findall(r"^(.+?) [=>]", trait))
        if trait:
            return "" if explained else f"Only where {trait}"
        families = {part.family for part in wrong}
        some_are_right = any(not part.difference for part in self._parts if part.family in families)
        return "Where it is wrong" if some_are_right else ""

    def _say_where(self, wrong: Sequence[_Part]) -> tuple[_Part, str]:
        """What can be said where the numbers follow no rule: where they are wrong."""
        subject, right = _capital(self._subject(wrong)), self._what_is_right()
        region = self._say_region(wrong)
        if region:
            return wrong[0], region + right
        layers = self._layers(self.wrong)
        if layers:
            first = min(self.wrong, key=self._first_of_layers)
            return first, f"This goes wrong {layers}. Look at `{first.place.name}` first."
        trait = self._trait(self.wrong, self._lucky())
        if trait:
            return wrong[
                0
            ], f"{subject} is wrong only where {trait}; the other cases are right.{right}"
        tendency = find_tendency(self._pairs(wrong))
        advice = "Print the steps in between for this call: which is the first that surprises you?"
        said = (wrong[0].difference.detail, right.strip(), tendency, advice)
        return wrong[0], " ".join(filter(None, said))

    def _first_of_layers(self, part: _Part) -> tuple[float, float]:
        """Where to look first: on the way back, at the layer next to the end, in the deepest network."""
        return (
            (part.place.order, part.case)
            if part.place.is_gradient
            else (part.case, part.place.order)
        )

    def _lucky(self) -> set[int]:
        """The cases that may be right by luck: yes or no, a single number, or close to right, not equal."""
        cases = {part.case for part in self._parts}
        return {number for number in cases - {p.case for p in self.wrong} if self._is_lucky(number)}

    def _is_lucky(self, case: int) -> bool:
        numbers = [part.arrays for part in self._parts if part.case == case and part.arrays]
        if not numbers:
            return False
        expected, answered = (
            np.concatenate([a.ravel() for a in side]) for side in zip(*numbers, strict=True)
        )
        is_equal = np.allclose(answered, expected, rtol=ROUNDING, atol=ROUNDING)
        return not is_equal or len(np.unique(expected)) < ENOUGH_NUMBERS

    def _say_region(self, wrong: Sequence[_Part]) -> str:
        """Which numbers are wrong, if need be of the cases in one setting, outside of which all is right."""
        parts, subject = self._of_family(wrong[0]), self._subject(wrong)
        region = self._region(parts)
        if region:
            return f"{_capital(subject)} {region}."
        for setting in common_settings([self._inputs[part.case] for part in wrong]):
            chosen = [p for p in parts if setting in common_settings([self._inputs[p.case]])]
            region = self._region(chosen)
            if region:
                return f"Where {setting}, {subject} {region}."
        return ""

    def _region(self, parts: Sequence[_Part]) -> str:
        """Which numbers of these parts, right ones among them, are wrong, as "is right except ..."; or ""."""
        if not all(part.arrays for part in parts):
            return ""
        return where_wrong([(self._mask(part), self._surroundings(part)) for part in parts])

    def _mask(self, part: _Part) -> np.ndarray:
        """Which numbers of a part are wrong."""
        expected, answered = part.arrays
        tolerance = self._key.tolerance
        if not part.difference:
            return np.zeros(expected.shape, dtype=bool)
        return ~np.isclose(answered, expected, tolerance.relative, tolerance.absolute)

    def _surroundings(self, part: _Part) -> dict[str, Any]:
        """All arrays that may explain which numbers are wrong: the inputs, and what else is right."""
        case = [other for other in self._parts if other.case == part.case and not other.difference]
        depth = max((other.place.layer for other in case), default=0)
        right = {
            other.family.replace("…", "-1"): other.answered
            for other in case
            if other.place.layer == depth
        }
        return self._inputs[part.case] | right

    def _layers(self, wrong: Sequence[_Part]) -> str:
        families, chosen = {part.family for part in wrong}, {id(part) for part in wrong}
        cases: dict[int, dict[int, bool]] = {}
        for part in self._parts:
            if part.place.layer and part.family in families:
                layers = cases.setdefault(part.case, {})
                is_wrong = layers.get(part.place.layer, False) or id(part) in chosen
                layers[part.place.layer] = is_wrong
        return which_layers((layers, max(layers)) for layers in cases.values())

    # Words

    def _what_is_right(self) -> str:
        """A sentence that says which other parts of the answer are right, where there are few."""
        wrong = {part.family for part in self.wrong}
        spoiled = {part.place.owner for part in self.wrong}
        right = dict.fromkeys(
            part.place.owner if part.place.owner not in spoiled else _name(part.family)
            for part in self._parts
            if part.family not in wrong
        )
        if not 0 < len(right) <= MAX_RIGHT:
            return ""
        return f" {quoted(list(right))} {'is' if len(right) == 1 else 'are'} right."

    def _subject(self, wrong: Sequence[_Part]) -> str:
        """The places of these parts in words that a singular verb can follow."""
        families = list(dict.fromkeys(part.family for part in wrong))
        owners = {part.place.owner for part in wrong}
        if len(families) > 1:
            there = {part.family for part in self._parts if part.place.owner in owners}
            if len(owners) == 1 and len(there) == len(families):
                return f"everything in `{owners.pop()}`"
            return f"each of {quoted([_name(family) for family in families])}"
        family, owner = families[0], owners.pop()
        if family == RESULT:
            return RESULT
        if "…" not in family:
            return f"`{family}`"
        name = _name(family)
        return f"every `{name}`" if name == family else f"every `{name}` in `{owner}`"


def _places(place: _Place, expected: Any, answered: Any) -> Iterator[tuple[_Place, Any, Any]]:
    """The parts of an answer, each beside what was expected there."""
    if isinstance(expected, dict) and isinstance(answered, dict):
        if not answered.keys() >= expected.keys():
            yield place, expected, answered
            return
        for key in expected:
            yield from _places(place.key(key), expected[key], answered[key])
    elif _are_sequences(expected, answered) and _as_array(expected) is None:
        for position, (one, other) in enumerate(zip(expected, answered, strict=True)):
            yield from _places(place.item(position, isinstance(expected, list)), one, other)
    else:
        yield place, expected, answered


def _are_sequences(expected: Any, answered: Any) -> bool:
    kinds = list | tuple
    return (
        isinstance(expected, kinds)
        and isinstance(answered, kinds)
        and len(expected) == len(answered)
    )


def _are_telling(parts: Sequence[_Part]) -> bool:
    """Do the answers in these parts hold enough different numbers to be recognised?"""
    arrays = [_as_array(part.answered) for part in parts]
    if any(array is None for array in arrays) or len({part.case for part in parts}) < 2:
        return False
    return len(np.unique(np.concatenate([array.ravel() for array in arrays]))) > 2


def _about_strange_numbers(part: _Part, inputs: Mapping[str, Any]) -> str:
    """How many numbers are not finite, where the first is, and what usually makes them."""
    array = _as_array(part.answered)
    if array is None:
        return part.difference.detail
    strange = ~np.isfinite(array)
    kinds = {"nan": np.isnan(array).any(), "inf": np.isinf(array).any()}
    kind = " and ".join(name for name, occurs in kinds.items() if occurs)
    place = _capital(_quote(part.place.name))
    if array.size == 1:
        said = f"{place} is {kind}, and should be a finite number."
    elif strange.all():
        said = f"{place} holds nothing but {kind}, where every number should be finite."
    else:
        index = ", ".join(str(int(i)) for i in np.argwhere(strange)[0])
        count = int(strange.sum())
        said = f"{place} holds {kind} in {count} of {array.size} places, the first at [{index}]."
    return f"{said} {_cause(array[strange], inputs)}"


def _cause(strange: np.ndarray, inputs: Mapping[str, Any]) -> str:
    numbers = [np.ravel(value) for value in inputs.values() if isinstance(value, np.ndarray)]
    if any((np.abs(some) > OVERFLOWING).any() for some in numbers):
        return "It was asked with very large numbers here: does an exponential of one overflow?"
    if np.isnan(strange).any():
        return (
            "nan comes of 0 / 0, of 0 times the logarithm of 0, or of the logarithm or root of a "
            "negative number. Which of these can happen here?"
        )
    if (strange < 0).all():
        return "-inf is the logarithm of 0. What goes into the logarithm here?"
    return "inf comes of a division by 0, or of an exponential that overflows. Which is it here?"


def _quote(place: str) -> str:
    return RESULT if place == RESULT else f"`{place}`"


def _name(family: str) -> str:
    """A short name for a family: `dW` for `grads["dW…"]`."""
    key = re.search(r'\["(\w+)…?"\]$', family)
    return key[1] if key else family


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
