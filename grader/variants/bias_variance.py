"""Week 12: right answers in many styles."""

from collections.abc import Mapping

VARIANTS: Mapping[str, Mapping[str, str]] = {
    "split_indices": {
        "cut by numpy": """
def split_indices(m, n_dev, n_test, rng):
    n_train = m - n_dev - n_test
    train, dev, test = np.split(rng.permutation(m), [n_train, n_train + n_dev])
    return train, dev, test
""",
        "shuffled in place, test first": """
def split_indices(m, n_dev, n_test, rng):
    indices = np.arange(m)
    rng.shuffle(indices)
    test, dev, train = indices[:n_test], indices[n_test : n_test + n_dev], indices[n_test + n_dev :]
    return train, dev, test
""",
        "counted from the end": """
def split_indices(m, n_dev, n_test, rng):
    p = rng.permutation(np.arange(m))
    return p[: -n_dev - n_test], p[-n_dev - n_test : -n_test], p[-n_test:]
""",
        "drawn without replacement, each from what is left": """
def split_indices(m, n_dev, n_test, rng):
    left = np.arange(m)
    test = rng.choice(left, n_test, replace=False)
    left = np.setdiff1d(left, test)
    dev = rng.choice(left, n_dev, replace=False)
    return np.setdiff1d(left, dev), dev, test
""",
        "sorted afterwards": """
def split_indices(m, n_dev, n_test, rng):
    order = rng.choice(m, size=m, replace=False)
    dev, test = order[:n_dev], order[n_dev : n_dev + n_test]
    return np.sort(order[n_dev + n_test :]), np.sort(dev), np.sort(test)
""",
        "random numbers put in order": """
def split_indices(m, n_dev, n_test, rng):
    order = np.argsort(rng.random(m))
    n_train = m - (n_dev + n_test)
    return order[0:n_train], order[n_train:m - n_test], order[m - n_test:m]
""",
        "dealt like cards": """
def split_indices(m, n_dev, n_test, rng):
    pack = list(range(m))
    hands = []
    for size in (n_dev, n_test):
        hands.append(np.array([pack.pop(rng.integers(len(pack))) for _ in range(size)]))
    dev, test = hands
    return np.array(pack), dev, test
""",
        "labels are shuffled": """
def split_indices(m, n_dev, n_test, rng):
    owner = np.repeat([0, 1, 2], [m - n_dev - n_test, n_dev, n_test])
    owner = rng.permutation(owner)
    return tuple(np.flatnonzero(owner == who) for who in range(3))
""",
    },
    "error_rate": {
        "one minus the accuracy": """
def error_rate(Y_hat, Y):
    return 1 - np.mean(Y_hat == Y)
""",
        "counted and divided": """
def error_rate(Y_hat, Y):
    return np.sum(Y_hat != Y) / Y.shape[1]
""",
        "a loop": """
def error_rate(Y_hat, Y):
    wrong = 0
    for answer, label in zip(Y_hat[0], Y[0]):
        if answer != label:
            wrong += 1
    return wrong / Y.size
""",
        "nonzero differences": """
def error_rate(Y_hat, Y):
    return np.count_nonzero(Y_hat - Y) / len(Y.ravel())
""",
        "an average of choices": """
def error_rate(Y_hat, Y):
    return np.average(np.where(np.equal(Y_hat, Y), 0, 1))
""",
        "flat lists": """
def error_rate(Y_hat, Y):
    pairs = list(zip(np.ravel(Y_hat).tolist(), np.ravel(Y).tolist()))
    return len([1 for a, b in pairs if a != b]) / len(pairs)
""",
    },
    "diagnose": {
        "four cases": """
def diagnose(base_error, train_error, dev_error, tolerable):
    bias = train_error - base_error
    variance = dev_error - train_error
    if bias > tolerable and variance > tolerable:
        verdict = "high bias and high variance"
    elif bias > tolerable:
        verdict = "high bias"
    elif variance > tolerable:
        verdict = "high variance"
    else:
        verdict = "fine"
    return bias, variance, verdict
""",
        "a table": """
def diagnose(base_error, train_error, dev_error, tolerable):
    gaps = np.diff([base_error, train_error, dev_error])
    words = [["fine", "high variance"], ["high bias", "high bias and high variance"]]
    high = (gaps > tolerable).astype(int)
    return gaps[0], gaps[1], words[high[0]][high[1]]
""",
        "nested": """
def diagnose(base_error, train_error, dev_error, tolerable):
    if train_error > base_error + tolerable:
        verdict = "high bias"
        if dev_error > train_error + tolerable:
            verdict += " and high variance"
    elif dev_error > train_error + tolerable:
        verdict = "high variance"
    else:
        verdict = "fine"
    return [train_error - base_error, dev_error - train_error, verdict]
""",
        "a dict of verdicts": """
VERDICTS = {
    (False, False): "fine",
    (True, False): "high bias",
    (False, True): "high variance",
    (True, True): "high bias and high variance",
}

def diagnose(base_error, train_error, dev_error, tolerable):
    bias, variance = train_error - base_error, dev_error - train_error
    return bias, variance, VERDICTS[bias > tolerable, variance > tolerable]
""",
        "names that are joined": """
def diagnose(base_error, train_error, dev_error, tolerable):
    gaps = {"bias": train_error - base_error, "variance": dev_error - train_error}
    high = ["high " + name for name, gap in gaps.items() if gap > tolerable]
    return *gaps.values(), " and ".join(high) if high else "fine"
""",
    },
    "select_model": {
        "a loop": """
def select_model(candidates):
    best, smallest = None, float("inf")
    for name, errors in candidates.items():
        if errors["dev"] < smallest:
            best, smallest = name, errors["dev"]
    return best, candidates[best]["test"]
""",
        "sorted": """
def select_model(candidates):
    ranking = sorted(candidates.items(), key=lambda item: item[1]["dev"])
    name, errors = ranking[0]
    return name, errors["test"]
""",
        "argmin": """
def select_model(candidates):
    names = list(candidates)
    best = names[np.argmin([candidates[name]["dev"] for name in names])]
    return best, candidates[best]["test"]
""",
        "tuples compare from the left": """
def select_model(candidates):
    _, name, test = min((e["dev"], name, e["test"]) for name, e in candidates.items())
    return name, test
""",
        "the smallest, then who has it": """
def select_model(candidates):
    smallest = min(errors["dev"] for errors in candidates.values())
    for name in candidates:
        if candidates[name]["dev"] == smallest:
            return [name, candidates[name]["test"]]
""",
        "a tournament": """
from functools import reduce

def select_model(candidates):
    winner = reduce(lambda a, b: b if b[1]["dev"] < a[1]["dev"] else a, candidates.items())
    return winner[0], winner[1]["test"]
""",
    },
    "next_action": {
        "elif": """
def next_action(errors, tolerable):
    if errors["train"] > errors["base"] + tolerable:
        action = "learn more"
    elif errors["dev"] > errors["train"] + tolerable:
        action = "generalise better"
    elif errors["test"] > errors["dev"] + tolerable:
        action = "renew the dev set"
    else:
        action = "stop"
    return action
""",
        "a walk along the row": """
def next_action(errors, tolerable):
    row = ["base", "train", "dev", "test"]
    actions = ["learn more", "generalise better", "renew the dev set"]
    for before, after, action in zip(row, row[1:], actions):
        if errors[after] - errors[before] > tolerable:
            return action
    return "stop"
""",
        "it asks diagnose": """
def next_action(errors, tolerable):
    _, _, verdict = diagnose(errors["base"], errors["train"], errors["dev"], tolerable)
    if "bias" in verdict:
        return "learn more"
    if "variance" in verdict:
        return "generalise better"
    return "renew the dev set" if errors["test"] - errors["dev"] > tolerable else "stop"
""",
        "the first that is too large": """
def next_action(errors, tolerable):
    gaps = np.diff([errors[name] for name in ("base", "train", "dev", "test")])
    too_large = np.flatnonzero(gaps > tolerable)
    first = too_large[0] if too_large.size else 3
    return ["learn more", "generalise better", "renew the dev set", "stop"][first]
""",
        "from behind, overwritten": """
def next_action(errors, tolerable):
    base, train, dev, test = errors["base"], errors["train"], errors["dev"], errors["test"]
    result = "stop"
    if test - dev > tolerable:
        result = "renew the dev set"
    if dev - train > tolerable:
        result = "generalise better"
    if train - base > tolerable:
        result = "learn more"
    return result
""",
    },
}

NO_TIES = "No gap in any case is exactly as large as is tolerable."

EQUIVALENT: Mapping[str, Mapping[str, str]] = {
    "diagnose": {
        "reference, line 5: if bias > tolerable: -> if bias >= tolerable:": NO_TIES,
        "reference, line 7: if variance > tolerable: -> if variance >= tolerable:": NO_TIES,
    },
    "next_action": {
        "reference, line 2: if errors['train'] - errors['base'] > tolerable:"
        " -> if errors['train'] - errors['base'] >= tolerable:": NO_TIES,
        "reference, line 4: if errors['dev'] - errors['train'] > tolerable:"
        " -> if errors['dev'] - errors['train'] >= tolerable:": NO_TIES,
        "reference, line 6: if errors['test'] - errors['dev'] > tolerable:"
        " -> if errors['test'] - errors['dev'] >= tolerable:": NO_TIES,
    },
}
