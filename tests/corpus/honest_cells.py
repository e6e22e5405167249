"""Right answers in unusual cells: magics, plots, outputs, settings, files, loops, errors elsewhere, extra cells."""

import copy

from nbformat.v4 import new_code_cell, new_markdown_cell

from .cases import Case, as_file, cell, doctored, honest
from .notebooks import bank, with_answers

SQUARES = "def squares(n):\n    if n < 1: raise ValueError\n    return [i * i for i in range(1, n + 1)]"

BEFORE = {
    "a magic for plots": "%matplotlib inline",
    "a shell command": "!ls / > /dev/null\n!echo hello",
    "a list of files by magic": "%ls\n%pwd\n%who",
    "top-level await": "import asyncio\nawait asyncio.sleep(0.01)\nprint(await asyncio.gather(asyncio.sleep(0, 1), asyncio.sleep(0, 2)))",
    "an event loop of one's own": "import asyncio\nasync def main(): return 1\nasyncio.new_event_loop().run_until_complete(main())",
    "a figure": "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([1, 4, 9]); plt.show()",
    "twelve figures": "import matplotlib.pyplot as plt\nfor i in range(12):\n    plt.figure(); plt.plot([1, i])",
    "a figure of more than a megabyte": """
import matplotlib.pyplot as plt
plt.figure(figsize=(8, 6), dpi=160)
plt.imshow(np.random.rand(600, 800), interpolation='none')
plt.show()""",
    "a figure that is too large to show": """
from IPython.display import Image, display
display(Image(np.random.bytes(6_000_000), format='png'))""",
    "two megabytes of HTML": "from IPython.display import publish_display_data\npublish_display_data({'text/html': 'x' * 2_000_000, 'text/plain': 'a'})",
    "a value kept by magic": "kept = 1\n%store kept",
    "a large but lawful output": "print('x' * 40_000)",
    "a progress bar": "import sys, time\nfor i in range(50): print(f'\\r{i}%', end='', file=sys.stderr)",
    "tqdm": "from tqdm import tqdm\nfor i in tqdm(range(100)): pass",
    "a widget": "import ipywidgets\nipywidgets.IntSlider()",
    "rich displays": "from IPython.display import HTML, Markdown, Math, display\ndisplay(HTML('<b>x</b>'), Markdown('*x*'), Math('x^2'))",
    "print options of numpy": "np.set_printoptions(precision=1, suppress=True, threshold=3)",
    "strict errors of numpy": "np.seterr(all='raise')",
    "a seed": "import random\nrandom.seed(1); np.random.seed(1); rng = np.random.default_rng(7)",
    "another working folder": "import os, tempfile\nos.chdir(tempfile.mkdtemp())",
    "scratch files": "with open('notes.txt', 'w') as file: file.write('x' * 1000)\nnp.save('a.npy', np.arange(3)); np.load('a.npy')",
    "a star import": "from math import *\nfrom numpy import *\nimport numpy as np, math",
    "microkit by star": "from microkit import *\nfrom microkit.core import data\nprint(data.load('theoph').name, data.names())",
    "a plot of microkit": "from microkit import curve",
    "autograder's own helpers": "from autograder import check, mark, practice, progress, quiz\npractice('h1.a'); progress()",
    "many processes, one after the other": "import subprocess, sys\nfor i in range(3): subprocess.run([sys.executable, '-c', 'print(1)'], check=True)",
    "a large array that processes share": """
import multiprocessing, time
everything = np.ones(60 * 10**6)
def one(place):
    time.sleep(0.3)
    return everything[place]
with multiprocessing.get_context('fork').Pool(4) as pool: pool.map(one, range(8))""",
    "an ignored error": "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    print(error)",
    "a decimal context": "import decimal\ndecimal.getcontext().prec = 3",
    "a recursion limit": "import sys\nsys.setrecursionlimit(5000)",
    "a locale": "import locale\nlocale.setlocale(locale.LC_ALL, 'C')",
    "a signal handler": "import signal\nsignal.signal(signal.SIGINT, signal.SIG_DFL)",
    "garbage collection off": "import gc\ngc.disable(); gc.collect()",
    "a display of a large table": "print(np.arange(10**6).reshape(1000, 1000))\nlist(range(3000))",
    "a help page": "np.mean?\nhelp(len)",
    "odd white space": "x = 1   \n\n\n\t\n   ",
    "a debugger line left in": "# import pdb; pdb.set_trace()\nbreakpoint = lambda: None\nbreakpoint()",
}

ELSEWHERE = {
    "a cell that exits": "import sys\nsys.exit()",
    "a cell that asks": "name = input('Your name? ')",
    "a cell that fails": "1 / 0",
    "a cell of no Python": "this is not Python",
    "a cell that quits": "exit()",
    "a cell that is stopped": "raise KeyboardInterrupt",
    "a cell of timing": "%%timeit -n1 -r1\nsum(range(10))",
    "a cell of bash": "%%bash\necho hello",
    "a cell of HTML": "%%html\n<b>hello</b>",
    "a cell of a magic that is not there": "%load_ext autoreload_of_mine\n%autoreload 2",
    "a cell that installs": "!pip install numpy\n%pip install numpy",
    "a cell of capture": "%%capture out\nprint('x')",
}


def extra(text, place=2, kind=new_code_cell):
    def change(notebook):
        notebook.cells.insert(place, kind(text))

    return change


def scattered(notebook):
    for place in (9, 7, 5, 3, 1, 0):
        notebook.cells.insert(place, new_code_cell(f"note_{place} = {place}\nnote_{place}"))
        notebook.cells.insert(place, new_markdown_cell("My notes: $x<y$"))


def split(notebook):
    cell(notebook, "squares").source = "def helper(i):\n    return i * i"
    again = copy.deepcopy(cell(notebook, "squares"))
    again.source, again.id = SQUARES.replace("i * i", "helper(i)"), "split"
    notebook.cells.insert(notebook.cells.index(cell(notebook, "squares")) + 1, again)


def duplicated(notebook):
    again = copy.deepcopy(cell(notebook, "area"))
    again.id = "copy"
    notebook.cells.insert(6, again)


def drafted(notebook):
    """Leave the untouched stub standing in a pasted copy above the answer."""
    from .notebooks import STUB

    again = copy.deepcopy(cell(notebook, "area"))
    again.id, again.source = "draft", STUB
    notebook.cells.insert(2, again)


def moved(notebook):
    notebook.cells.append(notebook.cells.pop(notebook.cells.index(cell(notebook, "squares"))))


def helper_first(notebook):
    notebook.cells.insert(2, new_code_cell("def helper(i):\n    return i * i"))
    cell(notebook, "squares").source = SQUARES.replace("i * i", "helper(i)")


def helper_later(notebook):
    """Call a helper that an extra cell below the answer defines."""
    cell(notebook, "squares").source = SQUARES.replace("i * i", "helper(i)")
    notebook.cells.insert(
        notebook.cells.index(cell(notebook, "squares")) + 1, new_code_cell("def helper(i):\n    return i * i")
    )


def setup_again(notebook):
    notebook.cells.insert(4, new_code_cell("import math\nimport numpy as np"))
    notebook.cells.insert(0, copy.deepcopy(notebook.cells[1]))


def own_tests(notebook):
    notebook.cells.insert(4, new_code_cell("assert squares(2) == [1, 4]\nprint('looks right')"))


SLIP = "def occupancy(C_ng_mL, MW, fu, Kd_nM):\n    total = np.asarray(C_ng_mL) * 1000 / MW\n    return total / (total + Kd_nM)"
USED = """
rho_therapeutic = occupancy(180.0, 420.0, 0.05, 2.0)
rho_low = occupancy(180.0 * 0.1 / 60, 420.0, 0.05, 2.0)
occupancy = rho_therapeutic"""

CASES = [
    Case(
        "a slip carried forward by a function whose name is used for its value later",
        as_file(with_answers(bank(), h2_a=SLIP, h2_b=USED, h2_c="rho_micro = rho_low")),
        {"h2-a-mark": 0},
        assignment="bank",
    ),
    *(honest(name, squares=f"{text}\n{SQUARES}") for name, text in BEFORE.items()),
    *(doctored(name, extra(text)) for name, text in ELSEWHERE.items()),
    honest(
        "a loop that ends itself, a builtin's name and an error that is asked for",
        "loops",
        halved="def halved(x):\n    return next(value for value in iter([x / 2]))",
        total="from math import fsum\ndef sum(values):\n    return fsum(values)",
        first="def first(values):\n    return dict(enumerate(values))[0]",
    ),
    honest(
        "imports in other words",
        "compared",
        tools="import math, numpy as np\nm = math\nisclose = math.isclose\nassert_allclose = np.testing.assert_allclose",
        area="import numpy\narea = numpy.float64(4) * numpy.pi",
    ),
    honest("a timed cell", squares=f"%%time\n{SQUARES}"),
    honest("a commented cell", squares=f"# YOUR CODE HERE\n# raise NotImplementedError()\n{SQUARES}\n# done"),
    honest("an answer with a value to show", area="area = math.pi * 2**2\narea"),
    doctored("notes and scratch work everywhere", scattered),
    doctored("an answer split over two cells", split),
    doctored("an answer cell duplicated", duplicated),
    doctored("an answer under an untouched copy", drafted),
    doctored("an answer moved to the end", moved),
    doctored("a helper in a cell above", helper_first),
    doctored("a helper in a cell below", helper_later),
    doctored("the setup run again", setup_again),
    doctored("tests of one's own", own_tests),
    doctored("a long note", extra("word " * 20_000, kind=new_markdown_cell)),
]
