"""A fork that can reach nothing: mounts, processes, network and queues of its own, empty scratch, no privileges, hard limits.

The fork server, already cut off by bubblewrap, first makes a user namespace of its own, in which it may make the others.
Python 3.11 has no `os.unshare`, so the system calls are made through ctypes.
"""

import ctypes
import os
import resource
import struct
import sys
from collections.abc import Callable
from pathlib import Path

from . import seccomp
from .limits import Limits
from .own_limits import address_space, set_limits
from .own_network import NEW_IPC, NEW_NET, raise_loopback
from .places import DEVICES, MICROKIT, SCRATCH, linked, seen

NEW_USER = 0x10000000  # flags of unshare and setns
NEW_PID = 0x20000000
NEW_MOUNT = 0x00020000
NOSUID_NODEV = 2 | 4  # flags of mount
READONLY = 1
BIND = 0x1000
READONLY_AGAIN = 32 | BIND | 2 | READONLY  # of a bind
PRIVATE_RECURSIVE = (1 << 18) | 0x4000
DEATH_SIGNAL = 1  # options of prctl
SET_DUMPABLE = 4
SET_NO_NEW_PRIVS = 38
SET_SECCOMP = 22
NOBODY = 65534

libc = ctypes.CDLL(None, use_errno=True)


def become_master(nobody: bool = True) -> None:
    """Make this process the first one of a namespace in which it may make others; the one that called it waits for it.

    Parameters
    ----------
    nobody : whether root becomes the user nobody, so that limits on a user bite.
    """
    if nobody and os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    uid = os.getuid()
    gid = os.getgid()
    _call("prctl", SET_DUMPABLE, 1)
    _call("unshare", NEW_USER | NEW_PID | NEW_MOUNT)
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        Path("/proc/self", name).write_text(text)
    _call("mount", None, b"/", None, PRIVATE_RECURSIVE, None)
    for device in DEVICES:  # their times are the host's, and would tell one student's code of another's
        _call("mount", device, device, None, BIND, None)
        _call("mount", None, device, None, READONLY_AGAIN, None)
    pid = os.fork()
    if pid:
        die_with_parent()  # a change of user has made the kernel forget it
        _, status = os.waitpid(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        os._exit(code if code >= 0 else 128 - code)  # as a shell says it
    die_with_parent()


def fork_confined(limits: Limits, main: Callable[[], None], hiding: bool = True) -> int:
    """Run a function in a confined child, which ends with it.

    Parameters
    ----------
    limits : the budgets of the child and of all that it starts.
    main : called in the child once every wall stands; it must not return.
    hiding : whether the sources of microkit are hidden from it.

    Returns
    -------
    The child's process id.

    Raises
    ------
    OSError : with the step that failed, if the child could not be confined; nothing has run then.
    """
    read, write = os.pipe()
    own = address_space()
    bear_at_home()
    _call("unshare", NEW_PID)
    pid = os.fork()  # the first process in a new pid namespace: when it ends, all in there end
    if pid == 0:
        try:
            os.setsid()
            _hide(limits)
            if hiding:
                _hide_microkit()
            _close_proc()
            _renounce(limits, own)
        except BaseException as error:
            os.write(write, str(error).encode())
            os._exit(1)
        os.close(write)
        main()
    os.close(write)
    with open(read, "rb") as pipe:
        trouble = pipe.read(1000).decode()
    if trouble:
        os.waitpid(pid, 0)
        raise OSError(trouble)
    return pid


def bear_at_home() -> None:
    """Let the next children of this process live in its own pid namespace, and not in that of the last confined one, which is gone."""
    with open("/proc/self/ns/pid") as mine:
        _call("setns", mine.fileno(), NEW_PID)


def _hide(limits):
    """Give the process a network and queues of its own, and empty folders for scratch and shared memory."""
    _call("unshare", NEW_MOUNT | NEW_NET | NEW_IPC)
    raise_loopback()
    for place in (SCRATCH, "/dev/shm"):
        options = f"size={limits.scratch_mb}m,nr_inodes=20000,mode=700".encode()
        _call("mount", b"tmpfs", place.encode(), b"tmpfs", NOSUID_NODEV, options)
    for place in linked():
        os.makedirs(os.path.dirname(place), exist_ok=True)
        os.symlink(seen(place), place)


def _hide_microkit():
    """Put an empty folder over the sources of microkit, with nothing in it but the datasets."""
    data = os.open(f"{MICROKIT}/datasets", os.O_PATH)
    _call("mount", b"tmpfs", MICROKIT.encode(), b"tmpfs", NOSUID_NODEV, b"size=4k")
    os.mkdir(f"{MICROKIT}/datasets")
    _call("mount", f"/proc/self/fd/{data}".encode(), f"{MICROKIT}/datasets".encode(), None, BIND, None)
    os.close(data)


def _close_proc():
    """Put an empty folder over what tells of other processes."""
    _call("mount", b"tmpfs", b"/proc", b"tmpfs", NOSUID_NODEV | READONLY, b"size=4k")


def _renounce(limits, own):
    """Set the hard limits and give up every privilege that the namespaces brought."""
    set_limits(limits, own)
    resource.setrlimit(resource.RLIMIT_NPROC, (limits.processes, limits.processes))
    capability_header = struct.pack("II", 0x20080522, 0)
    no_capabilities = bytes(24)
    _call("capset", capability_header, no_capabilities)
    _call("prctl", SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    program = seccomp.program()
    _call("prctl", SET_DUMPABLE, 1 if program else 0)  # the server is to see its memory; others the filter keeps away
    if program:
        buffer = ctypes.create_string_buffer(program)
        header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
        _call("prctl", SET_SECCOMP, 2, ctypes.c_char_p(header), 0, 0)


def die_with_parent() -> None:
    """Let the kernel kill this process when the one that forked it ends, however it ends."""
    if sys.platform == "linux":
        libc.prctl(DEATH_SIGNAL, 9)


def _call(name, *args):
    if getattr(libc, name)(*args) != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
