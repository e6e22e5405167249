"""What only steers a front end changes nothing in grading: the cell runs on, and figures are shown inline."""

import json
import subprocess
import sys

import pytest

MAGICS = [
    "%autosave 60",
    "%autosave",
    "%connect_info",
    "%qtconsole",
    "%qtconsole --style monokai",
    "%edit",
    "%clear",
    "%cls",
    "%less a.txt",
    "%more a.txt",
    "%man ls",
    "%gui",
    "%gui qt",
    "%subshell",
    "get_ipython().run_line_magic('autosave', '60')",
]
BACKENDS = ["inline", "notebook", "nbagg", "widget", "ipympl", "qt", "qt5", "tk", "gtk3", "osx", "wx", "agg", "svg", ""]
CHOICES = (
    [f"%matplotlib {name}" for name in BACKENDS]
    + [f"import matplotlib\nmatplotlib.use({name!r})" for name in BACKENDS + ["TkAgg", "Qt5Agg", "MacOSX", "Agg"]]
    + [
        "import matplotlib as mpl\nmpl.use('TkAgg', force=True)",
        "import matplotlib as mpl\nmpl.use(backend='TkAgg')",
        "from matplotlib import use\nuse('TkAgg')",
        "import matplotlib.pyplot as plt\nplt.switch_backend('TkAgg')",
        "import matplotlib.pyplot as plt\nplt.switch_backend(newbackend='TkAgg')",
        "%pylab qt",
    ]
)
PLOT = "import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])\nplt.show()"
RUN = """
import json, sys
from autograder.sandboxed.shell import make_shell
shell = make_shell()
told = []
for cells in json.load(sys.stdin):
    outputs, errors = [], []
    for cell in cells:
        shown, _, error = shell.run(cell, 10**7)
        outputs += [kind for output in shown for kind in output.get("data", {})]
        errors += [repr(error)] if error else []
    told.append([outputs, errors, shell.user_ns.pop("answer", None)])
print(json.dumps(told), file=sys.__stdout__)
"""


def run(series):
    """Run series of cells one after another in one shell; return the kinds of outputs, the errors and `answer` of each."""
    done = subprocess.run([sys.executable, "-c", RUN], input=json.dumps(series), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return dict(zip([cells[0] for cells in series], json.loads(done.stdout.splitlines()[-1]), strict=True))


@pytest.fixture(scope="module")
def ran():
    return run(
        [[f"{magic}\nanswer = 60"] for magic in MAGICS] + [[f"{choice}\nanswer = 60", PLOT] for choice in CHOICES]
    )


@pytest.mark.parametrize("magic", MAGICS)
def test_a_magic_for_the_front_end_does_no_harm(ran, magic):
    assert ran[f"{magic}\nanswer = 60"] == [[], [], 60]


@pytest.mark.parametrize("choice", CHOICES)
def test_every_choice_of_a_backend_means_inline(ran, choice):
    outputs, errors, answer = ran[f"{choice}\nanswer = 60"]
    assert not errors and answer == 60
    assert "image/png" in outputs


def test_a_figure_is_shown_where_its_cell_ends_though_nothing_of_matplotlib_was_there_before():
    first = "import sys\nanswer = 'matplotlib' in sys.modules"
    outputs, errors, answer = run([[first, PLOT.removesuffix("\nplt.show()")]])[first]
    assert (outputs, errors, answer) == (["text/plain", "image/png"], [], False)
