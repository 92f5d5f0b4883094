"""Wrong answers read as a tutor would: what is said, in which order, and that no number is given away."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.answers.answer import RETURNED, Answer, ask
from grader.judging.diagnosis import explain_wrong
from grader.judging.judge import judge
from grader.keys.exercise import Tolerance
from grader.keys.key import Case, ExerciseKey

SIZES = ((3, 4), (2, 6), (4, 1), (5, 7))


def backward(dZ, cache):
    A_prev, W, _ = cache
    m = A_prev.shape[1]
    return W.T @ dZ, dZ @ A_prev.T / m, dZ.sum(axis=1, keepdims=True) / m


def update(parameters, grads):
    return {name: parameters[name] - grads["d" + name] for name in parameters}


def key_of(reference, returns, parameters, inputs):
    cases = tuple(Case(one, ask(reference, one).value, {}) for one in inputs)
    return ExerciseKey(reference.__name__, parameters, returns, Tolerance(), {}, cases)


@pytest.fixture(scope="module")
def layer():
    """Backward through one layer, for several sizes; once with a single example."""
    rng = np.random.default_rng(1)
    inputs = [
        (
            rng.normal(size=(n, m)),
            (rng.normal(size=(2, m)), rng.normal(size=(n, 2)), np.ones((n, 1))),
        )
        for n, m in SIZES
    ]
    return key_of(backward, ("dA_prev", "dW", "db"), ("dZ", "cache"), inputs)


@pytest.fixture(scope="module")
def network():
    """A step for networks of one to four layers."""
    rng = np.random.default_rng(2)

    def parameters(L):
        shapes = {f"W{i}": (i + 1, i) for i in range(1, L + 1)}
        shapes |= {f"b{i}": (i + 1, 1) for i in range(1, L + 1)}
        return {name: rng.normal(size=shape) for name, shape in shapes.items()}

    inputs = [
        (parameters(L), {f"d{name}": value for name, value in parameters(L).items()})
        for L in (2, 4, 1, 3)
    ]
    return key_of(update, ("parameters",), ("parameters", "grads"), inputs)


def said_of(key, function):
    judged = [(case, ask(function, case.inputs)) for case in key.cases]
    assert all(answer.outcome == RETURNED for _, answer in judged)
    return explain_wrong(key, judged).message


class TestOrder:
    """Structure before shape, shape before strange numbers, these before values: whatever comes first."""

    def test_what_is_shaped_wrongly_comes_before_what_has_wrong_values(self, layer):
        def wrong(dZ, cache):
            dA_prev, dW, db = backward(dZ, cache)
            return dA_prev + 1, dW, db[:, 0]

        assert said_of(layer, wrong).startswith("`db` has shape (3,)")

    def test_what_is_nothing_comes_first(self, layer):
        def wrong(dZ, cache):
            dA_prev, _, db = backward(dZ, cache)
            return dA_prev.T, None, db

        assert said_of(layer, wrong) == "`dW` is None; it should be an array of shape (3, 2)."

    def test_the_case_that_is_shown_is_the_one_that_is_talked_of(self, layer):
        def wrong(dZ, cache):
            dA_prev, dW, db = backward(dZ, cache)
            return (dA_prev[0] if dZ.shape[1] == 1 else dA_prev + 1), dW, db

        answers = [ask(wrong, case.inputs) for case in layer.cases]
        verdict = judge(layer, answers)
        assert verdict.call.startswith("backward(dZ, cache) with dZ = an array of shape (4, 1)")
        assert verdict.got == "an array of shape (1,)"
        assert verdict.message.endswith("This happens only where `m` = 1.")


class TestPlaces:
    """Each returned part is judged by itself, and the right ones are said to be right."""

    def test_one_part_off_by_m(self, layer):
        def wrong(dZ, cache):
            dA_prev, dW, db = backward(dZ, cache)
            return dA_prev, dW, db * dZ.shape[1]

        assert said_of(layer, wrong) == "`db` is `m` times too large. `dA_prev` and `dW` are right."

    def test_two_parts_with_the_same_fault(self, layer):
        def wrong(dZ, cache):
            dA_prev, dW, db = backward(dZ, cache)
            return dA_prev, -dW, -db

        assert said_of(layer, wrong) == (
            "Each of `dW` and `db` has the wrong sign everywhere; the sizes are right. "
            "`dA_prev` is right."
        )

    def test_a_returned_order_of_ones_own(self, layer):
        def wrong(dZ, cache):
            dA_prev, dW, db = backward(dZ, cache)
            return db, dA_prev, dW

        assert said_of(layer, wrong) == (
            "`dA_prev` holds what belongs in `db`. The order is `dA_prev`, `dW` and `db`."
        )

    def test_everything_in_a_dict(self, network):
        def wrong(parameters, grads):
            return {name: 2 * value for name, value in update(parameters, grads).items()}

        assert said_of(network, wrong) == (
            "Everything in `parameters` is twice as large as it should be."
        )

    def test_one_kind_of_parameter(self, network):
        def wrong(parameters, grads):
            moved = update(parameters, grads)
            return moved | {name: -moved[name] for name in moved if name[0] == "b"}

        assert said_of(network, wrong) == (
            "Every `b` in `parameters` has the wrong sign everywhere; the sizes are right. "
            "`W` is right."
        )

    @pytest.mark.parametrize(
        ("belongs", "words"),
        [
            (lambda layer, L: layer == 1, "only in the first layer"),
            (lambda layer, L: layer == L, "only in the last layer"),
            (lambda layer, L: layer > 1, "from the second layer on"),
        ],
    )
    def test_some_layers(self, network, belongs, words):
        def wrong(parameters, grads):
            L = len(parameters) // 2
            moved = update(parameters, grads)
            return {
                name: np.sin(5 * value) if belongs(int(name[1:]), L) else value
                for name, value in moved.items()
            }

        assert words in said_of(network, wrong)

    def test_a_relation_in_some_layers_says_in_which(self, network):
        def wrong(parameters, grads):
            moved, L = update(parameters, grads), len(parameters) // 2
            return {name: value * (1 + (name[1:] == str(L))) for name, value in moved.items()}

        assert said_of(network, wrong) == (
            "Only in the last layer, everything in `parameters` is twice as large as it should be."
        )

    def test_a_relation_in_some_cases_says_in_which(self, layer):
        def wrong(dZ, cache):
            dA_prev, dW, db = backward(dZ, cache)
            return dA_prev, dW, db if dZ.shape[1] == 1 else -db

        assert said_of(layer, wrong).startswith("Only where `m` > 1, `db` has the wrong sign")

    def test_a_relation_in_cases_without_anything_in_common_claims_no_more(self, layer):
        def wrong(dZ, cache):
            dA_prev, dW, db = backward(dZ, cache)
            return dA_prev, dW, db if dZ.shape[1] == 6 else -db

        assert said_of(layer, wrong).startswith("Where it is wrong, `db` has the wrong sign")

    def test_the_right_layers_in_another_order(self, network):
        def forward(parameters, grads):
            return [parameters[f"W{i}"] for i in range(1, len(parameters) // 2 + 1)]

        inputs = [case.inputs for case in network.cases if len(case.inputs[0]) > 2]
        key = key_of(forward, ("caches",), ("parameters", "grads"), inputs)
        assert said_of(key, lambda *inputs: forward(*inputs)[::-1]) == (
            "`caches` holds the right things, but its layers in another order."
        )

    def test_one_kind_of_thing_in_another_order(self, network):
        def wrong(parameters, grads):
            moved, L = update(parameters, grads), len(parameters) // 2
            return moved | {f"W{i}": moved[f"W{L + 1 - i}"] for i in range(1, L + 1)}

        assert said_of(network, wrong) == (
            "`parameters` holds the right `W`, but in another order of layers."
        )

    def test_an_order_that_is_right_in_another_network_is_not_called_wrong(self, network):
        def wrong(parameters, grads):
            moved, L = update(parameters, grads), len(parameters) // 2
            order = range(1, L + 1) if L == 4 else range(L, 0, -1)
            return {f"{n}{i}": moved[f"{n}{j}"] for i, j in enumerate(order, 1) for n in "Wb"}

        assert "order" not in said_of(network, wrong)

    def test_one_layer_in_the_place_of_all_is_no_other_order(self, network):
        def wrong(parameters, grads):
            moved = update(parameters, grads)
            return {name: moved[name[0] + "1"] for name in moved}

        assert said_of(network, wrong) == (
            'From the second layer on, every `W` in `parameters` holds what belongs in `parameters["W1"]`.'
        )

    @given(st.data())
    @settings(max_examples=60, deadline=None)
    def test_another_order_is_said_of_nothing_else(self, network, data):
        def wrong(parameters, grads):
            moved, L = update(parameters, grads), len(parameters) // 2
            layers = data.draw(st.lists(st.integers(1, L), min_size=L, max_size=L))
            orders.append(layers)
            return {name: moved[f"{name[0]}{layers[int(name[1:]) - 1]}"] for name in moved}

        orders = []
        judged = [(case, ask(wrong, case.inputs)) for case in network.cases]
        finding = explain_wrong(network, judged)
        if finding and "order" in finding.message:
            assert all(sorted(layers) == list(range(1, len(layers) + 1)) for layers in orders)

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda name, step: step / 2, "moves by a step that is half as large as it should be."),
            (lambda name, step: -3 * step, "moves by a step that is too large by one and the same"),
        ],
    )
    def test_a_step_is_compared_with_the_right_one(self, network, change, words):
        def wrong(parameters, grads):
            moved = update(parameters, grads)
            return {n: p + change(n, moved[n] - p) for n, p in parameters.items()}

        assert said_of(network, wrong).startswith(f"Everything in `parameters` {words}")

    def test_what_was_never_touched(self, network):
        assert said_of(network, lambda parameters, grads: parameters) == (
            "Everything in `parameters` is still as it came in."
        )

    def test_an_input_in_place_of_an_answer(self, layer):
        def wrong(dZ, cache):
            _, dW, db = backward(dZ, cache)
            return cache[0], dW, db

        assert said_of(layer, wrong).startswith("`dA_prev` is just what came in with `cache`.")


class TestKeys:
    @pytest.mark.parametrize(
        ("rename", "words"),
        [
            (str.lower, 'but it has "w1". Is that the same, under another name?'),
            (lambda name: "d" + name, 'but it has "dW1"'),
            (lambda name: f"{name[0]}{int(name[1:]) - 1}", "With which number do layers begin?"),
            (lambda name: f"{name[0]}_{name[1:]}", 'but it has "W_1"'),
            (lambda name: "x", 'lacks the keys "W1", "W2", "b1" and "b2".'),
        ],
    )
    def test_a_key_that_was_nearly_right_is_named(self, network, rename, words):
        def wrong(parameters, grads):
            return {rename(name): value for name, value in update(parameters, grads).items()}

        assert words in said_of(network, wrong)

    def test_many_are_not_all_listed(self, network):
        case = network.cases[1]
        said = explain_wrong(network, [(case, Answer(RETURNED, {}))]).message
        assert said == '`parameters` lacks the keys "W1", "W2", "W3", "W4" and 4 more.'


class TestStrangeNumbers:
    def test_how_many_where_and_why(self, layer):
        def wrong(dZ, cache):
            dA_prev, dW, db = backward(dZ, cache)
            dW[0, 1] = np.nan
            return dA_prev, dW, db

        assert said_of(layer, wrong).startswith(
            "`dW` holds nan in 1 of 6 places, the first at [0, 1]. nan comes of 0 / 0,"
        )

    @pytest.mark.parametrize(
        ("strange", "z", "words"),
        [
            (np.inf, 2.0, "division by 0"),
            (-np.inf, 2.0, "logarithm of 0"),
            (np.nan, 2.0, "root of a negative number"),
            (np.inf, 900.0, "very large numbers"),
            (np.nan, -900.0, "very large numbers"),
        ],
    )
    def test_the_cause_is_sought_in_what_was_asked(self, strange, z, words):
        inputs = [(np.full(4, z),)]
        key = key_of(lambda z: np.ones(4), ("s",), ("z",), inputs)
        answer = Answer(RETURNED, np.array([strange, 1, 1, 1]))
        assert words in explain_wrong(key, [(key.cases[0], answer)]).message

    def test_where_it_happens_only_sometimes(self, layer):
        def wrong(dZ, cache):
            dA_prev, dW, db = backward(dZ, cache)
            return dA_prev, dW * (np.inf if dZ.shape[1] == 1 else 3), db

        message = said_of(layer, wrong)
        assert message.startswith("`dW` holds nothing but inf")
        assert message.endswith("This happens only where `m` = 1.")


class TestWhereItIsWrong:
    def test_in_one_case_only(self, layer):
        def wrong(dZ, cache):
            dA_prev, dW, db = backward(dZ, cache)
            return dA_prev, dW, db + np.sin(9 * db) * (dZ.shape[1] == 1)

        assert said_of(layer, wrong).startswith(
            "`db` is wrong only where `m` = 1; the other cases are right."
        )

    def test_in_the_last_column(self, layer):
        def wrong(dZ, cache):
            dA_prev, dW, db = backward(dZ, cache)
            dA_prev[:, -1] = np.sin(dA_prev[:, -1])
            return dA_prev, dW, db

        assert said_of(layer, wrong).startswith("`dA_prev` is right except in the last column.")

    def test_where_an_input_is_negative(self):
        rng = np.random.default_rng(3)
        key = key_of(np.tanh, ("A",), ("Z",), [(rng.normal(size=(3, m)),) for m in (4, 6, 7)])
        message = said_of(key, lambda Z: np.where(Z > 0, np.tanh(Z), Z * Z))
        assert message == "`A` is right except where `Z` is negative."

    def test_where_another_part_of_the_answer_explains_it(self):
        rng = np.random.default_rng(3)

        def forward(X):
            Z = X - X[::-1]
            return np.tanh(Z), (X, Z)

        def wrong(X):
            A, (_, Z) = forward(X)
            return np.maximum(A, 0), (X, Z)

        key = key_of(forward, ("A", "cache"), ("X",), [(rng.normal(size=(4, m)),) for m in (4, 6)])
        message = said_of(key, wrong)
        assert message == "`A` is right except where `cache[1]` is negative. `cache` is right."

    def test_on_the_way_back_the_last_wrong_layer_is_the_first_to_look_at(self):
        rng = np.random.default_rng(4)

        def gradients(caches):
            return {f"dW{i}": cache for i, cache in enumerate(caches, 1)}

        def wrong(caches):
            grads = gradients(caches)
            return {k: v if k == f"dW{len(caches)}" else np.sin(9 * v) for k, v in grads.items()}

        inputs = [([rng.normal(size=(3, 2)) for _ in range(L)],) for L in (2, 4, 3)]
        key = key_of(gradients, ("grads",), ("caches",), inputs)
        found = explain_wrong(key, [(case, ask(wrong, case.inputs)) for case in key.cases])
        assert found.message == (
            'This goes wrong in every layer but the last. Look at `grads["dW3"]` first.'
        )
        assert (found.case, found.difference.place) == (1, 'grads["dW3"]')

    def test_single_decisions_that_are_wrong_are_not_said_to_be_exchanged(self):
        def decide(z):
            return (z > 0) * 1.0

        inputs = [(np.array([[1.0, -2, 3]]),), (np.array([[-1.0, 2]]),), (np.array([[-4.0, 5]]),)]
        key = key_of(decide, ("Y",), ("z",), inputs)
        exchanged = "`Y` says yes where it should say no, and the other way round."
        assert said_of(key, lambda z: 1 - decide(z)) == exchanged
        some = said_of(key, lambda z: decide(z) if z[0, 0] == -1 else 1 - decide(z))
        assert some.startswith("`Y` has the right shape, but none of its 3 values is right.")

    def test_what_is_right_in_other_cases_is_not_said_to_be_wrong(self):
        rng = np.random.default_rng(5)
        inputs = [(rng.normal(size=(3, m)), kind) for m in (4, 6) for kind in ("relu", "tanh")]
        inputs.append((2.5, "relu"))

        def forward(Z, activation):
            return np.tanh(Z)

        def wrong(Z, activation):
            return np.where(Z > 0, np.tanh(Z), Z * Z) if activation == "relu" else np.tanh(Z)

        key = key_of(forward, ("A",), ("Z", "activation"), inputs)
        assert said_of(key, wrong) == (
            "Where `activation` is 'relu', `A` is right except where `Z` is negative."
        )

    @pytest.mark.parametrize(("off", "is_said"), [(0, True), (1e-7, False)])
    def test_a_single_case_proves_something_where_it_is_exactly_right(self, layer, off, is_said):
        def wrong(dZ, cache):
            dA_prev, dW, db = backward(dZ, cache)
            return dA_prev, dW, db * (1 + off) if dZ.shape[1] == 1 else np.sin(9 * db)

        assert ("wrong only where `m` > 1" in said_of(layer, wrong)) == is_said

    @pytest.mark.parametrize("reference", [np.sum, lambda X: (X > 0)[:1]])
    def test_a_number_or_decision_that_is_right_once_may_be_so_by_luck(self, reference):
        rng = np.random.default_rng(6)
        inputs = [(rng.normal(size=(3, m)),) for m in (4, 6, 1, 5)]
        key = key_of(lambda X: reference(X), ("A",), ("X",), inputs)
        said = said_of(key, lambda X: reference(X if X.shape[1] == 1 else X[::-1] ** 2 - 1))
        assert "only where" not in said

    def test_nowhere_in_particular(self, layer):
        def wrong(dZ, cache):
            dA_prev, dW, db = backward(dZ, cache)
            return dA_prev, np.sin(9 * dW), db

        message = said_of(layer, wrong)
        assert message.startswith("`dW` has the right shape, but none of its 6 values is right.")
        assert message.endswith("which is the first that surprises you?")
        assert "times" not in message
        assert "only where" not in message


class TestSecrecy:
    @given(st.integers(0, 2**32), st.sampled_from(range(7)))
    @settings(max_examples=150, deadline=None)
    def test_no_expected_number_is_told(self, seed, kind):
        rng = np.random.default_rng(seed)
        inputs = [(rng.uniform(1, 9, (2, m)),) for m in (3, 4, 5)]
        key = key_of(lambda X: 1000 * np.sqrt(X) + 0.5, ("A",), ("X",), inputs)
        changes = (
            lambda a: a * 3.5,
            lambda a: a + 7.25,
            lambda a: a * a.shape[1],
            lambda a: rng.normal(size=a.shape),
            lambda a: a[::-1],
            lambda a: a * np.where(rng.random(a.shape) < 0.5, np.nan, 1),
            lambda a: a.astype(int),
        )
        answers = [Answer(RETURNED, changes[kind](case.expected)) for case in key.cases]
        verdict = judge(key, answers)
        told = f"{verdict.message} {verdict.got} {verdict.wanted}"
        assert all(float(number) < 20 for number in re.findall(r"\d+(?:\.\d+)?", told))

    @pytest.mark.parametrize("size", [1e308, -1e308, 1e-320, 0.0])
    def test_numbers_at_the_end_of_what_can_be_held_do_no_harm(self, layer, size):
        def wrong(dZ, cache):
            return tuple(np.full(part.shape, size) for part in backward(dZ, cache))

        assert said_of(layer, wrong)

    anything = st.recursive(
        st.none()
        | st.floats()
        | st.integers(-(10**400), 10**400)
        | st.booleans()
        | st.text(max_size=3)
        | st.sampled_from(
            [np.float64(1e308), np.zeros((3, 2)), np.full((2, 4), 1e308), np.zeros(0)]
        ),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.lists(inner, min_size=3, max_size=3).map(tuple)
            | st.dictionaries(st.sampled_from(["W1", "b1", "w1"]), inner, max_size=3)
        ),
        max_leaves=8,
    )

    @given(st.lists(anything, min_size=4, max_size=4))
    @settings(max_examples=300, deadline=None)
    def test_whatever_comes_back_is_answered_in_a_short_paragraph(self, layer, network, values):
        for key in (layer, network):
            verdict = judge(key, [Answer(RETURNED, value) for value in values])
            assert 0 < len(verdict.message) < 600
            assert "\n" not in verdict.message
