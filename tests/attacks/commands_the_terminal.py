"""Prints and raises escape sequences that clear the screen, set its title and write over other students'
lines.

The table shows what can be printed and nothing else.
"""

CELLS = {
    "sigmoid_derivative": """
def sigmoid_derivative(z):
    command = "\\x1b[2J\\x1b]0;owned\\x07\\x9b1A\\r100.0\\x08\\u202e\\u2028"
    print(command)
    raise type(command, (Exception,), {})(command)
"""
}

STUDENT = "commands\x1b[2Jthe\nterminal"
