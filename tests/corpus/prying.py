"""Attempts to read what is not the student's, to write where nothing may be written, and to reach the network and the kernel."""

from .cases import attack

READ = """
import os, glob
for path in {paths}:
    for found in glob.glob(os.path.expanduser(path), recursive=True):
        try:
            breach(found, open(found, 'rb').read(300) if os.path.isfile(found) else os.listdir(found))
        except OSError:
            pass
"""
WRITE = """
import os
for path in {paths}:
    try:
        os.makedirs(os.path.dirname(os.path.expanduser(path)), exist_ok=True)
        with open(os.path.expanduser(path), 'ab') as file:
            file.write(b'breach')
    except OSError:
        continue
    if {told}: breach(path)
"""


LOCKED = """
import fcntl, os, struct, time
def lock(path):
    file = open(path, 'rb')
    {lock}
    return file
told, tell = os.pipe()
for path in ('/usr/bin/env', os.__file__, '/dev/null'):
    if os.fork() == 0:
        try: held = lock(path)
        finally: os.write(tell, b'x'); time.sleep(0.1); os._exit(0)
    os.read(told, 1)
    try: lock(path)
    except BlockingIOError: breach(path)
    except OSError: pass"""
SEEN = """try: state = fcntl.fcntl(file, fcntl.F_GETLK, struct.pack('hhqqi', fcntl.F_WRLCK, 0, 0, 0, 0))
    except OSError: return
    if struct.unpack('hhqqi', state)[4]: breach(path)
    fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)"""


def reads(name, *paths, **more):
    return attack(name, READ.replace("{paths}", repr(paths)), **more)


def writes(name, *paths, told=True, **more):
    return attack(name, WRITE.replace("{paths}", repr(paths)).replace("{told}", str(told)), **more)


def locks(name, lock):
    """Try whether a lock of one process on a file of the host is seen by another, as it would be by another student's."""
    return attack(name, LOCKED.replace("{lock}", lock))


def calls(name, number, arguments):
    """Try a system call that must be refused."""
    text = f"""
import ctypes, platform
libc = ctypes.CDLL(None, use_errno=True)
if platform.machine() == 'x86_64' and libc.syscall({number}, {arguments}) >= 0:
    breach({name!r})"""
    return attack(name, text)


CASES = [
    reads("the gradebook", "@COURSE@/gradebook.db", "../../../gradebook.db", "../gradebook.db", "/*/*/gradebook.db"),
    reads("the source and its hidden tests", "@COURSE@/source/*/*", "../../../source/*/*", "/assignment/*"),
    reads("other students' work", "@COURSE@/submitted/*/*/*", "@COURSE@/*/bob", "../../bob/*"),
    reads("accounts and keys", "/etc/passwd", "/etc/shadow", "~/.ssh/*", "/root/.bash*", "/home/*/*", "/root/.config"),
    reads(
        "other processes",
        "/proc/[0-9]*/environ",
        "/proc/[0-9]*/cmdline",
        "/proc/self/maps",
        "/proc/1/root",
        "/sys/class",
    ),
    reads(
        "the machine",
        "/proc/mounts",
        "/sys/*",
        "/run/*",
        "/var/log/*",
        "/var/lib/*",
        "/dev/sd*",
        "/dev/kmsg",
        "/dev/mem",
        "/boot",
        "/srv/*",
        "/opt/secret",
    ),
    reads(
        "the bank",
        "@REPOSITORY@/autograder/bank*",
        "@REPOSITORY@/tests/*",
        "@REPOSITORY@/source/*/*",
        "@REPOSITORY@/.git",
    ),
    attack(
        "the bank imported",
        """
import importlib, pkgutil, autograder
for name in ('autograder.bank', 'autograder.learner.marking', 'autograder.judging.diagnosis', 'autograder.bank.h01_microdose_limit', 'tests.oracles'):
    try:
        importlib.import_module(name); breach(name)
    except ImportError:
        pass
if autograder.mark('h1.a', None): breach('marked')
if [m.name for m in pkgutil.iter_modules(autograder.__path__) if m.name not in ("sandboxed",)]: breach('modules')""",
    ),
    attack(
        "a walk through everything that can be seen",
        """
import os
for folder, _, files in os.walk('/', followlinks=False):
    if folder.startswith(('/usr', '/lib', '/sbin')): continue
    for file in files:
        if file.endswith(('.ipynb', '.db', '.sqlite')) and 'site-packages' not in folder and '/share/' not in folder:
            breach(folder, file)""",
        state=None,
    ),
    attack(
        "secrets in the environment",
        "import os\nif [k for k, v in os.environ.items() if 'CAN' + 'ARY' in v or 'AUTOGRADER' in k]: breach(dict(os.environ))",
    ),
    attack(
        "open files of the grader",
        """
import os
for number in range(4, 256):
    try:
        os.fstat(number)
    except OSError:
        continue
    if not os.path.exists('/dev/fd'): pass
    try:
        os.write(number, b'E'); breach(number)
    except OSError:
        pass""",
        state=None,
    ),
    attack(
        "a link to the course",
        """
import os
os.symlink('@COURSE@', 'course'); os.symlink('/', 'root')
try:
    breach(os.listdir('course'))
except OSError:
    pass
try:
    os.link('/usr/bin/env', 'env'); os.chmod('env', 0o4755); breach('link')
except OSError:
    pass""",
    ),
    attack(
        "root again",
        """
import os, ctypes
for step in (lambda: os.setuid(0), lambda: os.setgid(0), lambda: os.chroot('/tmp'), lambda: os.mknod('disk', 0o60600, 2048), lambda: os.nice(-5)):
    try:
        step(); breach(step)
    except OSError:
        pass
import subprocess
for command in ('su -c id', 'mount -t tmpfs x /mnt', 'unshare -U id', 'chroot / id'):
    if subprocess.run(command, shell=True, capture_output=True).returncode == 0: breach(command)""",
    ),
    calls("ptrace", 101, "16, 1, 0, 0"),
    calls("process memory", 310, "1, 0, 0, 0, 0, 0"),
    calls("a user namespace", 272, "0x10000000"),
    calls("memory in a nameless file", 319, "b'hoard', 0"),
    calls("System V shared memory", 29, "0, 1 << 20, 0o600"),
    calls("a keyring", 250, "0, -3, 1"),
    calls("io_uring", 425, "8, ctypes.create_string_buffer(200)"),
    calls("the older asynchronous input and output", 206, "8, ctypes.byref(ctypes.c_ulong())"),
    calls("another personality of the process", 135, "0x0040000"),
    calls("segments of one's own", 154, "0, ctypes.create_string_buffer(64), 64"),
    calls("the policy of memory nodes", 239, "0, 0, 0, 0, 0"),
    calls("the kernel's log", 103, "10, 0, 0"),
    calls("a choice of processors", 203, "0, 8, ctypes.byref(ctypes.c_ulong(1))"),
    calls("a list of mounts", 458, "(ctypes.c_ulong * 3)(24, 2**64 - 1, 0), (ctypes.c_ulong * 64)(), 64, 0"),
    locks("a lock on a file of the host", "fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)"),
    locks("a reader's lock on a file of the host, looked for by another", SEEN),
    locks(
        "word of who reads a folder of the host",
        "fcntl.fcntl(os.open('/usr', os.O_RDONLY), fcntl.F_NOTIFY, fcntl.DN_ACCESS); breach('told')",
    ),
    calls("a socket to the hypervisor", 41, "40, 1, 0"),
    calls("a crypto socket of the kernel", 41, "38, 5, 0"),
    attack(
        "the network",
        """
import socket
for address in (('127.0.0.1', int('@PORT@')), ('1.1.1.1', 53), ('::1', int('@PORT@'))):
    try:
        socket.create_connection(address, timeout=0.3); breach(address)
    except OSError:
        pass
try:
    breach(socket.getaddrinfo('example.com', 80))
except OSError:
    pass""",
    ),
    attack(
        "an abstract socket of the machine",
        """
import socket
for name in ('\\0@ABSTRACT@', '@COURSE@/socket'):
    try:
        socket.socket(socket.AF_UNIX).connect(name); breach(name)
    except OSError:
        pass""",
    ),
    writes(
        "writing to the course",
        "@COURSE@/gradebook.db",
        "@COURSE@/breach",
        "@COURSE@/source/ps/p.ipynb",
        "../../../gradebook.db",
        told=False,
    ),
    writes(
        "writing to the home folder",
        "/root/.ipython/profile_default/startup/breach.py",
        "/root/breach",
        "/home/breach",
        "/var/tmp/breach",
    ),
    writes(
        "writing to the libraries",
        "@PREFIX@/lib/python3.11/site-packages/breach.pth",
        "/usr/lib/breach",
        "/etc/breach",
        "@REPOSITORY@/autograder/sandboxed/breach.py",
    ),
    writes("writing to the scratch folder stays there", "/tmp/breach", "~/breach", "/dev/shm/breach", told=False),
    writes(
        "writing to devices", "/dev/breach", "/proc/self/oom_score_adj", "/proc/sysrq-trigger", "/dev/mqueue/breach"
    ),
    *(
        attack(
            f"a trace on {device}",
            f"""
import os
try: os.utime('{device}')
except OSError: pass
else: breach('{device}')""",
        )
        for device in ("/dev/null", "/dev/zero", "/dev/urandom")
    ),
    attack(
        "what lies beside the libraries",
        """
import os, sys
parts = {"bin", "lib", "lib32", "lib64", "include", "share", "etc", "ssl", "pyvenv.cfg"}
for prefix in (sys.prefix, sys.base_prefix):
    beside = set(os.listdir(prefix)) - parts
    if beside and prefix != "/usr": breach(prefix, beside)""",
    ),
    attack(
        "the screen of the instructor",
        """
import fcntl, os
for path in ('/dev/tty', '/dev/console', '/dev/pts/0'):
    try:
        fcntl.ioctl(os.open(path, os.O_RDWR), 0x5412, b'x'); breach(path)
    except OSError:
        pass""",
    ),
]
