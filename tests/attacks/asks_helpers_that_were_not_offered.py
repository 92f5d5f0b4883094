"""Calls, through the worker's own means, for references that nobody offered: of this exercise and of later
ones.

Only what was offered for this exercise is answered, and an exercise is never its own helper.
"""

WEEK = "week05_deep_network"

CELLS = {
    "linear_forward": "def linear_forward(A_prev, W, b):\n    return None",
    "linear_activation_forward": """
import sys
def dialogue():
    frame = sys._getframe()
    while type(found := frame.f_locals.get("self")).__name__ != "Dialogue":
        frame = frame.f_back
    return found
def linear_activation_forward(A_prev, W, b, activation):
    linear_forward(A_prev, W, b)
    for name in ("linear_activation_forward", "L_model_forward", "__import__", 0, None, ["linear_forward"], W):
        try:
            return dialogue()._call(name, (A_prev, W, b, activation), {})
        except RuntimeError:
            continue
    return None
""",
}
