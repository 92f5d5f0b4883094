"""Sends bytes by hand: duplicate keys, huge and endless numbers, half characters, negative lengths, unknown
types.

Whatever is not exactly a value ends the conversation.
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
calls = []
def sigmoid_derivative(z):
    calls.append(z)
    ticket = dialogue()._ticket
    start = '{"dict":[["answers",'
    skeletons = [
        start + '{"dict":[["outcome","returned"],["value",1e999]]}]]}',
        start + '{"array":["|O",[1]]}]]}',
        start + '{"array":["<f8",[-1]]}]]}',
        start + '{"array":["<f8",[1e3]]}]]}',
        start + '{"array":["<f8",[%s]]}]]}' % ("9" * 4000),
        start + '"\\\\ud800"]]}',
        start + '{"class":"os.system"}]]}',
        "[" * 100_000,
        '"' + "x" * 100,
    ]
    text = skeletons[len(calls) % len(skeletons)].encode()
    stream().sendall(struct.pack(">IQI", len(text) + 4, ticket, len(text)) + text)
    return 0.0
"""
}
