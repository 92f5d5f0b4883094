"""Week 4's own promises: shapes in which no confusion passes, and decisions that are no ties."""

import numpy as np
import pytest

from grader.exercises import load_lesson
from grader.key_maker import PUBLIC, make_key
from utils.shallow_network import forward_propagation

LESSON = load_lesson("shallow_network")
SECRETS = [PUBLIC, *(f"secret {number}" for number in range(24))]


@pytest.fixture(scope="module")
def keys():
    """For every exercise, its key under each of the secrets."""
    made = [make_key(LESSON, secret) for secret in SECRETS]
    return {
        exercise.name: [key.exercises[position] for key in made]
        for position, exercise in enumerate(LESSON.exercises)
    }


def inputs_called(name, key):
    """The input `name` of every case."""
    position = key.parameters.index(name)
    return [case.inputs[position] for case in key.cases]


class TestShapes:
    """No case lets a confusion of rows and columns, or of one layer with another, pass."""

    @pytest.mark.parametrize("name", ["forward_propagation", "backward_propagation", "predict"])
    def test_networks_have_several_shapes_and_a_single_example(self, name, keys):
        for key in keys[name]:
            sizes = [
                (*parameters["W1"].shape, X.shape[1])
                for parameters, X in zip(
                    inputs_called("parameters", key), inputs_called("X", key), strict=True
                )
            ]
            assert len(set(sizes)) >= 4
            assert all(len(set(each)) == 3 or each[0] == each[2] == 1 for each in sizes)
            assert any(m == 1 for _, _, m in sizes)
            assert any(n_h > n_x for n_h, n_x, _ in sizes)
            assert any(n_h < n_x for n_h, n_x, _ in sizes)

    def test_so_does_training(self, keys):
        for key in keys["nn_model"]:
            shapes = [X.shape for X in inputs_called("X", key)]
            assert len(set(shapes)) >= 4
            assert any(m == 1 for _, m in shapes)
            assert all(n_x != m for n_x, m in shapes)
            assert any(n > 100 for n in inputs_called("num_iterations", key))

    def test_the_sizes_of_a_new_network_are_all_different(self, keys):
        for key in keys["initialize_parameters"]:
            for n_x, n_h, n_y, _ in (case.inputs for case in key.cases):
                assert len({n_x, n_h, n_y}) == 3

    @pytest.mark.parametrize("name", ["activation", "activation_gradient"])
    def test_every_activation_is_asked_on_both_sides_and_never_at_its_kink(self, name, keys):
        for key in keys[name]:
            asked = inputs_called("name", key)
            assert set(asked) == {"sigmoid", "tanh", "relu", "leaky_relu"}
            for function in set(asked):
                z = np.concatenate(
                    [np.ravel(c.inputs[0]) for c in key.cases if c.inputs[1] == function]
                )
                assert z.min() < -0.1
                assert z.max() > 0.1
                assert np.abs(z).min() > 0.1

    def test_labels_are_zeros_and_ones_and_both_occur(self, keys):
        for name in ["compute_cost", "backward_propagation", "nn_model"]:
            for key in keys[name]:
                for Y in inputs_called("Y", key):
                    assert set(np.unique(Y)) == ({0, 1} if Y.size > 1 else {1})

    def test_one_cost_is_asked_of_answers_rounded_to_certainty(self, keys):
        for key in keys["compute_cost"]:
            assert any({0, 1} <= set(A2.ravel()) for A2 in inputs_called("A2", key))


class TestDecisions:
    """A yes or a no never hangs on the last digits, and both are answered."""

    def test_are_no_ties(self, keys):
        for key in keys["predict"]:
            for parameters, X in (case.inputs for case in key.cases):
                A2, _ = forward_propagation(X, parameters)
                assert np.abs(A2 - 0.5).min() > 0.01

    def test_are_of_both_kinds(self, keys):
        for key in keys["predict"]:
            assert all(
                len(np.unique(case.expected)) == 2 for case in key.cases if case.expected.size > 1
            )
