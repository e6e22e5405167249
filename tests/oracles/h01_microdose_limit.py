"""H1, by hand from the rules; the alternative takes a minimum over infinities instead of over a dict."""

import numpy as np


def max_microdose_ug(D_min_mg, noael_hed_mg=None, protein=False, MW_Da=None):
    names = ["D_min/100", "NOAEL/100", "30 nmol", "100 ug cap"]
    noael = np.inf if noael_hed_mg is None else 10.0 * noael_hed_mg
    limits = np.array([10.0 * D_min_mg, noael, 30e-3 * MW_Da if protein else np.inf, np.inf if protein else 100.0])
    return float(limits[np.argmin(limits)]), names[int(np.argmin(limits))]


ANSWERS = {
    "h1.b": 60.0,
    "h1.c": 0.5 / 6.2 * 60 * 10,
    "h1.d": 250.0,
    "h1.e": 0.5 / 6.2 * 60 * 50,
    "h1.f": 216.0,
    "h1.i": 69.0,
}
VECTORS = [
    ("h1.a", (20.0,), {}, (100.0, "100 ug cap")),
    ("h1.a", (0.5,), {}, (5.0, "D_min/100")),
    ("h1.a", (50.0, 6.0), {}, (60.0, "NOAEL/100")),
    ("h1.a", (20.0,), {"protein": True, "MW_Da": 5800.0}, (174.0, "30 nmol")),
    ("h1.h", (100.0, 10.0), {}, True),
    ("h1.h", (100.1, 10.0), {}, False),
]
ALTERNATIVES = {
    "h1.a": max_microdose_ug,
    "h1.h": lambda dose_ug, D_min_mg, F=1.0: dose_ug <= 100 and dose_ug * 100 <= D_min_mg * 1000,
}
