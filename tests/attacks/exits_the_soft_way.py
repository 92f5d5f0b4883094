"""Raises what is meant to end programs: SystemExit, KeyboardInterrupt, GeneratorExit.

They are exceptions like others, but for the process of the one exercise.
"""

CELLS = {
    "sigmoid_derivative": """
calls = []
def sigmoid_derivative(z):
    calls.append(z)
    raise (SystemExit(0), KeyboardInterrupt(), GeneratorExit(), BaseException(100.0))[len(calls) % 4]
""",
}
