"""Week 12: what is asked about splits, errors and what they say, and what people get wrong in it."""

from collections.abc import Iterator, Mapping

import numpy as np

from grader.answers.codec import Dice
from grader.keys.exercise import Deal, Edit, Exercise, Inputs, Misconception, Place, attempts
from utils import bias_variance as reference

Array = np.ndarray
Rng = np.random.Generator
Split = tuple[Array, Array, Array]

APART = 0.005
"""How far no gap comes near to what is tolerable: no verdict hangs on rounding."""

VERDICTS = ("fine", "high bias", "high variance", "high bias and high variance")


def split_cases(rng: Rng) -> Iterator[Inputs]:
    for m in rng.permutation([100, 120, 140]) + rng.integers(0, 15, 3):
        n_dev, n_test = rng.permutation(np.arange(20, 32))[:2]
        yield int(m), int(n_dev), int(n_test), Dice(int(rng.integers(2**32)))


def dealt(inputs: Inputs) -> Mapping[Place, Deal]:
    """All three sets together are one deal."""
    m, n_dev, n_test, _ = inputs
    return {(): Deal((m - n_dev - n_test, n_dev, n_test))}


def _each_set_by_itself(m: int, n_dev: int, n_test: int, rng: Rng) -> Split:
    n_train = m - n_dev - n_test
    return tuple(rng.permutation(m)[:size] for size in (n_train, n_dev, n_test))


def error_cases(rng: Rng) -> Iterator[Inputs]:
    # Yes or no, then classes; more wrong than right and the other way round; one example.
    for m, classes, wrong in ((10, 2, 3), (13, 2, 9), (1, 10, 1), (12, 10, 5), (17, 10, 4)):
        m = m + int(rng.integers(0, 3)) if m > 1 else 1
        Y = rng.permutation(np.arange(m) % classes).reshape(1, m)
        off = np.zeros((1, m), int)
        # Wrong on both sides of the truth, and not equally often.
        places = rng.permutation(m)[:wrong]
        off[0, places] = rng.integers(2, classes - 1, wrong) if classes > 2 else 1
        if classes == 2:
            places = np.concatenate([np.flatnonzero(Y[0] == y)[: (wrong + y) // 2] for y in (0, 1)])
            off = np.zeros((1, m), int)
            off[0, places] = 1
        yield ((Y + off) % classes).astype(float), Y


def draw_gap(rng: Rng, tolerable: float, high: bool) -> float:
    """A gap between two errors: clearly more than is tolerable, or less than half of it."""
    if high:
        return tolerable + float(rng.uniform(2, 8)) * APART
    return float(rng.uniform(0.1, 0.45)) * (tolerable - APART)


def diagnose_cases(rng: Rng) -> Iterator[Inputs]:
    for high_bias, high_variance in [(False, False), (True, False), (False, True), (True, True)]:
        tolerable = float(rng.uniform(0.02, 0.04))
        base = float(rng.uniform(0.05, 0.09))
        train = base + draw_gap(rng, tolerable, high_bias)
        yield base, train, train + draw_gap(rng, tolerable, high_variance), tolerable
    # The dev set may be the easier one by chance, and the training error smaller than the base error.
    for sign_of_bias in (1, -1):
        tolerable = float(rng.uniform(0.02, 0.04))
        base = float(rng.uniform(0.2, 0.25))
        train = base + sign_of_bias * draw_gap(rng, tolerable, True)
        yield base, train, train - sign_of_bias * draw_gap(rng, tolerable, True), tolerable


def select_cases(rng: Rng) -> Iterator[Inputs]:
    for count in rng.permutation([6, 7, 8, 9]):
        yield (_draw_candidates(rng, int(count)),)


def _draw_candidates(rng: Rng, count: int) -> dict[str, dict[str, float]]:
    """Candidates of which every way to choose takes another one, and the right one not the first or last."""
    for _ in attempts():
        errors = {one: rng.permutation(np.arange(1, count + 1)) for one in ("train", "dev", "test")}
        noisy = {one: (ranks + rng.uniform(0, 0.4, count)) / 30 for one, ranks in errors.items()}
        best = [int(np.argmin(noisy[one])) for one in noisy]
        worst = int(np.argmax(noisy["dev"]))
        together = int(np.argmin(noisy["dev"] + noisy["train"]))
        gap = int(np.argmin(np.abs(noisy["dev"] - noisy["train"])))
        if len({*best, worst, together, gap}) == 6 and best[1] not in (0, count - 1):
            names = [f"{units} units" for units in 2 ** np.arange(1, count + 1)]
            return {
                name: {one: float(noisy[one][i]) for one in noisy} for i, name in enumerate(names)
            }


def action_cases(rng: Rng) -> Iterator[Inputs]:
    high = [
        (False, False, False),
        (True, False, False),
        (False, True, False),
        (False, False, True),
        (True, True, False),
        (False, True, True),
        (True, False, True),
        (True, True, True),
    ]
    for which in rng.permutation(high):
        tolerable = float(rng.uniform(0.02, 0.04))
        base = float(rng.uniform(0.05, 0.09))
        gaps = [draw_gap(rng, tolerable, bool(is_high)) for is_high in which]
        # Of several gaps the last is the largest, of all three the middle one.
        several = np.flatnonzero(which)
        if len(several) > 1:
            gaps[several[1]] = max(gaps) + 2 * APART
        train, dev, test = np.cumsum([base, *gaps])[1:].tolist()
        yield {"base": base, "train": train, "dev": dev, "test": test}, tolerable
    # Errors that fall on the way are no reason to worry, however far.
    tolerable, base = float(rng.uniform(0.02, 0.04)), float(rng.uniform(0.3, 0.4))
    falling = np.cumsum([base, *(-draw_gap(rng, tolerable, True) for _ in range(3))])
    yield dict(zip(("base", "train", "dev", "test"), falling.tolist(), strict=True)), tolerable
    # Three gaps, each of which is small, and none of which is small taken together.
    steps = np.cumsum([0.05, *(0.8 * tolerable * rng.uniform(0.9, 1, 3))])
    yield dict(zip(("base", "train", "dev", "test"), steps.tolist(), strict=True)), tolerable


def _largest_gap(errors: Mapping[str, float], tolerable: float) -> str:
    gaps = {
        "learn more": errors["train"] - errors["base"],
        "generalise better": errors["dev"] - errors["train"],
        "renew the dev set": errors["test"] - errors["dev"],
    }
    largest = max(gaps, key=gaps.get)
    return largest if gaps[largest] > tolerable else "stop"


def _from_the_end(errors: Mapping[str, float], tolerable: float) -> str:
    if errors["test"] - errors["dev"] > tolerable:
        return "renew the dev set"
    if errors["dev"] - errors["train"] > tolerable:
        return "generalise better"
    if errors["train"] - errors["base"] > tolerable:
        return "learn more"
    return "stop"


def _variance_first(errors: Mapping[str, float], tolerable: float) -> str:
    if errors["dev"] - errors["train"] > tolerable:
        return "generalise better"
    if errors["train"] - errors["base"] > tolerable:
        return "learn more"
    if errors["test"] - errors["dev"] > tolerable:
        return "renew the dev set"
    return "stop"


def _only_the_worse(
    base_error: float, train_error: float, dev_error: float, tolerable: float
) -> tuple[float, float, str]:
    bias, variance, verdict = reference.diagnose(base_error, train_error, dev_error, tolerable)
    if verdict == VERDICTS[-1]:
        verdict = "high bias"
    return bias, variance, verdict


SPLIT = Exercise(
    reference.split_indices,
    split_cases,
    returns=("train", "dev", "test"),
    drawn=dealt,
    misconceptions=(
        Misconception(
            "nothing is shuffled",
            "Your sets follow the order in which the examples came. What if they were sorted by label?",
            (Edit("rng.permutation(m)", "np.arange(m)"),),
        ),
        Misconception(
            "drawn with replacement",
            "An example can come up several times, and others never. What does a pack of cards do that dice "
            "don't?",
            (Edit("rng.permutation(m)", "rng.integers(0, m, m)"),),
        ),
        Misconception(
            "each set is drawn by itself",
            "Your sets have examples in common, because each was drawn without knowing of the others. How "
            "often should be shuffled?",
            _each_set_by_itself,
        ),
        Misconception(
            "dev stays in the training set",
            "The dev examples are learned from as well, so they can't judge. How many are left for training?",
            (Edit("order[:n_train], order", "order[: n_train + n_dev], order"),),
        ),
        Misconception(
            "the dev set has no end",
            "Your dev set goes on to the last example, and takes the test set with it.",
            (Edit("order[n_train : n_train + n_dev]", "order[n_train:]"),),
        ),
        Misconception(
            "dev and test have exchanged their sizes",
            "Look at the two numbers that you were given: which of your sets got which?",
            (
                Edit("order[n_train : n_train + n_dev]", "order[n_train : n_train + n_test]"),
                Edit("order[n_train + n_dev :]", "order[n_train + n_test :]"),
            ),
        ),
        Misconception(
            "counted from one",
            "Your last example doesn't exist, and the first one is never used. Where does Python begin to "
            "count?",
            (Edit("rng.permutation(m)", "rng.permutation(m) + 1"),),
        ),
        Misconception(
            "the test set is always the end of the data",
            "You shuffle, but the last examples stay where they are, whatever the generator says. Which ones "
            "belong into the shuffle?",
            (
                Edit(
                    "rng.permutation(m)",
                    "np.concatenate([rng.permutation(m - n_test), np.arange(m - n_test, m)])",
                ),
            ),
        ),
    ),
)

ERROR = Exercise(
    reference.error_rate,
    error_cases,
    returns=("error",),
    misconceptions=(
        Misconception(
            "the accuracy instead of the error",
            "You count the right answers. Is a small number good news or bad news here?",
            (Edit("!=", "=="),),
        ),
        Misconception(
            "a count instead of a share",
            "Three mistakes in ten and three in a thousand are the same to you. Divided by what do they "
            "differ?",
            (Edit("np.mean", "np.sum"),),
        ),
        Misconception(
            "in percent",
            "Your error goes up to 100. In this course a share lies between 0 and 1.",
            (Edit("np.mean(Y_hat != Y)", "100 * np.mean(Y_hat != Y)"),),
        ),
        Misconception(
            "classes are subtracted",
            "To you a 9 taken for a 1 is eight times as wrong as a 2. Are classes quantities, or names?",
            (Edit("Y_hat != Y", "np.abs(Y_hat - Y)"),),
        ),
        Misconception(
            "classes are subtracted and squared",
            "Squared differences belong to quantities. A class is a name: it is the right one, or it isn't.",
            (Edit("Y_hat != Y", "(Y_hat - Y) ** 2"),),
        ),
        Misconception(
            "mistakes of both kinds cancel",
            "A mistake upwards makes up for one downwards in your mean. Does it in real life?",
            (Edit("Y_hat != Y", "Y_hat - Y"),),
        ),
        Misconception(
            "only one kind of mistake counts",
            "You count where the answer is too large, and leave out where it is too small.",
            (Edit("!=", ">"),),
        ),
    ),
)

DIAGNOSE = Exercise(
    reference.diagnose,
    diagnose_cases,
    returns=("bias", "variance", "verdict"),
    misconceptions=(
        Misconception(
            "all of the training error is bias",
            "You expect a training error of 0. What if nobody could do better than the base error?",
            (Edit("train_error - base_error", "train_error"),),
        ),
        Misconception(
            "all of the dev error is variance",
            "Some of the dev error was there in training already. What was added on the way?",
            (Edit("dev_error - train_error", "dev_error"),),
        ),
        Misconception(
            "the variance is measured from the base error",
            "Your variance contains the bias once more. Between which two errors does it lie?",
            (Edit("dev_error - train_error", "dev_error - base_error"),),
        ),
        Misconception(
            "bias and variance have changed places",
            "Which of the two does the network show already on the examples that it learned from?",
            (
                Edit("bias = train_error - base_error", "bias = dev_error - train_error"),
                Edit("variance = dev_error - train_error", "variance = train_error - base_error"),
            ),
        ),
        Misconception(
            "only one thing can be wrong",
            "A network may have both troubles at once. Does your verdict ever say so?",
            _only_the_worse,
        ),
        Misconception(
            "a gap has no sign",
            "You call it high when an error is far smaller than the one before it. Is that a trouble?",
            (
                Edit("bias = train_error - base_error", "bias = abs(train_error - base_error)"),
                Edit(
                    "variance = dev_error - train_error", "variance = abs(dev_error - train_error)"
                ),
            ),
        ),
        Misconception(
            "the errors are judged, not the gaps",
            "Your two numbers are right, but the verdict doesn't go by them. What is compared with what is "
            "tolerable?",
            (
                Edit("if bias > tolerable", "if train_error > tolerable"),
                Edit("if variance > tolerable", "if dev_error > tolerable"),
            ),
        ),
        Misconception(
            "whatever is above zero is high",
            "Tiny gaps are chance. How large may one be before it is called high?",
            (
                Edit("if bias > tolerable", "if bias > 0"),
                Edit("if variance > tolerable", "if variance > 0"),
            ),
        ),
    ),
)

SELECT = Exercise(
    reference.select_model,
    select_cases,
    returns=("best", "test_error"),
    misconceptions=(
        Misconception(
            "chosen by the training set",
            "The candidate that learned its examples best need not be the best for others. Which set was "
            "kept for the choice?",
            (Edit('["dev"]', '["train"]'),),
        ),
        Misconception(
            "chosen by the test set",
            "You chose by the errors that you then report, so they are no longer a fair test. Which set was "
            "kept for the choice?",
            (Edit('candidates[name]["dev"]', 'candidates[name]["test"]'),),
        ),
        Misconception(
            "the dev error is reported",
            "The chosen one is right, but the number beside it helped to choose it, and so flatters. Which "
            "set hasn't been used yet?",
            (Edit('candidates[best]["test"]', 'candidates[best]["dev"]'),),
        ),
        Misconception(
            "the best test error of all is reported",
            "The test error that you report belongs to another candidate than the one you chose.",
            (
                Edit(
                    'return best, candidates[best]["test"]',
                    'return best, min(one["test"] for one in candidates.values())',
                ),
            ),
        ),
        Misconception(
            "the largest error wins",
            "You chose the candidate that does worst. Errors should be small.",
            (Edit("min(", "max("),),
        ),
        Misconception(
            "training and dev error are added",
            "The training error has a say in your choice, though every candidate has seen those examples.",
            (
                Edit(
                    'candidates[name]["dev"]', 'candidates[name]["dev"] + candidates[name]["train"]'
                ),
            ),
        ),
        Misconception(
            "the smallest gap wins",
            "Your choice is the candidate whose two errors agree best. One that is bad at everything has no "
            "gap at all.",
            (
                Edit(
                    'candidates[name]["dev"]',
                    'abs(candidates[name]["dev"] - candidates[name]["train"])',
                ),
            ),
        ),
    ),
)

ACTION = Exercise(
    reference.next_action,
    action_cases,
    returns=("action",),
    uses=("diagnose",),
    misconceptions=(
        Misconception(
            "variance comes before bias",
            "Who can't even learn the training examples gains little from more of them. Which gap comes "
            "first?",
            _variance_first,
        ),
        Misconception(
            "the largest gap decides",
            "You go by the size of the gaps. Every cure for a later one may be undone by a cure for an "
            "earlier one: go by their order.",
            _largest_gap,
        ),
        Misconception(
            "from the end to the beginning",
            "You begin with the test set. In which order does a network meet the three sets?",
            _from_the_end,
        ),
        Misconception(
            "the base error is taken for zero",
            "You judge the whole training error. How much of it could be avoided at all?",
            (Edit('errors["train"] - errors["base"]', 'errors["train"]'),),
        ),
        Misconception(
            "every gap is measured from the base error",
            "Your gaps contain those before them. Which error stands right before each one?",
            (
                Edit('errors["dev"] - errors["train"]', 'errors["dev"] - errors["base"]'),
                Edit('errors["test"] - errors["dev"]', 'errors["test"] - errors["base"]'),
            ),
        ),
        Misconception(
            "the test set is compared with the training set",
            "Between training and test lies the dev set, and its gap has been looked at already.",
            (Edit('errors["test"] - errors["dev"]', 'errors["test"] - errors["train"]'),),
        ),
        Misconception(
            "the test set is never looked at",
            "You stop at the dev set. What if it has been used so often that it flatters?",
            (Edit('errors["test"] - errors["dev"] > tolerable', "False"),),
        ),
        Misconception(
            "a gap has no sign",
            "An error that falls from one set to the next worries you. Should it?",
            (
                Edit('errors["train"] - errors["base"]', 'abs(errors["train"] - errors["base"])'),
                Edit('errors["dev"] - errors["train"]', 'abs(errors["dev"] - errors["train"])'),
                Edit('errors["test"] - errors["dev"]', 'abs(errors["test"] - errors["dev"])'),
            ),
        ),
    ),
)

EXERCISES = (SPLIT, ERROR, DIAGNOSE, SELECT, ACTION)
