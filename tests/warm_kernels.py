"""Fresh kernels that start sooner: each is forked from a process that has imported the libraries, and nothing of ours.

Jupyter starts one by the command of a kernelspec, as it starts any kernel; here that is this file. It asks the process at a
socket for a fork with its own folder, environment and outputs, and lives as long as the kernel does: what interrupts the one
interrupts the other. The first to ask starts that process, which ends with the tests.
"""

import atexit
import contextlib
import fcntl
import gc
import importlib
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

# neither pyplot nor ipywidgets: these look for the notebook that they are imported in
LIBRARIES = [
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "jedi",
    "pdb",
    "pydoc",
    "matplotlib.figure",
    "matplotlib.ticker",
    "matplotlib.backends.backend_agg",
    "PIL.PngImagePlugin",
    "numpy.random",
    "scipy.integrate",
    "scipy.interpolate",
    "scipy.optimize",
    "scipy.special",
    "scipy.stats",
    "mistune",
    "yaml",
    "pygments.formatters",
    "pygments.lexers",
    "latex2mathml.converter",
    "nbformat",
    "traitlets",
]
AS_IN_A_KERNEL = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}
SOCKET = "kernels.socket"


def install(folder):
    """Make the kernelspec of such kernels in a folder of Jupyter's data; the process they come from has this environment."""
    spec = Path(folder) / "kernels" / "python3"
    spec.mkdir(parents=True)
    command = [sys.executable, "-I", "-S", __file__, "ask", str(folder), "-f", "{connection_file}"]
    about = {"display_name": "Python 3 (ipykernel)", "language": "python", "argv": command}
    (spec / "kernel.json").write_text(json.dumps(about))
    mine = dict(os.environ) | AS_IN_A_KERNEL | {"JPY_PARENT_PID": str(os.getpid())}
    mine.pop("PYTHONPATH", None)
    (Path(folder) / "environment.json").write_text(json.dumps(mine))


def ask(folder, *arguments):
    """Ask for a kernel with some arguments; hand on what interrupts this process, and end when the kernel ends."""
    asking = _connected(Path(folder))
    wanted = {"folder": os.getcwd(), "environment": dict(os.environ), "arguments": arguments}
    data = json.dumps(wanted).encode() + b"\n"
    socket.send_fds(asking, [data[:1]], [0, 1, 2])
    asking.sendall(data[1:])
    with asking.makefile("rb") as told:
        kernel = int(told.readline())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, _: os.kill(kernel, number))
        told.read()


def _connected(folder):
    """Return a connection to the process that forks kernels; start it where there is none."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        asking = socket.socket(socket.AF_UNIX)
        with contextlib.suppress(OSError):
            asking.connect(str(folder / SOCKET))
            return asking
        environment = json.loads((folder / "environment.json").read_text())
        command = [sys.executable, __file__, "serve", str(folder), environment["JPY_PARENT_PID"]]
        server = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
        )
        while server.poll() is None:
            with contextlib.suppress(OSError):
                asking.connect(str(folder / SOCKET))
                return asking
            time.sleep(0.05)
    sys.exit("the process that forks kernels has ended")


def serve(folder, tests):
    """Import the libraries, and fork a kernel for each that asks, as long as the folder and the process of the tests are there."""
    del sys.path[0]  # the folder of this file, which no kernel knows
    # the last of all: taking the libraries down takes three times as long as a kernel's start
    atexit.register(os._exit, 0)
    for name in LIBRARIES:
        importlib.import_module(name)
    gc.freeze()  # a kernel looks through what it has imported itself
    assert threading.active_count() == 1, "a library has started a thread, which a fork would not have"
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(Path(folder, SOCKET)))
    listening.listen(64)
    listening.settimeout(2)
    while Path(folder, SOCKET).exists() and Path("/proc", tests).exists():
        with contextlib.suppress(TimeoutError):
            asking, _ = listening.accept()
            if os.fork() == 0:
                listening.close()
                return be_kernel(asking)
            asking.close()
    return None


def be_kernel(asking):
    """Be the kernel that was asked for: in its folder, with its environment and its outputs."""
    asking.settimeout(None)
    start, outputs, *_ = socket.recv_fds(asking, 1, 3)
    with asking.makefile("rb") as sent:
        wanted = json.loads(start + sent.readline())
    for number, output in enumerate(outputs):
        os.dup2(output, number)
        os.close(output)
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.chdir(wanted["folder"])
    os.environ.clear()
    os.environ.update(wanted["environment"])
    sys.path[:0] = [wanted["folder"], *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    asking.sendall(f"{os.getpid()}\n".encode())
    threading.Thread(target=_end_with, args=[asking], daemon=True).start()
    sys.argv = ["ipykernel_launcher", *wanted["arguments"]]
    runpy.run_module("ipykernel_launcher", run_name="__main__", alter_sys=True)


def _end_with(asking):
    """End with who asked for this kernel."""
    asking.recv(1)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    {"serve": serve, "ask": ask}[sys.argv[1]](*sys.argv[2:])
