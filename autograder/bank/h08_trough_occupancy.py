"""H8: the dose that holds a trough occupancy. A short half-life costs exponentially, and an uncertain one decides."""

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

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
from microkit import conc_for_occupancy, mg_to_ug, no_go_probability, trough_dose, ug_to_mg
from microkit import dose_for_average as microkit_dose_for_average

DAY = 24.0
GIVEN = {
    "kd": Quantity(6.0, "nM", pick(2.5, 3.5, 6, 7)),
    "percent": Quantity(80.0, "%", pick(70, 75, 80, 85), name="OCC_PERCENT", about="occupied at the trough"),
    "fu": Quantity(0.1, "", pick(0.08, 0.1, 0.12, 0.15), about="fraction unbound"),
    "molar_mass": Quantity(400.0, "g/mol", pick(320, 350, 400, 450), name="MW"),
    "v": Quantity(62.0, "L", pick(50, 62, 75, 90)),
    "f": Quantity(0.4, "", pick(0.4, 0.45, 0.6, 0.7), about="fraction"),
    "half_life": Quantity(5.0, "h", pick(4.5, 5, 5.5, 6), about="median"),
    "sigma": Quantity(0.2, "", pick(0.2, 0.22, 0.25, 0.28), about="standard deviation of ln(half-life)"),
    "ceiling": Quantity(300.0, "mg", pick(150, 200, 250, 300), name="CEILING_MG", about="a day"),
}


def unbound_nM(g):
    """Unbound trough concentration that the occupancy needs, nM."""
    return conc_for_occupancy(g.percent / 100, kd=g.kd, fu=1.0, molar_mass=1000.0)


def total_conc(g):
    """Total trough concentration that the occupancy needs, ng/mL."""
    return conc_for_occupancy(g.percent / 100, kd=g.kd, fu=g.fu, molar_mass=g.molar_mass)


def arguments(g, interval=DAY):
    """The given values in the order of the function of part a."""
    return g.kd, g.percent / 100, g.fu, g.molar_mass, g.v, g.f, g.half_life, interval


def daily(g, interval=DAY):
    """Total daily dose, mg."""
    return daily_dose_mg(*arguments(g, interval))


def chance_above(g, function=None):
    """Probability that the once-daily dose passes the ceiling: exact for the reference, by root for a wrong function."""
    if function is None:
        drug = {"conc": total_conc(g), "v": g.v, "f": g.f}
        return no_go_probability(mg_to_ug(g.ceiling), half_life=g.half_life, sigma=g.sigma, **drug)

    def excess(z):
        *others, _, interval = arguments(g)
        return function(*others, g.half_life * np.exp(g.sigma * z), interval) - g.ceiling

    if excess(-6) * excess(6) > 0:
        return float(excess(0) > 0)
    return float(ndtr(brentq(excess, -6, 6)))


def chance_above_twice(g):
    """Probability that two doses a day pass the ceiling in all."""
    drug = {"conc": total_conc(g), "v": g.v, "f": g.f, "interval": DAY / 2}
    return no_go_probability(mg_to_ug(g.ceiling) / 2, half_life=g.half_life, sigma=g.sigma, **drug)


def certainty(g):
    """What the point estimate says. Draws in which it lies below the ceiling are not used: the nudge is about above."""
    return 1.0 if daily(g) > g.ceiling else chance_above(g)


def daily_dose_mg(Kd_nM, occ, fu, MW, V, F, t_half, tau):
    """Reference for part a."""
    conc = conc_for_occupancy(occ, kd=Kd_nM, fu=fu, molar_mass=MW)
    return ug_to_mg(trough_dose(conc, v=V, half_life=t_half, f=F, interval=tau)) * DAY / tau


def wrong_dose(factor):
    """A dose function that is off by a factor, itself a function of the same arguments."""

    def function(Kd_nM, occ, fu, MW, V, F, t_half, tau):
        right = daily_dose_mg(Kd_nM, occ, fu, MW, V, F, t_half, tau)
        return right * factor(occ=occ, fu=fu, F=F, n=tau / t_half, tau=tau)

    return function


DOSE_SLIPS = {
    "M-KD": (
        lambda occ, **_: (1 - occ) / occ,
        "You aimed at an unbound concentration equal to K_d. How many receptors does that take?",
        (("Kd_nM * occ / (1 - occ)", "Kd_nM"),),
    ),
    "M-08KD": (
        lambda occ, **_: 1 - occ,
        "You aimed at the wanted share of K_d. Occupancy bends: solve its formula for the concentration.",
        ((" / (1 - occ)", ""),),
    ),
    "M-TOT": (
        lambda fu, **_: fu,
        "You took the unbound target for the total one. The dose must supply the bound drug as well.",
        ((" / fu", ""),),
    ),
    "M-FUMULT": (
        lambda fu, **_: fu**2,
        "You multiplied the unbound target by fu. Can the total concentration be smaller than the unbound one?",
        ((" / fu", " * fu"),),
    ),
    "M-F": (lambda F, **_: F, "Bioavailability is missing: only the part F of each dose arrives.", (("V / F", "V"),)),
    "M-PROD": (
        lambda F, **_: F**2,
        "You multiplied by the bioavailability. If less of each dose arrives, must the dose be smaller or larger?",
        (("V / F", "V * F"),),
    ),
    "M-SD": (
        lambda n, **_: 2**n / (2**n - 1),
        "You dosed as if each dose were the first. At steady state the earlier doses still lend a hand.",
        ((" - 1) / 1000", ") / 1000"),),
    ),
    "M-AVG": (
        lambda n, **_: n * np.log(2) / (2**n - 1),
        "That dose holds the average at the target. The trough lies below the average.",
        (("(2 ** (tau / t_half) - 1)", "np.log(2) * tau / t_half"),),
    ),
    "M-PEAK": (
        lambda n, **_: (1 - 2.0**-n) / (2**n - 1),
        "That dose puts the peak at the target. What is left of it when the next dose is due?",
        (("2 ** (tau / t_half) - 1", "1 - 0.5 ** (tau / t_half)"),),
    ),
    "M-E": (
        lambda n, **_: np.expm1(n) / (2**n - 1),
        "Your decay runs by e for each half-life. By which factor does one half-life shrink a concentration?",
        (("2 **", "np.e **"),),
    ),
    "M-NHL": (
        lambda n, **_: n / (2**n - 1),
        "You counted the half-lives in an interval. Each of them doubles what must be there at its start.",
        (("(2 ** (tau / t_half) - 1)", "tau / t_half"),),
    ),
}


def dose_turns():
    """The slips of part a, of which part d shows the values once a day."""
    return tuple(
        WrongTurn(code, wrong_dose(factor), nudge, edit=edit) for code, (factor, nudge, edit) in DOSE_SLIPS.items()
    )


def dose_call(rng, tau, low, high):
    """A random drug, dosed every tau hours, whose half-life lies in a range."""
    drug = (rng.uniform(0.5, 20), rng.uniform(0.55, 0.9), rng.uniform(0.02, 0.45), rng.uniform(250, 600))
    return Call(
        (*map(float, drug), float(rng.uniform(15, 200)), float(rng.uniform(0.1, 0.8)), rng.uniform(low, high), tau)
    )


def doubles_with_the_kd(f, rng):
    Kd_nM, *drug = dose_call(rng, 24.0, 4, 10).args
    return abs(f(2 * Kd_nM, *drug) / f(Kd_nM, *drug) - 2) < 1e-6


def falls_with_the_interval(f, rng):
    *drug, tau = dose_call(rng, 24.0, 4, 10).args
    return f(*drug, tau / 2) < f(*drug, tau)


def longest_interval_h(dose_mg, C_ng_mL, V_L, F, t_half_h):
    """Reference for part i."""
    return t_half_h * np.log2(1 + F * mg_to_ug(dose_mg) / V_L / C_ng_mL)


def draft(dose_mg, C_ng_mL, V_L, F, t_half_h):
    return t_half_h * np.log(mg_to_ug(dose_mg) / V_L / C_ng_mL)


def not_accumulated(dose_mg, C_ng_mL, V_L, F, t_half_h):
    return t_half_h * np.log2(F * mg_to_ug(dose_mg) / V_L / C_ng_mL)


def fully_available(dose_mg, C_ng_mL, V_L, F, t_half_h):
    return longest_interval_h(dose_mg, C_ng_mL, V_L, 1.0, t_half_h)


def natural_log(dose_mg, C_ng_mL, V_L, F, t_half_h):
    return np.log(2) * longest_interval_h(dose_mg, C_ng_mL, V_L, F, t_half_h)


def interval_call(rng, low, high):
    """A dose whose absorbed part brings low to high times the wanted trough."""
    conc = float(rng.uniform(5, 200))
    v = float(rng.uniform(15, 200))
    f = float(rng.uniform(0.2, 0.8))
    return Call((float(rng.uniform(low, high)) * conc * v / f / 1e3, conc, v, f, float(rng.uniform(2, 12))))


def grows_with_the_half_life(f, rng):
    *drug, t_half_h = interval_call(rng, 0.5, 30).args
    return abs(f(*drug, 2 * t_half_h) / f(*drug, t_half_h) - 2) < 1e-6


def patch(g):
    """Steady input that holds the target all day, mg per day, all of it absorbed."""
    return ug_to_mg(microkit_dose_for_average(total_conc(g), cl=g.v * np.log(2) / g.half_life))


PARTS = {
    "a": Function(
        heading="A function",
        prompt="""
            Write `daily_dose_mg`, the **total dose per day** in mg for a wanted trough occupancy `occ`.
            Half-life `t_half` and dosing interval `tau` are in h.

            Example: `daily_dose_mg(1.0, 0.5, 1.0, 300.0, 40.0, 1.0, 12.0, 12.0)` returns `0.024`.
        """,
        model='''
            def daily_dose_mg(Kd_nM, occ, fu, MW, V, F, t_half, tau):
                """Total dose per day (mg) that keeps the fraction occ occupied at the trough."""
                unbound_nM = Kd_nM * occ / (1 - occ)
                total_ng_mL = unbound_nM / fu * MW / 1000
                dose_mg = total_ng_mL * V / F * (2 ** (tau / t_half) - 1) / 1000
                return dose_mg * 24 / tau
        ''',
        switched_off=("trough_dose", "half_life_at_ceiling", "conc_for_occupancy", "occupancy"),
        name="daily_dose_mg",
        points=5,
        answer=daily_dose_mg,
        tol=1e-3,
        example=Call((1.0, 0.5, 1.0, 300.0, 40.0, 1.0, 12.0, 12.0)),
        cases={
            "once a day": lambda rng, i: dose_call(rng, 24.0, 4, 10),
            "twice a day": lambda rng, i: dose_call(rng, 12.0, 2.5, 8),
            "three times a day": lambda rng, i: dose_call(rng, 8.0, 2, 6),
            "a half-life longer than the interval": lambda rng, i: dose_call(rng, 24.0 if i % 2 else 12.0, 26, 60),
        },
        invariants={
            "twice the K_d needs twice the dose": doubles_with_the_kd,
            "the shorter the interval, the less drug a day": falls_with_the_interval,
        },
        wrong_turns=(
            *dose_turns(),
            WrongTurn(
                "M-PERDOSE",
                wrong_dose(lambda tau, **_: tau / DAY),
                "Your result is one dose. When the interval is shorter than a day, how many of them make a day?",
                edit=((" * 24 / tau", ""),),
            ),
        ),
        because="Occupancy to concentration, concentration to dose, and 2^(τ/t½) − 1 for what decays between doses.",
        hint="Three steps: unbound nM for the occupancy, total ng/mL, then the dose whose steady-state trough it is.",
        solution=lambda g: (
            "`C_u = Kd_nM * occ / (1 - occ)`, `C = C_u / fu * MW / 1000` in ng/mL, "
            "`dose = C * V / F * (2 ** (tau / t_half) - 1) / 1000` in mg, and `dose * 24 / tau` per day."
        ),
    ),
    "b": Number(
        heading="The target",
        prompt="Which **unbound** trough concentration does {percent:g} % occupancy need, in nM?",
        variable="unbound_trough_nM",
        model="KD * OCC / (1 - OCC)",
        unit="nM",
        points=1,
        answer=unbound_nM,
        wrong_turns=(
            WrongTurn("M-KD", lambda g: g.kd, "At K_d half of the receptors are taken. The target asks for more."),
            WrongTurn(
                "M-08KD",
                lambda g: g.kd * g.percent / 100,
                "Less than K_d takes less than half. Occupancy is not proportional to concentration.",
            ),
        ),
        because="Occupied to free receptors stand as C_u to K_d.",
        hint="Solve ρ = C_u / (C_u + K_d) for C_u.",
        solution=lambda g: (
            f"C_u = K_d · ρ/(1 − ρ) = {g.kd:g} × {g.percent:g}/{100 - g.percent:g} = **{unbound_nM(g):.4g} nM**."
        ),
    ),
    "c": Number(
        heading="Extension: in plasma",
        prompt="Which **total** trough concentration is that, in ng/mL?",
        variable="total_trough",
        model="KD * OCC / (1 - OCC) / FU * MW / 1000",
        unit="ng/mL",
        points=1,
        answer=total_conc,
        follows="b",
        carried=lambda g, unbound: unbound / g.fu * g.molar_mass / 1e3,
        wrong_turns=(
            WrongTurn(
                "M-TOT",
                lambda g: unbound_nM(g) * g.molar_mass / 1e3,
                "That is the unbound part in ng/mL. Plasma holds the bound part too.",
            ),
            WrongTurn(
                "M-FUMULT",
                lambda g: unbound_nM(g) * g.fu * g.molar_mass / 1e3,
                "You multiplied by fu. Can the total concentration be smaller than the unbound one?",
            ),
        ),
        because="Unbound is the part fu of the total.",
        hint="From unbound to total with fu, from nM to ng/mL with the molar mass.",
        solution=lambda g: (
            f"{unbound_nM(g):.4g} nM / {g.fu:g} × {g.molar_mass:g} g/mol / 1000 = **{total_conc(g):.4g} ng/mL**."
        ),
    ),
    "d": Number(
        heading="Once a day",
        prompt="Which dose holds the target when it is given once a day, in mg/day?",
        variable="once_daily_mg",
        model="daily_dose_mg(KD, OCC, FU, MW, V, F, HALF_LIFE, 24.0)",
        unit="mg/day",
        points=3,
        tol=0.005,
        answer=daily,
        follows="a",
        carried=lambda g, daily_dose_mg: float(daily_dose_mg(*arguments(g))),
        wrong_turns=tuple(
            WrongTurn(turn.code, lambda g, slip=turn.gives: float(slip(*arguments(g))), turn.nudge)
            for turn in dose_turns()
        ),
        because="Most of each dose is there only to survive the hours before the next.",
        hint="Each half-life doubles what must be there at its start. Count the half-lives in a day.",
        solution=lambda g: (
            f"C = {total_conc(g):.4g} ng/mL; C·V/F = {total_conc(g) * g.v / g.f / 1e3:.4g} mg; times "
            f"2^({DAY / g.half_life:.4g}) − 1 = {2 ** (DAY / g.half_life) - 1:.4g}: **{daily(g):.5g} mg/day**."
        ),
    ),
    "e": Number(
        heading="Twice a day",
        prompt="And when it is given twice a day: how much is that in all, in mg/day?",
        variable="twice_daily_mg",
        model="daily_dose_mg(KD, OCC, FU, MW, V, F, HALF_LIFE, 12.0)",
        unit="mg/day",
        points=2,
        tol=0.005,
        answer=lambda g: daily(g, DAY / 2),
        follows="a",
        carried=lambda g, daily_dose_mg: float(daily_dose_mg(*arguments(g, DAY / 2))),
        wrong_turns=(
            WrongTurn(
                "M-SPLIT",
                daily,
                "You split the once-daily dose in two. How many half-lives must one dose now bridge?",
            ),
            WrongTurn(
                "M-SPLIT",
                lambda g: daily(g) / 2,
                "That is half of the once-daily dose. One of two doses need not last for the whole day, and there are two.",
            ),
            WrongTurn(
                "M-PERDOSE",
                lambda g: daily(g, DAY / 2) / 2,
                "That is one dose of two. The question is for the whole day.",
                credit=0.5,
            ),
        ),
        because="Half the time to bridge takes the square root of the leverage, not half of it.",
        hint="The interval is 12 h now. At the end, count both doses.",
        solution=lambda g: (
            f"C·V/F = {total_conc(g) * g.v / g.f / 1e3:.4g} mg, times 2^({DAY / 2 / g.half_life:.4g}) − 1 = "
            f"{2 ** (DAY / 2 / g.half_life) - 1:.4g}, times 2 doses: **{daily(g, DAY / 2):.5g} mg/day**."
        ),
    ),
    "f": Number(
        heading="Extension: the other end",
        prompt="With the once-daily dose, what is the **peak** occupancy at steady state, in %?",
        variable="peak_percent",
        model="100 / (1 + (1 - OCC) / OCC / 2 ** (24 / HALF_LIFE))",
        unit="%",
        points=1,
        tol=0.002,
        answer=lambda g: peak_percent(g, unbound_nM(g)),
        follows="b",
        carried=lambda g, unbound: peak_percent(g, unbound),
        wrong_turns=(
            WrongTurn(
                "M-SAME",
                lambda g: g.percent,
                "That is the occupancy at the trough. A whole interval earlier it was higher.",
            ),
            WrongTurn(
                "M-1HL",
                lambda g: 100 * 2 * unbound_nM(g) / (2 * unbound_nM(g) + g.kd),
                "You went back one half-life from the trough. The peak lies a whole interval back.",
            ),
        ),
        because="The peak concentration is many times the trough, yet occupancy has little room left to grow.",
        hint="The unbound peak is the unbound trough, doubled once for every half-life in a day.",
        solution=lambda g: (
            f"C_u at the peak = {unbound_nM(g):.4g} × 2^({DAY / g.half_life:.4g}) nM, "
            f"so ρ = **{peak_percent(g, unbound_nM(g)):.5g} %**."
        ),
    ),
    "g": Number(
        heading="How sure is that?",
        prompt="""
            What is the probability that the once-daily dose exceeds {ceiling:g} mg, given the uncertain half-life?

            Answer with a number between 0 and 1.
            A closed form or a root finder will do, and so will a sample of at least a million half-lives.
            `NormalDist(mean, sd).cdf(x)` gives the probability that a normal variable lies below `x`.
        """,
        variable="p_above",
        model="""
            NormalDist(np.log(HALF_LIFE), SIGMA).cdf(
                np.log(24 / np.log2(1 + CEILING_MG * 1e6 * F / V / (KD * OCC / (1 - OCC) / FU * MW)))
            )
        """,
        unit="probability",
        points=3,
        tol=0.005,
        answer=chance_above,
        follows="a",
        carried=chance_above,
        wrong_turns=(
            WrongTurn(
                "M-POINT",
                certainty,
                "You compared one dose with the ceiling, as if the half-life were known. It has a distribution.",
            ),
            WrongTurn(
                "M-COMPL",
                lambda g: 1 - chance_above(g),
                "That is the probability of staying below the ceiling. Does a short half-life raise or lower the dose?",
                quiet=True,
            ),
            WrongTurn(
                "M-LINDOSE",
                lambda g: float(ndtr(np.log(daily(g) / g.ceiling) / g.sigma)),
                "You gave the dose the spread of the half-life. The dose is an exponential of 1/t½: its spread is far wider.",
            ),
            WrongTurn(
                "M-LNSD",
                lambda g: float(ndtr((threshold(g) - g.half_life) / (g.sigma * g.half_life))),
                "You took the half-life for normally distributed. Its logarithm is, so compare logarithms.",
            ),
            WrongTurn(
                "M-LNSD",
                lambda g: float(ndtr((threshold(g) - g.half_life) / g.sigma)),
                "You took the standard deviation for hours. It belongs to ln(half-life), so compare logarithms.",
            ),
        ),
        because="Every half-life below one threshold needs too much, so the answer is the chance of lying below it.",
        hint="Find the half-life at which the dose is just the ceiling. How probable is a shorter one?",
        solution=lambda g: (
            f"The dose is {g.ceiling:g} mg at t½ = {threshold(g):.4g} h. "
            f"P(t½ < {threshold(g):.4g} h) = Φ(ln({threshold(g):.4g} / {g.half_life:g}) / {g.sigma:g}) = **{chance_above(g):.4g}**."
        ),
    ),
    "h": Choice(
        heading="A choice",
        prompt="""
            From your answers to (d), (e) and (g), which decision is best now?
            Before you choose, work out (g) for two doses a day as well.
        """,
        variable="decision",
        points=2,
        options=(
            Option(
                "go: nothing happened to anyone who took the microdose",
                "M-NOEVENT",
                "A microdose shows nothing about effects, wanted or not. The question is whether a dose can be given.",
            ),
            Option(
                "go: average occupancy is above {percent:g} % with any schedule",
                "M-AVG",
                "The target was set at the trough. An average above it says nothing about the last hour.",
            ),
            Option("go, twice daily: more than {ceiling:g} mg is improbable then"),
            Option(
                "no-go: one dose a day would need more than {ceiling:g} mg",
                "M-POINT",
                "The best guess is above the ceiling, but how sure is it? And one dose a day is not the only schedule.",
            ),
        ),
        because="Two doses a day stay below the ceiling even if the half-life is a good deal shorter, and peak far lower.",
        hint="How probable is it that one dose a day is too much, and how probable with two?",
        solution=lambda g: (
            f"Once a day, P(> {g.ceiling:g} mg) is {chance_above(g):.2f}: no proof of a no-go. Twice a day takes "
            f"{daily(g, DAY / 2):.0f} mg in all, and P(> {g.ceiling:g} mg) is {chance_above_twice(g):.3f}. "
            f"The unbound peak falls too, from {2 ** (DAY / g.half_life):.0f} times the trough "
            f"({unbound_nM(g) * 2 ** (DAY / g.half_life):.0f} nM) to {2 ** (DAY / 2 / g.half_life):.0f} times "
            f"({unbound_nM(g) * 2 ** (DAY / 2 / g.half_life):.0f} nM), and each peak must be a concentration that people tolerate."
        ),
    ),
    "i": Function(
        heading="A bug hunt",
        prompt="""
            The draft below should return the longest time between equal doses, in h, that still holds a total trough of `C_ng_mL` at steady state.
            It holds three bugs.
            Find them, and write the function anew in the cell after it.

            Example: `longest_interval_h(40.0, 100.0, 100.0, 0.75, 6.0)` is `12.0`.
        """,
        draft="""
            def longest_interval_draft(dose_mg, C_ng_mL, V_L, F, t_half_h):
                rise_ng_mL = dose_mg * 1000 / V_L
                return t_half_h * np.log(rise_ng_mL / C_ng_mL)


            print(longest_interval_draft(40.0, 100.0, 100.0, 0.75, 6.0), "- should be 12 h")
        """,
        model='''
            def longest_interval_h(dose_mg, C_ng_mL, V_L, F, t_half_h):
                """Longest dosing interval (h) that holds a total trough concentration."""
                rise_ng_mL = F * dose_mg * 1000 / V_L
                return t_half_h * np.log2(1 + rise_ng_mL / C_ng_mL)
        ''',
        switched_off=("half_life_at_ceiling", "trough_dose"),
        name="longest_interval_h",
        points=3,
        answer=longest_interval_h,
        tol=1e-3,
        example=Call((40.0, 100.0, 100.0, 0.75, 6.0)),
        cases={
            "a small dose": lambda rng, i: interval_call(rng, 0.2, 0.9),
            "a dose for some half-lives": lambda rng, i: interval_call(rng, 1.2, 6),
            "a large dose": lambda rng, i: interval_call(rng, 10, 60),
        },
        invariants={
            "twice the half-life allows twice the interval": grows_with_the_half_life,
        },
        wrong_turns=(
            unchanged_draft(
                draft,
                "Run the line below it and compare.",
                edit=(("F * dose_mg", "dose_mg"), ("np.log2(1 + ", "np.log(")),
            ),
            WrongTurn(
                "M-SD",
                not_accumulated,
                "One bug is left: your dose starts from empty plasma. What is there already when it is given?",
                credit=0.5,
                edit=(("1 + ", ""),),
            ),
            WrongTurn(
                "M-F",
                fully_available,
                "One bug is left: part of the dose never arrives.",
                credit=0.5,
                edit=(("F * dose_mg", "dose_mg"),),
            ),
            WrongTurn(
                "M-LN",
                natural_log,
                "One bug is left: a half-life counts doublings, and your logarithm counts something else.",
                credit=0.5,
                edit=(("log2", "log"),),
            ),
        ),
        because="The dose adds F·D/V to the trough, and log₂ counts the half-lives down to it again.",
        hint="There are three bugs: what arrives, what is there already, and which logarithm counts half-lives.",
        solution=lambda g: (
            "`rise = F * dose_mg * 1000 / V_L` in ng/mL comes on top of the trough; it takes "
            "`t_half_h * np.log2((C_ng_mL + rise) / C_ng_mL)` to fall back."
        ),
    ),
    "j": Number(
        heading="Transfer",
        prompt="""
            A skin patch releases the same drug at a constant rate, and all of it reaches the circulation.
            How much must it release in a day to hold {percent:g} % occupancy all the time, in mg/day?
        """,
        variable="patch_mg",
        model="V * np.log(2) / HALF_LIFE * KD * OCC / (1 - OCC) / FU * MW / 1000 * 24 / 1000",
        unit="mg/day",
        points=2,
        answer=patch,
        wrong_turns=(
            WrongTurn(
                "M-F",
                lambda g: patch(g) / g.f,
                "You divided by the oral bioavailability. The patch goes round the gut and the liver.",
            ),
            WrongTurn(
                "M-SPLIT",
                lambda g: g.f * daily(g),
                "That is what one dose a day would take. A constant input has no trough to survive.",
            ),
            WrongTurn(
                "M-LN",
                lambda g: patch(g) / np.log(2),
                "You took V/t½ for the clearance. A factor that turns half-lives into rates is missing.",
            ),
            WrongTurn(
                "M-TOT",
                lambda g: g.fu * patch(g),
                "You replaced the unbound drug only. Clearance times the total concentration is what leaves.",
            ),
        ),
        because="What leaves must be replaced: clearance times concentration, hour by hour, with no peak to pay for.",
        hint="At steady state input equals output. Output is clearance times total concentration.",
        solution=lambda g: (
            f"CL = V·ln 2/t½ = {g.v * np.log(2) / g.half_life:.4g} L/h; CL × {total_conc(g):.4g} ng/mL × 24 h = "
            f"**{patch(g):.4g} mg/day**."
        ),
    ),
}


def peak_percent(g, unbound):
    """Occupancy in % one interval before the trough, where the unbound concentration is 2^(24 h/t½) times as high."""
    peak = unbound * 2 ** (DAY / g.half_life)
    return 100 * peak / (peak + g.kd)


def threshold(g):
    """Half-life at which the once-daily dose is just the ceiling, h."""
    return g.half_life * np.exp(g.sigma * ndtri(chance_above(g)))


PROBLEM = Problem(
    id="h8",
    title="Go or no-go: which dose holds the target?",
    notebook="ps4_strategy/trough_occupancy",
    chapter="course/principles/08_go_no_go.ipynb",
    sections={
        "1 Where the dose goes": "abcdfij",
        "2 The same day in two doses": "e",
        "3 How sure is 403?": "g",
        "4 Stop, go, or not yet": "hk",
    },
    minutes=60,
    setup="""
        from statistics import NormalDist

        import numpy as np
    """,
    story="""
        A drug of {molar_mass:g} g/mol binds its target with *K*<sub>d</sub> = {kd:g} nM.
        The unbound fraction in plasma is {fu:g}.
        It works if {percent:g} % of the target is occupied **at the trough**, just before the next dose, at steady state.

        A microdose study in humans found *V* = {v:g} L, *F* = {f:g} and a half-life of {half_life:g} h.
        The half-life is uncertain: log-normal with median {half_life:g} h and a standard deviation of {sigma:.2f} on the ln scale.
        *V*, *F* and the unbound fraction you may take as known.
        The largest dose that can be made and swallowed is {ceiling:g} mg a day.
    """,
    context={
        "formula": r"""
            Treat the body as one compartment with instantaneous absorption and linear kinetics.
            With a dose *D* every *τ* hours, the concentration just before a dose is, at steady state,

            $$C_\text{trough} = \frac{F\,D}{V}\,\frac{1}{2^{\tau/t_{1/2}} - 1}$$

            Occupancy follows the unbound concentration, *ρ* = *C*<sub>u</sub> / (*C*<sub>u</sub> + *K*<sub>d</sub>).
            1 ng/mL is 1 µg/L, and 1 nM of a drug of molar mass *M* g/mol is *M*/1000 ng/mL.
        """,
    },
    constants="OCC = OCC_PERCENT / 100  # fraction",
    given=GIVEN,
    personal=True,
    derived={
        "daily": daily,
        "chance": chance_above,
        "feasible": lambda g: 1 - chance_above(g),
        "twice": lambda g: daily(g, DAY / 2),
        "chance_twice": chance_above_twice,
        "shorter": lambda g: g.half_life - 1,
        "growth": lambda g: (2 ** (DAY / (g.half_life - 1)) - 1) / (2 ** (DAY / g.half_life) - 1),
        "patch": patch,
        "peak": lambda g: 2 ** (DAY / g.half_life),
    },
    premises={
        "the best guess lies above the ceiling": lambda g: daily(g) > g.ceiling,
        "one dose a day may do": lambda g: chance_above(g) < 0.85,
        "two doses a day do": lambda g: chance_above_twice(g) < 0.1,
    },
    steps={
        "the clearance, in L/h": lambda g: g.v * np.log(2) / g.half_life,
        "the half-life at which one dose a day is just the ceiling, in h": threshold,
        "the probability for two doses a day": chance_above_twice,
    },
    parts=PARTS,
    written={
        "k": Written(
            heading="In your own words",
            prompt="""
                The project leader writes: “The microdose study says {daily:.0f} mg a day. We can make {ceiling:g} mg at most. Stop the project.”
                Answer in four to six sentences.
                Say what your numbers show about that {daily:.0f}, why a small error in the half-life matters so much, what else could be done with the same drug, and what you would measure next.
            """,
            points=4,
            model="""
                {daily:.0f} mg is the best guess, not a fact: with the half-life as uncertain as it is, the chance of needing more than {ceiling:g} mg is {chance:.2f}, so there is a chance of {feasible:.2f} that one dose a day is feasible.
                The dose grows as 2 to the power of 24 h over the half-life, so a half-life of {shorter:g} h instead of {half_life:g} h takes {growth:.1f} times as much.
                Once-daily dosing is the problem, not the drug: two doses need {twice:.0f} mg in all, with a chance of {chance_twice:.2f} of needing more than {ceiling:g} mg, and a steady input through a patch about {patch:.0f} mg.
                Two doses also spare the volunteers a peak of {peak:.0f} times the trough, of which nobody knows yet whether it is tolerated.
                I would go on with two doses a day, and narrow down the half-life on the way, with later blood samples and more volunteers.
            """,
            scheme=(
                "{daily:.0f} mg is an estimate: the probability of needing more than {ceiling:g} mg is about {chance:.2f}, not 1.",
                "The dose depends exponentially on interval over half-life, so a small error in the half-life becomes a large one in the dose.",
                "Another schedule or form solves it: about {twice:.0f} mg in two doses (P(> {ceiling:g} mg) about {chance_twice:.2f}), or less with extended release or a patch.",
                "A next measurement that would decide: late samples, more subjects, the half-life itself (or the unbound fraction, the target occupancy).",
            ),
        ),
    },
)
