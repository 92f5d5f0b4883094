"""Starts a daemon in a cell, before any request, and closes all that could remind anybody of it.

The cell's process is the worker; its daemon is swept away with the first exercise, or with the sandbox.
"""

FIRST_CELL = """
import os, sys
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 256)
        os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(1000)", "$MARK"])
    os._exit(0)
"""
