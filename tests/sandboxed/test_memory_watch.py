"""The memory that processes use, told of real ones: what is shared with the server is not counted, all else is."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager

from autograder.sandboxed.memory_watch import kilobytes_beyond, used_by

MB = 1 << 20
HOARD = "import sys; hoard = bytearray(b'x' * (60 << 20)); print(flush=True); sys.stdin.read()"


def megabytes(pids, baseline):
    return kilobytes_beyond(pids, baseline) / 1024


@contextmanager
def forked(then):
    """A fork of this process that does something and waits."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            kept = then()
            os.write(write, b"x")
            time.sleep(60)
        finally:
            os._exit(0 if kept else 1)
    os.read(read, 1)
    try:
        yield str(pid)
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(read)
        os.close(write)


def test_a_fork_counts_what_it_adds_and_a_fresh_interpreter_all():
    baseline = used_by("self")
    large = baseline._replace(resident=100 << 10)  # larger than the hoard: deducting it would hide the hoard
    with forked(lambda: bytearray(b"x" * (150 * MB))) as fork:
        assert 5 < megabytes([fork], baseline) < 180
    with subprocess.Popen([sys.executable, "-S", "-c", HOARD], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as fresh:
        fresh.stdout.readline()
        assert 60 < megabytes([str(fresh.pid)], large) < 90
        fresh.stdin.close()


def test_who_calls_itself_a_fork_of_a_fresh_interpreter_is_told():
    text = f"import os, time\nif os.fork() == 0:\n    {HOARD.replace('sys.stdin.read()', 'time.sleep(60)')}\ntime.sleep(60)"
    baseline = used_by("self")._replace(resident=100 << 10)
    with subprocess.Popen([sys.executable, "-S", "-c", text], stdout=subprocess.PIPE, process_group=0) as fresh:
        fresh.stdout.readline()
        pids = [
            pid
            for pid in filter(str.isdigit, os.listdir("/proc"))
            if pid == str(fresh.pid) or _parent(pid) == fresh.pid
        ]
        counted = megabytes(pids, baseline)
        os.killpg(fresh.pid, 9)
    assert len(pids) == 2 and 60 < counted < 110


def _parent(pid):
    used = used_by(pid)
    return used and int(used.parent)


def test_of_a_process_that_is_gone_nothing_is_counted():
    assert used_by("999999999") is None and kilobytes_beyond(["999999999"], used_by("self")) == 0
