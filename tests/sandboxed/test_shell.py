"""A cell whose text as plain Python is kept runs as any other, and is not looked at again."""

import json
import subprocess
import sys

CELLS = ["%%capture said\nprint(2)", "x = !echo 3", "x[0] + said.stdout"]
RUN = """
import json, sys
from autograder.sandboxed.shell import make_shell
shell = make_shell()
cells, kept, forged = json.load(sys.stdin)
shell.keep(kept)
shell.kept |= forged
print(json.dumps([shell.run(cell, 10**6)[1] for cell in cells]), file=sys.__stdout__)
"""


def values(cells, kept=(), forged=None):
    """The value of each cell's last line, where some cells are kept and others are said to be something else."""
    told = json.dumps([cells, list(kept), forged or {}])
    ran = subprocess.run([sys.executable, "-c", RUN], input=told, capture_output=True, text=True, timeout=120)
    return json.loads(ran.stdout.splitlines()[-1])


def test_it_runs_as_any_other():
    assert values(CELLS) == values(CELLS, kept=CELLS) == [None, None, "32\n"]


def test_it_is_not_looked_at_again():
    assert values(["1", "2"], forged={"1": "3"}) == [3, 2]
