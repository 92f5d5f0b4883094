"""Slips: each rule makes the mistakes that it says, at every place, and nothing else is touched."""

import ast
import inspect
import textwrap

import pytest

from grader.exercises import lesson_names, load_lesson
from grader.quality.slips import plain, slips

REFERENCES = [
    pytest.param(exercise.reference, id=exercise.name)
    for name in lesson_names()
    for exercise in load_lesson(name).exercises
]


def function(body, parameters="a, b, c"):
    return f"def f({parameters}):\n{textwrap.indent(textwrap.dedent(body), '    ')}\n"


def made_of(body, parameters="a, b, c"):
    """What the slips make of the line that each of them changes."""
    labels = slips(function(body, parameters), "f")
    return {label.split(" -> ", 1)[1] for label in labels}


class TestRules:
    @pytest.mark.parametrize(
        ("body", "wanted"),
        [
            (
                "return a + 1.5",
                "a - 1.5 | a * 1.5 | a / 1.5 | a // 1.5 | a ** 1.5 | a @ 1.5 | a % 1.5",
            ),
            ("return a / b", "b / a"),
            ("return a + b", "a | b"),
            ("return a * b", "a | b"),
            ("return -a", "a"),
            ("return not a", "a"),
            ("return a < b", "a <= b | a > b | a >= b | a == b | a != b"),
            ("return a is None", "a is not None"),
            ("return a in b", "a not in b"),
            ("return a and b", "a or b | a | b"),
            ("return a if b else c", "a | c"),
            ("return a + 3", "a + 4 | a + 2 | a + 0 | a + 6"),
            ("return a + 0.5", "a + 1.5 | a + -0.5 | a + 0.0 | a + 1.0"),
            ("return f(a, keepdims=True)", "f(a, keepdims=False) | f(a)"),
            ("return np.sum(a, axis=0)", "np.sum(a, axis=1) | np.sum(a) | np.mean(a, axis=0)"),
            ("return np.maximum(a, 0)", "np.minimum(a, 0)"),
            ("return np.zeros(a)", "np.ones(a)"),
            ("return np.exp(a)", "np.log(a) | np.tanh(a) | a"),
            ("return a.sum()", "a.mean()"),
            ("return max(a, b)", "min(a, b)"),
            ("return a.T", "a"),
            ("return f(a, b)", "f(b, a) | f(b, b) | f(a, a) | f(c, b)"),
            ("return a[0, b]", "a[b, 0] | a[1, b] | a[-1, b] | a[0, c]"),
            ("return a[1:b]", "a[:b] | a[1:]"),
            ("return a[b - 1]", "a[b] | a[b + 1] | a[1]"),
            ("return a, b", "(b, a)"),
            ('return {"dw": a, "db": b}', "{'db': a, 'db': b} | {'dw': b, 'db': b}"),
        ],
    )
    def test_an_expression_goes_wrong_in_every_way(self, body, wanted):
        made = {text.removeprefix("return ") for text in made_of(body)}
        assert {ast.unparse(ast.parse(text)) for text in wanted.split(" | ")} <= {
            ast.unparse(ast.parse(text)) for text in made
        }

    @pytest.mark.parametrize(
        ("body", "wanted"),
        [
            ("a = b", {"pass"}),
            ("a += b", {"pass", "a -= b", "a = b"}),
            ("a.append(b)", {"pass"}),
            (
                "for i in range(a): pass",
                {"for i in range(a + 1):", "for i in range(a - 1):", "for i in range(1, a):"},
            ),
            ("for i in range(1, a): pass", {"for i in range(0, a):", "for i in range(2, a):"}),
            ('a[f"W{b}"] = a["b"]', {"a[f'b{b}'] = a['b']", "a[f'W{b}'] = a['W']"}),
        ],
    )
    def test_a_statement_goes_wrong_in_every_way(self, body, wanted):
        assert wanted <= made_of(body)

    def test_the_whole_of_a_small_function(self):
        """By hand: nothing is missing and nothing is too much."""
        assert made_of("return -a", parameters="a, b") == {"return a", "return -b"}

    def test_what_has_no_order_is_not_exchanged(self):
        assert "return np.maximum(b, a)" not in made_of("return np.maximum(a, b)")
        assert "return b + a" not in made_of("return a + b")

    def test_texts_are_not_compared_by_size(self):
        made = made_of('if a == "relu": return b\nreturn c')
        assert "if a != 'relu':" in made
        assert "if a < 'relu':" not in made


class TestNames:
    def test_only_what_is_already_known_is_confused(self):
        """A name that stands for nothing yet is no mistake that a case has to catch."""
        assert "x = y" not in made_of("x = a\ny = x")
        assert "y = a" in made_of("x = a\ny = x")

    def test_the_parameters_of_an_inner_function_stay_inside(self):
        made = made_of("g = lambda n, k: n + k\nreturn g(a, b)")
        assert "g = lambda n, k: k + k" in made
        assert "g = lambda n, k: a + k" in made
        assert "return g(n, b)" not in made

    def test_so_do_the_variables_of_a_comprehension(self):
        made = made_of("x = [c * i for i in a]\nreturn b")
        assert {"x = [c * c for i in a]", "x = [i * i for i in a]"} <= made
        assert "return i" not in made

    def test_functions_of_the_course_and_modules_keep_their_names(self):
        assert not {
            text for text in made_of("return np.mean(sigmoid(a))") if "sigmoid(" not in text
        }


class TestSilence:
    @pytest.mark.parametrize(
        "body",
        [
            '"""Add 1 to 2."""',
            "assert a == 1",
            'raise ValueError(f"{a} is not {b}")',
            'if a > 1: raise ValueError("too large")',
            "x: int",
        ],
    )
    def test_what_nobody_sees_is_left_alone(self, body):
        assert made_of(f"{body}\nreturn") == set()

    def test_the_title_of_a_progress_bar_is_left_alone(self):
        made = made_of('for i in progress(range(a), "training"): pass\nreturn "cost"')
        assert "for i in progress(range(b), 'training'):" in made
        assert not {text for text in made if "range" in text and "'training'" not in text}

    def test_the_head_of_a_function_is_left_alone(self):
        assert made_of("return a", parameters="a, b=3, *, c: int = 4") == {"return b", "return c"}


class TestLabels:
    def test_a_label_shows_the_line_before_and_after(self):
        labels = slips(function("x = a\nreturn x - b"), "f")
        assert "line 3: return x - b -> return x + b" in labels

    def test_docstrings_comments_and_annotations_change_no_label(self):
        bare = "def f(a, b):\n    return a - b\n"
        dressed = 'def f(a: int, b) -> int:\n    """Of a."""\n    # Why?\n    return (a - b)\n'
        assert slips(dressed, "f") == slips(bare, "f")

    def test_the_rest_of_a_cell_stays_as_it_is(self):
        cell = "import math\ndef g(x):\n    return x + 1\ndef f(a):\n    return g(-a)\n"
        assert slips(cell, "f") == {
            "line 2: return g(-a) -> return g(a)": plain(cell.replace("-a", "a"))
        }

    def test_a_source_without_the_function_is_refused(self):
        with pytest.raises(ValueError, match="no function f"):
            slips("f = 1", "f")


@pytest.mark.parametrize("reference", REFERENCES)
class TestReferences:
    def test_every_slip_is_python_and_differs_in_one_line(self, reference):
        source = inspect.getsource(reference)
        before = plain(source).splitlines()
        found = slips(source, reference.__name__)
        assert len(set(found.values())) == len(found)
        for text in found.values():
            compile(text, "<slip>", "exec")
            after = text.splitlines()
            assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
