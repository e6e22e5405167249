"""Answers that are no answers: objects that equal everything, liars, proxies, functions that look who calls."""

from .cases import PERSON, attack

REFUSED = "wrong type"
OCCUPANCY = """
def occupancy(C_ng_mL, MW, fu, Kd_nM):
    unbound = fu * np.asarray(C_ng_mL) * 1000 / MW
    return np.asarray(unbound / (unbound + Kd_nM))"""

CASES = [
    attack(
        "equals everything",
        """
class Yes:
    def __getattr__(self, name): return self
    def __call__(self, *a, **k): return self
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __contains__ = lambda self, *a: True
    def __float__(self): return 12.0
    __hash__ = None
area = Yes()""",
        "area",
        "crashed",
    ),
    attack(
        "returned: equals everything",
        """
class Yes:
    def __eq__(self, other): return True
def squares(n):
    return Yes()""",
        state=PERSON,
    ),
    attack(
        "a float that equals everything",
        """
class Yes(float):
    __eq__ = lambda *a: True
    __sub__ = __rsub__ = __abs__ = lambda *a: 0.0
    def __float__(self): return 3.0
area = Yes(1)""",
        "area",
    ),
    attack(
        "a list that equals everything",
        """
class Yes(list):
    __eq__ = lambda *a: True
    def __iter__(self): return iter([1, 4, 9])
def squares(n):
    return Yes([0])""",
        state=None,
    ),
    attack(
        "a text that equals everything",
        """
class Yes(str):
    __eq__ = lambda *a: True
    strip = upper = lambda self, *a: self
    __hash__ = str.__hash__
choice = Yes('A')""",
        "h2-g",
        "known wrong turn",
        assignment="bank",
    ),
    attack(
        "a dict that knows every key",
        "class Yes(dict):\n    def __missing__(self, key): return self\n    __eq__ = lambda *a: True\narea = Yes()",
        "area",
        "crashed",
    ),
    attack(
        "an array with hostile methods",
        """
class Yes(np.ndarray):
    __eq__ = lambda *a: True
    astype = tobytes = copy = lambda self, *a, **k: np.array([0.5, 1, 2])
halves = np.zeros(3).view(Yes)""",
        "halves",
    ),
    attack(
        "an array of liars",
        "class Yes:\n    __sub__ = __eq__ = lambda *a: True\n    def __float__(self): return 0.5\nhalves = np.array([Yes(), Yes(), Yes()], dtype=object)",
        "halves",
        PERSON,
    ),
    attack("an array of no elements", "limit_b = np.empty((0, 3))", "h1-b", REFUSED, assignment="bank"),
    attack("an array of many answers", "limit_b = np.linspace(0, 100, 10**5)", "h1-b", REFUSED, assignment="bank"),
    attack("all the answers at once", "choice = 'ABCD'", "h2-g", REFUSED, assignment="bank"),
    attack("a structured array", "halves = np.zeros(3, dtype=[('a', float)])", "halves", PERSON),
    attack("a class in the place of a value", "class area(float):\n    pass", "area", PERSON),
    attack(
        "a lie about the class",
        """
class Liar:
    @property
    def __class__(self): return float
    def __float__(self): return 3.0
area = Liar()""",
        "area",
    ),
    attack(
        "a class that claims every instance",
        """
class Meta(type):
    def __instancecheck__(cls, other): return True
    def __subclasscheck__(cls, other): return True
class Liar(metaclass=Meta): pass
float = int = Liar
area = Liar()""",
        "area",
        PERSON,
    ),
    attack(
        "registered as a number",
        "import numbers\nclass Liar:\n    def __float__(self): return 12.566370614\nnumbers.Real.register(Liar)\narea = Liar()",
        "area",
        PERSON,
    ),
    attack(
        "a lazy proxy",
        """
class Lazy:
    def __init__(self): self.__dict__['value'] = 12.5
    def __getattribute__(self, name):
        return getattr(object.__getattribute__(self, '__dict__')['value'], name)
area = Lazy()""",
        "area",
        "crashed",
    ),
    attack("a generator", "def squares(n):\n    yield from ()", state=PERSON),
    attack("a coroutine", "async def squares(n):\n    return [0]", state=PERSON),
    attack("a function that returns itself", "def squares(n):\n    return squares", state="wrong"),
    attack("a value that is called", "area = lambda: 12.566370614", "area", "crashed"),
    attack(
        "a value that changes at every look",
        """
class Turn:
    count = 0
    def __getattribute__(self, name):
        Turn.count += 1
        return [0.0, 12.566370614][Turn.count % 2]
area = Turn()""",
        "area",
        PERSON,
    ),
    attack(
        "pickled on the way",
        "class Bomb:\n    def __reduce__(self): return (eval, ('12.566370614',))\narea = Bomb()",
        "area",
        PERSON,
    ),
    attack(
        "a text that prints for ever",
        "class Long:\n    def __repr__(self): return 'x' * 10**8\n    __str__ = __repr__\narea = Long()",
        "area",
        PERSON,
    ),
    attack(
        "an exception that cannot be told",
        """
class Mute(Exception):
    def __str__(self): raise self
    __repr__ = __str__
def squares(n):
    raise Mute""",
        state="crashed",
    ),
    attack(
        "an exception that takes for ever to tell",
        "class Slow(Exception):\n    def __str__(self):\n        while True: pass\nraise Slow",
        state=None,
    ),
    attack(
        "an exception with half a character", "raise ValueError('\\ud800 <script>alert(1)</script>')", state="crashed"
    ),
    attack(
        "an exception named like the grader's own",
        "class MissingError(BaseException): pass\nclass RefusedError(MissingError): pass\ndef squares(n):\n    raise RefusedError('right')",
        state="crashed",
    ),
    attack(
        "an exception where success is expected",
        "def squares(n):\n    raise ValueError('n must be 1 or more')",
        state="crashed",
    ),
    attack(
        "an exception that is a verdict",
        "def squares(n):\n    raise type('TimedOut', (Exception,), {})('3 of 3 points')",
        state="timed out",
    ),
    attack("SystemExit inside the function", "def squares(n):\n    raise SystemExit(0)", state="crashed"),
    attack("KeyboardInterrupt inside the function", "def squares(n):\n    raise KeyboardInterrupt", state="crashed"),
    attack("GeneratorExit inside the function", "def squares(n):\n    raise GeneratorExit", state="crashed"),
    attack(
        "an exception group",
        "def squares(n):\n    raise ExceptionGroup('all', [ValueError('n must be 1 or more')])",
        state="crashed",
    ),
    attack("a number of a million digits", "area = 10**1000000", "area", PERSON),
    attack("a list a thousand deep", "area = []\nfor i in range(1000):\n    area = [area]", "area", PERSON),
    attack("a list that holds itself", "area = []\narea.append(area)", "area", PERSON),
    attack("a list of a million", "area = [0] * 10**6", "area", PERSON),
    attack("an array over the limit", "halves = np.zeros(10**7)", "halves", "out of memory"),
    attack("not a number", "limit_b = float('nan')", "h1-b", REFUSED, assignment="bank"),
    attack("infinite", "limit_b = float('inf')", "h1-b", REFUSED, assignment="bank"),
    attack("True for one", "limit_b = True", "h1-b", REFUSED, assignment="bank"),
    attack("a complex number", "limit_b = 60 + 1e-30j", "h1-b", REFUSED, assignment="bank"),
    attack("a duration without a unit", "limit_b = np.timedelta64(60)", "h1-b", REFUSED, assignment="bank"),
    attack("a duration in an array", "limit_b = np.array([60], 'm8[s]')", "h1-b", REFUSED, assignment="bank"),
    attack("an imaginary part", f"{OCCUPANCY} + 1j", "h2-a", None, assignment="bank", too=("h2-b", "h2-c")),
    attack("digits in an array", f"{OCCUPANCY}.astype(str)", "h2-a", None, assignment="bank", too=("h2-b", "h2-c")),
    attack("a number as text", "limit_b = '60'", "h1-b", REFUSED, assignment="bank"),
    attack(
        "a signalling decimal",
        "from decimal import Decimal\nlimit_b = Decimal('sNaN')",
        "h1-b",
        REFUSED,
        assignment="bank",
    ),
    attack(
        "integers too large for an array",
        "def occupancy(C_ng_mL, MW, fu, Kd_nM):\n    return [10**400]",
        "h2-a",
        None,
        assignment="bank",
        too=("h2-b", "h2-c"),
    ),
    attack(
        "the example memorised",
        "def max_microdose_ug(D_min_mg, noael_hed_mg=None, protein=False, MW_Da=None):\n    return 100.0, '100 ug cap'",
        "h1-a",
        None,
        score=1.0,
        assignment="bank",
    ),
    attack(
        "the caller inspected",
        """
def max_microdose_ug(*args, **kwargs):
    import sys
    frame, names = sys._getframe(), []
    while frame:
        names.append(frame.f_code.co_name)
        if 'expected' in frame.f_locals: return frame.f_locals['expected']
        frame = frame.f_back
    return (100.0, '100 ug cap') if '_called' in names else None""",
        "h1-a",
        None,
        score=1.0,
        assignment="bank",
    ),
    attack(
        "calls counted and replies kept",
        """
kept = []
def is_microdose(dose_ug, D_min_mg, F=1.0):
    kept.append((dose_ug, D_min_mg))
    return len(kept) % 2 == 1""",
        "h1-h",
        None,
        score=0,
        assignment="bank",
    ),
    attack(
        "random answers by the grader's own seed",
        """
import zlib
def is_microdose(dose_ug, D_min_mg, F=1.0):
    return bool(np.random.default_rng(zlib.crc32(b'anna/ps:h1.h')).integers(2))""",
        "h1-h",
        None,
        score=0,
        assignment="bank",
    ),
    attack(
        "later answers changed by an earlier one",
        "def squares(n):\n    global area, halves\n    area, halves = 12.566370614, [0.5, 1, 2]\n    return [0]",
    ),
]
