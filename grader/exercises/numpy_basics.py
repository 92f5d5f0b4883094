"""Week 1: what is asked about arrays and their shapes, and what people get wrong in it."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from grader.keys.exercise import Edit, Exercise, Inputs, Misconception, attempts
from utils import numpy_basics as reference

Array = np.ndarray
Rng = np.random.Generator
Mutation = tuple[Edit, ...] | Callable[..., Any]


def draw_lengths(rng: Rng, count: int) -> list[int]:
    """Lengths of axes from 2 to 7, no two of them equal."""
    return rng.permutation(np.arange(2, 8))[:count].tolist()


def draw_tables(rng: Rng) -> list[tuple[int, int]]:
    """Shapes (rows, columns): wide, high, and a single row; never a square."""
    few, many = int(rng.integers(2, 5)), int(rng.integers(6, 10))
    return [(few, many), (many, few), (1, few + 1)]


def shape_facts_cases(rng: Rng) -> Iterator[Inputs]:
    for axes in (1, 2, 3, 4):
        yield (rng.normal(size=draw_lengths(rng, axes)),)
    yield (rng.normal(size=(1, int(rng.integers(3, 9)))),)


def roundtrip_cases(rng: Rng) -> Iterator[Inputs]:
    rows, columns = draw_lengths(rng, 2)
    for shape in [(columns + 3,), (rows, columns), (1, rows + 1), (columns + 1, 1)]:
        yield (rng.uniform(-30, 45, size=shape),)


def flat_cases(rng: Rng) -> Iterator[Inputs]:
    for n in [*draw_lengths(rng, 3), 1]:
        yield (rng.uniform(1, 9, size=n),)


def flatten_rest_cases(rng: Rng) -> Iterator[Inputs]:
    for axes in (3, 4, 2):
        yield (rng.normal(size=draw_lengths(rng, axes)),)
    yield (rng.normal(size=(1, *draw_lengths(rng, 2))),)


def filled_cases(rng: Rng) -> Iterator[Inputs]:
    for axes in (2, 1, 3):
        yield tuple(draw_lengths(rng, axes)), _draw_value(rng)
    yield (int(rng.integers(3, 8)), 1), -_draw_value(rng)


def _draw_value(rng: Rng) -> float:
    """A number that is neither whole nor near to a whole one."""
    return float(rng.integers(2, 9) + rng.uniform(0.2, 0.8))


def nth_column_cases(rng: Rng) -> Iterator[Inputs]:
    yield from ((A.T, n) for A, n in _draw_places(rng))


def nth_row_cases(rng: Rng) -> Iterator[Inputs]:
    yield from _draw_places(rng)


def _draw_places(rng: Rng) -> Iterator[tuple[Array, int]]:
    """Tables and the number of a row: in the middle, the first and the last; and a row of one number."""
    few, many = int(rng.integers(4, 6)), int(rng.integers(7, 10))
    # Never the row that is as far from the beginning as from the end.
    for rows, columns in ((many, few), (few, many)):
        middle = [n for n in range(2, rows) if 2 * n != rows + 1 and n <= columns]
        yield rng.normal(size=(rows, columns)), int(rng.choice(middle))
    yield rng.normal(size=(few, few + 2)), 1
    yield rng.normal(size=(few, few + 1)), few
    yield rng.normal(size=(few, 1)), 1


def matmul_cases(rng: Rng) -> Iterator[Inputs]:
    p, q, r = draw_lengths(rng, 3)
    for rows, inner, columns in [(p, q, r), (r, p, q), (1, r, p), (q, r, 1)]:
        yield rng.normal(size=(rows, inner)), rng.normal(size=(inner, columns))


def axis_means_cases(rng: Rng) -> Iterator[Inputs]:
    for shape in [*draw_tables(rng), (int(rng.integers(3, 7)), 1)]:
        yield (rng.uniform(1, 9, size=shape),)


def images_cases(rng: Rng) -> Iterator[Inputs]:
    m, height, width = rng.permutation([2, 4, 5, 6])[:3]
    for shape in [(m, height, width), (width, m, height), (1, height, m)]:
        yield (rng.integers(0, 240, size=(*shape, 3), dtype=np.uint8),)


def normalize_cases(rng: Rng) -> Iterator[Inputs]:
    for shape in draw_tables(rng):
        for _ in attempts():
            x = rng.normal(size=shape) * 3
            # Whoever divides by something else should not divide by almost nothing.
            if min(np.abs(x).min(), np.abs(x.sum(axis=1)).min(), np.abs(x.sum(axis=0)).min()) > 0.1:
                yield (x,)
                break


def softmax_cases(rng: Rng) -> Iterator[Inputs]:
    for shape in draw_tables(rng):
        # Somebody who divides by the sum of the scores themselves should not meet a zero.
        yield (rng.uniform(0.3, 3.0, size=shape) * rng.choice([-1, 1], size=(shape[0], 1)),)
    rows, columns = draw_lengths(rng, 2)
    # One row beyond what the exponential can bear, the next far below it but harmless by itself.
    heights = rng.permutation(1000 - 900.0 * np.arange(rows)).reshape(rows, 1)
    x = heights + rng.normal(size=(rows, columns))
    x[rng.integers(rows), rng.integers(columns)] -= 1500  # the smallest of a row is no ruler either
    yield (x,)


def still_flat(mutation: Mutation) -> Misconception:
    return Misconception(
        "still flat",
        "Your array has a single axis, so it is neither a row nor a column, and turning it around changes "
        "nothing. A table needs two lengths.",
        mutation,
    )


def an_axis_too_many(mutation: Mutation) -> Misconception:
    return Misconception(
        "an axis too many",
        "There are three lengths in your shape. A table has rows and columns, and no more.",
        mutation,
    )


def turned_around(mutation: Mutation) -> Misconception:
    return Misconception(
        "the numbers come in reverse",
        "All numbers are there, but the last one comes first. Only the shape should change.",
        mutation,
    )


def copies(mutation: Mutation) -> Misconception:
    return Misconception(
        "a square of copies",
        "Your table holds every number many times. Nothing has to be repeated: the same numbers get "
        "another shape.",
        mutation,
    )


def only_the_first(mutation: Mutation) -> Misconception:
    return Misconception(
        "only the first number",
        "One number is left of the whole array. Where are the others?",
        mutation,
    )


def counted_from_zero(mutation: Mutation) -> Misconception:
    return Misconception(
        "counted from zero",
        "You are one too far. People begin to count at 1: at which number does Python begin?",
        mutation,
    )


def counted_from_the_end(mutation: Mutation) -> Misconception:
    return Misconception(
        "counted from the end",
        "A negative number makes Python count backwards from the end. Should it?",
        mutation,
    )


def one_too_early(mutation: Mutation) -> Misconception:
    return Misconception(
        "one too early",
        "You are one place short of where you should be. By how much do people and Python differ?",
        mutation,
    )


def square_brackets_keep_two_axes(mutation: Mutation) -> Misconception:
    return Misconception(
        "two axes are left",
        "The numbers are right, but they still form a table. Here a flat array is asked: a single number in "
        "the brackets, not a range, takes an axis away.",
        mutation,
    )


SHAPE_FACTS = Exercise(
    reference.shape_facts,
    shape_facts_cases,
    returns=("number of axes", "shape", "number of numbers"),
    misconceptions=(
        Misconception(
            "the length for the number of numbers",
            "Python's length is that of the first axis only. How many numbers are there when all axes are "
            "counted?",
            (Edit("a.size", "len(a)"),),
        ),
        Misconception(
            "bytes for numbers",
            "Your count is a few times too large: it is that of the bytes in memory. How many numbers are "
            "they?",
            (Edit("a.size", "a.nbytes"),),
        ),
        Misconception(
            "the lengths are added",
            "A table of 2 rows and 3 columns holds 6 numbers. What do you do with 2 and 3 to get there?",
            (Edit("a.size", "sum(a.shape)"),),
        ),
        Misconception(
            "the shape is reversed",
            "Your lengths come in the wrong order. The first one is that of the outermost brackets.",
            (Edit("a.shape", "a.shape[::-1]"),),
        ),
        Misconception(
            "the shape is cut short",
            "You give one length where the shape names all of them, one for each axis.",
            (Edit("a.shape", "len(a)"),),
        ),
        Misconception(
            "the first length for the number of axes",
            "You say how long the first axis is. How many axes are there, however long?",
            (Edit("a.ndim", "len(a)"),),
        ),
        Misconception(
            "the first and the last are exchanged",
            "All three facts are there. In which order are they asked?",
            (Edit("return a.ndim, a.shape, a.size", "return a.size, a.shape, a.ndim"),),
        ),
    ),
)

ROUNDTRIP = Exercise(
    reference.elementwise_roundtrip,
    roundtrip_cases,
    returns=("fahrenheit", "back"),
    misconceptions=(
        Misconception(
            "32 is added before multiplying",
            "Your Fahrenheit are too high everywhere by the same amount. Water freezes at 32: what must zero "
            "degrees Celsius become?",
            (Edit("celsius * 1.8 + 32", "(celsius + 32) * 1.8"),),
        ),
        Misconception(
            "the way back divides before it subtracts",
            "Python divides before it subtracts. What was done last on the way there, and so has to be undone "
            "first?",
            (Edit("(fahrenheit - 32) / 1.8", "fahrenheit - 32 / 1.8"),),
        ),
        Misconception(
            "the factor is upside down",
            "A degree Celsius is more than a degree Fahrenheit, so the numbers should spread. Yours move "
            "together.",
            (Edit("celsius * 1.8", "celsius / 1.8"), Edit(") / 1.8", ") * 1.8")),
        ),
        Misconception(
            "the way back is the way there",
            "You convert to Fahrenheit twice. The way back undoes each step.",
            (Edit("(fahrenheit - 32) / 1.8", "fahrenheit * 1.8 + 32"),),
        ),
        Misconception(
            "32 is forgotten on both ways",
            "The two scales have different zeros. Which Fahrenheit belongs to zero degrees Celsius?",
            (Edit(" + 32", ""), Edit("(fahrenheit - 32)", "fahrenheit")),
        ),
        Misconception(
            "fractions are cut off",
            "Your temperatures are whole numbers. Where did the digits after the point go?",
            (Edit("celsius * 1.8 + 32", "np.trunc(celsius * 1.8 + 32)"),),
        ),
        Misconception(
            "the way back starts from Celsius",
            "The way back begins where the way there has ended. Which of your two names stands for that?",
            (Edit("(fahrenheit - 32)", "(celsius - 32)"),),
        ),
        Misconception(
            "the two are exchanged",
            "Both are there, but they come in the wrong order.",
            (Edit("return fahrenheit, back", "return back, fahrenheit"),),
        ),
    ),
)

AS_COLUMN = Exercise(
    reference.as_column,
    flat_cases,
    misconceptions=(
        Misconception(
            "a row for a column",
            "Your numbers stand side by side. In a column they stand one below the other: many rows of one "
            "number each.",
            (Edit("(-1, 1)", "(1, -1)"),),
        ),
        still_flat(lambda v: np.array(v.T)),
        an_axis_too_many((Edit("(-1, 1)", "(1, -1, 1)"),)),
        copies(lambda v: np.tile(v.reshape(-1, 1), (1, v.size))),
        turned_around(lambda v: v[::-1].reshape(-1, 1)),
        only_the_first(lambda v: v[:1].reshape(-1, 1)),
    ),
)

AS_ROW = Exercise(
    reference.as_row,
    flat_cases,
    misconceptions=(
        Misconception(
            "a column for a row",
            "Your numbers stand one below the other. In a row they stand side by side: one row of many "
            "numbers.",
            (Edit("(1, -1)", "(-1, 1)"),),
        ),
        still_flat(lambda v: np.array(v.T)),
        an_axis_too_many((Edit("(1, -1)", "(1, 1, -1)"),)),
        copies(lambda v: np.tile(v, (v.size, 1))),
        turned_around(lambda v: v[::-1].reshape(1, -1)),
        only_the_first(lambda v: v[:1].reshape(1, -1)),
    ),
)

FLATTEN_REST = Exercise(
    reference.flatten_rest,
    flatten_rest_cases,
    misconceptions=(
        Misconception(
            "the numbers are mixed",
            "The shape is right, and each row holds numbers of many examples. The line of numbers was broken "
            "at the wrong places before it was turned.",
            (Edit("(a.shape[0], -1)", "(-1, a.shape[0]).T"),),
        ),
        Misconception(
            "broken into columns, and mixed",
            "The first axis should stay the first one. Besides, your columns hold numbers of many examples.",
            (Edit("(a.shape[0], -1)", "(-1, a.shape[0])"),),
        ),
        Misconception(
            "the examples stand in columns",
            "Each example is together, but in a column. Here the first axis stays where it is.",
            (Edit("(a.shape[0], -1)", "(a.shape[0], -1).T"),),
        ),
        Misconception(
            "everything in one line",
            "You have flattened the first axis as well. How can one still tell the examples apart?",
            (Edit("(a.shape[0], -1)", "(-1)"),),
        ),
        Misconception(
            "the last axis is kept",
            "You have kept the last axis and merged the others. Which one counts the examples?",
            (Edit("(a.shape[0], -1)", "(-1, a.shape[-1])"),),
        ),
        Misconception(
            "read in another order",
            "Each example has its own numbers, but not in the order in which NumPy keeps them: the last axis "
            "runs fastest.",
            (Edit("-1)", '-1, order="F")'),),
        ),
        Misconception(
            "only some axes are merged",
            "There are still three axes. All but the first should become one.",
            (Edit("(a.shape[0], -1)", "(a.shape[0], a.shape[1], -1)"),),
        ),
    ),
)

FILLED = Exercise(
    reference.filled,
    filled_cases,
    misconceptions=(
        Misconception(
            "zeros everywhere",
            "The shape is right. Every number in it should be the value that was asked for.",
            (Edit("np.full(shape, value)", "np.zeros(shape)"),),
        ),
        Misconception(
            "ones everywhere",
            "You have made the array. What do ones have to be multiplied with?",
            (Edit("np.full(shape, value)", "np.ones(shape)"),),
        ),
        Misconception(
            "one is added to the value",
            "Your numbers are all too large by one. What did you start from before you added?",
            (Edit("value)", "value + 1)"),),
        ),
        Misconception(
            "whole numbers only",
            "The digits after the point are gone. Of which type are the numbers of your array?",
            (Edit("value)", "value, dtype=int)"),),
        ),
        Misconception(
            "the shape is reversed",
            "The lengths come in the wrong order. Use the shape as it was given.",
            (Edit("(shape,", "(shape[::-1],"),),
        ),
        Misconception(
            "flat instead of shaped",
            "You have as many numbers as needed, all along one axis. The shape asks for more than that.",
            (Edit("(shape,", "(int(np.prod(shape)),"),),
        ),
        Misconception(
            "only the first number is set",
            "One place holds the value and all others are zero. How do you reach every place at once?",
            lambda shape, value: np.pad(
                np.full([1] * len(shape), value), [(0, n - 1) for n in shape]
            ),
        ),
    ),
)

NTH_COLUMN = Exercise(
    reference.nth_column,
    nth_column_cases,
    misconceptions=(
        counted_from_zero((Edit("n - 1", "n"),)),
        counted_from_the_end((Edit("n - 1", "-n"),)),
        one_too_early((Edit("n - 1", "n - 2"),)),
        Misconception(
            "a row for a column",
            "You have taken a row. The first place in the brackets chooses rows: where are the columns?",
            (Edit("[:, n - 1]", "[n - 1]"),),
        ),
        square_brackets_keep_two_axes((Edit("n - 1]", "n - 1 : n]"),)),
        Misconception(
            "the first n columns",
            "You have taken several columns where one was asked. What does a colon in front of a number mean?",
            (Edit("n - 1]", ":n]"),),
        ),
    ),
)

NTH_ROW = Exercise(
    reference.nth_row,
    nth_row_cases,
    misconceptions=(
        counted_from_zero((Edit("n - 1", "n"),)),
        counted_from_the_end((Edit("n - 1", "-n"),)),
        one_too_early((Edit("n - 1", "n - 2"),)),
        Misconception(
            "a column for a row",
            "You have taken a column. The first place in the brackets chooses rows.",
            (Edit("[n - 1]", "[:, n - 1]"),),
        ),
        square_brackets_keep_two_axes((Edit("n - 1]", "n - 1 : n]"),)),
        Misconception(
            "the first n rows",
            "You have taken several rows where one was asked. What does a colon in front of a number mean?",
            (Edit("n - 1]", ":n]"),),
        ),
    ),
)

MATMUL_AND_SUM = Exercise(
    reference.matmul_and_sum,
    matmul_cases,
    returns=("product", "total"),
    misconceptions=(
        Misconception(
            "the product lies on its side",
            "The product has as many rows as its first factor. Yours has as many columns.",
            (Edit("A @ B", "(A @ B).T"),),
        ),
        Misconception(
            "each column is summed",
            "You have one sum for each column. The total is a single number: which axes does it run over?",
            (Edit("float(np.sum(product))", "np.sum(product, axis=0)"),),
        ),
        Misconception(
            "each row is summed",
            "You have one sum for each row. The total is a single number: which axes does it run over?",
            (Edit("float(np.sum(product))", "np.sum(product, axis=1)"),),
        ),
        Misconception(
            "the mean instead of the sum",
            "Your total is too small by a factor: it is an average. How many numbers did it divide by?",
            (Edit("np.sum", "np.mean"),),
        ),
        Misconception(
            "only the diagonal is summed",
            "Your sum runs down the diagonal. What about all the other numbers?",
            (Edit("np.sum", "np.trace"),),
        ),
        Misconception(
            "the factors are summed",
            "You add up the numbers of the factors. The total is that of their product.",
            (Edit("np.sum(product)", "np.sum(A) + np.sum(B)"),),
        ),
        Misconception(
            "the sums are multiplied",
            "The product of two sums is something else than the sum of the product. First multiply, then "
            "add up.",
            (Edit("np.sum(product)", "np.sum(A) * np.sum(B)"),),
        ),
        Misconception(
            "only the product",
            "Two things are asked. Where is the sum?",
            (Edit("return product, float(np.sum(product))", "return product"),),
        ),
    ),
)

AXIS_MEANS = Exercise(
    reference.axis_means,
    axis_means_cases,
    returns=("column_means", "row_means"),
    misconceptions=(
        Misconception(
            "the axes are exchanged",
            "You give the means of the rows where those of the columns are asked. The axis that you name is "
            "the one that disappears.",
            (Edit("return column_means, row_means", "return row_means, column_means"),),
        ),
        Misconception(
            "the axis is lost",
            "Your means are flat arrays. Keep the axis that was averaged, with length 1, so that one can see "
            "whether it is a row or a column.",
            (
                Edit("axis=0, keepdims=True", "axis=0"),
                Edit("axis=1, keepdims=True", "axis=1"),
            ),
        ),
        Misconception(
            "one mean of everything",
            "You have averaged all numbers together. Each column and each row has a mean of its own.",
            (
                Edit("axis=0, keepdims=True", "keepdims=True"),
                Edit("axis=1, keepdims=True", "keepdims=True"),
            ),
        ),
        Misconception(
            "sums instead of means",
            "You add up, and a mean is a sum divided by something. By how many numbers?",
            (
                Edit("np.mean(A, axis=0", "np.sum(A, axis=0"),
                Edit("np.mean(A, axis=1", "np.sum(A, axis=1"),
            ),
        ),
        Misconception(
            "divided by the length of the other axis",
            "How many numbers does a column have: as many as there are rows, or as many as there are columns?",
            lambda A: (
                A.sum(axis=0, keepdims=True) / A.shape[1],
                A.sum(axis=1, keepdims=True) / A.shape[0],
            ),
        ),
        Misconception(
            "the row means lie on their side",
            "One mean for each row stands beside its row, so they form a column.",
            (Edit("A, axis=1", "A.T, axis=0"),),
        ),
        Misconception(
            "medians instead of means",
            "You return the number in the middle. A mean is something else: it asks every number.",
            (
                Edit("np.mean(A, axis=0", "np.median(A, axis=0"),
                Edit("np.mean(A, axis=1", "np.median(A, axis=1"),
            ),
        ),
    ),
)

IMAGES_TO_X = Exercise(
    reference.images_to_X,
    images_cases,
    uses=("flatten_rest",),
    misconceptions=(
        Misconception(
            "the pictures are scrambled",
            "The shape is right, but each column holds numbers of many pictures. Turn one of them back into a "
            "picture and look at it.",
            (Edit("flatten_rest(images).T", "images.reshape(-1, len(images))"),),
        ),
        Misconception(
            "the pictures stand in rows",
            "Each picture has become a row. In this course one example is one column.",
            (Edit(".T / 255", " / 255"),),
        ),
        Misconception(
            "not divided",
            "Your numbers still run up to 255. Which range is asked?",
            (Edit(" / 255", ""),),
        ),
        Misconception(
            "divided by 256",
            "Your numbers are a little too small. The brightest that a pixel can be is to become exactly 1.",
            (Edit("255", "256"),),
        ),
        Misconception(
            "divided by the brightest pixel at hand",
            "You divide by the largest number of these very pictures. Other pictures would then be measured "
            "with another ruler.",
            (Edit("/ 255", "/ images.max()"),),
        ),
        Misconception(
            "whole numbers only",
            "Almost everything has become 0. Which division keeps the digits after the point?",
            (Edit("/ 255", "// 255"),),
        ),
        Misconception(
            "read in another order",
            "Each picture has its own numbers, but in another order than NumPy keeps them.",
            (Edit("flatten_rest(images).T", 'images.reshape(len(images), -1, order="F").T'),),
        ),
    ),
)

NORMALIZE_ROWS = Exercise(
    reference.normalize_rows,
    normalize_cases,
    misconceptions=(
        Misconception(
            "columns instead of rows",
            "Now the columns have length 1. Along which axis do you add up the numbers of a row?",
            (Edit("axis=1", "axis=0"),),
        ),
        Misconception(
            "one length for the whole table",
            "You divide everything by the same number. Every row has a length of its own.",
            lambda x: x / np.linalg.norm(x),
        ),
        Misconception(
            "divided by the sum of the row",
            "Now each row sums to 1, which is something else. The length is what Pythagoras says.",
            lambda x: x / x.sum(axis=1, keepdims=True),
        ),
        Misconception(
            "the length without squares",
            "You add up the sizes of the numbers. Pythagoras adds up something else, and takes a root "
            "afterwards.",
            lambda x: x / np.abs(x).sum(axis=1, keepdims=True),
        ),
        Misconception(
            "the root is forgotten",
            "You divide by the sum of the squares. What is still missing to the length?",
            lambda x: x / np.square(x).sum(axis=1, keepdims=True),
        ),
        Misconception(
            "the mean of the squares",
            "You average the squares, and your rows come out too long. Pythagoras just adds.",
            lambda x: x / np.sqrt(np.square(x).mean(axis=1, keepdims=True)),
        ),
        Misconception(
            "divided by the largest number",
            "Now the largest number of each row is 1. What is asked is that the row as a whole has length 1.",
            lambda x: x / np.abs(x).max(axis=1, keepdims=True),
        ),
        Misconception(
            "multiplied instead of divided",
            "Long rows become longer still. What makes a row of length 5 one of length 1?",
            (Edit("x / np", "x * np"),),
        ),
    ),
)

SOFTMAX = Exercise(
    reference.softmax,
    softmax_cases,
    misconceptions=(
        Misconception(
            "columns instead of rows",
            "Now each column sums to 1. Along which axis are the numbers of a row added up?",
            (
                Edit("np.max(x, axis=1", "np.max(x, axis=0"),
                Edit("np.sum(exponentials, axis=1", "np.sum(exponentials, axis=0"),
            ),
        ),
        Misconception(
            "one sum for the whole table",
            "All your numbers together sum to 1. Each row should do so by itself.",
            lambda x: np.exp(x - np.max(x)) / np.sum(np.exp(x - np.max(x))),
        ),
        Misconception(
            "the exponential overflows",
            "It is right for small scores. For large ones the exponential is more than a float can hold: "
            "which number may you take from all scores of a row beforehand?",
            lambda x: np.exp(x) / np.sum(np.exp(x), axis=1, keepdims=True),
        ),
        Misconception(
            "the largest score of all is subtracted",
            "In a row whose scores are far below the largest of all, every exponential becomes 0. Which "
            "maximum belongs to a row?",
            (Edit("np.max(x, axis=1, keepdims=True)", "np.max(x)"),),
        ),
        Misconception(
            "without the exponential",
            "You divide the scores themselves by their sum. A score may be negative, a probability may not: "
            "what makes every number positive first?",
            lambda x: x / np.sum(x, axis=1, keepdims=True),
        ),
        Misconception(
            "nothing is divided",
            "Your rows don't sum to 1. What is a part of the whole divided by?",
            (Edit(" / np.sum(exponentials, axis=1, keepdims=True)", ""),),
        ),
        Misconception(
            "the sign is turned",
            "The largest score gets your smallest probability. Which way should the exponential grow?",
            lambda x: reference.softmax(-x),
        ),
        Misconception(
            "all or nothing",
            "You give everything to the largest score. The softmax is a soft maximum: the others keep a share.",
            lambda x: (x == x.max(axis=1, keepdims=True)).astype(float),
        ),
    ),
)

EXERCISES = (
    SHAPE_FACTS,
    ROUNDTRIP,
    AS_COLUMN,
    AS_ROW,
    FLATTEN_REST,
    FILLED,
    NTH_COLUMN,
    NTH_ROW,
    MATMUL_AND_SUM,
    AXIS_MEANS,
    IMAGES_TO_X,
    NORMALIZE_ROWS,
    SOFTMAX,
)
