"""Raises exceptions that, when they are described, exit, loop or return what is no text; with hostile
names.

The description is made in the exercise's process. What it sends is text of a bounded length, or nothing.
"""

CELLS = {
    "sigmoid_derivative": """
import os
class Text(str):
    def __str__(self): os._exit(0)
    def encode(self, *_, **__): raise SystemExit
class Biting(SyntaxError):
    msg = property(lambda self: Text("100.0"))
    filename = lineno = text = property(lambda self: {"right": True})
    __traceback__ = property(lambda self: self)
    def __str__(self): raise Biting
    def with_traceback(self, _): os._exit(0)
Biting.__name__ = "x" * 10_000_000
Biting.__qualname__ = "<script>alert(1)</script>"
def sigmoid_derivative(z):
    raise Biting
"""
}
