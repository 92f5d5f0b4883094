"""What the reference implementations of deep networks promise."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.deep_network import (
    L_model_backward,
    L_model_forward,
    compute_cost,
    depth,
    expected_shapes,
    initialize_parameters_deep,
    linear_activation_backward,
    linear_activation_forward,
    linear_backward,
    linear_forward,
    relu,
    relu_backward,
    sigmoid_backward,
    update_parameters,
    xor_tree,
)
from utils.logistic_regression import propagate, sigmoid

sizes = st.integers(min_value=1, max_value=6)
seeds = st.integers(min_value=0, max_value=2**32 - 1)
widths = st.lists(sizes, min_size=1, max_size=6)
activations = st.sampled_from(["relu", "sigmoid"])

STEP = 1e-4
CORNER = 5e-3
"""Nudging by twice the STEP carries no score over relu's corner where all are this far from it."""

SMALL = 1e-2
"""Gradients smaller than this are compared as if they were so large: nudging has rounding errors."""


@st.composite
def networks(draw):
    """Parameters and data (parameters, X, Y) of 1 to 6 layers, with no score near relu's corner."""
    layer_dims, m, seed = [*draw(widths), 1], draw(sizes), draw(seeds)
    rng = np.random.default_rng(seed)
    while True:
        parameters = initialize_parameters_deep(layer_dims, rng)
        for layer in range(1, len(layer_dims)):
            parameters[f"b{layer}"] = rng.normal(scale=0.5, size=(layer_dims[layer], 1))
        X, Y = rng.normal(size=(layer_dims[0], m)), rng.integers(0, 2, size=(1, m))
        _, caches = L_model_forward(X, parameters)
        if all(np.abs(Z).min() > CORNER for _, Z in caches):
            return parameters, X, Y


@st.composite
def layers(draw):
    """One layer (A_prev, W, b) and a direction (n, m) in which its answers are weighed."""
    n_prev, n, m, rng = draw(sizes), draw(sizes), draw(sizes), np.random.default_rng(draw(seeds))
    while True:
        A_prev, W, b = (rng.normal(size=shape) for shape in [(n_prev, m), (n, n_prev), (n, 1)])
        if np.abs(W @ A_prev + b).min() > CORNER:
            return A_prev, W, b, rng.normal(size=(n, m))


def slopes(f, x, step=STEP):
    """The gradient of the number `f(x)` by central differences of fourth order, shaped as `x`."""
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[place] = step
        near, far = f(x + nudge) - f(x - nudge), f(x + 2 * nudge) - f(x - 2 * nudge)
        gradient[place] = (8 * near - far) / (12 * step)
    return gradient


def relative_error(one, other):
    scale = np.linalg.norm(one) + np.linalg.norm(other)
    return np.linalg.norm(one - other) / max(scale, SMALL)


def gradients(parameters, X, Y):
    AL, caches = L_model_forward(X, parameters)
    return L_model_backward(AL, Y, caches)


def cost(parameters, X, Y):
    return compute_cost(L_model_forward(X, parameters)[0], Y)


class TestExpectedShapes:
    def test_worked_example(self):
        assert expected_shapes([3, 4, 1], 6) == {
            "W1": (4, 3), "b1": (4, 1), "Z1": (4, 6), "A1": (4, 6),
            "W2": (1, 4), "b2": (1, 1), "Z2": (1, 6), "A2": (1, 6),
        }  # fmt: skip

    @given(networks())
    def test_are_those_of_a_network_that_runs(self, network):
        parameters, X, _ = network
        L = depth(parameters)
        dims = [X.shape[0], *(len(parameters[f"b{layer}"]) for layer in range(1, L + 1))]
        AL, caches = L_model_forward(X, parameters)
        shapes = {name: values.shape for name, values in parameters.items()}
        shapes |= {f"Z{layer}": Z.shape for layer, (_, Z) in enumerate(caches, 1)}
        shapes |= {f"A{layer}": linear[0].shape for layer, (linear, _) in enumerate(caches)}
        assert shapes | {f"A{L}": AL.shape} == expected_shapes(dims, X.shape[1]) | {"A0": X.shape}


class TestInitialize:
    @pytest.mark.parametrize("make", [np.random.default_rng, np.random.RandomState])
    def test_draws_layer_by_layer_and_divides_by_the_root_of_what_comes_in(self, make):
        dims, rng = [5, 4, 3, 1], make(3)
        parameters = initialize_parameters_deep(dims, make(3))
        for layer, (n_prev, n) in enumerate(itertools.pairwise(dims), 1):
            drawn = rng.standard_normal((n, n_prev))
            np.testing.assert_array_equal(parameters[f"W{layer}"], drawn / np.sqrt(n_prev))
            np.testing.assert_array_equal(parameters[f"b{layer}"], np.zeros((n, 1)))
        assert list(parameters) == ["W1", "b1", "W2", "b2", "W3", "b3"]

    @pytest.mark.parametrize("n_prev", [10, 100, 1000])
    def test_scores_keep_their_size_at_any_width(self, n_prev):
        parameters = initialize_parameters_deep([n_prev, 2000], np.random.default_rng(0))
        assert np.std(parameters["W1"] @ np.ones((n_prev, 1))) == pytest.approx(1, abs=0.06)


class TestLayer:
    W = np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0]])
    b = np.array([[1.0], [-4.0]])
    A_prev = np.array([[1.0, 2.0], [0.0, 1.0], [3.0, 1.0]])

    def test_worked_example_forward(self):
        Z, cache = linear_forward(self.A_prev, self.W, self.b)
        np.testing.assert_array_equal(Z, [[-1, 2], [-2, 1]])
        assert cache[0] is self.A_prev
        assert cache[1] is self.W
        assert cache[2] is self.b

    def test_worked_example_backward(self):
        dZ = np.array([[0.0, 4.0], [2.0, -2.0]])
        dA_prev, dW, db = linear_backward(dZ, (self.A_prev, self.W, self.b))
        np.testing.assert_array_equal(dW, [[4, 2, 2], [-1, -1, 2]])
        np.testing.assert_array_equal(db, [[2], [0]])
        np.testing.assert_array_equal(dA_prev, [[4, 0], [2, -2], [0, -4]])

    @pytest.mark.parametrize(("activation", "bend"), [("relu", relu), ("sigmoid", sigmoid)])
    def test_bends_the_scores_and_keeps_them(self, activation, bend):
        A, (linear_cache, Z) = linear_activation_forward(self.A_prev, self.W, self.b, activation)
        np.testing.assert_array_equal(Z, [[-1, 2], [-2, 1]])
        np.testing.assert_array_equal(A, bend(Z))
        assert len(linear_cache) == 3

    @given(layers())
    def test_the_linear_step_back_agrees_with_nudging(self, layer):
        A_prev, W, b, dZ = layer
        m = A_prev.shape[1]
        given = linear_backward(dZ, (A_prev, W, b))
        nudged = (
            slopes(lambda A: np.sum(dZ * linear_forward(A, W, b)[0]), A_prev),
            slopes(lambda W: np.sum(dZ * linear_forward(A_prev, W, b)[0]), W) / m,
            slopes(lambda b: np.sum(dZ * linear_forward(A_prev, W, b)[0]), b) / m,
        )
        for one, other in zip(given, nudged, strict=True):
            assert one.shape == other.shape
            assert relative_error(one, other) < 1e-7

    @given(layers(), activations)
    def test_the_layer_back_agrees_with_nudging(self, layer, activation):
        A_prev, W, b, dA = layer
        m = A_prev.shape[1]

        def weighed(A_prev, W, b):
            return np.sum(dA * linear_activation_forward(A_prev, W, b, activation)[0])

        _, cache = linear_activation_forward(A_prev, W, b, activation)
        given = linear_activation_backward(dA, cache, activation)
        nudged = (
            slopes(lambda A: weighed(A, W, b), A_prev),
            slopes(lambda W: weighed(A_prev, W, b), W) / m,
            slopes(lambda b: weighed(A_prev, W, b), b) / m,
        )
        for one, other in zip(given, nudged, strict=True):
            assert relative_error(one, other) < 1e-7

    @given(layers())
    def test_the_bends_back_agree_with_nudging(self, layer):
        A_prev, W, b, dA = layer
        Z, _ = linear_forward(A_prev, W, b)
        for backward, bend in ((relu_backward, relu), (sigmoid_backward, sigmoid)):
            nudged = slopes(lambda Z, bend=bend: np.sum(dA * bend(Z)), Z)
            assert relative_error(backward(dA, Z), nudged) < 1e-7

    def test_relu_passes_nothing_at_its_corner(self):
        dA, Z = np.array([[5.0, -3.0, 7.0]]), np.array([[-1.0, 2.0, 0.0]])
        np.testing.assert_array_equal(relu_backward(dA, Z), [[0, -3, 0]])

    def test_extreme_scores_warn_of_nothing(self):
        Z = np.array([[-1e4, -800.0, 800.0, 1e4]])
        assert np.all(sigmoid_backward(np.ones_like(Z), Z) == 0)  # a warning would be an error here

    @pytest.mark.parametrize("activation", ["tanh", "Relu", ""])
    def test_an_unknown_bend_is_refused_both_ways(self, activation):
        with pytest.raises(ValueError, match="activation is"):
            linear_activation_forward(self.A_prev, self.W, self.b, activation)
        cache = (self.A_prev, self.W, self.b), np.ones((2, 2))
        with pytest.raises(ValueError, match="activation is"):
            linear_activation_backward(np.ones((2, 2)), cache, activation)


class TestWholeNetwork:
    @settings(max_examples=60, deadline=None)  # a deep one takes a while to nudge
    @given(networks())
    def test_gradients_are_the_slopes_of_the_cost(self, network):
        parameters, X, Y = network
        grads = gradients(parameters, X, Y)
        given, nudged = [], []
        for name, values in parameters.items():
            assert grads[f"d{name}"].shape == values.shape
            given.append(grads[f"d{name}"].ravel())
            nudged.append(slopes(lambda p, n=name: cost(parameters | {n: p}, X, Y), values).ravel())
        assert relative_error(np.concatenate(given), np.concatenate(nudged)) < 1e-7

    @settings(deadline=None)
    @given(networks())
    def test_the_gradient_of_the_input_is_the_slope_of_each_examples_own_loss(self, network):
        parameters, X, Y = network
        nudged = slopes(lambda X: cost(parameters, X, Y), X) * X.shape[1]
        assert relative_error(gradients(parameters, X, Y)["dA0"], nudged) < 1e-7

    @given(networks(), seeds)
    def test_the_order_of_the_examples_does_not_matter(self, network, seed):
        parameters, X, Y = network
        order = np.random.default_rng(seed).permutation(X.shape[1])
        one = gradients(parameters, X, Y)
        other = gradients(parameters, X[:, order], Y[:, order])
        for name in parameters:
            np.testing.assert_allclose(other[f"d{name}"], one[f"d{name}"], rtol=1e-11, atol=1e-13)
        np.testing.assert_allclose(other["dA0"], one["dA0"][:, order], rtol=1e-11, atol=1e-13)

    @given(networks())
    def test_every_example_twice_changes_nothing(self, network):
        parameters, X, Y = network
        one = gradients(parameters, X, Y)
        twice = gradients(parameters, np.hstack([X, X]), np.hstack([Y, Y]))
        for name in parameters:
            np.testing.assert_allclose(twice[f"d{name}"], one[f"d{name}"], rtol=1e-11, atol=1e-13)

    @given(networks())
    def test_both_ways_through_the_last_layer_agree(self, network):
        """dAL and then the sigmoid's slope, or AL - Y at once."""
        parameters, X, Y = network
        AL, caches = L_model_forward(X, parameters)
        grads, L = L_model_backward(AL, Y, caches), len(caches)
        dAL = -(Y / AL - (1 - Y) / (1 - AL))
        dA, dW, db = linear_activation_backward(dAL, caches[-1], "sigmoid")
        for name, gradient in ((f"dA{L - 1}", dA), (f"dW{L}", dW), (f"db{L}", db)):
            np.testing.assert_allclose(grads[name], gradient, rtol=1e-9, atol=1e-13)

    @given(networks())
    def test_gradients_are_all_there_and_no_others(self, network):
        parameters, X, Y = network
        L = depth(parameters)
        wanted = {f"d{kind}{layer}" for kind in "Wb" for layer in range(1, L + 1)}
        assert set(gradients(parameters, X, Y)) == wanted | {f"dA{layer}" for layer in range(L)}

    @given(sizes, sizes, seeds)
    def test_one_layer_is_logistic_regression(self, n_x, m, seed):
        rng = np.random.default_rng(seed)
        w, b = rng.normal(size=(n_x, 1)), float(rng.normal())
        X, Y = rng.normal(size=(n_x, m)), rng.integers(0, 2, size=(1, m))
        network = {"W1": w.T, "b1": np.array([[b]])}
        wanted, wanted_cost = propagate(w, b, X, Y)
        grads = gradients(network, X, Y)
        assert cost(network, X, Y) == pytest.approx(wanted_cost, rel=1e-12)
        np.testing.assert_allclose(grads["dW1"], wanted["dw"].T, rtol=1e-11, atol=1e-14)
        np.testing.assert_allclose(grads["db1"], wanted["db"], rtol=1e-11, atol=1e-14)

    def test_a_certain_and_wrong_network_has_finite_gradients(self):
        network = {"W1": np.array([[1e4]]), "b1": np.zeros((1, 1))}
        X, Y = np.array([[1.0, -1.0]]), np.array([[0, 1]])
        np.testing.assert_allclose(gradients(network, X, Y)["dW1"], [[1.0]])
        assert 700 < cost(network, X, Y) < 750

    def test_hidden_layers_bend_with_relu_and_the_last_with_the_sigmoid(self):
        network = {"W1": np.eye(2), "b1": np.zeros((2, 1)), "W2": np.ones((1, 2)), "b2": -np.eye(1)}
        AL, caches = L_model_forward(np.array([[3.0, -1.0], [-2.0, -5.0]]), network)
        np.testing.assert_array_equal(caches[1][0][0], [[3, 0], [0, 0]])
        np.testing.assert_allclose(AL, sigmoid(np.array([[2.0, -1.0]])))

    @given(networks())
    def test_a_small_step_lowers_the_cost(self, network):
        parameters, X, Y = network
        grads = gradients(parameters, X, Y)
        before = {name: values.copy() for name, values in parameters.items()}
        after = update_parameters(parameters, grads, 1e-5)
        assert cost(after, X, Y) < cost(parameters, X, Y)
        assert set(after) == set(parameters)
        for name, values in parameters.items():
            np.testing.assert_array_equal(values, before[name])
            np.testing.assert_array_equal(after[name], values - 1e-5 * grads[f"d{name}"])


class TestCost:
    def test_worked_example(self):
        given = compute_cost(np.array([[0.8, 0.4]]), np.array([[1, 0]]))
        assert given == pytest.approx(-(math.log(0.8) + math.log(0.6)) / 2)
        assert type(given) is float

    @given(sizes, seeds)
    def test_an_undecided_network_costs_ln_2(self, m, seed):
        Y = np.random.default_rng(seed).integers(0, 2, size=(1, m))
        assert compute_cost(np.full((1, m), 0.5), Y) == pytest.approx(math.log(2))


class TestXorTree:
    @given(st.lists(st.integers(0, 1), min_size=1, max_size=70))
    def test_n_bits_take_n_minus_one_gates(self, bits):
        assert xor_tree(bits) == (sum(bits) % 2, len(bits) - 1)

    def test_leaves_the_bits_as_they_were(self):
        bits = [1, 0, 1, 1, 0]
        assert xor_tree(bits) == (1, 4)
        assert bits == [1, 0, 1, 1, 0]

    def test_takes_an_array(self):
        parity, gates = xor_tree(np.array([1, 1, 1]))
        assert (parity, gates) == (1, 2)
        assert type(parity) is int

    def test_no_bits_have_no_parity(self):
        with pytest.raises(ValueError, match="at least one bit"):
            xor_tree([])


def all_inputs(n):
    return (np.arange(2**n) >> np.arange(n)[:, None]) & 1


class TestWhatTheLessonSaysAboutParity:
    def test_a_gate_is_three_units_and_the_tree_runs_as_a_network(self):
        for levels in (1, 2, 3):
            n, parameters, layer = 2**levels, {}, 0
            bits = all_inputs(n)
            while n > 1:
                n //= 2
                pair, difference = np.kron(np.eye(n), np.ones((2, 2))), np.kron(np.eye(n), [1, -2])
                parameters |= {
                    f"W{layer + 1}": pair,
                    f"b{layer + 1}": np.tile([[0], [-1]], (n, 1)),
                    f"W{layer + 2}": difference,
                    f"b{layer + 2}": np.zeros((n, 1)),
                }
                layer += 2
            _, caches = L_model_forward(bits, parameters)
            units = sum(len(Z) for _, Z in caches)
            assert units == 3 * (2**levels - 1)
            np.testing.assert_array_equal(caches[-1][1][0], bits.sum(axis=0) % 2)

    @pytest.mark.parametrize("n", range(1, 11))
    def test_n_threshold_units_that_count_suffice(self, n):
        bits = all_inputs(n)
        fires = np.ones((n, n)) @ bits >= np.arange(1, n + 1).reshape(n, 1)
        said = (-1) ** np.arange(n) @ fires
        np.testing.assert_array_equal(said, [xor_tree(column)[0] for column in bits.T])

    @pytest.mark.parametrize("n", range(1, 6))
    def test_an_and_without_every_bit_says_yes_to_an_even_input(self, n):
        bits = all_inputs(n)
        odd = bits.sum(axis=0) % 2 == 1
        safe = 0
        for wants in itertools.product([0, 1, None], repeat=n):
            yes = np.all(
                [row == want for row, want in zip(bits, wants, strict=True) if want is not None],
                axis=0,
            ) & np.ones(2**n, bool)
            if not (yes & ~odd).any():
                assert yes.sum() == 1
                safe += 1
        assert safe == 2 ** (n - 1)

    @pytest.mark.parametrize("n", [2, 5, 10])
    def test_n_relus_that_count_suffice_too(self, n):
        """The experiment at the end of the lesson, through the references."""
        bits = all_inputs(n)
        zigzag = np.array([[1.0, *(2.0 * (-1) ** k for k in range(1, n))]])
        parameters = {
            "W1": np.ones((n, n)),
            "b1": -np.arange(n).reshape(n, 1),
            "W2": 20 * zigzag,
            "b2": np.array([[-10.0]]),
        }
        AL, _ = L_model_forward(bits, parameters)
        np.testing.assert_array_equal(AL[0] > 0.5, bits.sum(axis=0) % 2 == 1)
