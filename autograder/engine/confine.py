"""A fork that can reach nothing: own user, mount, pid and ipc namespaces, empty scratch, no privileges, hard limits.

Called in a fork server that bubblewrap has already cut off from the network and from all files but the libraries.
Python 3.11 has no `os.unshare`, so the system calls are made through ctypes.
"""

import ctypes
import os
import platform
import resource
import struct
from pathlib import Path

from .sandbox import linked, seen

NEW_NAMESPACES = 0x10000000 | 0x00020000 | 0x20000000 | 0x08000000  # user, mount, pid, ipc
MS_NOSUID_NODEV, MS_READONLY, MS_PRIVATE_RECURSIVE = 2 | 4, 1, (1 << 18) | 0x4000
SET_DUMPABLE, SET_NO_NEW_PRIVS, SET_SECCOMP = 4, 38, 22
MB = 1 << 20
SCRATCH = "/tmp"

# System calls that a notebook never needs and that reach the kernel's less trodden paths or outlive the process:
# ptrace, process_vm_readv/writev, namespaces, mounts, keyrings, bpf, perf, userfaultfd, io_uring.
DENIED = {
    "x86_64": (0xC000003E, 56, (101, 310, 311, 272, 308, 165, 166, 155, 161, 248, 249, 250, 321, 298, 323, 304)),
    "aarch64": (0xC00000B7, 220, (117, 270, 271, 97, 268, 40, 39, 41, 51, 217, 218, 219, 280, 241, 282, 265)),
}
DENIED_EVERYWHERE = (425, 428, 429, 430, 431, 432, 433, 442)
CLONE3, EPERM, ENOSYS = 435, 1, 38

libc = ctypes.CDLL(None, use_errno=True)


def fork_confined(limits, main):
    """Run `main()` in a confined child; return the child's pid, or raise OSError with the step that failed."""
    read, write = os.pipe()
    own = address_space()
    middle = os.fork()
    if middle == 0:
        try:
            _enter_namespaces(limits)
            pid = os.fork()  # the first process in a new pid namespace: when it ends, all in there end
            if pid == 0:
                _renounce(limits, own)
                main()
            os.write(write, str(pid).encode())
        except BaseException as error:
            os.write(write, f"!{error}".encode())
        os._exit(0)
    os.close(write)
    with open(read, "rb") as pipe:
        answer = pipe.read(1000).decode()
    os.waitpid(middle, 0)
    if not answer.isdigit():
        raise OSError(answer.lstrip("!") or "a confined process could not be made")
    return int(answer)


def _enter_namespaces(limits):
    uid, gid = os.getuid(), os.getgid()
    _call("prctl", SET_DUMPABLE, 1)
    _call("unshare", NEW_NAMESPACES)
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
    _call("mount", None, b"/", None, MS_PRIVATE_RECURSIVE, None)
    for place, size in ((SCRATCH, limits.scratch_mb), ("/dev/shm", limits.scratch_mb)):
        options = f"size={size}m,nr_inodes=20000,mode=700".encode()
        _call("mount", b"tmpfs", place.encode(), b"tmpfs", MS_NOSUID_NODEV, options)
    for place in linked():
        os.makedirs(os.path.dirname(place), exist_ok=True)
        os.symlink(seen(place), place)
    _call("mount", b"tmpfs", b"/proc", b"tmpfs", MS_NOSUID_NODEV | MS_READONLY, b"size=4k")


def _renounce(limits, own):
    """Set the hard limits and give up every privilege that the new namespaces brought."""
    set_limits(limits, own)
    resource.setrlimit(resource.RLIMIT_NPROC, (limits.processes, limits.processes))
    header, nothing = struct.pack("II", 0x20080522, 0), bytes(24)
    _call("capset", header, nothing)
    _call("prctl", SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _call("prctl", SET_DUMPABLE, 0)
    _filter_system_calls()


def set_limits(limits, own):
    """Limit memory (beyond the `own` bytes of the libraries), processor time, file size, open files and core dumps of this process and those it starts."""
    for name, value in (
        ("AS", own + limits.memory_mb * MB),
        ("CPU", limits.notebook_seconds + 5),
        ("FSIZE", limits.scratch_mb * MB),
        ("NOFILE", 256),
        ("CORE", 0),
    ):
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (int(value), int(value)))


def address_space():
    """Return the bytes of address space of this process, as far as the system tells."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0


def _filter_system_calls():
    machine = platform.machine()
    if machine not in DENIED:
        return
    arch, clone, denied = DENIED[machine]
    program = _program(arch, clone, denied + DENIED_EVERYWHERE)
    buffer = ctypes.create_string_buffer(program)
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    _call("prctl", SET_SECCOMP, 2, ctypes.c_char_p(header), 0, 0)


def _program(arch, clone, denied):
    """Return the filter in the kernel's packet-filter language: each instruction is code, jump if true, if false, value."""
    load, equal, at_least, any_bit, give = 0x20, 0x15, 0x35, 0x45, 0x06
    allow, refuse, absent = 0x7FFF0000, 0x00050000 | EPERM, 0x00050000 | ENOSYS
    lines = [(load, 0, 0, 4), (equal, 1, 0, arch), (give, 0, 0, refuse), (load, 0, 0, 0)]
    lines += [(at_least, 0, 1, 0x40000000), (give, 0, 0, refuse)]  # the x32 numbers of x86_64
    for number in denied:
        lines += [(equal, 0, 1, number), (give, 0, 0, refuse)]
    lines += [
        (equal, 0, 1, CLONE3),
        (give, 0, 0, absent),
    ]  # its flags are out of a filter's sight: libc falls back to clone
    lines += [(equal, 0, 3, clone), (load, 0, 0, 16), (any_bit, 0, 1, 0x7E020000), (give, 0, 0, refuse)]
    lines += [(give, 0, 0, allow)]
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def _call(name, *args):
    if getattr(libc, name)(*args) != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
