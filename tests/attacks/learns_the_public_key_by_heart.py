"""Hard-codes the answers to all cases of the public key, which everybody has at home.

At home it is all right. The private key asks for other numbers.
"""

from grader.keys.key import load_key


def CELLS(world):
    """A solution that knows every public case, and no other."""
    key = load_key(world.course.week(world.week).key)
    (cases,) = (one.cases for one in key.exercises if one.name == "sigmoid_derivative")
    known = [(repr(np_list(case.inputs[0])), np_list(case.expected)) for case in cases]
    return {
        "sigmoid_derivative": f"known = dict({known!r})\n"
        "def sigmoid_derivative(z):\n"
        "    answer = known.get(repr(np.asarray(z).tolist()), 0.0)\n"
        "    return np.array(answer)"
    }


def np_list(value):
    return value.tolist() if hasattr(value, "tolist") else value
