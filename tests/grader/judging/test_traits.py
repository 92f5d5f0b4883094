"""What questions are about, and what those answered wrongly have in common."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.judging.traits import (
    common_settings,
    common_trait,
    find_input,
    quantities,
    where_wrong,
    which_layers,
)


def asked(**inputs):
    return inputs


class TestQuantities:
    def test_examples_are_columns_and_units_rows(self):
        found = quantities(asked(A_prev=np.ones((3, 7)), W=np.ones((2, 3)), b=np.ones((2, 1))))
        assert (found["`m`"], found["`n_prev`"]) == (7, 3)

    def test_layers_are_counted_wherever_they_can_be(self):
        assert quantities(asked(layer_dims=[4, 3, 1]))["`L`"] == 2
        assert quantities(asked(caches=[(), (), ()]))["`L`"] == 3
        assert quantities(asked(parameters={"W1": 0, "b1": 0, "W2": 0, "b2": 0}))["`L`"] == 2

    def test_numbers_go_by_their_names(self):
        assert quantities(asked(learning_rate=0.5, print_cost=True)) == {"`learning_rate`": 0.5}

    def test_the_cache_of_a_linear_step_tells_what_came_in(self):
        cache = (np.ones((3, 7)), np.ones((2, 3)), np.ones((2, 1)))
        found = quantities(asked(dZ=np.ones((2, 7)), cache=cache))
        assert found == {"`m`": 7, "`n`": 2, "`n_prev`": 3}


def examples(m):
    return asked(X=np.arange(3 * m, dtype=float).reshape(3, m) + 2)


def test_settings_are_common_where_all_questions_have_them():
    questions = [asked(activation="relu", on=True), asked(activation="relu", on=False)]
    assert common_settings(questions) == ["`activation` is 'relu'"]


class TestCommonTrait:
    @pytest.mark.parametrize(
        ("failing", "right", "trait"),
        [
            ([examples(1)], [examples(4), examples(6)], "`m` = 1"),
            ([examples(4), examples(6)], [examples(1)], "`m` > 1"),
            ([examples(4)], [examples(6)], ""),
            (
                [asked(activation="relu"), asked(activation="relu")],
                [asked(activation="sigmoid")],
                "`activation` is 'relu'",
            ),
            ([asked(x=-2.0)], [asked(x=3.0), asked(x=5.0)], "`x` is negative"),
            ([asked(x=0.0)], [asked(x=3.0), asked(x=0.5)], "`x` = 0"),
            (
                [asked(z=np.array([3.0, -1])), asked(z=np.array([-2.0]))],
                [asked(z=np.array([3.0, 1]))],
                "`z` holds a negative number",
            ),
            (
                [asked(z=np.array([800.0]))],
                [asked(z=np.array([3.0, 1])), asked(z=np.array([9.0]))],
                "`z` holds very large numbers",
            ),
            (
                [asked(layer_dims=[3, 2, 2, 1]), asked(layer_dims=[3, 2, 2, 4, 1])],
                [asked(layer_dims=[3, 2, 1]), asked(layer_dims=[3, 1])],
                "`L` > 2",
            ),
        ],
    )
    def test_holds_for_all_that_fail_and_for_no_other(self, failing, right, trait):
        assert common_trait(failing, right) == trait

    def test_two_questions_are_not_enough(self):
        assert common_trait([examples(1)], [examples(4)]) == ""

    def test_what_is_usual_is_no_news_of_a_single_question(self):
        square = asked(W=np.array([[1.0, 2], [3, 4]]))
        oblong = [asked(W=np.ones((2, n))) for n in (3, 4)]
        assert common_trait([square], oblong) == ""
        assert common_trait(oblong, [square]) == "`W` has unlike numbers of rows and columns"

    def test_luck_may_refute_but_proves_nothing_once(self):
        failing = [examples(4), examples(6), examples(7)]
        assert common_trait(failing, [], [examples(1)]) == ""
        assert common_trait(failing, [], [examples(1), examples(1)]) == "`m` > 1"
        assert common_trait(failing, [examples(1)], [examples(1)]) == "`m` > 1"
        assert common_trait(failing, [examples(1)], [examples(3)]) == ""
        assert common_trait([examples(1)], [], failing) == "`m` = 1"

    def test_a_score_of_exactly_0_is_special_but_no_label_is(self):
        def scores_and_labels(score, label):
            return asked(z=np.array([score, 2.0]), y=np.array([label, 1.0]))

        right = [scores_and_labels(0.5, 1.0), scores_and_labels(0.3, 1.0)]
        assert common_trait([scores_and_labels(0.0, 1.0)], right) == "`z` holds a 0"
        assert common_trait([scores_and_labels(0.5, 0.0)] * 2, right) == ""

    @pytest.mark.parametrize(
        ("failing", "right"),
        [
            (np.ones((1, 4)), np.ones((3, 4))),
            (np.ones((3, 4)), np.zeros((3, 4))),
            (np.ones((3, 4)), np.ones((3, 1))),
        ],
    )
    def test_what_is_incidental_is_not_said(self, failing, right):
        assert common_trait([asked(a=failing)] * 2, [asked(a=right)] * 2) == ""

    def test_sizes_and_settings_come_before_what_arrays_hold(self):
        def question(m, rate):
            return asked(z=np.full((2, m), float(m)), X=np.ones((2, m)), rate=rate)

        failing, right = [question(50, 0.0), question(40, 0.0)], [question(5, 0.5)]
        assert common_trait(failing, right) == "`rate` = 0"

    def test_without_both_sides_there_is_none(self):
        assert common_trait([examples(1)], []) == ""
        assert common_trait([], [examples(1)]) == ""


def scores(seed, shape=(4, 6)):
    return np.random.default_rng(seed).normal(size=shape)


class TestWhereWrong:
    @pytest.mark.parametrize(
        ("mask", "words"),
        [
            (lambda Z: Z > 0, "is right except where `Z` is positive"),
            (lambda Z: Z < 0, "is right except where `Z` is negative"),
            (
                lambda Z: np.indices(Z.shape)[1] == Z.shape[1] - 1,
                "is right except in the last column",
            ),
            (lambda Z: np.indices(Z.shape)[1] > 0, "is right only in the first column"),
            (lambda Z: np.indices(Z.shape)[0] == 0, "is right except in the first row"),
            (lambda Z: np.sin(40 * Z) > 0, ""),
            (lambda Z: Z == Z, ""),
            (lambda Z: Z.max() != Z, ""),
        ],
    )
    def test_is_told_by_place_or_by_another_array(self, mask, words):
        cases = [scores(1), scores(2, (3, 5)), scores(3, (5, 2))]
        assert where_wrong([(mask(Z), asked(Z=Z)) for Z in cases]) == words

    def test_labels_count_as_well(self):
        Y = np.array([[0.0, 1, 1, 0, 1]])
        assert where_wrong([(Y == 1, asked(Y=Y))] * 2) == "is right except where `Y` is 1"

    def test_two_wrong_numbers_are_not_enough(self):
        Y = np.array([[0.0, 1]])
        assert where_wrong([(Y == 1, asked(Y=Y))] * 2) == ""

    def test_what_holds_for_every_number_explains_nothing(self):
        cases = [np.abs(scores(seed)) for seed in (1, 2, 3)]
        assert where_wrong([(Z.max() != Z, asked(Z=Z)) for Z in cases]) == ""

    @pytest.mark.parametrize(
        ("mask", "words"),
        [
            (lambda Z: (Z > 0) & (Z < 1), "is right except where `Z` lies between 0 and 1"),
            (lambda Z: abs(Z) < 0.5, "is right except where `Z` lies between -0.5 and 0.5"),
            (lambda Z: Z > 1, "is right except where `Z` is above 1"),
            (lambda Z: Z < -0.5, "is right except where `Z` is below -0.5"),
        ],
    )
    def test_may_be_between_two_values(self, mask, words):
        cases = [scores(1, (7, 9)), scores(2, (5, 8)), scores(3, (1, 1))]
        assert where_wrong([(mask(Z), asked(dA=scores(9), Z=Z)) for Z in cases]) == words

    def test_a_few_numbers_are_not_enough_for_two_values(self):
        cases = [scores(2, (7, 9)), scores(3, (5, 8))]
        sizes = np.sort(np.concatenate([np.abs(Z).ravel() for Z in cases]))
        wrong = [(np.abs(Z) <= sizes[4], asked(Z=Z)) for Z in cases]
        assert all(mask.any() for mask, _ in wrong)
        assert where_wrong(wrong) == ""

    @given(st.integers(0, 2**32), st.floats(-1.5, 1.5), st.floats(-1.5, 1.5))
    @settings(deadline=None)
    def test_what_is_said_of_values_is_true(self, seed, one, other):
        low, high = sorted((one, other))
        cases = [scores(seed, (5, 8)), scores(seed + 1, (6, 7)), scores(seed + 2, (1, 2))]
        masks = [abs(Z - (low + high) / 2) < (high - low) / 2 for Z in cases]
        said = where_wrong([(mask, asked(Z=Z)) for mask, Z in zip(masks, cases, strict=True)])
        between = re.search(r"between (\S+) and (\S+)$", said)
        if between:
            first, last = map(float, between.groups())
            for mask, Z in zip(masks, cases, strict=True):
                assert (mask == (abs(Z - (first + last) / 2) <= (last - first) / 2)).all()

    @given(st.integers(0, 2**32), st.floats(0.05, 0.95))
    @settings(deadline=None)
    def test_chance_is_not_explained(self, seed, share):
        rng = np.random.default_rng(seed)
        Zs = [rng.normal(size=shape) for shape in ((4, 6), (5, 7), (3, 3))]
        said = where_wrong([(rng.random(Z.shape) < share, asked(Z=Z)) for Z in Zs])
        assert "`Z`" not in said

    def test_an_answer_that_is_right_there_refutes_it(self):
        right = np.zeros((3, 5), bool), asked(Z=scores(3, (3, 5)))
        wrong = [(scores(seed) < 0, asked(Z=scores(seed))) for seed in (1, 2)]
        assert where_wrong(wrong) == "is right except where `Z` is negative"
        assert where_wrong([right, *wrong]) == ""

    def test_one_answer_is_not_enough(self):
        assert where_wrong([(scores(1) > 0, asked(Z=scores(1)))]) == ""

    @pytest.mark.parametrize("seed", range(20))
    def test_random_places_are_not_explained(self, seed):
        rng = np.random.default_rng(seed)
        cases = [(rng.random((4, 6)) < 0.5, asked(Z=scores(seed))) for _ in range(3)]
        assert where_wrong(cases) == ""


class TestWhichLayers:
    @pytest.mark.parametrize(
        ("belongs", "words"),
        [
            (lambda layer, L: layer == 1, "only in the first layer"),
            (lambda layer, L: layer == L, "only in the last layer"),
            (lambda layer, L: layer > 1, "from the second layer on"),
            (lambda layer, L: layer < L, "in every layer but the last"),
            (lambda layer, L: 1 < layer < L, "only in the layers between the first and the last"),
            (lambda layer, L: True, ""),
            (lambda layer, L: layer % 2 == 0 and L > 3, ""),
        ],
    )
    def test_a_rule_holds_at_every_depth(self, belongs, words):
        cases = [({layer: belongs(layer, L) for layer in range(1, L + 1)}, L) for L in (1, 3, 5, 4)]
        assert which_layers(cases) == words

    def test_one_network_is_not_enough(self):
        assert which_layers([({1: True, 2: False}, 2)]) == ""


def test_an_array_that_came_in_is_found_with_the_way_to_it():
    W, Z = np.ones((2, 3)), np.zeros((3, 2))
    inputs = asked(parameters={"W1": W}, caches=[(W, Z)])
    assert find_input(W.copy(), inputs) == 'parameters["W1"]'
    assert find_input(Z.copy(), inputs) == "caches[0][1]"
    assert find_input(Z + 1, inputs) == ""
