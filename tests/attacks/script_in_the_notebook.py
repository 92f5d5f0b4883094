"""Hides script in the notebook itself: in prose, attachments, outputs, widgets and metadata.

Outputs are reduced to text and pictures, and prose that could come alive is shown as it was typed.
"""

CELLS = {
    "sigmoid_derivative": "# <script>alert(1)</script>\ndef sigmoid_derivative(z):\n    return 1.0"
}


def damage(notebook):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))"
    live = {
        "text/html": evil,
        "application/javascript": "alert(1)",
        "image/svg+xml": f"<svg>{evil}</svg>",
    }
    for cell in notebook["cells"]:
        cell["metadata"]["evil"] = evil
        if cell["cell_type"] == "code":
            cell["outputs"] = [
                {
                    "output_type": "display_data",
                    "metadata": {"evil": evil},
                    "data": {**live, "text/plain": evil},
                },
                {"output_type": "error", "ename": evil, "evalue": evil, "traceback": [evil]},
                {"output_type": "stream", "name": "stdout", "text": evil},
            ]
    prose = {"cell_type": "markdown", "id": "evil", "metadata": {}, "source": evil}
    notebook["cells"].append({**prose, "attachments": {"x.svg": {"image/svg+xml": evil}}})
    notebook["metadata"].update(
        {"title": evil, "widgets": {evil: evil}, "kernelspec": {"name": evil}}
    )
