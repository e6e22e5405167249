"""The workers: fresh processes on this machine, or those of a Dask cluster."""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor

from autograder.engine.nurseries import Ways
from autograder.engine.processors import claim, keep_to

CLUSTER_WINDOW = 64  # enough to make a cluster that grows on demand grow
CONNECT_SECONDS = 10
start_method = "spawn"  # of local workers; `start_ahead` changes it


class NoWorkersError(Exception):
    """The executor cannot be opened or is gone for good; the text says in one line what to do."""


@contextlib.contextmanager
def local_executor(
    workers: int, prepare: Callable[[], None] | None = None, *, method: str = "", ways: Ways | None = None
) -> Iterator[tuple[Executor, int]]:
    """Open a pool of processes on this machine, that end with this one; yield it and how much to have in flight.

    Parameters
    ----------
    workers : number of processes.
    prepare : function that each process calls once before its first task, if there is one.
    ways : to nurseries of this process, which the workers are to use.
    method : how Python starts them; by "fork" they have what this process has imported. By default they are fresh ones, or
        forked of a process that has imported what they need, if one was started ahead.
    """
    context = multiprocessing.get_context(method or start_method)
    numbers = context.SimpleQueue()
    for number in range(workers):
        numbers.put(number)
    told = (numbers, workers, prepare, ways)
    with _Pool(workers, mp_context=context, initializer=_begin, initargs=told) as pool:
        try:
            yield pool, 2 * workers
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                process.terminate()  # what it was doing is not wanted any more
            raise


class _Pool(ProcessPoolExecutor):
    """A pool whose processes Ctrl-C does not catch while they start, which it does at the first tasks."""

    def submit(self, *task):
        before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            return super().submit(*task)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(numbers, workers, prepare, ways):
    _follow_parent()
    keep_to(numbers.get(), workers)
    if ways:
        ways.take()
    if prepare:
        prepare()


def _follow_parent():
    """Leave when the command is gone, even by kill -9, which closes no queue; Ctrl-C is the command's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
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
            claim()
            prepare()

    with client:
        try:
            client.register_plugin(Prepared())
        except Exception as error:  # whatever stopped a worker
            raise NoWorkersError(f"a worker of {scheduler} cannot begin: {type(error).__name__}: {error}") from None
        yield client.get_executor(pure=False), max(CLUSTER_WINDOW, 2 * sum(client.nthreads().values()))
