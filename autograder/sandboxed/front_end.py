"""What a student's front end would do and grading has no use for: windows for figures, and magics that steer a page."""

import functools
import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import PathFinder

from IPython.core.interactiveshell import InteractiveShell

INLINE = "module://matplotlib_inline.backend_inline"
LINE_MAGICS = (
    "autosave",
    "clear",
    "cls",
    "connect_info",
    "edit",
    "gui",
    "less",
    "man",
    "more",
    "qtconsole",
    "subshell",
)


CHOOSING = {"matplotlib": "use", "matplotlib.pyplot": "switch_backend"}


def always_inline() -> None:
    """Let no choice of a backend, and every other, mean the inline one, as no other can show a figure here."""
    os.environ["MPLBACKEND"] = INLINE
    sys.meta_path.insert(0, _Inline())


class _Inline(MetaPathFinder):
    """Finds the modules in which a backend is chosen where they are, and replaces the choice when they are loaded."""

    def find_spec(self, name, path=None, target=None):
        spec = PathFinder.find_spec(name, path, target) if name in CHOOSING else None
        if spec and spec.loader:
            spec.loader.exec_module = functools.partial(_executed, spec.loader.exec_module, CHOOSING[name])
        return spec


def _executed(execute, choice, module):
    execute(module)
    if hasattr(module, choice):
        setattr(module, choice, _inline(getattr(module, choice)))


def _inline(choose):
    @functools.wraps(choose)
    def choose_inline(*_, **__):
        choose(INLINE)

    return choose_inline


def let_front_end_magics_pass(shell: InteractiveShell) -> None:
    """Make magics of ipykernel and of terminals that only steer a front end do nothing."""
    for name in LINE_MAGICS:
        shell.register_magic_function(_nothing, "line", name)


def _nothing(line):
    """Do nothing: there is no front end."""
