"""Week 6's exercises ask well: fair to what is right, and sharp enough for every known mistake."""

import itertools
import re

import numpy as np
import pytest
from some_secrets import SECRETS

from grader.answers.answer import RETURNED, Answer, ask
from grader.exercises import lesson_names, load_lesson
from grader.judging.judge import CORRECT, judge
from grader.keys.exercise import ExerciseError, Misconception
from grader.keys.key import is_right
from grader.keys.key_maker import make_key
from grader.keys.mutate import mutant
from utils import deep_network as network
from utils import deep_network_application as reference

LESSON = load_lesson("deep_network_application")
TRAINING = ("two_layer_model", "L_layer_model")

by_exercise = pytest.mark.parametrize("exercise", LESSON.exercises, ids=lambda one: one.name)
by_training = pytest.mark.parametrize("name", TRAINING)


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


def two_layers_in_other_words(X, Y, layer_dims, learning_rate, num_iterations, rng):
    """A right answer of another hand: dA2 by its formula, parameters changed in place, all costs."""
    parameters = network.initialize_parameters_deep(layer_dims, rng)
    costs = []
    for _ in range(num_iterations):
        W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))
        A1, first = network.linear_activation_forward(X, W1, b1, "relu")
        A2, second = network.linear_activation_forward(A1, W2, b2, "sigmoid")
        costs.append(network.compute_cost(A2, Y))
        dA2 = -(Y / A2 - (1 - Y) / (1 - A2))
        dA1, dW2, db2 = network.linear_activation_backward(dA2, second, "sigmoid")
        _, dW1, db1 = network.linear_activation_backward(dA1, first, "relu")
        for name, gradient in {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}.items():
            parameters[name] -= learning_rate * gradient
    return parameters, np.array(costs[::100])


def deep_in_other_words(X, Y, layer_dims, learning_rate, num_iterations, rng):
    """A right answer of another hand, which never turns its coordinates."""
    parameters, costs = network.initialize_parameters_deep(layer_dims, rng), ()
    while num_iterations > 0:
        AL, caches = network.L_model_forward(X, parameters)
        costs = (*costs, network.compute_cost(AL, Y))
        grads = network.L_model_backward(AL, Y, caches)
        parameters = network.update_parameters(parameters, grads, learning_rate)
        num_iterations -= 1
    return parameters, costs[::100]


def accuracy_in_other_words(X, Y, parameters):
    AL, _ = network.L_model_forward(X, parameters)
    answers = (AL > 0.5).astype(float)
    return np.squeeze(1 - np.sum(np.abs(answers - Y), axis=1) / Y.shape[1])


OTHER_WORDS = {
    "two_layer_model": two_layers_in_other_words,
    "L_layer_model": deep_in_other_words,
    "accuracy": accuracy_in_other_words,
}


def test_the_lesson_is_found():
    assert "deep_network_application" in lesson_names()


@by_exercise
class TestFair:
    def test_the_reference_is_right(self, exercise, keys):
        for key in keys[exercise.name]:
            answers = [ask(exercise.reference, case.inputs) for case in key.cases]
            assert judge(key, answers).status == CORRECT

    def test_so_is_the_same_in_other_words(self, exercise, keys):
        for key in keys[exercise.name]:
            answers = [ask(OTHER_WORDS[exercise.name], case.inputs) for case in key.cases]
            assert judge(key, answers).status == CORRECT

    def test_an_answer_rounded_to_float32_is_right(self, exercise, keys):
        for key in keys[exercise.name]:
            answers = [Answer(RETURNED, float32(case.expected)) for case in key.cases]
            assert judge(key, answers).status == CORRECT


@by_exercise
class TestSharp:
    def test_every_misconception_is_caught_and_named_as_itself(self, exercise, keys):
        """Whatever the order in which they are tried."""
        for key in keys[exercise.name]:
            backwards = dict(reversed(key.hints.items()))
            turned = type(key)(
                key.name, key.parameters, key.returns, key.tolerance, backwards, key.cases
            )
            for name in key.hints:
                answers = [case.mistakes[name] for case in key.cases]
                assert judge(key, answers).diagnosis == name
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
    def test_there_are_at_least_four_misconceptions(self, exercise):
        assert len(exercise.misconceptions) >= 4

    def test_hints_are_a_few_sentences_without_code(self, exercise):
        assert len({one.hint for one in exercise.misconceptions}) == len(exercise.misconceptions)
        for one in exercise.misconceptions:
            assert 20 < len(one.hint) < 200
            assert not re.search(r"np\.|\*|@|=|\w\[|\.\w", one.hint)
            assert all(quoted.isidentifier() for quoted in re.findall("`(.*?)`", one.hint))


class TestCases:
    @by_training
    def test_of_training_have_several_shapes_and_a_single_example(self, name, keys):
        for key in keys[name]:
            shapes = [X.shape for X in inputs_called("X", key)]
            assert len(set(shapes)) == len(shapes)
            assert any(m == 1 for _, m in shapes)
            assert any(n_x > m > 1 for n_x, m in shapes)
            assert any(1 < n_x < m for n_x, m in shapes)
            assert any(n_x >= reference.WIDE * m for n_x, m in shapes if m > 1)
            for (n_x, m), layer_dims in zip(shapes, inputs_called("layer_dims", key), strict=True):
                assert m not in layer_dims or m == 1
                assert layer_dims[0] == n_x
                assert len(set(layer_dims)) == len(layer_dims)

    def test_of_the_deep_model_are_shallow_and_deep(self, keys):
        for key in keys["L_layer_model"]:
            depths = {len(layer_dims) - 1 for layer_dims in inputs_called("layer_dims", key)}
            assert {1, 2, 4} <= depths

    @by_training
    def test_of_training_fill_more_than_one_line_of_the_diary(self, name, keys):
        for key in keys[name]:
            lengths = inputs_called("num_iterations", key)
            assert max(lengths) > 100
            assert min(lengths) < 100
            assert [len(case.expected[1]) for case in key.cases] == [1 + n // 100 for n in lengths]

    @by_training
    def test_of_training_hold_no_network_that_died(self, name, keys):
        for key in keys[name]:
            for case in key.cases:
                X, _, layer_dims, _, _, recipe = case.inputs
                start = network.initialize_parameters_deep(
                    layer_dims, np.random.default_rng(recipe.seed)
                )
                end, costs = case.expected
                assert all(
                    np.abs(end[parameter] - start[parameter]).max() > 1e-4 for parameter in start
                )
                assert X.shape[1] == 1 or len(costs) == 1 or costs[1] < costs[0]

    def test_of_accuracy_are_no_ties_and_of_both_kinds(self, keys):
        for key in keys["accuracy"]:
            for case in key.cases:
                X, Y, parameters = case.inputs
                AL, _ = network.L_model_forward(X, parameters)
                assert np.abs(AL - 0.5).min() > 0.01
                assert X.shape[1] == 1 or 0 < case.expected < 1
                assert X.shape[1] == 1 or set(np.unique(Y)) == {0, 1}
