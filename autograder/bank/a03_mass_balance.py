"""A3: where a labelled dose goes, and which metabolite has to be tested: pools, tails, two pathways and a recovery."""

import numpy as np

from autograder.judging.problem import (
    Call,
    Choice,
    Function,
    Number,
    Option,
    Problem,
    Quantity,
    Written,
    WrongTurn,
    pick,
    unchanged_draft,
)
from microkit import auc_parallel, auc_with_tail, hamilton_weights

TIMES = np.array([0.0, 1, 2, 4, 8, 12, 24, 48])
SPAN = 48.0
DPM_PER_NCI = 2220.0


class Profile(tuple):
    """Concentrations in ng-eq/mL at TIMES, which a story prints as a row to copy."""

    def __format__(self, spec):
        return f"`[{', '.join(f'{conc:g}' for conc in self)}]`"


TOTAL = Profile((0, 150, 200, 190, 150, 120, 76, 37))
M1 = Profile((0, 1.8, 3.2, 5.5, 8, 9, 9, 7))


def scaled(profile, low, high):
    """Return a maker of draws: the same profile, all its concentrations multiplied by one number."""
    return lambda rng: Profile(float(f"{conc:.3g}") for conc in np.array(profile) * rng.uniform(low, high))


GIVEN = {
    "total": Quantity(TOTAL, "ng-eq/mL", scaled(TOTAL, 0.98, 1.15), about="all ¹⁴C"),
    "m1": Quantity(M1, "ng-eq/mL", scaled(M1, 0.85, 1.0), about="the metabolite"),
    "half_m1": Quantity(60.0, "h", pick(50, 55, 60, 70, 80), about="of M1 after the last sample"),
    "half_rest": Quantity(20.0, "h", pick(16, 18, 20, 22), about="of all that is not M1, after the last sample"),
    "animal_auc": Quantity(300.0, "ng-eq·h/mL", pick(220, 250, 280, 300), about="of M1 in the animals"),
    "v": Quantity(50.0, "L", pick(40, 50, 60), about="from (g) on"),
    "vmax": Quantity(2.0, "mg/h", pick(1.5, 2, 2.5)),
    "km": Quantity(0.05, "mg/L", pick(0.04, 0.05, 0.06)),
    "cl2": Quantity(8.0, "L/h", pick(6, 8, 10)),
    "micro_mg": Quantity(0.1, "mg", pick(0.05, 0.08, 0.1)),
    "dose_mg": Quantity(100.0, "mg", pick(80, 100, 120)),
    "found": Quantity(75.0, "%", pick(66, 70, 72, 75), about="of the label, for (m)"),
    "rate": Quantity(0.9, "% a day", pick(0.7, 0.8, 0.9, 1.0), name="RATE", about="for (m)"),
    "half_days": Quantity(9.5, "days", pick(8, 9, 9.5, 11), name="HALF_DAYS", about="for (m)"),
}


def hamilton(t):
    """Reference for part a."""
    return hamilton_weights(t)


def equal_volumes(t):
    return np.ones(len(t)) / len(t)


def interval_before(t):
    weights = np.concatenate([[0.0], np.diff(t)])
    return weights / weights.sum()


def interval_after(t):
    weights = np.concatenate([np.diff(t), [0.0]])
    return weights / weights.sum()


def ends_double(t):
    weights = np.gradient(np.asarray(t, float))
    return weights / weights.sum()


def hours_kept(t):
    return hamilton_weights(t) * (t[-1] - t[0])


def times_call(rng, low, high):
    """Sampling times from zero on, with gaps in a range."""
    gaps = rng.uniform(low, high, int(rng.integers(3, 9)))
    return Call((np.concatenate([[0.0], np.cumsum(gaps)]).round(2),))


def holds_the_trapezoids(f, rng):
    t = times_call(rng, 0.5, 12).args[0]
    conc = rng.uniform(0, 50, t.size)
    return abs(np.asarray(f(t)) @ conc * (t[-1] - t[0]) - np.trapezoid(conc, t)) < 1e-6 * np.trapezoid(conc, t)


def pooled(g, which="m1", weights=hamilton):
    """Concentration in the pool."""
    return float(np.asarray(weights(TIMES)) @ np.array(getattr(g, which)))


def share_in_pool(g, weights=hamilton):
    """M1 as a percentage of all ¹⁴C in the pool."""
    return 100 * pooled(g, weights=weights) / pooled(g, "total", weights)


def mean_of_ratios(g):
    ratios = np.array(g.m1)[1:] / np.array(g.total)[1:]
    return float(100 * hamilton(TIMES)[1:] @ ratios)


def rest(g):
    return np.array(g.total) - np.array(g.m1)


def m1_auc(g):
    """Area of M1 to infinity."""
    return auc_with_tail(TIMES, np.array(g.m1), half_life=g.half_m1)


def total_auc(g):
    """Area of all ¹⁴C to infinity, M1 and the rest each with its own tail."""
    return m1_auc(g) + auc_with_tail(TIMES, rest(g), half_life=g.half_rest)


def m1_auc_by(g, weights):
    """Area of M1 to infinity, up to the last sample by somebody's pool."""
    return pooled(g, weights=weights) * SPAN + g.m1[-1] * g.half_m1 / np.log(2)


def share_for_ever(g):
    return 100 * m1_auc(g) / total_auc(g)


def share_for_ever_by(g, weights):
    """M1 over all ¹⁴C, %, both areas up to the last sample by somebody's pools."""
    tails = (g.m1[-1] * g.half_m1 + rest(g)[-1] * g.half_rest) / np.log(2)
    return 100 * m1_auc_by(g, weights) / (pooled(g, "total", weights) * SPAN + tails)


def whole_with_own_tail(g):
    """M1 over a total that falls with the half-life of the rest although it contains M1."""
    return 100 * m1_auc(g) / auc_with_tail(TIMES, np.array(g.total), half_life=g.half_rest)


def one_half_life(g):
    """Both tails with the half-life of the rest."""
    tails = [auc_with_tail(TIMES, np.array(conc), half_life=g.half_rest) for conc in (g.m1, g.total)]
    return 100 * tails[0] / tails[1]


def last_times_half_life(g):
    """Both tails without the logarithm of two."""
    m1 = pooled(g) * SPAN + g.m1[-1] * g.half_m1
    others = np.trapezoid(rest(g), TIMES) + rest(g)[-1] * g.half_rest
    return float(100 * m1 / (m1 + others))


def frac_ugt(dose_mg, V, Vmax, Km, CL2):
    """Reference for part g."""
    return CL2 * auc_parallel(dose_mg, v=V, vmax=Vmax, km=Km, cl=CL2) / dose_mg


def split_at_zero(dose_mg, V, Vmax, Km, CL2):
    return CL2 / (CL2 + Vmax / Km)


def split_at_first_conc(dose_mg, V, Vmax, Km, CL2):
    return CL2 / (CL2 + Vmax / (Km + dose_mg / V))


def split_at_half(dose_mg, V, Vmax, Km, CL2):
    return CL2 / (CL2 + Vmax / (Km + dose_mg / V / 2))


def by_the_enzyme(dose_mg, V, Vmax, Km, CL2):
    return 1 - frac_ugt(dose_mg, V, Vmax, Km, CL2)


def two_ways(rng, low, high):
    """A drug with two pathways, and a bolus that starts between `low` and `high` times Km."""
    V = float(rng.uniform(10, 80))
    Km = float(rng.uniform(0.02, 0.5))
    CL2 = float(rng.uniform(2, 12))
    Vmax = Km * CL2 * float(rng.uniform(2, 8))
    return Call((V * Km * float(np.exp(rng.uniform(np.log(low), np.log(high)))), V, Vmax, Km, CL2))


def shares_rise(f, rng):
    dose, *drug = two_ways(rng, 0.5, 10).args
    return f(dose, *drug) < f(3 * dose, *drug) < 1


def by_ugt(g, dose_mg, function=frac_ugt):
    return function(dose_mg, g.v, g.vmax, g.km, g.cl2)


def fold(g, function=frac_ugt):
    """How many times the AUC per mg grows: UGT's share is CL2 times it."""
    return by_ugt(g, g.dose_mg, function) / by_ugt(g, g.micro_mg, function)


def recovery(urine_g, urine_dpm_g, faeces_g, faeces_dpm_g, dose_nci):
    """Reference for part l."""
    counted = np.sum(np.multiply(urine_g, urine_dpm_g)) + np.sum(np.multiply(faeces_g, faeces_dpm_g))
    return float(counted / (DPM_PER_NCI * dose_nci))


def draft(urine_g, urine_dpm_g, faeces_g, faeces_dpm_g, dose_nci):
    return float((np.sum(urine_g) * np.mean(urine_dpm_g) + np.sum(faeces_dpm_g)) / (37 * dose_nci))


def urine_averaged(urine_g, urine_dpm_g, faeces_g, faeces_dpm_g, dose_nci):
    counted = np.sum(urine_g) * np.mean(urine_dpm_g) + np.sum(np.multiply(faeces_g, faeces_dpm_g))
    return float(counted / (DPM_PER_NCI * dose_nci))


def faeces_unweighed(urine_g, urine_dpm_g, faeces_g, faeces_dpm_g, dose_nci):
    counted = np.sum(np.multiply(urine_g, urine_dpm_g)) + np.sum(faeces_dpm_g)
    return float(counted / (DPM_PER_NCI * dose_nci))


def decays_per_second(*args):
    return 60 * recovery(*args)


def excreta(rng, days):
    """Urine and faeces of some days: what is found thins out, and the amounts of a day differ."""
    falling = 0.6 ** np.arange(days)
    urine = rng.uniform(800, 2500, days).round()
    faeces = rng.uniform(60, 250, days).round()
    counts = (rng.uniform(40, 90) * falling).round(2), (rng.uniform(200, 600) * falling).round(2)
    return Call((urine, counts[0], faeces, counts[1], float(rng.integers(200, 600))))


def twice_the_dose(f, rng):
    args = excreta(rng, 4).args
    return abs(f(*args[:4], 2 * args[4]) - f(*args) / 2) < 1e-9


def to_come(g):
    """What is still to be excreted, % of the dose."""
    return g.rate * g.half_days / np.log(2)


PARTS = {
    "a": Function(
        heading="A function",
        prompt="""
            Write `hamilton`, the share of each sample in the pool.
            The weights add up to 1.

            Example: `hamilton(np.array([0.0, 1.0, 2.0, 4.0]))` is `[0.125, 0.25, 0.375, 0.25]`.
        """,
        model='''
            def hamilton(t):
                """Share of each sample in a pool that holds the trapezoidal area."""
                step = np.diff(t)
                weights = np.concatenate([[0], step]) + np.concatenate([step, [0]])
                return weights / weights.sum()
        ''',
        name="hamilton",
        points=3,
        answer=hamilton,
        tol=1e-4,
        example=Call((np.array([0.0, 1.0, 2.0, 4.0]),)),
        cases={
            "samples close together": lambda rng, i: times_call(rng, 0.4, 2.5),
            "samples over days": lambda rng, i: times_call(rng, 2, 30),
        },
        invariants={"the pool times the span is the trapezoidal area": holds_the_trapezoids},
        switched_off=("hamilton_weights",),
        wrong_turns=(
            WrongTurn(
                "M-EQVOL",
                equal_volumes,
                "You pour the same volume of each sample. Does each stand for the same stretch of time?",
                edit=(("np.concatenate([[0], step]) + np.concatenate([step, [0]])", "np.ones(len(t))"),),
            ),
            WrongTurn(
                "M-ONESTEP",
                interval_before,
                "You weigh each sample by the interval before it only, so the first one counts for nothing.",
                edit=((" + np.concatenate([step, [0]])", ""),),
            ),
            WrongTurn(
                "M-ONESTEP",
                interval_after,
                "You weigh each sample by the interval after it only, so the last one counts for nothing.",
                edit=(("np.concatenate([[0], step]) + ", ""),),
            ),
            WrongTurn(
                "M-ENDS",
                ends_double,
                "The first and the last sample have one interval, the others two. Yours have the weight of two.",
                edit=(("np.concatenate([[0], step]) + np.concatenate([step, [0]])", "np.gradient(t)"),),
            ),
            WrongTurn(
                "M-NONORM",
                hours_kept,
                "These are hours, in the right proportion. A share of a pool has no unit: all shares make 1.",
                credit=0.5,
                edit=(("weights / weights.sum()", "weights / 2"),),
            ),
        ),
        because="Each sample stands for half of the time to either neighbour, as in the trapezoidal rule.",
        hint="Each sample gets the interval before it plus the interval after it; then divide by the sum of all.",
        solution=lambda g: (
            "`step = np.diff(t)`; the weights are `step` shifted right plus `step` shifted left, with zeros at the ends, "
            "over their sum."
        ),
    ),
    "b": Number(
        heading="The pool",
        prompt="Which concentration of M1 does the laboratory find in the pool, in ng-eq/mL?",
        variable="m1_pool",
        model="hamilton(T) @ M1",
        unit="ng-eq/mL",
        points=2,
        answer=pooled,
        tol=0.003,
        follows="a",
        carried=lambda g, hamilton: pooled(g, weights=hamilton),
        wrong_turns=(
            WrongTurn(
                "M-EQVOL",
                lambda g: pooled(g, weights=equal_volumes),
                "That is the plain mean of the samples. Most of them were drawn in the first hours.",
            ),
            WrongTurn(
                "M-NOZERO",
                lambda g: float(np.mean(g.m1[1:])),
                "That is the plain mean without the sample at zero. How long does each sample stand for?",
            ),
            WrongTurn(
                "M-ONESTEP",
                lambda g: pooled(g, weights=interval_before),
                "Each sample has the weight of the interval before it. What happens after it counts too.",
            ),
            WrongTurn(
                "M-ONESTEP",
                lambda g: pooled(g, weights=interval_after),
                "Each sample has the weight of the interval after it. What happens before it counts too.",
            ),
            WrongTurn(
                "M-ENDS",
                lambda g: pooled(g, weights=ends_double),
                "The samples at the two ends count double: they have one neighbour, not two.",
            ),
            WrongTurn("M-CMAX", lambda g: max(g.m1), "That is the highest sample. A pool averages over the time."),
            WrongTurn("M-CLAST", lambda g: g.m1[-1], "That is the last sample. A pool averages over the time."),
        ),
        because="The pool is the average over time, so times the span it is the trapezoidal area.",
        hint="Multiply each concentration by its share and add up.",
        solution=lambda g: f"Shares times concentrations add up to **{pooled(g):.4g} ng-eq/mL**.",
    ),
    "c": Number(
        heading="A share",
        prompt="How much of the ¹⁴C in the pool is M1, in %?",
        variable="share_pool",
        model="100 * (hamilton(T) @ M1) / (hamilton(T) @ TOTAL)",
        unit="%",
        points=1,
        answer=share_in_pool,
        follows="a",
        carried=lambda g, hamilton: share_in_pool(g, hamilton),
        wrong_turns=(
            WrongTurn(
                "M-EQVOL",
                lambda g: share_in_pool(g, equal_volumes),
                "Both pools hold the same volume of each sample. The early samples weigh too much.",
            ),
            WrongTurn(
                "M-CMAX",
                lambda g: 100 * max(g.m1) / max(g.total),
                "You compared the two peaks, which come at different times. Compare areas.",
            ),
            WrongTurn(
                "M-RATIOS",
                mean_of_ratios,
                "You averaged the shares of the samples. A share of a small concentration weighs as much there as one of a large.",
            ),
        ),
        because="The ratio of the two pools is the ratio of the two areas up to the last sample.",
        hint="Pool all ¹⁴C with the same shares and divide.",
        solution=lambda g: f"{pooled(g):.4g} / {pooled(g, 'total'):.4g} = **{share_in_pool(g):.4g} %**.",
    ),
    "d": Number(
        heading="For ever",
        prompt="""
            Now count the time after the last sample too.
            M1 falls with a half-life of {half_m1:g} h, and *all that is not M1* falls with {half_rest:g} h.
            How much of the whole ¹⁴C exposure is M1, in %?
            With linear kinetics this is also the share at steady state, when the dose is taken every day.
        """,
        variable="share_ever",
        model="""
            100
            * (48 * (hamilton(T) @ M1) + M1[-1] * HALF_M1 / np.log(2))
            / (48 * (hamilton(T) @ TOTAL) + (M1[-1] * HALF_M1 + (TOTAL[-1] - M1[-1]) * HALF_REST) / np.log(2))
        """,
        unit="%",
        points=3,
        answer=share_for_ever,
        follows="a",
        carried=share_for_ever_by,
        wrong_turns=(
            WrongTurn(
                "M-TRUNC24",
                share_in_pool,
                "That is the share up to the last sample. Which of the two has more still to come?",
            ),
            WrongTurn(
                "M-CLAST",
                lambda g: 100 * g.m1[-1] / g.total[-1],
                "That is the share in the last sample. The exposure is the whole area.",
            ),
            WrongTurn(
                "M-SAMEHL",
                one_half_life,
                "You gave M1 the half-life of the rest. It is the long one that matters.",
            ),
            WrongTurn(
                "M-WHOLE",
                whole_with_own_tail,
                "Your total falls faster than M1, which is a part of it: after some days M1 would be more than everything.",
            ),
            WrongTurn(
                "M-LASTC",
                last_times_half_life,
                "Your tails are last concentration times half-life. Which factor turns a half-life into a mean time?",
            ),
        ),
        because="What is left at the last sample is small for the rest and large for M1, which stays three times longer.",
        hint="Split the last total into M1 and the rest. Each tail is last concentration × half-life / ln 2.",
        solution=lambda g: (
            f"M1: {pooled(g) * SPAN:.4g} + {g.m1[-1]:g} × {g.half_m1:g} / ln 2 = {m1_auc(g):.4g}; the rest "
            f"{total_auc(g) - m1_auc(g):.4g} ng-eq·h/mL; M1 is **{share_for_ever(g):.4g} %**."
        ),
    ),
    "e": Number(
        heading="And the animals?",
        prompt="""
            In the animals of the toxicity study, at the highest dose without harm, the AUC of M1 over a day was {animal_auc:g} ng-eq·h/mL.
            People will take this dose every day.
            How many times more M1 do they have at steady state than these animals?
        """,
        variable="times_more_m1",
        model="(48 * (hamilton(T) @ M1) + M1[-1] * HALF_M1 / np.log(2)) / ANIMAL_AUC",
        unit="times",
        points=2,
        answer=lambda g: m1_auc(g) / g.animal_auc,
        follows="a",
        carried=lambda g, hamilton: m1_auc_by(g, hamilton) / g.animal_auc,
        wrong_turns=(
            WrongTurn("M-INV", lambda g: g.animal_auc / m1_auc(g), "Upside down: people over animals is asked."),
            WrongTurn(
                "M-TRUNC24",
                lambda g: pooled(g) * SPAN / g.animal_auc,
                "Your human area ends with the last sample. At steady state the tails of all earlier doses add up.",
            ),
            WrongTurn(
                "M-TOT14C",
                lambda g: total_auc(g) / g.animal_auc,
                "You compare all ¹⁴C of people with M1 of the animals.",
            ),
            WrongTurn(
                "M-LASTC",
                lambda g: (pooled(g) * SPAN + g.m1[-1] * g.half_m1) / g.animal_auc,
                "The tail is last concentration times half-life. What turns a half-life into a mean time?",
            ),
        ),
        because="At steady state the area over one dosing interval is that of a single dose to infinity.",
        hint="The area over a day at steady state is the area of one dose to infinity. You had it in (d).",
        solution=lambda g: f"{m1_auc(g):.4g} / {g.animal_auc:g} = **{m1_auc(g) / g.animal_auc:.3g} times**.",
    ),
    "f": Choice(
        heading="A choice",
        prompt="""
            A metabolite has to be characterised in animals if it makes up more than 10 % of all drug-related exposure *and* humans have significantly more of it than the animals had.
            Usually more than twice counts as significantly more (recalled).
            For M1 this means …
        """,
        variable="mist_choice",
        points=1,
        options=(
            Option(
                "nothing: the pool shows less than ten per cent",
                "M-TRUNC24",
                "The pool ends with the last sample. The rule speaks of the exposure of people who take the drug.",
            ),
            Option(
                "nothing: what animals had of it is enough for us",
                "M-COVER",
                "Compare the two areas: who had more of it, and by how much?",
            ),
            Option("it needs tests: both of the conditions are met"),
            Option(
                "it needs tests: above ten per cent is sufficient",
                "M-ONEHALF",
                "Right outcome, wrong reason: with more M1 in the animals than in people no new test would be needed.",
            ),
        ),
        because="Above 10 % at steady state, and people have more than twice what the animals had.",
        hint="Check both conditions with your numbers of (d) and (e).",
        solution=lambda g: (
            f"{share_for_ever(g):.3g} % of the exposure, and {m1_auc(g) / g.animal_auc:.2g} times what the animals had."
        ),
    ),
    "g": Function(
        heading="Two ways out",
        prompt="""
            Another drug leaves by two enzymes.
            CYP, one kind of enzyme, saturates; UGT, another kind, does not: its clearance is CL<sub>2</sub> at every concentration.

            Write `frac_ugt`, the fraction of a bolus that UGT eliminates in the end.

            Example: `frac_ugt(10.0, 50.0, 2.0, 0.05, 8.0)` is `0.3614...`.
        """,
        model='''
            def frac_ugt(dose_mg, V, Vmax, Km, CL2):
                """Fraction of a bolus that leaves by the linear pathway."""
                C0 = dose_mg / V
                a = Vmax / CL2
                auc = V / CL2 * (C0 - a * np.log1p(C0 / (Km + a)))
                return CL2 * auc / dose_mg
        ''',
        name="frac_ugt",
        points=4,
        answer=frac_ugt,
        tol=2e-3,
        example=Call((10.0, 50.0, 2.0, 0.05, 8.0)),
        cases={
            "far below Km": lambda rng, i: two_ways(rng, 8e-3, 2e-2),
            "about Km": lambda rng, i: two_ways(rng, 1, 8),
            "far above Km": lambda rng, i: two_ways(rng, 20, 100),
        },
        invariants={"a larger dose sends a larger share through UGT": shares_rise},
        switched_off=("auc_parallel",),
        wrong_turns=(
            WrongTurn(
                "M-LIN",
                split_at_zero,
                "You split the clearances of an idle CYP. What becomes of them at a higher concentration?",
                edit=(("CL2 * auc / dose_mg", "CL2 / (CL2 + Vmax / Km)"),),
            ),
            WrongTurn(
                "M-CL0",
                split_at_first_conc,
                "You split the clearances at C₀ and keep them. CYP recovers while the concentration falls.",
                edit=(("CL2 * auc / dose_mg", "CL2 / (CL2 + Vmax / (Km + C0))"),),
            ),
            WrongTurn(
                "M-MEAN",
                split_at_half,
                "Half of C₀ was the exact stand-in for one pathway alone. With a second one beside it, it is not.",
                edit=(("CL2 * auc / dose_mg", "CL2 / (CL2 + Vmax / (Km + C0 / 2))"),),
            ),
            WrongTurn(
                "M-COMPL",
                by_the_enzyme,
                "That is the share of CYP. UGT's is asked.",
                edit=(("CL2 * auc / dose_mg", "1 - CL2 * auc / dose_mg"),),
            ),
        ),
        because="UGT removes CL₂·C at every moment, so CL₂ times the area in the end.",
        hint="UGT removes CL2·AUC. For the AUC put dt = −V dC / (elimination rate) into ∫ C dt, or integrate numerically.",
        solution=lambda g: (
            "AUC = V ∫ (Km + C) / (Vmax + CL₂(Km + C)) dC from 0 to C₀ "
            "= (V/CL₂)·[C₀ − a·ln(1 + C₀/(Km + a))] with a = Vmax/CL₂; the fraction is CL₂·AUC/dose."
        ),
    ),
    "h": Number(
        heading="At the microdose",
        prompt="Which fraction leaves by UGT after the microdose of {micro_mg:g} mg?",
        variable="ugt_micro",
        model="frac_ugt(MICRO_MG, V, VMAX, KM, CL2)",
        unit="fraction",
        points=1,
        tol=0.004,
        answer=lambda g: by_ugt(g, g.micro_mg),
        follows="g",
        carried=lambda g, frac_ugt: by_ugt(g, g.micro_mg, frac_ugt),
        wrong_turns=(
            WrongTurn(
                "M-VMAXCL",
                lambda g: g.cl2 / (g.cl2 + g.vmax),
                "You added mg/h to L/h. What is the clearance of CYP while it is idle?",
            ),
            WrongTurn("M-EQSPLIT", lambda g: 0.5, "Two ways need not be equal ways. Compare their clearances."),
            WrongTurn("M-COMPL", lambda g: 1 - by_ugt(g, g.micro_mg), "That is the share of CYP. UGT's is asked."),
        ),
        because="CYP is idle and takes Vmax/Km, several times what UGT takes.",
        hint="Use your function; nearly CL2 / (CL2 + Vmax/Km).",
        solution=lambda g: (
            f"CYP idle: Vmax/Km = {g.vmax / g.km:g} L/h beside {g.cl2:g} L/h, so **{by_ugt(g, g.micro_mg):.4g}**."
        ),
    ),
    "i": Number(
        heading="At the therapeutic dose",
        prompt="And after {dose_mg:g} mg?",
        variable="ugt_full",
        model="frac_ugt(DOSE_MG, V, VMAX, KM, CL2)",
        unit="fraction",
        points=2,
        answer=lambda g: by_ugt(g, g.dose_mg),
        follows="g",
        carried=lambda g, frac_ugt: by_ugt(g, g.dose_mg, frac_ugt),
        wrong_turns=(
            WrongTurn(
                "M-LIN",
                lambda g: by_ugt(g, g.dose_mg, split_at_zero),
                "That is the split of the microdose. CYP is not idle at this dose.",
            ),
            WrongTurn(
                "M-CL0",
                lambda g: by_ugt(g, g.dose_mg, split_at_first_conc),
                "That is the split at the first moment. It changes while the concentration falls.",
            ),
            WrongTurn("M-SATUR", lambda g: 1.0, "A full enzyme still works, at Vmax. It does not stop."),
            WrongTurn("M-COMPL", lambda g: 1 - by_ugt(g, g.dose_mg), "That is the share of CYP. UGT's is asked."),
        ),
        because="CYP is full for most of the time, and what it cannot take goes through UGT.",
        hint="Use your function.",
        solution=lambda g: f"With C₀ = {g.dose_mg / g.v:g} mg/L the share of UGT is **{by_ugt(g, g.dose_mg):.4g}**.",
    ),
    "j": Number(
        heading="The area",
        prompt="How many times larger is the AUC per mg after {dose_mg:g} mg than after the microdose?",
        variable="times_larger",
        model="frac_ugt(DOSE_MG, V, VMAX, KM, CL2) / frac_ugt(MICRO_MG, V, VMAX, KM, CL2)",
        unit="times",
        points=2,
        tol=0.004,
        answer=fold,
        follows="g",
        carried=fold,
        wrong_turns=(
            WrongTurn("M-LIN", lambda g: 1.0, "Once would be linear kinetics. Are your two shares equal?"),
            WrongTurn(
                "M-CL0",
                lambda g: (g.cl2 + g.vmax / g.km) / (g.cl2 + g.vmax / (g.km + g.dose_mg / g.v)),
                "That compares the clearances at the first moment. The area sees the whole way down.",
            ),
            WrongTurn(
                "M-SATUR",
                lambda g: 1 / by_ugt(g, g.micro_mg),
                "As if CYP did nothing at the large dose. A full enzyme works at Vmax.",
            ),
            WrongTurn("M-INV", lambda g: 1 / fold(g), "Upside down: which dose has the larger area per mg?"),
        ),
        because="UGT's share is CL₂ times the AUC per mg, so the two grow by the same factor.",
        hint="UGT's share is CL2·AUC/dose: what does the ratio of two shares tell?",
        solution=lambda g: f"{by_ugt(g, g.dose_mg):.4g} / {by_ugt(g, g.micro_mg):.4g} = **{fold(g):.4g} times**.",
    ),
    "k": Choice(
        heading="A choice",
        prompt="To learn which metabolites people on {dose_mg:g} mg of this drug have, give …",
        variable="design_choice",
        points=1,
        options=(
            Option(
                "{dose_mg:g} mg without any label, and look for what is known from animals",
                "M-COLD",
                "You find what you look for. How would you know what you missed, and how much there is of it?",
            ),
            Option(
                "a labelled microdose alone: {micro_mg:g} mg of drug, and all of it counted",
                "M-MICRO",
                "At that dose CYP is idle. Your own numbers show another split at the therapeutic dose.",
            ),
            Option("{dose_mg:g} mg with a trace of label mixed in, best of all at steady state"),
            Option(
                "no dose at all: enzymes in a test tube give the list of all metabolites",
                "M-VITRO",
                "A test tube tells what can be formed. How long it stays in a person, it does not tell.",
            ),
        ),
        because="The label must travel with the mass that fills the enzyme. Little label does not need little drug.",
        hint="Which of the designs lets the label meet an enzyme as busy as in a patient?",
        solution=lambda g: (
            "A microtracer is little radioactivity in the full dose; a microdose is little drug. Only the first meets a busy CYP."
        ),
    ),
    "l": Function(
        heading="A bug hunt",
        prompt="""
            The draft below should return the recovery: the fraction of the label found in urine and faeces.
            It gets the mass of each day's collection in g, what was counted in it in dpm per g, and the dose in nCi.
            One nCi is 2220 dpm.
            The draft holds three bugs.
            Find them, and write the function anew in the cell after it.

            Example: `recovery([1000, 2000], [60, 10], [100, 200], [500, 100], 100)` is `0.6756...`.
        """,
        draft="""
            def recovery_draft(urine_g, urine_dpm_g, faeces_g, faeces_dpm_g, dose_nci):
                urine = np.sum(urine_g) * np.mean(urine_dpm_g)
                faeces = np.sum(faeces_dpm_g)
                return (urine + faeces) / (dose_nci * 37)


            print(recovery_draft([1000, 2000], [60, 10], [100, 200], [500, 100], 100), "- should be 0.6757")
        """,
        model='''
            def recovery(urine_g, urine_dpm_g, faeces_g, faeces_dpm_g, dose_nci):
                """Fraction of the label found in urine and faeces."""
                urine = np.sum(np.multiply(urine_g, urine_dpm_g))
                faeces = np.sum(np.multiply(faeces_g, faeces_dpm_g))
                return (urine + faeces) / (dose_nci * 2220)
        ''',
        name="recovery",
        points=3,
        answer=recovery,
        tol=1e-3,
        example=Call(([1000, 2000], [60, 10], [100, 200], [500, 100], 100)),
        cases={
            "two days": lambda rng, i: excreta(rng, 2),
            "a week": lambda rng, i: excreta(rng, 7),
        },
        invariants={"twice the dose halves the recovery": twice_the_dose},
        switched_off=("recovery",),
        wrong_turns=(
            unchanged_draft(
                draft,
                "It finds more label than was given.",
                edit=(
                    ("np.sum(np.multiply(urine_g, urine_dpm_g))", "np.sum(urine_g) * np.mean(urine_dpm_g)"),
                    ("np.sum(np.multiply(faeces_g, faeces_dpm_g))", "np.sum(faeces_dpm_g)"),
                    ("2220", "37"),
                ),
            ),
            WrongTurn(
                "M-EQVOL",
                urine_averaged,
                "One bug is left: a day with much urine and a day with little do not weigh the same.",
                credit=0.5,
                edit=(("np.sum(np.multiply(urine_g, urine_dpm_g))", "np.sum(urine_g) * np.mean(urine_dpm_g)"),),
            ),
            WrongTurn(
                "M-UNWEIGHED",
                faeces_unweighed,
                "One bug is left: dpm per gram were added up as if each day had one gram.",
                credit=0.5,
                edit=(("np.sum(np.multiply(faeces_g, faeces_dpm_g))", "np.sum(faeces_dpm_g)"),),
            ),
            WrongTurn(
                "M-DECAY",
                decays_per_second,
                "One bug is left: the dose is in decays per second, the counts are in decays per minute.",
                credit=0.5,
                edit=(("2220", "37"),),
            ),
        ),
        because="What is found in each collection is its mass times its counts, and the dose has to be in the same unit.",
        hint="Three bugs: a mean where a sum of products belongs, masses left out, and a conversion for another unit.",
        solution=lambda g: (
            "Sum of mass times counts in urine, the same in faeces, over 2220 dpm for each nCi of the dose."
        ),
    ),
    "m": Number(
        heading="Transfer",
        prompt="""
            Patients went home when {found:g} % of the label had been found.
            At that moment {rate:g} % of the dose left them a day, and this rate falls with a half-life of {half_days:g} days.
            How much of the dose would have been found if they had collected for ever, in %?
        """,
        variable="found_ever",
        model="FOUND + RATE * HALF_DAYS / np.log(2)",
        unit="%",
        points=2,
        answer=lambda g: g.found + to_come(g),
        wrong_turns=(
            WrongTurn(
                "M-TRUNC24",
                lambda g: g.found,
                "You left out what comes later. It is less than one per cent a day, but it comes for weeks.",
            ),
            WrongTurn(
                "M-LASTC",
                lambda g: g.found + g.rate * g.half_days,
                "Rate times half-life is not the area under an exponential. A factor is missing.",
            ),
            WrongTurn(
                "M-LN",
                lambda g: g.found + to_come(g) * np.log(2) ** 2,
                "You multiplied by ln 2 where you have to divide.",
            ),
            WrongTurn("M-PART1", to_come, "That is what is still to come. Add what was found already."),
        ),
        because="The tail of an excretion is the tail of a curve: last value over the rate constant.",
        hint="What is still to come is rate × half-life / ln 2, as with the tail of a concentration.",
        solution=lambda g: (
            f"{g.found:g} + {g.rate:g} × {g.half_days:g} / ln 2 = {g.found:g} + {to_come(g):.4g} = **{g.found + to_come(g):.4g} %**."
        ),
    ),
}

PROBLEM = Problem(
    id="a3",
    title="Where did the dose go, and which metabolite has to be tested?",
    notebook="ps5_applications/mass_balance",
    chapter="course/applications/13_mass_balance.ipynb",
    sections={
        "1 Two questions, two places": "l",
        "2 What is still to come": "m",
        "3 One pool for a whole curve": "abc",
        "4 The ten per cent line": "d",
        "5 The old rule and the new one": "ef",
        "6 A microdose or a microtracer?": "ghijk",
    },
    minutes=60,
    setup="import numpy as np",
    story="""
        Six people swallow the therapeutic dose of a drug with a trace of ¹⁴C mixed in.
        Plasma is drawn at 0, 1, 2, 4, 8, 12, 24 and 48 h, and these are the means in ng-eq/mL (nanograms of parent drug that would carry the same label):

        | what was counted | at these times |
        |---|---|
        | all ¹⁴C | {total:} |
        | the metabolite M1 | {m1:} |

        After 48 h M1 falls with a half-life of {half_m1:g} h, and all that is not M1 with {half_rest:g} h.
    """,
    context={
        "pool": r"""
            A **Hamilton pool** mixes all samples of a person in such volumes that one analysis gives the area under the curve.
            The share of sample $i$ is

            $$w_i \propto t_{i+1} - t_{i-1},$$

            at both ends with the one interval that there is.
        """,
        "ways": r"""
            From part (g) on the subject is another drug, given as a bolus into one compartment of volume $V$:

            $$V\,\frac{\mathrm dC}{\mathrm dt} = -\frac{V_\max\, C}{K_m + C} - CL_2\, C .$$
        """,
    },
    constants="T = np.array([0.0, 1, 2, 4, 8, 12, 24, 48])  # h, the times of TOTAL and M1",
    given=GIVEN,
    personal=True,
    derived={
        "share_pool": share_in_pool,
        "share_ever": share_for_ever,
        "times_more": lambda g: m1_auc(g) / g.animal_auc,
        "ugt_micro": lambda g: by_ugt(g, g.micro_mg),
        "ugt_full": lambda g: by_ugt(g, g.dose_mg),
    },
    premises={
        "the pool stays below 10 %": lambda g: share_in_pool(g) < 9.5,
        "M1 is above 10 % for ever": lambda g: share_for_ever(g) > 10.5,
        "people have more than twice the animals' M1": lambda g: m1_auc(g) > 2.1 * g.animal_auc,
    },
    parts=PARTS,
    written={
        "n": Written(
            heading="In your own words",
            prompt="""
                A colleague writes: “M1 is {share_pool:.1f} % of the pool, below 10 %, so it needs no tests.
                And next time we can save money: 100 µg of labelled drug will show the same metabolites.”
                Answer in four to six sentences.
                Say what the pool misses, with your number, and which second condition the rule has.
                Say when a microdose shows other metabolites than the full dose, and what you would give instead.
            """,
            points=4,
            model="""
                The pool ends at 48 h, while M1 stays for days: counted for ever, and so at steady state, it is {share_ever:.3g} % of the exposure.
                Above 10 % is only half of the rule: people must also have significantly more of it than the animals of the toxicity study had, and here they have {times_more:.2g} times as much.
                So M1 needs tests.
                A microdose shows the metabolites of idle enzymes; where the main enzyme saturates, as CYP does in the second drug, the share of the other pathway rises from {ugt_micro:.2g} to {ugt_full:.2g}.
                I would mix a trace of label into the full dose, best at steady state, because little radioactivity does not require little drug.
            """,
            scheme=(
                "The pool ends with the last sample and misses the long tail of M1; with a number ({share_ever:.3g} % at steady state).",
                "Second condition: significantly more in humans than in the animals, here {times_more:.2g} times.",
                "A microdose errs where a pathway saturates between the two doses; the shares shift ({ugt_micro:.2g} to {ugt_full:.2g}).",
                "A microtracer in the full dose, best at steady state: label and mass are two things.",
            ),
        ),
    },
)
