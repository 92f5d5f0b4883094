"""The interview: cells run in order, questions are asked in order, and a death costs only its exercise."""

import signal
from types import SimpleNamespace

import pytest

from grader.answers.answer import DIED, MISSING, RAISED, RETURNED, TIMED_OUT, Answer
from grader.answers.codec import decode
from grader.keys.exercise import Tolerance
from grader.keys.key import Case, ExerciseKey
from grader.sandboxes.interview import Cell, CourseCellFailed, Interview, inquiry_for
from grader.sandboxes.worker import explain_end


def inquiry(name, cases=3):
    questions = tuple(Case((number,), number, {}) for number in range(cases))
    return inquiry_for(ExerciseKey(name, ("x",), ("the result",), Tolerance(), {}, questions))


class Rehearsal:
    """Sandboxes that play a script: what each cell and each function does; it notes what it was asked."""

    def __init__(self, cells=None, functions=None, has_traces=False):
        self.cells = cells or {}
        self.functions = functions or {}
        self.has_traces = has_traces
        self.opened = []

    def open(self):
        log = []
        self.opened.append(log)
        sandbox = SimpleNamespace(alive=True)

        def play(outcome):
            sandbox.alive = outcome not in (DIED, TIMED_OUT)
            return Answer(outcome)

        def run_all(cells):
            for name, _ in cells:
                log.append(name)
                yield play(self.cells.get(name, RETURNED))
                if not sandbox.alive:
                    return

        def ask(name, questions, *_, **__):
            asked = decode(questions.encoded, recipes=True)
            log.append((name, *(question["inputs"][0] for question in asked)))
            return [Answer(self.functions.get(name, RETURNED))] * questions.count

        sandbox.run = lambda name, source: next(run_all([(name, source)]))

        def ask_here(name, questions, *_):
            log.append("here")
            answers = ask(name, questions)
            play(answers[-1].outcome)
            return answers

        def close():
            sandbox.alive = False

        sandbox.run_all, sandbox.ask, sandbox.ask_here = run_all, ask, ask_here
        sandbox.has_traces, sandbox.close = lambda: self.has_traces, close
        return sandbox


def held(rehearsal, cells, *exercises):
    with Interview(cells, rehearsal.open) as interview:
        answers = {name: interview.ask(inquiry(name)) for name in exercises}
    return {name: [answer.outcome for answer in given] for name, given in answers.items()}


CELLS = (Cell("one", ""), Cell("two", "", exercise="f"), Cell("three", "", exercise="g"))


def test_cells_run_once_in_order_and_then_every_case_is_asked():
    rehearsal = Rehearsal()
    answers = held(rehearsal, CELLS, "f", "g")
    assert answers == {"f": [RETURNED] * 3, "g": [RETURNED] * 3}
    assert rehearsal.opened == [["one", "two", "three", ("f", 0, 1, 2), ("g", 0, 1, 2)]]


def test_together_all_exercises_are_asked_where_the_cells_ran_in_their_order():
    rehearsal = Rehearsal(functions={"g": RAISED})
    with Interview(CELLS, rehearsal.open) as interview:
        answers = [interview.ask_together(one) for one in (inquiry("f", 2), inquiry("g", 1))]
    assert [[one.outcome for one in given] for given in answers] == [[RETURNED] * 2, [RAISED]]
    (log,) = rehearsal.opened
    assert log[3:] == ["here", ("f", 0, 1), "here", ("g", 0)]


def test_alone_is_asked_where_nobody_was_asked_before():
    rehearsal = Rehearsal()
    with Interview(CELLS, rehearsal.open) as interview:
        interview.ask_together(inquiry("f", 1))
        for name in "gf":
            interview.ask(inquiry(name, 1))
        interview.ask_together(inquiry("g", 1))
    first, second = rehearsal.opened
    assert first[3:] == ["here", ("f", 0)]
    assert second[3:] == [("g", 0), ("f", 0), "here", ("g", 0)]


@pytest.mark.parametrize("outcome", [DIED, TIMED_OUT])
def test_together_who_ends_the_process_answers_for_all_that_come_later(outcome):
    rehearsal = Rehearsal(functions={"f": outcome})
    with Interview(CELLS, rehearsal.open) as interview:
        answers = [interview.ask_together(inquiry(name, 2)) for name in "gfg"]
        assert [[one.outcome for one in given] for given in answers] == [
            [RETURNED] * 2,
            [outcome] * 2,
            [outcome] * 2,
        ]
        assert len(rehearsal.opened) == 1
        assert interview.ask(inquiry("g"))[0].outcome == RETURNED
        assert interview.ask_together(inquiry("g"))[0].outcome == RETURNED
    assert len(rehearsal.opened) == 2


@pytest.mark.parametrize("has_traces", [True, False])
def test_what_was_asked_together_is_disturbed_where_it_left_traces(has_traces):
    with Interview(CELLS, Rehearsal(has_traces=has_traces).open) as interview:
        interview.ask_together(inquiry("f"))
        assert interview.is_disturbed() == has_traces


def test_also_together_a_missing_function_answers_with_how_its_cell_stopped():
    rehearsal = Rehearsal(cells={"two": RAISED}, functions={"f": MISSING})
    with Interview(CELLS, rehearsal.open) as interview:
        answers = [interview.ask_together(inquiry(name)) for name in "fg"]
    assert [[one.outcome for one in given] for given in answers] == [[RAISED] * 3, [RETURNED] * 3]


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


def test_a_notebook_of_deadly_cells_comes_to_an_end():
    cells = tuple(Cell(f"cell {number}", "") for number in range(40))
    rehearsal = Rehearsal(cells={cell.name: DIED for cell in cells}, functions={"f": MISSING})
    assert held(rehearsal, cells, "f")["f"] == [MISSING] * 3
    assert len(rehearsal.opened) < 20


class TestASecondChance:
    """What may be somebody else's doing is tried again, once."""

    class Unlucky:
        """Sandboxes in which the first requests meet with an accident."""

        def __init__(self, accident, alive=False, times=1):
            self.accidents = [(accident, alive)] * times
            self.opened = 0

        def open(self):
            self.opened += 1
            sandbox = SimpleNamespace(alive=True, close=lambda: None)
            sandbox.run_all = lambda cells: (Answer(RETURNED) for _ in cells)

            def ask(name, questions, *_):
                answer, sandbox.alive = (
                    self.accidents.pop() if self.accidents else (Answer(RETURNED), True)
                )
                return [answer] * questions.count

            sandbox.ask = ask
            return sandbox

    def test_for_whoever_is_asked_when_the_sandbox_ends(self):
        sandboxes = self.Unlucky(Answer(DIED))
        assert held(sandboxes, CELLS, "f") == {"f": [RETURNED] * 3}
        assert sandboxes.opened == 2

    def test_for_a_process_that_was_killed_from_outside(self):
        sandboxes = self.Unlucky(explain_end(-signal.SIGKILL), alive=True)
        assert held(sandboxes, CELLS, "f") == {"f": [RETURNED] * 3}
        assert sandboxes.opened == 1

    @pytest.mark.parametrize(("outcome", "alive"), [(TIMED_OUT, False), (DIED, True)])
    def test_not_for_what_is_late_or_died_alone(self, outcome, alive):
        assert held(self.Unlucky(Answer(outcome), alive), CELLS, "f") == {"f": [outcome] * 3}

    def test_and_no_third_one(self):
        sandboxes = self.Unlucky(Answer(DIED), times=3)
        assert held(sandboxes, CELLS, "f") == {"f": [DIED] * 3}
        assert sandboxes.opened == 2


class TestWhoIsToBlame:
    """Where a cell of the course's own stops, it is tried without the student's."""

    GIVEN = Cell("imports", "import numpy", released=True)

    def sandboxes(self, spoilt_by):
        def open_sandbox():
            run = []

            def run_cell(name, source):
                run.append(name)
                return Answer(RAISED if name == "imports" and spoilt_by in run else RETURNED)

            return SimpleNamespace(
                alive=True,
                close=lambda: None,
                run=run_cell,
                run_all=lambda cells: (run_cell(*cell) for cell in cells),
                ask=lambda name, questions, *_: [Answer(RETURNED)] * questions.count,
            )

        return SimpleNamespace(open=open_sandbox)

    def test_a_student_who_spoils_it_is_judged_like_everybody(self):
        cells = (Cell("sabotage", ""), self.GIVEN, *CELLS)
        assert held(self.sandboxes("sabotage"), cells, "f") == {"f": [RETURNED] * 3}

    def test_a_course_whose_cell_stops_on_its_own_is_at_fault(self):
        cells = (Cell("harmless", ""), self.GIVEN, *CELLS)
        with pytest.raises(CourseCellFailed):
            held(self.sandboxes("imports"), cells, "f")


class TestTime:
    """A submission has so much time, and no more."""

    def test_when_it_is_over_nothing_is_run_or_asked(self):
        rehearsal = Rehearsal()
        with Interview(CELLS, rehearsal.open, seconds=-1.0) as interview:
            answers = interview.ask(inquiry("f"))
        assert [answer.outcome for answer in answers] == [TIMED_OUT] * 3
        assert rehearsal.opened == [[]]

    def test_what_is_left_out_behind_deadly_cells_says_so(self):
        cells = (*(Cell(f"cell {number}", "") for number in range(20)), Cell("last", "", "f"))
        deadly = {cell.name: DIED for cell in cells[:-1]}
        rehearsal = Rehearsal(cells=deadly, functions={"f": MISSING})
        with Interview(cells, rehearsal.open) as interview:
            (answer, *_) = interview.ask(inquiry("f"))
        assert (answer.outcome, answer.detail) == (RAISED, "too many cells stopped Python")
