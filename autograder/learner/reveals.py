"""What stands behind a guess: code that runs in the notebook's names, with its output kept back, and a text."""

import ast
import math
import re
from dataclasses import dataclass
from string import Formatter

from IPython import get_ipython
from IPython.display import display
from IPython.utils.capture import capture_output

from autograder.judging.filling import readable

from .questions import Prediction

AS_IT_STANDS = re.compile(r"(\$\$.*?\$\$|\$[^$\n]+\$|`[^`\n]+`)", re.DOTALL)  # TeX and code have braces of their own


@dataclass(frozen=True)
class Revealed:
    """The right answer, the outputs of the code in the notebook's own form, and the text with its values filled in."""

    answer: str | float
    outputs: tuple[dict, ...]
    say: str


def notebook_names() -> dict:
    """Return the names of the running notebook; without one, an empty dict."""
    shell = get_ipython()
    return shell.user_ns if shell else {}


def reveal(asked: Prediction, names: dict, guess: str | float | None) -> Revealed:
    """Run the code of a prediction and return what is to be shown.

    Parameters
    ----------
    asked : the prediction.
    names : the names of the notebook, which the code may read and set.
    guess : the option or number that was committed; None if it is still to come.

    Raises
    ------
    ValueError : when the answer is no finite number, or a value in the text cannot be computed.
    Exception : whatever the code raises.
    """
    names["guess"] = guess
    outputs = run(asked.reveal.code, names, f"<reveal of {asked.id}>")
    answer = asked.answer
    if not asked.options:
        answer = _number(asked, names)
    return Revealed(answer, outputs, filled(asked.reveal.say, names, asked.id))


def run(code: str, names: dict, name: str) -> tuple[dict, ...]:
    """Run code as a notebook cell would: a last expression is displayed. Return its outputs, in the notebook's form.

    Parameters
    ----------
    code : Python, as a cell has it.
    names : the names that the code may read and set.
    name : what a traceback calls the code.
    """
    tree = ast.parse(code, name)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    with capture_output() as caught:
        exec(compile(tree, name, "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), name, "eval"), names)
            if value is not None and not code.rstrip().endswith(";"):
                display(value)
        _flush_figures()
    texts = [("stdout", caught.stdout), ("stderr", caught.stderr)]
    streams = [{"output_type": "stream", "name": stream, "text": text} for stream, text in texts if text]
    rich = [
        {"output_type": "display_data", "data": shown.data, "metadata": shown.metadata or {}}
        for shown in caught.outputs
    ]
    return (*streams, *rich)


def filled(text: str, names: dict, id: str) -> str:
    """Return a text with the values in its braces filled in; TeX and code keep theirs.

    Parameters
    ----------
    text : Markdown.
    names : what the braces may name.
    id : the question, for the message of an error.
    """
    pieces = AS_IT_STANDS.split(text)
    return "".join(piece if i % 2 else _with_values(piece, names, id) for i, piece in enumerate(pieces))


def _with_values(text, names, id):
    try:
        return "".join(said + _value(field, spec, names) for said, field, spec, _ in Formatter().parse(text))
    except Exception as error:
        raise ValueError(f"the text of {id} cannot be filled in: {error}") from error


def _value(field, spec, names):
    return "" if field is None else readable(format(eval(field.strip(), names), spec))


def _number(asked, names):
    answer = asked.answer
    if isinstance(answer, str):
        answer = eval(answer, names)
    answer = float(answer)
    if not math.isfinite(answer):
        raise ValueError(f"the answer of {asked.id} is {answer}, which is no finite number")
    return answer


def _flush_figures():
    """Display pyplot figures now, as the end of a cell would."""
    shell = get_ipython()
    if shell and "matplotlib_inline.backend_inline" in __import__("sys").modules:
        from matplotlib_inline.backend_inline import flush_figures

        flush_figures()
