"""Ends the process in the cell that defines the solution, and with it the worker.

A new sandbox runs the other cells.
"""

CELLS = {"sigmoid_derivative": "import os\ndef sigmoid_derivative(z):\n    return 0.0\nos._exit(0)"}
