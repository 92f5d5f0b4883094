"""Starts a thread in a cell, which changes functions and answers while other exercises are asked.

Exercises are asked in forks, and threads are not forked; this one keeps its own process busy and no
other.
"""

CELLS = {
    "sigmoid_derivative": """
import threading, time
def meddle():
    while True:
        time.sleep(0.01)
        globals()["sigmoid_derivative"] = lambda z: 0.0
threading.Thread(target=meddle, daemon=True).start()
def sigmoid_derivative(z):
    return 1.0
"""
}
