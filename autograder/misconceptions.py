"""The catalogue of misconceptions. A code means the same in every problem, so that a class can be mapped by it."""

CATALOGUE = {
    # which dose, which rule
    "M-OR": "limits taken as alternatives: the largest instead of the smallest, or one limit alone",
    "M-BIOAV": "the limit applied to the dose absorbed instead of the dose given",
    "M-BIOAV2": "1/100 taken of the absorbed active dose",
    "M-NOCOND": "a condition left out",
    "M-REMEASURE": "a limit thought to be negotiable by measuring again",
    "M-CUM": "the cumulative allowance used without the limit on each dose",
    "M-PROT": "the molar cap of a protein used alone",
    "M-SMALLMOL": "the small-molecule cap applied to a protein",
    "M-STRICT": "the limit itself left out of what it allows",
    # units and subjects
    "M-UNIT": "a factor of a thousand lost between units",
    "M-PERKG": "a dose per kilogram left per kilogram",
    "M-BW": "a standard body weight used instead of the subject's",
    "M-SPECIES": "the conversion factor of another species",
    "M-MOLAR": "a mass concentration used as a molar one",
    "M-PCT": "a percentage entered as a fraction, or the reverse",
    # binding
    "M-TOT": "total concentration used where the unbound one acts",
    "M-FUINV": "divided by the unbound fraction instead of multiplied",
    "M-FREE": "free receptors reported as occupied ones",
    "M-OCCLIN": "occupancy taken to be proportional to dose",
    "M-RATIO": "the ratio of two ratios reported for the ratio itself",
    "M-HALFLIFE": "a peak relation thought to need the half-life",
    # counting intervals
    "M-FENCE": "intervals counted as if they were doses",
    "M-5HL": "five half-lives taken where the rule asks for six",
    # reading code and notebooks
    "M-ORDER": "cells thought to run in some order other than top to bottom in a new kernel",
    "M-BUG": "a draft handed back with its bugs",
}
