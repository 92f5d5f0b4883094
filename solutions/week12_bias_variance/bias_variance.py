# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Bias and variance: what to try next
#
# Your network answers wrongly in twelve cases of a hundred. What now? A larger network? Train for
# longer? More examples? Weight decay? Every one of these can take a week, and most of them would
# change nothing, because they cure a trouble that you don't have. People who are good at this don't
# guess better. They read four numbers, and the numbers say which trouble it is.
#
# In this last week of the course you learn to read them. The code is the shortest of all weeks, and
# the thinking isn't. You will split data so that the numbers can be trusted, tell *bias* from
# *variance*, produce both of them on purpose with handwritten digits, see how a test set is worn
# out by looking at it, and move your cat detector to a new camera.
#
# **How the notebook works.** There are five exercises worth 100 points. Now and then you are asked
# to predict what the next cell will show: write your letter between the quotes before you run on.
# Plan between an hour and a half and two hours and a half.
#
# | symbol | shape | meaning |
# |---|---|---|
# | $m$ | | number of examples |
# | $X$, $Y$ | $(n_x, m)$, $(1, m)$ | examples and labels, one a column |
# | $\hat Y$ (`Y_hat`) | $(1, m)$ | answers |
# | $e$ | a number, 0 to 1 | an error: the share of wrong answers |
# | `base_error` | a number | the error that nobody can avoid |
# | `tolerable` | a number | how large a gap may be before we do something about it |

# %%
# %load_ext grader.check

import numpy as np
from sklearn.datasets import load_digits

from datasets import load_cats
from grader.check import check
from utils import plots
from utils.deep_network import L_model_forward
from utils.deep_network_application import L_layer_model
from utils.quizzes import quiz

# %% [markdown]
# ## 1. Three sets
#
# **Why it matters.** A network is built for examples that it hasn't seen. How well it does on those
# must be measured on examples that it hasn't learned from, or it may just remember them. That is
# one reason to put examples aside, and you have known it since week 3. There is another: *you*
# learn, too. You try ten networks and keep the one that does best on the examples that you put
# aside. From then on you have learned from them, and they flatter you. So there are three sets:
#
# - The **training set** sets the weights.
# - The **dev set** (development set, also called validation set) decides between networks: how many units, how
#   long to train, how much weight decay.
# - The **test set** is opened once, at the end, and says how good the chosen network is.
#
# **The idea.** How large should they be? The dev set must be large enough to tell your candidates
# apart. The rest should go where learning happens. With a thousand examples that may mean a fifth
# for each of dev and test. With a million, ten thousand are plenty, and that is one per cent.

# %% tags=["demo"]
splits = {
    "1,000 examples": (600, 200, 200),
    "100,000 examples": (90_000, 5_000, 5_000),
    "1,000,000 examples": (980_000, 10_000, 10_000),
}
for name, sizes in splits.items():
    print(f"{name:18s}  train {sizes[0]:7,}  dev {sizes[1]:6,}  test {sizes[2]:6,}")
plots.split_bars(splits)

# %% [markdown]
# The more data, the smaller the *share* of dev and test, though both grow. There is no law behind
# these numbers, and "70 to 30" is none either. What counts is how many examples there *are* in the
# dev set. You will see that in a moment.
#
# **The data.** Images of handwritten digits, 8 times 8 pixels, from a library called scikit-learn.
# To get by with the networks of the earlier weeks, which answer yes or no, we ask a slightly mean
# question: is the digit odd? There is no one stroke that odd digits have in common, so a single
# neuron will have a hard time.

# %% tags=["demo"]
digits = load_digits()
X = digits.data.T / 16  # brightness from 0 to 1
digit = digits.target.reshape(1, -1)
Y = digit % 2

print("X:", X.shape, "  Y:", Y.shape)
print(f"odd: {Y.mean():.1%} of the images")
pictures = np.repeat(1 - digits.images[:10, :, :, None] / 16, 3, axis=-1)
plots.gallery(pictures, [f"{d}: {'odd' if d % 2 else 'even'}" for d in digit[0, :10]], "Ten images")

# %% [markdown]
# **What usually goes wrong.** Data come in some order: by date, by place, often by label. Whoever
# takes the first part for training and the last for testing may learn one thing and be asked
# another. So suppose that our images came sorted, first all zeros, then all ones, up to the nines,
# and somebody cuts them in the ratio 60 to 20 to 20.

# %% tags=["demo"]
quiz("bias_variance", "sorted_split", answer="")

# %% tags=["demo"]
sorted_digits = np.sort(digit[0])
m = sorted_digits.size
for name, part in zip(
    ("train", "dev", "test"), np.split(sorted_digits, [int(0.6 * m), int(0.8 * m)]), strict=True
):
    counts = np.bincount(part, minlength=10)
    print(f"{name:6s} zeros to nines: {counts}")

# %% [markdown]
# The training set would hold no image above five, the dev set sixes and sevens, the test set eights
# and nines. Cards are shuffled before they are dealt, and so are examples.
#
# **The equation.** Number the examples from 0 to $m - 1$, put these numbers in a random order (a
# *permutation*), and cut the sequence in three: the first $m - n_\text{dev} - n_\text{test}$
# numbers for training, the next $n_\text{dev}$ for dev, the last $n_\text{test}$ for testing. Each
# number is in exactly one of the three sets. We deal out numbers rather than images, because the
# same numbers then pick the columns of $X$ *and* of $Y$.
#
# **A worked example.** $m = 6$, one example for dev and two for testing. Let the shuffled order be
# $4, 1, 5, 0, 3, 2$. Then train is $4, 1, 5$, dev is $0$ and test is $3, 2$.
#
# ### Exercise 1: `split_indices` (25 points)
#
# **Your turn.** Return the three arrays of indices. About three lines. `rng.permutation(m)` gives
# the numbers from 0 to $m - 1$ in a random order. All chance must come from the `rng` you are
# handed: whoever starts with the same generator must get the same sets, or results can't be
# compared.


# %% nbgrader={"grade": false, "grade_id": "split_indices", "locked": false, "schema_version": 3, "solution": true, "task": false}
def split_indices(m, n_dev, n_test, rng):
    """Deal out the examples 0, ..., m - 1 at random.

    m: how many examples there are.
    n_dev, n_test: how many of them the dev set and the test set get; the training set gets all others.
    rng: the NumPy generator that shuffles.
    Returns the indices of the training, the dev and the test set: three flat arrays.
    """
    ### BEGIN SOLUTION
    order = rng.permutation(m)
    n_train = m - n_dev - n_test
    return order[:n_train], order[n_train : n_train + n_dev], order[n_train + n_dev :]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_split_indices", "locked": true, "points": 25, "schema_version": 3, "solution": false, "task": false}
check(split_indices)

# %% [markdown]
# **What you see now.** The images are split for the rest of this notebook. Each set gets its fair
# part of every digit, not exactly, but as chance deals.

# %% tags=["demo"]
train, dev, test = split_indices(X.shape[1], 300, 300, np.random.default_rng(6))
for name, part in (("train", train), ("dev", dev), ("test", test)):
    counts = np.bincount(digit[0, part], minlength=10)
    print(f"{name:6s} {len(part):5d} images, zeros to nines: {counts}")
together = np.concatenate([train, dev, test])
print(
    "every image in exactly one set:",
    bool(np.array_equal(np.sort(together), np.arange(X.shape[1]))),
)

# %% [markdown]
# **To remember.** Train, dev and test share no example. Shuffle first, from a generator with a seed
# that you write down.
#
# ## 2. How wrong is it?
#
# **The equation, with shapes.** The error is the share of answers that differ from the label:
#
# $$e = \frac1m \sum_{i=1}^m \bigl[\, \hat y^{(i)} \ne y^{(i)} \,\bigr]$$
#
# where the bracket is 1 if what stands in it is so, and 0 if not. $\hat Y$ and $Y$ are $(1, m)$,
# and $e$ is a number between 0 and 1. It is 1 minus the accuracy. This week we talk about errors,
# because we are going to subtract them.
#
# **A worked example.** Labels $3, 8, 8, 1, 7$ and answers $3, 3, 8, 7, 7$: two of five differ,
# $e = 0.4$. That an 8 was taken for a 3, which is 5 less, and a 1 for a 7, which is 6 more, is of no
# importance: digits are names here.
#
# ### Exercise 2: `error_rate` (15 points)
#
# **Your turn.** One line. It should work for labels 0 and 1 and for any other classes.


# %% nbgrader={"grade": false, "grade_id": "error_rate", "locked": false, "schema_version": 3, "solution": true, "task": false}
def error_rate(Y_hat, Y):
    """Say which share of the answers is wrong.

    Y_hat: the answers (1, m): 0 and 1, or the numbers of any classes.
    Y: the labels (1, m).
    Returns a number from 0 to 1.
    """
    ### BEGIN SOLUTION
    return float(np.mean(Y_hat != Y))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_error_rate", "locked": true, "points": 15, "schema_version": 3, "solution": false, "task": false}
check(error_rate)

# %% [markdown]
# **What you see now.** How far can such a number be trusted? Suppose that a network is truly wrong
# in 5% of all cases. On a dev set of $n$ examples it will be wrong sometimes more and sometimes
# less often, as chance deals. The cell below measures it on thousands of dev sets. (No network is
# needed: a network that is wrong in 5% of all cases *is* a coin that shows "wrong" in 5% of all
# throws.)

# %% tags=["demo"]
rng = np.random.default_rng(0)
dev_sizes = [30, 100, 300, 1000, 3000, 10_000]
measured = np.array([rng.binomial(n, 0.05, 4000) / n for n in dev_sizes])
for n, errors in zip(dev_sizes, measured, strict=True):
    low, high = np.quantile(errors, [0.025, 0.975])
    print(f"{n:6,} examples: 95% of the measurements between {low:.1%} and {high:.1%}")
plots.measured_errors(dev_sizes, measured, 0.05)

# %% [markdown]
# Every dot is one measurement of the same network. With 30 examples anything from perfect to bad
# may come out. With 300, as in our dev set, an error of 5% is known to within two or three points.
# To halve the width takes four times the examples: it shrinks as $\sqrt{e(1-e)/n}$.
#
# That answers the question of sizes. If your candidates differ by a tenth of a point, you need tens
# of thousands of dev examples to see it. If they differ by five points, a few hundred will do. And
# it tells you something for the rest of this week: **a gap that is smaller than this noise says
# nothing.**
#
# **To remember.** An error is a measurement. Ask of how many examples.
#
# ## 3. Two troubles
#
# **The idea.** Walk through the errors in the order in which a network meets the sets.
#
# - The **base error** is what can't be avoided: smeared digits that nobody can read, labels that are wrong. Often the error
#   of careful people is taken for it.
# - The **training error** exceeds it by the **bias**. The network can't do even the examples that it learned from.
#   It is too simple, or hasn't learned for long enough. (That is *underfitting*.)
# - The **dev error** exceeds the training error by the **variance**. What was learned holds for the training examples only.
#   Other examples would have led to another network. (That is *overfitting*, the subject of week 8.)
#
# $$\underbrace{e_\text{train} - e_\text{base}}_{\text{bias}}
# \qquad\qquad
# \underbrace{e_\text{dev} - e_\text{train}}_{\text{variance}}$$
#
# Both can be high, one of them, or neither. We call a gap high when it exceeds what we are ready to
# tolerate. (In statistics the two words stand for exact quantities: how far the average over many
# training sets is off, and how much single networks scatter around that average. These gaps are
# what you can measure of them with one training set.)
#
# **A worked example.** Training error 8%, dev error 9%. Bias or variance? You can't know yet. If
# people make no mistakes (base 0%) the bias is 8 points and the variance 1: the network is too
# simple. If the pictures are so blurred that experts are wrong in 7%, the bias is 1 point, and the
# network is about as good as it can be. **The same two errors, and opposite advice.**
#
# ### Exercise 3: `diagnose` (20 points)
#
# **Your turn.** Return the bias, the variance and the verdict: `"fine"`, `"high bias"`, `"high
# variance"` or `"high bias and high variance"`. A gap is high if it is *larger* than `tolerable`.
# If an error is smaller than the one before it the gap is negative, which is no reason to worry. Up
# to ten lines.


# %% nbgrader={"grade": false, "grade_id": "diagnose", "locked": false, "schema_version": 3, "solution": true, "task": false}
def diagnose(base_error, train_error, dev_error, tolerable):
    """Say what a network suffers from.

    base_error: the error that can't be avoided.
    train_error, dev_error: the network's errors on both sets.
    tolerable: a gap larger than this is high.
    Returns the bias, the variance, and one of "fine", "high bias", "high variance" and
    "high bias and high variance".
    """
    ### BEGIN SOLUTION
    bias = train_error - base_error
    variance = dev_error - train_error
    high = []
    if bias > tolerable:
        high.append("high bias")
    if variance > tolerable:
        high.append("high variance")
    return bias, variance, " and ".join(high) or "fine"
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_diagnose", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
check(diagnose)

# %% [markdown]
# **What you see now.** All four verdicts, made on purpose. The two knobs are how much a network
# *can* learn (a single neuron or 32 hidden units) and how many examples it learns from (80 or all
# 1197). One of them is also stopped early, after 60 steps. People read these digits practically
# without error, so the base error is 0; gaps of up to three points are tolerated.

# %% tags=["demo"]
base, tolerable = 0.0, 0.03


def train_network(indices, hidden, num_iterations, seed=1):
    """A network with these hidden layers, trained to tell odd digits from even ones."""
    layer_dims = [64, *hidden, 1]
    parameters, _ = L_layer_model(
        X[:, indices], Y[:, indices], layer_dims, 0.5, num_iterations, np.random.default_rng(seed)
    )
    return parameters


def error_on(parameters, indices):
    """The error of a network on some of the images."""
    AL, _ = L_model_forward(X[:, indices], parameters)
    return error_rate(AL > 0.5, Y[:, indices])


recipes = {
    "one neuron, all examples": (train, [], 600),
    "32 units, 80 examples": (train[:80], [32], 600),
    "one neuron, 80 examples,\n60 steps": (train[:80], [], 60),
    "32 units, all examples": (train, [32], 1000),
}
points = {}
for name, (indices, hidden, steps) in recipes.items():
    network = train_network(indices, hidden, steps)
    train_error, dev_error = error_on(network, indices), error_on(network, dev)
    *points[name], verdict = diagnose(base, train_error, dev_error, tolerable)
    print(f"{' '.join(name.split()):36s} train {train_error:5.1%}  dev {dev_error:5.1%}  {verdict}")
plots.quadrants(points, tolerable)

# %% [markdown]
# Read the plane like a map: to the right there is more bias, upwards more variance, and home is at
# the bottom left. The single neuron stays on the right whatever it is fed, since odd digits have no
# single template. The 32 units remember 80 images without a mistake, and that helps them little
# with others. Only capacity *and* examples together lead home.
#
# **What usually goes wrong.** Looking at the dev error alone. "12% wrong" and "8% wrong" are
# troubles of different kinds here, and a cure for the one does nothing for the other. And
# forgetting the base error, which turns an impossible task into an endless search for a better
# network.
#
# **To remember.** Bias is seen on the training set already. Variance is what comes on top of it on
# the dev set.
#
# ## 4. Would more data help?
#
# Collecting examples is the cure that everybody thinks of first, and the most expensive. It can be
# tried before it is paid for: train on *fewer* examples than you have, and see where the curve is
# going.

# %% tags=["demo"]
quiz("bias_variance", "more_data", answer="")

# %% tags=["demo"]
counts = [50, 100, 200, 400, 800, 1197]
curves = {}
for title, hidden in {"one neuron": [], "32 hidden units": [32]}.items():
    errors = np.zeros((2, len(counts), 3))
    for place, count in enumerate(counts):
        for run in range(3):
            chosen = np.random.default_rng(run).permutation(train)[:count]
            network = train_network(chosen, hidden, 500, seed=run)
            errors[:, place, run] = error_on(network, chosen), error_on(network, dev)
    curves[title] = errors
    for place in (1, 5):
        means = errors[:, place].mean(axis=1)
        print(
            f"{title:16s} {counts[place]:5d} examples: train {means[0]:5.1%}, dev {means[1]:5.1%}"
        )
plots.learning_curves(counts, curves, tolerable)

# %% [markdown]
# These are *learning curves*: errors over the number of examples, three runs for each. In both
# panels the training error rises, because more examples are harder to fit, and the dev error falls,
# because more examples are harder to fit *by accident*.
#
# On the left they have met, far above the dashed line. Where there is no gap left to close, more
# examples can't close it: ten times the data would lead along the same level. That is what high
# bias looks like. On the right the training error stays near 0 and the dev error keeps falling.
# There is a gap, and every doubling takes a piece of it. That is what high variance looks like, and
# there examples are worth their price.
#
# | | what helps | what doesn't |
# |---|---|---|
# | high bias | a larger network, longer training, better features | more examples, regularization |
# | high variance | more examples, regularization (week 8) | longer training |
#
# **An experiment.** Give the network 4 hidden units instead of 32 and draw the curves again. At
# which level do they meet?
#
# **To remember.** Two curves that have met: more data won't help. A gap that is still closing: it
# will.
#
# ## 5. Choosing
#
# **The idea.** Train all candidates on the training set, measure all of them on the dev set, take
# the best. Then, and only then, open the test set, for this one. Its *test* error is what you
# report. The dev error of the winner flatters: it won partly by merit and partly because its luck
# on these particular examples was good.
#
# **A worked example.**
#
# | candidate | train | dev | test |
# |---|---|---|---|
# | A | 8% | 9% | 8% |
# | B | 2% | 5% | 7% |
# | C | 0% | 6% | 5% |
#
# The choice is B, and the report says 7%. That C has the smaller test error is something we
# shouldn't know when we choose, and if we switch to C because of it, 5% isn't an honest report any
# longer.
#
# ### Exercise 4: `select_model` (20 points)
#
# **Your turn.** `candidates` is a dict of dicts: `candidates["B"]["dev"]` is the dev error of
# candidate B. Return the name of the chosen one and the error to be reported. Two lines, if you
# remember that `min` takes a `key`.


# %% nbgrader={"grade": false, "grade_id": "select_model", "locked": false, "schema_version": 3, "solution": true, "task": false}
def select_model(candidates):
    """Choose a network, and say how good it is.

    candidates: for each name a dict with the errors "train", "dev" and "test".
    Returns the name of the chosen candidate, and the error to be reported for it.
    """
    ### BEGIN SOLUTION
    best = min(candidates, key=lambda name: candidates[name]["dev"])
    return best, candidates[best]["test"]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_select_model", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
check(select_model)

# %% [markdown]
# **What you see now.** How many hidden units should it be? Eight candidates learn from 400 images
# each. (For once we look at all test errors, to see what they would have whispered.)

# %% tags=["demo"]
widths = [0, 1, 2, 4, 8, 16, 32, 64]
table = {}
for units in widths:
    network = train_network(train[:400], [units] if units else [], 800, seed=2)
    sets = {"train": train[:400], "dev": dev, "test": test}
    table[str(units)] = {name: error_on(network, part) for name, part in sets.items()}

chosen, reported = select_model(table)
print(
    f"chosen: {chosen} hidden units, with dev error {table[chosen]['dev']:.1%}; to report: {reported:.1%}"
)
lines = {name: [errors[name] for errors in table.values()] for name in ("train", "dev", "test")}
plots.candidates(list(table), lines, "hidden units (0 is a single neuron)")

# %% [markdown]
# The training error can't choose: several candidates make no mistake at all there. The dev error
# can, though the last few candidates differ by less than the noise of 300 examples: the choice among
# those is a matter of luck. And the winner's test error is larger than its dev error. Part of that is chance, as you saw
# in section 2: another deal may turn it around. But there is also a pull that always goes in the
# same direction, and it gets stronger the more candidates there are. The next experiment shows it
# by itself.
#
# ### Why the test set must stay shut
#
# Take candidates that are all *equally good*: every one is wrong in exactly 10% of all cases, and
# what is measured on 200 examples is that, plus luck. Choose the best of 1, of 10, of 100, of 1000.

# %% tags=["demo"]
quiz("bias_variance", "peeking", answer="")

# %% tags=["demo"]
rng = np.random.default_rng(0)
numbers = [1, 3, 10, 30, 100, 300, 1000]
on_chosen, on_fresh = [], []
for number in numbers:
    measured = rng.binomial(200, 0.1, (300, number)) / 200  # 300 repetitions of the whole story
    on_chosen.append(measured.min(axis=1).mean())
    on_fresh.append((rng.binomial(200, 0.1, 300) / 200).mean())

for number, seen, fresh in zip(numbers, on_chosen, on_fresh, strict=True):
    print(f"best of {number:4d}: {seen:5.1%} on the set that chose, {fresh:5.1%} on a fresh one")
plots.winners(
    numbers, {"on the 200 examples that chose": on_chosen, "on 200 fresh examples": on_fresh}, 0.1
)

# %% [markdown]
# Nobody learned anything here, and the error fell by more than half. All of it is luck, selected.
# That is the dev set's fate, and it can be borne, because the dev set is there to be used up. If
# the *test* set is used to choose, there is no set left that tells the truth. It doesn't take a
# thousand networks: looking at the test error, changing something, looking again is choosing, too.
#
# **To remember.** Choose by dev, report by test, and open the test set once.
#
# ## 6. What next?
#
# **The idea.** Put all of it in a row, each error beside the one before:
#
# $$e_\text{base} \;\xrightarrow{\ \text{bias}\ }\; e_\text{train} \;\xrightarrow{\ \text{variance}\ }\; e_\text{dev}
# \;\xrightarrow{\ \text{a worn-out or unsuitable dev set}\ }\; e_\text{test}$$
#
# and go from left to right. The *first* gap that is too large says what to do. Not the largest one:
# as long as the network can't do its training examples, what it does with others will change anyway
# when that is mended.
#
# | first gap that is too large | what to do | `next_action` |
# |---|---|---|
# | train over base | larger network, longer training | `"learn more"` |
# | dev over train | more examples, regularization | `"generalise better"` |
# | test over dev | a larger or fresh dev set, one like the examples that matter | `"renew the dev set"` |
# | none | use it | `"stop"` |
#
# **A worked example.** Base 1%, train 2%, dev 7%, test 13%, and we tolerate 2 points. The gaps are
# 1, 5 and 6: the first one above 2 is the second, so generalise better, although the third is
# larger.
#
# ### Exercise 5: `next_action` (20 points)
#
# **Your turn.** `errors` is a dict with the errors `"base"`, `"train"`, `"dev"` and `"test"`.
# Return one of the four texts from the last column. Seven lines.


# %% nbgrader={"grade": false, "grade_id": "next_action", "locked": false, "schema_version": 3, "solution": true, "task": false}
def next_action(errors, tolerable):
    """Say what to do next.

    errors: a dict with the errors "base", "train", "dev" and "test".
    tolerable: a gap larger than this is too large.
    Returns "learn more", "generalise better", "renew the dev set" or "stop".
    """
    ### BEGIN SOLUTION
    if errors["train"] - errors["base"] > tolerable:
        return "learn more"
    if errors["dev"] - errors["train"] > tolerable:
        return "generalise better"
    if errors["test"] - errors["dev"] > tolerable:
        return "renew the dev set"
    return "stop"
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_next_action", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
check(next_action)

# %% [markdown]
# **What you see now.** A whole project in a few seconds. It begins with a single neuron and 200
# examples, and in every round does what your function says: learn more (32 hidden units),
# generalise better (all examples).

# %% tags=["demo"]
rounds = {}
hidden, count = [], 200
for turn in (1, 2, 3, 4):
    network = train_network(train[:count], hidden, 1000)
    errors = {
        "base": base,
        "train": error_on(network, train[:count]),
        "dev": error_on(network, dev),
    }
    errors["test"] = errors["dev"]  # the test set stays shut until dev is good enough
    action = next_action(errors, tolerable)
    size = f"{hidden[0]} hidden units" if hidden else "one neuron"
    rounds[f"{turn}: {size},\n{count} examples"] = {
        name: errors[name] for name in ("base", "train", "dev")
    }
    print(f"round {turn}: train {errors['train']:5.1%}, dev {errors['dev']:5.1%} -> {action}")
    if action == "learn more":
        hidden = [32]
    elif action == "generalise better":
        count = len(train)
    else:
        break

errors["test"] = error_on(network, test)
print(f"the test set, opened once: {errors['test']:.1%} -> {next_action(errors, tolerable)}")
plots.error_stairs(rounds, "From round to round")

# %% [markdown]
# Grey bars are missing because the base error is 0. Each round removes one gap: the first cure
# brings the blue bar down and leaves the orange one high, the second brings the orange bar down as
# well. In the other order more examples would have been bought for a neuron that can't use them.
#
# ## 7. A test from another world
#
# The last row of the table is still open. What does it look like when dev and test don't agree? Let
# us take the cats of week 6, with a network of four layers. Half of the test pictures are our dev
# set. The other half, the ones that matter, will be taken by **another camera**: it hangs closer to
# the animals, its pictures are darker, and it is a little out of focus.

# %% tags=["demo"]
cats = load_cats()


def as_columns(pictures):
    """Pictures (m, 64, 64, 3) as columns of numbers from 0 to 1."""
    return pictures.reshape(len(pictures), -1).T / 255


def darker(pictures):
    """Half as bright."""
    return pictures * 0.5


def blurred(pictures):
    """Each pixel is the mean of the 5 by 5 pixels around it."""
    wide = np.pad(pictures * 1.0, ((0, 0), (2, 2), (2, 2), (0, 0)), mode="edge")
    return sum(wide[:, i : i + 64, j : j + 64] for i in range(5) for j in range(5)) / 25


def closer(pictures):
    """The middle 44 by 44 pixels, enlarged."""
    rows = 10 + np.arange(64) * 44 // 64
    return pictures[:, rows][:, :, rows]


def new_camera(pictures):
    """What the other camera sees."""
    return closer(blurred(darker(pictures)))


shown = cats.test_set_x[:4]
both = np.concatenate([shown, new_camera(shown).astype(np.uint8)])
print(
    f"mean brightness: {shown.mean():.0f} with the old camera, {new_camera(shown).mean():.0f} with the new one"
)
plots.gallery(both, ["old camera"] * 4 + ["new camera"] * 4, "The same animals", columns=4)

# %% [markdown]
# You recognise them without thinking. The network was trained on pictures of the old camera only.

# %% tags=["demo"]
quiz("bias_variance", "camera", answer="")

# %% tags=["demo"]
halves = np.random.default_rng(0).permutation(cats.test_set_y.size)
dev_cats, test_cats = halves[:250], halves[250:]
cat_layers = [12288, 20, 7, 5, 1]


def cat_error(parameters, pictures, labels):
    """The error of a cat detector on these pictures."""
    AL, _ = L_model_forward(as_columns(pictures), parameters)
    return error_rate(AL > 0.5, labels)


def train_detector(pictures):
    """A cat detector trained on the training pictures, or on what has been made of them."""
    start = np.random.default_rng(1)
    return L_layer_model(as_columns(pictures), cats.train_set_y, cat_layers, 0.0075, 1500, start)[0]


detector = train_detector(cats.train_set_x)
x_dev, y_dev = cats.test_set_x[dev_cats], cats.test_set_y[:, dev_cats]
for name, change in {
    "old camera": np.asarray,
    "only darker": darker,
    "only blurred": blurred,
    "only closer": closer,
    "all three": new_camera,
}.items():
    print(f"{name:13s} {cat_error(detector, change(x_dev), y_dev):5.1%} wrong")

# %% [markdown]
# Dark and blurred pictures hardly trouble it. That the animals are larger and no longer where they
# used to be makes it three times as wrong. A fully connected network knows places, not things (week
# 3 had a first look at that). What looks like a small change to us and what is one to a network are
# different matters. **Don't guess, measure.** (All this was done on dev pictures: the test set is
# still shut.)
#
# Now the project's own view of the matter. The dev set comes from the old camera and the test set
# from the new one. For 209 training pictures we are generous and tolerate gaps of 15 points.

# %% tags=["demo"]
x_test, y_test = cats.test_set_x[test_cats], cats.test_set_y[:, test_cats]
before = {
    "base": 0.0,
    "train": cat_error(detector, cats.train_set_x, cats.train_set_y),
    "dev": cat_error(detector, x_dev, y_dev),
    "test": cat_error(detector, new_camera(x_test), y_test),
}
print("dev set from the old camera:", {name: f"{error:.1%}" for name, error in before.items()})
print("what to do:", next_action(before, 0.15))

# %% [markdown]
# The dev set said that all was well. It answered a question that nobody had asked: how good are we
# with the *old* camera? Every decision made by it pulls towards old pictures. The cure is in the
# table: a dev set **like the examples that matter**. So we take the dev pictures as the new camera
# sees them. With these, the trouble shows where it can be worked on, as variance, and we can choose
# between candidates: the old detector, and one whose training pictures were made as dark, blurred
# and close as the new camera makes them.

# %% tags=["demo"]
adapted = train_detector(new_camera(cats.train_set_x))
detectors = {"old": (detector, np.asarray), "adapted": (adapted, new_camera)}
renewed = {
    name: {
        "train": cat_error(parameters, change(cats.train_set_x), cats.train_set_y),
        "dev": cat_error(parameters, new_camera(x_dev), y_dev),
        "test": cat_error(parameters, new_camera(x_test), y_test),
    }
    for name, (parameters, change) in detectors.items()
}
for name, errors in renewed.items():
    print(f"{name:8s}", {part: f"{error:.1%}" for part, error in errors.items()})
best, reported = select_model(renewed)
print(f"chosen by the new dev set: {best}; to report: {reported:.1%}")
for name, errors in renewed.items():
    print(f"what to do with the {name} one: {next_action({'base': 0.0, **errors}, 0.15)}")
without_base = {name: before[name] for name in ("train", "dev", "test")}
plots.error_stairs(
    {
        "old detector,\nold dev set": without_base,
        "old detector,\nnew dev set": renewed["old"],
        "adapted detector,\nnew dev set": renewed["adapted"],
    },
    "Cats before the new camera",
)

# %% [markdown]
# On the left the green bar comes as a surprise: dev had promised something else. In the middle the
# dev set sees the trouble, and so do we. On the right, training pictures like those that matter
# have removed more than half of it. (Something should make you frown: the test set was opened for
# both detectors. This once it was for showing you. A project would open it for the chosen one
# only.)
#
# **An experiment.** Adapt the training pictures to only one of the three changes. Which one is
# worth most? Decide by the dev set.
#
# **To remember.** Dev and test set must come from the same source, and that source is where the
# network is going to work.
#
# ## What you can do now
#
# - Deal out examples to three sets, and say how large dev and test must be for what you want to see.
# - Read bias and variance from three errors, and say why the base error belongs to them.
# - Tell from learning curves whether more examples are worth their price.
# - Choose by dev and report by test, and explain what becomes of a test set that people look at.
# - Say what to do next, and notice when the dev set answers the wrong question.
#
# This is the end of the course. You have built every part of a neural network with your own hands:
# a neuron, its gradient, layers, their start, what keeps them from learning by heart, a check that
# the gradient is right, features on one scale. And you can say what to try next. From here on
# libraries will write the code for you. They won't decide for you; that is yours to do, and now you
# know how.
