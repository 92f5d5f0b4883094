"""Week 7's exercises ask well: fair to what is right, and sharp enough for every known mistake."""

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

LESSON = load_lesson("initialization")
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


def answers_of(function, key):
    return [ask(function, case.inputs) for case in key.cases]


def verdicts(keys, name, function):
    return [judge(key, answers_of(function, key)) for key in keys[name]]


def test_the_lesson_is_found():
    assert "initialization" in lesson_names()


@by_exercise
class TestFair:
    def test_the_reference_is_right(self, exercise, keys):
        for verdict in verdicts(keys, exercise.name, exercise.reference):
            assert verdict.status == CORRECT

    def test_an_answer_rounded_to_float32_is_right(self, exercise, keys):
        for key in keys[exercise.name]:
            answers = [
                Answer(
                    RETURNED,
                    {name: value.astype(np.float32) for name, value in case.expected.items()},
                )
                for case in key.cases
            ]
            assert judge(key, answers).status == CORRECT

    def test_every_expected_number_is_finite(self, exercise, keys):
        for key in keys[exercise.name]:
            for case in key.cases:
                assert all(np.isfinite(value).all() for value in case.expected.values())


class TestOtherStyles:
    """The same numbers, written by other people."""

    def test_numpys_normal_with_a_scale(self, keys):
        def initialize_parameters_he(layer_dims, rng):
            parameters = {"L": len(layer_dims) - 1}
            for n_in, n_out in itertools.pairwise(layer_dims):
                layer = len(parameters) // 2 + 1
                parameters[f"W{layer}"] = rng.normal(0, (2 / n_in) ** 0.5, size=(n_out, n_in))
                parameters[f"b{layer}"] = [[0.0]] * n_out
            return parameters

        for verdict in verdicts(
            keys,
            "initialize_parameters_he",
            lambda *inputs: {
                name: np.asarray(value) for name, value in initialize_parameters_he(*inputs).items()
            },
        ):
            assert verdict.status == CORRECT

    def test_one_number_at_a_time(self, keys):
        def initialize_parameters_random(layer_dims, scale, rng):
            parameters = {}
            for layer in range(1, len(layer_dims)):
                n, n_prev = layer_dims[layer], layer_dims[layer - 1]
                rows = [[rng.standard_normal() * scale for _ in range(n_prev)] for _ in range(n)]
                parameters["b" + str(layer)] = np.zeros((n, 1), dtype=int)
                parameters["W" + str(layer)] = np.array(rows)
            return parameters

        for verdict in verdicts(keys, "initialize_parameters_random", initialize_parameters_random):
            assert verdict.status == CORRECT


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

    def test_what_a_lesson_earlier_or_later_asks_for_is_wrong_here(self, exercise, keys):
        for other in LESSON.exercises:
            if other is not exercise and other.parameters == exercise.parameters:
                for verdict in verdicts(keys, exercise.name, other.reference):
                    assert verdict.status != CORRECT


class TestMistakesAsPeopleWriteThem:
    """A diagnosis recognises the mistake in another's code, not only in ours."""

    def test_random_biases(self, keys):
        def initialize_parameters_xavier(layer_dims, rng):
            parameters = {}
            for i in range(1, len(layer_dims)):
                scale = 1 / np.sqrt(layer_dims[i - 1])
                parameters[f"W{i}"] = (
                    rng.standard_normal((layer_dims[i], layer_dims[i - 1])) * scale
                )
                parameters[f"b{i}"] = rng.standard_normal((layer_dims[i], 1)) * scale
            return parameters

        name = "initialize_parameters_xavier"
        for verdict in verdicts(keys, name, initialize_parameters_xavier):
            assert verdict.diagnosis == "the biases are random too"

    @pytest.mark.parametrize(
        ("turn", "diagnosis"),
        [(False, "the weights lie on their side"), (True, "drawn on their side, then turned")],
    )
    def test_on_its_side(self, keys, turn, diagnosis):
        def initialize_parameters_random(layer_dims, scale, rng):
            parameters = {}
            for i in range(1, len(layer_dims)):
                W = rng.standard_normal((layer_dims[i - 1], layer_dims[i])) * scale
                parameters[f"W{i}"] = W.T if turn else W
                parameters[f"b{i}"] = np.zeros((layer_dims[i], 1))
            return parameters

        name = "initialize_parameters_random"
        for verdict in verdicts(keys, name, initialize_parameters_random):
            assert verdict.diagnosis == diagnosis

    def test_a_generator_of_ones_own_is_wrong(self, keys):
        def initialize_parameters_he(layer_dims, rng):
            rng = np.random.default_rng(0)
            return LESSON.exercises[-1].reference(layer_dims, rng)

        for verdict in verdicts(keys, "initialize_parameters_he", initialize_parameters_he):
            assert verdict.status != CORRECT


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
            if isinstance(node, ast.Assign | ast.Return)
            and not isinstance(node.value, ast.Name | ast.Constant)
        }
        for one in exercise.misconceptions:
            assert not [piece for piece in computed if piece in "".join(one.hint.split())]


@by_exercise
class TestNetworks:
    def test_have_several_depths_and_no_two_equal_widths(self, exercise, keys):
        for key in keys[exercise.name]:
            networks = [case.inputs[0] for case in key.cases]
            assert len({len(layer_dims) for layer_dims in networks}) >= 3
            assert max(map(len, networks)) > 4
            assert min(map(len, networks)) == 2
            assert all(len(set(layer_dims)) == len(layer_dims) for layer_dims in networks)
            assert any(layer_dims[-1] == 1 for layer_dims in networks)

    def test_every_case_has_a_seed_of_its_own(self, exercise, keys):
        if "rng" in exercise.parameters:
            for key in keys[exercise.name]:
                assert len({case.inputs[-1].seed for case in key.cases}) == len(key.cases)


def test_scales_are_small_and_large_and_hide_no_mistake(keys):
    for key in keys["initialize_parameters_random"]:
        scales = [case.inputs[1] for case in key.cases]
        assert min(scales) < 0.5
        assert max(scales) > 2
        assert all(abs(np.log(scale)) > 0.5 for scale in scales)
