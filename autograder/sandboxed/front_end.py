"""What a student's front end would do and grading has no use for: windows for figures, and magics that steer a page."""

import functools

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


def always_inline() -> None:
    """Let every choice of a backend mean the inline one: no other can show a figure here."""
    import matplotlib  # half a second that the command line and its workers, which draw nothing, do without
    import matplotlib.pyplot as plt

    matplotlib.use = _inline(matplotlib.use)
    plt.switch_backend = _inline(plt.switch_backend)


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
