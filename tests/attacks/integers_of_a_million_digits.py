"""Returns integers so large that to print one takes minutes.

They are measured, not printed, and carried as what they are: no number of this course.
"""

CELLS = {
    "sigmoid_derivative": """
def sigmoid_derivative(z):
    return [1 << 10_000_000, -(1 << 30_000_000), {1 << 10_000_000: 0}]
"""
}
