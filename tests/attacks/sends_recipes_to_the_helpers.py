"""Calls a helper with a formula among its inputs, which would be evaluated where the references live.

Formulas come from keys alone; in what a student's code sends, they end the request.
"""

WEEK = "week05_deep_network"

CELLS = {
    "linear_forward": "def linear_forward(A_prev, W, b):\n    return None",
    "linear_activation_forward": """
from grader.answers.codec import Formula, Rng
def linear_activation_forward(A_prev, W, b, activation):
    command = Formula("__import__('os').system('touch /tmp/$MARK') * np.ones((2, 2))")
    return linear_forward(A_prev, W, command)
""",
}
