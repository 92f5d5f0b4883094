"""Sets all hooks that Python offers for exceptions, display, audit and breakpoints, each to end with
success.

Whether a process ends with success says nothing about its answers.
"""

CELLS = {
    "sigmoid_derivative": """
import os, sys
def success(*_):
    os._exit(0)
def sigmoid_derivative(z):
    sys.excepthook = sys.unraisablehook = sys.displayhook = sys.breakpointhook = success
    sys.addaudithook(lambda event, _: success() if event == "socket.sendall" else None)
    raise ValueError("look here")
"""
}
