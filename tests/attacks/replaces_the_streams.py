"""Replaces `sys.stdout` by an object that answers for the grader, and waits for input that never comes.

There is nobody at the other end of the streams: neither prints nor inputs mean anything.
"""

CELLS = {
    "sigmoid_derivative": """
import sys
class Stream:
    def __getattr__(self, name):
        return lambda *_: "100.0"
def sigmoid_derivative(z):
    sys.stdout = sys.stderr = Stream()
    print(100.0)
    return sys.stdin.readline() or input()
"""
}
