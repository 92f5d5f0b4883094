"""What the references of gradient checking promise."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.deep_network import (
    L_model_backward,
    L_model_forward,
    compute_cost,
    initialize_parameters_deep,
)
from utils.gradient_checking import (
    gradient_check,
    numerical_gradient,
    parameters_to_vector,
    relative_difference,
    vector_to_parameters,
)

seeds = st.integers(min_value=0, max_value=2**32 - 1)
widths = st.lists(st.integers(min_value=1, max_value=5), min_size=1, max_size=6)
sizes = st.integers(min_value=1, max_value=7)

KINK_FREE = 1e-3
"""How far every score stays from the kink of relu where differences are compared with gradients."""


def draw_network(layer_dims, rng):
    parameters = initialize_parameters_deep(layer_dims, rng)
    for layer in range(1, len(layer_dims)):
        parameters[f"b{layer}"] = rng.uniform(-0.5, 0.5, size=(layer_dims[layer], 1))
    return parameters


@st.composite
def problems(draw):
    """Parameters, gradients by backpropagation, X and Y; depth 1 to 6, no score near a kink."""
    layer_dims, m = [*draw(widths), 1], draw(sizes)
    rng = np.random.default_rng(draw(seeds))
    while True:
        parameters = draw_network(layer_dims, rng)
        X, Y = rng.normal(size=(layer_dims[0], m)), rng.integers(0, 2, size=(1, m))
        AL, caches = L_model_forward(X, parameters)
        if all(np.abs(Z).min() > KINK_FREE for _, Z in caches[:-1]):
            return parameters, L_model_backward(AL, Y, caches), X, Y


@pytest.fixture
def problem():
    """A network of four layers, its gradients, X (3, 8) and Y (1, 8)."""
    rng = np.random.default_rng(0)
    parameters = draw_network([3, 5, 4, 2, 1], rng)
    X, Y = rng.normal(size=(3, 8)), np.arange(8).reshape(1, 8) % 2
    AL, caches = L_model_forward(X, parameters)
    return parameters, L_model_backward(AL, Y, caches), X, Y


class TestNumericalGradient:
    def test_worked_example(self):
        """theta³ at 1 with a step of 0.1: 3.01 from both sides, where one side would give 3.31."""
        slopes = numerical_gradient(lambda theta: theta.item() ** 3, np.array([[1.0]]), 0.1)
        np.testing.assert_allclose(slopes, [[3.01]], rtol=1e-12)

    def test_every_coordinate_moves_alone(self):
        def f(theta):
            x, y, z = theta.ravel()
            return x * y + y * y * z

        slopes = numerical_gradient(f, np.array([[1.0], [2.0], [3.0]]), 1e-4)
        np.testing.assert_allclose(slopes, [[2.0], [13.0], [4.0]], rtol=1e-9)

    @given(seeds, st.integers(min_value=1, max_value=6), st.floats(min_value=1e-3, max_value=10))
    def test_parabolas_have_no_truncation_error(self, seed, n, epsilon):
        rng = np.random.default_rng(seed)
        A, theta = rng.normal(size=(n, n)), rng.normal(size=(n, 1))
        slopes = numerical_gradient(lambda t: (t.T @ A @ t).item(), theta, epsilon)
        np.testing.assert_allclose(slopes, (A + A.T) @ theta, atol=1e-9)

    def test_the_error_is_of_second_order(self):
        theta = np.linspace(-1, 1, 5).reshape(-1, 1)
        errors = [
            np.abs(numerical_gradient(lambda t: np.exp(t).sum(), theta, e) - np.exp(theta))
            for e in (1e-2, 1e-3)
        ]
        np.testing.assert_allclose(errors[0] / errors[1], 100, rtol=1e-2)
        np.testing.assert_allclose(errors[0], np.exp(theta) * 1e-4 / 6, rtol=1e-3)

    def test_theta_is_left_alone_even_by_a_careless_f(self):
        theta = np.array([[1.0], [2.0], [3.0]])

        def careless(moved):
            value = float(np.sum(moved**3))
            moved[:] = 0
            return value

        slopes = numerical_gradient(careless, theta, 1e-5)
        np.testing.assert_array_equal(theta, [[1], [2], [3]])
        np.testing.assert_allclose(slopes, 3 * theta**2, rtol=1e-8)

    def test_whole_numbers_are_moved_by_fractions_too(self):
        slopes = numerical_gradient(lambda t: float(np.sum(t**2)), np.array([[1], [2]]), 1e-5)
        np.testing.assert_allclose(slopes, [[2], [4]], rtol=1e-9)

    def test_f_is_called_twice_for_each_coordinate(self):
        places = []
        numerical_gradient(lambda t: places.append(t) or 0.0, np.zeros((4, 1)), 0.5)
        assert len(places) == 8
        assert all(place.shape == (4, 1) and np.abs(place).sum() == 0.5 for place in places)


class TestRelativeDifference:
    def test_worked_example(self):
        a, b = np.array([[3.0], [4.0]]), np.array([[3.3], [4.4]])
        assert relative_difference(a, b) == pytest.approx(0.5 / 10.5)

    @pytest.mark.parametrize(
        ("factor", "difference"), [(1, 0), (2, 1 / 3), (0.5, 1 / 3), (20, 19 / 21), (-1, 1), (0, 1)]
    )
    def test_betrays_a_factor(self, factor, difference):
        a = np.array([[1.0, -2.0], [0.5, 3.0]])
        assert relative_difference(a, factor * a) == pytest.approx(difference, abs=1e-15)

    def test_of_two_zeros_is_zero(self):
        assert relative_difference(np.zeros((3, 1)), np.zeros((3, 1))) == 0

    @given(seeds, st.floats(min_value=-8, max_value=8), st.floats(min_value=-3, max_value=3))
    def test_is_symmetric_has_no_unit_and_stays_between_0_and_1(self, seed, power, ratio):
        rng = np.random.default_rng(seed)
        a, b = rng.normal(size=(6, 1)), 10**ratio * rng.normal(size=(6, 1))
        difference = relative_difference(a, b)
        assert type(difference) is float
        assert 0 <= difference <= 1 + 1e-15
        assert relative_difference(b, a) == pytest.approx(difference)
        assert relative_difference(10**power * a, 10**power * b) == pytest.approx(difference)


class TestVectors:
    def test_worked_example(self):
        parameters = {
            "b2": np.array([[11.0]]),
            "W2": np.array([[9.0, 10.0]]),
            "b1": np.array([[7.0], [8.0]]),
            "W1": np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
        }
        np.testing.assert_array_equal(
            parameters_to_vector(parameters), np.arange(1, 12).reshape(-1, 1)
        )

    @given(widths, seeds)
    def test_there_and_back(self, layer_dims, seed):
        layer_dims = [*layer_dims, 1]
        parameters = draw_network(layer_dims, np.random.default_rng(seed))
        theta = parameters_to_vector(parameters)
        back = vector_to_parameters(theta, layer_dims)
        assert theta.shape == (sum(block.size for block in parameters.values()), 1)
        assert list(back) == list(parameters)
        for name, block in parameters.items():
            np.testing.assert_array_equal(back[name], block)
        np.testing.assert_array_equal(parameters_to_vector(back), theta)

    def test_eleven_layers_stay_in_order(self):
        layer_dims = [2] * 12
        theta = np.arange(66.0).reshape(-1, 1)
        parameters = vector_to_parameters(theta, layer_dims)
        assert list(parameters)[-2:] == ["W11", "b11"]
        np.testing.assert_array_equal(parameters_to_vector(dict(sorted(parameters.items()))), theta)

    def test_the_parameters_are_views(self):
        theta = np.zeros((6, 1))
        vector_to_parameters(theta, [2, 2])["b1"][1, 0] = 5
        assert theta[5, 0] == 5


class TestGradientCheck:
    @settings(max_examples=60, deadline=None)
    @given(problems())
    def test_backpropagation_agrees(self, problem):
        assert gradient_check(*problem, epsilon=1e-5) < 1e-7

    @settings(max_examples=30, deadline=None)
    @given(problems(), seeds)
    def test_the_order_of_the_examples_does_not_matter(self, problem, seed):
        parameters, gradients, X, Y = problem
        order = np.random.default_rng(seed).permutation(X.shape[1])
        assert gradient_check(parameters, gradients, X[:, order], Y[:, order]) < 1e-7

    def test_the_order_of_the_dicts_does_not_matter(self, problem):
        parameters, gradients, X, Y = problem
        turned = dict(reversed(parameters.items())), dict(sorted(gradients.items()))
        assert gradient_check(*turned, X, Y) < 1e-7

    @pytest.mark.parametrize("name", ["W1", "b1", "W2", "b2", "W3", "b3", "W4", "b4"])
    def test_a_wrong_block_is_noticed(self, problem, name):
        parameters, gradients, X, Y = problem
        wrong = {**gradients, f"d{name}": 1.001 * gradients[f"d{name}"]}
        assert gradient_check(parameters, wrong, X, Y) > 1e-6

    def test_says_one_where_the_sign_is_lost(self, problem):
        parameters, gradients, X, Y = problem
        turned = {name: -value for name, value in gradients.items()}
        assert gradient_check(parameters, turned, X, Y) == pytest.approx(1, abs=1e-7)

    def test_a_factor_can_be_read_off(self, problem):
        parameters, gradients, X, Y = problem
        summed = {name: X.shape[1] * value for name, value in gradients.items()}
        assert gradient_check(parameters, summed, X, Y) == pytest.approx(7 / 9, abs=1e-7)

    def test_what_it_is_given_is_left_alone(self, problem):
        parameters, gradients, X, Y = problem
        copies = [
            {name: value.copy() for name, value in d.items()} for d in (parameters, gradients)
        ]
        gradient_check(parameters, gradients, X, Y)
        for given_dict, copy in zip((parameters, gradients), copies, strict=True):
            for name, value in copy.items():
                np.testing.assert_array_equal(given_dict[name], value)

    def test_is_quick(self):
        """A few hundred parameters in about a tenth of a second; here with room for a busy machine."""
        rng = np.random.default_rng(0)
        layer_dims = [8, 14, 8, 4, 1]
        parameters, X, Y = draw_network(layer_dims, rng), rng.normal(size=(8, 20)), np.ones((1, 20))
        theta = parameters_to_vector(parameters)
        assert theta.size > 250

        def cost(theta):
            return compute_cost(L_model_forward(X, vector_to_parameters(theta, layer_dims))[0], Y)

        took = []
        for _ in range(3):
            begin = time.perf_counter()
            numerical_gradient(cost, theta, 1e-5)
            took.append(time.perf_counter() - begin)
        assert min(took) < 0.3
