"""Every public function, every numeric argument, every kind of nonsense: the error must name the argument.

`EXAMPLES` holds one valid call of each public function, and a test keeps it complete. `ALLOWED` lists, with its reason,
each case that is legitimate after all, and a test keeps it honest: such a call must succeed.
"""

import inspect
import re

import pytest

import microkit as mk

POINTS = [1.0, 2.0, 4.0]


def call(*args, **kwargs):
    return args, kwargs


def one_dose(time):
    return mk.bolus(time, dose=100.0, cl=10.0, v=40.0)


ENZYME = dict(v=150.0, cl=30.0, kdeg=0.02, kinact=0.5, ki=2.0, emax=1.0, ec50=3.0)
GATE = dict(cost=8.0, p_viable=0.7, sensitivity=0.85, specificity=0.9)
CALCULATIONS = set(mk.__all__) - {"curve", "semilog", "ams_picture"}  # figures have tests of their own
EXAMPLES = {
    "ng_ml_to_nM": call(42.0, molar_mass=420.0),
    "nM_to_ng_ml": call(100.0, molar_mass=420.0),
    "mg_to_ug": call(0.1),
    "ug_to_mg": call(100.0),
    "nci_to_bq": call(200.0),
    "bq_to_dpm": call(37.0),
    "max_microdose": call(6000.0, noael_hed=4838.7, protein=True, molar_mass=5800.0),
    "human_equivalent_dose": call(500.0, species="rat", body_weight=60.0),
    "cumulative_microdose": call(48.0, doses=5),
    "repeat_span": call(9.0, doses=5),
    "occupancy": call(42.0, kd=10.0, fu=0.1, molar_mass=420.0),
    "conc_for_occupancy": call(0.5, kd=10.0, fu=0.1, molar_mass=420.0),
    "occupancy_after_dose": call(
        100.0, reference_dose=60_000.0, reference_conc=180.0, kd=2.0, fu=0.05, molar_mass=420.0
    ),
    "clearance": call(820.0, dose=50_000.0),
    "implied_volume": call(25.0, half_life=4.0),
    "bioavailability": call(820.0, 17_760.0, dose_oral=50_000.0, dose_iv=444_000.0),
    "bioavailability_cv": call(0.3, 0.4, correlation=0.5),
    "fraction_absorbed": call(0.234, f_gut=0.47, f_hepatic=0.56),
    "hepatic_clearance": call(180.0, fu=0.5, blood_to_plasma=1.1, q_h=90.0),
    "hepatic_availability": call(25.0, blood_to_plasma=1.1, q_h=90.0),
    "intrinsic_clearance": call(25.0, fu=0.5, blood_to_plasma=1.1, q_h=90.0),
    "recovery": call([3000.0, 1000.0, 400.0], [100.0, 2000.0, 300.0], dose=7400.0),
    "hamilton_weights": call(POINTS),
    "auc_with_tail": call(POINTS, [3.0, 2.0, 1.0], half_life=2.0),
    "auc_parallel": call(100.0, v=50.0, vmax=2000.0, km=50.0, cl=8.0),
    "c14_atoms": call(37.0),
    "drug_atoms": call(0.5, volume=1.0, dose=100.0, activity=7400.0),
    "labelled_fraction": call(7400.0, dose=100.0, molar_mass=400.0),
    "background_atoms": call(40.0, fraction_modern=1.0),
    "decays": call(9.7e6, duration=24.0),
    "counting_cv": call(10_000.0, blank=900.0, scale=2.0),
    "net_counts_needed": call(0.2, background=100.0, scale=2.0),
    "lloq_conc": call(0.025, dose=100.0, activity=7400.0),
    "effective_dose": call(7400.0, coefficient=5.8e-10),
    "background_hours": call(4.3, annual=2.4),
    "radiation_risk": call(4.3, detriment=5.5e-2),
    "icrp_category": call(4.3),
    "inhibition_strength": call(0.12, ki=0.015),
    "inactivation_strength": call(1.0, ki=5.3, kinact=0.4, kdeg=0.019),
    "victim_auc_ratio": call(8.0, fm=0.93, f_gut=0.47, gut_strength=40.0),
    "max_auc_ratio": call(0.93, f_gut=0.47),
    "least_fm": call(16.4, f_gut=0.47),
    "fold_of_change": call(1540.0),
    "fold_error": call(14.0, 12.0),
    "average_fold_error": call(14.0, 12.0),
    "absolute_average_fold_error": call(14.0, 12.0),
    "allometry": call(POINTS, [3.0, 5.0, 8.0], to_weight=70.0),
    "allometry_interval": call(POINTS, [3.0, 5.0, 8.0], to_weight=70.0, level=0.95),
    "scale_to_weight": call(27.0, to_weight=5.0, from_weight=70.0, exponent=0.75),
    "maturation": call(40.0, tm50=47.7, hill=3.4),
    "scale_in_vitro": call(10.0, per_gram=40.0, liver_weight=1800.0),
    "penetration_length": call(2e-6, loss_rate=5e-3),
    "reservoir_profile": call(400.0, reservoir=200.0, length=200.0),
    "reservoir_reach": call(0.1, reservoir=200.0, length=200.0),
    "shell_conc": call(1.0, inner=200.0, outer=480.0),
    "kp_uu": call(3.0, fu_tissue=0.01, fu_plasma=0.1),
    "binding_potential": call(10.0, vnd=2.5),
    "scan_occupancy": call(3.0, 1.5),
    "lassen": call([4.0, 6.0, 8.0], [3.0, 4.0, 5.5]),
    "fit_ed50": call(20.0, 0.5, rho_max=0.9),
    "suv": call(12.0, activity=370.0, weight=75.0),
    "tracer_mass": call(370.0, molar_activity=60.0, delay=50.0, half_life=20.36, molar_mass=380.0),
    "latest_injection": call(10.0, mass_at_once=2.3, half_life=20.36),
    "self_occupancy": call(10.0, suv=2.4, weight=75.0, bp=3.0, f_nd=0.05, kd=0.2, molar_mass=380.0),
    "tolerated_dose": call(20_000.0, route="oral", body_weight=70.0, species="rat"),
    "toxicology_margin": call(100.0, noael=20_000.0, route="oral", body_weight=70.0, species="rat"),
    "dose_at_margin": call(1000.0, route="iv", body_weight=70.0, species="rat", margin=1000.0),
    "exploratory_approach": call(100.0, doses=2, half_lives_between=6.0, limit=100.0),
    "start_dose": call(5000.0, cl=20.0, f=0.5, margin=50.0),
    "chance_of_event": call(0.05, n=2),
    "event_upper_bound": call(0, n=6, level=0.95),
    "subjects_without_event": call(0.01, level=0.95),
    "trough_dose": call(53.0, v=60.0, half_life=4.0, f=0.5, interval=24.0, ka=1.0),
    "dose_for_average": call(24.0, cl=60.0, f=0.5, interval=24.0),
    "half_life_at_ceiling": call(3e5, conc=53.0, v=60.0, f=0.5, interval=24.0),
    "no_go_probability": call(3e5, conc=53.0, v=60.0, half_life=4.0, sigma=0.2, f=0.5, interval=24.0),
    "gate_accuracy": call(0.7, prior_sd=0.7, error_sd=0.35),
    "selection_probability": call(1.25, cv=0.35, n=4, correlation=0.6),
    "subjects_to_select": call(1.25, cv=0.35, chance=0.9, correlation=0.6),
    "rank_candidates": call([57.6, 90.7, 16.4]),
    "rank_agreement": call([60.0, 15.0, 30.0], [46.1, 90.7, 16.4]),
    "events_incurred": call(6, risk=1e-5),
    "benefit_harm_interval": call(
        11, 7, participations=11_028, spared_later=12.75, n_now=6, other_risk=1e-5, level=0.95
    ),
    "events_avoided": call(60, risk=1e-3, p_unviable=0.25, sensitivity=0.85),
    "benefit_harm_ratio": call(0.0127, 6.1e-5),
    "value_without_gate": call(60.0, cost=8.0, p_viable=0.7),
    "value_with_gate": call(60.0, gate_cost=0.6, rule="bayes", **GATE),
    "viable_given_fail": call(0.7, sensitivity=0.85, specificity=0.9),
    "spend_per_viable": call(8.0, p_viable=0.4, gate_spend=0.6, sensitivity=0.85, specificity=0.9),
    "evsi": call(60.0, **GATE),
    "evpi": call(60.0, cost=8.0, p_viable=0.7),
    "brier_score": call([0.9, 0.2, 0.7], [1.0, 0.0, 1.0]),
    "log_score": call([0.9, 0.2, 0.7], [1.0, 0.0, 1.0]),
    "interval_score": call([0.1, 0.2, 0.3], POINTS, [0.5, 3.0, 1.0], level=0.8),
    "ci_factor": call(4, cv=0.4, level=0.95),
    "precision_power": call(6, cv=0.4, factor=1.4, level=0.95),
    "translation_sd": call(0.94, fold=2.0, sampling_variance=0.02),
    "reservoir_surface_conc": call(0.04, diffusivity=2e-6, reservoir=200.0, length=200.0),
    "reservoir_mean": call(480.0, reservoir=200.0, length=200.0),
    "intravenous_auc_ratio": call(8.0, fm=0.93, extraction=0.44),
    "tmdd_onset": call(v=3.1, cl=0.2, target=2.0, kint=0.5),
    "dose_over_km": call(3_000.0, km=4.0, molar_mass=325.8),
    "average_occupancy": call(3.0, half_life=8.0, interval=24.0),
    "geometric_sd": call([2.0, 0.5, 1.0], [1.0, 1.0, 1.0]),
    "chance_within_fold": call(4, cv=0.4, sigma=0.37, fold=2.0),
    "bolus": call(POINTS, dose=100.0, cl=10.0, v=40.0, q=5.0, v2=80.0, tau=24.0),
    "infusion": call(POINTS, dose=100.0, duration=1.0, cl=10.0, v=40.0, q=5.0, v2=80.0, tau=24.0),
    "oral": call(POINTS, dose=100.0, ka=1.0, cl=10.0, v=40.0, f=0.5, lag=0.5, q=5.0, v2=80.0, tau=24.0),
    "superpose": call(one_dose, POINTS, dose_times=[0.0, 1.0, 2.0], amounts=[2.0, 1.0, 1.0]),
    "nca": call(POINTS, [3.0, 2.0, 1.0], dose=100.0, route="infusion", duration=0.5, rule="linear-up log-down"),
    "dose_normalised": call(5.0, dose=100.0),
    "scale_to_dose": call(5.0, dose=100.0, to_dose=75_000.0),
    "power_model": call([1.0, 10.0, 100.0], [2.0, 21.0, 190.0], level=0.95),
    "exponent_limits": call(750.0, fold=2.0),
    "geometric_mean_ratio": call(POINTS, [1.0, 1.5, 3.0], paired=True, level=0.9),
    "ratio_from_errors": call(1.34, errors=[0.13, 0.11], df=7, correlation=0.2, level=0.9),
    "exact_interval": call(15, 16, level=0.95),
    "mm_bolus": call(POINTS, dose=100.0, v=40.0, vmax=10.0, km=0.25),
    "mm_auc": call(100.0, v=40.0, vmax=10.0, km=0.25),
    "mm_steady_state": call(4.0, vmax=10.0, km=0.25),
    "mm_largest_dose": call(2.0, v=40.0, km=0.25, microdose=0.1),
    "mm_oral": call(POINTS, dose=100.0, ka=1.0, v=40.0, vmax=10.0, km=0.25, f=0.5, dose_times=0.5),
    "mm_oral_auc": call(100.0, ka=1.0, v=40.0, vmax=10.0, km=0.25, f=0.5),
    "mm_oral_with_tracer": call(POINTS, dose=200.0, tracer=0.1, at=1.0, ka=1.0, v=30.0, vmax=30.0, km=0.5, f=0.4),
    "tracer_bioavailability": call(200.0, tracer=0.1, at=1.0, ka=1.0, v=30.0, vmax=30.0, km=0.5, f=0.4),
    "tmdd_free": call(1.0, target=2.0, kss=0.5),
    "tmdd_auc": call(30.0, v=3.1, cl=0.2, target=2.0, kss=0.5, kint=0.5),
    "tmdd_bolus": call(POINTS, dose=30.0, v=3.1, cl=0.2, target=2.0, kss=0.5, kint=0.5),
    "tmdd_clearance_limits": call(v=3.1, cl=0.2, target=2.0, kss=0.5, kint=0.5),
    "clearance_at": call(POINTS, cl0=30.0, cl_ss=6.0, beta=0.1),
    "changing_bolus": call(POINTS, dose=100.0, v=150.0, cl0=30.0, cl_ss=6.0, beta=0.1),
    "changing_auc": call(100.0, v=150.0, cl0=30.0, cl_ss=6.0, beta=0.1),
    "apparent_clearance": call([4.0, 12.0, 48.0], v=150.0, cl0=30.0, cl_ss=6.0, beta=0.1, tail=2.0),
    "enzyme_turnover": call(POINTS, dose=100.0, **ENZYME, ka=1.0, f=0.5, dose_times=0.5),
    "enzyme_turnover_auc": call(100.0, **ENZYME, ka=1.0, f=0.5),
    "enzyme_under": call(POINTS, conc=1.0, kdeg=0.02, kinact=0.4, ki=5.3),
    "success_rates": call(level=0.95),
    "load": call("theoph"),
}

ONE_CURVE = "one tail per curve: a population of half-lives gives a population of areas"
OUTER = "times never pair up with parameters: any number of times goes with any population"
ONE_FIT = "the fit is one; it is read at as many weights as asked"
ALLOWED = {
    ("ratio_from_errors", "correlation", "negative"): "two measurements can vary against each other",
    ("bioavailability_cv", "correlation", "negative"): "two measurements can vary against each other",
    ("selection_probability", "correlation", "negative"): "two measurements can vary against each other",
    ("subjects_to_select", "correlation", "negative"): "two measurements can vary against each other",
    ("scale_to_weight", "exponent", "negative"): "rate constants and frequencies fall with size",
    ("scan_occupancy", "bp_drug", "negative"): "noise makes a binding potential near zero negative",
    ("rank_agreement", "first", "negative"): "logarithms and differences can be ranked",
    ("rank_agreement", "second", "negative"): "logarithms and differences can be ranked",
    ("interval_score", "lower", "negative"): "logarithms have intervals",
    ("interval_score", "observed", "negative"): "logarithms have intervals",
    ("auc_with_tail", "half_life", "mismatch"): ONE_CURVE,
    ("allometry", "to_weight", "mismatch"): ONE_FIT,
    ("bolus", "time", "mismatch"): OUTER,
    ("infusion", "time", "mismatch"): OUTER,
    ("oral", "time", "mismatch"): OUTER,
    ("superpose", "time", "mismatch"): OUTER,
    ("mm_bolus", "time", "mismatch"): OUTER,
    ("mm_oral", "time", "mismatch"): OUTER,
    ("mm_oral_with_tracer", "time", "mismatch"): OUTER,
    ("tmdd_bolus", "time", "mismatch"): OUTER,
    ("clearance_at", "time", "mismatch"): OUTER,
    ("changing_bolus", "time", "mismatch"): OUTER,
    ("enzyme_turnover", "time", "mismatch"): OUTER,
    ("enzyme_under", "time", "mismatch"): OUTER,
    ("apparent_clearance", "until", "mismatch"): OUTER,
    ("nca", "conc", "nan"): "a missing sample",
}


def is_numeric(value):
    return isinstance(value, (int, float, list)) and not isinstance(value, bool)


def arguments(name):
    """The example of a function as a dict of its arguments, and its signature."""
    signature = inspect.signature(getattr(mk, name))
    args, kwargs = EXAMPLES[name]
    return signature, dict(signature.bind(*args, **kwargs).arguments)


def with_last(value, last):
    return [*value[:-1], last] if isinstance(value, list) else last


def nonsense(name, argument):
    """Every bad variant of one argument: kind and the arguments of the call."""
    signature, good = arguments(name)
    value = good[argument]
    last = value[-1] if isinstance(value, list) else value
    yield "text", {argument: "a lot"}
    if signature.parameters[argument].default is not None:
        yield "none", {argument: None}
    yield "nan", {argument: with_last(value, float("nan"))}
    yield "infinite", {argument: with_last(value, float("inf"))}
    yield "empty", {argument: []}
    yield "negative", {argument: with_last(value, -(last or 1))}
    others = [other for other in good if other != argument and is_numeric(good[other])]
    if others and isinstance(value, list):
        yield "mismatch", {argument: value[:-1]}
    elif others:
        partner = next((other for other in others if not isinstance(good[other], list)), others[0])
        wider = good[partner] if isinstance(good[partner], list) else [good[partner]] * 3
        yield "mismatch", {argument: [value] * 2, partner: wider}


def run(name, changes):
    signature, good = arguments(name)
    bound = signature.bind_partial()
    bound.arguments.update(good | changes)
    return getattr(mk, name)(*bound.args, **bound.kwargs)


CASES = [
    (name, argument, kind, changes)
    for name in sorted(set(EXAMPLES) & CALCULATIONS - {"load"})
    for argument, value in arguments(name)[1].items()
    if is_numeric(value)
    for kind, changes in nonsense(name, argument)
]


def test_every_public_function_has_an_example():
    assert set(EXAMPLES) == CALCULATIONS


def test_every_numeric_parameter_is_in_its_example():
    left_out = {
        (name, parameter)
        for name in CALCULATIONS
        for parameter in arguments(name)[0].parameters
        if parameter not in arguments(name)[1]
    }
    assert not left_out


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_the_example_is_valid(name):
    assert run(name, {}) is not None


@pytest.mark.parametrize("name", sorted({case[0] for case in CASES}))
def test_nonsense_is_refused_by_name(name):
    for _, argument, kind, changes in (case for case in CASES if case[0] == name):
        if (name, argument, kind) in ALLOWED:
            continue
        with pytest.raises((TypeError, ValueError)) as error:
            pytest.fail(f"{name}({argument}={changes[argument]!r}) was accepted: {run(name, changes)!r}")
        assert re.search(rf"\b{argument}\b", str(error.value)), f"{kind}: {argument} is not named in: {error.value}"


SAID_AS = {("load", "name"): "data set"}  # the only argument of `load`, named by what it is
CHOICES = [
    (name, argument)
    for name in sorted(set(EXAMPLES) & CALCULATIONS)
    for argument, value in arguments(name)[1].items()
    if isinstance(value, str)
]


@pytest.mark.parametrize(("name", "argument"), CHOICES)
def test_an_unknown_choice_is_refused_with_the_known_ones(name, argument):
    known, said = arguments(name)[1][argument], SAID_AS.get((name, argument), argument)
    with pytest.raises(ValueError, match=rf"(?s)\b{said}\b.*{known}"):
        run(name, {argument: "unheard of"})


@pytest.mark.parametrize("case", sorted(ALLOWED))
def test_what_is_allowed_works(case):
    changes = {(name, argument, kind): changes for name, argument, kind, changes in CASES}
    assert run(case[0], changes[case]) is not None


def test_the_walk_is_complete():
    walked = {(name, argument) for name, argument, _, _ in CASES}
    assert len(walked) >= 430, "numeric arguments walked"
    assert len(CASES) - len(ALLOWED) >= 6 * len(walked) * 0.9, "calls refused"
