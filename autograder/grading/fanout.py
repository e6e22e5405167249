"""Work over an executor: a bounded number of tasks in flight, results as they come, and a dead worker costs only time."""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

TRIES = 3
CLUSTER_WINDOW = 64  # enough to make a cluster that grows on demand grow
CONNECT_SECONDS = 10


class NoWorkersError(Exception):
    """The executor cannot be opened or is gone for good; the text says in one line what to do."""


@contextlib.contextmanager
def local_executor(workers: int, prepare: Callable[[], None] | None = None) -> Iterator[tuple[Executor, int]]:
    """Open a pool of fresh processes on this machine, that end with this one; yield it and how much to have in flight.

    Parameters
    ----------
    workers : number of processes.
    prepare : function that each process calls once before its first task, if there is one.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(prepare,)) as pool:
        try:
            yield pool, 2 * workers
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                process.terminate()  # what it was doing is not wanted any more
            raise


def _begin(prepare):
    _follow_parent()
    if prepare:
        prepare()


def _follow_parent():
    """Leave when the command is gone, even by kill -9, which closes no queue; Ctrl-C is the command's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_wait_and_leave, daemon=True).start()


def _wait_and_leave():
    multiprocessing.parent_process().join()
    os._exit(1)


@contextlib.contextmanager
def cluster_executor(scheduler: str, prepare: Callable[[], None]) -> Iterator[tuple[Executor, int]]:
    """Open the workers of a Dask scheduler, such as "tcp://127.0.0.1:8786"; yield them and how much to have in flight.

    Parameters
    ----------
    scheduler : its address.
    prepare : function that each worker calls once, also one that joins later; a cluster that did so for an earlier run
        does not again.

    Raises
    ------
    NoWorkersError : if Dask is not installed, no scheduler answers, or a worker cannot be prepared.
    """
    try:
        from dask.base import tokenize
        from distributed import Client, WorkerPlugin
    except ImportError:
        raise NoWorkersError("--scheduler needs Dask distributed: pip install 'microdosing-course[cluster]'") from None
    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoWorkersError(f"no Dask scheduler answers at {scheduler}: {error}") from None

    class Prepared(WorkerPlugin):
        name = f"autograder-{tokenize(prepare)}"
        idempotent = True  # by its name; the scheduler keeps it for workers that join later

        def setup(self, worker):
            prepare()

    with client:
        try:
            client.register_plugin(Prepared())
        except Exception as error:  # whatever stopped a worker
            raise NoWorkersError(f"a worker of {scheduler} cannot begin: {type(error).__name__}: {error}") from None
        yield client.get_executor(pure=False), max(CLUSTER_WINDOW, 2 * sum(client.nthreads().values()))


@dataclass(frozen=True)
class Turn:
    """One try at a task, after so many deaths of workers that had it; `last` is one that is made alone, behind all others."""

    task: Any
    job: Any
    deaths: int = 0
    last: bool = False


@dataclass(frozen=True)
class Ended:
    """A task that has ended, with its result or with the error that it ended in."""

    task: Any
    job: Any
    result: Any = None
    error: BaseException | None = None


def fan_out(
    work: Callable[[Any], Any],
    tasks: Iterable[tuple[Any, Any]],
    open_executor: Callable[[], AbstractContextManager[tuple[Executor, int]]],
    doubtful: Callable[[Any], bool] = lambda result: False,
) -> Iterator[Ended]:
    """Yield every task when it has ended, in that order.

    When the executor breaks because a worker died, it is opened anew, and the tasks that were with it are tried again
    one at a time, so that one that kills its worker is found; it is given up, with the error, after three such deaths.
    A task whose result is doubtful is done once more, alone, when all others have ended.

    Parameters
    ----------
    work : function of one job that a worker can import.
    tasks : iterable of (task, job); only the job goes to the worker.
    open_executor : function of no arguments that returns a context manager around a concurrent.futures.Executor and
        the number of tasks to have with it at a time.
    doubtful : tells of a result whether the work of others may have spoilt it.

    Raises
    ------
    NoWorkersError : if the executor cannot be opened or is gone for good.
    """
    fresh = (Turn(task, job) for task, job in tasks)
    suspects = deque()
    late = deque()
    while True:
        flying = {}
        try:
            with open_executor() as (executor, window):
                while True:
                    _launch(executor, work, fresh, suspects, late, flying, window)
                    if not flying:
                        return
                    for turn, ended in _landed(flying):
                        if turn.last or ended.error or not doubtful(ended.result):
                            yield ended
                        else:
                            late.append(replace(turn, last=True))
        except BrokenExecutor as error:
            broken = error
        for turn in flying.values():
            if turn.deaths + 1 < TRIES:
                suspects.append(replace(turn, deaths=turn.deaths + 1))
            else:
                yield Ended(turn.task, turn.job, error=broken)


def _launch(executor, work, fresh, suspects, late, flying, window):
    """Hand tasks to the executor until `window` are with it; a suspect flies alone, and so does one that is late."""
    while True:
        alone = bool(suspects) or any(turn.deaths or turn.last for turn in flying.values())
        if len(flying) >= (1 if alone else window):
            return
        turn = suspects.popleft() if suspects else next(fresh, None)
        if turn is None and late and not flying:
            turn = late.popleft()
        if turn is None:
            return
        try:
            future = executor.submit(work, turn.job)
        except BrokenExecutor as error:
            future = Future()  # so that the task is among those that were with the executor when it broke
            future.set_exception(error)
        flying[future] = turn


def _landed(flying):
    for future in wait(flying, return_when=FIRST_COMPLETED).done:
        if future.cancelled():
            raise NoWorkersError("the scheduler is gone: start it and grade again, what is recorded stays")
        error = future.exception()
        if isinstance(error, BrokenExecutor):
            raise error
        turn = flying.pop(future)
        yield turn, Ended(turn.task, turn.job, None if error else future.result(), error)
