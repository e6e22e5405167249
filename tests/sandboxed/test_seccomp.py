"""The filter of system calls, run here as the kernel would run it, against what it is to deny."""

import fcntl
import re
import struct
from pathlib import Path
from socket import IPPROTO_TCP, SO_REUSEADDR, SO_SNDBUF, SOL_SOCKET

import pytest

from autograder.sandboxed import seccomp, system_calls

ALLOWED = 0x7FFF0000
EPERM = 0x00050001
ENOSYS = 0x00050026
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# from the kernel's tables of system calls
CALLS = {
    "x86_64": {"read": 0, "clone": 56, "socket": 41, "ptrace": 101, "unshare": 272, "mount": 165, "bpf": 321},
    "aarch64": {"read": 63, "clone": 220, "socket": 198, "ptrace": 117, "unshare": 97, "mount": 40, "bpf": 280},
}
EVERYWHERE = {"io_uring_setup": 425, "open_tree": 428, "mount_setattr": 442, "memfd_secret": 447}
LEFT_OUT = {
    "x86_64": {"io_setup": 206, "fanotify_init": 300, "personality": 135, "modify_ldt": 154, "kcmp": 312, "syslog": 103}
    | {"get_mempolicy": 239, "mbind": 237, "migrate_pages": 256, "move_pages": 279, "sched_setaffinity": 203},
    "aarch64": {"io_setup": 0, "fanotify_init": 262, "personality": 92, "kcmp": 272, "syslog": 116}
    | {"get_mempolicy": 236, "mbind": 235, "migrate_pages": 238, "move_pages": 239, "sched_setaffinity": 122},
}
YOUNGER = {"statmount": 457, "listmount": 458, "open_tree_attr": 467, "none yet": 4000}
HEADERS = {
    "x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h",
    "aarch64": "/usr/include/asm-generic/unistd.h",
}
CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
CLONE_THREAD = 0x00010000
AF_UNIX, AF_INET, AF_INET6, AF_NETLINK, AF_PACKET = 1, 2, 10, 16, 17


def decided(machine, number, *arguments, arch=None):
    """Return what the filter answers to a system call, by the kernel's rules for classic BPF."""
    data = struct.pack("IIQ6Q", number, arch or AUDIT_ARCH[machine], 0, *(*arguments, 0, 0, 0, 0, 0, 0)[:6])
    lines = list(struct.iter_unpack("HBBI", seccomp.program(machine)))
    place = 0
    loaded = 0
    while True:
        code, yes, no, value = lines[place]
        place += 1
        if code == 0x06:
            return value
        if code == 0x20:
            (loaded,) = struct.unpack_from("I", data, value)
            continue
        holds = {0x15: loaded == value, 0x35: loaded >= value, 0x45: bool(loaded & value)}[code]
        place += yes if holds else no


@pytest.mark.parametrize("machine", CALLS)
def test_each_call_gets_the_answer_that_is_written_down_for_it(machine):
    calls = CALLS[machine]
    assert decided(machine, calls["read"]) == ALLOWED
    for name in ("ptrace", "unshare", "mount", "bpf", *LEFT_OUT[machine]):
        number = calls[name] if name in calls else LEFT_OUT[machine][name]
        assert decided(machine, number) == EPERM, name
    for name, number in EVERYWHERE.items():
        assert decided(machine, number) == EPERM, name
    for name, number in YOUNGER.items():
        assert decided(machine, number) == ENOSYS, name
    assert decided(machine, 435) == ENOSYS  # clone3: the C library then falls back on clone


@pytest.mark.parametrize("machine", CALLS)
def test_only_what_is_listed_is_allowed_and_no_number_that_is_not_known(machine):
    allowed = {number for number in range(4096) if decided(machine, number) == ALLOWED}
    listed = set(system_calls.numbers(machine).values())
    apart = {CALLS[machine]["clone"], seccomp.MACHINES[machine]["fcntl"], seccomp.MACHINES[machine]["setsockopt"]}
    assert allowed == listed | apart and 120 < len(listed) < 220


@pytest.mark.parametrize(("machine", "header"), HEADERS.items())
def test_the_numbers_are_those_of_the_kernels_header(machine, header):
    if not Path(header).exists():
        pytest.skip("the kernel's headers are not installed")
    text = Path(header).read_text()
    told = dict(re.findall(r"#define __NR(?:3264)?_(\w+) (\d+)", text)) | {
        "fchmodat2": "452"
    }  # younger than some headers
    aliases = dict(re.findall(r"#define __NR_(\w+) __NR3264_(\w+)", text))
    listed = system_calls.numbers(machine)
    assert listed == {name: int(told.get(aliases.get(name, name), -1)) for name in listed}


@pytest.mark.parametrize("machine", CALLS)
def test_clone_makes_threads_and_processes_but_no_namespaces(machine):
    clone = CALLS[machine]["clone"]
    assert decided(machine, clone, CLONE_THREAD) == ALLOWED
    assert decided(machine, clone, 17) == ALLOWED  # fork: only the signal of its end
    assert decided(machine, clone, CLONE_NEWUSER) == EPERM
    assert decided(machine, clone, CLONE_THREAD | CLONE_NEWNET) == EPERM


@pytest.mark.parametrize("machine", CALLS)
def test_sockets_are_unix_and_internet_only(machine):
    socket = CALLS[machine]["socket"]
    assert [decided(machine, socket, family) for family in (AF_UNIX, AF_INET, AF_INET6)] == [ALLOWED] * 3
    assert [decided(machine, socket, family) for family in (0, 3, AF_NETLINK, AF_PACKET)] == [EPERM] * 4
    assert decided(machine, socket + 1 if machine == "aarch64" else 53, AF_PACKET) == EPERM  # socketpair


@pytest.mark.parametrize("machine", CALLS)
def test_locks_and_larger_buffers_are_granted_without_the_kernel(machine):
    calls = seccomp.MACHINES[machine]
    granted = 0x00050000
    assert decided(machine, calls["flock"], 3, 2) == granted
    for command in (fcntl.F_SETLK, fcntl.F_SETLKW, 37, 38):
        assert decided(machine, calls["fcntl"], 3, command) == granted
    for command in (fcntl.F_GETLK, fcntl.F_NOTIFY, fcntl.F_SETLEASE, 36, 1031):
        assert decided(machine, calls["fcntl"], 3, command) == EPERM
    for command in (fcntl.F_DUPFD, fcntl.F_DUPFD_CLOEXEC, fcntl.F_SETFD, fcntl.F_GETFL, fcntl.F_SETFL):
        assert decided(machine, calls["fcntl"], 3, command) == ALLOWED
    assert decided(machine, calls["setsockopt"], 3, SOL_SOCKET, SO_SNDBUF) == granted
    assert decided(machine, calls["setsockopt"], 3, SOL_SOCKET, SO_REUSEADDR) == ALLOWED
    assert decided(machine, calls["setsockopt"], 3, IPPROTO_TCP, SO_SNDBUF) == ALLOWED


def test_calls_under_another_numbering_are_refused():
    assert decided("x86_64", 0, arch=0x40000003) == EPERM  # a 32-bit call
    assert decided("x86_64", 0x40000000) == EPERM  # an x32 call
    assert seccomp.program("riscv64") is None


def test_a_jump_that_the_kernel_does_not_know_is_an_error():
    with pytest.raises(struct.error):
        seccomp.assembled([seccomp.Instruction(6, 0, label="back"), seccomp.Instruction(0x15, 1, yes="back")])
    with pytest.raises(KeyError):
        seccomp.assembled([seccomp.Instruction(0x15, 1, yes="nowhere")])
