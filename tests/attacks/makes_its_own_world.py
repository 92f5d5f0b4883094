"""Makes namespaces within the namespace, in which it would be root, and mounts what it likes there.

Most ways out of a sandbox begin like this. The calls are refused.
"""

CELLS = {
    "sigmoid_derivative": """
import ctypes, ctypes.util, errno
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    ctypes.set_errno(0)
    done = libc.syscall(ctypes.c_long(number), *(ctypes.c_long(one) for one in arguments))
    return done != -1 or ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS)

calls = {"unshare": (272, 0x10000000), "unshare mount": (272, 0x20000), "setns": (308, 0, 0),
         "chroot": (161, 0), "pivot_root": (155, 0, 0), "mount": (165, 0, 0, 0, 0, 0), "umount2": (166, 0, 2),
         "clone": (56, 0x10000000 | 17, 0, 0, 0, 0), "clone3": (435, 0, 88), "open_tree": (428, -100, 0, 1),
         "fsopen": (430, 0, 0), "move_mount": (429, 0, 0, 0, 0, 0), "mount_setattr": (442, -100, 0, 0, 0, 0)}
def sigmoid_derivative(z):
    allowed = [name for name, arguments in calls.items() if call(*arguments)]
    raise ValueError(f"allowed: {allowed}")
"""
}

SAYS = r"allowed: \[\]"
