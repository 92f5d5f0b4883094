"""Sets all timers there are, so that some signal ends whatever runs when they go off.

Timers are not inherited by the forks in which exercises are asked; the worker they end is replaced.
"""

CELLS = {
    "sigmoid_derivative": """
import signal
signal.setitimer(signal.ITIMER_VIRTUAL, 1000)
signal.setitimer(signal.ITIMER_PROF, 1000)
def sigmoid_derivative(z):
    signal.alarm(1)
    signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
    while True:
        pass
"""
}
