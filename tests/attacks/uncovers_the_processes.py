"""Takes away what covers /proc, or mounts one of its own, to see the zygote and whoever else is there.

Both are calls that nobody may make any more; and nothing lies at /proc that could be walked through.
"""

CELLS = {
    "sigmoid_derivative": """
import ctypes, os
libc = ctypes.CDLL(None)
def sigmoid_derivative(z):
    os.makedirs("/tmp/proc", exist_ok=True)
    libc.umount2(b"/proc", 2)
    libc.umount2(b"/proc", 8)
    libc.mount(b"proc", b"/tmp/proc", b"proc", 0, None)
    libc.mount(b"/proc/..", b"/tmp/proc", None, 4096, None)
    libc.unshare(0x10000000 | 0x00020000)
    libc.mount(b"proc", b"/tmp/proc", b"proc", 0, None)
    seen = [name for folder in ("/proc", "/tmp/proc") for name in os.listdir(folder)]
    raise ValueError(f"sees {len(seen)} entries")
"""
}

SAYS = "sees 0 entries"
