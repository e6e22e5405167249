"""Attempts to have microkit answer a part that asks to write what microkit offers."""

from .cases import attack

HEAD = "def max_microdose_ug(D_min_mg, noael_hed_mg=None, protein=False, MW_Da=None):\n"
KDA = "    given = dict(noael_hed=noael_hed_mg and noael_hed_mg * 1000, protein=protein, molar_mass=MW_Da)\n"
CALL = "    return one(D_min_mg * 1000, **given)\n"


TABLE = """
import microkit
grid = np.geomspace(1e-9, 1e9, 200001)
table = microkit.occupancy(grid, kd=1.0, molar_mass=1000.0)
def occupancy(C_ng_mL, MW, fu, Kd_nM):
    x = fu * np.asarray(C_ng_mL) * 1000 / MW / Kd_nM
    return np.where(x > 0, np.interp(np.log(np.maximum(x, 1e-9)), np.log(grid), table), 0.0)"""
INVERSE = """
import microkit
from scipy.optimize import brentq
@np.vectorize
def one(C, MW, fu, Kd):
    def miss(rho): return microkit.conc_for_occupancy(rho, kd=Kd, fu=fu, molar_mass=MW) - C
    return brentq(miss, 0, 1 - 1e-12, xtol=1e-14) if C else 0.0
def occupancy(C_ng_mL, MW, fu, Kd_nM):
    return one(C_ng_mL, MW, fu, Kd_nM)"""
ANOTHER = """
import microkit
def occupancy(C_ng_mL, MW, fu, Kd_nM):
    C = np.asarray(C_ng_mL) + 1e-300
    return microkit.self_occupancy(C, suv=1.0, weight=1.0, bp=0.0, f_nd=fu, kd=Kd_nM, molar_mass=MW)"""
AROUND = """
import microkit
def occupancy(C_ng_mL, MW, fu, Kd_nM):
    C = np.asarray(C_ng_mL)
    return microkit.occupancy_after_dose(C, reference_dose=1.0, reference_conc=1.0, kd=Kd_nM, fu=fu, molar_mass=MW)"""


def sold(name, before, body="", state="crashed", too=(), score=0):
    text = before + "\n" + HEAD + KDA + body + CALL
    return attack(name, text, "h1-a", state, score=score, assignment="bank", too=too)


CASES = [
    sold("microkit called", "import microkit", "    one = microkit.max_microdose\n"),
    sold("microkit called by a name taken before", "from microkit import max_microdose as one"),
    sold(
        "microkit called through a partial",
        "import functools, microkit\none = functools.partial(microkit.max_microdose)",
    ),
    sold(
        "microkit called in a thread",
        """
import microkit, concurrent.futures
pool = concurrent.futures.ThreadPoolExecutor(1)
def one(*a, **k):
    return pool.submit(microkit.max_microdose, *a, **k).result()""",
    ),
    sold(
        "microkit reloaded",
        "import importlib, microkit.trials.dose",
        "    one = importlib.reload(microkit.trials.dose).max_microdose\n",
    ),
    sold(
        "microkit reloaded before the marking",
        "import importlib, microkit.trials.dose\none = importlib.reload(microkit.trials.dose).max_microdose",
    ),
    sold(
        "microkit imported again",
        """
import importlib, sys
for name in [n for n in sys.modules if n.startswith('microkit')]:
    del sys.modules[name]
one = importlib.import_module('microkit').max_microdose""",
    ),
    sold(
        "microkit's source run",
        "import inspect, microkit\nspace = dict(vars(microkit.trials.dose))\nexec(inspect.getsource(microkit.max_microdose), space)\none = space['max_microdose']",
    ),
    sold(
        "microkit's file run",
        "import microkit.trials.dose\nspace = dict(vars(microkit.trials.dose))\nexec(open(microkit.trials.dose.__file__).read(), space)\none = space['max_microdose']",
    ),
    sold(
        "microkit in another process",
        """
import subprocess, sys
def one(d_min, **given):
    text = f'import microkit; print(microkit.max_microdose({d_min!r}, **{given!r}))'
    return eval(subprocess.run([sys.executable, '-c', text], capture_output=True, text=True).stdout)""",
        state=None,
    ),
    sold(
        "microkit in a helper forked earlier",
        """
import multiprocessing, microkit
pool = multiprocessing.Pool(1)
def one(d_min, **given):
    return pool.apply_async(microkit.max_microdose, (d_min,), given).get(0.1)""",
        state=None,
    ),
    sold(
        "microkit kept in a fork by hand",
        """
import os, json, microkit
ask, asked = os.pipe(); told, tell = os.pipe()
if os.fork() == 0:
    while line := os.read(ask, 10000):
        d, given = json.loads(line)
        os.write(tell, json.dumps(microkit.max_microdose(d, **given)).encode())
    os._exit(0)
os.close(ask); os.close(tell)
def one(d_min, **given):
    os.write(asked, json.dumps([d_min, given]).encode())
    return tuple(json.loads(os.read(told, 10000)))""",
    ),
    sold(
        "a copy of microkit's code taken before",
        """
import types, microkit
whole = microkit.max_microdose
one = types.FunctionType(whole.__code__, whole.__globals__, 'one', whole.__defaults__)
one.__kwdefaults__ = whole.__kwdefaults__""",
        state="needs a person",
        score=None,
    ),
    attack("a table made with microkit", TABLE, "h2-a", "needs a person", score=None, assignment="bank"),
    attack("the inverse in microkit solved for the answer", INVERSE, "h2-a", "crashed", assignment="bank"),
    attack("another function of microkit with the same answer", ANOTHER, "h2-a", "crashed", assignment="bank"),
    attack("a function of microkit around the one asked for", AROUND, "h2-a", "crashed", assignment="bank"),
]
