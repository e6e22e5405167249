"""What is made once: templates compiled, and the HTML of texts and cells, as most of a page is the same for every student."""

from collections.abc import Hashable

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution, is_task

from .formulas import names_picture

CHARACTERS = 8_000_000  # all texts and their HTML together; about forty notebooks


class Compiled(BytecodeCache):
    """Keeps the compiled templates for all exporters of a process, and of those that are forked of it."""

    codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with the code of its template, if that is there."""
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code in a bucket."""
        self.codes[bucket.key] = bucket.bytecode_to_string()


class MadeOnce:
    """HTML by what it is made of; what has not been used for longest leaves when there is too much of it."""

    def __init__(self) -> None:
        self.pages: dict[Hashable, str] = {}
        self.size = 0

    def get(self, key: tuple[str, ...]) -> str | None:
        """Return the HTML of some texts, if it is there.

        Parameters
        ----------
        key : all that it depends on.
        """
        page = self.pages.pop(key, None)
        if page is not None:
            self.pages[key] = page
        return page

    def keep(self, key: tuple[str, ...], page: str) -> None:
        """Keep the HTML of some texts.

        Parameters
        ----------
        key : all that it depends on.
        page : the HTML.
        """
        self.pages[key] = page
        self.size += _size(key, page)
        while self.size > CHARACTERS:
            oldest = next(iter(self.pages))
            self.size -= _size(oldest, self.pages.pop(oldest))


def stands_alone(cell: NotebookNode) -> bool:
    """Tell whether the HTML of a cell hangs on the cell alone.

    An answer is shown with its points and comment, outputs with the widgets of the notebook, pictures with files beside it.
    """
    is_part = is_grade(cell) or is_solution(cell) or is_task(cell)
    return not (is_part or cell.get("outputs") or names_picture(cell.source))


def _size(key, page):
    return sum(map(len, key)) + len(page)
