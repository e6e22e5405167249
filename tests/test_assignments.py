"""The graded notebooks: the source passes, the release fails, nothing leaks, and prompt and bank tell the same story."""

import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbgrader.apps import NbGraderAPI
from nbgrader.validator import Validator
from traitlets.config.loader import PyFileConfigLoader

from autograder.bank import find_part, problems
from autograder.judging.filling import filled
from autograder.judging.problem import Choice, Function, Number
from autograder.virtual.notebooks import grade_id, solutions

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "source").glob("*/*.ipynb"))
RELEASES = [ROOT / "release" / path.relative_to(ROOT / "source") for path in SOURCES]
NAMES = [f"{path.parent.name}/{path.stem}" for path in SOURCES]
PARTS = {f"{problem.id}.{letter}": part for problem in problems().values() for letter, part in problem.parts.items()}


def read(path):
    return nbformat.read(path, as_version=4)


def nbgrader_cells(path):
    return [cell for cell in read(path).cells if grade_id(cell)]


def test_there_are_assignments():
    assert len(SOURCES) >= 3


@pytest.mark.parametrize("path", SOURCES, ids=NAMES)
def test_source_passes_the_validator(path, tmp_path):
    shutil.copy(path, tmp_path)
    assert Validator().validate(str(tmp_path / path.name)) == {}


@pytest.mark.parametrize("path", RELEASES, ids=NAMES)
def test_untouched_release_fails_the_validator_at_every_check(path, tmp_path):
    shutil.copy(path, tmp_path)
    failed = Validator().validate(str(tmp_path / path.name))["failed"]
    checks = [cell for cell in read(path).cells if (grade_id(cell) or "").endswith("-check")]
    assert len(failed) >= len(checks) > 0


def test_release_is_what_the_source_generates(tmp_path):
    shutil.copytree(ROOT / "source", tmp_path / "source")
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    config.CourseDirectory.root = str(tmp_path)
    api = NbGraderAPI(config=config)
    for assignment in sorted(path.name for path in (ROOT / "source").iterdir()):
        (tmp_path / "source" / assignment / "leak.py").write_text("secret = 60\n")
        done = api.generate_assignment(assignment)
        assert done["success"], done
    made = {
        path.relative_to(tmp_path): path.read_bytes() for path in (tmp_path / "release").rglob("*") if path.is_file()
    }
    kept = {path.relative_to(ROOT): path.read_bytes() for path in (ROOT / "release").rglob("*") if path.is_file()}
    assert made.keys() == kept.keys()
    assert [str(path) for path in made if made[path] != kept[path]] == [], "run `make release` and commit"


def secrets():
    """Return every text that a student must not find in a release: model answers, nudges, reasons, hints, solutions."""
    texts = {"SOLUTION", "HIDDEN TESTS", "MARK SCHEME", "mark("}
    for name, part in PARTS.items():
        given = problems()[name.split(".")[0]].canonical()
        texts |= {part.because, part.hint, part.solution(given)}
        texts |= {turn.nudge for turn in getattr(part, "wrong_turns", ())}
        texts |= {option.nudge for option in getattr(part, "options", ()) if option.nudge}
    for path in SOURCES:
        shown = "\n".join(
            cell.source for cell in read(path).cells if cell.metadata.nbgrader.locked and "-mark" not in cell.id
        )
        for key, text in solutions(read(path)).items():
            lines = [line.strip() for line in text.split("\n")]
            texts |= {
                line
                for line in lines
                if len(line) > 15 and line not in shown and not re.match(r'def |"""|\w+ = \($', line)
            } | {f"{key} never"}
    return texts


@pytest.mark.parametrize("path", RELEASES, ids=NAMES)
def test_release_leaks_nothing(path):
    text = "\n".join(cell.source for cell in read(path).cells)
    hidden = secrets()
    assert len(hidden) > 100
    assert [secret for secret in hidden if secret in text] == []


@pytest.mark.parametrize("path", [*SOURCES, *RELEASES], ids=[*NAMES, *(f"release/{name}" for name in NAMES)])
def test_cells_are_named_and_clean(path):
    notebook = read(path)
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert all(grade_id(cell) == cell.id for cell in notebook.cells)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", name) for name in ids)
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in notebook.cells)
    assert notebook.metadata.kernelspec.name == "python3"


def marked(path):
    """Return the bank's parts that a source notebook marks, with their four cells."""
    cells = {grade_id(cell): cell for cell in nbgrader_cells(path)}
    names = [key.removesuffix("-mark") for key in cells if key.endswith("-mark")]
    return {
        name.replace("-", "."): {s: cells[f"{name}{s}"] for s in ("-prompt", "", "-check", "-mark")} for name in names
    }


@pytest.mark.parametrize("path", SOURCES, ids=NAMES)
def test_every_question_has_prompt_answer_check_and_mark_that_fit_the_bank(path):
    parts = marked(path)
    assert parts
    for name, cells in parts.items():
        problem, part = find_part(name)
        variable = re.search(r", (\w+)[,)]", cells["-check"].source).group(1)
        assert cells["-check"].source == re.search(r"mark(\(.*\))", cells["-mark"].source).expand(r"check\1")
        assert f'mark("{name}", {variable}' in cells["-mark"].source
        assert ("using=lambda: " in cells["-mark"].source) == bool(getattr(part, "follows", None))
        assert cells["-mark"].metadata.nbgrader.points == part.points and cells["-check"].metadata.nbgrader.points == 0
        assert not part.points or f"· {part.points} point" in cells["-prompt"].source
        assert variable in cells[""].source
        if isinstance(part, Function):
            assert f"def {part.name}(" in cells[""].source and variable == part.name
        if isinstance(part, Choice):
            for letter, option in zip("ABCDEFGH", part.options, strict=False):
                text = filled(option.text, problem.told(problem.canonical()))
                assert f"- **{letter}.** {text}" in cells["-prompt"].source


@pytest.mark.parametrize("path", SOURCES, ids=NAMES)
def test_notebook_and_bank_give_the_same_numbers(path):
    """The model answers, run by themselves, are what the bank's reference says for the canonical values."""
    space = {}
    for cell in read(path).cells:
        if cell.cell_type == "code" and not re.search(r"\b(check|mark|review)\(", cell.source):
            exec(cell.source, space)
    compared = 0
    for name, cells in marked(path).items():
        part = find_part(name)[1]
        if isinstance(part, Number):
            variable = re.search(r", (\w+)[,)]", cells["-check"].source).group(1)
            assert space[variable] == pytest.approx(part.answer(problems()[name.split(".")[0]].canonical()), rel=1e-6)
            compared += 1
    assert compared >= 1


@pytest.mark.parametrize("path", [path for path in SOURCES if path.parent.name != "ps0_warmup"], ids=lambda p: p.stem)
def test_points_in_the_title_and_one_written_answer_with_a_mark_scheme(path):
    cells = nbgrader_cells(path)
    total = sum(cell.metadata.nbgrader.get("points", 0) for cell in cells)
    assert f"{total} points" in cells[0].source
    written = [cell for cell in cells if cell.cell_type == "markdown" and cell.metadata.nbgrader.grade]
    assert len(written) == 1, "each notebook of this course has one written answer: `written` of the problem"
    assert "=== BEGIN MARK SCHEME ===" in written[0].source
    assert written[0].source.count("\n* ") == written[0].metadata.nbgrader.points, "each line of `scheme` is one point"


@pytest.mark.parametrize("path", SOURCES, ids=NAMES)
def test_notebooks_are_stored_as_nbformat_writes_them(path):
    assert json.loads(path.read_text())["nbformat"] == 4
    assert path.read_text().endswith("\n")
