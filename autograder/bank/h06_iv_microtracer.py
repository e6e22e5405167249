"""H6: clearance and bioavailability. An oral dose gives their ratio; a counted iv tracer tells them apart."""

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
from microkit import bioavailability, bq_to_dpm, clearance, fraction_absorbed, hepatic_availability, mg_to_ug, nci_to_bq

GIVEN = {
    "oral_dose": Quantity(50.0, "mg", pick(40, 50, 60, 75), name="ORAL_DOSE_MG"),
    "oral_auc": Quantity(820.0, "ng·h/mL", pick(600, 660, 700, 760, 820)),
    "iv_dose": Quantity(80.0, "µg", pick(40, 50, 60, 80), name="IV_DOSE_UG"),
    "activity": Quantity(200.0, "nCi", pick(160, 180, 200, 220), name="IV_NCI"),
    "iv_auc": Quantity(17.76, "dpm·h/mL", pick(16, 17.76, 19, 21, 24), about="parent"),
    "total_auc": Quantity(53.3, "dpm·h/mL", pick(40, 46, 53.3, 60, 70), about="all ¹⁴C"),
    "q_h": Quantity(90.0, "L/h", pick(85, 90, 95)),
    "loss": Quantity(12.0, "%", pick(5, 8, 12, 15, 20), name="LOSS_PERCENT", about="of the iv dose kept back, for (f)"),
    "other_auc": Quantity(84.4, "ng·h/mL", pick(84.4), name="SAXA_AUC", about="for (j), published"),
    "other_cl": Quantity(495.0, "mL/min", pick(495), name="SAXA_CL", about="for (j), published"),
}
OTHER_DOSE_UG = 5000.0  # saxagliptin
OTHER_PLANNED_UG = 40.0
OTHER_IV_AUC = 1.3  # ng·h/mL


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
    systemic = clearance(1e3 * AUC_iv_dpm, dose=D_iv_dpm)
    apparent = clearance(AUC_po, dose=D_po_ug)
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
    dose = float(rng.uniform(5e3, 2e5))
    systemic = float(rng.uniform(3, 45))
    f = float(rng.uniform(low, high))
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


def is_f_without_a_liver(f, rng):
    F = float(rng.uniform(0.1, 0.9))
    return abs(f(F, 1e-9) - F) < 1e-6


PARTS = {
    "a": Function(
        heading="A function",
        prompt="""
            Write `microtracer`.
            It returns three numbers: CL in L/h, CL/F in L/h, and F.
            The oral AUC comes in ng·h/mL, the intravenous one in dpm·h/mL.

            Example: `microtracer(10_000.0, 100.0, 100_000.0, 2.0)` returns `(50.0, 100.0, 0.5)`.
        """,
        model='''
            def microtracer(D_po_ug, AUC_po, D_iv_dpm, AUC_iv_dpm):
                """CL (L/h), CL/F (L/h) and F from an oral dose and a counted intravenous tracer."""
                CL = D_iv_dpm / AUC_iv_dpm / 1000  # mL/h to L/h
                CLF = D_po_ug / AUC_po
                return CL, CLF, CL / CLF
        ''',
        switched_off=("clearance", "bioavailability"),
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
                edit=(("AUC_iv_dpm / 1000", "AUC_iv_dpm"),),
            ),
            WrongTurn(
                "M-INV",
                f_inverted,
                "CL and CL/F are right, but F is upside down: can more than the whole dose arrive?",
                credit=0.5,
                edit=(("CL / CLF", "CLF / CL"),),
            ),
            WrongTurn(
                "M-NODOSE",
                doses_left_out,
                "You compare two AUCs as they are. They belong to different doses, in different units.",
                credit=0.5,
                edit=(("CL / CLF", "AUC_po / AUC_iv_dpm"),),
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
        heading="Clearance",
        prompt="What is the systemic clearance of the drug, in L/h?",
        variable="cl_L_h",
        model="IV_NCI * DPM_PER_NCI / IV_AUC / 1000",
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
        heading="Apparent clearance",
        prompt="What is its apparent oral clearance, CL/F, in L/h?",
        variable="clf_L_h",
        model="1000 * ORAL_DOSE_MG / ORAL_AUC",
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
        heading="Bioavailability",
        prompt="What fraction of the oral dose reaches the circulation?",
        variable="f_oral",
        model="IV_NCI * DPM_PER_NCI / IV_AUC / 1000 / (1000 * ORAL_DOSE_MG / ORAL_AUC)",
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
        heading="Extension: where is it lost?",
        prompt="Which fraction passes the gut and its wall, *F*<sub>a</sub>·*F*<sub>g</sub>?",
        variable="fa_fg",
        model="""
            IV_NCI * DPM_PER_NCI / IV_AUC * ORAL_AUC / ORAL_DOSE_MG / 1e6 / (1 - IV_NCI * DPM_PER_NCI / IV_AUC / 1e3 / Q_H)
        """,
        unit="fraction",
        points=2,
        answer=lambda g: fraction_absorbed(f_absolute(g), f_hepatic=f_hepatic(g)),
        follows="d",
        carried=lambda g, f_oral: f_oral / f_hepatic(g),
        wrong_turns=(
            WrongTurn(
                "M-COMPL",
                lambda g: 1 - f_absolute(g),
                "That is what never arrives. How much passes the gut and its wall?",
                quiet=True,
            ),
            WrongTurn(
                "M-FH",
                f_hepatic,
                "That is the share that escapes the liver. The share of the gut is asked.",
                quiet=True,
            ),
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
        heading="A leak",
        prompt="""
            Later someone assays the syringe and the line: {loss:g} % of the nominal intravenous dose never left them.
            The AUCs stand as measured.
            What is the true F?
        """,
        variable="f_true",
        model="(1 - LOSS_PERCENT / 100) * IV_NCI * DPM_PER_NCI / IV_AUC / 1000 / (1000 * ORAL_DOSE_MG / ORAL_AUC)",
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
        heading="A choice",
        prompt="""
            A text says that CL/F cannot tell “well absorbed but rapidly cleared (low F, low CL)” from “poorly absorbed but slowly cleared (low F, high CL)”.
            The idea is right, the labels are not.
            The right pair of labels, in that order, is …
        """,
        variable="labels_choice",
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
        because="For one CL/F, CL and F must rise and fall together: {cl_high:.3g}/0.8 = {cl_low:.3g}/0.1 = {cl_over_f:.3g} L/h.",
        hint="Two drugs with the same CL/F: if one has the higher F, what about its CL?",
        solution=lambda g: (
            f"The same quotient from ({0.8 * cl_over_f(g):.3g} L/h, F = 0.8) and ({0.1 * cl_over_f(g):.3g} L/h, F = 0.1): "
            "both high, or both low."
        ),
    ),
    "h": Choice(
        heading="Extension: a choice",
        prompt="""
            A drug is cleared by the liver alone, which is well stirred.
            *f*<sub>u</sub> is its unbound fraction, CLint its intrinsic clearance, E its extraction ratio.
            Its CL/F equals …
        """,
        variable="liver_choice",
        points=1,
        options=(
            Option(
                "fu·CLint·Fa·Fg, whatever the liver's blood flow",
                "M-PROD",
                "CL/F means that something is divided by the fraction that arrives.",
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
        heading="A bug hunt",
        prompt="""
            The draft below should return *F*<sub>a</sub>·*F*<sub>g</sub> from F and a plasma clearance.
            `BP` is the concentration in blood over that in plasma.
            The liver is supplied with blood, so it is the *blood* clearance, CL/BP, that is compared with the blood flow.
            The draft holds three bugs.
            Find them, and write the function anew in the cell after it.

            Example: `gut_fraction(0.3, 36.0, 2.0)` is `0.375`.
        """,
        draft="""
            def gut_fraction_draft(F, CL_L_h, BP=1.0, Q_H=90.0):
                extraction = CL_L_h * BP / Q_H
                return F * extraction


            print(gut_fraction_draft(0.3, 36.0, 2.0), "- should be 0.375")
        """,
        model='''
            def gut_fraction(F, CL_L_h, BP=1.0, Q_H=90.0):
                """Fraction of an oral dose that passes the gut and its wall."""
                extraction = CL_L_h / BP / Q_H
                return F / (1 - extraction)
        ''',
        switched_off=("hepatic_availability", "fraction_absorbed", "intrinsic_clearance"),
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
            "with hardly any hepatic clearance, the answer is F": is_f_without_a_liver,
        },
        wrong_turns=(
            unchanged_draft(
                draft,
                "Can less pass the gut than arrives after gut and liver?",
                edit=(("CL_L_h / BP", "CL_L_h * BP"), ("F / (1 - extraction)", "F * extraction")),
            ),
            WrongTurn(
                "M-BLOOD",
                blood_the_wrong_way,
                "One bug is left: from a plasma clearance to a blood clearance, do you multiply by the ratio?",
                credit=0.5,
                edit=(("CL_L_h / BP", "CL_L_h * BP"),),
            ),
            WrongTurn(
                "M-EH",
                divided_by_extraction,
                "One bug is left: you use the part that the liver removes, not the part that escapes.",
                credit=0.5,
                edit=(("(1 - extraction)", "extraction"),),
            ),
            WrongTurn(
                "M-PROD",
                multiplied,
                "One bug is left: undoing the liver's loss should make the fraction larger.",
                credit=0.5,
                edit=(("F / (", "F * ("),),
            ),
        ),
        because="Blood clearance against blood flow, then undo what the liver took.",
        hint="Three bugs: plasma to blood, removed or escaped, and multiplying or dividing.",
        solution=lambda g: "`extraction = CL_L_h / BP / Q_H`, then `return F / (1 - extraction)`.",
    ),
    "j": Number(
        heading="Transfer",
        prompt="""
            Saxagliptin was studied in this way (Boulton 2013).
            By mouth, 5 mg gave an AUC of {other_auc:g} ng·h/mL.
            The intravenous tracer was planned as 40 µg and gave an AUC of 1.3 ng·h/mL.
            The paper reports CL = {other_cl:g} mL/min; take it to be based on the dose that was delivered.
            What is F?
        """,
        variable="f_saxagliptin",
        model="SAXA_CL * 0.06 / (5000 / SAXA_AUC)",
        unit="fraction",
        points=2,
        tol=0.002,  # F is almost 1 − F
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
    title="Which part of CL/F is clearance?",
    notebook="ps3_methods/iv_microtracer",
    chapter="course/principles/06_iv_microtracer.ipynb",
    sections={
        "1 One curve, many drugs": "cgh",
        "2 A tracer in the vein": "abdj",
        "3 Where was it lost?": "ei",
        '4 What "definitely" needs': "fk",
    },
    minutes=50,
    story="""
        A volunteer swallows {oral_dose:g} mg of a drug without any label.
        One hour later, near the peak, an intravenous tracer is given: {iv_dose:g} µg of the same drug, carrying {activity:g} nCi of ¹⁴C.
        One nCi is 2220 decays per minute (dpm).

        | what was measured | by | AUC to infinity |
        |---|---|---|
        | oral drug, parent | LC-MS/MS | {oral_auc:g} ng·h/mL |
        | iv drug, **parent** ¹⁴C | HPLC, then AMS | {iv_auc:g} dpm·h/mL |
        | iv drug, **total** ¹⁴C, parent and metabolites | AMS | {total_auc:g} dpm·h/mL |

        The liver alone eliminates the drug.
        Its blood flow is *Q*<sub>H</sub> = {q_h:g} L/h; it is well stirred, and blood and plasma concentrations are alike.
    """,
    context={
        "formula": r"""
            $$CL = \frac{\text{dose}_{iv}}{AUC_{iv}}, \qquad \frac{CL}{F} = \frac{\text{dose}_{po}}{AUC_{po}}, \qquad
            F = F_a \, F_g \, F_h, \qquad F_h = 1 - \frac{CL}{Q_H}$$

            *F*<sub>a</sub> enters the gut wall, *F*<sub>g</sub> gets through it, *F*<sub>h</sub> gets past the liver.
        """,
    },
    constants="DPM_PER_NCI = 2220.0  # dpm per nCi",
    given=GIVEN,
    personal=True,
    derived={
        "cl": cl,
        "cl_over_f": cl_over_f,
        "cl_high": lambda g: 0.8 * cl_over_f(g),
        "cl_low": lambda g: 0.1 * cl_over_f(g),
        "f": f_absolute,
        "metabolites": lambda g: g.total_auc / g.iv_auc,
    },
    premises={"no more than the dose is absorbed": lambda g: f_absolute(g) < f_hepatic(g)},
    parts=PARTS,
    written={
        "k": Written(
            heading="In your own words",
            prompt="""
                A manager writes: “The oral dose gave CL/F = {cl_over_f:.3g} L/h, so the drug is cleared fast, and by our tracer F is *definitely* {f:.2f}.”
                Answer in four to six sentences.
                Say what CL/F alone can and cannot tell, with two pairs of numbers.
                Say why the parent drug has to be counted, and name one more condition behind the word “definitely”.
            """,
            points=4,
            model="""
                CL/F is one number made of two: {cl_over_f:.3g} L/h fits a CL of {cl_high:.3g} L/h with F = 0.8 as well as a CL of {cl_low:.3g} L/h with F = 0.1.
                So the oral dose alone does not show fast clearance; it would also fit a slowly cleared drug that is hardly absorbed.
                The intravenous tracer measures CL by itself, {cl:.3g} L/h, and then F follows.
                Only parent ¹⁴C may be counted: total ¹⁴C holds the metabolites as well, which makes CL and F {metabolites:.2g} times too small here.
                F also needs the dose that really reached the vein, and a tracer given while the oral drug is in the body, so that both meet the same clearance.
            """,
            scheme=(
                "CL/F alone cannot separate CL from F.",
                "Two pairs of CL and F with the same quotient near {cl_over_f:.3g} L/h (high with high, low with low).",
                "Parent, not total ¹⁴C: metabolites carry the label too and make CL and F too small.",
                "One more condition: delivered dose measured, tracer given with the therapeutic dose on board (same clearance for both), no isotope effect, AUC to infinity in both arms.",
            ),
        ),
    },
)
