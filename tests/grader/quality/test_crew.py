"""The crew does every task once, and no task can do harm to another."""

import multiprocessing
import os
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.quality.crew import Task, TaskFailed, do_all


def endless():
    while True:
        pass


def endless_without_python():
    return 7 ** (10**9)


def hungry():
    return np.ones(2**33)


def deaf():
    while True:
        try:
            endless()
        except BaseException:
            continue


def tasks_of(*works, seconds=0.2):
    return [Task(work, seconds) for work in works]


def results_of(tasks, jobs=2):
    """The results in the tasks' order, after a look at the positions."""
    done = dict(do_all(tasks, jobs))
    assert sorted(done) == list(range(len(tasks)))
    return [done[position] for position in range(len(tasks))]


@pytest.fixture(autouse=True)
def nobody_is_left():
    yield
    assert multiprocessing.active_children() == []


class TestWork:
    @settings(deadline=None, max_examples=15)
    @given(st.lists(st.integers(), max_size=12), st.integers(1, 5))
    def test_every_task_is_done_once_whatever_the_number_of_children(self, numbers, jobs):
        tasks = [Task(lambda number=number: number + 1, 5.0) for number in numbers]
        assert results_of(tasks, jobs) == [number + 1 for number in numbers]

    def test_children_work_side_by_side(self):
        """Each waits for a sign from another, so one after the other they would wait for ever."""
        one, other = multiprocessing.Event(), multiprocessing.Event()

        def meet(mine, theirs):
            mine.set()
            return theirs.wait(30)

        tasks = tasks_of(lambda: meet(one, other), lambda: meet(other, one), seconds=5.0)
        assert results_of(tasks) == [True, True]

    def test_results_come_as_they_are_done(self):
        tasks = tasks_of(lambda: time.sleep(0.3), lambda: "at once")
        assert next(iter(do_all(tasks, 2))) == (1, "at once")


class TestHarm:
    @pytest.mark.parametrize("work", [endless, endless_without_python, deaf, lambda: os._exit(0)])
    def test_what_never_ends_or_ends_its_process_costs_only_itself(self, work):
        tasks = tasks_of(lambda: 1, work, lambda: 3, work, lambda: 5)
        assert results_of(tasks) == [1, None, 3, None, 5]

    def test_time_is_counted_anew_for_each_task(self):
        def busy():
            begin = time.process_time()
            while time.process_time() - begin < 0.15:
                pass
            return "done"

        assert results_of(tasks_of(*[busy] * 4, seconds=0.4), jobs=1) == ["done"] * 4

    def test_waiting_costs_no_time(self):
        assert results_of(tasks_of(lambda: time.sleep(0.4) or "done")) == ["done"]

    def test_what_needs_too_much_memory_is_told(self):
        with pytest.raises(TaskFailed, match="MemoryError"):
            results_of(tasks_of(hungry))

    def test_what_a_task_raises_is_raised_here_with_its_place(self):
        with pytest.raises(TaskFailed, match=r"(?s)test_crew.*ZeroDivisionError"):
            results_of(tasks_of(lambda: 1 / 0, endless))

    def test_who_stops_listening_leaves_nobody_behind(self):
        results = do_all(tasks_of(lambda: 1, endless, seconds=60.0), 2)
        assert next(results) == (0, 1)
        results.close()
