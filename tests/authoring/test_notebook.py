"""One definition: the notebook of every problem is what the bank gives, and a change made by hand is told from it."""

from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from autograder.authoring.notebook import as_text
from autograder.authoring.writing import EditedError, edited_by_hand, notebook_from_bank, problem_named, write_notebook
from autograder.bank import find_problem, problems
from autograder.judging.filling import Name, filled

SOURCE = Path(__file__).parents[2] / "source"


@pytest.mark.parametrize("name", problems())
def test_source_is_what_the_bank_gives(name):
    problem = find_problem(name)
    kept = (SOURCE / f"{problem.notebook}.ipynb").read_text(encoding="utf-8")
    assert kept == as_text(notebook_from_bank(problem)), (
        f"the bank gives another notebook: change the problem in autograder/bank, then run `autograder notebook {name}`"
    )


def test_every_notebook_of_the_source_folder_follows_from_the_bank():
    written = {f"{problem.notebook}.ipynb" for problem in problems().values()}
    assert {str(path.relative_to(SOURCE)) for path in SOURCE.glob("*/*.ipynb")} == written


@pytest.fixture
def notebook(tmp_path):
    return write_notebook(find_problem("h4"), tmp_path)


def test_a_change_by_hand_is_kept_and_the_author_is_told_where_to_make_it(notebook, tmp_path):
    cells = nbformat.read(notebook, as_version=4)
    cells.cells[6].source += "\nMind the units."
    nbformat.write(cells, notebook)
    with pytest.raises(
        EditedError, match=r"h4-a-prompt.*h04_saturable_elimination\.py.*autograder notebook h4 --force"
    ):
        write_notebook(find_problem("h4"), tmp_path)
    assert "Mind the units." in notebook.read_text()
    assert len(edited_by_hand(tmp_path, "ps2_linearity")) == 1
    write_notebook(find_problem("h4"), tmp_path, force=True)
    assert "Mind the units." not in notebook.read_text()


def test_other_points_are_a_change_by_hand(notebook, tmp_path):
    cells = nbformat.read(notebook, as_version=4)
    next(cell for cell in cells.cells if cell.id == "h4-a-mark").metadata.nbgrader.points = 40
    nbformat.write(cells, notebook)
    assert "the settings of its cells" in edited_by_hand(tmp_path, "ps2_linearity")[0]


def test_running_and_saving_a_notebook_is_no_change(notebook, tmp_path):
    cells = nbformat.read(notebook, as_version=4)
    for number, cell in enumerate(cells.cells):
        cell.metadata["tags"] = ["seen"]
        if cell.cell_type == "code":
            cell.execution_count = number
            cell.outputs = [nbformat.v4.new_output("stream", text="1\n")]
    nbformat.write(cells, notebook)
    assert edited_by_hand(tmp_path, "ps2_linearity") == []
    write_notebook(find_problem("h4"), tmp_path)


@pytest.mark.parametrize("name", ["h4", "h04", "h04_saturable_elimination"])
def test_a_problem_goes_by_its_id_or_its_file(name):
    assert problem_named(name).id == "h4"


def test_an_unknown_problem_is_told_with_those_there_are():
    with pytest.raises(KeyError, match="h99.*h4"):
        problem_named("h99")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("{n:word} and {n:Word}", "six and Six"),
        ("{many:word}", "60"),
        ("{small:power} Sv", "5.8 × 10⁻¹⁰ Sv"),
        ("{many:g} mg", "60 mg"),
        (r"$\frac{a}{b}$ and {n}", r"$\frac{a}{b}$ and {n}"),
        ("\n    indented\n    twice\n", "indented\ntwice"),
        ("{name:g} mg", "`DOSE_MG` mg"),
    ],
)
def test_only_fields_are_filled(text, expected):
    given = SimpleNamespace(n=6.0, many=60.0, small=5.8e-10, name=Name("DOSE_MG"))
    assert filled(text, given) == expected


def test_a_field_without_a_value_is_an_error():
    with pytest.raises(KeyError, match="dose"):
        filled("{dose:g} mg", SimpleNamespace(n=6.0))
