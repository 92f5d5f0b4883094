"""Makes the course's first cell fail, so that it looks as if the course were broken and nobody could be
graded.

A cell of the course's that works without the student's is the student's business.
"""

FIRST_CELL = """
import builtins
original = builtins.__import__
def refuse(name, *arguments, **named):
    if name == "numpy":
        raise ImportError("there is no numpy here")
    return original(name, *arguments, **named)
builtins.__import__ = refuse
"""

CELLS = {"sigmoid_derivative": "def sigmoid_derivative(z):\n    return np.ones(3)"}

OTHERS_EARN = 0.0
EARNS = {"predict": 1.0, "model": 1.0}
"""Without NumPy nothing works that names it; these two don't, and right helpers serve them as anybody."""
