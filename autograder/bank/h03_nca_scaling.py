"""H3: non-compartmental analysis of a microdose, and what linear kinetics make of it at the therapeutic dose."""

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
from microkit import exponent_limits, oral, scale_to_dose

TIMES = (0, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16)
LONGER_TIMES = (*TIMES, 24, 36)
AT_8_H = TIMES.index(8) + 1


class Profile(tuple):
    """Concentrations in pg/mL at TIMES, which a story prints as two rows to copy."""

    def __format__(self, spec):
        row = ", ".join(f"{conc:g}" for conc in self)
        return f"`t = [{', '.join(f'{t:g}' for t in TIMES)}]` h, `C = [{row}]` pg/mL"


MEASURED = Profile((0, 160, 279, 398, 468, 474, 470, 411, 334, 252, 159, 92.7))


def draw_profile(rng):
    """Another volunteer: one compartment, 4 % assay error, three figures as a laboratory reports them."""
    cl = rng.uniform(12, 30)
    half_life = rng.uniform(5, 7.5)
    ka = rng.uniform(0.9, 1.8)
    conc = oral(TIMES, dose=1e5, ka=ka, cl=cl, v=cl * half_life / np.log(2))
    return Profile(float(f"{c:.3g}") for c in conc * rng.uniform(0.96, 1.04, len(TIMES)))


GIVEN = {
    "profile": Quantity(MEASURED, "pg/mL", draw_profile, name="C"),
    "dose_ug": Quantity(100.0, "µg", pick(50, 70, 80, 100), about="the microdose"),
    "dose_mg": Quantity(75.0, "mg", pick(40, 60, 75, 120), about="the therapeutic dose"),
    "other_auc_micro": Quantity(1.669, "ng·h/mL", pick(1.669), about="for (j), published, after OTHER_DOSE_UG"),
    "other_auc_full": Quantity(2969.0, "ng·h/mL", pick(2969), about="for (j), published, after OTHER_DOSE_MG"),
    "other_dose_ug": Quantity(100.0, "µg", pick(100), about="for (j), published"),
    "other_dose_mg": Quantity(80.0, "mg", pick(80), about="for (j), published"),
}


def areas(t, C, logarithmic=True):
    """Trapezoids between samples: linear, or logarithmic where the concentration falls."""
    t = np.asarray(t, float)
    C = np.asarray(C, float)
    before = C[:-1]
    after = C[1:]
    hours = np.diff(t)
    linear = hours * (before + after) / 2
    if not logarithmic:
        return linear
    falling = (after < before) & (after > 0)
    ratio = np.where(falling, before / np.where(falling, after, 1), np.e)
    return np.where(falling, hours * (before - after) / np.log(ratio), linear)


def results(dose_ug, auc_last, tail, lz, half_life=None):
    """The dictionary of part a from its pieces."""
    auc_inf = float(auc_last + tail)
    clf = 1e3 * dose_ug / auc_inf
    return {
        "auc_last": auc_last,
        "auc_inf": auc_inf,
        "lz": lz,
        "t_half": float(np.log(2) / lz) if half_life is None else half_life,
        "clf": clf,
        "vzf": clf / lz,
        "frac_extrap": float(tail / auc_inf),
    }


def slope(t, C):
    return float(-np.polyfit(t, np.log(C), 1)[0])


def nca(t, C, dose_ug, n_term=4):
    """Reference for part a."""
    lz = slope(t[-n_term:], C[-n_term:])
    return results(dose_ug, float(areas(t, C).sum()), C[-1] / lz, lz)


def rectangles(t, C, dose_ug, n_term=4):
    lz = slope(t[-n_term:], C[-n_term:])
    return results(dose_ug, float(np.sum(np.diff(t) * C[:-1])), C[-1] / lz, lz)


def no_tail(t, C, dose_ug, n_term=4):
    return results(dose_ug, float(areas(t, C).sum()), 0.0, slope(t[-n_term:], C[-n_term:]))


def tail_by_half_life(t, C, dose_ug, n_term=4):
    lz = slope(t[-n_term:], C[-n_term:])
    return results(dose_ug, float(areas(t, C).sum()), C[-1] * np.log(2) / lz, lz)


def decadic_slope(t, C, dose_ug, n_term=4):
    lz = slope(t[-n_term:], C[-n_term:]) / np.log(10)
    return results(dose_ug, float(areas(t, C).sum()), C[-1] / lz, lz)


def slope_after_peak(t, C, dose_ug, n_term=4):
    after = slice(np.argmax(C) + 1, np.argmax(C) + 1 + n_term)
    lz = slope(t[after], C[after])
    return results(dose_ug, float(areas(t, C).sum()), C[-1] / lz, lz)


def reciprocal_half_life(t, C, dose_ug, n_term=4):
    right = nca(t, C, dose_ug, n_term)
    return right | {"t_half": 1 / right["lz"]}


def picograms_as_nanograms(t, C, dose_ug, n_term=4):
    right = nca(t, C, dose_ug, n_term)
    return right | {"clf": right["clf"] / 1e3, "vzf": right["vzf"] / 1e3}


def tail_in_percent(t, C, dose_ug, n_term=4):
    right = nca(t, C, dose_ug, n_term)
    return right | {"frac_extrap": 100 * right["frac_extrap"]}


def samples(g):
    return np.array(TIMES, dtype=float), np.array(g.profile, dtype=float)


def analysed(g, function=nca):
    return function(*samples(g), g.dose_ug)


def ratio(g):
    return 1e3 * g.dose_mg / g.dose_ug


def area_to(g, last):
    t, C = samples(g)
    return float(areas(t[:last], C[:last]).sum())


def half_life_after_peak(g):
    t, C = samples(g)
    after = slice(np.argmax(C) + 1, np.argmax(C) + 4)
    return np.log(2) / slope(t[after], C[after])


def profile_call(rng, last=None, n_term=4, tissue=False):
    """A volunteer with other times, dose and kinetics; `last` samples of the profile are kept."""
    half_life = rng.uniform(3, 12)
    cl = rng.uniform(5, 60)
    t = np.round(np.array(LONGER_TIMES)[:last] * half_life / 5.5, 3)
    v = cl * half_life / np.log(2)
    dose_ug = float(rng.uniform(20, 100))
    kinetics = {"ka": 6.5 / half_life, "cl": cl, "v": v}
    if tissue:
        kinetics |= {"q": cl * rng.uniform(0.3, 1), "v2": v * rng.uniform(0.6, 1.5)}
    return Call((t, oral(t, dose=1e3 * dose_ug, **kinetics), dose_ug), {} if n_term == 4 else {"n_term": n_term})


def flat_top(rng):
    call = profile_call(rng)
    t, C, dose_ug = call.args
    peak = int(np.argmax(C))
    return Call((t, np.where(np.arange(len(C)) == peak + 1, C[peak], C), dose_ug))


def keeps_clf(f, rng):
    t, C, dose_ug = profile_call(rng).args
    return abs(f(t, 2 * C, 2 * dose_ug)["clf"] / f(t, C, dose_ug)["clf"] - 1) < 1e-6


def at_therapeutic_dose(auc, cmax, t_half, dose_ug, dose_mg):
    """Reference for part i: pg in, ng out."""
    scaled = scale_to_dose(np.array([auc, cmax]), dose=dose_ug, to_dose=1e3 * dose_mg) / 1e3
    return {"auc": float(scaled[0]), "cmax": float(scaled[1]), "t_half": t_half}


def draft(auc, cmax, t_half, dose_ug, dose_mg):
    ratio = dose_mg / dose_ug
    return {"auc": auc * ratio / 1000, "cmax": cmax / 1000, "t_half": t_half * ratio}


def units_mixed(auc, cmax, t_half, dose_ug, dose_mg):
    return at_therapeutic_dose(auc, cmax, t_half, dose_ug, dose_mg / 1e3)


def peak_kept(auc, cmax, t_half, dose_ug, dose_mg):
    return at_therapeutic_dose(auc, cmax, t_half, dose_ug, dose_mg) | {"cmax": cmax / 1e3}


def half_life_scaled(auc, cmax, t_half, dose_ug, dose_mg):
    return at_therapeutic_dose(auc, cmax, t_half, dose_ug, dose_mg) | {"t_half": 1e3 * t_half * dose_mg / dose_ug}


def scaling_call(rng, low, high):
    micro = (float(rng.uniform(500, 2e4)), float(rng.uniform(50, 2e3)), float(rng.uniform(2, 30)))
    return Call((*micro, float(rng.uniform(20, 100)), float(rng.uniform(low, high))))


def changes_the_unit_only(f, rng):
    dose_ug = rng.uniform(20, 100)
    return abs(f(5000.0, 400.0, 6.0, dose_ug, dose_ug / 1e3)["cmax"] / 0.4 - 1) < 1e-6


def exponent(g):
    """Exponent of the power model through two doses of another drug."""
    return np.log(g.other_auc_full / g.other_auc_micro) / np.log(other_ratio(g))


def other_ratio(g):
    """How many times larger the larger dose of the other drug is."""
    return 1e3 * g.other_dose_mg / g.other_dose_ug


PARTS = {
    "a": Function(
        heading="A function",
        prompt="""
            Write `nca`.
            Concentrations come in pg/mL, the dose in µg.
            It returns a dict with these keys:

            | key | meaning | unit |
            |---|---|---|
            | `auc_last`, `auc_inf` | area to the last sample, to infinity | pg·h/mL |
            | `lz`, `t_half` | terminal slope and half-life | 1/h, h |
            | `clf`, `vzf` | CL/F and V<sub>z</sub>/F | L/h, L |
            | `frac_extrap` | share of `auc_inf` that lies in the tail | – |

            The slope comes from the last `n_term` samples.
        """,
        model='''
            def nca(t, C, dose_ug, n_term=4):
                """Non-compartmental analysis of one oral profile."""
                t, C = np.asarray(t, dtype=float), np.asarray(C, dtype=float)
                before, after, hours = C[:-1], C[1:], np.diff(t)
                linear = hours * (before + after) / 2
                falling = (after < before) & (after > 0)
                ratio = np.where(falling, before / np.where(falling, after, 1), np.e)
                logarithmic = hours * (before - after) / np.log(ratio)
                auc_last = np.where(falling, logarithmic, linear).sum()
                lz = -np.polyfit(t[-n_term:], np.log(C[-n_term:]), 1)[0]
                tail = C[-1] / lz
                auc_inf = auc_last + tail
                clf = 1000 * dose_ug / auc_inf  # µg over pg·h/mL to L/h
                return {
                    "auc_last": auc_last,
                    "auc_inf": auc_inf,
                    "lz": lz,
                    "t_half": np.log(2) / lz,
                    "clf": clf,
                    "vzf": clf / lz,
                    "frac_extrap": tail / auc_inf,
                }
        ''',
        switched_off=("nca", "auc_with_tail"),
        name="nca",
        points=5,
        answer=nca,
        tol=0.03,
        example=Call((np.array([0.0, 1, 2, 4, 8, 12]), np.array([0.0, 80, 160, 80, 20, 5]), 10.0)),
        cases={
            "a complete profile": lambda rng, i: profile_call(rng),
            "a profile that ends early": lambda rng, i: profile_call(rng, last=12 + i % 2),
            "other numbers of terminal samples": lambda rng, i: profile_call(rng, n_term=(3, 5, 6)[i % 3], tissue=True),
            "two equal samples at the top": lambda rng, i: flat_top(rng),
        },
        invariants={
            "twice the dose with twice the concentrations leaves CL/F as it was": keeps_clf,
        },
        wrong_turns=(
            WrongTurn(
                "M-RECT",
                rectangles,
                "Your area is made of rectangles that start at the left sample. On the long way down they stand above the curve.",
                edit=(("np.where(falling, logarithmic, linear)", "(hours * before)"),),
            ),
            WrongTurn(
                "M-TRUNC24",
                no_tail,
                "Your infinite area ends at the last sample. What would still come after it?",
                edit=(("tail = C[-1] / lz", "tail = 0.0"),),
            ),
            WrongTurn(
                "M-LASTC",
                tail_by_half_life,
                "Your tail is the last concentration times the half-life. Integrate C·exp(−λz·t) from there to infinity.",
                edit=(("tail = C[-1] / lz", "tail = C[-1] * np.log(2) / lz"),),
            ),
            WrongTurn(
                "M-LOG10",
                decadic_slope,
                "Your slope is that of the base-10 logarithm. λz and ln 2 both belong to the natural one.",
                edit=(("np.log(C[-n_term:])", "np.log10(C[-n_term:])"),),
            ),
            WrongTurn(
                "M-ABS",
                slope_after_peak,
                "You take the slope right after the peak, where absorption still runs. Which samples does n_term mean?",
                edit=(
                    ("t[-n_term:]", "t[np.argmax(C) + 1 :][:n_term]"),
                    ("C[-n_term:]", "C[np.argmax(C) + 1 :][:n_term]"),
                ),
            ),
            WrongTurn(
                "M-1OVERK",
                reciprocal_half_life,
                "All is right but t_half: 1/λz is the mean time of a decline, not the time to one half.",
                credit=0.6,
                edit=(("np.log(2) / lz", "1 / lz"),),
            ),
            WrongTurn(
                "M-UNIT",
                picograms_as_nanograms,
                "CL/F and V/F are off by a thousand: µg over pg·h/mL is not yet L/h.",
                credit=0.6,
                quiet=True,
                edit=(("1000 * dose_ug", "dose_ug"),),
            ),
            WrongTurn(
                "M-PCT",
                tail_in_percent,
                "All is right but frac_extrap: a share is asked, from 0 to 1, and yours is in per cent.",
                credit=0.6,
                edit=(("tail / auc_inf,", "100 * tail / auc_inf,"),),
            ),
        ),
        because="Area to the last sample, the tail C_last/λz, and the dose over the whole of it.",
        hint="Three pieces: trapezoids, a straight line through the last logarithms, and C_last/λz. Then dose over area.",
        solution=lambda g: (
            "Sum the trapezoids; `lz = -np.polyfit(t[-n_term:], np.log(C[-n_term:]), 1)[0]`; `auc_inf = auc_last + C[-1] / lz`. "
            "µg are 10⁶ pg and mL are 10⁻³ L, so `clf = 1000 * dose_ug / auc_inf`, and `vzf = clf / lz`. "
            "Linear trapezoids all the way are accepted too: with these samples they differ by less than 2 %."
        ),
    ),
    "b": Number(
        heading="The area",
        prompt="What is the area under the curve from zero to infinity, in pg·h/mL?",
        variable="auc_inf",
        model="""nca(T, C, DOSE_UG)["auc_inf"]""",
        unit="pg·h/mL",
        points=2,
        tol=0.02,
        answer=lambda g: analysed(g)["auc_inf"],
        follows="a",
        carried=lambda g, nca: analysed(g, nca)["auc_inf"],
        wrong_turns=(
            WrongTurn(
                "M-TRUNC8",
                lambda g: area_to(g, AT_8_H),
                "Your area stops at 8 h, in the middle of the decline. Use every sample, then the tail.",
            ),
            WrongTurn(
                "M-TRUNC24",
                lambda g: analysed(g)["auc_last"],
                "Your area stops at the last sample and nothing is added for what comes later.",
            ),
            WrongTurn(
                "M-LASTC",
                lambda g: analysed(g, tail_by_half_life)["auc_inf"],
                "You extrapolate with C·t½. The tail of an exponential is C/λz.",
                quiet=True,
            ),
            WrongTurn(
                "M-RECT",
                lambda g: analysed(g, rectangles)["auc_inf"],
                "Rectangles from the left sample overshoot where the curve falls. Use trapezoids.",
            ),
        ),
        because="All samples and a tail, which is no small part: sampling ended before the drug was gone.",
        hint="Area to the last sample plus C_last/λz.",
        solution=lambda g: (
            f"Trapezoids to 16 h give {analysed(g)['auc_last']:.0f}; the tail is C(16 h)/λz = "
            f"{g.profile[-1]:g}/{analysed(g)['lz']:.4g} = {g.profile[-1] / analysed(g)['lz']:.0f}; together "
            f"**{analysed(g)['auc_inf']:.0f} pg·h/mL**."
        ),
    ),
    "c": Number(
        heading="The clearance",
        prompt="What is *CL/F*, in L/h?",
        variable="cl_f",
        model="""nca(T, C, DOSE_UG)["clf"]""",
        unit="L/h",
        points=2,
        tol=0.02,
        answer=lambda g: analysed(g)["clf"],
        follows="a",
        carried=lambda g, nca: analysed(g, nca)["clf"],
        wrong_turns=(
            WrongTurn(
                "M-INV",
                lambda g: analysed(g)["auc_inf"] / g.dose_ug / 1e3,
                "You divided the area by the dose. A drug that is cleared faster leaves a smaller area.",
            ),
            WrongTurn(
                "M-TRUNC24",
                lambda g: analysed(g, no_tail)["clf"],
                "You divided by the area to the last sample. The drug is still being cleared after it.",
            ),
            WrongTurn(
                "M-UNIT",
                lambda g: analysed(g)["clf"] / 1e3,
                "You read pg as ng: is it plausible that so little plasma is cleared in an hour?",
                credit=0.5,
                quiet=True,
            ),
            WrongTurn(
                "M-F",
                lambda g: analysed(g)["clf"] / 2,
                "You brought in a bioavailability. After an oral dose alone F is unknown, and CL/F is what the data give.",
            ),
        ),
        because="Dose over area, once µg and pg, mL and L have been brought together.",
        hint="Write the dose in pg and the result in mL/h first.",
        solution=lambda g: (
            f"{g.dose_ug:g} µg are {g.dose_ug:g}·10⁶ pg; over {analysed(g)['auc_inf']:.0f} pg·h/mL that is "
            f"{1e3 * analysed(g)['clf']:.0f} mL/h = **{analysed(g)['clf']:.2f} L/h**."
        ),
    ),
    "d": Number(
        heading="Extension: the half-life",
        prompt="What is the terminal half-life, in h?",
        variable="half_life",
        model="""nca(T, C, DOSE_UG)["t_half"]""",
        unit="h",
        points=1,
        tol=0.03,
        answer=lambda g: analysed(g)["t_half"],
        follows="a",
        carried=lambda g, nca: analysed(g, nca)["t_half"],
        wrong_turns=(
            WrongTurn(
                "M-LOG10",
                lambda g: analysed(g)["t_half"] * np.log(10),
                "The slope of a base-10 logarithm went into a formula with ln 2.",
            ),
            WrongTurn(
                "M-1OVERK",
                lambda g: 1 / analysed(g)["lz"],
                "That is 1/λz. In this time the concentration falls to 37 %, not to one half.",
            ),
            WrongTurn(
                "M-ABS",
                half_life_after_peak,
                "That is the slope of the first samples after the peak. Absorption still feeds the curve there.",
            ),
        ),
        because="ln 2 over the slope of the last four samples.",
        hint="A line through the last four (t, ln C), then ln 2 over its slope.",
        solution=lambda g: f"λz = {analysed(g)['lz']:.4g} 1/h, so t½ = ln 2/λz = **{analysed(g)['t_half']:.3g} h**.",
    ),
    "e": Number(
        heading="The prediction",
        prompt="""
            Suppose that kinetics are linear.
            Which AUC do you predict at {dose_mg:g} mg, in **ng**·h/mL?
        """,
        variable="auc_predicted",
        model="""nca(T, C, DOSE_UG)["auc_inf"] * (1000 * DOSE_MG / DOSE_UG) / 1000""",
        unit="ng·h/mL",
        points=2,
        tol=0.02,
        answer=lambda g: analysed(g)["auc_inf"] * ratio(g) / 1e3,
        follows="a",
        carried=lambda g, nca: analysed(g, nca)["auc_inf"] * ratio(g) / 1e3,
        wrong_turns=(
            WrongTurn(
                "M-UNIT",
                lambda g: analysed(g)["auc_inf"] * ratio(g) / 1e6,
                "Your dose ratio divides mg by µg. How many times is the therapeutic dose larger?",
                credit=0.5,
                quiet=True,
            ),
            WrongTurn(
                "M-UNIT2",
                lambda g: analysed(g)["auc_inf"] * ratio(g),
                "Scaled well, but still in pg·h/mL.",
                credit=0.5,
                quiet=True,
            ),
            WrongTurn(
                "M-TRUNC24",
                lambda g: analysed(g)["auc_last"] * ratio(g) / 1e3,
                "You scaled the area to the last sample. What comes after it grows with the dose too.",
            ),
        ),
        because="The area grows as the dose does, as long as nothing saturates.",
        hint="Both doses in one unit, then the ratio, then pg to ng.",
        solution=lambda g: (
            f"The dose is {ratio(g):g} times larger: {analysed(g)['auc_inf']:.0f} pg·h/mL × {ratio(g):g} = "
            f"**{analysed(g)['auc_inf'] * ratio(g) / 1e3:.4g} ng·h/mL**."
        ),
    ),
    "f": Number(
        heading="Extension: the peak",
        prompt="Which peak concentration do you predict at {dose_mg:g} mg, in ng/mL?",
        variable="cmax_predicted",
        model="C.max() * (1000 * DOSE_MG / DOSE_UG) / 1000",
        unit="ng/mL",
        points=1,
        tol=0.03,
        answer=lambda g: max(g.profile) * ratio(g) / 1e3,
        wrong_turns=(
            WrongTurn(
                "M-NOSCALE",
                lambda g: max(g.profile) / 1e3,
                "That is the peak of the microdose. In linear kinetics every concentration scales with the dose.",
            ),
        ),
        because="The peak scales like the area, if the formulation is the same.",
        hint="The highest sample, times the dose ratio, in ng/mL.",
        solution=lambda g: (
            f"{max(g.profile):g} pg/mL × {ratio(g):g} = **{max(g.profile) * ratio(g) / 1e3:.4g} ng/mL**. "
            "A solution and a tablet may still peak differently."
        ),
    ),
    "g": Number(
        heading="How linear is “within two-fold”?",
        prompt=r"""
            Write the exposure as a power of the dose, $AUC \propto \text{dose}^{\beta}$.
            Linear kinetics mean $\beta = 1$.
            What is the smallest $\beta$ for which the linear prediction at {dose_mg:g} mg is still within two-fold of the truth?
        """,
        variable="beta_min",
        model="1 - np.log(2) / np.log(1000 * DOSE_MG / DOSE_UG)",
        unit="–",
        points=2,
        tol=0.005,
        answer=lambda g: exponent_limits(ratio(g))[0],
        wrong_turns=(
            WrongTurn(
                "M-LOG",
                lambda g: 1 - np.log10(2) / np.log(ratio(g)),
                "Two kinds of logarithm meet in your fraction. Either kind will do, but the same above and below.",
            ),
            WrongTurn(
                "M-HALF",
                lambda g: 0.5,
                "Two-fold is a ratio of exposures over the whole range of doses. β is an exponent: solve for it.",
            ),
            WrongTurn(
                "M-SIGN",
                lambda g: exponent_limits(ratio(g))[1],
                "That is the largest exponent, where the true area is twice the predicted one. The other end is asked.",
            ),
        ),
        because="Over such a range of doses, within two-fold leaves β hardly any room.",
        hint="True over predicted area is r^β/r = r^(β − 1), with the dose ratio r. Set it to one half.",
        solution=lambda g: (
            f"r^(β − 1) = 1/2 with r = {ratio(g):g}: β = 1 − ln 2/ln {ratio(g):g} = **{exponent_limits(ratio(g))[0]:.4f}**."
        ),
    ),
    "h": Choice(
        heading="A choice",
        prompt="Which statement is a *consequence* of linear kinetics?",
        variable="linear_choice",
        points=1,
        options=(
            Option(
                "Cmax is proportional to dose; AUC stays the same",
                "M-NOSCALE",
                "The area is made of concentrations. If each of them scales with the dose, what does the area do?",
            ),
            Option("AUC per mg, CL/F, V/F and t½ equal the microdose's"),
            Option(
                "t½ at {dose_mg:g} mg is {dose_ratio:.0f} times that after the microdose",
                "M-SCALED",
                "The half-life is a property of drug and body. In linear kinetics it does not know the dose.",
            ),
            Option(
                "AUC is proportional to dose only if F is equal to 1",
                "M-F",
                "Any F will do, as long as it is the same at both doses: it cancels.",
            ),
        ),
        because="Exposure scales with the dose, parameters do not. F need not be 1, only constant.",
        hint="Sort the words into exposures and parameters.",
        solution=lambda g: (
            "If every concentration scales with dose, then so does AUC, and AUC/dose, CL/F, V/F and t½ stay."
        ),
    ),
    "i": Function(
        heading="A bug hunt",
        prompt="""
            The draft below should turn the results of a microdose into a linear prediction.
            In go the area in pg·h/mL, the peak in pg/mL and the half-life in h.
            Out come the area in ng·h/mL, the peak in ng/mL and the half-life in h.
            It holds three bugs.
            Find them, and write the function anew in the cell after it.

            Example: `at_therapeutic_dose(4000.0, 500.0, 6.0, 100.0, 20.0)` is `{"auc": 800.0, "cmax": 100.0, "t_half": 6.0}`.
        """,
        draft="""
            def at_therapeutic_dose_draft(auc, cmax, t_half, dose_ug, dose_mg):
                factor = dose_mg / dose_ug
                return {"auc": auc * factor / 1000, "cmax": cmax / 1000, "t_half": t_half * factor}


            print(at_therapeutic_dose_draft(4000.0, 500.0, 6.0, 100.0, 20.0))
        """,
        model='''
            def at_therapeutic_dose(auc, cmax, t_half, dose_ug, dose_mg):
                """Exposure and half-life that linear kinetics predict at dose_mg."""
                ratio = 1000 * dose_mg / dose_ug
                return {"auc": auc * ratio / 1000, "cmax": cmax * ratio / 1000, "t_half": t_half}
        ''',
        switched_off=("scale_to_dose", "dose_normalised"),
        name="at_therapeutic_dose",
        points=3,
        answer=at_therapeutic_dose,
        tol=1e-3,
        example=Call((4000.0, 500.0, 6.0, 100.0, 20.0)),
        cases={
            "a few milligrams": lambda rng, i: scaling_call(rng, 1.5, 9),
            "tens of milligrams": lambda rng, i: scaling_call(rng, 10, 90),
            "hundreds of milligrams": lambda rng, i: scaling_call(rng, 100, 900),
        },
        invariants={
            "the same dose in the other unit gives the same numbers in the other unit": changes_the_unit_only,
        },
        wrong_turns=(
            unchanged_draft(
                draft,
                "Compare it with (e) and (f).",
                edit=(("1000 * dose_mg", "dose_mg"), ("cmax * ratio", "cmax"), ("t_half}", "t_half * ratio}")),
            ),
            WrongTurn(
                "M-UNIT",
                units_mixed,
                "One bug is left: the two doses come in different units.",
                credit=0.5,
                quiet=True,
                edit=(("1000 * dose_mg", "dose_mg"),),
            ),
            WrongTurn(
                "M-NOSCALE",
                peak_kept,
                "One bug is left: the area follows the dose. Does the peak stay behind?",
                credit=0.5,
                edit=(("cmax * ratio", "cmax"),),
            ),
            WrongTurn(
                "M-SCALED",
                half_life_scaled,
                "One bug is left: is a half-life an exposure or a property of drug and body?",
                credit=0.5,
                edit=(("t_half}", "t_half * ratio}"),),
            ),
        ),
        because="Two exposures scale with the dose; the half-life does not.",
        hint="There are three bugs: the unit of the ratio, one thing that should scale and does not, one that should not.",
        solution=lambda g: (
            "`ratio = 1000 * dose_mg / dose_ug`, then `auc * ratio / 1000` and `cmax * ratio / 1000`; `t_half` as it came."
        ),
    ),
    "j": Number(
        heading="Transfer",
        prompt=r"""
            Telmisartan was given to volunteers by mouth as {other_dose_ug:g} µg and as {other_dose_mg:g} mg.
            In carriers of one genotype, the published areas over 24 h were {other_auc_micro:g} and {other_auc_full:g} ng·h/mL (Ieiri and co-workers; figures from the abstract).
            Which exponent $\beta$ of the power model leads from the first to the second?
        """,
        variable="beta_telmisartan",
        model="np.log(OTHER_AUC_FULL / OTHER_AUC_MICRO) / np.log(OTHER_DOSE_MG * 1000 / OTHER_DOSE_UG)",
        unit="–",
        points=2,
        tol=0.005,
        answer=exponent,
        wrong_turns=(
            WrongTurn(
                "M-INV",
                lambda g: 1 / exponent(g),
                "Upside down: β is the slope of ln AUC against ln dose, not the reverse.",
            ),
            WrongTurn(
                "M-RATIO",
                lambda g: g.other_auc_full / g.other_auc_micro / other_ratio(g),
                "That is how many times the area per milligram grew. The exponent that does this over the dose range is asked.",
            ),
            WrongTurn(
                "M-LOG",
                lambda g: exponent(g) * np.log(10),
                "A natural logarithm stands over a base-10 one. Use the same kind twice.",
            ),
            WrongTurn(
                "M-UNIT",
                lambda g: np.log(g.other_auc_full / g.other_auc_micro) / np.log(g.other_dose_mg / g.other_dose_ug),
                "Your doses are in two units. A ratio needs both in the same one.",
            ),
            WrongTurn(
                "M-UNIT",
                lambda g: np.log(g.other_auc_full / g.other_auc_micro) / np.log(g.other_dose_mg),
                "You left out the microdose, as if it were 1 mg. The ratio of the two doses is asked, in one unit.",
            ),
        ),
        because="The slope of ln AUC against ln dose. Above one, the area grew faster than the dose.",
        hint="Take the logarithm of AUC₂/AUC₁ = (D₂/D₁)^β.",
        solution=lambda g: (
            f"β = ln({g.other_auc_full:g}/{g.other_auc_micro:g}) / ln({other_ratio(g):g}) = **{exponent(g):.4g}**."
        ),
    ),
}

PROBLEM = Problem(
    id="h3",
    title="What does one microdose say about the therapeutic dose?",
    notebook="ps2_linearity/nca_scaling",
    chapter="course/principles/03_dose_proportionality.ipynb",
    sections={
        "1 The area, seen and unseen": "ab",
        "2 Which points make the slope?": "d",
        "3 From area to clearance": "c",
        "4 From microdose to therapeutic dose": "efhij",
        "5 How linear is linear enough?": "gk",
    },
    minutes=45,
    setup="import numpy as np",
    story="""
        One volunteer swallowed a single microdose of {dose_ug:g} µg.
        Plasma was sampled 12 times over 16 h.
        The assay can measure down to 2 pg/mL.
        The therapeutic dose is expected to be {dose_mg:g} mg.
    """,
    context={
        "method": r"""
            **Non-compartmental analysis** asks for no model, only for the samples:

            * area to the last sample: **linear** trapezoids where the concentration rises or stays, **logarithmic** ones where it falls, with the area $(t_2-t_1)\,\dfrac{C_1-C_2}{\ln (C_1/C_2)}$;
            * terminal slope $\lambda_z$: minus the slope of a straight line through the last points of $\ln C$ against $t$;
            * tail: $C_\text{last}/\lambda_z$, the area of an exponential decline from the last sample on.

            After an oral dose, dose over area is the **apparent** clearance $CL/F$, and $V_z/F = (CL/F)/\lambda_z$.
        """,
    },
    constants="T = np.array([0, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16])  # h, the times of C",
    given=GIVEN,
    personal=True,
    derived={
        "dose_ratio": ratio,
        "lowest_exponent": lambda g: 1 - np.log(2) / np.log(ratio(g)),
        "highest_exponent": lambda g: 1 + np.log(2) / np.log(ratio(g)),
        "measured_exponent": lambda g: 1 + np.log(1.9) / np.log(ratio(g)),
    },
    parts=PARTS,
    written={
        "k": Written(
            heading="In your own words",
            prompt="""
                Later, the same volunteer takes {dose_mg:g} mg.
                The measured AUC is 1.9 times your prediction.
                The sponsor writes: “Within two-fold, so the kinetics are linear.”
                Answer in three to five sentences.
                Say what the two-fold rule does show, what it does not, what a result of 1.9 means for the exponent, and what you would look at next.
            """,
            points=4,
            model="""
                Within two-fold says that the prediction was good enough by the usual criterion for choosing a dose; it is no test of linearity.
                Over a {dose_ratio:.0f}-fold range, two-fold allows exponents from {lowest_exponent:.3f} to {highest_exponent:.3f}, and a ratio of 1.9 is an exponent of {measured_exponent:.3f}: the exposure grew clearly faster than the dose.
                One volunteer gives no confidence interval, so 1.9 could be chance, assay or formulation as well as saturation.
                I would compare CL/F and the half-life at the two doses, or give doses in between, to see whether clearance falls.
            """,
            scheme=(
                "Two-fold is a criterion for a useful prediction, not a proof of linear kinetics.",
                "The exponent: two-fold over {dose_ratio:.0f}-fold means {lowest_exponent:.3f} to {highest_exponent:.3f}; a ratio of 1.9 is about {measured_exponent:.2f}, near the edge.",
                "Uncertainty: one volunteer, so no interval; another cause (formulation, food, assay) is possible.",
                "A next step that could tell: parameters (CL/F, half-life) at both doses, doses in between, more subjects, the route by vein.",
            ),
        ),
    },
)
