"""Week 11: a class that has measured features with rulers of their own."""

from sample_class import RAISED, Expected, Sample, after, clear, edits, nothing, solutions

OTHER_STYLES = solutions(
    fit_standardizer="""
import collections, warnings

%time sum(range(10))

Ruler = collections.namedtuple("Ruler", "mu sigma")

def fit_standardizer(X):
    warnings.warn("a warning is no mistake")
    mu = X.mean(1)[:, None]
    sigma = X.std(1)[:, None]
    print("measured", X.shape[0], "features")
    return Ruler(mu.astype(np.float32), np.where(sigma < 1e-12, 1, sigma))
""",
    apply_standardizer="""
class Standardizer:
    def __init__(self, mu, sigma):
        self.__dict__.update(locals())

    def __call__(self, X):
        return np.divide(np.subtract(X, self.mu), self.sigma)

def apply_standardizer(X, mu, sigma=None):
    return Standardizer(mu, sigma)(X)
""",
    max_stable_learning_rate="""
def max_stable_learning_rate(X: np.ndarray) -> float:
    np.log(np.zeros(1))
    A = np.pad(X, ((0, 1), (0, 0)), constant_values=1)
    return np.array([[2 / np.linalg.norm(A @ A.T / X.shape[1], 2)]])
""",
)

WRONG_FORMULAS = edits(
    fit_standardizer=("np.square(X - mu)", "np.square(X)"),
    apply_standardizer=("/ sigma", "/ sigma**2"),
    max_stable_learning_rate=("[X, np.ones((1, m))]", "[X]"),
)

WRONG_SHAPES = edits(
    fit_standardizer=(
        "mu = np.mean(X, axis=1, keepdims=True)",
        "mu = np.mean(X, axis=0, keepdims=True)",
    ),
    apply_standardizer=("(X - mu) / sigma", "((X - mu) / sigma).T"),
    max_stable_learning_rate=("float(2 / np.max(curvatures))", "2 / curvatures"),
)

FORGETFUL = edits(
    fit_standardizer=("np.where(constant, 1.0, sigma)", "sigma"),
    max_stable_learning_rate=("A @ A.T / m", "A @ A.T"),
)

ALWAYS_ANEW = solutions(
    apply_standardizer="""
def apply_standardizer(X, mu, sigma):
    mu, sigma = fit_standardizer(X)
    return (X - mu) / sigma
""",
)

RAISES = edits(
    fit_standardizer=("keepdims=True)\n    sigma", "keepdim=True)\n    sigma"),
    apply_standardizer=("(X - mu)", "(X - Mu)"),
    max_stable_learning_rate=("np.ones((1, m))", "np.ones(1, m)"),
)

SAMPLES = (
    Sample("all-correct", nothing),
    Sample("other-styles", OTHER_STYLES),
    Sample(
        "wrong-formulas",
        WRONG_FORMULAS,
        after(
            "apply_standardizer",
            "max_stable_learning_rate",
            fit_standardizer=Expected("wrong", 1 / 4),
        ),
        diagnoses={
            "fit_standardizer": "the spread is measured from zero",
            "apply_standardizer": "divided by the variance",
            "max_stable_learning_rate": "the bias is forgotten",
        },
    ),
    Sample("wrong-shapes", WRONG_SHAPES, otherwise=Expected("wrong")),
    Sample(
        "forgetful",
        FORGETFUL,
        {
            "fit_standardizer": Expected("wrong", 1 / 2),
            "max_stable_learning_rate": Expected("wrong", 1 / 4),
        },
        diagnoses={
            "fit_standardizer": "a constant feature is divided by zero",
            "max_stable_learning_rate": "the curvatures are sums over the examples",
        },
    ),
    Sample(
        "always-anew",
        ALWAYS_ANEW,
        after("apply_standardizer"),
        diagnoses={"apply_standardizer": "these examples' own mean and spread"},
    ),
    Sample("raises", RAISES, otherwise=RAISED),
    Sample("empty", clear, otherwise=Expected("not_attempted")),
)
