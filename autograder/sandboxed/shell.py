"""A notebook kernel without the kernel: an IPython shell in this process whose outputs go to a recorder."""

import os
import random
import sys
import zlib
from collections.abc import Iterable
from typing import Any

import numpy as np
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from .alarm_clock import TimedOut, WaitedTooLong
from .front_end import always_inline, let_front_end_magics_pass
from .recorder import SHOWN, OutputFlood, Recorder, recording


class _Publisher(DisplayPublisher):
    def publish(self, data, metadata=None, source=None, **_):
        self.shell.recorder.rich("display_data", data, metadata)

    def clear_output(self, wait=False):
        self.shell.recorder.entries.clear()


class _Hook(DisplayHook):
    def write_output_prompt(self):
        """Write nothing: the number stands beside the output, not in it."""

    def write_format_data(self, format_dict, md_dict=None):
        self.shell.recorder.rich("execute_result", format_dict, md_dict)

    def finish_displayhook(self):
        self._is_active = False


class Shell(InteractiveShell):
    """IPython with its outputs in `recorder`."""

    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)
    recorder = Recorder(10**6)
    kept: dict[str, str] = {}

    def enable_gui(self, gui: str | None = None) -> None:
        """There is no event loop to join."""

    def enable_matplotlib(self, gui: str | None = None) -> tuple[str, str]:
        """Show figures inline, whatever a front end would do with them."""
        return super().enable_matplotlib("inline")

    def ask_exit(self) -> None:
        """There is nothing to leave: `exit()` in a notebook does no harm."""

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """Show an exception; of endless recursion and of the grader's own stops there are no frames worth showing.

        Parameters
        ----------
        args : as InteractiveShell takes them.
        kwargs : likewise.
        """
        kind, value, _ = sys.exc_info()
        if kind in (TimedOut, WaitedTooLong, OutputFlood, RecursionError):
            self._showtraceback(kind, value, [f"{kind.__name__}: {value}"])
        else:
            super().showtraceback(*args, **kwargs)

    def _format_exception_for_storage(self, *args, **kwargs):
        """Return nothing: the history, for which IPython makes what is shown of an error once more, is read by nobody."""
        return {}

    def _showtraceback(self, etype, evalue, stb):
        self.recorder.error(etype.__name__, str(evalue), stb)

    def keep(self, sources: Iterable[str]) -> None:
        """Remember what cells are as plain Python, so that it is not worked out anew each time that they are run.

        Parameters
        ----------
        sources : of the cells.
        """
        for source in sources:
            self.kept[source] = super().transform_cell(source)

    def transform_cell(self, raw_cell: str) -> str:
        """Return a cell as plain Python.

        Parameters
        ----------
        raw_cell : source of the cell, which may hold magics.
        """
        return self.kept[raw_cell] if raw_cell in self.kept else super().transform_cell(raw_cell)

    def run(self, source: str, max_bytes: int) -> tuple[list[dict[str, Any]], Any, BaseException | None]:
        """Run one cell; return its outputs, the value of its last expression, and its exception or None.

        Parameters
        ----------
        source : the cell's code.
        max_bytes : how much it may put out.
        """
        self.recorder = Recorder(max_bytes)
        with recording(self.recorder):
            result = self.run_cell(source, store_history=True)
        return self.recorder.outputs(), result.result, result.error_before_exec or result.error_in_exec


def make_shell(namespace: dict[str, Any] | None = None, *, frames: bool = True) -> Shell:
    """Return the one shell of this process, warmed up: cells and errors have each been made once.

    Parameters
    ----------
    namespace : in which cells run.
    frames : whether an error is shown with the lines that led to it, which takes longer than most cells.
    """
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.xmode = "Context" if frames else "Minimal"
    config.DisplayFormatter.active_types = list(SHOWN)
    shell = Shell.instance(config=config, user_ns=namespace)
    always_inline()
    for cell in ("1", "def _(): 1 / 0\n_()", "%load_ext storemagic", "import asyncio, pexpect"):
        shell.run(cell, 10**6)
    let_front_end_magics_pass(shell)
    shell.reset(new_session=True)
    return shell


def settle(seed: str, data: dict[str, str]) -> None:
    """Make this student's random state and link the assignment's data files into the working folder.

    Modules are imported from among these files first, and from the working folder last, where the student's own may lie.

    Parameters
    ----------
    seed : "student/assignment".
    data : where each data file lies, by the name it is to have here.
    """
    random.seed(seed)
    np.random.seed(zlib.crc32(seed.encode()))  # noqa: NPY002 - the state that students' code draws on
    for name, place in data.items():
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        os.symlink(place, name)
    folders = [place.removesuffix(name) for name, place in data.items() if place.endswith(f"/{name}")]
    sys.path[:0] = dict.fromkeys(folder.rstrip("/") for folder in folders)
    sys.path.append(os.getcwd())
