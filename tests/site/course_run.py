"""What runs both here and in Pyodide: verdicts on the bank's answers and on honest work, the doctests, and every notebook."""

import doctest
import importlib
import json
import os
import pkgutil
import re
from pathlib import Path

import numpy as np

from autograder.bank import find_part, problems
from autograder.judging.diagnosis import diagnose
from autograder.judging.problem import LETTERS, Choice, Function

ROOMS = ("microkit", "autograder.bank", "autograder.judging", "autograder.learner")
GRADES = re.compile(r"^test_|-mark$")
COMMAND_LINE = {  # read and write notebooks with nbformat; no learner's cell needs them
    "autograder.learner.kernel_ahead",
    "autograder.learner.marked_cells",
    "autograder.learner.self_check",
}


def verdicts():
    """Return state and misconception of each reference and each wrong turn of the bank, by part and answer."""
    found = {}
    for problem in problems().values():
        given = problem.canonical()
        for letter in problem.parts:
            name = f"{problem.id}.{letter}"
            part = find_part(name)[1]
            for label, answer in answers(part, given).items():
                verdict = diagnose(name, part, answer, given, np.random.default_rng(1))
                found[f"{name} {label}"] = [str(verdict.state), verdict.code or ""]
    return found


def answers(part, given):
    """Return what may be answered to a part, by a name: the reference, and each wrong turn."""
    if isinstance(part, Choice):
        return {letter: letter for letter in LETTERS[: len(part.options)]}
    if isinstance(part, Function):
        return {"reference": part.answer} | {f"turn {i}": turn.gives for i, turn in enumerate(part.wrong_turns)}
    turns = {f"turn {i}": turn.gives(given) for i, turn in enumerate(part.wrong_turns)}
    return {"reference": part.answer(given)} | turns


def doctests():
    """Return how many examples of the docstrings were tried, and the modules in which one failed."""
    tried = 0
    failed = []
    for room in ROOMS:
        package = importlib.import_module(room)
        names = [room, *(module.name for module in pkgutil.walk_packages(package.__path__, f"{room}."))]
        for name in names:
            if name not in COMMAND_LINE:
                results = doctest.testmod(importlib.import_module(name))
                tried += results.attempted
                failed += [name] * bool(results.failed)
    return {"tried": tried, "failed": failed}


def notebooks(root):
    """Run every notebook below a folder in IPython; return what each cell raised, by notebook."""
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    shell = InteractiveShell.instance()
    raised = {}
    for path in sorted(Path(root).rglob("*.ipynb")):
        os.chdir(path.parent)
        shell.reset(new_session=False)
        raised[str(path.relative_to(root))] = []
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                with capture_output():
                    result = shell.run_cell("".join(cell["source"]))
                if not result.success:
                    raised[str(path.relative_to(root))].append(f"{cell['id']}: {result.error_in_exec!r}")
    return raised


def honest(file):
    """Run notebooks, given as {name: [[cell, source], ...]}; return what came of each cell that grades, by notebook and cell.

    That is the points it gives, "passed", or the kind of error.
    """
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    shell = InteractiveShell.instance()
    here = os.getcwd()
    strict = np.geterr()
    came = {}
    for name, cells in json.loads(Path(file).read_text(encoding="utf-8")).items():
        shell.reset(new_session=False)
        os.chdir(here)  # what an earlier notebook has set is put back
        np.seterr(**strict)
        for cell, source in cells:
            with capture_output():
                result = shell.run_cell(source)
            if GRADES.search(cell):
                error = result.error_before_exec or result.error_in_exec
                value = "passed" if result.result is None else repr(float(result.result))
                came[f"{name}: {cell}"] = type(error).__name__ if error else value
    return came
