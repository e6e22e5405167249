"""The honest corpus as a browser meets it: each notebook as handed in, cell by cell, with the cells that grade it."""

import json

from corpus.honest import HONEST
from corpus.notebooks import ASSIGNMENTS

KINDS = ("values and functions", "cells")  # the third kind is of files, which no browser's Python reads

INSTALLS = {"a cell that installs"}  # asks for packages on the network
NOT_IN_A_BROWSER = {  # a browser has one process without threads, and no shell; cells are run here within a loop of Node's
    "a large array that processes share",
    "a list of files by magic",
    "a shell command",
    "an event loop of one's own",
    "many processes, one after the other",
    "numbers, solvers and pictures of every kind",
    "processes of every kind",
    "processes used politely",
    "threads used politely",
    "top-level await",
    "tqdm",
}


def notebooks():
    """Return the code cells of every honest notebook as [cell, source], by the name of its case."""
    cases = [case for kind in KINDS for case in HONEST[kind] if case.name not in INSTALLS]
    return {case.name: list(_cells(case)) for case in cases}


def _cells(case):
    grading = {cell.id: cell.source for cell in ASSIGNMENTS[case.assignment]().cells if "HIDDEN" in cell.source}
    for number, cell in enumerate(json.loads(case.data)["cells"]):
        if cell["cell_type"] == "code":
            name = cell.get("id", str(number))
            source = grading.get(name, "".join(cell["source"]))
            yield name, "\n".join(line for line in source.split("\n") if "HIDDEN" not in line)
