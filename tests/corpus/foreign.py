"""Small assignments of other people's kinds: each is worth its one point under plain nbgrader if solved, and nothing if not.

A notebook is a list of cells: `given` code, an `answer` as the source solves it, a `test`, code that is `open` to students
(unlocked, with the text that solves it). EXAMINED can be graded by plain values, SHARED need the student's own process.
"""

from nbformat.v4 import new_code_cell, new_notebook

from .notebooks import nbgrader

PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}

EXAMINED = {
    "a number": [("answer", "height = 2 + 3"), ("test", "assert height == 5")],
    "a text": [("answer", "greeting = 'hei'"), ("test", "assert greeting.upper() == 'HEI'")],
    "a list of lists": [
        ("answer", "grid = [[0] * 3 for _ in range(2)]"),
        ("test", "assert grid == [[0, 0, 0], [0, 0, 0]]"),
    ],
    "a set": [("answer", "odd = {n for n in range(7) if n % 2}"), ("test", "assert odd == {1, 3, 5} and 4 not in odd")],
    "a dict with tuples for keys": [("answer", "board = {(0, 1): 'x'}"), ("test", "assert board[0, 1] == 'x'")],
    "None": [("answer", "nothing = None"), ("test", "assert nothing is None")],
    "a complex number": [("answer", "root = (-4) ** 0.5"), ("test", "assert abs(root - 2j) < 1e-9")],
    "an array": [
        ("given", "import numpy as np"),
        ("answer", "steps = np.arange(0, 1, 0.25)"),
        ("test", "assert steps.shape == (4,) and np.allclose(steps.sum(), 1.5)"),
    ],
    "an array of text": [
        ("given", "import numpy as np"),
        ("answer", "names = np.array(['ole', 'eva'])"),
        ("test", "assert list(np.sort(names)) == ['eva', 'ole']"),
    ],
    "a matrix that is inverted": [
        ("given", "import numpy as np\nm = np.array([[2.0, 0.0], [0.0, 4.0]])"),
        ("answer", "inverse = np.linalg.inv(m)"),
        ("test", "assert np.allclose(m @ inverse, np.eye(2))"),
    ],
    "a fraction": [
        ("given", "from fractions import Fraction"),
        ("answer", "part = Fraction(1, 3) + Fraction(1, 6)"),
        ("test", "assert part == Fraction(1, 2)"),
    ],
    "a function": [("answer", "def third(x):\n    return x / 3"), ("test", "assert third(6) == 2 and third(-3) == -1")],
    "a recursive function": [
        ("answer", "def gcd(a, b):\n    return a if b == 0 else gcd(b, a % b)"),
        ("test", "assert [gcd(12, 18), gcd(7, 3)] == [6, 1]"),
    ],
    "a function of an array": [
        ("given", "import numpy as np"),
        ("answer", "def spread(v):\n    return v.max() - v.min()"),
        ("test", "assert spread(np.array([3, 9, 4])) == 6"),
    ],
    "a function with keywords": [
        ("answer", "def label(text, *, width=4):\n    return text.rjust(width)"),
        ("test", "assert label('a') == '   a' and label('b', width=2) == ' b'"),
    ],
    "a function that returns a function": [
        ("answer", "def times(n):\n    def by(x):\n        return n * x\n    return by"),
        ("test", "assert times(3)(4) == 12"),
    ],
    "a function that raises": [
        ("answer", "def positive(x):\n    if x <= 0:\n        raise ValueError('x must be positive')\n    return x"),
        (
            "test",
            "assert positive(2) == 2\ntry:\n    positive(-1)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError",
        ),
    ],
    "a function that uses another": [
        ("answer", "def side(area):\n    return area ** 0.5"),
        ("answer", "def fence(area):\n    return 4 * side(area)"),
        ("test", "assert fence(9) == 12"),
    ],
    "a function that uses a given one": [
        ("given", "def cube(x):\n    return x ** 3"),
        ("answer", "def cubes(n):\n    return [cube(i) for i in range(n)]"),
        ("test", "assert cubes(3) == [0, 1, 8]"),
    ],
    "a given cell that uses the answer": [
        ("answer", "def next_day(day):\n    return (day + 1) % 7"),
        ("given", "week = [next_day(d) for d in range(7)]"),
        ("test", "assert week == [1, 2, 3, 4, 5, 6, 0]"),
    ],
    "a test that reads a file of its own making": [
        ("answer", "def lines(text):\n    return text.split(';')"),
        (
            "test",
            "with open('own.txt', 'w') as file:\n    file.write('a;b')\nassert lines(open('own.txt').read()) == ['a', 'b']",
        ),
    ],
    "a test in a loop": [
        ("answer", "def is_even(n):\n    return n % 2 == 0"),
        ("test", "for n, right in [(2, True), (5, False), (0, True)]:\n    assert is_even(n) is right, n"),
    ],
    "numpy's own asserts": [
        ("given", "import numpy as np"),
        ("answer", "ramp = np.linspace(0, 2, 3)"),
        ("test", "np.testing.assert_array_equal(ramp, [0, 1, 2])"),
    ],
    "points on the last line": [("answer", "n = 8"), ("test", "score = 1 if n == 8 else 0\nscore")],
    "a name that is tried": [
        ("answer", "speed = 30"),
        ("test", "try:\n    speed\nexcept NameError:\n    raise AssertionError('define speed')\nassert speed == 30"),
    ],
    "a name that is evaluated": [("answer", "mass = 5"), ("test", "for name in ['mass']:\n    assert eval(name) == 5")],
    "globals looked up": [("answer", "depth = 9"), ("test", "assert globals()['depth'] == 9")],
    "an import in the answer": [
        ("answer", "from math import factorial as ways"),
        ("test", "assert ways(4) == 24"),
    ],
    "a shell line": [("answer", "said = !echo hello"), ("test", "assert said[0] == 'hello'")],
    "a file that a given cell makes": [
        ("given", "%%bash\nprintf '3 4' > pair.txt"),
        ("answer", "pair = [int(word) for word in open('pair.txt').read().split()]"),
        ("test", "assert sum(pair) == 7"),
    ],
    "processes": [
        ("answer", "from multiprocessing import Pool\nwith Pool(2) as pool:\n    lengths = pool.map(len, ['a', 'bb'])"),
        ("test", "assert lengths == [1, 2]"),
    ],
    "python in a shell line": [("answer", "out = !python -c 'print(6 * 7)'"), ("test", "assert out[-1] == '42'")],
    "who one is": [("answer", "import getpass\nme = getpass.getuser()"), ("test", "assert len(me) > 0")],
    "a child of Python": [
        (
            "answer",
            "import subprocess, sys\nout = subprocess.run([sys.executable, '-c', 'print(6)'], capture_output=True).stdout",
        ),
        ("test", "assert int(out) == 6"),
    ],
    "a call-back": [
        ("answer", "def slope(f, x, h=1e-6):\n    return (f(x + h) - f(x - h)) / (2 * h)"),
        ("test", "assert abs(slope(lambda x: x * x, 3) - 6) < 1e-4"),
    ],
    "a given call-back": [
        ("given", "def plus_one(x):\n    return x + 1"),
        ("answer", "def apply(f, xs):\n    return [f(x) for x in xs]"),
        ("test", "assert apply(plus_one, [1, 2]) == [2, 3]"),
    ],
    "an argument changed in place": [
        ("answer", "def drop_last(row):\n    row.pop()"),
        ("test", "row = [1, 2]\ndrop_last(row)\nassert row == [1]"),
    ],
    "an array changed in place": [
        ("answer", "def clip(v):\n    v[v < 0] = 0"),
        ("test", "import numpy as np\nv = np.array([-1, 2])\nclip(v)\nassert list(v) == [0, 2]"),
    ],
    "an object of a given class": [
        ("given", "class Book:\n    def __init__(self, title):\n        self.title = title"),
        ("answer", "book = Book('Sult')"),
        ("test", "assert book.title == 'Sult'"),
    ],
    "a given object handed over": [
        (
            "given",
            "class Leaf:\n    size = 1\nclass Tree:\n    def __init__(self, *parts):\n        self.parts = parts",
        ),
        ("answer", "def leaves(t):\n    return t.size if isinstance(t, Leaf) else sum(leaves(p) for p in t.parts)"),
        ("test", "assert leaves(Tree(Leaf(), Tree(Leaf(), Leaf()))) == 3"),
    ],
    "a dataclass": [
        ("answer", "from dataclasses import dataclass\n@dataclass\nclass Dose:\n    mg: float\nmine = Dose(5.0)"),
        ("test", "assert mine.mg == 5"),
    ],
    "a named tuple": [
        (
            "answer",
            "from collections import namedtuple\nCity = namedtuple('City', 'name people')\nc = City('Bergen', 290_000)",
        ),
        ("test", "assert c.people > 100_000"),
    ],
    "what was printed": [
        ("answer", "def hello():\n    print('Hello')"),
        (
            "test",
            "import io, contextlib\nsaid = io.StringIO()\nwith contextlib.redirect_stdout(said):\n    hello()\nassert said.getvalue() == 'Hello\\n'",
        ),
    ],
    "input replaced": [
        ("answer", "def ask():\n    return input('name? ').title()"),
        (
            "test",
            "from unittest import mock\nwith mock.patch('builtins.input', return_value='kari'):\n    assert ask() == 'Kari'",
        ),
    ],
    "a name of a test used later": [
        ("answer", "def f(x):\n    return x + 2"),
        ("check", "case = 5\nassert f(case) == 7"),
        ("answer", "result = f(case)"),
        ("test", "assert result == 7"),
    ],
    "a module that a test imports": [
        ("answer", "n = 4"),
        ("check", "import math\nassert n == 4"),
        ("answer", "root = math.sqrt(n)"),
        ("test", "assert root == 2"),
    ],
    "a docstring": [
        ("answer", "def area(r):\n    'Area of a circle.'\n    return 3.14 * r * r"),
        ("test", "assert 'circle' in area.__doc__"),
    ],
    "a signature": [
        ("answer", "def pay(hours, wage=200):\n    return hours * wage"),
        ("test", "import inspect\nassert inspect.signature(pay).parameters['wage'].default == 200"),
    ],
    "a date": [
        ("given", "import datetime"),
        ("answer", "day = datetime.date(1814, 5, 17)"),
        ("test", "assert day.month == 5 and day == datetime.date(1814, 5, 17)"),
    ],
    "an exception of a given class": [
        ("given", "class Overdraft(Exception):\n    pass"),
        ("answer", "def withdraw(n):\n    raise Overdraft(n)"),
        ("test", "try:\n    withdraw(1)\nexcept Overdraft:\n    pass\nelse:\n    raise AssertionError"),
    ],
    "a function that a test defines for later": [
        ("answer", "def f(x):\n    return x + 2"),
        ("check", "def twice(g, x):\n    return g(g(x))\nassert twice(f, 1) == 5"),
        ("answer", "result = twice(f, 0)"),
        ("test", "assert result == 4"),
    ],
    "an object that is changed": [
        ("given", "class Account:\n    def __init__(self):\n        self.paid = []"),
        ("answer", "def pay(account, n):\n    account.paid.append(n)"),
        ("test", "mine = Account()\npay(mine, 5)\nassert mine.paid == [5]"),
    ],
    "a given record": [
        ("given", "from collections import namedtuple\nPoint = namedtuple('Point', 'x y')"),
        ("answer", "def mirror(p):\n    return Point(-p.x, p.y)"),
        ("test", "assert mirror(Point(1, 2)) == Point(-1, 2)"),
    ],
    "an enumeration of numbers": [
        ("given", "from enum import IntEnum\nclass Phase(IntEnum):\n    ZERO = 0\n    ONE = 1"),
        ("answer", "def follows(phase):\n    return Phase.ONE if phase is Phase.ZERO else None"),
        ("test", "assert follows(Phase.ZERO) is Phase.ONE and follows(Phase.ZERO) == 1 and follows(Phase.ONE) is None"),
    ],
    "an enumeration": [
        ("given", "from enum import Enum\nclass Route(Enum):\n    ORAL = 1\n    IV = 2"),
        (
            "answer",
            "mine = Route.IV\ndef other(route):\n    return Route.IV if route is Route.ORAL else Route.ORAL\n"
            "def swap(routes):\n    routes[0] = other(routes[0])",
        ),
        (
            "test",
            "routes = [Route.IV, Route.IV]\nswap(routes)\n"
            "assert mine is Route.IV and other(Route.ORAL) is Route.IV and routes == [Route.ORAL, Route.IV]",
        ),
    ],
    "a time span": [
        ("given", "from datetime import date"),
        ("answer", "def days(a, b):\n    return b - a"),
        ("test", "assert days(date(2024, 2, 28), date(2024, 3, 1)).days == 2"),
    ],
}

SHARED = {
    "a test that takes another value": [
        ("answer", "rate = 2\ndef price(n):\n    return rate * n"),
        ("test", "kept = rate\nrate = 10\nassert price(3) == 30\nrate = kept"),
    ],
    "a class": [
        (
            "answer",
            "class Tally:\n    def __init__(self):\n        self.n = 0\n    def add(self, k=1):\n        self.n += k",
        ),
        ("test", "t = Tally()\nt.add()\nt.add(4)\nassert t.n == 5"),
    ],
    "a subclass": [
        ("given", "class Shape:\n    def area(self):\n        raise NotImplementedError"),
        (
            "answer",
            "class Square(Shape):\n    def __init__(self, a):\n        self.a = a\n    def area(self):\n        return self.a ** 2",
        ),
        ("test", "assert isinstance(Square(3), Shape) and Square(3).area() == 9"),
    ],
    "a default dict": [
        ("answer", "from collections import defaultdict\ncount = defaultdict(int)\ncount['a'] += 1"),
        ("test", "assert count['a'] == 1 and count['new'] == 0"),
    ],
    "a generator": [
        ("answer", "def halves(x):\n    while x > 1:\n        x /= 2\n        yield x"),
        ("test", "assert list(halves(8)) == [4, 2, 1]"),
    ],
    "an iterator": [("answer", "pairs = zip('ab', [1, 2])"), ("test", "assert dict(pairs) == {'a': 1, 'b': 2}")],
    "a given list changed": [
        ("given", "queue = ['ada']"),
        ("answer", "queue.append('bo')"),
        ("test", "assert queue == ['ada', 'bo']"),
    ],
    "a seed set in the test": [
        ("answer", "import random\ndef throw():\n    return random.random()"),
        ("test", "import random\nrandom.seed(4)\nwanted = random.random()\nrandom.seed(4)\nassert throw() == wanted"),
    ],
    "the source of a function": [
        ("answer", "def total(n):\n    return n * (n + 1) // 2"),
        ("test", "import inspect\nassert 'for' not in inspect.getsource(total) and total(4) == 10"),
    ],
    "an exception of one's own": [
        ("answer", "class Overdraft(Exception):\n    pass\ndef withdraw(n):\n    raise Overdraft(n)"),
        ("test", "try:\n    withdraw(1)\nexcept Overdraft:\n    pass\nelse:\n    raise AssertionError"),
    ],
    "one and the same list": [("answer", "first = [1]\nsecond = first"), ("test", "assert first is second")],
    "a figure": [
        ("given", "import matplotlib.pyplot as plt"),
        ("answer", "fig, ax = plt.subplots()\nax.set_title('Growth')"),
        ("test", "assert ax.get_title() == 'Growth'"),
    ],
    "a pattern": [
        ("answer", "import re\ndigits = re.compile(r'\\d+')"),
        ("test", "assert digits.findall('a1b22') == ['1', '22']"),
    ],
    "a distribution of scipy": [
        ("given", "from scipy import stats"),
        ("answer", "weights = stats.norm(70, 10)"),
        ("test", "assert weights.mean() == 70"),
    ],
    "a file written": [
        ("answer", "with open('answer.txt', 'w') as file:\n    file.write('42')"),
        ("test", "assert open('answer.txt').read() == '42'"),
    ],
    "a module written": [
        ("answer", "%%writefile tools_of_mine.py\ndef double(x):\n    return 2 * x"),
        ("test", "import tools_of_mine\nassert tools_of_mine.double(2) == 4"),
    ],
    "await": [
        ("answer", "import asyncio\nasync def later():\n    await asyncio.sleep(0)\n    return 'done'"),
        ("test", "assert await later() == 'done'"),
    ],
    "globals asked": [("answer", "depth = 9"), ("test", "assert globals().get('depth') == 9")],
    "unittest": [
        ("answer", "def sign(x):\n    return (x > 0) - (x < 0)"),
        (
            "test",
            "import unittest, io\nclass Signs(unittest.TestCase):\n    def test_three(self):\n        self.assertEqual([sign(-2), sign(0), sign(5)], [-1, 0, 1])\n"
            "tests = unittest.defaultTestLoader.loadTestsFromTestCase(Signs)\nassert unittest.TextTestRunner(stream=io.StringIO()).run(tests).wasSuccessful()",
        ),
    ],
    "a given cell with memory": [
        ("answer", "seen = []\ndef note(x):\n    seen.append(x)"),
        ("given", "note('a')"),
        ("test", "assert seen == ['a']"),
    ],
}


def assignment(cells):
    """Return the source notebook of one of these assignments; its `test` is worth a point, a `check` is worth none."""
    notebook = new_notebook(metadata=PYTHON)
    for place, (kind, text) in enumerate(cells):
        name = f"{kind}-{place}"
        about = nbgrader(name)
        if kind == "answer":
            about |= {"solution": True, "locked": False}
        if kind in ("test", "check"):
            about |= {"grade": True, "points": int(kind == "test")}
        whole = kind != "answer" or text.startswith("%%")
        source = text if whole else f"### BEGIN SOLUTION\n{text}\n### END SOLUTION"
        notebook.cells.append(new_code_cell(source, id=name, metadata={"nbgrader": about}))
    return notebook
