"""Week 1: arrays and their shapes, the language in which everything else of the course is written.

Week 0 wrote one neuron for all examples in one line. These small functions are what such lines are made of:
look at a shape, change it without mixing the numbers, take a row or a column, sum along one axis, and let
a row and a matrix meet by broadcasting. Most bugs of later weeks are bugs of this one.

Nothing here changes the array that it is given.
"""

import numpy as np

Array = np.ndarray


def shape_facts(a: Array) -> tuple[int, tuple[int, ...], int]:
    """How many axes `a` has, how long each of them is, and how many numbers it holds in all."""
    return a.ndim, a.shape, a.size


def elementwise_roundtrip(celsius: Array) -> tuple[Array, Array]:
    """Temperatures in Fahrenheit, and these turned back into Celsius; both in the shape of `celsius`."""
    fahrenheit = celsius * 1.8 + 32
    back = (fahrenheit - 32) / 1.8
    return fahrenheit, back


def as_column(v: Array) -> Array:
    """The n numbers of `v`, of shape (n,), as a column (n, 1)."""
    return v.reshape(-1, 1)


def as_row(v: Array) -> Array:
    """The n numbers of `v`, of shape (n,), as a row (1, n)."""
    return v.reshape(1, -1)


def flatten_rest(a: Array) -> Array:
    """Keep the first axis of `a` and make one of all others: (m, p, q, ...) becomes (m, p·q·...).

    Row i holds the numbers of a[i] and no others, in the order in which they lie in memory.
    """
    return a.reshape(a.shape[0], -1)


def filled(shape: tuple[int, ...], value: float) -> Array:
    """An array of that shape in which every number is `value`."""
    return np.full(shape, value)


def nth_column(A: Array, n: int) -> Array:
    """The n-th column of `A` (rows, columns), counted from 1 as people speak; shape (rows,).

    Raises IndexError where n is greater than the number of columns.
    """
    return A[:, n - 1]


def nth_row(A: Array, n: int) -> Array:
    """The n-th row of `A` (rows, columns), counted from 1 as people speak; shape (columns,).

    Raises IndexError where n is greater than the number of rows.
    """
    return A[n - 1]


def matmul_and_sum(A: Array, B: Array) -> tuple[Array, float]:
    """The matrix product of `A` (p, q) and `B` (q, r), shape (p, r), and the sum of all its numbers.

    Raises ValueError where the inner sizes differ.
    """
    product = A @ B
    return product, float(np.sum(product))


def axis_means(A: Array) -> tuple[Array, Array]:
    """The mean of each column of `A` (rows, columns), shape (1, columns), and of each row, (rows, 1)."""
    column_means = np.mean(A, axis=0, keepdims=True)
    row_means = np.mean(A, axis=1, keepdims=True)
    return column_means, row_means


def images_to_X(images: Array) -> Array:
    """Pictures (m, height, width, 3) of whole numbers 0 to 255 as columns of numbers 0 to 1.

    Returns X (height·width·3, m): column i is picture i, and nothing else.
    """
    return flatten_rest(images).T / 255


def normalize_rows(x: Array) -> Array:
    """Each row of `x` (rows, columns) divided by its own length, so that all lengths are 1.

    The length of a row is the square root of the sum of its squares; no row may be all zeros.
    """
    return x / np.linalg.norm(x, axis=1, keepdims=True)


def softmax(x: Array) -> Array:
    """Each row of scores `x` (rows, columns) as probabilities: all positive, summing to 1 in each row.

    The largest score of a row is subtracted first. That changes no probability, and keeps the
    exponential from overflowing at any score.
    """
    exponentials = np.exp(x - np.max(x, axis=1, keepdims=True))
    return exponentials / np.sum(exponentials, axis=1, keepdims=True)
