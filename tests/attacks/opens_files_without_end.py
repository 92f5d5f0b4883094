"""Opens files, pipes and sockets until there are no more descriptors, in the worker itself.

A process may have two hundred and fifty-six; other processes have their own.
"""

CELLS = {
    "sigmoid_derivative": """
import os, socket
kept = []
def sigmoid_derivative(z):
    while True:
        kept.append(os.pipe())
        kept.append(socket.socketpair())
"""
}
