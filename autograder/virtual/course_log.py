"""Commands run in a course folder, with a log there of what they say."""

import os
import sys
import time
from concurrent.futures import Future
from pathlib import Path

from .commands import run_command

LOG = "course.log"


class DemoError(Exception):
    """The demonstration cannot run here; the text says why."""


def run(course: Path | str, program: str, *arguments: str, may_fail: bool = False) -> None:
    """Run a command of nbgrader or autograder in a course folder; what it says goes to the log there.

    Parameters
    ----------
    course : the folder to run it in.
    program : "nbgrader" or "autograder".
    *arguments : of the program.
    may_fail : whether exit status 1 is no failure: `grade` ends so when someone needs a person.

    Raises
    ------
    DemoError : with the end of the log, if the command fails.
    """
    log = Path(course) / LOG
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path}
    status = run_command(program, *arguments, folder=course, environment=environment, out=log, err=log)
    if status not in ((0, 1) if may_fail else (0,)):
        raise DemoError(f"{program} {' '.join(arguments)} failed; the end of {log}:\n{log.read_text()[-2000:]}")


def wait_until_graded(course: Path, assignment: str, grading: Future) -> None:
    """Wait until the command that grades the assignments has done with one of them.

    Parameters
    ----------
    course : the course folder.
    assignment : name of the assignment.
    grading : the command at work, which says in the log what it has graded.

    Raises
    ------
    DemoError : if it has failed.
    """
    while True:
        has_ended = grading.done()
        if f"\n{assignment}: " in (course / LOG).read_text():
            return
        if has_ended:
            grading.result()
            raise DemoError(f"{course / LOG} says nothing of {assignment}")
        time.sleep(0.1)
