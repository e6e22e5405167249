"""A kernel forked from a process that has the libraries is what a kernel started by itself is, and lives and dies as one."""

import ast
import contextlib
import os
import time
from pathlib import Path

import pytest
from jupyter_client import KernelManager

ABOUT = """
import os, signal, sys, threading
ours = sorted(name for name in sys.modules if name.startswith(("autograder", "microkit")))
looks = {"matplotlib.pyplot", "ipywidgets", "matplotlib_inline.backend_inline"} & set(sys.modules)
import ipywidgets, matplotlib
about = {
    "path": sys.path, "argv": [sys.argv[0], sys.argv[1], len(sys.argv)], "folder": os.getcwd(), "name": __name__,
    "variables": {key: value for key, value in os.environ.items() if key not in ("JPY_PARENT_PID", "MINE")},
    "mine": os.environ["MINE"], "backend": matplotlib.get_backend(), "ours": ours, "looks": looks,
    "signals": [repr(signal.getsignal(number)) for number in (signal.SIGCHLD, signal.SIGTERM)],
    "leads": (os.getsid(0), os.getpgid(0)) == (os.getpid(), os.getpid()),
    "comms": sorted(get_ipython().kernel.comm_manager.targets),
}
print(about)
"""


@contextlib.contextmanager
def kernel(folder):
    """Start a kernel as Jupyter does; yield its manager and a client."""
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(folder), env=os.environ | {"MINE": "mine"})
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=100)
        yield manager, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def printed(client, code):
    said = []
    client.execute_interactive(code, timeout=100, output_hook=said.append)
    return "".join(message["content"].get("text") or message["content"].get("ename", "") for message in said)


def is_there(pid):
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text()


def test_it_is_as_fresh_as_one_that_was_started_by_itself(tmp_path, monkeypatch):
    with kernel(tmp_path) as (manager, client):
        assert "warm_kernels" in " ".join(manager.kernel_spec.argv)
        forked = ast.literal_eval(printed(client, ABOUT))
    kept = os.environ["JUPYTER_PATH"]
    monkeypatch.delenv("JUPYTER_PATH")
    with kernel(tmp_path) as (manager, client):
        assert "ipykernel_launcher" in manager.kernel_spec.argv
        started = ast.literal_eval(printed(client, ABOUT))
    assert forked.pop("variables") == started.pop("variables") | {"JUPYTER_PATH": kept}
    assert forked == started
    assert (forked["ours"], forked["looks"], forked["mine"]) == ([], set(), "mine")


def test_what_interrupts_it_and_what_ends_it_reach_it(tmp_path):
    with kernel(tmp_path) as (manager, client):
        pid = int(printed(client, "import os, time\nprint(os.getpid())"))
        said = []

        def interrupt(message):
            said.append(message["content"].get("ename"))
            if message["content"].get("text") == "at work\n":
                manager.interrupt_kernel()

        client.execute_interactive("print('at work', flush=True)\ntime.sleep(90)", timeout=100, output_hook=interrupt)
        assert "KeyboardInterrupt" in said
        assert printed(client, "print('still there')") == "still there\n"
        manager.provisioner.process.kill()
        for _ in range(1000):
            if not is_there(pid):
                return
            time.sleep(0.05)
        pytest.fail("the kernel outlives who asked for it")
