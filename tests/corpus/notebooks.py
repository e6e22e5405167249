"""Three small assignments for the corpus and the engine's tests, and a student's way of filling them in."""

import copy

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

STUB = "# YOUR CODE HERE\nraise NotImplementedError()"


def given(text):
    """Return a code cell that belongs to no part, such as a setup cell."""
    return new_code_cell(text)


def answer(name, solution, points=None):
    """Return an answer cell, whose solution the release replaces by a stub; with points it is marked by hand."""
    text = f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
    graded = {"grade": points is not None} | ({"points": points} if points is not None else {})
    return new_code_cell(text, id=name, metadata={"nbgrader": nbgrader(name, solution=True, locked=False, **graded)})


def test(name, text, points):
    """Return a grading cell whose text is hidden."""
    text = f"### BEGIN HIDDEN TESTS\n{text}\n### END HIDDEN TESTS"
    return new_code_cell(text, id=name, metadata={"nbgrader": nbgrader(name, grade=True, locked=True, points=points)})


def written(name, text, points):
    """Return a written answer, marked by a person."""
    about = nbgrader(name, grade=True, solution=True, locked=False, points=points)
    return new_markdown_cell(text, id=name, metadata={"nbgrader": about})


def nbgrader(name, **about):
    """Return a cell's nbgrader metadata."""
    return {
        "schema_version": 3,
        "grade_id": name,
        "grade": False,
        "solution": False,
        "locked": True,
        "task": False,
    } | about


def notebook(*cells):
    """Return a notebook of these cells."""
    about = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    return new_notebook(cells=list(cells), metadata=about)


def small():
    """An assignment of a foreign course: plain asserts, a function, a number and an array."""
    return notebook(
        new_markdown_cell("# Squares"),
        given("import math\nimport numpy as np"),
        answer(
            "squares",
            "def squares(n):\n    if n < 1:\n        raise ValueError('n must be 1 or more')\n    return [i**2 for i in range(1, n + 1)]",
        ),
        test(
            "test_squares",
            "assert squares(3) == [1, 4, 9]\nassert squares(1) == [1], 'one square'\n"
            "try:\n    squares(0)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError('squares(0) must raise ValueError')",
            3,
        ),
        answer("area", "area = math.pi * 2**2"),
        test("test_area", "assert math.isclose(area, 12.566370614, rel_tol=1e-6), 'not the area'", 2),
        answer("halves", "halves = np.array([1, 2, 4]) / 2"),
        test("test_halves", "assert np.shape(halves) == (3,) and np.allclose(halves, [0.5, 1, 2])", 1),
        written("why", "Because a square grows with its side.", 2),
    )


BANK_ANSWERS = {
    "h1.a": (
        "max_microdose_ug",
        "def max_microdose_ug(D_min_mg, noael_hed_mg=None, protein=False, MW_Da=None):\n"
        "    limits = {'D_min/100': 10 * D_min_mg}\n"
        "    if noael_hed_mg is not None:\n        limits['NOAEL/100'] = 10 * noael_hed_mg\n"
        "    if protein:\n        limits['30 nmol'] = 0.03 * MW_Da\n"
        "    else:\n        limits['100 ug cap'] = 100.0\n"
        "    name = min(limits, key=limits.get)\n    return limits[name], name",
    ),
    "h1.b": ("limit_b", "limit_b = 60.0"),
    "h1.h": (
        "is_microdose",
        "def is_microdose(dose_ug, D_min_mg, F=1.0):\n    return dose_ug <= min(10 * D_min_mg, 100.0)",
    ),
    "h2.a": (
        "occupancy",
        "def occupancy(C_ng_mL, MW, fu, Kd_nM):\n    unbound = fu * np.asarray(C_ng_mL) * 1000 / MW\n    return unbound / (unbound + Kd_nM)",
    ),
    "h2.b": ("rho_therapeutic", "rho_therapeutic = occupancy({cmax}, {molar_mass}, {fu}, {kd})"),
    "h2.c": ("rho_micro", "rho_micro = occupancy({cmax} * {microdose} / 1000 / {dose}, {molar_mass}, {fu}, {kd})"),
    "h2.g": ("choice", "choice = 'C'"),
    "h2.h": (
        "dose_for_occupancy_mg",
        "def dose_for_occupancy_mg(rho, MW, fu, Kd_nM, cmax_per_mg):\n"
        "    unbound = Kd_nM * rho / (1 - rho)\n    return unbound / fu * MW / 1000 / cmax_per_mg",
    ),
    "h2.f": ("rho_hundredth", "rho_hundredth = 1 / 101"),
}


def bank():
    """An assignment in the shape of this course: nine answers, each with its check and its mark, and a written one."""
    from autograder.bank import find_part

    cells = [new_markdown_cell("# Problems H1 and H2"), given("import numpy as np\nfrom autograder import check, mark")]
    for name, (variable, model) in BANK_ANSWERS.items():
        problem, part = find_part(name)
        values = vars(problem.canonical())
        solution = model.format(**values) if "{" in model and "def " not in model else model
        head = name.replace(".", "-")
        cells.append(answer(head, solution))
        check = new_code_cell(f'check("{name}", {variable})', id=f"{head}-check")
        check.metadata["nbgrader"] = nbgrader(f"{head}-check", locked=True)
        cells += [check, test(f"{head}-mark", f'mark("{name}", {variable}{using(name, part)})', part.points)]
    cells.append(written("h1-why", "Because the smaller limit binds.", 3))
    return notebook(*cells)


def using(name, part):
    """Return what the marking of a part says of the part that it follows, "" if it follows none of these."""
    earlier = f"{name.partition('.')[0]}.{getattr(part, 'follows', None)}"
    return f", using=lambda: {BANK_ANSWERS[earlier][0]}" if earlier in BANK_ANSWERS else ""


def loops():
    """An assignment of a foreign course whose tests go through an answer in loops, and whose answer bears a builtin's name."""
    return notebook(
        new_markdown_cell("# Loops"),
        answer("halved", "def halved(x):\n    return x / 2"),
        test("test_halved", "for got, wanted in zip(map(halved, [2, 4]), [1, 2]):\n    assert got == wanted", 3),
        answer(
            "total",
            "def sum(values):\n    result = 0\n    for value in values:\n        result += value\n    return result",
        ),
        test("test_total", "assert sum([1, 2, 4]) == 7", 2),
        answer(
            "first",
            "def first(values):\n    if len(values) == 0:\n        raise KeyError('none')\n    return values[0]",
        ),
        test(
            "test_first",
            "assert first([5, 6]) == 5\n"
            "try:\n    first([])\nexcept KeyError:\n    pass\nelse:\n    raise AssertionError('first([]) must raise KeyError')",
            1,
        ),
    )


def compared():
    """An assignment whose tests compare with what only an answer imports."""
    return notebook(
        answer("tools", "import math as m\nfrom math import isclose\nfrom numpy.testing import assert_allclose"),
        answer("area", "area = m.pi * 2**2"),
        test("test_area", "assert isclose(area, 12.566370614, rel_tol=1e-6)", 2),
        answer("halves", "halves = [0.5, 1.0, 2.0]"),
        test("test_halves", "assert_allclose(halves, [0.5, 1, 2])", 1),
        answer("turn", "turn = 2 * m.pi"),
        test("test_turn", "assert m.isclose(turn, 6.283185307, rel_tol=1e-6)", 1),
    )


ASSIGNMENTS = {"small": small, "bank": bank, "loops": loops, "compared": compared}


def solved(assignment):
    """Return the notebook of a student who answers everything as the source does."""
    submitted = copy.deepcopy(assignment)
    for cell in submitted.cells:
        lines = cell.source.split("\n")
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = "\n".join(line for line in lines if "SOLUTION" not in line)
        elif "HIDDEN" in cell.source:
            cell.source = ""
    return submitted


def with_answers(assignment, **texts):
    """Return a solved notebook in which some answer cells (by grade_id, with _ for -) have another text."""
    submitted = solved(assignment)
    for name, text in texts.items():
        next(c for c in submitted.cells if c.id in (name, name.replace("_", "-"))).source = text
    return submitted
