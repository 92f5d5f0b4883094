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
# # What is deep learning?
#
# Telephones understand speech, cameras find faces, and a translation of this page is one click
# away. Behind all of it stands one simple idea, used millions of times over: the *neuron*, a
# formula with one multiplication for every input, one sum and one bend. In this notebook you
# write it, in two short functions, and see how far so little can go.
#
# Nothing here is learned yet: you will choose the numbers yourself, with sliders and by thought.
# That is on purpose. In the coming weeks the computer will find these numbers by itself, and you
# will know exactly what it is that it is looking for.
#
# **What you need.** Some Python (functions, lists, loops) and a straight line from school. NumPy
# is the subject of next week; the little that is needed here is explained on the way.
#
# **How a notebook works.** It consists of *cells*. A cell like this one is text. The others hold
# code: click on one and press *Shift + Enter* to run it, and what it prints or draws appears
# below. Run the cells from top to bottom, because later ones use what earlier ones have defined.
# When in doubt, choose *Restart Kernel and Run All Cells* from the menu, and start with a clean
# desk.
#
# Two of the cells are for you to complete, between the two comment lines. Together they are worth
# 100 points. Plan one to two hours.
#
# | symbol | meaning |
# |---|---|
# | $x$ | a number that goes in, for instance the size of a house |
# | $w$ | a *weight*: how much that number counts |
# | $b$ | the *bias*: a number that is always added |
# | $z$ | the *score*, $w\,x + b$ |
# | $a$ | the answer of the neuron |
#
# Run the next cell first.

# %%
# %load_ext grader.check

import numpy as np

from grader.check import check
from utils import plots
from utils.quizzes import quiz

# %% [markdown]
# ## 1. A line that knows when to stop
#
# **Why it matters.** Almost every question that a network answers has the same form: here are
# some numbers, which number belongs to them? We begin with the smallest such question, because
# everything in it comes back later, only larger.
#
# **The idea.** Here are twelve houses (made up for this course), each with its size and its price.
# You are asked what a house of 100 square metres will cost. The natural thing is to lay a ruler
# through the points. Look where the ruler goes at the left end.

# %% tags=["demo"]
sizes = np.array([20, 32, 45, 60, 75, 90, 105, 120, 140, 160, 185, 210])
prices = np.array([0, 0, 24, 48, 118, 144, 205, 246, 288, 372, 423, 522])

slope, start = np.polyfit(sizes, prices, 1)  # the straight line with the smallest squared errors
print(f"the ruler: {slope:.2f} thousand a square metre, starting at {start:.0f} thousand")
print(f"for 20 square metres it says {slope * 20 + start:.0f} thousand")

ends = np.array([0, 220])
plots.house_prices(sizes, prices, {"the ruler": (ends, slope * ends + start)}, "Twelve houses")

# %% [markdown]
# The ruler is quite good from 60 square metres on. But for the smallest houses it gives a
# *negative* price, as if somebody would pay you to take them. What we want is a line that stops
# at zero: below some size a house is worth nothing, and above it the price rises steadily. A line
# with one bend.
#
# **The equation.** There is a function that makes the bend. It is called the *rectified linear
# unit*, in short **relu**:
#
# $$\text{relu}(z) = \max(0, z) = \begin{cases} z & \text{if } z > 0 \\ 0 & \text{otherwise} \end{cases}$$
#
# It passes positive numbers on and is silent for all others. That is all. The price of a house of
# size $x$ is then $\text{relu}(w\,x + b)$.
#
# **A worked example.** Take $w = 3$ and $b = -120$. A house of 60 square metres has the score
# $z = 3 \cdot 60 - 120 = 60$, and relu leaves it alone: 60 thousand. A house of 30 square metres
# has $z = 3 \cdot 30 - 120 = -30$, and relu makes 0 of it.
#
# ## 2. How to read a check
#
# Below every exercise there is a cell that checks it. It asks your function several questions
# and tells you what it found. You can run it as often as you like: an unsuccessful check costs
# nothing, and reading it well is half of programming. Let us practise, with three attempts at relu
# that somebody else made. (They are tucked away inside other functions, so that they can't be
# mixed up with yours.)
#
# In the first one nothing has been written yet.


# %% tags=["demo"]
def first_attempt():
    def relu(z):
        raise NotImplementedError

    return relu


check(first_attempt())

# %% [markdown]
# No harm done: the check says that there is still something to write. The second attempt uses a
# function that doesn't exist.


# %% tags=["demo"]
def second_attempt():
    def relu(z):
        return np.maximun(0, z)

    return relu


check(second_attempt())

# %% [markdown]
# Python stopped with an *exception*, and the check tells you where and why. Python's messages look
# rude at first, but they nearly always name the culprit. Read the last line first. The third
# attempt runs without complaint, and is wrong.


# %% tags=["demo"]
def third_attempt():
    def relu(z):
        return np.abs(z)

    return relu


check(third_attempt())

# %% [markdown]
# Here you see all the parts of a card:
#
# - **how many** of the questions were answered rightly; each right one counts,
# - **the question** at which it went wrong, so that you can ask it yourself in a cell of your own,
# - **what came back** and what sort of thing was wanted, though never the solution,
# - and, if the check recognises the mistake, **which thought** went astray. Many people have made
#   your mistake before you.
#
# The word *shape* in it says how numbers are laid out: `(4,)` is a plain list of four numbers,
# `(2, 3)` a table with two rows and three columns. Next week is all about it. When your notebook
# is graded, the same questions are asked with other numbers, so a function that works on the
# numbers of the check but not in general won't get far.
#
# ### Exercise 1: `relu` (40 points)
#
# **Your turn.** Write the function. It should work for a plain number and for a whole array of
# numbers at once, each number by itself. One line is enough: `np.maximum(p, q)` gives the larger
# of two things, element by element. Then run the check below it.


# %% nbgrader={"grade": false, "grade_id": "relu", "locked": false, "schema_version": 3, "solution": true, "task": false}
def relu(z):
    """Pass positive numbers on, and be silent for all others.

    z: a number or an array of any shape.
    Returns max(0, z) for each number, in the same shape.
    """
    ### BEGIN SOLUTION
    return np.maximum(0, z)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_relu", "locked": true, "points": 40, "schema_version": 3, "solution": false, "task": false}
check(relu)

# %% [markdown]
# **What you see now.** Your function, from $-4$ to $4$: flat on the left, a ramp on the right, and
# one sharp bend at zero.

# %% tags=["demo"]
print("relu of -3, -0.5, 0, 0.5, 3:", relu(np.array([-3, -0.5, 0, 0.5, 3])))
plots.relu_curve(relu)

# %% [markdown]
# **What usually goes wrong.** `max(0, z)` without `np.` is Python's own maximum: fine for a single
# number, but an array makes it stop with *the truth value of an array is ambiguous*, because it
# can't say whether a whole array is larger than 0. And `np.max(z)` looks for the largest number
# *within* `z`, which is another question.
#
# **To remember.** relu is a line with one bend: silent below zero, honest above.
#
# ## 3. You are the learning algorithm
#
# **Why it matters.** "Training a network" means to turn knobs until its answers fit. Do it once
# yourself, and you will never be mystified by the word again.
#
# **The idea.** Our price formula $\text{relu}(w\,x + b)$ has two knobs. On the slider below the
# weight is called *a*, as in the line $a\,x + b$ of your school days. To know whether a turn was
# a good one, we need a number that says how wrong we are: here the average distance between the
# formula's price and the true one. Such a number is called a *cost*.
#
# Predict before you turn. Write your letter between the quotation marks and run the cell.

# %% tags=["demo"]
quiz("what_is_deep_learning", "bias", answer="")

# %% [markdown]
# The figure shows three biases with the same weight. Follow each line from the left, and see where
# it wakes up: that is where $w\,x + b = 0$, so at $x = -b/w$.

# %% tags=["demo"]
places = np.linspace(0, 220, 441)
woken = {}
for bias in (-180, -120, -60):
    woken[f"w = 3, b = {bias}"] = (places, relu(3 * places + bias))
    print(f"w = 3, b = {bias:4d}: the bend lies at {-bias / 3:.0f} square metres")
plots.house_prices(sizes, prices, woken, "The bias decides where the bend is")

# %% [markdown]
# **The sliders.** Run the next cell and turn `a` and `b`. The title says by how much your formula
# misses on average. The ruler misses by 13: can you get below 10? Notice *how* you search: you
# turn one knob a little, look whether the number falls, and go on or turn back. In week 2 the
# computer will do exactly this, except that it will *calculate* which way to turn.


# %% tags=["demo", "nbval-ignore-output"]
def average_miss(a, b):
    """By how much the prices of the bent line differ from the true ones, on average."""
    return np.mean(np.abs(relu(a * sizes + b) - prices))


def draw(a, b):
    """Draw one bent line over the houses."""
    title = f"a = {a:g}, b = {b:g}: off by {average_miss(a, b):.1f} thousand on average"
    plots.house_prices(sizes, prices, {"your line": (places, relu(a * places + b))}, title)


plots.playground(
    draw,
    {
        "a": [1.0, *(tenths / 10 for tenths in range(51) if tenths != 10)],
        "b": [0, *range(-300, 0, 10), *range(10, 101, 10)],
    },
)

# %% [markdown]
# The computer can do what you did, without patience being any problem: try all knob settings of a
# grid, and keep the best.

# %% tags=["demo"]
settings = [(a, b) for a in np.arange(0, 5.01, 0.1) for b in range(-300, 101, 10)]
misses = [average_miss(a, b) for a, b in settings]
best_a, best_b = settings[int(np.argmin(misses))]

print(f"{len(settings)} settings tried")
print(f"best: a = {best_a:.1f}, b = {best_b}, off by {min(misses):.1f} thousand on average")
print(f"the ruler is off by {np.mean(np.abs(slope * sizes + start - prices)):.1f}")
print(f"100 square metres: {relu(best_a * 100 + best_b):.0f} thousand")

# %% [markdown]
# **What usually goes wrong.** One tries to be perfect. No setting brings the miss to zero, since
# two houses of the same size may have different prices: their size alone doesn't say everything.
# Nor will it do to try all settings when there are more knobs. With ten settings for each, 2 knobs
# take 100 trials, 10 knobs ten billion, and networks have thousands to billions of knobs. We will
# need a better idea than trying, and it comes in week 2.
#
# **An experiment.** The miss counts every thousand alike. Replace `np.abs(...)` by
# `(...) ** 2` in the cell with the sliders, run both cells again, and see whether the best setting
# changes. Large misses now count much more than small ones.
#
# **To remember.** A formula with knobs, a number that says how wrong it is, and a search for
# better knobs: that is machine learning. The rest of the course is about doing each of the three
# well.
#
# ## 4. A neuron with many inputs
#
# **Why it matters.** Size isn't all: a house has bedrooms, a distance to the centre, a street.
# A neuron takes as many inputs as you have.
#
# **The idea.** Each input gets a weight of its own: how much does one more of *this* change the
# score? Bedrooms may count for the price and distance against it, so weights can be negative. All
# weighted inputs are added up, the bias is added once, and relu bends the sum.
#
# **The equation, with shapes.** For one house with $n_x$ numbers $x_1, \dots, x_{n_x}$,
#
# $$z = w_1 x_1 + w_2 x_2 + \dots + w_{n_x} x_{n_x} + b, \qquad a = \text{relu}(z).$$
#
# In this course the numbers of one house stand in a **column**, and the columns of $m$ houses stand
# side by side in a table $X$ with $n_x$ rows and $m$ columns. The weights are a column as well.
# Lay that column on its side (that is what the little $\top$ says), and one multiplication of
# tables, written `@`, gives the weighted sums of all houses at once:
#
# $$\underbrace{Z}_{1 \times m} = \underbrace{w^\top}_{1 \times n_x}\ \underbrace{X}_{n_x \times m} + b,
# \qquad \underbrace{A}_{1 \times m} = \text{relu}(Z)$$
#
# **A worked example.** Two houses, described by size and bedrooms: 100 square metres with 3
# bedrooms, and 30 with 1. With the weights 3 and 10 and the bias $-130$, the scores are
#
# $$3 \cdot 100 + 10 \cdot 3 - 130 = 200 \qquad\text{and}\qquad 3 \cdot 30 + 10 \cdot 1 - 130 = -30,$$
#
# so the prices are 200 and 0. Below, the same in NumPy, up to the sum. Look at the shapes.

# %% tags=["demo"]
X_two = np.array([[100, 30], [3, 1]])  # a column for each house
w_two = np.array([[3], [10]])
b_two = -130

print("X has shape", X_two.shape, "and w has shape", w_two.shape)
print("w.T has shape", w_two.T.shape)
print("w.T @ X =", w_two.T @ X_two, "with shape", (w_two.T @ X_two).shape)
print("with the bias:", w_two.T @ X_two + b_two)

# %% [markdown]
# `w.T` is $w$ laid on its side. `@` goes along the row on the left and down each column on the
# right, multiplies pair by pair, and adds up. Adding a plain number such as `b` adds it everywhere.
#
# ### Exercise 2: `neuron` (60 points)
#
# **Your turn.** Return the answers of a neuron to all examples at once, in shape $(1, m)$. Call
# your `relu`; one line.


# %% nbgrader={"grade": false, "grade_id": "neuron", "locked": false, "schema_version": 3, "solution": true, "task": false}
def neuron(X, w, b):
    """Let one neuron answer all examples.

    X: examples (n_x, m), one a column.   w: weights (n_x, 1).   b: bias, a number.
    Returns an array (1, m): relu of weighted sum plus bias, for each example.
    """
    ### BEGIN SOLUTION
    return relu(w.T @ X + b)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_neuron", "locked": true, "points": 60, "schema_version": 3, "solution": false, "task": false}
check(neuron)

# %% [markdown]
# **What you see now.** The two houses of the example, priced by your neuron, and the twelve
# houses from the beginning with the best setting of the search. One function does both, whatever
# the number of inputs.

# %% tags=["demo"]
print("the two houses:", neuron(X_two, w_two, b_two))

X_houses = sizes.reshape(1, -1)  # one row: each house has one number
priced = neuron(X_houses, np.array([[best_a]]), best_b)
print("shape of the twelve answers:", priced.shape)
print("average miss:", round(float(np.mean(np.abs(priced - prices))), 1))

# %% [markdown]
# **What usually goes wrong.** `w * X` multiplies, but doesn't add up: it leaves one number for
# every input. `w @ X` without the `.T` has shapes that don't fit, and NumPy says so. And a bias
# added *after* the relu lifts the whole line, so that nothing costs zero any more.
#
# **An experiment.** What does a bedroom cost? Change the 3 in `X_two` to a 4 and run both cells
# again. By how much did the price rise, and which number in `w_two` is that? Why does nothing
# change for the second house if you give it one more?
#
# **To remember.** A neuron is a weighted sum, a bias and a bend. With examples in columns, it
# answers all of them in one line.
#
# ## 5. From a neuron to a network
#
# **Why it matters.** One neuron has one bend. What interests us in life has many.
#
# **The idea.** Put several neurons side by side, let all of them look at the same inputs, and feed
# their answers to another neuron. That is a neural network. The neurons in the middle are
# called *hidden*, because nobody tells them what to answer. In the drawing they carry names
# such as a person might give them: from size and bedrooms one could tell how large a family fits
# in, and from the distance to the centre how far one has to walk.

# %% tags=["demo"]
print("weights in this drawing:", 4 * 3, "to the hidden neurons and", 3, "to the last one")
print("biases: ", 3 + 1)
plots.house_network()

# %% [markdown]
# The names are for us. We only ever give a network inputs and right answers; it finds out by
# itself what its hidden neurons should stand for, and often no name fits. *Deep* learning means
# nothing more than several such layers, one behind the other.
#
# **How many bends?** Enough of them can follow any curve. Below, your neurons have to draw the
# temperature of a day, lowest at three in the night and highest at three in the afternoon. Each
# hidden neuron gets weight 1 and a bias of its own, so each has its bend at another hour; the
# last step only adds their lines up, each with some factor. Dots mark the bends.


# %% tags=["demo"]
def with_bends(hours, joints, heights):
    """The curve through the points (joints, heights), as a sum of neurons that each have one bend."""
    hidden = np.vstack([neuron(hours, np.array([[1.0]]), -joint) for joint in joints[:-1]])
    slopes = np.diff(heights) / np.diff(joints)
    factors = np.diff(slopes, prepend=0).reshape(1, -1)  # how much steeper it gets at each bend
    return factors @ hidden + heights[0]


hours = np.linspace(0, 24, 481).reshape(1, -1)
day = 14 - 6 * np.cos(2 * np.pi * (hours - 3) / 24)

sums, bends = {}, {}
for count in (2, 4, 12):
    joints = np.linspace(0, 24, count + 1)
    heights = np.interp(joints, hours[0], day[0])
    name = f"{count} neurons"
    sums[name], bends[name] = with_bends(hours, joints, heights)[0], joints[:-1]
    print(f"{name}: largest error {np.max(np.abs(sums[name] - day)):.2f} degrees")
plots.bent_sums(hours[0], day[0], sums, bends)

# %% [markdown]
# Two lines can only sketch the day, four get the idea, and twelve are hard to tell from the real
# curve. Nothing was learned here, we worked the factors out by hand. But it shows what a network
# *can* be: to any curve without jumps, enough bent lines can come as close as you like. Whether
# they can also be *found* from examples is another question, and the one that this course is
# about.
#
# **An experiment.** Add 48 to the list in the loop. By which factor does the error fall when
# there are four times as many bends? Compare 12 with 48.
#
# **To remember.** A network is neurons that feed neurons. Many small bends make any shape.
#
# ## 6. What networks are used for
#
# **Why it matters.** The houses were one task of thousands. Others look very different, and yet
# each of them asks which answer $y$ belongs to which input $x$.
#
# | task | input $x$ | answer $y$ | kind of network |
# |---|---|---|---|
# | real estate | facts about a house | its price | standard |
# | advertising | facts about an advert and a reader | will they click? (0 or 1) | standard |
# | photo tagging | a picture | what is in it? (1 of 1000 things) | convolutional |
# | speech | a sound recording | the words that were said | recurrent |
# | translation | an English sentence | the Chinese sentence | recurrent |
# | driving | camera pictures and radar | where the other cars are | hybrid |
#
# - **Standard** networks are those of this course: every neuron of a layer looks at all numbers of
#   the layer before.
# - **Convolutional** networks are made for pictures: they look everywhere for the same small
#   patterns, so that a cat in the corner is still a cat.
# - **Recurrent** networks are made for sequences such as sound or text: they read one piece after
#   the other, and remember. (For language, *transformers* have largely taken their place: they look
#   at all pieces at once, and learn which of them to attend to.)
# - **Hybrid** networks are put together from several kinds, because their inputs are of several
#   kinds too.
#
# All of them are built from the neuron you wrote: weighted sums, biases, bends. They differ in
# which neuron looks at what.
#
# One more distinction helps. The facts about a house are *structured* data: a table in which each
# number has a meaning. A picture, a sound or a text is *unstructured*: a single pixel means
# nothing. People have always been good at the second kind and computers at the first. What made
# deep learning famous is that it became good at the second kind too.
#
# **To remember.** Supervised learning means: from examples of $x$ *and* $y$, find the way from
# $x$ to $y$. The task decides about the kind of network.
#
# ## 7. Features: made by hand, or learned
#
# **Why it matters.** If everything is a weighted sum and a bend, why not write the rules down
# ourselves? For a long time people did, and this is what changed.
#
# **The idea.** Here are two circles of points. No straight border separates the blue points from
# the orange ones, so one neuron with the inputs $x_1$ and $x_2$ can't either. There are two ways
# out. A person looks at it and says: what matters is the distance from the middle, so give the
# neuron $x_1^2 + x_2^2$ instead. That is a *hand-made feature*. Or one lets hidden neurons find
# something useful by themselves: *learned features*. Compare the three borders in the figure.

# %% tags=["demo", "nbval-ignore-output"]
from sklearn.neural_network import MLPClassifier

from datasets import load_circles

X_circles, Y_circles = load_circles(m=300, seed=1)
X_new, Y_new = load_circles(m=300, seed=2)  # points that nobody has seen yet


def says_yes(X, w, b):
    """The neuron says yes (1) where it isn't silent."""
    return (neuron(X, w, b) > 0).astype(float)


def accuracy(answers, labels):
    """The share of right answers."""
    return np.mean(answers == labels)


# One neuron on the raw inputs: try borders in all directions and at all distances.
borders = [
    (np.array([[np.cos(angle)], [np.sin(angle)]]), distance)
    for angle in np.linspace(0, 2 * np.pi, 48, endpoint=False)
    for distance in np.linspace(-1.2, 1.2, 49)
]
shares = [accuracy(says_yes(X_circles, w, b), Y_circles) for w, b in borders]
w_best, b_best = borders[int(np.argmax(shares))]

# Hidden neurons that learn: a library does it for us today, and in week 4 you will.
learner = MLPClassifier((8,), activation="relu", solver="lbfgs", random_state=0, max_iter=500)
learner.fit(X_circles.T, Y_circles[0])

ways = {
    "one neuron": lambda X: says_yes(X, w_best, b_best),
    "hand-made feature": lambda X: says_yes(
        np.sum(X**2, axis=0, keepdims=True), np.array([[-1.0]]), 0.64
    ),
    "8 learned features": lambda X: learner.predict(X.T).reshape(1, -1),
}
for name, answer in ways.items():
    print(f"{name:>18}: {accuracy(answer(X_new), Y_new):.0%} of new points right")
plots.decision_boundaries(ways, X_circles, Y_circles)

# %% [markdown]
# The person's idea fits circles and nothing else: another shape needs another idea. The learned
# features needed no idea, only examples. (And more of them: the person could have drawn that
# circle after seeing twenty points.) You see that the learned border isn't round but a polygon,
# made of bent lines; nobody had told it about circles.
#
# For circles that is a curiosity. But who can write down the formula for "there is a cat in this
# picture", or "she said *yes*"? People tried for decades, with hand-made features for edges,
# corners, sounds. Deep networks learn their features, layer upon layer, and for pictures, sound
# and text they have overtaken the hand-made ones. Where data is scarce and knowledge plenty,
# hand-made features are still a good idea.
#
# **An experiment.** Give the learner fewer hidden neurons: replace `(8,)` by `(3,)`, then by
# `(2,)`. How many straight lines does it take to fence in a circle?
#
# **To remember.** Classical methods: people make the features, the computer weighs them. Deep
# learning: the features are learned too.
#
# ## 8. Where the idea comes from
#
# **Why it matters.** The word *neuron* promises a brain. It is good to know how much of that
# promise is kept.
#
# A nerve cell collects signals from others through its branches, some pushing it and some holding
# it back, and if enough comes together, it fires. In 1943 Warren McCulloch and Walter Pitts made
# a formula of it: a sum and a threshold. In 1957 Frank Rosenblatt's *perceptron* learned its
# weights from examples, and newspapers expected machines that walk and talk. In 1969 Marvin
# Minsky and Seymour Papert published a book on what a single layer of perceptrons can't do, and
# interest faded for years.
#
# Their best-known example is small enough for your neuron. *Exclusive or*, in short XOR, says yes
# when exactly one of two inputs is 1.

# %% tags=["demo"]
quiz("what_is_deep_learning", "xor", answer="")

# %% tags=["demo"]
corners = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])  # four examples, one a column
exactly_one = np.array([[0, 1, 1, 0]])

grid = np.linspace(-2, 2, 17)
trials = [(w1, w2, b) for w1 in grid for w2 in grid for b in grid]
right = [
    np.sum(says_yes(corners, np.array([[w1], [w2]]), b) == exactly_one) for w1, w2, b in trials
]
print(f"{len(trials)} neurons tried; the best gets {max(right)} of 4 right")

# %% [markdown]
# Why not four? The scores of $(0,0)$ and $(1,1)$ add up to $w_1 + w_2 + 2b$, and so do those of
# $(0,1)$ and $(1,0)$. The first two should not be positive and the other two should: then one sum
# is at most zero and the other one above zero, but they are equal.

# %% [markdown]
# ### Is it so? Neural networks can't compute XOR
#
# One still reads it, with the book of 1969 as a witness. It is easy to believe after the last
# cell. But that was *one* neuron. Let two neurons look at the inputs, and a third one at those
# two.

# %% tags=["demo"]
some = neuron(corners, np.array([[1], [1]]), 0)  # how many inputs are 1
both = neuron(corners, np.array([[1], [1]]), -1)  # wakes up when both are
hidden = np.vstack([some, both])
answer = neuron(hidden, np.array([[1], [-2]]), 0)

print("inputs:       ", *[f"{x1} {x2}  " for x1, x2 in corners.T])
print("first neuron: ", *[f" {a}   " for a in some[0]])
print("second neuron:", *[f" {a}   " for a in both[0]])
print("third neuron: ", *[f" {a}   " for a in answer[0]])
print("wanted:       ", *[f" {y}   " for y in exactly_one[0]])

# %% [markdown]
# **Only half.** A single layer can't, and that is a theorem. Three neurons in two layers can, and
# you have just built them. What was missing in 1969 was not the network but a good way to *learn*
# the weights of hidden neurons; you will write it in week 4.
#
# **The limits of the picture.** So is a network like a brain? Real nerve cells send trains of
# pulses in time, their branches calculate on their own, and nobody has found that they learn the
# way our networks do. A neuron of ours is to a nerve cell as a paper plane is to a
# bird: something was understood and used, and the rest is different. We keep the word, and
# don't conclude anything from it.
#
# **To remember.** One layer draws one straight border. Layers upon layers were the way out, and
# what was lacking for long was a way to train them.
#
# ## 9. Why now?
#
# **Why it matters.** The neuron is from 1943, and the method to train hidden layers was
# well known by 1986. Why did it take until about 2012 for the world to notice? Much of the
# answer is in two words, data and compute, and you can measure it yourself.
#
# **The idea.** We let three networks of different size read handwritten digits, and give each of
# them more and more examples. Their hidden neurons get random weights; only the
# last layer is adjusted, for which there is a formula. (Don't worry about the formula. It is
# enough that all three networks are treated alike.)

# %% tags=["demo"]
quiz("what_is_deep_learning", "size_and_data", answer="")

# %% tags=["demo"]
from sklearn.datasets import load_digits

digits = load_digits()
order = np.random.default_rng(0).permutation(digits.target.size)
X_digits, y_digits = digits.data[order].T / 16, digits.target[order]
wanted = np.eye(10)[y_digits].T  # a column for each digit, 1 in the row of the right answer
X_unseen, y_unseen = X_digits[:, 1297:], y_digits[1297:]  # 500 digits to test with


def random_features(width, rng):
    """`width` neurons with random weights, as a function of the digits; and a constant 1."""
    W = rng.standard_normal((width, 64)) * 0.4
    b = rng.uniform(-1, 1, size=(width, 1))
    return lambda X: np.vstack([relu(W @ (X - 0.3) + b), np.ones((1, X.shape[1]))])


def share_right(width, count, seed):
    """Adjust the last layer to `count` examples; the share of new digits that come out right."""
    features = random_features(width, np.random.default_rng(seed))
    H = features(X_digits[:, :count])
    last = np.linalg.solve(H @ H.T + 0.1 * np.eye(len(H)), H @ wanted[:, :count].T).T
    return np.mean(np.argmax(last @ features(X_unseen), axis=0) == y_unseen)


counts = [20, 40, 80, 160, 320, 640, 1280]
shares = {
    f"{width} hidden neurons": [
        np.mean([share_right(width, count, seed) for seed in range(3)]) for count in counts
    ]
    for width in (10, 50, 1000)
}
for name, share in shares.items():
    print(f"{name:>19}: {', '.join(f'{one:.0%}' for one in share)}")
plots.size_and_data(counts, shares)

# %% [markdown]
# Read the figure from the left. With twenty examples no network is any good. The smallest one
# improves a little and then stays where it is, because there is nothing left in it to adjust. The
# larger a network, the more it makes of further data. So large networks pay only when there is
# *much data*, and then they need *much computing*: that is why they had to wait for the internet,
# which brought the data, and for graphics processors, which brought the computing. Better methods
# did the rest, and the relu is one of them: you will see in the coming weeks how the S-shaped
# bends used before it make learning slow.
#
# **What usually goes wrong.** One concludes that large is always better. Look at the left end
# again: with 20 examples a network twenty times as large is right only a little more often. And
# in week 8 you will meet networks so large for their data that they learn it by heart.
#
# **An experiment.** Add 200 to the three widths. Where do you expect its curve, and where does it
# go?
#
# **To remember.** More data helps those who can use it: size and data must grow together.
#
# ## 10. Idea, code, experiment
#
# **Why it matters.** Nobody can say beforehand how many neurons a task needs, or which knob to
# turn first, not even after many years of practice. Good results come from going around
# a circle many times.

# %% tags=["demo"]
print("a day of ten-minute experiments:", 8 * 60 // 10, "rounds")
print("a day of two-hour experiments:  ", 8 // 2, "rounds")
plots.idea_loop()

# %% [markdown]
# You have an idea, put it into code, run the experiment, and what you see gives you the next
# idea. Who gets around in ten minutes learns more in a day than others in two weeks. That is the
# second reason why computing matters, and it is why this course wants code that is short, fast
# and *checked*: a hidden bug makes every experiment after it worthless.
#
# Each week has the same circle in small: predict what a cell will show, run it, and
# think about the difference.
#
# ## What you can do now
#
# - Run a notebook, and read what a check tells you.
# - Write relu and a neuron, and say what weight and bias do to the bend.
# - Explain what training is: knobs, a cost, a search.
# - Show that one neuron can't do XOR, and that three can.
# - Say what learned features are, and why size and data have to grow together.
#
# Next week is about NumPy, the language in which we write all this: how to look at a shape, and
# how to make the computer do a million multiplications in one line. In week 2 we teach it to turn
# the knobs, and in week 3 your neuron learns to recognise a cat.
