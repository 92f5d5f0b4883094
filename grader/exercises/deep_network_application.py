"""Week 6: what is asked about training a network, and what people get wrong in it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from grader.answers.codec import Rng as RngRecipe
from grader.keys.exercise import Edit, Exercise, Inputs, Misconception, attempts
from grader.keys.mutate import mutant
from utils import deep_network as network
from utils import deep_network_application as reference

Array = np.ndarray
Rng = np.random.Generator

MARGIN = 0.02
"""How far every probability stays from one half where an answer is a yes or a no: no case is a tie."""

MOVED = 1e-3
"""How far the weights of every layer must move in training: no case is about a network that died."""


def draw_labels(rng: Rng, m: int) -> Array:
    """Labels (1, m) of which both occur where there are two examples."""
    return rng.permutation((np.arange(m) + 1) % 2).reshape(1, m)


def draw_training(rng: Rng, layer_dims: Sequence[int], m: int, num_iterations: int) -> Inputs:
    """What a training function is handed. Every layer of the network learns."""
    for _ in attempts():
        X = rng.normal(size=(layer_dims[0], m))
        learning_rate = float(rng.uniform(0.1, 0.25))
        seed = RngRecipe(int(rng.integers(2**31)))
        inputs = X, draw_labels(rng, m), list(layer_dims), learning_rate, num_iterations
        if _every_layer_learns(inputs, seed):
            return *inputs, seed


def _every_layer_learns(inputs: Inputs, seed: RngRecipe) -> bool:
    start = network.initialize_parameters_deep(inputs[2], np.random.default_rng(seed.seed))
    end, _ = reference.L_layer_model(*inputs, np.random.default_rng(seed.seed))
    return all(np.abs(end[name] - start[name]).max() > MOVED for name in start)


def two_layer_cases(rng: Rng) -> Iterator[Inputs]:
    few, many = int(rng.integers(2, 5)), int(rng.integers(8, 12))
    yield draw_training(rng, [few, 6, 1], many, 103)
    yield draw_training(rng, [many, 5, 1], few, 7)
    yield draw_training(rng, [few + 1, 7, 1], 1, 4)
    yield draw_training(rng, [3 * many, 4, 1], 5, 101)


def L_layer_cases(rng: Rng) -> Iterator[Inputs]:
    few, many = int(rng.integers(2, 5)), int(rng.integers(9, 13))
    yield draw_training(rng, [few, 8, 6, 5, 1], many, 103)
    yield draw_training(rng, [many, 5, 1], few, 7)
    yield draw_training(rng, [few, 8, 7, 6, 5, 1], 1, 4)
    yield draw_training(rng, [few, 1], many + 2, 5)
    yield draw_training(rng, [3 * many, 7, 4, 1], 5, 101)


def accuracy_cases(rng: Rng) -> Iterator[Inputs]:
    for layer_dims, m in [([3, 4, 1], 11), ([7, 6, 5, 4, 1], 9), ([9, 5, 1], 7), ([2, 1], 13)]:
        yield _draw_telling(rng, layer_dims, m)
    yield _draw_telling(rng, [4, 6, 3, 1], 1)


def _draw_telling(rng: Rng, layer_dims: Sequence[int], m: int) -> Inputs:
    """Clear answers of both kinds, in which right and wrong, yes and no come in different numbers.

    A single example is answered right: a mistake finds it harder to agree with 1 than with 0.
    """
    for _ in attempts():
        parameters = {
            name: rng.normal(scale=1.5 if name[0] == "W" else 0.5, size=value.shape)
            for name, value in network.initialize_parameters_deep(layer_dims, rng).items()
        }
        X, Y = rng.normal(size=(layer_dims[0], m)), draw_labels(rng, m)
        AL, _ = network.L_model_forward(X, parameters)
        yes, right = AL > 0.5, (AL > 0.5) == Y
        shares = [right.mean(), 1 - right.mean(), yes.mean(), (yes & (Y == 1)).mean(), 0.0, 1.0]
        shares += [(yes.T == Y).mean(), Y.mean(), yes[Y == 1].mean()]
        telling = len(np.unique(np.round(shares, 3))) == len(shares) if m > 1 else right.all()
        if telling and np.abs(AL - 0.5).min() > MARGIN:
            return X, Y, parameters


def _train_in_steps(
    hidden_back: str = "relu", hidden: str = "relu", from_dA: Callable[..., Array] | None = None
) -> Callable[..., Any]:
    """A two-layer training that goes through both layers by hand, with a mistake in one of them.

    `from_dA` gives the derivative handed back to the output's sigmoid; without it dZ2 = A2 - Y.
    """

    def two_layer_model(
        X: Array,
        Y: Array,
        layer_dims: Sequence[int],
        learning_rate: float,
        num_iterations: int,
        rng: Rng,
    ) -> Any:
        parameters, costs = network.initialize_parameters_deep(layer_dims, rng), []
        for i in range(num_iterations):
            W1, b1, W2, b2 = parameters.values()
            A1, cache1 = network.linear_activation_forward(X, W1, b1, hidden)
            A2, cache2 = network.linear_activation_forward(A1, W2, b2, "sigmoid")
            if i % reference.COST_INTERVAL == 0:
                costs.append(network.compute_cost(A2, Y))
            if from_dA:
                back = network.linear_activation_backward(from_dA(A2, Y), cache2, "sigmoid")
            else:
                back = network.linear_backward(A2 - Y, cache2[0])
            dA1, dW2, db2 = back
            _, dW1, db1 = network.linear_activation_backward(dA1, cache1, hidden_back)
            grads = {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
            parameters = network.update_parameters(parameters, grads, learning_rate)
        return parameters, costs

    return two_layer_model


def _start_anew_each_time(
    X: Array,
    Y: Array,
    layer_dims: Sequence[int],
    learning_rate: float,
    num_iterations: int,
    rng: Rng,
) -> Any:
    parameters, costs = {}, []
    for i in range(num_iterations):
        parameters, cost = reference.L_layer_model(X, Y, layer_dims, learning_rate, 1, rng)
        costs += cost if i % reference.COST_INTERVAL == 0 else []
    return parameters, costs


def _with_layers(choose: Callable[[Sequence[int]], list[int]]) -> Callable[..., Any]:
    """Trains a network with other layers than those that were asked for."""

    def L_layer_model(X: Array, Y: Array, layer_dims: Sequence[int], *others: Any) -> Any:
        return reference.L_layer_model(X, Y, choose(layer_dims), *others)

    return L_layer_model


TRAINING = (
    Misconception(
        "the better parameters are thrown away",
        "Your last parameters are your first ones. update_parameters leaves the dict it is given alone "
        "and returns a new one: where does it go?",
        (Edit("parameters = update_parameters", "_ = update_parameters"),),
    ),
    Misconception(
        "every iteration starts from new weights",
        "What an iteration has learned is gone in the next. Which line of your loop belongs before it?",
        _start_anew_each_time,
    ),
    Misconception(
        "uphill instead of downhill",
        "The gradient points to where the cost grows, and you follow it. Which sign does the step have?",
        (Edit("grads, learning_rate)", "grads, -learning_rate)"),),
    ),
    Misconception(
        "the learning rate is fixed",
        "Your steps have the same length whatever learning rate is asked for. Who should decide about it?",
        (Edit("grads, learning_rate)", "grads, 0.0075)"),),
    ),
    Misconception(
        "every cost is recorded",
        "`costs` is a diary with one entry every 100 iterations, beginning with iteration 0.",
        (Edit("if i % COST_INTERVAL == 0", "if True"),),
    ),
    Misconception(
        "the diary starts too late",
        "The first cost belongs to iteration 0, before anything was learned. Yours starts later.",
        (Edit("i % COST_INTERVAL", "(i + 1) % COST_INTERVAL"),),
    ),
    Misconception(
        "the cost is taken after the step",
        "An entry of the diary is the cost that an iteration found, not the one that it left behind. "
        "Is your first entry the cost of the untrained network?",
        (
            Edit("costs.append(compute_cost(AL, Y))", "pass"),
            Edit(
                "parameters = update_parameters(parameters, grads, learning_rate)",
                "parameters = update_parameters(parameters, grads, learning_rate)\n"
                "        if i % COST_INTERVAL == 0:\n"
                "            costs.append(compute_cost(L_model_forward(inputs, parameters)[0], Y))",
            ),
        ),
    ),
    Misconception(
        "one step too few",
        "You stop before the last step. How many times should the loop run?",
        (Edit("range(num_iterations)", "range(num_iterations - 1)"),),
    ),
    Misconception(
        "one step too many",
        "Your network takes a step more than it was asked for. How many times should the loop run?",
        (Edit("range(num_iterations)", "range(num_iterations + 1)"),),
    ),
    Misconception(
        "a single step",
        "Your network has taken one step only. What ends your loop in its first round? See how far each "
        "line is indented, the last one too.",
        (Edit("range(num_iterations)", "range(1)"),),
    ),
)
"""Mistakes in the loop itself, whatever its network: mutants of `L_layer_model`."""

TWO_LAYER_MODEL = Exercise(
    reference.two_layer_model,
    two_layer_cases,
    returns=("parameters", "costs"),
    misconceptions=(
        *(replace(one, mutation=mutant(reference.L_layer_model, one)) for one in TRAINING),
        Misconception(
            "the slope of the sigmoid is counted twice",
            "The error A2 - Y is already the derivative at Z2. Handed back as if it were the one at A2, "
            "it meets the sigmoid's slope a second time.",
            _train_in_steps(from_dA=lambda A2, Y: A2 - Y),
        ),
        Misconception(
            "the derivative at A2 has lost its parenthesis",
            "Check the derivative of the cost at A2 for an example with label 0: too large a probability "
            "should be pushed down, and yours is pushed up.",
            _train_in_steps(from_dA=lambda A2, Y: -(Y / A2) - (1 - Y) / (1 - A2)),
        ),
        Misconception(
            "the hidden layer is a sigmoid",
            "Which activation does the hidden layer have in this course's networks, and which one only "
            "the last layer?",
            _train_in_steps(hidden="sigmoid", hidden_back="sigmoid"),
        ),
        Misconception(
            "the hidden layer changes its activation on the way back",
            "Forward your hidden layer bends with one function, backward it takes the slope of another.",
            _train_in_steps(hidden_back="sigmoid"),
        ),
    ),
)

L_LAYER_MODEL = Exercise(
    reference.L_layer_model,
    L_layer_cases,
    returns=("parameters", "costs"),
    misconceptions=(
        *TRAINING,
        Misconception(
            "two layers, whatever layer_dims says",
            "Your network has two layers where more are asked for. How many entries has `layer_dims`?",
            _with_layers(lambda layer_dims: [*layer_dims[:2], layer_dims[-1]]),
        ),
        Misconception(
            "the input is counted twice",
            "Your network has a layer too many. Is the number of features in `layer_dims` already?",
            _with_layers(lambda layer_dims: [layer_dims[0], *layer_dims]),
        ),
    ),
)

ACCURACY = Exercise(
    reference.accuracy,
    accuracy_cases,
    misconceptions=(
        Misconception(
            "a percentage instead of a share",
            "Somebody who is right every time has an accuracy of 1 here. What would you give them?",
            (Edit("np.mean", "100 * np.mean"),),
        ),
        Misconception(
            "the share of mistakes",
            "You count the examples that went wrong. Asked is the share of the others.",
            (Edit(") == (Y", ") != (Y"),),
        ),
        Misconception(
            "probabilities are compared with labels",
            "A probability is hardly ever exactly 0 or 1. What must it become before it can agree "
            "with a label?",
            (Edit("(AL > 0.5)", "AL"),),
        ),
        Misconception(
            "the threshold is zero",
            "Every probability is greater than 0, so your network says yes to everything. Where does "
            "no end and yes begin?",
            (Edit("AL > 0.5", "AL > 0"),),
        ),
        Misconception(
            "only a right yes counts",
            "Saying no to an example with label 0 is right as well. Do you count it?",
            (Edit("(AL > 0.5) == (Y == 1)", "(AL > 0.5) & (Y == 1)"),),
        ),
        Misconception(
            "the share of yes",
            "You count how often the network says yes, whatever the labels say. When is an answer right?",
            (Edit("(AL > 0.5) == (Y == 1)", "AL > 0.5"),),
        ),
        Misconception(
            "only examples with label 1 are asked",
            "You leave out the examples with label 0. An answer to one of them can be right or wrong, too.",
            (Edit("(AL > 0.5) == (Y == 1)", "AL[Y == 1] > 0.5"),),
        ),
        Misconception(
            "a number instead of a share",
            "You count right answers. What turns a count into a share, whatever the number of examples?",
            (Edit("np.mean", "np.sum"),),
        ),
        Misconception(
            "every answer is compared with every label",
            "A column of answers beside a row of labels makes a square of comparisons. Which shape do "
            "both need?",
            (Edit("AL > 0.5", "AL.T > 0.5"),),
        ),
    ),
)

EXERCISES = (TWO_LAYER_MODEL, L_LAYER_MODEL, ACCURACY)
