"""What students named or wrote, made safe for an instructor's terminal."""


def printable(text: str) -> str:
    r"""Return a text on one line in which nothing commands a terminal: what is no visible character is spelled out.

    Parameters
    ----------
    text : of any origin; bytes of a file name that are not in UTF-8 may stand in it as surrogates.

    >>> printable("a\x1b[2Jb\udcff")
    'a\\x1b[2Jb\\udcff'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
