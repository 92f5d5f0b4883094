"""Declarations check themselves: a contradiction is an error where it is written."""

import dataclasses
import math

import pytest

from grader.keys.exercise import (
    Edit,
    Exercise,
    ExerciseError,
    Lesson,
    Misconception,
    Tolerance,
    attempts,
)


def double(x, times=2):
    return x * times


def triple(x):
    return 3 * x


def cases(rng):
    yield (float(rng.normal()),)


def misconception(name="it adds", hint="What does double mean?"):
    return Misconception(name, hint, (Edit("*", "+"),))


class TestTolerance:
    @pytest.mark.parametrize("relative", [-1e-9, 0.1, 1.0, math.inf, math.nan])
    def test_a_relative_one_is_small_and_not_negative(self, relative):
        with pytest.raises(ExerciseError, match="small"):
            Tolerance(relative=relative)

    @pytest.mark.parametrize("absolute", [-1e-9, 1.0, math.inf, math.nan])
    def test_so_is_an_absolute_one(self, absolute):
        with pytest.raises(ExerciseError, match="small"):
            Tolerance(absolute=absolute)

    def test_zero_asks_for_the_very_same_number(self):
        assert Tolerance(0, 0) == Tolerance(relative=0, absolute=0)


class TestMisconception:
    def test_has_a_name(self):
        with pytest.raises(ExerciseError):
            misconception(name="")

    @pytest.mark.parametrize("hint", ["", "no sentence", "half a sentence,"])
    def test_has_a_hint_in_sentences(self, hint):
        with pytest.raises(ExerciseError, match="it adds"):
            misconception(hint=hint)


class TestExercise:
    def test_takes_name_and_parameters_from_its_reference(self):
        exercise = Exercise(double, cases, ())
        assert exercise.name == "double"
        assert exercise.parameters == ("x", "times")

    def test_misconceptions_of_one_name_are_an_error(self):
        with pytest.raises(ExerciseError, match="double: two misconceptions"):
            Exercise(double, cases, (misconception(), misconception()))


class TestLesson:
    def test_keeps_its_exercises_in_order(self):
        exercises = Exercise(double, cases, ()), Exercise(triple, cases, (), uses=("double",))
        assert Lesson("numbers", exercises).exercises == exercises

    def test_nothing_builds_on_what_comes_later(self):
        later = Exercise(double, cases, ())
        with pytest.raises(ExerciseError, match="triple uses what comes after it"):
            Lesson("numbers", (Exercise(triple, cases, (), uses=("double",)), later))

    def test_nothing_is_declared_twice(self):
        with pytest.raises(ExerciseError, match="double is declared twice in numbers"):
            Lesson("numbers", (Exercise(double, cases, ()), Exercise(double, cases, ())))


@pytest.mark.parametrize(
    "record",
    [Tolerance(), Edit("a", "b"), misconception(), Exercise(double, cases, ()), Lesson("l", ())],
    ids=lambda record: type(record).__name__,
)
def test_records_are_frozen(record):
    field = dataclasses.fields(record)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(record, field, None)


def test_cases_that_can_not_be_drawn_are_given_up():
    with pytest.raises(ExerciseError, match="no case met its conditions"):
        list(attempts())
