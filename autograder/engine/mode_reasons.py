"""Why a notebook is graded in shared mode, in words for the teacher who wrote its tests."""

import re

from autograder.examiner.student_errors import ENDINGS
from autograder.judging.verdict import State, Verdict

NOT_CARRIED = ENDINGS["NotCarriedError"].message
SAID = (  # what a verdict says to the student, and what follows from that for the teacher
    (
        r"`(\w+)` is (an? .+?)(:| A person|\.$).*",
        "the test {test} works on `{0}` itself ({1}), which cannot leave the student's notebook",
    ),
    (
        r"Your function returns (an? .+?)(:| A person|\.$).*",
        "the test {test} works on what a function returns ({0}), which cannot leave the student's notebook",
    ),
    (
        r"A value of yours is (an? .+?)(:| A person|\.$).*",
        "the test {test} works on a value ({0}) that cannot leave the student's notebook",
    ),
    (
        r"`(\w+)` is (the class \w+).*",
        "the test {test} works on {1}, which the student defines and which cannot leave the student's notebook",
    ),
    (
        r"This test uses `(\w+)`, which your answer is to import.*",
        "the test {test} uses `{0}`, which the solution imports and then replaces",
    ),
    (
        r"Your code changes (an? \w+) in place.*",
        "the student's code changes {0} of the test {test} in place, which is seen only inside the student's notebook",
    ),
    (
        re.escape(NOT_CARRIED),
        "the test {test} hands the student's code an object that cannot be taken into the student's notebook from outside",
    ),
    (
        r"Grader fault\. The grading cell stopped with (AssertionError): *",
        "the test {test} looks at what only the notebook itself has, such as a given value that an answer has changed",
    ),
    (
        r"Grader fault\. The grading cell stopped with (.+)",
        "the test {test} needs what the notebook leaves in its memory or its folder (elsewhere: {0})",
    ),
    (
        r"Testing your answer stops with (.+)",
        "the test {test} works only inside the student's notebook (elsewhere: {0})",
    ),
    (
        r"Your code stops with (.+?)( at `.*`)?",
        "the code that {test} tests works only in the same notebook as the test (elsewhere: {0})",
    ),
    (r"There is no `(\w+)`.*", "the test {test} looks for `{0}` inside the student's notebook"),
)
OTHERWISE = {
    State.WRONG: "a condition of {test} is met only inside the student's notebook, as where a test sets a seed, replaces a name or "
    "asks for the very same object, or where it counts what given cells have called",
    State.PARTIAL: "the test {test} gives fewer points outside the student's notebook",
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
    otherwise = "{test} loses points outside the student's notebook (" + " ".join(found.message.split()) + ")"
    return OTHERWISE.get(found.state, otherwise).format(test=test)[:300]


def gift(test: str) -> str:
    """Return in one clause that an untouched notebook would earn points in a test if it were examined."""
    return f"were the tests kept apart from the student's code, an untouched notebook would earn points in {test}"
