"""Attempts to have a slip carried forward that was not made, or that was mended, when the earlier part was marked."""

from .cases import Case, as_file, attack, doctored
from .notebooks import BANK_ANSWERS, bank, with_answers

WRONG = """
def wrong(C_ng_mL, MW, fu, Kd_nM):
    total = np.asarray(C_ng_mL) * 1000 / MW
    return total / (total + Kd_nM)
"""
SOLD = f"{WRONG}rho_therapeutic = wrong(180.0, 420.0, 0.05, 2.0)\n"
SOLVED = BANK_ANSWERS["h2.a"][1]
SECOND_SELF = f"""
import builtins
{SOLVED.replace("def occupancy", "def solved")}
{WRONG}
builtins.later = False
def occupancy(*args):
    return wrong(*args) if builtins.later else solved(*args)
"""


def sold(name, text):
    return attack(name, SOLD + text, "h2-b", None, assignment="bank", too=("h2-c",))


def marked_late(notebook):
    """Hand (a) in twice, wrong before (b) and right behind it, and move its grading cell to the end."""
    cells = {cell.id: cell for cell in notebook.cells}
    cells["h2-a"].source = f"{WRONG}occupancy = wrong"
    cells["h2-b"].source = "rho_therapeutic = occupancy(180.0, 420.0, 0.05, 2.0)"
    cells["h2-c"].source += f"\n{SOLVED}\nrho_micro = occupancy(180.0 * 0.1 / 60, 420.0, 0.05, 2.0)"
    notebook.cells.remove(cells["h2-a-mark"])
    notebook.cells.append(cells["h2-a-mark"])


CASES = [
    sold("the code of a marked function exchanged", "occupancy.__code__ = wrong.__code__"),
    sold("the name of a marked function given to another", "occupancy = wrong"),
    Case(
        "a function that is told when it was marked",
        as_file(with_answers(bank(), h2_a=SECOND_SELF, h2_b=f"{SOLD}\nbuiltins.later = True")),
        {"h2-b-mark": 0, "h2-c-mark": 0},
        assignment="bank",
    ),
    doctored("the mark of an earlier part moved to the end", marked_late, {"h2-b-mark": 0}, assignment="bank"),
]
