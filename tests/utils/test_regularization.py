"""What the reference implementations of L2 regularization and dropout promise."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from utils.deep_network import (
    L_model_backward,
    L_model_forward,
    compute_cost,
    depth,
    initialize_parameters_deep,
    relu,
    update_parameters,
)
from utils.logistic_regression import sigmoid
from utils.regularization import (
    backward_propagation_with_dropout,
    backward_propagation_with_regularization,
    compute_cost_with_regularization,
    forward_propagation_with_dropout,
    regularized_model,
)

seeds = st.integers(min_value=0, max_value=2**32 - 1)
lambds = st.floats(min_value=0, max_value=10)
keep_probs = st.floats(min_value=0.5, max_value=1)


@st.composite
def networks(draw):
    """Parameters and data (parameters, X, Y): 1 to 6 layers of 1 to 5 units, 1 to 7 examples."""
    hidden = draw(st.lists(st.integers(1, 5), max_size=5))
    layer_dims = [draw(st.integers(1, 5)), *hidden, 1]
    m = draw(st.integers(1, 7))
    rng = np.random.default_rng(draw(seeds))
    parameters = {
        name: value + 0.5 * rng.normal(size=value.shape) if name[0] == "b" else value
        for name, value in initialize_parameters_deep(layer_dims, rng).items()
    }
    return parameters, rng.normal(size=(layer_dims[0], m)), rng.integers(0, 2, size=(1, m))


def central_differences(run, parameters, step=1e-5):
    """The slope of the cost along every entry of every parameter, as a dict dW1, db1, ...

    `run` gives the cost and all hidden scores. Where a nudge moves a score over the kink of relu,
    there is no slope, and the network is passed over.
    """
    grads = {}
    for name, value in parameters.items():
        slopes = np.zeros_like(value)
        for place in np.ndindex(value.shape):
            ends = []
            for move in (step, -step):
                moved = {key: array.copy() for key, array in parameters.items()}
                moved[name][place] += move
                ends.append(run(moved))
            (up, up_scores), (down, down_scores) = ends
            assume(
                all(np.all((a > 0) == (b > 0)) for a, b in zip(up_scores, down_scores, strict=True))
            )
            slopes[place] = (up - down) / (2 * step)
        grads[f"d{name}"] = slopes
    return grads


def assert_agree(grads, numerical):
    """All gradients together, relative to their size: 1e-7."""
    assert set(grads) == set(numerical)
    one = np.concatenate([grads[name].ravel() for name in numerical])
    other = np.concatenate([slopes.ravel() for slopes in numerical.values()])
    scale = np.linalg.norm(one) + np.linalg.norm(other)
    assert np.linalg.norm(one - other) <= 1e-7 * max(scale, 1e-2)


def assert_equal(grads, plain):
    for name, value in grads.items():
        np.testing.assert_array_equal(value, plain[name])


def undecided(layer_cache):
    """Are the last scores so small that the probabilities aren't rounded to 0 or 1?"""
    _, Z = layer_cache
    return np.abs(Z).max() < 12


class TestCost:
    def test_the_worked_example_of_the_lesson(self):
        parameters = {
            "W1": np.array([[1.0, -2.0], [0.0, 3.0]]),
            "b1": np.full((2, 1), 5.0),
            "W2": np.array([[2.0, -1.0]]),
            "b2": np.full((1, 1), 5.0),
        }
        AL, Y = np.full((1, 4), 0.5), np.array([[1, 0, 1, 0]])
        cost = compute_cost_with_regularization(AL, Y, parameters, 0.8)
        assert cost == pytest.approx(np.log(2) + 1.9)
        assert type(cost) is float

    @given(networks())
    def test_without_a_penalty_it_is_the_plain_cost(self, network):
        parameters, X, Y = network
        AL, _ = L_model_forward(X, parameters)
        assert compute_cost_with_regularization(AL, Y, parameters, 0.0) == compute_cost(AL, Y)

    @given(networks(), lambds)
    def test_the_penalty_is_that_of_all_weights_as_one_long_vector(self, network, lambd):
        parameters, X, Y = network
        AL, _ = L_model_forward(X, parameters)
        weights = np.concatenate([v.ravel() for name, v in parameters.items() if name[0] == "W"])
        penalty = lambd / (2 * Y.shape[1]) * (weights @ weights)
        cost = compute_cost_with_regularization(AL, Y, parameters, lambd)
        assert cost == pytest.approx(compute_cost(AL, Y) + penalty, rel=1e-12)

    @given(networks(), lambds)
    def test_biases_are_free(self, network, lambd):
        parameters, X, Y = network
        AL, _ = L_model_forward(X, parameters)
        moved = {name: v + 7 if name[0] == "b" else v for name, v in parameters.items()}
        assert compute_cost_with_regularization(
            AL, Y, moved, lambd
        ) == compute_cost_with_regularization(AL, Y, parameters, lambd)


class TestBackwardWithRegularization:
    @settings(deadline=None, max_examples=60)
    @given(networks(), lambds)
    def test_gradients_are_the_slopes_of_the_cost(self, network, lambd):
        parameters, X, Y = network

        def run(moved):
            AL, caches = L_model_forward(X, moved)
            cost = compute_cost_with_regularization(AL, Y, moved, lambd)
            return cost, [Z for _, Z in caches[:-1]]

        AL, caches = L_model_forward(X, parameters)
        assume(undecided(caches[-1]))
        grads = backward_propagation_with_regularization(AL, Y, caches, lambd)
        assert_agree(grads, central_differences(run, parameters))

    @given(networks())
    def test_without_a_penalty_they_are_the_plain_ones(self, network):
        parameters, X, Y = network
        AL, caches = L_model_forward(X, parameters)
        grads = backward_propagation_with_regularization(AL, Y, caches, 0.0)
        assert set(grads) == {f"d{name}" for name in parameters}
        assert_equal(grads, L_model_backward(AL, Y, caches))

    @given(networks(), lambds, seeds)
    def test_the_order_of_the_examples_does_not_matter(self, network, lambd, seed):
        parameters, X, Y = network
        order = np.random.default_rng(seed).permutation(X.shape[1])
        one, other = (
            backward_propagation_with_regularization(
                *_forward(X[:, columns], Y[:, columns], parameters), lambd
            )
            for columns in (np.arange(X.shape[1]), order)
        )
        for name, value in one.items():
            np.testing.assert_allclose(other[name], value, rtol=1e-10, atol=1e-12)

    def test_a_step_shrinks_a_weight_that_nothing_holds(self):
        """Weight decay: with an error of 0, W loses the share learning_rate * lambd / m."""
        parameters = {"W1": np.array([[2.0, -3.0]]), "b1": np.array([[1.0]])}
        X, m = np.ones((2, 5)), 5
        AL, caches = L_model_forward(X, parameters)
        grads = backward_propagation_with_regularization(AL, AL, caches, 2.0)
        after = update_parameters(parameters, grads, 0.1)
        np.testing.assert_allclose(after["W1"], (1 - 0.1 * 2.0 / m) * parameters["W1"])
        np.testing.assert_array_equal(after["b1"], parameters["b1"])


def _forward(X, Y, parameters):
    AL, caches = L_model_forward(X, parameters)
    return AL, Y, caches


class TestForwardWithDropout:
    @given(networks(), seeds)
    def test_if_all_is_kept_it_is_the_plain_pass(self, network, seed):
        parameters, X, _ = network
        AL, caches = forward_propagation_with_dropout(
            X, parameters, 1.0, np.random.default_rng(seed)
        )
        plain_AL, plain_caches = L_model_forward(X, parameters)
        np.testing.assert_array_equal(AL, plain_AL)
        for (((A_prev, W, b), Z), _), ((plain_A, plain_W, plain_b), plain_Z) in zip(
            caches, plain_caches, strict=True
        ):
            for one, other in [(A_prev, plain_A), (W, plain_W), (b, plain_b), (Z, plain_Z)]:
                np.testing.assert_array_equal(one, other)

    @given(networks(), keep_probs, seeds)
    def test_masks_are_drawn_in_the_documented_order(self, network, keep_prob, seed):
        """The pass, once more, in its simplest words."""
        parameters, X, _ = network
        AL, caches = forward_propagation_with_dropout(
            X, parameters, keep_prob, np.random.default_rng(seed)
        )
        L, rng, A = depth(parameters), np.random.default_rng(seed), X
        for layer, (((A_prev, _, _), Z), D) in enumerate(caches, start=1):
            np.testing.assert_array_equal(A_prev, A)
            np.testing.assert_allclose(Z, parameters[f"W{layer}"] @ A + parameters[f"b{layer}"])
            if layer < L:
                keep = rng.random(Z.shape) < keep_prob
                np.testing.assert_array_equal(D, keep)
                A = np.where(keep, relu(Z) / keep_prob, 0)
                assert D.dtype == bool
        assert len(caches) == L
        assert caches[-1][1] is None
        np.testing.assert_allclose(AL, sigmoid(caches[-1][0][1]))

    def test_a_random_state_will_do(self):
        parameters = initialize_parameters_deep([2, 5, 3, 1], np.random.RandomState(0))
        X = np.ones((2, 4))
        for rng in (np.random.RandomState(1), np.random.default_rng(1)):
            AL, _ = forward_propagation_with_dropout(X, parameters, 0.5, rng)
            assert AL.shape == (1, 4)

    @pytest.mark.parametrize("keep_prob", [0.3, 0.5, 0.8])
    def test_the_mean_of_an_activation_is_preserved(self, keep_prob):
        """E[D A / keep_prob] = A, within five standard errors of 4000 masks at once."""
        copies = 4000
        rng = np.random.default_rng(0)
        parameters = initialize_parameters_deep([3, 6, 1], rng)
        x = rng.normal(size=(3, 1))
        X = np.repeat(x, copies, axis=1)
        _, caches = forward_propagation_with_dropout(X, parameters, keep_prob, rng)
        ((dropped, _, _), _), _ = caches[1]
        a = relu(parameters["W1"] @ x + parameters["b1"])
        error = a * np.sqrt((1 - keep_prob) / keep_prob / copies)
        assert (a > 0).any()
        assert np.all(np.abs(dropped.mean(axis=1, keepdims=True) - a) <= 5 * error)

    def test_every_example_has_a_mask_of_its_own(self):
        parameters = initialize_parameters_deep([2, 40, 1], np.random.default_rng(0))
        _, caches = forward_propagation_with_dropout(
            np.ones((2, 30)), parameters, 0.5, np.random.default_rng(1)
        )
        D = caches[0][1]
        assert len(np.unique(D, axis=1).T) == 30
        assert D.mean() == pytest.approx(0.5, abs=0.06)


class TestBackwardWithDropout:
    @settings(deadline=None, max_examples=60)
    @given(networks(), keep_probs, seeds)
    def test_gradients_are_the_slopes_of_the_cost_under_the_same_masks(
        self, network, keep_prob, seed
    ):
        parameters, X, Y = network

        def forward(moved):
            rng = np.random.default_rng(seed)
            return forward_propagation_with_dropout(X, moved, keep_prob, rng)

        def run(moved):
            AL, caches = forward(moved)
            return compute_cost(AL, Y), [Z for (_, Z), _ in caches[:-1]]

        AL, caches = forward(parameters)
        assume(undecided(caches[-1][0]))
        grads = backward_propagation_with_dropout(AL, Y, caches, keep_prob)
        assert_agree(grads, central_differences(run, parameters))

    @given(networks(), seeds)
    def test_if_all_is_kept_they_are_the_plain_ones(self, network, seed):
        parameters, X, Y = network
        AL, caches = forward_propagation_with_dropout(
            X, parameters, 1.0, np.random.default_rng(seed)
        )
        grads = backward_propagation_with_dropout(AL, Y, caches, 1.0)
        assert set(grads) == {f"d{name}" for name in parameters}
        assert_equal(grads, L_model_backward(*_forward(X, Y, parameters)))

    def test_a_unit_that_was_never_there_is_not_changed(self):
        parameters = initialize_parameters_deep([2, 6, 1], np.random.default_rng(0))
        X, Y = np.ones((2, 1)), np.array([[1]])
        AL, caches = forward_propagation_with_dropout(X, parameters, 0.5, np.random.default_rng(1))
        gone = ~caches[0][1].ravel()
        grads = backward_propagation_with_dropout(AL, Y, caches, 0.5)
        assert gone.any()
        assert not grads["dW1"][gone].any()
        assert not grads["db1"][gone].any()
        assert not grads["dW2"][:, gone].any()


class TestModel:
    X = np.random.default_rng(0).normal(size=(2, 12))
    Y = (X[:1] > 0).astype(float)

    def train(self, num_iterations=3, **regularization):
        return regularized_model(
            self.X, self.Y, [2, 4, 3, 1], 0.1, num_iterations, np.random.default_rng(5),
            **regularization,
        )  # fmt: skip

    def test_one_step_with_a_penalty(self):
        start = initialize_parameters_deep([2, 4, 3, 1], np.random.default_rng(5))
        AL, caches = L_model_forward(self.X, start)
        grads = backward_propagation_with_regularization(AL, self.Y, caches, 0.7)
        parameters, costs = self.train(1, lambd=0.7)
        for name, value in update_parameters(start, grads, 0.1).items():
            np.testing.assert_allclose(parameters[name], value, rtol=1e-12)
        assert costs == [compute_cost_with_regularization(AL, self.Y, start, 0.7)]

    def test_one_step_with_dropout(self):
        rng = np.random.default_rng(5)
        start = initialize_parameters_deep([2, 4, 3, 1], rng)
        AL, caches = forward_propagation_with_dropout(self.X, start, 0.6, rng)
        grads = backward_propagation_with_dropout(AL, self.Y, caches, 0.6)
        parameters, _ = self.train(1, keep_prob=0.6)
        for name, value in update_parameters(start, grads, 0.1).items():
            np.testing.assert_allclose(parameters[name], value, rtol=1e-12)

    def test_a_cost_every_hundred_steps(self):
        _, costs = self.train(201)
        assert len(costs) == 3
        assert costs[2] < costs[0]

    def test_a_penalty_makes_the_weights_smaller(self):
        plain, _ = self.train(300)
        decayed, _ = self.train(300, lambd=1.0)
        for name in ("W1", "W2", "W3"):
            assert np.linalg.norm(decayed[name]) < np.linalg.norm(plain[name])
