"""Patches the worker so that one question is answered with another function: right work, sent twice.

A right answer to another question is a wrong one.
"""

FIRST_CELL = """
import sys
main = sys.modules["grader.sandboxes.worker"]
answer = main.Dialogue.answer
def exchange(self, message):
    if message["ask"] == "sigmoid_derivative":
        message["ask"] = "sigmoid"
    return answer(self, message)
main.Dialogue.answer = exchange
"""

CELLS = {"sigmoid_derivative": ""}
