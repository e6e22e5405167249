"""Attempts to answer by the draws that are to come, worked out or seen before."""

import zlib

import numpy as np

from autograder.bank import find_part

from .cases import attack

PART = "h2.h"
DRAWS = 12


def table(rng):
    """Return the right values of the calls that a generator leads to, by their arguments."""
    part = find_part(PART)[1]
    calls = [make(rng, i) for make in part.cases.values() for i in range(DRAWS)]
    return {repr(tuple(map(float, call.args))): float(call(part.answer)) for call in calls}


def foreseen(name, seed):
    text = f"TABLE = {table(np.random.default_rng(seed))!r}\ndef dose_for_occupancy_mg(*args):\n    return TABLE.get(repr(args), 1.0)"
    return attack(name, text, "h2-h", assignment="bank")


PRINTS = """
import os, sys
screen = sys.stdout
forked = []
def dose_for_occupancy_mg(*args):
    print("BRE" + "ACH", args); os.write(1, b"BRE" + b"ACH"); print("BRE" + "ACH", file=screen)
    if not forked and not forked.append(True) and os.fork() == 0:
        import time
        time.sleep(0.05); os.write(2, b"BRE" + b"ACH"); os._exit(0)
    return 1.0"""

CASES = [
    foreseen("draws worked out from the student's name", zlib.crc32(f"anna/ps:{PART}".encode())),
    foreseen("draws of a generator without a seed of its own", 0),
    foreseen("draws of the student's own random state", zlib.crc32(b"anna/ps")),
    attack("draws printed while the function is tried", PRINTS, "h2-h", assignment="bank"),
]
