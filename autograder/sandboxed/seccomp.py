"""Which system calls a confined process may make, as a program for the kernel's packet filter (seccomp).

It may make those in `system_calls`, start threads and processes but no namespaces, and make unix and internet sockets.
A lock is granted without asking the kernel, which would show it to whoever else has the same file of the host in sight;
so is a wish for larger buffers of a socket, which no limit counts.
Memory that processes share stands in a file of the scratch folders, which are small: what has no file is kept, and seen
in no process, when only a page of it is still mapped.
Numbers younger than that table are answered as by a kernel that lacks them, so that libraries fall back on older ways.
"""

import platform
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from .system_calls import numbers

MACHINES = {
    "x86_64": {"arch": 0xC000003E, "clone": 56, "socket": 41, "socketpair": 53}
    | {"fcntl": 72, "flock": 73, "setsockopt": 54, "mmap": 9},
    "aarch64": {"arch": 0xC00000B7, "clone": 220, "socket": 198, "socketpair": 199}
    | {"fcntl": 25, "flock": 32, "setsockopt": 208, "mmap": 222},
}
CLONE3 = 435
YOUNGER = 453  # the first number that came after the table was made
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
SECOND_ARGUMENT = 24
THIRD_ARGUMENT = 32
FOURTH_ARGUMENT = 40
FILE_COMMANDS = (0, 1, 2, 3, 4, 1030, 1032)  # of fcntl: copies of a descriptor, its flags, the size of a pipe
LOCK_COMMANDS = (6, 7, 37, 38)  # of fcntl: set a lock, and wait for it; those of a process and those of an open file
SOCKET_LEVEL = 1
BUFFER_OPTIONS = (7, 8, 32, 33)  # of setsockopt
MAP_SHARED = 0x01  # flags of mmap
MAP_ANONYMOUS = 0x20
ALLOW = 0x7FFF0000
REFUSE = 0x00050000 | EPERM
ABSENT = 0x00050000 | ENOSYS
GRANT = 0x00050000  # no error, and nothing done


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


@cache
def program(name: str | None = None) -> bytes | None:
    """Return the filter for a kind of machine, by default this one; None if its system calls are not known.

    Parameters
    ----------
    name : what `platform.machine()` calls the machine, such as "x86_64".

    Returns
    -------
    The instructions as the kernel reads them, eight bytes each.
    """
    name = name or platform.machine()
    if name not in MACHINES:
        return None
    machine = MACHINES[name]
    return assembled(
        [
            Instruction(LOAD, ARCH),
            Instruction(EQUAL, machine["arch"], no="refuse"),
            Instruction(LOAD, NUMBER),
            Instruction(AT_LEAST, X32_NUMBERS, yes="refuse"),
            Instruction(AT_LEAST, YOUNGER, yes="absent"),
            Instruction(EQUAL, CLONE3, yes="absent"),  # its flags are out of a filter's sight: libc falls back on clone
            Instruction(EQUAL, machine["clone"], yes="clone"),
            Instruction(EQUAL, machine["socket"], yes="socket"),
            Instruction(EQUAL, machine["socketpair"], yes="socket"),
            Instruction(EQUAL, machine["flock"], yes="grant"),
            Instruction(EQUAL, machine["fcntl"], yes="fcntl"),
            Instruction(EQUAL, machine["setsockopt"], yes="setsockopt"),
            Instruction(EQUAL, machine["mmap"], yes="mmap"),
            *_allowing(numbers(name).values()),
            Instruction(LOAD, FIRST_ARGUMENT, label="clone"),
            Instruction(ANY_BIT, NAMESPACES, yes="refuse", no="allow"),
            Instruction(LOAD, FIRST_ARGUMENT, label="socket"),
            *(Instruction(EQUAL, family, yes="allow") for family in FAMILIES),
            Instruction(AT_LEAST, 0, yes="refuse"),
            Instruction(LOAD, SECOND_ARGUMENT, label="fcntl"),
            *(Instruction(EQUAL, command, yes="allow") for command in FILE_COMMANDS),
            *(Instruction(EQUAL, command, yes="grant") for command in LOCK_COMMANDS),
            Instruction(AT_LEAST, 0, yes="refuse"),
            Instruction(LOAD, SECOND_ARGUMENT, label="setsockopt"),
            Instruction(EQUAL, SOCKET_LEVEL, no="allow"),
            Instruction(LOAD, THIRD_ARGUMENT),
            *(Instruction(EQUAL, option, yes="grant") for option in BUFFER_OPTIONS),
            Instruction(AT_LEAST, 0, yes="allow"),
            Instruction(LOAD, FOURTH_ARGUMENT, label="mmap"),
            Instruction(ANY_BIT, MAP_ANONYMOUS, no="allow"),
            Instruction(ANY_BIT, MAP_SHARED, no="allow"),
            Instruction(GIVE, REFUSE, label="refuse"),
            Instruction(GIVE, ABSENT, label="absent"),
            Instruction(GIVE, GRANT, label="grant"),
            Instruction(GIVE, ALLOW, label="allow"),
        ]
    )


def _allowing(numbers: Iterable[int]) -> Iterator[Instruction]:
    """Yield instructions that allow some numbers and refuse all others: the highest bound that is reached decides."""
    allowed = set(numbers)
    for number in range(max(allowed) + 1, 0, -1):
        if (number in allowed) != (number - 1 in allowed):
            yield Instruction(AT_LEAST, number, yes="allow" if number in allowed else "refuse")
    yield Instruction(AT_LEAST, 0, yes="allow" if 0 in allowed else "refuse")


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
