"""Asks for all the memory there is, and touches it.

A process gets so much address space, and then a MemoryError, which is told.
"""

CELLS = {
    "sigmoid_derivative": """
def sigmoid_derivative(z):
    return np.ones((10**6, 10**6)).sum()
"""
}

SAYS = "memory"
