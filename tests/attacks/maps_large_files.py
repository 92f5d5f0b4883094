"""Maps files that are larger than memory, sparse ones among them, and writes into the map.

No file may be larger than the folder that it lies in.
"""

CELLS = {
    "sigmoid_derivative": """
import mmap, os
def sigmoid_derivative(z):
    maps = []
    for number in range(100):
        with open(f"/tmp/map-{number}", "w+b") as file:
            os.truncate(file.fileno(), 2**26)
            maps.append(mmap.mmap(file.fileno(), 2**26))
        maps[-1][:] = bytes(2**26)
"""
}
