"""Leaves `sitecustomize`, `usercustomize`, a `.pth` file and a module called `numpy` for the next
interpreter.

The next sandbox starts in an empty home; site-packages can't be written.
"""

FIRST_CELL = """
import os, pathlib, site, sys
evil = "import os; os._exit(0)"
for folder in (os.getcwd(), os.path.expanduser("~"), site.getusersitepackages(), *sys.path, sys.prefix):
    for name in ("sitecustomize.py", "usercustomize.py", "numpy.py", "grader.py", "evil.pth", ".pythonrc.py"):
        try:
            pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
            pathlib.Path(folder, name).write_text(evil)
        except OSError:
            pass
os.environ["PYTHONSTARTUP"] = os.path.expanduser("~/.pythonrc.py")
"""

CELLS = {"sigmoid_derivative": "import os\ndef sigmoid_derivative(z):\n    os._exit(0)"}

SAYS = "ended the whole Python process"
