"""H2: receptor occupancy. Concentration scales with dose, occupancy does not."""

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
from microkit import conc_for_occupancy, ng_ml_to_nM, occupancy_after_dose, ug_to_mg
from microkit import occupancy as microkit_occupancy

GIVEN = {
    "molar_mass": Quantity(420.0, "g/mol", pick(350, 380, 420, 450, 480), name="MW"),
    "fu": Quantity(0.05, "", pick(0.04, 0.05, 0.06, 0.08), about="fraction unbound in plasma"),
    "kd": Quantity(2.0, "nM", pick(1.5, 2, 2.5, 3)),
    "dose": Quantity(60.0, "mg", pick(40, 50, 60, 80), name="DOSE_MG"),
    "cmax": Quantity(180.0, "ng/mL", pick(150, 180, 240, 300), about="total, after DOSE_MG"),
    "microdose": Quantity(100.0, "µg", pick(50, 80, 100), name="MICRODOSE_UG"),
    "low_percent": Quantity(0.5, "%", pick(0.4, 0.5, 0.6), about="for (d)"),
    "high_percent": Quantity(90.0, "%", pick(70, 75, 80, 90), about="for (i)"),
}


def occupancy_at(g, dose_mg):
    """Peak occupancy after a dose in mg."""
    binding = {"kd": g.kd, "fu": g.fu, "molar_mass": g.molar_mass}
    return occupancy_after_dose(dose_mg, reference_dose=g.dose, reference_conc=g.cmax, **binding)


def dose_at(g, rho):
    """Dose, mg, whose peak occupancy is rho."""
    return conc_for_occupancy(rho, kd=g.kd, fu=g.fu, molar_mass=g.molar_mass) * g.dose / g.cmax


def microdose_mg(g):
    return ug_to_mg(g.microdose)


def dose_ratio(g):
    """How many times larger the therapeutic dose is than the microdose."""
    return g.dose / microdose_mg(g)


def occupancy_ratio(g):
    """How many times larger the peak occupancy is after the therapeutic dose than after the microdose."""
    return occupancy_at(g, g.dose) / occupancy_at(g, microdose_mg(g))


def bound(g, unbound_nM):
    """Occupancy at any figure put in the place of the unbound concentration."""
    return unbound_nM / (unbound_nM + g.kd)


def total_nM(g, dose_mg):
    return ng_ml_to_nM(g.cmax * dose_mg / g.dose, molar_mass=g.molar_mass)


def occupancy(C_ng_mL, MW, fu, Kd_nM):
    """Reference for part a."""
    return microkit_occupancy(C_ng_mL, kd=Kd_nM, fu=fu, molar_mass=MW)


def wrong_occupancy(unbound):
    """An occupancy function with another idea of the unbound concentration."""

    def function(C_ng_mL, MW, fu, Kd_nM):
        conc = unbound(np.asarray(C_ng_mL, dtype=float), MW, fu)
        return conc / (conc + Kd_nM)

    return function


def free_receptors(C_ng_mL, MW, fu, Kd_nM):
    return 1 - occupancy(C_ng_mL, MW, fu, Kd_nM)


def straight_line(C_ng_mL, MW, fu, Kd_nM):
    return fu * np.asarray(C_ng_mL, dtype=float) * 1e3 / MW / Kd_nM


def binding_values(rng):
    """Molar mass, fu and K_d of a random drug."""
    return float(rng.uniform(250, 600)), float(rng.uniform(0.02, 0.6)), float(rng.uniform(0.5, 50))


def is_half_at_the_kd(f, rng):
    Kd_nM = float(rng.uniform(1, 50))
    return abs(f(Kd_nM * 0.4 / 0.1, 400.0, 0.1, Kd_nM) - 0.5) < 1e-6


def dose_for_occupancy_mg(rho, MW, fu, Kd_nM, cmax_per_mg):
    """Reference for part h."""
    return conc_for_occupancy(rho, kd=Kd_nM, fu=fu, molar_mass=MW) / cmax_per_mg


def draft(rho, MW, fu, Kd_nM, cmax_per_mg):
    return Kd_nM * rho * fu * MW / cmax_per_mg


def fu_multiplied(rho, MW, fu, Kd_nM, cmax_per_mg):
    return fu**2 * dose_for_occupancy_mg(rho, MW, fu, Kd_nM, cmax_per_mg)


def proportional(rho, MW, fu, Kd_nM, cmax_per_mg):
    return (1 - rho) * dose_for_occupancy_mg(rho, MW, fu, Kd_nM, cmax_per_mg)


def thousand_lost(rho, MW, fu, Kd_nM, cmax_per_mg):
    return 1e3 * dose_for_occupancy_mg(rho, MW, fu, Kd_nM, cmax_per_mg)


def dose_call(rng, low, high):
    return Call((float(rng.uniform(low, high)), *binding_values(rng), float(rng.uniform(0.5, 5))))


def doubles_with_the_kd(f, rng):
    rho = rng.uniform(0.1, 0.9)
    return abs(f(rho, 400.0, 0.1, 6.0, 2.0) / f(rho, 400.0, 0.1, 3.0, 2.0) - 2) < 1e-6


PARTS = {
    "a": Function(
        heading="A function",
        prompt="""
            Write `occupancy`, which turns a total concentration into the occupied fraction.
            It must work for one concentration and for a NumPy array of them.

            Example: `occupancy(42.0, 420.0, 0.1, 10.0)` returns `0.5`.
        """,
        model='''
            def occupancy(C_ng_mL, MW, fu, Kd_nM):
                """Occupied fraction at a total concentration in ng/mL (number or array)."""
                C_u = fu * np.asarray(C_ng_mL, dtype=float) * 1000 / MW
                return C_u / (C_u + Kd_nM)
        ''',
        name="occupancy",
        switched_off=("occupancy", "occupancy_after_dose", "self_occupancy", "conc_for_occupancy"),
        points=3,
        answer=occupancy,
        tol=1e-3,
        example=Call((42.0, 420.0, 0.1, 10.0)),
        cases={
            "one concentration": lambda rng, i: Call((float(10 ** rng.uniform(-2, 3)), *binding_values(rng))),
            "a very low concentration": lambda rng, i: Call((float(10 ** rng.uniform(-7, -5)), *binding_values(rng))),
            "an array of concentrations": lambda rng, i: Call((10 ** rng.uniform(-2, 3, size=5), *binding_values(rng))),
        },
        invariants={
            "at an unbound concentration equal to K_d, half the receptors are occupied": is_half_at_the_kd,
        },
        wrong_turns=(
            WrongTurn(
                "M-TOT",
                wrong_occupancy(lambda c, mw, fu: 1e3 * c / mw),
                "Your function lets bound drug act. Only the unbound part of the concentration meets the receptor.",
                edit=(("fu * np", "np"),),
            ),
            WrongTurn(
                "M-FUINV",
                wrong_occupancy(lambda c, mw, fu: 1e3 * c / mw / fu),
                "You divide by fu. Can the unbound concentration be larger than the total one?",
                edit=(("fu * np.asarray(C_ng_mL, dtype=float)", "np.asarray(C_ng_mL, dtype=float) / fu"),),
            ),
            WrongTurn(
                "M-MOLAR",
                wrong_occupancy(lambda c, mw, fu: fu * c),
                "K_d is in nM and your concentration still in ng/mL: bring both to nM before you compare them.",
                edit=((" * 1000 / MW", ""),),
            ),
            WrongTurn(
                "M-FREE",
                free_receptors,
                "That is the share of free receptors. Occupancy is the other share.",
                edit=(("return C_u /", "return Kd_nM /"),),
            ),
            WrongTurn(
                "M-OCCLIN",
                straight_line,
                "C_u/K_d is the low-concentration limit. Your occupancy passes 1 at high concentrations.",
                edit=(("C_u / (C_u + Kd_nM)", "C_u / Kd_nM"),),
            ),
        ),
        because="Unbound, in nM, and saturating. It works on arrays as it stands.",
        hint="Three steps: ng/mL to nM, total to unbound, then C_u / (C_u + K_d).",
        solution=lambda g: "`C_u = fu * np.asarray(C_ng_mL) * 1000 / MW`, then `return C_u / (C_u + Kd_nM)`.",
    ),
    "b": Number(
        heading="The therapeutic dose",
        prompt="What fraction of the receptors is occupied at the peak after {dose:g} mg?",
        variable="rho_therapeutic",
        model="occupancy(CMAX, MW, FU, KD)",
        unit="fraction",
        points=2,
        answer=lambda g: occupancy_at(g, g.dose),
        follows="a",
        carried=lambda g, occupancy: float(occupancy(g.cmax, g.molar_mass, g.fu, g.kd)),
        wrong_turns=(
            WrongTurn(
                "M-TOT",
                lambda g: bound(g, total_nM(g, g.dose)),
                "You used the total concentration. Most of this drug is bound in plasma: fu is there for a reason.",
            ),
            WrongTurn(
                "M-MOLAR",
                lambda g: bound(g, g.fu * g.cmax),
                "You compared ng/mL with nM. Convert the peak with the molar mass first.",
            ),
        ),
        because="The unbound peak, in nM, set against K_d.",
        hint="Peak to nM with the molar mass, times fu, then the occupancy formula.",
        solution=lambda g: (
            f"{g.cmax:g} ng/mL is {total_nM(g, g.dose):.4g} nM, unbound {g.fu * total_nM(g, g.dose):.4g} nM; "
            f"ρ = **{occupancy_at(g, g.dose):.4g}**."
        ),
    ),
    "c": Number(
        heading="The microdose",
        prompt="What fraction is occupied at the peak after {microdose:g} µg?",
        variable="rho_microdose",
        model="occupancy(CMAX * MICRODOSE_UG / 1000 / DOSE_MG, MW, FU, KD)",
        unit="fraction",
        points=2,
        answer=lambda g: occupancy_at(g, microdose_mg(g)),
        follows="a",
        carried=lambda g, occupancy: float(occupancy(g.cmax * microdose_mg(g) / g.dose, g.molar_mass, g.fu, g.kd)),
        wrong_turns=(
            WrongTurn(
                "M-TOT",
                lambda g: bound(g, total_nM(g, microdose_mg(g))),
                "Total concentration again: this overstates what a microdose does to the receptor. What does fu say?",
            ),
            WrongTurn(
                "M-FUINV",
                lambda g: bound(g, total_nM(g, microdose_mg(g)) / g.fu),
                "You divided by fu, which makes the unbound concentration larger than the total one.",
            ),
            WrongTurn(
                "M-MOLAR",
                lambda g: bound(g, g.fu * g.cmax * microdose_mg(g) / g.dose),
                "The microdose peak is still in ng/mL; K_d is in nM.",
            ),
            WrongTurn(
                "M-OCCLIN",
                lambda g: occupancy_at(g, g.dose) * microdose_mg(g) / g.dose,
                "You scaled the occupancy by the dose ratio. Scale the concentration, then compute the occupancy anew.",
            ),
            WrongTurn(
                "M-FREE",
                lambda g: 1 - occupancy_at(g, microdose_mg(g)),
                "That many receptors are free. The question is how many are occupied.",
                quiet=True,
            ),
            WrongTurn(
                "M-UNIT",
                lambda g: occupancy_at(g, g.microdose),
                "So much occupancy after a microdose? Check µg against mg.",
            ),
        ),
        because="The concentration falls by the ratio of the doses, the occupancy by less.",
        hint="Linear kinetics: the peak scales with dose. Then start again from that concentration.",
        solution=lambda g: (
            f"Peak {g.cmax * microdose_mg(g) / g.dose:.4g} ng/mL, unbound {g.fu * total_nM(g, microdose_mg(g)):.4g} nM; "
            f"ρ = **{occupancy_at(g, microdose_mg(g)):.4g}**."
        ),
    ),
    "d": Number(
        heading="A ceiling",
        prompt="What is the largest dose whose peak occupancy stays at or below {low_percent:g} %, in µg?",
        variable="largest_dose_ug",
        model="KD * LOW_PERCENT / (100 - LOW_PERCENT) / FU * MW / 1000 * DOSE_MG / CMAX * 1000",
        unit="µg",
        points=2,
        answer=lambda g: 1e3 * dose_at(g, g.low_percent / 100),
        wrong_turns=(
            WrongTurn(
                "M-TOT",
                lambda g: 1e3 * g.fu * dose_at(g, g.low_percent / 100),
                "You solved for the total concentration. The receptor meets the unbound one, so the dose may be larger.",
            ),
            WrongTurn(
                "M-OCCLIN",
                lambda g: 1e3 * g.dose * g.low_percent / 100 / occupancy_at(g, g.dose),
                "You scaled down from the therapeutic dose in proportion. At the therapeutic dose the curve is already bent.",
            ),
            WrongTurn(
                "M-PCT",
                lambda g: 1e3 * dose_at(g, g.low_percent),
                "You entered the percentage as if it were a fraction.",
            ),
        ),
        because="Low on the curve, where it is steepest: less than proportion would allow.",
        hint="Solve ρ = C_u / (C_u + K_d) for C_u, then go back through fu, molar mass and dose.",
        solution=lambda g: (
            f"C_u = K_d·ρ/(1 − ρ) = {g.kd * g.low_percent / (100 - g.low_percent):.4g} nM; back through fu, molar mass and "
            f"the peak per mg this is **{1e3 * dose_at(g, g.low_percent / 100):.4g} µg**."
        ),
    ),
    "e": Number(
        heading="Half occupancy",
        prompt="Which dose occupies half the receptors at its peak, in mg?",
        variable="dose_half_mg",
        model="KD / FU * MW / 1000 * DOSE_MG / CMAX",
        unit="mg",
        points=2,
        answer=lambda g: dose_at(g, 0.5),
        wrong_turns=(
            WrongTurn(
                "M-TOT",
                lambda g: g.fu * dose_at(g, 0.5),
                "At half occupancy it is the unbound concentration that equals K_d, not the total one.",
            ),
            WrongTurn(
                "M-OCCLIN",
                lambda g: g.dose * 0.5 / occupancy_at(g, g.dose),
                "Half the occupancy is not half the dose: the curve bends between them.",
            ),
            WrongTurn(
                "M-OCCLIN",
                lambda g: g.dose / 2,
                "You halved the dose. Which concentration, and so which dose, takes half of the receptors?",
            ),
            WrongTurn(
                "M-FUMULT",
                lambda g: g.fu**2 * dose_at(g, 0.5),
                "You multiplied by fu. Can the total concentration be smaller than the unbound one?",
            ),
        ),
        because="The dose at which the unbound peak equals K_d.",
        hint="At half occupancy C_u equals K_d.",
        solution=lambda g: (
            f"C_u = K_d = {g.kd:g} nM; total {g.kd / g.fu * g.molar_mass / 1e3:.4g} ng/mL; dose **{dose_at(g, 0.5):.4g} mg**."
        ),
    ),
    "f": Number(
        heading="Extension: a hundredth of it",
        prompt="What is the peak occupancy at exactly 1/100 of the dose of (e)?",
        variable="rho_hundredth",
        model="0.01 / (0.01 + 1)",
        unit="fraction",
        points=1,
        answer=lambda g: occupancy_at(g, dose_at(g, 0.5) / 100),
        follows="e",
        carried=lambda g, dose_half_mg: occupancy_at(g, dose_half_mg / 100),
        wrong_turns=(
            WrongTurn(
                "M-OCCLIN",
                lambda g: 0.005,
                "1/100 of the dose is 1/100 of the concentration. Is it 1/100 of the occupancy?",
            ),
        ),
        because="C_u is K_d/100, so ρ is 1/101.",
        hint="C_u is now K_d/100.",
        solution=lambda g: "ρ = 0.01 / (0.01 + 1) = **0.0099**, twice the 0.005 that proportion would give.",
    ),
    "g": Choice(
        heading="A choice",
        prompt="""
            The microdose is {dose_ratio:.0f}-fold smaller than {dose:g} mg.
            Its peak occupancy is …
        """,
        variable="fold_choice",
        points=2,
        options=(
            Option(
                "unknown until the half-life has been measured",
                "M-HALFLIFE",
                "Peak occupancy follows from the peak concentration; the half-life says how long it lasts.",
            ),
            Option(
                "about {shortfall:.2g}-fold smaller: most of it stays bound",
                "M-RATIO",
                "That is how far occupancy falls short of proportion. The question is for the ratio of the occupancies.",
            ),
            Option("about {occupancy_ratio:.0f}-fold smaller: {dose:g} mg nearly saturates"),
            Option(
                "about {dose_ratio:.0f}-fold smaller, as kinetics are linear",
                "M-OCCLIN",
                "Linear kinetics make the concentration {dose_ratio:.0f}-fold smaller. The occupancy curve is not a straight line.",
            ),
        ),
        because="{rho_therapeutic:.3g} against {rho_microdose:.3g}. Linear kinetics do not make the effect linear.",
        hint="Divide your answer to (b) by your answer to (c).",
        solution=lambda g: (
            f"ρ({g.dose:g} mg) / ρ({microdose_mg(g):g} mg) = {occupancy_at(g, g.dose):.3g} / "
            f"{occupancy_at(g, microdose_mg(g)):.3g} ≈ {occupancy_ratio(g):.0f}."
        ),
    ),
    "h": Function(
        heading="A bug hunt",
        prompt="""
            The draft below should return the dose in mg that gives a wanted peak occupancy.
            `cmax_per_mg` is the total peak in ng/mL for each mg of dose.
            It holds three bugs.
            Find them, and write the function anew in the cell after it.
            Instead of the formula you may solve your own `occupancy` of (a) for the concentration, with a root finder such as `scipy.optimize.brentq`.

            Example: `dose_for_occupancy_mg(0.5, 420.0, 0.05, 2.0, 3.0)` is `5.6`.
        """,
        draft="""
            def dose_for_occupancy_draft(rho, MW, fu, Kd_nM, cmax_per_mg):
                unbound_nM = Kd_nM * rho
                total_ng_mL = unbound_nM * fu * MW
                return total_ng_mL / cmax_per_mg


            print(dose_for_occupancy_draft(0.5, 420.0, 0.05, 2.0, 3.0), "- should be 5.6 mg")
        """,
        model='''
            def dose_for_occupancy_mg(rho, MW, fu, Kd_nM, cmax_per_mg):
                """Dose (mg) whose peak occupies the fraction rho of the receptors."""
                unbound_nM = Kd_nM * rho / (1 - rho)
                total_ng_mL = unbound_nM / fu * MW / 1000
                return total_ng_mL / cmax_per_mg
        ''',
        name="dose_for_occupancy_mg",
        switched_off=("conc_for_occupancy", "occupancy", "occupancy_after_dose"),
        points=3,
        answer=dose_for_occupancy_mg,
        tol=1e-3,
        example=Call((0.5, 420.0, 0.05, 2.0, 3.0)),
        cases={
            "a low occupancy": lambda rng, i: dose_call(rng, 0.001, 0.02),
            "half occupancy and about": lambda rng, i: dose_call(rng, 0.3, 0.6),
            "a high occupancy": lambda rng, i: dose_call(rng, 0.8, 0.99),
        },
        invariants={
            "twice the K_d needs twice the dose": doubles_with_the_kd,
        },
        wrong_turns=(
            unchanged_draft(
                draft,
                "Try it on 50 % and compare with (e).",
                edit=((" / (1 - rho)", ""), ("/ fu * MW / 1000", "* fu * MW")),
            ),
            WrongTurn(
                "M-FUINV",
                fu_multiplied,
                "One bug is left: from unbound to total, do you multiply by fu or divide by it?",
                credit=0.5,
                edit=(("/ fu * MW", "* fu * MW"),),
            ),
            WrongTurn(
                "M-OCCLIN",
                proportional,
                "One bug is left: K_d · ρ is the low-occupancy limit. Solve the full formula for C_u.",
                credit=0.5,
                edit=((" / (1 - rho)", ""),),
            ),
            WrongTurn(
                "M-UNIT",
                thousand_lost,
                "One bug is left: nM times g/mol is not yet ng/mL.",
                credit=0.5,
                edit=((" / 1000", ""),),
            ),
        ),
        because="Back along the same road, with every step undone.",
        hint="There are three bugs: solving for C_u, unbound to total, nM to ng/mL.",
        solution=lambda g: (
            "`C_u = Kd_nM * rho / (1 - rho)`, total `C_u / fu * MW / 1000` in ng/mL, divided by `cmax_per_mg`."
        ),
    ),
    "i": Number(
        heading="Transfer",
        prompt="""
            Another team calls the dose with {high_percent:g} % peak occupancy its “minimum active dose”.
            What is the peak occupancy at 1/100 of that dose?
        """,
        variable="rho_other_team",
        model="1 / (1 + 100 * (100 - HIGH_PERCENT) / HIGH_PERCENT)",
        unit="fraction",
        points=2,
        answer=lambda g: g.high_percent / (10_000 - 99 * g.high_percent),
        wrong_turns=(
            WrongTurn(
                "M-OCCLIN",
                lambda g: g.high_percent / 1e4,
                "You took 1/100 of the occupancy. Take 1/100 of the concentration that gives it.",
            ),
            WrongTurn(
                "M-RATIO",
                lambda g: 1 / 101,
                "That is the result for a minimum active dose at half occupancy. This one is defined higher up the curve.",
            ),
        ),
        because="The higher up the curve D_min is defined, the less the 1/100 rule protects.",
        hint="Work in units of K_d: C_u/K_d = ρ/(1 − ρ). Divide that by 100.",
        solution=lambda g: (
            f"C_u/K_d = {g.high_percent / (100 - g.high_percent):.4g}; a hundredth of it occupies "
            f"**{(g.high_percent / 100) / (100 - 0.99 * g.high_percent):.4g}**."
        ),
    ),
}

PROBLEM = Problem(
    id="h2",
    title="How much of the receptor does a microdose touch?",
    notebook="ps1_exposure/receptor_occupancy",
    chapter="course/principles/02_receptor_occupancy.ipynb",
    sections={
        "1 Three steps from plasma to receptor": "ab",
        "2 What is left when the dose is 800 times smaller?": "cgj",
        "3 What does a hundredth leave?": "defhi",
    },
    minutes=35,
    setup="import numpy as np",
    story="""
        A drug has a molar mass of {molar_mass:g} g/mol.
        In plasma, a fraction {fu:g} of it is unbound; the rest sits on proteins.
        It binds its receptor with *K*<sub>d</sub> = {kd:g} nM.
        After {dose:g} mg by mouth the **total** plasma concentration peaks at {cmax:g} ng/mL.
        Kinetics are linear: the peak is proportional to the dose.
        A microdose of {microdose:g} µg by mouth is proposed.
    """,
    context={
        "formula": r"""
            Only the unbound concentration acts:

            $$\rho = \frac{C_u}{C_u + K_d}, \qquad C_u = f_u \, C$$

            with *C*<sub>u</sub> and *K*<sub>d</sub> both in nM.
            Remember that 1 ng/mL of a drug of molar mass *M* g/mol is 1000/*M* nM.
        """,
    },
    given=GIVEN,
    personal=True,
    derived={
        "dose_ratio": dose_ratio,
        "occupancy_ratio": occupancy_ratio,
        "shortfall": lambda g: dose_ratio(g) / occupancy_ratio(g),
        "rho_therapeutic": lambda g: occupancy_at(g, g.dose),
        "rho_microdose": lambda g: occupancy_at(g, microdose_mg(g)),
    },
    premises={
        "the therapeutic dose nearly saturates": lambda g: occupancy_at(g, g.dose) > 0.85,
        "the microdose does not": lambda g: occupancy_at(g, microdose_mg(g)) < 0.05,
        "the ratios of the choice are apart": lambda g: occupancy_ratio(g) > 2 * dose_ratio(g) / occupancy_ratio(g),
    },
    parts=PARTS,
    written={
        "j": Written(
            heading="In your own words",
            prompt="""
                A colleague writes: “The microdose is {dose_ratio:.0f} times smaller, kinetics are linear, so its effect is {dose_ratio:.0f} times smaller.”
                Say in three to five sentences what is right, what is wrong, and what your numbers show.
                Then name one reason why low occupancy of this receptor does not prove that the dose is safe.
            """,
            points=4,
            model="""
                The concentration is indeed {dose_ratio:.0f} times smaller, because kinetics are linear.
                Occupancy is not: it saturates, and at {dose:g} mg the curve is nearly flat ({rho_therapeutic:.3g}).
                So it falls only about {occupancy_ratio:.0f}-fold, to {rho_microdose:.3g}.
                Low occupancy of this receptor says nothing about other targets, about allergy or about a reactive metabolite.
            """,
            scheme=(
                "Linear kinetics make the concentration proportional to dose: that half of the sentence is right.",
                "Occupancy is a saturating function of concentration, so it is not proportional.",
                "Numbers: about {rho_therapeutic:.3g} against {rho_microdose:.3g}, or a ratio of about {occupancy_ratio:.0f}.",
                "A risk beyond this receptor: off-target binding, allergy, reactive metabolite, a target site where unbound drug differs from plasma.",
            ),
        ),
    },
)
