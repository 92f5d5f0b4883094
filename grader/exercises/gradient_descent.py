"""Week 2: what is asked about walking downhill, and what people get wrong in it."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.answers.codec import Formula
from grader.keys.exercise import Edit, Exercise, Inputs, Misconception
from utils import gradient_descent as reference

Array = np.ndarray
Rng = np.random.Generator


def draw_places(rng: Rng, shape: tuple[int, ...]) -> Array:
    """Places on both sides of 0 and of 1, none of them near either."""
    left, right = rng.uniform(-4, -0.7, size=shape), rng.uniform(1.6, 5, size=shape)
    sides = rng.permutation(np.arange(np.prod(shape, dtype=int)) % 2).reshape(shape)
    return np.where(sides, left, right)


def df_cases(rng: Rng) -> Iterator[Inputs]:
    yield (float(rng.uniform(2, 6)),)
    yield (float(rng.uniform(-5, -1)),)
    rows, columns = rng.permutation(np.arange(2, 6))[:2]
    for shape in [(columns + 3,), (rows, columns), (1, rows + 1)]:
        yield (draw_places(rng, shape),)


def gradient_step_cases(rng: Rng) -> Iterator[Inputs]:
    for sign in (1, -1):
        eta = float(rng.uniform(0.05, 0.4))
        yield float(rng.uniform(1, 6)), float(sign * rng.uniform(1.5, 5)), eta
    yield float(rng.uniform(-6, -1)), float(rng.uniform(1.5, 5)), float(rng.uniform(1.3, 2))
    rows, columns = rng.permutation(np.arange(2, 6))[:2]
    for shape in [(rows, 1), (columns + 2, 1), (rows, columns)]:
        yield draw_places(rng, shape), draw_places(rng, shape), float(rng.uniform(0.05, 0.4))


def gradient_descent_cases(rng: Rng) -> Iterator[Inputs]:
    """Slopes that are straight and slopes that are not; no walk runs away, not even with eta = 1."""
    a, c = (f"{value:.3f}" for value in rng.uniform([0.5, -2], [1.4, 2]))
    texts = (
        f"lambda x: {a} * (x - {c})",
        f"lambda x: {a} * np.tanh(x - {c}) + 0.2 * x",
        f"lambda x: 0.6 * x + {a} * np.sin(x)",
        f"lambda x: 0.5 * x + 0.3 * np.cos({c} * x) + {a}",
    )
    lengths = rng.permutation([3, 5, 8, 12])
    for text, n in zip(texts, lengths, strict=True):
        x0 = float(rng.choice([-1, 1]) * rng.uniform(4, 7))
        yield Formula(text), x0, float(rng.uniform(0.1, 0.35)), int(n)
    yield Formula(texts[1]), float(rng.uniform(4, 6)), float(rng.uniform(0.2, 0.4)), 1


def gradient_2d_cases(rng: Rng) -> Iterator[Inputs]:
    for m in (1, 4, int(rng.integers(5, 9)), 1):
        yield (draw_places(rng, (2, m)) + rng.uniform(0.1, 0.3, size=(2, 1)),)


def gradient_descent_nd_cases(rng: Rng) -> Iterator[Inputs]:
    """Landscapes whose slope in one direction depends on the place in the others."""
    for d, n in ((2, 4), (3, 7), (5, 3), (4, 10), (1, 6)):
        a, b, c = (f"{value:.3f}" for value in rng.uniform([0.5, 0.2, 0.08], [0.9, 0.5, 0.15]))
        text = f"lambda p: {a} * p + {b} * np.sin(p) + {c} * np.sum(p) - 1"
        yield Formula(text), draw_places(rng, (d, 1)), float(rng.uniform(0.1, 0.35)), n


def _height_2d(p: Array) -> Any:
    x, y = p
    return (x - 1) ** 2 + (x - 1) * y + 3 * y**2


def _one_coordinate_after_the_other(gradient: Any, p0: Array, eta: float, n: int) -> Any:
    p, path = np.array(p0), [np.array(p0)]
    for _ in range(n):
        for i in range(len(p)):
            p[i] = p[i] - eta * gradient(p)[i]
        path.append(p.copy())
    return np.hstack(path)


def uphill(edit: Edit) -> Misconception:
    return Misconception(
        "uphill instead of downhill",
        "You go where the slope points, and it points to where the ground rises. Which way is down?",
        (edit,),
    )


def one_step_too_few(edit: Edit) -> Misconception:
    return Misconception(
        "one step too few",
        "Your walk stops before its last step. With the start counted, how many places belong to n steps?",
        (edit,),
    )


def one_step_too_many(edit: Edit) -> Misconception:
    return Misconception(
        "one step too many",
        "Your walk goes on after its last step. With the start counted, how many places belong to n steps?",
        (edit,),
    )


def start_is_missing(edit: Edit) -> Misconception:
    return Misconception(
        "the start is missing",
        "Your path begins after the first step. Where does a walk begin?",
        (edit,),
    )


def only_the_end(edit: Edit) -> Misconception:
    return Misconception(
        "only the end of the walk",
        "You return the place where the walk ends. The whole way is asked for, so that it can be drawn.",
        (edit,),
    )


def rate_is_ignored(edit: Edit) -> Misconception:
    return Misconception(
        "the learning rate is ignored",
        "Your steps are as long as the slope itself. Who decides how long a step is?",
        (edit,),
    )


def slope_of_the_start(edit: Edit) -> Misconception:
    return Misconception(
        "always the slope of the start",
        "All your steps are equal. The ground is not equally steep everywhere: where do you stand now?",
        (edit,),
    )


def always_from_the_start(edit: Edit) -> Misconception:
    return Misconception(
        "every step begins at the start",
        "After the first step you stay in one place. From where does the second step set out?",
        (edit,),
    )


DF = Exercise(
    reference.df,
    df_cases,
    misconceptions=(
        Misconception(
            "the height instead of the slope",
            "You return how high the curve is. How steep is it there?",
            lambda x: (x - 1) ** 2 + 1,
        ),
        Misconception(
            "the factor 2 is missing",
            "The derivative of a square keeps its exponent as a factor. Where is yours?",
            (Edit("2 * (x - 1)", "(x - 1)"),),
        ),
        Misconception(
            "the valley lies at 0",
            "Your slope is 0 at x equal to 0. Where is the lowest place of this curve?",
            (Edit("(x - 1)", "x"),),
        ),
        Misconception(
            "one too much everywhere",
            "Does your factor reach both numbers in the brackets? And how much steeper does a curve get when "
            "it is lifted?",
            (Edit("2 * (x - 1)", "2 * x - 1"),),
        ),
        Misconception(
            "the slope has the wrong sign",
            "To the right of the valley the ground rises, so the slope is positive there. Yours is not.",
            (Edit("2 *", "-2 *"),),
        ),
        Misconception(
            "the square stays",
            "Taking the derivative lowers the exponent by one. What is left of a square?",
            (Edit("(x - 1)", "(x - 1) ** 2"),),
        ),
    ),
)

GRADIENT_STEP = Exercise(
    reference.gradient_step,
    gradient_step_cases,
    misconceptions=(
        uphill(Edit("x - eta", "x + eta")),
        rate_is_ignored(Edit("eta * slope", "slope")),
        Misconception(
            "the step instead of the place",
            "You return how far to go. The question is where you stand afterwards.",
            lambda x, slope, eta: -eta * slope,
        ),
        Misconception(
            "the learning rate alone",
            "Your step is equally long on steep ground and on flat. What is the slope for?",
            (Edit("eta * slope", "eta"),),
        ),
        Misconception(
            "only the sign of the slope counts",
            "You use the direction of the slope and not its size. Should a step on flat ground be as long as "
            "one on a steep slope?",
            (Edit("eta * slope", "eta * np.sign(slope)"),),
        ),
        Misconception(
            "divided by the learning rate",
            "A small learning rate makes your step long. What should it do?",
            (Edit("eta * slope", "slope / eta"),),
        ),
        Misconception(
            "the place shrinks in proportion",
            "Your step grows with the distance from zero. How far you go depends on the slope alone.",
            (Edit("eta * slope", "eta * slope * x"),),
        ),
        Misconception(
            "subtraction before multiplication",
            "You multiply the whole difference by the slope. What belongs together in the formula?",
            (Edit("x - eta", "(x - eta)"),),
        ),
    ),
)

GRADIENT_DESCENT = Exercise(
    reference.gradient_descent,
    gradient_descent_cases,
    returns=("path",),
    uses=("gradient_step",),
    misconceptions=(
        start_is_missing(Edit("np.array(path)", "np.array(path[1:])")),
        one_step_too_few(Edit("range(n)", "range(n - 1)")),
        one_step_too_many(Edit("range(n)", "range(n + 1)")),
        only_the_end(Edit("np.array(path)", "path[-1]")),
        slope_of_the_start(Edit("df(x)", "df(x0)")),
        always_from_the_start(Edit("x = path[-1]", "x = x0")),
        uphill(Edit("eta))", "-eta))")),
        rate_is_ignored(Edit("eta))", "1.0))")),
        Misconception(
            "slopes instead of places",
            "You wrote down how steep it was on the way. The path is where you have been.",
            (Edit("np.array(path)", "df(np.array(path))"),),
        ),
        Misconception(
            "the path is backwards",
            "Your path begins at the end of the walk. In which order does one meet the places?",
            (Edit("np.array(path)", "np.array(path)[::-1]"),),
        ),
    ),
)

GRADIENT_2D = Exercise(
    reference.gradient_2d,
    gradient_2d_cases,
    returns=("gradient",),
    misconceptions=(
        Misconception(
            "the mixed term is forgotten",
            "Each of your slopes knows its own variable only. One term holds both variables: what does it "
            "give when one of them is held still?",
            (Edit("2 * (x - 1) + y", "2 * (x - 1)"), Edit("(x - 1) + 6 * y", "6 * y")),
        ),
        Misconception(
            "the two slopes are exchanged",
            "The slope in y stands above the slope in x. Which of them comes first in a point?",
            (Edit("[slope_x, slope_y]", "[slope_y, slope_x]"),),
        ),
        Misconception(
            "the height instead of the gradient",
            "You return how high the ground is. A gradient holds a slope for each direction.",
            _height_2d,
        ),
        Misconception(
            "the points lie on their side",
            "Rows and columns of your gradient are exchanged. It has the form of the points: one a column.",
            (Edit("np.array([slope_x, slope_y])", "np.array([slope_x, slope_y]).T"),),
        ),
        Misconception(
            "the slopes are added up",
            "You made a single number of two slopes. How many directions does the ground have here?",
            (Edit("np.array([slope_x, slope_y])", "slope_x + slope_y"),),
        ),
        Misconception(
            "the bowl stands at the origin",
            "Your slopes vanish at the origin. Where is the lowest point of this bowl?",
            (Edit("2 * (x - 1)", "2 * x"), Edit("(x - 1) + 6", "x + 6")),
        ),
        Misconception(
            "a factor 2 is missing",
            "The square of y keeps its exponent as a factor, beside the one that stands before it.",
            (Edit("6 * y", "3 * y"),),
        ),
        Misconception(
            "both variables move at once",
            "Something is in both of your slopes that belongs to one. While one variable moves, the other is "
            "a constant.",
            (Edit("2 * (x - 1) + y", "2 * (x - 1) + y + (x - 1) + 6 * y"),),
        ),
        Misconception(
            "downhill already",
            "Your arrows point downhill. The gradient points up; the step turns it around.",
            (Edit("np.array([", "-np.array(["),),
        ),
    ),
)

GRADIENT_DESCENT_ND = Exercise(
    reference.gradient_descent_nd,
    gradient_descent_nd_cases,
    returns=("path",),
    uses=("gradient_step",),
    misconceptions=(
        start_is_missing(Edit("np.hstack(path)", "np.hstack(path[1:])")),
        one_step_too_few(Edit("range(n)", "range(n - 1)")),
        one_step_too_many(Edit("range(n)", "range(n + 1)")),
        only_the_end(Edit("np.hstack(path)", "path[-1]")),
        slope_of_the_start(Edit("gradient(p)", "gradient(p0)")),
        always_from_the_start(Edit("p = path[-1]", "p = p0")),
        uphill(Edit("eta))", "-eta))")),
        rate_is_ignored(Edit("eta))", "1.0))")),
        Misconception(
            "one place a row",
            "Each place of your path is a row. In this course a point is a column.",
            (Edit("np.hstack(path)", "np.hstack(path).T"),),
        ),
        Misconception(
            "the places are stacked into one column",
            "All your places stand in one tall column. Side by side, they would be a matrix.",
            (Edit("np.hstack", "np.vstack"),),
        ),
        Misconception(
            "one coordinate after the other",
            "The second coordinate already looks at the new first one. All slopes belong to the place where "
            "the step begins.",
            _one_coordinate_after_the_other,
        ),
        Misconception(
            "every column is the same place",
            "You kept the same array again and again, and then changed it. What does each step have to leave "
            "untouched?",
            (Edit("np.hstack(path)", "np.hstack([path[-1]] * len(path))"),),
        ),
    ),
)

EXERCISES = (DF, GRADIENT_STEP, GRADIENT_DESCENT, GRADIENT_2D, GRADIENT_DESCENT_ND)
