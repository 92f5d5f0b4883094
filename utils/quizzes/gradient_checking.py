"""Week 9: predictions about slopes, steps and the limits of a test."""

from utils.quizzes.question import Question, right, wrong

QUESTIONS = {
    "which_is_broken": Question(
        "Three of the four backward passes have a wrong line. How will you recognise them by their "
        "costs?",
        (
            wrong(
                "they stay high: with a wrong gradient a network can't learn",
                "Most wrong gradients still point downhill, somewhat. And downhill is all that it "
                "takes for a cost to fall.",
            ),
            wrong(
                "they fall more slowly than the right one",
                "A wrong direction isn't always a slower one. The gradient is the steepest way down "
                "from *here*; nobody promised that it gets there first.",
            ),
            right(
                "not at all: all four may fall, and end with every point right",
                "That is what makes such bugs last. A falling cost says that something is learned, "
                "and nothing about whether the gradient is right.",
            ),
            wrong(
                "by their accuracies, which stay near one half",
                "A pass that is wrong in one line of one layer leaves all the others at work, and "
                "they make up for it.",
            ),
        ),
    ),
    "two_names": Question(
        "$f$ has slope 7 in the direction of its first entry. `right = theta`, `left = theta`, then "
        "`right[0] += 0.1` and `left[0] -= 0.1`. What is `f(right) - f(left)`?",
        (
            wrong(
                "about 1.4: slope 7, and the places are 0.2 apart",
                "They would be if there were two places. `=` makes a second *name*, not a second "
                "array, so both changes go to the same numbers.",
            ),
            wrong(
                "about 0.7: only `right` has moved",
                "Both lines change an array, and it is the same one: `right`, `left` and `theta` are "
                "three names for it.",
            ),
            wrong(
                "an error: `theta` is used twice",
                "Python allows an array as many names as you like, and doesn't mention it.",
            ),
            right(
                "0: both are the same array",
                "It was moved there and back. Every slope found in this way is 0, which looks like a "
                "flat cost and is a bug.",
            ),
        ),
    ),
    "tiny_step": Question(
        "With $\\epsilon = 10^{-5}$ the two-sided slope is right to about ten digits. And with "
        "$\\epsilon = 10^{-13}$?",
        (
            right(
                "to about three digits",
                "The two values of $f$ agree in nearly all of their sixteen digits; the difference "
                "wipes those out, and what is left is mostly rounding.",
            ),
            wrong(
                "to all sixteen digits: the error shrinks with $\\epsilon^2$",
                "Taylor's error does, and on paper that is all there is. A computer also rounds, and "
                "the rounding error is divided by $\\epsilon$.",
            ),
            wrong(
                "just as well: ten digits is what float64 can do",
                "float64 has sixteen digits for each *value*. How many survive in the difference of "
                "two values depends on how close together they are.",
            ),
            wrong(
                "not at all: the slope comes out as 0",
                "That happens when $\\theta + \\epsilon$ is rounded to $\\theta$, below about "
                "$10^{-16}$. At $10^{-13}$ the two places are still different.",
            ),
        ),
    ),
    "on_the_kink": Question(
        "relu has slope 0 to the left of $z = 0$ and 1 to its right. What does the two-sided "
        "difference say exactly *at* 0, with $\\epsilon = 10^{-5}$?",
        (
            wrong(
                "0, the convention for relu",
                "Our backward pass takes 0 there, by agreement. The numerical slope knows of no "
                "agreement: it only sees the two values at $\\pm\\epsilon$.",
            ),
            right(
                "one half, however small the step is",
                "$\\frac{\\epsilon - 0}{2\\epsilon} = \\frac12$: one value comes from each side. No "
                "step is small enough to stay on one of them.",
            ),
            wrong(
                "1, since the step to the right sees the rise",
                "The step to the right does. The one to the left sees a flat piece, and the two are "
                "averaged.",
            ),
            wrong(
                "a random number, because the function has no slope there",
                "It has none, but the formula doesn't ask. It divides one difference by one number "
                "and gives the same result every time.",
            ),
        ),
    ),
}
