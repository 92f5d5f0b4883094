"""Returns an object whose pickle is a command: whoever unpickles the answer runs it.

Nothing is pickled. There is a format for data, in which no command can be written.
"""

CELLS = {
    "sigmoid_derivative": """
import os
class Command:
    def __reduce__(self):
        return os.system, ("touch /tmp/$MARK",)
    __reduce_ex__ = lambda self, _: self.__reduce__()
    __getstate__ = __reduce__
def sigmoid_derivative(z):
    return [Command(), {"dw": Command()}]
"""
}
