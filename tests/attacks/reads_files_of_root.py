"""Reads what only the administrator may read among the files that the sandbox shows, if root does the
grading.

Even then, this code runs as a user whom nobody else is.
"""

CELLS = {
    "sigmoid_derivative": """
import os
def sigmoid_derivative(z):
    private = ("/proc/kpageflags", "/proc/slabinfo", "/proc/vmallocinfo", "/proc/kmsg")
    found = [place for place in private if os.access(place, os.R_OK)]
    for folder, _, names in os.walk("/usr/lib"):
        for name in names:
            place = os.path.join(folder, name)
            if os.path.lexists(place) and not os.lstat(place).st_mode & 0o004 and os.access(place, os.R_OK):
                found.append(place)
    raise ValueError(f"found {len(found)} files")
"""
}

SAYS = "found 0 files"
