"""A4: what one drug does to another, and what a microdosed probe can tell of it: liver, gut, bound, and a study in nanograms."""

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
    fold_of_change,
    inactivation_strength,
    inhibition_strength,
    intravenous_auc_ratio,
    least_fm,
    max_auc_ratio,
    victim_auc_ratio,
)

GIVEN = {
    "fm": Quantity(0.93, "fraction", pick(0.88, 0.9, 0.93, 0.95), about="of the victim's clearance by the enzyme"),
    "fg": Quantity(0.47, "fraction", pick(0.4, 0.47, 0.55), about="of the victim that gets through the gut wall"),
    "total": Quantity(12.0, "µM", pick(8, 10, 12, 15), name="I_TOTAL", about="inhibitor in plasma"),
    "fu": Quantity(0.01, "fraction", pick(0.01, 0.015, 0.02), about="of the inhibitor that is unbound"),
    "ki": Quantity(0.015, "µM", pick(0.015, 0.02, 0.03)),
    "gut": Quantity(40.0, "", pick(20, 30, 40), name="IG_OVER_KI", about="the inhibitor in the gut wall over Ki"),
    "extraction": Quantity(0.44, "fraction", pick(0.35, 0.4, 0.44), name="EH", about="of the victim by the liver"),
    "cl_percent": Quantity(92.8, "%", pick(92.8), about="by which the oral clearance fell"),
    "auc_percent": Quantity(1540.0, "%", pick(1540), about="by which the AUC rose"),
    "fg_probe": Quantity(0.418, "fraction", pick(0.418), about="of the probe that gets through the gut wall, for (i)"),
    "low_mg": Quantity(0.0001, "mg", pick(0.0001)),
    "high_mg": Quantity(3.0, "mg", pick(3)),
    "cl_before": Quantity(28.0, "L/h", pick(28), about="for (m)"),
    "cl_after": Quantity(10.0, "L/h", pick(10), about="for (m)"),
    "f_before": Quantity(0.31, "fraction", pick(0.31), about="for (m)"),
    "f_after": Quantity(0.75, "fraction", pick(0.75), about="for (m)"),
    "q_h": Quantity(90.0, "L/h", pick(90), about="blood flow of the liver, for (m)"),
}


def aucr(fm, Iu_over_Ki, Fg, Ig_over_Ki):
    """Reference for part a."""
    return victim_auc_ratio(Iu_over_Ki, fm=fm, f_gut=Fg, gut_strength=Ig_over_Ki)


def gut_factor(Fg, Ig_over_Ki):
    return 1 / (Fg + (1 - Fg) / (1 + Ig_over_Ki))


def all_by_one_way(fm, Iu_over_Ki, Fg, Ig_over_Ki):
    return (1 + Iu_over_Ki) * gut_factor(Fg, Ig_over_Ki)


def liver_only(fm, Iu_over_Ki, Fg, Ig_over_Ki):
    return aucr(fm, Iu_over_Ki, 1.0, 0.0)


def added(fm, Iu_over_Ki, Fg, Ig_over_Ki):
    return liver_only(fm, Iu_over_Ki, Fg, Ig_over_Ki) + gut_factor(Fg, Ig_over_Ki)


def weighted_strength(fm, Iu_over_Ki, Fg, Ig_over_Ki):
    return fm * (1 + Iu_over_Ki) * gut_factor(Fg, Ig_over_Ki)


def gut_upside_down(fm, Iu_over_Ki, Fg, Ig_over_Ki):
    return liver_only(fm, Iu_over_Ki, Fg, Ig_over_Ki) / gut_factor(Fg, Ig_over_Ki)


def victim(rng, low, high):
    """A random victim, and an inhibitor whose strength in the liver lies in a range."""
    strength = float(np.exp(rng.uniform(np.log(low), np.log(high))))
    return Call((float(rng.uniform(0.6, 0.95)), strength, float(rng.uniform(0.3, 0.8)), float(rng.uniform(2, 30))))


def strength(g):
    return inhibition_strength(g.total * g.fu, ki=g.ki)


def oral_ratio(g, function=aucr):
    return function(g.fm, strength(g), g.fg, g.gut)


def through_vein(g, inhibition):
    return intravenous_auc_ratio(inhibition, fm=g.fm, extraction=g.extraction)


def auc_folds(cl_percent, auc_percent):
    """Reference for part f."""
    return 1 / fold_of_change(-cl_percent), fold_of_change(auc_percent)


def shares_inverted(cl_percent, auc_percent):
    return 100 / cl_percent, 1 + auc_percent / 100


def increases(cl_percent, auc_percent):
    return 100 / (100 - cl_percent), auc_percent / 100


def fall_as_rise(cl_percent, auc_percent):
    return 1 + cl_percent / 100, 1 + auc_percent / 100


def percents(rng):
    return Call((float(rng.uniform(20, 97)), float(rng.uniform(30, 2000))))


def probe_fm(g, fold=None, f_gut=None):
    """Smallest fm behind a fold change, the gut taken as fully inhibited."""
    return least_fm(
        auc_folds(0, g.auc_percent)[1] if fold is None else fold, f_gut=g.fg_probe if f_gut is None else f_gut
    )


def inactivated(I_total, fu, KI, kinact, half_life):
    """Reference for part l."""
    return inactivation_strength(I_total * fu, ki=KI, kinact=kinact, kdeg=np.log(2) / half_life)


def draft(I_total, fu, KI, kinact, half_life):
    return kinact * (I_total / fu) / ((1 / half_life) * KI)


def bound_the_wrong_way(I_total, fu, KI, kinact, half_life):
    return inactivated(I_total, 1 / fu, KI, kinact, half_life)


def all_of_it(I_total, fu, KI, kinact, half_life):
    return inactivated(I_total, 1.0, KI, kinact, half_life)


def half_life_as_rate(I_total, fu, KI, kinact, half_life):
    return inactivated(I_total, fu, KI, kinact, half_life) * np.log(2)


def never_full(I_total, fu, KI, kinact, half_life):
    return kinact * I_total * fu / (np.log(2) / half_life * KI)


def inactivator(rng, low, high):
    """A random inactivator whose unbound concentration lies between `low` and `high` times its KI."""
    KI = float(rng.uniform(0.5, 20))
    fu = float(rng.uniform(0.05, 0.6))
    return Call(
        (float(rng.uniform(low, high)) * KI / fu, fu, KI, float(rng.uniform(0.1, 4)), float(rng.uniform(15, 60)))
    )


def slower_turnover(f, rng):
    *drug, half_life = inactivator(rng, 0.2, 2).args
    return abs(f(*drug, 2 * half_life) / f(*drug, half_life) - 2) < 1e-6


def past_liver(g, cl):
    return 1 - cl / g.q_h


def f_ratio(g):
    return g.f_after / g.f_before


def liver_ratio(g):
    return past_liver(g, g.cl_after) / past_liver(g, g.cl_before)


PARTS = {
    "a": Function(
        heading="A function",
        prompt="""
            Write `aucr`, the AUC of the victim with the inhibitor over that without, by mouth.

            Example: `aucr(0.5, 1.0, 0.5, 1.0)` is `1.777...`.
        """,
        model='''
            def aucr(fm, Iu_over_Ki, Fg, Ig_over_Ki):
                """AUC of an oral victim with the inhibitor over that without."""
                liver = 1 / (fm / (1 + Iu_over_Ki) + 1 - fm)
                gut = 1 / (Fg + (1 - Fg) / (1 + Ig_over_Ki))
                return liver * gut
        ''',
        name="aucr",
        points=3,
        answer=aucr,
        tol=1e-3,
        example=Call((0.5, 1.0, 0.5, 1.0)),
        cases={
            "a weak inhibitor": lambda rng, i: victim(rng, 0.5, 3),
            "a strong inhibitor": lambda rng, i: victim(rng, 5, 100),
        },
        invariants={"no inhibitor, no change": lambda f, rng: abs(f(*_quiet(rng)) - 1) < 1e-9},
        switched_off=("victim_auc_ratio", "intravenous_auc_ratio", "max_auc_ratio", "least_fm"),
        wrong_turns=(
            WrongTurn(
                "M-NOFM",
                all_by_one_way,
                "Your victim has no other way out. What does the rest of its clearance do, 1 − fm?",
                edit=(("fm / (1 + Iu_over_Ki) + 1 - fm", "1 / (1 + Iu_over_Ki)"),),
            ),
            WrongTurn(
                "M-NOGUT",
                liver_only,
                "The liver is there. A swallowed victim passes the gut wall before.",
                edit=(("liver * gut", "liver"),),
            ),
            WrongTurn(
                "M-ADD",
                added,
                "Two gates one after the other: do their factors add up?",
                edit=(("liver * gut", "liver + gut"),),
            ),
            WrongTurn(
                "M-FMX",
                weighted_strength,
                "fm weighs the clearance that is inhibited, so it stands in the denominator, and 1 − fm beside it.",
                edit=(("1 / (fm / (1 + Iu_over_Ki) + 1 - fm)", "fm * (1 + Iu_over_Ki)"),),
            ),
            WrongTurn(
                "M-INV",
                gut_upside_down,
                "Your gut wall makes the ratio smaller. With the inhibitor, does more of the victim get through, or less?",
                edit=(("liver * gut", "liver / gut"),),
            ),
        ),
        because="The inhibited part of the clearance shrinks and the rest stays; the gut is a second gate.",
        hint="Clearance falls to fm/(1 + I/Ki) + (1 − fm); what the gut lets pass rises to Fg + … of it. Multiply.",
        solution=lambda g: (
            "`liver = 1 / (fm / (1 + Iu_over_Ki) + 1 - fm)`, `gut = 1 / (Fg + (1 - Fg) / (1 + Ig_over_Ki))`, their product."
        ),
    ),
    "b": Number(
        heading="By mouth",
        prompt="What is the AUC ratio of the swallowed victim?",
        variable="ratio_oral",
        model="aucr(FM, I_TOTAL * FU / KI, FG, IG_OVER_KI)",
        unit="fold",
        points=2,
        answer=oral_ratio,
        follows="a",
        carried=lambda g, aucr: oral_ratio(g, aucr),
        wrong_turns=(
            WrongTurn(
                "M-NOFM",
                lambda g: oral_ratio(g, all_by_one_way),
                "As if the enzyme did all of the clearance. It does fm of it.",
            ),
            WrongTurn(
                "M-TOT",
                lambda g: aucr(g.fm, g.total / g.ki, g.fg, g.gut),
                "You took the whole inhibitor in plasma. Which part of it meets the enzyme?",
            ),
            WrongTurn("M-NOGUT", lambda g: oral_ratio(g, liver_only), "You left out the wall of the gut."),
            WrongTurn("M-ADD", lambda g: oral_ratio(g, added), "The factors of liver and gut multiply."),
            WrongTurn(
                "M-INV",
                lambda g: oral_ratio(g, gut_upside_down),
                "The gut wall lets more pass with the inhibitor: its factor is above 1.",
            ),
            WrongTurn(
                "M-FMX",
                lambda g: g.fm * (1 + strength(g)),
                "fm times the strength: a share of a clearance stands in a denominator, beside the rest.",
            ),
        ),
        because="Liver and gut each raise the AUC, and their factors multiply.",
        hint="Strength is unbound concentration over Ki; then use your function.",
        solution=lambda g: (
            f"I_u/Ki = {g.total:g} × {g.fu:g} / {g.ki:g} = {strength(g):.4g}; liver {oral_ratio(g, liver_only):.4g} × gut "
            f"{gut_factor(g.fg, g.gut):.4g} = **{oral_ratio(g):.4g}**."
        ),
    ),
    "c": Number(
        heading="Into the vein",
        prompt="""
            The same victim is now injected.
            The liver is well stirred and extracts {extraction:g} of it when there is no inhibitor.
            What is the AUC ratio now?
        """,
        variable="ratio_iv",
        model="EH + (1 - EH) / (FM / (1 + I_TOTAL * FU / KI) + 1 - FM)",
        unit="fold",
        points=2,
        answer=lambda g: through_vein(g, strength(g)),
        wrong_turns=(
            WrongTurn(
                "M-FLOW",
                lambda g: oral_ratio(g, liver_only),
                "That is the ratio of the intrinsic clearances. Clearance itself is limited by blood flow, too.",
            ),
            WrongTurn("M-NOFM", lambda g: 1 + strength(g), "As if the enzyme did all of it, and flow did not matter."),
            WrongTurn(
                "M-TOT",
                lambda g: through_vein(g, g.total / g.ki),
                "You took the whole inhibitor in plasma. Which part of it meets the enzyme?",
            ),
            WrongTurn(
                "M-OTHERROUTE", oral_ratio, "That is the swallowed victim. An injected one does not pass the gut."
            ),
            WrongTurn(
                "M-EH",
                lambda g: intravenous_auc_ratio(strength(g), fm=g.fm, extraction=1 - g.extraction),
                "You exchanged what the liver takes and what passes it. If it took nearly all, could an inhibitor do much?",
            ),
            WrongTurn(
                "M-EH",
                lambda g: 1 / (1 - g.extraction + g.extraction / oral_ratio(g, liver_only)),
                "You took the extraction for a share of the clearance. It is what the liver takes out of the blood in one pass.",
            ),
        ),
        because="CL = Q·E: the better the liver extracts, the less the enzymes decide.",
        hint="CL = Q·x/(Q + x). With x/Q = E/(1 − E) before, and x divided by the liver's factor after.",
        solution=lambda g: (
            f"E + (1 − E)·{oral_ratio(g, liver_only):.4g} = {g.extraction:g} + {1 - g.extraction:.3g} × "
            f"{oral_ratio(g, liver_only):.4g} = **{through_vein(g, strength(g)):.4g}**."
        ),
    ),
    "d": Number(
        heading="The bound",
        prompt="How large can the ratio of the swallowed victim get, however strong the inhibitor?",
        variable="ratio_most",
        model="1 / ((1 - FM) * FG)",
        unit="fold",
        points=2,
        answer=lambda g: max_auc_ratio(g.fm, f_gut=g.fg),
        wrong_turns=(
            WrongTurn("M-NOGUT", lambda g: 1 / (1 - g.fm), "That is the liver's bound. The gut wall can open, too."),
            WrongTurn(
                "M-COMPL",
                lambda g: 1 / (g.fm * g.fg),
                "You stopped the wrong part: with a perfect inhibitor the share 1 − fm is what goes on.",
            ),
            WrongTurn("M-GUTONLY", lambda g: 1 / g.fg, "That is the gut alone. What is left of the liver's clearance?"),
            WrongTurn(
                "M-ADD", lambda g: 1 / (1 - g.fm) + 1 / g.fg, "The bounds of liver and gut are factors: they multiply."
            ),
            WrongTurn(
                "M-ONLYLIVER",
                lambda g: gut_factor(g.fg, g.gut) / (1 - g.fm),
                "In the liver you let the inhibitor become as strong as can be. What does it then do in the gut wall?",
            ),
        ),
        because="What the inhibitor cannot touch, 1 − fm, sets the bound, times all that the gut held back.",
        hint="Let both strengths go to infinity in your function.",
        solution=lambda g: f"1 / (({1 - g.fm:.3g}) × {g.fg:g}) = **{max_auc_ratio(g.fm, f_gut=g.fg):.4g}**.",
    ),
    "e": Choice(
        heading="A choice",
        prompt="The victim is given as a probe of a thousandth of its usual dose. Its AUC ratio …",
        variable="micro_choice",
        points=1,
        options=(
            Option(
                "is a thousandth, for exposure follows the dose given",
                "M-SCALED",
                "Both AUCs follow the dose. What becomes of their ratio?",
            ),
            Option(
                "is larger, for a small dose can defend itself less",
                "M-PROBE",
                "In the formula there is no dose of the victim. What would have to happen for it to matter?",
            ),
            Option("is the same, while C is far below Km at both doses"),
            Option(
                "is not defined, for a microdose has no effects at all",
                "M-EFFECT",
                "It is the inhibitor that acts. What is asked of the probe is to be measurable.",
            ),
        ),
        because="The inhibitor changes the clearance, and a linear victim shows it at any dose.",
        hint="Where in your function does the victim's dose stand?",
        solution=lambda g: (
            "The ratio holds fm, Fg and the inhibitor; the victim's dose cancels as long as its kinetics are linear."
        ),
    ),
    "f": Function(
        heading="Percent and fold",
        prompt="""
            Reports say by how many percent a clearance *fell* or an AUC *rose*.
            Write `auc_folds`, which gives the AUC ratio that each of the two statements means.

            Example: `auc_folds(50.0, 50.0)` is `(2.0, 1.5)`.
        """,
        model='''
            def auc_folds(cl_percent, auc_percent):
                """AUC ratios behind a clearance reduced, and an AUC increased, by a percentage."""
                return 100 / (100 - cl_percent), 1 + auc_percent / 100
        ''',
        name="auc_folds",
        points=2,
        answer=auc_folds,
        tol=1e-6,
        example=Call((50.0, 50.0)),
        cases={"other percentages": lambda rng, i: percents(rng)},
        invariants={"nothing changed": lambda f, rng: max(abs(x - 1) for x in f(0.0, 0.0)) < 1e-9},
        switched_off=("fold_of_change",),
        wrong_turns=(
            WrongTurn(
                "M-COMPL",
                shares_inverted,
                "You divided by what was lost. The AUC goes with what is left of the clearance.",
                credit=0.5,
                edit=(("100 / (100 - cl_percent)", "100 / cl_percent"),),
            ),
            WrongTurn(
                "M-DELTA",
                increases,
                "Increased *by* is not increased *to*: what was there before counts as well.",
                credit=0.5,
                edit=(("1 + auc_percent / 100", "auc_percent / 100"),),
            ),
            WrongTurn(
                "M-FALLRISE",
                fall_as_rise,
                "If a clearance falls by 50 %, by how much does the AUC rise? Not by 50 %: divide by what is left.",
                credit=0.5,
                edit=(("100 / (100 - cl_percent)", "1 + cl_percent / 100"),),
            ),
        ),
        because="AUC is dose over clearance, so its ratio is one over what is left of the clearance.",
        hint="After a fall by p percent, 1 − p/100 is left; a rise by p percent leads to 1 + p/100.",
        solution=lambda g: "`100 / (100 - cl_percent)` and `1 + auc_percent / 100`.",
    ),
    "g": Number(
        heading="Two statements: the clearance",
        prompt="Which AUC ratio does the statement about the clearance mean?",
        variable="fold_by_cl",
        model="auc_folds(CL_PERCENT, AUC_PERCENT)[0]",
        unit="fold",
        points=1,
        answer=lambda g: auc_folds(g.cl_percent, g.auc_percent)[0],
        follows="f",
        carried=lambda g, auc_folds: auc_folds(g.cl_percent, g.auc_percent)[0],
        wrong_turns=(
            WrongTurn("M-COMPL", lambda g: 100 / g.cl_percent, "You divided by what was lost, not by what is left."),
            WrongTurn(
                "M-DELTA",
                lambda g: g.cl_percent / (100 - g.cl_percent),
                "That is by how much the AUC rises. The ratio of new to old is asked.",
            ),
            WrongTurn(
                "M-FALLRISE",
                lambda g: 1 + g.cl_percent / 100,
                "A clearance that falls by a percentage lets the AUC rise by more than that. What is left of it?",
            ),
        ),
        because="What is left of the clearance is 7.2 %.",
        hint="One over what is left.",
        solution=lambda g: f"100 / (100 − {g.cl_percent:g}) = **{100 / (100 - g.cl_percent):.4g}**.",
    ),
    "h": Number(
        heading="Two statements: the area",
        prompt="And the statement about the AUC?",
        variable="fold_by_auc",
        model="auc_folds(CL_PERCENT, AUC_PERCENT)[1]",
        unit="fold",
        points=1,
        answer=lambda g: auc_folds(g.cl_percent, g.auc_percent)[1],
        follows="f",
        carried=lambda g, auc_folds: auc_folds(g.cl_percent, g.auc_percent)[1],
        wrong_turns=(
            WrongTurn("M-DELTA", lambda g: g.auc_percent / 100, "Increased *by*: the old AUC is still there."),
            WrongTurn("M-PCT", lambda g: g.auc_percent, "That is a percentage. A ratio is asked."),
        ),
        because="An increase by a percentage comes on top of the whole.",
        hint="Old plus increase, over old.",
        solution=lambda g: f"1 + {g.auc_percent:g}/100 = **{1 + g.auc_percent / 100:.4g}**.",
    ),
    "i": Number(
        heading="What the probe says of the enzyme",
        prompt="""
            Take the ratio of (h), and a gut wall that lets {fg_probe:g} of the probe pass and is fully inhibited.
            What is the smallest fm that fits?
        """,
        variable="fm_least",
        model="1 - 1 / (fold_by_auc * FG_PROBE)",
        unit="fraction",
        points=3,
        tol=0.004,
        answer=probe_fm,
        follows="h",
        carried=lambda g, fold: probe_fm(g, fold=fold),
        wrong_turns=(
            WrongTurn(
                "M-NOGUT",
                lambda g: probe_fm(g, f_gut=1.0),
                "You gave the whole ratio to the liver. The opened gut explains a good part of it.",
            ),
            WrongTurn(
                "M-EH",
                lambda g: probe_fm(g, f_gut=1 - g.fg_probe),
                "You used the part that the gut wall removes. The factor is one over what it lets pass.",
            ),
            WrongTurn("M-COMPL", lambda g: 1 - probe_fm(g), "That is what the enzyme does not do, 1 − fm."),
            WrongTurn(
                "M-DELTA",
                lambda g: probe_fm(g, fold=g.auc_percent / 100),
                "You read *increased by* as *increased to* in the ratio.",
            ),
            WrongTurn(
                "M-DIV",
                lambda g: 1 - g.fg_probe / auc_folds(0, g.auc_percent)[1],
                "You gave the liver more than the whole ratio. Is the gut's factor Fg or 1/Fg, and has it to be put in or taken out?",
            ),
        ),
        because="The gut's share is divided out; what is left is at most the liver's bound, 1/(1 − fm).",
        hint="ratio ≤ 1/((1 − fm)·Fg): solve for fm.",
        solution=lambda g: f"1 − 1/({1 + g.auc_percent / 100:.4g} × {g.fg_probe:g}) = **{probe_fm(g):.4g}**.",
    ),
    "j": Number(
        heading="Linear over how much?",
        prompt="""
            The probe's AUC was called linear from {low_mg:g} to {high_mg:g} mg.
            Suppose that AUC grows as a power of the dose.
            How far may the exponent lie from 1, if the AUC per mg is to stay within two-fold over this whole range?
        """,
        variable="exponent_slack",
        model="np.log(2) / np.log(HIGH_MG / LOW_MG)",
        unit="",
        points=2,
        tol=0.005,
        answer=lambda g: float(np.log(2) / np.log(g.high_mg / g.low_mg)),
        wrong_turns=(
            WrongTurn(
                "M-LOG",
                lambda g: float(np.log10(2) / np.log(g.high_mg / g.low_mg)),
                "Two kinds of logarithm in one ratio.",
            ),
            WrongTurn(
                "M-DECADES",
                lambda g: float(np.log10(g.high_mg / g.low_mg)),
                "That is the range in decades. How steep may a line be, to change by two-fold at most over it?",
            ),
            WrongTurn("M-HALF", lambda g: 2.0, "Two-fold is a factor of the AUC per mg, not an exponent."),
            WrongTurn(
                "M-EXPONENT",
                lambda g: 1 + float(np.log(2) / np.log(g.high_mg / g.low_mg)),
                "That is the largest exponent. How far from 1 does it lie?",
            ),
            WrongTurn(
                "M-EXPONENT",
                lambda g: 1 - float(np.log(2) / np.log(g.high_mg / g.low_mg)),
                "That is the smallest exponent. How far from 1 does it lie?",
            ),
        ),
        because="The wider the range, the narrower the window: over 30,000-fold, hardly any curvature is left.",
        hint="(dose ratio)^(β − 1) = 2: take logarithms.",
        solution=lambda g: (
            f"ln 2 / ln({g.high_mg / g.low_mg:,.0f}) = **{np.log(2) / np.log(g.high_mg / g.low_mg):.4g}**."
        ),
    ),
    "k": Choice(
        heading="A choice",
        prompt="The ratios of (g) and (h) come from the same twelve people. They differ, most likely because …",
        variable="differ_choice",
        points=1,
        options=(
            Option(
                "dose over AUC is not the oral clearance CL/F",
                "M-CLF",
                "For each person it is exactly that. What happens between persons and the printed mean?",
            ),
            Option(
                "ketoconazole changed the dose that was taken",
                "M-DOSE",
                "Both statements are about the same doses.",
            ),
            Option(
                "one of the two printed numbers is a misprint",
                "M-MISPRINT",
                "Possible, but look for a reason that needs no mistake: how is a mean of twelve ratios formed?",
            ),
            Option("means of skewed ratios depend on the averaging"),
        ),
        because="Each person's two numbers agree; a mean of ratios is not the ratio of means.",
        hint="Two people, with a tenth and with half of their clearance left: average both ways.",
        solution=lambda g: (
            "With 0.1 and 0.5 of the clearance left, the ratios are 10 and 2, mean 6; the mean clearance left is 0.3, ratio 3.3."
        ),
    ),
    "l": Function(
        heading="A bug hunt",
        prompt="""
            Some inhibitors destroy the enzyme, which then has to be made anew.
            The strength, what stands in place of I<sub>u</sub>/K<sub>i</sub>, is

            $$s = \\frac{k_{inact}\\, I_u}{k_{deg}\\,(K_I + I_u)},$$

            with the unbound concentration and the rate constant at which the enzyme is lost by itself.
            The draft below gets the total concentration, the fraction unbound and the *half-life* of the enzyme.
            It holds three bugs.
            Find them, and write the function anew in the cell after it.

            Example: `inactivated(20.0, 0.3, 5.3, 0.4, 36.0)` is `11.03...`.
        """,
        draft="""
            def inactivated_draft(I_total, fu, KI, kinact, half_life):
                Iu = I_total / fu
                kdeg = 1 / half_life
                return kinact * Iu / (kdeg * KI)


            print(inactivated_draft(20.0, 0.3, 5.3, 0.4, 36.0), "- should be 11.03")
        """,
        model='''
            def inactivated(I_total, fu, KI, kinact, half_life):
                """Strength of an inhibitor that destroys the enzyme."""
                Iu = I_total * fu
                kdeg = np.log(2) / half_life
                return kinact * Iu / (kdeg * (KI + Iu))
        ''',
        name="inactivated",
        points=3,
        answer=inactivated,
        tol=1e-3,
        example=Call((20.0, 0.3, 5.3, 0.4, 36.0)),
        cases={
            "little inhibitor": lambda rng, i: inactivator(rng, 0.1, 0.5),
            "much inhibitor": lambda rng, i: inactivator(rng, 2, 10),
        },
        invariants={"an enzyme that lasts twice as long suffers twice as much": slower_turnover},
        switched_off=("inactivation_strength",),
        wrong_turns=(
            unchanged_draft(
                draft,
                "Its strength is many times too large.",
                edit=(
                    ("I_total * fu", "I_total / fu"),
                    ("np.log(2) / half_life", "1 / half_life"),
                    ("(KI + Iu)", "KI"),
                ),
            ),
            WrongTurn(
                "M-FUINV",
                bound_the_wrong_way,
                "One bug is left: can more be unbound than there is?",
                credit=0.5,
                edit=(("I_total * fu", "I_total / fu"),),
            ),
            WrongTurn(
                "M-HL",
                half_life_as_rate,
                "One bug is left: one over a half-life is not a rate constant.",
                credit=0.5,
                edit=(("np.log(2) / half_life", "1 / half_life"),),
            ),
            WrongTurn(
                "M-LIN",
                never_full,
                "One bug is left: with much inhibitor the rate of destruction comes to a limit.",
                credit=0.5,
                edit=(("(KI + Iu)", "KI"),),
            ),
            WrongTurn(
                "M-TOT",
                all_of_it,
                "All of the inhibitor destroys the enzyme in your function. Which part of it can?",
                credit=0.5,
                edit=(("I_total * fu", "I_total"),),
            ),
        ),
        because="Unbound inhibitor, a rate constant from the half-life, and a rate of destruction that saturates.",
        hint="Three bugs: multiplying or dividing by fu, ln 2, and the sum in the denominator.",
        solution=lambda g: "`Iu = I_total * fu`, `kdeg = np.log(2) / half_life`, `kinact * Iu / (kdeg * (KI + Iu))`.",
    ),
    "m": Number(
        heading="Transfer",
        prompt="""
            Sixteen people got midazolam by both routes at once, before and after a week of clarithromycin (Gorski 1998).
            Its clearance fell from {cl_before:g} to {cl_after:g} L/h, and its bioavailability rose from {f_before:g} to {f_after:g}.
            All of it was absorbed, the liver alone clears it, and concentrations in blood and plasma are taken to be alike; the liver's blood flow is {q_h:g} L/h.
            By which factor did the share rise that gets through the gut wall?
        """,
        variable="gut_opened",
        model="(F_AFTER / F_BEFORE) * (1 - CL_BEFORE / Q_H) / (1 - CL_AFTER / Q_H)",
        unit="fold",
        points=2,
        answer=lambda g: f_ratio(g) / liver_ratio(g),
        wrong_turns=(
            WrongTurn("M-FAONLY", f_ratio, "That is the ratio of F, with the liver's part still in it."),
            WrongTurn(
                "M-OTHERROUTE",
                lambda g: f_ratio(g) * g.cl_before / g.cl_after,
                "That is the ratio of the oral AUCs: gut, liver and clearance all together.",
            ),
            WrongTurn(
                "M-PROD",
                lambda g: f_ratio(g) * liver_ratio(g),
                "The liver's part is in F already. To take it out, do you multiply?",
            ),
            WrongTurn(
                "M-EH",
                lambda g: f_ratio(g) * g.cl_after / g.cl_before,
                "CL/Q is what the liver removes. What passes it is the rest.",
            ),
            WrongTurn("M-INV", lambda g: liver_ratio(g) / f_ratio(g), "Upside down: does less pass the gut, or more?"),
        ),
        because="F = Fa·Fg·Fh: with the liver's change divided out, the gut's is left.",
        hint="Fh = 1 − CL/Q before and after; the ratio of F divided by the ratio of Fh is that of Fg.",
        solution=lambda g: (
            f"Fh: {past_liver(g, g.cl_before):.4g} and {past_liver(g, g.cl_after):.4g}; "
            f"{f_ratio(g):.4g} / {liver_ratio(g):.4g} = **{f_ratio(g) / liver_ratio(g):.4g}**."
        ),
    ),
}


def _quiet(rng):
    """A victim without any inhibitor."""
    return float(rng.uniform(0.1, 0.95)), 0.0, float(rng.uniform(0.2, 0.9)), 0.0


PROBLEM = Problem(
    id="a4",
    title="How far can one drug push another, and can nanograms tell?",
    notebook="ps5_applications/micro_cocktail",
    chapter="course/applications/14_micro_cocktail.ipynb",
    sections={
        "1 The part that cannot be touched": "abd",
        "2 Two routes, two gates": "cfghm",
        "3 Give it time": "l",
        "4 Eight people, one ratio": "ik",
        "5 What nanograms can tell": "ej",
    },
    minutes=60,
    setup="import numpy as np",
    story="""
        One drug, the *inhibitor*, hinders the enzyme that clears another, the *victim*.
        The enzyme does fm = {fm:g} of the victim's clearance in the liver, and it sits in the gut wall, too, where {fg:g} of a swallowed dose gets through.
        The inhibitor's average concentration in plasma is {total:g} µM, of which {fu:g} is unbound; its *K*<sub>i</sub> is {ki:g} µM.
        In the gut wall it reaches {gut:g} times *K*<sub>i</sub>.
    """,
    context={
        "formula": r"""
            The victim is far below its $K_m$.
            The ratio of its AUC with the inhibitor to that without is, by mouth,

            $$AUCR = \frac{1}{\dfrac{f_m}{1 + I_u/K_i} + 1 - f_m} \times \frac{1}{F_g + \dfrac{1 - F_g}{1 + I_g/K_i}} .$$
        """,
        "study": """
            **From part (f) on, a real study** (Halama 2013).
            Twelve people took midazolam in doses from {low_mg:g} to {high_mg:g} mg, alone and with ketoconazole.
            The inhibitor reduced the oral clearance *by* {cl_percent:g} % and increased the AUC *by* {auc_percent:g} %.
        """,
    },
    given=GIVEN,
    personal=True,
    derived={
        "ratio": oral_ratio,
        "ten_times": lambda g: 10 * oral_ratio(g),
        "most": lambda g: max_auc_ratio(g.fm, f_gut=g.fg),
        "vein": lambda g: through_vein(g, strength(g)),
        "gut_alone": lambda g: gut_factor(g.fg, g.gut),
    },
    parts=PARTS,
    written={
        "n": Written(
            heading="In your own words",
            prompt="""
                A manager writes: “The probe's AUC rose {ratio:.3g}-fold. An inhibitor ten times as strong would make it {ten_times:.3g}-fold.
                And as the cocktail was in micrograms, its result for dabigatran will hold at full doses too.”
                Dabigatran etexilate is held back by P-gp, a pump that throws drug back into the gut.
                Answer in four to six sentences.
                Say what limits the ratio, with your number, and how an injected probe would tell gut from liver.
                Say when a microdosed probe answers for the full dose, and why this one did not.
            """,
            points=4,
            model="""
                The ratio cannot pass {most:.3g}, whatever the inhibitor, because 1 − fm of the clearance does not go through this enzyme and the gut cannot let pass more than everything.
                A probe given by vein skips the gut: its ratio would be {vein:.3g} here, and the gut explains a factor of {gut_alone:.3g}.
                A microdosed probe answers for the full dose as long as the victim is far below Km at both doses, as midazolam was over 30,000-fold.
                Dabigatran's microdose showed about twice the interaction of the usual dose: the pump in the gut is not full after a microdose and holds back more of it, so there is more to inhibit.
                It is the worst case, not the typical one.
            """,
            scheme=(
                "The bound 1/((1 − fm)·Fg), here {most:.3g}; fm and Fg decide, not the strength.",
                "An injected probe does not pass the gut: the two routes together separate gut and liver (with a number, such as {vein:.3g}).",
                "A microdosed probe holds where the victim is linear, far below Km at both doses.",
                "P-gp is not saturated by a microdose, so it matters more there: about twice the interaction, a worst case.",
            ),
        ),
    },
)
