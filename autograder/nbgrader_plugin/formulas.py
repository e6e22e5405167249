"""Text in Markdown as HTML whose formulas are MathML: browsers show it without a script and without a network."""

import html
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import tostring

from bs4 import BeautifulSoup
from mistune import BlockParser
from nbconvert.filters.markdown_mistune import (
    InvalidNotebook,
    IPythonRenderer,
    MarkdownWithMath,
    MathInlineParser,
)

from autograder.sandboxed.alarm_clock import TimedOut, budget

from .long_code import is_long, plain_html

SVG = b"<svg"
PICTURES = {".png": b"\x89PNG", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".gif": b"GIF8", ".svg": SVG}
ACTING = ("href", "style", "class", "id")  # what a formula could do to a page
PATIENCE = 10  # seconds on the clock for each of the processor
NO_WORDS = "No description has been provided for this image"
HEAD_BYTES = 4000  # an SVG may open with a licence
SENTENCE = ["inline_math_tex", "codespan", "emphasis"]


class MathRenderer(IPythonRenderer):
    """nbconvert's renderer, with formulas in MathML and a word in place of a picture that is not there."""

    def inline_math(self, body: str) -> str:
        """Return a formula in a line of text."""
        return mathml(body)

    def block_math(self, body: str) -> str:
        """Return a formula of its own."""
        return mathml(body, display="block")

    def latex_environment(self, name: str, body: str) -> str:
        """Return a formula such as an `align` environment.

        Parameters
        ----------
        name : of the environment.
        body : what stands in it.
        """
        return mathml(rf"\begin{{{name}}}{body}\end{{{name}}}", display="block")

    def block_code(self, code: str, info: str | None = None) -> str:
        """Return code of its own, in the colours of its language unless it is long.

        Parameters
        ----------
        code, info : as Markdown has them.
        """
        return super().block_code(code, None if is_long(code) else info)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Return a picture that the page can hold; of one that is neither attached to the cell nor beside it the text.

        Parameters
        ----------
        text, url, title : as Markdown has them.
        """
        try:
            held = self._embed_image_or_attachment(url)
        except InvalidNotebook:
            held = ""
        if held.startswith("data:image/"):
            return super().image(text, held, title)
        return f"<em>[picture missing: {html.escape(text)}]</em>"

    def _src_to_base64(self, src: str) -> str | None:
        """Return a picture that lies beside the notebook as a data URL; no other file is taken into a page."""
        return super()._src_to_base64(src) if is_picture(Path(self.path, src)) else None


def is_picture(path: Path) -> bool:
    """Tell whether there is a picture at a path, by its name and by how it begins; a link is none."""
    begins = PICTURES.get(path.suffix.lower())
    try:
        if begins is None or path.is_symlink() or not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        return begins in head if begins == SVG else head.startswith(begins)
    except (OSError, ValueError):  # a name may be too long, or hold what no name can
        return False


def mathml(tex: str, display: str = "inline") -> str:
    """Return a formula in MathML; one that is no TeX as it was typed.

    Parameters
    ----------
    tex : the formula, without dollars.
    display : "inline" or "block".
    """
    from latex2mathml.converter import Converter  # it reads a table of symbols, which no grading needs

    try:
        formula = Converter(display=display).convert_to_element(tex.strip())
        for element in formula.iter():  # its texts hold entities; one that would become a tag stays a text
            element.text = html.unescape(element.text or "")
            for name in ACTING:
                element.attrib.pop(name, None)
        return tostring(formula, encoding="unicode")
    except Exception:  # a student may have typed anything
        return f"<code>{html.escape(tex)}</code>"


def with_mathml(source: str, *, escape: bool = False, **options: Any) -> str:
    """Return a Markdown cell as HTML.

    Parameters
    ----------
    source : text of the cell.
    escape : whether tags in it are text.
    **options : of nbconvert's renderer.
    """
    return MarkdownWithMath(MathRenderer(escape=escape, **options)).render(source)


def prose_html(source: str, attachments: dict[str, Any], path: str) -> str:
    """Return Markdown as HTML with its pictures, whose formulas need no script.

    Parameters
    ----------
    source : the text.
    attachments : of its cell.
    path : of the folder where its pictures may lie.
    """
    options = {"attachments": attachments, "embed_images": True, "path": path, "exclude_anchor_links": True}
    return whole(with_mathml(source, **options))


def names_picture(source: str) -> bool:
    """Tell whether a Markdown text may name a picture, so that its HTML does not hang on the text alone."""
    return "![" in source or "<img" in source.lower()


def whole(page: str) -> str:
    """Return HTML that ends every tag which it begins, and no other; a picture without words for it gets some."""
    soup = BeautifulSoup(page, features="html.parser")
    for picture in soup.find_all("img"):  # by name, as to read a selector takes long
        picture.attrs.setdefault("alt", NO_WORDS)
    return str(soup)


def within(seconds: float, make: Callable[[], str], source: str) -> tuple[float, str]:
    """Return the seconds that are left, and a text as HTML, or as it was typed where that takes too long or cannot be done.

    Only the main thread of a process can be stopped at its work; in another there is no limit.

    Parameters
    ----------
    seconds : what it may take of the processor, and ten times that on the clock.
    make : makes the HTML.
    source : the text.
    """
    began = time.process_time()
    main = threading.current_thread() is threading.main_thread()
    try:
        with budget(seconds, PATIENCE * seconds) if main else nullcontext():
            page = make()
    except TimedOut:
        return 0, plain_html(source)
    except Exception:  # a student may have typed anything
        page = plain_html(source)
    return seconds - (time.process_time() - began), page


def message_html(message: str) -> str:
    """Return a message of the grader as HTML: code, emphasis and formulas; all else in it, quoted from a student, is text."""
    block = BlockParser()
    block.rules = ["blank_line"]
    inline = MathInlineParser()
    inline.rules = SENTENCE
    return MarkdownWithMath(MathRenderer(escape=True), block, inline, plugins=()).render(message)
