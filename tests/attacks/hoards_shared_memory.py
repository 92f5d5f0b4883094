"""Lets several processes hold memory that belongs to all of them, and so to none.

Memory that several share and no file backs can't be mapped; of files in memory, the guard counts the shares.
"""

CELLS = {
    "sigmoid_derivative": """
import mmap, os, time
def sigmoid_derivative(z):
    for _ in range(8):
        if os.fork() == 0:
            held = mmap.mmap(-1, 2**28)
            for place in range(0, 2**28, 2**12):
                held[place] = 1
            time.sleep(1000)
    time.sleep(1000)
"""
}

SAYS = "memory|in time|not permitted"
