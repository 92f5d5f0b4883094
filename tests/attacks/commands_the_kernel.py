"""Writes to the kernel's settings under /proc/sys, such as the program that is started when another one
crashes.

That would be a way to run code as root where root does the grading. They are read-only.
"""

CELLS = {
    "sigmoid_derivative": """
import os
def sigmoid_derivative(z):
    open_to_us = []
    for folder, _, files in os.walk("/proc"):
        if folder.split("/")[2:3] and folder.split("/")[2].isdigit():
            continue
        for name in files:
            try:
                os.close(os.open(f"{folder}/{name}", os.O_WRONLY | os.O_NONBLOCK))
                open_to_us.append(name)
            except OSError:
                pass
    raise ValueError(f"could write {len(open_to_us)} settings")
"""
}

SAYS = "could write 0 settings"
