"""What a function did when it was asked: plain data, and the bytes that carry it."""
