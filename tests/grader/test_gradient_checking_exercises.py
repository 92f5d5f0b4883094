"""Week 9's exercises ask well: fair to what is right, and sharp enough for every known mistake."""

import ast
import inspect
import itertools
import re
import textwrap

import numpy as np
import pytest

from grader.answer import RETURNED, Answer, ask
from grader.exercise import ExerciseError, Misconception
from grader.exercises import lesson_names, load_lesson
from grader.judge import CORRECT, judge
from grader.key import is_right
from grader.key_maker import PUBLIC, make_key
from grader.mutate import mutant
from utils.deep_network import L_model_forward, compute_cost
from utils.gradient_checking import vector_to_parameters

LESSON = load_lesson("gradient_checking")
SECRETS = [PUBLIC, *(f"secret {number}" for number in range(24))]

by_exercise = pytest.mark.parametrize("exercise", LESSON.exercises, ids=lambda one: one.name)


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


def float32(value):
    """The value with every number rounded to float32."""
    if isinstance(value, dict):
        return {key: float32(part) for key, part in value.items()}
    return np.asarray(value, np.float32)


def test_the_lesson_is_found_and_in_order():
    assert "gradient_checking" in lesson_names()
    assert [exercise.name for exercise in LESSON.exercises] == [
        "numerical_gradient",
        "relative_difference",
        "parameters_to_vector",
        "vector_to_parameters",
        "gradient_check",
    ]


@by_exercise
class TestFair:
    def test_the_reference_is_right(self, exercise, keys):
        for key in keys[exercise.name]:
            assert asked(exercise.reference, key).status == CORRECT

    def test_an_answer_rounded_to_float32_is_right(self, exercise, keys):
        for key in keys[exercise.name]:
            answers = [Answer(RETURNED, float32(case.expected)) for case in key.cases]
            assert judge(key, answers).status == CORRECT

    def test_every_expected_number_is_finite(self, exercise, keys):
        for key in keys[exercise.name]:
            for case in key.cases:
                parts = (
                    case.expected.values() if isinstance(case.expected, dict) else [case.expected]
                )
                assert all(np.isfinite(part).all() for part in parts)


@by_exercise
class TestSharp:
    def test_every_misconception_is_caught_and_named_as_itself(self, exercise, keys):
        for key in keys[exercise.name]:
            for name in key.hints:
                verdict = judge(key, [case.mistakes[name] for case in key.cases])
                assert verdict.status != CORRECT
                assert verdict.diagnosis == name

    def test_no_misconception_answers_like_a_sibling(self, exercise, keys):
        """Named as itself, whatever the order in which they are tried."""
        for key in keys[exercise.name]:
            backwards = dict(reversed(key.hints.items()))
            turned = type(key)(
                key.name, key.parameters, key.returns, key.tolerance, backwards, key.cases
            )
            for name in key.hints:
                answers = [case.mistakes[name] for case in key.cases]
                assert judge(turned, answers).diagnosis == name

    def test_two_mistakes_at_once_are_caught(self, exercise, keys):
        edited = [one for one in exercise.misconceptions if not callable(one.mutation)]
        for one, other in itertools.combinations(edited, 2):
            both = Misconception("both", "Both.", one.mutation + other.mutation)
            try:
                wrong = mutant(exercise.reference, both)
            except ExerciseError:
                continue  # they change the same text, so nobody makes both
            for key in keys[exercise.name][:3]:
                caught = [
                    case for case in key.cases if not is_right(key, case, ask(wrong, case.inputs))
                ]
                assert caught, f"{one.name} and {other.name}"

    def test_answers_that_do_not_depend_on_the_question_are_wrong(self, exercise, keys):
        for key in keys[exercise.name]:
            for case in key.cases:
                answers = [Answer(RETURNED, case.expected)] * len(key.cases)
                assert judge(key, answers).status != CORRECT


@by_exercise
class TestHints:
    def test_there_are_enough_misconceptions(self, exercise, keys):
        assert len(exercise.misconceptions) >= 7

    def test_hints_are_a_few_sentences(self, exercise, keys):
        assert all(20 < len(one.hint) < 200 for one in exercise.misconceptions)
        assert len({one.hint for one in exercise.misconceptions}) == len(exercise.misconceptions)

    def test_hints_hold_no_code(self, exercise, keys):
        for one in exercise.misconceptions:
            assert not re.search(r"`|np\.|\*|@|=|\w\[|\.\w", one.hint)

    def test_hints_do_not_hold_what_the_reference_computes(self, exercise, keys):
        tree = ast.parse(textwrap.dedent(inspect.getsource(exercise.reference)))
        computed = {
            "".join(ast.unparse(node.value).split())
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Return)
            and not isinstance(node.value, ast.Name | ast.Constant)
        }
        for one in exercise.misconceptions:
            assert not [piece for piece in computed if piece in "".join(one.hint.split())]


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
