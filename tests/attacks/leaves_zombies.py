"""Starts processes that die at once and are never waited for.

When a request is over, its process is, and the first process of the sandbox waits for the orphans.
"""

CELLS = {
    "sigmoid_derivative": """
import os
def sigmoid_derivative(z):
    for _ in range(30):
        if os.fork() == 0:
            os._exit(0)
    return 0.0
"""
}
