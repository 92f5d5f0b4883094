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
# # Initialization: where a network begins
#
# In weeks 5 and 6 you built a deep network and trained it, and its weights started from random
# numbers of a certain size. That size was given to you without a reason. This week you find the
# reason, and see that almost any other choice would have failed: the same network, the same data
# and the same training loop get nowhere from one start and arrive in seconds from another.
#
# What makes it a pleasure is that the right size needn't be found by trying. It follows from the
# widths of the layers, by an argument of a few lines about variances. For years deep networks
# were thought to be nearly untrainable; a good part of the trouble was this one number.
#
# **How the notebook works.** There are five exercises worth 100 points, all of the same kind: a
# function that makes the parameters of a network. They are short. Most of your time belongs to
# the derivations and the figures between them. Complete each function between the two comment
# lines, then run the cell below it. Plan about two hours.
#
# | symbol | shape | meaning |
# |---|---|---|
# | $L$ | | number of layers that have parameters |
# | $n_l$ | | units of layer $l$; $n_0$ is the number of features |
# | $W^{[l]}$ | $(n_l, n_{l-1})$ | weights: a row for each unit, a column for each of its inputs |
# | $b^{[l]}$ | $(n_l, 1)$ | biases |
# | $Z^{[l]}, A^{[l]}$ | $(n_l, m)$ | scores and activations for $m$ examples; $A^{[0]} = X$ |
# | $dZ^{[l]}, dA^{[l]}$ | $(n_l, m)$ | how the loss of each example changes with them |
# | $\operatorname{Var}$ | | variance: the mean squared distance from the mean |
#
# `layer_dims` is the list $[n_0, n_1, \dots, n_L]$. Seen from the weights of layer $l$, the
# number of inputs $n_{l-1}$ is called *fan-in* and the number of units $n_l$ *fan-out*.
#
# Run the next cell first. Everything of the earlier weeks comes from `utils`.

# %%
# %load_ext grader.check

import numpy as np

from datasets import load_cats, load_circles
from grader.check import check
from utils import plots
from utils.deep_network import (
    L_model_backward,
    L_model_forward,
    compute_cost,
    linear_activation_backward,
    linear_activation_forward,
    linear_backward,
    relu,
    update_parameters,
)
from utils.deep_network_application import accuracy
from utils.logistic_regression import sigmoid
from utils.progress import progress
from utils.quizzes import quiz

# %% [markdown]
# ## 1. Two circles and a training loop
#
# **Why it matters.** To compare starts, everything else must stay the same. So we fix a problem
# and a training loop once, and from here on change nothing but the initial parameters.
#
# The problem: points around two circles, one inside the other. No straight line separates them,
# so a network without a hidden layer can't do it. One with a few relu units can, since a ring may
# be fenced in by a handful of straight pieces.

# %% tags=["demo"]
X, Y = load_circles(m=300, seed=1)
X_test, Y_test = load_circles(m=300, seed=2)

print("X:", X.shape, "  Y:", Y.shape, "  share of label 1:", Y.mean())
plots.labelled_points(X, Y, "Two circles, 300 examples")

# %% [markdown]
# The blue dots lie around the outer circle and the orange squares around the inner one, with a
# little noise. Both labels are equally frequent: whoever guesses is right in 50% of the cases,
# and whoever always answers one half pays $\ln 2 \approx 0.693$. Remember both numbers. They are
# what a network looks like that has learned nothing.
#
# The loop below is the one of last week, except that it is *handed* its initial parameters.
# Read it once.


# %% tags=["demo"]
def train(X, Y, parameters, learning_rate=0.02, num_iterations=6000):
    """Gradient descent from the given parameters; also gives the cost every 100 iterations."""
    costs = []
    for i in progress(range(num_iterations), "gradient descent"):
        AL, caches = L_model_forward(X, parameters)
        if i % 100 == 0:
            costs.append(compute_cost(AL, Y))
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs


def predictor(parameters):
    """The function that answers 0 or 1 for examples (2, k), for drawing boundaries."""
    return lambda places: L_model_forward(places, parameters)[0] > 0.5


layer_dims = [2, 10, 5, 1]
print(f"{len(layer_dims) - 1} layers: 2 features, hidden layers of 10 and 5 units, 1 answer")

# %% [markdown]
# ## 2. All zeros: units that can't tell themselves apart
#
# **Why it matters.** In week 3 the weights started at zero and all was well. A network that
# starts there never learns anything. It is worth knowing exactly why, because the reason forbids
# more than zeros.
#
# **The idea.** Give ten workers the same desk, the same papers and the same instructions, and
# they will do the same work for ever. Ten units with equal weights see the same inputs, compute
# the same value, get the same blame and take the same step. They are ten copies of one unit.
#
# **The equation, with shapes.** Take two units $i$ and $k$ of layer $l$. Suppose their rows in
# $W^{[l]}$ are equal, their biases are equal, and so are the columns $i$ and $k$ of
# $W^{[l+1]}$, by which the next layer listens to them. Then:
#
# - forward: $Z^{[l]}_i = W^{[l]}_i A^{[l-1]} + b^{[l]}_i = Z^{[l]}_k$, both rows of shape
#   $(1, m)$, so $A^{[l]}_i = A^{[l]}_k$;
# - backward: row $i$ of $dA^{[l]} = W^{[l+1]\top} dZ^{[l+1]}$ is made from column $i$ of
#   $W^{[l+1]}$, so it equals row $k$, and so do the rows of $dZ^{[l]}$;
# - the step: row $i$ of
#   $\underbrace{dW^{[l]}}_{n_l \times n_{l-1}}
#   = \frac1m \underbrace{dZ^{[l]}}_{n_l \times m}\ \underbrace{A^{[l-1]\top}}_{m \times n_{l-1}}$
#   is made from row $i$ of $dZ^{[l]}$, so it equals row $k$; and columns $i$ and $k$ of
#   $dW^{[l+1]} = \frac1m dZ^{[l+1]} A^{[l]\top}$ are made from rows $i$ and $k$ of $A^{[l]}$, so
#   they are equal too.
#
# After the step everything that was equal is equal still, and the argument starts again. No
# number of iterations parts the two.
#
# With zeros and relu it is worse still. All scores are 0, so every hidden activation is
# $\operatorname{relu}(0) = 0$, and with it $dW^{[L]} = \frac1m dZ^{[L]} A^{[L-1]\top} = 0$. On the
# way back $dA^{[L-1]} = W^{[L]\top} dZ^{[L]} = 0$, which silences all earlier layers. Only
# $b^{[L]}$ could move, by the mean of $A^{[L]} - Y$, and that is $0.5 - 0.5 = 0$ where both labels
# are equally frequent.
#
# **A worked example.** For `layer_dims = [2, 3, 1]` the start is
#
# $$W^{[1]} = \begin{bmatrix} 0 & 0 \\ 0 & 0 \\ 0 & 0 \end{bmatrix}, \quad
# b^{[1]} = \begin{bmatrix} 0 \\ 0 \\ 0 \end{bmatrix}, \quad
# W^{[2]} = \begin{bmatrix} 0 & 0 & 0 \end{bmatrix}, \quad
# b^{[2]} = \begin{bmatrix} 0 \end{bmatrix}$$
#
# and every answer is $\sigma(0) = \frac12$.
#
# ### Exercise 1: `initialize_parameters_zeros` (10 points)
#
# **Your turn.** Write this start, bad as it is: you need to see it fail, and the other four
# functions will have the same skeleton. Go through the layers $1, \dots, L$ and fill the dict
# with `W1`, `b1`, `W2`, ... Five or six lines. An f-string makes the names: `f"W{layer}"`.


# %% nbgrader={"grade": false, "grade_id": "initialize_parameters_zeros", "locked": false, "schema_version": 3, "solution": true, "task": false}
def initialize_parameters_zeros(layer_dims):
    """Start every weight and every bias at 0.

    layer_dims: the widths [n_0, n_1, ..., n_L].
    Returns a dict with W1, b1, ..., WL, bL: zeros, W[l] of shape (n_l, n_{l-1}), b[l] of (n_l, 1).
    """
    ### BEGIN SOLUTION
    parameters = {}
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        parameters[f"W{layer}"] = np.zeros((n, n_prev))
        parameters[f"b{layer}"] = np.zeros((n, 1))
    return parameters
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_initialize_parameters_zeros", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
check(initialize_parameters_zeros)

# %% [markdown]
# **What you see now.** Training from zeros. The cost should stay what it was to the last digit,
# and the largest parameter be 0 after the last step as it was before the first.

# %% tags=["demo"]
from_zeros, costs_zeros = train(X, Y, initialize_parameters_zeros(layer_dims), num_iterations=1000)
largest = max(np.abs(value).max() for value in from_zeros.values())

print(f"cost at the start {costs_zeros[0]:.6f}, after 900 steps {costs_zeros[-1]:.6f}")
print(f"largest parameter after 1000 steps: {largest}")
print(f"accuracy on the training set: {accuracy(X, Y, from_zeros):.0%}")

# %% [markdown]
# **What usually goes wrong.** The next thing people try: if zeros are bad, all weights 0.5 then?
# Now signals and gradients flow. But the argument above never said *zero*, it said *equal*. In
# the figure each line is the path of one of the ten units of layer 1, from its small dot to its
# large one, with the weight it gives to $x_1$ to the right and the weight it gives to $x_2$
# upwards. Count the lines in the left panel.


# %% tags=["demo"]
quiz("initialization", "lines", answer="")


# %% tags=["demo"]
def first_layer_paths(parameters, records=60, steps=50):
    """The rows of W1 (records + 1, n_1, 2) while training goes on, once every so many steps."""
    paths = [parameters["W1"]]
    for _ in range(records):
        parameters, _ = train(X, Y, parameters, num_iterations=steps)
        paths.append(parameters["W1"])
    return np.stack(paths), parameters


all_equal = initialize_parameters_zeros(layer_dims)
for layer in (1, 2, 3):
    all_equal[f"W{layer}"] = all_equal[f"W{layer}"] + 0.5

rng = np.random.default_rng(0)
slightly_random = {
    name: value + 0.1 * rng.standard_normal(value.shape) if name.startswith("W") else value
    for name, value in all_equal.items()
}

paths_equal, from_equal = first_layer_paths(all_equal)
paths_random, from_random = first_layer_paths(slightly_random)

for name, paths, trained in [
    ("all 0.5:           ", paths_equal, from_equal),
    ("0.5 and some noise:", paths_random, from_random),
]:
    different = len(np.unique(np.round(paths[-1], 6), axis=0))
    print(
        f"{name} different units after 3000 steps: {different}, "
        f"accuracy {accuracy(X, Y, trained):.0%}"
    )
plots.weight_paths(
    {
        "10 units, all weights 0.5 at the start": paths_equal,
        "the same with a little noise": paths_random,
    }
)

# %% [markdown]
# On the left there is one line: ten units lie on top of each other all the way. On the right a
# little noise at the start was enough; the units part, and each finds work of its own. What ten
# equal units can draw in the plane is what one unit can draw, and that isn't a ring:

# %% tags=["demo"]
plots.decision_boundaries(
    {
        f"all 0.5: {accuracy(X, Y, from_equal):.0%}": predictor(from_equal),
        f"with noise: {accuracy(X, Y, from_random):.0%}": predictor(from_random),
    },
    X,
    Y,
)
print(f"training accuracy {accuracy(X, Y, from_equal):.0%} and {accuracy(X, Y, from_random):.0%}")

# %% [markdown]
# **An experiment.** How little is enough? Two cells further up, replace `0.1 *` by `0.001 *` and run
# both cells again. The units are different now, strictly speaking; but after 3000 steps they are
# still no further apart than they were at the start, and the boundary is the straight one again. To
# be different isn't enough, the difference has to be of a size that matters.
#
# **To remember.** Units that start equal stay equal: randomness is there to *break the symmetry*.
# The biases may be zero, because random weights break it already.
#
# ## 3. Random, but how large?
#
# **Why it matters.** So the weights are drawn at random. From a normal distribution, say, with
# mean 0, since we have no reason to prefer either sign. One number is left to choose, its
# standard deviation. It looks like a detail.
#
# **The idea.** Each layer multiplies the signal by its weights. A layer that makes the signal a
# tenth as large does little harm; ten of them make it $10^{-10}$ as large. A layer that doubles
# it does little harm; ten of them make it a thousand times as large. Depth turns a small
# misjudgement into a power of it.
#
# **The equation, with shapes.** With a number `scale`,
#
# $$W^{[l]} = \text{scale} \cdot N^{[l]}, \qquad
# N^{[l]} \in \mathbb{R}^{n_l \times n_{l-1}} \text{ standard normal}, \qquad
# b^{[l]} = 0 \in \mathbb{R}^{n_l \times 1}$$
#
# A standard normal number has standard deviation 1 and variance 1. Multiplied by $s$ it has
# standard deviation $s$ and variance $s^2$. Keep these two apart this week, they are easily
# confused.
#
# **Randomness in an argument.** The function is handed a generator, `rng`, and draws all its
# random numbers from it: `rng.standard_normal((3, 2))` gives a matrix of shape $(3, 2)$. Whoever
# calls your function with a generator of the same seed gets the same network, today and next
# year. `np.random.randn` draws from a generator that is hidden, shared by everything, and
# different each time.

# %% tags=["demo"]
rng = np.random.default_rng(7)
print("first matrix: ", np.round(rng.standard_normal((1, 3)), 3))
print("second matrix:", np.round(rng.standard_normal((1, 3)), 3))
print("again, from a new generator with seed 7:")
print("first matrix: ", np.round(np.random.default_rng(7).standard_normal((1, 3)), 3))

# %% [markdown]
# **A worked example.** With `scale = 0.01` and the generator above, a layer of one unit with
# three inputs gets the first matrix divided by 100. The next layer is made from what the
# generator gives *next*, so no two layers are alike.
#
# ### Exercise 2: `initialize_parameters_random` (20 points)
#
# **Your turn.** The skeleton is that of exercise 1. Draw each $W^{[l]}$ with `rng.standard_normal`
# in the shape that it has, and multiply by `scale`. The order is yours: nobody compares your numbers
# with others. The check looks at how they are spread, and whether they come from `rng` and from
# nowhere else. The biases are zeros. Six lines.


# %% nbgrader={"grade": false, "grade_id": "initialize_parameters_random", "locked": false, "schema_version": 3, "solution": true, "task": false}
def initialize_parameters_random(layer_dims, scale, rng):
    """Draw normal weights with the same standard deviation in every layer.

    layer_dims: the widths [n_0, n_1, ..., n_L].   scale: the standard deviation, a number.
    rng: a NumPy generator, the only source of chance.
    Returns a dict with W1, b1, ..., WL, bL; W[l] of shape (n_l, n_{l-1}), b[l] zeros (n_l, 1).
    """
    ### BEGIN SOLUTION
    parameters = {}
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        parameters[f"W{layer}"] = rng.standard_normal((n, n_prev)) * scale
        parameters[f"b{layer}"] = np.zeros((n, 1))
    return parameters
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_initialize_parameters_random", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
check(initialize_parameters_random)

# %% [markdown]
# **What you see now.** The same network from three scales, with five seeds each, because one run
# might be luck. Every line is one run, and the cost axis is logarithmic: from one grid line to
# the next the cost is ten times as large. The dashed line is $\ln 2$, the cost of knowing
# nothing.


# %% tags=["demo", "nbval-ignore-output"]
seeds = range(5)


def trained_from(initialize, layer_dims, **options):
    """Train once for each seed, from the parameters that `initialize(layer_dims, rng)` draws."""
    starts = [initialize(layer_dims, np.random.default_rng(seed)) for seed in seeds]
    return [train(X, Y, start, **options) for start in starts]


def accuracies(runs):
    """Training and test accuracy of each run, (runs, 2)."""
    return np.array(
        [[accuracy(X, Y, run), accuracy(X_test, Y_test, run)] for run, _ in runs], dtype=float
    )


def with_scale(scale):
    """The function that draws weights of this scale for given layers, from a given generator."""
    return lambda layer_dims, rng: initialize_parameters_random(layer_dims, scale, rng)


by_scale = {
    f"scale {scale:g}": trained_from(with_scale(scale), layer_dims) for scale in (0.01, 0.5, 10)
}

# %% tags=["demo", "nbval-ignore-output"]
for name, runs in by_scale.items():
    first, last = (np.mean([costs[i] for _, costs in runs]) for i in (0, -1))
    train_accuracy, test_accuracy = accuracies(runs).mean(axis=0)
    print(
        f"{name:10s}  cost {first:7.2f} at the start, {last:.3f} at the end; "
        f"accuracy {train_accuracy:.0%}, test {test_accuracy:.0%}"
    )
plots.costs_by_seed({name: [costs for _, costs in runs] for name, runs in by_scale.items()})

# %% [markdown]
# With 0.01 the line lies on the dashed one from beginning to end: the network is *stuck*. It
# isn't at a minimum, and its gradients aren't zero. They are so small that 6000 steps don't add up
# to anything you could see.
#
# With 10 the cost starts in the hundreds. The scores are so large that the last sigmoid answers
# almost exactly 0 or 1, wrongly for about half of the points: the network is certain before it
# has seen anything. So large an error makes large gradients, and the cost falls fast, but only to
# a few tenths. There it hangs, with most of the seeds, and the next cell shows why: it prints by
# how much training has changed $W^{[1]}$, compared with how large it was at the start.

# %% tags=["demo", "nbval-ignore-output"]
for name, scale in [("scale 0.5", 0.5), ("scale 10", 10)]:
    changes = []
    for seed, (trained, _) in zip(seeds, by_scale[name], strict=True):
        start = with_scale(scale)(layer_dims, np.random.default_rng(seed))["W1"]
        changes.append(np.linalg.norm(trained["W1"] - start) / np.linalg.norm(start))
    print(f"{name:9s}  W1 has changed by {np.mean(changes):.0%} of its size")

# %% [markdown]
# In the middle panel the units of layer 1 have moved by more than their own size: they went where
# they were needed. Weights of size 10 are too heavy to be moved by such steps. The network has to
# make do with the units that chance gave it, and what it achieves is a matter of luck.
#
# The 0.5 was a lucky guess. For another network it would be wrong, as you will see in a moment.
# To find out where the small signal is lost, look inside. The next cell sends the circles through an
# untrained network of six layers, with 20 units in each hidden one, and prints the standard
# deviation of the activations layer by layer.


# %% tags=["demo"]
quiz("initialization", "through_layers", answer="")


# %% tags=["demo"]
def activations(X, parameters, g):
    """The activations [A1, ..., AL] where every layer bends by `g`."""
    A, all_A = X, []
    for layer in range(1, len(parameters) // 2 + 1):
        A = g(parameters[f"W{layer}"] @ A + parameters[f"b{layer}"])
        all_A.append(A)
    return all_A


six_layers = [2, 20, 20, 20, 20, 20, 1]
for scale in (0.01, 1):
    parameters = initialize_parameters_random(six_layers, scale, np.random.default_rng(0))
    spread = [A.std() for A in activations(X, parameters, relu)[:-1]]
    print(f"scale {scale:<5g}", "  ".join(f"layer {i}: {s:.1e}" for i, s in enumerate(spread, 1)))

# %% [markdown]
# With 0.01 each layer leaves only a few hundredths of what it is given; with 1 each layer makes
# it about three times as large. Somewhere between must be a scale that leaves it as it is.
#
# **What usually goes wrong.** Random biases do no harm to the symmetry, but they aren't needed.
# `rng.random` gives numbers between 0 and 1: none is negative, so all units of a layer point the
# same way. And a generator that is made inside the function, with a seed of its own, gives everybody
# the same network, whatever `rng` they hand in.
#
# **An experiment.** Find, by trial, a scale for the six layers with which the spread stays within
# a factor of two over the five hidden layers. Then change all the 20s to 80s and run again. Is it
# still right?
#
# **To remember.** Too small a scale, and the signal dies out; too large, and it explodes. The
# right one depends on the width of the layers, so no single number can serve all networks.
#
# ## 4. How a sum grows
#
# **Why it matters.** Here is the heart of this week: how the spread of a score follows from the
# spread of the weights. From it you get the right scale for a layer of any width, without a
# single trial.
#
# **The idea, with a picture.** A score is a sum of $n_{l-1}$ random terms. Some are positive, some
# negative, and most of them cancel; but not all. Like a walker who tosses a coin before each step,
# the sum ends up about $\sqrt{n}$ steps away from home after $n$ steps. So a unit with 100 times
# as many inputs has scores about 10 times as large, and weights a tenth as large make up for it.

# %% tags=["demo"]
rng = np.random.default_rng(0)
rows = {"$w$ has\nvariance 1": {}, "$w$ has\nvariance $1/n$": {}}
for n in (10, 100, 1000):
    w, a = rng.standard_normal((500, n)), rng.standard_normal((n, 40))
    rows["$w$ has\nvariance 1"][f"$n={n}$"] = w @ a
    rows["$w$ has\nvariance $1/n$"][f"$n={n}$"] = w / np.sqrt(n) @ a

for n, z in zip((10, 100, 1000), rows["$w$ has\nvariance 1"].values(), strict=True):
    print(f"n = {n:4d}: standard deviation of z {z.std():5.1f}, square root of n {np.sqrt(n):5.1f}")
plots.histogram_grid(rows, "score $z$")

# %% [markdown]
# In the upper row the scores spread further and further as the unit gets more inputs; the number
# above each panel is their standard deviation. In the lower row the weights were divided by
# $\sqrt{n}$, and the three panels look the same.
#
# **The equation, derived.** Take one unit of layer $l$ and one example. Its score is
#
# $$z = \sum_{j=1}^{n} w_j a_j, \qquad n = n_{l-1}, \qquad b = 0$$
#
# We treat the $n$ weights as random numbers with mean 0 and variance $\operatorname{Var} w$, drawn
# independently of each other and of the activations $a_j$ (at the start of training the latter
# come from earlier layers, whose weights were drawn separately). Then the mean of each term is
# $E[w_j a_j] = E[w_j]\,E[a_j] = 0$, so $E[z] = 0$, and
#
# $$\operatorname{Var} z = E[z^2]
# = \sum_{j=1}^{n} \sum_{k=1}^{n} E[w_j w_k]\, E[a_j a_k]
# = \sum_{j=1}^{n} E[w_j^2]\, E[a_j^2]
# = n \, \operatorname{Var} w \; E[a^2]$$
#
# In the double sum all terms with $j \ne k$ vanish, because $E[w_j w_k] = E[w_j]\,E[w_k] = 0$
# there: that is the cancelling. (The activations needn't be independent of each other!) The
# $n$ terms with $j = k$ are squares and can't cancel. Where the activations have mean 0, as those
# of tanh do, $E[a^2]$ is their variance, and
#
# $$\boxed{\operatorname{Var} z = n \, \operatorname{Var} w \, \operatorname{Var} a}$$
#
# In words, with shapes: of the matrix $W^{[l]}$, $(n_l, n_{l-1})$, one *row* makes one score, so
# the $n$ that counts is the number of *columns*, the fan-in.
#
# Now suppose the activation function is tanh. Near 0 it has slope 1, so $\tanh z \approx z$ as long
# as the scores are not large, and the activations of layer $l$ have about the variance of its
# scores. From layer to layer the variance is multiplied by $n_{l-1} \operatorname{Var} w$. It stays
# what it was if that is 1:
#
# $$\operatorname{Var} w = \frac{1}{n_{l-1}} \qquad\Longleftrightarrow\qquad
# \text{standard deviation of } w = \sqrt{\frac{1}{n_{l-1}}}$$
#
# This rule was published by LeCun, Bottou, Orr and Müller in 1998 (*Efficient BackProp*). Today
# it mostly goes by the name *Xavier* initialization, after Xavier Glorot, whose own rule you meet
# in the next section. You used it in week 5 already.
#
# **A worked example.** A layer with 400 inputs: the variance is $\frac{1}{400} = 0.0025$ and the
# standard deviation $\frac{1}{20} = 0.05$. Whoever multiplies by 0.0025 has taken the variance for
# the standard deviation: the scores then have a twentieth of their proper size, and after ten
# layers $20^{-10} \approx 10^{-13}$ of it.
#
# ### Exercise 3: `initialize_parameters_xavier` (20 points)
#
# **Your turn.** As in exercise 2, but each layer has its own scale: multiply its standard normal
# numbers by the standard deviation that gives the variance $1/n_{l-1}$. Biases are zeros. Six lines.


# %% nbgrader={"grade": false, "grade_id": "initialize_parameters_xavier", "locked": false, "schema_version": 3, "solution": true, "task": false}
def initialize_parameters_xavier(layer_dims, rng):
    """Draw normal weights with variance 1 / n_{l-1}, so that scores keep their spread forward.

    layer_dims: the widths [n_0, n_1, ..., n_L].
    rng: a NumPy generator, the only source of chance.
    Returns a dict with W1, b1, ..., WL, bL; W[l] of shape (n_l, n_{l-1}), b[l] zeros (n_l, 1).
    """
    ### BEGIN SOLUTION
    parameters = {}
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        parameters[f"W{layer}"] = rng.standard_normal((n, n_prev)) * np.sqrt(1 / n_prev)
        parameters[f"b{layer}"] = np.zeros((n, 1))
    return parameters
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_initialize_parameters_xavier", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
check(initialize_parameters_xavier)

# %% [markdown]
# **What you see now.** A tanh network of ten layers with 200 units each is shown 300 examples of
# 200 standard normal features. Each row of the figure is one start. From left to right you see how
# the activations of layers 1, 4, 7 and 10 are distributed. All panels of a row have the same
# horizontal axis.

# %% tags=["demo"]
quiz("initialization", "tanh_scale_one", answer="")

# %% tags=["demo"]
ten_layers = [200] * 11
X_wide = np.random.default_rng(1).standard_normal((200, 300))

starts = {
    "scale 0.01": initialize_parameters_random(ten_layers, 0.01, np.random.default_rng(0)),
    "scale 1": initialize_parameters_random(ten_layers, 1.0, np.random.default_rng(0)),
    "Xavier": initialize_parameters_xavier(ten_layers, np.random.default_rng(0)),
}
with_tanh = {name: activations(X_wide, start, np.tanh) for name, start in starts.items()}

for name, A in with_tanh.items():
    slopes = [np.mean(1 - A[i] ** 2) for i in (0, 9)]
    print(
        f"{name:10s} spread in layer 1: {A[0].std():.2f}, in layer 10: {A[9].std():.1e}; "
        f"mean slope of tanh {slopes[0]:.2f} and {slopes[1]:.2f}"
    )
plots.histogram_grid(
    {name: {f"layer {i + 1}": A[i] for i in (0, 3, 6, 9)} for name, A in with_tanh.items()},
    "activation $a$",
)

# %% [markdown]
# In the first row everything is in one spike at 0 from layer 4 on: whatever you show this network,
# its last layers see nothing. In the second row almost all activations are $-1$ or $1$. There tanh
# is flat, as the small mean slope says, and a flat function passes no gradient back: the units are
# *saturated*. In the third row the signal is alive down to layer 10.
#
# It isn't perfectly constant, either. The approximation $\tanh z \approx z$ is a little too kind,
# since tanh bends towards its limits, and in each layer some of the spread is lost. But it is lost
# slowly: compare the numbers above the panels.
#
# **What usually goes wrong.** The square root is forgotten, or $n_l$ is used where $n_{l-1}$
# belongs. In this network you wouldn't notice the second mistake, because all widths are 200. In
# `[2, 10, 5, 1]` you would. Nor is $n_0$ right for all layers: each sum has its own length.
#
# **An experiment.** In the cell above, replace `1.0` in the second start by `0.1`. What is
# $n \operatorname{Var} w$ then, and what do you expect of layer 10? (It is 2, and tanh stops the
# growth. Look at the mean slope.)
#
# **To remember.** $\operatorname{Var} z = n_{l-1} \operatorname{Var} w \operatorname{Var} a$. Choose
# $\operatorname{Var} w = 1/n_{l-1}$ and the spread survives any depth.
#
# ## 5. The way back
#
# **Why it matters.** A network learns by what comes *back*. Gradients, too, are multiplied by the
# weights of every layer they cross, so they can die out or explode in the same manner, even where
# the forward signal is perfectly healthy.
#
# **The idea.** Backward the same weights are used, but transposed. A unit of layer $l-1$ gets its
# blame from all the units that listened to it. There are $n_l$ of these, not $n_{l-1}$: now the
# sum runs over a *column* of $W^{[l]}$.
#
# **The equation, with shapes.** From week 5,
#
# $$\underbrace{dA^{[l-1]}}_{n_{l-1} \times m}
# = \underbrace{W^{[l]\top}}_{n_{l-1} \times n_l}\ \underbrace{dZ^{[l]}}_{n_l \times m}$$
#
# One entry is a sum of $n_l$ terms $w\,dz$, and the argument of the last section gives, word for
# word, with $dz$ in the place of $a$,
#
# $$\operatorname{Var} dA^{[l-1]} = n_l \, \operatorname{Var} w \, \operatorname{Var} dZ^{[l]}$$
#
# (where the $dz$ are not quite independent of the weights, it is an approximation). Near 0, where
# tanh has slope 1, $dZ^{[l-1]} = dA^{[l-1]}$. So from layer to layer, on the way back, the variance
# is multiplied by $n_l \operatorname{Var} w$. Two wishes, then:
#
# $$\text{forward: } \ n_{l-1} \operatorname{Var} w = 1 \qquad\qquad
# \text{backward: } \ n_l \operatorname{Var} w = 1$$
#
# Both come true only where $n_{l-1} = n_l$. Glorot and Bengio (2010, *Understanding the difficulty
# of training deep feedforward neural networks*) put the *mean* of the two widths in their place:
#
# $$\operatorname{Var} w = \frac{1}{\frac12 (n_{l-1} + n_l)} = \frac{2}{n_{l-1} + n_l}$$
#
# **A worked example.** From 300 inputs to 100 units the wishes are variances $\frac{1}{300}$
# and $\frac{1}{100}$; the compromise is $\frac{2}{400} = \frac{1}{200}$, a standard deviation of
# $\sqrt{1/200} \approx 0.0707$. Forward, the variance is then multiplied by
# $300 \cdot \frac{1}{200} = 1.5$, and backward by $100 \cdot \frac{1}{200} = 0.5$. Neither wish is
# granted, and neither is hurt much.
#
# In the paper the numbers are drawn evenly from an interval $[-r, r]$ instead, which has variance
# $r^2/3$. Setting this equal to $\frac{2}{n_{l-1} + n_l}$ gives $r = \sqrt{6/(n_{l-1} + n_l)}$: that is
# where a 6 comes from that you will find in some books. For normal numbers it is the 2.
#
# ### Exercise 4: `initialize_parameters_glorot` (25 points)
#
# **Your turn.** Normal numbers again, with variance $\frac{2}{n_{l-1} + n_l}$, and zeros. Six lines.
# By now you have written the same loop three times; if you would rather write it once and hand it
# the scale of a layer, you may put a function of your own into the cell.


# %% nbgrader={"grade": false, "grade_id": "initialize_parameters_glorot", "locked": false, "schema_version": 3, "solution": true, "task": false}
def initialize_parameters_glorot(layer_dims, rng):
    """Draw normal weights with variance 2 / (n_{l-1} + n_l), between the way forward and the way back.

    layer_dims: the widths [n_0, n_1, ..., n_L].
    rng: a NumPy generator, the only source of chance.
    Returns a dict with W1, b1, ..., WL, bL; W[l] of shape (n_l, n_{l-1}), b[l] zeros (n_l, 1).
    """
    ### BEGIN SOLUTION
    parameters = {}
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        parameters[f"W{layer}"] = rng.standard_normal((n, n_prev)) * np.sqrt(2 / (n_prev + n))
        parameters[f"b{layer}"] = np.zeros((n, 1))
    return parameters
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_initialize_parameters_glorot", "locked": true, "points": 25, "schema_version": 3, "solution": false, "task": false}
check(initialize_parameters_glorot)

# %% [markdown]
# **What you see now.** Where all layers are equally wide, Glorot's rule *is* Xavier's. To see a
# difference we need a funnel: eight layers that narrow from 600 units to 38, each by a factor of
# about $\sqrt2$. To see only the weights at work, the layers are linear, without any bend. The
# left panel sends 300 random examples forward, the right one sends random blame backward, from
# layer 8 at its right edge to layer 1.


# %% tags=["demo"]
def spread_both_ways(weights, rng, m=300):
    """Standard deviations of Z1, ..., ZL forward, and of dA0, ..., dA{L-1} backward; linear layers."""
    A, forward = rng.standard_normal((weights[0].shape[1], m)), []
    for W in weights:
        A = W @ A
        forward.append(A.std())
    dZ, backward = rng.standard_normal((weights[-1].shape[0], m)), []
    for W in reversed(weights):
        dZ = W.T @ dZ
        backward.append(dZ.std())
    return np.array([forward, backward[::-1]])


def only_back(layer_dims, rng):
    """Variance 1 / n_l, the wish of the way back: Xavier's weights, corrected layer by layer."""
    parameters = initialize_parameters_xavier(layer_dims, rng)
    for layer in range(1, len(layer_dims)):
        ratio = layer_dims[layer - 1] / layer_dims[layer]
        parameters[f"W{layer}"] = parameters[f"W{layer}"] * np.sqrt(ratio)
    return parameters


funnel = [600, 424, 300, 212, 150, 106, 75, 53, 38]
rules = {
    "$1/n_{l-1}$": initialize_parameters_xavier,
    "$1/n_l$": only_back,
    "$2/(n_{l-1}+n_l)$": initialize_parameters_glorot,
}
spreads = {}
for name, initialize in rules.items():
    tries = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        start = initialize(funnel, rng)
        tries.append(spread_both_ways([start[f"W{layer}"] for layer in range(1, 9)], rng))
    spreads[name] = np.mean(tries, axis=0)

for name, (forward, backward) in spreads.items():
    print(f"{name:18s} forward, layer 8: {forward[-1]:.1f}   backward, layer 1: {backward[0]:.2f}")
plots.spread_by_layer(
    {
        "forward: scores $Z^{[l]}$": {name: both[0] for name, both in spreads.items()},
        "backward: $dA^{[l-1]}$": {name: both[1] for name, both in spreads.items()},
    },
    "standard deviation",
    same_scale=True,
)

# %% [markdown]
# The blue rule keeps the left panel flat and loses three quarters of the gradient on the way back.
# The orange one keeps the right panel flat and lets the scores grow to four times their size. The
# green one errs a little on both sides, by about a factor of two at the end of eight layers.
#
# Note how mild all of this is. With the wrong *kind* of scale, signals change by a factor for
# each layer, without end. Here the factors are ratios $n_l / n_{l-1}$, and multiplied over all the
# layers they leave only $n_L / n_0$: the ratio of the last width to the first, however many
# layers lie between. Either rule will do in practice.
#
# **What usually goes wrong.** Brackets: `2 / n_prev + n` is $\frac{2}{n_{l-1}} + n_l$. Dividing by the
# sum but forgetting the 2, which halves the variance of every layer. Taking the mean of the two
# variances in place of the mean of the two widths.
#
# **An experiment.** Turn the funnel round: `funnel[::-1]`. Which line goes where, and why?
#
# **To remember.** Forward the sum runs over the fan-in, backward over the fan-out. Glorot's rule is
# the compromise, and with equal widths all three are one.
#
# ## 6. What relu takes away
#
# **Why it matters.** Your networks don't use tanh, they use relu, and relu isn't $z$ near 0: it
# throws away everything negative. Nobody asked it to keep the variance, and it doesn't.
#
# **The idea, with a picture.** The scores of a layer spread evenly around 0. Relu puts the
# negative half at 0 and leaves the other half as it is. So it leaves half of the squares.

# %% tags=["demo"]
z = np.random.default_rng(0).standard_normal((1, 100_000))
a = relu(z)
print(f"mean of z squared:       {np.mean(z**2):.2f}")
print(f"mean of relu(z) squared: {np.mean(a**2):.2f}")
print(f"mean of relu(z):         {np.mean(a):.2f}")
plots.histogram_grid({"how often": {"before: $z$": z, "after: relu$(z)$": a}}, "value")

# %% [markdown]
# The right panel is the left one with its negative half swept into one bar at 0.
#
# **The equation, derived.** Where the scores are distributed symmetrically around 0, positive and
# negative ones contribute equally to $E[z^2]$, and relu keeps the contribution of the positive
# ones:
#
# $$E[a^2] = E[\operatorname{relu}(z)^2] = \tfrac12 E[z^2] = \tfrac12 \operatorname{Var} z$$
#
# The activations no longer have mean 0, so it matters that the general formula of section 4 has
# $E[a^2]$ in it, and not $\operatorname{Var} a$:
#
# $$\operatorname{Var} z^{[l]} = n_{l-1} \operatorname{Var} w \; E\bigl[(a^{[l-1]})^2\bigr]
# = \tfrac12\, n_{l-1} \operatorname{Var} w \; \operatorname{Var} z^{[l-1]}$$
#
# It stays what it was if $\frac12\, n_{l-1} \operatorname{Var} w = 1$:
#
# $$\boxed{\operatorname{Var} w = \frac{2}{n_{l-1}}}$$
#
# That is the rule of He, Zhang, Ren and Sun (2015, *Delving deep into rectifiers*), made for relu.
# The way back agrees with the 2: $dZ^{[l]}$ is $dA^{[l]}$ where the unit was on and 0 where it was
# off, which is about half of the time, so there, too, half of the squares are lost in each layer.
#
# **A worked example.** A layer with 50 inputs: the variance is $\frac{2}{50} = 0.04$, the standard
# deviation 0.2. With Xavier's rule it would be 0.141. A factor of $\sqrt2$, you may think, is
# nothing. But it is missing in each layer: after 10 of them the signal is
# $2^{-10/2} = \frac{1}{32}$ as large as it should be, and after 30 of them $\frac{1}{32768}$.
#
# ### Exercise 5: `initialize_parameters_he` (25 points)
#
# **Your turn.** Once more normal numbers and zeros, now with variance $\frac{2}{n_{l-1}}$. Think
# about what goes under the square root. Six lines.


# %% nbgrader={"grade": false, "grade_id": "initialize_parameters_he", "locked": false, "schema_version": 3, "solution": true, "task": false}
def initialize_parameters_he(layer_dims, rng):
    """Draw normal weights with variance 2 / n_{l-1}, which makes up for the half that relu cuts off.

    layer_dims: the widths [n_0, n_1, ..., n_L].
    rng: a NumPy generator, the only source of chance.
    Returns a dict with W1, b1, ..., WL, bL; W[l] of shape (n_l, n_{l-1}), b[l] zeros (n_l, 1).
    """
    ### BEGIN SOLUTION
    parameters = {}
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        parameters[f"W{layer}"] = rng.standard_normal((n, n_prev)) * np.sqrt(2 / n_prev)
        parameters[f"b{layer}"] = np.zeros((n, 1))
    return parameters
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_initialize_parameters_he", "locked": true, "points": 25, "schema_version": 3, "solution": false, "task": false}
check(initialize_parameters_he)

# %% [markdown]
# **What you see now.** All your starts in the network of ten layers with 200 units, with tanh on
# the left and with relu on the right. A line is the standard deviation of the activations from
# layer 1 to layer 10, averaged over five seeds, on a logarithmic axis: a straight line downwards
# means the same factor lost in each layer. Zeros can't be drawn on such an axis; their
# activations are 0 everywhere. Glorot's line isn't drawn either, since with equal widths it is
# Xavier's.

# %% tags=["demo"]
schemes = {
    "scale 0.01": with_scale(0.01),
    "scale 1": with_scale(1.0),
    "Xavier": initialize_parameters_xavier,
    "He": initialize_parameters_he,
}


def average_spread(initialize, g):
    """The standard deviation of A1, ..., A10, averaged over the seeds."""
    networks = [initialize(ten_layers, np.random.default_rng(seed)) for seed in seeds]
    return np.mean([[A.std() for A in activations(X_wide, net, g)] for net in networks], axis=0)


panels = {
    title: {name: average_spread(initialize, g) for name, initialize in schemes.items()}
    for title, g in [("tanh", np.tanh), ("relu", relu)]
}
same = initialize_parameters_glorot(ten_layers, np.random.default_rng(0))
print("Glorot is Xavier here:", np.allclose(same["W5"], starts["Xavier"]["W5"]))
for title, lines in panels.items():
    for name, spread in lines.items():
        print(f"{title}, {name:10s} layer 1: {spread[0]:.1e}   layer 10: {spread[9]:.1e}")
plots.spread_by_layer(panels, "standard deviation of $A^{[l]}$")

# %% [markdown]
# Look at the right panel. The line of He is nearly flat. Xavier's falls by about $\sqrt2$ in each
# layer, slowly but without end, as computed in the worked example. The line of scale 1 rises by a
# factor of 10, and that of scale 0.01 falls by a factor of 10; from $\sqrt{200/2} = 10$ you could
# have said so beforehand.
#
# On the left, tanh hides the explosion of scale 1, since it never answers more than 1. You know
# from section 4 that those units are saturated: a spread close to 1 is no good news here.
#
# **What usually goes wrong.** $\sqrt2 / n$ and $2 / \sqrt n$ both look like the rule and are
# neither. If you aren't sure, test: draw a large matrix and compute `W.var() * n_prev`. It should
# be close to 2.

# %% tags=["demo"]
W = initialize_parameters_he([500, 400], np.random.default_rng(0))["W1"]
print(f"W has shape {W.shape}; its variance times 500 is {W.var() * 500:.2f}")

# %% [markdown]
# **An experiment.** Predict the slope of the right panel's line for a scale of 0.15 from the
# formula $\frac12\, n \operatorname{Var} w$, before you add it to `schemes`.
#
# **To remember.** He's rule for relu: variance $2/n_{l-1}$, standard deviation $\sqrt{2/n_{l-1}}$. The
# 2 makes up for the half that relu cuts off.
#
# ## 7. Six starts, five seeds
#
# **Why it matters.** Theory speaks about the first iteration. What we want to know is how training
# ends. So back to the circles: six starts, five seeds each, the same 6000 steps for everyone.

# %% tags=["demo", "nbval-ignore-output"]
race = {
    "zeros": trained_from(lambda dims, rng: initialize_parameters_zeros(dims), layer_dims),
    "scale 0.01": by_scale["scale 0.01"],
    "scale 10": by_scale["scale 10"],
    "Xavier": trained_from(initialize_parameters_xavier, layer_dims),
    "Glorot": trained_from(initialize_parameters_glorot, layer_dims),
    "He": trained_from(initialize_parameters_he, layer_dims),
}

# %% tags=["demo", "nbval-ignore-output"]
results = {name: accuracies(runs) for name, runs in race.items()}

print("accuracy, mean and spread over five seeds")
for name, both in results.items():
    (train_mean, test_mean), (train_spread, test_spread) = both.mean(axis=0), both.std(axis=0)
    print(
        f"{name:10s}  training {train_mean:6.1%} ± {train_spread:5.1%}   "
        f"test {test_mean:6.1%} ± {test_spread:5.1%}"
    )

# %% [markdown]
# First the boundaries that the networks of seed 0 have drawn, with their accuracy on the test
# points above each panel. Then, in the same arrangement, the costs of all five seeds.

# %% tags=["demo", "nbval-ignore-output"]
plots.decision_boundaries(
    {f"{name}: {results[name][0, 1]:.0%}": predictor(runs[0][0]) for name, runs in race.items()},
    X_test,
    Y_test,
    columns=3,
)
plots.costs_by_seed({name: [costs for _, costs in runs] for name, runs in race.items()}, columns=3)
for name in ("Xavier", "Glorot", "He"):
    early = np.mean([costs[15] for _, costs in race[name]])
    print(f"{name:7s} mean cost after 1500 steps: {early:.2f}")

# %% [markdown]
# Zeros and 0.01 lie on the dashed line: the one can't move, the other hardly does. (The accuracy of 0.01
# says little. All its answers lie a hair's breadth from one half, and which side of it they are on is
# settled by chance.) Scale 10 comes down from far above and then hangs, each seed at a height of its
# own, and its boundary shows bits and corners that no circle asked for. The three computed starts all
# arrive, with every seed, near 99% on points they have never seen. He's is the first to leave the
# plateau, as the printed costs after a quarter of the steps say.
#
# In a network of three layers the difference between Xavier and He is small, since the factor
# $\sqrt2$ is lost only twice. Let us go deeper: six layers with 20 units each.

# %% tags=["demo", "nbval-ignore-output"]
deep_race = {
    name: trained_from(schemes[name], six_layers, learning_rate=0.03, num_iterations=1200)
    for name in ("scale 0.01", "Xavier", "He")
}

# %% tags=["demo"]
for name, runs in deep_race.items():
    costs = np.array([costs for _, costs in runs])
    print(
        f"{name:10s}  mean cost after 500 steps {costs[:, 5].mean():.2f}, after 1100 {costs[:, 11].mean():.2f}"
    )
plots.costs_by_seed({name: [costs for _, costs in runs] for name, runs in deep_race.items()})

# %% [markdown]
# Now the difference shows. With most seeds He's start leaves the dashed line well before Xavier's,
# and after 500 steps its mean cost is a fraction of the other's. In the end both arrive: a factor of
# $\sqrt2$ in five layers is a delay, no disaster. And 0.01, hopeless already, is no less so with six
# layers: its line can't be told from $\ln 2$.

# %% [markdown]
# ### Is it so? The smaller the initial weights, the better
#
# The study notes this course grew from give a reason: small weights make small scores, and near 0
# tanh and the sigmoid are steep, so the network learns fast. Let us ask the deep network of week 6,
# `[12288, 20, 7, 5, 1]`, and its pictures of cats. Three starts, 2500 steps each with the learning
# rate 0.0075. (We hand `train` the pictures in turned coordinates, $X = QR$, as in section 5 of
# week 6: the same steps, dozens of times as fast.)

# %% tags=["demo", "nbval-ignore-output"]
cats, cat_dims = load_cats(), [12288, 20, 7, 5, 1]
X_cats = cats.train_set_x.reshape(len(cats.train_set_x), -1).T / 255
X_new_cats = cats.test_set_x.reshape(len(cats.test_set_x), -1).T / 255
Y_cats, Y_new_cats = cats.train_set_y, cats.test_set_y
Q, R = np.linalg.qr(X_cats)

cat_runs = {}
for name, initialize in {
    "scale 0.001": with_scale(0.001),
    "scale 0.01": with_scale(0.01),
    "He": initialize_parameters_he,
}.items():
    start = initialize(cat_dims, np.random.default_rng(1))
    turned = start | {"W1": start["W1"] @ Q}
    trained, costs = train(R, Y_cats, turned, learning_rate=0.0075, num_iterations=2500)
    learned = trained["W1"] - turned["W1"]
    cat_runs[name] = trained | {"W1": start["W1"] + learned @ Q.T}, costs

# %% tags=["demo"]
for name, (parameters, costs) in cat_runs.items():
    seen, _ = L_model_forward(X_cats, parameters)
    on_new = accuracy(X_new_cats, Y_new_cats, parameters)
    print(
        f"{name:11}: cost {costs[0]:.3f} -> {costs[-1]:.3f}, accuracy on new pictures {on_new:.0%}"
    )
    print(f"    answers {seen.min():.2f} to {seen.max():.2f}, a cat in {np.sum(seen > 0.5)} of 209")

share = Y_cats.mean()
entropy = -share * np.log(share) - (1 - share) * np.log(1 - share)
print(f"cats: {Y_cats.sum()} of {Y_cats.size}; always answering {share:.3f} costs {entropy:.3f}")
he_scales = np.sqrt(2 / np.array(cat_dims[:-1]))
print("scales by He's rule, layer by layer:", np.round(he_scales, 3).tolist())

# %% [markdown]
# **It isn't so.** From 0.01 the cost comes to rest at 0.644, and from 0.001 too. All that this
# network has learned is one number, its last bias: it answers about 0.35 to every picture, the share
# of cats, and so every picture is "not a cat". 0.644 is just what that answer costs. These are the
# course's own, drawn cats. On the classic photographs the notes report 0.644 as well, and no wonder:
# 72 of those 209 are cats, as here, and a network that sees nothing of a picture pays the same for
# any pictures.
#
# The reason given is half of the story. Weights must be small enough that nothing saturates, *and*
# large enough that something arrives. Look at the last printed line: for the first layer, with its
# 12288 inputs, 0.01 is nearly right. For the other three it is thirty to sixty times too small.

# %% [markdown]
# **An experiment.** Add Glorot's rule to the deep race (and to `schemes`). In hidden layers of equal width it is the same
# rule as Xavier's; what is different in the first and the last layer?
#
# **To remember.** Compare starts over several seeds, by the whole cost curve and not only by its
# end. With a computed start the result no longer depends on luck.
#
# ## 8. The vanishing gradient of the sigmoid
#
# **Why it matters.** For many years hidden units were sigmoids. Deep networks of them learned
# badly, and their first layers hardly at all. You can now say why in one line.
#
# **The equation.** On the way back every layer multiplies by the slope of its activation,
# $dZ^{[l]} = dA^{[l]} * g'(Z^{[l]})$. Week 3 told you that the slope of the sigmoid is at most
# $\frac14$. So with variances as before,
#
# $$\operatorname{Var} dA^{[l-1]} = n_l \operatorname{Var} w \; E\bigl[\sigma'(z)^2\bigr] \operatorname{Var} dA^{[l]}
# \ \le\ \tfrac{1}{16}\, n_l \operatorname{Var} w \; \operatorname{Var} dA^{[l]}$$
#
# With Xavier's rule and equal widths, the gradient keeps at most a *quarter* of its size in each
# layer. That is the *vanishing gradient*. Tanh has slope 1 in the middle, relu has slope 1 wherever
# it is on, and their rules keep the gradient as well as the signal.
#
# **The picture.** Ten layers, the circles, and in each hidden layer 100 units: sigmoid with Xavier's
# start, relu with He's. Drawn is the size of the gradient $dW^{[l]}$ (the root of its mean square)
# in every layer, before the first step.


# %% tags=["demo"]
def cost_and_gradients(X, Y, parameters, activation):
    """One pass forward and back where all hidden layers use `activation`, sigmoid or relu."""
    L = len(parameters) // 2
    A, caches, grads = X, [], {}
    for layer in range(1, L + 1):
        name = "sigmoid" if layer == L else activation
        A, cache = linear_activation_forward(
            A, parameters[f"W{layer}"], parameters[f"b{layer}"], name
        )
        caches.append(cache)
    dA, grads[f"dW{L}"], grads[f"db{L}"] = linear_backward(A - Y, caches[-1][0])
    for layer in range(L - 1, 0, -1):
        dA, grads[f"dW{layer}"], grads[f"db{layer}"] = linear_activation_backward(
            dA, caches[layer - 1], activation
        )
    return compute_cost(A, Y), grads


def gradient_sizes(initialize, layer_dims, activation):
    """The root mean square of dW1, ..., dWL before the first step, averaged over the seeds."""
    sizes = []
    for seed in seeds:
        start = initialize(layer_dims, np.random.default_rng(seed))
        _, grads = cost_and_gradients(X, Y, start, activation)
        dW = [grads[f"dW{layer}"] for layer in range(1, len(layer_dims))]
        sizes.append([np.sqrt(np.mean(gradient**2)) for gradient in dW])
    return np.mean(sizes, axis=0)


deep_dims = [2] + [100] * 9 + [1]
lines = {
    "sigmoid, Xavier": gradient_sizes(initialize_parameters_xavier, deep_dims, "sigmoid"),
    "relu, He": gradient_sizes(initialize_parameters_he, deep_dims, "relu"),
}
for name, sizes in lines.items():
    per_layer = (sizes[8] / sizes[1]) ** (1 / 7)
    print(
        f"{name:16s} dW1: {sizes[0]:.0e}   dW10: {sizes[9]:.0e}   "
        f"from layer 9 down to 2, divided by {per_layer:.1f} in each"
    )
plots.spread_by_layer({"gradients before the first step": lines}, "size of $dW^{[l]}$")

# %% [markdown]
# From layer 9 down to layer 1 the line of relu is nearly level: these layers learn at about the same
# pace. The line of the sigmoid falls, from right to left, by a factor of more than 4 in each layer,
# as the bound said. The last layers get their orders and the first hear nothing, and it is the first
# that look at the data.
#
# **An experiment: could a better start save the sigmoid?** Theory says what it would take. With
# standard deviations 4 times as large as Xavier's, $\operatorname{Var} w = 16/n$, the bound becomes 1.
# But larger weights make larger scores, which lie further from the middle, where the slope is less
# than $\frac14$; so even more will be needed. Below are the gradients for three starts, and the mean
# slope of the sigmoids in layer 5.


# %% tags=["demo"]
def xavier_times(factor):
    """Xavier's start with all weights multiplied by `factor`."""

    def initialize(layer_dims, rng):
        start = initialize_parameters_xavier(layer_dims, rng)
        return {name: value * (factor if name[0] == "W" else 1) for name, value in start.items()}

    return initialize


for factor in (1, 4, 8):
    sizes = gradient_sizes(xavier_times(factor), deep_dims, "sigmoid")
    start = xavier_times(factor)(deep_dims, np.random.default_rng(0))
    a = activations(X, start, sigmoid)[4]
    print(
        f"weights times {factor}: dW2 is {sizes[1] / sizes[8]:.0e} of dW9, "
        f"mean slope {np.mean(a * (1 - a)):.2f}"
    )

# %% [markdown]
# With a factor of 8 about a third of the gradient gets through the seven layers between, where with
# Xavier's own start it was a few hundred-thousandths. Does such a network learn, then? Ten layers
# again, with 20 units each to keep it quick, 1000 steps with a learning rate of 0.3, and two seeds.

# %% tags=["demo", "nbval-ignore-output"]
narrow_dims = [2] + [20] * 9 + [1]


def costs_with_sigmoids(parameters, learning_rate=0.3, num_iterations=1000):
    costs = []
    for i in progress(range(num_iterations), "gradient descent"):
        cost, grads = cost_and_gradients(X, Y, parameters, "sigmoid")
        if i % 100 == 0:
            costs.append(cost)
        parameters = update_parameters(parameters, grads, learning_rate)
    return costs


sigmoid_race = {
    f"sigmoid, Xavier times {factor}": [
        costs_with_sigmoids(xavier_times(factor)(narrow_dims, np.random.default_rng(seed)))
        for seed in (0, 1)
    ]
    for factor in (1, 8)
}

# %% tags=["demo", "nbval-ignore-output"]
for name, runs in sigmoid_race.items():
    print(f"{name}: cost at the end", " and ".join(f"{costs[-1]:.3f}" for costs in runs))
plots.costs_by_seed(sigmoid_race)

# %% [markdown]
# On the left nothing happens at all; on the right a network learns of which for a long time people
# thought that it couldn't be trained. The sigmoid isn't cursed. Its right scale is another one, and
# an uncomfortable one: the units have to be kept far from the middle, where most of them hardly
# react, as the mean slope says. Relu with He's start needs no such balancing act, and the first
# layers learn as fast as the last.
#
# **To remember.** With an ordinary start each sigmoid layer divides the gradient by 4 or more.
# Hidden layers use relu (or tanh); the sigmoid is for the output, where a probability is wanted and
# the log loss cancels its slope.
#
# ## Which start, then?
#
# | hidden layers | variance of $W^{[l]}$ | name |
# |---|---|---|
# | relu | $2 / n_{l-1}$ | He (2015) |
# | tanh | $1 / n_{l-1}$ | LeCun (1998), often called Xavier |
# | tanh, both directions | $2 / (n_{l-1} + n_l)$ | Glorot (2010), also called Xavier |
# | any | biases 0 | |
# | any | all weights equal: never | |
#
# (Yes, *Xavier* is used for two rules. In somebody else's code, look at the formula.)
#
# ## What you can do now
#
# - Prove that units which start equal stay equal, and say what breaks the symmetry.
# - Derive $\operatorname{Var} z = n \operatorname{Var} w \, E[a^2]$, and say which steps need independence.
# - Choose the scale for tanh and for relu, and say where each 2 comes from.
# - Tell by the shapes why forward it is the fan-in that counts, and backward the fan-out.
# - Recognise a bad start in a cost curve: flat at $\ln 2$, or starting in the hundreds.
# - Explain the vanishing gradient of the sigmoid in one line.
#
# A good start is the first half of training a deep network. The other half is to make it good not only
# at the examples it has seen, and that is next week's subject.
