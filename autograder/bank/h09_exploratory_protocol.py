"""H9: an exploratory protocol. Margins to animal doses, washout between doses, and what six volunteers can show."""

import math

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
    chance_of_event,
    dose_at_margin,
    event_upper_bound,
    max_microdose,
    mg_to_ug,
    repeat_span,
    subjects_without_event,
    toxicology_margin,
)

RAT = 6.2  # mg/kg of the animal for 1 mg/kg of a human
MOUSE = 12.3
DOG = 1.8
GIVEN = {
    "noael_oral": Quantity(20.0, "mg/kg", pick(8, 10, 15, 20, 25, 30, 50), about="rat"),
    "noael_iv": Quantity(0.08, "mg/kg", pick(0.03, 0.04, 0.05, 0.06, 0.08, 0.1), about="rat"),
    "body_weight": Quantity(70.0, "kg", pick(55, 60, 65, 70, 75, 80, 85)),
    "dose": Quantity(100.0, "µg", pick(40, 50, 60, 80, 100), name="DOSE_UG"),
    "half_life": Quantity(11.0, "h", pick(5, 7, 8, 10, 11, 14, 18)),
    "n": Quantity(6.0, "", pick(4, 5, 6, 7, 8, 9, 10), about="volunteers"),
    "p": Quantity(
        5.0, "%", pick(5, 8, 10, 12, 15), name="REACTION_PERCENT", about="for (d): chance of a reaction in one person"
    ),
    "ruled_out": Quantity(1.0, "%", pick(0.5, 1, 2, 3), name="RULED_OUT_PERCENT", about="for (g)"),
    "noael_dog": Quantity(0.3, "mg/kg", pick(0.25, 0.3, 0.35, 0.4), about="for (k)"),
    "d_min": Quantity(4.0, "mg", pick(4, 5, 6, 8), name="D_MIN_MG", about="for (k)"),
}


def margin(noael_mg_kg, dose_ug, bw_kg, route, km=RAT):
    """Reference for part a."""
    return (noael_mg_kg / km if route == "oral" else noael_mg_kg) * bw_kg / (dose_ug / 1e3)


def by_weight_always(noael_mg_kg, dose_ug, bw_kg, route, km=RAT):
    return margin(noael_mg_kg, dose_ug, bw_kg, "iv")


def by_surface_always(noael_mg_kg, dose_ug, bw_kg, route, km=RAT):
    return margin(noael_mg_kg, dose_ug, bw_kg, "oral", km)


def multiplied(noael_mg_kg, dose_ug, bw_kg, route, km=RAT):
    return margin(noael_mg_kg, dose_ug, bw_kg, route, 1 / km)


def per_kilogram(noael_mg_kg, dose_ug, bw_kg, route, km=RAT):
    return margin(noael_mg_kg, dose_ug, 1.0, route, km)


def rats_only(noael_mg_kg, dose_ug, bw_kg, route, km=RAT):
    return margin(noael_mg_kg, dose_ug, bw_kg, route)


def thousand_lost(noael_mg_kg, dose_ug, bw_kg, route, km=RAT):
    return margin(noael_mg_kg, dose_ug, bw_kg, route, km) / 1e3


def margin_call(rng, route, **species):
    """A random study and dose by one route."""
    return Call((*(float(rng.uniform(*span)) for span in ((0.2, 60), (10, 100), (45, 100))), route), species)


def oral_margin(g):
    """Margin of the oral microdose to the rat NOAEL."""
    study = {"noael": mg_to_ug(g.noael_oral), "route": "oral", "body_weight": g.body_weight}
    return toxicology_margin(g.dose, **study)


def iv_dose(g):
    """Largest intravenous dose within 1/100 of the NOAEL, µg."""
    return dose_at_margin(mg_to_ug(g.noael_iv), route="iv", body_weight=g.body_weight, margin=100.0)


def dog_noael_share(g, divisor=DOG, share=100):
    """One part in `share` of the dog NOAEL as a human dose, µg; `divisor` is that of the species."""
    return mg_to_ug(g.noael_dog / divisor * g.body_weight) / share


def dog_limit(g, share=None):
    """Largest oral microdose behind a dog study, µg; `share` is another idea of the part of the NOAEL allowed."""
    allowed = dog_noael_share(g) if share is None else share
    return min(allowed, max_microdose(mg_to_ug(g.d_min))[0])


def bound(g):
    """Upper 95 % bound after no event in n volunteers."""
    return event_upper_bound(0, n=int(g.n))


def enough_subjects(g):
    return subjects_without_event(g.ruled_out / 100)


def subjects_needed(p, level=0.95):
    """Reference for part j."""
    return math.ceil(math.log(1 - level) / math.log(1 - p))


def draft(p, level=0.95):
    return int(math.log((1 - level) / 2) / math.log(p))


def rounded_down(p, level=0.95):
    return int(math.log(1 - level) / math.log(1 - p))


def two_sided(p, level=0.95):
    return subjects_needed(p, (1 + level) / 2)


def all_react(p, level=0.95):
    return subjects_needed(1 - p, level)


def just_enough(f, p):
    """Whether the number shown by f rules out p, and one subject fewer does not."""
    return (1 - p) ** f(p) <= 0.05 < (1 - p) ** (f(p) - 1)


PARTS = {
    "a": Function(
        heading="A function",
        prompt="""
            Write `margin`: how many times the dose that animals tolerated exceeds the dose for a person.
            `route` is `"oral"` or `"iv"`.
            `km` is the divisor of the species: 6.2 for rats, another number for another species.

            Example: `margin(31.0, 100.0, 60.0, "oral")` returns `3000.0`.
        """,
        model='''
            def margin(noael_mg_kg, dose_ug, bw_kg, route, km=6.2):
                """Margin (fold) of a clinical dose in µg to an animal NOAEL in mg/kg."""
                human_mg_kg = noael_mg_kg / km if route == "oral" else noael_mg_kg
                return human_mg_kg * bw_kg * 1000 / dose_ug
        ''',
        switched_off=("toxicology_margin", "tolerated_dose", "human_equivalent_dose", "dose_at_margin"),
        name="margin",
        points=4,
        answer=margin,
        tol=0.01,
        example=Call((31.0, 100.0, 60.0, "oral")),
        cases={
            "an oral dose after a rat study": lambda rng, i: margin_call(rng, "oral"),
            "an intravenous dose": lambda rng, i: margin_call(rng, "iv"),
            "an oral dose after a study in another species": lambda rng, i: margin_call(
                rng, "oral", km=(MOUSE, DOG, 3.1)[i % 3]
            ),
            "an intravenous dose after a study in another species": lambda rng, i: margin_call(
                rng, "iv", km=(MOUSE, DOG, 3.1)[i % 3]
            ),
        },
        invariants={
            "half the dose has twice the margin": lambda f, rng: (
                abs(f(5.0, 40.0, 70.0, "iv") / f(5.0, 80.0, 70.0, "iv") - 2) < 1e-6
            ),
        },
        wrong_turns=(
            WrongTurn(
                "M-MGKG",
                by_weight_always,
                "You scale by body weight for both routes. By mouth the guideline scales by body surface.",
                edit=(('noael_mg_kg / km if route == "oral" else noael_mg_kg', "noael_mg_kg"),),
            ),
            WrongTurn(
                "M-MGM2",
                by_surface_always,
                "You scale by body surface for both routes. What does the guideline ask for an intravenous dose?",
                edit=((' if route == "oral" else noael_mg_kg', ""),),
            ),
            WrongTurn(
                "M-KMINV",
                multiplied,
                "You multiply by km. Does a person tolerate more or less per kilogram than a small animal?",
                edit=(("noael_mg_kg / km", "noael_mg_kg * km"),),
            ),
            WrongTurn(
                "M-PERKG",
                per_kilogram,
                "Your margin compares a dose per kilogram with a dose for a whole person.",
                edit=((" * bw_kg", ""),),
            ),
            WrongTurn(
                "M-SPECIES",
                rats_only,
                "Your function takes every animal for a rat. The species comes in with an argument.",
                edit=(("/ km", "/ 6.2"),),
            ),
            WrongTurn(
                "M-UNIT",
                thousand_lost,
                "The NOAEL is in mg and the dose in µg: a factor of a thousand is missing.",
                quiet=True,
                edit=((" * 1000", ""),),
            ),
        ),
        because="Body surface by mouth, body weight by vein, and both sides in one unit for one whole person.",
        hint="First the animal dose as a human dose per kilogram, then for this person, then in the unit of the dose.",
        solution=lambda g: (
            "`human_mg_kg = noael_mg_kg / km if route == 'oral' else noael_mg_kg`, "
            "then `return human_mg_kg * bw_kg * 1000 / dose_ug`."
        ),
    ),
    "b": Number(
        heading="By mouth",
        prompt="What is the margin of {dose:g} µg by mouth?",
        variable="oral_margin",
        model="NOAEL_ORAL / 6.2 * BODY_WEIGHT * 1000 / DOSE_UG",
        unit="fold",
        points=2,
        answer=oral_margin,
        follows="a",
        carried=lambda g, margin: float(margin(g.noael_oral, g.dose, g.body_weight, "oral")),
        wrong_turns=(
            WrongTurn(
                "M-MGKG",
                lambda g: 1e3 * g.noael_oral * g.body_weight / g.dose,
                "You compared milligrams per kilogram. For an oral dose, body surface is compared.",
            ),
            WrongTurn(
                "M-KMINV",
                lambda g: 1e3 * g.noael_oral * RAT * g.body_weight / g.dose,
                "You multiplied by 6.2: that would let a person tolerate more per kilogram than a rat.",
            ),
            WrongTurn(
                "M-PERKG",
                lambda g: 1e3 * g.noael_oral / RAT / g.dose,
                "One side is still per kilogram. The volunteer takes the dose as a whole.",
            ),
            WrongTurn(
                "M-SPECIES",
                lambda g: 1e3 * g.noael_oral / MOUSE * g.body_weight / g.dose,
                "12.3 is the divisor for mice. Which animal was studied?",
                credit=0.5,
            ),
        ),
        because="Surface with surface, for one whole person. A figure to report: the rule asks for a hundred at least.",
        hint="Rat mg/kg divided by 6.2, times body weight, over the dose, all in one unit.",
        solution=lambda g: (
            f"{g.noael_oral:g} / 6.2 × {g.body_weight:g} kg = {g.noael_oral / RAT * g.body_weight:.4g} mg; "
            f"divided by {g.dose / 1e3:g} mg: **{oral_margin(g):.5g} fold**."
        ),
    ),
    "c": Number(
        heading="By vein",
        prompt="What is the largest intravenous dose within 1/100 of the NOAEL, in µg?",
        variable="largest_iv_ug",
        model="NOAEL_IV * BODY_WEIGHT * 1000 / 100",
        unit="µg",
        points=2,
        answer=iv_dose,
        follows="a",
        carried=lambda g, margin: g.dose * float(margin(g.noael_iv, g.dose, g.body_weight, "iv")) / 100,
        wrong_turns=(
            WrongTurn(
                "M-MGM2",
                lambda g: iv_dose(g) / RAT,
                "You scaled by body surface. For the intravenous route the guideline compares body weights.",
            ),
            WrongTurn(
                "M-CAP",
                lambda g: 100.0,
                "That is the cap of every small molecule. What does the animal study allow this one?",
            ),
            WrongTurn(
                "M-1000X",
                lambda g: iv_dose(g) / 10,
                "A thousand times the clinical dose is the most that the animal study need test. It is no limit on the dose.",
                quiet=True,
            ),
        ),
        because="By vein 1/100 of the NOAEL is less than the cap of 100 µg, so for this route it is the NOAEL that binds.",
        hint="mg/kg times body weight is the dose that the animals tolerated. Take a hundredth of it.",
        solution=lambda g: (
            f"{g.noael_iv:g} mg/kg × {g.body_weight:g} kg = {g.noael_iv * g.body_weight:g} mg; "
            f"a hundredth is **{iv_dose(g):.4g} µg**."
        ),
    ),
    "d": Number(
        heading="Extension: two sentinels",
        prompt="""
            Suppose that, unknown to all, a reaction has a probability of {p:g} % in each person.
            What is the probability that at least one of the two sentinels shows it?
        """,
        variable="p_seen",
        model="1 - (1 - P_REACTION) ** 2",
        unit="probability",
        points=1,
        answer=lambda g: chance_of_event(g.p / 100, n=2),
        wrong_turns=(
            WrongTurn(
                "M-ADDSQ",
                lambda g: (g.p / 100) ** 2,
                "That is the chance that both react. One reaction is enough to be seen.",
            ),
            WrongTurn(
                "M-ADD",
                lambda g: 2 * g.p / 100,
                "Adding the two counts the case in which both react twice.",
            ),
        ),
        because="Two sentinels mostly miss such a reaction: they guard against what strikes nearly everyone.",
        hint="What is the chance that neither reacts?",
        solution=lambda g: f"1 − (1 − {g.p / 100:g})² = **{chance_of_event(g.p / 100, n=2):.4g}**.",
    ),
    "e": Number(
        heading="Nothing happened",
        prompt="""
            All {n:word} volunteers were dosed, and none had a reaction.
            What is the exact one-sided upper 95 % bound on the probability of a reaction?

            That is the probability at which seeing none in {n:word} would itself have a chance of one in twenty.
        """,
        variable="upper_bound",
        model="1 - 0.05 ** (1 / N)",
        unit="probability",
        points=2,
        answer=bound,
        wrong_turns=(
            WrongTurn(
                "M-RULE3",
                lambda g: 3 / g.n,
                "3/n is the limit for large n. With so few volunteers the exact bound is well below it.",
            ),
            WrongTurn(
                "M-COMPL",
                lambda g: 1 - bound(g),
                "That is the probability of no reaction in one volunteer, at the bound. The other share is asked.",
                quiet=True,
            ),
            WrongTurn(
                "M-NOEVENT",
                lambda g: 0.0,
                "No event was seen, but could there have been luck? Which p would make so much luck improbable?",
            ),
            WrongTurn(
                "M-TWOSIDED",
                lambda g: 1 - 0.025 ** (1 / g.n),
                "You left 2.5 % on each side. With no event there is no other side.",
                quiet=True,
            ),
        ),
        because="Volunteers without an event, and still a large risk is possible: the cohort is too small to show safety.",
        hint="Find the p at which seeing no event at all would have a chance of one in twenty.",
        solution=lambda g: f"(1 − p)^{g.n:g} = 0.05, so p = 1 − 0.05^(1/{g.n:g}) = **{bound(g):.4g}**.",
    ),
    "f": Number(
        heading="Extension: the calendar",
        prompt="At least how many days lie between the first and the fifth oral microdose?",
        variable="span_days",
        model="4 * 6 * HALF_LIFE / 24",
        unit="days",
        points=1,
        answer=lambda g: repeat_span(g.half_life) / 24,
        wrong_turns=(
            WrongTurn(
                "M-FENCE",
                lambda g: 5 * 6 * g.half_life / 24,
                "Five doses, but how many waiting times lie between them?",
            ),
            WrongTurn(
                "M-DAYS",
                lambda g: repeat_span(g.half_life),
                "Those are hours. Days are asked.",
                credit=0.5,
                quiet=True,
            ),
            WrongTurn(
                "M-1HL",
                lambda g: 4 * g.half_life / 24,
                "After one half-life half of the dose is still there. The washout asked for is longer.",
            ),
        ),
        because="Four gaps of six half-lives.",
        hint="Count the gaps, then the half-lives in each, then turn hours into days.",
        solution=lambda g: (
            f"4 × 6 × {g.half_life:g} h = {repeat_span(g.half_life):g} h = **{repeat_span(g.half_life) / 24:.4g} days**."
        ),
    ),
    "g": Number(
        heading="How many would do?",
        prompt="""
            How many subjects, all without an event, are needed to claim at 95 % that the probability is below {ruled_out:g} %?
        """,
        variable="subjects",
        model="math.ceil(math.log(0.05) / math.log(1 - RULED_OUT_PERCENT / 100))",
        unit="subjects",
        points=1,
        tol=1e-9,  # a whole number: no neighbour is right
        answer=enough_subjects,
        wrong_turns=(
            WrongTurn(
                "M-EXPECT",
                lambda g: 100 / g.ruled_out,
                "Among that many one event is expected at this p, but none at all would be no great surprise.",
            ),
            WrongTurn(
                "M-FLOOR",
                lambda g: enough_subjects(g) - 1,
                "One subject short: with this number the claim just misses its level.",
            ),
            WrongTurn(
                "M-RULE3",
                lambda g: 300 / g.ruled_out,
                "3/p is a rule of thumb. An exact whole number is asked.",
            ),
            WrongTurn(
                "M-N6",
                lambda g: g.n,
                "That is the size of the cohort. What did it leave possible in (e)?",
            ),
        ),
        because="Far more people than any exploratory study has.",
        hint="As in (e), but p is known and n is not. Round up to a whole person.",
        solution=lambda g: (
            f"(1 − {g.ruled_out / 100:g})^n ≤ 0.05 from n = ln 0.05 / ln {1 - g.ruled_out / 100:g} on: **{enough_subjects(g):g} subjects**."
        ),
    ),
    "h": Choice(
        heading="A choice",
        prompt="""
            The plan is mended: each volunteer gets {dose:g} µg by mouth and, by vein, the dose of (c). The team calls it approach 1.
            Which animal studies does the guideline ask for before this plan may start?
        """,
        variable="package",
        points=2,
        options=(
            Option(
                "none at all, because so small a dose cannot act",
                "M-NOTOX",
                "That so small a dose does no harm has to be shown by something. What does the margin compare it with?",
            ),
            Option(
                "repeated doses in two species, genotoxicity tests",
                "M-FULLTOX",
                "That is the package of a first study with larger doses. Each dose is a microdose now, and two of them need less.",
            ),
            Option("seven days of doses in one species, also by vein"),
            Option(
                "one extended single dose, in one animal species",
                "M-APPROACH1",
                "That is the package of approach 1. Add up what one volunteer gets: does approach 1 allow it?",
            ),
            Option(
                "one single dose in one species, plus genotoxicity",
                "M-GENOTOX",
                "Genotoxicity tests are not part of any microdose package. And how much does one volunteer get in all?",
            ),
        ),
        because="The two doses exceed the total of approach 1, so the plan needs approach 2 and its seven-day study.",
        hint="The package follows the exposure. What does one volunteer get in all?",
        solution=lambda g: (
            f"{g.dose:g} µg and {iv_dose(g):.3g} µg are {g.dose + iv_dose(g):.4g} µg, and approach 1 allows 100 µg in all. "
            "Approach 2 needs a seven-day repeated-dose study in one species, usually a rodent, by the intended routes or by vein alone."
        ),
    ),
    "i": Choice(
        heading="Extension: a second choice",
        prompt="What mainly protects the volunteers of a microdose study?",
        variable="protection",
        points=1,
        options=(
            Option("the distance to active and to tolerated doses"),
            Option(
                "the short half-life of most of the microdoses",
                "M-SHORT",
                "A half-life says how long a dose stays, not how much it does. A microdose does not shorten it either.",
            ),
            Option(
                "the fact that none of the first {n:word} had an event",
                "M-NOEVENT",
                "Look at (e) again: how large a risk would {n:word} people without an event leave open?",
            ),
            Option(
                "the two sentinels who are dosed before all others",
                "M-SENTINEL",
                "Look at (d) again: how often would two sentinels miss a reaction of that kind?",
            ),
        ),
        because="The distance of the dose carries the argument, first of all that to the active dose. The cohort is far too small to bound a risk.",
        hint="Which of these is known before anyone is dosed, and says something about the dose itself?",
        solution=lambda g: (
            f"{g.n:g} people without an event leave a risk of {100 * bound(g):.0f} % open, and sentinels see little more. "
            "The distance of the dose to what acts and to what animals tolerated remains."
        ),
    ),
    "j": Function(
        heading="A bug hunt",
        prompt="""
            The draft below should return the fewest subjects, all without an event, that rule out a probability of `p` or more.
            The bound is one-sided, at the confidence `level`.
            The draft holds three bugs.
            Find them, and write the function anew in the cell after it.

            Example: `subjects_needed(0.05)` is `59`.
        """,
        draft="""
            def subjects_needed_draft(p, level=0.95):
                alpha = (1 - level) / 2
                return int(math.log(alpha) / math.log(p))


            print(subjects_needed_draft(0.05), "- should be 59")
        """,
        model='''
            def subjects_needed(p, level=0.95):
                """Fewest subjects without an event that rule out a probability of p or more."""
                alpha = 1 - level
                return math.ceil(math.log(alpha) / math.log(1 - p))
        ''',
        switched_off=("subjects_without_event", "event_upper_bound", "chance_of_event"),
        name="subjects_needed",
        points=3,
        answer=subjects_needed,
        example=Call((0.05,)),
        cases={
            "a rare reaction": lambda rng, i: Call((float(rng.uniform(0.002, 0.02)),)),
            "a common reaction": lambda rng, i: Call((float(rng.uniform(0.05, 0.25)),)),
            "another level of confidence": lambda rng, i: Call(
                (float(rng.uniform(0.01, 0.1)),), {"level": (0.8, 0.9, 0.99)[i % 3]}
            ),
        },
        invariants={
            "the number is enough, and one subject fewer is not": lambda f, rng: just_enough(
                f, rng.uniform(0.004, 0.2)
            ),
        },
        wrong_turns=(
            unchanged_draft(
                draft,
                "Run it: can one subject prove so much?",
                edit=(("1 - level", "(1 - level) / 2"), ("math.log(1 - p)", "math.log(p)"), ("math.ceil", "int")),
            ),
            WrongTurn(
                "M-FLOOR",
                rounded_down,
                "One bug is left: with your number the claim just misses its level. Which way must it be rounded?",
                credit=0.5,
                edit=(("math.ceil", "int"),),
            ),
            WrongTurn(
                "M-TWOSIDED",
                two_sided,
                "One bug is left: you split what remains to two sides. The bound has one.",
                credit=0.5,
                edit=(("1 - level", "(1 - level) / 2"),),
            ),
            WrongTurn(
                "M-ADDSQ",
                all_react,
                "One bug is left: you use the chance that all subjects react. What was seen is that none did.",
                credit=0.5,
                edit=(("math.log(1 - p)", "math.log(p)"),),
            ),
        ),
        because="None reacting has probability (1 − p)^n; the first whole n that makes it small enough.",
        hint="There are three bugs: whose probability is raised to n, one side or two, and how to round.",
        solution=lambda g: "`return math.ceil(math.log(1 - level) / math.log(1 - p))`.",
    ),
    "k": Number(
        heading="Transfer",
        prompt="""
            Another oral drug was studied in dogs.
            Its NOAEL there, again the top dose, is {noael_dog:g} mg/kg; a dog dose in mg/kg is divided by 1.8.
            Its smallest active dose in humans by mouth, *D*<sub>min</sub>, is {d_min:g} mg.
            What is its largest single microdose for the same volunteer, in µg?
            1/100 of the NOAEL, *D*<sub>min</sub>/100 and 100 µg must all hold.
        """,
        variable="dog_limit_ug",
        model="min(NOAEL_DOG / 1.8 * BODY_WEIGHT * 1000 / 100, D_MIN_MG * 1000 / 100, 100)",
        unit="µg",
        points=2,
        answer=dog_limit,
        wrong_turns=(
            WrongTurn(
                "M-NOCOND",
                dog_noael_share,
                "That is what the animal study allows. Two more conditions must hold at the same time.",
            ),
            WrongTurn(
                "M-CAP",
                lambda g: 100.0,
                "That is the cap of every small molecule. What do the other two conditions allow this one?",
            ),
            WrongTurn(
                "M-SPECIES",
                lambda g: dog_limit(g, dog_noael_share(g, divisor=RAT)),
                "6.2 is the divisor for rats. This study was done in dogs.",
                credit=0.5,
            ),
            WrongTurn(
                "M-1000X",
                lambda g: dog_limit(g, dog_noael_share(g, share=1000)),
                "You took the ceiling on animal testing for a margin. Which part of the NOAEL may a volunteer get?",
            ),
        ),
        because="All three hold, and here 1/100 of the active dose is the smallest.",
        hint="Scale the dog dose to this volunteer, take a hundredth, and compare with the other two limits.",
        solution=lambda g: (
            f"{g.noael_dog:g} / 1.8 × {g.body_weight:g} kg = {g.noael_dog / DOG * g.body_weight:.4g} mg, "
            f"a hundredth of it {dog_noael_share(g):.4g} µg; "
            f"the others are {10 * g.d_min:g} and 100 µg. The smallest: **{dog_limit(g):.4g} µg**."
        ),
    ),
}

PROBLEM = Problem(
    id="h9",
    title="Is this protocol safe enough to start?",
    notebook="ps4_strategy/exploratory_protocol",
    chapter="course/principles/09_exploratory_protocol.ipynb",
    sections={
        "1 Two rulers": "abck",
        "2 Five approaches": "fh",
        "3 Who goes first, and when do we stop?": "di",
        "5 Nothing happened": "egjl",
    },
    minutes=50,
    setup="import math",
    story="""
        A drug is to be tried in humans for the first time, at microdoses.
        Extended single-dose toxicity studies were done in rats.
        The highest dose without an adverse effect (NOAEL) was {noael_oral:g} mg/kg by mouth and {noael_iv:g} mg/kg by vein.

        Planned are one dose of {dose:g} µg by mouth and one of {dose:g} µg by vein, both meant as microdoses.
        As an alternative the team thinks of five oral microdoses; the half-life is {half_life:g} h.
        The volunteers weigh {body_weight:g} kg.
        There are {n:word} of them: two **sentinels** are dosed first, the others later.
    """,
    context={
        "rules-of-the-guideline": """
            **What the guideline asks for** (ICH M3(R2), section 7.1 and Table 3, approaches 1 and 2, in short: read it in full before any real use)

            | question | rule |
            |---|---|
            | dose and NOAEL | at most 1/100 of the NOAEL (this dossier has one for each route), in approach 1 for all doses together, in approach 2 for each; animals need not be tested above 1000 times the clinical dose |
            | total | approach 1: 100 µg in all, in one dose or several; approach 2: up to five doses of 100 µg |
            | oral doses | are compared by body surface: rat mg/kg divided by 6.2 is human mg/kg |
            | intravenous doses | are compared by body weight: mg/kg with mg/kg |
            | several microdoses | up to five, at least six half-lives apart |

            A microdose also stays within 1/100 of the active dose and within 100 µg.
            Here the NOAEL was the top dose.
        """,
    },
    constants="P_REACTION = REACTION_PERCENT / 100  # probability",
    given=GIVEN,
    personal=True,
    derived={
        "bound": bound,
        "enough": enough_subjects,
        "missed": lambda g: 100 * (1 - g.p / 100) ** 2,
        "margin": lambda g: float(f"{oral_margin(g):.3g}"),
        "iv_dose": iv_dose,
    },
    premises={
        "two doses exceed approach 1": lambda g: g.dose + iv_dose(g) > 100,
        "by vein the dose must be lowered": lambda g: iv_dose(g) < g.dose,
        "the active dose sets the limit of (k)": lambda g: 10 * g.d_min < min(dog_noael_share(g), 100),
    },
    parts=PARTS,
    written={
        "l": Written(
            heading="In your own words",
            prompt="""
                A press release says: “Our microdose study proved the compound safe: {n:word} volunteers, not a single adverse event.”
                Answer in four to six sentences.
                Say what {n:word} volunteers without an event show, what the two sentinels are for, what does protect the volunteers here (with a number from your answers), and one risk against which it does not help.
            """,
            points=4,
            model="""
                {n:Word} people without an event prove very little: a risk of up to {bound:.2f} a person is compatible with them, and ruling out {ruled_out:g} % would take {enough:g} people.
                The sentinels are there to stop a violent and frequent reaction before all are exposed; a reaction with a probability of {p:g} % they would miss {missed:.0f} times in a hundred.
                What protects the volunteers is the margin: by mouth the dose is about {margin:g} times below what rats tolerated, and by vein the dose must be lowered to {iv_dose:.3g} µg to stay within 1/100 of the NOAEL.
                A margin from rats does not help against a reaction that is special to humans, such as an allergy, and a microdose says nothing about the safety of a full dose.
            """,
            scheme=(
                "No event in {n:word} is compatible with a large risk: up to {bound:.2f} (or: {enough:g} subjects are needed to rule out {ruled_out:g} %).",
                "Sentinels guard against frequent or violent reactions; they would miss a {p:g} % reaction about {missed:.0f} times in a hundred.",
                "The distance of the dose protects: about {margin:g}-fold to what rats tolerated by mouth, or {iv_dose:.3g} µg by vein, 1/100 of the NOAEL (or the distance to the active dose, with its number).",
                "A risk outside the margin: a reaction special to humans (allergy, immune), the procedure itself, a NOAEL from one species only, nothing learnt about therapeutic doses.",
            ),
        ),
    },
)
