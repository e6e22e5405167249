"""H10, in other units (MBq, mSv) and event by event over the decision tree instead of by products of totals."""


def eff_dose_uSv(nCi, coeff=5.8e-10):
    return nCi * 37e-6 * (coeff * 1e9) * 1e3  # MBq times mSv/MBq, in µSv


def benefit_harm(n_now, n_later, p_unviable, sensitivity, p_drug_now, p_drug_later, p_procedure):
    branches = {"stopped": p_unviable * sensitivity, "missed": p_unviable * (1 - sensitivity), "viable": 1 - p_unviable}
    with_gate = {"stopped": 0, "missed": n_later, "viable": n_later}
    each = p_drug_later + p_procedure
    later = sum(p * with_gate[name] * each for name, p in branches.items())
    return (n_later * each - later) / sum(p_drug_now + p_procedure for _ in range(n_now))


DOSE = 1000 * 37 * 5.8e-4
RADIATION = DOSE / 1e6 * 0.055
ONE = 0.25 * 0.85 * 48 / 11_028
ANSWERS = {
    "h10.b": DOSE,
    "h10.c": DOSE / (2400 / 8760),
    "h10.d": 11 * ONE,
    "h10.e": benefit_harm(6, 48, 0.25, 0.85, 1e-5 + RADIATION, 11 / 11_028, 0.0),
    "h10.f": benefit_harm(6, 48, 0.25, 0.85, 1e-5 + RADIATION, 11 / 11_028, 7 / 11_028),
    "h10.i": 11 * ONE / 6 / (1e-5 + 3.7e-3 * 0.055),
}
VECTORS = [
    ("h10.a", (50.0,), {}, 1.073),
    ("h10.a", (1000.0,), {}, 21.46),
    ("h10.h", (10, 100, 0.5, 0.8, 1e-3, 1e-3, 0.0), {}, 4.0),
]
ALTERNATIVES = {"h10.a": eff_dose_uSv, "h10.h": benefit_harm}
