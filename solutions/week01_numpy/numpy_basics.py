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
# # NumPy: thinking in arrays
#
# Last week's neuron priced all houses in one line, `relu(w.T @ X + b)`. There was no loop in it,
# and it would have been the same line for a million houses. This week is about that language:
# arrays, their shapes, and what happens when two of them meet.
#
# It is a week of small steps. Thirteen functions, most of them a single line, worth 100 points.
# They are the vocabulary of everything that follows, so here is the one habit to take home:
# **before you run a line, say which shape will come out.** Most bugs in neural networks are wrong
# shapes, and the worst of them make no noise.
#
# **What you need.** Some Python. Week 0 helps, above all its section on how to read a check. Plan
# two to three hours, and take a break after section 5.
#
# | symbol | in NumPy | meaning |
# |---|---|---|
# | $n$ | | how many numbers describe one example |
# | $m$ | | how many examples there are |
# | $(r, c)$ | `A.shape` | a matrix with $r$ rows and $c$ columns |
# | $A^\top$ | `A.T` | the matrix with rows and columns exchanged |
# | $A B$ | `A @ B` | the matrix product |
#
# Run the next cell first.

# %%
# %load_ext grader.check

import time

import numpy as np

from datasets import load_cats
from grader.check import check
from utils import plots
from utils.progress import progress
from utils.quizzes import quiz

# %% [markdown]
# ## 1. Arrays and their shapes
#
# **Why it matters.** Python's lists can hold anything, and for that reason they can't calculate. An
# *array* holds numbers of one kind, laid out in a regular grid, and can.
#
# **The idea.** An array has *axes*. One axis: a plain list of numbers. Two axes: a table. Three
# axes: a pile of tables, and so on. Its **shape** says how long each axis is, from the outermost
# brackets to the innermost. Look at the shapes above the three grids.

# %% tags=["demo"]
flat = np.array([3, 1, 4])
table = np.array([[3, 1, 4], [1, 5, 9]])
column = np.array([[3], [1]])

for name, array in {"flat": flat, "table": table, "column": column}.items():
    print(f"{name:>6}: {array.ndim} axes, shape {array.shape}, {array.size} numbers")
plots.grids({"flat": flat, "table": table, "column": column})

# %% [markdown]
# `flat` and the first row of `table` look alike, but they aren't: one has a single axis and is
# neither a row nor a column. Python writes its shape as `(3,)`, with a comma, because it is a
# tuple with one number in it.
#
# **A worked example.** A table of 2 rows and 3 columns has 2 axes, the shape `(2, 3)` and
# $2 \cdot 3 = 6$ numbers. A hundred colour pictures of $64 \times 64$ pixels come as an array of
# shape `(100, 64, 64, 3)`: 4 axes and $100 \cdot 64 \cdot 64 \cdot 3$ numbers.
#
# ### Exercise 1: `shape_facts` (6 points)
#
# **Your turn.** Return three facts about an array: how many axes it has, its shape, and how many
# numbers it holds. One line; the cell above shows where to find them.


# %% nbgrader={"grade": false, "grade_id": "shape_facts", "locked": false, "schema_version": 3, "solution": true, "task": false}
def shape_facts(a):
    """Say how an array is laid out.

    a: an array with any number of axes.
    Returns three things: how many axes it has, its shape (a tuple), and how many numbers it holds.
    """
    ### BEGIN SOLUTION
    return a.ndim, a.shape, a.size
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_shape_facts", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
check(shape_facts)

# %% [markdown]
# **What usually goes wrong.** `len(a)` is the length of the *first* axis only: 3 for `flat`, which
# has one axis, and 2 for `table`, which holds six numbers.
#
# **To remember.** When in doubt, print the shape.
#
# ## 2. Every number at once
#
# **Why it matters.** You never want to write a loop over a million numbers if one line says the
# same.
#
# **The idea.** `+`, `-`, `*`, `/` and `**` between an array and a number work on every element by
# itself. So do NumPy's functions, such as `np.exp` and `np.sqrt`. Predict first.

# %% tags=["demo"]
quiz("numpy_basics", "times_two", answer="")

# %% tags=["demo"]
print("list: ", [1, 2, 3] * 2)
print("array:", np.array([1, 2, 3]) * 2)

# %% [markdown]
# **The equation.** Temperatures in Celsius become Fahrenheit by
#
# $$F = 1.8 \cdot C + 32,$$
#
# and the way back undoes the steps in the opposite order: first take away 32, then divide by 1.8.
# **A worked example:** $20\,°\mathrm{C}$ are $36 + 32 = 68\,°\mathrm{F}$, and back:
# $(68 - 32) / 1.8 = 20$.
#
# ### Exercise 2: `elementwise_roundtrip` (8 points)
#
# **Your turn.** Turn a whole array of temperatures into Fahrenheit, and what you got back into
# Celsius. Return both. Three lines, no loop.


# %% nbgrader={"grade": false, "grade_id": "elementwise_roundtrip", "locked": false, "schema_version": 3, "solution": true, "task": false}
def elementwise_roundtrip(celsius):
    """Turn temperatures into Fahrenheit, and these back into Celsius.

    celsius: an array of any shape.
    Returns two arrays of that shape: fahrenheit, and back (in Celsius again).
    """
    ### BEGIN SOLUTION
    fahrenheit = celsius * 1.8 + 32
    back = (fahrenheit - 32) / 1.8
    return fahrenheit, back
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_elementwise_roundtrip", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
check(elementwise_roundtrip)

# %% [markdown]
# **What you see now.** A week of temperatures, there and back.

# %% tags=["demo"]
week = np.array([-40.0, -5.5, 0.0, 12.5, 20.0, 37.0, 100.0])
fahrenheit, back = elementwise_roundtrip(week)
print("Celsius:   ", week)
print("Fahrenheit:", np.round(fahrenheit, 1))
print("back again:", np.round(back, 1))
print(
    "largest difference after the round trip is below 1e-12:", np.max(np.abs(back - week)) < 1e-12
)

# %% [markdown]
# **What usually goes wrong.** Don't ask whether `back == week`. Computers round, so after a few
# steps two equal numbers may differ in the sixteenth digit. Ask how large the difference is:

# %% tags=["demo"]
print("0.1 + 0.2 == 0.3:", 0.1 + 0.2 == 0.3)
print("is the difference tiny?", abs(0.1 + 0.2 - 0.3) < 1e-12)

# %% [markdown]
# **To remember.** Arithmetic with arrays works element by element. Compare floats by their
# difference.
#
# ## 3. Rows and columns
#
# **Why it matters.** In this course an example is a *column*. A flat array is neither row nor
# column, and its transpose is itself, so formulas with $\top$ in them silently do nothing.
#
# **The idea.** `v.reshape(rows, columns)` lays the same numbers out in another grid. One of the
# lengths may be `-1`, which means *work it out yourself*. Nothing is calculated: the
# numbers stay in the same order, only the brackets change.

# %% tags=["demo"]
v = np.array([2, 7, 1, 8])
print("v.shape  =", v.shape)
print("v.T.shape =", v.T.shape, " (turning a flat array changes nothing)")
plots.grids({"v": v, "as a row": v.reshape(1, 4), "as a column": v.reshape(4, 1)})

# %% [markdown]
# ### Exercise 3: `as_column` (6 points)
#
# **Your turn.** Turn a flat array of $n$ numbers into a column of shape $(n, 1)$, for any $n$. One
# line.


# %% nbgrader={"grade": false, "grade_id": "as_column", "locked": false, "schema_version": 3, "solution": true, "task": false}
def as_column(v):
    """Write the numbers of a flat array one below the other.

    v: an array (n,).
    Returns the same numbers as an array (n, 1).
    """
    ### BEGIN SOLUTION
    return v.reshape(-1, 1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_as_column", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
check(as_column)

# %% [markdown]
# ### Exercise 4: `as_row` (4 points)
#
# **Your turn.** And into a row of shape $(1, n)$.


# %% nbgrader={"grade": false, "grade_id": "as_row", "locked": false, "schema_version": 3, "solution": true, "task": false}
def as_row(v):
    """Write the numbers of a flat array side by side in a table with one row.

    v: an array (n,).
    Returns the same numbers as an array (1, n).
    """
    ### BEGIN SOLUTION
    return v.reshape(1, -1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_as_row", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check(as_row)

# %% [markdown]
# **What you see now.** With two axes, turning works, and so does a product of a row and a column:
# one number in one order, a whole table in the other. With flat arrays nobody can tell the two
# apart.

# %% tags=["demo"]
row, col = as_row(v), as_column(v)
print("the column, turned:", col.T.shape)
print("row @ column:", (row @ col).shape, "->", (row @ col).item())
print("column @ row:", (col @ row).shape)
print("flat @ flat: ", (v @ v).shape, "->", v @ v)

# %% [markdown]
# **An experiment.** Which shape does `np.array([[[5]]])` have? Count the brackets, then print it.
#
# **To remember.** Flat is neither row nor column. In this course, keep two axes.
#
# ## 4. Reshaping without mixing
#
# **Why it matters.** A picture comes as a grid, and a neuron wants a list of numbers. On the way
# from one to the other, numbers of different pictures can get mixed up, and no error tells you.
#
# **The idea.** To NumPy, an array is one long line of numbers in which the *last* axis runs fastest.
# `reshape` breaks this line at other places. If the first axis counts examples, then each
# example is one piece of the line, and must stay in one piece. Below are three little "pictures" of
# $2 \times 2$ pixels; picture 1 is made of tens, picture 2 of twenties, picture 3 of thirties.

# %% tags=["demo"]
pictures = np.array([[[10, 11], [12, 13]], [[20, 21], [22, 23]], [[30, 31], [32, 33]]])
print("shape:", pictures.shape)
print("the line in memory:", pictures.reshape(-1))
good, bad = pictures.reshape(3, 4), pictures.reshape(-1, 3).T
print("first row of the good one:", good[0], " and of the bad one:", bad[0])
plots.grids({"reshape(3, -1)": good, "reshape(-1, 3).T": bad})

# %% [markdown]
# Both have shape `(3, 4)`. On the left each row is one picture. On the right, each row has
# numbers from all three: the line was broken into pieces of three and then turned. Remember this
# picture, it comes back in section 9 with cats.
#
# ### Exercise 5: `flatten_rest` (8 points)
#
# **Your turn.** Keep the first axis, and make one axis of all the others: $(m, p, q, \dots)$
# becomes $(m,\ p \cdot q \cdots)$. It should work for any number of axes. One line.


# %% nbgrader={"grade": false, "grade_id": "flatten_rest", "locked": false, "schema_version": 3, "solution": true, "task": false}
def flatten_rest(a):
    """Keep the first axis and make one of all others.

    a: an array (m, p, q, ...) with at least two axes; the first one counts examples.
    Returns an array (m, p * q * ...), in which row i holds the numbers of a[i] in their order.
    """
    ### BEGIN SOLUTION
    return a.reshape(a.shape[0], -1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_flatten_rest", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
check(flatten_rest)

# %% [markdown]
# **What you see now.** Take a row of the result, give it back its old shape, and it is the picture
# that it was.

# %% tags=["demo"]
for shape in [(3, 2, 2), (5, 4, 4, 3), (7, 6)]:
    pile = np.arange(np.prod(shape)).reshape(shape)
    rows = flatten_rest(pile)
    same = np.array_equal(rows[1].reshape(shape[1:]), pile[1])
    print(f"{shape!s:>12} -> {rows.shape!s:>7}, example 1 is itself again: {same}")

# %% [markdown]
# **To remember.** `reshape` keeps the order of the numbers. Keep the examples' axis where it is, and turn the
# result afterwards if you need to.
#
# ## 5. Making arrays, and cutting pieces out
#
# **Why it matters.** Training starts with arrays of zeros or of random numbers. And every data set
# is cut into rows, columns and blocks all the time.
#
# **The idea.** `np.zeros(shape)`, `np.ones(shape)` and `np.full(shape, value)` make an array of a
# given shape. The shape is *one* argument, a tuple: `np.zeros((2, 3))` with two pairs of brackets.
#
# ### Exercise 6: `filled` (6 points)
#
# **Your turn.** Return an array of the given shape in which every number is `value`. One line.


# %% nbgrader={"grade": false, "grade_id": "filled", "locked": false, "schema_version": 3, "solution": true, "task": false}
def filled(shape, value):
    """Make an array in which every number is the same.

    shape: a tuple of lengths.   value: a number.
    Returns an array of that shape, full of that value.
    """
    ### BEGIN SOLUTION
    return np.full(shape, value)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_filled", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
check(filled)

# %% [markdown]
# Now to cutting. `A[i, j]` is the number in row `i` and column `j`, where Python counts **from 0**.
# A colon stands for *all of them*: `A[:, j]` is a whole column, `A[i, :]` or `A[i]` a whole row.
# And `A[:, 1:3]` is a range, from 1 up to but without 3. In the grid below each number tells its
# own place: 12 stands in row 1 and column 2, as Python counts.

# %% tags=["demo"]
A = np.array([[0, 1, 2, 3], [10, 11, 12, 13], [20, 21, 22, 23]])
print("A[1, 2] =", A[1, 2])
print("A[:, 1:3] has shape", A[:, 1:3].shape)
plots.grids({"A": A, "A[:, 1:3]": A[:, 1:3], "A[1]": A[1]})

# %% tags=["demo"]
quiz("numpy_basics", "third_column", answer="")

# %% tags=["demo"]
print("A[:, 2]   ", A[:, 2], "  with shape", A[:, 2].shape)
print("A[:, 2:3] ", A[:, 2:3].tolist(), "  with shape", A[:, 2:3].shape)

# %% [markdown]
# ### Exercise 7: `nth_column` (6 points)
#
# **Your turn.** People count from 1: the *first* column is the leftmost one. Return the $n$-th
# column as people count, as a flat array. One line.


# %% nbgrader={"grade": false, "grade_id": "nth_column", "locked": false, "schema_version": 3, "solution": true, "task": false}
def nth_column(A, n):
    """Take one column out of a matrix.

    A: an array (rows, columns).   n: which column, counted from 1 as people do.
    Returns the numbers of that column as a flat array (rows,).
    """
    ### BEGIN SOLUTION
    return A[:, n - 1]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_nth_column", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
check(nth_column)

# %% [markdown]
# ### Exercise 8: `nth_row` (6 points)
#
# **Your turn.** And the $n$-th row, as a flat array.


# %% nbgrader={"grade": false, "grade_id": "nth_row", "locked": false, "schema_version": 3, "solution": true, "task": false}
def nth_row(A, n):
    """Take one row out of a matrix.

    A: an array (rows, columns).   n: which row, counted from 1 as people do.
    Returns the numbers of that row as a flat array (columns,).
    """
    ### BEGIN SOLUTION
    return A[n - 1]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_nth_row", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
check(nth_row)

# %% [markdown]
# **What you see now.** The third column and the third row of `A`, counted as people do.

# %% tags=["demo"]
print("third column:", nth_column(A, 3))
print("third row:   ", nth_row(A, 3))

# %% [markdown]
# ### Is it so? "The third column of `A` is `A[:, 3]`"
#
# It stands like this in many a set of notes, and reads so naturally: three, third.

# %% tags=["demo"]
print("A[:, 3] =", A[:, 3])
print("A[:, 2] =", A[:, 2])
print("columns to the left of A[:, 3]:", A[:, :3].shape[1])

# %% [markdown]
# **It isn't so.** `A[:, 3]` has three columns to its left, so it is the *fourth*. The index says
# how many columns to skip. In a matrix with just three columns, `A[:, 3]` is an error, and that
# is the lucky case.
#
# **What usually goes wrong.** A piece that you cut out with a colon is no copy but a *view*: a
# window on the same numbers. Write into it and the original changes. If you want your own, ask
# for `.copy()`.

# %% tags=["demo"]
original = np.array([[1, 2], [3, 4]])
view, own = original[:, 0], original[:, 0].copy()
view[0] = 99
print("original:", original.tolist())
print("own copy:", own.tolist())

# %% [markdown]
# **To remember.** Python counts from 0. One number in the brackets takes an axis away, a range
# keeps it.
#
# ## 6. The matrix product
#
# **Why it matters.** A layer of neurons is one matrix product. Nothing else in this course is
# computed as often.
#
# **The idea.** To get the number in row $i$ and column $j$ of $AB$, go along row $i$ of $A$ and
# down column $j$ of $B$ at the same time, multiply pair by pair, and add up.
#
# **The equation, with shapes.**
#
# $$\underbrace{C}_{p \times r} = \underbrace{A}_{p \times q}\ \underbrace{B}_{q \times r},
# \qquad C_{ij} = \sum_{k=1}^{q} A_{ik} B_{kj}$$
#
# The inner lengths have to agree, the outer ones are left: $(p, q)$ with $(q, r)$ gives $(p, r)$.
#
# **A worked example.**
#
# $$\begin{bmatrix} 1 & 2 \\ 0 & 3 \end{bmatrix} \begin{bmatrix} 4 & 5 & 0 \\ 1 & 0 & 2 \end{bmatrix}
# = \begin{bmatrix} 1 \cdot 4 + 2 \cdot 1 & 1 \cdot 5 + 2 \cdot 0 & 1 \cdot 0 + 2 \cdot 2 \\ 3 & 0 & 6 \end{bmatrix}
# = \begin{bmatrix} 6 & 5 & 4 \\ 3 & 0 & 6 \end{bmatrix}$$
#
# In NumPy the product is `A @ B`. The star `A * B` is something else: it multiplies element by
# element.
#
# ### Exercise 9: `matmul_and_sum` (8 points)
#
# **Your turn.** Return the matrix product of two matrices, and the sum of all numbers in it. Two or
# three lines; `np.sum` without an axis adds up everything.


# %% nbgrader={"grade": false, "grade_id": "matmul_and_sum", "locked": false, "schema_version": 3, "solution": true, "task": false}
def matmul_and_sum(A, B):
    """Multiply two matrices, and add up what comes out.

    A: an array (p, q).   B: an array (q, r).
    Returns two things: the matrix product (p, r), and the sum of all its numbers.
    """
    ### BEGIN SOLUTION
    product = A @ B
    return product, np.sum(product)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_matmul_and_sum", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
check(matmul_and_sum)

# %% [markdown]
# **What you see now.** The worked example. Check one number of the result by hand.

# %% tags=["demo"]
left, right = np.array([[1, 2], [0, 3]]), np.array([[4, 5, 0], [1, 0, 2]])
product, total = matmul_and_sum(left, right)
print("sum of all numbers:", total)
plots.grids({"A": left, "B": right, "A @ B": product})

# %% [markdown]
# **Loop against vector.** The same weighted sum, once as a loop in Python and once as one
# product. Both axes of the figure are drawn so that equal distances mean equal *factors*. Look at
# the distance between the two curves on the right.


# %% tags=["demo", "nbval-ignore-output"]
def weighted_sum_loop(w, x):
    """The weighted sum of flat arrays, one pair at a time."""
    total = 0.0
    for i in range(len(w)):
        total += w[i] * x[i]
    return total


def fastest(function, *inputs):
    """The shortest of five runs, in seconds: the one that was disturbed least."""
    took = []
    for _ in range(5):
        begin = time.perf_counter()
        function(*inputs)
        took.append(time.perf_counter() - begin)
    return min(took)


rng = np.random.default_rng(1)
lengths = [10, 100, 1000, 10_000, 100_000]
seconds = {"loop in Python": [], "one product": []}
for length in progress(lengths, "timing"):
    w, x = rng.standard_normal((2, length))
    seconds["loop in Python"].append(fastest(weighted_sum_loop, w, x))
    seconds["one product"].append(fastest(np.dot, w, x))

factor = seconds["loop in Python"][-1] / seconds["one product"][-1]
print(f"at {lengths[-1]:,} numbers the product is about {factor:.0f} times as fast")
plots.timings(lengths, seconds, "how many numbers")

# %% [markdown]
# Both do the same multiplications. But the loop asks Python, for every single pair, what kinds of
# things these are and what times means for them. NumPy asks once, and then runs through the
# numbers as fast as the processor can. For ten numbers it hardly matters, for the rest of this
# course it does: an hour of training would otherwise be weeks.
#
# **To remember.** Inner lengths agree and vanish, outer ones stay. Let NumPy do the loops.
#
# ## 7. Along which axis?
#
# **Why it matters.** The mean of *each feature*, the largest score of *each example*: nearly
# always one wants to sum or average along one axis only, and half of the time the wrong one comes
# to mind first.
#
# **The idea.** `np.sum(A, axis=0)` adds up *along* axis 0, which runs from row to row, so it adds
# down each column. The axis that you name is the one that disappears. Predict the shape.

# %% tags=["demo"]
quiz("numpy_basics", "sum_axis", answer="")

# %% [markdown]
# In the figure follow the orange arrow down the columns to the orange sums, and the green arrow
# along the rows to the green sums.

# %% tags=["demo"]
small = np.array([[3, 1, 4], [1, 5, 9]])
print("along axis 0:", np.sum(small, axis=0), "with shape", np.sum(small, axis=0).shape)
print("along axis 1:", np.sum(small, axis=1), "with shape", np.sum(small, axis=1).shape)
plots.axes_of(small)

# %% [markdown]
# The results are flat: row and column look the same now. With `keepdims=True` the axis stays, with
# length 1, so that a mean of each row remains a column beside its rows. You will want that in
# almost every formula of this course.
#
# **A worked example.** For the table above, the means of the columns are $\begin{bmatrix} 2 & 3 &
# 6.5 \end{bmatrix}$, of shape $(1, 3)$. The means of the rows, $\frac83$ and 5, stand one below
# the other, in shape $(2, 1)$.
#
# ### Exercise 10: `axis_means` (10 points)
#
# **Your turn.** Return the mean of each column, as a row $(1, c)$, and the mean of each row, as a
# column $(r, 1)$. Two or three lines with `np.mean`.


# %% nbgrader={"grade": false, "grade_id": "axis_means", "locked": false, "schema_version": 3, "solution": true, "task": false}
def axis_means(A):
    """Average a matrix along each of its axes.

    A: an array (rows, columns).
    Returns two arrays: the mean of each column (1, columns), and the mean of each row (rows, 1).
    """
    ### BEGIN SOLUTION
    column_means = np.mean(A, axis=0, keepdims=True)
    row_means = np.mean(A, axis=1, keepdims=True)
    return column_means, row_means
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_axis_means", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
check(axis_means)

# %% [markdown]
# **What you see now.** The means in their places: those of the columns lie under the columns, and
# those of the rows stand beside the rows.

# %% tags=["demo"]
column_means, row_means = axis_means(small)
print("means of the columns:", np.round(column_means, 2).tolist())
print("means of the rows:   ", np.round(row_means, 2).tolist())

# %% [markdown]
# ### Is it so? "With `keepdim=True` the axis stays"
#
# One letter, and many notes and code snippets have it like this. In PyTorch, another library, it
# is even right.

# %% tags=["demo"]
try:
    np.sum(small, axis=1, keepdim=True)
except TypeError as error:
    print("keepdim: ", type(error).__name__)
print("keepdims:", np.sum(small, axis=1, keepdims=True).shape)

# %% [markdown]
# **It isn't so.** NumPy spells it `keepdims`, with an *s*, and stops at the other spelling.
#
# **To remember.** The axis you name disappears; with `keepdims=True` it stays as a 1.
#
# ## 8. Broadcasting: when shapes differ
#
# **Why it matters.** $Z = w^\top X + b$ adds one number to a whole row, and soon we will add a
# column of biases to a matrix with a thousand columns. NumPy does that without a loop and without
# copies. It also does it when you didn't mean it.
#
# **The idea.** When two arrays meet in `+`, `-`, `*` or `/`, NumPy writes their shapes below each
# other, aligned at the **right**. Two lengths fit if they are equal, or if one of them is 1: then
# that axis is repeated as often as needed. Where an axis is missing on the left, it counts as 1.
#
# $$(3, 4) + (1, 4) \to (3, 4) \qquad (3, 4) + (3, 1) \to (3, 4) \qquad (3, 4) + (4,) \to (3, 4)
# \qquad (3, 4) + (3,) \to \text{error}$$

# %% tags=["demo"]
quiz("numpy_basics", "column_plus_row", answer="")

# %% [markdown]
# Each line of the figure is one addition. Pale numbers aren't stored anywhere, NumPy only acts as
# if. In the last line *both* are repeated.

# %% tags=["demo"]
matrix = np.array([[0, 1, 2, 3], [10, 11, 12, 13], [20, 21, 22, 23]])
wide, high = np.array([[100, 200, 300, 400]]), np.array([[1], [2], [3]])
print("matrix + row:", (matrix + wide).shape)
print("matrix + column:", (matrix + high).shape)
print("column + row:", (high + wide).shape)
plots.broadcasting([(matrix, wide), (matrix, high), (high, wide)])

# %% [markdown]
# **A worked example.** To *centre* the columns of a table means to subtract from each its mean.
# With your `axis_means` it is one subtraction, $(r, c) - (1, c)$, and afterwards every column has
# the mean 0.

# %% tags=["demo"]
data = np.array([[1.0, 200.0], [2.0, 300.0], [6.0, 700.0]])
centred = data - axis_means(data)[0]
print(centred)
print("means of the columns now:", np.round(axis_means(centred)[0], 12))

# %% [markdown]
# **What usually goes wrong.** The silent square. Subtract a column of labels from a flat array of
# answers, and every answer meets every label:

# %% tags=["demo"]
answers, labels = np.array([1, 0, 1, 1]), np.array([[1], [0], [1], [1]])
print("shape of the difference:", (answers - labels).shape)
print("mean error as it seems: ", np.mean(np.abs(answers - labels)))
print("mean error as it is:    ", np.mean(np.abs(as_column(answers) - labels)))

# %% [markdown]
# All answers are right, and the first number claims otherwise. Shapes would have told.
#
# **An experiment.** Which of these work, and with which result? `(5, 1) * (1, 5)`, `(2, 3) + (3,
# 2)`, `(4, 1, 3) + (2, 3)`. Decide, then try with `np.ones`.
#
# **To remember.** Align at the right; equal or 1. What fits isn't always what you meant.
#
# ## 9. Pictures become columns
#
# **Why it matters.** In week 3 a neuron will look at pictures of cats, and each must be a column of
# numbers between 0 and 1. You already have all the tools.
#
# **The idea.** Pictures come as an array $(m, h, w, 3)$: $m$ pictures of $h$ rows and $w$ columns
# of pixels, with red, green and blue in each, as whole numbers from 0 to 255. Flatten each
# picture, make columns of the rows, and divide by 255.
#
# **The equation, with shapes.**
#
# $$(m, h, w, 3) \ \xrightarrow{\text{flatten}}\ (m,\ 3hw) \ \xrightarrow{\ \top\ }\ (3hw,\ m) \ \xrightarrow{\ /\,255\ }\ X$$
#
# ### Exercise 11: `images_to_X` (10 points)
#
# **Your turn.** Return $X$ of shape $(h \cdot w \cdot 3,\ m)$. Call your `flatten_rest`; one line.


# %% nbgrader={"grade": false, "grade_id": "images_to_X", "locked": false, "schema_version": 3, "solution": true, "task": false}
def images_to_X(images):
    """Make each picture a column of numbers between 0 and 1.

    images: whole numbers from 0 to 255, an array (m, height, width, 3).
    Returns an array (height * width * 3, m), one picture a column.
    """
    ### BEGIN SOLUTION
    return flatten_rest(images).T / 255
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_images_to_X", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
check(images_to_X)

# %% [markdown]
# **What you see now.** Some pictures of the cat data set, as a matrix. To be sure that nothing
# got mixed, three columns of your $X$ are turned back into pictures. Below them are the same
# columns after `reshape(-1, m)`, which has the same shape.

# %% tags=["demo"]
photos = load_cats().test_set_x[:20]
m = len(photos)
X = images_to_X(photos)
scrambled = photos.reshape(-1, m) / 255

print("photos:", photos.shape, " X:", X.shape, " scrambled:", scrambled.shape)
print("smallest and largest number:", X.min().round(3), X.max().round(3))
belong = [np.mean(other == flatten_rest(photos).T / 255) for other in (X, scrambled)]
print(f"numbers in their right places: {belong[0]:.0%} and {belong[1]:.0%}")

shown = [0, 1, 2]
plots.gallery(
    np.concatenate([matrix[:, shown].T.reshape(3, 64, 64, 3) for matrix in (X, scrambled)]),
    [f"{name}, column {i}" for name in ("yours", "scrambled") for i in shown],
    "The same shape, and not the same thing",
    columns=3,
)

# %% [markdown]
# The upper row shows pictures. In the lower one, each column has taken every twentieth number of
# the long line, so it holds small, shredded pieces of all twenty pictures. A neuron would be fed
# with that without complaint, and learn nothing.
#
# **What usually goes wrong.** Pixels are stored as 8-bit whole numbers, which end at 255 and then
# begin again. Brighten a picture *before* you divide, and bright places turn dark:

# %% tags=["demo"]
pixels = np.array([100, 200, 250], dtype=np.uint8)
print("plus 100 as 8-bit numbers:", pixels + np.uint8(100))
print("plus 100 as floats:       ", pixels.astype(float) + 100)

# %% [markdown]
# ### Is it so? "A picture of 64 × 64 pixels in 3 colours has 12228 numbers"
#
# This number is handed on from notes to notes; it looks so much like the right one that nobody
# multiplies.

# %% tags=["demo"]
picture = np.zeros((64, 64, 3))
print("64 * 64 * 3 =", 64 * 64 * 3)
print("numbers in a picture:", picture.size)
try:
    picture.reshape(12228, 1)
except ValueError as error:
    print("reshape to 12228:", type(error).__name__)

# %% [markdown]
# **It isn't so.** It is 12**2**88. Better still, never type such a number at all: `-1` or `shape`
# knows it.
#
# **To remember.** Whenever you have reshaped data, turn one example back and look at it.
#
# ## 10. Rows of length 1
#
# **Why it matters.** Sometimes only the *direction* of a row counts, not its size: two texts that
# use the same words in the same proportions are alike, even if one is ten times as long.
#
# **The equation, with shapes.** The length of a row is what Pythagoras says, and every number of
# the row is divided by it:
#
# $$\|x_i\| = \sqrt{\textstyle\sum_j x_{ij}^2} \qquad\qquad
# \underbrace{\text{result}}_{r \times c} = \underbrace{x}_{r \times c} \ /\ \underbrace{\|x\|}_{r \times 1}$$
#
# **A worked example.** The row $\begin{bmatrix} 3 & 4 \end{bmatrix}$ has length $\sqrt{9 + 16} =
# 5$, and becomes $\begin{bmatrix} 0.6 & 0.8 \end{bmatrix}$.
#
# ### Exercise 12: `normalize_rows` (10 points)
#
# **Your turn.** Divide each row by its length. You may assume that no row is all zeros. Two
# lines; mind the shape of the lengths.


# %% nbgrader={"grade": false, "grade_id": "normalize_rows", "locked": false, "schema_version": 3, "solution": true, "task": false}
def normalize_rows(x):
    """Divide each row by its length.

    x: an array (rows, columns), no row of which is all zeros.
    Returns an array of the same shape, whose rows have length 1.
    """
    ### BEGIN SOLUTION
    lengths = np.sqrt(np.sum(x**2, axis=1, keepdims=True))
    return x / lengths
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_normalize_rows", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
check(normalize_rows)

# %% [markdown]
# **What you see now.** Each row of a table with two columns is an arrow. On the right all of them
# end on the circle of radius 1, and none has changed its direction.

# %% tags=["demo"]
arrows = np.array([[3.0, 4.0], [-2.0, 1.0], [0.3, -0.4], [-1.5, -3.0]])
ones = normalize_rows(arrows)
print("lengths before:", np.round(np.sqrt(np.sum(arrows**2, axis=1)), 2))
print("lengths after: ", np.round(np.sqrt(np.sum(ones**2, axis=1)), 2))
plots.row_arrows({"the rows": arrows, "your normalised rows": ones})

# %% [markdown]
# **What usually goes wrong.** Without `keepdims=True` the lengths are flat, with shape `(r,)`. Then
# $(r, c) / (r,)$ is an error, or worse, if the table happens to be square: no error, and
# every *column* is divided by the length of a row.
#
# **To remember.** A number for each row is a column: `(r, 1)`.
#
# ## 11. Softmax: scores become probabilities
#
# **Why it matters.** Cat, dog or bird? A network gives each of them a score, any number at all.
# Softmax turns the scores of one example into probabilities. It will be the last layer of your
# classifier in week 10.
#
# **The idea.** Make every score positive with the exponential, and divide by the sum. (Here each
# *row* is one example. When we get to networks it will be the columns.)
#
# **The equation, with shapes.** For a table $x$ of shape $(r, c)$,
#
# $$\text{softmax}(x)_{ij} = \frac{e^{x_{ij}}}{\sum_{k=1}^{c} e^{x_{ik}}}$$
#
# **A worked example.** The scores $\begin{bmatrix} 0 & \ln 3 \end{bmatrix}$ have the exponentials
# 1 and 3, and their sum is 4: the probabilities are $\frac14$ and $\frac34$.
#
# **A trap, and the way out.** $e^{1000}$ is more than a float can hold. But add the same number
# $t$ to all scores of a row and nothing changes, since $e^{x + t} = e^x e^t$ and the factor $e^t$
# cancels. So subtract the largest score of each row first: then the largest exponent is 0, and
# nothing can overflow.
#
# ### Exercise 13: `softmax` (12 points)
#
# **Your turn.** Return the softmax of each row, in the shape of `x`, for scores of any size. Two
# or three lines.


# %% nbgrader={"grade": false, "grade_id": "softmax", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softmax(x):
    """Turn each row of scores into probabilities.

    x: scores of any size, an array (rows, columns).
    Returns an array of the same shape: positive numbers that sum to 1 in each row.
    """
    ### BEGIN SOLUTION
    exponentials = np.exp(x - np.max(x, axis=1, keepdims=True))
    return exponentials / np.sum(exponentials, axis=1, keepdims=True)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_softmax", "locked": true, "points": 12, "schema_version": 3, "solution": false, "task": false}
check(softmax)

# %% [markdown]
# **What you see now.** Three rows of scores on the left, their probabilities on the right. The
# second row has the scores of the first, all raised by 10, and gives the same. In the third they
# are three times as far apart.

# %% tags=["demo"]
scores = np.array([[1.0, 2.0, 0.5], [11.0, 12.0, 10.5], [3.0, 6.0, 1.5]])
probabilities = softmax(scores)
print(np.round(probabilities, 3))
print("sum of each row:", np.round(probabilities.sum(axis=1), 6))
print("and for scores of 1000 and 1002:", np.round(softmax(np.array([[1000.0, 1002.0]])), 3))
plots.probability_bars(scores, probabilities, ["cat", "dog", "bird"])

# %% [markdown]
# Only differences of scores matter. And the further apart they are, the surer the answer becomes:
# softmax is a *soft* form of "the largest takes everything".
#
# **What usually goes wrong.** The axis, of course: print the sums of the rows and you know. And
# the maximum must be that of each row. With one maximum for the whole table, a row whose scores
# are all far below it becomes 0 divided by 0.
#
# **An experiment.** Multiply `scores` by 10, then by 0.01. What do the probabilities come close
# to in each case?
#
# **To remember.** Subtract the maximum, take the exponential, divide by the sum.
#
# ## What you can do now
#
# - Say which shape comes out before a line is run.
# - Turn flat arrays into rows and columns, and pictures into columns, without mixing them.
# - Cut out rows and columns, counting from 0, and know when you hold a view.
# - Sum along the axis that you mean, and keep it with `keepdims=True`.
# - Predict what broadcasting does, and notice when it does too much.
# - Replace a loop by one product, and say why it is faster.
#
# With that you can read and write every formula of the weeks to come. Next week the numbers start
# to move: gradient descent, the way downhill that all networks learn by.
