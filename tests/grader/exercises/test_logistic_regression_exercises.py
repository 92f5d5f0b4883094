"""Week 3's own promises: shapes in which no confusion passes, and decisions that are no ties."""

import numpy as np
import pytest
from some_secrets import SECRETS

from grader.exercises import load_lesson
from grader.keys.key_maker import make_key
from utils.logistic_regression import sigmoid

LESSON = load_lesson("logistic_regression")


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
    """No case lets a confusion of rows and columns pass."""

    @pytest.mark.parametrize("name", ["propagate_loop", "propagate", "optimize", "predict"])
    def test_problems_have_several_shapes_and_a_single_example(self, name, keys):
        for key in keys[name]:
            shapes = [X.shape for X in inputs_called("X", key)]
            assert len(set(shapes)) >= 3
            assert any(m == 1 for _, m in shapes)
            assert any(n_x > m > 1 for n_x, m in shapes)
            assert any(1 < n_x < m for n_x, m in shapes)
            assert all(n_x != m for n_x, m in shapes)

    def test_so_does_training(self, keys):
        for key in keys["model"]:
            shapes = [X.shape for X in inputs_called("X_train", key)]
            assert len(set(shapes)) >= 3
            assert any(m == 1 for _, m in shapes)
            assert all(n_x != m for n_x, m in shapes)
            for X_train, X_test in zip(
                inputs_called("X_train", key), inputs_called("X_test", key), strict=True
            ):
                assert X_train.shape[1] != X_test.shape[1]

    @pytest.mark.parametrize("name", ["optimize", "model"])
    def test_training_runs_long_enough_for_a_second_entry_in_the_diary(self, name, keys):
        for key in keys[name]:
            lengths = set(inputs_called("num_iterations", key))
            assert max(lengths) > 100
            assert all(length % 100 for length in lengths)

    @pytest.mark.parametrize(
        ("name", "parameter"), [("sigmoid", "z"), ("sigmoid_derivative", "z"), ("log_loss", "a")]
    )
    def test_element_by_element_means_any_shape(self, name, parameter, keys):
        for key in keys[name]:
            shapes = [np.shape(value) for value in inputs_called(parameter, key)]
            assert len({shape for shape in shapes if len(shape) == 2}) >= 3
            assert () in shapes
            assert all(
                shape[0] != shape[1] for shape in shapes if len(shape) == 2 and max(shape) > 1
            )

    def test_labels_are_zeros_and_ones_and_both_occur(self, keys):
        for name in ["propagate_loop", "propagate", "optimize"]:
            for key in keys[name]:
                for Y in inputs_called("Y", key):
                    assert set(np.unique(Y)) == ({0, 1} if Y.size > 1 else {1})


class TestDecisions:
    """A yes or a no never hangs on the last digits."""

    def test_of_predict_are_no_ties(self, keys):
        for key in keys["predict"]:
            for case in key.cases:
                w, b, X = case.inputs
                assert np.abs(sigmoid(w.T @ X + b) - 0.5).min() > 0.01

    def test_of_the_model_are_no_ties(self, keys):
        for key in keys["model"]:
            for case in key.cases:
                X_train, _, X_test, *_ = case.inputs
                for X in (X_train, X_test):
                    A = sigmoid(case.expected["w"].T @ X + case.expected["b"])
                    assert np.abs(A - 0.5).min() > 0.01

    def test_of_predict_are_of_both_kinds(self, keys):
        for key in keys["predict"]:
            assert all(
                len(np.unique(case.expected)) == 2 for case in key.cases if case.expected.size > 1
            )

    def test_inputs_of_the_sigmoid_are_of_both_signs_and_some_are_extreme(self, keys):
        for key in keys["sigmoid"]:
            z = np.concatenate([np.ravel(value) for value in inputs_called("z", key)])
            assert z.min() < -20
            assert z.max() > 20
            assert np.abs(z).min() > 0.1

    def test_of_the_model_change_with_the_bias(self, keys):
        """Whoever answers with another number in its place is found out, on both sets."""

        def answers(case, X, b):
            return case.expected["w"].T @ X + b > 0

        def tells(case, X, other):
            return (answers(case, X, other) != answers(case, X, case.expected["b"])).any()

        for key in keys["model"]:
            for place in (0, 2):
                assert any(
                    all(
                        tells(case, case.inputs[place], other)
                        for other in (0.0, case.inputs[-1], case.inputs[place + 1])
                    )
                    for case in key.cases
                )

    @pytest.mark.parametrize("name", ["sigmoid", "sigmoid_derivative"])
    def test_numbers_of_both_signs_lie_near_zero_and_far_from_it(self, name, keys):
        for key in keys[name]:
            z = np.concatenate([np.ravel(value) for value in inputs_called("z", key)])
            for side in (z[z > 0], -z[z < 0]):
                assert side.min() < 1 < side.max()


class TestCertainty:
    """A probability may be rounded to 0 or 1, and the loss has to cope with it."""

    def seen(self, key):
        return {
            (float(a), int(y))
            for case in key.cases
            for a, y in zip(np.ravel(case.inputs[0]), np.ravel(case.inputs[1]), strict=True)
        }

    def test_may_be_right_and_may_be_wrong(self, keys):
        for key in keys["log_loss"]:
            assert {(0.0, 0), (1.0, 1), (0.0, 1), (1.0, 0)} <= self.seen(key)

    def test_does_not_decide_every_case(self, keys):
        for key in keys["log_loss"]:
            certain = [case for case in key.cases if np.isin(case.inputs[0], (0, 1)).any()]
            assert len(certain) < len(key.cases) / 2

    def test_is_told_from_probabilities_close_to_it(self, keys):
        """A number added inside the logarithm shows where the probability is small."""
        for key in keys["log_loss"]:
            for label in (0, 1):
                doubts = [min(a, 1 - a) for a, y in self.seen(key) if y == label]
                assert any(0 < doubt < 1e-4 for doubt in doubts)
