"""Students who are right in odd ways, and students whose code fails."""

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
    function = first(work, Function)
    number = first(work, Number)
    choice = first(work, Choice)
    value = value_of(work.model(number))
    letter = find_part(choice)[1].answer
    model = work.model(function)

    def typed(name, part, text):
        return Student(name, work.hand_in({part: text}))

    def saved(name, change, *args, only=None):
        notebooks = work.hand_in()
        for notebook in [notebooks[only]] if only else notebooks.values():
            change(notebook, *args)
        return Student(name, notebooks)

    return [
        *(
            typed(f"alternative-{grade_id_of(part)}", part, ALTERNATIVES[part])
            for part in ALTERNATIVES.keys() & work.notebook_of
        ),
        typed("numpy-scalar", number, f"import numpy as np\n\n{assigned(work.model(number), f'np.float64({value})')}"),
        typed("array-of-one", number, f"import numpy as np\n\n{assigned(work.model(number), f'np.array([{value}])')}"),
        typed("small-letter", choice, assigned(work.model(choice), f'" {letter.lower()}. "')),
        typed("warning", function, f'import warnings\n\nwarnings.warn("deprecated")\n{model}'),
        typed(
            "warning-inside",
            function,
            model.replace('"""\n', '"""\n    import warnings\n\n    warnings.warn("mind")\n', 1),
        ),
        typed("prints", function, f'print("working " * 50)\n{model}'),
        saved("extra-cells", with_extra_cells),
        saved("stale-kernel", with_stale_kernel),
        saved("vs-code", as_vscode),
        saved("colab", as_colab),
        saved("deleted-test-cell", with_deleted_cell, grade_id_of(function) + MARK, only=work.notebook_of[function]),
        saved("duplicated-cell", with_duplicated_cell, grade_id_of(function), only=work.notebook_of[function]),
    ]


def in_trouble(work: Homework) -> list[Student]:
    """Return students whose code fails: it costs them the part that fails, and nobody else anything.

    The part is the last function, on which no other answer builds.
    """
    part = [part for part in work.notebook_of if isinstance(find_part(part)[1], Function)][-1]
    name = find_part(part)[1].name
    trouble = {
        "crash": ('raise RuntimeError("it worked yesterday")', State.CRASHED),
        "syntax-error": (f"{work.model(part)}\nreturn (", State.CRASHED),
        "endless-loop": (f"def {name}(*args, **kwargs):\n    while True:\n        pass", State.TIMED_OUT),
    }
    return [
        Student(who, work.hand_in({part: text}), {part: points_of(part)}, states={part: state})
        for who, (text, state) in trouble.items()
    ]


def first(work: Homework, kind: type) -> str:
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
