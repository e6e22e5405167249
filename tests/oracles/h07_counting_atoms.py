"""H7, through moles and specific activities instead of atoms per microgram; noise by propagation of two Poisson counts."""

import numpy as np

AVOGADRO = 6.02214076e23
RATE = np.log(2) / 5730 / (365.25 * 24 * 3600)
MODERN = 13.56 / 60 / 1e3 / RATE  # ¹⁴C atoms in a milligram of modern carbon


def c14_atoms(C_pg_mL, vol_mL, dose_ug, dose_Bq, MW=400.0):
    labelled = dose_Bq / (dose_ug * 1e-6 / MW) / (RATE * AVOGADRO)
    return C_pg_mL * vol_mL * 1e-12 / MW * AVOGADRO * labelled


def net_cv_percent(drug_atoms, background_atoms, efficiency):
    sd = np.hypot(np.sqrt(efficiency * (drug_atoms + background_atoms)), np.sqrt(efficiency * background_atoms))
    return float(sd / (efficiency * drug_atoms) * 100)


ATOMS = c14_atoms(0.5, 1.0, 100.0, 7400.0)
ANSWERS = {
    "h7.b": ATOMS,
    "h7.c": 7400 / RATE / (100e-6 / 400 * AVOGADRO),
    "h7.d": net_cv_percent(0.8 * ATOMS, 0.0, 0.008),
    "h7.e": ATOMS / (40 * MODERN),
    "h7.f": 0.8 * ATOMS / (0.002 * MODERN),
    "h7.g": -ATOMS * np.expm1(-RATE * 86_400),
    "h7.j": 0.025 / (7400 * 60 / 100e6),
}
VECTORS = [
    ("h7.a", (1.0, 0.1, 100.0, 7400.0), {}, 1e-7 * 74 / RATE),
    ("h7.a", (10.0, 1.0, 50.0, 1850.0), {}, 1e-5 * 37 / RATE),
    ("h7.i", (1e6, 0.0, 0.01), {}, 1.0),
    ("h7.i", (1e6, 1e6, 0.03), {}, 1.0),
]
ALTERNATIVES = {"h7.a": c14_atoms, "h7.i": net_cv_percent}
