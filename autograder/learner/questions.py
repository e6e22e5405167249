"""What a quiz and a prediction are made of, and every fault in one named in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

QUIZ_FIELDS = ("ask", "options")
OPTION_FIELDS = ("text", "right", "say")
PREDICTION_FIELDS = ("ask", "options", "unit", "answer", "within", "forecast", "reveal")
REVEAL_FIELDS = ("code", "say", "demo", "settings", "guess_on")


@dataclass(frozen=True)
class Option:
    """One option of a quiz and what is said to whoever picks it."""

    text: str
    right: bool
    say: str


@dataclass(frozen=True)
class Quiz:
    """A quick question with options, one of which is right. `id` names it in the progress file."""

    id: str
    ask: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Reveal:
    """What is shown once a guess is committed: code with its output, a text in Markdown, a demo."""

    say: str
    code: str = ""
    demo: str = ""
    settings: Mapping = field(default_factory=dict)
    guess_on: str = ""


@dataclass(frozen=True)
class Prediction:
    """A guess to commit: one of the options, or a number in `unit` when there are none.

    `answer` is one of the options, a number, or an expression of the notebook's names.
    `within` is the relative distance from the answer that still counts as right. A `forecast` is a number expected of what
    chance has a part in: one outcome makes it neither right nor wrong, so it is shown beside the outcome and not marked.
    """

    id: str
    ask: str
    options: tuple[str, ...]
    unit: str
    answer: str | float
    within: float
    reveal: Reveal
    forecast: bool = False


def quiz_of(entry: Mapping, where: str, id: str = "") -> Quiz:
    """Return a checked quiz.

    Parameters
    ----------
    entry : the fields of the question, as YAML gives them.
    where : file and key, with which the message of every error begins.
    id : the name of the question in the progress file.

    Raises
    ------
    ValueError : for a field that is missing, unknown or of the wrong kind, and unless exactly one option is right.
    """
    _only_known(entry, QUIZ_FIELDS, where)
    options = _rows(entry, "options", where)
    for number, option in enumerate(options, 1):
        place = f"{where}, option {number}"
        if not isinstance(option, Mapping):
            raise ValueError(f"{place} must have a text and what to say to whoever picks it (text:, say:)")
        _only_known(option, OPTION_FIELDS, place)
        if not isinstance(option.get("right", False), bool):
            raise ValueError(f"{place}: right must be true, or be left out")
    rights = [number for number, option in enumerate(options, 1) if option.get("right", False)]
    if len(rights) != 1:
        raise ValueError(f"{where}: exactly one option must have right: true, not {len(rights)}")
    made = tuple(
        Option(
            _text(option, "text", f"{where}, option {number}"),
            option.get("right", False),
            _text(option, "say", f"{where}, option {number}"),
        )
        for number, option in enumerate(options, 1)
    )
    _different([option.text for option in made], where)
    return Quiz(id, _text(entry, "ask", where), made)


def prediction_of(entry: Mapping, where: str, id: str = "") -> Prediction:
    """Return a checked prediction.

    Parameters
    ----------
    entry : the fields of the question, as YAML gives them.
    where : file and key, with which the message of every error begins.
    id : the name of the question in the progress file.

    Raises
    ------
    ValueError : for a field that is missing, unknown or of the wrong kind, or does not go with the others.
    """
    _only_known(entry, PREDICTION_FIELDS, where)
    ask = _text(entry, "ask", where)
    reveal = _reveal_of(entry, where)
    if ("options" in entry) == ("unit" in entry):
        raise ValueError(f'{where} needs either options or a unit ("" for a number without one), and not both')
    forecast = entry.get("forecast", False)
    if not isinstance(forecast, bool) or (forecast and ("unit" not in entry or "within" in entry)):
        raise ValueError(f"{where}: forecast must be true, of a typed number without within, or be left out")
    if "unit" in entry:
        within = _number(entry.get("within", 0.1), f"{where}: within must be a number above 0, such as 0.1")
        unit = _text(entry, "unit", where, empty=True)
        return Prediction(id, ask, (), unit, _typed_answer(entry, where), within, reveal, forecast)
    options = tuple(
        _plain(option, f"{where}, option {n}") for n, option in enumerate(_rows(entry, "options", where), 1)
    )
    _different(options, where)
    answer = _text(entry, "answer", where)
    if answer not in options:
        raise ValueError(f"{where}: the answer {answer!r} is none of the options")
    if "within" in entry or reveal.guess_on:
        raise ValueError(f"{where}: within and guess_on belong to a typed number, not to options")
    return Prediction(id, ask, options, "", answer, 0.0, reveal)


def _reveal_of(entry, where):
    reveal = entry.get("reveal")
    where = f"{where}, reveal"
    if not isinstance(reveal, Mapping):
        raise ValueError(f"{where} must have a text to say (say:) and may have code: and demo:")
    _only_known(reveal, REVEAL_FIELDS, where)
    guess_on = reveal.get("guess_on", "")
    settings = reveal.get("settings", {})
    if guess_on not in ("", "x", "y"):
        raise ValueError(f"{where}: guess_on must be x or y, the axis on which the guess is drawn")
    if not isinstance(settings, Mapping):
        raise ValueError(f"{where}: settings must name the settings of the demo, such as {{dose: 0.1}}")
    code = _text(reveal, "code", where, empty=True) if "code" in reveal else ""
    demo = _text(reveal, "demo", where) if "demo" in reveal else ""
    if not demo and (guess_on or settings):
        raise ValueError(f"{where}: settings and guess_on belong to a demo, and there is none")
    return Reveal(_text(reveal, "say", where), code, demo, dict(settings), guess_on)


def _only_known(entry, known, where):
    for name in entry:
        if name not in known:
            raise ValueError(f"{where} has a field {name!r}, which is none of {', '.join(known)}")


def _rows(entry, name, where):
    rows = entry.get(name)
    if not isinstance(rows, list) or len(rows) < 2:
        raise ValueError(f"{where}: {name} must be a list of at least two")
    return rows


def _text(entry, name, where, empty=False):
    if name not in entry:
        raise ValueError(f"{where} has no {name}")
    return _plain(entry[name], f"{where}: {name}", empty)


def _plain(text, where, empty=False):
    if not isinstance(text, str):
        raise ValueError(f"{where} must be text, but YAML reads it as {text!r}: put it in quotes")
    if not (empty or text.strip()):
        raise ValueError(f"{where} is empty")
    return text.strip()


def _typed_answer(entry, where):
    answer = entry.get("answer")
    if isinstance(answer, str) and answer.strip():
        return answer.strip()
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        raise ValueError(f"{where}: answer must be a number, or an expression of the notebook's names")
    return float(answer)


def _number(value, message):
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        raise ValueError(message)
    return float(value)


def _different(texts, where):
    for text in texts:
        if list(texts).count(text) > 1:
            raise ValueError(f"{where}: the option {text!r} stands there twice")
