"""Has a broken first function, waits for the help that later exercises get, and keeps what it learns for
itself.

All that a helper could answer is judged before the first help is given; and it helps nobody but the
later one.
"""

WEEK = "week05_deep_network"

CELLS = {
    "linear_forward": """
import os, pickle
def linear_forward(A_prev, W, b):
    return pickle.load(open("/tmp/stolen", "rb")) if os.path.exists("/tmp/stolen") else None
""",
    "linear_activation_forward": """
import pickle
def linear_activation_forward(A_prev, W, b, activation):
    answer = linear_forward(A_prev, W, b)
    pickle.dump(answer, open("/tmp/stolen", "wb"))
    globals()["linear_forward"] = lambda *_: answer
    return answer
""",
}
