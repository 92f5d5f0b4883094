"""Writes files until nothing more can be written, wherever something can be written.

The folders that can be written lie in memory, and have a size.
"""

CELLS = {
    "sigmoid_derivative": """
import os
def sigmoid_derivative(z):
    written = 0
    for folder in ("/tmp", ".", "/dev/shm", "/dev", "/var/tmp", "/proc", "/course"):
        try:
            for number in range(1000):
                with open(f"{folder}/filler-{number}", "wb", buffering=0) as file:
                    while (size := file.write(bytes(2**22))) == 2**22:
                        written += size
                        if written > 2**29:
                            raise ValueError("there is no end to it")
        except OSError:
            continue
    raise ValueError("all is full")
"""
}

SAYS = "all is full|in time"
