"""Week 7's own promises: good numbers from any style are right, and no case hides a mistake."""

import itertools

import numpy as np
import pytest
from scipy.special import chdtr
from some_secrets import SECRETS

from grader.answers.answer import ask
from grader.exercises import load_lesson
from grader.judging.judge import CORRECT, judge
from grader.keys.draws import draws_in
from grader.keys.key_maker import make_key

LESSON = load_lesson("initialization")

by_exercise = pytest.mark.parametrize("exercise", LESSON.exercises, ids=lambda one: one.name)


@pytest.fixture(scope="module")
def keys():
    """For every exercise, its key under each of the secrets."""
    made = [make_key(LESSON, secret) for secret in SECRETS]
    return {
        exercise.name: [key.exercises[position] for key in made]
        for position, exercise in enumerate(LESSON.exercises)
    }


def verdicts(keys, name, function):
    """What is said of `function` under each of the secrets."""
    return [judge(key, [ask(function, case.inputs) for case in key.cases]) for key in keys[name]]


def he(layer_dims, draw):
    """He's start, whose standard normal numbers `draw(n, n_prev)` gives."""
    parameters = {}
    for layer, (n_prev, n) in enumerate(itertools.pairwise(layer_dims), start=1):
        parameters[f"W{layer}"] = draw(n, n_prev) * np.sqrt(2 / n_prev)
        parameters[f"b{layer}"] = np.zeros((n, 1))
    return parameters


def he_last_layer_first(layer_dims, rng):
    backwards = list(itertools.pairwise(layer_dims))[::-1]
    drawn = [rng.standard_normal((n, n_prev)) for n_prev, n in backwards]
    return he(layer_dims, lambda n, n_prev: drawn.pop())


def he_from_one_vector(layer_dims, rng):
    sizes = [n * n_prev for n_prev, n in itertools.pairwise(layer_dims)]
    pieces = iter(np.split(rng.standard_normal(sum(sizes)), np.cumsum(sizes)[:-1]))
    return he(layer_dims, lambda n, n_prev: next(pieces).reshape(n, n_prev))


HE_STYLES = {
    "rng.normal": lambda dims, rng: he(dims, lambda n, n_prev: rng.normal(0, 1, size=(n, n_prev))),
    "on its side, then turned": lambda dims, rng: he(
        dims, lambda n, n_prev: rng.standard_normal((n_prev, n)).T
    ),
    "the last layer first": he_last_layer_first,
    "one vector, cut in pieces": he_from_one_vector,
    "one number at a time": lambda dims, rng: he(
        dims, lambda n, n_prev: np.array([[rng.normal() for _ in range(n_prev)] for _ in range(n)])
    ),
    "float32": lambda dims, rng: he(
        dims, lambda n, n_prev: rng.standard_normal((n, n_prev), dtype=np.float32)
    ),
    "a few numbers wasted": lambda dims, rng: he(
        dims, lambda n, n_prev: rng.standard_normal((n + 1, n_prev + 2))[1:, 2:]
    ),
    "minus the numbers": lambda dims, rng: he(
        dims, lambda n, n_prev: -rng.standard_normal((n, n_prev))
    ),
    "a generator made from the given one": lambda dims, rng: he(
        dims, lambda n, n_prev: np.random.default_rng(rng.integers(2**32)).normal(size=(n, n_prev))
    ),
}


class TestOtherStyles:
    """Other numbers, just as good: any order, any method, any precision."""

    def test_numpys_normal_with_a_scale(self, keys):
        def initialize_parameters_he(layer_dims, rng):
            parameters = {"L": len(layer_dims) - 1}
            for n_in, n_out in itertools.pairwise(layer_dims):
                layer = len(parameters) // 2 + 1
                parameters[f"W{layer}"] = rng.normal(0, (2 / n_in) ** 0.5, size=(n_out, n_in))
                parameters[f"b{layer}"] = np.zeros((n_out, 1))
            return parameters

        for verdict in verdicts(keys, "initialize_parameters_he", initialize_parameters_he):
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

    @pytest.mark.parametrize("style", HE_STYLES)
    def test_any_way_to_draw(self, keys, style):
        for verdict in verdicts(keys, "initialize_parameters_he", HE_STYLES[style]):
            assert verdict.status == CORRECT


@by_exercise
def test_what_another_exercise_asks_for_is_wrong_here(exercise, keys):
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

    def test_on_its_side(self, keys):
        def initialize_parameters_random(layer_dims, scale, rng):
            parameters = {}
            for i in range(1, len(layer_dims)):
                parameters[f"W{i}"] = rng.normal(0, scale, (layer_dims[i - 1], layer_dims[i]))
                parameters[f"b{i}"] = np.zeros((layer_dims[i], 1))
            return parameters

        name = "initialize_parameters_random"
        for verdict in verdicts(keys, name, initialize_parameters_random):
            assert verdict.diagnosis == "the weights lie on their side"

    def test_the_wrong_width_is_named_in_whatever_order_was_drawn(self, keys):
        def initialize_parameters_he(layer_dims, rng):
            start = he_last_layer_first(layer_dims, rng)
            for layer, (n_prev, n) in enumerate(itertools.pairwise(layer_dims), start=1):
                start[f"W{layer}"] *= np.sqrt(n_prev / n)
            return start

        for verdict in verdicts(keys, "initialize_parameters_he", initialize_parameters_he):
            assert verdict.diagnosis == "fan-out for fan-in"


class TestChance:
    """Numbers come from `rng` and from nowhere else, and they are what was asked for."""

    def messages(self, keys, draw):
        def initialize_parameters_he(layer_dims, rng):
            return he(layer_dims, lambda n, n_prev: draw((n, n_prev), rng))

        found = verdicts(keys, "initialize_parameters_he", initialize_parameters_he)
        assert all(verdict.status != CORRECT for verdict in found)
        return {verdict.message for verdict in found}

    def test_numbers_from_elsewhere(self, keys):
        elsewhere = np.random.default_rng(0)
        (message,) = self.messages(keys, lambda shape, rng: elsewhere.standard_normal(shape))
        assert message.startswith(
            "With the same `rng` once more, the function gives other numbers."
        )

    def test_numbers_from_the_global_state(self, keys):
        (message,) = self.messages(keys, lambda shape, rng: np.random.randn(*shape))
        assert message.startswith(
            "With the same `rng` once more, the function gives other numbers."
        )

    def test_a_generator_of_ones_own(self, keys):
        (message,) = self.messages(
            keys, lambda shape, rng: np.random.default_rng(0).standard_normal(shape)
        )
        assert message.startswith('`parameters["W1"]` holds the same numbers whatever `rng`')

    def test_one_unit_for_all(self, keys):
        (message,) = self.messages(
            keys, lambda shape, rng: np.tile(rng.standard_normal(shape[1]), (shape[0], 1))
        )
        assert "rows that are equal" in message

    def test_one_number_for_each_unit(self, keys):
        (message,) = self.messages(
            keys, lambda shape, rng: np.tile(rng.standard_normal((shape[0], 1)), shape[1])
        )
        assert "columns that are equal" in message

    def test_even_numbers_of_the_right_spread(self, keys):
        (message,) = self.messages(
            keys, lambda shape, rng: rng.uniform(-np.sqrt(3), np.sqrt(3), shape)
        )
        assert "not the form of a bell curve: too few numbers lie far out" in message

    def test_a_middle_beside_zero(self, keys):
        (message,) = self.messages(keys, lambda shape, rng: rng.normal(1, 0.1, shape))
        assert "has too few negative numbers" in message


SCALE_MISTAKES = {
    "initialize_parameters_xavier": {
        "the variance is used as standard deviation": lambda n, n_prev, dims: 1 / n_prev**2,
        "fan-out for fan-in": lambda n, n_prev, dims: 1 / n,
        "every layer counts the network's inputs": lambda n, n_prev, dims: 1 / dims[0],
        "2 where 1 belongs": lambda n, n_prev, dims: 2 / n_prev,
    },
    "initialize_parameters_glorot": {
        "1 where 2 belongs": lambda n, n_prev, dims: 1 / (n + n_prev),
        "only the way forward counts": lambda n, n_prev, dims: 2 / n_prev,
        "only the way back counts": lambda n, n_prev, dims: 2 / n,
        "the ends of the network instead of the ends of the layer": lambda n, n_prev, dims: (
            2 / (dims[0] + dims[-1])
        ),
        "(He's start)": lambda n, n_prev, dims: 2 / n_prev,
        "(Xavier's start)": lambda n, n_prev, dims: 1 / n_prev,
    },
    "initialize_parameters_he": {
        "1 where 2 belongs": lambda n, n_prev, dims: 1 / n_prev,
        "fan-out for fan-in": lambda n, n_prev, dims: 2 / n,
        "both ends of the layer are counted": lambda n, n_prev, dims: 2 / (n_prev + n),
        "(variance 1.6 / n_prev)": lambda n, n_prev, dims: 1.6 / n_prev,
    },
}


@pytest.mark.parametrize(
    ("name", "mistake"),
    [(name, mistake) for name, mistakes in SCALE_MISTAKES.items() for mistake in mistakes],
)
def test_a_wrong_spread_goes_unnoticed_less_than_once_in_a_million(keys, name, mistake):
    """The power of the cases, computed: a layer's sum of squares is chi-square under the mistake, too."""
    variance = SCALE_MISTAKES[name][mistake]
    for key in keys[name]:
        unnoticed = 1.0
        for case in key.cases:
            layer_dims = case.inputs[0]
            for (place,), weights in draws_in(case.expected):
                n, n_prev = weights.shape
                low, high = weights.bounds["spread"]
                ratio = n * n_prev * weights.unit**2 / variance(n, n_prev, layer_dims)
                assert place.startswith("W")
                unnoticed *= chdtr(n * n_prev, high * ratio) - chdtr(n * n_prev, low * ratio)
        assert unnoticed < 1e-6


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
