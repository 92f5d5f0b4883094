"""Changes the working folder, deletes it, fills it with modules called like the worker's, and changes the
environment.

All of it lasts as long as its sandbox, and the worker has imported what it needs.
"""

CELLS = {
    "sigmoid_derivative": """
import os, pathlib, shutil
home = os.getcwd()
for name in ("numpy", "grader", "utils", "copy", "codec"):
    pathlib.Path(home, f"{name}.py").write_text("raise SystemExit")
os.environ.clear()
os.environ.update(PATH="/nowhere", PYTHONPATH=home, LD_PRELOAD=home + "/evil.so", HOME="/")
os.umask(0o777)
os.mkdir("/tmp/ground")
os.chdir("/tmp/ground")
os.rmdir("/tmp/ground")
shutil.rmtree(home, ignore_errors=True)
def sigmoid_derivative(z):
    return 0.0
"""
}
