"""A class to be graded: week 5, a quarter of it right, the others wrong, raising or half done.

Nobody is like anybody else. Wrong ones have up to five slips, each one token of a solution that is not what
it should be; raising ones use up to four names that nobody defined; half-done ones end somewhere. Who is
what follows from their number, so everybody who grades this class grades the same one.
"""

import ast
import copy
import functools
import json
import random

from sample_class import master, solution

from grader.quality.slips import plain, slips

WEEK = "week05_deep_network"
LESSON = "deep_network"
SEED = 20260504
LOOPS_FOR_EVER = "xor_tree"
"""Its loop goes on until a condition holds; with a slip in it, that may be never."""


def class_of(count, demos=True, check=None):
    """So many notebooks; without their demonstrations, or with other code in their check cells, if asked."""
    whole = master(WEEK)
    if not demos:
        whole["cells"] = [cell for cell in whole["cells"] if not is_demo(cell)]
    for cell in whole["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
            graded = cell["metadata"].get("nbgrader", {})
            if check and graded.get("grade"):
                name = graded["grade_id"].removeprefix("check_")
                cell["source"] = check.format(name=name, points=graded["points"])
    for number in range(count):
        notebook = copy.deepcopy(whole)
        HABITS[number % len(HABITS)](notebook, random.Random(SEED + number))
        first = solution(notebook, exercises()[0])
        first["source"] = f"# student {number}\n{text(first)}"
        yield notebook


def is_demo(cell):
    return "demo" in cell["metadata"].get("tags", ())


def text(cell):
    return "".join(cell["source"])


@functools.cache
def exercises():
    """The exercises of the lesson, in its order."""
    marks = [cell["metadata"].get("nbgrader", {}) for cell in master(WEEK)["cells"]]
    return [mark["grade_id"] for mark in marks if mark.get("solution")]


@functools.cache
def slips_in(name):
    return sorted(slips(text(solution(master(WEEK), name)), name).values())


def right(notebook, dice):
    """All as it should be."""


def wrong(notebook, dice):
    """A slip in each of a few exercises."""
    safe = [name for name in exercises() if name != LOOPS_FOR_EVER]
    for name in dice.sample(safe, dice.randint(1, 5)):
        solution(notebook, name)["source"] = dice.choice(slips_in(name))


def raising(notebook, dice):
    """A misspelt name in what a few exercises return."""
    for name in dice.sample(exercises(), dice.randint(1, 4)):
        tree = ast.parse(plain(text(solution(notebook, name))))
        last = [node for node in ast.walk(tree) if isinstance(node, ast.Return)][-1]
        used = [node for node in ast.walk(last) if isinstance(node, ast.Name)]
        dice.choice(used).id += "s_"
        solution(notebook, name)["source"] = ast.unparse(tree)


def half_done(notebook, dice):
    """Nothing written from some exercise on."""
    for name in exercises()[dice.randint(3, 9) :]:
        tree = ast.parse(plain(text(solution(notebook, name))))
        tree.body[-1].body = ast.parse("raise NotImplementedError").body
        solution(notebook, name)["source"] = ast.unparse(tree)


HABITS = (right, wrong, raising, half_done)


def hand_in(folder, count, **kinds):
    """Write a class to `folder`, as nbgrader expects submissions."""
    for number, notebook in enumerate(class_of(count, **kinds)):
        path = folder / f"student-{number:05}" / WEEK / f"{LESSON}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook))
