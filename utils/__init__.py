"""Reference NumPy implementations, one module a lesson, and the figures that the notebooks draw."""
