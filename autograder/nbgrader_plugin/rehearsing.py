"""The rehearsal of a course's notebooks: their solutions as a student would hand them in, played once for each content."""

import base64
import contextlib
import copy
import hashlib
import json
import logging
import os
import sysconfig
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearSolutions, IncludeHeaderFooter
from nbgrader.utils import is_solution
from traitlets.config import Config

from autograder.engine.messages import Job
from autograder.engine.performance import MEASURE, Script
from autograder.engine.rehearsal import Rehearsal, rehearse
from autograder.engine.templates import keep_template

from .open_cells import answered_in_open_cells
from .rules import rules_of
from .template import through

NOBODY = "/solution"  # a seed without a student: the solution is written for the printed numbers
MODES = {"auto": ["examined", "shared"], "examined": ["examined"], "shared": ["shared"]}
FOREIGN = "its kernel is {kernel}, and only Python can be graded here: use `nbgrader autograde` with c.Autograde's own settings"


@dataclass(frozen=True)
class Rehearsing:
    """A notebook that is to be rehearsed.

    `source` is its path and `template` the text of its template, `config` the configuration of the course, `common` what
    is the same in every job of the assignment, `mode` the one that the instructor wants, or "auto". `beside` are the files
    that the solutions of earlier notebooks have left, in base64 by name.
    """

    source: Path
    template: str
    config: Config | None
    common: Mapping[str, Any]
    mode: str
    beside: Mapping[str, str] = field(default_factory=dict)

    def known(self) -> Rehearsal | None:
        """Return what an earlier rehearsal told, or what need not be rehearsed; None if this one is still to be played."""
        kernel = other_kernel(self.template)
        if kernel:
            return refused(self.template, self.common["limits"], kernel)
        try:
            return Rehearsal(**json.loads(self._kept().read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def keep(self, rehearsal: Rehearsal) -> Rehearsal:
        """Keep a rehearsal for later runs, unless it found what is to be mended or nothing can be written; return it."""
        if not rehearsal.unsolved:
            with contextlib.suppress(OSError):
                kept = self._kept()
                kept.parent.mkdir(parents=True, exist_ok=True)
                part = kept.with_suffix(f".{os.getpid()}")
                part.write_text(json.dumps(asdict(rehearsal)), encoding="utf-8")
                part.rename(kept)
        return rehearsal

    def played_here(self, log: logging.Logger) -> Rehearsal:
        """Return the rehearsal, played in this process if need be; what it tells is logged once.

        Parameters
        ----------
        log : of who grades.
        """
        key = str(self._kept())
        if key not in _played:
            _played[key] = self.known() or self.keep(rehearse(self.script()))
            for words in remarks_on(self.source.stem, _played[key]):
                log.warning("%s", words)
        return _played[key]

    def _kept(self) -> Path:
        """Return the path in the user's cache that tells all that a rehearsal depends on."""
        rules = rules_of(self.template, self.common["bank"])
        packages = sysconfig.get_paths()["purelib"]
        about = [rules, self.common["limits"], self.common["sandbox"], self.mode, dict(self.beside)]
        about += [packages, os.stat(packages).st_mtime_ns]
        contents = hashlib.sha256(json.dumps(about).encode())
        data = self.common["data"]
        for name, path in [("", self.source), *sorted(data.items())]:
            with open(path, "rb") as file:
                contents.update(name.encode() + hashlib.file_digest(file, "sha256").digest())
        folder = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        return Path(folder, "autograder", f"{contents.hexdigest()}.json")

    def script(self) -> Script:
        """Return what is rehearsed."""
        original = nbformat.read(self.source, as_version=4)
        for cell in original.cells:
            if cell.cell_type == "code":
                cell.outputs = []
        whole, resources = through(original, {}, self.config, IncludeHeaderFooter)
        clearing = (ClearSolutions, ClearHiddenTests, ClearMarkScheme)
        blank, _ = through(copy.deepcopy(whole), resources, self.config, *clearing)
        solved = copy.deepcopy(blank)
        marks = ClearSolutions(config=self.config)
        for cell, theirs in zip(solved.cells, whole.cells, strict=True):
            if is_solution(theirs):
                cell.source = without_marks(theirs.source, marks)
        solved.cells.append(nbformat.v4.new_code_cell(MEASURE))
        name = keep_template(self.template)
        common = {**self.common, "files": dict(self.beside), "leaves_files": True}
        played = [_job(common, name, notebook) for notebook in (solved, blank)]
        unheld = answered_in_open_cells(whole.cells)
        return {"solved": played[0], "blank": played[1], "modes": MODES[self.mode], "open": unheld}


def _job(job: Mapping[str, Any], template: str, notebook: NotebookNode) -> Job:
    data = base64.b64encode(json.dumps(notebook).encode()).decode()
    made: Any = {**job, "submitted": data, "template": template, "seed": NOBODY, "mode": "examined", "rehearsal": True}
    return made


def without_marks(text: str, marks: ClearSolutions) -> str:
    """Return a model answer without the lines that mark it as one.

    Parameters
    ----------
    text : of an answer cell in the source.
    marks : knows how solutions are marked in this course.
    """
    words = (marks.begin_solution_delimeter, marks.end_solution_delimeter)
    return "\n".join(line for line in text.split("\n") if not any(word in line for word in words))


def other_kernel(template: str) -> str:
    """Return the name of a notebook's kernel if that is not Python's, else "".

    Parameters
    ----------
    template : the text of its template.
    """
    about = json.loads(template)["metadata"]
    kernel = about.get("kernelspec", {})
    language = kernel.get("language") or about.get("language_info", {}).get("name") or "python"
    return "" if language.lower() in ("python", "ipython", "python3") else kernel.get("name") or language


def refused(template: str, limits: dict[str, Any], kernel: str) -> Rehearsal:
    """Return the rehearsal of a notebook in another language: its solution passes nothing.

    Parameters
    ----------
    template : the text of its template.
    limits : the usual budgets.
    kernel : its name.
    """
    graded = [cell["metadata"].get("nbgrader", {}) for cell in json.loads(template)["cells"]]
    tests = [about["grade_id"] for about in graded if about.get("grade") and not about.get("solution")]
    return Rehearsal("examined", limits, unsolved=dict.fromkeys(tests, FOREIGN.format(kernel=kernel)))


def as_rehearsed(job: Job, rehearsal: Rehearsal) -> Job:
    """Return the job of a submission as the rehearsal of its notebook says that it is to be graded.

    Parameters
    ----------
    job : of a submission.
    rehearsal : of its notebook.
    """
    unsolved = {name: f"The notebook's own solution fails here: {text}" for name, text in rehearsal.unsolved.items()}
    told: Any = {"mode": rehearsal.mode, "limits": rehearsal.limits, "why": rehearsal.why, "unsolved": unsolved}
    return job | told | {"changing": rehearsal.changing}


def remarks_on(notebook: str, rehearsal: Rehearsal) -> list[str]:
    """Return what the instructor is told of a rehearsal, a line each.

    Parameters
    ----------
    notebook : its name.
    rehearsal : what it told.
    """
    told = {name: text for name, text in rehearsal.remarks.items() if f"{name}: {text}" != rehearsal.why}
    lines = [f"{notebook}/{name}: {text}" for name, text in {**rehearsal.unsolved, **told}.items()]
    if rehearsal.why:
        lines.append(
            f"{notebook} is graded in shared mode, its tests in one process with the student's code: {rehearsal.why}"
        )
    return lines


_played: dict[str, Rehearsal] = {}
