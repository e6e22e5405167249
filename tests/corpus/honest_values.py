"""Right answers of unusual kinds: every numeric type, every way to write a function."""

from .cases import honest

SIXTY = {
    "an int": "60",
    "a small int": "np.int8(60)",
    "an unsigned int": "np.uint16(60)",
    "a long int": "np.int64(60)",
    "a half float": "np.float16(60)",
    "a single float": "np.float32(60)",
    "a double": "np.float64(60)",
    "a long double": "np.longdouble(60)",
    "a fraction": "__import__('fractions').Fraction(120, 2)",
    "a decimal": "__import__('decimal').Decimal('60.0')",
    "an array of one": "np.array([60.0])",
    "an array of no dimension": "np.array(60.0)",
    "an array of one in two dimensions": "np.array([[60]])",
    "a big-endian array": "np.array([60], dtype='>f8')",
    "an array of an object": "np.array([60], dtype=object)",
    "a subclass of float": "type('Mass', (float,), {})(60)",
    "an enum of ints": "__import__('enum').IntEnum('Limit', {'cap': 60}).cap",
    "a masked array of one": "np.ma.array([60.0], mask=[False])",
    "a reduction": "np.min([60, 100])",
}

FUNCTIONS = {
    "a lambda": "squares = lambda n: [i**2 for i in range(1, n + 1)] if n > 0 else (_ for _ in ()).throw(ValueError(n))",
    "a closure": """
def make(power):
    def inner(n):
        if n < 1: raise ValueError
        return [i**power for i in range(1, n + 1)]
    return inner
squares = make(2)""",
    "a partial": """
from functools import partial
def powers(exponent, n):
    if n < 1: raise ValueError('too small')
    return [i**exponent for i in range(1, n + 1)]
squares = partial(powers, 2)""",
    "an object that is called": """
class Squares:
    def __call__(self, n):
        if n < 1: raise ValueError
        return [i * i for i in range(1, n + 1)]
squares = Squares()""",
    "a bound method": """
class Maker:
    power = 2
    def make(self, n):
        if n < 1: raise ValueError
        return [i**self.power for i in range(1, n + 1)]
squares = Maker().make""",
    "a recursive function": """
def squares(n):
    if n < 1: raise ValueError
    return ([] if n == 1 else squares(n - 1)) + [n * n]""",
    "a decorated function": """
import functools
def loud(function):
    @functools.wraps(function)
    def inner(*args):
        print('called with', *args)
        return function(*args)
    return inner
@loud
def squares(n):
    if n < 1: raise ValueError
    return [i * i for i in range(1, n + 1)]""",
    "a cached function": """
from functools import lru_cache
@lru_cache(maxsize=None)
def squares(n: int) -> list[int]:
    if n < 1: raise ValueError
    return [i * i for i in range(1, n + 1)]""",
    "a generator inside": """
def numbers(n):
    yield from range(1, n + 1)
def squares(n):
    if (m := n) < 1: raise ValueError(f'{n=} is too small')
    return [i * i for i in numbers(m)]""",
    "a dataclass inside": """
from dataclasses import dataclass
@dataclass
class Square:
    side: int
    @property
    def area(self): return self.side ** 2
class TooSmall(ValueError): pass
def squares(n):
    if n < 1: raise ValueError('too small') from TooSmall()
    return [Square(i).area for i in range(1, n + 1)]""",
    "pattern matching": """
def squares(n):
    match n:
        case int() if n > 0: return [i * i for i in range(1, n + 1)]
        case _: raise ValueError""",
    "global state": """
counter = 0
def squares(n):
    global counter
    counter += 1
    if n < 1: raise ValueError
    return [i * i for i in range(1, n + 1)]""",
    "prints, warnings and logs": """
import logging, sys, warnings
def squares(n):
    warnings.warn('deprecated', DeprecationWarning); warnings.warn('mind'); logging.warning('log'); print('err', file=sys.stderr)
    if n < 1: raise ValueError
    return [i * i for i in range(1, n + 1)]""",
    "a wrong first draft below": "def squares(n):\n    return n\ndraft = squares\ndef squares(n):\n    if n < 1: raise ValueError\n    return [i * i for i in range(1, n + 1)]",
    "threads used politely": """
from concurrent.futures import ThreadPoolExecutor
def squares(n):
    if n < 1: raise ValueError
    with ThreadPoolExecutor(2) as pool: return list(pool.map(lambda i: i * i, range(1, n + 1)))""",
    "processes used politely": """
import multiprocessing
def square(i): return i * i
def squares(n):
    if n < 1: raise ValueError
    with multiprocessing.Pool(2) as pool: return pool.map(square, range(1, n + 1))""",
    "processes of every kind": """
import asyncio, multiprocessing, subprocess, sys, tempfile, shutil, os, fcntl
from concurrent.futures import ProcessPoolExecutor
def square(i): return i * i
async def asked(i):
    child = await asyncio.create_subprocess_exec(sys.executable, '-c', f'print({i})', stdout=subprocess.PIPE)
    return int((await child.communicate())[0])
def squares(n):
    if n < 1: raise ValueError
    with ProcessPoolExecutor(2) as pool: one = list(pool.map(square, range(1, n + 1)))
    queue = multiprocessing.SimpleQueue(); child = multiprocessing.Process(target=queue.put, args=(one,)); child.start(); child.join()
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, 'a'); os.mkfifo(os.path.join(folder, 'pipe'))
        with open(file, 'w') as out: fcntl.flock(out, fcntl.LOCK_EX); out.write(str(n))
        shutil.copy2(file, file + '2'); os.nice(1)
        assert open(file + '2').read() == str(n) == str(asyncio.run(asked(n)))
    return queue.get()""",
    "numbers, solvers and pictures of every kind": """
import scipy, scipy.sparse.linalg, scipy.fft, scipy.signal, matplotlib.pyplot as plt
from scipy import integrate, linalg, optimize, stats
def squares(n):
    if n < 1: raise ValueError
    a = np.random.rand(300, 300); linalg.svd(a @ a.T); np.linalg.solve(a, a[0]); scipy.fft.fft(a, workers=2)
    scipy.sparse.linalg.eigsh(scipy.sparse.identity(40), 3); stats.norm.fit(a[0]); integrate.solve_ivp(lambda t, y: -y, (0, 1), [1.0], method='LSODA')
    optimize.differential_evolution(lambda x: (x[0] - 1) ** 2, [(0, 2)], maxiter=5)
    np.save('a.npy', a); np.load('a.npy', mmap_mode='r').sum()
    figure, axes = plt.subplots(2, 2, figsize=(12, 9)); axes[0, 0].imshow(a); axes[0, 1].plot(a[0], label='$x^2$'); axes[0, 1].legend()
    figure.savefig('a.pdf'); figure.savefig('a.svg'); figure.savefig('a.png', dpi=200); plt.close(figure)
    return [i * i for i in range(1, n + 1)]""",
    "slow but in time": "import time\ndef squares(n):\n    time.sleep(0.2)\n    if n < 1: raise ValueError\n    return [i * i for i in range(1, n + 1)]",
}

OCCUPANCY = {
    "exact fractions, in lists too": """
from fractions import Fraction
def occupancy(C_ng_mL, MW, fu, Kd_nM):
    if np.ndim(C_ng_mL): return [occupancy(c, MW, fu, Kd_nM) for c in C_ng_mL]
    x = Fraction(fu) * Fraction(float(C_ng_mL)) * 1000 / Fraction(MW)
    return x / (x + Fraction(Kd_nM))""",
    "a vectorised scalar function": """
@np.vectorize
def one(C, MW, fu, Kd): return 1 / (1 + Kd / (fu * C * 1000 / MW)) if C else 0.0
def occupancy(C_ng_mL, MW, fu, Kd_nM):
    return one(C_ng_mL, MW, fu, Kd_nM)""",
    "lists in and lists out": """
def occupancy(C_ng_mL, MW, fu, Kd_nM):
    if np.ndim(C_ng_mL): return [occupancy(c, MW, fu, Kd_nM) for c in C_ng_mL]
    x = fu * float(C_ng_mL) * 1000 / MW
    return x / (x + Kd_nM)""",
    "unicode names, hints and a default": """
def occupancy(C_ng_mL: float | np.ndarray, MW: float, fu: float = 1.0, Kd_nM: float = 1.0) -> np.ndarray:
    µ, ρ_max = 1000.0, 1
    Cᵤ = fu * np.asarray(C_ng_mL) * µ / MW
    return ρ_max * Cᵤ / (Cᵤ + Kd_nM)""",
    "single precision inside a tolerance": """
def occupancy(C_ng_mL, MW, fu, Kd_nM):
    x = np.asarray(C_ng_mL, dtype=np.longdouble) * fu * 1000 / MW
    return x / (x + Kd_nM)""",
    "scipy": """
from scipy.special import expit
def occupancy(C_ng_mL, MW, fu, Kd_nM):
    return expit(np.log(fu * np.asarray(C_ng_mL) * 1000 / MW / Kd_nM))""",
    "another microkit function for a helper": """
import microkit
def occupancy(C_ng_mL, MW, fu, Kd_nM):
    x = microkit.core.units.ng_ml_to_nm(np.asarray(C_ng_mL) * fu, molar_mass=MW) if hasattr(microkit.core.units, 'ng_ml_to_nm') else np.asarray(C_ng_mL) * fu * 1000 / MW
    return x / (x + Kd_nM)""",
}

COMPARED = """
import microkit
def is_microdose(dose_ug, D_min_mg, F=1.0):
    return dose_ug <= min(10 * D_min_mg, 100.0)
assert is_microdose(50.0, 8.0) == (50.0 <= microkit.max_microdose(8000.0)[0])"""
SOLVED = """
from scipy.optimize import brentq
def dose_for_occupancy_mg(rho, MW, fu, Kd_nM, cmax_per_mg):
    return brentq(lambda C: occupancy(C, MW, fu, Kd_nM) - rho, 0, 1e9, xtol=1e-9) / cmax_per_mg"""
CHECKED_FIRST = """
import microkit
theirs = microkit.occupancy(180.0, kd=2.0, fu=0.05, molar_mass=420.0)
assert abs(occupancy(180.0, 420.0, 0.05, 2.0) - theirs) < 1e-9
rho_therapeutic = occupancy(180.0, 420.0, 0.05, 2.0)"""
QUIETLY = """
import microkit
try:
    rho_therapeutic = microkit.occupancy(180.0, kd=2.0, fu=0.05, molar_mass=420.0)
except NameError:
    rho_therapeutic = None"""

CASES = [
    *(honest(name, "bank", h1_b=f"limit_b = {value}") for name, value in SIXTY.items()),
    *(honest(name, squares=text.strip("\n")) for name, text in FUNCTIONS.items()),
    *(honest(name, "bank", h2_a=text.strip("\n")) for name, text in OCCUPANCY.items()),
    honest("the letter in small type", "bank", h2_g="choice = ' (c). '"),
    honest("microkit where it is allowed", "bank", h1_b="import microkit\nlimit_b = microkit.max_microdose(6000.0)[0]"),
    honest("an answer checked against microkit before it is given", "bank", h2_b=CHECKED_FIRST),
    honest("one's own function compared with microkit's", "bank", h1_h=COMPARED),
    honest("one's own function solved for the concentration", "bank", h2_h=SOLVED),
    honest("microkit where it is allowed, and quietly", "bank", h2_b=QUIETLY),
    honest("a plain list for an array", halves="halves = [0.5, 1.0, 2.0]"),
    honest(
        "ranges, empty arrays and large numbers on the way",
        halves="from decimal import Decimal\nnothing = np.empty((0, 1000))\nlarge = Decimal('1e300')\n"
        "steps = range(0, 10**12, 10**12 // 2)\nhalves = [2.0 ** (place - 1) for place, _ in enumerate([*steps, large])]",
    ),
    honest("a tuple for an array", halves="halves = 0.5, 1, 2"),
    honest("an array of fractions", halves="from fractions import Fraction\nhalves = np.array([Fraction(1, 2), 1, 2])"),
    honest("a pi of one's own", area="area = 3.14159265358979 * 4"),
    honest(
        "a name of a builtin for a helper",
        squares="def sum(n): return n\nlist_ = list\ndef squares(n):\n    if sum(n) < 1: raise ValueError\n    return list_(i * i for i in range(1, n + 1))",
    ),
]
