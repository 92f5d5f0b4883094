"""Changes `grader`, `utils` and NumPy on the disk, for itself in the next sandbox and for everybody after
it.

All that is shown is shown read-only.
"""

CELLS = {
    "sigmoid_derivative": """
import os, sys
def sigmoid_derivative(z):
    changed = []
    for place in ("/course/grader/sandboxes/worker.py", "/course/utils/plots.py", np.__file__, sys.executable, "/usr/bin/env"):
        for change in (lambda: open(place, "a").write("#"), lambda: os.chmod(place, 0o777),
                       lambda: os.utime(place), lambda: os.rename(place, place + "~"), lambda: os.remove(place)):
            try:
                change()
                changed.append(place)
            except OSError:
                pass
    raise ValueError(f"changed {len(changed)} files")
"""
}

SAYS = "changed 0 files"
