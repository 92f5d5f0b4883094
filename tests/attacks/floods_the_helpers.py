"""Calls a helper without end, as fast as it can, to keep the grader busy with questions.

The time of the exercise goes on while its helpers answer.
"""

WEEK = "week05_deep_network"

CELLS = {
    "linear_forward": "def linear_forward(A_prev, W, b):\n    return None",
    "linear_activation_forward": """
def linear_activation_forward(A_prev, W, b, activation):
    while True:
        linear_forward(A_prev, W, b)
""",
}
