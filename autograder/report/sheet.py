"""The facts of the report as CSV: one line a student and part."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.bank import title_of
from autograder.nbgrader_plugin.graded_class import Result

COLUMNS = ["student", "part", "title", "score", "points", "by hand", "state", "misconception", "message"]


def write_sheet(path: Path, results: Mapping[str, Result]) -> None:
    """Write one line a student and part: points that count, mark by hand, the grader's state, misconception and message.

    The score is empty while a person has to look.

    Parameters
    ----------
    path : the CSV file to write.
    results : `Result` by student.
    """
    with path.open("w", newline="", encoding="utf-8") as stream:
        sheet = csv.writer(stream)
        sheet.writerow(COLUMNS)
        for student, result in results.items():
            for part in result.marks | result.verdicts:
                sheet.writerow([harmless(value) for value in [student, part, title_of(part), *line(result, part)]])


def line(result: Result, part: str) -> list[Any]:
    """Return what a line says of one part of a student's work.

    Parameters
    ----------
    result : the student's.
    part : id of the part; a notebook that is missing has a line too.
    """
    mark = result.marks.get(part)
    verdict = result.verdicts.get(part)
    marked = ["", "", ""]
    if mark:
        open_still = mark.waits and mark.by_hand is None
        marked = ["" if open_still else mark.score, mark.points, "" if mark.by_hand is None else mark.by_hand]
    told = [verdict.state, verdict.code or "", verdict.message] if verdict else ["", "", ""]
    return marked + told


def harmless(value: Any) -> Any:
    """Return text that a spreadsheet will not run as a formula; what is no text is returned as it is."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value
