"""Week 11: predictions about rulers, lonely patients and round bowls."""

from utils.quizzes.question import Question, right, wrong

QUESTIONS = {
    "first_step": Question(
        "All weights are 0. Which of them will the first step of gradient descent move most?",
        (
            wrong(
                "those of the features that tell most about the label",
                "That would be fair. But the gradient is a mean of the feature times the error, so a "
                "telling feature in small units loses against a dull one in large units.",
            ),
            wrong(
                "all about equally, since all start at 0",
                "The weights are equal, and so are the errors of all patients with the same label. The "
                "features that multiply these errors are not.",
            ),
            right(
                "those of the features with the largest numbers, the areas",
                "The gradient of a weight is a mean of its feature times the error, so it grows with "
                "the numbers that the feature comes in.",
            ),
        ),
    ),
    "one_patient": Question(
        "A patient comes alone, and is standardised by the mean and spread of herself alone (where the "
        "spread is 0, it is taken as 1). What does the network get to see?",
        (
            right(
                "zeros in all features, whoever she is",
                "She is her own mean, so nothing is left of her after subtracting it. Every patient "
                "gets the same answer.",
            ),
            wrong(
                "about the same as with the rulers of the training set",
                "A mean over one example is that example. What is left when it is subtracted?",
            ),
            wrong(
                "larger numbers than with the rulers of the training set",
                "That would need a small spread to divide by. But look at what is divided: the patient "
                "minus her own mean.",
            ),
        ),
    ),
    "round_bowl": Question(
        "One standardised feature and a bias: the matrix of curvatures is the identity. From anywhere in "
        "the plane, how many steps with learning rate 1 lead to the bottom?",
        (
            wrong(
                "it depends on how far away the start is",
                "The further away, the longer the gradient, and the longer the step. By what is the "
                "distance multiplied in each?",
            ),
            right(
                "one",
                "In each direction the error is multiplied by 1 - 1 · 1 = 0. In a round bowl the "
                "gradient points straight at the bottom, and is exactly as long as the way.",
            ),
            wrong(
                "about ten",
                "That is what it takes when a share of the error is left after every step. Which share "
                "is 1 - 1 · 1?",
            ),
            wrong(
                "none do: 1 is beyond the limit",
                "The limit is 2 over the largest curvature, and here all curvatures are 1.",
            ),
        ),
    ),
}
