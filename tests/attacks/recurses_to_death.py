"""Raises the limit of recursion and recurses until the stack is full, in Python and below.

Either exception or signal: the process of that one exercise ends.
"""

CELLS = {
    "sigmoid_derivative": """
import sys
class Deep:
    def __repr__(self): return repr(self) + repr(self)
def sigmoid_derivative(z):
    sys.setrecursionlimit(10**9)
    return repr(Deep())
"""
}
