"""Cells as nbgrader knows them: locked, to be answered, graded, or written and read by a person."""

import nbformat

LOCKED, ANSWER, GRADED, WRITTEN = (
    {"grade": grade, "locked": locked, "solution": solution, "task": False}
    for grade, locked, solution in (
        (False, True, False),
        (False, False, True),
        (True, True, False),
        (True, False, True),
    )
)


def markdown(name, text, kind=LOCKED, **more):
    return nbformat.v4.new_markdown_cell(text, id=name, metadata={"nbgrader": _about(name, kind, **more)})


def code(name, text, kind=LOCKED, **more):
    return nbformat.v4.new_code_cell(text, id=name, metadata={"nbgrader": _about(name, kind, **more)})


def _about(name, kind, **more):
    return {"grade_id": name, "schema_version": 3, **kind, **more}
