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
# # Gradient descent: finding the way down in the fog
#
# You stand on a hillside in thick fog and want to get down to the valley. You can't see it. What
# you can do is feel with your feet which way the ground falls, take a step that way, and feel
# again. That is the whole of gradient descent, and it is how every network in this course, and
# nearly every network in the world, learns.
#
# This week there is no network yet. There are only landscapes, so simple that we can draw them and
# know where the valley is. That is the point: you can watch each step, see what goes wrong and
# why, and know the answer before you start. From next week on the landscape is a cost, the place
# where you stand is a set of weights, and nobody can draw it any more. The walk stays the same.
#
# **How the notebook works.** There are five exercises worth 100 points. In each you complete one
# function between the two comment lines, then run the cell below it, which checks your function on
# several inputs and tells you what it found. Check as often as you like. The other code cells show
# you things: they call *your* functions, so they come to life as you go along. Now and then there
# is a question to answer *before* you run the next cell. Nobody counts the answers, but a wrong
# guess is worth more than no guess. Plan between one and two hours.
#
# | symbol | shape | meaning |
# |---|---|---|
# | $f$ | | the landscape: how high the ground is |
# | $x$, $x_t$ | a number | the place where you stand; after $t$ steps |
# | $f'(x)$ | a number | the slope at $x$ |
# | $\eta$ | a number | the learning rate (read "eta"); `eta` in code |
# | $n$ | a number | how many steps |
# | $p$ | $(d, 1)$ | a place in $d$ dimensions, a **column** |
# | $\nabla f(p)$ | $(d, 1)$ | the gradient: one slope for each direction |
#
# Run the next cell first. It brings in everything the exercises need.

# %%
# %load_ext grader.check

import numpy as np

from grader.check import check
from utils import plots
from utils.quizzes import quiz

# %% [markdown]
# ## 1. A slope says which way is down
#
# **Why it matters.** In the fog you know one thing about the landscape: how steep it is under your
# feet. Mathematics calls that the derivative. It is a single number, and it answers both questions
# that matter, *which way* and *how steeply*.
#
# **The idea, with a picture.** Our first landscape is a valley that anybody can draw:
#
# $$f(x) = (x - 1)^2 + 1$$
#
# A square is never negative, so the lowest place is $x = 1$, where $f(1) = 1$. To the right of it
# the ground rises, to the left it falls. The slope at a place is the slope of the line that just
# touches the curve there, its *tangent*: positive where the ground rises to the right, negative
# where it falls, zero at the bottom.
#
# **The equation.** The slope is the limit of "height gained by distance walked". With a small
# distance $h$:
#
# $$\frac{f(x+h) - f(x)}{h} = \frac{(x - 1 + h)^2 - (x-1)^2}{h}
# = \frac{2(x-1)h + h^2}{h} = 2(x - 1) + h$$
#
# and as $h$ shrinks to nothing,
#
# $$f'(x) = 2\,(x - 1)$$
#
# The $+1$ at the end of $f$ is gone: lifting a whole landscape makes no place steeper.
#
# **A worked example.** At $x = 6$ the slope is $2 \cdot 5 = 10$, steep, and rising to the right. At
# $x = -1$ it is $-4$: the ground falls to the right. At $x = 1$ it is 0.
#
# ### Exercise 1: `df` (15 points)
#
# **Your turn.** Return the slope of $f$ at `x`. One line. Written with plain arithmetic it works
# for a number and, element by element, for an array of any shape.


# %% nbgrader={"grade": false, "grade_id": "df", "locked": false, "schema_version": 3, "solution": true, "task": false}
def df(x):
    """Say how steep the valley f(x) = (x - 1)**2 + 1 is.

    x: a place, a number or an array of any shape.
    Returns the slope at each place, in the same shape.
    """
    ### BEGIN SOLUTION
    return 2 * (x - 1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_df", "locked": true, "points": 15, "schema_version": 3, "solution": false, "task": false}
check(df)

# %% [markdown]
# **What you see now.** On the left the valley and three tangents. On the right your function, a
# straight line, with the slopes of the same three tangents as dots of the same colours. It crosses
# zero exactly below the bottom of the valley. The printed table compares your slope with the
# definition: walk a tiny distance both ways and divide the difference in height by the distance.


# %% tags=["demo"]
def f(x):
    """How high the valley is at x."""
    return (x - 1) ** 2 + 1


h = 1e-5
for x in (-1.0, 1.0, 4.0):
    measured = (f(x + h) - f(x - h)) / (2 * h)
    print(f"x = {x:4.1f}   height {f(x):5.2f}   your slope {df(x):5.2f}   measured {measured:5.2f}")
plots.tangents(f, df, [-1.0, 1.0, 4.0])

# %% [markdown]
# **What usually goes wrong.** Returning the *height* where the slope is asked. `2 * x - 1`, which
# is one too much everywhere: the factor 2 belongs to both numbers in the brackets. And a slope
# with the wrong sign, which sends everything that follows uphill.
#
# **An experiment.** Where is the ground exactly as steep as at $x = 4$, but falling? Guess, then
# put your place into `df`.
#
# **To remember.** The slope is positive where the ground rises to the right, negative where it
# falls, and zero at the bottom.
#
# ## 2. One step
#
# **Why it matters.** Everything a network learns, it learns in steps like this one.
#
# **The idea.** If the ground rises to the right, go left; if it falls to the right, go right. So
# the step has the *opposite sign* of the slope. And where it is steep, the valley is probably far
# away, so take a long step; where it is nearly flat, a short one. Both are said by one product:
# minus a small number times the slope.
#
# **The equation.** With the *learning rate* $\eta > 0$,
#
# $$x_{\text{new}} = x - \eta \, f'(x)$$
#
# Why does that lead down? For a short step $s$ the curve is nearly its tangent, so
# $f(x + s) \approx f(x) + f'(x)\,s$. Put in $s = -\eta f'(x)$:
#
# $$f(x_{\text{new}}) \approx f(x) - \eta\, f'(x)^2$$
#
# A square is never negative, so the height falls, *as long as the step is short enough for the
# tangent to be a good guide*. Keep that condition in mind. Half of this notebook is about it.
#
# **A worked example.** At $x = 6$ the slope is 10. With $\eta = 0.05$ the step is
# $-0.05 \cdot 10 = -0.5$, and we stand at $5.5$. The height was $26$ and is now $21.25$; the tangent
# had promised $26 - 0.05 \cdot 100 = 21$.
#
# ### Exercise 2: `gradient_step` (15 points)
#
# **Your turn.** Return the new place. The slope has been computed already and is handed to you, so
# this works on any landscape. One line. If it is plain arithmetic, it also moves whole arrays of
# places at once, and you will need that in section 7.


# %% nbgrader={"grade": false, "grade_id": "gradient_step", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient_step(x, slope, eta):
    """Take one step downhill.

    x: where we stand, a number or an array.   slope: how steep it is there, in the same shape.
    eta: the learning rate, a number.
    Returns the place after the step, in the same shape.
    """
    ### BEGIN SOLUTION
    return x - eta * slope
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_gradient_step", "locked": true, "points": 15, "schema_version": 3, "solution": false, "task": false}
check(gradient_step)

# %% [markdown]
# **What you see now.** The step from the worked example, but four times as long so that it can be
# seen: $\eta = 0.2$. The orange line is the tangent at the start, the blue arrow is the step, and
# the dotted line shows by how much the ground falls. Notice that the curve lies above the tangent:
# the tangent always promises a little too much.

# %% tags=["demo"]
start = 6.0
end = gradient_step(start, df(start), 0.2)
print(f"from x = {start:g} with slope {df(start):g} to x = {end:g}")
print(
    f"height {f(start):g} -> {f(end):g}; the tangent promised {f(start) - 0.2 * df(start) ** 2:g}"
)
plots.one_move(f, start, df(start), end)

# %% [markdown]
# **What usually goes wrong.** A plus for the minus, and you climb. Returning the step itself
# ($-2$) instead of the place after it ($4$). Dividing by $\eta$.
#
# **An experiment.** Change 0.2 to 0.8 in the cell above. Did the height fall? And with 1.2?
#
# **To remember.** $x - \eta f'(x)$: against the slope, and in proportion to it.
#
# ## 3. Many steps
#
# **Why it matters.** One step doesn't reach the valley. But now we stand somewhere else, with
# another slope, and can do it again.
#
# **The idea.** Repeat: feel the slope *where you stand now*, take a step, write down where you are.
# The list of places is called the path, and looking at paths is how one finds out what went wrong.
#
# **The equation.** From $x_0$ on,
#
# $$x_{t+1} = x_t - \eta\, f'(x_t), \qquad t = 0, 1, \dots, n - 1$$
#
# $n$ steps visit $n + 1$ places, since the start counts as well: the path has shape $(n + 1,)$.
#
# **A worked example.** From $x_0 = 6$ with $\eta = 0.05$:
#
# | $t$ | $x_t$ | slope $2(x_t - 1)$ | step $-0.05 \cdot$ slope |
# |---|---|---|---|
# | 0 | 6 | 10 | −0.5 |
# | 1 | 5.5 | 9 | −0.45 |
# | 2 | 5.05 | 8.1 | −0.405 |
# | 3 | 4.645 | ... | ... |
#
# The steps become shorter by themselves as the ground becomes flatter. Nobody has to slow down.
#
# ### Exercise 3: `gradient_descent` (25 points)
#
# **Your turn.** Start a list with `x0`. Then, `n` times: take the last place, ask the function
# `df` for the slope there, call your `gradient_step`, and append where you arrive. Return the list
# as an array. Five lines.
#
# The landscape comes in as a *function*: inside `gradient_descent`, the name `df` means whatever
# function was handed over, and `df(x)` calls it. So the same walk works on every landscape, which
# is why it will still work when the landscape is a network's cost.


# %% nbgrader={"grade": false, "grade_id": "gradient_descent", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient_descent(df, x0, eta, n):
    """Walk downhill and remember the way.

    df: a function; df(x) is the slope of the landscape at x.   x0: where to start, a number.
    eta: the learning rate.   n: the number of steps.
    Returns the path, an array of shape (n + 1,): x0 and the place after each step.
    """
    ### BEGIN SOLUTION
    path = [x0]
    for _ in range(n):
        x = path[-1]
        path.append(gradient_step(x, df(x), eta))
    return np.array(path)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_gradient_descent", "locked": true, "points": 25, "schema_version": 3, "solution": false, "task": false}
check(gradient_descent)

# %% [markdown]
# **What you see now.** Sixty steps from $x = 6$ (the black square) towards the blue star. The
# orange dots crowd together near the bottom, because the slope there is small and so are the
# steps. The first three places are those of the table.

# %% tags=["demo"]
path = gradient_descent(df, 6.0, 0.05, 60)
print("the first places:", np.round(path[:4], 3), "  shape of the path:", path.shape)
print(f"after 60 steps: x = {path[-1]:.4f}, still {path[-1] - 1:.4f} away from the bottom")
plots.walks(f, {"learning rate 0.05, 60 steps": path}, (-6, 8))

# %% [markdown]
# **What usually goes wrong.** Three slips are popular. Computing the slope once, before the loop:
# then all steps are equal and march past the valley. Starting every step at `x0` again. And losing
# the start or the end of the path: count to $n + 1$.
#
# **An experiment.** How many steps does it take until we are less than 0.001 away from the bottom?
# Change 60 until you know.
#
# **To remember.** A walk is a loop: slope here, step, remember, again.
#
# ## 4. How long should a step be?
#
# **Why it matters.** The learning rate is the one number in gradient descent that you choose
# yourself. Too small and you wait for ever; too large and you never arrive. On this valley we can
# work out exactly what each choice does.
#
# **The equation.** Put the slope into the step and subtract 1, the place of the bottom, on both
# sides:
#
# $$x_{t+1} - 1 = x_t - 1 - \eta \cdot 2 (x_t - 1) = (1 - 2\eta)\,(x_t - 1)$$
#
# Each step multiplies the distance from the bottom by the same factor, $1 - 2\eta$. Everything
# follows from that factor:
#
# | $\eta$ | factor $1 - 2\eta$ | what happens |
# |---|---|---|
# | between 0 and 0.5 | between 1 and 0 | the distance shrinks, always from the same side |
# | 0.5 | 0 | ? |
# | between 0.5 and 1 | between 0 and −1 | it shrinks, and changes sides at each step |
# | 1 | −1 | ? |
# | more than 1 | below −1 | it grows |
#
# Two rows are left to you. First the one in the middle.

# %% tags=["demo"]
quiz("gradient_descent", "half", answer="")

# %% tags=["demo"]
print("learning rate 0.5:", gradient_descent(df, 6.0, 0.5, 3))

# %% [markdown]
# And the other one, at the edge:

# %% tags=["demo"]
quiz("gradient_descent", "one", answer="")

# %% [markdown]
# In the figure, all five walks start at $x = 6$ and take twelve steps. From left to right: a crawl,
# a landing, a zigzag that settles, a ball that goes back and forth for ever, and one that climbs
# out of the picture although every single step goes "downhill" by the slope.

# %% tags=["demo"]
rates = [0.05, 0.5, 0.9, 1.0, 1.1]
paths = {f"learning rate {eta:g}": gradient_descent(df, 6.0, eta, 12) for eta in rates}
for name, path in paths.items():
    print(f"{name}: {np.round(path[:4], 3)} ... {path[-1]:.3f}")
plots.walks(f, paths, (-9, 11))

# %% [markdown]
# The next figure shows the distance from the bottom on a scale where equal heights are equal
# *factors*. Multiplying by the same factor again and again is a straight line there: falling where
# the factor is less than 1 in size, level at $\eta = 1$, rising beyond. Compare 0.05 with 0.9: a
# zigzag may well be faster than a crawl.

# %% tags=["demo"]
shown = [0.05, 0.25, 0.9, 1.0, 1.1]
far = {
    f"{eta:g} (factor {1 - 2 * eta:.1f})": np.abs(gradient_descent(df, 6.0, eta, 25) - 1)
    for eta in shown
}
for name, distance in far.items():
    print(f"learning rate {name:18s} distance after 25 steps: {distance[-1]:.2g}")
plots.distances(far)

# %% [markdown]
# **What usually goes wrong.** Seeing numbers explode (`inf`, then `nan`) and looking for the error
# in the slope. Look at the learning rate first: divide it by ten and run again.
#
# **An experiment.** If the valley were twice as steep, $g(x) = 2(x-1)^2$ with
# $g'(x) = 4(x - 1)$, which learning rate would land in one step, and from which on would the walk
# grow? Work it out from the factor, then try it: `gradient_descent(lambda x: 4 * (x - 1), 6.0, ...)`.
#
# **To remember.** A small rate is safe and slow; a large one jumps over the valley. Where the
# border lies depends on how sharply the valley is curved.
#
# ## 5. More than one valley
#
# **Why it matters.** The landscapes of networks are not one bowl. What does the walk do where there
# are several valleys?
#
# **The idea, with a picture.** Take the waves $f(x) = x \sin x$, which grow to both sides. The slope
# comes from the product rule:
#
# $$f'(x) = \sin x + x \cos x$$
#
# Between 0 and 14 there are two valleys, one at $x \approx 4.91$ with height $-4.81$ and a deeper
# one at $x \approx 11.09$ with height $-11.04$.

# %% tags=["demo"]
quiz("gradient_descent", "valley", answer="")


# %% [markdown]
# Below, each of the short strokes at the bottom is the start of one walk with a small learning
# rate, and its colour says in which valley the walk ended.


# %% tags=["demo"]
def waves(x):
    """How high the waves are at x."""
    return x * np.sin(x)


def waves_slope(x):
    """How steep the waves are at x."""
    return np.sin(x) + x * np.cos(x)


starts = np.linspace(2.25, 14.0, 95)
ends = np.array([gradient_descent(waves_slope, x0, 0.05, 300)[-1] for x0 in starts])

print(f"from x = 6 the walk ends at {gradient_descent(waves_slope, 6.0, 0.05, 300)[-1]:.2f}")
for valley in np.unique(np.round(ends, 2)):
    of_valley = starts[np.round(ends, 2) == valley]
    print(
        f"valley at {valley:5.2f}, height {waves(valley):6.2f}: "
        f"starts from {of_valley.min():.2f} to {of_valley.max():.2f}"
    )
plots.basins(waves, starts, ends)

# %% [markdown]
# All starts between two hilltops end in the same valley. Such a stretch is called the valley's
# *basin*. The walk knows nothing of the deeper valley behind the hill, just as you don't in the
# fog: the slope under your feet is all it ever sees. A valley that isn't the deepest is called a
# *local minimum*.
#
# **What usually goes wrong.** Expecting *the* minimum. Gradient descent finds *a* minimum, and
# which one depends on the start. That is a reason to try several starts, and it is why there will
# be a whole week about how to start a network.
#
# **An experiment.** Where exactly is the border between the two basins? Between 7.9 and 8.1 there
# is a hilltop; find it to two decimals by trying starts.

# %% [markdown]
# ### Is it so? A good learning rate avoids local minima
#
# One reads it often: choose the learning rate well, a little larger, and the ball jumps over the
# bad valleys and comes to rest in the good one. It sounds right, because a large step *can* carry
# you over a hill. So let us start one ball in the shallow valley (at $x = 5.2$) and one in the deep
# valley (at $x = 10.8$), raise the learning rate, and see which of the two valleys loses its ball
# first.


# %% tags=["demo"]
def verdict(path):
    """What the end of a long walk looks like."""
    low, high = sorted(path[-2:])
    if high - low < 0.01:
        return f"rests at {high:.2f}"
    return f"jumps between {low:.2f} and {high:.2f}"


print("rate   from 5.2 (shallow valley)      from 10.8 (deep valley)")
for eta in [0.05, 0.15, 0.25, 0.45]:
    shallow, deep = (gradient_descent(waves_slope, x0, eta, 2000) for x0 in (5.2, 10.8))
    print(f"{eta:.2f}   {verdict(shallow):30s} {verdict(deep)}")

# %% [markdown]
# **It isn't so.** At 0.25 the shallow valley still holds its ball, and it is the *deep* one that
# can't: its ball never comes to rest. At 0.45 the ball has even been thrown out of the deep valley,
# over the hill, and ended up around the shallow one. A learning rate knows nothing of depth. What
# it can be too large for is *curvature*: near its bottom a valley is $f \approx c + \frac12 k
# (x - x^*)^2$, the distance is multiplied by $1 - \eta k$, and the ball can rest there only while
# $\eta < 2/k$. Here $k \approx 5.2$ in the shallow valley and $k \approx 11.2$ in the deep one, so
# the limits are about 0.38 and 0.18. A larger rate leaves *sharply curved* valleys, whether they
# are good or bad. The learning rate decides how fast, and whether, the walk settles. Where it
# settles is, above all, decided by the start.
#
# **To remember.** The walk goes to the valley it starts in. The learning rate is no tool to choose
# valleys with.
#
# ## 6. Two directions at once
#
# **Why it matters.** A network has not one number to turn but thousands. Two are enough to see what
# is new, and two can still be drawn.
#
# **The idea, with a picture.** On a real hillside the ground has a slope in each direction you
# could walk. It is enough to know two of them, the slope towards the east ($x$) and the one towards
# the north ($y$); the others follow. Written one below the other they are the *gradient*, an arrow
# that points in the direction in which the ground rises most steeply.
#
# **The equation, with shapes.** Our landscape is a tilted bowl with its lowest place at $(1, 0)$:
#
# $$f(x, y) = (x - 1)^2 + (x - 1)\,y + 3 y^2$$
#
# For the slope in $x$, hold $y$ still, as if it were a number like 7, and differentiate as in
# section 1. That is a *partial derivative*, written with a round $\partial$:
#
# $$\frac{\partial f}{\partial x} = 2 (x - 1) + y
# \qquad\qquad
# \frac{\partial f}{\partial y} = (x - 1) + 6 y$$
#
# The term in the middle contains both variables, so it appears in both slopes. The gradient is the
# column
#
# $$\nabla f(p) = \begin{bmatrix} \partial f / \partial x \\ \partial f / \partial y \end{bmatrix}
# \in \mathbb{R}^{2 \times 1}
# \qquad\text{for the place}\qquad
# p = \begin{bmatrix} x \\ y \end{bmatrix} \in \mathbb{R}^{2 \times 1}$$
#
# **A worked example.** At $x = 3$, $y = 1$: the slopes are $2 \cdot 2 + 1 = 5$ and
# $2 + 6 = 8$, so the gradient is $(5, 8)$ as a column. At $(1, 0)$ both are 0, as they must be at
# the bottom.
#
# ### Exercise 4: `gradient_2d` (20 points)
#
# **Your turn.** `p` has two rows: `x` is the first and `y` the second (`x, y = p` takes them
# apart). Return the two slopes in the same form, slope in $x$ above slope in $y$. Three lines. As in
# the rest of this course, a point is a *column*; with $m$ points side by side, `p` is $(2, m)$ and
# so is the result. `np.array([first_row, second_row])` puts rows on top of each other.


# %% nbgrader={"grade": false, "grade_id": "gradient_2d", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient_2d(p):
    """Say how steep the bowl f(x, y) = (x - 1)**2 + (x - 1) * y + 3 * y**2 is in both directions.

    p: points (2, m), one a column; x in the first row, y in the second.
    Returns the gradients (2, m), one a column: the slope in x above the slope in y.
    """
    ### BEGIN SOLUTION
    x, y = p
    slope_x = 2 * (x - 1) + y
    slope_y = (x - 1) + 6 * y
    return np.array([slope_x, slope_y])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_gradient_2d", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
check(gradient_2d)

# %% [markdown]
# **What you see now.** The bowl from above, as on a hiking map: every grey line joins places of
# equal height, and the number on it says which. The orange arrows are your gradients. Each stands
# at a right angle on its line, since along the line the height doesn't change at all. And each
# points *uphill*, outwards; the walk will go against them. Look at the right-hand side, at
# $y = 0$: the arrows there do not point straight away from the star. The steepest way down is not
# the way to the bottom.


# %% tags=["demo"]
def f_2d(p):
    """How high the bowl is at the points p (2, m); gives (m,)."""
    x, y = p
    return (x - 1) ** 2 + (x - 1) * y + 3 * y**2


point = np.array([[3.0], [1.0]])
h = 1e-5
for row, name in enumerate("xy"):
    nudge = np.zeros((2, 1))
    nudge[row] = h
    measured = ((f_2d(point + nudge) - f_2d(point - nudge)) / (2 * h)).item()
    print(
        f"slope in {name} at (3, 1): yours {gradient_2d(point)[row, 0]:.3f}, measured {measured:.3f}"
    )
plots.gradient_field(f_2d, gradient_2d)

# %% [markdown]
# **What usually goes wrong.** Forgetting what the mixed term $(x-1)\,y$ gives in one of the two
# slopes. Exchanging the rows. Flattening the column: `gradient_2d(point)` has shape `(2, 1)`, like
# the point itself.
#
# **An experiment.** At which places with $x = 3$ is the slope in $y$ zero? Solve
# $(x - 1) + 6y = 0$, find the place on the map, and look at the arrows nearby.
#
# **To remember.** The gradient has one slope for each direction and the shape of the place. It
# points to where the ground rises most steeply.
#
# ## 7. A walk in any number of dimensions
#
# **Why it matters.** The same loop in two, in twelve thousand, in a million dimensions: this is the
# function that trains networks.
#
# **The equation, with shapes.** Exactly the one from section 3, with columns:
#
# $$\underbrace{p_{t+1}}_{d \times 1} = \underbrace{p_t}_{d \times 1} - \eta
# \underbrace{\nabla f(p_t)}_{d \times 1}$$
#
# All coordinates move *together*: every slope belongs to the place where the step begins. The path
# is a matrix with one place a column, $(d, n + 1)$.
#
# **A worked example.** From $p_0 = (3, 1)$ on the tilted bowl with $\eta = 0.1$: the gradient is
# $(5, 8)$, so $p_1 = (3 - 0.5,\ 1 - 0.8) = (2.5,\ 0.2)$.
#
# ### Exercise 5: `gradient_descent_nd` (25 points)
#
# **Your turn.** Your `gradient_step` already works on columns, so this is the loop of exercise 3
# with columns for numbers. At the end, `np.hstack(list_of_columns)` puts the columns side by side.
# Five lines. Don't change a column in place (`p -= ...`): then all entries of your list would be
# one and the same array, and the `p0` of whoever called you would be gone as well.


# %% nbgrader={"grade": false, "grade_id": "gradient_descent_nd", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient_descent_nd(gradient, p0, eta, n):
    """Walk downhill in d dimensions and remember the way.

    gradient: a function; gradient(p) is the column (d, 1) of slopes at the place p (d, 1).
    p0: where to start (d, 1).   eta: the learning rate.   n: the number of steps.
    Returns the path (d, n + 1), one place a column: p0 and the place after each step.
    """
    ### BEGIN SOLUTION
    path = [p0]
    for _ in range(n):
        p = path[-1]
        path.append(gradient_step(p, gradient(p), eta))
    return np.hstack(path)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_gradient_descent_nd", "locked": true, "points": 25, "schema_version": 3, "solution": false, "task": false}
check(gradient_descent_nd)

# %% [markdown]
# **What you see now.** Three walks on the same bowl from the same start, 25 steps each; the darker
# the blue, the higher. With a small rate the walk first drops into the valley floor, then turns and
# creeps along it. With 0.25 it jumps across the floor a few times and is still the quickest. With
# 0.33 the zigzag across the valley *grows*, and the end is out of sight.

# %% tags=["demo"]
p0 = np.array([[-1.5], [1.5]])
paths = {
    f"learning rate {eta:g}": gradient_descent_nd(gradient_2d, p0, eta, 25)
    for eta in (0.05, 0.25, 0.33)
}
for name, path in paths.items():
    distance = np.linalg.norm(path[:, -1] - [1, 0])
    print(f"{name}: second place {np.round(path[:, 1], 3)}, distance at the end {distance:.3f}")
plots.walks_on_map(f_2d, paths, (-2.4, 3.4, -2.2, 2.2))

# %% [markdown]
# Here is the new difficulty. The bowl is steep across and gentle along its floor, but there is only
# *one* learning rate. The steep direction sets the limit (about 0.32 here), and the gentle one has to
# live with it. In this bowl that costs little. But the longer and narrower the valley, the more steps
# it takes along the floor. In week 11 you will see how to make a landscape rounder.
#
# **What usually goes wrong.** Updating one coordinate, and then computing the slope of the other
# at the half-moved place. Or a path with rows and columns exchanged.
#
# **An experiment.** Find the largest of the rates 0.30, 0.31, 0.32, 0.33 at which the distance
# still shrinks in the long run (take 200 steps).
#
# **To remember.** One step, all coordinates, one learning rate. The steepest direction decides how
# large it may be.
#
# ## 8. Explore
#
# Time to play. Choose a landscape, a start, a learning rate and a number of steps, and watch the
# walk on the landscape and on its map. Besides the tilted bowl there are a long valley, a saddle
# with a valley on each side, and an egg box full of hollows.


# %% tags=["demo"]
def long_valley(p):
    x, y = p
    return 0.1 * x**2 + 3 * y**2


def long_valley_gradient(p):
    x, y = p
    return np.array([0.2 * x, 6 * y])


def saddle(p):
    x, y = p
    return x**2 - y**2 + y**4 / 4


def saddle_gradient(p):
    x, y = p
    return np.array([2 * x, -2 * y + y**3])


def egg_box(p):
    x, y = p
    return 0.15 * (x**2 + y**2) - np.cos(3 * x) - np.cos(3 * y)


def egg_box_gradient(p):
    x, y = p
    return np.array([0.3 * x + 3 * np.sin(3 * x), 0.3 * y + 3 * np.sin(3 * y)])


landscapes = {
    "saddle": (saddle, saddle_gradient),
    "tilted bowl": (f_2d, gradient_2d),
    "long valley": (long_valley, long_valley_gradient),
    "egg box": (egg_box, egg_box_gradient),
}
start_points = {
    "on the axis": np.array([[2.4], [0.0]]),
    "just beside it": np.array([[2.4], [0.001]]),
    "in the corner": np.array([[-2.2], [1.9]]),
    "near the middle": np.array([[-0.8], [0.9]]),
}


def explore(landscape, start, learning_rate, steps):
    """Draw the walk that is chosen with the controls."""
    height, gradient = landscapes[landscape]
    path = gradient_descent_nd(gradient, start_points[start], learning_rate, steps)
    plots.surface_and_map(
        height, path, (-2.6, 2.6, -2.6, 2.6), f"{landscape}, learning rate {learning_rate:g}"
    )


# %% tags=["demo", "nbval-ignore-output"]
plots.playground(
    explore,
    {
        "landscape": list(landscapes),
        "start": list(start_points),
        "learning_rate": [0.1, 0.02, 0.05, 0.2, 0.3, 0.4],
        "steps": [60, 5, 10, 20, 30],
    },
    width=820,
)

# %% [markdown]
# In case the controls don't show on your screen, here is one choice worth looking at: the saddle,
# from a start that lies *just beside* the axis. The walk first runs down to the saddle point in the
# middle, where both slopes are nearly zero, and seems to have arrived. Then, slowly at first, it
# falls off to one side.

# %% tags=["demo"]
explore("saddle", "just beside it", 0.1, 60)
for name in ("on the axis", "just beside it"):
    path = gradient_descent_nd(saddle_gradient, start_points[name], 0.1, 60)
    places = ", ".join(f"({x:.2f}, {y:.2f})" for x, y in path[:, [20, 30, 60]].T)
    print(f"{name}: after 20, 30 and 60 steps at {places}")

# %% [markdown]
# Exactly on the axis it stays on the saddle point for ever, because the slope across is exactly
# zero there. A thousandth beside it, it gets away. So a long level stretch in a cost curve need not
# be the end: it may be a saddle. In many dimensions a place where all slopes vanish is much more likely
# to have a way down somewhere than to be a bottom in every direction at once.
#
# **An experiment.** In the egg box, which starts lead to the deepest hollow, the one in the middle, and
# what do the two largest rates do there? And on the long valley: what is the largest rate in the list that still works, and how far
# does it get in 60 steps?
#
# ## 9. The landscape made of data
#
# **Why it matters.** In learning, the height is a cost averaged over examples. With a million
# examples, *one* gradient takes a million sums. Do we need them all for each step?
#
# **The idea, with a picture.** A kiosk has noted on 200 days how warm it was ($x$, scaled so that 0
# is an average day) and how much lemonade it sold ($y$, likewise). We look for the line $w x + b$
# that fits best. A place in our landscape is now a pair of parameters $p = (w, b)$, and its height
# is the cost
#
# $$J(w, b) = \frac{1}{2m} \sum_{i=1}^{m} \bigl(w x^{(i)} + b - y^{(i)}\bigr)^2$$
#
# with the slopes, by the chain rule,
#
# $$\frac{\partial J}{\partial w} = \frac1m \sum_{i=1}^m \bigl(w x^{(i)} + b - y^{(i)}\bigr)\,x^{(i)}
# \qquad
# \frac{\partial J}{\partial b} = \frac1m \sum_{i=1}^m \bigl(w x^{(i)} + b - y^{(i)}\bigr)$$
#
# Each is an average over the examples. Instead of all 200 we could ask a few, drawn at random: a
# *mini-batch*.

# %% tags=["demo"]
quiz("gradient_descent", "batch", answer="")

# %% [markdown]
# The next cell draws the days, and computes the gradient at one place 5000 times, each time with
# another random batch. It prints the average of these gradients and how far they scatter.

# %% tags=["demo"]
rng = np.random.default_rng(2)
m = 200
x_days = rng.standard_normal(m)
y_days = 1.5 * x_days + 0.5 + 0.8 * rng.standard_normal(m)


def batch_gradient(p, days):
    """The gradient (2, 1) of J at p = (w, b), averaged over the chosen days."""
    w, b = p[:, 0]
    error = w * x_days[days] + b - y_days[days]
    return np.array([[np.mean(error * x_days[days])], [np.mean(error)]])


here = np.array([[-1.0], [2.0]])
every_day = np.arange(m)
print("gradient over all 200 days:", np.round(batch_gradient(here, every_day)[:, 0], 3))
for size in (50, 10, 1):
    seen = np.hstack([batch_gradient(here, rng.integers(m, size=size)) for _ in range(5000)])
    average, spread = np.round(seen.mean(axis=1), 2), np.round(seen.std(axis=1), 2)
    print(f"batches of {size:2d}: average {average}, spread {spread}")

# %% [markdown]
# On average every batch size is right, up to what chance leaves after 5000 draws. What differs is the
# scatter, and it shrinks with the square *root* of the size: from batches of 1 to batches of 50 it falls by a factor of about
# $\sqrt{50} \approx 7$, for fifty times the work.
#
# Your `gradient_descent_nd` needs no change for a walk with noisy gradients: hand it a function
# that draws a new batch each time it is asked. Three walks, 100 steps each:


# %% tags=["demo"]
def J(p):
    """The cost at the places p (2, k); gives (k,)."""
    errors = np.outer(p[0], x_days) + p[1][:, None] - y_days
    return np.mean(errors**2, axis=1) / 2


ones = np.stack([x_days, np.ones(m)], axis=1)
best = np.linalg.lstsq(ones, y_days, rcond=None)[0]


def gradient_of_batches(size, rng):
    """A gradient that asks a new random batch of days each time; all days where size is m."""

    def gradient(p):
        return batch_gradient(p, every_day if size == m else rng.integers(m, size=size))

    return gradient


batch_sizes = [200, 10, 1]
paths = {
    f"batches of {size}": gradient_descent_nd(
        gradient_of_batches(size, np.random.default_rng(3)), here, 0.1, 100
    )
    for size in batch_sizes
}

print(f"lowest place: w = {best[0]:.3f}, b = {best[1]:.3f}")
for (name, path), size in zip(paths.items(), batch_sizes, strict=True):
    wander = np.linalg.norm(path[:, -30:] - best[:, None], axis=0).mean()
    print(
        f"{name:14s} days looked at: {100 * size:5d}, mean distance in the last 30 steps {wander:.3f}"
    )
plots.walks_on_map(J, paths, (-2.2, 3.2, -1.2, 2.8), ("$w$", "$b$"))

# %% [markdown]
# With all days, the walk is a smooth curve. With ten it trembles, and gets to the same
# neighbourhood for a twentieth of the work. With a single day per step it staggers, and even at the
# end it does not rest: the days disagree about where the bottom is, and each step listens to one
# day only.
#
# **What usually goes wrong.** Taking the trembling for a bug. If the cost goes down on the whole and
# jumps about on the way, that is mini-batch noise. A smaller learning rate, at least towards the
# end, makes it calmer.
#
# **An experiment.** Halve the learning rate in the cell above and double the number of steps. What
# becomes of the mean distance for batches of 1?
#
# **To remember.** A batch's gradient is right on average and noisy. Small batches make cheap,
# trembling steps.
#
# ## What you can do now
#
# - Say what a slope is, work one out on paper, and check it by nudging.
# - Take a step, and explain why it has a minus sign and why it must not be too long.
# - Predict from the factor $1 - \eta k$ whether a walk crawls, lands, zigzags, cycles or runs away.
# - Explain why the start, and not the learning rate, decides in which valley a walk ends.
# - Write a gradient as a column, and walk in as many dimensions as you like.
# - Tell the noise of mini-batches from a mistake.
#
# Next week the place is a set of weights, the landscape is the cost of a neuron that tries to
# recognise cats, and the only new thing is where the gradient comes from. You have already written
# the rest.
