"""A1: absolute bioavailability by an iv microtracer. Why both doses belong in one body, on one day, at one hour."""

from functools import cache

import numpy as np
from scipy.special import ndtri, stdtrit

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
from microkit import (
    bioavailability,
    bioavailability_cv,
    mm_auc,
    mm_oral,
    mm_oral_auc,
    tracer_bioavailability,
)

GIVEN = {
    "dose_1": Quantity(5.0, "mg", pick(4, 5, 6), name="DOSE_1_MG", about="swallowed, drug 1"),
    "auc_1": Quantity(84.4, "ng·h/mL", pick(70, 76, 84.4, 92)),
    "cl_1": Quantity(495.0, "mL/min", pick(460, 495, 520), about="by the tracer"),
    "dose_2": Quantity(10.0, "mg", pick(9, 10, 11), name="DOSE_2_MG", about="swallowed, drug 2"),
    "auc_2": Quantity(628.0, "ng·h/mL", pick(560, 600, 628)),
    "cl_2": Quantity(207.0, "mL/min", pick(190, 207, 220), about="by the tracer"),
    "f_3": Quantity(0.2, "fraction", pick(0.18, 0.2, 0.234, 0.26), about="bioavailability, drug 3"),
    "eh_3": Quantity(0.41, "fraction", pick(0.38, 0.41, 0.44), about="taken by the liver"),
    "v": Quantity(40.0, "L", pick(25, 30, 35, 40)),
    "vmax": Quantity(36.0, "mg/h", pick(25, 30, 36)),
    "km": Quantity(0.6, "mg/L", pick(0.4, 0.5, 0.6)),
    "dose": Quantity(250.0, "mg", pick(150, 200, 250), name="DOSE_MG"),
    "f": Quantity(0.5, "fraction", pick(0.3, 0.4, 0.5), name="F_TRUE"),
    "ka": Quantity(0.8, "1/h", pick(0.8, 1, 1.2)),
    "tracer": Quantity(0.1, "mg", pick(0.05, 0.08, 0.1), name="TRACER_MG"),
    "late": Quantity(3.5, "h", pick(3.5, 4, 4.5), name="LATE_H", about="after the oral dose, for (k)"),
    "cv_po": Quantity(0.24, "fraction", pick(0.2, 0.22, 0.24, 0.28), about="between people, for (n)"),
    "cv_iv": Quantity(0.19, "fraction", pick(0.17, 0.19, 0.21), about="between people, for (n)"),
    "r": Quantity(0.967, "–", pick(0.93, 0.95, 0.967), about="within a person, for (n)"),
}
HOURS = np.linspace(0, 6, 601)
ALONE = "another day"
AT_ONCE = "at once"


def F_abs(D_po_mg, AUC_ng_h_mL, CL_mL_min):
    """Reference for part a."""
    cl = CL_mL_min * 0.06
    return bioavailability(AUC_ng_h_mL, 1 / cl, dose_oral=1e3 * D_po_mg, dose_iv=1.0)


def minutes_left(D_po_mg, AUC_ng_h_mL, CL_mL_min):
    return F_abs(D_po_mg, AUC_ng_h_mL, CL_mL_min) / 60


def milligrams_left(D_po_mg, AUC_ng_h_mL, CL_mL_min):
    return F_abs(D_po_mg, AUC_ng_h_mL, CL_mL_min) * 1e3


def upside_down(D_po_mg, AUC_ng_h_mL, CL_mL_min):
    return 1 / F_abs(D_po_mg, AUC_ng_h_mL, CL_mL_min)


def study(rng, low, high):
    """Oral dose, its area and a clearance by tracer, with F between two values."""
    dose = float(rng.uniform(1, 200))
    cl = float(rng.uniform(60, 900))
    return Call((dose, 1e3 * dose * float(rng.uniform(low, high)) / (0.06 * cl), cl))


def drug_1(g, function=F_abs):
    return function(g.dose_1, g.auc_1, g.cl_1)


def drug_2(g, function=F_abs):
    return function(g.dose_2, g.auc_2, g.cl_2)


def gut_extraction(g):
    """What the gut wall takes when all is absorbed."""
    return 1 - g.f_3 / (1 - g.eh_3)


@cache
def F_est(t_iv, dose_mg, F, ka, V, Vmax, Km, tracer_mg, with_oral=True):
    """Reference for part g."""
    enzyme = {"v": V, "vmax": Vmax, "km": Km}
    if with_oral:
        return tracer_bioavailability(dose_mg, tracer=tracer_mg, at=t_iv, ka=ka, f=F, **enzyme)
    alone = {"dose_oral": dose_mg, "dose_iv": tracer_mg}
    return bioavailability(mm_oral_auc(dose_mg, ka=ka, f=F, **enzyme), mm_auc(tracer_mg, **enzyme), **alone)


def always_alone(t_iv, dose_mg, F, ka, V, Vmax, Km, tracer_mg, with_oral=True):
    return F_est(t_iv, dose_mg, F, ka, V, Vmax, Km, tracer_mg, with_oral=False)


def never_alone(t_iv, dose_mg, F, ka, V, Vmax, Km, tracer_mg, with_oral=True):
    return F_est(t_iv, dose_mg, F, ka, V, Vmax, Km, tracer_mg)


def all_absorbed(t_iv, dose_mg, F, ka, V, Vmax, Km, tracer_mg, with_oral=True):
    return F_est(t_iv, dose_mg, 1.0, ka, V, Vmax, Km, tracer_mg, with_oral)


def one_over(t_iv, dose_mg, F, ka, V, Vmax, Km, tracer_mg, with_oral=True):
    return 1 / F_est(t_iv, dose_mg, F, ka, V, Vmax, Km, tracer_mg, with_oral)


def never_saturated(t_iv, dose_mg, F, ka, V, Vmax, Km, tracer_mg, with_oral=True):
    return F


def saturating(rng, when):
    """A drug that would fill its enzyme well beyond Km, and a tracer ten thousand times smaller."""
    V = float(rng.uniform(15, 60))
    Km = float(rng.uniform(0.2, 2))
    k = float(rng.uniform(0.8, 2.5))
    F = float(rng.uniform(0.2, 0.9))
    ka = float(rng.uniform(0.6, 2))
    dose = V * Km * float(rng.uniform(3, 8)) / F
    at = 0.0 if when in (ALONE, AT_ONCE) else float(rng.uniform(1, 5))
    return Call((at, dose, F, ka, V, k * V * Km, Km, dose * F / 1e4), {"with_oral": False} if when == ALONE else {})


def reported(g, t_iv, function=F_est, **how):
    """F that the second study reports when the tracer is given at this time."""
    return function(t_iv, g.dose, g.f, g.ka, g.v, g.vmax, g.km, g.tracer, **how)


def other_day(g, function=F_est):
    return reported(g, 0.0, function, with_oral=False)


def peak_time(g):
    """Time of the oral peak, h, on a grid of a hundredth of an hour."""
    return highest_at(g.dose, g.f, g.ka, g.v, g.vmax, g.km)


@cache
def highest_at(dose, f, ka, v, vmax, km):
    conc = mm_oral(HOURS, dose=dose, f=f, ka=ka, v=v, vmax=vmax, km=km)
    return float(HOURS[np.argmax(conc)])


def f_interval(f):
    """Reference for part m."""
    logs = np.log(f)
    half = stdtrit(logs.size - 1, 0.95) * logs.std(ddof=1) / np.sqrt(logs.size)
    return tuple(float(np.exp(logs.mean() + shift)) for shift in (0, -half, half))


def _interval(f, quantile=0.95, ddof=1, root=True):
    """`f_interval` with the bugs of its draft."""
    logs = np.log(f)
    half = stdtrit(logs.size - 1, quantile) * logs.std(ddof=ddof) / (np.sqrt(logs.size) if root else logs.size)
    return tuple(float(np.exp(logs.mean() + shift)) for shift in (0, -half, half))


def draft(f):
    return _interval(f, quantile=0.90, ddof=0, root=False)


def one_tail(f):
    return _interval(f, quantile=0.90)


def spread_of_the_sample(f):
    return _interval(f, ddof=0)


def not_the_root(f):
    return _interval(f, root=False)


def normal_quantile(f):
    logs = np.log(f)
    half = ndtri(0.95) * logs.std(ddof=1) / np.sqrt(logs.size)
    return tuple(float(np.exp(logs.mean() + shift)) for shift in (0, -half, half))


def people(rng, low, high):
    """Bioavailabilities of a few people."""
    n = int(rng.integers(low, high))
    return Call(([float(x) for x in rng.uniform(0.1, 0.8) * np.exp(rng.normal(0, 0.25, n))],))


def variance_ratio(g):
    """Variance of ln F in two groups over that in one group of pairs."""
    return (bioavailability_cv(g.cv_po, g.cv_iv) / bioavailability_cv(g.cv_po, g.cv_iv, correlation=g.r)) ** 2


def at_time_turns(asked):
    """Wrong turns of a tracer given on the same day; `asked` completes a question."""
    return (
        WrongTurn(
            "M-TRUE",
            lambda g: g.f,
            f"That is the truth, which no design is owed. What does the data say {asked}?",
        ),
        WrongTurn(
            "M-SAME",
            other_day,
            "That is the tracer of another day. Which enzyme does it meet now?",
        ),
    )


PARTS = {
    "a": Function(
        heading="A function",
        prompt="""
            Write `F_abs`, the bioavailability from an oral dose, its area and the clearance that the tracer showed.

            Example: `F_abs(30.0, 200.0, 500.0)` returns `0.2`.
        """,
        model='''
            def F_abs(D_po_mg, AUC_ng_h_mL, CL_mL_min):
                """Absolute bioavailability, a fraction."""
                CL = CL_mL_min * 60 / 1000  # L/h
                return CL * AUC_ng_h_mL / (D_po_mg * 1000)
        ''',
        switched_off=("bioavailability",),
        name="F_abs",
        points=2,
        answer=F_abs,
        example=Call((30.0, 200.0, 500.0)),
        cases={
            "a well absorbed drug": lambda rng, i: study(rng, 0.5, 0.98),
            "a poorly absorbed drug": lambda rng, i: study(rng, 0.02, 0.3),
        },
        wrong_turns=(
            WrongTurn(
                "M-MINH",
                minutes_left,
                "Your area counts in hours and your clearance in minutes.",
                edit=(("CL_mL_min * 60 / 1000", "CL_mL_min / 1000"),),
            ),
            WrongTurn(
                "M-UNIT",
                milligrams_left,
                "More than everything arrives: is the dose in the unit of the area?",
                credit=0.5,
                quiet=True,
                edit=(("(D_po_mg * 1000)", "D_po_mg"),),
            ),
            WrongTurn(
                "M-INV",
                upside_down,
                "Upside down: a larger area after the same dose should mean that more has arrived.",
                edit=(("CL * AUC_ng_h_mL / (D_po_mg * 1000)", "D_po_mg * 1000 / (CL * AUC_ng_h_mL)"),),
            ),
        ),
        because="What arrived is CL · AUC; over the dose it is F.",
        hint="Clearance to L/h, dose to µg; 1 ng/mL is 1 µg/L. Clearance times area is an amount.",
        solution=lambda g: "`CL = CL_mL_min * 60 / 1000`, then `return CL * AUC_ng_h_mL / (D_po_mg * 1000)`.",
    ),
    "b": Number(
        heading="Drug 1",
        prompt="What is the bioavailability of drug 1?",
        variable="f_1",
        model="F_abs(DOSE_1_MG, AUC_1, CL_1)",
        unit="fraction",
        points=1,
        tol=0.002,  # F is almost 1 − F
        answer=drug_1,
        follows="a",
        carried=lambda g, F_abs: drug_1(g, F_abs),
        wrong_turns=(
            WrongTurn(
                "M-MINH", lambda g: drug_1(g, minutes_left), "mL in a minute, ng·h: bring minutes and hours together."
            ),
            WrongTurn(
                "M-INV",
                lambda g: drug_1(g, upside_down),
                "More than the whole dose would arrive: your ratio is upside down.",
            ),
            WrongTurn(
                "M-UNIT",
                lambda g: drug_1(g, milligrams_left),
                "A factor of a thousand is lost between mg and ng/mL.",
                credit=0.5,
                quiet=True,
            ),
            WrongTurn(
                "M-SWAP",
                lambda g: F_abs(g.dose_1, g.auc_1, g.cl_2),
                "You took the clearance of drug 2. Which tracer was given with this dose?",
            ),
        ),
        because="CL · AUC is what arrived.",
        hint="Use your function.",
        solution=lambda g: (
            f"{g.cl_1:g} × 0.06 = {0.06 * g.cl_1:.4g} L/h; times {g.auc_1:g} µg·h/L are {0.06 * g.cl_1 * g.auc_1:.5g} µg "
            f"of {1e3 * g.dose_1:g} µg: **{drug_1(g):.4g}**."
        ),
    ),
    "c": Number(
        heading="Drug 2",
        prompt="And that of drug 2?",
        variable="f_2",
        model="F_abs(DOSE_2_MG, AUC_2, CL_2)",
        unit="fraction",
        points=1,
        tol=0.004,
        answer=drug_2,
        follows="a",
        carried=lambda g, F_abs: drug_2(g, F_abs),
        wrong_turns=(
            WrongTurn(
                "M-MINH",
                lambda g: drug_2(g, minutes_left),
                "A clearance in mL/min needs its factor of 60 before it meets an area in hours.",
            ),
            WrongTurn(
                "M-INV", lambda g: drug_2(g, upside_down), "Your ratio stands on its head: what arrived goes on top."
            ),
            WrongTurn(
                "M-SWAP",
                lambda g: F_abs(g.dose_2, g.auc_2, g.cl_1),
                "You took the clearance of drug 1. Can more than the whole dose arrive?",
            ),
        ),
        because="CL · AUC is what arrived.",
        hint="The same function, the other row.",
        solution=lambda g: (
            f"{g.cl_2:g} × 0.06 = {0.06 * g.cl_2:.4g} L/h; times {g.auc_2:g} µg·h/L are {0.06 * g.cl_2 * g.auc_2:.5g} µg "
            f"of {1e3 * g.dose_2:g} µg: **{drug_2(g):.4g}**."
        ),
    ),
    "d": Number(
        heading="Lost in the gut wall",
        prompt="""
            Of drug 3, F = {f_3:g} of an oral microdose reaches the circulation; the liver takes *E*<sub>H</sub> = {eh_3:g} of what enters it.
            Suppose that all of the dose is absorbed, *F*<sub>a</sub> = 1.
            Which fraction *E*<sub>G</sub> does the gut wall take?
        """,
        variable="e_gut",
        model="1 - F_3 / (1 - EH_3)",
        unit="fraction",
        points=2,
        answer=gut_extraction,
        wrong_turns=(
            WrongTurn(
                "M-COMPL",
                lambda g: g.f_3 / (1 - g.eh_3),
                "That share passes the gut wall. Which share is taken?",
                quiet=True,
            ),
            WrongTurn(
                "M-EH",
                lambda g: 1 - g.f_3 / g.eh_3,
                "You divided by what the liver takes. Which share does it let pass?",
            ),
            WrongTurn(
                "M-ADD",
                lambda g: 1 - g.f_3 - g.eh_3,
                "Losses at gates that stand one behind the other do not add: the liver takes its share of what the gut has left.",
            ),
            WrongTurn(
                "M-FH",
                lambda g: 1 - g.f_3,
                "That is lost in gut and liver together. Take the liver's part out first.",
            ),
            WrongTurn(
                "M-PROD",
                lambda g: 1 - g.f_3 * (1 - g.eh_3),
                "F already contains the liver's share. To take it out again, do you multiply?",
            ),
        ),
        because="F = (1 − E_G)(1 − E_H), solved for E_G.",
        hint="What left the gut wall was F/(1 − E_H).",
        solution=lambda g: (
            f"{g.f_3:g}/(1 − {g.eh_3:g}) = {g.f_3 / (1 - g.eh_3):.4g} passed the gut wall, so it took **{gut_extraction(g):.4g}**."
        ),
    ),
    "e": Choice(
        heading="Means that do not multiply",
        prompt="""
            The study after which drug 3 is modelled printed three means: F = 0.234, *E*<sub>H</sub> = 0.44 and *E*<sub>G</sub> = 0.53 (95 % interval 0.45 to 0.63).
            With *F*<sub>a</sub> = 1 the first two give a larger *E*<sub>G</sub> than the third.
            The simplest reading is …
        """,
        variable="means_choice",
        points=1,
        options=(
            Option(
                "a ninth was not absorbed: Fa is 0.234/(0.47 × 0.56)",
                "M-MEANS",
                "0.89 is what you get when three printed means are pushed through a product. Do all 16 people share one E_G?",
            ),
            Option("people differ in all three, and means do not multiply"),
            Option(
                "gut and liver take from the same dose, so losses add up",
                "M-ADD",
                "0.44 + 0.53 would leave 0.03, not 0.23. The gates stand one behind the other.",
            ),
            Option(
                "E_G is wrong: its interval should leave the product out",
                "M-POINT",
                "The interval holds both values. Two estimates of one thing may differ by less than their error.",
            ),
        ),
        because="The mean of a product is not the product of the means, and what the product gives lies inside the printed interval.",
        hint="Two people: F_G 0.2 and 0.8, F_h 0.5 both. Mean F_G, geometric mean F_G, and 1 minus each?",
        solution=lambda g: (
            "F = Fg · Fh holds in each person. Among people who differ, a mean of Fg, a geometric mean of F and a mean of E_G "
            "belong to no common product; the difference, 0.05, is well inside the interval."
        ),
    ),
    "f": Choice(
        heading="Two half-lives",
        prompt="""
            Saxagliptin's tracer, in the vein, had a last half-life of 7.5 h; the oral drug, in the same people over the same hours, 5.7 h (Boulton 2013).
            The most plausible reading is …
        """,
        variable="half_life_choice",
        points=1,
        options=(
            Option(
                "the tracer is so dilute that its target holds it back",
                "M-OWNCONC",
                "Label and drug circulate together. Does a molecule know that it carries a label?",
            ),
            Option(
                "a drug from the gut is cleared faster than one by vein",
                "M-ROUTE",
                "Once in the blood, a molecule does not remember the way it came.",
            ),
            Option(
                "five ¹⁴C atoms in the drug slow its breakdown by a third",
                "M-ISOTOPE",
                "An isotope effect of ¹⁴C is a percent or two, and most tracers carry one atom.",
            ),
            Option("one assay follows the curve further down than the other"),
        ),
        because="The last half-life is that of the last phase one can see; areas, and so F, hardly depend on it.",
        hint="What decides when a curve ends: the drug, or the assay?",
        solution=lambda g: (
            "AMS reports lower concentrations, so its curve ends later, in a slower phase. "
            "The areas are hardly touched, so F stands."
        ),
    ),
    "g": Function(
        heading="Two molecules, one enzyme",
        prompt=r"""
            Write `F_est`, the bioavailability that the second study reports.
            The tracer is a bolus at `t_iv` hours after the oral dose; with `with_oral=False` it is given on another day, alone.
            Follow both molecules for 300 h after the tracer and divide the areas by their doses.
            The integrator needs a fine tolerance: `rtol=1e-8, atol=1e-12`.

            Example: `F_est(2.0, 200.0, 0.4, 1.0, 30.0, 30.0, 0.5, 0.1)` returns `0.4501`.
        """,
        model='''
            def F_est(t_iv, dose_mg, F, ka, V, Vmax, Km, tracer_mg, with_oral=True):
                """Bioavailability that the study reports."""

                def rates(t, y):
                    gut, C, R = y[:3]  # mg, mg/L of the drug, mg/L of the tracer
                    other = 1.0 if with_oral else 0.0
                    leaving_drug = Vmax / V * C / (Km + C + other * R)
                    leaving_tracer = Vmax / V * R / (Km + R + other * C)
                    return [-ka * gut, ka * gut / V - leaving_drug, -leaving_tracer, C, R]

                fine = {"method": "LSODA", "rtol": 1e-8, "atol": 1e-12}
                y = np.array([F * dose_mg, 0.0, 0.0, 0.0, 0.0])
                if t_iv > 0:
                    y = solve_ivp(rates, (0, t_iv), y, **fine).y[:, -1]
                y[2] += tracer_mg / V
                y = solve_ivp(rates, (0, 300), y, **fine).y[:, -1]
                return (y[3] / dose_mg) / (y[4] / tracer_mg)
        ''',
        name="F_est",
        points=4,
        answer=F_est,
        tol=3e-3,
        example=Call((2.0, 200.0, 0.4, 1.0, 30.0, 30.0, 0.5, 0.1)),
        cases={
            "the tracer some hours after the drug": lambda rng, i: saturating(rng, "later"),
            "the tracer together with the drug": lambda rng, i: saturating(rng, AT_ONCE),
            "the tracer on another day": lambda rng, i: saturating(rng, ALONE),
        },
        wrong_turns=(
            WrongTurn(
                "M-OWNCONC",
                always_alone,
                "Your tracer meets an idle enzyme even on the same day. Which molecules queue with it?",
                edit=(("1.0 if with_oral else 0.0", "0.0"),),
            ),
            WrongTurn(
                "M-IGN",
                never_alone,
                "`with_oral=False` changes nothing yet: on another day no drug is there.",
                edit=(("1.0 if with_oral else 0.0", "1.0"),),
            ),
            WrongTurn(
                "M-F",
                all_absorbed,
                "You let the whole dose arrive. Only the fraction F of it enters the circulation.",
                edit=(("[F * dose_mg,", "[dose_mg,"),),
            ),
            WrongTurn(
                "M-INV",
                one_over,
                "Upside down: the oral area per dose goes on top.",
                edit=(("(y[3] / dose_mg) / (y[4] / tracer_mg)", "(y[4] / tracer_mg) / (y[3] / dose_mg)"),),
            ),
            WrongTurn(
                "M-LIN",
                never_saturated,
                "Your enzyme never fills, so every design gives the true F. What stands in the denominator besides Km?",
                edit=(("(Km + C + other * R)", "Km"), ("(Km + R + other * C)", "Km")),
            ),
        ),
        switched_off=("tracer_bioavailability", "mm_oral_with_tracer"),
        because="Each molecule leaves at its share of one enzyme: Km + drug + tracer stands below both.",
        hint="Five states: amount in the gut, two concentrations, two areas. Both rates have the same denominator.",
        solution=lambda g: (
            "Integrate gut, C, R and both areas; `Vmax/V · C/(Km + C + R)` and `Vmax/V · R/(Km + C + R)` leave. "
            "On another day each has a denominator of its own. At the end `(AUC_C/dose)/(AUC_R/tracer)`."
        ),
    ),
    "h": Number(
        slow=True,
        heading="On another day",
        prompt="The tracer is given in a separate period, a week earlier. Which F does the study report?",
        variable="f_other_day",
        model="F_est(0.0, DOSE_MG, F_TRUE, KA, V, VMAX, KM, TRACER_MG, with_oral=False)",
        unit="fraction",
        points=2,
        answer=other_day,
        follows="g",
        carried=lambda g, F_est: other_day(g, F_est),
        wrong_turns=(
            WrongTurn(
                "M-TRUE",
                lambda g: g.f,
                "That is the truth. A ratio of areas is F only where both doses meet the same clearance: do they?",
            ),
            WrongTurn(
                "M-SAME",
                lambda g: reported(g, 0.0),
                "That is a tracer on the same day. What does one meet a week earlier?",
            ),
            WrongTurn(
                "M-MEAN",
                lambda g: (other_day(g) + reported(g, 0.0)) / 2,
                "The design is one or the other; its result is no mean of both.",
            ),
        ),
        because="The tracer meets an idle enzyme, the oral dose a full one, and the quotient of their clearances is counted as F.",
        hint="Your function with `with_oral=False`.",
        solution=lambda g: (
            f"**{other_day(g):.4g}** for a drug with F = {g.f:g}: the oral area swells as the enzyme fills, the tracer's does not."
        ),
    ),
    "i": Number(
        slow=True,
        heading="With the first sip",
        prompt="Now the tracer is injected at the moment of swallowing, at 0 h. Which F is reported?",
        variable="f_at_start",
        model="F_est(0.0, DOSE_MG, F_TRUE, KA, V, VMAX, KM, TRACER_MG)",
        unit="fraction",
        points=1,
        tol=0.005,
        answer=lambda g: reported(g, 0.0),
        follows="g",
        carried=lambda g, F_est: reported(g, 0.0, F_est),
        wrong_turns=at_time_turns("at time zero"),
        because="The tracer is ahead of the drug: part of it leaves before the enzyme is full.",
        hint="`t_iv` is 0, and the drug is in the gut.",
        solution=lambda g: f"**{reported(g, 0.0):.4g}**, {reported(g, 0.0) / g.f - 1:+.1%} of the truth.",
    ),
    "j": Number(
        slow=True,
        heading="At the peak",
        prompt="""
            Find the hour at which the oral drug peaks, to a hundredth of an hour, and give the tracer then.
            `mm_oral(HOURS, dose=…, ka=…, v=…, vmax=…, km=…, f=…)` draws the oral curve.
            Which F is reported?
        """,
        variable="f_at_peak",
        model="""
            F_est(
                HOURS[np.argmax(mm_oral(HOURS, dose=DOSE_MG, ka=KA, v=V, vmax=VMAX, km=KM, f=F_TRUE))],
                DOSE_MG,
                F_TRUE,
                KA,
                V,
                VMAX,
                KM,
                TRACER_MG,
            )
        """,
        unit="fraction",
        points=2,
        tol=0.004,
        answer=lambda g: reported(g, peak_time(g)),
        follows="g",
        carried=lambda g, F_est: reported(g, peak_time(g), F_est),
        wrong_turns=(
            *at_time_turns("at the peak"),
            WrongTurn(
                "M-T0",
                lambda g: reported(g, 0.0),
                "That is the tracer at 0 h. When does the oral curve peak?",
            ),
            WrongTurn("M-HOUR", peak_time, "That is the hour of the peak. Which F does a tracer at that hour report?"),
        ),
        because="Near the peak the tracer meets about the clearance that the drug meets on average, but not exactly.",
        hint="`HOURS[np.argmax(…)]` is the hour of the peak.",
        solution=lambda g: (
            f"The peak is at {peak_time(g):.2f} h; there F = **{reported(g, peak_time(g)):.4g}**, "
            f"{reported(g, peak_time(g)) / g.f - 1:+.1%} of the truth."
        ),
    ),
    "k": Number(
        slow=True,
        heading="Too late",
        prompt="The infusion pump fails, and the tracer is given only {late:g} h after the oral dose. Which F is reported?",
        variable="f_late",
        model="F_est(LATE_H, DOSE_MG, F_TRUE, KA, V, VMAX, KM, TRACER_MG)",
        unit="fraction",
        points=2,
        tol=0.004,
        answer=lambda g: reported(g, g.late),
        follows="g",
        carried=lambda g, F_est: reported(g, g.late, F_est),
        wrong_turns=(
            *at_time_turns("so late"),
            WrongTurn(
                "M-PEAKTIME",
                lambda g: reported(g, peak_time(g)),
                "That is the tracer at the peak. By now the enzyme has begun to empty.",
            ),
        ),
        because="The enzyme has emptied while the tracer was waited for, so the tracer is cleared faster than the drug was.",
        hint="The same call with another time.",
        solution=lambda g: (
            f"**{reported(g, g.late):.4g}**, {reported(g, g.late) / g.f:.2g} times the truth: on the same day, and still far off."
        ),
    ),
    "l": Choice(
        heading="The rule",
        prompt="Which rule for such a drug do your four numbers support?",
        variable="rule_choice",
        points=1,
        options=(
            Option(
                "another day: an idle enzyme gives the cleanest clearance",
                "M-MICRO",
                "It gives the clearance of an idle enzyme. Is that the one which the oral dose met?",
            ),
            Option("near the oral peak: both then meet nearly one clearance"),
            Option(
                "any time: in a ratio of two areas the clearance cancels",
                "M-TRUE",
                "Then your four numbers would be one. It cancels only where it is the same in both.",
            ),
            Option(
                "a larger tracer: it then behaves as the oral dose does",
                "M-LOUDER",
                "A tracer large enough to fill the enzyme is a second treatment, and changes what it should observe.",
            ),
        ),
        because="Near the peak the error is smallest; it is not zero, and it grows quickly afterwards.",
        hint="Which of the four came nearest to the truth, and what did its tracer meet?",
        solution=lambda g: (
            f"Reported: {other_day(g):.2f} on another day, {reported(g, 0.0):.2f} at 0 h, {reported(g, peak_time(g)):.2f} at the peak, "
            f"{reported(g, g.late):.2f} at {g.late:g} h; the truth is {g.f:g}."
        ),
    ),
    "m": Function(
        heading="A bug hunt",
        prompt="""
            Each person of a study has an F of their own.
            The draft below should return the geometric mean and its 90 % confidence interval, computed on logarithms with Student's t.
            It holds three bugs, and all make the interval too narrow.
            Find them, and write the function anew in the cell after it.

            Example: `f_interval([0.4, 0.5, 0.625])` returns `(0.5, 0.3432, 0.7284)`.
        """,
        draft="""
            def f_interval_draft(f):
                logs = np.log(f)
                t = stdtrit(len(logs) - 1, 0.90)  # quantile of Student's t
                half = t * np.std(logs) / len(logs)
                return np.exp(logs.mean()), np.exp(logs.mean() - half), np.exp(logs.mean() + half)


            print(f_interval_draft([0.4, 0.5, 0.625]), "- should be (0.5, 0.3432, 0.7284)")
        """,
        model='''
            def f_interval(f):
                """Geometric mean, lower and upper limit of its 90 % confidence interval."""
                logs = np.log(f)
                t = stdtrit(len(logs) - 1, 0.95)  # quantile of Student's t
                half = t * np.std(logs, ddof=1) / np.sqrt(len(logs))
                return np.exp(logs.mean()), np.exp(logs.mean() - half), np.exp(logs.mean() + half)
        ''',
        switched_off=("geometric_mean_ratio", "ratio_from_errors", "ci_factor"),
        name="f_interval",
        points=3,
        answer=f_interval,
        tol=1e-4,
        example=Call(([0.4, 0.5, 0.625],)),
        cases={
            "few people": lambda rng, i: people(rng, 3, 6),
            "some more": lambda rng, i: people(rng, 7, 16),
        },
        invariants={
            "twice every F gives twice the three numbers": lambda f, rng: np.allclose(
                f([0.4, 0.5, 0.64]), 2 * np.array(f([0.2, 0.25, 0.32])), rtol=1e-6
            ),
        },
        wrong_turns=(
            unchanged_draft(
                draft,
                "Does the interval of three people reach wide enough?",
                edit=(("0.95", "0.90"), ("np.std(logs, ddof=1)", "np.std(logs)"), ("np.sqrt(len(logs))", "len(logs)")),
            ),
            WrongTurn(
                "M-ONETAIL",
                one_tail,
                "One bug is left: a 90 % interval leaves 5 % on each side.",
                credit=0.5,
                edit=(("0.95", "0.90"),),
            ),
            WrongTurn(
                "M-DDOF",
                spread_of_the_sample,
                "One bug is left: the spread is that of a sample whose mean was estimated from it.",
                credit=0.5,
                edit=(("np.std(logs, ddof=1)", "np.std(logs)"),),
            ),
            WrongTurn(
                "M-ROOTN",
                not_the_root,
                "One bug is left: how does the error of a mean shrink with the number of people?",
                credit=0.5,
                edit=(("np.sqrt(len(logs))", "len(logs)"),),
            ),
            WrongTurn(
                "M-NORMAL",
                normal_quantile,
                "You took the quantile of a normal distribution. So few people ask for Student's t.",
                credit=0.5,
                edit=(("stdtrit(len(logs) - 1, 0.95)", "1.6448536269514722"),),
            ),
        ),
        because="5 % on each side, n − 1 below the squares, and the root of n below the spread.",
        hint="Quantile, spread, and the error of a mean: one bug in each.",
        solution=lambda g: "`stdtrit(n - 1, 0.95)`, `np.std(logs, ddof=1)`, and `/ np.sqrt(n)`.",
    ),
    "n": Number(
        heading="Transfer: what pairing is worth",
        prompt="""
            Oral and intravenous areas vary between people with CVs of {cv_po:g} and {cv_iv:g}.
            In one person on one day they vary together, with the correlation *r* = {r:g}.
            A colleague would rather give the oral dose to one group and the intravenous dose to another, of equal size.
            For the same standard error of F: how many times as many people does this take, **both groups together**?
        """,
        variable="times_people",
        model="2 * (CV_PO**2 + CV_IV**2) / (CV_PO**2 + CV_IV**2 - 2 * R * CV_PO * CV_IV)",
        unit="times",
        points=2,
        answer=lambda g: 2 * variance_ratio(g),
        wrong_turns=(
            WrongTurn(
                "M-ONEGROUP",
                variance_ratio,
                "So many are needed in each group. And how many groups are there?",
                quiet=True,
            ),
            WrongTurn(
                "M-ROOTN",
                lambda g: 2 * variance_ratio(g) ** 0.5,
                "You compared spreads. The number of people goes with the square of the spread.",
            ),
            WrongTurn(
                "M-SIGN",
                lambda g: 2 * (g.cv_po**2 + g.cv_iv**2) / (g.cv_po**2 + g.cv_iv**2 + 2 * g.r * g.cv_po * g.cv_iv),
                "Fewer people without pairing? Look at the sign of the term with r.",
            ),
        ),
        because="What is common to both areas of a person cancels in their ratio, and only there.",
        hint="Both designs have CV²/n; without pairing r is 0, and everyone gives only one of the two areas.",
        solution=lambda g: (
            f"CV² of one person's F is {bioavailability_cv(g.cv_po, g.cv_iv, correlation=g.r) ** 2:.4g} with pairing and "
            f"{bioavailability_cv(g.cv_po, g.cv_iv) ** 2:.4g} without, {variance_ratio(g):.3g} times as much in each of two groups: "
            f"**{2 * variance_ratio(g):.3g} times** as many people."
        ),
    ),
}

PROBLEM = Problem(
    id="a1",
    title="Why must both doses be in the body at once?",
    notebook="ps5_applications/absolute_bioavailability",
    chapter="course/applications/11_absolute_bioavailability.ipynb",
    sections={
        "A study in five lines": "abc",
        "1 The same person, the same day": "n",
        "2 The same hour": "ghijkl",
        "3 Precise and wrong": "mo",
        "4 Three gates, and three means": "de",
        "A common wrong turn": "f",
    },
    minutes=60,
    setup="""
        import numpy as np
        from scipy.integrate import solve_ivp
        from scipy.special import stdtrit

        from microkit import mm_oral
    """,
    story="""
        **First study.**
        Drug 1 and drug 2 are modelled on saxagliptin and dapagliflozin (Boulton 2013).
        Each was swallowed, and an hour later a ¹⁴C tracer of the same drug was given into a vein.

        | | swallowed | oral AUC | CL by the tracer |
        |---|---|---|---|
        | drug 1 | {dose_1:g} mg | {auc_1:g} ng·h/mL | {cl_1:g} mL/min |
        | drug 2 | {dose_2:g} mg | {auc_2:g} ng·h/mL | {cl_2:g} mL/min |

        Drug 3 is modelled on midazolam, which gut wall and liver both break down.
        It enters in (d).
    """,
    context={
        "formula": r"""
            $$F = CL \cdot \frac{AUC_{po}}{\text{dose}_{po}}, \qquad F = F_a\,(1 - E_G)(1 - E_H), \qquad
            CV_F^2 \approx CV_{po}^2 + CV_{iv}^2 - 2\,r\,CV_{po}\,CV_{iv}$$

            *E*<sub>G</sub> and *E*<sub>H</sub> are the fractions that gut wall and liver take; *r* is the correlation of a person's two areas.
        """,
        "second": r"""
            **Second study, from (g) on.**
            A drug stays in *V* = {v:g} L, and one enzyme clears it: *V*<sub>max</sub> = {vmax:g} mg/h, *K*<sub>m</sub> = {km:g} mg/L.
            {dose:g} mg are swallowed; the true F is {f:g}, absorption runs at *k*<sub>a</sub> = {ka:g} per hour, and what is lost on the way in is no matter of saturation.
            The tracer is a bolus of {tracer:g} mg.
            Enzymes do not see labels: with the concentrations $C$ of the drug and $R$ of the tracer (mg/L), and with $\text{gut}$ for what waits in the gut and will arrive (mg),

            $$\frac{\mathrm dC}{\mathrm dt} = \frac{k_a \cdot \text{gut}}{V} - \frac{V_\max}{V}\,\frac{C}{K_m + C + R}, \qquad
            \frac{\mathrm dR}{\mathrm dt} = -\frac{V_\max}{V}\,\frac{R}{K_m + C + R} .$$

            The study reports $\hat F = (AUC_C/\text{dose})/(AUC_R/\text{tracer})$.
        """,
    },
    constants="HOURS = np.linspace(0, 6, 601)  # h after the oral dose, to look for the peak",
    given=GIVEN,
    personal=True,
    parts=PARTS,
    written={
        "o": Written(
            heading="In your own words",
            prompt="""
                A draft protocol says: “The tracer will be given in a separate period one week before the oral dose, since this is cleaner. Six people take part; we report the mean F.”
                The enzyme of this drug saturates at the oral dose.
                Answer in four to six sentences: what goes wrong and in which direction, when the tracer should be given and how exact that is, when a separate period would do no harm, and what to report beside a mean.
            """,
            points=4,
            model="""
                A week earlier the tracer meets an idle enzyme, while the oral dose meets a saturated one and is cleared more slowly.
                The quotient of areas then contains the quotient of two clearances: F comes out too large, even above 1, and no number of people mends a bias.
                The tracer belongs near the oral peak, where it meets about the same clearance; the error is then a few percent, not zero, and it grows within hours.
                Where kinetics are linear at the oral dose, the time would not matter for the mean, although pairing on one day still cancels what differs between days.
                Report the geometric mean with its 90 % interval and n, computed from each person's ratio, with the dose that was really delivered.
            """,
            scheme=(
                "Mechanism and direction: idle enzyme for the tracer, saturated one for the oral dose; F too large, possibly above 1.",
                "Tracer near the oral peak (on top of the drug), and this is approximate: a few percent, worse hours later.",
                "A separate period is harmless for the mean where the kinetics are linear at the oral dose.",
                "Geometric mean of individual ratios with an interval and n (or the delivered dose measured); a narrow interval does not show a bias.",
            ),
        ),
    },
)
