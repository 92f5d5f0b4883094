"""Attaches to the worker as a debugger would, and reads and writes its memory.

The calls are refused. (In the worker there would be nothing to find.)
"""

CELLS = {
    "sigmoid_derivative": """
import ctypes, ctypes.util, errno
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    ctypes.set_errno(0)
    done = libc.syscall(ctypes.c_long(number), *(ctypes.c_long(one) for one in arguments))
    return done != -1 or ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS)

import os
parent = os.getppid()
calls = {"attach": (101, 16, parent, 0, 0), "seize": (101, 0x4206, parent, 0, 0), "traceme": (101, 0, 0, 0, 0),
         "read": (310, parent, 0, 0, 0, 0, 0), "write": (311, parent, 0, 0, 0, 0, 0), "kcmp": (312, 1, 1, 0, 0, 0),
         "take": (438, 0, 0, 0), "advise": (440, 0, 0, 0, 0, 0)}
def sigmoid_derivative(z):
    allowed = [name for name, arguments in calls.items() if call(*arguments)]
    raise ValueError(f"allowed: {allowed}")
"""
}

SAYS = r"allowed: \[\]"
