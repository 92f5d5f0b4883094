"""Aborts, which ends a process with a dump of its memory on the disk.

There is no dump, and the exercise is lost.
"""

CELLS = {"sigmoid_derivative": "import os\ndef sigmoid_derivative(z):\n    os.abort()"}

SAYS = "SIGABRT"
