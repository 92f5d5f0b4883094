"""Opens a classmate's submission at the very place where it lies, and takes the solution from there.

Each submission's sandbox shows the bundle and nothing of the class.
"""

CELLS = {
    "sigmoid_derivative": """
import json
def sigmoid_derivative(z):
    notebook = json.load(open("$NEIGHBOUR/logistic_regression.ipynb"))
    print(open("$NEIGHBOUR/notes.txt").read())
    for cell in notebook["cells"]:
        exec("".join(cell["source"]), globals())
    return sigmoid_derivative(z)
"""
}

SAYS = "No such file"
