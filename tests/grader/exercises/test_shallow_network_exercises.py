"""Week 4's own promises: shapes in which no confusion passes, and decisions that are no ties."""

import inspect

import numpy as np
import pytest
from some_secrets import SECRETS

from grader.answers.answer import ask
from grader.exercises import load_lesson
from grader.judging.judge import CORRECT, judge
from grader.keys.key_maker import make_key
from utils import shallow_network
from utils.shallow_network import forward_propagation

LESSON = load_lesson("shallow_network")


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
                for side in (z[z > 0], -z[z < 0]):
                    assert side.min() < 1 < side.max()

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


def in_another_order(n_x, n_h, n_y, rng):
    """A right start that draws the output layer first, each matrix on its side."""
    W2 = rng.normal(0, 0.01, (n_h, n_y)).T
    W1 = rng.normal(0, 0.01, (n_x, n_h)).T
    return {"W1": W1, "b1": np.zeros((n_h, 1)), "W2": W2, "b2": np.zeros((n_y, 1))}


def trained_from(initialize):
    """The reference's training in a notebook whose `initialize_parameters` is another."""
    names = {**vars(shallow_network), "initialize_parameters": initialize}
    source = inspect.getsource(shallow_network.nn_model)
    exec(source, names)
    return names["nn_model"]


class TestChance:
    """How somebody draws the start is judged where it is drawn, and nowhere else."""

    def asked(self, function, key):
        return judge(key, [ask(function, case.inputs, case.given) for case in key.cases])

    def test_a_start_drawn_in_another_order_is_right(self, keys):
        for key in keys["initialize_parameters"]:
            assert self.asked(in_another_order, key).status == CORRECT

    def test_so_is_what_is_trained_from_it(self, keys):
        for key in keys["nn_model"][:5]:
            assert self.asked(trained_from(in_another_order), key).status == CORRECT

    def test_a_wrong_start_does_not_spoil_the_training(self, keys):
        def zeros(n_x, n_h, n_y, rng):
            raise NotImplementedError

        for key in keys["nn_model"][:2]:
            assert self.asked(trained_from(zeros), key).status == CORRECT

    def test_a_training_that_draws_a_start_of_its_own_is_wrong(self, keys):
        source = inspect.getsource(shallow_network.nn_model)
        names = {**vars(shallow_network), "in_another_order": in_another_order}
        exec(source.replace("initialize_parameters(", "in_another_order("), names)
        for key in keys["nn_model"][:2]:
            assert self.asked(names["nn_model"], key).status != CORRECT

    def test_a_mistake_in_the_training_is_named_whatever_the_start(self, keys):
        source = inspect.getsource(shallow_network.nn_model)
        names = {**vars(shallow_network), "initialize_parameters": in_another_order}
        exec(source.replace("(n_x, n_h, n_y, rng)", "(n_x, 4, n_y, rng)"), names)
        for key in keys["nn_model"][:5]:
            assert self.asked(names["nn_model"], key).diagnosis == "the width is fixed"
