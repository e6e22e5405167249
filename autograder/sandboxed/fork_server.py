"""A warm fork server: forked of a nursery for one worker, it forks a child for each submission that it is handed a socket for.

One child lives at a time. Commands are single bytes: F with a socket forks and E ends the child. Given while none lives, W imports
what is named next of what notebooks use, P the modules that are named next, and T keeps the template that
comes next, on the trusted side.
"""

import contextlib
import gc
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
from pathlib import Path
from types import ModuleType

from . import seccomp
from .channel import Channel
from .confinement import bear_at_home, become_master, die_with_parent, fork_confined
from .limits import Limits
from .messages import NurseryOptions, ServerAnswer, ServerOptions
from .own_limits import address_space, set_limits
from .places import SCRATCH
from .preloading import preload, warm
from .shell import Shell
from .watching import Watch

WATCH_SECONDS = 0.1
LONGEST_MESSAGE = 1 << 30  # a template may hold pictures


class Server:
    """The server's loop and the child that is alive."""

    def __init__(
        self, control: socket.socket, options: NurseryOptions, order: ServerOptions, work: ModuleType, shell: Shell
    ):
        self.control = control
        self.limits = Limits(**order["limits"])
        self.student = options["student"]
        self.sandboxed = options["sandbox"]
        if order["processors"] and self.student:
            os.sched_setaffinity(0, order["processors"])
        if self.sandboxed:
            become_master(nobody=self.student)
            seccomp.program()  # worked out once, and not by each child
            if (
                self.student
            ):  # where the machine runs out of memory, the kernel ends these before any of the trusted side
                with contextlib.suppress(OSError):
                    Path("/proc/self/oom_score_adj").write_text("1000")
        self.work = work
        self.shell = shell
        self.pid: int | None = None  # of the child
        self.folder: str | None = None  # of the child, where there is no sandbox
        self.why: str | None = None  # for which the child was ended
        self.settle()

    def settle(self) -> None:
        """Take all that is imported by now for the servers' own: children share it, and it does not count as theirs."""
        gc.collect()
        gc.freeze()
        self.watch = Watch(self.limits) if self.sandboxed else None

    def listen(self) -> None:
        """Obey the commands on the control socket until it closes."""
        answers = Channel(self.control, LONGEST_MESSAGE)
        answers.send({"why": None})
        while True:
            watching = self.pid and self.sandboxed and not self.why
            commanded, _, _ = select.select([self.control], [], [], WATCH_SECONDS if watching else None)
            if not commanded:
                self._watch()
                continue
            command, descriptors, *_ = socket.recv_fds(self.control, 1, 1)
            if command == b"F":
                answers.send(self._fork(descriptors[0]))
                continue
            if command == b"T":
                self.work.keep(answers.receive(None)["template"], self.shell)
                answers.send({"why": None})
                continue
            if command in (b"W", b"P"):
                if self.sandboxed:
                    bear_at_home()  # an import may start a process
                if command == b"P":
                    preload(answers.receive(None)["modules"])
                else:
                    warm(answers.receive(None)["uses"])
                self.settle()
                answers.send({"why": None})
                continue
            ended = self._end()
            if not command:
                return
            answers.send(ended)

    def _fork(self, descriptor: int) -> ServerAnswer:
        """Fork a child for a socket: confined, in a sandbox; else in a process group and a folder of its own."""
        self.why = None
        try:
            if self.sandboxed:
                self.watch.begin()
                self.pid = fork_confined(self.limits, lambda: self._work(descriptor), hiding=self.student)
            else:
                self.folder = tempfile.mkdtemp(prefix="grading-")
                self.pid = os.fork()
                if self.pid == 0:
                    self._work(descriptor)
            return {"why": None}
        except OSError as error:
            return {"failed": str(error)}
        finally:
            os.close(descriptor)

    def _work(self, descriptor):
        """Be the child: keep one socket, close every other door, serve, and leave without a trace."""
        try:
            if not self.sandboxed:
                os.setsid()
                set_limits(self.limits, address_space())
            die_with_parent()
            os.chdir(self.folder or SCRATCH)
            os.dup2(descriptor, 3)  # which it may be already
            os.set_inheritable(3, False)
            os.dup2(os.open(os.devnull, os.O_RDWR), 0)
            os.closerange(4, 1 << 10)
            self.work.serve(socket.socket(fileno=3), self.shell, self.limits)
        except BaseException as error:
            with contextlib.suppress(BaseException):
                print(f"{type(error).__name__}: {error}", file=sys.stderr)
        finally:
            os._exit(0)

    def _end(self) -> ServerAnswer:
        """Kill the child and all it started; return why it had been ended before, if it had."""
        if self.pid:
            ending = self.sandboxed and self.watch.is_ending(self.pid)
            with contextlib.suppress(ProcessLookupError):
                if self.sandboxed:
                    os.kill(self.pid, signal.SIGKILL)  # the first process of its namespace: all in there end with it
                else:
                    os.killpg(self.pid, signal.SIGKILL)
            _, status = os.waitpid(self.pid, 0)
            if ending and not self.why and os.waitstatus_to_exitcode(status) == -signal.SIGKILL:
                # by a signal that none of its own processes can send it
                self.why = "processor" if self.watch.seconds() > self.limits.notebook_seconds else "killed"
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.pid = None
        self.folder = None
        return {"why": self.why}

    def _watch(self):
        """End what the child started when it has had the processor for long enough, and the child with it when it uses too much.

        The second look is taken while the child stands still: so the cell in hand is the one that uses too much, and not
        the one after it.
        """
        if self.watch.seconds() > self.limits.notebook_seconds:
            for pid in self.watch.helpers(self.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        if not self.watch.overused():
            return
        os.kill(self.pid, signal.SIGSTOP)
        os.waitid(os.P_PID, self.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
        self.why = self.watch.overused()
        os.kill(self.pid, signal.SIGKILL if self.why else signal.SIGCONT)
