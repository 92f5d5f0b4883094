"""Week 11: right answers in many styles."""

from collections.abc import Mapping

VARIANTS: Mapping[str, Mapping[str, str]] = {
    "fit_standardizer": {
        "numpy's std": """
def fit_standardizer(X):
    mu = X.mean(axis=1, keepdims=True)
    sigma = X.std(axis=1, keepdims=True)
    sigma[sigma == 0] = 1
    return mu, sigma
""",
        "a loop over the features": """
def fit_standardizer(X):
    mus, sigmas = [], []
    for row in X:
        mu = sum(row) / len(row)
        variance = sum((x - mu) ** 2 for x in row) / len(row)
        mus.append([mu])
        sigmas.append([variance**0.5 if variance > 0 else 1.0])
    return np.array(mus), np.array(sigmas)
""",
        "mean of the squares minus the square of the mean": """
def fit_standardizer(X):
    m = X.shape[1]
    mu = np.sum(X, axis=1).reshape(-1, 1) / m
    variance = np.sum(X**2, axis=1, keepdims=True) / m - mu**2
    variance = np.where(variance < 1e-12, 1, variance)
    return mu, variance**0.5
""",
        "a matrix product with ones": """
def fit_standardizer(X):
    ones = np.full((X.shape[1], 1), 1 / X.shape[1])
    mu = X @ ones
    sigma = np.sqrt((X - mu) ** 2 @ ones)
    return mu, sigma + (sigma < 1e-9)
""",
        "lengths of the centred rows": """
def fit_standardizer(X):
    mu = np.average(X, axis=1)[:, np.newaxis]
    sigma = np.linalg.norm(X - mu, axis=1, keepdims=True) / np.sqrt(X.shape[1])
    return [mu, np.where(np.isclose(sigma, 0), 1, sigma)]
""",
        "the range tells what is constant": """
def fit_standardizer(X):
    mu = np.mean(X, 1)
    sigma = np.var(X, 1) ** 0.5
    sigma[np.ptp(X, 1) == 0] = 1.0
    return mu[:, None], sigma[:, None]
""",
        "the covariance matrix": """
def fit_standardizer(X):
    covariance = np.atleast_2d(np.cov(X, bias=True))
    sigma = np.sqrt(np.diag(covariance)).reshape(-1, 1)
    return X.mean(1, keepdims=True), np.where(sigma > 1e-12, sigma, 1)
""",
    },
    "apply_standardizer": {
        "two steps": """
def apply_standardizer(X, mu, sigma):
    centred = X - mu
    return centred / sigma
""",
        "in place": """
def apply_standardizer(X, mu, sigma):
    X -= mu
    X /= sigma
    return X
""",
        "multiplied out": """
def apply_standardizer(X, mu, sigma):
    return X / sigma - mu / sigma
""",
        "a loop over the examples": """
def apply_standardizer(X, mu, sigma):
    return np.stack([(x - mu[:, 0]) / sigma[:, 0] for x in X.T], axis=1)
""",
        "turned around twice": """
def apply_standardizer(X, mu, sigma):
    return ((X.T - mu.ravel()) / sigma.ravel()).T
""",
        "a diagonal matrix": """
def apply_standardizer(X, mu, sigma):
    return np.diag(1 / sigma.flatten()) @ np.subtract(X, mu)
""",
        "element by element": """
def apply_standardizer(X, mu, sigma):
    Z = np.zeros(X.shape)
    for j in range(X.shape[0]):
        for i in range(X.shape[1]):
            Z[j, i] = (X[j, i] - mu[j, 0]) / sigma[j, 0]
    return Z
""",
    },
    "max_stable_learning_rate": {
        "a singular value": """
def max_stable_learning_rate(X):
    A = np.concatenate([X, np.ones((1, X.shape[1]))])
    return 2 * X.shape[1] / np.linalg.norm(A, 2) ** 2
""",
        "all singular values": """
def max_stable_learning_rate(X):
    m = X.shape[1]
    A = np.vstack((np.ones(m), X))
    s = np.linalg.svd(A / np.sqrt(m), compute_uv=False)
    return 2 / s[0] ** 2
""",
        "the small matrix of examples": """
def max_stable_learning_rate(X):
    m = X.shape[1]
    gram = (X.T @ X + 1) / m
    return 2 / max(np.linalg.eigvalsh(gram))
""",
        "eigenvalues of any matrix": """
def max_stable_learning_rate(X):
    n_x, m = X.shape
    A = np.r_[X, np.ones((1, m))]
    H = np.dot(A, A.T) / m
    values, vectors = np.linalg.eig(H)
    return 2 / np.real(values).max()
""",
        "put together from blocks": """
def max_stable_learning_rate(X):
    n_x, m = X.shape
    mean = X.mean(axis=1, keepdims=True)
    H = np.block([[X @ X.T / m, mean], [mean.T, np.ones((1, 1))]])
    return 2 / np.linalg.eigvalsh(H)[-1]
""",
        "one example at a time": """
def max_stable_learning_rate(X):
    n_x, m = X.shape
    H = np.zeros((n_x + 1, n_x + 1))
    for x in X.T:
        a = np.append(x, 1)
        H += np.outer(a, a) / m
    eigenvalues = sorted(np.linalg.eigvalsh(H))
    return 2.0 / eigenvalues[-1]
""",
        "walking in the steepest direction": """
def max_stable_learning_rate(X):
    A = np.append(X, np.ones((1, X.shape[1])), axis=0)
    H = A @ A.T / X.shape[1]
    for _ in range(14):
        H = H @ H / np.trace(H @ H)
    v = H @ np.ones(len(H))
    return 2 * X.shape[1] * (v @ v) / np.sum((v @ A) ** 2)
""",
    },
}

EQUIVALENT: Mapping[str, Mapping[str, str]] = {
    "fit_standardizer": {
        "reference, line 3: sigma = np.sqrt(np.mean(np.square(X - mu), axis=1, keepdims=True))"
        " -> sigma = np.sqrt(np.mean(np.square(mu - X), axis=1, keepdims=True))": "A square has no sign.",
        "reference, line 4: constant = np.all(X[:, :1] == X, axis=1, keepdims=True)"
        " -> constant = np.all(mu[:, :1] == X, axis=1, keepdims=True)": "A feature is constant where all of it equals its mean.",
    },
    "max_stable_learning_rate": {
        "reference, line 4: H = A @ A.T / m -> H = A.T @ A / m": "Both products have the same largest eigenvalue.",
    },
}
