"""Week 4's exercises ask well: fair to what is right, and sharp enough for every known mistake."""

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
from utils.shallow_network import forward_propagation

LESSON = load_lesson("shallow_network")
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


def inputs_called(name, key):
    """The input `name` of every case."""
    position = key.parameters.index(name)
    return [case.inputs[position] for case in key.cases]


def float32(value):
    """The value with every number rounded to float32."""
    if isinstance(value, dict):
        return {key: float32(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(map(float32, value))
    return np.asarray(value, np.float32)


def test_the_lesson_is_found():
    assert "shallow_network" in lesson_names()


@by_exercise
class TestFair:
    def test_the_reference_is_right(self, exercise, keys):
        for key in keys[exercise.name]:
            verdict = judge(key, [ask(exercise.reference, case.inputs) for case in key.cases])
            assert verdict.status == CORRECT

    def test_an_answer_rounded_to_float32_is_right(self, exercise, keys):
        for key in keys[exercise.name]:
            answers = [Answer(RETURNED, float32(case.expected)) for case in key.cases]
            assert judge(key, answers).status == CORRECT

    def test_every_expected_number_is_finite(self, exercise, keys):
        def finite(value):
            parts = value.values() if isinstance(value, dict) else value
            nested = isinstance(value, dict | list | tuple)
            return all(map(finite, parts)) if nested else bool(np.isfinite(value).all())

        for key in keys[exercise.name]:
            assert all(finite(case.expected) for case in key.cases)


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
            for key in keys[exercise.name][:5]:
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
    def test_there_are_at_least_four_misconceptions(self, exercise, keys):
        assert len(exercise.misconceptions) >= 4

    def test_hints_are_a_few_sentences(self, exercise, keys):
        assert all(20 < len(one.hint) < 200 for one in exercise.misconceptions)
        assert len({one.hint for one in exercise.misconceptions}) == len(exercise.misconceptions)

    def test_hints_hold_no_code(self, exercise, keys):
        for one in exercise.misconceptions:
            for quoted in re.findall("`(.*?)`", one.hint):
                assert quoted.isidentifier()
            assert not re.search(r"np\.|\*|@|=|\w\[|\.\w", one.hint)

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
