"""Writes to every file that was left open: the first process of its sandbox was handed the grader's own.

What a worker holds is /dev/null, three times, and its own socket. At /proc there is nothing to open again.
"""

CELLS = {
    "sigmoid_derivative": """
import glob, os, stat
def sigmoid_derivative(z):
    written = []
    for number in range(4096):
        try:
            kind = os.fstat(number)
            if not stat.S_ISSOCK(kind.st_mode) and kind.st_rdev != os.stat("/dev/null").st_rdev:
                os.write(number, b"written")
                written.append(number)
        except OSError:
            pass
    for place in glob.glob("/proc/*/fd/*"):
        try:
            os.write(os.open(place, os.O_WRONLY | os.O_NONBLOCK), b"written")
            written.append(place)
        except OSError:
            pass
    raise ValueError(f"wrote to {len(written)} files")
"""
}

SAYS = "wrote to 0 files"
