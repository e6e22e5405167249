"""The walls around student code: they are there or nothing is graded, and they fall without leaving anything behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from corpus.notebooks import answer, given, notebook, small, solved, with_answers
from corpus.notebooks import test as grading
from engine_tools import QUICK, descendants, engine_processes, job_of, scores, states, template_text

from autograder.engine import fork_servers as forks
from autograder.engine import sandbox
from autograder.engine.notebook import grade_notebook
from autograder.engine.nurseries import Ground
from autograder.engine.nurseries import started as nursery_of
from autograder.engine.processors import keep_to
from autograder.engine.second_try import spoilt_by_others
from autograder.engine.server_process import ForkServer
from autograder.sandboxed import seccomp as calls
from autograder.sandboxed.channel import WireError
from autograder.sandboxed.limits import Limits
from autograder.sandboxed.places import ROOT

FULL = {"test_squares": 3, "test_area": 2, "test_halves": 1}
WORKER = """
import json, sys
from autograder.engine.notebook import grade_notebook
from autograder.engine.templates import keep_template
job, template = json.load(open(sys.argv[1]))
keep_template(template)
grade_notebook(job)
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return template_text(small(), tmp_path_factory.mktemp("sandbox"))


@pytest.fixture(scope="module", autouse=True)
def one_worker_of_many():
    """Let student code have one processor, as where as many workers are at work as there are processors."""
    keep_to(0, len(os.sched_getaffinity(0)))
    yield
    keep_to(0, 1)
    forks.close_engines()


def graded(template, **answers):
    return grade_notebook(job_of(template, with_answers(small(), **answers)))


def alive(pids):
    """Return those of some processes that still run; a dead one that no one has waited for does not."""
    found = set()
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        found |= {pid} if state != "Z" else set()
    return found


def gone(pids, seconds=20):
    end = time.monotonic() + seconds
    while alive(pids) and time.monotonic() < end:
        time.sleep(0.05)
    return not alive(pids)


def test_without_bubblewrap_nothing_is_graded_and_one_line_says_what_to_do(template, monkeypatch, tmp_path):
    forks.close_engines()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(sandbox.NoSandboxError, match="apt install bubblewrap") as refusal:
        grade_notebook(job_of(template, solved(small())))
    assert "\n" not in str(refusal.value) and engine_processes() == set()


def test_a_sandbox_that_cannot_be_made_is_no_sandbox(template, monkeypatch, tmp_path):
    forks.close_engines()
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'No permissions to create a new namespace' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(sandbox.NoSandboxError, match="No permissions"):
        grade_notebook(job_of(template, solved(small())))
    assert engine_processes() == set()


SEEN_BY_THE_EXAMINER = """
import os, socket
from autograder.bank import problems
assert problems() and os.getpid() == 1 and answer == 1
assert not os.path.exists({tests!r}), 'it sees the course'
try:
    socket.create_connection(('127.0.0.1', {port}), 1)
except OSError:
    pass
else:
    raise AssertionError('it reaches the network')
"""


def test_the_examiner_sees_the_bank_and_no_course_and_no_network(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        looks = SEEN_BY_THE_EXAMINER.format(tests=f"{ROOT}/tests", port=server.getsockname()[1])
        looking = notebook(given("import math"), answer("answer", "answer = 1"), grading("looks", looks, 1))
        result = grade_notebook(job_of(template_text(looking, tmp_path), solved(looking)))
    assert {v.message for v in result["verdicts"].values()} == {"All tests of this part hold."}


def test_the_sandbox_is_there(template):
    """What student code says of itself: the first process, no privileges, filtered calls, an empty world."""
    text = """
import ctypes, os, resource
libc = ctypes.CDLL(None)
print(os.getpid(), os.getuid() != 0, libc.prctl(39, 0, 0, 0, 0), libc.prctl(21, 0, 0, 0, 0), os.listdir('/proc'))
print(resource.getrlimit(resource.RLIMIT_NPROC)[1], os.listdir('.'))
try: os.sched_setaffinity(0, range(64))
except PermissionError: print(len(os.sched_getaffinity(0)))
halves = np.array([1, 2, 4]) / 2"""
    result = graded(template, halves=text)
    (output,) = next(c for c in json.loads(result["notebook"])["cells"] if c["id"] == "halves")["outputs"]
    assert output["text"] == "1 True 1 2 []\n32 []\n1\n" and scores(result) == FULL


def test_nothing_of_one_student_is_there_for_the_next(template):
    leave = """
import os, builtins
for path in ('/tmp/left', '/dev/shm/left', 'left', os.path.expanduser('~/left')): open(path, 'w').write('x')
os.environ['LEFT'] = builtins.LEFT = 'x'; np.LEFT = 'x'; math.pi = 3
area = 12.566370614"""
    look = """
import os, builtins
found = [p for p in ('/tmp/left', '/dev/shm/left', 'left', os.path.expanduser('~/left')) if os.path.exists(p)]
assert not found and 'LEFT' not in os.environ and not hasattr(builtins, 'LEFT') and not hasattr(np, 'LEFT')
area = math.pi * 4"""
    assert scores(graded(template, area=leave)) == FULL
    assert scores(graded(template, area=look)) == FULL


def test_no_port_and_no_name_of_one_student_is_there_for_the_next(template):
    leave = """
import socket
with socket.create_server(('127.0.0.1', 45454)) as server:
    client = socket.create_connection(server.getsockname())
    other, _ = server.accept()
    other.close(); client.close()  # who hangs up first leaves the port in the state TIME_WAIT
area = 12.566370614"""
    look = """
import socket
socket.socket().bind(('127.0.0.1', 45454))
socket.socket(socket.AF_UNIX).bind('\\0left')
area = 12.566370614"""
    assert scores(graded(template, area=leave)) == FULL
    assert scores(graded(template, area=look)) == FULL


def test_what_a_stopped_cell_has_started_is_gone_before_the_next(template):
    leave = "import subprocess\nsubprocess.Popen(['sleep', '1000'], start_new_session=True)\nwhile True:\n    pass"
    look = """
import os
try:
    os.kill(-1, 0)
except ProcessLookupError:  # there is no other
    area = 12.566370614"""
    limits = QUICK | {"cell_seconds": 0.5}
    result = grade_notebook(job_of(template, with_answers(small(), squares=leave, area=look), limits=limits))
    assert scores(result) == FULL | {"test_squares": 0} and states(result)["test_squares"] == "timed out"


def test_the_same_student_is_graded_the_same_again_and_another_draws_other_numbers(template):
    text = "import random\nprint(random.random(), np.random.rand())\narea = 12.566370614"
    first, again = (graded(template, area=text)["notebook"] for _ in range(2))
    other = grade_notebook(job_of(template, with_answers(small(), area=text), seed="bob/ps"))["notebook"]
    assert first == again != other


@pytest.mark.parametrize("role", [0, 1])
def test_a_killed_fork_server_costs_one_person_a_look_and_the_next_nothing(template, role):
    assert scores(graded(template)) == FULL
    before = engine_processes()
    engine = next(iter(forks._engines.values()))
    python = max(descendants([engine.servers[role].nursery.process.pid]))
    os.kill(python, signal.SIGKILL)
    hurt = graded(template)
    assert {*scores(hurt).items()} <= {*FULL.items(), *dict.fromkeys(FULL).items()}
    assert scores(graded(template)) == FULL
    forks.close_engines()
    assert gone(before)


def test_a_student_whose_process_is_ended_from_outside_waits_for_a_second_try(template):
    text = "import subprocess, time\nsubprocess.Popen(['sleep', '1000'])\ntime.sleep(1000)"
    assert scores(graded(template)) == FULL
    running = engine_processes()
    with ThreadPoolExecutor(1) as pool:
        result = pool.submit(graded, template, squares=text)
        end = time.monotonic() + 60
        while not (helpers := [pid for pid in engine_processes() if b"sleep" in cmdline(pid)]):
            assert time.monotonic() < end
            time.sleep(0.05)
        words = Path(f"/proc/{helpers[0]}/stat").read_text().rpartition(")")[2].split()
        assert int(words[1]) not in running
        os.kill(int(words[1]), signal.SIGKILL)
        result = result.result()
    assert set(states(result).values()) == {"needs a person"} and spoilt_by_others(result)


def test_a_server_that_is_killed_while_it_starts_says_nothing_of_the_sandbox():
    nursery = nursery_of("candidate", Ground((), True, ""), frozenset())
    server = ForkServer(nursery, Limits())
    end = time.monotonic() + 60
    python = sys.executable.encode()
    while not (started := [pid for pid in descendants([nursery.process.pid]) if cmdline(pid).startswith(python)]):
        assert time.monotonic() < end
        time.sleep(0.01)
    os.kill(max(started), signal.SIGKILL)
    with pytest.raises(WireError, match="while it started"):
        server.wait_ready()
    server.close()
    nursery.close()


@pytest.mark.parametrize("sandboxed", [True, False])
def test_a_killed_worker_leaves_no_process(template, tmp_path, sandboxed):
    text = "import subprocess\nsubprocess.Popen(['sleep', '1000'])\nwhile True:\n    pass"
    limits = QUICK | {"cell_seconds": 100, "notebook_seconds": 300}
    job = job_of(template, with_answers(small(), squares=text), sandbox=sandboxed, limits=limits)
    (tmp_path / "job.json").write_text(json.dumps([job, template]))
    worker = subprocess.Popen([sys.executable, "-c", WORKER, tmp_path / "job.json"], cwd=ROOT)
    end = time.monotonic() + 60
    while not any(b"sleep" in cmdline(pid) for pid in descendants([worker.pid])) and time.monotonic() < end:
        time.sleep(0.1)
    started = descendants([worker.pid])
    assert any(b"sleep" in cmdline(pid) for pid in started)
    worker.kill()
    worker.wait()
    assert gone(started)


def cmdline(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def decided(number, argument=0, arch=None):
    """Run the filter program on one system call, as the kernel would; return what it says."""
    machine = calls.MACHINES["x86_64"]
    data = {calls.NUMBER: number, calls.ARCH: arch or machine["arch"], calls.FIRST_ARGUMENT: argument}
    code, place, value = calls.program("x86_64"), 0, None
    for _ in range(len(code)):
        operation, yes, no, k = calls.INSTRUCTION.unpack_from(code, place * calls.INSTRUCTION.size)
        place += 1
        if operation == calls.GIVE:
            return k
        if operation == calls.LOAD:
            value = data[k]
        else:
            holds = {calls.EQUAL: value == k, calls.AT_LEAST: value >= k, calls.ANY_BIT: bool(value & k)}[operation]
            place += yes if holds else no
    raise AssertionError("the program has no end")


@pytest.mark.parametrize(
    ("number", "argument", "answer"),
    [
        (0, 0, calls.ALLOW),  # read
        (57, 0, calls.ALLOW),  # fork
        (56, 17, calls.ALLOW),  # clone for a fork
        (56, 0x3D0F00, calls.ALLOW),  # clone for a thread
        (56, 0x10000000, calls.REFUSE),  # clone into a user namespace
        (56, 0x00020000, calls.REFUSE),
        (435, 0, calls.ABSENT),  # clone3
        (272, 0, calls.REFUSE),  # unshare
        (101, 0, calls.REFUSE),  # ptrace
        (41, 1, calls.ALLOW),  # a unix socket
        (41, 2, calls.ALLOW),
        (41, 10, calls.ALLOW),
        (41, 40, calls.REFUSE),  # vsock
        (41, 16, calls.REFUSE),  # netlink
        (447, 0, calls.REFUSE),
        (0x40000000, 0, calls.REFUSE),
        (500, 0, calls.ABSENT),
    ],
)
def test_the_filter_decides_each_call(number, argument, answer):
    assert decided(number, argument) == answer


def test_the_filter_refuses_calls_of_another_machine():
    assert decided(0, arch=0x40000003) == calls.REFUSE
