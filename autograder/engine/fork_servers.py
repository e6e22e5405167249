"""The engine of a worker: two fork servers, of which each submission has a candidate and an examiner forked.

They are forked of nurseries, which all workers of a machine share: servers for other budgets start in a moment.
"""

import atexit
import base64
import json
import socket
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from autograder.examiner.messages import CellSpec, Found, Loss
from autograder.sandboxed.channel import Channel, WireError
from autograder.sandboxed.limits import Limits
from autograder.sandboxed.places import DATA
from autograder.sandboxed.preloading import worth_preloading

from .costly_imports import HIDDEN, Uses, used_by
from .hearing import heard
from .messages import Job
from .nurseries import ENTRIES, GoneError, Ground, close_nurseries, nurseries_on
from .server_process import ForkServer
from .trusted_child import EXAMINE
from .trusted_server import TrustedServer

KILLED = "killed"


class Engine:
    """The two fork servers of a worker: one for candidates and one for examiners, each in another sandbox."""

    def __init__(self, limits: Limits, ground: Ground):
        self.limits = limits
        self.ground = ground
        self.servers: list[ForkServer] = []
        self.modules = [
            Path(place).read_text("utf-8", "replace") for name, place in ground.data if name.endswith((".py", ".ipynb"))
        ]
        self.met: frozenset[str] = frozenset()  # what notebooks have used, of what takes long to import
        self.unnamed: frozenset[str] = frozenset()  # what they use without its name in any cell

    def start(self) -> None:
        """Start the servers, if they are not running.

        Raises
        ------
        NoSandboxError : if the sandbox cannot be made.
        """
        if any(server.is_gone() for server in self.servers):
            self.close()  # one was killed since the last job
        if self.servers:
            return
        try:
            self._begin()
        except GoneError:
            self._begin()  # on nurseries of its own

    def _begin(self):
        nurseries = nurseries_on(self.ground)
        try:
            candidates, examiners = nurseries
            self.servers = [ForkServer(candidates, self.limits), TrustedServer(examiners, self.limits)]
            for server in self.servers:
                server.wait_ready()
        except BaseException:
            self.close()
            close_nurseries()  # one may be gone; the next start makes new ones
            raise

    def close(self) -> None:
        """Stop the servers."""
        while self.servers:
            self.servers.pop().close()

    def warm_up(self, cells: Sequence[CellSpec], files: Iterable[str], imports: Iterable[str]) -> None:
        """Have the servers import what takes long, if our own cells use it or a student's did before, and what the source imports.

        What one student alone uses is imported by that student's candidate alone, but for microkit, whose files it does not see.

        Parameters
        ----------
        cells : of the notebook.
        files : contents of those that are handed in with it, in base64.
        imports : what the source imports, see `worth_preloading`.

        Raises
        ------
        NoSandboxError : if a server cannot import it; the text says why.
        """
        ours = used_by(cell["source"] for cell in cells if cell["kind"] in ("given", "test"))
        beside = [base64.b64decode(content).decode("utf-8", "replace") for content in files]
        theirs = used_by([*(cell["source"] for cell in cells), *beside, *self.modules]) | self.unnamed
        wanted = Uses(ours, theirs & (self.met | HIDDEN))
        self.met |= theirs
        missing = [(server, wanted.by(role) - server.uses) for role, server in zip(ENTRIES, self.servers, strict=True)]
        cold = [(server, uses) for server, uses in missing if uses]
        for server, uses in cold:
            server.warm(uses)
        for server, _ in cold:
            server.wait_ready()
        self.servers[0].preload(worth_preloading(imports, self.ground.data))

    def expect_microkit(self) -> bool:
        """Import microkit for notebooks to come, whether or not they name it; tell whether candidates were without it so far."""
        missing = any(HIDDEN - candidates.uses for candidates in self.servers[:1])
        self.unnamed = HIDDEN
        return missing

    def read(self, order: dict[str, Any], template: str, draws: str) -> dict[str, Any] | None:
        """Have a submission read by a child of the trusted fork server.

        Parameters
        ----------
        order, template, draws : see `TrustedServer.read`, which also tells what is returned.

        Raises
        ------
        NoSandboxError : if the sandbox cannot be made.
        WireError, OSError : if the fork server fails.
        """
        self.start()
        return self.servers[1].read(order, template, draws)

    def examine(self, request: dict[str, Any], until: float) -> tuple[list[Found], Loss | None, str | None]:
        """Run a notebook on a fresh candidate and a fresh examiner.

        Parameters
        ----------
        request : a `Request` but for its data files, which the engine knows.
        until : moment on the monotonic clock by which all is over.

        Returns
        -------
        What was found of each cell in order; where the run ended before the last, if it did; "memory", "processes" or
        "processor" if the candidate was ended for using more of them than there is, KILLED if something from outside ended
        it or a server.

        Raises
        ------
        NoSandboxError : if the sandbox cannot be made.
        WireError, OSError : if a fork server fails before anything of the notebook has run.
        """
        self.start()
        self.warm_up(request["cells"], request["files"].values(), request["imports"].values())
        seen = {name: f"{DATA}/{name}" if self.ground.sandbox else place for name, place in self.ground.data}
        candidate, candidates_end = socket.socketpair()
        candidates, trusted = self.servers
        with candidate, trusted.examiner(request["draws"]) as examiner:
            candidates.fork(candidates_end)
            candidates.done()
            socket.send_fds(examiner, [EXAMINE], [candidate.fileno()])
            candidate.close()
            channel = Channel(examiner, 1 << 30)
            channel.send(request | {"data": seen})
            found, lost = heard(channel, until)
        return found, lost, self._ended()

    def _ended(self) -> str | None:
        """End both children; return why the candidate had ended before. What was found stands if a server is gone."""
        try:
            for server in self.servers:
                server.end()
            return self._obeyed()[0]
        except (WireError, OSError):
            self.close()
            return KILLED

    def _obeyed(self) -> list[str | None]:
        """Wait until both servers have carried out an order, which both were given before."""
        return [server.done() for server in self.servers]


_engines: dict[str, Engine] = {}


def engine_for(job: Job) -> Engine:
    """Return this process's engine for a job's budgets, data and bank; one for other jobs is closed."""
    ground = Ground.of(job)
    key = json.dumps([job["limits"], repr(ground)], sort_keys=True)
    if key not in _engines:
        _close_servers()
        _engines[key] = Engine(Limits(**job["limits"]), ground)
    return _engines[key]


def _close_servers():
    while _engines:
        _engines.popitem()[1].close()


@atexit.register
def close_engines() -> None:
    """Stop this process's fork servers and nurseries."""
    _close_servers()
    close_nurseries()
