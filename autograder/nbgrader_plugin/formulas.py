"""Text in Markdown as HTML whose formulas are MathML: browsers show it without a script and without a network."""

import html
import threading
import time
from contextlib import nullcontext
from typing import Any

from mistune import BlockParser
from nbconvert.filters.markdown_mistune import (
    InvalidNotebook,
    IPythonRenderer,
    MarkdownWithMath,
    MathInlineParser,
)

from autograder.sandboxed.alarm_clock import TimedOut, alarm

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

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Return a picture; of one that is not attached to the cell its text.

        Parameters
        ----------
        text, url, title : as Markdown has them.
        """
        try:
            return super().image(text, url, title)
        except InvalidNotebook:
            return f"<em>[picture missing: {html.escape(text)}]</em>"


def mathml(tex: str, display: str = "inline") -> str:
    """Return a formula in MathML; one that is no TeX as it was typed.

    Parameters
    ----------
    tex : the formula, without dollars.
    display : "inline" or "block".
    """
    from latex2mathml.converter import convert  # it reads a table of symbols, which no grading needs

    try:
        return convert(tex.strip(), display=display)
    except Exception:  # a student may have typed anything
        return f"<code>{html.escape(tex)}</code>"


def with_mathml(source: str, **options: Any) -> str:
    """Return a Markdown cell as HTML.

    Parameters
    ----------
    source : text of the cell.
    **options : of nbconvert's renderer.
    """
    return MarkdownWithMath(MathRenderer(escape=False, **options)).render(source)


def within(seconds: float, source: str, **options: Any) -> tuple[float, str]:
    """Return the seconds that are left, and a Markdown cell as HTML, or as it was typed where that takes too long.

    Only the main thread of a process can be stopped at its work; in another there is no limit.

    Parameters
    ----------
    seconds : what it may take.
    source : text of the cell.
    **options : of nbconvert's renderer.
    """
    began = time.monotonic()
    try:
        with alarm(seconds) if threading.current_thread() is threading.main_thread() else nullcontext():
            page = with_mathml(source, **options)
    except TimedOut:
        page = f"<pre>{html.escape(source)}</pre>"
    return seconds - (time.monotonic() - began), page


def message_html(message: str) -> str:
    """Return a message of the grader as HTML: code, emphasis and formulas; all else in it, quoted from a student, is text."""
    block = BlockParser()
    block.rules = ["blank_line"]
    inline = MathInlineParser()
    inline.rules = SENTENCE
    return MarkdownWithMath(MathRenderer(escape=True), block, inline, plugins=()).render(message)
