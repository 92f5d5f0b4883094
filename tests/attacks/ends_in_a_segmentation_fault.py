"""Reads memory that is not there, by ctypes, so that the interpreter dies without an exception.

That costs the exercise, and the signal is named.
"""

CELLS = {"sigmoid_derivative": "import ctypes\ndef sigmoid_derivative(z):\n    ctypes.string_at(0)"}

SAYS = "SIGSEGV"
