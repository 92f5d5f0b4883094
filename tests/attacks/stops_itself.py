"""Leaves a trace, so that it is asked alone, and there stops its own process and the worker that waits for it.

Nobody is left in there who keeps the time. The grader keeps it as well, from outside.
"""

CELLS = {
    "sigmoid_derivative": """
import os, signal
calls = []
def sigmoid_derivative(z):
    calls.append(z)
    os.kill(os.getppid(), signal.SIGSTOP)
    os.kill(os.getpid(), signal.SIGSTOP)
"""
}

SAYS = "in time"
