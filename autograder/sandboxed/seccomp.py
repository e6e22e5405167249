"""Which system calls a confined process may make, as a program for the kernel's packet filter (seccomp).

Denied are calls that a notebook never needs and that reach the kernel's less trodden paths, outlive the process or hold
memory that no limit counts: ptrace and process_vm_*, namespaces and mounts, keyrings, bpf, perf, userfaultfd, io_uring,
file handles, memfd, System V and POSIX message queues, shared memory and semaphores, sockets other than unix and internet.
"""

import platform
import struct

MACHINES = {
    "x86_64": {
        "arch": 0xC000003E,
        "clone": 56,
        "socket": 41,
        "denied": (101, 310, 311, 272, 308, 165, 166, 155, 161, 248, 249, 250, 321, 298, 323, 304, 319, 240)
        + (29, 30, 64, 68),
    },
    "aarch64": {
        "arch": 0xC00000B7,
        "clone": 220,
        "socket": 198,
        "denied": (117, 270, 271, 97, 268, 40, 39, 41, 51, 217, 218, 219, 280, 241, 282, 265, 279, 180)
        + (194, 196, 190, 186),
    },
}
DENIED_EVERYWHERE = (425, 428, 429, 430, 431, 432, 433, 442, 447)
CLONE3, EPERM, ENOSYS = 435, 1, 38
NAMESPACES = 0x7E020000  # the flags of clone that make namespaces
FAMILIES = (1, 2, 10)  # unix, IPv4, IPv6
INSTRUCTION = struct.Struct("HBBI")
LOAD, EQUAL, AT_LEAST, ANY_BIT, GIVE = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCH, FIRST_ARGUMENT = 0, 4, 16
ALLOW, REFUSE, ABSENT = 0x7FFF0000, 0x00050000 | EPERM, 0x00050000 | ENOSYS


def program(name=None):
    """Return the filter for this machine: each instruction is code, jump if true, jump if false, value. None if unknown."""
    machine = MACHINES.get(name or platform.machine())
    if machine is None:
        return None
    lines = [(LOAD, 0, 0, ARCH), (EQUAL, 1, 0, machine["arch"]), (GIVE, 0, 0, REFUSE), (LOAD, 0, 0, NUMBER)]
    lines += [(AT_LEAST, 0, 1, 0x40000000), (GIVE, 0, 0, REFUSE)]  # the x32 numbers of x86_64
    for number in machine["denied"] + DENIED_EVERYWHERE:
        lines += [(EQUAL, 0, 1, number), (GIVE, 0, 0, REFUSE)]
    lines += [(EQUAL, 0, 1, CLONE3), (GIVE, 0, 0, ABSENT)]  # its flags are out of a filter's sight: libc falls back
    lines += [(EQUAL, 0, 3, machine["clone"]), (LOAD, 0, 0, FIRST_ARGUMENT)]
    lines += [(ANY_BIT, 0, 4 + len(FAMILIES), NAMESPACES), (GIVE, 0, 0, REFUSE)]
    lines += [(EQUAL, 0, 2 + len(FAMILIES), machine["socket"]), (LOAD, 0, 0, FIRST_ARGUMENT)]
    lines += [(EQUAL, len(FAMILIES) - i, 0, family) for i, family in enumerate(FAMILIES)]
    lines += [(GIVE, 0, 0, REFUSE), (GIVE, 0, 0, ALLOW)]
    return b"".join(INSTRUCTION.pack(*line) for line in lines)
