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
# # Logistic regression: one neuron learns to recognise a cat
#
# By the end of this notebook you will have built a machine that looks at a picture and says how
# sure it is that there is a cat in it. You will have built it out of nothing: no neural network
# library, only NumPy, nine short functions and the chain rule you met in calculus.
#
# It is a single neuron, the smallest neural network there is. Everything in it comes back every
# week of this course: a forward pass that computes an answer, a loss that says how bad the answer
# was, a backward pass that finds out whose fault it was, and a small step in the better
# direction. Later networks are larger. They are not different in kind. So take your time with
# this one: an idea that you really own here is an idea you never have to learn again.
#
# **How the notebook works.** There are nine exercises worth 100 points. In each you complete one
# function between the two comment lines, then run the cell below it, which checks your function
# on several inputs and tells you what it found. Check as often as you like. The other code cells
# show you things: they call *your* functions, so they come to life as you go along. Now and then
# one asks you to *predict* what the next cell will show: write your letter between the quotes and
# run it before you look. Nobody counts those. Plan between an hour and a half and three hours; the
# sections are good places for a break.
#
# | symbol | shape | meaning |
# |---|---|---|
# | $m$ | | number of examples |
# | $n_x$ | | how many numbers describe one example |
# | $X$ | $(n_x, m)$ | the examples, one a **column** |
# | $Y$ | $(1, m)$ | the labels, each 0 or 1 |
# | $w$ | $(n_x, 1)$ | the weights |
# | $b$ | a number | the bias |
# | $A$ | $(1, m)$ | the answers: probabilities that the label is 1 |
#
# Run the next cell first. It brings in everything the exercises need.

# %%
# %load_ext grader.check

import numpy as np

from datasets import load_cats, load_picture
from grader.check import check
from utils import plots
from utils.progress import progress
from utils.quizzes import quiz

# %% [markdown]
# ## 1. A picture is a column of numbers
#
# **Why it matters.** A neuron can only multiply and add. Before it can look at a cat, the cat
# must become numbers, in an order that is the same for every picture. Most of the mysterious bugs
# of this week are made right here, and they make no noise: the code runs, and learns nothing.
#
# Let us load the pictures and see in what form they come.

# %% tags=["demo"]
cats = load_cats()
classes = [name.decode() for name in cats.list_classes]

print("training pictures:", cats.train_set_x.shape, cats.train_set_x.dtype)
print("training labels:  ", cats.train_set_y.shape)
print("test pictures:    ", cats.test_set_x.shape)
print("test labels:      ", cats.test_set_y.shape)
print("classes:          ", dict(enumerate(classes)))

shown = np.arange(10)
plots.gallery(
    cats.train_set_x[shown],
    [f"{cats.train_set_y[0, i]}: {classes[cats.train_set_y[0, i]]}" for i in shown],
    "Ten training pictures and their labels",
)

# %% [markdown]
# Above every picture stands its label: 1 if it shows a cat and 0 if it doesn't. You tell them
# apart at a glance. The neuron can't be told what a cat *is*; it has to find out from the
# pictures and their labels alone.
#
# **The idea.** A colour picture is three grey pictures laid on top of each other: how much red,
# how much green and how much blue there is at each place, as whole numbers from 0 (none) to 255
# (full). Write these numbers one below the other and the picture has become a column. With 64
# rows and 64 columns of pixels in 3 channels, the column has $64 \cdot 64 \cdot 3 = 12288$ rows,
# so here $n_x = 12288$.
#
# In the figure below, follow the top left pixel from the picture on the left to the first three
# cells of the column on the right.

# %% tags=["demo"]
cat = int(np.flatnonzero(cats.train_set_y[0] == 1)[0])
image = cats.train_set_x[cat]

print(f"rows of the column: {image.reshape(-1).size}")
print(f"its first six:      {image.reshape(-1)[:6]}")
plots.picture_as_column(image)

# %% [markdown]
# The three channels look alike because most of what we see is light and shade. The differences
# between them are the colour: a pixel that is bright in all three is white, one that is bright
# only in the red channel is red.
#
# **The equation, with shapes.** Each picture gives one column $x^{(i)}$ of shape $(12288, 1)$;
# the $m$ columns stand side by side:
#
# $$X = \begin{bmatrix} x^{(1)} & x^{(2)} & \cdots & x^{(m)} \end{bmatrix} \in \mathbb{R}^{12288 \times m}
# \qquad
# Y = \begin{bmatrix} y^{(1)} & y^{(2)} & \cdots & y^{(m)} \end{bmatrix} \in \mathbb{R}^{1 \times m}$$
#
# The upper index in round brackets counts examples, a lower index counts rows: $x^{(i)}_j$ is the
# number in row $j$ of example $i$. (Mathematics counts from 1 and Python from 0, so the third
# column of $X$ is `X[:, 2]`.)
#
# We also divide by 255, so that every number lies between 0 and 1. The neuron could learn from
# the raw numbers too, but numbers of ordinary size keep its score in the range where it learns
# well, as you will see in section 3.
#
# This part is done for you. Read the two lines slowly: `reshape(m, -1)` makes each picture a
# *row*, and `.T` then turns the rows into columns.

# %% tags=["demo"]
m_train, m_test = cats.train_set_x.shape[0], cats.test_set_x.shape[0]

X_train = cats.train_set_x.reshape(m_train, -1).T / 255
X_test = cats.test_set_x.reshape(m_test, -1).T / 255
Y_train, Y_test = cats.train_set_y, cats.test_set_y

print("X_train:", X_train.shape, "  Y_train:", Y_train.shape)
print("X_test: ", X_test.shape, "  Y_test: ", Y_test.shape)
print(f"smallest and largest number in X_train: {X_train.min():.3f}, {X_train.max():.3f}")
print(f"cats among the training pictures: {Y_train.mean():.1%}")

# %% [markdown]
# **What usually goes wrong.** `reshape(-1, m)` gives a matrix of exactly the right *shape* too,
# and no error. But reshaping never moves a number in memory, it only breaks the same long line of
# numbers at other places, so each "column" becomes a mixture of many pictures. The next cell
# turns column 0 of both matrices back into a picture.

# %% tags=["demo"]
right = X_train[:, 0].reshape(64, 64, 3)
wrong = (cats.train_set_x.reshape(-1, m_train) / 255)[:, 0].reshape(64, 64, 3)

agree = np.mean(right == cats.train_set_x[0] / 255), np.mean(wrong == cats.train_set_x[0] / 255)
print(f"numbers that are where they belong: {agree[0]:.1%} and {agree[1]:.1%}")
plots.gallery(
    np.stack([right, wrong]),
    ["reshape(m, -1).T", "reshape(-1, m)"],
    "Column 0, made into a picture again",
    columns=2,
)

# %% [markdown]
# On the left the picture is back; on the right there is only noise in which every training
# picture has left a few numbers. A neuron fed with that noise would train without complaint.
# **Whenever you reshape data, turn one example back and look at it.**
#
# **To remember.** One example is one column. Everything the neuron ever knows of a picture is its
# column of 12288 numbers, so it doesn't know which pixels are neighbours.
#
# ## 2. From a score to a probability
#
# **Why it matters.** "Cat" or "no cat" isn't enough of an answer. From the pale shape in the
# bushes we want to hear "probably", from the tiger filling the frame "surely". A probability says
# both: which way the answer goes and how far it can be trusted. It also moves smoothly when the
# weights move, and that is what will make learning possible.
#
# **The idea.** The neuron gives every input number a weight: positive if a large number there
# speaks for a cat, negative if it speaks against one. It adds everything up, and adds a bias $b$,
# its opinion before it has seen anything. The sum is the *score* $z$, which can be any number.
# Then it squeezes the score into a probability $a$ between 0 and 1.

# %% tags=["demo"]
w_example, b_example = np.array([[0.5], [1.0]]), 0.5
x_example = np.array([[2.0], [-1.0]])
z_example = (w_example.T @ x_example).item() + b_example

print(f"two inputs, for instance: z = 0.5 * 2 + 1 * (-1) + 0.5 = {z_example:.1f}")
plots.neuron()

# %% [markdown]
# Read the drawing from left to right: inputs, weights on the arrows, the score $z$ where the
# arrows meet, the squeeze $\sigma$, the probability $a$. In blue is what the neuron can learn.
#
# **The equation, with shapes.** For one example $x$,
#
# $$\underbrace{z}_{1 \times 1} = \underbrace{w^\top}_{1 \times n_x}\ \underbrace{x}_{n_x \times 1} + b
# \qquad\qquad
# a = \sigma(z) = \frac{1}{1 + e^{-z}}$$
#
# $\sigma$ is called the *sigmoid*. Large positive scores give $e^{-z} \approx 0$ and
# $a \approx 1$; large negative ones make the denominator huge and $a \approx 0$.
#
# **A worked example.** $\sigma(0) = \frac{1}{1+1} = \frac12$: no score, no opinion. For
# $z = \ln 3$ we have $e^{-z} = \frac13$, so $\sigma(\ln 3) = \frac{1}{4/3} = \frac34$: odds of
# three to one. And $\sigma(-\ln 3) = \frac{1}{1+3} = \frac14$. You see two things in these
# numbers: $\sigma(-z) = 1 - \sigma(z)$, and $z$ is the logarithm of the odds $a : (1-a)$.
#
# ### Exercise 1: `sigmoid` (5 points)
#
# **Your turn.** Write the sigmoid so that it works element by element on an array of any shape,
# and on a plain number. One line is enough.
#
# It should also cope with very large scores. `np.exp(1000)` is too big for a float, so the
# formula typed in as it stands prints an overflow warning for $z = -1000$, although the right
# answer there is simply 0. `np.logaddexp(p, q)` computes $\ln(e^p + e^q)$ for numbers of any
# size; since $1 + e^{-z} = e^0 + e^{-z}$, you may find a use for it.


# %% nbgrader={"grade": false, "grade_id": "sigmoid", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sigmoid(z):
    """Squeeze scores into probabilities.

    z: a number or an array of any shape.
    Returns 1 / (1 + exp(-z)) for each element, in the same shape.
    """
    ### BEGIN SOLUTION
    return np.exp(-np.logaddexp(0, -np.asarray(z)))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_sigmoid", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check(sigmoid)

# %% [markdown]
# **What you see now.** The next cell draws your function. It should be flat on the left, steepest
# in the middle where it passes through one half, and flat on the right. On paper it never quite
# touches 0 or 1: a neuron is never absolutely certain.

# %% tags=["demo"]
scores = np.array([-1000, -np.log(3), 0, np.log(3), 1000])
print("sigmoid of -1000, -ln 3, 0, ln 3, 1000:", np.round(sigmoid(scores), 4))
print(f"the example with two inputs: sigmoid({z_example}) = {sigmoid(z_example):.4f}")
plots.sigmoid_curve(sigmoid)

# %% [markdown]
# **What usually goes wrong.** A lost minus sign gives the mirror image, a curve that falls.
# `math.exp` works for single numbers and refuses arrays. And a loop over the elements is right
# but slow: NumPy's functions already work on every element at once.
#
# **An experiment.** By how much does the probability rise if the score rises by 1: from 0 to 1,
# and from 5 to 6? Guess first, then run.

# %% tags=["demo"]
quiz("logistic_regression", "one_more_point", answer="")

# %% tags=["demo"]
for start in (0, 5):
    before, after = sigmoid(np.array([start, start + 1]))
    print(
        f"from z = {start} to {start + 1}: {before:.4f} -> {after:.4f}, a rise of {after - before:.4f}"
    )

# %% [markdown]
# The same unit of score moves an undecided neuron more than fifty times as far as a convinced
# one. How fast the probability moves is a function of its own, and it is your next exercise.
#
# **To remember.** The score $z = w^\top x + b$ may be any number; the sigmoid makes it a
# probability. Score 0 means one half.
#
# ## 3. How steep is the sigmoid?
#
# **Why it matters.** Learning means to ask: if I turn this weight a little, by how much does the
# answer change? Whatever happens in front of the sigmoid reaches the answer only through its
# slope. Where the slope is almost zero, the neuron hardly reacts to any change, and hardly
# learns.
#
# **The idea.** The slope at $z$ is that of the tangent there: nearly 0 far out on both sides,
# largest in the middle. You saw that in the last figure, and will see it drawn when your function
# is ready.
#
# **The equation.** Write $\sigma(z) = (1 + e^{-z})^{-1}$ and use the chain rule:
#
# $$\sigma'(z) = -(1 + e^{-z})^{-2} \cdot (-e^{-z})
# = \frac{1}{1 + e^{-z}} \cdot \frac{e^{-z}}{1 + e^{-z}}
# = \sigma(z)\,\bigl(1 - \sigma(z)\bigr)$$
#
# The last step uses $\frac{e^{-z}}{1 + e^{-z}} = 1 - \frac{1}{1 + e^{-z}}$. What a convenient
# function: to know its slope you need nothing but its value. The shape of the result is that of
# $z$.
#
# **A worked example.** At $z = 0$: $\frac12 \cdot \frac12 = \frac14$. At $z = \ln 3$:
# $\frac34 \cdot \frac14 = \frac{3}{16} = 0.1875$, and the same at $z = -\ln 3$.
#
# ### Exercise 2: `sigmoid_derivative` (5 points)
#
# **Your turn.** Return the slope of the sigmoid at `z`, element by element. Call your `sigmoid`;
# two lines.


# %% nbgrader={"grade": false, "grade_id": "sigmoid_derivative", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sigmoid_derivative(z):
    """Say how steep the sigmoid is at the scores z.

    z: a number or an array of any shape (the score, before the sigmoid).
    Returns the derivative of the sigmoid for each element, in the same shape.
    """
    ### BEGIN SOLUTION
    s = sigmoid(z)
    return s * (1 - s)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_sigmoid_derivative", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check(sigmoid_derivative)

# %% [markdown]
# **What you see now.** On the left three tangents lie along your sigmoid; on the right the slopes
# of these tangents are points of the same colours on your derivative. The printed table compares
# it with the definition of a derivative: nudge $z$ a little both ways and see how far $\sigma$
# moves.

# %% tags=["demo"]
step = 1e-5
for z in (-3.0, 0.0, 2.0):
    nudged = (sigmoid(z + step) - sigmoid(z - step)) / (2 * step)
    print(f"z = {z:4.1f}   your slope: {sigmoid_derivative(z):.5f}   by nudging: {nudged:.5f}")
plots.sigmoid_and_slope(sigmoid, sigmoid_derivative)

# %% [markdown]
# **What usually goes wrong.** The function is given the score $z$, not the probability $a$.
# Whoever computes `z * (1 - z)` has forgotten to squeeze first.
#
# **An experiment.** Change the numbers in the list below and find out from which score on the
# slope is less than 0.01.

# %% tags=["demo"]
for z in [0.0, 1.0, 2.0, 4.0, 8.0]:
    print(f"z = {z:4.1f}   probability {sigmoid(z):.4f}   slope {sigmoid_derivative(z):.4f}")

# %% [markdown]
# **To remember.** $\sigma' = \sigma(1-\sigma)$ is at most $\frac14$, and almost 0 where the
# neuron is convinced. That is why the inputs were divided by 255: huge inputs make huge scores,
# and there the sigmoid is flat.
#
# ## 4. Where to begin
#
# **Why it matters.** Learning improves weights step by step, so it needs some to start from.
# Their shape, fixed here, is the shape everything later relies on.
#
# **The idea.** Start with no opinion: all weights and the bias zero. Then every score is 0 and
# every answer one half, as in the middle of the sigmoid's picture. (For larger networks zeros
# will turn out to be a bad start, because neurons that start equal stay equal. A single neuron
# has no twin, and in section 5 you see that its cost has only one valley: from wherever it
# starts, downhill leads to the bottom.)
#
# **The equation, with shapes.**
#
# $$w = \begin{bmatrix} 0 \\ \vdots \\ 0 \end{bmatrix} \in \mathbb{R}^{n_x \times 1}, \qquad b = 0$$
#
# **A worked example.** For `dim = 3` the result is a column of three zeros, shape `(3, 1)`, and
# the number `0.0`. The distinction between `(3, 1)` and `(3,)` looks pedantic until it bites:

# %% tags=["demo"]
quiz("logistic_regression", "flat_and_column", answer="")

# %% tags=["demo"]
flat, column = np.ones(3), np.ones((3, 1))
print("flat:  ", flat.shape, "   transposed:", flat.T.shape)
print("column:", column.shape, "transposed:", column.T.shape)
print("flat + column:", (flat + column).shape)

# %% [markdown]
# Transposing a flat array does nothing. And the sum of a flat array and a column is a 3 × 3
# square, without a word of warning: NumPy stretches both ("broadcasting"). So in this course a
# column is always a column.
#
# ### Exercise 3: `initialize_with_zeros` (5 points)
#
# **Your turn.** Return the weights and the bias, in this order. Two or three lines.


# %% nbgrader={"grade": false, "grade_id": "initialize_with_zeros", "locked": false, "schema_version": 3, "solution": true, "task": false}
def initialize_with_zeros(dim):
    """Make the parameters of a neuron that has no opinion yet.

    dim: the number of weights, n_x.
    Returns w, zeros of shape (dim, 1), and b, the number 0.0.
    """
    ### BEGIN SOLUTION
    w = np.zeros((dim, 1))
    b = 0.0
    return w, b
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_initialize_with_zeros", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check(initialize_with_zeros)

# %% [markdown]
# **What you see now.** The untrained neuron, asked about the first five training pictures,
# shrugs:

# %% tags=["demo"]
w, b = initialize_with_zeros(X_train.shape[0])
print("w:", w.shape, "  b:", b)
print("its answers:", sigmoid(w.T @ X_train[:, :5] + b))

# %% [markdown]
# **What usually goes wrong.** `np.zeros(dim, 1)` is an error, because the shape must be one
# tuple: `np.zeros((dim, 1))` has two pairs of brackets for a reason. And `b` is a number, not an
# array.
#
# **An experiment.** In the cell above, set `b = 2.0` after the first line. What do all answers
# become, and why are they still all the same?
#
# **To remember.** $w$ is $(n_x, 1)$, always. Zeros are a fine start for one neuron.
#
# ## 5. How wrong is an answer?
#
# **Why it matters.** "Learn" has no meaning until somebody says what is better and what is worse.
# The loss says it, in one number. Whatever the loss doesn't notice, the neuron will not learn.
#
# **The idea.** Suppose three pictures get the answers in the figure below. For a cat, the
# probability that went to the truth is $a$; for a picture without a cat, it is $1 - a$. A good
# neuron gives much probability to what turns out to be true. If the pictures are independent, the
# probability that it gives to *all* the labels together is the product.

# %% tags=["demo"]
answers, labels = np.array([0.9, 0.2, 0.3]), np.array([1, 0, 1])
truth = np.where(labels == 1, answers, 1 - answers)

print(f"product: {truth[0]:.1f} * {truth[1]:.1f} * {truth[2]:.1f} = {truth.prod():.3f}")
print(f"minus its logarithm: {-np.log(truth.prod()):.3f}")
print(
    "minus the logarithm of each:", np.round(-np.log(truth), 3), f"sum {-np.log(truth).sum():.3f}"
)
plots.truth_bars(truth, ["cat, $a=0.9$", "no cat, $a=0.2$", "cat, $a=0.3$"])

# %% [markdown]
# The third bar, orange, is the bad answer: it was a cat, and the neuron gave that only 0.3.
#
# A product of many such numbers soon becomes too tiny for a computer to hold, so we take the
# logarithm, which turns it into a sum and doesn't change which weights are best. The minus sign
# makes it a cost: 0 if all probability went to the truth, and larger the less did. In the
# printout you see that one bad answer contributes most of the sum.
#
# **The equation.** Both cases fit in one line, since $y$ is 0 or 1 and switches one term off:
#
# $$L(a, y) = -\bigl(y \ln a + (1 - y) \ln(1 - a)\bigr)
# \qquad\qquad
# J(w, b) = \frac1m \sum_{i=1}^{m} L\bigl(a^{(i)}, y^{(i)}\bigr)$$
#
# $L$, the *cross-entropy* or *log loss*, belongs to one example; the cost $J$ is the average over
# all $m$ of them. $\ln$ is the natural logarithm, `np.log`. In code, `a` and `y` have the same
# shape and the loss is computed element by element, so the result has that shape too.
#
# **A worked example.** It was a cat ($y = 1$). Who said $a = 0.9$ pays $-\ln 0.9 = 0.105$; who
# said 0.5 pays $\ln 2 = 0.693$; who said 0.1 pays 2.303; who said 0.001 pays 6.908. Being wrong
# is forgivable, being wrong *and sure* is expensive.
#
# ### Exercise 4: `log_loss` (10 points)
#
# **Your turn.** Write the loss for arrays `a` and `y` of the same shape, element by element: no
# sum and no average here. Two or three lines.
#
# One trap is in it. A computer rounds $\sigma(40)$ to exactly 1, and then $\ln(1-a)$ is $\ln 0$:
# a warning, and $-\infty$, and $0 \cdot (-\infty)$ isn't even a number. So never take the
# logarithm of anything smaller than the smallest normal float, `np.finfo(np.float64).tiny` (about
# $2 \cdot 10^{-308}$). `np.maximum` helps. A neuron that is certain and wrong then pays about
# 708, a very long way from cheap.


# %% nbgrader={"grade": false, "grade_id": "log_loss", "locked": false, "schema_version": 3, "solution": true, "task": false}
def log_loss(a, y):
    """Say what each answer costs: the cross-entropy loss.

    a: probabilities in [0, 1], a number or an array of any shape.   y: labels 0 or 1, likewise.
    Returns the loss of each element, in that shape; finite even where a is exactly 0 or 1.
    """
    ### BEGIN SOLUTION
    smallest = np.finfo(np.float64).tiny
    a = np.asarray(a)
    return -(y * np.log(np.maximum(a, smallest)) + (1 - y) * np.log(np.maximum(1 - a, smallest)))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_log_loss", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
check(log_loss)

# %% [markdown]
# **What you see now.** The blue curves are your loss, for a cat on the left and for no cat on the
# right. They are 0 where the answer is right and certain, and they grow without end towards the
# wrong end. The dashed orange curve is the squared error $(a-y)^2$, which never asks for more
# than 1.

# %% tags=["demo"]
answers = np.array([0.9, 0.5, 0.1, 0.001])
print("loss of 0.9, 0.5, 0.1, 0.001 for a cat:", np.round(log_loss(answers, np.ones(4)), 3))
print(f"certain and wrong: {log_loss(np.array(0.0), np.array(1)):.1f}")
plots.loss_curves(log_loss)

# %% [markdown]
# **What usually goes wrong.** Two near misses. Clipping `a` itself to at most `1 - tiny` doesn't
# help, because `1 - tiny` is rounded to exactly 1: guard what goes into each logarithm. And
# adding a small number inside the logarithm, `np.log(a + 1e-8)`, changes every loss a little, not
# only the impossible ones.
#
# ### Why not simply the squared error?
#
# It is simpler, and for fitting straight lines it is the usual choice. To see what is wrong with
# it here, take a world with a single input, so that the whole cost can be drawn. Somebody has
# measured in six pictures how pointed the ears look, from $-3$ (floppy) to $3$ (very pointed).
# Pointed ears mostly mean a cat, with two exceptions. The neuron has one weight $w$ and a bias
# $b$, and we compute both costs for many pairs $(w, b)$.

# %% tags=["demo"]
X_ears = np.array([[-3.0, -2.0, -0.5, 1.5, 2.0, 3.0]])
Y_ears = np.array([[0, 0, 1, 0, 1, 1]])

w_grid, b_grid = np.meshgrid(np.linspace(-8, 8, 81), np.linspace(-8, 8, 81))
A_grid = sigmoid(w_grid[..., None] * X_ears[0] + b_grid[..., None])  # (81, 81, 6)
Y_grid = np.broadcast_to(Y_ears[0], A_grid.shape)
J_cross_entropy = log_loss(A_grid, Y_grid).mean(axis=-1)
J_squared = ((A_grid - Y_grid) ** 2).mean(axis=-1)

print(f"lowest squared error on the grid: {J_squared.min():.3f}")
print(f"lowest cross-entropy on the grid: {J_cross_entropy.min():.3f}")
plots.cost_surfaces(w_grid, b_grid, {"squared error": J_squared, "cross-entropy": J_cross_entropy})

# %% [markdown]
# Imagine a ball that you let roll on each landscape. On the right, it reaches the bottom from
# wherever you put it: one bowl. On the left there are terraces. A ball put on one of them lies
# still, although it is far from the valley.

# %% [markdown]
# ### Is it so? Squared error has local minima, and $J$ of logistic regression isn't convex
#
# Two sentences that many notes on this week have side by side. The first is given as the reason
# for the cross-entropy, the second as a warning about what one gets. Are they true? Both leave out
# a word: as a function *of what*?
#
# A curve is *convex* if it curves upwards everywhere, and that can be tested with three
# neighbouring points, a distance $h$ apart:
#
# $$J(w - h) - 2 J(w) + J(w + h) \ge 0$$
#
# This *second difference* is, apart from a factor $h^2$, the second derivative. One place where
# it is negative is enough to prove that a curve is not convex. The cell asks it of both costs
# twice: as functions of the answer $a$ to one cat, and as functions of the weight $w$, on a cut
# through both landscapes along $b = 0$. Then it looks for valleys, with the six pictures and with
# three others. In the figure, a curve is thick and orange where it curves downwards.


# %% tags=["demo"]
def valleys(J):
    """The weights on w_line where a cost is lower than on either side."""
    lowest = (J[1:-1] < J[:-2]) & (J[1:-1] < J[2:])
    return ", ".join(f"{w:.1f}" for w in w_line[1:-1][lowest])


w_line, middle = w_grid[40], {"squared error": J_squared[40], "cross-entropy": J_cross_entropy[40]}
a_line = np.linspace(0.01, 0.99, 99)
in_a = {"squared error": (a_line - 1) ** 2, "cross-entropy": log_loss(a_line, np.ones(99))}

A_three = sigmoid(w_line[:, None] * np.array([-4.0, -1.0, 0.1]))
Y_three = np.broadcast_to(np.array([0, 1, 1]), A_three.shape)
three = {
    "squared error": ((A_three - Y_three) ** 2).mean(axis=1),
    "cross-entropy": log_loss(A_three, Y_three).mean(axis=1),
}

for name, J in middle.items():
    in_both = f"in a {np.diff(in_a[name], 2).min(): .5f}, in w {np.diff(J, 2).min(): .5f}"
    print(f"{name}: smallest second difference {in_both}")
    print(
        f"    valleys with the six pictures: w = {valleys(J)}; three others: {valleys(three[name])}"
    )
    print(f"    slope at w = -4: {np.gradient(J, w_line)[20]: .5f}")
plots.cost_slices(w_line, middle)

# %% [markdown]
# **Only half.** As functions of the answer $a$ both costs are convex; the squared error is a plain
# parabola there. But the neuron can't choose $a$. It chooses $w$ and $b$, and the sigmoid stands
# between.
#
# As a function of $w$, the squared error curves downwards over long stretches: it is **not
# convex**. Local minima are another matter. On the cut, with the six pictures, it has one valley
# and those terraces; with the three others it has two valleys, and who starts on the left side ends
# in the worse one. (Auer, Herbster and Warmuth showed in 1996 how to choose data for which their number
# grows exponentially with that of the inputs.) And one can get stuck without any second valley:
# look at the slope at $w = -4$, where the neuron is sure and wrong. The squared error is almost
# flat there, and the little slope that is left even points the wrong way, away from the valley.
# The cross-entropy, with a slope of about $-1.7$, says "to the right, and quickly".
#
# The second sentence is wrong. With the cross-entropy, $J$ *is* convex in $(w, b)$, for *any* data:
# the second derivative of each loss with respect to its score is $a(1 - a)$, never negative; the
# score is linear in $w$ and $b$; and an average of convex functions is convex. It may
# have long gentle slopes, but never a second valley to get stuck in. (It is the cost of a network
# with hidden layers that isn't convex. You meet it next week.)
#
# **An experiment.** Change a label in `Y_ears` and run the cells with the two costs again, or
# make all labels agree with the ears. Does the right-hand curve ever become orange?
#
# **To remember.** Cross-entropy is minus the logarithm of the probability given to the truth. It
# punishes confident mistakes without limit, and it gives logistic regression a single valley.
# Undecided costs $\ln 2 \approx 0.693$; remember this number, it is where every training run
# starts.
#
# ## 6. The chain rule, backwards
#
# **Why it matters.** You now have a cost, and 12289 numbers to turn (all the weights and the
# bias). In which direction should each be turned, and how strongly does it matter? Trying them
# one at a time would take 12289 evaluations for a single step. The chain rule gives all the
# answers in one sweep, and it is how every neural network in the world is trained.
#
# **The idea, with a picture.** Draw the computation as a graph. Forward, from left to right,
# every node computes a value from those before it. Backward, every node receives one number from
# the right: by how much the loss changes when *this node* changes. It multiplies that by its own
# local derivative and passes it on to the left. Nobody needs to know the whole formula, only its
# neighbours.
#
# **The equations.** Three local derivatives are needed. In code, `da` is short for
# $\frac{\partial L}{\partial a}$, and `dz`, `dw`, `db` likewise.
#
# *Step 1*, from $L = -y \ln a - (1-y) \ln(1-a)$:
#
# $$da = \frac{\partial L}{\partial a} = -\frac{y}{a} + \frac{1-y}{1-a}
# = \frac{-y(1-a) + (1-y)a}{a(1-a)} = \frac{a - y}{a(1-a)}$$
#
# *Step 2*, through the sigmoid, whose slope you know from exercise 2,
# $\frac{\partial a}{\partial z} = a(1-a)$:
#
# $$dz = \frac{\partial L}{\partial z} = da \cdot \frac{\partial a}{\partial z}
# = \frac{a - y}{a(1-a)} \cdot a(1-a) = a - y$$
#
# The slope has cancelled! What remains is the plainest thing imaginable: the answer minus the
# truth. That is why cross-entropy and sigmoid belong together. Even where the sigmoid is flat, a
# wrong answer keeps sending back a strong signal. With the squared error it would not have
# cancelled, which is what the terraces were.
#
# *Step 3*, through $z = w_1 x_1 + \dots + w_{n_x} x_{n_x} + b$, where
# $\frac{\partial z}{\partial w_j} = x_j$ and $\frac{\partial z}{\partial b} = 1$:
#
# $$dw_j = x_j \cdot dz \qquad\qquad db = dz$$
#
# **A worked example.** Two inputs $x = (2, -1)$, weights $(0.5, 1)$, bias $0.5$, and it is a cat.
# The next cell computes forward and backward with your functions and draws the graph. Black
# numbers above the nodes are the values, forward; orange numbers below them are the derivatives
# of $L$, backward; the local derivative stands on each orange arrow. Begin at the far right,
# where $\frac{\partial L}{\partial L} = 1$, and check each multiplication on the way to the left.

# %% tags=["demo"]
w_1, w_2, b, x_1, x_2, y = 0.5, 1.0, 0.5, 2.0, -1.0, 1
z = w_1 * x_1 + w_2 * x_2 + b
a = sigmoid(z)
L = log_loss(a, y)

slope_L = -y / a + (1 - y) / (1 - a)
slope_a = sigmoid_derivative(z)
da = slope_L * 1
dz = slope_a * da

print(f"dz by the chain: {da:.4f} * {slope_a:.4f} = {dz:.4f},   a - y = {a - y:.4f}")
plots.computation_graph(
    layers=[["w_1", "x_1", "w_2", "x_2", "b"], ["z"], ["", "a", "y"], ["L"]],
    edges={
        ("w_1", "z"): f"x_1={x_1:g}",
        ("x_1", "z"): "",
        ("w_2", "z"): f"x_2={x_2:g}",
        ("x_2", "z"): "",
        ("b", "z"): "1",
        ("z", "a"): rf"\sigma'(z)={slope_a:.3f}",
        ("a", "L"): f"-1/a={slope_L:.3f}",
        ("y", "L"): "",
    },
    values={"w_1": w_1, "x_1": x_1, "w_2": w_2, "x_2": x_2, "b": b, "z": z, "a": a, "y": y, "L": L},
    gradients={"L": 1, "a": da, "z": dz, "w_1": x_1 * dz, "w_2": x_2 * dz, "b": dz},
    title="Forward in black, backward in orange",
)

# %% [markdown]
# How to read the result: $dw_1 = -0.755$ is negative, so *raising* $w_1$ lowers the loss, which
# makes sense, because it was a cat and $x_1 = 2$ is positive. $dw_2 = 0.378$ is positive, since
# $x_2$ is negative.
#
# **From one example to all.** The cost is the average of the losses, so its gradient is the
# average of theirs:
#
# $$\underbrace{dw}_{n_x \times 1}
# = \frac1m \sum_{i=1}^m \underbrace{x^{(i)}}_{n_x \times 1} \bigl(a^{(i)} - y^{(i)}\bigr)
# \qquad\qquad
# db = \frac1m \sum_{i=1}^m \bigl(a^{(i)} - y^{(i)}\bigr)$$
#
# ### Exercise 5: `propagate_loop` (15 points)
#
# **Your turn.** Go through the examples one at a time with a `for` loop. For each: the score, the
# probability, its loss added to the cost, then `dz`, and its contributions added to `dw` and
# `db`. After the loop, divide all three by $m$. Ten to twelve lines.
#
# A hint about shapes: `X[:, i]` is flat, but `X[:, i : i + 1]` is a column of shape $(n_x, 1)$,
# like $w$.


# %% nbgrader={"grade": false, "grade_id": "propagate_loop", "locked": false, "schema_version": 3, "solution": true, "task": false}
def propagate_loop(w, b, X, Y):
    """Run forward and backward, one example at a time.

    w: weights (n_x, 1).   b: bias, a number.   X: examples (n_x, m).   Y: labels (1, m).
    Returns grads, a dict with dw of shape (n_x, 1) and the number db, and the cost, a number.
    """
    ### BEGIN SOLUTION
    n_x, m = X.shape
    dw, db, cost = np.zeros((n_x, 1)), 0.0, 0.0
    for i in range(m):
        x, y = X[:, i : i + 1], Y[0, i]
        a = sigmoid(np.sum(w * x) + b)
        cost += log_loss(a, y)
        dz = a - y
        dw += x * dz
        db += dz
    return {"dw": dw / m, "db": float(db / m)}, float(cost / m)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_propagate_loop", "locked": true, "points": 15, "schema_version": 3, "solution": false, "task": false}
check(propagate_loop)

# %% [markdown]
# **What you see now.** A gradient has a wonderful property: it can be checked without knowing how
# it was computed. Nudge a weight by a tiny amount both ways and see how far the cost moves. Do it
# for three examples with two inputs each. The two columns of numbers should agree.

# %% tags=["demo"]
w_small, b_small = np.array([[0.5], [1.0]]), 0.5
X_small = np.array([[2.0, 0.5, -1.0], [-1.0, 1.5, 0.0]])
Y_small = np.array([[1, 0, 1]])
grads_small, cost_small = propagate_loop(w_small, b_small, X_small, Y_small)

step = 1e-5
for j in range(2):
    nudge = np.zeros((2, 1))
    nudge[j] = step
    up = propagate_loop(w_small + nudge, b_small, X_small, Y_small)[1]
    down = propagate_loop(w_small - nudge, b_small, X_small, Y_small)[1]
    print(f"dw[{j}] = {grads_small['dw'][j, 0]: .5f}   by nudging: {(up - down) / (2 * step): .5f}")
up = propagate_loop(w_small, b_small + step, X_small, Y_small)[1]
down = propagate_loop(w_small, b_small - step, X_small, Y_small)[1]
print(f"db    = {grads_small['db']: .5f}   by nudging: {(up - down) / (2 * step): .5f}")
print(f"cost  = {cost_small:.5f}")

# %% [markdown]
# **What usually goes wrong.** Forgetting to divide by $m$: with three examples everything is
# three times too large. Writing `dw = x * dz` inside the loop, so that only the last example
# counts. Swapping the difference to $y - a$: then every step goes uphill. And adding a flat
# `X[:, i]` to a column, which NumPy refuses or, if you write `dw = dw + ...`, stretches into a
# square.
#
# **An experiment.** In the cell above, change `step` to 1, then to `1e-13`. One is too coarse to
# be a slope, the other drowns in rounding. Good nudges lie between.
#
# **To remember.** $dz = a - y$. Forward values flow right, derivatives flow left, and each node
# multiplies by its own local derivative.
#
# ## 7. All examples at once
#
# **Why it matters.** Your loop is correct, but a loop in Python spends more of its time on
# bookkeeping than on arithmetic. Training repeats this pass thousands of times. Written as matrix
# products, all examples go through the processor's fast lanes together, and the code becomes
# shorter, too.
#
# **The idea, with a picture.** Look again at what the loop does: for each column $x^{(i)}$ the
# number $w^\top x^{(i)} + b$. That is the row $w^\top$ times each column of $X$, which is
# precisely what a matrix product is. On the way back each column of $X$ is multiplied by its own
# number $a^{(i)} - y^{(i)}$ and the results are added: a matrix times a column, again. In the
# figure, follow the inner sizes: they must be equal, and they vanish.

# %% tags=["demo"]
print("for n_x = 4 and m = 6:")
print("forward:  (1, n_x) times (n_x, m) gives", (np.ones((1, 4)) @ np.ones((4, 6))).shape)
print("backward: (n_x, m) times (m, 1) gives  ", (np.ones((4, 6)) @ np.ones((6, 1))).shape)
plots.block_equations(
    {
        "forward: one score for each example": [
            ("Z", "1", "m"),
            "=",
            ("w^\\top", "1", "n_x"),
            "·",
            ("X", "n_x", "m"),
            "+",
            "b",
        ],
        "backward: one derivative for each weight": [
            ("dw", "n_x", "1"),
            "=",
            "1/m",
            "·",
            ("X", "n_x", "m"),
            "·",
            ("dZ^\\top", "m", "1"),
        ],
    }
)

# %% [markdown]
# **The equations, with shapes.**
#
# $$\underbrace{Z}_{1 \times m} = \underbrace{w^\top}_{1 \times n_x} \underbrace{X}_{n_x \times m} + b, \qquad
# \underbrace{A}_{1 \times m} = \sigma(Z), \qquad
# J = \frac1m \sum_{i=1}^m L\bigl(a^{(i)}, y^{(i)}\bigr)$$
#
# $$\underbrace{dZ}_{1 \times m} = A - Y, \qquad
# \underbrace{dw}_{n_x \times 1}
# = \frac1m \underbrace{X}_{n_x \times m} \underbrace{dZ^\top}_{m \times 1}, \qquad
# db = \frac1m \sum_{i=1}^m dz^{(i)}$$
#
# The bias is one number and is added to all $m$ scores: here broadcasting is what we want.
#
# **A worked example.** With $w = \begin{bmatrix} 0.5 \\ 1 \end{bmatrix}$, $b = 0.5$ and
# $X = \begin{bmatrix} 2 & 0.5 & -1 \\ -1 & 1.5 & 0 \end{bmatrix}$ (the three examples from
# before), $w^\top X + b$ is the row $\begin{bmatrix} 0.5 & 2.25 & 0 \end{bmatrix}$. The first
# score is the one from the graph.
#
# ### Exercise 6: `propagate` (20 points)
#
# **Your turn.** The same function as before without a loop: six or seven lines, the equations
# above almost word for word. In NumPy `@` is the matrix product, `*` multiplies element by
# element, and `.T` transposes. Return `db` and the cost as plain numbers.


# %% nbgrader={"grade": false, "grade_id": "propagate", "locked": false, "schema_version": 3, "solution": true, "task": false}
def propagate(w, b, X, Y):
    """Run forward and backward over all examples at once.

    w: weights (n_x, 1).   b: bias, a number.   X: examples (n_x, m).   Y: labels (1, m).
    Returns grads, a dict with dw of shape (n_x, 1) and the number db, and the cost, a number.
    """
    ### BEGIN SOLUTION
    m = X.shape[1]
    A = sigmoid(w.T @ X + b)
    cost = np.sum(log_loss(A, Y)) / m
    dZ = A - Y
    dw = X @ dZ.T / m
    db = np.sum(dZ) / m
    return {"dw": dw, "db": float(db)}, float(cost)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_propagate", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
check(propagate)

# %% [markdown]
# **What you see now.** First, both of your functions on all training pictures: they should find
# the same cost, that of an undecided neuron ($\ln 2$), and the same gradient.

# %% tags=["demo"]
w, b = initialize_with_zeros(X_train.shape[0])
grads_loop, cost_loop = propagate_loop(w, b, X_train, Y_train)
grads_all, cost_all = propagate(w, b, X_train, Y_train)

print(f"cost by the loop: {cost_loop:.4f}   all at once: {cost_all:.4f}   ln 2 = {np.log(2):.4f}")
print(f"db by the loop: {grads_loop['db']:.4f}   all at once: {grads_all['db']:.4f}")
print("the same dw:", np.allclose(grads_loop["dw"], grads_all["dw"]))

# %% [markdown]
# Second, a race, with 1000 inputs and a growing number of examples. The figure has logarithmic
# axes: from one grid line to the next, the time is ten times as long. See how the loop's line
# rises in proportion to the number of examples, and stays far above the other.

# %% tags=["demo", "nbval-ignore-output"]
from time import perf_counter


def seconds(function, *arguments):
    """The best of five runs: the others were disturbed by whatever else the computer does."""
    runs = []
    for _ in range(5):
        start = perf_counter()
        function(*arguments)
        runs.append(perf_counter() - start)
    return min(runs)


rng = np.random.default_rng(1)
sizes = [10, 30, 100, 300, 1000, 3000]
race = {"propagate_loop": [], "propagate": []}
for m in sizes:
    X_race, Y_race = rng.normal(size=(1000, m)), rng.integers(0, 2, size=(1, m))
    w_race = rng.normal(size=(1000, 1)) / 100
    race["propagate_loop"].append(seconds(propagate_loop, w_race, 0.0, X_race, Y_race))
    race["propagate"].append(seconds(propagate, w_race, 0.0, X_race, Y_race))

faster = race["propagate_loop"][-1] / race["propagate"][-1]
print(f"with {sizes[-1]} examples, all at once is {faster:.0f} times as fast")
plots.timings(sizes, race, "examples $m$")

# %% [markdown]
# **What usually goes wrong.** `w * X` in place of `w.T @ X` runs, and gives an $(n_x, m)$ array
# of products that nobody has added up. `X @ dZ` complains about shapes, and rightly so: transpose
# `dZ`. And `np.mean(dZ)` equals the sum divided by $m$, but `np.mean(X @ dZ.T)` does not give
# `dw`: it averages over the weights too, and leaves one number where there should be $n_x$.
#
# **An experiment.** In the race, replace 1000 inputs by 10 (at two places). The loop hardly gets
# faster! Its time isn't arithmetic, it is Python going from one example to the next.
#
# **To remember.** Sums over examples are matrix products. If the shapes fit and the inner sizes
# are $m$, you are summing over examples.
#
# ## 8. Walking downhill
#
# **Why it matters.** The gradient says which way is uphill. Learning is nothing more than taking
# a small step the other way, again and again. It sounds too simple to work, and it is what trains
# the largest models there are.
#
# **The idea, with a picture.** Back to the pointed ears, where the cost can be drawn. The neuron
# stands at $w = -1.5$, $b = 0$. The orange line is the slope there, the blue arrow the step: its
# length is the slope times the *learning rate* $\alpha$. Where the slope is steep the step is
# long, and near the bottom it becomes short by itself.

# %% tags=["demo"]
grads_ears, cost_ears = propagate(np.array([[-1.5]]), 0.0, X_ears, Y_ears)
slope = grads_ears["dw"].item()

print(f"at w = -1.5: cost {cost_ears:.3f}, slope {slope:.3f}")
print(f"with learning rate 1 the step leads to w = -1.5 - 1 * ({slope:.3f}) = {-1.5 - slope:.3f}")
near = slice(20, 66)  # w from -4 to 5
plots.one_step(w_line[near], J_cross_entropy[40, near], start=-1.5, slope=slope, learning_rate=1.0)

# %% [markdown]
# **The equations, with shapes.** In every iteration, with the gradient at the present $w$ and
# $b$,
#
# $$\underbrace{w}_{n_x \times 1}
# \leftarrow \underbrace{w}_{n_x \times 1} - \alpha\ \underbrace{dw}_{n_x \times 1}
# \qquad\qquad
# b \leftarrow b - \alpha\ db$$
#
# **A worked example.** From $w = 0.5$ with $dw = -0.2$ and $\alpha = 0.1$, the step leads to
# $0.5 - 0.1 \cdot (-0.2) = 0.52$. The slope was negative, downhill was to the right, and $w$ went
# right.
#
# ### Exercise 7: `optimize` (20 points)
#
# **Your turn.** Repeat `num_iterations` times: call `propagate`, then move `w` and `b`. In
# iterations 0, 100, 200, ... append the cost that `propagate` returned (the cost *before* that
# step) to the list `costs`. Return three things: the final parameters `{"w": ..., "b": ...}`, the
# last gradients `{"dw": ..., "db": ...}` and `costs`. About ten lines.
#
# Long loops deserve a progress bar. Wrap the range in `progress`, and one appears if the loop
# takes more than a moment:
#
#     for i in progress(range(num_iterations)):


# %% nbgrader={"grade": false, "grade_id": "optimize", "locked": false, "schema_version": 3, "solution": true, "task": false}
def optimize(w, b, X, Y, num_iterations, learning_rate):
    """Improve the parameters by gradient descent.

    w: weights (n_x, 1).   b: bias, a number.   X: examples (n_x, m).   Y: labels (1, m).
    num_iterations: how many steps.   learning_rate: the length of a step per unit of gradient.
    Returns params, a dict with the final w and b; grads, a dict with the dw and db of the last
    step; and costs, a list with the cost before steps 0, 100, 200, ... The caller's w stays as it is.
    """
    ### BEGIN SOLUTION
    costs = []
    grads = {}
    for i in progress(range(num_iterations), "gradient descent"):
        grads, cost = propagate(w, b, X, Y)
        w = w - learning_rate * grads["dw"]
        b = b - learning_rate * grads["db"]
        if i % 100 == 0:
            costs.append(cost)
    return {"w": w, "b": b}, grads, costs
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_optimize", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
check(optimize)

# %% [markdown]
# **What you see now.** Your neuron walks. The map shows the cost of the pointed ears from above,
# over $w$ and $b$: the darker the colour, the higher. It starts at the square, and each orange
# dot is one step. The steps are long on the steep side and shorten in the valley.


# %% tags=["demo"]
def walk(w, b, steps, learning_rate):
    """The places (steps + 1, 2) that `optimize` visits on the map of the pointed ears."""
    places = [(w, b)]
    for _ in range(steps):
        params, _, _ = optimize(np.array([[w]]), b, X_ears, Y_ears, 1, learning_rate)
        w, b = params["w"].item(), float(params["b"])
        places.append((w, b))
    return np.array(places)


path = walk(-6.0, 6.0, steps=40, learning_rate=1.0)
print(f"start: w = {path[0, 0]:.3f}, b = {path[0, 1]:.3f}")
print(f"end:   w = {path[-1, 0]:.3f}, b = {path[-1, 1]:.3f}")
plots.descent(w_grid, b_grid, J_cross_entropy, {"40 steps, learning rate 1": path})

# %% [markdown]
# **What usually goes wrong.** A plus where the minus belongs climbs the hill; the costs then
# rise. Moving `w` *before* computing the gradient for `b` mixes two places: one call of
# `propagate` serves both. And `w -= ...` changes the caller's array as well, because an in-place
# operation works on the very array that was passed in. Then a second training run doesn't start
# where you think it does. `w = w - ...` makes a new array.
#
# **An experiment.** The same walk with three learning rates: too small, about right and too
# large. What will the third one look like?

# %% tags=["demo"]
quiz("logistic_regression", "long_strides", answer="")

# %% tags=["demo"]
rates = [0.1, 1.0, 4.0]
paths = {f"learning rate {rate:g}": walk(-6.0, 6.0, steps=40, learning_rate=rate) for rate in rates}
for name, path in paths.items():
    cost = propagate(np.array([[path[-1, 0]]]), path[-1, 1], X_ears, Y_ears)[1]
    print(f"{name}: cost after 40 steps {cost:.3f}")
plots.descent(w_grid, b_grid, J_cross_entropy, paths)

# %% [markdown]
# With 0.1 the walk is still under way. With 1 it has arrived. With 4 it comes down in a few long
# strides, but near the bottom it jumps from one side of the valley to the other and back, for
# ever, and its cost stays above that of the walk in the middle: the direction is right, the step
# too long to profit from it.
#
# **To remember.** Step = minus learning rate times gradient. Too small wastes time, too large
# jumps over the valley. If the cost rises, suspect the learning rate first and the sign second.
#
# ## 9. From probability to decision
#
# **Why it matters.** In the end somebody wants a yes or a no, and only then can we count how
# often the neuron is right.
#
# **The idea.** Answer 1 if the probability is greater than one half, and 0 otherwise. On the
# sigmoid's picture from section 2, draw a horizontal line at height one half: everything to the
# right of $z = 0$ lies above it.
#
# **The equation, with shapes.** With $A = \sigma(w^\top X + b)$ of shape $(1, m)$,
#
# $$\hat{y}^{(i)} = \begin{cases} 1 & \text{if } a^{(i)} > 0.5 \\ 0 & \text{otherwise} \end{cases}
# \qquad\qquad \hat{Y} \in \{0, 1\}^{1 \times m}$$
#
# **A worked example.** The probabilities $\begin{bmatrix} 0.2 & 0.5 & 0.51 \end{bmatrix}$ become
# the answers $\begin{bmatrix} 0 & 0 & 1 \end{bmatrix}$. Exactly one half is not *greater* than
# one half, so it counts as 0.
#
# ### Exercise 8: `predict` (10 points)
#
# **Your turn.** Return the answers in shape $(1, m)$. Two lines. A comparison of an array with a
# number gives an array of `True` and `False`, which `.astype(float)` turns into ones and zeros.


# %% nbgrader={"grade": false, "grade_id": "predict", "locked": false, "schema_version": 3, "solution": true, "task": false}
def predict(w, b, X):
    """Answer yes or no for each example.

    w: weights (n_x, 1).   b: bias, a number.   X: examples (n_x, m).
    Returns an array (1, m): 1 where the probability is greater than 0.5, else 0.
    """
    ### BEGIN SOLUTION
    A = sigmoid(w.T @ X + b)
    return (A > 0.5).astype(float)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_predict", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
check(predict)

# %% [markdown]
# **What you see now.** The neuron that has learned from the pointed ears. Dots are the six
# pictures, at height 1 if they show a cat. The curve is the probability that the neuron gives,
# and where it crosses one half, its decision changes: in the shaded range it says "cat". Two
# pictures are on the wrong side, and no choice of $w$ and $b$ gets all six right.

# %% tags=["demo"]
params_ears, _, _ = optimize(np.zeros((1, 1)), 0.0, X_ears, Y_ears, 300, 1.0)
w_ears, b_ears = params_ears["w"], params_ears["b"]
pointed = np.linspace(-4, 4, 401).reshape(1, -1)

print("labels: ", Y_ears[0])
print("answers:", predict(w_ears, b_ears, X_ears)[0].astype(int))
plots.decision(
    X_ears, Y_ears, pointed, sigmoid(w_ears.T @ pointed + b_ears), predict(w_ears, b_ears, pointed)
)

# %% [markdown]
# **What usually goes wrong.** `np.round(A)` gives the same answers, but by luck: it rounds one
# half to the nearest *even* number, which happens to be 0. And `X.T @ w + b` gives the right
# scores in the wrong shape, $(m, 1)$, which becomes a trap in the next section.
#
# **An experiment.** Who pays for a mistake? If a missed cat is worse than a false alarm, one half
# is the wrong threshold. In the cell above, replace the last argument by
# `sigmoid(w_ears.T @ pointed + b_ears) > 0.3` and see how the shaded range grows.
#
# **To remember.** The neuron gives probabilities; the threshold is our choice.
#
# ## 10. Everything together
#
# **Why it matters.** You have all the parts. A function that takes data and returns a trained
# neuron is what you would hand to somebody else, and it keeps one promise that is easy to break
# by accident: the test pictures are never learned from.
#
# **The idea.** Initialise, optimise on the *training* pictures, predict both sets. If the two
# sets of answers are equally good, the neuron has learned something about cats. If the training
# answers are much better, it has learned something about those particular pictures.
#
# **The equation.** The accuracy is the share of right answers,
#
# $$\text{accuracy} = \frac1m \sum_{i=1}^{m} \bigl[\hat{y}^{(i)} = y^{(i)}\bigr]$$
#
# where the bracket is 1 if the statement in it is true, and 0 if not. **A worked example:**
# answers $\begin{bmatrix} 1 & 0 & 0 & 1 \end{bmatrix}$ for labels
# $\begin{bmatrix} 1 & 0 & 1 & 1 \end{bmatrix}$ are right in 3 of 4 places: 75%.
#
# ### Exercise 9: `model` (10 points)
#
# **Your turn.** Call the functions you wrote. Return a dict with the keys `w`, `b`, `costs`,
# `Y_prediction_train` and `Y_prediction_test`. Six to ten lines.


# %% nbgrader={"grade": false, "grade_id": "model", "locked": false, "schema_version": 3, "solution": true, "task": false}
def model(X_train, Y_train, X_test, Y_test, num_iterations, learning_rate):
    """Train a neuron on the training set and let it answer both sets.

    X_train: (n_x, m_train).   Y_train: (1, m_train).   X_test: (n_x, m_test).   Y_test: (1, m_test).
    num_iterations and learning_rate: as in optimize.
    Returns a dict: w (n_x, 1), b, costs, Y_prediction_train (1, m_train) and
    Y_prediction_test (1, m_test). Nothing is learned from X_test and Y_test.
    """
    ### BEGIN SOLUTION
    w, b = initialize_with_zeros(X_train.shape[0])
    params, _, costs = optimize(w, b, X_train, Y_train, num_iterations, learning_rate)
    w, b = params["w"], params["b"]
    return {
        "w": w,
        "b": b,
        "costs": costs,
        "Y_prediction_train": predict(w, b, X_train),
        "Y_prediction_test": predict(w, b, X_test),
    }
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_model", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
check(model)

# %% [markdown]
# **What you see now.** The moment it was all for. 3000 steps over all training pictures with a
# learning rate of 0.0025. Watch the progress bar; it takes a few seconds.

# %% tags=["demo", "nbval-ignore-output"]
num_iterations, learning_rate = 3000, 0.0025
trained = model(X_train, Y_train, X_test, Y_test, num_iterations, learning_rate)

# %% [markdown]
# The curve below begins at $\ln 2 \approx 0.693$, where every undecided neuron begins, and falls,
# steeply at first and then more and more slowly. If yours rises or jumps, look at section 8
# again.

# %% tags=["demo"]
costs = trained["costs"]
print(
    f"cost at the start {costs[0]:.3f}, after 1000 steps {costs[10]:.3f}, at the end {costs[-1]:.3f}"
)
plots.cost_curve(costs, learning_rate)

# %% [markdown]
# And how often is it right? An accuracy means nothing on its own. Somebody who has never seen a
# picture, and always gives the more frequent answer of the training labels, is right quite often
# too. That is the *majority baseline*, and it is what there is to beat.


# %% tags=["demo"]
def accuracy(answers, labels):
    """The share of right answers; both (1, m)."""
    return np.mean(answers == labels)


majority = float(Y_train.mean() > 0.5)
train_accuracy = accuracy(trained["Y_prediction_train"], Y_train)
test_accuracy = accuracy(trained["Y_prediction_test"], Y_test)

print(f'always answering "{classes[int(majority)]}":')
print(f"    training {accuracy(majority, Y_train):.1%}   test {accuracy(majority, Y_test):.1%}")
print("your neuron:")
print(f"    training {train_accuracy:.1%}   test {test_accuracy:.1%}")

# %% [markdown]
# One neuron, starting from nothing, has beaten the baseline by looking at raw pixels. The gap
# between training and test is worth a thought: with 12288 weights and 209 pictures there are far
# more numbers to turn than examples to explain, so the neuron can find a weighting that fits the
# training pictures almost perfectly without being right about cats in general. That is
# *overfitting*, and weeks to come are about it.
#
# The figure shows with how much confidence it answers the test pictures. Right answers lie to the
# right of the dashed line in the upper panel and to the left of it in the lower one. Compare the
# two panels: the pictures without a cat pile up at the left, where they belong, while the cats
# are spread over the whole range. Two thirds of the training pictures showed no cat, and the
# neuron has learned to be slow to say "cat". Look at the outermost bars on the wrong side, too:
# some of its mistakes it makes with great confidence.

# %% tags=["demo"]
A_test = sigmoid(trained["w"].T @ X_test + trained["b"])

says_cat, is_cat = A_test > 0.5, Y_test > 0.5
missed, alarms = np.sum(is_cat & ~says_cat), np.sum(says_cat & ~is_cat)
print(f"test pictures: {m_test}, missed cats: {missed}, false alarms: {alarms}")
plots.probability_histogram(A_test, Y_test, classes)

# %% [markdown]
# **What usually goes wrong.** Compare a column of answers with a row of labels and you get no
# error but a square, and its mean is a number that looks like an accuracy:

# %% tags=["demo"]
row, labels = np.array([[1, 0, 0, 1]]), np.array([[1, 0, 1, 1]])
column = row.T
print("row with row:   ", (row == labels).shape, (row == labels).mean())
print("column with row:", (column == labels).shape, (column == labels).mean())

# %% [markdown]
# The second line compares every answer with every label. Sixteen comparisons, mean one half,
# nonsense. Print a shape whenever a number surprises you.
#
# **An experiment.** Is longer better? The next cell trains for several lengths and prints both
# accuracies. Compare what each of the two gains from the last and longest stretch.

# %% tags=["demo", "nbval-ignore-output"]
lengths = [0, 50, 200, 800, 3000]
shorter = [model(X_train, Y_train, X_test, Y_test, length, learning_rate) for length in lengths]

# %% tags=["demo"]
quiz("logistic_regression", "longer", answer="")

# %% tags=["demo"]
for length, run in zip(lengths, shorter, strict=True):
    train = accuracy(run["Y_prediction_train"], Y_train)
    test = accuracy(run["Y_prediction_test"], Y_test)
    print(f"{length:5d} steps: training {train:.1%}, test {test:.1%}")

# %% [markdown]
# **To remember.** Judge a model on pictures it has never seen, and beside a baseline.
#
# ## 11. Which learning rate?
#
# Nobody can tell you the right learning rate from theory alone; one tries a few, each several
# times the one before. In the figure, compare where the curves are after the same number of
# steps: the smallest rate crawls, the middle one falls smoothly, and the largest jumps about
# before it settles, if it does.

# %% tags=["demo", "nbval-ignore-output"]
rates = [0.0002, 0.0025, 0.01]
runs = {
    f"learning rate {rate:g}": model(X_train, Y_train, X_test, Y_test, 1500, rate) for rate in rates
}

# %% tags=["demo", "nbval-ignore-output"]
for name, run in runs.items():
    print(
        f"{name}: highest cost {max(run['costs']):.2f}, last cost {run['costs'][-1]:.3f}, "
        f"test accuracy {accuracy(run['Y_prediction_test'], Y_test):.1%}"
    )
plots.cost_curves({name: run["costs"] for name, run in runs.items()}, "Three learning rates")

# %% [markdown]
# The wild run may even end lowest, since long steps are fast once the walk has calmed down. But
# when it does is a matter of luck: the smallest rounding difference between two computers sends
# it along another path, and whoever stops it on top of a spike has a worse neuron than the one it
# started with. Compare the printed test accuracies as well: a much lower cost on the training
# pictures need not mean better answers on new ones.
#
# **An experiment.** Add 0.005 and 0.3 to the list. Which is the largest rate that you would
# trust?
#
# **To remember.** Look at the cost curve before you look at anything else. A smooth fall is
# health, a zigzag says the steps are too long, and a line that hardly moves says they are too
# short.
#
# ## 12. What has it learned?
#
# There is one weight for each number of the picture, so we can lay the weights out as a picture.
# In a green place brightness speaks *for* a cat, in a purple place *against* one, and white
# places don't matter. Do you see a cat? Look for regions more than for single pixels.

# %% tags=["demo"]
w_learned = trained["w"]
print(
    f"smallest weight {w_learned.min():.3f}, largest {w_learned.max():.3f}, bias {trained['b']:.4f}"
)
sizes_learned = np.abs(w_learned.reshape(64, 64, 3))
in_the_middle = sizes_learned[14:50, 14:50].sum() / sizes_learned.sum()
print(
    f"share of all weight (without signs) that lies in the middle 36 x 36 pixels: {in_the_middle:.0%}"
)
plots.weights_as_picture(w_learned)

# %% [markdown]
# The strong weights are in the middle, where the animals are. Towards the rim they are pale, but
# there are thousands of them, and the printed number says how much they count together: a neuron
# that should look at the cat looks at the background just as much, because the background is
# there in every picture.
#
# And there is no ear and no whisker, nor can there be. A weighted sum has one template for all
# pictures: it can say "bright in this place, dark in that one", and it can't say "an ear,
# wherever it may be". A cat on the left and a cat on the right share few pixels. To find parts of
# things and put them together takes hidden layers, and that is what the coming weeks are for.
#
# **An experiment.** Train for 100 steps only and draw the weights again. What does the neuron
# notice first?
#
# **To remember.** Logistic regression is a weighted vote of pixels. Looking at the weights shows
# what it votes on.
#
# ## 13. What does it get wrong?
#
# The most instructive pictures are those where it is wrong and sure. Here are ten, the surest
# mistakes first. Above each stands what it is and the probability that the neuron gave to "cat".
# Try to guess what misled it: the colours, the light, the position, the background?

# %% tags=["demo"]
wrong = np.flatnonzero(trained["Y_prediction_test"][0] != Y_test[0])
surest = wrong[np.argsort(-np.abs(A_test[0, wrong] - 0.5), kind="stable")][:10]

print(f"wrong on {len(wrong)} of {m_test} test pictures: accuracy {test_accuracy:.1%}")
baseline = accuracy(majority, Y_test)
print(f"the majority baseline is wrong on {np.sum(Y_test != majority)}: accuracy {baseline:.1%}")
plots.gallery(
    cats.test_set_x[surest],
    [f"{classes[Y_test[0, i]]}\ncat? {A_test[0, i]:.2f}" for i in surest],
    "The surest mistakes",
)

# %% [markdown]
# **An experiment.** Show its *best* answers instead: take the right ones and sort them the same
# way. What do they have in common?
#
# **To remember.** Always look at the mistakes. A number says how many there are; the pictures say
# why.
#
# ## 14. Try a picture of your own
#
# Put a picture (JPEG or PNG) next to this notebook and write its name between the quotation
# marks, for instance `my_picture = "tom.jpg"`. It is shrunk to 64 × 64 pixels, which is all that
# the neuron ever sees. As long as the name is empty, a test picture stands in. The bars show what
# the neuron thinks of it.

# %% tags=["demo"]
my_picture = ""

picture = load_picture(my_picture) if my_picture else cats.test_set_x[1]
x = picture.reshape(-1, 1) / 255
probability = sigmoid(trained["w"].T @ x + trained["b"]).item()

print(f"x has shape {x.shape}; probability of a cat: {probability:.3f}")
plots.prediction(picture, probability, classes)

# %% [markdown]
# Try the same cat on a light and on a dark blanket, or turned around (`picture[:, ::-1]`). A
# person wouldn't change their mind. Does the neuron?
#
# ## What you can do now
#
# - Turn a picture into a column and back, and check that you did it right.
# - Explain each factor of $dz = da \cdot \sigma'(z)$, and why only $a - y$ is left.
# - Say why cross-entropy and not the squared error: one valley, and a strong signal from confident mistakes.
# - Turn a loop over examples into two matrix products, and know by the shapes that it is right.
# - Train by gradient descent, read a cost curve, and choose a learning rate.
# - Judge a classifier: on unseen pictures, beside a baseline, by its mistakes.
#
# Every piece stays with us. Put several neurons side by side and feed their answers to another
# one, and you have a network with a hidden layer; its backward pass is the same chain rule, with
# one more link.
