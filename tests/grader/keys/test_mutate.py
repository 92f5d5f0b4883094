"""A mutant is the reference with exactly the mistake that was declared."""

import inspect

import pytest

from grader.keys.exercise import Edit, ExerciseError, Misconception
from grader.keys.mutate import mutant

FACTOR = 3


def scale(x):
    """Give x * FACTOR, which is x + x + x."""
    y = x * FACTOR
    return y + 0


def described_over_lines(x):
    """Give x.

    The code below says `return x` as well.
    """
    return x


def undescribed(x):
    return x + 1


def recursive(n):
    return n * recursive(n - 1) if n else 1


def mistake(*edits):
    return Misconception("a mistake", "What is wrong?", edits)


class TestEdits:
    def test_an_edit_makes_the_mistake(self):
        assert mutant(scale, mistake(Edit("x * FACTOR", "x - FACTOR")))(10) == 7

    def test_edits_follow_one_another(self):
        first, second = Edit("x * FACTOR", "x - 1"), Edit("x - 1", "x - 2")
        assert mutant(scale, mistake(first, second))(10) == 8

    def test_a_mutant_keeps_the_name_of_its_reference(self):
        assert mutant(scale, mistake(Edit("+ 0", "+ 1"))).__name__ == "scale"

    def test_the_reference_itself_is_untouched(self):
        before = inspect.getsource(scale)
        mutant(scale, mistake(Edit("* FACTOR", "* 100")))
        assert scale(10) == 30
        assert inspect.getsource(scale) == before

    def test_the_names_of_the_module_are_untouched(self):
        mutant(scale, mistake(Edit("y = x", "global FACTOR\n    FACTOR = 5\n    y = x")))(1)
        assert FACTOR == 3

    def test_a_mutant_that_calls_itself_calls_the_mutant(self):
        assert mutant(recursive, mistake(Edit("else 1", "else 2")))(3) == 12

    def test_several_statements_and_indentation_survive(self):
        assert mutant(scale, mistake(Edit("return y", "y += 1\n    return y")))(1) == 4


class TestExactlyOnce:
    def test_text_that_does_not_occur_is_an_error(self):
        with pytest.raises(ExerciseError, match=r"scale, 'a mistake': 'x / 2' occurs 0 times"):
            mutant(scale, mistake(Edit("x / 2", "x")))

    def test_text_that_occurs_twice_is_an_error(self):
        with pytest.raises(ExerciseError, match="occurs 2 times"):
            mutant(scale, mistake(Edit("y", "z")))

    def test_no_text_at_all_is_an_error(self):
        with pytest.raises(ExerciseError, match="not once"):
            mutant(scale, mistake(Edit("", "z")))

    def test_every_edit_has_to_match(self):
        with pytest.raises(ExerciseError, match="occurs 0 times"):
            mutant(scale, mistake(Edit("+ 0", "+ 1"), Edit("+ 0", "+ 2")))

    def test_docstrings_do_not_count(self):
        assert mutant(described_over_lines, mistake(Edit("return x", "return -x")))(1) == -1
        with pytest.raises(ExerciseError, match="occurs 0 times"):
            mutant(scale, mistake(Edit("x + x + x", "x")))

    def test_there_need_not_be_a_docstring(self):
        assert mutant(undescribed, mistake(Edit("+ 1", "- 1")))(1) == 0


class TestNoPython:
    @pytest.mark.parametrize("new", ["y = (", "y == = x", "  y = x"])
    def test_an_edit_that_leaves_no_python_is_an_error(self, new):
        with pytest.raises(ExerciseError, match="no valid Python"):
            mutant(scale, mistake(Edit("y = x * FACTOR", new)))


def test_a_function_is_its_own_mutant():
    def wrong(x):
        return -x

    assert mutant(scale, Misconception("a mistake", "What is wrong?", wrong)) is wrong
