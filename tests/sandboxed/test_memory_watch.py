"""The memory that processes use together, told of real ones: each page counts once, whoever shares it and whoever hides it."""

import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager, suppress

from autograder.sandboxed import memory_watch
from autograder.sandboxed.memory_watch import in_sockets, kilobytes, resident

MB = 1 << 20
HOARD = "import sys; hoard = bytearray(b'x' * (60 << 20)); print(flush=True); sys.stdin.read()"


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


def test_what_forks_share_counts_once_and_what_they_add_each_time():
    own = resident("self") / 1024
    shared = bytearray(b"x" * (200 * MB))
    with ExitStack() as stack:
        forks = [stack.enter_context(forked(lambda: bytearray(b"x" * (20 * MB)))) for _ in range(4)]
        assert sum(map(resident, forks)) > 4 * 220 * 1024
        together = kilobytes(forks, 0) / 1024
    assert 4 * 20 + 0.75 * 200 < together < 4 * 20 + 200 + own + 40 and shared


def test_a_fresh_interpreter_counts_whole_and_nothing_is_deducted_for_it():
    with ExitStack() as stack:
        command = [sys.executable, "-S", "-c", HOARD]
        fresh = [
            stack.enter_context(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)) for _ in "12"
        ]
        for process in fresh:
            process.stdout.readline()
        assert 120 < kilobytes([str(process.pid) for process in fresh], 0) / 1024 < 180
        for process in fresh:
            process.stdin.close()


def test_the_closer_look_is_taken_only_where_it_matters(monkeypatch):
    monkeypatch.setattr(memory_watch, "in_sockets", lambda pid: 5)
    monkeypatch.setattr(memory_watch, "resident", {"1": 100, "2": 200, "gone": None}.get)
    monkeypatch.setattr(memory_watch, "proportional", {"1": 40, "2": None}.get)
    assert kilobytes(["1", "2", "gone"], 305) == 305
    assert kilobytes(["1", "2", "gone"], 304) == 245  # of the second one the kernel does not tell: it counts in full


def test_sockets_count_at_their_largest_and_waiting_bytes_twice(monkeypatch):
    head = "  sl  local_address rem_address   st tx_queue rx_queue tr"
    line = "   0: 0100007F:B1A6 0100007F:9C40 01 {:08X}:{:08X} 00:00000000"
    told = {
        "net/unix": ["Num RefCount Protocol", "0: 3", "0: 3", "0: 2"],
        "net/tcp": [head, line.format(100 << 10, 0), line.format(0, 50 << 10)],
        "net/udp6": [head, line.format(0, 1 << 10)],
    }
    monkeypatch.setattr(memory_watch, "_lines", lambda pid, name: told.get(name, []))
    assert in_sockets("1") == 3 * memory_watch.UNIX_SOCKET + 2 * (100 + 50 + 1)
    told["net/sockstat"] = ["sockets: used 3", "TCP: inuse 0 orphan 0 tw 2 alloc 2 mem 0", "UDP: inuse 0 mem 0"]
    told["net/sockstat6"] = ["TCP6: inuse 0", "UDP6: inuse 1"]
    assert in_sockets("1") == 3 * memory_watch.UNIX_SOCKET + 2 * 1  # a list is read only where there is such a socket


def test_what_waits_in_a_real_connection_counts_also_when_its_sender_is_gone():
    before = in_sockets("self")
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname()) as sender:
            sender.setblocking(False)
            sent = 0
            with suppress(BlockingIOError):
                while sent < MB:
                    sent += sender.send(b"x" * (64 << 10))
            assert in_sockets("self") - before >= 2 * sent >> 10
        assert in_sockets("self") > before


def test_of_a_process_that_is_gone_nothing_is_counted():
    assert resident("999999999") is None and kilobytes(["999999999"], 0) == 0
