"""Week 4: predictions about a hidden layer."""

from utils.quizzes.question import Question, right, wrong

QUESTIONS = {
    "flat_units": Question(
        "Scores are drawn from a bell curve and multiplied by 10. For which share of them is the "
        "slope of tanh less than 0.01?",
        (
            wrong(
                "about 10%: only the few very large ones",
                "For scores of size 1 next to none is that flat. But with the factor 10 most scores "
                "*are* very large: tanh is flatter than 0.01 from about 3 on.",
            ),
            wrong(
                "about one half",
                "Half of the scores are farther out than 6.7 by size. tanh is flat much earlier: "
                "beyond about 3 its slope is below 0.01.",
            ),
            right(
                "about three quarters",
                "tanh is flatter than 0.01 wherever $|z| > 3$. With scores of size 10, only a quarter "
                "lies between $-3$ and 3.",
            ),
            wrong(
                "nearly all of them, 99% or more",
                "A bell curve is highest in the middle, however far it is stretched. A quarter of the "
                "scores still lies between $-3$ and 3, where tanh bends.",
            ),
        ),
    ),
    "equal_start": Question(
        "All weights begin at 0.5. What do the four hidden units do in 1000 steps?",
        (
            wrong(
                "nothing, as with all zeros",
                "With zeros no blame came through, because it is handed down through $W^{[2]} = 0$. "
                "With 0.5 it does come through, so they move.",
            ),
            right(
                "they move, all four along the same path",
                "Equal units give equal answers and get equal blame, so they make equal steps. The "
                "cost falls a little, as far as one unit can bring it.",
            ),
            wrong(
                "they part after a while, because the examples pull them in different directions",
                "Every example pulls all four, with exactly the same force: they give it the same "
                "answer, and the output listens to them with the same weight.",
            ),
        ),
    ),
    "how_many_units": Question(
        "A flower with six petals in two alternating colours. Where does the training accuracy make "
        "its great leap, as the hidden layer gets wider?",
        (
            wrong(
                "from 1 unit to 2: two can do what one can't",
                "Two lines through the centre make four sectors. The flower has six petals, so two "
                "of the borders are still missing.",
            ),
            wrong(
                "nowhere: each further unit brings a little",
                "So it would be if every unit stood for a few points. A unit draws a whole line, and "
                "the flower is solved when there are enough lines, and hardly before.",
            ),
            wrong(
                "from 5 to 6 or later: six petals take six units",
                "A unit isn't a petal, it is a line. A line through the centre separates petals on "
                "both of its ends, so three of them border all six.",
            ),
            right(
                "from 2 to 3",
                "Three lines through the centre make six sectors, and as you cross a line the colour "
                "changes.",
            ),
        ),
    ),
}
