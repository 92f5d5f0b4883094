"""What a student holds: all that the notebook needs, and no answer to it."""

import ast
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import grader
import utils
from grader.submissions import bundle as module
from grader.submissions.course import Course, CourseError


@pytest.fixture(scope="module")
def bundle(built_course, tmp_path_factory):
    """What students get in week 3. Look, don't touch."""
    return module.release(
        built_course, built_course.week("week03"), tmp_path_factory.mktemp("bundles")
    )


def python(folder, code, *options):
    """Run code in a folder, where nothing of the course can be imported but what lies there."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    # The editable installation would offer the whole course; -S leaves it out.
    site = [path for path in sys.path if path.endswith("site-packages")]
    start = f"import sys; sys.path += {site!r}; " + code
    return subprocess.run(
        [sys.executable, "-S", "-W", "error", *options, "-c", start],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )


def statements(module):
    """The code of a module's functions, a statement each, without what a formatter changes."""
    functions = [node for node in ast.walk(ast.parse(module)) if isinstance(node, ast.FunctionDef)]
    for function in functions:
        for statement in function.body[1:]:  # after the docstring
            text = squeeze(ast.unparse(statement))
            if len(text) > 20:
                yield text


def squeeze(code):
    return "".join(code.replace("\\n", "").replace("\\", "").replace("'", '"').split())


def references():
    """The modules of `utils` that are answers."""
    folder = Path(utils.__file__).parent
    return [path for path in folder.glob("*.py") if path.stem not in module.HELPERS]


def test_it_holds_the_notebook_its_key_and_what_they_need(bundle):
    assert {path.name for path in bundle.iterdir()} == {
        "logistic_regression.ipynb",
        "logistic_regression.key.h5",
        "requirements.txt",
        "grader",
        "utils",
        "datasets",
    }
    assert (bundle / "datasets" / "cats.h5").exists()
    assert (bundle / "utils" / "progress.py").exists()


def test_it_holds_nothing_that_knows_the_answers(bundle):
    names = {part for path in bundle.rglob("*.py") for part in path.with_suffix("").parts}
    project = {path.stem for path in Path(grader.__file__).parent.rglob("*")}
    withheld = {"exercises", "variants", "key_maker", "mutate", "build", "sandbox", "submission"}
    assert withheld < project
    assert not withheld & names


def test_no_module_in_it_holds_code_of_a_reference(bundle):
    modules = squeeze("\n".join(path.read_text() for path in bundle.rglob("*.py")))
    for reference in references():
        assert [code for code in statements(reference.read_text()) if code in modules] == []


def test_the_notebook_in_it_holds_no_code_of_this_weeks_reference(bundle, release):
    """Demonstrations may call what students write, as the references do."""
    notebook = squeeze((bundle / "logistic_regression.ipynb").read_text())
    reference = next(path for path in references() if path.stem == "logistic_regression")
    wanted = list(statements(reference.read_text()))
    assert len(wanted) > 10, "there should be something to look for"
    calls = [f"{exercise}(" for exercise in release.points]
    answers = [code for code in wanted if not any(call in code for call in calls)]
    assert [code for code in answers if code in notebook] == []


def test_the_search_for_solutions_finds_them_in_the_master(built_course):
    """It tests the tests above."""
    master = squeeze(built_course.week("week03").master.read_text())
    reference = next(path for path in references() if path.stem == "logistic_regression")
    assert sum(code in master for code in statements(reference.read_text())) >= 5


def test_every_module_in_it_can_be_imported_or_says_why_not(bundle):
    withheld = {f"utils.{path.stem}" for path in references()}
    modules = {
        ".".join(path.relative_to(bundle).with_suffix("").parts)
        for path in bundle.rglob("*.py")
        if path.stem != "__init__"
    }
    assert withheld < modules
    code = f"import importlib; [*map(importlib.import_module, {sorted(modules - withheld)})]"
    result = python(bundle, code)
    assert result.returncode == 0, result.stderr
    for name in withheld:
        assert "holds the answers of" in python(bundle, f"import {name}").stderr


def test_the_functions_of_this_week_can_not_be_imported_and_it_says_why(bundle):
    result = python(bundle, "from utils.logistic_regression import sigmoid")
    assert result.returncode == 1
    assert (
        "ImportError: utils.logistic_regression holds the answers of week 3, so it comes with the "
        "week after. Use the functions that you wrote in the notebook."
    ) in result.stderr


def test_check_works_with_nothing_but_the_bundle(bundle):
    code = "from grader.check import check\ndef sigmoid(z): return z\ncheck(sigmoid)"
    result = python(bundle, f"exec({code!r})")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("✗ sigmoid")


def test_check_there_is_the_bundles_own(bundle):
    """Else the tests above would try the course and not the bundle."""
    result = python(bundle, "import grader, utils; print(grader.__file__, utils.__file__)")
    assert all(Path(path).is_relative_to(bundle) for path in result.stdout.split())


def test_the_key_is_the_public_one(bundle, built_course):
    key = (bundle / "logistic_regression.key.h5").read_bytes()
    assert key == built_course.week("week03").key.read_bytes()
    assert built_course.secret().encode() not in key


def course_of(tmp_path, lessons):
    course = Course(tmp_path / "course")
    for number, lesson in lessons.items():
        folder = course.root / "solutions" / f"week{number:02}_{lesson}"
        folder.mkdir(parents=True)
        (folder / f"{lesson}.py").touch()
    return course


def test_a_week_gets_the_references_of_those_before_it_and_no_others(tmp_path, monkeypatch):
    package = tmp_path / "utils"
    package.mkdir()
    (package / "plots").mkdir()
    for name in ("__init__", "plots/__init__", "plots/curves", "early", "now", "late", "unplanned"):
        (package / f"{name}.py").write_text(f"# all of {name}")
    stand_in = SimpleNamespace(__file__=str(package / "__init__.py"))
    monkeypatch.setattr(module, "utils", stand_in)
    course = course_of(tmp_path, {3: "early", 4: "now", 5: "late", 6: "imagined"})
    view = tmp_path / "view"
    module.write_view(course, course.week("4"), view)
    paths = {path.relative_to(view / "utils"): path for path in (view / "utils").rglob("*.py")}
    texts = {name.with_suffix("").as_posix(): path.read_text() for name, path in paths.items()}
    shown = {name for name, text in texts.items() if text == f"# all of {name}"}
    assert shown == {"__init__", "plots/__init__", "plots/curves", "early"}
    for name, when in {"now": "week 4", "late": "week 5", "imagined": "week 6"}.items():
        assert f"utils.{name} holds the answers of {when}" in texts[name]
    assert "holds the answers of a later week" in texts["unplanned"]
    assert len(texts) == 8


def test_a_second_release_keeps_the_notebook_in_which_somebody_worked(built_course, tmp_path):
    week = built_course.week("week03")
    folder = module.release(built_course, week, tmp_path)
    (folder / "logistic_regression.ipynb").write_text("hours of work")
    (folder / "logistic_regression.key.h5").write_text("damaged")
    (folder / "utils" / "left_over.py").write_text("def sigmoid(z): ...")
    assert module.release(built_course, week, tmp_path) == folder
    assert (folder / "logistic_regression.ipynb").read_text() == "hours of work"
    assert (folder / "logistic_regression.key.h5").read_bytes() == week.key.read_bytes()
    assert not (folder / "utils" / "left_over.py").exists()


def test_a_week_that_was_not_built_says_how_to_build_it(tmp_path):
    course = course_of(tmp_path, {3: "logistic_regression"})
    with pytest.raises(CourseError, match="run `grader build week03_logistic_regression` first"):
        module.release(course, course.week("3"), tmp_path / "bundles")
