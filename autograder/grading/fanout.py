"""Work over an executor: a bounded number of tasks in flight, results as they come, and a dead worker costs only time."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from .executors import NoWorkersError

TRIES = 3


@dataclass(frozen=True)
class Turn:
    """One try at a task, after so many deaths of workers that had it.

    If it is a second try, made alone and behind all others, `first` is what was kept of the first one.
    """

    task: Any
    deaths: int = 0
    first: Any = None


@dataclass(frozen=True)
class Ended:
    """A task that has ended, with its result or with the error that it ended in."""

    task: Any
    result: Any = None
    error: BaseException | None = None


def fan_out(
    work: Callable[[Any], Any],
    tasks: Iterable[Any],
    job_of: Callable[[Any], Any],
    open_executor: Callable[[], AbstractContextManager[tuple[Executor, int]]],
    kept_if_doubtful: Callable[[Any], Any] = lambda result: None,
    alone: Callable[[Any, Any], Any] = lambda job, first: job,
) -> Iterator[Ended]:
    """Yield every task when it has ended, in that order.

    When the executor breaks because a worker died, it is opened anew, and the tasks that were with it are tried again
    one at a time, so that one that kills its worker is found; it is given up, with the error, after three such deaths.
    A task whose result is doubtful is done once more, alone, when all others have ended. What waits for that is the task:
    its job is made anew for every try and held no longer than a worker has it.

    Parameters
    ----------
    work : function of one job that a worker can import.
    tasks : what is to be done.
    job_of : makes the job of a task, which alone goes to the worker.
    open_executor : function of no arguments that returns a context manager around a concurrent.futures.Executor and
        the number of tasks to have with it at a time.
    kept_if_doubtful : returns what is to be known of a result when the task is done again, as the work of others may have
        spoilt it; None of any other result.
    alone : makes the job of that second try from the task's job and what was kept.

    Raises
    ------
    NoWorkersError : if the executor cannot be opened or is gone for good.
    """
    fresh = map(Turn, tasks)

    def submit(executor, turn):
        job = job_of(turn.task)
        return executor.submit(work, job if turn.first is None else alone(job, turn.first))

    suspects = deque()
    late = deque()
    while True:
        flying = {}
        try:
            with open_executor() as (executor, window):
                while True:
                    _launch(partial(submit, executor), fresh, suspects, late, flying, window)
                    if not flying:
                        return
                    for turn, ended in _landed(flying):
                        final = turn.first is not None or ended.error
                        first = None if final else kept_if_doubtful(ended.result)
                        if first is None:
                            yield ended
                        else:
                            late.append(replace(turn, first=first))
        except BrokenExecutor as error:
            broken = error
        for turn in flying.values():
            if turn.deaths + 1 < TRIES:
                suspects.append(replace(turn, deaths=turn.deaths + 1))
            else:
                yield Ended(turn.task, error=broken)


def _launch(submit, fresh, suspects, late, flying, window):
    """Submit tasks until `window` are with the executor; a suspect flies alone, and so does one that is late."""
    while True:
        alone = bool(suspects) or any(turn.deaths or turn.first is not None for turn in flying.values())
        if len(flying) >= (1 if alone else window):
            return
        turn = suspects.popleft() if suspects else next(fresh, None)
        if turn is None and late and not flying:
            turn = late.popleft()
        if turn is None:
            return
        try:
            future = submit(turn)
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
        yield turn, Ended(turn.task, None if error else future.result(), error)
