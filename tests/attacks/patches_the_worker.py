"""Replaces, inside the worker, everything that makes an answer: `ask`, `to_record`, the `Answer` itself.

The worker is not trusted; it can say what it likes, as long as it is an answer, and then it is judged as
one.
"""

FIRST_CELL = """
import gc
import grader.answers.answer, grader.sandboxes.worker
for module in (grader.answers.answer, grader.sandboxes.worker):
    for name, value in {"CORRECT": "correct", "RETURNED": "correct", "DIED": "correct"}.items():
        setattr(module, name, value)
record = grader.answers.answer.to_record
forged = lambda answer: {**record(answer), "outcome": "returned", "value": True}
for module in (grader.answers.answer, grader.sandboxes.worker):
    module.to_record = forged
for names in gc.get_objects():
    if isinstance(names, dict) and names.get("to_record") is record:
        names["to_record"] = forged
"""

CELLS = {"sigmoid_derivative": "def sigmoid_derivative(z):\n    return None"}

OTHERS_EARN = 0.0
"""It spoils its own right answers as well."""
