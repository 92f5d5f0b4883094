"""Answers calls that nobody made, returns where a call is expected, and sends two calls at once.

Who talks nonsense to the grader is not answered; the references never hear of it.
"""

WEEK = "week09_gradient_checking"

CELLS = {
    "numerical_gradient": "def numerical_gradient(f, theta, epsilon):\n    return None",
    "gradient_check": """
import sys
def dialogue():
    frame = sys._getframe()
    while type(found := frame.f_locals.get("self")).__name__ != "Dialogue":
        frame = frame.f_back
    return found
from grader.answers.answer import Answer, to_record
def gradient_check(*inputs):
    def cost(theta):
        talk = dialogue()
        talk.send(**{"return": to_record(Answer("returned", value=1.0))})
        talk.send(call="numerical_gradient", inputs=[None, theta, 1e-3], named={}, functions={0: 0})
        talk.send(**{"return": {"outcome": "correct"}})
        return 1.0
    return numerical_gradient(cost, np.ones((2, 1)), 1e-3)
""",
}
