"""Puts memory where no process holds it: memory files, System V segments, message queues.

These calls are refused.
"""

CELLS = {
    "sigmoid_derivative": """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def sigmoid_derivative(z):
    got = []
    try:
        got.append(os.memfd_create("hoard"))
    except PermissionError:
        pass
    got += [number for number in (libc.shmget(0, 2**30, 0o1600), libc.msgget(0, 0o1600), libc.semget(0, 9, 0o1600))
            if number >= 0]
    raise ValueError(f"got {len(got)} places")
"""
}

SAYS = "got 0 places"
