"""A block of code stopped when its time is up."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class TimedOut(BaseException):
    """The cell or the call took longer than it may."""


class WaitedTooLong(TimedOut):
    """The clock ran out while the processor was hardly used: the code waits for something, or the machine is busy."""


@contextmanager
def budget(processor: float, clock: float) -> Iterator[None]:
    """Raise TimedOut inside the block when it has used the processor for so long, WaitedTooLong when the clock runs out.

    Parameters
    ----------
    processor : seconds of this process alone, which are the same on a busy machine.
    clock : seconds, of which there are more, so that only code that waits runs out of them.
    """

    def ring(signum, frame):
        raise TimedOut(f"stopped after {processor:g} s")

    signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, max(processor, 0.01), 0.5)
    try:
        with alarm(clock, WaitedTooLong):
            yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


@contextmanager
def alarm(seconds: float, kind: type[TimedOut] = TimedOut) -> Iterator[None]:
    """Raise an exception inside the block after some time, and again every half second if that is swallowed.

    Parameters
    ----------
    seconds : on the clock.
    kind : of the exception.
    """

    def ring(signum, frame):
        raise kind(f"stopped after {seconds:g} s")

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.01), 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
