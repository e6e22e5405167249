"""What a cell puts out, kept as nbformat data with a cap on its size."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

TEXT = "text/plain"
SHOWN = (TEXT, "image/png", "image/jpeg")  # the forms of an output that are kept
OURS = "application/vnd.autograder."  # begins the form in which a grading cell displays its verdict
TRACEBACK_CHARACTERS = 20_000
FLOOD_CHARACTERS = 10_000  # what is kept of a flood
PICTURES = 4  # times as much as of text a cell may show
STREAMS = {"stdout": 1, "stderr": 2}


class OutputFlood(BaseException):
    """The cell or the call wrote more than it may."""


class Recorder:
    """The outputs of one cell."""

    def __init__(self, max_bytes: int):
        self.left = max_bytes
        self.left_for_pictures = PICTURES * max_bytes
        self.entries: list[dict[str, Any]] = []

    def stream(self, name: str, text: str) -> None:
        """Keep a piece of text written to stdout or stderr.

        Parameters
        ----------
        name : "stdout" or "stderr".
        text : what was written.
        """
        if not self.entries or self.entries[-1].get("name") != name:
            self.entries.append({"output_type": "stream", "name": name, "pieces": []})
        self.entries[-1]["pieces"].append(text[:FLOOD_CHARACTERS] if len(text) > self.left else text)
        self._spend(len(text))

    def rich(self, kind: str, data: dict[str, Any], metadata: dict[str, Any] | None) -> None:
        """Keep a display or a result, in the forms that are shown or tell a verdict; too large a picture gives way to a word.

        Parameters
        ----------
        kind : "display_data" or "execute_result".
        data : text or picture by MIME type.
        metadata : of the display, if it has any.
        """
        kept = {form: content for form, content in data.items() if form in SHOWN or form.startswith(OURS)}
        for form in [form for form in kept if form.startswith("image/")]:
            size = _size(kept[form])
            if size > self.left_for_pictures:
                del kept[form]
                kept[TEXT] = f"A picture of {size / 1e6:.1f} MB is left out: a cell may not show so much."
            else:
                self.left_for_pictures -= size
        self._spend(_size(kept.get(TEXT, "")))
        self.entries.append({"output_type": kind, "data": kept, "metadata": dict(metadata or {})})

    def error(self, name: str, text: str, traceback: list[str]) -> None:
        """Keep a traceback, cut to a size that is always allowed.

        Parameters
        ----------
        name : of the exception's type.
        text : of the exception.
        traceback : its lines; of a long one the end is kept.
        """
        lines = "\n".join(traceback)[-TRACEBACK_CHARACTERS:].split("\n")
        self.entries.append({"output_type": "error", "ename": name, "evalue": text[:1000], "traceback": lines})

    def outputs(self) -> list[dict[str, Any]]:
        """Return what was kept, as nbformat spells it."""
        for entry in self.entries:
            if "pieces" in entry:
                text = "".join(entry.pop("pieces"))
                entry["text"] = text if self.left >= 0 else text[:FLOOD_CHARACTERS]
        return self.entries

    def printed(self) -> str:
        """Return what was written to stdout."""
        texts = [piece for entry in self.entries if entry.get("name") == "stdout" for piece in entry["pieces"]]
        return "".join(texts)

    def _spend(self, size):
        self.left -= size
        if self.left < 0:
            raise OutputFlood("more output than a cell may write")


def _size(value: Any) -> int:
    return len(value) if isinstance(value, (str, bytes)) else 1000


class Stream:
    """A stand-in for sys.stdout or sys.stderr that writes to a recorder."""

    encoding = "utf-8"
    errors = "replace"
    closed = False

    def __init__(self, recorder: Recorder, name: str):
        self.recorder = recorder
        self.name = name

    def write(self, text: str) -> int:
        """Keep a text; return its length.

        Raises
        ------
        TypeError : for what is no text.
        """
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self.recorder.stream(self.name, text)
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        """Keep some texts, one behind the other."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        """Return False: nobody sits there."""
        return False

    def writable(self) -> bool:
        """Return True."""
        return True

    def fileno(self) -> int:
        """Return the descriptor that the real stream has."""
        return STREAMS[self.name]


@contextmanager
def recording(recorder: Recorder) -> Iterator[None]:
    """Send what is written inside the block to a recorder."""
    stdout = sys.stdout
    stderr = sys.stderr
    sys.stdout = Stream(recorder, "stdout")
    sys.stderr = Stream(recorder, "stderr")
    try:
        yield
    finally:
        sys.stdout = stdout
        sys.stderr = stderr


class FileOutput:
    """What is written past Python, to file descriptors 1 and 2, by C code and by child processes."""

    def __init__(self):
        for number in STREAMS.values():
            with tempfile.TemporaryFile() as file:
                os.dup2(file.fileno(), number)

    def drain(self, max_bytes: int) -> list[dict[str, Any]]:
        """Return what came since the last call, as nbformat streams."""
        outputs = []
        for name, number in STREAMS.items():
            size = os.lseek(number, 0, os.SEEK_END)
            if size:
                text = os.pread(number, min(size, max_bytes), 0).decode("utf-8", "replace")
                os.ftruncate(number, 0)
                os.lseek(number, 0, os.SEEK_SET)
                outputs.append({"output_type": "stream", "name": name, "text": text})
        return outputs
