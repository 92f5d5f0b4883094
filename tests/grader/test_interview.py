"""The interview: cells run in order, questions are asked in order, and a death costs only its exercise."""

from types import SimpleNamespace

import pytest

from grader.answer import DIED, MISSING, NOT_WRITTEN, RAISED, RETURNED, TIMED_OUT, Answer
from grader.exercise import Tolerance
from grader.interview import Cell, CourseCellFailed, interview
from grader.key import AnswerKey, Case, ExerciseKey


def exercise_key(name, cases=3):
    questions = tuple(Case((number,), number, {}) for number in range(cases))
    return ExerciseKey(name, ("x",), ("the result",), Tolerance(), {}, questions)


class Rehearsal:
    """Sandboxes that play a script: what each cell and each function does; it notes what it was asked."""

    def __init__(self, cells=None, functions=None):
        self.cells = cells or {}
        self.functions = functions or {}
        self.opened = []

    def open(self):
        log = []
        self.opened.append(log)
        sandbox = SimpleNamespace(alive=True, close=lambda: None)

        def play(outcome):
            sandbox.alive = outcome not in (DIED, TIMED_OUT)
            return Answer(outcome)

        def run(name, source):
            log.append(name)
            return play(self.cells.get(name, RETURNED))

        def ask(name, inputs):
            log.append((name, *inputs))
            return play(self.functions.get(name, RETURNED))

        sandbox.run, sandbox.ask = run, ask
        return sandbox


def held(rehearsal, cells, *exercises):
    key = AnswerKey("lesson", tuple(map(exercise_key, exercises)))
    answers = interview(cells, key, rehearsal.open)
    return {name: [answer.outcome for answer in given] for name, given in answers.items()}


CELLS = (Cell("one", ""), Cell("two", "", exercise="f"), Cell("three", "", exercise="g"))


def test_cells_run_once_in_order_and_then_every_case_is_asked():
    rehearsal = Rehearsal()
    answers = held(rehearsal, CELLS, "f", "g")
    assert answers == {"f": [RETURNED] * 3, "g": [RETURNED] * 3}
    asked = [(name, number) for name in "fg" for number in range(3)]
    assert rehearsal.opened == [["one", "two", "three", *asked]]


def test_a_call_that_ends_the_sandbox_costs_its_exercise_alone():
    rehearsal = Rehearsal(functions={"f": TIMED_OUT})
    answers = held(rehearsal, CELLS, "f", "g")
    assert answers == {"f": [TIMED_OUT] * 3, "g": [RETURNED] * 3}
    assert [log.count(("f", 0)) for log in rehearsal.opened] == [1, 0]


def test_a_cell_that_ends_the_sandbox_is_left_out_the_next_time():
    rehearsal = Rehearsal(cells={"one": DIED})
    answers = held(rehearsal, CELLS, "f", "g")
    assert answers == {"f": [RETURNED] * 3, "g": [RETURNED] * 3}
    assert [log[0] for log in rehearsal.opened] == ["one", "two"]


def test_where_the_courses_own_cell_stops_nobody_is_judged():
    given = (Cell("imports", "import numpy", released=True), *CELLS)
    rehearsal = Rehearsal(cells={"imports": RAISED})
    with pytest.raises(CourseCellFailed, match="the course's own cell stopped: raised"):
        held(rehearsal, given, "f")


def test_a_missing_function_answers_with_how_its_cell_stopped():
    rehearsal = Rehearsal(cells={"two": TIMED_OUT}, functions={"f": MISSING})
    assert held(rehearsal, CELLS, "f", "g")["f"] == [TIMED_OUT] * 3
    rehearsal = Rehearsal(cells={"two": RAISED}, functions={"f": MISSING})
    assert held(rehearsal, CELLS, "f")["f"] == [RAISED] * 3


def test_a_function_whose_cell_is_gone_is_missing():
    rehearsal = Rehearsal(functions={"f": MISSING})
    assert held(rehearsal, CELLS[:1], "f")["f"] == [MISSING] * 3


def test_what_is_not_written_is_asked_only_once():
    rehearsal = Rehearsal(functions={"f": NOT_WRITTEN})
    assert held(rehearsal, CELLS, "f")["f"] == [NOT_WRITTEN] * 3
    assert rehearsal.opened[0].count(("f", 0)) == 1
    assert ("f", 1) not in rehearsal.opened[0]


def test_a_notebook_of_deadly_cells_comes_to_an_end():
    cells = tuple(Cell(f"cell {number}", "") for number in range(40))
    rehearsal = Rehearsal(cells={cell.name: DIED for cell in cells}, functions={"f": MISSING})
    assert held(rehearsal, cells, "f")["f"] == [MISSING] * 3
    assert len(rehearsal.opened) < 20
