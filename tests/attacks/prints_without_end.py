"""Prints a hundred megabytes, to Python's streams and to the file descriptors under them.

The first thousand characters are kept for the student; the rest is counted by nobody and goes nowhere.
"""

CELLS = {
    "sigmoid_derivative": """
import os, sys
def sigmoid_derivative(z):
    print("y" * 10**8)
    print("y" * 10**8, file=sys.stderr)
    for _ in range(100):
        os.write(1, b"x" * 10**6)
        os.write(2, b"x" * 10**6)
    return z
"""
}
