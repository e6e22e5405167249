"""H5: clearance that changes with time. What a microdose sees, what it misses, and what only repeated doses show."""

from functools import cache

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
from microkit import (
    apparent_clearance,
    changing_auc,
    changing_bolus,
    clearance_at,
    enzyme_turnover,
    enzyme_turnover_auc,
    enzyme_under,
)

TAU = 24.0
DOSES = 20
GIVEN = {
    "v": Quantity(150.0, "L", pick(120, 150)),
    "cl0": Quantity(30.0, "L/h", pick(24, 30)),
    "cl_ss": Quantity(6.0, "L/h", pick(4, 5, 6, 8), name="CLSS"),
    "beta": Quantity(0.1, "1/h", pick(0.06, 0.08, 0.1, 0.12, 0.15)),
    "dose_mg": Quantity(100.0, "mg", pick(80, 100, 120)),
    "micro_mg": Quantity(0.1, "mg", pick(0.1)),
    "kdeg": Quantity(0.02, "1/h", pick(0.02)),
    "kinact": Quantity(0.5, "1/h", pick(0.4, 0.5)),
    "ki": Quantity(2.0, "mg/L", pick(2, 3)),
    "until": Quantity(6.0, "h", pick(4, 5, 6, 8), about="for (i)"),
}


def auc_timedep(D, V, CL0, CLss, beta):
    """Reference for part a."""
    return changing_auc(D, v=V, cl0=CL0, cl_ss=CLss, beta=beta)


def day_mean(CL0, CLss, beta):
    """Clearance averaged over the first 24 h."""
    return CLss + (CL0 - CLss) * (1 - np.exp(-24 * beta)) / (24 * beta)


def at_first(D, V, CL0, CLss, beta):
    return D / CL0


def at_last(D, V, CL0, CLss, beta):
    return D / CLss


def at_mean(D, V, CL0, CLss, beta):
    return 2 * D / (CL0 + CLss)


def at_day_mean(D, V, CL0, CLss, beta):
    return D / day_mean(CL0, CLss, beta)


def half_life_read(D, V, CL0, CLss, beta):
    return auc_timedep(D, V, CL0, CLss, beta * np.log(2))


def changing_call(rng, rises):
    """A random drug whose clearance falls, or rises, by a factor of two to eight while it is in the body."""
    V = rng.uniform(50, 200)
    low = rng.uniform(3, 10)
    times = rng.uniform(2, 8)
    first, last = (low, times * low) if rises else (times * low, low)
    beta = rng.uniform(0.5, 3) * np.sqrt(first * last) / V
    return Call(tuple(map(float, (rng.uniform(1, 200), V, first, last, beta))))


def grows_with_the_dose(f, rng):
    D, *drug = changing_call(rng, rises=False).args
    return abs(f(2 * D, *drug) / f(D, *drug) - 2) < 1e-3


def rates(g):
    return {"v": g.v, "cl0": g.cl0, "cl_ss": g.cl_ss, "beta": g.beta}


def auc(g, function=auc_timedep):
    return function(g.dose_mg, g.v, g.cl0, g.cl_ss, g.beta)


def enzyme(g):
    return g.v, g.cl0, g.kdeg, g.kinact, g.ki


def single_dose_ratio(g):
    """AUC per mg after the therapeutic dose over that after the microdose, part 2."""
    micro, full = areas_per_mg(g.micro_mg, g.dose_mg, *enzyme(g))
    return full / micro


def steady_state_ratio(g):
    """AUC per mg over the last of many dosing intervals over that of the microdose, part 2."""
    micro, _ = areas_per_mg(g.micro_mg, g.dose_mg, *enzyme(g))
    return last_interval_per_mg(g.dose_mg, *enzyme(g)) / micro


@cache
def areas_per_mg(micro, dose, v, cl, kdeg, kinact, ki):
    doses = np.array([micro, dose])
    return enzyme_turnover_auc(doses, v=v, cl=cl, kdeg=kdeg, kinact=kinact, ki=ki) / doses


@cache
def last_interval_per_mg(dose, v, cl, kdeg, kinact, ki):
    ends = TAU * np.array([DOSES - 1, DOSES])
    given = TAU * np.arange(DOSES)
    seen = enzyme_turnover(ends, dose=dose, v=v, cl=cl, kdeg=kdeg, kinact=kinact, ki=ki, dose_times=given)
    return float(np.diff(seen.auc)[0]) / dose


def enzyme_for_ever(g):
    """Ratio if the enzyme stayed at the balance that belongs to the first concentration."""
    first = g.dose_mg / g.v
    return 1 + g.kinact * first / (g.ki + first) / g.kdeg


def cut_off(g, tail):
    """Clearance from the area up to the last sample and `tail` (a function of C_last and λ), per mg of dose."""
    earlier, last = changing_bolus([g.until - 2, g.until], dose=1.0, **rates(g))
    unseen = changing_auc(
        last * g.v, **rates(g) | {"cl0": clearance_at(g.until, cl0=g.cl0, cl_ss=g.cl_ss, beta=g.beta)}
    )
    return 1 / (changing_auc(1.0, **rates(g)) - unseen + tail(last, np.log(earlier / last) / 2))


def enzyme_left(t_h, C, kdeg, kinact, KI):
    """Reference for part h."""
    return enzyme_under(t_h, conc=C, kdeg=kdeg, kinact=kinact, ki=KI)


def approach(t_h, rate, end):
    return end + (1 - end) * np.exp(-rate * t_h)


def draft(t_h, C, kdeg, kinact, KI):
    kobs = kinact * C / KI
    return approach(t_h, kdeg, kobs / (kdeg + kobs))


def unsaturated(t_h, C, kdeg, kinact, KI):
    kobs = kinact * C / KI
    return approach(t_h, kdeg + kobs, kdeg / (kdeg + kobs))


def complement(t_h, C, kdeg, kinact, KI):
    kobs = kinact * C / (KI + C)
    return approach(t_h, kdeg + kobs, kobs / (kdeg + kobs))


def turnover_alone(t_h, C, kdeg, kinact, KI):
    kobs = kinact * C / (KI + C)
    return approach(t_h, kdeg, kdeg / (kdeg + kobs))


def inhibitor_call(rng, low, high):
    """A time on the way to the new balance, at a concentration between `low` and `high` times KI."""
    KI = rng.uniform(0.5, 5)
    kdeg = rng.uniform(0.01, 0.04)
    kinact = rng.uniform(0.1, 1)
    C = KI * rng.uniform(low, high)
    hours = rng.uniform(0.3, 2) / (kdeg + kinact * C / (KI + C))
    return Call(tuple(map(float, (hours, C, kdeg, kinact, KI))))


PARTS = {
    "a": Function(
        heading="A function",
        prompt="""
            Write `auc_timedep`, the area from zero to infinity after a bolus in part 1.
            Solve the equation for *C(t)* by hand first; the area may be numerical (`quad` is imported).

            Example: `auc_timedep(10.0, 50.0, 30.0, 6.0, 0.1)` is `0.3925`, rounded.
        """,
        model='''
            def auc_timedep(D, V, CL0, CLss, beta):
                """AUC (mg·h/L) from zero to infinity when clearance drifts from CL0 to CLss."""

                def conc(t):
                    return D / V * np.exp(-(CLss * t + (CL0 - CLss) * (1 - np.exp(-beta * t)) / beta) / V)

                return quad(conc, 0, np.inf)[0]
        ''',
        switched_off=("changing_auc", "changing_bolus", "apparent_clearance"),
        name="auc_timedep",
        points=4,
        answer=auc_timedep,
        tol=2e-3,
        example=Call((10.0, 50.0, 30.0, 6.0, 0.1)),
        cases={
            "clearance that falls": lambda rng, i: changing_call(rng, rises=False),
            "clearance that rises": lambda rng, i: changing_call(rng, rises=True),
        },
        invariants={
            "twice the dose gives twice the area": grows_with_the_dose,
        },
        wrong_turns=(
            WrongTurn(
                "M-CL0",
                at_first,
                "Your clearance stays at CL₀ for ever. Let it change under the integral.",
                edit=(("quad(conc, 0, np.inf)[0]", "D / CL0"),),
            ),
            WrongTurn(
                "M-CLSS",
                at_last,
                "Your clearance is CLss from the first minute. It takes time to get there.",
                edit=(("quad(conc, 0, np.inf)[0]", "D / CLss"),),
            ),
            WrongTurn(
                "M-MEAN",
                at_mean,
                "You divide by the mean of first and last clearance. Which clearance counts most, and for how long?",
                edit=(("quad(conc, 0, np.inf)[0]", "D / ((CL0 + CLss) / 2)"),),
            ),
            WrongTurn(
                "M-TAVG",
                at_day_mean,
                "You average clearance over a day. The hours with much drug in the body should weigh more.",
                edit=(
                    ("quad(conc, 0, np.inf)[0]", "D / (CLss + (CL0 - CLss) * (1 - np.exp(-24 * beta)) / (24 * beta))"),
                ),
            ),
            WrongTurn(
                "M-T12",
                half_life_read,
                "You read 1/β as a half-life. β is a rate: it stands in the exponent as it is.",
                edit=(("def conc(t):", "beta = beta * np.log(2)\n\n    def conc(t):"),),
            ),
        ),
        because="The decline is exact, and its area is an integral in one variable.",
        hint="ln(C/C₀) = −∫ CL/V dt. Write down that integral, then integrate C numerically.",
        solution=lambda g: (
            "C(t) = D/V·exp(−(CLss·t + (CL0 − CLss)(1 − exp(−βt))/β)/V). Integrate with `scipy.integrate.quad` from 0 to ∞, "
            "or use the closed form D/CLss·₁F₁(1; 1 + CLss/(Vβ); −(CL0 − CLss)/(Vβ))."
        ),
    ),
    "b": Number(
        heading="The area",
        prompt="Part 1: what is the area after {dose_mg:g} mg, in mg·h/L?",
        variable="auc_dose",
        model="auc_timedep(DOSE_MG, V, CL0, CLSS, BETA)",
        unit="mg·h/L",
        points=2,
        answer=auc,
        follows="a",
        carried=auc,
        wrong_turns=(
            WrongTurn("M-CL0", lambda g: auc(g, at_first), "Dose over CL₀ leaves the change of clearance out."),
            WrongTurn(
                "M-CLSS", lambda g: auc(g, at_last), "Dose over CLss: at first clearance is far higher than that."
            ),
            WrongTurn(
                "M-MEAN", lambda g: auc(g, at_mean), "The mean of two clearances gives both the same weight. Should it?"
            ),
            WrongTurn(
                "M-TAVG",
                lambda g: auc(g, at_day_mean),
                "A mean over 24 h counts late hours, with little drug left, as much as early ones.",
            ),
            WrongTurn("M-T12", lambda g: auc(g, half_life_read), "1/β is no half-life; the rate goes in as it stands."),
        ),
        because="Between dose over CL₀ and dose over CLss.",
        hint="Use your function.",
        solution=lambda g: (
            f"Between {g.dose_mg / g.cl0:.4g} (dose/CL₀) and {g.dose_mg / g.cl_ss:.4g} (dose/CLss): **{auc(g):.4g} mg·h/L**."
        ),
    ),
    "c": Number(
        heading="Extension: the effective clearance",
        prompt="Part 1: which clearance, dose over area, does that amount to, in L/h?",
        variable="cl_effective",
        model="DOSE_MG / auc_timedep(DOSE_MG, V, CL0, CLSS, BETA)",
        unit="L/h",
        points=1,
        answer=lambda g: g.dose_mg / auc(g),
        follows="a",
        carried=lambda g, auc_timedep: g.dose_mg / auc(g, auc_timedep),
        wrong_turns=(
            WrongTurn(
                "M-MEAN",
                lambda g: (g.cl0 + g.cl_ss) / 2,
                "A plain mean of two clearances. The effective one is weighted by the concentration.",
            ),
            WrongTurn(
                "M-TAVG",
                lambda g: day_mean(g.cl0, g.cl_ss, g.beta),
                "Averaged over time. The weight of an hour is the concentration in it.",
            ),
        ),
        because="A mean of CL(t), weighted by the concentration.",
        hint="Dose over the AUC of (b).",
        solution=lambda g: f"{g.dose_mg:g}/{auc(g):.4g} = **{g.dose_mg / auc(g):.4g} L/h**.",
    ),
    "d": Number(
        heading="With the initial clearance",
        prompt="""
            Part 1: a team predicts the area as dose over *CL*<sub>0</sub>.
            How many times larger is the true one?
        """,
        variable="times_initial",
        model="auc_timedep(DOSE_MG, V, CL0, CLSS, BETA) / (DOSE_MG / CL0)",
        unit="times",
        points=1,
        answer=lambda g: auc(g) * g.cl0 / g.dose_mg,
        follows="a",
        carried=lambda g, auc_timedep: auc(g, auc_timedep) * g.cl0 / g.dose_mg,
        wrong_turns=(
            WrongTurn(
                "M-CLSS",
                lambda g: g.cl0 / g.cl_ss,
                "First over last clearance: that would need full inhibition from the start.",
            ),
            WrongTurn(
                "M-INV", lambda g: g.dose_mg / auc(g) / g.cl0, "Upside down: is the true area larger or smaller?"
            ),
        ),
        because="More than once, but less than CL₀/CLss: much drug leaves before clearance has fallen.",
        hint="True AUC over dose/CL₀.",
        solution=lambda g: f"{auc(g):.4g} × {g.cl0:g}/{g.dose_mg:g} = **{auc(g) * g.cl0 / g.dose_mg:.4g}**.",
    ),
    "e": Number(
        heading="One dose",
        prompt="""
            Part 2: how many times larger is the area **per mg** after one dose of {dose_mg:g} mg than after {micro_mg:g} mg?
        """,
        variable="times_one_dose",
        model="""
            (enzyme_turnover_auc(DOSE_MG, v=V, cl=CL0, kdeg=KDEG, kinact=KINACT, ki=KI) / DOSE_MG)
            / (enzyme_turnover_auc(MICRO_MG, v=V, cl=CL0, kdeg=KDEG, kinact=KINACT, ki=KI) / MICRO_MG)
        """,
        unit="times",
        points=3,
        slow=True,
        answer=single_dose_ratio,
        wrong_turns=(
            WrongTurn(
                "M-LIN",
                lambda g: 1.0,
                "Once would mean the same enzyme at both doses. What does the larger dose do to E?",
            ),
            WrongTurn(
                "M-PART1",
                lambda g: auc(g) * g.cl0 / g.dose_mg,
                "That is the result of part 1. Here the enzyme follows its own equation.",
            ),
            WrongTurn(
                "M-KOBS",
                enzyme_for_ever,
                "You let the first concentration act for ever. The drug is gone long before that balance is reached.",
            ),
        ),
        because="A single dose hardly shows the inactivation: the drug is gone before the enzyme is.",
        hint="Solve both equations at once, for both doses, until the drug is gone. `microkit.enzyme_turnover_auc` does it.",
        solution=lambda g: (
            "`auc = enzyme_turnover_auc([micro, dose], v=V, cl=CL0, kdeg=..., kinact=..., ki=...)`, each divided by its dose: "
            f"**{single_dose_ratio(g):.4g} times**."
        ),
    ),
    "f": Number(
        heading="Many doses",
        prompt="""
            Part 2: now {dose_mg:g} mg are given every 24 h.
            Take the area over the 24 h after the 20th dose, per mg of one dose.
            How many times larger is it than the area per mg of the single microdose, followed to infinity?
        """,
        variable="times_many_doses",
        model="""
            np.diff(
                enzyme_turnover(
                    [19 * 24, 20 * 24],
                    dose=DOSE_MG,
                    v=V,
                    cl=CL0,
                    kdeg=KDEG,
                    kinact=KINACT,
                    ki=KI,
                    dose_times=24 * np.arange(20),
                ).auc
            )[0]
            / DOSE_MG
            / (enzyme_turnover_auc(MICRO_MG, v=V, cl=CL0, kdeg=KDEG, kinact=KINACT, ki=KI) / MICRO_MG)
        """,
        unit="times",
        points=3,
        slow=True,
        answer=steady_state_ratio,
        wrong_turns=(
            WrongTurn(
                "M-SD",
                single_dose_ratio,
                "That is the ratio for one dose. Does the enzyme recover between doses?",
            ),
            WrongTurn(
                "M-SD",
                lambda g: steady_state_ratio(g) / single_dose_ratio(g),
                "You divided by the area after one large dose. The microdose is what it is compared with.",
            ),
            WrongTurn(
                "M-LIN",
                lambda g: 1.0,
                "Superposition says once: the area over an interval equals that of a single dose. It holds for linear drugs.",
            ),
        ),
        because="Each dose finds less enzyme than the one before. One dose could not show it.",
        hint="Twenty doses, then the area between 19·24 h and 20·24 h. `microkit.enzyme_turnover` takes `dose_times`.",
        solution=lambda g: (
            "`enzyme_turnover([456, 480], ..., dose_times=24 * np.arange(20)).auc`: the difference, per mg, over the "
            f"microdose's AUC per mg is **{steady_state_ratio(g):.4g} times**."
        ),
    ),
    "g": Choice(
        heading="A choice",
        prompt="""
            In part 1 the microdose is followed to infinity, and the **same** *CL(t)* applies at every dose.
            The linear prediction of the therapeutic area is …
        """,
        variable="prediction_choice",
        points=3,
        options=(
            Option(
                "too high, as clearance keeps falling",
                "M-SIGN",
                "A falling clearance makes an area larger, at the microdose too. Compare the areas per mg.",
            ),
            Option(
                "too low by CL0/CLss, here a factor {cl_ratio:.2g}",
                "M-CLSS",
                "That compares first and last clearance. Compare the areas per mg at both doses instead.",
            ),
            Option("exactly right, as AUC follows dose"),
            Option(
                "too low by the factor found in (d)",
                "M-CL0",
                "That holds if the team uses CL₀ alone. Here they have the whole profile of the microdose.",
            ),
        ),
        because="dC/dt = −CL(t)·C/V is linear in C, so the area is proportional to dose, whatever CL(t) does.",
        hint="Use your function of (a) at two doses and divide each area by its dose.",
        solution=lambda g: (
            "The equation is linear in C: twice the dose is twice the curve. The prediction fails only with truncated sampling, "
            "or if the change depends on the concentration, as in part 2."
        ),
    ),
    "h": Function(
        heading="A bug hunt",
        prompt="""
            Hold the concentration *C* of part 2 constant.
            The enzyme then moves exponentially from 1 to a new balance between synthesis and two losses.
            The draft below should return the enzyme left after `t_h` hours.
            It holds three bugs.
            Find them, and write the function anew in the cell after it.

            Example: `enzyme_left(24.0, 2.0, 0.02, 0.5, 2.0)` is `0.0755`, rounded.
        """,
        draft="""
            def enzyme_left_draft(t_h, C, kdeg, kinact, KI):
                kobs = kinact * C / KI
                end = kobs / (kdeg + kobs)
                return end + (1 - end) * np.exp(-kdeg * t_h)


            print(enzyme_left_draft(24.0, 2.0, 0.02, 0.5, 2.0), "- should be 0.0755")
            print(enzyme_left_draft(24.0, 0.0, 0.02, 0.5, 2.0), "- should be 1: there is no drug")
        """,
        model='''
            def enzyme_left(t_h, C, kdeg, kinact, KI):
                """Enzyme left (1 = normal) after t_h hours at a constant concentration C."""
                kobs = kinact * C / (KI + C)
                end = kdeg / (kdeg + kobs)
                return end + (1 - end) * np.exp(-(kdeg + kobs) * t_h)
        ''',
        switched_off=("enzyme_under",),
        name="enzyme_left",
        points=3,
        answer=enzyme_left,
        tol=1e-3,
        example=Call((24.0, 2.0, 0.02, 0.5, 2.0)),
        cases={
            "concentrations below KI": lambda rng, i: inhibitor_call(rng, 0.05, 0.3),
            "concentrations about KI": lambda rng, i: inhibitor_call(rng, 0.5, 2),
            "concentrations above KI": lambda rng, i: inhibitor_call(rng, 5, 20),
        },
        invariants={
            "without inhibitor all the enzyme stays": lambda f, rng: abs(f(30.0, 0.0, 0.02, 0.5, 2.0) - 1) < 1e-9,
        },
        wrong_turns=(
            unchanged_draft(
                draft,
                "How much enzyme does it leave without any drug, after a long time?",
                edit=(("C / (KI + C)", "C / KI"), ("end = kdeg /", "end = kobs /"), ("-(kdeg + kobs) *", "-kdeg *")),
            ),
            WrongTurn(
                "M-LIN",
                unsaturated,
                "One bug is left: inactivation cannot run faster than kinact, however much drug there is.",
                credit=0.5,
                edit=(("C / (KI + C)", "C / KI"),),
            ),
            WrongTurn(
                "M-COMPL",
                complement,
                "One bug is left: at the end more drug should leave less enzyme.",
                credit=0.5,
                edit=(("end = kdeg /", "end = kobs /"),),
            ),
            WrongTurn(
                "M-KDEG",
                turnover_alone,
                "One bug is left: what takes enzyme away also speeds the approach to the new balance.",
                credit=0.5,
                edit=(("-(kdeg + kobs) *", "-kdeg *"),),
            ),
        ),
        because="Synthesis against two losses: both set the balance, and both set the pace.",
        hint="Three lines: how fast inactivation runs, where the balance lies, and how fast it is approached.",
        solution=lambda g: (
            "`kobs = kinact * C / (KI + C)`, `end = kdeg / (kdeg + kobs)`, and the approach runs at `kdeg + kobs`."
        ),
    ),
    "i": Number(
        heading="Transfer",
        prompt=r"""
            A team follows the microdose of part 1 for {until:g} h only, with dense and exact samples.
            It adds the tail $C_\text{last}/\lambda$, with $\lambda$ from the slope of $\ln C$ over the last two of these hours.
            Which clearance, dose over area, does it report, in L/h?
        """,
        variable="cl_six_hours",
        model="""
            1
            / (
                quad(lambda t: np.exp(-(CLSS * t + (CL0 - CLSS) * (1 - np.exp(-BETA * t)) / BETA) / V) / V, 0, UNTIL)[0]
                + np.exp(-(CLSS * UNTIL + (CL0 - CLSS) * (1 - np.exp(-BETA * UNTIL)) / BETA) / V)
                / V
                / ((CLSS * 2 + (CL0 - CLSS) * (np.exp(-BETA * (UNTIL - 2)) - np.exp(-BETA * UNTIL)) / BETA) / V / 2)
            )
        """,
        unit="L/h",
        points=2,
        answer=lambda g: apparent_clearance(g.until, **rates(g)),
        wrong_turns=(
            WrongTurn(
                "M-CL0",
                lambda g: g.cl0,
                "That is clearance at time zero. By the last sample some of the change has been seen.",
            ),
            WrongTurn(
                "M-IGN",
                lambda g: g.dose_mg / auc(g),
                "That takes the whole profile. This team did not see how the decline slows down after its last sample.",
            ),
            WrongTurn(
                "M-TRUNC24",
                lambda g: cut_off(g, lambda last, slope: 0.0),
                "The team adds a tail to the area it has seen; you left it out.",
            ),
            WrongTurn(
                "M-LASTC",
                lambda g: cut_off(g, lambda last, slope: last * np.log(2) / slope),
                "The tail of an exponential is C/λ, not C times the half-life.",
            ),
        ),
        because="Too high: the tail was drawn with the slope of a clearance that was still falling.",
        hint="Three pieces: the area to the last sample, λ = ln(C two hours earlier / C_last)/2, and C_last/λ.",
        solution=lambda g: (
            f"Area and tail give **{apparent_clearance(g.until, **rates(g)):.4g} L/h**; followed to the end it is "
            f"{g.dose_mg / auc(g):.4g}. This is how a complete study and a short one disagree."
        ),
    ),
}

PROBLEM = Problem(
    id="h5",
    title="What does a microdose see of a clearance that changes?",
    notebook="ps2_linearity/time_dependent_clearance",
    chapter="course/principles/05_time_dependent_clearance.ipynb",
    sections={
        "1 The same drift at every dose": "abcdg",
        "2 Stopping early": "i",
        "3 The drug drives the drift": "efhj",
    },
    minutes=60,
    setup="""
        import numpy as np
        from scipy.integrate import quad
        from microkit import enzyme_turnover, enzyme_turnover_auc
    """,
    story=r"""
        A drug in one compartment of $V$ = {v:g} L is given as an intravenous bolus.
        The therapeutic dose is {dose_mg:g} mg, the microdose {micro_mg:g} mg.
        All is in mg, L and h here.

        **Part 1: clearance drifts by itself.**
        At every dose,

        $$CL(t) = CL_{ss} + (CL_0 - CL_{ss})\,e^{-\beta t}, \qquad \frac{\mathrm dC}{\mathrm dt} = -\frac{CL(t)\,C}{V},$$

        with $CL_0$ = {cl0:g} L/h, $CL_{ss}$ = {cl_ss:g} L/h and $\beta$ = {beta:g} h⁻¹.
    """,
    context={
        "story-two": r"""
            **Part 2: the drug destroys its enzyme.**
            $E$ is the amount of enzyme, 1 before the first dose:

            $$\frac{\mathrm dE}{\mathrm dt} = k_{deg}(1-E) - \frac{k_{inact}\,C}{K_I + C}\,E, \qquad
            \frac{\mathrm dC}{\mathrm dt} = -\frac{CL_0\,E\,C}{V},$$

            with $k_{deg}$ = {kdeg:g} h⁻¹, $k_{inact}$ = {kinact:g} h⁻¹ and $K_I$ = {ki:g} mg/L.
            You may solve it with `scipy.integrate.solve_ivp`, or with `enzyme_turnover` and `enzyme_turnover_auc` from `microkit`: run `help(enzyme_turnover)`.
        """,
    },
    given=GIVEN,
    personal=True,
    derived={
        "cl_ratio": lambda g: g.cl0 / g.cl_ss,
        "after_one": single_dose_ratio,
        "after_many": steady_state_ratio,
    },
    premises={
        "one dose stays within two-fold": lambda g: single_dose_ratio(g) < 2,
        "repeated doses do not": lambda g: steady_state_ratio(g) > 2,
    },
    parts=PARTS,
    written={
        "j": Written(
            heading="In your own words",
            prompt="""
                A textbook says: “With mechanism-based inhibition, clearance falls with time. A microdose only sees the initial clearance, so it underestimates the therapeutic exposure.”
                Rewrite this in three to five sentences so that it is correct.
                Say what a microdose followed to the end predicts if *CL(t)* is the same at every dose, name two things that make it fail all the same, and use your numbers of (e) and (f).
            """,
            points=4,
            model="""
                A clearance that drifts in the same way at every dose leaves kinetics linear in the dose: a microdose followed to the end predicts the therapeutic area exactly.
                The prediction fails if sampling stops before the drift is over, since the tail is then drawn with a slope that is too steep.
                It also fails if the change is driven by the concentration, because a microdose inactivates next to no enzyme.
                In our model one dose of {dose_mg:g} mg exceeds the prediction only {after_one:.3g}-fold, inside two-fold, but after twenty daily doses the factor is {after_many:.3g}: only repeated dosing shows it.
            """,
            scheme=(
                "The same CL(t) at every dose: exposure is proportional to dose, and a complete microdose predicts exactly.",
                "Truncated sampling makes it fail (reported clearance too high).",
                "Inactivation driven by the concentration makes it fail: the microdose spares the enzyme.",
                "Numbers with their meaning: {after_one:.3g} for one dose, inside two-fold; {after_many:.3g} after repeated doses, outside.",
            ),
        ),
    },
)
