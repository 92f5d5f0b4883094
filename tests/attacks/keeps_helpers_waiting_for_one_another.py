"""Gives a helper a function which calls the helper with a function which calls the helper, and so on for
ever.

So many may wait for one another; the next one is refused.
"""

WEEK = "week09_gradient_checking"

CELLS = {
    "numerical_gradient": "def numerical_gradient(f, theta, epsilon):\n    return None",
    "gradient_check": """
def gradient_check(*inputs):
    def again(theta):
        return float(numerical_gradient(again, theta, 1e-3).sum())
    return again(np.ones((2, 1)))
""",
}
