"""Templates of notebooks, kept by this process under a name: a worker gets each of them once, and a job says its name.

A template is longer than most submissions and the same for a whole class.
"""

import hashlib
from collections.abc import Iterable

_kept: dict[str, str] = {}


def keep_template(text: str) -> str:
    """Keep a template, the JSON text of what `make_template` returns, in this process; return its name.

    The name follows from the text, so that it is the same in every process.
    """
    name = hashlib.sha256(text.encode()).hexdigest()
    _kept[name] = text
    return name


def keep_templates(texts: Iterable[str]) -> None:
    """Keep some templates in this process."""
    for text in texts:
        keep_template(text)


def template_named(name: str) -> str:
    """Return the text of a template.

    Raises
    ------
    KeyError : if this process was never given it.
    """
    return _kept[name]
