"""H10: the ethics ledger. What a Phase 0 study costs its volunteers, and whom it spares: it depends on what is counted."""

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
    background_hours,
    benefit_harm_interval,
    benefit_harm_ratio,
    events_avoided,
    events_incurred,
    nci_to_bq,
    radiation_risk,
)
from microkit import effective_dose as microkit_effective_dose

GIVEN = {
    "activity": Quantity(1000.0, "nCi", pick(800, 1000, 1200, 1500), name="NCI"),
    "coefficient": Quantity(5.8e-10, "Sv/Bq", pick(5.8e-10), name="COEFF"),
    "background": Quantity(2.4, "mSv/y", pick(1.8, 2.4, 3.1)),
    "n_now": Quantity(6.0, "", pick(6, 7, 8, 9), about="volunteers in Phase 0"),
    "n_later": Quantity(48.0, "", pick(40, 48, 60, 72), about="volunteers in Phase I"),
    "p_unviable": Quantity(
        0.25, "", pick(0.2, 0.25, 0.3, 0.4), name="PRIOR", about="probability that the candidate is unviable"
    ),
    "sensitivity": Quantity(
        0.85, "", pick(0.7, 0.8, 0.85, 0.9), name="SENS", about="probability that the gate stops it then"
    ),
    "pet_dose": Quantity(3.7, "mSv", pick(2, 3.7, 5), name="PET_MSV", about="for (i)"),
}
PARTICIPATIONS = 11_028
SAES = 34
DRUG_SAES = 11
PROCEDURE_SAES = 7
DRUG_LATER = DRUG_SAES / PARTICIPATIONS
PROCEDURE = PROCEDURE_SAES / PARTICIPATIONS
DRUG_NOW = 1e-5  # assumed, a volunteer


def dose(g):
    """Effective dose of the label, µSv."""
    return microkit_effective_dose(nci_to_bq(g.activity), coefficient=g.coefficient)


def spared(g, risk=DRUG_LATER, **changed):
    """Events that the gate spares the later trial."""
    gate = {"p_unviable": g.p_unviable, "sensitivity": g.sensitivity} | changed
    return events_avoided(g.n_later, risk=risk, **gate)


def caused(g, radiation_uSv=None):
    """Events caused by drug and radiation in the Phase 0 study."""
    radiation = radiation_risk(dose(g) if radiation_uSv is None else radiation_uSv)
    return events_incurred(g.n_now, risk=DRUG_NOW + radiation)


def caused_in_all(g):
    """Events caused by drug, radiation and procedures in the Phase 0 study."""
    return caused(g) + events_incurred(g.n_now, risk=PROCEDURE)


def ratio(g):
    return benefit_harm_ratio(spared(g), caused(g))


def ratio_in_all(g):
    return benefit_harm_ratio(spared(g, DRUG_LATER + PROCEDURE), caused_in_all(g))


def ratio_one_sided(g):
    """The ratio with the procedures charged to Phase 0 alone."""
    return spared(g) / caused_in_all(g)


def limits_in_all(g):
    """95 % limits of the ratio with procedures, from what few events say of the share that procedures cause."""
    interval = benefit_harm_interval(
        DRUG_SAES,
        PROCEDURE_SAES,
        participations=PARTICIPATIONS,
        spared_later=spared(g, risk=1.0),
        n_now=g.n_now,
        other_risk=DRUG_NOW + radiation_risk(dose(g)),
    )
    return [interval.lower, interval.upper]


def eff_dose_uSv(nCi, coeff=5.8e-10):
    """Reference for part a."""
    return microkit_effective_dose(nci_to_bq(nCi), coefficient=coeff)


def curie_slipped(nCi, coeff=5.8e-10):
    return eff_dose_uSv(nCi, coeff) / 10


def millisieverts(nCi, coeff=5.8e-10):
    return eff_dose_uSv(nCi, coeff) / 1e3


def curies_as_becquerels(nCi, coeff=5.8e-10):
    return eff_dose_uSv(nCi, coeff) / 37


def coefficient_fixed(nCi, coeff=5.8e-10):
    return eff_dose_uSv(nCi)


def benefit_harm(n_now, n_later, p_unviable, sensitivity, p_drug_now, p_drug_later, p_procedure):
    """Reference for part h."""
    avoided = events_avoided(n_later, risk=p_drug_later + p_procedure, p_unviable=p_unviable, sensitivity=sensitivity)
    return benefit_harm_ratio(avoided, events_incurred(n_now, risk=p_drug_now + p_procedure))


def draft(n_now, n_later, p_unviable, sensitivity, p_drug_now, p_drug_later, p_procedure):
    return p_unviable * n_later * p_drug_later / (p_drug_now + p_procedure)


def one_sided(n_now, n_later, p_unviable, sensitivity, p_drug_now, p_drug_later, p_procedure):
    return p_unviable * sensitivity * n_later * p_drug_later / (n_now * (p_drug_now + p_procedure))


def sure_gate(n_now, n_later, p_unviable, sensitivity, p_drug_now, p_drug_later, p_procedure):
    return benefit_harm(n_now, n_later, p_unviable, 1.0, p_drug_now, p_drug_later, p_procedure)


def one_volunteer(n_now, n_later, p_unviable, sensitivity, p_drug_now, p_drug_later, p_procedure):
    return benefit_harm(1, n_later, p_unviable, sensitivity, p_drug_now, p_drug_later, p_procedure)


def programme(rng, procedure=(2e-4, 2e-3), sensitivity=(0.5, 0.95)):
    """A random gate."""
    people = int(rng.integers(3, 13)), int(rng.integers(30, 101))
    chances = float(rng.uniform(0.1, 0.6)), float(rng.uniform(*sensitivity))
    risks = float(10 ** rng.uniform(-6, -4)), float(10 ** rng.uniform(-3.5, -2.5)), float(rng.uniform(*procedure))
    return Call((*people, *chances, *risks))


PARTS = {
    "a": Function(
        heading="A function",
        prompt="""
            Write `eff_dose_uSv`: the committed effective dose in µSv of a ¹⁴C activity in nCi.
            The coefficient is in Sv/Bq and may differ from the usual one.

            Example: `eff_dose_uSv(50.0)` returns `1.073`.
        """,
        model='''
            def eff_dose_uSv(nCi, coeff=5.8e-10):
                """Committed effective dose (µSv)."""
                return nCi * 37 * coeff * 1e6
        ''',
        switched_off=("effective_dose",),
        name="eff_dose_uSv",
        points=2,
        answer=eff_dose_uSv,
        tol=1e-3,
        example=Call((50.0,)),
        cases={
            "the usual coefficient": lambda rng, i: Call((float(rng.uniform(20, 900)),)),
            "another coefficient": lambda rng, i: Call((float(rng.uniform(20, 900)), float(rng.uniform(1e-11, 4e-10)))),
        },
        invariants={
            "no activity gives no dose": lambda f, rng: f(0.0) == 0,
        },
        wrong_turns=(
            WrongTurn(
                "M-CI", curie_slipped, "One nCi is not 3.7 Bq: look the digits up once more.", edit=(("* 37", "* 3.7"),)
            ),
            WrongTurn("M-UNIT", millisieverts, "Your dose is in mSv.", quiet=True, edit=(("1e6", "1e3"),)),
            WrongTurn(
                "M-NOCONV",
                curies_as_becquerels,
                "The coefficient is per becquerel, and your activity is still in nCi.",
                edit=((" * 37", ""),),
            ),
            WrongTurn(
                "M-FIXED",
                coefficient_fixed,
                "Your function always uses one coefficient, whatever it is given.",
                edit=(("* coeff", "* 5.8e-10"),),
            ),
        ),
        because="nCi to Bq, times the coefficient, times a million.",
        hint="37 Bq per nCi; Sv to µSv is a factor of a million.",
        solution=lambda g: "`return nCi * 37 * coeff * 1e6`.",
    ),
    "b": Number(
        heading="Radiation",
        prompt="What is the effective dose of one volunteer, in µSv?",
        variable="dose_uSv",
        model="NCI * 37 * COEFF * 1e6",
        unit="µSv",
        points=1,
        answer=dose,
        follows="a",
        carried=lambda g, eff_dose_uSv: eff_dose_uSv(g.activity, g.coefficient),
        wrong_turns=(
            WrongTurn(
                "M-CI",
                lambda g: dose(g) / 10,
                "Your nanocurie has a tenth of its decays.",
                credit=0.5,
                quiet=True,
            ),
            WrongTurn(
                "M-UNIT",
                lambda g: 1e3 * dose(g),
                "A CT scan gives that much. Check µCi against nCi, or µSv against nSv.",
                credit=0.5,
                quiet=True,
            ),
            WrongTurn(
                "M-NOCONV",
                lambda g: dose(g) / 37,
                "You put nCi where Bq belongs.",
            ),
            WrongTurn(
                "M-SEED",
                lambda g: 1.0,
                "That is the “typical” figure of the textbooks. Yours follows from this activity.",
            ),
        ),
        because="Some tens of microsieverts.",
        hint="Activity in Bq times Sv/Bq.",
        solution=lambda g: f"{g.activity:g} × 37 Bq × {g.coefficient:g} Sv/Bq × 10⁶ = **{dose(g):.4g} µSv**.",
    ),
    "c": Number(
        heading="Extension: on a human scale",
        prompt="""
            How many hours of natural background give the same dose?
            A year has 8760 h.
        """,
        variable="background_h",
        model="NCI * 37 * COEFF * 1e3 / BACKGROUND * 8760",
        unit="h",
        points=1,
        answer=lambda g: background_hours(dose(g), annual=g.background),
        follows="b",
        carried=lambda g, dose_uSv: background_hours(dose_uSv, annual=g.background),
        wrong_turns=(
            WrongTurn(
                "M-DAYS",
                lambda g: background_hours(dose(g), annual=g.background) / 24,
                "Those are days.",
            ),
            WrongTurn(
                "M-UNIT",
                lambda g: 1e3 * background_hours(dose(g), annual=g.background),
                "Background is in mSv per year, the dose in µSv.",
                credit=0.5,
                quiet=True,
            ),
        ),
        because="Some days of ordinary life, a week at most.",
        hint="Dose over yearly background, both in mSv, times 8760 h.",
        solution=lambda g: (
            f"{dose(g) / 1e3:.4g} mSv / {g.background:g} mSv/y × 8760 h = "
            f"**{background_hours(dose(g), annual=g.background):.4g} h**."
        ),
    ),
    "d": Number(
        heading="Benefit",
        prompt="""
            How many drug-related serious events of Phase I does the gate avoid, on average?
            Count unviable candidates that are stopped, and suppose that no back-up compound takes their place: if one does, nobody is spared.
        """,
        variable="sae_avoided",
        model="PRIOR * SENS * N_LATER * P_LATER",
        unit="events",
        points=3,
        answer=spared,
        wrong_turns=(
            WrongTurn(
                "M-ADD",
                lambda g: spared(g, DRUG_LATER + PROCEDURE),
                "You added the events of the procedures. Here only those related to the drug are asked.",
                quiet=True,
            ),
            WrongTurn(
                "M-ALLSAE",
                lambda g: spared(g, SAES / PARTICIPATIONS),
                "You counted every serious event. Most of them had nothing to do with the drug.",
            ),
            WrongTurn(
                "M-SENS",
                lambda g: spared(g, sensitivity=1.0),
                "Your gate stops every unviable candidate. How good is this one?",
            ),
            WrongTurn(
                "M-PRIOR",
                lambda g: spared(g, p_unviable=1.0),
                "You took it for certain that the candidate is unviable. Most are not.",
            ),
            WrongTurn(
                "M-N",
                lambda g: spared(g) / g.n_later,
                "That is the risk of one volunteer. How many does the stopped trial spare?",
            ),
        ),
        because="Prior, times sensitivity, times volunteers, times the risk of each.",
        hint="Four factors: unviable? stopped? how many people? what risk for each?",
        solution=lambda g: f"{g.p_unviable:g} × {g.sensitivity:g} × {g.n_later:g} × 11/11028 = **{spared(g):.4g}**.",
    ),
    "e": Number(
        heading="Harm, first account",
        prompt="""
            Let the harm of Phase 0 be the drug and the radiation.
            How many events are avoided for each one caused?
        """,
        variable="ratio_drug_radiation",
        model="PRIOR * SENS * N_LATER * P_LATER / (N_NOW * (P_NOW + NCI * 37 * COEFF * DETRIMENT))",
        unit="ratio",
        points=2,
        answer=ratio,
        follows="d",
        carried=lambda g, sae_avoided: sae_avoided / caused(g),
        wrong_turns=(
            WrongTurn(
                "M-RADONLY",
                lambda g: spared(g) / (caused(g) - events_incurred(g.n_now, risk=DRUG_NOW)),
                "Only radiation is in your denominator. The drug has a risk too, small as it is.",
            ),
            WrongTurn(
                "M-IGN",
                lambda g: spared(g) / events_incurred(g.n_now, risk=DRUG_NOW),
                "Only the drug is in your denominator. The label has a dose, and (b) says how large it is.",
            ),
            WrongTurn(
                "M-NOPATIENTS",
                lambda g: ratio(g) * g.n_now,
                "Your denominator is for one volunteer.",
            ),
        ),
        because="Hundreds to one, on this accounting.",
        hint="Harm: volunteers times (drug risk + dose in Sv times detriment).",
        solution=lambda g: (
            f"Harm: {g.n_now:g} × (10⁻⁵ + {dose(g) * 1e-6:.3g} × 0.055) = {caused(g):.4g}; ratio **{ratio(g):.4g}**."
        ),
    ),
    "f": Number(
        heading="Harm, second account",
        prompt="""
            Now count the procedures on both sides: those of Phase 0, and those of the Phase I that never starts.
            What is the ratio?
        """,
        variable="ratio_all",
        model="PRIOR * SENS * N_LATER * (P_LATER + P_PROC) / (N_NOW * (P_NOW + NCI * 37 * COEFF * DETRIMENT + P_PROC))",
        unit="ratio",
        points=3,
        tol=0.005,
        answer=ratio_in_all,
        follows="d",
        carried=lambda g, sae_avoided: sae_avoided * (DRUG_SAES + PROCEDURE_SAES) / DRUG_SAES / caused_in_all(g),
        wrong_turns=(
            WrongTurn(
                "M-ONESIDE",
                ratio_one_sided,
                "You charged the procedures to Phase 0 and forgot those of the trial that never starts.",
            ),
            WrongTurn(
                "M-IGN",
                ratio,
                "Your ratio has not changed: needles and catheters are still missing.",
            ),
            WrongTurn(
                "M-IGN",
                lambda g: benefit_harm_ratio(
                    spared(g, DRUG_LATER + PROCEDURE), events_incurred(g.n_now, risk=PROCEDURE)
                ),
                "Only the procedures are in your denominator. Drug and radiation have not gone away.",
            ),
            WrongTurn(
                "M-NETN",
                lambda g: ratio_in_all(g) * (g.n_later - g.n_now) / g.n_later,
                "You took the volunteers of Phase 0 off those of Phase I. They are on the harm side already.",
            ),
        ),
        because="A small part of the ratio in (e): the needle weighs more than the drug and the label together.",
        hint="Add 7/11028 to the risk of each volunteer, now and later.",
        solution=lambda g: (
            f"Avoided: {spared(g, DRUG_LATER + PROCEDURE):.4g}; caused: {caused_in_all(g):.4g}; "
            f"ratio **{ratio_in_all(g):.4g}**."
        ),
    ),
    "g": Choice(
        heading="A choice",
        prompt="""
            “The events avoided vastly outweigh the risks of Phase 0.”
            A fair verdict on this claim is …
        """,
        variable="verdict_choice",
        points=2,
        options=(
            Option(
                "false: once procedures are counted, Phase 0 harms more than it spares",
                "M-SIGN",
                "Compare your answer to (f) with 1.",
            ),
            Option(
                "open: numbers of events as small as these cannot be compared at all",
                "M-RARE",
                "Expected numbers below one can be compared. You just did.",
            ),
            Option(
                "true: it is more than a hundredfold, however the harm is counted",
                "M-IGN",
                "That holds for drug and radiation. What did the volunteers go through besides?",
            ),
            Option("partly: some {vast:g}-fold for drug and radiation, {in_all:.0f}-fold in all"),
        ),
        because="Favourable, not vast, and proportional to prior, sensitivity and the ratio of the two trials' sizes.",
        hint="Set (e) and (f) side by side.",
        solution=lambda g: (
            f"{ratio(g):.0f} without procedures, {ratio_in_all(g):.2g} with them on both sides, "
            f"{ratio_one_sided(g):.2g} with them on one side. None of these is a point: 11 and 7 events leave 95 % limits "
            f"of about {limits_in_all(g)[0]:.2g} and {limits_in_all(g)[1]:.2g} around the {ratio_in_all(g):.2g} alone, "
            f"the {ratio(g):.0f} is inversely proportional to a risk that is mostly the assumed 10⁻⁵, and where a back-up compound "
            "takes the place of the stopped one, nobody is spared."
        ),
    ),
    "h": Function(
        heading="A bug hunt",
        prompt="""
            The draft below should return the events avoided for each one caused, with procedures on both sides.
            Radiation is already in `p_drug_now`.
            It holds three bugs.
            Find them, and write the function anew in the cell after it.

            Example: `benefit_harm(5, 50, 0.4, 0.5, 1e-5, 1e-3, 9.9e-4)` is `3.98`.
        """,
        draft="""
            def benefit_harm_draft(n_now, n_later, p_unviable, sensitivity, p_drug_now, p_drug_later, p_procedure):
                avoided = p_unviable * n_later * p_drug_later
                caused = p_drug_now + p_procedure
                return avoided / caused


            print(benefit_harm_draft(5, 50, 0.4, 0.5, 1e-5, 1e-3, 9.9e-4), "- should be 3.98")
        """,
        model='''
            def benefit_harm(n_now, n_later, p_unviable, sensitivity, p_drug_now, p_drug_later, p_procedure):
                """Events avoided for each one caused."""
                avoided = p_unviable * sensitivity * n_later * (p_drug_later + p_procedure)
                caused = n_now * (p_drug_now + p_procedure)
                return avoided / caused
        ''',
        switched_off=("benefit_harm_ratio", "benefit_harm_interval", "events_avoided", "events_incurred"),
        name="benefit_harm",
        points=3,
        answer=benefit_harm,
        tol=1e-3,
        example=Call((5, 50, 0.4, 0.5, 1e-5, 1e-3, 9.9e-4)),
        cases={
            "drug and procedures": lambda rng, i: programme(rng),
            "procedures without any risk": lambda rng, i: programme(rng, procedure=(0.0, 0.0)),
            "a gate that never misses": lambda rng, i: programme(rng, sensitivity=(1.0, 1.0)),
        },
        invariants={
            "a candidate that is surely viable spares nobody": lambda f, rng: (
                f(6, 60, 0.0, 0.8, 1e-5, 1e-3, float(rng.uniform(1e-4, 1e-3))) == 0
            ),
        },
        wrong_turns=(
            unchanged_draft(
                draft,
                "Which of its arguments does it never use?",
                edit=((" * sensitivity", ""), ("(p_drug_later + p_procedure)", "p_drug_later"), ("n_now * ", "")),
            ),
            WrongTurn(
                "M-ONESIDE",
                one_sided,
                "One bug is left: procedures burden the later trial too.",
                credit=0.5,
                edit=(("(p_drug_later + p_procedure)", "p_drug_later"),),
            ),
            WrongTurn(
                "M-SENS",
                sure_gate,
                "One bug is left: the gate misses some unviable candidates.",
                credit=0.5,
                edit=((" * sensitivity", ""),),
            ),
            WrongTurn(
                "M-NOPATIENTS",
                one_volunteer,
                "One bug is left: how many people take part in Phase 0?",
                credit=0.5,
                edit=(("n_now * ", ""),),
            ),
        ),
        because="The same kinds of risk on both sides, each times its own number of people.",
        hint="Three bugs: an argument unused on the benefit side, a risk missing there, a number of people missing below.",
        solution=lambda g: (
            "`avoided = p_unviable * sensitivity * n_later * (p_drug_later + p_procedure)`, "
            "`caused = n_now * (p_drug_now + p_procedure)`, `return avoided / caused`."
        ),
    ),
    "i": Number(
        heading="Transfer",
        prompt="""
            Another Phase 0 study uses a PET tracer, which gives each of the {n_now:word} volunteers {pet_dose:g} mSv instead of the ¹⁴C dose.
            Everything else stays.
            What is the ratio of (e), with drug and radiation only?
        """,
        variable="ratio_pet",
        model="PRIOR * SENS * N_LATER * P_LATER / (N_NOW * (P_NOW + PET_MSV / 1000 * DETRIMENT))",
        unit="ratio",
        points=2,
        answer=lambda g: benefit_harm_ratio(spared(g), caused(g, 1e3 * g.pet_dose)),
        follows="d",
        carried=lambda g, sae_avoided: sae_avoided / caused(g, 1e3 * g.pet_dose),
        wrong_turns=(
            WrongTurn(
                "M-UNIT",
                lambda g: benefit_harm_ratio(spared(g), caused(g, g.pet_dose)),
                "A PET dose is in mSv, a thousand times the unit of (b).",
            ),
            WrongTurn(
                "M-RADONLY",
                lambda g: spared(g) / events_incurred(g.n_now, risk=radiation_risk(1e3 * g.pet_dose)),
                "The drug's own risk has left your denominator.",
            ),
            WrongTurn(
                "M-NOPATIENTS",
                lambda g: g.n_now * benefit_harm_ratio(spared(g), caused(g, 1e3 * g.pet_dose)),
                "Your denominator is for one volunteer.",
            ),
        ),
        because="By the nominal numbers a scan weighs far more than the drug, though less than the procedures of (f).",
        hint="Replace the ¹⁴C dose in the harm of (e); detriment is per Sv.",
        solution=lambda g: (
            f"Harm: {g.n_now:g} × (10⁻⁵ + {g.pet_dose:g} × 10⁻³ × 0.055) = {caused(g, 1e3 * g.pet_dose):.4g}; "
            f"ratio **{spared(g) / caused(g, 1e3 * g.pet_dose):.4g}**."
        ),
    ),
}

PROBLEM = Problem(
    id="h10",
    title="Does a Phase 0 study spare more harm than it does?",
    notebook="ps4_strategy/ethics_ledger",
    chapter="course/principles/10_ethics_ledger.ipynb",
    sections={
        "One line: the radiation": "abc",
        "2 A ledger of expectations": "defghij",
    },
    minutes=55,
    story="""
        {n_now:Word} volunteers take a microdose with {activity:g} nCi of ¹⁴C each.
        One nCi is 37 Bq.
        The study is a gate: if the candidate turns out unviable, Phase I with {n_later:g} volunteers never starts.
        *Unviable* means that its kinetics in humans alone rule it out, as when too little is absorbed or it is gone too soon.
        About nine in ten candidates that enter humans fail in the end, most of them for other reasons, and this gate does not see those.

        | quantity | value |
        |---|---|
        | dose coefficient of swallowed ¹⁴C | {coefficient:power} Sv/Bq (ICRP 72 and 119, recalled) |
        | cancer detriment for each Sv, whole population | 0.055 (ICRP 103, recalled) |
        | natural background | {background:g} mSv per year |
        | probability, before the study, that the candidate is unviable | {p_unviable:g} |
        | gate stops an unviable candidate | {sensitivity:g} |
        | drug-related serious event at the microdose, for each volunteer | 10⁻⁵ (assumed) |

        In 11,028 participations of healthy volunteers in trials there were 34 serious events: 11 were related to the drug, 7 to the procedures (Emanuel 2015).
        Take these as the risks of a volunteer in Phase I.
        Procedures are the same in both phases.
    """,
    constants="""
        DETRIMENT = 0.055  # cancer detriment per Sv, whole population
        P_LATER, P_PROC = 11 / 11_028, 7 / 11_028  # for each volunteer
        P_NOW = 1e-5  # for each volunteer, at the microdose
    """,
    given=GIVEN,
    personal=True,
    derived={
        "vast": lambda g: float(f"{ratio(g):.2g}"),
        "in_all": ratio_in_all,
        "one_sided": ratio_one_sided,
        "lowest": lambda g: limits_in_all(g)[0],
        "highest": lambda g: limits_in_all(g)[1],
    },
    premises={
        "drug and radiation alone weigh less than a hundredth": lambda g: ratio(g) > 100,
        "with procedures the benefit is larger, but not vastly": lambda g: (
            1.5 < ratio_one_sided(g) < ratio_in_all(g) < 10
        ),
    },
    parts=PARTS,
    written={
        "j": Written(
            heading="In your own words",
            prompt="""
                You sit on the ethics board.
                The sponsor writes: “The benefit of this study exceeds its risk some {vast:g} times.”
                Answer in four to six sentences: what the number holds, what it leaves out, and your own verdict with a number and an idea of how sure it is.
                Name one thing that no ledger of serious events shows.
            """,
            points=4,
            model="""
                The factor of {vast:g} compares drug-related events in Phase I with drug and radiation risk in Phase 0, and so far it is right.
                It leaves out the needles and catheters, which are most of the risk of a volunteer: 7 in 11,028.
                With procedures on both sides the ratio is {in_all:.2g}, and charged to Phase 0 alone it is {one_sided:.2g}; and as it rests on 11 and 7 events, anything between {lowest:.2g} and {highest:.2g} fits the {in_all:.2g}.
                The study spares more harm than it does, but not vastly, and the ratio falls with a smaller chance that the candidate is unviable or with more volunteers; if a back-up compound goes into Phase I instead, nobody is spared.
                The 10⁻⁵ for the microdose is assumed, and {n_now:word} volunteers cannot check it.
                The ledger does not show that the volunteers of Phase 0 gain nothing themselves, nor a good drug that is stopped by mistake.
            """,
            scheme=(
                "The {vast:g} counts drug and radiation only (and it rests on the assumed 10⁻⁵).",
                "Procedures are left out, and they dominate the risk of Phase 0.",
                "A verdict with a number: about {in_all:.2g} with procedures on both sides (or {one_sided:.2g} on one side), which so few events leave uncertain (about {lowest:.2g} to {highest:.2g}): favourable, not vast.",
                "Something outside the ledger: viable drugs stopped by mistake, who bears the risk and who gains, consent, animals, inconvenience, events that are not serious.",
            ),
        ),
    },
)
