"""Makes system calls by the numbers of another kind of processor, which a careless filter does not know.

Whoever calls in another manner than the machine's own is ended at once.
"""

CELLS = {
    "sigmoid_derivative": """
import ctypes, ctypes.util, errno
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    ctypes.set_errno(0)
    done = libc.syscall(ctypes.c_long(number), *(ctypes.c_long(one) for one in arguments))
    return done != -1 or ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS)

def sigmoid_derivative(z):
    return call(0x40000000 | 272, 0x10000000)
"""
}

SAYS = "SIGSYS"
