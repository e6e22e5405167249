"""Grading on a Dask cluster of separate processes: a scheduler and two workers, of which one is killed in mid-run."""

import contextlib
import math
import os
import signal
import socket
import subprocess
import sys
import time
from functools import partial

import pytest
from distributed import Client
from grading_tools import (
    ROOT,
    Traced,
    assignment,
    command,
    copied,
    gradebook,
    graded,
    make_course,
    mixed_class,
    start_grading,
)

from autograder.cli.commands import GradeApp
from autograder.grading import prepared_run
from autograder.grading.executors import NoWorkersError, cluster_executor
from autograder.nbgrader_plugin.course_files import template_of

pytestmark = pytest.mark.timeout(900)

STUDENTS = int(os.environ.get("CLUSTER_STUDENTS", "20"))


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return make_course(tmp_path_factory.mktemp("cluster") / "course", mixed_class(STUDENTS))


def free_address():
    """Return an address of this machine at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{free.getsockname()[1]}"


@contextlib.contextmanager
def cluster(folder, threads):
    """Run a scheduler and a worker for each number of threads; yield the scheduler's address and the workers."""
    address = free_address()
    env = os.environ | {
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
        "DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "error",
    }
    quiet = ["--no-dashboard", "--host=127.0.0.1"]
    calls = [["scheduler", f"--port={address.rpartition(':')[2]}", *quiet]]
    calls += [
        ["worker", address, "--no-nanny", f"--nthreads={n}", f"--local-directory={folder}", *quiet] for n in threads
    ]
    with contextlib.ExitStack() as stack:
        started = []
        for call in calls:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *call],
                env=env,
                cwd=folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)
            started.append(process)
        yield address, started[1:]


def test_a_killed_worker_of_a_cluster_costs_nothing_but_time(course, tmp_path):
    local = copied(course, tmp_path / "local")
    assert command(local, "autograder", "grade", "ps").returncode == 0
    mine = copied(course, tmp_path / "cluster")
    with cluster(tmp_path, threads=(4, 1)) as (address, workers):
        grading = start_grading(mine, f"--scheduler={address}")
        while graded(mine) < STUDENTS // 3 and grading.poll() is None:
            time.sleep(0.05)
        caught = graded(mine)
        workers[0].send_signal(signal.SIGKILL)
        said = grading.communicate(timeout=600)[0]
    assert STUDENTS // 3 <= caught < STUDENTS and workers[0].returncode == -signal.SIGKILL
    assert grading.returncode == 0, said
    assert f"{STUDENTS} submissions graded, 0 need a person." in said
    assert gradebook(mine) == gradebook(local)
    assert len(gradebook(mine)[0]) == 5 * STUDENTS


@pytest.mark.parametrize("on_cluster", [False, True])
def test_a_template_crosses_to_each_worker_once(course, tmp_path, monkeypatch, on_cluster):
    mine = copied(course, tmp_path / "course")
    traces = tmp_path / "traces"
    traces.mkdir()
    monkeypatch.setattr(prepared_run, "template_of", lambda *about: Traced(template_of(*about), traces))
    with cluster(tmp_path, threads=(2, 1)) if on_cluster else contextlib.nullcontext((None, ())) as (address, _):
        for flags in [[], ["--force"]] if on_cluster else [[]]:
            app = GradeApp()
            where = f"--scheduler={address}" if on_cluster else "--workers=2"
            app.initialize(["ps", f"--course-dir={mine}", where, *flags])
            with pytest.raises(SystemExit) as end:
                app.start()
            assert end.value.code == 0
    assert graded(mine) == STUDENTS
    arrivals = [path.read_text().split() for path in traces.iterdir()]
    assert len({process for process, _ in arrivals}) == 2
    assert len(arrivals) == 2 * len(assignment())


def test_a_worker_that_cannot_be_prepared_is_told_in_one_line(tmp_path):
    with cluster(tmp_path, threads=(1,)) as (address, _):
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=300)
        with (
            pytest.raises(NoWorkersError, match="ValueError: math domain error"),
            cluster_executor(address, partial(math.sqrt, -1)),
        ):
            pass


def test_a_scheduler_that_does_not_answer_is_told_in_one_line(course):
    address = free_address()
    done = command(course, "autograder", "grade", "ps", f"--scheduler={address}")
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert done.stderr.strip().splitlines()[-1].startswith(f"autograder grade: no Dask scheduler answers at {address}")
