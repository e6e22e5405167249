"""The outer wall: the command line that puts a nursery of fork servers into bubblewrap."""

import os
import shutil
import sys
from pathlib import Path

from autograder.bank import bank_folders
from autograder.sandboxed.places import DATA, LIBRARIES, PACKAGE, SANDBOXED, SCRATCH, linked, seen

INSTALL = (
    "bubblewrap (bwrap) is not installed: run `apt install bubblewrap`, or grade with --no-sandbox at your own risk."
)
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/alternatives", "/etc/fonts")
SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime")
EXCHANGE = "/usr/local/share/nbgrader"  # where nbgrader's exchange is by default


class NoSandboxError(Exception):
    """No sandbox can be made on this machine; the text says in one line what to do."""


def environment() -> dict[str, str]:
    """Return the environment of a nursery and of all that comes of it: nothing of the user's own but the way to the packages."""
    threads = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR")}
    return threads | {
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        "USER": "student",
        "LOGNAME": "student",
        "HOME": SCRATCH,
        "LANG": "C.UTF-8",
        "MPLCONFIGDIR": f"{SCRATCH}/matplotlib",
        "IPYTHONDIR": f"{SCRATCH}/ipython",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONNOUSERSITE": "1",
    }


def bubblewrap(data: dict[str, str], env: dict[str, str], banks: list[str] | None = None) -> list[str]:
    """Return the bubblewrap part of a command line: what is visible inside, all of it read-only but the scratch folder.

    Parameters
    ----------
    data : the assignment's data files: name, and where they are.
    env : the environment inside.
    banks : folders of problem banks that examiners see there beside the whole package; candidates, by default, see none.

    Raises
    ------
    NoSandboxError : if bubblewrap is not installed.
    """
    program = shutil.which("bwrap")
    if program is None:
        raise NoSandboxError(INSTALL)
    words = [program, "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    if os.getuid() != 0:  # root makes the walls as root and then becomes nobody, so that limits on a user bite
        words += ["--unshare-user"]
    words += ["--die-with-parent", "--new-session", "--clearenv"]
    for name, value in env.items():
        words += ["--setenv", name, value]
    for place in (*SYSTEM, *SYSTEM_FILES):
        link = os.path.islink(place)
        words += ["--symlink", os.readlink(place), place] if link else ["--ro-bind-try", place, place]
    for place in LIBRARIES:
        words += [*_way_to(seen(place)), "--ro-bind", place, seen(place)]
    if os.path.isdir(EXCHANGE):
        words += ["--tmpfs", EXCHANGE, "--remount-ro", EXCHANGE]
    words += _package_without_bank() if banks is None else _package_with_banks(banks)
    words += ["--dir", DATA]
    for name, place in data.items():
        words += [*_way_to(f"{DATA}/{name}"), "--ro-bind", str(place), f"{DATA}/{name}"]
    words += ["--proc", "/proc", "--dev", "/dev"]
    words += ["--dev-bind", "/dev/full", "/dev/zero"]  # zeros, but none to be mapped
    words += ["--perms", "1777", "--tmpfs", SCRATCH]
    for place in linked():
        words += [*_way_to(place), "--symlink", seen(place), place]
    return [*words, "--remount-ro", "/", "--remount-ro", "/dev", "--chdir", SCRATCH, "--"]


def in_sight(folder: str) -> str:
    """Return what of this machine student code can read that holds a folder, or "" if it does not see the folder.

    Parameters
    ----------
    folder : an absolute path.
    """
    path = Path(folder).resolve()
    if path.is_relative_to(EXCHANGE):
        return ""
    return next((place for place in (*SYSTEM, *LIBRARIES) if path.is_relative_to(Path(place).resolve())), "")


def _way_to(place):
    """Make the folders on the way to a place readable for all, which bubblewrap by itself does not."""
    return [word for folder in reversed(Path(place).parents[:-1]) for word in ("--dir", str(folder))]


def _other_banks():
    """Return the folders of problem banks of other packages that would be seen among the libraries."""
    folders = [str(folder) for folder in bank_folders()]
    return [folder for folder in folders if any(Path(folder).is_relative_to(place) for place in (*SYSTEM, *LIBRARIES))]


def _package_with_banks(banks):
    """Show the whole package `autograder` and the folders of problem banks."""
    places = [str(PACKAGE), *banks]
    return [word for place in places for word in (*_way_to(seen(place)), "--ro-bind", place, seen(place))]


def _package_without_bank():
    """Hide all banks, and show a package `autograder` that holds the room `sandboxed` and a harmless face, wherever the real one lies."""
    package = seen(str(PACKAGE))
    words = [*_way_to(package), "--perms", "0755", "--tmpfs", package]
    words += ["--ro-bind", str(SANDBOXED), f"{package}/{SANDBOXED.name}"]
    words += ["--ro-bind", str(SANDBOXED / "student_api.py"), f"{package}/__init__.py"]
    words += ["--remount-ro", package]
    for place in _other_banks():
        words += ["--perms", "0755", "--tmpfs", seen(place), "--remount-ro", seen(place)]
    return words
