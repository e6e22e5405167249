"""Run a chapter with every guess still open, and look for its answer anywhere on the page.

Searched for are, in every cell but the one that asks: the answer in words or in any rounding, each line that the
reveal's code prints, and each number of three digits or more that the reveal tells. Such a number gives nothing away
if it is no answer and the reader knows it before the question.
"""

import json
import re
from dataclasses import dataclass

FIRST_CELL = """import autograder.learner.predictions as _predictions

_kept, _open_reveal = [], _predictions.reveal


def _keep(asked, names, guess):
    shown = _open_reveal(asked, names, guess)
    texts = [part.get("text") or part["data"].get("text/plain", "") for part in shown.outputs]
    key = asked.id.rpartition(".")[2]
    _kept.append(dict(key=key, ask=asked.ask, options=asked.options, unit=asked.unit, answer=shown.answer,
                      code=asked.reveal.code, outputs=texts, say=shown.say))
    return shown


_predictions.reveal = _keep"""
LAST_CELL = "import json\n\nprint(json.dumps(_kept))"
NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w.])")
PICTURE = re.compile(r"base64,[A-Za-z0-9+/=]+|[0-9a-f]{32}|<style>.*?</style>", re.DOTALL)
TAKES_WORDS = 3  # an answer such as "no" or "the same" stands on every page


@dataclass(frozen=True)
class Guess:
    """One prediction as it ran: what was asked, and what its reveal keeps back."""

    key: str
    ask: str
    options: list
    unit: str
    answer: str | float
    code: str
    outputs: list
    say: str


def kept_guesses(cell):
    """Return the predictions of a notebook, told by its last cell."""
    return [Guess(**kept) for kept in json.loads(cell.outputs[0].text)]


def of_predictions(guesses):
    """Return the paragraphs of every reveal, with the key of its question."""
    return [(guess.key, text) for guess in guesses for text in re.split(r"\n\s*\n", guess.say)]


def check_guesses(notebook, guesses):
    """Fail for the first answer that the page gives before its guess is committed."""
    searched = 0
    for guess in guesses:
        place = next(
            i
            for i, cell in enumerate(notebook.cells)
            if cell.source.startswith("predict(") and f'.{guess.key}"' in cell.source
        )
        page = [text_of(cell) for cell in notebook.cells]
        before = "\n".join(page[:place])
        rest = "\n".join(page[:place] + page[place + 1 :] + demos_of(notebook))
        rest += "\n" + re.sub(r"\d+\.\d+", lambda number: f"{float(number.group()):.2g}", rest)  # 40.9 tells 41
        for secret in secrets_of(guess, before):
            searched += 1
            found = re.search(rf"(?<![\w.,]){secret}(?!\w|[.,]\d)", rest, re.IGNORECASE)
            around = found and rest[max(0, found.start() - 60) : found.end() + 60]
            assert not found, f"the answer of {guess.key}, {secret!r}, is on the page: {around!r}"
    print(f"{len(guesses)} open predictions, {searched} secrets searched for")


def secrets_of(guess, before):
    """Return patterns of what the page must not say while a guess is open."""
    answer = of_option(guess) if guess.options else of_number(guess)
    lines = [line.strip() for output in guess.outputs for line in output.splitlines() if len(line.split()) > 1]
    told = [re.escape(line) for line in lines if not line.startswith("<")]
    known = {*NUMBER.findall(guess.ask), *NUMBER.findall(" ".join(guess.options)), *NUMBER.findall(before)}
    numbers = [number for text in (*guess.outputs, guess.say) for number in NUMBER.findall(text)]
    large = [number for number in numbers if len(re.sub(r"\D", "", number).strip("0")) >= 3 and number not in known]
    return list(dict.fromkeys([*answer, *told, *map(re.escape, large)]))


def of_option(guess):
    """The right option, unless it is a word or two that stand on every page, and its number with the word behind it."""
    known = {*NUMBER.findall(guess.ask), *NUMBER.findall(" ".join(set(guess.options) - {guess.answer}))}
    pairs = re.findall(rf"({NUMBER.pattern})\s+(\S+)", guess.answer)
    whole = [re.escape(guess.answer)] if len(guess.answer.split()) >= TAKES_WORDS else []
    return whole + [
        rf"{re.escape(number)}(?:\.\d+)?\s+{re.escape(word)}" for number, word in pairs if number not in known
    ]


def of_number(guess):
    """The answer as it may be rounded, with its unit; without a unit only in three digits or more."""
    digits = (2, 3, 4) if guess.unit else (3, 4)
    rounded = {f"{guess.answer:.{n}g}" for n in digits}
    unit = rf"\s*{re.escape(guess.unit)}" if guess.unit else ""
    return [re.escape(number) + unit for number in sorted(rounded) if unit or len(number.strip("0.")) >= 3]


def text_of(cell):
    """Return the source of a cell and all text that it put out, in the browser or in a plain reader."""
    texts = [
        output.get("text", "") + "\n".join(map(str, output.get("data", {}).values()))
        for output in cell.get("outputs", [])
    ]
    return PICTURE.sub("", "\n".join([cell.source, *texts]))


def demos_of(notebook):
    """Return the texts of the demos that stand on the page: their captions live in widgets."""
    state = notebook.metadata.get("widgets", {}).get("application/vnd.jupyter.widget-state+json", {}).get("state", {})
    values = [model["state"].get("value", "") for model in state.values() if model["model_name"] == "HTMLModel"]
    return [value for value in values if isinstance(value, str) and "autograder-ask" not in value]
