"""Exceptions as Python and NumPy really raise them, and what a student is told in their place."""

import linecache
import textwrap

import numpy as np
import pytest

from grader.answers.answer import RAISED, Answer, ask
from grader.judging.exceptions import explain_exception

W, A, FLAT = np.ones((3, 4)), np.ones((5, 2)), np.ones(4)
CELL = "<cell 7>"


def raised_by(source, *inputs, name="solution"):
    """The answer of the function `name` that a cell with this source defines."""
    source = textwrap.dedent(source).lstrip("\n")
    linecache.cache[CELL] = (len(source), None, source.splitlines(keepends=True), CELL)
    names = {"np": np}
    exec(compile(source, CELL, "exec"), names)
    answer = ask(names[name], inputs)
    assert answer.outcome == RAISED, answer
    return answer


def told(source, *inputs, name="solution"):
    return explain_exception(name, raised_by(source, *inputs, name=name))


def line(code, *inputs):
    """What is told where this line fails in a function of W (3, 4), A (5, 2) and a flat array of 4."""
    return told(f"def solution(W, A, flat, m):\n    {code}\n", *(inputs or (W, A, FLAT, 7)))


SHAPES = [
    ("W @ A", "equal inner lengths", "they are 4 and 5"),
    ("W @ 3", "the product `@` is for arrays"),
    ("np.dot(W, A)", "shapes (3, 4) and (5, 2)", "4 and 5"),
    ("W + A", "shapes (3, 4) and (5, 2) don't fit"),
    ("W * np.ones(3)", "shapes (3, 4) and (3,) don't fit"),
    ("b = np.zeros((3, 1)); b += W", "shape (3, 1) can't grow", "shape (3, 4)"),
    ("W[:] = A", "shape (5, 2) is to be written into a place of shape (3, 4)"),
    ("np.broadcast_to(W, (2, 2))", "don't fit together"),
    ("np.einsum('ij,jk->ik', W, A)", "don't fit together"),
    ("W.reshape(5, 3)", "12 numbers can't be laid out as (5, 3)"),
    ("np.concatenate([W, A])", "Along axis 1 these have 4 and 2"),
    ("np.vstack([W, A])", "along which they are joined"),
    ("np.concatenate([W, flat])", "these have 2 and 1", "flat"),
    ("np.concatenate([1, 2])", "each with a dimension"),
    ("np.concatenate([])", "at least one"),
    ("np.stack([W, A])", "same shape"),
    ("np.array([[1, 2], [3]])", "one place of an array holds one number"),
    ("W[0, 0] = flat", "one place of an array holds one number"),
    ("float(W)", "one number is wanted"),
    ("import math; math.exp(W)", "Functions of `math`"),
    ("if W > 0: pass", "one yes or no"),
    ("W and A", "one yes or no"),
    ("np.linalg.inv(np.zeros((2, 2)))", "no inverse"),
    ("np.linalg.inv(W)", "square"),
    ("np.squeeze(W, axis=0)", "don't fit"),
]
PLACES = [
    ("W[3]", "no index 3 along axis 0, which has length 3"),
    ("W[0, 4]", "no index 4 along axis 1, which has length 4"),
    ("[1, 2][2]", "the list is shorter"),
    ("(1, 2)[m]", "the tuple is shorter"),
    ("flat[0, 1]", "an array with 1 dimension(s) is given 2 indices", "flat"),
    ("W.sum()[0]", "a single number has nothing to pick from"),
    ("W[np.array([True, False])]", "the mask has length 2 where the array has 3"),
    ("W[1.5]", "whole numbers"),
    ("W['W1']", "a dict"),
    ("W.sum(axis=2)", "no axis 2 in an array of 2 dimension(s)"),
    ("x = [1]; x['W1']", "a list, which is indexed by position"),
    ("x = (1, 2); x['W1']", "a tuple, which is indexed by position"),
]
KINDS = [
    ("x = None; x[0]", "something is None"),
    ("a, b = None", "several values", "without `return`"),
    ("for x in None: pass", "something is None"),
    ("None * 2", "something is None"),
    ("2 + None", "something is None"),
    ("None < 1", "something is None"),
    ("-None", "something is None"),
    ("None.shape", "something is None"),
    ("np.exp(None)", "something is None"),
    ("a, b = 5", "waits for several values"),
    ("a, b = 1, 2, 3", "has 2 names", "more values"),
    ("a, b, c = 1, 2", "has 3 names", "gives 2"),
    ("a, b = W", "has 2 names"),
    ("W(0)", "round brackets call a function", "ndarray"),
    ("m(3)", "round brackets", "type int"),
    ("m[0]", "single thing of type int"),
    ("for i in m: pass", "single thing of type int"),
    ("len(2.0)", "single thing of type float"),
    ("t = (1, 2); t[0] = 1", "a tuple can't be changed"),
    ("[1, 2] - [1, 2]", "a list does not calculate"),
    ("[1, 2] * 0.5", "a list does not calculate"),
    ("'a' - m", "no meaning between these two", "type str"),
    ("z = np.arange(3); z -= 0.5", "whole numbers can't take in fractions"),
    ("np.zeros(2, 3)", "one tuple to `np.zeros`"),
    ("np.random.randn((2, 3))", "separate numbers to `randn`"),
    ("np.zeros((m / 2, 3))", "a whole number is wanted"),
    ("range(2.5)", "a whole number is wanted"),
    ("np.zeros(W)", "a whole number is wanted"),
    ("np.exp({})", "no number and no array"),
    ("np.exp('a')", "no number and no array"),
    ("W < 'a'", "no number and no array"),
    ("'a' < m", "can't be compared"),
]
NAMES = [
    ("Z + 1", "nothing is called `Z` there"),
    ("q = q + 1", "`q` gets its value inside this function"),
    ("np.sigmod(W)", "`numpy` has nothing called `sigmod`"),
    ("[1].shape", "`.shape` belongs to arrays", "type list"),
    ("(1, 2).T", "`.T` belongs to arrays"),
    ("W.foo", "type ndarray has no `.foo`"),
    ("import nowhere", "did not find what is imported"),
    ("from math import nowhere", "did not find what is imported"),
    ("{'W1': 1}['W2']", 'no key "W2"'),
    ("parameters = {'W1': W, 'b1': A}; parameters['w1']", 'no key "w1", but it has "W1"'),
    ("parameters = {'W1': W, 'b1': A}; parameters['W2']", 'though it has "W1"', "layers begin"),
    ("np.sum(W, axes=1)", "unexpected keyword argument", "Compare this call"),
]
NUMBERS = [
    ("1 / (m - 7)", "divided by 0"),
    ("1 % 0", "divided by 0"),
    ("np.seterr(all='raise'); np.log(0.0)", "`log` met one (divide by zero)"),
    ("np.seterr(all='raise'); np.exp(1e3)", "`exp` met one (overflow)"),
    ("import math; math.exp(1e3)", "too large"),
    ("2.0 ** 10000", "too large"),
    ("import math; math.log(0)", "logarithm or root"),
    ("v = np.ones(2); v.flags.writeable = False; v += 1", "only be read"),
    ("assert W.shape == (4, 3)", "your own `assert` does not hold"),
    ("assert m > 9, 'too few'", "your own `assert` does not hold (too few)"),
    ("eval('1 +')", "Python can't read"),
]


@pytest.fixture(autouse=True)
def numpy_as_it_was():
    before = np.geterr()
    yield
    np.seterr(**before)


class TestMeaning:
    """Every message is provoked, so a new NumPy that words one otherwise is noticed here."""

    @pytest.mark.parametrize(
        ("code", "words"),
        [(code, words) for code, *words in SHAPES + PLACES + KINDS + NAMES + NUMBERS],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_is_said(self, code, words):
        message = line(code)
        assert message.startswith("`solution` stopped with ")
        assert f"in line 2 of its cell, `{code}`: " in message
        for one in words:
            assert one in message

    def test_recursion(self):
        message = told("def solution():\n    return solution()\n")
        assert "calls itself without end" in message

    def test_what_no_row_fits_is_told_as_it_was_raised(self):
        message = line("raise ValueError('no such activation: tanh')")
        assert message.endswith("`: no such activation: tanh")

    def test_an_error_without_words(self):
        assert line("raise ValueError") == (
            "`solution` stopped with ValueError in line 2 of its cell, `raise ValueError`."
        )


class TestWhose:
    def test_a_helper_is_named_where_it_was_the_helper_that_stopped(self):
        message = told(
            "def helper(z):\n    return z[0, 0]\ndef solution():\n    helper(np.ones(3))\n"
        )
        assert "in line 2 of `helper`'s cell, `return z[0, 0]`" in message
        assert "z is an array of shape (3,)" in message

    def test_a_helper_that_is_not_written(self):
        message = told("def f():\n    raise NotImplementedError\ndef solution():\n    f()\n")
        assert message == "`solution` calls `f`, which is still to be written."

    def test_a_changed_def_line_is_not_the_students_call(self):
        message = told("def solution(a):\n    return a\n", 1, 2)
        assert "takes 1 positional argument but 2 were given" in message
        assert "Was its `def` line changed?" in message

    def test_a_helper_called_wrongly_is(self):
        message = told("def f(a, b):\n    return a\ndef solution():\n    return f(1)\n")
        assert "missing 1 required positional argument: 'b'" in message
        assert "Compare this call with the `def` line of `f`" in message

    def test_what_is_withheld_says_so_itself(self):
        words = "utils.deep_network holds the answers of week 5, so it comes with the week after."
        answer = Answer(RAISED, "", "ImportError", words, "solution", 1, "import utils")
        assert words in explain_exception("solution", answer)


class TestVariables:
    def test_are_told_with_their_shapes(self):
        message = line("W @ A + m")
        assert message.endswith(
            "At that point W is an array of shape (3, 4); A is an array of shape (5, 2); m is 7."
        )

    def test_what_the_line_was_to_make_is_not_among_them(self):
        message = told("def solution(W, A):\n    Z = 0\n    Z = W @ A\n", W, A)
        assert "Z is" not in message

    def test_a_missing_name_needs_none(self):
        assert "At that point" not in line("W @ nowhere")


def test_a_long_line_is_shortened():
    message = line("W @ A" + " + 0" * 100)
    assert len(message) < 700


@pytest.mark.parametrize("error", ["ValueError", "KeyError", "SyntaxError", "Odd", ""])
@pytest.mark.parametrize("detail", ["", "{0} {name} {", "'" * 3, "x" * 1000, "\n\n"])
def test_any_exception_has_words(error, detail):
    answer = Answer(RAISED, None, error, detail, "f", 1, "{0} {", "", "; a dict with the keys ")
    assert explain_exception("f", answer).startswith("`f` stopped")
