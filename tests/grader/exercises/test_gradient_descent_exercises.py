"""Week 2's own promises: places where no wrong slope hides, and walks that go somewhere."""

import numpy as np
import pytest
from some_secrets import SECRETS

from grader.answers.codec import Formula
from grader.exercises import load_lesson
from grader.keys.key_maker import make_key

LESSON = load_lesson("gradient_descent")


@pytest.fixture(scope="module")
def keys():
    """For every exercise, its key under each of the secrets."""
    made = [make_key(LESSON, secret) for secret in SECRETS]
    return {
        exercise.name: [key.exercises[position] for key in made]
        for position, exercise in enumerate(LESSON.exercises)
    }


def test_slopes_are_asked_of_numbers_and_of_arrays(keys):
    for key in keys["df"]:
        shapes = [np.shape(case.inputs[0]) for case in key.cases]
        assert () in shapes
        assert len({shape for shape in shapes if shape}) >= 3
        x = np.concatenate([np.ravel(case.inputs[0]) for case in key.cases])
        assert x.min() < 0 < 1 < x.max()
        assert np.abs(x - 1).min() > 0.5


def test_steps_go_both_ways_and_move_columns_too(keys):
    for key in keys["gradient_step"]:
        shapes = [np.shape(case.inputs[0]) for case in key.cases]
        assert () in shapes
        assert any(len(shape) == 2 and shape[1] == 1 < shape[0] for shape in shapes)
        slopes = [case.inputs[1] for case in key.cases if np.ndim(case.inputs[1]) == 0]
        assert min(slopes) < 0 < max(slopes)
        assert max(case.inputs[2] for case in key.cases) > 1


def test_points_are_one_or_several_and_never_two(keys):
    """With two points, rows and columns could be confused."""
    for key in keys["gradient_2d"]:
        counts = [case.inputs[0].shape[1] for case in key.cases]
        assert 1 in counts
        assert 2 not in counts
        assert len(set(counts)) >= 3


@pytest.mark.parametrize("name", ["gradient_descent", "gradient_descent_nd"])
class TestWalks:
    def test_are_of_several_lengths_on_several_landscapes(self, name, keys):
        for key in keys[name]:
            assert len({case.inputs[3] for case in key.cases}) >= 4
            landscapes = {case.inputs[0] for case in key.cases}
            assert all(isinstance(one, Formula) for one in landscapes)
            assert len(landscapes) >= 4

    def test_move_and_stay_in_sight(self, name, keys):
        for key in keys[name]:
            for case in key.cases:
                steps = np.diff(case.expected)
                assert np.abs(steps).max() > 0.05
                assert np.abs(case.expected).max() < 50


def test_paths_are_never_square(keys):
    for key in keys["gradient_descent_nd"]:
        shapes = [case.expected.shape for case in key.cases]
        assert all(d != columns for d, columns in shapes)
        assert {d for d, _ in shapes} >= {1, 2, 3}
