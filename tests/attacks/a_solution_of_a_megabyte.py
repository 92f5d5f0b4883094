"""Writes a cell of many megabytes and an expression nested so deeply that compiling it kills the
interpreter.

The one is not run, and the other ends its own sandbox.
"""

CELLS = {
    "sigmoid_derivative": "x = '" + "x" * 3_000_000 + "'",
    "propagate_loop": "y = " + "(" * 100_000 + ")" * 100_000,
}
