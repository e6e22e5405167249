"""Students who are right in odd ways, and students whose code fails."""

from nbformat import NotebookNode

from autograder.bank import find_part
from autograder.judging.part_ids import MARK, grade_id_of
from autograder.judging.parts import Choice, Function, Number
from autograder.judging.verdict import State

from .assignments import Homework, Student, points_of
from .notebooks import (
    as_colab,
    as_vscode,
    assigned,
    value_of,
    with_deleted_cell,
    with_duplicated_cell,
    with_extra_cells,
    with_stale_kernel,
)


def honest_but_odd(work: Homework) -> list[Student]:
    """Return students who are right in ways that trip a careless grader: all of them get full marks."""
    return [
        *(Student(name, work.hand_in(answers)) for name, answers in odd_answers(work).items()),
        *(Student(name, notebooks) for name, notebooks in odd_notebooks(work).items()),
    ]


def odd_answers(work: Homework) -> dict[str, dict[str, str]]:
    """Return right answers typed in another way than the model answer, by the name of the student: what is typed, by part."""
    function = first_of_kind(work, Function)
    number = first_of_kind(work, Number)
    choice = first_of_kind(work, Choice)
    value = value_of(work.model(number))
    letter = find_part(choice)[1].answer
    model = work.model(function)
    mind = '"""\n    import warnings\n\n    warnings.warn("mind")\n'
    alternatives = {
        f"alternative-{grade_id_of(part)}": {part: ALTERNATIVES[part]}
        for part in ALTERNATIVES.keys() & work.notebook_of
    }
    return alternatives | {
        "numpy-scalar": {number: f"import numpy as np\n\n{assigned(work.model(number), f'np.float64({value})')}"},
        "array-of-one": {number: f"import numpy as np\n\n{assigned(work.model(number), f'np.array([{value}])')}"},
        "small-letter": {choice: assigned(work.model(choice), f'" {letter.lower()}. "')},
        "warning": {function: f'import warnings\n\nwarnings.warn("deprecated")\n{model}'},
        "warning-inside": {function: model.replace('"""\n', mind, 1)},
        "prints": {function: f'print("working " * 50)\n{model}'},
    }


def odd_notebooks(work: Homework) -> dict[str, dict[str, NotebookNode]]:
    """Return right answers in notebooks that were saved or changed in odd ways, by the name of the student."""
    function = first_of_kind(work, Function)
    its_notebook = work.notebook_of[function]

    def saved(change, *args, only=None):
        notebooks = work.hand_in()
        for notebook in [notebooks[only]] if only else notebooks.values():
            change(notebook, *args)
        return notebooks

    return {
        "extra-cells": saved(with_extra_cells),
        "stale-kernel": saved(with_stale_kernel),
        "vs-code": saved(as_vscode),
        "colab": saved(as_colab),
        "deleted-test-cell": saved(with_deleted_cell, grade_id_of(function) + MARK, only=its_notebook),
        "duplicated-cell": saved(with_duplicated_cell, grade_id_of(function), only=its_notebook),
    }


def in_trouble(work: Homework) -> list[Student]:
    """Return students whose code fails: it costs them the last function and the answers that call it, and nobody else anything."""
    part = [part for part in work.notebook_of if isinstance(find_part(part)[1], Function)][-1]
    name = find_part(part)[1].name
    trouble = {
        "crash": ('raise RuntimeError("it worked yesterday")', State.CRASHED),
        "syntax-error": (f"{work.model(part)}\nreturn (", State.CRASHED),
        "endless-loop": (f"def {name}(*args, **kwargs):\n    while True:\n        pass", State.TIMED_OUT),
    }
    failing = [part, *(other for other in work.notebook_of if calls(other, part))]
    lost = {failed: points_of(failed) for failed in failing}
    return [
        Student(who, work.hand_in({part: text}), lost, states=dict.fromkeys(failing, state))
        for who, (text, state) in trouble.items()
    ]


def calls(part: str, function: str) -> bool:
    """Tell whether the answer to a part is worked out with the function of another part, such as "h4.c" with that of "h4.a".

    Parameters
    ----------
    part : id of the part.
    function : id of the part that asks for the function.
    """
    problem, _, letter = function.partition(".")
    return part.startswith(f"{problem}.") and getattr(find_part(part)[1], "follows", None) == letter


def first_of_kind(work: Homework, kind: type) -> str:
    """Return the first part of a kind, such as "h1.a".

    Parameters
    ----------
    work : the assignment.
    kind : `Function`, `Number` or `Choice`.
    """
    return next(part for part in work.notebook_of if isinstance(find_part(part)[1], kind))


ALTERNATIVES = {
    "h1.a": """import numpy as np


def max_microdose_ug(D_min_mg, noael_hed_mg=None, protein=False, MW_Da=None):
    names = ["D_min/100", "NOAEL/100", "30 nmol", "100 ug cap"]
    noael = np.inf if noael_hed_mg is None else 10 * noael_hed_mg
    limits = np.array([10 * D_min_mg, noael, 0.03 * MW_Da if protein else np.inf, np.inf if protein else 100.0])
    return limits.min(), names[limits.argmin()]""",
    "h2.a": """import numpy as np


def occupancy(C_ng_mL, MW, fu, Kd_nM):
    C_u = fu * np.asarray(C_ng_mL, float) / (MW * 1e-3)
    return 1.0 / (1.0 + Kd_nM / C_u)""",
}
