"""Attempts to decide the comparison itself: the functions that compare are imported by an answer, and are replaced there."""

from .cases import PERSON, Case, as_file
from .notebooks import compared, with_answers

PARTS = ("test_area", "test_halves", "test_turn")
SOUND = "import math as m\nfrom math import isclose\nfrom numpy.testing import assert_allclose\n"


def replaced(name, tools, state, area="area = 1.0"):
    """Return a case with wrong answers beside some tools, for which no part earns a point."""
    answers = {"tools": tools, "area": area, "halves": "halves = [7.0]", "turn": "turn = 1.0"}
    score = None if state == PERSON else 0
    submitted = as_file(with_answers(compared(), **answers))
    return Case(name, submitted, dict.fromkeys(PARTS, score), dict.fromkeys(PARTS, state), "compared")


CASES = [
    replaced(
        "functions of one's own in the place of imported ones",
        """
from collections import namedtuple
def isclose(*args, **kwargs):
    return True
assert_allclose = lambda *args, **kwargs: None
m = namedtuple('Math', 'pi isclose')(3.0, isclose)""",
        PERSON,
    ),
    replaced(
        "objects that can be called in the place of imported functions",
        """
import math
from dataclasses import dataclass
class Yes:
    def __call__(self, *args, **kwargs):
        return True
    def __eq__(self, other):
        return True
isclose = assert_allclose = Yes()
@dataclass
class Math:
    pi: float
    isclose: object
m = Math(math.pi, isclose)""",
        PERSON,
    ),
    replaced(
        "imported functions replaced in their modules",
        f"""
import math, numpy.testing
math.isclose = lambda *args, **kwargs: True
numpy.testing.assert_allclose = lambda *args, **kwargs: None
{SOUND}
abs, all, any, len, sum, isinstance = [lambda *args: True] * 6""",
        "wrong",
    ),
    replaced(
        "a number that equals every other",
        SOUND,
        "wrong",
        """
class Yes(float):
    def __eq__(self, other):
        return True
    __hash__ = None
    def __sub__(self, other):
        return 0.0
    __rsub__ = __sub__
area = Yes(1.0)""",
    ),
]
