"""Raises markup of the library that draws the table: links, colours and brackets that are never closed.

A stranger's text is put into the table as text.
"""

CELLS = {
    "sigmoid_derivative": """
def sigmoid_derivative(z):
    raise ValueError("[/][link=file:///etc/passwd][blink]100.0[/blink] [/red] [bold")
"""
}

STUDENT = "[bold red]writes-rich-markup"

SAYS = r"\[bold"
