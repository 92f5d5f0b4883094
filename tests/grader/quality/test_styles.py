"""Styles: a right function in any of them answers the same, and a key says so."""

import copy
import io
from contextlib import redirect_stdout

import numpy as np
import pytest

from grader.answers.answer import RETURNED, ask
from grader.answers.codec import encode
from grader.keys.compare import compare
from grader.keys.exercise import Tolerance
from grader.quality.styles import CONDUCT, FORMS, STYLES

BY_NAME = {style.name: style for style in STYLES}
each_style = pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)

INPUTS = ({"W1": np.full((2, 3), 0.3), "b1": np.ones((2, 1))}, np.full((3, 4), 1 / 7), 0.1)


@pytest.fixture(autouse=True)
def own_state():
    """One of the styles sets NumPy's."""
    with np.errstate(all="warn"), np.printoptions():
        yield


def train(parameters, X, learning_rate):
    """Something of everything: dicts, arrays, numbers of all kinds, a list, a tuple."""
    A = parameters["W1"] @ X + parameters["b1"]
    updated = {name: value - learning_rate * 2.0 for name, value in parameters.items()}
    return updated, X / 3, [float(A.sum()), 0.25], (3, 1.0), (A > 0).astype(float)


def answer_in(style):
    answer = ask(BY_NAME[style].of(train), INPUTS)
    assert answer.outcome == RETURNED
    return answer.value


@each_style
class TestEveryStyle:
    def test_it_is_right(self, style):
        answer = ask(style.of(train), INPUTS)
        assert answer.outcome == RETURNED, answer
        names = ("parameters", "X", "costs", "sizes", "predictions")
        assert compare(train(*INPUTS), answer.value, Tolerance(), names) is None

    def test_it_goes_by_the_same_name(self, style):
        assert style.of(train).__name__ == "train"

    def test_it_would_not_make_a_wrong_answer_right(self, style):
        def wrong(*inputs):
            parameters, *rest = train(*inputs)
            parameters["b1"] = parameters["b1"] + 1e-3
            return parameters, *rest

        answer = ask(style.of(wrong), INPUTS)
        names = ("parameters", "X", "costs", "sizes", "predictions")
        assert compare(train(*INPUTS), answer.value, Tolerance(), names).place.startswith("param")

    def test_it_applies_where_it_makes_a_difference(self, style):
        assert style.applies(INPUTS, train(*INPUTS))


class TestForms:
    @pytest.mark.parametrize("style", FORMS, ids=lambda style: style.name)
    def test_where_nothing_changes_a_form_does_not_apply(self, style):
        value = style.of(lambda: train(*INPUTS))()
        again = style.of(lambda: value)()
        if encode(again) == encode(value):
            assert not style.applies((), value)
        assert not style.applies((), "text")

    def test_float32_is_coarser(self):
        parameters, X, costs, sizes, _ = answer_in("rounded to float32")
        assert {value.dtype for value in (*parameters.values(), X, costs[0])} == {np.dtype("f4")}
        assert sizes[0] == 3
        assert isinstance(sizes[0], int)

    def test_numbers_come_in_all_shapes(self):
        shapes = {
            "numbers as arrays without dimensions": (),
            "numbers as (1, 1) arrays": (1, 1),
        }
        for style, shape in shapes.items():
            _, _, costs, sizes, _ = answer_in(style)
            assert {value.shape for value in (*costs, *sizes)} == {shape}
        assert isinstance(answer_in("numbers as NumPy scalars")[3][1], np.float64)

    def test_whole_numbers_are_integers_or_floats_and_others_stay(self):
        _, _, costs, sizes, predictions = answer_in("whole numbers as integers")
        assert [type(size) for size in sizes] == [int, int]
        assert costs[1] == 0.25
        assert predictions.dtype == int
        assert type(answer_in("whole numbers as floats")[3][0]) is float

    def test_sequences_are_of_another_kind(self):
        assert type(answer_in("lists for tuples")) is list
        assert type(answer_in("tuples for lists")[2]) is tuple
        assert type(answer_in("lists of numbers as arrays")[2]) is np.ndarray

    def test_dicts_hold_more_or_hold_it_in_another_order(self):
        assert set(answer_in("dicts with another key")[0]) > set(INPUTS[0])
        assert list(answer_in("dicts in another order")[0]) == ["b1", "W1"]


class TestConduct:
    @pytest.mark.parametrize("style", CONDUCT, ids=lambda style: style.name)
    def test_the_result_is_the_same_to_the_last_bit(self, style):
        assert encode(ask(style.of(train), INPUTS).value) == encode(train(*INPUTS))

    def test_much_is_printed(self):
        with redirect_stdout(io.StringIO()) as printed:
            BY_NAME["prints a lot"].of(train)(*INPUTS)
        assert len(printed.getvalue().splitlines()) > 300

    def test_there_are_warnings(self):
        warning = BY_NAME["warns"].of(train)
        with pytest.warns(UserWarning, match="only"), pytest.warns(RuntimeWarning):
            warning(*INPUTS)

    def test_the_inputs_are_ruined(self):
        inputs = copy.deepcopy(INPUTS)
        BY_NAME["ruins its inputs"].of(train)(*inputs)
        assert inputs[0] == {}
        assert not inputs[1].any()

    def test_the_inputs_are_the_results(self):
        inputs = copy.deepcopy(INPUTS)
        value = BY_NAME["answers in the place of its inputs"].of(train)(*inputs)
        assert value[0] is inputs[0]
        assert value[1] is inputs[1]

    def test_no_input_holds_two_results(self):
        def halves(X):
            return X / 2, X / 2

        one, other = BY_NAME["answers in the place of its inputs"].of(halves)(np.ones((2, 2)))
        assert one is not other

    def test_numbers_can_be_neither_ruined_nor_overwritten(self):
        for name in ("ruins its inputs", "answers in the place of its inputs"):
            assert not BY_NAME[name].applies((3, 0.5), 0.25)

    def test_the_global_state_is_set(self):
        BY_NAME["sets NumPy's global state"].of(train)(*INPUTS)
        assert np.geterr()["divide"] == "ignore"
        assert np.get_printoptions()["precision"] == 2
