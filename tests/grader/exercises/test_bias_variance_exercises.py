"""Week 12's own promises: sets dealt in any honest way are right, and no verdict hangs on rounding."""

import numpy as np
import pytest
from some_secrets import SECRETS

from grader.answers.answer import ask
from grader.exercises import load_lesson
from grader.exercises.bias_variance import APART, VERDICTS
from grader.judging.judge import CORRECT, judge
from grader.keys.key_maker import make_key

LESSON = load_lesson("bias_variance")
SETS = ("base", "train", "dev", "test")


@pytest.fixture(scope="module")
def keys():
    """For every exercise, its key under each of the secrets."""
    made = [make_key(LESSON, secret) for secret in SECRETS]
    return {
        exercise.name: [key.exercises[position] for key in made]
        for position, exercise in enumerate(LESSON.exercises)
    }


def verdicts(keys, function, name="split_indices"):
    return [judge(key, [ask(function, case.inputs) for case in key.cases]) for key in keys[name]]


def sizes_of(m, n_dev, n_test):
    return m - n_dev - n_test, n_dev, n_test


def cut(order, sizes):
    return tuple(np.split(np.asarray(order), np.cumsum(sizes)[:-1]))


HONEST = {
    "permutation": lambda m, d, t, rng: cut(rng.permutation(m), sizes_of(m, d, t)),
    "backwards": lambda m, d, t, rng: cut(rng.permutation(m)[::-1], sizes_of(m, d, t)),
    "one at a time": lambda m, d, t, rng: cut(
        sorted(range(m), key=lambda _: rng.random()), sizes_of(m, d, t)
    ),
    "floats": lambda m, d, t, rng: cut(rng.permutation(m) * 1.0, sizes_of(m, d, t)),
    "sorted": lambda m, d, t, rng: tuple(
        np.sort(part) for part in cut(rng.permutation(m), sizes_of(m, d, t))
    ),
    "a generator made from the given one": lambda m, d, t, rng: cut(
        np.random.default_rng(rng.integers(2**32)).permutation(m), sizes_of(m, d, t)
    ),
}

DISHONEST = {
    "the same numbers whatever": lambda m, d, t, rng: cut(
        np.random.default_rng(0).permutation(m), sizes_of(m, d, t)
    ),
    "With the same `rng` once more": lambda m, d, t, rng: cut(
        np.random.permutation(m), sizes_of(m, d, t)
    ),
    "more than once": lambda m, d, t, rng: cut(rng.integers(0, m, m), sizes_of(m, d, t)),
    "in two sets at once": lambda m, d, t, rng: tuple(
        rng.permutation(m)[:size] for size in sizes_of(m, d, t)
    ),
    "Where does Python begin?": lambda m, d, t, rng: cut(rng.permutation(m) + 1, sizes_of(m, d, t)),
    "follows the order of the examples": lambda m, d, t, rng: cut(
        np.roll(np.arange(m), rng.integers(m)), sizes_of(m, d, t)
    ),
    "whole numbers": lambda m, d, t, rng: cut(rng.permutation(m) + 0.5, sizes_of(m, d, t)),
    "has shape": lambda m, d, t, rng: cut(rng.permutation(m), (m - d - t, t, d)),
    "3 values": lambda m, d, t, rng: rng.permutation(m),
    "A list does not calculate": lambda m, d, t, rng: tuple(
        part.tolist() for part in cut(rng.permutation(m), sizes_of(m, d, t))
    ),
}


class TestSplit:
    @pytest.mark.parametrize("style", HONEST)
    def test_any_honest_way_to_deal_is_right(self, style, keys):
        assert {verdict.status for verdict in verdicts(keys, HONEST[style])} == {CORRECT}

    @pytest.mark.parametrize("words", DISHONEST)
    def test_what_breaks_the_promise_is_told(self, words, keys):
        for verdict in verdicts(keys, DISHONEST[words]):
            assert verdict.status != CORRECT
            assert words in verdict.message

    def test_who_takes_one_end_is_found_out(self, keys):
        """The dev set is drawn from the first third: no stretch, no repetition, and yet no fair deal."""

        def split_indices(m, n_dev, n_test, rng):
            dev = rng.permutation(m // 3)[:n_dev]
            rest = rng.permutation(np.setdiff1d(np.arange(m), dev))
            return rest[n_test:], dev, rest[:n_test]

        assert all(verdict.status != CORRECT for verdict in verdicts(keys, split_indices))

    def test_sizes_differ(self, keys):
        for key in keys["split_indices"]:
            for m, n_dev, n_test, _ in (case.inputs for case in key.cases):
                assert n_dev != n_test
                assert min(n_dev, n_test) >= 20
                assert m - n_dev - n_test > max(n_dev, n_test)


class TestErrorRate:
    def test_there_are_classes_and_decisions_and_a_single_example(self, keys):
        for key in keys["error_rate"]:
            labels = [case.inputs[1] for case in key.cases]
            assert any(Y.size == 1 for Y in labels)
            assert any(set(np.unique(Y)) == {0, 1} for Y in labels)
            assert any(Y.max() > 5 for Y in labels)
            assert len({Y.shape for Y in labels}) >= 3

    def test_no_error_is_its_own_opposite(self, keys):
        for key in keys["error_rate"]:
            assert all(abs(case.expected - 0.5) > 0.05 for case in key.cases)
            assert len({case.expected for case in key.cases}) >= 3


class TestGaps:
    def test_all_verdicts_occur_and_none_is_close(self, keys):
        for key in keys["diagnose"]:
            assert {case.expected[2] for case in key.cases} == set(VERDICTS)
            for case in key.cases:
                tolerable = case.inputs[-1]
                for gap in case.expected[:2]:
                    assert abs(gap - tolerable) > APART / 2

    def test_all_actions_occur_and_none_is_close(self, keys):
        for key in keys["next_action"]:
            assert len({case.expected for case in key.cases}) == 4
            for errors, tolerable in (case.inputs for case in key.cases):
                gaps = np.diff([errors[name] for name in SETS])
                assert np.abs(gaps - tolerable).min() > APART / 2
                assert 0 <= min(errors.values()) <= max(errors.values()) <= 1

    def test_the_best_candidate_is_clearly_the_best(self, keys):
        for key in keys["select_model"]:
            for (candidates,) in (case.inputs for case in key.cases):
                dev = sorted(errors["dev"] for errors in candidates.values())
                assert dev[1] - dev[0] > 0.01
