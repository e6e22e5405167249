"""A warm fork server: imports everything once, then forks a child for each submission that it is handed a socket for.

Started by `forks.ForkServer` with its control socket as standard input, once for candidates (inside the sandbox) and once
for examiners (outside). One child lives at a time. Commands are single bytes: F with a socket forks, E ends the child.
"""

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import select
import shutil
import signal
import socket
import sys
import tempfile
from functools import partial

from .confine import SCRATCH, address_space, fork_confined, set_limits
from .sandbox import Limits
from .shell import make_shell

NOBODY = 65534
TOGETHER = 1.5  # what all processes may use together, in units of what one may: so one alone meets its own limit first
LIBRARIES = [
    "numpy",
    "scipy.linalg",
    "scipy.optimize",
    "scipy.integrate",
    "scipy.interpolate",
    "scipy.special",
    "scipy.stats",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
]


def preload(role):
    """Import what notebooks import and build the shell; return what the children of this server will do with a socket."""
    for name in LIBRARIES:
        importlib.import_module(name)
    microkit = importlib.import_module("microkit")
    for module in pkgutil.iter_modules(microkit.__path__):
        if not module.ispkg:
            importlib.import_module(f"microkit.{module.name}")
    if role == "candidate":
        return importlib.import_module(".candidate", __package__).serve, make_shell()
    examiner = importlib.import_module(".examiner", __package__)
    importlib.import_module("autograder.bank").problems()
    return examiner.serve, make_shell(examiner.Namespace())


class Child:
    """The child that is alive, and how to end it."""

    def __init__(self, work, limits, sandboxed, confined):
        """Fork `work()`: confined, in a sandbox; else in a process group with limits or, for an examiner, without."""
        self.sandboxed, self.why, self.folder = sandboxed, None, None
        if sandboxed:
            self.pid = fork_confined(limits, work)
            return
        self.folder = tempfile.mkdtemp(prefix="grading-")
        self.pid = os.fork()
        if self.pid:
            os.setpgid(self.pid, self.pid)
        else:
            os.setpgid(0, 0)
            os.chdir(self.folder)
            if confined:
                set_limits(limits, address_space())
            work()

    def end(self):
        """Kill the child and all it started; return why it had been ended before, if it had."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL) if self.sandboxed else os.killpg(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
        return self.why

    def watch(self, limits, baseline):
        """End the child if it and what it started use more memory or more processes than allowed, taken together."""
        pages, count = 0, 0
        for pid in filter(str.isdigit, os.listdir("/proc")):
            if int(pid) in (1, os.getpid()):
                continue
            with contextlib.suppress(OSError, ValueError):
                pages, count = pages + max(_own_pages(pid) - baseline, 0), count + 1
        if pages * os.sysconf("SC_PAGE_SIZE") > TOGETHER * (limits.memory_mb << 20):
            self.why = "memory"
        elif count > limits.processes + 1:
            self.why = "processes"
        if self.why:
            os.kill(self.pid, signal.SIGKILL)


def _own_pages(pid):
    with open(f"/proc/{pid}/statm") as file:
        _, resident, shared = map(int, file.read().split()[:3])
    return resident - shared


def listen(control, serve, shell, limits, sandboxed, confined):
    """Obey the commands on the control socket until it closes."""
    child, baseline = None, _own_pages(os.getpid()) if sandboxed else 0
    control.sendall(b"ready\n")
    while True:
        if not select.select([control], [], [], 0.1 if child and sandboxed else None)[0]:
            if not child.why:
                child.watch(limits, baseline)
            continue
        command, handed, *_ = socket.recv_fds(control, 1, 1)
        if command == b"F":
            try:
                child = Child(partial(_work, handed[0], serve, shell, limits), limits, sandboxed, confined)
                answer = "ok"
            except OSError as error:
                answer = f"failed: {error}"
            os.close(handed[0])
        else:
            answer, child = (child and child.end()) or "ok", None
            if not command:
                return
        control.sendall(answer.replace("\n", " ").encode() + b"\n")


def _work(descriptor, serve, shell, limits):
    """Be the child: keep one socket, close every other door, serve, and leave without a trace."""
    try:
        os.dup2(descriptor, 3)
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.closerange(4, 1 << 10)
        if os.getpid() == 1:
            os.chdir(SCRATCH)
        serve(socket.socket(fileno=3), shell, limits)
    except BaseException as error:
        with contextlib.suppress(BaseException):
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
    finally:
        os._exit(0)


def main():
    """Prepare, then listen."""
    role, options = sys.argv[1], json.loads(sys.argv[2])
    control, limits = socket.socket(fileno=os.dup(0)), Limits(**options["limits"])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve, shell = preload(role)
    sandboxed = role == "candidate" and options["sandbox"]
    if sandboxed:
        importlib.import_module("ctypes").CDLL(None).prctl(36, 1, 0, 0, 0)  # adopt the confined grandchildren
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
    gc.collect()
    gc.freeze()
    try:
        listen(control, serve, shell, limits, sandboxed, confined=role == "candidate")
    finally:
        if not sandboxed:
            shutil.rmtree(os.environ["HOME"], ignore_errors=True)


if __name__ == "__main__":
    main()
