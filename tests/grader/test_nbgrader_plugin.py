"""What nbgrader's own commands read: whatever was handed in becomes a notebook that says so."""

import json
import os

import nbformat
import pytest

from grader.nbgrader_plugin import FOUND, RestoreFromRelease, SubmissionExporter

WEEK = "week03_logistic_regression"
NAME = "logistic_regression.ipynb"


@pytest.fixture
def path(tmp_path):
    """Where nbgrader expects a student's notebook."""
    place = tmp_path / "ada" / WEEK / NAME
    place.parent.mkdir(parents=True)
    return place


@pytest.fixture
def sanitized(built_course, monkeypatch):
    """What the sanitizing step makes of a file."""
    monkeypatch.chdir(built_course.root)

    def sanitize(path):
        exporter = SubmissionExporter()
        exporter.register_preprocessor(RestoreFromRelease, enabled=True)
        place = {"student": "ada", "assignment": WEEK, "notebook": NAME.removesuffix(".ipynb")}
        text, _ = exporter.from_filename(str(path), resources={"nbgrader": place})
        return nbformat.reads(text, as_version=4)

    return sanitize


def test_what_was_mended_on_reading_is_told_with_the_repairs(path, release, sanitized):
    notebook = nbformat.from_dict(release.notebook)
    path.write_bytes(nbformat.writes(notebook).encode() + b"\0" * 9)
    assert sanitized(path).metadata[FOUND] == {
        "problem": "",
        "repairs": ["The file held zero bytes; they were left out."],
    }


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (os.mkfifo, "is a pipe"),
        (lambda path: path.symlink_to("/dev/zero"), "is a link"),
        (lambda path: path.write_text("{"), "cut off"),
        (lambda path: path.write_bytes(b"\xff" * 99), "no text"),
        (lambda path: path.write_text(json.dumps({"cells": 5})), "no list of cells"),
    ],
    ids=["pipe", "link", "cut off", "bytes", "other JSON"],
)
def test_what_is_no_notebook_becomes_the_released_one_and_a_problem(
    path, release, sanitized, make, problem
):
    make(path)
    notebook = sanitized(path)
    assert problem in notebook.metadata[FOUND]["problem"]
    assert [cell.source for cell in notebook.cells] == [
        cell.source for cell in release.notebook.cells
    ]
