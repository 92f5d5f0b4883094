"""Week 1: what to predict before running a cell."""

from utils.quizzes import Question, right, wrong

QUESTIONS = {
    "times_two": Question(
        "What do `[1, 2, 3] * 2` and `np.array([1, 2, 3]) * 2` give?",
        (
            wrong(
                "Both give 2, 4, 6",
                "The array does. A plain list doesn't calculate: for a list, times two means twice the list, "
                "one after the other.",
            ),
            right(
                "The list is repeated, the array is doubled",
                "`[1, 2, 3, 1, 2, 3]` and `[2 4 6]`. Only the array treats its elements as numbers to "
                "calculate with.",
            ),
            wrong(
                "Both are repeated: 1, 2, 3, 1, 2, 3",
                "The list is. An array applies every arithmetic sign to each of its numbers, which is what "
                "it was made for.",
            ),
            wrong(
                "The list gives an error",
                "That would be kinder. Times *1.8* does give an error, but a list times a whole number is "
                "allowed and means repetition, so the bug stays silent.",
            ),
        ),
    ),
    "third_column": Question(
        "`A` has shape `(3, 4)`. Which shape has `A[:, 2]`?",
        (
            wrong(
                "`(3, 1)`: a column",
                "It looks like a column in the table, but a single number in the brackets takes its axis "
                "away, and a column would need two axes.",
            ),
            wrong(
                "`(4,)`: a row of four",
                "The colon stands in the first place, where the rows are chosen: all three of them. Of each "
                "row one number is taken.",
            ),
            wrong(
                "`(1, 3)`: the column, lying down",
                "NumPy doesn't turn it, it drops the axis. What is left has no direction at all.",
            ),
            right(
                "`(3,)`: flat",
                "One number in the brackets, one axis less. Write `A[:, 2:3]` if the column should stay a "
                "column.",
            ),
        ),
    ),
    "column_plus_row": Question(
        "A column of shape `(3, 1)` plus a row of shape `(1, 4)`: what comes out?",
        (
            right(
                "An array of shape `(3, 4)`",
                "Each of them is stretched along the axis in which it has length 1, until both are `(3, 4)`: "
                "every number of the column meets every number of the row.",
            ),
            wrong(
                "An error: the shapes differ",
                "NumPy is more willing than that. An axis of length 1 fits any length, because it can be "
                "repeated. An error comes when two lengths differ and neither is 1.",
            ),
            wrong(
                "An array of shape `(7,)`: one behind the other",
                "That is what plus does with two lists. Arrays add number to number.",
            ),
        ),
    ),
    "sum_axis": Question(
        "`A` has shape `(2, 3)`: two rows, three columns. Which shape has `np.sum(A, axis=0)`?",
        (
            wrong(
                "`(2,)`: one sum for each row",
                "Axis 0 counts the rows, so one is tempted to read *for each row*. But the axis you name is "
                "the one that is summed up and disappears.",
            ),
            wrong(
                "`()`: a single number",
                "That is what you get without `axis`. With it, only that one axis is summed up.",
            ),
            right(
                "`(3,)`: one sum for each column",
                "Axis 0, of length 2, disappears from `(2, 3)`; `(3,)` is left. Cross out the axis you named "
                "and read the rest.",
            ),
        ),
    ),
}
