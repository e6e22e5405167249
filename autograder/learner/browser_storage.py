"""Progress where Python runs inside a browser: its files vanish with the page, so each entry is also kept by the browser.

One entry is one item of the browser's cache storage, so that two tabs never overwrite each other's. The browser answers
later; what it does not answer within some seconds is given up, and `progress()` says so.
"""

import asyncio
import sys
import time
import uuid
from collections.abc import Coroutine
from pathlib import Path

IN_BROWSER = sys.platform == "emscripten"
STORE = "microdosing-progress"
ADDRESS = "https://progress.invalid/"  # names an item; nobody is asked for it
SECONDS = 10
NOT_KEPT = "**This browser does not keep your progress**: it will be gone when you close this page."

_at_work = set()
_failed = []


def keep_entry(line: str) -> None:
    """Let the browser keep one line of the progress file."""
    name = f"{ADDRESS}{time.time_ns():020d}-{uuid.uuid4().hex}"
    _begin(_put(name, line))


def bring_back(file: Path) -> None:
    """Write what the browser has kept into the progress file, before what was noted there since."""
    _begin(_bring_back(file))


def trouble() -> str:
    """Return what to say of entries that the browser did not keep, or "" if there are none."""
    return NOT_KEPT if _failed else ""


def _begin(work: Coroutine) -> None:
    task = asyncio.get_event_loop().create_task(_within(work))
    _at_work.add(task)  # or it could be collected before it is done
    task.add_done_callback(_at_work.discard)


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
    lines = kept + [line for line in noted if line not in kept]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
