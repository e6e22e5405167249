"""One playing of a notebook's solution: graded in one mode under some budgets, and what it took of them."""

import contextlib
import json
from functools import cached_property
from typing import Any, TypedDict

from autograder.judging.verdict import State

from .messages import GradedNotebook, Job
from .notebook import grade_notebook
from .our_cells import errors_of
from .second_try import spoilt_by_others

MEASURE = """import json, resource, shutil
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
seconds = sum(one.ru_utime + one.ru_stime for one in used)
told = {"memory_mb": sum(one.ru_maxrss for one in used) / 1024, "scratch_mb": shutil.disk_usage(".").used / 2**20}
print(json.dumps(told | {"notebook_seconds": seconds, "cell_seconds": seconds}))"""
LACKING = {"TimedOut", "MemoryError", "OutputFlood", "OSError", "BlockingIOError", "RuntimeError", "BrokenProcessPool"}
LACKING |= {State.TIMED_OUT, State.OUT_OF_MEMORY, State.OUTPUT_FLOOD}


class Script(TypedDict):
    """What is rehearsed: the jobs of the solved and of the untouched notebook, and the modes that may be chosen.

    The solved one ends with a cell MEASURE, which tells what it took.
    """

    solved: Job
    blank: Job
    modes: list[str]
    open: list[str]  # grading cells whose answer the source may not hold, as students write it into an open cell


class Performance:
    """A script played in one mode under some budgets."""

    def __init__(self, script: Script, mode: str, limits: dict[str, Any]):
        self.script = script
        self.mode = mode
        self.limits = limits
        self.result = self._played(script["solved"])
        verdicts = self.result["verdicts"]
        self.lost = {name: found for name, found in verdicts.items() if found.credit < 1 and found.points}
        self.failed = [name for name, found in self.lost.items() if not found.score]
        self.unheld = [name for name in self.failed if name in script["open"] and mode == "shared"]
        self.earned = sum(found.score or 0.0 for found in verdicts.values())
        self.why = ""

    def _played(self, job: Job) -> GradedNotebook:
        changes: Any = {"mode": self.mode, "limits": self.limits}
        result = grade_notebook(job | changes)
        return grade_notebook(job | changes) if spoilt_by_others(result) else result

    @property
    def lacked_something(self) -> bool:
        """Whether a failure may come of too little time, memory, disk or processes."""
        errors = [error for cell in json.loads(self.result["notebook"])["cells"] for error in errors_of(cell)]
        told = {error["ename"] for error in errors} | {str(found.state) for found in self.lost.values()}
        return bool(told & LACKING)

    @property
    def took(self) -> dict[str, float]:
        """What the solution took of some budgets, by name; of a cell no more is known than of the whole notebook."""
        cells = json.loads(self.result["notebook"])["cells"]
        told = {"output_kb": max(len(json.dumps(cell.get("outputs", []))) for cell in cells) / 1024}
        for output in [o for cell in cells if cell["source"] == MEASURE for o in cell["outputs"]]:
            with contextlib.suppress(ValueError):
                told |= json.loads(output.get("text", ""))
        return told

    @cached_property
    def gifts(self) -> set[str]:
        """The grading cells in which an untouched notebook earns something."""
        found = self._played(self.script["blank"])["verdicts"]
        return {name for name, verdict in found.items() if verdict.score}
