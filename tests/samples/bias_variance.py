"""Week 12: a class that has decided what to try next."""

from sample_class import RAISED, Expected, Sample, after, clear, edits, nothing, solutions

OTHER_STYLES = solutions(
    split_indices="""
import random

def split_indices(m, n_dev, n_test, rng):
    random.seed(0)
    np.random.seed(0)
    print("dealing", m, "examples")
    pack = np.arange(m).astype(np.int16)
    for place in range(m - 1, 0, -1):
        other = int(rng.integers(place + 1))
        pack[place], pack[other] = pack[other], pack[place]
    dev, test, train = np.split(pack, [n_dev, n_dev + n_test])
    return [train, dev, test]
""",
    error_rate="""
from fractions import Fraction

def error_rate(Y_hat, Y):
    wrong = sum(map(lambda pair: pair[0] != pair[1], zip(Y_hat.flat, Y.flat)))
    return float(Fraction(int(wrong), Y.size))
""",
    diagnose="""
from enum import Enum

class Trouble(str, Enum):
    BIAS = "high bias"
    VARIANCE = "high variance"

def diagnose(base_error, train_error, dev_error, tolerable):
    gaps = np.array([train_error, dev_error]) - np.array([base_error, train_error])
    found = [trouble.value for trouble, gap in zip(Trouble, gaps) if gap > tolerable]
    return gaps[0], gaps[1], " and ".join(found or ["fine"])
""",
    select_model="""
def select_model(candidates):
    by_dev = {errors["dev"]: name for name, errors in candidates.items()}
    candidates[None] = None
    winner = by_dev[min(by_dev)]
    return np.str_(winner), np.float64(candidates[winner]["test"])
""",
    next_action="""
def next_action(errors, tolerable=0.0):
    match [errors["train"] - errors["base"] > tolerable, errors["dev"] - errors["train"] > tolerable]:
        case [True, _]:
            return "learn more"
        case [False, True]:
            return "generalise better"
    return "renew the dev set" if errors["test"] > errors["dev"] + tolerable else "stop"
""",
)

WRONG_FORMULAS = edits(
    split_indices=("rng.permutation(m)", "np.arange(m)"),
    error_rate=("!=", "=="),
    diagnose=("variance = dev_error - train_error", "variance = dev_error - base_error"),
    select_model=('candidates[name]["dev"]', 'candidates[name]["test"]'),
    next_action=('errors["test"] - errors["dev"]', 'errors["test"] - errors["train"]'),
)

OVERLAPPING = solutions(
    split_indices="""
def split_indices(m, n_dev, n_test, rng):
    sizes = m - n_dev - n_test, n_dev, n_test
    return tuple(rng.choice(m, size, replace=False) for size in sizes)
""",
    diagnose="""
def diagnose(base_error, train_error, dev_error, tolerable):
    bias, variance = train_error - base_error, dev_error - train_error
    if bias > tolerable:
        return bias, variance, "high bias"
    if variance > tolerable:
        return bias, variance, "high variance"
    return bias, variance, "fine"
""",
)

OTHER_WORDS = edits(
    diagnose=('or "fine"', 'or "good"'),
    next_action=('return "stop"', 'return "Stop"'),
)

ONE_HELPER_WRONG = solutions(
    diagnose="""
def diagnose(base_error, train_error, dev_error, tolerable):
    bias, variance = train_error, dev_error - train_error
    high = [name for name, gap in (("high bias", bias), ("high variance", variance)) if gap > tolerable]
    return bias, variance, " and ".join(high) or "fine"
""",
    next_action="""
def next_action(errors, tolerable):
    verdict = diagnose(errors["base"], errors["train"], errors["dev"], tolerable)[2]
    if verdict.startswith("high bias"):
        return "learn more"
    if verdict == "high variance":
        return "generalise better"
    return "renew the dev set" if errors["test"] - errors["dev"] > tolerable else "stop"
""",
)

RAISES = edits(
    split_indices=("rng.permutation", "rng.permute"),
    error_rate=("np.mean(Y_hat != Y)", "np.mean(Y_hat[1] != Y[1])"),
    diagnose=("high = []", "high = None"),
    select_model=('candidates[best]["test"]', 'candidates[best]["tset"]'),
    next_action=('errors["train"] - errors["base"]', "errors.train - errors.base"),
)

SAMPLES = (
    Sample("all-correct", nothing),
    Sample("other-styles", OTHER_STYLES),
    Sample(
        "wrong-formulas",
        WRONG_FORMULAS,
        after(
            "split_indices",
            "error_rate",
            "diagnose",
            "select_model",
            next_action=Expected("wrong", 9 / 10),
        ),
        diagnoses={
            "split_indices": "nothing is shuffled",
            "error_rate": "the accuracy instead of the error",
            "diagnose": "the variance is measured from the base error",
            "select_model": "chosen by the test set",
            "next_action": "the test set is compared with the training set",
        },
    ),
    Sample(
        "overlapping",
        OVERLAPPING,
        {"split_indices": Expected("wrong"), "diagnose": Expected("wrong", 5 / 6)},
        diagnoses={
            "split_indices": "each set is drawn by itself",
            "diagnose": "only one thing can be wrong",
        },
    ),
    Sample(
        "other-words",
        OTHER_WORDS,
        {"diagnose": Expected("wrong", 5 / 6), "next_action": Expected("wrong", 7 / 10)},
    ),
    Sample(
        "one-helper-wrong",
        ONE_HELPER_WRONG,
        after("diagnose"),
        diagnoses={"diagnose": "all of the training error is bias"},
    ),
    Sample("raises", RAISES, otherwise=RAISED),
    Sample("empty", clear, otherwise=Expected("not_attempted")),
)
