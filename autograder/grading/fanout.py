"""Work over an executor: a bounded number in flight, results as they come, and a dead worker costs nothing but time."""

import multiprocessing
from collections import deque
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, ProcessPoolExecutor, wait
from contextlib import contextmanager

TRIES = 3


@contextmanager
def local_executor(workers):
    """Open a pool of fresh processes on this machine."""
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def cluster_executor(scheduler):
    """Open the workers of a Dask scheduler, such as "tcp://127.0.0.1:8786"; needs the extra [cluster]."""
    from distributed import Client

    with Client(scheduler) as client:
        yield client.get_executor(pure=False)


def fan_out(work, tasks, open_executor, window):
    """Yield (task, result, error) for every task, in the order in which they end.

    At most `window` tasks are with the executor at a time. When its workers die, it is opened anew, and the tasks that
    were with it are tried again one by one, so that one that kills its worker is found; after three such deaths it is
    given up, with the error.

    Parameters
    ----------
    work : function of one task that a worker can import.
    tasks : iterable of tasks.
    open_executor : function of no arguments that returns a context manager around a concurrent.futures.Executor.
    window : number of tasks in flight.
    """
    fresh, suspects, tries = iter(tasks), deque(), {}
    more = True
    while more or suspects:
        with open_executor() as executor:
            flying = {}
            try:
                while True:
                    while suspects and not flying or not suspects and more and len(flying) < window:
                        task = suspects.popleft() if suspects else next(fresh, None)
                        if task is None:
                            more = False
                            break
                        flying[executor.submit(work, task)] = task
                    if not flying:
                        return
                    yield from _landed(flying)
            except BrokenExecutor as error:
                for task in flying.values():
                    tries[id(task)] = tries.get(id(task), 0) + 1
                    if tries[id(task)] < TRIES:
                        suspects.append(task)
                    else:
                        yield task, None, error


def _landed(flying):
    for future in wait(flying, return_when=FIRST_COMPLETED).done:
        error = future.exception()
        if isinstance(error, BrokenExecutor):
            raise error
        task = flying.pop(future)
        yield task, None if error else future.result(), error
