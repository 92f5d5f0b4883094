"""Adds a hundred cells that each sleep a little less than they may, which would add up to hours.

A submission has so much time in all; after that its remaining cells and questions are left out.
"""

CELLS = {"sigmoid_derivative": ""}

OTHERS_EARN = 0.0
"""Nothing of it is reached in time."""


def damage(notebook):
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    sleeping = "import time; time.sleep(4.5)"
    notebook["cells"][1:1] = [
        {**cell, "id": f"s{number}", "source": sleeping} for number in range(100)
    ]
