"""The notebooks of the course run as a reader would run them, each in a kernel of its own."""

import asyncio
import os
from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

CELL_SECONDS = 300


class PageError(Exception):
    """A notebook that does not run; the text names it and shows what its cell raised."""


def execute(notebooks: Iterable[Path], private: Path, at_once: int = 2) -> dict[Path, nbformat.NotebookNode]:
    """Run notebooks and return them with their outputs and the state of their widgets.

    Parameters
    ----------
    notebooks : files; each runs in its own folder, with the question file beside it.
    private : a folder for what the kernels write, so that no progress of whoever builds the site is met or made.
    at_once : how many run at a time.

    Raises
    ------
    PageError : for the first notebook that stops with an error.
    """
    paths = list(notebooks)
    return dict(zip(paths, asyncio.run(_all(paths, private, at_once)), strict=True))


async def _all(paths, private, at_once):
    places = asyncio.Semaphore(at_once)
    environment = os.environ | {"JUPYTER_DATA_DIR": str(private), "HOME": str(private)}
    private.mkdir(parents=True, exist_ok=True)

    async def run(path):
        async with places:
            return await _run(path, environment)

    return await asyncio.gather(*map(run, paths))


async def _run(path, environment):
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(notebook, kernel_name="python3", timeout=CELL_SECONDS, resources=resources)
    client.extra_arguments = ["--log-level=ERROR"]
    try:
        await client.async_execute(env=environment)
    except CellExecutionError as error:
        raise PageError(f"{path} does not run:\n{error}") from error
    return notebook
