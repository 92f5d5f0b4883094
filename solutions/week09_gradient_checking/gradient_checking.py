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
# # Gradient checking: how to catch a bug that makes no noise
#
# For six weeks you have written backward passes: matrix products, transposes, sums over the right
# axis, a $\frac1m$ here and a mask there. Each time the check cell told you whether you had got
# it right. Outside this course there is no check cell. This week you build one.
#
# The idea is older than neural networks, and you have met it in passing: a derivative says how
# far the cost moves when a parameter moves a little. So move it a little and look. That is slow
# and almost impossible to get wrong; backpropagation is fast and easy to get wrong. Hold the one
# against the other, and you have a proof of correctness that needs no proofreader.
#
# By the end you will be able to say of any backward pass whether it is right, in which layer it
# is wrong and in which line; and you will know the half dozen situations in which this test
# itself tells you nonsense.
#
# **How the notebook works.** There are five exercises worth 100 points. In each you complete one
# function between the two comment lines, then run the cell below it. The other code cells show
# you things with *your* functions. Plan about two hours; the sections are good places for a
# break.
#
# | symbol | shape | meaning |
# |---|---|---|
# | $\theta$ | $(n, 1)$ | all parameters of a network, in one column |
# | $n$ | | how many there are |
# | $f(\theta)$ | a number | any function of them; later the cost $J$ |
# | $\nabla f$ | $(n, 1)$ | its gradient: one slope for each parameter |
# | $\epsilon$ | a number | how far a parameter is moved |
# | $u$ | a number | the unit roundoff: the largest relative error of rounding to a float |
# | $X$, $Y$ | $(n_0, m)$, $(1, m)$ | the examples and their labels |
#
# Run the next cell first. It brings in everything the exercises need.

# %%
# %load_ext grader.check

import numpy as np

from grader.check import check
from utils import plots
from utils.deep_network import (
    L_model_backward,
    L_model_forward,
    compute_cost,
    initialize_parameters_deep,
    update_parameters,
)
from utils.progress import progress
from utils.quizzes import quiz

# %% [markdown]
# ## 1. A bug that makes no noise
#
# **Why it matters.** Somebody has written out the backward pass of a network with four layers by
# hand, layer after layer, by copying lines and changing numbers. Four versions of it are in
# circulation: `backward_A`, `backward_B`, `backward_C` and `backward_D`. Each takes what
# `L_model_backward` takes and returns `dW1, db1, ..., dW4, db4`. **One of them is right. Each of
# the other three has one wrong line.**
#
# They are in the next cell, which comes folded up (click the bar at its left edge to unfold it).
# Run it, and leave it folded for now: reading comes in section 7, when you know where to look.

# %% jupyter={"source_hidden": true} tags=["demo"]
# Four backward passes for a network with four layers. Three have one wrong line each.


def layers_of(caches):
    """What the layers saw, by number: A[0] to A[3], W[1] to W[4] and Z[1] to Z[4]."""
    A = {number: linear_cache[0] for number, (linear_cache, _) in enumerate(caches)}
    W = {number: linear_cache[1] for number, (linear_cache, _) in enumerate(caches, start=1)}
    Z = {number: Z for number, (_, Z) in enumerate(caches, start=1)}
    return A, W, Z


def backward_A(AL, Y, caches):
    m = Y.shape[1]
    A, W, Z = layers_of(caches)
    grads = {}

    dZ4 = AL - Y
    grads["dW4"] = dZ4 @ A[3].T / m
    grads["db4"] = np.sum(dZ4, axis=1, keepdims=True) / m
    dA3 = W[4].T @ dZ4

    dZ3 = dA3 * (Z[3] > 0)
    grads["dW3"] = dZ3 @ A[2].T / m
    grads["db3"] = np.sum(dZ3, axis=1, keepdims=True) / m
    dA2 = W[3].T @ dZ3

    dZ2 = dA2 * (Z[2] > 0)
    grads["dW2"] = dZ2 @ A[1].T / m
    grads["db2"] = np.mean(dZ2, axis=1, keepdims=True) / m
    dA1 = W[2].T @ dZ2

    dZ1 = dA1 * (Z[1] > 0)
    grads["dW1"] = dZ1 @ A[0].T / m
    grads["db1"] = np.sum(dZ1, axis=1, keepdims=True) / m
    return grads


def backward_B(AL, Y, caches):
    m = Y.shape[1]
    A, W, Z = layers_of(caches)
    grads = {}

    dZ4 = AL - Y
    grads["dW4"] = dZ4 @ A[3].T / m
    grads["db4"] = np.sum(dZ4, axis=1, keepdims=True) / m
    dA3 = W[4].T @ dZ4

    dZ3 = dA3 * (Z[3] > 0)
    grads["dW3"] = dZ3 @ A[2].T / m
    grads["db3"] = np.sum(dZ3, axis=1, keepdims=True) / m
    dA2 = W[3].T @ dZ3

    dZ2 = dA2 * (A[2] >= 0)
    grads["dW2"] = dZ2 @ A[1].T / m
    grads["db2"] = np.sum(dZ2, axis=1, keepdims=True) / m
    dA1 = W[2].T @ dZ2

    dZ1 = dA1 * (Z[1] > 0)
    grads["dW1"] = dZ1 @ A[0].T / m
    grads["db1"] = np.sum(dZ1, axis=1, keepdims=True) / m
    return grads


def backward_C(AL, Y, caches):
    m = Y.shape[1]
    A, W, Z = layers_of(caches)
    grads = {}

    dZ4 = AL - Y
    grads["dW4"] = dZ4 @ A[3].T / m
    grads["db4"] = np.sum(dZ4, axis=1, keepdims=True) / m
    dA3 = W[4].T @ dZ4

    dZ3 = dA3 * (Z[3] > 0)
    grads["dW3"] = dZ3 @ A[2].T / m
    grads["db3"] = np.sum(dZ3, axis=1, keepdims=True) / m
    dA2 = W[3].T @ dZ3

    dZ2 = dA2 * (Z[2] > 0)
    grads["dW2"] = dZ2 @ A[1].T / m
    grads["db2"] = np.sum(dZ2, axis=1, keepdims=True) / m
    dA1 = W[2].T @ dZ2

    dZ1 = dA1 * (Z[1] > 0)
    grads["dW1"] = dZ1 @ A[0].T / m
    grads["db1"] = np.sum(dZ1, axis=1, keepdims=True) / m
    return grads


def backward_D(AL, Y, caches):
    m = Y.shape[1]
    A, W, Z = layers_of(caches)
    grads = {}

    dZ4 = AL - Y
    grads["dW4"] = dZ4 @ A[3].T / m
    grads["db4"] = np.sum(dZ4, axis=1, keepdims=True) / m
    dA3 = W[4].T @ dZ4

    dZ3 = dA3 * (Z[3] > 0)
    grads["dW3"] = (dZ3 @ A[2].T + 0.1 * W[3]) / m
    grads["db3"] = np.sum(dZ3, axis=1, keepdims=True) / m
    dA2 = W[3].T @ dZ3

    dZ2 = dA2 * (Z[2] > 0)
    grads["dW2"] = dZ2 @ A[1].T / m
    grads["db2"] = np.sum(dZ2, axis=1, keepdims=True) / m
    dA1 = W[2].T @ dZ2

    dZ1 = dA1 * (Z[1] > 0)
    grads["dW1"] = dZ1 @ A[0].T / m
    grads["db1"] = np.sum(dZ1, axis=1, keepdims=True) / m
    return grads


backward_passes = {"A": backward_A, "B": backward_B, "C": backward_C, "D": backward_D}

# %% [markdown]
# The obvious test is to train with each. Two hundred points in the plane, with label 1 inside a
# circle and 0 outside; a network with layers of 6, 5, 4 and 1 units; the same start for all four.
# Watch the four curves: which of them is broken?

# %% tags=["demo", "nbval-ignore-output"]
layer_dims = [2, 6, 5, 4, 1]
rng = np.random.default_rng(9)
X = rng.normal(size=(2, 200))
Y = (np.sum(X**2, axis=0, keepdims=True) < 1.4).astype(int)

costs, accuracies = {}, {}
for name, backward in progress(backward_passes.items(), "four trainings"):
    parameters = initialize_parameters_deep(layer_dims, np.random.default_rng(5))
    costs[f"pass {name}"] = []
    for i in range(2001):
        AL, caches = L_model_forward(X, parameters)
        if i % 100 == 0:
            costs[f"pass {name}"].append(compute_cost(AL, Y))
        parameters = update_parameters(parameters, backward(AL, Y, caches), learning_rate=0.1)
    accuracies[name] = np.mean((AL > 0.5) == Y)

# %% tags=["demo"]
quiz("gradient_checking", "which_is_broken", answer="")

# %% tags=["demo"]
for name, accuracy in accuracies.items():
    run = costs[f"pass {name}"]
    print(f"pass {name}: cost {run[0]:.2f} -> {run[-1]:.2f}, accuracy {accuracy:.0%}")
plots.cost_curves(costs, "Four backward passes, three of them wrong")

# %% [markdown]
# All four costs fall (the curves of C and D lie on top of each other), and all four networks end
# up classifying every point correctly. The pass whose cost falls fastest is one of the wrong
# ones.
#
# That is what makes these bugs so unpleasant. A wrong forward pass gives wrong answers; a wrong
# backward pass only gives a somewhat wrong *direction*, and many directions lead downhill. The
# network learns, a little worse or slower than it could, or it fails on the next data set, and
# you blame the learning rate. A cost that falls proves nothing about the gradient.
#
# **To remember.** "It learns" is not a test. We need one that looks at the gradient itself.
#
# ## 2. A slope from two sides
#
# **The idea, with a picture.** The derivative of $f$ at $\theta$ is the slope of the tangent. We
# can't compute a tangent from values of $f$, but we can draw a line through two points of the
# curve, a *secant*, and its slope is simply rise over run. Which two points? The obvious choice
# is $\theta$ and $\theta + \epsilon$. A better one is $\theta - \epsilon$ and
# $\theta + \epsilon$. Here are both for $f(\theta) = \theta^3$ at $\theta = 1$ with a large step,
# $\epsilon = 0.5$.

# %% tags=["demo"]
rise_right, rise_both = 1.5**3 - 1.0**3, 1.5**3 - 0.5**3
print(f"true slope 3, one-sided {rise_right / 0.5:.2f}, two-sided {rise_both / 1.0:.2f}")
plots.secants(lambda t: t**3, at=1.0, epsilon=0.5, slope=3.0)

# %% [markdown]
# On the left the secant is visibly steeper than the dashed tangent: the curve bends upwards, and
# a look to the right only sees the steep side. On the right the secant is almost parallel to the
# tangent. Looking to both sides, the steep side and the flat side make up for each other.
#
# **The equations.** How good is "almost"? Taylor's formula tells, on both sides of $\theta$:
#
# $$f(\theta \pm \epsilon) = f(\theta) \pm \epsilon f'(\theta) + \frac{\epsilon^2}{2} f''(\theta)
# \pm \frac{\epsilon^3}{6} f'''(\theta) + O(\epsilon^4)$$
#
# Take the one-sided difference, and the bend $f''$ remains:
#
# $$\frac{f(\theta + \epsilon) - f(\theta)}{\epsilon} = f'(\theta) + \frac{\epsilon}{2} f''(\theta) + O(\epsilon^2)$$
#
# In the two-sided one, the terms with even powers are the same on both sides and cancel:
#
# $$\frac{f(\theta + \epsilon) - f(\theta - \epsilon)}{2 \epsilon}
# = \frac{2 \epsilon f'(\theta) + \frac{\epsilon^3}{3} f'''(\theta) + O(\epsilon^5)}{2 \epsilon}
# = f'(\theta) + \frac{\epsilon^2}{6} f'''(\theta) + O(\epsilon^4)$$
#
# An error of order $\epsilon$ has become one of order $\epsilon^2$. Make the step ten times
# smaller, and the one-sided error shrinks ten times, the two-sided one a hundred times. The
# price: for $n$ parameters, $2n$ values of $f$ instead of $n + 1$.
#
# **A worked example.** $f(\theta) = \theta^3$ at $\theta = 1$, where $f' = 3$, with
# $\epsilon = 0.1$:
#
# $$\frac{1.1^3 - 1^3}{0.1} = \frac{0.331}{0.1} = 3.31
# \qquad\qquad
# \frac{1.1^3 - 0.9^3}{0.2} = \frac{1.331 - 0.729}{0.2} = 3.01$$
#
# The formulas promise errors of $\frac{0.1}{2} \cdot 6 = 0.3$ (and a bit) and
# $\frac{0.01}{6} \cdot 6 = 0.01$. They keep their promise.
#
# **Many parameters.** If $\theta$ is a column of $n$ numbers, $f$ has a slope in each of the $n$
# directions. The slope in direction $i$ asks what happens if $\theta_i$ moves **and all others
# stay where they are**. With $e_i$ for the column that has a 1 in place $i$ and 0 elsewhere,
#
# $$\underbrace{(\nabla f)_i}_{\text{a number}} \approx
# \frac{f(\theta + \epsilon e_i) - f(\theta - \epsilon e_i)}{2 \epsilon}
# \qquad i = 1, \dots, n
# \qquad\qquad
# \underbrace{\nabla f}_{n \times 1} \text{ has the shape of } \underbrace{\theta}_{n \times 1}$$
#
# ### Exercise 1: `numerical_gradient` (25 points)
#
# **Your turn.** Go through the entries of `theta` in a loop. For each, make a column `step` of
# zeros with `epsilon` in this one place, ask `f` on both sides, and write the slope into a column
# of results. Five or six lines. The `theta` you are given must stay as it is, so compute
# `theta + step` rather than changing entries of `theta` itself.


# %% nbgrader={"grade": false, "grade_id": "numerical_gradient", "locked": false, "schema_version": 3, "solution": true, "task": false}
def numerical_gradient(f, theta, epsilon):
    """Estimate the gradient of f at theta by two-sided differences.

    f: a function that takes a column (n, 1) and returns a number.
    theta: a column (n, 1) of floats, which is not changed.   epsilon: how far each entry is moved.
    Returns the slopes of f in the direction of each entry, a column (n, 1).
    """
    ### BEGIN SOLUTION
    gradient = np.zeros(theta.shape)
    for i in range(theta.size):
        step = np.zeros(theta.shape)
        step[i] = epsilon
        gradient[i] = (f(theta + step) - f(theta - step)) / (2 * epsilon)
    return gradient
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_numerical_gradient", "locked": true, "points": 25, "schema_version": 3, "solution": false, "task": false}
check(numerical_gradient)

# %% [markdown]
# **What you see now.** For $f(\theta) = \theta_1^3 + \theta_1 \theta_2^2$ the slopes are
# $3\theta_1^2 + \theta_2^2$ and $2 \theta_1 \theta_2$, so $(7, 4)$ at $\theta = (1, 2)$. Your
# function finds them without knowing any rule of differentiation.


# %% tags=["demo"]
def example(theta):
    return float(theta[0, 0] ** 3 + theta[0, 0] * theta[1, 0] ** 2)


place = np.array([[1.0], [2.0]])
for epsilon in (0.1, 0.01, 0.001):
    slopes = numerical_gradient(example, place, epsilon)
    print(f"epsilon = {epsilon:5}: slopes {slopes[0, 0]:.6f} and {slopes[1, 0]:.6f}")

# %% [markdown]
# The first slope is off by 0.01, then 0.0001, then 0.000001: ten times smaller steps, a hundred
# times smaller error, as derived. The second slope is exact with every step. Why? In the
# direction of $\theta_2$ the function is a parabola, its third derivative is 0, and there is no
# error left.
#
# **What usually goes wrong.** One would like to have a place to the right and one to the left, so
# one gives them names and moves each of them. It reads well:

# %% tags=["demo"]
quiz("gradient_checking", "two_names", answer="")

# %% tags=["demo"]
theta = np.array([[1.0], [2.0]])
right = theta
left = theta
right[0] += 0.1
left[0] -= 0.1
print("f(right) - f(left) =", example(right) - example(left), "  same array:", right is left)

# %% [markdown]
# In Python, `=` gives a second *name* to an array and makes no second array. There was only one
# place, and it was moved there and back; `theta.copy()` would have made another.
#
# Other favourites: dividing by $\epsilon$ although the two places are $2\epsilon$ apart, so that
# every slope is twice too large; and `/ 2 * epsilon`, which Python reads from left to right and
# so multiplies by $\epsilon$.
#
# **An experiment.** Replace `example` by a function with a fourth power. By which factor does its
# error shrink from line to line?
#
# **To remember.** Two-sided: divide by $2\epsilon$; the error is of order $\epsilon^2$.
#
# ## 3. How small should the step be?
#
# **Why it matters.** If a smaller step is a better step, why not take $10^{-15}$? Try it, with
# both kinds of difference, and look at the error. The function is $f(\theta) = 1/(1 + \theta^2)$;
# its slope $-2\theta/(1+\theta^2)^2$ is known, so the error can be computed. Each point is the
# median over 101 places between 0.5 and 1.5.


# %% tags=["demo"]
quiz("gradient_checking", "tiny_step", answer="")


# %% tags=["demo"]
def bell(theta):
    return float(1 / (1 + theta[0, 0] * theta[0, 0]))


def median_error(estimate, epsilon):
    """The median relative error of a way to estimate the slope of bell."""
    places = np.linspace(0.5, 1.5, 101)
    true = -2 * places / (1 + places**2) ** 2
    estimates = np.array([estimate(np.array([[t]]), epsilon) for t in places])
    return np.median(np.abs(estimates - true) / np.abs(true))


def one_sided(theta, epsilon):
    return (bell(theta + epsilon) - bell(theta)) / epsilon


def two_sided(theta, epsilon):
    return numerical_gradient(bell, theta, epsilon).item()


steps = 10.0 ** np.arange(-13, 0.01, 0.25)
errors = {
    "one-sided": np.array([median_error(one_sided, epsilon) for epsilon in steps]),
    "two-sided": np.array([median_error(two_sided, epsilon) for epsilon in steps]),
}

coarse = (steps > 1e-4) & (steps < 1e-1)
for name, error in errors.items():
    best = np.argmin(error)
    slope = np.polyfit(np.log10(steps[coarse]), np.log10(error[coarse]), 1)[0]
    print(f"{name}: best epsilon {steps[best]:.0e}, error there {error[best]:.0e}, ", end="")
    print(f"slope at the right {slope:.1f}")
plots.difference_errors(
    steps,
    errors,
    "Small steps are good, smaller ones are not",
    {"slope 1": (1, 1e-3, 2e-3), "slope 2": (2, 3e-3, 4e-7), "slope $-1$": (-1, 1e-10, 5e-6)},
)

# %% [markdown]
# Two valleys. Both axes are logarithmic, so a power $\epsilon^k$ is a straight line of slope $k$.
# Come from the right, where the steps are large: as they shrink, the errors fall as Taylor says,
# with slope 1 for the one-sided difference and slope 2 for the two-sided one. Then each curve
# turns, and further to the left both **rise** again, along almost the same jagged line of slope
# $-1$. The rings mark the best steps; the two-sided valley is several hundred times deeper.
#
# **The equation.** What turns them? Rounding. A float64 has about 16 digits: a number $f$ is
# stored with an error of up to $u |f|$ where $u = 2^{-53} \approx 1.1 \cdot 10^{-16}$. (A long
# computation of $f$ makes it some multiple of that.) The two values $f(\theta \pm \epsilon)$
# agree in most of their digits, the difference wipes these out, and what is left is mostly the
# rounding errors: up to $2 u |f|$ in a numerator that is then divided by the small number
# $2 \epsilon$. Together with Taylor's error,
#
# $$E(\epsilon) \approx \underbrace{\frac{|f'''|}{6} \epsilon^2}_{\text{truncation}}
# + \underbrace{\frac{u |f|}{\epsilon}}_{\text{rounding}}$$
#
# The first grows with $\epsilon$, the second shrinks. The best step is where the derivative is
# zero, $\frac{|f'''|}{3} \epsilon - \frac{u|f|}{\epsilon^2} = 0$:
#
# $$\epsilon^* = \sqrt[3]{\frac{3 u |f|}{|f'''|}}, \qquad E(\epsilon^*) = \frac32 \cdot \frac{u |f|}{\epsilon^*}$$
#
# For a function whose values and derivatives are of ordinary size this is
# $\epsilon^* \approx \sqrt[3]{3u} \approx 7 \cdot 10^{-6}$, with an error of about
# $2 \cdot 10^{-11}$. The same calculation for the one-sided difference, with
# $E = \frac{|f''|}{2}\epsilon + \frac{2u|f|}{\epsilon}$, gives
# $\epsilon^* \approx 2\sqrt{u} \approx 2 \cdot 10^{-8}$ and an error of the same size,
# $2 \cdot 10^{-8}$. Compare this with the rings: powers of ten are all such an estimate can
# promise, and these it gets right.
#
# So of sixteen digits, the one-sided difference can save about eight and the two-sided one about
# eleven. **In float64, $\epsilon = 10^{-5}$ is a good choice** for two-sided differences, and
# anything from $10^{-7}$ to $10^{-4}$ is usable. Many texts say $10^{-7}$; you see in the figure
# that this costs some digits and does no harm.
#
# **A worked example.** Take $\epsilon = 10^{-13}$ and $f \approx 0.5$: rounding alone contributes
# up to $1.1 \cdot 10^{-16} \cdot 0.5 / 10^{-13} \approx 0.0006$ to a slope of about 0.5: a
# relative error of about 0.001. The left ends of the curves lie about there.
#
# **An experiment.** What happens at $\epsilon = 10^{-17}$? Work it out on paper first: what is
# `1.0 + 1e-17` in floating point?
#
# **To remember.** Too large: Taylor's error. Too small: rounding. In between lies
# $\epsilon \approx 10^{-5}$.
#
# ## 4. How different is different?
#
# **Why it matters.** Two gradients never agree exactly: one is an estimate. A difference of
# 0.0001 is terrible if the slopes are around 0.001, and splendid if they are around 1000. So the
# difference must be compared with the size of what was compared.
#
# **The equation.** For two columns $a$ and $b$ of the same shape,
#
# $$\text{relative difference}(a, b) = \frac{\lVert a - b \rVert}{\lVert a \rVert + \lVert b \rVert},
# \qquad \lVert v \rVert = \sqrt{\sum_i v_i^2}$$
#
# $\lVert v \rVert$ is the length of $v$ by Pythagoras, `np.linalg.norm`. Three properties make
# this the right ruler:
#
# - It has no unit. Multiply both gradients by 1000 and it stays the same.
# - It is symmetric. Neither of the two is declared to be the truth.
# - It lies between 0 and 1, because by the triangle inequality
#   $\lVert a - b \rVert \le \lVert a \rVert + \lVert b \rVert$. It is 1 if they point in opposite
#   directions, or if one of them is zero.
#
# If both are zero, the fraction is $\frac00$. Two zero gradients are equal, so we call it 0.
#
# **A worked example.** $a = (3, 4)$ and $b = (3.3, 4.4)$:
# $\lVert a - b \rVert = \lVert(-0.3, -0.4)\rVert = 0.5$, and
# $\lVert a \rVert + \lVert b \rVert = 5 + 5.5$, so the relative difference is
# $0.5 / 10.5 \approx 0.048$.
#
# ### Exercise 2: `relative_difference` (15 points)
#
# **Your turn.** Return one number. Three or four lines, with the special case.


# %% nbgrader={"grade": false, "grade_id": "relative_difference", "locked": false, "schema_version": 3, "solution": true, "task": false}
def relative_difference(a, b):
    """Say how far two gradients are apart, on a scale from 0 to 1.

    a, b: arrays of the same shape.
    Returns the length of a - b, divided by the length of a plus that of b; 0.0 where both are zero.
    """
    ### BEGIN SOLUTION
    scale = np.linalg.norm(a) + np.linalg.norm(b)
    if scale == 0:
        return 0.0
    return float(np.linalg.norm(a - b) / scale)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_relative_difference", "locked": true, "points": 15, "schema_version": 3, "solution": false, "task": false}
check(relative_difference)

# %% [markdown]
# **What you see now.** On the left two vectors and their difference, as arrows. On the right the
# commonest kind of bug, a wrong factor: $b = c\,a$ has the right direction and the wrong length.
# Then
#
# $$\frac{\lVert a - c\,a \rVert}{\lVert a \rVert + \lVert c\,a \rVert} = \frac{|1 - c|}{1 + |c|}$$
#
# and the number betrays the factor.

# %% tags=["demo"]
ones = np.ones((4, 1))
for c in (2, 20, -1, 0):
    print(f"factor {c:2}: relative difference {relative_difference(ones, c * ones):.3f}")
marks = {"right": 1.0, "twice too large": 2.0, "ten times too large": 10.0, "wrong sign": -1.0}
plots.factor_curve(relative_difference, marks)

# %% [markdown]
# Learn to read it backwards. **One third** means a factor of 2 (or $\frac12$): look for a lost 2.
# **Exactly 1** means a lost sign, or a gradient that is zero. And $\frac{m-1}{m+1}$, here 0.905
# for $m = 20$ examples, means a factor $m$ or $\frac1m$: an average taken never or twice. For any
# value $d < 1$ the factor would be $c = \frac{1+d}{1-d}$ or its inverse.
#
# What is small enough? With two-sided differences in float64 and $\epsilon = 10^{-5}$:
#
# | relative difference | what it says |
# |---|---|
# | below $10^{-7}$ | right: no more than rounding and truncation |
# | $10^{-7}$ to $10^{-3}$ | look closer: a kink, a bad $\epsilon$, or a bug in a small part |
# | above $10^{-3}$ | almost certainly a bug, or a kink (section 8) |
#
# **What usually goes wrong.** The length of the *sum*, $\lVert a + b \rVert$, in the denominator:
# it is nearly zero just when the two point in opposite directions. The difference of the
# *lengths*, $\bigl|\lVert a \rVert - \lVert b \rVert\bigr|$, in the numerator: it can't see a
# wrong direction. And a trap of shapes, which you know from week 3: a column minus a flat array
# is a square.

# %% tags=["demo"]
column, flat = np.ones((3, 1)), np.ones(3)
print("column - column:", (column - column).shape, "  column - flat:", (column - flat).shape)

# %% [markdown]
# **An experiment.** Let `b` be `a` plus a small random error of 1% in each entry. What relative
# difference do you expect? (It is about half a percent. Why half?)
#
# **To remember.** $\lVert a - b \rVert / (\lVert a \rVert + \lVert b \rVert)$: below $10^{-7}$ is
# right, a third is a factor of 2, one is a sign.
#
# ## 5. All parameters in one column
#
# **Why it matters.** Your `numerical_gradient` wants one column $\theta$. The network wants a
# dict of matrices $W^{[1]}, b^{[1]}, W^{[2]}, \dots$ So we need a translation, in both
# directions.
#
# **The idea, with a picture.** Take the arrays in the order
# $W^{[1]}, b^{[1]}, W^{[2]}, b^{[2]}, \dots$, read each one **row by row**, as you read a page,
# and write the numbers one below the other. In the figure every array has its colour, and the
# numbers are chosen so that you can see the order: in the column they run from 1 to 11.

# %% tags=["demo"]
small = {
    "W1": np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
    "b1": np.array([[7.0], [8.0]]),
    "W2": np.array([[9.0, 10.0]]),
    "b2": np.array([[11.0]]),
}
print("layer_dims [3, 2, 1], so n = 2 * 3 + 2 + 1 * 2 + 1 =", sum(p.size for p in small.values()))
plots.parameter_column(small, np.arange(1.0, 12.0).reshape(-1, 1))

# %% [markdown]
# **The equation, with shapes.** A network $[n_0, n_1, \dots, n_L]$ has $n_l n_{l-1}$ weights and
# $n_l$ biases in layer $l$, together
#
# $$n = \sum_{l=1}^{L} n_l \,(n_{l-1} + 1)$$
#
# numbers, and this is the length of $\theta$, whose shape is $(n, 1)$. Is this order special? No:
# any would do, as long as the parameters and their gradients use **the same one**. But an order
# that is agreed on once never has to be thought about again.
#
# ### Exercise 3: `parameters_to_vector` (15 points)
#
# **Your turn.** Return the column. Four to six lines. `reshape(-1, 1)` reads an array row by row
# and makes a column of it, and `np.concatenate` puts a list of columns one below the other. There
# are `len(parameters) // 2` layers. Don't rely on the order in which the dict happens to be
# filled: a backward pass, for one, fills its dict from the last layer to the first.


# %% nbgrader={"grade": false, "grade_id": "parameters_to_vector", "locked": false, "schema_version": 3, "solution": true, "task": false}
def parameters_to_vector(parameters):
    """Write all parameters of a network one below the other.

    parameters: a dict with W1 (n_1, n_0), b1 (n_1, 1), W2, b2, ..., in any order.
    Returns a column (n, 1): W1, b1, W2, b2, ..., each read row by row.
    """
    ### BEGIN SOLUTION
    columns = []
    for layer in range(1, len(parameters) // 2 + 1):
        columns.append(parameters[f"W{layer}"].reshape(-1, 1))
        columns.append(parameters[f"b{layer}"].reshape(-1, 1))
    return np.concatenate(columns)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_parameters_to_vector", "locked": true, "points": 15, "schema_version": 3, "solution": false, "task": false}
check(parameters_to_vector)

# %% [markdown]
# **What you see now.** The small network of the figure gives the numbers from 1 to 11 in order,
# also if its dict is turned around.

# %% tags=["demo"]
turned = dict(reversed(small.items()))
print("in order:", parameters_to_vector(small).ravel())
print(
    "turned:  ", parameters_to_vector(turned).ravel(), " shape", parameters_to_vector(turned).shape
)

# %% [markdown]
# **What usually goes wrong.** Reading column by column, as some languages do:
# `W.T.reshape(-1, 1)` and `W.reshape(-1, 1, order="F")` give 1, 4, 2, 5, 3, 6 for $W^{[1]}$. And
# `np.concatenate` of all `parameters.values()`: right for this dict, wrong for the turned one.
#
# ### The way back
#
# **The idea.** Walk along the column with a pointer `start`, cut off what the next array needs,
# and move the pointer on. How much each array needs is known from `layer_dims`: $n_l n_{l-1}$
# numbers for $W^{[l]}$, and then $n_l$ for $b^{[l]}$. For `[3, 2, 1]` the cuts are at 0, 6, 8, 10
# and 11:
#
# | array | from | up to, not including | shape |
# |---|---|---|---|
# | $W^{[1]}$ | 0 | 6 | $(2, 3)$ |
# | $b^{[1]}$ | 6 | 8 | $(2, 1)$ |
# | $W^{[2]}$ | 8 | 10 | $(1, 2)$ |
# | $b^{[2]}$ | 10 | 11 | $(1, 1)$ |
#
# ### Exercise 4: `vector_to_parameters` (20 points)
#
# **Your turn.** Return the dict. Six to ten lines. `theta[start:stop]` is a piece of the column,
# and `reshape` with two numbers fills a matrix row by row.


# %% nbgrader={"grade": false, "grade_id": "vector_to_parameters", "locked": false, "schema_version": 3, "solution": true, "task": false}
def vector_to_parameters(theta, layer_dims):
    """Cut a column into the parameters of a network: what parameters_to_vector did, undone.

    theta: a column (n, 1).   layer_dims: the widths [n_0, n_1, ..., n_L] of the layers.
    Returns a dict with W1 (n_1, n_0), b1 (n_1, 1), W2, b2, ..., WL, bL.
    """
    ### BEGIN SOLUTION
    parameters, start = {}, 0
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        for name, shape in ((f"W{layer}", (n, n_prev)), (f"b{layer}", (n, 1))):
            stop = start + shape[0] * shape[1]
            parameters[name] = theta[start:stop].reshape(shape)
            start = stop
    return parameters
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_vector_to_parameters", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
check(vector_to_parameters)

# %% [markdown]
# **What you see now.** There and back again: the parameters of the network of section 1 become a
# column of 82 numbers, and the column becomes the same parameters.

# %% tags=["demo"]
parameters = initialize_parameters_deep(layer_dims, np.random.default_rng(5))
theta = parameters_to_vector(parameters)
back = vector_to_parameters(theta, layer_dims)

print("theta:", theta.shape)
print("shapes:", {name: block.shape for name, block in back.items()})
print("all equal:", all(np.array_equal(back[name], parameters[name]) for name in parameters))

# %% [markdown]
# **An experiment.** Two functions that undo each other need not both be right. Suppose that both
# read column by column: would the round trip notice? Would a gradient check that uses them? (No,
# and no: a consistent order is all that is needed. It is only when your column meets somebody
# else's that the agreed order counts.)
#
# **To remember.** `W1, b1, W2, b2, ...`, each row by row, in one column, and back.
#
# ## 6. The check
#
# **The idea.** Everything is there. The network's cost is a function of one column:
#
# $$\theta \ \longrightarrow\ W^{[1]}, b^{[1]}, \dots \ \longrightarrow\ A^{[L]} \ \longrightarrow\ J(\theta)$$
#
# Its numerical gradient is one column, and so are the gradients that a backward pass has found,
# written down in the same order. Compare the two.
#
# $$\underbrace{d\theta}_{n \times 1} = \text{the given } dW^{[1]}, db^{[1]}, \dots
# \qquad
# \underbrace{\nabla J}_{n \times 1} = \texttt{numerical\_gradient}(J, \theta, \epsilon)
# \qquad
# \text{relative difference}(d\theta, \nabla J)$$
#
# Notice what is *not* here: nothing knows how the gradients were computed. The check works for
# any network, any cost, any trick in the backward pass. It needs the forward pass only.
#
# **How much work?** $2n$ forward passes for $n$ parameters, where backpropagation gets by with
# about the work of two or three. That is why we don't train this way, and why we check on a
# *small* network with a *few* examples: a wrong line of code is wrong at any size.
#
# **A worked example.** One layer, one input, one example: $x = 2$, $y = 1$, $w = 0.5$, $b = 0.5$,
# so $z = 1.5$, $a = \sigma(1.5) = 0.8176$. Backpropagation gives $dz = a - y = -0.1824$ and so
# $dw = -0.3649$, $db = -0.1824$. Numerically, with $J(w) = -\ln \sigma(2w + 0.5)$ and
# $\epsilon = 0.01$:
# $\frac{J(0.51) - J(0.49)}{0.02} = \frac{0.197794 - 0.205092}{0.02} = -0.3649$.
#
# ### Exercise 5: `gradient_check` (25 points)
#
# **Your turn.** Call the four functions you wrote, and `L_model_forward(X, parameters)`, which
# returns `AL` and caches, and `compute_cost(AL, Y)`. About ten to twelve lines:
#
# 1. Find `layer_dims`: the rows of `X`, then the length of each bias.
# 2. Define a function of `theta`, inside your function, that returns the cost at `theta`.
# 3. Make columns of the parameters and of the gradients. `gradients` has the keys `dW1`, `db1`,
#    ... and possibly more, such as `dA0`, which isn't a parameter's.
# 4. Compare the given column with the numerical one.


# %% nbgrader={"grade": false, "grade_id": "gradient_check", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient_check(parameters, gradients, X, Y, epsilon):
    """Compare given gradients with the numerical gradient of the network's cost.

    parameters: a dict with W1, b1, ..., WL, bL.   gradients: a dict with dW1, db1, ..., dWL, dbL, and
    possibly more.   X: examples (n_0, m).   Y: labels (1, m).   epsilon: the step.
    Returns the relative difference between the two gradients, a number from 0 to 1.
    """
    ### BEGIN SOLUTION
    layer_dims = [X.shape[0]]
    for layer in range(1, len(parameters) // 2 + 1):
        layer_dims.append(len(parameters[f"b{layer}"]))

    def cost(theta):
        AL, _ = L_model_forward(X, vector_to_parameters(theta, layer_dims))
        return compute_cost(AL, Y)

    theta = parameters_to_vector(parameters)
    numerical = numerical_gradient(cost, theta, epsilon)
    given = parameters_to_vector({name: gradients[f"d{name}"] for name in parameters})
    return relative_difference(given, numerical)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_gradient_check", "locked": true, "points": 25, "schema_version": 3, "solution": false, "task": false}
check(gradient_check)

# %% [markdown]
# **What you see now.** The moment of truth for `L_model_backward` of week 5, on 20 examples. We
# draw the biases at random instead of leaving them zero; section 8 says why. Then the verdict
# over the four passes of section 1.

# %% tags=["demo"]
X_few, Y_few = X[:, :20], Y[:, :20]


def draw_network(seed):
    """Parameters with weights and biases at random, so that no unit starts at a kink."""
    rng = np.random.default_rng(seed)
    parameters = initialize_parameters_deep(layer_dims, rng)
    for layer in range(1, len(layer_dims)):
        parameters[f"b{layer}"] = rng.uniform(-0.5, 0.5, size=(layer_dims[layer], 1))
    return parameters


def rough(difference):
    """A relative difference in two digits, unless it is mere rounding noise."""
    return f"{difference:.2g}" if difference > 1e-7 else "below 1e-7"


network = draw_network(1)
AL, caches = L_model_forward(X_few, network)
gradients = L_model_backward(AL, Y_few, caches)
print("L_model_backward:", rough(gradient_check(network, gradients, X_few, Y_few, 1e-5)))
for name, backward in backward_passes.items():
    difference = gradient_check(network, backward(AL, Y_few, caches), X_few, Y_few, 1e-5)
    print(f"backward_{name}:      ", rough(difference))

# %% [markdown]
# The four training curves could not tell. One number each can, and it leaves no room for doubt:
# between the right pass and the least wrong one there are at least five powers of ten.
#
# How does the answer depend on the step? Here is the relative difference of the *right* gradient
# over $\epsilon$, for three networks drawn at random.

# %% tags=["demo"]
steps = 10.0 ** np.arange(-13, 0.01, 0.5)
differences = {}
for seed in (1, 2, 3):
    drawn = draw_network(seed)
    AL, caches = L_model_forward(X_few, drawn)
    right = L_model_backward(AL, Y_few, caches)
    differences[f"network {seed}"] = np.array(
        [gradient_check(drawn, right, X_few, Y_few, epsilon) for epsilon in steps]
    )

for epsilon in (1e-12, 1e-5, 1e-1):
    at = np.argmin(np.abs(np.log(steps / epsilon)))
    worst = max(difference[at] for difference in differences.values())
    print(
        f"epsilon = {epsilon:.0e}: the largest of the three is {'below' if worst < 1e-7 else 'above'} 1e-7"
    )
plots.difference_errors(
    steps, differences, "A right gradient, judged with many steps", ylabel="relative difference"
)

# %% [markdown]
# The valley again, for a real network. On the left rounding, along the line of slope $-1$. The
# bottom lies between $10^{-5}$ and $10^{-4}$. To the right of it the curves first rise with slope
# 2, and then, from steps of a few thousandths on, they jump by several powers of ten: that isn't
# Taylor's error. It is the relus, whose kinks are reached by large steps, and we come back to it
# in section 8.
#
# **What usually goes wrong.** The function that you hand to `numerical_gradient` ignores its
# argument and uses `parameters` from outside: the cost never moves, all numerical slopes are
# zero, and the relative difference is exactly 1. Or the gradients' dict is read in its own order.
# `L_model_backward` fills it from the last layer to the first.
#
# **An experiment: one direction instead of all.** A network with a quarter of a million
# parameters, such as that of week 6, is too large to move each. But you may move all at once,
# along one random direction $v$ of length 1: the chain rule says that the slope along it is
# $v^\top d\theta$. That is a function of a single number $t \mapsto J(\theta + t v)$, and takes
# two forward passes, whatever $n$ is. A wrong gradient slips through only if its error stands at
# a right angle to $v$, and random directions are unlikely to do it that favour. (The two columns
# have shrunk to one number each here, and two numbers of opposite sign have the relative
# difference 1: read it as wrong or right, not as a factor.)

# %% tags=["demo"]
AL, caches = L_model_forward(X_few, network)
theta = parameters_to_vector(network)
v = np.random.default_rng(0).normal(size=theta.shape)
v = v / np.linalg.norm(v)


def cost_along_v(t):
    moved = vector_to_parameters(theta + t.item() * v, layer_dims)
    return compute_cost(L_model_forward(X_few, moved)[0], Y_few)


along = numerical_gradient(cost_along_v, np.zeros((1, 1)), 1e-5)
for name, backward in backward_passes.items():
    given = backward(AL, Y_few, caches)
    d_theta = parameters_to_vector({name: given[f"d{name}"] for name in network})
    print(f"backward_{name}: along one direction", rough(relative_difference(v.T @ d_theta, along)))
cats = [12288, 20, 7, 5, 1]
n = sum(cats[k] * (cats[k - 1] + 1) for k in range(1, len(cats)))
print(
    f"the cat network has {n:,} parameters: {2 * n:,} forward passes for all, 2 for one direction"
)

# %% [markdown]
# **To remember.** Small network, few examples, random biases, $\epsilon = 10^{-5}$. Switch it off
# when you train.
#
# ## 7. Which layer, which line?
#
# **Why it matters.** "Wrong" is half a result. You want to know which of twenty lines to read.
#
# **The idea.** Don't compare the whole column; compare **each block** ($W^{[1]}$, $b^{[1]}$, ...)
# with its own part of the numerical gradient. Because the gradient flows from the last layer to
# the first, a mistake spreads downwards and never upwards. So the pattern of wrong blocks tells
# where it began:
#
# | wrong blocks | where to read |
# |---|---|
# | one block only | the line that computes this very gradient |
# | $W^{[l]}$ and $b^{[l]}$ and everything *below* (layers $l-1, \dots, 1$) | what layer $l$ receives: $dZ^{[l]}$, or the $dA^{[l]}$ handed down to it |
# | everything, also the last layer | $dZ^{[L]}$, or the cost |
#
# In the figure a panel for each pass, a bar for each block, on a logarithmic scale. Blue bars
# below the dashed line are rounding noise; orange hatched ones are wrong.


# %% tags=["demo"]
def by_block(parameters, gradients, cost, epsilon=1e-5):
    """The relative difference of each block alone; cost is a function of the parameters' dict."""

    def numerical(name):
        shape = parameters[name].shape

        def cost_of_block(column):
            return cost({**parameters, name: column.reshape(shape)})

        return numerical_gradient(cost_of_block, parameters[name].reshape(-1, 1), epsilon)

    return {
        name: relative_difference(gradients[f"d{name}"].reshape(-1, 1), numerical(name))
        for name in parameters
    }


def cost_of_few(parameters):
    return compute_cost(L_model_forward(X_few, parameters)[0], Y_few)


AL, caches = L_model_forward(X_few, network)
findings = {
    f"backward_{name}": by_block(network, backward(AL, Y_few, caches), cost_of_few)
    for name, backward in backward_passes.items()
}
for title, blocks in findings.items():
    print(title, {name: round(value, 3) for name, value in blocks.items() if value > 1e-6})
plots.block_differences(findings)

# %% [markdown]
# **Your turn** (no points, much satisfaction). Before you unfold the cell of section 1, write
# down for each pass:
#
# 1. Is it right?
# 2. In which layer is the mistake, and in which gradient: $dW$, $db$, or what both depend on?
# 3. Where only one block is wrong: which factor does the number suggest, by
#    $c = \frac{1+d}{1-d}$? There are 20 examples.
#
# Then unfold the cell and read only the lines that you suspect. Mend them, run that cell and the
# last one again, until all bars are blue. The answers are on this card:
#
# <details>
# <summary><b>Answer card: open it when you have made up your mind</b></summary>
#
# - **A**: layer 2, the bias. Only $b^{[2]}$ is wrong, by 0.905 = 19/21, a factor of 20 or
#   $\frac{1}{20}$: the number of examples. `np.mean` has divided by $m$ already, and `/ m`
#   divides again.
# - **B**: layer 2, the relu. $W^{[2]}, b^{[2]}$ and both blocks of layer 1 are wrong, layers 3
#   and 4 are right, so it is $dZ^{[2]}$ or $dA^{[2]}$. The slope of relu should ask `Z[2] > 0`.
#   The line asks `A[2] >= 0`, and that is true everywhere, because $A^{[2]} = \max(0, Z^{[2]})$:
#   the gradient passes through units that are switched off.
# - **C**: right.
# - **D**: layer 3, the weights. Only $W^{[3]}$ is wrong, by 0.135. As a factor that would be
#   about 1.3 or 0.76, and nothing in this network has such a number: so it isn't a factor,
#   something was *added*. A weight penalty from last week, `0.1 * W[3]`, was left in the gradient
#   of one layer, and the cost knows nothing of it.
#
# </details>
#
# **An experiment.** Plant a bug of your own in `backward_C` (transpose something square, forget
# `keepdims`, use `W[3]` in the wrong layer) and guess the pattern before you run the two cells.
#
# **To remember.** Compare block by block, and begin to read at the *highest* wrong layer.
#
# ## 8. Where gradient checking itself fails
#
# A test that you don't understand is no better than a bug. Here are the situations in which a
# *right* gradient fails the check, or a *wrong* one passes.
#
# ### A kink in the way
#
# Taylor's formula needs a smooth function. relu has a kink at 0: the slope is 0 on its left and 1
# on its right. If the step reaches over the kink, the two-sided difference takes one value from
# each side.


# %% tags=["demo"]
quiz("gradient_checking", "on_the_kink", answer="")


# %% tags=["demo"]
def relu_of(theta):
    return float(np.maximum(0, theta[0, 0]))


z = np.linspace(-1, 1, 401)
estimates = {
    f"numerical, $\\epsilon$ = {epsilon}": np.array(
        [numerical_gradient(relu_of, np.array([[place]]), epsilon).item() for place in z]
    )
    for epsilon in (0.4, 0.1)
}
at_zero = numerical_gradient(relu_of, np.zeros((1, 1)), 1e-5).item()
at_tenth = numerical_gradient(relu_of, np.array([[0.1]]), 0.4).item()
print(
    f"at z = 0 exactly: {at_zero:.3f} with any step; at z = 0.1 with epsilon = 0.4: {at_tenth:.3f}"
)
plots.kink(z, np.maximum(0, z), np.where(z > 0, 1.0, 0.0), estimates)

# %% [markdown]
# Where $|z| < \epsilon$ the estimate is a ramp from 0 to 1 instead of a jump, wrong by up to one
# half. At $z = 0$ it is one half however small the step: a number that is the slope on neither
# side.
#
# Does it matter in a network? Let us move one bias so that a single one of the scores $Z^{[1]}$,
# of one unit for one example, is $3 \cdot 10^{-6}$, and check the *right* gradient.

# %% tags=["demo"]
near = {name: block.copy() for name, block in network.items()}
_, caches = L_model_forward(X_few, near)
near["b1"][0, 0] -= caches[0][1][0, 3] - 3e-6

AL, caches = L_model_forward(X_few, near)
right = L_model_backward(AL, Y_few, caches)
print(f"the score nearest to its kink: {np.abs(caches[0][1]).min():.1e}")
for epsilon in (1e-4, 1e-5, 1e-6, 1e-7):
    difference = gradient_check(near, right, X_few, Y_few, epsilon)
    print(f"epsilon = {epsilon:.0e}: {rough(difference)}")

# %% [markdown]
# Nothing is wrong with the gradient, and yet the check cries "bug" with $\epsilon = 10^{-5}$.
# With $10^{-6}$, a step that stays on one side of the kink, it is content. **That is the mark of
# a kink: the alarm disappears when the step is made a little smaller. A bug stays.** The same
# happened at the right side of the last U-shaped figure, where large steps crossed kink after
# kink.
#
# This is also why we drew the biases at random. With $b = 0$ and a column of inputs that is all
# zero (black pixels, or units that are all switched off in the layer before), the score is
# *exactly* 0, and no step of this bias is small enough.
#
# ### Luck in the cost
#
# Dropout draws new masks in every forward pass. Then $J(\theta)$ isn't a function of $\theta$:
# call it twice and you get two numbers. In the left panel we move one weight by up to $10^{-4}$
# and draw the masks anew each time; on the right the generator is made afresh from the same seed
# before each pass, so that all use the same masks.

# %% tags=["demo"]
from utils.regularization import backward_propagation_with_dropout, forward_propagation_with_dropout

keep_prob, seed = 0.8, 1
luck = np.random.default_rng(2)


def cost_with_fresh_masks(parameters):
    AL, _ = forward_propagation_with_dropout(X_few, parameters, keep_prob, luck)
    return compute_cost(AL, Y_few)


def cost_with_fixed_masks(parameters):
    same = np.random.default_rng(seed)
    AL, _ = forward_propagation_with_dropout(X_few, parameters, keep_prob, same)
    return compute_cost(AL, Y_few)


def along_one_weight(cost):
    """The cost while the first weight of layer 4 moves."""
    direction = np.zeros(network["W4"].shape)
    direction[0, 0] = 1
    return np.array([cost({**network, "W4": network["W4"] + t * direction}) for t in moves])


AL, caches = forward_propagation_with_dropout(
    X_few, network, keep_prob, np.random.default_rng(seed)
)
dropout_gradients = backward_propagation_with_dropout(AL, Y_few, caches, keep_prob)
moves = np.linspace(-1e-4, 1e-4, 101)
for title, cost in {"fresh": cost_with_fresh_masks, "fixed": cost_with_fixed_masks}.items():
    blocks = by_block(network, dropout_gradients, cost)
    print(
        f"{title} masks: the largest relative difference of a block is {rough(max(blocks.values()))}"
    )
plots.cost_along(
    moves,
    {
        "fresh masks in each pass": along_one_weight(cost_with_fresh_masks),
        "the same masks in each pass": along_one_weight(cost_with_fixed_masks),
    },
    "one weight",
)

# %% [markdown]
# On the left a cloud: the masks move the cost by several hundredths, and dividing such luck by
# $2 \cdot 10^{-5}$ gives slopes in the thousands. On the right, with a scale more than ten
# thousand times finer, a straight line whose slope is the gradient: the weight itself moves the
# cost by a few millionths. So: **check without dropout, or with the masks fixed.** Anything
# random (noise on the inputs, shuffled batches) has to be held still in the same way.
#
# ### A small bug behind a large norm
#
# The relative difference of the whole column adds up squares. A block whose gradients are tiny
# contributes next to nothing to the norm, even if it is completely wrong. Take the network from
# above and make $W^{[2]}$ ten million times smaller, as a careless initialization might: hardly
# any gradient reaches layer 1. Then plant a bug there: $dW^{[1]}$ is twice too large.

# %% tags=["demo"]
faint = {**network, "W2": 1e-7 * network["W2"]}
AL, caches = L_model_forward(X_few, faint)
right = L_model_backward(AL, Y_few, caches)
wrong = {**right, "dW1": 2 * right["dW1"]}

for title, given in {"right": right, "wrong": wrong}.items():
    whole = gradient_check(faint, given, X_few, Y_few, 1e-4)
    print(f"{title} gradients, the whole column: {rough(whole)}")
faint_blocks = {
    "dW1 is right": by_block(faint, right, cost_of_few, 1e-4),
    "dW1 is twice too large": by_block(faint, wrong, cost_of_few, 1e-4),
}
print(f"block W1 of the wrong gradients: {faint_blocks['dW1 is twice too large']['W1']:.3f}")
plots.block_differences(faint_blocks, threshold=1e-2)

# %% [markdown]
# The whole column passes with a mark "below $10^{-7}$". Its block $W^{[1]}$ alone says one third:
# a factor of 2.
#
# Notice one more thing. The dashed line stands higher here, at $10^{-2}$, because even with right
# gradients layer 1 agrees only roughly: its slopes are so small that the rounding error of $J$,
# which doesn't care how small they are, is no longer small beside them. No threshold can be
# obeyed blindly.
#
# ### Too few digits
#
# Graphics cards like float32, which has 7 digits instead of 16:
# $u = 2^{-24} \approx 6 \cdot 10^{-8}$. Here is the U-shaped curve of section 3 again, with $f$
# computed in both.


# %% tags=["demo"]
def bell_32(theta):
    t = theta[0, 0].astype(np.float32)
    return float(1 / (1 + t * t))


def two_sided_32(theta, epsilon):
    return numerical_gradient(bell_32, theta, epsilon).item()


steps = 10.0 ** np.arange(-13, 0.01, 0.25)
precision = {
    "float32": np.array([median_error(two_sided_32, epsilon) for epsilon in steps]),
    "float64": np.array([median_error(two_sided, epsilon) for epsilon in steps]),
}
for name, error in precision.items():
    best = np.argmin(error)
    print(f"{name}: best epsilon {steps[best]:.0e}, error there {error[best]:.0e}")
at = np.argmin(precision["float64"])
print(f"float32 with float64's best epsilon: error {precision['float32'][at]:.0e}")
print(f"float32 with epsilon = 1e-9: error {precision['float32'][16]:.1f}")
plots.difference_errors(steps, precision, "Two-sided differences with 7 and with 16 digits")

# %% [markdown]
# In float32 the best step is nearly a hundredth, and even there no more than five digits are
# right. With the step that is best in float64, no more than two are. At the left end the error is
# exactly 1: $\theta + \epsilon$ is rounded to $\theta$, both values are the same, and the
# estimate is zero. **Check in float64, even if you train in float32.**
#
# ### What it can't see at all
#
# Two blind spots remain, and no $\epsilon$ helps.
#
# *A line that has no effect.* Suppose that a backward pass forgets the slope of the relu in the
# second layer. (The cell makes one by telling `L_model_backward` that all scores $Z^{[2]}$ were
# positive.) If every score $Z^{[2]}$ of the checked examples *is* positive, this slope is 1
# everywhere, and forgetting it changes nothing.

# %% tags=["demo"]
for shift in (0, 10):
    shifted = {**network, "b2": network["b2"] + shift}
    AL, caches = L_model_forward(X_few, shifted)
    linear_cache, Z2 = caches[1]
    wrong = L_model_backward(AL, Y_few, [caches[0], (linear_cache, np.abs(Z2)), *caches[2:]])
    difference = gradient_check(shifted, wrong, X_few, Y_few, 1e-5)
    print(f"b2 raised by {shift:2}: {np.mean(Z2 > 0):.0%} of Z2 positive, ", end="")
    print(f"relative difference {rough(difference)}")

# %% [markdown]
# The same wrong code passes. A check only speaks for what the examples made happen: use several
# examples and several random networks, and see to it that units are switched on as well as off,
# that both labels occur, and that every branch is taken. A unit that is off for all examples has
# gradient 0 in both columns, and agrees with everything.
#
# *A wrong forward pass.* The check compares the backward pass with the forward pass, not with
# what you meant. Forget the bias in both, and they agree to ten digits. Gradient checking says
# that you go downhill correctly. It doesn't say on which mountain.
#
# **An experiment.** In the float32 figure, guess and then try what becomes of the one-sided
# difference.
#
# **To remember.**
#
# | symptom | cause | remedy |
# |---|---|---|
# | alarm goes away with a smaller $\epsilon$ | a kink in reach | smaller step, random biases, other examples |
# | enormous slopes, another result each time | a random cost | fix masks and seeds |
# | every block off by $10^{-3}$ or more | float32, or a bad $\epsilon$ | float64, $\epsilon = 10^{-5}$ |
# | passes, but learns badly | a small block, an untouched branch | block by block, several networks |
# | exactly 1 | a lost sign, or a cost that ignores $\theta$ | read the lines |
#
# ## What you can do now
#
# - Derive why two-sided differences have an error of order $\epsilon^2$, and why there is a best
#   step.
# - Say how far two gradients are apart, and read a forgotten factor off that number.
# - Turn a network's parameters into one column and back.
# - Check any backward pass, find the layer and the line of a mistake, and know when not to
#   believe the check.
#
# A recipe for the rest of your life with networks: whenever you write a backward pass, build it
# first for a tiny network, in float64, with random biases; check it block by block on a handful
# of examples; then scale up and switch the check off. It takes ten minutes, and it is the
# difference between "it seems to learn" and "it is right".
