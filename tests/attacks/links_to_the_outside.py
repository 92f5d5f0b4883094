"""Makes symbolic and hard links to files outside, in the folders that it may write to, and reads through
them.

A link leads nowhere that its reader can't see. Nobody outside ever reads in the sandbox's folders.
"""

CELLS = {
    "sigmoid_derivative": """
import os
def sigmoid_derivative(z):
    found = []
    for number, place in enumerate(("$COURSE/students.csv", "$HOME/.netrc", "/etc/shadow", "$NEIGHBOUR/notes.txt")):
        for make in (os.symlink, os.link):
            link = f"/tmp/link-{number}-{make.__name__}"
            try:
                make(place, link)
                found.append(open(link).read())
            except OSError:
                pass
    raise ValueError(f"read {len(found)} files: {found}")
"""
}

SAYS = "read 0 files"
