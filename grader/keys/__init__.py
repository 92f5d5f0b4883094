"""Exercises become answer keys: what is asked, what is expected, what each mistake would answer."""
