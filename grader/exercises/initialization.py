"""Week 7: what is asked about the start of a network, and what people get wrong in it."""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.answers.codec import Dice
from grader.exercises.deep_network import draw_widths
from grader.keys.exercise import Edit, Exercise, Inputs, Misconception, Normal, Place
from utils import initialization as reference
from utils.deep_network import Parameters
from utils.initialization import Rng, Scale

Initialize = Callable[..., Parameters]

DEPTHS = (2, 4, 1, 5)
"""How many layers the networks of the cases have."""

WIDE_DEPTHS = (2, 3, 1, 4)
"""How many layers those have whose weights are random."""


def draw_networks(rng: np.random.Generator) -> Iterator[list[int]]:
    """Widths [n_0, ..., n_L] of several networks, no two equal within one; the second ends in one unit."""
    for position, depth in enumerate(DEPTHS):
        widths = rng.permutation(np.arange(2, 13))[: depth + 1]
        if position == 1:
            widths[-1] = 1
        yield widths.tolist()


def zeros_cases(rng: np.random.Generator) -> Iterator[Inputs]:
    yield from ((layer_dims,) for layer_dims in draw_networks(rng))


def draw_wide_networks(rng: np.random.Generator) -> Iterator[list[int]]:
    """The same with as many units as it takes to see how large weights are that are drawn at random."""
    for position, depth in enumerate(WIDE_DEPTHS):
        layer_dims = draw_widths(rng, depth)
        if position == 1:
            layer_dims[-1] = 1
        yield layer_dims


def random_cases(rng: np.random.Generator) -> Iterator[Inputs]:
    for position, layer_dims in enumerate(draw_wide_networks(rng)):
        lowest, highest = ((0.05, 0.5), (2.0, 9.0))[position % 2]
        yield layer_dims, float(rng.uniform(lowest, highest)), draw_dice(rng)


def scaled_cases(rng: np.random.Generator) -> Iterator[Inputs]:
    yield from ((layer_dims, draw_dice(rng)) for layer_dims in draw_wide_networks(rng))


def draw_dice(rng: np.random.Generator) -> Dice:
    """Generators for whoever is asked, with a seed that `rng` chooses."""
    return Dice(int(rng.integers(2**32)))


def normal_weights(scale: Scale) -> Callable[[Inputs], Mapping[Place, Normal]]:
    """What is drawn in a case: normal weights, whose standard deviation is `scale(n_l, n_{l-1})`."""

    def drawn(inputs: Inputs) -> Mapping[Place, Normal]:
        pairs = itertools.pairwise(inputs[0])
        return {
            (f"W{layer}",): Normal((n, n_prev), scale(n, n_prev))
            for layer, (n_prev, n) in enumerate(pairs, start=1)
        }

    return drawn


def _filled(
    layer_dims: Sequence[int],
    weights: Callable[[int, int], Any],
    biases: Callable[[int, int], Any] = lambda n, n_prev: np.zeros((n, 1)),
) -> Parameters:
    """Parameters whose layers are made by `weights` and `biases` from n_l and n_{l-1}, in turn."""
    parameters = {}
    for layer in range(1, len(layer_dims)):
        sizes = layer_dims[layer], layer_dims[layer - 1]
        parameters[f"W{layer}"] = weights(*sizes)
        parameters[f"b{layer}"] = biases(*sizes)
    return parameters


def _random_biases(layer_dims: Sequence[int], rng: Rng, scale: Scale) -> Parameters:
    def draw(rows: int, columns: int, n: int, n_prev: int) -> Any:
        return rng.standard_normal((rows, columns)) * scale(n, n_prev)

    return _filled(
        layer_dims,
        weights=lambda n, n_prev: draw(n, n_prev, n, n_prev),
        biases=lambda n, n_prev: draw(n, 1, n, n_prev),
    )


def _on_its_side(initialize: Initialize) -> Initialize:
    """As `initialize`, but with each W in shape (n_{l-1}, n_l)."""

    def draw(*inputs: Any) -> Parameters:
        parameters = initialize(*inputs)
        return {
            name: value.T if name.startswith("W") else value for name, value in parameters.items()
        }

    return draw


def biases_are_random(mutation: Initialize) -> Misconception:
    return Misconception(
        "the biases are random too",
        "Your biases are not zero. The random weights already make the units differ: what is left for "
        "the biases to do?",
        mutation,
    )


def weights_lie_on_their_side(initialize: Initialize) -> Misconception:
    return Misconception(
        "the weights lie on their side",
        "Rows and columns of the weights are exchanged. A layer has one row for each of its own units: "
        "which of the two widths is that?",
        _on_its_side(initialize),
    )


def every_layer_counts_the_networks_inputs(edit: Edit) -> Misconception:
    return Misconception(
        "every layer counts the network's inputs",
        "You use the number of features in every layer. What does a unit of a later layer take its "
        "weighted sum of?",
        (edit,),
    )


ZEROS = Exercise(
    reference.initialize_parameters_zeros,
    zeros_cases,
    returns=("parameters",),
    misconceptions=(
        weights_lie_on_their_side(reference.initialize_parameters_zeros),
        Misconception(
            "the biases have one dimension instead of two",
            "A bias of shape (n,) is neither a row nor a column. How do you ask NumPy for a column?",
            (Edit("np.zeros((n, 1))", "np.zeros(n)"),),
        ),
        Misconception(
            "the biases are rows",
            "You made rows. The biases of a layer stand one below the other, as its units do.",
            (Edit("np.zeros((n, 1))", "np.zeros((1, n))"),),
        ),
        Misconception(
            "a bias for each input",
            "Your biases are as many as the layer's inputs. To what is a bias added: to each input, or to "
            "the score of each unit?",
            (Edit("np.zeros((n, 1))", "np.zeros((n_prev, 1))"),),
        ),
        Misconception(
            "every layer reads the network's inputs",
            "All your weights have one column for each feature. What does a unit of a later layer look at?",
            (Edit("layer_dims[layer - 1]", "layer_dims[0]"),),
        ),
        Misconception(
            "the layers are counted from 0",
            "Your first layer is called 0. In this course layer 0 is the input, which has no parameters.",
            (
                Edit('f"W{layer}"', 'f"W{layer - 1}"'),
                Edit('f"b{layer}"', 'f"b{layer - 1}"'),
            ),
        ),
        Misconception(
            "ones instead of zeros",
            "The weights should start at nothing at all.",
            (Edit("np.zeros((n, n_prev))", "np.ones((n, n_prev))"),),
        ),
    ),
)

RANDOM = Exercise(
    reference.initialize_parameters_random,
    random_cases,
    returns=("parameters",),
    # Every layer has the scale that the case asks for.
    drawn=lambda inputs: normal_weights(lambda n, n_prev: inputs[1])(inputs),
    misconceptions=(
        Misconception(
            "the scale is ignored",
            "Your weights are equally large whatever the scale is. Who decides about their size?",
            (Edit("n_prev: scale", "n_prev: 1.0"),),
        ),
        Misconception(
            "divided by the scale",
            "A large scale makes your weights small. What should it do?",
            (Edit("n_prev: scale", "n_prev: 1 / scale"),),
        ),
        Misconception(
            "the scale is taken for a variance",
            "Here the scale is the standard deviation itself. Of what would you take a square root?",
            (Edit("n_prev: scale", "n_prev: np.sqrt(scale)"),),
        ),
        Misconception(
            "uniform numbers instead of normal ones",
            "None of your weights is negative. Which distribution has its mean at zero?",
            lambda layer_dims, scale, rng: _filled(
                layer_dims, lambda *sizes: rng.random(sizes) * scale
            ),
        ),
        Misconception(
            "one random number for a whole layer",
            "All weights of a layer are equal, so its units are twins again. How many numbers should you "
            "draw?",
            lambda layer_dims, scale, rng: _filled(
                layer_dims, lambda *sizes: np.full(sizes, rng.standard_normal() * scale)
            ),
        ),
        Misconception(
            "every weight is the scale itself",
            "There is nothing random in your weights, so the units of a layer are twins again. What is the "
            "generator for?",
            lambda layer_dims, scale, rng: _filled(
                layer_dims, lambda *sizes: np.full(sizes, scale)
            ),
        ),
        biases_are_random(
            lambda layer_dims, scale, rng: _random_biases(layer_dims, rng, lambda n, n_prev: scale)
        ),
        weights_lie_on_their_side(reference.initialize_parameters_random),
    ),
)

XAVIER = Exercise(
    reference.initialize_parameters_xavier,
    scaled_cases,
    returns=("parameters",),
    drawn=normal_weights(lambda n, n_prev: np.sqrt(1 / n_prev)),
    misconceptions=(
        Misconception(
            "the variance is used as standard deviation",
            "Multiplying by a number multiplies the variance by its square. Which number makes the variance "
            "what you want?",
            (Edit("np.sqrt(1 / n_prev)", "1 / n_prev"),),
        ),
        Misconception(
            "fan-out for fan-in",
            "You count the units of the layer itself. How many terms does the weighted sum of one unit have?",
            (Edit("1 / n_prev", "1 / n"),),
        ),
        Misconception(
            "multiplied instead of divided",
            "Your weights grow with the number of inputs. The longer the sum, the smaller each term has to "
            "be.",
            (Edit("1 / n_prev", "n_prev"),),
        ),
        every_layer_counts_the_networks_inputs(Edit("1 / n_prev", "1 / layer_dims[0]")),
        Misconception(
            "2 where 1 belongs",
            "Your variance is twice what is asked. That factor is for a function that throws half of the "
            "signal away, and comes later.",
            (Edit("1 / n_prev", "2 / n_prev"),),
        ),
        Misconception(
            "no scale at all",
            "Your weights have variance 1 in every layer. What becomes of a sum of many such terms?",
            (Edit("np.sqrt(1 / n_prev)", "1.0"),),
        ),
        biases_are_random(
            lambda layer_dims, rng: _random_biases(
                layer_dims, rng, lambda n, n_prev: np.sqrt(1 / n_prev)
            )
        ),
        weights_lie_on_their_side(reference.initialize_parameters_xavier),
    ),
)

GLOROT = Exercise(
    reference.initialize_parameters_glorot,
    scaled_cases,
    returns=("parameters",),
    drawn=normal_weights(lambda n, n_prev: np.sqrt(2 / (n_prev + n))),
    misconceptions=(
        Misconception(
            "the variance is used as standard deviation",
            "Multiplying by a number multiplies the variance by its square. Which number makes the variance "
            "what you want?",
            (Edit("np.sqrt(2 / (n_prev + n))", "2 / (n_prev + n)"),),
        ),
        Misconception(
            "1 where 2 belongs",
            "You divide by the sum of both widths, which is twice their mean. What would it give for two "
            "equal widths, and what should it?",
            (Edit("2 /", "1 /"),),
        ),
        Misconception(
            "only the way forward counts",
            "The units of the layer itself have no say in your scale, but the way back sums over them.",
            (Edit("(n_prev + n)", "n_prev"),),
        ),
        Misconception(
            "only the way back counts",
            "The layer's inputs have no say in your scale, but the way forward sums over them.",
            (Edit("(n_prev + n)", "n"),),
        ),
        Misconception(
            "division before addition",
            "Python divides before it adds. Which two numbers belong together below the line?",
            (Edit("(n_prev + n)", "n_prev + n"),),
        ),
        Misconception(
            "the limit of a uniform distribution",
            "A 6 belongs to weights drawn evenly between two limits, as in the paper. Yours are normal: what "
            "is their variance?",
            (Edit("2 /", "6 /"),),
        ),
        Misconception(
            "the ends of the network instead of the ends of the layer",
            "You use the first and the last width of the network everywhere. Which two widths does this "
            "layer connect?",
            (Edit("n_prev + n)", "layer_dims[0] + layer_dims[-1])"),),
        ),
        biases_are_random(
            lambda layer_dims, rng: _random_biases(
                layer_dims, rng, lambda n, n_prev: np.sqrt(2 / (n_prev + n))
            )
        ),
    ),
)

HE = Exercise(
    reference.initialize_parameters_he,
    scaled_cases,
    returns=("parameters",),
    drawn=normal_weights(lambda n, n_prev: np.sqrt(2 / n_prev)),
    misconceptions=(
        Misconception(
            "the variance is used as standard deviation",
            "Multiplying by a number multiplies the variance by its square. Which number makes the variance "
            "what you want?",
            (Edit("np.sqrt(2 / n_prev)", "2 / n_prev"),),
        ),
        Misconception(
            "1 where 2 belongs",
            "That is the rule for tanh. How much of the mean square is left behind a relu, and what makes up "
            "for it?",
            (Edit("2 /", "1 /"),),
        ),
        Misconception(
            "fan-out for fan-in",
            "You count the units of the layer itself. How many terms does the weighted sum of one unit have?",
            (Edit("2 / n_prev", "2 / n"),),
        ),
        every_layer_counts_the_networks_inputs(Edit("2 / n_prev", "2 / layer_dims[0]")),
        Misconception(
            "the root of the 2 alone",
            "Your square root ends too early: the number of inputs belongs to the variance as well.",
            (Edit("np.sqrt(2 / n_prev)", "np.sqrt(2) / n_prev"),),
        ),
        Misconception(
            "the root of the inputs alone",
            "Your square root begins too late: the 2 belongs to the variance as well.",
            (Edit("np.sqrt(2 / n_prev)", "2 / np.sqrt(n_prev)"),),
        ),
        Misconception(
            "both ends of the layer are counted",
            "That is the compromise of the exercise before. Here only the way forward is asked to keep its "
            "spread.",
            (Edit("2 / n_prev", "2 / (n_prev + n)"),),
        ),
        biases_are_random(
            lambda layer_dims, rng: _random_biases(
                layer_dims, rng, lambda n, n_prev: np.sqrt(2 / n_prev)
            )
        ),
    ),
)

EXERCISES = (ZEROS, RANDOM, XAVIER, GLOROT, HE)
