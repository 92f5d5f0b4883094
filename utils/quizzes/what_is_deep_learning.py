"""Week 0: what to predict before running a cell."""

from utils.quizzes import Question, right, wrong

QUESTIONS = {
    "bias": Question(
        "A neuron prices houses with $w = 3$ and $b = -120$, so its line bends at 40 square metres. What "
        "becomes of the place of the bend if $b$ is changed to $-180$?",
        (
            wrong(
                "It stays: the bias moves the line up and down, not sideways",
                "The line does move straight down. But the bend is where the line meets zero: a rising line "
                "that moves down meets zero later.",
            ),
            wrong(
                "It moves left, to 20 square metres",
                "A more negative bias makes the neuron harder to wake, not easier: it takes a larger house "
                "to get over zero.",
            ),
            right(
                "It moves right, to 60 square metres",
                "The bend is where $3x - 180 = 0$. In general it lies at $-b/w$: the bias decides from where "
                "on a neuron speaks.",
            ),
        ),
    ),
    "xor": Question(
        "A neuron gets two inputs, each 0 or 1. We try thousands of weights and biases, and say that it "
        "answers *yes* when it isn't silent. It should say yes when exactly one input is 1. How many of "
        "the four cases can the best of them get right?",
        (
            wrong(
                "2 of 4: no better than a coin",
                "A neuron that never speaks gets two right already, and a better one is not hard to find: "
                "let it wake whenever some input is 1.",
            ),
            right(
                "3 of 4",
                "One corner is always on the wrong side of its straight border. The next lines say why.",
            ),
            wrong(
                "4 of 4: with the right weights it works",
                "Add up the scores of two opposite corners: both pairs give the same sum. So the two yes "
                "corners can't both be above zero while both no corners are at or below it.",
            ),
        ),
    ),
    "size_and_data": Question(
        "Below, networks with 10, 50 and 1000 hidden neurons learn handwritten digits from 20 to 1280 "
        "examples. What happens to the *smallest* network as the examples become more and more?",
        (
            right(
                "It improves at first, and then stays where it is",
                "Ten neurons can only ask ten questions of a picture. Beyond a few dozen examples it is the "
                "network that is too small, and no data can help.",
            ),
            wrong(
                "It improves all the time: more data always helps",
                "More data helps as long as there is room to use it. A network this small soon has nothing "
                "left to adjust.",
            ),
            wrong(
                "With enough data it catches up with the large one",
                "It would have to tell ten digits apart by ten questions only. What a network can't say, "
                "no number of examples can teach it.",
            ),
        ),
    ),
}
