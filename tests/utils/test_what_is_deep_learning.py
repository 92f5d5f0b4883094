"""What the references of week 0 promise, and the numbers that its lesson tells."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.what_is_deep_learning import neuron, relu

numbers = st.floats(min_value=-1e6, max_value=1e6)
seeds = st.integers(min_value=0, max_value=2**32 - 1)
sizes = st.integers(min_value=1, max_value=7)


class TestRelu:
    @given(numbers)
    def test_passes_positive_numbers_on_and_is_silent_otherwise(self, z):
        assert relu(z) == (z if z > 0 else 0)

    @pytest.mark.parametrize("shape", [(), (3,), (2, 5), (2, 1, 4)])
    def test_keeps_the_shape_and_asks_each_number_by_itself(self, shape):
        z = np.random.default_rng(0).normal(size=shape)
        assert np.shape(relu(z)) == shape
        np.testing.assert_array_equal(relu(z), [relu(each) for each in z] if shape else relu(z))

    def test_leaves_its_input_alone(self):
        z = np.array([-1.0, 2.0])
        relu(z)
        np.testing.assert_array_equal(z, [-1, 2])


class TestNeuron:
    def test_the_worked_example(self):
        X = np.array([[100, 30], [3, 1]])
        np.testing.assert_array_equal(neuron(X, np.array([[3], [10]]), -130), [[200, 0]])

    def test_a_house_of_the_lesson_and_its_bend(self):
        sizes = np.array([[20.0, 30.0, 40.0, 60.0]])
        np.testing.assert_array_equal(neuron(sizes, np.array([[3.0]]), -120.0), [[0, 0, 0, 60]])

    @given(sizes, sizes, seeds)
    def test_is_one_example_at_a_time(self, n_x, m, seed):
        rng = np.random.default_rng(seed)
        X, w, b = rng.normal(size=(n_x, m)), rng.normal(size=(n_x, 1)), rng.normal()
        A = neuron(X, w, b)
        assert A.shape == (1, m)
        for i in range(m):
            z = sum(w[j, 0] * X[j, i] for j in range(n_x)) + b
            assert A[0, i] == pytest.approx(max(0, z), abs=1e-12)

    def test_refuses_weights_that_do_not_fit(self):
        with pytest.raises(ValueError, match="matmul"):
            neuron(np.ones((3, 4)), np.ones((2, 1)), 0.0)

    def test_one_gets_three_corners_of_xor_and_three_get_all(self):
        corners, wanted = np.array([[0, 0, 1, 1], [0, 1, 0, 1]]), np.array([[0, 1, 1, 0]])
        grid = np.linspace(-2, 2, 17)
        right = [
            np.sum((neuron(corners, np.array([[w1], [w2]]), b) > 0) == wanted)
            for w1 in grid
            for w2 in grid
            for b in grid
        ]
        assert max(right) == 3
        ones = np.ones((2, 1))
        hidden = np.vstack([neuron(corners, ones, 0), neuron(corners, ones, -1)])
        np.testing.assert_array_equal(neuron(hidden, np.array([[1], [-2]]), 0), wanted)
