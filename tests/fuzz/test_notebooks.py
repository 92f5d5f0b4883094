"""Notebooks that nobody would think of: real ones, with bytes and cells changed at random.

Whatever is handed in, reading it raises nothing, takes no time to speak of, and gives something that can be
sent to the sandbox, graded and shown. `make fuzz` tries ten thousand each; otherwise it is a few hundred.
"""

import copy
import json
import time
from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_class import grade_id, master

from grader.answers.codec import encode
from grader.judging.judge import WRONG, Verdict
from grader.reports.autograded import attach_cards
from grader.submissions.grading import Result
from grader.submissions.reader import fetch
from grader.submissions.submission import Release, read_submission

WEEK = "week03_logistic_regression"
NAME = "logistic_regression.ipynb"

PATIENCE = 20.0
"""The seconds that one notebook may take on a busy machine; endless ones take all."""

fuzzed = settings(
    max_examples=max(300, settings.default.max_examples),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def small(notebook):
    """A few cells of a notebook, so that a random change hits something that matters."""
    cells = [cell for cell in notebook["cells"] if grade_id(cell)][:6]
    others = [cell for cell in notebook["cells"] if not grade_id(cell)]
    demos = [cell for cell in others if "demo" in cell["metadata"].get("tags", [])]
    setup = [cell for cell in others if "import numpy" in "".join(cell["source"])]
    return {**notebook, "cells": [others[0], *setup, *cells, *demos[:2]]}


@pytest.fixture(scope="module")
def few(release):
    """The released notebook, as small as what is handed in."""
    notebook = nbformat.from_dict(small(release.notebook))
    names = [grade_id(cell) for cell in notebook.cells]
    points = {name: value for name, value in release.points.items() if f"check_{name}" in names}
    return Release(notebook, points)


SEED = small(master(WEEK))
TEXT = json.dumps(SEED, indent=1).encode()

CELLS = (list(SEED).index("cells") + 0.5) / len(SEED)
"""The share of the way at which the cells lie among what a notebook holds."""


@pytest.fixture
def place(tmp_path):
    """Where the notebook is handed in."""
    path = tmp_path / "ada" / WEEK / NAME
    path.parent.mkdir(parents=True)
    return path


def assert_gradable(path: Path, release):
    """Read what lies there, and do with it all that grading does outside the sandbox."""
    started = time.monotonic()
    handed = fetch(path)
    assert handed.fingerprint == fetch(path).fingerprint
    submission = read_submission(handed, "ada", release)
    assert (submission.notebook == release.notebook) or not submission.problem
    for cell in submission.cells:
        encode({"cell": cell.name, "source": cell.source})
        cell.source.encode()
    locked = {
        grade_id(cell): (cell.source, cell.cell_type, cell.metadata)
        for one in (submission.notebook, release.notebook)
        for cell in one.cells
        if grade_id(cell).startswith("check_")
    }
    shown = attach_cards(submission.notebook, result_of(submission, release), release)
    nbformat.validate(shown)
    nbformat.writes(shown).encode()
    found = {
        grade_id(cell): (cell.source, cell.cell_type, cell.metadata)
        for cell in shown.cells
        if grade_id(cell).startswith("check_")
    }
    assert found == locked
    assert time.monotonic() - started < PATIENCE


def result_of(submission, release):
    verdicts = tuple(Verdict(name, WRONG, 1, 2, "The values are off.") for name in release.points)
    points = tuple(release.points.values())
    return Result("ada", WEEK, verdicts, points, submission.repairs, submission.problem)


# Bytes.


places = st.integers(0, 2**16 - 1).map(lambda number: number / 2**16)
"""Where in a file, whatever its length."""

fragments = st.one_of(
    st.binary(max_size=6),
    st.sampled_from(
        [b'"', b"\\", b"{", b"[", b"]}", b",", b"\\ud800", b"\\u0000", b"\0", b"\r\n", b"\xff\xfe"]
    ),
    st.sampled_from([b"null", b"1e999", b"NaN", b"-0", b"[" * 200, b'"cells": ', b"9" * 5000]),
)
edits = st.one_of(
    st.tuples(st.just("insert"), places, fragments),
    st.tuples(st.just("overwrite"), places, fragments),
    st.tuples(st.just("delete"), places, st.integers(1, 200)),
    st.tuples(st.just("repeat"), places, st.integers(1, 2000)),
    st.tuples(st.just("cut"), places, st.just(0)),
)
encodings = st.sampled_from(
    ["utf-8"] * 6 + ["utf-8-sig", "utf-16", "utf-16-be", "utf-32", "latin-1"]
)


def mutated(data, edits):
    """The bytes after all edits, each a kind, where, and with what."""
    for kind, place, what in edits:
        at = int(place * len(data))
        if kind == "insert":
            data = data[:at] + what + data[at:]
        elif kind == "overwrite":
            data = data[:at] + what + data[at + len(what) :]
        elif kind == "delete":
            data = data[:at] + data[at + what :]
        elif kind == "repeat":
            data = data[:at] + data[at : at + what] * 2 + data[at + what :]
        else:
            data = data[:at]
    return data


@fuzzed
@given(st.lists(edits, max_size=6), encodings)
def test_bytes_changed_anywhere_leave_something_to_grade(place, few, edits, encoding):
    place.write_bytes(mutated(TEXT.decode().encode(encoding), edits))
    assert_gradable(place, few)


@fuzzed
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"{", b'{"cells": [', b"PK\x03\x04", b"\xff\xfe"]),
)
def test_no_bytes_at_all_do_any_harm(place, few, data, start):
    place.write_bytes(start + data)
    assert_gradable(place, few)


# Cells.


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
CODE = {
    "a solution": "def sigmoid(z):\n    return z",
    "magics": "%%time\nx = 1\n!ls",
    "an exit": "import os; os._exit(0)",
    "many parentheses": "(" * 300,
    "many signs": "-" * 20_000 + "1",
    "half a character": "x = '\ud800'",
    "a zero byte": "\0",
    "fences": "```\n<script>\n````",
    "backslashes": "\\" * 9,
    "a long comment": "#" * 2**21,
    "emoji": "\U0001f600" * 2**19,
}
"""Source of all kinds, by names that are short enough to be reported."""

values = anything | st.sampled_from(sorted(CODE))
fields = st.sampled_from(["source", "source", "cell_type", "id", "metadata", "outputs"])
changes = st.one_of(
    st.tuples(st.just("set"), places, fields, values),
    st.tuples(
        st.sampled_from(["replace", "delete", "copy", "move", "swap"]),
        st.lists(places, min_size=1, max_size=6),
        st.lists(places, min_size=1, max_size=6),
        values,
    ),
)
"""What to do: set which cell's which field to what; or at which node of the tree, with which other."""


def node_at(content, steps):
    """The parent and the key of the node that lies at the end of the steps, each a share of the way."""
    parent, key = {"": content}, ""
    for step in steps:
        node = parent[key]
        if not isinstance(node, dict | list) or not node:
            break
        keys = list(node) if isinstance(node, dict) else range(len(node))
        parent, key = node, keys[int(step * len(keys))]
    return parent, key


def changed(content, changes):
    """A copy of the notebook after all changes."""
    whole = {"": copy.deepcopy(content)}
    for what, steps, other_steps, value in changes:
        value = CODE[value] if isinstance(value, str) and value in CODE else copy.deepcopy(value)
        if what == "set":
            parent, key = node_at(whole[""], [CELLS, steps])
            if isinstance(parent[key], dict):
                parent[key][other_steps] = value
            continue
        parent, key = node_at(whole[""], steps)
        other, other_key = node_at(whole[""], other_steps)
        if parent == {"": whole[""]}:
            continue
        if what == "delete":
            del parent[key]
        elif what == "replace":
            parent[key] = value
        elif what == "copy":
            parent[key] = copy.deepcopy(other[other_key])
        elif what == "move" and isinstance(parent, list):
            parent.insert(int(other_steps[0] * len(parent)), parent.pop(key))
        elif what == "swap" and isinstance(parent, list):
            parent.insert(int(other_steps[0] * len(parent)), copy.deepcopy(parent[key]))
    return whole[""]


@fuzzed
@given(st.lists(changes, max_size=10))
def test_cells_changed_anyhow_leave_something_to_grade(place, few, changes):
    place.write_text(json.dumps(changed(SEED, changes)))
    assert_gradable(place, few)


def test_without_changes_the_seed_needs_hardly_any_repair(place, few):
    """Unless the seed is a notebook that is read, the tests above try little."""
    place.write_bytes(TEXT)
    submission = read_submission(fetch(place), "ada", few)
    assert submission.problem == ""
    assert {"sigmoid", "sigmoid_derivative"} <= {cell.exercise for cell in submission.cells}
