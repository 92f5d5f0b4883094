"""Returns a list and a dict that contain each other and themselves.

To whoever copies it that is an endless depth, and it is refused like any other.
"""

CELLS = {
    "sigmoid_derivative": """
def sigmoid_derivative(z):
    one, other = [], {}
    one += [one, other]
    other["one"] = one
    other["other"] = other
    return one
"""
}

SAYS = "contain itself"
