"""Week 5: predictions about layers, shapes and the size of numbers."""

from utils.quizzes.question import Question, right, wrong

QUESTIONS = {
    "spread_as_drawn": Question(
        "Weights stay as they are drawn, standard normal. A unit gets 1000 inputs of size 1 instead "
        "of 10. How much larger are its scores?",
        (
            wrong(
                "a hundred times: a hundred times as many terms",
                "If all terms had the same sign. Half of them are negative, so most of the sum "
                "cancels. It is the *variance* that grows a hundred times.",
            ),
            right(
                "ten times",
                "The variance of a sum of independent terms grows with their number, so it is a "
                "hundred times as large, and the size of the scores is its root.",
            ),
            wrong(
                "they stay the same, because positive and negative terms cancel",
                "The *mean* stays at 0. But they don't cancel exactly: of $n$ coin tosses, heads and "
                "tails differ by about $\\sqrt n$.",
            ),
        ),
    ),
    "planted": Question(
        "Five examples go through each of the three networks. Which of the planted mistakes will "
        "NumPy complain about?",
        (
            wrong(
                "all three: none of these shapes is right",
                "NumPy doesn't know which shapes you meant. It refuses only what can't be computed, "
                "and a sum with a flat or a tall bias can.",
            ),
            wrong(
                "`W2` and `b4`, the two that have a wrong number of entries for their layer",
                "`W2` yes. But `b4`, $(2, 1)$, is added to scores of shape $(1, 5)$, and broadcasting "
                "makes both of them $(2, 5)$.",
            ),
            wrong(
                "the flat `b2`, because a flat array is no column",
                "It is taken for a row of 5, and there happen to be 5 examples: each number is added "
                "to a whole example instead of a whole unit.",
            ),
            right(
                "only `W2`",
                "In a matrix product the inner sizes must be equal. In a sum, sizes 1 and missing "
                "ones are stretched, so both wrong biases run through without a word.",
            ),
        ),
    ),
    "two_answers": Question(
        "The network whose `b4` is too tall gives two equal rows of answers, `AL` of shape $(2, 6)$, "
        "and $Y$ is $(1, 6)$. What does `compute_cost` say?",
        (
            right(
                "twice the right cost",
                "$Y$ is stretched to two rows, so there are 12 losses. They are added up and divided "
                "by 6, the number of examples.",
            ),
            wrong(
                "nothing, it raises an error",
                "Shapes $(2, 6)$ and $(1, 6)$ go together for NumPy: the single row is used twice. "
                "A shape error would have been the better outcome.",
            ),
            wrong(
                "the right cost, since it is an average",
                "An average over 12 losses would be the same. But the sum is divided by $m = 6$, as "
                "the formula says, and nobody told it that there are 12.",
            ),
        ),
    ),
}
