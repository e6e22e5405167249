"""Progress where Python runs inside a browser: its files vanish with the page, so each entry is also kept by the browser.

One entry is one item of the browser's cache storage, so that two tabs never overwrite each other's. The browser answers
later, when a cell may have shown itself already: `once_back` brings it up to date. What the browser does not answer within
some seconds is given up, and `progress()` says so.
"""

import asyncio
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from pathlib import Path
from typing import Any

IN_BROWSER = sys.platform == "emscripten"
STORE = "microdosing-progress"
ADDRESS = "https://progress.invalid/"  # names an item; nobody is asked for it
SECONDS = 10
NOT_KEPT = "**This browser does not keep your progress**: it will be gone when you close this page."

_at_work = set()
_coming = set()  # what of it brings kept entries back
_failed = []


def keep_entry(line: str) -> None:
    """Let the browser keep one line of the progress file."""
    name = f"{ADDRESS}{time.time_ns():020d}-{uuid.uuid4().hex}"
    _begin(_put(name, line))


def bring_back(file: Path) -> None:
    """Write what the browser has kept into the progress file, before what was noted there since."""
    task = _begin(_bring_back(file))
    _coming.add(task)
    task.add_done_callback(_coming.discard)


def once_back(action: Callable[[], Any]) -> None:
    """Do something as soon as the entries that are on their way are back; nothing where none are."""
    for task in _coming:
        task.add_done_callback(lambda _task: action())


def beyond(known: Iterable[str], lines: Iterable[str]) -> list[str]:
    """Return the lines that are not among the known ones, in order; a line that comes twice must be known twice.

    Parameters
    ----------
    known : lines of a progress file.
    lines : of another one, in which some of the same entries stand.
    """
    left = Counter(known)
    new = []
    for line in lines:
        if left[line]:
            left[line] -= 1
        else:
            new.append(line)
    return new


def trouble() -> str:
    """Return what to say of entries that the browser did not keep, or "" if there are none."""
    return NOT_KEPT if _failed else ""


def _begin(work: Coroutine) -> asyncio.Task:
    task = asyncio.get_event_loop().create_task(_within(work))
    _at_work.add(task)  # or it could be collected before it is done
    task.add_done_callback(_at_work.discard)
    return task


async def _within(work):
    try:
        await asyncio.wait_for(work, SECONDS)
    except Exception as error:  # of whatever kind the browser raises: the learner goes on
        _failed.append(error)


async def _put(name, line):
    import js

    store = await js.caches.open(STORE)
    await store.put(name, js.Response.new(line))


async def _bring_back(file):
    import js

    store = await js.caches.open(STORE)
    found = sorted(await store.keys(), key=lambda request: request.url)
    answers = await asyncio.gather(*(store.match(request) for request in found))
    kept = list(await asyncio.gather(*(answer.text() for answer in answers)))
    noted = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    lines = kept + beyond(kept, noted)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
