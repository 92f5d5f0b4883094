"""Sends the questions to a server, by all protocols that it knows, and asks the machine's own services for
help.

There is no network and no kind of socket that would need one.
"""

CELLS = {
    "sigmoid_derivative": """
import socket
def sigmoid_derivative(z):
    reached = []
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET, socket.AF_VSOCK):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
            try:
                socket.socket(family, kind)
                reached.append((family, kind))
            except OSError:
                pass
    for attempt in (lambda: socket.getaddrinfo("example.org", 80), lambda: socket.create_connection(("127.0.0.1", 22))):
        try:
            reached.append(attempt())
        except OSError:
            pass
    raise ValueError(f"reached {len(reached)} places")
"""
}

SAYS = "reached 0 places"
