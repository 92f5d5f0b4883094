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
# # Softmax: telling ten things apart
#
# One neuron can say yes or no. But is this a 3, a 5 or an 8? A photo shows a cat, a dog, a fox or
# nothing of the kind; a sentence goes on with one of fifty thousand words. Most questions have more
# than two answers.
#
# The remedy is as simple as one could wish: a neuron for each answer, all looking at the same
# picture, and a rule that lets them share one unit of probability among them. That rule is called
# *softmax*. It is the last layer of nearly every network that chooses among several things, and
# when you have understood it you have understood the output of a language model as well. At the end
# of this notebook yours reads handwritten digits.
#
# **How the notebook works.** There are six exercises worth 100 points. In each you complete one
# function between the two comment lines, then run the cell below it, which checks your function on
# several inputs and tells you what it found. The other code cells show you things: they call *your*
# functions, so they come to life as you go along. Plan between an hour and a half and two and a
# half hours.
#
# | symbol | shape | meaning |
# |---|---|---|
# | $m$, $n_x$, $K$ | | numbers of examples, of features, of classes |
# | $X$ | $(n_x, m)$ | the examples, one a **column** |
# | $W$ | $(K, n_x)$ | the weights, one **row** for each class |
# | $b$ | $(K, 1)$ | the biases, one for each class |
# | $Z$ | $(K, m)$ | the scores: how much speaks for each class |
# | $A$ | $(K, m)$ | the probabilities; every column adds up to 1 |
# | $Y$ | $(K, m)$ | the truth, *one-hot*: a single 1 in every column |
# | $\lambda$ | a number | how strongly large weights are punished; `lambd` in code |
#
# Run the next cell first. It brings in everything the exercises need.

# %%
# %load_ext grader.check

import numpy as np

from datasets import load_spiral
from grader.check import check
from utils import plots
from utils.progress import progress
from utils.quizzes import quiz

# %% [markdown]
# ## 1. A score for every class
#
# **Why it matters.** Everything that follows works on scores. They say how much speaks for each
# class, before anybody has to decide.
#
# **The idea, with a picture.** Take pictures of 2 × 2 pixels and three classes: a bright *column* on
# the left, a bright *row* at the top, a bright *diagonal*. Each class gets weights, one for each
# pixel: positive where it expects brightness, negative where it expects none. Laid out like the
# picture, the weights of a class are its *template*, and its score says how well the picture
# matches: bright where the template is green, dark where it is purple.

# %% tags=["demo"]
classes = ["column", "row", "diagonal"]
x_tiny = np.array([[0.9], [0.2], [0.7], [0.1]])
W_tiny = np.array([[1.0, -1, 1, -1], [1, 1, -1, -1], [1, -1, -1, 1]])
b_tiny = np.array([[0.0], [0.5], [0.0]])

for name, weights, bias in zip(classes, W_tiny, b_tiny[:, 0], strict=True):
    products = " + ".join(f"({w:g})({x:g})" for w, x in zip(weights, x_tiny[:, 0], strict=True))
    print(f"{name:8s}: {products} + {bias:g} = {weights @ x_tiny[:, 0] + bias:.1f}")
plots.pixel_templates(x_tiny[:, 0], W_tiny, classes)

# %% [markdown]
# The picture on the left is brightest in its left column, and that class has the highest score,
# 1.3. Without its bias of 0.5, the row would have scored only 0.3: a bias is what a class has before
# any pixel is looked at, for instance because it is frequent.
#
# **The equation, with shapes.** All classes and all examples at once:
#
# $$\underbrace{Z}_{K \times m} = \underbrace{W}_{K \times n_x}\ \underbrace{X}_{n_x \times m}
# + \underbrace{b}_{K \times 1}$$
#
# Entry $z_{ki}$ is row $k$ of $W$ times column $i$ of $X$: template $k$ against example $i$. The
# column $b$ is added to each column of the product (broadcasting). In week 3 there was a single
# template, the column $w$, and it was turned into a row by $w^\top$; here the templates lie as rows
# from the start, as in every layer since week 4.
#
# **A worked example.** Column: $0.9 - 0.2 + 0.7 - 0.1 + 0 = 1.3$. Row:
# $0.9 + 0.2 - 0.7 - 0.1 + 0.5 = 0.8$. Diagonal: $0.9 - 0.2 - 0.7 + 0.1 + 0 = 0.1$.
#
# ### Exercise 1: `linear_scores` (10 points)
#
# **Your turn.** Return the scores of all classes for all examples. One line.


# %% nbgrader={"grade": false, "grade_id": "linear_scores", "locked": false, "schema_version": 3, "solution": true, "task": false}
def linear_scores(W, b, X):
    """Give every class a score for every example.

    W: weights (K, n_x), one template a row.   b: biases (K, 1).   X: examples (n_x, m).
    Returns the scores Z (K, m).
    """
    ### BEGIN SOLUTION
    return W @ X + b
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_linear_scores", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
check(linear_scores)

# %% [markdown]
# **What you see now.** The scores from above, by your function, for the picture and for one that is
# turned by a quarter (the pixels 0.7, 0.9, 0.1, 0.2: bright at the top).

# %% tags=["demo"]
X_two = np.hstack([x_tiny, np.array([[0.7], [0.9], [0.1], [0.2]])])
Z_two = linear_scores(W_tiny, b_tiny, X_two)
print("shape:", Z_two.shape)
print(np.round(Z_two, 2))
print("highest score:", [classes[k] for k in np.argmax(Z_two, axis=0)])

# %% [markdown]
# **What usually goes wrong.** `W.T @ X`, which either fails or, when $K = n_x$, silently gives
# nonsense. And `b` as a flat array of shape `(K,)`: NumPy takes it for a row and refuses, or, when
# $K = m$, adds the bias of class 2 to *example* 2.
#
# **An experiment.** Is a *black* picture (all zeros) a row? Which of the numbers decides that?
#
# **To remember.** One row of weights is one template. A score says how well a picture matches it.
#
# ## 2. Softmax: from scores to probabilities
#
# **Why it matters.** Is 1.3 much? That depends on what the others have. We want to hear "52% column,
# 32% row, 16% diagonal": positive numbers that add up to one.
#
# **The idea.** Two wishes, two operations. To make any score positive, and larger scores larger:
# take the exponential. To make the numbers add up to one: divide by their sum.
#
# **The equation.** For one example with the scores $z_1, \dots, z_K$,
#
# $$a_k = \frac{e^{z_k}}{\sum_{j=1}^{K} e^{z_j}}$$
#
# and for a matrix of scores the same in every column.
#
# **A worked example.** $e^{1.3} = 3.669$, $e^{0.8} = 2.226$, $e^{0.1} = 1.105$. The sum is 7.000, so
# the probabilities are 0.524, 0.318 and 0.158.
#
# **Where is the sigmoid?** With two classes, divide above and below by $e^{z_1}$:
#
# $$a_1 = \frac{e^{z_1}}{e^{z_1} + e^{z_2}} = \frac{1}{1 + e^{-(z_1 - z_2)}} = \sigma(z_1 - z_2)$$
#
# Softmax with two classes *is* the sigmoid of the difference of the scores. Logistic regression was
# the case $K = 2$ all along.
#
# **A trap.** $e^{1000}$ is more than a float can hold. The way out is a question:

# %% tags=["demo"]
quiz("softmax_classifier", "shift", answer="")

# %% tags=["demo"]
z = np.array([1.3, 0.8, 0.1])
for lift in (0, 100, -100):
    e = np.exp(z + lift)
    print(f"scores lifted by {lift:4d}: probabilities {np.round(e / e.sum(), 3)}")

# %% [markdown]
# Adding $c$ to all scores multiplies each exponential by $e^c$, above and below the line, and it
# cancels. So we may subtract whatever is convenient, and the convenient number is the largest score
# *of that example*: then the largest exponent is 0, the largest exponential is 1, and nothing can
# overflow. The sum is at least 1, so nothing is divided by zero either.
#
# ### Exercise 2: `softmax` (20 points)
#
# **Your turn.** Turn scores $(K, m)$ into probabilities $(K, m)$, column by column: subtract each
# column's largest score, take the exponential, divide by each column's sum. `axis=0` goes down a
# column; `keepdims=True` keeps the result in the shape $(1, m)$, so that it can be subtracted from
# every row. Two or three lines, no loop.


# %% nbgrader={"grade": false, "grade_id": "softmax", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softmax(Z):
    """Turn the scores of each example into probabilities.

    Z: scores (K, m), one example a column; they may be as large as you can imagine.
    Returns probabilities (K, m): positive, and every column adds up to 1.
    """
    ### BEGIN SOLUTION
    E = np.exp(Z - np.max(Z, axis=0, keepdims=True))
    return E / np.sum(E, axis=0, keepdims=True)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_softmax", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
check(softmax)

# %% [markdown]
# **What you see now.** The three scores of the worked example, and what softmax makes of them. The
# heights on the right add up to one. Note that 1.3 against 0.8 isn't a clear decision at all.

# %% tags=["demo"]
Z = linear_scores(W_tiny, b_tiny, x_tiny)
A = softmax(Z)
print("probabilities:", np.round(A[:, 0], 3), f"  sum {A.sum():.3f}")
print(
    "scores of 1000, 1001, 1002:", np.round(softmax(np.array([[1000.0], [1001], [1002]]))[:, 0], 3)
)
print(f"two classes, scores 2 and 0.5: {softmax(np.array([[2.0], [0.5]]))[0, 0]:.4f}", end="")
print(f", sigmoid of the difference: {1 / (1 + np.exp(-1.5)):.4f}")
plots.scores_and_probabilities(classes, Z[:, 0], A[:, 0])

# %% [markdown]
# How sure softmax is depends on how far the scores lie apart. Predict:

# %% tags=["demo"]
quiz("softmax_classifier", "sharper", answer="")

# %% tags=["demo"]
for factor in (0.1, 1, 10):
    print(f"scores times {factor:4g}: probabilities {np.round(softmax(factor * Z)[:, 0], 3)}")

# %% [markdown]
# **What usually goes wrong.** `axis=1`: then each *class* is shared out among the examples, and the
# shape looks just as right. Subtracting the largest score of the *whole* matrix: one example with
# huge scores then makes all exponentials of another one vanish, and 0 divided by 0 isn't a number.
# And leaving out `keepdims`: here a flat array of length $m$ happens to line up with the columns, so
# nothing breaks, but the same slip along `axis=1` does.
#
# **An experiment.** With two classes, by how much must one score exceed the other for a probability
# of 99%? (The sigmoid knows: $\ln 99$.) And with ten classes of which nine have score 0?
#
# **To remember.** Exponential, then divide by the sum, in every column. Only differences of scores
# count, so subtract the largest.
#
# ## 3. The truth as a matrix
#
# **Why it matters.** Labels come as class numbers: 2, 0, 1. Probabilities come as columns. To
# compare them, the truth must be written the same way.
#
# **The idea.** If you *know* that it is class 2, all probability belongs there: a column with a
# single 1 in row 2. That is called *one-hot*. Class numbers are names, not quantities; class 2 is
# not twice class 1. The columns respect that: any two of them are equally far apart.
#
# **The equation, with shapes.** From labels of shape $(1, m)$ with entries $0, \dots, K - 1$:
#
# $$Y_{ki} = \begin{cases} 1 & \text{if } y^{(i)} = k \\ 0 & \text{else} \end{cases}
# \qquad Y \in \mathbb{R}^{K \times m}$$
#
# **A worked example.** For the labels $\begin{bmatrix} 2 & 0 & 1 & 2 \end{bmatrix}$ and $K = 3$,
#
# $$Y = \begin{bmatrix} 0 & 1 & 0 & 0 \\ 0 & 0 & 1 & 0 \\ 1 & 0 & 0 & 1 \end{bmatrix}$$
#
# ### Exercise 3: `one_hot` (10 points)
#
# **Your turn.** Make the matrix. One idea: compare the column of all class numbers, `np.arange(K)`
# in the shape $(K, 1)$, with the row of labels; broadcasting makes every comparison. Two lines. A
# class need not occur among the labels, but it has its row.


# %% nbgrader={"grade": false, "grade_id": "one_hot", "locked": false, "schema_version": 3, "solution": true, "task": false}
def one_hot(labels, K):
    """Write class numbers as columns with a single 1.

    labels: class numbers (1, m), whole numbers from 0 to K - 1.   K: the number of classes.
    Returns Y (K, m): 1 in the row of each example's class, and 0 elsewhere.
    """
    ### BEGIN SOLUTION
    classes = np.arange(K).reshape(K, 1)
    return (labels == classes).astype(float)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_one_hot", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
check(one_hot)

# %% [markdown]
# **What you see now.** The worked example, and the way back: `np.argmax` along a column finds the
# row of the 1. The same `argmax` on probabilities gives the most likely class, and that is how a
# classifier answers in the end.

# %% tags=["demo"]
labels = np.array([[2, 0, 1, 2]])
Y = one_hot(labels, 3)
print(Y)
print("and back:", np.argmax(Y, axis=0))

# %% [markdown]
# **What usually goes wrong.** A matrix of shape $(m, K)$, as other books have it. Counting classes
# from 1. Taking $K$ from the largest label that happens to occur.
#
# **To remember.** A label is a name. One-hot makes it a column that can be compared with
# probabilities.
#
# ## 4. What an answer costs
#
# **Why it matters.** As ever, "learn" means nothing until somebody says what is better and worse.
#
# **The idea.** As in week 3: how much probability went to the truth? Its negative logarithm is the
# loss. Certain and right costs nothing, and the less went to the truth, the more it costs, without
# limit. What the *wrong* classes got matters only in so far as it is missing at the right one.
#
# **The equation.** With one-hot $Y$, the sum over the classes picks out the right one:
#
# $$L^{(i)} = -\sum_{k=1}^{K} Y_{ki} \ln A_{ki} = -\ln a_{\text{truth}}
# \qquad\qquad
# J = \frac1m \sum_{i=1}^{m} L^{(i)}$$
#
# For $K = 2$ the two terms are the $y \ln a + (1 - y) \ln (1 - a)$ of week 3.
#
# **A worked example.** Our tiny picture got $0.524, 0.318, 0.158$. If it is a column, that costs
# $-\ln 0.524 = 0.646$; if it is a diagonal, $-\ln 0.158 = 1.846$.
#
# ### Exercise 4: `cross_entropy` (20 points)
#
# **Your turn.** Return the cost as one number. Two lines. As in week 3, never take the logarithm of
# anything smaller than the smallest normal float, `np.finfo(np.float64).tiny`: a probability may be
# rounded to exactly 0.


# %% nbgrader={"grade": false, "grade_id": "cross_entropy", "locked": false, "schema_version": 3, "solution": true, "task": false}
def cross_entropy(A, Y):
    """Say what the answers cost on average.

    A: probabilities (K, m).   Y: the truth (K, m), one-hot.
    Returns a number: the mean over the m examples of -log of what went to the truth.
    """
    ### BEGIN SOLUTION
    m = Y.shape[1]
    smallest = np.finfo(np.float64).tiny
    return float(-np.sum(Y * np.log(np.maximum(A, smallest))) / m)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_cross_entropy", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
check(cross_entropy)

# %% [markdown]
# **What you see now.** The loss over the share of the truth, drawn with your function. Giving the
# truth half of the probability costs 0.69, giving it a tenth 2.30.

# %% tags=["demo"]
for truth, name in enumerate(classes):
    print(f"if it is a {name}: {cross_entropy(A, one_hot(np.array([[truth]]), 3)):.3f}")


def cost_of_share(shares):
    """The loss of giving each of `shares` to the truth, and the rest to the other of two classes."""
    truth = np.array([[1], [0]])
    return np.array([cross_entropy(np.array([[p], [1 - p]]), truth) for p in shares])


plots.loss_of_confidence(cost_of_share)

# %% [markdown]
# One number deserves to be known by heart. A new classifier, with weights of zero (or so small that
# they hardly matter), gives every class about the same probability. What does that cost?

# %% tags=["demo"]
quiz("softmax_classifier", "start", answer="")

# %% tags=["demo"]
for K in (2, 3, 10, 1000):
    answers = softmax(np.zeros((K, 5)))
    truth = one_hot(np.arange(5).reshape(1, 5) % K, K)
    print(f"{K:4d} classes: first cost {cross_entropy(answers, truth):.3f}, ln K = {np.log(K):.3f}")

# %% [markdown]
# If the first cost that you see is far from $\ln K$, something is wrong before learning has even
# begun: weights that are too large, scores that were squeezed twice, labels in the wrong rows. It is
# the cheapest test there is.
#
# **What usually goes wrong.** `np.mean(Y * np.log(A))` also counts the $(K - 1)\,m$ zeros, and the
# cost comes out $K$ times too small. And adding $(1 - Y) \ln (1 - A)$, a leftover of the two-class
# formula.
#
# **To remember.** The cost is minus the logarithm of what went to the truth. It starts at $\ln K$.
#
# ## 5. Another way to be dissatisfied
#
# **Why it matters.** Cross-entropy isn't the only loss. The *margin loss* (also called hinge loss)
# is its best-known rival, and comparing the two shows what each of them wants.
#
# **The idea.** Leave the probabilities out. Ask only that the right class's score beats each of the
# others by a margin of at least 1. Where it does, be content; where it doesn't, complain by as much
# as is missing:
#
# $$L_{\text{margin}} = \sum_{k \ne \text{truth}} \max\bigl(0,\ z_k - z_{\text{truth}} + 1\bigr)$$
#
# **A worked example.** Scores $1.3, 0.8, 0.1$, and it is a column. The row comes too close:
# $\max(0, 0.8 - 1.3 + 1) = 0.5$. The diagonal is far enough: $\max(0, 0.1 - 1.3 + 1) = 0$. Together
# $0.5$.

# %% tags=["demo"]
quiz("softmax_classifier", "margin", answer="")


# %% tags=["demo"]
def margin_loss(Z, Y):
    """The mean over the examples of what is missing to a margin of 1; Z and one-hot Y are (K, m)."""
    of_truth = np.sum(Z * Y, axis=0, keepdims=True)
    missing = np.maximum(0, Z - of_truth + 1) * (1 - Y)
    return np.sum(missing) / Y.shape[1]


truth = one_hot(np.array([[0]]), 3)
for scores in ([1.3, 0.8, 0.1], [2.3, 0.8, 0.1], [5.0, 0.8, 0.1], [0.3, 0.8, 0.1]):
    Z = np.array(scores).reshape(3, 1)
    both = cross_entropy(softmax(Z), truth), margin_loss(Z, truth)
    print(f"scores {scores}: cross-entropy {both[0]:.3f}, margin loss {both[1]:.3f}")

gaps = np.linspace(-4, 4, 161)
scores_of_two = [np.array([[gap], [0.0]]) for gap in gaps]
first = one_hot(np.array([[0]]), 2)
plots.losses_of_margin(
    np.array([cross_entropy(softmax(Z), first) for Z in scores_of_two]),
    np.array([margin_loss(Z, first) for Z in scores_of_two]),
    gaps,
)

# %% [markdown]
# The figure shows both losses for two classes. Far to the left, where the answer is wrong,
# they behave alike: both grow along a straight line of the same slope. The difference is on the right. From the dotted line on the
# margin loss is *exactly* zero: that example is done and has no influence any more. Cross-entropy is
# never quite content; it always wants the truth to have a little more, though it asks ever more
# softly. In practice the two choose much the same answers, as you will see on the digits. We go on
# with cross-entropy because it gives probabilities.
#
# **To remember.** The margin loss stops caring when an example is right by a margin. Cross-entropy
# never does.
#
# ## 6. Why large weights cost extra
#
# **Why it matters.** Many different weights give the same scores on the pictures that we have. Which
# of them should we prefer?
#
# **The idea, by numbers.** Here are two templates for the same picture $x = (1, 1, 0.5, 0.5)$. One
# puts everything on a single pixel, the other spreads its weight over all four.

# %% tags=["demo"]
x = np.array([1.0, 1.0, 0.5, 0.5])
on_one_pixel = np.array([2.0, 0.0, 0.0, 0.0])
spread_out = np.array([0.8, 0.8, 0.4, 0.4])

rng = np.random.default_rng(4)
noise = 0.3 * rng.standard_normal((20000, 4))
for name, w in {"on one pixel": on_one_pixel, "spread out": spread_out}.items():
    shaken = (x + noise) @ w
    print(
        f"{name:12s}: score {w @ x:.1f}, sum of squares {w @ w:.1f}, "
        f"score of noisy pictures {shaken.mean():.1f} ± {shaken.std():.2f}"
    )

# %% [markdown]
# Both give the score 2. But add a little noise to every pixel, and the score of the first scatters
# one and a half times as widely: noise of standard deviation $s$ in each pixel makes
# $s \cdot \lVert w \rVert$ in the score. Of all templates with this score, the second is the one with
# the *smallest* sum of squares (it is proportional to $x$ itself). It listens to all the evidence
# there is instead of betting on one pixel.
#
# **The equation.** So we add a price for large weights to the cost, the *L2 penalty* of week 8:
#
# $$J_\lambda = J + \frac{\lambda}{2m} \sum_{k,j} W_{kj}^2$$
#
# The biases go free: they don't depend on any pixel. There is a second reason here. On pictures that
# can be told apart perfectly, cross-entropy alone would let the weights grow for ever, because
# doubling all scores makes right answers cost less (you saw that in the second question).
#
# **To remember.** Among templates that fit equally well, the penalty prefers the one that looks at
# everything.
#
# ## 7. The way back
#
# **Why it matters.** To improve $W$ and $b$ we need the slopes of the cost. For the sigmoid there was
# a small miracle: $a - y$. Does it happen again?
#
# **The equation.** For one example write the loss directly in the scores. With the truth $t$,
#
# $$L = -\ln \frac{e^{z_t}}{\sum_j e^{z_j}} = -z_t + \ln \sum_j e^{z_j}$$
#
# Now differentiate by one score $z_k$. The first term gives $-1$ if $k = t$ and 0 otherwise, which is
# just $-y_k$. The second, by the chain rule, gives
# $\frac{1}{\sum_j e^{z_j}} \cdot e^{z_k} = a_k$. So
#
# $$\frac{\partial L}{\partial z_k} = a_k - y_k$$
#
# It does. Each class is told: you got too much, or too little, by exactly this. From there on all is
# as before, with shapes as our guide:
#
# $$\underbrace{dZ}_{K \times m} = A - Y
# \qquad
# \underbrace{dW}_{K \times n_x} = \frac1m\, \underbrace{dZ}_{K \times m}\
# \underbrace{X^\top}_{m \times n_x} + \frac{\lambda}{m}\, W
# \qquad
# \underbrace{db}_{K \times 1} = \frac1m \sum_{i=1}^{m} dz^{(i)}$$
#
# (The factor 2 from differentiating the square cancels the 2 in $\frac{\lambda}{2m}$.)
#
# **A worked example.** The tiny picture is a column: $A - Y = (0.524 - 1,\ 0.318,\ 0.158) =
# (-0.476,\ 0.318,\ 0.158)$. It adds up to zero: what one class gains, the others lose.
#
# ### Exercise 5: `softmax_gradient` (20 points)
#
# **Your turn.** Compute the probabilities with your functions, then the slopes. Return a dict with
# `dW` and `db`. Five lines.


# %% nbgrader={"grade": false, "grade_id": "softmax_gradient", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softmax_gradient(W, b, X, Y, lambd):
    """Find the slopes of the cost with its penalty.

    W: weights (K, n_x).   b: biases (K, 1).   X: examples (n_x, m).   Y: the truth (K, m), one-hot.
    lambd: the strength of the penalty lambd / (2 m) * (sum of the squared weights).
    Returns grads, a dict with dW (K, n_x) and db (K, 1).
    """
    ### BEGIN SOLUTION
    m = X.shape[1]
    A = softmax(linear_scores(W, b, X))
    dZ = A - Y
    dW = dZ @ X.T / m + lambd / m * W
    db = np.sum(dZ, axis=1, keepdims=True) / m
    return {"dW": dW, "db": db}
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_softmax_gradient", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
check(softmax_gradient)


# %% [markdown]
# **What you see now.** The test of week 9: nudge each parameter both ways and see how far the cost
# moves. The relative difference between your slopes and the measured ones should be tiny, below
# $10^{-7}$.


# %% tags=["demo"]
def cost_with_penalty(W, b, X, Y, lambd):
    """What training lowers: the cross-entropy and the price of large weights."""
    A = softmax(linear_scores(W, b, X))
    return cross_entropy(A, Y) + lambd / (2 * X.shape[1]) * np.sum(W**2)


rng = np.random.default_rng(5)
W, b = rng.standard_normal((3, 4)), rng.standard_normal((3, 1))
X, Y = rng.standard_normal((4, 6)), one_hot(rng.integers(3, size=(1, 6)), 3)

grads = softmax_gradient(W, b, X, Y, 0.7)
measured = {"dW": np.zeros((3, 4)), "db": np.zeros((3, 1))}
step = 1e-5
for name, value in {"dW": W, "db": b}.items():
    for place in np.ndindex(value.shape):
        before = value[place]
        costs = []
        for nudge in (step, -step):
            value[place] = before + nudge
            costs.append(cost_with_penalty(W, b, X, Y, 0.7))
        value[place] = before
        measured[name][place] = (costs[0] - costs[1]) / (2 * step)
for name in ("dW", "db"):
    difference = np.linalg.norm(grads[name] - measured[name]) / np.linalg.norm(measured[name])
    print(f"{name}: shape {grads[name].shape}, agrees to better than 1e-7: {difference < 1e-7}")
print(f"sum of db over the classes: {abs(grads['db'].sum()):.3f}")

# %% [markdown]
# **What usually goes wrong.** Multiplying by $A(1 - A)$ once more, out of habit: the slope of softmax
# is already in $A - Y$. Summing $db$ over everything instead of over the examples. Penalising the
# biases. Or forgetting to divide the penalty by $m$.
#
# **To remember.** Softmax with cross-entropy: $dZ = A - Y$, the answer minus the truth, once again.
#
# ## 8. Training
#
# **Why it matters.** All parts are there. The loop is the one you have known since week 2.
#
# **The idea.** Start with $W$ and $b$ at zero. May we? In a network with hidden layers zeros are a
# disaster, because hidden units that start equal stay equal (week 7). Here every class has labels of
# its own, so the rows of $dW$ differ from the first step on, and the cost is convex: one bowl, as in
# week 3.
#
# **The equation.** Repeat: $W \leftarrow W - \alpha\, dW$, $\ b \leftarrow b - \alpha\, db$, with the
# learning rate $\alpha$.
#
# ### Exercise 6: `train_softmax` (20 points)
#
# **Your turn.** Start from zeros and take `num_iterations` steps. *Before* steps 0, 100, 200, ...
# append the cost **with its penalty** to a list. Return `W`, `b` and the list. About ten lines.
# `for i in progress(range(num_iterations), "gradient descent"):` shows a bar if it takes long.


# %% nbgrader={"grade": false, "grade_id": "train_softmax", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train_softmax(X, Y, num_iterations, learning_rate, lambd):
    """Train a softmax classifier from zeros by gradient descent.

    X: examples (n_x, m).   Y: the truth (K, m), one-hot.   lambd: as in softmax_gradient.
    Returns W (K, n_x), b (K, 1) and costs: the cross-entropy plus the penalty before steps 0, 100, ...
    """
    ### BEGIN SOLUTION
    n_x, m = X.shape
    K = Y.shape[0]
    W, b = np.zeros((K, n_x)), np.zeros((K, 1))
    costs = []
    for i in progress(range(num_iterations), "gradient descent"):
        if i % 100 == 0:
            A = softmax(linear_scores(W, b, X))
            penalty = lambd / (2 * m) * np.sum(W**2)
            costs.append(float(cross_entropy(A, Y) + penalty))
        grads = softmax_gradient(W, b, X, Y, lambd)
        W = W - learning_rate * grads["dW"]
        b = b - learning_rate * grads["db"]
    return W, b, costs
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_train_softmax", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
check(train_softmax)

# %% [markdown]
# **What you see now.** Three arms of a spiral, three classes, two features. The first cost is
# $\ln 3 = 1.099$, as it should be, and then it falls. But not far.


# %% tags=["demo"]
def accuracy(scores, labels):
    """The share of examples whose highest score belongs to the right class."""
    return np.mean(np.argmax(scores, axis=0) == labels[0])


X_spiral, labels_spiral = load_spiral()
Y_spiral = one_hot(labels_spiral, 3)
W_spiral, b_spiral, costs = train_softmax(X_spiral, Y_spiral, 1000, 1.0, 0.0)

right = accuracy(linear_scores(W_spiral, b_spiral, X_spiral), labels_spiral)
print(f"cost at the start {costs[0]:.3f}, at the end {costs[-1]:.3f}; right answers {right:.1%}")
plots.cost_curves({"softmax, three classes": costs}, "Learning the spiral")

# %% [markdown]
# Between any two classes the border of a softmax classifier is where their scores are equal,
# $(w_1 - w_2)^\top x + b_1 - b_2 = 0$: a straight line. Straight lines can't follow the arms of a
# spiral. The remedy is the one from week 4: a hidden layer that bends the plane, and *on top of it*
# the same softmax. Backwards, nothing changes but one more link: the error $A - Y$ is handed down
# through the weights. Here is such a network, with sixty relu units and your functions at its end.


# %% tags=["demo"]
def train_net(X, Y, n_h, num_iterations, learning_rate, rng):
    """Train one hidden relu layer with softmax on top; gives a function from X to the scores."""
    (n_x, m), K = X.shape, Y.shape[0]
    W1, b1 = rng.standard_normal((n_h, n_x)) * np.sqrt(2 / n_x), np.zeros((n_h, 1))
    W2, b2 = 0.01 * rng.standard_normal((K, n_h)), np.zeros((K, 1))
    costs = []
    for i in progress(range(num_iterations), "gradient descent"):
        Z1 = linear_scores(W1, b1, X)
        A1 = np.maximum(0, Z1)
        A2 = softmax(linear_scores(W2, b2, A1))
        if i % 100 == 0:
            costs.append(cross_entropy(A2, Y))
        grads = softmax_gradient(W2, b2, A1, Y, 0.0)  # the last layer doesn't know what is below it
        dZ1 = W2.T @ (A2 - Y) * (Z1 > 0)
        W2, b2 = W2 - learning_rate * grads["dW"], b2 - learning_rate * grads["db"]
        W1 = W1 - learning_rate * dZ1 @ X.T / m
        b1 = b1 - learning_rate * np.sum(dZ1, axis=1, keepdims=True) / m
    return lambda X: linear_scores(W2, b2, np.maximum(0, linear_scores(W1, b1, X))), costs


net, net_costs = train_net(X_spiral, Y_spiral, 60, 1000, 1.0, np.random.default_rng(1))
X_new, labels_new = load_spiral(seed=2)
for name, scores in {
    "linear": lambda X: linear_scores(W_spiral, b_spiral, X),
    "hidden layer": net,
}.items():
    seen, new = accuracy(scores(X_spiral), labels_spiral), accuracy(scores(X_new), labels_new)
    print(f"{name:12s}: right on the training points {seen:.0%}, on new points {new:.0%}")
print(f"last cost of the network: {net_costs[-1]:.3f}")
plots.class_regions(
    {
        "softmax alone: straight borders": lambda X: np.argmax(
            linear_scores(W_spiral, b_spiral, X), axis=0
        ),
        "one hidden layer, then softmax": lambda X: np.argmax(net(X), axis=0),
    },
    X_spiral,
    labels_spiral,
)

# %% [markdown]
# On the left, three straight borders meet in one point, and about half of the points lie in the
# wrong sector. On the right the regions follow the arms. The last layer is the same in both, fed
# with the raw coordinates on the left and with sixty bent ones on the right.
#
# **An experiment.** How few hidden units will do? Try 3, 6, 12.
#
# **To remember.** A softmax layer has straight borders. What is below it decides what "straight"
# means.
#
# ## 9. Real digits
#
# Now for something that a person wrote. scikit-learn comes with 1797 handwritten digits, scanned and
# shrunk to 8 × 8 pixels, each a whole number from 0 to 16. A fifth of them we set aside for testing.

# %% tags=["demo"]
from sklearn.datasets import load_digits

digits = load_digits()


def split_digits(rng, m_train=1437):
    """Training and test digits in an order that `rng` chooses: X_train, labels_train, X_test, labels_test."""
    order = rng.permutation(len(digits.target))
    X, labels = digits.data.T[:, order] / 16, digits.target[order].reshape(1, -1)
    return X[:, :m_train], labels[:, :m_train], X[:, m_train:], labels[:, m_train:]


X_train, labels_train, X_test, labels_test = split_digits(np.random.default_rng(1))
print("training:", X_train.shape, labels_train.shape, "  test:", X_test.shape, labels_test.shape)
most = np.bincount(labels_train[0]).max() / labels_train.size
print(f"share of the most frequent digit: {most:.1%}")
plots.grey_pictures(
    X_train[:, :20].T.reshape(20, 8, 8), [str(k) for k in labels_train[0, :20]], "Twenty digits"
)

# %% [markdown]
# Would you have read all of them right? Whoever always gave the same answer would be right about
# one time in ten. We train on all training digits with a mild penalty; it takes a second or less.

# %% tags=["demo", "nbval-ignore-output"]
W_digits, b_digits, costs_digits = train_softmax(X_train, one_hot(labels_train, 10), 1000, 0.5, 1.0)

# %% tags=["demo"]
train_right = accuracy(linear_scores(W_digits, b_digits, X_train), labels_train)
test_right = accuracy(linear_scores(W_digits, b_digits, X_test), labels_test)
print(
    f"cost at the start {costs_digits[0]:.3f} (ln 10 = {np.log(10):.3f}), at the end {costs_digits[-1]:.3f}"
)
print(f"right answers: training {train_right:.1%}, test {test_right:.1%}")
plots.cost_curves({"ten digits": costs_digits}, "Learning to read digits")

# %% [markdown]
# A single layer, six short functions, and it reads about 97 of 100 digits that it has never seen. How
# much of that is luck of the draw? The next cell repeats the training, half as long, for ten different
# splits.

# %% tags=["demo", "nbval-ignore-output"]
splits = [split_digits(np.random.default_rng(seed)) for seed in range(10)]


def share_of_split(X, labels, X_new, labels_new):
    """The share of right answers on new digits after training on others."""
    W, b, _ = train_softmax(X, one_hot(labels, 10), 500, 0.5, 1.0)
    return accuracy(linear_scores(W, b, X_new), labels_new)


shares = [share_of_split(*split) for split in progress(splits, "ten splits")]

# %% tags=["demo"]
print(f"test accuracy over ten splits: mean {np.mean(shares):.1%}", end="")
print(f", lowest {min(shares):.1%}, highest {max(shares):.1%}")

# %% [markdown]
# So about 96% is the fair answer, and our split was a lucky one. Two people with the same method and
# another split can easily differ by two points. Remember that when somebody reports an improvement of
# half a point.
#
# **What has it learned?** Each row of $W$ has 64 weights, so it can be laid out as a picture. Green
# pixels speak for the digit when they are dark with ink, purple ones against it.

# %% tags=["demo"]
for digit in (0, 1):
    middle = W_digits[digit].reshape(8, 8)[2:5, 3:5].mean()
    print(f"mean weight of six pixels in the middle, for digit {digit}: {middle:.2f}")
print(f"largest sum of a pixel's ten weights: {np.abs(W_digits.sum(axis=0)).max():.3f}")
plots.templates(W_digits, (8, 8), [str(k) for k in range(10)], "Ten templates")

# %% [markdown]
# Find the hole in the middle of the 0, where ink speaks strongly against it, and the stroke of the 1,
# where ink at the same height speaks for it. But the templates are no portraits. They are what *distinguishes* a
# digit from the nine others: a place where all digits have ink tells little, and gets little weight. The
# last printed line says that the ten weights of each pixel add up to zero: each step takes from some
# classes what it gives to others, as you saw in $A - Y$.
#
# **What is taken for what?** In the table below, rows are the truth and columns the answer. Blue
# numbers on the diagonal are right; orange cells are mistakes.

# %% tags=["demo"]
answers = np.argmax(linear_scores(W_digits, b_digits, X_test), axis=0)
counts = np.zeros((10, 10), dtype=int)
np.add.at(counts, (labels_test[0], answers), 1)
wrong = np.flatnonzero(answers != labels_test[0])

print(f"wrong on {len(wrong)} of {labels_test.size} test digits")
plots.confusion(counts, [str(k) for k in range(10)])

# %% [markdown]
# And here are the mistakes themselves: above each, what it is and what our classifier read.

# %% tags=["demo"]
A_test = softmax(linear_scores(W_digits, b_digits, X_test))
print(
    f"mean probability of the answer where right: {A_test.max(axis=0)[answers == labels_test[0]].mean():.2f}"
)
print(f"mean probability of the answer where wrong: {A_test.max(axis=0)[wrong].mean():.2f}")
plots.grey_pictures(
    X_test[:, wrong].T.reshape(-1, 8, 8),
    [f"{labels_test[0, i]} read {answers[i]}" for i in wrong],
    "What it got wrong",
)

# %% [markdown]
# Some of these you would have read differently yourself. Where it is wrong, it is also less sure:
# the probabilities carry information that the bare answer doesn't.
#
# **And the margin loss?** Its slopes are simple: each class that comes too close gets $+1$, and the
# right class gets $-1$ for each of them. The next cell trains with it, with the same penalty.


# %% tags=["demo"]
def train_margin(X, Y, num_iterations, learning_rate, lambd):
    """Train a linear classifier from zeros by descent on the margin loss; gives W and b."""
    m = X.shape[1]
    W, b = np.zeros((Y.shape[0], X.shape[0])), np.zeros((Y.shape[0], 1))
    for _ in progress(range(num_iterations), "margin loss"):
        Z = linear_scores(W, b, X)
        close = (Z - np.sum(Z * Y, axis=0, keepdims=True) + 1 > 0) * (1 - Y)
        dZ = close - Y * np.sum(close, axis=0, keepdims=True)
        W = W - learning_rate * (dZ @ X.T / m + lambd / m * W)
        b = b - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
    return W, b


W_margin, b_margin = train_margin(X_train, one_hot(labels_train, 10), 1000, 0.1, 1.0)
margin_answers = np.argmax(linear_scores(W_margin, b_margin, X_test), axis=0)
print(f"right on the test digits: cross-entropy {test_right:.0%}, ", end="")
print(f"margin loss {np.mean(margin_answers == labels_test[0]):.0%}")
print(f"both give the same answer for {np.mean(margin_answers == answers):.0%} of them")

# %% [markdown]
# Two philosophies, nearly the same answers.
#
# **An experiment.** Train with `lambd` = 0, 10 and 1000 in place of 1.0 and look at the templates.
# What does the penalty do to them, and from where on does it cost accuracy?
#
# **To remember.** One template for each class goes a long way when things are centred and of one
# size, as these digits are. It has no idea of shifted or tilted ones.
#
# ## What you can do now
#
# - Give every class a score, and say what a row of $W$ and a bias mean.
# - Turn scores into probabilities without overflow, and explain why subtracting changes nothing.
# - Compute what an answer costs, and know the first cost, $\ln K$, before you run anything.
# - Derive $A - Y$ in three lines, and write its gradients by looking at shapes.
# - Say why one prefers small weights, and what the margin loss does differently.
# - Read ten templates, a table of confusions, and an accuracy with its luck.
#
# Put this layer at the end of your deep network from week 5 in place of the sigmoid, and it chooses
# among as many classes as you like. Not a line of its backward pass has to change but the first.
