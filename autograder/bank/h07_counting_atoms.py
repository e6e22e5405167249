"""H7: counting ¹⁴C atoms. Many atoms are there, few are counted, and most of them were never the drug's."""

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
from microkit import background_atoms, counting_cv, decays, drug_atoms, labelled_fraction, lloq_conc, nci_to_bq
from microkit.labels.ams import AVOGADRO, DECAY_CONSTANT, HALF_LIFE_YEARS, SECONDS_PER_YEAR

GIVEN = {
    "dose": Quantity(100.0, "µg", pick(60, 80, 100), name="DOSE_UG"),
    "activity": Quantity(200.0, "nCi", pick(150, 200, 250), name="DOSE_NCI"),
    "molar_mass": Quantity(400.0, "g/mol", pick(300, 350, 400, 450, 500), name="MW"),
    "conc": Quantity(0.5, "pg/mL", pick(0.4, 0.5, 0.6, 0.8)),
    "volume": Quantity(1.0, "mL", pick(0.8, 1, 1.5)),
    "plasma_carbon": Quantity(40.0, "mg/mL", pick(38, 40, 42), name="PLASMA_C_MG", about="of carbon in plasma"),
    "recovery": Quantity(80.0, "%", pick(70, 80, 90), name="RECOVERY_PERCENT"),
    "carrier": Quantity(1.0, "mg", pick(0.8, 1, 1.2), name="CARRIER_MG"),
    "carrier_modern": Quantity(
        0.002, "", pick(0.0018, 0.002, 0.0024), name="CARRIER_F14C", about="F¹⁴C of the carrier"
    ),
    "efficiency": Quantity(0.8, "%", pick(0.8, 1, 1.5), name="EFFICIENCY_PERCENT"),
    "hours": Quantity(24.0, "h", pick(18, 24, 36), about="for (g)"),
    "lloq": Quantity(0.025, "dpm/mL", pick(0.025), name="LLOQ_DPM", about="for (j), published"),
}
HALF_LIFE_S = HALF_LIFE_YEARS * SECONDS_PER_YEAR


def bq(g):
    """Activity of the dose, Bq."""
    return nci_to_bq(g.activity)


def contained(g):
    """¹⁴C atoms that the drug brings into the sample."""
    return drug_atoms(g.conc, volume=g.volume, dose=g.dose, activity=bq(g))


def counted(g, atoms=None):
    """Atoms counted of those contained in the sample."""
    return (contained(g) if atoms is None else atoms) * g.recovery / 100 * g.efficiency / 100


def rounded(value, digits):
    """A value rounded to so many significant digits, for the texts."""
    return float(f"{value:.{digits}g}")


def all_labelled(g):
    """¹⁴C atoms of the sample if every drug molecule carried one."""
    return g.conc * 1e-12 * g.volume / g.molar_mass * AVOGADRO


def plasma_atoms(g):
    """Natural ¹⁴C atoms of the plasma itself."""
    return background_atoms(g.plasma_carbon * g.volume)


def carrier_atoms(g):
    """¹⁴C atoms of the carrier carbon."""
    return background_atoms(g.carrier, fraction_modern=g.carrier_modern)


def isolated(g, atoms=None):
    """Atoms of the drug that survive the isolation."""
    return (contained(g) if atoms is None else atoms) * g.recovery / 100


def labelled(g):
    """Fraction of drug molecules that carry a ¹⁴C."""
    return labelled_fraction(bq(g), dose=g.dose, molar_mass=g.molar_mass)


def c14_atoms(C_pg_mL, vol_mL, dose_ug, dose_Bq):
    """Reference for part a."""
    return drug_atoms(C_pg_mL, volume=vol_mL, dose=dose_ug, activity=dose_Bq)


def mean_life_missed(*args):
    return c14_atoms(*args) * DECAY_CONSTANT * HALF_LIFE_S


def years_kept(*args):
    return c14_atoms(*args) / SECONDS_PER_YEAR


def nanograms_read(*args):
    return 1e3 * c14_atoms(*args)


def mass_left_out(C_pg_mL, vol_mL, dose_ug, dose_Bq):
    return dose_ug * c14_atoms(C_pg_mL, vol_mL, dose_ug, dose_Bq)


def sample(rng, volume, activity):
    """A random sample of a random dose."""
    dose = float(rng.uniform(20, 95))
    return Call((float(10 ** rng.uniform(-1, 2)), float(rng.uniform(*volume)), dose, float(rng.uniform(*activity))))


def halves_with_the_sample(f, rng):
    vol_mL = float(rng.uniform(0.1, 2))
    return abs(f(3.0, vol_mL, 80.0, 5e3) / f(3.0, vol_mL / 2, 80.0, 5e3) - 2) < 1e-6


def net_cv_percent(drug_atoms, background_atoms, efficiency):
    """Reference for part i."""
    blank = efficiency * background_atoms
    return 100 * counting_cv(efficiency * drug_atoms + blank, blank=blank)


def draft(drug_atoms, background_atoms, efficiency):
    return 100 * drug_atoms**0.5 / (drug_atoms + background_atoms)


def contained_counted(drug_atoms, background_atoms, efficiency):
    return net_cv_percent(drug_atoms, background_atoms, 1.0)


def noise_taken_off(drug_atoms, background_atoms, efficiency):
    return 100 / (efficiency * drug_atoms) ** 0.5


def gross_divided(drug_atoms, background_atoms, efficiency):
    share = drug_atoms / (drug_atoms + background_atoms)
    return share * net_cv_percent(drug_atoms, background_atoms, efficiency)


def count_call(rng, low, high):
    """A random sample whose background is low to high times the drug."""
    atoms = float(10 ** rng.uniform(6, 8))
    return Call((atoms, atoms * float(rng.uniform(low, high)), float(rng.uniform(0.005, 0.03))))


def halves_with_four_times_as_many(f, rng):
    atoms = float(rng.uniform(1e5, 1e6))
    return abs(f(atoms, 2 * atoms, 0.01) / f(4 * atoms, 8 * atoms, 0.01) - 2) < 1e-6


PARTS = {
    "a": Function(
        heading="A function",
        prompt="""
            Write `c14_atoms`: how many ¹⁴C atoms does the *drug* bring into a sample?
            It gets the concentration in pg/mL, the sample in mL, and the mass (µg) and activity (Bq) of the dose that was given.

            Example: `c14_atoms(2.0, 0.5, 50.0, 3700.0)` returns about 19.3 million.
        """,
        model='''
            def c14_atoms(C_pg_mL, vol_mL, dose_ug, dose_Bq):
                """¹⁴C atoms that the drug brings into a sample."""
                atoms_per_ug = dose_Bq / LAM / dose_ug
                return C_pg_mL * vol_mL * 1e-6 * atoms_per_ug
        ''',
        switched_off=("c14_atoms", "drug_atoms", "labelled_fraction"),
        name="c14_atoms",
        points=4,
        answer=c14_atoms,
        tol=1e-3,
        example=Call((2.0, 0.5, 50.0, 3700.0)),
        cases={
            "a small sample": lambda rng, i: sample(rng, (0.01, 0.1), (1e3, 1e4)),
            "a large sample": lambda rng, i: sample(rng, (0.5, 5.0), (1e3, 1e4)),
            "a hot dose": lambda rng, i: sample(rng, (0.2, 2.0), (1e5, 1e6)),
        },
        invariants={
            "half the sample holds half the atoms": halves_with_the_sample,
        },
        wrong_turns=(
            WrongTurn(
                "M-HL",
                mean_life_missed,
                "You took 1/half-life for the decay constant. How are the two related?",
                edit=(("dose_Bq / LAM", "dose_Bq * 5730 * 3.15576e7"),),
            ),
            WrongTurn(
                "M-YEAR",
                years_kept,
                "Becquerels count per second; your decay constant is per year.",
                edit=(("dose_Bq / LAM", "dose_Bq / (LAM * 3.15576e7)"),),
            ),
            WrongTurn(
                "M-UNIT",
                nanograms_read,
                "A factor of a thousand is lost between pg, ng and µg.",
                quiet=True,
                edit=(("1e-6", "1e-3"),),
            ),
            WrongTurn(
                "M-NODOSE",
                mass_left_out,
                "The activity belongs to the whole dose. How much of it comes with one µg?",
                edit=((" / dose_ug", ""),),
            ),
        ),
        because="Activity per µg over the decay constant is atoms per µg, whatever the molar mass.",
        hint="Atoms behind an activity: N = A/λ. First per µg of the dose, then for the µg in the sample.",
        solution=lambda g: (
            "λ = ln 2 / (5730 y × 3.15576 × 10⁷ s/y); `dose_Bq / lam / dose_ug` atoms per µg, times "
            "`C_pg_mL * vol_mL * 1e-6` µg."
        ),
    ),
    "b": Number(
        heading="In the tube",
        prompt="How many ¹⁴C atoms of the drug does the sample of {volume:g} mL contain?",
        variable="atoms_drug",
        model="DOSE_BQ / LAM / DOSE_UG * CONC * VOLUME * 1e-6",
        unit="atoms",
        points=2,
        answer=contained,
        follows="a",
        carried=lambda g, c14_atoms: c14_atoms(g.conc, g.volume, g.dose, bq(g)),
        wrong_turns=(
            WrongTurn(
                "M-ALLLAB",
                all_labelled,
                "You counted drug molecules. Only a small part of them carries a ¹⁴C.",
            ),
            WrongTurn(
                "M-MASS14",
                lambda g: g.conc * 1e-12 * g.volume / 14 * AVOGADRO,
                "You took the drug for pure ¹⁴C of 14 g/mol. What is the mass in the sample a mass of?",
            ),
            WrongTurn(
                "M-HL",
                lambda g: contained(g) * DECAY_CONSTANT * HALF_LIFE_S,
                "Your decay constant is 1/half-life. A factor is missing between the two.",
            ),
            WrongTurn(
                "M-UNIT",
                lambda g: 1e3 * contained(g),
                "You read pg as ng.",
                credit=0.5,
                quiet=True,
            ),
            WrongTurn(
                "M-CI",
                lambda g: contained(g) / 10,
                "How many decays per second is a nanocurie? Look the digits up once more.",
                credit=0.5,
                quiet=True,
            ),
            WrongTurn(
                "M-COUNT",
                counted,
                "Those are the atoms that are counted in the end. The question is for those in the tube.",
            ),
        ),
        because="So little drug, so many atoms: with so long a half-life, each decay stands for very many of them.",
        hint="Bq of the dose, over λ, over the mass of the dose, times the mass in the sample.",
        solution=lambda g: (
            f"{g.activity:g} nCi = {bq(g):g} Bq hold {bq(g) / DECAY_CONSTANT:.4g} atoms, or "
            f"{bq(g) / DECAY_CONSTANT / g.dose:.4g} per µg; {g.conc * g.volume:g} pg bring **{contained(g):.4g}**."
        ),
    ),
    "c": Number(
        heading="Extension: how light is the label?",
        prompt="Which fraction of the drug molecules carries a ¹⁴C?",
        variable="fraction_labelled",
        model="DOSE_BQ / LAM / (DOSE_UG * 1e-6 / MW * AVOGADRO)",
        unit="fraction",
        points=2,
        answer=labelled,
        wrong_turns=(
            WrongTurn(
                "M-HL",
                lambda g: labelled(g) * DECAY_CONSTANT * HALF_LIFE_S,
                "1/half-life again: the decay constant is smaller than that.",
            ),
            WrongTurn(
                "M-UNIT",
                lambda g: 1e3 * labelled(g),
                "A fraction of this size? Check nCi against µCi.",
                credit=0.5,
                quiet=True,
            ),
        ),
        because="A few molecules in a hundred at most. The label is light.",
        hint="¹⁴C atoms in the dose over drug molecules in the dose.",
        solution=lambda g: (
            f"{bq(g) / DECAY_CONSTANT:.4g} atoms among {g.dose * 1e-6 / g.molar_mass * AVOGADRO:.4g} molecules: "
            f"**{labelled(g):.4g}**."
        ),
    ),
    "d": Number(
        heading="Noise",
        prompt="""
            What is the coefficient of variation (CV) of the drug's count, after isolation and counting, in %?
            Take Poisson noise of the drug's atoms only.
        """,
        variable="cv_percent",
        model="100 / sqrt(DOSE_BQ / LAM / DOSE_UG * CONC * VOLUME * 1e-6 * RECOVERY * EFFICIENCY)",
        unit="%",
        points=2,
        tol=0.02,
        answer=lambda g: 100 * counting_cv(counted(g)),
        follows="b",
        carried=lambda g, atoms_drug: 100 * counting_cv(counted(g, atoms_drug)),
        wrong_turns=(
            WrongTurn(
                "M-COUNT",
                lambda g: 100 * counting_cv(isolated(g)),
                "You counted every atom that survives the isolation. How many of them does the machine count?",
                quiet=True,
            ),
            WrongTurn(
                "M-IGN",
                lambda g: 100 * counting_cv(contained(g) * g.efficiency / 100),
                "Some of the drug is lost before it is counted. Which step did you leave out?",
                quiet=True,
            ),
            WrongTurn(
                "M-CONT",
                lambda g: 100 * counting_cv(contained(g)),
                "You used the atoms in the tube. Noise belongs to the atoms that reach the detector.",
            ),
            WrongTurn(
                "M-1N",
                lambda g: 100 / counted(g),
                "The spread of a count N is not 1. What is it for a Poisson count?",
            ),
            WrongTurn(
                "M-1000",
                lambda g: 100 * counting_cv(1000.0),
                "That is the CV of the thousand atoms of the textbook sentence. How many are counted here?",
            ),
        ),
        because="One over the root of the atoms counted.",
        hint="Contained, times recovery, times the counted fraction; then 1/√N.",
        solution=lambda g: (
            f"{counted(g):.5g} atoms are counted; 100/√{counted(g):.5g} = **{100 * counting_cv(counted(g)):.4g} %**."
        ),
    ),
    "e": Number(
        heading="Without isolation",
        prompt="""
            Suppose the whole plasma sample were turned to graphite.
            How many ¹⁴C atoms of the drug would there be for each natural one?
        """,
        variable="ratio_plasma",
        model="DOSE_BQ / LAM / DOSE_UG * CONC * VOLUME * 1e-6 / (PLASMA_C_MG * VOLUME * MODERN_PER_MG)",
        unit="ratio",
        points=2,
        tol=0.02,
        answer=lambda g: contained(g) / plasma_atoms(g),
        follows="b",
        carried=lambda g, atoms_drug: atoms_drug / plasma_atoms(g),
        wrong_turns=(
            WrongTurn(
                "M-ZEROBG",
                lambda g: contained(g) / background_atoms(g.volume),
                "You set one milligram of carbon in each millilitre against the drug. How much does plasma hold?",
            ),
            WrongTurn(
                "M-ALLLAB",
                lambda g: all_labelled(g) / plasma_atoms(g),
                "Not every drug molecule is labelled: the signal is far smaller.",
            ),
            WrongTurn(
                "M-INV",
                lambda g: plasma_atoms(g) / contained(g),
                "Background over drug. The question is for drug over background.",
                credit=0.5,
            ),
        ),
        because="The plasma's own carbon outshines the drug.",
        hint="Modern carbon: dpm/g to Bq per mg, over λ. Times the carbon of the sample.",
        solution=lambda g: (
            f"{g.plasma_carbon * g.volume:g} mg of modern carbon hold {plasma_atoms(g):.4g} atoms of ¹⁴C; "
            f"{contained(g):.4g} / {plasma_atoms(g):.4g} = **{contained(g) / plasma_atoms(g):.4g}**."
        ),
    ),
    "f": Number(
        heading="With isolation",
        prompt="And after isolation by HPLC, with the carrier from oil?",
        variable="ratio_isolated",
        model="DOSE_BQ / LAM / DOSE_UG * CONC * VOLUME * 1e-6 * RECOVERY / (CARRIER_MG * CARRIER_F14C * MODERN_PER_MG)",
        unit="ratio",
        points=1,
        tol=0.02,
        answer=lambda g: isolated(g) / carrier_atoms(g),
        follows="b",
        carried=lambda g, atoms_drug: isolated(g, atoms_drug) / carrier_atoms(g),
        wrong_turns=(
            WrongTurn(
                "M-IGN",
                lambda g: contained(g) / carrier_atoms(g),
                "Not all of the drug survives the isolation.",
                quiet=True,
            ),
            WrongTurn(
                "M-MODCAR",
                lambda g: isolated(g) / background_atoms(g.carrier),
                "You gave the carrier the ¹⁴C of living matter. It comes from oil.",
            ),
            WrongTurn(
                "M-PLASMA",
                lambda g: isolated(g) / plasma_atoms(g),
                "The plasma's carbon is still in your denominator. What did the isolation do?",
            ),
        ),
        because="Isolation removes the plasma's carbon, and a carrier from oil brings hardly any ¹⁴C back.",
        hint="Recovered drug atoms over the atoms in the carrier, whose F¹⁴C is given.",
        solution=lambda g: (
            f"Carrier: {carrier_atoms(g):.4g} atoms; drug: {isolated(g):.4g}. Ratio **{isolated(g) / carrier_atoms(g):.4g}**."
        ),
    ),
    "g": Number(
        heading="Extension: the old way",
        prompt="""
            A scintillation counter sees decays, not atoms.
            How many of the drug's atoms in the sample decay in {hours:g} h, on average?
        """,
        variable="decays_per_day",
        model="DOSE_BQ / LAM / DOSE_UG * CONC * VOLUME * 1e-6 * LAM * 3600 * HOURS",
        unit="counts",
        points=1,
        tol=0.02,
        answer=lambda g: decays(contained(g), duration=g.hours),
        follows="b",
        carried=lambda g, atoms_drug: decays(atoms_drug, duration=g.hours),
        wrong_turns=(
            WrongTurn(
                "M-SEC",
                lambda g: contained(g) * DECAY_CONSTANT,
                "That is what happens in one second.",
            ),
            WrongTurn(
                "M-ATOMS",
                contained,
                "Those are all the atoms. Hardly any of them decays while you wait.",
            ),
        ),
        because="Few decays while you wait: AMS counts tens of thousands of times as many of the same atoms.",
        hint="Rate λN per second, times the seconds.",
        solution=lambda g: (
            f"λN = {contained(g) * DECAY_CONSTANT:.3g} per second, times {3600 * g.hours:g} s: "
            f"**{decays(contained(g), duration=g.hours):.4g}**."
        ),
    ),
    "h": Choice(
        heading="A choice",
        prompt="""
            A text says that {volume:g} mL of plasma at {conc:g} pg/mL “can contain over a thousand ¹⁴C atoms, allowing highly precise quantification”.
            The best comment is …
        """,
        variable="comment_choice",
        points=2,
        options=(
            Option(
                "wrong: AMS has no background, so a hundred atoms would do just as well",
                "M-ZEROBG",
                "Living carbon holds ¹⁴C, and a drop of plasma holds a lot of carbon.",
            ),
            Option(
                "right: a thousand atoms have a CV of 3 %, and nothing else limits it",
                "M-1000",
                "You took the printed figure as it is. Compare it with your answers to (b) and (e).",
            ),
            Option(
                "wrong: a sample holds only as many atoms as the machine can count",
                "M-COUNT",
                "The machine counts a small part of what is in the tube.",
            ),
            Option("misleading: {millions:word} million are there, and counted ones set the noise"),
        ),
        because="True, but {millions:word} thousand times too small; and the plasma's own {plasma_billions:word} thousand million come first.",
        hint="How many did you find in (b)? Which atoms make the CV, and whose atoms are the others?",
        solution=lambda g: (
            f"Contained: about {contained(g) / 1e6:.0f} million. Counted: {counted(g):,.0f}, and those set the CV. "
            f"The plasma itself holds about {plasma_atoms(g) / 1e6:,.0f} million, unless the drug is isolated first."
        ),
    ),
    "i": Function(
        heading="A bug hunt",
        prompt="""
            In practice a blank with the same background is counted for as long as the sample, and its count is taken off.
            The draft below should return the CV, in %, of the net count.
            The atoms are those in the graphite; `efficiency` is the fraction of them that is counted.
            It holds three bugs.
            Find them, and write the function anew in the cell after it.

            Example: `net_cv_percent(1e6, 1e6, 0.03)` is `1.0`.
        """,
        draft="""
            def net_cv_draft(drug_atoms, background_atoms, efficiency):
                gross = drug_atoms + background_atoms
                blank = background_atoms
                return 100 * (gross - blank) ** 0.5 / gross


            print(net_cv_draft(1e6, 1e6, 0.03), "- should be 1.0")
        """,
        model='''
            def net_cv_percent(drug_atoms, background_atoms, efficiency):
                """CV (%) of the drug's count after the count of an equal blank is taken off."""
                gross = efficiency * (drug_atoms + background_atoms)
                blank = efficiency * background_atoms
                return 100 * (gross + blank) ** 0.5 / (gross - blank)
        ''',
        switched_off=("counting_cv", "net_counts_needed"),
        name="net_cv_percent",
        points=3,
        answer=net_cv_percent,
        tol=1e-3,
        example=Call((1e6, 1e6, 0.03)),
        cases={
            "no background": lambda rng, i: count_call(rng, 0.0, 0.0),
            "background and drug alike": lambda rng, i: count_call(rng, 0.5, 2.0),
            "far more background than drug": lambda rng, i: count_call(rng, 20.0, 200.0),
        },
        invariants={
            "four times as many atoms, half the CV": halves_with_four_times_as_many,
        },
        wrong_turns=(
            unchanged_draft(
                draft,
                "Does it use the efficiency at all?",
                edit=(("efficiency * ", ""), ("gross + blank", "gross - blank"), ("/ (gross - blank)", "/ gross")),
            ),
            WrongTurn(
                "M-CONT",
                contained_counted,
                "One bug is left: noise belongs to counted atoms, and only a part is counted.",
                credit=0.5,
                edit=(("efficiency * ", ""),),
            ),
            WrongTurn(
                "M-ZEROBG",
                noise_taken_off,
                "One bug is left: taking off the blank takes off its mean. What happens to its noise?",
                credit=0.5,
                edit=(("gross + blank", "gross - blank"),),
            ),
            WrongTurn(
                "M-GROSS",
                gross_divided,
                "One bug is left: relative to what? The result that you report is the net count.",
                credit=0.5,
                edit=(("/ (gross - blank)", "/ gross"),),
            ),
        ),
        because="Counts subtract, variances add, and the result is divided by the net count.",
        hint="Three bugs: contained or counted, the noise of a difference, and what to divide by.",
        solution=lambda g: (
            "`gross = efficiency * (drug_atoms + background_atoms)`, `blank = efficiency * background_atoms`, "
            "`return 100 * (gross + blank) ** 0.5 / (gross - blank)`."
        ),
    ),
    "j": Number(
        heading="Transfer",
        prompt="""
            A published AMS assay reports concentrations from {lloq:g} dpm/mL on.
            Which concentration of *this* labelled drug is that, in pg/mL?
        """,
        variable="lloq_pg_mL",
        model="LLOQ_DPM / (DOSE_BQ * 60 / (DOSE_UG * 1e6))",
        unit="pg/mL",
        points=2,
        answer=lambda g: lloq_conc(g.lloq, dose=g.dose, activity=bq(g)),
        wrong_turns=(
            WrongTurn(
                "M-DECAY",
                lambda g: 60 * lloq_conc(g.lloq, dose=g.dose, activity=bq(g)),
                "Your label is in decays per second, the limit in decays per minute.",
            ),
            WrongTurn(
                "M-ALLLAB",
                lambda g: g.lloq / 60 / DECAY_CONSTANT / AVOGADRO * g.molar_mass * 1e12,
                "You gave every molecule a ¹⁴C. This dose is labelled far more lightly.",
            ),
            WrongTurn(
                "M-PROD",
                lambda g: g.lloq * bq(g) * 60 / g.dose / 1e3,
                "You multiplied by the specific activity. Look at the units that come out.",
            ),
        ),
        because="The lighter the label, the higher the lowest concentration. Compare it with the one in the story.",
        hint="Specific activity of the dose in dpm per pg; then dpm/mL over dpm/pg.",
        solution=lambda g: (
            f"{bq(g):g} Bq / {g.dose:g} µg = {bq(g) * 60 / g.dose * 1e-6:.4g} dpm/pg; {g.lloq:g} dpm/mL is "
            f"**{lloq_conc(g.lloq, dose=g.dose, activity=bq(g)):.4g} pg/mL**."
        ),
    ),
}

PROBLEM = Problem(
    id="h7",
    title="How many ¹⁴C atoms can you trust?",
    notebook="ps3_methods/counting_atoms",
    chapter="course/principles/07_counting_atoms.ipynb",
    sections={
        "1 From activity to atoms": "abc",
        "2 The plasma was there first": "e",
        "3 Two ways to see half a picogram": "dg",
        "4 Isolate, then dilute with dead carbon": "f",
        "5 Contained is not counted": "hi",
        "6 So what is the limit?": "jk",
    },
    minutes=55,
    setup="from math import log, sqrt",
    story="""
        A microdose of {dose:g} µg (molar mass {molar_mass:g} g/mol) carries {activity:g} nCi of ¹⁴C.
        One nCi is 37 Bq, and 1 Bq is one decay per second.
        Later, {volume:g} mL of plasma holds {conc:g} pg/mL of parent drug.

        The drug is isolated by HPLC, with a recovery of {recovery:g} %.
        So little carbon cannot be handled: {carrier:g} mg of carrier carbon is added, and all becomes graphite.
        The carrier is made from oil; its *F*¹⁴C is {carrier_modern:g}, where living carbon has 1.
        AMS finally counts {efficiency:g} % of the ¹⁴C atoms in the graphite.

        Plasma holds about {plasma_carbon:g} mg of carbon per mL (recalled), and it is living carbon.
    """,
    context={
        "formula": r"""
            | law | formula |
            |---|---|
            | decay | activity = $\lambda N$, with $\lambda = \ln 2 / t_{1/2}$ |
            | half-life of ¹⁴C | 5730 y, and 1 y = 3.15576 × 10⁷ s |
            | living ("modern") carbon, *F*¹⁴C = 1 | 13.56 decays per minute and gram |
            | Avogadro | 6.02214076 × 10²³ per mol |
            | a Poisson count *N* | standard deviation $\sqrt N$ |
        """,
    },
    constants="""
        DOSE_BQ = DOSE_NCI * 37.0  # Bq
        RECOVERY, EFFICIENCY = RECOVERY_PERCENT / 100, EFFICIENCY_PERCENT / 100  # fractions
        LAM = log(2) / (5730 * 3.15576e7)  # per second
        MODERN_PER_MG = 13.56 / 60 / 1000 / LAM  # ¹⁴C atoms in 1 mg of modern carbon
        AVOGADRO = 6.02214076e23  # per mol
    """,
    given=GIVEN,
    personal=True,
    derived={
        "millions": lambda g: round(contained(g) / 1e6),
        "plasma_billions": lambda g: round(plasma_atoms(g) / 1e9),
        "tube": lambda g: rounded(contained(g), 1),
        "plasma": lambda g: rounded(plasma_atoms(g), 1),
        "counted": lambda g: rounded(counted(g), 2),
        "cv": lambda g: 100 * counting_cv(counted(g)),
        "plasma_excess": lambda g: rounded(plasma_atoms(g) / contained(g), 2),
        "drug_excess": lambda g: rounded(isolated(g) / carrier_atoms(g), 2),
        "limit": lambda g: lloq_conc(g.lloq, dose=g.dose, activity=bq(g)),
    },
    premises={
        "counting is not the problem": lambda g: counting_cv(counted(g)) < 0.01,
        "the sample lies below the published limit": lambda g: g.conc < lloq_conc(g.lloq, dose=g.dose, activity=bq(g)),
    },
    parts=PARTS,
    written={
        "k": Written(
            heading="In your own words",
            prompt="""
                A brochure says: “AMS has a near-zero background. Its sensitivity is limited only by counting statistics.”
                Answer in four to six sentences.
                Say which atoms make the counting noise, how the drug compares with the carbon of the plasma, and what makes the claim nearly true.
                Then say what limits this assay in the end.
            """,
            points=4,
            model="""
                The noise comes from the atoms that are counted, about {counted:,.0f} here, not from the {millions:word} million in the tube.
                That gives a CV of {cv:.2g} %, so counting statistics are not the problem.
                The plasma itself holds {plasma_billions:word} thousand million atoms of natural ¹⁴C, some {plasma_excess:g} times more than the drug brings.
                The claim is nearly true only after the drug has been isolated and diluted with carbon from oil: then the drug has {drug_excess:g} atoms for each one of the background.
                In the end the blank and its scatter set the limit: a published limit of {lloq:g} dpm/mL means {limit:.2g} pg/mL with this label, more than the {conc:g} pg/mL of the sample.
            """,
            scheme=(
                "Counted, not contained, atoms set the noise (about {counted:,.0f}, CV near {cv:.1g} %).",
                "Plasma carbon holds far more ¹⁴C than the drug (about {plasma:power} against {tube:power}, or {plasma_excess:g} to 1).",
                "Isolation plus a ¹⁴C-dead carrier turn the ratio round (about {drug_excess:g} to 1).",
                "The final limit: blank, carry-over or contamination and their scatter, recovery, or the validated limit of {limit:.2g} pg/mL with this label.",
            ),
        ),
    },
)
