"""Which system calls a confined process may make, as a program for the kernel's packet filter (seccomp).

Denied are calls that a notebook never needs and that reach the kernel's less trodden paths, outlive the process or hold
memory that no limit counts: ptrace and process_vm_*, namespaces and mounts, keyrings, bpf, perf, userfaultfd, io_uring,
file handles, memfd, System V and POSIX message queues, shared memory and semaphores, sockets other than unix and internet.
"""

import platform
import struct
from dataclasses import dataclass

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
CLONE3 = 435
X32_NUMBERS = 0x40000000  # where x86_64 numbers its calls a second time
NAMESPACES = 0x7E020000  # the flags of clone that make namespaces
FAMILIES = (1, 2, 10)  # unix, IPv4, IPv6
EPERM = 1
ENOSYS = 38

INSTRUCTION = struct.Struct("HBBI")
LOAD = 0x20
EQUAL = 0x15
AT_LEAST = 0x35
ANY_BIT = 0x45
GIVE = 0x06
NUMBER = 0
ARCH = 4
FIRST_ARGUMENT = 16
ALLOW = 0x7FFF0000
REFUSE = 0x00050000 | EPERM
ABSENT = 0x00050000 | ENOSYS


@dataclass(frozen=True)
class Instruction:
    """One instruction: what to do with a value, and at which label to go on if a test holds (`yes`) or fails (`no`).

    Without a label the next instruction follows. `label` is the instruction's own.
    """

    code: int
    value: int
    yes: str = ""
    no: str = ""
    label: str = ""


def program(name: str | None = None) -> bytes | None:
    """Return the filter for a kind of machine, by default this one; None if its system calls are not known.

    Parameters
    ----------
    name : what `platform.machine()` calls the machine, such as "x86_64".

    Returns
    -------
    The instructions as the kernel reads them, eight bytes each.
    """
    machine = MACHINES.get(name or platform.machine())
    if machine is None:
        return None
    denied = (*machine["denied"], *DENIED_EVERYWHERE)
    return assembled(
        [
            Instruction(LOAD, ARCH),
            Instruction(EQUAL, machine["arch"], no="refuse"),
            Instruction(LOAD, NUMBER),
            Instruction(AT_LEAST, X32_NUMBERS, yes="refuse"),
            *(Instruction(EQUAL, number, yes="refuse") for number in denied),
            Instruction(EQUAL, CLONE3, yes="absent"),  # its flags are out of a filter's sight: libc falls back on clone
            Instruction(EQUAL, machine["clone"], yes="clone"),
            Instruction(EQUAL, machine["socket"], yes="socket", no="allow"),
            Instruction(LOAD, FIRST_ARGUMENT, label="clone"),
            Instruction(ANY_BIT, NAMESPACES, yes="refuse", no="allow"),
            Instruction(LOAD, FIRST_ARGUMENT, label="socket"),
            *(Instruction(EQUAL, family, yes="allow") for family in FAMILIES),
            Instruction(GIVE, REFUSE, label="refuse"),
            Instruction(GIVE, ABSENT, label="absent"),
            Instruction(GIVE, ALLOW, label="allow"),
        ]
    )


def assembled(instructions: list[Instruction]) -> bytes:
    """Return instructions as the kernel reads them, each label turned into the number of instructions to be skipped.

    Raises
    ------
    KeyError : if a label is nowhere defined.
    struct.error : if a jump leads backwards or over more than 255 instructions, which the kernel does not know.
    """
    places = {instruction.label: place for place, instruction in enumerate(instructions) if instruction.label}
    packed = []
    for place, instruction in enumerate(instructions):
        following = place + 1
        yes = places[instruction.yes] - following if instruction.yes else 0
        no = places[instruction.no] - following if instruction.no else 0
        packed.append(INSTRUCTION.pack(instruction.code, yes, no, instruction.value))
    return b"".join(packed)
