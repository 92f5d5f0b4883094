"""Week 0: right answers in many styles."""

from collections.abc import Mapping

VARIANTS: Mapping[str, Mapping[str, str]] = {
    "relu": {
        "where": """
def relu(z):
    return np.where(np.asarray(z) > 0, z, 0)
""",
        "times a truth value": """
def relu(z):
    return z * (np.asarray(z) > 0)
""",
        "clipped from below": """
def relu(z):
    return np.clip(z, 0, None)
""",
        "half of the sum with its size": """
def relu(z):
    return (z + np.abs(z)) / 2
""",
        "one number at a time": """
def relu(z):
    if isinstance(z, float):
        return max(0.0, z)
    a = np.zeros(z.shape)
    for place in np.ndindex(z.shape):
        if z[place] > 0:
            a[place] = z[place]
    return a
""",
        "a mask": """
def relu(z):
    a = np.array(z, dtype=float)
    a[a < 0] = 0
    return a
""",
        "a lambda with vectorize": """
relu = np.vectorize(lambda t: t if t > 0 else 0, otypes=[float])
""",
        "recursion over the dimensions": """
def relu(z):
    if np.ndim(z) == 0:
        return max(z, 0)
    return np.array([relu(part) for part in z])
""",
    },
    "neuron": {
        "in steps": """
def neuron(X, w, b):
    z = np.dot(w.T, X)
    z = z + b
    return relu(z)
""",
        "without relu": """
def neuron(X, w, b):
    return np.maximum(w.T @ X + b, 0)
""",
        "weights times inputs, added up": """
def neuron(X, w, b):
    return relu(np.sum(w * X, axis=0, keepdims=True) + b)
""",
        "two loops": """
def neuron(X, w, b):
    n_x, m = X.shape
    A = np.zeros((1, m))
    for i in range(m):
        z = b
        for j in range(n_x):
            z += w[j, 0] * X[j, i]
        A[0, i] = relu(z)
    return A
""",
        "einsum": """
def neuron(X, w, b):
    return relu(np.einsum("xo,xm->om", w, X) + b)
""",
        "examples in rows, then turned": """
def neuron(X, w, b):
    return relu(X.T.dot(w) + b).T
""",
        "a list for each example": """
def neuron(X, w, b):
    return np.array([[max(0, sum(x * weight for x, weight in zip(column, w[:, 0])) + b) for column in X.T]])
""",
        "the bias as one more weight": """
def neuron(X, w, b):
    X = np.vstack([X, np.ones((1, X.shape[1]))])
    return relu(np.append(w, b).reshape(1, -1) @ X)
""",
    },
}

EQUIVALENT: Mapping[str, Mapping[str, str]] = {}
