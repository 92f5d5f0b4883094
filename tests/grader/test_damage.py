"""Every way in which a notebook arrives damaged, done to a right submission: what is graded and said.

All of them hand in at once, as one class, between two who did everything right.
"""

import copy
import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

import nbformat
import pytest
from sample_class import grade_id, master, solution

from grader.reports.autograded import autograded
from grader.reports.gradebook import Ledger, open_gradebook
from grader.submissions.autograde import find_submissions, grade_class
from grader.submissions.crews import Processes
from grader.submissions.reader import MAX_BYTES
from grader.submissions.submission import MAX_SOURCE

pytestmark = pytest.mark.slow

WEEK = "week03_logistic_regression"
NAME = "logistic_regression.ipynb"
NEIGHBOURS = ("aaron", "zoe")

NO_POINTS = "nothing"
"""What is expected of a submission that can't be read."""


@dataclass(frozen=True)
class Damage:
    """What is done to the folder of a right submission, and what must come of it.

    `lost` are the statuses of the exercises that are not right; NO_POINTS stands for all of them.
    `said` stands in the sentence about the repair or the problem, or, where `lost` says more, nowhere.
    """

    name: str
    do: Callable
    said: str = ""
    lost: dict = field(default_factory=dict)
    student: str = ""


def folder(change):
    """A damage that is done to the folder in which the notebook lies."""
    return change


def text(change):
    """A damage to the file as text."""

    def do(place):
        path = place / NAME
        path.write_text(change(path.read_text()))

    return do


def content(change):
    """A damage to the file as bytes."""

    def do(place):
        path = place / NAME
        path.write_bytes(change(path.read_bytes()))

    return do


def notebook(change):
    """A damage to the notebook, a dict that is changed in place or given anew."""

    def do(place):
        path = place / NAME
        whole = json.loads(path.read_text())
        whole = change(whole) or whole
        path.write_text(json.dumps(whole))

    return do


def cell(name, change):
    """A damage to one marked cell, a dict that is changed in place."""
    return notebook(lambda whole: change(solution(whole, name)) and None)


def place_of(whole, name):
    return whole["cells"].index(solution(whole, name))


def source_of(cell):
    return "".join(cell["source"])


# What is done to notebooks.


def without(*names):
    def change(whole):
        whole["cells"] = [one for one in whole["cells"] if grade_id(one) not in names]

    return notebook(change)


def copied(name):
    def change(whole):
        whole["cells"].append(copy.deepcopy(solution(whole, name)))

    return notebook(change)


def split_behind_the_definition(whole):
    """The second half, with a function of its own, becomes a cell without a mark."""
    cell = solution(whole, "sigmoid")
    second = copy.deepcopy(cell)
    cell["source"] = "def exponential(z):\n    return np.exp(-z)\n"
    second |= {"source": "def sigmoid(z):\n    return 1 / (1 + exponential(z))", "id": "half"}
    second["metadata"] = {}
    whole["cells"].insert(place_of(whole, "sigmoid") + 1, second)


def split_with_both_marks(whole):
    split_behind_the_definition(whole)
    cells = whole["cells"]
    cells[place_of(whole, "sigmoid") + 1]["metadata"] = copy.deepcopy(
        solution(whole, "sigmoid")["metadata"]
    )


def split_in_the_middle(whole):
    """Where the second half is no Python, the first one alone counts."""
    cell = solution(whole, "sigmoid_derivative")
    second = {
        **copy.deepcopy(cell),
        "metadata": {},
        "id": "half",
        "source": "    return s * (1 - s)",
    }
    cell["source"] = "def sigmoid_derivative(z):\n    s = sigmoid(z)"
    whole["cells"].insert(place_of(whole, "sigmoid_derivative") + 1, second)


def merge(*names):
    """The cells become one, which is the first of them."""

    def change(whole):
        merged = [solution(whole, name) for name in names]
        merged[0]["source"] = "\n\n".join(map(source_of, merged))
        for one in merged[1:]:
            whole["cells"].remove(one)

    return notebook(change)


def merge_course_cell(whole):
    """The course's imports are merged into the cell below."""
    first = next(one for one in whole["cells"] if "import numpy" in source_of(one))
    sigmoid = solution(whole, "sigmoid")
    sigmoid["source"] = source_of(first) + "\n\n" + source_of(sigmoid)
    whole["cells"].remove(first)


def without_course_cell(whole):
    whole["cells"] = [one for one in whole["cells"] if "import numpy" not in source_of(one)]


def helper_in_a_demonstration(whole):
    demo = next(one for one in whole["cells"] if "demo" in one["metadata"].get("tags", []))
    demo |= {"cell_type": "code", "outputs": [], "execution_count": None}
    demo["source"] = "def squash(z):\n    return 1 / (1 + np.exp(-z))\n\nraise SystemExit\n"
    solution(whole, "sigmoid")["source"] = "def sigmoid(z):\n    return squash(z)"


def old_format(number):
    def change(whole):
        cells = []
        for one in whole["cells"]:
            old = {"cell_type": one["cell_type"], "metadata": one["metadata"]}
            if one["cell_type"] == "code":
                old |= {"input": one["source"], "language": "python", "outputs": []}
            else:
                old |= {"source": one["source"]}
            cells.append(old)
        heading = {"cell_type": "heading", "level": 1, "source": "Week 3", "metadata": {}}
        return {
            "nbformat": number,
            "nbformat_minor": 0,
            "metadata": {"name": ""},
            "worksheets": [{"cells": [heading, *cells], "metadata": {}}],
        }

    return notebook(change)


def without_ids(whole):
    whole["nbformat_minor"] = 4
    for one in whole["cells"]:
        del one["id"]


def same_ids(whole):
    for one in whole["cells"]:
        one["id"] = "same"


def huge_outputs(whole):
    line = "epoch 1234: cost 0.123456 [0.1, 0.2, 0.3]\n"
    stream = {"output_type": "stream", "name": "stdout", "text": [line] * 400_000}
    picture = {"output_type": "display_data", "metadata": {}}
    picture["data"] = {"image/png": "iVBORw0K" * 4_000_000}
    solution(whole, "sigmoid")["outputs"] = [stream, picture]


def renamed_marks(whole):
    for one in whole["cells"]:
        if grade_id(one):
            one["metadata"]["nbgrader"]["grade_id"] = "x" + grade_id(one)


def nothing_but_code(whole):
    for one in whole["cells"]:
        one["metadata"] = {}


# What is done to files.


def renamed(name):
    return folder(lambda place: (place / NAME).rename(place / name))


def moved(*parts):
    def do(place):
        target = place.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(place / NAME, place.parent / "kept")
        (place / NAME).unlink()
        target.parent.mkdir(parents=True, exist_ok=True)
        (place.parent / "kept").rename(target)

    return do


def in_place(make):
    """Something else lies where the notebook should be."""

    def do(place):
        (place / NAME).unlink()
        make(place / NAME)

    return do


def folder_of_that_name(place):
    (place / NAME).rename(place / "kept")
    (place / NAME).mkdir()
    (place / "kept").rename(place / NAME / NAME)


def zipped(*names, as_name=NAME):
    """The notebook goes into an archive, under these names."""

    def do(place):
        path = place / NAME
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
            for name in names:
                file.writestr(name, path.read_bytes() if name.endswith(".ipynb") else b"junk")
        path.unlink()
        (place / as_name).write_bytes(archive.getvalue())

    return do


def bomb(place):
    """An archive of a few kilobytes whose only notebook has more than anybody would read."""
    with zipfile.ZipFile(place / NAME, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(NAME, b" " * (MAX_BYTES + 1))


def huge_file(path):
    with path.open("wb") as file:
        file.truncate(2**33)


def linked_week(place):
    """The week's folder leads to the neighbour's work."""
    shutil.rmtree(place)
    place.symlink_to(place.parents[1] / NEIGHBOURS[0] / WEEK)


def linked_student(place):
    student = place.parent
    shutil.rmtree(student)
    student.symlink_to(student.parent / NEIGHBOURS[0])


def another_lessons(place):
    (place / NAME).write_text(json.dumps(master("week05_deep_network")))


def script(path):
    path.with_suffix(".py").write_text("def sigmoid(z):\n    return 1 / (1 + np.exp(-z))\n")


def two_others(place):
    shutil.copy(place / NAME, place / "notebook (1).ipynb")
    (place / NAME).rename(place / "notebook (2).ipynb")


DAMAGES = [
    # Files that break off, or are no notebooks.
    Damage("cut off", text(lambda t: t[: len(t) // 2]), "cut off on the way", NO_POINTS),
    Damage("one sign short", text(lambda t: t.rstrip()[:-1]), "stops making sense", NO_POINTS),
    Damage("merge conflict", text(lambda t: "<<<<<<< HEAD\n" + t), "web page", NO_POINTS),
    Damage("empty", text(lambda t: ""), "The file is empty.", NO_POINTS),
    Damage("blank", text(lambda t: "\n \n"), "The file is empty.", NO_POINTS),
    Damage("all zero", content(lambda b: b"\0" * len(b)), "The file is empty.", NO_POINTS),
    Damage("plain text", text(lambda t: "I did it all."), "text, but no notebook", NO_POINTS),
    Damage("a script inside", text(lambda t: "x = 1"), "text, but no notebook", NO_POINTS),
    Damage("random bytes", content(lambda b: bytes(range(128, 256))), "no text", NO_POINTS),
    Damage("other JSON", text(lambda t: "{}"), "no list of cells", NO_POINTS),
    Damage("a PDF", text(lambda t: "%PDF-1.4"), "The file is a PDF", NO_POINTS),
    Damage("a web page", text(lambda t: "<html>" + t), "The file is a web page", NO_POINTS),
    # Encodings.
    Damage("CRLF", content(lambda b: b.replace(b"\n", b"\r\n"))),
    Damage("CRLF in the cells", text(lambda t: t.replace("\\n", "\\r\\n"))),
    Damage("BOM", content(lambda b: b"\xef\xbb\xbf" + b)),
    Damage("UTF-16", text(str) and content(lambda b: b.decode().encode("utf-16"))),
    Damage("UTF-16 without BOM", content(lambda b: b.decode().encode("utf-16-be"))),
    Damage("UTF-32", content(lambda b: b.decode().encode("utf-32"))),
    Damage("zero bytes at the end", content(lambda b: b + b"\0" * 4096), "held zero bytes"),
    Damage(
        "zero bytes everywhere",
        content(lambda b: b.replace(b"sigmoid", b"sig\0moid")),
        "held zero bytes",
    ),
    Damage(
        "bytes of an older encoding",
        content(lambda b: b.replace(b"import numpy", b"# caf\xe9\\nimport numpy", 1)),
        "question marks stand in their place",
    ),
    # Formats.
    Damage("format 3", old_format(3), "in an old format"),
    Damage("format 2", old_format(2), "in an old format"),
    Damage("format 5", notebook(lambda n: n.update(nbformat=5, nbformat_minor=0))),
    Damage("no format", notebook(lambda n: n.pop("nbformat") and None)),
    Damage("no ids", notebook(without_ids)),
    Damage("the same id everywhere", notebook(same_ids)),
    Damage("50 MB of outputs", notebook(huge_outputs)),
    # Metadata.
    Damage("no kernel", notebook(lambda n: n.update(metadata={}))),
    Damage("another kernel", notebook(lambda n: n.update(metadata={"kernelspec": {"name": "ir"}}))),
    Damage("metadata is a list", notebook(lambda n: n.update(metadata=[1]))),
    Damage("no cell metadata", notebook(nothing_but_code), "was missing"),
    Damage("all marks renamed", notebook(renamed_marks), "was missing"),
    Damage(
        "points changed",
        cell("check_sigmoid", lambda c: c["metadata"]["nbgrader"].update(points=1000)),
    ),
    Damage(
        "skipped by a tag",
        cell("check_sigmoid", lambda c: c["metadata"].update(tags=["skip-execution"])),
    ),
    # Check cells.
    Damage("check deleted", without("check_sigmoid"), "check_sigmoid was missing"),
    Damage("check copied", copied("check_sigmoid"), "check_sigmoid was there more than once"),
    Damage("check edited", cell("check_sigmoid", lambda c: c.update(source="5.0")), "changed"),
    Damage("check emptied", cell("check_sigmoid", lambda c: c.update(source="")), "changed"),
    Damage("check as text", cell("check_sigmoid", lambda c: c.update(cell_type="raw")), "changed"),
    Damage("cells reversed", notebook(lambda n: n["cells"].reverse())),
    Damage("check split", cell("check_sigmoid", lambda c: c.update(source="check(")), "changed"),
    Damage("all checks merged into one", merge("check_sigmoid", "check_log_loss"), "was missing"),
    # Solution cells.
    Damage(
        "solution deleted",
        without("sigmoid_derivative"),
        "",
        {"sigmoid_derivative": "cell_missing"},
    ),
    Damage("solution copied", copied("sigmoid"), "sigmoid was there more than once"),
    Damage(
        "solution as text", cell("log_loss", lambda c: c.update(cell_type="markdown")), "as code"
    ),
    Damage("solution split in two", notebook(split_behind_the_definition)),
    Damage("both halves are marked", notebook(split_with_both_marks), "more than once"),
    Damage("split inside", notebook(split_in_the_middle), "", {"sigmoid_derivative": "wrong"}),
    Damage("two solutions merged", merge("sigmoid", "log_loss")),
    Damage("solution merged with its check", merge("sigmoid", "check_sigmoid"), "was missing"),
    Damage(
        "a cell of a megabyte",
        cell("sigmoid_derivative", lambda c: c.update(source=source_of(c) + "#" * MAX_SOURCE)),
        "more than 524,288 characters",
        {"sigmoid_derivative": "cell_missing"},
    ),
    Damage("no imports", notebook(without_course_cell), "first cell was missing"),
    Damage("imports merged", notebook(merge_course_cell)),
    Damage(
        "helper in a demonstration", notebook(helper_in_a_demonstration), "definitions were run"
    ),
    Damage("no cells", notebook(lambda n: n.update(cells=[])), "was missing", NO_POINTS),
    Damage("cells of nonsense", notebook(lambda n: n["cells"].extend([None, 5, {}, []]))),
    # What lies in the place of the file.
    Damage("a zip with the notebook", zipped(NAME, "data.h5"), "out of a zip archive"),
    Damage("a zip beside it", zipped(f"week/{NAME}", as_name="week03.zip"), "out of a zip archive"),
    Damage("a zip with two", zipped("a.ipynb", "b.ipynb"), "with 2 notebooks", NO_POINTS),
    Damage("a zip with none", zipped("data.h5"), "with no notebooks", NO_POINTS),
    Damage("a broken zip", content(lambda b: b"PK\x03\x04" + b), "can't be opened", NO_POINTS),
    Damage("a zip bomb", bomb, "too large to be read", NO_POINTS),
    Damage("a folder", in_place(lambda path: path.mkdir()), "There is no file", NO_POINTS),
    Damage("a folder around it", folder_of_that_name, "it was read as"),
    Damage("a link", in_place(lambda path: path.symlink_to("/etc/passwd")), "is a link", NO_POINTS),
    Damage("a link to nowhere", in_place(lambda path: path.symlink_to("x")), "link", NO_POINTS),
    Damage("a pipe", in_place(os.mkfifo), "is a pipe", NO_POINTS),
    Damage("an endless device", in_place(lambda p: p.symlink_to("/dev/zero")), "link", NO_POINTS),
    Damage("a huge file", in_place(huge_file), "are read", NO_POINTS),
    Damage("a linked week", linked_week, "links are not followed", NO_POINTS),
    Damage("a linked student", linked_student, "links are not followed", NO_POINTS),
    # Names.
    Damage("downloaded twice", renamed("logistic_regression (1).ipynb"), "it was read as"),
    Damage("with .txt", renamed(f"{NAME}.txt"), "it was read as"),
    Damage("in capitals", renamed("Logistic_Regression.IPYNB"), "it was read as"),
    Damage("renamed", renamed("<b>my</b> 作业.ipynb".replace("/", "")), "it was read as"),
    Damage("a folder too deep", moved(WEEK, NAME), "it was read as"),
    Damage("a folder too high", moved("..", NAME), "it was read as"),
    Damage("two others", two_others, "notebook (1).ipynb and notebook (2).ipynb", NO_POINTS),
    Damage("a script instead", in_place(script), "the script logistic_regression.py", NO_POINTS),
    Damage("nothing", in_place(lambda path: None), "There is no file", NO_POINTS),
    Damage("another lesson", another_lessons, "notebook of another lesson", NO_POINTS),
    # Students.
    Damage("spaces", folder(lambda place: None), student="Ada  Lovelace "),
    Damage("quotes", folder(lambda place: None), student='o\'brien "the 1st"'),
    Damage("dots", folder(lambda place: None), student="..ada..;$(x)"),
    Damage("another alphabet", folder(lambda place: None), student="Ольга 王小明 😀"),
    Damage("no UTF-8", folder(lambda place: None), student=os.fsdecode(b"J\xfcrgen")),
    Damage("HTML", folder(lambda place: None), student="<img src=x onerror=alert(1)>"),
    Damage("line ends", folder(lambda place: None), student="a\nb\x1b[31m"),
    Damage("very long", folder(lambda place: None), student="x" * 255),
]


def hand_in(submitted, student, damage=None):
    place = submitted / student / WEEK
    place.mkdir(parents=True)
    (place / NAME).write_text(json.dumps(master(WEEK), indent=1))
    if damage:
        damage.do(place)


@pytest.fixture(scope="module")
def submitted(tmp_path_factory):
    """The folder in which everybody has handed in."""
    folder = tmp_path_factory.mktemp("damage") / "submitted"
    for student in NEIGHBOURS:
        hand_in(folder, student)
    for damage in DAMAGES:
        hand_in(folder, damage.student or damage.name, damage)
    return folder


@pytest.fixture(scope="module")
def graded(built_course, grading, submitted):
    """The results of the class, and its gradebook, by the folder's name."""
    week = built_course.week(WEEK)
    submissions = find_submissions(submitted, week)
    with (
        Processes(grading, autograded, 2) as crew,
        Ledger(week, grading.release, submitted.parent) as ledger,
    ):
        done = list(grade_class(grading, submissions, submitted.parent / "kept", crew))
        for one in done:
            ledger.record(one, submissions[one.result.student])
    results = [ledger.written(one.result) for one in done]
    return {submissions[result.student].parents[1].name: result for result in results}


def test_everybody_has_a_result(graded):
    assert set(graded) == {*NEIGHBOURS, *(one.student or one.name for one in DAMAGES)}
    assert len({damage.name for damage in DAMAGES}) == len(DAMAGES) > 80


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_what_can_be_graded_is_graded_and_the_rest_is_explained(graded, damage):
    result = graded[damage.student or damage.name]
    statuses = {verdict.exercise: verdict.status for verdict in result.verdicts}
    lost = dict.fromkeys(statuses, "cell_missing") if damage.lost == NO_POINTS else damage.lost
    assert statuses == {**dict.fromkeys(statuses, "correct"), **lost}
    sentences = [*result.repairs, *filter(None, [result.problem])]
    assert all(sentence.endswith(".") for sentence in sentences)
    assert any(damage.said in sentence for sentence in sentences) or not damage.said
    assert bool(sentences) == bool(damage.said), sentences


def test_those_who_did_everything_right_notice_nothing(graded):
    for student in NEIGHBOURS:
        result = graded[student]
        assert (result.total, result.repairs, result.problem) == (100.0, (), "")


def test_all_are_in_the_gradebook_and_have_an_autograded_notebook(graded, submitted):
    autograded = submitted.parent / "autograded"
    with open_gradebook(submitted.parent / "gradebook.db") as gradebook:
        for result in graded.values():
            assert gradebook.find_submission(WEEK, result.student).score == result.total
            path = autograded / result.student / WEEK / NAME
            notebook = nbformat.read(path, as_version=4)
            nbformat.validate(notebook)
            notes = [*result.repairs, *filter(None, [result.problem])]
            assert all(note in notebook.cells[0].source for note in notes)


def test_nobody_who_could_not_be_read_goes_unnoticed(graded):
    unread = {damage.name for damage in DAMAGES if "no file" in damage.said}
    assert unread
    assert all(graded[name].needs_a_look for name in unread)
    assert not any(result.broke_down for result in graded.values())
