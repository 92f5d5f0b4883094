"""Makes hundreds of thousands of empty files, which have no size but take memory of the kernel's.

The guard counts them.
"""

CELLS = {
    "sigmoid_derivative": """
import os
def sigmoid_derivative(z):
    for number in range(10**7):
        os.close(os.open(f"/tmp/{number}", os.O_CREAT))
"""
}

SAYS = "files|in time"
