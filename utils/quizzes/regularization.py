"""Week 8: predictions about learning too much, and about the two cures."""

from utils.quizzes.question import Question, right, wrong

QUESTIONS = {
    "best_moment": Question(
        "The plain network learns for 5000 steps, and its training accuracy rises to 91%. When is its "
        "*test* accuracy best?",
        (
            wrong(
                "at the end: who learns longer knows more",
                "More about these 150 kicks. The last thousands of steps go into detours around "
                "single dots, and those are not where the next ball comes down.",
            ),
            wrong(
                "about half-way: first it learns, then it overdoes it",
                "The right story, and it happens much sooner. The rough course of the border is all "
                "that the kicks have in common, and that is learned in no time.",
            ),
            right(
                "within the first few hundred steps",
                "The rough course of the border is learned at once. After that the network mostly "
                "learns what is true of these 150 kicks alone.",
            ),
        ),
    ),
    "far_right": Question(
        "Far right, at $\\lambda = 30$: where will the two accuracies be?",
        (
            wrong(
                "the training accuracy low, the test accuracy at its best: no overfitting is left",
                "No overfitting, true. But to be good on new kicks a network must have learned "
                "something from the old ones, and for that it needs some weight.",
            ),
            right(
                "both low: it gives every kick the same answer",
                "The price is so high that having no weights at all is cheapest. Then the input "
                "doesn't matter any more: that is underfitting, in its purest form.",
            ),
            wrong(
                "both at a steady level, a bit below the best: more caution does no harm",
                "A little more caution costs a little. But nothing stops the penalty: as $\\lambda$ "
                "grows, the weights it leaves go to 0, and with them all that was learned.",
            ),
        ),
    ),
    "other_masks": Question(
        "The true slopes are around 0.01. With *other* masks in each forward pass, what will the "
        "nudging test find?",
        (
            wrong(
                "nearly the same, off by a few per cent: masks average out",
                "Over very many throws they would. Here each slope is made from two costs, each with "
                "one throw of its own.",
            ),
            wrong(
                "slopes that are wrong by about the factor 0.7",
                "A forgotten division would look like that. Here it is the *difference* of two costs "
                "that goes wrong, and it is then divided by a very small step.",
            ),
            wrong(
                "zero, because the masks hide the small step",
                "The masks move the cost far more than the step does, yes. But they don't give the "
                "same cost twice, so the difference isn't zero.",
            ),
            right(
                "numbers in the hundreds and thousands",
                "Two throws of the masks change the cost by some hundredths, and this luck is divided "
                "by $2 \\cdot 10^{-5}$.",
            ),
        ),
    ),
    "both_answers": Question(
        "With dropout left on, every test kick is asked 200 times. Which share of the kicks gets a "
        "yes at least once *and* a no at least once?",
        (
            right(
                "more than half",
                "Each round has other units missing, and 200 rounds are many occasions for a kick to "
                "change sides. Only those far from the border are safe.",
            ),
            wrong(
                "about 30%, the share of units that are dropped",
                "Units and kicks are different things: all kicks pass through all the masks. How "
                "often a kick changes sides depends on how near to the border it lies.",
            ),
            wrong(
                "hardly any: the division by $p$ keeps the answers what they are",
                "It keeps the *mean* of each sum what it is. A single answer comes from a single "
                "throw, and that scatters around the mean.",
            ),
        ),
    ),
}
