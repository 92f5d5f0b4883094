"""Puts cells that kill the process before every other one, more of them than sandboxes are ever opened
again.

After a dozen the rest is left out. That is its author's loss, and no excuse to be graded by hand.
"""

CELLS = {"sigmoid_derivative": ""}

OTHERS_EARN = 0.0
"""Its solutions stand behind too many mines."""


def damage(notebook):
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    mine = "import os; os._exit(0)"
    notebook["cells"][1:1] = [
        {**cell, "id": f"mine-{number}", "source": mine} for number in range(20)
    ]
