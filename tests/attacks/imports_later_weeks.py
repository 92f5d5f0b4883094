"""Tries every later lesson's module: deep networks need a sigmoid and its slope, too.

What a week withholds are all lessons from its own on.
"""

CELLS = {
    "sigmoid_derivative": """
import importlib
def sigmoid_derivative(z):
    for name in ("shallow_network", "deep_network", "deep_network_application", "initialization",
                 "regularization", "gradient_checking"):
        try:
            module = importlib.import_module(f"utils.{name}")
        except ImportError:
            continue
        for name in ("sigmoid_derivative", "sigmoid_backward", "activation_gradient"):
            if hasattr(module, name):
                return getattr(module, name)(z)
    raise ImportError("none of them is there")
"""
}

SAYS = "none of them is there"
