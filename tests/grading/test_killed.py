"""Power cuts: workers and the command itself are killed at any moment, and the gradebook ends as if nothing had happened."""

import contextlib
import os
import random
import signal
import sys
import threading
import time
import weakref
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from engine_tools import descendants
from grading_tools import RIGHT, command, copied, gradebook, graded, hand_in, make_course, mixed_class, start_grading

from autograder.grading.fanout import TRIES, fan_out

pytestmark = pytest.mark.timeout(600)

STUDENTS = int(os.environ.get("KILLED_STUDENTS", "12"))
KILLS = int(os.environ.get("KILLS", "1"))


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course that nobody has graded, every student with another set of right answers."""
    return make_course(tmp_path_factory.mktemp("killed") / "course", mixed_class(STUDENTS))


@pytest.fixture(scope="module")
def undisturbed(course, tmp_path_factory):
    """The gradebook after a run that nobody disturbed."""
    mine = copied(course, tmp_path_factory.mktemp("undisturbed"))
    done = command(mine, "autograder", "grade", "ps", "--workers=2")
    assert done.returncode == 0, done.stderr
    return gradebook(mine)


def workers(run):
    """Return the worker processes of a run, which are forked of a process of their own."""
    forked = [pid for pid in descendants({run.pid}) if "multiprocessing.forkserver" in command_line(pid)]
    return [pid for pid in forked if parent(pid) not in (run.pid, None)]


def parent(pid):
    """Return the process that has started another one, None if that has ended."""
    with contextlib.suppress(OSError):
        return int(Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()[1])
    return None


def fork_servers(run):
    """Return the processes of a run's fork servers within their sandboxes."""
    lines = {pid: command_line(pid) for pid in descendants({run.pid})}
    return [pid for pid, line in lines.items() if "sandboxed.nursery" in line and line.startswith(sys.executable)]


def command_line(pid):
    """Return the command line of a process; nothing if it has ended."""
    with contextlib.suppress(OSError):
        return Path("/proc", str(pid), "cmdline").read_text()
    return ""


def wait_until(holds, seconds=120):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


def alive(pids):
    """Return which of some processes still run."""
    return [pid for pid in pids if command_line(pid)]  # that of a zombie is empty


def test_a_killed_worker_or_fork_server_costs_nothing_but_time(course, undisturbed, tmp_path):
    mine = copied(course, tmp_path)
    run = start_grading(mine, "--workers=2")
    wait_until(lambda: fork_servers(run))
    killed = 0
    os.kill(max(fork_servers(run)), signal.SIGKILL)  # as it starts, or is at work
    for share in (0, 0.5):
        wait_until(lambda share=share: graded(mine) > share * STUDENTS or run.poll() is not None)
        for pid in workers(run)[:1]:
            os.kill(pid, signal.SIGKILL)
            killed += 1
        wait_until(lambda killed=killed: run.poll() is not None or len(workers(run)) == 2)
    said = run.communicate(timeout=120)[0]
    assert run.returncode == 0 and killed >= 2, said
    assert f"{STUDENTS} submissions graded, 0 need a person." in said
    assert gradebook(mine) == undisturbed


def test_a_killed_run_is_resumed_and_the_gradebook_is_that_of_an_undisturbed_one(course, undisturbed, tmp_path):
    draw, caught = random.Random(os.environ.get("KILL_SEED", "1")), []
    for number in range(KILLS):
        mine = copied(course, tmp_path / str(number))
        run, moment = start_grading(mine, "--workers=2"), draw.randrange(STUDENTS)
        wait_until(lambda mine=mine, moment=moment: graded(mine) >= moment)
        time.sleep(draw.uniform(0, 0.2))
        started = descendants({run.pid})
        run.kill()
        run.communicate()
        caught.append(graded(mine))
        wait_until(lambda started=started: not alive(started), 20)
        resumed = command(mine, "autograder", "grade", "ps", "--workers=2")
        assert resumed.returncode == 0, resumed.stderr
        assert int(resumed.stdout.split()[0]) == STUDENTS - caught[-1]
        assert gradebook(mine) == undisturbed
        assert not list(mine.rglob(".*.part"))
    print("graded before the kill:", caught)


def test_ctrl_c_stops_in_one_line_and_leaves_nobody_behind(course, tmp_path):
    mine = copied(course, tmp_path)
    hand_in(mine, "s000", RIGHT | {"area": "import time\ntime.sleep(20)\narea = math.pi * 4"})  # so that it is at work
    run = start_grading(mine, "--workers=2")
    wait_until(lambda: len(workers(run)) == 2)
    started = descendants({run.pid})
    run.send_signal(signal.SIGINT)
    said = run.communicate(timeout=30)[0]
    assert run.returncode == 2 and said.strip().endswith("the same command goes on from there")
    assert "Traceback" not in said
    wait_until(lambda: not alive(started), 20)


class Mortal(ThreadPoolExecutor):
    """An executor that breaks as a pool does whose worker is killed: what is with it fails, and it takes nothing more."""

    broken = False

    def submit(self, work, task):
        if self.broken:
            raise BrokenExecutor("too late")
        return super().submit(self.run, work, task)

    def run(self, work, task):
        try:
            if not self.broken:
                return work(task)
        except KilledError:
            self.broken = True
        raise BrokenExecutor("a worker was killed")


class KilledError(Exception):
    """The worker is killed."""


@contextlib.contextmanager
def mortal():
    with Mortal(2) as pool:
        yield pool, 4


@pytest.mark.parametrize("seed", range(20))
def test_fan_out_finds_the_tasks_that_kill_and_loses_no_other(seed):
    names = [f"right-{i}" for i in range(20)] + [f"once-{i}" for i in range(3)] + ["always-1", "always-2", "error-1"]
    random.Random(seed).shuffle(names)
    seen = []

    def work(name):
        seen.append(name)
        time.sleep(0.001)
        if name.startswith("always") or (name.startswith("once") and seen.count(name) == 1):
            raise KilledError
        if name.startswith("error"):
            raise ValueError(name)
        return name.upper()

    ended = [(end.task, end.result, end.error) for end in fan_out(work, names, str, mortal)]
    assert sorted(name for name, *_ in ended) == sorted(names)
    errors = {name: type(error) for name, _, error in ended if error}
    assert errors == {"always-1": BrokenExecutor, "always-2": BrokenExecutor, "error-1": ValueError}
    assert all(result == name.upper() for name, result, error in ended if not error)
    assert max(map(seen.count, names)) <= TRIES + 1


class Straight:
    """An executor that does what it is given at once."""

    def submit(self, work, job):
        future = Future()
        future.set_result(work(job))
        return future


def test_no_job_is_held_longer_than_a_worker_has_it():
    """A job holds what a student handed in: a class of doubtful ones would fill the memory of the command."""
    held = weakref.WeakSet()
    most = []

    class Job:
        def __init__(self, task):
            self.task = task
            held.add(self)

    def work(job):
        most.append(len(held))
        return job.task

    ended = fan_out(work, range(50), Job, lambda: contextlib.nullcontext((Straight(), 4)), lambda result: True)
    assert sorted(end.task for end in ended) == [*range(50)]
    assert len(most) == 100 and max(most) <= 4


def test_what_is_doubtful_is_done_once_more_alone_behind_all_others():
    busy = threading.Lock()
    alone = {}
    seen = []

    def work(name):
        free = busy.acquire(blocking=False)
        time.sleep(0.01)
        alone[name] = free
        if free:
            busy.release()
        seen.append(name)
        return name, seen.count(name)

    @contextlib.contextmanager
    def threads():
        with ThreadPoolExecutor(4) as pool:
            yield pool, 8

    names = [f"slow-{i}" for i in range(3)] + [f"quick-{i}" for i in range(9)]
    ran = fan_out(work, names, str, threads, lambda result: result[0].startswith("slow") or None)
    ended = {end.task: end.result for end in ran}
    assert ended == {name: (name, 2 if name.startswith("slow") else 1) for name in names}
    assert sorted(seen[-3:]) == names[:3] and all(alone[name] for name in names[:3])
