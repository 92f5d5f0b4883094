"""Announces a message of a thousand bytes, sends ten of them and ends the process.

What comes next in the stream completes the message to something that is none, and the sandbox is
replaced.
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
import os, struct
def sigmoid_derivative(z):
    stream().sendall(struct.pack(">IQ", 1000, dialogue()._ticket) + b"x" * 10)
    os._exit(0)
"""
}
