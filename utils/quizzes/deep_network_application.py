"""Week 6: predictions about networks that look at cats."""

from utils.quizzes.question import Question, right, wrong

QUESTIONS = {
    "zeros_look": Question(
        "On which share of the *training* pictures is the network with all weights 0 right?",
        (
            wrong(
                "50%: it tosses a coin",
                "It gives the probability 0.5, but it tosses nothing: by our rule 0.5 is always a no. "
                "So it depends on how many pictures show no cat.",
            ),
            right(
                "on about two thirds",
                "It always says no, and about two thirds of the training pictures show no cat. That "
                "is the baseline of section 1.",
            ),
            wrong(
                "0%: it knows nothing",
                "To be wrong on every picture one would have to know a great deal! Who always says no "
                "is right whenever there is no cat.",
            ),
            wrong(
                "about one third, the share of cats",
                "That would be the accuracy of always saying *yes*. 0.5 isn't greater than 0.5, so "
                "this network always says no.",
            ),
        ),
    ),
    "turned": Question(
        "20 steps on 12288 pixels, and 20 steps on 209 numbers in turned coordinates, turned back at "
        "the end. By how much do the two $W^{[1]}$ differ?",
        (
            wrong(
                "clearly, in the first digits: 98% of the coordinates were thrown away",
                "In those directions no picture has any extent, so no step goes there. They were not "
                "lost: the start still has them, and it is added again at the end.",
            ),
            wrong(
                "a little, in the third or fourth digit: it is a good approximation",
                "It would be one if the pictures were only *nearly* in the span. They are in it, and "
                "the three lines of the derivation hold with equality.",
            ),
            right(
                "by no more than rounding",
                "Forward, backward and update are the same equations seen from other axes. Only the "
                "order in which the computer adds is different.",
            ),
        ),
    ),
    "first_layer_picture": Question(
        "A unit of layer 1 is drawn as a picture: its 12288 weights after 2500 steps. What will you "
        "see in the upper row?",
        (
            right(
                "coloured noise, nearly what the weights were before training",
                "All directions but 209 are where they were drawn, and there are 12288 of them. What "
                "was learned is there, under the noise.",
            ),
            wrong(
                "something like a cat",
                "Where all weights start from zero, as in week 3, the weights are a mixture of "
                "pictures. These started at random, and in most directions they still stand there.",
            ),
            wrong(
                "edges, ears, whiskers: the parts that cats are made of",
                "Units that see a small patch everywhere in a picture learn such things, in "
                "convolutional networks. These see the whole picture at once, and most of what you "
                "see of them is their random start.",
            ),
        ),
    ),
}
