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
# # A hidden layer: four neurons see a flower
#
# Last week one neuron learned to recognise cats, more or less. It drew one flat cut through the
# space of all pictures and called everything on one side a cat. This week you meet a problem that
# no flat cut can solve, and solve it by a small change that turned out to be one of the great
# ideas of the field: let several neurons look at the same input, and let another neuron look at
# *them*.
#
# What you build is the smallest network with a hidden layer. You will write its forward pass,
# derive and write its backward pass, train it, and then take it apart: which activation function,
# how many hidden units, and why it must not start from zero. Next week you will make it as deep
# as you like, and you will be surprised how little there is to add.
#
# **How the notebook works.** As before: ten exercises worth 100 points, each a function between
# two comment lines with a check below it. Check as often as you like. The other code cells show
# you things with *your* functions. Plan between two and three hours; the sections are good places
# for a break.
#
# | symbol | shape | meaning |
# |---|---|---|
# | $m$ | | number of examples |
# | $n_x$, $n_h$, $n_y$ | | how many inputs, hidden units and outputs there are; here $n_y = 1$ |
# | $X$ | $(n_x, m)$ | the examples, one a **column** |
# | $Y$ | $(n_y, m)$ | the labels, each 0 or 1 |
# | $W^{[1]}$, $b^{[1]}$ | $(n_h, n_x)$, $(n_h, 1)$ | weights and biases of the hidden layer |
# | $W^{[2]}$, $b^{[2]}$ | $(n_y, n_h)$, $(n_y, 1)$ | weights and bias of the output layer |
# | $Z^{[1]}$, $A^{[1]}$ | $(n_h, m)$ | scores and answers of the hidden units |
# | $Z^{[2]}$, $A^{[2]}$ | $(n_y, m)$ | scores and answers of the output: probabilities |
#
# A number in square brackets counts layers. In code, $W^{[1]}$ is `W1`, $A^{[2]}$ is `A2`, and so
# on.
#
# Run the next cell first. It also brings back what you wrote last week, which you may use from
# now on: `sigmoid`, `sigmoid_derivative` and `log_loss` by name, and all the rest as
# `one_neuron`.

# %%
# %load_ext grader.check

import numpy as np

from datasets import load_flower
from grader.check import check
from utils import logistic_regression as one_neuron
from utils import plots
from utils.logistic_regression import log_loss, sigmoid, sigmoid_derivative
from utils.progress import progress
from utils.quizzes import quiz

# %% [markdown]
# ## 1. Where one neuron fails
#
# **Why it matters.** A method is understood only when you know where it stops working. The reason
# why logistic regression fails here is the reason why there are hidden layers at all.
#
# The data are a flower: 400 points in the plane, and the colours of the petals alternate. The
# task is to say from the two coordinates which colour a point has. First we let last week's
# neuron try.

# %% tags=["demo"]
X, Y = load_flower()
X_held_out, Y_held_out = load_flower(m=1000, seed=6)


def accuracy(answers, labels):
    """The share of right answers; both (1, m)."""
    return np.mean(answers == labels)


def predict_by_neuron(places):
    """What the trained neuron answers, (1, k)."""
    return one_neuron.predict(neuron["w"], neuron["b"], places)


neuron, _, neuron_costs = one_neuron.optimize(np.zeros((2, 1)), 0.0, X, Y, 2000, 0.1)
neuron_accuracy = accuracy(predict_by_neuron(X), Y)

print("X:", X.shape, "  Y:", Y.shape, f"  label 1: {Y.mean():.0%}")
print(f"logistic regression is right on {neuron_accuracy:.1%} of the points")
print(f"its cost: {neuron_costs[0]:.3f} at the start, {neuron_costs[-1]:.3f} at the end")
plots.decision_boundary(
    predict_by_neuron,
    X,
    Y,
    f"Logistic regression: {neuron_accuracy:.0%} right",
)

# %% [markdown]
# The dots are the examples, blue for label 0 and orange for label 1; the shade behind them is
# what the neuron answers there. It has drawn a straight line through the middle of the flower,
# and on either side of it there is as much of one colour as of the other. Tossing a coin would
# have done as well.
#
# **The idea.** One neuron computes $\sigma(w^\top x + b)$, and its answer changes where
# $w^\top x + b = 0$. In the plane that is a straight line, whatever $w$ and $b$ are. So the
# failure isn't one of training. To be sure, we try very many lines, in all directions and at many
# distances from the centre, and count for each how many points it gets right.

# %% tags=["demo"]
directions = np.linspace(0, 2 * np.pi, 360, endpoint=False)
along = np.stack([np.cos(directions), np.sin(directions)], axis=1) @ X  # (360, 400)
distances = np.linspace(-5, 5, 101)
right = [np.mean((along > distance) == Y, axis=1).max() for distance in distances]

print(f"lines tried: {directions.size * distances.size}")
print(f"the best of them is right on {max(right):.1%} of the points")

# %% [markdown]
# Not even two out of three is all that any of these lines can do. But why did training not even
# find *that* line? Because it doesn't count right answers. It lowers the cost, and the cost asks
# how *sure* the neuron should be. Along any line there are so many points on the wrong side that
# being sure never pays, so the weights stay near zero, the cost stays close to
# $\ln 2 \approx 0.693$, and where exactly the faint line comes to lie hardly matters to it.
#
# **An experiment.** Give the neuron ten times as many steps, or a learning rate of 1. Does it
# help?
#
# **To remember.** One neuron, one flat cut. If the classes can't be parted by a flat cut, no
# amount of training helps. Something must bend.
#
# ## 2. A hidden layer
#
# **Why it matters.** If one line isn't enough, use several. The question is only how to combine
# them, and the answer is as simple as it can be: with another neuron.
#
# **The idea, with a picture.** Several neurons look at the same two inputs. Each draws its own
# line and answers how far a point is on one side of it. These answers are the inputs of one more
# neuron, which weighs them and gives the final probability. Nobody ever tells the neurons in the
# middle what *they* should answer, the data hold no labels for them; therefore their layer is
# called *hidden*.

# %% tags=["demo"]
print("parameters with 4 hidden units: 4 * 2 + 4 + 1 * 4 + 1 =", 4 * 2 + 4 + 1 * 4 + 1)
plots.hidden_layer()

# %% [markdown]
# Read the drawing from left to right. Every arrow carries a weight; in blue below are the
# matrices that hold them. The output neuron is precisely last week's logistic regression, except
# that its inputs are not the raw coordinates but what four other neurons have made of them. So
# the hidden layer's job is to turn a problem that can't be solved by a flat cut into one that
# can.
#
# **The shapes.** A layer that takes $p$ numbers and gives $q$ has a weight for each pair, so $W$
# is $(q, p)$: as many rows as it has units, as many columns as it has inputs. Each unit has one
# bias, so $b$ is $(q, 1)$.
#
# **A worked example.** With $n_x = 2$, $n_h = 4$, $n_y = 1$: $W^{[1]}$ is $(4, 2)$, $b^{[1]}$ is
# $(4, 1)$, $W^{[2]}$ is $(1, 4)$ and $b^{[2]}$ is $(1, 1)$. Together 17 numbers to learn.
#
# ### Exercise 1: `layer_sizes` (5 points)
#
# **Your turn.** Two of the three sizes are fixed by the data: read $n_x$ and $n_y$ off the shapes
# of `X` and `Y`. (The third, $n_h$, is our choice.) Don't assume that $n_y$ is 1. Two or three
# lines.


# %% nbgrader={"grade": false, "grade_id": "layer_sizes", "locked": false, "schema_version": 3, "solution": true, "task": false}
def layer_sizes(X, Y):
    """Say how many inputs and outputs a network for these data has.

    X: examples (n_x, m).   Y: labels (n_y, m).
    Returns the numbers n_x and n_y.
    """
    ### BEGIN SOLUTION
    n_x = X.shape[0]
    n_y = Y.shape[0]
    return n_x, n_y
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_layer_sizes", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check(layer_sizes)

# %% [markdown]
# **What you see now.** The sizes for the flower, and for a data set with other shapes:

# %% tags=["demo"]
print("flower:", layer_sizes(X, Y))
print("5 inputs, 3 outputs, 10 examples:", layer_sizes(np.ones((5, 10)), np.ones((3, 10))))

# %% [markdown]
# **What usually goes wrong.** Taking the number of columns for the number of inputs. Columns are
# examples; their number $m$ appears in no parameter. A network trained on 400 points can be asked
# about a single one.
#
# **To remember.** $W^{[l]}$ has a row for each unit of its layer and a column for each unit of
# the layer before. $m$ never occurs in it.
#
# ## 3. Something must bend
#
# **Why it matters.** Each hidden unit passes its score through an *activation function* before it
# hands it on. This looks like a detail. It is the whole point: without it the hidden layer would
# be of no use at all, however many units it had.
#
# **The idea.** Suppose the hidden units handed on their bare scores, $A^{[1]} = Z^{[1]}$. Then
#
# $$Z^{[2]} = W^{[2]}\bigl(W^{[1]}X + b^{[1]}\bigr) + b^{[2]}
# = \underbrace{\bigl(W^{[2]}W^{[1]}\bigr)}_{(1, n_h)(n_h, n_x) = (1, n_x)} X
# + \underbrace{\bigl(W^{[2]}b^{[1]} + b^{[2]}\bigr)}_{(1, 1)}$$
#
# which is one linear layer with the weights $W' = W^{[2]}W^{[1]}$ and the bias
# $b' = W^{[2]}b^{[1]} + b^{[2]}$: a single neuron. **Two linear layers are one linear layer.**
# Let us see that in numbers, with 50 hidden units and random parameters.

# %% tags=["demo"]
rng = np.random.default_rng(0)
W_a, b_a = rng.normal(size=(50, 2)), rng.normal(size=(50, 1))
W_b, b_b = rng.normal(size=(1, 50)), rng.normal(size=(1, 1))

two_layers = W_b @ (W_a @ X + b_a) + b_b
W_one, b_one = W_b @ W_a, W_b @ b_a + b_b
one_layer = W_one @ X + b_one

print(f"parameters: {W_a.size + b_a.size + W_b.size + b_b.size} in two layers,", end=" ")
print(f"{W_one.size + b_one.size} in one")
print("first three scores, two layers:", np.round(two_layers[0, :3], 4))
print("first three scores, one layer: ", np.round(one_layer[0, :3], 4))
print("equal up to rounding for all points:", np.allclose(two_layers, one_layer, rtol=1e-9))

bent = W_b @ np.tanh(W_a @ X + b_a) + b_b
X_and_1 = np.vstack([X, np.ones((1, X.shape[1]))])  # the row of ones stands for the bias
closest = np.linalg.lstsq(X_and_1.T, bent.T, rcond=None)[0]
left_over = bent - closest.T @ X_and_1
print("with tanh between, scores of typical size", end=" ")
print(f"{np.std(bent):.1f}: the best single layer misses them by {np.std(left_over):.1f}")

# %% [markdown]
# The first two rows of scores agree to the last digit: 201 parameters do no more than 3. The last
# line bends the same 50 scores with tanh before they are added up, and looks for the single
# linear layer that comes closest (by least squares). What it misses is no rounding error: it is
# what the bend has added, and it can't be had without one.
#
# **The equations.** Four activation functions are in common use:
#
# $$\text{sigmoid: } \sigma(z) = \frac{1}{1 + e^{-z}}
# \qquad
# \text{tanh: } \frac{e^{z} - e^{-z}}{e^{z} + e^{-z}}
# \qquad
# \text{relu: } \max(0, z)
# \qquad
# \text{leaky relu: } \begin{cases} z & z > 0 \\ 0.01\, z & z \le 0 \end{cases}$$
#
# Each acts element by element, so the result has the shape of $z$. tanh is a sigmoid in other
# clothes, stretched to run from $-1$ to $1$ and squeezed sideways: $\tanh(z) = 2\sigma(2z) - 1$.
# For hidden units it is usually the better of the two, because its answers are centred around 0.
# The *rectified linear unit* is the simplest bend there is, and the leaky one lets a little
# through on the left.
#
# **A worked example.** At $z = -2$: $\sigma = 0.1192$, $\tanh = -0.9640$, relu gives $0$ and the
# leaky relu $-0.02$. At $z = 2$: $0.8808$, $0.9640$, $2$ and $2$.
#
# ### Exercise 2: `activation` (10 points)
#
# **Your turn.** Return the activation function called `name` ("sigmoid", "tanh", "relu" or
# "leaky_relu") at `z`, element by element, for arrays of any shape and for plain numbers. For any
# other name, `raise ValueError` with a message that says which names are known: whoever mistypes
# a name wants to hear of it now, not after an hour of training. `np.tanh`, `np.maximum` and
# `np.where` are useful. About nine lines.


# %% nbgrader={"grade": false, "grade_id": "activation", "locked": false, "schema_version": 3, "solution": true, "task": false}
def activation(z, name):
    """Bend scores.

    z: a number or an array of any shape.   name: "sigmoid", "tanh", "relu" or "leaky_relu".
    Returns the activation function of that name for each element, in the same shape. The leaky relu
    has slope 0.01 where z is negative. Raises ValueError for any other name.
    """
    ### BEGIN SOLUTION
    if name == "sigmoid":
        return sigmoid(z)
    if name == "tanh":
        return np.tanh(z)
    if name == "relu":
        return np.maximum(0, z)
    if name == "leaky_relu":
        return np.where(np.asarray(z) > 0, z, 0.01 * np.asarray(z))
    raise ValueError(f"{name!r} is not known; sigmoid, tanh, relu and leaky_relu are")
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_activation", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
check(activation)

# %% [markdown]
# **What you see now.** The worked example again, by your function, and what happens to a misspelt
# name (the check doesn't ask for that, so look here):

# %% tags=["demo"]
scores = np.array([-2.0, 2.0])
for name in ("sigmoid", "tanh", "relu", "leaky_relu"):
    print(f"{name:>10}: {np.round(activation(scores, name), 4)}")
try:
    activation(scores, "than")
    print("'than' was accepted: nobody would notice the slip of the pen")
except ValueError as error:
    print("ValueError:", error)

# %% [markdown]
# **What usually goes wrong.** `max(0, z)` is Python's own and compares whole arrays, which NumPy
# refuses; `np.maximum` goes element by element. And `if z > 0:` asks one question about many
# numbers.
#
# **An experiment.** In the cell with the two linear layers, replace `np.tanh` by `np.abs`, or by
# `np.sin`. Both bend. Now try `lambda z: 3 * z + 1`, which does not. What is printed?
#
# **To remember.** Without a bend between them, any number of layers is one layer.
#
# ## 4. The slopes of the bends
#
# **Why it matters.** On the way back, the error passes through each hidden unit and is multiplied
# by the slope of its activation there. A unit with slope 0 learns nothing from that example. So
# the slopes decide who learns.
#
# **The equations.** You know that of the sigmoid. For tanh, write $s(z) = e^z - e^{-z}$ and
# $c(z) = e^z + e^{-z}$; the derivative of each is the other one, so by the quotient rule
#
# $$\tanh'(z) = \left(\frac{s}{c}\right)' = \frac{c \cdot c - s \cdot s}{c^2}
# = 1 - \left(\frac{s}{c}\right)^2 = 1 - \tanh^2(z)$$
#
# Again the slope needs only the height. The relus are straight on both sides of 0:
#
# $$\sigma' = \sigma(1 - \sigma) \qquad
# \text{relu}'(z) = \begin{cases} 1 & z > 0 \\ 0 & z < 0 \end{cases} \qquad
# \text{leaky relu}'(z) = \begin{cases} 1 & z > 0 \\ 0.01 & z < 0 \end{cases}$$
#
# Exactly at $z = 0$ they have a kink and no slope. A score almost never hits 0 exactly, so it
# doesn't matter which of the two you take there; our convention is the left one.
#
# **A worked example.** At $z = 2$, $\tanh' = 1 - 0.9640^2 = 0.0707$,
# $\sigma' = 0.8808 \cdot 0.1192 = 0.1050$, and both relus have slope 1.
#
# ### Exercise 3: `activation_gradient` (10 points)
#
# **Your turn.** Return the slope of `activation(z, name)` at `z`, element by element, in the
# shape of `z`, and `raise ValueError` for unknown names. You are given the score $z$, not the
# height of the curve. About ten lines.


# %% nbgrader={"grade": false, "grade_id": "activation_gradient", "locked": false, "schema_version": 3, "solution": true, "task": false}
def activation_gradient(z, name):
    """Say how steep an activation function is at the scores z.

    z: a number or an array of any shape (the score, before the activation).
    name: "sigmoid", "tanh", "relu" or "leaky_relu".
    Returns the derivative for each element, in the same shape. Raises ValueError for any other name.
    """
    ### BEGIN SOLUTION
    z = np.asarray(z)
    if name == "sigmoid":
        return sigmoid_derivative(z)
    if name == "tanh":
        return 1 - np.tanh(z) ** 2
    if name == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if name == "leaky_relu":
        return np.where(z > 0, 1.0, 0.01)
    raise ValueError(f"{name!r} is not known; sigmoid, tanh, relu and leaky_relu are")
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_activation_gradient", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
check(activation_gradient)

# %% [markdown]
# **What you see now.** In the upper row your four functions, below each its slope. Compare the
# slopes at $z = 4$: the two S-shaped curves are flat there, while the relus are as steep as ever.
# And compare them at 0: tanh has slope 1, the sigmoid only one quarter.

# %% tags=["demo"]
step = 1e-5
for name in ("sigmoid", "tanh", "relu", "leaky_relu"):
    nudged = (activation(scores + step, name) - activation(scores - step, name)) / (2 * step)
    slopes = activation_gradient(scores, name)
    print(f"{name:>10} at -2 and 2: {np.round(slopes, 4)}   by nudging: {np.round(nudged, 4)}")
plots.activation_curves(activation, activation_gradient)

# %% [markdown]
# **What usually goes wrong.** `1 - z**2` for tanh: the formula speaks of the height
# $a = \tanh z$, you are given $z$. And `relu'` returned as `z * (z > 0)`, which is relu itself.
#
# **An experiment.** How many tanh units learn? In the cell below, scores are drawn with a growing
# spread; printed is the share that meets a slope of less than 0.01. What is the last number?

# %% tags=["demo"]
quiz("shallow_network", "flat_units", answer="")

# %% tags=["demo"]
draws = np.random.default_rng(1).normal(size=10000)
for spread in (0.01, 1, 3, 10):
    slow = np.mean(activation_gradient(spread * draws, "tanh") < 0.01)
    print(f"scores of size {spread:5}: {slow:.0%} hardly learn")

# %% [markdown]
# **To remember.** $\tanh' = 1 - \tanh^2$ and $\text{relu}' = [z > 0]$. Where a unit is saturated,
# that is flat, it doesn't learn; so the scores should begin small.
#
# ## 5. Where to begin
#
# **Why it matters.** Last week zeros were a fine start. Here they would be fatal, and the program
# would show no error.
#
# **The idea.** Suppose two hidden units begin with the same weights. They get the same input, so
# they give the same answer; they are listened to with the same weight, so they receive the same
# blame; so they make the same step and are the same again. For ever. Four such units are one
# unit, computed four times. To give each of them something of its own to become, we begin with
# *random* weights. The biases need no randomness: once the weights differ, the units do.
#
# And the weights begin *small*, so that all scores lie near 0, where tanh is steep. A unit that
# starts out saturated would hardly learn, as you saw in the last experiment.
#
# **The equations, with shapes.** With numbers $\xi$ drawn from the bell curve (mean 0, standard
# deviation 1),
#
# $$W^{[1]} = 0.01 \cdot \xi \in \mathbb{R}^{n_h \times n_x}, \quad
# b^{[1]} = 0 \in \mathbb{R}^{n_h \times 1}, \quad
# W^{[2]} = 0.01 \cdot \xi \in \mathbb{R}^{n_y \times n_h}, \quad
# b^{[2]} = 0 \in \mathbb{R}^{n_y \times 1}$$
#
# Random numbers come from a *generator* that is passed in as `rng`. `np.random.default_rng(3)`
# makes one, and the same seed (here 3) always gives the same numbers in the same order, so an
# experiment can be repeated exactly. `rng.standard_normal((2, 3))` takes the next six of them.
#
# **A worked example.** For $n_x = 2$, $n_h = 3$, $n_y = 1$ the generator is asked twice: first
# for $3 \cdot 2$ numbers, then for $1 \cdot 3$.
#
# ### Exercise 4: `initialize_parameters` (10 points)
#
# **Your turn.** Return a dict with the keys `"W1"`, `"b1"`, `"W2"`, `"b2"`. Draw all weights from
# `rng` and from nothing else, in whatever order you like: the check looks at how they are spread,
# and whether the same `rng` gives the same ones again. Five to seven lines.


# %% nbgrader={"grade": false, "grade_id": "initialize_parameters", "locked": false, "schema_version": 3, "solution": true, "task": false}
def initialize_parameters(n_x, n_h, n_y, rng):
    """Make the parameters of a network that has yet to learn.

    n_x, n_h, n_y: numbers of inputs, hidden units and outputs.   rng: a NumPy random generator.
    Returns a dict: W1 (n_h, n_x) and W2 (n_y, n_h), 0.01 times standard normal numbers;
    b1 (n_h, 1) and b2 (n_y, 1), zeros.
    """
    ### BEGIN SOLUTION
    W1 = 0.01 * rng.standard_normal((n_h, n_x))
    b1 = np.zeros((n_h, 1))
    W2 = 0.01 * rng.standard_normal((n_y, n_h))
    b2 = np.zeros((n_y, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_initialize_parameters", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
check(initialize_parameters)

# %% [markdown]
# **What you see now.** A new network with three hidden units, and the shapes of one for the
# flower:

# %% tags=["demo"]
for name, value in initialize_parameters(2, 3, 1, np.random.default_rng(3)).items():
    print(f"{name} =\n{np.round(value, 4)}")
n_x, n_y = layer_sizes(X, Y)
new = initialize_parameters(n_x, 4, n_y, np.random.default_rng(3))
print("for the flower:", {name: value.shape for name, value in new.items()})

# %% [markdown]
# **What usually goes wrong.** Calling `np.random.default_rng(...)` inside the function: then
# every network in the world begins with the same numbers. The caller decides about the
# randomness. And `np.zeros((n_h,))`, a flat bias, which added to an $(n_h, m)$ array is an error,
# or, if $m = n_h$, silently the wrong sum.
#
# **An experiment.** Run the cell twice, then replace 3 by 4 in its first line. When do the
# numbers change?
#
# **To remember.** Weights: small and random. Biases: zero. You will see in section 12 what
# becomes of those who begin equal.
#
# ## 6. Forward
#
# **Why it matters.** This is the network's whole thinking: two matrix products and two bends.
# Everything it will ever answer comes from these four lines.
#
# **The equations, with shapes.**
#
# $$\underbrace{Z^{[1]}}_{n_h \times m} = \underbrace{W^{[1]}}_{n_h \times n_x}\underbrace{X}_{n_x
# \times m} + \underbrace{b^{[1]}}_{n_h \times 1}
# \qquad \underbrace{A^{[1]}}_{n_h \times m} = \tanh\bigl(Z^{[1]}\bigr)$$
#
# $$\underbrace{Z^{[2]}}_{n_y \times m} = \underbrace{W^{[2]}}_{n_y \times
# n_h}\underbrace{A^{[1]}}_{n_h \times m} + \underbrace{b^{[2]}}_{n_y \times 1}
# \qquad \underbrace{A^{[2]}}_{n_y \times m} = \sigma\bigl(Z^{[2]}\bigr)$$
#
# Row $j$ of $Z^{[1]}$ holds the scores of hidden unit $j$ for all examples: it is last week's
# $w^\top X + b$, with $w^\top$ in row $j$ of $W^{[1]}$. The layer does for all its units at once
# what you did for one. The column $b^{[1]}$ is added to each of the $m$ columns (broadcasting).
# The last function is the sigmoid and not tanh, because a probability is asked for.
#
# **A worked example.** One example $x = (1, 2)$, two hidden units:
#
# $$W^{[1]} = \begin{bmatrix} 0.5 & -0.25 \\ -0.5 & 0.75 \end{bmatrix},\quad
# b^{[1]} = \begin{bmatrix} 0.5 \\ 0 \end{bmatrix},\quad
# W^{[2]} = \begin{bmatrix} 1 & -1 \end{bmatrix},\quad b^{[2]} = 0$$
#
# Then $z^{[1]} = \begin{bmatrix} 0.5 - 0.5 + 0.5 \\ -0.5 + 1.5 + 0 \end{bmatrix}$
# $= \begin{bmatrix} 0.5 \\ 1 \end{bmatrix}$,
# $\ a^{[1]} = \begin{bmatrix} 0.4621 \\ 0.7616 \end{bmatrix}$,
# $\ z^{[2]} = 0.4621 - 0.7616 = -0.2995$ and $a^{[2]} = \sigma(-0.2995) = 0.4257$.
#
# ### Exercise 5: `forward_propagation` (15 points)
#
# **Your turn.** Compute $A^{[2]}$. Also return a dict `cache` with `"Z1"`, `"A1"`, `"Z2"` and
# `"A2"`, for the backward pass will need what the forward pass has seen. Six lines or so.


# %% nbgrader={"grade": false, "grade_id": "forward_propagation", "locked": false, "schema_version": 3, "solution": true, "task": false}
def forward_propagation(X, parameters):
    """Let the network answer, and keep what it thought on the way.

    X: examples (n_x, m).   parameters: dict of W1 (n_h, n_x), b1 (n_h, 1), W2 (n_y, n_h), b2 (n_y, 1).
    Returns A2 (n_y, m), probabilities, and cache, a dict of Z1, A1 (n_h, m), Z2, A2 (n_y, m).
    The hidden layer uses tanh and the output the sigmoid.
    """
    ### BEGIN SOLUTION
    Z1 = parameters["W1"] @ X + parameters["b1"]
    A1 = np.tanh(Z1)
    Z2 = parameters["W2"] @ A1 + parameters["b2"]
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_forward_propagation", "locked": true, "points": 15, "schema_version": 3, "solution": false, "task": false}
check(forward_propagation)

# %% [markdown]
# **What you see now.** The worked example, and a network that hasn't learned yet, asked about the
# flower:

# %% tags=["demo"]
small = {
    "W1": np.array([[0.5, -0.25], [-0.5, 0.75]]),
    "b1": np.array([[0.5], [0.0]]),
    "W2": np.array([[1.0, -1.0]]),
    "b2": np.array([[0.0]]),
}
x_small, y_small = np.array([[1.0], [2.0]]), np.array([[1]])
_, small_cache = forward_propagation(x_small, small)
for name, value in small_cache.items():
    print(f"{name}: {np.round(value.ravel(), 4)}")

A2, cache = forward_propagation(X, new)
print("shapes:", {name: value.shape for name, value in cache.items()})
print(f"its answers lie between {A2.min():.5f} and {A2.max():.5f}")

# %% [markdown]
# With small weights all its answers are close to one half: no opinion yet.
#
# **What usually goes wrong.** Feeding the second layer with `Z1`; the shapes fit, nothing
# complains, and the hidden layer is linear. Using `*` for `@`. Writing `X @ W1`: by the shapes,
# $(n_x, m)$ times $(n_h, n_x)$ is no product.
#
# **An experiment.** What is the largest score $|z^{[2]}|$ that the worked example's output can
# ever give, for any input at all? Look at `W2` and at the range of tanh, then try an enormous
# `x_small`.
#
# **To remember.** Layer: multiply, add, bend. Twice.
#
# ## 7. The cost
#
# **The idea.** Nothing is new here. The output is a probability, so its cost is the cross-entropy
# of last week, averaged over the examples:
#
# $$J = -\frac1m \sum_{i=1}^{m} \Bigl( y^{(i)} \ln a^{[2](i)} + \bigl(1 - y^{(i)}\bigr) \ln\bigl(1 -
# a^{[2](i)}\bigr) \Bigr)$$
#
# What *is* new is how $J$ looks as a function of the parameters. With a hidden layer it is no
# longer convex: exchange two hidden units, with their weights, and the network computes the same,
# so every valley has several copies, and there are saddles between them. Gradient descent still
# works astonishingly well.
#
# **A worked example.** Answers $\begin{bmatrix} 0.8 & 0.4 \end{bmatrix}$ for the labels
# $\begin{bmatrix} 1 & 0 \end{bmatrix}$ cost
# $\frac12(-\ln 0.8 - \ln 0.6) = \frac12(0.2231 + 0.5108) = 0.3670$.
#
# ### Exercise 6: `compute_cost` (5 points)
#
# **Your turn.** Return $J$ as a plain number. `log_loss` from last week gives the loss of each
# example, and stays finite where an answer has been rounded to exactly 0 or 1. One or two lines.


# %% nbgrader={"grade": false, "grade_id": "compute_cost", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_cost(A2, Y):
    """Say what the answers cost on average: the cross-entropy.

    A2: probabilities (1, m).   Y: labels (1, m).
    Returns the cost, a number; finite even where an answer is exactly 0 or 1.
    """
    ### BEGIN SOLUTION
    return float(np.sum(log_loss(A2, Y)) / Y.shape[1])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_compute_cost", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check(compute_cost)

# %% [markdown]
# **What you see now.** The worked example, and the cost of the untrained network: that of having
# no opinion.

# %% tags=["demo"]
print(f"worked example: {compute_cost(np.array([[0.8, 0.4]]), np.array([[1, 0]])):.4f}")
print(f"untrained on the flower: {compute_cost(A2, Y):.4f}   ln 2 = {np.log(2):.4f}")

# %% [markdown]
# **What usually goes wrong.** Dividing by `Y.shape[0]`, which is 1, and so not at all.
# `np.dot(Y, np.log(A2))` without a transpose, which is an error, or with it in the wrong place,
# an $(m, m)$ square.
#
# **To remember.** The cost looks only at the output. What the hidden units should do, it doesn't
# say; that is what the next section finds out.
#
# ## 8. Backward: whose fault was it?
#
# **Why it matters.** This is the heart of the course. The output was wrong by some amount. The
# hidden units have contributed to it, but there are no labels that would say what *they* should
# have answered. How much of the blame does each deserve? The chain rule divides it up exactly.
# Once you have seen it for one hidden layer you have seen it for a hundred.
#
# **The idea, with a picture.** Blame flows along the same arrows as the answers, in the opposite
# direction and through the same weights. A hidden unit that the output listened to with a large
# weight gets a large share; one with a negative weight gets a share of the opposite sign. Then
# the share is multiplied by the slope of the unit's own bend: who couldn't have answered
# otherwise isn't to blame.
#
# The figure shows the worked example of section 6, with the label $y = 1$. Black numbers above
# the nodes are the values on the way forward, orange ones below them the derivatives of the loss
# on the way back. Begin at the far right and check each multiplication.

# %% tags=["demo"]
z_1, z_2 = 0.5, 1.0
a_1, a_2 = np.tanh(z_1), np.tanh(z_2)
z = 1.0 * a_1 - 1.0 * a_2
a = sigmoid(z)
loss = log_loss(a, 1)

blame = a - 1
share_1, share_2 = 1.0 * blame, -1.0 * blame
slope_1, slope_2 = 1 - a_1**2, 1 - a_2**2

print(f"blame of the output: a - y = {blame:.4f}")
print(f"handed down: {share_1:.4f} and {share_2:.4f}")
print(f"times the slopes {slope_1:.4f} and {slope_2:.4f}:", end=" ")
print(f"{share_1 * slope_1:.4f} and {share_2 * slope_2:.4f}")
plots.computation_graph(
    layers=[["z_1", "z_2"], ["a_1", "a_2"], ["z"], ["L"]],
    edges={
        ("z_1", "a_1"): rf"\tanh'={slope_1:.3f}",
        ("z_2", "a_2"): rf"\tanh'={slope_2:.3f}",
        ("a_1", "z"): "w_1=1",
        ("a_2", "z"): "w_2=-1",
        ("z", "L"): f"a-y={blame:.3f}",
    },
    values={"z_1": z_1, "z_2": z_2, "a_1": a_1, "a_2": a_2, "z": z, "L": loss},
    gradients={
        "z_1": share_1 * slope_1,
        "z_2": share_2 * slope_2,
        "a_1": share_1,
        "a_2": share_2,
        "z": blame,
        "L": 1,
    },
    title="Two hidden units and the output: blame flows back",
)

# %% [markdown]
# **The equations, derived.** In code `dZ2` is short for the derivative of the loss with respect
# to $Z^{[2]}$, one column for each example, and `dW2` for the derivative of the *cost* with
# respect to $W^{[2]}$, an average over the examples. Every derivative has the shape of the thing
# it belongs to. We go from right to left.
#
# *Step 1, the output's score.* The output is last week's neuron, and there sigmoid and
# cross-entropy together gave $dz = a - y$:
#
# $$\underbrace{dZ^{[2]}}_{n_y \times m} = \underbrace{A^{[2]}}_{n_y \times m} - \underbrace{Y}_{n_y
# \times m}$$
#
# *Step 2, the output's parameters.* They multiply $A^{[1]}$ as last week's $w$ multiplied $X$:
# from $z^{[2]}_k = \sum_j W^{[2]}_{kj} a^{[1]}_j + b^{[2]}_k$ we read
# $\partial z^{[2]}_k / \partial W^{[2]}_{kj} = a^{[1]}_j$ and
# $\partial z^{[2]}_k / \partial b^{[2]}_k = 1$. Averaged over the examples,
#
# $$dW^{[2]}_{kj} = \frac1m \sum_{i=1}^m dz^{[2](i)}_k\, a^{[1](i)}_j
# \quad\Longleftrightarrow\quad
# \underbrace{dW^{[2]}}_{n_y \times n_h} = \frac1m \underbrace{dZ^{[2]}}_{n_y \times m}\
# \underbrace{A^{[1]\top}}_{m \times n_h}
# \qquad
# \underbrace{db^{[2]}}_{n_y \times 1} = \frac1m \sum_{i=1}^m \underbrace{dZ^{[2](i)}}_{n_y \times
# 1}$$
#
# *Step 3, the hidden answers.* This is the new link. Hidden unit $j$ reaches the loss through
# every output $k$, and through nothing else. By the chain rule its derivative is the sum over all
# these ways:
#
# $$da^{[1]}_j = \sum_{k=1}^{n_y} dz^{[2]}_k \frac{\partial z^{[2]}_k}{\partial a^{[1]}_j} =
# \sum_{k=1}^{n_y} W^{[2]}_{kj}\, dz^{[2]}_k
# \quad\Longleftrightarrow\quad
# \underbrace{dA^{[1]}}_{n_h \times m} = \underbrace{W^{[2]\top}}_{n_h \times n_y}\
# \underbrace{dZ^{[2]}}_{n_y \times m}$$
#
# On the way forward $W^{[2]}$ sums over hidden units, on the way back its transpose sums over
# outputs. Nothing is divided by $m$ here: each example keeps its own column.
#
# *Step 4, the hidden scores.* Each $a^{[1]}_j$ depends on its own $z^{[1]}_j$ only, so we
# multiply by the slope, element by element (written $\odot$, in NumPy `*`), and
# $\tanh' = 1 - \tanh^2$ needs only what is in the cache:
#
# $$\underbrace{dZ^{[1]}}_{n_h \times m} = \underbrace{dA^{[1]}}_{n_h \times m} \odot
# \underbrace{\bigl(1 - A^{[1]} \odot A^{[1]}\bigr)}_{n_h \times m}$$
#
# *Step 5, the hidden parameters.* As in step 2, with $X$ in the place of $A^{[1]}$:
#
# $$\underbrace{dW^{[1]}}_{n_h \times n_x} = \frac1m \underbrace{dZ^{[1]}}_{n_h \times m}\
# \underbrace{X^\top}_{m \times n_x}
# \qquad
# \underbrace{db^{[1]}}_{n_h \times 1} = \frac1m \sum_{i=1}^m \underbrace{dZ^{[1](i)}}_{n_h \times
# 1}$$
#
# **A worked example.** From the graph: $dz^{[2]} = 0.4257 - 1 = -0.5743$, so
# $dW^{[2]} = -0.5743 \cdot \begin{bmatrix} 0.4621 & 0.7616 \end{bmatrix}$
# $= \begin{bmatrix} -0.2654 & -0.4374 \end{bmatrix}$. Handed down,
# $da^{[1]} = \begin{bmatrix} -0.5743 \\ 0.5743 \end{bmatrix}$; times the slopes,
# $dz^{[1]} = \begin{bmatrix} -0.4517 \\ 0.2412 \end{bmatrix}$; and with $x = (1, 2)$,
# $dW^{[1]} = \begin{bmatrix} -0.4517 & -0.9033 \\ 0.2412 & 0.4824 \end{bmatrix}$.
#
# ### Exercise 7: `backward_propagation` (20 points)
#
# **Your turn.** Six derivatives in the order above, the equations almost word for word; return
# the dict with `"dW1"`, `"db1"`, `"dW2"` and `"db2"`. Eight to ten lines. A hint about shapes:
# `np.sum(..., axis=1)` adds up the examples but returns a flat array; `keepdims=True` keeps it a
# column.


# %% nbgrader={"grade": false, "grade_id": "backward_propagation", "locked": false, "schema_version": 3, "solution": true, "task": false}
def backward_propagation(parameters, cache, X, Y):
    """Find out how the cost changes with every parameter.

    parameters: dict of W1, b1, W2, b2.   cache: dict of Z1, A1, Z2, A2, from forward_propagation.
    X: examples (n_x, m).   Y: labels (n_y, m).
    Returns grads, a dict of dW1 (n_h, n_x), db1 (n_h, 1), dW2 (n_y, n_h), db2 (n_y, 1).
    """
    ### BEGIN SOLUTION
    m = X.shape[1]
    A1, A2 = cache["A1"], cache["A2"]
    dZ2 = A2 - Y
    dW2 = dZ2 @ A1.T / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dZ1 = parameters["W2"].T @ dZ2 * (1 - A1**2)
    dW1 = dZ1 @ X.T / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_backward_propagation", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
check(backward_propagation)

# %% [markdown]
# **What you see now.** First the worked example. Then the proof that needs no trust in anybody:
# nudge each of the 17 parameters of a network a little both ways, see how far the cost of the
# flower moves, and compare.

# %% tags=["demo"]
small_grads = backward_propagation(small, small_cache, x_small, y_small)
for name, value in small_grads.items():
    print(f"{name}: {np.round(value, 4).tolist()}")


def nudged_gradients(parameters, X, Y, step=1e-5):
    """The slopes of the cost, found by trying: each parameter is moved a little both ways."""
    slopes = {f"d{name}": np.zeros_like(value) for name, value in parameters.items()}
    for name, value in parameters.items():
        for place in np.ndindex(value.shape):
            costs = []
            for sign in (1, -1):
                moved = {other: array.copy() for other, array in parameters.items()}
                moved[name][place] += sign * step
                costs.append(compute_cost(forward_propagation(X, moved)[0], Y))
            slopes[f"d{name}"][place] = (costs[0] - costs[1]) / (2 * step)
    return slopes


rng = np.random.default_rng(2)
tried = {name: value + 0.5 * rng.normal(size=value.shape) for name, value in new.items()}
_, tried_cache = forward_propagation(X, tried)
grads, nudged = backward_propagation(tried, tried_cache, X, Y), nudged_gradients(tried, X, Y)
for name in grads:
    agree = np.allclose(grads[name], nudged[name], rtol=1e-5, atol=1e-9)
    print(f"{name} {grads[name].shape}: the same as by nudging: {agree}")

# %% [markdown]
# Nudging needs two forward passes for *each* parameter; your backward pass finds all slopes
# together, in about the time of two. With 17 parameters that is a convenience. With a million it
# is the difference between possible and impossible.
#
# **What usually goes wrong.** The slope at the wrong place: `1 - np.tanh(A1)**2` bends twice,
# since $A^{[1]}$ is already the height of tanh. The factor $\frac1m$ twice: if `dZ2` is divided
# by $m$ and `dW1` again, the first layer learns $m$ times too slowly, and one might never notice.
# A flat `db1`. And multiplying by `W2` after it has been updated: all derivatives belong to the
# *same* place.
#
# **An experiment.** Set `parameters["W2"]` to zeros in a copy of `tried`. Which of the four
# gradients vanish, and why not all?
#
# **To remember.** Forward with $W$, backward with $W^\top$. Each bend multiplies by its slope.
# Each parameter's gradient is the blame at its end times the answer at its beginning, averaged.
#
# ## 9. One step
#
# **The equation.** Each parameter takes a step against its own gradient, with the same learning
# rate $\alpha$ for all:
#
# $$W^{[l]} \leftarrow W^{[l]} - \alpha\, dW^{[l]} \qquad b^{[l]} \leftarrow b^{[l]} - \alpha\,
# db^{[l]} \qquad (l = 1, 2)$$
#
# **A worked example.** For $W^{[2]} = \begin{bmatrix} 1 & -1 \end{bmatrix}$,
# $dW^{[2]} = \begin{bmatrix} -0.2654 & -0.4374 \end{bmatrix}$ and $\alpha = 0.5$ the new weights
# are $\begin{bmatrix} 1.1327 & -0.7813 \end{bmatrix}$.
#
# ### Exercise 8: `update_parameters` (5 points)
#
# **Your turn.** Return a *new* dict with the four parameters after one step. Don't change the
# arrays that you were given: somebody else may still need them. One to six lines.


# %% nbgrader={"grade": false, "grade_id": "update_parameters", "locked": false, "schema_version": 3, "solution": true, "task": false}
def update_parameters(parameters, grads, learning_rate):
    """Take one step downhill.

    parameters: dict of W1, b1, W2, b2.   grads: dict of dW1, db1, dW2, db2, in the same shapes.
    learning_rate: the length of the step per unit of gradient.
    Returns a new dict of W1, b1, W2, b2.
    """
    ### BEGIN SOLUTION
    return {name: value - learning_rate * grads["d" + name] for name, value in parameters.items()}
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_update_parameters", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check(update_parameters)

# %% [markdown]
# **What you see now.** One step on the worked example. Its loss should be smaller afterwards, and
# the parameters we passed in should be what they were.

# %% tags=["demo"]
stepped = update_parameters(small, small_grads, 0.5)
before, after = (
    compute_cost(forward_propagation(x_small, each)[0], y_small) for each in (small, stepped)
)
print("W2 before:", small["W2"][0], "  after:", np.round(stepped["W2"][0], 4))
print(f"loss before: {before:.4f}   after: {after:.4f}")

# %% [markdown]
# **What usually goes wrong.** `parameters["W1"] -= ...` works on the very array that was passed
# in. The step is right, and whoever kept the old parameters for comparison has lost them.
#
# **An experiment.** Replace 0.5 by 0.05 and by 5. How much does the loss fall? With a single
# example a long step can hardly go wrong; why is that different with 400 of them, which pull in
# different directions?
#
# **To remember.** A step is the same for every parameter of every network: value minus learning
# rate times its own gradient.
#
# ## 10. Learning
#
# **Why it matters.** You have all the parts of the loop that trains nearly every network there
# is: forward, cost, backward, step.
#
# **The idea.** The four lines, repeated. The training can't know how good its start was, so it
# starts from small random weights and watches the cost fall.
#
# ### Exercise 9: `nn_model` (15 points)
#
# **Your turn.** Begin with `layer_sizes` and `initialize_parameters`. Then `num_iterations`
# times: forward, backward, update. In iterations 0, 100, 200, ... append the cost *before* that
# step to the list `costs`. Return the final parameters and `costs`. Use only `rng` for
# randomness. About ten lines. As last week, `progress(range(num_iterations))` shows a bar if it
# takes more than a moment.


# %% nbgrader={"grade": false, "grade_id": "nn_model", "locked": false, "schema_version": 3, "solution": true, "task": false}
def nn_model(X, Y, n_h, num_iterations, learning_rate, rng):
    """Train a network with one hidden layer by gradient descent.

    X: examples (n_x, m).   Y: labels (n_y, m).   n_h: number of hidden units.
    num_iterations: how many steps.   learning_rate: their length.   rng: a NumPy random generator.
    Returns parameters, the dict of W1, b1, W2, b2 after the last step, and costs, a list with the cost
    before steps 0, 100, 200, ...
    """
    ### BEGIN SOLUTION
    n_x, n_y = layer_sizes(X, Y)
    parameters = initialize_parameters(n_x, n_h, n_y, rng)
    costs = []
    for i in progress(range(num_iterations), "gradient descent"):
        A2, cache = forward_propagation(X, parameters)
        if i % 100 == 0:
            costs.append(compute_cost(A2, Y))
        grads = backward_propagation(parameters, cache, X, Y)
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_nn_model", "locked": true, "points": 15, "schema_version": 3, "solution": false, "task": false}
check(nn_model)

# %% [markdown]
# **What you see now.** Four hidden units learn the flower, 3000 steps with a learning rate of
# 0.5. Look at the shape of the curve.

# %% tags=["demo"]
flower_parameters, flower_costs = nn_model(X, Y, 4, 3000, 0.5, np.random.default_rng(1))

for i in (0, 1, 2, 4, 8, 16, 29):
    print(f"cost before step {100 * i:4}: {flower_costs[i]:.3f}")
plots.cost_curves({"learning rate 0.5": flower_costs}, "The cost while the network learns")

# %% [markdown]
# It begins at $\ln 2$, where logistic regression stayed for good. For some 200 steps little seems
# to happen: the weights are still tiny, all units do much the same, and the ground is almost
# flat. Then the units part, each takes on something of its own, and the cost falls steeply to
# about 0.2, where it rests. Such plateaus are common, now that the cost isn't convex any more,
# and more than one training run has been stopped in the middle of one.
#
# **What usually goes wrong.** Calling `initialize_parameters` inside the loop, so that every step
# forgets the ones before. Dropping the result of `update_parameters`, since it returns new
# parameters and doesn't change the old ones: the cost then stays exactly where it is.
#
# **An experiment.** Train with other seeds, `np.random.default_rng(2)`, `(3)`, ... Does the fall
# come at the same time? Where do the curves end?
#
# **To remember.** Forward, cost, backward, step. Look at the curve: a plateau isn't always the
# end.
#
# ## 11. The flower, seen by four units
#
# **Why it matters.** Now we can count right answers, and look into the network's head.
#
# **The equation.** As last week, the answer is 1 where the probability exceeds one half:
# $\hat{y}^{(i)} = 1$ if $a^{[2](i)} > 0.5$ and 0 otherwise, in shape $(1, m)$. **A worked
# example:** the probabilities $\begin{bmatrix} 0.51 & 0.5 & 0.02 \end{bmatrix}$ become
# $\begin{bmatrix} 1 & 0 & 0 \end{bmatrix}$.
#
# ### Exercise 10: `predict` (5 points)
#
# **Your turn.** Two lines.


# %% nbgrader={"grade": false, "grade_id": "predict", "locked": false, "schema_version": 3, "solution": true, "task": false}
def predict(parameters, X):
    """Answer yes or no for each example.

    parameters: dict of W1, b1, W2, b2.   X: examples (n_x, m).
    Returns an array (1, m): 1 where the probability is greater than 0.5, else 0.
    """
    ### BEGIN SOLUTION
    A2, _ = forward_propagation(X, parameters)
    return (A2 > 0.5).astype(float)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_predict", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check(predict)

# %% [markdown]
# **What you see now.** What it was all for. On the left what one neuron made of the flower, on
# the right what four hidden units make of it. The points *held out* are 1000 others from the same
# flower, which no training has seen.

# %% tags=["demo"]
flower_accuracy = accuracy(predict(flower_parameters, X), Y)
held_out_accuracy = accuracy(predict(flower_parameters, X_held_out), Y_held_out)

print(f"one neuron:        {neuron_accuracy:.1%} of the training points")
print(f"four hidden units: {flower_accuracy:.1%} of the training points,", end=" ")
print(f"{held_out_accuracy:.1%} of those held out")
plots.decision_boundaries(
    {
        f"one neuron: {neuron_accuracy:.0%}": predict_by_neuron,
        f"four hidden units: {flower_accuracy:.0%}": lambda places: predict(
            flower_parameters, places
        ),
    },
    X,
    Y,
)

# %% [markdown]
# From a coin toss to nine in ten. The answers follow the petals: six sectors, alternating. What
# is left are mostly points near the centre and at the edges of petals, where the colours mix and
# nobody could be right all the time.
#
# **What usually goes wrong.** Comparing the score $z^{[2]}$ with one half. The probability is
# compared with one half, the score with 0.
#
# **How does it do it?** Look into the hidden layer. Each of the first four panels shows what one
# hidden unit answers in each place, from blue (low) over white to orange (high); the black line
# is where it is halfway. The last panel shows the output, which has seen nothing but those four
# numbers.


# %% tags=["demo"]
def units_and_output(places):
    """What the four hidden units and the output answer, (5, k)."""
    A2, cache = forward_propagation(places, flower_parameters)
    return np.vstack([cache["A1"], A2])


directions = np.degrees(np.arctan2(flower_parameters["W1"][:, 1], flower_parameters["W1"][:, 0]))
for unit in range(4):
    print(
        f"unit {unit + 1}: its line faces {directions[unit] % 360:3.0f} degrees, "
        f"the output listens with weight {flower_parameters['W2'][0, unit]: .1f}"
    )
plots.unit_fields(units_and_output, X, Y, ["unit 1", "unit 2", "unit 3", "unit 4", "output"])

# %% [markdown]
# Each unit has drawn one straight line, as one neuron must. Three different lines through the
# centre make six sectors, and as you cross from one petal to the next you cross one line. The
# output only has to weigh the four answers so that each crossing changes its mind. In the space
# of hidden answers the problem has become one that a flat cut can solve.
#
# **An experiment.** Three lines would do, and the printed directions show that two of the four
# units share one. So one of them should be superfluous. In a copy of `flower_parameters`, set the
# weight with which the output listens to one of the twins to zero, and compute the accuracy. Then
# do better: add that weight to the other twin's, so that it speaks for both.
#
# **To remember.** Hidden units draw lines; the output combines them. What looks curved is made of
# straight pieces, softly joined.
#
# ## 12. Why not zero?
#
# **Why it matters.** In section 5 you were promised to see what happens to units that begin
# equal. It is also a good example of how to look at a network while it learns.
#
# **The idea.** The same training from three different starts: all parameters zero; all weights
# equal, namely 0.5; and small random weights, as you do it. We record one weight of each hidden
# unit, the one from $x_1$, and draw it over time. Equal units lie on top of each other, so the
# lines are drawn one thinner than the other. Work out before you run the cell what the backward
# equations say: with $W^{[2]} = 0$, what is $dZ^{[1]}$? With $A^{[1]} = 0$, what is $dW^{[2]}$?


# %% tags=["demo"]
quiz("shallow_network", "equal_start", answer="")


# %% tags=["demo"]
def record_units(parameters, num_iterations, interval, learning_rate):
    """Train from `parameters`; gives the weights from x_1 over time (records, n_h), and the last cost."""
    paths = []
    for i in range(num_iterations + 1):
        A2, cache = forward_propagation(X, parameters)
        if i % interval == 0:
            paths.append(parameters["W1"][:, 0])
        grads = backward_propagation(parameters, cache, X, Y)
        parameters = update_parameters(parameters, grads, learning_rate)
    return np.array(paths), compute_cost(A2, Y)


random_start = initialize_parameters(2, 4, 1, np.random.default_rng(1))
zero_start = {name: np.zeros_like(value) for name, value in random_start.items()}
equal_start = {
    name: np.full_like(value, 0.5 if name[0] == "W" else 0.0)
    for name, value in random_start.items()
}
starts = {"all zero": zero_start, "all equal": equal_start, "small and random": random_start}

paths = {}
for name, start in starts.items():
    paths[name], last_cost = record_units(start, 1000, 10, 0.5)
    apart = np.ptp(paths[name][-1])
    moved = np.abs(paths[name][-1] - paths[name][0]).max()
    print(f"{name:>16}: largest move {moved:.3f}, units apart {apart:.3f}, cost {last_cost:.3f}")
plots.unit_paths(paths, interval=10)

# %% [markdown]
# On the left nothing happens at all. With $W^{[2]} = 0$ no blame is handed down, so
# $dW^{[1]} = 0$; with $A^{[1]} = \tanh(0) = 0$ the output has nothing to weigh, so
# $dW^{[2]} = 0$. In the middle the units do learn, but all four lines lie on top of each other:
# they are one unit in four copies, and four times one line is one line. On the right they start
# close together, and after some 200 steps they part, each to a task of its own. (Two of them stay
# near each other: they are the twins of the last section.)
#
# **An experiment.** How small a difference is enough? Give `equal_start` the weights
# $0.5 + 10^{-6}\xi$ instead, and let it run for 4000 steps.
#
# **To remember.** Equal units stay equal, because they get equal answers and equal blame.
# Randomness breaks the tie. The size of the randomness matters as well, and has a week of its own
# later in the course.
#
# ## 13. How many units?
#
# **Why it matters.** The width $n_h$ is the first number of a network that nobody can compute for
# you. Too few units can't draw what is needed; too many may learn the training points by heart.
#
# **The idea.** Train with 1 to 50 hidden units and look at two accuracies: on the points that
# were learned from, and on the 1000 held out. To make learning by heart possible we take only 120
# points for training this time, and 10000 steps.

# %% tags=["demo", "nbval-ignore-output"]
widths = [1, 2, 3, 4, 5, 10, 20, 50]
X_few, Y_few = load_flower(m=120)
by_width = {
    n_h: nn_model(X_few, Y_few, n_h, 10000, 0.5, np.random.default_rng(0))[0] for n_h in widths
}

# %% tags=["demo"]
quiz("shallow_network", "how_many_units", answer="")

# %% tags=["demo", "nbval-ignore-output"]
train_by_width = [accuracy(predict(by_width[n_h], X_few), Y_few) for n_h in widths]
held_out_by_width = [accuracy(predict(by_width[n_h], X_held_out), Y_held_out) for n_h in widths]
for n_h, train, held_out in zip(widths, train_by_width, held_out_by_width, strict=True):
    print(f"hidden units: {n_h:2}   training {train:.0%}, held out {held_out:.0%}")
plots.accuracy_by_width(widths, {"training": train_by_width, "held out": held_out_by_width})

# %% [markdown]
# Three things to see. One hidden unit draws one line, and gets about as far as the best line of
# section 1, farther than logistic regression did. The reason is its bend: it can say "two to one"
# everywhere on one side of its line, while a plain neuron has to grow surer with the distance,
# and would pay dearly for the points far out on the wrong side. From two to three units there is
# a jump, since three lines are what the flower needs. After that the training accuracy goes on
# rising, while that of the held-out points doesn't: with 50 units it ends a little lower than
# with three.
#
# What else do the wide networks learn? The next figure shows it.

# %% tags=["demo", "nbval-ignore-output"]
plots.decision_boundaries(
    {
        f"{n_h} units: {train:.0%}, held out {held_out:.0%}": (
            lambda places, parameters=by_width[n_h]: predict(parameters, places)
        )
        for n_h, train, held_out in zip(widths, train_by_width, held_out_by_width, strict=True)
    },
    X_few,
    Y_few,
)

# %% [markdown]
# With 1 unit there is one line, and 2 can do no better. With 3 the flower appears. With 10 and
# more the borders between the petals bend in order to catch single points that strayed from their
# petal. In the training data these are points; in the next sample from the same flower they will
# be somewhere else. That is overfitting, and you can see it with the naked eye.
#
# **An experiment.** Give the network more data instead of fewer units: replace 120 by 1200. What
# becomes of the gap?
#
# **To remember.** Enough units for the structure, and not many more than the data can pay for.
# Held-out points say when it is too much.
#
# ## 14. Other bends, other data: a playground
#
# **Why it matters.** Experience with networks comes from changing one thing at a time and
# watching.
#
# **The idea.** Your forward and backward passes are made for tanh. To play with all four
# activations we train in another way, which is worth a look because it uses nothing but *last
# week's neuron*. Ask of each parameter: if I turn it a little, how far does the output's score
# move? For a weight of the output layer that is the hidden answer in front of it. For a weight of
# the hidden layer it is its input, times the slope of its unit, times the weight with which the
# output listens. Call these numbers the *features* of an example, one for each parameter. For
# tiny steps the score is linear in the parameters with these features, just like $w^\top x$, so
# last week's `propagate` gives the whole gradient: each feature times $a - y$, averaged.
#
# The cell does that for any activation, and compares with your `backward_propagation` for tanh:
# two independent ways to the same 17 numbers.


# %% tags=["demo"]
def look_inside(X, parameters, name):
    """Hidden scores, hidden answers and the output's score, if the hidden layer bends by `name`."""
    _, cache = forward_propagation(X, parameters)  # what comes before the bend is the same for all
    A1 = activation(cache["Z1"], name)
    score = np.sum(parameters["W2"].T * A1, axis=0, keepdims=True) + parameters["b2"]
    return cache["Z1"], A1, score


def gradients_by_features(X, Y, parameters, name):
    """The gradients of a network whose hidden layer bends by `name`, from last week's neuron."""
    n_x, n_h = X.shape[0], parameters["b1"].size
    Z1, A1, score = look_inside(X, parameters, name)
    reach = parameters["W2"].T * activation_gradient(Z1, name)  # the score's move with each Z1
    features = np.vstack([*(reach * x for x in X), reach, A1])
    slopes, _ = one_neuron.propagate(np.zeros((len(features), 1)), score, features, Y)
    parts = slopes["dw"].reshape(n_x + 2, n_h)
    return {
        "dW1": parts[:n_x].T,
        "db1": parts[n_x, :, None],
        "dW2": parts[None, n_x + 1],
        "db2": np.array([[slopes["db"]]]),
    }


def train_with(name, X, Y, n_h, num_iterations, learning_rate, seed=1):
    """Train a network whose hidden layer bends by `name`; gives a function that predicts."""
    parameters = initialize_parameters(X.shape[0], n_h, 1, np.random.default_rng(seed))
    parameters["W1"] = 100 * parameters["W1"]  # relus need a start of ordinary size
    for _ in range(num_iterations):
        gradients = gradients_by_features(X, Y, parameters, name)
        parameters = update_parameters(parameters, gradients, learning_rate)

    def predict_with(places):
        _, _, score = look_inside(places, parameters, name)
        return (score > 0).astype(float)

    return predict_with


by_features = gradients_by_features(X, Y, tried, "tanh")
for name in grads:
    print(f"{name}: the same both ways: {np.allclose(by_features[name], grads[name])}")

# %% [markdown]
# Besides the flower there are three more problems: a chessboard of two by two fields, a ring
# around a disc, and two moons that hook into each other.


# %% tags=["demo"]
def make_problems(m=300):
    """Data sets {name: (X, Y)}: the flower and three others, all centred and of similar size."""
    rng = np.random.default_rng(4)
    Y = (np.arange(m) % 2).reshape(1, m)
    fields = rng.uniform(-3, 3, size=(2, m))
    board = (fields[0] * fields[1] > 0).astype(int).reshape(1, m)
    turn, noise = rng.uniform(0, 2 * np.pi, size=m), 0.3 * rng.normal(size=(2, m))
    radius = np.where(Y[0] == 1, 1.0, 3.0)
    rings = radius * np.stack([np.cos(turn), np.sin(turn)]) + noise
    half = np.where(Y[0] == 1, turn / 2, turn / 2 + np.pi)
    moons = 2 * np.stack([np.cos(half), np.sin(half)]) + noise
    moons += np.where(Y == 1, np.array([[-1.0], [-0.5]]), np.array([[1.0], [0.5]]))
    return {
        "flower": load_flower(m),
        "chessboard": (fields, board),
        "ring": (rings, Y),
        "moons": (moons, Y),
    }


problems = make_problems()
names = ("sigmoid", "tanh", "relu", "leaky_relu")
print({problem: f"{X_p.shape}, {Y_p.mean():.0%} ones" for problem, (X_p, Y_p) in problems.items()})

# %% [markdown]
# Here is what the playground holds, on one page: each problem with six hidden units of each kind.
# Go along a row to compare activations, and down a column to compare problems.

# %% tags=["demo", "nbval-ignore-output"]
trained = {
    problem: {name: train_with(name, X_p, Y_p, 6, 1500, 0.3) for name in names}
    for problem, (X_p, Y_p) in problems.items()
}

# %% tags=["demo", "nbval-ignore-output"]
for problem, (X_p, Y_p) in problems.items():
    shares = [f"{name} {accuracy(trained[problem][name](X_p), Y_p):.0%}" for name in names]
    print(f"{problem:>10}: {', '.join(shares)}")
plots.boundary_table(trained, problems)

# %% [markdown]
# The S-shaped bends draw soft borders, while the relus make polygons, and you can see their
# corners. On the moons the sigmoid network has come no further than a nearly straight cut: a
# sigmoid is at most a quarter as steep as a relu, so in the same number of steps it learns less.
# On the flower it is the other way round: both S-shaped bends have found the three lines, while
# the relus have fenced in the orange petals piece by piece. No activation is best at everything.
#
# **The playground.** Run the next cell and turn the knobs: every change trains a new network,
# which takes a moment. Try to answer these with it.
#
# 1. What is the smallest width that solves the chessboard? The ring? Does it depend on the
#    activation?
# 2. Take a wide sigmoid network and the smallest learning rate. What happened in section 4 that
#    explains what you see?
# 3. Which problem does a network with one unit do best, and why that one?


# %% tags=["demo", "nbval-ignore-output"]
def play(data, activation, width, learning_rate):
    """Train one network and draw what it answers."""
    X_p, Y_p = problems[data]
    predict_with = train_with(activation, X_p, Y_p, width, 1500, learning_rate)
    share = accuracy(predict_with(X_p), Y_p)
    plots.decision_boundary(
        predict_with, X_p, Y_p, f"{data}, {width} {activation}, rate {learning_rate}: {share:.0%}"
    )


plots.playground(
    play,
    {
        "data": list(problems),
        "activation": ["tanh", "sigmoid", "relu", "leaky_relu"],
        "width": [4, 1, 2, 3, 5, 6, 8, 10, 20, 50],
        "learning_rate": [0.3, 0.01, 0.03, 0.1, 1.0],
    },
)

# %% [markdown]
# **To remember.** tanh and relu are both good bends; the sigmoid learns more slowly in a hidden
# layer, being flatter. Which of them fits, and how many, is found out by trying, on points that
# were held out.
#
# ## What you can do now
#
# - Say what one neuron can't do, and show why two linear layers are only one.
# - Write down the shapes of every matrix of a network from $n_x$, $n_h$ and $n_y$ alone.
# - Derive the backward pass, step by step, and know by the shapes that it is right.
# - Check a gradient by nudging.
# - Explain why weights start small and random, and what happens if they don't.
# - Choose a width by looking at points held out.
#
# Nothing in the forward or the backward pass was special to *one* hidden layer. $A^{[1]}$ was the
# input of layer 2 as $X$ was the input of layer 1, and the blame went down through $W^{[2]}$ as
# it would go down through any $W^{[l]}$. Next week this becomes a loop over layers, and the
# network as deep as you like.
