"""Announces a message of two thousand million bytes, so that the grader makes room for it.

So much is refused before any room is made.
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
    stream().sendall(struct.pack(">IQ", 2**31, dialogue()._ticket) + b"x" * 2**20)
    return 0.0
"""
}

SAYS = "bytes"
