"""Changes the socket that it shares with the worker, so that the next exercise's request ends in an error.

What takes the whole sandbox down gets a second chance in a fresh one, so the next exercise loses
nothing.
"""

CELLS = {
    "sigmoid_derivative": """
import gc, os, socket, struct
def sigmoid_derivative(z):
    for one in gc.get_objects():
        if isinstance(one, socket.socket):
            os.set_blocking(one.fileno(), False)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 1000))
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    return 0.0
"""
}
