"""Floods, leftovers and blows: time, memory, processes, files, output, signals."""

from .cases import attack

FRESH = """
import subprocess, sys, time
hoard = 'import time; hoard = bytearray(b"x" * 8 * 10**7); time.sleep(100)'
children = [subprocess.Popen([sys.executable, '-S', '-c', hoard]) for i in range(8)]
time.sleep(100)"""
SOCKETS = """
import socket
pairs = []
try:
    while True:
        pairs.append(socket.socketpair())
        for one in pairs[-1]:
            one.setblocking(False); one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 28)
            try:
                while True: one.send(bytes(1 << 16))
            except BlockingIOError: pass
except OSError: pass
if len(pairs) > 64: breach(len(pairs))
pairs.clear()"""
UNSEEN = """
import mmap
for path in (None, '/dev/zero'):
    try:
        shared = mmap.mmap(open(path, 'r+b').fileno() if path else -1, 10**6)  # stays whole if one page of it does
    except OSError:
        continue
    breach(path)"""
HIDING = """
import ctypes, os, time
SET_DUMPABLE = 4
ctypes.CDLL(None).prctl(SET_DUMPABLE, 0)
for i in range(8):
    if os.fork() == 0:
        hoard = bytearray(b'x' * 120 * 10**6)
        time.sleep(100)
time.sleep(100)"""
PIPES = """
import fcntl, os
ends = []
try:
    while True:
        ends += os.pipe()
        try: fcntl.fcntl(ends[-1], fcntl.F_SETPIPE_SZ, 1 << 20)
        except OSError: continue
        breach('a larger pipe')
except OSError: pass
for end in ends: os.close(end)"""

CASES = [
    attack("an endless loop", "while True:\n    pass", state="timed out"),
    attack("an endless function", "def squares(n):\n    while True:\n        pass", state="timed out"),
    attack(
        "a loop that swallows the stop",
        "def squares(n):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass",
        state="timed out",
    ),
    attack(
        "sleep with signals blocked",
        """
def squares(n):
    import signal, time
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    time.sleep(1000)""",
        state="timed out",
    ),
    attack("one C call that never ends", "import re\nre.match('(a+)+$', 'a' * 64 + 'b')", state="timed out"),
    attack("memory in one process", "hoard = []\nwhile True:\n    hoard.append(bytes(10**7))", state="out of memory"),
    attack(
        "memory in many processes",
        """
import os, time
for i in range(8):
    if os.fork() == 0:
        hoard = bytearray(120 * 10**6)
        for j in range(0, len(hoard), 4096): hoard[j] = 1
        time.sleep(100)
time.sleep(100)""",
        state=None,
    ),
    attack(
        "memory shared with oneself",
        """
import mmap, os, time
for i in range(8):
    if os.fork() == 0:
        hoard = mmap.mmap(-1, 120 * 10**6)
        for j in range(0, len(hoard), 4096): hoard[j] = 1
        time.sleep(100)
time.sleep(100)""",
        state=None,
    ),
    attack("memory in fresh interpreters", FRESH, state=None),
    attack("memory that no process shows", UNSEEN),
    attack("memory in forks that hide what they have", HIDING, state=None),
    attack("memory in the buffers of sockets", SOCKETS, state=None),
    attack("memory in the buffers of pipes", PIPES, state=None),
    attack("memory in one value", "def squares(n):\n    return list(range(10**9))", state="out of memory"),
    attack(
        "the scratch disk filled",
        """
import os
try:
    with open('big', 'wb') as file:
        while True: file.write(bytes(10**6))
except OSError:
    pass
try:
    for i in range(10**6): open(f'/dev/shm/{i}', 'w').close()
except OSError:
    pass
if sum(os.path.getsize(f) for f in os.listdir('.')) > 100 * 10**6: breach()""",
        state="wrong",
    ),
    attack(
        "a fork bomb",
        "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass",
        state=None,
    ),
    attack(
        "a fork bomb in a function",
        "def squares(n):\n    import os\n    while True:\n        try: os.fork()\n        except OSError: pass",
        state=None,
    ),
    attack(
        "a thread bomb",
        """
import threading, time
started = 0
try:
    for started in range(10**4): threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
except RuntimeError:
    pass
if started > 100: breach(started)""",
    ),
    attack(
        "too many open files",
        "hoard = []\ntry:\n    while True: hoard.append(open('/dev/null'))\nexcept OSError:\n    hoard.clear()",
    ),
    attack("a flood of prints", "while True:\n    print('x' * 1000)", state="output flood"),
    attack(
        "a flood from inside the function", "def squares(n):\n    while True: print('x' * 1000)", state="output flood"
    ),
    attack(
        "a flood past Python", "import os\ntry:\n    while True: os.write(1, b'x' * 10**6)\nexcept OSError:\n    pass"
    ),
    attack(
        "a flood from a child process",
        "!head -c 100000000 /dev/zero | tr '\\0' x >&2\nimport subprocess\nsubprocess.run('yes', timeout=0.3)",
        state=None,
    ),
    attack(
        "a flood of displays",
        "from IPython.display import display\nwhile True:\n    display({'text/plain': 'x' * 1000, 'image/png': 'x' * 1000}, raw=True)",
        state="output flood",
    ),
    attack("a flood in an exception", "raise ValueError('x' * 10**7)", state="crashed"),
    attack("endless recursion", "def squares(n):\n    return squares(n + 1)", state="crashed"),
    attack(
        "recursion through the floor",
        "import sys\nsys.setrecursionlimit(10**9)\ndef squares(n):\n    return squares(n)",
        state=None,
    ),
    attack("a crash of the interpreter", "import ctypes\nctypes.string_at(0)", state="crashed"),
    attack("a crash inside the function", "def squares(n):\n    import os\n    os.abort()", state="crashed"),
    attack("a quiet exit", "import os\nos._exit(0)", state="crashed"),
    attack("a quiet exit inside the function", "def squares(n):\n    import os\n    os._exit(0)", state="crashed"),
    attack(
        "children that spin in sessions of their own",
        """
import os
for i in range(10):
    if os.fork() == 0:
        os.setsid()
        while True: pass""",
    ),
    attack("shells that spin behind", "import os\nos.system('for i in 1 2 3 4; do (while :; do :; done) & done')"),
    attack(
        "interpreters that spin",
        "import subprocess, sys\nfor i in range(4): subprocess.Popen([sys.executable, '-Sc', 'while 1: pass'], process_group=0)",
    ),
    attack("a process left behind", "import subprocess\nsubprocess.Popen(['sleep', '1000'], start_new_session=True)"),
    attack(
        "a daemon left behind",
        """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 64)
        while True: time.sleep(10)
    os._exit(0)""",
    ),
    attack("a shell job left behind", "!(setsid sleep 1000 &)"),
    attack(
        "a thread that goes on writing",
        """
import threading, time
def tick():
    while True:
        print('tick'); time.sleep(0.01)
threading.Thread(target=tick, daemon=True).start()""",
    ),
    attack(
        "the parent killed",
        "import os, signal\nfor pid in (os.getppid(), 1, -1):\n    try: os.kill(pid, signal.SIGKILL)\n    except OSError: pass",
        state=None,
    ),
    attack("the process group killed", "import os, signal\nos.kill(0, signal.SIGKILL)"),
    attack(
        "the process group killed inside the function",
        "def squares(n):\n    import os\n    os.killpg(0, 9)\n    return [0]",
    ),
    attack(
        "every low number killed",
        "import os\nfor pid in range(2, 3000):\n    try: os.kill(pid, 9)\n    except OSError: pass",
    ),
    attack(
        "the process stopped",
        "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\nos.kill(0, signal.SIGTERM)",
        state=None,
    ),
    attack("every file closed", "import os\nos.closerange(0, 256)", state="crashed"),
    attack(
        "limits raised",
        """
import resource
for name in ('AS', 'NPROC', 'FSIZE', 'CPU', 'NOFILE'):
    try:
        resource.setrlimit(getattr(resource, f'RLIMIT_{name}'), (resource.RLIM_INFINITY,) * 2); breach(name)
    except (ValueError, OSError):
        pass""",
    ),
    attack(
        "the clock of the whole notebook used up",
        "import time\ntime.sleep(1.2)\ndef squares(n):\n    time.sleep(1.2)\n    return [0]",
        state=None,
    ),
]
