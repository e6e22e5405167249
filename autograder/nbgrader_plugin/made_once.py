"""Texts that are made into HTML once, as most of a page is the same for every student."""

from collections.abc import Hashable

CHARACTERS = 8_000_000  # all texts and their HTML together; about forty notebooks


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


def _size(key, page):
    return sum(map(len, key)) + len(page)
