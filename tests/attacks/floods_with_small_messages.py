"""Sends small messages as fast as it can, so that the grader never gets round to looking at the clock.

Somebody else looks at the clock. What is sent is counted, too.
"""

CELLS = {
    "sigmoid_derivative": """
import sys
def dialogue():
    frame = sys._getframe()
    while type(found := frame.f_locals.get("self")).__name__ != "Dialogue":
        frame = frame.f_back
    return found
def stream():
    return dialogue()._connection._stream
import struct
def sigmoid_derivative(z):
    message = struct.pack(">IQI", 5, 1, 1) + b"1"
    flood = stream()
    while True:
        flood.sendall(message * 1000)
"""
}

SAYS = "in time|bytes"
