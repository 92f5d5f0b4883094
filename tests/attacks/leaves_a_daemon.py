"""Starts a daemon as the book says, forked twice and in a session of its own, which waits until it is
alone.

Nothing outlives a sandbox, and nothing that a request started outlives the request.
"""

CELLS = {
    "sigmoid_derivative": """
import os, signal, sys
def sigmoid_derivative(z):
    if os.fork() == 0:
        os.setsid()
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        if os.fork() == 0:
            os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(1000)", "$MARK"])
        os._exit(0)
    return 0.0
"""
}
