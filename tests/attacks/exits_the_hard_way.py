"""Ends the process with the exit code of success, before anything can go wrong.

A request that ends without an answer has none.
"""

CELLS = {"sigmoid_derivative": "import os\ndef sigmoid_derivative(z):\n    os._exit(0)"}

SAYS = "ended the whole Python process"
