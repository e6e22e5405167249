"""Python's bytecode for the browser, so that nobody's first minute goes into compiling: the Python that will run it compiles it."""

import shutil
import subprocess
from pathlib import Path

from fetched import FetchError

COMPILER = Path(__file__).with_name("bytecode.mjs")


class BytecodeError(Exception):
    """The Python of the browser could not compile a module; the text shows what it said."""


def add_bytecode(pyodide: Path) -> None:
    """Put bytecode beside the source in every wheel of a folder, and into Python's own archive.

    Parameters
    ----------
    pyodide : the folder, with Pyodide itself in it.

    Raises
    ------
    FetchError : if there is no Node.js.
    BytecodeError : if a module could not be compiled.
    """
    node = shutil.which("node")
    if not node:
        raise FetchError("Node.js is not installed: it is needed to compile the course for the browser")
    words = [node, str(COMPILER), str(pyodide)]
    done = subprocess.run(words, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise BytecodeError(f"the course could not be compiled for the browser:\n{done.stderr[-2000:]}")
