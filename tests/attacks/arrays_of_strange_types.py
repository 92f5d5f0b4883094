"""Returns arrays of objects, records, dates, texts, complex and long numbers, each with its own rules of
comparison.

Arrays of booleans, integers and floats are carried, and no others.
"""

CELLS = {
    "sigmoid_derivative": """
calls = []
def sigmoid_derivative(z):
    calls.append(z)
    class Equal:
        __eq__ = lambda *_: True
    strange = [
        np.array([Equal()], dtype=object),
        np.zeros(3, dtype=[("x", float), ("y", object)]),
        np.array(["2020-01-01"], dtype="datetime64[D]"),
        np.array(["0.25"]),
        np.array([b"0.25"]),
        np.full(np.shape(z), 0.2 + 0j),
        np.full(np.shape(z), 0.2, dtype=np.longdouble),
        np.zeros(np.shape(z), dtype="V8"),
        np.zeros(np.shape(z), dtype="timedelta64[s]"),
    ]
    return strange[len(calls) % len(strange)]
"""
}
