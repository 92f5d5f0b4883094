"""Climbs through the root and working folders of other processes, which may be less confined.

All processes that it sees have the same root.
"""

CELLS = {
    "sigmoid_derivative": """
import glob, os
def sigmoid_derivative(z):
    found = []
    for link in [*glob.glob("/proc/*/root"), *glob.glob("/proc/*/cwd"), *glob.glob("/proc/*/task/*/root")]:
        for way in ("", "/..", "/../../../.."):
            for place in ("$COURSE", "$HOME", "$NEIGHBOUR", "/etc/shadow"):
                if os.path.exists(link + way + place):
                    found.append(link + way + place)
    raise ValueError(f"found {len(found)} ways out")
"""
}

SAYS = "found 0 ways out"
