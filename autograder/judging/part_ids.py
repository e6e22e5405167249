"""The two names of a part: "h1.a" in the bank, and "h1-a" as the grade id of its answer cell in a notebook."""

CHECK = "-check"
MARK = "-mark"


def grade_id_of(part: str) -> str:
    """Return the grade id of a part's answer cell; its check and its mark have it with `CHECK` and `MARK` behind it.

    >>> grade_id_of("h1.a") + MARK
    'h1-a-mark'
    """
    return part.replace(".", "-")


def part_of_grade_id(grade_id: str) -> str:
    """Return the part that an answer cell, its check or its mark belongs to.

    >>> part_of_grade_id("h1-a-mark")
    'h1.a'
    """
    answer = grade_id.removesuffix(CHECK if grade_id.endswith(CHECK) else MARK)
    return answer.replace("-", ".")
