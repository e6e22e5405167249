"""The questions of a chapter: a YAML file beside its notebook, checked as it is read."""

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from .questions import Prediction, Quiz, prediction_of, quiz_of


def find_quiz(name: str, folder: Path | None = None) -> Quiz:
    """Return a quiz by its name, such as "3.linear": the key `linear` of the question file whose name starts with 3.

    Parameters
    ----------
    name : number of the file (or its whole name without .yaml), a point, and the key.
    folder : where the file lies; the working folder of the notebook unless told.

    Raises
    ------
    FileNotFoundError : when no such file, or more than one, lies in the folder.
    LookupError : when the file does not hold the key.
    ValueError : when the file cannot be read or the question is incomplete; names file, key and field.
    """
    path, key, entry = _find(name, folder)
    return quiz_of(entry, f"{path.name}, {key}", f"{path.parent.name}/{path.stem}.{key}")


def find_prediction(name: str, folder: Path | None = None) -> Prediction:
    """Return a prediction by its name, such as "3.tail".

    Parameters
    ----------
    name, folder : as for `find_quiz`.

    Raises
    ------
    FileNotFoundError, LookupError, ValueError : as for `find_quiz`.
    """
    path, key, entry = _find(name, folder)
    return prediction_of(entry, f"{path.name}, {key}", f"{path.parent.name}/{path.stem}.{key}")


def _find(name, folder):
    file, point, key = name.partition(".")
    if not (file and point and key):
        raise LookupError(f'"{name}" must be the number of a question file, a point and a key, such as "3.linear"')
    folder = Path(folder or Path.cwd()).resolve()
    path = _file(file, folder)
    questions = read_questions(path)
    if key not in questions:
        raise LookupError(f'{path.name} holds no question "{key}"; it holds {", ".join(questions)}')
    if not isinstance(questions[key], Mapping):
        raise ValueError(f"{path.name}, {key} must have fields such as ask: and options:")
    return path, key, questions[key]


def _file(file, folder):
    there = sorted(folder.glob("*.yaml"))
    number = re.compile(rf"0*{re.escape(file)}_.*")
    found = [path for path in there if path.stem == file or number.fullmatch(path.stem)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(path.name for path in found or there) or "no question file at all"
    trouble = "more than one question file has" if found else "no question file has"
    raise FileNotFoundError(f"{trouble} the number {file} in the folder {folder.name}: there is {names}")


def read_questions(path: Path) -> dict:
    """Return all questions of a file as they stand in it; a key that stands there twice is an error.

    Raises
    ------
    ValueError : when it is not YAML in UTF-8, or holds no questions.
    """
    try:
        questions = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name} cannot be read as YAML: {error}") from error
    if not isinstance(questions, Mapping):
        raise ValueError(f"{path.name} must hold questions, each under a key of its own")
    return questions


class _Loader(yaml.SafeLoader):
    """The safe loader, which takes the last of two equal keys without a word, made to refuse them."""

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"{key} stands here twice", node.start_mark)
        return super().construct_mapping(node, deep)
