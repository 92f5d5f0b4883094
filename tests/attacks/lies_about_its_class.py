"""Returns objects that claim to be arrays, floats and dicts when they are asked for their class.

What is no array has no numbers in it, whatever it says.
"""

CELLS = {
    "sigmoid_derivative": """
def liar(kind):
    return type("Liar", (), {"__class__": property(lambda self: kind), "__len__": lambda self: 1})()
def sigmoid_derivative(z):
    return [liar(np.ndarray), liar(float), liar(dict), liar(str), liar(list), liar(bool), liar(int)]
"""
}
