"""What a hostile process could write to the grader: real messages, with bytes and fields changed at random.

Whatever comes, the codec gives a plain value or refuses, an answer is one of the known outcomes, and the
judge gives a verdict. `make fuzz` tries ten thousand each; otherwise it is a few hundred.
"""

import functools
from dataclasses import fields

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.answers.answer import OUTCOMES, RETURNED, Answer, from_record, to_record
from grader.answers.codec import CodecError, decode, encode
from grader.exercises import load_lesson
from grader.judging.judge import STATUSES, judge
from grader.keys.key_maker import make_key

fuzzed = settings(
    max_examples=max(300, settings.default.max_examples),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

PLAIN = (type(None), bool, int, float, str, np.ndarray, np.generic)


def is_plain(value):
    """Whether a value consists of exact types that do nothing when they are looked at."""
    if type(value) in (list, tuple):
        return all(map(is_plain, value))
    if type(value) is dict:
        return all(is_plain(part) for item in value.items() for part in item)
    if isinstance(value, np.ndarray | np.generic):
        return type(value).__module__ == "numpy" and value.dtype.kind in "biuf"
    return type(value) in PLAIN


def decoded(data):
    """The value in `data`, or None where the codec refuses; anything else fails the test."""
    try:
        value = decode(data, recipes=False)
    except CodecError:
        return None
    assert is_plain(value)
    return value


values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
        st.builds(np.zeros, st.sampled_from([0, 1, (2, 3), (0, 5)]), st.sampled_from(["f4", "i8"])),
        st.builds(np.float32, st.floats(width=32)),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.text("abc", max_size=3), inner, max_size=3),
    ),
    max_leaves=8,
)
records = st.builds(
    lambda value, changes: {**to_record(Answer(RETURNED, value)), **changes},
    values,
    st.dictionaries(
        st.sampled_from([field.name for field in fields(Answer)]) | st.text(max_size=3),
        values | st.sampled_from(OUTCOMES) | st.builds("x".__mul__, st.just(100_000)),
        max_size=3,
    ),
)
edits = st.lists(
    st.tuples(
        st.integers(0, 2**16 - 1).map(lambda number: number / 2**16),
        st.integers(0, 3),
        st.binary(max_size=4) | st.just(b"[" * 99),
    ),
    max_size=6,
)
"""Where to cut how many bytes out, and what to put in their place."""


def mutated(data, edits):
    for place, length, what in edits:
        at = int(place * len(data))
        data = data[:at] + what + data[at + length :]
    return data


@fuzzed
@given(st.binary(max_size=200))
def test_no_bytes_make_the_codec_stumble(data):
    decoded(data)


@fuzzed
@given(values, edits)
def test_bytes_changed_anywhere_are_a_plain_value_or_refused(value, edits):
    decoded(mutated(encode(value), edits))


@fuzzed
@given(records | values)
def test_whatever_is_sent_for_an_answer_becomes_a_known_one(record):
    answer = from_record(record)
    assert answer.outcome in OUTCOMES
    for field in fields(Answer):
        if field.name != "value":
            text = getattr(answer, field.name)
            assert type(text) is type(getattr(Answer(RETURNED), field.name))
            assert not isinstance(text, str) or len(text) < 50_000


@functools.cache
def exercises():
    return make_key(load_lesson("logistic_regression"), "a secret").exercises


@fuzzed
@given(st.data())
def test_every_answer_gets_a_verdict(data):
    """A right verdict only where the answer is right, which a random one is not."""
    exercise = data.draw(st.sampled_from(exercises()))
    expected = data.draw(st.sampled_from(exercise.cases)).expected
    record = data.draw(records)
    if data.draw(st.booleans()):
        value = decoded(mutated(encode(expected), data.draw(edits)))
        record = {**record, "value": value}
    answer = from_record(record)
    verdict = judge(exercise, [answer] * len(exercise.cases))
    assert verdict.status in STATUSES
    assert 0 <= verdict.right <= verdict.total == len(exercise.cases)
