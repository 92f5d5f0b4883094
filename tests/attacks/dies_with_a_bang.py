"""Returns an object whose destructor ends the process, at a moment when it hits somebody else.

It is destroyed in the process of its own exercise; the next one has a new process.
"""

CELLS = {
    "sigmoid_derivative": """
import os
class Bang:
    def __del__(self):
        os._exit(0)
def sigmoid_derivative(z):
    return Bang()
"""
}
