"""Returns objects that exit, loop or raise as soon as anybody touches an attribute, text that is no text
among them.

It all happens in the exercise's own process, which it ends.
"""

CELLS = {
    "sigmoid_derivative": """
import os
class Trap:
    def __getattribute__(self, name): os._exit(0)
class Text(str):
    def encode(self, *_, **__): return b"100.0"
    def __len__(self): os._exit(0)
    def __str__(self): os._exit(0)
class Meta(type):
    def __getattribute__(cls, name):
        if name == "__name__":
            os._exit(0)
        return type.__getattribute__(cls, name)
class Named(metaclass=Meta): pass
def sigmoid_derivative(z):
    return [Text("x"), {Text("dw"): 1.0}, Named(), Trap()]
"""
}
