"""Week 10: what to predict about scores and probabilities."""

from utils.quizzes.question import Question, right, wrong

QUESTIONS = {
    "shift": Question(
        "We add 100 to *all* scores of an example. What happens to its probabilities?",
        (
            wrong(
                "they become more extreme, since the scores are larger",
                "Larger, but not farther apart. Write the fraction with $z_k + 100$ everywhere: what "
                "cancels?",
            ),
            wrong(
                "they all grow by the same amount",
                "They have to add up to one, before and after. Can all of them grow?",
            ),
            right(
                "nothing at all",
                "Each exponential is multiplied by the same factor, above and below the line. Only "
                "differences of scores count.",
            ),
        ),
    ),
    "sharper": Question(
        "Now we *multiply* all scores by 10. What happens?",
        (
            wrong(
                "nothing, as when something was added",
                "Adding kept the differences between the scores. What does multiplying do to them?",
            ),
            right(
                "the same class wins, with a probability much closer to 1",
                "The order stays, and the differences grow tenfold: 0.5 between the first two becomes 5. "
                "Softmax becomes a hard choice.",
            ),
            wrong(
                "another class may win",
                "Multiplying by a positive number keeps the order, and softmax keeps it too.",
            ),
            wrong(
                "the probabilities become more equal",
                "That would be so for a factor below 1. Ten times as far apart, is the decision harder or "
                "easier?",
            ),
        ),
    ),
    "start": Question(
        "Ten classes, all weights zero. What is the cross-entropy before the first step?",
        (
            right(
                "$\\ln 10 \\approx 2.30$",
                "Every class gets a tenth, so the truth does, and minus the logarithm of a tenth is ln 10, "
                "whatever the examples are.",
            ),
            wrong(
                "0, because nothing has been answered yet",
                "Equal scores are an answer, too: each class gets a tenth. A cost of 0 takes a truth that "
                "got everything.",
            ),
            wrong(
                "$\\ln 2 \\approx 0.69$, as in week 3",
                "There the truth got one half, because there were two classes. How much does it get of ten?",
            ),
            wrong(
                "that depends on the examples",
                "With weights of zero no example has any influence on the scores. What is the share of the "
                "truth?",
            ),
        ),
    ),
    "margin": Question(
        "An example has the scores 5.0, 0.8, 0.1, and the first class is right. We raise the 5.0 a little "
        "more. Which loss falls?",
        (
            wrong(
                "both",
                "Work out the margin loss first: how much is missing to a margin of 1, before and after?",
            ),
            wrong(
                "only the margin loss",
                "Its terms are $\\max(0, \\cdot)$ of numbers that are negative here already. Can it "
                "fall below 0?",
            ),
            wrong(
                "neither, since the answer is right",
                "Being right is one thing, being certain another. Has all probability gone to the truth yet?",
            ),
            right(
                "only the cross-entropy",
                "The margin was reached long ago, so the margin loss is 0 and stays there. Cross-entropy "
                "always has something left to gain.",
            ),
        ),
    ),
}
