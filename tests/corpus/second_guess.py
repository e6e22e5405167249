"""Attempts to answer one thing when the notebook is run first, and another when it is run again.

`@TRY@` stands for the number of the try, as if student code had found a way to tell: so a second guess is always another one.
"""

from autograder.bank import find_part

from .cases import PERSON, Case, as_file, attack
from .notebooks import BANK_ANSWERS, bank, with_answers

ASKED = """
import microkit
try:
    microkit.max_microdose(1.0)
    first = False
except NameError:
    first = True
except Exception:
    first = False
"""
LOOKED_AT = f"{ASKED}\nfirst = 'missed' in microkit.max_microdose.__code__.co_names\n"
SOLVED = BANK_ANSWERS["h2.a"][1].replace("def occupancy", "def solved")
ENDS_WHEN_WRONG = f"""
{ASKED}
import os
{SOLVED}
marked = False
def occupancy(*args):
    if first and marked:
        os._exit(0)  # called when the next part is marked, and that is only when its guess was wrong
    return solved(*args)
"""
NOTICES = f"""
import os, signal, time
{SOLVED}
marked = False
noticed = False
def occupancy(*args):
    global noticed
    if marked and @TRY@ == 1:
        noticed = True
        @END@
    return solved(*args)
"""
NEARLY = 1 + 2 * find_part("h2.b")[1].tol  # wrong, but so near that the student's own function is asked
GUESS_BY_TRY = f"""
marked = True
rho_therapeutic = float(solved(180.0, 420.0, 0.05, 2.0)) * ({NEARLY} if @TRY@ == 1 else 1)"""
GUESS = "marked = True\nrho_therapeutic = 0.5 if first else float(solved(180.0, 420.0, 0.05, 2.0))"
AGAIN = "rho_micro = float(solved(180.0 * 0.1 / 60, 420.0, 0.05, 2.0))"


def noticed_too_late(name, end, later=AGAIN):
    """Return a case in which student code notices that its first guess was wrong, and then does something about it."""
    cells = {"h2_a": NOTICES.replace("@END@", end), "h2_b": GUESS_BY_TRY, "h2_c": later}
    scores = {"h2-b-mark": None, "h2-c-mark": ...}
    return Case(name, as_file(with_answers(bank(), **cells)), scores, {"h2-b-mark": PERSON}, assignment="bank")


CASES = [
    noticed_too_late("a wrong guess, and a wait for the clock", "time.sleep(1000)"),
    noticed_too_late(
        "a wrong guess, and a wait that no alarm ends",
        "signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM, signal.SIGPROF}); time.sleep(1000)",
    ),
    noticed_too_late(
        "a wrong guess, and a wait in the next part", "pass", later=f"if noticed:\n    time.sleep(1000)\n{AGAIN}"
    ),
    attack(
        "a second guess where microkit is back",
        f"{ASKED}choice = 'A' if first else 'C'",
        "h2-g",
        PERSON,
        assignment="bank",
    ),
    attack(
        "a second guess by a look at microkit's code",
        f"{LOOKED_AT}limit_b = 1.0 if first else 60.0",
        "h1-b",
        PERSON,
        assignment="bank",
    ),
    Case(
        "a wrong guess that ends the process and is made anew",
        as_file(with_answers(bank(), h2_a=ENDS_WHEN_WRONG, h2_b=GUESS, h2_c=AGAIN)),
        {"h2-b-mark": None},
        {"h2-b-mark": PERSON},
        assignment="bank",
    ),
]
