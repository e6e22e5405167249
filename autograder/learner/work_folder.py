"""The learner's own folder: chapters and problem sets copied out of the course, kept up to date and never overwritten."""

import hashlib
import itertools
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

FOLDERS = ("course", "release")
RECORD = ".laid_out.json"
OLD = "old"
IGNORED = {".ipynb_checkpoints", "__pycache__"}


class WorkFolderError(Exception):
    """The folder cannot be laid out; the text says why and what to do."""


@dataclass
class LaidOut:
    """What laying out did, as paths below the folder.

    `waiting` are the learner's own versions of what has changed in the course since; `kept` tells where a copy that made
    room is now.
    """

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)


def find_course(start: Path) -> Path:
    """Return the clone of the course that a folder lies in, or the folder itself.

    Raises
    ------
    WorkFolderError : if it lies in none.
    """
    for folder in (start, *start.parents):
        if (folder / "course" / "index.ipynb").is_file() and not (folder / RECORD).exists():
            return folder
    raise WorkFolderError(f"there is no course in {start}: run this in the folder that you cloned")


def find_work(start: Path) -> Path | None:
    """Return the learner's folder that a folder lies in, or None if it lies in none."""
    return next((folder for folder in (start, *start.parents) if (folder / RECORD).is_file()), None)


def lay_out(course: Path, work: Path, renew: Iterable[str] = ()) -> LaidOut:
    """Copy into a learner's folder what is missing there or has changed in the course.

    A notebook and the question file of the same name belong together: they are brought up to date together, and only while the
    learner has changed neither. Nothing of a learner's is overwritten or deleted: what makes room goes to `old/DATE/`.

    Parameters
    ----------
    course : the clone, which holds course/ and release/.
    work : the learner's folder; it is made where there is none.
    renew : notebooks to lay out anew even if the learner has changed them, each by its path or its name.

    Raises
    ------
    WorkFolderError : if the folder cannot be written, or `renew` names no notebook or more than one.
    """
    if work.exists() and not work.is_dir():
        raise WorkFolderError(f"{work} is a file, where the course puts your notebooks: rename it and try again")
    try:
        work.mkdir(exist_ok=True)
        return _lay_out(course, work, renew)
    except OSError as error:
        raise WorkFolderError(f"{error.filename or work}: {error.strerror}; nothing of yours is lost") from error


def _lay_out(course, work, renew):
    given = _hashes(course)
    record = _read_record(work / RECORD)
    done = LaidOut()
    renewed = {_named(name, given) for name in renew}
    _write_record(work / RECORD, record)  # a run that is cut short leaves a folder that is known as the learner's
    for name in sorted(record.keys() - given.keys()):
        if (work / name).exists():
            done.kept[name] = _put_aside(work, name)
        del record[name]
    for unit in _units(given):
        if renewed & set(unit):
            done.kept |= {name: _put_aside(work, name) for name in unit if (work / name).exists()}
        _bring_up_to_date(course, work, {name: given[name] for name in unit}, record, done)
    _write_record(work / RECORD, record)
    return done


def _bring_up_to_date(course, work, given, record, done):
    """Copy the files of one unit that are missing, and those that are behind unless the learner has changed one of them."""
    mine = {name: _hash(work / name) for name in given if (work / name).exists()}
    differing = [name for name in mine if mine[name] != given[name]]
    changed = [name for name in differing if mine[name] != record.get(name)]
    missing = [name for name in given if name not in mine]
    if any(record.get(name) != given[name] for name in differing) and changed:
        done.waiting += changed
    if changed:
        differing = []
    for name in (*differing, *missing):
        _copy(course / name, work / name)
        record[name] = given[name]
    done.updated += differing
    done.added += missing
    record |= {name: given[name] for name in mine if mine[name] == given[name]}


def _hashes(course):
    """Return the hash of every file to be laid out, by its path below the course."""
    files = (path for folder in FOLDERS for path in sorted((course / folder).rglob("*")) if path.is_file())
    names = (path.relative_to(course) for path in files)
    return {name.as_posix(): _hash(course / name) for name in names if not IGNORED & set(name.parts)}


def _units(names):
    """Return the files that belong together: those of one folder that differ only in what follows the name's last point."""
    units = {}
    for name in names:
        units.setdefault(Path(name).with_suffix(""), []).append(name)
    return list(units.values())


def _named(name, given):
    """Return the notebook that a learner's words mean."""
    wanted = Path(name).with_suffix(".ipynb").parts
    found = [known for known in given if Path(known).parts[-len(wanted) :] == wanted]
    if not found:  # the path may begin above the learner's folder, as the shell completes it
        found = [known for known in given if wanted[-len(Path(known).parts) :] == Path(known).parts]
    if len(found) != 1:
        trouble = (
            f"more than one notebook is called {name}: {', '.join(found)}" if found else f"there is no notebook {name}"
        )
        raise WorkFolderError(f"{trouble}; name it as in --renew=course/principles/01_the_microdose.ipynb")
    return found[0]


def _put_aside(work, name):
    """Move a file of the learner's to a dated place of its own; return that place."""
    today = work / OLD / date.today().isoformat()
    later = (today.with_name(f"{today.name}-{number}") for number in itertools.count(2))
    kept = next(place / name for place in itertools.chain([today], later) if not (place / name).exists())
    kept.parent.mkdir(parents=True, exist_ok=True)
    (work / name).rename(kept)
    return kept.relative_to(work).as_posix()


def _copy(source, target):
    """Copy a file so that a run that is cut short leaves the old or the new one, never half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, part)
    os.replace(part, target)


def _hash(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read_record(path):
    """Return the hash of every file as it was last laid out; without a readable record, all there is counts as the learner's."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _write_record(path, record):
    part = path.with_name(f"{path.name}.part")
    part.write_text(json.dumps(record, indent=1, sort_keys=True), encoding="utf-8")
    os.replace(part, path)
