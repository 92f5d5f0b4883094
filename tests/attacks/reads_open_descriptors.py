"""Reads every file that was left open, and opens again, through /proc, what any other process holds.

What a worker holds is /dev/null, three times, and its own socket; at /proc there is nothing.
"""

CELLS = {
    "sigmoid_derivative": """
import glob, os, stat
def sigmoid_derivative(z):
    found = []
    for number in range(4096):
        try:
            if not stat.S_ISSOCK(os.fstat(number).st_mode):
                os.set_blocking(number, False)
                found.append(os.read(number, 1000))
        except OSError:
            pass
    for place in glob.glob("/proc/*/fd/*"):
        try:
            found.append(os.read(os.open(place, os.O_RDONLY | os.O_NONBLOCK), 1000))
        except OSError:
            pass
    print(found)
    raise ValueError(f"read {len(b''.join(found))} bytes")
"""
}

SAYS = "read 0 bytes"
