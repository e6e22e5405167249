"""H1: is it a microdose? The smallest of several limits on the administered mass."""

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
from microkit import cumulative_microdose, human_equivalent_dose, max_microdose, mg_to_ug, repeat_span, ug_to_mg

GIVEN = {
    "d_min": Quantity(6.0, "mg", pick(2, 3, 4, 5, 6, 8, 9, 12, 15, 25, 40), name="D_MIN_MG"),
    "noael": Quantity(0.5, "mg/kg", pick(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8), name="NOAEL_RAT"),
    "body_weight": Quantity(60.0, "kg", pick(50, 55, 60, 65, 75, 80, 85)),
    "f": Quantity(0.3, "", pick(0.2, 0.25, 0.3, 0.4, 0.6), about="fraction absorbed into the circulation"),
    "half_life": Quantity(9.0, "h", pick(4, 5, 6, 8, 9, 11, 12)),
    "mab_d_min": Quantity(25.0, "mg", pick(12, 15, 20, 25, 30, 60), name="MAB_D_MIN_MG", about="the antibody"),
    "mab_mass": Quantity(148.0, "kDa", pick(50, 90, 120, 145, 148, 150), name="MAB_KDA", about="the antibody"),
    "proposed": Quantity(150.0, "µg", pick(120, 150, 180, 200, 250), name="", about="for (g)"),
    "carboplatin": Quantity(690.0, "mg", pick(500, 600, 690, 750), name="CARBOPLATIN_MG", about="for (i)"),
}


def two_rules(g):
    """Largest microdose of the small molecule by the two-condition rule, µg."""
    return max_microdose(mg_to_ug(g.d_min))[0]


def hed_mg(g):
    """Human-equivalent dose of the rat NOAEL for the whole subject, mg."""
    return ug_to_mg(human_equivalent_dose(mg_to_ug(g.noael), species="rat", body_weight=g.body_weight))


def three_rules(g):
    """Largest microdose of the small molecule when the NOAEL condition is added, µg."""
    return max_microdose(mg_to_ug(g.d_min), noael_hed=mg_to_ug(hed_mg(g)))[0]


def smaller_proposal(g):
    """A dose above the limit of the small molecule, of which less than the limit is absorbed, µg."""
    return 0.8 * g.proposed


def protein_rules(g):
    """Largest microdose of the antibody, µg."""
    return max_microdose(mg_to_ug(g.mab_d_min), protein=True, molar_mass=1e3 * g.mab_mass)[0]


def max_microdose_ug(D_min_mg, noael_hed_mg=None, protein=False, MW_Da=None):
    """Reference for part a."""
    noael_hed = None if noael_hed_mg is None else mg_to_ug(noael_hed_mg)
    return max_microdose(mg_to_ug(D_min_mg), noael_hed=noael_hed, protein=protein, molar_mass=MW_Da)


def limits_ug(D_min_mg, noael_hed_mg=None, protein=False, MW_Da=None):
    """Every limit that applies, by name, µg: the raw material of the wrong functions."""
    limits = {"D_min/100": 10 * D_min_mg}
    if noael_hed_mg is not None:
        limits["NOAEL/100"] = 10 * noael_hed_mg
    limits |= {"30 nmol": 0.03 * MW_Da} if protein else {"100 ug cap": 100.0}
    return limits


def largest_limit(*args, **kwargs):
    limits = limits_ug(*args, **kwargs)
    name = max(limits, key=limits.get)
    return limits[name], name


def noael_ignored(D_min_mg, noael_hed_mg=None, protein=False, MW_Da=None):
    return max_microdose_ug(D_min_mg, protein=protein, MW_Da=MW_Da)


def cap_for_everyone(D_min_mg, noael_hed_mg=None, protein=False, MW_Da=None):
    return max_microdose_ug(D_min_mg, noael_hed_mg)


def protein_cap_alone(D_min_mg, noael_hed_mg=None, protein=False, MW_Da=None):
    return (0.03 * MW_Da, "30 nmol") if protein else max_microdose_ug(D_min_mg, noael_hed_mg)


def milligrams_kept(D_min_mg, noael_hed_mg=None, protein=False, MW_Da=None):
    noael = None if noael_hed_mg is None else noael_hed_mg / 1e3
    return max_microdose_ug(D_min_mg / 1e3, noael, protein, MW_Da)


def stays_below_a_hundredth(f, rng):
    D_min_mg = rng.uniform(0.5, 90.0)
    return f(D_min_mg)[0] <= 10 * D_min_mg * (1 + 1e-9)


def is_microdose(dose_ug, D_min_mg, F=1.0):
    """Reference for part h."""
    return dose_ug <= max_microdose_ug(D_min_mg)[0]


def absorbed_compared(dose_ug, D_min_mg, F=1.0):
    return F * dose_ug <= min(10 * D_min_mg, 100.0)


def either_limit(dose_ug, D_min_mg, F=1.0):
    return dose_ug <= max(10 * D_min_mg, 100.0)


def limit_excluded(dose_ug, D_min_mg, F=1.0):
    return dose_ug < min(10 * D_min_mg, 100.0)


def dose_about(rng, i, D_min_mg, *ranges, F=1.0):
    """Doses in turn from each of the ranges, which are given as multiples of the limit."""
    low, high = ranges[i % len(ranges)]
    return Call((min(10 * D_min_mg, 100.0) * rng.uniform(low, high), D_min_mg, F))


def draft(dose_ug, D_min_mg, F=1.0):
    return F * dose_ug < max(10 * D_min_mg, 100.0)


PARTS = {
    "a": Function(
        heading="A function",
        prompt="""
            Write `max_microdose_ug`.
            It returns two things: the largest single microdose in µg, and the name of the rule that sets it, spelled as in the table.
            A NOAEL arrives as a human-equivalent dose for the whole subject, in mg, and `MW_Da` is the same number in Da and in g/mol.

            Example: `max_microdose_ug(4.0)` returns `(40.0, "D_min/100")`.
        """,
        model='''
            def max_microdose_ug(D_min_mg, noael_hed_mg=None, protein=False, MW_Da=None):
                """Largest single microdose (µg) and the name of the rule that binds."""
                limits = {"D_min/100": D_min_mg * 1000 / 100}
                if noael_hed_mg is not None:
                    limits["NOAEL/100"] = noael_hed_mg * 1000 / 100
                if protein:
                    limits["30 nmol"] = 30e-9 * MW_Da * 1e6
                else:
                    limits["100 ug cap"] = 100.0
                binding = min(limits, key=limits.get)
                return limits[binding], binding
        ''',
        name="max_microdose_ug",
        switched_off=("max_microdose",),
        points=4,
        answer=max_microdose_ug,
        tol=1e-3,
        example=Call((4.0,)),
        cases={
            "a low active dose": lambda rng, i: Call((rng.uniform(0.5, 9.0),)),
            "a high active dose": lambda rng, i: Call((rng.uniform(11.0, 90.0),)),
            "a NOAEL": lambda rng, i: Call((rng.uniform(11.0, 90.0), rng.uniform(0.5, 9.0))),
            "a protein": lambda rng, i: Call(
                (rng.uniform(12.0, 40.0),),
                {"protein": True, "MW_Da": rng.uniform(5.5e3, 9e3) if i % 2 else rng.uniform(9e4, 2e5)},
            ),
        },
        invariants={
            "the limit never exceeds D_min/100": stays_below_a_hundredth,
        },
        wrong_turns=(
            WrongTurn(
                "M-OR",
                largest_limit,
                "You return the largest limit. Every condition must hold at once: which limit is then left to decide?",
                edit=(("min(limits", "max(limits"),),
            ),
            WrongTurn(
                "M-NOCOND",
                noael_ignored,
                "A NOAEL makes no difference to your function. When it is given, it is one more condition to obey.",
                edit=(("if noael_hed_mg is not None:", "if False:"),),
            ),
            WrongTurn(
                "M-SMALLMOL",
                cap_for_everyone,
                "Your function holds proteins to the small-molecule cap. For a protein another cap takes its place.",
                edit=(("if protein:", "if False:"),),
            ),
            WrongTurn(
                "M-PROT",
                protein_cap_alone,
                "For a protein you use the molar cap alone. It replaces one limit only; the others still apply.",
                edit=(('limits["30 nmol"] = ', 'limits = {}\n        limits["30 nmol"] = '),),
            ),
            WrongTurn(
                "M-UNIT",
                milligrams_kept,
                "D_min comes in mg and the limit leaves in µg: a factor of a thousand is missing.",
                quiet=True,
                edit=(("* 1000 / 100", "/ 100"),),
            ),
        ),
        because="Every limit applies at once, so the smallest one decides.",
        hint="Put the limits that apply in a dict, name to µg, and take the smallest.",
        solution=lambda g: (
            "Collect the limits in µg: `D_min_mg * 1000 / 100`, the same for a NOAEL if there is one, and 100 "
            "(for a protein `30e-9 * MW_Da * 1e6`). `min(limits, key=limits.get)` names the one that binds."
        ),
    ),
    "b": Number(
        heading="Two rules",
        prompt="What is the largest microdose of MDX-1 by the first and the third rule alone, in µg?",
        variable="limit_two_rules_ug",
        model="min(D_MIN_MG * 1000 / 100, 100)",
        unit="µg",
        points=2,
        tol=0.005,
        answer=two_rules,
        follows="a",
        carried=lambda g, max_microdose_ug: max_microdose_ug(g.d_min)[0],
        wrong_turns=(
            WrongTurn(
                "M-OR",
                lambda g: max(10 * g.d_min, 100.0),
                "The two conditions are joined by AND. Your number obeys one of them only: does it obey the other?",
            ),
            WrongTurn(
                "M-BIOAV",
                lambda g: 10 * g.d_min / g.f,
                "You corrected for bioavailability. The rule is written on the mass that is given, whatever is absorbed.",
            ),
            WrongTurn(
                "M-BIOAV2",
                lambda g: 10 * g.d_min * g.f,
                "You took 1/100 of the absorbed active dose. D_min is an administered dose: leave F out of it.",
            ),
            WrongTurn(
                "M-UNIT",
                lambda g: g.d_min / 100,
                "D_min is given in mg and the answer is asked in µg.",
                credit=0.5,
                quiet=True,
            ),
        ),
        because="1/100 of the active dose and 100 µg both hold, and the smaller one decides.",
        hint="Write both limits in µg. Both must hold.",
        solution=lambda g: (
            f"min({g.d_min:g} mg / 100, 100 µg) = min({10 * g.d_min:g}, 100) µg = **{two_rules(g):g} µg**."
        ),
    ),
    "c": Number(
        heading="Three rules",
        prompt="""
            Now add the rule on the NOAEL.
            What is the largest microdose of MDX-1 for your volunteer, in µg?
        """,
        variable="limit_three_rules_ug",
        model="min(D_MIN_MG * 1000 / 100, 100, NOAEL_RAT / 6.2 * BODY_WEIGHT * 1000 / 100)",
        unit="µg",
        points=2,
        tol=0.005,
        answer=three_rules,
        follows="a",
        carried=lambda g, max_microdose_ug: max_microdose_ug(g.d_min, hed_mg(g))[0],
        wrong_turns=(
            WrongTurn(
                "M-NOCOND",
                lambda g: min(10 * g.d_min, 100.0, 10 * g.noael * g.body_weight),
                "The NOAEL changed nothing in your answer. Is the rat dose converted to a human-equivalent one, and compared?",
            ),
            WrongTurn(
                "M-IGN",
                lambda g: 1000 * g.noael / 6.2 * g.body_weight,
                "That is the whole human-equivalent dose. A microdose stays at 1/100 of it.",
            ),
            WrongTurn(
                "M-PERKG",
                lambda g: 10 * g.noael / 6.2,
                "Your number is still per kilogram. The limit is a mass for this one volunteer.",
                credit=0.5,
            ),
            WrongTurn(
                "M-BW",
                lambda g: 10 * g.noael / 6.2 * 70,
                "You used a 70 kg standard adult. What does this volunteer weigh?",
                credit=0.5,
            ),
            WrongTurn(
                "M-SPECIES",
                lambda g: 10 * g.noael / 12.3 * g.body_weight,
                "The divisor 12.3 belongs to the mouse. Which species was studied?",
                credit=0.5,
            ),
        ),
        because="The toxicology study sets the limit here, below D_min/100 and the 100 µg cap.",
        hint="Rat mg/kg, divided by 6.2, times body weight, gives mg for the subject. Then 1/100, then the smallest limit.",
        solution=lambda g: (
            f"HED = {g.noael:g} / 6.2 × {g.body_weight:g} kg = {hed_mg(g):.4g} mg; 1/100 of it is {10 * hed_mg(g):.4g} µg. "
            f"The smallest of {10 * g.d_min:g}, 100 and {10 * hed_mg(g):.4g} µg is **{three_rules(g):.4g} µg**."
        ),
    ),
    "d": Number(
        heading="A protein",
        prompt="What is the largest microdose of MDX-mAb, in µg?",
        variable="limit_antibody_ug",
        model="min(MAB_D_MIN_MG * 1000 / 100, 30e-9 * MAB_KDA * 1e3 * 1e6)",
        unit="µg",
        points=2,
        tol=0.005,
        answer=protein_rules,
        follows="a",
        carried=lambda g, max_microdose_ug: max_microdose_ug(g.mab_d_min, protein=True, MW_Da=1e3 * g.mab_mass)[0],
        wrong_turns=(
            WrongTurn(
                "M-SMALLMOL",
                lambda g: 100.0,
                "The 100 µg cap is for small molecules. Which cap takes its place for a protein?",
            ),
            WrongTurn(
                "M-PROT",
                lambda g: 30.0 * g.mab_mass,
                "30 nmol of an antibody is a large mass. The 1/100 condition has not gone away.",
                quiet=True,
            ),
            WrongTurn(
                "M-UNIT",
                lambda g: 0.03 * g.mab_mass,
                "A factor of a thousand is missing in 30 nmol: the molar mass is given in kDa.",
                credit=0.5,
            ),
        ),
        because="30 nmol of an antibody weighs milligrams, so 1/100 of the active dose binds.",
        hint="Convert 30 nmol to µg with the molar mass in g/mol, then compare with 1/100 of D_min.",
        solution=lambda g: (
            f"30 nmol × {g.mab_mass:g} kDa = {30 * g.mab_mass:g} µg; D_min/100 = {10 * g.mab_d_min:g} µg. "
            f"The smaller is **{protein_rules(g):g} µg**."
        ),
    ),
    "e": Number(
        heading="Five doses",
        prompt="What is the largest cumulative mass of MDX-1 over five microdoses, each within the limit of (c), in µg?",
        variable="limit_five_doses_ug",
        model="min(500, 5 * NOAEL_RAT / 6.2 * BODY_WEIGHT * 1000 / 100)",
        unit="µg",
        points=2,
        tol=0.005,
        answer=lambda g: cumulative_microdose(three_rules(g)),
        follows="c",
        carried=lambda g, limit_three_rules_ug: cumulative_microdose(limit_three_rules_ug),
        wrong_turns=(
            WrongTurn(
                "M-CUM",
                lambda g: 500.0,
                "500 µg is the ceiling for the sum, but each of the five doses still obeys its own limit.",
            ),
            WrongTurn(
                "M-NOCOND",
                lambda g: min(500.0, 5 * two_rules(g)),
                "You multiplied a limit that leaves out the NOAEL. The NOAEL condition holds for repeat doses too.",
            ),
        ),
        because="Five doses at the single-dose limit stay below the 500 µg allowance.",
        hint="Two ceilings: five times the single-dose limit, and 500 µg in all.",
        solution=lambda g: (
            f"min(5 × {three_rules(g):.4g} µg, 500 µg) = **{cumulative_microdose(three_rules(g)):.4g} µg**."
        ),
    ),
    "f": Number(
        heading="Extension: the calendar",
        prompt="What is the shortest time from the first of the five doses to the last, in h?",
        variable="span_h",
        model="4 * 6 * HALF_LIFE",
        unit="h",
        points=1,
        tol=0.005,
        answer=lambda g: repeat_span(g.half_life),
        wrong_turns=(
            WrongTurn(
                "M-FENCE",
                lambda g: 5 * 6 * g.half_life,
                "Count the gaps, not the posts: how many intervals lie between five doses?",
            ),
            WrongTurn(
                "M-5HL",
                lambda g: 4 * 5 * g.half_life,
                "Five half-lives is the rule of thumb for steady state. This rule asks for a longer washout.",
            ),
        ),
        because="Five doses have four gaps of six half-lives.",
        hint="Draw the five doses on a line and count the gaps.",
        solution=lambda g: f"4 gaps × 6 half-lives × {g.half_life:g} h = **{repeat_span(g.half_life):g} h**.",
    ),
    "g": Choice(
        heading="A choice",
        prompt="""
            A sponsor proposes {proposed:g} µg of MDX-1 by mouth, “because only {f:g} × {proposed:g} = {absorbed:g} µg is absorbed”.
            This is …
        """,
        variable="sponsor_choice",
        points=2,
        options=(
            Option(
                "a microdose: {absorbed:g} µg absorbed is below the limit",
                "M-BIOAV",
                "You compared the absorbed mass. The rule is written on the mass that is swallowed.",
            ),
            Option("no microdose: {proposed:g} µg given is above the limit"),
            Option(
                "a microdose, if the NOAEL is measured again",
                "M-REMEASURE",
                "A better NOAEL cannot help: {proposed:g} µg is above the cap of 100 µg as well.",
            ),
            Option(
                "no microdose, but {smaller:g} µg is: {smaller_absorbed:g} µg absorbed",
                "M-BIOAV2",
                "Right about {proposed:g} µg, for the wrong reason: {smaller:g} µg is judged by the mass given too.",
            ),
        ),
        because="The definition is on administered mass. F is unknown before the study, and the gut meets all that is given.",
        hint="Which mass does the definition name: the one swallowed or the one absorbed?",
        solution=lambda g: (
            f"{g.proposed:g} µg is given; the limit of (c) is {three_rules(g):.3g} µg. "
            "Absorption does not enter the definition."
        ),
    ),
    "h": Function(
        heading="A bug hunt",
        prompt="""
            The draft below should say whether one oral dose of a small molecule is a microdose by the first and the third rule.
            It holds three bugs.
            Run it, find them, and write the function anew in the cell after it.
            A dose that equals the limit is still a microdose.
        """,
        draft="""
            def is_microdose_draft(dose_ug, D_min_mg, F=1.0):
                absorbed_ug = F * dose_ug
                limit_ug = max(D_min_mg * 1000 / 100, 100.0)
                return absorbed_ug < limit_ug


            print(is_microdose_draft(80.0, 20.0), "- right: 80 µg is allowed")
            print(is_microdose_draft(90.0, 5.0), "- wrong: 1/100 of 5 mg is 50 µg")
            print(is_microdose_draft(180.0, 20.0, F=0.3), "- wrong: 180 µg is above 100 µg")
        """,
        model='''
            def is_microdose(dose_ug, D_min_mg, F=1.0):
                """True when an oral dose of a small molecule obeys both rules."""
                return dose_ug <= min(D_min_mg * 1000 / 100, 100.0)
        ''',
        name="is_microdose",
        switched_off=("max_microdose",),
        points=3,
        answer=is_microdose,
        example=Call((80.0, 20.0)),
        cases={
            "doses about 1/100 of the active dose": lambda rng, i: dose_about(
                rng, i, rng.uniform(2.0, 7.0), (0.7, 1.0), (1.01, 1.4)
            ),
            "doses about 100 µg that are poorly absorbed": lambda rng, i: dose_about(
                rng, i, rng.uniform(20.0, 40.0), (0.5, 1.0), (1.01, 1.9), (4.5, 9.0), F=0.2
            ),
            "doses at the limit and a hair above": lambda rng, i: dose_about(
                rng, i, float(rng.integers(2, 60)), (1.0, 1.0), (1.001, 1.001)
            ),
        },
        invariants={
            "a tiny dose is a microdose": lambda f, rng: bool(f(0.1, rng.uniform(2.0, 50.0))) is True,
        },
        wrong_turns=(
            unchanged_draft(
                draft,
                "Run it on a dose of 90 µg with D_min = 5 mg.",
                edit=(("dose_ug <= min(", "F * dose_ug < max("),),
            ),
            WrongTurn(
                "M-BIOAV",
                absorbed_compared,
                "One bug is left: your function judges the absorbed dose. The rule is on the dose given.",
                edit=(("dose_ug <= ", "F * dose_ug <= "),),
            ),
            WrongTurn(
                "M-OR",
                either_limit,
                "One bug is left: a dose that obeys only one of the two limits passes.",
                edit=(("min(", "max("),),
            ),
            WrongTurn(
                "M-STRICT",
                limit_excluded,
                "One bug is left: what does the rule say of a dose exactly at the limit?",
                edit=(("<=", "<"),),
            ),
        ),
        because="The dose given, the smaller limit, and the limit itself still counts as a microdose.",
        hint="There are three bugs: which mass, which of the two limits, and what happens at the limit itself.",
        solution=lambda g: "`return dose_ug <= min(D_min_mg * 1000 / 100, 100.0)`: F plays no part.",
    ),
    "i": Number(
        heading="Transfer",
        prompt="""
            In oncology, a “diagnostic microdose” of carboplatin is 1 % of a therapeutic dose.
            Take a therapeutic dose of {carboplatin:g} mg, and read it as *D*<sub>min</sub>.
            How many times larger than the largest microdose is that 1 %?
        """,
        variable="times_too_large",
        model="0.01 * CARBOPLATIN_MG * 1000 / min(CARBOPLATIN_MG * 1000 / 100, 100)",
        unit="times",
        points=2,
        answer=lambda g: 10 * g.carboplatin / max_microdose(mg_to_ug(g.carboplatin))[0],
        wrong_turns=(
            WrongTurn(
                "M-OR",
                lambda g: 1.0,
                "1/100 of the therapeutic dose obeys one condition only. What does the other one say?",
            ),
            WrongTurn(
                "M-UNIT",
                lambda g: g.carboplatin / 1e4,
                "Compare µg with µg: the carboplatin dose is in mg, the cap in µg.",
                credit=0.5,
                quiet=True,
            ),
        ),
        because="It is called a microdose in its field, obeys 1/100, and breaks the 100 µg cap many times over.",
        hint="1 % of the therapeutic dose, in µg, against the smaller of the two limits.",
        solution=lambda g: (
            f"1 % of {g.carboplatin:g} mg is {10 * g.carboplatin:g} µg; divided by 100 µg: **{g.carboplatin / 10:g} times**."
        ),
    ),
}

PROBLEM = Problem(
    id="h1",
    title="Is it a microdose?",
    notebook="ps1_exposure/microdose_limit",
    chapter="course/principles/01_the_microdose.ipynb",
    sections={
        "1 Two limits at once": "bi",
        "2 A third limit, from animals": "ac",
        "3 Given or absorbed?": "ghj",
        "4 Proteins, and more than one dose": "def",
    },
    minutes=30,
    story="""
        **MDX-1** is a small molecule taken by mouth.
        Animal work suggests that {d_min:g} mg is the smallest dose with any effect in humans (*D*<sub>min</sub>).
        The rat NOAEL, the highest dose without an adverse effect, is {noael:g} mg/kg.
        A rat dose in mg/kg divided by 6.2 is the human-equivalent dose in mg/kg.
        Your volunteer weighs {body_weight:g} kg.
        Predicted bioavailability is {f:g}, predicted half-life {half_life:g} h.

        **MDX-mAb** is an antibody of {mab_mass:g} kDa with *D*<sub>min</sub> = {mab_d_min:g} mg.
    """,
    context={
        "limits": """
            **The rules** (a microdose obeys all that apply)

            | name | limit | applies to |
            |---|---|---|
            | `"D_min/100"` | 1/100 of *D*<sub>min</sub> | every compound |
            | `"NOAEL/100"` | 1/100 of the human-equivalent NOAEL of the whole subject | where a NOAEL is given |
            | `"100 ug cap"` | 100 µg | small molecules |
            | `"30 nmol"` | 30 nmol | proteins, in place of the 100 µg cap (United States) |

            Up to five microdoses may be given, at most 500 µg in all.
            Each obeys the single-dose limit and follows the one before by at least 6 half-lives.
        """,
    },
    given=GIVEN,
    personal=True,
    derived={
        "limit": three_rules,
        "hundredth": lambda g: 10 * g.d_min,
        "absorbed": lambda g: g.f * g.proposed,
        "smaller": smaller_proposal,
        "smaller_absorbed": lambda g: g.f * smaller_proposal(g),
    },
    premises={
        "the NOAEL sets the limit": lambda g: three_rules(g) < two_rules(g),
        "the sponsor absorbs less than the limit": lambda g: g.f * g.proposed < three_rules(g),
        "what the sponsor gives is above it": lambda g: smaller_proposal(g) > three_rules(g),
    },
    parts=PARTS,
    written={
        "j": Written(
            heading="In your own words",
            prompt="""
                An ethics board asks: “Why is the limit set on the dose you give, when most of it is never absorbed?”
                Answer in three to five sentences.
                Say which rule binds for MDX-1, and name one risk that none of the rules bounds.
            """,
            points=4,
            model="""
                The limit is set on the administered mass because bioavailability is one of the things the study is meant to find out: a limit that needs F cannot be applied before F is known.
                The gut also meets the whole dose, and the liver all that passes the gut wall, whatever reaches the circulation behind them.
                For MDX-1 the NOAEL condition binds: it allows {limit:.2g} µg, less than 1/100 of the active dose ({hundredth:g} µg) and the 100 µg cap.
                None of the rules bounds a reaction that does not depend on dose in this range, such as an allergy.
            """,
            scheme=(
                "F is unknown before the study, or is what the study measures.",
                "The gut meets the whole dose, and the liver what passes it (local or first-pass exposure).",
                "The NOAEL/100 condition binds for MDX-1, at about {limit:.2g} µg.",
                "A risk outside the rules: allergy, off-target effect at very low concentration, reactive metabolite, error in D_min.",
            ),
        ),
    },
)
