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
# # A deep network at work: cats again
#
# In week 3 a single neuron looked at pictures and said how sure it was of a cat. It got nearly
# every training picture right and more than a quarter of the new ones wrong. You have since built the
# parts of something better, layers that can be stacked as high as you like. This week you put
# them to work: you write the loop that trains a network, let three models look at the same cats,
# and find out what depth buys, what it doesn't, and how much of it is luck.
#
# There is less to write than last week, and more to look at. Half of this notebook is what
# everybody does who trains networks for a living: compare with a baseline, repeat with another
# start, look at the weights, look at the mistakes, try settings. In between stands a small piece
# of linear algebra that makes the training dozens of times as fast and changes nothing else.
#
# **How the notebook works.** There are three exercises worth 100 points: complete the function
# between the two comment lines, then run the cell below it, which checks it. The other code cells
# call *your* functions. Plan between an hour and a half and three hours.
#
# | symbol | shape | meaning |
# |---|---|---|
# | $m$, $n_x$ | | number of examples, numbers that describe one |
# | $L$ | | number of layers; the input doesn't count |
# | $n_l$ | | units in layer $l$; $n_0 = n_x$; `layer_dims` is $[n_0, n_1, \dots, n_L]$ |
# | $X$, $Y$ | $(n_x, m)$, $(1, m)$ | examples, one a column, and their labels |
# | $W^{[l]}$, $b^{[l]}$ | $(n_l, n_{l-1})$, $(n_l, 1)$ | weights and biases of layer $l$ |
# | $Z^{[l]}$, $A^{[l]}$ | $(n_l, m)$ | scores and activations of layer $l$ |
# | $\alpha$ | | learning rate |
#
# Run the next cell first. All that you built in the weeks before comes from `utils` now, in case
# you want to look something up.

# %%
# %load_ext grader.check

import os

import numpy as np

from datasets import DatasetError, load_cats
from grader.check import check
from utils import plots
from utils.deep_network import (
    L_model_backward,
    L_model_forward,
    compute_cost,
    initialize_parameters_deep,
    linear_activation_backward,
    linear_activation_forward,
    linear_backward,
    update_parameters,
)
from utils.logistic_regression import model
from utils.progress import progress
from utils.quizzes import quiz

# %% [markdown]
# ## 1. What there is to beat
#
# **Why it matters.** An accuracy means nothing on its own. Before you train anything, decide what
# you will compare it with: the answer that needs no pictures at all.
#
# These are the pictures of week 3, as columns of numbers between 0 and 1.

# %% tags=["demo"]
cats = load_cats()
classes = [name.decode() for name in cats.list_classes]
X_train = cats.train_set_x.reshape(len(cats.train_set_x), -1).T / 255
X_test = cats.test_set_x.reshape(len(cats.test_set_x), -1).T / 255
Y_train, Y_test = cats.train_set_y, cats.test_set_y

print("X_train", X_train.shape, "  Y_train", Y_train.shape)
print("X_test ", X_test.shape, "  Y_test ", Y_test.shape)

majority = int(Y_train.mean() > 0.5)
baseline = {"training": np.mean(Y_train == majority), "test": np.mean(Y_test == majority)}
print(f'always answering "{classes[majority]}": ', end="")
print(", ".join(f"{name} {share:.1%}" for name, share in baseline.items()))
plots.gallery(
    cats.test_set_x[:5],
    [classes[y] for y in Y_test[0, :5]],
    "Five pictures that are never learned from",
)

# %% [markdown]
# Somebody who never looks is right about two thirds of the training pictures, since that is how
# many show no cat. Remember that number: a network that has learned nothing but the *frequency*
# of cats scores exactly that, and below you will meet one.
#
# The network at the end of this notebook has `layer_dims` $[12288, 20, 7, 5, 1]$. That makes
# $L = 4$ layers with weights. (Some people count the input as well and call it a five-layer
# network. Ask which is meant.) Where do its numbers sit?

# %% tags=["demo"]
layer_dims = [12288, 20, 7, 5, 1]
for layer in range(1, len(layer_dims)):
    n, n_prev = layer_dims[layer], layer_dims[layer - 1]
    print(f"layer {layer}: W {(n, n_prev)}  {n * n_prev:7d} weights, {n:2d} biases")

# %% [markdown]
# More than 99.9% of the weights are in the first layer. Everything that follows is tiny. Keep that
# in mind, too: it is where the time goes, and where section 5 will save it.
#
# ## 2. The loop, for two layers
#
# **Why it matters.** Last week you wrote every step of a network's work: forward, cost, backward,
# update. A step alone is worth little. What makes a network learn is going round.
#
# **The idea, with a picture.** First the weights are drawn, once. Then come the four steps, and
# the updated parameters go back to where the loop begins. Follow the blue arrows: everything on
# them happens in every iteration, and nothing else does.

# %% tags=["demo"]
entries = len(range(0, 2500, 100))
print(f"2500 iterations: 1 initialisation, 2500 updates, {entries} entries in costs")
plots.training_loop()

# %% [markdown]
# **The equations, with shapes.** We start with one hidden layer and write the steps out. Forward,
# with relu in the hidden layer and the sigmoid at the end:
#
# $$\underbrace{Z^{[1]}}_{n_1 \times m} = \underbrace{W^{[1]}}_{n_1 \times n_x} \underbrace{X}_{n_x \times m} + b^{[1]},
# \quad A^{[1]} = \max(0, Z^{[1]}),
# \qquad
# \underbrace{Z^{[2]}}_{1 \times m} = \underbrace{W^{[2]}}_{1 \times n_1} \underbrace{A^{[1]}}_{n_1 \times m} + b^{[2]},
# \quad A^{[2]} = \sigma(Z^{[2]})$$
#
# Backward, it begins at the end. The loss of one example is $-y \ln a - (1 - y) \ln (1 - a)$, so its
# derivative by the activation is $dA^{[2]} = -\frac{Y}{A^{[2]}} + \frac{1 - Y}{1 - A^{[2]}}$. Passing
# back through the sigmoid multiplies by its slope $A^{[2]} (1 - A^{[2]})$, and the two fractions
# cancel, as they did for the single neuron:
#
# $$\underbrace{dZ^{[2]}}_{1 \times m}
# = \Bigl(-\frac{Y}{A^{[2]}} + \frac{1 - Y}{1 - A^{[2]}}\Bigr) A^{[2]} (1 - A^{[2]})
# = -Y (1 - A^{[2]}) + (1 - Y) A^{[2]} = A^{[2]} - Y$$
#
# From there on it is last week's backward pass, layer by layer:
#
# $$\underbrace{dW^{[2]}}_{1 \times n_1} = \tfrac1m\, dZ^{[2]} A^{[1]\top}, \qquad
# \underbrace{dA^{[1]}}_{n_1 \times m} = W^{[2]\top} dZ^{[2]}, \qquad
# dZ^{[1]} = dA^{[1]} * [Z^{[1]} > 0], \qquad
# \underbrace{dW^{[1]}}_{n_1 \times n_x} = \tfrac1m\, dZ^{[1]} X^\top$$
#
# and $db^{[l]}$ is the mean of $dZ^{[l]}$ over the examples. Finally
# $W^{[l]} \leftarrow W^{[l]} - \alpha\, dW^{[l]}$ and $b^{[l]} \leftarrow b^{[l]} - \alpha\, db^{[l]}$,
# for both layers.
#
# **A worked example.** One example $x = \begin{bmatrix} 2 \\ 1 \end{bmatrix}$ with label 1, and
# $W^{[1]} = \begin{bmatrix} 1 & -1 \\ 0.5 & 1 \end{bmatrix}$,
# $W^{[2]} = \begin{bmatrix} 1 & -0.5 \end{bmatrix}$, all biases 0.
#
# - Forward: $Z^{[1]} = A^{[1]} = \begin{bmatrix} 1 \\ 2 \end{bmatrix}$, $Z^{[2]} = 1 - 1 = 0$,
#   $A^{[2]} = 0.5$. The cost is $\ln 2 = 0.693$.
# - Backward: $dZ^{[2]} = 0.5 - 1 = -0.5$, so $dW^{[2]} = \begin{bmatrix} -0.5 & -1 \end{bmatrix}$ and
#   $db^{[2]} = -0.5$. Then $dA^{[1]} = \begin{bmatrix} -0.5 \\ 0.25 \end{bmatrix}$, and since both
#   units are on, $dZ^{[1]}$ is the same, $dW^{[1]} = \begin{bmatrix} -1 & -0.5 \\ 0.5 & 0.25 \end{bmatrix}$
#   and $db^{[1]} = dZ^{[1]}$.
# - Update with $\alpha = 0.1$: $W^{[1]} = \begin{bmatrix} 1.1 & -0.95 \\ 0.45 & 0.975 \end{bmatrix}$,
#   $b^{[1]} = \begin{bmatrix} 0.05 \\ -0.025 \end{bmatrix}$,
#   $W^{[2]} = \begin{bmatrix} 1.05 & -0.4 \end{bmatrix}$, $b^{[2]} = 0.05$.
# - Forward again: $Z^{[1]} = \begin{bmatrix} 1.3 \\ 1.85 \end{bmatrix}$, $Z^{[2]} = 0.675$,
#   $A^{[2]} = 0.663$. The cost has fallen to 0.411. One step, and the network is on its way.
#
# ### Exercise 1: `two_layer_model` (40 points)
#
# **Your turn.** Draw the parameters with `initialize_parameters_deep(layer_dims, rng)`. Then, in each
# of `num_iterations` iterations:
#
# 1. forward through both layers with `linear_activation_forward`, keeping both caches;
# 2. in iterations 0, 100, 200, ... append the cost to the list `costs`;
# 3. backward: $dZ^{[2]}$, then `linear_backward` for the second layer and
#    `linear_activation_backward` for the first;
# 4. collect `dW1`, `db1`, `dW2`, `db2` in a dict and call `update_parameters`.
#
# Twelve to sixteen lines. Two reminders about last week's parts: the cache of
# `linear_activation_forward` is a pair, `(linear_cache, Z)`, and `linear_backward` wants the first
# of them. And `update_parameters` leaves the dict it is given as it was and *returns* a new one.


# %% nbgrader={"grade": false, "grade_id": "two_layer_model", "locked": false, "schema_version": 3, "solution": true, "task": false}
def two_layer_model(X, Y, layer_dims, learning_rate, num_iterations, rng):
    """Train a network with one hidden layer, relu, and a sigmoid at the end.

    X: examples (n_x, m).   Y: labels (1, m).   layer_dims: three numbers [n_x, n_1, 1].
    learning_rate: the length of a step per unit of gradient.   num_iterations: how many steps.
    rng: what the weights are drawn from.
    Returns parameters, the dict W1, b1, W2, b2 after the last step; and costs, a list with the cost
    before steps 0, 100, 200, ...
    """
    ### BEGIN SOLUTION
    parameters = initialize_parameters_deep(layer_dims, rng)
    costs = []
    for i in progress(range(num_iterations), "gradient descent"):
        W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))
        A1, cache1 = linear_activation_forward(X, W1, b1, "relu")
        A2, cache2 = linear_activation_forward(A1, W2, b2, "sigmoid")
        if i % 100 == 0:
            costs.append(compute_cost(A2, Y))
        linear_cache2, _ = cache2
        dA1, dW2, db2 = linear_backward(A2 - Y, linear_cache2)
        _, dW1, db1 = linear_activation_backward(dA1, cache1, "relu")
        grads = {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_two_layer_model", "locked": true, "points": 40, "schema_version": 3, "solution": false, "task": false}
check(two_layer_model)

# %% [markdown]
# **What you see now.** Four clouds of points, blue and orange at opposite corners. No straight
# line parts the colours, so a single neuron is lost here. Two layers bend. On the left is what
# logistic regression makes of the plane, on the right your network with eight hidden units.

# %% tags=["demo", "nbval-ignore-output"]
rng = np.random.default_rng(0)
corners = rng.permutation(np.arange(200) % 4)
centres = np.array([[-1, -1, 1, 1], [-1, 1, -1, 1]])
X_clouds = centres[:, corners] + rng.normal(scale=0.4, size=(2, 200))
Y_clouds = np.isin(corners, [1, 2]).astype(int).reshape(1, -1)

neuron = model(X_clouds, Y_clouds, X_clouds, Y_clouds, 2000, 0.3)
parameters_clouds, costs_clouds = two_layer_model(
    X_clouds, Y_clouds, [2, 8, 1], 0.3, 2000, np.random.default_rng(1)
)

# %% tags=["demo"]
print(f"logistic regression: cost from {neuron['costs'][0]:.3f} to {neuron['costs'][-1]:.3f}")
print(f"two layers:          cost from {costs_clouds[0]:.3f} to {costs_clouds[-1]:.3f}")
plots.decision_boundaries(
    {
        "one neuron": lambda places: neuron["w"].T @ places + neuron["b"] > 0,
        "two layers": lambda places: L_model_forward(places, parameters_clouds)[0] > 0.5,
    },
    X_clouds,
    Y_clouds,
)

# %% [markdown]
# The neuron's cost hardly moves from $\ln 2$, the cost of having no idea. Yours falls to a
# fraction of it, and each colour gets its two corners.
#
# **What usually goes wrong.** Writing `update_parameters(...)` without keeping what it returns: the
# cost then stays the same to the last digit, for ever. Initialising *inside* the loop: the cost
# jumps about and never gets anywhere. Handing $A^{[2]} - Y$ to the sigmoid's backward step, which
# multiplies by the slope once more: it is the derivative at $Z^{[2]}$, already past the sigmoid. And
# recording the cost after the update, so that the first entry isn't that of the untrained network.
#
# **An experiment.** In the cell above, give the network one hidden unit, then two, then three. How
# many bends does it take?
#
# **To remember.** Initialise once. Then forward, cost, backward, update, and keep what the update
# returns.
#
# ## 3. The loop, for any depth
#
# **Why it matters.** If you wanted a third layer now, you would have to write more lines in the
# middle of your function, and again for a fourth. A loop that doesn't know how deep its network is
# serves all of them.
#
# **The idea.** Look again at the picture of the loop: nothing in it depends on the depth. Only the
# boxes do, and last week you wrote boxes for any depth: `L_model_forward` collects a list of caches,
# one a layer, and `L_model_backward` walks through it from the end.
#
# **The equations, with shapes.** With $A^{[0]} = X$, for $l = 1, \dots, L$ forward:
#
# $$\underbrace{Z^{[l]}}_{n_l \times m} = \underbrace{W^{[l]}}_{n_l \times n_{l-1}}
# \underbrace{A^{[l-1]}}_{n_{l-1} \times m} + \underbrace{b^{[l]}}_{n_l \times 1},
# \qquad A^{[l]} = \begin{cases} \max(0, Z^{[l]}) & l < L \\ \sigma(Z^{[l]}) & l = L \end{cases}$$
#
# and from $dZ^{[L]} = A^{[L]} - Y$, for $l = L, \dots, 1$ backward:
#
# $$\underbrace{dW^{[l]}}_{n_l \times n_{l-1}} = \tfrac1m\, dZ^{[l]} A^{[l-1]\top}, \qquad
# \underbrace{db^{[l]}}_{n_l \times 1} = \tfrac1m \sum_{i=1}^{m} dz^{[l](i)}, \qquad
# \underbrace{dZ^{[l-1]}}_{n_{l-1} \times m} = \bigl(W^{[l]\top} dZ^{[l]}\bigr) * [Z^{[l-1]} > 0]$$
#
# **A worked example.** For `layer_dims` $[2, 8, 8, 8, 1]$ and 200 examples, the forward pass gives
# four caches. The activations that multiply the gradients on the way back have the shapes
# $(8, 200), (8, 200), (8, 200), (2, 200)$, in this order, and $dW^{[4]}, \dots, dW^{[1]}$ come out as
# $(1, 8), (8, 8), (8, 8), (8, 2)$: the shapes of the weights.
#
# ### Exercise 2: `L_layer_model` (40 points)
#
# **Your turn.** The same function for any `layer_dims`. Seven to nine lines; it is shorter than the
# last one.


# %% nbgrader={"grade": false, "grade_id": "L_layer_model", "locked": false, "schema_version": 3, "solution": true, "task": false}
def L_layer_model(X, Y, layer_dims, learning_rate, num_iterations, rng):
    """Train a network of any depth: relu in the hidden layers, a sigmoid at the end.

    X: examples (n_x, m).   Y: labels (1, m).   layer_dims: [n_x, n_1, ..., n_L].
    learning_rate, num_iterations, rng: as in two_layer_model.
    Returns parameters, the dict W1, b1, ..., WL, bL after the last step; and costs, a list with the
    cost before steps 0, 100, 200, ...
    """
    ### BEGIN SOLUTION
    parameters = initialize_parameters_deep(layer_dims, rng)
    costs = []
    for i in progress(range(num_iterations), "gradient descent"):
        AL, caches = L_model_forward(X, parameters)
        if i % 100 == 0:
            costs.append(compute_cost(AL, Y))
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_L_layer_model", "locked": true, "points": 40, "schema_version": 3, "solution": false, "task": false}
check(L_layer_model)

# %% [markdown]
# **What you see now.** First a test that costs nothing: for one hidden layer, your two functions
# must do the same. Then one function for three depths. With a single layer, `L_layer_model` *is*
# logistic regression (only that its weights start from small random numbers), and draws a straight
# line. See how the boundary bends with two layers, and what two more add.

# %% tags=["demo", "nbval-ignore-output"]
_, costs_again = L_layer_model(X_clouds, Y_clouds, [2, 8, 1], 0.3, 2000, np.random.default_rng(1))
depths = {"1 layer": [2, 1], "2 layers": [2, 8, 1], "4 layers": [2, 8, 8, 8, 1]}
trained_clouds = {
    name: L_layer_model(X_clouds, Y_clouds, dims, 0.3, 2000, np.random.default_rng(1))
    for name, dims in depths.items()
}

# %% tags=["demo"]
apart = np.abs(np.subtract(costs_again, costs_clouds)).max()
print(f"largest difference between the costs of your two functions: {apart:.6f}")
for name, (_, costs) in trained_clouds.items():
    print(f"{name:8}: cost from {costs[0]:.3f} to {costs[-1]:.3f}")


def decide(parameters):
    """What a trained network answers at any places (n_x, k)."""
    return lambda places: L_model_forward(places, parameters)[0] > 0.5


plots.decision_boundaries(
    {name: decide(parameters) for name, (parameters, _) in trained_clouds.items()},
    X_clouds,
    Y_clouds,
)

# %% [markdown]
# Two layers are enough for four clouds. Two more bring the cost down further, by bending the border
# around single points that strayed. Whether that is better depends on points we haven't seen.
#
# **What usually goes wrong.** Putting $n_x$ in front of `layer_dims` although it is there already:
# the network gets a layer too many and learns all the same, so nobody notices. Giving the two-layer
# answer to every `layer_dims`. And the mistakes of the last section once more: they are mistakes of
# the loop, and the loop is the same.
#
# **An experiment.** Train $[2, 8, 8, 8, 1]$ with ten times the learning rate. Look at the costs.
#
# **To remember.** Depth is in the data (`layer_dims`, `parameters`, `caches`), not in the code.
#
# ## 4. How often is it right?
#
# **Why it matters.** The cost is what the network improves, the accuracy is what we want from it.
# They are not the same: a cost can fall while no answer changes.
#
# **The idea.** A probability greater than one half counts as a yes. The accuracy is the share of
# examples for which this answer is the label.
#
# **The equation.**
#
# $$\text{accuracy} = \frac1m \sum_{i=1}^{m} \bigl[\, [a^{[L](i)} > 0.5] = y^{(i)} \,\bigr]$$
#
# where a bracket is 1 if the statement in it is true, and 0 if not. It is a number between 0 and 1.
#
# **A worked example.** $A^{[L]} = \begin{bmatrix} 0.9 & 0.2 & 0.6 & 0.4 & 0.1 \end{bmatrix}$ and
# $Y = \begin{bmatrix} 1 & 0 & 0 & 1 & 0 \end{bmatrix}$. The answers are yes, no, yes, no, no: the
# third and fourth are wrong, and the accuracy is $3/5 = 0.6$. Note that a right *no* counts as much
# as a right *yes*.
#
# ### Exercise 3: `accuracy` (20 points)
#
# **Your turn.** Run the network forward and return the share of right answers as one number. Two or
# three lines.


# %% nbgrader={"grade": false, "grade_id": "accuracy", "locked": false, "schema_version": 3, "solution": true, "task": false}
def accuracy(X, Y, parameters):
    """Return the share of examples, 0 to 1, that the network answers right.

    X: examples (n_x, m).   Y: labels (1, m).   parameters: the dict W1, b1, ..., WL, bL.
    An answer is yes where the probability is greater than 0.5.
    """
    ### BEGIN SOLUTION
    AL, _ = L_model_forward(X, parameters)
    return float(np.mean((AL > 0.5) == (Y == 1)))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_accuracy", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
check(accuracy)

# %% [markdown]
# **What you see now.** The accuracies on the clouds, and those of two networks that have learned
# nothing about cats: one with fresh random weights, and one with all weights 0, whose answer is 0.5
# to every picture and so, by our rule, never a yes.

# %% tags=["demo"]
quiz("deep_network_application", "zeros_look", answer="")

# %% tags=["demo"]
for name, (parameters, _) in trained_clouds.items():
    print(f"clouds, {name:8}: {accuracy(X_clouds, Y_clouds, parameters):.1%}")

fresh = initialize_parameters_deep(layer_dims, np.random.RandomState(3))
zeros = {name: 0 * value for name, value in fresh.items()}
for name, parameters in {"fresh weights": fresh, "zeros": zeros}.items():
    train, test = accuracy(X_train, Y_train, parameters), accuracy(X_test, Y_test, parameters)
    print(f"cats, {name:13}: training {train:.1%}   test {test:.1%}")

# %% [markdown]
# The fresh network happens to say "cat" to every picture. The last line is the majority baseline of
# section 1: the same numbers, from a network that looks at nothing.
#
# **What usually goes wrong.** Comparing *probabilities* with labels: they are never equal, and the
# accuracy is 0. Counting only the cats that were found: that is another measure, called recall.
# Returning percent where a share is asked. And comparing a column with a row, which makes $m^2$
# comparisons where there should be $m$.
#
# **An experiment.** Multiply all parameters of the last layer of `trained_clouds["2 layers"]` by 3 and
# compute cost and accuracy again. One of them changes. Why doesn't the other?
#
# **To remember.** Train on the cost, judge by the accuracy, and put the baseline beside it.
#
# ## 5. A short cut through the space of pictures
#
# **Why it matters.** Now for the cats. Let us see how long 20 iterations of the deep network take,
# and what 2500 would.

# %% tags=["demo", "nbval-ignore-output"]
from time import perf_counter

begin = perf_counter()
parameters_20, costs_20 = L_layer_model(
    X_train, Y_train, layer_dims, 0.0075, 20, np.random.RandomState(3)
)
seconds_20 = perf_counter() - begin
print(f"20 iterations: {seconds_20:.2f} s, so 2500 would take about {125 * seconds_20:.0f} s")

# %% [markdown]
# That is for one run, and we will want dozens. Before buying a larger computer, let us look at what all
# this arithmetic is about.
#
# **The idea, with a picture.** Nearly all the work is in layer 1, whose weights are changed by
# $dW^{[1]} = \frac1m\, dZ^{[1]} X^\top$. Read this row by row: for one unit it is
# $\frac1m \sum_i dz^{(i)} x^{(i)\top}$, a *mixture of the pictures*. So every step moves the unit's
# weights along the pictures and in no other direction. It may have 12288 numbers to turn, but from
# 209 pictures it can only ever move within the space they span, and that has at most 209 dimensions.
#
# In the figure a neuron has three weights and two examples to learn from, the first with label 1 and
# the second with label 0. The shaded plane goes through its starting point along both examples. See how
# the orange walk stays in it: some way along $x^{(1)}$, some way against $x^{(2)}$.

# %% tags=["demo"]
X_pair, Y_pair = np.array([[1.0, -0.6], [0.4, 1.1], [0.8, 0.5]]), np.array([[1, 0]])
walk = np.array(
    [
        L_layer_model(X_pair, Y_pair, [3, 1], 0.6, steps, np.random.default_rng(4))[0]["W1"][0]
        for steps in range(26)
    ]
)
upright = np.cross(X_pair[:, 0], X_pair[:, 1])
upright /= np.linalg.norm(upright)
print(f"the walk is {np.linalg.norm(np.diff(walk, axis=0), axis=1).sum():.3f} long")
print(f"and leaves the plane by {np.abs((walk - walk[0]) @ upright).max():.3f}")
plots.descent_in_span(X_pair, walk)

# %% [markdown]
# **The derivation.** Lay new coordinate axes into the space of pictures so that the first $m$ of them
# span the pictures. Numerical libraries have a function for it, the QR decomposition:
#
# $$\underbrace{X}_{n_x \times m} = \underbrace{Q}_{n_x \times m} \underbrace{R}_{m \times m},
# \qquad Q^\top Q = I_m$$
#
# The columns of $Q$ are the new axes, at right angles and of length 1. The columns of $R$ are the
# pictures in the new coordinates: 209 numbers each instead of 12288, with nothing lost, since
# $X = QR$ gives them back. Look at the weights along the new axes as well,
# $V = W^{[1]} Q$, of shape $(n_1, m)$. Three lines show that the network can't tell the difference:
#
# - Forward: $W^{[1]} X = W^{[1]} Q R = V R$. The same $Z^{[1]}$, so the same everything after it.
# - Backward: $dW^{[1]} Q = \frac1m\, dZ^{[1]} X^\top Q = \frac1m\, dZ^{[1]} R^\top Q^\top Q
#   = \frac1m\, dZ^{[1]} R^\top = dV$.
# - Update: $(W^{[1]} - \alpha\, dW^{[1]})\, Q = V - \alpha\, dV$.
#
# So gradient descent on $V$ with the data $R$ is gradient descent on $W^{[1]}$ with the data $X$, seen
# from other axes. It isn't an approximation: it takes the same steps. And at the end we turn back.
# What was learned lies in the span, so
#
# $$W^{[1]} = W^{[1]}_{\text{start}} + (V - V_{\text{start}})\, Q^\top$$
#
# Your `L_layer_model` can do this as it is: hand it $R$ in place of $X$. One detail remains. It draws
# its own start, and that should be $V_{\text{start}} = W^{[1]}_{\text{start}} Q$. But it draws from
# whatever `rng` it is given; so we give it one that draws for 12288 features and hands out the result
# as seen from the new axes. (The factor $\sqrt m$ is undone by `initialize_parameters_deep`, which divides
# by it.)


# %% tags=["demo"]
class TurnedRng:
    """Draws weights for n_x features, and gives the first ones out as seen from the axes Q."""

    def __init__(self, rng, Q):
        self.rng, self.Q, self.W1_start = rng, Q, None

    def standard_normal(self, shape):
        if self.W1_start is not None:
            return self.rng.standard_normal(shape)
        n_x, m = self.Q.shape
        self.W1_start = self.rng.standard_normal((shape[0], n_x)) / np.sqrt(n_x)
        return self.W1_start @ self.Q * np.sqrt(m)


Q, R = np.linalg.qr(X_train)


def train(layer_dims, learning_rate, num_iterations, seed, Q=Q, R=R, Y=Y_train):
    """Your L_layer_model on the pictures Q R with labels Y, in turned coordinates."""
    rng = TurnedRng(np.random.RandomState(seed), Q)
    turned_dims = [R.shape[0], *layer_dims[1:]]
    parameters, costs = L_layer_model(R, Y, turned_dims, learning_rate, num_iterations, rng)
    learned = parameters["W1"] - rng.W1_start @ Q
    return {**parameters, "W1": rng.W1_start + learned @ Q.T}, costs


print("X", X_train.shape, " = Q", Q.shape, " times R", R.shape)
print(f"largest error of Q R: {np.abs(Q @ R - X_train).max():.6f}")

# %% [markdown]
# **Is it true?** The same 20 iterations in turned coordinates, and all parameters compared. Then the
# clock.

# %% tags=["demo"]
quiz("deep_network_application", "turned", answer="")

# %% tags=["demo"]
turned_20, turned_costs_20 = train(layer_dims, 0.0075, 20, seed=3)
for name in ("W1", "b1", "W4", "b4"):
    difference = np.abs(turned_20[name] - parameters_20[name]).max()
    print(f"{name}: shape {turned_20[name].shape}, largest difference {difference:.9f}")

# %% tags=["demo", "nbval-ignore-output"]
begin = perf_counter()
train(layer_dims, 0.0075, 20, seed=3)
seconds_turned = perf_counter() - begin
begin = perf_counter()
train(layer_dims, 0.0075, 220, seed=3)
per_iteration = (perf_counter() - begin - seconds_turned) / 200
print(f"on the pictures:          {1000 * seconds_20 / 20:6.2f} ms an iteration")
print(f"in turned coordinates:    {1000 * per_iteration:6.2f} ms an iteration")
print(f"that is {seconds_20 / 20 / per_iteration:.0f} times as fast")

# %% [markdown]
# **What usually goes wrong.** With more examples than features there is nothing to gain: the examples
# then span the whole space. And the trick stands or falls with the *form* of the update. Add a term
# that doesn't come from the pictures, or let every single weight have a step length of its own, as
# cleverer methods than plain gradient descent do, and the walk leaves the plane.
#
# **An experiment.** On paper: does the trick still work if the pictures are standardised first, each
# pixel minus its mean over the training pictures, divided by its standard deviation? And if a few
# pictures occur twice? (What happens to the span?)
#
# **To remember.** Gradient descent can't learn what the data doesn't contain: the weights of the first
# layer never leave their start except along the examples. It saves time, and it will explain what you
# see in section 8.
#
# ## 6. Three models look at cats
#
# **The moment it was all for.** The same pictures and the same 2500 iterations: logistic regression from
# week 3, a network with one hidden layer of seven units, and the deep one. The networks get a learning
# rate of 0.0075; the neuron keeps its 0.0025 from week 3, because with more it jumps about.
# (Logistic regression is turned as well. Its weights start at 0, so all of $w = Q v$ is learned, and the
# test pictures can be turned with it: $w^\top X_{\text{test}} = v^\top Q^\top X_{\text{test}}$.)

# %% tags=["demo", "nbval-ignore-output"]
learning_rate, num_iterations, seed = 0.0075, 2500, 3
regression = model(R, Y_train, Q.T @ X_test, Y_test, num_iterations, 0.0025)
shallow, costs_shallow = train([12288, 7, 1], learning_rate, num_iterations, seed)
deep, costs_deep = train(layer_dims, learning_rate, num_iterations, seed)

# %% [markdown]
# Look at three things in the figure: where the curves start, how soon each of them falls, and where
# they end. The single neuron is quickest in the first hundred steps. The deep network takes its time,
# and then falls below both others.

# %% tags=["demo"]
runs = {
    "logistic regression": regression["costs"],
    "2 layers": costs_shallow,
    "4 layers": costs_deep,
}
scores = {
    "logistic regression": (
        np.mean(regression["Y_prediction_train"] == Y_train),
        np.mean(regression["Y_prediction_test"] == Y_test),
    ),
    "2 layers": (accuracy(X_train, Y_train, shallow), accuracy(X_test, Y_test, shallow)),
    "4 layers": (accuracy(X_train, Y_train, deep), accuracy(X_test, Y_test, deep)),
}

print(f"{'':20} {'first cost':>10} {'last cost':>10} {'training':>10} {'test':>8}")
print(f"{'always no':20} {'':10} {'':10} {baseline['training']:10.1%} {baseline['test']:8.1%}")
for name, costs in runs.items():
    train_score, test_score = scores[name]
    print(f"{name:20} {costs[0]:10.3f} {costs[-1]:10.3f} {train_score:10.1%} {test_score:8.1%}")
plots.cost_curves(runs, "Three models, the same pictures")

# %% [markdown]
# All three know the training pictures by heart, or nearly. On pictures they have never seen they differ:
# the deep network is right about far more of them. And the network with one hidden layer hardly beats
# logistic regression. Is that the price of the missing layers? One run can't tell.
#
# **What usually goes wrong.** Concluding from one run. The next section shows why.
#
# **An experiment.** Change the seed to 8 and run the two cells again. (Then change it back.)
#
# **To remember.** A low cost on the training pictures is no promise for others.
#
# ## 7. How much of it is luck?
#
# **Why it matters.** The weights start from random numbers, and the network that comes out depends on
# them. Whoever trains once and reports the number reports a throw of the dice.
#
# So here are eight starts for each network. In the figure every dot is a training run, and the small
# number beside it is its seed. The dashed line is the baseline; the dotted one is logistic regression,
# which has no dice to throw, since it starts at zero. How wide are the two rows, and which dot doesn't
# belong?

# %% tags=["demo", "nbval-ignore-output"]
seeds = range(1, 9)
starts = {"2 layers": [12288, 7, 1], "4 layers": layer_dims}
by_start = {
    name: [train(dims, learning_rate, num_iterations, number) for number in progress(seeds, name)]
    for name, dims in starts.items()
}

# %% tags=["demo", "nbval-ignore-output"]
spread = {
    name: [accuracy(X_test, Y_test, parameters) for parameters, _ in results]
    for name, results in by_start.items()
}
for name, values in spread.items():
    print(
        f"{name}: worst {min(values):.1%}, middle {np.median(values):.1%}, best {max(values):.1%}"
    )
plots.accuracies_by_start(
    spread,
    seeds,
    {"always no": baseline["test"], "logistic regression": scores["logistic regression"][1]},
)

# %% [markdown]
# With one hidden layer, the test accuracy depends a great deal on the start: most of these runs do
# hardly better than logistic regression, one as well as the deep network. The deep runs lie close
# together, except for one. Seed 1 ends on the baseline: 50%, no better than not looking. What happened
# to it?
#
# **A unit can die.** A relu unit whose score is negative for *every* picture gives 0 for every picture,
# and its slope there is 0 too. No error comes back through it, so its weights stop changing. In layer 1
# that is for ever, because the pictures it is given never change. Deeper down it can wake up again, if
# the layers before it still learn and one day hand it something else. But if *all* units of a layer are
# dead at once, nothing gets through in either direction. Whatever the picture, what comes out is the
# same number; and the last biases, which still learn, make it the share of cats.
#
# In the figure below every bar is a unit, and its height the share of training pictures for which it is
# on. An orange cross marks a dead one. Compare the two runs in layers 2 and 3.


# %% tags=["demo", "nbval-ignore-output"]
def shares_on(parameters):
    """For each hidden layer, the share of training pictures for which its units are on."""
    _, caches = L_model_forward(X_train, parameters)
    return [(Z > 0).mean(axis=1) for _, Z in caches[:-1]]


(unlucky, costs_unlucky), (lucky, _) = by_start["4 layers"][0], by_start["4 layers"][2]
alive = {"seed 3": shares_on(lucky), "seed 1": shares_on(unlucky)}
for name, shares in alive.items():
    dead = ", ".join(f"{np.sum(share == 0)} of {len(share)}" for share in shares)
    print(f"{name}: dead units by layer: {dead}")
plots.units_on(alive)

# %% [markdown]
# A few dead units do no harm: the run from seed 3 has some as well. But after 2500 steps from seed 1, all
# that the network knows of a picture passes through one unit of layer 2 and one of layer 3, the eye of
# a needle. Its costs tell how it went.

# %% tags=["demo", "nbval-ignore-output"]
answers = L_model_forward(X_train, unlucky)[0]
share = Y_train.mean()
entropy = -share * np.log(share) - (1 - share) * np.log(1 - share)
print(
    f"seed 1: cost after 2300 steps {costs_unlucky[-2]:.3f}, after 2400 steps {costs_unlucky[-1]:.3f}"
)
print(
    f"its answers to the training pictures lie between {answers.min():.2f} and {answers.max():.2f}"
)
print(f"always answering {share:.2f}, the share of cats, costs {entropy:.3f}")
plots.cost_curves(
    {"seed 1": costs_unlucky, "seed 3": by_start["4 layers"][2][1]},
    "An unlucky start and a lucky one",
)

# %% [markdown]
# It crawls and stumbles, and near the end a step that was too long throws it up to about 0.65, the cost of
# somebody who knows how *frequent* cats are and nothing else. All its answers are below one half, so
# its accuracy is exactly the baseline. A network like that doesn't complain. It returns parameters and
# probabilities as any other does, and only the comparison with the baseline gives it away.
#
# Is it lost? It still has one living unit in every layer, so there is hope. Let us give the same start more
# time, and then shorter steps as well. In the figure, the left half of the
# blue curve is the run you know. Follow it beyond the accident.

# %% tags=["demo", "nbval-ignore-output"]
rescues = {
    "2500 steps, learning rate 0.0075": by_start["4 layers"][0],
    "5000 steps, learning rate 0.0075": train(layer_dims, 0.0075, 5000, seed=1),
    "5000 steps, learning rate 0.00375": train(layer_dims, 0.00375, 5000, seed=1),
}

# %% tags=["demo", "nbval-ignore-output"]
for name, (parameters, costs) in rescues.items():
    test_score = accuracy(X_test, Y_test, parameters)
    dead = [int(np.sum(share == 0)) for share in shares_on(parameters)]
    print(f"{name:34}: highest cost {max(costs):.2f}, last {costs[-1]:.3f}, ", end="")
    print(f"test {test_score:.1%}, dead units {dead}")
plots.cost_curves(
    {name: costs for name, (_, costs) in rescues.items() if len(costs) == 50},
    "Seed 1, two more times",
)

# %% [markdown]
# With more time, units wake up and it recovers. With steps of half the length there is no accident in
# the first place. So the bad dot was an unlucky start *and* long steps *and* an unlucky moment to stop.
# More units help, too (section 10 has networks with so few of them that a whole layer dies, and from that
# there is no way back), and so do better ways of drawing the first weights: next week is about nothing
# else.
#
# **What usually goes wrong.** Trying seeds until one is good, and reporting that one. It is like throwing
# dice until they show six and praising your throw. Report the middle and the spread.
#
# **An experiment.** In which layers do units wake up? Compare the lists of dead units in the first two
# lines above, then train seed 1 for 10000 steps.
#
# **To remember.** Train from several starts. Where an accuracy equals the baseline, look for dead units.
#
# ## 8. What does the first layer look at?
#
# **Why it matters.** The weights of a unit in layer 1 have one number for each number of a picture, so
# they can be shown as a picture, in colour. It is a look at what the network sees.
#
# The figure shows the five units that have changed most. In the upper row are their weights. In the
# lower row is the same without the start: only what was *learned*,
# $W^{[1]} - W^{[1]}_{\text{start}}$. Grey means 0.

# %% tags=["demo"]
quiz("deep_network_application", "first_layer_picture", answer="")

# %% tags=["demo"]
W1_start = initialize_parameters_deep(layer_dims, np.random.RandomState(seed))["W1"]
learned = deep["W1"] - W1_start
change = np.linalg.norm(learned, axis=1) / np.linalg.norm(W1_start, axis=1)
most = np.argsort(-change, kind="stable")[:5]

print("how far each unit has moved, as a share of its start, in percent:")
print(np.round(100 * change).astype(int))
beside = learned - learned @ Q @ Q.T
print(f"part of what was learned that is no mixture of pictures: {np.abs(beside).max():.9f}")
plots.units_as_pictures(
    {"weights": deep["W1"][most], "learned": learned[most]},
    [f"unit {unit + 1}" for unit in most],
    "Five units of layer 1",
)

# %% [markdown]
# Disappointed? The upper row is nearly all noise: the random start is still there, spread over 12288 directions, and
# gradient descent has moved the weights in 209 of them only. In all the others they stand where they
# were drawn, and always will. That is section 5 again, and this time you can see it. The lower row is
# what 2500 steps have mixed from the training pictures. Look at it from some distance, and you may make
# out heads with two ears, in the middle, where the cats sit. The units that hardly moved in the printed
# list are those that are dead, or on for very few pictures, in the bars of section 7.
#
# **What usually goes wrong.** Reading stories into such pictures. A unit can be important with weights
# that look like nothing, because the layers after it decide what is made of it.
#
# **An experiment.** Show the five units that have changed least, with
# `most = np.argsort(change, kind="stable")[:5]`.
#
# **To remember.** Weights are start plus learned. Look at the difference.
#
# ## 9. What does it still get wrong?
#
# **Why it matters.** A number says how many mistakes there are, the pictures say why. First, whose
# mistakes are they? The table compares the deep network with logistic regression on the test pictures.
# Below it are the deep network's surest mistakes, with the probability it gave to "cat".

# %% tags=["demo"]
A_test, _ = L_model_forward(X_test, deep)
right_deep = ((A_test > 0.5) == (Y_test == 1))[0]
right_regression = (regression["Y_prediction_test"] == Y_test)[0]
wrong = np.flatnonzero(~right_deep)
surest = wrong[np.argsort(-np.abs(A_test[0, wrong] - 0.5), kind="stable")][:10]

print("both right:                ", np.sum(right_deep & right_regression))
print("only the deep network:     ", np.sum(right_deep & ~right_regression))
print("only logistic regression:  ", np.sum(~right_deep & right_regression))
print("both wrong:                ", np.sum(~right_deep & ~right_regression))
missed = np.sum(~right_deep & (Y_test[0] == 1))
print(f"the deep network misses {missed} cats and gives {len(wrong) - missed} false alarms")
plots.gallery(
    cats.test_set_x[surest],
    [f"{classes[Y_test[0, i]]}\ncat? {A_test[0, i]:.2f}" for i in surest],
    "The deep network's surest mistakes",
)

# %% [markdown]
# Some pictures that the neuron got right, the deep network gets wrong: better on the whole doesn't mean
# better on each. And the mistakes in the gallery are made with great confidence. A probability of 0.99
# isn't a promise of 99%: a network that was trained until its training cost is almost 0 has learned
# to be sure, on everything.
#
# **An experiment.** Turn all test pictures left to right before they become columns
# (`cats.test_set_x[:, :, ::-1]`) and compute the accuracy. A cat stays a cat. Is the network of the same
# opinion about each single picture?
#
# **To remember.** Count the mistakes, then look at them.
#
# ## 10. Learning rate and width
#
# **Why it matters.** Nothing has told us so far why seven hidden units, or why 0.0075. Such numbers,
# which gradient descent doesn't learn, are called hyperparameters, and the honest way to choose them is to
# try. Here are twenty-five networks with one hidden layer, 1000 iterations each, all from the same seed:
# without section 5 a matter of minutes, with it of seconds.
#
# In the left map a dark field is a low cost on the training pictures, in the right one a bright field is
# a high accuracy on the test pictures. Where are the good ones? What happens at the right rim, and what
# in the top row?

# %% tags=["demo", "nbval-ignore-output"]
widths, rates = [2, 5, 10, 20, 40], [0.001, 0.003, 0.0075, 0.02, 0.05]
grid = [(width, rate) for width in widths for rate in rates]
results = [
    train([12288, width, 1], rate, 1000, seed) for width, rate in progress(grid, "25 networks")
]
last_costs = np.array([costs[-1] for _, costs in results]).reshape(len(widths), -1)
accuracies = np.array([accuracy(X_test, Y_test, p) for p, _ in results]).reshape(len(widths), -1)

# %% tags=["demo", "nbval-ignore-output"]
row, column = np.unravel_index(accuracies.argmax(), accuracies.shape)
print(f"best: {accuracies.max():.1%} with {widths[row]} units and learning rate {rates[column]:g}")
plots.heat_maps(
    {"cost after 900 steps": last_costs, "test accuracy": accuracies},
    widths,
    rates,
    ["hidden units", "learning rate"],
)

# %% [markdown]
# The smallest rates, on the left, haven't arrived after 1000 steps. With ten units or more it gets better
# and better towards the right, up to a cliff: the best column stands right beside the one in which long
# steps have thrown the units so far that they are dead. (Of the forty, one has survived.) The dead networks
# answer with the share of cats, at a cost of 0.64 and an accuracy of 50%, and will for ever. The top row has
# died as well, at every rate. With two hidden units it doesn't take much: from this seed one of them was
# dead before training began, and then the other died.
#
# Downwards it mostly gets better. A wide layer needs less luck: among forty units some will live.

# %% tags=["demo", "nbval-ignore-output"]
for (width, rate), (parameters, _) in zip(grid, results, strict=True):
    if width in (2, 40) and rate in (0.001, 0.02, 0.05):
        (share_on,) = shares_on(parameters)
        print(
            f"{width:2d} units, learning rate {rate:5g}: {np.sum(share_on == 0):2d} dead in the end"
        )

# %% [markdown]
# **What usually goes wrong.** We have just looked for good settings on the *test* pictures. The best of
# twenty-five numbers is a little lucky, too, so it promises more than it will keep on new pictures.
# Those who mean it put a third set aside, choose on that one, and look at the test set once, at the
# end.
#
# **An experiment.** Replace `[12288, width, 1]` by `[12288, width, width, 1]`. Does the good land move?
#
# **To remember.** Try learning rates in steps of a factor of two or three. Choose on pictures that you
# won't report.
#
# ## 11. The same as the published run?
#
# **Why it matters.** The most convincing test of a program is a number that somebody else has found. The
# study notes this course grew from list the costs of this very network, $[12288, 20, 7, 5, 1]$, on the
# classic cat pictures, every 100 of 2500 iterations. The classic pictures aren't ours to pass on, so this
# section comes to life only for those who have the two files (`train_catvnoncat.h5` and
# `test_catvnoncat.h5`). Write their folder between the last quotation marks of the first line below. (Or set
# the environment variable `CLASSIC_CATS` to it before you start Jupyter. Then the whole notebook uses them,
# and what the text says about numbers and figures, which is about the course's own pictures, won't fit.)

# %% tags=["demo", "nbval-ignore-output"]
folder = os.environ.get("CLASSIC_CATS", "")

# The published costs. Source: the study notes this course grew from.
published = [
    *(0.715731513413713, 0.6747377593469114, 0.6603365433622126, 0.6462887802148751),
    *(0.6298131216927774, 0.606005622926534, 0.5690041263975134, 0.519796535043806),
    *(0.464157167862823, 0.4084203004829893, 0.37315499216069026, 0.3057237457304712),
    *(0.26810152847740837, 0.23872474827672668, 0.20632263257914712, 0.17943886927493605),
    *(0.1579873581880166, 0.14240413012274525, 0.12865165997888856, 0.11244314998164931),
    *(0.08505631034983409, 0.05758391198617392, 0.044567534546994664, 0.038082751666004236),
    0.03441074901842096,
]


def compare_with_published(classic):
    """Train on the classic pictures from the published start, and draw both rows of costs."""
    X = classic.train_set_x.reshape(len(classic.train_set_x), -1).T / 255
    X_unseen = classic.test_set_x.reshape(len(classic.test_set_x), -1).T / 255
    Y = classic.train_set_y
    parameters, costs = train(layer_dims, 0.0075, 2500, 3, *np.linalg.qr(X), Y)
    score, score_unseen = (
        accuracy(X, Y, parameters),
        accuracy(X_unseen, classic.test_set_y, parameters),
    )
    print(f"accuracy on the training pictures {score:.4f}, published 0.9952")
    print(f"accuracy on the test pictures     {score_unseen:.4f}, published 0.7800")
    print(f"largest difference of the costs   {np.abs(np.subtract(costs, published)).max():.1e}")
    plots.costs_overlaid(costs, published)


try:
    if folder:
        compare_with_published(load_cats(folder))
    else:
        print("The classic pictures aren't here, which is fine: all else works without them.")
except DatasetError as error:
    print(f"The classic pictures can't be read: {error}")

# %% [markdown]
# If you have them: the circles lie on the line, all twenty-five. Twenty-five costs and two accuracies come
# out as published, from code that you wrote, in coordinates of its own, in a second. What differs is in
# the last digits, where computers differ in the order in which they add.
#
# ## What you can do now
#
# - Write the loop that trains a network of any depth, and say what belongs inside it and what before it.
# - Derive $dZ^{[L]} = A^{[L]} - Y$, and follow it back through all layers.
# - Explain why gradient descent never leaves the span of the data, and make use of it.
# - Compare models fairly: with a baseline, on unseen examples, from several starts.
# - Recognise a network that has died, by its cost, its units and its accuracy.
# - Choose a learning rate and a width by trying, and know what the choice costs.
#
# Two questions are left open. Why do some starts work and others not? That is next week. And if three models
# know all the training pictures by heart, what could make them learn less by heart and more about cats? That
# is the week after.
