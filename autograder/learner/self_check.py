"""Self-study: run one notebook on the learner's own machine and mark its answers, without a sandbox or a course."""

import asyncio
import copy
import logging
import re
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode

from autograder.bank import find_part
from autograder.judging.verdict import State, Verdict, verdict_of

CHECK = re.compile(r"^check\((.*)\)\s*$", re.MULTILINE | re.DOTALL)
TOO_LONG = "This takes longer than it may. Is there a loop that never ends?"
PART = re.compile(r"""['"]([\w.]+)['"]""")


class NothingToCheckError(Exception):
    """The file is no notebook with questions of the bank; the text says so."""


@dataclass(frozen=True)
class SelfCheck:
    """The verdict on every question of a notebook, in order, and its review as plain text; "" where the run did not get there."""

    verdicts: list[Verdict]
    review: str


def check_notebook(path: Path | str, seconds: int = 30) -> SelfCheck:
    """Run a notebook as it stands and return the verdicts on its questions, with the review that ends it; see `check_cells`.

    Parameters
    ----------
    path : a notebook with `check` cells, such as one from release/.
    seconds : time that one cell may take.

    Raises
    ------
    NothingToCheckError : if the file cannot be read as a notebook or has no question of the bank.
    """
    return check_cells(read_notebook(path), path, seconds)


def read_notebook(path: Path | str) -> NotebookNode:
    """Return the notebook in a file.

    Raises
    ------
    NothingToCheckError : if the file cannot be read as a notebook.
    """
    try:
        return nbformat.read(path, as_version=4)
    except Exception as error:
        raise NothingToCheckError(f"{path} cannot be read as a notebook: {error}") from None


def check_cells(notebook: NotebookNode, path: Path | str, seconds: int = 30) -> SelfCheck:
    """Run a notebook and return the verdict on every question in it, in order, with the review of all.

    Every cell that calls `check` is followed by one that marks the same answer; of a question checked twice the last counts.

    Parameters
    ----------
    notebook : with `check` cells.
    path : where it stands; it is run in that folder.
    seconds : time that one cell may take; all of them together may take five times as long.

    Raises
    ------
    NothingToCheckError : if it has no question of the bank.
    """
    marked = with_marks(notebook)
    wanted = [cell for cell in marked.cells if "part" in cell.metadata]
    if not wanted:
        raise NothingToCheckError(f"{path} has no question: no cell calls check(…) with a part of the bank")
    marked.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    folder = {"metadata": {"path": str(Path(path).resolve().parent)}}
    client = NotebookClient(
        marked,
        timeout=seconds,
        interrupt_on_timeout=True,
        shutdown_kernel="immediate",
        allow_errors=True,
        extra_arguments=["--IPKernelApp.log_level=CRITICAL"],  # the card tells what stopped or took too long
        log=logging.getLogger("silent"),
        resources=folder,
    )
    client.log.setLevel("CRITICAL")
    stopped = State.TIMED_OUT
    try:
        asyncio.run(asyncio.wait_for(client.async_execute(), 5 * seconds))  # some loops ignore an interrupt
    except DeadKernelError:
        stopped = State.CRASHED
    except TimeoutError:
        pass
    last = {cell.metadata["part"]: cell for cell in wanted}
    return SelfCheck([verdict_on(cell, stopped) for cell in last.values()], shown_in(marked.cells[-1]))


def with_marks(notebook: NotebookNode) -> NotebookNode:
    """Return a copy of a notebook in which every check of a part of the bank is followed by its mark, and all of them by a review."""
    marked = copy.deepcopy(notebook)
    marked.cells = []
    for cell in notebook.cells:
        marked.cells.append(cell)
        arguments = checked(cell)
        part = known_part(arguments) if arguments else None
        if part:
            marked.cells.append(
                nbformat.v4.new_code_cell(f"from autograder import mark\nmark({arguments})", metadata={"part": part})
            )
    asked = dict.fromkeys(cell.metadata["part"].partition(".")[0] for cell in marked.cells if "part" in cell.metadata)
    reviews = "\n".join(f'review("{problem}")' for problem in asked)
    marked.cells.append(nbformat.v4.new_code_cell(f"from autograder import review\n{reviews}"))
    return marked


def checked(cell: NotebookNode) -> str:
    """Return the arguments of the check that a cell ends with, "" if it ends with none."""
    call = CHECK.search(cell.source) if cell.cell_type == "code" else None
    return call[1] if call else ""


def parts_checked(notebook: NotebookNode) -> set[str]:
    """Return the parts of the bank that the cells of a notebook check."""
    return {known_part(checked(cell)) for cell in notebook.cells} - {None}


def shown_in(cell: NotebookNode) -> str:
    """Return what an executed cell of reviews shows, as plain text."""
    texts = [output.data.get("text/plain", "") for output in cell.outputs if "data" in output]
    return "\n\n".join(filter(None, texts))


def known_part(arguments: str) -> str | None:
    """Return the part that the arguments of a check name, or None if the bank has no such part."""
    name = PART.match(arguments.strip())
    try:
        find_part(name[1])
    except (KeyError, TypeError):
        return None
    return name[1]


def verdict_on(cell: NotebookNode, stopped: State) -> Verdict:
    """Return the verdict that an executed marking cell shows.

    Parameters
    ----------
    cell : the executed cell.
    stopped : the state of a cell that was not reached.
    """
    name = cell.metadata["part"]
    points = find_part(name)[1].points
    if not cell.outputs:
        return Verdict(name, stopped, "The run did not get this far: look at the cells before it.", 0.0, points)
    found = verdict_of(cell, name, points)
    return replace(found, message=TOO_LONG) if found.state is State.TIMED_OUT else found
