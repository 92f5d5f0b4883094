"""An exception, explained: the student's line, what Python or NumPy meant by it, and the usual cause.

Messages of NumPy are written for those who know what it does inside. `_READINGS` is a table of them: the
type of the error, a pattern of its message, and what a tutor would say. A new case is a new row.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from grader.answers.answer import Answer
from grader.keys.compare import near_miss

MAX_SOURCE = 120
"""How many characters of a student's line are repeated."""


@dataclass(frozen=True)
class _Reading:
    """What an error means whose type is one of `errors` and whose message matches `pattern`.

    `words` may hold the groups of the pattern, as `{0}` and so on, or be made from the match and the answer.
    """

    errors: str
    pattern: str
    words: str | Callable[[re.Match[str], Answer], str]

    def read(self, answer: Answer) -> str | None:
        """The words for this answer, None where it is another case."""
        match = re.search(self.pattern, answer.detail, re.DOTALL)
        if answer.error not in self.errors.split() or not match:
            return None
        if callable(self.words):
            return self.words(match, answer)
        return self.words.format(*(_spaced(group or "") for group in match.groups()))


def explain_exception(name: str, answer: Answer) -> str:
    """What to tell somebody whose function `name` raised an exception, in one short paragraph."""
    if answer.error == "NotImplementedError" and answer.function not in ("", name):
        return f"`{name}` calls `{answer.function}`, which is still to be written."
    stopped = (
        f"`{name}` stopped{f' with {answer.error}' if answer.error else ''}{_where(name, answer)}"
    )
    meaning = next(filter(None, (reading.read(answer) for reading in _READINGS)), "")
    meaning = meaning or answer.detail.strip()
    if not meaning:
        return f"{stopped}."
    return f"{stopped}: {meaning}{_variables(answer, meaning)}"


def _where(name: str, answer: Answer) -> str:
    if not answer.source:
        return ""
    source = answer.source
    shown = source if len(source) <= MAX_SOURCE else source[: MAX_SOURCE - 1] + "…"
    helper = answer.function if answer.function.isidentifier() else name
    cell = "its cell" if helper == name else f"`{helper}`'s cell"
    return f" in line {answer.line} of {cell}, `{shown}`"


def _variables(answer: Answer, meaning: str) -> str:
    if not answer.variables or answer.error in _NOT_ABOUT_VALUES:
        return ""
    return f"{'' if meaning.endswith(('.', '?', '!')) else '.'} At that point {answer.variables}."


_NOT_ABOUT_VALUES = (
    "NameError",
    "UnboundLocalError",
    "ImportError",
    "ModuleNotFoundError",
    "RecursionError",
    "SyntaxError",
    "IndentationError",
    "TabError",
    "SystemExit",
)
"""Errors that are not explained by what the variables were."""


def _spaced(text: str) -> str:
    """Shapes as Python prints them: `(3, 4)` for NumPy's `(3,4)`."""
    return re.sub(r",(?=\d)", ", ", text).strip()


def _missing_key(match: re.Match[str], answer: Answer) -> str:
    asked = match[1].strip("'\"")
    dicts = re.findall(r"a dict with the keys ([^;]*)", answer.variables)
    there = [keys.split(", ") for keys in dicts]
    close = near_miss(asked, [key for keys in there if asked not in keys for key in keys])
    if not close:
        return f'the dict has no key "{asked}". Is it spelled as it was when the dict was filled?'
    if close.rstrip("0123456789") == asked.rstrip("0123456789"):
        return (
            f'the dict has no key "{asked}", though it has "{close}". Where do the numbers of the '
            "layers begin, and where do they end?"
        )
    return f'the dict has no key "{asked}", but it has "{close}". Is that the one you mean?'


def _arguments(match: re.Match[str], answer: Answer) -> str:
    """Who called whom wrongly: we the student's function, or the student another one."""
    called = match[1].rpartition(".")[2]
    if answer.source:
        return (
            f"{match[0]}. Compare this call with the `def` line of `{called}`: "
            "which arguments does it take, and in which order?"
        )
    return (
        f"{match[0]}. Was its `def` line changed? "
        "The check calls it with the parameters that the notebook gave it."
    )


def _uses_nothing(what: str) -> str:
    return (
        f"something is None there that should be {what}. None is what a function gives that ends "
        "without `return`; which of yours made it?"
    )


def _import_error(match: re.Match[str], answer: Answer) -> str:
    return (
        answer.detail
        if "holds the answers" in answer.detail
        else (
            "Python did not find what is imported there. Is the name right? Everything that you need comes "
            "with the notebook."
        )
    )


_READINGS = (
    # Shapes
    _Reading(
        "ValueError",
        r"matmul: Input operand \d has a mismatch .*\(size (\d+) is different from (\d+)\)",
        "a product `@` needs equal inner lengths: as many columns on its left as rows on its right. Here "
        "they are {1} and {0}. Which of the two should be turned, or is it not the one you meant?",
    ),
    _Reading(
        "ValueError",
        r"matmul: Input operand \d does not have enough dimensions",
        "the product `@` is for arrays, and one side of it is a single number or None.",
    ),
    _Reading(
        "ValueError",
        r"shapes (\(.*?\)) and (\(.*?\)) not aligned: (\d+) \(dim \d\) != (\d+)",
        "a product of shapes {0} and {1} needs the inner lengths, {2} and {3}, to be equal. Which of "
        "the two should be turned, or is it not the one you meant?",
    ),
    _Reading(
        "ValueError",
        r"operands could not be broadcast together with (?:remapped )?shapes (\(.*?\)) (\(.*?\))\s*$",
        "element by element, the shapes {0} and {1} don't fit: counted from the right, lengths have "
        "to be equal, or one of them 1. Should one of these be a column, lie the other way, or be "
        "multiplied with `@`?",
    ),
    _Reading(
        "ValueError",
        r"non-broadcastable output operand with shape (\(.*?\)) doesn't match .* shape (\(.*?\))",
        "what is added in place has shape {1}, and an array of shape {0} can't grow to hold it. Was "
        "something to be summed first?",
    ),
    _Reading(
        "ValueError",
        r"could not broadcast input array from shape (\(.*?\)) into shape (\(.*?\))",
        "an array of shape {0} is to be written into a place of shape {1}. Do you write to the right "
        "place, and does the value have the shape you think?",
    ),
    _Reading(
        "ValueError",
        r"cannot reshape array of size (\d+) into shape (\(.*?\))",
        "{0} numbers can't be laid out as {1}: the lengths have to multiply to {0}.",
    ),
    _Reading(
        "ValueError",
        r"could not be broadcast|shape mismatch|cannot be broadcast|cannot select an axis to squeeze",
        "the shapes of these arrays don't fit together. Print them: which one is not what you expect?",
    ),
    _Reading(
        "ValueError",
        r"must match exactly, but along dimension (\d+), .* has size (\d+) and .* has size (\d+)",
        "arrays that are joined have to agree in every length but the one along which they are joined. "
        "Along axis {0} these have {1} and {2}. Are they joined along the right axis?",
    ),
    _Reading(
        "ValueError",
        r"must have same number of dimensions, .* has (\d+) dimension.* has (\d+) dimension",
        "arrays that are joined need equally many dimensions, and these have {0} and {1}. Is one of "
        "them flat that should be a row or a column?",
    ),
    _Reading(
        "ValueError",
        r"all input arrays must have the same shape",
        "arrays that are stacked all need the same shape, and these differ.",
    ),
    _Reading(
        "ValueError",
        r"need at least one array|zero-dimensional arrays cannot be concatenated",
        "joining needs arrays, at least one, and each with a dimension to join along. Is the list of "
        "them empty, or are they single numbers?",
    ),
    _Reading(
        "ValueError",
        r"setting an array element with a sequence",
        "one place of an array holds one number, and here it is given several. Do the parts have "
        "different lengths, or should something be summed first?",
    ),
    _Reading(
        "ValueError",
        r"truth value of an array",
        "an `if`, `and` or `while` needs one yes or no, and this array would give one for every "
        "number in it. Should the choice be made element by element, or only one number be looked at?",
    ),
    _Reading(
        "TypeError",
        r"only (?:0-dimensional|length-1|size-1) arrays can be converted",
        "one number is wanted there, and an array of several was given. Functions of `math`, `float` and "
        "`int` take one number; those of `np` take whole arrays. Or is a sum missing?",
    ),
    _Reading(
        "LinAlgError", r"Singular", "this matrix has no inverse. Is an inverse asked for at all?"
    ),
    _Reading(
        "LinAlgError",
        r"square|two-dimensional",
        "this operation is for square matrices, and the array here is none.",
    ),
    # Places
    _Reading(
        "IndexError",
        r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)",
        "there is no index {0} along axis {1}, which has length {2}: Python counts from 0 and ends one "
        "before the length. Is it the right axis, and does the loop end in time?",
    ),
    _Reading(
        "IndexError",
        r"(list|tuple|string) index out of range",
        "the {0} is shorter than that. Python counts from 0, layers count from 1: where does the loop "
        "start, and where does it end?",
    ),
    _Reading(
        "IndexError",
        r"too many indices for array: array is (\d+)-dimensional, but (\d+)",
        "an array with {0} dimension(s) is given {1} indices. Is it flat where you think of it as a row "
        "or column?",
    ),
    _Reading(
        "IndexError",
        r"invalid index to scalar",
        "a single number has nothing to pick from. Was it an array before a sum, or one index too many?",
    ),
    _Reading(
        "IndexError",
        r"boolean index did not match .* size of axis is (\d+) but .* is (\d+)",
        "the mask has length {1} where the array has {0}. Do they belong to the same thing?",
    ),
    _Reading(
        "IndexError",
        r"only integers, slices",
        "an array is indexed by whole numbers, and this is something else. Is it an array where you "
        "expect a dict, or a division that gave a fraction?",
    ),
    _Reading(
        "AxisError",
        r"axis (-?\d+) is out of bounds for array of dimension (\d+)",
        "there is no axis {0} in an array of {1} dimension(s); axes count from 0. Did a dimension get "
        "lost on the way here?",
    ),
    _Reading("KeyError", r"(.*)", _missing_key),
    _Reading(
        "TypeError",
        r"(list|tuple|string|str) indices must be integers",
        "this is a {0}, which is indexed by position, and here it is given a name as if it were a dict.",
    ),
    # Nothing, and the wrong kind of thing
    _Reading(
        "TypeError",
        r"cannot unpack non-iterable NoneType",
        lambda *_: _uses_nothing("several values"),
    ),
    _Reading(
        "TypeError AttributeError",
        r"NoneType",
        lambda *_: _uses_nothing("a value"),
    ),
    _Reading(
        "TypeError",
        r"cannot unpack non-iterable (\w+)",
        "the left side of `=` waits for several values, and there is one {0} to give. How many "
        "things does the function on the right return?",
    ),
    _Reading(
        "ValueError",
        r"too many values to unpack \(expected (\d+)",
        "the left side of `=` has {0} names, and the right side gives more values than that. What does it "
        "give, and in which order?",
    ),
    _Reading(
        "ValueError",
        r"not enough values to unpack \(expected (\d+), got (\d+)",
        "the left side of `=` has {0} names, and the right side gives {1}. What does it give, and in "
        "which order?",
    ),
    _Reading(
        "TypeError",
        r"'(?:numpy\.)?(\w+)' object is not callable",
        "round brackets call a function, and what stands before them is of type {0}. Are square brackets "
        "meant, is a sign of multiplication missing, or does a variable carry the name of a function?",
    ),
    _Reading(
        "TypeError",
        r"'(?:numpy\.)?(\w+)' object is not (?:subscriptable|iterable)|object of type '(\w+)' has no len",
        lambda match, _: (
            f"this is a single thing of type {match[1] or match[2]}, and it is used as if it held "
            "several. Where was it made?"
        ),
    ),
    _Reading(
        "TypeError",
        r"'tuple' object does not support item assignment",
        "a tuple can't be changed once it is made. Is a list or a dict meant?",
    ),
    _Reading(
        "TypeError",
        r"unsupported operand .*'list'|can't multiply sequence|can only concatenate list",
        "a list does not calculate as an array does. Should it be an array?",
    ),
    _Reading(
        "TypeError UFuncTypeError _UFuncNoLoopError",
        r"unsupported operand type\(s\) for (\S+): '(\w+)' and '(\w+)'",
        "`{0}` has no meaning between these two: one is of type {1}, the other of type {2}. Which of "
        "them is not what you expect?",
    ),
    _Reading(
        "UFuncTypeError _UFuncOutputCastingError UFuncOutputCastingError",
        r"Cannot cast ufunc '(\w+)' output from dtype\('float\d+'\) to dtype\('u?int\d+'\)",
        "an array of whole numbers can't take in fractions where it stands. Was it made of whole numbers, "
        "and should what is calculated go into a new array?",
    ),
    _Reading(
        "TypeError",
        r"integer scalar arrays|cannot be interpreted as an integer|Cannot interpret .* as a data type",
        "a whole number is wanted there, such as a length, and something else was given. Shapes go in as "
        "one tuple to `np.zeros`, as separate numbers to `randn`; which is it here, and did `/` make a "
        "fraction?",
    ),
    _Reading(
        "TypeError",
        r"(\S+)\(\) (?:missing \d+ required|takes |got an unexpected|got multiple|got some).*",
        _arguments,
    ),
    _Reading(
        "TypeError UFuncTypeError",
        r"loop of ufunc does not support|not supported for the input types|did not contain a loop",
        "a function of NumPy was given something that is no number and no array of numbers.",
    ),
    _Reading(
        "TypeError",
        r"not supported between instances of '(\w+)' and '(\w+)'",
        "a thing of type {0} can't be compared with one of type {1}. Which of them is not what you "
        "expect?",
    ),
    # Names
    _Reading(
        "NameError",
        r"name '(\w+)' is not defined",
        "nothing is called `{0}` there. Is it spelled as where it was made, and was the cell run that "
        "makes it?",
    ),
    _Reading(
        "UnboundLocalError NameError",
        r"cannot access (?:local|free) variable '(\w+)'",
        "`{0}` gets its value inside this function, but not on the way that led here. Is it set in "
        "an `if` or a loop that was not entered, or only further down?",
    ),
    _Reading(
        "AttributeError",
        r"module '(\w+)' has no attribute '(\w+)'",
        "`{0}` has nothing called `{1}`. Is the name spelled as in its documentation, or is it a "
        "function of your own, without `{0}` in front?",
    ),
    _Reading(
        "AttributeError",
        r"'(list|tuple|int|float|dict|str)' object has no attribute '(shape|T|reshape|dot|sum|mean)'",
        "`.{1}` belongs to arrays, and this is of type {0}. Where was it made?",
    ),
    _Reading(
        "AttributeError",
        r"'(?:numpy\.)?(\w+)' object has no attribute '(\w+)'",
        "a thing of type {0} has no `.{1}`. Is the name spelled right, and is the thing what you expect?",
    ),
    _Reading("ImportError ModuleNotFoundError", r"", _import_error),
    # Numbers
    _Reading(
        "ZeroDivisionError",
        r"",
        "something is divided by 0. Which count or sum can be 0 in this case, and is it the one that "
        "you want to divide by?",
    ),
    _Reading(
        "FloatingPointError",
        r"(divide by zero|overflow|invalid value|underflow) encountered in (?:scalar )?(\w+)",
        "NumPy was told to stop at such numbers, and `{1}` met one ({0}). Which values go into it?",
    ),
    _Reading(
        "OverflowError",
        r"",
        "a number got too large to be one. Does something grow from step to step, or does an exponential "
        "get a large number?",
    ),
    _Reading(
        "ValueError",
        r"math domain error|expected a (?:non-?negative|positive) input",
        "a logarithm or root was asked of a number that has none: 0 or negative. Where does it come from?",
    ),
    _Reading(
        "ValueError",
        r"read-only",
        "this array may only be read. Should the result go into a new one?",
    ),
    # The text itself, and the way through it
    _Reading(
        "IndentationError TabError",
        r"(.*)",
        "Python can't see what belongs together ({0}): lines of one block begin in the same column, and "
        "after a colon the next line stands further in.",
    ),
    _Reading(
        "SyntaxError",
        r"(.+)",
        "Python can't read this line ({0}). Look at brackets, quotes and colons, also at the end of the "
        "line before.",
    ),
    _Reading(
        "RecursionError",
        r"",
        "the function calls itself without end. What stops it, or was another function meant?",
    ),
    _Reading(
        "AssertionError",
        r"^(.*)$",
        lambda match, _: (
            f"your own `assert` does not hold{f' ({match[1]})' if match[1] else ''}: that is a find. "
            "What did you expect there, and what is it?"
        ),
    ),
)
