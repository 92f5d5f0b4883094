"""Writes answers by hand that no honest worker would send: integers of four thousand digits, as value and
as line.

They are data, so they are compared, and are wrong. Nobody's arithmetic breaks over them.
"""

CELLS = {
    "sigmoid_derivative": """
import sys
def dialogue():
    frame = sys._getframe()
    while type(found := frame.f_locals.get("self")).__name__ != "Dialogue":
        frame = frame.f_back
    return found
def stream():
    return dialogue()._connection._stream
import struct
from grader.answers.answer import Answer, to_record
def sigmoid_derivative(z):
    record = to_record(Answer("returned"))
    fields = ",".join('["%s",%s]' % (name, dict(value="9" * 4000, line="9" * 4000, outcome='"returned"').get(name, '""'))
                      for name in record)
    text = ('{"dict":[["answers",{"list":[{"dict":[%s]}]}]]}' % fields).encode()
    for _ in range(20):
        stream().sendall(struct.pack(">IQI", len(text) + 4, dialogue()._ticket, len(text)) + text)
    return 0.0
"""
}
