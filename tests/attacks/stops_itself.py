"""Stops its own process, and the worker that waits for it, so that nobody is left who keeps the time.

The grader keeps the time as well, from outside.
"""

CELLS = {
    "sigmoid_derivative": """
import os, signal
def sigmoid_derivative(z):
    os.kill(os.getppid(), signal.SIGSTOP)
    os.kill(os.getpid(), signal.SIGSTOP)
"""
}

SAYS = "in time"
