"""What grading a week takes: data that says by itself what decides a result, and the points that follow."""

import pickle
import shutil
import stat
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from grader.exercises import load_lesson
from grader.judging.judge import CORRECT, WRONG, Verdict, failed_to_judge
from grader.keys.key import load_key
from grader.keys.key_maker import make_key
from grader.sandboxes.guard import Limits
from grader.sandboxes.wall import SandboxUnavailable
from grader.submissions import grading as module
from grader.submissions.grading import (
    Grading,
    GradingError,
    Result,
    pack,
    points_for,
    prepare,
    private_key,
    unpack,
)

WEEK = "week03_logistic_regression"


# Results and points.


@pytest.mark.parametrize(
    ("right", "total", "points"), [(0, 4, 0.0), (1, 4, 2.5), (1, 3, 3.33), (2, 3, 6.67), (4, 4, 10)]
)
def test_points_are_the_share_of_right_cases_to_the_cent(right, total, points):
    assert points_for(Verdict("f", WRONG, right, total, ""), 10.0) == points


def test_where_grading_failed_there_are_no_points_not_even_zero():
    assert points_for(failed_to_judge("f", "we broke"), 10.0) is None


def test_a_total_leaves_out_what_was_not_graded_and_asks_for_a_look():
    verdicts = (Verdict("f", CORRECT, 3, 3, ""), failed_to_judge("g", "we broke"))
    result = Result("ada", WEEK, verdicts, (5.0, 10.0))
    assert (result.total, result.points, result.needs_a_look) == (5.0, (5.0, None), True)


# What decides a result.


def changed_release(grading):
    notebook = nbformat.from_dict({**grading.release.notebook, "metadata": {"changed": True}})
    return replace(grading, release=replace(grading.release, notebook=notebook))


@pytest.mark.parametrize(
    "change",
    [
        lambda g: replace(g, limits=Limits(cpu_seconds=11)),
        lambda g: replace(g, without=("seccomp",)),
        lambda g: replace(g, view=g.references),
        lambda g: replace(g, references=g.view),
        changed_release,
    ],
    ids=["limits", "protection", "view", "references", "release"],
)
def test_all_but_the_key_decides_about_every_exercise(grading, change):
    other = change(grading)
    assert other.fingerprint != grading.fingerprint
    assert not set(other.decided_by.values()) & set(grading.decided_by.values())


def test_another_secret_decides_about_every_exercise_for_its_cases_are_others(grading):
    other = replace(grading, key=make_key(load_lesson("logistic_regression"), "another secret"))
    assert not set(other.decided_by.values()) & set(grading.decided_by.values())


def test_other_cases_of_one_exercise_decide_about_it_alone(grading):
    first, *others = grading.key.exercises
    other = replace(first, cases=first.cases[::-1])
    changed = replace(grading, key=replace(grading.key, exercises=(other, *others)))
    different = {
        name for name, one in changed.decided_by.items() if one != grading.decided_by[name]
    }
    assert different == {first.name}


@pytest.fixture
def another_grader(tmp_path, monkeypatch):
    """A copy of the grader's code, in the place of the one that runs."""
    folder = Path(module.grader.__file__).parent
    shutil.copytree(folder, tmp_path / "grader", ignore=shutil.ignore_patterns("__pycache__"))
    stand_in = SimpleNamespace(__file__=str(tmp_path / "grader" / "__init__.py"))
    monkeypatch.setattr(module, "grader", stand_in)
    module.own_code.cache_clear()
    yield tmp_path / "grader"
    module.own_code.cache_clear()


def test_every_line_of_the_graders_own_code_decides(another_grader):
    before = module.own_code()
    with (another_grader / "judging" / "judge.py").open("a") as file:
        file.write("# one more line")
    module.own_code.cache_clear()
    assert module.own_code() != before


def test_compiled_files_decide_nothing(another_grader):
    before = module.own_code()
    (another_grader / "judging" / "__pycache__").mkdir()
    (another_grader / "judging" / "__pycache__" / "judge.pyc").touch()
    module.own_code.cache_clear()
    assert module.own_code() == before


# A grading travels.


def test_it_can_be_sent_and_says_the_same_there(grading):
    other = pickle.loads(pickle.dumps(grading))
    assert isinstance(other, Grading)
    assert other.fingerprint == grading.fingerprint
    assert other.decided_by == grading.decided_by
    assert other.release == grading.release


def test_it_holds_the_workers_code_and_no_answers(grading, tmp_path):
    unpack(grading.view, tmp_path)
    assert (tmp_path / "grader" / "sandboxes" / "worker.py").exists()
    assert not (tmp_path / "grader" / "exercises").exists()
    assert b"holds the answers" in (tmp_path / "utils" / "logistic_regression.py").read_bytes()


def test_files_are_packed_alike_whenever_and_by_whomever(tmp_path):
    def write(folder):
        (folder / "inside" / "__pycache__").mkdir(parents=True)
        (folder / "inside" / "a.py").write_text("a = 1")
        (folder / "b.py").write_text("b = 2")
        (folder / "inside" / "__pycache__" / "a.pyc").write_text(folder.name)
        (folder / "b.py").chmod(0o644)
        return folder

    one, other = write(tmp_path / "one"), write(tmp_path / "other")
    (other / "b.py").touch()
    archive = pack(one)
    assert archive == pack(other)
    (one / "b.py").write_text("b = 3")
    assert archive != pack(one)


def test_what_is_unpacked_everybody_may_read(tmp_path):
    """Students' code runs as nobody; whoever grades may keep files to themselves."""
    source = tmp_path / "source"
    (source / "inside").mkdir(parents=True)
    (source / "inside" / "a.py").write_text("a = 1")
    (source / "inside" / "a.py").chmod(0o600)
    target = tmp_path / "target"
    target.mkdir(mode=0o700)
    unpack(pack(source), target)
    assert (target / "inside" / "a.py").read_text() == "a = 1"
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (target, *target.rglob("*"))}
    assert modes == {0o755, 0o644}


# What has to be there.


def test_a_week_that_was_not_built_says_how_to_build_it(course):
    week = course.week(WEEK)
    week.released.unlink()
    with pytest.raises(GradingError, match=f"run `grader build {WEEK}` first"):
        prepare(course, week)


def test_a_release_that_does_not_know_todays_exercises_is_not_graded_with(course, monkeypatch):
    key = private_key(course, course.week(WEEK))
    fewer = replace(key, exercises=key.exercises[:-1])
    monkeypatch.setattr(module, "private_key", lambda *_: fewer)
    with pytest.raises(GradingError, match="stale"):
        prepare(course, course.week(WEEK))


def test_the_wall_is_asked_for_before_anything_else(built_course, monkeypatch):
    def missing(*_, **__):
        raise SandboxUnavailable("no bubblewrap")

    monkeypatch.setattr(module, "require_protection", missing)
    monkeypatch.setattr(module, "read_release", lambda _: pytest.fail("it was read"))
    with pytest.raises(SandboxUnavailable):
        prepare(built_course, built_course.week(WEEK))


# The private key, and what is kept of it.


@pytest.fixture
def made(monkeypatch, course):
    """The lessons for which keys are made from here on, quickly; none has been kept yet."""
    shutil.rmtree(course.private / "keys", ignore_errors=True)
    lessons = []

    def make(lesson, secret):
        lessons.append(lesson.name)
        return short

    short = make_key(load_lesson("logistic_regression"), "a secret")
    short = replace(short, exercises=short.exercises[:2])
    monkeypatch.setattr(module, "make_key", make)
    return lessons


def kept_keys(course):
    return list((course.private / "keys").iterdir())


def digests(key):
    return [exercise.digest for exercise in key.exercises]


def test_the_private_key_asks_other_cases_than_the_public_one(built_course, grading):
    public = load_key(built_course.week(WEEK).key)
    assert not set(digests(grading.key)) & set(digests(public))


def test_a_key_that_was_kept_is_the_one_that_would_be_made(built_course):
    """Read from its file, with everything that the judge looks at."""
    week = built_course.week(WEEK)
    private_key(built_course, week)
    kept = private_key(built_course, week)
    anew = make_key(load_lesson(week.lesson), built_course.secret())
    assert digests(kept) == digests(anew)
    assert [one.uses for one in kept.exercises] == [one.uses for one in anew.exercises]
    assert kept.lesson == anew.lesson


def test_a_key_is_made_once(course, made):
    keys = [digests(private_key(course, course.week(WEEK))) for _ in range(3)]
    assert made == ["logistic_regression"]
    assert keys[0] == keys[1] == keys[2]


def test_another_secret_makes_another_key_and_the_old_one_goes(course, made):
    private_key(course, course.week(WEEK))
    (before,) = kept_keys(course)
    (secret,) = (path for path in course.private.iterdir() if path.is_file())
    secret.write_text(course.secret() + "x")
    private_key(course, course.week(WEEK))
    assert len(made) == 2
    (after,) = kept_keys(course)
    assert after.name != before.name


def test_other_code_makes_another_key(course, made, monkeypatch):
    private_key(course, course.week(WEEK))
    monkeypatch.setattr(module, "own_code", lambda: "other code")
    private_key(course, course.week(WEEK))
    assert len(made) == 2
    assert len(kept_keys(course)) == 1


@pytest.mark.parametrize("content", [b"", b"no HDF5", None], ids=["empty", "nonsense", "cut off"])
def test_a_key_whose_file_is_damaged_is_made_anew(course, made, content):
    before = digests(private_key(course, course.week(WEEK)))
    (path,) = kept_keys(course)
    path.write_bytes(path.read_bytes()[:3000] if content is None else content)
    assert digests(private_key(course, course.week(WEEK))) == before
    assert len(made) == 2
    assert digests(private_key(course, course.week(WEEK))) == before
    assert len(made) == 2


def test_what_is_kept_is_for_its_owner_alone(course, made):
    private_key(course, course.week(WEEK))
    (path,) = kept_keys(course)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.is_file()
