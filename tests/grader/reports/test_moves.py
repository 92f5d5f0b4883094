"""Whose marks move, by how much and why: a line for each, and a sentence for all."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from rich.console import Console

from grader.judging.judge import CORRECT, NOT_ATTEMPTED, WRONG, Verdict, failed_to_judge
from grader.reports.gradebook import Marks
from grader.reports.moves import Move, moves_of, moves_summary, moves_table
from grader.submissions.crews import Done
from grader.submissions.grading import Result
from grader.submissions.record import Record, Trial

GRADING = SimpleNamespace(decided_by={"sigmoid": "key 1", "predict": "key 2"})
RIGHT = (
    Verdict("sigmoid", CORRECT, 4, 4, "All 4 cases are right."),
    Verdict("predict", CORRECT, 4, 4, "All 4 cases are right."),
)
MARKS = {"sigmoid": Marks(10.0, None), "predict": Marks(20.0, None)}


def done(*verdicts, cells="code"):
    """A submission that was graded; without `cells` the record of the last time held."""
    result = Result("ada", "week03", verdicts, (10.0, 20.0))
    trials = {one.exercise: Trial(GRADING.decided_by[one.exercise], one) for one in verdicts}
    return Done(result, Record("file", cells, trials, result) if cells else None)


def half(verdict):
    return replace(verdict, status=WRONG, right=2, message="The values are off.")


def moves(now, before, marks=MARKS, grading=GRADING):
    return list(moves_of(now, marks, before and before.record, grading))


# Which.


def test_marks_that_stay_are_not_told():
    assert moves(done(*RIGHT), done(*RIGHT)) == []
    assert moves(done(*RIGHT, cells=""), done(*RIGHT)) == []


def test_a_mark_that_moves_is_told_with_what_it_was_and_will_be():
    (move,) = moves(done(half(RIGHT[0]), RIGHT[1], cells="other"), done(*RIGHT))
    assert (move.student, move.exercise, move.before, move.after) == ("ada", "sigmoid", 10.0, 5.0)
    assert not move.by_hand


def test_a_mark_that_there_was_not_comes_from_none_and_one_that_is_lost_becomes_none():
    (came,) = moves(done(*RIGHT), done(*RIGHT), {**MARKS, "predict": Marks(None, None)})
    assert (came.before, came.after) == (None, 20.0)
    (lost,) = moves(done(RIGHT[0], failed_to_judge("predict", "a bug")), done(*RIGHT))
    assert (lost.before, lost.after) == (20.0, None)


def test_zero_points_are_not_no_points():
    nothing = replace(RIGHT[0], status=NOT_ATTEMPTED, right=0)
    now = done(nothing, RIGHT[1])
    (move,) = moves(now, now, {**MARKS, "sigmoid": Marks(None, None)})
    assert (move.before, move.after) == (None, 0.0)
    assert moves(now, now, {**MARKS, "sigmoid": Marks(0.0, None)}) == []


def test_a_mark_by_hand_is_said_to_go_on_to_count_even_if_it_is_zero():
    (move,) = moves(
        done(half(RIGHT[0]), RIGHT[1], cells="other"),
        done(*RIGHT),
        {**MARKS, "sigmoid": Marks(10.0, 0.0)},
    )
    assert move.by_hand


# Why.


def why(now, before, marks=MARKS, grading=GRADING):
    return {move.exercise: move.why for move in moves(now, before, marks, grading)}


def test_another_key_is_named_where_it_is_the_exercises_own():
    other = SimpleNamespace(decided_by={**GRADING.decided_by, "sigmoid": "another key"})
    now = done(half(RIGHT[0]), RIGHT[1])
    assert why(now, done(*RIGHT), grading=other) == {
        "sigmoid": "what the grader asks or accepts is different; "
        "correct before, wrong (2 of 4 cases) now"
    }


def test_another_notebook_is_named_where_the_code_is_another():
    now = done(half(RIGHT[0]), RIGHT[1], cells="other code")
    assert why(now, done(*RIGHT)) == {
        "sigmoid": "the notebook is another one; correct before, wrong (2 of 4 cases) now"
    }


def test_an_exercise_that_fell_with_another_ones_key_is_not_blamed_on_the_notebook():
    other = SimpleNamespace(decided_by={**GRADING.decided_by, "sigmoid": "another key"})
    now = done(RIGHT[0], half(RIGHT[1]))
    assert why(now, done(*RIGHT), grading=other) == {
        "predict": "an exercise that it builds on is judged differently; "
        "correct before, wrong (2 of 4 cases) now"
    }


@pytest.mark.parametrize("mark", [None, 3.0])
@pytest.mark.parametrize("cells", ["code", ""])
def test_a_gradebook_that_has_another_mark_than_was_given_is_named(mark, cells):
    marks = {**MARKS, "predict": Marks(mark, None)}
    assert why(done(*RIGHT, cells=cells), done(*RIGHT), marks) == {
        "predict": "the gradebook did not have the mark that was given"
    }


def test_who_was_never_graded_is_told_how_things_stand():
    assert why(done(*RIGHT), None, marks={}) == {
        "sigmoid": "not graded so far; now: sigmoid is right: all 4 cases.",
        "predict": "not graded so far; now: predict is right: all 4 cases.",
    }


def test_an_exercise_that_was_not_judged_the_last_time_counts_as_not_graded():
    before = done(*RIGHT)
    trials = {"sigmoid": before.record.trials["sigmoid"]}
    before = replace(before, record=replace(before.record, trials=trials))
    marks = {**MARKS, "predict": Marks(None, None)}
    assert why(done(*RIGHT), before, marks)["predict"].startswith("not graded so far; now: predict")


def test_where_grading_broke_down_nobody_else_is_blamed():
    other = SimpleNamespace(decided_by={**GRADING.decided_by, "predict": "another key"})
    now = done(RIGHT[0], failed_to_judge("predict", "a bug"), cells="other")
    (reason,) = why(now, done(*RIGHT), grading=other).values()
    assert reason == "grading broke down; correct before, grader error now"


# All of them.

MOVES = (
    Move("ada", "sigmoid", 10.0, 5.0, "the notebook is another one", by_hand=False),
    Move("ada", "predict", None, 12.5, "not graded so far", by_hand=False),
    Move("bob", "sigmoid", 5.0, 10.0, "what the grader asks is different", by_hand=True),
)


def shown(*some):
    console = Console(width=160)
    with console.capture() as captured:
        console.print(moves_table(some))
    return captured.get()


def test_the_table_has_a_line_for_each():
    rows = [line.split(maxsplit=4) for line in shown(*MOVES).splitlines() if line.strip()]
    assert [row[:4] for row in rows if row[0] in ("ada", "bob")] == [
        ["ada", "sigmoid", "10", "5"],
        ["ada", "predict", "none", "12.5"],
        ["bob", "sigmoid", "5", "10"],
    ]
    assert rows[-1][4].strip().endswith("; the mark given by hand goes on to count")
    assert shown(*MOVES).count("by hand") == 1


@pytest.mark.parametrize("student", ["[red]ada[/red]", "[/]", "a[link=x]b"])
def test_a_students_name_commands_nothing(student):
    assert student in shown(replace(MOVES[0], student=student))


def test_the_sentence_counts_marks_students_and_points_without_those_given_by_hand():
    assert moves_summary(MOVES, 7, dry_run=False) == (
        "7 submissions: 3 marks of 2 students moved. All together +7.5 points."
    )
    assert moves_summary(MOVES[:1], 7, dry_run=True) == (
        "7 submissions: 1 mark of 1 student would move; nothing was written. "
        "All together -5 points."
    )


@pytest.mark.parametrize("dry_run", [False, True])
def test_where_no_mark_moves_it_says_so(dry_run):
    assert moves_summary(iter(()), 7, dry_run) == "7 submissions: no mark moves."
