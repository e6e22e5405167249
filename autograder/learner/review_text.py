"""A review in Markdown, for the notebook, and in plain text, for the terminal."""

import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from autograder.judging.verdict import State

from .course_map import title_of
from .reviewed import ReviewedPart, ReviewedWords, Section

WRITE_FIRST = (
    "Write your answer and save the notebook; then run this cell again, and there will be something to compare it with."
)
MARK_YOURSELF = "Read your own answer as a stranger would, and give yourself a point for each line that it says."
ALL_RIGHT = "Every part is right. Practice with new numbers shows whether it has stuck."
NO_BANK = "Only the form of each answer can be told here; it is marked when the notebook is graded."


def summary(parts: list[ReviewedPart], words: list[ReviewedWords]) -> str:
    """Return in one or two sentences how the whole stands.

    Parameters
    ----------
    parts : those that the grader marks.
    words : those that a person reads.
    """
    if not any(part.practice for part in parts):
        return NO_BANK
    right = sum(part.right for part in parts)
    earned = sum(part.verdict.score or 0 for part in parts)
    points = sum(part.verdict.points for part in parts)
    scored = f", {earned:g} of {points:g} points" if points else ""
    own = sum(part.points for part in words)
    yours = f" {own:g} more are for your own words, which you mark yourself." if own else ""
    return f"{right} of {len(parts)} parts right{scored}.{yours}" + (f" {ALL_RIGHT}" if right == len(parts) else "")


def as_markdown(parts: list[ReviewedPart], words: list[ReviewedWords]) -> str:
    """Return a review in Markdown with links that hold from the working folder.

    Parameters
    ----------
    parts : those that the grader marks.
    words : those that a person reads.
    """
    blocks = [f"**{summary(parts, words)}**", *_still_to_do(parts)]
    for part in filter(begun, parts):
        blocks += _part_blocks(part)
    for part in words:
        blocks += _words_blocks(part)
    return "\n\n".join(blocks)


def as_plain_text(parts: list[ReviewedPart], words: list[ReviewedWords]) -> str:
    """Return what is left to do as lines for the terminal, where the verdicts stand above already.

    Parameters
    ----------
    parts : those that the grader marks.
    words : those that a person reads.
    """
    blocks = [summary(parts, words), *_still_to_do(parts)]
    for part in filter(begun, parts):
        if part.right:
            continue
        blocks.append("\n".join(_part_lines(part)))
    for part in words:
        blocks.append("\n".join(_words_lines(part)))
    return "\n\n".join(blocks)


def begun(part: ReviewedPart) -> bool:
    """Tell whether there is anything to say of a part: an answer, or a solution that practice has opened."""
    return part.verdict.state is not State.NOT_STARTED or bool(part.solution)


def _still_to_do(parts):
    waiting = [called(part) for part in parts if not begun(part)]
    return (
        [f"Still to do: {', '.join(waiting)}. Answer, run the check below it, then run this cell again."]
        if waiting
        else []
    )


def _part_blocks(part):
    heading = f"#### {called(part)}"
    card = part.verdict._repr_mimebundle_()["text/html"]
    name = f"*The misconception: {part.misconception}.*" if part.misconception else ""
    ways = [] if part.right else _ways_on(part)
    helps = []
    if part.hint and not part.solution:
        helps.append(folded("Hint", part.hint))
    if part.solution:
        helps.append(folded("Worked solution", part.solution))
    return [block for block in (heading, card, name, " ".join(ways), *helps) if block]


def _ways_on(part):
    ways = [f"Read {linked(part.section)}."] if part.section else []
    return [*ways, f"Practise it with new numbers: `{part.practice}`."] if part.practice else ways


def _words_blocks(part):
    blocks = [f"#### {called(part)}, {counted(part.points)}"]
    if part.section:
        blocks.append(f"It is about {linked(part.section)}.")
    if not part.model:
        return [*blocks, WRITE_FIRST]
    scheme = "\n".join([part.note, "", *(f"- {line}" for line in part.scheme)])
    return [*blocks, MARK_YOURSELF, folded("Model answer", part.model), folded("Mark scheme", scheme)]


def _part_lines(part):
    lines = [called(part)]
    if part.misconception:
        lines.append(f"The misconception: {part.misconception}.")
    if part.section:
        lines.append(f"Read {told(part.section)}.")
    if part.practice:
        lines.append(f"Practise it with new numbers: {part.practice}")
    if part.solution:
        lines.append(f"Worked solution: {part.solution}")
    return [lines[0], *(f"    {line}" for line in lines[1:])]


def _words_lines(part):
    lines = [f"{called(part)}, {counted(part.points)}"]
    if not part.model:
        return [*lines, f"    {WRITE_FIRST}"]
    return [
        *lines,
        "    Model answer:",
        *_indented(part.model),
        f"    {part.note}",
        *(f"    - {x}" for x in part.scheme),
    ]


def _indented(text) -> Iterable[str]:
    return (f"    {line}" for line in text.split("\n"))


def called(part: ReviewedPart | ReviewedWords) -> str:
    """Return what a part is called: "(c) The truth"."""
    return f"({part.letter}) {part.title}".strip()


def counted(points: float) -> str:
    """Return points in words."""
    return f"{points:g} point{'' if points == 1 else 's'}"


def folded(title: str, text: str) -> str:
    """Return a text that opens when its title is clicked.

    Parameters
    ----------
    title : what stands on it.
    text : Markdown.
    """
    return f"<details><summary>{title}</summary>\n\n{text}\n\n</details>"


def linked(section: Section) -> str:
    """Return a section as a link that holds from the working folder; without a link where the chapter is not at hand."""
    if section.path is None:
        return told(section)
    title = title_of(section.path)
    place = Path(os.path.relpath(section.path, Path.cwd())).as_posix()
    words = f"“{section.heading}” in “{title}”" if section.heading else f"“{title}”"
    anchor = f"#{quote(section.heading.replace(' ', '-'))}" if section.heading else ""
    return f"[{words}]({quote(place)}{anchor})"


def told(section: Section) -> str:
    """Return a section in words: its notebook, and its heading."""
    return f"{section.notebook}, section “{section.heading}”" if section.heading else section.notebook
