"""The confined child, looked at from inside: what it sees, what it may, and that nothing runs where a wall is missing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.engine.sandbox import EXCHANGE, environment, in_sight
from autograder.sandboxed.places import MICROKIT, ROOT

BEGIN = """
import ctypes, json, os, resource, socket, sys
sys.path.insert(0, {root!r})
from autograder.sandboxed import confinement, seccomp
from autograder.sandboxed.limits import Limits
LIMITS = Limits(memory_mb=256, scratch_mb=3, processes=7, notebook_seconds=20)

def attempt(act):
    try:
        return act()
    except OSError as error:
        return error.strerror
"""
CONFINED = """
def main():
    look()
    os._exit(0)

before = confinement.address_space()
confinement.become_master()
print(json.dumps(["master", os.getpid()]), flush=True)
pid = confinement.fork_confined(LIMITS, main)
os.waitpid(pid, 0)
"""


def run(body, end=CONFINED):
    """Run a script that may define `look`; return the lines that it prints, each read as JSON."""
    script = BEGIN.format(root=ROOT) + body + end
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        cwd="/",
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def inside():
    """What the confined child finds."""
    look = """
def write(size):
    with open("/tmp/file", "wb") as stream:
        stream.write(bytes(size))
    return os.path.getsize("/tmp/file")

def look():
    mount = lambda: confinement._call("mount", b"tmpfs", b"/tmp", b"tmpfs", 0, None)
    found = {
        "pid": os.getpid(),
        "uid": os.getuid(),
        "groups": os.getgroups(),
        "session": os.getsid(0),
        "/proc": os.listdir("/proc"),
        "/tmp": os.listdir("/tmp"),
        "/dev/shm": os.listdir("/dev/shm"),
        "microkit": os.listdir(sys.argv[1] if len(sys.argv) > 1 else MICROKIT),
        "datasets": len(os.listdir(f"{MICROKIT}/datasets")),
        "/proc/x": attempt(lambda: os.mkdir("/proc/x")),
        "small file": attempt(lambda: write(1 << 20)),
        "mount": attempt(mount),
        "namespace": attempt(lambda: confinement._call("unshare", confinement.NEW_USER)),
        "privileges": confinement.libc.prctl(39, 0, 0, 0, 0),
        "limits": {name: resource.getrlimit(getattr(resource, name)) for name in dir(resource) if name.startswith("RLIMIT_")},
        "page": before,
    }
    print(json.dumps(found), flush=True)
"""
    master, found = run(f"MICROKIT = {MICROKIT!r}\n" + look)
    return {"master": master[1]} | found


def test_it_is_the_first_of_its_own_processes_and_nobody(inside):
    assert inside["master"] == inside["pid"] == inside["session"] == 1
    assert inside["uid"] != 0 and 0 not in inside["groups"]


def test_it_sees_no_process_no_file_of_others_and_no_source_of_microkit(inside):
    assert inside["/proc"] == inside["/dev/shm"] == []
    assert inside["microkit"] == ["datasets"]
    assert inside["datasets"] == len(list(Path(MICROKIT, "datasets").iterdir())) > 0


def test_it_may_write_its_scratch_folder_and_nothing_else(inside):
    assert inside["small file"] == 1 << 20
    assert inside["/proc/x"] in ("Read-only file system", "Permission denied")


def test_it_has_no_privilege_and_gets_none_back(inside):
    assert inside["privileges"] == 1
    refused = ("Operation not permitted", "Permission denied", "Function not implemented")
    assert inside["mount"].endswith(refused)
    assert inside["namespace"].endswith((*refused, "No space left on device"))


def test_its_limits_are_hard(inside):
    limits = inside["limits"]
    assert limits["RLIMIT_NPROC"] == [7, 7]
    assert limits["RLIMIT_FSIZE"] == [3 << 20, 3 << 20]
    assert limits["RLIMIT_CPU"] == [25, 25]
    assert limits["RLIMIT_CORE"] == [0, 0]
    soft, hard = limits["RLIMIT_AS"]
    assert soft == hard and 256 << 20 <= hard - inside["page"] < 300 << 20


@pytest.mark.parametrize("step", ["capset", "mount", "prctl"])
def test_a_child_that_could_not_be_confined_runs_nothing_and_says_which_step_failed(step):
    body = f"""
real = confinement._call

def look():
    print(json.dumps("it ran"), flush=True)

def failing(name, *args):
    if os.getpid() == 1 and name == {step!r} and os.getppid() == 0:
        raise OSError(1, f"{{name}}: not permitted")
    real(name, *args)

def main():
    look()
    os._exit(0)

confinement.become_master()
confinement._call = failing
try:
    confinement.fork_confined(LIMITS, main)
except OSError as error:
    print(json.dumps(str(error)))
"""
    (said,) = run(body, "")
    assert f"{step}: not permitted" in said


def test_more_than_the_scratch_folder_holds_cannot_be_written():
    body = """
def look():
    def fill():
        for number in range(10):
            with open(f"/tmp/{number}", "wb") as stream:
                stream.write(bytes(1 << 20))
    print(json.dumps(attempt(fill)), flush=True)
"""
    assert run(body)[1] == "No space left on device"


def test_memory_counts_from_what_the_libraries_have_already():
    body = """
confinement.set_limits(LIMITS, confinement.address_space())
kept = bytearray(200 << 20)
try:
    more = bytearray(200 << 20)
except MemoryError:
    print(json.dumps("refused"))
"""
    assert run(body, "") == ["refused"]


@pytest.mark.parametrize(
    ("folder", "place"),
    [
        ("/usr/local/courses/one", "/usr"),
        (f"{sys.prefix}/lib/course", f"{sys.prefix}/lib"),
        (f"{sys.prefix}/course", ""),
        (f"{EXCHANGE}/exchange", ""),
        ("/home/anna/course", ""),
    ],
)
def test_a_course_in_sight_of_student_code_is_noticed(folder, place):
    assert in_sight(folder) == place
