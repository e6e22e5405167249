"""Attacks on the grader from inside the student's process: on Python, on IPython, on the libraries, on the engine's own code."""

from .cases import attack

CASES = [
    attack(
        "asserts removed by an AST transformer",
        """
import ast
class NoAsserts(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)
get_ipython().ast_transformers.append(NoAsserts())
""",
    ),
    attack(
        "every later cell replaced by an input transformer",
        "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])",
        too=("area", "halves"),
    ),
    attack(
        "float shown as full points",
        "get_ipython().display_formatter.formatters['text/plain'].for_type(float, lambda v, p, c: p.text('3'))",
    ),
    attack(
        "points shown from inside the function", "def squares(n):\n    get_ipython().displayhook(3.0)\n    return [0]"
    ),
    attack("numpy.allclose is always true", "np.allclose = lambda *a, **k: True\nhalves = 0", "halves"),
    attack("math.isclose is always true", "math.isclose = lambda *a, **k: True\narea = 1.0", "area"),
    attack(
        "the array function protocol is always true",
        """
class Yes(np.ndarray):
    def __array_function__(self, function, types, args, kwargs):
        return True
    def __array_ufunc__(self, *args, **kwargs):
        return True
halves = np.zeros(3).view(Yes)""",
        "halves",
    ),
    attack(
        "builtins replaced",
        """
import builtins
builtins.all = builtins.any = builtins.isinstance = lambda *a: True
builtins.abs = builtins.len = lambda v: 0
""",
        state=None,
    ),
    attack(
        "AssertionError is no exception any more",
        "import builtins\nbuiltins.AssertionError = type('Quiet', (BaseException,), {})",
    ),
    attack("run_cell of the shell replaced", "get_ipython().run_cell = lambda *a, **k: None", too=("area", "halves")),
    attack(
        "shell.run replaced by one that claims success",
        """
type(get_ipython()).run = lambda self, source, cap: ([{'output_type': 'execute_result', 'data': {'text/plain': '3'}}], 3.0, None)
""",
        too=("area", "halves"),
    ),
    attack(
        "callbacks before and after every cell",
        """
def full(*a):
    print('3.0'); get_ipython().user_ns['area'] = 0
get_ipython().events.register('pre_run_cell', full); get_ipython().events.register('post_run_cell', full)""",
        too=("area",),
    ),
    attack(
        "trace and profile functions",
        """
import sys
def trace(frame, event, arg):
    frame.f_trace_lines = False
    return trace
sys.settrace(trace); sys.setprofile(lambda *a: None)""",
    ),
    attack(
        "an audit hook that forbids the grader everything",
        """
import sys
def hook(event, args):
    if event not in ('object.__getattr__',):
        raise RuntimeError('no')
sys.addaudithook(hook)""",
        state=None,
        too=("area", "halves"),
    ),
    attack(
        "the caller's frames searched for a verdict",
        """
def squares(n):
    import sys
    frame = sys._getframe()
    while frame:
        for key, value in list(frame.f_locals.items()):
            if key in ('verdict', 'verdicts', 'points', 'expected', 'examination'):
                breach(key)
            if isinstance(value, dict):
                value.update(score=3, points=3, state='right')
        frame = frame.f_back
    return [0]""",
        state=None,
    ),
    attack(
        "memory searched for the text of the tests",
        """
import gc
found = [o for o in gc.get_objects() if isinstance(o, (dict, list, tuple)) and ''.join(['12.5663', '70614']) in repr(list(o)[:50])[:5000]]
if found: breach(len(found))""",
    ),
    attack(
        "the number 4 turned into 3 in memory",
        """
import ctypes
squares = lambda n: [1, 4, 9] if n == 3 else [0]
ctypes.memmove(id(4) + 24, id(0) + 24, 4)
""",
        state=None,
        too=("area", "halves"),
    ),
    attack(
        "the engine's pack replaced",
        "import autograder.sandboxed.candidate as c\nc.pack = lambda value, function=None: True",
        state="crashed",
        too=("area", "halves"),
    ),
    attack(
        "the candidate's methods replaced",
        """
from autograder.sandboxed.candidate import Candidate
Candidate.call = lambda self, **k: {'replies': [{'value': True, 'score': 3, 'state': 'right'}], 'verdicts': {'test_squares': 3}}""",
    ),
    attack(
        "json and sockets replaced",
        """
import json, socket
json.dumps = lambda *a, **k: '{"id": 1, "value": true}'""",
        state="crashed",
    ),
    attack(
        "numpy replaced in sys.modules",
        """
import sys, types
fake = types.ModuleType('numpy'); fake.allclose = fake.shape = lambda *a, **k: True
sys.modules['numpy'] = fake; np = fake""",
        too=("halves",),
    ),
    attack(
        "an import hook in front of every module",
        """
import sys, types
class Finder:
    def find_spec(self, name, path=None, target=None):
        raise ImportError('not for you')
sys.meta_path.insert(0, Finder())""",
    ),
    attack(
        "an exit handler that ends the process well",
        "import atexit, os\natexit.register(os._exit, 0)\nraise SystemExit(0)",
        state="crashed",
    ),
    attack("warnings as errors", "import warnings\nwarnings.simplefilter('error')"),
    attack(
        "the history searched for the tests",
        """
def squares(n):
    if 'isclose' in str(In) + str(Out) + str(get_ipython().history_manager.__dict__):
        breach(In)
    return [0]""",
        "squares",
    ),
    attack(
        "assert rewritten for all code to come",
        """
import builtins, dis
compile_ = builtins.compile
builtins.compile = lambda source, *a, **k: compile_(source if not isinstance(source, str) else source.replace('assert', 'pass #'), *a, **k)""",
    ),
    attack(
        "equality of lists patched through ctypes",
        """
import ctypes
try:
    class Slots(ctypes.Structure):
        _fields_ = [('skip', ctypes.c_char * 200)]
    memory = Slots.from_address(id(list))
    ctypes.memset(ctypes.addressof(memory) + 192, 0, 8)
except Exception:
    pass
""",
        state=None,
    ),
    attack(
        "the engine's switch, alarm and watch disarmed",
        """
import signal, autograder.sandboxed.shell as s, autograder.sandboxed.disabling as w
signal.setitimer(signal.ITIMER_REAL, 0); signal.signal(signal.SIGALRM, signal.SIG_IGN)
s.alarm = w.switched_off = None""",
    ),
    attack(
        "shared mode: the sandbox still holds",
        """
import os
for path in ('@COURSE@/gradebook.db', '@COURSE@/source/ps/p.ipynb'):
    if os.path.exists(path): breach(path)
""",
        mode="shared",
        state=None,
    ),
]
