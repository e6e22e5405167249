"""Every reference answer of the methods-and-decisions problems, reached with microkit alone.

The reference values are the course's own answer key, computed by other code; `SOLUTIONS` is what a student would type.
Doses are in µg, so an answer in mg is divided by 1000 at the end.
"""

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import fisher_exact

import microkit as mk

# problem: {letter: (value, relative tolerance stated in the problem)}; letters with a digit are hidden-test vectors
KEY = {
    "H1": {
        "a1": (100.0, 0.005),
        "a2": (5.0, 0.005),
        "a3": (60.0, 0.005),
        "a4": (174.0, 0.005),
        "b": (60.0, 0.005),
        "c": (48.38709677419355, 0.005),
        "d": (200.0, 0.005),
        "e": (241.93548387096774, 0.005),
        "f": (216.0, 0.005),
    },
    "H2": {
        "a1": (0.5, 1e-6),
        "a2": (0.1, 1e-6),
        "b": (0.9146341463414634, 0.01),
        "c": (0.01754385964912281, 0.01),
        "d": (28.14070351758794, 0.01),
        "e": (5.6, 0.01),
        "f": (0.00990099009900993, 0.01),
        "g": (52.0, 0.01),
    },
    "H6": {
        "a1": (29.7, 1e-5),
        "a2": (59.2417, 1e-5),
        "a3": (0.50134, 1e-5),
        "b": (25.0, 0.01),
        "c": (60.97560975609756, 0.01),
        "d": (0.41, 0.01),
        "e": (0.5676923076923075, 0.01),
        "f": (0.3608, 0.01),
        "h": (34.6, 0.01),
    },
    "H7": {
        "a1": (1.9305e6, 1e-4),
        "a2": (96.5239e6, 1e-4),
        "b": (9652389.800670026, 0.01),
        "c": (0.012822536284482364, 0.01),
        "d": (0.3598633184644087, 0.02),
        "e": (0.004092920353982302, 0.02),
        "f": (65.48672566371683, 0.02),
        "g": (3.1968, 0.02),
    },
    "H8": {
        "a1": (302.4, 1e-5),
        "a2": (0.024, 1e-5),
        "b": (20.0, 0.01),
        "c": (53.33333333333335, 0.01),
        "d": (403.2, 0.005),
        "e": (89.6, 0.005),
        "f": (99.61089494163424, 0.002),
        "g": (0.6412409545955174, 0.01),
    },
    "H9": {
        "a1": (35000.0, 1e-5),
        "b": (2258.0645161290317, 0.01),
        "c": (70.0, 0.01),
        "d": (0.0975, 0.01),
        "e": (0.39303776899708276, 0.01),
        "f": (11.0, 0.01),
        "g": (299.0, 0.004),
    },
    "H10": {
        "a1": (1.073, 1e-3),
        "a2": (21.46, 1e-3),
        "b": (4.292, 0.01),
        "c": (15.6658, 0.01),
        "d": (0.012717627856365616, 0.01),
        "e": (207.0723152001456, 0.01),
        "f": (5.377566107832502, 0.01),
    },
    "A1.1": {
        "a1": (0.15, 1e-5),
        "b": (0.501336, 0.01),
        "c": (0.779976, 0.01),
        "d": (0.8890577507598785, 0.01),
    },
    "A1.2": {
        "a1": (0.45, 0.012),
        "b": (1.013354082110488, 0.02),
        "c": (0.43132962554188253, 0.02),
        "d": (0.3727882982848701, 0.02),
    },
    "A2.1": {
        "a1": (0.5, 1e-6),
        "b": (0.6515509039010466, 0.02),
        "c": (2.5082245392680838, 0.02),
        "d": (3.5653299843258663, 0.03),
        "e": (42.783959811910385, 0.03),
        "f": (0.9262698505237069, 0.03),
    },
    "A2.2": {
        "a1": (1.48, 1e-4),
        "b": (12.85589250908523, 0.01),
        "c": (42.620929852486015, 0.01),
        "d": (2.4324324324324325, 0.01),
        "e": (5.064145847400406, 0.02),
    },
    "A3.1": {
        "a1": (0.2143, 1e-3),
        "b": (9.270833333333332, 0.01),
        "c": (7.516891891891891, 0.01),
        "d": (20.11246917421323, 0.01),
    },
    "A3.2": {
        "a1": (0.36147, 1e-4),
        "b": (0.16943216016642768, 0.01),
        "c": (0.7453897590923699, 0.01),
        "d": (4.39934046972073, 0.01),
    },
    "A4.1": {
        "a1": (2.0, 1e-4),
        "b": (11.946386946386955, 0.01),
        "c": (5.769230769230773, 0.01),
        "d": (30.395136778115525, 0.01),
    },
    "A4.2": {
        "a1": (2.0, 1e-6),
        "b": (13.888888888888877, 0.01),
        "c": (16.4, 0.01),
        "d": (0.8702646600934094, 0.005),
        "e": (0.0672374006727299, 0.005),
    },
    "A5.1": {
        "a1": (3.6, 1e-6),
        "b": (16.416, 0.01),
        "c": (90.72, 0.01),
        "d": (-0.4, 0.01),
        "e": (0.37544, 0.01),
    },
    "A5.2": {
        "a1": (1.0, 0.01),
        "b": (0.8233797434043155, 0.01),
        "c": (0.9289215527444683, 0.01),
        "d": (8.0, 0.004),
        "e": (4.0, 0.004),
    },
    "A6.1": {
        "a1": (200.0, 1e-4),
        "b": (0.663813904702672, 0.01),
        "c": (30.852588732647124, 0.01),
        "d": (15.775637229802513, 0.01),
        "e": (2.571049061053927, 0.01),
        "f": (1.1666666666666667, 0.01),
    },
    "A6.2": {
        "a1": (2.0, 1e-6),
        "a2": (1.0, 1e-6),
        "b": (2.6076264289220035, 0.01),
        "c": (1.2553752661472053, 0.01),
        "d": (0.44419406569947545, 0.01),
        "e": (0.697679261565468, 0.01),
        "f": (0.08338987290691688, 0.01),
    },
    "A7.1": {
        "a1": (0.18394, 1e-4),
        "b": (200.0, 0.01),
        "c": (283.83266798240084, 0.01),
        "d": (5669.9384148444615, 0.01),
        "e": (90719014.63751139, 0.02),
    },
    "A7.2": {
        "b": (6.9, 0.01),
        "c": (69.0, 0.01),
        "d": (6.766666666666666, 0.01),
        "e": (0.2719232779380436, 0.01),
    },
    "A8.1": {
        "a1": (121.2, 1e-4),
        "b": (4.54520898403739, 0.01),
        "c": (0.6589655172413793, 0.01),
        "d": (6.1534494600729825, 0.01),
        "e": (0.2626989508256437, 0.01),
    },
    "A8.2": {
        "a1": (6.475, 1e-3),
        "b": (2.0068493150684934, 0.01),
        "c": (3.154716981132075, 0.005),
        "d": (6.33104161281985, 0.01),
        "e": (1.2857142857142858, 0.01),
    },
    "A10.1": {
        "a1": (12.9, 1e-4),
        "a2": (3.45, 1e-4),
        "b": (34.0, 0.01),
        "c": (31.8, 0.005),
        "d": (0.21538461538461534, 0.01),
        "e": (0.95, 0.01),
        "f": (0.9604395604395605, 0.005),
    },
    "A10.2": {
        "a1": (9.5238, 1e-4),
        "a2": (31.984, 1e-4),
        "b": (20.0, 0.01),
        "c": (11.666666666666666, 0.01),
        "d": (45.0, 0.01),
        "e": (44.72222222222222, 0.01),
        "f": (0.9, 0.01),
    },
    "A10.3": {
        "a1": (1.3608, 1e-4),
        "a2": (1.0, 0.005),
        "b": (1.8460048511217486, 0.01),
        "c": (1.3799947714779888, 0.01),
        "d": (0.3710209750347663, 0.01),
        "e": (10.0, 0.004),
    },
    "A10.4": {
        "a1": (0.6793, 1e-4),
        "b": (0.3685397363941931, 0.01),
        "c": (0.9044543277550485, 0.002),
        "d": (0.6622030648707782, 0.003),
        "e": (0.40845848709631105, 0.01),
    },
}


def h1():
    hed = mk.human_equivalent_dose(500.0, species="rat", body_weight=60.0)
    limit, _ = mk.max_microdose(6000.0, noael_hed=hed)
    return {
        "a1": mk.max_microdose(20_000.0)[0],
        "a2": mk.max_microdose(500.0)[0],
        "a3": mk.max_microdose(50_000.0, noael_hed=6000.0)[0],
        "a4": mk.max_microdose(20_000.0, protein=True, molar_mass=5800.0)[0],
        "b": mk.max_microdose(6000.0)[0],
        "c": limit,
        "d": mk.max_microdose(20_000.0, protein=True, molar_mass=148e3)[0],
        "e": mk.cumulative_microdose(limit),
        "f": mk.repeat_span(9.0),
    }


def h2():
    drug = dict(kd=2.0, fu=0.05, molar_mass=420.0)
    ug_per_conc = 60_000.0 / 180.0
    d50 = ug_per_conc * mk.conc_for_occupancy(0.5, **drug)
    doses = [60_000.0, 100.0, d50 / 100]
    peak = mk.occupancy_after_dose(doses, reference_dose=60_000.0, reference_conc=180.0, **drug)
    return {
        "a1": mk.occupancy(42.0, kd=10.0, fu=0.1, molar_mass=420.0),
        "a2": mk.occupancy(8.4, kd=180.0, molar_mass=420.0),
        "b": peak[0],
        "c": peak[1],
        "d": ug_per_conc * mk.conc_for_occupancy(0.005, **drug),
        "e": d50 / 1e3,
        "f": peak[2],
        "g": peak[0] / peak[1],
    }


def h6():
    label = mk.bq_to_dpm(mk.nci_to_bq(200.0))  # dpm, with an AUC in dpm·h/L
    cl = mk.clearance(17_760.0, dose=label)
    f = mk.bioavailability(820.0, 17_760.0, dose_oral=50e3, dose_iv=label)
    saxagliptin = mk.clearance(84.4, dose=5000.0)
    return {
        "a1": mk.clearance(88_800.0 / 29.7, dose=88_800.0),
        "a2": saxagliptin,
        "a3": mk.bioavailability(84.4, 88_800.0 / 29.7, dose_oral=5000.0, dose_iv=88_800.0),
        "b": cl,
        "c": mk.clearance(820.0, dose=50e3),
        "d": f,
        "e": mk.fraction_absorbed(f, f_hepatic=mk.hepatic_availability(cl)),
        "f": mk.bioavailability(820.0, 17_760.0, dose_oral=50e3, dose_iv=label * (1 - 0.12)),
        "h": mk.intrinsic_clearance(cl),
    }


def h7():
    dose = dict(dose=100.0, activity=mk.nci_to_bq(200.0))
    atoms = mk.drug_atoms(0.5, volume=1.0, **dose)
    return {
        "a1": mk.drug_atoms(1.0, volume=0.1, **dose),
        "a2": mk.drug_atoms(10.0, volume=1.0, dose=50.0, activity=1850.0),
        "b": atoms,
        "c": mk.labelled_fraction(molar_mass=400.0, **dose),
        "d": 100 * mk.counting_cv(atoms * 0.80 * 0.01),
        "e": atoms / mk.background_atoms(40.0),
        "f": atoms * 0.80 / mk.background_atoms(1.0, fraction_modern=0.002),
        "g": mk.decays(atoms, duration=24.0),
    }


def h8():
    trough = mk.conc_for_occupancy(0.8, kd=5.0, fu=0.15, molar_mass=400.0)
    drug = dict(v=60.0, f=0.5)
    mg = 1 / 1e3
    seed = mk.conc_for_occupancy(0.8, kd=5.0, fu=0.1, molar_mass=400.0)
    half = mk.conc_for_occupancy(0.5, kd=1.0, molar_mass=300.0)
    peak = trough * 2 ** (24.0 / 4.0)
    return {
        "a1": mg * mk.trough_dose(seed, v=30.0, half_life=4.0, f=0.5),
        "a2": mg * mk.trough_dose(half, v=40.0, half_life=12.0, interval=12.0) * 2,
        "b": 0.15 * mk.ng_ml_to_nM(trough, molar_mass=400.0),
        "c": trough,
        "d": mg * mk.trough_dose(trough, half_life=4.0, **drug),
        "e": mg * mk.trough_dose(trough, half_life=4.0, interval=12.0, **drug) * 2,
        "f": 100 * mk.occupancy(peak, kd=5.0, fu=0.15, molar_mass=400.0),
        "g": mk.no_go_probability(300_000.0, conc=trough, half_life=4.0, sigma=0.20, **drug),
    }


def h9():
    subject = dict(body_weight=70.0)
    return {
        "a1": mk.toxicology_margin(100.0, noael=50_000.0, route="iv", **subject),
        "b": mk.toxicology_margin(100.0, noael=20_000.0, route="oral", **subject),
        "c": mk.dose_at_margin(1000.0, route="iv", margin=1000.0, **subject),
        "d": mk.chance_of_event(0.05, n=2),
        "e": mk.event_upper_bound(0, n=6),
        "f": mk.repeat_span(11.0) / 24,
        "g": mk.subjects_without_event(0.01),
    }


def h10():
    dose = mk.effective_dose(mk.nci_to_bq(200.0))
    drug, procedure = 11 / 11_028, 7 / 11_028
    micro = 1e-5 + mk.radiation_risk(dose)
    gate = dict(p_unviable=0.25, sensitivity=0.85)
    avoided = mk.events_avoided(60, risk=drug, **gate)
    both = mk.events_avoided(60, risk=drug + procedure, **gate)
    return {
        "a1": mk.effective_dose(mk.nci_to_bq(50.0)),
        "a2": mk.effective_dose(mk.nci_to_bq(1000.0)),
        "b": dose,
        "c": mk.background_hours(dose),
        "d": avoided,
        "e": mk.benefit_harm_ratio(avoided, mk.events_incurred(6, risk=micro)),
        "f": mk.benefit_harm_ratio(both, mk.events_incurred(6, risk=micro + procedure)),
    }


def a1_1():
    def f(auc, dose, ml_per_min):
        litres_per_hour = ml_per_min * 60 / 1000
        return mk.bioavailability(auc, 1 / litres_per_hour, dose_oral=dose, dose_iv=1.0)

    return {
        "a1": f(100.0, 20_000.0, 500.0),
        "b": f(84.4, 5000.0, 495.0),
        "c": f(628.0, 10_000.0, 207.0),
        "d": mk.fraction_absorbed(0.234, f_gut=1 - 0.53, f_hepatic=1 - 0.44),
    }


def a1_2():
    enzyme = dict(v=30.0, vmax=30.0, km=0.5)
    oral = dict(ka=1.0, f=0.40, **enzyme)
    at_0, at_1, at_2 = (mk.tracer_bioavailability(200.0, tracer=0.1, at=hour, **oral) for hour in (0.0, 1.0, 2.0))
    alone = mk.bioavailability(mk.mm_oral_auc(200.0, **oral), mk.mm_auc(0.1, **enzyme), dose_oral=200.0, dose_iv=0.1)
    return {"a1": at_2, "b": alone, "c": at_0, "d": at_1}


def a2_1():
    rho, vnd = mk.lassen([10.1, 7.9, 6.55, 4.95, 3.50], [5.10, 4.50, 3.85, 3.40, 2.82])
    unbound = 0.10 * mk.ng_ml_to_nM(30.0, molar_mass=450.0)
    ed50 = mk.fit_ed50(20.0, rho)  # mg, like the dose
    return {
        "a1": mk.lassen([4.0, 6.0, 8.0], [3.0, 4.0, 5.0])[0],
        "b": rho,
        "c": vnd,
        "d": mk.fit_ed50(unbound, rho),
        "e": ed50 * 0.8 / (1 - 0.8),
        "f": 100 * 0.1 / (0.1 + ed50),
    }


def a2_2():
    batch = dict(molar_activity=60.0, molar_mass=380.0)
    uptake = mk.suv(12.0, activity=370.0, weight=75.0)
    own = mk.self_occupancy(10.0, suv=uptake, weight=75.0, bp=3.0, f_nd=0.05, kd=0.2, molar_mass=380.0)
    return {
        "a1": mk.tracer_mass(185.0, molar_activity=100.0, delay=20.36, molar_mass=400.0),
        "b": mk.tracer_mass(370.0, delay=50.0, **batch),
        "c": mk.latest_injection(10.0, mass_at_once=mk.tracer_mass(370.0, **batch)),
        "d": uptake,
        "e": 100 * own,
    }


def a3_1():
    time = [0.0, 1.0, 2.0, 4.0, 8.0, 12.0, 24.0]
    total, m1 = [0.0, 150, 200, 190, 150, 115, 70], [0.0, 2, 5, 9, 11, 11, 9]
    weights = mk.hamilton_weights(time)
    share = mk.auc_with_tail(time, m1, half_life=60.0) / mk.auc_with_tail(time, total, half_life=20.0)
    return {
        "a1": mk.hamilton_weights([0.0, 1.0, 3.0, 7.0])[1],
        "b": weights @ m1,
        "c": 100 * (weights @ m1) / (weights @ total),
        "d": 100 * share,
    }


def a3_2():
    dose = np.array([100.0, 10_000.0, 100_000.0])
    auc = mk.auc_parallel(dose, v=50.0, vmax=2000.0, km=50.0, cl=8.0)
    share = 8.0 * auc / dose
    return {"a1": share[1], "b": share[0], "c": share[2], "d": (auc / dose)[2] / (auc / dose)[0]}


def a4_1():
    strength = mk.inhibition_strength(12.0 * 0.01, ki=0.015)
    return {
        "a1": mk.victim_auc_ratio(1e9, fm=0.5),
        "b": mk.victim_auc_ratio(strength, fm=0.93, f_gut=0.47, gut_strength=40.0),
        "c": mk.victim_auc_ratio(strength, fm=0.93),
        "d": mk.max_auc_ratio(0.93, f_gut=0.47),
    }


def a4_2():
    return {
        "a1": 1 / mk.fold_of_change(-50.0),
        "b": 1 / mk.fold_of_change(-92.8),
        "c": mk.fold_of_change(1540.0),
        "d": mk.least_fm(mk.fold_of_change(1540.0), f_gut=1 - 0.53),
        "e": mk.exponent_limits(3 / 0.0001)[1] - 1,
    }


def a5_1():
    clf, fu = np.array([60.0, 15, 30, 100]), np.array([0.10, 0.01, 0.05, 0.30])
    molar_mass, kd = np.array([400.0, 420, 380, 350]), np.array([2.0, 2, 1, 3])
    dose = mk.dose_for_average(mk.conc_for_occupancy(0.75, kd=kd, fu=fu, molar_mass=molar_mass), cl=clf) / 1e3
    one = mk.conc_for_occupancy(0.75, kd=10.0, molar_mass=500.0)
    return {
        "a1": mk.dose_for_average(one, cl=10.0) / 1e3,
        "b": dose[np.argmin(mk.rank_candidates(dose))],
        "c": dose[np.argmin(clf)],
        "d": mk.rank_agreement(clf, dose),
        "e": mk.bioavailability(1.52, 1 / 24.7, dose_oral=100.0, dose_iv=1.0),
    }


def a5_2():
    pair = dict(cv=0.35, correlation=0.6)
    return {
        "a1": mk.selection_probability(2.0, cv=0.3, n=4),
        "b": mk.selection_probability(1.25, cv=0.35, n=4),
        "c": mk.selection_probability(1.25, n=4, **pair),
        "d": mk.subjects_to_select(1.25, cv=0.35, chance=0.9),
        "e": mk.subjects_to_select(1.25, chance=0.9, **pair),
    }


def a6_1():
    weight, cl = [0.025, 0.25, 5.0, 10.0], np.array([0.15, 0.80, 5.5, 8.0])
    human, exponent = mk.allometry(weight, cl)
    return {
        "a1": mk.allometry([1.0, 10.0], [2.0, 20.0], to_weight=100.0)[0],
        "b": exponent,
        "c": human,
        "d": mk.allometry(weight, cl / [0.25, 0.20, 0.12, 0.10])[0] * 0.04,
        "e": mk.fold_error(human, 12.0),
        "f": mk.fold_error(14.0, 12.0),
    }


def a6_2():
    in_vitro = [0.22, 0.35, 0.60, 0.15, 1.8, 0.45, 0.30, 0.9]
    microdose = [1.1, 0.9, 1.3, 0.7, 1.05, 0.85, 2.2, 1.0]
    return {
        "a1": mk.absolute_average_fold_error([2.0, 0.5], 1.0),
        "a2": mk.average_fold_error([2.0, 0.5], 1.0),
        "b": mk.absolute_average_fold_error(in_vitro, 1.0),
        "c": mk.absolute_average_fold_error(microdose, 1.0),
        "d": mk.average_fold_error(in_vitro, 1.0),
        "e": mk.exact_interval(15, 16)[0],
        "f": fisher_exact([[15, 1], [28, 13]]).pvalue,
    }


def a7_1():
    length = mk.penetration_length(2e-6, loss_rate=5e-3)
    reach = mk.reservoir_reach(0.1, reservoir=200.0, length=length)
    conc = mk.shell_conc(1.0, inner=200.0, outer=reach)
    return {
        "a1": mk.reservoir_profile(400.0, reservoir=200.0, length=200.0),
        "b": length,
        "c": reach - 200.0,
        "d": mk.ng_ml_to_nM(conc, molar_mass=400.0) / 1e3,
        "e": conc / (1.0 / 40.0),
    }


def a7_2():
    dose = 1e3 * 6.0 * (90.0 + 25.0) / 100  # Calvert's formula, 1 % of it, µg
    activity = 1e7 * 70.0 / 60  # dpm to Bq
    return {
        "b": mk.ug_to_mg(dose),
        "c": dose / 100.0,
        "d": mk.effective_dose(activity) / 1e3,
        "e": mk.labelled_fraction(activity, dose=dose, molar_mass=371.25),
    }


def a8_1():
    return {
        "a1": 121.2 * mk.scale_to_weight(1.0, to_weight=70.0) * mk.maturation(2000.0),
        "b": mk.scale_to_weight(121.2, to_weight=3.5) * mk.maturation(40.0),
        "c": mk.bioavailability(195.0, 1 / 0.98, dose_oral=58.0 * 5.0, dose_iv=1.0),
        "d": 8.7 / mk.implied_volume(0.98, half_life=1.0),
        "e": 0.98 / mk.scale_to_weight(27.0, to_weight=5.0),
    }


def a8_2():
    cl, half_life, auc = np.array([1.46, 2.93]), np.array([2.65, 8.36]), np.array([0.90, 0.70])
    volume = mk.implied_volume(cl, half_life=half_life)
    return {
        "a1": mk.implied_volume(1.76, half_life=2.55),
        "b": cl[1] / cl[0],
        "c": half_life[1] / half_life[0],
        "d": volume[1] / volume[0],
        "e": mk.clearance(auc[1], dose=1.0) / mk.clearance(auc[0], dose=1.0),
    }


def a10_1():
    plain = dict(cost=8.0, p_viable=0.70)
    gate = dict(gate_cost=0.6, sensitivity=0.85, **plain)

    def rigid_gain(specificity):
        with_gate = mk.value_with_gate(60.0, specificity=specificity, rule="rigid", **gate)
        return with_gate - mk.value_without_gate(60.0, **plain)

    bayes = mk.value_with_gate([15.0, 30.0], specificity=0.90, rule="bayes", **gate)
    rigid = mk.value_with_gate([15.0, 60.0], specificity=0.90, rule="rigid", **gate)
    return {
        "a1": bayes[1],
        "a2": rigid[0],
        "b": mk.value_without_gate(60.0, **plain),
        "c": rigid[1],
        "d": mk.viable_given_fail(0.70, sensitivity=0.85, specificity=0.90),
        "e": bayes[0] - mk.value_without_gate(15.0, **plain),
        "f": brentq(rigid_gain, 0.5, 1.0),
    }


def a10_2():
    gate = dict(sensitivity=0.85, specificity=0.90)

    def saved(p):
        return mk.spend_per_viable(8.0, p_viable=p) - mk.spend_per_viable(8.0, p_viable=p, gate_spend=0.6, **gate)

    return {
        "a1": mk.spend_per_viable(8.0, p_viable=0.7, gate_spend=0.6, **gate),
        "a2": mk.spend_per_viable(18.0, p_viable=0.7, gate_spend=8.0, **gate),
        "b": mk.spend_per_viable(8.0, p_viable=0.4),
        "c": mk.spend_per_viable(8.0, p_viable=0.4, gate_spend=0.6, **gate),
        "d": mk.spend_per_viable(18.0, p_viable=0.4),
        "e": mk.spend_per_viable(18.0, p_viable=0.4, gate_spend=8.0, **gate),
        "f": brentq(saved, 0.1, 1.0),
    }


def a10_3():
    n = np.arange(3, 200)
    return {
        "a1": mk.ci_factor(6, cv=0.3),
        "a2": mk.precision_power(12, cv=0.3),
        "b": mk.ci_factor(4, cv=0.4),
        "c": mk.ci_factor(8, cv=0.4),
        "d": mk.precision_power(6, cv=0.4),
        "e": n[mk.precision_power(n, cv=0.4) >= 0.8][0],
    }


def a10_4():
    iv, oral = mk.translation_sd([0.94, 0.68])
    return {
        "a1": mk.chance_within_fold(100, cv=0.4, sigma=oral),
        "b": iv,
        "c": mk.chance_within_fold(4, cv=0.4, sigma=iv),
        "d": mk.chance_within_fold(4, cv=0.4, sigma=oral),
        "e": mk.chance_within_fold(4, cv=0.4, sigma=iv, fold=1.25),
    }


SOLUTIONS = {name: globals()[name.lower().replace(".", "_")] for name in KEY}


@pytest.mark.parametrize(("problem", "letter"), [(name, letter) for name in KEY for letter in KEY[name]])
def test_reference_answer(problem, letter):
    value, tolerance = KEY[problem][letter]
    assert SOLUTIONS[problem]()[letter] == pytest.approx(value, rel=tolerance)


def test_every_answer_is_compared():
    compared = sum(len(SOLUTIONS[name]()) for name in KEY)
    assert compared == sum(map(len, KEY.values())) == 159
    assert all(SOLUTIONS[name]().keys() == KEY[name].keys() for name in KEY)


# once-daily dose of the article's own example, mg: V, molar mass, fu, dose with instant absorption, with ka = 1 per hour
ARTICLE = [
    (30, 400, 0.10, 302, 250),
    (60, 400, 0.15, 403, 333),
    (70, 400, 0.10, 706, 583),
    (100, 350, 0.10, 882, 729),
    (20, 500, 0.05, 504, 417),
    (70, 400, 0.30, 235, 194),
    (40, 400, 0.50, 81, 67),
    (15, 500, 0.10, 189, 156),
]


@pytest.mark.parametrize(("v", "molar_mass", "fu", "instant", "absorbed"), ARTICLE)
def test_doses_of_the_articles_example(v, molar_mass, fu, instant, absorbed):
    trough = mk.conc_for_occupancy(0.8, kd=5.0, fu=fu, molar_mass=molar_mass)
    given = dict(v=v, half_life=4.0, f=0.5)
    assert mk.trough_dose(trough, **given) / 1e3 == pytest.approx(instant, abs=0.51)
    assert mk.trough_dose(trough, ka=1.0, **given) / 1e3 == pytest.approx(absorbed, abs=0.51)


def test_other_numbers_the_course_states():
    trough = mk.conc_for_occupancy(0.8, kd=5.0, fu=0.15, molar_mass=400.0)
    stated = {
        "continuous input, mg/day": (mk.dose_for_average(trough, cl=60 * np.log(2) / 4, f=0.5) / 1e3, 26.6),
        "half-life 3.2 h, mg/day": (mk.trough_dose(trough, v=60, half_life=3.2, f=0.5) / 1e3, 1152.0),
        "half-life 5.0 h, mg/day": (mk.trough_dose(trough, v=60, half_life=5.0, f=0.5) / 1e3, 172.0),
        "natural to drug atoms": (mk.background_atoms(40.0) / 9.652e6, 244.0),
        "1 uSv, hours of background": (mk.background_hours(1.0), 3.65),
        "18F brain scan against 200 nCi": (19.7 * 185 / mk.effective_dose(7400.0), 850.0),
        "atoms behind 1 nCi": (mk.c14_atoms(37.0), 9.6524e12),
        "modern atoms per mg": (mk.background_atoms(1.0), 5.896e7),
        "AMS limit, pg/mL at 4.44 dpm/ng": (mk.lloq_conc(0.025, dose=100.0, activity=7400.0), 5.6),
    }
    for what, (ours, theirs) in stated.items():
        assert ours == pytest.approx(theirs, rel=6e-3), what
