"""H9, by other roads: surfaces with kg/m² of both species, the beta distribution, and counting up subject by subject."""

from itertools import count

from scipy.stats import beta, binom


def margin(noael_mg_kg, dose_ug, bw_kg, route, km=6.2):
    per_kg = dose_ug / 1e3 / bw_kg
    if route == "iv":
        return noael_mg_kg / per_kg
    return noael_mg_kg * (37.0 / km) / (per_kg * 37.0)


def subjects_needed(p, level=0.95):
    return next(n for n in count(1) if binom.pmf(0, n, p) <= 1 - level)


ANSWERS = {
    "h9.b": 20.0 / 6.2 * 70 / 0.1,
    "h9.c": 0.08 * 70 * 1e3 / 100,
    "h9.d": 1 - binom.pmf(0, 2, 0.05),
    "h9.e": beta.ppf(0.95, 1, 6),
    "h9.f": 11.0,
    "h9.g": subjects_needed(0.01),
    "h9.k": min(0.3 * 70 / 1.8 * 10, 4.0 * 10, 100.0),
}
VECTORS = [
    ("h9.a", (50.0, 100.0, 70.0, "iv"), {}, 35000.0),
    ("h9.a", (31.0, 100.0, 60.0, "oral"), {}, 3000.0),
    ("h9.a", (1.8, 50.0, 60.0, "oral"), {"km": 1.8}, 1200.0),
    ("h9.j", (0.01,), {}, 299),
    ("h9.j", (0.5,), {"level": 0.9}, 4),
]
ALTERNATIVES = {"h9.a": margin, "h9.j": lambda p, level=0.95: subjects_needed(p, level)}
