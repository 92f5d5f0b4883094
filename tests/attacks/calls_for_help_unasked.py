"""Asks the grader's side to call a helper, though nobody offered one in this request.

Who calls where nothing was offered has ended its request.
"""

CELLS = {
    "sigmoid_derivative": """
import sys
def dialogue():
    frame = sys._getframe()
    while type(found := frame.f_locals.get("self")).__name__ != "Dialogue":
        frame = frame.f_back
    return found
def stream():
    return dialogue()._connection._stream
def sigmoid_derivative(z):
    return dialogue()._call("sigmoid_derivative", (z,), {})
"""
}
