"""The rehearsal of a notebook: its own solution is graded before any student's work, and so is what students are handed.

It tells in which mode the notebook can be graded, what it takes, and which grading cells even the solution fails.
"""

import json
import re
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from autograder.judging.verdict import State, Verdict

from .messages import GradedNotebook
from .mode_reasons import gift, reason
from .our_cells import about, errors_of
from .performance import Performance, Script

GENEROUS = 4  # what a solution may take when it does not get by on the usual budgets, in units of these
MARGIN = 3  # what a student may take, in units of what the solution took
RAISED = ("cell_seconds", "notebook_seconds", "memory_mb", "processes", "output_kb", "scratch_mb", "reply_mb")
UNHELD = (
    "students write its answer into an open cell, one that is not marked as an answer, and the source does not solve it "
    "there, so that it could not be tried"
)
NO_MODULE = re.compile(r"No module named '([\w.]+)'")


@dataclass(frozen=True)
class Rehearsal:
    """What a rehearsal tells of a notebook.

    `why` says why it is graded in shared mode, "" if it is not or the instructor chose so. `unsolved` are the grading
    cells that the solution fails in this mode, and `remarks` those in which it earns a part of the points, each with
    words for the instructor. `limits` are the budgets for the class, `left` the files that the solution leaves for the next
    notebook, in base64 by name, and `changing` the grading cells whose calls change their arguments.
    """

    mode: str
    limits: dict[str, Any]
    why: str = ""
    unsolved: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)
    changing: list[str] = field(default_factory=list)


def rehearse(script: Script) -> Rehearsal:
    """Grade the solution of a notebook, if need be with more time and memory than usual; return what that tells.

    Parameters
    ----------
    script : what is rehearsed, under the usual budgets.
    """
    usual = script["solved"]["limits"]
    found = _best(script, usual)
    if found.failed and found.lacked_something:
        generous = usual | {name: GENEROUS * usual[name] for name in RAISED}
        again = _best(script, generous)
        if len(again.failed) < len(found.failed):
            return _told(again, _more_than_usual(again, usual))
    return _told(found, _at_least(found, usual))


def _best(script: Script, limits: dict[str, Any]) -> Performance:
    """Return the performance in the mode to grade in: examined, unless that costs the solution points or gives some away."""
    if len(script["modes"]) == 1:
        return Performance(script, script["modes"][0], limits)
    examined = Performance(script, "examined", limits)
    if not (examined.lost or examined.gifts):
        return examined
    shared = Performance(script, "shared", limits)
    if shared.earned < examined.earned or (examined.lost and not examined.failed and shared.earned == examined.earned):
        return examined
    if not examined.lost and examined.gifts <= shared.gifts:
        return examined
    shared.why = _against(examined, shared)
    return shared


def _against(examined: Performance, shared: Performance) -> str:
    """Return why a notebook is not examined."""
    for name, found in examined.lost.items():
        return f"{name}: {UNHELD}" if name in shared.unheld else reason(name, found)
    return gift(min(examined.gifts))


def _told(played: Performance, limits: dict[str, Any]) -> Rehearsal:
    words = {name: trouble(played.result, name, found) for name, found in played.lost.items()}
    words |= dict.fromkeys(played.unheld, UNHELD)
    unsolved = {name: text for name, text in words.items() if name in played.failed and name not in played.unheld}
    remarks = {name: text for name, text in words.items() if name not in unsolved}
    result = played.result
    return Rehearsal(played.mode, limits, played.why, unsolved, remarks, result.get("left", {}), result["changing"])


def _at_least(played: Performance, usual: dict[str, Any]) -> dict[str, Any]:
    """Return the budgets for the class: the usual ones, or a multiple of what the solution took where that is more."""
    return usual | {name: max(usual[name], round(MARGIN * amount + 0.5)) for name, amount in played.took.items()}


def _more_than_usual(played: Performance, usual: dict[str, Any]) -> dict[str, Any]:
    """Return the budgets for the class where the usual ones do not do: what was not measured stays generous."""
    return _at_least(played, {**played.limits, **{name: usual[name] for name in played.took}})


def merged(limits: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the largest of some budgets each."""
    return {name: max(some[name] for some in limits) for name in limits[0]}


def trouble(result: GradedNotebook, name: str, found: Verdict) -> str:
    """Return in words why a solution does not get full points in a grading cell, and what helps.

    Parameters
    ----------
    result : what came of grading the solution.
    name : of the grading cell.
    found : the verdict on it.
    """
    if found.score:
        return f"its own solution earns {found.score:g} of {found.points:g} points"
    cause = first_error(json.loads(result["notebook"])["cells"], name) or found.message or "no reason is told"
    missing = NO_MODULE.search(cause)
    if missing:
        return f"{cause}: {remedy(missing[1].partition('.')[0])}"
    if found.state in (State.TIMED_OUT, State.OUT_OF_MEMORY, State.OUTPUT_FLOOD):
        return (
            f"{cause} That is {GENEROUS} times the usual: raise the limits of c.IsolatedExecute, or mend the solution"
        )
    return cause


def remedy(package: str) -> str:
    """Return what helps where student code cannot import a package, which may be there for the grader itself.

    Parameters
    ----------
    package : its name.
    """
    install = f"install {package} for the Python that grades, {sys.executable}"
    try:
        place = find_spec(package)
    except (ImportError, ValueError):
        place = None
    if place is None or not place.origin:
        return f"{install}, and not for one user alone"
    where = Path(place.origin).parent
    return f"it lies in {where}, which student code does not see: {install}, without --user and without -e"


def first_error(cells: list[dict[str, Any]], name: str) -> str:
    """Return the first error in a graded notebook in a cell that is not graded, before a grading cell; "" if there is none.

    Parameters
    ----------
    cells : of the graded notebook.
    name : of the grading cell.
    """
    for cell in cells:
        if about(cell).get("grade_id") == name:
            break
        errors = errors_of(cell)
        if errors and not about(cell).get("grade"):
            return f"{errors[0]['ename']}: {errors[0]['evalue']}"[:300]
    return ""
