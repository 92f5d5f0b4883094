"""Week 9's own promises: cases in which the formula shows, and other styles that are right."""

import numpy as np
import pytest
from some_secrets import SECRETS

from grader.answers.answer import ask
from grader.exercises import lesson_names, load_lesson
from grader.judging.judge import CORRECT, judge
from grader.keys.key_maker import make_key
from utils.deep_network import L_model_forward, compute_cost
from utils.gradient_checking import vector_to_parameters

LESSON = load_lesson("gradient_checking")


@pytest.fixture(scope="module")
def keys():
    """For every exercise, its key under each of the secrets."""
    made = [make_key(LESSON, secret) for secret in SECRETS]
    return {
        exercise.name: [key.exercises[position] for key in made]
        for position, exercise in enumerate(LESSON.exercises)
    }


def asked(function, key):
    return judge(key, [ask(function, case.inputs) for case in key.cases])


def test_the_lesson_is_found_and_in_order():
    assert "gradient_checking" in lesson_names()
    assert [exercise.name for exercise in LESSON.exercises] == [
        "numerical_gradient",
        "relative_difference",
        "parameters_to_vector",
        "vector_to_parameters",
        "gradient_check",
    ]


class TestCases:
    def test_networks_are_shallow_and_deep_and_no_matrix_is_square(self, keys):
        for key in keys["gradient_check"]:
            depths = {len(case.inputs[0]) // 2 for case in key.cases}
            assert 1 in depths
            assert max(depths) >= 4
            assert any(case.inputs[2].shape[1] == 1 for case in key.cases)
            for case in key.cases:
                shapes = [case.inputs[2].shape]
                shapes += [block.shape for name, block in case.inputs[0].items() if name[0] == "W"]
                assert all(rows != columns for rows, columns in shapes)

    def test_the_dicts_are_not_in_the_order_of_the_layers(self, keys):
        for name in ("parameters_to_vector", "gradient_check"):
            for key in keys[name]:
                assert all(next(iter(case.inputs[0])) != "W1" for case in key.cases)

    def test_given_gradients_are_far_from_right(self, keys):
        for key in keys["gradient_check"]:
            assert all(0.1 < case.expected < 0.99 for case in key.cases)

    def test_steps_are_so_large_that_the_formula_shows(self, keys):
        for name, place in (("numerical_gradient", 2), ("gradient_check", 4)):
            for key in keys[name]:
                assert all(case.inputs[place] >= 0.01 for case in key.cases)

    def test_slopes_go_up_and_down(self, keys):
        for key in keys["numerical_gradient"]:
            signs = {float(sign) for case in key.cases for sign in np.sign(case.expected.ravel())}
            assert signs == {-1.0, 1.0}

    def test_given_gradients_hold_more_than_is_asked_for(self, keys):
        """So much more that the layers can't be counted by them."""
        for key in keys["gradient_check"]:
            for parameters, gradients, *_ in (case.inputs for case in key.cases):
                more = set(gradients) - {f"d{name}" for name in parameters}
                assert more == {f"dA{layer}" for layer in range(len(parameters) // 2)}

    def test_zeros_are_asked_for(self, keys):
        for key in keys["relative_difference"]:
            assert any(not np.any(case.inputs[0]) for case in key.cases)


class TestOtherStyles:
    """What people write who are right, and write it in another way."""

    def test_theta_may_be_moved_in_place_and_back(self, keys):
        def numerical_gradient(f, theta, epsilon):
            slopes = []
            for i in range(len(theta)):
                kept = theta[i, 0]
                theta[i, 0] = kept + epsilon
                above = f(theta)
                theta[i, 0] = kept - epsilon
                below = f(theta)
                theta[i, 0] = kept
                slopes.append([(above - below) / (2 * epsilon)])
            return np.array(slopes)

        for key in keys["numerical_gradient"]:
            assert asked(numerical_gradient, key).status == CORRECT

    def test_square_roots_may_be_written_out(self, keys):
        def relative_difference(a, b):
            def length(v):
                return np.sqrt(np.sum(v**2))

            if not a.any() and not b.any():
                return 0
            return np.array([[length(a - b) / (length(a) + length(b))]])

        for key in keys["relative_difference"]:
            assert asked(relative_difference, key).status == CORRECT

    def test_the_column_may_be_cut_by_split(self, keys):
        def vector_to_parameters(theta, layer_dims):
            parameters = {}
            for layer in range(1, len(layer_dims)):
                n, n_prev = layer_dims[layer], layer_dims[layer - 1]
                W, b, theta = np.split(theta, [n * n_prev, n * n_prev + n])
                parameters |= {f"W{layer}": W.reshape(n, n_prev), f"b{layer}": b}
            return parameters

        for key in keys["vector_to_parameters"]:
            assert asked(vector_to_parameters, key).status == CORRECT

    def test_blocks_may_be_checked_one_by_one(self, keys):
        def gradient_check(parameters, gradients, X, Y, epsilon):
            squares = np.zeros(3)
            for name, block in parameters.items():
                for place in np.ndindex(block.shape):
                    costs = []
                    for sign in (1, -1):
                        moved = {**parameters, name: block.copy()}
                        moved[name][place] += sign * epsilon
                        costs.append(compute_cost(L_model_forward(X, moved)[0], Y))
                    slope = (costs[0] - costs[1]) / (2 * epsilon)
                    given = gradients[f"d{name}"][place]
                    squares += [(given - slope) ** 2, given**2, slope**2]
            return np.sqrt(squares[0]) / (np.sqrt(squares[1]) + np.sqrt(squares[2]))

        for key in keys["gradient_check"][:5]:
            assert asked(gradient_check, key).status == CORRECT

    def test_an_undone_column_is_the_network_again(self, keys):
        """The cases' columns have as many numbers as their networks need."""
        for key in keys["vector_to_parameters"]:
            for case in key.cases:
                theta, layer_dims = case.inputs
                sizes = [p.size for p in vector_to_parameters(theta, layer_dims).values()]
                assert sum(sizes) == theta.size
