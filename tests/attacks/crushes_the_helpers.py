"""Calls helpers with inputs as large as can be carried, whose answers would be larger than any memory.

The references live in a sandbox as well, which may fail and be replaced.
"""

WEEK = "week05_deep_network"

CELLS = {
    "linear_forward": "def linear_forward(A_prev, W, b):\n    return None",
    "linear_activation_forward": """
def linear_activation_forward(A_prev, W, b, activation):
    long = np.ones((200_000, 1))
    for inputs in ((long.T, long, b), (np.ones((1, 7_000_000)), W, b), (1e308, 1e308, [[]] * 1000)):
        try:
            linear_forward(*inputs)
        except Exception:
            pass
    return None
""",
}
