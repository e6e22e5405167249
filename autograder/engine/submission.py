"""A submitted file, however it was saved, read as the cells in it."""

import contextlib
import json
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

MAX_BRACKETS = 300_000  # a notebook has a few hundred; a file of nothing else would fill the memory
CELL_CHARACTERS = 1_000_000
TEXT_CHARACTERS = 20_000  # three thousand words
OLD_FORMATS = (1, 2, 3)


class UnreadableError(Exception):
    """A submission that cannot be graded by machine; the text says why, in words for the student and the instructor."""


@dataclass(frozen=True)
class SubmittedCell:
    """A submitted cell: its kind, its text, its metadata, id and attachments, of which nothing is certain.

    The text of an `oversized` cell is left out.
    """

    kind: str
    text: str
    metadata: dict[str, Any]
    id: Any = None
    attachments: Any = None
    oversized: bool = False


def is_missing(path: str | os.PathLike) -> bool:
    """Tell whether there is nothing at a path; what may not be looked at is not missing."""
    try:
        os.lstat(path)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False


def read_submission(path: str | os.PathLike, max_mb: float) -> bytes:
    """Return the bytes of a submitted file, without following a link.

    Parameters
    ----------
    path : of the file.
    max_mb : what it may hold, in MB (2**20 bytes).

    Raises
    ------
    UnreadableError : if it cannot be opened, is no file or holds more.
    OSError : if it can be opened but not read.
    """
    with opened_submission(path, max_mb) as file:
        return file.read()


@contextlib.contextmanager
def opened_submission(path: str | os.PathLike, max_mb: float) -> Iterator[BinaryIO]:
    """Open a submitted file for reading, without following a link.

    Parameters
    ----------
    path : of the file.
    max_mb : what it may hold, in MB (2**20 bytes).

    Raises
    ------
    UnreadableError : if it cannot be opened, is no file or holds more.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise UnreadableError(f"The submitted file cannot be opened: {error.strerror}.") from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError("What was submitted is not a file.")
        if status.st_size > max_mb << 20:
            raise UnreadableError(f"The submitted file has {status.st_size >> 20} MB; {max_mb} MB can be graded.")
        with open(descriptor, "rb", closefd=False) as file:
            yield file
    finally:
        os.close(descriptor)


def parse(data: bytes) -> list[SubmittedCell]:
    """Return the cells of a submitted notebook, whatever its encoding and format version.

    Raises
    ------
    UnreadableError : if the file is no notebook, or larger than one can be.
    """
    if not data.strip():
        raise UnreadableError("The submitted file is empty.")
    if data.count(b"{") + data.count(b"[") > MAX_BRACKETS:
        raise UnreadableError("The submitted file holds more than a notebook can.")
    try:
        content = json.loads(decoded(data))
        return [_read(cell) for cell in _cells(content, content.get("nbformat", 4))]
    except Exception as error:
        raise UnreadableError(f"The submitted file is not a notebook ({type(error).__name__}).") from None


def _cells(content: dict[str, Any], version: int) -> list[dict[str, Any]]:
    """Return the cells of a notebook as the present format has them, of the older formats without what is not needed here."""
    if version == 4:
        return content["cells"]
    if version not in OLD_FORMATS:
        raise ValueError(f"nbformat {version} is not known")
    sheets = content.get("worksheets", [content])
    return [_renewed(cell) for sheet in sheets for cell in sheet["cells"]]


def _renewed(cell: dict[str, Any]) -> dict[str, Any]:
    if cell["cell_type"] == "code":
        return cell | {"source": cell.get("input", cell.get("code", ""))}
    text = tidy(cell.get("source", cell.get("text", "")))
    if cell["cell_type"] != "heading":
        return cell | {"cell_type": "raw" if cell["cell_type"] == "raw" else "markdown", "source": text}
    level = cell.get("level", 1)
    marks = "#" * (level if level in range(1, 7) else 1)
    return cell | {"cell_type": "markdown", "source": f"{marks} {' '.join(text.split())}"}


def _read(cell: dict[str, Any]) -> SubmittedCell:
    text = tidy(cell.get("source", ""))
    code = cell["cell_type"] == "code"
    oversized = code and len(text) > CELL_CHARACTERS
    if not code and len(text) > TEXT_CHARACTERS:
        text = f"{text[:TEXT_CHARACTERS]}\n\n*(The text goes on; up to {TEXT_CHARACTERS} characters are shown here.)*"
    if oversized:
        text = f"# A cell of {len(text)} characters stood here; up to {CELL_CHARACTERS} can be graded."
    metadata = cell.get("metadata")
    return SubmittedCell(
        str(cell["cell_type"]),
        text,
        metadata if isinstance(metadata, dict) else {},
        cell.get("id"),
        cell.get("attachments"),
        oversized,
    )


def decoded(data: bytes) -> str:
    """Return the text of a file by its byte order mark, else as UTF-8, else as Western European."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def tidy(source: str | list[str]) -> str:
    """Return a cell's text as one string with plain line ends that any file can hold."""
    text = "".join(source) if isinstance(source, list) else source
    return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
