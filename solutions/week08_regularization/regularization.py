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
# # Regularization: learning less to know more
#
# Until now we asked how to make the cost on the training set small. This week you meet a network
# that does this too well: it learns its examples together with every accident in them, and is the
# worse for it on examples it hasn't seen. That is *overfitting*, and you will treat it in the two
# ways that are used most: *L2 regularization*, which puts a price on large weights, and *dropout*,
# which switches units off at random while the network learns.
#
# Both are short. Each changes one line of the forward pass or of the cost, and by the chain rule
# one line of the way back. So there is time to look closely at what they do to a network, at where
# the formulas come from, and at how much of each is too much.
#
# **How the notebook works.** There are four exercises worth 100 points. You need not write a
# network again: the functions of the earlier weeks are imported, and you build on them. Plan
# between an hour and a half and three hours.
#
# | symbol | shape | meaning |
# |---|---|---|
# | $m$, $L$ | | number of examples, number of layers |
# | $X = A^{[0]}$ | $(n_0, m)$ | the examples, one a column |
# | $Y$ | $(1, m)$ | the labels, each 0 or 1 |
# | $W^{[l]}$, $b^{[l]}$ | $(n_l, n_{l-1})$, $(n_l, 1)$ | weights and biases of layer $l$ |
# | $A^{[l]}$, $A^{[L]}$ | $(n_l, m)$, $(1, m)$ | activations of layer $l$; the answers (`AL`) |
# | $\lambda$ (`lambd`) | a number | how much large weights cost |
# | $p$ (`keep_prob`) | a number | with which probability a unit is kept |
# | $D^{[l]}$ | $(n_l, m)$ | the mask of layer $l$: which units are kept, for which example |
#
# (`lambda` is a reserved word in Python, hence the spelling `lambd`.)

# %%
# %load_ext grader.check

import numpy as np

from datasets import load_football
from datasets.football import our_side
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
from utils.deep_network_application import accuracy
from utils.logistic_regression import log_loss, sigmoid
from utils.progress import progress
from utils.quizzes import quiz

# %% [markdown]
# ## 1. A network that knows too much
#
# **Why it matters.** Nobody needs a network for the examples whose labels they have. It is built
# for the others. How well it does on those is called how well it *generalises*, and the cost that
# gradient descent makes smaller doesn't measure it.
#
# **The data.** Our goalkeeper kicks the ball far out. Somewhere on the pitch it comes down and is
# headed, by one of our players or by one of the other team. If we knew who gets to the ball where,
# the goalkeeper could aim. We have 150 kicks to learn from, and keep 1000 others for testing.

# %% tags=["demo"]
train_X, train_Y, test_X, test_Y = load_football()

print("train_X:", train_X.shape, "  train_Y:", train_Y.shape)
print("test_X: ", test_X.shape, " test_Y: ", test_Y.shape)
print(f"headed by our team: {train_Y.mean():.0%} of the training kicks")
plots.kicks(train_X, train_Y, "150 kicks of our goalkeeper")

# %% [markdown]
# There is a clear pattern: on the left, nearer to our goal, our team wins most headers, and on the
# right the other team does. The border between the two swings forward on one wing and back on the
# other. And there are dots of the wrong colour deep in both regions: a header is a duel, and now
# and then the unlikely player wins it.
#
# Since these data were made for the course, we know a thing nobody knows in real life: the true
# border, and therefore which kicks were such upsets. The function `our_side` tells it. We use it
# for looking only, never for learning.

# %% tags=["demo"]
upsets_train = our_side(train_X) != (train_Y == 1)
upsets_test = our_side(test_X) != (test_Y == 1)
ceiling = 1 - upsets_test.mean()

print(f"upsets among the training kicks: {upsets_train.sum()} of {train_Y.size}")
print(f"upsets among the test kicks:     {upsets_test.sum()} of {test_Y.size}")
print(f"who knew the true border would be right on {ceiling:.1%} of the test kicks")

# %% [markdown]
# So 100% on the test set is out of reach for anybody. The last printed number is what there is to
# reach.
#
# **The network.** Two inputs, three hidden layers of 32, 32 and 16 relu units and one sigmoid: more
# than 1600 weights for 150 kicks. It trains for a long time, and without any precaution. The loop
# below is the one you know, with one difference: it is handed a function that gives the gradients,
# so that the same loop can serve all methods of this week. It also keeps a diary of the accuracy on
# both sets. (The test set is only looked at. Nothing is learned from it.)

# %% tags=["demo"]
layer_dims = [2, 32, 32, 16, 1]
start = initialize_parameters_deep(layer_dims, np.random.default_rng(0))


def train(gradients, seed=0, num_iterations=5000, learning_rate=0.1):
    """Gradient descent from the weights that `seed` draws.

    gradients: a function that gives the gradients at given parameters.
    Returns the final parameters and a diary (2, k): training and test accuracy every 100 steps.
    """
    parameters = initialize_parameters_deep(layer_dims, np.random.default_rng(seed))
    diary = []
    for i in progress(range(num_iterations), "gradient descent"):
        if i % 100 == 0:
            diary.append(both_accuracies(parameters))
        parameters = update_parameters(parameters, gradients(parameters), learning_rate)
    diary.append(both_accuracies(parameters))
    return parameters, np.array(diary).T


def both_accuracies(parameters):
    return accuracy(train_X, train_Y, parameters), accuracy(test_X, test_Y, parameters)


def classifier(parameters):
    """What the network with these parameters answers, as the figures want it: X to (1, m)."""
    return lambda X: L_model_forward(X, parameters)[0] > 0.5


def plain_gradients(parameters):
    AL, caches = L_model_forward(train_X, parameters)
    return L_model_backward(AL, train_Y, caches)


def report(name, parameters):
    on_training, on_test = both_accuracies(parameters)
    AL, _ = L_model_forward(train_X, parameters)
    by_heart = np.sum(((AL > 0.5) == (train_Y == 1))[upsets_train])
    print(
        f"{name:10s} training {on_training:.1%}   test {on_test:.1%}   "
        f"upsets learned by heart: {by_heart} of {upsets_train.sum()}"
    )


weights = sum(layer_dims[k] * layer_dims[k + 1] for k in range(len(layer_dims) - 1))
print(f"weights: {weights}, biases: {sum(layer_dims[1:])}, training examples: {train_Y.size}")

# %% tags=["demo", "nbval-ignore-output"]
plain, plain_diary = train(plain_gradients)

# %% tags=["demo"]
report("plain", plain)
plots.decision_boundary(classifier(plain), train_X, train_Y, "The plain network, training kicks")

# %% [markdown]
# Look at the tongues and islands: the border makes detours to put a few dots on the right side.
# That makes the training accuracy better. But most of these dots are upsets, and the next ball that
# comes down there will most likely be won by the team that should have won this one, so the detours
# make the test accuracy worse. The printed line says how many of the training upsets the network
# got "right".
#
# The diary shows when it happens. Follow the two curves from the left.

# %% tags=["demo"]
quiz("regularization", "best_moment", answer="")

# %% tags=["demo"]
best = plain_diary[1].argmax()
print(f"best test accuracy: {plain_diary[1, best]:.1%}, after {100 * best} steps")
print(
    f"at the end:         {plain_diary[1, -1]:.1%}, after {100 * (plain_diary.shape[1] - 1)} steps"
)
plots.gaps({"the plain network": plain_diary}, 100)

# %% [markdown]
# At the very beginning both curves jump up together: what is learned then is the rough course of
# the border. After that only the training curve rises, with a few dents, and the test curve
# *falls*. The network goes on learning, but much of what it learns now is true of these 150 kicks
# and of no others.
#
# **What usually goes wrong.** One looks at the training accuracy alone, sees it rise, and trains
# longer. Or takes every low test accuracy for overfitting. The gap between the two tells: training
# high and test low is overfitting (too much *variance*); both low is underfitting (too much
# *bias*), and the medicine of this week would make it worse.
#
# **To remember.** Overfitting is the gap between the training set and the rest of the world.
#
# ## 2. A price on large weights
#
# **Why it matters.** To make sharp corners in small places, a network has to turn small differences
# of its input into large differences of its score, and for this it needs large weights. If large
# weights cost something, a detour around a single upset must be worth its price. A border that is
# right for a hundred kicks still is.
#
# **The idea, with a picture.** Take one neuron with one weight, and two examples that it can
# separate: $x = 1$ with label 1, and $x = -1$ with label 0. The cross-entropy is $-\ln \sigma(w)$,
# which becomes smaller and smaller as $w$ grows, and has no minimum: the neuron can always become
# more certain. On the left is this curve, and the price of the weight, a parabola. On the right is
# their sum.

# %% tags=["demo"]
w_line = np.linspace(-1, 6, 701)
J_line = log_loss(sigmoid(w_line), 1)
penalties = {lambd: lambd / (2 * 2) * w_line**2 for lambd in (0.05, 0.3, 1.5)}

for lambd, penalty in penalties.items():
    print(f"lambda = {lambd:4}: the sum is lowest at w = {w_line[(J_line + penalty).argmin()]:.2f}")
plots.penalised_cost(w_line, J_line, penalties)

# %% [markdown]
# With a penalty there is a best weight, marked by a dot, and the dearer the weights, the nearer it
# is to 0. No $\lambda > 0$ makes it exactly 0 here: there the parabola is flat, and a first little
# bit of weight costs next to nothing.
#
# **The equation, with shapes.** The penalty adds up the squares of all weights of all layers:
#
# $$J_\lambda = \underbrace{\frac1m \sum_{i=1}^m L\bigl(a^{[L](i)}, y^{(i)}\bigr)}_{\text{cross-entropy: is it right?}}
# \; + \; \underbrace{\frac{\lambda}{2m} \sum_{l=1}^{L} \bigl\lVert W^{[l]} \bigr\rVert_F^2}_{\text{penalty: is it modest?}}
# \qquad
# \underbrace{\bigl\lVert W^{[l]} \bigr\rVert_F^2}_{\text{a number}}
# = \sum_{j=1}^{n_l} \sum_{k=1}^{n_{l-1}} \bigl( \underbrace{w^{[l]}_{jk}}_{\text{of } (n_l,\, n_{l-1})} \bigr)^2$$
#
# $\lVert W \rVert_F$ is the *Frobenius norm*: the length of the matrix if all its entries are
# written below each other as one long vector. Three things about this formula deserve a thought.
#
# - **Squares.** Without them, a weight of $-3$ would pay for a weight of $3$.
# - **$\frac{1}{2m}$.** The 2 is for convenience: it will cancel when we differentiate. The $m$
#   puts the penalty on the scale of the *average* loss. The sum of the losses grows with the
#   number of examples and the penalty doesn't, so the more we have seen, the less we need the
#   caution.
# - **No biases.** A bias moves the place where a unit switches, and makes nothing steeper. There
#   are few of them, and pulling them to 0 would pull borders to the origin for no good reason.
#
# **A worked example.** Let $W^{[1]} = \begin{bmatrix} 1 & -2 \\ 0 & 3 \end{bmatrix}$,
# $W^{[2]} = \begin{bmatrix} 2 & -1 \end{bmatrix}$, $m = 4$, $\lambda = 0.8$. The squares add up to
# $(1 + 4 + 0 + 9) + (4 + 1) = 19$, and the penalty is $\frac{0.8}{2 \cdot 4} \cdot 19 = 1.9$. If
# the cross-entropy is 0.5, the cost is 2.4.
#
# ### Exercise 1: `compute_cost_with_regularization` (20 points)
#
# **Your turn.** Return the cross-entropy plus the penalty. `compute_cost(AL, Y)` of week 5 gives
# the first. For the second, go through the layers: the dict `parameters` holds
# `W1, b1, W2, b2, ...`, so there are half as many layers as entries. It works for any depth. About
# five lines.


# %% nbgrader={"grade": false, "grade_id": "compute_cost_with_regularization", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_cost_with_regularization(AL, Y, parameters, lambd):
    """Compute the cross-entropy cost with an L2 penalty.

    AL: answers (1, m).   Y: labels (1, m).   parameters: dict W1, b1, ..., WL, bL.
    lambd: how much large weights cost, a number.
    Returns the cost, a number.
    """
    ### BEGIN SOLUTION
    m = Y.shape[1]
    L = len(parameters) // 2
    squares = sum(np.sum(np.square(parameters[f"W{layer}"])) for layer in range(1, L + 1))
    return float(compute_cost(AL, Y) + lambd / (2 * m) * squares)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_compute_cost_with_regularization", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
check(compute_cost_with_regularization)

# %% [markdown]
# **What you see now.** The worked example, and what the plain network of section 1 would have to
# pay for its weights, compared with the same network as it was before it learned anything.

# %% tags=["demo"]
example = {
    "W1": np.array([[1.0, -2.0], [0.0, 3.0]]),
    "b1": np.array([[5.0], [5.0]]),
    "W2": np.array([[2.0, -1.0]]),
    "b2": np.array([[5.0]]),
}
AL_example, Y_example = np.array([[0.8, 0.4, 0.6, 0.3]]), np.array([[1, 0, 1, 0]])
without = compute_cost_with_regularization(AL_example, Y_example, example, 0.0)
with_penalty = compute_cost_with_regularization(AL_example, Y_example, example, 0.8)
print(f"worked example: penalty {with_penalty - without:.2f}")

for name, parameters in {"before learning": start, "after learning": plain}.items():
    AL, _ = L_model_forward(train_X, parameters)
    right = compute_cost_with_regularization(AL, train_Y, parameters, 0.0)
    total = compute_cost_with_regularization(AL, train_Y, parameters, 2.0)
    print(
        f"{name:15s} cross-entropy {right:.3f} + penalty for lambda = 2 {total - right:.3f} "
        f"= {total:.3f}"
    )

# %% [markdown]
# The cross-entropy has fallen a lot. But with the penalty counted in, the network is worse off
# after all its learning than before: its weights have come to cost more than they saved. With this
# cost, gradient descent would not have gone there.
#
# **What usually goes wrong.** `np.sum(W) ** 2` squares the sum instead of summing the squares.
# `lambd / 2 * m` divides by 2 and then *multiplies* by $m$. `range(1, L)` leaves the last layer
# out. And the $b$ of the example are all 5, so whoever includes them gets a penalty of
# $\frac{0.8}{8} (19 + 75) = 9.4$.
#
# **An experiment.** Multiply all weights of `example` by 3. By what factor does the penalty grow?
#
# **To remember.** $\frac{\lambda}{2m}$ times the sum of all squared weights; no biases.
#
# ## 3. Weights that fade
#
# **Why it matters.** The cost has changed, so its gradients have changed. If you forget to tell the
# backward pass, the network is trained on the old cost, and the penalty is a number that nobody
# acts on. (The cost curve would even look regularized!)
#
# **The equation, with shapes.** The derivative of a sum is the sum of the derivatives, so the
# cross-entropy keeps the gradient you know, and the penalty adds its own. In the penalty's double
# sum the weight $w_{jk}$ occurs in exactly one term:
#
# $$\frac{\partial}{\partial w^{[l]}_{jk}} \; \frac{\lambda}{2m} \sum_{l'} \bigl\lVert W^{[l']} \bigr\rVert_F^2
# = \frac{\lambda}{2m} \cdot 2\, w^{[l]}_{jk} = \frac{\lambda}{m}\, w^{[l]}_{jk}$$
#
# Written for all weights of a layer at once, and for the biases, which are not in the penalty:
#
# $$\underbrace{dW^{[l]}}_{n_l \times n_{l-1}}
# = \underbrace{\tfrac1m\, dZ^{[l]} A^{[l-1]\top}}_{\text{as before}}
# + \frac{\lambda}{m} \underbrace{W^{[l]}}_{n_l \times n_{l-1}}
# \qquad\qquad
# \underbrace{db^{[l]}}_{n_l \times 1} = \text{as before}$$
#
# And $dA^{[l-1]} = W^{[l]\top} dZ^{[l]}$ stays as before too, so nothing of the penalty travels
# from layer to layer: it depends on the weights directly and not through the activations.
#
# **Why it is called weight decay.** Put this gradient into a step of gradient descent:
#
# $$W \leftarrow W - \alpha \Bigl( dW_{\text{as before}} + \frac{\lambda}{m} W \Bigr)
# = \Bigl( 1 - \frac{\alpha \lambda}{m} \Bigr) W - \alpha\, dW_{\text{as before}}$$
#
# Before each ordinary step, every weight loses the same small *share* of itself. With
# $\alpha = 0.1$, $\lambda = 2$ and $m = 150$ the factor is 0.99867. That doesn't sound like much,
# but over 5000 steps a weight that nothing holds up fades to $0.99867^{5000} \approx 0.0013$ of
# what it was. Only the weights that the examples ask for, step after step, remain.
#
# **A worked example.** $W = \begin{bmatrix} 1.5 & -0.5 \end{bmatrix}$, the gradient as before is
# $\begin{bmatrix} 0.2 & 0.1 \end{bmatrix}$, $m = 3$, $\lambda = 0.6$. Then
# $\frac{\lambda}{m} = 0.2$ and
# $dW = \begin{bmatrix} 0.2 & 0.1 \end{bmatrix} + 0.2 \begin{bmatrix} 1.5 & -0.5 \end{bmatrix} = \begin{bmatrix} 0.5 & 0 \end{bmatrix}$.
# The second weight is in balance: the examples want it to be more negative and the penalty wants it
# to be less so, and they pull with the same force.
#
# ### Exercise 2: `backward_propagation_with_regularization` (25 points)
#
# **Your turn.** The function stands beside `L_model_backward(AL, Y, caches)`, which gives you the
# gradients as before (call it), and gets `lambd` in addition. The weights are in the caches: cache
# $l$ of `L_model_forward` is `(linear_cache, Z)`, and `linear_cache` is `(A_prev, W, b)`. Python
# counts the caches from 0, so layer $l$ is `caches[l - 1]`. Return a dict with
# `dW1, db1, ..., dWL, dbL`; if there are other gradients in it, nobody minds. Five to eight lines.


# %% nbgrader={"grade": false, "grade_id": "backward_propagation_with_regularization", "locked": false, "schema_version": 3, "solution": true, "task": false}
def backward_propagation_with_regularization(AL, Y, caches, lambd):
    """Compute the gradients of the cost with an L2 penalty.

    AL: answers (1, m).   Y: labels (1, m).   lambd: how much large weights cost, a number.
    caches: list of L caches ((A_prev, W, b), Z), as L_model_forward returns it.
    Returns grads, a dict with dW1, db1, ..., dWL, dbL, each in the shape of its parameter.
    """
    ### BEGIN SOLUTION
    m = Y.shape[1]
    plain = L_model_backward(AL, Y, caches)
    grads = {}
    for layer, ((_, W, _), _) in enumerate(caches, start=1):
        grads[f"dW{layer}"] = plain[f"dW{layer}"] + lambd / m * W
        grads[f"db{layer}"] = plain[f"db{layer}"]
    return grads
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_backward_propagation_with_regularization", "locked": true, "points": 25, "schema_version": 3, "solution": false, "task": false}
check(backward_propagation_with_regularization)

# %% [markdown]
# **What you see now.** First the old test of a gradient: nudge one parameter up and down, and see
# how far *your* cost of exercise 1 moves. One weight of each layer, and one bias.


# %% tags=["demo"]
def nudged(cost, parameters, name, place, step=1e-5):
    """The slope of `cost`, a function of the parameters, along one of their entries."""
    costs = []
    for move in (step, -step):
        moved = {key: value.copy() for key, value in parameters.items()}
        moved[name][place] += move
        costs.append(cost(moved))
    return (costs[0] - costs[1]) / (2 * step)


def L2_cost(parameters, lambd=2.0):
    AL, _ = L_model_forward(train_X, parameters)
    return compute_cost_with_regularization(AL, train_Y, parameters, lambd)


AL, caches = L_model_forward(train_X, start)
grads = backward_propagation_with_regularization(AL, train_Y, caches, 2.0)
for name, place in [("W1", (3, 1)), ("W2", (0, 5)), ("W3", (2, 2)), ("W4", (0, 7)), ("b2", (4, 0))]:
    slope = nudged(L2_cost, start, name, place)
    print(f"d{name}{list(place)}: {grads[f'd{name}'][place]: .6f}   by nudging: {slope: .6f}")

# %% [markdown]
# Now the network of section 1 learns once more, from the same first weights, for as many steps,
# with $\lambda = 2$. The only thing that changes is the function that gives the gradients.


# %% tags=["demo"]
def L2_gradients(lambd):
    """The function that gives the gradients with this penalty."""

    def gradients(parameters):
        AL, caches = L_model_forward(train_X, parameters)
        return backward_propagation_with_regularization(AL, train_Y, caches, lambd)

    return gradients


# %% tags=["demo", "nbval-ignore-output"]
with_L2, L2_diary = train(L2_gradients(2.0))

# %% tags=["demo"]
report("plain", plain)
report("L2", with_L2)
plots.decision_boundaries(
    {"plain": classifier(plain), "L2, $\\lambda=2$": classifier(with_L2)}, train_X, train_Y
)

# %% [markdown]
# On the right the detours are gone. The border is one long swing, much as a person would draw it,
# and it leaves most upsets on the wrong side. On the training set this costs some accuracy, and on
# the test set it gains more than that. The two numbers of the network with L2 are close to each
# other: what it knows about the kicks it has seen is true of the others, too.
#
# **What usually goes wrong.** Keeping the $\frac12$ in the gradient (it has met the 2 of the square
# and both are gone). A minus in front of the new term, which makes the weights grow. Forgetting a
# layer. And using `lambd` in the cost and not in the gradient, or the other way round: nothing
# complains, but the nudging test above does.
#
# **An experiment.** In the cell with the nudging test, give `L2_cost` another `lambd` than the
# gradients. Which of the five lines still agrees, and why?
#
# **To remember.** $dW$ gets $\frac{\lambda}{m} W$ added, $db$ gets nothing. Each step shrinks all
# weights by the same factor.
#
# ## 4. How much is too much?
#
# **Why it matters.** $\lambda$ is not learned. With gradient descent on $J_\lambda$ the network
# would choose $\lambda = 0$, the cheapest of all. Somebody has to choose it, by trying.
#
# Eight values of $\lambda$, two networks each, 4000 steps; the figure shows the mean of the two,
# and a thin band reaches from one to the other. Before you look: what will the curves do at the far
# right?

# %% tags=["demo", "nbval-ignore-output"]
lambdas = [0, 0.1, 0.3, 1, 2, 5, 15, 30]
sweep = [
    [train(L2_gradients(lambd), seed, num_iterations=4000)[0] for seed in (0, 1)]
    for lambd in progress(lambdas, "values of lambda")
]

# %% tags=["demo"]
quiz("regularization", "far_right", answer="")

# %% tags=["demo"]
swept = np.array([[both_accuracies(parameters) for parameters in runs] for runs in sweep])
for lambd, runs, accuracies in zip(lambdas, sweep, swept.mean(axis=1), strict=True):
    squares = sum(np.sum(runs[0][f"W{layer}"] ** 2) for layer in range(1, len(layer_dims)))
    print(
        f"lambda = {lambd:4}: training {accuracies[0]:.1%}, test {accuracies[1]:.1%}, "
        f"sum of squared weights {squares:6.1f}"
    )
plots.accuracy_sweep(
    lambdas,
    swept[..., 0],
    swept[..., 1],
    "$\\lambda$",
    "From too little to too much regularization",
    ceiling,
)

# %% [markdown]
# Read it from left to right. On the left the gap is wide: overfitting. As $\lambda$ grows beyond
# 0.1, the training accuracy falls and the test accuracy rises, until they meet at about
# $\lambda = 2$, a little below the dashed line, which is what the true border would reach on the
# test set. That is as good as it gets. Further to the right both lose: now the border is not
# allowed even the bends it should have. And with $\lambda = 30$ all weights have faded to nothing
# (look at the printed sum). That network gives every kick the same answer, which is right about
# half of the time.
#
# Training accuracy can be raised by taking $\lambda$ away, so it can't help to choose. And whoever
# chooses $\lambda$ by the *test* set has learned something from it, and the test accuracy of the
# winner is flattered a little. In serious work one keeps a third set, the *development set*, for
# choices like this one, and opens the test set once, at the end.
#
# ### Why the border becomes simple
#
# Small weights make small scores: $z = w^\top a + b$. For an S-shaped activation such as tanh this
# has a striking consequence. Near 0, $\tanh(z) = z - \frac{z^3}{3} + \dots$ is almost the straight
# line $z$: for $|z| < \frac12$ the two are less than 8% apart. A layer whose scores all lie there
# is almost linear, and you know from week 4 what a stack of linear layers is: one linear layer. A
# large $\lambda$ turns a network step by step back into logistic regression.
#
# To see it we need a network with tanh. The next cell trains one, with a single hidden layer of 20
# units; the term with `lambd` is the one you derived. Then the histograms: above, the weights
# $W^{[1]}$; below, the scores $Z^{[1]}$ of all units and all training kicks, with tanh drawn over
# them in black. In the green strip tanh is almost straight. (Scores beyond 6 are not shown.)


# %% tags=["demo", "nbval-ignore-output"]
def train_tanh(lambd, n_h=20, num_iterations=4000, learning_rate=0.1):
    """One hidden layer of tanh units: W1, the scores Z1 and z2 of the training kicks."""
    rng = np.random.default_rng(0)
    m = train_Y.size
    W1, b1 = rng.standard_normal((n_h, 2)), np.zeros((n_h, 1))
    W2, b2 = rng.standard_normal((1, n_h)) / np.sqrt(n_h), np.zeros((1, 1))
    for _ in progress(range(num_iterations), "gradient descent"):
        A1 = np.tanh(W1 @ train_X + b1)
        dZ2 = sigmoid(W2 @ A1 + b2) - train_Y
        dZ1 = W2.T @ dZ2 * (1 - A1**2)
        W2 = W2 - learning_rate * (dZ2 @ A1.T / m + lambd / m * W2)
        b2 = b2 - learning_rate * dZ2.mean(axis=1, keepdims=True)
        W1 = W1 - learning_rate * (dZ1 @ train_X.T / m + lambd / m * W1)
        b1 = b1 - learning_rate * dZ1.mean(axis=1, keepdims=True)
    Z1 = W1 @ train_X + b1
    return W1, Z1, W2 @ np.tanh(Z1) + b2


tanh_runs = {lambd: train_tanh(lambd) for lambd in (0, 1, 3, 30)}


# %% tags=["demo"]
def straightness(z):
    """How much of the variance of the scores z (1, m) a linear function of the inputs explains."""
    columns = np.vstack([train_X, np.ones(train_X.shape[1])]).T
    fitted, *_ = np.linalg.lstsq(columns, z.ravel(), rcond=None)
    return 1 - np.var(z.ravel() - columns @ fitted) / np.var(z)


for lambd, (W1, Z1, z2) in tanh_runs.items():
    print(
        f"lambda = {lambd:2}: spread of W1 {W1.std():.2f}, of Z1 {Z1.std():.2f}; "
        f"in the strip {np.mean(np.abs(Z1) < 0.5):.0%}; "
        f"a linear function explains {straightness(z2):.1%} of the output's score"
    )
plots.shrinking(
    {lambd: W1 for lambd, (W1, _, _) in tanh_runs.items()},
    {lambd: Z1 for lambd, (_, Z1, _) in tanh_runs.items()},
    np.tanh,
)

# %% [markdown]
# From left to right the weights gather around 0, and so do the scores: at first most of them lie
# where tanh bends or is flat, and at last nearly all lie in the green strip. The last number in
# each printed line says what becomes of the whole network: with the largest $\lambda$ a plain
# linear function gives almost exactly the same score.
#
# With relu the story is a little different, because relu bends at 0 however small the scores are:
# $\text{relu}(cz) = c\,\text{relu}(z)$ for $c > 0$. There the small weights keep the *slopes* small
# with which the score can rise from one place to the next, and a detour needs steep slopes.

# %% [markdown]
# ### Is it so? Larger weights make a smoother border
#
# This sentence is what remains of a true one, "the larger $\lambda$, the smoother the border", if one
# step of the argument is lost on the way. We lay 41 lines along the pitch and measure how steeply the
# score $z^{[L]}$ rises and falls on them, on average. First for the networks of the last figures, and
# then for the plain one with all its weights multiplied by a factor, without any learning.


# %% tags=["demo"]
along, across = np.linspace(-2.5, 4.5, 301), np.linspace(-3, 3, 41)
lines = np.stack(np.meshgrid(along, across)).reshape(2, -1)


def steepness(parameters):
    """By how much the score changes for each step of length 1 along the pitch, on average."""
    _, caches = L_model_forward(lines, parameters)
    score = caches[-1][1].reshape(across.size, along.size)
    return np.abs(np.diff(score, axis=1)).mean() / (along[1] - along[0])


def squared_weights(parameters):
    return sum(np.sum(value**2) for name, value in parameters.items() if name[0] == "W")


for lambd, runs in zip(lambdas, sweep, strict=True):
    squares, steep = squared_weights(runs[0]), steepness(runs[0])
    print(f"lambda = {lambd:4}: squared weights {squares:6.1f}, steepness {steep:5.2f}")
for factor in (0.5, 1, 2):
    scaled = {name: value * (factor if name[0] == "W" else 1) for name, value in plain.items()}
    print(f"plain, weights times {factor:3}: steepness {steepness(scaled):5.1f}")

# %% [markdown]
# **It isn't so.** It is the other way round: the smaller the weights, the smoother the score, and with
# it the border. Down the first list weights and steepness fall together. And in the second, weights
# twice as large make the score about ten times as steep, since the factor counts once in each of the
# four layers. A large $\lambda$ makes *small* weights, small weights make gentle slopes, and gentle
# slopes leave no room for detours.

# %% [markdown]
# **An experiment.** Train the plain network for 300 steps only,
# `train(plain_gradients, num_iterations=300)`, and `report` on it. Stopping early is a kind of
# regularization, too: the weights had no time to grow. (When to stop is then one more thing to be
# chosen on a development set.)
#
# **To remember.** $\lambda$ too small: overfitting. Too large: underfitting, down to a network that
# always says the same. Choose it on data that are not trained on, and not on the test set.
#
# ## 5. Units that may be missing
#
# **Why it matters.** A group of units can make a detour around a single upset only if they work
# together precisely: one pushes the score up, another brings it down again a little further on.
# What if you could never be sure that the other one will be there?
#
# **The idea, with a picture.** In every step, and for every example, each hidden unit is switched
# off with probability $1 - p$, at random: its activation is 0, as if it did not exist. The units
# that are left must do with each other. In the next step others are missing. Three throws of the
# dice for a small network, with $p = 0.7$; what is hollow is dropped, and its connections are gone:

# %% tags=["demo"]
dice = np.random.default_rng(5)
throws = {f"throw {k}": [dice.random(5) < 0.7, dice.random(4) < 0.7] for k in (1, 2, 3)}
for name, masks in throws.items():
    print(f"{name}: {sum(mask.sum() for mask in masks)} of 9 hidden units are kept")
plots.thinned_networks([2, 5, 4, 1], throws)

# %% [markdown]
# So one trains a whole crowd of thinned networks which share their weights. None of them can be
# worked out in full detail, since each is met rarely, so what is learned is what is useful in most
# of them.
#
# **The equation, with shapes.** Behind each *hidden* layer stands a mask of random zeros and ones,
# as large as its activations, so every example has its own:
#
# $$\underbrace{D^{[l]}}_{n_l \times m} = \bigl[\, R^{[l]} < p \,\bigr],
# \quad R^{[l]}_{jk} \text{ uniform in } [0, 1)
# \qquad\qquad
# \underbrace{\tilde A^{[l]}}_{n_l \times m} = \frac{A^{[l]} \odot D^{[l]}}{p}
# \qquad\qquad
# Z^{[l+1]} = W^{[l+1]} \tilde A^{[l]} + b^{[l+1]}$$
#
# ($\odot$ multiplies element by element.) A unit is **kept where the random number is smaller than
# $p$**, which happens with probability $p$. The input is not dropped, and the output layer is not:
# the answer is what we are after.
#
# **Why divide by $p$?** Let $a$ be one activation and $d$ its entry in the mask: 1 with probability
# $p$, 0 with probability $1 - p$. Then
#
# $$\mathbb{E}[\,d\,a\,] = p \cdot a + (1 - p) \cdot 0 = p\,a
# \qquad\qquad
# \mathbb{E}\Bigl[\frac{d\,a}{p}\Bigr] = \frac{p\,a}{p} = a$$
#
# With the division the activation is on average what it was. The same then goes for all sums of the
# next layer, since they are linear: $\mathbb{E}[W \tilde A + b] = W A + b$ for the given $A$,
# $(n_{l+1}, m)$ on both sides. Without it, every sum would be too small by the factor $p$ while
# learning, and too large by $\frac1p$ as soon as dropout is switched off. Dividing while learning
# means that for answering there is nothing to do at all: no mask, no factor. This form is called
# *inverted dropout*.
#
# (On average doesn't mean always: the variance of $\frac{da}{p}$ is $a^2 \frac{1-p}{p}$, and this
# noise is what does the work. And exactly on average goes for the sums $Z$ behind one mask; a relu
# or a sigmoid of something noisy isn't on average the relu or sigmoid of its mean. So the network
# without dropout stands for the average of the crowd approximately.)
#
# **A worked example.** One example, four units, $p = 0.8$:
#
# $$A = \begin{bmatrix} 2 \\ 0.5 \\ 1 \\ 4 \end{bmatrix} \quad
# R = \begin{bmatrix} 0.31 \\ 0.90 \\ 0.55 \\ 0.72 \end{bmatrix} \quad
# D = \begin{bmatrix} 1 \\ 0 \\ 1 \\ 1 \end{bmatrix} \quad
# \tilde A = \frac{A \odot D}{0.8} = \begin{bmatrix} 2.5 \\ 0 \\ 1.25 \\ 5 \end{bmatrix}$$
#
# ### Exercise 3: `forward_propagation_with_dropout` (30 points)
#
# **Your turn.** Go through the layers as `L_model_forward` does, and put a mask behind each hidden
# one. Ten to twelve lines.
#
# - `linear_activation_forward(A_prev, W, b, activation)` computes one layer: `"relu"` in layers
#   $1$ to $L-1$, `"sigmoid"` in layer $L$. It returns `A` and its cache, `((A_prev, W, b), Z)`.
# - Draw the mask of each hidden layer in the shape of its activations, for example with
#   `rng.random`. All chance comes from `rng`: whoever hands in the same one gets the same masks.
# - The caches are a list of $L$ pairs `(cache, D)`: what `linear_activation_forward` returned,
#   and the mask of zeros and ones (`True` and `False` will do), from which the check sees what you
#   dropped. In the output layer `D` is `None`.


# %% nbgrader={"grade": false, "grade_id": "forward_propagation_with_dropout", "locked": false, "schema_version": 3, "solution": true, "task": false}
def forward_propagation_with_dropout(X, parameters, keep_prob, rng):
    """Run forward and drop units of the hidden layers at random.

    X: examples (n_0, m).   parameters: dict W1, b1, ..., WL, bL.
    keep_prob: the probability with which a unit is kept.   rng: a random generator of NumPy.
    Returns AL, the answers (1, m), and caches, a list of L pairs (cache, D): the cache of
    linear_activation_forward, and the mask (n_l, m), which is None in the output layer.
    """
    ### BEGIN SOLUTION
    A, caches = X, []
    L = len(parameters) // 2
    for layer in range(1, L):
        A, cache = linear_activation_forward(
            A, parameters[f"W{layer}"], parameters[f"b{layer}"], "relu"
        )
        D = rng.random(A.shape) < keep_prob
        A = A * D / keep_prob
        caches.append((cache, D))
    AL, cache = linear_activation_forward(A, parameters[f"W{L}"], parameters[f"b{L}"], "sigmoid")
    caches.append((cache, None))
    return AL, caches
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_forward_propagation_with_dropout", "locked": true, "points": 30, "schema_version": 3, "solution": false, "task": false}
check(forward_propagation_with_dropout)

# %% [markdown]
# **What you see now.** First: with `keep_prob` 1 nothing is dropped, and the answers should be
# those of `L_model_forward`, to the last bit. Second, the promise about the expectation. The next
# cell asks your function 1000 times, with other masks each time, for the first hidden layer of the
# plain network and 20 kicks, and takes the mean. Every dot is one unit and one kick: to the right,
# its activation without dropout; upwards, its mean with dropout. In the right panel the division is
# undone.

# %% tags=["demo"]
AL_all, _ = forward_propagation_with_dropout(train_X, plain, 1.0, np.random.default_rng(0))
print("keep_prob = 1 changes nothing:", np.array_equal(AL_all, L_model_forward(train_X, plain)[0]))

keep_prob, few = 0.7, train_X[:, :20]
dice = np.random.default_rng(1)
mean_A1 = 0
for _ in range(1000):
    _, caches = forward_propagation_with_dropout(few, plain, keep_prob, dice)
    A1_dropped = caches[1][0][0][0]  # layer 2, its cache, the linear part: A_prev
    mean_A1 = mean_A1 + A1_dropped / 1000
A1 = L_model_forward(few, plain)[1][1][0][0]

print(f"mean activation without dropout:       {A1.mean():.2f}")
print(f"with dropout:                          {mean_A1.mean():.2f}")
print(f"with dropout, without the division:    {(keep_prob * mean_A1).mean():.2f}")
plots.kept_on_average(A1, {"divided by keep_prob": mean_A1, "not divided": keep_prob * mean_A1})

# %% [markdown]
# On the left the dots lie on the dashed line, up to the chance that 1000 throws leave over. On the
# right they lie on a line that is flatter by the factor 0.7: the next layer would learn to live
# with activations that it will never meet again.

# %% [markdown]
# ### Is it so? A unit is removed where the random number is smaller than `keep_prob`
#
# It is written in many notes, and easily said: draw a number for each unit, and where it is smaller
# than `keep_prob`, out it goes. The same numbers, read both ways, for the first hidden layer of the
# plain network and all training kicks:

# %% tags=["demo"]
A1_all = L_model_forward(train_X, plain)[1][1][0][0]
print(f"without dropout: mean activation {A1_all.mean():.2f}")
for p in (0.5, 0.8, 0.9):
    smaller = np.random.default_rng(4).random(A1_all.shape) < p
    for reading, D in {"kept": smaller, "removed": ~smaller}.items():
        stay, mean = f"{D.mean():4.0%} of the units stay", (A1_all * D / p).mean()
        print(f"keep_prob = {p}, {reading:7} where smaller: {stay}, mean activation {mean:.2f}")

# %% [markdown]
# **It isn't so.** A number from $[0, 1)$ is smaller than $p$ with probability $p$, so that is where
# the unit is *kept*; the name of `keep_prob` says it. Read the other way, only $1 - p$ of the units
# stay. With 0.8 it is one in five, and as they are still divided by 0.8, the next layer gets a
# quarter of what it will get when dropout is off. With 0.5 nobody can tell the two readings apart,
# and that is how the slip survives. One line guards against it: `D.mean()` is about `keep_prob`.

# %% [markdown]
# **What usually goes wrong.** `rng.standard_normal` gives numbers from a bell curve, of which 76%
# are smaller than 0.7. One mask of shape `(n_l, 1)` drops the same units for all examples. A mask
# behind the output layer sets answers to 0, or pushes them above 1.
#
# **An experiment.** In the cell with the dots set `keep_prob` to 0.2. They still lie around the
# line, but they are far more scattered. What did the formula for the variance say?
#
# **To remember.** Keep where $R < p$, divide by $p$, hidden layers only, every example its own
# mask.
#
# ## 6. The way back through a mask
#
# **Why it matters.** A unit that was switched off had no influence on the answer. If it were blamed
# for the error all the same, it would be changed for something it hasn't done.
#
# **The equation, with shapes.** Going forward, $\tilde A = A \odot \frac{D}{p}$. For the backward
# pass the mask is a constant, drawn and done. So each activation was multiplied by a constant
# factor, 0 or $\frac1p$, and the chain rule multiplies its derivative by the same factor:
#
# $$\underbrace{dA^{[l]}}_{n_l \times m}
# = \underbrace{d\tilde A^{[l]}}_{n_l \times m} \odot \frac{\overbrace{D^{[l]}}^{n_l \times m}}{p}
# \qquad\text{where}\qquad
# d\tilde A^{[l]} = W^{[l+1]\top} dZ^{[l+1]}$$
#
# It must be the mask that was drawn on the way forward, which is why it lies in the cache. All else
# is as it was: $dZ^{[l]} = dA^{[l]} \odot [Z^{[l]} > 0]$, then $dW^{[l]}$, $db^{[l]}$ and
# $d\tilde A^{[l-1]}$. (Note that $dW^{[l+1]} = \frac1m dZ^{[l+1]} \tilde A^{[l]\top}$ uses the
# *dropped* activations, as they were in the forward pass. They are what the caches hold, so this
# comes by itself.)
#
# **A worked example.** The mask of the last section, $p = 0.8$, and
# $d\tilde A = \begin{bmatrix} 0.4 & -0.2 & 0.8 & 0.1 \end{bmatrix}^\top$. Then
# $dA = \begin{bmatrix} 0.5 & 0 & 1 & 0.125 \end{bmatrix}^\top$: the second unit was absent and gets
# no blame.
#
# ### Exercise 4: `backward_propagation_with_dropout` (25 points)
#
# **Your turn.** Begin at the output: $dZ^{[L]} = A^{[L]} - Y$, and
# `linear_backward(dZ, linear_cache)` returns `dA_prev, dW, db`. Then for the layers
# $L-1, \dots, 1$: send `dA` through the mask, and then through the layer, with
# `linear_activation_backward(dA, cache, "relu")`, which returns the same three. Return a dict with
# `dW1, db1, ..., dWL, dbL`. Nine to eleven lines.


# %% nbgrader={"grade": false, "grade_id": "backward_propagation_with_dropout", "locked": false, "schema_version": 3, "solution": true, "task": false}
def backward_propagation_with_dropout(AL, Y, caches, keep_prob):
    """Compute the gradients of the network that the masks have left over.

    AL: answers (1, m).   Y: labels (1, m).   keep_prob: the probability with which units were kept.
    caches: list of L pairs (cache, D), as forward_propagation_with_dropout returns it.
    Returns grads, a dict with dW1, db1, ..., dWL, dbL, each in the shape of its parameter.
    """
    ### BEGIN SOLUTION
    L = len(caches)
    (linear_cache, _), _ = caches[L - 1]
    dA, dW, db = linear_backward(AL - Y, linear_cache)
    grads = {f"dW{L}": dW, f"db{L}": db}
    for layer in range(L - 1, 0, -1):
        cache, D = caches[layer - 1]
        dA = dA * D / keep_prob
        dA, dW, db = linear_activation_backward(dA, cache, "relu")
        grads |= {f"dW{layer}": dW, f"db{layer}": db}
    return grads
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_backward_propagation_with_dropout", "locked": true, "points": 25, "schema_version": 3, "solution": false, "task": false}
check(backward_propagation_with_dropout)

# %% [markdown]
# **What you see now.** The nudging test again. There is a catch: if the two costs of a nudge were
# computed with different masks, their difference would say more about the masks than about the
# weight. So every forward pass gets a fresh generator with the same seed, and with it the same
# masks. The third column shows what happens otherwise.


# %% tags=["demo"]
quiz("regularization", "other_masks", answer="")


# %% tags=["demo"]
def dropout_cost(parameters, dice):
    AL, _ = forward_propagation_with_dropout(train_X, parameters, 0.7, dice)
    return compute_cost(AL, train_Y)


AL, caches = forward_propagation_with_dropout(train_X, start, 0.7, np.random.default_rng(7))
grads = backward_propagation_with_dropout(AL, train_Y, caches, 0.7)
restless = np.random.default_rng(8)
for name, place in [("W1", (3, 1)), ("W2", (0, 5)), ("W3", (2, 2)), ("W4", (0, 7)), ("b2", (4, 0))]:
    fixed = nudged(lambda p: dropout_cost(p, np.random.default_rng(7)), start, name, place)
    loose = nudged(lambda p: dropout_cost(p, restless), start, name, place)
    print(
        f"d{name}{list(place)}: {grads[f'd{name}'][place]: .6f}   "
        f"same masks: {fixed: .6f}   other masks: {loose: .0f}"
    )

# %% [markdown]
# And now the network of section 1 learns for the third time, with `keep_prob` 0.7. For its answers,
# `report` and the figures call `L_model_forward`: all units are there. The figure puts the three
# networks side by side.


# %% tags=["demo"]
def dropout_gradients(keep_prob, seed=0):
    """The function that gives the gradients, with new masks each time it is called."""
    dice = np.random.default_rng(1000 + seed)

    def gradients(parameters):
        AL, caches = forward_propagation_with_dropout(train_X, parameters, keep_prob, dice)
        return backward_propagation_with_dropout(AL, train_Y, caches, keep_prob)

    return gradients


# %% tags=["demo", "nbval-ignore-output"]
with_dropout, dropout_diary = train(dropout_gradients(0.7))

# %% tags=["demo"]
report("plain", plain)
report("L2", with_L2)
report("dropout", with_dropout)
plots.decision_boundaries(
    {
        "plain": classifier(plain),
        "L2, $\\lambda=2$": classifier(with_L2),
        "dropout, keep_prob 0.7": classifier(with_dropout),
    },
    train_X,
    train_Y,
)

# %% [markdown]
# With dropout the long tongues are gone, too. The border is not the one that L2 found: it is
# rounder, and keeps an island around a few upsets that happen to lie close together. Here are the
# diaries of all three. Compare how the test curves go on after their first rise, and how wide the
# gaps are at the end.

# %% tags=["demo"]
diaries = {"plain": plain_diary, "L2": L2_diary, "dropout": dropout_diary}
for name, (on_training, on_test) in diaries.items():
    print(
        f"{name:8s} test: best {on_test.max():.1%}, at the end {on_test[-1]:.1%}; "
        f"training at the end {on_training[-1]:.1%}"
    )
plots.gaps(diaries, 100)

# %% [markdown]
# L2 keeps the two curves together to the end. With dropout both rise for a long time, and then the
# test curve bends down a little: this network, too, has begun to learn by heart. Dropout makes it
# slow and difficult, and doesn't forbid it.
#
# **What usually goes wrong.** Drawing a *new* mask on the way back. Applying the mask and
# forgetting the division: then every layer's gradients are too small by another factor of $p$. Or
# masking $dA$ of the wrong layer, which at least NumPy refuses if the two are not equally wide.
#
# **An experiment.** Keep fewer units: train with `dropout_gradients(0.5)`. Then keep 0.7 of them,
# but go on for 10000 steps. In which of the two do you expect the wider gap?
#
# **To remember.** The same mask, the same factor $\frac1p$, forward and back.
#
# ## 7. Was it luck?
#
# One network is one story. The three might have come out as they did because of the first weights
# they happened to get. So all of them learn again, from four other starts. This takes a little
# while.

# %% tags=["demo", "nbval-ignore-output"]
methods = {
    "plain": (plain, lambda seed: plain_gradients),
    "L2": (with_L2, lambda seed: L2_gradients(2.0)),
    "dropout": (with_dropout, lambda seed: dropout_gradients(0.7, seed)),
}
results = {}
for name, (first, gradients) in methods.items():
    others = [train(gradients(seed), seed)[0] for seed in progress(range(1, 5), name)]
    results[name] = np.array([both_accuracies(parameters) for parameters in [first, *others]]).T

# %% tags=["demo"]
for name, (on_training, on_test) in results.items():
    print(
        f"{name:8s} training {on_training.mean():.1%} ± {on_training.std():.1%}   "
        f"test {on_test.mean():.1%} ± {on_test.std():.1%}   lowest and highest test "
        f"{on_test.min():.1%}, {on_test.max():.1%}"
    )
plots.accuracies_by_seed(results, ceiling)

# %% [markdown]
# It wasn't luck. On the training set (blue) the plain networks are the best, on the test set
# (orange) they are the worst: even the worst network with L2 or dropout beats the best plain one by
# several percentage points. The numbers behind ± are standard deviations over the five starts, and
# the steps from plain to L2 and to dropout are several times as large.
#
# Which of the two is better? Here their means differ by less than the five dropout networks do
# among themselves, so these runs can't tell. Both depend on how well $\lambda$ and `keep_prob` were
# chosen, and dropout has its home in wide layers with many units to spare. One can also use both at
# once.
#
# **An experiment.** The best regularization is more data. In section 1, load
# `load_football(m_train=1500)` and run the notebook from there up to the figure with the diary.
# (Each step takes longer now.) What becomes of the gap, without any regularization? (Load the 150
# kicks again before you go on.)

# %% [markdown]
# ### Is it so? Dropout is a kind of feature selection
#
# It sounds like one: units are thrown out, and the good ones stay. If so, three things should be seen.
# Units that matter are dropped less often than those that don't. At the end some have nothing left to
# say. And of two inputs that tell the same, one goes.
#
# For the first two we ask the network that was trained with dropout. A unit of layer 1 matters as much
# as its mean activation times the weights with which it is listened to. For the third we train a single
# neuron on twins: $x_1 = x_2$, both useful, and $x_3$, pure noise. It starts with the weights 1, 0 and
# 0, and its inputs are dropped.

# %% tags=["demo"]
A1_all = L_model_forward(train_X, with_dropout)[1][1][0][0]
matters = A1_all.mean(axis=1) * np.abs(with_dropout["W2"]).sum(axis=0)
order, dice = np.argsort(-matters), np.random.default_rng(6)
kept = np.zeros(order.size)
for _ in range(200):
    _, caches = forward_propagation_with_dropout(train_X, with_dropout, 0.7, dice)
    kept += caches[0][1].mean(axis=1) / 200
print(f"the 8 units that matter most are kept in  {kept[order[:8]].mean():.1%} of all cases")
print(f"the 8 units that matter least are kept in {kept[order[-8:]].mean():.1%}")
gone = sum(np.sum(value == 0) for name, value in with_dropout.items() if name[0] == "W")
print(f"weights that are 0 in the end: {gone} of {weights}")

twin_rng, y = np.random.default_rng(3), np.arange(400).reshape(1, 400) % 2
x_1 = 2 * y - 1 + twin_rng.normal(size=(1, 400))
twins = np.vstack([x_1, x_1, twin_rng.normal(size=(1, 400))])
for p in (1.0, 0.5):
    w, b, dice = np.array([[1.0, 0.0, 0.0]]), 0.0, np.random.default_rng(0)
    for _ in range(3000):
        x = twins * (dice.random(twins.shape) < p) / p
        dz = sigmoid(w @ x + b) - y
        w, b = w - 0.1 * dz @ x.T / 400, b - 0.1 * dz.mean()
    first, second, noise = w[0]
    print(
        f"keep_prob = {p}: weights of the twins {first:.1f}, {second:.1f}, of the noise {noise:.1f}"
    )

# %% [markdown]
# **It isn't so.** Who selects looks before throwing away, and what is thrown away stays away. Dropout
# doesn't look: the units that matter most are dropped as often as all others, they are back for the
# next example, and in the end every weight is still there and every unit answers. With the twins it
# does the *opposite* of selecting. Without dropout they keep the difference they began with, since
# both get the same gradient. With dropout neither can be relied upon alone, so the work is shared
# until both have the same weight. The noise gets a smaller weight, as all inputs do, but it isn't
# thrown out. (For selecting there is another price: on the *absolute values* of the weights. It
# makes some of them exactly 0.)

# %% [markdown]
# ## 8. Dropout left on by mistake
#
# **Why it matters.** It is the classic mistake with dropout, and in big programs it is easily made:
# there is a switch for it, and somebody forgets to turn it when the network goes to work.
#
# Here is what it looks like. The network trained with dropout is asked the whole test set 200
# times, with dropout left on. On the left, eight kicks and their 200 answers each (dots), beside
# the one answer without dropout (line). On the right, how often each of the 200 rounds was right.

# %% tags=["demo"]
quiz("regularization", "both_answers", answer="")

# %% tags=["demo"]
steady, _ = L_model_forward(test_X, with_dropout)
dice = np.random.default_rng(3)
rounds = np.vstack(
    [forward_propagation_with_dropout(test_X, with_dropout, 0.7, dice)[0] for _ in range(200)]
)
round_accuracies = np.mean((rounds > 0.5) == (test_Y == 1), axis=1)
steady_accuracy = accuracy(test_X, test_Y, with_dropout)
says_ours = np.mean(rounds > 0.5, axis=0)
wavering = np.mean((says_ours > 0) & (says_ours < 1))
shown = np.argsort(steady[0], kind="stable")[np.linspace(50, 949, 8).astype(int)]

print(f"dropout off:     {steady_accuracy:.1%}, every time")
print(
    f"dropout left on: {round_accuracies.mean():.1%} on average, "
    f"between {round_accuracies.min():.1%} and {round_accuracies.max():.1%}"
)
print(f"test kicks that got both answers in the course of the 200 rounds: {wavering:.0%}")
plots.jitter(rounds[:, shown], steady[0, shown], round_accuracies, steady_accuracy)

# %% [markdown]
# Ask twice, and you get two answers. In the middle, where the network isn't sure, the dots are
# spread over almost the whole range, on both sides of one half. Every one of the 200 rounds is less
# accurate than the network with dropout off. And a doctor, a bank or a goalkeeper has no use for an
# answer that depends on the throw of a die.
#
# **What usually goes wrong,** besides the forgotten switch: multiplying by $p$ at test time
# *although* one has divided by $p$ in training. One of the two belongs there, not both. And
# wondering why the cost curve of a training with dropout isn't smooth: it is a cost of another
# thinned network each time.
#
# **An experiment.** Average the 200 rounds, `rounds.mean(axis=0)`, and compute the accuracy of the
# average. It comes close to the one with dropout off, at 200 times the work.
#
# **To remember.** Dropout is for learning. For answering it is switched off, and with the inverted
# form nothing else is to be done.
#
# ## What you can do now
#
# - Recognise overfitting by the gap between two accuracies, and tell it from underfitting.
# - Write the L2 penalty, derive its gradient, and say why it makes weights decay.
# - Say what becomes of a network when $\lambda$ is too large, and why tanh then is almost a
#   straight line.
# - Put a mask behind a layer and send the gradients back through it.
# - Derive why inverted dropout divides by `keep_prob`, and say what stays the same on average and
#   what doesn't.
# - Judge methods over several starts, and choose $\lambda$ on data of their own.
#
# In this notebook you have tested gradients by nudging, several times. It is worth doing properly:
# how large should the nudge be, how close is close enough, and when does the test itself fail? That
# is next week.
