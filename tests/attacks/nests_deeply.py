"""Returns lists in lists in lists, a hundred thousand of them, over which whoever reads them stumbles.

Thirty-two floors are carried; below that the answer is refused.
"""

CELLS = {
    "sigmoid_derivative": """
def sigmoid_derivative(z):
    deep = []
    for _ in range(100_000):
        deep = [deep]
    return deep
"""
}

SAYS = "nested more than"
