"""Calls that go both ways: a student's function calls back what a test hands it, and changes its arguments."""

import contextlib
import re
import socket
import threading
from contextlib import suppress

import numpy as np
import pytest

from autograder.examiner.candidate_client import CandidateClient
from autograder.examiner.changing import take_over
from autograder.examiner.student_errors import StoppedError, StudentError
from autograder.judging.verdict import State
from autograder.sandboxed.candidate import Candidate
from autograder.sandboxed.channel import Channel, Hangup
from autograder.sandboxed.limits import Limits
from autograder.sandboxed.refusals import RefusedError

STUDENTS = """
import threading
from collections import namedtuple
from dataclasses import dataclass
Point = namedtuple('Point', 'x y')
City = namedtuple('City', 'name people')
@dataclass
class Dose:
    mg: float
    days: tuple = ()
    def total(self):
        return self.mg * len(self.days)
class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next
class Mine:
    pass
def length(node):
    return 1 + length(node.next) if node else 0
def chain(*values):
    node = None
    for value in reversed(values):
        node = Node(value, node)
    return node
def mirrored(point):
    return Point(-point.x, point.y)
def city():
    return City('Bergen', 290_000)
def halved(dose):
    return Dose(dose.mg / 2, dose.days)
def renamed(node):
    node.value = 'new'
    node.next.value = 'too'
def mine():
    return Mine()
def pay(hours, wage=200, *, bonus=None):
    'The pay of a week.'
def hello(name):
    print('Hello', name)
    return len(name)
def ask():
    return int(input('n? ')) + 1
def boil(t):
    raise TooHot(t)
class TooHot(Exception):
    pass
def apply(f, *values):
    return [f(value) for value in values]
def safely(f, value):
    try:
        return f(value)
    except TooHot:
        return 'too hot'
    except ZeroDivisionError as error:
        return str(error)
kept = []
def keep(f):
    kept.append(f)
    return lambda value: f(value) + 1
def recall(value):
    return kept[0](value)
def double(value):
    return 2 * value
def name_of(f):
    return f.__name__
def elsewhere(f):
    found = []
    def work():
        try:
            f(1)
        except BaseException as error:
            found.append(error)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    raise found[0]
def sort(values):
    values.sort()
def empty(where):
    where['inner'][0].clear()
    where['new'] = 1
def grow(values, *, to):
    to.add(sum(values))
def negate(array):
    array *= -1
    return 0
"""


class Shelled:
    """The names of a candidate without the shell around them."""

    def __init__(self):
        self.user_ns = {}
        self.user_ns["__name__"] = "__main__"
        exec(STUDENTS, self.user_ns)


@pytest.fixture
def cells():
    """The names of grading cells, which find the student's functions in a candidate at the other end of a socket."""
    ours, theirs = socket.socketpair()

    def serve():
        channel = Channel(theirs, 1 << 20)
        candidate = Candidate(Shelled(), Limits(), channel)
        with theirs, suppress(Hangup):
            while True:
                question = channel.receive()
                if "do" in question:
                    channel.send(candidate.answered(question))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    with ours:
        client = CandidateClient(ours, Limits(), 60)
        names = {"np": np, "client": client, "__name__": "__main__"}
        for name in re.findall(r"^def (\w+)", STUDENTS, re.MULTILINE):
            names[name] = client.value(client.ask("get", name=name))
        client.cells = names
        client.may_change = True
        yield names
    thread.join(10)


NODE = "class Node:\n    def __init__(self, value, next=None):\n        self.value = value\n        self.next = next\n"
DOSE = "from dataclasses import dataclass\n@dataclass\nclass Dose:\n    mg: float\n    days: tuple = ()\n    def total(self):\n        return 10 * self.mg * len(self.days)\n"
CAUGHT = "import contextlib, io\nout = io.StringIO()\n"
HOLD = {
    "a lambda": "assert apply(lambda x: x * x, 2, 3) == [4, 9]",
    "a function of NumPy's": "assert apply(np.sqrt, 4.0) == [2.0]",
    "a built-in function": "assert apply(len, 'ab', '') == [2, 0]",
    "its name": "def area(r): pass\nassert name_of(area) == 'area'",
    "one that keeps count": "seen = []\napply(seen.append, 1, 2)\nassert seen == [1, 2]",
    "one that raises": "assert safely(lambda x: 1 / x, 0) == 'division by zero'",
    "one that raises an exception of the course's": "class TooHot(Exception): pass\ndef heat(t): raise TooHot(t)\nassert safely(heat, 9) == 'too hot'",
    "one that asks the student's code": "assert apply(lambda x: double(x) + 1, 1, 5) == [3, 11]",
    "the student's own": "assert apply(double, 4) == [8]",
    "one that is kept": "assert keep(lambda x: 10 * x)(2) == 21",
    "a list that is sorted": "row = [3, 1]\nsame = row\nsort(row)\nassert same == [1, 3]",
    "what lies within": "inner = [1]\nbox = {'inner': [inner]}\nempty(box)\nassert inner == [] and box['new'] == 1",
    "by keyword": "found = {1}\ngrow([2, 3], to=found)\nassert found == {1, 5}",
    "an array": "m = np.ones((2, 2))\nnegate(m[0])\nassert m.tolist() == [[-1, -1], [1, 1]]",
    "an object of a given class": NODE + "assert length(Node(1, Node(2))) == 2",
    "an object of a given class that comes back": NODE
    + "n = chain(5, 6)\nassert type(n) is Node and n.next.value == 6 and n.next.next is None",
    "an object that is changed": NODE + "last = Node(2)\nrenamed(Node(1, last))\nassert last.value == 'too'",
    "a given named tuple": "from collections import namedtuple\nPoint = namedtuple('Point', 'x y')\nassert mirrored(Point(1, 2)) == Point(-1, 2)",
    "a named tuple of the student's": "assert city().people == 290_000 and city() == ('Bergen', 290_000)",
    "a given data class": DOSE + "assert halved(Dose(3, (1, 2))) == Dose(1.5, (1, 2))",
    "its methods": DOSE + "assert halved(Dose(3, (1, 2))).total() == 30",
    "a given exception": "class TooHot(Exception): pass\ntry:\n    boil(3)\nexcept TooHot as error:\n    assert str(error) == '3'\nelse:\n    assert False",
    "what it prints": CAUGHT
    + "with contextlib.redirect_stdout(out):\n    assert hello('Ada') == 3\nassert out.getvalue() == 'Hello Ada\\n'",
    "what it prints before it fails": CAUGHT
    + "with contextlib.redirect_stdout(out):\n    try:\n        hello(7)\n    except TypeError:\n        pass\nassert out.getvalue() == 'Hello 7\\n'",
    "input that is patched": "from unittest.mock import patch\nwith patch('builtins.input', return_value='4') as asked:\n    assert ask() == 5\nasked.assert_called_with('n? ')",
    "input that is a name of the test's": "input = lambda prompt: '7'\nassert ask() == 8\ndel input",
    "a docstring": "assert pay.__doc__ == 'The pay of a week.' and double.__doc__ is None",
    "a signature": "import inspect\nassert str(inspect.signature(pay)) == '(hours, wage=200, *, bonus=None)'",
    "inside a function of the test's": "def test():\n    row = [2, 1]\n    sort(row)\n    assert row == [1, 2]\ntest()",
}


@pytest.mark.parametrize("text", HOLD.values(), ids=HOLD)
def test_a_test_and_the_students_code_call_each_other(cells, text):
    exec(text, cells)


def test_calls_of_the_banks_own_change_no_argument(cells):
    """What an answer is compared with follows from the same arguments."""
    array = np.ones(2)
    assert cells["negate"](array) == 0
    assert array.tolist() == [1, 1]


def test_arguments_are_changed_where_the_cell_may_do_that_alone(cells):
    """Else a function could change what its value is compared with."""
    cells["client"].new_cell()
    exec("row = [3, 1]\nsort(row)\nassert row == [3, 1]", cells)
    assert not cells["client"].changed
    cells["client"].may_change = True
    exec("sort(row)\nassert row == [1, 3]", cells)
    assert cells["client"].changed


def test_what_an_earlier_test_has_lent_cannot_be_called(cells):
    exec("keep(lambda x: x)", cells)
    cells["client"].new_cell()
    with pytest.raises(StudentError, match="an earlier test"):
        exec("recall(1)", cells)


@pytest.mark.parametrize(
    "text",
    [
        "apply(int, '1')",
        "apply(lambda x: (i for i in range(x)), 1)",
        "apply(double, object())",
        "elsewhere(lambda x: x)",
        "try:\n    apply(int, '1')\nexcept Exception:\n    pass",
    ],
)
def test_what_cannot_be_carried_is_for_a_person(cells, text):
    with pytest.raises(StoppedError) as stopped:
        exec(text, cells)
    assert stopped.value.outcome.state == State.MANUAL_REVIEW and cells["client"].over is stopped.value
    cells["client"].new_cell()
    exec("assert double(2) == 4", cells)


def test_a_function_that_calls_back_for_ever_is_stopped(cells):
    client = cells["client"]
    client.lent.end = 0
    with pytest.raises(TimeoutError, match="longer"):
        exec("apply(lambda x: x, 1)", cells)


@pytest.mark.parametrize("text", ["mine().x", "mine() == 3", "halved(None)", "chain(1).value"])
def test_of_an_object_whose_class_the_test_does_not_have_nothing_is_told(cells, text):
    with pytest.raises((RefusedError, StudentError)):
        exec(text, cells)
    assert cells["client"].refused or "None" in text


@pytest.mark.parametrize("number", [-1, 0, 7, None, "x", [], -(10**30)])
@pytest.mark.parametrize("args", [None, {"tuple": []}, {"list": 3}, [1]])
def test_a_forged_call_back_calls_nothing(cells, number, args):
    called = []
    cells["client"].lent.number(called.append)
    reply = cells["client"].lent.reply({"back": number, "asked": 1, "args": args, "kwargs": args})
    assert "error" in reply and not called


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [([1], {1}), ((1, [2]), (1, [2], 3)), (np.ones(2), np.ones(3)), (np.ones(2), np.array([1, 2])), (3, [4])],
)
def test_what_cannot_be_changed_in_place_stays_as_it_is(mine, theirs):
    before = repr(mine)
    with contextlib.suppress(TypeError):
        take_over(mine, theirs)
    assert repr(mine) == before
