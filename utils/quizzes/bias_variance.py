"""Week 12: predictions about splits, learning curves, lucky winners and a new camera."""

from utils.quizzes.question import Question, right, wrong

QUESTIONS = {
    "sorted_split": Question(
        "The images are sorted from zeros to nines and cut 60 : 20 : 20 without shuffling. Which digits "
        "does the training set hold?",
        (
            wrong(
                "all ten, each in 60% of its images",
                "That is what shuffling does. Here the cut goes through a sorted row: what stands before "
                "60% of it?",
            ),
            right(
                "zeros to fives, and none above",
                "Six tenths of ten digits: the training set ends where the fives end, and the others are met "
                "for the first time in dev and test.",
            ),
            wrong(
                "all ten, but more zeros than nines",
                "For that the cut would have to be slanted. It is a knife: everything before it is in, "
                "everything after it is out.",
            ),
        ),
    ),
    "more_data": Question(
        "The single neuron, trained on all 1197 examples, is wrong on about 8% of them and on about 8% of "
        "the dev set. What would ten times as many examples do to the dev error?",
        (
            wrong(
                "bring it down to about 1%",
                "More examples close the gap between dev and training error. How large is that gap here?",
            ),
            wrong(
                "raise it, since more examples are harder to fit",
                "It is the training error that rises with more examples, up to a level. The dev error "
                "doesn't suffer from them.",
            ),
            right(
                "hardly anything",
                "Dev and training error have met, so there is no gap left to close. What the neuron can't "
                "express, no number of examples will teach it.",
            ),
        ),
    ),
    "peeking": Question(
        "A thousand candidates, each truly wrong in 10% of all cases, are measured on 200 examples "
        "each. What does the best of them seem to be wrong in?",
        (
            right(
                "about 4%",
                "A measured error of a typical candidate is off by about 2 points, and the luckiest of a "
                "thousand is about three times as far out. On fresh examples it is back at 10%.",
            ),
            wrong(
                "about 10%, since that is what it is",
                "That is so for one of them, chosen blindly. But this one was chosen *because* its measured "
                "error is small.",
            ),
            wrong(
                "about 9%: luck is small with 200 examples",
                "For a single candidate luck makes a difference of about 2 points. And here you look at the "
                "luckiest of a thousand.",
            ),
        ),
    ),
    "camera": Question(
        "Which of the three changes, taken by itself, does most harm to the cat detector?",
        (
            wrong(
                "the darkness: all its inputs are halved",
                "Halved inputs halve the scores of the first layer, its biases aside. But what decides in "
                "the end is the sign of the last score, and a smaller scale mostly leaves that alone.",
            ),
            wrong(
                "the blur: fine details are gone",
                "That would harm a network that looks at details. Remember the weights of the first weeks: "
                "large soft patches.",
            ),
            right(
                "the closeness: the animals are larger and elsewhere",
                "For a fully connected network every pixel is an input of its own. What moves to other "
                "pixels is something else to it.",
            ),
        ),
    ),
}
