"""H6, by the other road: the label is turned into mass first, F is a ratio of dose-normalised areas."""

from math import exp

from scipy.integrate import quad

DPM_PER_UG = 200 * 2220 / 80.0


def microtracer(D_po_ug, AUC_po, D_iv_dpm, AUC_iv_dpm):
    dose_ug, auc_ng = D_iv_dpm / DPM_PER_UG, AUC_iv_dpm / DPM_PER_UG * 1e3
    return dose_ug / auc_ng, D_po_ug / AUC_po, (AUC_po / D_po_ug) / (auc_ng / dose_ug)


def gut_fraction(F, CL_L_h, BP=1.0, Q_H=90.0):
    """Flows in and out of a liver at steady state: what enters in blood either leaves with it or is removed."""
    blood_in = 1.0
    removed = CL_L_h / BP * blood_in
    return F * Q_H * blood_in / (Q_H * blood_in - removed)


def one_compartment_cl():
    """The area by integration of a curve that has the printed one: its dose over its area is the clearance in mL/h."""
    c0, k = 17.76 * 0.3, 0.3
    area = quad(lambda t: c0 * exp(-k * t), 0, 200)[0]
    return 200 * 37 * 60 / area / 1e3


CL, CLF, F = one_compartment_cl(), 50e6 / 820 / 1e3, microtracer(50e3, 820.0, 444e3, 17.76)[2]
ANSWERS = {
    "h6.b": CL,
    "h6.c": CLF,
    "h6.d": F,
    "h6.e": gut_fraction(F, CL),
    "h6.f": microtracer(50e3, 820.0, 0.88 * 444e3, 17.76)[2],
    "h6.j": (84.4 / 5e3) / (1.0 / (495 * 60 / 1000)),
}
VECTORS = [
    ("h6.a", (8000.0, 100.0, 1e5, 2.5), {}, (40.0, 80.0, 0.5)),
    ("h6.i", (0.3, 45.0), {}, 0.6),
    ("h6.i", (0.3, 45.0, 2.0), {}, 0.4),
]
ALTERNATIVES = {"h6.a": microtracer, "h6.i": gut_fraction}
