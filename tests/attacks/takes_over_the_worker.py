"""Replaces what the worker does when it starts and ends processes, so that this exercise's never ends.

Then the worker waits without end; the grader does not.
"""

CELLS = {
    "sigmoid_derivative": """
import time
import grader.sandboxes.worker as worker
in_child, forks = worker.in_child, []
def endless(*arguments):
    forks.append(arguments)
    while len(forks) > 1:
        time.sleep(100)
    return in_child(*arguments)
worker.in_child = endless
def sigmoid_derivative(z):
    return 0.0
"""
}

SAYS = "in time"
