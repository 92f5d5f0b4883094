"""From masters to what students get: built where it is stale, noticed where stale, and no answers in it."""

import json
import shutil
from dataclasses import replace

import h5py
import jupytext
import nbformat
import numpy as np
import pytest

from grader import build as module
from grader.build import BuildError, build, check
from grader.exercises import load_lesson
from grader.keys.exercise import Lesson, Tolerance
from grader.keys.key import AnswerKey, load_key, save_key


@pytest.fixture
def no_nbgrader(monkeypatch, week):
    """Spare the seconds that nbgrader takes: it makes what was released before."""
    before = shutil.copytree(week.released.parent, week.course / "generated" / week.folder)
    monkeypatch.setattr(module, "_generate", lambda *_: before)


@pytest.fixture
def lesson(monkeypatch):
    """Declare another lesson in the place of this one."""

    def declare(exercises):
        changed = Lesson("logistic_regression", tuple(exercises))
        monkeypatch.setattr(module, "load_lesson", lambda _: changed)

    return declare


def edit(path, change):
    """Change a notebook file's content."""
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    nbformat.write(notebook, path)


def find(notebook, grade_id):
    return next(
        cell
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


# Fresh and stale.


@pytest.mark.slow
def test_what_was_just_built_is_fresh_and_stays_untouched(course, week):
    files = [path for path in course.root.rglob("*") if path.is_file()]
    before = {path: path.stat().st_mtime_ns for path in files}
    assert check(course, week) == []
    assert build(course, week) == []
    assert {path: path.stat().st_mtime_ns for path in files} == before


@pytest.mark.slow
def test_what_is_missing_is_made_again_and_told(course, week):
    before = json.loads(week.released.read_text())
    week.key.unlink()
    shutil.rmtree(week.released.parent)
    assert check(course, week) == [
        "logistic_regression.key.h5 does not hold today's cases",
        "notebooks/week03_logistic_regression/logistic_regression.ipynb",
    ]
    made = build(course, week)
    assert [line.partition(":")[0] for line in made] == [
        "logistic_regression.key.h5",
        "notebooks/week03_logistic_regression/logistic_regression.ipynb",
    ]
    assert json.loads(week.released.read_text()) == before
    assert check(course, week) == []


def spoil_nothing(week):
    pass


def rewrite_script(week):
    week.script.write_text(week.script.read_text() + "\n# one more line\n")


def remove_key(week):
    week.key.unlink()


def damage_key(week):
    week.key.write_bytes(week.key.read_bytes()[:-100])


def overwrite_key(week):
    week.key.write_text("no HDF5 at all")


def another_answer_in_key(week):
    with h5py.File(week.key, "a") as file:
        content = bytearray(file["sigmoid"]["key"][:].tobytes())
        del file["sigmoid"]["key"]
        content[len(content) // 2] ^= 0xFF
        file["sigmoid"]["key"] = np.frombuffer(bytes(content), np.uint8)


def one_exercise_less_in_key(week):
    key = load_key(week.key)
    save_key(AnswerKey(key.lesson, key.exercises[:-1]), week.key)


def cases_of_another_secret(week):
    save_key(module.make_key(load_lesson(week.lesson), "another"), week.key)


@pytest.mark.parametrize(
    ("spoil", "stale"),
    [
        (spoil_nothing, []),
        (rewrite_script, ["differ: run jupytext --sync"]),
        (remove_key, ["key.h5 does not hold today's cases"]),
        (damage_key, ["key.h5 does not hold today's cases"]),
        (overwrite_key, ["key.h5 does not hold today's cases"]),
        (another_answer_in_key, ["key.h5 does not hold today's cases"]),
        (one_exercise_less_in_key, ["key.h5 does not hold today's cases"]),
        (cases_of_another_secret, ["key.h5 does not hold today's cases"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
@pytest.mark.usefixtures("no_nbgrader")
def test_what_is_stale_beside_the_master_is_noticed(course, week, spoil, stale):
    spoil(week)
    found = check(course, week)
    assert len(found) == len(stale)
    assert all(line.endswith(end) for line, end in zip(found, stale, strict=True))


def edit_released(week):
    edit(week.released, lambda notebook: notebook.cells.pop())


def remove_released(week):
    week.released.unlink()


def released_key_of_yesterday(week):
    week.released.with_name(week.key.name).write_text("yesterday's")


def add_a_file(week):
    (week.released.parent / "logistic_regression.py").write_text("the solutions!")


@pytest.mark.parametrize(
    ("spoil", "stale"),
    [
        (edit_released, "logistic_regression.ipynb"),
        (remove_released, "logistic_regression.ipynb"),
        (released_key_of_yesterday, "logistic_regression.key.h5"),
        (add_a_file, "logistic_regression.py"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
@pytest.mark.usefixtures("no_nbgrader")
def test_what_is_stale_among_the_students_files_is_noticed(course, week, spoil, stale):
    spoil(week)
    assert check(course, week) == [f"notebooks/{week.folder}/{stale}"]


@pytest.mark.usefixtures("no_nbgrader")
def test_files_that_building_did_not_make_are_not_built_again_and_again(course, week):
    add_a_file(week)
    assert build(course, week) == []


@pytest.mark.usefixtures("no_nbgrader")
def test_checkpoints_of_jupyter_are_nobodys_fault(course, week):
    (week.released.parent / ".ipynb_checkpoints").mkdir()
    assert check(course, week) == []


@pytest.mark.usefixtures("no_nbgrader")
def test_a_key_of_another_machine_with_other_last_digits_is_fresh(course, week, monkeypatch):
    real = module.make_key

    def with_other_digits(*arguments):
        key = real(*arguments)
        return replace(key, exercises=tuple(map(shift, key.exercises)))

    def shift(exercise):
        cases = tuple(
            replace(case, expected=case.expected * (1 + 1e-15))
            if isinstance(case.expected, np.ndarray)
            else case
            for case in exercise.cases
        )
        return replace(exercise, cases=cases)

    monkeypatch.setattr(module, "make_key", with_other_digits)
    assert check(course, week) == []
    assert build(course, week) == []


@pytest.mark.usefixtures("no_nbgrader")
def test_another_tolerance_or_hint_makes_the_key_stale(course, week, lesson):
    first, *others = load_lesson(week.lesson).exercises
    lesson([replace(first, tolerance=Tolerance(relative=1e-4)), *others])
    assert any("today's cases" in line for line in check(course, week))
    hint = replace(first.misconceptions[0], hint="Another hint.")
    lesson([replace(first, misconceptions=(hint, *first.misconceptions[1:])), *others])
    assert any("today's cases" in line for line in check(course, week))


# What can't be built.


@pytest.mark.parametrize(
    "source",
    ["check(sigmoid)\n100.0", "check(model)", "assert sigmoid(0) == 0.5", "", "# check(sigmoid)"],
)
@pytest.mark.parametrize("work", [build, check])
def test_a_check_cell_is_one_call_and_no_more(course, week, source, work):
    edit(week.master, lambda notebook: find(notebook, "check_sigmoid").update(source=source))
    with pytest.raises(BuildError, match=r"check_sigmoid should be check\(sigmoid\), no more"):
        work(course, week)


def test_an_exercise_that_is_not_checked_is_named(course, week):
    edit(
        week.master,
        lambda notebook: notebook.cells.remove(find(notebook, "check_sigmoid_derivative")),
    )
    with pytest.raises(BuildError, match=r"but logistic_regression has the exercises.*derivative"):
        build(course, week)


def test_a_check_without_an_exercise_is_named(course, week, lesson):
    lesson(load_lesson(week.lesson).exercises[:-1])
    with pytest.raises(BuildError, match=r"checks \[.*'model'.*but logistic_regression has"):
        build(course, week)


def test_a_missing_master_is_made_by_jupytext(course, week):
    week.master.unlink()
    with pytest.raises(BuildError, match=r"run jupytext --sync logistic_regression\.py"):
        build(course, week)


def test_what_nbgrader_complains_about_is_passed_on(course, week):
    mark = {"grade_id": "sigmoid", "grade": False, "solution": True, "locked": False}
    copied = nbformat.v4.new_code_cell("", metadata={"nbgrader": {**mark, "schema_version": 3}})
    edit(week.master, lambda notebook: notebook.cells.append(copied))
    with pytest.raises(BuildError, match="nbgrader generate_assignment failed"):
        build(course, week)


# What students get.


def test_no_answer_is_left_in_the_students_notebook(release, built_course):
    master = nbformat.read(built_course.week("week03").master, as_version=4)
    kept = json.dumps(release.notebook)
    assert "BEGIN SOLUTION" in json.dumps(master)
    assert "BEGIN SOLUTION" not in kept
    assert "END SOLUTION" not in kept
    for name in release.points:
        answer = find(master, name).source.split("### BEGIN SOLUTION")[1].split("### END")[0]
        lines = [line.strip() for line in answer.splitlines() if len(line.strip()) > 15]
        solution = find(release.notebook, name).source
        assert not [line for line in lines if line in solution]
        assert solution.count("raise NotImplementedError  # your code instead of this line") == 1


def test_no_output_is_left_in_the_students_notebook(built_course):
    notebook = nbformat.read(built_course.week("week03").released, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_run_all_goes_on_where_a_demonstration_waits_for_the_students_code(release):
    tags = [cell.metadata.get("tags", []) for cell in release.notebook.cells]
    assert any("demo" in one for one in tags)
    assert all(("demo" in one) == ("raises-exception" in one) for one in tags)


def test_the_students_notebook_is_paired_with_no_script(built_course):
    notebook = nbformat.read(built_course.week("week03").released, as_version=4)
    assert "jupytext" not in notebook.metadata


def test_check_cells_are_locked_and_solutions_are_not(release):
    for name in release.points:
        assert find(release.notebook, f"check_{name}").metadata.nbgrader.locked is True
        assert find(release.notebook, name).metadata.nbgrader.locked is False


def test_only_notebook_and_key_are_released(built_course):
    released = built_course.week("week03").released
    assert {path.name for path in released.parent.iterdir()} == {
        "logistic_regression.ipynb",
        "logistic_regression.key.h5",
    }


def test_the_fixture_is_paired(built_course):
    """The tests of staleness start from a pair that is in step."""
    week = built_course.week("week03")
    master = nbformat.read(week.master, as_version=4)
    assert jupytext.writes(master, fmt="py:percent") == week.script.read_text()
