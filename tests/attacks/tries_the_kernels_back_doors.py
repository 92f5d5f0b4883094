"""Tries the calls through which kernels were broken into: kernel programs, rings, fault handlers, keyrings,
handles.

NumPy needs none of them, and they are refused; so are calls in the manner of other processors.
"""

CELLS = {
    "sigmoid_derivative": """
import ctypes, ctypes.util, errno
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    ctypes.set_errno(0)
    done = libc.syscall(ctypes.c_long(number), *(ctypes.c_long(one) for one in arguments))
    return done != -1 or ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS)

calls = {"bpf": (321, 0, 0, 0), "perf": (298, 0, 0, -1, -1, 0), "userfaultfd": (323, 0), "ring": (425, 1, 0),
         "add_key": (248, 0, 0, 0, 0, 0), "keyctl": (250, 0, -4, 0), "request_key": (249, 0, 0, 0, 0),
         "handle": (304, -100, 0, 0), "name": (303, -100, 0, 0, 0, 0), "fanotify": (300, 0, 0),
         "module": (175, 0, 0, 0), "kexec": (246, 0, 0, 0, 0), "seccomp": (317, 0, 0, 0), "personality": (135, 8),
         "clock": (227, 0, 0), "reboot": (169, 0, 0, 0, 0), "swapon": (167, 0, 0), "acct": (163, 0)}
def sigmoid_derivative(z):
    allowed = [name for name, arguments in calls.items() if call(*arguments)]
    raise ValueError(f"allowed: {allowed}")
"""
}

SAYS = r"allowed: \[\]"
