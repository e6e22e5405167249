"""Self-study: run one notebook on the learner's own machine and mark its answers, without a sandbox or a course."""

import asyncio
import logging
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode

from autograder.bank import find_part
from autograder.judging.stopped_cells import TOO_LONG, called, error_of, stops_before
from autograder.judging.verdict import State, Verdict, verdict_of

from .kernel_ahead import ARGUMENTS, kernel_in
from .marked_cells import checked, is_answer, with_marks


class NothingToCheckError(Exception):
    """The file is no notebook with questions of the bank; the text says so."""


@dataclass(frozen=True)
class SelfCheck:
    """The verdict on every question of a notebook, in order, and its review as plain text; "" where the run did not get there.

    `stopped` says by part which cell stopped before it, for those that fail and may do so because of that cell.
    """

    verdicts: list[Verdict]
    review: str
    stopped: dict[str, str]


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
    folder = Path(path).resolve().parent
    client = NotebookClient(
        marked,
        kernel_in(folder),
        timeout=seconds,
        interrupt_on_timeout=True,
        shutdown_kernel="immediate",
        allow_errors=True,
        extra_arguments=ARGUMENTS,
        log=logging.getLogger("silent"),
        resources={"metadata": {"path": str(folder)}},
    )
    client.log.setLevel("CRITICAL")
    stopped = State.TIMED_OUT
    run = asyncio.wait_for(client.async_execute(cleanup_kc=True), 5 * seconds)  # some loops ignore an interrupt
    try:
        asyncio.run(run)
    except DeadKernelError:
        stopped = State.CRASHED
    except TimeoutError:
        pass
    last = {cell.metadata["part"]: cell for cell in wanted}
    verdicts = {part: verdict_on(cell, marked.cells, stopped) for part, cell in last.items()}
    told = stopped_before(marked.cells, verdicts)
    return SelfCheck(list(verdicts.values()), shown_in(marked.cells[-1]), told)


def shown_in(cell: NotebookNode) -> str:
    """Return what an executed cell of reviews shows, as plain text."""
    texts = [output.data.get("text/plain", "") for output in cell.outputs if "data" in output]
    return "\n\n".join(filter(None, texts))


def verdict_on(cell: NotebookNode, cells: list[NotebookNode], stopped: State) -> Verdict:
    """Return the verdict that an executed marking cell shows.

    Where there is no answer because its own cell stopped with an error, that error is told, as it is in grading.

    Parameters
    ----------
    cell : the executed cell.
    cells : all cells of the executed notebook.
    stopped : the state of a cell that was not reached.
    """
    name = cell.metadata["part"]
    points = find_part(name)[1].points
    if not cell.outputs:
        begun = [one for one in cells if one.cell_type == "code" and one.execution_count]
        where = f"it ended in {called(begun[-1])}" if begun else "look at the cells before it"
        return Verdict(name, stopped, f"The run did not get this far: {where}.", 0.0, points)
    found = verdict_of(cell, name, points)
    if found.state is State.TIMED_OUT:
        return replace(found, message=TOO_LONG)
    missing = found.message.startswith("NameError")
    error = error_of(answer_before(cell, cells)) if missing else ""
    if error == TOO_LONG:
        return replace(found, state=State.TIMED_OUT, message=error)
    return replace(found, message=f"Your code stops with {error}") if error else found


def answer_before(cell: NotebookNode, cells: list[NotebookNode]) -> NotebookNode:
    """Return the answer cell that a marking cell is about; the marking cell itself if there is none before it.

    Parameters
    ----------
    cell : the marking cell.
    cells : all cells of the notebook.
    """
    before = cells[: cells.index(cell)]
    return next((one for one in reversed(before) if is_answer(one)), cell)


def stopped_before(cells: list[NotebookNode], verdicts: dict[str, Verdict]) -> dict[str, str]:
    """Return by part, for those that fail, which cell stopped before them; an answer's own error stands in its verdict.

    Parameters
    ----------
    cells : of the executed notebook.
    verdicts : by part.
    """
    failing = [v.part for v in verdicts.values() if v.credit < 1 and v.state is not State.NOT_STARTED]
    own = [cell for cell in cells if not is_answer(cell) and not checked(cell)]
    return stops_before(own, lambda cell: cell.metadata.get("part"), failing)
