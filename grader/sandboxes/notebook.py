"""A notebook's cells, executed as a kernel would, without a kernel.

What Jupyter adds to Python is understood as far as it matters here: magics that wrap code run it, and
everything that is meant for somebody who looks on does nothing.
"""

import builtins
import linecache
import re
from collections.abc import Callable
from types import CodeType
from typing import Any

from grader.answers.answer import RETURNED, Answer, explain

_LINE_MAGIC = re.compile(r"%(\w+)[ \t]*(.*[^\\\s]|)\s*")

_IPYTHON = re.compile(r"\A[ \t]|^\s*([%!?,;/]|>>>|\.\.\.|In \[)|=\s*[%!]|\?\s*$", re.MULTILINE)
"""What may be IPython's dialect: cells that are indented, magics, shell commands, prompts, question marks."""


class Notebook:
    """The names that a notebook's cells define, as a kernel would hold them, without a kernel."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"__name__": "__main__"}
        # Notebooks call `display` as if it were built in; nobody is here to look.
        builtins.display = lambda *_, **__: None

    def run(self, name: str, source: str) -> Answer:
        """Execute one cell and say how it went; tracebacks give `name` as its file."""
        # Anew for each cell: importing IPython's own, which knows no shell here, would hide ours.
        self.names["get_ipython"] = lambda: Shell(self)
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        try:
            exec(_compile(source, name), self.names)
        except BaseException as error:
            return explain(error)
        return Answer(RETURNED)


def _compile(source: str, name: str) -> CodeType:
    try:
        return compile(_with_first_magics_called(source), name, "exec")
    except SyntaxError:
        if not _IPYTHON.search(source):
            raise
    # Loaded only here: it takes longer to load than all that a student's functions do.
    from IPython.core.inputtransformer2 import TransformerManager

    return compile(TransformerManager().transform_cell(source), name, "exec")


def _with_first_magics_called(source: str) -> str:
    """The source with the line magics before any code written as the calls that they are.

    The course's own first cell begins with one.
    """
    lines = source.splitlines(keepends=True)
    for place, line in enumerate(lines):
        if magic := _LINE_MAGIC.fullmatch(line):
            lines[place] = f"get_ipython().run_line_magic{magic.groups()}\n"
        elif line.strip() and not line.startswith("#"):
            break
    return "".join(lines)


class Shell:
    """Stands in for IPython's: magics that wrap code run it, all others do nothing."""

    _WRAPPERS = frozenset({"time", "timeit", "capture", "prun"})

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    def run_cell_magic(self, magic: str, line: str, cell: str) -> None:
        """Run the cell that stands under `%%time` and its like."""
        if magic in self._WRAPPERS:
            exec(_compile(cell, f"%%{magic}"), self._notebook.names)

    def run_line_magic(self, magic: str, line: str, *_: Any) -> Any:
        """Run the statement behind `%time`, which may assign; what it gives, where it is a value."""
        if magic != "time":
            return None
        try:
            code = compile(line, "%time", "eval")
        except SyntaxError:
            return exec(compile(line, "%time", "exec"), self._notebook.names)
        return eval(code, self._notebook.names)

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_, **__: None
