"""Why a notebook is graded in shared mode, in words for the teacher who wrote its tests."""

import re

from autograder.examiner.student_errors import ENDINGS
from autograder.judging.verdict import State, Verdict

NOT_CARRIED = ENDINGS["NotCarriedError"].message
SAID = (  # what a verdict says to the student, and what follows from that for the teacher
    (
        r"`(\w+)` is (an? .+?)(:| A person|\.$).*",
        "the test {test} uses `{0}` ({1}) as it stands in the student's process",
    ),
    (
        r"Your function returns (an? .+?)(:| A person|\.$).*",
        "the test {test} uses what a function returns ({0}) as it stands in the student's process",
    ),
    (
        r"A value of yours is (an? .+?)(:| A person|\.$).*",
        "the test {test} uses a value ({0}) as it stands in the student's process",
    ),
    (
        r"`(\w+)` is (the class \w+).*",
        "the test {test} uses {1}, which is the student's, as it stands in the student's process",
    ),
    (
        r"This test uses `(\w+)`, which your answer is to import.*",
        "the test {test} uses `{0}`, which the solution imports and then replaces",
    ),
    (re.escape(NOT_CARRIED), "the test {test} hands the student's code an object that cannot leave its process"),
    (
        r"Grader fault\. The grading cell stopped with (AssertionError): *",
        "a condition of {test} holds of what the notebook leaves in its own process alone, such as a given value that the answer changes",
    ),
    (
        r"Grader fault\. The grading cell stopped with (.+)",
        "the test {test} needs what the notebook leaves in its own process or folder ({0})",
    ),
    (r"Testing your answer stops with (.+)", "the test {test} works in the student's process alone ({0})"),
    (
        r"Your code stops with (.+?)( at `.*`)?",
        "the code that {test} tests needs what the test does in the same process ({0})",
    ),
    (r"There is no `(\w+)`.*", "the test {test} looks for `{0}` in the student's process"),
)
OTHERWISE = {
    State.WRONG: "a condition of {test} holds in the student's process alone, as with seeds, replaced names or identical objects",
    State.PARTIAL: "the test {test} gives fewer points outside the student's process",
}


def reason(test: str, found: Verdict) -> str:
    """Return in one clause what a test needs that it has in shared mode alone.

    Parameters
    ----------
    test : name of the grading cell.
    found : the verdict on the source's own solution in examined mode.
    """
    for said, words in SAID:
        match = re.fullmatch(said, found.message.strip(), re.DOTALL)
        if match:
            told = [" ".join(group.split()).rstrip(":. ") for group in match.groups(default="")]
            return words.format(*told, test=test)[:300]
    otherwise = "{test} loses points outside the student's process (" + " ".join(found.message.split()) + ")"
    return OTHERWISE.get(found.state, otherwise).format(test=test)[:300]


def gift(test: str) -> str:
    """Return in one clause that an untouched notebook would earn points in a test if it were examined."""
    return f"examined, an untouched notebook would earn points in {test}"
