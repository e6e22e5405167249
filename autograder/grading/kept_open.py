"""Workers that stay from one fan-out to the next."""

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager


class KeptOpen:
    """An executor that stays open from one `fan_out` to the next, so that its workers stay warm; one that broke is replaced."""

    def __init__(self, open_executor: Callable[[], AbstractContextManager[tuple[Executor, int]]]):
        self.open_executor = open_executor
        self.opened = contextlib.ExitStack()
        self.executor: tuple[Executor, int] | None = None

    @contextlib.contextmanager
    def __call__(self) -> Iterator[tuple[Executor, int]]:
        """Yield the executor and how much to have in flight."""
        if self.executor is None:
            self.executor = self.opened.enter_context(self.open_executor())
        try:
            yield self.executor
        except BaseException as error:
            self.executor = None
            self.opened.__exit__(type(error), error, error.__traceback__)
            raise

    def close(self) -> None:
        """Close the executor, if it is open."""
        self.executor = None
        self.opened.close()
