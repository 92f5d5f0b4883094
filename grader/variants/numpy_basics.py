"""Week 1: right answers in many styles."""

from collections.abc import Mapping

VARIANTS: Mapping[str, Mapping[str, str]] = {
    "shape_facts": {
        "by functions": """
def shape_facts(a):
    return np.ndim(a), np.shape(a), np.size(a)
""",
        "the product of the lengths": """
def shape_facts(a):
    return len(a.shape), a.shape, np.prod(a.shape)
""",
        "a list for a tuple": """
def shape_facts(a):
    axes = a.ndim
    return [axes, list(a.shape), a.size]
""",
        "an array of lengths": """
def shape_facts(a):
    shape = np.array(a.shape)
    return shape.size, shape, shape.prod()
""",
        "counted in a loop": """
def shape_facts(a):
    count = 0
    for _ in a.flat:
        count += 1
    return a.ndim, a.shape, count
""",
        "bracket by bracket": """
def shape_facts(a):
    lengths, part = [], a.tolist()
    while isinstance(part, list):
        lengths.append(len(part))
        part = part[0]
    size = 1
    for length in lengths:
        size *= length
    return len(lengths), tuple(lengths), size
""",
    },
    "elementwise_roundtrip": {
        "by fractions": """
def elementwise_roundtrip(celsius):
    fahrenheit = 32 + celsius * 9 / 5
    return fahrenheit, (fahrenheit - 32) * 5 / 9
""",
        "by functions": """
def elementwise_roundtrip(celsius):
    fahrenheit = np.add(np.multiply(celsius, 1.8), 32)
    back = np.divide(np.subtract(fahrenheit, 32), 1.8)
    return fahrenheit, back
""",
        "in place, on a copy": """
def elementwise_roundtrip(celsius):
    fahrenheit = celsius.copy()
    fahrenheit *= 1.8
    fahrenheit += 32
    back = fahrenheit.copy()
    back -= 32
    back /= 1.8
    return fahrenheit, back
""",
        "one number at a time": """
def elementwise_roundtrip(celsius):
    fahrenheit, back = np.zeros(celsius.shape), np.zeros(celsius.shape)
    for place, value in np.ndenumerate(celsius):
        fahrenheit[place] = 1.8 * value + 32
        back[place] = (fahrenheit[place] - 32) / 1.8
    return fahrenheit, back
""",
        "two functions of one's own": """
def there(c):
    return c * 1.8 + 32

def home(f):
    return f / 1.8 - 32 / 1.8

def elementwise_roundtrip(celsius):
    return there(celsius), home(there(celsius))
""",
        "forty below is forty below": """
def elementwise_roundtrip(celsius):
    fahrenheit = (celsius + 40) * 1.8 - 40
    return [fahrenheit, (fahrenheit + 40) / 1.8 - 40]
""",
    },
    "as_column": {
        "with the length": """
def as_column(v):
    return v.reshape(len(v), 1)
""",
        "a new axis": """
def as_column(v):
    return v[:, np.newaxis]
""",
        "None": """
def as_column(v):
    return v[:, None]
""",
        "a row turned upright": """
def as_column(v):
    return np.array([v]).T
""",
        "list by list": """
def as_column(v):
    return np.array([[number] for number in v])
""",
        "filled in": """
def as_column(v):
    column = np.zeros((v.size, 1))
    column[:, 0] = v
    return column
""",
        "by functions": """
def as_column(v):
    return np.expand_dims(v, axis=1)
""",
        "stacked": """
def as_column(v):
    return np.vstack(v)
""",
    },
    "as_row": {
        "with the length": """
def as_row(v):
    return v.reshape((1, v.shape[0]))
""",
        "a new axis": """
def as_row(v):
    return v[np.newaxis]
""",
        "one more bracket": """
def as_row(v):
    return np.array([v])
""",
        "a column laid down": """
def as_row(v):
    return as_column(v).T
""",
        "at least two axes": """
def as_row(v):
    return np.atleast_2d(v)
""",
        "one number at a time": """
def as_row(v):
    row = np.empty((1, len(v)))
    for i in range(len(v)):
        row[0, i] = v[i]
    return row
""",
    },
    "flatten_rest": {
        "with the product": """
def flatten_rest(a):
    return a.reshape(a.shape[0], np.prod(a.shape[1:]))
""",
        "the length of the first axis": """
def flatten_rest(a):
    return np.reshape(a, (len(a), a.size // len(a)))
""",
        "example by example": """
def flatten_rest(a):
    return np.array([example.ravel() for example in a])
""",
        "stacked rows": """
def flatten_rest(a):
    rows = []
    for i in range(a.shape[0]):
        rows.append(a[i].flatten())
    return np.vstack(rows)
""",
        "filled in": """
def flatten_rest(a):
    m = a.shape[0]
    flat = np.zeros((m, a[0].size))
    for i in range(m):
        flat[i] = a[i].reshape(-1)
    return flat
""",
        "through the columns": """
def flatten_rest(a):
    return np.stack([part.reshape(-1) for part in a], axis=1).T
""",
        "in Fortran's order, twice turned": """
def flatten_rest(a):
    return a.T.reshape(-1, a.shape[0], order="F").T
""",
    },
    "filled": {
        "ones times the value": """
def filled(shape, value):
    return np.ones(shape) * value
""",
        "zeros plus the value": """
def filled(shape, value):
    return np.zeros(shape) + value
""",
        "written everywhere": """
def filled(shape, value):
    a = np.empty(shape)
    a[...] = value
    return a
""",
        "fill": """
def filled(shape, value):
    a = np.zeros(shape)
    a.fill(value)
    return a
""",
        "a list in a shape": """
def filled(shape, value):
    count = 1
    for length in shape:
        count = count * length
    return np.array([value] * count).reshape(shape)
""",
        "repeated": """
def filled(shape, value):
    return np.tile(value, shape)
""",
        "broadcast": """
def filled(shape, value):
    return np.broadcast_to(value, shape).copy()
""",
    },
    "nth_column": {
        "a row of the transpose": """
def nth_column(A, n):
    return A.T[n - 1]
""",
        "a range, flattened": """
def nth_column(A, n):
    return A[:, n - 1 : n].reshape(-1)
""",
        "one number from each row": """
def nth_column(A, n):
    return np.array([row[n - 1] for row in A])
""",
        "in two steps": """
def nth_column(A, n):
    j = n - 1
    rows = A.shape[0]
    column = np.zeros(rows)
    for i in range(rows):
        column[i] = A[i, j]
    return column
""",
        "take": """
def nth_column(A, n):
    return np.take(A, n - 1, axis=1)
""",
        "a product with a switch": """
def nth_column(A, n):
    switch = np.zeros(A.shape[1])
    switch[n - 1] = 1
    return A @ switch
""",
    },
    "nth_row": {
        "with a colon": """
def nth_row(A, n):
    return A[n - 1, :]
""",
        "a range, flattened": """
def nth_row(A, n):
    return A[n - 1 : n].ravel()
""",
        "a column of the transpose": """
def nth_row(A, n):
    return nth_column(A.T, n)
""",
        "counted in a loop": """
def nth_row(A, n):
    for count, row in enumerate(A, start=1):
        if count == n:
            return row
""",
        "a list": """
def nth_row(A, n):
    return np.array(list(A)[n - 1])
""",
        "take": """
def nth_row(A, n):
    return A.take(n - 1, axis=0)
""",
    },
    "matmul_and_sum": {
        "dot": """
def matmul_and_sum(A, B):
    C = np.dot(A, B)
    return C, C.sum()
""",
        "three loops": """
def matmul_and_sum(A, B):
    p, q = A.shape
    r = B.shape[1]
    C, total = np.zeros((p, r)), 0
    for i in range(p):
        for j in range(r):
            for k in range(q):
                C[i, j] += A[i, k] * B[k, j]
            total += C[i, j]
    return C, total
""",
        "einsum": """
def matmul_and_sum(A, B):
    return np.einsum("pq,qr->pr", A, B), np.einsum("pq,qr->", A, B)
""",
        "a sum of outer products": """
def matmul_and_sum(A, B):
    product = sum(np.outer(column, row) for column, row in zip(A.T, B))
    return product, product.sum(axis=0).sum()
""",
        "broadcast and summed": """
def matmul_and_sum(A, B):
    product = (A[:, :, None] * B[None, :, :]).sum(axis=1)
    return product, np.sum(np.sum(product, axis=1), axis=0)
""",
        "the sum by sums of columns and rows": """
def matmul_and_sum(A, B):
    return np.matmul(A, B), A.sum(axis=0) @ B.sum(axis=1)
""",
    },
    "axis_means": {
        "methods": """
def axis_means(A):
    return A.mean(axis=0, keepdims=True), A.mean(axis=1, keepdims=True)
""",
        "sums divided": """
def axis_means(A):
    rows, columns = A.shape
    return A.sum(0, keepdims=True) / rows, A.sum(1, keepdims=True) / columns
""",
        "reshaped": """
def axis_means(A):
    return np.mean(A, axis=0).reshape(1, -1), np.mean(A, axis=1).reshape(-1, 1)
""",
        "by the functions of this lesson": """
def axis_means(A):
    return as_row(A.mean(axis=0)), as_column(A.mean(axis=1))
""",
        "products with ones": """
def axis_means(A):
    r, c = A.shape
    return np.ones((1, r)) @ A / r, A @ np.ones((c, 1)) / c
""",
        "list by list": """
def axis_means(A):
    columns = [[sum(column) / len(column) for column in A.T]]
    rows = [[sum(row) / len(row)] for row in A]
    return np.array(columns), np.array(rows)
""",
        "the transpose": """
def axis_means(A):
    def of_rows(A):
        return np.average(A, axis=1)[:, np.newaxis]
    return of_rows(A.T).T, of_rows(A)
""",
    },
    "images_to_X": {
        "in one reshape": """
def images_to_X(images):
    return images.reshape(images.shape[0], -1).T / 255
""",
        "floats first": """
def images_to_X(images):
    scaled = images.astype(float) / 255.0
    return np.transpose(flatten_rest(scaled))
""",
        "picture by picture": """
def images_to_X(images):
    columns = [image.reshape(-1, 1) / 255 for image in images]
    return np.hstack(columns)
""",
        "filled in": """
def images_to_X(images):
    m, h, w, c = images.shape
    X = np.zeros((h * w * c, m))
    for i in range(m):
        X[:, i] = images[i].ravel()
    return X / 255
""",
        "the examples' axis last": """
def images_to_X(images):
    return np.moveaxis(images, 0, -1).reshape(-1, len(images)) * (1 / 255)
""",
        "stacked as columns": """
def images_to_X(images):
    return np.stack([image.flatten() for image in images], axis=-1) / 255.0
""",
    },
    "normalize_rows": {
        "by NumPy's norm": """
def normalize_rows(x):
    return x / np.linalg.norm(x, axis=1, keepdims=True)
""",
        "by the squares": """
def normalize_rows(x):
    squares = (x * x).sum(axis=1)
    return x / np.sqrt(squares)[:, None]
""",
        "row by row": """
def normalize_rows(x):
    result = np.zeros(x.shape)
    for i, row in enumerate(x):
        result[i] = row / np.sqrt(row @ row)
    return result
""",
        "by the transpose": """
def normalize_rows(x):
    return (x.T / np.sum(x**2, axis=1) ** 0.5).T
""",
        "einsum": """
def normalize_rows(x):
    return x * np.einsum("ij,ij->i", x, x)[:, np.newaxis] ** -0.5
""",
        "one number at a time": """
import math

def normalize_rows(x):
    rows = []
    for row in x.tolist():
        length = math.hypot(*row)
        rows.append([number / length for number in row])
    return np.array(rows)
""",
    },
    "softmax": {
        "in steps": """
def softmax(x):
    shifted = x - x.max(axis=1, keepdims=True)
    e = np.exp(shifted)
    total = e.sum(axis=1, keepdims=True)
    return e / total
""",
        "row by row": """
def softmax(x):
    rows = []
    for row in x:
        e = np.exp(row - max(row))
        rows.append(e / sum(e))
    return np.array(rows)
""",
        "through the logarithm": """
def softmax(x):
    return np.exp(x - np.logaddexp.reduce(x, axis=1, keepdims=True))
""",
        "scipy's softmax": """
from scipy.special import softmax as of_scipy

def softmax(x):
    return of_scipy(x, axis=1)
""",
        "by the transpose": """
def softmax(x):
    e = np.exp(x.T - np.max(x, axis=1))
    return (e / np.sum(e, axis=0)).T
""",
        "by differences": """
def softmax(x):
    differences = np.clip(x[:, None, :] - x[:, :, None], None, 700)
    return 1 / np.exp(differences).sum(axis=2)
""",
    },
}

ANY_NEGATIVE = "NumPy takes any negative length for the one that it has to work out."
THERE_AND_BACK = "After the round trip the temperatures are those from which it began."

EQUIVALENT: Mapping[str, Mapping[str, str]] = {
    "elementwise_roundtrip": {
        "reference, line 4: return (fahrenheit, back) -> return (fahrenheit, celsius)": THERE_AND_BACK,
    },
    "as_column": {
        "reference, line 2: return v.reshape(-1, 1) -> return v.reshape(-2, 1)": ANY_NEGATIVE,
    },
    "as_row": {
        "reference, line 2: return v.reshape(1, -1) -> return v.reshape(1, -2)": ANY_NEGATIVE,
    },
    "flatten_rest": {
        "reference, line 2: return a.reshape(a.shape[0], -1)"
        " -> return a.reshape(a.shape[0], -2)": ANY_NEGATIVE,
    },
}
