"""Returns an object of a type that is called like a script, because types are named on the card.

Names are text like any other: they are cut and escaped.
"""

CELLS = {
    "sigmoid_derivative": """
def sigmoid_derivative(z):
    return type("<script>alert(1)</script><img src=x onerror=alert(2)>", (), {})()
"""
}
