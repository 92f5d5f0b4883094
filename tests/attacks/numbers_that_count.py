"""Returns numbers which are another one each time somebody asks: `__float__`, `__int__`, `__index__`,
`__complex__`.

Each is asked once, inside, and then it is a plain number for ever.
"""

CELLS = {
    "sigmoid_derivative": """
import itertools
numbers = itertools.count()
class Counting(float):
    def __float__(self): return float(next(numbers))
    __array__ = lambda self, *_, **__: np.array(float(next(numbers)))
class Whole(int):
    def __int__(self): return next(numbers)
    __index__ = __trunc__ = __int__
    def bit_length(self): return 10**9
def sigmoid_derivative(z):
    return (Counting(0.5), Whole(3), {Whole(1): Counting(1.0)})
"""
}
