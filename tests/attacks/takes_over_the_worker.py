"""Leaves a trace, so that it is asked alone, for which the worker starts a process that now never ends.

Then the worker waits without end; the grader does not.
"""

CELLS = {
    "sigmoid_derivative": """
import time
import grader.sandboxes.worker as worker
calls = []
def endless(*arguments):
    while True:
        time.sleep(100)
worker.in_child = endless
def sigmoid_derivative(z):
    calls.append(z)
    return 0.0
"""
}

SAYS = "in time"
