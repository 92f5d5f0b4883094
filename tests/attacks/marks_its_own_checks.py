"""Changes the check cells: they print full points, are worth a thousand, are tagged to be skipped, or are
copied.

Check cells are the released ones, whatever was handed in in their place.
"""

import copy

CELLS = {"sigmoid_derivative": "def sigmoid_derivative(z):\n    return 1.0"}


def damage(notebook):
    checks = [
        cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")
    ]
    for cell in checks:
        cell["source"] = "100.0"
        cell["metadata"]["tags"] = ["skip-execution"]
        cell["metadata"]["nbgrader"].update(points=1000, locked=False, solution=True)
        cell["outputs"] = [
            {
                "output_type": "execute_result",
                "data": {"text/plain": "100.0"},
                "metadata": {},
                "execution_count": 1,
            }
        ]
    notebook["cells"] += copy.deepcopy(checks)
