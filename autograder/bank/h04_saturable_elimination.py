"""H4: one enzyme that saturates. How far does a microdose mislead, and from which dose on?"""

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
from microkit import mm_auc, mm_largest_dose, mm_steady_state

GIVEN = {
    "v": Quantity(40.0, "L", pick(30, 35, 40, 50, 60)),
    "vmax": Quantity(10.0, "mg/h", pick(6, 8, 10, 12, 15)),
    "km": Quantity(0.25, "mg/L", pick(0.2, 0.25, 0.3, 0.4, 0.5)),
    "micro_mg": Quantity(0.1, "mg", pick(0.02, 0.05, 0.08, 0.1)),
    "dose_mg": Quantity(100.0, "mg", pick(60, 80, 100, 120)),
    "other_vmax": Quantity(500.0, "mg/day", pick(450, 500, 550, 600), about="for (i)"),
    "other_low": Quantity(300.0, "mg/day", pick(200, 250, 300), about="for (i)"),
    "other_high": Quantity(400.0, "mg/day", pick(350, 400, 425), about="for (i)"),
}


def auc_mm(dose_mg, V, Vmax, Km):
    """Reference for part a."""
    return mm_auc(dose_mg, v=V, vmax=Vmax, km=Km)


def linear(dose_mg, V, Vmax, Km):
    return dose_mg * Km / Vmax


def clearance_frozen(dose_mg, V, Vmax, Km):
    return dose_mg * (Km + dose_mg / V) / Vmax


def zero_order(dose_mg, V, Vmax, Km):
    return dose_mg**2 / (2 * V * Vmax)


def volume_forgotten(dose_mg, V, Vmax, Km):
    return dose_mg / Vmax * (Km + dose_mg / 2)


def enzyme(rng):
    """Volume, highest rate and Km of a random drug."""
    return float(rng.uniform(5, 80)), float(rng.uniform(1, 30)), float(rng.uniform(0.05, 5))


def dose_call(rng, low, high):
    """A bolus whose first concentration lies between `low` and `high` times Km."""
    V, Vmax, Km = enzyme(rng)
    return Call((V * Km * float(np.exp(rng.uniform(np.log(low), np.log(high)))), V, Vmax, Km))


def outgrows_the_dose(f, rng):
    dose_mg, *drug = dose_call(rng, 0.3, 3).args
    return f(2 * dose_mg, *drug) > 2 * f(dose_mg, *drug)


def auc_at(g, dose_mg, function=auc_mm):
    return function(dose_mg, g.v, g.vmax, g.km)


def fold(g, function=auc_mm):
    """How many times the AUC per mg grows from the microdose to the therapeutic dose."""
    return auc_at(g, g.dose_mg, function) / g.dose_mg * g.micro_mg / auc_at(g, g.micro_mg, function)


def first_conc(g):
    return g.dose_mg / g.v


def largest_dose(g):
    return mm_largest_dose(2.0, v=g.v, km=g.km, microdose=g.micro_mg)


def hours_to_fall(C0, C, V, Vmax, Km):
    """Reference for part h: the time equation of the bolus, integrated from C0 to C."""
    return float(V / Vmax * (C0 - C + Km * np.log(C0 / C)))


def draft(C0, C, V, Vmax, Km):
    return (C0 - C + Km * np.log10(C / C0)) / Vmax


def volume_missing(C0, C, V, Vmax, Km):
    return hours_to_fall(C0, C, V, Vmax, Km) / V


def decadic(C0, C, V, Vmax, Km):
    return V / Vmax * (C0 - C + Km * np.log10(C0 / C))


def logarithm_reversed(C0, C, V, Vmax, Km):
    return V / Vmax * (C0 - C + Km * np.log(C / C0))


def fall_call(rng, low, high):
    V, Vmax, Km = enzyme(rng)
    C0 = Km * float(rng.uniform(low, high))
    return Call((C0, C0 * float(rng.uniform(0.1, 0.8)), V, Vmax, Km))


def falls_add_up(f, rng):
    (C0, C, *drug) = fall_call(rng, 0.5, 5).args
    middle = (C0 + C) / 2
    return abs(f(C0, middle, *drug) + f(middle, C, *drug) - f(C0, C, *drug)) < 1e-6 * f(C0, C, *drug)


def times_larger(g):
    low, high = mm_steady_state([g.other_low, g.other_high], vmax=g.other_vmax, km=1.0)
    return high / low


PARTS = {
    "a": Function(
        heading="A function",
        prompt="""
            Write `auc_mm`, the exact area from zero to infinity after an intravenous bolus.
            There is a closed form: use the equation above to turn an integral over time into one over concentration.

            Example: `auc_mm(1.0, 10.0, 5.0, 0.1)` returns `0.03`.
        """,
        model='''
            def auc_mm(dose_mg, V, Vmax, Km):
                """AUC (mg·h/L) from zero to infinity after a bolus."""
                C0 = dose_mg / V
                return dose_mg / Vmax * (Km + C0 / 2)
        ''',
        switched_off=("mm_auc", "mm_bolus", "mm_largest_dose", "auc_parallel"),
        name="auc_mm",
        points=4,
        answer=auc_mm,
        tol=2e-3,
        example=Call((1.0, 10.0, 5.0, 0.1)),
        cases={
            "concentrations far below Km": lambda rng, i: dose_call(rng, 1e-4, 1e-3),
            "concentrations about Km": lambda rng, i: dose_call(rng, 0.3, 3),
            "concentrations far above Km": lambda rng, i: dose_call(rng, 10, 50),
        },
        invariants={
            "the AUC grows faster than the dose": outgrows_the_dose,
        },
        wrong_turns=(
            WrongTurn(
                "M-LIN",
                linear,
                "Dose over Vmax/Km holds only far below Km. What becomes of clearance when C is not small?",
                edit=(("(Km + C0 / 2)", "Km"),),
            ),
            WrongTurn(
                "M-CL0",
                clearance_frozen,
                "You freeze clearance at its value at C₀. It recovers while the concentration falls.",
                edit=(("C0 / 2", "C0"),),
            ),
            WrongTurn(
                "M-ZERO",
                zero_order,
                "Your Km plays no part: the enzyme runs at full rate to the end. It does not at low concentrations.",
                edit=(("(Km + C0 / 2)", "C0 / 2"),),
            ),
            WrongTurn(
                "M-VOL",
                volume_forgotten,
                "A dose stands where a concentration belongs. What turns the one into the other?",
                edit=(("C0 / 2", "dose_mg / 2"),),
            ),
        ),
        because="As if clearance stayed at its value at half of C₀.",
        hint="dt = −(V/Vmax)·(Km + C)/C·dC. Put that into ∫ C dt and let C run from C₀ to 0.",
        solution=lambda g: (
            "∫ C dt = (V/Vmax) ∫ (Km + C) dC from 0 to C₀ = (V/Vmax)(Km·C₀ + C₀²/2). With C₀ = dose/V: "
            "`dose_mg / Vmax * (Km + dose_mg / (2 * V))`."
        ),
    ),
    "b": Number(
        heading="Extension: what the microdose reports",
        prompt="Which clearance, dose over AUC, does the microdose of {micro_mg:g} mg report, in L/h?",
        variable="cl_micro",
        model="MICRO_MG / auc_mm(MICRO_MG, V, VMAX, KM)",
        unit="L/h",
        points=1,
        answer=lambda g: g.micro_mg / auc_at(g, g.micro_mg),
        follows="a",
        carried=lambda g, auc_mm: g.micro_mg / auc_at(g, g.micro_mg, auc_mm),
        wrong_turns=(
            WrongTurn(
                "M-INV", lambda g: auc_at(g, g.micro_mg) / g.micro_mg, "Upside down: a clearance is dose over AUC."
            ),
            WrongTurn(
                "M-VMAXV",
                lambda g: g.vmax / g.v,
                "Vmax over V is no clearance: look at its unit.",
            ),
        ),
        because="Nearly Vmax/Km: at these concentrations the enzyme is almost idle.",
        hint="Use your function on the microdose.",
        solution=lambda g: (
            f"AUC = {auc_at(g, g.micro_mg):.4g} mg·h/L, so CL = **{g.micro_mg / auc_at(g, g.micro_mg):.4g} L/h**; "
            f"Vmax/Km is {g.vmax / g.km:g}."
        ),
    ),
    "c": Number(
        heading="The truth",
        prompt="What is the true AUC after {dose_mg:g} mg, in mg·h/L?",
        variable="auc_true",
        model="auc_mm(DOSE_MG, V, VMAX, KM)",
        unit="mg·h/L",
        points=2,
        answer=lambda g: auc_at(g, g.dose_mg),
        follows="a",
        carried=lambda g, auc_mm: auc_at(g, g.dose_mg, auc_mm),
        wrong_turns=(
            WrongTurn(
                "M-LIN",
                lambda g: linear(g.dose_mg, g.v, g.vmax, g.km),
                "That is dose over Vmax/Km, the linear prediction. At this dose the enzyme saturates.",
            ),
            WrongTurn(
                "M-CL0",
                lambda g: clearance_frozen(g.dose_mg, g.v, g.vmax, g.km),
                "You kept clearance at its value at C₀. It is at its lowest there, and recovers.",
            ),
            WrongTurn(
                "M-ZERO",
                lambda g: zero_order(g.dose_mg, g.v, g.vmax, g.km),
                "You left out Km, as if elimination ran at Vmax to the last molecule.",
            ),
            WrongTurn(
                "M-VOL",
                lambda g: volume_forgotten(g.dose_mg, g.v, g.vmax, g.km),
                "Half the dose was added to Km. Half a concentration belongs there.",
                quiet=True,
            ),
            WrongTurn(
                "M-UNIT",
                lambda g: auc_mm(g.dose_mg, g.v, g.vmax, 1e3 * g.km),
                "Your Km is in µg/L while all else is in mg and L.",
                credit=0.5,
            ),
        ),
        because="Well above the linear prediction, because clearance is low while there is much drug.",
        hint="Use your function, everything in mg, L and h.",
        solution=lambda g: (
            f"{g.dose_mg:g}/{g.vmax:g} × ({g.km:g} + {first_conc(g):.4g}/2) = **{auc_at(g, g.dose_mg):.4g} mg·h/L**."
        ),
    ),
    "d": Number(
        heading="The error",
        prompt="How many times larger is the true AUC at {dose_mg:g} mg than the one scaled up from the microdose?",
        variable="times_more",
        model="auc_mm(DOSE_MG, V, VMAX, KM) / (DOSE_MG / MICRO_MG * auc_mm(MICRO_MG, V, VMAX, KM))",
        unit="times",
        points=2,
        answer=fold,
        follows="a",
        carried=fold,
        wrong_turns=(
            WrongTurn(
                "M-LIN",
                lambda g: 1.0,
                "Once would mean that clearance is a constant of the drug. Is it, when an enzyme saturates?",
            ),
            WrongTurn(
                "M-CL0",
                lambda g: (g.km + first_conc(g)) / g.km,
                "That compares the clearances at time zero. The AUC sees the whole decline.",
            ),
            WrongTurn(
                "M-INV", lambda g: 1 / fold(g), "Upside down: does the microdose predict too much or too little?"
            ),
        ),
        because="One plus C₀/(2Km), nearly: the microdose itself sits almost at the linear limit.",
        hint="True AUC over (dose ratio times the AUC of the microdose).",
        solution=lambda g: (
            f"Linear: {g.dose_mg:g}/{g.micro_mg:g} × {auc_at(g, g.micro_mg):.4g} = "
            f"{g.dose_mg / g.micro_mg * auc_at(g, g.micro_mg):.4g}; true {auc_at(g, g.dose_mg):.4g}: **{fold(g):.4g} times**."
        ),
    ),
    "e": Number(
        heading="The largest safe step",
        prompt="What is the largest bolus whose AUC the microdose predicts within two-fold, in mg?",
        variable="largest_dose_mg",
        model="2 * V * (2 * (KM + MICRO_MG / (2 * V)) - KM)",
        unit="mg",
        points=2,
        answer=largest_dose,
        wrong_turns=(
            WrongTurn(
                "M-KM",
                lambda g: g.v * g.km,
                "There C₀ equals Km and clearance starts at one half. But it recovers: the AUC has not doubled yet.",
            ),
            WrongTurn(
                "M-KM2",
                lambda g: 4 * g.v * g.km,
                "One factor of two too many: follow the two of 'two-fold' and the two of C₀/2 through your equation.",
            ),
        ),
        because="The two-fold rule breaks when C₀ is about twice Km.",
        hint="AUC per mg is proportional to Km + C₀/2. Let it be twice that of the microdose.",
        solution=lambda g: (
            f"Km + D/(2V) = 2·(Km + {g.micro_mg:g}/(2V)), so D = 2V·Km + 2·{g.micro_mg:g} = **{largest_dose(g):.4g} mg**."
        ),
    ),
    "f": Number(
        heading="The same dose, slowly",
        prompt="""
            Now {dose_mg:g} mg a day run in as a constant infusion.
            What is the true steady-state concentration, in mg/L?
        """,
        variable="css",
        model="DOSE_MG / 24 * KM / (VMAX - DOSE_MG / 24)",
        unit="mg/L",
        points=2,
        answer=lambda g: mm_steady_state(g.dose_mg / 24, vmax=g.vmax, km=g.km),
        wrong_turns=(
            WrongTurn(
                "M-LIN",
                lambda g: g.dose_mg / 24 * g.km / g.vmax,
                "Rate over Vmax/Km is the linear answer. Set the input equal to Vmax·C/(Km + C).",
            ),
            WrongTurn(
                "M-AUC",
                lambda g: auc_at(g, g.dose_mg) / 24,
                "You spread the area of a bolus over the day. That needs a clearance that does not depend on the concentration.",
            ),
            WrongTurn(
                "M-KM",
                lambda g: g.km,
                "That is Km, at which elimination runs at half of Vmax. Is your input half of Vmax?",
            ),
        ),
        because="What counts is the rate of input, beside Vmax. A bolus of the same dose errs by another factor.",
        hint="At steady state input equals elimination: R = Vmax·C/(Km + C), with R per hour.",
        solution=lambda g: (
            f"R = {g.dose_mg / 24:.4g} mg/h; C = R·Km/(Vmax − R) = "
            f"**{mm_steady_state(g.dose_mg / 24, vmax=g.vmax, km=g.km):.4g} mg/L**."
        ),
    ),
    "g": Choice(
        heading="A choice",
        prompt="At {vmax_a_day:g} mg a day as a constant infusion …",
        variable="infusion_choice",
        points=1,
        options=(
            Option(
                "clearance returns to Vmax/Km; Css is {km:g} mg/L",
                "M-MICRO",
                "Vmax/Km is the clearance at vanishing concentration. What is the input, in mg per hour?",
            ),
            Option(
                "input is at half of its limit, so Css equals Km",
                "M-KM",
                "That would be an input of half of Vmax. Compute it in mg per hour.",
            ),
            Option(
                "Css is {times_the_input:.2g} times the concentration found in (f)",
                "M-LIN",
                "So many times the input gives so many times the concentration only while nothing saturates.",
            ),
            Option("no steady state: input equals Vmax, C only rises"),
        ),
        because="Input equals Vmax. The linear prediction, a concentration of Km, looks perfectly reassuring.",
        hint="Turn the daily amount into mg per hour and compare it with the most that the enzyme can do.",
        solution=lambda g: (
            f"{24 * g.vmax:g}/24 = {g.vmax:g} mg/h = Vmax. Elimination stays below Vmax at every concentration, so C rises for ever."
        ),
    ),
    "h": Function(
        heading="A bug hunt",
        prompt="""
            A saturable drug has no half-life of its own: the time to fall by half depends on where you start.
            The draft below should return the hours in which the concentration falls from `C0` to `C`.
            It holds three bugs.
            Find them, and write the function anew in the cell after it.

            Example: `hours_to_fall(2.0, 1.0, 40.0, 10.0, 0.25)` is `4.693...`.
        """,
        draft="""
            def hours_to_fall_draft(C0, C, V, Vmax, Km):
                fall = C0 - C + Km * np.log10(C / C0)
                return fall / Vmax


            print(hours_to_fall_draft(2.0, 1.0, 40.0, 10.0, 0.25), "- should be 4.693 h")
            print(hours_to_fall_draft(0.02, 0.01, 40.0, 10.0, 0.25), "- should be 0.733 h")
        """,
        model='''
            def hours_to_fall(C0, C, V, Vmax, Km):
                """Hours in which the concentration falls from C0 to C (mg/L)."""
                return V / Vmax * (C0 - C + Km * np.log(C0 / C))
        ''',
        switched_off=("mm_bolus",),
        name="hours_to_fall",
        points=3,
        answer=hours_to_fall,
        tol=1e-3,
        example=Call((2.0, 1.0, 40.0, 10.0, 0.25)),
        cases={
            "far below Km": lambda rng, i: fall_call(rng, 0.001, 0.01),
            "about Km": lambda rng, i: fall_call(rng, 0.5, 3),
            "far above Km": lambda rng, i: fall_call(rng, 8, 25),
        },
        invariants={"the time to fall in two steps is the sum of both": falls_add_up},
        wrong_turns=(
            unchanged_draft(
                draft,
                "Can a time be negative when the concentration is low?",
                edit=(("V / Vmax", "1 / Vmax"), ("np.log(C0 / C)", "np.log10(C / C0)")),
            ),
            WrongTurn(
                "M-VOL",
                volume_missing,
                "One bug is left: mg/L over mg/h is h/L. What is missing to get hours?",
                credit=0.5,
                edit=(("V / Vmax", "1 / Vmax"),),
            ),
            WrongTurn(
                "M-LOG10",
                decadic,
                "One bug is left: which logarithm is the integral of 1/C?",
                credit=0.5,
                edit=(("np.log(", "np.log10("),),
            ),
            WrongTurn(
                "M-SIGN",
                logarithm_reversed,
                "One bug is left: far below Km the time must still be positive. Look at the fraction in the logarithm.",
                credit=0.5,
                edit=(("C0 / C)", "C / C0)"),),
            ),
        ),
        because="A constant rate above Km, a constant half-life below it, and the formula holds between them too.",
        hint="There are three bugs: a missing quantity, the kind of logarithm, and what is divided by what inside it.",
        solution=lambda g: "`V / Vmax * (C0 - C + Km * np.log(C0 / C))`, from dt = −(V/Vmax)·(Km + C)/C·dC.",
    ),
    "i": Number(
        heading="Transfer",
        prompt="""
            Phenytoin, a medicine against epilepsy, saturates its enzyme at ordinary doses.
            Take a patient who can eliminate at most {other_vmax:g} mg a day (a recalled, typical figure).
            The dose is raised from {other_low:g} to {other_high:g} mg a day.
            How many times larger does the steady-state concentration become?
        """,
        variable="times_larger",
        model="(OTHER_HIGH / OTHER_LOW) * (OTHER_VMAX - OTHER_LOW) / (OTHER_VMAX - OTHER_HIGH)",
        unit="times",
        points=2,
        answer=times_larger,
        wrong_turns=(
            WrongTurn(
                "M-LIN",
                lambda g: g.other_high / g.other_low,
                "You scaled the concentration with the dose. Write both steady states as R·Km/(Vmax − R).",
            ),
            WrongTurn(
                "M-INV", lambda g: 1 / times_larger(g), "Upside down: the higher dose gives the higher concentration."
            ),
            WrongTurn(
                "M-DELTA",
                lambda g: times_larger(g) - 1,
                "That is by how much it rises, as a share of the old value. The ratio new to old is asked.",
            ),
        ),
        because="The concentration rises by more than the dose, the more so the nearer to Vmax. Km cancels.",
        hint="C = R·Km/(Vmax − R) at both rates; Km cancels in the ratio.",
        solution=lambda g: (
            f"({g.other_high:g}/{g.other_low:g}) × ({g.other_vmax - g.other_low:g}/{g.other_vmax - g.other_high:g}) = "
            f"**{times_larger(g):.4g} times**."
        ),
    ),
}

PROBLEM = Problem(
    id="h4",
    title="How far does a microdose mislead when an enzyme saturates?",
    notebook="ps2_linearity/saturable_elimination",
    chapter="course/principles/04_saturable_elimination.ipynb",
    sections={
        "1 Clearance is no constant": "bh",
        "2 How wrong is the area?": "acdej",
        "3 The same dose, slowly": "fgi",
    },
    minutes=45,
    setup="import numpy as np",
    story="""
        A drug stays in one compartment of *V* = {v:g} L.
        One enzyme eliminates it at the rate *V*<sub>max</sub> *C* / (*K*<sub>m</sub> + *C*), with *V*<sub>max</sub> = {vmax:g} mg/h and *K*<sub>m</sub> = {km:g} mg/L.
        An intravenous microdose of {micro_mg:g} mg is to predict an intravenous bolus of {dose_mg:g} mg.
        All is in mg, L and h here, so areas come in mg·h/L.
    """,
    context={
        "formula": r"""
            With the concentration $C$ and $C_0 = \text{dose}/V$,

            $$V\,\frac{\mathrm dC}{\mathrm dt} = -\frac{V_\max\, C}{K_m + C} .$$

            Clearance is rate over concentration, $CL = V_\max/(K_m + C)$: no constant.
        """,
    },
    given=GIVEN,
    personal=True,
    derived={
        "vmax_a_day": lambda g: 24 * g.vmax,
        "times_the_input": lambda g: 24 * g.vmax / g.dose_mg,
        "auc_linear": lambda g: linear(g.dose_mg, g.v, g.vmax, g.km),
        "auc_true": lambda g: auc_at(g, g.dose_mg),
        "fold": fold,
        "first": first_conc,
        "times_km": lambda g: first_conc(g) / g.km,
        "twice_km": lambda g: 2 * g.km,
        "largest": largest_dose,
    },
    premises={"the infusion stays well below Vmax": lambda g: 0.2 < g.dose_mg / 24 / g.vmax < 0.7},
    parts=PARTS,
    written={
        "j": Written(
            heading="In your own words",
            prompt="""
                A colleague writes: “Our microdose gave the clearance with an error of 2 %. So {dose_mg:g} mg will give an area of {auc_linear:.3g} mg·h/L, with an error of 2 %.”
                Answer in three to five sentences.
                Say why a precise number can still predict badly, and give the true area.
                Say from which concentration on the two-fold rule breaks, and name one finding that would have warned your colleague.
            """,
            points=4,
            model="""
                The microdose measures clearance precisely, but at concentrations far below Km, and clearance falls when the enzyme saturates.
                After {dose_mg:g} mg the first concentration is {first:.3g} mg/L, {times_km:.2g} times Km, and the true area is {auc_true:.3g} mg·h/L, {fold:.2g} times the prediction.
                The two-fold rule breaks when C0 passes about twice Km, here at about {largest:.0f} mg.
                A Km from liver cells or enzyme, held against the concentration expected at the therapeutic dose, would have warned us; so would a second, higher dose.
            """,
            scheme=(
                "Precision is not accuracy: clearance was measured far below Km and is no constant.",
                "Numbers: true AUC {auc_true:.3g} mg·h/L, about {fold:.2g} times the {auc_linear:.3g} predicted.",
                "The two-fold rule breaks at C0 of about 2 Km ({twice_km:g} mg/L, about {largest:.0f} mg).",
                "A warning sign: Km in vitro against expected (unbound) concentration, a second dose level, known saturation of the pathway.",
            ),
        ),
    },
)
