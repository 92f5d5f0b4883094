"""Week 3: predictions about one neuron."""

from utils.quizzes.question import Question, right, wrong

QUESTIONS = {
    "flat_and_column": Question(
        "`flat` has shape `(3,)`, `column` has shape `(3, 1)`. What becomes of `flat + column`?",
        (
            wrong(
                "a column, `(3, 1)`: three numbers plus three numbers",
                "For you they are three numbers each. NumPy lines the shapes up from the right, so "
                "the flat array counts as a *row*, and a row and a column meet in every place of a "
                "square.",
            ),
            wrong(
                "an error, because the shapes are different",
                "It would be kinder. But wherever one of two sizes is 1 (or missing), NumPy "
                "stretches it without asking. Here both arrays get stretched.",
            ),
            right(
                "a square, `(3, 3)`",
                "The flat array is taken for a row and repeated downwards, the column is repeated "
                "sideways. No error, no warning, nine numbers where you wanted three.",
            ),
            wrong(
                "a flat array, `(3,)`",
                "Then the column would have to lose a dimension. NumPy never drops one here; it adds "
                "a missing one in front, which makes the flat array a row.",
            ),
        ),
    ),
    "one_more_point": Question(
        "From score 0 to 1 the probability rises from 0.50 to 0.73. How far does it rise from "
        "score 5 to 6?",
        (
            wrong(
                "as far: the score rises by 1 both times",
                "That would be so for a straight line. At 5 the probability is above 0.99 already, "
                "and a rise by 0.23 would lead beyond 1.",
            ),
            right(
                "less than one fiftieth of that",
                "There isn't much room left: at score 5 only 0.0067 is missing to 1, and all further "
                "scores up to infinity have to share it.",
            ),
            wrong(
                "somewhat less, perhaps half of it",
                "You see that it flattens. But it flattens fast: what is missing to 1 soon shrinks by "
                "a factor of nearly $e$ with every point of score, so after five points it is tiny.",
            ),
            wrong(
                "farther: who is nearly convinced is easily convinced",
                "People may be like that. The sigmoid is steepest in the middle, where it is "
                "undecided, and flatter the surer it is.",
            ),
        ),
    ),
    "long_strides": Question(
        "The walk with learning rate 1 arrives in 40 steps, that with 0.1 is still on its way. What "
        "will the one with 4 do?",
        (
            right(
                "come down in a few strides, and then jump to and fro across the valley",
                "The direction is right at every step, and the step is too long: it lands on the "
                "other side, where the slope points back.",
            ),
            wrong(
                "arrive at the same place in a quarter of the time",
                "That holds as long as steps are short compared with the valley. Near the bottom a "
                "stride of four times the length no longer fits into it.",
            ),
            wrong(
                "fly off, with a cost that grows for ever",
                "It can happen: on a parabola it does as soon as the rate is too large. Here the "
                "sides of the valley become straight farther up, so the steps stop growing and it "
                "is thrown back and forth instead.",
            ),
        ),
    ),
    "longer": Question(
        "After 800 steps the neuron is right on 90% of the training pictures. Which accuracy gains "
        "more from the 2200 steps that follow?",
        (
            wrong(
                "neither: after 800 steps it has learned what there is to learn",
                "The slope becomes small, but it isn't zero, and there are 12288 weights with which "
                "to please the last few training pictures.",
            ),
            wrong(
                "both gain the same: what it learns about cats is good for all pictures",
                "If it learned about cats only. It learns about these 209 pictures, and some of what "
                "is true of them is true of no others.",
            ),
            wrong(
                "the test accuracy, because the training pictures are nearly all right already",
                "There is more room on the test pictures, yes. But no step is ever made for their "
                "sake; they only get what happens to be true of them as well.",
            ),
            right(
                "the training accuracy: it gains more than twice as much as the test accuracy",
                "Late in training the neuron works on single pictures that are still wrong. What "
                "helps with those helps others only a little.",
            ),
        ),
    ),
}
