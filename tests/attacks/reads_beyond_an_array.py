"""Returns a view that reaches beyond its array, in the hope that the answer lies next to the question.

What lies there is memory of the student's own process.
"""

CELLS = {
    "sigmoid_derivative": """
def sigmoid_derivative(z):
    z = np.ascontiguousarray(z, dtype=float)
    beyond = np.lib.stride_tricks.as_strided(z.ravel()[-1:], shape=(z.size + 1,), strides=(8,))
    return np.array(beyond[1:]).reshape(z.shape)
"""
}
