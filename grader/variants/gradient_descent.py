"""Week 2: right answers in many styles."""

from collections.abc import Mapping

VARIANTS: Mapping[str, Mapping[str, str]] = {
    "df": {
        "multiplied out": """
def df(x):
    return 2 * x - 2
""",
        "a sum of equal parts": """
def df(x):
    return (x - 1) + (x - 1)
""",
        "NumPy's functions": """
def df(x):
    return np.multiply(2.0, np.subtract(x, 1))
""",
        "one number at a time": """
def df(x):
    if np.ndim(x) == 0:
        return -2 * (1 - x)
    return np.array([df(part) for part in x])
""",
        "a polynomial of NumPy": """
f = np.polynomial.Polynomial([2, -2, 1])
df = lambda x: f.deriv()(x)
""",
        "by a difference that is exact for a parabola": """
def f(x):
    return (x - 1) ** 2 + 1

def df(x):
    return (f(x + 1) - f(x - 1)) / 2
""",
    },
    "gradient_step": {
        "plus a negative": """
def gradient_step(x, slope, eta):
    return x + (-eta) * slope
""",
        "in two lines": """
def gradient_step(x, slope, eta):
    step = np.multiply(eta, slope)
    return np.subtract(x, step)
""",
        "on a copy, in place": """
def gradient_step(x, slope, eta):
    x = np.array(x, dtype=float)
    x -= slope * eta
    return x
""",
        "one number at a time": """
def gradient_step(x, slope, eta):
    if np.ndim(x) == 0:
        return x - slope * eta
    moved = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        moved[place] = x[place] - slope[place] * eta
    return moved
""",
        "as a sum of two": """
def gradient_step(x, slope, eta):
    return np.sum([x, -eta * np.asarray(slope)], axis=0)
""",
    },
    "gradient_descent": {
        "an array to fill": """
def gradient_descent(df, x0, eta, n):
    path = np.zeros(n + 1)
    path[0] = x0
    for t in range(n):
        path[t + 1] = gradient_step(path[t], df(path[t]), eta)
    return path
""",
        "without the helper": """
def gradient_descent(df, x0, eta, n):
    x, path = x0, [x0]
    while len(path) <= n:
        x = x - eta * df(x)
        path += [x]
    return np.asarray(path)
""",
        "accumulate": """
from itertools import accumulate

def gradient_descent(df, x0, eta, n):
    walk = accumulate(range(n), lambda x, _: gradient_step(x, df(x), eta), initial=x0)
    return np.fromiter(walk, float)
""",
        "a generator": """
def places(df, x, eta, n):
    yield x
    for _ in range(n):
        x -= eta * df(x)
        yield x

def gradient_descent(df, x0, eta, n):
    return np.array(list(places(df, x0, eta, n)))
""",
        "recursion": """
def gradient_descent(df, x0, eta, n):
    if n == 0:
        return np.array([x0])
    way = gradient_descent(df, x0, eta, n - 1)
    return np.append(way, gradient_step(way[-1], df(way[-1]), eta))
""",
        "the sum of all steps": """
def gradient_descent(df, x0, eta, n):
    steps = [x0]
    for _ in range(n):
        steps.append(-eta * df(sum(steps)))
    return np.cumsum(steps)
""",
    },
    "gradient_2d": {
        "a matrix": """
def gradient_2d(p):
    return np.array([[2, 1], [1, 6]]) @ (p - np.array([[1], [0]]))
""",
        "rows by number": """
def gradient_2d(p):
    g = np.zeros_like(p)
    g[0] = 2 * p[0] + p[1] - 2
    g[1] = p[0] + 6 * p[1] - 1
    return g
""",
        "stacked": """
def gradient_2d(p):
    x, y = p[0, :] - 1, p[1, :]
    return np.stack((x + x + y, x + 3 * (y + y)), axis=0)
""",
        "rows that stay rows": """
def gradient_2d(p):
    x, y = p[0:1, :], p[1:2, :]
    return np.vstack([2 * (x - 1) + y, x - 1 + 6 * y])
""",
        "one point at a time": """
def of_a_point(x, y):
    return [2 * (x - 1) + y, (x - 1) + 6 * y]

def gradient_2d(p):
    return np.array([of_a_point(*column) for column in p.T]).T
""",
        "by differences that are exact for a parabola": """
def f(p):
    x, y = p
    return (x - 1) ** 2 + (x - 1) * y + 3 * y**2

def gradient_2d(p):
    along = np.eye(2)[:, :, None]
    return np.array([(f(p + one) - f(p - one)) / 2 for one in along])
""",
    },
    "gradient_descent_nd": {
        "a matrix to fill": """
def gradient_descent_nd(gradient, p0, eta, n):
    path = np.zeros((p0.shape[0], n + 1))
    path[:, 0:1] = p0
    for t in range(n):
        p = path[:, t : t + 1]
        path[:, t + 1 : t + 2] = gradient_step(p, gradient(p), eta)
    return path
""",
        "without the helper": """
def gradient_descent_nd(gradient, p0, eta, n):
    p, columns = p0, [p0]
    for _ in range(n):
        p = p - eta * gradient(p)
        columns.append(p)
    return np.concatenate(columns, axis=1)
""",
        "in place, with copies": """
def gradient_descent_nd(gradient, p0, eta, n):
    p = p0.copy()
    path = [p.copy()]
    for _ in range(n):
        p -= eta * gradient(p)
        path.append(p.copy())
    return np.column_stack(path)
""",
        "rows first, turned at the end": """
def gradient_descent_nd(gradient, p0, eta, n):
    rows = [np.ravel(p0)]
    for _ in range(n):
        p = rows[-1].reshape(-1, 1)
        rows.append(gradient_step(p, gradient(p), eta)[:, 0])
    return np.array(rows).T
""",
        "recursion": """
def gradient_descent_nd(gradient, p0, eta, n):
    if not n:
        return p0
    return np.hstack([p0, gradient_descent_nd(gradient, p0 - eta * gradient(p0), eta, n - 1)])
""",
        "one coordinate at a time, by the old slopes": """
def gradient_descent_nd(gradient, p0, eta, n):
    d = len(p0)
    path = np.empty((d, n + 1))
    for i in range(d):
        path[i, 0] = p0[i, 0]
    for t in range(1, n + 1):
        slopes = gradient(path[:, [t - 1]])
        for i in range(d):
            path[i, t] = path[i, t - 1] - eta * slopes[i, 0]
    return path
""",
    },
}

PRODUCT = "Learning rate and slope are only multiplied, and it does not matter which comes first."

EQUIVALENT: Mapping[str, Mapping[str, str]] = {
    "gradient_descent": {
        "reference, line 5: path.append(gradient_step(x, df(x), eta)) -> path.append(gradient_step(x, eta, df(x)))": PRODUCT,
    },
    "gradient_descent_nd": {
        "reference, line 5: path.append(gradient_step(p, gradient(p), eta)) -> path.append(gradient_step(p, eta, gradient(p)))": PRODUCT,
    },
}
