"""The command that lays out a learner's own folder: `autograder work`."""

import logging
from pathlib import Path

from nbgrader.apps import NbGrader
from traitlets import List, Unicode

from autograder.learner.progress_record import bring_progress
from autograder.learner.work_folder import LaidOut, WorkFolderError, find_course, lay_out

from .base import Command

WORK = "work"


class WorkApp(Command, NbGrader):
    """Lay out the folder that a learner works in."""

    name = "autograder work"
    description = "Lay out work/, the folder you learn in, and bring what you have not changed there up to date."
    examples = """
        autograder work
        autograder work --renew=course/principles/01_the_microdose.ipynb
    """
    aliases = {"renew": "WorkApp.renew"}
    flags = {}
    log_level = logging.ERROR  # there is no course whose settings could be missed

    renew = List(Unicode(), help="a notebook to begin afresh; your copy of it is kept in work/old/").tag(config=True)

    def start(self) -> None:
        """Lay the folder out and say what was done."""
        super().start()
        if self.extra_args:
            self.fail("to begin a notebook afresh, write --renew=NOTEBOOK")
        try:
            course = find_course(Path.cwd())
            done = lay_out(course, course / WORK, self.renew)
            bring_progress(course / WORK)
        except WorkFolderError as error:
            self.fail("%s", str(error))
        print("\n".join(lines_about(done)))


def lines_about(done: LaidOut) -> list[str]:
    """Return in lines what laying out did, with what the learner may want to do next."""
    lines = [f"{WORK}/ is your own folder: {len(done.added)} files new, {len(done.updated)} brought up to date."]
    lines += [f"  {name}: your copy is now {WORK}/{place}" for name, place in done.kept.items()]
    if done.waiting:
        lines.append("There is a newer version of what you have changed. Yours stays until you ask for the new one:")
        lines += [f"  autograder work --renew={name}" for name in done.waiting]
    return lines
