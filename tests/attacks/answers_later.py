"""Forks, says nothing in time, and lets the child work on the answer in peace while others are asked.

When a request is over, everything that it started is ended.
"""

CELLS = {
    "sigmoid_derivative": """
import os, time
def sigmoid_derivative(z):
    if os.fork():
        os._exit(0)
    os.setsid()
    if os.fork():
        os._exit(0)
    time.sleep(2)
    s = sigmoid(z)
    return s * (1 - s)
"""
}
