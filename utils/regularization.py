"""Regularization: what a network gives up on the training set to be better on everything else.

A network with room enough learns its examples by heart, the mistakes among them included. Two ways to
prevent it lie here. L2 regularization makes large weights expensive, so that every step of gradient
descent also shrinks them a little (weight decay). Dropout switches units off at random while
the network learns, so that no unit can count on one other being there. Both leave the network that
answers questions as it was: they only change how it learns.

Shapes as in `utils.deep_network`, on whose steps everything here is built: `X` (n_0, m), `Y` (1, m),
`W[l]` (n_l, n_{l-1}), `b[l]` (n_l, 1); a mask `D[l]` has the shape of `A[l]`, (n_l, m). Everything is
float64, the masks are bool.
"""

from collections.abc import Sequence

import numpy as np

from utils.deep_network import (
    Array,
    Gradients,
    L_model_backward,
    LayerCache,
    Parameters,
    compute_cost,
    depth,
    initialize_parameters_deep,
    linear_activation_backward,
    linear_activation_forward,
    linear_backward,
    update_parameters,
)
from utils.progress import progress

COST_INTERVAL = 100
"""The cost is recorded once every so many iterations, from iteration 0."""

Rng = np.random.Generator | np.random.RandomState
DropoutCache = tuple[LayerCache, Array | None]


def compute_cost_with_regularization(
    AL: Array, Y: Array, parameters: Parameters, lambd: float
) -> float:
    """The cross-entropy cost plus lambd / (2 m) times the sum of all squared weights.

    AL and Y are (1, m). The weights of every layer count, the biases don't. With lambd = 0 this is
    `compute_cost`, to the last bit. (Krogh and Hertz, A Simple Weight Decay Can Improve
    Generalization, 1991; Goodfellow, Bengio and Courville, Deep Learning, 2016, section 7.1.)
    """
    m = Y.shape[1]
    L = depth(parameters)
    squares = sum(np.sum(np.square(parameters[f"W{layer}"])) for layer in range(1, L + 1))
    return float(compute_cost(AL, Y) + lambd / (2 * m) * squares)


def backward_propagation_with_regularization(
    AL: Array, Y: Array, caches: Sequence[LayerCache], lambd: float
) -> Gradients:
    """The gradients `dW1, db1, ..., dWL, dbL` of the cost with its L2 penalty.

    `AL` and `caches` come from `L_model_forward`. The penalty adds lambd / m W[l] to each dW[l], and
    nothing to a bias's gradient. With lambd = 0 these are the gradients of `L_model_backward`.
    """
    m = Y.shape[1]
    plain = L_model_backward(AL, Y, caches)
    grads = {}
    for layer, ((_, W, _), _) in enumerate(caches, start=1):
        grads[f"dW{layer}"] = plain[f"dW{layer}"] + lambd / m * W
        grads[f"db{layer}"] = plain[f"db{layer}"]
    return grads


def forward_propagation_with_dropout(
    X: Array, parameters: Parameters, keep_prob: float, rng: Rng
) -> tuple[Array, list[DropoutCache]]:
    """All layers forward, with units of the hidden layers switched off at random: AL and L caches.

    The mask of hidden layer l is `rng.random(A.shape) < keep_prob`, drawn for l = 1, ..., L-1 in turn:
    True where a unit is kept, for each example anew. What is kept is divided by keep_prob, so that the
    expectation of A stays what it was (inverted dropout). The output layer drops nothing.

    Cache l is a pair: the cache of `linear_activation_forward`, and the mask D[l] (n_l, m), which is
    None in the output layer. With keep_prob = 1 this is `L_model_forward`, which is also what a
    trained network answers with. (Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks
    from Overfitting, JMLR 15, 2014; scaling while training: section 10 there.)
    """
    A, caches = X, []
    L = depth(parameters)
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


def backward_propagation_with_dropout(
    AL: Array, Y: Array, caches: Sequence[DropoutCache], keep_prob: float
) -> Gradients:
    """The gradients `dW1, db1, ..., dWL, dbL` of the cost of the network that the masks left over.

    `AL` and `caches` come from `forward_propagation_with_dropout`. What went through a mask and a
    division on the way forward does so on the way back: dA[l] is multiplied by D[l] / keep_prob.
    """
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


def regularized_model(
    X: Array,
    Y: Array,
    layer_dims: Sequence[int],
    learning_rate: float,
    num_iterations: int,
    rng: Rng,
    lambd: float = 0.0,
    keep_prob: float = 1.0,
) -> tuple[Parameters, list[float]]:
    """Train a network [n_0, ..., n_L] with an L2 penalty, with dropout, with both or with neither.

    Gives the parameters after the last step, and the cost (penalty included, and with the masks of
    that step) before steps 0, 100, 200, ... `rng` draws the first weights, then the masks.
    """
    m = Y.shape[1]
    parameters = initialize_parameters_deep(layer_dims, rng)
    costs = []
    for i in progress(range(num_iterations), "gradient descent"):
        AL, caches = forward_propagation_with_dropout(X, parameters, keep_prob, rng)
        if i % COST_INTERVAL == 0:
            costs.append(compute_cost_with_regularization(AL, Y, parameters, lambd))
        grads = backward_propagation_with_dropout(AL, Y, caches, keep_prob)
        for layer in range(1, len(layer_dims)):
            grads[f"dW{layer}"] = grads[f"dW{layer}"] + lambd / m * parameters[f"W{layer}"]
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs
