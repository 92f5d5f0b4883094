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
# # Normalization: one learning rate for thirty rulers
#
# A network sees numbers, and not what they measure. If one feature is an area of a thousand and
# another a smoothness of a tenth, the network has no way to know that a change of 1 is nothing in
# the first and enormous in the second. It can learn this, but it pays in steps, and with raw data it
# may pay thousands of them. This week you spare it the bill, with one subtraction and one division
# for every number: a few lines of NumPy.
#
# You will also find out *exactly* how long a step of gradient descent may be. There is a number up
# to which it converges and beyond which it flies apart, and you will compute it before taking a
# single step. From that number you will see why the three lines help, which mistakes in them undo
# the help, and when you may leave them out.
#
# **How the notebook works.** There are three exercises worth 100 points, short to write, each with
# something to understand behind it. Now and then you are asked to predict what the next cell will
# show: write your letter between the quotes before you run on. Plan between an hour and a half and
# two hours and a half.
#
# | symbol | shape | meaning |
# |---|---|---|
# | $m$, $n_x$ | | number of examples, number of features |
# | $X$ | $(n_x, m)$ | the examples, one a **column**, so one feature is a **row** |
# | $\mu$, $\sigma$ | $(n_x, 1)$ | mean and standard deviation of each feature |
# | $Z$ | $(n_x, m)$ | the standardised examples |
# | $w$, $b$ | $(n_x, 1)$, a number | weights and bias |
# | $\eta$ | a number | the learning rate |
# | $H$, $h$ | $(n_x+1, n_x+1)$, a number | all curvatures of a cost; one of them |

# %%
# %load_ext grader.check

import numpy as np
from sklearn.datasets import load_breast_cancer

from datasets import load_cats
from grader.check import check
from utils import plots
from utils.logistic_regression import optimize, predict, propagate
from utils.quizzes import quiz

# %% [markdown]
# ## 1. Thirty features and thirty rulers
#
# **Why it matters.** Real tables are not like pictures, where every number is a brightness between
# 0 and 255. A row of a table has an age, an income, a blood pressure, a distance. Nobody chose the
# units with gradient descent in mind.
#
# **The data.** With a fine needle, cells are taken from a lump in the breast and photographed under a
# microscope. Software outlines the nuclei of the cells and measures ten things about them: their
# radius, their area, how smooth the outline is, and so on. Of each there are three numbers: the mean
# over all nuclei of the picture, the error of this mean, and the "worst" value, the mean of the three
# largest. That makes 30 features. The label is what the laboratory found later: 1 if the lump
# was malignant (cancer), 0 if it was benign. The data come with scikit-learn, a library of ready-made
# methods, of which we use nothing but this table.

# %% tags=["demo"]
table = load_breast_cancer()
names = [str(name) for name in table.feature_names]
X = table.data.T
Y = 1 - table.target.reshape(1, -1)  # scikit-learn calls benign 1; here 1 is what we look for

order = np.random.default_rng(0).permutation(X.shape[1])
train, test = order[:400], order[400:]
X_train, Y_train = X[:, train], Y[:, train]
X_test, Y_test = X[:, test], Y[:, test]

print("X_train:", X_train.shape, "  Y_train:", Y_train.shape)
print("X_test: ", X_test.shape, "  Y_test: ", Y_test.shape)
print(f"malignant: {Y_train.mean():.1%} of the training set, {Y_test.mean():.1%} of the test set")
print(f"the largest number in X_train: {X_train.max():.0f}")
print(
    f"the spread of {names[3]!r}: {np.std(X_train[3]):.1f}, of {names[4]!r}: {np.std(X_train[4]):.4f}"
)
plots.feature_ranges(names[:10], {"ten of the features, as they were measured": X_train[:10]})

# %% [markdown]
# Each line holds the middle nine tenths of the patients. Mind the axis: it is logarithmic, equal
# distances are equal *factors*. The areas lie in the hundreds and thousands, the fractal dimension of
# an outline around 0.06. (Its unit is nothing you could change: the number has none.)
#
# Now let logistic regression make its first step on these numbers. All weights start at 0, so every
# patient gets the probability $\frac12$, and the gradient is
# $dw = \frac1m X (A - Y)^\top$. The step goes against it.

# %% tags=["demo"]
quiz("normalization", "first_step", answer="")

# %% tags=["demo"]
zeros = np.zeros((X_train.shape[0], 1))
dw = propagate(zeros, 0.0, X_train, Y_train)[0]["dw"][:, 0]
by_size = np.argsort(-np.abs(dw))
relation = [np.corrcoef(row, Y_train[0])[0, 1] for row in X_train]

print("feature                    gradient   correlation with the label")
for i in [*by_size[:3], *by_size[-3:]]:
    print(f"{names[i]:24s} {dw[i]:10.5f}   {relation[i]:10.2f}")
print(f"the largest gradient is {np.abs(dw).max() / np.abs(dw).min():.0e} times the smallest")

# %% [markdown]
# The three weights that move most are those of the three features with the largest numbers: the
# areas, of the mean, the worst and the error kind. How closely a feature goes with the label (the
# last column) has much less to say: the compactness, which goes with the label well, hardly moves
# at all. Had somebody measured the areas in another unit, the first step would go somewhere else
# entirely. **Gradient descent takes units for importance.**
#
# **To remember.** The gradient of a weight is proportional to the numbers it multiplies. Features
# with large numbers get large gradients, whatever they are worth.
#
# ## 2. What is the middle, and what is far from it?
#
# **The idea.** Measure every feature with a ruler of its own: let 0 be what is usual, and 1 a usual
# distance from it. What is usual is the mean $\mu$. A usual distance is the *standard deviation*
# $\sigma$: square all distances from the mean, take the average, take the root.
#
# **The equation, with shapes.** For feature $j$, over the $m$ training examples,
#
# $$\mu_j = \frac1m \sum_{i=1}^m x_j^{(i)}
# \qquad\qquad
# \sigma_j = \sqrt{\frac1m \sum_{i=1}^m \bigl(x_j^{(i)} - \mu_j\bigr)^2}$$
#
# There is one of each for every feature, so both are columns $(n_x, 1)$: averages over *examples*,
# that is along the rows of $X$. As columns they can be subtracted from $X$ and broadcast over its
# $m$ columns. The average of the squares alone, $\sigma^2$, is called the variance.
#
# **A worked example.** One feature, four examples: $1, 1, 7, 7$. The mean is $\mu = 4$. The
# distances from it are $-3, -3, 3, 3$, their squares $9, 9, 9, 9$, so $\sigma^2 = 9$ and
# $\sigma = 3$. On the new ruler the four examples are $-1, -1, 1, 1$. (Keep these four numbers in mind, they
# will come back.)
#
# **Two details.** Some people divide by $m - 1$, which corrects an estimate made from few examples.
# We divide by $m$; for hundreds of examples the difference is far too small to matter, but the
# check has to know which. And a feature may be the same for everybody, a corner pixel that is
# always black for instance. Then $\sigma_j = 0$, and dividing by it will fill the feature with
# `nan`. Such a feature has no spread to be scaled, so we agree to give it $\sigma_j = 1$.
#
# ### Exercise 1: `fit_standardizer` (35 points)
#
# **Your turn.** Return `mu` and `sigma` of the rows of `X`, with $\sigma_j = 1$ for a feature whose
# values are all equal. Three to five lines. `keepdims=True` keeps a column a column, and `np.where`
# may be of use for the exception.


# %% nbgrader={"grade": false, "grade_id": "fit_standardizer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fit_standardizer(X):
    """Measure where the features lie and how far they spread.

    X: the training examples (n_x, m), one a column.
    Returns mu and sigma, both (n_x, 1); sigma is 1 for a feature whose values are all equal.
    """
    ### BEGIN SOLUTION
    mu = np.mean(X, axis=1, keepdims=True)
    sigma = np.sqrt(np.mean(np.square(X - mu), axis=1, keepdims=True))
    constant = np.all(X[:, :1] == X, axis=1, keepdims=True)
    return mu, np.where(constant, 1.0, sigma)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_fit_standardizer", "locked": true, "points": 35, "schema_version": 3, "solution": false, "task": false}
check(fit_standardizer)

# %% [markdown]
# **What you see now.** First the worked example, which should give 4 and 3. Then four of the thirty
# features: their rulers differ by a factor of a hundred thousand and more.

# %% tags=["demo"]
four = np.array([[1.0, 1.0, 7.0, 7.0]])
mu_four, sigma_four = fit_standardizer(four)
print(f"1, 1, 7, 7: mu = {mu_four.item():.1f}, sigma = {sigma_four.item():.1f}")

mu, sigma = fit_standardizer(X_train)
for i in (0, 3, 4, 19):
    print(f"{names[i]:24s} mu = {mu[i, 0]:9.4f}   sigma = {sigma[i, 0]:9.4f}")
print(f"largest sigma / smallest sigma = {sigma.max() / sigma.min():.0f}")

# %% [markdown]
# **What usually goes wrong.** Averaging over the wrong axis gives a mean for each *patient*, a
# mixture of areas and smoothnesses that means nothing, and shape $(1, m)$. Without `keepdims` the
# shape is $(n_x,)$, which NumPy lays out as a row: with 30 features and 400 examples it refuses to
# subtract, and with as many examples as features it doesn't even complain.

# %% [markdown]
# ### Is it so? "The variance is the mean of the squares"
#
# Summaries of this step often write $\sigma^2 = \frac1m \sum_i \bigl(x^{(i)}\bigr)^2$, without any
# $\mu$ in it. It looks right because in many of them the line before says $x := x - \mu$. Try
# the formula on features as they are, and then on centred ones.

# %% tags=["demo"]
claimed = np.sqrt(np.mean(np.square(X_train), axis=1, keepdims=True))
print(f"1, 1, 7, 7: claimed {np.sqrt(np.mean(four**2)):.1f}, true {sigma_four.item():.1f}")
for i in (0, 9):
    print(f"{names[i]:24s} claimed {claimed[i, 0]:8.4f}   true {sigma[i, 0]:8.4f}")

after = (X_train - mu) / claimed
spread = after.std(axis=1)
print(f"spreads after dividing by it: from {spread.min():.2f} to {spread.max():.2f}")
centred = np.sqrt(np.mean(np.square(X_train - mu), axis=1, keepdims=True))
print("the same formula on centred features is right:", bool(np.allclose(centred, sigma)))

# %% [markdown]
# **Only half.** The mean of the squares measures how far the values are from *zero*, and it is the
# variance only where the mean is 0. In general $\frac1m \sum x^2 = \sigma^2 + \mu^2$: for
# $1, 1, 7, 7$ that is $9 + 16 = 25$, and its root is 5 instead of 3. A feature with a mean far from zero and
# little spread, like the fractal dimension, is flattened almost ten times too much. Done one
# *after* the other, first $x := x - \mu$ and then the formula with the new $x$, it is right. Copied
# without that first step, it isn't.
#
# **To remember.** $\mu$ and $\sigma$ are columns, one row a feature. $\sigma$ is a root, so it is
# measured in the same unit as its feature.
#
# ## 3. On the new ruler
#
# **The equation.** Subtract, then divide, each feature with its own numbers:
#
# $$\underbrace{Z}_{n_x \times m} = \frac{\overbrace{X}^{n_x \times m} - \overbrace{\mu}^{n_x \times 1}}{\underbrace{\sigma}_{n_x \times 1}}$$
#
# The units cancel: an area divided by an area is a plain number. It says how many usual distances a
# patient is away from the usual. Every feature now has mean 0 and standard deviation 1 on the
# training set, and $z_j = -2$ means the same for each of them.
#
# Why is this a function of its own, with `mu` and `sigma` handed in, when it could compute both?
# Because other examples will come: the test set, and one day a patient. You will see shortly what
# happens to those who forget this.
#
# ### Exercise 2: `apply_standardizer` (25 points)
#
# **Your turn.** Return the standardised examples. One line.


# %% nbgrader={"grade": false, "grade_id": "apply_standardizer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def apply_standardizer(X, mu, sigma):
    """Measure examples with the rulers of the training set.

    X: examples (n_x, m), of the training set or any others.
    mu, sigma: mean and standard deviation of the training examples, (n_x, 1).
    Returns the standardised examples, (n_x, m).
    """
    ### BEGIN SOLUTION
    return (X - mu) / sigma
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_apply_standardizer", "locked": true, "points": 25, "schema_version": 3, "solution": false, "task": false}
check(apply_standardizer)

# %% [markdown]
# **What you see now.** The same ten features as before, on the training and on the test set. The axes
# are ordinary ones again, and all lines have about the same length.

# %% tags=["demo"]
Z_train = apply_standardizer(X_train, mu, sigma)
Z_test = apply_standardizer(X_test, mu, sigma)

print(f"training set: means within {np.abs(Z_train.mean(axis=1)).max():.3f} of 0", end=", ")
print(f"spreads from {Z_train.std(axis=1).min():.3f} to {Z_train.std(axis=1).max():.3f}")
print(f"test set:     means within {np.abs(Z_test.mean(axis=1)).max():.3f} of 0", end=", ")
print(f"spreads from {Z_test.std(axis=1).min():.3f} to {Z_test.std(axis=1).max():.3f}")
plots.feature_ranges(names[:10], {"training set": Z_train[:10], "test set": Z_test[:10]})

# %% [markdown]
# On the training set means and spreads are exactly 0 and 1, because they were measured there. On
# the test set they are only about that, and that is right: those patients are others. The dots lie
# left of the middle of their lines because most features have a long tail to the right.
# Standardising moves and stretches a distribution; it doesn't change its shape.

# %% [markdown]
# ### Is it so? "Divide by the variance"
#
# You will find the recipe $x := (x - \mu) / \sigma^2$ in lecture notes, and copied from
# there in code. It sounds plausible, since $\sigma^2$ is called the variance and the aim is to
# normalise it. And the code runs. Look at what becomes of the spreads.

# %% tags=["demo"]
wrong = (X_train - mu) / sigma**2
for i in (3, 19):
    print(
        f"{names[i]:24s} spread before {X_train[i].std():9.4f}   "
        f"over sigma {Z_train[i].std():.2f}   over sigma squared {wrong[i].std():9.4f}"
    )
for title, features in {"raw": X_train, "over sigma squared": wrong, "over sigma": Z_train}.items():
    spreads = features.std(axis=1)
    print(f"{title:18s} largest spread / smallest spread = {spreads.max() / spreads.min():.0f}")

# %% [markdown]
# **It isn't so.** A spread of $\sigma$ divided by $\sigma^2$ is $1/\sigma$. What was large becomes
# small and what was small becomes large, and the features are exactly as unequal as they were, in
# the opposite order: the ratio didn't change at all. The units tell you, too: an area over a
# squared area is one over an area and no plain number. Divide by $\sigma$. The *variance* is then
# 1, since $\sigma^2 / \sigma^2 = 1$; perhaps that is where the slip comes from.
#
# ### The same rulers for everyone
#
# Now the promise from above. Train logistic regression on the standardised training set, in 300
# steps, and ask it about the test patients, who are measured in different ways.

# %% tags=["demo"]
quiz("normalization", "one_patient", answer="")

# %% tags=["demo"]
trained, _, _ = optimize(zeros, 0.0, Z_train, Y_train, 300, 0.6)


def error(Z, Y):
    """The share of wrong answers of the trained neuron."""
    return np.mean(predict(trained["w"], trained["b"], Z) != Y)


print(f"with the rulers of the training set:       {error(Z_test, Y_test):5.1%} wrong")
for size in (169, 10, 3, 1):
    groups = [X_test[:, i : i + size] for i in range(0, X_test.shape[1], size)]
    own = [apply_standardizer(group, *fit_standardizer(group)) for group in groups]
    print(
        f"with rulers of their own, {size:3d} at a time:   {error(np.hstack(own), Y_test):5.1%} wrong"
    )

healthy = Y_test[0] == 0
X_healthy, Y_healthy = X_test[:, healthy], Y_test[:, healthy]
own = apply_standardizer(X_healthy, *fit_standardizer(X_healthy))
print(
    f"only benign lumps, rulers of the training set: {error(Z_test[:, healthy], Y_healthy):5.1%} wrong"
)
print(f"only benign lumps, rulers of their own:        {error(own, Y_healthy):5.1%} wrong")

# %% [markdown]
# With all 169 test patients at once, rulers of their own do no visible harm, and that is why the
# mistake survives: the experiment that people make doesn't show it. But a patient comes alone.
# Measured by herself she *is* the mean, all her features are 0, and everyone gets the same answer,
# here "benign". The other experiment is more telling still. A day on which only benign lumps are
# examined becomes a day on which almost half of them are called malignant: their own mean was moved
# to where the network expects the middle of both kinds together.
#
# So $\mu$ and $\sigma$ belong to the network as its weights do. They are learned from the training
# set, saved with the weights, and never computed anew. For the same reason they are computed
# *after* the test set has been put aside: the test set stands for patients who haven't come yet.
#
# **To remember.** $(X - \mu)/\sigma$ with the $\mu$ and $\sigma$ of the training set, for every
# example there will ever be.
#
# ## 4. How long may a step be?
#
# **Why it matters.** In the first weeks you chose the learning rate by trying. If it is too large,
# the cost jumps up and down or flies off; if it is too small, you wait. For one kind of cost this
# can be computed, and what you learn there explains every other.
#
# **The idea.** Take the simplest network: a neuron without any bend, $\hat y = w^\top x + b$, with
# half the mean squared error as its cost. That is linear regression. Its cost is a perfect bowl, a
# parabola in every direction, steep in some directions and flat in others. A step too long for the
# steepest direction lands on the opposite wall, higher up than it began. It doesn't matter how well
# it suits all other directions.
#
# **The equation, with shapes.** Lay a row of ones under $X$, so that the bias becomes one more
# weight:
#
# $$A = \begin{bmatrix} X \\ 1 \cdots 1 \end{bmatrix} \in \mathbb{R}^{(n_x+1) \times m}
# \qquad
# \theta = \begin{bmatrix} w \\ b \end{bmatrix} \in \mathbb{R}^{(n_x+1) \times 1}
# \qquad
# J(\theta) = \frac{1}{2m} \bigl\lVert \theta^\top A - Y \bigr\rVert^2$$
#
# The gradient is linear in $\theta$, and vanishes at the bottom $\theta^*$. So it must be a matrix
# times the way from there:
#
# $$\frac{\partial J}{\partial \theta} = \frac1m A (A^\top \theta - Y^\top)
# = H (\theta - \theta^*)
# \qquad\text{with}\qquad
# \underbrace{H}_{(n_x+1) \times (n_x+1)} = \frac1m A A^\top$$
#
# One step of gradient descent therefore does this to the error $\theta - \theta^*$:
#
# $$\theta - \eta H (\theta - \theta^*) - \theta^* = (I - \eta H)(\theta - \theta^*)$$
#
# $H$ is symmetric. Along each of its eigenvectors it only multiplies, by an eigenvalue $h \ge 0$,
# the *curvature* of the bowl in that direction. So along that direction a step multiplies the error
# by the plain number $1 - \eta h$, again and again. It shrinks exactly if $|1 - \eta h| < 1$, which
# means $\eta < 2/h$. All directions together:
#
# $$\boxed{\ \eta < \frac{2}{h_{\max}}\ }$$
#
# The labels don't occur in it. How far a step may go depends on the *inputs* alone.
#
# **A worked example.** The feature $1, 1, 7, 7$ once more. $\frac1m \sum x^2 = 25$ and
# $\frac1m \sum x = 4$, so
#
# $$H_\text{raw} = \begin{bmatrix} 25 & 4 \\ 4 & 1 \end{bmatrix}
# \qquad
# H_\text{centred} = \begin{bmatrix} 9 & 0 \\ 0 & 1 \end{bmatrix}
# \qquad
# H_\text{standardised} = \begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix}$$
#
# The eigenvalues of the first are $13 \pm \sqrt{160}$, about $25.65$ and $0.35$. With the largest
# learning rate, $2/25.65 = 0.078$, the other direction keeps $1 - 0.078 \cdot 0.35 = 97\%$ of its
# error in every step. Centring removes the 4: weight and bias no longer disturb each other.
# Dividing by $\sigma$ makes the 9 a 1. Now the limit is 2, and with $\eta = 1$ every direction is
# multiplied by $1 - 1 = 0$.
#
# ### Exercise 3: `max_stable_learning_rate` (40 points)
#
# **Your turn.** Return the limit $2 / h_{\max}$ for linear regression with a bias over the examples
# `X`. About five lines. `np.vstack` lays rows under a matrix, and `np.linalg.eigvalsh` gives all
# eigenvalues of a symmetric matrix.


# %% nbgrader={"grade": false, "grade_id": "max_stable_learning_rate", "locked": false, "schema_version": 3, "solution": true, "task": false}
def max_stable_learning_rate(X):
    """Say up to which learning rate gradient descent on linear regression converges.

    X: the examples (n_x, m). The cost is half the mean squared error of w.T x + b.
    Returns 2 / h, where h is the largest eigenvalue of A A.T / m, and A is X with a row of ones below.
    """
    ### BEGIN SOLUTION
    m = X.shape[1]
    A = np.vstack([X, np.ones((1, m))])
    H = A @ A.T / m
    curvatures = np.linalg.eigvalsh(H)
    return float(2 / np.max(curvatures))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_max_stable_learning_rate", "locked": true, "points": 40, "schema_version": 3, "solution": false, "task": false}
check(max_stable_learning_rate)

# %% [markdown]
# **What you see now.** First the worked example, then the curve $|1 - \eta h|$ of both directions
# of $H_\text{raw}$. Where a curve is below the dashed line, the error in that direction shrinks. At
# the limit the steep direction comes back to 1, while the flat one has hardly begun to fall.

# %% tags=["demo"]
for title, features in {
    "raw": four,
    "centred": four - mu_four,
    "standardised": apply_standardizer(four, mu_four, sigma_four),
}.items():
    print(f"{title:13s} {features[0]}: limit {max_stable_learning_rate(features):.3f}")

steep, flat = 13 + np.sqrt(160), 13 - np.sqrt(160)
rates = np.linspace(0, 0.1, 201)
plots.step_factors(
    rates,
    {
        f"steep: curvature {steep:.2f}": np.abs(1 - rates * steep),
        f"flat: curvature {flat:.2f}": np.abs(1 - rates * flat),
    },
    max_stable_learning_rate(four),
)

# %% [markdown]
# The ratio of the two curvatures, $h_{\max}/h_{\min}$, is called the *condition number*. It says
# roughly how many steps it takes: a step fit for the steep direction covers that small a part of
# the flat one.
#
# ### Long bowl, round bowl
#
# Now with real numbers, in a problem small enough to be drawn: guess the radius of the worst nuclei
# from the mean radius, with one weight and one bias.

# %% tags=["demo"]
quiz("normalization", "round_bowl", answer="")

# %% tags=["demo"]
radius, worst_radius = X_train[:1], X_train[20:21]


def best_fit(x):
    """Weight and bias at the bottom of the bowl, computed at once."""
    A = np.vstack([x, np.ones((1, x.shape[1]))])
    return np.linalg.solve(A @ A.T, A @ worst_radius.T)[:, 0]


def linear_descent(x, learning_rate, steps, start):
    """Gradient descent on linear regression of the worst radius: a path (steps + 1, 2) of (w, b)."""
    path = [np.array(start)]
    for _ in range(steps):
        w, b = path[-1]
        miss = w * x + b - worst_radius
        path.append(path[-1] - learning_rate * np.array([np.mean(miss * x), np.mean(miss)]))
    return np.array(path)


def bowl(x, learning_rate, steps):
    """The cost up to 5 away from its bottom, and a walk into it."""
    bottom = best_fit(x)
    path = linear_descent(x, learning_rate, steps, bottom + np.array([-4.0, 3.7]))
    w, b = np.meshgrid(*(centre + np.linspace(-5, 5, 81) for centre in bottom))
    cost = np.mean((w[..., None] * x[0] + b[..., None] - worst_radius[0]) ** 2, axis=-1) / 2
    return plots.Bowl(w, b, cost, path)


rulers = fit_standardizer(radius)
versions = {
    "raw": radius,
    "centred": radius - rulers[0],
    "standardised": apply_standardizer(radius, *rulers),
}
maps = {}
for title, x in versions.items():
    limit = max_stable_learning_rate(x)
    rate = 1.0 if title == "standardised" else 0.95 * limit
    maps[title] = bowl(x, rate, 30)
    left = np.linalg.norm(maps[title].path - best_fit(x), axis=1)
    print(f"{title:13s} limit {limit:.4f}, rate {rate:.4f}:", end=" ")
    print(f"distance {left[0]:.2f} at first, {left[-1]:.2f} after 30 steps")
plots.bowls(maps)

# %% [markdown]
# Lines join places of equal cost, as on a hiking map, and all three maps have the same scale. On
# the left is the raw bowl, a valley so long and narrow that its lines look parallel. The walk jumps
# from wall to wall until it is down on the floor, and there it all but stands still: a step short
# enough for the walls is thousands of times too short for the floor. In the middle, with the
# feature centred, the valley has an end and lies straight along the axes. On the right it is round:
# from anywhere the slope points at the bottom, and the step with learning rate 1 lands there.
#
# **What usually goes wrong.** The bias is forgotten. Then a direction is missing from the bowl, the
# limit comes out too large, and a learning rate just below it diverges. Or the $m$ is forgotten, and
# the limit shrinks with every example that is added.
#
# **An experiment.** Is the limit really that sharp? Ten per cent below it, exactly on it, one per
# cent above it: before you run the cell, say of each what the cost will do.

# %% tags=["demo"]
x = versions["raw"]
limit = max_stable_learning_rate(x)
for factor in (0.9, 1.0, 1.01, 1.1):
    path = linear_descent(x, factor * limit, 200, (0.0, 0.0))
    costs = [np.mean((w * x + b - worst_radius) ** 2) / 2 for w, b in path]
    print(f"{factor:4.2f} of the limit: cost {costs[0]:.1f} at first,", end=" ")
    print(f"{costs[100]:.3g} after 100 steps, {costs[200]:.3g} after 200")

# %% [markdown]
# Below the limit the walk comes down from the walls. (It has not arrived: the floor is long.) On
# the limit it jumps from wall to wall for ever, neither higher nor lower. One per cent above it
# every jump is two per cent longer than the one before, since $|1 - 1.01 \cdot 2| = 1.02$. That is
# not much to look at, and it has no end.
#
# **To remember.** Along a direction of curvature $h$ each step multiplies the error by
# $1 - \eta h$. The steepest direction sets the learning rate, the flattest one sets the number of
# steps.
#
# ## 5. Thirty features at once
#
# Logistic regression isn't a perfect bowl, but nearly the same argument holds. Its curvatures are
# those of $\frac1m A D A^\top$, where $D$ has the slopes $a(1-a)$ of the sigmoid on its diagonal.
# These are at most $\frac14$ (week 3), so no curvature is larger than a quarter of what your
# function computes with, and **four times** your limit is safe. Let us see how far 500 steps lead
# from there, raw and standardised.

# %% tags=["demo"]
runs = {}
for title, Z, Z_other in [("raw", X_train, X_test), ("standardised", Z_train, Z_test)]:
    safe = 4 * max_stable_learning_rate(Z)
    parameters, _, costs = optimize(zeros, 0.0, Z, Y_train, 500, safe)
    final = propagate(parameters["w"], parameters["b"], Z, Y_train)[1]
    wrong_test = np.mean(predict(parameters["w"], parameters["b"], Z_other) != Y_test)
    runs[f"{title}, $\\eta$ = {safe:.1g}"] = [*costs, final]
    print(
        f"{title:13s} learning rate {safe:.1e}: cost {final:.3f}, wrong on {wrong_test:.1%} of the test set"
    )

longer, _, _ = optimize(zeros, 0.0, X_train, Y_train, 5000, 4 * max_stable_learning_rate(X_train))
final = propagate(longer["w"], longer["b"], X_train, Y_train)[1]
print(f"raw, after 5000 steps: cost {final:.3f}")
plots.cost_curves(runs, "The same neuron, the same patients, two sets of rulers")

# %% [markdown]
# The same neuron on the same patients. Standardised, it is after 100 steps where the raw one will
# not be after 5000, and it makes less than half as many mistakes on patients it has not seen. The
# safe learning rates differ by a factor of more than a hundred thousand. The raw one is so small
# because of the areas, and with it the weights of all small features hardly leave zero.
#
# Is the bowl round now? With one feature it was. With thirty, there is something left:

# %% tags=["demo"]
for title, Z in {"raw": X_train, "centred": X_train - mu, "standardised": Z_train}.items():
    A = np.vstack([Z, np.ones((1, Z.shape[1]))])
    curvatures = np.linalg.eigvalsh(A @ A.T / Z.shape[1])
    power = np.log10(curvatures[-1] / curvatures[0])
    print(f"{title:13s} steepest / flattest curvature: about 10 to the power {power:.0f}")
together = np.corrcoef(X_train[0], X_train[2])[0, 1]
print(f"correlation of {names[0]!r} and {names[2]!r}: {together:.3f}")

# %% [markdown]
# Standardising takes many powers of ten off the condition number, and five remain. They are no
# matter of units: radius and perimeter of a nucleus say nearly the same, so their weights can grow
# against each other, one up and one down, without changing any answer much. That is a flat
# direction, and no rescaling of single features removes it.
#
# **To remember.** Standardising cures what is due to the rulers, not what is due to features that
# go together.
#
# ## 6. When it doesn't matter
#
# **It changes how you get there, not where "there" is.** $w^\top \frac{x - \mu}{\sigma} + b$ is
# again a weighted sum of the raw features, with other weights. A neuron on raw features can say
# everything that one on standardised features can. So where the best weights are *computed* and not
# walked to, nothing changes:

# %% tags=["demo"]
answers = {}
for title, Z in {"raw": X_train, "standardised": Z_train}.items():
    A = np.vstack([Z, np.ones((1, Z.shape[1]))])
    theta = np.linalg.lstsq(A.T, Y_train.T, rcond=None)[0]
    answers[title] = theta.T @ A
difference = np.abs(answers["raw"] - answers["standardised"]).max()
print(f"least squares, solved directly: the answers differ by less than 1e-6: {difference < 1e-6}")

# %% [markdown]
# (With a penalty on large weights, as in week 8, even the place changes: the penalty takes large
# weights for expensive ones, and how large a weight must be depends on the ruler of its feature.)
#
# **Where all features have the same ruler, dividing has nothing to do.** In week 3 the pictures
# were divided by 255 and that was all. Look at what standardising each of the 12288 pixels would
# have added:

# %% tags=["demo"]
cats = load_cats()
pixels = cats.train_set_x.reshape(len(cats.train_set_x), -1).T / 255
mu_pixels, sigma_pixels = fit_standardizer(pixels)
print(
    f"standard deviations of the pixels: from {sigma_pixels.min():.2f} to {sigma_pixels.max():.2f}"
)


def limit_for_few_examples(X):
    """The same limit from the (m, m) matrix A.T A / m, whose largest eigenvalue is the same."""
    m = X.shape[1]
    return 2 / np.linalg.eigvalsh((X.T @ X + 1) / m)[-1]


print(f"limit, divided by 255: {limit_for_few_examples(pixels):.5f}")
print(f"limit, centred too:    {limit_for_few_examples(pixels - mu_pixels):.5f}")

# %% [markdown]
# The spreads are nearly equal already, so there is nothing to gain from dividing by them. Centring,
# on the other hand, would have allowed steps about ten times as long: all pixels being positive
# makes one direction steep, the one in which the whole picture gets brighter. (The limit was
# computed from a small matrix instead of one with $12289^2$ entries. $A A^\top$ and $A^\top A$ have
# the same eigenvalues, zeros aside.)
#
# **An experiment.** Train the neuron of week 3 on centred pixels, with a learning rate ten times
# that of week 3, and compare the costs after 200 steps.
#
# And some methods never look at sizes at all: a decision tree asks "is the area larger than 700?",
# and on another ruler it asks the same question with another number.
#
# ## What you can do now
#
# - Standardise features with $\mu$ and $\sigma$ as columns, constant features included.
# - Say why it is $\sigma$ and not $\sigma^2$, and why the mean must be subtracted before squaring.
# - Keep $\mu$ and $\sigma$ of the training set with the weights, and say what happens to a patient who is measured by herself.
# - Derive the limit $2/h_{\max}$ and the factor $1 - \eta h$, and explain slow training by a long bowl.
# - Recognise when standardising is needed, when it is harmless, and what it can't do.
#
# Hidden layers have inputs, too: the activations of the layer before. Their rulers change while the
# network learns, and a long bowl there is as slow as a long bowl here. The idea of standardising
# inside the network, during training, is called batch normalization. You have met all of its
# ingredients.
