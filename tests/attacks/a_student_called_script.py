"""Hands in from a folder whose name is a script.

Names are shown as Python would write them where they are not plain text.
"""

CELLS = {"sigmoid_derivative": "def sigmoid_derivative(z):\n    return 1.0"}

STUDENT = "<img src=x onerror=alert(1)>"
