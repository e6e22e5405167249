"""A block of code stopped when its time is up."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class TimedOut(BaseException):
    """The cell or the call took longer than it may."""


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise TimedOut inside the block after `seconds`, and again every half second if that is swallowed."""

    def ring(signum, frame):
        raise TimedOut(f"stopped after {seconds:g} s")

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.01), 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
