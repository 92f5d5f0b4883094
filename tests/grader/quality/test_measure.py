"""The tester is tested: weak cases show survivors, unfair ones refuse what is right, nothing is hidden."""

import dataclasses
import inspect
import json
from pathlib import Path

import nbformat
import numpy as np
import pytest

from grader import cli
from grader.exercises import load_lesson
from grader.keys.exercise import Exercise, Lesson, Misconception, Tolerance
from grader.quality.measure import (
    PRIVATE,
    Quality,
    QualityError,
    Solutions,
    is_good,
    measure,
    measure_lesson,
    read_solutions,
)
from grader.quality.quality_report import TIMES, complaints, is_fresh, page, table, to_json
from grader.submissions.course import Course
from grader.variants import Zoo, load_zoo

ROOT = Path(__file__).parents[3]
COURSE = Course(ROOT)
PAGE = ROOT / "docs" / "quality.md"


def scale(x, factor):
    """The numbers `x`, all times the `factor`, less the first of them."""
    return x * factor - x[0]


def twice(x):
    """Builds on another function of the lesson."""
    return scale(x, 2.0)


def halvings(number):
    """How often `number` can be halved before it is 1."""
    count = 0
    while number > 1:
        number = number // 2
        count += 1
    return count


def strong_cases(rng):
    for size in (3, 5):
        yield rng.uniform(1.5, 9.5, size=size), float(rng.uniform(2.5, 3.5))


def weak_cases(rng):
    yield np.ones(3), 1.0


FACTOR_FORGOTTEN = Misconception(
    "the factor is forgotten", "What is the factor for?", lambda x, _: x
)

EXERCISE = Exercise(scale, strong_cases, (FACTOR_FORGOTTEN,))


def measured(exercise=EXERCISE, variants=(), equivalent=(), jobs=2, cell=None):
    """The quality of one exercise in a lesson of its own."""
    name = exercise.name
    cells = {name: cell or inspect.getsource(exercise.reference)}
    solutions = Solutions(cells, {"np": np, name: exercise.reference})
    zoo = Zoo({name: dict(variants)}, {name: dict(equivalent)})
    (quality,) = measure_lesson(Lesson("numbers", (exercise,)), solutions, zoo, jobs)
    return quality


class TestMutants:
    def test_good_cases_leave_no_survivor(self):
        quality = measured()
        assert quality.survivors == ()
        assert quality.killed == quality.mutants > 15

    def test_weak_cases_do(self):
        """One case, all ones: it can't tell a product from a quotient, nor the first from the last."""
        weak = dataclasses.replace(EXERCISE, cases=weak_cases, misconceptions=())
        survivors = measured(weak).survivors
        assert (
            "reference, line 2: return x * factor - x[0] -> return x / factor - x[0]" in survivors
        )
        assert (
            "reference, line 2: return x * factor - x[0] -> return x * factor - x[-1]" in survivors
        )
        assert "reference, line 2: return x * factor - x[0] -> return x * factor" not in survivors

    @pytest.mark.parametrize("strong", [(0,), (1, 2, 3)], ids=["public", "private"])
    def test_cases_that_are_strong_in_one_kind_of_key_are_not_enough(self, strong):
        drawn = []

        def cases(rng):
            drawn.append(rng)
            yield from strong_cases(rng) if len(drawn) - 1 in strong else weak_cases(rng)

        quality = measured(dataclasses.replace(EXERCISE, cases=cases, misconceptions=()))
        assert len(drawn) == 1 + len(PRIVATE)
        assert quality.survivors

    def test_the_solution_is_mutated_as_well_and_nothing_twice(self):
        same, other = (
            measured(),
            measured(cell="def scale(x, factor):\n    return factor * x - x[0]"),
        )
        assert other.mutants > same.mutants
        assert (
            len(measured(cell=inspect.getsource(scale).replace("numbers", "array")).survivors) == 0
        )
        assert (
            measured(cell=inspect.getsource(scale).replace("numbers", "array")).mutants
            == same.mutants
        )

    def test_misconceptions_are_mutants(self):
        without = measured(dataclasses.replace(EXERCISE, misconceptions=()))
        assert measured().mutants == without.mutants + 1

    def test_one_that_never_ends_is_killed(self):
        def cases(rng):
            yield from ((int(number),) for number in rng.integers(5, 500, size=4))
            yield from ((1,), (2,))

        quality = measured(Exercise(halvings, cases, ()))
        assert quality.survivors == ("reference, line 3: while number > 1: -> while number != 1:",)

    def test_an_equivalent_one_is_explained_and_does_not_count(self):
        weak = dataclasses.replace(EXERCISE, cases=weak_cases, misconceptions=())
        before = measured(weak)
        one, *rest = before.survivors
        after = measured(weak, equivalent={one: "All numbers are 1."})
        assert after.survivors == tuple(rest)
        assert after.equivalent == {one: "All numbers are 1."}
        assert (after.wrong, after.killed) == (before.wrong - 1, before.killed)

    def test_an_explanation_of_no_survivor_is_stale(self):
        killed = "reference, line 2: return x * factor - x[0] -> return x * factor"
        quality = measured(equivalent={killed: "Who knows.", "line 9: a -> b": "Gone."})
        assert quality.stale == (killed, "line 9: a -> b")
        assert not is_good([quality])

    def test_the_result_does_not_depend_on_the_number_of_processes(self):
        def lasting(quality):
            return dataclasses.replace(quality, check_ms=0.0)

        weak = dataclasses.replace(EXERCISE, cases=weak_cases, misconceptions=())
        assert lasting(measured(weak, jobs=1)) == lasting(measured(weak, jobs=4))


class TestSingleExample:
    def test_a_later_case_kills_what_the_first_one_lets_live(self):
        def cases(rng):
            yield from weak_cases(rng)
            yield from strong_cases(rng)

        quality = measured(dataclasses.replace(EXERCISE, cases=cases))
        first = measured(dataclasses.replace(EXERCISE, cases=weak_cases, misconceptions=()))
        assert quality.survivors == ()
        # The misconception answers 1 instead of 0, so one case of ones catches it too.
        assert quality.single == first.killed + 1
        assert 0 < quality.single_silent < quality.silent < quality.mutants
        assert quality.single_silent < quality.single


class TestVariants:
    def test_styles_of_the_reference_and_the_masters_solution_are_asked_unbidden(self):
        quality = measured()
        assert quality.variants > 8
        assert quality.refused == {}

    def test_a_right_variant_is_accepted(self):
        right = """
        import math
        class Helper:
            def __call__(self, one: float) -> float: return one
        def scale(x, factor):
            return np.array([math.prod((Helper()(one), factor)) for one in x]) - x[0]
        """
        quality = measured(variants={"by loops": inspect.cleandoc(right)})
        assert (quality.variants, quality.refused) == (measured().variants + 1, {})

    @pytest.mark.parametrize(
        ("cell", "reason"),
        [
            ("def scale(x, factor): return x", "scale(x, factor) with x"),
            ("def scale(x, factor): return x.reshape(-1, 1)", "shape"),
            ("def scale(x, factor): return x.nothing", "AttributeError"),
            ("def scale(x, factor) return x", "Its cell stops: SyntaxError"),
            ("def scaled(x, factor): return x * factor - x[0]", "defines no scale"),
            ("import os\ndef scale(x, factor): os._exit(0)", "ended its process"),
        ],
    )
    def test_one_that_is_refused_says_why(self, cell, reason):
        quality = measured(variants={"in haste": cell})
        assert list(quality.refused) == ["in haste"]
        assert quality.accepted == quality.variants - 1
        assert reason in quality.refused["in haste"]

    def test_an_unfair_key_is_found_out(self):
        """No tolerance at all: right answers that were computed in another way are refused."""
        exact = dataclasses.replace(EXERCISE, tolerance=Tolerance(0, 0))
        other_algebra = (
            "def scale(x, factor):\n    return np.exp(np.log(x) + np.log(factor)) - x[0]"
        )
        quality = measured(exact, variants={"by logarithms": other_algebra})
        assert set(quality.refused) == {"by logarithms", "rounded to float32"}
        assert not is_good([quality])

    def test_a_solution_in_the_master_that_is_wrong_is_found_out(self):
        quality = measured(cell="def scale(x, factor):\n    return x * factor - x[1]")
        assert list(quality.refused) == ["the master's solution"]

    def test_a_variant_may_use_what_the_rest_of_the_lesson_would_have_defined(self):
        exercises = (EXERCISE, Exercise(twice, lambda rng: [(rng.uniform(1, 9, size=3),)], ()))
        cells = {one.name: inspect.getsource(one.reference) for one in exercises}
        solutions = Solutions(cells, {"scale": scale, "twice": twice})
        zoo = Zoo({"twice": {"by scale": "def twice(x):\n    return 2 * scale(x, 1.0) + x[0]"}})
        _, quality = measure_lesson(Lesson("numbers", exercises), solutions, zoo, 2)
        assert quality.refused == {}

    def test_a_variant_hides_no_style(self):
        with pytest.raises(QualityError, match="asked 'warns' anyway"):
            measured(variants={"warns": inspect.getsource(scale)})

    def test_a_zoo_of_another_lesson_is_refused(self):
        solutions = Solutions({"scale": inspect.getsource(scale)}, {"np": np})
        for zoo in (Zoo(variants={"scala": {}}), Zoo(equivalent={"scala": {}})):
            with pytest.raises(QualityError, match=r"numbers\.py speaks of scala"):
                measure_lesson(Lesson("numbers", (EXERCISE,)), solutions, zoo, 1)


def of(killed=100, survivors=0, **changed):
    """What a measurement might say of one exercise."""
    found = Quality(
        exercise="scale",
        mutants=killed + survivors,
        survivors=tuple(f"reference, line {number}: a -> b" for number in range(survivors)),
        equivalent={},
        stale=(),
        single=killed // 2,
        silent=killed,
        single_silent=killed // 4,
        variants=10,
        refused={},
        check_ms=1.25,
    )
    return dataclasses.replace(found, **changed)


class TestBar:
    @pytest.mark.parametrize(
        ("qualities", "good"),
        [
            ([of()], True),
            ([of(99, 1)], True),
            ([of(98, 2)], False),
            ([of(190, 2), of(8)], True),
            ([of(190, 3), of(7)], False),
            ([of(refused={"by loops": "Too slow."})], False),
            ([of(stale=("line 1: a -> b",))], False),
        ],
    )
    def test_99_of_100_mutants_and_every_right_variant(self, qualities, good):
        assert is_good(qualities) == good


class TestWords:
    def test_what_survives_is_listed_even_above_the_bar(self):
        lines = complaints({"numbers": [of(999, 1)]})
        assert "  survives: reference, line 0: a -> b" in lines
        assert "below the bar" not in "".join(lines)

    def test_below_the_bar_the_lesson_is_named(self):
        measured = {"numbers": [of()], "letters": [of(9, 1, refused={"by loops": "Too slow."})]}
        text = "\n".join(complaints(measured))
        assert "letters is below the bar" in text
        assert "numbers is below" not in text
        assert "letters, scale (90.0% killed)" in text
        assert "refused: by loops. Too slow." in text

    def test_all_well_needs_no_words(self):
        assert complaints({"numbers": [of()]}) == []

    def test_100_percent_means_all(self):
        assert "| 99.9 |" in page({"numbers": [of(99_999, 1)]})

    def test_json_holds_every_number(self):
        record = json.loads(json.dumps(to_json({"numbers": [of(99, 1)]})))["numbers"]["scale"]
        assert record["mutants"] == 100
        assert record["killed"] == 99
        assert record["variants"] == record["accepted"] == 10
        assert record["survivors"] == ["reference, line 0: a -> b"]
        assert record["single_example_killed"] == 49
        assert record["check_ms"] == 1.25
        assert {"equivalent", "stale", "refused"} <= set(record)

    def test_the_table_has_a_line_for_each_exercise_and_lesson_and_for_all(self):
        qualities = [of(), of()]
        assert table({"numbers": qualities}).row_count == 3
        assert table({"numbers": qualities, "letters": qualities}).row_count == 7


class TestPage:
    def test_it_is_fresh_when_only_times_have_changed(self):
        before, after = {"numbers": [of()]}, {"numbers": [of(check_ms=9.5)]}
        assert page(before) != page(after)
        assert TIMES in page(before)
        assert is_fresh(page(before), after)

    @pytest.mark.parametrize(
        "changed",
        [{"killed": 101}, {"survivors": 1}, {"single": 3}, {"silent": 99}, {"refused": {"a": "b"}}],
    )
    def test_it_is_stale_when_anything_else_has(self, changed):
        assert not is_fresh(page({"numbers": [of()]}), {"numbers": [of(**changed)]})

    def test_a_reason_stands_once_for_all_it_explains(self):
        equivalent = {"line 1: a -> b": "Both are 1.", "line 2: c -> d": "Both are 1."}
        text = page({"numbers": [of(equivalent=equivalent)]})
        assert text.count("Both are 1.") == 1
        assert "- `line 1: a -> b`\n- `line 2: c -> d`" in text


class TestSolutions:
    def test_the_master_of_a_week_gives_its_cells_its_imports_and_the_references(self):
        lesson = load_lesson("shallow_network")
        solutions = read_solutions(COURSE.week("4"), lesson)
        assert list(solutions.cells) == [one.name for one in lesson.exercises]
        assert solutions.names["sigmoid"].__module__ == "utils.logistic_regression"
        assert solutions.names["nn_model"] is lesson.exercises[-2].reference

    def test_an_exercise_without_a_cell_is_an_error(self, course, week):
        master = nbformat.read(week.master, as_version=4)
        master.cells = [
            cell
            for cell in master.cells
            if cell.metadata.get("nbgrader", {}).get("grade_id") != "propagate"
        ]
        nbformat.write(master, week.master)
        with pytest.raises(QualityError, match="no solution cell for propagate"):
            read_solutions(week, load_lesson(week.lesson))

    def test_a_lesson_without_a_zoo_has_an_empty_one(self):
        assert load_zoo("nothing") == Zoo()


class TestCommand:
    @pytest.fixture
    def answers(self, monkeypatch, built_course):
        """Lets the command measure what the test says."""
        monkeypatch.chdir(built_course.root)

        def give(*qualities):
            monkeypatch.setattr(
                "grader.quality.measure.measure", lambda week, jobs, track: qualities
            )

        return give

    def test_where_all_is_well_the_exit_code_is_0(self, answers, capsys):
        answers(of())
        assert cli.main(["quality", "week03"]) == 0
        assert "100.0" in capsys.readouterr().out

    @pytest.mark.parametrize("bad", [of(98, 2), of(refused={"by loops": "No."})])
    def test_below_the_bar_it_is_1_and_says_why(self, answers, capsys, bad):
        answers(bad)
        assert cli.main(["quality"]) == 1
        assert "logistic_regression is below the bar" in capsys.readouterr().out

    def test_it_writes_what_it_is_asked_for(self, answers, capsys, tmp_path):
        answers(of())
        paths = [tmp_path / "quality.json", tmp_path / "quality.md"]
        cli.main(["quality", "--json", str(paths[0]), "--page", str(paths[1])])
        assert "scale" in json.loads(paths[0].read_text())["logistic_regression"]
        assert paths[1].read_text().startswith("# How good the cases are")


@pytest.fixture(scope="module")
def lessons():
    """What is measured in the course itself, all of it."""
    return {week.lesson: measure(week, jobs=2) for week in COURSE.weeks}


@pytest.mark.slow
class TestCourse:
    def test_every_lesson_is_above_the_bar(self, lessons):
        bad = {lesson: found for lesson, found in lessons.items() if not is_good(found)}
        assert not bad, "\n".join(complaints(bad))

    def test_the_page_in_docs_is_fresh(self, lessons):
        assert is_fresh(PAGE.read_text(encoding="utf-8"), lessons), "run `make quality`"
