"""H6: clearance and bioavailability. An oral dose gives their ratio; a counted iv tracer tells them apart."""

from autograder.problem import Call, Choice, Function, Number, Option, Problem, Quantity, WrongTurn, pick
from microkit import bioavailability, bq_to_dpm, clearance, fraction_absorbed, hepatic_availability, mg_to_ug, nci_to_bq

GIVEN = {
    "oral_dose": Quantity(50.0, "mg", pick(40, 50, 60, 75)),
    "oral_auc": Quantity(820.0, "ng·h/mL", pick(600, 660, 700, 760, 820)),
    "iv_dose": Quantity(80.0, "µg", pick(40, 50, 60, 80)),
    "activity": Quantity(200.0, "nCi", pick(160, 180, 200, 220)),
    "iv_auc": Quantity(17.76, "dpm·h/mL", pick(16, 17.76, 19, 21, 24)),
    "total_auc": Quantity(53.3, "dpm·h/mL", pick(40, 46, 53.3, 60, 70)),
    "q_h": Quantity(90.0, "L/h", pick(85, 90, 95)),
    "loss": Quantity(12.0, "%", pick(5, 8, 12, 15, 20)),
    "other_auc": Quantity(84.4, "ng·h/mL", pick(70, 76, 84.4, 95)),
    "other_cl": Quantity(495.0, "mL/min", pick(400, 440, 470, 495)),
}
OTHER_DOSE_UG, OTHER_PLANNED_UG, OTHER_IV_AUC = 5000.0, 40.0, 1.3  # saxagliptin: µg, µg, ng·h/mL


def activity_dpm(g):
    """Nominal activity of the iv dose, dpm."""
    return bq_to_dpm(nci_to_bq(g.activity))


def cl(g):
    """Systemic clearance, L/h: dpm over dpm·h/L."""
    return clearance(1e3 * g.iv_auc, dose=activity_dpm(g))


def cl_over_f(g):
    """Apparent oral clearance, L/h."""
    return clearance(g.oral_auc, dose=mg_to_ug(g.oral_dose))


def f_absolute(g, delivered=1.0):
    """Absolute bioavailability when this fraction of the nominal iv dose was delivered."""
    doses = {"dose_oral": mg_to_ug(g.oral_dose), "dose_iv": delivered * activity_dpm(g)}
    return bioavailability(g.oral_auc, 1e3 * g.iv_auc, **doses)


def f_hepatic(g):
    """Fraction that escapes the liver."""
    return hepatic_availability(cl(g), q_h=g.q_h)


def delivered(g):
    """Fraction of the nominal iv dose that left the syringe."""
    return 1 - g.loss / 100


def other_f(g):
    """Bioavailability of the drug of the transfer part."""
    return g.other_cl * 0.06 * g.other_auc / OTHER_DOSE_UG


def microtracer(D_po_ug, AUC_po, D_iv_dpm, AUC_iv_dpm):
    """Reference for part a."""
    systemic, apparent = clearance(1e3 * AUC_iv_dpm, dose=D_iv_dpm), clearance(AUC_po, dose=D_po_ug)
    return systemic, apparent, systemic / apparent


def millilitres_kept(*args):
    systemic, apparent, f = microtracer(*args)
    return 1e3 * systemic, apparent, 1e3 * f


def f_inverted(*args):
    systemic, apparent, f = microtracer(*args)
    return systemic, apparent, 1 / f


def doses_left_out(D_po_ug, AUC_po, D_iv_dpm, AUC_iv_dpm):
    systemic, apparent, _ = microtracer(D_po_ug, AUC_po, D_iv_dpm, AUC_iv_dpm)
    return systemic, apparent, AUC_po / AUC_iv_dpm


def study(rng, low, high, iv_dpm=444_000.0):
    """A random study of a drug with F in a range."""
    dose, systemic, f = float(rng.uniform(5e3, 2e5)), float(rng.uniform(3, 45)), float(rng.uniform(low, high))
    return Call((dose, dose * f / systemic, iv_dpm, iv_dpm / systemic / 1e3))


def gut_fraction(F, CL_L_h, BP=1.0, Q_H=90.0):
    """Reference for part i."""
    return fraction_absorbed(F, f_hepatic=hepatic_availability(CL_L_h, blood_to_plasma=BP, q_h=Q_H))


def draft(F, CL_L_h, BP=1.0, Q_H=90.0):
    return F * CL_L_h * BP / Q_H


def blood_the_wrong_way(F, CL_L_h, BP=1.0, Q_H=90.0):
    return F / (1 - CL_L_h * BP / Q_H)


def divided_by_extraction(F, CL_L_h, BP=1.0, Q_H=90.0):
    return F / (CL_L_h / BP / Q_H)


def multiplied(F, CL_L_h, BP=1.0, Q_H=90.0):
    return F * (1 - CL_L_h / BP / Q_H)


def liver_call(rng, low, high):
    """A random drug whose blood-to-plasma ratio lies in a range."""
    ratio = float(rng.uniform(low, high))
    return Call((float(rng.uniform(0.05, 0.4)), float(rng.uniform(5, 40)) * ratio, ratio))


PARTS = {
    "a": Function(
        prompt="Write `microtracer(D_po_ug, AUC_po, D_iv_dpm, AUC_iv_dpm)`, which returns CL (L/h), CL/F (L/h) and F.",
        name="microtracer",
        points=4,
        answer=microtracer,
        tol=1e-3,
        example=Call((10_000.0, 100.0, 100_000.0, 2.0)),
        cases={
            "a well absorbed drug": lambda rng, i: study(rng, 0.6, 0.95),
            "a poorly absorbed drug": lambda rng, i: study(rng, 0.02, 0.3),
            "another activity": lambda rng, i: study(rng, 0.1, 0.9, iv_dpm=float(rng.uniform(5e4, 2e6))),
        },
        invariants={
            "counting the iv dose and its AUC in another unit changes nothing": lambda f, rng: all(
                abs(a / b - 1) < 1e-6
                for a, b in zip(f(5e4, 800.0, 4e5, 20.0), f(5e4, 800.0, 4e5 / 60, 20.0 / 60), strict=True)
            ),
        },
        wrong_turns=(
            WrongTurn(
                "M-UNIT",
                millilitres_kept,
                "The iv AUC is per mL, so your CL is in mL/h while CL/F is in L/h. F suffers with it.",
                quiet=True,
            ),
            WrongTurn(
                "M-INV",
                f_inverted,
                "CL and CL/F are right, but F is upside down: can more than the whole dose arrive?",
                credit=0.5,
            ),
            WrongTurn(
                "M-NODOSE",
                doses_left_out,
                "You compare two AUCs as they are. They belong to different doses, in different units.",
                credit=0.5,
            ),
        ),
        because="Each clearance is a dose over its own AUC; the label's unit cancels.",
        hint="CL is the iv dose over the iv AUC, CL/F the oral dose over the oral AUC. Watch mL and L.",
        solution=lambda g: (
            "`CL = D_iv_dpm / AUC_iv_dpm / 1000` (mL/h to L/h), `CLF = D_po_ug / AUC_po` (1 ng/mL is 1 µg/L), "
            "`F = CL / CLF`. The mass of the tracer is never needed."
        ),
    ),
    "b": Number(
        prompt="Systemic clearance CL.",
        unit="L/h",
        points=2,
        answer=cl,
        follows="a",
        carried=lambda g, microtracer: microtracer(mg_to_ug(g.oral_dose), g.oral_auc, activity_dpm(g), g.iv_auc)[0],
        wrong_turns=(
            WrongTurn(
                "M-TOT14C",
                lambda g: clearance(1e3 * g.total_auc, dose=activity_dpm(g)),
                "You used the total ¹⁴C, which counts metabolites as if they were drug. Whose clearance do you want?",
            ),
            WrongTurn(
                "M-DECAY",
                lambda g: cl(g) / 60,
                "Your dose is in decays per second, your AUC in decays per minute.",
            ),
            WrongTurn(
                "M-MASS",
                lambda g: g.iv_dose / g.iv_auc,
                "You divided µg by dpm·h/mL. Dose and AUC must count the same thing.",
            ),
        ),
        because="Activity over its own AUC: the mass and the specific activity cancel.",
        hint="Turn nCi into dpm (2220 dpm each), divide by the parent's AUC, then mL/h to L/h.",
        solution=lambda g: (
            f"{g.activity:g} nCi × 2220 = {activity_dpm(g):g} dpm; over {g.iv_auc:g} dpm·h/mL this is "
            f"{1e3 * cl(g):.5g} mL/h = **{cl(g):.4g} L/h**."
        ),
    ),
    "c": Number(
        prompt="Apparent oral clearance CL/F.",
        unit="L/h",
        points=1,
        answer=cl_over_f,
        wrong_turns=(
            WrongTurn(
                "M-INV",
                lambda g: 1 / cl_over_f(g),
                "You divided the AUC by the dose. A clearance is a volume per time.",
            ),
            WrongTurn(
                "M-UNIT",
                lambda g: cl_over_f(g) / 1e3,
                "The oral dose is in mg and the AUC in ng·h/mL: bring them together.",
                credit=0.5,
                quiet=True,
            ),
        ),
        because="Dose over AUC, with 1 ng/mL = 1 µg/L.",
        hint="Write the dose in µg and read ng/mL as µg/L.",
        solution=lambda g: f"{1e3 * g.oral_dose:g} µg / {g.oral_auc:g} µg·h/L = **{cl_over_f(g):.5g} L/h**.",
    ),
    "d": Number(
        prompt="Absolute bioavailability F.",
        unit="fraction",
        points=2,
        answer=f_absolute,
        follows="b",
        carried=lambda g, cl_L_h: cl_L_h / cl_over_f(g),
        wrong_turns=(
            WrongTurn(
                "M-TOT14C",
                lambda g: f_absolute(g) * g.iv_auc / g.total_auc,
                "The oral AUC is parent drug. Total ¹⁴C in the iv arm compares it with something else.",
            ),
            WrongTurn(
                "M-INV",
                lambda g: 1 / f_absolute(g),
                "More than the whole dose would arrive: your ratio is upside down.",
            ),
            WrongTurn(
                "M-NODOSE",
                lambda g: g.oral_auc / (1e3 * g.iv_auc * g.iv_dose / activity_dpm(g)),
                "You compared the two AUCs without their doses, which differ hundreds of times over.",
            ),
            WrongTurn(
                "M-UNIT",
                lambda g: 1e3 * f_absolute(g),
                "A factor of a thousand is lost between the two arms: mg or µg, mL or L?",
                credit=0.5,
                quiet=True,
            ),
            WrongTurn(
                "M-FH",
                f_hepatic,
                "1 − CL/Q is what escapes the liver. Drug is also lost before it gets there.",
            ),
            WrongTurn(
                "M-100",
                lambda g: f_absolute(g) * 100 / g.iv_dose,
                "You took the tracer for 100 µg. Not every microdose weighs that.",
            ),
        ),
        because="The two arms share one clearance, so their ratio is F.",
        hint="F is CL divided by CL/F.",
        solution=lambda g: f"F = CL / (CL/F) = {cl(g):.4g} / {cl_over_f(g):.4g} = **{f_absolute(g):.4g}**.",
    ),
    "e": Number(
        prompt="Extension. Fa·Fg, the fraction that passes the gut and its wall.",
        unit="fraction",
        points=2,
        answer=lambda g: fraction_absorbed(f_absolute(g), f_hepatic=f_hepatic(g)),
        follows="d",
        carried=lambda g, f_oral: f_oral / f_hepatic(g),
        wrong_turns=(
            WrongTurn(
                "M-PROD",
                lambda g: f_absolute(g) * f_hepatic(g),
                "F already contains the liver's share. To take it out again, do you multiply?",
            ),
            WrongTurn(
                "M-EH",
                lambda g: f_absolute(g) * g.q_h / cl(g),
                "CL/Q is the part that the liver removes. You need the part that gets through.",
            ),
            WrongTurn(
                "M-FAONLY",
                f_absolute,
                "That is F itself, with the liver's loss still in it.",
            ),
        ),
        because="F = Fa·Fg·Fh, and the liver's part is 1 − CL/Q.",
        hint="F = Fa·Fg·Fh with Fh = 1 − CL/Q_H.",
        solution=lambda g: (
            f"Fh = 1 − {cl(g):.4g}/{g.q_h:g} = {f_hepatic(g):.4g}; "
            f"Fa·Fg = {f_absolute(g):.4g}/{f_hepatic(g):.4g} = **{f_absolute(g) / f_hepatic(g):.4g}**."
        ),
    ),
    "f": Number(
        prompt="Syringe and line kept back {loss:g} % of the nominal iv dose. True F?",
        unit="fraction",
        points=2,
        answer=lambda g: f_absolute(g, delivered(g)),
        follows="d",
        carried=lambda g, f_oral: f_oral * delivered(g),
        wrong_turns=(
            WrongTurn(
                "M-DIR",
                lambda g: f_absolute(g) / delivered(g),
                "You moved F the wrong way: less dose behind the same AUC, is that more clearance or less?",
            ),
            WrongTurn(
                "M-IGN",
                f_absolute,
                "The loss changes nothing in your answer. Which quantity was computed with a dose that nobody received?",
            ),
        ),
        because="CL is delivered dose over AUC, so a hidden loss inflates CL and F alike.",
        hint="Redo CL with the dose that arrived in the vein.",
        solution=lambda g: (
            f"CL = {delivered(g):.4g} × {cl(g):.4g} L/h, so F = {delivered(g):.4g} × {f_absolute(g):.4g} = "
            f"**{f_absolute(g, delivered(g)):.4g}**."
        ),
    ),
    "g": Choice(
        prompt=(
            "A text says that CL/F cannot tell “well absorbed but rapidly cleared (low F, low CL)” from “poorly "
            "absorbed but slowly cleared (low F, high CL)”. The right pair of labels, in that order, is …"
        ),
        points=2,
        options=(
            Option(
                "low F with low CL, and low F with high CL",
                "M-SEED",
                "These are the printed labels. Take the words one by one: what is a rapid clearance called?",
            ),
            Option(
                "high F with low CL, and low F with high CL",
                "M-SAMECLF",
                "Put numbers in: these two drugs have very different CL/F, so it could tell them apart.",
            ),
            Option("high F with high CL, and low F with low CL"),
            Option(
                "high F with low CL, and high F with high CL",
                "M-SAMECLF",
                "Same F, different CL: then CL/F differs as well. And which of the two is poorly absorbed?",
            ),
        ),
        because="For one CL/F, CL and F must rise and fall together: 48.8/0.8 = 6.1/0.1 = 61 L/h.",
        hint="Two drugs with the same CL/F: if one has the higher F, what about its CL?",
        solution=lambda g: "The same quotient from (48.8 L/h, F = 0.8) and (6.1 L/h, F = 0.1): both high, or both low.",
    ),
    "h": Choice(
        prompt="Extension. A drug is cleared by the liver alone, which is well stirred. Its CL/F equals …",
        points=1,
        options=(
            Option(
                "fu·CLint·Fa·Fg, whatever the liver's blood flow",
                "M-PROD",
                "CL/F means that something is divided by the fraction absorbed.",
            ),
            Option(
                "Q·E, so that it rises with the liver's blood flow",
                "M-F",
                "Q·E is CL itself. You have not yet divided by F.",
            ),
            Option(
                "CL/(Fa·Fg), so that it rises with the blood flow",
                "M-FH",
                "You divided by Fa and Fg. The liver takes its share of an oral dose too.",
            ),
            Option("fu·CLint/(Fa·Fg), whatever the liver's blood flow"),
        ),
        because="CL = Q·x/(Q + x) and Fh = Q/(Q + x) with x = fu·CLint: in CL/Fh the blood flow cancels.",
        hint="Write CL and Fh of the well-stirred liver with x = fu·CLint, then divide.",
        solution=lambda g: "CL/F = [Q·x/(Q + x)] / [Fa·Fg·Q/(Q + x)] = x/(Fa·Fg), with x = fu·CLint.",
    ),
    "i": Function(
        prompt="Bug hunt. Write `gut_fraction(F, CL_L_h, BP=1.0, Q_H=90.0)` without the draft's bugs.",
        name="gut_fraction",
        points=3,
        answer=gut_fraction,
        tol=1e-3,
        example=Call((0.3, 36.0, 2.0)),
        cases={
            "blood and plasma alike": lambda rng, i: liver_call(rng, 1.0, 1.0),
            "a drug that prefers red cells": lambda rng, i: liver_call(rng, 1.3, 2.0),
            "a drug that stays in plasma": lambda rng, i: liver_call(rng, 0.55, 0.8),
        },
        invariants={
            "with hardly any hepatic clearance, the answer is F": lambda f, rng: (
                abs(f(F := float(rng.uniform(0.1, 0.9)), 1e-9) - F) < 1e-6
            ),
        },
        wrong_turns=(
            WrongTurn(
                "M-BUG",
                draft,
                "The draft still stands as it was. Can less pass the gut than arrives after gut and liver?",
                credit=0.0,
            ),
            WrongTurn(
                "M-BLOOD",
                blood_the_wrong_way,
                "One bug is left: from a plasma clearance to a blood clearance, do you multiply by the ratio?",
                credit=0.5,
            ),
            WrongTurn(
                "M-EH",
                divided_by_extraction,
                "One bug is left: you use the part that the liver removes, not the part that escapes.",
                credit=0.5,
            ),
            WrongTurn(
                "M-PROD",
                multiplied,
                "One bug is left: undoing the liver's loss should make the fraction larger.",
                credit=0.5,
            ),
        ),
        because="Blood clearance against blood flow, then undo what the liver took.",
        hint="Three bugs: plasma to blood, removed or escaped, and multiplying or dividing.",
        solution=lambda g: "`extraction = CL_L_h / BP / Q_H`, then `return F / (1 - extraction)`.",
    ),
    "j": Number(
        prompt=(
            "Transfer. A drug like saxagliptin: 5 mg by mouth, AUC {other_auc:g} ng·h/mL. iv tracer: planned 40 µg, "
            "AUC 1.3 ng·h/mL, CL {other_cl:g} mL/min, to be taken as based on the dose delivered. F?"
        ),
        unit="fraction",
        points=2,
        answer=other_f,
        wrong_turns=(
            WrongTurn(
                "M-MINH",
                lambda g: other_f(g) / 0.06,
                "Minutes and hours, mL and L: bring CL to the unit of CL/F.",
            ),
            WrongTurn(
                "M-INV",
                lambda g: 1 / other_f(g),
                "More than the whole dose would arrive: your ratio is upside down.",
            ),
            WrongTurn(
                "M-NOMINAL",
                lambda g: g.other_auc / OTHER_DOSE_UG / (OTHER_IV_AUC / OTHER_PLANNED_UG),
                "You used the dose that was planned. Which of the given numbers knows what was delivered?",
            ),
        ),
        because="CL from the delivered dose, over CL/F. The planned 40 µg would make CL and F too large.",
        hint="mL/min times 0.06 is L/h. CL/F is 5000 µg over the oral AUC.",
        solution=lambda g: (
            f"CL = {g.other_cl:g} × 0.06 = {0.06 * g.other_cl:.4g} L/h; CL/F = 5000/{g.other_auc:g} = "
            f"{OTHER_DOSE_UG / g.other_auc:.4g} L/h; F = **{other_f(g):.4g}**."
        ),
    ),
}

PROBLEM = Problem(
    id="h6",
    title="CL, F and the iv microtracer",
    story=(
        "A volunteer swallows {oral_dose:g} mg of unlabelled drug. One hour later, near the peak, an iv tracer of {iv_dose:g} µg "
        "that carries {activity:g} nCi of ¹⁴C is given (1 nCi = 2220 dpm). Oral parent drug: AUC {oral_auc:g} ng·h/mL. "
        "iv parent ¹⁴C: AUC {iv_auc:g} dpm·h/mL; iv total ¹⁴C: {total_auc:g} dpm·h/mL. "
        "The liver alone eliminates the drug; its blood flow is Q_H = {q_h:g} L/h, it is well stirred, "
        "and blood and plasma concentrations are alike."
    ),
    given=GIVEN,
    parts=PARTS,
)
