"""Week 7: predictions about where a network begins."""

from utils.quizzes.question import Question, right, wrong

QUESTIONS = {
    "lines": Question(
        "Ten units, all weights 0.5. How many lines will you count in the left panel?",
        (
            right(
                "one: they all take the same path",
                "Equal rows stay equal: the same answers, the same blame, the same steps. Ten units "
                "do the work of one.",
            ),
            wrong(
                "ten, at first close together and then fanning out",
                "What should pull them apart? Each unit sees the same examples and is listened to "
                "with the same weight. A fan needs a first difference, however small.",
            ),
            wrong(
                "none, just a dot: as from zeros, nothing moves",
                "With zeros no signal and no blame got through. With 0.5 both do, so the units move. "
                "It is not zero that is the trouble, it is equal.",
            ),
        ),
    ),
    "through_layers": Question(
        "Weights of scale 0.01, layers of 20 relu units. How much smaller is the spread in hidden "
        "layer 5 than in hidden layer 1?",
        (
            wrong(
                "about the same: relu passes on what is positive as it is",
                "relu does. But before each relu stands a multiplication by weights of 0.01, and a "
                "sum of 20 such products is a few hundredths of what went in.",
            ),
            wrong(
                "about five times, a bit in each layer",
                "Losses by *factors* don't add up, they multiply. Each layer leaves a few hundredths "
                "of what it got from the one before.",
            ),
            right(
                "about a million times",
                "Each layer leaves about 0.03 of what it is given, and $0.03^4 \\approx 10^{-6}$. "
                "Depth makes a power of every misjudgement.",
            ),
        ),
    ),
    "tanh_scale_one": Question(
        "Ten layers of 200 tanh units, all weights of scale 1. What do the activations of layer 10 "
        "look like?",
        (
            wrong(
                "spread evenly between $-1$ and 1: scale 1 is the natural choice",
                "Scale 1 would be natural for a unit with *one* input. With 200 of them the scores "
                "are about 14 times as large as the inputs.",
            ),
            right(
                "nearly all of them close to $-1$ or to 1",
                "Scores of size 14 are far out where tanh is flat. The numbers look lively and the "
                "units are saturated: no gradient comes back through a flat function.",
            ),
            wrong(
                "enormous: about $14^{10}$",
                "That is what a linear network would do, or relu. tanh never answers more than 1, so "
                "here the explosion is hidden, and does its harm in the slopes.",
            ),
            wrong(
                "all close to 0",
                "That happens to scales that are too *small*. Here every score is a sum of 200 "
                "products of ordinary size.",
            ),
        ),
    ),
}
