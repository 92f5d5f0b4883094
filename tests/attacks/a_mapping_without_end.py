"""Returns mappings and sequences that lie about their length and have no end.

So many values an answer may have and no more; then it is refused.
"""

CELLS = {
    "sigmoid_derivative": """
from collections.abc import Mapping, Sequence
import itertools
class Endless(Mapping):
    def __len__(self): return 1
    def __iter__(self): return itertools.count()
    def __getitem__(self, key): return key
class Items(list):
    def __len__(self): return 2
    def __iter__(self): return itertools.repeat(0.25)
def sigmoid_derivative(z):
    return (Items([1]), Endless())
"""
}

SAYS = "more than 100,000 values"
