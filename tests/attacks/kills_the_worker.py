"""Kills the worker, and everything else it is allowed to kill.

That ends its own sandbox, and its own exercise; a new sandbox answers for the others.
"""

CELLS = {
    "sigmoid_derivative": """
import os, signal
def sigmoid_derivative(z):
    os.kill(os.getppid(), signal.SIGKILL)
    os.kill(-1, signal.SIGKILL)
"""
}
