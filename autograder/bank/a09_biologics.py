"""A9: an antibody that its target swallows. What a microdose measures, and whether a protein microdose does nothing."""

import numpy as np
from scipy.integrate import quad

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
from microkit import tmdd_auc, tmdd_clearance_limits, tmdd_free, tmdd_onset

ZIRCONIUM_H = 78.4
GIVEN = {
    "v": Quantity(3.1, "L", pick(2.8, 3.1, 3.4), about="volume of distribution"),
    "cl": Quantity(0.2, "L/day", pick(0.15, 0.2, 0.25), about="linear clearance"),
    "r0": Quantity(2.0, "nM", pick(1.5, 2, 2.5, 3), about="target"),
    "kint": Quantity(0.5, "per day", pick(0.4, 0.5, 0.6), name="K_INT", about="removal of the complex"),
    "kss": Quantity(0.5, "nM", pick(0.4, 0.5, 0.6), name="K_SS"),
    "molar_mass": Quantity(150e3, "g/mol", pick(145e3, 148e3, 150e3), name="MW"),
    "micro_ug": Quantity(90.0, "µg", pick(60, 75, 90)),
    "full_mg": Quantity(300.0, "mg", pick(200, 300, 400)),
    "activity": Quantity(37.0, "MBq", pick(37, 50, 70), about="of ⁸⁹Zr, injected"),
    "image_day": Quantity(6.0, "days", pick(4, 5, 6), name="DAYS", about="from injection to image"),
    "other_target": Quantity(6.0, "nM", pick(4, 5, 6, 8), name="OTHER_R0", about="for (q)"),
    "other_kss": Quantity(0.4, "nM", pick(0.3, 0.4, 0.5), name="OTHER_K_SS", about="for (q)"),
}


def cl_eff(dose_nmol, V, CL, R0, kint, Kss):
    """Reference for part a."""
    return dose_nmol / tmdd_auc(dose_nmol, v=V, cl=CL, target=R0, kss=Kss, kint=kint)


def dose_over(part, free, dose_nmol):
    """Dose over the integral of a function of the free concentration, from 0 to where it starts."""
    return dose_nmol / quad(part, 0, free, limit=500, epsabs=0, epsrel=1e-9, points=[free / 1e3, free / 30])[0]


def start(dose_nmol, V, R0, Kss):
    return float(tmdd_free(dose_nmol / V, target=R0, kss=Kss))


def linear_only(dose_nmol, V, CL, R0, kint, Kss):
    return CL


def vanishing_dose(dose_nmol, V, CL, R0, kint, Kss):
    return CL + V * kint * R0 / Kss


def all_drug(dose_nmol, V, CL, R0, kint, Kss):
    def part(c):
        all_over_free = 1 + R0 / (Kss + c)
        return all_over_free * (1 + R0 * Kss / (Kss + c) ** 2) / (CL / V + kint * R0 / (Kss + c))

    return dose_over(part, start(dose_nmol, V, R0, Kss), dose_nmol)


def nothing_bound(dose_nmol, V, CL, R0, kint, Kss):
    def part(c):
        return (1 + R0 * Kss / (Kss + c) ** 2) / (CL / V + kint * R0 / (Kss + c))

    return dose_over(part, dose_nmol / V, dose_nmol)


def antibody(rng):
    """Volume, linear clearance, target, removal rate and Kss of a random antibody."""
    return (
        float(rng.uniform(2.5, 6)),
        float(rng.uniform(0.1, 0.5)),
        float(rng.uniform(0.5, 6)),
        float(rng.uniform(0.2, 1.0)),
        float(rng.uniform(0.2, 2)),
    )


def dose_call(rng, low, high):
    """A dose of low to high times what the target can bind."""
    drug = antibody(rng)
    return Call((float(drug[0] * drug[2] * np.exp(rng.uniform(np.log(low), np.log(high)))), *drug))


def falls_with_dose(f, rng):
    dose, *drug = dose_call(rng, 0.3, 3).args
    return f(10 * dose, *drug) < f(dose, *drug)


def nmol(g, mg):
    return mg * 1e6 / g.molar_mass


def mg(g, amount):
    return amount * g.molar_mass * 1e-6


def drug_of(g):
    return g.v, g.cl, g.r0, g.kint, g.kss


def micro_nmol(g):
    return nmol(g, g.micro_ug / 1e3)


def at_micro(g, function=cl_eff):
    return function(micro_nmol(g), *drug_of(g))


def at_full(g, function=cl_eff):
    return function(nmol(g, g.full_mg), *drug_of(g))


def limits(g):
    return tmdd_clearance_limits(v=g.v, cl=g.cl, target=g.r0, kss=g.kss, kint=g.kint)


def fold(g):
    """How many times the exposure is larger than scaled up from the microdose."""
    return at_micro(g) / at_full(g)


def onset(g):
    return tmdd_onset(v=g.v, cl=g.cl, target=g.r0, kint=g.kint)


def peak_occ(dose_nmol, V, R0, Kss):
    """Reference for part h."""
    free = tmdd_free(dose_nmol / V, target=R0, kss=Kss)
    return free / (free + Kss)


def root(total, R0, Kss):
    b = total - R0 - Kss
    return (b + np.sqrt(b**2 + 4 * Kss * total)) / 2


def draft(dose_nmol, V, R0, Kss):
    free = (dose_nmol + R0 - Kss + np.sqrt((dose_nmol + R0 - Kss) ** 2 + 4 * Kss * dose_nmol)) / 2
    return free / (free + R0)


def volume_left(dose_nmol, V, R0, Kss):
    free = root(dose_nmol, R0, Kss)
    return free / (free + Kss)


def sign_left(dose_nmol, V, R0, Kss):
    total = dose_nmol / V
    free = (total + R0 - Kss + np.sqrt((total + R0 - Kss) ** 2 + 4 * Kss * total)) / 2
    return free / (free + Kss)


def constant_left(dose_nmol, V, R0, Kss):
    free = root(dose_nmol / V, R0, Kss)
    return free / (free + R0)


def binding_call(rng, low, high):
    """A bolus of low to high times what the target can bind."""
    V = float(rng.uniform(2.5, 6))
    R0 = float(rng.uniform(0.5, 5))
    Kss = float(rng.uniform(0.2, 3))
    return Call((float(V * R0 * rng.uniform(low, high)), V, R0, Kss))


def rises_with_dose(f, rng):
    dose, *rest = binding_call(rng, 0.2, 3).args
    return f(dose, *rest) < f(2 * dose, *rest) < 1


def occupied(g, amount, function=peak_occ):
    """Target occupied right after a bolus, %."""
    return 100 * function(amount, g.v, g.r0, g.kss)


def unbound_occ(g, conc):
    """Occupancy in % at a concentration of free drug."""
    return 100 * conc / (conc + g.kss)


def needed_free(g):
    """Free concentration at which the target removes a tenth of what linear clearance does, nM."""
    return 10 * onset(g) - g.kss


def cold_mg(g, free=None):
    free = needed_free(g) if free is None else free
    return mg(g, g.v * (free + g.r0 * free / (g.kss + free)))


def biological(g):
    """Half-life of the antibody without its target, h."""
    return np.log(2) * g.v / g.cl * 24


def effective(g):
    return 1 / (1 / ZIRCONIUM_H + 1 / biological(g))


def stored(g):
    """How many times a total-drug AUC per mg is larger after a microdose, when the target only stores."""
    return 1 + g.other_target / g.other_kss


PARTS = {
    "a": Function(
        heading="A function",
        prompt="""
            Write `cl_eff`, the **effective clearance** of free antibody after an intravenous bolus: dose over the area under the *free* concentration, from zero to infinity, in L/day.
            Follow the equations in time with a solver such as `scipy.integrate.solve_ivp`, or turn the integral over time into one over the free concentration as shown above.
            A solver has to go on until nothing is left, and its usual tolerance is too coarse: ask for `rtol=1e-8`.

            Example: `cl_eff(2000.0, 3.1, 0.2, 2.0, 0.5, 0.5)` is `0.2202...`.
        """,
        model='''
            def cl_eff(dose_nmol, V, CL, R0, kint, Kss):
                """Effective clearance (L/day) of free antibody after a bolus (nmol)."""
                total = dose_nmol / V
                b = total - R0 - Kss
                free = 2 * Kss * total / (np.sqrt(b**2 + 4 * Kss * total) - b)

                def part(c):
                    return (1 + R0 * Kss / (Kss + c) ** 2) / (CL / V + kint * R0 / (Kss + c))

                return dose_nmol / quad(part, 0, free, limit=500, points=[free / 1000, free / 30])[0]
        ''',
        name="cl_eff",
        points=5,
        answer=cl_eff,
        switched_off=("tmdd_auc", "tmdd_bolus", "tmdd_clearance_limits"),
        tol=5e-3,
        example=Call((2000.0, 3.1, 0.2, 2.0, 0.5, 0.5)),
        cases={
            "far less drug than target": lambda rng, i: dose_call(rng, 0.03, 0.2),
            "about as much drug as target": lambda rng, i: dose_call(rng, 0.5, 3),
            "far more drug than target": lambda rng, i: dose_call(rng, 10, 60),
        },
        invariants={"a larger dose is cleared more slowly": falls_with_dose},
        wrong_turns=(
            WrongTurn(
                "M-LIN",
                linear_only,
                "You return the linear clearance. The target removes antibody as well, the more of it the smaller the dose.",
                edit=(
                    (
                        "return dose_nmol / quad(part, 0, free, limit=500, points=[free / 1000, free / 30])[0]",
                        "return CL",
                    ),
                ),
            ),
            WrongTurn(
                "M-LIMIT",
                vanishing_dose,
                "That is what a vanishing dose would find. A real one takes up some of the target.",
                edit=(
                    (
                        "return dose_nmol / quad(part, 0, free, limit=500, points=[free / 1000, free / 30])[0]",
                        "return CL + V * kint * R0 / Kss",
                    ),
                ),
            ),
            WrongTurn(
                "M-TOTASSAY",
                all_drug,
                "Your area counts the bound antibody too. The free concentration is asked.",
                edit=(("return (1 + R0 * Kss", "return (1 + R0 / (Kss + c)) * (1 + R0 * Kss"),),
            ),
            WrongTurn(
                "M-NODEPL",
                nothing_bound,
                "Right after the bolus you let all antibody be free. Part of it is on the target at once.",
                edit=(("free = 2 * Kss * total / (np.sqrt(b**2 + 4 * Kss * total) - b)", "free = total"),),
            ),
        ),
        because="From a plateau that the target sets, at small doses, to the linear clearance at large ones.",
        hint="dt = −dT / rate, and dT = (1 + R0·Kss/(Kss + C)²) dC. The area is ∫ C dt.",
        solution=lambda g: (
            "The area is ∫ (1 + R0·Kss/(Kss + C)²) / (CL/V + kint·R0/(Kss + C)) dC from 0 to the first free concentration, "
            "the positive root of T = C + R0·C/(Kss + C)."
        ),
    ),
    "b": Number(
        heading="The microdose",
        prompt="Which effective clearance does a microdose of {micro_ug:g} µg find, in L/day?",
        variable="cl_micro",
        model="cl_eff(MICRO_UG * 1000 / MW, V, CL, R0, K_INT, K_SS)",
        unit="L/day",
        points=1,
        answer=at_micro,
        follows="a",
        carried=at_micro,
        wrong_turns=(
            WrongTurn(
                "M-LIN",
                lambda g: g.cl,
                "That is the linear clearance, which a dose as small as this never sees.",
            ),
            WrongTurn(
                "M-LIMIT",
                lambda g: limits(g)[0],
                "That is the limit of a vanishing dose. This one occupies some of the target already.",
            ),
            WrongTurn(
                "M-VOL",
                lambda g: g.cl + g.kint * g.r0 / g.kss,
                "You added a rate per day to a clearance. What turns the one into the other?",
            ),
            WrongTurn(
                "M-TOTASSAY",
                lambda g: limits(g)[1],
                "An assay of free and bound drug together would find that, at a vanishing dose.",
            ),
            WrongTurn(
                "M-NONMOL",
                lambda g: cl_eff(g.micro_ug, *drug_of(g)),
                "You gave your function micrograms. How many nmol are they?",
            ),
        ),
        because="Nearly all of it is removed by the target.",
        hint="Turn µg into nmol: mass over molar mass.",
        solution=lambda g: (
            f"{g.micro_ug:g} µg are {micro_nmol(g):.4g} nmol; `cl_eff` gives **{at_micro(g):.4g} L/day**, "
            f"{at_micro(g) / g.cl:.3g} times the linear clearance."
        ),
    ),
    "c": Number(
        heading="The full dose",
        prompt="And which one does {full_mg:g} mg find, in L/day?",
        variable="cl_full",
        model="cl_eff(FULL_MG * 1e6 / MW, V, CL, R0, K_INT, K_SS)",
        unit="L/day",
        points=1,
        answer=at_full,
        follows="a",
        carried=at_full,
        wrong_turns=(
            WrongTurn(
                "M-MICRO", at_micro, "That is the clearance of the microdose. What has become of the target now?"
            ),
            WrongTurn(
                "M-LIMIT",
                lambda g: limits(g)[0],
                "That is the limit of a vanishing dose, and this is the opposite end.",
            ),
            WrongTurn(
                "M-LIN",
                lambda g: g.cl,
                "Nearly: but as the concentration falls, the target takes its part of this dose too.",
            ),
            WrongTurn(
                "M-NONMOL",
                lambda g: cl_eff(g.full_mg, *drug_of(g)),
                "You gave your function milligrams. How many nmol are they?",
            ),
        ),
        because="The target is full most of the time, so the linear clearance nearly rules.",
        hint="The same function, with the large dose in nmol.",
        solution=lambda g: f"{nmol(g, g.full_mg):.4g} nmol: **{at_full(g):.4g} L/day**, a little above {g.cl:g}.",
    ),
    "d": Number(
        heading="The plateau",
        prompt="Which effective clearance of free drug does a vanishing dose approach, in L/day?",
        variable="cl_plateau",
        model="CL + V * K_INT * R0 / K_SS",
        unit="L/day",
        points=2,
        answer=lambda g: limits(g)[0],
        wrong_turns=(
            WrongTurn(
                "M-VOL",
                lambda g: g.cl + g.kint * g.r0 / g.kss,
                "The second term is a rate per day. A clearance needs a volume in it.",
            ),
            WrongTurn(
                "M-IGN",
                lambda g: limits(g)[0] - g.cl,
                "The linear way out is still open, beside the target.",
            ),
            WrongTurn(
                "M-OCCLIN",
                lambda g: g.cl + g.v * g.kint * g.r0 / (g.kss + g.r0),
                "R0 stands in the denominator. When the drug is nearly gone, how much of the target is free?",
            ),
        ),
        because="Two ways out side by side: the linear one, and a target that is empty.",
        hint="Let C become small against Kss in the rate, divide the rate by C and multiply by V.",
        solution=lambda g: f"{g.cl:g} + {g.v:g} × {g.kint:g} × {g.r0:g}/{g.kss:g} = **{limits(g)[0]:.4g} L/day**.",
    ),
    "e": Number(
        heading="Another assay",
        prompt="An assay measures free and bound antibody together. Which clearance does it find for a vanishing dose, in L/day?",
        variable="cl_total",
        model="(CL + V * K_INT * R0 / K_SS) / (1 + R0 / K_SS)",
        unit="L/day",
        points=2,
        answer=lambda g: limits(g)[1],
        follows="d",
        carried=lambda g, plateau: plateau / (1 + g.r0 / g.kss),
        wrong_turns=(
            WrongTurn(
                "M-TOTASSAY",
                lambda g: limits(g)[0],
                "That is what an assay of free drug finds. The larger concentration gives the smaller clearance.",
            ),
            WrongTurn(
                "M-DELTA",
                lambda g: limits(g)[0] * g.kss / g.r0,
                "You divided by bound over free. All of it over free is one more.",
            ),
            WrongTurn(
                "M-PROD",
                lambda g: limits(g)[0] * (1 + g.r0 / g.kss),
                "A larger concentration is a larger area, and dose over area becomes smaller.",
            ),
            WrongTurn(
                "M-LIN",
                lambda g: g.cl / (1 + g.r0 / g.kss),
                "You divided the linear clearance alone. The target is still at work here: start from (d).",
            ),
        ),
        because="Bound drug adds to the area and takes nothing from the dose.",
        hint="How many times larger is free and bound together than free alone, when the target is nearly empty?",
        solution=lambda g: (
            f"{limits(g)[0]:.4g} / (1 + {g.r0:g}/{g.kss:g}) = **{limits(g)[1]:.4g} L/day**: with the assay, the answer changes."
        ),
    ),
    "f": Number(
        heading="Extension: where linearity ends",
        prompt="""
            Working at its full rate, the target would remove *V* · *k*<sub>int</sub> · *R*<sub>0</sub> in a day.
            At which free concentration *C*<sub>crit</sub> does linear clearance remove just as much, in nM?
            Below it the curve begins to bend (Stein and Peletier 2018).
        """,
        variable="c_crit",
        model="K_INT * R0 * V / CL",
        unit="nM",
        points=1,
        answer=onset,
        wrong_turns=(
            WrongTurn(
                "M-VOL", lambda g: g.kint * g.r0 / g.cl, "The volume is missing: nM per day over L per day is no nM."
            ),
            WrongTurn(
                "M-KM",
                lambda g: g.kss,
                "That is where half of the target is taken. It says nothing of the linear way out.",
            ),
            WrongTurn(
                "M-KM2",
                lambda g: onset(g) - g.kss,
                "There the actual rates are equal. Asked is where the linear one equals the target's full rate.",
                credit=0.5,
            ),
        ),
        because="Far above Kss: the curve bends long before the target is half empty.",
        hint="Set CL·C equal to V·kint·R0.",
        solution=lambda g: f"{g.kint:g} × {g.r0:g} × {g.v:g} / {g.cl:g} = **{onset(g):.4g} nM**.",
    ),
    "g": Choice(
        heading="A choice",
        prompt="A team scales the exposure after {micro_ug:g} µg up to {full_mg:g} mg, in proportion to the dose. This prediction …",
        variable="scaling",
        points=1,
        options=(
            Option("is {fold:.0f} times too low: the microdose measured the target"),
            Option(
                "is {fold:.0f} times too high: the target keeps drug back",
                "M-DIR",
                "Which of the two doses is cleared faster, and which area per mg is then smaller?",
            ),
            Option(
                "is right: antibodies are cleared slowly and linearly",
                "M-LIN",
                "Compare your answers to (b) and (c).",
            ),
            Option(
                "means nothing: no microdose of a protein is allowed",
                "M-PROT",
                "In the United States the limit for proteins is 30 nmol, and this dose is far below it.",
            ),
        ),
        because="A clearance that is too high gives an exposure that is too low. What it does measure is the target.",
        hint="Exposure is dose over clearance.",
        solution=lambda g: (
            f"Clearance falls from {at_micro(g):.3g} to {at_full(g):.3g} L/day, so the true exposure is {fold(g):.3g} times the scaled one. "
            "The excess over the linear clearance tells how much target there is, and how fast it removes the complex."
        ),
    ),
    "h": Function(
        heading="A bug hunt",
        prompt="""
            The draft should return the fraction of the target that is occupied right after a bolus, when binding is quick and bound antibody is no longer free.
            It holds three bugs.
            Find them, and write the function anew in the cell after it.

            Example: `peak_occ(3.1, 3.1, 2.0, 0.5)` is `0.3596...`.
        """,
        draft="""
            def peak_occ_draft(dose_nmol, V, R0, Kss):
                b = dose_nmol + R0 - Kss
                free = (b + np.sqrt(b**2 + 4 * Kss * dose_nmol)) / 2
                return free / (free + R0)


            print(peak_occ_draft(3.1, 3.1, 2.0, 0.5), "- should be 0.3596")
        """,
        model='''
            def peak_occ(dose_nmol, V, R0, Kss):
                """Fraction of the target occupied right after a bolus (nmol)."""
                total = dose_nmol / V
                b = total - R0 - Kss
                free = (b + np.sqrt(b**2 + 4 * Kss * total)) / 2
                return free / (free + Kss)
        ''',
        name="peak_occ",
        points=3,
        answer=peak_occ,
        switched_off=("tmdd_free",),
        tol=1e-3,
        example=Call((3.1, 3.1, 2.0, 0.5)),
        cases={
            "less drug than target": lambda rng, i: binding_call(rng, 0.1, 0.7),
            "about as much drug as target": lambda rng, i: binding_call(rng, 0.8, 2),
            "more drug than target": lambda rng, i: binding_call(rng, 3, 12),
        },
        invariants={"twice the dose occupies more, and never all": rises_with_dose},
        wrong_turns=(
            unchanged_draft(
                draft,
                "Run the line below it and compare.",
                edit=(
                    ("total = dose_nmol / V", "total = dose_nmol"),
                    ("total - R0 - Kss", "total + R0 - Kss"),
                    ("(free + Kss)", "(free + R0)"),
                ),
            ),
            WrongTurn(
                "M-VOL",
                volume_left,
                "One bug is left: an amount stands where a concentration belongs.",
                credit=0.5,
                edit=(("total = dose_nmol / V", "total = dose_nmol"),),
            ),
            WrongTurn(
                "M-SIGN",
                sign_left,
                "One bug is left: does more target leave more drug free, or less?",
                credit=0.5,
                edit=(("total - R0 - Kss", "total + R0 - Kss"),),
            ),
            WrongTurn(
                "M-TARGET",
                constant_left,
                "One bug is left: at which free concentration is half of the target occupied?",
                credit=0.5,
                edit=(("(free + Kss)", "(free + R0)"),),
            ),
        ),
        because="Free drug is the positive root of C² − (T − R0 − Kss)·C − Kss·T = 0.",
        hint="There are three bugs: an amount, a sign, and the constant in the last line.",
        solution=lambda g: (
            "`total = dose_nmol / V`, `b = total - R0 - Kss`, `free = (b + np.sqrt(b**2 + 4 * Kss * total)) / 2`, `free / (free + Kss)`."
        ),
    ),
    "i": Number(
        heading="Extension: the limit for proteins",
        prompt="In the United States a microdose of a protein may be up to 30 nmol. How much is that of this antibody, in mg?",
        variable="limit_mg",
        model="30 * MW / 1e6",
        unit="mg",
        points=1,
        answer=lambda g: mg(g, 30),
        wrong_turns=(
            WrongTurn("M-CAP", lambda g: 0.1, "The cap of 100 µg is for small molecules. For a protein it is 30 nmol."),
            WrongTurn("M-UNIT", lambda g: 1e3 * mg(g, 30), "That is in µg, and mg are asked.", credit=0.5),
        ),
        because="Milligrams: molecules as large as this are heavy.",
        hint="nmol times g/mol is ng.",
        solution=lambda g: f"30 nmol × {g.molar_mass:g} g/mol = **{mg(g, 30):.4g} mg**.",
    ),
    "j": Number(
        heading="Does it do nothing?",
        prompt="Which share of the target do 30 nmol occupy right after the bolus, in %?",
        variable="occupied_30",
        model="100 * peak_occ(30.0, V, R0, K_SS)",
        unit="%",
        points=2,
        tol=0.002,
        answer=lambda g: occupied(g, 30.0),
        follows="h",
        carried=lambda g, peak_occ: occupied(g, 30.0, peak_occ),
        wrong_turns=(
            WrongTurn(
                "M-NODEPL",
                lambda g: unbound_occ(g, 30 / g.v),
                "You left the bound antibody in the free concentration.",
            ),
            WrongTurn("M-CAP", lambda g: 1.0, "A hundredth is a rule about doses. Work out what this dose binds."),
            WrongTurn("M-VOL", lambda g: unbound_occ(g, 30.0), "You used nmol as if they were nM."),
        ),
        because="A microdose by the rule for proteins, and nearly all of the target is taken.",
        hint="Use your function with 30 nmol.",
        solution=lambda g: f"{30 / g.v:.4g} nM in all; occupied: **{occupied(g, 30.0):.4g} %**.",
    ),
    "k": Number(
        heading="And the smaller one?",
        prompt="Which share of it do {micro_ug:g} µg occupy, in %?",
        variable="occupied_micro",
        model="100 * peak_occ(MICRO_UG * 1000 / MW, V, R0, K_SS)",
        unit="%",
        points=2,
        answer=lambda g: occupied(g, micro_nmol(g)),
        follows="h",
        carried=lambda g, peak_occ: occupied(g, micro_nmol(g), peak_occ),
        wrong_turns=(
            WrongTurn(
                "M-NODEPL",
                lambda g: unbound_occ(g, micro_nmol(g) / g.v),
                "You let all of it be free. There is far more target than antibody here.",
            ),
            WrongTurn(
                "M-STOICH",
                lambda g: 100 * micro_nmol(g) / (g.r0 * g.v),
                "You let every molecule bind. Some stay free, as many as the binding constant asks for.",
            ),
            WrongTurn(
                "M-VOL", lambda g: unbound_occ(g, micro_nmol(g)), "You used nmol as if they were nM of free drug."
            ),
            WrongTurn(
                "M-NONMOL",
                lambda g: occupied(g, g.micro_ug),
                "You gave your function micrograms. How many nmol are they?",
            ),
        ),
        because="Little of the target, because there is little antibody: its amount is the limit.",
        hint="µg to nmol, then your function.",
        solution=lambda g: f"{micro_nmol(g):.4g} nmol: **{occupied(g, micro_nmol(g)):.4g} %**.",
    ),
    "l": Number(
        heading="A cold dose",
        prompt="""
            For a scan, unlabelled (“cold”) antibody is given so that the label stays in plasma longer.
            How much is needed, in mg, so that the target removes at most a tenth of what linear clearance removes, at the *free* concentration right after the bolus?
        """,
        variable="cold_dose",
        model="V * (10 * c_crit - K_SS) * (1 + R0 / (10 * c_crit)) * MW / 1e6",
        unit="mg",
        points=3,
        tol=0.001,
        answer=cold_mg,
        follows="f",
        carried=lambda g, onset: cold_mg(g, 10 * onset - g.kss),
        wrong_turns=(
            WrongTurn(
                "M-NODEPL",
                lambda g: mg(g, g.v * needed_free(g)),
                "You supplied the free antibody only. What sits on the target has to be given too.",
            ),
            WrongTurn(
                "M-NODEPL",
                lambda g: mg(g, g.v * 10 * onset(g)),
                "You took ten times C_crit for all antibody. It has to be free, and what sits on the target comes on top.",
            ),
            WrongTurn(
                "M-VOL",
                lambda g: mg(g, needed_free(g)),
                "You took nM for nmol. The concentration must be reached in the whole volume.",
            ),
            WrongTurn(
                "M-TARGET",
                lambda g: cold_mg(g, 9 * g.kss),
                "That fills nine tenths of the target. Asked is that it removes little, beside linear clearance.",
            ),
        ),
        because="At that concentration hardly any target is left free: plasma becomes simple, and the image of the target poor.",
        hint="V·kint·R0/(Kss + C) = CL/10 gives C, which is 10·C_crit − Kss; add what is bound, times V, times the molar mass.",
        solution=lambda g: (
            f"C = {needed_free(g):.4g} nM free, plus {g.r0 * needed_free(g) / (g.kss + needed_free(g)):.4g} nM bound, in {g.v:g} L: "
            f"**{cold_mg(g):.4g} mg**. Of the target, {unbound_occ(g, needed_free(g)):.1f} % are then occupied."
        ),
    ),
    "m": Choice(
        heading="What is there to see?",
        prompt="After the cold dose of (l) labelled antibody is injected. On the image, tissue with target …",
        variable="image",
        points=1,
        options=(
            Option(
                "is brightest: more antibody in all reaches the target",
                "M-OCCLIN",
                "More of all antibody, but the labelled part of it competes for the few places that are left.",
            ),
            Option(
                "looks as without it: label and drug do not interfere",
                "M-IGN",
                "They compete for the same places, and the cold antibody was there first.",
            ),
            Option("hardly stands out: nearly every place is taken already"),
            Option(
                "is invisible: labelled antibody cannot bind any target",
                "M-STOICH",
                "A few places are free, and bound antibody makes way in time. It is a matter of contrast.",
            ),
        ),
        because="What makes plasma linear takes the target away from the label: an image wants an amount between the two.",
        hint="Which share of the target is free after that dose?",
        solution=lambda g: (
            f"{100 - unbound_occ(g, needed_free(g)):.1f} % of the target is free. In patients who had never had trastuzumab, 50 mg of it "
            "with the label gave better images than a fifth of it (Dijkers 2010): too little is swallowed elsewhere, too much blocks."
        ),
    ),
    "n": Number(
        heading="Extension: what decay leaves",
        prompt="{activity:g} MBq of ⁸⁹Zr (half-life 78.4 h) are injected. How much is left when the image is taken after {image_day:g} days, in MBq?",
        variable="activity_left",
        model="ACTIVITY * 2 ** (-DAYS * 24 / 78.4)",
        unit="MBq",
        points=1,
        answer=lambda g: g.activity * 2 ** (-g.image_day * 24 / ZIRCONIUM_H),
        wrong_turns=(
            WrongTurn(
                "M-E",
                lambda g: g.activity * np.exp(-g.image_day * 24 / ZIRCONIUM_H),
                "You let it decay by e in each half-life. By which factor does one half-life divide?",
            ),
            WrongTurn("M-SAME", lambda g: g.activity, "That was there at the injection. It decays on the way."),
            WrongTurn(
                "M-DAYS",
                lambda g: g.activity * 2 ** (-g.image_day / ZIRCONIUM_H),
                "Your time is in days and the half-life in hours.",
            ),
        ),
        because="A slow isotope for a slow antibody.",
        hint="Count the half-lives in these days.",
        solution=lambda g: (
            f"{g.image_day * 24 / ZIRCONIUM_H:.4g} half-lives: **{g.activity * 2 ** (-g.image_day * 24 / ZIRCONIUM_H):.4g} MBq**."
        ),
    ),
    "o": Number(
        heading="Two clocks",
        prompt="""
            With the target filled, the antibody leaves plasma with the half-life ln 2 · *V*/*CL*, while ⁸⁹Zr decays.
            With which half-life does the *activity* in plasma fall, in h?
        """,
        variable="effective_h",
        model="1 / (1 / 78.4 + CL / (np.log(2) * V * 24))",
        unit="h",
        points=2,
        answer=effective,
        wrong_turns=(
            WrongTurn(
                "M-ADD", lambda g: ZIRCONIUM_H + biological(g), "Two ways of loss cannot make it slower than either."
            ),
            WrongTurn(
                "M-MEAN",
                lambda g: (ZIRCONIUM_H + biological(g)) / 2,
                "A mean lies between the two. Both losses go on at once.",
            ),
            WrongTurn("M-IGN", lambda g: ZIRCONIUM_H, "That is the decay alone. The antibody leaves as well."),
            WrongTurn("M-LIN", biological, "That is the antibody alone. Its label decays on the way."),
            WrongTurn(
                "M-DAYS",
                lambda g: 1 / (1 / ZIRCONIUM_H + 24 / biological(g)),
                "Your antibody's half-life is in days and that of the label in hours.",
            ),
        ),
        because="Rates of loss add, so half-lives add by their reciprocals.",
        hint="Add the two rate constants, or the reciprocals of the half-lives.",
        solution=lambda g: (
            f"ln 2 × {g.v:g}/{g.cl:g} × 24 = {biological(g):.4g} h; 1/(1/78.4 + 1/{biological(g):.4g}) = **{effective(g):.4g} h**."
        ),
    ),
    "p": Choice(
        heading="Which rule protects?",
        prompt="For a potent antibody like this one, which limit keeps a microdose from acting?",
        variable="binding_rule",
        points=1,
        options=(
            Option(
                "the 30 nmol for proteins: so little cannot have any effect",
                "M-PROT",
                "See your answer to (j): the limit on moles knows nothing of the target.",
            ),
            Option("a hundredth of the active dose: 30 nmol may well be more"),
            Option(
                "the 100 µg for small molecules: it holds for antibodies too",
                "M-CAP",
                "The mass cap is not made for a protein, whose molecules are few and heavy.",
            ),
            Option(
                "none of them: an antibody cannot be microdosed in any case",
                "M-REMEASURE",
                "It can, if the dose is small enough for its own target: see (k).",
            ),
        ),
        because="The smallest limit binds, as in chapter 1, and for a potent antibody that is the hundredth.",
        hint="A microdose must satisfy all limits at once. Which of them looks at the effect?",
        solution=lambda g: (
            f"30 nmol occupy {occupied(g, 30.0):.3g} % of the target, so they may act. Only the hundredth of the active dose looks at that."
        ),
    ),
    "q": Number(
        heading="Transfer",
        prompt="""
            A target need not swallow what it binds.
            A tablet's small molecule is held in plasma by an enzyme, which keeps it and gives it back (*k*<sub>int</sub> = 0), as DPP-4 does with linagliptin.
            Let there be {other_target:g} nM of the enzyme and *K*<sub>ss</sub> = {other_kss:g} nM, and let the assay measure free and bound drug together.
            How many times larger is the area per mg after a vanishing dose than after a very large one?
        """,
        variable="times_larger",
        model="1 + OTHER_R0 / OTHER_K_SS",
        unit="times",
        points=2,
        answer=stored,
        wrong_turns=(
            WrongTurn(
                "M-DELTA",
                lambda g: stored(g) - 1,
                "That is bound over free. The assay counts both, over what is free.",
            ),
            WrongTurn("M-INV", lambda g: 1 / stored(g), "Upside down: which dose has the larger part of it bound?"),
            WrongTurn(
                "M-LIN",
                lambda g: 1.0,
                "Free drug is cleared alike at both doses, but the assay also counts what is bound.",
            ),
            WrongTurn(
                "M-TARGET",
                lambda g: 1 + g.other_kss / g.other_target,
                "Target and binding constant have changed places.",
            ),
        ),
        because="Here the microdose shows too much exposure: a target can err to either side.",
        hint="Free drug has the same area per mg at both doses. What does the assay add at a vanishing dose?",
        solution=lambda g: (
            f"1 + {g.other_target:g}/{g.other_kss:g} = **{stored(g):.4g} times**: exposure rises by less than the dose, as it does for linagliptin."
        ),
    ),
}

PROBLEM = Problem(
    id="a9",
    title="What does a microdose of an antibody measure?",
    notebook="ps6_predictions/biologics",
    chapter="course/applications/19_biologics.ipynb",
    sections={
        "1 A target that swallows": "abcdg",
        "2 Where the curve bends": "f",
        "3 Free drug or all drug?": "eq",
        "4 Is 30 nmol a microdose?": "hijkp",
        "6 Back to the scan": "lmno",
    },
    minutes=75,
    setup="""
        import numpy as np
        from scipy.integrate import quad
    """,
    story="""
        A monoclonal antibody of {molar_mass:,.0f} g/mol is given into a vein.
        It spreads in *V* = {v:g} L and has a linear clearance of *CL* = {cl:g} L/day.
        It also binds its target, of which there are *R*<sub>0</sub> = {r0:g} nM, and the complex is taken into cells and removed at *k*<sub>int</sub> = {kint:g} per day.
        New target is made as fast, so that free and occupied target together stay at *R*<sub>0</sub>.
        Half of the target is occupied at a free concentration of *K*<sub>ss</sub> = {kss:g} nM.

        A microdose of {micro_ug:g} µg is to predict what {full_mg:g} mg will do.
        All is in nmol, nM, L and days here.
    """,
    context={
        "formula": r"""
            With free antibody $C$ and all antibody $T$, binding is quick and

            $$T = C + \frac{R_0\,C}{K_{ss} + C}, \qquad \frac{\mathrm dT}{\mathrm dt} = -\frac{CL}{V}\,C - k_{int}\,\frac{R_0\,C}{K_{ss} + C} .$$

            From the first equation $C$ is the positive root of a quadratic equation, and $\mathrm dT = \left(1 + \frac{R_0 K_{ss}}{(K_{ss}+C)^2}\right)\mathrm dC$.
            So the area $\int C\,\mathrm dt$ can be taken over $C$ instead of over time.
        """,
    },
    given=GIVEN,
    personal=True,
    steps={"how many times the exposure is larger than scaled up from the microdose": fold},
    derived={
        "fold": fold,
        "cl_at_micro": at_micro,
        "cl_at_full": at_full,
        "percent_30": lambda g: occupied(g, 30.0),
        "percent_micro": lambda g: occupied(g, micro_nmol(g)),
    },
    premises={
        "30 nmol occupy most of the target": lambda g: occupied(g, 30.0) > 85,
        "the microdose occupies little of it": lambda g: occupied(g, micro_nmol(g)) < 15,
        "the microdose misleads ten-fold and more": lambda g: fold(g) > 10,
    },
    parts=PARTS,
    written={
        "r": Written(
            heading="In your own words",
            prompt="""
                A project leader writes: “Our microdose of {micro_ug:g} µg was cleared many times faster than any antibody on the market. No antibody can be dosed like that: stop. And next time use the full 30 nmol, which is still a microdose and so cannot do anything.”
                Answer in four to six sentences.
                Say what the microdose measured, what exposure to expect at {full_mg:g} mg, what 30 nmol do, and what you would measure next.
            """,
            points=4,
            model="""
                The microdose measured the target: nearly all of it was bound and swallowed, so {cl_at_micro:.2g} L/day is mostly V·kint·R0/Kss and says little about the antibody's linear clearance.
                At {full_mg:g} mg the target is full most of the time, clearance falls to {cl_at_full:.2g} L/day and exposure is about {fold:.0f} times what proportion predicts.
                30 nmol occupy {percent_30:.0f} % of this target at the peak, so they may well act; the hundredth of the active dose is the limit that counts here.
                I would give a second, higher dose to see the clearance fall, with an assay of which it is known whether it measures free or all antibody, and think of the target burden of patients.
            """,
            scheme=(
                "The microdose measured the target (uptake and removal by it), not the linear clearance of the antibody.",
                "Numbers: clearance falls to about {cl_at_full:.2g} L/day, exposure is about {fold:.0f} times the scaled one.",
                "30 nmol occupy {percent_30:.0f} % of the target: not sub-pharmacologic by itself; the hundredth of the active dose binds.",
                "A next step: two dose levels, free against total assay, target burden in patients, or using the microdose to measure the target.",
            ),
        ),
    },
)
