"""Runs programs that become root when they start, and asks for the ids of others.

In here no program gains a right by being started.
"""

CELLS = {
    "sigmoid_derivative": """
import glob, os, subprocess
def sigmoid_derivative(z):
    gained = []
    for program in ("su", "sudo", "mount", "newuidmap", "pkexec", "passwd", "ping"):
        try:
            done = subprocess.run([program, "-c", "id -u"], capture_output=True, text=True, timeout=1)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.stdout.strip() == "0":
            gained.append(program)
    for ask in (lambda: os.setuid(0), lambda: os.setgid(0), lambda: os.setgroups([0]), lambda: os.chown("/tmp", 0, 0)):
        try:
            ask()
            gained.append("an id")
        except OSError:
            pass
    raise ValueError(f"gained {gained}")
"""
}

SAYS = r"gained \[\]"
