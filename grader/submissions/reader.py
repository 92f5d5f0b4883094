"""Finds the file that was handed in and makes a notebook of it, whatever it is.

Files go wrong on their way: they are renamed, zipped, cut off, saved in another encoding, or were never
notebooks. And they are strangers': a link or a pipe may lie in the place of a file, or a file may be made to
fill all memory. What can be read is read, and each liberty that was taken is told in a sentence; of the
rest it is said what it is.
"""

import hashlib
import json
import os
import re
import stat
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import nbformat

MAX_BYTES = 100 * 2**20
"""The largest notebook file that is read."""

MAX_ZIP = 10 * 2**20
"""The largest zip archive that is opened: its table of contents is read as a whole."""

MAX_PARTS = 500_000
"""How many values, lists and dicts a notebook file may have."""

MAX_CELLS = 2_000
"""How many cells a notebook may have."""

MAX_DEPTH = 100
"""How deep the lists and dicts of a notebook file may be nested."""

MAX_FILES = 1000
"""How many files of a student's folder are looked at in search of the notebook."""

MAX_TEXT = 10_000
"""How many characters of a cell's every printed output are kept."""

MAX_OUTPUTS = 10 * 2**20
"""How much of a notebook's outputs is kept in all, in characters."""

Notebook = nbformat.NotebookNode

_BLANK = b" \t\r\n\0\xef\xbb\xbf"

_STRING = re.compile(r'"(?:[^"\\]++|\\.?)*+(?:"|\Z)', re.DOTALL)
"""A string in JSON; where it has no end, all that is left."""

_NOTEBOOK_NAME = re.compile(r"\.ipynb(\.txt|\.json)?$|\.zip$", re.IGNORECASE)
"""How the names of files end that could be the notebook under another name."""

_SIGNATURES = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a compressed archive",
    b"Rar!": "a compressed archive",
    b"7z\xbc\xaf": "a compressed archive",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"<": "a web page",
}
"""What a file is that begins so."""


class UnreadableNotebook(Exception):
    """A file is not a notebook; the message says what it is, or where it breaks off."""


def read_notebook(path: Path) -> Notebook:
    """The notebook in the file at `path`, every cell in today's format.

    Raises UnreadableNotebook where the file is none.
    """
    return _parse(_read_file(path), [])


@dataclass(frozen=True)
class HandedIn:
    """What a student handed in, as it came: the bytes of a file, or the `problem` why there are none.

    `repairs` says in sentences which liberties were taken to find it.
    """

    data: bytes = b""
    repairs: tuple[str, ...] = ()
    problem: str = ""

    @property
    def fingerprint(self) -> str:
        """What decides how it is read."""
        told = "\0".join((self.problem, *self.repairs)).encode(errors="surrogateescape")
        return hashlib.sha256(told + b"\0\0" + self.data).hexdigest()


def fetch(path: Path) -> HandedIn:
    """What was handed in where STUDENT/WEEK/NAME is expected; never raises for what lies there."""
    repairs: list[str] = []
    try:
        return HandedIn(_read_file(_find(path, repairs)), tuple(repairs))
    except UnreadableNotebook as error:
        return HandedIn(problem=str(error))


def notebook_in(handed: HandedIn) -> tuple[Notebook, tuple[str, ...]]:
    """The notebook in what was handed in, and what was mended. Raises UnreadableNotebook for none."""
    if handed.problem:
        raise UnreadableNotebook(handed.problem)
    repairs = [*handed.repairs]
    return _parse(handed.data, repairs), tuple(repairs)


def is_handed_in(path: Path) -> bool:
    """Whether there is anything in the place of STUDENT/WEEK/NAME or of its folder, readable or not."""
    return any(map(_is_there, (path.parent, path.parents[1] / path.name)))


def student_id(folder: str) -> str:
    r"""The name of the student whose folder is called `folder`: as it is, where that is plain text.

    What is no text, or would be read as HTML by some page, is written in Python's way, as `\x3c`. The same
    goes for the backslash, so no two folders share a name.
    """
    return "".join(
        sign if sign.isprintable() and sign not in '<>&"\\' else _escaped(sign) for sign in folder
    )


def _escaped(sign: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in sign.encode(errors="surrogateescape"))


def shown(name: str) -> str:
    """A file's name as it can stand in a sentence and on any page."""
    return re.sub(r"[^\w .()-]", "?", name)[:80]


# Finding the file.


def _find(path: Path, repairs: list[str]) -> Path:
    """The expected file, or the only other one that can be meant."""
    try:
        return _look_for(path, repairs)
    except OSError as error:
        raise UnreadableNotebook(f"Its folder can't be opened: {error.strerror}.") from None


def _look_for(path: Path, repairs: list[str]) -> Path:
    for folder in path.parents[1], path.parent:
        if folder.is_symlink():
            raise UnreadableNotebook(
                f"The folder {shown(folder.name)} is a link, and links are not followed."
            )
    if _is_there(path) and not path.is_dir():
        return path
    found = list(islice(_candidates(path), MAX_FILES))
    meant = [file for file in found if path.stem in file.name] or found
    if len(meant) == 1:
        where = "/".join(map(shown, meant[0].relative_to(path.parents[1]).parts))
        repairs.append(f"The notebook was found as {where}; it was read as {path.name}.")
        return meant[0]
    if meant:
        raise UnreadableNotebook(
            f"There is no file {path.name}, and of {_listed(meant)} it is not clear which counts."
        )
    scripts = [file for file in _files(path.parent) if file.suffix == ".py"]
    if scripts:
        raise UnreadableNotebook(
            f"There is no file {path.name}, but the script {shown(scripts[0].name)}. "
            "Hand in the notebook itself."
        )
    raise UnreadableNotebook(f"There is no file {path.name}.")


def _listed(files: Sequence[Path]) -> str:
    names = [shown(file.name) for file in files[:3]]
    return ", ".join(names[:-1]) + " and " + names[-1]


def _is_there(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        # It may be there; whoever reads it will say what is wrong.
        return True
    return True


def _candidates(path: Path) -> Iterator[Path]:
    too_high = path.parents[1] / path.name
    if too_high.is_file() and not too_high.is_symlink():
        yield too_high
    for file in _files(path.parent):
        if _NOTEBOOK_NAME.search(file.name):
            yield file


def _files(folder: Path) -> Iterator[Path]:
    """The files below `folder`, in order; no hidden ones, no links, and not too many."""
    for place, folders, names in islice(os.walk(folder), MAX_FILES):
        folders[:] = sorted(one for one in folders if not one.startswith((".", "__MACOSX")))
        for name in islice(sorted(names), MAX_FILES):
            file = Path(place, name)
            if not name.startswith(".") and file.is_file() and not file.is_symlink():
                yield file


# From a file to text.


def _read_file(path: Path) -> bytes:
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableNotebook(f"{shown(path.name)} is {_kind(status.st_mode)}, not a file.")
        if status.st_size > MAX_BYTES:
            raise UnreadableNotebook(
                f"The file has {status.st_size:,} bytes; at most {MAX_BYTES:,} are read. "
                "Clear the notebook's outputs and hand it in again."
            )
        # Whatever takes the file's place meanwhile is not followed, and not waited for.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            return file.read(MAX_BYTES)
    except FileNotFoundError:
        raise UnreadableNotebook(f"There is no file {shown(path.name)}.") from None
    except OSError as error:
        raise UnreadableNotebook(f"The file can't be opened: {error.strerror}.") from None


def _kind(mode: int) -> str:
    kinds = {stat.S_ISLNK: "a link", stat.S_ISDIR: "a folder", stat.S_ISFIFO: "a pipe"}
    return next((name for is_kind, name in kinds.items() if is_kind(mode)), "a device")


def _decode(data: bytes, repairs: list[str]) -> str:
    if not data.strip(_BLANK):
        raise UnreadableNotebook("The file is empty.")
    if data.startswith(b"PK\x03\x04"):
        data = _unzip(data)
        repairs.append("The notebook was taken out of a zip archive.")
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableNotebook(f"The file is {what}, not a notebook.")
    encoding = json.detect_encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        if not text.lstrip("\ufeff \t\r\n").startswith("{"):
            raise UnreadableNotebook(f"The file is no text at byte {error.start:,}.") from None
        repairs.append("Some of the file's bytes are no text; question marks stand in their place.")
        text = text.replace("\ufffd", "?")
    if "\0" in text:
        repairs.append("The file held zero bytes; they were left out.")
    return text.replace("\0", "").removeprefix("\ufeff")


def _unzip(data: bytes) -> bytes:
    """The only notebook in a zip archive."""
    if len(data) > MAX_ZIP:
        raise UnreadableNotebook("The file is a large zip archive. Hand in the notebook itself.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            inside = [one for one in archive.infolist() if _is_notebook(one.filename)]
            if len(inside) != 1:
                raise UnreadableNotebook(
                    f"The file is a zip archive with {len(inside) or 'no'} notebooks in it. "
                    "Hand in the notebook itself."
                )
            with archive.open(inside[0]) as file:
                content = file.read(MAX_BYTES + 1)
    except UnreadableNotebook:
        raise
    except Exception:
        # A damaged or hostile archive makes this library raise nearly anything.
        raise UnreadableNotebook("The file is a zip archive that can't be opened.") from None
    if len(content) > MAX_BYTES:
        raise UnreadableNotebook("The notebook in the zip archive is too large to be read.")
    return content


def _is_notebook(name: str) -> bool:
    parts = name.split("/")
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return parts[-1].lower().endswith(".ipynb") and not hidden


# From text to a notebook.


def _parse(data: bytes, repairs: list[str]) -> Notebook:
    content = _load(_decode(data, repairs))
    if isinstance(content, dict) and isinstance(content.get("cells"), list):
        cells = content["cells"]
    elif isinstance(content, dict) and isinstance(content.get("worksheets"), list):
        sheets = [sheet for sheet in content["worksheets"] if isinstance(sheet, dict)]
        lists = [sheet.get("cells") for sheet in sheets]
        cells = [cell for cells in lists if isinstance(cells, list) for cell in cells]
        repairs.append("The notebook was in an old format; it was read as one of today's.")
    else:
        raise UnreadableNotebook("The file is JSON, but no notebook: it has no list of cells.")
    if len(cells) > MAX_CELLS:
        raise UnreadableNotebook(
            f"The notebook has {len(cells):,} cells; at most {MAX_CELLS:,} are read."
        )
    metadata = content.get("metadata")
    return nbformat.from_dict(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": metadata if isinstance(metadata, dict) else {},
            "cells": _within_bounds([_clean(cell) for cell in cells]),
        }
    )


def _load(text: str) -> Any:
    structure = _STRING.sub("", text)
    if sum(map(structure.count, ",[{")) > MAX_PARTS:
        raise UnreadableNotebook(
            f"The file has more than {MAX_PARTS:,} parts. "
            "Clear the notebook's outputs and hand it in again."
        )
    try:
        # Strings may hold line ends and other control signs as they are.
        content = json.loads(text, strict=False)
        if not _is_deep(content):
            return _without_half_characters(content, text)
        raise RecursionError
    except RecursionError:
        raise UnreadableNotebook("The file is no notebook: it is nested without end.") from None
    except ValueError as error:
        if not text.lstrip().startswith("{"):
            raise UnreadableNotebook("The file is text, but no notebook.") from None
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "the start"
        raise UnreadableNotebook(
            f"The file is no whole notebook: it stops making sense at {where}. "
            "It may have been cut off on the way; hand it in again."
        ) from None


def _is_deep(content: Any) -> bool:
    level = [content]
    for _ in range(MAX_DEPTH):
        lists = [list(node.values()) if isinstance(node, dict) else node for node in level]
        level = [node for nodes in lists if isinstance(nodes, list) for node in nodes]
    return bool(level)


def _without_half_characters(content: Any, text: str) -> Any:
    """The content with a question mark for every half of a character, which no file can hold."""
    if "\\ud" not in text.lower():
        return content
    return json.loads(json.dumps(content, ensure_ascii=False).encode(errors="replace"))


def _clean(cell: Any) -> dict[str, Any]:
    """A cell in today's format, whatever was in its place, with the outputs that only show something."""
    cell = cell if isinstance(cell, dict) else {}
    kind = cell.get("cell_type")
    # Old formats call a code cell's source its input, and have cells for headings.
    source = _joined(cell.get("source", cell.get("input")))
    if kind == "heading":
        kind, source = "markdown", f"# {source}"
    clean = {
        "cell_type": kind if kind in ("code", "markdown", "raw") else "raw",
        "id": cell["id"] if isinstance(cell.get("id"), str) else "",
        "metadata": _clean_metadata(cell.get("metadata")),
        "source": source.replace("\r\n", "\n").replace("\r", "\n"),
    }
    if kind != "code":
        return clean
    return {**clean, "execution_count": None, "outputs": _clean_outputs(cell.get("outputs"))}


def _joined(text: Any) -> str:
    """Text that may be a list of lines."""
    if isinstance(text, list):
        return "".join(line for line in text if isinstance(line, str))
    return text if isinstance(text, str) else ""


def _clean_metadata(metadata: Any) -> dict[str, Any]:
    """What the grader and nbgrader's pages read of a cell's metadata, as far as it is what it should be."""
    metadata = metadata if isinstance(metadata, dict) else {}
    kinds = {"nbgrader": dict, "tags": list, "editable": bool, "deletable": bool}
    clean = {name: metadata[name] for name in kinds if isinstance(metadata.get(name), kinds[name])}
    if "tags" in clean:
        tags = [tag for tag in clean["tags"] if isinstance(tag, str) and re.fullmatch("[^,]+", tag)]
        clean["tags"] = list(dict.fromkeys(tags))
    return clean


def _clean_outputs(outputs: Any) -> list[dict[str, Any]]:
    """Pictures and printed text; whatever else an output holds could come alive in a browser."""
    outputs = outputs if isinstance(outputs, list) else []
    clean = [_clean_output(output) for output in outputs if isinstance(output, dict)]
    return [output for output in clean if output]


def _clean_output(output: dict[str, Any]) -> dict[str, Any] | None:
    if output.get("output_type") == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _cut(_joined(output.get("text")))}
    data = output.get("data")
    data = data if isinstance(data, dict) else {}
    text, image = _joined(data.get("text/plain")), _joined(data.get("image/png"))
    kept = {"text/plain": _cut(text)} if text else {}
    if image and re.fullmatch(r"[A-Za-z0-9+/=\s]+", image):
        kept["image/png"] = image
    return {"output_type": "display_data", "metadata": {}, "data": kept} if kept else None


def _cut(text: str) -> str:
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]} …"


def _within_bounds(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cells, without the outputs that are too many."""
    left = MAX_OUTPUTS
    for cell in cells:
        if cell.get("outputs"):
            left -= len(json.dumps(cell["outputs"]))
            cell["outputs"] = cell["outputs"] if left >= 0 else []
    return cells
