"""What the names in a failing line stood for: short, and safe whatever they stand for."""

import sys

import numpy as np
import pytest

from grader.answers.variables import MAX_ITEMS, MAX_VARIABLES, describe_variables

GLOBAL = np.ones((2, 2))


def described(code, **variables):
    """The variables of a line in a frame where these are the local ones."""
    names = ", ".join(variables)
    source = f"def f({names}):\n    return sys._getframe()\n"
    namespace = {"sys": sys, "np": np, "GLOBAL": GLOBAL, "helper": lambda: 0}
    exec(source, namespace)
    return describe_variables(code, namespace["f"](**variables))


class Hostile:
    """Fails at whatever it is asked."""

    def __getattribute__(self, name):
        raise SystemExit(name)

    __repr__ = __str__ = __len__ = __iter__ = __eq__ = __hash__ = None


class LoudText(str):
    def __eq__(self, other):
        raise SystemExit("asked")

    __hash__ = str.__hash__


class LoudArray(np.ndarray):
    @property
    def shape(self):
        raise SystemExit("asked")


class TestWhatIsDescribed:
    @pytest.mark.parametrize(
        ("value", "words"),
        [
            (np.ones((3, 4)), "an array of shape (3, 4)"),
            (np.array(2.0), "an array of a single number"),
            (7, "7"),
            (np.int64(7), "7"),
            (0.123456, "0.1235"),
            (np.float32(0.5), "0.5"),
            (True, "True"),
            (None, "None"),
            ("relu", "'relu'"),
            ("x" * 100, "'" + "x" * 40 + "…'"),
            (10**5000, "a very large whole number"),
            ([3, 4, 1], "a list of 3: 3, 4, 1"),
            ((np.ones((3, 1)), np.ones(2)), "a tuple of 2: (3, 1), (2,)"),
            ([[1], {}], "a list of 2"),
            ([], "a list of 0"),
            ({"W1": 0, "b1": 0}, "a dict with the keys W1, b1"),
            ({}, "an empty dict"),
            (dict.fromkeys(range(20)), "a dict with the keys 0, 1, 2, 3, 4, 5, 6, 7, …"),
            (Hostile(), "something of type Hostile"),
            (LoudText("x"), "something of type LoudText"),
            (np.ones(2).view(LoudArray), "something of type LoudArray"),
        ],
        ids=lambda value: value if type(value) is str else type(value).__name__,
    )
    def test_in_a_few_words(self, value, words):
        assert described("y = x + 1", x=value) == f"x is {words}"

    def test_functions_and_modules_are_not(self):
        assert described("helper(np.sum(GLOBAL))") == "GLOBAL is an array of shape (2, 2)"

    def test_local_names_come_before_global_ones(self):
        assert described("GLOBAL", GLOBAL=3) == "GLOBAL is 3"


class TestWhichNames:
    @pytest.mark.parametrize(
        ("code", "names"),
        [
            ("Z = W @ A + b", "WAb"),
            ("W += A", "WA"),
            ("Z[i] = W", "ZiW"),
            ("a, b = W, b", "Wb"),
            ("for i in W:", "W"),
            ("if W > A:", "WA"),
            ("else: b = W", "bW"),
            ("return W, b", "Wb"),
            ("Z = f(W,", "ZfW"),
            ("A['W'] + A.b", "A"),
            ("f'{W}'", "W"),
            ("parameters['W']", ""),
            ("# W", ""),
            ("", ""),
            ("\x00 W", "W"),
        ],
    )
    def test_those_that_are_read(self, code, names):
        found = described(code, W=1, A=2, b=3, i=4, Z=5, f=6)
        assert [item[0] for item in found.split("; ") if item] == list(names)

    def test_only_a_few(self):
        names = [f"v{i}" for i in range(20)]
        found = described(" + ".join(names), **dict.fromkeys(names, 1))
        assert found.count(" is ") == MAX_VARIABLES

    def test_only_some_keys(self):
        found = described("x", x={"k" * 1000 + str(i): i for i in range(1000)})
        assert found.count(",") == MAX_ITEMS
        assert len(found) < 500


class TestHostileNamespaces:
    def test_a_namespace_that_answers_by_itself_is_not_asked(self):
        asked = []

        class Loud(dict):
            def __getitem__(self, name):
                asked.append(name)
                return sys

            def __contains__(self, name):
                asked.append(name)
                return True

        local = Loud()
        exec("frame = sys._getframe()", {"__builtins__": {}}, local)
        asked.clear()
        assert describe_variables("W + frame", dict.get(local, "frame")) == ""
        assert asked == []

    def test_a_name_that_fails_when_it_is_compared_does_no_harm(self):
        namespace = {"sys": sys, LoudText("W"): 3}
        exec("def f():\n    return sys._getframe()", namespace)
        assert describe_variables("W + 1", namespace["f"]()) == ""
