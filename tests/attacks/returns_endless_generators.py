"""Returns generators, iterators, coroutines, open files, modules and frames in place of numbers.

None of them is data. Each is named by its type, and nothing is drawn from it.
"""

CELLS = {
    "sigmoid_derivative": """
import itertools, sys
async def later():
    pass
def sigmoid_derivative(z):
    coroutine = later()
    coroutine.close()
    return [itertools.count(), (one for one in itertools.repeat(0.2)), coroutine, open("/dev/zero", "rb"),
            sys, sys._getframe(), lambda: 0.2, type, np.nditer(z), memoryview(b"0.2")]
"""
}
