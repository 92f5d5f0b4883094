"""What asking a function gives: an answer that is plain data, whatever the function tried."""

import codecs
import copy
import sys
import types
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.answers.answer import (
    MAX_TEXT,
    NOT_WRITTEN,
    OUT_OF_MEMORY,
    OUTCOMES,
    RAISED,
    REFUSED,
    RETURNED,
    Answer,
    ask,
    explain,
    from_record,
    to_record,
)
from grader.answers.codec import Dice, Formula, Rng, Unsupported, decode, encode


def raising(error):
    def solution():
        raise error

    return solution


def helper():
    raise NotImplementedError


class TestWhatIsReturned:
    def test_a_value_is_an_answer(self):
        assert ask(lambda a, b: {"sum": a + b}, (1, 2)) == Answer(RETURNED, value={"sum": 3})

    def test_nothing_is_an_answer_too(self):
        assert ask(lambda: None, ()) == Answer(RETURNED, value=None)

    def test_what_is_no_data_is_named(self):
        assert ask(lambda: (i for i in ()), ()).value == Unsupported("generator")

    def test_what_can_not_be_carried_is_refused_with_the_reason(self):
        loop = []
        loop.append(loop)
        answer = ask(lambda: loop, ())
        assert answer.outcome == REFUSED
        assert "does it contain itself?" in answer.detail

    def test_an_answer_shares_no_memory_with_what_was_returned(self):
        kept = np.zeros(2)
        value = ask(lambda: kept, ()).value
        kept += 1
        assert not value.any()


class TestInputs:
    def test_changes_in_place_stay_inside(self):
        def greedy(w, parameters):
            w += 1
            parameters["b"].append(2)
            del parameters["a"]

        inputs = (np.zeros(2), {"a": 0, "b": [1]})
        before = copy.deepcopy(inputs)
        assert ask(greedy, inputs).outcome == RETURNED
        np.testing.assert_equal(inputs, before)

    def test_arrays_from_a_key_can_be_written_to(self):
        def in_place(w, parameters):
            w *= 2
            parameters["W"][0] = 5
            return w, parameters["W"]

        inputs = decode(encode((np.ones(2), {"W": np.ones(2)})))
        w, W = ask(in_place, inputs).value
        assert w.tolist() == [2, 2]
        assert W.tolist() == [5, 1]

    def test_a_recipe_for_a_generator_is_a_fresh_one_every_time(self):
        first, second = (ask(lambda rng: rng.normal(), (Rng(3),)).value for _ in range(2))
        assert first == second == np.random.default_rng(3).normal()

    def test_a_recipe_for_a_function_is_that_function(self):
        assert ask(lambda f, x: f(x), (Formula("lambda x: np.sqrt(x) + 1"), 9)).value == 4

    def test_a_recipe_that_a_solution_returns_is_not_followed(self):
        assert ask(lambda: Formula("1 / 0"), ()) == Answer(RETURNED, Formula("1 / 0"))

    def test_the_wrong_number_of_parameters_is_the_solutions_error(self):
        answer = ask(lambda a: a, (1, 2))
        assert (answer.outcome, answer.error) == (RAISED, "TypeError")


class TestDice:
    """Three questions in one: the same generator twice, then another."""

    def test_show_what_depends_on_the_generator(self):
        first, again, other = ask(lambda n, rng: rng.normal(size=n), (4, Dice(3))).value
        np.testing.assert_array_equal(first, np.random.default_rng(3).normal(size=4))
        np.testing.assert_array_equal(first, again)
        assert not np.isin(first, other).any()

    def test_fall_in_the_same_way_every_time(self):
        one, same = (ask(lambda rng: rng.random(), (Dice(9),)) for _ in range(2))
        assert one == same
        assert ask(lambda rng: rng.random(), (Dice(10),)) != one

    def test_what_is_kept_between_calls_does_not_change_what_was_returned(self):
        kept = np.zeros(1)

        def counting(rng):
            kept[0] += 1
            return kept

        answers = ask(counting, (Dice(1),)).value
        assert [answer.tolist() for answer in answers] == [[1], [2], [3]]

    def test_every_call_has_inputs_of_its_own(self):
        def greedy(parameters, rng):
            parameters.append(1)
            return len(parameters)

        assert ask(greedy, ([], Dice(1))).value == (1, 1, 1)

    def test_what_is_printed_is_kept_once(self):
        assert ask(lambda rng: print("once"), (Dice(1),)).printed == "once\n"

    def test_an_exception_in_any_of_the_calls_is_the_answer(self):
        calls = []

        def third_time(rng):
            calls.append(rng)
            if len(calls) == 3:
                raise ValueError("no more")
            return 1.0

        assert ask(third_time, (Dice(1),)).error == "ValueError"

    def test_three_values_that_are_too_large_together_are_refused(self, monkeypatch):
        monkeypatch.setattr("grader.answers.codec.MAX_BYTES", 2_000)
        assert ask(lambda rng: np.zeros(100), (Dice(1),)).outcome == REFUSED
        assert ask(lambda rng: np.zeros(100), (Rng(1),)).outcome == RETURNED


def written_in(names, source):
    """The function `solution` of a notebook that defines `names` and runs `source`."""
    exec(source, names)
    return names["solution"]


GIVEN = {"draw": [((3, None), np.arange(3.0)), ((2, None), np.zeros(2))]}
SOURCE = """
def draw(n, rng):
    return -rng.random(n)

def solution(n, rng):
    W = draw(n, rng)
    W += 1
    return W
"""


class TestGivenHelpers:
    """A helper that is given answers what the key says, whatever a notebook makes of it."""

    def asked(self, source, n=3, names=None):
        solution = written_in({} if names is None else names, source)
        return ask(solution, (n, Rng(1)), GIVEN)

    def test_answers_in_place_of_the_students(self):
        assert self.asked(SOURCE).value.tolist() == [1, 2, 3]
        assert self.asked(SOURCE, n=2).value.tolist() == [1, 1]

    def test_answers_the_same_however_often_it_is_changed(self):
        source = SOURCE.replace("W += 1", "W += 1; W = draw(n, rng)")
        assert self.asked(source).value.tolist() == [0, 1, 2]

    @pytest.mark.parametrize(
        "call", ["draw(n=n, rng=rng)", "draw(rng=rng, n=n)", "draw(n, rng=rng)"]
    )
    def test_may_be_called_by_names(self, call):
        assert self.asked(SOURCE.replace("draw(n, rng)\n    W", f"{call}\n    W")).value[2] == 3

    def test_other_calls_are_the_students_own(self):
        assert (self.asked(SOURCE, n=4).value < 1).all()

    def test_a_helper_that_is_missing_or_unwritten_is_there(self):
        missing = SOURCE.replace("def draw(", "def other(")
        unwritten = SOURCE.replace("return -rng.random(n)", "raise NotImplementedError")
        assert self.asked(missing).value.tolist() == [1, 2, 3]
        assert self.asked(unwritten).value.tolist() == [1, 2, 3]

    def test_where_nobody_knows_an_answer_the_name_is_unknown(self):
        missing = SOURCE.replace("def draw(", "def other(")
        answer = self.asked(missing, n=4)
        assert (answer.outcome, answer.error) == (RAISED, "NameError")

    @pytest.mark.parametrize("end", ["", "\n    raise ValueError"])
    def test_afterwards_the_notebook_is_as_it_was(self, end):
        names = {}
        source = SOURCE.replace("W += 1", f"W += 1{end}")
        solution = written_in(names, source)
        own = names["draw"]
        ask(solution, (3, Rng(1)), GIVEN)
        assert names["draw"] is own
        del names["draw"]
        ask(solution, (3, Rng(1)), GIVEN)
        assert "draw" not in names

    def test_a_wrapped_function_is_looked_into(self):
        source = (
            "import functools\n"
            + SOURCE
            + "inner = solution\n@functools.wraps(inner)\ndef solution(*a): return inner(*a)\n"
        )
        assert self.asked(source).value.tolist() == [1, 2, 3]

    def test_what_has_no_names_is_asked_as_it_is(self):
        assert ask(max, (1, 2), GIVEN).value == 2


class TestWhatIsPrinted:
    def test_both_streams_are_kept_and_neither_is_shown(self, capfd):
        def chatty():
            print("to see")
            print("to worry", file=sys.stderr, flush=True)

        assert ask(chatty, ()).printed == "to see\nto worry\n"
        assert capfd.readouterr() == ("", "")

    def test_only_the_beginning_is_kept(self):
        def flood():
            for _ in range(10 * MAX_TEXT):
                print("spam", end="")

        assert ask(flood, ()).printed == "spam" * (MAX_TEXT // 4)

    def test_it_is_kept_when_the_solution_stops(self):
        def stopping():
            print("so far")
            raise ValueError

        assert ask(stopping, ()).printed == "so far\n"

    def test_it_can_be_written_to_any_file(self):
        ask(lambda: print("\ud800"), ()).printed.encode()

    def test_warnings_are_neither_seen_nor_fatal(self, capfd):
        def careless():
            warnings.warn("careful", stacklevel=1)
            return float(np.log(np.zeros(1))[0])

        assert ask(careless, ()) == Answer(RETURNED, value=-np.inf)
        assert capfd.readouterr() == ("", "")

    def test_what_a_solution_wants_to_be_warned_of_ends_with_it(self):
        filters = list(warnings.filters)
        ask(lambda: warnings.simplefilter("always"), ())
        assert warnings.filters == filters


class TestWhatIsRaised:
    def test_says_what_and_where(self):
        def solution(m):
            A = m
            return A / 0

        answer = ask(solution, (1,))
        assert answer == Answer(
            RAISED,
            error="ZeroDivisionError",
            detail="division by zero",
            function="solution",
            line=solution.__code__.co_firstlineno + 2,
            source="return A / 0",
            variables="A is 1",
        )

    def test_the_place_is_the_students_even_where_compiled_code_raised(self):
        def solution():
            return np.random.default_rng(0).normal(size="many")

        answer = ask(solution, ())
        assert (answer.function, answer.source) == (
            "solution",
            'return np.random.default_rng(0).normal(size="many")',
        )

    def test_text_that_can_not_be_read_is_found_where_the_student_reads_it(self):
        def solution():
            return eval("1 +\n+ * 2")

        answer = ask(solution, ())
        assert answer.error == "SyntaxError"
        assert answer.line == solution.__code__.co_firstlineno + 1
        assert answer.source == 'return eval("1 +\\n+ * 2")'

    def test_a_cell_that_can_not_be_read_is_its_own_place(self):
        with pytest.raises(SyntaxError) as caught:
            compile("a = 1\nb = (", "<cell 3>", "exec")
        caught.value.__traceback__ = None
        answer = explain(caught.value)
        assert (answer.function, answer.line, answer.source) == ("", 2, "b = (")

    @pytest.mark.parametrize(
        "error",
        [
            SyntaxError("x", (None, "line", 0, object())),
            SyntaxError("x", (3, 1, 0, b"text")),
            type("Odd", (SyntaxError,), {"lineno": property(lambda self: 1 / 0)})(),
        ],
        ids=["odd fields", "odd file", "fails when asked"],
    )
    def test_a_syntax_error_may_hold_anything(self, error):
        error.__traceback__ = None
        assert explain(error).outcome == RAISED
        assert ask(raising(error), ()).outcome == RAISED

    def test_a_message_of_a_students_own_kind_of_string(self):
        class Text(str):
            def __len__(self):
                raise ValueError

        class Odd(Exception):
            def __str__(self):
                return Text("so")

        assert ask(raising(Odd()), ()).detail == "so"

    def test_the_place_is_the_students_even_where_numpy_raised(self):
        def solution():
            return np.linalg.inv(np.zeros((2, 2)))

        answer = ask(solution, ())
        assert answer.error == "LinAlgError"
        assert (answer.function, answer.source) == (
            "solution",
            "return np.linalg.inv(np.zeros((2, 2)))",
        )

    def test_the_place_is_the_innermost_of_the_students(self):
        def broken_helper():
            return 1 / 0

        assert ask(lambda: broken_helper(), ()).function == "broken_helper"

    def test_exits_are_errors(self):
        assert ask(lambda: sys.exit(3), ()).error == "SystemExit"

    def test_an_interrupt_is_meant(self):
        with pytest.raises(KeyboardInterrupt):
            ask(raising(KeyboardInterrupt()), ())

    def test_an_exception_that_can_not_describe_itself(self):
        class Silent(Exception):
            def __str__(self):
                raise ValueError

        assert ask(raising(Silent()), ()).detail == "(the exception can't describe itself)"

    def test_an_exception_without_words(self):
        assert ask(raising(SyntaxError()), ()).detail == ""

    def test_endless_recursion_is_an_error(self):
        def deeper():
            return deeper()

        assert ask(deeper, ()).error == "RecursionError"

    def test_too_much_memory_is_an_outcome_of_its_own(self):
        assert ask(lambda: np.zeros((10**6, 10**6, 10**3)), ()).outcome == OUT_OF_MEMORY

    @pytest.mark.parametrize(
        "error",
        [
            SyntaxError(),
            SyntaxError("bad"),
            ValueError("x" * 10**6),
            ValueError("\ud800"),
            KeyError(),
            type("E" * 5000, (Exception,), {})(),
        ],
        ids=["bare syntax error", "syntax error", "long", "surrogate", "empty", "long name"],
    )
    def test_whatever_was_raised_crosses_as_a_record(self, error):
        answer = ask(raising(error), ())
        assert answer.outcome == RAISED
        assert len(answer.detail) <= MAX_TEXT
        assert from_record(decode(encode(to_record(answer)))) == answer


class TestWhatIsNotWritten:
    def test_the_placeholder_says_so(self):
        def solution():
            raise NotImplementedError

        assert ask(solution, ()) == Answer(NOT_WRITTEN, function="solution")

    def test_a_helper_that_is_not_written_is_an_error_of_the_helper(self):
        def solution():
            return helper()

        answer = ask(solution, ())
        assert (answer.outcome, answer.function) == (RAISED, "helper")

    def test_a_library_that_does_not_implement_something_is_an_error(self):
        def solution():
            return codecs.Codec().encode("x")

        answer = ask(solution, ())
        assert (answer.outcome, answer.error) == (RAISED, "NotImplementedError")


class TestRecords:
    texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    answers = st.builds(
        Answer,
        st.sampled_from(OUTCOMES),
        st.none() | st.floats(allow_nan=False) | texts | st.lists(st.integers()),
        texts,
        texts,
        texts,
        st.integers(),
        texts,
        texts,
        texts,
    )

    @given(answers)
    @settings(deadline=None)
    def test_a_record_gives_the_answer_back(self, answer):
        assert from_record(decode(encode(to_record(answer)))) == answer

    oddities = st.one_of(
        st.none(),
        st.booleans(),
        st.floats(),
        st.binary(max_size=3),
        st.lists(st.integers(), max_size=2),
        st.just(np.array(["returned"])),
        st.just(np.array([1, 2])),
        st.just(np.array([])),
        st.just(np.float64(1)),
        st.just(Unsupported("str")),
    )

    @given(
        st.sampled_from([name for name in to_record(Answer(RETURNED)) if name != "value"]), oddities
    )
    @settings(max_examples=200, deadline=None)
    def test_a_field_of_another_type_is_refused(self, field, oddity):
        record = {**to_record(Answer(RETURNED)), field: oddity}
        assert from_record(record).outcome == REFUSED

    @pytest.mark.parametrize(
        "record",
        [
            None,
            [],
            "returned",
            np.zeros(2),
            {},
            Unsupported("dict"),
            {"outcome": RETURNED},
            {**to_record(Answer(RETURNED)), "score": 1},
            to_record(Answer("correct")),
            to_record(Answer("")),
        ],
        ids=repr,
    )
    def test_what_is_no_record_is_refused(self, record):
        assert from_record(record) == Answer(REFUSED, detail="what came back is no answer")

    def test_long_texts_are_cut(self):
        record = to_record(Answer(RAISED, detail="x" * 5000, printed="y" * 5000))
        answer = from_record(record)
        assert len(answer.detail) == len(answer.printed) == MAX_TEXT


def test_a_solution_from_a_notebook_is_located_in_its_cell():
    source = "def solution(z):\n    return z.missing\n"
    module = types.ModuleType("__main__")
    exec(compile(source, "cell 3", "exec"), module.__dict__)
    answer = ask(module.solution, (1,))
    assert (answer.function, answer.line) == ("solution", 2)
