"""Week 2: what to predict about walks downhill."""

from utils.quizzes.question import Question, right, wrong

QUESTIONS = {
    "half": Question(
        "We start at $x = 6$ with the learning rate 0.5. Where are we after *one* step?",
        (
            wrong(
                "at 3.5, half-way to the bottom",
                "The rate multiplies the slope and not the distance. The slope at 6 is 10: how long is the "
                "step?",
            ),
            right(
                "at 1, the bottom itself",
                "The factor 1 - 2 · 0.5 is 0, so nothing is left of the distance, wherever we start. It "
                "works in one step because this valley has the same curvature everywhere.",
            ),
            wrong(
                "at -4, as far on the other side",
                "For that the step would have to be 10 long. It is half the slope, and the slope is 10.",
            ),
            wrong(
                "somewhere left of the bottom, because 0.5 is a large learning rate",
                "Large compared with what? Only the factor 1 - 2η decides on this valley. Put in 0.5.",
            ),
        ),
    ),
    "one": Question(
        "And with the learning rate 1, from $x = 6$?",
        (
            wrong(
                "it lands at the bottom, only faster",
                "Nothing is faster than one step, and that was 0.5. Twice as long a step goes past the "
                "bottom: where to?",
            ),
            wrong(
                "it zigzags and settles slowly",
                "To settle, the distance has to shrink a little with each step. By which factor is it "
                "multiplied here?",
            ),
            right(
                "it goes back and forth between two places for ever",
                "The factor is -1: the distance keeps its size and changes sides, 6, -4, 6, -4 and so on.",
            ),
            wrong(
                "it runs away",
                "For that the distance would have to grow, by a factor larger than 1 in size. Work out "
                "1 - 2 · 1.",
            ),
        ),
    ),
    "valley": Question(
        "With a small learning rate we start at $x = 6$, where the slope is positive. Where does the "
        "walk end?",
        (
            right(
                "in the shallow valley at 4.91",
                "The ground rises to the right, so the walk goes left, and never learns that a deeper valley "
                "lies behind the hill.",
            ),
            wrong(
                "in the deep valley at 11.09, because it is the lowest",
                "The walk would have to climb first, over the hill near 8. Does a step ever go uphill here?",
            ),
            wrong(
                "on top of the hill near 8, where the slope is zero",
                "The slope is zero there, but the walk goes away from it: downhill from 6 is to the left.",
            ),
        ),
    ),
    "batch": Question(
        "We compute the gradient over 10 days drawn at random, in place of all 200. What do we get?",
        (
            wrong(
                "the same gradient, since it is an average",
                "An average over ten days is not the average over all: draw ten others and you get "
                "another one.",
            ),
            wrong(
                "a gradient that is 20 times too small",
                "That would be so for a sum. Ours is divided by the number of days that were asked.",
            ),
            wrong(
                "something useless, because most days are missing",
                "Ten people's opinion says something about that of two hundred. Repeat it often and average: "
                "what comes out?",
            ),
            right(
                "the right gradient on average, and a little off each time",
                "It is what statisticians call unbiased. The next cell measures how far off.",
            ),
        ),
    ),
}
