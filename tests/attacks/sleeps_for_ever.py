"""Sleeps, which costs no CPU time, and blocks every signal that might wake it.

The worker waits so long by the clock and no longer.
"""

CELLS = {
    "sigmoid_derivative": """
import signal, time
def sigmoid_derivative(z):
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    while True:
        time.sleep(1000)
"""
}

SAYS = "in time"
