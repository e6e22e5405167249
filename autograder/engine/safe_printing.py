"""What students named or wrote, made safe for an instructor's terminal and for pages that are written in Markdown."""

import logging
import re
import traceback

BREAKS_OUT = re.compile(r"[<>&`$\\]")


def printable(text: str) -> str:
    r"""Return a text on one line in which nothing commands a terminal: what is no visible character is spelled out.

    Parameters
    ----------
    text : of any origin; bytes of a file name that are not in UTF-8 may stand in it as surrogates.

    >>> printable("a\x1b[2Jb\udcff")
    'a\\x1b[2Jb\\udcff'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def quoted(name: str) -> str:
    r"""Return the name of a file as a piece of code in Markdown, which no letter of it can leave, markup as little as TeX.

    What could is a question mark there, as `ls -q` shows it.

    Parameters
    ----------
    name : of any origin, as in `printable`.

    >>> quoted("<img src='x'>`$my data_2.csv")
    "`?img src='x'???my data_2.csv`"
    """
    return f"`{BREAKS_OUT.sub('?', printable(name))}`"


def lines_printable(text: str) -> str:
    """Return a text of ours of several lines, each of which is `printable`."""
    return "\n".join(map(printable, text.split("\n")))


class PrintableLog(logging.Filter):
    """Makes every line of a log printable, whoever writes it: nbgrader names files as their students did."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record through with a harmless text."""
        record.msg = lines_printable(record.getMessage())
        record.args = None
        if record.exc_info:
            record.exc_text = lines_printable("".join(traceback.format_exception(*record.exc_info)).rstrip())
        return True
