"""A submission is an enemy's file: it never raises, and nothing but the student's own code survives of it."""

import copy
import json
import os

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.answers.codec import decode, encode
from grader.submissions import submission
from grader.submissions.reader import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_OUTPUTS,
    MAX_PARTS,
    UnreadableNotebook,
    fetch,
    read_notebook,
)
from grader.submissions.submission import MAX_SOURCE, read_release, read_submission, repair

from_one_file = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""The file is written anew for every example, so one folder will do."""


# What there is to work with.


@pytest.fixture
def path(tmp_path):
    return tmp_path / "logistic_regression.ipynb"


@pytest.fixture
def notebook(release):
    """The released notebook, as a student who has changed nothing would hand it in."""
    return copy.deepcopy(release.notebook)


def find(notebook, grade_id):
    return next(cell for cell in notebook.cells if grade_id_of(cell) == grade_id)


def grade_id_of(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def run_sources(submission):
    return [cell.source for cell in submission.cells]


def locked_cells(notebook):
    return {
        grade_id_of(cell): dict(cell)
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("locked")
    }


def assert_whole(submitted, release):
    """What must hold for every submission, whatever was handed in."""
    assert locked_cells(submitted.notebook) == locked_cells(release.notebook)
    ids = [cell.id for cell in submitted.notebook.cells]
    assert len(set(ids)) == len(ids)
    marked = [grade_id_of(cell) for cell in submitted.notebook.cells if grade_id_of(cell)]
    assert len(set(marked)) == len(marked)
    nbformat.validate(submitted.notebook)
    nbformat.writes(submitted.notebook).encode()
    assert not {"check_sigmoid", "check_model"} & {cell.exercise for cell in submitted.cells}
    for sentence in (*submitted.repairs, submitted.problem):
        assert sentence == "" or sentence.endswith(".")


def problem_of(path, release):
    submitted = read_submission(fetch(path), "somebody", release)
    assert_whole(submitted, release)
    assert submitted.notebook == release.notebook
    assert submitted.cells == ()
    return submitted.problem


# Files that are no notebooks.


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "The file is empty."),
        (b" \n\t", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        (b"\x00" * 100, "The file is empty."),
        (b"\x89PNG\r\n\x1a\n", "The file is a picture"),
        (b"%PDF-1.7", "The file is a PDF"),
        (b"<!DOCTYPE html>", "The file is a web page"),
        (b"PK\x03\x04 and no more", "a zip archive that can't be opened"),
        (b"\xfe\xfe\xfe", "no text at byte 0"),
        (b"def sigmoid(z):", "text, but no notebook"),
        (b'{"cells": []', "stops making sense at line 1"),
        (b"null", "no list of cells"),
        (b"3", "no list of cells"),
        (b'"cells"', "no list of cells"),
        (b"[{}]", "no list of cells"),
        (b'{"cells": {}}', "no list of cells"),
        (b'{"cells": null, "worksheets": null}', "no list of cells"),
        (b"1" * 5000, "text, but no notebook"),
        (b'{"cells": ' + b"1" * 5000, "stops making sense at the start"),
        (b'{"cells": [' + b"[]," * (MAX_PARTS // 2) + b"[]]}", f"more than {MAX_PARTS:,} parts"),
        (b"[" * 100_000, "nested without end"),
        (b'{"cells": [], "metadata": ' + b'{"a":' * 300 + b"1" + b"}" * 301, "nested without end"),
        ("{}".encode("utf-16")[:-1], "stops making sense at line 1"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_is_no_notebook_is_named(path, release, content, problem):
    path.write_bytes(content)
    assert problem in problem_of(path, release)


def test_a_file_that_is_not_there_is_named(path, release):
    assert problem_of(path, release) == "There is no file logistic_regression.ipynb."


def test_a_folder_in_its_place_is_no_file(path, release):
    path.mkdir()
    assert "There is no file" in problem_of(path, release)


def test_a_link_is_not_followed_for_it_could_lead_anywhere(path, release, tmp_path):
    (tmp_path / "elsewhere").write_text(nbformat.writes(release.notebook))
    path.symlink_to(tmp_path / "elsewhere")
    assert problem_of(path, release) == "logistic_regression.ipynb is a link, not a file."


def test_a_pipe_is_not_waited_for(path, release):
    os.mkfifo(path)
    assert problem_of(path, release) == "logistic_regression.ipynb is a pipe, not a file."


def test_a_file_that_may_not_be_opened_is_named(path, release, monkeypatch):
    path.write_text("{}")

    def forbid(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("grader.submissions.reader.os.open", forbid)
    assert problem_of(path, release) == "The file can't be opened: Permission denied."


def test_a_huge_file_is_refused_before_it_is_read(path, release, monkeypatch):
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    monkeypatch.setattr(
        "grader.submissions.reader.os.open", lambda *_: pytest.fail("it was opened")
    )
    assert "Clear the notebook's outputs" in problem_of(path, release)


def test_a_notebook_that_breaks_off_says_in_which_line(path, release):
    text = nbformat.writes(release.notebook)
    path.write_text(text[: len(text) // 2])
    line = text[: len(text) // 2].count("\n") + 1
    problem = problem_of(path, release)
    assert f"line {line}" in problem or f"line {line - 1}" in problem
    assert "hand it in again" in problem


def test_an_unreadable_release_is_an_error_and_not_an_empty_course(tmp_path):
    with pytest.raises(UnreadableNotebook, match="There is no file"):
        read_release(tmp_path / "missing.ipynb")


# Files that are unusual notebooks.


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_common_encoding_is_read(path, release, encoding):
    path.write_bytes(nbformat.writes(release.notebook).encode(encoding))
    submitted = read_submission(fetch(path), "somebody", release)
    assert (submitted.problem, submitted.repairs) == ("", ())
    assert submitted.notebook == release.notebook


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_no_change(path, release, notebook, end):
    for cell in notebook.cells:
        cell.source = cell.source.replace("\n", end)
    path.write_text(json.dumps(notebook))
    submitted = read_submission(fetch(path), "somebody", release)
    assert submitted.repairs == ()
    assert submitted.notebook == release.notebook


def test_a_notebook_of_format_3_is_read(path, release, notebook):
    code = {"cell_type": "code", "input": "x = 1", "language": "python", "outputs": []}
    text = {"cell_type": "heading", "level": 1, "source": "Logistic regression"}
    old = {"nbformat": 3, "metadata": {}, "worksheets": [{"cells": [text, code], "metadata": {}}]}
    path.write_text(json.dumps(old))
    submitted = read_submission(fetch(path), "somebody", release)
    assert "x = 1" in run_sources(submitted)
    assert_whole(submitted, release)


@pytest.mark.parametrize(
    "old",
    [
        {"nbformat": 4, "worksheets": []},
        {"nbformat": "three", "worksheets": [{"cells": [{}]}]},
        {"nbformat": 3, "worksheets": [1]},
        {"nbformat": 3, "metadata": 5, "worksheets": [{"cells": [{"cell_type": "code"}]}]},
    ],
)
def test_a_damaged_notebook_of_format_3_is_no_error(path, release, old):
    path.write_text(json.dumps(old))
    assert_whole(read_submission(fetch(path), "somebody", release), release)


def test_a_source_may_be_a_list_of_lines(path):
    cell = {"cell_type": "code", "source": ["x = 1\n", 7, "y = 2"], "metadata": {}}
    path.write_text(json.dumps({"cells": [cell]}))
    assert read_notebook(path).cells[0].source == "x = 1\ny = 2"


@pytest.mark.parametrize("cell", [None, 5, "text", [], {"source": 3}, {"cell_type": ["code"]}])
def test_cells_that_are_none_are_empty_text(path, release, cell):
    path.write_text(json.dumps({"cells": [cell]}))
    assert (read_notebook(path).cells[0].cell_type, read_notebook(path).cells[0].source) == (
        "raw",
        "",
    )


def test_half_characters_which_no_file_can_hold_become_question_marks(path, release, notebook):
    find(notebook, "sigmoid").source = "name = '??'"
    path.write_text(nbformat.writes(notebook).replace("'??'", r"'\ud800\U'".replace(r"\U", "")))
    submitted = read_submission(fetch(path), "somebody", release)
    assert "name = '?'" in run_sources(submitted)
    assert_whole(submitted, release)


def test_whole_characters_stay_as_they_are(path, release, notebook):
    find(notebook, "sigmoid").source = "name = '😀'"
    path.write_text(json.dumps(notebook))
    assert "\\ud83d" in path.read_text()
    assert "name = '😀'" in run_sources(read_submission(fetch(path), "somebody", release))


def test_of_outputs_pictures_and_text_are_kept_and_nothing_that_could_come_alive(path, notebook):
    alive = dict.fromkeys(
        ("text/html", "image/svg+xml", "application/javascript", "text/markdown"),
        "<script>alert(1)</script>",
    )
    plain = {"text/plain": ["<Figure>"], "image/png": "iVBORw0KGgo=\n"}
    find(notebook, "sigmoid").outputs = [
        {"output_type": "stream", "name": "stdout", "text": ["100", ".0"]},
        {"output_type": "display_data", "data": {**alive, **plain}, "metadata": {"isolated": True}},
        {"output_type": "execute_result", "data": alive},
        {"output_type": "display_data", "data": {"image/png": '" onerror="alert(1)'}},
        {"output_type": "error", "traceback": ["<script>"]},
        "nothing",
    ]
    path.write_text(json.dumps(notebook))
    assert find(read_notebook(path), "sigmoid").outputs == [
        {"output_type": "stream", "name": "stdout", "text": "100.0"},
        {
            "output_type": "display_data",
            "metadata": {},
            "data": {"text/plain": "<Figure>", "image/png": "iVBORw0KGgo=\n"},
        },
    ]


def test_of_endless_outputs_the_beginning_is_kept(path, notebook):
    printed = {"output_type": "stream", "name": "stdout", "text": "x" * 1_000_000}
    picture = {"output_type": "display_data", "data": {"image/png": "A" * (MAX_OUTPUTS * 2 // 3)}}
    find(notebook, "sigmoid").outputs = [printed]
    find(notebook, "log_loss").outputs = [picture]
    find(notebook, "propagate").outputs = [picture]
    path.write_text(json.dumps(notebook))
    read = read_notebook(path)
    assert len(find(read, "sigmoid").outputs[0].text) < 11_000
    assert len(find(read, "log_loss").outputs) == 1
    assert find(read, "propagate").outputs == []
    nbformat.validate(read)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)
grade_ids = st.sampled_from(["sigmoid", "check_sigmoid", "model", "check_model", "unheard_of"])
marks = st.fixed_dictionaries(
    {},
    optional={
        "grade_id": grade_ids | anything,
        "grade": anything,
        "solution": anything,
        "locked": anything,
        "points": anything,
    },
)
metadata = st.fixed_dictionaries(
    {},
    optional={
        "nbgrader": marks | anything,
        "tags": st.lists(st.sampled_from(["demo", "a,b", ""]) | anything, max_size=3) | anything,
        "collapsed": anything,
        "name": anything,
    },
)
cells = anything | st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw"]) | anything,
        "id": st.sampled_from(["", "cell-0", "cell-1", "a b", "x" * 80, "546af5b0"]) | anything,
        "metadata": metadata | anything,
        "source": st.text(max_size=8) | anything,
        "outputs": anything,
    },
)
notebooks = anything | st.fixed_dictionaries(
    {},
    optional={
        "cells": st.lists(cells, max_size=6) | anything,
        "worksheets": anything,
        "metadata": anything,
        "nbformat": st.integers(0, 9) | anything,
    },
)


@from_one_file
@given(notebooks)
def test_no_json_raises(path, release, content):
    path.write_text(json.dumps(content))
    assert_whole(read_submission(fetch(path), "somebody", release), release)


@from_one_file
@given(st.binary(max_size=200))
def test_no_bytes_raise(path, release, content):
    path.write_bytes(content)
    assert problem_of(path, release)


@from_one_file
@given(st.integers(0, 2**31))
def test_a_notebook_cut_off_anywhere_says_so(path, release, place):
    data = nbformat.writes(release.notebook).encode().rstrip()
    path.write_bytes(data[: place % len(data)])
    assert problem_of(path, release)


changes = st.tuples(
    st.sampled_from(["delete", "copy", "move", "retype", "edit", "retag", "unmark", "rename"]),
    st.integers(0, 100),
    st.integers(0, 100),
)
"""What to do to a cell, to which cell, and where to put it."""


def changed(notebook, changes):
    """A copy of the notebook after all that."""
    cells = [dict(cell) for cell in copy.deepcopy(notebook.cells)]
    for what, number, place in changes:
        cell = cells.pop(number % len(cells))
        if what == "copy":
            cells.insert(place % len(cells), copy.deepcopy(cell))
        cell |= {
            "retype": {"cell_type": ("raw", "markdown", "code")[place % 3]},
            "edit": {"source": "edited = 1"},
            "retag": {"metadata": {**cell["metadata"], "tags": ["demo", "skip-execution"]}},
            "unmark": {"metadata": {}},
            "rename": {"id": f"cell-{place}"},
        }.get(what, {})
        if what != "delete":
            cells.insert((place if what == "move" else number) % (len(cells) + 1), cell)
    return {"cells": cells}


@from_one_file
@given(st.lists(changes, max_size=12) | st.lists(cells, max_size=6))
def test_whatever_is_changed_the_notebook_is_whole_again_and_needs_no_second_repair(
    path, release, content
):
    is_changed = all(isinstance(change, tuple) for change in content)
    path.write_text(
        json.dumps(changed(release.notebook, content) if is_changed else {"cells": content})
    )
    once = read_submission(fetch(path), "somebody", release)
    assert_whole(once, release)
    if once.problem:
        return
    again = repair(once.notebook, "somebody", release)
    assert all("is a demonstration" in sentence for sentence in again.repairs)
    assert again.notebook == once.notebook
    assert again.cells == once.cells


def test_nesting_that_is_read_can_be_copied_and_written(path, release):
    """The limit is far below what exhausts Python's stack."""
    cell = {"cell_type": "code", "source": "x = 1", "metadata": {"nbgrader": "HERE"}}
    depth = MAX_DEPTH - 8
    text = json.dumps({"cells": [cell]}).replace('"HERE"', '{"a":' * depth + "1" + "}" * depth)
    path.write_text(text)
    submitted = read_submission(fetch(path), "somebody", release)
    assert submitted.problem == ""
    assert_whole(submitted, release)


# What is repaired, and how it is told.


def handed_in(notebook, release):
    submitted = repair(notebook, "somebody", release)
    assert_whole(submitted, release)
    return submitted


def test_an_untouched_notebook_needs_no_repair(notebook, release):
    submitted = handed_in(notebook, release)
    assert submitted.repairs == ()
    assert submitted.notebook == release.notebook


def test_points_are_read_from_the_release(release):
    assert list(release.points)[:3] == ["sigmoid", "sigmoid_derivative", "initialize_with_zeros"]
    assert sum(release.points.values()) == 100


def test_a_missing_check_cell_is_put_back_behind_its_solution(notebook, release):
    notebook.cells.remove(find(notebook, "check_sigmoid"))
    submitted = handed_in(notebook, release)
    assert submitted.repairs == (
        "The locked cell check_sigmoid was missing; it was put back as released.",
    )
    assert submitted.notebook == release.notebook


def test_check_cells_that_lost_their_solutions_come_in_their_order(notebook, release):
    del notebook.cells[:]
    submitted = handed_in(notebook, release)
    setup, *checks = submitted.notebook.cells
    assert "import numpy" in setup.source
    order = [grade_id_of(cell).removeprefix("check_") for cell in checks]
    assert order == list(release.points)
    assert len(submitted.repairs) == len(order) + 1


@pytest.mark.parametrize("place", [0, -1])
def test_a_copied_check_cell_is_there_once(notebook, release, place):
    notebook.cells.insert(place, copy.deepcopy(find(notebook, "check_sigmoid")))
    submitted = handed_in(notebook, release)
    assert submitted.repairs == (
        "The cell check_sigmoid was there more than once; the last one counts.",
    )
    found = [grade_id_of(cell) for cell in submitted.notebook.cells].count("check_sigmoid")
    assert found == 1


def test_the_order_of_cells_is_the_students_affair(notebook, release):
    notebook.cells.reverse()
    submitted = handed_in(notebook, release)
    assert submitted.repairs == ()
    assert [cell.id for cell in submitted.notebook.cells] == [cell.id for cell in notebook.cells]


@pytest.mark.parametrize(
    "change",
    [
        lambda cell: cell.update(source="100.0"),
        lambda cell: cell.update(source=cell.source + " "),
        lambda cell: cell.update(cell_type="markdown"),
        lambda cell: cell.update(cell_type="raw", source=""),
    ],
    ids=["edited", "a space added", "turned into text", "emptied"],
)
def test_a_changed_check_cell_is_put_back_and_told(notebook, release, change):
    change(find(notebook, "check_sigmoid"))
    submitted = handed_in(notebook, release)
    assert submitted.repairs == (
        "The locked cell check_sigmoid had been changed; it was put back as released.",
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda metadata: metadata.nbgrader.update(points=1000),
        lambda metadata: metadata.nbgrader.update(grade=False, locked=False),
        lambda metadata: metadata.nbgrader.update(solution=True),
        lambda metadata: metadata.update(tags=["skip-execution"]),
        lambda metadata: metadata.update(tags=["demo"]),
    ],
    ids=["points", "not graded", "a solution", "skipped", "a demonstration"],
)
def test_metadata_of_a_check_cell_has_no_say(notebook, release, change):
    change(find(notebook, "check_sigmoid").metadata)
    submitted = handed_in(notebook, release)
    assert submitted.notebook == release.notebook
    assert "check(sigmoid)" not in run_sources(submitted)


def test_check_cells_are_not_run(notebook, release):
    find(notebook, "check_sigmoid").source = "import os; os._exit(0)"
    assert not any("os._exit" in source for source in run_sources(handed_in(notebook, release)))


def test_solutions_are_run_for_their_exercise(notebook, release):
    find(notebook, "sigmoid").source = "sigmoid = abs"
    solving = {cell.exercise: cell.source for cell in handed_in(notebook, release).cells}
    assert solving["sigmoid"] == "sigmoid = abs"
    assert set(release.points) <= set(solving)


def test_demonstrations_are_not_run(notebook, release):
    demos = [cell for cell in notebook.cells if "demo" in cell.metadata.get("tags", [])]
    assert demos
    submitted = handed_in(notebook, release)
    assert not {cell.source for cell in demos} & set(run_sources(submitted))


def a_demonstration(notebook):
    return next(
        cell
        for cell in notebook.cells
        if "demo" in cell.metadata.get("tags", []) and cell.cell_type == "code"
    )


def test_of_a_changed_demonstration_what_it_defines_is_run_and_that_is_told(notebook, release):
    demo = a_demonstration(notebook)
    demo.source = (
        "%matplotlib inline\nimport math\n\ndef helper(x):\n    return x\n\n"
        "class Layer:\n    pass\n\ntrain_for_an_hour()\n"
        "def sigmoid(z):\n    return helper('a variant')\n"
    )
    submitted = handed_in(notebook, release)
    (source,) = (source for source in run_sources(submitted) if "helper" in source)
    assert "import math" in source
    assert "class Layer" in source
    assert "train" not in source
    assert "variant" not in source, "the solution's own cell counts"
    (sentence,) = submitted.repairs
    assert "only imports and definitions were run" in sentence


@pytest.mark.parametrize(
    "source", ["x = 1", "helper(", "(" * 500, "-" * 90_000 + "1", "def f(): pass\n" * 20_000, "\0"]
)
def test_a_changed_demonstration_that_defines_nothing_is_not_run_at_all(notebook, release, source):
    a_demonstration(notebook).source += "\n" + source
    assert handed_in(notebook, release).repairs == ()


def test_the_courses_imports_are_put_back_where_they_are_gone(notebook, release):
    first = next(cell for cell in notebook.cells if "import numpy" in cell.source)
    notebook.cells.remove(first)
    submitted = handed_in(notebook, release)
    assert submitted.repairs == (
        "The course's first cell was missing; it was put back as released.",
    )
    assert submitted.cells[0].source == first.source
    assert submitted.cells[0].released


@pytest.mark.parametrize("change", ["{} # mine", "x = 1\n{}", "import this"])
def test_the_courses_imports_may_be_changed_or_merged_into_another_cell(notebook, release, change):
    first = next(cell for cell in notebook.cells if "import numpy" in cell.source)
    first.source = change.format(first.source)
    assert handed_in(notebook, release).repairs == ()


def test_another_lessons_notebook_is_named(notebook, release):
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"other-{number}"
        if grade_id_of(cell):
            cell.metadata.nbgrader["grade_id"] = f"other_{grade_id_of(cell)}"
    submitted = handed_in(notebook, release)
    assert "another lesson" in submitted.problem
    assert submitted.cells == ()


def test_a_notebook_whose_marks_were_all_renamed_is_still_this_lessons(notebook, release):
    for cell in notebook.cells:
        if grade_id_of(cell):
            cell.metadata.nbgrader["grade_id"] = f"other_{grade_id_of(cell)}"
    find(notebook, "other_sigmoid").source = "def sigmoid(z): return z"
    submitted = handed_in(notebook, release)
    assert submitted.problem == ""
    assert "def sigmoid(z): return z" in run_sources(submitted)


def test_demonstrations_that_lost_their_tags_are_still_known(notebook, release):
    demos = [cell for cell in notebook.cells if "demo" in cell.metadata.get("tags", [])]
    for cell in demos:
        del cell.metadata["tags"]
    submitted = handed_in(notebook, release)
    assert not {cell.source for cell in demos} & set(run_sources(submitted))


def test_students_own_cells_are_run_where_they_stand(notebook, release):
    place = notebook.cells.index(find(notebook, "sigmoid"))
    notebook.cells.insert(place, nbformat.v4.new_code_cell("def helper(): return 1"))
    sources = run_sources(handed_in(notebook, release))
    assert sources.index("def helper(): return 1") + 1 == sources.index(
        find(notebook, "sigmoid").source
    )


def test_text_is_not_run(notebook, release):
    notebook.cells.append(nbformat.v4.new_markdown_cell("import os"))
    notebook.cells.append(nbformat.v4.new_raw_cell("import os"))
    assert "import os" not in run_sources(handed_in(notebook, release))


def test_a_cell_that_is_far_too_long_is_not_run_and_that_is_told(notebook, release):
    find(notebook, "sigmoid").source = "#" * (MAX_SOURCE + 1)
    submitted = handed_in(notebook, release)
    assert "sigmoid" not in {cell.exercise for cell in submitted.cells}
    number = notebook.cells.index(find(notebook, "sigmoid")) + 1
    assert submitted.repairs == (
        f"Cell {number} was not run: it has more than 524,288 characters.",
    )


def test_the_longest_cell_can_be_sent_to_the_sandbox_in_any_alphabet(notebook, release):
    find(notebook, "sigmoid").source = "😀" * MAX_SOURCE
    (source,) = (one for one in run_sources(handed_in(notebook, release)) if "😀" in one)
    assert decode(encode(source)) == source


def test_of_a_copied_solution_all_are_run_and_the_last_one_counts(notebook, release):
    place = notebook.cells.index(find(notebook, "sigmoid"))
    first = copy.deepcopy(notebook.cells[place])
    first.source, notebook.cells[place].source = "first = 1", "last = 2"
    notebook.cells.insert(0, first)
    submitted = handed_in(notebook, release)
    assert submitted.repairs == ("The cell sigmoid was there more than once; the last one counts.",)
    assert [(cell.source, cell.exercise) for cell in submitted.cells if " = " in cell.source] == [
        ("first = 1", None),
        ("last = 2", "sigmoid"),
    ]


def test_a_deleted_solution_is_missed_by_nobody_but_the_judge(notebook, release):
    notebook.cells.remove(find(notebook, "sigmoid"))
    submitted = handed_in(notebook, release)
    assert "sigmoid" not in {cell.exercise for cell in submitted.cells}
    assert submitted.repairs == ()


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_a_solution_that_was_turned_into_text_is_run_all_the_same(notebook, release, kind):
    cell = find(notebook, "sigmoid")
    text = {"new_markdown_cell": "markdown", "new_raw_cell": "raw"}
    make = next(getattr(nbformat.v4, name) for name, made in text.items() if made == kind)
    place = notebook.cells.index(cell)
    notebook.cells[place] = make("sigmoid = abs", metadata=cell.metadata, id=cell.id)
    submitted = handed_in(notebook, release)
    assert {one.exercise: one.source for one in submitted.cells}["sigmoid"] == "sigmoid = abs"
    assert submitted.notebook.cells[place].cell_type == "code"
    assert submitted.repairs == (
        "The solution cell sigmoid had been turned into text; it was run as code.",
    )


def test_marks_that_the_course_does_not_know_are_taken_off(notebook, release):
    mark = {"grade_id": "extra", "grade": True, "points": 1000, "solution": False, "locked": True}
    cell = nbformat.v4.new_code_cell("100.0", metadata={"nbgrader": mark})
    notebook.cells.append(cell)
    submitted = handed_in(notebook, release)
    assert "nbgrader" not in submitted.notebook.cells[-1].metadata
    assert "100.0" in run_sources(submitted)


def test_the_notebooks_own_metadata_is_the_releases(notebook, release):
    notebook.metadata = {"kernelspec": {"name": "evil"}, "celltoolbar": 5}
    assert handed_in(notebook, release).notebook.metadata == release.notebook.metadata


def test_a_cell_can_not_take_the_id_of_a_locked_one(notebook, release):
    check = find(notebook, "check_sigmoid")
    notebook.cells.insert(0, nbformat.v4.new_code_cell("x = 1", id=check.id))
    handed_in(notebook, release)


def test_new_ids_avoid_those_that_are_taken(notebook, release):
    for name in ("cell-1", "cell-1", "", "cell-0", "a b", "a b"):
        cell = nbformat.v4.new_code_cell("x = 1")
        cell["id"] = name
        notebook.cells.insert(0, cell)
    handed_in(notebook, release)


def test_what_is_handed_in_and_the_release_are_left_alone(notebook, release):
    before = copy.deepcopy(release.notebook)
    find(notebook, "check_sigmoid").source = "100.0"
    kept = copy.deepcopy(notebook)
    handed_in(notebook, release).notebook.cells[0].source = "changed"
    assert notebook == kept
    assert release.notebook == before


def test_a_locked_cell_that_is_no_check_is_run_as_released(release, notebook):
    """A setup cell that is locked, for instance: what students make of it can't matter."""
    mark = {"grade_id": "setup", "grade": False, "solution": False, "locked": True}
    setup = nbformat.v4.new_code_cell("x = 1", metadata={"nbgrader": mark})
    notebook.cells.insert(0, setup)
    with_setup = submission.Release(copy.deepcopy(notebook), release.points)
    notebook.cells[0].source = "x = 2"
    submitted = handed_in(notebook, with_setup)
    assert run_sources(submitted)[0] == "x = 1"


def test_cells_that_the_student_only_received_are_known_as_such(release):
    repaired = repair(copy.deepcopy(release.notebook), "ada", release)
    received = [cell for cell in repaired.cells if cell.released]
    assert len(received) == 1
    assert "import numpy" in received[0].source
    changed = copy.deepcopy(release.notebook)
    for cell in changed.cells:
        if "import numpy" in cell.source:
            cell.source += "\nimport this"
    assert not any(cell.released for cell in repair(changed, "ada", release).cells)
