"""Returns arrays with a shape and strides that do not belong to their memory: a gigantic view of a single
number.

Before a byte is copied, the size is counted; it is more than an answer may have.
"""

CELLS = {
    "sigmoid_derivative": """
class Lying(np.ndarray):
    shape = property(lambda self: (2, 3))
    nbytes = property(lambda self: 8)
    size = property(lambda self: 1)
def sigmoid_derivative(z):
    huge = np.lib.stride_tricks.as_strided(np.zeros(1), shape=(10**9, 10**6), strides=(0, 0))
    return huge.view(Lying)
"""
}

SAYS = "bytes"
