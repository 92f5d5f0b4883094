"""Loops for ever, catches every exception and ignores every signal that can be ignored.

One signal can't be ignored, and a second after the others it comes.
"""

CELLS = {
    "sigmoid_derivative": """
import signal
def sigmoid_derivative(z):
    for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
"""
}

SAYS = "in time"
