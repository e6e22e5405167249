"""Numbers of the printed problem that stay in a text when other numbers are drawn: each is wrong for another student."""

import re
from collections.abc import Iterator
from types import SimpleNamespace

from autograder.judging.filling import WORDS, filled, readable
from autograder.judging.problem import Choice, Number, Problem

from .questions import NO_UNIT

FREE = re.compile(r"`[^`\n]*`|```.*?```|\bin \w+ to \w+ sentences", re.DOTALL)
NUMBER = re.compile(r"(?<![\w.^/{])\d+(?:,\d{3})*(?:\.\d+)?")
FEWEST_DIGITS = 2  # a rounded answer of one digit says nothing, and of two only with its unit
APART = 0.1


def printed_numbers(problem: Problem, draws: list[SimpleNamespace]) -> list[str]:
    """Return a sentence for each number of the printed problem that its texts keep in every draw that has another one.

    Given values are looked for with their unit (without one, with the word that follows), answers by their digits.
    What stands in `code` is an example, and how long a written answer should be is free. What also stands in the formulas
    and rules of the `context`, or is a given value that has no other, is a constant. All these may stay.

    Parameters
    ----------
    problem : a problem of the bank.
    draws : other given values for it.
    """
    texts = [{place: FREE.sub("", text) for place, text in all_texts(problem, given)} for given in draws]
    found = []
    for what, mentions, others in [*_given_values(problem, draws), *_answers(problem)]:
        told = [text for text, given in zip(texts, draws, strict=True) if others(given)]
        constant = {mention for place in problem.context for mention in mentions(texts[0][place])}
        for place in told[0] if told else ():
            kept = set.intersection(*(mentions(text[place]) for text in told)) - constant
            if place not in problem.context and kept:
                found.append(f"{problem.id} {place}: {min(kept)!r}, the printed {what}, stands there in every draw")
    return found


def all_texts(problem: Problem, given: SimpleNamespace) -> Iterator[tuple[str, str]]:
    """Yield every text of a problem with the place where it stands, filled from given values.

    Parameters
    ----------
    problem : a problem of the bank.
    given : given values for it.
    """
    told = problem.told(given)
    for place, text in {"story": problem.story, **problem.context, "closing": problem.closing}.items():
        yield place, filled(text, told)
    for letter, plain in problem.parts.items():
        part = problem.worded(plain, given)
        for name in ("prompt", "because", "hint"):
            yield f"{letter} {name}", getattr(part, name)
        yield f"{letter} solution", readable(part.solution(given))
        if isinstance(part, Choice):
            for number, option in enumerate(part.options):
                yield f"{letter} option {number}", option.text
                yield f"{letter} nudge {number}", option.nudge
        else:
            for number, turn in enumerate(part.wrong_turns):
                yield f"{letter} nudge {number}", turn.nudge
    for letter, part in problem.written.items():
        for number, text in enumerate((part.prompt, part.model, *part.scheme)):
            yield f"{letter} text {number}", filled(text, told)


def _given_values(problem, draws):
    """Yield each given value that differs between draws: its key, how to find it in a text, and which draws have another."""
    printed = problem.canonical()
    fixed = {
        (quantity.value, quantity.unit)
        for key, quantity in problem.given.items()
        if all(getattr(given, key) == quantity.value for given in draws)
    }
    for key, quantity in problem.given.items():
        if isinstance(quantity.value, int | float) and (quantity.value, quantity.unit) not in fixed:
            mentions = _mentions(quantity.value, quantity.unit)
            yield key, mentions, lambda given, key=key: getattr(given, key) != getattr(printed, key)


def _answers(problem):
    """Yield the answer to each number part in the same way; draws whose answer is near the printed one say nothing."""
    printed = problem.canonical()
    for letter, part in problem.parts.items():
        if isinstance(part, Number):
            value = part.answer(printed)
            yield (
                f"answer to ({letter})",
                lambda text, part=part, value=value: _answers_in(text, value, part.unit),
                lambda given, part=part, value=value: abs(part.answer(given) / value - 1) > APART,
            )


def _answers_in(text, value, unit):
    """Return where a text says a rounded answer: with many digits, or with the unit of the answer."""
    before_unit = re.compile(rf"\s?{re.escape(unit)}(?!\w)")
    return {
        found[0]
        for found in NUMBER.finditer(text)
        if _rounded(found[0], value)
        and (unit in NO_UNIT or _digits(found[0]) > FEWEST_DIGITS or before_unit.match(text, found.end()))
    }


def _digits(number):
    return len(number.replace(",", "").replace(".", "").lstrip("0"))


def _mentions(value, unit):
    """Return a function that finds a given value in a text: with its unit, or with the word that follows."""
    digits = re.escape(f"{value:g}")
    if unit:
        pattern = rf"(?<![\w.,]){digits}\s?{re.escape(unit)}(?!\w)"
    elif value in range(len(WORDS)):
        pattern = rf"\b{WORDS[int(value)]}\s[\w-]+"
    else:
        pattern = rf"(?<![\w.,]){digits}(?![\w.])"
    return lambda text: {found.lower() for found in re.findall(pattern, text, re.IGNORECASE)}


def _rounded(digits, value):
    """Tell whether digits in a text are a value rounded to as many."""
    count = _digits(digits)
    return count >= FEWEST_DIGITS and float(f"{value:.{count}g}") == float(digits.replace(",", ""))
