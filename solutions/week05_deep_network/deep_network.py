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
# # Deep networks: one layer, as many times as you like
#
# Last week your network had one hidden layer, and its forward and backward pass were written out
# line by line. Nobody wants to write out fifty layers. This week you find the one layer that all
# of them are, write it once, forward and backward, and stack it in a loop. At the end of the
# notebook you hold a network of any depth, you know every one of its shapes, and you have checked
# each of its gradients.
#
# There is one new idea in it: the *cache*. On the way forward each layer keeps what it saw; on
# the way back that is all it needs. The rest is the chain rule you know, with more links, and a
# strict eye on shapes. Most bugs of this week are shape bugs, and the worst of them make no noise.
#
# **How the notebook works.** There are thirteen exercises worth 100 points, most of them two to
# five lines long. Complete the function between the two comment lines, run the cell below it, and
# read what the check found. The other code cells call *your* functions, so they come to life as
# you go along. Plan two to three hours; after section 5, when the forward pass stands, is a good
# place for a break.
#
# | symbol | shape | meaning |
# |---|---|---|
# | $L$ | | number of layers with parameters |
# | $n_l$ | | number of units in layer $l$; $n_0 = n_x$ is the input |
# | $A^{[0]} = X$ | $(n_0, m)$ | the examples, one a column |
# | $W^{[l]}$ | $(n_l, n_{l-1})$ | the weights of layer $l$, one unit a **row** |
# | $b^{[l]}$ | $(n_l, 1)$ | its biases |
# | $Z^{[l]}$, $A^{[l]}$ | $(n_l, m)$ | its scores, and its answers |
# | $A^{[L]}$, in code `AL` | $(1, m)$ | the probabilities at the end |
# | $dW^{[l]}$, $dZ^{[l]}$, … | as above | the derivative with respect to it: the same shape, always |
#
# Run the next cell first. It brings in everything the exercises need, and two functions that you
# wrote in week 3.

# %%
# %load_ext grader.check

import numpy as np

from grader.check import check
from utils import plots
from utils.logistic_regression import log_loss, sigmoid
from utils.progress import progress
from utils.quizzes import quiz

# %% [markdown]
# ## 1. Shapes first
#
# **Why it matters.** A network of five layers has ten parameter arrays, and on the way through it
# makes ten more. If you know beforehand what shape each must have, a bug tells you where it is.
# If you don't, you will transpose things until the error goes away, and that is not the same as
# being right.
#
# **The idea, with a picture.** The list `layer_dims` says everything: its first entry is the
# number of inputs, and each following entry is the width of a layer. Below is the network
# `[3, 4, 5, 2, 1]`, which accompanies us through the notebook. Every line is one weight. Count the
# lines between the input and hidden layer 1: each of the 4 units has one weight for each of the 3
# inputs.

# %% tags=["demo"]
layer_dims, m = [3, 4, 5, 2, 1], 6

weights = sum(layer_dims[layer] * layer_dims[layer - 1] for layer in range(1, len(layer_dims)))
biases = sum(layer_dims[1:])
print(f"{len(layer_dims) - 1} layers, {weights} weights and {biases} biases")
plots.layered_network(layer_dims)

# %% [markdown]
# The input has no parameters and is not counted as a layer: five columns, four layers.
#
# **The equation, with shapes.** Layer $l$ takes the answers of the layer before, weighs them, and
# bends the result with a function $g^{[l]}$:
#
# $$\underbrace{Z^{[l]}}_{n_l \times m}
# = \underbrace{W^{[l]}}_{n_l \times n_{l-1}}\ \underbrace{A^{[l-1]}}_{n_{l-1} \times m}
# + \underbrace{b^{[l]}}_{n_l \times 1}
# \qquad\qquad
# \underbrace{A^{[l]}}_{n_l \times m} = g^{[l]}\bigl(Z^{[l]}\bigr)$$
#
# Row $j$ of $W^{[l]}$ holds the weights of unit $j$. In week 3 the single neuron's weights were a
# column, and we had to write $w^\top$; here each unit's weights lie down already, and no transpose
# is needed. The inner sizes $n_{l-1}$ meet and vanish. The bias has no $m$: a unit has one bias,
# and broadcasting adds it to every column.
#
# **A worked example.** `layer_dims = [3, 4, 1]` with $m = 6$: $W^{[1]}$ is $(4, 3)$, $b^{[1]}$ is
# $(4, 1)$, $Z^{[1]}$ and $A^{[1]}$ are $(4, 6)$; then $W^{[2]}$ is $(1, 4)$, $b^{[2]}$ is
# $(1, 1)$, $Z^{[2]}$ and $A^{[2]}$ are $(1, 6)$. Only the results know how many examples there
# were.
#
# ### Exercise 1: `expected_shapes` (5 points)
#
# **Your turn.** Return a dict with the shapes of `W1`, `b1`, `Z1`, `A1`, `W2`, … up to layer $L$,
# each a tuple of two whole numbers. Six or seven lines. An f-string makes the names: with
# `layer = 2`, `f"W{layer}"` is `"W2"`.


# %% nbgrader={"grade": false, "grade_id": "expected_shapes", "locked": false, "schema_version": 3, "solution": true, "task": false}
def expected_shapes(layer_dims, m):
    """Say which shape every array of a network has.

    layer_dims: [n_0, n_1, ..., n_L], the number of inputs and the width of each layer.
    m: the number of examples.
    Returns a dict: for every layer l from 1 to L the shapes of Wl, bl, Zl and Al, as tuples.
    """
    ### BEGIN SOLUTION
    shapes = {}
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        shapes[f"W{layer}"] = (n, n_prev)
        shapes[f"b{layer}"] = (n, 1)
        shapes[f"Z{layer}"] = shapes[f"A{layer}"] = (n, m)
    return shapes
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_expected_shapes", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check(expected_shapes)

# %% [markdown]
# **What you see now.** The shapes of the network in the picture. Compare a few of them with the
# drawing: `W3` should be as many lines as there are between hidden layers 2 and 3.

# %% tags=["demo"]
for name, shape in expected_shapes(layer_dims, m).items():
    print(f"{name} {shape}", end="\n" if name[0] == "A" else "   ")

# %% [markdown]
# **What usually goes wrong.** `range(len(layer_dims))` has one turn too many: five entries make
# four layers. And a bias of shape $(n_l, m)$ looks harmless, because the sum comes out the same;
# but it would be a different parameter for every example, and with another number of examples
# there would be nothing to add.
#
# **An experiment.** How many parameters has `[12288, 20, 7, 5, 1]`, a network for the cat
# pictures? Guess which layer has most of them, then change the list in the cell above and find
# out. (Then change it back: the other cells use it too.)
#
# **To remember.** $W^{[l]}$ is (units here, units before). Parameters don't know $m$.
#
# ## 2. Where to begin
#
# **Why it matters.** A single neuron may start from zeros. A layer may not: units with equal
# weights give equal answers, receive equal gradients, and stay equal for ever. You saw that last
# week. So the weights are drawn at random. The question is how large they should be, and in a deep
# network it is a serious one, because whatever one layer does to the size of the numbers, the next
# layers do again.
#
# **The idea.** A score is a sum of $n_{l-1}$ products. The more terms, the larger the sum. To
# keep the numbers from growing layer by layer, draw the weights smaller where more of them are
# added up.
#
# **The equation.** Let a unit have independent weights with mean 0 and variance $v$, and let it
# look at inputs $x_1, \dots, x_{n}$ (the $n$ is $n_{l-1}$ here). Variances of independent terms
# add up:
#
# $$\operatorname{Var}(z) = \operatorname{Var}\Bigl(\sum_{k=1}^{n} w_k x_k\Bigr)
# = \sum_{k=1}^{n} x_k^2 \operatorname{Var}(w_k) = v \sum_{k=1}^{n} x_k^2
# = v\, n \cdot \overline{x^2}$$
#
# where $\overline{x^2}$ is the average of the squared inputs. With $v = 1/n$ the factor in front
# is 1: scores are of the size of the inputs, however many there are. The variance of $c\,w$ is
# $c^2$ times that of $w$, so a standard normal number must be divided by $\sqrt{n}$, not by $n$:
#
# $$\underbrace{W^{[l]}}_{n_l \times n_{l-1}}
# = \frac{\text{standard normal numbers}}{\sqrt{n_{l-1}}}, \qquad\qquad
# \underbrace{b^{[l]}}_{n_l \times 1} = 0$$
#
# The biases may be zeros: the weights already make the units different.
#
# **A worked example.** The next cell draws 2000 units that look at $n$ inputs of size 1, and
# prints how far their scores spread (the standard deviation). Follow each column downwards.

# %% tags=["demo"]
quiz("deep_network", "spread_as_drawn", answer="")

# %% tags=["demo"]
spread_rng = np.random.default_rng(5)
print("inputs   weights as drawn   divided by n   divided by the root of n")
for n in [10, 100, 1000]:
    drawn = spread_rng.standard_normal((2000, n))
    ones = np.ones((n, 1))
    spreads = [np.std((drawn / scale) @ ones) for scale in (1, n, np.sqrt(n))]
    print(f"{n:6d} {spreads[0]:15.1f} {spreads[1]:16.2f} {spreads[2]:18.1f}")

# %% [markdown]
# As drawn, a hundred times as many inputs make scores ten times as large; divided by $n$, ten
# times as small. Divided by $\sqrt n$, they stay where they are. (Relu, which throws away half of
# the numbers, asks for a little more. That is a story for week 7.)
#
# ### Exercise 2: `initialize_parameters_deep` (8 points)
#
# **Your turn.** Make the parameters `W1, b1, …, WL, bL`. Go through the layers, draw each weight
# matrix with `rng.standard_normal(shape)`, and then divide. `rng` is a random generator that you are
# given; using it and nothing else makes a run repeatable. Five or six lines.


# %% nbgrader={"grade": false, "grade_id": "initialize_parameters_deep", "locked": false, "schema_version": 3, "solution": true, "task": false}
def initialize_parameters_deep(layer_dims, rng):
    """Make the parameters a network starts from.

    layer_dims: [n_0, n_1, ..., n_L].   rng: a NumPy random generator, the only source of chance.
    Returns a dict: for every layer l, Wl of shape (n_l, n_{l-1}), standard normal numbers divided
    by the square root of n_{l-1}, and bl of shape (n_l, 1), zeros.
    """
    ### BEGIN SOLUTION
    parameters = {}
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        parameters[f"W{layer}"] = rng.standard_normal((n, n_prev)) / np.sqrt(n_prev)
        parameters[f"b{layer}"] = np.zeros((n, 1))
    return parameters
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_initialize_parameters_deep", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
check(initialize_parameters_deep)

# %% [markdown]
# **What you see now.** Your two functions, written apart from each other, have to agree about
# every parameter.

# %% tags=["demo"]
parameters = initialize_parameters_deep(layer_dims, np.random.default_rng(22))
shapes = expected_shapes(layer_dims, m)

for name, values in parameters.items():
    print(f"{name} {values.shape!s:7} as expected: {values.shape == shapes[name]}")

# %% [markdown]
# **What usually goes wrong.** `np.zeros((n))` and `np.zeros(n)` are the same flat array; the pair
# of brackets needs its `1`. Dividing by $n_{l-1}$ mixes up variance and standard deviation. And
# `rng.random` gives numbers between 0 and 1: no unit could ever vote against anything.
#
# **An experiment.** Call the function twice with `np.random.default_rng(1)`, then twice with one
# and the same generator. When are the weights equal? Why is that useful in a bug hunt?
#
# **To remember.** Random weights so that units differ, divided by $\sqrt{n_{l-1}}$ so that scores
# keep their size.
#
# ## 3. One layer forward
#
# **Why it matters.** This is the brick. All that is special about a deep network's forward pass
# happens in one layer; the rest is a loop.
#
# **The idea.** A layer does two things: it weighs (linear), and it bends. We write them as two
# functions, since the way back will need them apart. And each leaves a note for the way back, the
# *cache*: what came in, and with what it was multiplied.
#
# **The equation, with shapes.** $Z = W A_{prev} + b$, with shapes
# $(n, n_{prev}) \cdot (n_{prev}, m) + (n, 1) = (n, m)$.
#
# **A worked example.** Two units that look at three inputs, two examples:
#
# $$\begin{bmatrix} 1 & 0 & -1 \\ 2 & 1 & 0 \end{bmatrix}
# \begin{bmatrix} 1 & 2 \\ 0 & 1 \\ 3 & 1 \end{bmatrix}
# + \begin{bmatrix} 1 \\ -4 \end{bmatrix}
# = \begin{bmatrix} -2 & 1 \\ 2 & 5 \end{bmatrix} + \begin{bmatrix} 1 \\ -4 \end{bmatrix}
# = \begin{bmatrix} -1 & 2 \\ -2 & 1 \end{bmatrix}$$
#
# The first row is the first unit: it compares input 1 with input 3 and adds 1. The second column
# is the second example. Each bias went to its whole row.
#
# ### Exercise 3: `linear_forward` (5 points)
#
# **Your turn.** Return `Z` and the cache, the tuple `(A_prev, W, b)` in this order. Two lines.


# %% nbgrader={"grade": false, "grade_id": "linear_forward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def linear_forward(A_prev, W, b):
    """Weigh what comes in: the linear half of a layer.

    A_prev: answers of the layer before, (n_prev, m).   W: (n, n_prev).   b: (n, 1).
    Returns Z of shape (n, m), and the cache (A_prev, W, b).
    """
    ### BEGIN SOLUTION
    Z = W @ A_prev + b
    return Z, (A_prev, W, b)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_linear_forward", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check(linear_forward)

# %% [markdown]
# **Two bends.** Hidden layers use *relu*, $g(z) = \max(0, z)$: what is positive passes, all else
# becomes 0. Its slope is 1 or 0, so it never flattens a large positive score, and it costs next to
# nothing to compute. The output layer uses the sigmoid, because its answer is to be a probability.
# Without any bend the layers would melt into one: $W^{[2]}(W^{[1]}X)$ is $(W^{[2]}W^{[1]})X$, a
# single linear map.
#
# In the worked example, relu makes $\begin{bmatrix} -1 & 2 \\ -2 & 1 \end{bmatrix}$ into
# $\begin{bmatrix} 0 & 2 \\ 0 & 1 \end{bmatrix}$: for the first example, both units are off.
#
# ### Exercise 4: `linear_activation_forward` (7 points)
#
# **Your turn.** One whole layer: call `linear_forward`, then bend. `activation` is the string
# `"relu"` or `"sigmoid"`. Return `A` and the cache of the whole layer, the pair
# `(linear_cache, Z)`: first the tuple that `linear_forward` gave, then the scores before the bend.
# Five lines or so. `np.maximum(0, Z)` compares element by element; the `sigmoid` of week 3 is
# imported. For any other string raise a `ValueError`, so that a typo doesn't go unnoticed.


# %% nbgrader={"grade": false, "grade_id": "linear_activation_forward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def linear_activation_forward(A_prev, W, b, activation):
    """Run one layer: weigh, then bend.

    A_prev: (n_prev, m).   W: (n, n_prev).   b: (n, 1).   activation: "relu" or "sigmoid".
    Returns A of shape (n, m), and the cache (linear_cache, Z).
    """
    ### BEGIN SOLUTION
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "relu":
        A = np.maximum(0, Z)
    elif activation == "sigmoid":
        A = sigmoid(Z)
    else:
        raise ValueError(f"activation is {activation!r}, but relu and sigmoid are known")
    return A, (linear_cache, Z)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_linear_activation_forward", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
check(linear_activation_forward)

# %% [markdown]
# **What you see now.** The worked example through your layer, bent in both ways, and what the
# layer has kept.

# %% tags=["demo"]
W_small = np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0]])
b_small = np.array([[1.0], [-4.0]])
A_small = np.array([[1.0, 2.0], [0.0, 1.0], [3.0, 1.0]])

for activation in ("relu", "sigmoid"):
    answer, (linear_cache, scores) = linear_activation_forward(
        A_small, W_small, b_small, activation
    )
    print(f"{activation}: {np.round(answer, 3).tolist()}")
print(f"scores kept: {scores.tolist()}")
print("kept by the linear step:", [kept.shape for kept in linear_cache])

# %% [markdown]
# **What usually goes wrong.** Keeping `A` where `Z` belongs: the slope of the bend is taken at
# the score. (From the relu's or the sigmoid's answer one *could* compute its slope too, but then
# everything on the way back has to be written for that.) And writing the cache flat, as
# `(A_prev, W, b, Z)`: it should be a pair, because the linear step's part will be handed on in one
# piece.
#
# **To remember.** A layer = linear + bend. Its cache is all that its way back needs.
#
# ## 4. All layers forward
#
# **Why it matters.** Now the depth costs nothing. The same five lines run one layer or a hundred.
#
# **The idea.** A relay race: each layer takes what the one before hands over. Layers $1$ to
# $L - 1$ bend with relu, layer $L$ with the sigmoid. Every layer drops its cache in a list.
#
# **The equation, with shapes.**
#
# $$X = A^{[0]}_{(n_0, m)} \longrightarrow A^{[1]}_{(n_1, m)} \longrightarrow \cdots \longrightarrow
# A^{[L-1]}_{(n_{L-1}, m)} \longrightarrow A^{[L]}_{(1, m)}$$
#
# **A worked example.** How deep is a network? Nobody tells the function. But the dict holds two
# arrays for each layer, so eight arrays make $L = 4$. And where is a layer's cache? Layers count
# from 1 and Python's lists from 0, so the cache of layer $l$ is `caches[l - 1]`.
#
# ### Exercise 5: `L_model_forward` (15 points)
#
# **Your turn.** Run all layers. Return `AL` and the list `caches` with one cache for each of the
# $L$ layers, the first layer's first. Six to nine lines. Don't rely on any particular depth: the
# check asks for one layer and for five.


# %% nbgrader={"grade": false, "grade_id": "L_model_forward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def L_model_forward(X, parameters):
    """Run a whole network: relu in layers 1 to L - 1, the sigmoid in layer L.

    X: examples (n_0, m).   parameters: a dict with W1, b1, ..., WL, bL.
    Returns AL of shape (n_L, m), and a list with the caches of layers 1 to L, in this order.
    """
    ### BEGIN SOLUTION
    A, caches = X, []
    L = len(parameters) // 2
    for layer in range(1, L + 1):
        activation = "sigmoid" if layer == L else "relu"
        A, cache = linear_activation_forward(
            A, parameters[f"W{layer}"], parameters[f"b{layer}"], activation
        )
        caches.append(cache)
    return A, caches
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_L_model_forward", "locked": true, "points": 15, "schema_version": 3, "solution": false, "task": false}
check(L_model_forward)

# %% [markdown]
# **What you see now.** Our network, asked about six random examples. What comes out are
# probabilities, and on the way every shape was as you said it would be.

# %% tags=["demo"]
X = np.random.default_rng(2).standard_normal((layer_dims[0], m))
AL, caches = L_model_forward(X, parameters)

print("AL:", np.round(AL, 3))
for layer, (linear_cache, Z) in enumerate(caches, start=1):
    print(
        f"layer {layer}: A{layer - 1} {linear_cache[0].shape}, Z{layer} {Z.shape}, "
        f"as expected: {Z.shape == shapes[f'Z{layer}']}"
    )

# %% [markdown]
# ### Where do the shapes part?
#
# Here are three networks into which somebody has planted a mistake. The tracer below walks
# through each of them with your `linear_activation_forward`, notes the shape of everything it
# meets, and stops when NumPy refuses. In the figure, orange is a shape that is not the one your
# `expected_shapes` gives, and the frame marks the first layer where that happens.
#
# Which of these three mistakes will NumPy complain about?
#
# - `W2` lies on its side, $(4, 5)$ instead of $(5, 4)$;
# - `b2` is flat: `np.zeros(5)` instead of `np.zeros((5, 1))`, with five examples in the batch;
# - `b4` was given a bias for each *incoming* number, $(2, 1)$ instead of $(1, 1)$.


# %% tags=["demo"]
quiz("deep_network", "planted", answer="")


# %% tags=["demo"]
def trace(X, parameters):
    """The shapes met on the way forward, up to where the network stops, and why it stopped."""
    met, A, L = {}, X, len(parameters) // 2
    for layer in range(1, L + 1):
        W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]
        met |= {f"W{layer}": W.shape, f"b{layer}": b.shape}
        try:
            A, (_, Z) = linear_activation_forward(A, W, b, "sigmoid" if layer == L else "relu")
        except ValueError:
            return met, f"NumPy refuses in layer {layer}"
        met |= {f"Z{layer}": Z.shape, f"A{layer}": A.shape}
    return met, "it runs to the end"


five = np.random.default_rng(3).standard_normal((layer_dims[0], 5))
planted = {
    "W2 on its side": parameters | {"W2": parameters["W2"].T},
    "b2 flat": parameters | {"b2": np.zeros(5)},
    "b4 too tall": parameters | {"b4": np.zeros((2, 1))},
}
expected, traces = expected_shapes(layer_dims, 5), {}
for name, wrong in planted.items():
    traces[name], end = trace(five, wrong)
    first = next(one for one in traces[name] if traces[name][one] != expected[one])
    print(f"{name}: {end}; shapes part at {first}")
plots.shape_trace(expected, traces)

# %% [markdown]
# Only the first mistake stops the program. The second runs, and all its results even have the
# right shape: a flat array of 5 numbers is stretched as a *row*, so each number is added to an
# example instead of a unit. It went unnoticed because there happened to be five examples. The
# third runs too, and hands over two answers for each example where there should be one.
#
# So compare shapes with what you *expect*, layer by layer from the front, and look at the first
# place where they part: everything after it is a consequence.
#
# **What usually goes wrong.** The output layer gets relu, and the "probabilities" are 0, or larger
# than 1. The last cache is forgotten, because the last layer was written outside the loop. Or `A`
# isn't handed on, and every layer looks at $X$ again.
#
# **An experiment.** In the planted networks, use six examples instead of five (change the
# generator's shape and `expected_shapes(layer_dims, 6)`). What becomes of the second mistake? That
# is why tests use numbers that are all different. Then plant a mistake the tracer cannot see: in a
# network with two equal widths, such as `[3, 4, 4, 1]`, transpose the square matrix.
#
# **To remember.** Relu inside, sigmoid at the end, `caches[l - 1]` for layer $l$. Right shapes
# are necessary, and not sufficient.
#
# ## 5. The cost
#
# **Why it matters.** However deep the network is, what is asked of it stays the same: give much
# probability to what is true.
#
# **The equation, with shapes.** With `AL` and $Y$ both $(1, m)$ and the log loss of week 3,
#
# $$J = \frac1m \sum_{i=1}^m L\bigl(a^{[L](i)}, y^{(i)}\bigr)
# = -\frac1m \sum_{i=1}^m \Bigl(y^{(i)} \ln a^{[L](i)} + (1 - y^{(i)}) \ln\bigl(1 - a^{[L](i)}\bigr)\Bigr)$$
#
# **A worked example.** Answers $(0.8, 0.4)$ for labels $(1, 0)$ cost
# $\frac12(-\ln 0.8 - \ln 0.6) = \frac12 (0.223 + 0.511) = 0.367$.
#
# ### Exercise 6: `compute_cost` (5 points)
#
# **Your turn.** Return one plain number. `log_loss(a, y)` from week 3 is imported and works
# element by element, finite even where an answer has been rounded to 0 or 1. One or two lines.


# %% nbgrader={"grade": false, "grade_id": "compute_cost", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_cost(AL, Y):
    """Say how bad the answers are: the mean log loss.

    AL: probabilities (1, m).   Y: labels (1, m), each 0 or 1.
    Returns the cost, a number.
    """
    ### BEGIN SOLUTION
    return float(np.sum(log_loss(AL, Y)) / Y.shape[1])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_compute_cost", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check(compute_cost)

# %% tags=["demo"]
quiz("deep_network", "two_answers", answer="")

# %% tags=["demo"]
Y = np.array([[1, 0, 0, 1, 1, 0]])

worked = compute_cost(np.array([[0.8, 0.4]]), np.array([[1, 0]]))
print(f"the worked example: {worked:.3f}")
print(f"our untrained network: {compute_cost(AL, Y):.3f}")

too_tall, _ = L_model_forward(X, parameters | {"b4": np.zeros((2, 1))})
print(f"the one with b4 too tall: AL {too_tall.shape}, cost {compute_cost(too_tall, Y):.3f}")

# %% [markdown]
# **What usually goes wrong.** Dividing by `Y.shape[0]`, which is 1. And a network like the third
# one in the tracer, in the last line of the printout: its `AL` has two rows, $Y$ has one,
# broadcasting fits them together, and out comes a cost without any complaint: the right one, counted
# twice. A plausible number is no proof of anything.
#
# **An experiment.** An undecided network, which answers one half to everything, has the same cost
# whatever the labels are. Which? You have met this number before.
#
# **To remember.** The cost is an *average*. Somewhere on the way back there has to be a $\frac1m$,
# and exactly once.
#
# ## 6. The way back: through the linear step
#
# **Why it matters.** Forward was the easy half. Now every one of the network's parameters is to
# learn how much it has to do with the error. Done one by one, that would take a forward pass for
# each of them. The way back does all of them in one go, for about the price of two forward passes.
#
# **The idea, with a picture.** Take the smallest deep network there is: one input, one hidden
# unit with relu, one output unit with the sigmoid, one example. Its numbers: $x = 2$, label
# $y = 1$, $w_1 = 0.5$, $b_1 = 0.5$, $w_2 = -1$, $b_2 = 1$. Forward it computes the black numbers.
# Backward, starting at the right, each node receives by how much the loss changes when *it*
# changes, and hands it on, multiplied by the local derivative on the orange arrow.

# %% tags=["demo"]
x, y, w_1, b_1, w_2, b_2 = 2.0, 1, 0.5, 0.5, -1.0, 1.0
z_1 = w_1 * x + b_1
a_1 = max(0.0, z_1)
z_2 = w_2 * a_1 + b_2
a_2 = float(sigmoid(z_2))
loss = float(log_loss(a_2, y))

da_2 = -1 / a_2  # the label is 1
dz_2 = da_2 * a_2 * (1 - a_2)
da_1 = w_2 * dz_2
dz_1 = 1 * da_1  # z_1 is positive: relu passes it on

print(f"dz_2 = {dz_2:.3f}, which is a_2 - y = {a_2 - y:.3f}")
print(f"dw_2 = a_1 * dz_2 = {a_1:.1f} * {dz_2:.3f} = {a_1 * dz_2:.3f}")
print(f"da_1 = w_2 * dz_2 = {w_2:.1f} * {dz_2:.3f} = {da_1:.3f}")
print(f"dw_1 = x * dz_1   = {x:.1f} * {dz_1:.3f} = {x * dz_1:.3f}")
plots.computation_graph(
    layers=[["w_1", "x", "b_1"], ["z_1"], ["w_2", "a_1", "b_2"], ["z_2"], ["a_2"], ["L"]],
    edges={
        ("w_1", "z_1"): f"x={x:g}",
        ("x", "z_1"): "",
        ("b_1", "z_1"): "1",
        ("z_1", "a_1"): "g'(z_1)=1",
        ("w_2", "z_2"): f"a_1={a_1:g}",
        ("a_1", "z_2"): f"w_2={w_2:g}",
        ("b_2", "z_2"): "1",
        ("z_2", "a_2"): f"{a_2 * (1 - a_2):.3f}",
        ("a_2", "L"): f"-1/a_2={-1 / a_2:.3f}",
    },
    values={
        "x": x, "w_1": w_1, "b_1": b_1, "z_1": z_1, "a_1": a_1,
        "w_2": w_2, "b_2": b_2, "z_2": z_2, "a_2": a_2, "L": loss,
    },
    gradients={
        "L": 1, "a_2": da_2, "z_2": dz_2, "w_2": a_1 * dz_2, "b_2": dz_2,
        "a_1": da_1, "z_1": dz_1, "w_1": x * dz_1, "b_1": dz_1,
    },
    title="The smallest deep network: forward in black, backward in orange",
)  # fmt: skip

# %% [markdown]
# Each layer repeats the same pattern: from $da$ to $dz$ through the bend, then from $dz$ to $dw$,
# $db$ and the $da$ of the layer before. What a layer multiplies by is what it met on the way
# forward ($a_1$, $w_2$, the place on the bend): that is why the caches were kept.
#
# **The equations, derived, for a general layer.** Leave out the layer's number for a while:
# $A_{prev}$ is $A^{[l-1]}$, $W$ is $W^{[l]}$, and so on. First an agreement about what the letters
# mean, since the $\frac1m$ of the cost must come in exactly once:
#
# - $dA$ and $dZ$ keep one column for each example, and column $i$ is the derivative of *that
#   example's own loss* $L^{(i)}$. There is no $\frac1m$ in it.
# - $dW$ and $db$ are derivatives of the cost $J$, the *average* of the losses. Here the
#   $\frac1m$ comes in.
#
# For unit $j$ and example $i$ the linear step is
# $z_j^{(i)} = \sum_k W_{jk}\, a_{prev,k}^{(i)} + b_j$. Three kinds of numbers go into it, so
# there are three questions.
#
# *The weight $W_{jk}$* touches only unit $j$'s scores, in every example, and
# $\partial z_j^{(i)} / \partial W_{jk} = a_{prev,k}^{(i)}$. Average over the examples:
#
# $$dW_{jk} = \frac1m \sum_{i=1}^m dz_j^{(i)}\, a_{prev,k}^{(i)}
# \qquad\Longrightarrow\qquad
# \underbrace{dW}_{n \times n_{prev}}
# = \frac1m\ \underbrace{dZ}_{n \times m}\ \underbrace{A_{prev}^\top}_{m \times n_{prev}}$$
#
# *The bias $b_j$* touches the same scores, with derivative 1:
#
# $$db_j = \frac1m \sum_{i=1}^m dz_j^{(i)}
# \qquad\Longrightarrow\qquad
# \underbrace{db}_{n \times 1} = \frac1m \cdot \text{the sum of each row of } dZ$$
#
# *The incoming answer $a_{prev,k}^{(i)}$* touches the scores of **all** units $j$, each through its
# weight $W_{jk}$, but of example $i$ alone. All paths add up, and there is no average:
#
# $$da_{prev,k}^{(i)} = \sum_{j} W_{jk}\, dz_j^{(i)}
# \qquad\Longrightarrow\qquad
# \underbrace{dA_{prev}}_{n_{prev} \times m}
# = \underbrace{W^\top}_{n_{prev} \times n}\ \underbrace{dZ}_{n \times m}$$
#
# Look at the shapes: in each product the inner sizes that vanish are those that were summed over,
# the examples ($m$) for $dW$, the units ($n$) for $dA_{prev}$. And each gradient has the shape of
# what it belongs to. With these two rules you can find the transposes again whenever you forget
# them.
#
# **A worked example.** The layer of section 3, and let
# $dZ = \begin{bmatrix} 0 & 4 \\ 2 & -2 \end{bmatrix}$, so $m = 2$:
#
# $$dW = \frac12 \begin{bmatrix} 0 & 4 \\ 2 & -2 \end{bmatrix}
# \begin{bmatrix} 1 & 0 & 3 \\ 2 & 1 & 1 \end{bmatrix}
# = \begin{bmatrix} 4 & 2 & 2 \\ -1 & -1 & 2 \end{bmatrix}, \quad
# db = \frac12 \begin{bmatrix} 4 \\ 0 \end{bmatrix} = \begin{bmatrix} 2 \\ 0 \end{bmatrix}, \quad
# dA_{prev} = \begin{bmatrix} 1 & 2 \\ 0 & 1 \\ -1 & 0 \end{bmatrix}
# \begin{bmatrix} 0 & 4 \\ 2 & -2 \end{bmatrix}
# = \begin{bmatrix} 4 & 0 \\ 2 & -2 \\ 0 & -4 \end{bmatrix}$$
#
# ### Exercise 7: `linear_backward` (12 points)
#
# **Your turn.** From `dZ` and the linear step's cache, compute the three gradients and return
# them in the order `dA_prev`, `dW`, `db`. Five lines. For the row sums, `np.sum` has the arguments
# `axis` and `keepdims`; remember that $db$ is a column.


# %% nbgrader={"grade": false, "grade_id": "linear_backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def linear_backward(dZ, cache):
    """Go back through the linear half of a layer.

    dZ: (n, m), a column for each example's own loss.   cache: (A_prev, W, b).
    Returns dA_prev (n_prev, m), dW (n, n_prev) and db (n, 1); dW and db are means over the examples.
    """
    ### BEGIN SOLUTION
    A_prev, W, _ = cache
    m = A_prev.shape[1]
    dW = dZ @ A_prev.T / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = W.T @ dZ
    return dA_prev, dW, db
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_linear_backward", "locked": true, "points": 12, "schema_version": 3, "solution": false, "task": false}
check(linear_backward)

# %% [markdown]
# **What you see now.** The worked example by your function, and each gradient beside the thing it
# belongs to.

# %% tags=["demo"]
dZ_small = np.array([[0.0, 4.0], [2.0, -2.0]])
owners = A_small, W_small, b_small
small = linear_backward(dZ_small, owners)

for name, gradient, owner in zip(["A_prev", "W", "b"], small, owners, strict=True):
    print(f"{name} {owner.shape}, d{name} {gradient.shape}: {gradient.tolist()}")

# %% [markdown]
# **What usually goes wrong.** Six things, and you may have met one of them just now. No
# $\frac1m$ at all; or one in $dA_{prev}$ too, which the layer before would then divide by $m$ a
# second time, and the next one a third time. `axis=0`, which sums over units. A lost `keepdims`,
# which makes $db$ flat: then `b - learning_rate * db` is a square, and every later $Z$ is nonsense
# or an error. `np.sum(dZ)` without an axis: one number for all units. And $W$ without the
# transpose, which goes unnoticed as long as the layer is square.
#
# **An experiment.** In the cell above, use each example twice: replace `dZ_small` by
# `np.hstack([dZ_small, dZ_small])` and `A_small` in the cache likewise. Which of the three
# gradients change, and why is that as it should be?
#
# **To remember.** $dW = \frac1m\, dZ A_{prev}^\top$, $db = \frac1m$ (row sums of $dZ$),
# $dA_{prev} = W^\top dZ$.
#
# ## 7. The way back: through the bend
#
# **Why it matters.** The linear step wants $dZ$, and what arrives from above is $dA$. Between
# them lies the bend.
#
# **The equation, with shapes.** Each answer $a_j^{(i)} = g(z_j^{(i)})$ depends on its own score
# only, so the chain rule is one multiplication for each element:
#
# $$\underbrace{dZ^{[l]}}_{n_l \times m}
# = \underbrace{dA^{[l]}}_{n_l \times m} * \underbrace{g^{[l]\prime}\bigl(Z^{[l]}\bigr)}_{n_l \times m}$$
#
# where $*$ is the product element by element. The slope is taken at $Z$: the place on the curve
# where the unit stood on the way forward. For the two bends,
#
# $$g(z) = \max(0, z):\quad g'(z) = \begin{cases} 1 & z > 0 \\ 0 & z < 0 \end{cases}
# \qquad\qquad
# g(z) = \sigma(z):\quad g'(z) = \sigma(z)\bigl(1 - \sigma(z)\bigr)$$
#
# At exactly $z = 0$ relu has a corner and no slope; we take 0 there, as nearly everybody does.
#
# **A worked example.** For $Z = \begin{bmatrix} -1 & 2 \end{bmatrix}$ and
# $dA = \begin{bmatrix} 5 & -3 \end{bmatrix}$, relu passes on
# $dZ = \begin{bmatrix} 0 & -3 \end{bmatrix}$. The negative $-3$ passes: the gate was set by $Z$,
# not by $dA$. And the sigmoid at $Z = 0$ has slope $\frac14$, so $dA = 8$ becomes $dZ = 2$.
#
# ### Exercise 8: `relu_backward` (6 points)
#
# **Your turn.** One line. A comparison gives an array of `True` and `False`, which count as 1 and
# 0 in a product.


# %% nbgrader={"grade": false, "grade_id": "relu_backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def relu_backward(dA, Z):
    """Go back through relu.

    dA: what arrives from above.   Z: the scores before the bend, of the same shape.
    Returns dZ, of this shape: dA where Z > 0, and 0 elsewhere.
    """
    ### BEGIN SOLUTION
    return dA * (Z > 0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_relu_backward", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
check(relu_backward)

# %% [markdown]
# ### Exercise 9: `sigmoid_backward` (6 points)
#
# **Your turn.** Two lines. The function is given the scores $Z$, so squeeze them first.


# %% nbgrader={"grade": false, "grade_id": "sigmoid_backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sigmoid_backward(dA, Z):
    """Go back through the sigmoid.

    dA: what arrives from above.   Z: the scores before the bend, of the same shape.
    Returns dZ, of this shape: dA times the slope of the sigmoid at Z.
    """
    ### BEGIN SOLUTION
    s = sigmoid(Z)
    return dA * s * (1 - s)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_sigmoid_backward", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
check(sigmoid_backward)

# %% [markdown]
# **What you see now.** The gates of hidden layer 1 in our network, for a gradient $dA$ made up
# for the occasion. Green is positive, purple negative. Hatched places are shut: the unit was off
# for that example. Compare the middle and the right panel: in shut places nothing passes, in open
# ones everything, whatever its sign.

# %% tags=["demo"]
_, Z_1 = caches[0]
dA_1 = np.random.default_rng(4).normal(size=Z_1.shape)
dZ_1 = relu_backward(dA_1, Z_1)

print(f"open gates: {np.sum(Z_1 > 0)} of {Z_1.size}")
print(f"numbers of the gradient that pass: {np.sum(dZ_1 == dA_1)}, stopped: {np.sum(dZ_1 == 0)}")
plots.relu_gate(Z_1, dA_1, dZ_1)

# %% [markdown]
# A unit that is off for every example receives no gradient at all, and so its weights don't move:
# it is called *dead*, and only a change in what it sees can wake it. The sigmoid never shuts
# completely, but it lets through a quarter at the most, so a chain of ten sigmoids passes on less
# than a millionth ($0.25^{10} \approx 10^{-6}$). This is why hidden layers use relu.
#
# **What usually goes wrong.** `dA * (dA > 0)`: the gate looks at the wrong number.
# `Z * (1 - Z)`: the formula for the slope wants $\sigma(Z)$. `sigmoid(A)` in place of
# `sigmoid(Z)`: squeezed twice. And `dA * s * 1 - s`, where the parenthesis got lost.
#
# **An experiment.** Give the unit in row 0 a strongly negative bias and watch its gates: run
# `L_model_forward(X, parameters | {"b1": np.array([[-10.0], [0], [0], [0]])})` for new caches, and
# draw them.
#
# ### One layer backward
#
# Now put the two steps together, in the reverse of the forward order: first back through the bend,
# then through the linear step.
#
# ### Exercise 10: `linear_activation_backward` (6 points)
#
# **Your turn.** Unpack the layer's cache `(linear_cache, Z)`, go back through the right bend, and
# hand the result to `linear_backward`. Five lines or so.


# %% nbgrader={"grade": false, "grade_id": "linear_activation_backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def linear_activation_backward(dA, cache, activation):
    """Go back through one layer: first the bend, then the linear step.

    dA: (n, m).   cache: (linear_cache, Z) of this layer.   activation: "relu" or "sigmoid".
    Returns dA_prev (n_prev, m), dW (n, n_prev) and db (n, 1).
    """
    ### BEGIN SOLUTION
    linear_cache, Z = cache
    if activation == "relu":
        dZ = relu_backward(dA, Z)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, Z)
    else:
        raise ValueError(f"activation is {activation!r}, but relu and sigmoid are known")
    return linear_backward(dZ, linear_cache)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_linear_activation_backward", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
check(linear_activation_backward)

# %% [markdown]
# **To remember.** $dZ = dA * g'(Z)$, element by element, at the score and not at the answer.
#
# ## 8. All the way back
#
# **Why it matters.** This is the function that the whole field turns on: backpropagation. You
# have all its parts.
#
# **The idea.** Start at the cost, go through the layers from the last to the first, hand each
# $dA$ down to the layer below, and write down each $dW$ and $db$.
#
# **Where it starts.** The derivative of each example's loss with respect to its answer is, as in
# week 3,
#
# $$\underbrace{dA^{[L]}}_{1 \times m} = -\Bigl(\frac{Y}{A^{[L]}} - \frac{1 - Y}{1 - A^{[L]}}\Bigr)
# = -\frac{Y}{A^{[L]}} + \frac{1 - Y}{1 - A^{[L]}}$$
#
# Mind the sign: the minus in front belongs to both terms. Then comes the sigmoid's slope
# $A^{[L]}(1 - A^{[L]})$, and everything cancels as it did for the single neuron:
#
# $$dZ^{[L]} = dA^{[L]} * A^{[L]} (1 - A^{[L]}) = -Y(1 - A^{[L]}) + (1 - Y)A^{[L]}
# = A^{[L]} - Y$$
#
# You may go either way. With `dAL` the last layer is a call of `linear_activation_backward` like
# all the others. With `AL - Y` you have $dZ^{[L]}$ at once and call `linear_backward`. The second
# way has an advantage: it never divides by an answer that has been rounded to 0.
#
# **Then down the layers.** For $l = L-1, L-2, \dots, 1$: from $dA^{[l]}$ and `caches[l - 1]`,
# with relu, to $dA^{[l-1]}$, $dW^{[l]}$ and $db^{[l]}$.
#
# **A worked example.** For $L = 3$ there are three steps: layer 3 with `caches[2]` and the sigmoid
# gives `dA2`, `dW3`, `db3`; layer 2 with `caches[1]` and relu turns `dA2` into `dA1`, `dW2`,
# `db2`; layer 1 with `caches[0]` turns `dA1` into `dA0`, `dW1`, `db1`. `range(L - 1, 0, -1)` counts
# $L-1, \dots, 1$.
#
# ### Exercise 11: `L_model_backward` (15 points)
#
# **Your turn.** Return a dict `grads` with `dW1, db1, …, dWL, dbL`. These $2L$ keys are asked for.
# Keep the `dA0, …, dA{L-1}` in it as well if you like (the diagram below shows their shapes if you
# do); they are not judged. Eight to ten lines.


# %% nbgrader={"grade": false, "grade_id": "L_model_backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def L_model_backward(AL, Y, caches):
    """Go back through a whole network: the sigmoid in layer L, relu in layers L - 1 to 1.

    AL: probabilities (1, m).   Y: labels (1, m).   caches: of layers 1 to L, from L_model_forward.
    Returns a dict with dW1, db1, ..., dWL, dbL, each of the shape of its parameter. It may also hold
    dA0, ..., dA{L-1}, the gradients handed down by layers 1, ..., L.
    """
    ### BEGIN SOLUTION
    L = len(caches)
    linear_cache, _ = caches[L - 1]
    dA, dW, db = linear_backward(AL - Y, linear_cache)
    grads = {f"dA{L - 1}": dA, f"dW{L}": dW, f"db{L}": db}
    for layer in range(L - 1, 0, -1):
        dA, dW, db = linear_activation_backward(dA, caches[layer - 1], "relu")
        grads |= {f"dA{layer - 1}": dA, f"dW{layer}": dW, f"db{layer}": db}
    return grads
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_L_model_backward", "locked": true, "points": 15, "schema_version": 3, "solution": false, "task": false}
check(L_model_backward)

# %% [markdown]
# **What you see now.** First the whole machine, filled in with the shapes of your own arrays.
# Follow the blue arrows along the top, then the orange ones back along the bottom; the grey
# arrows are the caches. Compare each gradient with the block above it: `dW2` has the shape of `W2`.

# %% tags=["demo"]
AL, caches = L_model_forward(X, parameters)
grads = L_model_backward(AL, Y, caches)

agree = [grads[f"d{name}"].shape == values.shape for name, values in parameters.items()]
print(f"gradients with the shape of their parameter: {sum(agree)} of {len(agree)}")
plots.forward_and_backward(AL, caches, grads)

# %% [markdown]
# Second, the proof. A gradient can be checked without knowing how it was made: nudge a parameter
# both ways, and see how the cost moves. The next cell does so for every weight and bias of the
# network: 56 parameters, 112 forward passes. Each is a point in the figure: across, the slope
# found by nudging; up, your gradient. If all is well they lie on the line.


# %% tags=["demo"]
def nudge(parameters, name, X, Y, step=1e-5):
    """The slope of the cost in each direction of the parameter `name`, by central differences."""
    slopes = np.zeros_like(parameters[name])
    for place in np.ndindex(slopes.shape):
        costs = []
        for move in (step, -step):
            moved = parameters[name].copy()
            moved[place] += move
            costs.append(compute_cost(L_model_forward(X, parameters | {name: moved})[0], Y))
        slopes[place] = (costs[0] - costs[1]) / (2 * step)
    return slopes


pairs = {}
for layer in range(1, len(layer_dims)):
    given = [grads[f"d{kind}{layer}"].ravel() for kind in "Wb"]
    nudged = [nudge(parameters, f"{kind}{layer}", X, Y).ravel() for kind in "Wb"]
    pairs[f"layer {layer}"] = np.concatenate(given), np.concatenate(nudged)

worst = max(np.abs(given - nudged).max() for given, nudged in pairs.values())
print(f"points: {sum(given.size for given, _ in pairs.values())}")
print(f"largest difference below 0.0000001: {worst < 1e-7}")
plots.gradient_agreement(pairs)

# %% [markdown]
# **What usually goes wrong.** `caches[layer]` for layer number `layer`: one too far. The lost parenthesis in $dA^{[L]}$:
# then the answers of examples with label 0 are pushed the wrong way. $dA^{[L]} = A^{[L]} - Y$
# followed by the sigmoid's slope: the slope comes in twice, and learning is slow rather than
# broken, which makes it hard to notice. A loop that stops before layer 1. And gradients divided
# by $m$ once more at the end.
#
# **An experiment.** Spoil your gradients and see what the figure says. Before the loop in the
# last cell put `grads = grads | {"dW2": 2 * grads["dW2"]}`: which points leave the line, and along
# which other line do they lie? Then try `{"dW2": -grads["dW2"]}`. (Run the cell before it to
# repair them.) With practice you can tell a bug by its picture.

# %% [markdown]
# ### Is it so? In the loop one takes `caches[1]`
#
# In the programs for this function that go from hand to hand, the loop counts with the letter l,
# from $L-2$ down to 0, and takes its cache by that letter: our `caches[layer - 1]`. In many fonts
# the letter and the digit look alike, so in some copies the line reads `current_cache = caches[1]`,
# with a one. Often it runs. What does it
# compute?


# %% tags=["demo"]
def copied_backward(AL, Y, caches):
    """The weights' gradients, if every hidden layer takes `caches[1]`."""
    L = len(caches)
    dA, dW, _ = linear_backward(AL - Y, caches[L - 1][0])
    copied = {f"dW{L}": dW}
    for layer in range(L - 1, 0, -1):
        dA, copied[f"dW{layer}"], _ = linear_activation_backward(dA, caches[1], "relu")
    return copied


for dims in ([4, 4, 4, 1], [4, 4, 4, 4, 1], [3, 4, 5, 2, 1]):
    network = initialize_parameters_deep(dims, np.random.default_rng(22))
    batch = np.random.default_rng(2).standard_normal((dims[0], m))
    said, kept = L_model_forward(batch, network)
    truth = L_model_backward(said, Y, kept)
    try:
        copied = copied_backward(said, Y, kept)
        wrong = [name for name in copied if not np.allclose(copied[name], truth[name])]
        print(f"{dims}: it runs; wrong: {', '.join(wrong)}")
    except ValueError:
        print(f"{dims}: NumPy refuses")

# %% [markdown]
# **It isn't so.** `caches[1]` belongs to layer 2, whichever layer is being dealt with; the loop
# needs the cache of its *own* layer. With three layers only $dW^{[1]}$ is wrong. With four it is
# all but the last: layer 3 uses what layer 2 saw, and hands its mistake down. NumPy complains where
# the widths differ, and with equal widths nobody does. (Style checkers warn of a variable called
# l for just this reason. Ours is called `layer`.)

# %% [markdown]
# **To remember.** The way back mirrors the way forward. It starts with $A^{[L]} - Y$.
#
# ## 9. A step downhill, and a network that learns
#
# **Why it matters.** All gradients are known; now every parameter takes its step.
#
# **The equation, with shapes.** For each layer, both sides have the shape of the parameter:
#
# $$W^{[l]} \leftarrow W^{[l]} - \alpha\, dW^{[l]} \qquad\qquad
# b^{[l]} \leftarrow b^{[l]} - \alpha\, db^{[l]}$$
#
# **A worked example.** $W = \begin{bmatrix} 1 & -2 \end{bmatrix}$ with
# $dW = \begin{bmatrix} 0.5 & -1 \end{bmatrix}$ and $\alpha = 0.1$ becomes
# $\begin{bmatrix} 0.95 & -1.9 \end{bmatrix}$.
#
# ### Exercise 12: `update_parameters` (5 points)
#
# **Your turn.** Return a dict with all $2L$ parameters after the step. `grads` may hold more than
# you need, such as `dA0`, so go through the parameters rather than through the gradients. One to
# five lines.


# %% nbgrader={"grade": false, "grade_id": "update_parameters", "locked": false, "schema_version": 3, "solution": true, "task": false}
def update_parameters(parameters, grads, learning_rate):
    """Take one step of gradient descent.

    parameters: a dict with W1, b1, ..., WL, bL.   grads: a dict with dW1, db1, ..., dWL, dbL.
    learning_rate: the length of the step per unit of gradient.
    Returns a dict with W1, b1, ..., WL, bL after the step.
    """
    ### BEGIN SOLUTION
    return {name: value - learning_rate * grads[f"d{name}"] for name, value in parameters.items()}
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_update_parameters", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check(update_parameters)

# %% [markdown]
# **What you see now.** Your functions in a training loop. The data are four clouds of points in
# the plane: the label is 1 where *exactly one* of the two coordinates is positive. One neuron
# can't do it, because no straight line has the blue clouds on one side and the orange ones on the
# other. Two networks are trained on them: one without hidden layers, `[2, 1]`, which is logistic
# regression, and a deep one, `[2, 6, 4, 1]`. Compare where their costs settle.


# %% tags=["demo"]
def train(X, Y, layer_dims, learning_rate, num_iterations, backward=L_model_backward):
    """The parameters after gradient descent, and the cost before every hundredth step."""
    parameters = initialize_parameters_deep(layer_dims, np.random.default_rng(1))
    costs = []
    for i in progress(range(num_iterations)):
        AL, caches = L_model_forward(X, parameters)
        if i % 100 == 0:
            costs.append(compute_cost(AL, Y))
        parameters = update_parameters(parameters, backward(AL, Y, caches), learning_rate)
    return parameters, costs


clouds_rng = np.random.default_rng(7)
corners = np.array([[1, 1, -1, -1], [1, -1, 1, -1]]).repeat(50, axis=1)
X_clouds = 1.5 * corners + 0.55 * clouds_rng.standard_normal(corners.shape)
Y_clouds = (corners[:1] != corners[1:]).astype(int)

runs = {str(dims): train(X_clouds, Y_clouds, dims, 0.3, 1501) for dims in ([2, 1], [2, 6, 4, 1])}
for name, (_, costs) in runs.items():
    print(f"{name}: cost at the start {costs[0]:.2f}, at the end {costs[-1]:.2f}")
plots.cost_curves({name: costs for name, (_, costs) in runs.items()}, "Four clouds")

# %% [markdown]
# Logistic regression ends at $\ln 2 \approx 0.69$: it has learned that it can't know. The deep
# network comes down close to 0. The next figure shows what each of them answers in every place of
# the plane: orange where it says 1, blue where it says 0; the dots are the examples in the colours
# of their labels.


# %% tags=["demo"]
def answers(name):
    """What the trained network `name` answers: a function of X."""
    return lambda X: L_model_forward(X, runs[name][0])[0] > 0.5


for name in runs:
    right = np.mean(answers(name)(X_clouds) == (Y_clouds == 1))
    print(f"{name}: right on {right:.0%} of the examples")
plots.decision_boundaries(
    {f"layer_dims {name}": answers(name) for name in runs}, X_clouds, Y_clouds
)

# %% [markdown]
# **What usually goes wrong.** Assigning the *step* to the weights and forgetting where they were.
# Stopping one layer short: `range(1, L)` never reaches layer $L$. And updating in place, `W -=
# ...`: it works, but the arrays are then also those in the caller's dict, and what you meant to keep
# as the start has moved.
#
# **An experiment.** Try `[2, 2, 1]` and `[2, 3, 1]`, each with other seeds in `train`. Two hidden
# units could be enough on paper (section 10 shows how). Are they found every time? That weights
# exist is one thing; that gradient descent finds them from where it happened to start is another.
#
# **To remember.** Forward, cost, backward, update. That is deep learning, and the loop does not
# know how deep the network is.
#
# ### A page that many people copy
#
# The study notes this course grew from have a summary of the way back, and summaries get copied.
# For the last two layers it says
#
# $$dZ^{[L]} = A^{[L]} - Y \qquad
# dW^{[L]} = \tfrac1m\, dZ^{[L]} A^{[L]\top} \qquad
# dZ^{[L-1]} = dW^{[L]\top} dZ^{[L]} g^{[L]\prime}\bigl(Z^{[L-1]}\bigr)$$
#
# The first equation is right. There is one slip in the second, and there are three in the third.
# Cover what follows and find them: you have derived these lines yourself, and every letter in them
# has a shape. Then come four short cards, one for each slip. They use the network, the six examples
# and the `nudge` of section 8.

# %% [markdown]
# ### Is it so? $dW^{[L]} = \frac1m dZ^{[L]} A^{[L]\top}$
#
# It looks tidy: all that stands in this line belongs to layer $L$. One step with it:

# %% tags=["demo"]
AL, caches = L_model_forward(X, parameters)
(A_3, W_4, _), _ = caches[3]
dZ_4 = AL - Y
tidy, derived = dZ_4 @ AL.T / m, dZ_4 @ A_3.T / m

print("W4", W_4.shape, "  after a step with the tidy line", (W_4 - 0.1 * tidy).shape)
print("the tidy line, with A4:", np.round(tidy, 4).tolist())
print("as derived, with A3:   ", np.round(derived, 4).tolist())
print("by nudging:            ", np.round(nudge(parameters, "W4", X, Y), 4).tolist())

# %% [markdown]
# **It isn't so.** A weight learns from the answers that it *multiplied*, and $W^{[L]}$ multiplied
# $A^{[L-1]}$: so $dW^{[L]} = \frac1m\, dZ^{[L]} A^{[L-1]\top}$. The shapes knew it. With $A^{[L]}$
# the product is $(n_L, n_L)$, which isn't the shape of $W^{[L]}$. But with a single output that is
# one number, and broadcasting takes it from every weight alike: the step has the right shape, and
# there is no complaint. (At the other end of the same page, $dW^{[1]}$ needs $A^{[0]}$, the input.)

# %% [markdown]
# ### Is it so? Blame is handed down by $dW^{[L]\top} dZ^{[L]}$
#
# One letter too many, and no shape can tell, since $dW$ has the shape of $W$ in every network there
# is. So let us train with it: the four clouds again, and every layer hands down $dW^\top dZ$.


# %% tags=["demo"]
def backward_through_dW(AL, Y, caches):
    """The way back, if blame were handed down through dW instead of W."""
    L = len(caches)
    spoiled, dA = {}, None
    for layer in range(L, 0, -1):
        linear_cache, Z = caches[layer - 1]
        dZ = AL - Y if layer == L else relu_backward(dA, Z)
        _, dW, db = linear_backward(dZ, linear_cache)
        spoiled |= {f"dW{layer}": dW, f"db{layer}": db}
        dA = dW.T @ dZ
    return spoiled


for name, way in {"W": L_model_backward, "dW": backward_through_dW}.items():
    trained, costs = train(X_clouds, Y_clouds, [2, 6, 4, 1], 0.3, 1501, way)
    right = np.mean((L_model_forward(X_clouds, trained)[0] > 0.5) == (Y_clouds == 1))
    print(f"through {name:2}: cost {costs[0]:.2f} -> {costs[-1]:.2f}, right on {right:.0%}")

# %% [markdown]
# **It isn't so.** Blame goes back the way the answers came: forward with $W$, back with $W^\top$.
# $W$ says how much a unit was listened to; $dW$ says how that ought to change, which is something
# else. Its signs are others, and where the learning comes to rest it goes to 0, and with it all that
# the hidden layers are told. The network stays about where a coin would be, without any error, and
# with a last layer whose gradient is perfectly right.

# %% [markdown]
# ### Is it so? The slope on the way into layer $L-1$ is $g^{[L]\prime}\bigl(Z^{[L-1]}\bigr)$
#
# Layer $L$ bends with the sigmoid, layer $L-1$ with relu. Both slopes, at the scores of layer 3:

# %% tags=["demo"]
(A_2, _, _), Z_3 = caches[2]
dA_3 = W_4.T @ dZ_4
nudged = nudge(parameters, "W3", X, Y)
for name, bend in {
    "sigmoid, g of layer 4": sigmoid_backward,
    "relu, g of layer 3": relu_backward,
}.items():
    dZ_3 = bend(dA_3, Z_3)
    blamed = np.sum((Z_3 <= 0) & (dZ_3 != 0))
    off_by = np.abs(dZ_3 @ A_2.T / m - nudged).max()
    print(f"{name}: dW3 is wrong by up to {off_by:.4f}")
    print(f"    places that are blamed although their unit was off: {blamed} of {np.sum(Z_3 <= 0)}")

# %% [markdown]
# **Only half.** The place is right: the slope is taken at the scores $Z^{[L-1]}$. But those scores
# were bent by *their own* layer's function, so it is $g^{[L-1]\prime}\bigl(Z^{[L-1]}\bigr)$. In a
# network whose layers all bend alike nobody can see the difference. In ours there is one layer where
# it shows, the last hidden one: the sigmoid's slope blames units that were switched off, and lets
# through no more than a quarter for the others.

# %% [markdown]
# ### Is it so? One multiplies $W^{[L]\top} dZ^{[L]} g'\bigl(Z^{[L-1]}\bigr)$ as it stands there
#
# No sign stands between the last two, and matrices that stand side by side are multiplied as
# matrices. In code that is `@`. Layer 3 has two units; we try it with six examples, and with two.

# %% tags=["demo"]
for k in (6, 2):
    X_k, Y_k = X[:, :k], Y[:, :k]
    AL_k, caches_k = L_model_forward(X_k, parameters)
    (A_2, _, _), Z_3 = caches_k[2]
    handed_down, slope = W_4.T @ (AL_k - Y_k), (Z_3 > 0).astype(float)
    nudged = nudge(parameters, "W3", X_k, Y_k)
    by_element = np.abs((handed_down * slope) @ A_2.T / k - nudged).max()
    print(f"{k} examples, element by element: dW3 is wrong by {by_element:.4f}")
    try:
        as_matrices = np.abs((handed_down @ slope) @ A_2.T / k - nudged).max()
        print(f"{k} examples, as matrices:        dW3 is wrong by {as_matrices:.4f}")
    except ValueError:
        print(f"{k} examples, as matrices:        NumPy refuses")

# %% [markdown]
# **It isn't so.** There is a product missing, the one element by element:
# $dZ^{[L-1]} = \bigl(W^{[L]\top} dZ^{[L]}\bigr) * g^{[L-1]\prime}\bigl(Z^{[L-1]}\bigr)$. An answer
# depends on its own score and on no other, so each entry of $dA$ meets one slope. A matrix product
# adds up over the examples and so mixes what has nothing to do with each other. NumPy refuses it,
# except where there happen to be as many examples as units. That is one more reason to try new code
# with numbers that are all different.
#
# The whole page, without slips, is at the end of this notebook.

# %% [markdown]
# ## 10. The parity lab: what is depth good for?
#
# **Why it matters.** You can now build deep networks. Should you? There is a famous example that
# is often told in favour of depth, and often told wrongly. In this lab you find out what is true
# about it, with proofs that you can run.
#
# **The idea.** The *parity* of $n$ bits is 1 if the number of ones among them is odd. For $n = 2$
# it is called XOR, "exclusive or", and it is the four clouds again: 1 if exactly one of the two
# is 1. Parity is a hard thing to know: flip any single bit, and the answer flips.
#
# With a gate for XOR, many bits are easy. Pair them up, and replace each pair by its XOR; a bit
# without a partner waits. That halves the number of bits and keeps the parity. Repeat until one is
# left.
#
# **The equation.** $(b_1 \oplus b_2) \oplus (b_3 \oplus b_4) \oplus \cdots$, where $\oplus$ is XOR.
# Every gate turns two bits into one, so $n$ bits take $n - 1$ gates, whatever the tree looks like;
# paired up as above, the tree is $\lceil \log_2 n \rceil$ gates deep.
#
# **A worked example.** Bits $1, 0, 1, 1, 0$. First level: $1 \oplus 0 = 1$, $1 \oplus 1 = 0$, and
# the last 0 waits: $1, 0, 0$. Second level: $1 \oplus 0 = 1$, and 0 waits: $1, 0$. Third level:
# $1 \oplus 0 = 1$. Four gates, three levels, and the parity is 1: there were three ones.
#
# ### Exercise 13: `xor_tree` (5 points)
#
# **Your turn.** Return the parity and the number of gates that were used. About eight lines. Of a
# list `level`, `level[::2]` is every second entry from the first on, `level[1::2]` from the second
# on. In Python `a ^ b` is XOR for whole numbers.


# %% nbgrader={"grade": false, "grade_id": "xor_tree", "locked": false, "schema_version": 3, "solution": true, "task": false}
def xor_tree(bits):
    """Find the parity with a tree of XOR gates.

    bits: a list of at least one 0 or 1.
    Returns the parity, 1 if the number of ones is odd and else 0, and the number of gates.
    """
    ### BEGIN SOLUTION
    level, gates = list(bits), 0
    while len(level) > 1:
        pairs = [a ^ b for a, b in zip(level[::2], level[1::2], strict=False)]
        gates += len(pairs)
        level = pairs + level[2 * len(pairs) :]
    return level[0], gates
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_xor_tree", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check(xor_tree)

# %% [markdown]
# **What you see now.** A tree over ten bits; a blue node gives 1. Each box is a gate, and should be
# blue if and only if exactly one of the two nodes below it is. The rightmost gate of the first
# level finds no partner on the second and third level, and waits for the fourth.

# %% tags=["demo"]
ten_bits = [1, 0, 1, 1, 0, 1, 0, 0, 1, 1]
parity, gates = xor_tree(ten_bits)

print(f"ones: {sum(ten_bits)}, parity: {parity}, gates: {gates}")
plots.parity_tree(ten_bits, xor_tree)

# %% [markdown]
# ### A deep network for it, wired by hand
#
# No single unit computes XOR: that is the straight line that doesn't exist. Three units do. Two of
# them look at the sum of both bits,
#
# $$h_1 = \operatorname{relu}(a + b), \qquad h_2 = \operatorname{relu}(a + b - 1), \qquad
# a \oplus b = \operatorname{relu}(h_1 - 2 h_2)$$
#
# | $a$ | $b$ | $h_1$ | $h_2$ | $h_1 - 2h_2$ |
# |---|---|---|---|---|
# | 0 | 0 | 0 | 0 | 0 |
# | 0 | 1 | 1 | 0 | 1 |
# | 1 | 0 | 1 | 0 | 1 |
# | 1 | 1 | 2 | 1 | 0 |
#
# So a tree of $n - 1$ gates is a network of $3(n - 1)$ units. The next cell writes down the weights
# for 8 bits and runs **your** `L_model_forward` on all 256 inputs. Each level of the tree takes two
# layers. The last unit is your sigmoid: with scores of $-10$ and $10$ its answers are as good as 0
# and 1.


# %% tags=["demo"]
def all_inputs(n):
    """Every possible input of n bits, one a column: (n, 2 ** n)."""
    return (np.arange(2**n) >> np.arange(n)[:, None]) & 1


def tree_of_units(n):
    """Parameters of a network for the parity of n bits; n is a power of two."""
    parameters, layer = {}, 0
    while n > 1:
        gates = n // 2
        layer, n = layer + 2, gates
        parameters[f"W{layer - 1}"] = np.kron(np.eye(gates), [[1.0, 1.0], [1.0, 1.0]])
        parameters[f"b{layer - 1}"] = np.tile([[0.0], [-1.0]], (gates, 1))
        parameters[f"W{layer}"] = np.kron(np.eye(gates), [[1.0, -2.0]])
        parameters[f"b{layer}"] = np.zeros((gates, 1))
    parameters[f"W{layer}"] *= 20
    parameters[f"b{layer}"] -= 10
    return parameters


tree_units = {}
for n in (2, 4, 8):
    tree = tree_of_units(n)
    bits = all_inputs(n)
    said = L_model_forward(bits, tree)[0] > 0.5
    right = np.sum(said == (bits.sum(axis=0) % 2 == 1))
    tree_units[n] = sum(len(values) for name, values in tree.items() if name[0] == "b")
    print(
        f"{n} bits: {len(tree) // 2} layers, {tree_units[n]} units, right on {right} of {2**n} inputs"
    )

# %% [markdown]
# Three units a gate: $3 \cdot 1$, $3 \cdot 3$, $3 \cdot 7$. The number of units grows in
# proportion to the number of bits.

# %% [markdown]
# ### Is it so? With one hidden layer, parity of $n$ bits takes $2^{n-1}$ hidden units
#
# That is the famous sentence. Before you believe it, let neurons do what they are good at. A neuron
# adds up its inputs with weights, so it can ask: *are there at least $k$ ones?* Parity depends only
# on the number of ones, and that takes $n + 1$ values. Take $n$ threshold units, unit $k$ firing if
# there are at least $k$ ones, and let the output add them up with weights $+1, -1, +1, -1, \dots$:
# with $s$ ones the first $s$ units fire, and $1 - 1 + 1 - \cdots$ with $s$ terms is 1 if $s$ is
# odd, and 0 if $s$ is even. The cell tries all inputs, also with sigmoids in place of the
# thresholds, steep ones with 20 times the weights.


# %% tags=["demo"]
def count_to_parity(bits):
    """Hidden units (n, examples), their weights (n,) and the output of the one-hidden-layer network."""
    n = len(bits)
    W, thresholds = np.ones((n, n)), np.arange(1, n + 1).reshape(n, 1)
    hidden = (W @ bits >= thresholds).astype(int)
    weights = (-1) ** np.arange(n)
    return hidden, weights, weights @ hidden


for n in range(2, 11):
    bits = all_inputs(n)
    _, weights, output = count_to_parity(bits)
    half_below = np.arange(n).reshape(n, 1) + 0.5
    soft = weights @ sigmoid(20 * (bits.sum(axis=0) - half_below))
    truth = np.array([xor_tree(column.tolist())[0] for column in bits.T])
    right = [np.sum((said >= 0.5) == truth) for said in (output, soft)]
    print(
        f"{n:2d} bits, {n:2d} hidden units: thresholds right on {right[0]:4d}, "
        f"sigmoids on {right[1]:4d} of {2**n:4d} inputs"
    )

# %% [markdown]
# **Only half.** For units that can count it is false: $n$ of them in a single hidden layer are
# enough, checked on all inputs up to $n = 10$ and proved by the little sum for every $n$. It is true
# for one kind of unit, the AND gate, and you will see why in a moment.
#
# The figure shows the counting network for $n = 8$, for inputs with 0, 1, 2, … ones. On the left,
# read the columns from left to right: with each further one among the bits, one more unit fires. At
# the right of the table stand the weights. The weights of the units that fire, added up, give the
# zigzag in the right panel.

# %% tags=["demo"]
staircase = np.tril(np.ones((9, 8), dtype=int), -1).T  # column s: an input with s ones
hidden, weights, output = count_to_parity(staircase)

print("weighted sums:", output.tolist())
plots.parity_by_counting(hidden, weights, output)

# %% [markdown]
# **Where $2^{n-1}$ comes from: units that are AND gates.** Let every hidden unit be an AND ("bit 1
# is 1 and bit 4 is 0 and …", in which a bit may be negated or left out) and let the output be the OR
# of them. An AND that leaves out some bit doesn't care about it; but flip that bit and the parity
# flips, so this AND says yes to an input of even parity too, and the OR would be wrong. So every
# useful AND must look at all $n$ bits. Then it says yes to a single input, and to say yes to all
# $2^{n-1}$ inputs of odd parity takes $2^{n-1}$ of them. The next cell checks this argument by
# trying *every* AND there is: each bit is required to be 0, required to be 1, or left out, which
# makes $3^n$. *Safe* are those that say yes to odd inputs only.

# %% tags=["demo"]
print("bits   all ANDs   safe ANDs   inputs that a safe AND says yes to   2^(n-1)")
for n in range(2, 7):
    bits = all_inputs(n)
    odd = bits.sum(axis=0) % 2 == 1
    wants = np.stack([np.arange(3**n) // 3**k % 3 for k in range(n)], axis=1)  # 2: left out
    says_yes = ((wants[:, :, None] == 2) | (wants[:, :, None] == bits)).all(axis=1)
    safe = says_yes[~says_yes[:, ~odd].any(axis=1)]
    most, least = safe.sum(axis=1).max(), safe.sum(axis=1).min()
    print(f"{n:4d} {3**n:10d} {len(safe):11d} {f'{least} to {most}':>20} {2 ** (n - 1):26d}")

# %% [markdown]
# For every $n$ there are exactly $2^{n-1}$ safe ANDs, each says yes to one input, and so all of
# them are needed. Swapping the roles, an AND of ORs, doesn't help: it needs one OR for each *even*
# input. And it is a deep theorem that any fixed number of levels of such gates still takes more
# than polynomially many of them (Furst, Saxe and Sipser 1984; sharpened by Håstad 1986). In the
# world of AND and OR, depth is worth an exponential.
#
# Here are the three networks together, all units counted, output included. The vertical axis is
# logarithmic: the straight line is the exponential one.

# %% tags=["demo"]
sizes = list(range(2, 17))
units = {
    "ANDs and one OR: $2^{n-1}+1$": [2 ** (n - 1) + 1 for n in sizes],
    "tree of XOR gates: $3(n-1)$": [3 * (n - 1) for n in sizes],
    "thresholds that count: $n+1$": [n + 1 for n in sizes],
}

assert all(units["tree of XOR gates: $3(n-1)$"][n - 2] == tree_units[n] for n in tree_units)
for name, counts in units.items():
    print(f"{name.split(':')[0]}: {counts[6]} units for 8 bits, {counts[14]} for 16")
plots.units_for_parity(sizes, units)

# %% [markdown]
# What is really true, then? *Depth saves exponentially many AND and OR gates.* Against units that
# can count it saves none here: the flat network is even the smaller one, by a factor of about
# three. (It pays in another coin: each of its units looks at all $n$ bits, so it has about $n^2$
# weights, while a gate of the tree looks at two.) That depth can save exponentially many units in
# networks of relus as well is also true, but it takes another function to show it: a zigzag with
# $2^k$ teeth costs a few units in each of about $k$ layers, because every layer can fold the line
# once more; in a single hidden layer every unit adds one corner, so it takes as many units as
# there are corners (Telgarsky 2016 has the general statement).
#
# **What usually goes wrong.** Believing an example because everybody tells it. Ask which kind of
# unit it is about, and count.
#
# **An experiment.** Replace the thresholds by relus: weights $1, -2, 2, -2, \dots$ on
# $\operatorname{relu}(s), \operatorname{relu}(s - 1), \operatorname{relu}(s - 2), \dots$ draw the
# same zigzag, where $s$ is the number of ones. Wire that as a dict with `W1`, `b1`, `W2`, `b2`
# (scale and shift the last layer as in `tree_of_units`) and let your `L_model_forward` answer all
# 1024 inputs of 10 bits.
#
# **To remember.** $n - 1$ gates, three units each, $2^{n-1}$ ANDs, or $n$ units that count. What a
# network needs depends on what its units can do.
#
# ## What you can do now
#
# - Say the shape of every array in a network before it exists, and find the first place where it isn't so.
# - Draw weights so that scores keep their size at any width.
# - Run a network of any depth forward, and keep in the caches what the way back will need.
# - Derive each backward equation from the sum it comes from, with its transposes, and say where the
#   one $\frac1m$ belongs.
# - Check every gradient by nudging.
# - Tell what parity shows about depth, and what it doesn't.
#
# **All equations on one page**, for $l = 1, \dots, L$ with $A^{[0]} = X$, $g^{[l]}$ = relu for
# $l < L$, and $g^{[L]} = \sigma$:
#
# | forward | shape | backward | shape |
# |---|---|---|---|
# | $Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]}$ | $(n_l, m)$ | $dZ^{[l]} = dA^{[l]} * g^{[l]\prime}(Z^{[l]})$ | $(n_l, m)$ |
# | $A^{[l]} = g^{[l]}(Z^{[l]})$ | $(n_l, m)$ | $dW^{[l]} = \frac1m\, dZ^{[l]} A^{[l-1]\top}$ | $(n_l, n_{l-1})$ |
# | $J = \frac1m \sum_i L(a^{[L](i)}, y^{(i)})$ | number | $db^{[l]} = \frac1m \sum_{i=1}^m dZ^{[l](i)}$ (column $i$) | $(n_l, 1)$ |
# | | | $dA^{[l-1]} = W^{[l]\top} dZ^{[l]}$ | $(n_{l-1}, m)$ |
#
# The way back begins with $dA^{[L]} = -\bigl(\frac{Y}{A^{[L]}} - \frac{1-Y}{1-A^{[L]}}\bigr)$, or
# at once with $dZ^{[L]} = A^{[L]} - Y$.
#
# Next week the network meets the cats again: the same functions, twelve thousand inputs, and the
# question whether depth beats the single neuron of week 3.
