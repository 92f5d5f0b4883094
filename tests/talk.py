"""How tests talk to a sandbox: define something in it, and ask for an answer."""

import pytest

from grader.answers.answer import RETURNED
from grader.sandboxes.nursery import Nursery
from grader.sandboxes.sandbox import Question, Questions


def skip_unless_worlds_nest(view):
    """Skip, saying so, where every submission gets a wall of its own and nothing is shared."""
    with Nursery(view) as nursery, nursery.open():
        if not nursery._is_nested:
            pytest.skip(
                "no worlds within worlds here, or Python lies where a sandbox has its folders"
            )


def define(sandbox, source):
    """Define what `source` defines; it has to work."""
    answer = sandbox.run("<cell>", source)
    assert answer.outcome == RETURNED, answer


def ask(sandbox, name, *inputs):
    """The answer to one question; `sandbox` may also be a fork of one."""
    return ask_all(sandbox, name, inputs)[0]


def ask_all(sandbox, name, *questions):
    """The answers to several questions, each a tuple of inputs."""
    return sandbox.ask(name, Questions([Question(inputs) for inputs in questions]))
