"""Sends a message that says how the request ended: "correct", with all points and a verdict of its own
making.

There is no such end. Whoever sends something that is no answer has not answered.
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
from grader.answers.answer import Answer, to_record
def sigmoid_derivative(z):
    verdict = {"exercise": "sigmoid_derivative", "status": "correct", "right": 5, "total": 5, "share": 1.0}
    record = to_record(Answer("correct", value=True))
    dialogue().send(answers=[record], verdict=verdict, score=5.0, right=5, total=5)
    dialogue().send(done=record, verdict=verdict, score=5.0)
    dialogue().send(done=verdict)
    dialogue().send(answers=verdict)
    dialogue().send(traces=False)
    return True
"""
}
